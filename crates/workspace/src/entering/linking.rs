//! Create while linking: a name typed where a record is meant. Before a new record is made, the person is asked
//! whether it is one of those there, or the one whom another field of the form makes; only they decide.

use super::choices::Choice;
use super::desk::Desk;
use super::fields::{Candidate, Fault, Field, Question};
use super::people::is_not_known;
use crate::error::WorkspaceError;
use crate::named::APART;
use crate::page::main_date;
use aigaq_publishing::dates;
use aigaq_schema::{PartialDate, RecordId, Value, fold::fold};
use aigaq_view::{Brief, could_be_one};

/// Candidates that are shown.
const MOST: usize = 6;
/// Acts of a candidate among which the last one is looked for.
const LAST: usize = 8;
/// What a form sends for "somebody new"; `new:person` says of which kind.
const NEW: &str = "new";
/// What a form sends for "the same as in a field above".
const SAME: &str = "same";

/// What a typed name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Linked {
    /// Nothing was typed.
    Nobody,
    /// This record.
    There(RecordId),
    /// A record to be made, of this kind where it was asked for.
    New(Option<String>),
    /// Not decided or not understood yet.
    Open,
}

/// What a field of the form names.
#[derive(Debug)]
pub(crate) struct NamedHere {
    field: String,
    name: String,
    /// The first of the types it may be of.
    record_type: Option<String>,
    /// Of somebody new: of which kind.
    kind: Option<String>,
    /// The record; of somebody new, once it has an id.
    id: Option<RecordId>,
}

/// What is looked for, and what may be made instead.
pub(crate) struct Wanted<'a> {
    /// The types it may be of; none means any.
    pub types: &'a [&'a str],
    /// Kinds of new records to choose from; one empty kind: it is made without asking; none: nothing is made.
    pub kinds: &'a [&'a str],
    /// The name to look for, where it is only a part of what was typed.
    pub name: &'a str,
}

impl Desk<'_> {
    /// Decides what the name in a field means, and asks what cannot be decided. Of a record that is then made,
    /// [`Desk::is_made`] is told.
    pub(crate) fn link(
        &mut self,
        field: &mut Field,
        wanted: &Wanted<'_>,
    ) -> Result<Linked, WorkspaceError> {
        let linked = self.decide(field, wanted)?;
        if linked != Linked::Nobody {
            self.named.push(NamedHere {
                field: field.name.clone(),
                name: wanted.name.to_owned(),
                record_type: wanted.types.first().map(|t| (*t).to_owned()),
                kind: match &linked {
                    Linked::New(kind) => kind.clone(),
                    _ => None,
                },
                id: match linked {
                    Linked::There(id) => Some(id),
                    _ => None,
                },
            });
        }
        Ok(linked)
    }

    /// The record that a field makes.
    pub(crate) fn is_made(&mut self, field: &str, id: RecordId) {
        if let Some(named) = self.named.iter_mut().find(|named| named.field == field) {
            named.id = Some(id);
        }
    }

    /// The first field of the form that may name the same as this one.
    fn earlier(&self, wanted: &Wanted<'_>) -> Option<&NamedHere> {
        let record_type = wanted.types.first().copied();
        // Things are called what they are called; people are written in many ways.
        let are_people =
            record_type == Some("actor") && !wanted.kinds.iter().all(|k| self.is_body(k));
        let may_be_one = |name: &str| {
            fold(name) == fold(wanted.name) || are_people && could_be_one(name, wanted.name)
        };
        self.named
            .iter()
            .filter(|_| !wanted.kinds.is_empty())
            .find(|named| named.record_type.as_deref() == record_type && may_be_one(&named.name))
    }

    /// Of two fields with one name: no two things are called so, as two people may be.
    fn is_one_thing(&self, named: &NamedHere, wanted: &Wanted<'_>) -> bool {
        let is_same = fold(&named.name) == fold(wanted.name);
        let of_things = match wanted.types {
            ["place" | "source"] => true,
            ["actor"] => named.kind.as_deref().is_some_and(|k| self.is_body(k)),
            _ => false,
        };
        is_same && of_things && named.id.is_some()
    }

    fn is_body(&self, kind: &str) -> bool {
        let kinds = self.naming.schema.list("actor_kinds");
        kinds.is_some_and(|list| list.is_within(kind, "organisation"))
    }

    fn same_as(&self, named: &str) -> String {
        self.naming.words.fill("enter.same_as", &[("what", named)])
    }

    fn decide(&mut self, field: &mut Field, wanted: &Wanted<'_>) -> Result<Linked, WorkspaceError> {
        let text = field.text.clone();
        if text.is_empty() {
            return Ok(Linked::Nobody);
        }
        if let Some(id) = named_by_id(&text) {
            return self.by_id(field, id, wanted);
        }
        if text.chars().nth(2_000).is_some() {
            let words = self.naming.words;
            let fault = words.fill("enter.too_long", &[("most", "2000")]);
            self.wrong(field, Fault::new(fault));
            return Ok(Linked::Open);
        }
        // An answer counts for the name it was given to.
        let asked = self.filled.get(&format!("{}.asked", field.name)) == text;
        let answer = if asked {
            self.filled.get(&format!("{}.is", field.name)).to_owned()
        } else {
            String::new()
        };
        // A link to the form, or the record as it stands, named it by what it is called.
        if let Ok(id) = answer.parse::<RecordId>()
            && let Some(named) = self.naming.by_id(id)?
            && named.caption.trim() == text
        {
            field.is.clone_from(&answer);
            return self.by_id(field, id, wanted);
        }
        field.is.clear();
        let mut candidates = self.candidates(wanted)?;
        if answer.is_empty()
            && let Some(one) = self.certain(&candidates, wanted)
        {
            field.echo = Some(self.named_again(one)?);
            return Ok(Linked::There(one));
        }
        let earlier = self.earlier(wanted);
        let earlier_name = earlier.map(|named| named.name.clone());
        let earlier_id = earlier.and_then(|named| named.id);
        let is_one = earlier.is_some_and(|named| self.is_one_thing(named, wanted));
        if let (Some(name), Some(id)) = (&earlier_name, earlier_id)
            && (answer == SAME || answer.is_empty() && is_one)
        {
            field.echo = Some(self.same_as(name));
            if is_one {
                return Ok(Linked::There(id));
            }
        }
        if candidates.is_empty() && answer.is_empty() && earlier_name.is_none() {
            match wanted.kinds {
                [] => {
                    let fault = self.say("enter.nothing_found");
                    self.wrong(field, Fault::new(fault));
                    return Ok(Linked::Open);
                }
                [only] => {
                    field.echo = Some(self.say("enter.will_be_new"));
                    return Ok(Linked::New(kind(only)));
                }
                _ => {}
            }
        }
        let same = earlier_name.as_deref().map(|name| Choice {
            value: SAME.to_owned(),
            label: self.same_as(name),
            chosen: answer == SAME,
        });
        let is_same = same.as_ref().is_some_and(|same| same.chosen);
        let made = wanted.kinds.iter().map(|kind| {
            let value = new_value(kind);
            Choice {
                label: self.new_label(kind, wanted),
                chosen: answer == value,
                value,
            }
        });
        let new: Vec<Choice> = same.into_iter().chain(made).collect();
        let linked = if is_same {
            // As long as the field above waits for its answer, so does this one.
            earlier_id.map_or(Linked::Open, Linked::There)
        } else if let Some(chosen) = new.iter().find(|c| c.chosen) {
            Linked::New(kind(
                chosen
                    .value
                    .trim_start_matches("new")
                    .trim_start_matches(':'),
            ))
        } else if let Ok(id) = answer.parse::<RecordId>() {
            self.by_id(field, id, wanted)?
        } else {
            Linked::Open
        };
        if let Linked::There(id) = linked
            && !is_same
            && !candidates.iter().any(|brief| brief.id == id)
        {
            let reader = &self.naming.ask.reader;
            candidates.extend(self.workspace.view.brief(reader, id)?);
        }
        let mut shown = Vec::new();
        for brief in &candidates {
            shown.push(Candidate {
                id: brief.id,
                caption: self.naming.named(brief)?.caption,
                detail: self.told_apart(brief)?,
                chosen: !is_same && linked == Linked::There(brief.id),
            });
        }
        let answered = is_same || linked != Linked::Open;
        if !answered && field.fault.is_none() {
            self.open += 1;
        }
        field.question = Some(Question {
            candidates: shown,
            new,
            answered,
        });
        Ok(linked)
    }

    /// A record named by its id or its address.
    fn by_id(
        &mut self,
        field: &mut Field,
        id: RecordId,
        wanted: &Wanted<'_>,
    ) -> Result<Linked, WorkspaceError> {
        let reader = self.naming.ask.reader;
        let brief = self.workspace.view.brief(&reader, id)?;
        let fits =
            |b: &Brief| wanted.types.is_empty() || wanted.types.contains(&b.record_type.as_str());
        match brief.filter(fits) {
            Some(brief) => {
                field.echo = Some(self.naming.named(&brief)?.caption);
                Ok(Linked::There(id))
            }
            None => {
                let fault = self.say("enter.no_such_record");
                self.wrong(field, Fault::new(fault));
                Ok(Linked::Open)
            }
        }
    }

    fn candidates(&self, wanted: &Wanted<'_>) -> Result<Vec<Brief>, WorkspaceError> {
        let reader = &self.naming.ask.reader;
        let all: Vec<&str>;
        let types = if wanted.types.is_empty() {
            all = self
                .naming
                .schema
                .types()
                .map(|t| t.code.as_str())
                .collect();
            &all[..]
        } else {
            wanted.types
        };
        let view = &self.workspace.view;
        let mut found = view.alike(reader, wanted.name, types, MOST)?;
        if found.is_empty() && wanted.kinds.is_empty() {
            // Records without a name (acts) are found by their words.
            for kind in types {
                let hits = view.search(reader, wanted.name, Some(kind), 0..MOST)?;
                found.extend(hits.hits.into_iter().map(|h| h.brief));
            }
        }
        let nobody_known = is_not_known(wanted.name);
        found.retain(|brief| {
            // «Неизвестный мужчина» is nobody's namesake, and has none.
            let without_name = || {
                let mut names = brief.names().map(|(_, name)| name).peekable();
                nobody_known || names.peek().is_some() && names.all(is_not_known)
            };
            !(self.is_own(brief.id) || brief.record_type == "actor" && without_name())
        });
        found.truncate(MOST);
        self.one_of_each(found)
    }

    /// Records that are one are offered once, by the one that stands for them.
    fn one_of_each(&self, found: Vec<Brief>) -> Result<Vec<Brief>, WorkspaceError> {
        let mut kept: Vec<Brief> = Vec::with_capacity(found.len());
        for brief in found {
            let first = self.workspace.one_with(brief.id)?.first().copied();
            let stands = match first.filter(|first| *first != brief.id) {
                Some(first) => self.workspace.view.brief(&self.naming.ask.reader, first)?,
                None => None,
            };
            let brief = stands.unwrap_or(brief);
            if !kept.iter().any(|there| there.id == brief.id) {
                kept.push(brief);
            }
        }
        Ok(kept)
    }

    /// The one record of exactly this name that cannot be a namesake: a place, a source, an organisation.
    fn certain(&self, candidates: &[Brief], wanted: &Wanted<'_>) -> Option<RecordId> {
        let name = fold(wanted.name);
        let mut same = candidates.iter().filter(|b| {
            b.name().is_some_and(|n| fold(n) == name) || b.names().any(|(_, n)| fold(n) == name)
        });
        let (one, another) = (same.next()?, same.next());
        let is_thing = match one.record_type.as_str() {
            "actor" => one
                .value("kind")
                .is_some_and(|kind| self.is_body(&kind.plain())),
            "place" | "source" => true,
            _ => false,
        };
        (is_thing && another.is_none()).then_some(one.id)
    }

    fn named_again(&self, id: RecordId) -> Result<String, WorkspaceError> {
        let named = self.naming.by_id(id)?;
        let caption = named.map(|n| n.caption).unwrap_or_default();
        Ok(self
            .naming
            .words
            .fill("enter.is_there", &[("what", &caption)]))
    }

    fn new_label(&self, kind: &str, wanted: &Wanted<'_>) -> String {
        let what = if kind.is_empty() {
            wanted
                .types
                .first()
                .map(|t| self.naming.type_label(t))
                .unwrap_or_default()
        } else {
            self.naming.code("actor_kinds", kind)
        };
        self.naming
            .words
            .fill("enter.new", &[("what", &what.to_lowercase())])
    }

    /// What tells a record from others of the same name, with the last act of an actor.
    fn told_apart(&self, brief: &Brief) -> Result<String, WorkspaceError> {
        let naming = &self.naming;
        let mut told = naming.told_apart(brief);
        if brief.record_type == "actor"
            && let Some(last) = self.last_act(brief.id)?
        {
            if !told.is_empty() {
                told.push_str(APART);
            }
            told.push_str(&naming.words.fill("enter.last_act", &[("what", &last)]));
        }
        Ok(told)
    }

    /// The latest of the acts that were last recorded of an actor: type, day and region.
    fn last_act(&self, actor: RecordId) -> Result<Option<String>, WorkspaceError> {
        let (view, reader) = (&self.workspace.view, &self.naming.ask.reader);
        let mut latest: Option<(Option<PartialDate>, Brief)> = None;
        for involvement in view.last_pointing(reader, actor, "involvement", "actor", LAST)? {
            let Some(Value::Reference(act)) = involvement.value("act") else {
                continue;
            };
            let Some(act) = view.brief(reader, *act)? else {
                continue;
            };
            let day = main_date(&act).cloned();
            let newer = latest.as_ref().is_none_or(|(last, _)| {
                day.as_ref().map(PartialDate::first) > last.as_ref().map(PartialDate::first)
            });
            if newer {
                latest = Some((day, act));
            }
        }
        Ok(latest.map(|(day, act)| {
            let term = |code: &str| {
                let property = self.property("act", code)?;
                Some(self.naming.value_text(property, act.value(code)?))
            };
            let day = day.map(|d| dates::words(&d, self.naming.ask.language));
            let parts: Vec<String> = [term("type"), day, term("region")]
                .into_iter()
                .flatten()
                .collect();
            parts.join(", ")
        }))
    }
}

fn new_value(kind: &str) -> String {
    if kind.is_empty() {
        NEW.to_owned()
    } else {
        format!("{NEW}:{kind}")
    }
}

fn kind(kind: &str) -> Option<String> {
    (!kind.is_empty()).then(|| kind.to_owned())
}

/// An id, or an address of a record's page.
fn named_by_id(text: &str) -> Option<RecordId> {
    let id = match text.rsplit_once("/record/") {
        Some((_, rest)) => rest.split(['/', '?', '#']).next().unwrap_or(rest),
        None => text,
    };
    // A name of 32 letters a to f is nobody's.
    id.parse().ok()
}

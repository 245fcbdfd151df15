//! Create while linking: a name typed where a record is meant. Before a new record is made, the person is asked
//! whether it is one of those there; only they decide.

use super::choices::Choice;
use super::desk::Desk;
use super::fields::{Candidate, Fault, Field, Question};
use crate::error::WorkspaceError;
use crate::page::main_date;
use aigaq_publishing::dates;
use aigaq_schema::{PartialDate, RecordId, Value, fold::fold};
use aigaq_view::Brief;

/// Candidates that are shown.
const MOST: usize = 6;
/// Acts of a candidate among which the last one is looked for.
const LAST: usize = 8;
/// What a form sends for "somebody new"; `new:person` says of which kind.
const NEW: &str = "new";

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
    /// Decides what the name in a field means, and asks what cannot be decided.
    pub(crate) fn link(
        &mut self,
        field: &mut Field,
        wanted: &Wanted<'_>,
    ) -> Result<Linked, WorkspaceError> {
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
        if candidates.is_empty() && answer.is_empty() {
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
        let new: Vec<Choice> = wanted
            .kinds
            .iter()
            .map(|kind| {
                let value = new_value(kind);
                Choice {
                    label: self.new_label(kind, wanted),
                    chosen: answer == value,
                    value,
                }
            })
            .collect();
        let linked = if let Some(chosen) = new.iter().find(|c| c.chosen) {
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
                chosen: linked == Linked::There(brief.id),
            });
        }
        if linked == Linked::Open && field.fault.is_none() {
            self.open += 1;
        }
        field.question = Some(Question {
            candidates: shown,
            new,
            answered: linked != Linked::Open,
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
        found.retain(|brief| !self.is_own(brief.id));
        found.truncate(MOST);
        Ok(found)
    }

    /// The one record of exactly this name that cannot be a namesake: a place, a source, an organisation.
    fn certain(&self, candidates: &[Brief], wanted: &Wanted<'_>) -> Option<RecordId> {
        let name = fold(wanted.name);
        let mut same = candidates
            .iter()
            .filter(|b| b.name().is_some_and(|n| fold(n) == name));
        let (one, another) = (same.next()?, same.next());
        let is_thing = match one.record_type.as_str() {
            "actor" => one.value("kind").is_some_and(|kind| {
                let kinds = self.naming.schema.list("actor_kinds");
                kinds.is_some_and(|l| l.is_within(&kind.plain(), "organisation"))
            }),
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

    /// What tells a record from others of the same name.
    fn told_apart(&self, brief: &Brief) -> Result<String, WorkspaceError> {
        let naming = &self.naming;
        let mut parts = Vec::new();
        for code in [
            "kind",
            "category",
            "source_class",
            "role",
            "region",
            "birth",
            "publisher",
            "date",
            "start",
        ] {
            let Some(property) = naming.schema.property(&brief.record_type, code) else {
                continue;
            };
            let values: Vec<String> = brief
                .values(code)
                .take(2)
                .map(|value| naming.value_text(property, value))
                .collect();
            if !values.is_empty() {
                parts.push(values.join(", "));
            }
        }
        if brief.record_type == "actor"
            && let Some(last) = self.last_act(brief.id)?
        {
            parts.push(naming.words.fill("enter.last_act", &[("what", &last)]));
        }
        Ok(parts.join(" · "))
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

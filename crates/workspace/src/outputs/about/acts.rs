//! What was done to a person, what they did, and when they were deprived of liberty.

use crate::error::WorkspaceError;
use crate::outputs::about::answers::join;
use crate::outputs::telling::Telling;
use aigaq_publishing::about::{Answer, Deprivation};
use aigaq_schema::{Day, PartialDate, RecordId, Value};
use aigaq_view::Brief;
use std::collections::HashSet;

/// Types of act that begin a deprivation of liberty.
const ARRESTS: [&str; 6] = [
    "LIB.arrest",
    "LIB.detain",
    "LIB.mass",
    "LIB.prevent",
    "LIB.abduct",
    "MED.detain",
];

/// Acts with a person in them, by their part.
#[derive(Default)]
pub(super) struct Acts {
    /// What was done to them.
    pub suffered: Vec<Brief>,
    /// What they did.
    pub done: Vec<Brief>,
}

impl Telling<'_> {
    /// The acts in which the person has a part, in order of time; an act told twice once.
    pub(super) fn acts_of(&self, members: &[RecordId]) -> Result<Acts, WorkspaceError> {
        let view = &self.workspace.view;
        let roles = self.naming.schema.list("involvement_roles");
        let mut acts = Acts::default();
        let (mut told, mut did) = (HashSet::new(), HashSet::new());
        for member in members {
            for part in view.pointing(&self.ask.reader, *member, "involvement", "actor")? {
                let Some(Value::Reference(act)) = part.value("act") else {
                    continue;
                };
                let role = part.value("role").map(Value::plain).unwrap_or_default();
                let within = |of: &str| roles.is_some_and(|list| list.is_within(&role, of));
                let (seen, all) = match (within("target"), within("perpetrator")) {
                    (true, _) => (&mut told, &mut acts.suffered),
                    (_, true) => (&mut did, &mut acts.done),
                    _ => continue,
                };
                if seen.contains(act) {
                    continue;
                }
                seen.extend(self.workspace.one_with(*act)?);
                seen.insert(*act);
                all.extend(self.brief(*act)?);
            }
        }
        for all in [&mut acts.suffered, &mut acts.done] {
            self.in_order(all, "start");
        }
        Ok(acts)
    }

    /// Records by a date of theirs, those without one last.
    pub(super) fn in_order(&self, all: &mut [Brief], property: &str) {
        all.sort_by_cached_key(|brief| {
            let date = self.date_of(brief, property);
            let days = date.map(|date| (date.first(), date.last()));
            (days.is_none(), days, brief.id)
        });
    }

    /// Arrests and detentions: acts against liberty, and restrictions that are custody, each time once.
    pub(super) fn deprivations(
        &mut self,
        suffered: &[Brief],
        restrictions: &[Brief],
    ) -> Result<Vec<Deprivation>, WorkspaceError> {
        let types = self.naming.schema.list("act_types");
        let mut all: Vec<(Option<RecordId>, Option<Day>, Deprivation)> = Vec::new();
        for act in suffered {
            let code = act.value("type").map(Value::plain).unwrap_or_default();
            let is_arrest = ARRESTS.contains(&code.as_str());
            if is_arrest || types.is_some_and(|list| list.is_within(&code, "LIB")) {
                let first = self.date_of(act, "start").map(PartialDate::first);
                let made = self.deprivation(act, is_arrest)?;
                all.push((Some(act.id), first, made));
            }
        }
        let kinds = self.naming.schema.list("restriction_kinds");
        for restriction in restrictions {
            let kind = restriction
                .value("kind")
                .map(Value::plain)
                .unwrap_or_default();
            let is_custody = kinds
                .and_then(|list| list.get(&kind))
                .is_some_and(|entry| entry.has_flag("custody"));
            if !is_custody {
                continue;
            }
            let term = self.term_of(restriction)?;
            let by = match restriction.value("act") {
                Some(Value::Reference(act)) => self.workspace.one_with(*act)?,
                _ => Vec::new(),
            };
            let first = self.date_of(restriction, "start").map(PartialDate::first);
            let imposed = |id: &RecordId| by.contains(id);
            match all
                .iter_mut()
                .find(|(act, ..)| act.as_ref().is_some_and(imposed))
            {
                // The act by which it was imposed and the term are one detention.
                Some((_, _, act)) => complete(act, term),
                None => all.push((None, first, term)),
            }
        }
        all.sort_by_key(|(_, first, _)| (first.is_none(), *first));
        Ok(all.into_iter().map(|(.., made)| made).collect())
    }

    /// The actors in an act, of all records that are one with it.
    pub(super) fn parts_of_one(&self, act: &Brief) -> Result<Vec<Brief>, WorkspaceError> {
        let mut parts = Vec::new();
        for told in self.with_its_doubles(act)? {
            parts.extend(self.parts(&told)?);
        }
        Ok(parts)
    }

    fn deprivation(&mut self, act: &Brief, is_arrest: bool) -> Result<Deprivation, WorkspaceError> {
        let one = self.with_its_doubles(act)?;
        let mut place = self.answer_of(&one, "place")?;
        if place.is_empty() {
            place = self.answer_of(&one, "region")?;
        }
        let mut by = Answer::default();
        for part in self.parts_of_one(act)? {
            let who = self.actors(std::slice::from_ref(&part), "perpetrator")?;
            let mut one = Answer::plain(who);
            let citations = self.cite(&[&part])?;
            for told in &mut one.told {
                told.citations.clone_from(&citations);
            }
            join(&mut by, one);
        }
        Ok(Deprivation {
            record: Some(self.record(act)),
            kind: self.answer_of(&one, "type")?,
            is_arrest,
            from: self.answer_of(&one, "start")?,
            until: self.answer_of(&one, "end")?,
            length: Answer::default(),
            place,
            by,
            law: self.answer_of(&one, "law")?,
            reasons: self.answer_of(&one, "summary")?,
            outcome: self.answer_of(&one, "outcome")?,
        })
    }

    fn term_of(&mut self, restriction: &Brief) -> Result<Deprivation, WorkspaceError> {
        Ok(Deprivation {
            record: Some(self.record(restriction)),
            kind: self.told_on(restriction, "kind")?,
            is_arrest: false,
            from: self.told_on(restriction, "start")?,
            until: self.told_on(restriction, "end")?,
            length: self.told_on(restriction, "length")?,
            place: self.told_on(restriction, "place")?,
            by: self.told_on(restriction, "body")?,
            law: self.told_on(restriction, "basis")?,
            reasons: self.told_on(restriction, "scope_text")?,
            outcome: Answer::default(),
        })
    }
}

/// What the term tells beside the act by which it was imposed.
fn complete(act: &mut Deprivation, term: Deprivation) {
    // Held by order of a court days after the arrest is no other day of the arrest; of one without a day it tells it.
    if act.from.is_empty() {
        act.from = term.from;
    }
    join(&mut act.until, term.until);
    join(&mut act.length, term.length);
    join(&mut act.place, term.place);
    join(&mut act.by, term.by);
    join(&mut act.law, term.law);
    join(&mut act.reasons, term.reasons);
}

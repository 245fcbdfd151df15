//! What was entered that cannot be, in words: for the registers, the pages on which it is entered, and the checks.

use super::kept::Facts;
use super::material::references;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::outputs::telling::Telling;
use crate::restrictions::{Restriction, Restrictions};
use crate::standing::StandingFor;
use aigaq_checks::{Arg, Finding, Involved, Message, Weight};
use aigaq_publishing::document::{Inline, Line, RecordId as PublishedId};
use aigaq_registers::cases::CaseFacts;
use aigaq_registers::flaws::{self, Flaw, Held, Release, Whereabouts};
use aigaq_registers::restrictions::ChangeKind;
use aigaq_registers::{DayRange, RestrictionFacts};
use aigaq_schema::{ChangeSetId, RecordId};
use aigaq_view::{Brief, Reader};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Something that cannot be meant, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FlawRow {
    /// Which: the key of its sentence.
    pub key: String,
    /// The sentence.
    pub sentence: String,
    /// The records it rests on, with what they are called; the first is the one to look at.
    pub records: Vec<FlawRecord>,
}

/// A record of a flaw.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FlawRecord {
    /// The record.
    pub id: RecordId,
    /// What it is called.
    pub caption: String,
}

impl FlawRow {
    pub(super) fn line(&self) -> Line {
        let mut line = vec![Inline::text(format!("{}: ", self.sentence))];
        for (place, record) in self.records.iter().enumerate() {
            if place > 0 {
                line.push(Inline::text("; "));
            }
            line.push(Inline::RecordLink {
                record: PublishedId::new(record.id.to_string()),
                text: record.caption.clone(),
            });
        }
        line
    }
}

impl Telling<'_> {
    /// Flaws in words.
    pub(super) fn flaws<'f>(
        &self,
        flaws: impl IntoIterator<Item = &'f Flaw>,
    ) -> Result<Vec<FlawRow>, WorkspaceError> {
        let mut rows = Vec::new();
        for flaw in flaws {
            let mut records = Vec::new();
            for id in flaw.records() {
                if let Some(named) = self.naming.by_id(id)? {
                    records.push(FlawRecord {
                        id,
                        caption: named.caption,
                    });
                }
            }
            rows.push(FlawRow {
                key: flaw.key().to_owned(),
                sentence: self.flaw(flaw),
                records,
            });
        }
        Ok(rows)
    }

    fn flaw(&self, flaw: &Flaw) -> String {
        let key = flaw.key();
        let words = |days: &DayRange| self.range(*days).words;
        match flaw {
            Flaw::EndBeforeStart { start, end, .. } => {
                self.fill(key, &[("start", &words(start)), ("end", &words(end))])
            }
            Flaw::ChangeBeforeStart {
                kind, start, on, ..
            } => {
                let change = self.naming.code("restriction_changes", kind.code());
                self.fill(
                    key,
                    &[
                        ("change", &change),
                        ("start", &words(start)),
                        ("day", &words(on)),
                    ],
                )
            }
            Flaw::Exclude { both, .. } => self.fill(key, &[("days", &words(both))]),
            Flaw::ReleasedNeverHeld { on, .. } => self.fill(key, &[("day", &words(on))]),
            Flaw::AssessmentWithoutEvidence { .. }
            | Flaw::AssessmentWithoutAssessor { .. }
            | Flaw::SameAsLoop { .. }
            | Flaw::PartOfLoop { .. }
            | Flaw::RemovedNeverListed { .. }
            | Flaw::ListedWithoutCriteria { .. } => self.say(key),
        }
    }
}

/// Who was said to be let go, and who was said to be held: by restrictions that hold a person, by steps of their cases.
fn releases(
    (workspace, reader): (&Workspace, &Reader),
    all: &Restrictions,
    cases: &Facts<CaseFacts>,
) -> Result<(Vec<Release>, Held), WorkspaceError> {
    let mut standing = StandingFor::new(workspace, *reader)?;
    let mut held = Held::new();
    let mut released = Vec::new();
    let mut hold = |person: RecordId, days: DayRange| {
        let known = held.entry(person).or_insert(days);
        *known = known.spanning(days);
    };
    for Restriction { facts, .. } in all.iter() {
        let Some(holder) = facts.holder else { continue };
        if workspace.marked("restriction_kinds", &facts.kind, "custody") {
            let start = facts.start.as_ref().or(facts.decided.as_ref());
            hold(holder.actor, start.map_or(DayRange::ANY, DayRange::from));
        }
        for change in &facts.changes {
            if change.kind == ChangeKind::Released {
                released.push(Release {
                    record: facts.restriction,
                    person: holder.actor,
                    on: change.days(),
                });
            }
        }
    }
    for (case, facts) in cases.iter() {
        for step in &facts.steps {
            let holds = workspace.marked("case_stages", &step.kind, "holds");
            if !holds && step.kind != "criminal.release" {
                continue;
            }
            let on = step.date.as_ref().map_or(DayRange::ANY, DayRange::from);
            for party in references(case, "party") {
                let person = standing.of(party)?;
                if holds {
                    hold(person, on);
                } else {
                    released.push(Release {
                        record: step.record,
                        person,
                        on,
                    });
                }
            }
        }
    }
    Ok((released, held))
}

impl Workspace {
    fn find_flaws(
        &self,
        reader: &Reader,
        all: &Restrictions,
        cases: &Facts<CaseFacts>,
    ) -> Result<Vec<Flaw>, WorkspaceError> {
        let marked =
            |facts: &RestrictionFacts, flag| self.marked("restriction_kinds", &facts.kind, flag);
        let mut found = flaws::of_restrictions(all.iter().map(|one| &one.facts));
        found.extend(flaws::excluding(
            all.iter().map(|one| (&one.facts, &one.outline)),
            |facts| {
                if marked(facts, "at_liberty") {
                    Whereabouts::AtLiberty
                } else if marked(facts, "custody") {
                    Whereabouts::Held
                } else {
                    Whereabouts::Either
                }
            },
        ));
        let (released, held) = releases((self, reader), all, cases)?;
        found.extend(flaws::releases(&released, &held));
        Ok(found)
    }

    /// The flaws to look at on records of a type.
    pub(super) fn flaws_on(
        &self,
        reader: &Reader,
        record_type: &str,
    ) -> Result<Arc<Vec<Flaw>>, WorkspaceError> {
        Ok(match record_type {
            // A step of a case can let somebody go whom no restriction holds.
            "restriction" | "stage" => {
                return self.kept_flaws(reader, |all, cases| self.find_flaws(reader, all, cases));
            }
            "assessment" => flaws::of_assessments(&self.assessment_facts(reader)?),
            "commitment" => flaws::of_commitments(&alone(&self.commitment_facts(reader)?)),
            "listing" => flaws::of_listings(&alone(&self.listing_facts(reader)?)),
            _ => Vec::new(),
        }
        .into())
    }

    /// All flaws of what the registers are made of.
    fn all_flaws(&self, reader: &Reader) -> Result<Vec<Flaw>, WorkspaceError> {
        let mut found = Vec::new();
        for record_type in ["restriction", "assessment", "commitment", "listing"] {
            found.extend_from_slice(&self.flaws_on(reader, record_type)?);
        }
        Ok(found)
    }

    /// The flaws as findings of the checks: each rests on the statements that make it, so that a corrected date ends it.
    pub(crate) fn entered_findings(
        &self,
        reader: &Reader,
        held: &[aigaq_view::Held],
    ) -> Result<Vec<Finding>, WorkspaceError> {
        let flaws = self.all_flaws(reader)?;
        if flaws.is_empty() {
            return Ok(Vec::new());
        }
        let by_id: HashMap<RecordId, &aigaq_view::Held> =
            held.iter().map(|record| (record.id, record)).collect();
        let found = flaws.iter().filter_map(|flaw| finding(flaw, &by_id));
        Ok(found.collect())
    }

    /// All flaws of what the registers are made of, in words.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn register_flaws(&self, ask: &Asking) -> Result<Vec<FlawRow>, WorkspaceError> {
        Telling::new(self, *ask)?.flaws(&self.all_flaws(&ask.reader)?)
    }

    /// The flaws that rest on a record, in words: to be shown where it is entered.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn flaws_of(&self, ask: &Asking, id: RecordId) -> Result<Vec<FlawRow>, WorkspaceError> {
        let Some(brief) = self.view.brief(&ask.reader, id)? else {
            return Ok(Vec::new());
        };
        // What is wrong with a change is found at what it changes.
        let of = match brief.record_type.as_str() {
            "restriction_change" => "restriction",
            of => of,
        };
        let found = self.flaws_on(&ask.reader, of)?;
        let of_it = found.iter().filter(|flaw| flaw.records().contains(&id));
        let flaws: Vec<Flaw> = of_it.cloned().collect();
        if flaws.is_empty() {
            return Ok(Vec::new());
        }
        Telling::new(self, *ask)?.flaws(&flaws)
    }

    /// The flaws that rest on records of which a change-set speaks, as an import does: the first `most` in words, and how
    /// many there are.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn flaws_of_change_set(
        &self,
        ask: &Asking,
        change_set: ChangeSetId,
        most: usize,
    ) -> Result<(Vec<FlawRow>, usize), WorkspaceError> {
        let spoken_of = self.view.spoken_of(change_set, 0, usize::MAX)?;
        let spoken_of: HashSet<RecordId> = spoken_of.into_iter().collect();
        let mut flaws = Vec::new();
        for flaw in self.all_flaws(&ask.reader)? {
            if flaw.records().iter().any(|id| spoken_of.contains(id)) {
                flaws.push(flaw);
            }
        }
        let shown = flaws.iter().take(most);
        Ok((Telling::new(self, *ask)?.flaws(shown)?, flaws.len()))
    }
}

/// What is told, without the records it is told of.
fn alone<T: Clone>(all: &[(Brief, T)]) -> Vec<T> {
    all.iter().map(|(_, facts)| facts.clone()).collect()
}

/// The properties by which a flaw is one.
const FLAWED_BY: [&str; 13] = [
    "kind", "start", "end", "length", "decided", "date", "actor", "case", "same_as", "part_of",
    "status", "criteria", "assessor",
];

/// A flaw as a finding; `None` for an end before its start, which the rule of dates finds in every kind of record.
fn finding(flaw: &Flaw, held: &HashMap<RecordId, &aigaq_view::Held>) -> Option<Finding> {
    let days = |days: &DayRange| Arg::Days(days.first, days.last);
    let (weight, places) = match flaw {
        Flaw::EndBeforeStart { .. } => return None,
        Flaw::ChangeBeforeStart {
            kind, start, on, ..
        } => {
            let change = Arg::Code("restriction_changes", kind.code().to_owned());
            let places = vec![
                ("change", change),
                ("start", days(start)),
                ("day", days(on)),
            ];
            (Weight::Contradiction, places)
        }
        Flaw::Exclude { both, .. } => (Weight::Contradiction, vec![("days", days(both))]),
        Flaw::SameAsLoop { .. } | Flaw::PartOfLoop { .. } => (Weight::Contradiction, Vec::new()),
        // That somebody was held, or listed, may only not be recorded.
        Flaw::ReleasedNeverHeld { on, .. } => (Weight::Doubt, vec![("day", days(on))]),
        Flaw::RemovedNeverListed { .. } => (Weight::Doubt, Vec::new()),
        Flaw::AssessmentWithoutEvidence { .. }
        | Flaw::AssessmentWithoutAssessor { .. }
        | Flaw::ListedWithoutCriteria { .. } => (Weight::Gap, Vec::new()),
    };
    let mut involved = Vec::new();
    for id in flaw.records() {
        involved.push(Involved::record(id));
        let statements = held.get(&id).map_or(&[][..], |record| &record.statements);
        let told = statements
            .iter()
            .filter(|statement| FLAWED_BY.contains(&statement.property.as_str()));
        involved.extend(told.map(|statement| Involved::statement(id, statement)));
    }
    Some(Finding::entered(
        weight,
        Message {
            key: flaw.key(),
            places,
        },
        involved,
    ))
}

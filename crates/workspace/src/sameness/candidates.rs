//! What is kept at hand between two questions: who is one, and who may be. Made when first asked for, and anew when
//! something was said that bears on it.

use super::Sameness;
use super::queue::CandidateKind;
use crate::error::WorkspaceError;
use crate::open::Workspace;
use aigaq_counting::{Column, Data};
use aigaq_matching::decision::Held;
use aigaq_matching::people::{Identifier, Model, People, Person, Proposal};
use aigaq_names::Sex;
use aigaq_schema::{RecordId, Value};
use aigaq_view::{Brief, Reader, TakenIn, ViewError};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Threads that look for pairs: a laptop has two.
const THREADS: usize = 2;

/// What is kept at hand.
#[derive(Debug, Default)]
pub(crate) struct AtHand {
    sameness: Mutex<Option<Arc<Sameness>>>,
    candidates: Mutex<BTreeMap<CandidateKind, Arc<Candidates>>>,
}

impl AtHand {
    // A thread that failed while it held one of these left it as it was, or not yet made.
    pub(super) fn sameness(&self) -> MutexGuard<'_, Option<Arc<Sameness>>> {
        self.sameness.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn candidates(&self) -> MutexGuard<'_, BTreeMap<CandidateKind, Arc<Candidates>>> {
        self.candidates
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Records of one kind, ready to be compared, and the pairs that may be one.
#[derive(Debug)]
pub(crate) struct Candidates {
    taken_in: TakenIn,
    pub people: People<RecordId>,
    /// Best first, whatever was decided about them.
    pub proposals: Vec<Proposal<RecordId>>,
}

impl Workspace {
    /// The records of a kind, and the pairs that may be one.
    pub(crate) fn candidates(
        &self,
        kind: CandidateKind,
    ) -> Result<Arc<Candidates>, WorkspaceError> {
        let mut kept = self.at_hand.candidates();
        if let Some(there) = kept.get(&kind)
            && !self
                .view
                .spoken_of_type_since(kind.rests_on(), there.taken_in)?
        {
            return Ok(Arc::clone(there));
        }
        let taken_in = self.view.taken_in()?;
        let people = self.people()?;
        let proposals = people.proposals::<()>(&Held::of(&[]), THREADS);
        let candidates = Arc::new(Candidates {
            taken_in,
            people,
            proposals,
        });
        kept.insert(kind, Arc::clone(&candidates));
        Ok(candidates)
    }

    fn people(&self) -> Result<People<RecordId>, WorkspaceError> {
        let Some(rows) = self.rows_with_code("actor", "kind", &["person"]) else {
            return read(Vec::new());
        };
        let places = self.places_of_actors();
        let keeper = Reader::keeper();
        let mut all = Vec::new();
        for row in rows.rows() {
            if let Some(brief) = self.view.brief_at(&keeper, "actor", row)? {
                let places = places.get(row as usize).cloned().unwrap_or_default();
                all.push(person(&brief, places));
            }
        }
        read(all)
    }

    /// The regions of the acts in which each actor took part, by row.
    fn places_of_actors(&self) -> Vec<Vec<String>> {
        let columns = self.view.columns();
        let mut all = vec![Vec::new(); columns.table("actor").map_or(0, |t| t.rows() as usize)];
        let of = |table: &str, property: &str| {
            columns
                .table(table)
                .and_then(|table| table.column(property))
        };
        let (Some(acts), Some(actors), Some(regions)) = (
            of("involvement", "act"),
            of("involvement", "actor"),
            of("act", "region"),
        ) else {
            return all;
        };
        let Some(dictionary) = regions
            .dictionary()
            .and_then(|name| columns.dictionary(name))
        else {
            return all;
        };
        let live = columns.table("involvement").map(|table| table.live());
        for row in live.into_iter().flat_map(|live| live.rows()) {
            let (Some(act), Some(actor)) = (referred(acts, row), referred(actors, row)) else {
                continue;
            };
            let Data::Codes { values, .. } = regions.data() else {
                break;
            };
            let region = values
                .get(act as usize)
                .and_then(|code| dictionary.code(*code));
            if let (Some(region), Some(places)) = (region, all.get_mut(actor as usize))
                && !places.iter().any(|place| place == region)
            {
                places.push(region.to_owned());
            }
        }
        all
    }
}

fn read(people: Vec<Person<RecordId>>) -> Result<People<RecordId>, WorkspaceError> {
    // Rows of one type have ids of their own; two with one id would be a damaged view.
    People::of(Model::shipped(), people)
        .map_err(|twice| ViewError::Columns(twice.to_string()).into())
}

/// The row that a row refers to.
fn referred(column: &Column, row: u32) -> Option<u32> {
    let Data::Refs { values, .. } = column.data() else {
        return None;
    };
    let packed = values.get(row as usize)?;
    column.reference(*packed).ok().map(|(_, row)| row)
}

/// A person as the program compares them.
fn person(brief: &Brief, places: Vec<String>) -> Person<RecordId> {
    let born = brief.value("birth").and_then(|value| match value {
        Value::Date { date, .. } => Some(date.clone()),
        _ => None,
    });
    let sex = match brief.value("gender") {
        Some(Value::Term(code)) if code == "female" => Some(Sex::Female),
        Some(Value::Term(code)) if code == "male" => Some(Sex::Male),
        _ => None,
    };
    let identifiers = brief.values("identifier").filter_map(|value| match value {
        // A number without its scheme may be the number of anything.
        Value::Identifier { scheme, text } if !scheme.is_empty() => Some(Identifier {
            kind: scheme.clone(),
            value: text.clone(),
        }),
        _ => None,
    });
    Person {
        id: brief.id,
        names: names(brief),
        born,
        sex,
        places,
        identifiers: identifiers.collect(),
    }
}

/// Every name of a record that is one of a whole person or thing.
pub(super) fn names(brief: &Brief) -> Vec<String> {
    brief
        .values("name")
        .filter_map(|value| match value {
            Value::Name { text, kind } if !kind.is_part() => Some(text.clone()),
            _ => None,
        })
        .collect()
}

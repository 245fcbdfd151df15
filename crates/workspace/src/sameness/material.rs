//! What is compared: people, events and acts as the records tell of them.

use super::queue::CandidateKind;
use crate::error::WorkspaceError;
use crate::open::Workspace;
use aigaq_counting::{Bits, Column, Data, Table};
use aigaq_matching::events::{Number, Report, Reports};
use aigaq_matching::people::{Identifier, Model, People, Person};
use aigaq_names::Sex;
use aigaq_schema::{PartialDate, RecordId, Value};
use aigaq_view::{Brief, Reader, ViewError};

/// Numbers of people that an event tells of.
const NUMBERS: [&str; 4] = ["deaths", "injured", "detained", "participants"];
/// Names of people or bodies that are compared, of one event at most: of a thousand, these tell enough.
const MOST_NAMES: usize = 40;

impl Workspace {
    /// The people there are, as they are compared.
    pub(super) fn people_to_compare(&self) -> Result<People<RecordId>, WorkspaceError> {
        let places = self.places_of_actors();
        let keeper = Reader::keeper();
        let mut all = Vec::new();
        let rows = self.rows_with_code("actor", "kind", &["person"]);
        for row in rows.iter().flat_map(Bits::rows) {
            if let Some(brief) = self.view.brief_at(&keeper, "actor", row)? {
                let places = places.get(row as usize).cloned().unwrap_or_default();
                all.push(person(&brief, places));
            }
        }
        // Rows of one type have ids of their own; two with one id would be a damaged view.
        let stop = self.stop();
        let read = all.into_iter().take_while(|_| !stop.is_asked());
        People::of(Model::shipped(), read)
            .map_err(|twice| ViewError::Columns(twice.to_string()).into())
    }

    /// Actors that are neither people nor groups without names.
    pub(super) fn rows_of_organisations(&self) -> Vec<u32> {
        let kinds: Vec<String> = self
            .schema()
            .list("actor_kinds")
            .map_or_else(Vec::new, |l| {
                let codes = l.entries().iter().map(|entry| entry.code.clone());
                codes.filter(|c| c != "person" && c != "group").collect()
            });
        let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
        let rows = self.rows_with_code("actor", "kind", &kinds);
        rows.iter().flat_map(Bits::rows).collect()
    }

    /// The events or acts there are, as they are compared.
    pub(super) fn reports_to_compare(
        &self,
        kind: CandidateKind,
    ) -> Result<Reports<RecordId>, WorkspaceError> {
        let (record_type, of_kind) = match kind {
            CandidateKind::Acts => ("act", "type"),
            _ => ("event", "kind"),
        };
        let keeper = Reader::keeper();
        let who = self.who_took_part(record_type)?;
        let rows: Vec<u32> = self
            .view
            .columns()
            .table(record_type)
            .map_or_else(Vec::new, |table| table.live().rows().collect());
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(brief) = self.view.brief_at(&keeper, record_type, row)? else {
                continue;
            };
            let mut report = Report {
                id: brief.id,
                kind: brief.value(of_kind).map(Value::plain),
                when: date(&brief, "start"),
                places: ["place", "region"]
                    .iter()
                    .filter_map(|code| brief.value(code).map(Value::plain))
                    .collect(),
                people: Vec::new(),
                organisations: Vec::new(),
                numbers: NUMBERS.iter().filter_map(|of| number(&brief, of)).collect(),
                text: ["title", "summary"]
                    .iter()
                    .filter_map(|code| brief.value(code).map(Value::plain))
                    .collect::<Vec<_>>()
                    .join(". "),
            };
            for (name, is_person) in who.get(row as usize).into_iter().flatten() {
                let into = if *is_person {
                    &mut report.people
                } else {
                    &mut report.organisations
                };
                into.push(name.clone());
            }
            all.push(report);
        }
        let stop = self.stop();
        Ok(Reports::of_while(all, &|| !stop.is_asked()))
    }

    /// The names of those who had part in each act, or in the acts of each event, by row; and whether they are people.
    fn who_took_part(&self, record_type: &str) -> Result<Vec<Vec<(String, bool)>>, WorkspaceError> {
        let columns = self.view.columns();
        let rows = columns.table(record_type).map_or(0, |t| t.rows() as usize);
        let mut all: Vec<Vec<(String, bool)>> = vec![Vec::new(); rows];
        let of = |table: &str, property: &str| columns.table(table)?.column(property);
        let (Some(acts), Some(actors)) = (of("involvement", "act"), of("involvement", "actor"))
        else {
            return Ok(all);
        };
        let events = of("act", "event");
        let keeper = Reader::keeper();
        let mut called: Vec<Option<(String, bool)>> =
            vec![None; columns.table("actor").map_or(0, |t| t.rows() as usize)];
        let live = columns.table("involvement").map(Table::live);
        for row in live.into_iter().flat_map(Bits::rows) {
            let (Some(act), Some(actor)) = (referred(acts, row), referred(actors, row)) else {
                continue;
            };
            let of_what = match record_type {
                "act" => Some(act),
                _ => events.and_then(|events| referred(events, act)),
            };
            let Some(names) = of_what.and_then(|row| all.get_mut(row as usize)) else {
                continue;
            };
            let Some(place) = called.get_mut(actor as usize) else {
                continue;
            };
            if names.len() >= MOST_NAMES {
                continue;
            }
            if place.is_none()
                && let Some(brief) = self.view.brief_at(&keeper, "actor", actor)?
                && let Some(name) = brief.name()
            {
                let person = brief.value("kind") == Some(&Value::term("person"));
                *place = Some((name.to_owned(), person));
            }
            if let Some(who) = place
                && !names.contains(who)
            {
                names.push(who.clone());
            }
        }
        Ok(all)
    }

    /// The regions of the acts in which each actor took part, by row.
    fn places_of_actors(&self) -> Vec<Vec<String>> {
        let columns = self.view.columns();
        let mut all = vec![Vec::new(); columns.table("actor").map_or(0, |t| t.rows() as usize)];
        let of = |table: &str, property: &str| columns.table(table)?.column(property);
        let (Some(acts), Some(actors), Some(regions)) = (
            of("involvement", "act"),
            of("involvement", "actor"),
            of("act", "region"),
        ) else {
            return all;
        };
        let dictionary = regions.dictionary().and_then(|d| columns.dictionary(d));
        let (Some(dictionary), Data::Codes { values, .. }) = (dictionary, regions.data()) else {
            return all;
        };
        let live = columns.table("involvement").map(Table::live);
        for row in live.into_iter().flat_map(Bits::rows) {
            let (Some(act), Some(actor)) = (referred(acts, row), referred(actors, row)) else {
                continue;
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

/// The row that a row refers to.
fn referred(column: &Column, row: u32) -> Option<u32> {
    let Data::Refs { values, .. } = column.data() else {
        return None;
    };
    let packed = values.get(row as usize)?;
    column.reference(*packed).ok().map(|(_, row)| row)
}

fn date(brief: &Brief, code: &str) -> Option<PartialDate> {
    match brief.value(code)? {
        Value::Date { date, .. } => Some(date.clone()),
        _ => None,
    }
}

/// A number of people that was told; numbers of people are whole.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounded before"
)]
fn number(brief: &Brief, of: &str) -> Option<Number> {
    let Value::Number(quantity) = brief.value(of)? else {
        return None;
    };
    let (low, high) = quantity.bounds();
    let whole = |n: f64| {
        (n.is_finite() && (0.0..=f64::from(u32::MAX)).contains(&n)).then_some(n.round() as u32)
    };
    Some(Number {
        of: of.to_owned(),
        low: whole(low.max(0.0))?,
        high: whole(high),
    })
}

/// A person as the program compares them.
fn person(brief: &Brief, places: Vec<String>) -> Person<RecordId> {
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
        born: date(brief, "birth"),
        sex,
        places,
        identifiers: identifiers.collect(),
    }
}

/// Every name of a record that is one of a whole person or thing.
pub(super) fn names(brief: &Brief) -> Vec<String> {
    let whole = brief.names().filter(|(kind, _)| !kind.is_part());
    whole.map(|(_, name)| name.to_owned()).collect()
}

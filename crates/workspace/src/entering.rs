//! Entering by hand: forms made from the schema, and what people typed into them made into savings.
//!
//! *In*: names and values as a page sends them ([`Filled`]). *Out*: the form again, with each date, number and law
//! echoed as it was understood, with what was not understood at its field, and with the questions only a person
//! can answer ("is it one of these?"); and, when nothing is left open, the [`Saving`]. The same pairs give the same
//! saving, so that a form sent twice is saved once. Nothing is written here, and nothing typed is ever dropped.
//!
//! [`IncidentForm`] is the quick form: a whole incident in a dozen fields. [`RecordForm`] is the full form of any
//! type of record, new or as it stands.

mod at_once;
mod choices;
pub(crate) mod consent;
pub(crate) mod desk;
mod fields;
mod filled;
mod incident;
pub(crate) mod linking;
mod people;
mod reading;
pub(crate) mod record;
mod rights;
mod rows;
mod source;
mod stale;

pub use at_once::{
    ConsentsAtOnce, Decision, Effect, Later, LevelsAtOnce, MOST_AT_ONCE, PartOf, PersonOf, Row,
};
pub use choices::{Choice, ChoiceGroup, CodeInWords, CodesInWords, Labels};
pub use consent::ConsentFields;
pub use fields::{Candidate, Fault, Field, FieldFault, Input, Offer, Question};
pub use filled::{Filled, MOST_ROWS};
pub use incident::{ActRow, ByRow, IncidentForm, WhoRow};
pub use record::{PropertyFields, RecordForm, RecordGroup, Which, is_entered};
pub use source::SourceFields;
pub use stale::{Beside, StaleForm};

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{MOST_RECORDS, Saving};
use crate::words::Words;
use aigaq_publishing::phrases::{Phrases, Unit};
use aigaq_schema::{ChangeSetId, Language, RecordType, Schema, ValueKind};
use std::collections::BTreeMap;

/// A form as it stands, and what it would save if nothing is left open.
#[derive(Debug, Clone)]
pub struct Entered<F> {
    /// The form, to be shown again.
    pub form: F,
    /// What it says; `None` while something is not understood or not decided.
    pub saving: Option<Saving>,
}

/// What a saving makes, in words: "1 event", "6 acts". Only records that are new.
fn made(saving: &Saving, schema: &Schema, language: Language) -> Vec<String> {
    new_in_words(&saving.records, schema, language)
}

/// What changes make, in words, in the language of one who asks.
pub(crate) fn made_in_words(
    changes: &[crate::saving::RecordChange],
    naming: &crate::named::Naming<'_>,
) -> Vec<String> {
    new_in_words(changes, naming.schema, naming.ask.language)
}

fn new_in_words(
    changes: &[crate::saving::RecordChange],
    schema: &Schema,
    language: Language,
) -> Vec<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for change in changes {
        if change.seen == crate::saving::Seen::New {
            *counts.entry(change.record_type.as_str()).or_default() += 1;
        }
    }
    in_words(&counts, schema, language)
}

impl Workspace {
    /// What a change-set speaks of, in words: "1 event", "6 acts". `None` when there is no such change-set.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn speaks_of(
        &self,
        ask: &Asking,
        change_set: ChangeSetId,
    ) -> Result<Option<Vec<String>>, WorkspaceError> {
        if self.view.saved_change(change_set)?.is_none() {
            return Ok(None);
        }
        let records = self
            .view
            .records_in(&ask.reader, change_set, MOST_RECORDS)?;
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for brief in &records {
            *counts.entry(brief.record_type.as_str()).or_default() += 1;
        }
        Ok(Some(in_words(&counts, self.schema(), ask.language)))
    }

    /// The types of record that are added to one of this type: its parts, and what names it by its own word (an act
    /// its event, a stage its case).
    pub fn added_to<'w>(&'w self, record_type: &'w str) -> impl Iterator<Item = &'w RecordType> {
        self.entered_types().filter(move |added| {
            added.property(record_type).is_some_and(|p| {
                p.kind == ValueKind::Reference && p.to.iter().any(|to| to == record_type)
            })
        })
    }
}

/// Numbers of records of each type with their units, in words.
fn in_words(counts: &BTreeMap<&str, u64>, schema: &Schema, language: Language) -> Vec<String> {
    let phrases = Phrases::of(language);
    ["event", "act", "involvement", "actor", "source", "place"]
        .into_iter()
        .chain(counts.keys().copied().filter(|code| {
            !["event", "act", "involvement", "actor", "source", "place"].contains(code)
        }))
        .filter_map(|code| {
            let number = *counts.get(code)?;
            let kind = schema.record_type(code)?;
            Some(match Unit::from_key(&kind.unit) {
                Some(unit) => phrases.count_words(number, unit),
                None => Words::of(language).fill(
                    "enter.count",
                    &[
                        ("what", kind.plural.get(language)),
                        ("n", &number.to_string()),
                    ],
                ),
            })
        })
        .collect()
}

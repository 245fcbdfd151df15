//! Counts that are defined: asked by name, answered with all their sides, every cell with its records.

use crate::error::WorkspaceError;
use crate::listing::{condition_words, path_label};
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::reasons;
use aigaq_counting::{Between, Dated, Definition, Filter, Query, Tabulated};
use aigaq_publishing::dates;
use aigaq_schema::{Language, PartialDate, RecordId, Schema};

/// The list whose codes say how well something is established.
const VERIFICATION: &str = "verification";

/// A level of verification that a count can ask for at the least.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Level {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: String,
    /// What belongs there.
    pub definition: String,
}

/// A definition in the reader's words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DefinitionWords {
    /// What is counted, plural.
    pub unit: String,
    /// The dimensions: rows, columns, tables.
    pub by: Vec<String>,
    /// The conditions.
    pub only: Vec<String>,
    /// The period; none for all time.
    pub period: Option<String>,
    /// By which date, unless when it happened.
    pub dated: Option<String>,
    /// The least verification.
    pub least: Option<Level>,
}

impl Workspace {
    /// Reads a definition from the pairs of an address, and sees that it can be counted.
    ///
    /// # Errors
    /// When it cannot be read, or names a unit, property or code that is not there or not open to the reader.
    pub fn definition<'p>(
        &self,
        ask: &Asking,
        pairs: impl IntoIterator<Item = (&'p str, &'p str)>,
    ) -> Result<Definition, WorkspaceError> {
        let definition = Definition::read(pairs, "acts")?;
        self.see(ask, &definition)?;
        Ok(definition)
    }

    /// Whether a definition can be counted, without counting.
    ///
    /// # Errors
    /// When it names a unit, property or code that is not there or not open to the reader.
    pub fn see(&self, ask: &Asking, definition: &Definition) -> Result<(), WorkspaceError> {
        let query = self.query(definition)?;
        self.counting(ask, |counting| Ok(counting.see(&query)?))
    }

    /// The question a definition asks here.
    ///
    /// # Errors
    /// When its unit or its least verification is not there, or the unit has no such date or estimates.
    pub fn query(&self, definition: &Definition) -> Result<Query, WorkspaceError> {
        let unit = self.unit(definition.unit_name())?;
        Ok(definition.query(unit, ladder(self.schema()))?)
    }

    /// Counts by a definition, with every side of the table.
    ///
    /// # Errors
    /// When it cannot be counted here.
    pub fn tabulate(
        &self,
        ask: &Asking,
        definition: &Definition,
    ) -> Result<Tabulated, WorkspaceError> {
        let query = self.query_now(ask, definition)?;
        self.counting(ask, |counting| Ok(counting.tabulate(&query)?))
    }

    /// The records behind a cell, one for each that it counts; without a key, behind the total; with a key for some
    /// of the dimensions (`None` for the others), behind the cell of that side.
    ///
    /// # Errors
    /// When it cannot be counted here.
    pub fn counted_records(
        &self,
        ask: &Asking,
        definition: &Definition,
        key: &[Option<String>],
    ) -> Result<Vec<RecordId>, WorkspaceError> {
        let query = self.query_now(ask, definition)?;
        let rows = self.counting(ask, |counting| Ok(counting.records_at(&query, key)?))?;
        let mut records = Vec::with_capacity(rows.len());
        for row in rows {
            let brief = self.view.brief_at(&ask.reader, query.unit.table(), row)?;
            records.extend(brief.map(|brief| brief.id));
        }
        Ok(records)
    }

    /// What records are called, in their order; those that the reader may not see are left out.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn named_all(
        &self,
        ask: &Asking,
        records: impl IntoIterator<Item = RecordId>,
    ) -> Result<Vec<Named>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let mut all = Vec::new();
        for id in records {
            all.extend(naming.by_id(id)?);
        }
        Ok(all)
    }

    /// The places of a cell in words, each after what it is a value of; a key for each dimension, none where the cell
    /// stands for all.
    ///
    /// # Errors
    /// When its unit is not there.
    pub fn cell_words(
        &self,
        ask: &Asking,
        definition: &Definition,
        key: &[Option<String>],
    ) -> Result<Vec<String>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let query = self.query(definition)?;
        let given = query.dimensions.iter().zip(key);
        Ok(given
            .filter_map(|(path, key)| Some(Filter::exactly(path.clone(), key.as_ref()?)))
            .map(|filter| condition_words(&naming, query.unit.table(), &filter))
            .collect())
    }

    /// The levels of verification that a count can ask for, from the least to the best established.
    #[must_use]
    pub fn verification_levels(&self, ask: &Asking) -> Vec<Level> {
        let list = self.schema().list(VERIFICATION);
        let entries = list.into_iter().flat_map(aigaq_schema::list::List::entries);
        entries
            .filter(|entry| entry.has_flag("level"))
            .map(|entry| Level {
                code: entry.code.clone(),
                label: entry.label.get(ask.language).to_owned(),
                definition: entry.definition.get(ask.language).to_owned(),
            })
            .collect()
    }

    /// A definition in the reader's words.
    ///
    /// # Errors
    /// When its unit is not there.
    pub fn definition_words(
        &self,
        ask: &Asking,
        definition: &Definition,
    ) -> Result<DefinitionWords, WorkspaceError> {
        let unit = self.unit(definition.unit_name())?;
        let naming = Naming::new(&self.view, *ask);
        let table = unit.table();
        let by = definition.dimensions().iter();
        let only = definition.conditions();
        let period = definition.period();
        Ok(DefinitionWords {
            unit: naming.unit_label(unit.name()),
            by: by
                .map(|path| path_label(&naming, table, path.text()))
                .collect(),
            only: only
                .map(|filter| condition_words(&naming, table, filter))
                .collect(),
            period: period_words(period, ask.language),
            dated: match definition.by_date() {
                Dated::Occurred => None,
                other => Some(naming.words.say(&format!("dated.{}", other.word()))),
            },
            least: definition.least().and_then(|code| {
                self.verification_levels(ask)
                    .into_iter()
                    .find(|level| level.code == code)
            }),
        })
    }

    /// The question, when it is of what is known now.
    pub(crate) fn query_now(
        &self,
        ask: &Asking,
        definition: &Definition,
    ) -> Result<Query, WorkspaceError> {
        match definition.known_on() {
            Some(day) if day < ask.today.0 => Err(WorkspaceError::Asked(reasons::only_now())),
            _ => self.query(definition),
        }
    }
}

/// The codes of verification from the least to the best established.
fn ladder(schema: &Schema) -> impl Iterator<Item = &str> {
    let list = schema.list(VERIFICATION);
    let entries = list.into_iter().flat_map(aigaq_schema::list::List::entries);
    entries
        .filter(|entry| entry.has_flag("level"))
        .map(|entry| entry.code.as_str())
}

/// A period in words; none for all time.
pub(crate) fn period_words(period: Between, language: Language) -> Option<String> {
    let text = match period.typed() {
        (None, None) => return None,
        (Some(from), Some(to)) if from == to => from,
        _ => period.to_string(),
    };
    let date = text.parse::<PartialDate>();
    Some(date.map_or(text, |date| dates::words(&date, language)))
}

//! Properties that a record closes more than the schema does: applied wherever the view gives something of a record out,
//! and in the columns that are counted for a reader who may not see all.

use crate::View;
use crate::brief::Brief;
use crate::error::ViewError;
use crate::feed::{damaged, has_column};
use crate::reader::Reader;
use crate::resolve::Resolved;
use aigaq_counting::{Cell, Columns, Data, State, Table};
use aigaq_schema::closed::{CLOSED, ClosedProperty};
use aigaq_schema::{Property, RecordId, Schema, Sensitivity, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The levels that one record gives its own properties. Where it was said twice, on two devices, the narrower holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closed(BTreeMap<String, Sensitivity>);

impl Closed {
    /// Of the values of the property [`CLOSED`].
    pub fn of<'v>(values: impl IntoIterator<Item = &'v Value>) -> Self {
        let mut all: BTreeMap<String, Sensitivity> = BTreeMap::new();
        for value in values {
            if let Value::Text { text, .. } = value
                && let Ok(said) = text.parse::<ClosedProperty>()
            {
                let level = all.entry(said.property).or_default();
                *level = said.level.max(*level);
            }
        }
        Self(all)
    }

    pub(crate) fn of_resolved(resolved: &[Resolved]) -> Self {
        let all = resolved.iter().filter(|of| of.property == CLOSED);
        Self::of(all.flat_map(|of| &of.values))
    }

    /// What the record says of a property; nothing where it leaves it to the schema.
    #[must_use]
    pub fn of_property(&self, property: &str) -> Option<Sensitivity> {
        self.0.get(property).copied()
    }

    /// Whether a reader may see what the record says of a property of its type. What this version does not know is for
    /// the keeper alone.
    pub(crate) fn may_see(&self, reader: &Reader, (code, of): (&str, Option<&Property>)) -> bool {
        let open = self
            .of_property(code)
            .is_none_or(|level| reader.may_see_level(level));
        open && of.map_or(*reader == Reader::keeper(), |of| reader.may_see(of))
    }
}

impl View {
    /// The levels that a record gives its own properties.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn closed_of(&self, record: RecordId) -> Result<Closed, ViewError> {
        let brief = self.brief(&Reader::keeper(), record)?;
        Ok(brief.map_or_else(Closed::default, |brief| {
            Closed::of_resolved(&brief.resolved)
        }))
    }

    /// Whether a reader may not read the name of a person: it is closed on one of the records that are one with theirs.
    pub(crate) fn is_name_closed(&self, reader: &Reader, actor: &Brief) -> Result<bool, ViewError> {
        if !any_closed(self.columns(), &actor.record_type) {
            return Ok(false);
        }
        for member in self.one_with(actor.id)? {
            let level = self.closed_of(member)?.of_property("name");
            if level.is_some_and(|level| !reader.may_see_level(level)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The columns as a reader may count by them: what a record closes for them is withheld there.
    ///
    /// # Errors
    /// [`ViewError::Columns`] when the columns do not fit the schema.
    pub fn columns_for(&self, reader: &Reader) -> Result<Cow<'_, Columns>, ViewError> {
        let mut columns = Cow::Borrowed(self.columns());
        if *reader == Reader::keeper() {
            return Ok(columns);
        }
        let types: Vec<&str> = self.columns().tables().map(|(code, _)| code).collect();
        for code in types
            .into_iter()
            .filter(|code| any_closed(self.columns(), code))
        {
            let Some(table) = self.columns().table(code) else {
                continue;
            };
            for (row, property) in withheld(self.columns(), table, reader) {
                if counts(self.schema(), code, &property) {
                    let cells = [(property.as_str(), Cell::State(State::Withheld))];
                    let masked = columns.to_mut().table_mut(code);
                    masked.upsert_row(Some(row), &cells).map_err(damaged)?;
                }
            }
        }
        Ok(columns)
    }
}

fn counts(schema: &Schema, record_type: &str, property: &str) -> bool {
    schema
        .property(record_type, property)
        .is_some_and(has_column)
}

/// A record of this type closes something, or did once: of most workspaces none does, and nothing is looked at.
fn any_closed(columns: &Columns, record_type: &str) -> bool {
    let dictionary = columns.dictionary(&format!("{record_type}.{CLOSED}"));
    dictionary.is_some_and(|words| words.size() > aigaq_counting::FIRST_CODE)
}

/// Which properties of which records a reader may not see.
fn withheld(columns: &Columns, table: &Table, reader: &Reader) -> Vec<(u32, String)> {
    let Some(column) = table.column(CLOSED) else {
        return Vec::new();
    };
    let (Data::ManyCodes { values, .. }, Some(words)) = (
        column.data(),
        column
            .dictionary()
            .and_then(|name| columns.dictionary(name)),
    ) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for row in table.live().rows() {
        for code in values.get(row as usize) {
            let said = words.code(*code).and_then(|text| text.parse().ok());
            if let Some(ClosedProperty { property, level }) = said
                && !reader.may_see_level(level)
            {
                all.push((row, property));
            }
        }
    }
    all
}

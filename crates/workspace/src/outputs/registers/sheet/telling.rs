//! The columns, groups, cells and rows of a sheet, told in the reader's language.

use super::{SheetCell, SheetColumn, SheetCount, SheetGroup, SheetRow};
use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::document::Column;
use aigaq_publishing::{DateWords, Unit};
use aigaq_schema::{RecordId, Value, ValueKind};
use aigaq_view::Brief;

impl Telling<'_> {
    /// A column headed by the label of a property.
    pub(in crate::outputs::registers) fn of_property(
        &self,
        record_type: &str,
        property: &'static str,
    ) -> SheetColumn {
        let heading = self.naming.property_label(record_type, property);
        let kind = self
            .naming
            .schema
            .property(record_type, property)
            .map(|p| p.kind);
        SheetColumn {
            key: property,
            column: match kind {
                Some(ValueKind::Date) => Column::date(heading),
                Some(ValueKind::Number) => Column::number(heading),
                _ => Column::text(heading),
            },
        }
    }

    /// A column with a heading of its own.
    pub(in crate::outputs::registers) fn column(
        &self,
        key: &'static str,
        make: fn(String) -> Column,
        phrase: &str,
    ) -> SheetColumn {
        SheetColumn {
            key,
            column: make(self.say(phrase)),
        }
    }

    /// A group: its heading, and the sentence that stands for it when it is empty.
    pub(in crate::outputs::registers) fn group(
        &self,
        register: &str,
        key: &'static str,
    ) -> SheetGroup {
        SheetGroup {
            key,
            title: self.say(&format!("register.{register}.{key}")),
            empty: self.say("register.empty"),
            remarks: Vec::new(),
            total: 0,
        }
    }

    /// What a property of a record holds.
    pub(in crate::outputs::registers) fn field(
        &mut self,
        brief: &Brief,
        property: &str,
    ) -> Result<SheetCell, WorkspaceError> {
        let values: Vec<Value> = brief.values(property).cloned().collect();
        let words = self.words(brief, property);
        let mut cells = Vec::with_capacity(values.len());
        for (value, words) in values.iter().zip(words) {
            cells.push(match value {
                Value::Reference(id) => self.record_cell(*id)?,
                Value::Date { date, .. } => SheetCell::Date(DateWords::of(date, self.ask.language)),
                Value::Term(code) => SheetCell::code(words, code),
                _ => SheetCell::words(words),
            });
        }
        Ok(SheetCell::many(cells))
    }

    /// A record by what it is called; withheld names stay withheld.
    pub(in crate::outputs::registers) fn record_cell(
        &mut self,
        id: RecordId,
    ) -> Result<SheetCell, WorkspaceError> {
        let Some(brief) = self.brief(id)? else {
            return Ok(SheetCell::words(self.say("state.withheld")));
        };
        let words = if brief.record_type == "actor" {
            self.who(&brief)?
        } else {
            self.caption(&brief)?
        };
        Ok(SheetCell::Record {
            id: self.record(&brief),
            words,
        })
    }

    /// The row of a record, with its sources.
    pub(in crate::outputs::registers) fn row_of(
        &mut self,
        group: &'static str,
        brief: &Brief,
        cells: Vec<SheetCell>,
    ) -> Result<SheetRow, WorkspaceError> {
        Ok(SheetRow {
            group,
            record: Some(self.record(brief)),
            number: self.number_of(brief),
            cells,
            citations: self.cite(&[brief])?,
        })
    }

    /// A count with its unit.
    pub(in crate::outputs::registers) fn count(
        &self,
        key: &'static str,
        label: &str,
        unit: Unit,
        value: usize,
    ) -> SheetCount {
        SheetCount {
            key,
            label: self.say(label),
            unit,
            value,
            caveat: None,
        }
    }
}

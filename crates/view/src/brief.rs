//! A record in brief: what holds of it, as far as the reader may see it. Nothing that is known of a record leaves
//! the view for a page or a count but through the gate here.

use crate::View;
use crate::closed::Closed;
use crate::error::ViewError;
use crate::packed::unpack;
use crate::reader::Reader;
use crate::resolve::{Agreement, Resolved};
use aigaq_schema::{RecordId, Schema, Sensitivity, Value};
use rusqlite::{OptionalExtension, params};

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const RECORD: &str = "SELECT w.text, r.dense, r.resolved FROM record r JOIN word w ON w.number = r.type WHERE r.id = ?1";
    pub const RECORD_AT: &str = "SELECT id, resolved FROM record WHERE type = ?1 AND dense = ?2";
    pub const OF_TYPE: &str = "SELECT id, dense, resolved FROM record WHERE type = ?1 AND dense IS NOT NULL ORDER BY dense";
    pub const BY_NUMBER: &str = "SELECT r.id, w.text, r.dense, r.resolved FROM record r JOIN word w ON w.number = r.type WHERE r.number = ?1";
    pub const POINTING: &str = "SELECT l.source FROM link l JOIN word p ON p.number = l.property JOIN record t ON t.number = l.target
             JOIN record s ON s.number = l.source JOIN word k ON k.number = s.type
             WHERE t.id = ?1 AND p.text = ?2 AND k.text = ?3 ORDER BY l.source";
    pub const TYPES_RESTING_ON: &str = "SELECT DISTINCT w.text FROM record s JOIN link l ON l.target = s.number JOIN word p ON p.number = l.property JOIN record r ON r.number = l.source JOIN word w ON w.number = r.type WHERE s.id = ?1 AND p.text = '@source' ORDER BY w.text";
    pub const RESTING_ON: &str = "SELECT l.source FROM link l JOIN word p ON p.number = l.property JOIN record r ON r.number = l.target
             WHERE r.id = ?1 AND p.text = '@source' ORDER BY l.source";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[
        RECORD,
        RECORD_AT,
        OF_TYPE,
        BY_NUMBER,
        POINTING,
        RESTING_ON,
        TYPES_RESTING_ON,
    ];
}

/// What holds of a record, as far as the reader may see it.
#[derive(Debug, Clone)]
pub struct Brief {
    /// The record.
    pub id: RecordId,
    /// Its type.
    pub record_type: String,
    /// Its row in the columns of its type.
    pub row: u32,
    /// What holds, property by property in the order of the schema.
    pub resolved: Vec<Resolved>,
    /// Everything that was said of it was taken back: it is in no list and no count, and its history stays.
    pub is_withdrawn: bool,
}

impl Brief {
    /// What holds of one property.
    #[must_use]
    pub fn get(&self, property: &str) -> Option<&Resolved> {
        self.resolved.iter().find(|r| r.property == property)
    }

    /// The first value of a property, when it is known.
    #[must_use]
    pub fn value(&self, property: &str) -> Option<&Value> {
        self.get(property)?.values.first().filter(|v| v.is_known())
    }

    /// All known values of a property.
    pub fn values(&self, property: &str) -> impl Iterator<Item = &Value> {
        self.get(property)
            .into_iter()
            .flat_map(|r| r.values.iter())
            .filter(|v| v.is_known())
    }

    /// How well its sources agree: as those of the value on which they agree least.
    #[must_use]
    pub fn agreement(&self) -> Agreement {
        agreement(&self.resolved)
    }
}

/// How well the sources of a record agree: as those of the value on which they agree least.
pub(crate) fn agreement(resolved: &[Resolved]) -> Agreement {
    let all = resolved.iter().map(|r| r.agreement);
    all.max().unwrap_or(Agreement::Same)
}

impl View {
    /// What holds of a record; `None` when there is none, or the reader may not see it.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn brief(&self, reader: &Reader, id: RecordId) -> Result<Option<Brief>, ViewError> {
        let found = self
            .connection
            .prepare_cached(sql::RECORD)?
            .query_row([id.as_bytes()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<Vec<u8>>>(2)?))
            })
            .optional()?;
        match found {
            Some((record_type, row, resolved)) => self.seen(reader, id, record_type, row, resolved),
            None => Ok(None),
        }
    }

    /// The record in one row of the columns of a type.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn brief_at(
        &self,
        reader: &Reader,
        record_type: &str,
        row: u32,
    ) -> Result<Option<Brief>, ViewError> {
        let Some(kind) = self.words.known(record_type) else {
            return Ok(None);
        };
        let found = self
            .connection
            .prepare_cached(sql::RECORD_AT)?
            .query_row(params![kind, row], |found| {
                Ok((found.get::<_, [u8; 16]>(0)?, found.get(1)?))
            })
            .optional()?;
        match found {
            Some((id, resolved)) => {
                self.seen(reader, RecordId(id), record_type.to_owned(), row, resolved)
            }
            None => Ok(None),
        }
    }

    /// All records of a type that the reader may see, in the order of their rows, in one pass; without those of which
    /// everything was taken back.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read, or whatever `take` returns.
    pub fn each_brief<E: From<ViewError>>(
        &self,
        reader: &Reader,
        record_type: &str,
        mut take: impl FnMut(Brief) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(kind) = self.words.known(record_type) else {
            return Ok(());
        };
        let mut find = self
            .connection
            .prepare_cached(sql::OF_TYPE)
            .map_err(ViewError::from)?;
        let mut rows = find.query([kind]).map_err(ViewError::from)?;
        while let Some(found) = rows.next().map_err(ViewError::from)? {
            let brief = self.brief_of_row(reader, record_type, found)?;
            if let Some(brief) = brief.filter(|brief| !brief.is_withdrawn) {
                take(brief)?;
            }
        }
        Ok(())
    }

    fn brief_of_row(
        &self,
        reader: &Reader,
        record_type: &str,
        found: &rusqlite::Row<'_>,
    ) -> Result<Option<Brief>, ViewError> {
        let (id, row, resolved) = (RecordId(found.get(0)?), found.get(1)?, found.get(2)?);
        self.seen(reader, id, record_type.to_owned(), row, resolved)
    }

    pub(crate) fn by_number(
        &self,
        reader: &Reader,
        number: i64,
    ) -> Result<Option<Brief>, ViewError> {
        let found = self
            .connection
            .prepare_cached(sql::BY_NUMBER)?
            .query_row([number], |row| {
                Ok((
                    row.get::<_, [u8; 16]>(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                ))
            })
            .optional()?;
        match found {
            Some((id, record_type, row, resolved)) => {
                self.seen(reader, RecordId(id), record_type, row, resolved)
            }
            None => Ok(None),
        }
    }

    /// The records of a type that point to this one by a property, as far as the reader may see them.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn pointing(
        &self,
        reader: &Reader,
        to: RecordId,
        record_type: &str,
        property: &str,
    ) -> Result<Vec<Brief>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::POINTING)?;
        let numbers: Vec<i64> = find
            .query_map(params![to.as_bytes(), property, record_type], |row| {
                row.get(0)
            })?
            .collect::<Result<_, _>>()?;
        let mut all = Vec::new();
        for number in numbers {
            all.extend(self.by_number(reader, number)?);
        }
        Ok(all)
    }

    /// Records whose statements rest on this source, the first `most` of them.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn resting_on(
        &self,
        reader: &Reader,
        source: RecordId,
        most: usize,
    ) -> Result<Vec<Brief>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::RESTING_ON)?;
        let numbers: Vec<i64> = find
            .query_map([source.as_bytes()], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut all = Vec::new();
        for number in numbers {
            if all.len() == most {
                break;
            }
            all.extend(self.by_number(reader, number)?);
        }
        Ok(all)
    }

    /// The types of the records whose statements rest on this source, by code.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn types_resting_on(&self, source: RecordId) -> Result<Vec<String>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::TYPES_RESTING_ON)?;
        let types = find.query_map([source.as_bytes()], |row| row.get(0))?;
        Ok(types.collect::<Result<_, _>>()?)
    }

    /// The brief of a packed record, without what this reader may not see: the one way out of the view.
    pub(crate) fn seen(
        &self,
        reader: &Reader,
        id: RecordId,
        record_type: String,
        row: u32,
        packed: Option<Vec<u8>>,
    ) -> Result<Option<Brief>, ViewError> {
        let mut resolved = unpack(&packed.unwrap_or_default())?;
        let is_withdrawn = resolved.is_empty();
        let sensitivity = resolved
            .iter()
            .find(|r| r.property == "sensitivity")
            .and_then(|r| match r.values.first() {
                Some(Value::Term(code)) => Some(code.clone()),
                _ => None,
            });
        let usual = usual_sensitivity(&self.schema, &record_type);
        if !reader.may_see_record(sensitivity.as_deref(), usual) {
            return Ok(None);
        }
        let closed = Closed::of_resolved(&resolved);
        resolved.retain(|r| {
            let of = self.schema.property(&record_type, &r.property);
            closed.may_see(reader, (&r.property, of))
        });
        let brief = Brief {
            id,
            record_type,
            row,
            resolved,
            is_withdrawn,
        };
        self.gated(reader, brief).map(Some)
    }
}

/// Who may read records of a type that do not say it themselves. Of a type that is not known, everybody may read what
/// nobody can read: it has no properties.
pub(crate) fn usual_sensitivity(schema: &Schema, record_type: &str) -> Sensitivity {
    schema
        .record_type(record_type)
        .map_or(Sensitivity::Public, |t| t.sensitivity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::How;

    #[test]
    fn a_record_agrees_no_better_than_the_worst_of_its_values() {
        let brief = |all: &[Agreement]| Brief {
            id: RecordId([0; 16]),
            record_type: "event".to_owned(),
            row: 0,
            resolved: all
                .iter()
                .map(|agreement| Resolved {
                    property: "title".to_owned(),
                    values: Vec::new(),
                    how: How::Recent,
                    agreement: *agreement,
                })
                .collect(),
            is_withdrawn: false,
        };
        use Agreement::{Contradict, Differ, Same};
        assert_eq!(brief(&[]).agreement(), Same);
        assert_eq!(brief(&[Same, Differ, Same]).agreement(), Differ);
        assert_eq!(brief(&[Differ, Contradict, Same]).agreement(), Contradict);
    }
}

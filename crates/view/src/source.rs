//! What of a source has a bearing on the records that rest on it: how reliable it was judged, and its day.

use crate::apply::Applying;
use crate::error::ViewError;
use crate::resolve::Resolved;
use crate::settle::RESTS_ON;
use crate::store::sql;
use crate::times::SourceFacts;
use aigaq_schema::{RecordId, Schema, Value};
use rusqlite::OptionalExtension;
use std::collections::BTreeSet;

/// The type of sources.
pub(crate) const SOURCE: &str = "source";

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql_of {
    pub const RESOLVED: &str = "SELECT resolved FROM record WHERE number = ?1";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[RESOLVED];
}

impl SourceFacts {
    fn of(schema: &Schema, resolved: &[Resolved]) -> Self {
        let value = |property: &str| {
            let found = resolved.iter().find(|r| r.property == property);
            found.and_then(|r| r.values.first())
        };
        let rank = match (value("reliability"), schema.list("source_reliability")) {
            (Some(Value::Term(code)), Some(list)) => list
                .entries()
                .iter()
                .position(|e| e.code == *code)
                // The list stands best first.
                .map_or(0, |place| list.entries().len() - place),
            _ => 0,
        };
        Self {
            rank: u8::try_from(rank).unwrap_or(u8::MAX),
            date: match value("date") {
                Some(Value::Date { date, .. }) if date.first().is_known() => Some(date.clone()),
                _ => None,
            },
        }
    }
}

impl Applying<'_> {
    /// How reliable a source was judged: the higher the better, 0 when nobody judged.
    pub(crate) fn reliability(&mut self, source: Option<RecordId>) -> Result<u8, ViewError> {
        Ok(match source {
            Some(source) => self.source(source)?.rank,
            None => 0,
        })
    }

    /// What is known of a source.
    pub(crate) fn source(&mut self, source: RecordId) -> Result<&SourceFacts, ViewError> {
        let number = self.numbering.of(self.connection, source)?.number;
        if !self.times.sources.contains_key(&number) {
            let facts = self.source_as_kept(number)?;
            self.times.sources.insert(number, facts);
        }
        Ok(self.times.sources.entry(number).or_default())
    }

    /// What the view holds of a source; nothing of one that nobody has spoken of.
    pub(crate) fn source_as_kept(&self, number: i64) -> Result<SourceFacts, ViewError> {
        let packed: Option<Vec<u8>> = self
            .connection
            .prepare_cached(sql_of::RESOLVED)?
            .query_row([number], |row| row.get(0))
            .optional()?
            .flatten();
        let resolved = crate::packed::unpack(&packed.unwrap_or_default())?;
        Ok(SourceFacts::of(self.schema, &resolved))
    }

    /// A source was settled: what rests on it is to be settled again when it was judged or dated otherwise before.
    pub(crate) fn resting_on(
        &mut self,
        source: i64,
        before: &SourceFacts,
        resolved: &[Resolved],
    ) -> Result<BTreeSet<i64>, ViewError> {
        let now = SourceFacts::of(self.schema, resolved);
        let is_same = now == *before;
        self.times.sources.insert(source, now);
        if is_same {
            return Ok(BTreeSet::new());
        }
        self.write_links()?;
        let Some(property) = self.words.known(RESTS_ON) else {
            return Ok(BTreeSet::new());
        };
        let mut find = self.connection.prepare_cached(sql::LINKS_OF)?;
        let all = find
            .query_map([source, property], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(all)
    }
}

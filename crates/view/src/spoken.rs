//! What was spoken of since when, and each record last: for whoever keeps something at hand, and for the queue of
//! what waits.

use crate::View;
use crate::error::ViewError;
use crate::feed::CHANGED_AT;
use aigaq_counting::{Column, Data};
use aigaq_schema::RecordId;
use rusqlite::{Connection, params};

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const UPTO: &str = "SELECT coalesce(max(number), 0) FROM said";
    /// The sign keeps SQLite from walking all records of the type: what was said since is far less.
    pub const OF_TYPE_SINCE: &str = "SELECT 1 FROM said s JOIN record r ON r.number = s.record WHERE s.number > ?1 AND +r.type = ?2 LIMIT 1";
    pub const OF_OTHERS_SINCE: &str = "SELECT 1 FROM said s JOIN record r ON r.number = s.record WHERE s.number > ?1 AND +r.type <> ?2 LIMIT 1";
    pub const SINCE: &str = "SELECT DISTINCT r.id, w.text FROM said s JOIN record r ON r.number = s.record JOIN word w ON w.number = r.type WHERE s.number > ?1 LIMIT ?2";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[UPTO, OF_TYPE_SINCE, OF_OTHERS_SINCE, SINCE];
}

/// How far a view had come when it was asked, and how often it had been begun anew: then numbers mean other things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenIn {
    begun: u64,
    last: i64,
}

fn upto(connection: &Connection) -> Result<i64, ViewError> {
    Ok(connection
        .prepare_cached(sql::UPTO)?
        .query_row([], |row| row.get(0))?)
}

impl View {
    /// How far this view has come. To be kept, and asked with [`View::spoken_of_type_since`].
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn taken_in(&self) -> Result<TakenIn, ViewError> {
        Ok(TakenIn {
            begun: self.begun,
            last: upto(&self.connection)?,
        })
    }

    /// How often the view was begun anew since it was opened. What was kept of an earlier time (rows, numbers) means
    /// nothing after it.
    #[must_use]
    pub fn begun(&self) -> u64 {
        self.begun
    }

    /// Something was said, or taken back, of a record of one of these types since the view had come so far; or the
    /// view was begun anew.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn spoken_of_type_since(&self, types: &[&str], since: TakenIn) -> Result<bool, ViewError> {
        if since.begun != self.begun {
            return Ok(true);
        }
        let mut find = self.connection.prepare_cached(sql::OF_TYPE_SINCE)?;
        for kind in types.iter().filter_map(|t| self.words.known(t)) {
            if find.exists(params![since.last, kind])? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// As [`View::spoken_of_type_since`], of a record of any type but this.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn spoken_of_others_since(&self, but: &str, since: TakenIn) -> Result<bool, ViewError> {
        if since.begun != self.begun {
            return Ok(true);
        }
        let mut find = self.connection.prepare_cached(sql::OF_OTHERS_SINCE)?;
        Ok(find.exists(params![since.last, self.words.known(but).unwrap_or(-1)])?)
    }

    /// The records of which something was said, or taken back, since the view had come so far, each with its type;
    /// `None` when they are more than `most`, or the view was begun anew.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn spoken_of_since(
        &self,
        since: TakenIn,
        most: usize,
    ) -> Result<Option<Vec<(RecordId, String)>>, ViewError> {
        if since.begun != self.begun {
            return Ok(None);
        }
        let mut find = self.connection.prepare_cached(sql::SINCE)?;
        let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
        let rows = find.query_map([since.last, limit], |row| {
            Ok((RecordId(row.get(0)?), row.get(1)?))
        })?;
        let found = rows.collect::<Result<Vec<_>, _>>()?;
        Ok((found.len() <= most).then_some(found))
    }

    /// When each record of a type was spoken of last, by its row in the columns: seconds since 1970, as claimed.
    #[must_use]
    pub fn last_spoken(&self, record_type: &str) -> &[f64] {
        let table = self.columns().table(record_type);
        match table
            .and_then(|table| table.column(CHANGED_AT))
            .map(Column::data)
        {
            Some(Data::Numbers { low, .. }) => low,
            _ => &[],
        }
    }
}

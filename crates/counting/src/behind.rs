//! The rows behind a count, each with the record it is listed as: for questions that go on where counting ends, such as
//! which sources tell of whom.

use crate::keys::NO_ROW;
use crate::{Counting, Error, Query};

/// What a question looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// The record type of the rows: that of the unit, or involvements where people are counted through what was done
    /// to them.
    pub table: String,
    /// The rows in scope, and with each the row of the unit's type that it is listed as, not merged with others.
    pub rows: Vec<(u32, u32)>,
    /// Rows that are only perhaps in scope: their date is not precise enough, or there is none.
    pub perhaps: u64,
}

impl Counting<'_> {
    /// The rows that the conditions and period of a question hold for. Its dimensions only decide whether people are
    /// looked at through what was done to them.
    ///
    /// # Errors
    /// As [`Counting::count`].
    pub fn behind(&self, query: &Query) -> Result<Behind, Error> {
        let plan = self.plan(query)?;
        let verdict = plan.scope(&[]).verdict;
        let listed = self.listed(&plan)?;
        let as_record = |row: u32| {
            let record = match &listed {
                Some(listed) => listed.at(row as usize),
                None => row,
            };
            (record != NO_ROW).then_some(record)
        };
        let mut inside = verdict.yes.clone();
        inside.keep(&plan.start);
        let mut perhaps = verdict.possible.clone();
        perhaps.keep(&plan.start);
        perhaps.remove(&inside);
        Ok(Behind {
            table: plan.base.to_owned(),
            rows: inside
                .rows()
                .filter_map(|row| Some((row, as_record(row)?)))
                .collect(),
            perhaps: perhaps.count(),
        })
    }
}

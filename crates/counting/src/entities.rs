//! What base rows are counted as: as the record each is, as the actor of whom each is an involvement, as the record
//! that stands for several that are one.

use crate::Bits;
use crate::clusters::Merged;
use crate::keys::{Links, NO_ROW, Rows};
use crate::workers::Workers;

/// Which record each base row is counted as.
pub(crate) struct Entities<'a> {
    /// The record of each base row; none when it is that record itself.
    pub of: Option<Rows<'a>>,
    /// The base rows of each record, where they are kept.
    pub rows_of: Option<&'a Links>,
    /// How many records there are.
    pub records: u32,
    /// Who is one.
    pub merged: Option<&'a Merged>,
    pub workers: Workers,
}

impl Entities<'_> {
    /// The record that a row is counted as; there is one for every row that can be counted.
    #[inline]
    pub(crate) fn at(&self, row: usize) -> u32 {
        let record = match &self.of {
            None => u32::try_from(row).unwrap_or(NO_ROW),
            Some(rows) => rows.at(row),
        };
        match self.merged {
            Some(merged) if merged.members.has(record) => merged.stands_for(record),
            _ => record,
        }
    }

    /// The records that are one with this one, if it stands for others or another for it: none of them in the second
    /// case, so that each is met once.
    #[inline]
    pub(crate) fn with(&self, record: usize) -> Option<&[u32]> {
        let row = u32::try_from(record).ok()?;
        let merged = self.merged.filter(|merged| merged.members.has(row))?;
        Some(merged.together.get(record))
    }

    /// The rows of `scope` that are counted as themselves whatever else is counted, and the others.
    pub(crate) fn divided(&self, scope: &Bits) -> (Bits, Bits) {
        match (&self.of, self.merged) {
            (None, None) => (scope.clone(), Bits::none(scope.len())),
            (Some(_), _) => (Bits::none(scope.len()), scope.clone()),
            (None, Some(merged)) => {
                let mut alone = scope.clone();
                alone.remove(&merged.members);
                let mut with_others = scope.clone();
                with_others.keep(&merged.members);
                (alone, with_others)
            }
        }
    }

    /// The records that the rows of `scope` are of, each for itself.
    pub(crate) fn unmerged(&self, scope: &Bits) -> Bits {
        let Some(rows) = &self.of else {
            return scope.clone();
        };
        let parts = self.workers.each(scope.len() as usize, |range| {
            let mut found = Bits::none(self.records);
            scope.each_in(range, |row| found.put(rows.at(row)));
            found
        });
        let mut found = Bits::none(self.records);
        parts.iter().for_each(|part| found.add(part));
        found
    }

    /// The records that the rows of `scope` are counted as.
    pub(crate) fn chosen(&self, scope: &Bits) -> Bits {
        self.standing(self.unmerged(scope))
    }

    /// The records that stand for these.
    pub(crate) fn standing(&self, mut found: Bits) -> Bits {
        if let Some(merged) = self.merged {
            let mut members = found.clone();
            members.keep(&merged.members);
            found.remove(&members);
            members
                .rows()
                .for_each(|row| found.put(merged.stands_for(row)));
        }
        found
    }

    /// How many they are.
    pub(crate) fn distinct(&self, scope: &Bits) -> u64 {
        self.chosen(scope).count()
    }
}

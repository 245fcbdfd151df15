//! Unnamed groups: "about 40 people, 12 of them named" is one act, 12 named
//! involvements and 40 (35–45) estimated ones. No person is invented.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::keys::NO_ROW;
use crate::route::{ACT, ACTOR, INVOLVEMENT, Map};
use crate::{Bits, Counting, Data, Error, Query, Unit};

/// How many were involved, named and estimated, kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GroupNumbers {
    /// Distinct acts.
    pub acts: u64,
    /// Involvements of single, recorded actors.
    pub named: u64,
    /// All involved, at least: in each act the named, or the number told of
    /// its groups if that is higher.
    pub low: f64,
    /// All involved, at most; infinite when only a lower bound was told.
    pub high: f64,
    /// Groups whose size nobody told; each is at least one in `low`, and
    /// nothing is added for it in `high`.
    pub groups_of_unknown_size: u64,
}

/// What is known of one act.
#[derive(Default)]
struct InAct {
    named: u64,
    low: f64,
    high: f64,
    unknown: u64,
}

impl Counting<'_> {
    /// Named and estimated numbers of the involvements a question is about
    /// (its unit must be involvements; usually `role=target`).
    ///
    /// An involvement is that of a group when it has a number other than 1, or
    /// when its actor is of the kind `group` or has such a number. The number
    /// told of the groups in an act includes the people named in it: "about
    /// 40, 12 named" is 40, not 52.
    ///
    /// # Errors
    /// As [`Counting::count`]; [`Error::UnknownUnit`] for another unit.
    pub fn group_numbers(&self, query: &Query) -> Result<GroupNumbers, Error> {
        if query.unit != Unit::Involvements {
            return Err(Error::UnknownUnit {
                given: query.unit.name().to_owned(),
                units: Unit::Involvements.name().to_owned(),
            });
        }
        let inside = self.selected(query, true)?.inside;
        let map = Map {
            columns: self.columns,
        };
        let acts = self.followed(&map, INVOLVEMENT, ACT)?;
        let actors = self.followed(&map, INVOLVEMENT, ACTOR)?;
        let groups = self.of_groups()?;
        let mut by_act: BTreeMap<u32, InAct> = BTreeMap::new();
        inside.each(|row| {
            let within = by_act.entry(acts.at(row)).or_default();
            let is_group = u32::try_from(row).is_ok_and(|row| groups.has(row));
            match self.told(row, actors.at(row) as usize) {
                Some((low, high)) if is_group => {
                    within.low += low.max(0.0);
                    within.high += high;
                }
                None if is_group => within.unknown += 1,
                _ => within.named += 1,
            }
        });
        let mut numbers = GroupNumbers {
            acts: by_act.keys().filter(|act| **act != NO_ROW).count() as u64,
            named: 0,
            low: 0.0,
            high: 0.0,
            groups_of_unknown_size: 0,
        };
        for within in by_act.values() {
            numbers.named += within.named;
            numbers.groups_of_unknown_size += within.unknown;
            let named = real(within.named);
            numbers.low += within.low.max(named) + real(within.unknown);
            numbers.high += within.high.max(named);
        }
        // A group of unknown size is at least one: the upper number must not
        // fall below the lower.
        numbers.high = numbers.high.max(numbers.low);
        Ok(numbers)
    }

    fn number(&self, table: &str, row: usize) -> Option<(f64, f64)> {
        match self
            .columns
            .tables
            .get(table)?
            .columns
            .get("number")?
            .data()
        {
            Data::Numbers { low, high } => low
                .get(row)
                .copied()
                .filter(|low| !low.is_nan())
                .zip(high.get(row).copied()),
            _ => None,
        }
    }

    /// What is told of the number of people in an involvement: its own number, else that of its actor.
    fn told(&self, row: usize, actor: usize) -> Option<(f64, f64)> {
        self.number(INVOLVEMENT, row)
            .or_else(|| self.number(ACTOR, actor))
    }

    /// The involvements of unnamed groups.
    pub(crate) fn of_groups(&self) -> Result<Bits, Error> {
        let map = Map {
            columns: self.columns,
        };
        let actors = self.followed(&map, INVOLVEMENT, ACTOR)?;
        let group = Self::group_kind(&map);
        Ok(Bits::where_true(self.rows(INVOLVEMENT), |row| {
            let actor = actors.at(row) as usize;
            match self.told(row, actor) {
                Some((low, high)) => !(low >= 1.0 && high <= 1.0),
                None => group.is_some_and(|(kinds, group)| kinds.get(actor) == Some(&group)),
            }
        }))
    }

    /// The kinds of actors, and the number of the kind `group`.
    fn group_kind<'a>(map: &Map<'a>) -> Option<(&'a [u32], u32)> {
        let (_, column) = map.column(ACTOR, "kind")?;
        let Data::Codes { dictionary, values } = &column.data else {
            return None;
        };
        let kinds = map.columns.dictionaries.get(dictionary)?;
        Some((values, kinds.number("group")?))
    }
}

/// Counts of records are far below 2^53.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of records are far below 2^53"
)]
fn real(count: u64) -> f64 {
    count as f64
}

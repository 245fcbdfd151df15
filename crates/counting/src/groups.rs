//! Unnamed groups: "about 40 people, 12 of them named" is one act, 12 named
//! involvements and 40 (35–45) estimated ones. No person is invented.
//!
//! An involvement is that of a group when it has a number other than 1, or
//! when its actor is of the kind `group` or has such a number. The number told
//! of the groups in an act includes the people named in it: "about 40, 12
//! named" is 40, not 52.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::keys::NO_ROW;
use crate::route::{ACT, ACTOR, INVOLVEMENT, Map};
use crate::tally::Axis;
use crate::{Bits, Counting, Data, Error};

/// How many people were involved with the groups: the named among them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Estimate {
    /// At least: in each act the named, or the lowest number told of its
    /// groups if that is higher; a group whose size nobody told is one.
    pub low: u64,
    /// At most: the same with the highest numbers; nothing is added for groups
    /// whose size nobody told. None when only a lower bound was told.
    pub high: Option<u64>,
    /// How many groups there were.
    pub groups: u64,
    /// Those whose size nobody told.
    pub groups_of_unknown_size: u64,
}

/// What is known of one act in one cell.
#[derive(Debug, Clone, Copy, Default)]
struct InAct {
    named: u64,
    low: f64,
    high: f64,
    groups: u64,
    unknown: u64,
}

impl Estimate {
    fn add(&mut self, act: InAct) {
        let low = people(act.low).max(act.named) + act.unknown;
        // The upper number must not fall below the lower.
        let high = act.high.is_finite().then(|| people(act.high).max(low));
        self.low += low;
        self.high = self.high.zip(high).map(|(sum, more)| sum + more);
        self.groups += act.groups;
        self.groups_of_unknown_size += act.unknown;
    }

    /// So many named people and no groups.
    fn named(named: u64) -> Self {
        Self {
            low: named,
            high: Some(named),
            ..Self::default()
        }
    }
}

/// Estimates by cell, and of everything together.
pub(crate) struct Estimates {
    pub total: Estimate,
    pub cells: BTreeMap<u64, Estimate>,
}

impl Counting<'_> {
    /// The estimates of a table: of `named` involvements and those of `groups`. `counted` are its cells with the number
    /// of the named in each.
    pub(crate) fn estimates(
        &self,
        (named, groups): (&Bits, &Bits),
        axes: &[Axis<'_>],
        counted: &[(u64, u64)],
    ) -> Result<Estimates, Error> {
        let map = Map {
            columns: self.columns,
        };
        let acts = self.followed(&map, INVOLVEMENT, ACT)?;
        let actors = self.followed(&map, INVOLVEMENT, ACTOR)?;
        // Only acts with groups need a closer look: everywhere else, people are those who are named.
        let act = |row: usize| match acts.at(row) {
            // Nothing is known of others who were there.
            NO_ROW => u64::from(NO_ROW) + row as u64,
            act => u64::from(act),
        };
        let mut with_groups: HashMap<u64, InAct> = HashMap::new();
        groups.each(|row| {
            with_groups.entry(act(row)).or_default();
        });
        let mut by_cell: HashMap<(u64, u64), InAct> = HashMap::new();
        let mut named_there: HashMap<u64, u64> = HashMap::new();
        let mut all_named_there = 0;
        let mut look = |row: usize, is_group: bool| {
            let act = act(row);
            let Some(whole) = with_groups.get_mut(&act) else {
                return;
            };
            let told = self.told(row, actors.at(row) as usize);
            let one = InAct::of(is_group, told);
            whole.add(one);
            all_named_there += one.named;
            crate::tally::cells(axes, row, &mut |cell| {
                by_cell.entry((cell, act)).or_default().add(one);
                *named_there.entry(cell).or_default() += one.named;
            });
        };
        named.each(|row| look(row, false));
        groups.each(|row| look(row, true));
        let mut total = Estimate::named(named.count() - all_named_there);
        with_groups.into_values().for_each(|act| total.add(act));
        let mut cells: BTreeMap<u64, Estimate> = counted
            .iter()
            .map(|(cell, count)| {
                let there = named_there.get(cell).copied().unwrap_or(0);
                (*cell, Estimate::named(count - there))
            })
            .collect();
        for ((cell, _), act) in by_cell {
            let none = || Estimate::named(0);
            cells.entry(cell).or_insert_with(none).add(act);
        }
        Ok(Estimates { total, cells })
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

impl InAct {
    /// One involvement.
    fn of(is_group: bool, told: Option<(f64, f64)>) -> Self {
        let mut one = Self::default();
        match (is_group, told) {
            (false, _) => one.named = 1,
            (true, Some((low, high))) => {
                (one.low, one.high) = (low.max(0.0), high.max(0.0));
                one.groups = 1;
            }
            (true, None) => (one.groups, one.unknown) = (1, 1),
        }
        one
    }

    fn add(&mut self, other: Self) {
        self.named += other.named;
        self.low += other.low;
        self.high += other.high;
        self.groups += other.groups;
        self.unknown += other.unknown;
    }
}

/// A number of people as it is told: whole, and never below none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers of people that are told are far below 2^53; a cast of what is not stops at the ends"
)]
fn people(number: f64) -> u64 {
    number.round() as u64
}

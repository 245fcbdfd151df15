//! The register: all restrictions on one day, in order, with counts by unit.

use super::facts::{Holder, HolderKind, RestrictionFacts};
use super::finding::{Certainty, DaysLeft};
use super::outline::Outline;
use aigaq_schema::{Day, RecordId};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashSet;

/// One restriction in the register.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The record.
    pub restriction: RecordId,
    /// Who is restricted.
    pub holder: Option<Holder>,
    /// Its place among the restrictions that were given.
    pub place: usize,
    /// In force on the day in all worlds, in some, in none.
    pub certainty: Certainty,
    /// Days left; `None` when it is not in force.
    pub days_left: Option<DaysLeft>,
    /// The last day of the latest telling.
    told: Option<Day>,
}

/// Restrictions on a day (a stock: not those imposed in a period). Each stands in exactly one of the four lists.
#[derive(Debug, Clone)]
pub struct RestrictionRegister {
    /// The day asked.
    pub day: Day,
    /// Certainly in force; those that end first come first.
    pub certainly: Vec<Entry>,
    /// Perhaps in force; those that end first come first.
    pub perhaps: Vec<Entry>,
    /// In force or perhaps, with an end nobody knows; those certainly in force come first, then those told last.
    pub end_unknown: Vec<Entry>,
    /// Not in force, by id.
    pub not_in_force: Vec<Entry>,
}

/// How many restrictions, and how many different holders; each number has its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// Restrictions.
    pub restrictions: usize,
    /// Different persons (after judgements on who is the same).
    pub persons: usize,
    /// Different organisations.
    pub organisations: usize,
    /// Different unnamed groups; how many people they are is not said here.
    pub groups: usize,
    /// Restrictions whose holder is not recorded.
    pub holder_unknown: usize,
}

/// Counts of the lists. Restrictions add up; persons do not, as one person may stand in several lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Stock {
    /// Certainly in force.
    pub certainly: Tally,
    /// Perhaps in force.
    pub perhaps: Tally,
    /// End unknown.
    pub end_unknown: Tally,
    /// Not in force.
    pub not_in_force: Tally,
    /// The first three together, holders counted once.
    pub at_most: Tally,
}

impl RestrictionRegister {
    /// The register on a day.
    #[must_use]
    pub fn on<'a>(day: Day, facts: impl IntoIterator<Item = &'a RestrictionFacts>) -> Self {
        let all: Vec<Outline> = facts.into_iter().map(Outline::of).collect();
        Self::of(day, all.iter().enumerate())
    }

    /// The register on a day, of outlines that were made before, each with its place among all.
    #[must_use]
    pub fn of<'a>(day: Day, all: impl IntoIterator<Item = (usize, &'a Outline)>) -> Self {
        let mut register = Self {
            day,
            certainly: Vec::new(),
            perhaps: Vec::new(),
            end_unknown: Vec::new(),
            not_in_force: Vec::new(),
        };
        for (place, outline) in all {
            let certainty = outline.certainty(day);
            let list = match certainty {
                Certainty::No => &mut register.not_in_force,
                _ if outline.end_is_unknown() => &mut register.end_unknown,
                Certainty::Certainly => &mut register.certainly,
                Certainty::Perhaps => &mut register.perhaps,
            };
            list.push(Entry {
                restriction: outline.restriction,
                holder: outline.holder,
                place,
                certainty,
                days_left: match certainty {
                    Certainty::No => None,
                    Certainty::Certainly | Certainty::Perhaps => outline.days_left(day),
                },
                told: outline.told,
            });
        }
        register.certainly.sort_unstable_by_key(ends_first);
        register.perhaps.sort_unstable_by_key(ends_first);
        register.end_unknown.sort_unstable_by_key(told_last);
        let by_id = |entry: &Entry| (entry.restriction, entry.place);
        register.not_in_force.sort_unstable_by_key(by_id);
        register
    }

    /// All that are or may be in force: certainly, perhaps, end unknown, each in its order.
    pub fn at_most(&self) -> impl Iterator<Item = &Entry> {
        self.certainly
            .iter()
            .chain(&self.perhaps)
            .chain(&self.end_unknown)
    }

    /// Those whose last day is, or may be, within so many days after the day asked, with which of the two; those
    /// that end first come first. Restrictions whose end is unknown are not among them: they may end any day.
    #[must_use]
    pub fn ending_within(&self, days: u32) -> Vec<(&Entry, Certainty)> {
        let mut ending: Vec<_> = self
            .certainly
            .iter()
            .chain(&self.perhaps)
            .filter_map(|entry| Some((entry, entry.days_left?.within(days, entry.certainty))))
            .filter(|(_, answer)| *answer != Certainty::No)
            .collect();
        ending.sort_by_key(|(entry, _)| ends_first(entry));
        ending
    }

    /// The counts.
    #[must_use]
    pub fn stock(&self) -> Stock {
        Stock {
            certainly: tally(&self.certainly),
            perhaps: tally(&self.perhaps),
            end_unknown: tally(&self.end_unknown),
            not_in_force: tally(&self.not_in_force),
            at_most: tally(self.at_most()),
        }
    }
}

fn tally<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Tally {
    let mut seen: [HashSet<RecordId>; 3] = Default::default();
    let mut tally = Tally::default();
    for entry in entries {
        tally.restrictions += 1;
        match entry.holder {
            None => tally.holder_unknown += 1,
            Some(holder) => {
                seen[match holder.kind {
                    HolderKind::Person => 0,
                    HolderKind::Organisation => 1,
                    HolderKind::Group => 2,
                }]
                .insert(holder.actor);
            }
        }
    }
    [tally.persons, tally.organisations, tally.groups] = seen.map(|ids| ids.len());
    tally
}

/// By the most days left, then the fewest, then the id; without an end last.
fn ends_first(entry: &Entry) -> (u32, u32, RecordId, usize) {
    let left = entry.days_left;
    (
        left.and_then(|left| left.max).unwrap_or(u32::MAX),
        left.map_or(u32::MAX, |left| left.min),
        entry.restriction,
        entry.place,
    )
}

/// Certain ones first, then by how lately something was told, then the id.
fn told_last(entry: &Entry) -> (Certainty, Reverse<Option<Day>>, RecordId, usize) {
    (
        entry.certainty,
        Reverse(entry.told),
        entry.restriction,
        entry.place,
    )
}

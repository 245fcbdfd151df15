//! Why a figure that was published is another one now.
//!
//! In come the things that were counted then ([`Counted`], kept with what was published) and those that are counted
//! now ([`Recounted`]), each with the records that are one with it. Out comes, for the total and for every row, how
//! many were learned of late, coded otherwise, judged to be one, told apart again, withdrawn or closed to the reader
//! since ([`Change`]). It always adds up: what was published, with what came in, without what went out, is what is
//! counted now.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The name of a record within one publication. It tells nothing of the record to whoever does not have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublishedId(pub u64);

impl fmt::Display for PublishedId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl FromStr for PublishedId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

impl Serialize for PublishedId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PublishedId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// One thing that was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedUnit {
    /// Its records: that by which it was counted first, then those that were judged to be one with it.
    pub ids: Vec<PublishedId>,
    /// In which rows, by their number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<u32>,
}

/// A row as it was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedRow {
    /// A key for each dimension.
    pub key: Vec<String>,
    /// Their labels.
    pub label: Vec<String>,
    /// How many.
    pub count: u64,
}

/// What a count counted: its numbers, and the things behind them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Distinct things, each once.
    pub total: u64,
    /// The rows; none when there are no dimensions.
    pub rows: Vec<CountedRow>,
    /// The things.
    pub units: Vec<CountedUnit>,
}

impl Counted {
    /// Some number of the table, which is not nought, is smaller.
    #[must_use]
    pub fn has_fewer_than(&self, least: u64) -> bool {
        let rows = self.rows.iter().map(|row| row.count);
        rows.chain([self.total])
            .any(|count| (1..least).contains(&count))
    }
}

/// The same counted now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recounted {
    /// The numbers, and the things behind them, named as in the publication.
    pub counted: Counted,
    /// The same without the records that nobody had entered when it was published. What is not in it was learned of
    /// since.
    pub without_late: Counted,
}

/// What became of a record that was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is there, and open to the reader.
    There,
    /// It is there, and this reader may not see it any more.
    Closed,
    /// Nothing that was said of it holds any more, or it was destroyed.
    Gone,
}

/// Why a number changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Why {
    /// Came in: entered since.
    pub learned_late: u64,
    /// Came in: known before, but coded or dated otherwise.
    pub recoded_in: u64,
    /// Came in: taken for one with another before.
    pub told_apart: u64,
    /// Went out: judged to be one with another since.
    pub merged: u64,
    /// Went out: coded or dated otherwise now.
    pub recoded_out: u64,
    /// Went out: withdrawn.
    pub withdrawn: u64,
    /// Went out: not open to this reader any more.
    pub closed: u64,
}

impl Why {
    /// How many came in.
    #[must_use]
    pub fn came_in(&self) -> u64 {
        self.learned_late + self.recoded_in + self.told_apart
    }

    /// How many went out.
    #[must_use]
    pub fn went_out(&self) -> u64 {
        self.merged + self.recoded_out + self.withdrawn + self.closed
    }
}

/// A number then and now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    /// As published.
    pub old: u64,
    /// As counted now.
    pub new: u64,
    /// Why.
    pub why: Why,
}

impl Change {
    /// Nothing came in and nothing went out.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.old == self.new && self.why == Why::default()
    }
}

/// A row then and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowChange {
    /// A key for each dimension.
    pub key: Vec<String>,
    /// Their labels, as they are called now; as they were, when the row is no more.
    pub label: Vec<String>,
    /// What changed.
    #[serde(flatten)]
    pub change: Change,
}

/// What changed in a table since it was published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Revision {
    /// The total.
    pub total: Change,
    /// The rows that changed: those of now in their order, then those that are no more.
    pub rows: Vec<RowChange>,
}

impl Revision {
    /// Everything stands as it was published.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.total.is_none() && self.rows.is_empty()
    }
}

/// What changed since something was published; `fate` says what became of a record that was counted then.
#[must_use]
pub fn revise(
    published: &Counted,
    now: &Recounted,
    fate: impl Fn(PublishedId) -> Fate,
) -> Revision {
    let late = Late::of(now);
    let still: HashMap<PublishedId, ()> = now
        .counted
        .units
        .iter()
        .flat_map(|unit| unit.ids.iter().map(|id| (*id, ())))
        .collect();
    // What went out of a row but is counted in another went to it.
    let became = |unit: &CountedUnit| {
        let mut fates = unit.ids.iter().map(|id| {
            if still.contains_key(id) {
                Fate::There
            } else {
                fate(*id)
            }
        });
        let mut worst = Fate::Gone;
        for one in fates.by_ref() {
            match one {
                Fate::There => return Fate::There,
                Fate::Closed => worst = Fate::Closed,
                Fate::Gone => {}
            }
        }
        worst
    };
    let total = change(
        &published.units.iter().collect::<Vec<_>>(),
        &now.counted.units.iter().collect::<Vec<_>>(),
        |unit| late.is_late(unit),
        &became,
    );
    let old = by_row(published);
    let new = by_row(&now.counted);
    let empty = Vec::new();
    let mut rows: Vec<RowChange> = Vec::new();
    let mut push = |row: &CountedRow| {
        let (then, now) = (
            old.get(&row.key).unwrap_or(&empty),
            new.get(&row.key).unwrap_or(&empty),
        );
        let change = change(then, now, |unit| late.is_late_in(unit, &row.key), &became);
        if !change.is_none() {
            rows.push(RowChange {
                key: row.key.clone(),
                label: row.label.clone(),
                change,
            });
        }
    };
    now.counted.rows.iter().for_each(&mut push);
    published
        .rows
        .iter()
        .filter(|row| !new.contains_key(&row.key))
        .for_each(&mut push);
    Revision { total, rows }
}

/// The units of each row, by its key.
fn by_row(counted: &Counted) -> BTreeMap<&Vec<String>, Vec<&CountedUnit>> {
    let mut rows: BTreeMap<&Vec<String>, Vec<&CountedUnit>> = BTreeMap::new();
    for row in &counted.rows {
        rows.entry(&row.key).or_default();
    }
    for unit in &counted.units {
        for row in unit
            .rows
            .iter()
            .filter_map(|n| counted.rows.get(*n as usize))
        {
            rows.entry(&row.key).or_default().push(unit);
        }
    }
    rows
}

/// What was there without the records that came since.
struct Late<'a> {
    known: HashMap<PublishedId, Vec<&'a Vec<String>>>,
}

impl<'a> Late<'a> {
    fn of(now: &'a Recounted) -> Self {
        let rows = &now.without_late.rows;
        let mut known: HashMap<PublishedId, Vec<&'a Vec<String>>> = HashMap::new();
        for unit in &now.without_late.units {
            for id in &unit.ids {
                let keys = unit.rows.iter().filter_map(|n| rows.get(*n as usize));
                known
                    .entry(*id)
                    .or_default()
                    .extend(keys.map(|row| &row.key));
            }
        }
        Self { known }
    }

    fn is_late(&self, unit: &CountedUnit) -> bool {
        unit.ids.iter().all(|id| !self.known.contains_key(id))
    }

    fn is_late_in(&self, unit: &CountedUnit, key: &Vec<String>) -> bool {
        unit.ids
            .iter()
            .filter_map(|id| self.known.get(id))
            .all(|keys| !keys.contains(&key))
    }
}

/// Two sets of units laid beside each other: those that share a record belong together.
fn change(
    old: &[&CountedUnit],
    new: &[&CountedUnit],
    is_late: impl Fn(&CountedUnit) -> bool,
    became: &impl Fn(&CountedUnit) -> Fate,
) -> Change {
    let mut groups = Groups::new(old.len() + new.len());
    let mut holder: HashMap<PublishedId, usize> = HashMap::new();
    for (number, unit) in old.iter().chain(new).enumerate() {
        for id in &unit.ids {
            let first = *holder.entry(*id).or_insert(number);
            groups.join(first, number);
        }
    }
    let mut sizes: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    for number in 0..old.len() + new.len() {
        let size = sizes.entry(groups.find(number)).or_default();
        if number < old.len() {
            size.0 += 1;
        } else {
            size.1 += 1;
        }
    }
    let mut why = Why::default();
    for (number, unit) in old.iter().enumerate() {
        if sizes
            .get(&groups.find(number))
            .is_some_and(|(_, new)| *new == 0)
        {
            match became(unit) {
                Fate::There => why.recoded_out += 1,
                Fate::Closed => why.closed += 1,
                Fate::Gone => why.withdrawn += 1,
            }
        }
    }
    for (number, unit) in new.iter().enumerate() {
        if sizes
            .get(&groups.find(old.len() + number))
            .is_some_and(|(old, _)| *old == 0)
        {
            if is_late(unit) {
                why.learned_late += 1;
            } else {
                why.recoded_in += 1;
            }
        }
    }
    for (old, new) in sizes.values().filter(|(old, new)| *old > 0 && *new > 0) {
        why.merged += old.saturating_sub(*new);
        why.told_apart += new.saturating_sub(*old);
    }
    Change {
        old: old.len() as u64,
        new: new.len() as u64,
        why,
    }
}

/// Which numbers belong together (union and find, with halved paths).
struct Groups {
    above: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self {
            above: (0..count).collect(),
        }
    }

    fn find(&mut self, mut at: usize) -> usize {
        while self.above[at] != at {
            self.above[at] = self.above[self.above[at]];
            at = self.above[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        self.above[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unit(ids: &[u64], rows: &[u32]) -> CountedUnit {
        CountedUnit {
            ids: ids.iter().copied().map(PublishedId).collect(),
            rows: rows.to_vec(),
        }
    }

    fn counted(keys: &[&str], units: Vec<CountedUnit>) -> Counted {
        let rows = (0..).zip(keys).map(|(number, key)| CountedRow {
            key: vec![(*key).to_owned()],
            label: vec![(*key).to_owned()],
            count: units
                .iter()
                .filter(|unit| unit.rows.contains(&number))
                .count() as u64,
        });
        Counted {
            total: units.len() as u64,
            rows: rows.collect(),
            units,
        }
    }

    fn now(counted: Counted, late: &[u64]) -> Recounted {
        let known = |unit: &&CountedUnit| unit.ids.iter().any(|id| !late.contains(&id.0));
        let without_late = Counted {
            units: counted.units.iter().filter(known).cloned().collect(),
            ..counted.clone()
        };
        Recounted {
            counted,
            without_late,
        }
    }

    #[test]
    fn three_late_cases_make_134_of_131() {
        let before = counted(&[], (0..131).map(|id| unit(&[id], &[])).collect());
        let after = counted(&[], (0..134).map(|id| unit(&[id], &[])).collect());
        let revision = revise(&before, &now(after, &[131, 132, 133]), |_| Fate::There);
        assert_eq!((revision.total.old, revision.total.new), (131, 134));
        let late = Why {
            learned_late: 3,
            ..Why::default()
        };
        assert_eq!(revision.total.why, late);
    }

    #[test]
    fn each_reason_is_told_for_itself() {
        // 1 and 2 become one; 3 is withdrawn; 4 goes to another row; 5 is closed; 6 and 7 are told apart; 8 is late; 9
        // was known but not in scope; 10 goes out of scope.
        let before = counted(
            &["a", "b"],
            vec![
                unit(&[1], &[0]),
                unit(&[2], &[0]),
                unit(&[3], &[0]),
                unit(&[4], &[0]),
                unit(&[5], &[0]),
                unit(&[6, 7], &[0]),
                unit(&[10], &[1]),
            ],
        );
        let after = counted(
            &["a", "b"],
            vec![
                unit(&[1, 2], &[0]),
                unit(&[4], &[1]),
                unit(&[6], &[0]),
                unit(&[7], &[0]),
                unit(&[8], &[1]),
                unit(&[9], &[1]),
            ],
        );
        let fate = |id: PublishedId| match id.0 {
            3 => Fate::Gone,
            5 => Fate::Closed,
            _ => Fate::There,
        };
        let revision = revise(&before, &now(after, &[8]), fate);
        let total = Why {
            learned_late: 1,
            recoded_in: 1,
            told_apart: 1,
            merged: 1,
            recoded_out: 1,
            withdrawn: 1,
            closed: 1,
        };
        assert_eq!(revision.total.why, total);
        assert_eq!((revision.total.old, revision.total.new), (7, 6));
        let row = |key: &str| {
            let found = revision.rows.iter().find(|row| row.key == [key]).unwrap();
            (found.change.old, found.change.new, found.change.why)
        };
        let a = Why {
            learned_late: 0,
            recoded_in: 0,
            ..total
        };
        assert_eq!(row("a"), (6, 3, a));
        let b = Why {
            learned_late: 1,
            recoded_in: 2,
            recoded_out: 1,
            ..Why::default()
        };
        assert_eq!(row("b"), (1, 3, b));
    }

    #[test]
    fn a_row_that_is_no_more_is_told_under_its_old_name() {
        let before = counted(&["old"], vec![unit(&[1], &[0])]);
        let after = counted(&["new"], vec![unit(&[1], &[0])]);
        let revision = revise(&before, &now(after, &[]), |_| Fate::There);
        assert!(revision.total.is_none());
        let keys: Vec<&str> = revision
            .rows
            .iter()
            .map(|row| row.label[0].as_str())
            .collect();
        assert_eq!(keys, ["new", "old"]);
    }

    /// Records put together at random into things that are counted in random rows.
    fn any_counted() -> impl Strategy<Value = Counted> {
        let unit_of = proptest::collection::vec(proptest::option::weighted(0.8, 0_usize..12), 20);
        let rows_of =
            proptest::collection::vec(proptest::collection::btree_set(0_u32..3, 0..3), 12);
        (unit_of, rows_of).prop_map(|(unit_of, rows_of)| {
            let units = rows_of.iter().enumerate().filter_map(|(number, rows)| {
                let ids: Vec<u64> = (0..)
                    .zip(&unit_of)
                    .filter(|(_, of)| **of == Some(number))
                    .map(|(id, _)| id)
                    .collect();
                let rows: Vec<u32> = rows.iter().copied().collect();
                (!ids.is_empty()).then(|| unit(&ids, &rows))
            });
            counted(&["a", "b", "c"], units.collect())
        })
    }

    proptest! {
        #[test]
        fn what_was_with_what_came_and_without_what_went_is_what_is(
            before in any_counted(),
            after in any_counted(),
            late in proptest::collection::vec(0_u64..20, 0..8),
            fates in proptest::collection::vec(0_u8..3, 20),
        ) {
            let after = now(after, &late);
            let revision = revise(&before, &after, |id| match fates[usize::try_from(id.0).unwrap()] {
                0 => Fate::There,
                1 => Fate::Closed,
                _ => Fate::Gone,
            });
            prop_assert_eq!(revision.total.old, before.total);
            prop_assert_eq!(revision.total.new, after.counted.total);
            let changes = revision.rows.iter().map(|row| &row.change).chain([&revision.total]);
            for change in changes {
                prop_assert_eq!(
                    change.old + change.why.came_in(),
                    change.new + change.why.went_out(),
                    "{:?}", change
                );
            }
            for (then, now) in before.rows.iter().zip(&after.counted.rows) {
                let found = revision.rows.iter().find(|row| row.key == now.key);
                match found {
                    Some(row) => prop_assert_eq!((row.change.old, row.change.new), (then.count, now.count)),
                    None => prop_assert_eq!(then.count, now.count),
                }
            }
        }
    }
}

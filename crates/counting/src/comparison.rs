//! Two periods of one question, side by side: what changed, and whether it can be told from what was covered.
//!
//! A rise may mean that more happened, or that more was heard of. So the sources and regions that contribute in one
//! period and not in the other stand beside the change ([`Coverage`]), and a percentage is only given where its base
//! can carry one.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use serde::Serialize;

use crate::{Answer, Path, Query, Row, Span, View, first_and_last};

/// The smallest number of which a percentage is given. Below it one case more or less moves the percentage by more
/// than five points.
pub const LEAST_BASE: u64 = 20;

/// A number in two periods.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// In the earlier one.
    pub before: u64,
    /// In the later one.
    pub now: u64,
}

impl Pair {
    /// By how many it changed.
    #[must_use]
    pub fn difference(&self) -> i64 {
        let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        signed(self.now) - signed(self.before)
    }

    /// By how many hundredths of the earlier number it changed, rounded to whole ones (halves away from nought). None
    /// when the earlier number is below [`LEAST_BASE`].
    #[must_use]
    pub fn percent(&self) -> Option<i64> {
        if self.before < LEAST_BASE {
            return None;
        }
        let (change, base) = (i128::from(self.difference()), i128::from(self.before));
        let doubled = change * 200;
        let rounded = (doubled.abs() + base) / (2 * base) * doubled.signum();
        i64::try_from(rounded).ok()
    }
}

/// A row in two periods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedRow {
    /// The key of the row in the later period; in the earlier one, when it is only there.
    pub key: Vec<String>,
    /// What it is called in the earlier period, where that is something else (May 2020 beside May 2021).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_before: Option<Vec<String>>,
    /// What it is called.
    pub label: Vec<String>,
    /// Its key in the earlier period, when it is there.
    #[serde(skip)]
    pub key_before: Option<Vec<String>>,
    /// The numbers.
    #[serde(flatten)]
    pub pair: Pair,
}

/// A table in two periods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The totals.
    pub total: Pair,
    /// The rows of both, in their order.
    pub rows: Vec<ComparedRow>,
}

/// How keys of time in two periods correspond: the third month of one to the third month of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aligned {
    /// For each dimension: by which span it goes, when it is one of the time of the period.
    spans: Vec<Option<Span>>,
    /// The first day of the earlier period.
    before: i32,
    /// The first day of the later period.
    now: i32,
}

impl Aligned {
    /// Of two questions that differ in their periods; none when one of them has none.
    #[must_use]
    pub fn of(before: &Query, now: &Query) -> Option<Self> {
        let (earlier, later) = (before.period.as_ref()?, now.period.as_ref()?);
        let date = match &later.field {
            Some(field) => Some(field.segments.join(".")),
            None => now.unit.main_date().map(str::to_owned),
        };
        let span = |path: &Path| {
            let is_date = Some(path.segments.join(".")) == date;
            match path.view {
                Some(View::Span(span)) if is_date => Some(span),
                // A date alone goes by years.
                None if is_date => Some(Span::Year),
                _ => path.alias(),
            }
        };
        Some(Self {
            spans: now.dimensions.iter().map(span).collect(),
            before: earlier.first,
            now: later.first,
        })
    }

    /// The key that stands in the later period where `key` stands in the earlier one.
    fn later(&self, key: &[String]) -> Vec<String> {
        let later = |(place, key): (usize, &String)| {
            let span = self.spans.get(place).copied().flatten()?;
            let (day, _) = first_and_last(key).ok()?;
            let offset = span.number(day) - span.number(self.before);
            Some(span.key(span.number(self.now) + offset))
        };
        key.iter()
            .enumerate()
            .map(|(place, key)| later((place, key)).unwrap_or_else(|| key.clone()))
            .collect()
    }
}

/// Lays two answers to one question side by side. Rows that only the earlier period has stand where they stood: before
/// the next one that both have.
#[must_use]
pub fn compare(before: &Answer, now: &Answer, aligned: &Aligned) -> Comparison {
    let earlier: Vec<Vec<String>> = before
        .rows
        .iter()
        .map(|row| aligned.later(&row.key))
        .collect();
    let at: HashMap<&Vec<String>, usize> = (0..)
        .zip(&earlier)
        .map(|(place, key)| (key, place))
        .collect();
    let later: HashSet<&Vec<String>> = now.rows.iter().map(|row| &row.key).collect();
    let only_before = |places: Range<usize>| {
        places
            .filter(|place| earlier.get(*place).is_some_and(|key| !later.contains(key)))
            .filter_map(|place| before.rows.get(place))
            .map(gone)
    };
    let mut rows: Vec<ComparedRow> = Vec::new();
    let mut from = 0;
    for row in &now.rows {
        let found = at.get(&row.key).copied();
        if let Some(found) = found.filter(|found| *found >= from) {
            rows.extend(only_before(from..found));
            from = found + 1;
        }
        let old = found.and_then(|found| before.rows.get(found));
        rows.push(ComparedRow {
            key: row.key.clone(),
            label_before: old
                .map(|old| old.label.clone())
                .filter(|label| *label != row.label),
            label: row.label.clone(),
            key_before: old.map(|old| old.key.clone()),
            pair: Pair {
                before: old.map_or(0, |old| old.count),
                now: row.count,
            },
        });
    }
    rows.extend(only_before(from..earlier.len()));
    Comparison {
        total: Pair {
            before: before.total,
            now: now.total,
        },
        rows,
    }
}

/// A row that only the earlier period has.
fn gone(old: &Row) -> ComparedRow {
    ComparedRow {
        key: old.key.clone(),
        label_before: None,
        label: old.label.clone(),
        key_before: Some(old.key.clone()),
        pair: Pair {
            before: old.count,
            now: 0,
        },
    }
}

/// What contributes to a figure in one period and not in the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage<T> {
    /// Only in the earlier one.
    pub only_before: Vec<T>,
    /// Only in the later one.
    pub only_now: Vec<T>,
    /// How many contribute in both.
    pub both: usize,
}

impl<T: Ord + Clone> Coverage<T> {
    /// Of those that contribute in each period.
    #[must_use]
    pub fn of(before: &BTreeSet<T>, now: &BTreeSet<T>) -> Self {
        Self {
            only_before: before.difference(now).cloned().collect(),
            only_now: now.difference(before).cloned().collect(),
            both: before.intersection(now).count(),
        }
    }

    /// The same in both.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.only_before.is_empty() && self.only_now.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Unit;

    fn answer(rows: &[(&str, u64)]) -> Answer {
        Answer {
            rows: rows
                .iter()
                .map(|(key, count)| Row {
                    key: vec![(*key).to_owned()],
                    label: vec![format!("<{key}>")],
                    count: *count,
                    perhaps: None,
                    estimate: None,
                })
                .collect(),
            total: rows.iter().map(|(_, count)| count).sum(),
            ..empty()
        }
    }

    fn empty() -> Answer {
        Answer {
            unit: Unit::Acts.name().to_owned(),
            dimensions: Vec::new(),
            rows: Vec::new(),
            total: 0,
            adds_up: true,
            notes: Vec::new(),
            perhaps: None,
            undated: None,
            estimate: None,
        }
    }

    fn aligned(by: &str) -> Aligned {
        let query = |year| {
            let query = Query::new(Unit::Acts).by(by).unwrap();
            query.within(Some(year), Some(year)).unwrap()
        };
        Aligned::of(&query("2019"), &query("2020")).unwrap()
    }

    fn told(comparison: &Comparison) -> Vec<(&str, u64, u64)> {
        let rows = comparison.rows.iter();
        rows.map(|row| (row.key[0].as_str(), row.pair.before, row.pair.now))
            .collect()
    }

    #[test]
    fn rows_of_either_period_stand_in_their_order() {
        let aligned = aligned("type");
        let before = answer(&[("a", 1), ("b", 2), ("d", 4)]);
        let now = answer(&[("a", 10), ("c", 3), ("d", 5)]);
        let comparison = compare(&before, &now, &aligned);
        assert_eq!(
            told(&comparison),
            [("a", 1, 10), ("c", 0, 3), ("b", 2, 0), ("d", 4, 5)]
        );
        assert_eq!((comparison.total.before, comparison.total.now), (7, 18));
    }

    #[test]
    fn a_month_stands_beside_the_same_month_of_the_other_year() {
        let before = answer(&[("2019-02", 5), ("2019-03", 6), ("no date", 1)]);
        let now = answer(&[("2020-02", 7), ("no date", 2)]);
        assert_eq!(aligned("month"), aligned("start:month"));
        let comparison = compare(&before, &now, &aligned("month"));
        assert_eq!(
            told(&comparison),
            [("2020-02", 5, 7), ("2019-03", 6, 0), ("no date", 1, 2)]
        );
        assert_eq!(
            comparison.rows[0].label_before,
            Some(vec!["<2019-02>".to_owned()])
        );
        assert_eq!(comparison.rows[2].label_before, None);
    }

    #[test]
    fn percentages_have_a_base_that_can_carry_them() {
        let percent = |before, now| Pair { before, now }.percent();
        assert_eq!(percent(19, 40), None);
        assert_eq!(percent(0, 5), None);
        assert_eq!(percent(20, 30), Some(50));
        assert_eq!(percent(1_414, 734), Some(-48));
        assert_eq!(percent(200, 201), Some(1));
        assert_eq!(percent(200, 199), Some(-1));
        assert_eq!(percent(u64::MAX / 4, u64::MAX / 2), Some(100));
    }

    #[test]
    fn who_contributes_in_one_period_only_is_named() {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let coverage = Coverage::of(&set(&["x", "y"]), &set(&["y", "z"]));
        assert_eq!(
            (coverage.only_before, coverage.only_now, coverage.both),
            (vec!["x".to_owned()], vec!["z".to_owned()], 1)
        );
        assert!(Coverage::of(&set(&["x"]), &set(&["x"])).is_same());
    }
}

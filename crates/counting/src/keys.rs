//! What a property says of each row, as small numbers that can be counted.
//!
//! In every space of keys the numbers below [`FIRST_CODE`] are the states (0
//! is "date not precise enough" among dates); values follow in their order.

use std::borrow::Cow;

use crate::column::{packed, unpack};
use crate::dictionary::states_of_key;
use crate::route::{Route, Step};
use crate::{Counting, Data, Dictionary, Error, FIRST_CODE, Labels, Lists, Span, State, View};

/// The key number of a date that is not precise enough for its span.
const IMPRECISE: u32 = 0;
pub(crate) const UNKNOWN: u32 = 1;
/// In a list of rows: no row.
pub(crate) const NO_ROW: u32 = u32::MAX;

/// Keys of the date spans' special rows.
pub(crate) const IMPRECISE_KEY: &str = "imprecise";
pub(crate) const NO_DATE_KEY: &str = "no date";

/// Any number of values for each row, never changed.
pub(crate) struct Groups {
    pub offsets: Vec<u32>,
    pub values: Vec<u32>,
}

impl Groups {
    pub(crate) fn with_room(rows: usize) -> Self {
        let mut offsets = Vec::with_capacity(rows + 1);
        offsets.push(0);
        Self {
            offsets,
            values: Vec::with_capacity(rows),
        }
    }

    pub(crate) fn get(&self, row: usize) -> &[u32] {
        match (self.offsets.get(row), self.offsets.get(row + 1)) {
            (Some(from), Some(to)) => &self.values[*from as usize..*to as usize],
            _ => &[],
        }
    }

    /// Ends the row being written.
    pub(crate) fn close(&mut self) {
        // Values are bounded by memory: below four billion.
        self.offsets
            .push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
    }
}

/// The values of each row.
pub(crate) enum Keys<'a> {
    One(Cow<'a, [u32]>),
    Lists(&'a Lists),
    Many(Groups),
}

impl Keys<'_> {
    #[inline]
    pub(crate) fn get(&self, row: usize) -> &[u32] {
        match self {
            Self::One(values) => values.get(row).map_or(&[], std::slice::from_ref),
            Self::Lists(lists) => lists.get(row),
            Self::Many(groups) => groups.get(row),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::One(values) => values.len(),
            Self::Lists(lists) => lists.len(),
            Self::Many(groups) => groups.offsets.len().saturating_sub(1),
        }
    }

    /// The keys with every value replaced; a row without values gets `empty`.
    fn map(self, empty: u32, replace: impl Fn(u32) -> u32) -> Keys<'static> {
        if let Self::One(values) = self {
            return Keys::One(values.iter().map(|value| replace(*value)).collect());
        }
        let mut groups = Groups::with_room(self.len());
        for row in 0..self.len() {
            let values = self.get(row);
            if values.is_empty() {
                groups.values.push(empty);
            }
            groups
                .values
                .extend(values.iter().map(|value| replace(*value)));
            groups.close();
        }
        Keys::Many(groups)
    }

    /// The keys of the rows that `rows` point to.
    fn at(&self, rows: &[u32], missing: u32) -> Keys<'static> {
        if let Self::One(values) = self {
            let at = |row: &u32| values.get(*row as usize).copied().unwrap_or(missing);
            return Keys::One(rows.iter().map(at).collect());
        }
        let mut groups = Groups::with_room(rows.len());
        for row in rows {
            if *row != NO_ROW {
                groups.values.extend_from_slice(self.get(*row as usize));
            }
            groups.close();
        }
        Keys::Many(groups)
    }
}

/// What the key numbers of a dimension stand for.
pub(crate) enum Space<'a> {
    Codes {
        name: &'a str,
        dictionary: Cow<'a, Dictionary>,
    },
    Spans {
        span: Span,
        first: i64,
        size: u32,
    },
    Numbers(Vec<(f64, f64)>),
    Records(Vec<(&'a str, u32)>),
}

impl Space<'_> {
    /// One more than the highest key number.
    pub(crate) fn size(&self) -> u64 {
        u64::from(FIRST_CODE)
            + match self {
                Self::Codes { dictionary, .. } => u64::from(dictionary.size() - FIRST_CODE),
                Self::Spans { size, .. } => u64::from(*size),
                Self::Numbers(values) => values.len() as u64,
                Self::Records(targets) => targets.iter().map(|(_, rows)| u64::from(*rows)).sum(),
            }
    }

    /// Key and label of a key number.
    pub(crate) fn name(&self, number: u32, labels: &dyn Labels) -> (String, String) {
        let Some(index) = number.checked_sub(FIRST_CODE) else {
            let key = self.state_key(number);
            let word = key.trim_matches(['(', ')']).to_owned();
            return (key, labels.state(&word));
        };
        match self {
            Self::Codes { name, dictionary } => {
                let code = dictionary.code(number).unwrap_or_default();
                (code.to_owned(), labels.code(name, code))
            }
            Self::Spans { span, first, .. } => {
                let key = span.key(first + i64::from(index));
                let label = labels.date(&key);
                (key, label)
            }
            Self::Numbers(values) => {
                let key = values
                    .get(index as usize)
                    .map(|(low, high)| number_key(*low, *high))
                    .unwrap_or_default();
                (key.clone(), key)
            }
            Self::Records(targets) => match record_at(targets, index) {
                Some((table, row)) => (labels.record_key(table, row), labels.record(table, row)),
                None => (String::new(), String::new()),
            },
        }
    }

    fn state_key(&self, number: u32) -> String {
        match self {
            Self::Spans { .. } if number == IMPRECISE => IMPRECISE_KEY.to_owned(),
            Self::Spans { .. } if number == UNKNOWN => NO_DATE_KEY.to_owned(),
            Self::Codes { dictionary, .. } => dictionary.key(number),
            _ => State::of_code(number)
                .unwrap_or(State::Unknown)
                .key()
                .to_owned(),
        }
    }

    /// The key numbers that a key stands for; none if it does not occur.
    pub(crate) fn find(&self, key: &str, labels: &dyn Labels) -> Vec<u32> {
        let states = || -> Vec<u32> { states_of_key(key).into_iter().filter(|n| *n > 0).collect() };
        match self {
            Self::Codes { dictionary, .. } => dictionary.of_key(key),
            Self::Spans { span, first, size } => {
                if key == IMPRECISE_KEY {
                    return vec![IMPRECISE];
                }
                if key == NO_DATE_KEY {
                    return vec![UNKNOWN];
                }
                let number = crate::calendar::first_and_last(key)
                    .ok()
                    .map(|(day, _)| span.number(day))
                    .filter(|number| span.key(*number) == key)
                    .and_then(|number| u32::try_from(number - first).ok())
                    .filter(|index| index < size);
                number.map_or_else(states, |index| vec![index + FIRST_CODE])
            }
            Self::Numbers(values) => (FIRST_CODE..)
                .zip(values)
                .find(|(_, (low, high))| number_key(*low, *high) == key)
                .map_or_else(states, |(number, _)| vec![number]),
            Self::Records(targets) => {
                let mut start = FIRST_CODE;
                let mut found = Vec::new();
                for (table, rows) in targets {
                    if let Some(row) = labels.row(table, key).filter(|row| row < rows) {
                        found.push(start + row);
                    }
                    start = start.saturating_add(*rows);
                }
                if found.is_empty() { states() } else { found }
            }
        }
    }
}

fn record_at<'a>(targets: &[(&'a str, u32)], mut index: u32) -> Option<(&'a str, u32)> {
    for (table, rows) in targets {
        if index < *rows {
            return Some((table, index));
        }
        index -= rows;
    }
    None
}

/// `12`, `35–45`, `40–` (at least), `–40` (at most).
fn number_key(low: f64, high: f64) -> String {
    let end = |value: f64| {
        if value.is_finite() {
            value.to_string()
        } else {
            String::new()
        }
    };
    if low.to_bits() == high.to_bits() {
        low.to_string()
    } else {
        format!("{}–{}", end(low), end(high))
    }
}

impl<'a> Counting<'a> {
    /// For each row of the route's hop table the row that its further hops
    /// lead to; none when there are no further hops.
    pub(crate) fn rest_rows(&self, start: &str, rest: &[Step<'a>]) -> Option<Vec<u32>> {
        let mut rows: Option<Vec<u32>> = None;
        let mut table = start;
        for step in rest {
            let next = self.along(table, step);
            rows = Some(match rows {
                None => next,
                Some(rows) => rows
                    .iter()
                    .map(|row| next.get(*row as usize).copied().unwrap_or(NO_ROW))
                    .collect(),
            });
            table = step.lands_on();
        }
        rows
    }

    /// The row that each row refers to, if it can be seen.
    pub(crate) fn along(&self, _table: &str, step: &Step<'a>) -> Vec<u32> {
        let Step::Along { column, to } = step else {
            return Vec::new();
        };
        let Data::Refs { targets, values } = &column.data else {
            return Vec::new();
        };
        let Some(index) = targets.iter().position(|target| target == to) else {
            return vec![NO_ROW; values.len()];
        };
        let seen = self.seen(to);
        let base = packed(index, 0);
        values
            .iter()
            .map(|value| {
                let row = value.wrapping_sub(base);
                if row < crate::column::MOST_ROWS && seen.has(row) {
                    row
                } else {
                    NO_ROW
                }
            })
            .collect()
    }

    /// The raw values of a coded or referring property for each row of the
    /// hop table. A row without a value has none, 0, or a state.
    fn raw(&self, route: &Route<'a>) -> Option<Keys<'a>> {
        let own = self.pulled(route.hop_table, &route.rest, &route.column.data)?;
        let Some((rest, column)) = &route.otherwise else {
            return Some(own);
        };
        let other = self.pulled(route.hop_table, rest, &column.data)?;
        let mut groups = Groups::with_room(own.len());
        for row in 0..own.len() {
            let values = own.get(row);
            let said = values.iter().any(|value| *value > UNKNOWN);
            groups
                .values
                .extend_from_slice(if said { values } else { other.get(row) });
            groups.close();
        }
        Some(Keys::Many(groups))
    }

    fn pulled(&self, start: &str, rest: &[Step<'a>], data: &'a Data) -> Option<Keys<'a>> {
        let (keys, missing): (Keys<'a>, u32) = match data {
            Data::Codes { values, .. } => (Keys::One(Cow::Borrowed(values)), 0),
            Data::Refs { values, .. } => (
                Keys::One(Cow::Borrowed(values)),
                crate::column::packed_state(State::Missing),
            ),
            Data::ManyCodes { values, .. } => (Keys::Lists(values), 0),
            Data::ManyRefs { values, .. } => (
                Keys::Lists(values),
                crate::column::packed_state(State::Missing),
            ),
            Data::Dates { .. } | Data::Numbers { .. } => return None,
        };
        Some(match self.rest_rows(start, rest) {
            None => keys,
            Some(rows) => keys.at(&rows, missing),
        })
    }

    /// The dictionary of a property; an empty one if it was never filled.
    pub(crate) fn dictionary_of(
        &self,
        route: &Route<'a>,
    ) -> Option<(&'a str, Cow<'a, Dictionary>)> {
        let name = route.column.dictionary()?;
        Some(match self.columns.dictionaries.get(name) {
            Some(dictionary) => (name, Cow::Borrowed(dictionary)),
            None => (name, Cow::Owned(Dictionary::new())),
        })
    }

    /// The keys of a dimension for each row of the route's hop table, always
    /// at least one, and what they stand for.
    pub(crate) fn keys(&self, route: &Route<'a>) -> Result<(Keys<'a>, Space<'a>), Error> {
        match &route.column.data {
            Data::Codes { .. } | Data::ManyCodes { .. } => Ok(self.code_keys(route)),
            Data::Refs { targets, .. } | Data::ManyRefs { targets, .. } => {
                Ok(self.record_keys(route, targets))
            }
            Data::Dates { first, last } => {
                let span = match route.view {
                    Some(View::Span(span)) => span,
                    _ => Span::Year,
                };
                let (keys, first_number, size) = span_keys(span, first, last)?;
                let space = Space::Spans {
                    span,
                    first: first_number,
                    size,
                };
                Ok((self.follow(route, keys), space))
            }
            Data::Numbers { low, high } => {
                let (keys, values) = number_keys(low, high);
                Ok((self.follow(route, keys), Space::Numbers(values)))
            }
        }
    }

    fn follow(&self, route: &Route<'a>, keys: Vec<u32>) -> Keys<'a> {
        match self.rest_rows(route.hop_table, &route.rest) {
            None => Keys::One(Cow::Owned(keys)),
            Some(rows) => Keys::One(
                rows.iter()
                    .map(|row| keys.get(*row as usize).copied().unwrap_or(UNKNOWN))
                    .collect(),
            ),
        }
    }

    fn code_keys(&self, route: &Route<'a>) -> (Keys<'a>, Space<'a>) {
        let (name, dictionary) = self
            .dictionary_of(route)
            .unwrap_or(("", Cow::Owned(Dictionary::new())));
        let as_counted: Vec<u32> = (0..dictionary.size())
            .map(|code| match route.view {
                _ if code <= UNKNOWN => UNKNOWN,
                Some(View::Level(level)) => dictionary.at_level(code, level),
                _ => code,
            })
            .collect();
        let keys = self
            .raw(route)
            .unwrap_or(Keys::One(Cow::Owned(Vec::new())))
            .map(UNKNOWN, |code| {
                as_counted.get(code as usize).copied().unwrap_or(UNKNOWN)
            });
        (keys, Space::Codes { name, dictionary })
    }

    fn record_keys(&self, route: &Route<'a>, targets: &'a [String]) -> (Keys<'a>, Space<'a>) {
        let mut starts = Vec::with_capacity(targets.len());
        let mut space = Vec::with_capacity(targets.len());
        let mut start = FIRST_CODE;
        for target in targets {
            let rows = self
                .columns
                .tables
                .get(target)
                .map_or(0, |table| table.rows);
            starts.push((start, self.seen(target)));
            space.push((target.as_str(), rows));
            start = start.saturating_add(rows);
        }
        let keys = self
            .raw(route)
            .unwrap_or(Keys::One(Cow::Owned(Vec::new())))
            .map(UNKNOWN, |value| match unpack(value) {
                Err(state) => state.code().max(UNKNOWN),
                Ok((target, row)) => match starts.get(target as usize) {
                    Some((start, seen)) if seen.has(row) => start + row,
                    _ => UNKNOWN,
                },
            });
        (keys, Space::Records(space))
    }

    /// Values as stored (unmapped), with the test that a filter puts to them.
    pub(crate) fn stored_keys(&self, route: &Route<'a>) -> Option<Keys<'a>> {
        self.raw(route)
    }
}

/// Key numbers of dates, the running number of the first span, and how many
/// spans there are.
fn span_keys(span: Span, first: &[i32], last: &[i32]) -> Result<(Vec<u32>, i64, u32), Error> {
    /// A date over more days than this cannot lie within one span.
    const LONGEST: i64 = 366;
    /// Days for which running numbers are looked up instead of computed.
    const LOOKED_UP: i64 = 1 << 18;
    let short = |from: i32, to: i32| to != i32::MIN && i64::from(to) - i64::from(from) < LONGEST;
    let mut reach: Option<(i32, i32)> = None;
    for (from, to) in first.iter().zip(last) {
        if short(*from, *to) {
            let (low, high) = reach.get_or_insert((*from, *to));
            *low = (*low).min(*from);
            *high = (*high).max(*to);
        }
    }
    let Some((low, high)) = reach else {
        let keys = first
            .iter()
            .zip(last)
            .map(|(from, to)| state_of_date(*from, *to).unwrap_or(IMPRECISE))
            .collect();
        return Ok((keys, 0, 0));
    };
    let base = span.number(low);
    let size = u32::try_from(span.number(high) - base + 1).map_err(|_| Error::TooLarge {
        what: "the time between the first and the last date".to_owned(),
        most: u64::from(u32::MAX),
    })?;
    let index = |day: i32| u32::try_from(span.number(day) - base).unwrap_or(0) + FIRST_CODE;
    let days = i64::from(high) - i64::from(low);
    let table: Vec<u32> = if days < LOOKED_UP {
        (low..=high).map(index).collect()
    } else {
        Vec::new()
    };
    let look_up = |day: i32| {
        usize::try_from(i64::from(day) - i64::from(low))
            .ok()
            .and_then(|at| table.get(at).copied())
            .unwrap_or_else(|| index(day))
    };
    let keys = first
        .iter()
        .zip(last)
        .map(|(from, to)| {
            if !short(*from, *to) {
                return state_of_date(*from, *to).unwrap_or(IMPRECISE);
            }
            let key = look_up(*from);
            if from == to || look_up(*to) == key {
                key
            } else {
                IMPRECISE
            }
        })
        .collect();
    Ok((keys, base, size))
}

fn state_of_date(first: i32, last: i32) -> Option<u32> {
    (last == i32::MIN).then(|| u32::try_from(first).unwrap_or(UNKNOWN).max(UNKNOWN))
}

fn number_keys(low: &[f64], high: &[f64]) -> (Vec<u32>, Vec<(f64, f64)>) {
    let mut values: Vec<(f64, f64)> = low
        .iter()
        .copied()
        .zip(high.iter().copied())
        .filter(|(from, _)| !from.is_nan())
        // -0 and 0 are one value.
        .map(|(from, to)| (from + 0.0, to + 0.0))
        .collect();
    let order = |a: &(f64, f64), b: &(f64, f64)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1));
    values.sort_unstable_by(order);
    values.dedup();
    let keys = low
        .iter()
        .zip(high)
        .map(|(from, to)| {
            if from.is_nan() {
                return State::ALL
                    .iter()
                    .find(|state| f64::from(state.code()) >= *to)
                    .map_or(UNKNOWN, |state| state.code().max(UNKNOWN));
            }
            values
                .binary_search_by(|value| order(value, &(from + 0.0, to + 0.0)))
                .ok()
                .and_then(|index| u32::try_from(index).ok())
                .map_or(UNKNOWN, |index| index + FIRST_CODE)
        })
        .collect();
    (keys, values)
}

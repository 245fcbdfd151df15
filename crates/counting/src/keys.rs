//! What a property says of each row, as small numbers that can be counted.
//!
//! In every space of keys the numbers below [`FIRST_CODE`] are the states (0
//! is "date not precise enough" among dates); values follow in their order.

use std::borrow::Cow;

use crate::column::{packed, packed_state, unpack};
use crate::dictionary::states_of_key;
use crate::route::{Route, Step};
use crate::{
    Bits, Counting, Data, Dictionary, Error, FIRST_CODE, Labels, Lists, Span, State, View,
};

/// The key number of a date that is not precise enough for its span.
const IMPRECISE: u32 = 0;
pub(crate) const UNKNOWN: u32 = 1;
/// In a list of rows: no row.
pub(crate) const NO_ROW: u32 = u32::MAX;

/// Keys of the date spans' special rows.
pub(crate) const IMPRECISE_KEY: &str = "imprecise";
pub(crate) const NO_DATE_KEY: &str = "no date";

/// Any number of values for each row, never changed.
#[derive(Debug, Clone)]
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

    #[inline]
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

/// For each row the one row that it refers to.
pub(crate) enum Rows<'a> {
    /// As stored in a column that refers to one type: the number itself,
    /// where it can be seen.
    Stored {
        values: &'a [u32],
        seen: Bits,
    },
    Found(Vec<u32>),
}

impl Rows<'_> {
    /// The row; [`NO_ROW`] for none.
    #[inline]
    pub(crate) fn at(&self, row: usize) -> u32 {
        match self {
            Self::Stored { values, seen } => values
                .get(row)
                .copied()
                .filter(|to| seen.has(*to))
                .unwrap_or(NO_ROW),
            Self::Found(rows) => rows.get(row).copied().unwrap_or(NO_ROW),
        }
    }
}

/// The values of each row, at least one.
pub(crate) enum Keys<'a> {
    One(Cow<'a, [u32]>),
    /// Several, replaced by `replace` if given; a row without values has
    /// `empty`.
    Many {
        values: Cow<'a, Lists>,
        replace: Option<Vec<u32>>,
        empty: u32,
    },
    /// Those of the rows referred to; `missing` where there is none.
    At {
        rows: Rows<'a>,
        keys: Box<Keys<'a>>,
        missing: u32,
    },
    /// The first where it says something, else the second.
    Either(Box<Keys<'a>>, Box<Keys<'a>>),
}

impl Keys<'_> {
    #[inline]
    pub(crate) fn each<F: FnMut(u32)>(&self, row: usize, visit: &mut F) {
        match self {
            Self::One(values) => {
                if let Some(value) = values.get(row) {
                    visit(*value);
                }
            }
            Self::Many {
                values,
                replace,
                empty,
            } => {
                let values = values.get(row);
                if values.is_empty() {
                    visit(*empty);
                }
                for value in values {
                    visit(match replace {
                        None => *value,
                        Some(replace) => replace.get(*value as usize).copied().unwrap_or(*empty),
                    });
                }
            }
            _ => self.each_further(row, visit),
        }
    }

    fn each_further<F: FnMut(u32)>(&self, row: usize, visit: &mut F) {
        match self {
            Self::At {
                rows,
                keys,
                missing,
            } => match rows.at(row) {
                NO_ROW => visit(*missing),
                to => keys.each(to as usize, visit),
            },
            Self::Either(one, other) => {
                if one.any(row, |value| value > UNKNOWN) {
                    one.each(row, visit);
                } else {
                    other.each(row, visit);
                }
            }
            Self::One(_) | Self::Many { .. } => self.each(row, visit),
        }
    }

    /// Whether any value of a row fits.
    pub(crate) fn any(&self, row: usize, fits: impl Fn(u32) -> bool) -> bool {
        if let Self::One(values) = self {
            return values.get(row).is_some_and(|value| fits(*value));
        }
        let mut found = false;
        // A plain function pointer type keeps the nesting of closures finite.
        let visit: &mut dyn FnMut(u32) = &mut |value| found |= fits(value);
        self.each_dyn(row, visit);
        found
    }

    pub(crate) fn each_dyn(&self, row: usize, visit: &mut dyn FnMut(u32)) {
        match self {
            Self::At {
                rows,
                keys,
                missing,
            } => match rows.at(row) {
                NO_ROW => visit(*missing),
                to => keys.each_dyn(to as usize, visit),
            },
            Self::Either(one, other) => {
                let mut said = false;
                one.each_dyn(row, &mut |value| said |= value > UNKNOWN);
                if said {
                    one.each_dyn(row, visit);
                } else {
                    other.each_dyn(row, visit);
                }
            }
            Self::One(_) | Self::Many { .. } => self.each(row, &mut |value| visit(value)),
        }
    }

    /// Whether every row has one value.
    pub(crate) fn is_single(&self) -> bool {
        match self {
            Self::One(_) => true,
            Self::Many { .. } => false,
            Self::At { keys, .. } => keys.is_single(),
            Self::Either(one, other) => one.is_single() && other.is_single(),
        }
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

    /// Whether rows stand in the order of their labels: texts and records
    /// have no order of their own that would be the same everywhere.
    pub(crate) fn by_label(&self) -> bool {
        match self {
            Self::Codes { dictionary, .. } => dictionary.is_open(),
            Self::Spans { .. } | Self::Numbers(_) => false,
            Self::Records(_) => true,
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
    pub(crate) fn rest_rows(&self, rest: &[Step<'a>]) -> Option<Rows<'a>> {
        let mut steps = rest.iter();
        let mut rows = self.along(steps.next()?);
        for step in steps {
            let next = self.along(step);
            let length = match &rows {
                Rows::Stored { values, .. } => values.len(),
                Rows::Found(found) => found.len(),
            };
            rows = Rows::Found(
                (0..length)
                    .map(|row| match rows.at(row) {
                        NO_ROW => NO_ROW,
                        to => next.at(to as usize),
                    })
                    .collect(),
            );
        }
        Some(rows)
    }

    /// The row that each row refers to, if it can be seen.
    pub(crate) fn along(&self, step: &Step<'a>) -> Rows<'a> {
        let Step::Along { column, to } = step else {
            return Rows::Found(Vec::new());
        };
        let Data::Refs { targets, values } = &column.data else {
            return Rows::Found(Vec::new());
        };
        let seen = self.seen(to);
        match targets.iter().position(|target| target == to) {
            None => Rows::Found(Vec::new()),
            // The first target type is packed as the bare row number; what is
            // not of it lies beyond all rows.
            Some(0) => Rows::Stored { values, seen },
            Some(index) => {
                let base = packed(index, 0);
                let row = |value: &u32| Some(value.wrapping_sub(base)).filter(|to| seen.has(*to));
                Rows::Found(
                    values
                        .iter()
                        .map(|value| row(value).unwrap_or(NO_ROW))
                        .collect(),
                )
            }
        }
    }

    /// Keys of the route's own table as keys of its hop table.
    fn pulled(&self, rest: &[Step<'a>], keys: Keys<'a>, missing: u32) -> Keys<'a> {
        match self.rest_rows(rest) {
            None => keys,
            Some(rows) => Keys::At {
                rows,
                keys: Box::new(keys),
                missing,
            },
        }
    }

    /// The values of a coded or referring property as stored, for each row of
    /// the hop table; missing ones as the state.
    pub(crate) fn stored_keys(&self, route: &Route<'a>) -> Option<Keys<'a>> {
        let stored = |column: &'a crate::Column| {
            let reference = packed_state(State::Missing);
            Some(match &column.data {
                Data::Codes { values, .. } => (Keys::One(Cow::Borrowed(values)), 0),
                Data::Refs { values, .. } => (Keys::One(Cow::Borrowed(values)), reference),
                Data::ManyCodes { values, .. } => (
                    Keys::Many {
                        values: Cow::Borrowed(values),
                        replace: None,
                        empty: 0,
                    },
                    0,
                ),
                Data::ManyRefs { values, .. } => (
                    Keys::Many {
                        values: Cow::Borrowed(values),
                        replace: None,
                        empty: reference,
                    },
                    reference,
                ),
                Data::Dates { .. } | Data::Numbers { .. } => return None,
            })
        };
        let (keys, missing) = stored(route.column)?;
        let own = self.pulled(&route.rest, keys, missing);
        let Some((rest, column)) = &route.otherwise else {
            return Some(own);
        };
        let (keys, missing) = stored(column)?;
        let other = self.pulled(rest, keys, missing);
        Some(Keys::Either(Box::new(own), Box::new(other)))
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

    /// The keys of a dimension for each row of the route's hop table and what
    /// they stand for.
    pub(crate) fn keys(&self, route: &Route<'a>) -> Result<(Keys<'a>, Space<'a>), Error> {
        let (keys, space) = match &route.column.data {
            Data::Codes { .. } | Data::ManyCodes { .. } => return Ok(self.code_keys(route)),
            Data::Refs { targets, .. } | Data::ManyRefs { targets, .. } => {
                self.record_keys(route.column, targets)
            }
            Data::Dates { first, last } => {
                let span = match route.view {
                    Some(View::Span(span)) => span,
                    _ => Span::Year,
                };
                let (keys, first, size) = span_keys(span, first, last)?;
                let space = Space::Spans { span, first, size };
                (Keys::One(Cow::Owned(keys)), space)
            }
            Data::Numbers { low, high } => {
                let (keys, values) = number_keys(low, high);
                (Keys::One(Cow::Owned(keys)), Space::Numbers(values))
            }
        };
        Ok((self.pulled(&route.rest, keys, UNKNOWN), space))
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
        let counted = |column: &'a crate::Column| match &column.data {
            Data::ManyCodes { values, .. } => Keys::Many {
                values: Cow::Borrowed(values),
                replace: Some(as_counted.clone()),
                empty: UNKNOWN,
            },
            Data::Codes { values, .. } => Keys::One(
                values
                    .iter()
                    .map(|code| as_counted.get(*code as usize).copied().unwrap_or(UNKNOWN))
                    .collect(),
            ),
            _ => Keys::One(Cow::Owned(Vec::new())),
        };
        let own = self.pulled(&route.rest, counted(route.column), UNKNOWN);
        let keys = match &route.otherwise {
            None => own,
            Some((rest, column)) => {
                let other = self.pulled(rest, counted(column), UNKNOWN);
                Keys::Either(Box::new(own), Box::new(other))
            }
        };
        (keys, Space::Codes { name, dictionary })
    }

    fn record_keys(
        &self,
        column: &'a crate::Column,
        targets: &'a [String],
    ) -> (Keys<'a>, Space<'a>) {
        let mut starts = Vec::with_capacity(targets.len());
        let mut space = Vec::with_capacity(targets.len());
        let mut start = FIRST_CODE;
        for target in targets {
            let rows = self.rows(target);
            starts.push((start, self.seen(target)));
            space.push((target.as_str(), rows));
            start = start.saturating_add(rows);
        }
        let key = |value: u32| match unpack(value) {
            Err(state) => state.code().max(UNKNOWN),
            Ok((target, row)) => match starts.get(target as usize) {
                Some((start, seen)) if seen.has(row) => start + row,
                _ => UNKNOWN,
            },
        };
        let keys = match &column.data {
            Data::Refs { values, .. } => {
                Keys::One(values.iter().map(|value| key(*value)).collect())
            }
            Data::ManyRefs { values, .. } => {
                // References cannot be looked up in a short table: written out.
                let mut written = Lists::default();
                for row in 0..values.len() {
                    let keys: Vec<u32> = values.get(row).iter().map(|value| key(*value)).collect();
                    written.push(&keys);
                }
                Keys::Many {
                    values: Cow::Owned(written),
                    replace: None,
                    empty: UNKNOWN,
                }
            }
            _ => Keys::One(Cow::Owned(Vec::new())),
        };
        (keys, Space::Records(space))
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

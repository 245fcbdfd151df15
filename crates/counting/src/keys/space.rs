//! What the key numbers of a dimension stand for.

use super::{IMPRECISE, IMPRECISE_KEY, NO_DATE_KEY, UNKNOWN};
use crate::dictionary::states_of_key;
use crate::{Dictionary, FIRST_CODE, Labels, Span, State};
use std::borrow::Cow;

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

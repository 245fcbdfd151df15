//! The keys of a route: what the property at its end says of each row.

use super::numbered::{number_keys, span_keys};
use super::{Keys, NO_ROW, Rows, Space, UNKNOWN};
use crate::column::{packed, packed_state, unpack};
use crate::route::{Route, Step};
use crate::{Counting, Data, Dictionary, Error, FIRST_CODE, Lists, Span, State, View};
use std::borrow::Cow;

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

//! The keys of a route: what the property at its end says of each row.

use super::numbered::{number_keys, span_keys};
use super::{NO_ROW, Only, Rows, Space, UNKNOWN, Values};
use crate::column::{packed, packed_state, unpack};
use crate::route::{Route, Step};
use crate::{Bits, Counting, Data, Dictionary, Error, FIRST_CODE, Span, State, View};
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

    /// Values in these rows.
    pub(crate) fn only<'r>(&self, rows: &'r Bits) -> Only<'r> {
        Only {
            rows: Some(rows),
            workers: self.workers(),
        }
    }

    /// Values in all rows.
    pub(crate) fn everywhere(&self) -> Only<'static> {
        Only {
            rows: None,
            workers: self.workers(),
        }
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

    /// Values of the route's own table as those of its hop table.
    fn pulled(
        &self,
        hop_table: &str,
        rest: &[Step<'a>],
        values: Values<'a>,
        missing: u32,
        only: Only<'_>,
    ) -> Values<'a> {
        match self.rest_rows(rest) {
            None => values,
            Some(rows) => values.at(&rows, self.rows(hop_table) as usize, missing, only),
        }
    }

    /// The values of a coded or referring property as stored, for each row of
    /// the hop table; missing ones as the state.
    pub(crate) fn stored_keys(&self, route: &Route<'a>) -> Option<Values<'a>> {
        let stored = |column: &'a crate::Column| {
            let reference = packed_state(State::Missing);
            Some(match &column.data {
                Data::Codes { values, .. } => (Values::one(values.as_slice()), 0),
                Data::Refs { values, .. } => (Values::one(values.as_slice()), reference),
                Data::ManyCodes { .. } => (Values::of_sets(column.gathered()), 0),
                Data::ManyRefs { .. } => (Values::of_sets(column.gathered()), reference),
                Data::Dates { .. } | Data::Numbers { .. } => return None,
            })
        };
        let (values, missing) = stored(route.column)?;
        let own = self.pulled(
            route.hop_table,
            &route.rest,
            values,
            missing,
            self.everywhere(),
        );
        let Some((rest, column)) = &route.otherwise else {
            return Some(own);
        };
        let (values, _) = stored(column)?;
        Some(own.or(values, self.rest_rows(rest).as_ref(), self.everywhere()))
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

    /// The keys of a dimension for each row of the route's hop table, in those
    /// of `only` if given, and what they stand for.
    pub(crate) fn keys(
        &self,
        route: &Route<'a>,
        only: Only<'_>,
    ) -> Result<(Values<'a>, Space<'a>), Error> {
        let (keys, space) = match &route.column.data {
            Data::Codes { .. } | Data::ManyCodes { .. } => return Ok(self.code_keys(route, only)),
            Data::Refs { targets, .. } | Data::ManyRefs { targets, .. } => {
                self.record_keys(route.column, targets)
            }
            Data::Dates { first, last } => {
                let span = match route.view {
                    Some(View::Span(span)) => span,
                    _ => Span::Year,
                };
                let (keys, first, size) = span_keys(span, first, last, self.workers())?;
                let space = Space::Spans { span, first, size };
                (Values::one(keys), space)
            }
            Data::Numbers { low, high } => {
                let (keys, values) = number_keys(low, high);
                (Values::one(keys), Space::Numbers(values))
            }
        };
        let values = self.pulled(route.hop_table, &route.rest, keys, UNKNOWN, only);
        Ok((values, space))
    }

    fn code_keys(&self, route: &Route<'a>, only: Only<'_>) -> (Values<'a>, Space<'a>) {
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
        let shown = |code: u32| as_counted.get(code as usize).copied().unwrap_or(UNKNOWN);
        // Where the values are looked up from other records, all of those may be wanted.
        let own = if route.rest.is_empty() {
            only
        } else {
            only.everywhere()
        };
        let counted = |column: &'a crate::Column, only: Only<'_>| match &column.data {
            Data::ManyCodes { .. } => Values::of_sets(column.gathered()).becoming(shown, only),
            Data::Codes { values, .. } => Values::one(values.as_slice()).becoming(shown, only),
            _ => Values::one(Vec::new()),
        };
        let hop_table = route.hop_table;
        let values = counted(route.column, own);
        let own = self.pulled(hop_table, &route.rest, values, UNKNOWN, only);
        let keys = match &route.otherwise {
            None => own,
            Some((rest, column)) => {
                let rows = self.rest_rows(rest);
                own.or(counted(column, only.everywhere()), rows.as_ref(), only)
            }
        };
        (keys, Space::Codes { name, dictionary })
    }

    fn record_keys(
        &self,
        column: &'a crate::Column,
        targets: &'a [String],
    ) -> (Values<'a>, Space<'a>) {
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
        let stored = match &column.data {
            Data::Refs { values, .. } => Values::one(values.as_slice()),
            Data::ManyRefs { .. } => Values::of_sets(column.gathered()),
            _ => Values::one(Vec::new()),
        };
        (
            stored.becoming(key, self.everywhere()),
            Space::Records(space),
        )
    }
}

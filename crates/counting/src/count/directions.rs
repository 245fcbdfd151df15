//! The directions of a table: its dimensions, of which those that are looked up in the same way are one axis.

use std::collections::BTreeMap;

use crate::keys::{FIRST_SET, Space, UNKNOWN, Values, joined, reached};
use crate::route::Route;
use crate::scope::{Plan, Scope};
use crate::tally::{Axis, span};
use crate::{Bits, Counting, Error, MOST_DIMENSIONS};

/// The directions of a table.
pub(super) struct Table<'a> {
    pub(super) axes: Vec<Axis<'a>>,
    /// For each dimension: its axis, and the product of the sizes of the
    /// dimensions behind it on the same axis.
    places: Vec<(usize, u64)>,
    pub(super) spaces: Vec<Space<'a>>,
    pub(super) size: u64,
}

/// A key number for each dimension there can be.
pub(super) type Keys = [u32; MOST_DIMENSIONS];

/// Dimensions with the product of the sizes of those behind each, and the size of all.
type Joined<'a> = (Vec<(Values<'a>, u32)>, u64);

/// Whether what certainly fits is asked for, or also what may.
#[derive(Clone, Copy)]
pub(super) enum Certainty {
    Yes,
    Possible,
}

impl<'a> Table<'a> {
    /// Makes the next axis one of several dimensions.
    fn joining(
        &mut self,
        numbers: &[usize],
        routes: &[&Route<'a>],
        keys: impl Fn(&Route<'a>) -> Result<(Values<'a>, Space<'a>), Error>,
        spaces: &mut [Option<Space<'a>>],
    ) -> Result<Joined<'a>, Error> {
        let mut values = Vec::new();
        let mut size = 1_u64;
        for number in numbers {
            let (of, space) = keys(routes[*number])?;
            size = size
                .checked_mul(space.size())
                .filter(|size| *size < u64::from(FIRST_SET))
                .ok_or_else(too_large)?;
            values.push((of, space.size()));
            spaces[*number] = Some(space);
        }
        let mut behind = size;
        let mut dimensions = Vec::new();
        for (number, (of, own)) in numbers.iter().zip(values) {
            behind /= own;
            self.places[*number] = (self.axes.len(), behind);
            dimensions.push((of, u32::try_from(behind).unwrap_or(u32::MAX)));
        }
        Ok((dimensions, size))
    }

    /// The key number in each dimension of a cell; nought behind the last.
    pub(super) fn keys(&self, cell: u64) -> Keys {
        let mut on_axis = [0; MOST_DIMENSIONS];
        let mut left = cell;
        for (place, axis) in on_axis.iter_mut().zip(&self.axes).rev() {
            *place = left % axis.size;
            left /= axis.size;
        }
        let mut keys = Keys::default();
        let places = self.places.iter().zip(&self.spaces);
        for (key, ((axis, behind), space)) in keys.iter_mut().zip(places) {
            let on_axis = on_axis.get(*axis).copied().unwrap_or_default();
            *key = u32::try_from(on_axis / behind % space.size()).unwrap_or(UNKNOWN);
        }
        keys
    }
}

impl<'a> Counting<'a> {
    /// The axes for these dimensions, right in `rows`.
    pub(super) fn table(
        &self,
        (plan, scope): (&Plan<'a>, &Scope),
        rows: &Bits,
        routes: &[&Route<'a>],
        certainty: Certainty,
    ) -> Result<Table<'a>, Error> {
        let workers = self.workers();
        // Dimensions that are looked up in the same way are put together before that.
        let mut ways: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
        for (number, route) in routes.iter().enumerate() {
            let way = if route.hops.is_empty() {
                (false, route.rest_name.as_str())
            } else {
                (true, route.hop_name.as_str())
            };
            ways.entry(way).or_default().push(number);
        }
        let mut table = Table {
            axes: Vec::new(),
            places: vec![(0, 1); routes.len()],
            spaces: Vec::new(),
            size: 0,
        };
        let mut spaces: Vec<Option<Space<'a>>> = routes.iter().map(|_| None).collect();
        for ((through_hops, name), numbers) in ways {
            let hop = if through_hops { plan.hop(name) } else { None };
            if let Some(hop) = hop {
                let mut fits = hop.fits.clone();
                if let Some(there) = scope.at_hop.get(name) {
                    fits.keep(match certainty {
                        Certainty::Yes => &there.yes,
                        Certainty::Possible => &there.possible,
                    });
                }
                let keys = |route: &Route<'a>| self.keys(route, self.only(&fits));
                let (dimensions, size) = table.joining(&numbers, routes, keys, &mut spaces)?;
                let (values, nothing) =
                    reached((&hop.links, hop.starts), &fits, &dimensions, workers);
                let values = match &hop.lead {
                    None => values,
                    Some(lead) => values.at(lead, rows.len() as usize, nothing, self.only(rows)),
                };
                table.axes.push(Axis { values, size });
                continue;
            }
            let plain = |number: &usize| routes[*number].otherwise.is_none();
            let first = numbers.first().and_then(|number| routes.get(*number));
            if let (Some(first), true) = (first, numbers.len() > 1 && !name.is_empty())
                && let (true, Some(way)) = (numbers.iter().all(plain), self.rest_rows(&first.rest))
            {
                let keys = |route: &Route<'a>| self.keys(&route.landed(), self.everywhere());
                let (dimensions, size) = table.joining(&numbers, routes, keys, &mut spaces)?;
                let nothing = dimensions.iter().map(|(_, behind)| UNKNOWN * behind).sum();
                let values = joined(&dimensions, self.rows(first.table), workers);
                let values = values.at(&way, rows.len() as usize, nothing, self.only(rows));
                table.axes.push(Axis { values, size });
                continue;
            }
            for number in numbers {
                let (values, space) = self.keys(routes[number], self.only(rows))?;
                table.places[number] = (table.axes.len(), 1);
                let size = space.size();
                table.axes.push(Axis { values, size });
                spaces[number] = Some(space);
            }
        }
        table.spaces = spaces.into_iter().flatten().collect();
        table.size = span(&table.axes)
            .filter(|size| *size < 1 << 36)
            .ok_or_else(too_large)?;
        Ok(table)
    }
}

fn too_large() -> Error {
    Error::TooLarge {
        what: "the table".to_owned(),
        most: 1 << 36,
    }
}

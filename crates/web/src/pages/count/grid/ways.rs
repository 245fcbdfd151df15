//! The ways from numbers to their records.

use aigaq_counting::{Definition, Filter, Groups, Op, Path, Query};

use crate::address::Address;

/// The ways from numbers to their records.
pub(in crate::pages::count) struct Ways<'d> {
    pub(in crate::pages::count) query: &'d Query,
    pub(in crate::pages::count) definition: &'d Definition,
}

/// The key of a place: a key for each dimension, none where it stands for all.
pub(super) type Place<'k> = Vec<Option<&'k str>>;

impl Ways<'_> {
    /// The records of a place; of the total without any key.
    pub(in crate::pages::count) fn cell(&self, place: &[Option<&str>]) -> String {
        if self.query.groups != Groups::AsRecords {
            // Which of them are of groups, no list can tell.
            return crate::pages::count::records::address(self.definition, place);
        }
        let mut query = self.query.clone();
        let given: Vec<(Path, String)> = query
            .dimensions
            .drain(..)
            .zip(place)
            .filter_map(|(path, key)| Some((path, (*key)?.to_owned())))
            .collect();
        let keys: Vec<String> = given.iter().map(|(_, key)| key.clone()).collect();
        query.dimensions = given.into_iter().map(|(path, _)| path).collect();
        cell_address(&query, &keys)
    }
}

/// The list of the records that a cell counts; without a key, of all that are counted.
pub(super) fn cell_address(query: &Query, key: &[String]) -> String {
    let unit = query.unit;
    let mut filters: Vec<Filter> = query
        .dimensions
        .iter()
        .zip(key)
        .map(|(path, key)| Filter::exactly(path.clone(), key))
        .collect();
    filters.extend(query.filters.iter().cloned());
    if let Some(kind) = unit.actor_kind()
        && let Ok(path) = "kind".parse::<Path>()
    {
        filters.push(Filter {
            path,
            op: Op::Is,
            values: vec![kind.to_owned()],
        });
    }
    if let Some(period) = &query.period {
        let field = period
            .field
            .clone()
            .or_else(|| unit.main_date()?.parse().ok());
        let ends = [
            (period.first, i32::MIN, Op::AtLeast),
            (period.last, i32::MAX, Op::AtMost),
        ];
        if let Some(field) = field {
            for (day, open, op) in ends {
                if day != open {
                    let day = aigaq_schema::Day(day).to_string();
                    filters.push(Filter {
                        path: field.clone(),
                        op,
                        values: vec![day],
                    });
                }
            }
        }
    }
    filters
        .iter()
        .fold(
            Address::new(format!("/records/{}", unit.table())),
            |address, filter| address.with("where", filter.to_string()),
        )
        .to_string()
}

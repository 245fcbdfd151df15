//! A column of several values, each row as one number.

use super::{Column, Data, packed_state};
use crate::State;
use crate::keys::{Gathered, Sets};

impl Column {
    /// The values of rows that can have several: kept until one changes. Codes come in few different sets; the records
    /// that rows refer to are different ones in nearly every row.
    pub(crate) fn gathered(&self) -> &Gathered {
        self.gathered.get_or_init(|| {
            let (lists, missing, codes) = match &self.data {
                Data::ManyCodes { values, .. } => (values, State::Missing.code(), true),
                Data::ManyRefs { values, .. } => (values, packed_state(State::Missing), false),
                _ => return Gathered::default(),
            };
            let mut sets = Sets::default();
            let mut several = Vec::new();
            let numbers = (0..lists.len()).map(|row| match lists.get(row) {
                [] => missing,
                [only] => *only,
                values if codes => {
                    several.clear();
                    several.extend_from_slice(values);
                    sets.number(&mut several)
                }
                values => sets.add(values),
            });
            let numbers = numbers.collect();
            Gathered::of(numbers, sets)
        })
    }
}

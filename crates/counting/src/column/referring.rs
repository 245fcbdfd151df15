//! A column of references read backwards: who refers to a record.

use super::{Column, Data, NO_TARGET, narrow, packed};
use crate::keys::Links;

impl Column {
    /// For each record of the only type referred to, the rows that refer to
    /// it; none if the column refers to several types. Kept until a value
    /// changes; records that came later have no rows in it.
    pub(crate) fn referring(&self, to: &str, rows: u32) -> Option<&Links> {
        match self.targets() {
            [only] if only == to => {
                Some(self.referring.get_or_init(|| self.referring_now(to, rows)))
            }
            _ => None,
        }
    }

    /// The same for one of several types, counted anew.
    pub(crate) fn referring_now(&self, to: &str, rows: u32) -> Links {
        let target = self.targets().iter().position(|target| target == to);
        let base = packed(target.unwrap_or(NO_TARGET as usize), 0);
        Links::backwards(rows as usize, |visit| {
            self.each_reference(|value, row| visit(value.wrapping_sub(base) as usize, row));
        })
    }

    fn each_reference(&self, mut visit: impl FnMut(u32, u32)) {
        match &self.data {
            Data::Refs { values, .. } => {
                for (row, value) in (0_u32..).zip(values) {
                    visit(*value, row);
                }
            }
            Data::ManyRefs { values, .. } => {
                for row in 0..values.len() {
                    for value in values.get(row) {
                        visit(*value, narrow(row));
                    }
                }
            }
            _ => {}
        }
    }
}

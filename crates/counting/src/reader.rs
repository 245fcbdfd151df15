//! What the person who asks may see.

use std::collections::{BTreeMap, BTreeSet};

use crate::Bits;

/// The rows and properties open to a reader. What is not open is as if it
/// were not there.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    rows: BTreeMap<String, Bits>,
    hidden: BTreeSet<(String, String)>,
}

impl Reader {
    /// Sees everything.
    #[must_use]
    pub fn of_everything() -> Self {
        Self::default()
    }

    /// Limits a record type to these rows.
    #[must_use]
    pub fn only(mut self, table: &str, rows: Bits) -> Self {
        self.rows.insert(table.to_owned(), rows);
        self
    }

    /// Hides a property: a question that names it is refused.
    #[must_use]
    pub fn without(mut self, table: &str, property: &str) -> Self {
        self.hidden.insert((table.to_owned(), property.to_owned()));
        self
    }

    pub(crate) fn rows(&self, table: &str) -> Option<&Bits> {
        self.rows.get(table)
    }

    pub(crate) fn may_see(&self, table: &str, property: &str) -> bool {
        self.hidden.is_empty()
            || !self
                .hidden
                .contains(&(table.to_owned(), property.to_owned()))
    }
}

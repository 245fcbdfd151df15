//! Who stands in one cell: names, and groups without names.

use crate::plain::plain;
use aigaq_schema::Quantity;

/// Somebody named in a cell, or a part of the cell that is not understood as a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedPerson {
    /// One person with a name.
    Named {
        /// The name, as written.
        name: String,
        /// What else is written of the person ("35 лет, журналист"), as written.
        note: Option<String>,
    },
    /// People without names.
    Group {
        /// How many.
        quantity: Quantity,
        /// Who they are ("участника митинга"), as written; empty where nothing is said.
        words: String,
    },
    /// "And others": more people, neither named nor numbered.
    Others {
        /// As written.
        words: String,
    },
    /// A part that is neither, as written.
    Unread {
        /// As written.
        text: String,
    },
}

/// Reads who stands in a cell. Nothing is dropped: what is not understood comes back as [`TypedPerson::Unread`].
#[must_use]
pub fn people(text: &str) -> Vec<TypedPerson> {
    text.split(['\n', ';'])
        .map(plain)
        .filter(|name| !name.is_empty())
        .map(|name| TypedPerson::Named { name, note: None })
        .collect()
}

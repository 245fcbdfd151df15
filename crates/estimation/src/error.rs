//! What is wrong with a table, before anything is estimated.

use crate::message::Message;

/// A table that cannot be read. Each has a key, under which the words of other languages stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    /// No list at all.
    #[error("the table names no list")]
    NoLists,
    /// More lists than a table can hold.
    #[error("the table has {given} lists, and {most} is the most: join lists of one kind")]
    TooManyLists {
        /// How many there are.
        given: usize,
        /// The most.
        most: usize,
    },
    /// A list without a name.
    #[error("a list has no name")]
    NamelessList,
    /// Two lists of one name.
    #[error("two lists are called “{list}”")]
    ListTwice {
        /// The name.
        list: String,
    },
    /// A pattern that is shorter or longer than the row of lists.
    #[error("the pattern “{pattern}” has {length} characters, but there are {lists} lists")]
    PatternLength {
        /// The pattern.
        pattern: String,
        /// Its length.
        length: usize,
        /// How many lists there are.
        lists: usize,
    },
    /// A pattern with something else than 0 and 1.
    #[error("the pattern “{pattern}” may hold only 0 and 1")]
    PatternCharacter {
        /// The pattern.
        pattern: String,
    },
    /// A pattern that stands twice.
    #[error("the pattern “{pattern}” stands twice")]
    PatternTwice {
        /// The pattern.
        pattern: String,
    },
    /// People on no list, who cannot have been counted.
    #[error(
        "the pattern “{pattern}” means people on no list, whom nobody can have counted: leave it out"
    )]
    Unseen {
        /// The pattern.
        pattern: String,
    },
    /// A count below zero, or no number.
    #[error("the count of “{pattern}” must be a whole number that is not negative")]
    Negative {
        /// The pattern.
        pattern: String,
    },
    /// A fraction of a person.
    #[error("the count of “{pattern}” is not a whole number: people are counted whole")]
    Fractional {
        /// The pattern.
        pattern: String,
    },
    /// More people than a double counts exactly.
    #[error("the counts add up to more than can be counted exactly")]
    TooLarge,
    /// A link between records that are not there, or a probability that is none.
    #[error(
        "the pair of records {first} and {second} cannot be used: both must be there, with a probability from 0 to 1"
    )]
    Pair {
        /// The first record.
        first: usize,
        /// The second record.
        second: usize,
    },
    /// A record of a list that is not there.
    #[error("record {record} names a list that is not there")]
    Record {
        /// The record.
        record: usize,
    },
}

impl InputError {
    /// Every key of [`Self::message`].
    pub const KEYS: &'static [&'static str] = &[
        "error.no-lists",
        "error.too-many-lists",
        "error.nameless-list",
        "error.list-twice",
        "error.pattern-length",
        "error.pattern-character",
        "error.pattern-twice",
        "error.unseen",
        "error.negative",
        "error.fractional",
        "error.too-large",
        "error.pair",
        "error.record",
    ];

    /// The sentence for readers of any language.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoLists => Message::new("error.no-lists"),
            Self::TooManyLists { given, most } => Message::new("error.too-many-lists")
                .whole("given", *given as u64)
                .whole("most", *most as u64),
            Self::NamelessList => Message::new("error.nameless-list"),
            Self::ListTwice { list } => Message::new("error.list-twice").text("list", list),
            Self::PatternLength {
                pattern,
                length,
                lists,
            } => Message::new("error.pattern-length")
                .text("pattern", pattern)
                .whole("length", *length as u64)
                .whole("lists", *lists as u64),
            Self::PatternCharacter { pattern } => {
                Message::new("error.pattern-character").text("pattern", pattern)
            }
            Self::PatternTwice { pattern } => {
                Message::new("error.pattern-twice").text("pattern", pattern)
            }
            Self::Unseen { pattern } => Message::new("error.unseen").text("pattern", pattern),
            Self::Negative { pattern } => Message::new("error.negative").text("pattern", pattern),
            Self::Fractional { pattern } => {
                Message::new("error.fractional").text("pattern", pattern)
            }
            Self::TooLarge => Message::new("error.too-large"),
            Self::Pair { first, second } => Message::new("error.pair")
                .whole("first", *first as u64)
                .whole("second", *second as u64),
            Self::Record { record } => Message::new("error.record").whole("record", *record as u64),
        }
    }
}

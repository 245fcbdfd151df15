//! A statement: one value of one property of one record, and who says so.
//!
//! Nothing is updated in place. To change a value is to withdraw one statement and make another; a withdrawn
//! id never lives again. The same value from two sources is two statements and no contradiction.

use crate::id::{RecordId, StatementId};
use crate::value::Value;

/// What a statement rests on: one source, and where in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Basis {
    /// The source record; `None` when no source is given (the page says so).
    pub source: Option<RecordId>,
    /// Where in the source: page, paragraph, note.
    pub locator: Option<String>,
    /// The exact words of the source.
    pub quote: Option<String>,
    /// BCP 47 tag of the quote's language.
    pub language: Option<String>,
    /// The source was given for a whole row or form, not for this value alone.
    pub for_the_row: bool,
}

/// How a statement came in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Via {
    /// A form on a page or a command.
    Form,
    /// A cell of an imported table.
    Import {
        /// The table (file or sheet, without its folder).
        table: String,
        /// The row's own id in that table.
        row: String,
        /// The column's heading.
        column: String,
    },
    /// A span of a document, as read by the program and accepted by a person.
    Reading {
        /// The document's source record.
        document: RecordId,
        /// First character of the span, counted from 0.
        from: u32,
        /// Character after the span.
        to: u32,
    },
    /// Derived by a rule of a profile (the rights that a type of act touches).
    Rule(String),
}

/// Rules by which the program itself says something, as the last part of [`Via::Rule`]: an import's rules have the
/// table before them.
pub mod rule {
    /// The rights that a type of act touches: links of the list `act_types`.
    pub const RIGHTS: &str = "rights of the type";
    /// The beginning of what happened, as the title of an event.
    pub const TITLE: &str = "title";
    /// The next number that people can say ([`crate::running_number`]).
    pub const NUMBER: &str = "the next number";
    /// The next code of a source that must not be known ([`crate::source_code`]).
    pub const CODE: &str = "the next code";
    /// That somebody was shown who a source is.
    pub const LOOK: &str = "look";
    /// How several targets of one type of act are counted: the default of the list `act_types`.
    pub const COUNTED_AS: &str = "together or each";

    /// How they are counted as somebody answered for the type when a workbook was imported.
    pub const COUNTED_AS_ANSWERED: &str = "together or each, as answered";

    /// All of them.
    pub const ALL: [&str; 7] = [
        RIGHTS,
        TITLE,
        NUMBER,
        CODE,
        LOOK,
        COUNTED_AS,
        COUNTED_AS_ANSWERED,
    ];
}

/// One value, said of one property of one record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Statement {
    /// Its id, unique in the record.
    pub id: StatementId,
    /// The property, by its code.
    pub property: String,
    /// What is said.
    pub value: Value,
    /// According to whom.
    pub basis: Basis,
    /// How it came in.
    pub via: Via,
    /// The first saying, when it is said again (after an undo, under a new key).
    pub origin: Option<StatementId>,
}

/// A statement taken back. What was said stays in the journal; it no longer holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Withdrawal {
    /// The statement.
    pub statement: StatementId,
    /// Why, in words.
    pub reason: String,
}

/// What one change-set says of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The record.
    pub record: RecordId,
    /// Its type, by code. Said with every block so that any one of them is enough to know the record.
    pub record_type: String,
    /// New statements.
    pub statements: Vec<Statement>,
    /// Statements taken back.
    pub withdrawals: Vec<Withdrawal>,
}

/// What one change-set says of a root record and its parts: sealed together under the root's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The root record.
    pub root: RecordId,
    /// The root and its parts, as far as this change-set speaks of them.
    pub blocks: Vec<Block>,
}

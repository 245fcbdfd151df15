//! What can be said: record types, their properties, the kinds of value, and the controlled lists.
//!
//! *In*: the TOML files shipped in `records/`, `lists/` and `packs/`, and text typed by people or found
//! in spreadsheets. *Out*: values that cannot be wrong in themselves (a [`PartialDate`] cannot hold
//! 31 February), [`Statement`]s with their sources, and a [`Schema`] that answers what a property means.
//!
//! Knows nothing of storage, counting or pages. Pure: no input or output, no clock, no randomness.

#![cfg_attr(
    test,
    expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")
)]

pub mod act_type;
pub mod cells;
pub mod closed;
pub mod code;
pub mod collation;
pub mod date;
pub mod duration;
pub mod fold;
pub mod id;
pub mod language;
pub mod law;
pub mod list;
pub mod number;
pub mod own;
pub mod reason;
pub mod record;
pub mod running_number;
pub mod schema;
pub mod source_code;
pub mod statement;
pub mod value;

pub use act_type::CountedAs;
pub use date::{Clock, Day, PartialDate, Period, Within};
pub use duration::Span;
pub use id::{ChangeSetId, RecordId, StatementId};
pub use language::{Labels, Language};
pub use law::LawReference;
pub use list::{Entry, List};
pub use number::{Money, Qualifier, Quantity};
pub use reason::Reason;
pub use record::{Property, RecordType, Sensitivity, ValueKind};
pub use running_number::RunningNumber;
pub use schema::{Schema, SchemaError};
pub use source_code::SourceCode;
pub use statement::{Basis, Block, Segment, Statement, Via, Withdrawal, rule};
pub use value::{NameKind, State, Value, ValueError};

//! Counting that can be defended.
//!
//! In come [`Columns`]: the countable properties of all records, packed, with
//! the trees of their lists; and a [`Query`]: a unit, dimensions, conditions, a
//! period. Out comes an [`Answer`] that names its unit, says whether its rows
//! add up and what does not fit in them, and of which every cell can name its
//! records ([`Counting::records`], [`cell_filters`]).
//!
//! What holds:
//! - A row counts distinct units, never rows of a join: a second perpetrator
//!   does not change the number of acts.
//! - Nothing is dropped: records without a value, without a date, or with a
//!   date that is not precise enough have rows of their own.
//! - A date is in a period only when all its days are; when only some are, the
//!   record is counted apart, as *perhaps*. A date over a longer time (an
//!   interval) is treated in the same way.
//! - Conditions and dimensions reached by the same hops (`target.gender`,
//!   `target.category`) speak of one and the same record there; a negated
//!   condition says that there is no such record.
//! - Persons and organisations asked about by what was done to them, or with a
//!   period, are those who are targets of acts. Their category is that at the
//!   time of the act, or, if that was not recorded, that of the person.
//!
//! The crate knows nothing of storage, languages, the clock or the shipped
//! lists. It knows three record types by name (act, involvement, actor), since
//! "who did what to whom" is the shape of the field, and the plural names of
//! the units.

#![cfg_attr(
    test,
    expect(
        clippy::expect_used,
        clippy::panic,
        clippy::unwrap_used,
        reason = "a test may stop where it fails"
    )
)]

pub mod address;
mod behind;
mod bits;
pub mod breakdowns;
mod calendar;
mod clusters;
mod column;
pub mod comparison;
mod condition;
mod count;
mod definition;
mod dictionary;
mod entities;
mod error;
mod facets;
mod filter;
mod groups;
mod keys;
mod pack;
mod path;
mod question;
mod reader;
pub mod revision;
mod route;
mod scope;
pub mod suppression;
mod table;
mod tally;
mod unit;
mod workers;

pub use behind::Behind;
pub use bits::Bits;
pub use calendar::{Span, first_and_last, keys_through};
pub use clusters::Clusters;
pub use column::{BLOCK_ROWS, Cell, Column, Data, Lists, MOST_ROWS};
pub use count::{Selection, cell_filters};
pub use definition::{Between, Dated, Definition, MOST_CONDITIONS, MOST_DIMENSIONS, Numbers};
pub use dictionary::{Dictionary, FIRST_CODE, State};
pub use error::{Error, Why};
pub use facets::Facet;
pub use filter::{Filter, Op};
pub use groups::Estimate;
pub use pack::LIVE;
pub use path::{Path, View};
pub use question::{Answer, Groups, Labels, Note, Period, Plain, Query, Row, Side, Tabulated};
pub use reader::Reader;
pub use scope::Counting;
pub use table::{Columns, Table};
pub use unit::Unit;

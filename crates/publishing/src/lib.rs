//! Reports as one document model, and the renderers that write it.
//!
//! *What it is.* A publication over a period ([`report()`]), the registers
//! ([`register()`], [`restrictions_register()`], [`commitments_matrix()`]) and
//! what is written about people ([`about`]) turn plain, already counted values into a
//! [`Document`]; renderers ([`mod@html`], [`mod@csv`], [`json`]) turn a
//! document into text. Every renderer reads the same model, so what one
//! format says the others say too.
//!
//! *What comes in.* Strings in the reader's language, counts with their unit,
//! dates with their words and their EDTF text, sources. Ids of records are
//! opaque: for the public they are the publication's own.
//!
//! *What goes out.* Strings: a complete HTML file or a fragment for a page,
//! CSV tables, JSON.
//!
//! *What it does not know.* Files, the clock, the web, storage, who may see
//! what (the caller passes only what this audience may see), and how
//! anything was counted.
//!
//! Rules kept here: a [`Count`] cannot lose its unit; every table has a
//! caption and a unit; a figure leads to its records, through the program's
//! pages or an annex of the file; a list without rows says so in a sentence;
//! text from outside is escaped in one place ([`text`]), and a cell of a
//! sheet never becomes a formula ([`aigaq_schema::cells`]).

#![cfg_attr(
    test,
    expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")
)]

pub mod about;
pub mod anchors;
mod commitments;
mod compose;
pub mod counts;
pub mod csv;
pub mod dates;
pub mod document;
pub mod estimates;
pub mod html;
pub mod ics;
pub mod input;
pub mod json;
pub mod links;
pub mod notes;
pub mod numbers;
pub mod package;
pub mod phrases;
pub mod pictures;
pub mod plain;
mod register;
pub mod remarks;
mod report;
mod restrictions;
pub mod revisions;
pub mod sentence;
pub mod site;
pub mod sources;
pub mod text;

pub use aigaq_schema::Language;
pub use commitments::{
    Assessment, Axis, AxisLevel, AxisStanding, CommitmentRow, CommitmentsInput, Standing,
    commitments_matrix,
};
pub use counts::{CountsInput, counts};
pub use document::{Count, Document, RecordId};
pub use input::{Audience, DateWords, EvidenceRecord, Happening, Tally};
pub use links::{Anchors, Links, NoLinks, Pages};
pub use notes::{Citation, Notes, NotesAt, Reference, SourceKey};
pub use phrases::{Phrases, Unit};
pub use register::{RegisterCount, RegisterInput, RegisterRow, RegisterTable, Warning, register};
pub use report::{
    Breakdown, BreakdownRow, Fewer, Fit, Happenings, Headline, LeftOut, MainFigures,
    OthersBreakdown, OthersFigure, OthersTotal, Part, ReportInput, RestrictionsOn, RowMeaning,
    SectionInput, Topic, report,
};
pub use restrictions::{
    DaysLeft, End, RestrictionList, RestrictionRow, RestrictionsInput, restrictions_register,
};
pub use revisions::Revision;
pub use sentence::Quote;

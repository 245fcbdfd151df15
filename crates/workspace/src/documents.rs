//! Documents: a file of any origin, its original kept sealed, its source record, and what a reader finds in it as
//! suggestions that a person decides about.
//!
//! The order: the original is sealed ([`Workspace::file_intake`](crate::Workspace::file_intake)); it is read in a process
//! of its own (the caller's), with no lock held; then, whatever became of the reading, it is kept and the source made that
//! names it ([`Workspace::keep_document`](crate::Workspace::keep_document)), with what the document says of itself.

mod deciding;
mod judged;
mod keeping;
mod knowing;
mod laid;
mod packets;
mod showing;
mod taught;

pub use aigaq_documents::FACT_KINDS;
pub use deciding::{CORRECTIONS, DecideForm, DecideQuestions, Decision};
pub use judged::SuggestionState;
pub use keeping::{DocumentBrief, DocumentGiven, KeptDocument};
pub use packets::Packet;
pub use showing::{DocumentPage, DocumentWish, Suggestion, TextBlock, TextPiece};
pub use taught::{Taught, TaughtName, TaughtPhrase, Unteach};

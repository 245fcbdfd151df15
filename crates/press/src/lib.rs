//! Publications as files that people print, send and hand on.
//!
//! *What comes in.* A closed [`Document`](aigaq_publishing::Document): its words are already in the reader's language,
//! and who may be named in it is already decided.
//!
//! *What goes out.* Bytes of a file: [`mod@pdf`], pages set with care, tagged for those who have them read aloud (PDF/UA-1); [`mod@docx`], for word processors.
//!
//! *What it does not know.* Records, the workspace, the clock, the disk, the machine: the same document makes the same
//! bytes everywhere, and no file holds an author, a path, a time or a name that the document does not print.

pub mod bag;
mod columns;
pub mod docx;
pub mod file;
mod fonts;
mod hyphens;
mod letters;
pub mod pdf;
pub mod site;
mod told;
pub mod xlsx;
pub mod zipped;

//! Files on records: photographs, recordings, documents, saved pages, as evidence.
//!
//! A file is sealed first ([`FileIntake`]), with no lock held, however long it is; then it is kept and a record of the
//! type `file` names it ([`Workspace::add_file`]): what it is, where it came from, to which records it belongs. That
//! record is derived from the SHA-256 of the file as it was given in, so that the same file given in twice, also on two
//! devices, is one record. Who has had it stands in steps of custody, parts of that record, which are only added.

mod adding;
mod captured;
mod custody;
mod examining;
mod given;
mod giver;
mod showing;
mod typing;

pub use adding::{AddedFile, FileIntake, NotKept, TakenFile};
pub use captured::{CaptureCheck, Captured};
pub use custody::{CustodyGiven, CustodyRow};
pub use examining::{Examined, Mended, NamedFile};
pub use given::{FileGiven, name_of};
pub use giver::GiverGiven;
pub use showing::{FilePage, FileRow, FilesPage, Standing};

/// The type of files.
pub(crate) const FILE: &str = "file";
/// The type of steps of custody.
pub(crate) const CUSTODY: &str = "custody";
/// The step that the program writes when a copy goes into a bag of evidence.
pub const BAGGED: &str = "bagged";
/// The property by which a file belongs to a record.
const OF: &str = "of";
/// The source that gave it.
const GIVER: &str = "giver";

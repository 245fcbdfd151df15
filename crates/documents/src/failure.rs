//! Why a document cannot be read, and what to do.

use crate::LARGEST;
use aigaq_reading::Unreadable;
use serde::{Deserialize, Serialize};

/// Why a document cannot be read. Its original is kept all the same, where it was to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Failure {
    /// The file is larger than [`LARGEST`], or its text than [`aigaq_reading::LARGEST`].
    #[error(
        "the file has {bytes} bytes, and at most {most} are read: split it into chapters and read each"
    )]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// How many are read.
        most: u64,
    },
    /// Nothing in it but white space.
    #[error("there is no text in this file")]
    Empty,
    /// A pdf.
    #[error("a pdf is not read yet: save its text as a .txt file and read that")]
    Pdf,
    /// A docx, odt or another archive.
    #[error("a docx, odt or zip file is not read yet: save it as .txt or .html and read that")]
    Archive,
    /// Neither text nor a kind of file that is known.
    #[error("this is no text file: most of it is not letters")]
    NoText,
    /// It took longer than it may.
    #[error(
        "reading took longer than {seconds} seconds and was ended: the file may be damaged or made to do harm. Save its text as a .txt file and read that"
    )]
    TooLong {
        /// How long it may take.
        seconds: u64,
    },
    /// The process that read it broke off: it needed more memory than it may, or met a fault.
    #[error(
        "the process that read it broke off: the file may be damaged or made to do harm. Save its text as a .txt file and read that"
    )]
    BrokeOff,
    /// The process that reads could not be started.
    #[error("the process that reads documents could not be started: {why}")]
    NotStarted {
        /// What the system said.
        why: String,
    },
    /// The file itself could not be read to its end.
    #[error("the file could not be read to its end: {why}")]
    NoFile {
        /// What the system said.
        why: String,
    },
}

impl From<Unreadable> for Failure {
    fn from(why: Unreadable) -> Self {
        match why {
            Unreadable::TooLarge { bytes } => Self::TooLarge {
                bytes,
                most: aigaq_reading::LARGEST as u64,
            },
            Unreadable::Empty => Self::Empty,
            Unreadable::Pdf => Self::Pdf,
            Unreadable::Archive => Self::Archive,
            Unreadable::NoText => Self::NoText,
        }
    }
}

impl Failure {
    pub(crate) fn too_large(bytes: u64) -> Self {
        Self::TooLarge {
            bytes,
            most: LARGEST,
        }
    }
}

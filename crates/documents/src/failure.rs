//! Why a document cannot be read, and what to do.

use crate::LARGEST;
use aigaq_reading::Unreadable;
use serde::{Deserialize, Serialize};

/// A kind of file that is not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Printed pages.
    Pdf,
    /// A document of a word processor.
    Docx,
    /// A capture of the web.
    Wacz,
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Wacz => "wacz",
        })
    }
}

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
    /// It is packed, and unpacks to more than it may.
    #[error(
        "the file unpacks to more than {most} bytes: it may be made to do harm. Save its text as a .txt file and read that"
    )]
    Swollen {
        /// How many it may have.
        most: u64,
    },
    /// Nothing in it but white space.
    #[error("there is no text in this file")]
    Empty,
    /// It opens with a password only.
    #[error("the file is protected by a password: save it without one and read that")]
    Locked,
    /// Pages without text.
    #[error(
        "the pdf has {pages} pages and no text that can be read: they are pictures (a scan), or its letters have no names. Recognise its text (OCR) with another program, save that and read it"
    )]
    Scanned {
        /// How many.
        pages: u64,
    },
    /// It is no whole file of its kind.
    #[error(
        "the {kind} is damaged, or made to do harm: open it in the program it comes from, save it anew and read that"
    )]
    Damaged {
        /// What it begins like.
        kind: Kind,
    },
    /// A document of old Word.
    #[error("a .doc of old Word is not read: save it as .docx and read that")]
    OldWord,
    /// An odt, a workbook, slides or another archive.
    #[error("an odt, a workbook, slides or a zip are not read: save it as .docx and read that")]
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
    /// It needed more memory than it may.
    #[error(
        "reading needed more memory than it may and was ended: the file may be made to do harm. Save its text as a .txt file, in chapters, and read those"
    )]
    OutOfMemory,
    /// The process that read it broke off: it met a fault.
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
            Unreadable::NoText => Self::NoText,
        }
    }
}

impl Failure {
    /// Why an original of so many bytes is not read at all; nothing where it may be.
    #[must_use]
    pub fn of_size(bytes: u64) -> Option<Self> {
        (bytes > LARGEST).then(|| Self::too_large(bytes))
    }

    pub(crate) fn too_large(bytes: u64) -> Self {
        Self::TooLarge {
            bytes,
            most: LARGEST,
        }
    }
}

//! Documents: from the bytes of a file to what it says and what can be suggested from it, read in a process of its own.
//!
//! *In*: a file of any origin (txt, html, docx, pdf) and what is known besides it ([`Given`]). *Out*: a [`Document`]: its text,
//! its parts, its notes, and what was found in it, each once, under a key that stays the same ([`Found`]); or why it
//! cannot be read ([`Failure`]), in words that say what to do.
//!
//! Of a capture of the web (WACZ) what it says of itself comes out, and whether its parts are what it says of them
//! ([`Capture`]).
//!
//! Of a picture only its dots come out ([`Dots`]): whatever else its file holds (where and when it was taken, thumbnails,
//! comments, something that is no picture) stays in the process that read it.
//!
//! Files come from anywhere, so they are read where they can do little harm ([`Worker`]): in a process started with an
//! empty environment, with limits on time, memory and what it may write; what becomes of it, the program goes on.
//!
//! Knows nothing of records, workspaces and pages.

mod capture;
mod docx;
mod failure;
mod found;
mod kinds;
mod limits;
mod media;
mod pdf;
mod picture;
mod worker;

pub use aigaq_reading::{
    FACT_KINDS, KnownName, KnownPhrase, Laid, Mark, NameOf, Note, PageFrom, Part, PartKind, Span,
    Text, is_listed_phrase, page_of,
};
pub use capture::{
    Capture, CapturedPage, Differing, Digests, LARGEST_CAPTURE, Why as WhyDiffering, capture,
};
pub use failure::{Failure, Kind as FileKind};
pub use found::{Found, What};
pub use kinds::{ending_of, text_of};
pub use limits::Limits;
pub use media::Media;
pub use picture::{Dots, LARGEST_PICTURE, Picture, Unshown, Wanted as PictureWanted};
pub use worker::{LONGEST_GIVEN, Reader, Worker, serve};

use aigaq_reading::{Known, PartKind as Kind, read_laid};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The largest file that is given to a reader, in bytes.
pub const LARGEST: u64 = 64 * 1024 * 1024;

/// What is known of a document besides its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The year in which it was published.
    pub year: Option<i32>,
    /// Names that the reader should know.
    #[serde(default)]
    pub names: Vec<KnownName>,
    /// Phrases that the reader was taught.
    #[serde(default)]
    pub phrases: Vec<KnownPhrase>,
}

/// What a document says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The text that all places count in, by its characters.
    pub text: String,
    /// The code of its language: `en`, `ru` or `kk`.
    pub language: String,
    /// Its title, where it has one.
    pub title: Option<String>,
    /// Who wrote it, where it says so.
    pub author: Option<String>,
    /// When it was published, in EDTF, where it says so.
    pub date: Option<String>,
    /// Its parts, in the order in which they stand.
    pub parts: Vec<Part>,
    /// Marks that point to notes.
    pub marks: Vec<Mark>,
    /// Its notes.
    pub notes: Vec<Note>,
    /// Where its pages begin, in the order of the text; empty where it has none.
    pub pages: Vec<PageFrom>,
    /// What was found, in the order in which it is looked at: people, organisations, places, dates, laws, numbers,
    /// facts, recommendations, references; each kind in the order of the text.
    pub found: Vec<Found>,
    /// Where phrases stand of which nothing is suggested, for it was taught that they tell nothing.
    #[serde(default)]
    pub silenced: Vec<Span>,
}

/// Reads a document here, in this process. What comes from outside is read by a [`Worker`].
///
/// # Errors
/// [`Failure`]: why it cannot be read.
pub fn document(bytes: &[u8], given: &Given) -> Result<Document, Failure> {
    let laid = text_of(bytes)?;
    let known = Known {
        year: given.year,
        names: given.names.clone(),
        phrases: given.phrases.clone(),
    };
    let reading = read_laid(&laid, &known);
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    let first = |kind: Kind| {
        let span = reading.structure.of(kind).next()?;
        Some(reading.text.clean(span)).filter(|words| !words.is_empty())
    };
    let dates = reading.structure.of(Kind::Date);
    let date = dates
        .filter_map(|span| aigaq_reading::date_of(&reading.text.clean(span)))
        .next();
    Ok(Document {
        language: reading.language.to_string(),
        title: first(Kind::Title),
        author: first(Kind::Author),
        date,
        parts: reading.structure.parts.clone(),
        marks: reading.structure.marks.clone(),
        notes: reading.structure.notes.clone(),
        found: found::found(&reading, &hash),
        silenced: reading.silenced.clone(),
        pages: laid.pages,
        text: laid.text,
    })
}

//! What is kept of a publication: all that it printed, what it counted, and the state of knowledge from which it was
//! made, as one text with a checksum.
//!
//! The text is JSON. It holds the files as they were given out, letter by letter, so that they are shown again as they
//! were whatever later versions print; and the definitions of its counts with the records behind them under names of the
//! publication's own, so that a later edition can say why a figure is another one. It is said of its record in numbered
//! pieces, since a text value holds a hundred thousand characters.

use aigaq_counting::Definition;
use aigaq_counting::revision::Counted;
use aigaq_publishing::Document;
use aigaq_schema::RecordId;
use aigaq_view::Head;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The form of the text; a later one has another name.
const FORM: &str = "aigaq-frozen-1";
/// The form of what is given out of it to others than the group.
const GIVEN_OUT: &str = "aigaq-publication-1";
/// Characters of a piece.
const PIECE: usize = 50_000;

/// What was frozen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Content {
    form: String,
    /// The publication's record, of which the names of its records are made.
    pub publication: RecordId,
    /// A code of the list `outputs`.
    pub kind: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caveat: Option<String>,
    /// Tag of the language.
    pub language: String,
    /// A code of the list `audiences`.
    pub audience: String,
    /// The day of the knowledge, ISO 8601.
    pub as_of: String,
    /// When it was made: seconds since 1970, and the zone.
    pub made: (i64, String),
    /// By which program.
    pub program: String,
    /// How far the logs had come.
    pub head: Head,
    /// What was typed for it, by the words of the questions: no record holds it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub typed: BTreeMap<String, String>,
    /// Its counts, the main ones first.
    pub counts: Vec<FrozenCount>,
    /// Its files.
    pub files: Vec<FrozenFile>,
    /// The document of which its files were made: pages, and what is opened in word processors and as sheets, are made of
    /// it whenever they are asked for. What was frozen by an early version has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
}

/// What is given out of a publication for others than the group.
#[derive(Debug, Serialize)]
struct GivenOut<'c> {
    form: &'static str,
    publication: RecordId,
    kind: &'c str,
    title: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    caveat: Option<&'c str>,
    language: &'c str,
    audience: &'c str,
    as_of: &'c str,
    kept_sha256: &'c str,
    files: &'c [FrozenFile],
}

/// A count of a publication.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct FrozenCount {
    pub definition: Definition,
    pub counted: Counted,
    /// Numbers below it were not printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<u64>,
}

/// A file of a publication.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct FrozenFile {
    /// `html`, `csv`, `svg`.
    pub ending: String,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    pub text: String,
}

impl FrozenFile {
    pub fn new(ending: &str, text: String) -> Self {
        Self {
            ending: ending.to_owned(),
            sha256: sha256(&text),
            text,
        }
    }
}

/// Why what is kept is not what was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Damage {
    /// There is no text, or a piece of it is missing.
    Missing,
    /// Its checksum is another one.
    OtherHash,
    /// It cannot be read, or was written by a later version.
    Unreadable,
}

impl Content {
    pub fn new(publication: RecordId) -> Self {
        Self {
            form: FORM.to_owned(),
            publication,
            kind: String::new(),
            title: String::new(),
            caveat: None,
            language: String::new(),
            audience: String::new(),
            as_of: String::new(),
            made: (0, String::new()),
            program: crate::PROGRAM.to_owned(),
            head: Head::default(),
            typed: BTreeMap::new(),
            counts: Vec::new(),
            files: Vec::new(),
            document: None,
        }
    }

    /// The text that is kept, and its checksum.
    pub fn text(&self) -> Result<(String, String), serde_json::Error> {
        let text = serde_json::to_string(self)?;
        let hash = sha256(&text);
        Ok((text, hash))
    }

    /// What those outside may be given of it beside its files: what it is, how its files are checked, and by which
    /// checksum it is kept. Its counts name records, rows and numbers as they are kept, not as they were printed.
    pub fn given_out(&self, kept_sha256: &str) -> Result<String, serde_json::Error> {
        serde_json::to_string(&GivenOut {
            form: GIVEN_OUT,
            publication: self.publication,
            kind: &self.kind,
            title: &self.title,
            caveat: self.caveat.as_deref(),
            language: &self.language,
            audience: &self.audience,
            as_of: &self.as_of,
            kept_sha256,
            files: &self.files,
        })
    }

    /// Reads a text whose checksum is told.
    pub fn read(text: &str, hash: &str) -> Result<Self, Damage> {
        if !sha256(text).eq_ignore_ascii_case(hash.trim()) {
            return Err(Damage::OtherHash);
        }
        let content: Self = serde_json::from_str(text).map_err(|_| Damage::Unreadable)?;
        let is_whole = content.form == FORM
            && content
                .files
                .iter()
                .all(|file| sha256(&file.text) == file.sha256);
        is_whole.then_some(content).ok_or(Damage::Unreadable)
    }

    pub fn file(&self, ending: &str) -> Option<&FrozenFile> {
        self.files.iter().find(|file| file.ending == ending)
    }
}

/// SHA-256 of a text, in hex.
pub(crate) fn sha256(text: &str) -> String {
    use std::fmt::Write as _;
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    hash.iter()
        .fold(String::with_capacity(64), |mut out, byte| {
            // Writing to a text does not fail.
            let _ = write!(out, "{byte:02x}");
            out
        })
}

/// A text in numbered pieces: `2/5`, a new line, and what stands there.
pub(crate) fn pieces(text: &str) -> Vec<String> {
    let mut cut = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .nth(PIECE)
            .map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(end);
        cut.push(piece);
        rest = after;
    }
    let all = cut.len();
    (1..)
        .zip(cut)
        .map(|(number, piece): (usize, &str)| format!("{number}/{all}\n{piece}"))
        .collect()
}

/// The text of pieces in any order; none when one is missing, or two are told for one place.
pub(crate) fn joined<'p>(pieces: impl Iterator<Item = &'p str>) -> Option<String> {
    let mut numbered: Vec<(usize, usize, &str)> = Vec::new();
    for piece in pieces {
        let (head, text) = piece.split_once('\n')?;
        let (number, all) = head.split_once('/')?;
        numbered.push((number.parse().ok()?, all.parse().ok()?, text));
    }
    numbered.sort_unstable_by_key(|(number, ..)| *number);
    let count = numbered.len();
    let in_order = (1..)
        .zip(&numbered)
        .all(|(place, (number, all, _))| place == *number && *all == count);
    (count > 0 && in_order).then(|| numbered.into_iter().map(|(.., text)| text).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content() -> Content {
        let mut content = Content::new(RecordId::from_random([7; 16]));
        content
            .files
            .push(FrozenFile::new("html", "<p>131</p>".to_owned()));
        content
    }

    #[test]
    fn a_text_is_read_back_whole_from_pieces_in_any_order() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5] {
            let text: String = "әb".chars().cycle().take(length).collect();
            let mut cut = pieces(&text);
            cut.reverse();
            let whole = joined(cut.iter().map(String::as_str));
            assert_eq!(whole, (length > 0).then_some(text));
        }
        let cut = pieces(&"x".repeat(2 * PIECE));
        let of = |cut: &[String]| joined(cut.iter().map(String::as_str));
        assert_eq!(of(&cut[..1]), None, "one is missing");
        assert_eq!(
            of(&[&cut[..], &cut[..1]].concat()),
            None,
            "one is there twice"
        );
        assert_eq!(joined(["no number"].into_iter()), None);
    }

    #[test]
    fn a_changed_letter_is_found() {
        let (text, hash) = content().text().unwrap();
        assert_eq!(Content::read(&text, &hash), Ok(content()));
        let changed = text.replace("131", "134");
        assert_eq!(Content::read(&changed, &hash), Err(Damage::OtherHash));
        let file = Content::read(&changed, &sha256(&changed));
        assert_eq!(file, Err(Damage::Unreadable), "its file has another sum");
        let later = text.replace(FORM, "aigaq-frozen-9");
        assert_eq!(
            Content::read(&later, &sha256(&later)),
            Err(Damage::Unreadable)
        );
        assert_eq!(Content::read("", &sha256("")), Err(Damage::Unreadable));
    }
}

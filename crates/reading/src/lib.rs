//! Reading: from the text of a report to what it says, each with its place.
//!
//! *In*: the text of a document ([`decode`] makes it of bytes, [`words_of_html`] of a page) and, if known, when it was
//! published. *Out* ([`read`]): its parts, its note marks and notes, what is named in it with normalised values, its
//! recommendations with who is asked, the references in its notes, and facts: who, what, when. Every place counts
//! Unicode scalar values of the text as it was given, and every quote is exactly what stands there.
//!
//! English and Russian, and names and dates in Kazakh. Nothing is learnt from a corpus: grammar in code, words in
//! text files (`lists/`) that anybody may correct. It only suggests; a person decides.
//!
//! Pure: no input or output, no clock, no randomness; knows nothing of records, workspaces and pages. The same text
//! gives the same reading.
//!
//! ```
//! let reading = aigaq_reading::read("On May 17th 2016 Max Bokayev was arrested in Almaty.", &Default::default());
//! let said: Vec<String> = reading.mentions.iter().map(|m| reading.text.at(m.span)).collect();
//! assert_eq!(said, ["May 17th 2016", "Max Bokayev", "Almaty"]);
//! ```

mod decode;
mod facts;
mod html;
mod json_lines;
mod laid;
mod language;
mod lists;
mod mentions;
mod recommendations;
mod references;
mod slots;
mod structure;
mod text;
mod tokens;

pub use decode::{Decoded, Encoding, LARGEST, Unreadable, decode};
pub use facts::{FACT_KINDS, Fact, KnownPhrase, is_listed_phrase};
pub use html::{is_html, words_of as words_of_html};
pub use json_lines::json_lines;
pub use laid::{Block, Laid, PageFrom, page_of};
pub use mentions::{Duration, KnownName, Law, Mention, NameOf, Named, Quantity};
pub use recommendations::Recommendation;
pub use references::Reference;
pub use structure::{Mark, Note, Part, PartKind, Structure, structure};
pub use text::{Span, Text};

use aigaq_schema::Language;
use std::collections::HashMap;
use tokens::Tokens;

/// What is known of a document besides its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The year in which it was published; else it is taken from its date, its title, or its latest reference.
    pub year: Option<i32>,
    /// Names that whoever reads knows already.
    pub names: Vec<KnownName>,
    /// Phrases that whoever reads taught.
    pub phrases: Vec<KnownPhrase>,
}

/// What a document says.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The language that most of its letters speak for.
    pub language: Language,
    /// The text that the places count in.
    pub text: Text,
    /// Its parts, marks and notes.
    pub structure: Structure,
    /// What is named, in the order of the text.
    pub mentions: Vec<Mention>,
    /// What is recommended, to whom.
    pub recommendations: Vec<Recommendation>,
    /// The references in its notes.
    pub references: Vec<Reference>,
    /// Who, what, when.
    pub facts: Vec<Fact>,
    /// Of people and organisations that are not printed in the fullest form of their name in this document: where, and
    /// that form; in the order of the text.
    pub fullest: Vec<(Span, String)>,
    /// Where phrases stand of which nothing is suggested, for it was taught that they tell nothing.
    pub silenced: Vec<Span>,
}

/// The date that a line as a whole is, in EDTF; of one that says more, or no date, nothing.
#[must_use]
pub fn date_of(line: &str) -> Option<String> {
    mentions::whole_date(line)
}

/// The running text, made ready for reading.
pub(crate) struct Document {
    pub(crate) text: Text,
    pub(crate) tokens: Tokens,
    /// What each block of the tokens is.
    blocks: Vec<Part>,
    /// Words that stand in small letters, and how often.
    pub(crate) small: HashMap<String, usize>,
    pub(crate) clock: mentions::Clock,
    pub(crate) known: mentions::KnownNames,
    pub(crate) taught: facts::KnownPhrases,
}

impl Document {
    fn of(text: &Text, structure: &Structure, known: &Known) -> Self {
        let mut text = text.clone();
        for mark in &structure.marks {
            text.hide(mark.span);
        }
        let blocks: Vec<Part> = structure
            .parts
            .iter()
            .filter(|part| !matches!(part.kind, PartKind::Furniture | PartKind::Note))
            .copied()
            .collect();
        let spans: Vec<Span> = blocks.iter().map(|part| part.span).collect();
        let tokens = Tokens::of(&text, &spans);
        let mut small: HashMap<String, usize> = HashMap::new();
        for (at, token) in tokens.all.iter().enumerate() {
            if token.is_word() && token.shape == tokens::Shape::Lower {
                *small.entry(tokens.low(at).to_owned()).or_default() += 1;
            }
        }
        let clock = mentions::Clock {
            about: structure.year,
            written: known.year.or_else(|| written(&text, structure)),
        };
        Self {
            text,
            tokens,
            blocks,
            small,
            clock,
            known: mentions::KnownNames::of(&known.names),
            taught: facts::KnownPhrases::of(&known.phrases),
        }
    }

    /// Whether the block of a token is written in capitals throughout.
    pub(crate) fn is_shouted(&self, token: usize) -> bool {
        let sentence = self.tokens.all.get(token).map(|t| t.sentence);
        let range = sentence.and_then(|s| self.tokens.sentences.get(s));
        range.is_some_and(|(from, to)| {
            let words = self.tokens.all[*from..*to].iter().filter(|t| t.is_word());
            words.clone().count() > 1 && words.clone().all(|t| t.shape == tokens::Shape::Upper)
        })
    }

    /// Where the block of a sentence stands.
    pub(crate) fn block_span(&self, sentence: usize) -> Option<Span> {
        let block = *self.tokens.block_of.get(sentence)?;
        Some(self.blocks.get(block)?.span)
    }

    /// What part of the document a token stands in.
    pub(crate) fn kind_of(&self, token: usize) -> Option<PartKind> {
        let sentence = self.tokens.all.get(token)?.sentence;
        let block = *self.tokens.block_of.get(sentence)?;
        Some(self.blocks.get(block)?.kind)
    }
}

/// The year in which a document was written: of its date line, or the latest that its notes name with a month.
fn written(text: &Text, structure: &Structure) -> Option<i32> {
    let year_of = |date: String| date.get(..4).and_then(|year| year.parse::<i32>().ok());
    let dated = structure
        .of(PartKind::Date)
        .find_map(|span| mentions::whole_date(&text.clean(span)))
        .and_then(year_of);
    dated.or(structure.year).or_else(|| {
        let notes = structure.notes.iter();
        notes
            .flat_map(|note| {
                let said = text.clean(note.body);
                let dates: Vec<i32> = said
                    .split(", ")
                    .filter_map(mentions::whole_date)
                    .filter(|date| date.len() > 4)
                    .filter_map(year_of)
                    .collect();
                dates
            })
            .max()
    })
}

/// Reads a plain text.
#[must_use]
pub fn read(text: &str, known: &Known) -> Reading {
    of(Text::new(text), &[], known)
}

/// Reads a text of which its file tells more than the words.
#[must_use]
pub fn read_laid(laid: &Laid, known: &Known) -> Reading {
    of(Text::new(&laid.text), &laid.blocks, known)
}

fn of(text: Text, blocks: &[Block], known: &Known) -> Reading {
    let structure = structure(&text, blocks);
    let document = Document::of(&text, &structure, known);
    let mentions = mentions::mentions(&document);
    let recommendations = recommendations::recommendations(&text, &structure);
    let references = references::references(&text, &structure);
    let told = facts::facts(&document, &structure, &mentions);
    Reading {
        language: language::language(&text),
        text,
        structure,
        mentions,
        recommendations,
        references,
        facts: told.facts,
        fullest: told.fullest,
        silenced: told.silenced,
    }
}

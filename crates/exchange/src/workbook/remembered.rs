//! What people have answered: what a word of theirs means, what a column is, which year a sheet is about. Data, not
//! state: given in with a workbook, kept by whoever asks, written as TOML.
//!
//! ```toml
//! [words.act_types]
//! "профилактическая беседа" = "PRS.threat"
//! "задержание со штрафом" = ["LIB.detain", "ADM.fine"]
//! "иное" = []          # known, and no code: kept in its own words
//!
//! [columns]
//! "что было" = "what"
//!
//! [targets]
//! "ASM.break" = "each" # or "together": beside the list's own default
//!
//! [articles]           # of which code an article is where none is named
//! "488" = "Administrative Code"
//!
//! [laws]               # words that name a law, as references; [] keeps them in their own words
//! "мелкое хулиганство" = ["Administrative Code 434"]
//!
//! [people]             # person, organisation, group (people without names), words
//! "жители посёлка" = "group"
//!
//! [numbers]            # how many that is; "" keeps it in its own words
//! "десяток" = "about 10"
//!
//! [serials]            # numbers under this heading are days as spreadsheet programs count them
//! "дата" = true
//!
//! [sheets."мониторинг-2024"."Март"]
//! year = 2024
//! month = 3
//! take = true          # or false: the sheet is not imported
//! dates."в пасху" = "2024-05-05"
//! ```

mod given;

use super::role::Role;
use crate::error::ExchangeError;
use aigaq_schema::{CountedAs, Schema, fold::fold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One code or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// One code.
    One(String),
    /// Several codes; or none, when no code fits and the word is kept as it is.
    Several(Vec<String>),
}

impl Answer {
    /// The codes.
    #[must_use]
    pub fn codes(&self) -> &[String] {
        match self {
            Self::One(code) => std::slice::from_ref(code),
            Self::Several(codes) => codes,
        }
    }
}

/// Who words among people stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Somebody of this name.
    Person,
    /// A body of this name.
    Organisation,
    /// People without names.
    Group,
    /// Nobody that is counted: the words are kept.
    Words,
}

/// What was answered of a sheet of a workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetAnswers {
    /// The year of dates that have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// The month of dates that have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<u8>,
    /// The sheet is imported, or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub take: Option<bool>,
    /// Words that stand for a day, folded → the day (EDTF); empty: no day, the words are kept.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dates: BTreeMap<String, String>,
}

impl SheetAnswers {
    /// Takes over what another has; where both answer, the other's answer holds.
    fn add(&mut self, other: &Self) {
        self.year = other.year.or(self.year);
        self.month = other.month.or(self.month);
        self.take = other.take.or(self.take);
        self.dates.extend(other.dates.clone());
    }
}

/// What people have answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    /// List → word, folded → codes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    words: BTreeMap<String, BTreeMap<String, Answer>>,
    /// Heading, folded → what the column is.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    columns: BTreeMap<String, Role>,
    /// Type of act → how several targets are counted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    targets: BTreeMap<String, CountedAs>,
    /// Article that names no code → the code; empty: none, the words are kept.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    articles: BTreeMap<String, String>,
    /// Words for a law, folded → references.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    laws: BTreeMap<String, Answer>,
    /// Words among people, folded → who they are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    people: BTreeMap<String, Who>,
    /// Words for a number of people, folded → the number; empty: none, the words are kept.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    numbers: BTreeMap<String, String>,
    /// Heading, folded → whether numbers under it are days.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    serials: BTreeMap<String, bool>,
    /// Workbook → sheet → what was answered of it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    sheets: BTreeMap<String, BTreeMap<String, SheetAnswers>>,
}

impl Remembered {
    /// Reads answers and checks that lists and codes are there, and that laws, numbers and days can be read.
    ///
    /// # Errors
    /// [`ExchangeError::Mapping`] with the line and what is wrong.
    pub fn read(file: &str, text: &str, schema: &Schema) -> Result<Self, ExchangeError> {
        let wrong = |line: usize, what: String| ExchangeError::Mapping {
            file: file.to_owned(),
            line,
            what,
        };
        let line_of = |at: usize| 1 + text.bytes().take(at).filter(|b| *b == b'\n').count();
        let parsed: Self = toml::from_str(text).map_err(|error| {
            wrong(
                error.span().map_or(1, |span| line_of(span.start)),
                error.message().to_owned(),
            )
        })?;
        let line_with = |word: &str| text.find(word).map_or(1, line_of);
        let mut answers = Self::default();
        for (list, words) in &parsed.words {
            for (word, answer) in words {
                // A line of the list of unknown words that nobody has filled in yet.
                if is_open(answer) {
                    continue;
                }
                answers
                    .answer(schema, list, word, answer.codes().to_vec())
                    .map_err(|what| wrong(line_with(word), what.to_string()))?;
            }
        }
        for (heading, role) in &parsed.columns {
            answers.answer_column(heading, *role);
        }
        for (code, targets) in &parsed.targets {
            answers
                .answer_targets(schema, code, *targets)
                .map_err(|what| wrong(line_with(code), what.to_string()))?;
        }
        for (article, code) in &parsed.articles {
            answers.answer_article(article, code);
        }
        for (words, laws) in parsed.laws.iter().filter(|(_, laws)| !is_open(laws)) {
            answers
                .answer_law(words, laws.codes())
                .map_err(|what| wrong(line_with(words), what.to_string()))?;
        }
        for (words, who) in &parsed.people {
            answers.answer_people(words, *who);
        }
        for (words, number) in &parsed.numbers {
            answers
                .answer_number(words, number)
                .map_err(|what| wrong(line_with(words), what.to_string()))?;
        }
        for (heading, are_days) in &parsed.serials {
            answers.answer_serials(heading, *are_days);
        }
        for (book, sheets) in &parsed.sheets {
            for (sheet, said) in sheets {
                answers
                    .answer_sheet(book, sheet, said)
                    .map_err(|what| wrong(line_with(sheet), what.to_string()))?;
            }
        }
        Ok(answers)
    }

    /// As TOML, sorted.
    ///
    /// # Errors
    /// Never, as far as TOML can hold any text.
    pub fn to_toml(&self) -> Result<String, ExchangeError> {
        toml::to_string(self).map_err(|e| ExchangeError::Mapping {
            file: String::new(),
            line: 1,
            what: e.to_string(),
        })
    }

    /// Nothing was answered yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes over what another has; where both answer, the other's answer holds.
    pub fn add(&mut self, other: &Self) {
        for (list, words) in &other.words {
            self.words
                .entry(list.clone())
                .or_default()
                .extend(words.clone());
        }
        self.columns.extend(other.columns.clone());
        self.targets.extend(other.targets.clone());
        self.articles.extend(other.articles.clone());
        self.laws.extend(other.laws.clone());
        self.people.extend(other.people.clone());
        self.numbers.extend(other.numbers.clone());
        self.serials.extend(other.serials.clone());
        for (book, sheets) in &other.sheets {
            let known = self.sheets.entry(book.clone()).or_default();
            for (sheet, said) in sheets {
                known.entry(sheet.clone()).or_default().add(said);
            }
        }
    }
}

/// A line that was written out to be filled in, and was not.
fn is_open(answer: &Answer) -> bool {
    matches!(answer, Answer::One(text) if text.is_empty())
}

/// The form in which words are compared: folded, white space as one space, no marks at the ends.
#[must_use]
pub(crate) fn key(word: &str) -> String {
    fold(word)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '"' | '\'' | '!' | ' '))
        .to_owned()
}

//! What people have answered: what a word of theirs means, what a column is. Data, not state: given in with a
//! workbook, kept by whoever asks, written as TOML.
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
//! ```

use super::role::Role;
use crate::error::ExchangeError;
use crate::reason;
use aigaq_schema::reason::Near;
use aigaq_schema::{CountedAs, Reason, Schema, fold::fold};
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
}

impl Remembered {
    /// Reads answers and checks that lists and codes are there.
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
                if matches!(answer, Answer::One(code) if code.is_empty()) {
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
        let types = schema.list("act_types");
        for (code, targets) in &parsed.targets {
            if types.is_none_or(|list| list.get(code).is_none()) {
                return Err(wrong(
                    line_with(code),
                    format!("“{code}” is no type of act"),
                ));
            }
            answers.targets.insert(code.clone(), *targets);
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

    /// Remembers what a word means in a list; no code: known, and kept in its own words.
    ///
    /// # Errors
    /// What is wrong: no such list, no such code.
    pub fn answer(
        &mut self,
        schema: &Schema,
        list: &str,
        word: &str,
        codes: Vec<String>,
    ) -> Result<(), Reason> {
        let Some(known) = schema.list(list) else {
            return Err(reason::no_list(list));
        };
        if let Some(code) = codes.iter().find(|code| known.get(code).is_none()) {
            let near = Near(known.near(code).into_iter().map(str::to_owned).collect());
            return Err(reason::not_a_code(code, list, near));
        }
        let answer = match <[String; 1]>::try_from(codes) {
            Ok([one]) => Answer::One(one),
            Err(several) => Answer::Several(several),
        };
        self.words
            .entry(list.to_owned())
            .or_default()
            .insert(key(word), answer);
        Ok(())
    }

    /// Remembers what a column with this heading is.
    pub fn answer_column(&mut self, heading: &str, role: Role) {
        self.columns.insert(key(heading), role);
    }

    /// Remembers how several targets of a type of act are counted.
    pub fn answer_targets(&mut self, act_type: &str, targets: CountedAs) {
        self.targets.insert(act_type.to_owned(), targets);
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
    }

    /// What a word means in a list, if it was answered.
    #[must_use]
    pub fn word(&self, list: &str, word: &str) -> Option<&[String]> {
        Some(self.words.get(list)?.get(&key(word))?.codes())
    }

    /// Words of a list with their codes.
    pub(crate) fn words_of(&self, list: &str) -> impl Iterator<Item = (&str, &[String])> {
        self.words
            .get(list)
            .into_iter()
            .flatten()
            .map(|(word, answer)| (word.as_str(), answer.codes()))
    }

    /// What a column with this heading is, if it was answered.
    #[must_use]
    pub fn column(&self, heading: &str) -> Option<Role> {
        self.columns.get(&key(heading)).copied()
    }

    /// How several targets of a type of act are counted, if it was answered.
    #[must_use]
    pub fn targets(&self, act_type: &str) -> Option<CountedAs> {
        self.targets.get(act_type).copied()
    }
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

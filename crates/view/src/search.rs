//! Finding records by words, in any of the languages, and by parts of names.

use crate::View;
use crate::error::ViewError;
use crate::read::Brief;
use crate::reader::Reader;
use aigaq_schema::{Value, fold};
use rusqlite::{OptionalExtension, params_from_iter};
use std::collections::HashSet;

/// A record found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The record.
    pub brief: Brief,
    /// The value in which the words stand, cut around the first of them: before, the word, after.
    pub snippet: Option<(String, String, String)>,
}

/// What a search found.
#[derive(Debug, Clone)]
pub struct Hits {
    /// One page of records.
    pub hits: Vec<Hit>,
    /// How many records were found in all.
    pub total: usize,
    /// How many of each type.
    pub by_type: Vec<(String, usize)>,
}

/// Characters kept before and after the word found.
const AROUND: usize = 60;

impl View {
    /// Records that hold all the words (each as the beginning of a word, or within a name), those found by name first.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn search(
        &self,
        reader: &Reader,
        words: &str,
        record_type: Option<&str>,
        page: std::ops::Range<usize>,
    ) -> Result<Hits, ViewError> {
        let terms = terms(words);
        let mut numbers = if terms.is_empty() {
            Vec::new()
        } else {
            self.numbers(&terms)?
        };
        let mut counts: Vec<(String, usize)> = Vec::new();
        let mut kept = Vec::with_capacity(numbers.len());
        let mut find = self.connection.prepare_cached(
            "SELECT w.text FROM record r JOIN word w ON w.number = r.type WHERE r.number = ?1",
        )?;
        for number in numbers.drain(..) {
            let kind: String = find.query_row([number], |row| row.get(0))?;
            match counts.iter_mut().find(|(k, _)| *k == kind) {
                Some((_, n)) => *n += 1,
                None => counts.push((kind.clone(), 1)),
            }
            if record_type.is_none_or(|wanted| wanted == kind) {
                kept.push(number);
            }
        }
        counts.sort();
        let mut hits = Vec::new();
        for number in kept.iter().skip(page.start).take(page.len()) {
            if let Some(brief) = self.by_number(reader, *number)? {
                let snippet = snippet(&brief, &terms);
                hits.push(Hit { brief, snippet });
            }
        }
        Ok(Hits {
            hits,
            total: kept.len(),
            by_type: counts,
        })
    }

    /// The rows of a type's columns whose records hold all the words.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn rows_with(&self, words: &str, record_type: &str) -> Result<Vec<u32>, ViewError> {
        let terms = terms(words);
        let Some(kind) = self.words.known(record_type) else {
            return Ok(Vec::new());
        };
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let mut find = self
            .connection
            .prepare_cached("SELECT dense FROM record WHERE number = ?1 AND type = ?2")?;
        let mut rows = Vec::new();
        for number in self.numbers(&terms)? {
            rows.extend(
                find.query_row([number, kind], |row| row.get::<_, u32>(0))
                    .optional()?,
            );
        }
        Ok(rows)
    }

    fn numbers(&self, terms: &[String]) -> Result<Vec<i64>, ViewError> {
        let starts: Vec<String> = terms.iter().map(|t| format!("\"{t}\"*")).collect();
        let mut by_words = self
            .connection
            .prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid")?;
        let words: Vec<i64> = by_words
            .query_map([starts.join(" ")], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        // Trigrams find three characters and more; shorter parts are found as beginnings of words.
        let named: Vec<i64> = if terms.iter().all(|t| t.chars().count() >= 3) {
            let parts: Vec<String> = terms.iter().map(|t| format!("\"{t}\"")).collect();
            let mut by_names = self
                .connection
                .prepare_cached("SELECT rowid FROM names WHERE names MATCH ?1 ORDER BY rowid")?;
            by_names
                .query_map(params_from_iter([parts.join(" AND ")]), |row| row.get(0))?
                .collect::<Result<_, _>>()?
        } else {
            Vec::new()
        };
        let first: HashSet<i64> = named.iter().copied().collect();
        Ok(named
            .into_iter()
            .chain(words.into_iter().filter(|n| !first.contains(n)))
            .collect())
    }
}

/// The folded words of a query: runs of letters and digits, as the index cuts them.
fn terms(words: &str) -> Vec<String> {
    fold::fold(words)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|t| !t.is_empty())
        .take(12)
        .map(str::to_owned)
        .collect()
}

/// The first value that holds a word, cut around it. The fold keeps the length, so the place in the folded text
/// is the place in the text as written.
fn snippet(brief: &Brief, terms: &[String]) -> Option<(String, String, String)> {
    brief
        .resolved
        .iter()
        .flat_map(|r| &r.values)
        .find_map(|value| {
            let (Value::Text { text, .. } | Value::Name { text, .. } | Value::Url(text)) = value
            else {
                return None;
            };
            let folded: Vec<char> = text.chars().map(fold::fold_char).collect();
            let (at, length) = terms.iter().find_map(|term| {
                let term: Vec<char> = term.chars().collect();
                folded
                    .windows(term.len())
                    .position(|w| w == term)
                    .map(|at| (at, term.len()))
            })?;
            let chars: Vec<char> = text.chars().collect();
            let from = at.saturating_sub(AROUND);
            let to = (at + length + AROUND).min(chars.len());
            let cut = |range: &[char]| range.iter().collect::<String>();
            let before = if from > 0 {
                format!("…{}", cut(&chars[from..at]))
            } else {
                cut(&chars[..at])
            };
            let after = if to < chars.len() {
                format!("{}…", cut(&chars[at + length..to]))
            } else {
                cut(&chars[at + length..])
            };
            Some((before, cut(&chars[at..at + length]), after))
        })
}

//! The words of listed columns that nobody has explained yet, with the places where they stand.

use super::{Judge, Parted, column_of};
use crate::error::shortened;
use crate::workbook::glossary::Glossary;
use crate::workbook::grid::{Kind, Sheet};
use crate::workbook::remembered::key;
use crate::workbook::role::Role;
use crate::workbook::words::{MOST_PLACES, UnknownWord};
use std::collections::{BTreeMap, BTreeSet};

/// Words not known, gathered.
#[derive(Default)]
pub(super) struct Asked {
    words: BTreeMap<(&'static str, String), UnknownWord>,
}

impl Asked {
    pub(super) fn look(&mut self, judge: &Judge<'_>, sheet: &Sheet, parted: &Parted) {
        let what = column_of(&parted.guess.columns, &parted.names, Role::What);
        for (column, guess) in parted.names.keys().zip(&parted.guess.columns) {
            let Some(list) = guess.role.list() else {
                continue;
            };
            let Some(words) = judge.lists.get(list) else {
                continue;
            };
            for row in &parted.incidents {
                let Some((cell, _)) = sheet.cell(*row, *column) else {
                    continue;
                };
                if cell.kind == Kind::Broken || is_said_otherwise(&cell.text) {
                    continue;
                }
                let mut in_row = BTreeSet::new();
                for meant in words.read(&cell.text) {
                    let folded = key(&meant.word);
                    if meant.codes.is_some() || !in_row.insert(folded.clone()) {
                        continue;
                    }
                    let unknown = self
                        .words
                        .entry((list, folded))
                        .or_insert_with(|| UnknownWord {
                            list: list.to_owned(),
                            word: shortened(&meant.word, 200),
                            rows: 0,
                            places: Vec::new(),
                            examples: Vec::new(),
                            suggestions: Vec::new(),
                        });
                    unknown.rows += 1;
                    if unknown.places.len() < MOST_PLACES {
                        unknown
                            .places
                            .push((sheet.name.clone(), u64::from(*row) + 1));
                        let beside = what.and_then(|c| sheet.cell(*row, c)).map(|(c, _)| c);
                        let example = beside.unwrap_or(cell);
                        unknown.examples.push(shortened(&example.text, 120));
                    }
                }
            }
        }
    }

    pub(super) fn words(self, judge: &Judge<'_>) -> Vec<UnknownWord> {
        let mut words: Vec<UnknownWord> = self.words.into_values().collect();
        words.sort_by(|a, b| {
            let order = |w: &UnknownWord| std::cmp::Reverse(w.rows);
            (&a.list, order(a), &a.word).cmp(&(&b.list, order(b), &b.word))
        });
        // A column taken for what it is not has thousands of unknown words: suggestions for the first are enough.
        for word in words.iter_mut().take(500) {
            if let Some(list) = judge.lists.get(word.list.as_str()) {
                word.suggestions = list.near(&word.word);
            }
        }
        words
    }
}

/// The cell says that it says nothing: a mark for empty, or a state of not knowing.
fn is_said_otherwise(text: &str) -> bool {
    Glossary::shipped().is_empty(text) || aigaq_typed::state(text).is_some()
}

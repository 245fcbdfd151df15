//! What nobody has explained yet, with the places where it stands.

use super::{Judge, Parted, SheetGuess, column_of};
use crate::error::shortened;
use crate::reason;
use crate::workbook::glossary::Glossary;
use crate::workbook::grid::{Cell, Kind};
use crate::workbook::question::{Asks, MOST_PLACES, Open, UnknownWord};
use crate::workbook::read::law_of_heading;
use crate::workbook::remembered::key;
use crate::workbook::role::Role;
use crate::workbook::understand::{Dated, without_marks};
use aigaq_typed::Context;
use std::collections::{BTreeMap, BTreeSet};

/// Words that look like nothing get no suggestions beyond the first of them: a column taken for what it is not has
/// thousands.
const SUGGESTED: usize = 500;

/// Words not known, gathered.
#[derive(Default)]
pub(super) struct Asked {
    words: BTreeMap<(Asks, String), UnknownWord>,
}

/// A column that is looked through.
struct Column<'a> {
    role: Role,
    heading: &'a str,
    sheet: &'a str,
    context: Context,
}

impl Asked {
    pub(super) fn look(&mut self, judge: &Judge<'_>, parted: &Parted<'_>) {
        let sheet = parted.sheet.as_ref();
        let what = column_of(&parted.guess.columns, &parted.names, Role::What);
        let times = column_of(&parted.guess.columns, &parted.names, Role::Time);
        for (column, guess) in parted.names.keys().zip(&parted.guess.columns) {
            let looked_at = Column {
                role: guess.role,
                heading: &guess.heading,
                sheet: &sheet.name,
                context: judge.context(&parted.guess),
            };
            for row in &parted.incidents {
                let Some((cell, _)) = sheet.cell(*row, *column) else {
                    continue;
                };
                if cell.kind == Kind::Broken || is_said_otherwise(&cell.text) {
                    continue;
                }
                let time = times.and_then(|c| sheet.own(*row, c));
                let mut in_row = BTreeSet::new();
                for open in judge.open_in(&looked_at, cell, time) {
                    let Some(asks) = open.asks else { continue };
                    let folded = key(&open.word);
                    if !in_row.insert((asks.clone(), folded.clone())) {
                        continue;
                    }
                    let unknown =
                        self.words
                            .entry((asks.clone(), folded))
                            .or_insert_with(|| UnknownWord {
                                asks,
                                word: shortened(&open.word, 200),
                                rows: 0,
                                places: Vec::new(),
                                examples: Vec::new(),
                                suggestions: open.suggestions,
                            });
                    unknown.rows += 1;
                    if unknown.places.len() < MOST_PLACES {
                        unknown
                            .places
                            .push((sheet.name.clone(), u64::from(*row) + 1));
                        let of_word = matches!(unknown.asks, Asks::Code(_) | Asks::People);
                        let beside = what.filter(|_| of_word).and_then(|c| sheet.cell(*row, c));
                        let example = beside.map_or(cell, |(cell, _)| cell);
                        unknown.examples.push(shortened(&example.text, 120));
                    }
                }
            }
        }
    }

    pub(super) fn words(self, judge: &Judge<'_>, sheets: &[SheetGuess]) -> Vec<UnknownWord> {
        let mut words: Vec<UnknownWord> = self.words.into_values().collect();
        words.sort_by(|a, b| {
            let order = |w: &UnknownWord| std::cmp::Reverse(w.rows);
            (order_of(&a.asks), &a.asks, order(a), &a.word).cmp(&(
                order_of(&b.asks),
                &b.asks,
                order(b),
                &b.word,
            ))
        });
        for word in words.iter_mut().take(SUGGESTED) {
            match &word.asks {
                Asks::Code(list) => {
                    if let Some(list) = judge.lists.get(list.as_str()) {
                        word.suggestions = list.near(&word.word);
                    }
                }
                Asks::Year(_) => {
                    let years: BTreeSet<i32> = sheets.iter().filter_map(|s| s.year).collect();
                    word.suggestions = years.into_iter().map(|year| year.to_string()).collect();
                }
                _ => {}
            }
        }
        words
    }
}

/// What settles most stands first: the year of a sheet, then words, then single days.
fn order_of(asks: &Asks) -> u8 {
    match asks {
        Asks::Year(_) | Asks::Month(_) | Asks::Serials => 0,
        Asks::Code(_) => 1,
        Asks::Article => 2,
        Asks::Law => 3,
        Asks::People => 4,
        Asks::Number => 5,
        Asks::Date(_) => 6,
    }
}

impl Judge<'_> {
    /// What a cell leaves open.
    fn open_in(&self, column: &Column<'_>, cell: &Cell, time: Option<&Cell>) -> Vec<Open> {
        let text = without_marks(&cell.text);
        if let Some(list) = column.role.list() {
            let words = self.lists.get(list);
            return words.map_or_else(Vec::new, |words| {
                let meant = words.read(&text).into_iter();
                let unknown = meant.filter(|meant| meant.codes.is_none());
                unknown
                    .map(|meant| Open {
                        asks: Some(Asks::Code(list.to_owned())),
                        word: meant.word,
                        suggestions: Vec::new(),
                        reason: reason::unknown_word(),
                    })
                    .collect()
            });
        }
        match column.role {
            Role::Law => {
                let mut context = column.context;
                context.code = law_of_heading(column.heading);
                self.laws(&text, &context).open
            }
            Role::Whom => self.people(&text).open,
            Role::People => self.number(&text).open,
            Role::When | Role::Until => {
                let dated = Dated {
                    sheet: column.sheet,
                    heading: column.heading,
                    said: self.said_of(column.sheet),
                    context: column.context,
                    time: time
                        .filter(|_| column.role == Role::When)
                        .map(|cell| cell.text.as_str()),
                };
                self.date(cell, &dated).open
            }
            _ => Vec::new(),
        }
    }
}

/// The cell says that it says nothing: a mark for empty, or a state of not knowing.
fn is_said_otherwise(text: &str) -> bool {
    Glossary::shipped().is_empty(text) || aigaq_typed::state(text).is_some()
}

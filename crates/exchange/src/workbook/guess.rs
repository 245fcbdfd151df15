//! What the columns of a sheet are, guessed from their headings and from what stands in them, each guess with its
//! points and its reason, so that a person can see why and say otherwise.

use super::glossary::Glossary;
use super::grid::{Kind, Sheet, letter};
use super::headings;
use super::remembered::{Remembered, key};
use super::role::Role;
use super::rows::{self, HeadingRows, Skipped};
use super::words::{MOST_PLACES, UnknownWord, Words};
use super::{Corrections, Workbook};
use crate::error::shortened;
use aigaq_schema::{Day, Language, Schema};
use aigaq_typed::{Context, TypedPerson};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a workbook is understood to say, before anything is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guess {
    /// What the workbook is called: part of every record id, so that the same workbook, corrected, is the same.
    pub name: String,
    /// The sheets, in their order.
    pub sheets: Vec<SheetGuess>,
    /// Words of listed columns that nobody has explained yet, the most frequent first.
    pub unknown_words: Vec<UnknownWord>,
}

/// What a sheet is understood to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetGuess {
    /// Its name.
    pub name: String,
    /// The first row of the headings, counted from 1; `None` when the sheet is left out.
    pub heading_row: Option<u64>,
    /// The last row of the headings.
    pub heading_last: Option<u64>,
    /// Why the sheet is left out.
    pub left_out: Option<WhyLeftOut>,
    /// The year that dates without one are in.
    pub year: Option<i32>,
    /// The month that dates without one are in.
    pub month: Option<u8>,
    /// The columns, from the left.
    pub columns: Vec<ColumnGuess>,
    /// Rows of incidents.
    pub rows: u64,
    /// Rows that tell of none, and why.
    pub skipped: Vec<Skipped>,
    /// Rows are known by their own number or name, not by their place on the sheet.
    pub rows_have_ids: bool,
}

/// Why a sheet is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyLeftOut {
    /// Nothing stands on it.
    Empty,
    /// No row was found that holds headings.
    NoHeadings,
    /// The person said so.
    Asked,
}

/// What a column is guessed to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnGuess {
    /// Its letter.
    pub letter: String,
    /// Its heading.
    pub heading: String,
    /// What it is.
    pub role: Role,
    /// How sure that is, 0 to 100.
    pub score: u8,
    /// Why.
    pub why: Why,
    /// The first few different values.
    pub examples: Vec<String>,
    /// In how many rows of incidents it is filled, carried values counted.
    pub filled: u64,
}

/// Why a column is taken for what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Why {
    /// The person said so.
    Said,
    /// It was answered before for a column of this name.
    Remembered,
    /// Its heading is, begins with or holds this word of the glossary.
    Heading {
        /// The word.
        word: String,
    },
    /// So many of so many values look like it.
    Values {
        /// That look like it.
        fitting: u64,
        /// Looked at.
        of: u64,
    },
    /// Another column is that already, and surer.
    Taken {
        /// What it would have been.
        role: Role,
    },
    /// Neither heading nor values tell.
    Nothing,
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Said => f.write_str("you said so"),
            Self::Remembered => f.write_str("answered before"),
            Self::Heading { word } => write!(f, "the heading says “{word}”"),
            Self::Values { fitting, of } => write!(f, "{fitting} of {of} values look like it"),
            Self::Taken { role } => write!(f, "another column is “{}”", role.code()),
            Self::Nothing => f.write_str("neither the heading nor the values tell"),
        }
    }
}

/// Values looked at in a column.
const LOOKED_AT: usize = 200;
/// Examples shown of a column.
const EXAMPLES: usize = 3;

/// A sheet taken apart: what the guess says and what reading needs.
pub(crate) struct Parted {
    pub(crate) guess: SheetGuess,
    pub(crate) incidents: Vec<u32>,
    /// Column → its heading, in order.
    pub(crate) names: BTreeMap<u32, String>,
}

/// What all sheets are judged by.
pub(crate) struct Judge<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) remembered: &'a Remembered,
    pub(crate) corrections: &'a Corrections,
    pub(crate) lists: HashMap<&'static str, Words<'a>>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(
        schema: &'a Schema,
        remembered: &'a Remembered,
        corrections: &'a Corrections,
    ) -> Self {
        let lists = Role::ALL
            .into_iter()
            .filter_map(Role::list)
            .filter_map(|list| Some((list, Words::new(schema, list, remembered)?)))
            .collect();
        Self {
            schema,
            remembered,
            corrections,
            lists,
        }
    }

    pub(crate) fn sheet(&self, sheet: &Sheet) -> Parted {
        let said = self.corrections.sheets.get(&sheet.name);
        let left_out = said.is_some_and(|s| s.leave_out);
        let found = match said.and_then(|s| s.heading_row) {
            Some(row) => u32::try_from(row.saturating_sub(1))
                .ok()
                .filter(|row| sheet.rows.contains_key(row))
                .map(|row| headings::at(sheet, row)),
            None => headings::find(sheet),
        };
        let why_left_out = if sheet.rows.is_empty() {
            Some(WhyLeftOut::Empty)
        } else if left_out {
            Some(WhyLeftOut::Asked)
        } else if found.is_none() {
            Some(WhyLeftOut::NoHeadings)
        } else {
            None
        };
        let headings = found.filter(|_| why_left_out.is_none());
        let (mut year, mut month) = month_of(sheet, headings);
        if let Some(said) = said {
            year = said.year.or(year);
            month = said.month.or(month);
        }
        let (mut incidents, mut skipped) = rows::part(sheet, headings, rows::Known::default());
        let mut names = BTreeMap::new();
        let mut columns = Vec::new();
        if let Some(headings) = headings {
            let mut filled = BTreeSet::new();
            for cells in incidents.iter().filter_map(|row| sheet.rows.get(row)) {
                filled.extend(cells.iter().map(|(column, _)| *column));
            }
            names = headings::names(sheet, headings, &filled);
            columns = self.columns(sheet, &incidents, &names);
            let known = rows::Known {
                when: column_of(&columns, &names, Role::When),
                id: column_of(&columns, &names, Role::RowId),
            };
            (incidents, skipped) = rows::part(sheet, Some(headings), known);
        }
        let rows_have_ids = columns.iter().any(|c| c.role == Role::RowId);
        Parted {
            guess: SheetGuess {
                name: sheet.name.clone(),
                heading_row: headings.map(|(first, _)| u64::from(first) + 1),
                heading_last: headings.map(|(_, last)| u64::from(last) + 1),
                left_out: why_left_out,
                year,
                month,
                columns,
                rows: incidents.len() as u64,
                skipped,
                rows_have_ids,
            },
            incidents,
            names,
        }
    }

    fn columns(
        &self,
        sheet: &Sheet,
        incidents: &[u32],
        names: &BTreeMap<u32, String>,
    ) -> Vec<ColumnGuess> {
        let said = self.corrections.sheets.get(&sheet.name);
        let mut columns: Vec<ColumnGuess> = Vec::with_capacity(names.len());
        let mut bids: Vec<(u8, usize, Role, Why)> = Vec::new();
        for (nth, (column, heading)) in names.iter().enumerate() {
            let mut values: Vec<(&str, Kind)> = Vec::new();
            let mut filled = 0;
            for row in incidents {
                if let Some((cell, _)) = sheet.cell(*row, *column) {
                    filled += 1;
                    if values.len() < LOOKED_AT {
                        values.push((&cell.text, cell.kind));
                    }
                }
            }
            let mut examples: Vec<String> = Vec::new();
            for (text, _) in &values {
                let example = shortened(text, 60);
                if examples.len() < EXAMPLES && !examples.contains(&example) {
                    examples.push(example);
                }
            }
            let letter = letter(*column);
            if let Some(role) = said.and_then(|s| s.columns.get(&letter)) {
                bids.push((u8::MAX, nth, *role, Why::Said));
            } else if let Some(role) = self.remembered.column(heading) {
                bids.push((u8::MAX - 1, nth, role, Why::Remembered));
            } else {
                bids.extend(
                    self.bids(heading, &values)
                        .into_iter()
                        .map(|(score, role, why)| (score, nth, role, why)),
                );
            }
            columns.push(ColumnGuess {
                letter,
                heading: heading.clone(),
                role: Role::Keep,
                score: 0,
                why: Why::Nothing,
                examples,
                filled,
            });
        }
        // The surest first; of two equally sure the one to the left.
        bids.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut taken: BTreeSet<Role> = BTreeSet::new();
        let mut done: BTreeSet<usize> = BTreeSet::new();
        for (score, nth, role, why) in bids {
            if done.contains(&nth) {
                continue;
            }
            // A second column of names by its looks alone may be anybody's: the staff's, the judge's.
            let by_looks = matches!(why, Why::Values { .. });
            if taken.contains(&role) && (by_looks || !role.may_repeat()) {
                if matches!(columns[nth].why, Why::Nothing) {
                    columns[nth].why = Why::Taken { role };
                }
                continue;
            }
            taken.insert(role);
            done.insert(nth);
            columns[nth].role = role;
            columns[nth].score = score.min(100);
            columns[nth].why = why;
        }
        columns
    }

    /// What a column may be, with points.
    fn bids(&self, heading: &str, values: &[(&str, Kind)]) -> Vec<(u8, Role, Why)> {
        let mut bids: Vec<(u8, Role, Why)> = Vec::new();
        // The part below in two rows of headings says more than the one above.
        let under = heading.rsplit_once(" / ").map(|(_, under)| under);
        for text in under.into_iter().chain([heading]) {
            for (role, points, word) in Glossary::shipped().heading(text) {
                let why = Why::Heading {
                    word: word.to_owned(),
                };
                if bids.iter().all(|(_, r, _)| *r != role) {
                    bids.push((points, role, why));
                }
            }
        }
        let links = values
            .iter()
            .filter(|(text, _)| text.starts_with("http://") || text.starts_with("https://"))
            .count();
        let share = |fitting: usize| (100 * fitting).checked_div(values.len()).unwrap_or(0);
        if share(links) >= 80 {
            // A column «Источник» full of addresses is a column of addresses.
            bids.retain(|(_, role, _)| *role != Role::Source);
        }
        for (role, most, fitting) in [
            (Role::Link, 75, links),
            (Role::When, 70, values.iter().filter(|v| is_date(v)).count()),
            (Role::Region, 65, self.known(Role::Region, values)),
            (Role::Act, 60, self.known(Role::Act, values)),
            (Role::Category, 58, self.known(Role::Category, values)),
            (Role::ByWhom, 56, self.known(Role::ByWhom, values)),
            (Role::RowId, 50, numbered(values)),
            (
                Role::Whom,
                45,
                values.iter().filter(|v| is_names(v)).count(),
            ),
            (
                Role::What,
                40,
                values.iter().filter(|v| is_prose(v)).count(),
            ),
        ] {
            if values.len() < 3 || share(fitting) < 60 {
                continue;
            }
            let points = u8::try_from(most * share(fitting) / 100).unwrap_or(0);
            let why = Why::Values {
                fitting: fitting as u64,
                of: values.len() as u64,
            };
            match bids.iter_mut().find(|(_, r, _)| *r == role) {
                // Heading and values agree: surer than either.
                Some(there) => there.0 = there.0.max((there.0 + points / 5).min(100)),
                None => bids.push((points, role, why)),
            }
        }
        bids
    }

    fn known(&self, role: Role, values: &[(&str, Kind)]) -> usize {
        let Some(words) = role.list().and_then(|list| self.lists.get(list)) else {
            return 0;
        };
        values
            .iter()
            .filter(|(text, kind)| {
                *kind == Kind::Text
                    && text.chars().count() <= 80
                    && words.read(text).iter().any(|m| m.codes.is_some())
            })
            .count()
    }
}

fn is_date((text, kind): &(&str, Kind)) -> bool {
    let any = Day::from_ymd(2000, 1, 1)
        .map(|day| Context::on(day, Language::Ru).in_year(2000).in_month(1));
    *kind == Kind::Date
        || (*kind == Kind::Text
            && text.chars().count() <= 40
            && text.contains(|c: char| c.is_ascii_digit())
            && any.is_some_and(|context| aigaq_typed::date(text, &context).is_ok()))
}

fn is_names((text, kind): &(&str, Kind)) -> bool {
    *kind == Kind::Text
        && text.chars().count() <= 120
        && aigaq_typed::people(text).iter().any(|person| match person {
            TypedPerson::Named { name, .. } => {
                let capitals = name
                    .split_whitespace()
                    .filter(|w| w.starts_with(char::is_uppercase))
                    .count();
                (2..=4).contains(&capitals) && capitals == name.split_whitespace().count()
            }
            _ => false,
        })
}

fn is_prose((text, kind): &(&str, Kind)) -> bool {
    *kind == Kind::Text && text.chars().count() >= 40 && text.contains(' ')
}

/// How many values are whole numbers that grow by one, each from the one before.
fn numbered(values: &[(&str, Kind)]) -> usize {
    let numbers: Vec<Option<u64>> = values.iter().map(|(text, _)| text.parse().ok()).collect();
    1 + numbers
        .windows(2)
        .filter(|w| matches!(w, [Some(a), Some(b)] if *b == a + 1))
        .count()
}

/// The year and month of a sheet: from its name, else from what stands above the headings.
fn month_of(sheet: &Sheet, headings: Option<HeadingRows>) -> (Option<i32>, Option<u8>) {
    let glossary = Glossary::shipped();
    let (mut year, mut month) = glossary.year_and_month(&sheet.name);
    let above = headings.map_or(0, |(first, _)| first);
    for (_, cell) in sheet.rows.range(..above).flat_map(|(_, cells)| cells) {
        let (y, m) = glossary.year_and_month(&cell.text);
        // A title of another month than the sheet's name helps only with the year.
        year = year.or(y);
        month = month.or(m);
    }
    (year, month)
}

/// The column with this role.
pub(crate) fn column_of(
    columns: &[ColumnGuess],
    names: &BTreeMap<u32, String>,
    role: Role,
) -> Option<u32> {
    let at = columns.iter().position(|c| c.role == role)?;
    names.keys().nth(at).copied()
}

impl Workbook {
    /// What the workbook is understood to say: for each column what it is, and which words are unknown.
    #[must_use]
    pub fn guess(
        &self,
        schema: &Schema,
        remembered: &Remembered,
        corrections: &Corrections,
    ) -> Guess {
        let judge = Judge::new(schema, remembered, corrections);
        let mut asked = Asked::default();
        let mut sheets = Vec::with_capacity(self.sheets.len());
        for sheet in &self.sheets {
            let parted = judge.sheet(sheet);
            asked.look(&judge, sheet, &parted);
            sheets.push(parted.guess);
        }
        Guess {
            name: self.called(corrections),
            sheets,
            unknown_words: asked.words(&judge),
        }
    }
}

/// Words not known, gathered.
#[derive(Default)]
struct Asked {
    words: BTreeMap<(&'static str, String), UnknownWord>,
}

impl Asked {
    fn look(&mut self, judge: &Judge<'_>, sheet: &Sheet, parted: &Parted) {
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

    fn words(self, judge: &Judge<'_>) -> Vec<UnknownWord> {
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
pub(crate) fn is_said_otherwise(text: &str) -> bool {
    Glossary::shipped().is_empty(text) || aigaq_typed::state(text).is_some()
}

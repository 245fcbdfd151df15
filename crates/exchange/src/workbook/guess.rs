//! What the columns of a sheet are, guessed from their headings and from what stands in them, each guess with its
//! points and its reason, so that a person can see why and say otherwise.

mod asked;
mod columns;

use super::glossary::Glossary;
use super::grid::Sheet;
use super::headings;
use super::question::UnknownWord;
use super::remembered::Remembered;
use super::remembered::SheetAnswers;
use super::role::Role;
use super::rows::{self, HeadingRows, Skipped};
use super::words::Words;
use super::{Corrections, Workbook};
use aigaq_schema::{Day, Language, Schema};
use aigaq_typed::Context;
use asked::Asked;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a workbook is understood to say, before anything is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guess {
    /// What the workbook is called: part of every record id, so that the same workbook, corrected, is the same.
    pub name: String,
    /// The sheets, in their order.
    pub sheets: Vec<SheetGuess>,
    /// What nobody has explained yet, by what is asked, the most frequent first.
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
    /// The sheet is hidden in the workbook.
    pub hidden: bool,
    /// Rows of incidents that are hidden.
    pub hidden_rows: u64,
    /// Cells that say «там же», -//- and the like, and say what the cell above says.
    pub dittos: u64,
}

/// Why a sheet is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyLeftOut {
    /// Nothing stands on it.
    Empty,
    /// No row was found that holds headings.
    NoHeadings,
    /// Its columns tell neither when, nor what happened, nor to whom: a summary, or a list of words.
    NoIncidents,
    /// It is hidden in the workbook.
    Hidden,
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
    /// The column is hidden in the workbook.
    pub hidden: bool,
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

/// A sheet taken apart: what the guess says and what reading needs.
pub(crate) struct Parted<'s> {
    /// The sheet, with what «там же» means in its place.
    pub(crate) sheet: Cow<'s, Sheet>,
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
    pub(crate) lists: HashMap<&'static str, Words>,
    /// What the workbook is called.
    book: String,
    today: Day,
    language: Language,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(
        schema: &'a Schema,
        remembered: &'a Remembered,
        corrections: &'a Corrections,
        (book, today, language): (&str, Day, Language),
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
            book: book.to_owned(),
            today,
            language,
        }
    }

    /// What was answered of a sheet.
    pub(crate) fn said_of(&self, sheet: &str) -> Option<&SheetAnswers> {
        self.remembered.sheet(&self.book, sheet)
    }

    /// What is known of the place where the cells of a sheet stand.
    pub(crate) fn context(&self, guess: &SheetGuess) -> Context {
        let mut context = Context::on(self.today, self.language);
        (context.year, context.month) = (guess.year, guess.month);
        context
    }

    pub(crate) fn sheet<'s>(&self, sheet: &'s Sheet) -> Parted<'s> {
        let said = self.corrections.sheets.get(&sheet.name);
        let answered = self.said_of(&sheet.name);
        let take = answered.and_then(|answers| answers.take);
        let found = match said.and_then(|s| s.heading_row) {
            Some(row) => u32::try_from(row.saturating_sub(1))
                .ok()
                .filter(|row| sheet.rows.contains_key(row))
                .map(|row| headings::at(sheet, row)),
            None => headings::find(sheet),
        };
        let why_left_out = if sheet.rows.is_empty() {
            Some(WhyLeftOut::Empty)
        } else if take == Some(false) {
            Some(WhyLeftOut::Asked)
        } else if found.is_none() {
            Some(WhyLeftOut::NoHeadings)
        } else if sheet.hidden.sheet && take.is_none() {
            Some(WhyLeftOut::Hidden)
        } else {
            None
        };
        let mut why_left_out = why_left_out;
        let mut headings = found.filter(|_| why_left_out.is_none());
        let (mut year, mut month) = month_of(sheet, headings);
        if let Some(answered) = answered {
            year = answered.year.or(year);
            month = answered.month.or(month);
        }
        let (mut incidents, mut skipped) = rows::part(sheet, headings, rows::Known::default());
        let (filled_in, dittos) = sheet.without_dittos(&incidents);
        let mut names = BTreeMap::new();
        let mut columns = Vec::new();
        if let Some(headings) = headings {
            let sheet = filled_in.as_ref();
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
        let tells = [Role::When, Role::What, Role::Whom];
        if headings.is_some() && take.is_none() && !columns.iter().any(|c| tells.contains(&c.role))
        {
            why_left_out = Some(WhyLeftOut::NoIncidents);
            headings = None;
            (incidents, skipped) = rows::part(sheet, None, rows::Known::default());
        }
        let rows_have_ids = columns.iter().any(|c| c.role == Role::RowId);
        let hidden_rows = incidents
            .iter()
            .filter(|row| sheet.hidden.rows.contains(row))
            .count() as u64;
        Parted {
            sheet: filled_in,
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
                hidden: sheet.hidden.sheet,
                hidden_rows,
                dittos,
            },
            incidents,
            names,
        }
    }
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
    /// What the workbook is understood to say: for each column what it is, and which words are unknown. `today` is
    /// what years of two digits are counted from.
    #[must_use]
    pub fn guess(
        &self,
        schema: &Schema,
        remembered: &Remembered,
        corrections: &Corrections,
        today: Day,
    ) -> Guess {
        let name = self.called(corrections);
        let place = (name.as_str(), today, self.language());
        let judge = Judge::new(schema, remembered, corrections, place);
        let mut asked = Asked::default();
        let mut sheets = Vec::with_capacity(self.sheets.len());
        for sheet in &self.sheets {
            let parted = judge.sheet(sheet);
            asked.look(&judge, &parted);
            sheets.push(parted.guess);
        }
        Guess {
            unknown_words: asked.words(&judge, &sheets),
            name,
            sheets,
        }
    }
}

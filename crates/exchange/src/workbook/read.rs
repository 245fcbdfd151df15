//! The sheets of a workbook, row by row, as what they tell.

mod cells;
mod people;
mod row;

use super::grid::{Sheet, letter};
use super::guess::{Judge, Parted, WhyLeftOut};
use super::remembered::{Remembered, key};
use super::role::Role;
use super::rows::Skipped;
use super::shared::Shared;
use super::telling::{RowTold, ToldSheet, WorkbookReport};
use super::{Corrections, Workbook};
use crate::error::{ExchangeError, shortened};
use crate::import::Import;
use crate::reason;
use aigaq_schema::{CountedAs, Day, Language, Schema};
use aigaq_typed::{Context, LawCode};
use std::collections::{BTreeMap, HashMap};

/// A sheet being read.
pub(super) struct Reading<'a> {
    pub(super) judge: &'a Judge<'a>,
    pub(super) sheet: &'a Sheet,
    /// Role → columns: place among the headings, column of the sheet.
    pub(super) columns: BTreeMap<Role, Vec<(usize, u32)>>,
    pub(super) headings: Vec<String>,
    pub(super) context: Context,
    /// Rows of incidents → their ids.
    ids: HashMap<u32, String>,
    pub(super) shared: &'a mut Shared,
}

pub(super) fn import(
    book: &Workbook,
    schema: &Schema,
    remembered: &Remembered,
    corrections: &Corrections,
    today: Day,
) -> Result<Import, ExchangeError> {
    let language = book.language();
    let name = book.called(corrections);
    let judge = Judge::new(schema, remembered, corrections, (&name, today, language));
    let mut report = WorkbookReport {
        name: name.clone(),
        ..WorkbookReport::default()
    };
    let (mut shared, mut told, mut left_out) = (Shared::default(), Vec::new(), Vec::new());
    let mut left_out_as_such = false;
    for sheet in &book.sheets {
        let parted = judge.sheet(sheet);
        report.skipped.extend(parted.guess.skipped.iter().cloned());
        report.dittos += parted.guess.dittos;
        let taken = |row: &u32, column: &u32| {
            let at = parted.names.keys().position(|c| c == column);
            let guess = at.and_then(|at| parted.guess.columns.get(at));
            guess.is_some_and(|c| c.role != Role::LeaveOut)
                && parted.incidents.binary_search(row).is_ok()
        };
        for ((row, column), note) in &sheet.notes {
            if !taken(row, column) {
                let cell = format!("{}{}", letter(*column), u64::from(*row) + 1);
                let words = shortened(note, 200);
                report
                    .notes_left_out
                    .push((sheet.name.clone(), cell, words));
            }
        }
        left_out_as_such |= matches!(
            parted.guess.left_out,
            Some(WhyLeftOut::NoIncidents | WhyLeftOut::Hidden | WhyLeftOut::Asked)
        );
        if let Some(why) = parted.guess.left_out {
            if why != WhyLeftOut::Empty {
                left_out.push(sheet.name.clone());
            }
            continue;
        }
        told.push(read(&judge, &parted, (&mut shared, &mut report)));
    }
    if told.is_empty() {
        let why = match left_out_as_such {
            true => reason::no_sheet_of_incidents(),
            false => reason::no_headings(),
        };
        return Err(ExchangeError::workbook(&book.file, why));
    }
    let names: Vec<String> = told.iter().map(|sheet| sheet.name.clone()).collect();
    let mapping = shared.mapping(
        format!("workbook/{name}"),
        Some(language.tag().to_owned()),
        book.file.clone(),
        &names,
    );
    Ok(Import {
        mapping,
        tables: Vec::new(),
        left_out,
        told,
        workbook: Some(report),
    })
}

impl Workbook {
    /// The language most of it is written in, for words that mean different things in two.
    pub(crate) fn language(&self) -> Language {
        let (mut cyrillic, mut kazakh, mut latin) = (0_usize, 0_usize, 0_usize);
        let cells = self
            .sheets
            .iter()
            .flat_map(|sheet| sheet.rows.values().flatten())
            .take(5_000);
        for c in cells.flat_map(|(_, cell)| cell.text.chars()) {
            match c {
                _ if cells::is_kazakh(c) => kazakh += 1,
                'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' => cyrillic += 1,
                'a'..='z' | 'A'..='Z' => latin += 1,
                _ => {}
            }
        }
        // In Kazakh about one letter in six is one that Russian does not have.
        if kazakh * 12 > cyrillic + kazakh {
            Language::Kk
        } else if cyrillic >= latin {
            Language::Ru
        } else {
            Language::En
        }
    }
}

fn read(
    judge: &Judge<'_>,
    parted: &Parted<'_>,
    (shared, report): (&mut Shared, &mut WorkbookReport),
) -> ToldSheet {
    let sheet = parted.sheet.as_ref();
    let mut columns: BTreeMap<Role, Vec<(usize, u32)>> = BTreeMap::new();
    for (nth, (column, guess)) in parted.names.keys().zip(&parted.guess.columns).enumerate() {
        columns.entry(guess.role).or_default().push((nth, *column));
        let named = || (sheet.name.clone(), guess.heading.clone());
        match guess.role {
            Role::Keep if guess.filled > 0 => report.kept.push(named()),
            Role::LeaveOut => report.left_out.push(named()),
            _ => {}
        }
    }
    let mut ids = HashMap::with_capacity(parted.incidents.len());
    let of_id = columns.get(&Role::RowId).and_then(|c| c.first()).copied();
    for row in &parted.incidents {
        let own = of_id
            .and_then(|(_, column)| sheet.own(*row, column))
            .map(|cell| shortened(&cell.text, 200));
        if own.is_none() {
            report.rows_by_place += 1;
        }
        ids.insert(*row, own.unwrap_or_else(|| format!("row {}", row + 1)));
    }
    let mut reading = Reading {
        judge,
        sheet,
        columns,
        headings: parted.names.values().cloned().collect(),
        context: judge.context(&parted.guess),
        ids,
        shared,
    };
    let mut rows: Vec<RowTold> = parted
        .incidents
        .iter()
        .map(|row| reading.row(*row))
        .collect();
    refuse_repeated(&mut rows, of_id.map(|(nth, _)| nth));
    let headings = reading.headings;
    for (act_type, acts, rule) in rows
        .iter_mut()
        .filter(|row| row.refused.is_none())
        .flat_map(|row| std::mem::take(&mut row.several))
    {
        let counts = match rule {
            CountedAs::Each => &mut report.each,
            CountedAs::Together => &mut report.together,
        };
        *counts.entry(act_type).or_default() += acts;
    }
    let skipped: Vec<Skipped> = parted.guess.skipped.clone();
    ToldSheet {
        name: sheet.name.clone(),
        headings,
        rows,
        skipped_rows: skipped.iter().map(Skipped::rows).sum(),
    }
}

/// Rows with an id that stood before, and rows that say nothing but what another says, are left to a person.
fn refuse_repeated(rows: &mut [RowTold], id: Option<usize>) {
    let mut ids: HashMap<String, u64> = HashMap::new();
    let mut contents: HashMap<Vec<String>, u64> = HashMap::new();
    for row in rows {
        if row.refused.is_some() {
            continue;
        }
        let mut content = row.cells.clone();
        if let Some(cell) = id.and_then(|id| content.get_mut(id)) {
            cell.clear();
        }
        for cell in &mut content {
            *cell = key(cell);
        }
        let (line, of_id) = (row.line, row.id.clone());
        if let Some(first) = contents.get(&content) {
            row.refused = Some(reason::same_as_row(first));
            continue;
        }
        if let Some(first) = ids.get(&of_id) {
            row.refused = Some(reason::number_twice(shortened(&of_id, 60), first));
            continue;
        }
        contents.insert(content, line);
        ids.insert(of_id, line);
    }
}

impl Reading<'_> {
    /// How several targets of an act of a type are counted: as answered, else as the list says.
    pub(super) fn counted_as(&self, act_type: Option<&str>) -> CountedAs {
        let Some(act_type) = act_type else {
            return CountedAs::Together;
        };
        let said = self.judge.remembered.targets(act_type);
        said.unwrap_or_else(|| self.judge.schema.counted_by_default(act_type))
    }

    pub(super) fn id(&self, row: u32) -> String {
        self.ids.get(&row).cloned().unwrap_or_default()
    }
}

/// The code of law that a heading speaks of: «статья КоАП».
pub(crate) fn law_of_heading(heading: &str) -> Option<LawCode> {
    let heading = key(heading);
    let mut named = heading
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| match word {
            "коап" | "акбтк" | "административная" => {
                Some(LawCode::Administrative)
            }
            "ук" | "кк" | "уголовная" => Some(LawCode::Criminal),
            "упк" | "кпк" => Some(LawCode::CriminalProcedure),
            _ => None,
        });
    let first = named.next();
    first.filter(|first| named.all(|other| other == *first))
}

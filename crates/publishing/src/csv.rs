//! Tables as CSV: comma, CRLF, quotes where needed (RFC 4180), UTF-8.
//!
//! A cell never becomes a formula ([`aigaq_schema::cells`]); counts are written as
//! plain digits and dates as EDTF text; a row of a tree is named by its path
//! ("Liberty › arrest"), since a sheet has no indent. Two forms: [`files`] gives every table
//! a file of its own; [`single`] gives one file: the dataset of a register or
//! matrix (one row a record, sources written out), or, for a document without
//! one, its tables one under another, each after a line with its title.

use aigaq_schema::Language;

use crate::counts::HIDDEN;
use crate::document::{
    BarValue, Block, Cell, Chart, Chronicle, Column, Dataset, Document, Figure, Inline, Line,
    RowKind, Table, Value,
};
use crate::notes;
use crate::numbers;
use crate::phrases::Phrases;
use crate::text::clean;
use aigaq_schema::cells::inert;

/// Does the file begin with a byte order mark? Excel needs it to see that the
/// file is UTF-8; other programs do not want it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// With the mark.
    ForExcel,
    /// Without it.
    Plain,
}

impl Mark {
    const fn text(self) -> &'static str {
        match self {
            Self::ForExcel => "\u{FEFF}",
            Self::Plain => "",
        }
    }
}

/// A table cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// The writer failed.
    #[error("a table cannot be written as CSV: {0}")]
    Write(#[from] ::csv::Error),
    /// What was written is not text.
    #[error("a table cannot be written as CSV: the result is not text")]
    Text,
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvFile {
    /// Its name without ending: ASCII letters, digits, hyphens.
    pub stem: String,
    /// Its content.
    pub content: String,
}

/// Every table of the document as a file of its own: the dataset first, then
/// figures, charts without a table, tables, the chronicle, and the notes.
///
/// # Errors
/// [`CsvError`] when a table cannot be written.
pub fn files(document: &Document, mark: Mark) -> Result<Vec<CsvFile>, CsvError> {
    let mut made = Vec::new();
    if let Some(dataset) = &document.dataset {
        made.push(CsvFile {
            stem: document.stem.clone(),
            content: write(mark, &dataset_rows(dataset))?,
        });
    }
    for sheet in sheets(document) {
        made.push(CsvFile {
            stem: format!("{}-{:02}-{}", document.stem, made.len() + 1, sheet.stem),
            content: write(mark, &sheet.rows)?,
        });
    }
    Ok(made)
}

/// The document as one CSV file: its dataset, or all its tables with title
/// lines and remarks between.
///
/// # Errors
/// [`CsvError`] when a table cannot be written.
pub fn single(document: &Document, mark: Mark) -> Result<String, CsvError> {
    if let Some(dataset) = &document.dataset {
        return write(mark, &dataset_rows(dataset));
    }
    let parts = parts(document)
        .iter()
        .enumerate()
        .map(|(at, rows)| write(if at == 0 { mark } else { Mark::Plain }, rows))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(parts.join("\r\n"))
}

/// What [`single`] writes of a document without a dataset, as rows of cells: the title with what must be known, then each
/// table with its title and its remarks.
#[must_use]
pub fn parts(document: &Document) -> Vec<Vec<Vec<String>>> {
    let mut head = vec![vec![document.title.clone()]];
    head.extend(document.facts.iter().map(|fact| {
        vec![
            fact.label.clone(),
            line_text(&fact.content, document.language),
        ]
    }));
    let mut parts = vec![head];
    parts.extend(sheets(document).into_iter().map(|sheet| {
        let mut rows = vec![vec![sheet.title]];
        rows.extend(sheet.rows);
        rows.extend(sheet.remarks.into_iter().map(|remark| vec![remark]));
        rows
    }));
    parts
}

/// A line as plain text: signs of notes as `[3]`, numbers with their unit.
#[must_use]
pub fn line_text(line: &Line, language: Language) -> String {
    let mut out = String::new();
    for inline in line {
        match inline {
            Inline::Text(text)
            | Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Code(text)
            | Inline::InLanguage { text, .. }
            | Inline::RecordLink { text, .. }
            | Inline::TableLink { text, .. }
            | Inline::Address(text) => out.push_str(text),
            Inline::NoteRef(id) => out.push_str(&notes::sign(*id, language)),
            Inline::CountLink { count, .. } => {
                out.push_str(&numbers::whole(count.value(), language));
                out.push('\u{A0}');
                out.push_str(count.unit());
            }
            Inline::NumberLink { count, .. } => {
                out.push_str(&numbers::whole(count.value(), language));
            }
        }
    }
    out
}

/// A table of the document as rows of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// A short name: ASCII letters, digits, hyphens.
    pub stem: String,
    /// What it shows.
    pub title: String,
    /// The headings, then the rows.
    pub rows: Vec<Vec<String>>,
    /// What must be said of it.
    pub remarks: Vec<String>,
}

/// Every table of the document: the dataset first, then figures, charts without a table, tables, the chronicle, the notes.
#[must_use]
pub fn all_sheets(document: &Document) -> Vec<Sheet> {
    let dataset = document.dataset.as_ref().map(|dataset| Sheet {
        stem: document.stem.clone(),
        title: document.title.clone(),
        rows: dataset_rows(dataset),
        remarks: Vec::new(),
    });
    dataset.into_iter().chain(sheets(document)).collect()
}

fn sheets(document: &Document) -> Vec<Sheet> {
    let language = document.language;
    let phrases = Phrases::of(language);
    let mut made = Vec::new();
    for section in document.all_sections(true) {
        for block in &section.blocks {
            match block {
                Block::Table(table) => made.push(table_sheet(table, language)),
                Block::Figures(figures) => {
                    made.push(figures_sheet(&section.id, &section.title, figures, phrases));
                }
                Block::Chart(chart) if chart.data_in.is_none() => {
                    made.push(chart_sheet(&section.id, chart, phrases));
                }
                Block::Chronicle(chronicle) => {
                    made.push(chronicle_sheet(&section.id, chronicle, phrases));
                }
                Block::Notes => made.push(notes_sheet(document, phrases)),
                Block::Chart(_)
                | Block::Paragraph(_)
                | Block::List(_)
                | Block::Definitions(_)
                | Block::Notice(_) => {}
            }
        }
    }
    made
}

fn table_sheet(table: &Table, language: Language) -> Sheet {
    let mut rows = vec![headings(&table.columns)];
    let mut path: Vec<String> = Vec::new();
    for row in &table.rows {
        let mut cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| cell_text(cell, language))
            .collect();
        if let (RowKind::Body { depth }, Some(first)) = (row.kind, cells.first_mut()) {
            path.truncate(usize::from(depth));
            path.push(first.clone());
            *first = path.join(" › ");
        }
        rows.push(cells);
    }
    let mut remarks: Vec<String> = table
        .notes
        .iter()
        .map(|note| line_text(note, language))
        .collect();
    if table.rows.is_empty() {
        remarks.insert(0, table.empty_text.clone());
    }
    Sheet {
        stem: table.id.0.clone(),
        title: format!("{}. {} ({})", table.label, table.caption, table.unit),
        rows,
        remarks,
    }
}

fn figures_sheet(id: &str, title: &str, figures: &[Figure], phrases: &Phrases) -> Sheet {
    let head = ["sheet.label", "sheet.number", "sheet.unit", "sheet.caveat"];
    let mut rows = vec![head.map(|key| phrases.say(key)).to_vec()];
    for figure in figures {
        let row = |label: &str, number: &crate::document::Count, caveat: &str| {
            vec![
                label.to_owned(),
                number.value().to_string(),
                number.unit().to_owned(),
                caveat.to_owned(),
            ]
        };
        let caveat = figure.caveat.as_deref().unwrap_or_default();
        rows.push(row(&figure.label, &figure.number, caveat));
        // The caveat is about this period: how many of an earlier one are left out is another number.
        rows.extend(
            figure
                .compared
                .iter()
                .map(|other| row(&other.label, &other.number, "")),
        );
    }
    Sheet {
        stem: id.to_owned(),
        title: title.to_owned(),
        rows,
        remarks: Vec::new(),
    }
}

fn chart_sheet(id: &str, chart: &Chart, phrases: &Phrases) -> Sheet {
    let mut head = vec![phrases.say("sheet.label")];
    head.extend(chart.series.iter().cloned());
    let mut rows = vec![head];
    rows.extend(chart.bars.iter().map(|bar| {
        let mut row = vec![bar.label.clone()];
        row.extend(bar.values.iter().map(|value| match value {
            BarValue::Known(number) => number.to_string(),
            BarValue::Between(low, Some(high)) => format!("{low}–{high}"),
            BarValue::Between(low, None) => {
                phrases.fill("quantity.at_least", &[("number", &low.to_string())])
            }
            BarValue::Hidden => HIDDEN.to_owned(),
        }));
        row
    }));
    Sheet {
        stem: format!("{id}-chart"),
        title: format!("{} ({})", chart.title, chart.unit),
        rows,
        remarks: Vec::new(),
    }
}

fn chronicle_sheet(id: &str, chronicle: &Chronicle, phrases: &Phrases) -> Sheet {
    let head = [
        "column.number",
        "column.date",
        "column.place",
        "column.who",
        "column.what",
        "column.by",
        "column.law",
        "column.outcome",
        "column.sources",
    ];
    let mut rows = vec![head.map(|key| phrases.say(key)).to_vec()];
    for entry in &chronicle.entries {
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
        rows.push(vec![
            or_empty(&entry.number),
            entry.edtf.clone(),
            or_empty(&entry.place),
            or_empty(&entry.who),
            entry.what.clone(),
            or_empty(&entry.by),
            or_empty(&entry.law),
            or_empty(&entry.outcome),
            // In place a note follows a text, after a space.
            line_text(&entry.sources, phrases.language())
                .trim()
                .to_owned(),
        ]);
    }
    let remarks = if chronicle.entries.is_empty() {
        vec![chronicle.empty_text.clone()]
    } else {
        Vec::new()
    };
    Sheet {
        stem: id.to_owned(),
        title: chronicle.caption.clone(),
        rows,
        remarks,
    }
}

fn notes_sheet(document: &Document, phrases: &Phrases) -> Sheet {
    let mut rows = vec![vec![
        phrases.say("sheet.note"),
        phrases.say("column.sources"),
    ]];
    rows.extend(document.notes.iter().map(|note| {
        vec![
            note.id.0.to_string(),
            line_text(&note.content, document.language),
        ]
    }));
    Sheet {
        stem: "notes".to_owned(),
        title: phrases.say("notes.title"),
        rows,
        remarks: Vec::new(),
    }
}

fn headings(columns: &[Column]) -> Vec<String> {
    columns
        .iter()
        .map(|column| column.heading.clone())
        .collect()
}

fn dataset_rows(dataset: &Dataset) -> Vec<Vec<String>> {
    let mut rows = vec![headings(&dataset.columns)];
    rows.extend(
        dataset
            .rows
            .iter()
            .map(|row| row.iter().map(value_text).collect()),
    );
    rows
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) | Value::Decimal(text) | Value::Date(text) => text.clone(),
        Value::Number(number) => number.to_string(),
    }
}

fn cell_text(cell: &Cell, language: Language) -> String {
    match &cell.value {
        Some(value) => value_text(value),
        None => {
            let lines: Vec<String> = cell
                .lines
                .iter()
                .map(|line| line_text(line, language))
                .collect();
            lines.join("; ")
        }
    }
}

/// Rows of cells as CSV.
pub(crate) fn write(mark: Mark, rows: &[Vec<String>]) -> Result<String, CsvError> {
    let mut writer = ::csv::WriterBuilder::new()
        .flexible(true)
        .terminator(::csv::Terminator::CRLF)
        .from_writer(mark.text().as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|cell| inert(&clean(cell)).into_owned()))?;
    }
    let bytes = writer.into_inner().map_err(|_| CsvError::Text)?;
    String::from_utf8(bytes).map_err(|_| CsvError::Text)
}

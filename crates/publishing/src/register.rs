//! Any register: what it holds and how that is defined, its counts with their units, its tables.
//!
//! The register of restrictions and the matrix of commitments have forms of their own; the others are made here.
//! Whoever makes a register gives its words; this module gives it the shape of a publication: numbered sections and
//! tables, notes and sources, the annex with the records behind each figure.

use std::collections::BTreeMap;

use crate::compose::{Composer, Heading};
use crate::document::{
    Bar, BarValue, Block, Cell, Chart, ChartLook, Column, Dataset, Definition, Document, Inline,
    Lasting, Line, Notice, NoticeKind, Paper, RecordId, Row, Section, Table, TableId,
};
use crate::input::{Audience, EvidenceRecord, Tally};
use crate::notes::{Citation, NotesAt, Reference, SourceKey};
use crate::phrases::{Phrases, Unit};

/// Everything a register says.
#[derive(Debug, Clone)]
pub struct RegisterInput {
    /// A short name for files: ASCII letters, digits, hyphens.
    pub stem: String,
    /// The title.
    pub title: String,
    /// As of which day or over which period, in words.
    pub on: String,
    /// Who may read it.
    pub audience: Audience,
    /// The state of knowledge, in words.
    pub as_of: String,
    /// What is in it and how it is counted; one paragraph each.
    pub definition: Vec<String>,
    /// What must not be missed: what was entered that cannot be, rules that no lawyer has read.
    pub warnings: Vec<Warning>,
    /// The counts.
    pub counts: Vec<RegisterCount>,
    /// The tables, each a section.
    pub tables: Vec<RegisterTable>,
    /// Words used in it, with what they mean.
    pub terms: Vec<(String, String)>,
    /// Records behind figures that are no row of the tables, for the annex.
    pub records: Vec<EvidenceRecord>,
    /// One row a record, for programs.
    pub dataset: Option<Dataset>,
    /// All sources cited.
    pub library: BTreeMap<SourceKey, Reference>,
    /// Where notes stand.
    pub notes: NotesAt,
}

/// Something the reader must not miss.
#[derive(Debug, Clone)]
pub struct Warning {
    /// In a few words.
    pub title: String,
    /// What it is, one line each, with links.
    pub lines: Vec<Line>,
}

/// A count with its unit.
#[derive(Debug, Clone)]
pub struct RegisterCount {
    /// What is counted: "in force".
    pub label: String,
    /// The number and its records.
    pub tally: Tally,
    /// Of what.
    pub unit: Unit,
    /// What must be known to read it.
    pub caveat: Option<String>,
}

/// A table of a register.
#[derive(Debug, Clone)]
pub struct RegisterTable {
    /// A short name, unique in the register: ASCII letters, digits, hyphens.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What must be known to read it; one paragraph each.
    pub remarks: Vec<String>,
    /// What a row is: "restrictions".
    pub unit: String,
    /// The columns, without that of the sources.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<RegisterRow>,
    /// The sentence that stands for a table without rows.
    pub empty_text: String,
    /// The rows name their sources.
    pub with_sources: bool,
    /// A picture of it, to stand above it.
    pub drawn: Option<(ChartLook, Vec<Bar>)>,
    /// Of a timeline, when the things of each row were.
    pub moments: Vec<Vec<Lasting>>,
}

/// A row of a register.
#[derive(Debug, Clone, Default)]
pub struct RegisterRow {
    /// Its record.
    pub record: Option<RecordId>,
    /// What the record is called in the publication ("R7"); empty for none.
    pub number: String,
    /// As many cells as the table has columns.
    pub cells: Vec<Cell>,
    /// Where it is told.
    pub citations: Vec<Citation>,
}

/// Makes the register.
#[must_use]
pub fn register(input: &RegisterInput, phrases: &Phrases) -> Document {
    let mut composer = Composer::new(phrases, &input.library, input.notes);
    let first = overview(input, &mut composer);
    if !first.is_empty() {
        composer.section("overview", &phrases.say("restrictions.overview"), first);
    }
    for table in &input.tables {
        let blocks = with_remarks(table, &table.id, &mut composer);
        composer.section(&table.id, &table.title, blocks);
    }
    let terms = input
        .terms
        .iter()
        .map(|(term, meaning)| Definition {
            term: term.clone(),
            meaning: vec![Inline::text(meaning)],
        })
        .collect();
    composer.closing(terms, &input.records);
    let heading = Heading {
        stem: input.stem.clone(),
        title: input.title.clone(),
        subtitle: Some(input.on.clone()),
        organisation: None,
        audience: input.audience,
        as_of: input.as_of.clone(),
        paper: Paper::Landscape,
        facts: vec![(phrases.say("fact.as_of"), input.as_of.clone())],
    };
    composer.finish(heading, input.dataset.clone())
}

/// What stands of a register in a section of a report above its tables: those in which nothing stands are named in a
/// sentence, and of a register in which nothing stands no noughts are told either.
pub(crate) fn within_report(input: &RegisterInput, composer: &mut Composer<'_>) -> Vec<Block> {
    let empty = input.tables.iter().filter(|table| table.rows.is_empty());
    let empty: Vec<&str> = empty.map(|table| table.title.as_str()).collect();
    let is_nought = input.counts.iter().all(|count| count.tally.value == 0);
    if empty.len() == input.tables.len() && is_nought {
        let nothing = input.tables.first().map(|table| table.empty_text.clone());
        let nothing = nothing.unwrap_or_else(|| composer.phrases.say("register.nothing"));
        return vec![Block::Paragraph(vec![Inline::Text(nothing)])];
    }
    let mut blocks = overview(input, composer);
    if !empty.is_empty() {
        let titles = empty.join("; ");
        let said = composer
            .phrases
            .fill("register.nothing_in", &[("titles", &titles)]);
        blocks.push(Block::Paragraph(vec![Inline::Text(said)]));
    }
    blocks
}

/// The tables of a register in which something stands, as sections within another section.
pub(crate) fn sections_of(
    input: &RegisterInput,
    section: &str,
    composer: &mut Composer<'_>,
) -> Vec<Section> {
    let tables = input.tables.iter().filter(|table| !table.rows.is_empty());
    tables
        .map(|table| {
            let id = composer.section_id(&format!("{section}-{}", table.id));
            Section {
                blocks: with_remarks(table, &id, composer),
                id,
                title: table.title.clone(),
                parts: Vec::new(),
                annex: false,
            }
        })
        .collect()
}

/// A table below what must be known to read it.
fn with_remarks(table: &RegisterTable, id: &str, composer: &mut Composer<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = table
        .remarks
        .iter()
        .map(|text| Block::Paragraph(vec![Inline::text(text)]))
        .collect();
    blocks.extend(content(table, id, composer));
    blocks
}

/// What a register is, what must not be missed in it, its counts.
fn overview(input: &RegisterInput, composer: &mut Composer<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = input
        .definition
        .iter()
        .map(|text| Block::Paragraph(vec![Inline::text(text)]))
        .collect();
    for warning in &input.warnings {
        blocks.push(Block::Notice(Notice {
            kind: NoticeKind::Warning,
            title: warning.title.clone(),
            content: warning.lines.clone(),
        }));
    }
    if !input.counts.is_empty() {
        let figures = input
            .counts
            .iter()
            .map(|count| {
                let mut figure = composer.figure(&count.tally, count.unit, count.label.clone());
                figure.caveat.clone_from(&count.caveat);
                figure
            })
            .collect();
        blocks.push(Block::Figures(figures));
    }
    blocks
}

/// The table, below its picture; a sentence where there are no rows.
fn content(table: &RegisterTable, id: &str, composer: &mut Composer<'_>) -> Vec<Block> {
    if table.rows.is_empty() {
        return vec![Block::Paragraph(vec![Inline::text(&table.empty_text)])];
    }
    let mut columns = table.columns.clone();
    if table.with_sources {
        columns.push(Column::short(composer.phrases.say("column.sources")));
    }
    let label = composer.table_label();
    let id = composer.table_id(id);
    let rows = table
        .rows
        .iter()
        .map(|row| {
            composer.call(row.record.as_ref(), &row.number);
            let mut cells = row.cells.clone();
            cells.resize(table.columns.len(), Cell::empty());
            if table.with_sources {
                cells.push(composer.cite_cell(&row.citations));
            }
            Row::body(cells).of_record(row.record.clone())
        })
        .collect();
    let mut blocks = Vec::new();
    // Bars that are all nought say nothing that the table does not.
    if let Some((look, bars)) = &table.drawn
        && bars
            .iter()
            .flat_map(|bar| &bar.values)
            .any(|value| *value != BarValue::Known(0))
    {
        let drawn = (*look, bars.as_slice());
        blocks.push(picture((table, &id), drawn, &label, composer.phrases));
    }
    blocks.push(Block::Table(Table {
        id,
        label,
        caption: table.title.clone(),
        unit: table.unit.clone(),
        columns,
        rows,
        notes: Vec::new(),
        empty_text: table.empty_text.clone(),
    }));
    blocks
}

/// So many lines of time stand in one picture; the table has all.
const MOST_LINES: usize = 12;

fn picture(
    (table, id): (&RegisterTable, &TableId),
    (look, bars): (ChartLook, &[Bar]),
    label: &str,
    phrases: &Phrases,
) -> Block {
    let heading = |at: usize| {
        let column = table.columns.get(at);
        column.map_or_else(String::new, |column| column.heading.clone())
    };
    let drawn = match look {
        ChartLook::Timeline => bars.get(..MOST_LINES).unwrap_or(bars),
        _ => bars,
    };
    let told: Vec<String> = drawn
        .iter()
        .map(|bar| {
            let numbers: Vec<String> = bar
                .values
                .iter()
                .filter_map(|value| match value {
                    BarValue::Known(number) => Some(number.to_string()),
                    _ => None,
                })
                .collect();
            format!("{}: {}", bar.label, numbers.join(", "))
        })
        .collect();
    Block::Chart(Chart {
        title: table.title.clone(),
        description: told.join("; "),
        unit: table.unit.clone(),
        heading: heading(0),
        look,
        adds_up: false,
        series: (1..=bars.iter().map(|bar| bar.values.len()).max().unwrap_or(1))
            .map(heading)
            .collect(),
        bars: drawn.to_vec(),
        data_in: Some(id.clone()),
        data_label: Some(label.to_owned()),
        not_drawn: (drawn.len() < bars.len()).then(|| {
            let places = [
                ("n", drawn.len().to_string()),
                ("all", bars.len().to_string()),
            ];
            let places = places
                .each_ref()
                .map(|(place, number)| (*place, number.as_str()));
            phrases.fill("picture.first_rows", &places)
        }),
        lists: Vec::new(),
        moments: match look {
            ChartLook::Timeline => table.moments.iter().take(drawn.len()).cloned().collect(),
            _ => Vec::new(),
        },
    })
}

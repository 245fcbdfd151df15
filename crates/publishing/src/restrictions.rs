//! The register of restrictions in force on a day: what is certain, what is
//! perhaps, and what nobody can say, as lists of their own.

use std::collections::BTreeMap;

use crate::compose::{Composer, Heading, sources_value};
use crate::document::{
    Block, Cell, Column, Dataset, Definition, Document, Inline, Line, Paper, RecordId, Row, Table,
    Value,
};
use crate::input::{Audience, DateWords, EvidenceRecord, Tally};
use crate::notes::{Citation, NotesAt, Reference, SourceKey};
use crate::numbers;
use crate::phrases::{Phrases, Unit};
use crate::text::begun;

/// Everything the register says.
#[derive(Debug, Clone)]
pub struct RestrictionsInput {
    /// The title; without one, "Restrictions in force".
    pub title: Option<String>,
    /// Who publishes it.
    pub organisation: Option<String>,
    /// Who may read it.
    pub audience: Audience,
    /// The day, in words.
    pub on: String,
    /// The state of knowledge, in words.
    pub as_of: String,
    /// What the data cover and what they do not; one paragraph each.
    pub coverage: Vec<String>,
    /// Certainly in force.
    pub certainly: RestrictionList,
    /// Perhaps in force: the row says why.
    pub perhaps: RestrictionList,
    /// Begun, and the end neither stated nor computable.
    pub end_unknown: RestrictionList,
    /// Ended shortly before the day, when wanted.
    pub ended: Option<RestrictionList>,
    /// All sources cited.
    pub library: BTreeMap<SourceKey, Reference>,
    /// Where notes stand.
    pub notes: NotesAt,
    /// Records behind figures that are no row of the lists, for the annex.
    pub records: Vec<EvidenceRecord>,
}

/// A list of restrictions with its totals.
#[derive(Debug, Clone, Default)]
pub struct RestrictionList {
    /// The restrictions, in order.
    pub rows: Vec<RestrictionRow>,
    /// How many restrictions: the number of rows, with the way to them.
    pub restrictions: Tally,
    /// How many distinct persons they bind.
    pub persons: Tally,
    /// How many distinct organisations they bind.
    pub organisations: Tally,
}

/// When a restriction ends, as far as is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum End {
    /// A source states it.
    Stated(DateWords),
    /// Computed from the start and the length; the words may be a range:
    /// "between 2 February and 1 March 2024".
    Computed(DateWords),
    /// Nobody says.
    #[default]
    Unknown,
}

/// How many days are left on the day of the register, the day itself not
/// counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaysLeft {
    /// At least.
    pub least: u64,
    /// At most.
    pub most: u64,
}

/// A restriction. Empty text means not known.
#[derive(Debug, Clone, Default)]
pub struct RestrictionRow {
    /// Its record.
    pub record: Option<RecordId>,
    /// Its number in this publication ("R7"); empty for none.
    pub number: String,
    /// Whom it binds, as this audience may read it.
    pub who: String,
    /// The record of the person or organisation.
    pub who_record: Option<RecordId>,
    /// What kind it is.
    pub kind: String,
    /// The law or the decision it rests on, and the court.
    pub basis: String,
    /// What it forbids or orders.
    pub scope: String,
    /// In force from.
    pub from: DateWords,
    /// Its length is counted from; empty when from the start.
    pub counted_from: DateWords,
    /// Its length in words: "3 years".
    pub length: String,
    /// When it ends.
    pub end: End,
    /// Days left on the day of the register.
    pub days_left: Option<DaysLeft>,
    /// Why it is only perhaps in force: "start known to the year only".
    pub why: Option<String>,
    /// Where it is told.
    pub citations: Vec<Citation>,
}

/// Makes the register.
#[must_use]
pub fn restrictions_register(input: &RestrictionsInput, phrases: &Phrases) -> Document {
    let mut composer = Composer::new(phrases, &input.library, input.notes);
    let on = input.on.as_str();
    overview(input, &mut composer);
    let mut lists = vec![
        (
            "certainly",
            &input.certainly,
            "restrictions.certainly",
            "restrictions.certainly_empty",
        ),
        (
            "perhaps",
            &input.perhaps,
            "restrictions.perhaps",
            "restrictions.perhaps_empty",
        ),
        (
            "end-unknown",
            &input.end_unknown,
            "restrictions.end_unknown",
            "restrictions.end_unknown_empty",
        ),
    ];
    if let Some(ended) = &input.ended {
        lists.push((
            "ended",
            ended,
            "restrictions.ended",
            "restrictions.ended_empty",
        ));
    }
    for (id, list, title, empty) in lists {
        let caption = phrases.fill(title, &[("day", on)]);
        let blocks = list_block(list, id, caption.clone(), phrases.say(empty), &mut composer);
        composer.section(id, &caption, blocks);
    }
    composer.closing(definitions(phrases), &input.records);
    let heading = Heading {
        stem: "restrictions".to_owned(),
        title: input
            .title
            .clone()
            .unwrap_or_else(|| phrases.say("restrictions.name")),
        subtitle: Some(phrases.fill("restrictions.on", &[("day", on)])),
        organisation: input.organisation.clone(),
        audience: input.audience,
        as_of: input.as_of.clone(),
        paper: Paper::Landscape,
        facts: vec![
            (phrases.say("fact.day"), input.on.clone()),
            (phrases.say("fact.as_of"), input.as_of.clone()),
        ],
    };
    composer.finish(heading, Some(dataset(input, phrases)))
}

fn overview(input: &RestrictionsInput, composer: &mut Composer<'_>) {
    let phrases = composer.phrases;
    let mut blocks: Vec<Block> = input
        .coverage
        .iter()
        .map(|text| Block::Paragraph(vec![Inline::text(text)]))
        .collect();
    let lists = [
        (&input.certainly, "standing.certainly"),
        (&input.perhaps, "standing.perhaps"),
        (&input.end_unknown, "standing.end_unknown"),
    ];
    let mut figures = Vec::new();
    for (list, key) in lists {
        figures.push(composer.figure(&list.restrictions, Unit::Restrictions, phrases.say(key)));
    }
    blocks.push(Block::Figures(figures));
    blocks.push(Block::Paragraph(vec![Inline::text(
        phrases.say("restrictions.method"),
    )]));
    composer.section("overview", &phrases.say("restrictions.overview"), blocks);
}

/// A list as blocks: the sentence with its totals, and the table.
pub(crate) fn list_block(
    list: &RestrictionList,
    id: &str,
    caption: String,
    empty_text: String,
    composer: &mut Composer<'_>,
) -> Vec<Block> {
    let phrases = composer.phrases;
    if list.rows.is_empty() {
        return vec![Block::Paragraph(vec![Inline::text(empty_text)])];
    }
    let label = composer.table_label();
    let totals = totals(list, &label, composer);
    let with_why = list.rows.iter().any(|row| row.why.is_some());
    let with_days = list.rows.iter().any(|row| row.days_left.is_some());
    let with_number = list.rows.iter().any(|row| !row.number.is_empty());
    let mut columns = Vec::new();
    if with_number {
        columns.push(Column::short(phrases.say("column.number")));
    }
    columns.extend([
        Column::text(phrases.say("column.who")),
        Column::text(phrases.say("column.restriction")),
        Column::long(phrases.say("column.scope")),
        Column::date(phrases.say("column.from")),
        Column::text(phrases.say("column.length")),
        Column::date(phrases.say("column.end")),
    ]);
    if with_days {
        columns.push(Column::number(phrases.say("column.days_left")));
    }
    if with_why {
        let why = if id == "perhaps" {
            "column.why_perhaps"
        } else {
            "column.why"
        };
        columns.push(Column::text(phrases.say(why)));
    }
    columns.push(Column::short(phrases.say("column.sources")));
    let rows = list
        .rows
        .iter()
        .map(|row| {
            composer.call(row.record.as_ref(), &row.number);
            let mut cells = cells(row, phrases);
            if with_number {
                cells.insert(0, Cell::text(&row.number));
            }
            if with_days {
                cells.push(days_cell(row.days_left, phrases));
            }
            if with_why {
                cells.push(Cell::text(row.why.clone().unwrap_or_default()));
            }
            cells.push(composer.cite_cell(&row.citations));
            Row::body(cells).of_record(row.record.clone())
        })
        .collect();
    vec![
        Block::Paragraph(totals),
        Block::Table(Table {
            id: composer.table_id(&format!("restrictions-{id}")),
            label,
            caption,
            unit: phrases.unit(Unit::Restrictions),
            columns,
            rows,
            notes: Vec::new(),
            empty_text,
        }),
    ]
}

/// "12 restrictions on 9 persons and 1 organisation."
fn totals(list: &RestrictionList, label: &str, composer: &mut Composer<'_>) -> Line {
    let phrases = composer.phrases;
    let mut line: Line = vec![composer.count(&list.restrictions, Unit::Restrictions, label)];
    line.push(Inline::text(format!(
        "; {} ",
        phrases.say("restrictions.bind")
    )));
    line.push(composer.count(&list.persons, Unit::Persons, label));
    if list.organisations.value > 0 {
        line.push(Inline::text(format!(
            " {} ",
            phrases.say("restrictions.and")
        )));
        line.push(composer.count(&list.organisations, Unit::Organisations, label));
    }
    line.push(Inline::text("."));
    line
}

fn cells(row: &RestrictionRow, phrases: &Phrases) -> Vec<Cell> {
    let unknown = || phrases.say("value.unknown");
    let who = if row.who.is_empty() {
        Cell::text(unknown())
    } else {
        Cell::line(vec![linked(row.who_record.as_ref(), &row.who)])
    };
    let kind = if row.kind.is_empty() {
        unknown()
    } else {
        row.kind.clone()
    };
    let mut kind_lines = vec![vec![linked(row.record.as_ref(), &kind)]];
    if !row.basis.is_empty() {
        kind_lines.push(vec![Inline::text(&row.basis)]);
    }
    let mut from = if row.from.words.is_empty() {
        Cell::text(unknown())
    } else {
        Cell::date(&row.from.words, &row.from.edtf)
    };
    if !row.counted_from.words.is_empty() {
        let day = row.counted_from.words.as_str();
        let words = phrases.fill("restrictions.counted_from", &[("day", day)]);
        from.lines.push(vec![Inline::Emphasis(words)]);
    }
    vec![
        who,
        Cell::lines(kind_lines),
        Cell::text(&row.scope),
        from,
        Cell::text(&row.length),
        end_cell(&row.end, phrases),
    ]
}

fn end_cell(end: &End, phrases: &Phrases) -> Cell {
    match end {
        End::Stated(date) => Cell::date(&date.words, &date.edtf),
        End::Computed(date) => {
            let mut cell = Cell::date(&date.words, &date.edtf);
            cell.lines
                .push(vec![Inline::Emphasis(phrases.say("end.computed"))]);
            cell
        }
        End::Unknown => Cell::text(phrases.say("end.unknown")),
    }
}

fn days_cell(days: Option<DaysLeft>, phrases: &Phrases) -> Cell {
    let Some(days) = days else {
        return Cell::empty();
    };
    let words = days_words(days, phrases);
    Cell {
        lines: vec![vec![Inline::text(words)]],
        value: (days.least == days.most).then(|| Value::from(days.least)),
    }
}

fn days_words(days: DaysLeft, phrases: &Phrases) -> String {
    let print = |number| numbers::whole(number, phrases.language());
    if days.least == days.most {
        print(days.least)
    } else {
        format!("{}–{}", print(days.least), print(days.most))
    }
}

fn linked(record: Option<&RecordId>, text: &str) -> Inline {
    match record {
        Some(record) => Inline::RecordLink {
            record: record.clone(),
            text: text.to_owned(),
        },
        None => Inline::text(text),
    }
}

fn definitions(phrases: &Phrases) -> Vec<Definition> {
    let mut terms: Vec<Definition> = [Unit::Restrictions, Unit::Persons, Unit::Organisations]
        .into_iter()
        .map(|unit| Definition {
            term: begun(&phrases.unit(unit)),
            meaning: vec![Inline::text(phrases.unit_meaning(unit))],
        })
        .collect();
    for (term, meaning) in [
        ("standing.certainly", "standing.certainly_meaning"),
        ("standing.perhaps", "standing.perhaps_meaning"),
        ("standing.end_unknown", "standing.end_unknown_meaning"),
    ] {
        terms.push(Definition {
            term: begun(&phrases.say(term)),
            meaning: vec![Inline::text(phrases.say(meaning))],
        });
    }
    terms
}

/// One row a restriction, with its standing.
fn dataset(input: &RestrictionsInput, phrases: &Phrases) -> Dataset {
    let columns = vec![
        Column::text(phrases.say("column.number")),
        Column::text(phrases.say("column.standing")),
        Column::text(phrases.say("column.who")),
        Column::text(phrases.say("column.kind")),
        Column::text(phrases.say("column.basis")),
        Column::long(phrases.say("column.scope")),
        Column::date(phrases.say("column.from")),
        Column::date(phrases.say("column.counted_from")),
        Column::text(phrases.say("column.length")),
        Column::date(phrases.say("column.end")),
        Column::text(phrases.say("column.end_known")),
        Column::number(phrases.say("column.days_least")),
        Column::number(phrases.say("column.days_most")),
        Column::text(phrases.say("column.why_perhaps")),
        Column::long(phrases.say("column.sources")),
    ];
    let lists = [
        (Some(&input.certainly), "standing.certainly"),
        (Some(&input.perhaps), "standing.perhaps"),
        (Some(&input.end_unknown), "standing.end_unknown"),
        (input.ended.as_ref(), "standing.ended"),
    ];
    let date = |date: &DateWords| {
        if date.edtf.is_empty() {
            Value::text(&date.words)
        } else {
            Value::Date(date.edtf.clone())
        }
    };
    let mut rows = Vec::new();
    for (list, standing) in lists {
        for row in list.iter().flat_map(|list| &list.rows) {
            let (end, known) = match &row.end {
                End::Stated(when) => (date(when), "end.stated"),
                End::Computed(when) => (date(when), "end.computed"),
                End::Unknown => (Value::Empty, "end.unknown"),
            };
            rows.push(vec![
                Value::text(&row.number),
                Value::text(phrases.say(standing)),
                Value::text(&row.who),
                Value::text(&row.kind),
                Value::text(&row.basis),
                Value::text(&row.scope),
                date(&row.from),
                date(&row.counted_from),
                Value::text(&row.length),
                end,
                Value::text(phrases.say(known)),
                row.days_left.map_or(Value::Empty, |days| days.least.into()),
                row.days_left.map_or(Value::Empty, |days| days.most.into()),
                Value::maybe(row.why.as_deref()),
                sources_value(&row.citations, &input.library, phrases),
            ]);
        }
    }
    Dataset { columns, rows }
}

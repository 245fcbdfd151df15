//! The matrix itself: one row a commitment, three axes side by side; and the
//! same as a flat table.

use crate::compose::{Composer, sources_value};
use crate::document::{Cell, Column, Dataset, Inline, Line, RecordId, Row, Table, TableId, Value};
use crate::phrases::{Phrases, Unit};

use super::overview::has_repeats;
use super::{Axis, AxisStanding, CommitmentRow, CommitmentsInput, Standing};

pub(super) fn table(input: &CommitmentsInput, composer: &mut Composer<'_>) -> Table {
    let phrases = composer.phrases;
    let label = composer.table_label();
    let mut columns = vec![
        Column::short(phrases.say("column.number")),
        Column::long(phrases.say("column.commitment")),
        Column::text(phrases.say("column.made")),
        Column::text(phrases.say("column.themes")),
    ];
    columns.extend(Axis::ALL.map(|axis| Column::long(phrases.say(axis.key()))));
    let repeats = has_repeats(&input.commitments);
    let rows = input
        .commitments
        .iter()
        .map(|row| matrix_row(row, composer))
        .collect();
    let mut notes = vec![vec![Inline::text(phrases.say("matrix.three_axes"))]];
    if repeats {
        notes.push(vec![Inline::text(phrases.say("matrix.repeats"))]);
    }
    Table {
        id: TableId("matrix".to_owned()),
        label,
        caption: phrases.say("matrix.caption"),
        unit: phrases.unit(Unit::Commitments),
        columns,
        rows,
        notes,
        empty_text: phrases.say("matrix.empty"),
    }
}

fn matrix_row(row: &CommitmentRow, composer: &mut Composer<'_>) -> Row {
    composer.call(row.record.as_ref(), &row.number);
    let phrases = composer.phrases;
    let number = if row.number.is_empty() {
        Cell::empty()
    } else {
        Cell::line(vec![linked(row.record.as_ref(), &row.number)])
    };
    let mut text: Line = vec![match &row.language {
        Some(language) if language != phrases.language().tag() => Inline::InLanguage {
            language: language.clone(),
            text: row.text.clone(),
        },
        _ => Inline::text(&row.text),
    }];
    text.extend(composer.cite(&row.citations));
    let mut text_lines = vec![text];
    text_lines.extend(labelled("matrix.to", &row.addressee, phrases));
    let concerns = row.concerns.join(", ");
    text_lines.extend(labelled("matrix.concerns", &concerns, phrases));
    let mut made = Vec::new();
    for words in [&row.kind, &row.made_by, &row.made_on.words] {
        if !words.is_empty() {
            made.push(vec![Inline::text(words)]);
        }
    }
    made.extend(labelled("matrix.deadline", &row.deadline.words, phrases));
    made.extend(labelled("matrix.review", &row.review.words, phrases));
    let themes: Vec<Line> = row
        .themes
        .iter()
        .chain(&row.rights)
        .map(|words| vec![Inline::text(words)])
        .chain(labelled("matrix.part_of", &row.part_of.join("; "), phrases))
        .collect();
    for indicator in &row.indicators {
        text_lines.extend(labelled("matrix.indicator", indicator, phrases));
    }
    let mut cells = vec![
        number,
        Cell::lines(text_lines),
        Cell::lines(made),
        Cell::lines(themes),
    ];
    cells.extend(Axis::ALL.map(|axis| axis_cell(row.on(axis), composer)));
    Row::body(cells).of_record(row.record.clone())
}

fn labelled(key: &str, words: &str, phrases: &Phrases) -> Option<Line> {
    (!words.is_empty()).then(|| {
        vec![
            Inline::Emphasis(phrases.say(key)),
            Inline::text(" "),
            Inline::text(words),
        ]
    })
}

fn axis_cell(standing: &AxisStanding, composer: &mut Composer<'_>) -> Cell {
    let phrases = composer.phrases;
    let mut lines: Vec<Line> = Vec::new();
    if let Standing::Differ(_) = standing.standing {
        lines.push(vec![Inline::Strong(phrases.say("level.differ"))]);
    }
    for assessment in &standing.assessments {
        let level = if assessment.level.is_empty() {
            phrases.say("value.unknown")
        } else {
            assessment.level.clone()
        };
        let mut head: Line = vec![Inline::Strong(level)];
        if !assessment.direction.is_empty() {
            head.push(Inline::text(format!(", {}", assessment.direction)));
        }
        lines.push(head);
        let by: Vec<&str> = [assessment.assessor.as_str(), assessment.date.words.as_str()]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect();
        let mut by_line: Line = Vec::new();
        if !by.is_empty() {
            by_line.push(Inline::Emphasis(by.join(", ")));
        }
        by_line.extend(composer.cite(&assessment.citations));
        if !by_line.is_empty() {
            lines.push(by_line);
        }
        if !assessment.reason.is_empty() {
            lines.push(vec![Inline::text(&assessment.reason)]);
        }
        let evidence = assessment.evidence.join("; ");
        lines.extend(labelled("matrix.evidence", &evidence, phrases));
        lines.extend(labelled("matrix.dissent", &assessment.dissent, phrases));
    }
    if lines.is_empty() {
        lines.push(vec![Inline::Emphasis(phrases.say("level.none"))]);
    }
    Cell::lines(lines)
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

/// One row a commitment; for each axis the latest assessment in columns of
/// its own, and how many there are.
pub(super) fn dataset(input: &CommitmentsInput, phrases: &Phrases) -> Dataset {
    let say = |key: &str| phrases.say(key);
    let mut columns = vec![
        Column::text(say("column.number")),
        Column::long(say("column.commitment")),
        Column::text(say("column.addressee")),
        Column::text(say("column.concerns")),
        Column::text(say("column.made_by")),
        Column::date(say("column.made_on")),
        Column::date(say("column.deadline")),
        Column::date(say("column.review")),
        Column::text(say("column.kind")),
        Column::text(say("column.themes_only")),
        Column::text(say("column.part_of")),
        Column::text(say("column.rights")),
        Column::long(say("column.indicators")),
        Column::text(say("column.same_as")),
        Column::long(say("column.sources")),
    ];
    for axis in Axis::ALL {
        let axis_words = say(axis.key());
        let heading = |key: &str| format!("{axis_words}: {}", say(key));
        columns.extend([
            Column::text(heading("column.level")),
            Column::text(heading("column.direction")),
            Column::date(heading("column.date")),
            Column::text(heading("column.assessor")),
            Column::long(heading("column.reason")),
            Column::long(heading("column.dissent")),
            Column::number(heading("column.assessments")),
        ]);
    }
    let rows = input
        .commitments
        .iter()
        .map(|row| {
            let mut cells = vec![
                Value::text(&row.number),
                Value::text(&row.text),
                Value::text(&row.addressee),
                Value::text(row.concerns.join("; ")),
                Value::text(&row.made_by),
                date(&row.made_on.edtf),
                date(&row.deadline.edtf),
                date(&row.review.edtf),
                Value::text(&row.kind),
                Value::text(row.themes.join("; ")),
                Value::text(row.part_of.join("; ")),
                Value::text(row.rights.join("; ")),
                Value::text(row.indicators.join("; ")),
                Value::maybe(row.same_as.as_deref()),
                sources_value(&row.citations, &input.library, phrases),
            ];
            for axis in Axis::ALL {
                cells.extend(axis_values(row.on(axis), phrases));
            }
            cells
        })
        .collect();
    Dataset { columns, rows }
}

fn axis_values(standing: &AxisStanding, phrases: &Phrases) -> [Value; 7] {
    let how_many = Value::from(u64::try_from(standing.assessments.len()).unwrap_or(u64::MAX));
    let Some(latest) = standing.assessments.first() else {
        return [
            Value::text(phrases.say("level.none")),
            Value::Empty,
            Value::Empty,
            Value::Empty,
            Value::Empty,
            Value::Empty,
            how_many,
        ];
    };
    let level = if matches!(standing.standing, Standing::Differ(_)) {
        let all: Vec<&str> = standing
            .assessments
            .iter()
            .map(|a| a.level.as_str())
            .collect();
        format!("{}: {}", phrases.say("level.differ"), all.join("; "))
    } else {
        latest.level.clone()
    };
    [
        Value::text(level),
        Value::text(&latest.direction),
        date(&latest.date.edtf),
        Value::text(&latest.assessor),
        Value::text(&latest.reason),
        Value::text(&latest.dissent),
        how_many,
    ]
}

fn date(edtf: &str) -> Value {
    if edtf.is_empty() {
        Value::Empty
    } else {
        Value::Date(edtf.to_owned())
    }
}

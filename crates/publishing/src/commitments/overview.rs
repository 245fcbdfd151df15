//! How many commitments stand at each level, on each axis apart.

use std::collections::BTreeSet;

use crate::compose::Composer;
use crate::document::{Block, Cell, Column, Inline, Query, RecordId, Row, RowKind, Table, TableId};
use crate::input::Tally;
use crate::phrases::Unit;

use super::{Axis, CommitmentRow, CommitmentsInput, Standing};

pub(super) fn section(input: &CommitmentsInput, composer: &mut Composer<'_>) {
    let phrases = composer.phrases;
    let mut blocks: Vec<Block> = input
        .coverage
        .iter()
        .map(|text| Block::Paragraph(vec![Inline::text(text)]))
        .collect();
    if input.commitments.is_empty() {
        blocks.push(Block::Paragraph(vec![Inline::text(
            phrases.say("matrix.empty"),
        )]));
    } else {
        blocks.push(Block::Paragraph(vec![Inline::text(
            phrases.say("overview.introduction"),
        )]));
        blocks.push(totals(input, composer));
        for axis in Axis::ALL {
            blocks.push(Block::Table(table(input, axis, composer)));
        }
        blocks.push(Block::Table(super::topics::table(input, composer)));
    }
    composer.section("overview", &phrases.say("overview.title"), blocks);
}

/// Is any commitment told in more than one document?
pub(super) fn has_repeats(commitments: &[CommitmentRow]) -> bool {
    let all: Vec<&CommitmentRow> = commitments.iter().collect();
    distinct(&all) < commitments.len()
}

/// How many commitments when those told several times count once.
fn distinct(commitments: &[&CommitmentRow]) -> usize {
    let mut marks = BTreeSet::new();
    let alone = commitments
        .iter()
        .filter(|row| row.same_as.is_none())
        .count();
    marks.extend(commitments.iter().filter_map(|row| row.same_as.as_deref()));
    alone + marks.len()
}

pub(super) fn size(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

pub(super) fn tally(rows: &[&CommitmentRow], query: Option<&String>) -> Tally {
    let records: Vec<RecordId> = rows.iter().filter_map(|row| row.record.clone()).collect();
    Tally {
        value: size(rows.len()),
        query: query.map(Query::new),
        records,
    }
}

fn totals(input: &CommitmentsInput, composer: &mut Composer<'_>) -> Block {
    let phrases = composer.phrases;
    let all: Vec<&CommitmentRow> = input.commitments.iter().collect();
    let as_told = tally(&all, input.all_query.as_ref());
    let mut figures =
        vec![composer.figure(&as_told, Unit::Commitments, phrases.say("overview.as_told"))];
    if has_repeats(&input.commitments) {
        let once = Tally::of_records(size(distinct(&all)), as_told.records);
        figures.push(composer.figure(&once, Unit::Commitments, phrases.say("overview.once")));
    }
    let unassessed: Vec<&CommitmentRow> = input
        .commitments
        .iter()
        .filter(|row| row.independent.standing == Standing::NotAssessed)
        .collect();
    let query = level_query(input, Axis::Independent, None);
    let without = tally(&unassessed, query.as_ref());
    figures.push(composer.figure(&without, Unit::Commitments, phrases.say("overview.without")));
    Block::Figures(figures)
}

/// The query of a level, or of "not assessed" (the level with an empty code).
fn level_query(input: &CommitmentsInput, axis: Axis, code: Option<&str>) -> Option<String> {
    input
        .levels
        .iter()
        .find(|level| level.axis == axis && level.code == code.unwrap_or_default())
        .and_then(|level| level.query.clone())
}

fn table(input: &CommitmentsInput, axis: Axis, composer: &mut Composer<'_>) -> Table {
    let phrases = composer.phrases;
    let label = composer.table_label();
    let axis_words = phrases.say(axis.key());
    let repeats = has_repeats(&input.commitments);
    let mut columns = vec![
        Column::text(phrases.say("column.level")),
        Column::number(phrases.say(if repeats {
            "overview.as_told"
        } else {
            "overview.number"
        })),
    ];
    if repeats {
        columns.push(Column::number(phrases.say("overview.once")));
    }
    let mut groups: Vec<(String, Option<String>, RowKind, Vec<&CommitmentRow>)> = Vec::new();
    let standing_is = |wanted: &dyn Fn(&Standing) -> bool| -> Vec<&CommitmentRow> {
        input
            .commitments
            .iter()
            .filter(|row| wanted(&row.on(axis).standing))
            .collect()
    };
    let body = RowKind::Body { depth: 0 };
    for level in input
        .levels
        .iter()
        .filter(|l| l.axis == axis && !l.code.is_empty())
    {
        let at = standing_is(&|standing| *standing == Standing::At(level.code.clone()));
        groups.push((level.label.clone(), level.query.clone(), body, at));
    }
    let listed = |code: &String| {
        input
            .levels
            .iter()
            .any(|level| level.axis == axis && level.code == *code)
    };
    let elsewhere =
        standing_is(&|standing| matches!(standing, Standing::At(code) if !listed(code)));
    if !elsewhere.is_empty() {
        groups.push((phrases.say("level.other"), None, RowKind::Apart, elsewhere));
    }
    let differ = standing_is(&|standing| matches!(standing, Standing::Differ(_)));
    if !differ.is_empty() {
        groups.push((phrases.say("level.differ"), None, RowKind::Apart, differ));
    }
    let none = standing_is(&|standing| *standing == Standing::NotAssessed);
    let none_query = level_query(input, axis, None);
    groups.push((phrases.say("level.none"), none_query, RowKind::Apart, none));
    let all: Vec<&CommitmentRow> = input.commitments.iter().collect();
    let total = phrases.say("row.total");
    groups.push((total, input.all_query.clone(), RowKind::Total, all));
    let mut once_sum = 0;
    let mut once_total = 0;
    let rows = groups
        .into_iter()
        .map(|(words, query, kind, rows)| {
            let name = format!("{label}: {words}");
            let number = composer.number(&tally(&rows, query.as_ref()), Unit::Commitments, &name);
            let mut cells = vec![Cell::text(words), number];
            if repeats {
                let once = size(distinct(&rows));
                if kind == RowKind::Total {
                    once_total = once;
                } else {
                    once_sum += once;
                }
                let once = Tally::of_records(once, tally(&rows, None).records);
                let name = format!("{name}, {}", phrases.say("overview.once"));
                cells.push(composer.number(&once, Unit::Commitments, &name));
            }
            Row::body(cells).kind(kind)
        })
        .collect();
    let mut notes = Vec::new();
    if axis == Axis::Independent {
        notes.push(vec![Inline::text(phrases.say("overview.never_averaged"))]);
    }
    if once_sum != once_total {
        notes.push(vec![Inline::text(phrases.say("overview.once_overlaps"))]);
    }
    Table {
        id: TableId(format!("overview-{}", table_word(axis))),
        label,
        caption: axis_words,
        unit: phrases.unit(Unit::Commitments),
        columns,
        rows,
        notes,
        empty_text: phrases.say("matrix.empty"),
    }
}

const fn table_word(axis: Axis) -> &'static str {
    match axis {
        Axis::Position => "position",
        Axis::Report => "report",
        Axis::Independent => "independent",
    }
}

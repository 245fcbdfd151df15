//! The scorecard by topic: of each how many commitments there are, and at which level independent assessments put them.

use std::collections::BTreeMap;

use crate::compose::Composer;
use crate::document::{Cell, Column, Inline, Row, RowKind, Table, TableId};
use crate::phrases::{Phrases, Unit};

use super::overview::tally;
use super::{Axis, CommitmentRow, CommitmentsInput, Standing};

/// Where a commitment is counted in a row: at a level, at none that is listed, where assessments differ, or nowhere.
type Counted<'i> = (String, Vec<&'i CommitmentRow>);

pub(super) fn table(input: &CommitmentsInput, composer: &mut Composer<'_>) -> Table {
    let phrases = composer.phrases;
    let label = composer.table_label();
    let all: Vec<&CommitmentRow> = input.commitments.iter().collect();
    let headings: Vec<String> = counted(input, &all, phrases)
        .into_iter()
        .map(|(words, _)| words)
        .collect();
    let mut of_topics: BTreeMap<&str, Vec<&CommitmentRow>> = BTreeMap::new();
    for row in &all {
        for theme in &row.themes {
            let of_topic = of_topics.entry(theme).or_default();
            if !of_topic.iter().any(|there| std::ptr::eq(*there, *row)) {
                of_topic.push(row);
            }
        }
    }
    let mut topics: Vec<_> = of_topics.into_iter().collect();
    topics.sort_by_key(|(theme, rows)| (std::cmp::Reverse(rows.len()), *theme));
    let several = all.iter().any(|row| row.themes.len() > 1);
    let without: Vec<&CommitmentRow> = all
        .iter()
        .filter(|r| r.themes.is_empty())
        .copied()
        .collect();
    let body = RowKind::Body { depth: 0 };
    let mut lines: Vec<(String, RowKind, Vec<&CommitmentRow>)> = topics
        .into_iter()
        .map(|(theme, rows)| (theme.to_owned(), body, rows))
        .collect();
    if !without.is_empty() {
        lines.push((phrases.say("topics.none"), RowKind::Apart, without));
    }
    lines.push((phrases.say("row.total"), RowKind::Total, all));
    let parts: Vec<Vec<Counted<'_>>> = lines
        .iter()
        .map(|(_, _, rows)| counted(input, rows, phrases))
        .collect();
    let rows = lines.iter().zip(parts).map(|((words, kind, rows), parts)| {
        let name = format!("{label}: {words}");
        let number = composer.number(&tally(rows, None), Unit::Commitments, &name);
        let mut cells = vec![Cell::text(words), number];
        for (level, rows) in parts {
            let name = format!("{name}, {level}");
            cells.push(composer.number(&tally(&rows, None), Unit::Commitments, &name));
        }
        Row::body(cells).kind(*kind)
    });
    let rows = rows.collect();
    let mut columns = vec![
        Column::text(phrases.say("column.themes_only")),
        Column::number(phrases.say("overview.number")),
    ];
    columns.extend(headings.into_iter().map(Column::number));
    let mut notes = vec![vec![Inline::text(phrases.say("topics.independent"))]];
    if several {
        notes.push(vec![Inline::text(phrases.say("topics.several"))]);
    }
    Table {
        id: TableId("overview-topics".to_owned()),
        label,
        caption: phrases.say("topics.title"),
        unit: phrases.unit(Unit::Commitments),
        columns,
        rows,
        notes,
        empty_text: phrases.say("matrix.empty"),
    }
}

/// Commitments by where an independent assessment puts them: all levels in the order of their list, then, where there
/// are any in the whole matrix, other levels and assessments that differ, then those that nobody assessed.
fn counted<'i>(
    input: &CommitmentsInput,
    rows: &[&'i CommitmentRow],
    phrases: &Phrases,
) -> Vec<Counted<'i>> {
    let axis = Axis::Independent;
    let levels = input.levels.iter();
    let levels: Vec<_> = levels
        .filter(|level| level.axis == axis && !level.code.is_empty())
        .collect();
    let is_listed = |code: &String| levels.iter().any(|level| level.code == *code);
    let is_other = |standing: &Standing| matches!(standing, Standing::At(code) if !is_listed(code));
    let differs = |standing: &Standing| matches!(standing, Standing::Differ(_));
    let with = |is_one: &dyn Fn(&Standing) -> bool| -> Vec<&'i CommitmentRow> {
        let rows = rows.iter().copied();
        rows.filter(|row| is_one(&row.on(axis).standing)).collect()
    };
    let anywhere = |is_one: &dyn Fn(&Standing) -> bool| {
        let mut all = input.commitments.iter();
        all.any(|row| is_one(&row.on(axis).standing))
    };
    let mut all: Vec<Counted<'i>> = levels
        .iter()
        .map(|level| {
            let at = with(&|standing| *standing == Standing::At(level.code.clone()));
            (level.label.clone(), at)
        })
        .collect();
    if anywhere(&is_other) {
        all.push((phrases.say("level.other"), with(&is_other)));
    }
    if anywhere(&differs) {
        all.push((phrases.say("level.differ"), with(&differs)));
    }
    let none = with(&|standing| *standing == Standing::NotAssessed);
    all.push((phrases.say("level.none"), none));
    all
}

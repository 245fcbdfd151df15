//! Tables of counts, section by section, each with its unit, its total and
//! what does not fit into it.

use super::with_condition;
use crate::compose::Composer;
use crate::counts::HIDDEN;
use crate::document::{
    Bar, BarValue, Block, Cell, Chart, ChartLook, Column, Inline, Line, Row, RowKind, Table,
};
use crate::input::Tally;
use crate::phrases::Unit;
use crate::text::begun;

/// What a table breaks its counts down by; decides its words and its picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Categories of those targeted.
    Category,
    /// Types of act.
    Type,
    /// Those who did it, as main source of the threat.
    MainSource,
    /// Those who took part, as secondary source.
    SecondarySource,
    /// Rights violated.
    Right,
    /// Region or city.
    Region,
    /// Gender of persons, and legal entities.
    Gender,
    /// Months of the period.
    Month,
    /// Any other property; [`Breakdown::heading`] says which.
    Other,
}

/// What a row of a breakdown is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowMeaning {
    /// A code of the list; `depth` is its place in the tree, from 0. Rows
    /// below depth 0 are contained in the row above them.
    Code {
        /// How deep in the tree.
        depth: u8,
    },
    /// Nothing is known.
    Unknown,
    /// The date is not precise enough for the period or month.
    NotPreciseEnough,
    /// The question does not arise (the gender of an organisation).
    DoesNotApply,
}

/// A row of a breakdown.
#[derive(Debug, Clone)]
pub struct BreakdownRow {
    /// What it counts, in the reader's language.
    pub label: String,
    /// The code of what it counts (`LIB.detain`, `2020-06`, `KZ-75`); none where it is no code.
    pub code: Option<String>,
    /// How many; none where the number is left out ([`Breakdown::left_out`]).
    pub tally: Option<Tally>,
    /// What it is.
    pub meaning: RowMeaning,
}

/// A table of counts.
#[derive(Debug, Clone)]
pub struct Breakdown {
    /// By what.
    pub topic: Topic,
    /// Of what.
    pub unit: Unit,
    /// What it is broken down by, in the reader's language, where the topic does not say it: "Motive".
    pub heading: String,
    /// Which records alone are counted, in the reader's language: "Type of act: arrest". `None`: all of the period.
    pub only: Option<String>,
    /// The rows, in order; those that are not codes are printed last.
    pub rows: Vec<BreakdownRow>,
    /// How many there are in all.
    pub total: Option<Tally>,
    /// Is it a partition, so that rows of depth 0 and rows apart add up to
    /// the total? The template checks it and says when they do not.
    pub adds_up: bool,
    /// What is perhaps in the period, printed under the total and not in it:
    /// dates that only overlap it, no dates at all.
    pub beside: Vec<BreakdownRow>,
    /// Numbers that are not in it because somebody could be recognised by them.
    pub left_out: LeftOut,
}

/// What a table for others leaves out because so few could be recognised.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LeftOut {
    /// Nothing.
    #[default]
    Nothing,
    /// The numbers of rows without one: those below this one, and those from which they could be computed.
    Below(u64),
    /// All of it: nothing could be shown without telling a number below this one.
    Whole(u64),
}

/// What the table of a section is called in addresses.
fn id_of(section: &str, breakdown: &Breakdown) -> String {
    let word = match breakdown.topic {
        Topic::Category => "category",
        Topic::Type => "type",
        Topic::MainSource => "main",
        Topic::SecondarySource => "secondary",
        Topic::Right => "right",
        Topic::Region => "region",
        Topic::Gender => "gender",
        Topic::Month => "month",
        Topic::Other => "other",
    };
    format!("{section}-{}-{word}", breakdown.unit.key())
}

fn caption_key(topic: Topic) -> &'static str {
    match topic {
        Topic::Category => "caption.category",
        Topic::Type => "caption.type",
        Topic::MainSource => "caption.main_source",
        Topic::SecondarySource => "caption.secondary_source",
        Topic::Right => "caption.right",
        Topic::Region => "caption.region",
        Topic::Gender => "caption.gender",
        Topic::Month => "caption.month",
        Topic::Other => "caption.other",
    }
}

fn heading_key(topic: Topic) -> Option<&'static str> {
    Some(match topic {
        Topic::Category => "column.category",
        Topic::Type => "column.type",
        Topic::MainSource | Topic::SecondarySource => "column.threat_source",
        Topic::Right => "column.right",
        Topic::Region => "column.region",
        Topic::Gender => "column.gender",
        Topic::Month => "column.month",
        Topic::Other => return None,
    })
}

pub(super) fn blocks_of(
    breakdown: &Breakdown,
    section: &str,
    period: &str,
    composer: &mut Composer<'_>,
) -> Vec<Block> {
    let phrases = composer.phrases;
    let unit = phrases.unit(breakdown.unit);
    let heading = match heading_key(breakdown.topic) {
        Some(key) => phrases.say(key),
        None => breakdown.heading.clone(),
    };
    let places = [
        ("unit", unit.as_str()),
        ("period", period),
        ("heading", heading.as_str()),
    ];
    let caption = begun(&phrases.fill(caption_key(breakdown.topic), &places));
    let caption = with_condition(caption, breakdown.only.as_deref(), phrases);
    if let LeftOut::Whole(threshold) = breakdown.left_out {
        let places = [("threshold", threshold.to_string())];
        let places = places.each_ref().map(|(name, text)| (*name, text.as_str()));
        let text = phrases.fill("counts.hidden_whole", &places);
        return vec![Block::Paragraph(vec![
            Inline::Strong(format!("{caption}.")),
            Inline::text(format!(" {text}")),
        ])];
    }
    let label = composer.table_label();
    let rows = rows_of(breakdown, &label, composer);
    let table = Table {
        id: composer.table_id(&id_of(section, breakdown)),
        label: label.clone(),
        caption: caption.clone(),
        unit: unit.clone(),
        columns: vec![Column::text(&heading), Column::number(&unit)],
        rows,
        notes: remarks(breakdown, composer),
        empty_text: phrases.fill("breakdown.empty", &places),
    };
    let mut blocks = Vec::new();
    blocks.extend(chart_of(breakdown, (&table, &caption, &label), composer));
    blocks.push(Block::Table(table));
    blocks
}

fn rows_of(breakdown: &Breakdown, label: &str, composer: &mut Composer<'_>) -> Vec<Row> {
    let phrases = composer.phrases;
    let codes = breakdown
        .rows
        .iter()
        .filter(|row| matches!(row.meaning, RowMeaning::Code { .. }));
    let apart = breakdown
        .rows
        .iter()
        .filter(|row| !matches!(row.meaning, RowMeaning::Code { .. }));
    let mut rows = Vec::new();
    for row in codes.chain(apart) {
        let kind = match row.meaning {
            RowMeaning::Code { depth } => RowKind::Body { depth },
            RowMeaning::Unknown | RowMeaning::NotPreciseEnough | RowMeaning::DoesNotApply => {
                RowKind::Apart
            }
        };
        let words = match row.meaning {
            _ if !row.label.is_empty() => row.label.clone(),
            RowMeaning::NotPreciseEnough => phrases.say("row.not_precise"),
            RowMeaning::DoesNotApply => phrases.say("row.does_not_apply"),
            RowMeaning::Code { .. } | RowMeaning::Unknown => phrases.say("row.unknown"),
        };
        let name = format!("{label}: {words}");
        let number = number(row, breakdown, &name, composer);
        rows.push(Row::body(vec![Cell::text(words), number]).kind(kind));
    }
    if let (Some(total), false) = (&breakdown.total, rows.is_empty()) {
        let words = phrases.say("row.total");
        let number = composer.number(total, breakdown.unit, &format!("{label}: {words}"));
        rows.push(Row::body(vec![Cell::text(words), number]).kind(RowKind::Total));
    }
    for row in &breakdown.beside {
        let name = format!("{label}: {}", row.label);
        let number = number(row, breakdown, &name, composer);
        rows.push(Row::body(vec![Cell::text(&row.label), number]).kind(RowKind::Apart));
    }
    rows
}

fn number(
    row: &BreakdownRow,
    breakdown: &Breakdown,
    name: &str,
    composer: &mut Composer<'_>,
) -> Cell {
    match &row.tally {
        Some(tally) => composer.number(tally, breakdown.unit, name),
        None => Cell::text(HIDDEN),
    }
}

/// What must be said under a table: overlap, a sum that fails, numbers left out.
fn remarks(breakdown: &Breakdown, composer: &Composer<'_>) -> Vec<Line> {
    let phrases = composer.phrases;
    let mut said: Vec<Line> = Vec::new();
    // None where a number of them is left out.
    let sum: Option<u64> = breakdown
        .rows
        .iter()
        .filter(|row| !matches!(row.meaning, RowMeaning::Code { depth: 1.. }))
        .map(|row| row.tally.as_ref().map(|tally| tally.value))
        .sum();
    let total = breakdown.total.as_ref().map(|total| total.value);
    if !breakdown.rows.is_empty() {
        if !breakdown.adds_up {
            said.push(vec![Inline::text(phrases.say("remark.overlap"))]);
        } else if let (Some(sum), Some(total)) = (sum, total)
            && sum != total
        {
            let (sum, total) = (
                phrases.count_words(sum, breakdown.unit),
                phrases.count_words(total, breakdown.unit),
            );
            said.push(vec![Inline::Strong(phrases.fill(
                "remark.does_not_add_up",
                &[("sum", &sum), ("total", &total)],
            ))]);
        }
    }
    if breakdown
        .rows
        .iter()
        .any(|row| row.meaning == RowMeaning::NotPreciseEnough)
    {
        said.push(vec![Inline::text(phrases.say("remark.not_precise"))]);
    }
    if breakdown
        .rows
        .iter()
        .any(|row| matches!(row.meaning, RowMeaning::Code { depth: 1.. }))
    {
        said.push(vec![Inline::text(phrases.say("remark.tree"))]);
    }
    if !breakdown.beside.is_empty() {
        said.push(vec![Inline::text(phrases.say("remark.beside"))]);
    }
    if let LeftOut::Below(threshold) = breakdown.left_out {
        let rows = breakdown.rows.iter().chain(&breakdown.beside);
        let number = rows.filter(|row| row.tally.is_none()).count() as u64;
        let text = phrases.plural(
            "counts.hidden",
            number,
            &[("threshold", &threshold.to_string())],
        );
        said.push(vec![Inline::text(format!("{HIDDEN} {text}"))]);
    }
    said
}

/// A chart of the rows at the top of the tree, and of regions in it; none where it would show one bar.
fn chart_of(
    breakdown: &Breakdown,
    (table, caption, label): (&Table, &str, &str),
    composer: &Composer<'_>,
) -> Option<Block> {
    let look = match breakdown.topic {
        Topic::Month => ChartLook::Months,
        Topic::Region => ChartLook::Regions,
        _ => ChartLook::Bars,
    };
    let drawn = |row: &&BreakdownRow| match row.meaning {
        RowMeaning::Code { depth: 0 } => true,
        RowMeaning::Code { .. } => look == ChartLook::Regions,
        RowMeaning::Unknown | RowMeaning::NotPreciseEnough | RowMeaning::DoesNotApply => false,
    };
    let bars: Vec<Bar> = breakdown
        .rows
        .iter()
        .filter(drawn)
        .map(|row| Bar {
            label: row.label.clone(),
            code: row.code.clone(),
            values: vec![match &row.tally {
                Some(tally) => tally.value.into(),
                None => BarValue::Hidden,
            }],
            whole: None,
        })
        .collect();
    if bars.len() < 2 {
        return None;
    }
    let hidden = composer.phrases.say("picture.suppressed");
    Some(Block::Chart(Chart {
        title: caption.to_owned(),
        description: breakdown
            .rows
            .iter()
            .filter(drawn)
            .map(|row| match &row.tally {
                Some(tally) => format!("{}: {}", row.label, tally.value),
                None => format!("{}: {hidden}", row.label),
            })
            .collect::<Vec<_>>()
            .join("; "),
        unit: table.unit.clone(),
        heading: table
            .columns
            .first()
            .map_or_else(String::new, |column| column.heading.clone()),
        look,
        adds_up: breakdown.adds_up,
        series: vec![table.unit.clone()],
        bars,
        data_in: Some(table.id.clone()),
        data_label: Some(label.to_owned()),
        not_drawn: None,
        lists: Vec::new(),
        moments: Vec::new(),
    }))
}

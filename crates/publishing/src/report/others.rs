//! Figures of others: does a breakdown add up to the total it is printed
//! under, and if not, which other total does it match?

use aigaq_schema::Quantity;

use crate::compose::Composer;
use crate::document::{
    Block, Cell, Column, Inline, Line, Notice, NoticeKind, RecordId, Row, RowKind, Table, Value,
};
use crate::notes::Citation;
use crate::numbers;

/// A part of a breakdown somebody published.
#[derive(Debug, Clone)]
pub struct OthersFigure {
    /// The record of the figure.
    pub record: Option<RecordId>,
    /// What it is said to count: "civil society activists".
    pub label: String,
    /// The number with its qualifier; the unit as the source names it stands
    /// in the number.
    pub value: Quantity,
    /// Caveat that travels with the figure.
    pub caveat: Option<String>,
    /// Where it is printed.
    pub citations: Vec<Citation>,
}

/// A total the parts are compared with.
#[derive(Debug, Clone)]
pub struct OthersTotal {
    /// The record of the figure.
    pub record: Option<RecordId>,
    /// What it counts, with its unit, in words: "threats in 2020".
    pub label: String,
    /// The number.
    pub value: Quantity,
    /// Where it is printed.
    pub citations: Vec<Citation>,
}

/// How the sum of parts stands to the total they are printed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It is the total, or can be.
    Agrees,
    /// It is below the total: parts may be missing, or only some are listed.
    /// No fault by itself.
    Below,
    /// It cannot be the total, or is another total.
    Differs,
}

/// A breakdown somebody published, with what it was checked against.
#[derive(Debug, Clone)]
pub struct OthersBreakdown {
    /// What it shows, of which period and place.
    pub title: String,
    /// The parts, as printed.
    pub parts: Vec<OthersFigure>,
    /// Their sum.
    pub sum: Quantity,
    /// The total they are printed as parts of.
    pub printed_total: OthersTotal,
    /// How the sum stands to it.
    pub fit: Fit,
    /// Other totals of the same scope and period that the sum does match.
    pub matches: Vec<OthersTotal>,
}

pub(super) fn blocks(others: &[OthersBreakdown], composer: &mut Composer<'_>) -> Vec<Block> {
    let phrases = composer.phrases;
    let mut blocks = vec![Block::Paragraph(vec![Inline::text(
        phrases.say("others.introduction"),
    )])];
    if others.is_empty() {
        blocks = vec![Block::Paragraph(vec![Inline::text(
            phrases.say("others.empty"),
        )])];
    }
    for (index, breakdown) in others.iter().enumerate() {
        blocks.push(table(breakdown, index, composer));
        blocks.push(finding(breakdown, composer));
    }
    blocks
}

fn table(breakdown: &OthersBreakdown, index: usize, composer: &mut Composer<'_>) -> Block {
    let phrases = composer.phrases;
    let mut rows = Vec::new();
    for part in &breakdown.parts {
        let mut label: Line = vec![named(part.record.as_ref(), &part.label)];
        label.extend(composer.cite(&part.citations));
        let mut lines = vec![label];
        if let Some(caveat) = &part.caveat {
            lines.push(vec![Inline::Emphasis(caveat.clone())]);
        }
        rows.push(Row::body(vec![
            Cell::lines(lines),
            number(&part.value, composer),
        ]));
    }
    rows.push(
        Row::body(vec![
            Cell::text(phrases.say("others.sum")),
            number(&breakdown.sum, composer),
        ])
        .kind(RowKind::Subtotal),
    );
    let printed = phrases.fill(
        "others.printed",
        &[("total", &breakdown.printed_total.label)],
    );
    let mut totals = vec![(printed, &breakdown.printed_total)];
    totals.extend(breakdown.matches.iter().map(|total| {
        (
            phrases.fill("others.matched", &[("total", &total.label)]),
            total,
        )
    }));
    for (words, total) in totals {
        let mut label: Line = vec![named(total.record.as_ref(), &words)];
        label.extend(composer.cite(&total.citations));
        rows.push(
            Row::body(vec![Cell::line(label), number(&total.value, composer)]).kind(RowKind::Apart),
        );
    }
    Block::Table(Table {
        id: composer.table_id(&format!("others-{}", index + 1)),
        label: composer.table_label(),
        caption: breakdown.title.clone(),
        unit: phrases.say("others.unit"),
        columns: vec![
            Column::text(phrases.say("column.figure")),
            Column::number(phrases.say("column.as_printed")),
        ],
        rows,
        notes: Vec::new(),
        empty_text: phrases.say("others.empty"),
    })
}

/// The finding in a sentence to quote: "The 8 figures add up to 684 …".
fn finding(breakdown: &OthersBreakdown, composer: &mut Composer<'_>) -> Block {
    let phrases = composer.phrases;
    let in_words = |value: &Quantity| numbers::quantity(value, phrases);
    let count = u64::try_from(breakdown.parts.len()).unwrap_or(u64::MAX);
    let sum = in_words(&breakdown.sum);
    let total = &breakdown.printed_total;
    let printed = format!("{} ({})", in_words(&total.value), total.label);
    let places = [("sum", sum.as_str()), ("total", printed.as_str())];
    let calm = match breakdown.fit {
        Fit::Agrees => Some("others.agree"),
        Fit::Below if breakdown.matches.is_empty() => Some("others.below"),
        Fit::Below | Fit::Differs => None,
    };
    if let Some(key) = calm {
        return Block::Paragraph(vec![Inline::text(phrases.plural(key, count, &places))]);
    }
    let mut content = vec![vec![Inline::text(phrases.plural(
        "others.differ",
        count,
        &places,
    ))]];
    for matched in &breakdown.matches {
        let other = format!("{} ({})", in_words(&matched.value), matched.label);
        let mut line: Line = vec![Inline::Strong(
            phrases.fill("others.match", &[("total", &other)]),
        )];
        line.extend(composer.cite(&matched.citations));
        content.push(line);
    }
    if breakdown.matches.is_empty() {
        content.push(vec![Inline::text(phrases.say("others.no_match"))]);
    }
    Block::Notice(Notice {
        kind: NoticeKind::Warning,
        title: phrases.say("others.warning"),
        content,
    })
}

fn named(record: Option<&RecordId>, text: &str) -> Inline {
    match record {
        Some(record) => Inline::RecordLink {
            record: record.clone(),
            text: text.to_owned(),
        },
        None => Inline::text(text),
    }
}

/// A number as printed, with the unit its source gave it.
fn number(value: &Quantity, composer: &Composer<'_>) -> Cell {
    let mut words = numbers::quantity(value, composer.phrases);
    if let Some(unit) = &value.unit {
        words.push('\u{A0}');
        words.push_str(unit);
    }
    let mut cell = Cell::text(words);
    if value.qualifier() == aigaq_schema::Qualifier::Exactly && value.unit.is_none() {
        cell.value = Some(value.number().text().parse().map_or_else(
            |_| Value::Decimal(value.number().text().to_owned()),
            Value::Number,
        ));
    }
    cell
}

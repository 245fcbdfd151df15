//! A table of counts as a publication of its own: the number as a sentence, the table with its unit and its sides, what
//! must be known to read it, and what changed since it was published before.

use std::collections::{BTreeMap, BTreeSet};

use crate::compose::{Composer, Heading};
use crate::document::{
    Block, Cell, Chart, Column, Count, Definition, Document, Inline, Line, Notice, NoticeKind,
    Paper, Row, RowKind, Table, TableId,
};
use crate::input::Audience;
use crate::notes::NotesAt;
use crate::numbers;
use crate::phrases::{Phrases, Unit};
use crate::revisions::{Revision, table_of_revisions};
use crate::text::begun;

/// What stands where a number is not shown.
pub const HIDDEN: &str = "∗";

/// More columns than this lie on a page turned round.
const NARROW: usize = 7;

/// One place in each dimension of a table, by its number there; none where it stands for all of them.
pub type Place = Vec<Option<usize>>;

/// Everything that a table of counts says.
#[derive(Debug, Clone)]
pub struct CountsInput {
    /// What it is called.
    pub title: String,
    /// Who publishes it.
    pub organisation: Option<String>,
    /// Who may read it.
    pub audience: Audience,
    /// The unit, plural.
    pub unit: String,
    /// The same, when it is one of those that have forms and a meaning.
    pub named_unit: Option<Unit>,
    /// The total as a sentence; none when the total is not shown.
    pub sentence: Option<String>,
    /// What must be said whenever it is shown.
    pub caveat: Option<String>,
    /// The period in words.
    pub period: Option<String>,
    /// By which date records were put in the period.
    pub dated_by: Option<String>,
    /// The least verification.
    pub least: Option<String>,
    /// The conditions.
    pub conditions: Vec<String>,
    /// The day of the knowledge in words.
    pub as_of: String,
    /// The dimensions: rows, columns, tables.
    pub by: Vec<String>,
    /// The labels of the places of each dimension, in their order.
    pub places: Vec<Vec<String>>,
    /// The numbers; noughts may be left out.
    pub numbers: BTreeMap<Place, u64>,
    /// How many there were with unnamed groups, from the lowest to the highest told; where they were asked for.
    pub estimates: BTreeMap<Place, (u64, Option<u64>)>,
    /// The same as a picture.
    pub chart: Option<Chart>,
    /// The numbers that are not shown.
    pub hidden: BTreeSet<Place>,
    /// Numbers below it are not shown.
    pub threshold: Option<u64>,
    /// Nothing can be shown.
    pub hidden_whole: bool,
    /// What a reader must know: overlap, imprecise dates.
    pub notes: Vec<String>,
    /// What changed since it was published before.
    pub revisions: Vec<Revision>,
}

/// Makes the publication of a table of counts.
#[must_use]
pub fn counts(input: &CountsInput, phrases: &Phrases) -> Document {
    let library = BTreeMap::new();
    let mut composer = Composer::new(phrases, &library, NotesAt::End);
    summary(input, &mut composer);
    let mut blocks = tables(input, &mut composer);
    if let (Some(chart), false) = (&input.chart, input.hidden_whole) {
        blocks.insert(0, Block::Chart(chart.clone()));
    }
    composer.section("table", &phrases.say("counts.table"), blocks);
    method(input, &mut composer);
    let fact = |key: &str, content: &Option<String>| {
        (phrases.say(key), content.clone().unwrap_or_default())
    };
    let heading = Heading {
        stem: "table".to_owned(),
        title: input.title.clone(),
        subtitle: input.period.clone(),
        organisation: input.organisation.clone(),
        audience: input.audience,
        as_of: input.as_of.clone(),
        paper: match input
            .places
            .get(1)
            .is_some_and(|columns| columns.len() > NARROW)
        {
            true => Paper::Landscape,
            false => Paper::Portrait,
        },
        facts: vec![
            (phrases.say("fact.unit"), input.unit.clone()),
            fact("fact.period", &input.period),
            fact("fact.dated_by", &input.dated_by),
            fact("fact.least", &input.least),
            (phrases.say("fact.conditions"), input.conditions.join("; ")),
            (phrases.say("fact.as_of"), input.as_of.clone()),
            fact("page.caveat", &input.caveat),
        ],
    };
    composer.finish(heading, None)
}

fn summary(input: &CountsInput, composer: &mut Composer<'_>) {
    let phrases = composer.phrases;
    let paragraph = |text: &str| Block::Paragraph(vec![Inline::text(text)]);
    let mut blocks = Vec::new();
    blocks.extend(input.sentence.as_deref().map(paragraph));
    if let Some(caveat) = &input.caveat {
        blocks.push(Block::Notice(Notice {
            kind: NoticeKind::Warning,
            title: phrases.say("page.caveat"),
            content: vec![vec![Inline::text(caveat)]],
        }));
    }
    if !input.revisions.is_empty() {
        blocks.push(table_of_revisions(&input.revisions, composer));
    }
    composer.section("summary", &phrases.say("counts.summary"), blocks);
}

fn method(input: &CountsInput, composer: &mut Composer<'_>) {
    let phrases = composer.phrases;
    let mut blocks = vec![
        Block::Paragraph(vec![Inline::text(phrases.say("method.counting"))]),
        Block::Notice(Notice {
            kind: NoticeKind::Remark,
            title: phrases.say("method.documented_title"),
            content: vec![vec![Inline::text(phrases.say("method.documented"))]],
        }),
    ];
    if let Some(unit) = input.named_unit {
        blocks.push(Block::Definitions(vec![Definition {
            term: begun(&phrases.unit(unit)),
            meaning: vec![Inline::text(phrases.unit_meaning(unit))],
        }]));
    }
    composer.section("method", &phrases.say("method.title"), blocks);
}

fn tables(input: &CountsInput, composer: &mut Composer<'_>) -> Vec<Block> {
    let phrases = composer.phrases;
    let threshold = input.threshold.unwrap_or_default().to_string();
    if input.hidden_whole {
        let text = phrases.fill("counts.hidden_whole", &[("threshold", &threshold)]);
        return vec![Block::Paragraph(vec![Inline::text(text)])];
    }
    let mut notes: Vec<Line> = input
        .notes
        .iter()
        .map(|note| vec![Inline::text(note)])
        .collect();
    if !input.estimates.is_empty() {
        notes.push(vec![Inline::text(phrases.say("counts.estimates"))]);
    }
    if !input.hidden.is_empty() {
        let number = input.hidden.len() as u64;
        let text = phrases.plural("counts.hidden", number, &[("threshold", &threshold)]);
        notes.push(vec![Inline::text(format!("{HIDDEN} {text}"))]);
    }
    let caption = match input.by.is_empty() {
        true => begun(&input.unit),
        false => format!("{}: {}", begun(&input.unit), input.by.join(" × ")),
    };
    let Some(layers) = input.places.get(2) else {
        let place = vec![None; input.by.len()];
        return vec![table(
            input,
            composer,
            (caption, "counts".to_owned()),
            &place,
            notes,
        )];
    };
    // A table for each place of the third dimension, and before them one for all.
    let of = |layer: Option<usize>| vec![None, None, layer];
    let heading = input.by.get(2).map_or("", String::as_str);
    let mut blocks = vec![table(
        input,
        composer,
        (caption.clone(), "counts".to_owned()),
        &of(None),
        notes,
    )];
    for (number, label) in layers.iter().enumerate() {
        let caption = format!("{caption}. {heading}: {label}");
        let id = format!("counts-{}", number + 1);
        blocks.push(table(
            input,
            composer,
            (caption, id),
            &of(Some(number)),
            Vec::new(),
        ));
    }
    blocks
}

/// Rows and columns at one place of the third dimension.
fn table(
    input: &CountsInput,
    composer: &mut Composer<'_>,
    (caption, id): (String, String),
    place: &Place,
    notes: Vec<Line>,
) -> Block {
    let phrases = composer.phrases;
    let total = phrases.say("row.total");
    let columns = input.places.get(1);
    let at = |row: Option<usize>, column: Option<usize>| {
        let mut spot = place.clone();
        if let Some(first) = spot.first_mut() {
            *first = row;
        }
        if let Some(second) = spot.get_mut(1) {
            *second = column;
        }
        number(input, composer, &spot)
    };
    let cells = |row: Option<usize>| -> Vec<Cell> {
        let each = columns.into_iter().flat_map(|columns| 0..columns.len());
        each.map(Some)
            .chain([None])
            .map(|column| at(row, column))
            .collect()
    };
    let row = |label: &str, row: Option<usize>| {
        Row::body(
            std::iter::once(Cell::text(label))
                .chain(cells(row))
                .collect(),
        )
    };
    let mut rows: Vec<Row> = input.places.first().map_or_else(Vec::new, |labels| {
        labels
            .iter()
            .enumerate()
            .map(|(number, label)| row(label, Some(number)))
            .collect()
    });
    rows.push(row(&total, None).kind(RowKind::Total));
    let first = input.by.first().cloned().unwrap_or_default();
    let mut headings = vec![Column::text(first)];
    match columns {
        Some(labels) => {
            headings.extend(labels.iter().map(Column::number));
            headings.push(Column::number(total));
        }
        None => headings.push(Column::number(begun(&input.unit))),
    }
    Block::Table(Table {
        id: TableId(id),
        label: composer.table_label(),
        caption,
        unit: input.unit.clone(),
        columns: headings,
        rows,
        notes,
        empty_text: phrases.say("counts.empty"),
    })
}

fn number(input: &CountsInput, composer: &Composer<'_>, spot: &Place) -> Cell {
    if input.hidden.contains(spot) {
        return Cell::text(HIDDEN);
    }
    let number = input.numbers.get(spot).copied().unwrap_or(0);
    if let Some((low, high)) = input.estimates.get(spot) {
        let phrases = composer.phrases;
        let whole = |number: u64| numbers::whole(number, phrases.language());
        let estimate = match high {
            Some(high) if high == low => whole(*low),
            Some(high) => format!("{}–{}", whole(*low), whole(*high)),
            None => phrases.fill("quantity.at_least", &[("number", &whole(*low))]),
        };
        return Cell::text(format!("{} ({estimate})", whole(number)));
    }
    Cell::count(Count::new(number, input.unit.clone()), None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::{Mark, single};
    use crate::html::html;
    use crate::links::Anchors;
    use aigaq_schema::Language;

    fn input() -> CountsInput {
        let labels = |all: &[&str]| all.iter().map(|label| (*label).to_owned()).collect();
        let mut numbers = BTreeMap::new();
        for (place, count) in [
            ([Some(0), Some(0)], 2),
            ([Some(0), Some(1)], 30),
            ([Some(1), Some(0)], 40),
            ([Some(0), None], 32),
            ([Some(1), None], 40),
            ([None, Some(0)], 42),
            ([None, Some(1)], 30),
            ([None, None], 72),
        ] {
            numbers.insert(place.to_vec(), count);
        }
        CountsInput {
            title: "Threats by region".to_owned(),
            organisation: None,
            audience: Audience::Public,
            unit: "acts".to_owned(),
            named_unit: Some(Unit::Acts),
            sentence: Some("In 2020, 72 acts were recorded.".to_owned()),
            caveat: Some("Two cities only.".to_owned()),
            period: Some("2020".to_owned()),
            dated_by: None,
            least: Some("Corroborated".to_owned()),
            conditions: vec!["Type: Detention".to_owned()],
            as_of: "22 July 2021".to_owned(),
            by: labels(&["Region", "Month"]),
            places: vec![labels(&["Almaty", "Aktau"]), labels(&["May", "June"])],
            numbers,
            estimates: BTreeMap::new(),
            chart: None,
            hidden: BTreeSet::new(),
            threshold: None,
            hidden_whole: false,
            notes: vec!["Categories overlap.".to_owned()],
            revisions: Vec::new(),
        }
    }

    #[test]
    fn a_table_has_its_unit_its_sides_and_its_caveat_in_every_form() {
        let document = counts(&input(), Phrases::of(Language::En));
        let sheet = single(&document, Mark::Plain).unwrap();
        for line in [
            "Note,Two cities only.",
            "Unit,acts",
            "Conditions,Type: Detention",
            "Region,May,June,Total",
            "Almaty,2,30,32",
            "Aktau,40,0,40",
            "Total,42,30,72",
            "Categories overlap.",
        ] {
            assert!(sheet.contains(line), "{line} in {sheet}");
        }
        let page = html(&document, &Anchors);
        for text in [
            "Two cities only.",
            "72 acts were recorded",
            "documented cases",
        ] {
            assert!(page.contains(text), "{text}");
        }
    }

    #[test]
    fn what_is_not_shown_is_said_so_and_stands_nowhere() {
        let mut input = input();
        input.threshold = Some(5);
        for place in [
            [Some(0), Some(0)],
            [Some(0), None],
            [Some(1), Some(0)],
            [Some(1), None],
        ] {
            input.hidden.insert(place.to_vec());
        }
        let document = counts(&input, Phrases::of(Language::En));
        let sheet = single(&document, Mark::Plain).unwrap();
        assert!(
            sheet.contains("Almaty,∗,30,∗") && sheet.contains("Aktau,∗,0,∗"),
            "{sheet}"
        );
        assert!(
            sheet.contains("∗ 4 numbers are not shown: those below 5"),
            "{sheet}"
        );
        assert!(!sheet.contains("32") && !crate::json::json(&document).unwrap().contains("32"));
        input.hidden_whole = true;
        let sheet = single(&counts(&input, Phrases::of(Language::En)), Mark::Plain).unwrap();
        assert!(
            !sheet.contains("Almaty") && !sheet.contains("30"),
            "{sheet}"
        );
    }

    #[test]
    fn a_third_dimension_has_a_table_for_each_of_its_places() {
        let mut input = input();
        input.by.push("Year".to_owned());
        input
            .places
            .push(vec!["2019".to_owned(), "2020".to_owned()]);
        let two: Vec<(Place, u64)> = input.numbers.iter().map(|(p, n)| (p.clone(), *n)).collect();
        input.numbers = two
            .into_iter()
            .flat_map(|(place, count)| {
                [None, Some(0)].map(|layer| ([place.clone(), vec![layer]].concat(), count))
            })
            .collect();
        let sheet = single(&counts(&input, Phrases::of(Language::En)), Mark::Plain).unwrap();
        assert_eq!(sheet.matches("Almaty,2,30,32").count(), 2, "{sheet}");
        assert!(
            sheet.contains("Year: 2019") && sheet.contains("Almaty,0,0,0"),
            "{sheet}"
        );
    }

    #[test]
    fn estimates_stand_behind_the_named_and_a_picture_before_the_table() {
        let mut input = input();
        input.estimates = BTreeMap::from([
            (vec![None, None], (80, Some(95))),
            (vec![Some(0), Some(0)], (2, Some(2))),
            (vec![Some(0), Some(1)], (30, None)),
        ]);
        input.chart = Some(Chart {
            title: "A picture".to_owned(),
            description: String::new(),
            unit: "acts".to_owned(),
            heading: "Region".to_owned(),
            look: crate::document::ChartLook::Heat,
            adds_up: false,
            series: vec!["May".to_owned()],
            bars: vec![crate::document::Bar {
                label: "Almaty".to_owned(),
                code: None,
                values: vec![crate::document::BarValue::Between(2, Some(4))],
                whole: None,
            }],
            data_in: Some(TableId("counts".to_owned())),
            data_label: None,
            not_drawn: Some("Not in the picture: date unknown (3).".to_owned()),
            lists: Vec::new(),
            moments: Vec::new(),
        });
        let document = counts(&input, Phrases::of(Language::En));
        let sheet = single(&document, Mark::Plain).unwrap();
        assert!(
            sheet.contains("Almaty,2 (2),30 (at least 30),32"),
            "{sheet}"
        );
        assert!(sheet.contains("72 (80–95)"), "{sheet}");
        let page = html(&document, &Anchors);
        let (picture, table) = (page.find("<svg"), page.find("<table"));
        assert!(picture.is_some() && picture < table);
        assert!(page.contains("date unknown (3)"));
        input.hidden_whole = true;
        let page = html(&counts(&input, Phrases::of(Language::En)), &Anchors);
        assert!(!page.contains("<svg"), "what is not shown is not drawn");
    }

    #[test]
    fn a_total_alone_is_a_table_of_one_row() {
        let mut input = input();
        (input.by, input.places) = (Vec::new(), Vec::new());
        input.numbers = BTreeMap::from([(Vec::new(), 72)]);
        let sheet = single(&counts(&input, Phrases::of(Language::En)), Mark::Plain).unwrap();
        assert!(sheet.contains("Total,72"), "{sheet}");
    }
}

//! Published figures beside each other: one thing with two numbers, one number for two things.

use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records};
use crate::passages::{Passage, place_of, places_of, told_together, year};
use crate::words::{Rarity, in_common, topics};
use aigaq_schema::fold::fold;
use aigaq_schema::{PartialDate, Quantity, RecordId, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// A figure with what the rules ask of it.
pub(crate) struct Figure<'a> {
    pub(crate) record: Record<'a>,
    /// The statement that tells its value; of several the first.
    pub(crate) said: &'a Statement,
    pub(crate) value: &'a Quantity,
    /// What it measures, as told.
    pub(crate) indicator: &'a str,
    /// What the indicator is about.
    pub(crate) topics: BTreeSet<String>,
    /// Folded; empty when not told.
    pub(crate) unit: String,
    /// Folded; empty when not told.
    pub(crate) scope: String,
    pub(crate) period: Option<&'a PartialDate>,
    pub(crate) places: Vec<(RecordId, Passage)>,
    pub(crate) part_of: Option<RecordId>,
}

/// The figures that have a value.
pub(crate) fn figures<'a>(records: &Records<'a>) -> Vec<Figure<'a>> {
    records
        .of_type("figure")
        .filter_map(|record| {
            let (said, value) = record.number("value")?;
            let indicator = record.text("indicator").map_or("", |(_, text)| text);
            let folded = |property: &str| {
                record
                    .text(property)
                    .map(|(_, text)| fold(text.trim()))
                    .unwrap_or_default()
            };
            let unit = match folded("unit") {
                unit if unit.is_empty() => value.unit.as_deref().map(fold).unwrap_or_default(),
                unit => unit,
            };
            Some(Figure {
                record: *record,
                said,
                value,
                indicator,
                topics: topics(indicator),
                unit,
                scope: folded("scope"),
                period: record.date("period").map(|(_, date)| date),
                places: places_of(record, "value"),
                part_of: record.reference("part_of"),
            })
        })
        .collect()
}

impl Figure<'_> {
    /// Told of the same place or group, as far as both say.
    fn same_scope(&self, other: &Self) -> bool {
        self.scope.is_empty() || other.scope.is_empty() || self.scope == other.scope
    }

    /// Told of the same time: periods that begin in the same year and share days. Without a period nothing is known.
    pub(crate) fn same_time(&self, other: &Self) -> bool {
        match (self.period, other.period) {
            (Some(a), Some(b)) => {
                a.overlaps(b) && (a == b || (year(a).is_some() && year(a) == year(b)))
            }
            (None, None) => true,
            _ => false,
        }
    }

    /// One is printed as a part of the other, or both as parts of one total.
    fn in_one_breakdown(&self, other: &Self) -> bool {
        self.part_of == Some(other.record.id)
            || other.part_of == Some(self.record.id)
            || (self.part_of.is_some() && self.part_of == other.part_of)
    }
}

/// So surprising must it be, beside the surprise of one figure among all, that two share what they share: as if two
/// words or notes of their own met.
const RARE: f64 = 1.7;
/// So much must the indicators of one number for two things have in common.
const MUCH: f64 = 0.6;

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    let figures = figures(records);
    let mut rarity = Rarity::default();
    let features: Vec<BTreeSet<String>> = figures.iter().map(features).collect();
    for features in &features {
        rarity.take(features);
    }
    let subjects = Subjects::of(records);
    // Only figures of one unit are comparable.
    let mut by_unit: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, figure) in figures.iter().enumerate() {
        by_unit.entry(figure.unit.as_str()).or_default().push(n);
    }
    for (unit, of_unit) in by_unit {
        for pair in Pairs::of(&of_unit, &figures) {
            let (a, b) = (&figures[pair.0], &figures[pair.1]);
            if records.is_decided(a.record.id, b.record.id)
                || a.in_one_breakdown(b)
                || !a.same_scope(b)
            {
                continue;
            }
            let same_indicator = !a.indicator.is_empty() && fold(a.indicator) == fold(b.indicator);
            let together = told_together(&a.places, &b.places);
            if a.same_time(b) {
                // One passage that tells two numbers under two names tells two things.
                let shared = rarity.shared(&features[pair.0], &features[pair.1]);
                let alike = same_indicator
                    || (!together
                        && !unit.is_empty()
                        && !a.topics.is_disjoint(&b.topics)
                        && !subjects.differ(a, b)
                        && (within(&a.topics, &b.topics) || shared >= RARE * rarity.of_one()));
                if alike && !a.value_is(b) {
                    found.push(two_numbers(a, b));
                }
            } else if !together && in_common(&a.topics, &b.topics) >= MUCH && distinctive(a.value) {
                let same_number = a
                    .value
                    .number()
                    .value()
                    .total_cmp(&b.value.number().value())
                    .is_eq();
                if same_number && a.value.upper().is_none() && b.value.upper().is_none() {
                    found.extend(stock_or_flow(a, b));
                }
            }
        }
    }
    against_events(records, &figures, found);
    against_titles(records, &figures, found);
}

/// One indicator says all that the other says, in two words at least.
fn within(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    a.len().min(b.len()) >= 2 && (a.is_subset(b) || b.is_subset(a))
}

/// The words of the names of people and organisations: two figures that name two of them are about two.
struct Subjects(BTreeSet<String>);

impl Subjects {
    fn of(records: &Records<'_>) -> Self {
        let mut words = BTreeSet::new();
        for actor in records
            .of_type("actor")
            .filter(|a| a.term("kind") == Some("person"))
        {
            for name in actor
                .said("name")
                .filter_map(|s| crate::input::text_of(&s.value))
            {
                words.extend(topics(name));
            }
        }
        Self(words)
    }

    fn differ(&self, a: &Figure<'_>, b: &Figure<'_>) -> bool {
        let own = |x: &Figure<'_>, y: &Figure<'_>| {
            x.topics
                .difference(&y.topics)
                .any(|word| self.0.contains(word))
        };
        own(a, b) && own(b, a)
    }
}

/// Words, scope and notes of a figure, each marked with what it is.
fn features(figure: &Figure<'_>) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = figure.topics.iter().map(|t| format!("w {t}")).collect();
    if !figure.scope.is_empty() {
        all.insert(format!("s {}", figure.scope));
    }
    for (source, passage) in &figure.places {
        all.extend(passage.notes.iter().map(|n| format!("n {source} {n}")));
    }
    all
}

/// Pairs worth comparing: those that share a word. Where a word is in very many, only equal indicators are compared.
struct Pairs;

impl Pairs {
    const MANY: usize = 400;

    fn of(group: &[usize], figures: &[Figure<'_>]) -> BTreeSet<(usize, usize)> {
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for n in group {
            let figure = &figures[*n];
            for topic in &figure.topics {
                by_key.entry(format!("w {topic}")).or_default().push(*n);
            }
            let whole = format!("i {}|{}", fold(figure.indicator), figure.scope);
            by_key.entry(whole).or_default().push(*n);
        }
        let mut pairs = BTreeSet::new();
        for (key, members) in by_key {
            if members.len() > Self::MANY && key.starts_with('w') {
                continue;
            }
            for (n, a) in members.iter().enumerate() {
                pairs.extend(members[n + 1..].iter().map(|b| (*a.min(b), *a.max(b))));
            }
        }
        pairs
    }
}

impl Figure<'_> {
    fn value_is(&self, other: &Self) -> bool {
        self.value.bounds() == other.value.bounds()
    }
}

fn two_numbers(a: &Figure<'_>, b: &Figure<'_>) -> Finding {
    let (kind, weight, key) = if a.value.contradicts(b.value) {
        (
            Kind::Exclude,
            Weight::Contradiction,
            "differ.figures_exclude",
        )
    } else {
        (Kind::Differ, Weight::Doubt, "differ.figures")
    };
    Made::new(kind, weight, key)
        .record("figure", a.record.id)
        .value("number", a.record.id, a.said)
        .record("other", b.record.id)
        .value("other_number", b.record.id, b.said)
        .done()
}

/// A number that two would hardly share by chance: three digits that count.
fn distinctive(value: &Quantity) -> bool {
    let digits: String = value
        .number()
        .text()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits.trim_matches('0').len() >= 3
}

fn stock_or_flow(a: &Figure<'_>, b: &Figure<'_>) -> Option<Finding> {
    let (a_period, _) = a.record.date("period")?;
    let (b_period, _) = b.record.date("period")?;
    Some(
        Made::new(Kind::Differ, Weight::Doubt, "differ.stock_flow")
            .record("figure", a.record.id)
            .value("number", a.record.id, a.said)
            .value("period", a.record.id, a_period)
            .record("other", b.record.id)
            .value("other_period", b.record.id, b_period)
            .rests_on(b.record.id, b.said)
            .done(),
    )
}

/// A figure whose unit is a number an event has (deaths, injured …), at the event's place and time.
fn against_events(records: &Records<'_>, figures: &[Figure<'_>], found: &mut Vec<Finding>) {
    let mut by_place: BTreeMap<String, Vec<&Record<'_>>> = BTreeMap::new();
    for event in records.of_type("event") {
        for place in event.references("place") {
            let names = records.get(place).into_iter().flat_map(|p| p.said("name"));
            for name in names.filter_map(|s| crate::input::text_of(&s.value)) {
                by_place.entry(fold(name)).or_default().push(event);
            }
        }
    }
    let mut beside: BTreeMap<(RecordId, &str), Vec<&Figure<'_>>> = BTreeMap::new();
    for figure in figures.iter().filter(|f| f.part_of.is_none()) {
        let Some(period) = figure.period else {
            continue;
        };
        for event in by_place.get(&figure.scope).into_iter().flatten() {
            let about = topics(event.called().unwrap_or_default());
            let Some((_, start)) = event.date("start") else {
                continue;
            };
            // The place alone is not enough: years hold many events.
            let named = !figure.topics.is_disjoint(&about);
            let short = period.last().0.saturating_sub(period.first().0) < 62;
            if event.number(&figure.unit).is_some() && start.overlaps(period) && (named || short) {
                beside
                    .entry((event.id, &figure.unit))
                    .or_default()
                    .push(figure);
            }
        }
    }
    for ((event, unit), figures) in beside {
        let Some((said, number)) = records.get(event).and_then(|e| e.number(unit)) else {
            continue;
        };
        let (low, high) = number.bounds();
        // Several figures are of several groups: only their sum, or one that is above it all, can be wrong.
        let sum: f64 = figures.iter().map(|f| f.value.bounds().0).sum();
        if sum >= low && sum <= high {
            continue;
        }
        for figure in &figures {
            let above = figure.value.bounds().0 > high;
            if !number.contradicts(figure.value) || !(above || figures.len() == 1) {
                continue;
            }
            found.push(
                Made::new(Kind::Exclude, Weight::Doubt, "differ.event_figure")
                    .record("event", event)
                    .property("property", "event", unit)
                    .value("number", event, said)
                    .record("figure", figure.record.id)
                    .value("other_number", figure.record.id, figure.said)
                    .done(),
            );
        }
    }
}

/// A figure told at a note whose source names another number of the same thing in its title.
fn against_titles(records: &Records<'_>, figures: &[Figure<'_>], found: &mut Vec<Finding>) {
    let notes = crate::references::Notes::of(records);
    for figure in figures {
        let mut cited: BTreeSet<RecordId> = BTreeSet::new();
        for said in figure.record.said("value") {
            if let Some((document, passage)) = place_of(&said.basis) {
                for note in &passage.notes {
                    cited.extend(notes.cited(document, note));
                }
            }
        }
        for source in cited.iter().filter_map(|id| records.get(*id)) {
            let Some((title_said, title)) = source.text("title") else {
                continue;
            };
            let about = topics(title);
            let year_of = figure.period.and_then(year);
            let same_year = year_of.is_some_and(|y| title.contains(&y.to_string()));
            let Some(number) = title_number(title) else {
                continue;
            };
            // A title of the same year that names the same thing, with one number: it must be this one.
            let counted = figure.topics.contains("case") && about.contains("case")
                || about.contains(&crate::words::topic(&figure.unit));
            if !same_year || !counted || !distinctive(figure.value) {
                continue;
            }
            let (low, high) = figure.value.bounds();
            if number >= low && number <= high {
                continue;
            }
            found.push(
                Made::new(Kind::Differ, Weight::Doubt, "differ.title")
                    .record("figure", figure.record.id)
                    .value("number", figure.record.id, figure.said)
                    .record("source", source.id)
                    .number("other_number", number)
                    .rests_on(source.id, title_said)
                    .done(),
            );
        }
    }
}

/// The one number of a title that is no year; nothing when there are several.
fn title_number(title: &str) -> Option<f64> {
    let numbers: Vec<f64> = title
        .split(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
        .map(|t| t.trim_matches(['.', ',']))
        .filter(|t| !t.is_empty())
        .filter_map(|t| t.parse::<aigaq_schema::number::Decimal>().ok())
        .map(|n| n.value())
        .filter(|n| !(1900.0..2100.0).contains(n))
        .collect();
    match numbers[..] {
        [one] => Some(one),
        _ => None,
    }
}

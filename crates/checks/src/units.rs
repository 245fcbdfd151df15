//! Units that cannot be right: people told as threats, shares told as people, halves of a person.

use crate::figures::{Figure, figures};
use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Records};
use crate::words::{topic, topics, words};

/// What sort of thing a word counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Human beings.
    People,
    /// Things done or happening.
    Acts,
    /// Shares of a hundred.
    Percent,
}

const PEOPLE: &[&str] = &[
    "people",
    "person",
    "persons",
    "men",
    "women",
    "children",
    "victims",
    "defenders",
    "activists",
    "journalists",
    "lawyers",
    "detainees",
    "prisoners",
    "inmates",
    "protesters",
    "workers",
    "citizens",
    "residents",
    "individuals",
    "participants",
    "observers",
    "человек",
    "люди",
    "людей",
    "лица",
    "лиц",
    "адам",
    "адамдар",
];
const ACTS: &[&str] = &[
    "threats",
    "threat",
    "incidents",
    "incident",
    "attacks",
    "attack",
    "violations",
    "arrests",
    "detentions",
    "acts",
    "cases",
    "case",
    "prosecutions",
    "raids",
    "fines",
    "угроз",
    "угрозы",
    "случаев",
    "случаи",
    "нападений",
    "инцидентов",
    "нарушений",
    "задержаний",
    "дел",
    "қауіп",
    "кауип",
    "жағдай",
    "жагдай",
];
const PERCENT: &[&str] = &[
    "percent",
    "percentage",
    "%",
    "процент",
    "процента",
    "процентов",
    "пайыз",
];
/// Words of an indicator that is a share.
const SHARE: &[&str] = &[
    "share",
    "percentage",
    "percent",
    "proportion",
    "доля",
    "процент",
    "үлесі",
    "улеси",
];

/// The unit is a share of a hundred.
pub(crate) fn is_percent(unit: &str) -> bool {
    unit == "%"
        || unit.starts_with("per cent")
        || unit.starts_with('%')
        || PERCENT.iter().any(|p| unit.starts_with(p))
}

/// The whole that a unit names: "of 17", "rank of 180", "из 22".
pub(crate) fn whole_of(unit: &str) -> Option<f64> {
    let mut words = unit.split_whitespace().rev();
    let number = words
        .next()?
        .parse::<aigaq_schema::number::Decimal>()
        .ok()?;
    matches!(words.next()?, "of" | "из" | "out").then(|| number.value())
}

fn sort_of(word: &str) -> Option<Sort> {
    if PEOPLE.contains(&word) {
        Some(Sort::People)
    } else if ACTS.contains(&word) {
        Some(Sort::Acts)
    } else {
        None
    }
}

fn sort_of_unit(unit: &str) -> Option<Sort> {
    if is_percent(unit) {
        return Some(Sort::Percent);
    }
    words(unit).iter().find_map(|w| sort_of(w))
}

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    let figures = figures(records);
    for figure in &figures {
        one(figure, found);
        if let Some(total) = figure.part_of {
            let total = figures.iter().find(|f| f.record.id == total);
            found.extend(total.and_then(|total| part(figure, total)));
        }
    }
    fewer_acts(&figures, found);
}

/// What a figure says of itself.
fn one(figure: &Figure<'_>, found: &mut Vec<Finding>) {
    let id = figure.record.id;
    let Some((unit_said, _)) = figure.record.text("unit") else {
        if figure.unit.is_empty() {
            found.push(
                Made::new(Kind::Unit, Weight::Gap, "unit.missing")
                    .record("figure", id)
                    .rests_on(id, figure.said)
                    .done(),
            );
        }
        return;
    };
    let unit = sort_of_unit(&figure.unit);
    let counts = matches!(unit, Some(Sort::People | Sort::Acts));
    let told = words(figure.indicator);
    // The thing that is counted stands first: "People threatened", "Threats: lawyers".
    let first = told.first().and_then(|w| sort_of(w));
    let wrong = |key| {
        Made::new(Kind::Unit, Weight::Doubt, key)
            .record("figure", id)
            .value("unit", id, unit_said)
            .rests_on(id, figure.said)
            .done()
    };
    // "Arrests: 200 people" is said everywhere, and each arrest is of one.
    let of_one = told.first().is_some_and(|w| topic(w) == "detain");
    match (first, unit) {
        (Some(Sort::People), Some(Sort::Acts)) => found.push(wrong("unit.indicator")),
        (Some(Sort::Acts), Some(Sort::People)) if !of_one => found.push(wrong("unit.indicator")),
        _ => {}
    }
    let share = told.iter().any(|w| SHARE.contains(&w.as_str()));
    if share && counts {
        found.push(wrong("unit.share"));
    }
    if counts && figure.value.bounds().1 < 0.0 {
        found.push(
            Made::new(Kind::Unit, Weight::Contradiction, "unit.negative")
                .record("figure", id)
                .value("number", id, figure.said)
                .value("unit", id, unit_said)
                .done(),
        );
    }
    let fraction = figure.value.number().value().fract() != 0.0;
    if fraction && counts {
        found.push(
            Made::new(Kind::Unit, Weight::Contradiction, "unit.fraction")
                .record("figure", id)
                .value("number", id, figure.said)
                .value("unit", id, unit_said)
                .done(),
        );
    }
}

/// A part in another unit than its total.
fn part(part: &Figure<'_>, total: &Figure<'_>) -> Option<Finding> {
    let (unit, _) = part.record.text("unit")?;
    let (total_unit, _) = total.record.text("unit")?;
    if topics(&part.unit) == topics(&total.unit)
        || is_percent(&part.unit)
        || whole_of(&part.unit).is_some()
    {
        return None;
    }
    Some(
        Made::new(Kind::Unit, Weight::Doubt, "unit.part")
            .record("part", part.record.id)
            .value("unit", part.record.id, unit)
            .record("total", total.record.id)
            .value("total_unit", total.record.id, total_unit)
            .done(),
    )
}

/// Fewer acts than the people they are done to, told in one breath: one act can have many targets, and two numbers
/// can be swapped.
fn fewer_acts(figures: &[Figure<'_>], found: &mut Vec<Finding>) {
    for acts in figures
        .iter()
        .filter(|f| sort_of_unit(&f.unit) == Some(Sort::Acts) && f.part_of.is_none())
    {
        for people in figures
            .iter()
            .filter(|f| sort_of_unit(&f.unit) == Some(Sort::People) && f.part_of.is_none())
        {
            let same = acts.scope == people.scope
                && acts.period.is_some()
                && acts.same_time(people)
                && crate::passages::told_together(&acts.places, &people.places);
            if !same || !of_one_thing(acts, people) {
                continue;
            }
            let (least, most) = (acts.value.number().value(), people.value.number().value());
            if least >= most {
                continue;
            }
            found.push(
                Made::new(Kind::Unit, Weight::Doubt, "unit.fewer_acts")
                    .record("acts", acts.record.id)
                    .value("number", acts.record.id, acts.said)
                    .record("people", people.record.id)
                    .value("people_number", people.record.id, people.said)
                    .done(),
            );
        }
    }
}

/// "Threats recorded" and "People threatened", «Угрозы» and «Люди, которым угрожали»: the indicator of the people names
/// the act, in whatever form.
fn of_one_thing(acts: &Figure<'_>, people: &Figure<'_>) -> bool {
    /// So many letters of a word stay the same in all its forms, also where the consonant behind them changes.
    const KEPT: usize = 4;
    let root = |word: &str| word.chars().take(KEPT).collect::<String>();
    let act = words(&acts.unit).first().map(|word| topic(word));
    act.is_some_and(|act| {
        let named = people.topics.iter();
        act.chars().count() >= KEPT
            && named
                .filter(|topic| topic.chars().count() >= KEPT)
                .any(|topic| root(topic) == root(&act))
            || people.topics.contains(&act)
    })
}

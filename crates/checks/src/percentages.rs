//! Percentages: shares of one whole, and shares beside the numbers they are shares of.

use crate::figures::{Figure, figures};
use crate::finding::{Arg, Finding, Kind, Made, Weight};
use crate::input::{Asked, Records};
use crate::passages::told_together;
use crate::units::{is_percent, whole_of};
use crate::words::topics;
use aigaq_schema::RecordId;
use std::collections::{BTreeMap, BTreeSet};

/// Words that say "the rest": with them the shares are a whole, and must make a hundred.
const REST: &[&str] = &[
    "other",
    "others",
    "rest",
    "remaining",
    "прочие",
    "другие",
    "остальные",
    "басқа",
    "баска",
    "басқалары",
    "баскалары",
];

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    let figures = figures(records);
    for figure in &figures {
        found.extend(above_its_whole(figure));
    }
    of_one_total(&figures, found);
    of_one_passage(&figures, found);
}

/// A share of more than everything, or a place beyond the last.
fn above_its_whole(figure: &Figure<'_>) -> Option<Finding> {
    let (low, _) = figure.value.bounds();
    let told = low.max(figure.value.number().value());
    let id = figure.record.id;
    if let Some(whole) = whole_of(&figure.unit).filter(|whole| told > *whole) {
        let (unit, _) = figure.record.text("unit")?;
        return Some(
            Made::new(
                Kind::Percent,
                Weight::Contradiction,
                "percent.part_above_whole",
            )
            .record("figure", id)
            .value("number", id, figure.said)
            .number("whole", whole)
            .rests_on(id, unit)
            .done(),
        );
    }
    let share = figure.topics.contains("percen")
        || figure.topics.contains("percent")
        || figure.topics.contains("turnou");
    (is_percent(&figure.unit) && told > 100.0 && (share || figure.part_of.is_some())).then(|| {
        Made::new(
            Kind::Percent,
            Weight::Contradiction,
            "percent.one_above_hundred",
        )
        .record("figure", id)
        .value("number", id, figure.said)
        .done()
    })
}

/// Shares printed as parts of one total: no more than a hundred, and each near the quotient where the number it is a
/// share of stands beside it.
fn of_one_total(figures: &[Figure<'_>], found: &mut Vec<Finding>) {
    let mut by_total: BTreeMap<RecordId, Vec<&Figure<'_>>> = BTreeMap::new();
    for figure in figures {
        if let Some(total) = figure.part_of {
            by_total.entry(total).or_default().push(figure);
        }
    }
    for (total, parts) in by_total {
        let shares: Vec<&Figure<'_>> = parts
            .iter()
            .copied()
            .filter(|f| is_percent(&f.unit))
            .collect();
        found.extend(sum_of(&shares));
        let Some(total) = figures
            .iter()
            .find(|f| f.record.id == total && !is_percent(&f.unit))
        else {
            continue;
        };
        for share in &shares {
            let about = without_share(share);
            let part = parts
                .iter()
                .find(|p| !is_percent(&p.unit) && without_share(p) == about);
            found.extend(part.and_then(|part| quotient(share, part, total)));
        }
    }
}

fn without_share(figure: &Figure<'_>) -> BTreeSet<String> {
    let mut about = topics(figure.indicator);
    about.remove("percent");
    about
}

fn quotient(share: &Figure<'_>, part: &Figure<'_>, total: &Figure<'_>) -> Option<Finding> {
    let (part_value, total_value) = (part.value.bounds(), total.value.bounds());
    if part_value.0 != part_value.1 || total_value.0 != total_value.1 || total_value.0 <= 0.0 {
        return None;
    }
    let worked_out = 100.0 * part_value.0 / total_value.0;
    let (low, high) = share.value.bounds();
    // Printed to a whole per cent, or to the digits told.
    let slack = rounding(share);
    if worked_out >= low - slack && worked_out <= high + slack {
        return None;
    }
    Some(
        Made::new(Kind::Percent, Weight::Contradiction, "percent.quotient")
            .record("figure", share.record.id)
            .value("number", share.record.id, share.said)
            .value("part", part.record.id, part.said)
            .value("whole", total.record.id, total.said)
            .number("quotient", (worked_out * 10.0).round() / 10.0)
            .done(),
    )
}

fn rounding(share: &Figure<'_>) -> f64 {
    match share.value.number().text().split_once('.') {
        Some((_, fraction)) => 0.6 * 0.1f64.powi(i32::try_from(fraction.len()).unwrap_or(0)),
        None => 0.6,
    }
}

/// Shares of one scope and time told in one passage: "Kazakh share", "Russian share", "Other minorities' share".
fn of_one_passage(figures: &[Figure<'_>], found: &mut Vec<Finding>) {
    let mut groups: Vec<Vec<&Figure<'_>>> = Vec::new();
    for figure in figures {
        let is_share = is_percent(&figure.unit)
            && figure.topics.contains("percent")
            && figure.part_of.is_none();
        if !is_share {
            continue;
        }
        let fits = |group: &&mut Vec<&Figure<'_>>| {
            group.first().is_some_and(|first| {
                first.unit == figure.unit
                    && first.scope == figure.scope
                    && first.period == figure.period
                    && of_what(first) == of_what(figure)
                    && told_together(&first.places, &figure.places)
            })
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(figure),
            None => groups.push(vec![figure]),
        }
    }
    for group in groups {
        found.extend(sum_of(&group));
    }
}

/// What a share is a share of, when the indicator says so: "share of trade".
fn of_what(figure: &Figure<'_>) -> Option<String> {
    let lower = aigaq_schema::fold::fold(figure.indicator);
    let (_, after) = lower.split_once("share of ")?;
    Some(after.trim().to_owned())
}

fn sum_of(shares: &[&Figure<'_>]) -> Option<Finding> {
    if shares.len() < 2 {
        return None;
    }
    let low: f64 = shares.iter().map(|f| f.value.bounds().0.max(0.0)).sum();
    let high: f64 = shares.iter().map(|f| f.value.bounds().1.min(100.0)).sum();
    let slack: f64 = shares.iter().map(|f| rounding(f)).sum();
    let whole = shares.iter().any(|f| {
        crate::words::words(f.indicator)
            .iter()
            .any(|w| REST.contains(&w.as_str()))
    });
    let (key, sum, weight) = if low > 100.0 + slack {
        ("percent.above_hundred", low, Weight::Contradiction)
    } else if whole && high < 100.0 - slack {
        ("percent.not_hundred", high, Weight::Doubt)
    } else {
        return None;
    };
    let mut made = Made::new(Kind::Percent, weight, key).number("sum", sum);
    let mut named = Vec::new();
    for share in shares {
        made = made.rests_on(share.record.id, share.said);
        named.push(Arg::Record(share.record.id));
    }
    Some(made.place("figures", Arg::Several(named)).done())
}

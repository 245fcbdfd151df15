//! Sums: parts that do not add up to the total they are printed under, and the other total that they do match.

use crate::figures::{Figure, figures};
use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Records};
use crate::units::is_percent;
use aigaq_counting::breakdowns::{self as counted, Match, breakdowns};

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    let figures = figures(records);
    let ids: Vec<(String, Option<String>)> = figures
        .iter()
        .map(|f| (f.record.id.to_string(), f.part_of.map(|id| id.to_string())))
        .collect();
    let compared: Vec<counted::Figure<'_>> = figures
        .iter()
        .zip(&ids)
        .map(|(figure, (id, part_of))| counted::Figure {
            id,
            value: Some(figure.value.bounds()),
            unit: &figure.unit,
            scope: &figure.scope,
            period: figure.period.map_or("", |p| p.text()),
            part_of: part_of.as_deref(),
        })
        .collect();
    for breakdown in breakdowns(&compared).breakdowns {
        let total = &figures[breakdown.total];
        let parts: Vec<&Figure<'_>> = breakdown.parts.iter().map(|n| &figures[*n]).collect();
        // Shares of a total told in another unit are the work of percentages.
        if parts.iter().any(|p| is_percent(&p.unit)) {
            continue;
        }
        let off = match breakdown.matches {
            // One part alone can only be too much.
            Match::Below(_) if parts.len() < 2 => continue,
            Match::Below(by) | Match::Above(by) => by,
            Match::AddsUp | Match::CanAddUp | Match::NotTold => continue,
        };
        // Each part that is printed rounded may be half a last digit off.
        let rounding: f64 =
            parts.iter().map(|p| half_a_digit(p)).sum::<f64>() + half_a_digit(total);
        if off <= rounding {
            continue;
        }
        let (key, weight) = match breakdown.matches {
            _ if breakdown.is_mislabelled() => ("sum.other_total", Weight::Contradiction),
            Match::Above(_) => ("sum.above", Weight::Contradiction),
            // Only some may be listed.
            _ => ("sum.below", Weight::Doubt),
        };
        let sum = if breakdown.sum.0.is_finite() {
            breakdown.sum.0
        } else {
            breakdown.sum.1
        };
        let mut made = Made::new(Kind::Sum, weight, key)
            .number("sum", sum)
            .record("total", total.record.id)
            .value("number", total.record.id, total.said);
        if let Some(other) = breakdown.sum_equals.first().map(|n| &figures[*n]) {
            made = made.record("other", other.record.id).value(
                "other_number",
                other.record.id,
                other.said,
            );
        }
        for part in parts {
            made = made.rests_on(part.record.id, part.said);
        }
        found.push(made.done());
    }
}

/// Half of the last digit told after the point; whole numbers are counts and exact.
fn half_a_digit(figure: &Figure<'_>) -> f64 {
    match figure.value.number().text().split_once('.') {
        Some((_, fraction)) => 0.5 * 0.1f64.powi(i32::try_from(fraction.len()).unwrap_or(0)) + 1e-9,
        None => 0.0,
    }
}

//! Figures that others published as parts of a total: do they add up to it,
//! or to another figure?
//!
//! The rule is general. Parts and total are ranges (an exact figure has one
//! value, "at least 14" is open above). A sum below the total is no fault by
//! itself: a part may be missing, or only some are listed. A sum that is not
//! the total as printed but is exactly another figure of the same scope and
//! period points at a mistaken label: eight categories printed as parts of
//! 1,414 threats that add up to 684, which is the number of people.

use std::collections::BTreeMap;

use serde::Serialize;

/// A number that somebody published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure<'a> {
    /// Its id, as in `part_of`.
    pub id: &'a str,
    /// Lowest and highest value, open ends infinite; none when no value was
    /// told. "About" is taken as told.
    pub value: Option<(f64, f64)>,
    /// What was counted, as told.
    pub unit: &'a str,
    /// Where or of whom.
    pub scope: &'a str,
    /// When, as told.
    pub period: &'a str,
    /// The id of the figure it is printed as a part of.
    pub part_of: Option<&'a str>,
}

/// How a sum stands to the total.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// The sum is the total.
    AddsUp,
    /// Both are ranges that have values in common: they can be the same.
    CanAddUp,
    /// The sum is below the total by at least this much: a part is missing,
    /// or only some parts are listed.
    Below(f64),
    /// The sum is above the total by at least this much.
    Above(f64),
    /// The total, or a part, has no value.
    NotTold,
}

/// A total with what is printed as its parts. Figures are named by their index
/// in what was given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Breakdown {
    /// The figure that the parts are printed as parts of.
    pub total: usize,
    /// The parts, in the order given.
    pub parts: Vec<usize>,
    /// Lowest and highest sum of the parts that have a value; an open end is
    /// infinite (null in JSON).
    pub sum: (f64, f64),
    /// Parts without a value.
    pub without_value: Vec<usize>,
    /// How the sum stands to the total.
    pub matches: Match,
    /// When the sum is not the total: other figures of the same scope and
    /// period that have exactly the value of the sum (at least two parts, all
    /// with a value).
    pub sum_equals: Vec<usize>,
    /// Parts whose unit is told differently from the total's.
    pub other_unit: Vec<usize>,
    /// Parts whose scope or period is told differently from the total's.
    pub other_scope: Vec<usize>,
}

impl Breakdown {
    /// Whether the parts belong to another total than the one they are printed
    /// under.
    #[must_use]
    pub fn is_mislabelled(&self) -> bool {
        !self.sum_equals.is_empty()
    }
}

/// What the figures say of one another.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Breakdowns {
    /// Every total that has parts, in the order of the totals.
    pub breakdowns: Vec<Breakdown>,
    /// Figures that are part of a figure which is not there, or of themselves.
    pub without_total: Vec<usize>,
}

/// Finds all breakdowns among figures. With two figures of one id, the first
/// is meant.
#[must_use]
pub fn breakdowns(figures: &[Figure<'_>]) -> Breakdowns {
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, figure) in figures.iter().enumerate() {
        by_id.entry(figure.id).or_insert(index);
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut found = Breakdowns::default();
    for (index, figure) in figures.iter().enumerate() {
        let Some(total) = figure.part_of else {
            continue;
        };
        match by_id.get(total) {
            Some(total) if *total != index => parts.entry(*total).or_default().push(index),
            _ => found.without_total.push(index),
        }
    }
    found.breakdowns = parts
        .into_iter()
        .map(|(total, parts)| breakdown(figures, total, parts))
        .collect();
    found
}

fn breakdown(figures: &[Figure<'_>], total: usize, parts: Vec<usize>) -> Breakdown {
    let printed = &figures[total];
    let mut sum = (0.0, 0.0);
    let mut without_value = Vec::new();
    for part in &parts {
        match figures[*part].value {
            Some((low, high)) => sum = (sum.0 + low, sum.1 + high),
            None => without_value.push(*part),
        }
    }
    let matches = match printed.value {
        Some(value) if without_value.is_empty() => compare(sum, value),
        _ => Match::NotTold,
    };
    let wrong = matches!(matches, Match::Below(_) | Match::Above(_));
    let sum_equals = if wrong && parts.len() > 1 {
        (0..figures.len())
            .filter(|other| *other != total && !parts.contains(other))
            .filter(|other| same_setting(&figures[*other], printed))
            .filter(|other| {
                figures[*other]
                    .value
                    .is_some_and(|value| compare(sum, value) == Match::AddsUp)
            })
            .collect()
    } else {
        Vec::new()
    };
    let differing = |same: fn(&Figure<'_>, &Figure<'_>) -> bool| {
        parts
            .iter()
            .copied()
            .filter(|part| !same(&figures[*part], printed))
            .collect()
    };
    Breakdown {
        total,
        sum,
        without_value,
        matches,
        sum_equals,
        other_unit: differing(|one, other| same_words(one.unit, other.unit)),
        other_scope: differing(same_setting),
        parts,
    }
}

fn compare(sum: (f64, f64), total: (f64, f64)) -> Match {
    if same(sum.0, total.0) && same(sum.1, total.1) {
        Match::AddsUp
    } else if sum.1 < total.0 && !same(sum.1, total.0) {
        Match::Below(total.0 - sum.1)
    } else if sum.0 > total.1 && !same(sum.0, total.1) {
        Match::Above(sum.0 - total.1)
    } else {
        Match::CanAddUp
    }
}

/// Equal but for what adding decimals in binary costs.
fn same(one: f64, other: f64) -> bool {
    if one.is_infinite() || other.is_infinite() {
        return one.total_cmp(&other).is_eq();
    }
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0)
}

fn same_setting(one: &Figure<'_>, other: &Figure<'_>) -> bool {
    same_words(one.scope, other.scope) && same_words(one.period, other.period)
}

fn same_words(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure<'a>(
        id: &'a str,
        value: (f64, f64),
        unit: &'a str,
        part_of: Option<&'a str>,
    ) -> Figure<'a> {
        Figure {
            id,
            value: Some(value),
            unit,
            scope: "Kazakhstan",
            period: "2020",
            part_of,
        }
    }

    fn exact<'a>(id: &'a str, value: f64, unit: &'a str, of: Option<&'a str>) -> Figure<'a> {
        figure(id, (value, value), unit, of)
    }

    fn with_parts<'a>(
        total: Figure<'a>,
        others: &[Figure<'a>],
        parts: &[(&'a str, (f64, f64))],
    ) -> Vec<Figure<'a>> {
        let mut figures = vec![total];
        figures.extend_from_slice(others);
        figures.extend(
            parts
                .iter()
                .map(|(id, value)| figure(id, *value, total.unit, Some(total.id))),
        );
        figures
    }

    fn ids(count: usize) -> Vec<String> {
        (0..count).map(|number| format!("part-{number}")).collect()
    }

    #[test]
    fn case_01_eight_categories_printed_as_threats_add_up_to_the_people() {
        let values = [482.0, 64.0, 48.0, 45.0, 24.0, 10.0, 6.0, 5.0];
        let ids = ids(values.len());
        let parts: Vec<_> = ids
            .iter()
            .map(String::as_str)
            .zip(values.map(|v| (v, v)))
            .collect();
        let mut figures = with_parts(
            exact("threats", 1_414.0, "threats", None),
            &[exact("people", 684.0, "people", None)],
            &parts,
        );
        // The same number of another year or place is no match.
        figures.push(Figure {
            period: "2019",
            ..exact("before", 684.0, "people", None)
        });
        figures.push(Figure {
            scope: "Almaty",
            ..exact("city", 684.0, "people", None)
        });
        let found = breakdowns(&figures);
        assert_eq!(found.breakdowns.len(), 1);
        let breakdown = &found.breakdowns[0];
        assert_eq!((breakdown.total, breakdown.parts.len()), (0, 8));
        assert_eq!(breakdown.sum, (684.0, 684.0));
        assert_eq!(breakdown.matches, Match::Below(730.0));
        assert_eq!(breakdown.sum_equals, [1]);
        assert!(breakdown.is_mislabelled());
        assert!(breakdown.other_unit.is_empty() && breakdown.other_scope.is_empty());
    }

    #[test]
    fn any_sum_that_is_another_figure_is_found_and_no_other() {
        for (values, total, other) in [
            ([7.0, 8.0, 9.0], 30.0, 24.0),
            ([0.1, 0.2, 0.4], 1.0, 0.7),
            ([100.0, 200.0, 3.0], 250.0, 303.0),
        ] {
            let ids = ids(3);
            let parts: Vec<_> = ids
                .iter()
                .map(String::as_str)
                .zip(values.map(|v| (v, v)))
                .collect();
            let find = |other: f64| {
                let figures = with_parts(
                    exact("total", total, "cases", None),
                    &[exact("other", other, "persons", None)],
                    &parts,
                );
                breakdowns(&figures).breakdowns[0].sum_equals.clone()
            };
            assert_eq!(find(other), [1]);
            assert!(find(other + 1.0).is_empty());
        }
    }

    #[test]
    fn case_02_two_breakdowns_of_two_totals_that_add_up_are_in_order() {
        let mut figures = vec![
            exact("persons", 511.0, "persons", None),
            exact("threats", 733.0, "threats", None),
        ];
        let categories = [323.0, 78.0, 41.0, 21.0, 16.0, 15.0, 10.0, 7.0];
        figures.extend(categories.map(|value| exact("", value, "persons", Some("persons"))));
        figures
            .extend([416.0, 270.0, 47.0].map(|value| exact("", value, "threats", Some("threats"))));
        let found = breakdowns(&figures);
        let told: Vec<_> = found.breakdowns.iter().map(|one| one.matches).collect();
        assert_eq!(told, [Match::AddsUp, Match::AddsUp]);
        assert!(found.breakdowns.iter().all(|one| one.sum_equals.is_empty()));
    }

    #[test]
    fn case_02_listed_cities_only_are_below_the_total_and_no_fault() {
        let figures = with_parts(
            exact("threats", 733.0, "threats", None),
            &[],
            // Seven cities that the report of 2019 lists: 640 of its 733 threats.
            &[
                ("one", (240.0, 240.0)),
                ("two", (150.0, 150.0)),
                ("three", (90.0, 90.0)),
                ("four", (60.0, 60.0)),
                ("five", (45.0, 45.0)),
                ("six", (35.0, 35.0)),
                ("seven", (20.0, 20.0)),
            ],
        );
        let breakdown = &breakdowns(&figures).breakdowns[0];
        assert_eq!(breakdown.matches, Match::Below(93.0));
        assert!(!breakdown.is_mislabelled());
    }

    #[test]
    fn ranges_can_add_up_or_exclude_each_other() {
        let told = |total, parts: &[(&'static str, (f64, f64))]| {
            breakdowns(&with_parts(
                figure("total", total, "dead", None),
                &[],
                parts,
            ))
            .breakdowns[0]
                .matches
        };
        let open = f64::INFINITY;
        let at_least = [("a", (14.0, open)), ("b", (3.0, 3.0))];
        assert_eq!(told((20.0, 20.0), &at_least), Match::CanAddUp);
        assert_eq!(told((17.0, open), &at_least), Match::AddsUp);
        assert_eq!(told((16.0, 16.0), &at_least), Match::Above(1.0));
        assert_eq!(
            told((30.0, 40.0), &[("a", (5.0, 10.0)), ("b", (5.0, 12.0))]),
            Match::Below(8.0)
        );
        assert_eq!(
            told((30.0, 40.0), &[("a", (5.0, 20.0)), ("b", (5.0, 12.0))]),
            Match::CanAddUp
        );
    }

    #[test]
    fn what_is_not_told_is_not_guessed() {
        let mut figures = with_parts(
            exact("total", 10.0, "acts", None),
            &[exact("other", 7.0, "persons", None)],
            &[("a", (3.0, 3.0)), ("b", (4.0, 4.0))],
        );
        figures.push(Figure {
            value: None,
            unit: "Acts ",
            ..exact("c", 0.0, "", Some("total"))
        });
        figures.push(exact("lost", 1.0, "acts", Some("nowhere")));
        figures.push(exact("ring", 1.0, "acts", Some("ring")));
        let found = breakdowns(&figures);
        assert_eq!(found.breakdowns[0].matches, Match::NotTold);
        assert_eq!(found.breakdowns[0].without_value, [4]);
        assert!(found.breakdowns[0].sum_equals.is_empty());
        assert!(found.breakdowns[0].other_unit.is_empty());
        assert_eq!(found.without_total, [5, 6]);
        assert_eq!(breakdowns(&[]), Breakdowns::default());
    }

    #[test]
    fn parts_told_in_another_unit_or_scope_are_named() {
        let mut figures = vec![exact("total", 3.0, "threats", None)];
        figures.push(exact("a", 1.0, "people", Some("total")));
        figures.push(Figure {
            period: "2021",
            ..exact("b", 2.0, "threats", Some("total"))
        });
        let breakdown = &breakdowns(&figures).breakdowns[0];
        assert_eq!(
            (
                breakdown.other_unit.as_slice(),
                breakdown.other_scope.as_slice()
            ),
            ([1].as_slice(), [2].as_slice())
        );
    }
}

//! Acts month by month, as a picture with its table.

use aigaq_charts::{Caption, Chart, Course, Id, Period, Series, Value};
use aigaq_publishing::pictures;
use aigaq_workspace::MonthFigures;

use crate::address::of_count;
use crate::picture::Picture;
use crate::words::Words;

/// The months of the start page.
pub(super) struct Months {
    pub(super) picture: Picture,
    /// The latest first.
    pub(super) rows: Vec<MonthRow>,
    /// How many acts of this time have no month, in words; empty for none.
    pub(super) imprecise: String,
    /// The same as a count.
    pub(super) href: String,
}

/// A month with its number.
pub(super) struct MonthRow {
    pub(super) month: String,
    pub(super) acts: u64,
    pub(super) href: String,
}

impl Months {
    pub(super) fn of(figures: &MonthFigures, w: Words) -> Self {
        let periods: Vec<Period> = figures
            .months
            .iter()
            .map(|one| pictures::month(one.year, one.month, w.language()))
            .collect();
        let mut rows: Vec<MonthRow> = figures
            .months
            .iter()
            .zip(&periods)
            .map(|(one, period)| MonthRow {
                month: period.label.clone(),
                acts: one.acts,
                href: of_count(&one.query),
            })
            .collect();
        rows.reverse();
        Self {
            picture: Picture::of(
                &Chart::Columns(course(figures, periods, w)),
                &Id::numbered(1),
                w.language(),
            ),
            rows,
            imprecise: match figures.imprecise {
                0 => String::new(),
                some => w.n("months-imprecise", some),
            },
            href: of_count(&figures.query),
        }
    }
}

fn course(figures: &MonthFigures, periods: Vec<Period>, w: Words) -> Course {
    let ends = periods.first().zip(periods.last());
    let time = ends.map_or_else(String::new, |(first, last)| {
        w.two("months-description", &first.label, &last.label)
    });
    let most = figures
        .months
        .iter()
        .zip(&periods)
        .max_by_key(|(one, _)| one.acts);
    let most = most.map_or_else(String::new, |(one, period)| {
        w.two("months-most", &period.label, &w.num(one.acts))
    });
    Course {
        caption: Caption {
            title: w.t("months-title"),
            description: format!("{time} {most}"),
            unit: w.t("months-unit"),
        },
        heading: w.t("months-month"),
        series: vec![Series {
            name: w.t("months-unit"),
            values: figures
                .months
                .iter()
                .map(|one| Value::try_from(one.acts).unwrap_or(Value::Unknown))
                .collect(),
            breaks: Vec::new(),
        }],
        periods,
    }
}

//! The register of figures that others published: series and rankings, in which direction they went, where the method
//! changed, and where they contradict each other. A number is never chosen among several: a person adopts one.

mod one;

use super::material::code;
use super::sheet::{Sheet, SheetCell, SheetColumn, SheetRow, SheetTable};
use super::{RegisterName, RegisterWish};
use crate::error::WorkspaceError;
use crate::figures::{Held, Read};
use crate::outputs::telling::Telling;
use aigaq_publishing::document::Column;
use aigaq_publishing::{DateWords, Phrases, Unit};

const GROUPS: [&str; 3] = ["differ", "series", "alone"];

/// The figures of one series that stood by the day, in the order of time.
struct Series {
    figures: Vec<Read>,
    /// Whether more is better, as the figures say; nothing where none says, or they say different things.
    direction: Option<String>,
}

impl Series {
    fn periods(&self) -> impl DoubleEndedIterator<Item = &[Read]> {
        self.figures.chunk_by(Read::same_period)
    }
}

/// One period of a series: its figures, and those of the period before.
#[derive(Clone, Copy)]
struct Period<'s> {
    series: &'s Series,
    figures: &'s [Read],
    before: Option<&'s [Read]>,
}

/// How a period stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Higher,
    Lower,
    Same,
    /// The method changed: the two cannot be compared.
    Broken,
    /// The ranges overlap.
    Unclear,
}

impl Change {
    const fn key(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Same => "same",
            Self::Broken => "broken",
            Self::Unclear => "unclear",
        }
    }
}

impl Period<'_> {
    fn has_break(&self) -> bool {
        self.figures
            .iter()
            .any(|read| read.text("method_break").is_some())
    }

    fn change(&self) -> Option<Change> {
        // What has no date comes before nothing.
        self.figures.first()?.period.as_ref()?;
        let (now, before) = (Held::of(self.figures), Held::of(self.before?));
        if self.has_break() {
            return Some(Change::Broken);
        }
        let ((low, high), (low_before, high_before)) = (now.range()?, before.range()?);
        let above = |one: Option<f64>, other: Option<f64>| matches!((one, other), (Some(a), Some(b)) if a > b);
        Some(if above(low, high_before) {
            Change::Higher
        } else if above(low_before, high) {
            Change::Lower
        } else if low.is_some() && low == high && low == low_before && low == high_before {
            Change::Same
        } else {
            Change::Unclear
        })
    }

    fn group(&self) -> &'static str {
        if Held::of(self.figures).differ() {
            "differ"
        } else if self.series.periods().nth(1).is_some() {
            "series"
        } else {
            "alone"
        }
    }
}

/// What was known on a day: a figure that stood by then; one that says no day, if its period had begun.
fn stood_by(read: &Read, on: aigaq_schema::Day) -> bool {
    let as_of = crate::restrictions::date(&read.brief, "as_of");
    let since = as_of.as_ref().or(read.period.as_ref());
    since.is_none_or(|date| date.first() <= on)
}

impl Telling<'_> {
    pub(super) fn figures_sheet(&mut self, wish: &RegisterWish) -> Result<Sheet, WorkspaceError> {
        let mut all = Vec::new();
        for (_, mut figures) in self.workspace.series(&self.ask)? {
            figures.retain(|read| {
                stood_by(read, wish.on) && self.workspace.is_wished(&read.brief, wish)
            });
            let mut directions = figures
                .iter()
                .filter_map(|read| code(&read.brief, "direction"));
            let direction = directions.next();
            let one = directions.all(|other| Some(&other) == direction.as_ref());
            if !figures.is_empty() {
                all.push(Series {
                    direction: direction.filter(|_| one),
                    figures,
                });
            }
        }
        let sort = |text: &str| aigaq_schema::collation::sort_key(text);
        all.sort_by_cached_key(|series| {
            let first = &series.figures[0];
            (
                sort(&first.indicator),
                sort(&first.scope),
                sort(&first.unit),
            )
        });
        let mut sheet = Sheet::new(Unit::Figures, self.figure_columns());
        sheet.groups = GROUPS.map(|key| self.group("figures", key)).into();
        let mut periods = Vec::new();
        for series in &all {
            let mut before = None;
            let mut of_it = Vec::new();
            for figures in series.periods() {
                of_it.push(Period {
                    series,
                    figures,
                    before,
                });
                before = Some(figures);
            }
            // What was published for the latest time stands first.
            periods.extend(
                of_it
                    .into_iter()
                    .rev()
                    .map(|period| (period.group(), period)),
            );
        }
        periods.sort_by_key(|(group, _)| GROUPS.iter().position(|of| of == group));
        for key in GROUPS {
            let of = periods.iter().filter(|(group, _)| *group == key);
            let value = of.map(|(_, period)| period.figures.len()).sum();
            let label = format!("register.figures.{key}");
            sheet
                .counts
                .push(self.count(key, &label, Unit::Figures, value));
        }
        let broken = periods.iter().filter(|(_, period)| period.has_break());
        let broken = broken.map(|(_, period)| period.figures.len()).sum();
        let label = "register.figures.after_break";
        sheet
            .counts
            .push(self.count("after_break", label, Unit::Figures, broken));
        self.series_table(&mut sheet, &all, wish);
        let items = periods
            .into_iter()
            .flat_map(|(group, period)| {
                period
                    .figures
                    .iter()
                    .map(move |read| (group, (period, read)))
            })
            .collect();
        sheet.fill(wish, items, |group, (period, read)| {
            self.figure_row(group, period, read)
        })?;
        Ok(sheet)
    }

    fn figure_columns(&self) -> Vec<SheetColumn> {
        let of = |property| self.of_property("figure", property);
        vec![
            of("indicator"),
            of("scope"),
            of("unit"),
            of("period"),
            // "At least 17" is no number that a table could add up.
            SheetColumn {
                key: "value",
                column: Column::text(of("value").column.heading),
            },
            of("as_of"),
            self.column("change", Column::text, "register.column.since_before"),
            of("direction"),
            of("method_break"),
            of("caveat"),
            self.column("state", Column::text, "register.column.state"),
        ]
    }

    fn figure_row(
        &mut self,
        group: &'static str,
        period: Period<'_>,
        read: &Read,
    ) -> Result<SheetRow, WorkspaceError> {
        let brief = &read.brief;
        let state = if read.adopted {
            self.say("register.figures.adopted")
        } else if group == "differ" {
            let told = Held::of(period.figures).each(Phrases::of(self.ask.language));
            self.fill("register.figures.told", &[("numbers", &told.join(" / "))])
        } else if period.figures.iter().any(|other| other.adopted) {
            self.say("register.figures.other_adopted")
        } else {
            String::new()
        };
        let cells = vec![
            self.record_cell(brief.id)?,
            self.field(brief, "scope")?,
            self.field(brief, "unit")?,
            self.period_cell(read),
            self.field(brief, "value")?,
            self.field(brief, "as_of")?,
            self.change_cell(&period),
            self.field(brief, "direction")?,
            self.field(brief, "method_break")?,
            self.field(brief, "caveat")?,
            SheetCell::words(state),
        ];
        self.row_of(group, brief, cells)
    }

    fn period_cell(&self, read: &Read) -> SheetCell {
        read.period.as_ref().map_or(SheetCell::Empty, |date| {
            SheetCell::Date(DateWords {
                words: read.period_words(self.ask.language),
                ..DateWords::of(date, self.ask.language)
            })
        })
    }

    /// "Higher: worse"; nothing for the first period.
    fn change_cell(&self, period: &Period<'_>) -> SheetCell {
        let Some(change) = period.change() else {
            return SheetCell::Empty;
        };
        let words = self.say(&format!("register.figures.change.{}", change.key()));
        let judged = match (change, period.series.direction.as_deref()) {
            (Change::Higher, Some("higher_better")) | (Change::Lower, Some("lower_better")) => {
                "better"
            }
            (Change::Lower, Some("higher_better")) | (Change::Higher, Some("lower_better")) => {
                "worse"
            }
            _ => return SheetCell::code(words, change.key()),
        };
        let judged = self.naming.code("directions", judged);
        let words = self.fill(
            "register.figures.judged",
            &[("change", &words), ("direction", &judged)],
        );
        SheetCell::code(words, change.key())
    }

    /// One row a series: how long it is, what was told last, where it breaks and where it contradicts itself.
    fn series_table(&self, sheet: &mut Sheet, all: &[Series], wish: &RegisterWish) {
        let wanted = wish.of_table("in_series", false, all.len());
        let rows = all[wanted]
            .iter()
            .map(|series| self.series_row(series))
            .collect();
        let of = |property| self.of_property("figure", property);
        let number = |key, phrase: &str| self.column(key, Column::number, phrase);
        sheet.tables.push(SheetTable {
            key: "in_series",
            title: self.say("register.figures.in_series"),
            unit: self.say("register.figures.in_series"),
            remarks: vec![self.say("register.figures.in_series.what")],
            columns: vec![
                of("indicator"),
                of("scope"),
                of("unit"),
                number("figures", "register.figures"),
                number("periods", "register.column.periods"),
                self.column("last", Column::text, "register.column.told_last"),
                self.column("change", Column::text, "register.column.since_before"),
                of("direction"),
                number("breaks", "register.column.breaks"),
                number("differing", "register.column.differing"),
            ],
            rows,
            total: all.len(),
            empty: self.say("register.empty"),
            drawn: None,
        });
    }

    fn series_row(&self, series: &Series) -> Vec<SheetCell> {
        let first = &series.figures[0];
        let periods: Vec<&[Read]> = series.periods().collect();
        let of = |place: usize| Period {
            series,
            figures: periods[place],
            before: place.checked_sub(1).map(|before| periods[before]),
        };
        let all = (0..periods.len()).map(of);
        // Of what has a date, the latest.
        let mut dated = all
            .clone()
            .filter(|period| period.figures[0].period.is_some());
        let last = dated.next_back().unwrap_or_else(|| of(periods.len() - 1));
        let holds = Held::of(last.figures).words(Phrases::of(self.ask.language));
        let period = last.figures[0].period_words(self.ask.language);
        let told = [period, holds]
            .into_iter()
            .filter(|words| !words.is_empty());
        let direction = series
            .direction
            .as_deref()
            .map_or(SheetCell::Empty, |direction| {
                SheetCell::code(self.naming.code("index_directions", direction), direction)
            });
        vec![
            SheetCell::words(&first.indicator),
            SheetCell::words(&first.scope),
            SheetCell::words(&first.unit),
            SheetCell::count(series.figures.len()),
            SheetCell::count(periods.len()),
            SheetCell::words(told.collect::<Vec<_>>().join(": ")),
            self.change_cell(&last),
            direction,
            SheetCell::count(all.clone().filter(Period::has_break).count()),
            SheetCell::count(all.filter(|period| period.group() == "differ").count()),
        ]
    }
}

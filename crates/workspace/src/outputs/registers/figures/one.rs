//! One series of figures as a publication: period by period what holds, beside it our own count of the same, drawn as a
//! line where the numbers allow it; below, every figure with who published it.

use super::super::RegisterWish;
use super::super::sheet::{Sheet, SheetCell, SheetGroup, SheetTable};
use super::{Period, RegisterName, Series};
use crate::error::WorkspaceError;
use crate::figures::{FigureSeries, SeriesPoint};
use crate::named::Asking;
use crate::open::Workspace;
use crate::outputs::telling::Telling;
use aigaq_counting::keys_through;
use aigaq_publishing::document::{Bar, BarValue, ChartLook, Column, Document, Paper};
use aigaq_publishing::{Phrases, RegisterTable, Unit};
use aigaq_view::Audience;

/// The table of the periods.
const PERIODS: &str = "periods";
/// Periods on the axis of a picture, gaps among them: more cannot be read on a page.
const MOST_PERIODS: usize = 120;
/// The columns of a register's row that say what the title of a series says already.
const SAID_BY_THE_TITLE: [&str; 4] = ["indicator", "scope", "unit", "direction"];

impl Workspace {
    /// One series of figures as a publication; `None` when these readers may know of none. For others than the group it
    /// holds only what they may read, whoever asks.
    ///
    /// # Errors
    /// When the view cannot be read, or the table beside it cannot be counted.
    pub fn published_series(
        &self,
        ask: &Asking,
        (key, audience): (&str, Audience),
    ) -> Result<Option<Document>, WorkspaceError> {
        let reader = ask.reader.making_for(audience);
        let ask = Asking { reader, ..*ask };
        let Some(series) = self.one_series(&ask, key)? else {
            return Ok(None);
        };
        Telling::new(self, ask)?.series(&series).map(Some)
    }
}

impl Telling<'_> {
    fn series(&mut self, told: &FigureSeries) -> Result<Document, WorkspaceError> {
        let audience = self.ask.reader.audience();
        let wish = RegisterWish {
            audience,
            ..RegisterWish::whole(RegisterName::Figures, self.ask.today)
        };
        let brief = &told.brief;
        let mut sheet = self.rows_of_series(&brief.key)?;
        let least = self.workspace.threshold_for(audience);
        sheet.add(&wish, self.periods_table(told, least));
        sheet.tables_first = true;
        let mut input = self.register_input(&wish, &sheet, &[])?;
        let title = [&brief.indicator, &brief.scope].map(|text| self.clean(text));
        let title: Vec<String> = title.into_iter().filter(|text| !text.is_empty()).collect();
        input.stem = format!("figures-{}", brief.key);
        input.title = match title.is_empty() {
            true => input.title,
            false => title.join(", "),
        };
        input.on.clone_from(&brief.time);
        input.dataset = None;
        for table in &mut input.tables {
            if table.id == PERIODS {
                draw(table, told, least);
            }
        }
        input.definition = vec![self.say("register.figures.one.what")];
        let unit = match brief.unit.is_empty() {
            true => self.say("register.figures.one.no_unit"),
            false => self.fill(
                "register.figures.one.unit",
                &[("unit", &self.clean(&brief.unit))],
            ),
        };
        input.definition.push(unit);
        if !told.direction.is_empty() {
            input.definition.push(format!("{}.", told.direction));
        }
        input.definition.extend(self.remarks_on_audience());
        let mut document = aigaq_publishing::register(&input, Phrases::of(self.ask.language));
        document.paper = Paper::Portrait;
        Ok(document)
    }

    /// The rows of the figures, of one series and without the columns that nothing stands in.
    fn rows_of_series(&mut self, key: &str) -> Result<Sheet, WorkspaceError> {
        let figures = self.workspace.series(&self.ask)?.remove(key);
        let series = Series {
            figures: figures.unwrap_or_default(),
            direction: None,
        };
        let all = self.figure_columns();
        let mut sheet = Sheet::new(Unit::Figures, Vec::new());
        sheet.groups = vec![SheetGroup {
            title: self.say("register.figures.one.all"),
            total: series.figures.len(),
            ..self.group("figures", "series")
        }];
        let mut before = None;
        for figures in series.periods() {
            let period = Period {
                series: &series,
                figures,
                before,
            };
            before = Some(figures);
            for read in figures {
                let row = self.figure_row(period.group(), period, read)?;
                sheet.rows.push(super::super::sheet::SheetRow {
                    group: "series",
                    ..row
                });
            }
        }
        let rows = &sheet.rows;
        let kept: Vec<bool> = (0..all.len())
            .map(|at| {
                let says = rows
                    .iter()
                    .any(|row| row.cells.get(at).is_some_and(|c| *c != SheetCell::Empty));
                says && !SAID_BY_THE_TITLE.contains(&all[at].key)
            })
            .collect();
        for row in &mut sheet.rows {
            let mut kept = kept.iter();
            row.cells.retain(|_| kept.next().copied().unwrap_or(true));
        }
        let columns = all.into_iter().zip(kept);
        sheet.columns = columns
            .filter_map(|(column, is_kept)| is_kept.then_some(column))
            .collect();
        Ok(sheet)
    }

    /// What holds in each period, beside our own count.
    fn periods_table(&self, told: &FigureSeries, least: Option<u64>) -> SheetTable {
        let mut columns = vec![
            self.column("period", Column::text, "register.figures.one.period"),
            self.column("holds", Column::text, "register.figures.one.holds"),
        ];
        if let Some(own) = &told.own {
            let mut column = self.column("own", Column::number, "register.figures.one.own");
            column.column.heading = self.clean(&format!("{} ({})", own.name, own.unit));
            columns.push(column);
        }
        let row = |point: &SeriesPoint| {
            let period = match point.period.is_empty() {
                true => self.say("register.figures.one.no_period"),
                false => point.period.clone(),
            };
            let broken = point.method_break.is_some();
            let broken = broken.then(|| self.say("register.figures.change.broken"));
            let differ = point
                .differ
                .then(|| self.say("register.figures.one.differ"));
            let mut cells = vec![
                SheetCell::words(period),
                SheetCell::many(
                    [Some(point.holds.clone()), differ, broken]
                        .into_iter()
                        .flatten()
                        .map(SheetCell::words)
                        .collect(),
                ),
            ];
            if told.own.is_some() {
                cells.push(match own_count(point, least) {
                    Own::Shown(number) => {
                        SheetCell::Number(i64::try_from(number).unwrap_or(i64::MAX))
                    }
                    Own::Small => SheetCell::words(aigaq_publishing::counts::HIDDEN),
                    Own::None => SheetCell::Empty,
                });
            }
            cells
        };
        let mut remarks = Vec::new();
        if told.points.iter().any(|point| point.differ) {
            remarks.push(self.say("register.figures.one.differ.what"));
        }
        let caveat = told.own.as_ref().and_then(|own| own.caveat.as_deref());
        remarks.extend(caveat.map(|caveat| self.clean(caveat)));
        SheetTable {
            key: PERIODS,
            title: self.say("register.figures.one.periods"),
            unit: match told.brief.unit.is_empty() {
                true => self.say("register.figures"),
                false => self.clean(&told.brief.unit),
            },
            remarks,
            columns,
            rows: told.points.iter().map(row).collect(),
            total: told.points.len(),
            empty: self.say("register.empty"),
            drawn: None,
        }
    }
}

/// Our own number of a period, as these readers may know it.
enum Own {
    Shown(u64),
    /// So few that they could be recognised.
    Small,
    None,
}

fn own_count(point: &SeriesPoint, least: Option<u64>) -> Own {
    match (&point.own, least) {
        (None, _) => Own::None,
        (Some(own), Some(least)) if (1..least).contains(&own.count) => Own::Small,
        (Some(own), _) => Own::Shown(own.count),
    }
}

/// Draws the periods as lines above their table, with gaps where nobody published any; not where a number is no whole
/// one, or where periods are of different lengths.
fn draw(table: &mut RegisterTable, told: &FigureSeries, least: Option<u64>) {
    let dated: Option<Vec<(&str, &SeriesPoint)>> = told
        .points
        .iter()
        .map(|point| Some((point.span.as_deref()?, point)))
        .collect();
    let Some(dated) = dated.filter(|dated| dated.len() > 1) else {
        return;
    };
    let Some(keys) = keys_through(dated.iter().map(|(key, _)| *key), MOST_PERIODS) else {
        return;
    };
    let bars: Option<Vec<Bar>> = keys
        .iter()
        .map(|key| {
            let point = dated.iter().find(|(span, _)| span == key);
            Some(Bar {
                label: point.map_or_else(|| key.clone(), |(_, point)| point.period.clone()),
                code: Some(key.clone()),
                // What stands for nothing in a bar is not known to the picture.
                values: match point {
                    Some((_, point)) if point.range.is_some() => values(point, least)?,
                    _ => Vec::new(),
                },
                whole: None,
            })
        })
        .collect();
    table.drawn = bars.map(|bars| (ChartLook::Lines, bars));
}

/// What holds, and our own count where there is one.
fn values(point: &SeriesPoint, least: Option<u64>) -> Option<Vec<BarValue>> {
    let (low, high) = point.range?;
    let whole = |number: f64| {
        (number >= 0.0 && number.fract() == 0.0 && number < 9e15).then_some(number as u64)
    };
    let low = match low {
        Some(low) => whole(low)?,
        // Nothing that is counted is below nought.
        None => 0,
    };
    let held = match high.map(whole) {
        Some(None) => return None,
        Some(Some(high)) if high == low => BarValue::Known(low),
        Some(high) => BarValue::Between(low, high),
        None => BarValue::Between(low, None),
    };
    let mut values = vec![held];
    match own_count(point, least) {
        Own::Shown(number) => values.push(BarValue::Known(number)),
        Own::Small => values.push(BarValue::Hidden),
        Own::None => {}
    }
    Some(values)
}

//! A chart of a document as it is drawn; or why it cannot be drawn so.

use aigaq_charts::{
    Breakdown, Caption, Chart as Drawn, Combination, Course, Days, Edge, Id, List, Moment, Order,
    Overlaps, Period, Place, Range, Refused, Rest, Row, Series, Stack, TileGrid, Tiles, Timeline,
    Value, When, Width,
};
use aigaq_schema::{Language, PartialDate};

use super::{period, refused, words};
use crate::counts::HIDDEN;
use crate::dates;
use crate::document::{Bar, BarValue, Chart, ChartLook, Lasting};
use crate::numbers;
use crate::phrases::Phrases;

/// Why a count is not drawn in a look: said, instead of drawn wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotDrawn {
    /// Nothing of it is a course of time.
    NoTime,
    /// Nothing of it is a region of the map.
    NoRegions,
    /// It takes rows and columns.
    NoColumns,
    /// It takes one thing to count by, and no columns.
    Columns,
    /// It takes rows in an order (years, ages) and two or three groups as columns.
    NoGroups,
    /// It takes lists that tell of the same people.
    NoLists,
    /// The picture would be wrong, or could not be read.
    Refused(Refused),
}

impl From<Refused> for NotDrawn {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl NotDrawn {
    /// In a sentence.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let phrases = Phrases::of(language);
        match self {
            Self::NoTime => phrases.say("picture.no_time"),
            Self::NoRegions => phrases.say("picture.no_regions"),
            Self::NoColumns => phrases.say("picture.no_columns"),
            Self::Columns => phrases.say("picture.columns"),
            Self::NoGroups => phrases.say("picture.no_groups"),
            Self::NoLists => phrases.say("picture.no_lists"),
            Self::Refused(why) => refused(why, language),
        }
    }
}

/// The chart as it is drawn.
///
/// # Errors
/// [`NotDrawn`] when its codes or its numbers are not what its look needs.
pub fn drawn(chart: &Chart, language: Language) -> Result<Drawn, NotDrawn> {
    Ok(match chart.look {
        ChartLook::Bars => Drawn::Bars(breakdown(chart)),
        ChartLook::Heat => Drawn::Heat(breakdown(chart)),
        ChartLook::Funnel => Drawn::Funnel(Breakdown {
            // Its stages carry meaning: none is left out.
            rest: Rest::Refuse,
            ..breakdown(chart)
        }),
        ChartLook::Pyramid => Drawn::Pyramid(breakdown(chart)),
        ChartLook::Months => Drawn::Columns(course(chart, language).ok_or(NotDrawn::NoTime)?),
        ChartLook::Lines => Drawn::Lines(course(chart, language).ok_or(NotDrawn::NoTime)?),
        ChartLook::Stacked => {
            let wholes: Vec<Value> = chart
                .bars
                .iter()
                .map(|bar| bar.whole.map_or(Value::Unknown, value))
                .collect();
            match course(chart, language) {
                Some(course) => Drawn::StackedColumns(Stack::<Course>::new(course, &wholes)?),
                None => Drawn::Stacked(Stack::<Breakdown>::new(breakdown(chart), &wholes)?),
            }
        }
        ChartLook::Regions => regions(chart, language).ok_or(NotDrawn::NoRegions)?,
        ChartLook::Timeline => Drawn::Timeline(timeline(chart, language)),
        ChartLook::Overlaps => Drawn::Overlaps(overlaps(chart).ok_or(NotDrawn::NoLists)?),
    })
}

/// Draws it for both widths of a page, to see that it can be.
///
/// # Errors
/// [`NotDrawn`] when it cannot.
pub fn fits(chart: &Chart, language: Language) -> Result<(), NotDrawn> {
    let (drawn, words) = (drawn(chart, language)?, words(language));
    for width in [Width::Narrow, Width::Wide] {
        drawn.svg(&Id::numbered(1), width, &words)?;
    }
    Ok(())
}

/// The chart as it is drawn; one whose codes are not what its look needs, as bars.
#[must_use]
pub fn drawn_or_bars(chart: &Chart, language: Language) -> Drawn {
    drawn(chart, language).unwrap_or_else(|_| Drawn::Bars(breakdown(chart)))
}

/// The chart as a drawing (SVG) that needs nothing else, of the width of a page.
///
/// # Errors
/// Why there is none, in a sentence.
pub fn for_file(chart: &Chart, language: Language) -> Result<String, String> {
    drawn_or_bars(chart, language)
        .for_file(Width::Wide, &words(language))
        .map_err(|why| refused(&why, language))
}

/// A number of a chart as the table behind it prints it.
#[must_use]
pub fn printed(number: BarValue, phrases: &Phrases) -> String {
    let whole = |number: u64| numbers::whole(number, phrases.language());
    match number {
        BarValue::Known(number) => whole(number),
        BarValue::Between(low, Some(high)) => format!("{}–{}", whole(low), whole(high)),
        BarValue::Between(low, None) => {
            phrases.fill("quantity.at_least", &[("number", &whole(low))])
        }
        BarValue::Hidden => HIDDEN.to_owned(),
    }
}

fn caption(chart: &Chart) -> Caption {
    Caption {
        title: chart.title.clone(),
        description: chart.description.clone(),
        unit: chart.unit.clone(),
    }
}

/// What is too large to be drawn is not known to the picture; the table has it.
fn value(number: BarValue) -> Value {
    let amount = |number: u64| aigaq_charts::Amount::try_from(number).ok();
    match number {
        BarValue::Known(number) => amount(number).map(Value::Known),
        BarValue::Between(low, None) => amount(low).map(Value::AtLeast),
        BarValue::Between(low, Some(high)) => amount(low)
            .zip(amount(high))
            .and_then(|(low, high)| Range::new(low, high).ok())
            .map(Value::Between),
        BarValue::Hidden => Some(Value::Suppressed),
    }
    .unwrap_or(Value::Unknown)
}

fn breakdown(chart: &Chart) -> Breakdown {
    Breakdown {
        caption: caption(chart),
        heading: chart.heading.clone(),
        series: chart.series.clone(),
        rows: chart
            .bars
            .iter()
            .map(|bar| Row {
                label: bar.label.clone(),
                values: bar.values.iter().copied().map(value).collect(),
            })
            .collect(),
        order: Order::Given,
        rest: if chart.adds_up {
            Rest::Together
        } else {
            Rest::LeaveOut
        },
    }
}

fn timeline(chart: &Chart, language: Language) -> Timeline {
    let phrases = Phrases::of(language);
    let rows = chart.bars.iter().enumerate().map(|(at, bar)| Moment {
        label: bar.label.clone(),
        told: bar
            .values
            .first()
            .map_or_else(String::new, |value| printed(*value, phrases)),
        when: chart
            .moments
            .get(at)
            .map_or_else(Vec::new, |all| all.iter().map(when).collect()),
    });
    Timeline {
        caption: caption(chart),
        headings: [chart.heading.clone(), phrases.say("picture.when")],
        moments: rows.collect(),
    }
}

fn when(lasting: &Lasting) -> When {
    let days = |edtf: &str| -> Option<Days> {
        let date: PartialDate = edtf.parse().ok()?;
        let (first, last) = (date.first(), date.last());
        (first.is_known() && last.is_known()).then_some(Days { first, last })
    };
    match (days(&lasting.from), days(&lasting.to)) {
        (None, _) => When::Unknown,
        // An end before its start is told of by the checks, and is no bar.
        (Some(from), Some(to)) if to.last >= from.first => When::Lasted {
            from: Edge::On(from),
            to: Edge::On(to),
        },
        (Some(from), _) => When::Happened(from),
    }
}

fn course(chart: &Chart, language: Language) -> Option<Course> {
    let of_bar = |bar: &Bar| -> Option<Period> {
        let code = bar.code.as_deref()?;
        let is_span = dates::quarter(code).is_some()
            || (code.bytes().all(|b| b.is_ascii_digit() || b == b'-')
                && code.parse::<PartialDate>().is_ok());
        is_span.then(|| period(code, language))
    };
    let periods: Option<Vec<Period>> = chart.bars.iter().map(of_bar).collect();
    let series = chart.series.iter().enumerate().map(|(at, name)| Series {
        name: name.clone(),
        values: chart
            .bars
            .iter()
            .map(|bar| bar.values.get(at).copied().map_or(Value::Unknown, value))
            .collect(),
        breaks: Vec::new(),
    });
    Some(Course {
        caption: caption(chart),
        heading: chart.heading.clone(),
        periods: periods?,
        series: series.collect(),
    })
}

/// The lists and who stands on which of them; `None` when a bar does not say on which lists it is.
fn overlaps(chart: &Chart) -> Option<Overlaps> {
    let on = |bar: &Bar| {
        let code = bar.code.as_deref()?;
        let marks = code.bytes().all(|mark| matches!(mark, b'0' | b'1'));
        let places = code.bytes().enumerate();
        (marks && code.len() == chart.lists.len()).then(|| {
            places
                .filter_map(|(at, mark)| (mark == b'1').then_some(at))
                .collect()
        })
    };
    let combinations: Option<Vec<Combination>> = chart
        .bars
        .iter()
        .map(|bar| {
            Some(Combination {
                on: on(bar)?,
                value: bar.values.first().copied().map_or(Value::Unknown, value),
            })
        })
        .collect();
    Some(Overlaps {
        caption: caption(chart),
        heading: chart.heading.clone(),
        lists: chart
            .lists
            .iter()
            .map(|list| List {
                name: list.name.clone(),
                size: value(list.size),
            })
            .collect(),
        combinations: combinations?,
    })
}

/// The regions of Kazakhstan, those without a bar with nought: the bars are all that was counted. The country as a whole
/// is no place on its map.
fn regions(chart: &Chart, language: Language) -> Option<Drawn> {
    const COUNTRY: &str = "KZ";
    let grid = TileGrid::kazakhstan(language);
    let has = |code: &str| grid.tiles().iter().any(|tile| tile.code == code);
    let mut places: Vec<Place> = chart
        .bars
        .iter()
        .filter_map(|bar| {
            let code = bar.code.clone().filter(|code| code != COUNTRY)?;
            Some(Place {
                code,
                label: bar.label.clone(),
                value: bar.values.first().copied().map_or(Value::Unknown, value),
            })
        })
        .collect();
    if chart.series.len() != 1 || !places.iter().any(|place| has(&place.code)) {
        return None;
    }
    for tile in grid.tiles() {
        if places.iter().all(|place| place.code != tile.code) {
            places.push(Place {
                code: tile.code.clone(),
                label: tile.name.clone(),
                value: Value::from(0),
            });
        }
    }
    Some(Drawn::Tiles(Tiles {
        caption: caption(chart),
        heading: chart.heading.clone(),
        grid,
        places,
    }))
}

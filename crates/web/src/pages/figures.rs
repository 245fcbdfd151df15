//! What others published, as series, beside our own count of the same.

use aigaq_charts::{Amount, Break, Caption, Chart, Course, Id, Range, Series, Value};
use aigaq_counting::keys_through;
use aigaq_press::file::Format;
use aigaq_publishing::pictures;
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::address::Address;
use crate::asked::Asked;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::outputs::taken_along;
use crate::pages::pager::Pager;
use crate::pages::search::{RememberedWords, remembered};
use crate::picture::Picture;
use crate::problem::Problem;
use crate::visit::{Visit, page};
use crate::words::Words;
use aigaq_workspace::{FigureSeries, SeriesBrief, SeriesPoint};

/// Series on a page of the list.
const OF_A_PAGE: usize = 100;
/// Figures of a series on a page: a row is up to half a kilobyte.
const FIGURES_OF_A_PAGE: usize = 60;
/// Periods on the axis of a picture.
const MOST_PERIODS: usize = 600;

#[derive(Template)]
#[template(path = "figures.html")]
struct Figures {
    frame: Frame,
    words: String,
    all: usize,
    shown: Vec<SeriesBrief>,
    pager: Pager,
}

/// `GET /figures?words=&page=`: the words by their id.
pub(crate) async fn list(visit: Visit) -> Result<Response, Problem> {
    let kept = match remembered(&visit, &Address::new("/figures")) {
        Ok(kept) => kept,
        Err(again) => return Ok(*again),
    };
    let (id, words) = kept.map(|kept| (kept.id, kept.words)).unzip();
    let words = words.unwrap_or_default();
    let asked = words.clone();
    let series = visit
        .ask(move |workspace, asking| workspace.figure_series(asking, &asked))
        .await?;
    let all = series.len();
    let pages = all.div_ceil(OF_A_PAGE).max(1);
    let number = visit.asked.page()?.min(pages);
    let pager = Pager::new(number, pages, |number| {
        Address::new("/figures")
            .with_some("words", id.clone())
            .with("page", number.to_string())
            .to_string()
    });
    let shown = page(&Figures {
        frame: visit.frame(Place::Count, visit.words.t("figures-title")),
        all,
        shown: series
            .into_iter()
            .skip((number - 1) * OF_A_PAGE)
            .take(OF_A_PAGE)
            .collect(),
        words,
        pager,
    })?;
    Ok(shown.into_response())
}

/// `POST /figures`: remembers the words, and goes to the series that have them.
pub(crate) async fn ask(visit: Visit, filled: Filled) -> Result<Redirect, Problem> {
    let words = RememberedWords::sent(&visit, &Asked::new(filled.pairs))?;
    let address = Address::new("/figures").with_some("words", words.map(|kept| kept.id));
    Ok(Redirect::to(&address.to_string()))
}

#[derive(Template)]
#[template(path = "figures_one.html")]
struct One {
    frame: Frame,
    series: FigureSeries,
    /// The picture, or why there is none.
    picture: Result<Picture, String>,
    pager: Pager,
    /// The count to begin with, when ours is to be laid beside it.
    count_href: &'static str,
    /// Where it is had as a file, with what the file is.
    files: Vec<(String, String)>,
}

/// The files of a series, with what they are called.
const FILES: [(Format, &str); 5] = [
    (Format::Html, "download-html"),
    (Format::Pdf, "download-pdf"),
    (Format::Docx, "download-docx"),
    (Format::Xlsx, "download-xlsx"),
    (Format::Csv, "download-csv"),
];

/// `GET /figures/{key}`, and with the ending of a format the same as a file
pub(crate) async fn one(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    match name.split_once('.') {
        None => shown(visit, name).await.map(IntoResponse::into_response),
        Some((key, ending)) => {
            let mut formats = FILES.into_iter().map(|(format, _)| format);
            let format = formats.find(|format| format.ending() == ending);
            published(visit, key.to_owned(), format.ok_or(Problem::NotFound)?).await
        }
    }
}

async fn published(visit: Visit, key: String, format: Format) -> Result<Response, Problem> {
    let audience = visit.asked.audience()?;
    let document = visit
        .ask(move |workspace, asking| workspace.published_series(asking, (&key, audience)))
        .await?;
    taken_along(document.ok_or(Problem::NotFound)?, format).await
}

async fn shown(visit: Visit, key: String) -> Result<Html<String>, Problem> {
    let asked = key.clone();
    let found = visit
        .ask(move |workspace, asking| workspace.one_series(asking, &asked))
        .await?;
    let mut series = found.ok_or(Problem::NotFound)?;
    let picture = drawn(&series, visit.words);
    let pages = pages(&series.points);
    let number = visit.asked.page()?.min(pages.len());
    if let Some(range) = pages.get(number - 1) {
        series.points = series.points.drain(range.clone()).collect();
    }
    let title = match series.brief.indicator.is_empty() {
        true => visit.words.t("figures-no-indicator"),
        false => series.brief.indicator.clone(),
    };
    page(&One {
        frame: visit.frame(Place::Count, title),
        picture,
        pager: Pager::new(number, pages.len(), |number| {
            Address::new(format!("/figures/{key}"))
                .with("page", number.to_string())
                .to_string()
        }),
        series,
        count_href: "/count",
        files: FILES
            .into_iter()
            .map(|(format, label)| {
                let ending = format.ending();
                (format!("/figures/{key}.{ending}"), visit.words.t(label))
            })
            .collect(),
    })
}

/// Which points stand on each page: at least one, and no more figures than a page holds.
fn pages(points: &[SeriesPoint]) -> Vec<std::ops::Range<usize>> {
    let mut pages: Vec<std::ops::Range<usize>> = std::iter::once(0..0).collect();
    let mut filled = 0;
    for (index, point) in points.iter().enumerate() {
        if filled > 0 && filled + point.figures.len() > FIGURES_OF_A_PAGE {
            pages.push(index..index);
            filled = 0;
        }
        filled += point.figures.len().max(1);
        if let Some(last) = pages.last_mut() {
            last.end = index + 1;
        }
    }
    pages
}

/// The numbers as lines over time: one point for each year, quarter, month or day, gaps where nobody published any.
fn drawn(series: &FigureSeries, w: Words) -> Result<Picture, String> {
    let dated: Vec<(&str, &SeriesPoint)> = series
        .points
        .iter()
        .filter_map(|point| Some((point.span.as_deref()?, point)))
        .collect();
    if dated.len() < 2 {
        return Err(w.t("figures-picture-few"));
    }
    if dated.len() < series.points.len() {
        return Err(w.t("figures-picture-spans"));
    }
    let keys = keys_through(dated.iter().map(|(key, _)| *key), MOST_PERIODS)
        .ok_or_else(|| w.t("figures-picture-spans"))?;
    let at = |key: &String| dated.iter().find(|(span, _)| *span == key);
    let below_nought = |point: &SeriesPoint| {
        let ends = point.range.unwrap_or_default();
        [ends.0, ends.1].into_iter().flatten().any(|end| end < 0.0)
    };
    if dated.iter().any(|(_, point)| below_nought(point)) {
        return Err(w.t("figures-picture-negative"));
    }
    let breaks = keys.iter().enumerate().filter_map(|(place, key)| {
        let why = at(key)?.1.method_break.clone()?;
        Some(Break { at: place, why })
    });
    let mut lines = vec![Series {
        name: w.t("figures-published"),
        values: keys
            .iter()
            .map(|key| at(key).map_or(Value::Unknown, |(_, point)| value(point)))
            .collect(),
        breaks: breaks.collect(),
    }];
    if let Some(own) = &series.own {
        let number = |point: &SeriesPoint| Value::try_from(point.own.as_ref()?.count).ok();
        lines.push(Series {
            name: own.name.clone(),
            values: keys
                .iter()
                .map(|key| at(key).and_then(|(_, point)| number(point)))
                .map(|value| value.unwrap_or(Value::Unknown))
                .collect(),
            breaks: Vec::new(),
        });
    }
    let language = w.language();
    let brief = &series.brief;
    let chart = Chart::Lines(Course {
        caption: Caption {
            title: brief.indicator.clone(),
            description: w.two("figures-described", &brief.scope, &brief.time),
            unit: brief.unit.clone(),
        },
        heading: w.t("figures-period"),
        periods: keys
            .iter()
            .map(|key| pictures::period(key, language))
            .collect(),
        series: lines,
    });
    Ok(Picture::of(&chart, &Id::numbered(1), language))
}

fn value(point: &SeriesPoint) -> Value {
    let Some((low, high)) = point.range else {
        return Value::Unknown;
    };
    let amount = |number: f64| Amount::new(number).ok();
    match (low, high) {
        (Some(low), Some(high)) if low == high => amount(low).map(Value::Known),
        (Some(low), None) => amount(low).map(Value::AtLeast),
        // Nothing that is counted is below nought.
        (low, Some(high)) => amount(low.unwrap_or(0.0))
            .zip(amount(high))
            .and_then(|(low, high)| Range::new(low, high).ok())
            .map(Value::Between),
        (None, None) => None,
    }
    .unwrap_or(Value::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(range: Option<(Option<f64>, Option<f64>)>) -> SeriesPoint {
        SeriesPoint {
            period: String::new(),
            span: None,
            holds: String::new(),
            range,
            differ: false,
            method_break: None,
            figures: Vec::new(),
            own: None,
        }
    }

    #[test]
    fn a_number_is_drawn_as_it_was_told() {
        let known = |number| Amount::new(number).unwrap();
        let of = |low, high| value(&point(Some((low, high))));
        assert_eq!(value(&point(None)), Value::Unknown);
        assert_eq!(of(Some(14.0), Some(14.0)), Value::Known(known(14.0)));
        assert_eq!(of(Some(14.0), None), Value::AtLeast(known(14.0)));
        let range = Range::new(known(14.0), known(17.0)).unwrap();
        assert_eq!(of(Some(14.0), Some(17.0)), Value::Between(range));
        let up_to = Range::new(known(0.0), known(200.0)).unwrap();
        assert_eq!(of(None, Some(200.0)), Value::Between(up_to));
    }
}

//! What others published, as series, beside our own count.

use super::{Common, counted};
use crate::answer::{remark, write_whole};
use crate::asking::keeper;
use crate::table;
use crate::verbs::publish::format_of;
use aigaq_press::file::file;
use aigaq_workspace::{Audience, FigureSeries};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::ExitCode;

/// Lists the series, or shows one.
pub fn figures(common: &Common<'_>, name: Option<&str>) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let ask = keeper(common.language);
    if let Some(name) = name {
        let series = workspace.series_called(&ask, name)?;
        return common.answer(&series, || told(&series));
    }
    let all = workspace.figure_series(&ask, "")?;
    common.answer(&all, || {
        let headings = [
            "key",
            "indicator",
            "scope",
            "unit",
            "time",
            "figures",
            "differ",
        ]
        .map(str::to_owned);
        let rows: Vec<Vec<String>> = all
            .iter()
            .map(|one| {
                vec![
                    one.key.clone(),
                    one.indicator.clone(),
                    one.scope.clone(),
                    unit(&one.unit),
                    one.time.clone(),
                    one.figures.to_string(),
                    one.differing.to_string(),
                ]
            })
            .collect();
        let right = [false, false, false, false, false, true, true];
        table::lines(&headings, &rows, &right)
    })
}

/// Writes a series as a publication; the ending of the file decides the format.
pub fn written(
    common: &Common<'_>,
    name: &str,
    (audience, out): (Audience, &Path),
) -> Result<ExitCode> {
    let format = format_of(out)?;
    let workspace = common.open_to_read()?;
    let ask = keeper(common.language);
    let key = workspace.series_called(&ask, name)?.brief.key;
    let document = workspace.published_series(&ask, (&key, audience))?;
    let document = document.context("these readers may know of no figure of this series")?;
    write_whole(out, &file(&document, format)?)?;
    remark("This is a plain file: whoever has it can read it.");
    common.answer(&serde_json::json!({ "file": out }), || {
        out.display().to_string()
    })
}

/// A figure without a unit says so.
fn unit(unit: &str) -> String {
    match unit {
        "" => "NO UNIT".to_owned(),
        unit => unit.to_owned(),
    }
}

fn told(series: &FigureSeries) -> String {
    let brief = &series.brief;
    let mut text = format!(
        "{} · {} · {}\n",
        brief.indicator,
        brief.scope,
        unit(&brief.unit)
    );
    if !series.direction.is_empty() {
        text.push_str(&format!("{}\n", series.direction));
    }
    let mut headings = vec!["period".to_owned(), "holds".to_owned()];
    headings.extend(series.own.as_ref().map(|own| own.name.clone()));
    headings.push("published".to_owned());
    let rows: Vec<Vec<String>> = series
        .points
        .iter()
        .map(|point| {
            let mut row = vec![point.period.clone(), point.holds.clone()];
            if series.own.is_some() {
                let own = point.own.as_ref();
                row.push(own.map_or_else(String::new, |own| own.count.to_string()));
            }
            let figures = point.figures.iter().map(|figure| {
                let sources: Vec<&str> = figure
                    .sources
                    .iter()
                    .map(|source| source.caption.as_str())
                    .collect();
                format!("{} ({})", figure.value, sources.join("; "))
            });
            row.push(figures.collect::<Vec<_>>().join("; "));
            row
        })
        .collect();
    let mut right = vec![false; headings.len()];
    right[1] = true;
    if series.own.is_some() {
        right[2] = true;
    }
    text.push_str(&table::lines(&headings, &rows, &right));
    for point in &series.points {
        if let Some(change) = &point.method_break {
            text.push_str(&format!("new method from {}: {change}\n", point.period));
        }
        for figure in &point.figures {
            if !figure.caveat.is_empty() {
                text.push_str(&format!("caveat, {}: {}\n", point.period, figure.caveat));
            }
        }
    }
    if brief.differing > 0 {
        let periods = counted(brief.differing as u64, "period", "periods");
        text.push_str(&format!(
            "the figures of {periods} differ: lowest and highest stand until a person adopts one\n"
        ));
    }
    if let Some(caveat) = series.own.as_ref().and_then(|own| own.caveat.as_ref()) {
        text.push_str(&format!("caveat of our own count: {caveat}\n"));
    }
    text
}

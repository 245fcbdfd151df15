//! Charts as figures: the picture, what it shows, and where its data stand.

use aigaq_charts::{
    Breakdown, Caption, Chart as Drawn, Course, Id, Order, Period, Place, Rest, Row, Series,
    TileGrid, Tiles, Value,
};
use aigaq_schema::Language;

use crate::document::{Bar, Chart, ChartLook};
use crate::numbers;
use crate::pictures;
use crate::text::slug;

use super::writer::Writer;

impl Writer<'_> {
    pub(super) fn chart(&mut self, chart: &Chart) {
        if chart.bars.is_empty() {
            return;
        }
        self.charts += 1;
        let id = Id::numbered(self.charts);
        let language = self.document.language;
        self.out.push_str(&format!(
            "<figure class=\"drawn\" id=\"{}\">\n",
            id.as_str()
        ));
        let words = pictures::words(language);
        match drawn(chart, language).for_page(&id, &words) {
            Ok(picture) => self.out.push_str(&picture),
            Err(refused) => self.element("p", "empty", &pictures::refused(&refused, language)),
        }
        self.out.push_str("<figcaption>");
        self.sentence(&chart.title);
        self.out.push_str(" <span class=\"unit\">");
        let unit = self.phrases.fill("page.unit", &[("unit", &chart.unit)]);
        self.text(&unit);
        self.out.push_str("</span>");
        if let (Some(table), Some(label)) = (&chart.data_in, &chart.data_label) {
            let words = self.phrases.fill("page.data_in", &[("table", label)]);
            self.out.push_str(". ");
            let address = format!("#t-{}", slug(&table.0));
            self.linked(Some(&address), "table-link", &words);
        }
        self.out.push_str("</figcaption>\n");
        if chart.data_in.is_none() {
            self.own_table(chart);
        }
        self.out.push_str("</figure>\n");
    }

    /// The data behind a chart that no table of the document holds.
    fn own_table(&mut self, chart: &Chart) {
        let summary = self.say("page.chart_data");
        self.out.push_str(&format!(
            "<details><summary>{summary}</summary>\n<table>\n<caption>"
        ));
        self.text(&format!("{} ({})", chart.title, chart.unit));
        self.out.push_str("</caption>\n<thead><tr><td></td>");
        for series in &chart.series {
            self.out.push_str("<th scope=\"col\" class=\"num\">");
            self.text(series);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for bar in &chart.bars {
            self.out.push_str("<tr><th scope=\"row\">");
            self.text(&bar.label);
            self.out.push_str("</th>");
            for value in &bar.values {
                let printed = numbers::whole(*value, self.document.language);
                self.out
                    .push_str(&format!("<td class=\"num\">{printed}</td>"));
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n</details>\n");
    }
}

/// The chart as it is drawn. One whose codes are not what its look needs is drawn as bars.
fn drawn(chart: &Chart, language: Language) -> Drawn {
    match chart.look {
        ChartLook::Bars => None,
        ChartLook::Months => months(chart, language),
        ChartLook::Regions => regions(chart, language),
    }
    .unwrap_or_else(|| bars(chart))
}

fn caption(chart: &Chart) -> Caption {
    Caption {
        title: chart.title.clone(),
        description: chart.description.clone(),
        unit: chart.unit.clone(),
    }
}

/// What is too large to be drawn is not known to the picture; the table has it.
fn value(number: Option<&u64>) -> Value {
    number
        .and_then(|number| Value::try_from(*number).ok())
        .unwrap_or(Value::Unknown)
}

fn bars(chart: &Chart) -> Drawn {
    Drawn::Bars(Breakdown {
        caption: caption(chart),
        heading: chart.heading.clone(),
        series: chart.series.clone(),
        rows: chart
            .bars
            .iter()
            .map(|bar| Row {
                label: bar.label.clone(),
                values: bar
                    .values
                    .iter()
                    .map(|number| value(Some(number)))
                    .collect(),
            })
            .collect(),
        order: Order::Given,
        rest: if chart.adds_up {
            Rest::Together
        } else {
            Rest::LeaveOut
        },
    })
}

fn months(chart: &Chart, language: Language) -> Option<Drawn> {
    let period = |bar: &Bar| -> Option<Period> {
        let (year, month) = bar.code.as_deref()?.split_once('-')?;
        Some(pictures::month(
            year.parse().ok()?,
            month.parse().ok()?,
            language,
        ))
    };
    let periods: Option<Vec<Period>> = chart.bars.iter().map(period).collect();
    let series = chart.series.iter().enumerate().map(|(at, name)| Series {
        name: name.clone(),
        values: chart
            .bars
            .iter()
            .map(|bar| value(bar.values.get(at)))
            .collect(),
        breaks: Vec::new(),
    });
    Some(Drawn::Columns(Course {
        caption: caption(chart),
        heading: chart.heading.clone(),
        periods: periods?,
        series: series.collect(),
    }))
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
                value: value(bar.values.first()),
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

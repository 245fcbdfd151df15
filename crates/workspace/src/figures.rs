//! What others published, as series: of one indicator, unit and scope, period by period, each number with its source,
//! day, caveat and break in method; beside it our own count of the same, where a kept table says which it is.
//!
//! Numbers that differ stand as lowest to highest until a person adopts one; which was published last decides nothing.

mod read;

use crate::counted::SavedTable;
use crate::error::WorkspaceError;
use crate::named::{Asking, CellPart, Named, Naming};
use crate::open::Workspace;
use crate::reasons;
use aigaq_publishing::Phrases;
use aigaq_schema::fold::fold;
use aigaq_schema::{RecordId, Value};
use aigaq_view::Brief;
pub(crate) use read::{Held, Read};
use std::collections::BTreeMap;

/// A series, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SeriesBrief {
    /// What tells it from others; the same on every device.
    pub key: String,
    /// What the numbers measure; empty when nobody says.
    pub indicator: String,
    /// What is counted or measured; empty when nobody says.
    pub unit: String,
    /// Where or of whom; empty when nobody says.
    pub scope: String,
    /// How many figures.
    pub figures: usize,
    /// How many periods.
    pub periods: usize,
    /// In how many periods the figures differ and none is adopted.
    pub differing: usize,
    /// From the first to the last period, in words; empty when none is dated.
    pub time: String,
}

/// A figure that somebody published.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PublishedFigure {
    /// Its record.
    pub record: RecordId,
    /// The number as published, with words such as at least; empty when there is none.
    pub value: String,
    /// On whose word.
    pub sources: Vec<Named>,
    /// The day on which it stood like this, in words.
    pub as_of: String,
    /// What must be said whenever it is shown.
    pub caveat: String,
    /// The figure of which it was published as a part.
    pub part_of: Option<Named>,
    /// A person adopted it.
    pub adopted: bool,
}

/// One period of a series.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct SeriesPoint {
    /// The period in words; empty for figures without one.
    pub period: String,
    /// The period as one year, quarter, month or day (`2019`, `2019-Q2`), when it is one.
    pub span: Option<String>,
    /// What holds: one number, or from the lowest to the highest; empty when none is told.
    pub holds: String,
    /// The lowest and the highest it can be; an open end is none.
    pub range: Option<(Option<f64>, Option<f64>)>,
    /// The figures differ, and none is adopted.
    pub differ: bool,
    /// What changed in the method since the period before.
    pub method_break: Option<String>,
    /// The figures.
    pub figures: Vec<PublishedFigure>,
    /// Our own count of the same in this period.
    pub own: Option<OwnNumber>,
}

/// Our own count in one period.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct OwnNumber {
    /// The number.
    pub count: u64,
    /// How many more there are of which it is not known whether they belong to the period.
    pub perhaps: u64,
    /// Its definition, as in an address.
    pub definition: String,
}

/// A series.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct FigureSeries {
    /// What it is.
    #[serde(flatten)]
    pub brief: SeriesBrief,
    /// Whether a higher number is better, in words; empty when nobody says.
    pub direction: String,
    /// The periods, in the order of time; those without a date at the end.
    pub points: Vec<SeriesPoint>,
    /// The kept table that counts the same.
    pub own: Option<OwnCount>,
}

/// Our own count beside a series.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct OwnCount {
    /// The table.
    pub table: RecordId,
    /// Its name.
    pub name: String,
    /// Its caveat.
    pub caveat: Option<String>,
    /// Its unit, plural.
    pub unit: String,
}

impl Workspace {
    /// The series of figures that others published, by indicator, scope and unit. With `words`, those in which all of
    /// them stand.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn figure_series(
        &self,
        ask: &Asking,
        words: &str,
    ) -> Result<Vec<SeriesBrief>, WorkspaceError> {
        let wanted: Vec<String> = words.split_whitespace().map(fold).collect();
        let all = self.series(ask)?;
        let mut briefs: Vec<SeriesBrief> = all
            .iter()
            .filter_map(|(key, figures)| brief(ask, key, figures))
            .filter(|one| {
                let text = fold(&format!("{} {} {}", one.indicator, one.scope, one.unit));
                wanted.iter().all(|word| text.contains(word))
            })
            .collect();
        let sort = |text: &str| aigaq_schema::collation::sort_key(text);
        briefs.sort_by_cached_key(|one| (sort(&one.indicator), sort(&one.scope), sort(&one.unit)));
        Ok(briefs)
    }

    /// One series; `None` when there is none.
    ///
    /// # Errors
    /// When the view cannot be read, or the table beside it cannot be counted.
    pub fn one_series(
        &self,
        ask: &Asking,
        key: &str,
    ) -> Result<Option<FigureSeries>, WorkspaceError> {
        let all = self.series(ask)?;
        let Some(figures) = all.get(key) else {
            return Ok(None);
        };
        let Some(brief) = brief(ask, key, figures) else {
            return Ok(None);
        };
        // Without a unit nothing can be laid beside it.
        let table = match brief.unit.is_empty() {
            true => None,
            false => self.table_beside(ask, &brief.indicator)?,
        };
        let points = figures
            .chunk_by(Read::same_period)
            .map(|of_period| self.point(ask, of_period, table.as_ref()))
            .collect::<Result<_, _>>()?;
        let naming = Naming::new(&self.view, *ask);
        let direction = figures.iter().find_map(|figure| {
            let parts = naming.values(&figure.brief, "direction").ok()?;
            parts.first().map(|part| part.text().to_owned())
        });
        Ok(Some(FigureSeries {
            brief,
            direction: direction.unwrap_or_default(),
            points,
            own: match table {
                None => None,
                Some(table) => Some(OwnCount {
                    unit: self.definition_words(ask, &table.table.definition)?.unit,
                    table: table.id,
                    name: table.name,
                    caveat: table.table.caveat,
                }),
            },
        }))
    }

    /// The series of a key, or of an indicator if only one has it.
    ///
    /// # Errors
    /// When there is none, or several have the indicator.
    pub fn series_called(&self, ask: &Asking, name: &str) -> Result<FigureSeries, WorkspaceError> {
        if let Some(series) = self.one_series(ask, name.trim())? {
            return Ok(series);
        }
        let wanted = fold(name.trim());
        let found: Vec<SeriesBrief> = self
            .figure_series(ask, "")?
            .into_iter()
            .filter(|one| fold(&one.indicator) == wanted)
            .collect();
        let lost = || WorkspaceError::Asked(reasons::no_such_series(name));
        match &found[..] {
            [one] => self.one_series(ask, &one.key)?.ok_or_else(lost),
            [] => Err(lost()),
            several => {
                let keys: Vec<&str> = several.iter().map(|one| one.key.as_str()).collect();
                Err(WorkspaceError::Asked(reasons::several_series(
                    name,
                    keys.join(", "),
                )))
            }
        }
    }

    /// The figures of each series, in the order of time.
    pub(crate) fn series(
        &self,
        ask: &Asking,
    ) -> Result<BTreeMap<String, Vec<Read>>, WorkspaceError> {
        let mut all: BTreeMap<String, Vec<Read>> = BTreeMap::new();
        for brief in self.published_figures(&ask.reader)?.iter() {
            let read = Read::of(brief.clone());
            all.entry(read.key()).or_default().push(read);
        }
        for figures in all.values_mut() {
            figures.sort_by(Read::in_time);
            // Of a figure that stands alone nothing is to be adopted.
            for of_period in figures.chunk_by_mut(Read::same_period) {
                if of_period.len() > 1 {
                    for figure in of_period {
                        figure.adopted = self.is_adopted(&figure.brief)?;
                    }
                }
            }
        }
        Ok(all)
    }

    /// A person adopted the value of a figure: among several told of it, or before the figures of others.
    fn is_adopted(&self, figure: &Brief) -> Result<bool, WorkspaceError> {
        let live = self.view.live(figure.id)?;
        let values: Vec<Value> = live
            .iter()
            .filter(|said| said.property == "value")
            .map(|said| Value::Statement(figure.id, said.id))
            .collect();
        let keeper = aigaq_view::Reader::keeper();
        let judgements = self
            .view
            .pointing(&keeper, figure.id, "judgement", "statement")?;
        Ok(judgements.iter().any(|judgement| {
            judgement.value("kind") == Some(&Value::term("adopt"))
                && judgement
                    .value("statement")
                    .is_some_and(|of| values.contains(of))
        }))
    }

    fn point(
        &self,
        ask: &Asking,
        of_period: &[Read],
        table: Option<&SavedTable>,
    ) -> Result<SeriesPoint, WorkspaceError> {
        let held = Held::of(of_period);
        let first = of_period.first();
        let between = first.and_then(Read::between);
        let own = match (table, between) {
            (Some(table), Some(between)) => {
                let definition = table.table.definition.only_by(&[])?.in_period(between);
                let answer = self.count(ask, &self.query_now(ask, &definition)?)?;
                Some(OwnNumber {
                    count: answer.total,
                    perhaps: answer.perhaps.unwrap_or(0),
                    definition: definition.to_string(),
                })
            }
            _ => None,
        };
        Ok(SeriesPoint {
            period: first.map_or_else(String::new, |read| read.period_words(ask.language)),
            span: first.and_then(Read::span),
            holds: held.words(Phrases::of(ask.language)),
            range: held.range(),
            differ: held.differ(),
            method_break: of_period.iter().find_map(|read| read.text("method_break")),
            figures: of_period
                .iter()
                .map(|figure| self.published_figure(ask, figure))
                .collect::<Result<_, _>>()?,
            own,
        })
    }

    fn published_figure(
        &self,
        ask: &Asking,
        figure: &Read,
    ) -> Result<PublishedFigure, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let words = |property: &str| -> Result<String, WorkspaceError> {
            let parts = naming.values(&figure.brief, property)?;
            let texts: Vec<&str> = parts.iter().map(CellPart::text).collect();
            Ok(texts.join("; "))
        };
        let mut sources: Vec<Named> = Vec::new();
        for statement in self.view.live(figure.brief.id)? {
            if let Some(source) = statement.basis.source
                && sources.iter().all(|named| named.id != source)
            {
                sources.extend(naming.by_id(source)?);
            }
        }
        let part_of = naming.values(&figure.brief, "part_of")?;
        Ok(PublishedFigure {
            record: figure.brief.id,
            value: words("value")?,
            sources,
            as_of: words("as_of")?,
            caveat: words("caveat")?,
            part_of: part_of.into_iter().find_map(|part| match part {
                CellPart::Link(named) => Some(named),
                _ => None,
            }),
            adopted: figure.adopted,
        })
    }

    /// The kept table that says it counts what this indicator measures; of several the first by name.
    fn table_beside(
        &self,
        ask: &Asking,
        indicator: &str,
    ) -> Result<Option<SavedTable>, WorkspaceError> {
        let wanted = fold(indicator.trim());
        let is_it = |table: &SavedTable| {
            let named = table.table.indicator.as_deref();
            !wanted.is_empty() && named.is_some_and(|named| fold(named.trim()) == wanted)
        };
        Ok(self.saved_tables(ask)?.into_iter().find(is_it))
    }
}

fn brief(ask: &Asking, key: &str, figures: &[Read]) -> Option<SeriesBrief> {
    let first = figures.first()?;
    let periods: Vec<&[Read]> = figures.chunk_by(Read::same_period).collect();
    let mut dated = figures.iter().filter(|figure| figure.period.is_some());
    let (earliest, latest) = (dated.next(), dated.next_back());
    let words = |figure: &Read| figure.period_words(ask.language);
    Some(SeriesBrief {
        key: key.to_owned(),
        indicator: first.indicator.clone(),
        unit: first.unit.clone(),
        scope: first.scope.clone(),
        figures: figures.len(),
        periods: periods.len(),
        differing: periods
            .iter()
            .filter(|of_period| Held::of(of_period).differ())
            .count(),
        time: match (earliest.map(words), latest.map(words)) {
            (Some(from), Some(to)) if from != to => format!("{from} – {to}"),
            (from, _) => from.unwrap_or_default(),
        },
    })
}

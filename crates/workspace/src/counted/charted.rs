//! A count as a picture: in which looks it can be drawn, and why not in the others.

use crate::counted::defined::DefinitionWords;
use crate::counted::published::{Laid, adds_up};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_counting::{Definition, Query, Tabulated, keys_through};
use aigaq_publishing::counts::Place;
use aigaq_publishing::document::{Bar, BarValue, Chart, ChartLook, TableId};
use aigaq_publishing::numbers;
use aigaq_publishing::pictures::{self, NotDrawn};
use aigaq_schema::Language;
use std::collections::{BTreeMap, BTreeSet};

/// The looks of a count, with the word of each in an address.
pub const LOOKS: [(ChartLook, &str); 6] = [
    (ChartLook::Bars, "bars"),
    (ChartLook::Stacked, "stacked"),
    (ChartLook::Lines, "lines"),
    (ChartLook::Heat, "heat"),
    (ChartLook::Regions, "regions"),
    (ChartLook::Pyramid, "pyramid"),
];

/// Periods that one picture can hold.
const MOST_PERIODS: usize = 600;
/// Groups that stand back to back, and a third beside them.
const GROUPS: std::ops::RangeInclusive<usize> = 2..=3;

/// A look, and whether the count can be drawn so.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LookChoice {
    /// The look.
    pub look: ChartLook,
    /// Its word in an address.
    pub word: &'static str,
    /// Why it cannot be drawn so, in a sentence; none when it can.
    pub why_not: Option<String>,
}

/// A count with all that is shown of it.
#[derive(Debug, Clone)]
pub struct ShownCount {
    /// The definition.
    pub definition: Definition,
    /// The question it asks.
    pub query: Query,
    /// The definition in words.
    pub words: DefinitionWords,
    /// The numbers.
    pub table: Tabulated,
    /// The total as a sentence.
    pub sentence: String,
    /// In which looks it can be drawn; none for a total alone.
    pub looks: Vec<LookChoice>,
    /// The picture in the look that was asked for, or the first that fits it.
    pub chart: Option<Chart>,
}

/// How a count is to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Draw {
    /// In the first look that fits.
    #[default]
    Fitting,
    /// So, or not at all.
    As(ChartLook),
    /// Not.
    Nothing,
}

impl Draw {
    /// By its word in an address: a look, or `none`; nothing for the first that fits.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "" => Some(Self::Fitting),
            "none" => Some(Self::Nothing),
            word => LOOKS
                .iter()
                .find(|(_, named)| *named == word)
                .map(|(look, _)| Self::As(*look)),
        }
    }
}

impl Workspace {
    /// Counts by a definition, with its words, its sentence and its picture.
    ///
    /// # Errors
    /// When it cannot be counted here.
    pub fn shown_count(
        &self,
        ask: &Asking,
        definition: &Definition,
        draw: Draw,
    ) -> Result<ShownCount, WorkspaceError> {
        let table = self.tabulate(ask, definition)?;
        let words = self.definition_words(ask, definition)?;
        let sentence = self.sentence(ask, definition, &[])?;
        let dimensions = definition.dimensions().len();
        let laid = Laid::of(&table, dimensions);
        let drawing = Drawing {
            laid: &laid,
            hidden: &BTreeSet::new(),
            unit: &words.unit,
            by: &words.by,
            description: &sentence,
            adds_up: adds_up(&table),
            language: ask.language,
        };
        let (mut looks, mut charts) = (Vec::new(), BTreeMap::new());
        if dimensions > 0 {
            for (look, word) in LOOKS {
                let drawn = drawing.fitting(look);
                looks.push(LookChoice {
                    look,
                    word,
                    why_not: drawn.as_ref().err().map(|why| why.words(ask.language)),
                });
                charts.extend(drawn.ok().map(|chart| (word, chart)));
            }
        }
        let chart = match draw {
            Draw::Nothing => None,
            Draw::As(look) => LOOKS
                .iter()
                .find(|(other, _)| *other == look)
                .and_then(|(_, word)| charts.remove(word)),
            // Time is read best along a line; parts that add up, as parts.
            Draw::Fitting => ["lines", "stacked", "heat", "bars"]
                .into_iter()
                .filter(|word| dimensions > 1 || *word != "heat")
                .find_map(|word| charts.remove(word)),
        };
        Ok(ShownCount {
            query: self.query_now(ask, definition)?,
            definition: definition.clone(),
            words,
            table,
            sentence,
            looks,
            chart,
        })
    }
}

/// A table to be drawn: its rows and columns, over all of the third dimension.
pub(super) struct Drawing<'l> {
    pub(super) laid: &'l Laid,
    pub(super) hidden: &'l BTreeSet<Place>,
    /// What is counted, plural.
    pub(super) unit: &'l str,
    pub(super) by: &'l [String],
    /// What stands for the picture for those who cannot see it.
    pub(super) description: &'l str,
    /// Nothing is in two rows.
    pub(super) adds_up: bool,
    pub(super) language: Language,
}

/// The places of one dimension that are drawn: their label and code, and where they stand in the table (nowhere: nought).
struct Along {
    places: Vec<(String, String, Option<usize>)>,
    /// Those that have no place in the picture.
    left: Vec<usize>,
}

impl Drawing<'_> {
    /// The chart, if it can be drawn.
    pub(super) fn fitting(&self, look: ChartLook) -> Result<Chart, NotDrawn> {
        let chart = self.chart(look)?;
        pictures::fits(&chart, self.language)?;
        Ok(chart)
    }

    /// The chart in a look.
    pub(super) fn chart(&self, look: ChartLook) -> Result<Chart, NotDrawn> {
        let time = [self.time(0), self.time(1)];
        let (first, turned) = match (look, time) {
            (ChartLook::Regions, _) if self.by.len() > 1 => return Err(NotDrawn::Columns),
            (ChartLook::Stacked | ChartLook::Heat, _) if self.by.len() < 2 => {
                return Err(NotDrawn::NoColumns);
            }
            (ChartLook::Lines | ChartLook::Stacked, [Some(time), _]) => (time, false),
            (ChartLook::Lines | ChartLook::Stacked, [_, Some(time)]) => (time, true),
            (ChartLook::Lines, _) => return Err(NotDrawn::NoTime),
            (ChartLook::Pyramid, [Some(time), _])
                if self
                    .laid
                    .places
                    .get(1)
                    .is_some_and(|groups| GROUPS.contains(&groups.len())) =>
            {
                (time, false)
            }
            (ChartLook::Pyramid, _) => return Err(NotDrawn::NoGroups),
            _ => (self.all(0), false),
        };
        Ok(self.laid_out(look, &first, turned))
    }

    fn laid_out(&self, look: ChartLook, along: &Along, turned: bool) -> Chart {
        let (bars_of, series_of) = if turned { (1, 0) } else { (0, 1) };
        let series: Vec<Option<usize>> = match self.laid.places.get(series_of) {
            Some(places) => (0..places.len()).map(Some).collect(),
            None => vec![None],
        };
        let at = |bar: Option<usize>, of: Option<usize>| match turned {
            true => self.at(of, bar),
            false => self.at(bar, of),
        };
        let bars = along.places.iter().map(|(label, code, place)| Bar {
            label: label.clone(),
            code: Some(code.clone()),
            values: series
                .iter()
                .map(|of| place.map_or(BarValue::Known(0), |place| at(Some(place), *of)))
                .collect(),
            whole: Some(place.map_or(BarValue::Known(0), |place| at(Some(place), None))),
        });
        let name = |dimension: usize| self.by.get(dimension).cloned().unwrap_or_default();
        let left: Vec<String> = along
            .left
            .iter()
            .filter_map(|place| {
                let label = self.laid.places.get(bars_of)?.get(*place)?;
                let said = match at(Some(*place), None) {
                    BarValue::Known(0) => return None,
                    BarValue::Known(number) | BarValue::Between(number, _) => {
                        numbers::whole(number, self.language)
                    }
                    BarValue::Hidden => return Some(label.clone()),
                };
                Some(format!("{label} – {said}"))
            })
            .collect();
        let not_drawn =
            (!left.is_empty()).then(|| pictures::not_in_it(&left.join("; "), self.language));
        Chart {
            title: self
                .by
                .iter()
                .take(2)
                .cloned()
                .collect::<Vec<_>>()
                .join(" × "),
            description: self.description.to_owned(),
            unit: self.unit.to_owned(),
            heading: name(bars_of),
            look,
            adds_up: self.adds_up,
            series: series
                .iter()
                .map(|place| {
                    let label = place.and_then(|place| self.laid.places.get(series_of)?.get(place));
                    label.cloned().unwrap_or_else(|| self.unit.to_owned())
                })
                .collect(),
            bars: bars.collect(),
            data_in: Some(TableId("counts".to_owned())),
            data_label: None,
            not_drawn,
            lists: Vec::new(),
            moments: Vec::new(),
        }
    }

    fn at(&self, row: Option<usize>, column: Option<usize>) -> BarValue {
        let mut place: Place = vec![None; self.laid.places.len()];
        for (slot, at) in place.iter_mut().zip([row, column]) {
            *slot = at;
        }
        if self.hidden.contains(&place) {
            return BarValue::Hidden;
        }
        let number = self.laid.numbers.get(&place).copied().unwrap_or(0);
        match self.laid.estimates.get(&place) {
            Some((low, high)) if *high != Some(*low) => BarValue::Between(*low, *high),
            Some((low, _)) => BarValue::Known(*low),
            None => BarValue::Known(number),
        }
    }

    /// The places of a dimension as they stand.
    fn all(&self, dimension: usize) -> Along {
        let places = self.laid.places.get(dimension).into_iter().flatten();
        let keys = self.laid.keys.get(dimension).into_iter().flatten();
        Along {
            places: places
                .zip(keys)
                .enumerate()
                .map(|(place, (label, key))| (label.clone(), key.clone(), Some(place)))
                .collect(),
            left: Vec::new(),
        }
    }

    /// The years, months or other spans of a dimension of time, none between them left out.
    fn time(&self, dimension: usize) -> Option<Along> {
        let keys = self.laid.keys.get(dimension)?;
        let is_span = |key: &str| keys_through([key], 1).is_some();
        let (mut spans, mut left) = (BTreeMap::new(), Vec::new());
        for (place, key) in keys.iter().enumerate() {
            match is_span(key) {
                true => {
                    spans.insert(key.as_str(), place);
                }
                false => left.push(place),
            }
        }
        let through = keys_through(spans.keys().copied(), MOST_PERIODS)?;
        Some(Along {
            places: through
                .into_iter()
                .map(|key| {
                    let label = aigaq_publishing::dates::span(&key, self.language);
                    let place = spans.get(key.as_str()).copied();
                    (label, key, place)
                })
                .collect(),
            left,
        })
    }
}

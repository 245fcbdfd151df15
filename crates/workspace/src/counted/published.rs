//! A table of counts as a document to be published: with its sides, what must be known to read it, and, for everybody,
//! without the numbers that are too small to be told.

use crate::counted::charted::Drawing;
use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::outputs::{Withheld, for_whom};
use aigaq_counting::suppression::{Cube, Direction, Hidden, TOTAL};
use aigaq_counting::{Answer, Definition, Estimate, Note, Tabulated};
use aigaq_publishing::counts::Place;
use aigaq_publishing::document::ChartLook;
use aigaq_publishing::remarks::Remark;
use aigaq_publishing::{CountsInput, Document, Phrases, Revision, Unit, counts};
use aigaq_schema::{Day, RecordId};
use aigaq_view::Audience;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a table is published as.
#[derive(Debug, Clone, Default)]
pub struct TableHeading {
    /// Its title.
    pub title: String,
    /// What must be said whenever it is shown.
    pub caveat: Option<String>,
    /// What changed since it was published before.
    pub revisions: Vec<Revision>,
    /// How it is drawn before its table; none for no picture.
    pub look: Option<ChartLook>,
}

/// An answer in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerWords {
    /// The total with its unit.
    pub total: String,
    /// Beside each row, with the unnamed groups, from the lowest to the highest number told.
    pub estimates: Vec<Option<String>>,
    /// What stands above those.
    pub with_groups: String,
    /// What must be known of the numbers.
    pub notes: Vec<String>,
}

/// The numbers of a table by their places.
pub(super) struct Laid {
    /// The keys of the places of each dimension.
    pub(super) keys: Vec<Vec<String>>,
    /// Their labels.
    pub(super) places: Vec<Vec<String>>,
    pub(super) numbers: BTreeMap<Place, u64>,
    /// With unnamed groups, from the lowest to the highest told.
    pub(super) estimates: BTreeMap<Place, (u64, Option<u64>)>,
}

impl Workspace {
    /// A table of counts as a document, for the reader who asks. For everybody, numbers that are too small are left out.
    ///
    /// # Errors
    /// When it cannot be counted here, or is too large to be made safe.
    pub fn published_table(
        &self,
        ask: &Asking,
        definition: &Definition,
        heading: TableHeading,
    ) -> Result<Document, WorkspaceError> {
        let table = self.tabulate(ask, definition)?;
        let mut laid = Laid::of(&table, definition.dimensions().len());
        let threshold = self.threshold_for(ask.reader.audience());
        let hidden = match threshold {
            Some(threshold) => hide(&laid, threshold)?,
            None => Hidden::default(),
        };
        let phrases = Phrases::of(ask.language);
        let mut words = self.definition_words(ask, definition)?;
        // Rows can be called by titles, publishers and other texts, which may name somebody who may not be named.
        let withheld = Withheld::of(self, ask)?;
        let clean = |text: &mut String| *text = withheld.clean(text);
        let telling = match ask.reader.audience().is_outside() {
            true => laid.telling(&withheld),
            false => BTreeSet::new(),
        };
        laid.places.iter_mut().flatten().for_each(clean);
        words.only.iter_mut().for_each(clean);
        let whole = vec![None; laid.places.len()];
        let hidden_places: BTreeSet<Place> = laid
            .numbers
            .keys()
            .filter(|place| hidden.is_hidden(&spot(place)))
            .cloned()
            .collect();
        let sentence = match hidden_places.contains(&whole) || hidden.is_whole() {
            true => None,
            false => Some(withheld.clean(&self.sentence(ask, definition, &[])?)),
        };
        let day = definition.known_on().map_or(ask.today, Day);
        let drawing = Drawing {
            laid: &laid,
            hidden: &hidden_places,
            unit: &words.unit,
            by: &words.by,
            description: sentence.as_deref().unwrap_or(&words.unit),
            adds_up: adds_up(&table),
            language: ask.language,
        };
        // What was asked for and cannot be drawn is told by [`Workspace::shown_count`]; here the table stands alone.
        let mut chart = heading.look.and_then(|look| drawing.chart(look).ok());
        for bar in chart.iter_mut().flat_map(|chart| &mut chart.bars) {
            bar.code = bar.code.take().filter(|code| !telling.contains(code));
        }
        let input = CountsInput {
            title: withheld.clean(&heading.title),
            organisation: None,
            audience: for_whom(ask.reader.audience()),
            named_unit: Unit::from_key(definition.unit_name()),
            unit: words.unit,
            sentence,
            caveat: heading.caveat.map(|said| withheld.clean(&said)),
            period: words.period,
            dated_by: words.dated,
            least: words.least.map(|level| level.label),
            conditions: words.only,
            as_of: aigaq_publishing::dates::day(day, ask.language).unwrap_or_default(),
            by: words.by,
            places: laid.places,
            estimates: laid
                .estimates
                .into_iter()
                .filter(|(place, _)| !hidden_places.contains(place))
                .collect(),
            chart,
            numbers: laid.numbers,
            hidden: hidden_places,
            threshold,
            hidden_whole: hidden.is_whole(),
            notes: remarks(&table.answer.notes, threshold)
                .iter()
                .map(|remark| remark.words(phrases))
                .collect(),
            revisions: heading.revisions,
        };
        Ok(counts(&input, phrases))
    }

    /// What must be known of an answer's numbers, and its total, in words.
    #[must_use]
    pub fn answer_words(&self, ask: &Asking, answer: &Answer) -> AnswerWords {
        let phrases = Phrases::of(ask.language);
        let naming = Naming::new(&self.view, *ask);
        let counted = match Unit::from_key(&answer.unit) {
            Some(unit) => phrases.count_words(answer.total, unit),
            None => format!("{} {}", answer.total, naming.unit_label(&answer.unit)),
        };
        let estimated = |estimate: Estimate| match estimate.high {
            Some(high) if high == estimate.low => high.to_string(),
            Some(high) => format!("{}–{high}", estimate.low),
            None => naming
                .words
                .fill("count.at_least", &[("n", &estimate.low.to_string())]),
        };
        let mut notes = Vec::new();
        if let Some(estimate) = answer.estimate {
            let number = estimated(estimate);
            notes.push(naming.words.fill("count.with_groups", &[("n", &number)]));
        }
        let remarks = remarks(&answer.notes, None);
        notes.extend(remarks.into_iter().map(|remark| remark.words(phrases)));
        let rows = answer.rows.iter();
        AnswerWords {
            total: naming.words.fill("count.in_all", &[("counted", &counted)]),
            estimates: rows.map(|row| row.estimate.map(estimated)).collect(),
            with_groups: naming.words.say("count.groups_column"),
            notes,
        }
    }

    /// Numbers below it are not printed for these readers; none when all are.
    pub(crate) fn threshold_for(&self, audience: Audience) -> Option<u64> {
        let outside = audience.is_outside().then(|| self.least_shown());
        outside.filter(|least| *least > 1)
    }
}

/// Whether nothing is in two rows.
pub(super) fn adds_up(table: &Tabulated) -> bool {
    match table.side(&[0]) {
        Some(side) => side.adds_up,
        None => table.answer.adds_up,
    }
}

impl Laid {
    /// The keys that say what is withheld: of a free text the key is the text, of a record its id in the workspace.
    fn telling(&self, withheld: &Withheld) -> BTreeSet<String> {
        let keys = self.keys.iter().flatten();
        let tells = |(key, label): &(&String, &String)| {
            let mut both = [key.as_str(), label.as_str()].into_iter();
            both.any(|text| withheld.clean(text) != text) || key.parse::<RecordId>().is_ok()
        };
        let all = keys.zip(self.places.iter().flatten()).filter(tells);
        all.map(|(key, _)| key.clone()).collect()
    }

    /// Lays the cells and sides of a table at their places.
    pub(super) fn of(table: &Tabulated, dimensions: usize) -> Self {
        let mut order: Vec<HashMap<&str, usize>> = vec![HashMap::new(); dimensions];
        let mut keys: Vec<Vec<String>> = vec![Vec::new(); dimensions];
        let mut places: Vec<Vec<String>> = vec![Vec::new(); dimensions];
        // A table of one dimension is its own side.
        let side = |dimension: usize| match dimensions {
            1 => Some(&table.answer.rows),
            _ => table.side(&[dimension]).map(|side| &side.rows),
        };
        for dimension in 0..dimensions {
            for row in side(dimension).into_iter().flatten() {
                let (Some(key), Some(label)) = (row.key.first(), row.label.first()) else {
                    continue;
                };
                let next = order[dimension].len();
                if order[dimension].insert(key, next).is_none() {
                    keys[dimension].push(key.clone());
                    places[dimension].push(label.clone());
                }
            }
        }
        let mut numbers: BTreeMap<Place, u64> = BTreeMap::new();
        let mut estimates = BTreeMap::new();
        let all: Vec<usize> = (0..dimensions).collect();
        let sides = table.sides.iter().map(|side| (&side.over, &side.rows));
        for (over, rows) in sides.chain([(&all, &table.answer.rows)]) {
            for row in rows {
                let mut place: Place = vec![None; dimensions];
                for (dimension, key) in over.iter().zip(&row.key) {
                    place[*dimension] = order[*dimension].get(key.as_str()).copied();
                }
                if let Some(estimate) = row.estimate {
                    estimates.insert(place.clone(), (estimate.low, estimate.high));
                }
                numbers.insert(place, row.count);
            }
        }
        let whole = vec![None; dimensions];
        if let Some(estimate) = table.answer.estimate {
            estimates.insert(whole.clone(), (estimate.low, estimate.high));
        }
        numbers.insert(whole, table.answer.total);
        Self {
            keys,
            places,
            numbers,
            estimates,
        }
    }
}

fn hide(laid: &Laid, threshold: u64) -> Result<Hidden, WorkspaceError> {
    let size = |labels: &Vec<String>| u32::try_from(labels.len()).unwrap_or(u32::MAX);
    let directions = laid
        .places
        .iter()
        .map(|labels| Direction::flat(size(labels)));
    let mut cube = Cube::new(directions.collect());
    for (place, number) in &laid.numbers {
        cube.put(&spot(place), *number);
    }
    Ok(cube.hide(threshold)?)
}

/// A place as suppression numbers it: from 1, the total being nought.
fn spot(place: &Place) -> Vec<u32> {
    place
        .iter()
        .map(|at| at.map_or(TOTAL, |at| u32::try_from(at + 1).unwrap_or(u32::MAX)))
        .collect()
}

/// What a reader must know. Numbers too small to be told stand in no remark either.
fn remarks(notes: &[Note], threshold: Option<u64>) -> Vec<Remark> {
    let told = |number: u64| threshold.is_none_or(|least| number >= least);
    notes
        .iter()
        .filter_map(|note| {
            Some(match note {
                Note::Overlap => Remark::Overlap,
                Note::ThroughActs { .. } => Remark::ThroughActs,
                Note::NotPrecise(count) if told(*count) => Remark::NotPrecise(*count),
                Note::NotPreciseForCondition(count) if told(*count) => {
                    Remark::NotPreciseForCondition(*count)
                }
                Note::NoDate(count) if told(*count) => Remark::NoDate(*count),
                Note::Merged { records, distinct } if told(records - distinct) => Remark::Merged {
                    records: *records,
                    distinct: *distinct,
                },
                Note::KindUnknown(count) if told(*count) => Remark::KindUnknown(*count),
                Note::GroupsApart(count) if told(*count) => Remark::GroupsApart(*count),
                Note::GroupsOfUnknownSize(count) if told(*count) => {
                    Remark::GroupsOfUnknownSize(*count)
                }
                Note::NotLinked(count) if told(*count) => Remark::NotLinked(*count),
                _ => return None,
            })
        })
        .collect()
}

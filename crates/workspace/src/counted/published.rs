//! A table of counts as a document to be published: with its sides, what must be known to read it, and, for everybody,
//! without the numbers that are too small to be told.

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_counting::suppression::{Cube, Direction, Hidden, TOTAL};
use aigaq_counting::{Definition, Note, Tabulated};
use aigaq_publishing::counts::Place;
use aigaq_publishing::remarks::Remark;
use aigaq_publishing::{CountsInput, Document, Phrases, Revision, Unit, counts};
use aigaq_schema::Day;
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
}

/// The numbers of a table by their places.
struct Laid {
    /// The labels of the places of each dimension.
    places: Vec<Vec<String>>,
    numbers: BTreeMap<Place, u64>,
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
        let laid = lay(&table, definition.dimensions().len());
        let threshold = self.threshold_for(ask.reader.audience());
        let hidden = match threshold {
            Some(threshold) => hide(&laid, threshold)?,
            None => Hidden::default(),
        };
        let phrases = Phrases::of(ask.language);
        let words = self.definition_words(ask, definition)?;
        let whole = vec![None; laid.places.len()];
        let hidden_places: BTreeSet<Place> = laid
            .numbers
            .keys()
            .filter(|place| hidden.is_hidden(&spot(place)))
            .cloned()
            .collect();
        let sentence = match hidden_places.contains(&whole) || hidden.is_whole() {
            true => None,
            false => Some(self.sentence(ask, definition, &[])?),
        };
        let day = definition.known_on().map_or(ask.today, Day);
        let input = CountsInput {
            title: heading.title,
            organisation: None,
            audience: match ask.reader.audience() {
                Audience::Public => aigaq_publishing::Audience::Public,
                Audience::Internal => aigaq_publishing::Audience::Internal,
            },
            named_unit: Unit::from_key(definition.unit_name()),
            unit: words.unit,
            sentence,
            caveat: heading.caveat,
            period: words.period,
            dated_by: words.dated,
            least: words.least.map(|level| level.label),
            conditions: words.only,
            as_of: aigaq_publishing::dates::day(day, ask.language).unwrap_or_default(),
            by: words.by,
            places: laid.places,
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

    /// Numbers below it are not printed for these readers; none when all are.
    pub(crate) fn threshold_for(&self, audience: Audience) -> Option<u64> {
        match audience {
            Audience::Internal => None,
            Audience::Public => Some(self.least_shown()).filter(|least| *least > 1),
        }
    }
}

/// Lays the cells and sides of a table at their places.
fn lay(table: &Tabulated, dimensions: usize) -> Laid {
    let mut order: Vec<HashMap<&str, usize>> = vec![HashMap::new(); dimensions];
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
                places[dimension].push(label.clone());
            }
        }
    }
    let mut numbers: BTreeMap<Place, u64> = BTreeMap::new();
    let all: Vec<usize> = (0..dimensions).collect();
    let sides = table.sides.iter().map(|side| (&side.over, &side.rows));
    for (over, rows) in sides.chain([(&all, &table.answer.rows)]) {
        for row in rows {
            let mut place: Place = vec![None; dimensions];
            for (dimension, key) in over.iter().zip(&row.key) {
                place[*dimension] = order[*dimension].get(key.as_str()).copied();
            }
            numbers.insert(place, row.count);
        }
    }
    numbers.insert(vec![None; dimensions], table.answer.total);
    Laid { places, numbers }
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
                Note::NotLinked(count) if told(*count) => Remark::NotLinked(*count),
                _ => return None,
            })
        })
        .collect()
}

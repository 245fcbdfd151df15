//! A number of a table as a sentence to be pasted.

use crate::error::WorkspaceError;
use crate::listing::path_label;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use aigaq_counting::{Definition, Filter, Note};
use aigaq_publishing::{Phrases, Quote, Unit};
use aigaq_schema::Day;

impl Workspace {
    /// The sentence of a cell: a key for each dimension, none where it stands for all; without keys, of the total.
    ///
    /// # Errors
    /// When it cannot be counted here.
    pub fn sentence(
        &self,
        ask: &Asking,
        definition: &Definition,
        key: &[Option<String>],
    ) -> Result<String, WorkspaceError> {
        let mut query = self.query_now(ask, definition)?;
        let given: Vec<(usize, &String)> = key
            .iter()
            .enumerate()
            .filter_map(|(place, key)| Some((place, key.as_ref()?)))
            .filter(|(place, _)| *place < query.dimensions.len())
            .collect();
        for (place, key) in &given {
            let path = query.dimensions[*place].clone();
            query.filters.push(Filter::exactly(path, key));
        }
        let answer = self.count(ask, &query)?;
        let naming = Naming::new(&self.view, *ask);
        let words = self.definition_words(ask, definition)?;
        let mut conditions = words.only;
        for (place, key) in given {
            let row = answer
                .rows
                .iter()
                .find(|row| row.key.get(place) == Some(key));
            let label = row.and_then(|row| row.label.get(place)).unwrap_or(key);
            let path = definition
                .dimensions()
                .get(place)
                .map_or("", |path| path.text());
            let heading = path_label(&naming, query.unit.table(), path);
            conditions.push(format!("{heading}: {label}"));
        }
        let unit = Unit::from_key(query.unit.name()).unwrap_or_else(|| {
            // Its name stands as a condition: records of this kind.
            conditions.insert(0, words.unit.clone());
            Unit::Records
        });
        let quote = Quote {
            number: answer.total,
            unit,
            through_acts: answer
                .notes
                .iter()
                .any(|note| matches!(note, Note::ThroughActs { .. })),
            conditions: &conditions,
            period: definition
                .period()
                .days()
                .map(|(first, last)| (Day(first), Day(last))),
            dated: words.dated.as_deref(),
            least: words.least.as_ref().map(|level| level.label.as_str()),
            perhaps: answer.perhaps.unwrap_or(0) + answer.undated.unwrap_or(0),
            as_of: definition.known_on().map_or(ask.today, Day),
        };
        Ok(quote.sentence(Phrases::of(ask.language)))
    }
}

//! What narrows records beside conditions on their properties: words, a day, a source, a place.

use super::ListQuery;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_counting::{Bits, Table};

/// The rows that are left.
#[derive(Debug, Default)]
pub(super) struct Narrowed {
    /// By words, day and source; `None` when none of them is asked for.
    pub rows: Option<Bits>,
    /// By place: apart, because the places themselves are counted without it.
    pub at_place: Option<Bits>,
    /// Nothing holds the words: these have names that are written nearly so.
    pub near: bool,
    /// More words were asked for than are read.
    pub cut: bool,
}

impl Narrowed {
    /// By all of it.
    pub(super) fn all(&self) -> Option<Bits> {
        match (&self.rows, &self.at_place) {
            (Some(rows), Some(place)) => {
                let mut both = rows.clone();
                both.keep(place);
                Some(both)
            }
            (one, other) => one.clone().or_else(|| other.clone()),
        }
    }
}

impl Workspace {
    pub(super) fn narrowed(
        &self,
        ask: &Asking,
        query: &ListQuery,
    ) -> Result<Narrowed, WorkspaceError> {
        let table = self.view.columns().table(&query.record_type);
        let len = table.map_or(0, Table::rows);
        let mut narrowed = Narrowed::default();
        let mut narrow = |found: Vec<u32>| {
            let mut keep = Bits::none(len);
            found
                .into_iter()
                .filter(|row| *row < len)
                .for_each(|row| keep.put(row));
            match &mut narrowed.rows {
                Some(rows) => rows.keep(&keep),
                none => *none = Some(keep),
            }
        };
        if let Some(words) = query.words.as_deref().filter(|w| !w.trim().is_empty()) {
            let found = self
                .view
                .rows_with(&ask.reader, words, &query.record_type)?;
            narrow(found.rows);
            (narrowed.near, narrowed.cut) = (found.near, found.cut);
        }
        if let Some(day) = query.on {
            narrow(self.in_force_rows(&ask.reader, day)?);
        }
        if let Some(source) = query.source {
            narrow(self.view.rows_resting_on(source, &query.record_type)?);
        }
        if let Some(place) = query.place {
            let places = self.places_of(&query.record_type);
            let at = places.map_or_else(
                || Ok(Bits::none(len)),
                |places| Ok::<_, WorkspaceError>(places.rows_at(self.place_row(ask, place)?)),
            )?;
            narrowed.at_place = Some(at);
        }
        Ok(narrowed)
    }
}

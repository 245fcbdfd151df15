//! What a row rests on: its sources, and the places in them.

use super::Planning;
use super::amounts::date;
use super::bind::BoundSay;
use super::read::pieces;
use super::row::{News, Reads, Rests, RowSource};
use crate::error::ExchangeError;
use crate::known::Known;
use crate::reason;
use aigaq_schema::RecordId;
use std::sync::Arc;

impl<K: Known> Planning<'_, K> {
    pub(super) fn sources(&mut self, reads: &mut Reads<'_>) -> Result<(), ExchangeError> {
        let bound = reads.bound;
        let Some(columns) = bound
            .mapping
            .source
            .as_ref()
            .filter(|_| bound.source.is_some())
        else {
            return Ok(());
        };
        let names = reads.cell(bound.source).to_owned();
        for name in pieces(&names, Some(&bound.mapping.separator)) {
            let record = match &columns.table {
                Some(table) => {
                    self.row_named(&bound.mapping.profile, std::slice::from_ref(table), name)?
                }
                None => None,
            };
            let record = match record {
                Some(record) => Some(record),
                None if columns.words => {
                    Some(self.words_record(bound.mapping, "source", name, &[])?)
                }
                None => None,
            };
            match record {
                Some(record) if reads.sources.iter().all(|s| s.name != name) => {
                    reads.sources.push(RowSource {
                        name: name.to_owned(),
                        record: Some(record),
                        locator: None,
                    });
                }
                Some(_) => {}
                None => reads.quarantine(&columns.column, name, reason::no_such_source()),
            }
        }
        if let Some(column) = &columns.locator {
            let locators = reads.cell(bound.locator).to_owned();
            for piece in pieces(&locators, Some(&bound.mapping.separator)) {
                match located(&mut reads.sources, piece) {
                    Some(()) => {}
                    // One source only: the place need not repeat its name.
                    None if reads.sources.len() == 1 => append(&mut reads.sources[0], piece),
                    None => reads.quarantine(column, piece, reason::place_of_no_source()),
                }
            }
        }
        Ok(())
    }

    pub(super) fn of_source(&self, reads: &mut Reads<'_>, bound: &BoundSay<'_>, of: &str) {
        let Some(columns) = &reads.bound.mapping.source else {
            return;
        };
        let table = columns.table.clone().unwrap_or_default();
        let Some(column) = self.ids.looked_up.get(&(table, of.to_owned())) else {
            reads.silent.insert(bound.came.clone());
            return;
        };
        for nth in 0..reads.sources.len() {
            let Some(text) = column
                .get(&reads.sources[nth].name)
                .filter(|t| !t.is_empty())
            else {
                continue;
            };
            // A source's own date that is no date is in quarantine where the source is imported.
            if let Ok(date) = date(text) {
                reads.news.push(News {
                    about: reads.about,
                    property: Arc::clone(&bound.property),
                    many: bound.say.many,
                    came: bound.came.clone(),
                    value: date,
                    rests: Rests::One(nth),
                });
            }
        }
    }

    /// Reads "fpc-introduction p17 fn9" as a source and a place in it.
    pub(super) fn place_in_source<'t>(
        &self,
        reads: &Reads<'_>,
        text: &'t str,
    ) -> Option<(String, RecordId, &'t str)> {
        let mapping = reads.bound.mapping;
        let table = mapping.source.as_ref()?.table.as_deref()?;
        let (name, place) = text.split_once(' ').unwrap_or((text, ""));
        let record = self.settings.key.row(&mapping.profile, table, name);
        let there =
            self.ids.lines.contains_key(&record) || self.known.exists(record).unwrap_or(false);
        there.then(|| (name.to_owned(), record, place.trim()))
    }
}

/// Gives a place to the source whose id it begins with.
fn located(sources: &mut [RowSource], piece: &str) -> Option<()> {
    let source = sources
        .iter_mut()
        .filter(|s| {
            piece
                .strip_prefix(s.name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
        .max_by_key(|s| s.name.len())?;
    let place = piece[source.name.len()..].trim().to_owned();
    append(source, &place);
    Some(())
}

pub(super) fn append(source: &mut RowSource, place: &str) {
    if place.is_empty() {
        return;
    }
    match &mut source.locator {
        Some(locator) => {
            locator.push_str("; ");
            locator.push_str(place);
        }
        none => *none = Some(place.to_owned()),
    }
}

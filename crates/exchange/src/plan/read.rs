//! From cells to values, as the mapping says.

use super::Planning;
use super::amounts::{date, money, number};
use super::bind::{BoundSay, Came};
use super::row::{News, Reads, Rests, RowSource};
use super::sources::append;
use crate::error::ExchangeError;
use crate::known::Known;
use crate::mapping::{BasisFrom, From, Keep, Reading, Say};
use crate::reason;
use aigaq_schema::reason::values;
use aigaq_schema::value::fits;
use aigaq_schema::{LawReference, NameKind, Reason, RecordId, State, Value, ValueKind, fold::fold};
use std::sync::Arc;

/// A value read, or why not.
type Got = Result<Value, Reason>;

impl<K: Known> Planning<'_, K> {
    /// Reads what one say says. `piece` is the one value a part is made of, with its place.
    pub(super) fn say(
        &mut self,
        reads: &mut Reads<'_>,
        bound: &BoundSay<'_>,
        piece: Option<(usize, &str)>,
    ) -> Result<(), ExchangeError> {
        let say = bound.say;
        if !reads.cell(bound.unless).is_empty() {
            return Ok(());
        }
        let cells = reads.cells;
        let cell = |n: usize| match (bound.places.get(n).copied().flatten(), piece) {
            (Some(place), Some((at, piece))) if place == at => piece,
            (Some(place), _) => cells.get(place).map_or("", String::as_str),
            (None, _) => "",
        };
        match &say.from {
            From::Constant(value) => self.news(reads, bound, value.clone()),
            From::Template(template) => {
                let text: Vec<String> = template
                    .iter()
                    .enumerate()
                    .map(|(n, (before, _, after))| (before, cell(n), after))
                    .filter(|(_, cell, _)| !cell.is_empty())
                    .map(|(before, cell, after)| format!("{before}{cell}{after}"))
                    .collect();
                if !text.is_empty() {
                    let text = text.join("; ");
                    match self.words_value(say.kind, None, &text) {
                        Ok(value) => self.news(reads, bound, value),
                        Err(reason) => reads.quarantine("", &text, reason),
                    }
                }
            }
            From::Number {
                value,
                min,
                max,
                qualifier,
                qualifiers,
            } => {
                let mut next = 0;
                let mut take = |column: &Option<String>| match column {
                    Some(name) => {
                        next += 1;
                        (name.clone(), cell(next - 1).to_owned())
                    }
                    None => (String::new(), String::new()),
                };
                let cells = [take(value), take(min), take(max), take(qualifier)];
                match number(&cells, qualifiers) {
                    Ok(None) => {}
                    Ok(Some(quantity)) => {
                        self.news(reads, bound, Value::Number(quantity));
                    }
                    Err(bad) => {
                        let (column, text, reason) = *bad;
                        reads.quarantine(&column, &text, reason);
                        reads.silent.insert(bound.came.clone());
                    }
                }
            }
            From::Money { amount, currency } => {
                let cells = if amount == currency {
                    cell(0).rsplit_once(' ').unwrap_or((cell(0), ""))
                } else {
                    (cell(0), cell(1))
                };
                match money(cells.0, cells.1) {
                    Ok(None) => {}
                    Ok(Some(sum)) => self.news(reads, bound, Value::Money(sum)),
                    Err(reason) => {
                        let text = format!("{} {}", cells.0, cells.1);
                        let column = if cells.0.is_empty() { currency } else { amount };
                        reads.quarantine(column, text.trim(), reason);
                        reads.silent.insert(bound.came.clone());
                    }
                }
            }
            From::Cell(reading) => {
                self.read_cell(reads, bound, reading, cell(0))?;
            }
            From::Lookup {
                table, of, reading, ..
            } => {
                let key = cell(0);
                if key.is_empty() {
                    return Ok(());
                }
                let ids = Arc::clone(&self.ids);
                let Some(column) = ids.looked_up.get(&(table.clone(), of.clone())) else {
                    // The other table is not part of this import: nothing can be told.
                    reads.silent.insert(bound.came.clone());
                    return Ok(());
                };
                match column.get(key) {
                    Some(text) => {
                        self.read_cell(reads, bound, reading, text)?;
                    }
                    None => {
                        reads.quarantine(&reading.column, key, reason::not_in_table(table));
                        reads.silent.insert(bound.came.clone());
                    }
                }
            }
            From::OfSource { of, .. } => {
                if !cell(0).is_empty() {
                    self.of_source(reads, bound, of);
                }
            }
        }
        Ok(())
    }

    fn read_cell(
        &mut self,
        reads: &mut Reads<'_>,
        bound: &BoundSay<'_>,
        reading: &Reading,
        text: &str,
    ) -> Result<(), ExchangeError> {
        let say = bound.say;
        if let Some(codes) = reading.rows.get(reads.row) {
            for code in codes {
                self.one(reads, bound, reading, code)?;
            }
            return Ok(());
        }
        // A whole cell may be mapped even where its pieces could be.
        let whole = reading.values.contains_key(text) || reading.articles.is_some();
        for piece in pieces(text, reading.split.as_deref().filter(|_| !whole)) {
            let mut codes: Vec<String> = Vec::new();
            if let Some(state) = reading.states.get(piece) {
                self.news(reads, bound, Value::Missing(*state));
            } else if let Some(mapped) = reading.values.get(piece) {
                for code in mapped {
                    self.one(reads, bound, reading, code)?;
                }
                codes.clone_from(mapped);
            } else if let Some(articles) = &reading.articles {
                match articles.rights(piece) {
                    Ok(rights) => {
                        for right in rights {
                            self.news(reads, bound, Value::term(right));
                        }
                    }
                    Err(reason) => self.refuse(reads, bound, reading, piece, reason),
                }
            } else if reading.others_silent && !understood(say, piece) {
                // Kept below as an original code, if the mapping says so.
            } else {
                self.one(reads, bound, reading, piece)?;
                codes.push(piece.to_owned());
            }
            let kept = match say.keep {
                Keep::No => false,
                Keep::Always => true,
                Keep::Changed => codes.len() != 1 || codes[0] != piece,
            };
            if kept {
                reads.news.push(News {
                    about: reads.about,
                    property: Arc::from("original_code"),
                    many: true,
                    came: Came::Column(Arc::clone(&bound.column)),
                    value: Value::text(piece),
                    rests: Rests::On(Vec::new()),
                });
            }
        }
        Ok(())
    }

    fn refuse(
        &self,
        reads: &mut Reads<'_>,
        bound: &BoundSay<'_>,
        reading: &Reading,
        piece: &str,
        reason: Reason,
    ) {
        reads.quarantine(&reading.column, piece, reason);
        reads.silent.insert(bound.came.clone());
    }

    /// One value of a cell.
    fn one(
        &mut self,
        reads: &mut Reads<'_>,
        bound: &BoundSay<'_>,
        reading: &Reading,
        piece: &str,
    ) -> Result<(), ExchangeError> {
        let got = if bound.say.kind == ValueKind::Reference {
            self.reference(reads, reading, piece)?
        } else {
            self.value(reads.records[reads.about].1, bound.say, reading, piece)
        };
        match got {
            Ok(value) => self.news(reads, bound, value),
            Err(reason) => self.refuse(reads, bound, reading, piece, reason),
        }
        Ok(())
    }

    fn value(&self, record_type: &str, say: &Say, reading: &Reading, piece: &str) -> Got {
        let state = State::ALL.iter().find(|s| s.word() == piece);
        match (say.kind, state) {
            (ValueKind::Term, _) => {
                if let Some(Some(code)) = say.terms.get(&fold(piece)) {
                    return Ok(Value::Term(code.clone()));
                }
            }
            (_, Some(state)) => return Ok(Value::Missing(*state)),
            (ValueKind::Text | ValueKind::Name, None) => {
                return self.words_value(say.kind, reading.name, piece);
            }
            (ValueKind::Date, None) => return date(piece),
            (ValueKind::Law, None) => {
                return LawReference::read(piece)
                    .map(Value::Law)
                    .ok_or_else(reason::no_law);
            }
            (ValueKind::Identifier, None) if reading.scheme.is_some() => {
                return Ok(Value::Identifier {
                    scheme: reading.scheme.clone().unwrap_or_default(),
                    text: piece.to_owned(),
                });
            }
            _ => {}
        }
        match self.settings.schema.property(record_type, &say.property) {
            Some(property) => self
                .settings
                .schema
                .read(property, piece)
                .map_err(|error| values::value(&error)),
            None => Err(reason::no_property(record_type, &say.property)),
        }
    }

    fn words_value(&self, kind: ValueKind, name: Option<NameKind>, text: &str) -> Got {
        fits(kind, text).map_err(|error| values::value(&error))?;
        Ok(if kind == ValueKind::Name {
            Value::Name {
                text: text.to_owned(),
                kind: name.unwrap_or(NameKind::Full),
            }
        } else {
            Value::Text {
                text: text.to_owned(),
                language: self.import.mapping.language.clone(),
            }
        })
    }

    fn reference(
        &mut self,
        reads: &Reads<'_>,
        reading: &Reading,
        piece: &str,
    ) -> Result<Got, ExchangeError> {
        if let Some(state) = State::ALL.iter().find(|s| s.word() == piece) {
            return Ok(Ok(Value::Missing(*state)));
        }
        let mapping = reads.bound.mapping;
        if let Some(record) = self.row_named(&mapping.profile, &reading.to, piece)? {
            return Ok(Ok(Value::Reference(record)));
        }
        let tables = reading.to.join(", ");
        if let Ok(record) = piece.parse::<RecordId>() {
            return Ok(if self.known.exists(record)? {
                Ok(Value::Reference(record))
            } else {
                Err(reason::no_such_record())
            });
        }
        let looks_like_id = piece.split_once('-').is_some_and(|(beginning, _)| {
            !piece.contains(char::is_whitespace)
                && reading.to.iter().any(|t| {
                    self.ids
                        .beginnings
                        .get(t)
                        .is_some_and(|b| b.contains(beginning))
                })
        });
        match &reading.words {
            Some(table) if !looks_like_id => {
                if let Err(error) = fits(ValueKind::Name, piece) {
                    return Ok(Err(values::value(&error)));
                }
                let record = self.words_record(mapping, table, piece, &reads.sources)?;
                Ok(Ok(Value::Reference(record)))
            }
            _ => Ok(Err(reason::not_in_tables(tables))),
        }
    }

    /// The record of a row named by its id, if the import or the workspace has it.
    pub(super) fn row_named(
        &self,
        profile: &str,
        tables: &[String],
        row: &str,
    ) -> Result<Option<RecordId>, ExchangeError> {
        for table in tables {
            let record = self.settings.key.row(profile, table, row);
            if self.ids.lines.contains_key(&record) {
                return Ok(Some(record));
            }
        }
        for table in tables {
            let record = self.settings.key.row(profile, table, row);
            if self.known.exists(record)? {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    fn news(&self, reads: &mut Reads<'_>, bound: &BoundSay<'_>, value: Value) {
        let rests = match (&bound.say.basis, bound.locators) {
            (BasisFrom::Row, _) => Rests::Row,
            (BasisFrom::None, _) => Rests::On(Vec::new()),
            (BasisFrom::Locators(column), place) => {
                let text = reads.cell(place).to_owned();
                let separator = reads.bound.mapping.separator.clone();
                let mut on: Vec<RowSource> = Vec::new();
                for piece in pieces(&text, Some(&separator)) {
                    match self.place_in_source(reads, piece) {
                        Some((name, record, place)) => {
                            match on.iter_mut().find(|s| s.record == Some(record)) {
                                Some(there) => append(there, place),
                                None => on.push(RowSource {
                                    name,
                                    record: Some(record),
                                    locator: (!place.is_empty()).then(|| place.to_owned()),
                                }),
                            }
                        }
                        None => reads.quarantine(column, piece, reason::place_of_unknown_source()),
                    }
                }
                Rests::On(on)
            }
        };
        reads.news.push(News {
            about: reads.about,
            property: Arc::clone(&bound.property),
            many: bound.say.many,
            came: bound.came.clone(),
            value,
            rests,
        });
    }
}

/// A term that the list knows; other kinds are always understood as far as silence goes.
fn understood(say: &Say, piece: &str) -> bool {
    match say.kind {
        ValueKind::Term => matches!(say.terms.get(&fold(piece)), Some(Some(_))),
        _ => false,
    }
}

/// The values of a cell, trimmed, without empty ones.
pub(super) fn pieces<'t>(text: &'t str, separator: Option<&str>) -> impl Iterator<Item = &'t str> {
    let parts: Vec<&str> = match separator {
        // "a | b" and "a|b" are both two values.
        Some(separator) if !separator.trim().is_empty() => text.split(separator.trim()).collect(),
        Some(separator) => text.split(separator).collect(),
        None => vec![text],
    };
    parts.into_iter().map(str::trim).filter(|p| !p.is_empty())
}

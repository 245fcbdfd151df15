//! From the cells of one row to values, with what each rests on.

use super::bind::{Bound, BoundPart, BoundSay, Came};
use super::{Mark, Planning, Quarantined};
use crate::error::{ExchangeError, shortened};
use crate::known::Known;
use crate::mapping::{BasisFrom, From, Keep, Reading, Say};
use aigaq_schema::{
    Clock, LawReference, Money, NameKind, Qualifier, Quantity, RecordId, State, Value, ValueKind,
    fold::fold,
};
use std::collections::HashSet;
use std::sync::Arc;

/// One source of a row, and where in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct RowSource {
    /// The source's id or words, as the cell names it.
    pub(super) name: String,
    pub(super) record: Option<RecordId>,
    pub(super) locator: Option<String>,
}

/// What a new statement rests on.
#[derive(Debug, Clone)]
pub(super) enum Rests {
    /// Every source of the row.
    Row,
    /// These places, given for this cell.
    On(Vec<RowSource>),
    /// One source of the row, by its place.
    One(usize),
}

/// A value to be said.
#[derive(Debug, Clone)]
pub(super) struct News {
    /// The record: 0 is the row's own, others are its parts.
    pub(super) about: usize,
    pub(super) property: Arc<str>,
    pub(super) many: bool,
    pub(super) came: Came,
    pub(super) value: Value,
    pub(super) rests: Rests,
}

/// What one row says.
pub(super) struct Reads<'r> {
    pub(super) bound: &'r Bound<'r>,
    pub(super) line: u64,
    pub(super) row: &'r str,
    pub(super) cells: &'r [String],
    pub(super) sources: Vec<RowSource>,
    /// The row's record and its parts, with their types.
    pub(super) records: Vec<(RecordId, &'r str)>,
    /// Which of them is spoken of now.
    pub(super) about: usize,
    pub(super) news: Vec<News>,
    pub(super) quarantined: Vec<Quarantined>,
    /// Ways of coming in of which nothing can be told from this row: what was said before stays.
    pub(super) silent: HashSet<Came>,
    /// A column that makes parts is in quarantine: what was said of parts before stays.
    pub(super) parts_silent: bool,
}

impl Reads<'_> {
    fn quarantine(&mut self, column: &str, value: &str, reason: impl Into<String>) {
        self.quarantined.push(Quarantined {
            table: self.bound.table.table.clone(),
            line: self.line,
            row: shortened(self.row, 200),
            column: column.to_owned(),
            value: shortened(value, 200),
            reason: reason.into(),
        });
    }

    fn cell(&self, place: Option<usize>) -> &str {
        place
            .and_then(|p| self.cells.get(p))
            .map_or("", String::as_str)
    }
}

/// A value read, or why not.
type Got = Result<Value, String>;

impl<K: Known> Planning<'_, K> {
    pub(super) fn row(
        &mut self,
        bound: &Bound<'_>,
        line: u64,
        cells: &[String],
    ) -> Result<(), ExchangeError> {
        let whole = |row: &str, reason: String| Quarantined {
            table: bound.table.table.clone(),
            line,
            row: shortened(row, 200),
            column: String::new(),
            value: shortened(row, 200),
            reason,
        };
        let row = bound.row_id(cells);
        if row.is_empty() {
            self.gathering
                .chunk
                .quarantined
                .push(whole("", "the row has no id".to_owned()));
            return Ok(());
        }
        let root = self
            .settings
            .key
            .row(&bound.mapping.profile, &bound.table.table, &row);
        if let Some(first) = self.ids.lines.get(&root).filter(|first| **first != line) {
            let reason = format!(
                "the row id “{}” stands twice (first in line {first})",
                shortened(&row, 60)
            );
            self.gathering.chunk.quarantined.push(whole(&row, reason));
            return Ok(());
        }
        let mut reads = Reads {
            bound,
            line,
            row: &row,
            cells,
            sources: Vec::new(),
            records: vec![(root, bound.table.record_type.as_str())],
            about: 0,
            news: std::mem::take(&mut self.news),
            quarantined: Vec::new(),
            silent: HashSet::new(),
            parts_silent: false,
        };
        self.sources(&mut reads)?;
        for say in &bound.says {
            self.say(&mut reads, say, None)?;
        }
        for part in &bound.parts {
            self.part(&mut reads, part)?;
        }
        self.compare(&mut reads)?;
        self.gathering
            .chunk
            .quarantined
            .append(&mut reads.quarantined);
        Ok(())
    }

    fn sources(&mut self, reads: &mut Reads<'_>) -> Result<(), ExchangeError> {
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
                None => reads.quarantine(
                    &columns.column,
                    name,
                    "names a source that is not in the table of sources",
                ),
            }
        }
        if let Some(column) = &columns.locator {
            let locators = reads.cell(bound.locator).to_owned();
            for piece in pieces(&locators, Some(&bound.mapping.separator)) {
                match located(&mut reads.sources, piece) {
                    Some(()) => {}
                    // One source only: the place need not repeat its name.
                    None if reads.sources.len() == 1 => append(&mut reads.sources[0], piece),
                    None => reads.quarantine(
                        column,
                        piece,
                        "begins with none of the sources of the row: write the id of the source, then the place",
                    ),
                }
            }
        }
        Ok(())
    }

    fn part<'r>(
        &mut self,
        reads: &mut Reads<'r>,
        part: &'r BoundPart<'r>,
    ) -> Result<(), ExchangeError> {
        let bound = reads.bound;
        let each = reads.cell(Some(part.each)).to_owned();
        let before = reads.quarantined.len();
        let mut made = HashSet::new();
        for piece in pieces(&each, Some(&bound.mapping.separator)) {
            if !made.insert(piece.to_owned()) {
                continue;
            }
            let record = self.settings.key.part(
                &bound.mapping.profile,
                &bound.table.table,
                reads.row,
                &part.column,
                piece,
            );
            reads.about = reads.records.len();
            reads.records.push((record, part.record_type));
            reads.news.push(News {
                about: reads.about,
                property: Arc::clone(&part.link),
                many: false,
                came: Came::Column(Arc::clone(&part.column)),
                value: Value::Reference(reads.records[0].0),
                rests: Rests::Row,
            });
            let news_before = reads.news.len();
            for say in &part.says {
                self.say(reads, say, Some((part.each, piece)))?;
            }
            // A part whose own value could not be read is not made at all.
            let refused = reads.quarantined[before..]
                .iter()
                .any(|q| *q.column == *part.column && q.value == shortened(piece, 200));
            if refused {
                reads.news.truncate(news_before - 1);
                reads.records.pop();
            }
        }
        if reads.quarantined[before..]
            .iter()
            .any(|q| *q.column == *part.column)
        {
            reads.parts_silent = true;
        }
        if made.is_empty() {
            let alone: Vec<(String, String)> = part
                .says
                .iter()
                .filter(|s| !matches!(s.say.from, From::Constant(_)))
                .flat_map(|s| s.say.columns().into_iter().zip(&s.places))
                .filter(|(_, place)| **place != Some(part.each))
                .map(|(column, place)| (column.to_owned(), reads.cell(*place).to_owned()))
                .filter(|(_, value)| !value.is_empty())
                .collect();
            for (column, value) in alone {
                let reason = format!(
                    "the cell of “{}”, to which it belongs, is empty",
                    part.column
                );
                reads.quarantine(&column, &value, reason);
            }
        }
        Ok(())
    }

    /// Reads what one say says. `piece` is the one value a part is made of, with its place.
    fn say(
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
                    let value = self.words_value(&say.kind, None, &text.join("; "));
                    self.news(reads, bound, value);
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
                    Err((column, text, reason)) => {
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
                        reads.quarantine(
                            &reading.column,
                            key,
                            format!("names a row that is not in the table {table}"),
                        );
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

    fn of_source(&self, reads: &mut Reads<'_>, bound: &BoundSay<'_>, of: &str) {
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
        reason: String,
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
                return Ok(self.words_value(&say.kind, reading.name, piece));
            }
            (ValueKind::Date, None) => return date(piece),
            (ValueKind::Law, None) => {
                return LawReference::read(piece)
                    .map(Value::Law)
                    .ok_or_else(|| "is no reference to a law".to_owned());
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
                .map_err(|error| error.to_string()),
            None => Err(format!("{record_type} has no property “{}”", say.property)),
        }
    }

    fn words_value(&self, kind: &ValueKind, name: Option<NameKind>, text: &str) -> Value {
        if *kind == ValueKind::Name {
            Value::Name {
                text: text.to_owned(),
                kind: name.unwrap_or(NameKind::Full),
            }
        } else {
            Value::Text {
                text: text.to_owned(),
                language: self.import.mapping.language.clone(),
            }
        }
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
                Err("is the id of a record that is not there".to_owned())
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
                let record = self.words_record(mapping, table, piece, &reads.sources)?;
                Ok(Ok(Value::Reference(record)))
            }
            _ => Ok(Err(format!("names a row that is not there (in {tables})"))),
        }
    }

    /// The record of a row named by its id, if the import or the workspace has it.
    fn row_named(
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
                        None => reads.quarantine(column, piece, "begins with no known source"),
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

    /// Reads "fpc-introduction p17 fn9" as a source and a place in it.
    fn place_in_source<'t>(
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

    pub(super) fn mark(
        &self,
        reads: &Reads<'_>,
        came: &Came,
        record: RecordId,
        property: &str,
    ) -> Mark {
        Mark {
            table: reads.bound.table.table.clone(),
            row: reads.row.to_owned(),
            column: came.name().to_owned(),
            record,
            property: property.to_owned(),
        }
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
fn pieces<'t>(text: &'t str, separator: Option<&str>) -> impl Iterator<Item = &'t str> {
    let parts: Vec<&str> = match separator {
        // "a | b" and "a|b" are both two values.
        Some(separator) if !separator.trim().is_empty() => text.split(separator.trim()).collect(),
        Some(separator) => text.split(separator).collect(),
        None => vec![text],
    };
    parts.into_iter().map(str::trim).filter(|p| !p.is_empty())
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

fn append(source: &mut RowSource, place: &str) {
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

/// A date, with a time of day where one stands behind it: `2020-06-09 14:30 Asia/Almaty`.
fn date(text: &str) -> Got {
    let failed = match text.parse() {
        Ok(date) => return Ok(Value::date(date)),
        Err(error) => error,
    };
    let clock = || {
        let (day, rest) = text.split_once([' ', 'T'])?;
        let day = day.parse().ok()?;
        let (time, zone) = rest.split_once(' ').unwrap_or((rest, ""));
        let mut parts = time.split(':');
        let hour: u16 = parts.next()?.parse().ok().filter(|h| *h < 24)?;
        let minute: u16 = parts.next()?.parse().ok().filter(|m| *m < 60)?;
        let zone = Some(zone.trim().to_owned()).filter(|z| !z.is_empty());
        Some(Value::Date {
            date: day,
            clock: Some(Clock {
                minute: hour * 60 + minute,
                zone,
            }),
        })
    };
    clock().ok_or_else(|| failed.to_string())
}

type NamedCell = (String, String);

/// A number from its cells: value, lowest, highest, qualifier.
fn number(
    [value, min, max, qualifier]: &[NamedCell; 4],
    qualifiers: &std::collections::HashMap<String, Qualifier>,
) -> Result<Option<Quantity>, (String, String, String)> {
    let word = if qualifier.1.is_empty() {
        None
    } else {
        let known = (0..7)
            .filter_map(Qualifier::from_number)
            .find(|q| q.word() == qualifier.1);
        match qualifiers.get(&qualifier.1).copied().or(known) {
            Some(word) => Some(word),
            None => {
                return Err((
                    qualifier.0.clone(),
                    qualifier.1.clone(),
                    "is no qualifier of a number that the mapping knows".to_owned(),
                ));
            }
        }
    };
    let decimal = |cell: &NamedCell| {
        cell.1
            .parse()
            .map_err(|e: aigaq_schema::number::NumberError| {
                (cell.0.clone(), cell.1.clone(), e.to_string())
            })
    };
    let filled = |cell: &NamedCell| !cell.1.is_empty();
    Ok(Some(match (filled(value), filled(min), filled(max)) {
        (false, false, false) if word.is_none() => return Ok(None),
        (false, false, false) => {
            return Err((
                qualifier.0.clone(),
                qualifier.1.clone(),
                "qualifies a number that is not there".to_owned(),
            ));
        }
        (true, false, false) => {
            if word.is_none() {
                value
                    .1
                    .parse()
                    .map_err(|e: aigaq_schema::number::NumberError| {
                        (value.0.clone(), value.1.clone(), e.to_string())
                    })?
            } else {
                Quantity::qualified(word.unwrap_or(Qualifier::Exactly), decimal(value)?)
            }
        }
        (true, _, _) => {
            return Err((
                value.0.clone(),
                value.1.clone(),
                "the row gives the number and also its lowest or highest: leave one of the two empty".to_owned(),
            ));
        }
        (false, true, true) => Quantity::between(decimal(min)?, decimal(max)?)
            .map_err(|e| (min.0.clone(), min.1.clone(), e.to_string()))?,
        (false, true, false) => {
            let word = word
                .filter(|w| matches!(w, Qualifier::AtLeast | Qualifier::MoreThan))
                .unwrap_or(Qualifier::AtLeast);
            Quantity::qualified(word, decimal(min)?)
        }
        (false, false, true) => {
            let word = word
                .filter(|w| matches!(w, Qualifier::AtMost | Qualifier::FewerThan))
                .unwrap_or(Qualifier::AtMost);
            Quantity::qualified(word, decimal(max)?)
        }
    }))
}

fn money(amount: &str, currency: &str) -> Result<Option<Money>, String> {
    let is_currency = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
    match (amount.is_empty(), currency.is_empty()) {
        (true, true) => Ok(None),
        (true, false) => Err("a currency stands without an amount".to_owned()),
        (false, true) => Err("a sum stands without its currency".to_owned()),
        (false, false) if !is_currency => Err(format!(
            "“{}” is no currency: write its code of three letters (KZT, USD)",
            shortened(currency, 20)
        )),
        (false, false) => Ok(Some(Money {
            amount: amount.parse::<Quantity>().map_err(|e| e.to_string())?,
            currency: currency.to_owned(),
            index_units: None,
        })),
    }
}

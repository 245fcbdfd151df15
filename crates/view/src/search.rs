//! Finding records by words, in any of the languages and scripts, and by names that are written nearly so.
//!
//! Two indexes hold keys ([`key`]), not words: one of all that is written, one of names and titles. What is found
//! stands in this order: by name; by other words; by a part of a name; and, apart, names that sound as typed, and names
//! nearly as typed.

pub(crate) mod key;
mod marks;
pub(crate) mod near;
pub(crate) mod places;
pub(crate) mod sounds;
mod wanted;

pub use marks::{Piece, Words};

use crate::View;
use crate::brief::{Brief, usual_sensitivity};
use crate::error::ViewError;
use crate::feed::SENSITIVITY;
use crate::reader::Reader;
use crate::settle::RESTS_ON;
use aigaq_counting::{Bits, Data};
use aigaq_schema::{RecordId, Sensitivity};
use rusqlite::params;
use std::collections::{BTreeMap, HashSet};
use wanted::Wanted;

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const WORDS: &str = "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid";
    pub const NAMES: &str = "SELECT rowid FROM names WHERE names MATCH ?1 ORDER BY rowid";
    pub const RESTING_ON: &str = "SELECT l.source FROM record s JOIN link l ON l.target = s.number JOIN word p ON p.number = l.property
             WHERE s.id = ?1 AND p.text = ?2 ORDER BY l.source";
    pub const TYPE: &str =
        "SELECT w.text FROM record r JOIN word w ON w.number = r.type WHERE r.number = ?1";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[WORDS, NAMES, RESTING_ON, TYPE];
}

/// A record found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The record.
    pub brief: Brief,
    /// The property and the piece of its value in which the words stand.
    pub snippet: Option<(String, Vec<Piece>)>,
    /// Not the words themselves were found, but a name that is written nearly so.
    pub near: bool,
}

/// What a search found.
#[derive(Debug, Clone)]
pub struct Hits {
    /// One page of records.
    pub hits: Vec<Hit>,
    /// How many records were found in all.
    pub total: usize,
    /// How many of each type.
    pub by_type: Vec<(String, usize)>,
}

/// All that was found, not yet read.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// By type, in the order of their codes.
    pub groups: Vec<FoundOfType>,
    /// More was asked for than is read: words or characters behind the last one read had no say.
    pub cut: bool,
}

/// What was found of one type, the best first.
#[derive(Debug, Clone, Default)]
pub struct FoundOfType {
    /// The type.
    pub record_type: String,
    numbers: Vec<i64>,
    rows: Vec<u32>,
    /// The words themselves were found in so many; the others have names that are written nearly so.
    pub exact: usize,
}

impl FoundOfType {
    /// How many records were found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// None was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Keeps, of records that are one, the first found. `up` holds for each row of the type the row that stands for it.
    pub fn keep_one_of_each(&mut self, up: &[u32]) {
        let mut seen = HashSet::new();
        let (mut numbers, mut rows, mut exact) = (Vec::new(), Vec::new(), 0);
        for (place, (number, row)) in self.numbers.iter().zip(&self.rows).enumerate() {
            let stands = up.get(*row as usize).copied().unwrap_or(*row);
            if seen.insert(stands) {
                numbers.push(*number);
                rows.push(*row);
                exact += usize::from(place < self.exact);
            }
        }
        (self.numbers, self.rows, self.exact) = (numbers, rows, exact);
    }
}

/// The rows of a type in which words were found.
#[derive(Debug, Clone, Default)]
pub struct RowsWith {
    /// The rows, the best first.
    pub rows: Vec<u32>,
    /// Nothing holds the words: these have names that are written nearly so.
    pub near: bool,
    /// As in [`Found::cut`].
    pub cut: bool,
}

impl View {
    /// Records that hold all the words (each as the beginning of a word, or within a name) and names nearly so.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn find(&self, reader: &Reader, words: &str) -> Result<Found, ViewError> {
        let wanted = Wanted::read(words);
        let exact = self.exact(&wanted)?;
        let near = self.near(&wanted, &exact)?;
        let (first_near, mut groups) = (exact.len(), BTreeMap::<i64, FoundOfType>::new());
        let places = self.places()?;
        let mut unseen = Unseen::default();
        for (place, number) in exact.into_iter().chain(near).enumerate() {
            let Some((kind, row)) = places.of(&self.connection, number)? else {
                continue;
            };
            if unseen.hides(self, reader, kind, row) {
                continue;
            }
            let group = groups.entry(kind).or_default();
            group.numbers.push(number);
            group.rows.push(row);
            group.exact += usize::from(place < first_near);
        }
        let mut groups: Vec<FoundOfType> = groups
            .into_iter()
            .filter_map(|(kind, group)| {
                let record_type = self.words.text(kind)?.to_owned();
                Some(FoundOfType {
                    record_type,
                    ..group
                })
            })
            .collect();
        groups.sort_by(|a, b| a.record_type.cmp(&b.record_type));
        Ok(Found {
            groups,
            cut: wanted.cut,
        })
    }

    /// A page of what was found of one type.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn hits(
        &self,
        reader: &Reader,
        words: &Words,
        found: &FoundOfType,
        page: std::ops::Range<usize>,
    ) -> Result<Vec<Hit>, ViewError> {
        let mut hits = Vec::new();
        for (place, number) in found.numbers.iter().enumerate() {
            if place < page.start {
                continue;
            }
            if place >= page.end {
                break;
            }
            if let Some(brief) = self.by_number(reader, *number)? {
                let snippet = words.snippet(&brief);
                let near = place >= found.exact;
                hits.push(Hit {
                    brief,
                    snippet,
                    near,
                });
            }
        }
        Ok(hits)
    }

    /// As [`View::find`], of one type or of all, one page of it, as readers of no language in particular see it.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn search(
        &self,
        reader: &Reader,
        words: &str,
        record_type: Option<&str>,
        page: std::ops::Range<usize>,
    ) -> Result<Hits, ViewError> {
        let found = self.find(reader, words)?;
        let of_type = |group: &&FoundOfType| record_type.is_none_or(|t| t == group.record_type);
        let words = Words::of(words);
        let mut hits = Vec::new();
        let mut start = 0;
        for group in found.groups.iter().filter(of_type) {
            let within = page.start.saturating_sub(start)..page.end.saturating_sub(start);
            hits.extend(self.hits(reader, &words, group, within)?);
            start += group.len();
        }
        Ok(Hits {
            hits,
            total: start,
            by_type: found
                .groups
                .into_iter()
                .map(|group| (group.record_type, group.numbers.len()))
                .collect(),
        })
    }

    /// The rows of a type's columns whose records hold all the words; when there are none, those with names nearly
    /// so.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn rows_with(
        &self,
        reader: &Reader,
        words: &str,
        record_type: &str,
    ) -> Result<RowsWith, ViewError> {
        let found = self.find(reader, words)?;
        let cut = found.cut;
        let Some(group) = found
            .groups
            .into_iter()
            .find(|g| g.record_type == record_type)
        else {
            return Ok(RowsWith {
                cut,
                ..RowsWith::default()
            });
        };
        let near = group.exact == 0;
        let mut rows = group.rows;
        if !near {
            rows.truncate(group.exact);
        }
        Ok(RowsWith { rows, near, cut })
    }

    /// The rows of a type whose records rest on a source, ascending by when they were first spoken of.
    ///
    /// # Errors
    /// [`ViewError`] when the view cannot be read.
    pub fn rows_resting_on(
        &self,
        source: RecordId,
        record_type: &str,
    ) -> Result<Vec<u32>, ViewError> {
        let mut find = self.connection.prepare_cached(sql::RESTING_ON)?;
        let kind = self.words.known(record_type);
        let places = self.places()?;
        let mut rows = Vec::new();
        let mut found = find.query(params![source.as_bytes(), RESTS_ON])?;
        while let Some(row) = found.next()? {
            let place = places.of(&self.connection, row.get(0)?)?;
            rows.extend(
                place
                    .filter(|(of, _)| Some(*of) == kind)
                    .map(|(_, row)| row),
            );
        }
        Ok(rows)
    }

    /// The records that hold what is wanted, those found by name first.
    fn exact(&self, wanted: &Wanted) -> Result<Vec<i64>, ViewError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        if wanted.only_without() {
            let absent: HashSet<i64> = self
                .asked(sql::WORDS, &wanted.absent())?
                .into_iter()
                .collect();
            let places = self.places()?;
            return Ok(places.numbers().filter(|n| !absent.contains(n)).collect());
        }
        let question = wanted.question();
        let mut all = self.asked(sql::NAMES, &question)?;
        let mut seen = Seen::of(&all);
        all.extend(
            self.asked(sql::WORDS, &question)?
                .into_iter()
                .filter(|n| seen.add(*n)),
        );
        if wanted.phrases.is_empty() {
            let within = self.names_by(wanted, |names, key| {
                names.within(key).map(|word| (1, word.to_owned())).collect()
            })?;
            all.extend(within.into_iter().filter(|n| seen.add(*n)));
        } else {
            let mut kept = Vec::new();
            for number in all {
                if self.has_phrases(number, &wanted.phrases)? {
                    kept.push(number);
                }
            }
            all = kept;
        }
        Ok(all)
    }

    /// The records whose names sound like what is wanted or are nearly it, the nearest first, without those found already.
    fn near(&self, wanted: &Wanted, exact: &[i64]) -> Result<Vec<i64>, ViewError> {
        if !wanted.phrases.is_empty() {
            return Ok(Vec::new());
        }
        let mut seen = Seen::of(exact);
        let mut all = self.heard(wanted)?;
        let near = self.names_by(wanted, |names, key| {
            let within = names.within(key).map(|word| (1, word.to_owned()));
            let near = names.near(key).map(|(far, word)| (far, word.to_owned()));
            within.chain(near).collect()
        })?;
        all.extend(near);
        all.retain(|n| seen.add(*n));
        Ok(all)
    }

    /// The records with a name that sounds like what is wanted, however it is written.
    fn heard(&self, wanted: &Wanted) -> Result<Vec<i64>, ViewError> {
        let Some(heard) = sounds::Heard::read(&wanted.typed) else {
            return Ok(Vec::new());
        };
        let mut all = self.asked(sql::NAMES, &heard.all())?;
        if !wanted.without.is_empty() {
            let absent: HashSet<i64> = self
                .asked(sql::WORDS, &wanted.absent())?
                .into_iter()
                .collect();
            all.retain(|number| !absent.contains(number));
        }
        Ok(all)
    }

    /// The records in whose names each wanted word, or a word found in its place, stands; by how far the farthest of
    /// those words is, the nearest first. Nothing, when no other word is found for any.
    fn names_by(
        &self,
        wanted: &Wanted,
        instead: impl Fn(&near::NameWords, &str) -> Vec<(usize, String)>,
    ) -> Result<Vec<i64>, ViewError> {
        let names = self.name_words()?;
        let mut others: Vec<Vec<(usize, String)>> = wanted
            .words
            .iter()
            .map(|key| instead(&names, key))
            .collect();
        drop(names);
        if others.iter().all(Vec::is_empty) {
            return Ok(Vec::new());
        }
        let absent = match wanted.without.is_empty() {
            true => Vec::new(),
            false => self.asked(sql::WORDS, &wanted.absent())?,
        };
        let mut levels: Vec<usize> = others.iter().flatten().map(|(far, _)| *far).collect();
        levels.sort_unstable();
        levels.dedup();
        let mut with: Vec<Bits> = Vec::with_capacity(wanted.words.len());
        for key in &wanted.words {
            let mut question = String::new();
            key::quoted(key, wanted::is_beginning(key), &mut question);
            with.push(bits(self.asked(sql::NAMES, &question)?));
        }
        let (mut all, mut seen) = (Vec::new(), Seen::of(&absent));
        for level in levels {
            for (with, others) in with.iter_mut().zip(&mut others) {
                for (_, word) in others.extract_if(.., |(far, _)| *far <= level) {
                    let mut question = String::new();
                    key::quoted(&word, false, &mut question);
                    for number in self.asked(sql::NAMES, &question)? {
                        with.put(number_of(number));
                    }
                }
            }
            let mut of_all = with.iter();
            if let Some(first) = of_all.next() {
                let mut found = first.clone();
                of_all.for_each(|more| found.keep(more));
                all.extend(found.rows().map(i64::from).filter(|n| seen.add(*n)));
            }
        }
        Ok(all)
    }

    /// The numbers of records for which an index answers yes, ascending.
    fn asked(&self, index: &str, question: &str) -> Result<Vec<i64>, ViewError> {
        let mut ask = self.connection.prepare_cached(index)?;
        let numbers = ask
            .query_map([question], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(numbers)
    }

    /// The index knows which words a record holds, not where: the record itself tells whether they stand together.
    fn has_phrases(&self, number: i64, phrases: &[Vec<String>]) -> Result<bool, ViewError> {
        let blocks = crate::said::said_of(&self.connection, number)?;
        let kind: String = self
            .connection
            .prepare_cached(sql::TYPE)?
            .query_row([number], |row| row.get(0))?;
        let texts: Vec<Vec<String>> = crate::said::live_statements(&blocks)
            .into_iter()
            .filter(|(_, statement)| {
                let property = self.schema.property(&kind, &statement.property);
                property.is_some_and(|p| p.sensitivity <= Sensitivity::Internal)
            })
            .filter_map(|(_, statement)| marks::text_of(&statement.value))
            .map(|text| key::keyed(text).map(|(_, key)| key).collect())
            .collect();
        Ok(phrases.iter().all(|phrase| {
            texts
                .iter()
                .any(|text| text.windows(phrase.len()).any(|words| words == phrase))
        }))
    }

    fn places(&self) -> Result<std::cell::Ref<'_, places::Places>, ViewError> {
        self.found.places.borrow_mut().look(&self.connection)?;
        Ok(self.found.places.borrow())
    }

    pub(crate) fn name_words(&self) -> Result<std::cell::Ref<'_, near::NameWords>, ViewError> {
        if self.found.names.borrow().is_none() {
            *self.found.names.borrow_mut() = Some(near::NameWords::load(&self.connection)?);
        }
        std::cell::Ref::filter_map(self.found.names.borrow(), Option::as_ref)
            .map_err(|_| ViewError::Stale)
    }
}

/// What searches keep at hand between them.
#[derive(Debug, Default)]
pub(crate) struct AtHand {
    places: std::cell::RefCell<places::Places>,
    names: std::cell::RefCell<Option<near::NameWords>>,
}

impl AtHand {
    /// Something was saved: there may be new names.
    pub(crate) fn grown(&self) {
        *self.names.borrow_mut() = None;
    }
}

/// Numbers met so far.
struct Seen(Bits);

impl Seen {
    fn of(numbers: &[i64]) -> Self {
        Self(bits(numbers.iter().copied()))
    }

    /// Adds one; `false` when it was there.
    fn add(&mut self, number: i64) -> bool {
        let number = number_of(number);
        let new = !self.0.has(number);
        self.0.put(number);
        new
    }
}

fn bits(numbers: impl IntoIterator<Item = i64>) -> Bits {
    let mut all = Bits::none(0);
    numbers.into_iter().for_each(|n| all.put(number_of(n)));
    all
}

/// Numbers are given from one up; four billion records would not fit into the columns.
fn number_of(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// Which rows a reader may not see, asked once a type.
#[derive(Default)]
struct Unseen(BTreeMap<i64, Option<Vec<bool>>>);

impl Unseen {
    fn hides(&mut self, view: &View, reader: &Reader, kind: i64, row: u32) -> bool {
        let hidden = self.0.entry(kind).or_insert_with(|| {
            let record_type = view.words.text(kind)?;
            let usual = usual_sensitivity(&view.schema, record_type);
            let table = view.feed.columns.table(record_type)?;
            let column = table.column(SENSITIVITY)?;
            let levels = view.feed.columns.dictionary(column.dictionary()?)?;
            let Data::Codes { values, .. } = column.data() else {
                return None;
            };
            let hides: Vec<bool> = (0..levels.size())
                .map(|level| !reader.may_see_record(levels.code(level), usual))
                .collect();
            if !hides.contains(&true) {
                return None;
            }
            let of = |level: &u32| hides.get(*level as usize).copied().unwrap_or(true);
            Some(values.iter().map(of).collect())
        });
        hidden
            .as_ref()
            .is_some_and(|hidden| hidden.get(row as usize).copied().unwrap_or(true))
    }
}

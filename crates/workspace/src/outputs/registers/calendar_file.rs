//! A calendar file of what ends, falls due or is heard: record numbers, and names only where they are chosen.

use super::soon::{SoonKind, SoonRow, SoonWish};
use super::{Extent, RegisterName, RegisterWish};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::outputs::telling::Telling;
use crate::words::Words;
use aigaq_publishing::ics::{Entry, calendar};
use aigaq_registers::commitments::CommitmentRegister;
use aigaq_schema::{Day, RecordId};
use aigaq_view::Reader;
use std::collections::HashSet;

/// Characters of a record's id that stand for it outside the program: enough to find it again, nothing to be read from.
const NUMBER: usize = 8;

/// What a record is called outside the program.
#[must_use]
pub(super) fn number_of(record: RecordId) -> String {
    record.to_string().chars().take(NUMBER).collect()
}

impl Workspace {
    /// The endings, hearings and deadlines of the days after a day, as a calendar file. Without names, an entry says what
    /// falls due and the number of the record, which a search in the program finds.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn calendar(
        &self,
        ask: &Asking,
        on: Day,
        days: u32,
        kinds: &[SoonKind],
        names: bool,
    ) -> Result<String, WorkspaceError> {
        let soon = self.soon_of(ask, &SoonWish::whole(on, days), kinds)?;
        Ok(file(ask, soon.rows.iter(), names))
    }

    /// The same of what stands in a register: its kind, words and part are those of its rows.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn register_calendar(
        &self,
        ask: &Asking,
        wish: &RegisterWish,
        days: u32,
        names: bool,
    ) -> Result<String, WorkspaceError> {
        let reader = ask.reader.making_for(wish.audience);
        let theirs = Asking { reader, ..*ask };
        let whole = SoonWish::whole(wish.on, days);
        let mut soon = self.soon_of(&theirs, &whole, wish.name.days())?;
        // Rows for others bear numbers of their own; which records they are, only the group's say.
        if let Some(told) = self.dated_in(ask, wish)? {
            soon.rows.retain(|row| told.contains(&row.of));
        }
        Ok(file(&theirs, soon.rows.iter(), names))
    }

    /// The records of a register that days can be of; `None`: all of their kind stand in it.
    fn dated_in(
        &self,
        ask: &Asking,
        wish: &RegisterWish,
    ) -> Result<Option<HashSet<RecordId>>, WorkspaceError> {
        let is_part = matches!(wish.name, RegisterName::Prisoners | RegisterName::Torture);
        if !is_part && wish.kind.is_none() && wish.words.is_none() && wish.group.is_none() {
            return Ok(None);
        }
        let rows = RegisterWish {
            table: None,
            extent: Extent::Whole,
            ..wish.clone()
        };
        let sheet = Telling::new(self, *ask)?.sheet(&rows)?;
        let told: HashSet<RecordId> = sheet.told().collect();
        Ok(Some(match wish.name {
            RegisterName::Prisoners => self.restrictions_of(&ask.reader, &told)?,
            RegisterName::Commitments => self.one_with_commitments(&ask.reader, &told)?,
            _ => told,
        }))
    }

    /// The restrictions of those whom decisions on lists are about.
    fn restrictions_of(
        &self,
        reader: &Reader,
        decisions: &HashSet<RecordId>,
    ) -> Result<HashSet<RecordId>, WorkspaceError> {
        let listings = self.listing_facts(reader)?;
        let restrictions = self.restrictions(reader)?;
        let by_holder = self.restrictions_by_holder(&restrictions)?;
        let people = listings
            .iter()
            .filter(|(_, facts)| decisions.contains(&facts.record))
            .filter_map(|(_, facts)| by_holder.get(&facts.person));
        let places = people.flatten();
        Ok(places
            .map(|place| restrictions[*place].facts.restriction)
            .collect())
    }

    /// Commitments with all that are one with them: a row of their register is a group.
    fn one_with_commitments(
        &self,
        reader: &Reader,
        told: &HashSet<RecordId>,
    ) -> Result<HashSet<RecordId>, WorkspaceError> {
        let all = self.commitment_facts(reader)?;
        let facts = all.iter().map(|(_, facts)| facts.clone());
        let register = CommitmentRegister::on(Day::MAX, facts, []);
        let groups = register.groups.all().iter();
        let of_told = groups.filter(|group| group.members.iter().any(|id| told.contains(id)));
        Ok(of_told.flat_map(|group| group.members.clone()).collect())
    }
}

fn file<'r>(ask: &Asking, rows: impl Iterator<Item = &'r SoonRow>, names: bool) -> String {
    let words = Words::of(ask.language);
    let entries: Vec<Entry> = rows.filter_map(|row| entry(row, words, names)).collect();
    calendar(&words.say("register.calendar.name"), &entries, ask.today)
}

fn entry(row: &SoonRow, words: &Words, names: bool) -> Option<Entry> {
    let number = number_of(row.record);
    let what = words.say(&format!("register.soon.{}", row.kind.code()));
    let summary = format!("{what} · {number}");
    let summary = if names && !row.who.is_empty() {
        format!("{summary} · {}", row.who)
    } else {
        summary
    };
    let mut description = Vec::new();
    // Of a note its number is enough: its words are what somebody said.
    if names && !row.is_noted {
        description.push(row.what.clone());
    }
    description.extend(row.rule.clone());
    description.push(words.fill("register.calendar.record", &[("number", &number)]));
    Some(Entry {
        // A calendar moves the entry it knows when the day becomes another.
        uid: format!("{:016x}@aigaq", hash(row.mark.whatever_day())),
        first: row.first?,
        last: row.last?,
        perhaps: row.perhaps,
        summary,
        description: description.join("\n"),
    })
}

/// A short name of a text (FNV-1a): the same in every file, and nothing to be read from.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

//! A calendar file of what ends, falls due or is heard: record numbers, and names only where they are chosen.

use super::soon::{SoonKind, SoonRow, SoonWish};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::words::Words;
use aigaq_publishing::ics::{Entry, calendar};
use aigaq_schema::{Day, RecordId};

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
        let words = Words::of(ask.language);
        let soon = self.soon(ask, &SoonWish::whole(on, days))?;
        let entries: Vec<Entry> = soon
            .rows
            .iter()
            .filter(|row| kinds.contains(&row.kind) && row.first.is_some() && row.last.is_some())
            .filter_map(|row| entry(row, words, names))
            .collect();
        Ok(calendar(
            &words.say("register.calendar.name"),
            &entries,
            ask.today,
        ))
    }
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

//! The journal as people read it: who saved what, when, and what became different by it.

mod changes;

pub use changes::{ChangeKind, ChangeView};
pub(crate) use changes::{Told, withdrawal_reason};

use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use aigaq_publishing::dates;
use aigaq_schema::{ChangeSetId, Day, Language, RecordId};
use aigaq_view::{Brief, SavedChange, View};

/// Change-sets on one page.
pub const PER_PAGE: usize = 50;
/// Records of a change-set on one page.
const RECORDS_PER_PAGE: usize = 25;
/// Changes told of one record there; all of them stand on the record's own page.
const MOST_CHANGES: usize = 12;

/// A page of the journal, newest first.
#[derive(Debug, Clone, serde::Serialize)]
pub struct JournalPage {
    /// Change-sets in all.
    pub change_sets: u64,
    /// Logs they stand in.
    pub logs: u64,
    /// This page, from 0.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
    /// The change-sets.
    pub rows: Vec<ChangeSetBrief>,
}

/// A change-set in a line.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ChangeSetBrief {
    /// The change-set.
    pub id: ChangeSetId,
    /// When its writer says it was, in words.
    pub when: String,
    /// The act of saving, by its word.
    pub act: String,
    /// The act of saving, in words.
    pub act_label: String,
    /// Records it speaks of.
    pub records: u64,
    /// Statements it made.
    pub said: u64,
    /// Statements it withdrew.
    pub withdrawn: u64,
    /// The device that signed it: the first eight digits of its key.
    pub device: String,
    /// The most telling of the first records it speaks of: what the whole is about.
    pub about: Option<Named>,
}

/// A change-set with its records.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ChangeSetView {
    /// In a line.
    pub brief: ChangeSetBrief,
    /// The program and its version.
    pub program: String,
    /// SHA-256 of an imported file.
    pub imported: Option<String>,
    /// The change-set that took everything of it back, if one did.
    pub undone_by: Option<ChangeSetId>,
    /// This page of its records, from 0.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
    /// The records of this page, with what each got.
    pub records: Vec<RecordChanges>,
}

/// What a change-set did to one record.
#[derive(Debug, Clone, serde::Serialize)]
pub struct RecordChanges {
    /// The record.
    pub named: Named,
    /// The change-set made it: nothing had been said of it before.
    pub is_new: bool,
    /// Property by property; of many the first.
    pub changes: Vec<ChangeView>,
    /// How many more properties were changed.
    pub more: usize,
}

impl Workspace {
    /// A page of the journal.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn journal(&self, ask: &Asking, page: usize) -> Result<JournalPage, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let (change_sets, logs) = self.view.change_sets()?;
        let saved = self.view.saved(page.saturating_mul(PER_PAGE), PER_PAGE)?;
        Ok(JournalPage {
            change_sets,
            logs,
            page,
            pages: usize::try_from(change_sets)
                .unwrap_or(usize::MAX)
                .div_ceil(PER_PAGE)
                .max(1),
            rows: saved
                .iter()
                .map(|s| brief(&naming, s))
                .collect::<Result<_, _>>()?,
        })
    }

    /// One change-set in a line; `None` when there is none.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn change_set_brief(
        &self,
        ask: &Asking,
        id: ChangeSetId,
    ) -> Result<Option<ChangeSetBrief>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let saved = self.view.saved_change(id)?;
        saved.map(|saved| brief(&naming, &saved)).transpose()
    }

    /// One change-set with a page of its records; `None` when there is none.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn change_set(
        &self,
        ask: &Asking,
        id: ChangeSetId,
        page: usize,
    ) -> Result<Option<ChangeSetView>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let Some(saved) = self.view.saved_change(id)? else {
            return Ok(None);
        };
        let pages = usize::try_from(saved.records)
            .unwrap_or(usize::MAX)
            .div_ceil(RECORDS_PER_PAGE)
            .max(1);
        let page = page.min(pages - 1);
        // A record of which a change-set speaks in several pieces makes the last page longer, and is told once.
        let most = if page + 1 == pages {
            usize::MAX
        } else {
            RECORDS_PER_PAGE
        };
        let mut ids = self.view.spoken_of(id, page * RECORDS_PER_PAGE, most)?;
        ids.dedup();
        let mut records = Vec::with_capacity(ids.len());
        for record in ids {
            records.extend(record_changes(&naming, id, record)?);
        }
        Ok(Some(ChangeSetView {
            brief: brief(&naming, &saved)?,
            program: saved.program.clone(),
            imported: saved
                .imported
                .map(|hash| hash.iter().map(|b| format!("{b:02x}")).collect()),
            undone_by: self.undone_by(id)?,
            page,
            pages,
            records,
        }))
    }
}

/// What a change-set did to a record; `None` when the reader may not see it.
fn record_changes(
    naming: &Naming<'_>,
    change_set: ChangeSetId,
    record: RecordId,
) -> Result<Option<RecordChanges>, WorkspaceError> {
    let Some(page) = naming.view.record_alone(&naming.ask.reader, record)? else {
        return Ok(None);
    };
    let told = Told::of(naming, &page);
    let mut changes: Vec<ChangeView> = page
        .history
        .iter()
        .filter(|h| h.spoken.change_set == change_set)
        .flat_map(|h| told.changes(&h.block))
        .collect();
    let more = changes.len().saturating_sub(MOST_CHANGES);
    changes.truncate(MOST_CHANGES);
    Ok(Some(RecordChanges {
        named: naming.named_once(&page)?,
        is_new: page
            .history
            .first()
            .is_some_and(|h| h.spoken.change_set == change_set),
        changes,
        more,
    }))
}

pub(crate) fn recent(
    view: &View,
    ask: &Asking,
    most: usize,
) -> Result<Vec<ChangeSetBrief>, WorkspaceError> {
    let naming = Naming::new(view, *ask);
    view.saved(0, most)?
        .iter()
        .map(|s| brief(&naming, s))
        .collect()
}

/// Types by which a change-set is told, the most telling first; others come after them.
const TELLING: [&str; 9] = [
    "event",
    "act",
    "case",
    "application",
    "restriction",
    "commitment",
    "note",
    "judgement",
    "actor",
];
/// Records of a change-set among which the most telling is looked for.
const LOOKED_AT: usize = 12;

/// What a change-set is about.
fn about(naming: &Naming<'_>, id: ChangeSetId) -> Result<Option<Named>, WorkspaceError> {
    let records = naming.view.records_in(&naming.ask.reader, id, LOOKED_AT)?;
    let rank = |brief: &Brief| {
        let place = TELLING.iter().position(|t| *t == brief.record_type);
        place.unwrap_or(TELLING.len())
    };
    let telling = records.iter().min_by_key(|brief| rank(brief));
    telling.map(|brief| naming.named(brief)).transpose()
}

fn brief(naming: &Naming<'_>, saved: &SavedChange) -> Result<ChangeSetBrief, WorkspaceError> {
    Ok(ChangeSetBrief {
        about: about(naming, saved.spoken.change_set)?,
        id: saved.spoken.change_set,
        when: when(
            saved.spoken.claimed,
            &saved.spoken.zone,
            naming.ask.language,
        ),
        act: saved.spoken.act.clone(),
        act_label: act_label(naming, &saved.spoken.act),
        records: saved.records,
        said: saved.said,
        withdrawn: saved.withdrawn,
        device: device(&saved.spoken.device),
    })
}

/// The act of saving in words; a word of a newer version as it is.
pub(crate) fn act_label(naming: &Naming<'_>, act: &str) -> String {
    match act {
        "form" | "import" | "decision" | "system" => naming.words.say(&format!("act.{act}")),
        other => other.to_owned(),
    }
}

/// The first eight digits of a device key: enough to tell devices apart on a page.
pub(crate) fn device(key: &[u8; 32]) -> String {
    key[..4].iter().map(|b| format!("{b:02x}")).collect()
}

/// A claimed time in words: day, hour and minute as the clock stood where it was saved.
pub(crate) fn when(seconds: i64, zone: &str, language: Language) -> String {
    let utc = jiff::tz::TimeZone::UTC;
    // A zone this machine does not know is told by its name, with the time of UTC.
    let (there, told) = match jiff::tz::TimeZone::get(zone) {
        Ok(known) if zone == "Etc/UTC" || zone == "UTC" => (known, "UTC".to_owned()),
        Ok(known) => (known, String::new()),
        Err(_) if zone.is_empty() => (utc, "UTC".to_owned()),
        Err(_) => (utc, format!("UTC ({zone})")),
    };
    let Ok(moment) = jiff::Timestamp::from_second(seconds) else {
        return String::new();
    };
    let local = moment.to_zoned(there);
    let day = dates::day(Day::from_civil(local.date()), language).unwrap_or_default();
    let time = format!("{day}, {:02}:{:02} {told}", local.hour(), local.minute());
    time.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_as_the_clock_stood_where_it_was_saved() {
        assert_eq!(
            when(1_600_000_000, "UTC", Language::En),
            "13\u{a0}September 2020, 12:26 UTC"
        );
        assert_eq!(
            when(1_600_000_000, "Asia/Almaty", Language::En),
            "13\u{a0}September 2020, 18:26"
        );
        assert!(
            when(1_600_000_000, "Nowhere/At all", Language::En)
                .ends_with("12:26 UTC (Nowhere/At all)")
        );
        assert_eq!(when(i64::MAX, "UTC", Language::En), "");
    }
}

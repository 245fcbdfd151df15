//! What people decided and noted about a record, for its page.

use crate::error::WorkspaceError;
use crate::history::{device, when};
use crate::named::Naming;
use crate::saving::Version;
use aigaq_publishing::dates;
use aigaq_schema::{ChangeSetId, Day, PartialDate, RecordId, StatementId, Value};
use aigaq_view::{Brief, RecordPage, Spoken};

/// Notes shown on a record's page; the others stand in the list of notes.
const MOST_NOTES: usize = 30;

/// Everything about the review of a record.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ReviewView {
    /// The level of verification, by code; nothing when none was set.
    pub level: Option<String>,
    /// In words.
    pub level_label: String,
    /// What the level means.
    pub level_definition: String,
    /// The levels there are, to choose from.
    pub levels: Vec<LevelView>,
    /// The state in which the record is shown, for a form that sets the level.
    pub version: Version,
    /// Decisions about the record itself (its level), the last first.
    pub judgements: Vec<JudgementView>,
    /// Comments, follow-ups and other notes about it, the last first.
    pub notes: Vec<NoteView>,
    /// How many notes there are in all.
    pub notes_in_all: usize,
}

/// A level of verification.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LevelView {
    /// Its code.
    pub code: String,
    /// In words.
    pub label: String,
    /// What it means.
    pub definition: String,
}

/// A decision of a person that holds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct JudgementView {
    /// The judgement.
    pub id: RecordId,
    /// Its kind, by code.
    pub kind: String,
    /// In words.
    pub kind_label: String,
    /// The statements of this record it is about.
    pub statements: Vec<StatementId>,
    /// Why.
    pub reason: String,
    /// When it was recorded.
    pub when: String,
    /// By which device.
    pub device: String,
    /// In which change-set.
    pub change_set: ChangeSetId,
    /// Seconds since 1970.
    #[serde(skip)]
    pub(crate) claimed: i64,
}

/// Whether something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DueState {
    /// Its day is over.
    Overdue,
    /// Today, or within the time it names.
    Due,
    /// Later.
    Later,
}

impl DueState {
    /// How a date stands to a day.
    #[must_use]
    pub fn of(date: &PartialDate, today: Day) -> Self {
        if date.last() < today {
            Self::Overdue
        } else if date.first() <= today {
            Self::Due
        } else {
            Self::Later
        }
    }
}

/// A note about a record.
#[derive(Debug, Clone, serde::Serialize)]
pub struct NoteView {
    /// The note.
    pub id: RecordId,
    /// Its kind, by code.
    pub kind: String,
    /// In words.
    pub kind_label: String,
    /// Its words.
    pub text: String,
    /// The day to look at it again, in words.
    pub follow_up: Option<String>,
    /// How that day stands to today; nothing when it is done or has no day.
    pub due: Option<DueState>,
    /// Nothing more needs to be done.
    pub done: bool,
    /// When it was recorded.
    pub when: String,
    /// By which device.
    pub device: String,
    /// In which change-set.
    pub change_set: ChangeSetId,
}

/// The review of a record.
pub(crate) fn review(
    naming: &Naming<'_>,
    page: &RecordPage,
    all: &[JudgementView],
) -> Result<ReviewView, WorkspaceError> {
    let level = page.brief.value("verification").map(Value::plain);
    let levels: Vec<LevelView> = naming
        .schema
        .list("verification")
        .map_or(&[][..], |list| list.entries())
        .iter()
        .map(|entry| LevelView {
            code: entry.code.clone(),
            label: entry.label.get(naming.ask.language).to_owned(),
            definition: entry.definition.get(naming.ask.language).to_owned(),
        })
        .collect();
    let set = levels.iter().find(|l| Some(&l.code) == level.as_ref());
    let (notes, notes_in_all) = notes(naming, page.brief.id)?;
    let live = page
        .statements
        .values()
        .flatten()
        .filter(|s| s.withdrawn.is_none())
        .map(|s| s.statement.id);
    Ok(ReviewView {
        level_label: set.map_or_else(|| naming.words.say("review.no_level"), |l| l.label.clone()),
        level_definition: set.map_or_else(String::new, |l| l.definition.clone()),
        levels,
        level,
        version: Version::of(live),
        judgements: all
            .iter()
            .filter(|j| j.statements.is_empty())
            .cloned()
            .collect(),
        notes,
        notes_in_all,
    })
}

/// The judgements about a record or its statements that hold, the last first.
pub(crate) fn judgements(
    naming: &Naming<'_>,
    record: RecordId,
) -> Result<Vec<JudgementView>, WorkspaceError> {
    let reader = &naming.ask.reader;
    let mut found: Vec<Brief> = Vec::new();
    for property in ["statement", "record"] {
        for brief in naming
            .view
            .pointing(reader, record, "judgement", property)?
        {
            if !found.iter().any(|b| b.id == brief.id) {
                found.push(brief);
            }
        }
    }
    let mut all = Vec::with_capacity(found.len());
    for brief in found {
        let Some(spoken) = first_spoken(naming, brief.id)? else {
            continue;
        };
        let kind = brief.value("kind").map(Value::plain).unwrap_or_default();
        let statements = brief.values("statement").filter_map(|v| match v {
            Value::Statement(of, statement) if *of == record => Some(*statement),
            _ => None,
        });
        all.push(JudgementView {
            id: brief.id,
            kind_label: naming.code("judgement_kinds", &kind),
            kind,
            statements: statements.collect(),
            reason: brief.value("reason").map(Value::plain).unwrap_or_default(),
            when: when(spoken.claimed, &spoken.zone, naming.ask.language),
            device: device(&spoken.device),
            change_set: spoken.change_set,
            claimed: spoken.claimed,
        });
    }
    all.sort_by_key(|j| (std::cmp::Reverse(j.claimed), j.id));
    Ok(all)
}

/// The last notes about a record, and how many there are.
fn notes(naming: &Naming<'_>, record: RecordId) -> Result<(Vec<NoteView>, usize), WorkspaceError> {
    let briefs = naming
        .view
        .pointing(&naming.ask.reader, record, "note", "about")?;
    let in_all = briefs.len();
    let mut notes = Vec::with_capacity(in_all.min(MOST_NOTES));
    // They come in the order in which they were made here.
    for brief in briefs.iter().rev().take(MOST_NOTES) {
        notes.extend(note(naming, brief)?.map(|(note, _)| note));
    }
    Ok((notes, in_all))
}

/// A note in words, with the date on which to look at it again.
pub(crate) fn note(
    naming: &Naming<'_>,
    brief: &Brief,
) -> Result<Option<(NoteView, Option<PartialDate>)>, WorkspaceError> {
    let Some(spoken) = first_spoken(naming, brief.id)? else {
        return Ok(None);
    };
    let kind = brief.value("kind").map(Value::plain).unwrap_or_default();
    let texts: Vec<String> = ["title", "text"]
        .iter()
        .flat_map(|property| brief.values(property))
        .map(Value::plain)
        .collect();
    let done = brief.value("done") == Some(&Value::YesNo(true));
    let on = match brief.value("follow_up") {
        Some(Value::Date { date, .. }) => Some(date.clone()),
        _ => None,
    };
    let view = NoteView {
        id: brief.id,
        kind_label: naming.code("note_kinds", &kind),
        kind,
        text: texts.join("\n"),
        follow_up: on.as_ref().map(|d| dates::words(d, naming.ask.language)),
        due: on
            .as_ref()
            .filter(|_| !done)
            .map(|d| DueState::of(d, naming.ask.today)),
        done,
        when: when(spoken.claimed, &spoken.zone, naming.ask.language),
        device: device(&spoken.device),
        change_set: spoken.change_set,
    };
    Ok(Some((view, on)))
}

/// The saying in which a record was made.
pub(crate) fn first_spoken(
    naming: &Naming<'_>,
    id: RecordId,
) -> Result<Option<Spoken>, WorkspaceError> {
    let page = naming.view.record_alone(&naming.ask.reader, id)?;
    Ok(page.and_then(|page| Some(page.history.into_iter().next()?.spoken)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_due_from_its_first_day_and_over_after_its_last() {
        let month: PartialDate = "2024-03".parse().unwrap();
        let on = |m, d| DueState::of(&month, Day::from_ymd(2024, m, d).unwrap());
        assert_eq!(on(2, 29), DueState::Later);
        assert_eq!(on(3, 1), DueState::Due);
        assert_eq!(on(3, 31), DueState::Due);
        assert_eq!(on(4, 1), DueState::Overdue);
    }
}

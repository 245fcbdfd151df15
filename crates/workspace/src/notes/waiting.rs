//! The inbox: which notes wait, which became something, which were set aside.

use super::{CAME_IN, NOTE, OUTCOME, SET_ASIDE, USED};
use crate::counted::visible_rows;
use crate::error::WorkspaceError;
use crate::history::{device, when};
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::reviewing::first_spoken;
use aigaq_counting::Bits;
use aigaq_publishing::dates;
use aigaq_schema::{RecordId, Value};
use aigaq_view::{Brief, Reader};

/// Notes on a page.
const PER_PAGE: usize = 20;

/// How a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InboxState {
    /// It waits.
    #[default]
    Waiting,
    /// It became the basis of a record, or was done with.
    Became,
    /// It was set aside, with a reason.
    Aside,
}

/// Which notes are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct InboxWish {
    /// How they stand.
    pub state: InboxState,
    /// Which page, from 0.
    pub page: usize,
}

/// A page of the inbox, the newest first.
#[derive(Debug, Clone, serde::Serialize)]
pub struct InboxPage {
    /// The notes.
    pub notes: Vec<InboxNote>,
    /// How many wait.
    pub waiting: usize,
    /// How many became something.
    pub became: usize,
    /// How many were set aside.
    pub aside: usize,
    /// This page, from 0.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
}

/// A note that came in.
#[derive(Debug, Clone, serde::Serialize)]
pub struct InboxNote {
    /// Its record.
    pub id: RecordId,
    /// Its number; empty where it has none.
    pub number: String,
    /// What was told.
    pub text: String,
    /// Who told it; empty where nobody said.
    pub told_by: String,
    /// How to reach them; empty where nobody said.
    pub contact: String,
    /// The confidential source that told it, by its code and kind.
    pub source: Option<Named>,
    /// When it happened, in words; empty where nobody said.
    pub happened: String,
    /// Where; empty where nobody said.
    pub place: String,
    /// When it was written down, in words.
    pub when: String,
    /// On which device.
    pub device: String,
    /// What it became.
    pub about: Vec<Named>,
    /// Why it was set aside; empty where it was not.
    pub reason: String,
}

impl Workspace {
    /// How many notes wait in the inbox.
    #[must_use]
    pub fn inbox_waiting(&self) -> u64 {
        self.inbox_rows(&Reader::keeper(), InboxState::Waiting)
            .map_or(0, |rows| rows.count())
    }

    /// A page of the inbox.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn inbox(&self, ask: &Asking, wish: InboxWish) -> Result<InboxPage, WorkspaceError> {
        let rows = |state| -> Vec<u32> {
            let rows = self.inbox_rows(&ask.reader, state);
            rows.map_or_else(Vec::new, |rows| rows.rows().collect())
        };
        let waiting = rows(InboxState::Waiting);
        let became = rows(InboxState::Became);
        let aside = rows(InboxState::Aside);
        let wished = match wish.state {
            InboxState::Waiting => &waiting,
            InboxState::Became => &became,
            InboxState::Aside => &aside,
        };
        let pages = wished.len().div_ceil(PER_PAGE).max(1);
        let page = wish.page.min(pages - 1);
        let naming = Naming::new(&self.view, *ask);
        let mut notes = Vec::new();
        // Rows are given in the order in which the records came.
        for row in wished.iter().rev().skip(page * PER_PAGE).take(PER_PAGE) {
            if let Some(brief) = self.view.brief_at(&ask.reader, NOTE, *row)? {
                notes.push(note(&naming, &brief)?);
            }
        }
        Ok(InboxPage {
            notes,
            waiting: waiting.len(),
            became: became.len(),
            aside: aside.len(),
            page,
            pages,
        })
    }

    /// A note that came in; `None` when there is none of this id, or the reader may not see it.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn inbox_note(
        &self,
        ask: &Asking,
        id: RecordId,
    ) -> Result<Option<InboxNote>, WorkspaceError> {
        let kind = Value::term(CAME_IN);
        let brief = self.view.brief(&ask.reader, id)?;
        let brief = brief.filter(|b| b.record_type == NOTE && b.value("kind") == Some(&kind));
        let naming = Naming::new(&self.view, *ask);
        brief.map(|brief| note(&naming, &brief)).transpose()
    }

    fn inbox_rows(&self, reader: &Reader, state: InboxState) -> Option<Bits> {
        let mut rows = self.rows_with_code(NOTE, "kind", &[CAME_IN])?;
        let columns = self.view.columns();
        if let Some(visible) = visible_rows(self.schema(), reader, columns, NOTE) {
            rows.keep(&visible);
        }
        let with = |property, code| self.rows_with_code(NOTE, property, &[code]);
        let aside = with(OUTCOME, SET_ASIDE)?;
        if state == InboxState::Aside {
            rows.keep(&aside);
            return Some(rows);
        }
        rows.remove(&aside);
        // One that was ticked off as done in its own form waits no longer either.
        let mut done = with(OUTCOME, USED)?;
        done.add(&with("done", "yes")?);
        match state {
            InboxState::Waiting => rows.remove(&done),
            InboxState::Became | InboxState::Aside => rows.keep(&done),
        }
        Some(rows)
    }
}

fn note(naming: &Naming<'_>, brief: &Brief) -> Result<InboxNote, WorkspaceError> {
    let texts = |property: &str| -> String {
        let all: Vec<String> = brief.values(property).map(Value::plain).collect();
        all.join("\n")
    };
    let spoken = first_spoken(naming, brief.id)?;
    let language = naming.ask.language;
    let mut about = Vec::new();
    for value in brief.values("about") {
        if let Value::Reference(id) = value {
            about.extend(naming.by_id(*id)?);
        }
    }
    let source = match brief.value("source") {
        Some(Value::Reference(id)) => naming.by_id(*id)?,
        _ => None,
    };
    Ok(InboxNote {
        id: brief.id,
        source,
        number: crate::numbers::number(brief).unwrap_or_default(),
        text: [texts("title"), texts("text")]
            .iter()
            .filter(|text| !text.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join("\n"),
        told_by: texts("told_by"),
        contact: texts("contact"),
        happened: match brief.value("happened") {
            Some(Value::Date { date, .. }) => dates::words(date, language),
            _ => String::new(),
        },
        place: texts("where"),
        when: spoken
            .as_ref()
            .map(|s| when(s.claimed, &s.zone, language))
            .unwrap_or_default(),
        device: spoken.map(|s| device(&s.device)).unwrap_or_default(),
        about,
        reason: texts("reason"),
    })
}

//! What is to be looked at again, and when.

use super::marks::{DueState, note};
use crate::counted::visible_rows;
use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use aigaq_counting::{Bits, Data, FIRST_CODE};
use aigaq_schema::{RecordId, Value};

/// Follow-ups on one page.
const PER_PAGE: usize = 50;

/// A note with a day on which to look at it again.
#[derive(Debug, Clone, serde::Serialize)]
pub struct FollowUp {
    /// The note.
    pub note: RecordId,
    /// What is to be done.
    pub text: String,
    /// The day, in words.
    pub on: String,
    /// How it stands to today.
    pub due: DueState,
    /// What it is about.
    pub about: Vec<Named>,
}

/// A page of what is to be looked at again, the earliest first.
#[derive(Debug, Clone, serde::Serialize)]
pub struct FollowUps {
    /// How many are open in all.
    pub total: usize,
    /// How many of them are due, or were.
    pub due: usize,
    /// This page, from 0.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
    /// The follow-ups.
    pub rows: Vec<FollowUp>,
}

impl Workspace {
    /// A page of open follow-ups.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn follow_ups(&self, ask: &Asking, page: usize) -> Result<FollowUps, WorkspaceError> {
        let mut open = self.open_follow_ups(ask);
        open.sort_unstable();
        let pages = open.len().div_ceil(PER_PAGE).max(1);
        let page = page.min(pages - 1);
        let due = open
            .iter()
            .filter(|(first, ..)| *first <= ask.today.0)
            .count();
        let shown = open.iter().skip(page * PER_PAGE).take(PER_PAGE);
        Ok(FollowUps {
            total: open.len(),
            due,
            page,
            pages,
            rows: self.follow_up_rows(ask, shown.copied())?,
        })
    }

    /// Follow-ups that are due or will be within some days, at most so many; and how many there are.
    pub(crate) fn due_within(
        &self,
        ask: &Asking,
        days: i32,
        most: usize,
    ) -> Result<(Vec<FollowUp>, usize), WorkspaceError> {
        let mut open = self.open_follow_ups(ask);
        open.retain(|(first, ..)| *first <= ask.today.0.saturating_add(days));
        open.sort_unstable();
        let rows = self.follow_up_rows(ask, open.iter().take(most).copied())?;
        Ok((rows, open.len()))
    }

    /// First day, last day and row of notes with a day that are not done and that the reader may see.
    fn open_follow_ups(&self, ask: &Asking) -> Vec<(i32, i32, u32)> {
        let Some(table) = self.view.columns().table("note") else {
            return Vec::new();
        };
        let Some(Data::Dates { first, last }) =
            table.column("follow_up").map(aigaq_counting::Column::data)
        else {
            return Vec::new();
        };
        let done = self.rows_with_code("note", "done", &["yes"]);
        let visible = visible_rows(self.schema(), &ask.reader, self.view.columns(), "note");
        table
            .live()
            .rows()
            .filter(|row| done.as_ref().is_none_or(|done| !done.has(*row)))
            .filter(|row| visible.as_ref().is_none_or(|seen| seen.has(*row)))
            .filter_map(|row| {
                let (first, last) = (*first.get(row as usize)?, *last.get(row as usize)?);
                (last != i32::MIN).then_some((first, last, row))
            })
            .collect()
    }

    fn follow_up_rows(
        &self,
        ask: &Asking,
        rows: impl Iterator<Item = (i32, i32, u32)>,
    ) -> Result<Vec<FollowUp>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let mut all = Vec::new();
        for (_, _, row) in rows {
            let Some(brief) = self.view.brief_at(&ask.reader, "note", row)? else {
                continue;
            };
            let Some((told, Some(on))) = note(&naming, &brief)? else {
                continue;
            };
            let mut about = Vec::new();
            for value in brief.values("about") {
                if let Value::Reference(id) = value {
                    about.extend(naming.by_id(*id)?);
                }
            }
            all.push(FollowUp {
                note: brief.id,
                text: told.text,
                on: told.follow_up.unwrap_or_default(),
                due: DueState::of(&on, ask.today),
                about,
            });
        }
        Ok(all)
    }

    /// Rows of a type whose property holds one of these codes; `None` when there is no such column.
    pub(crate) fn rows_with_code(
        &self,
        record_type: &str,
        property: &str,
        codes: &[&str],
    ) -> Option<Bits> {
        let columns = self.view.columns();
        let table = columns.table(record_type)?;
        let column = table.column(property)?;
        let dictionary = columns.dictionary(column.dictionary()?)?;
        let Data::Codes { values, .. } = column.data() else {
            return None;
        };
        let mut rows = Bits::where_true(table.rows(), |row| {
            let told = values.get(row).copied().unwrap_or_default();
            let code = (told >= FIRST_CODE)
                .then(|| dictionary.code(told))
                .flatten();
            code.is_some_and(|code| codes.contains(&code))
        });
        rows.keep(table.live());
        Some(rows)
    }
}

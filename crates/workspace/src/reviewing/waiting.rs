//! What is to be looked at again, and when: notes and interventions, as among what comes.

use super::marks::{DueState, note};
use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::outputs::registers::{DoneMark, Noted};
use crate::restrictions::date;
use aigaq_counting::{Bits, Data, FIRST_CODE};
use aigaq_publishing::dates;
use aigaq_schema::{Day, RecordId, Value};

/// Follow-ups on one page.
const PER_PAGE: usize = 50;

/// A note, or an intervention, with a day on which to look at it again.
#[derive(Debug, Clone, serde::Serialize)]
pub struct FollowUp {
    /// The record.
    pub record: RecordId,
    /// It is a note, which is done when somebody says so; an intervention is marked as dealt with, by this name.
    pub is_note: bool,
    /// The name under which it is marked as dealt with.
    pub mark: DoneMark,
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
        let open = self.noted_until(ask, Day::MAX)?;
        let pages = open.len().div_ceil(PER_PAGE).max(1);
        let page = page.min(pages - 1);
        let is_due = |noted: &&Noted| noted.days.first <= ask.today;
        let due = open.iter().filter(is_due).count();
        let shown = open.iter().skip(page * PER_PAGE).take(PER_PAGE);
        Ok(FollowUps {
            total: open.len(),
            due,
            page,
            pages,
            rows: self.follow_up_rows(ask, shown)?,
        })
    }

    /// Follow-ups that are due or will be within some days, at most so many; and how many there are.
    pub(crate) fn due_within(
        &self,
        ask: &Asking,
        days: i32,
        most: usize,
    ) -> Result<(Vec<FollowUp>, usize), WorkspaceError> {
        let open = self.noted_until(ask, Day(ask.today.0.saturating_add(days)))?;
        let rows = self.follow_up_rows(ask, open.iter().take(most))?;
        Ok((rows, open.len()))
    }

    fn follow_up_rows<'n>(
        &self,
        ask: &Asking,
        open: impl Iterator<Item = &'n Noted>,
    ) -> Result<Vec<FollowUp>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let mut all = Vec::new();
        for noted in open {
            let Some(brief) = self.view.brief(&ask.reader, noted.record)? else {
                continue;
            };
            let Some(on) = date(&brief, "follow_up") else {
                continue;
            };
            let is_note = brief.record_type == "note";
            let text = match is_note {
                true => note(&naming, &brief)?.map_or_else(String::new, |(told, _)| told.text),
                false => naming.named(&brief)?.caption,
            };
            let mut about = Vec::new();
            for value in brief.values("about") {
                if let Value::Reference(id) = value {
                    about.extend(naming.by_id(*id)?);
                }
            }
            all.push(FollowUp {
                record: brief.id,
                is_note,
                mark: noted.mark.clone(),
                text,
                on: dates::words(&on, ask.language),
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

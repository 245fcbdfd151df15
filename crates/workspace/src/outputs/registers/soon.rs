//! What ends, falls due or waits in the days to come: the dashboard, and what the calendar file is made of.

use super::deadlines::{DoneMark, running};
use super::rules::{Marks, rule_mark};
use crate::error::WorkspaceError;
use crate::named::{Asking, CellPart, Naming};
use crate::open::Workspace;
use aigaq_publishing::{DateWords, dates};
use aigaq_registers::DayRange;
use aigaq_registers::cases::hearing_within;
use aigaq_registers::deadlines::{Standing as Deadline, Who};
use aigaq_registers::restrictions::Certainty;
use aigaq_schema::{Day, RecordId};
use aigaq_view::Brief;

/// What kind of thing comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SoonKind {
    /// A restriction ends.
    Ending,
    /// A hearing.
    Hearing,
    /// We have to act by a day that the law gives.
    OurDeadline,
    /// The state has to act by a day that the law gives.
    StateDeadline,
    /// A decision of a court or body is due.
    Decision,
    /// A commitment's deadline, or the day on which it should be assessed again.
    Commitment,
    /// A follow-up that somebody noted.
    FollowUp,
}

impl SoonKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Ending,
        Self::Hearing,
        Self::OurDeadline,
        Self::StateDeadline,
        Self::Decision,
        Self::Commitment,
        Self::FollowUp,
    ];

    /// Its name for programs and phrases.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ending => "ending",
            Self::Hearing => "hearing",
            Self::OurDeadline => "our_deadline",
            Self::StateDeadline => "state_deadline",
            Self::Decision => "decision",
            Self::Commitment => "commitment",
            Self::FollowUp => "follow_up",
        }
    }
}

/// Something that comes.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SoonRow {
    /// What kind of thing.
    pub kind: SoonKind,
    /// The record to look at.
    pub record: RecordId,
    /// What it is called.
    pub what: String,
    /// Whom it concerns; may be empty.
    pub who: String,
    /// The rule of law that it follows from, where it follows from one.
    pub rule: Option<String>,
    /// A lawyer has read the rule, or there is none.
    pub reviewed: bool,
    /// The first day it can be; `None` when no day is known.
    pub first: Option<Day>,
    /// The last day it can be.
    pub last: Option<Day>,
    /// When, in words.
    pub when: String,
    /// It is only perhaps within the days asked, or may be over.
    pub perhaps: bool,
    /// The day has passed.
    pub overdue: bool,
    /// The name under which it is marked as dealt with.
    pub mark: DoneMark,
}

impl Workspace {
    /// What ends, falls due or waits within so many days from a day on, without what was marked as dealt with. What is
    /// overdue comes first, then what comes first.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn soon(&self, ask: &Asking, on: Day, days: u32) -> Result<Vec<SoonRow>, WorkspaceError> {
        let soon = Soon {
            workspace: self,
            naming: Naming::new(&self.view, *ask),
            on,
            days,
        };
        let marks = self.marks(&ask.reader)?;
        let mut rows = soon.endings()?;
        rows.extend(soon.hearings()?);
        rows.extend(soon.deadlines(&marks)?);
        rows.extend(soon.decisions()?);
        rows.extend(soon.commitments()?);
        rows.extend(soon.follow_ups()?);
        rows.retain(|row| !marks.done.contains_key(&row.mark.0));
        rows.sort_by_key(|row| {
            (
                !row.overdue,
                row.last.unwrap_or(Day::MAX),
                row.first.unwrap_or(Day::MAX),
                row.kind,
                row.record,
            )
        });
        Ok(rows)
    }
}

struct Soon<'w> {
    workspace: &'w Workspace,
    naming: Naming<'w>,
    on: Day,
    days: u32,
}

impl Soon<'_> {
    fn until(&self) -> Day {
        let days = i32::try_from(self.days).unwrap_or(i32::MAX);
        Day(self.on.0.saturating_add(days))
    }

    fn row(
        &self,
        kind: SoonKind,
        brief: &Brief,
        who: &str,
        days: Option<DayRange>,
        mark: &str,
    ) -> Result<SoonRow, WorkspaceError> {
        let people = self.naming.values(brief, who)?;
        let people: Vec<&str> = people.iter().map(CellPart::text).collect();
        Ok(SoonRow {
            kind,
            record: brief.id,
            what: self.naming.named(brief)?.caption,
            who: people.join(", "),
            rule: None,
            reviewed: true,
            first: days.map(|days| days.first).filter(|day| day.is_known()),
            last: days.map(|days| days.last).filter(|day| day.is_known()),
            when: days.map_or(String::new(), |days| self.words(days)),
            perhaps: false,
            overdue: days.is_some_and(|days| days.last < self.on),
            mark: DoneMark::of(mark, brief.id),
        })
    }

    fn words(&self, days: DayRange) -> String {
        let language = self.naming.ask.language;
        if days.is_exact() {
            return dates::day(days.first, language).unwrap_or_default();
        }
        DateWords::between(days.first, days.last, language).words
    }

    fn endings(&self) -> Result<Vec<SoonRow>, WorkspaceError> {
        let reader = &self.naming.ask.reader;
        let (_, made) = self.workspace.restrictions_by_day(reader, self.on, None)?;
        let mut rows = Vec::new();
        for (entry, soon) in made.register.ending_within(self.days) {
            let brief = self.workspace.view.brief(reader, entry.restriction)?;
            let (Some(left), Some(brief)) = (entry.days_left, brief) else {
                continue;
            };
            let day = |left: u32| {
                Day(self
                    .on
                    .0
                    .saturating_add(i32::try_from(left).unwrap_or(i32::MAX)))
            };
            let days = left.max.map(|most| DayRange {
                first: day(left.min),
                last: day(most),
            });
            let mut row = self.row(SoonKind::Ending, &brief, "actor", days, "ending")?;
            row.perhaps = soon == Certainty::Perhaps;
            rows.push(row);
        }
        Ok(rows)
    }

    fn hearings(&self) -> Result<Vec<SoonRow>, WorkspaceError> {
        let mut rows = Vec::new();
        for (case, facts) in self.workspace.case_facts(&self.naming.ask.reader)?.iter() {
            for step in facts.steps.iter().filter(|step| step.hearing) {
                let within = hearing_within(step, self.on, self.days);
                let Some(date) = step.date.as_ref().filter(|_| within != Certainty::No) else {
                    continue;
                };
                let days = Some(DayRange::from(date));
                let mut row = self.row(SoonKind::Hearing, case, "party", days, "hearing")?;
                row.record = step.record;
                row.mark = DoneMark::of("hearing", step.record);
                row.perhaps = within == Certainty::Perhaps;
                rows.push(row);
            }
        }
        Ok(rows)
    }

    fn deadlines(&self, marks: &Marks) -> Result<Vec<SoonRow>, WorkspaceError> {
        let reader = &self.naming.ask.reader;
        let deadlines = self.workspace.deadlines(reader)?;
        let mut rows = Vec::new();
        for running in running(&deadlines, self.on, marks) {
            let due = running.deadline.due;
            let near = due.is_none_or(|due| due.days.first <= self.until());
            let counts = match running.standing {
                Deadline::Running { .. } => near,
                // What is long overdue is in the register; here, what can still be mended.
                Deadline::Overdue(_) => due.is_some_and(|due| {
                    i64::from(self.on.0) - i64::from(due.days.last.0) <= i64::from(self.days)
                }),
                Deadline::NotYet | Deadline::Done { .. } => false,
            };
            if !counts || running.marked {
                continue;
            }
            let Some(brief) = self.workspace.view.brief(reader, running.deadline.record)? else {
                continue;
            };
            let kind = match running.deadline.rule.who {
                Who::Us => SoonKind::OurDeadline,
                Who::State => SoonKind::StateDeadline,
            };
            let about = match brief.record_type.as_str() {
                "stage" => "case",
                "application" => "applicant",
                _ => "about",
            };
            let code = &running.deadline.rule.code;
            let mut row = self.row(kind, &brief, about, due.map(|due| due.days), code)?;
            let rule = running.deadline.rule;
            row.rule = Some(rule.label.get(self.naming.ask.language).to_owned());
            row.reviewed = marks.approved.contains_key(&rule_mark(rule));
            row.perhaps = running.standing == Deadline::Overdue(Certainty::Perhaps);
            row.overdue = running.standing == Deadline::Overdue(Certainty::Certainly);
            rows.push(row);
        }
        Ok(rows)
    }

    fn decisions(&self) -> Result<Vec<SoonRow>, WorkspaceError> {
        let mut rows = Vec::new();
        for (brief, facts) in self
            .workspace
            .decision_facts(&self.naming.ask.reader)?
            .iter()
        {
            let within = facts.due_within(self.on, self.days);
            if within == Certainty::No {
                continue;
            }
            let days = facts.due.as_ref().map(DayRange::from);
            let mut row = self.row(SoonKind::Decision, brief, "body", days, "decision")?;
            row.perhaps = within == Certainty::Perhaps;
            rows.push(row);
        }
        Ok(rows)
    }

    fn commitments(&self) -> Result<Vec<SoonRow>, WorkspaceError> {
        let mut rows = Vec::new();
        for (brief, facts) in self
            .workspace
            .commitment_facts(&self.naming.ask.reader)?
            .iter()
        {
            for (date, mark) in [(&facts.deadline, "deadline"), (&facts.review, "review")] {
                let Some(days) = date.as_ref().map(DayRange::from) else {
                    continue;
                };
                if days.last < self.on || days.first > self.until() {
                    continue;
                }
                let mut row =
                    self.row(SoonKind::Commitment, brief, "addressee", Some(days), mark)?;
                row.perhaps = days.first < self.on || days.last > self.until();
                rows.push(row);
            }
        }
        Ok(rows)
    }

    fn follow_ups(&self) -> Result<Vec<SoonRow>, WorkspaceError> {
        let reader = &self.naming.ask.reader;
        let mut rows = Vec::new();
        for record_type in ["note", "intervention"] {
            for brief in self.workspace.briefs(reader, record_type)? {
                let is_done = brief.value("done") == Some(&aigaq_schema::Value::YesNo(true));
                let Some(date) = crate::restrictions::date(&brief, "follow_up") else {
                    continue;
                };
                let days = DayRange::from(&date);
                if is_done || days.first > self.until() {
                    continue;
                }
                rows.push(self.row(
                    SoonKind::FollowUp,
                    &brief,
                    "about",
                    Some(days),
                    "follow_up",
                )?);
            }
        }
        Ok(rows)
    }
}

//! What ends, falls due or waits in the days to come: the dashboard, and what the calendar file is made of.

use super::Extent;
use super::deadlines::running;
use super::marks::{DoneMark, Marks};
use super::rules::rule_mark;
use crate::error::WorkspaceError;
use crate::named::{Asking, CellPart, Naming};
use crate::open::Workspace;
use aigaq_publishing::{DateWords, dates};
use aigaq_registers::DayRange;
use aigaq_registers::cases::hearing_within;
use aigaq_registers::commitments::Awaited;
use aigaq_registers::deadlines::{On, Rule, Standing as Deadline, Who};
use aigaq_registers::decisions::DecisionState;
use aigaq_registers::restrictions::Certainty;
use aigaq_schema::{Day, RecordId, Value};

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
    /// The record that it is called by: the case of a hearing, else the same.
    pub of: RecordId,
    /// What it is called.
    pub what: String,
    /// What it is called are words that somebody noted, of what a caller said perhaps: they leave the program in no file.
    pub is_noted: bool,
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

/// What is wished for of what comes.
#[derive(Debug, Clone, Copy)]
pub struct SoonWish {
    /// From which day on.
    pub on: Day,
    /// Within how many days.
    pub days: u32,
    /// Only of this kind.
    pub kind: Option<SoonKind>,
    /// How much.
    pub extent: Extent,
}

impl SoonWish {
    /// Everything within so many days from a day on.
    #[must_use]
    pub const fn whole(on: Day, days: u32) -> Self {
        Self {
            on,
            days,
            kind: None,
            extent: Extent::Whole,
        }
    }

    fn until(&self) -> Day {
        let days = i32::try_from(self.days).unwrap_or(i32::MAX);
        Day(self.on.0.saturating_add(days))
    }

    /// What is long overdue is in the registers; here, what passed no longer ago than what comes lies ahead.
    fn can_be_mended(&self, days: DayRange) -> bool {
        i64::from(self.on.0) - i64::from(days.last.0) <= i64::from(self.days)
    }
}

/// What comes.
#[derive(Debug, Clone)]
pub struct SoonAnswer {
    /// What comes, of the extent.
    pub rows: Vec<SoonRow>,
    /// How many there are of each kind, whatever kind is wished for; only kinds of which there are any.
    pub kinds: Vec<(SoonKind, usize)>,
}

impl Workspace {
    /// What ends, falls due or waits within so many days from a day on, without what was marked as dealt with. What is
    /// overdue comes first, then what comes first.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn soon(&self, ask: &Asking, wish: &SoonWish) -> Result<SoonAnswer, WorkspaceError> {
        self.soon_of(ask, wish, &SoonKind::ALL)
    }

    /// As [`Workspace::soon`], of these kinds alone: nothing is looked for in the registers of others.
    pub(crate) fn soon_of(
        &self,
        ask: &Asking,
        wish: &SoonWish,
        kinds: &[SoonKind],
    ) -> Result<SoonAnswer, WorkspaceError> {
        let marks = self.marks(&ask.reader)?;
        let soon = Soon::new(self, ask, (wish, &marks));
        let mut all = soon.all(kinds)?;
        let number = |kind| all.iter().filter(|coming| coming.kind == kind).count();
        let kinds = SoonKind::ALL.map(|kind| (kind, number(kind)));
        let kinds = kinds
            .into_iter()
            .filter(|(_, number)| *number > 0)
            .collect();
        all.retain(|coming| wish.kind.is_none_or(|kind| kind == coming.kind));
        all.sort_by_key(|coming| {
            let day = |of: fn(DayRange) -> Day| coming.days.map_or(Day::MAX, of);
            (
                !coming.overdue,
                day(|days| days.last),
                day(|days| days.first),
                coming.kind,
                coming.record,
            )
        });
        let (skip, take) = match wish.extent {
            Extent::Whole => (0, usize::MAX),
            Extent::Page { skip, take } => (skip, take),
        };
        let mut rows = Vec::new();
        for coming in all.iter().skip(skip).take(take) {
            rows.extend(soon.row(coming)?);
        }
        Ok(SoonAnswer { rows, kinds })
    }

    /// What somebody noted to come back to, until a day and without what was dealt with: the earliest first.
    pub(crate) fn noted_until(
        &self,
        ask: &Asking,
        until: Day,
    ) -> Result<Vec<Noted>, WorkspaceError> {
        let marks = self.marks(&ask.reader)?;
        let days = i64::from(until.0) - i64::from(ask.today.0);
        let wish = SoonWish::whole(ask.today, u32::try_from(days).unwrap_or(0));
        let soon = Soon::new(self, ask, (&wish, &marks));
        let noted = soon.all(&[SoonKind::FollowUp])?.into_iter();
        let noted = noted.filter_map(|coming| {
            Some(Noted {
                record: coming.record,
                days: coming.days?,
                mark: coming.mark,
            })
        });
        let mut noted: Vec<Noted> = noted.collect();
        noted.sort_by_key(|noted| (noted.days.first, noted.days.last, noted.record));
        Ok(noted)
    }
}

/// What somebody noted to come back to.
pub(crate) struct Noted {
    /// The note, or the intervention.
    pub record: RecordId,
    /// The days between which it is due.
    pub days: DayRange,
    /// The name under which it is marked as dealt with.
    pub mark: DoneMark,
}

/// Something that comes, before it is worded.
struct Coming {
    kind: SoonKind,
    /// The record to look at.
    record: RecordId,
    /// The record that it is called by, and the property that says whom it concerns.
    of: (RecordId, &'static str),
    rule: Option<&'static Rule>,
    /// The days between which it lies; `None` when no day is known.
    days: Option<DayRange>,
    perhaps: bool,
    overdue: bool,
    mark: DoneMark,
}

impl Coming {
    fn new(
        kind: SoonKind,
        of: (RecordId, &'static str),
        days: Option<DayRange>,
        mark: &str,
    ) -> Self {
        Self {
            kind,
            record: of.0,
            of,
            rule: None,
            days,
            perhaps: false,
            overdue: false,
            mark: DoneMark::of(mark, of.0, days),
        }
    }
}

struct Soon<'w> {
    workspace: &'w Workspace,
    naming: Naming<'w>,
    wish: &'w SoonWish,
    marks: &'w Marks,
}

impl<'w> Soon<'w> {
    fn new(
        workspace: &'w Workspace,
        ask: &Asking,
        (wish, marks): (&'w SoonWish, &'w Marks),
    ) -> Self {
        Self {
            workspace,
            naming: Naming::new(&workspace.view, *ask),
            wish,
            marks,
        }
    }

    /// All that comes of these kinds, without what was dealt with.
    fn all(&self, kinds: &[SoonKind]) -> Result<Vec<Coming>, WorkspaceError> {
        let has = |kind: SoonKind| kinds.contains(&kind);
        let mut all = Vec::new();
        if has(SoonKind::Ending) {
            all.extend(self.endings()?);
        }
        if has(SoonKind::Hearing) {
            all.extend(self.hearings()?);
        }
        if has(SoonKind::OurDeadline) || has(SoonKind::StateDeadline) {
            all.extend(self.deadlines()?);
        }
        if has(SoonKind::Decision) {
            all.extend(self.decisions()?);
        }
        if has(SoonKind::Commitment) {
            all.extend(self.commitments()?);
        }
        if has(SoonKind::FollowUp) {
            all.extend(self.follow_ups()?);
        }
        all.retain(|coming| has(coming.kind) && !self.marks.deal_with(&coming.mark));
        Ok(all)
    }

    /// A row in words; `None` when the record went away meanwhile.
    fn row(&self, coming: &Coming) -> Result<Option<SoonRow>, WorkspaceError> {
        let reader = &self.naming.ask.reader;
        let (of, who) = coming.of;
        let Some(brief) = self.workspace.view.brief(reader, of)? else {
            return Ok(None);
        };
        let people = self.naming.values(&brief, who)?;
        let people: Vec<&str> = people.iter().map(CellPart::text).collect();
        let language = self.naming.ask.language;
        let days = coming.days;
        Ok(Some(SoonRow {
            kind: coming.kind,
            record: coming.record,
            of,
            is_noted: brief.record_type == "note",
            what: self.naming.named(&brief)?.caption,
            who: people.join(", "),
            rule: coming.rule.map(|rule| rule.label.get(language).to_owned()),
            reviewed: coming
                .rule
                .is_none_or(|rule| self.marks.approved.contains_key(&rule_mark(rule))),
            first: days.map(|days| days.first).filter(|day| day.is_known()),
            last: days.map(|days| days.last).filter(|day| day.is_known()),
            when: days.map_or(String::new(), |days| self.words(days)),
            perhaps: coming.perhaps,
            overdue: coming.overdue,
            mark: coming.mark.clone(),
        }))
    }

    fn words(&self, days: DayRange) -> String {
        let language = self.naming.ask.language;
        if days.is_exact() {
            return dates::day(days.first, language).unwrap_or_default();
        }
        DateWords::between(days.first, days.last, language).words
    }

    fn endings(&self) -> Result<Vec<Coming>, WorkspaceError> {
        let (reader, on) = (&self.naming.ask.reader, self.wish.on);
        let (restrictions, made) = self.workspace.restrictions_by_day(reader, on, None)?;
        let day = |left: u32| Day(on.0.saturating_add(i32::try_from(left).unwrap_or(i32::MAX)));
        let mut all = Vec::new();
        for (entry, soon) in made.register.ending_within(self.wish.days) {
            let Some(left) = entry.days_left else {
                continue;
            };
            let days = left.max.map(|most| DayRange {
                first: day(left.min),
                last: day(most),
            });
            let of = (entry.restriction, "actor");
            // The days left are counted from the day asked; the mark holds whenever somebody asks.
            let ends = restrictions[entry.place].outline.ends();
            all.push(Coming {
                perhaps: soon == Certainty::Perhaps,
                mark: DoneMark::of("ending", entry.restriction, ends),
                ..Coming::new(SoonKind::Ending, of, days, "ending")
            });
        }
        // What is not in force yet may begin and end within the days.
        for entry in &made.register.not_in_force {
            let outline = &restrictions[entry.place].outline;
            let Some(soon) = outline.begins_and_ends(on, self.wish.until()) else {
                continue;
            };
            let of = (entry.restriction, "actor");
            all.push(Coming {
                perhaps: soon == Certainty::Perhaps,
                ..Coming::new(SoonKind::Ending, of, outline.ends(), "ending")
            });
        }
        Ok(all)
    }

    fn hearings(&self) -> Result<Vec<Coming>, WorkspaceError> {
        let mut all = Vec::new();
        for (case, facts) in self.workspace.case_facts(&self.naming.ask.reader)?.iter() {
            for step in facts.steps.iter().filter(|step| step.hearing) {
                let within = hearing_within(step, self.wish.on, self.wish.days);
                let Some(date) = step.date.as_ref().filter(|_| within != Certainty::No) else {
                    continue;
                };
                let days = Some(DayRange::from(date));
                all.push(Coming {
                    record: step.record,
                    mark: DoneMark::of("hearing", step.record, days),
                    perhaps: within == Certainty::Perhaps,
                    ..Coming::new(SoonKind::Hearing, (case.id, "party"), days, "hearing")
                });
            }
        }
        Ok(all)
    }

    fn deadlines(&self) -> Result<Vec<Coming>, WorkspaceError> {
        let deadlines = self.workspace.deadlines(&self.naming.ask.reader)?;
        let mut all = Vec::new();
        for running in running(&deadlines, self.wish.on, self.marks) {
            let due = running.deadline.due;
            let near = due.is_none_or(|due| due.days.first <= self.wish.until());
            let counts = match running.standing {
                Deadline::Running { .. } => near,
                Deadline::Overdue(_) => due.is_some_and(|due| self.wish.can_be_mended(due.days)),
                Deadline::NotYet | Deadline::Done { .. } => false,
            };
            if !counts || running.marked {
                continue;
            }
            let rule = running.deadline.rule;
            let kind = match rule.who {
                Who::Us => SoonKind::OurDeadline,
                Who::State => SoonKind::StateDeadline,
            };
            let about = match rule.on {
                On::Stage | On::Decision => "case",
                On::Application => "applicant",
                On::Intervention => "about",
            };
            let of = (running.deadline.record, about);
            all.push(Coming {
                rule: Some(rule),
                perhaps: match running.standing {
                    Deadline::Overdue(passed) => passed == Certainty::Perhaps,
                    _ => due.is_some_and(|due| due.days.last > self.wish.until()),
                },
                overdue: running.standing == Deadline::Overdue(Certainty::Certainly),
                ..Coming::new(kind, of, due.map(|due| due.days), &rule.code)
            });
        }
        Ok(all)
    }

    fn decisions(&self) -> Result<Vec<Coming>, WorkspaceError> {
        let mut all = Vec::new();
        for (brief, facts) in self
            .workspace
            .decision_facts(&self.naming.ask.reader)?
            .iter()
        {
            let Some(days) = facts.due.as_ref().map(DayRange::from) else {
                continue;
            };
            let within = facts.due_within(self.wish.on, self.wish.days);
            let overdue = facts.on(self.wish.on) == DecisionState::Overdue;
            if within == Certainty::No && !(overdue && self.wish.can_be_mended(days)) {
                continue;
            }
            let of = (brief.id, "body");
            all.push(Coming {
                perhaps: within == Certainty::Perhaps,
                overdue,
                ..Coming::new(SoonKind::Decision, of, Some(days), "decision")
            });
        }
        Ok(all)
    }

    fn commitments(&self) -> Result<Vec<Coming>, WorkspaceError> {
        let (reader, until) = (&self.naming.ask.reader, self.wish.until());
        let mut all = Vec::new();
        for due in self.workspace.due_commitments(reader, self.wish.on)?.iter() {
            if due.days.first > until || !self.wish.can_be_mended(due.days) {
                continue;
            }
            let what = match due.awaited {
                Awaited::Deadline => "deadline",
                Awaited::Review => "review",
            };
            // Those that are one are shown by the first of them, and dealt with together.
            let mark = |of: &RecordId| DoneMark::of(what, *of, Some(due.days));
            let mut marks = due.named_by.iter().map(mark);
            let Some(first) = due.named_by.first() else {
                continue;
            };
            if marks.any(|mark| self.marks.deal_with(&mark)) {
                continue;
            }
            let of = (*first, "addressee");
            all.push(Coming {
                perhaps: due.overdue == Certainty::Perhaps || due.days.last > until,
                overdue: due.overdue == Certainty::Certainly,
                ..Coming::new(SoonKind::Commitment, of, Some(due.days), what)
            });
        }
        Ok(all)
    }

    fn follow_ups(&self) -> Result<Vec<Coming>, WorkspaceError> {
        let reader = &self.naming.ask.reader;
        let (notes, ours) = (
            self.workspace.marked_notes(reader)?,
            self.workspace.interventions(reader)?,
        );
        let mut all = Vec::new();
        for brief in notes.iter().chain(ours.iter()) {
            let is_done = brief.value("done") == Some(&Value::YesNo(true));
            let Some(date) = crate::restrictions::date(brief, "follow_up") else {
                continue;
            };
            let days = DayRange::from(&date);
            if is_done || days.first > self.wish.until() {
                continue;
            }
            all.push(Coming {
                overdue: days.last < self.wish.on,
                ..Coming::new(
                    SoonKind::FollowUp,
                    (brief.id, "about"),
                    Some(days),
                    "follow_up",
                )
            });
        }
        Ok(all)
    }
}

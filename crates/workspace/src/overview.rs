//! The start page: what is here, this period against the last, what does not agree.

mod months;

use crate::error::WorkspaceError;
use crate::history::{ChangeSetBrief, recent};
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::outputs::registers::{Extent, SoonKind, SoonRow, SoonWish};
use crate::reviewing::{FollowUp, QueueCount};
use aigaq_counting::{Counting, Data, Period, Query, Table, Unit};
use aigaq_publishing::dates;
use aigaq_schema::{Day, PartialDate};
use aigaq_view::AGREEMENT;

use months::{Month, months};
pub use months::{MonthFigure, MonthFigures};

/// How many records of a type there are.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TypeCount {
    /// The type, by code.
    pub code: String,
    /// The type in words, plural.
    pub label: String,
    /// How many.
    pub count: u64,
}

/// How many records of a type have sources that do not agree.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Disagreement {
    /// The type, by code.
    pub code: String,
    /// The type in words, plural.
    pub label: String,
    /// Their sources say different things that can all be true.
    pub differ: u64,
    /// Their sources say things that exclude each other.
    pub contradict: u64,
}

/// This period against the one before.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PeriodFigures {
    /// This period in words.
    pub this: String,
    /// The one before.
    pub last: String,
    /// A row a unit.
    pub rows: Vec<PeriodRow>,
}

/// A unit counted in two periods.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PeriodRow {
    /// The unit, by its plural name.
    pub unit: String,
    /// In words.
    pub unit_label: String,
    /// How many in this period.
    pub this: u64,
    /// How many in the one before.
    pub last: u64,
    /// The period as parameters of an address.
    pub this_query: String,
    /// The one before.
    pub last_query: String,
}

/// Restrictions on a day, in numbers.
#[derive(Debug, Clone, serde::Serialize)]
pub struct RestrictionsInBrief {
    /// Certainly in force.
    pub certainly: u64,
    /// Perhaps.
    pub perhaps: u64,
    /// Without a known end.
    pub end_unknown: u64,
    /// The day, ISO 8601.
    pub on: String,
}

/// The start page.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Overview {
    /// What is here.
    pub types: Vec<TypeCount>,
    /// This period against the last; nothing when no act has a date.
    pub period: Option<PeriodFigures>,
    /// Acts month by month; nothing when no act has a month.
    pub months: Option<MonthFigures>,
    /// What does not agree.
    pub disagreements: Vec<Disagreement>,
    /// Restrictions in force today.
    pub restrictions: RestrictionsInBrief,
    /// What was saved last.
    pub recent: Vec<ChangeSetBrief>,
    /// How many records of each type nobody has established yet.
    pub to_review: Vec<QueueCount>,
    /// What is to be looked at again, notes and interventions, the earliest first: what is due or will be within a week.
    pub follow_ups: Vec<FollowUp>,
    /// How many there are of them.
    pub follow_ups_in_all: usize,
    /// Restrictions that end, or may end, within the next thirty days, the first end first; as among what comes.
    pub ends_soon: Vec<SoonRow>,
    /// How many there are of them.
    pub ends_soon_in_all: usize,
    /// Notes that came in and wait in the inbox.
    pub inbox: u64,
    /// Cells and rows that imports left out, and nobody has dealt with yet.
    pub quarantine: u64,
}

/// Days within which an end is soon.
const SOON: u32 = 30;
/// Days within which a follow-up is shown before it is due.
const WEEK: i32 = 7;
/// Lines of a list on the start page; the rest stands on a page of its own.
const LINES: usize = 8;

impl Workspace {
    /// The start page.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn overview(&self, ask: &Asking) -> Result<Overview, WorkspaceError> {
        let (types, disagreements, period, months) = self.counting(ask, |counting| {
            let (types, disagreements) = self.what_is_here(ask, counting)?;
            let period = self.period_figures(ask, counting)?;
            Ok((types, disagreements, period, months(counting, ask.today)?))
        })?;
        let (_, on) = self.restrictions_by_day(&ask.reader, ask.today, None)?;
        let (follow_ups, follow_ups_in_all) = self.due_within(ask, WEEK, LINES)?;
        let restrictions = RestrictionsInBrief {
            certainly: on.stock.certainly.restrictions as u64,
            perhaps: on.stock.perhaps.restrictions as u64,
            end_unknown: on.stock.end_unknown.restrictions as u64,
            on: ask.today.to_string(),
        };
        let wish = SoonWish {
            extent: Extent::Page {
                skip: 0,
                take: LINES,
            },
            ..SoonWish::whole(ask.today, SOON)
        };
        let soon = self.soon_of(ask, &wish, &[SoonKind::Ending])?;
        let ends_soon_in_all = soon.kinds.iter().map(|(_, number)| number).sum();
        Ok(Overview {
            types,
            period,
            months,
            disagreements,
            restrictions,
            recent: recent(&self.view, ask, 5)?,
            to_review: self.queue_counts(ask),
            follow_ups,
            follow_ups_in_all,
            ends_soon: soon.rows,
            ends_soon_in_all,
            inbox: self.inbox_waiting(),
            quarantine: self.quarantine_waiting(),
        })
    }

    /// How many records there are of each type, and of how many the sources do not agree.
    fn what_is_here(
        &self,
        ask: &Asking,
        counting: &Counting<'_>,
    ) -> Result<(Vec<TypeCount>, Vec<Disagreement>), WorkspaceError> {
        let mut types = Vec::new();
        let mut disagreements = Vec::new();
        for record_type in self.schema().types() {
            let code = &record_type.code;
            let rows = self.view.columns().table(code).map_or(0, Table::rows);
            if rows == 0 {
                continue;
            }
            let unit = self.unit_of(code)?;
            let answer = counting.count(&Query::new(unit).by(AGREEMENT)?)?;
            if answer.total == 0 {
                continue;
            }
            let label = record_type.plural.get(ask.language).to_owned();
            types.push(TypeCount {
                code: code.clone(),
                label: label.clone(),
                count: answer.total,
            });
            let with = |agreement: &str| {
                let row = answer.rows.iter().find(|row| row.key == [agreement]);
                row.map_or(0, |row| row.count)
            };
            let (differ, contradict) = (with("differ"), with("contradict"));
            if differ + contradict > 0 {
                disagreements.push(Disagreement {
                    code: code.clone(),
                    label,
                    differ,
                    contradict,
                });
            }
        }
        Ok((types, disagreements))
    }

    /// The month of today when acts happened in it or the month before; else the year of the last act known
    /// exactly enough, against the year before it.
    fn period_figures(
        &self,
        ask: &Asking,
        counting: &Counting<'_>,
    ) -> Result<Option<PeriodFigures>, WorkspaceError> {
        let Some((this, last)) = self.periods(ask.today) else {
            return Ok(None);
        };
        let naming = Naming::new(&self.view, *ask);
        let mut rows = Vec::new();
        for (unit, name) in [
            (Unit::Acts, "acts"),
            (Unit::Persons, "persons"),
            (Unit::Organisations, "organisations"),
            (Unit::Events, "events"),
        ] {
            let within = |date: &PartialDate| -> Result<u64, WorkspaceError> {
                let mut query = Query::new(unit);
                query.period = Some(Period::of_days(date.first().0, date.last().0)?);
                Ok(counting.count(&query)?.total)
            };
            let address = |date: &PartialDate| {
                format!("unit={name}&from={}&to={}", date.first(), date.last())
            };
            rows.push(PeriodRow {
                unit: name.to_owned(),
                unit_label: naming.unit_label(name),
                this: within(&this)?,
                last: within(&last)?,
                this_query: address(&this),
                last_query: address(&last),
            });
        }
        Ok(Some(PeriodFigures {
            this: dates::words(&this, ask.language),
            last: dates::words(&last, ask.language),
            rows,
        }))
    }

    fn periods(&self, today: Day) -> Option<(PartialDate, PartialDate)> {
        let column = self.view.columns().table("act")?.column("start")?;
        let Data::Dates { first, last } = column.data() else {
            return None;
        };
        let known = |(from, to): (&i32, &i32)| {
            (*from != i32::MIN && *to != i32::MAX && from <= to).then_some((*from, *to))
        };
        let this_month = Month::of(today)?;
        let since = this_month.before().date()?.first().0;
        if first
            .iter()
            .zip(last)
            .filter_map(known)
            .any(|(from, _)| from >= since && from <= today.0)
        {
            return Some((this_month.date()?, this_month.before().date()?));
        }
        // A date told to the year at least.
        let latest = first
            .iter()
            .zip(last)
            .filter_map(known)
            .filter(|(from, to)| to - from < 366 && *from <= today.0)
            .map(|(_, to)| to)
            .max()?;
        let year = Day(latest).civil()?.year();
        Some((
            format!("{year:04}").parse().ok()?,
            format!("{:04}", year - 1).parse().ok()?,
        ))
    }
}

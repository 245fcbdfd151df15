//! The funnel of complaints of torture: how many allegations became complaints, investigations, trials, convictions, and
//! how long each step took.
//!
//! *In*: cases with their steps, each marked with where it stands in the funnel (marks `funnel_…` of the list
//! `case_stages`). *Out*: for each stage the cases that came so far, and the days between one stage and the next.
//!
//! A case that came to a stage has come to those before it, also where nobody recorded them: a conviction was a trial.
//! The times between stages count only cases in which both days are known.

use crate::range::DayRange;
use aigaq_schema::{Day, PartialDate, RecordId};
use serde::Serialize;

/// How far a complaint has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FunnelStage {
    /// Somebody said that it happened.
    Alleged,
    /// A complaint was filed.
    Complaint,
    /// It was registered.
    Registered,
    /// It was investigated.
    Investigated,
    /// It went to court.
    Court,
    /// An official was convicted.
    Convicted,
}

impl FunnelStage {
    /// All stages, from the widest.
    pub const ALL: [Self; 6] = [
        Self::Alleged,
        Self::Complaint,
        Self::Registered,
        Self::Investigated,
        Self::Court,
        Self::Convicted,
    ];

    /// The mark of the list `case_stages` that stands for it.
    #[must_use]
    pub fn flag(self) -> &'static str {
        match self {
            Self::Alleged => "funnel_alleged",
            Self::Complaint => "funnel_complaint",
            Self::Registered => "funnel_registered",
            Self::Investigated => "funnel_investigated",
            Self::Court => "funnel_court",
            Self::Convicted => "funnel_convicted",
        }
    }
}

/// The mark of steps by which a complaint was refused or its investigation closed.
pub const REFUSED: &str = "funnel_refused";

/// A complaint, as known.
#[derive(Debug, Clone)]
pub struct ComplaintFacts {
    /// The case.
    pub record: RecordId,
    /// The stages it came to, with their days, in any order; a stage may stand several times.
    pub reached: Vec<(FunnelStage, Option<PartialDate>)>,
    /// When it was refused, or its investigation closed, each time.
    pub refused: Vec<Option<PartialDate>>,
}

/// Days from one stage to the next, over the cases in which both are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Took {
    /// How many cases.
    pub cases: usize,
    /// The middle case took at least so many days.
    pub median_least: i64,
    /// The middle case took at most so many days.
    pub median_most: i64,
    /// The slowest took at most so many days.
    pub longest: i64,
}

/// One stage of the funnel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The stage.
    pub stage: FunnelStage,
    /// The cases that came so far, in the order given.
    pub cases: Vec<RecordId>,
    /// How long it took from the stage before; `None` when no case has both days, and for the first stage.
    pub took: Option<Took>,
}

/// The funnel on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funnel {
    /// The stages, from the widest.
    pub levels: Vec<Level>,
    /// Cases that were refused or closed and had not come to court by the day.
    pub refused: Vec<RecordId>,
}

impl Funnel {
    /// The funnel on a day: steps that certainly came later do not count.
    #[must_use]
    pub fn on(day: Day, complaints: &[ComplaintFacts]) -> Self {
        let by = |date: &Option<PartialDate>| date.as_ref().is_none_or(|date| date.first() <= day);
        let furthest = |c: &ComplaintFacts| {
            let reached = c.reached.iter().filter(|(_, date)| by(date));
            reached.map(|(stage, _)| *stage).max()
        };
        let mut before: Option<FunnelStage> = None;
        let levels = FunnelStage::ALL
            .into_iter()
            .map(|stage| {
                let came = complaints
                    .iter()
                    .filter(|c| furthest(c).is_some_and(|at| at >= stage));
                let took = before.and_then(|before| took(before, stage, complaints, &by));
                before = Some(stage);
                Level {
                    stage,
                    cases: came.map(|c| c.record).collect(),
                    took,
                }
            })
            .collect();
        let refused = complaints
            .iter()
            .filter(|c| c.refused.iter().any(by))
            .filter(|c| furthest(c).is_none_or(|at| at < FunnelStage::Court))
            .map(|c| c.record)
            .collect();
        Self { levels, refused }
    }
}

fn took(
    from: FunnelStage,
    to: FunnelStage,
    complaints: &[ComplaintFacts],
    by: &impl Fn(&Option<PartialDate>) -> bool,
) -> Option<Took> {
    // The first time a case came to a stage.
    let first = |c: &ComplaintFacts, stage: FunnelStage| {
        c.reached
            .iter()
            .filter(|(at, date)| *at == stage && by(date))
            .filter_map(|(_, date)| date.as_ref().map(DayRange::from))
            .filter(|days| days.first.is_known() && days.last.is_known())
            .min_by_key(|days| (days.first, days.last))
    };
    let mut spans: Vec<(i64, i64)> = complaints
        .iter()
        .filter_map(|c| {
            let (from, to) = (first(c, from)?, first(c, to)?);
            let days = |a: Day, b: Day| i64::from(b.0) - i64::from(a.0);
            let span = (days(from.last, to.first).max(0), days(from.first, to.last));
            // Dated backwards: it says nothing of the time it took.
            (span.1 >= 0).then_some(span)
        })
        .collect();
    let (mut least, mut most): (Vec<i64>, Vec<i64>) = spans.drain(..).unzip();
    least.sort_unstable();
    most.sort_unstable();
    let middle = least.len().checked_sub(1)? / 2;
    Some(Took {
        cases: least.len(),
        median_least: *least.get(middle)?,
        median_most: *most.get(middle)?,
        longest: *most.last()?,
    })
}

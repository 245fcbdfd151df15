//! The answers against an oracle that tries every pair of first and last day.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_registers::restrictions::{
    Certainty, DaysLeft, Finding, Reason, RestrictionFacts, Standing, Status, Told,
};
use aigaq_registers::{DayRange, FirstDay, Term};
use aigaq_schema::{Day, PartialDate, RecordId, Span};
use proptest::prelude::*;

/// The window, in days from 1 December 2019: it holds a leap day and months of 29, 30 and 31 days. All dates in
/// the facts lie between `INNER.0` and `INNER.1`, and no term is longer than the margin on either side.
const WINDOW: i32 = 150;
const INNER: (i32, i32) = (60, 88);
/// A last day that never comes.
const NEVER: i32 = WINDOW + 1;

fn origin() -> Day {
    Day::from_ymd(2019, 12, 1).unwrap()
}

fn day(offset: i32) -> Day {
    Day(origin().0 + offset)
}

fn offset(day: Day) -> i32 {
    day.0 - origin().0
}

/// From the first to the last day, as an EDTF text.
fn dates(range: (i32, i32)) -> PartialDate {
    DayRange::new(day(range.0), day(range.1))
        .unwrap()
        .edtf()
        .parse()
        .unwrap()
}

#[derive(Debug, Clone)]
struct Case {
    start: Option<(i32, i32)>,
    end: Option<(i32, i32)>,
    term: Option<Term>,
    span: Option<Span>,
    first_day: FirstDay,
    told: Vec<(Status, Option<(i32, i32)>)>,
}

impl Case {
    fn facts(&self) -> RestrictionFacts {
        RestrictionFacts {
            start: self.start.map(dates),
            end: self.end.map(dates),
            length: self.span,
            first_day: self.first_day,
            told: self
                .told
                .iter()
                .map(|(status, on)| Told::new(*status, on.map(dates)))
                .collect(),
            ..RestrictionFacts::new(RecordId::from_bytes([0; 16]), "any")
        }
    }

    /// Could it have been in force from `first` to `last`? Word for word what the module says the facts mean.
    fn allows(&self, first: i32, last: i32, over: &[Vec<(Status, i32)>]) -> bool {
        if last < first || !self.start.is_none_or(|(a, b)| (a..=b).contains(&first)) {
            return false;
        }
        if !self.end.is_none_or(|(a, b)| (a..=b).contains(&last)) {
            return false;
        }
        let mut in_force = self.told.iter().filter(|t| t.0 == Status::InForce);
        in_force.all(|(_, on)| {
            let (a, b) = on.unwrap_or((0, NEVER));
            (a..=b).any(|on| first <= on && on <= last)
        }) && over.iter().any(|over| self.allows_told(first, last, over))
    }

    /// Every choice of one day for each telling that it is over.
    fn over(&self) -> Vec<Vec<(Status, i32)>> {
        let mut choices = vec![Vec::new()];
        for (status, on) in self.told.iter().filter(|told| told.0.is_over()) {
            let (a, b) = on.unwrap_or((0, NEVER + 1));
            choices = choices
                .iter()
                .flat_map(|choice: &Vec<_>| {
                    (a..=b).map(move |on| [choice.as_slice(), &[(*status, on)]].concat())
                })
                .collect();
        }
        choices
    }

    fn allows_told(&self, first: i32, last: i32, over: &[(Status, i32)]) -> bool {
        if self.end.is_some() {
            return over.iter().all(|(_, on)| last <= *on);
        }
        if !over.iter().all(|(_, on)| last < *on) {
            return false;
        }
        let Some(term) = self.term else { return true };
        let runs_out = term.last_day(day(first));
        let (a, b) = (offset(runs_out.first), offset(runs_out.last));
        let had_run_out = |(status, on): &(Status, i32)| *status == Status::Ended && b < *on;
        if over.iter().all(had_run_out) {
            (a..=b).contains(&last)
        } else {
            last <= b
        }
    }
}

fn within() -> impl Strategy<Value = (i32, i32)> {
    (INNER.0..=INNER.1, 0i32..14).prop_map(|(a, more)| (a, (a + more).min(INNER.1)))
}

fn case() -> impl Strategy<Value = Case> {
    let status = prop_oneof![
        3 => Just(Status::InForce),
        2 => Just(Status::Ended),
        1 => Just(Status::Pardoned),
        1 => Just(Status::Commuted),
        1 => Just(Status::Unknown),
    ];
    let told = (status, proptest::option::weighted(0.9, within()));
    let span = (
        0u32..2,
        0u32..20,
        prop_oneof![4 => Just(0u32), 1 => 1u32..40],
    );
    (
        proptest::option::weighted(0.7, within()),
        proptest::option::weighted(0.3, within()),
        proptest::option::weighted(0.6, span),
        any::<bool>(),
        proptest::collection::vec(told, 0..3),
    )
        .prop_map(|(start, end, span, held, told)| {
            let first_day = if held {
                FirstDay::Counted
            } else {
                FirstDay::NotCounted
            };
            let span = span.map(|(months, days, hours)| Span {
                months,
                days,
                hours,
                ..Span::default()
            });
            let term = span.and_then(|span| Term::new(span, first_day));
            Case {
                start,
                end,
                term,
                span,
                first_day,
                told,
            }
        })
}

/// What the oracle sees on one day: the answer, and the fewest and most days left where it is in force.
fn oracle(worlds: &[(i32, i32)], asked: i32) -> (Certainty, Option<(i32, i32)>) {
    let (mut out, mut left) = (false, None);
    for &(first, last) in worlds {
        if first <= asked && asked <= last {
            let days = last - asked;
            left = Some(left.map_or((days, days), |(a, b): (i32, i32)| {
                (a.min(days), b.max(days))
            }));
        } else {
            out = true;
        }
    }
    let answer = match (left.is_some(), out) {
        (true, false) => Certainty::Certainly,
        (true, true) => Certainty::Perhaps,
        (false, _) => Certainty::No,
    };
    (answer, left)
}

fn worlds(case: &Case) -> Vec<(i32, i32)> {
    let all = (0..=WINDOW).flat_map(|first| (first..=NEVER).map(move |last| (first, last)));
    let over = case.over();
    all.filter(|(first, last)| case.allows(*first, *last, &over))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_answer_is_that_of_all_worlds(case in case()) {
        let worlds = worlds(&case);
        let facts = case.facts();
        let contradicts = |finding: &Finding| finding.reasons.iter().any(|reason| {
            matches!(reason, Reason::Contradiction { .. } | Reason::FactsDoNotFit)
        });
        for asked in INNER.0 - 3..=INNER.1 + 3 {
            let finding = Finding::on(day(asked), &facts);
            prop_assert_eq!(contradicts(&finding), worlds.is_empty());
            if worlds.is_empty() {
                prop_assert!(finding.standing != Standing::EndUnknown);
                continue;
            }
            let (answer, left) = oracle(&worlds, asked);
            prop_assert_eq!(finding.certainty, answer, "day {}", day(asked));
            let left = left.map(|(least, most)| DaysLeft {
                min: u32::try_from(least).unwrap(),
                max: (most + asked < NEVER).then(|| u32::try_from(most).unwrap()),
            });
            prop_assert_eq!(finding.days_left, left, "day {}", day(asked));
        }
    }

    #[test]
    fn the_end_is_the_range_of_all_last_days(case in case()) {
        let worlds = worlds(&case);
        // Without a start the window cuts the last days off; the bounds are tested day by day above.
        prop_assume!(!worlds.is_empty() && case.start.is_some());
        let finding = Finding::on(day(INNER.0), &case.facts());
        let first = worlds.iter().map(|world| world.1).min().unwrap();
        let last = worlds.iter().map(|world| world.1).max().unwrap();
        let end = finding.end.unwrap().days;
        prop_assert_eq!(offset(end.first), first);
        if last == NEVER {
            prop_assert_eq!(end.last, Day::MAX);
        } else {
            prop_assert_eq!(offset(end.last), last);
        }
    }

    #[test]
    fn knowing_more_never_turns_an_answer_round(case in case(), asked in INNER.0..INNER.1) {
        let before = Finding::on(day(asked), &RestrictionFacts { told: Vec::new(), ..case.facts() });
        let mut exact = case.clone();
        exact.told.clear();
        exact.start = case.start.map(|(a, _)| (a, a));
        let after = Finding::on(day(asked), &exact.facts());
        if !before.disagrees() && !after.disagrees() && before.certainty != Certainty::Perhaps {
            prop_assert_eq!(before.certainty, after.certainty);
        }
    }
}

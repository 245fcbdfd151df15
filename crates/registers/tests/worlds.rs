//! The answers against an oracle that tries every pair of first and last day.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_registers::restrictions::{
    Certainty, Change, ChangeKind, DaysLeft, Finding, Reason, RestrictionFacts, Standing, Status,
    Told,
};
use aigaq_registers::{DayRange, FirstDay, Term};
use aigaq_schema::{Day, PartialDate, RecordId, Span};
use proptest::prelude::*;
use std::collections::BTreeSet;

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
    changes: Vec<Altered>,
}

/// A change as the oracle sees it.
#[derive(Debug, Clone)]
struct Altered {
    kind: ChangeKind,
    on: Option<(i32, i32)>,
    /// A new length in days.
    days: Option<u32>,
    /// A new last day.
    end: Option<(i32, i32)>,
}

/// What the last day follows from: exact days of a stated end, and a term.
type Operative = (Option<(i32, i32)>, Option<Term>);

impl Altered {
    fn term(&self, first_day: FirstDay) -> Option<Term> {
        let days = self.days?;
        let span = Span {
            days,
            ..Span::default()
        };
        Term::new(span, first_day, None)
    }

    fn change(&self) -> Change {
        Change {
            length: self.days.map(|days| Span {
                days,
                ..Span::default()
            }),
            end: self.end.map(dates),
            ..Change::new(self.kind, self.on.map(dates))
        }
    }
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
            changes: self.changes.iter().map(Altered::change).collect(),
            ..RestrictionFacts::new(RecordId::from_bytes([0; 16]), "any")
        }
    }

    /// Could it have been in force from `first` to `last`? Word for word what the module says the facts mean.
    fn allows(
        &self,
        first: i32,
        last: i32,
        over: &[Vec<(Status, i32)>],
        (end, term): &Operative,
    ) -> bool {
        if last < first || !self.start.is_none_or(|(a, b)| (a..=b).contains(&first)) {
            return false;
        }
        if !end.is_none_or(|(a, b)| (a..=b).contains(&last)) {
            return false;
        }
        let mut in_force = self.told.iter().filter(|t| t.0 == Status::InForce);
        in_force.all(|(_, on)| {
            let (a, b) = on.unwrap_or((0, NEVER));
            (a..=b).any(|on| first <= on && on <= last)
        }) && over
            .iter()
            .any(|over| allows_told(first, last, over, end.is_some(), *term))
    }

    /// Every end or term that can be the one that holds, over every choice of a day for each dated change.
    fn operative(&self) -> Vec<Operative> {
        let dated: Vec<&Altered> = self
            .changes
            .iter()
            .filter(|c| c.kind.ends() && c.on.is_some())
            .collect();
        if !dated.is_empty() {
            // The earliest of the days chosen: from the least first day to the least last day.
            let mut ends = BTreeSet::new();
            for choice in choices(&dated) {
                ends.extend(choice.iter().copied().min());
            }
            // Without a gap: one range says the same as its days.
            let (first, last) = (*ends.first().unwrap(), *ends.last().unwrap());
            assert_eq!(ends.len(), usize::try_from(last - first).unwrap() + 1);
            return vec![(Some((first, last)), None)];
        }
        let term: Vec<&Altered> = self
            .changes
            .iter()
            .filter(|c| !c.kind.ends() && (c.days.is_some() || c.end.is_some()))
            .collect();
        if term.is_empty() {
            return vec![(self.end, self.term)];
        }
        let mut last = BTreeSet::new();
        for choice in choices(&term) {
            let newest = choice.iter().max().copied();
            last.extend((0..term.len()).filter(|i| Some(choice[*i]) == newest));
        }
        last.into_iter()
            .map(|i| (term[i].end, term[i].term(self.first_day)))
            .collect()
    }

    /// Every choice of one day for each telling that it is over.
    fn over(&self) -> Vec<Vec<(Status, i32)>> {
        let mut choices = vec![Vec::new()];
        let undated = self
            .changes
            .iter()
            .filter(|c| c.kind.ends() && c.on.is_none());
        let undated = undated.map(|change| match change.kind {
            ChangeKind::Pardoned | ChangeKind::Amnesty => (Status::Pardoned, None),
            _ => (Status::Commuted, None),
        });
        for (status, on) in self.told.iter().copied().chain(undated) {
            if !status.is_over() {
                continue;
            }
            let (a, b) = on.unwrap_or((0, NEVER + 1));
            choices = choices
                .iter()
                .flat_map(|choice: &Vec<_>| {
                    (a..=b).map(move |on| [choice.as_slice(), &[(status, on)]].concat())
                })
                .collect();
        }
        choices
    }
}

/// Every choice of one day for each change; a day that nobody told is long before or long after the others.
fn choices(changes: &[&Altered]) -> Vec<Vec<i32>> {
    let mut all: Vec<Vec<i32>> = vec![Vec::new()];
    for change in changes {
        let days: Vec<i32> = match change.on {
            Some((a, b)) => (a..=b).collect(),
            None => vec![-1, NEVER],
        };
        all = all
            .iter()
            .flat_map(|choice| {
                days.iter()
                    .map(move |day| [choice.as_slice(), &[*day]].concat())
            })
            .collect();
    }
    all
}

fn allows_told(
    first: i32,
    last: i32,
    over: &[(Status, i32)],
    end_is_stated: bool,
    term: Option<Term>,
) -> bool {
    if end_is_stated {
        return over.iter().all(|(_, on)| last <= *on);
    }
    if !over.iter().all(|(_, on)| last < *on) {
        return false;
    }
    let Some(term) = term else { return true };
    let runs_out = term.last_day(day(first));
    let (a, b) = (offset(runs_out.first), offset(runs_out.last));
    let had_run_out = |(status, on): &(Status, i32)| *status == Status::Ended && b < *on;
    if over.iter().all(had_run_out) {
        (a..=b).contains(&last)
    } else {
        last <= b
    }
}

fn within() -> impl Strategy<Value = (i32, i32)> {
    (INNER.0..=INNER.1, 0i32..14).prop_map(|(a, more)| (a, (a + more).min(INNER.1)))
}

fn altered() -> impl Strategy<Value = Altered> {
    let kind = prop_oneof![
        Just(ChangeKind::Shortened),
        Just(ChangeKind::Extended),
        Just(ChangeKind::Lifted),
        Just(ChangeKind::Pardoned),
        Just(ChangeKind::Replaced),
        Just(ChangeKind::Breached),
    ];
    (
        kind,
        proptest::option::weighted(0.9, within()),
        proptest::option::weighted(0.7, 0u32..25),
        proptest::option::weighted(0.3, within()),
    )
        .prop_map(|(kind, on, days, end)| Altered {
            kind,
            on,
            days,
            end,
        })
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
        prop_oneof![Just(Vec::new()), proptest::collection::vec(altered(), 0..3)],
    )
        .prop_map(|(start, end, span, held, told, changes)| {
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
            let term = span.and_then(|span| Term::new(span, first_day, None));
            Case {
                start,
                end,
                term,
                span,
                first_day,
                told,
                changes,
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
    let operative = case.operative();
    all.filter(|(first, last)| {
        operative
            .iter()
            .any(|operative| case.allows(*first, *last, &over, operative))
    })
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

    #[test]
    fn the_order_in_which_changes_are_written_down_has_no_say(case in case(), asked in INNER.0..INNER.1) {
        let facts = case.facts();
        let mut turned = facts.clone();
        turned.changes.reverse();
        turned.told.reverse();
        let (one, other) = (Finding::on(day(asked), &facts), Finding::on(day(asked), &turned));
        prop_assert_eq!(one.standing, other.standing);
        prop_assert_eq!(one.certainty, other.certainty);
        prop_assert_eq!(one.end, other.end);
        prop_assert_eq!(one.days_left, other.days_left);
    }

    #[test]
    fn a_longer_length_never_makes_it_less_in_force(case in case(), more in 0u32..20, asked in INNER.0 - 3..INNER.1 + 30) {
        // Told as over, a longer term only leaves more open when it ended; and what contradicts itself has no order.
        let mut case = case;
        case.told.retain(|told| !told.0.is_over());
        case.changes.retain(|change| !(change.kind.ends() && change.on.is_none()));
        prop_assume!(case.term.is_some());
        let short = case.facts();
        let longer = RestrictionFacts {
            length: short.length.map(|span| Span { days: span.days + more, ..span }),
            ..short.clone()
        };
        let (short, longer) = (Finding::on(day(asked), &short), Finding::on(day(asked), &longer));
        let contradicts = |finding: &Finding| finding.reasons.iter().any(|reason| {
            matches!(reason, Reason::Contradiction { .. } | Reason::FactsDoNotFit)
        });
        if !contradicts(&short) && !contradicts(&longer) {
            // Certainly < Perhaps < No.
            prop_assert!(longer.certainty <= short.certainty);
            if let (Some(short), Some(longer)) = (short.days_left, longer.days_left) {
                prop_assert!(longer.max.unwrap_or(u32::MAX) >= short.max.unwrap_or(u32::MAX));
            }
        }
    }
}

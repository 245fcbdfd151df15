//! Case 10: notices and applications for assemblies.

use super::{date, day, id, kz};
use aigaq_registers::assemblies::{Answer, AssemblyEntry, AssemblyFacts, Procedure, State, Tally};
use aigaq_registers::restrictions::Certainty;
use aigaq_schema::{Day, RecordId};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn assembly(procedure: Procedure, filed: &str, planned: &str) -> AssemblyFacts {
    AssemblyFacts {
        record: id(1),
        procedure: Some(procedure),
        filed: date(filed),
        planned: date(planned),
        answered: None,
        answer: Answer::Silent,
    }
}

fn on(facts: &AssemblyFacts, day_text: &str) -> AssemblyEntry {
    let (rules, calendar) = kz();
    AssemblyEntry::on(day(day_text), facts, rules, calendar)
}

#[test]
fn case_10_a_notification_without_a_reply_in_three_working_days_is_deemed_allowed() {
    // Filed on Monday 18 October 2021: Tuesday, Wednesday, Thursday the 21st.
    let notice = assembly(Procedure::Notification, "2021-10-18", "2021-10-30");
    assert_eq!(on(&notice, "2021-10-21").state, State::Waiting);
    let deemed = State::DeemedAllowed {
        sure: Certainty::Certainly,
    };
    assert_eq!(on(&notice, "2021-10-22").state, deemed);
    // Over Nauryz the days do not run.
    let notice = assembly(Procedure::Notification, "2021-03-18", "2021-04-10");
    assert_eq!(on(&notice, "2021-03-26").state, State::Waiting);
    assert_eq!(on(&notice, "2021-03-27").state, deemed);
}

#[test]
fn case_10_silence_allows_no_march() {
    let march = assembly(Procedure::Application, "2021-10-04", "2021-10-30");
    assert_eq!(on(&march, "2021-10-13").state, State::Waiting);
    assert_eq!(
        on(&march, "2021-10-14").state,
        State::Unanswered {
            sure: Certainty::Certainly
        }
    );
}

#[test]
fn case_10_a_march_applied_for_nine_working_days_before_is_late() {
    let march = |filed| assembly(Procedure::Application, filed, "2021-10-30");
    assert_eq!(
        on(&march("2021-10-18"), "2021-11-30").filed_late,
        Certainty::No
    );
    assert_eq!(
        on(&march("2021-10-19"), "2021-11-30").filed_late,
        Certainty::Certainly
    );
    assert_eq!(
        on(&march("2021-10"), "2021-11-30").filed_late,
        Certainty::Perhaps
    );
    // A Saturday and a Sunday between change nothing; a holiday does.
    let march = assembly(Procedure::Application, "2021-03-11", "2021-03-27");
    assert_eq!(on(&march, "2021-11-30").filed_late, Certainty::Certainly);
}

#[test]
fn case_10_refusals_by_ground_and_signatory_and_the_share_allowed() {
    let mut entries = Vec::new();
    let mut about: BTreeMap<RecordId, (&str, &str)> = BTreeMap::new();
    let rows = [
        (1, Answer::Refused, "quarantine", "A."),
        (2, Answer::Refused, "quarantine", "B."),
        (3, Answer::Refused, "late", "A."),
        (4, Answer::Allowed, "", "B."),
        (5, Answer::Silent, "", ""),
        (6, Answer::NotAsked, "", ""),
        (7, Answer::Unknown, "", ""),
    ];
    for (number, answer, ground, signatory) in rows {
        let mut facts = assembly(Procedure::Notification, "2021-10-18", "2021-10-30");
        (facts.record, facts.answer) = (id(number), answer);
        entries.push(on(&facts, "2021-11-30"));
        about.insert(id(number), (ground, signatory));
    }
    let mut all = Tally::default();
    entries.iter().for_each(|entry| all.add(entry.state));
    assert_eq!(
        (all.filed, all.allowed, all.deemed, all.refused),
        (6, 1, 1, 3)
    );
    assert_eq!((all.unknown, all.not_asked), (1, 1));
    assert_eq!(all.share(), (2, 5), "two of the five that were decided");
    let refused = |of: fn(&(&str, &str)) -> String| -> Vec<(String, usize)> {
        aigaq_registers::assemblies::by(&entries, |record| vec![of(&about[&record])])
            .into_iter()
            .filter(|(_, tally)| tally.refused > 0)
            .map(|(key, tally)| (key, tally.refused))
            .collect()
    };
    let pairs = |rows: &[(&str, usize)]| -> Vec<(String, usize)> {
        rows.iter()
            .map(|(key, n)| ((*key).to_owned(), *n))
            .collect()
    };
    assert_eq!(
        refused(|about| about.0.to_owned()),
        pairs(&[("late", 1), ("quarantine", 2)])
    );
    assert_eq!(
        refused(|about| about.1.to_owned()),
        pairs(&[("A.", 2), ("B.", 1)])
    );
}

#[test]
fn before_the_law_of_2020_nothing_is_deemed_allowed() {
    let notice = assembly(Procedure::Notification, "2019-10-14", "2019-10-30");
    assert_eq!(on(&notice, "2021-01-01").state, State::NoAnswer);
    assert_eq!(on(&notice, "2021-01-01").answer_by, None);
}

proptest! {
    #[test]
    fn a_tally_loses_nobody(states in proptest::collection::vec(0u8..7, 0..30), on in 18_900i32..19_000) {
        let answers = [Answer::Allowed, Answer::Refused, Answer::Proposed, Answer::Silent, Answer::NotAsked, Answer::Withdrawn, Answer::Unknown];
        let mut tally = Tally::default();
        for (number, state) in states.iter().enumerate() {
            let mut facts = assembly(if number % 2 == 0 { Procedure::Notification } else { Procedure::Application }, "2021-10", "2021-11");
            facts.answer = answers[usize::from(*state)];
            let (rules, calendar) = kz();
            tally.add(AssemblyEntry::on(Day(on), &facts, rules, calendar).state);
        }
        let parts = tally.allowed + tally.deemed + tally.refused + tally.unanswered + tally.open + tally.unknown;
        prop_assert_eq!(tally.filed, parts);
        prop_assert!(tally.share().0 <= tally.share().1);
    }
}

//! What a person said of being named decides, however vaguely its days are known and for whomever it was said.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use aigaq_registers::DayRange;
use aigaq_registers::consents::{Circle, ConsentFacts, Purpose, Verdict, Wish, decided};
use aigaq_schema::PartialDate;
use proptest::prelude::*;

fn range(date: &str) -> DayRange {
    let date: PartialDate = date.parse().unwrap();
    DayRange {
        first: date.first(),
        last: date.last(),
    }
}

/// A consent: use, circle, state and day; what is empty was not told.
fn said(terms: &str) -> ConsentFacts {
    let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let terms: Vec<&str> = terms.split(' ').collect();
    let [used, circle, state, day] = terms[..] else {
        panic!("{terms:?}");
    };
    let bare = |text: &str| told(text.trim_matches('-'));
    ConsentFacts {
        used: bare(used),
        circle: bare(circle),
        state: bare(state),
        given: bare(day).map(|day| range(&day)),
        ..ConsentFacts::default()
    }
}

fn name(circle: Circle, all: &[&str]) -> Option<Verdict> {
    let all: Vec<ConsentFacts> = all.iter().map(|terms| said(terms)).collect();
    let purpose = Purpose::Name;
    decided(&all, Wish { purpose, circle })
}

fn hand_over(circle: Circle, all: &[&str]) -> Option<Verdict> {
    let all: Vec<ConsentFacts> = all.iter().map(|terms| said(terms)).collect();
    let purpose = Purpose::HandOver("un_submission");
    decided(&all, Wish { purpose, circle })
}

const BOTH: [Circle; 2] = [Circle::Partners, Circle::Public];

#[test]
fn what_is_taken_back_or_internal_holds_for_all_outside_whatever_circle_was_meant() {
    let named = "publish public named 2023-01-01";
    for (later, verdict) in [
        ("publish partners withdrawn 2024-01-01", Verdict::TakenBack),
        ("publish internal withdrawn 2024-01-01", Verdict::TakenBack),
        ("publish - withdrawn 2024-01-01", Verdict::TakenBack),
        (
            "partner_sharing partners withdrawn 2024-01-01",
            Verdict::TakenBack,
        ),
        ("publish internal refused 2024-01-01", Verdict::Refused),
        ("publish internal named 2024-01-01", Verdict::Refused),
        (
            "publish partners internal_only 2024-01-01",
            Verdict::Refused,
        ),
        ("- internal refused 2024-01-01", Verdict::Refused),
    ] {
        for circle in BOTH {
            assert_eq!(name(circle, &[named, later]), Some(verdict), "{later}");
        }
        // Said again after it, it holds again; where nobody told when it was taken back, not before that is told.
        let again = said("publish public named 2025-01-01");
        let mut before = said(later);
        let undated = before.state.as_deref() == Some("withdrawn");
        let of = |before: &ConsentFacts| {
            let all = [said(named), before.clone(), again.clone()];
            let (purpose, circle) = (Purpose::Name, Circle::Public);
            decided(&all, Wish { purpose, circle }).unwrap()
        };
        assert_eq!(of(&before).names(), !undated, "{later}");
        before.taken_back = undated.then(|| range("2024-02-01"));
        assert!(of(&before).names(), "{later}");
    }
    let of_another_use = "un_submission partners withdrawn 2024-01-01";
    assert_eq!(
        name(Circle::Public, &[named, of_another_use]),
        Some(Verdict::Named)
    );
}

#[test]
fn a_consent_dated_vaguely_does_not_beat_a_refusal_that_may_be_later() {
    let refused = "publish public refused 2024-03-01";
    for vague in ["2024", "2024-03", "2023/..", "2024-03-01", "-"] {
        let named = format!("publish public named {vague}");
        assert_eq!(
            name(Circle::Public, &[&named, refused]),
            Some(Verdict::Refused),
            "{vague}"
        );
    }
    for later in ["2024-03-02", "2024-04", "2025"] {
        let named = format!("publish public named {later}");
        assert_eq!(
            name(Circle::Public, &[&named, refused]),
            Some(Verdict::Named),
            "{later}"
        );
    }
    let vague = "publish public refused 2024";
    let named = "publish public named 2024-12-31";
    assert_eq!(
        name(Circle::Public, &[named, vague]),
        Some(Verdict::Refused)
    );
    // The same of what is handed over.
    assert_eq!(
        hand_over(
            Circle::Partners,
            &[
                "un_submission partners named 2024",
                "un_submission partners refused 2024-03-01",
            ]
        ),
        Some(Verdict::Refused)
    );
}

#[test]
fn what_is_handed_to_everybody_needs_a_consent_for_everybody() {
    for narrow in [
        "un_submission partners named 2024-01-01",
        "un_submission - named_mechanism 2024-01-01",
        "un_submission public named_mechanism 2024-01-01",
        "un_submission partners without_identity 2024-01-01",
    ] {
        assert!(hand_over(Circle::Partners, &[narrow]).is_some(), "{narrow}");
        assert_eq!(hand_over(Circle::Public, &[narrow]), None, "{narrow}");
    }
    let wide = "un_submission public named 2024-01-01";
    for circle in BOTH {
        assert_eq!(hand_over(circle, &[wide]), Some(Verdict::Named));
    }
    // A name that everybody may not read may still be handed to a mechanism.
    let without = "un_submission public without_identity 2025-01-01";
    let narrow = "un_submission partners named 2024-01-01";
    assert_eq!(
        hand_over(Circle::Partners, &[narrow, without]),
        Some(Verdict::Named)
    );
    assert_eq!(
        hand_over(Circle::Public, &[narrow, without]),
        Some(Verdict::WithoutName)
    );
}

#[test]
fn a_day_of_taking_back_counts_with_the_day_of_giving() {
    let taken_back = |given: &str, back: &str| ConsentFacts {
        taken_back: Some(range(back)),
        ..said(&format!("publish public named {given}"))
    };
    let of = |all: &[ConsentFacts]| {
        let (purpose, circle) = (Purpose::Name, Circle::Public);
        decided(all, Wish { purpose, circle })
    };
    let earlier = said("publish public named 2022-06-01");
    // Taken back before it was given: one of the days is wrong, and the later counts.
    let back = taken_back("2023-01-01", "2022-01-01");
    assert_eq!(of(&[earlier, back]), Some(Verdict::TakenBack));
    let anew = said("publish public named 2024-01-01");
    assert_eq!(
        of(&[taken_back("-", "2023-05"), anew.clone()]),
        Some(Verdict::Named)
    );
    let ever = ConsentFacts {
        taken_back: Some(DayRange::ANY),
        ..said("publish public named 2020-01-01")
    };
    assert_eq!(of(&[ever, anew]), Some(Verdict::TakenBack));
}

#[test]
fn a_consent_that_contradicts_itself_refuses() {
    let torn = ConsentFacts {
        contradicts: true,
        ..said("publish public named 2024-01-01")
    };
    let named = said("publish public named 2023-01-01");
    for circle in BOTH {
        let purpose = Purpose::Name;
        let all = [torn.clone(), named.clone()];
        let verdict = decided(&all, Wish { purpose, circle });
        assert_eq!(verdict, Some(Verdict::Refused));
    }
}

fn any_consent() -> impl Strategy<Value = ConsentFacts> {
    let code = |all: &'static [&'static str]| {
        prop::option::of(prop::sample::select(all)).prop_map(|code| code.map(str::to_owned))
    };
    let day = || {
        prop::option::of(prop::sample::select(
            &["2020", "2021-03", "2021-03-01", "2022-01-01", "2021/.."][..],
        ))
        .prop_map(|day| day.map(range))
    };
    (
        code(&["publish", "partner_sharing", "un_submission", "count"]),
        code(&["internal", "partners", "public"]),
        code(&[
            "unknown",
            "not_asked",
            "refused",
            "internal_only",
            "named_mechanism",
            "without_identity",
            "named",
            "already_public",
            "withdrawn",
        ]),
        day(),
        prop::option::weighted(0.1, prop::sample::select(&["2021", "2023"][..])),
    )
        .prop_map(|(used, circle, state, given, back)| ConsentFacts {
            used,
            circle,
            state,
            given,
            taken_back: back.map(range),
            contradicts: false,
        })
}

fn not_asked() -> impl Strategy<Value = ConsentFacts> {
    any_consent().prop_map(|consent| ConsentFacts {
        state: Some("not_asked".to_owned()),
        taken_back: None,
        ..consent
    })
}

proptest! {
    /// It allows nothing, also alone; and no refusal made of it stands in the way of a later consent.
    #[test]
    fn that_a_person_was_not_asked_changes_nothing(
        all in prop::collection::vec(any_consent(), 0..5), one in not_asked()
    ) {
        let with: Vec<ConsentFacts> = all.iter().cloned().chain([one.clone()]).collect();
        for circle in BOTH {
            for purpose in [Purpose::Name, Purpose::HandOver("un_submission")] {
                let wish = Wish { purpose, circle };
                prop_assert_eq!(decided(&with, wish), decided(&all, wish));
                prop_assert_eq!(decided(std::slice::from_ref(&one), wish), None);
            }
        }
    }

    #[test]
    fn the_order_in_which_consents_came_changes_nothing(
        all in prop::collection::vec(any_consent(), 0..6)
    ) {
        let mut turned = all.clone();
        turned.reverse();
        for circle in BOTH {
            for purpose in [Purpose::Name, Purpose::HandOver("un_submission")] {
                let wish = Wish { purpose, circle };
                prop_assert_eq!(decided(&all, wish), decided(&turned, wish));
            }
        }
    }

    #[test]
    fn whoever_takes_everything_back_is_named_nowhere(
        all in prop::collection::vec(any_consent(), 0..6)
    ) {
        let mut all = all;
        all.push(said("- - withdrawn 2030-01-01"));
        for circle in BOTH {
            for purpose in [Purpose::Name, Purpose::HandOver("un_submission")] {
                let wish = Wish { purpose, circle };
                prop_assert_eq!(decided(&all, wish), Some(Verdict::TakenBack));
            }
        }
    }

    #[test]
    fn nobody_is_named_whom_no_consent_allows(
        all in prop::collection::vec(any_consent(), 0..6)
    ) {
        let all: Vec<ConsentFacts> = all
            .into_iter()
            .filter(|one| !matches!(one.state.as_deref(), Some("named" | "already_public" | "named_mechanism")))
            .collect();
        for circle in BOTH {
            for purpose in [Purpose::Name, Purpose::HandOver("un_submission")] {
                let verdict = decided(&all, Wish { purpose, circle });
                prop_assert!(!verdict.is_some_and(Verdict::names));
            }
        }
    }
}

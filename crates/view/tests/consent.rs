//! A person is named to everybody only with a consent to it; to the group always.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_schema::{Statement, Value};
use aigaq_testkit::{TestWorkspace, of, record, said, value};
use aigaq_view::{Reader, View};

const PERSON: u8 = 1;
const NAME: &str = "Aigerim N.";

fn consent(first: u8, terms: &[(&str, &str)]) -> Vec<Statement> {
    let mut all = vec![value(first, "person", Value::Reference(record(PERSON)))];
    for (place, (property, text)) in (1..).zip(terms) {
        all.push(said(first + place, "consent", property, text));
    }
    all
}

/// The workspace with the person and these consents.
fn with(kind: &str, consents: &[&[(&str, &str)]]) -> (TestWorkspace, View) {
    let mut w = TestWorkspace::new();
    w.save(&[of(
        record(PERSON),
        "actor",
        vec![
            said(1, "actor", "kind", kind),
            said(2, "actor", "name", NAME),
            said(3, "actor", "birth", "1990-05-01"),
            said(4, "actor", "gender", "female"),
            said(5, "actor", "role", "lawyer in a small town"),
        ],
    )]);
    for (place, terms) in (0..).zip(consents) {
        let statements = consent(20 + place * 10, terms);
        w.save(&[of(record(100 + place), "consent", statements)]);
    }
    let mut view = View::open(&w.around().join("v"), &w.unlocked.view_key()).unwrap();
    view.catch_up(&w.journal, |_| {}).unwrap();
    (w, view)
}

fn is_named(kind: &str, consents: &[&[(&str, &str)]]) -> bool {
    is_named_for(Reader::public(), kind, consents)
}

fn is_named_for(reader: Reader, kind: &str, consents: &[&[(&str, &str)]]) -> bool {
    let (_w, view) = with(kind, consents);
    let brief = view.brief(&reader, record(PERSON)).unwrap().unwrap();
    let page = view.record(&reader, record(PERSON), 10).unwrap().unwrap();
    let said_name = page.statements.contains_key("name");
    assert_eq!(
        brief.name().is_some(),
        said_name,
        "the page and the brief agree"
    );
    assert_eq!(brief.get("birth").is_some(), said_name);
    assert_eq!(brief.get("role").is_some(), said_name);
    assert!(brief.get("gender").is_some(), "what is counted stays");
    let own = view
        .brief(&Reader::keeper(), record(PERSON))
        .unwrap()
        .unwrap();
    assert_eq!(own.name(), Some(NAME), "the group reads everything");
    brief.name().is_some()
}

const YES: &[(&str, &str)] = &[
    ("use", "publish"),
    ("audience", "public"),
    ("state", "named"),
];

#[test]
fn without_a_consent_a_person_has_no_name_for_everybody() {
    assert!(!is_named("person", &[]));
}

#[test]
fn with_a_consent_or_by_their_own_publication_they_have() {
    assert!(is_named("person", &[YES]));
    let own = [
        ("use", "publish"),
        ("audience", "public"),
        ("state", "already_public"),
    ];
    assert!(is_named("person", &[&own]));
}

#[test]
fn a_consent_to_something_else_is_none_to_be_named() {
    for terms in [
        &[
            ("use", "publish"),
            ("audience", "public"),
            ("state", "without_identity"),
        ][..],
        &[
            ("use", "publish"),
            ("audience", "partners"),
            ("state", "named"),
        ],
        &[
            ("use", "appeal"),
            ("audience", "public"),
            ("state", "named"),
        ],
        &[("audience", "public"), ("state", "named")],
        &[("use", "publish"), ("state", "named")],
        &[("use", "publish"), ("audience", "public")],
    ] {
        assert!(!is_named("person", &[terms]), "{terms:?}");
    }
}

#[test]
fn a_consent_taken_back_hides_the_name_again() {
    let back = [YES, &[("date", "2020-01-01"), ("withdrawn", "2021-03")]].concat();
    assert!(!is_named("person", &[&back]));
    let withdrawn = [
        ("use", "publish"),
        ("audience", "public"),
        ("state", "withdrawn"),
    ];
    assert!(!is_named("person", &[YES, &withdrawn]));
}

#[test]
fn of_several_consents_the_latest_decides() {
    let yes_2021 = [YES, &[("date", "2021-05-01")]].concat();
    let no = |on| {
        vec![
            ("use", "publish"),
            ("audience", "public"),
            ("state", "refused"),
            ("date", on),
        ]
    };
    assert!(is_named("person", &[&no("2019-01-01"), &yes_2021]));
    assert!(!is_named("person", &[&yes_2021, &no("2022-01-01")]));
    assert!(
        !is_named("person", &[&yes_2021, &no("2021-05-01")]),
        "on the same day the refusal"
    );
}

#[test]
fn organisations_and_groups_need_none_and_an_unknown_kind_is_taken_for_a_person() {
    assert!(is_named("ngo", &[]));
    assert!(is_named("group", &[]));
    let mut w = TestWorkspace::new();
    w.save(&[of(
        record(PERSON),
        "actor",
        vec![said(1, "actor", "name", NAME)],
    )]);
    let mut view = View::open(&w.around().join("v"), &w.unlocked.view_key()).unwrap();
    view.catch_up(&w.journal, |_| {}).unwrap();
    let brief = view
        .brief(&Reader::public(), record(PERSON))
        .unwrap()
        .unwrap();
    assert_eq!(brief.name(), None);
}

const TO_PARTNERS: &[(&str, &str)] = &[
    ("use", "partner_sharing"),
    ("audience", "partners"),
    ("state", "named"),
];

#[test]
fn partners_read_the_names_of_those_who_agreed_to_them_or_to_everybody() {
    let named = |consents: &[&[(&str, &str)]]| is_named_for(Reader::partners(), "person", consents);
    let published = [
        ("use", "publish"),
        ("audience", "partners"),
        ("state", "named"),
    ];
    assert!(named(&[TO_PARTNERS]) && named(&[&published]) && named(&[YES]));
    assert!(!is_named("person", &[TO_PARTNERS]) && !is_named("person", &[&published]));
    for nothing in [
        &[][..],
        &[
            ("use", "partner_sharing"),
            ("audience", "partners"),
            ("state", "named_mechanism"),
        ],
        &[
            ("use", "appeal"),
            ("audience", "partners"),
            ("state", "named"),
        ],
        &[("audience", "partners"), ("state", "named")],
    ] {
        assert!(!named(&[nothing]), "{nothing:?}");
    }
}

#[test]
fn a_refusal_holds_for_its_circle_and_what_is_taken_back_for_all() {
    let named = |consents: &[&[(&str, &str)]]| is_named_for(Reader::partners(), "person", consents);
    let refused = |of: &'static str| [("use", "publish"), ("audience", of), ("state", "refused")];
    assert!(named(&[TO_PARTNERS, &refused("public")]));
    assert!(!named(&[YES, &refused("partners")]));
    assert!(is_named("person", &[YES, &refused("partners")]));
    let dated = |on| [YES, &[("date", on)]].concat();
    let no_longer = [&refused("public")[..], &[("date", "2021-01-01")]].concat();
    assert!(
        !named(&[&dated("2020-01-01"), &no_longer]),
        "what was for all is for nobody"
    );
    assert!(named(&[&no_longer, &dated("2022-01-01")]));
    let back = [YES, &[("withdrawn", "2021-03")]].concat();
    assert!(named(&[&back, &dated("2022-01-01")]));
    let earlier = [TO_PARTNERS, &[("date", "2020-01-01")]].concat();
    assert!(!named(&[&earlier, &back]));
    let inside = [
        ("use", "publish"),
        ("audience", "internal"),
        ("state", "internal_only"),
    ];
    assert!(!named(&[TO_PARTNERS, &inside]) && !is_named("person", &[YES, &inside]));
}

#[test]
fn what_is_taken_back_or_kept_inside_holds_for_all_outside_whatever_circle_it_names() {
    let dated = |terms: &[(&'static str, &'static str)], on| [terms, &[("date", on)]].concat();
    let yes = dated(YES, "2023-01-01");
    for (circle, state) in [
        ("partners", "withdrawn"),
        ("internal", "withdrawn"),
        ("internal", "refused"),
        ("internal", "named"),
    ] {
        let later = [("use", "publish"), ("audience", circle), ("state", state)];
        let later = dated(&later, "2024-01-01");
        for reader in [Reader::public(), Reader::partners()] {
            assert!(
                !is_named_for(reader, "person", &[&yes, &later]),
                "{circle} {state}"
            );
        }
    }
}

#[test]
fn a_consent_of_some_day_of_a_year_does_not_beat_a_refusal_of_a_day_of_it() {
    let refused = [
        ("use", "publish"),
        ("audience", "public"),
        ("state", "refused"),
    ];
    let no = [&refused[..], &[("date", "2024-03-01")]].concat();
    let on = |day| [YES, &[("date", day)]].concat();
    assert!(!is_named("person", &[&no, &on("2024")]));
    assert!(is_named("person", &[&no, &on("2024-04")]));
}

/// An official, with what they did and what was done to them.
fn official(class: &str, role: Option<&str>, consents: &[&[(&str, &str)]]) -> bool {
    let (mut w, _) = with("person", consents);
    w.save(&[of(
        record(PERSON),
        "actor",
        vec![said(6, "actor", "source_class", class)],
    )]);
    if let Some(role) = role {
        w.save(&[of(
            record(50),
            "involvement",
            vec![
                value(90, "actor", Value::Reference(record(PERSON))),
                said(91, "involvement", "role", role),
            ],
        )]);
    }
    let mut view = View::open(&w.around().join("anew"), &w.unlocked.view_key()).unwrap();
    view.catch_up(&w.journal, |_| {}).unwrap();
    let brief = view.brief(&Reader::public(), record(PERSON)).unwrap();
    brief.unwrap().name().is_some()
}

#[test]
fn an_official_is_named_for_what_they_do_in_office_and_private_in_what_is_done_to_them() {
    assert!(official("court.district", Some("perpetrator.main"), &[]));
    assert!(official("police", None, &[]));
    assert!(
        !official("court", Some("target"), &[]),
        "a judge can be a victim"
    );
    assert!(!official("police", Some("witness"), &[]));
    for private in ["company", "citizens", "unknown", "party_activists"] {
        assert!(
            !official(private, Some("perpetrator.main"), &[]),
            "{private}"
        );
    }
    let masked = [
        ("use", "publish"),
        ("audience", "public"),
        ("state", "without_identity"),
    ];
    let none = official("police", Some("perpetrator.main"), &[&masked]);
    assert!(!none, "a record that says otherwise decides");
}

//! Own words: added, amended, left out when they do not fit; the order in which they come has no say.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::*;
use crate::language::Language;
use crate::value::Value;
use proptest::prelude::*;

fn id(n: u8) -> RecordId {
    RecordId::from_random([n; 16])
}

fn read(kind: &str, content: &str) -> OwnDefinition {
    OwnDefinition::read(kind, content).unwrap()
}

fn with(own: &[(&str, &str)]) -> (Schema, Vec<OwnFault>) {
    let own: Vec<_> = (1..)
        .zip(own)
        .map(|(n, (kind, content))| (id(n), read(kind, content)))
        .collect();
    let (schema, faults) = Schema::shipped().with_own(&own);
    (schema, faults.into_iter().map(|(_, f)| f).collect())
}

const WEATHER: &str = r#"
    of = "act"
    code = "weather"
    kind = "term"
    list = "weathers"
    label = { ru = "Погода" }
"#;
const WEATHERS: &str = r#"code = "weathers"
    label = { ru = "Виды погоды", en = "Kinds of weather" }"#;
const RAIN: &str = r#"of = "weathers"
    code = "rain"
    label = { ru = "Дождь", kk = "Жаңбыр" }"#;
const SHOWER: &str = r#"of = "weathers"
    code = "a_shower"
    parent = "rain"
    label = { ru = "Ливень" }"#;

#[test]
fn a_property_with_a_list_of_ones_own_is_read_like_a_shipped_one() {
    let (schema, faults) = with(&[
        ("property", WEATHER),
        ("code", SHOWER),
        ("code", RAIN),
        ("list", WEATHERS),
    ]);
    assert_eq!(faults, []);
    let property = schema.property("act", "weather").unwrap();
    assert_eq!(
        property.label.get(Language::En),
        "Погода",
        "told in another language"
    );
    assert_eq!(schema.read(property, "дождь").unwrap(), Value::term("rain"));
    let list = schema.list("weathers").unwrap();
    assert!(list.is_within("a_shower", "rain"));
    assert_eq!(list.label.get(Language::En), "Kinds of weather");
    assert_ne!(schema.fingerprint(), Schema::shipped().fingerprint());
    let codes: Vec<&str> = schema
        .record_type("act")
        .unwrap()
        .properties
        .iter()
        .map(|p| p.code.as_str())
        .collect();
    let place = |code: &str| codes.iter().position(|c| *c == code).unwrap();
    assert!(
        place("weather") < place("sensitivity"),
        "before those of every type"
    );
}

#[test]
fn a_type_of_ones_own_has_a_title_and_what_every_type_has() {
    let (schema, faults) = with(&[
        (
            "type",
            r#"code = "seminar"
            label = { ru = "Семинар" }
            plural = { ru = "Семинары" }"#,
        ),
        (
            "property",
            r#"of = "seminar"
            code = "speaker"
            kind = "reference"
            to = ["actor"]
            label = { ru = "Докладчик" }"#,
        ),
    ]);
    assert_eq!(faults, []);
    let seminar = schema.record_type("seminar").unwrap();
    assert_eq!(
        (seminar.unit.as_str(), seminar.caption[0].as_str()),
        ("seminars", "title")
    );
    for code in ["title", "speaker", "sensitivity", "verification", "learned"] {
        assert!(seminar.property(code).is_some(), "{code}");
    }
}

#[test]
fn shipped_things_are_renamed_and_retired_but_never_become_something_else() {
    let (schema, faults) = with(&[
        (
            "code",
            r#"of = "motives"
            code = "unlikely"
            retired = true
            label = { ru = "Едва ли" }"#,
        ),
        (
            "type",
            r#"code = "act"
            label = { ru = "Нарушение" }"#,
        ),
        (
            "property",
            r#"of = "act"
            code = "summary"
            kind = "number"
            label = { ru = "Число" }"#,
        ),
        (
            "property",
            r#"of = "act"
            code = "outcome"
            retired = true"#,
        ),
    ]);
    assert_eq!(faults, [OwnFault::OtherKind("act.summary".to_owned())]);
    let motive = schema.list("motives").unwrap().get("unlikely").unwrap();
    assert!(motive.retired && motive.label.get(Language::Ru) == "Едва ли");
    assert_eq!(motive.label.get(Language::En), "Unlikely", "untouched");
    assert_eq!(
        schema.record_type("act").unwrap().label.get(Language::Ru),
        "Нарушение"
    );
    assert!(schema.property("act", "outcome").unwrap().retired);
    assert_eq!(
        schema.property("act", "summary").unwrap().kind,
        ValueKind::Text
    );
}

#[test]
fn what_does_not_fit_is_told_and_left_out() {
    for (kind, content, told) in [
        (
            "code",
            "of = \"nowhere\"\ncode = \"a\"\nlabel = { ru = \"А\" }",
            "“nowhere” is not there",
        ),
        (
            "code",
            "of = \"motives\"\ncode = \"a\"\nparent = \"b\"\nlabel = { ru = \"А\" }",
            "“motives/b” is not there",
        ),
        (
            "code",
            "of = \"motives\"\ncode = \"Плохо\"\nlabel = { ru = \"А\" }",
            "“Плохо” is not a code",
        ),
        ("code", "of = \"motives\"\ncode = \"a\"", "“a” has no label"),
        (
            "list",
            "code = \"a b\"\nlabel = { ru = \"А\" }",
            "“a b” is not a code",
        ),
        (
            "type",
            "code = \"acts\"\nunit = \"acts\"\nlabel = { ru = \"А\" }",
            "“acts” is not a code",
        ),
        (
            "property",
            "of = \"act\"\ncode = \"x\"\nlabel = { ru = \"А\" }",
            "it has no kind",
        ),
        (
            "property",
            "of = \"act\"\ncode = \"x\"\nkind = \"term\"\nlabel = { ru = \"А\" }",
            "codes need a list",
        ),
        (
            "property",
            "of = \"act\"\ncode = \"x\"\nkind = \"file\"\nlabel = { ru = \"А\" }",
            "the program alone",
        ),
        (
            "property",
            "of = \"act\"\ncode = \"x\"\nkind = \"reference\"\nto = [\"z\"]\nlabel = { ru = \"А\" }",
            "“z” is not there",
        ),
    ] {
        let (schema, faults) = with(&[(kind, content)]);
        assert_eq!(faults.len(), 1, "{content}");
        assert!(faults[0].to_string().contains(told), "{}", faults[0]);
        assert_eq!(schema.fingerprint(), Schema::shipped().fingerprint());
    }
    assert!(matches!(
        OwnDefinition::read("search", ""),
        Err(OwnFault::Kind(_))
    ));
    assert!(matches!(
        OwnDefinition::read("list", "code = 1"),
        Err(OwnFault::Content(_))
    ));
}

#[test]
fn a_definition_written_and_read_again_is_the_same() {
    for (kind, content) in [("property", WEATHER), ("list", WEATHERS), ("code", SHOWER)] {
        let own = read(kind, content);
        assert_eq!(
            OwnDefinition::read(own.kind(), &own.content().unwrap()).unwrap(),
            own
        );
    }
}

proptest! {
    #[test]
    fn the_order_of_definitions_has_no_say(order in Just([0_usize, 1, 2, 3, 4]).prop_shuffle()) {
        let renamed = r#"of = "weathers"
            code = "rain"
            label = { en = "Rain" }"#;
        let all = [
            (id(1), read("property", WEATHER)),
            (id(2), read("code", SHOWER)),
            (id(3), read("code", RAIN)),
            (id(4), read("list", WEATHERS)),
            (id(5), read("code", renamed)),
        ];
        let shuffled: Vec<_> = order.iter().map(|n| all[*n].clone()).collect();
        let (schema, faults) = Schema::shipped().with_own(&shuffled);
        let (expected, _) = Schema::shipped().with_own(&all);
        prop_assert!(faults.is_empty());
        prop_assert_eq!(schema.fingerprint(), expected.fingerprint());
        let rain = schema.list("weathers").unwrap().get("rain").unwrap();
        prop_assert_eq!(rain.label.get(Language::En), "Rain");
    }
}

#[test]
fn a_code_is_proposed_from_a_label_in_any_of_the_languages() {
    for (label, code) in [
        ("Погода", "pogoda"),
        ("Съезд юристов — 2021", "sezd_yuristov_2021"),
        ("Жаңбыр, қар", "zhanbyr_qar"),
        ("2nd Hearing", "nd_hearing"),
        ("  ", ""),
        ("集会", ""),
        ("<script>", "script"),
    ] {
        assert_eq!(proposed_code(label), code, "{label}");
    }
}

#[test]
fn words_of_the_program_are_no_codes() {
    let (_, faults) = with(&[
        ("list", "code = \"yesno\"\nlabel = { en = \"Yes\" }"),
        ("type", "code = \"person\"\nlabel = { en = \"Person\" }"),
        (
            "property",
            "of = \"act\"\ncode = \"year\"\nkind = \"text\"\nlabel = { en = \"Year\" }",
        ),
        (
            "property",
            "of = \"act\"\ncode = \"changed\"\nkind = \"date\"\nlabel = { en = \"Changed\" }",
        ),
    ]);
    let reserved =
        ["yesno", "persons", "year", "changed"].map(|code| OwnFault::Reserved(code.to_owned()));
    assert_eq!(faults.len(), 4, "{faults:?}");
    assert!(
        reserved.iter().all(|fault| faults.contains(fault)),
        "{faults:?}"
    );
}

#[test]
fn all_definitions_stand_in_one_file_and_are_read_from_it() {
    let own = vec![
        read("list", WEATHERS),
        read("code", RAIN),
        read("code", SHOWER),
        read("type", "code = \"seminar\"\nlabel = { ru = \"Семинар\" }"),
        read("property", WEATHER),
    ];
    let text = OwnFile::of(own.clone()).text().unwrap();
    assert!(
        text.contains("[[property]]") && text.contains("[[code]]"),
        "{text}"
    );
    assert_eq!(OwnFile::read(&text).unwrap().definitions(), own);
    assert!(OwnFile::read("[[thing]]").is_err());
    assert_eq!(OwnFile::read("").unwrap(), OwnFile::default());
}

#[test]
fn whatever_changes_what_a_property_holds_has_its_data_read_again() {
    let shipped = Schema::shipped();
    let changed = |change: &dyn Fn(&mut Property)| {
        let mut later = shipped.clone();
        change(later.property_mut("act", "type").unwrap());
        shipped.growth(&later)
    };
    assert_eq!(changed(&|p| p.label = labels::TITLE.labels()), Growth::None);
    assert_eq!(changed(&|p| p.retired = true), Growth::None);
    let changes: [&dyn Fn(&mut Property); 6] = [
        &|p| p.kind = ValueKind::Text,
        &|p| p.list = Some("regions".to_owned()),
        &|p| p.to = vec!["event".to_owned()],
        &|p| p.many = !p.many,
        &|p| p.sensitivity = Sensitivity::Sealed,
        &|p| p.countable = !p.countable,
    ];
    for change in changes {
        assert_eq!(changed(change), Growth::Other);
    }
    let mut moved = shipped.clone();
    let types = moved.list_mut("act_types").unwrap();
    types.get_mut("LIB.detain").unwrap().parent = None;
    assert_eq!(shipped.growth(&moved), Growth::Other);
}

proptest! {
    #[test]
    fn a_proposed_code_is_a_code_or_nothing(label in ".{0,80}") {
        let code = proposed_code(&label);
        prop_assert!(code.is_empty() || is_code(&code).is_ok(), "{label:?} {code}");
    }
}

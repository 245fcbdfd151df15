//! Numbers, lengths, sums, laws as they are typed, from a table; and what must hold for any text.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_schema::{Day, Language, LawReference, Quantity, State};
use aigaq_typed::{
    Context, LawCode, Misunderstood, TypedPerson, duration, law_in_words, laws, money, number,
    people, state, yes_no,
};
use proptest::prelude::*;
use serde::Deserialize;

type Examples = Vec<(String, String)>;

#[derive(Deserialize)]
struct Table {
    number: Examples,
    duration: Examples,
    money: Examples,
    law: Examples,
    administrative: Examples,
    people: Examples,
}

fn context() -> Context {
    Context::on(Day::from_ymd(2024, 6, 15).unwrap(), Language::Ru)
}

fn said(read: Result<String, Misunderstood>) -> String {
    read.unwrap_or_else(|why| {
        format!("!{} {}", why.key(), why.suggestions.join(" | "))
            .trim_end()
            .to_owned()
    })
}

fn check(examples: &[(String, String)], read: impl Fn(&str) -> Result<String, Misunderstood>) {
    let wrong: Vec<String> = examples
        .iter()
        .filter_map(|(text, expected)| {
            let got = said(read(text));
            (got != *expected).then(|| format!("“{text}” is {got}, should be {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!examples.is_empty());
}

fn table() -> Table {
    toml::from_str(include_str!("values.toml")).unwrap()
}

fn cited(text: &str, context: &Context) -> Result<String, Misunderstood> {
    laws(text, context).map(|all| {
        all.iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("; ")
    })
}

/// "name [note]; 40 {words}; …others; ?unread"
fn persons(text: &str) -> String {
    people(text)
        .iter()
        .map(|person| match person {
            TypedPerson::Named { name, note: None } => name.clone(),
            TypedPerson::Named {
                name,
                note: Some(note),
            } => format!("{name} [{note}]"),
            TypedPerson::Group {
                quantity, words, ..
            } => format!("{quantity} {{{words}}}"),
            TypedPerson::Others { words } => format!("…{words}"),
            TypedPerson::Unread { text } => format!("?{text}"),
        })
        .collect::<Vec<_>>()
        .join("; ")
}

#[test]
fn numbers_are_understood_as_people_write_them() {
    check(&table().number, |text| number(text).map(|n| n.to_string()));
}

#[test]
fn lengths_are_understood_as_people_write_them() {
    check(&table().duration, |text| {
        duration(text).map(|n| n.to_string())
    });
}

#[test]
fn sums_are_understood_as_people_write_them() {
    check(&table().money, |text| money(text).map(|n| n.to_string()));
}

#[test]
fn laws_are_understood_as_people_write_them() {
    check(&table().law, |text| cited(text, &context()));
    let under = context().under(LawCode::Administrative);
    check(&table().administrative, |text| cited(text, &under));
}

#[test]
fn a_law_in_words_is_read_as_the_same_law() {
    for language in Language::ALL {
        let context = Context::on(Day(19_000), language);
        for code in LawCode::ALL {
            assert_eq!(LawCode::kept_as(code.name()), Some(code));
            for (article, part) in [
                (None, None),
                (Some("488"), None),
                (Some("488-1"), None),
                (Some("174"), Some("2")),
                (Some("378"), Some("3-1")),
            ] {
                let law = LawReference {
                    code: code.name().to_owned(),
                    article: article.map(str::to_owned),
                    part: part.map(str::to_owned),
                    version: None,
                };
                let words = law_in_words(&law, language);
                let read = laws(&words, &context);
                assert_eq!(read.as_deref().ok(), Some(&[law][..]), "{words}: {read:?}");
            }
        }
    }
    let other = LawReference::read("Law on peaceful assemblies 12").unwrap();
    assert_eq!(
        law_in_words(&other, Language::Kk),
        "Law on peaceful assemblies 12"
    );
}

#[test]
fn people_in_a_cell_are_told_apart() {
    check(&table().people, |text| Ok(persons(text)));
}

#[test]
fn not_knowing_is_said_in_three_languages() {
    for (text, wanted) in [
        ("неизвестно", Some(State::Unknown)),
        ("Неизвестно.", Some(State::Unknown)),
        ("(нет данных)", Some(State::Unknown)),
        ("белгісіз", Some(State::Unknown)),
        ("Unknown", Some(State::Unknown)),
        ("не спрашивали", Some(State::NotAsked)),
        ("сұралмаған", Some(State::NotAsked)),
        ("not asked", Some(State::NotAsked)),
        ("не разглашается", Some(State::Withheld)),
        ("құпия", Some(State::Withheld)),
        ("withheld", Some(State::Withheld)),
        ("нет", Some(State::None)),
        ("жоқ", Some(State::None)),
        ("none", Some(State::None)),
        ("", None),
        ("нет сомнений", None),
        ("неизвестные мужчины", None),
    ] {
        assert_eq!(state(text), wanted, "{text}");
    }
}

#[test]
fn yes_and_no_are_said_in_three_languages() {
    for text in ["yes", "Да", "иә", "ИЯ", "бар", "+"] {
        assert_eq!(yes_no(text), Ok(true), "{text}");
    }
    for text in ["no", "Нет.", "жоқ", "-", "–"] {
        assert_eq!(yes_no(text), Ok(false), "{text}");
    }
    assert_eq!(yes_no("может быть").unwrap_err().key(), "yesno-unreadable");
    assert_eq!(yes_no(" ").unwrap_err().key(), "empty");
}

#[test]
fn texts_of_any_length_are_answered_at_once() {
    for text in [
        "9".repeat(1_000_000),
        "1 ".repeat(500_000),
        "(".repeat(1_000_000),
        "ст. 1, ".repeat(100_000),
        "\u{301}".repeat(1_000_000),
    ] {
        assert!(number(&text).is_err());
        assert!(duration(&text).is_err());
        assert!(money(&text).is_err());
        assert!(aigaq_typed::date(&text, &context()).is_err());
        let _ = laws(&text, &context());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,300}") {
        let _ = number(&text);
        let _ = duration(&text);
        let _ = money(&text);
        let _ = laws(&text, &context());
        let _ = people(&text);
        let _ = (state(&text), yes_no(&text));
    }

    #[test]
    fn likely_texts_do_not_panic(words in prop::collection::vec("[0-9]{1,4}|от|до|не|менее|-|–|,|\\.|ст|ч|п|КоАП|УК|РК|бап|-бап|\\(|\\)|тыс|человек|Иванов|А|и|др|суток|года|\\$|тг|МРП|двое|1\\)|;|\n|және", 0..10), tight in any::<bool>()) {
        let text = words.join(if tight { "" } else { " " });
        let _ = number(&text);
        let _ = duration(&text);
        let _ = money(&text);
        let _ = laws(&text, &context());
        let _ = people(&text);
    }

    #[test]
    fn a_quantity_survives_its_text(low in 0i64..1_000_000, more in 1i64..1000, which in 0usize..7) {
        let text = match which {
            0 => format!("{low}"),
            1 => format!("at least {low}"),
            2 => format!("more than {low}"),
            3 => format!("about {low}"),
            4 => format!("at most {low}"),
            5 => format!("fewer than {low}"),
            _ => format!("{low}–{}", low + more),
        };
        prop_assert_eq!(number(&text).unwrap(), text.parse::<Quantity>().unwrap());
    }

    #[test]
    fn no_letter_of_a_cell_of_people_is_lost(words in prop::collection::vec("[А-Я][а-я]{2,6}|[А-Я]\\.|и|и др\\.|,|;|\n|1\\)|2\\)|40|около|человек|35 лет|\\(|\\)|and|және|[a-z]{3}|№|\"", 0..12)) {
        let text = words.join(" ");
        let letters = |text: &str| {
            let mut all: Vec<String> = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                // What parts the names is not a name; numbers of a list are none of the people.
                .filter(|w| !matches!(*w, "и" | "and" | "және" | "1" | "2"))
                .map(str::to_owned)
                .collect();
            all.sort_unstable();
            all
        };
        let told = people(&text);
        let each = told.iter().map(|p| match p {
            TypedPerson::Named { name, note } => format!("{name} {}", note.as_deref().unwrap_or("")),
            TypedPerson::Group { written, .. } => written.clone(),
            TypedPerson::Others { words } => words.clone(),
            TypedPerson::Unread { text } => text.clone(),
        });
        let back = each.collect::<Vec<_>>().join(" ");
        prop_assert_eq!(letters(&text), letters(&back), "{:?}", &told);
        for person in &told {
            if let TypedPerson::Group { quantity, words, written } = person {
                // Without the words that say who they are, behind it or before it, it says how many, and nothing else.
                let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
                let (written, words) = (bare(written), bare(words));
                let how_many = written
                    .strip_suffix(&words)
                    .or_else(|| written.strip_prefix(&words))
                    .unwrap_or(&written);
                let said = number(&bare(how_many)).ok();
                prop_assert_eq!(said.as_ref(), Some(quantity), "{:?}", person);
            }
        }
    }
}

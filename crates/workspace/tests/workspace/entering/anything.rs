//! Whatever is sent.

use super::{World, asking, filled, now};
use aigaq_schema::Language;
use aigaq_workspace::Refused;
use aigaq_workspace::entering::{Field, Input};
use proptest::prelude::*;

const NAMES: [&str; 24] = [
    "when",
    "region",
    "place",
    "place.is",
    "place.asked",
    "title",
    "summary",
    "act.0.type",
    "act.1.type",
    "act.0.how",
    "law",
    "outcome",
    "who.0.name",
    "who.0.name.is",
    "who.0.name.asked",
    "who.3.name",
    "who.0.kind",
    "who.0.number",
    "who.0.category",
    "by.0.name",
    "by.0.class",
    "src",
    "src.date",
    "src.quote",
];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("LIB.detain".to_owned()),
        Just("new:person".to_owned()),
        Just("=unknown".to_owned()),
        Just("group".to_owned()),
        Just("12.03.2024".to_owned()),
        Just("Ахметов Ерлан и около 40 человек".to_owned()),
        Just("00000000-0000-4000-8000-000000000000".to_owned()),
        "\\PC{0,40}",
        ".{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_is_sent_is_shown_again_or_saved(
        pairs in proptest::collection::vec((prop::sample::select(NAMES.to_vec()), texts()), 0..16)
    ) {
        thread_local! {
            static WORLD: std::cell::RefCell<World> = std::cell::RefCell::new(World::new());
        }
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (*a, b.as_str())).collect();
        WORLD.with_borrow_mut(|world| {
            let token = world.token();
            let entered = world.incident(token, &pairs);
            match entered.saving {
                Some(saving) => {
                    let saved = world.workspace.save(&saving);
                    prop_assert!(matches!(saved, Ok(_) | Err(Refused::Stale(_))), "{:?}", saved);
                }
                None => prop_assert!(
                    entered.form.spread || entered.form.open > 0
                        || !entered.form.faults.is_empty() || filled(&pairs).is_empty()
                ),
            }
            Ok(())
        })?;
    }
}

#[test]
fn every_label_of_a_list_on_the_page_is_understood_as_it_stands_there() {
    let mut world = World::new();
    let token = world.token();
    for language in Language::ALL {
        let enter = |pairs: &[(&str, &str)]| {
            world
                .workspace
                .enter_incident(&asking(language), &filled(pairs), token, &now())
                .unwrap()
                .form
        };
        let lists = enter(&[]).lists;
        let names = [("act", "type"), ("who", "category"), ("by", "class")];
        assert_eq!(lists.len(), names.len());
        for (list, (row, part)) in lists.iter().zip(names) {
            assert!(list.labels.len() > 30, "{}", list.list);
            for labels in list.labels.chunks(40) {
                let mut pairs = vec![("title".to_owned(), "x"), ("act.0.type".to_owned(), "LIB")];
                let named = |n: usize| format!("{row}.{n}.{part}");
                // In front, so that it is this type of act that counts.
                pairs.splice(..0, (0..).map(named).zip(labels.iter().map(String::as_str)));
                let people = if row == "who" { labels.len() } else { 1 };
                pairs.extend((0..people).map(|n| (format!("who.{n}.name"), "=unknown")));
                let pairs: Vec<(&str, &str)> =
                    pairs.iter().map(|(n, v)| (n.as_str(), *v)).collect();
                let form = enter(&pairs);
                let told = form.faults.iter().find(|fault| fault.name.ends_with(part));
                assert!(told.is_none(), "{language}: {told:?}");
                let fields: Vec<&Field> = match row {
                    "act" => form.acts.iter().map(|act| &act.kind).collect(),
                    "who" => form.people.iter().map(|who| &who.category).collect(),
                    _ => form.by.iter().map(|by| &by.class).collect(),
                };
                assert_eq!(fields.len(), labels.len());
                for (field, label) in fields.into_iter().zip(labels) {
                    assert_eq!(field.text, *label, "{language}");
                    assert!(matches!(&field.input, Input::Listed(of) if *of == list.list));
                }
            }
        }
        // What was typed in another language, or as a code, stands there in the reader's words.
        let form = enter(&[("title", "x"), ("act.0.type", "LIB.detain")]);
        assert!(form.faults.is_empty());
        assert!(lists[0].labels.contains(&form.acts[0].kind.text));
        let form = enter(&[("title", "x"), ("act.0.type", "такого не бывает")]);
        assert_eq!(form.faults.len(), 1);
        assert_eq!(form.acts[0].kind.text, "такого не бывает");
    }
}

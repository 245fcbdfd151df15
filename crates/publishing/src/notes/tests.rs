use super::*;
use crate::csv::line_text;

fn library() -> BTreeMap<SourceKey, Reference> {
    let make = |key: &str, author: &str, title: &str| {
        let reference = Reference {
            author: author.to_owned(),
            title: title.to_owned(),
            publisher: "Press".to_owned(),
            date: "July 2021".to_owned(),
            url: format!("https://example.org/{key}"),
            ..Reference::default()
        };
        (SourceKey(key.to_owned()), reference)
    };
    [
        make("a", "Hug", "Introduction"),
        make(
            "b",
            "",
            "A very long title that nobody would want to read twice in the same list of notes",
        ),
    ]
    .into()
}

fn printed(citations: &[&[Citation]]) -> Vec<String> {
    let library = library();
    let mut notes = Notes::new(Phrases::of(Language::En), &library, NotesAt::End);
    for citation in citations {
        notes.cite(citation);
    }
    notes
        .finish()
        .iter()
        .map(|note| line_text(&note.content, Language::En).replace('\u{A0}', " "))
        .collect()
}

fn c(source: &str, locator: &str) -> Citation {
    Citation::new(source, locator)
}

#[test]
fn full_then_ibid_then_another_then_short() {
    let notes = printed(&[
        &[c("a", "p42 fn43")],
        &[c("a", "p43")],
        &[c("b", "Introduction")],
        &[c("a", "p44")],
        &[c("b", "")],
    ]);
    assert_eq!(
        notes,
        [
            "Hug, Introduction, Press, July 2021, https://example.org/a, para. 42, note 43",
            "Ibid., para. 43",
            "A very long title that nobody would want to read twice in the same list of notes, Press, July 2021, https://example.org/b, Introduction",
            "Hug, Introduction (see note 1), para. 44",
            "A very long title that nobody would want to read twice in… (see note 3)",
        ]
    );
}

#[test]
fn the_same_place_keeps_its_note() {
    let library = library();
    let mut notes = Notes::new(Phrases::of(Language::En), &library, NotesAt::End);
    let first = notes.cite(&[c("a", "p1")]);
    let second = notes.cite(&[c("b", "p1")]);
    assert_ne!(first, second);
    assert_eq!(notes.cite(&[c("a", "p1"), c("a", "p1")]), first);
    assert_eq!(notes.cite(&[]), None);
    assert_eq!(notes.finish().len(), 2);
}

#[test]
fn ibid_never_follows_a_note_with_two_sources() {
    let notes = printed(&[
        &[c("a", "p1"), c("b", "p2")],
        &[c("a", "p3")],
        &[c("a", "p4"), c("b", "p5")],
    ]);
    assert_eq!(notes[1], "Hug, Introduction (see note 1), para. 3");
    assert_eq!(
        notes[2],
        "Ibid., para. 4; A very long title that nobody would want to read twice in… (see note 1), para. 5"
    );
}

#[test]
fn an_unknown_source_is_said_to_be_unknown() {
    assert_eq!(printed(&[&[c("zz", "p1")]])[0], "source not given, para. 1");
}

#[test]
fn a_quote_stands_in_the_marks_of_the_reader() {
    let library = library();
    let mut notes = Notes::new(Phrases::of(Language::Ru), &library, NotesAt::End);
    notes.cite(&[Citation {
        quote: Some("around 20".to_owned()),
        quote_language: Some("en".to_owned()),
        ..c("a", "p2")
    }]);
    let made = notes.finish();
    assert_eq!(
        made[0].content.last(),
        Some(&Inline::InLanguage {
            language: "en".to_owned(),
            text: "«around 20»".to_owned()
        })
    );
}

#[test]
fn places_are_said_in_words() {
    let say =
        |locator, language| locator_words(locator, Phrases::of(language)).replace('\u{A0}', " ");
    assert_eq!(say("p42 fn43", Language::En), "para. 42, note 43");
    assert_eq!(
        say("Freedom of Assembly", Language::En),
        "Freedom of Assembly"
    );
    assert_eq!(
        say("p1 p2 Page header", Language::Ru),
        "абз. 1, абз. 2, Page header"
    );
    assert_eq!(say("pfoo", Language::En), "pfoo");
}

#[test]
fn in_place_a_source_is_told_in_brackets_with_its_quote_once_and_the_list_has_it_in_full() {
    let library = library();
    let mut notes = Notes::new(Phrases::of(Language::En), &library, NotesAt::Place);
    let quoted = Citation {
        quote: Some("He was taken at noon.".to_owned()),
        ..c("a", "p1")
    };
    let mut told = |citations: &[Citation]| {
        line_text(&notes.refer(citations), Language::En).replace('\u{A0}', " ")
    };
    let first = told(&[quoted.clone(), quoted.clone()]);
    assert_eq!(
        first,
        "(Hug, Introduction, July 2021, para. 1: “He was taken at noon.”)"
    );
    assert_eq!(
        told(&[quoted, c("b", "p2")]),
        "(Hug, Introduction, July 2021, para. 1; A very long title that nobody would want to read twice in…, July 2021, para. 2)"
    );
    assert_eq!(told(&[c("zz", "")]), "(source not given)");
    assert_eq!(told(&[]), "");
    let list = notes.bibliography();
    assert_eq!(list.len(), 2);
    assert_eq!(
        line_text(&list[1], Language::En),
        "Hug, Introduction, Press, July 2021, https://example.org/a"
    );
    assert!(notes.finish().is_empty());
}

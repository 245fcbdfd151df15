//! Phrases that a group taught: what they mean, and that they mean nothing.

use aigaq_reading::{Known, KnownPhrase, read};

fn facts(text: &str, taught: &[(&str, Option<&str>)]) -> Vec<(String, &'static str, &'static str)> {
    let phrases = taught.iter().map(|(words, kind)| KnownPhrase {
        words: (*words).to_owned(),
        kind: kind.map(str::to_owned),
    });
    let known = Known {
        year: Some(2020),
        phrases: phrases.collect(),
        ..Known::default()
    };
    let reading = read(text, &known);
    let told = reading.facts.iter();
    told.map(|fact| (fact.who.clone(), fact.kind, fact.untaught))
        .collect()
}

fn told(
    who: &str,
    kind: &'static str,
    untaught: &'static str,
) -> (String, &'static str, &'static str) {
    (who.to_owned(), kind, untaught)
}

#[test]
fn a_phrase_that_is_taught_tells_a_fact_where_nothing_was_told() {
    let text = "On May 5, 2019 the lawyer Aidar Bekov was put on the stop-list.";
    assert_eq!(facts(text, &[]), []);
    assert_eq!(
        facts(text, &[("was put on the stop-list", Some("restriction"))]),
        [told("Aidar Bekov", "restriction", "restriction")]
    );
    let text = "Адвоката Айдара Бекова внесли в чёрный список.";
    assert_eq!(facts(text, &[]), []);
    assert_eq!(
        facts(text, &[("внесли в чёрный список", Some("restriction"))]),
        [told("Айдар Беков", "restriction", "restriction")]
    );
}

#[test]
fn a_phrase_that_is_taught_another_kind_has_it_and_is_known_by_the_one_it_had() {
    let text = "On May 5, 2019 Aidar Bekov was apprehended in Taraz.";
    assert_eq!(
        facts(text, &[]),
        [told("Aidar Bekov", "detention", "detention")]
    );
    assert_eq!(
        facts(text, &[("apprehended", Some("arrest"))]),
        [told("Aidar Bekov", "arrest", "detention")]
    );
    // A kind that there is none of teaches nothing; of a phrase told twice the last holds.
    assert_eq!(
        facts(text, &[("apprehended", Some("picnic"))]),
        [told("Aidar Bekov", "detention", "detention")]
    );
    assert_eq!(
        facts(
            text,
            &[
                ("apprehended", Some("raid")),
                ("apprehended", Some("arrest"))
            ]
        ),
        [told("Aidar Bekov", "arrest", "detention")]
    );
}

#[test]
fn a_phrase_that_tells_no_fact_is_suggested_no_more() {
    let text = "On May 5, 2019 Aidar Bekov was apprehended in Taraz. On May 6 Bekov was beaten.";
    assert_eq!(
        facts(text, &[("apprehended", None)]),
        [told("Aidar Bekov", "attack", "attack")]
    );
}

#[test]
fn empty_and_strange_phrases_teach_nothing() {
    let text = "On May 5, 2019 Aidar Bekov was arrested.";
    for words in ["", " ", "was", "\u{0}", "…", "»«", "🦀🦀"] {
        assert_eq!(
            facts(text, &[(words, Some("raid")), (words, None)]),
            [told("Aidar Bekov", "arrest", "arrest")],
            "{words:?}"
        );
    }
}

#[test]
fn a_phrase_in_two_parts_is_taught_whoever_stands_between() {
    let text = "On May 5, 2019 a court placed Dana Omarova under house arrest.";
    assert_eq!(
        facts(text, &[]),
        [told("Dana Omarova", "restriction", "restriction")]
    );
    for taught in [
        "placed … under house arrest",
        "placed ... under house arrest",
        "… placed … under house arrest …",
    ] {
        assert_eq!(
            facts(text, &[(taught, Some("detention"))]),
            [told("Dana Omarova", "detention", "restriction")],
            "{taught}"
        );
    }
    assert_eq!(facts(text, &[("placed … under house arrest", None)]), []);
    // Parts that nobody could parse twice: only one place for whom it is done to.
    let text = "The clerk struck Dana Omarova off the list of lawyers.";
    assert_eq!(
        facts(text, &[("struck … off the list", Some("suspension"))]),
        [],
        "people are not suspended"
    );
    assert_eq!(
        facts(text, &[("struck … off the … list", Some("restriction"))]),
        [told("Dana Omarova", "restriction", "restriction")]
    );
}

#[test]
fn a_taught_word_does_not_shorten_a_longer_listed_phrase() {
    let text = "Aidar Bekov was sentenced to house arrest.";
    let untaught = facts(text, &[]);
    assert_eq!(
        untaught,
        [told("Aidar Bekov", "restriction", "restriction")]
    );
    assert_eq!(facts(text, &[("sentenced", Some("conviction"))]), untaught);
    assert_eq!(facts(text, &[("sentenced", None)]), untaught);
}

//! Names that are known are found where nothing else tells them.

use aigaq_reading::{Known, KnownName, NameOf, Named, read};

fn names(text: &str, known: &[(&str, NameOf)]) -> Vec<(String, Named)> {
    let names = known.iter().map(|(words, of)| KnownName {
        words: (*words).to_owned(),
        of: *of,
    });
    let known = Known {
        names: names.collect(),
        ..Known::default()
    };
    let reading = read(text, &known);
    let mentions = reading.mentions.iter();
    let named =
        mentions.filter(|m| matches!(m.named, Named::Person | Named::Organisation | Named::Place));
    named
        .map(|m| (reading.text.at(m.span), m.named.clone()))
        .collect()
}

fn named(words: &str, named: Named) -> (String, Named) {
    (words.to_owned(), named)
}

#[test]
fn a_name_that_is_known_is_found_wherever_it_stands() {
    let text = "Nobody had heard of Quiet Meadow before. The report of Quiet Meadow was short, and Blue Lantern printed it in Sarkand Hollow.";
    let known = [
        ("Quiet Meadow", NameOf::Organisation),
        ("Blue Lantern", NameOf::Organisation),
        ("Sarkand Hollow", NameOf::Place),
    ];
    let found = names(text, &known);
    assert_ne!(found, names(text, &[]), "nothing else tells them");
    assert_eq!(
        found,
        [
            named("Quiet Meadow", Named::Organisation),
            named("Quiet Meadow", Named::Organisation),
            named("Blue Lantern", Named::Organisation),
            named("Sarkand Hollow", Named::Place),
        ]
    );
}

#[test]
fn the_surname_of_somebody_known_is_theirs_and_a_longer_name_stays_whole() {
    let known = [
        ("Wiremu Tahana", NameOf::Person),
        ("Ministry of Justice", NameOf::Organisation),
        ("Doszhan", NameOf::Person),
    ];
    let found = names(
        "The court heard Tahana in May. The Ministry of Justice of Kazakhstan wrote to Doszhan and to Wiremu Tahana.",
        &known,
    );
    let people: Vec<&str> = found
        .iter()
        .filter(|(_, named)| *named == Named::Person)
        .map(|(words, _)| words.as_str())
        .collect();
    assert_eq!(people, ["Tahana", "Doszhan", "Wiremu Tahana"]);
    assert!(
        found.contains(&named(
            "Ministry of Justice of Kazakhstan",
            Named::Organisation
        )),
        "{found:?}"
    );
}

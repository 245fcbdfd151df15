//! Invented sentences in three languages that look as if they told of something that was done to somebody: each yields
//! exactly the facts that stand beside it, most of them none. They guard against suggestions that a tired reader accepts.

use aigaq_reading::{Known, read};

const SENTENCES: &str = include_str!("sentences.txt");

fn told(sentence: &str) -> Vec<String> {
    let known = Known {
        year: Some(2020),
        ..Known::default()
    };
    let facts = read(sentence, &known).facts;
    let told = facts.iter().map(|fact| {
        let date = fact.date.as_deref().unwrap_or_default();
        format!("{} | {} | {date}", fact.who, fact.kind)
            .trim()
            .to_owned()
    });
    let mut told: Vec<String> = told.collect();
    told.sort();
    told
}

fn wanted() -> impl Iterator<Item = (&'static str, Vec<String>)> {
    let lines = SENTENCES.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let (sentence, facts) = line.split_once(" =>")?;
        let facts = facts
            .split(" ;; ")
            .map(str::trim)
            .filter(|fact| !fact.is_empty());
        let mut facts: Vec<String> = facts.map(str::to_owned).collect();
        facts.sort();
        Some((sentence, facts))
    })
}

#[test]
fn each_sentence_tells_what_it_tells_and_no_more() {
    let wrong: Vec<String> = wanted()
        .filter_map(|(sentence, facts)| {
            let told = told(sentence);
            (told != facts).then(|| format!("{sentence}\n  wanted {facts:?}\n  told   {told:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn most_of_the_sentences_tell_nothing() {
    let (all, none) = wanted().fold((0, 0), |(all, none), (_, facts)| {
        (all + 1, none + usize::from(facts.is_empty()))
    });
    assert!(all >= 120 && none * 2 > all, "{none} of {all} tell nothing");
}

use std::collections::BTreeSet;

use super::*;

#[test]
fn russian_numbers_take_their_form() {
    let say = |n| {
        Phrases::of(Language::Ru)
            .count_words(n, Unit::Persons)
            .replace('\u{A0}', " ")
    };
    assert_eq!(say(1), "1 человек");
    assert_eq!(say(2), "2 человека");
    assert_eq!(say(5), "5 человек");
    assert_eq!(say(11), "11 человек");
    assert_eq!(say(21), "21 человек");
    assert_eq!(say(1_414), "1 414 человек");
    assert_eq!(say(112), "112 человек");
    assert_eq!(say(0), "0 человек");
    let acts = |n| {
        Phrases::of(Language::Ru)
            .count(n, Unit::Acts)
            .unit()
            .to_owned()
    };
    assert_eq!(
        [1, 3, 11, 22, 100].map(acts),
        ["деяние", "деяния", "деяний", "деяния", "деяний"]
    );
}

#[test]
fn english_and_kazakh_numbers_take_their_form() {
    assert_eq!(Phrases::of(Language::En).count(1, Unit::Acts).unit(), "act");
    assert_eq!(
        Phrases::of(Language::En).count(0, Unit::Acts).unit(),
        "acts"
    );
    assert_eq!(
        Phrases::of(Language::Kk).count(5, Unit::Persons).unit(),
        "адам"
    );
}

#[test]
fn a_value_that_looks_like_a_place_stays_what_it_is() {
    assert_eq!(
        fill("{a} {b} {c} {", &[("a", "{b}"), ("b", "2")]),
        "{b} 2 {c} {"
    );
}

fn files() -> [(Language, PhraseFile); 3] {
    [
        (Language::En, include_str!("../../phrases/en.toml")),
        (Language::Ru, include_str!("../../phrases/ru.toml")),
        (Language::Kk, include_str!("../../phrases/kk.toml")),
    ]
    .map(|(language, text)| (language, toml::from_str(text).unwrap()))
}

#[test]
fn every_language_has_the_same_phrases_with_the_same_places() {
    fn places(phrase: &str) -> BTreeSet<String> {
        phrase
            .split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}'))
            .map(|(name, _)| name.to_owned())
            .collect()
    }
    let [(_, english), others @ ..] = files();
    for (language, file) in &others {
        let keys = |file: &PhraseFile| file.text.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(file), keys(&english), "{language:?}");
        for (key, phrase) in &english.text {
            assert_eq!(
                places(&file.text[key]),
                places(phrase),
                "{language:?} {key}"
            );
        }
        let plurals = |file: &PhraseFile| file.plural.keys().cloned().collect::<Vec<_>>();
        assert_eq!(plurals(file), plurals(&english), "{language:?}");
    }
    for (language, file) in &files() {
        let wanted: &[PluralForm] = match language {
            Language::En | Language::Kk => &[PluralForm::One, PluralForm::Other],
            Language::Ru => &[
                PluralForm::One,
                PluralForm::Few,
                PluralForm::Many,
                PluralForm::Other,
            ],
        };
        for (key, forms) in &file.plural {
            let have: Vec<_> = forms.keys().copied().collect();
            assert_eq!(have, wanted, "{language:?} {key}");
            let english_places = places(&english.plural[key][&PluralForm::Other]);
            assert_eq!(
                places(&forms[&PluralForm::Other]),
                english_places,
                "{language:?} {key}"
            );
        }
        assert!(file.text.values().all(|phrase| !phrase.trim().is_empty()));
    }
}

#[test]
fn every_unit_has_its_name_forms_and_meaning() {
    for language in Language::ALL {
        for unit in Unit::ALL {
            let phrases = Phrases::of(language);
            let all = [
                phrases.unit(unit),
                phrases.unit_meaning(unit),
                phrases.count_words(3, unit),
            ];
            assert!(
                all.iter().all(|text| !text.contains('⟦')),
                "{language:?} {unit:?}"
            );
        }
    }
}

/// Names of files of a package or a site, which nobody says.
fn is_file(text: &str) -> bool {
    [".zip", ".css"].iter().any(|ending| text.ends_with(ending))
}

/// Keys stand in the code as literals of the form `"word.word"`; each must
/// have its phrase, and each phrase its use.
#[test]
fn no_key_is_missing_and_none_is_unused() {
    fn sources(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                // Estimates have words and a test of their own.
                && path
                    .file_stem()
                    .is_some_and(|stem| stem != "tests" && stem != "estimates")
            {
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                let code: Vec<&str> = code
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                    .collect();
                found.push(code.join("\n"));
            }
        }
    }
    let mut code = Vec::new();
    sources(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut code,
    );
    let code = code.concat();
    let literals: BTreeSet<&str> = code
        .split('"')
        .filter(|text| {
            text.contains('.')
                && text.split('.').all(|part| {
                    !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
                })
                && !is_file(text)
                // Words of estimates, which a test of their own looks through.
                && !crate::estimates::LABELS.contains(text)
                && !aigaq_estimation::message::KEYS.contains(text)
        })
        .collect();
    let [(_, english), ..] = files();
    let known: BTreeSet<&str> = english
        .text
        .keys()
        .chain(english.plural.keys())
        .map(String::as_str)
        .filter(|key| {
            // Named by their unit.
            let unit = key.strip_prefix("quote.").and_then(Unit::from_key);
            !key.starts_with("unit.") && unit.is_none()
        })
        .collect();
    let missing: Vec<_> = literals.difference(&known).collect();
    let unused: Vec<_> = known.difference(&literals).collect();
    assert!(missing.is_empty(), "no phrase for {missing:?}");
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

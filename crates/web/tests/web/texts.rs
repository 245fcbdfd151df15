//! The interface's words: each key has a text in each language, is used, and takes the same places.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a language.
fn names(language: &str) -> BTreeSet<String> {
    fs::read_dir(root().join("locales").join(language))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".ftl"))
        .collect()
}

/// Key → text with its forms, of all files of a language: a key stands in one of them only.
fn texts(language: &str) -> BTreeMap<String, String> {
    let mut text = String::new();
    for name in names(language) {
        let path = root().join(format!("locales/{language}/{name}"));
        text.push_str(&fs::read_to_string(path).unwrap());
        // The last line of a file may lack its end.
        text.push('\n');
    }
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut last = String::new();
    for line in text.lines() {
        if let Some((key, rest)) = line.split_once(" = ")
            && line.starts_with(|c: char| c.is_ascii_lowercase())
        {
            last = key.to_owned();
            assert!(
                all.insert(last.clone(), rest.to_owned()).is_none(),
                "{key} twice in {language}"
            );
        } else if line.starts_with(' ') {
            all.get_mut(&last).unwrap().push_str(line);
        } else {
            assert!(
                line.is_empty() || line.starts_with('#'),
                "{language}: {line}"
            );
        }
    }
    all
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('$')
        .skip(1)
        .map(|rest| {
            rest.split(|c: char| !c.is_ascii_alphanumeric())
                .next()
                .unwrap_or_default()
        })
        .collect()
}

fn files(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push(fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_language_has_every_text_with_the_same_places() {
    let english = texts("en");
    let folders: BTreeSet<String> = fs::read_dir(root().join("locales"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(folders, ["en", "kk", "ru"].map(str::to_owned).into());
    assert!(names("en").len() > 1);
    for language in ["ru", "kk"] {
        assert_eq!(names(language), names("en"), "files in {language}");
        let other = texts(language);
        assert_eq!(
            english.keys().collect::<Vec<_>>(),
            other.keys().collect::<Vec<_>>()
        );
        for (key, text) in &other {
            assert_eq!(places(text), places(&english[key]), "{key} in {language}");
            assert!(!text.trim().is_empty(), "{key} in {language}");
        }
    }
    // Russian needs the form for two to four wherever there is one for one.
    for (key, text) in texts("ru") {
        let forms = english[&key].matches("[one]").count();
        if forms > 0 && text.contains("$shown } запис") {
            assert_eq!(text.matches("[few]").count(), forms, "{key}");
        }
    }
}

#[test]
fn every_text_is_used_and_every_key_has_a_text() {
    let mut sources = Vec::new();
    files(&root().join("src"), &mut sources);
    files(&root().join("templates"), &mut sources);
    let all = sources.join("\n");
    let english = texts("en");
    for key in english.keys() {
        assert!(all.contains(&format!("\"{key}\"")), "{key} is never used");
    }
    let mut asked = 0;
    for call in [".t(\"", ".n(\"", ".with(\"", ".span(\""] {
        for rest in all.split(call).skip(1) {
            let key = rest.split('"').next().unwrap();
            // `Address::with` takes names of parameters.
            let is_text = call != ".with(\"" || key.contains('-');
            assert!(!is_text || english.contains_key(key), "{call}{key}\")");
            asked += usize::from(is_text);
        }
    }
    assert!(asked > 100, "{asked}");
}

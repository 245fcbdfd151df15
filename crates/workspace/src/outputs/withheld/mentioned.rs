//! Whose names stand in texts that people wrote: by two words of a name side by side, with whatever endings.

use super::matching::{ENDING, bare, stem};
use super::words_of;
use aigaq_schema::RecordId;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Shorter beginnings are no stems.
const LEAST: usize = 3;

/// The persons of whom two words of a name stand side by side in one of the texts, each once, with that name.
pub(super) fn mentioned<'n>(
    texts: &[&str],
    people: &'n [(RecordId, String)],
) -> Vec<(RecordId, &'n str)> {
    // Which names have a word, by its stem.
    let mut names_with: HashMap<String, HashSet<usize>> = HashMap::new();
    for (number, (_, name)) in people.iter().enumerate() {
        for word in words_of(name) {
            for start in [stem(&word), bare(&word).to_owned()] {
                names_with.entry(start).or_default().insert(number);
            }
        }
    }
    let mut found: BTreeMap<RecordId, &str> = BTreeMap::new();
    for text in texts {
        let mut before: Vec<&HashSet<usize>> = Vec::new();
        for word in words_of(text) {
            let here: Vec<&HashSet<usize>> = starts(&word)
                .filter_map(|start| names_with.get(start))
                .collect();
            for (a, b) in before.iter().flat_map(|a| here.iter().map(move |b| (a, b))) {
                for number in a.intersection(b) {
                    if let Some((id, name)) = people.get(*number) {
                        found.entry(*id).or_insert(name);
                    }
                }
            }
            before = here;
        }
    }
    found.into_iter().collect()
}

/// What a word may be without its ending: the word itself first.
fn starts(word: &str) -> impl Iterator<Item = &str> {
    let length = word.chars().count();
    let ends = word
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8());
    ends.enumerate()
        .filter(move |(count, _)| {
            let count = count + 1;
            count == length || count >= LEAST && length - count <= ENDING
        })
        .map(|(_, end)| &word[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_mentioned_by_two_words_of_a_name_in_any_case() {
        let people: Vec<(RecordId, String)> = ["Дана Сарсова", "Болат Ахметов", "Нурлан Жумабеков"]
            .iter()
            .enumerate()
            .map(|(number, name)| {
                let number = u8::try_from(number).unwrap();
                (RecordId([number; 16]), (*name).to_owned())
            })
            .collect();
        let of = |text: &str| -> Vec<u8> {
            let found = mentioned(&[text], &people);
            found.iter().map(|(id, _)| id.0[0]).collect()
        };
        assert_eq!(of("суд над Даной Сарсовой, вчера"), [0]);
        assert_eq!(of("Ахметову Болату отказано"), [1]);
        assert_eq!(of("Дана пришла. Сарсову ждали"), [0; 0]);
        assert_eq!(of("Нурлан Ахметов"), [0; 0]);
        assert_eq!(of(""), [0; 0]);
        assert_eq!(mentioned(&["Болат", "Ахметов"], &people), []);
    }
}

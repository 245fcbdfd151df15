//! Names that are written nearly so: the words of all names, and how far each is from what was typed.

use super::sounds::is_sound;
use crate::error::ViewError;
use rusqlite::Connection;

/// All words of names, as keys, one behind the other.
#[derive(Debug, Default)]
pub(crate) struct NameWords {
    text: String,
    /// Where each word ends.
    ends: Vec<u32>,
}

/// The statements that read; prepared by the test of the store.
pub(crate) mod sql {
    pub const TERMS: &str = "SELECT term FROM name_words";

    /// Every one of them, for the test.
    #[cfg(test)]
    pub const ALL: &[&str] = &[TERMS];
}

impl NameWords {
    pub(crate) fn load(connection: &Connection) -> Result<Self, ViewError> {
        let mut all = Self::default();
        let mut find = connection.prepare_cached(sql::TERMS)?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let word = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            if is_sound(word) {
                continue;
            }
            all.text.push_str(word);
            // Four gigabytes of names do not fit into memory.
            all.ends
                .push(u32::try_from(all.text.len()).unwrap_or(u32::MAX));
        }
        Ok(all)
    }

    fn each(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().filter_map(move |end| {
            let word = self.text.get(start..*end as usize);
            start = *end as usize;
            word
        })
    }

    /// Words that hold the key somewhere behind their beginning.
    pub(crate) fn within<'w>(&'w self, key: &'w str) -> impl Iterator<Item = &'w str> {
        let long = key.chars().nth(2).is_some();
        self.each()
            .filter(move |word| long && !word.starts_with(key) && word.contains(key))
    }

    /// Words of which the beginning is nearly the key, each with how far it is: the less the nearer. A word that
    /// goes on behind is farther than one that ends there.
    pub(crate) fn near<'w>(&'w self, key: &'w str) -> impl Iterator<Item = (usize, &'w str)> {
        let most = edits(key);
        self.each().filter_map(move |word| {
            if most == 0 || word.starts_with(key) || !word.is_ascii() {
                return None;
            }
            let far = distance(key.as_bytes(), word.as_bytes(), most)?;
            Some((2 * far + usize::from(word.len() > key.len() + 1), word))
        })
    }
}

/// How many letters may be wrong, missing, too many or exchanged: none in short words, where another word is near.
fn edits(key: &str) -> usize {
    match key.len() {
        _ if !key.is_ascii() || key.bytes().any(|b| b.is_ascii_digit()) => 0,
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Longest key compared.
const LONGEST: usize = 64;

/// Edits (a letter wrong, missing, too many, two exchanged) from the key to the nearest beginning of the word; `None`
/// when there are more than `most`.
fn distance(key: &[u8], word: &[u8], most: usize) -> Option<usize> {
    let word = &word[..word.len().min(key.len() + most)];
    if key.len() > LONGEST || word.len() + most < key.len() {
        return None;
    }
    let mut row = [0_usize; LONGEST + 1];
    for (place, cell) in row.iter_mut().enumerate() {
        *cell = place;
    }
    let mut last = row;
    let mut best = key.len();
    for (at, letter) in word.iter().enumerate() {
        let before = last;
        last = row;
        row[0] = at + 1;
        let mut least = row[0];
        for (place, wanted) in key.iter().enumerate() {
            let changed = last[place] + usize::from(wanted != letter);
            let mut edits = changed.min(last[place + 1] + 1).min(row[place] + 1);
            let exchanged =
                at > 0 && place > 0 && key[place - 1] == *letter && word[at - 1] == *wanted;
            if exchanged {
                edits = edits.min(before[place - 1] + 1);
            }
            row[place + 1] = edits;
            least = least.min(edits);
        }
        best = best.min(row[key.len()]);
        if least > most {
            break;
        }
    }
    (best <= most).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn far(key: &str, word: &str) -> Option<usize> {
        distance(key.as_bytes(), word.as_bytes(), 2)
    }

    #[test]
    fn edits_are_counted_to_the_nearest_beginning() {
        assert_eq!(far("baltabai", "baltabai"), Some(0));
        assert_eq!(far("bultabai", "baltabaiev"), Some(1), "a letter wrong");
        assert_eq!(far("batabai", "baltabai"), Some(1), "a letter missing");
        assert_eq!(far("balltabai", "baltabai"), Some(1), "a letter too many");
        assert_eq!(far("batlabai", "baltabai"), Some(1), "two exchanged");
        assert_eq!(far("ahmetov", "ahmedova"), Some(1));
        assert_eq!(far("ahmetov", "ismailov"), None);
        assert_eq!(far("ahmetov", "ah"), None);
    }

    #[test]
    fn short_words_must_be_right() {
        assert_eq!(
            (
                edits("iva"),
                edits("ivan"),
                edits("ivanova"),
                edits("ivanovna")
            ),
            (0, 1, 1, 2)
        );
        assert_eq!(edits("1570"), 0);
    }

    proptest! {
        #[test]
        fn one_edit_is_found_wherever_it_is(word in "[a-z]{8,16}", place in 0..8_usize, letter in "[a-z]") {
            let mut wrong = word.clone();
            wrong.replace_range(place..=place, &letter);
            prop_assert!(far(&wrong, &word).is_some_and(|edits| edits <= 1));
            wrong.remove(place);
            prop_assert!(far(&wrong, &word).is_some_and(|edits| edits <= 1));
        }
    }
}

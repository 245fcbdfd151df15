//! What a person looks for, read from what they typed: words as beginnings, "phrases" as they stand, and -words that
//! must not be there.

use super::key::{keyed, quoted};

/// Words read of one question; the page says when there were more.
const MOST_WORDS: usize = 16;
/// Characters read of one question: no name and no sentence is as long.
const MOST_CHARACTERS: usize = 1_000;

/// A question understood. All keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Each must begin a word of the record; a single letter must be a word.
    pub words: Vec<String>,
    /// Each must stand as it is, word by word.
    pub phrases: Vec<Vec<String>>,
    /// None may begin a word of the record.
    pub without: Vec<String>,
    /// The words that must be there, as they were typed.
    pub typed: String,
    /// There was more than is read.
    pub cut: bool,
}

impl Wanted {
    pub(crate) fn read(text: &str) -> Self {
        let mut wanted = Self::default();
        let end = text
            .char_indices()
            .nth(MOST_CHARACTERS)
            .map_or(text.len(), |(at, _)| at);
        wanted.cut = end < text.len();
        let mut rest = &text[..end];
        while let Some(start) = rest.find(|c: char| !c.is_whitespace()) {
            rest = &rest[start..];
            let (without, behind) = match rest.strip_prefix(['-', '−', '–']) {
                Some(behind) => (true, behind),
                None => (false, rest),
            };
            let phrase = behind.strip_prefix(is_quote).and_then(|within| {
                let end = within.find(is_quote)?;
                let close = within[end..].chars().next()?.len_utf8();
                Some((&within[..end], &within[end + close..]))
            });
            let (piece, after) = match phrase {
                Some(found) => found,
                None => behind.split_at(behind.find(char::is_whitespace).unwrap_or(behind.len())),
            };
            let keys: Vec<String> = keyed(piece).map(|(_, key)| key).collect();
            match (without, phrase.is_some()) {
                (true, _) => wanted.without.extend(keys),
                (false, true) if keys.len() > 1 => wanted.phrases.push(keys),
                (false, _) => {
                    wanted.words.extend(keys);
                    wanted.typed.push_str(piece);
                    wanted.typed.push(' ');
                }
            }
            rest = after;
        }
        wanted.limit();
        wanted
    }

    /// Nothing is looked for, not even its absence.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty() && self.without.is_empty()
    }

    /// Only absence is asked for.
    pub(crate) fn only_without(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty() && !self.without.is_empty()
    }

    /// As a question to an index: all words, none of those that must not be there.
    pub(crate) fn question(&self) -> String {
        let mut all = String::from("(");
        let phrased = self.phrases.iter().flatten().map(|key| (key, false));
        let words = self.words.iter().map(|key| (key, is_beginning(key)));
        for (place, (key, beginning)) in words.chain(phrased).enumerate() {
            if place > 0 {
                all.push_str(" AND ");
            }
            quoted(key, beginning, &mut all);
        }
        all.push(')');
        if !self.without.is_empty() {
            all.push_str(" NOT ");
            all.push_str(&self.absent());
        }
        all
    }

    /// As a question to an index: any of the words that must not be there.
    pub(crate) fn absent(&self) -> String {
        let mut any = String::from("(");
        for (place, key) in self.without.iter().enumerate() {
            if place > 0 {
                any.push_str(" OR ");
            }
            quoted(key, is_beginning(key), &mut any);
        }
        any.push(')');
        any
    }

    /// The keys to mark in what was found, each with whether words may go on behind it.
    pub(crate) fn marks(&self) -> Vec<(&str, bool)> {
        let words = self
            .words
            .iter()
            .map(|key| (key.as_str(), is_beginning(key)));
        words
            .chain(
                self.phrases
                    .iter()
                    .flatten()
                    .map(|key| (key.as_str(), false)),
            )
            .collect()
    }

    fn limit(&mut self) {
        let mut left = MOST_WORDS;
        self.cut |= self.words.len() > left;
        self.words.truncate(left);
        left -= self.words.len();
        let mut phrased = 0;
        let before = self.phrases.len();
        self.phrases.retain(|phrase| {
            phrased += phrase.len();
            phrased <= left
        });
        self.cut |= self.phrases.len() < before || self.without.len() > MOST_WORDS;
        self.without.truncate(MOST_WORDS);
    }
}

/// Whether a word may go on behind a key: a single letter stands for itself, or half of all words would be found.
pub(crate) fn is_beginning(key: &str) -> bool {
    key.chars().nth(1).is_some()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '«' | '»' | '“' | '”' | '„')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_phrases_and_what_must_not_be_there_are_told_apart() {
        let wanted = Wanted::read("Балтабай «мирный митинг» -полиция -\"суд акім\" 12–14.03");
        assert_eq!(wanted.words, ["baltabai", "12", "14", "03"]);
        assert_eq!(wanted.phrases, [["mirni", "miting"]]);
        assert_eq!(wanted.without, ["politsia", "sud", "akim"]);
        assert_eq!(
            Wanted::read("а -x \"b c\"").question(),
            "(\"a\" AND \"b\" AND \"k\") NOT (\"ks\"*)"
        );
    }

    #[test]
    fn signs_of_the_index_are_only_signs() {
        for odd in [
            "", "  ", "\"", "*", "(", "-", "--", "\0", "«»", "- -\"", "^:{}",
        ] {
            assert!(Wanted::read(odd).is_empty(), "{odd:?}");
        }
        assert_eq!(
            Wanted::read("a OR b NEAR(c)").words,
            ["a", "or", "b", "near", "k"]
        );
        assert_eq!(
            Wanted::read("x-y").words,
            ["ks", "i"],
            "a hyphen within is none"
        );
        assert!(Wanted::read("-x").only_without());
    }

    #[test]
    fn more_than_is_read_is_told() {
        assert!(!Wanted::read("a b c").cut);
        assert!(Wanted::read(&"слово ".repeat(40)).cut);
        let long = Wanted::read(&"ы".repeat(1_000_000));
        assert!(long.cut);
        assert_eq!(long.words.len(), 1);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,80}") {
            let wanted = Wanted::read(&text);
            prop_assert!(wanted.words.len() <= MOST_WORDS);
        }
    }
}

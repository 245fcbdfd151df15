//! One word as it sounds, the same in every script: for finding a name again where somebody else wrote it.

use crate::phones::{A, Phone, SH, ZH, is_vowel};
use crate::spelling;

/// The coarse sounds of a word.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Heard(Vec<Phone>);

impl Heard {
    /// Of one word; letters of other scripts than Cyrillic and Latin are not heard. None when nothing is.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let letters: Vec<char> = word
            .chars()
            .flat_map(char::to_lowercase)
            .filter(|letter| letter.is_alphabetic())
            .collect();
        let sounds = spelling::phones(&letters, spelling::style(&letters)).loose();
        let sounds = sounds.as_slice().to_vec();
        (!sounds.is_empty()).then_some(Self(sounds))
    }

    /// The same with one vowel for all: writers agree on where vowels stand, not on which.
    #[must_use]
    pub fn outline(&self) -> Self {
        let mut all: Vec<Phone> = Vec::with_capacity(self.0.len());
        for sound in &self.0 {
            let sound = match *sound {
                vowel if is_vowel(vowel) => A,
                ZH => SH,
                other => other,
            };
            if all.last() != Some(&sound) {
                all.push(sound);
            }
        }
        Self(all)
    }

    /// The same without vowels: where two of them meet, writers do not agree even on their places.
    #[must_use]
    pub fn consonants(&self) -> Self {
        let mut all: Vec<Phone> = Vec::with_capacity(self.0.len());
        for sound in self.outline().0 {
            if !is_vowel(sound) && all.last() != Some(&sound) {
                all.push(sound);
            }
        }
        Self(all)
    }

    /// How many sounds there are.
    #[must_use]
    pub fn sounds(&self) -> usize {
        self.0.len()
    }

    /// The first sounds, so many.
    #[must_use]
    pub fn first(&self, sounds: usize) -> Self {
        Self(self.0.iter().take(sounds).copied().collect())
    }

    /// The same without a vowel at its end, which changes with the case.
    #[must_use]
    pub fn without_last_vowel(mut self) -> Self {
        while self.0.last().copied().is_some_and(is_vowel) {
            self.0.pop();
        }
        self
    }

    /// Sounds somewhere in a longer word.
    #[must_use]
    pub fn is_within(&self, whole: &Self) -> bool {
        !self.0.is_empty() && whole.0.windows(self.0.len()).any(|part| part == self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(word: &str) -> Option<Heard> {
        Heard::of(word).map(|heard| heard.outline())
    }

    #[test]
    fn a_word_sounds_the_same_in_every_script() {
        for (one, other) in [
            ("Бокаев", "Bokayev"),
            ("Бокаев", "bokaev"),
            ("Тулесова", "Tulesova"),
            ("Мұхтар", "Mukhtar"),
            ("Жанболат", "Zhanbolat"),
            ("Шәмшиев", "Shamshiev"),
        ] {
            assert_eq!(outline(one), outline(other), "{one} {other}");
        }
        assert_ne!(outline("Бокаев"), outline("Тулесов"));
        assert_eq!(Heard::of("…—"), None);
    }

    #[test]
    fn case_endings_stand_behind_what_is_heard() {
        let name = Heard::of("Тулесова").map(Heard::without_last_vowel);
        let sounds = name.as_ref().map_or(0, Heard::sounds);
        assert_eq!(
            Heard::of("Тулесовой").map(|heard| heard.first(sounds)),
            name
        );
        let (name, address) = (Heard::of("Бокаев"), Heard::of("maxbokayevfree"));
        assert!(
            name.zip(address)
                .is_some_and(|(name, address)| name.is_within(&address))
        );
    }
}

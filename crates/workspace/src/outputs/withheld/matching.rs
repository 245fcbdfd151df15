//! Whether a word is one of some names: as it is written or as it sounds in another script, with an ending of a case.

use aigaq_names::Heard;
use aigaq_schema::fold::{fold, fold_char};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Shorter words are too often words of the language: of these only the whole word with an ending is a name.
pub(super) const SHORTEST: usize = 4;
/// Words so short are names with an ending of [`SHORT_ENDINGS`] behind them: Дана, Дану, Данаға.
const SHORT: usize = 4;
/// Words so short (Ли, Ан) are words of the language too: `short.rs` tells where they are names.
const TOO_SHORT: usize = 2;
/// The longest ending of a case.
pub(super) const ENDING: usize = 5;
/// So many sounds at most has an ending of a case.
const CASE: usize = 3;
/// Endings that short names take: Ким, Кима, Киму, Кимом, Кимге, Кимнің; Дана, Даны, Даной, Данаға.
const SHORT_ENDINGS: &str = " а я у ю е ы и ой ей ою ею ом ем ём ым им \
    га ге ка ке ға қа на не да де та те ды ді ты ті ны ні дан ден тан тен нан нен мен бен пен \
    ның нің дың дің тың тің s";
/// Words of fewer sounds are not known by how they sound alone.
const SOUNDS: usize = 5;
/// So many letters at most write fewer sounds than [`SOUNDS`]: Zhanna, Schakow.
const MOST_OF_FEW: usize = 8;
/// Shorter family names are too often words of the language.
const FAMILY: usize = 6;
/// Ends of family names without the vowel that changes with the case.
static FAMILY_ENDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    const ENDS: &str = "ов ев ин ын ұлы улы қызы кызы ov ev in yn uly kyzy";
    ENDS.split(' ').map(fold).collect()
});
/// So many sounds with one vowel for all, or consonants alone, are a name also where its vowels are spelled otherwise.
const OUTLINE: usize = 6;
const CONSONANTS: usize = 5;
/// In an address a name of so many sounds is found within a longer word.
const SOUNDS_WITHIN: usize = 6;
/// The same where what is found is destroyed, vowels not compared.
const SOUNDS_FOR_GOOD: usize = 7;

/// The words of some names.
#[derive(Default)]
pub(super) struct NameWords {
    /// As they are written, folded, without the vowel that changes with the case.
    stems: BTreeSet<String>,
    /// Short ones, folded, with and without the vowel or й that changes with the case.
    short: BTreeSet<String>,
    /// Those of three letters as they sound, for words in Latin letters.
    short_heard: BTreeSet<Heard>,
    /// Those of few sounds (Дана, Айгүл, Жанна) as they sound without their last vowel, for words in any script, each with
    /// the letters of its longest spelling: a longer word is another one (Данные).
    few_heard: BTreeMap<Heard, usize>,
    /// Family names by their form, as in `stems`: these are names in small letters, too.
    family: BTreeSet<String>,
    /// Those of two letters, folded.
    too_short: BTreeSet<String>,
    /// The first letters of names that are looked for by them, too, folded.
    initials: BTreeSet<String>,
    /// More than a family name is known of somebody.
    has_given: bool,
    /// What is found goes for good.
    is_for_good: bool,
    /// As they sound.
    heard: BTreeSet<Heard>,
    /// As they sound, with one vowel for all: for addresses, in which names are spelled in any way.
    outlines: BTreeSet<Heard>,
    /// Their consonants alone.
    bones: BTreeSet<Heard>,
}

impl NameWords {
    /// Of these words, folded.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut all = Self::default();
        for word in words {
            let length = word.chars().count();
            if length <= TOO_SHORT {
                all.too_short.insert(word.to_owned());
                continue;
            }
            if length <= SHORT {
                all.short.extend([word.to_owned(), bare(word).to_owned()]);
            }
            if length < SHORTEST {
                all.short_heard.extend(Heard::of(word));
                continue;
            }
            let stem = stem(word);
            if length >= FAMILY && FAMILY_ENDS.iter().any(|end| stem.ends_with(end.as_str())) {
                all.family.insert(stem.clone());
            }
            all.stems.insert(stem);
            if let Some(heard) = Heard::of(word).map(Heard::without_last_vowel) {
                if (2..SOUNDS).contains(&heard.sounds()) {
                    let longest = all.few_heard.entry(heard.clone()).or_default();
                    *longest = length.max(*longest);
                }
                let (outline, bones) = (heard.outline(), heard.consonants());
                if bones.sounds() >= CONSONANTS {
                    all.bones.insert(bones);
                }
                if heard.sounds() >= SOUNDS {
                    all.heard.insert(heard);
                    all.outlines.insert(outline);
                }
            }
        }
        all
    }

    /// For what cannot be brought back: the first letters of these names are names, too, beside a name (of Нурлан
    /// Ахметов also the Н of Н. Ахметов), and consonants alone within a longer word tell nobody, which takes words of
    /// others along.
    pub fn for_good(&mut self, names: &[String]) {
        // «Ахметов Н.Б.» has two of them.
        let words = names
            .iter()
            .flat_map(|name| name.split(|c: char| c.is_whitespace() || c == '.'));
        let first = words.filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
        self.initials.extend(first.map(|c| fold(&c.to_string())));
        let is_apart = |c: char| c.is_whitespace() || c == '.';
        self.has_given = names.iter().any(|name| {
            let mut words = name.split(is_apart).filter(|word| !word.is_empty());
            words.nth(1).is_some()
        });
        self.is_for_good = true;
    }

    pub fn has_initials(&self) -> bool {
        !self.initials.is_empty()
    }

    /// A single capital letter, before or behind a family name, with which none of these people's names begins: somebody
    /// else is called so. Letters of a script in which no name is known tell nothing.
    pub fn is_initial_of_another(&self, word: &str) -> bool {
        let script = |text: &str| text.chars().next().map(|c| c.is_ascii());
        self.has_given
            && word.chars().nth(1).is_none()
            && word.chars().all(char::is_uppercase)
            && !self.initials.contains(&fold(word))
            && self.initials.iter().any(|own| script(own) == script(word))
    }

    /// A single capital letter that begins a word of a name.
    pub fn is_initial(&self, word: &str) -> bool {
        word.chars().nth(1).is_none()
            && is_without_case_or_upper(word)
            && self.initials.contains(&fold(word))
    }

    pub fn is_empty(&self) -> bool {
        self.stems.is_empty() && self.short.is_empty() && self.too_short.is_empty()
    }

    /// It is a name, wherever it stands.
    pub fn is_name(&self, word: &str) -> bool {
        let folded = fold(word);
        if !is_without_case_or_upper(word) {
            return self.is_family_name(&folded);
        }
        // Scripts without capitals often set no space between words either.
        let has_case = |text: &str| {
            let mut letters = text.chars();
            letters.any(|letter| letter.is_uppercase() || letter.is_lowercase())
        };
        let is_within = || {
            let mut names = self.stems.iter().chain(&self.short).chain(&self.too_short);
            !has_case(word) && names.any(|name| !has_case(name) && folded.contains(name.as_str()))
        };
        self.starts_as_name(&folded) || self.sounds_as_name(word) || is_within()
    }

    /// It is a name if it is one of anybody, also in small letters.
    pub fn may_be_name(&self, word: &str) -> bool {
        self.starts_as_name(&fold(word)) || self.sounds_as_name(word)
    }

    /// The same, with no more behind it than an ending of a case where it is told by its sounds: Elimination is not Алимана.
    pub fn may_be_name_in_case(&self, word: &str) -> bool {
        let is_within = |names: &BTreeSet<Heard>, heard: &Heard, ending: usize| {
            let length = heard.sounds();
            let from = length.saturating_sub(ending).max(SOUNDS);
            (from..=length).any(|sounds| names.contains(&heard.first(sounds)))
        };
        self.starts_as_name(&fold(word))
            || Heard::of(word).is_some_and(|heard| {
                is_within(&self.heard, &heard, CASE)
                    || is_within(&self.outlines, &heard.outline(), CASE - 1)
                    || self.bones.contains(&heard.consonants())
            })
    }

    /// A name stands in a word of an address, also in small letters and within it.
    pub fn is_within(&self, word: &str) -> bool {
        self.starts_as_name(&fold(word)) || self.sounds_as_name_within(word)
    }

    fn starts_as_name(&self, folded: &str) -> bool {
        let length = folded.chars().count();
        let long = length >= SHORTEST
            && folded
                .char_indices()
                .map(|(at, c)| &folded[..at + c.len_utf8()])
                .skip(SHORTEST - 1)
                .any(|start| {
                    length - start.chars().count() <= ENDING && self.stems.contains(start)
                });
        long || self.is_short_name(folded)
    }

    /// It is a family name with an ending of a case, however it begins.
    fn is_family_name(&self, folded: &str) -> bool {
        !self.family.is_empty()
            && ENDINGS
                .iter()
                .filter_map(|ending| folded.strip_suffix(ending.as_str()))
                .any(|start| self.family.contains(start) || self.family.contains(&stem(start)))
    }

    fn is_short_name(&self, folded: &str) -> bool {
        if self.short.is_empty() && self.few_heard.is_empty() {
            return false;
        }
        let latin = folded.chars().all(|letter| letter.is_ascii_alphabetic());
        latin && Heard::of(folded).is_some_and(|heard| self.short_heard.contains(&heard))
            || ENDINGS
                .iter()
                .filter_map(|ending| folded.strip_suffix(ending.as_str()))
                .any(|start| self.short.contains(start) || self.sounds_as_short(start))
    }

    /// It sounds like a name of few sounds, in whatever script.
    fn sounds_as_short(&self, start: &str) -> bool {
        let letters = start.chars().count();
        if self.few_heard.is_empty() || !(SHORTEST - 1..=MOST_OF_FEW).contains(&letters) {
            return false;
        }
        // Latin letters often write one sound with two: Zhan.
        let more = if start.is_ascii() { 2 } else { 0 };
        Heard::of(start)
            .and_then(|heard| self.few_heard.get(&heard.without_last_vowel()))
            .is_some_and(|longest| letters <= longest + more)
    }

    /// It sounds like a name with an ending.
    fn sounds_as_name(&self, word: &str) -> bool {
        Heard::of(word).is_some_and(|heard| {
            let outline = heard.outline();
            begins_with_one_of(&heard, &self.heard)
                || outline.sounds() >= OUTLINE
                    && begins_with_one_of_at_least(OUTLINE, &outline, &self.outlines)
                || begins_with_one_of(&heard.consonants(), &self.bones)
        })
    }

    fn sounds_as_name_within(&self, word: &str) -> bool {
        let Some(heard) = Heard::of(word) else {
            return false;
        };
        let outline = heard.outline();
        let is_there = |names: &BTreeSet<Heard>, least: usize, word: &Heard| {
            let mut long = names.iter().filter(|name| name.sounds() >= least);
            long.any(|name| name.is_within(word))
        };
        // What goes for good must be more than a given name told roughly: Тимур is not in temirartayov.
        match self.is_for_good {
            true => {
                is_there(&self.outlines, SOUNDS_FOR_GOOD, &outline)
                    || is_there(&self.heard, SOUNDS_WITHIN, &heard)
                    || self.sounds_as_name(word)
            }
            false => {
                is_there(&self.outlines, SOUNDS_WITHIN, &outline)
                    || is_there(&self.bones, 1, &outline.consonants())
                    || begins_with_one_of(&outline, &self.outlines)
            }
        }
    }
}

fn begins_with_one_of(heard: &Heard, names: &BTreeSet<Heard>) -> bool {
    begins_with_one_of_at_least(1, heard, names)
}

fn begins_with_one_of_at_least(least: usize, heard: &Heard, names: &BTreeSet<Heard>) -> bool {
    let length = heard.sounds();
    (length.saturating_sub(ENDING).max(least)..=length)
        .any(|sounds| names.contains(&heard.first(sounds)))
}

/// [`SHORT_ENDINGS`], folded; the first is none.
pub(super) static ENDINGS: LazyLock<Vec<String>> = LazyLock::new(|| {
    SHORT_ENDINGS
        .split(' ')
        .filter(|e| !e.is_empty())
        .map(fold)
        .chain([String::new()])
        .collect()
});

/// A capital letter at its beginning, or one of a script that has none.
fn is_without_case_or_upper(word: &str) -> bool {
    let first = word.chars().next();
    first.is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase())
}

/// A short name without the й or the vowel that changes with its case: Цой, Цоя, Цоем; Яна, Яну.
pub(super) fn bare(word: &str) -> &str {
    word.strip_suffix(['й', 'и', 'а', 'я', 'a'])
        .filter(|rest| rest.chars().count() >= 2)
        .unwrap_or(word)
}

/// A word without the vowel that changes with its case.
pub(super) fn stem(word: &str) -> String {
    let length = word.chars().count();
    let vowels = ['a', 'а', 'я', 'y', 'и'].map(fold_char);
    match word.chars().next_back() {
        Some(last) if length > SHORTEST && vowels.contains(&last) => {
            word.chars().take(length - 1).collect()
        }
        _ => word.to_owned(),
    }
}

//! Organisations that may be one: names with legal forms, acronyms, three scripts.
//!
//! A name is read into words: legal forms and small words are left out, words of one meaning (партия, партиясы, party)
//! are one word, the others are compared by their sounds. An acronym is compared with the first letters of a name.
//! A name alone proposes and never merges; whether two organisations are one is for a person to say.

mod candidates;

pub use candidates::{Beside, Organisations};

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::bits::Bits;

const LIST: &str = include_str!("../lists/organisation_words.txt");

/// The meaning of the words that are left out.
const FORM: &str = "form";
/// Letters that make an acronym: of two, any two words are the first letters.
const SHORTEST_ACRONYM: usize = 3;
/// Letters of a name that are read.
const LONGEST: usize = 300;

struct Meanings {
    whole: BTreeMap<&'static str, &'static str>,
    beginnings: Vec<(&'static str, &'static str)>,
}

static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| {
    let mut all = Meanings {
        whole: BTreeMap::new(),
        beginnings: Vec::new(),
    };
    for line in LIST.lines().filter(|l| !l.starts_with('#')) {
        let mut words = line.split_whitespace();
        let Some(meaning) = words.next() else {
            continue;
        };
        if meaning != FORM {
            all.whole.entry(meaning).or_insert(meaning);
        }
        for word in words {
            match word.strip_suffix('*') {
                Some(beginning) => all.beginnings.push((beginning, meaning)),
                None => {
                    all.whole.entry(word).or_insert(meaning);
                }
            }
        }
    }
    // The longest beginning is the most particular.
    all.beginnings
        .sort_by_key(|(b, _)| std::cmp::Reverse(b.len()));
    all
});

impl Meanings {
    fn of(&self, word: &str) -> Option<&'static str> {
        self.whole.get(word).copied().or_else(|| {
            let found = self.beginnings.iter().find(|(b, _)| word.starts_with(b));
            found.map(|(_, meaning)| *meaning)
        })
    }
}

/// A word of an organisation's name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    /// One that many organisations have, by its meaning.
    Common(&'static str),
    /// One of its own, by its sounds.
    Own(String),
}

/// The name of an organisation, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationName {
    words: Vec<Word>,
    /// First letters of all words, and without the small ones, in sounds.
    initials: Vec<String>,
    /// The name is itself an acronym, in sounds.
    acronym: Option<String>,
}

/// How two names of organisations agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrganisationLevel {
    /// The same words, in any order and script.
    Same,
    /// One is made of the first letters of the other.
    Acronym,
    /// All words of one are in the other, and one of them is its own.
    Within,
    /// Some words agree.
    Partly,
    /// Different.
    Different,
}

impl OrganisationLevel {
    /// What it weighs: for how an organisation's name is told again, and how rarely two have such names.
    #[must_use]
    pub fn bits(self) -> Bits {
        match self {
            Self::Same => Bits(10_000),
            Self::Acronym => Bits(6000),
            Self::Within => Bits(5500),
            Self::Partly => Bits(-1000),
            Self::Different => Bits(-6000),
        }
    }

    /// Worth asking a person about.
    #[must_use]
    pub fn is_proposed(self) -> bool {
        matches!(self, Self::Same | Self::Acronym | Self::Within)
    }
}

impl OrganisationName {
    /// Reads a name. Every text is read; one without letters agrees with nothing.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text: String = text.chars().take(LONGEST).collect();
        let parts: Vec<&str> = text
            .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
            .filter(|part| !part.is_empty())
            .collect();
        let mut words = Vec::new();
        let (mut all, mut great) = (String::new(), String::new());
        for part in &parts {
            let low = part.to_lowercase();
            let meaning = MEANINGS.of(&low);
            let first = sounds(&low).chars().next();
            all.extend(first);
            // A word of a legal form may be part of an acronym (KIBHR, «КМБПЧ»); a small word is not.
            let small = **part == *low && low.chars().count() <= 3;
            if !small && (meaning != Some(FORM) || low.chars().count() > 4) {
                great.extend(first);
            }
            match meaning {
                Some(FORM) => {}
                Some(meaning) => words.push(Word::Common(meaning)),
                None => words.push(Word::Own(sounds(&low))),
            }
        }
        let capitals = |p: &str| p.chars().filter(|c| c.is_uppercase()).count();
        let alone = match parts[..] {
            [one] => {
                (SHORTEST_ACRONYM..=8).contains(&capitals(one))
                    && capitals(one) * 2 > one.chars().count()
            }
            _ => false,
        };
        words.sort_unstable();
        words.dedup();
        // The small words of a name make a short row of letters mean anything (CIA, "court in Austria").
        let mut initials = vec![great];
        initials.extend(Some(all).filter(|all| all.chars().count() > SHORTEST_ACRONYM));
        initials.dedup();
        Self {
            words,
            initials: initials
                .into_iter()
                .filter(|i| i.chars().count() >= SHORTEST_ACRONYM)
                .collect(),
            acronym: alone.then(|| letters(parts.first().copied().unwrap_or_default())),
        }
    }

    /// The words of it that are numbers, ascending.
    fn numbers(&self) -> Vec<&str> {
        let own = self.words.iter().filter_map(|word| match word {
            Word::Own(sounds) => Some(sounds.as_str()),
            Word::Common(_) => None,
        });
        own.filter(|word| word.chars().all(|c| c.is_ascii_digit()))
            .collect()
    }

    /// How this name agrees with another; the same either way round.
    #[must_use]
    pub fn beside(&self, other: &Self) -> OrganisationLevel {
        let acronym = |short: &Self, long: &Self| {
            let letters = short.acronym.as_ref();
            long.acronym.is_none() && letters.is_some_and(|a| long.initials.contains(a))
        };
        if acronym(self, other) || acronym(other, self) {
            return OrganisationLevel::Acronym;
        }
        let (few, many) = if self.words.len() <= other.words.len() {
            (self, other)
        } else {
            (other, self)
        };
        // Colony 161/1 is not colony 161/11, and school 5 is not school 55.
        let (numbers, others) = (self.numbers(), other.numbers());
        if !numbers.is_empty() && !others.is_empty() && numbers != others {
            return OrganisationLevel::Different;
        }
        let found = |w: &&Word| many.words.iter().any(|o| alike(w, o));
        let common: Vec<&Word> = few.words.iter().filter(found).collect();
        let own = common.iter().any(|w| matches!(w, Word::Own(_)));
        let several = common.len() > 1;
        let contained = common.len() == few.words.len()
            && (own || several && common.len() * 2 >= many.words.len());
        let mostly = own && several && common.len() * 3 >= few.words.len() + many.words.len();
        if few.words.is_empty() || common.is_empty() {
            OrganisationLevel::Different
        } else if common.len() == many.words.len() {
            // «Демократическая партия»: only words that many have.
            if own || common.len() > 2 {
                OrganisationLevel::Same
            } else {
                OrganisationLevel::Within
            }
        } else if contained || mostly {
            OrganisationLevel::Within
        } else {
            OrganisationLevel::Partly
        }
    }
}

fn alike(a: &Word, b: &Word) -> bool {
    match (a, b) {
        (Word::Common(a), Word::Common(b)) => a == b,
        (Word::Own(a), Word::Own(b)) => {
            let (x, y) = (a.chars().count(), b.chars().count());
            a == b || x.min(y) >= 4 && aigaq_schema::list::distance(a, b) * 5 <= x.max(y)
        }
        _ => false,
    }
}

/// An acronym, letter by letter.
fn letters(text: &str) -> String {
    let low = text.to_lowercase();
    low.chars()
        .flat_map(|c| sounds(&c.to_string()).chars().next())
        .collect()
}

/// A word in coarse Latin sounds, the same for the spellings of three scripts.
pub(crate) fn sounds(word: &str) -> String {
    let mut out = String::new();
    let mut latin = word.to_owned();
    for (from, to) in [
        ("shch", "ш"),
        ("sh", "ш"),
        ("ch", "ч"),
        ("zh", "ж"),
        ("kh", "х"),
        ("ts", "ц"),
        ("ya", "я"),
        ("yu", "ю"),
        ("ye", "е"),
        ("dj", "ж"),
        ("oo", "у"),
        ("ph", "ф"),
    ] {
        if latin.is_ascii() || latin.contains(from) {
            latin = latin.replace(from, to);
        }
    }
    for c in latin.chars() {
        let sound = match c {
            'а' | 'ә' | 'ä' | 'á' => "a",
            'б' => "b",
            'в' | 'w' => "v",
            'г' | 'ғ' | 'ğ' => "g",
            'д' => "d",
            'е' | 'ё' | 'э' => "e",
            'ж' | 'j' => "z",
            'з' => "z",
            'и' | 'і' | 'ы' | 'й' | 'y' | 'ı' => "i",
            'к' | 'қ' | 'q' | 'х' | 'һ' | 'h' | 'c' => "k",
            'л' => "l",
            'м' => "m",
            'н' | 'ң' | 'ñ' => "n",
            'о' | 'ө' | 'ö' => "o",
            'п' => "p",
            'р' => "r",
            'с' | 'ц' | 'ш' | 'щ' | 'ч' | 'ş' => "s",
            'т' => "t",
            'у' | 'ұ' | 'ү' | 'ü' | 'ū' | 'ú' => "u",
            'ф' => "f",
            'ю' => "iu",
            'я' => "ia",
            'ь' | 'ъ' | '\'' | '’' => "",
            // Doubled letters are one sound; doubled digits are another number.
            other => {
                if other.is_ascii_digit() || !out.ends_with(other) {
                    out.push(other);
                }
                continue;
            }
        };
        if sound.is_empty() || !out.ends_with(sound) {
            out.push_str(sound);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn level(a: &str, b: &str) -> OrganisationLevel {
        OrganisationName::read(a).beside(&OrganisationName::read(b))
    }

    #[test]
    fn one_organisation_in_other_words_is_proposed() {
        for (a, b) in [
            ("Oyan, Qazaqstan", "Oyan Kazakstan"),
            ("Оян, Қазақстан", "Oyan, Qazaqstan"),
            ("Tablighi Jamaat", "Tabligh Jamaat"),
            ("Kadyr-Kasiyet", "Kadyr-kassiyet"),
            ("ОФ «Қадір-қасиет»", "Qadir-Qasiyet Foundation"),
            ("Respublica", "Respublika"),
            (
                "Nationwide Social Democratic Party",
                "National Social Democratic Party",
            ),
            (
                "Демократическая партия Казахстана",
                "Democratic Party of Kazakhstan",
            ),
            ("KIBHR", "Kazakhstan International Bureau for Human Rights"),
            (
                "КМБПЧ",
                "Казахстанское международное бюро по правам человека",
            ),
            ("Общественный фонд «Адил соз»", "Adil Soz"),
            ("ТОО «Жаңа Нан»", "«Жана Нан» ЖШС"),
        ] {
            assert!(level(a, b).is_proposed(), "{a} / {b}: {:?}", level(a, b));
        }
    }

    #[test]
    fn two_organisations_with_common_words_are_not_proposed() {
        for (a, b) in [
            ("Ministry of Justice", "Ministry of Health"),
            ("Городской суд Алматы", "Городской суд Атырау"),
            ("Демократическая партия", "Социалистическая партия"),
            ("Oyan, Qazaqstan", "Jas Qazaqstan"),
            ("Human Rights Watch", "Human Rights Centre"),
            ("Nur Otan", "Ak Zhol"),
            ("KIBHR", "HRW"),
            ("CIA", "court in Austria"),
            ("EP", "English PEN"),
            ("Школа № 5", "Школа № 55"),
            ("УК-161/1", "УК-161/11"),
            ("Суд № 2 города Алматы", "Суд № 22 города Алматы"),
            ("", "ТОО"),
        ] {
            assert!(!level(a, b).is_proposed(), "{a} / {b}: {:?}", level(a, b));
        }
    }

    proptest! {
        #[test]
        fn any_two_texts_agree_the_same_either_way_round(a in "\\PC{0,40}", b in "\\PC{0,40}") {
            prop_assert_eq!(level(&a, &b), level(&b, &a));
        }
    }
}

//! In which letters a name is written.

/// The letters of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Cyrillic with letters that Kazakh has and Russian has not: «Әблязов».
    Kazakh,
    /// Cyrillic as Russian writes it, and Kazakh where no letter of its own is needed: «Ержан».
    Cyrillic,
    /// Latin, with marks or without.
    Latin,
    /// Another script, several in equal parts, or no letters at all.
    Other,
}

/// Letters of Kazakh Cyrillic that Russian has not, in lower case.
const KAZAKH: [char; 9] = ['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і'];

impl Script {
    /// All, in the order in which groups of spellings are shown.
    pub const ALL: [Self; 4] = [Self::Kazakh, Self::Cyrillic, Self::Latin, Self::Other];

    /// The script of most letters of a text: one Latin letter among Cyrillic ones is a slip of the keyboard.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let (mut latin, mut cyrillic, mut other, mut kazakh) = (0_usize, 0_usize, 0_usize, false);
        for letter in text.chars().filter(|c| c.is_alphabetic()) {
            match letter {
                'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                    latin += 1;
                }
                '\u{400}'..='\u{52f}' => {
                    cyrillic += 1;
                    kazakh |= letter.to_lowercase().any(|c| KAZAKH.contains(&c));
                }
                _ => other += 1,
            }
        }
        if cyrillic > latin.max(other) {
            if kazakh { Self::Kazakh } else { Self::Cyrillic }
        } else if latin > cyrillic.max(other) {
            Self::Latin
        } else {
            Self::Other
        }
    }

    /// The key of the script in words and forms.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kazakh => "kazakh",
            Self::Cyrillic => "cyrillic",
            Self::Latin => "latin",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_letters_tell_the_script() {
        for (text, script) in [
            ("Мұхтар Әблязов", Script::Kazakh),
            ("Жақыпов Ғ.", Script::Kazakh),
            ("Мухтар Аблязов", Script::Cyrillic),
            ("Мухтaр Аблязов", Script::Cyrillic),
            ("Mukhtar Ablyazov", Script::Latin),
            ("Muhtar Äbilázov", Script::Latin),
            ("Djanibek Žaqypov", Script::Latin),
            ("张伟", Script::Other),
            ("აბლიაზოვი", Script::Other),
            ("", Script::Other),
            ("😀 12", Script::Other),
            ("аa", Script::Other),
        ] {
            assert_eq!(Script::of(text), script, "{text}");
        }
    }
}

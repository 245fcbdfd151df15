//! Names of one letter or two: Ли, Ан, Ю. They are words of the language, too, so the letters alone do not tell a name;
//! how they stand does.

use super::pieces::{Standing, is_apostrophe, is_one_apostrophe, pieces, standing};
use aigaq_names::Heard;
use aigaq_schema::fold::fold;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words of two letters with which sentences begin. Where one of them is a name, too, it is one only within a sentence.
/// «Ли» is none of them: the particle stands behind its word. «Ан» is none either: the old «ан нет» is rare, the family
/// name is not. «Ни», «Но», «Те» and «Не» are.
const BEGINS: &str = "не но ни на он мы вы ты за по до из об от со ко во да то та те ту их ей ну ах ох эх эй уж ее её ею \
    им ой ол ал бұ ау ер ел ат ай әр ет іс су an no he we it in on at by as if is so to or do of up my me us am be \
    go oh ah mr ms dr st";
static COMMON: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| BEGINS.split_whitespace().map(fold).collect());

/// Family names of one letter, Ю and О, are vowels; other single letters are what is left of a name: Ахметов Н.
const VOWELS: &str = "ю о у е э и oueiy";

/// Endings of Kazakh cases behind a name of two letters. Shorter ones make other words of it: Лига, Лида, Анна.
const ENDINGS: &str = "ның нің дың дің тың тің мен бен пен дан ден тан тен нан нен";
static CASES: LazyLock<Vec<String>> =
    LazyLock::new(|| ENDINGS.split_whitespace().map(fold).collect());

/// Most letters that write such a name in the other script: Ли is Lee, Ю is Yu and Yoo.
const MOST_HEARD: usize = 3;

/// Names of one letter or two.
#[derive(Debug, Default)]
pub(super) struct ShortNames {
    /// Folded.
    two: BTreeSet<String>,
    /// Folded.
    one: BTreeSet<String>,
    /// As they sound, of those in Cyrillic for words in Latin letters and the other way about.
    heard: [BTreeSet<Heard>; 2],
    /// They are told by how they stand, and not only beside another word of a name.
    stand_alone: bool,
}

impl ShortNames {
    /// Of these names.
    pub fn of(names: &[String]) -> Self {
        let mut all = Self {
            stand_alone: true,
            ..Self::default()
        };
        for name in names {
            all.add(name);
        }
        all
    }

    fn add(&mut self, name: &str) {
        let pieces = pieces(name);
        let is_single = |piece: &&&str| piece.chars().nth(1).is_none();
        let letters = pieces
            .iter()
            .filter(|piece| piece.chars().all(char::is_alphabetic));
        let is_only_one = letters.filter(is_single).count() == 1;
        for (at, piece) in pieces.iter().enumerate() {
            let gaps = [at.checked_sub(1), at.checked_add(1)];
            let gaps = gaps.map(|at| {
                at.and_then(|at| pieces.get(at))
                    .copied()
                    .unwrap_or_default()
            });
            let word = fold(piece);
            let heard = &mut self.heard[usize::from(word.is_ascii())];
            match piece.chars().count() {
                2 if piece.chars().all(char::is_alphanumeric) => {
                    heard.extend(Heard::of(&word));
                    self.two.insert(word);
                }
                1 if is_only_one
                    && VOWELS.contains(word.as_str())
                    && !gaps[1].starts_with('.')
                    && !gaps.into_iter().any(is_one_apostrophe) =>
                {
                    heard.extend(Heard::of(&word));
                    self.one.insert(word);
                }
                _ => {}
            }
        }
    }

    /// The same, but told beside another word of a name alone: for what cannot be brought back.
    pub fn beside_names_only(mut self) -> Self {
        self.stand_alone = false;
        self
    }

    fn is_empty(&self) -> bool {
        self.two.is_empty() && self.one.is_empty()
    }

    /// A word that is a name where it stands beside a name.
    pub fn is_name_beside_names(&self, word: &str) -> bool {
        has_capital(word) && (self.two.contains(&fold(word)) || self.is_heard(word))
    }

    /// The word at a place is a name as it stands, by itself. `words` are the pieces as they are read.
    pub fn is_name_alone(&self, pieces: &[&str], at: usize, word: &str) -> bool {
        if self.is_empty() || !self.stand_alone || !has_capital(word) {
            return false;
        }
        let folded = fold(word);
        // The first part of a word with a hyphen: Co-operation.
        let goes_on = |next: &&str| next.chars().next().is_some_and(char::is_lowercase);
        if pieces.get(at + 1) == Some(&"-") && pieces.get(at + 2).is_some_and(goes_on) {
            return false;
        }
        let gap_behind = pieces.get(at + 1).copied().unwrap_or_default();
        if folded.chars().nth(1).is_none() {
            // With a point it is an initial, unless the text ends there; with an apostrophe the beginning of a name.
            let is_initial = gap_behind.starts_with('.') && at + 2 < pieces.len();
            return self.one.contains(&folded)
                && !is_initial
                && !gap_behind.starts_with(is_apostrophe)
                && standing(pieces, at) == Standing::Within;
        }
        let is_known = self.two.contains(&folded) || self.is_heard(word);
        let is_in_case = || {
            let mut cases = CASES
                .iter()
                .filter_map(|case| folded.strip_suffix(case.as_str()));
            cases.any(|start| self.two.contains(start))
        };
        match standing(pieces, at) {
            Standing::Within => is_known || is_in_case(),
            Standing::First | Standing::AmongCapitals => {
                !COMMON.contains(&folded) && (is_known || is_in_case())
            }
        }
    }

    /// It sounds like one that is known in the other script.
    fn is_heard(&self, word: &str) -> bool {
        let names = &self.heard[usize::from(!word.is_ascii())];
        !names.is_empty()
            && word.chars().count() <= MOST_HEARD
            && Heard::of(word).is_some_and(|heard| names.contains(&heard))
    }
}

/// It begins with a capital letter, or is of a script that has none.
fn has_capital(word: &str) -> bool {
    let first = word.chars().next();
    first.is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase())
}

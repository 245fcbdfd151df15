//! From words to codes: answers of people, then the list itself. A word that neither knows is asked, with what
//! it may mean; it is never guessed.

use super::remembered::{Remembered, key};
use aigaq_schema::{Language, Schema, list::likely};
use std::collections::{BTreeMap, HashMap};

/// What a piece of a cell means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meant {
    /// The words of the cell.
    pub(crate) word: String,
    /// The codes; `None` when nobody has answered yet.
    pub(crate) codes: Option<Vec<String>>,
}

/// The words of one list.
#[derive(Debug)]
pub(crate) struct Words {
    known: HashMap<String, Vec<String>>,
}

impl Words {
    /// The list with everything that was answered; `None` when the schema has no such list.
    pub(crate) fn new(schema: &Schema, list: &str, remembered: &Remembered) -> Option<Self> {
        let list = schema.list(list)?;
        let mut names: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for entry in list.entries().iter().filter(|e| !e.retired) {
            let labels = Language::ALL.iter().map(|l| entry.label.get(*l));
            let variants = entry.maps.get("name").into_iter().flatten();
            for name in labels.chain(variants.map(String::as_str)) {
                let codes = names.entry(key(name)).or_default();
                if !codes.contains(&entry.code.as_str()) {
                    codes.push(&entry.code);
                }
            }
        }
        let mut known: HashMap<String, Vec<String>> = names
            .into_iter()
            // A name of two codes names neither.
            .filter(|(_, codes)| codes.len() == 1)
            .map(|(name, codes)| (name, codes.into_iter().map(str::to_owned).collect()))
            .collect();
        for entry in list.entries() {
            known.insert(key(&entry.code), vec![entry.code.clone()]);
        }
        for (word, codes) in remembered.words_of(&list.code) {
            known.insert(word.to_owned(), codes.to_vec());
        }
        Some(Self { known })
    }

    /// What a word means, if it is known.
    pub(crate) fn codes(&self, word: &str) -> Option<&[String]> {
        let word = key(word);
        if let Some(codes) = self.known.get(&word) {
            return Some(codes);
        }
        let (short, long) = ("обл", "область");
        let mut plain = word.clone();
        for before in ["г.", "город ", "г "] {
            if let Some(rest) = plain.strip_prefix(before) {
                plain = rest.trim().to_owned();
            }
        }
        if let Some(start) = plain.strip_suffix(short) {
            plain = format!("{start}{long}");
        } else if plain.ends_with("ская") {
            plain = format!("{plain} {long}");
        }
        (plain != word)
            .then(|| self.known.get(&plain))
            .flatten()
            .map(Vec::as_slice)
    }

    /// What a cell means, piece by piece: «задержание, штраф», and «обыск и допрос» where both are known.
    pub(crate) fn read(&self, cell: &str) -> Vec<Meant> {
        let meant = |word: &str| Meant {
            word: word.trim().to_owned(),
            codes: self.codes(word).map(<[String]>::to_vec),
        };
        let whole = meant(cell);
        if whole.codes.is_some() {
            return vec![whole];
        }
        let mut all = Vec::new();
        for piece in cell.split([';', '\n', ',', '+', '/']) {
            // The folded word is empty for marks alone: they mean nothing.
            if key(piece).is_empty() {
                continue;
            }
            let one = meant(piece);
            if one.codes.is_some() {
                all.push(one);
                continue;
            }
            let parts = [" и ", " and ", " және ", " мен "]
                .iter()
                .find(|and| piece.contains(**and))
                .map(|and| piece.split(and).map(meant).collect::<Vec<_>>());
            match parts {
                Some(parts) if parts.iter().all(|p| p.codes.is_some()) => all.extend(parts),
                _ => all.push(one),
            }
        }
        all
    }

    /// Codes that a word may mean: by how much their names look like it.
    pub(crate) fn near(&self, word: &str) -> Vec<String> {
        let names = self
            .known
            .iter()
            .flat_map(|(name, codes)| codes.iter().map(move |code| (name.as_str(), code.as_str())));
        likely(&key(word), names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(list: &str) -> Words {
        Words::new(Schema::shipped(), list, &Remembered::default()).unwrap()
    }

    fn codes(list: &str, cell: &str) -> Vec<Option<Vec<String>>> {
        words(list)
            .read(cell)
            .into_iter()
            .map(|m| m.codes)
            .collect()
    }

    fn one(code: &str) -> Option<Vec<String>> {
        Some(vec![code.to_owned()])
    }

    #[test]
    fn codes_labels_and_shipped_words_are_known() {
        assert_eq!(codes("act_types", "LIB.detain"), [one("LIB.detain")]);
        assert_eq!(codes("act_types", " Задержание "), [one("LIB.detain")]);
        assert_eq!(codes("act_types", "Обыск или изъятие"), [one("CRM.search")]);
        assert_eq!(
            codes("act_types", "задержание, штраф; обыск и допрос"),
            ["LIB.detain", "ADM.fine", "CRM.search", "CRM.summon"].map(one)
        );
    }

    #[test]
    fn regions_are_known_by_old_names_and_abbreviations() {
        for (text, code) in [
            ("Алма-Ата", "KZ-75"),
            ("г. Астана", "KZ-71"),
            ("Карагандинская обл.", "KZ-35"),
            ("ВКО", "KZ-63"),
            ("Кустанай", "KZ-39"),
            ("Актюбинская", "KZ-15"),
        ] {
            assert_eq!(codes("regions", text), [one(code)], "{text}");
        }
    }

    #[test]
    fn an_unknown_word_is_asked_with_what_it_may_mean() {
        assert_eq!(codes("act_types", "задерживали"), [None]);
        assert_eq!(words("act_types").near("задерживали")[0], "LIB.detain");
        assert_eq!(words("regions").near("Карагандинсая обл")[0], "KZ-35");
        assert!(words("regions").near("xyz").is_empty());
    }

    #[test]
    fn what_was_answered_goes_before_the_list() {
        let schema = Schema::shipped();
        let mut remembered = Remembered::default();
        remembered
            .answer(
                schema,
                "act_types",
                "Беседа ",
                vec!["PRS.threat".to_owned()],
            )
            .unwrap();
        remembered
            .answer(schema, "act_types", "иное", vec![])
            .unwrap();
        let words = Words::new(schema, "act_types", &remembered).unwrap();
        assert_eq!(words.read("беседа.")[0].codes, one("PRS.threat"));
        assert_eq!(words.read("Иное")[0].codes, Some(Vec::new()));
        assert!(
            remembered
                .answer(schema, "act_types", "x", vec!["LIB.nope".to_owned()])
                .is_err()
        );
    }
}

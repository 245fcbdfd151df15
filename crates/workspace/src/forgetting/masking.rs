//! Taking the names of one person out of whatever text there is, and leaving everything else as it is.

use super::MARK;
use crate::outputs::Withheld;
use serde_json::Value as Json;

/// Shorter numbers and contacts stand in other words by chance.
const LEAST_EXACT: usize = 5;

/// How surely a text speaks of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Strength {
    /// By one word that others may be called, too.
    Perhaps,
    /// By two words of a name side by side, an address, a number.
    Surely,
}

/// The names of those who are forgotten, and their numbers and contacts.
pub(crate) struct Masker {
    names: Withheld,
    /// As they are written: numbers of documents, telephones, addresses.
    exact: Vec<String>,
}

impl Masker {
    /// Of these names; names of `others` that share a word with them stay, each with whether it is a person's.
    pub fn new(names: &[String], exact: Vec<String>, others: Vec<(String, bool)>) -> Self {
        let mut exact: Vec<String> = exact
            .into_iter()
            .map(|text| text.trim().to_owned())
            .filter(|text| text.chars().count() >= LEAST_EXACT)
            .collect();
        // The longer first: a shorter one may stand within it.
        exact.sort_by_key(|text| std::cmp::Reverse(text.len()));
        exact.dedup();
        Self {
            names: Withheld::forgetting(names, others, MARK),
            exact,
        }
    }

    /// Whether a text speaks of them, and how surely.
    pub fn speaks(&self, text: &str) -> Option<Strength> {
        if self.exact.iter().any(|exact| text.contains(exact)) {
            return Some(Strength::Surely);
        }
        let words = self.names.named_words(text);
        if words.windows(2).any(|pair| pair[0] && pair[1]) {
            return Some(Strength::Surely);
        }
        if words.contains(&true) {
            return Some(Strength::Perhaps);
        }
        // Within something that is written together: an address, a handle.
        let may_be = text.contains(['#', '@', '/', '.']);
        (may_be && self.names.clean_in_any_case(text) != text).then_some(Strength::Surely)
    }

    /// Whether every word of a name is one of theirs: somebody is called just the same.
    pub fn is_wholly(&self, name: &str) -> bool {
        let words = self.names.named_words(name);
        !words.is_empty() && words.iter().all(|is_name| *is_name)
    }

    /// A text without them.
    pub fn text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for exact in &self.exact {
            if text.contains(exact) {
                text = text.replace(exact, MARK);
            }
        }
        self.names.clean_in_any_case(&text)
    }

    /// An address without them: it goes whole, since half of it leads nowhere.
    pub fn address(&self, address: &str) -> Option<String> {
        let has_exact = self.exact.iter().any(|exact| address.contains(exact));
        (!has_exact && !self.names.is_in_address(address)).then(|| address.to_owned())
    }

    /// What is kept as a text and may be JSON: only the words in it are changed, never its form.
    pub fn maybe_json(&self, text: &str) -> String {
        match serde_json::from_str::<Json>(text) {
            Ok(mut tree) if tree.is_object() || tree.is_array() => {
                if self.tree(&mut tree) {
                    tree.to_string()
                } else {
                    text.to_owned()
                }
            }
            _ => self.text(text),
        }
    }

    /// All words of a tree, keys too. `true` when something was changed.
    pub fn tree(&self, tree: &mut Json) -> bool {
        match tree {
            Json::String(text) => {
                let clean = self.text(text);
                let changed = clean != *text;
                *text = clean;
                changed
            }
            Json::Array(all) => all.iter_mut().fold(false, |was, one| self.tree(one) | was),
            Json::Object(all) => {
                let mut changed = false;
                let renamed = std::mem::take(all).into_iter().map(|(key, mut value)| {
                    let clean = self.text(&key);
                    changed |= self.tree(&mut value) | (clean != key);
                    (clean, value)
                });
                *all = renamed.collect();
                changed
            }
            _ => false,
        }
    }

    /// As [`Masker::tree`], but for the keys: they are of a form of the program's own.
    pub fn values(&self, tree: &mut Json) -> bool {
        match tree {
            Json::Object(all) => all
                .iter_mut()
                .fold(false, |was, (_, one)| self.values(one) | was),
            Json::Array(all) => all
                .iter_mut()
                .fold(false, |was, one| self.values(one) | was),
            other => self.tree(other),
        }
    }

    /// A file of a publication, by what it is.
    pub fn file(&self, ending: &str, text: &str) -> String {
        match ending {
            "html" | "svg" => self.markup(text),
            "csv" => self.sheet(text),
            _ => self.text(text),
        }
    }

    /// The words of cells, so that none takes its neighbours along.
    fn sheet(&self, text: &str) -> String {
        let is_between = |c: char| matches!(c, ',' | ';' | '\t' | '"' | '\n' | '\r');
        let cells = text.split_inclusive(is_between);
        cells.fold(String::with_capacity(text.len()), |mut out, cell| {
            let words = cell.trim_end_matches(is_between);
            out.push_str(&self.text(words));
            out.push_str(&cell[words.len()..]);
            out
        })
    }

    /// The words between tags, and the values of attributes that have such a word in them.
    fn markup(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(from) = rest.find('<') {
            out.push_str(&self.text(&rest[..from]));
            let to = rest[from..]
                .find('>')
                .map_or(rest.len(), |to| from + to + 1);
            out.push_str(&self.tag(&rest[from..to]));
            rest = &rest[to..];
        }
        out.push_str(&self.text(rest));
        out
    }

    fn tag(&self, tag: &str) -> String {
        let parts = tag.split('"').enumerate();
        let parts: Vec<String> = parts
            .map(|(at, part)| match at % 2 {
                // Within quotes: an address, or words.
                1 if is_address(part) && self.address(part).is_none() => "#".to_owned(),
                1 => self.text(part),
                _ => part.to_owned(),
            })
            .collect();
        parts.join("\"")
    }
}

fn is_address(text: &str) -> bool {
    text.contains(['/', '#', '@', '%'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masker() -> Masker {
        let names = ["Нурлан Ахметов", "Nurlan Akhmetov"].map(str::to_owned);
        let others = vec![
            ("Нурлан Жумабеков".to_owned(), true),
            ("Болат Ахметов".to_owned(), true),
        ];
        Masker::new(
            &names,
            vec!["850101300123".to_owned(), "7".to_owned()],
            others,
        )
    }

    #[test]
    fn the_person_goes_in_every_case_and_others_of_the_same_words_stay() {
        let masker = masker();
        assert_eq!(masker.text("Ахметова Нурлана судили"), "[…] судили");
        assert_eq!(masker.text("звонила жена ахметова"), "звонила жена […]");
        assert_eq!(masker.text("Судья Болат Ахметов"), "Судья Болат Ахметов");
        assert_eq!(masker.text("Нурлана Жумабекова"), "Нурлана Жумабекова");
        assert_eq!(masker.text("ИИН 850101300123."), "ИИН […].");
        assert_eq!(masker.text("7 человек"), "7 человек");
        assert_eq!(masker.speaks("Ахметову Нурлану"), Some(Strength::Surely));
        assert_eq!(masker.speaks("Ахметов"), Some(Strength::Perhaps));
        assert_eq!(masker.speaks("850101300123"), Some(Strength::Surely));
        assert_eq!(masker.speaks("Болат Ахметов"), None);
        assert_eq!(masker.address("https://x.kz/akhmetov-sud"), None);
    }

    #[test]
    fn figures_tags_and_forms_stay_as_they_are() {
        let masker = masker();
        let sheet = "Имя,Акты\r\nНурлан Ахметов,3\r\n\"см. https://x.kz/akhmetov\",12\r\n";
        assert_eq!(
            masker.file("csv", sheet),
            "Имя,Акты\r\n[…],3\r\n\"см. […]\",12\r\n"
        );
        let page = "<p class=\"akt\">Дело Ахметова: <a href=\"https://x.kz/akhmetov\">3</a></p>";
        assert_eq!(
            masker.file("html", page),
            "<p class=\"akt\">Дело […]: <a href=\"#\">3</a></p>"
        );
        let json = r#"{"Ахметов":["x",3,{"k":"о Нурлане Ахметове"}]}"#;
        assert_eq!(masker.maybe_json(json), r#"{"[…]":["x",3,{"k":"о […]"}]}"#);
        let other = "{ \"a\" : 1 }";
        assert_eq!(masker.maybe_json(other), other, "not a letter is touched");
        for hostile in ["", "<", "<a href=\"", "\"", ",,,", "{", "<<>>\"\""] {
            for ending in ["html", "csv", "txt"] {
                assert_eq!(masker.file(ending, hostile), hostile);
            }
        }
    }
}

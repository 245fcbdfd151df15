//! The shipped lists and types of record, from their files.

use super::{Codes, Property, Recount, folder, is_counted, tables, texts, toml_of, word};
use crate::common::repository;
use std::collections::BTreeSet;
use toml::Value;

impl Recount {
    pub(super) fn read_lists(&mut self) {
        let packs = folder("crates/schema/packs/kz");
        for path in folder("crates/schema/lists").chain(packs) {
            let file = toml_of(&path);
            let mut list = Codes::default();
            for entry in tables(&file, "codes") {
                let code = word(entry, "code").unwrap().to_owned();
                list.parents
                    .insert(code.clone(), word(entry, "parent").map(str::to_owned));
                list.order.push(code.clone());
                for label in entry["label"].as_table().unwrap().values() {
                    list.names
                        .push((label.as_str().unwrap().to_lowercase(), code.clone()));
                }
                if let Some(maps) = entry.get("maps").and_then(Value::as_table) {
                    for name in maps.get("name").into_iter().flat_map(texts) {
                        list.names.push((name.to_lowercase(), code.clone()));
                    }
                    list.maps.push((code, maps.clone()));
                }
            }
            self.lists
                .insert(word(&file, "code").unwrap().to_owned(), list);
        }
    }

    pub(super) fn read_types(&mut self) {
        let common = toml_of(&repository().join("crates/schema/records/common.toml"));
        for path in folder("crates/schema/records") {
            let file = toml_of(&path);
            let Some(code) = word(&file, "code") else {
                continue;
            };
            let properties = tables(&file, "properties").chain(tables(&common, "properties"));
            let properties = properties
                .map(|p| Property {
                    code: word(p, "code").unwrap().to_owned(),
                    kind: word(p, "kind").unwrap().to_owned(),
                    list: word(p, "list").map(str::to_owned),
                    many: p.get("many").and_then(Value::as_bool).unwrap_or(false),
                    to: p.get("to").map(texts).unwrap_or_default(),
                    countable: p.get("countable").and_then(Value::as_bool).unwrap_or(false),
                })
                .collect();
            self.types.insert(code.to_owned(), properties);
        }
    }

    /// The properties of a type that can be counted by.
    pub fn countable(&self, record_type: &str) -> impl Iterator<Item = &str> {
        self.types[record_type]
            .iter()
            .filter(|p| is_counted(p))
            .map(|p| p.code.as_str())
    }

    /// Whether the property's list has levels.
    pub fn is_tree(&self, record_type: &str, property: &str) -> bool {
        let property = self.property(record_type, property).unwrap();
        property
            .list
            .as_ref()
            .is_some_and(|l| self.lists[l].parents.values().any(Option::is_some))
    }

    pub(super) fn property(&self, record_type: &str, code: &str) -> Option<&Property> {
        self.types[record_type].iter().find(|p| p.code == code)
    }

    pub(super) fn code(&self, property: &Property, text: &str) -> Option<String> {
        let list = &self.lists[property.list.as_ref()?];
        let lower = text.to_lowercase();
        list.order
            .iter()
            .find(|c| *c == text)
            .or_else(|| list.order.iter().find(|c| c.to_lowercase() == lower))
            .or_else(|| list.names.iter().find(|(n, _)| *n == lower).map(|(_, c)| c))
            .cloned()
    }

    /// Each article votes for the rights that have it; each then goes to the right with most votes.
    pub(super) fn rights(&self, text: &str) -> Vec<String> {
        let list = &self.lists["rights"];
        let mut articles: Vec<(String, String)> = Vec::new();
        for treaty in text.split(';').map(str::trim) {
            let (name, numbers) = treaty.split_once(' ').unwrap();
            for number in numbers.split(',') {
                let whole = number.trim().split('(').next().unwrap();
                articles.push((name.to_lowercase(), whole.to_owned()));
            }
        }
        // The first whole article of a right counts ten, any other nine.
        let vote = |code: &str, (treaty, article): &(String, String)| -> u32 {
            let maps = list.maps.iter().find(|(c, _)| c == code);
            let named = maps
                .and_then(|(_, m)| m.get(treaty))
                .map(texts)
                .unwrap_or_default();
            named
                .iter()
                .enumerate()
                .filter(|(_, n)| n.split('(').next() == Some(article.as_str()))
                .map(|(nth, n)| if nth == 0 && n == article { 10 } else { 9 })
                .max()
                .unwrap_or(0)
        };
        let score = |code: &str| articles.iter().map(|a| vote(code, a)).sum::<u32>();
        let mut chosen = BTreeSet::new();
        for article in &articles {
            let mut best: Option<(&str, u32)> = None;
            for code in list.order.iter().filter(|c| vote(c, article) > 0) {
                if best.is_none_or(|(_, most)| score(code) > most) {
                    best = Some((code, score(code)));
                }
            }
            chosen.extend(best.map(|(code, _)| code.to_owned()));
        }
        assert!(!chosen.is_empty(), "“{text}” names no right");
        chosen.into_iter().collect()
    }
}

//! By what somebody who is forgotten was ever called and reached, and how others are called.

use super::MARK;
use super::masking::Other;
use crate::confidential::Identity;
use crate::error::WorkspaceError;
use crate::notes::{NOTE, TELLER};
use crate::open::Workspace;
use aigaq_journal::CompartmentKey;
use aigaq_names::{Role, Token, parse};
use aigaq_schema::{Language, RecordId, Statement, Value};
use aigaq_view::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// Every name, number and contact that was ever said of somebody, also those that were taken back.
#[derive(Default)]
pub(super) struct Called {
    pub names: Vec<String>,
    pub contacts: Vec<String>,
    /// Notes in which it was told in clear who a source is, before that was sealed.
    pub told: BTreeMap<RecordId, Vec<Statement>>,
    /// Whether something of it is sealed, and whether all of that was opened.
    pub sealed: (bool, bool),
}

impl Workspace {
    pub(super) fn ever_called(
        &self,
        forgotten: &BTreeSet<RecordId>,
        (record_type, key): (&str, Option<&CompartmentKey>),
    ) -> Result<Called, WorkspaceError> {
        let (mut names, mut contacts) = (BTreeSet::new(), BTreeSet::new());
        let (mut is_sealed, mut is_open) = (false, key.is_some());
        for id in forgotten {
            let said = self.view.said(*id)?;
            for statement in said.iter().flat_map(|(_, block)| &block.statements) {
                match (&statement.value, &*statement.property) {
                    (Value::Name { text, .. }, _) => {
                        names.insert(text.trim().to_owned());
                    }
                    (
                        Value::Identifier { text, .. } | Value::Text { text, .. },
                        "identifier" | "contact",
                    ) => {
                        contacts.insert(text.clone());
                    }
                    (Value::Sealed(bytes), _) => {
                        is_sealed = true;
                        let opened = key.and_then(|key| key.open(id.as_bytes(), bytes).ok());
                        let Some(who) = opened.and_then(|text| Identity::read(&text)) else {
                            is_open = false;
                            continue;
                        };
                        names.extend(names_in(&who.name));
                        contacts.insert(who.contact.clone());
                    }
                    _ => {}
                }
            }
        }
        let told = match record_type {
            "source" | "actor" => self.told_in_clear(forgotten)?,
            _ => BTreeMap::new(),
        };
        let of_notes = || {
            let all = told.values().flatten();
            all.filter(|said| TELLER.contains(&said.property.as_str()))
        };
        for statement in of_notes() {
            let text = statement.value.plain();
            match statement.property == TELLER[0] {
                true => names.extend(names_in(&text)),
                false => drop(contacts.insert(text)),
            }
        }
        names.retain(|name| !name.is_empty() && name != MARK);
        contacts.retain(|contact| !contact.is_empty());
        Ok(Called {
            sealed: (is_sealed || of_notes().next().is_some(), is_open),
            names: names.into_iter().collect(),
            contacts: contacts.into_iter().collect(),
            told,
        })
    }

    /// Who told a note, as it ever stood there in clear, of the notes whose source was ever one of these; and what people
    /// wrote in their own words into consents of these: what a source refused holds on, who they are goes.
    fn told_in_clear(
        &self,
        sources: &BTreeSet<RecordId>,
    ) -> Result<BTreeMap<RecordId, Vec<Statement>>, WorkspaceError> {
        let mut theirs = BTreeSet::new();
        let mut told: BTreeMap<RecordId, Vec<Statement>> = BTreeMap::new();
        self.scan(|scanned| {
            let blocks = scanned.segment.blocks.into_iter();
            for block in blocks {
                let Some((whose, in_words)) = in_clear(&block.record_type) else {
                    continue;
                };
                for statement in block.statements {
                    match &statement.value {
                        Value::Reference(to)
                            if statement.property == whose && sources.contains(to) =>
                        {
                            theirs.insert(block.record);
                        }
                        _ if in_words.contains(&statement.property.as_str()) => {
                            told.entry(block.record).or_default().push(statement);
                        }
                        _ => {}
                    }
                }
            }
            Ok(())
        })?;
        told.retain(|note, _| theirs.contains(note));
        Ok(told)
    }

    /// The names of all others, which stay though they share a word.
    pub(super) fn names_of_others(
        &self,
        forgotten: &BTreeSet<RecordId>,
    ) -> Result<Vec<Other>, WorkspaceError> {
        let keeper = Reader::keeper();
        let other = |name: &str, is_person| Other {
            name: name.to_owned(),
            is_person,
        };
        let mut others = Vec::new();
        for brief in self.briefs(&keeper, "actor")? {
            if !forgotten.contains(&brief.id) {
                let is_person = self.view.is_person(&brief)?;
                others.extend(brief.names().map(|(_, name)| other(name, is_person)));
            }
        }
        let once = self.view.names_of_once()?;
        let once = once.iter().filter(|(id, _)| !forgotten.contains(id));
        others.extend(once.map(|(_, name)| other(name, true)));
        for brief in self.briefs(&keeper, "place")? {
            others.extend(brief.names().map(|(_, name)| other(name, false)));
        }
        if let Some(regions) = self.view.schema().list("regions") {
            for entry in regions.entries() {
                let labels = Language::ALL.map(|language| entry.label.get(language));
                others.extend(labels.map(|label| other(label, false)));
            }
        }
        Ok(others)
    }
}

/// The names in what somebody wrote of who told it: «сестра Бибигуль Омарова», «Б. Омарова, адвокат». A word of which
/// nothing tells that it is a name is none.
fn names_in(text: &str) -> impl Iterator<Item = String> + '_ {
    let parts = text.split(['\n', ',', ';', '(', ')', '/']);
    parts.filter_map(|part| {
        let read = parse(part.trim());
        if read.refusal().is_some() {
            return None;
        }
        let words = read.tokens().iter();
        let words: Vec<_> = words
            .filter(|token| token.role() != Role::Initial)
            .collect();
        // By its ending or as a known given name.
        let is_known = |token: &&&Token| token.sex().is_some() || token.suffix().is_some();
        let known: Vec<&str> = words
            .iter()
            .filter(is_known)
            .map(|token| read.written(token))
            .collect();
        match (known.is_empty(), words.len()) {
            (false, _) => Some(known.join(" ")),
            (true, 0 | 1) => None,
            (true, _) => {
                let all = words.iter().map(|token| read.written(token));
                Some(all.collect::<Vec<_>>().join(" "))
            }
        }
    })
}

/// Of a type of records that are a source's: by which property they name it, and which hold words of people.
fn in_clear(record_type: &str) -> Option<(&'static str, &'static [&'static str])> {
    match record_type {
        NOTE => Some(("source", &TELLER)),
        "consent" => Some(("person", &["given_by", "how", "reason"])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_who_told_it_only_names_are_looked_for() {
        let names = |text: &str| names_in(text).collect::<Vec<_>>();
        assert_eq!(names("сестра Бибигуль Омарова"), ["Бибигуль Омарова"]);
        assert_eq!(names("Б. Омарова, адвокат"), ["Омарова"]);
        assert_eq!(names("Бибигуль"), ["Бибигуль"]);
        for none in [
            "",
            "сестра",
            "Звонила сестра",
            "неизвестный",
            "+7 701 555 66 77",
        ] {
            assert_eq!(names(none), [""; 0], "{none}");
        }
    }
}

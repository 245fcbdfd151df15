//! What a change-set did to a record, in plain words: said, corrected, taken back, said again by an undo.

use crate::closing::closing_in_words;
use crate::named::Naming;
use crate::own_reasons::reason_in_words;
use crate::undoing::reason_of_undo;
use aigaq_schema::{Block, Property, Statement, StatementId, Withdrawal};
use aigaq_view::{Brief, RecordPage};
use std::collections::HashMap;

/// Longest value in the words of a change, in characters: the whole stands on the page of the record.
const LONGEST: usize = 160;

/// What happened to a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A value was said.
    Said,
    /// A value took the place of another.
    Corrected,
    /// A value was taken back, and none said instead.
    TakenBack,
    /// An undo said again what had been taken back.
    SaidAgain,
    /// An undo took back a value and said again what it had replaced.
    ChangedBack,
    /// The same value was said on another word: its source was changed.
    Restated,
}

/// What a change-set did to one property of a record.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ChangeView {
    /// The property, by code.
    pub property: String,
    /// In words.
    pub label: String,
    /// What happened.
    pub kind: ChangeKind,
    /// The same in words: “changed from … to … (reason …), according to …”.
    pub text: String,
}

/// What a record was told over time, to look up what was taken back.
pub(crate) struct Told<'p> {
    naming: &'p Naming<'p>,
    record_type: &'p str,
    brief: &'p Brief,
    by_id: HashMap<StatementId, &'p Statement>,
}

impl<'p> Told<'p> {
    pub(crate) fn of(naming: &'p Naming<'p>, page: &'p RecordPage) -> Self {
        let all = page.statements.values().flatten();
        Self {
            naming,
            record_type: &page.brief.record_type,
            brief: &page.brief,
            by_id: all.map(|s| (s.statement.id, &s.statement)).collect(),
        }
    }

    /// What a block of the record did, property by property in the order of the schema.
    pub(crate) fn changes(&self, block: &Block) -> Vec<ChangeView> {
        let Some(record_type) = self.naming.schema.record_type(self.record_type) else {
            return Vec::new();
        };
        record_type
            .properties
            .iter()
            .flat_map(|property| self.changes_of(property, block))
            .collect()
    }

    /// What no page shows any more.
    fn is_moved(&self, property: &Property) -> bool {
        crate::page::is_moved(self.brief, property)
    }

    fn changes_of(&self, property: &Property, block: &Block) -> Vec<ChangeView> {
        let said: Vec<&Statement> = block
            .statements
            .iter()
            .filter(|s| s.property == property.code)
            .collect();
        let withdrawn: Vec<(&Statement, &Withdrawal)> = block
            .withdrawals
            .iter()
            .filter_map(|w| Some((*self.by_id.get(&w.statement)?, w)))
            .filter(|(s, _)| s.property == property.code)
            .collect();
        let (again, anew): (Vec<&Statement>, Vec<&Statement>) =
            said.into_iter().partition(|s| s.origin.is_some());
        let mut changes = Vec::new();
        if withdrawn.is_empty() {
            changes.extend(self.said(property, &anew, ChangeKind::Said));
            changes.extend(self.said(property, &again, ChangeKind::SaidAgain));
        } else if anew.is_empty() && again.is_empty() {
            changes.push(self.taken_back(property, &withdrawn));
        } else {
            let kind = if anew.is_empty() {
                ChangeKind::ChangedBack
            } else {
                ChangeKind::Corrected
            };
            let to: Vec<&Statement> = anew.into_iter().chain(again).collect();
            changes.push(self.corrected(property, &withdrawn, &to, kind));
        }
        changes
    }

    fn said(
        &self,
        property: &Property,
        statements: &[&Statement],
        kind: ChangeKind,
    ) -> Option<ChangeView> {
        if statements.is_empty() {
            return None;
        }
        let key = match kind {
            ChangeKind::SaidAgain => "change.said_again",
            _ => "change.said",
        };
        let to = self.values(property, statements.iter().copied());
        let text = self.naming.words.fill(key, &[("to", &to)]);
        Some(self.change(property, kind, text + &self.according_to(statements)))
    }

    fn taken_back(
        &self,
        property: &Property,
        withdrawn: &[(&Statement, &Withdrawal)],
    ) -> ChangeView {
        let from = self.values(property, withdrawn.iter().map(|(s, _)| *s));
        let text = self
            .naming
            .words
            .fill("change.taken_back", &[("from", &from)]);
        let text = text + &self.reasons(withdrawn);
        self.change(property, ChangeKind::TakenBack, text)
    }

    fn corrected(
        &self,
        property: &Property,
        withdrawn: &[(&Statement, &Withdrawal)],
        to: &[&Statement],
        kind: ChangeKind,
    ) -> ChangeView {
        let before = self.values(property, withdrawn.iter().map(|(s, _)| *s));
        let after = self.values(property, to.iter().copied());
        let (kind, key) = match kind {
            _ if before == after => (ChangeKind::Restated, "change.restated"),
            ChangeKind::ChangedBack => (kind, "change.changed_back"),
            _ => (kind, "change.corrected"),
        };
        let text = self
            .naming
            .words
            .fill(key, &[("from", &before), ("to", &after)]);
        let text = text + &self.reasons(withdrawn) + &self.according_to(to);
        self.change(property, kind, text)
    }

    fn change(&self, property: &Property, kind: ChangeKind, text: String) -> ChangeView {
        ChangeView {
            property: property.code.clone(),
            label: property.label.get(self.naming.ask.language).to_owned(),
            kind,
            text,
        }
    }

    /// Values in words, each once.
    fn values<'s>(
        &self,
        property: &Property,
        statements: impl Iterator<Item = &'s Statement>,
    ) -> String {
        let mut all: Vec<String> = Vec::new();
        for statement in statements {
            if self.is_moved(property) {
                return aigaq_schema::value::SEALED.to_owned();
            }
            let said = statement.value.plain();
            let closing = (property.code.as_str(), said.as_str());
            let text = match closing_in_words(self.naming, self.record_type, closing) {
                Some(words) => quoted(&words),
                None => self
                    .naming
                    .value(property, &statement.value)
                    .map_or_else(|_| String::new(), |part| quoted(part.text())),
            };
            if !all.contains(&text) {
                all.push(text);
            }
        }
        all.join("; ")
    }

    /// “ (reason: …)”, each reason once; nothing when none was given.
    fn reasons(&self, withdrawn: &[(&Statement, &Withdrawal)]) -> String {
        let mut all: Vec<String> = Vec::new();
        for (_, withdrawal) in withdrawn {
            let reason = withdrawal_reason(self.naming, &withdrawal.reason);
            if !reason.is_empty() && !all.contains(&reason) {
                all.push(reason);
            }
        }
        if all.is_empty() {
            return String::new();
        }
        let reasons = all.join("; ");
        self.naming
            .words
            .fill("change.reason", &[("reason", &reasons)])
    }

    /// “, according to …”, each source once; nothing when none is named.
    fn according_to(&self, statements: &[&Statement]) -> String {
        let mut ids = Vec::new();
        for source in statements.iter().filter_map(|s| s.basis.source) {
            if !ids.contains(&source) {
                ids.push(source);
            }
        }
        let names: Vec<String> = ids
            .into_iter()
            .filter_map(|id| self.naming.by_id(id).ok().flatten())
            .map(|named| named.caption)
            .collect();
        if names.is_empty() {
            return String::new();
        }
        let sources = names.join("; ");
        self.naming
            .words
            .fill("change.according_to", &[("sources", &sources)])
    }
}

/// Why something was withdrawn, in the reader's language where an undo or the program itself said it.
pub(crate) fn withdrawal_reason(naming: &Naming<'_>, reason: &str) -> String {
    let in_words = |reason: &str| reason_in_words(naming.ask.language, reason.trim());
    match reason_of_undo(reason) {
        Some("") => naming.words.say("change.undone"),
        Some(why) => naming
            .words
            .fill("change.undone_because", &[("reason", &in_words(why))]),
        None => in_words(reason),
    }
}

/// A value on one line, cut at a word.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let cut: String = line.chars().take(LONGEST).collect();
    let end = cut.rfind(' ').filter(|at| *at > cut.len() / 2);
    format!("{}…", &cut[..end.unwrap_or(cut.len())])
}

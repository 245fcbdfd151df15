//! Records for things that are only named in words: "striking oil workers", "Almaty".
//!
//! The words are the record's key, so every row that uses them means the same record. Each source that uses
//! them says the name once, whatever the number of rows: so the order of the rows makes no difference, and an
//! unnamed group still leads back to the texts that speak of it.

use super::Planning;
use super::row::RowSource;
use crate::error::ExchangeError;
use crate::known::{CHANGED, Known, Said, Standing};
use crate::mapping::{Mapping, WordsAs};
use aigaq_schema::{Basis, Block, NameKind, RecordId, Statement, Value, Via, Withdrawal};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Which records were made of words, and according to which sources, in this plan or before it.
#[derive(Debug, Default)]
pub(super) struct WordsSaid {
    /// Table of words → words as they stand in a cell → record: up to [`MOST_REMEMBERED`] of them.
    records: HashMap<String, HashMap<String, RecordId>>,
    sources: HashMap<RecordId, Vec<Option<RecordId>>>,
}

/// So many words are remembered with their records; beyond, they are worked out again each time.
const MOST_REMEMBERED: usize = 200_000;

impl<K: Known> Planning<'_, K> {
    /// The record for these words (by a table of the mapping's words), said so by the sources that have not said it yet.
    pub(super) fn words_record(
        &mut self,
        mapping: &Mapping,
        table: &str,
        words: &str,
        sources: &[RowSource],
    ) -> Result<RecordId, ExchangeError> {
        let remembered = self
            .words
            .records
            .get(table)
            .and_then(|t| t.get(words))
            .copied();
        if let Some(record) = remembered
            && let Some(said) = self.words.sources.get(&record)
        {
            let all_said = if sources.is_empty() {
                said.contains(&None)
            } else {
                sources.iter().all(|s| said.contains(&s.record))
            };
            if all_said {
                return Ok(record);
            }
        }
        let written = words;
        let words = words
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .nfc()
            .collect::<String>();
        let record = self.settings.key.words(&mapping.profile, table, &words);
        if remembered.is_none() {
            let there = self.words.records.entry(table.to_owned()).or_default();
            if there.len() < MOST_REMEMBERED {
                there.insert(written.to_owned(), record);
            }
        }
        let Some(made) = mapping.words.get(table) else {
            return Ok(record);
        };
        let rule = format!("{}/words/{table}", mapping.profile);
        // What was said of it before this plan; nothing when this plan has spoken of it already.
        let mut already: Option<Vec<Said>> = None;
        if !self.words.sources.contains_key(&record) {
            let before: Vec<Said> = self
                .known
                .said(record)?
                .into_iter()
                .filter(|s| s.standing != Standing::Undone)
                .filter(|s| s.statement.via == Via::Rule(rule.clone()))
                .collect();
            let said = before
                .iter()
                .filter(|s| s.statement.property == made.property)
                .map(|s| s.statement.basis.source)
                .collect::<Vec<_>>();
            already = Some(before);
            if said.is_empty() {
                self.report.records_new += 1;
            }
            self.words.sources.insert(record, said);
        }
        let wanted: Vec<Option<RecordId>> = if sources.is_empty() {
            vec![None]
        } else {
            sources.iter().map(|s| s.record).collect()
        };
        let Some(said) = self.words.sources.get_mut(&record) else {
            return Ok(record);
        };
        let mut values: Vec<(&str, Value, Option<RecordId>)> = Vec::new();
        for source in wanted {
            if said.contains(&source) {
                continue;
            }
            said.push(source);
            let value = match made.kind {
                WordsAs::Name => Value::Name {
                    text: words.clone(),
                    kind: NameKind::Full,
                },
                WordsAs::Url => Value::Url(words.clone()),
                WordsAs::Text => Value::Text {
                    text: words.clone(),
                    language: mapping.language.clone(),
                },
            };
            values.push((&made.property, value, source));
        }
        let mut withdrawals = Vec::new();
        if let Some(before) = already {
            let known = made.known.get(&words).map_or(&[][..], Vec::as_slice);
            let constants = made.constants.iter().filter(|(property, _)| {
                let is_of = |said: &Said| said.statement.property == *property;
                known.iter().all(|(p, _)| p != property) && !before.iter().any(is_of)
            });
            let news = known
                .iter()
                .filter(|(property, value)| replaces(&before, property, value, &mut withdrawals));
            for (property, value) in constants.chain(news) {
                values.push((property, value.clone(), None));
            }
        }
        let statements: Vec<Statement> = values
            .into_iter()
            .map(|(property, value, source)| Statement {
                id: self.statement_ids.of(
                    record,
                    &[
                        property.as_bytes(),
                        rule.as_bytes(),
                        value.plain().as_bytes(),
                        source.as_ref().map_or(&[][..], |s| &s.0),
                    ],
                ),
                property: property.to_owned(),
                value,
                basis: Basis {
                    source,
                    for_the_row: source.is_some(),
                    ..Basis::default()
                },
                via: Via::Rule(rule.clone()),
                origin: None,
            })
            .collect();
        if !statements.is_empty() {
            self.report.statements += statements.len() as u64;
            self.report.withdrawn += withdrawals.len() as u64;
            if !withdrawals.is_empty() {
                self.report.records_changed += 1;
            }
            self.gathering.add(
                record,
                vec![Block {
                    record,
                    record_type: made.record_type.clone(),
                    statements,
                    withdrawals,
                }],
            );
        }
        Ok(record)
    }
}

/// Whether what is known of the words now is to be said: it became known after they were first used, or it was
/// answered otherwise before, and the answer of then is withdrawn. What a person has corrected since stays.
fn replaces(
    before: &[Said],
    property: &str,
    value: &Value,
    withdrawals: &mut Vec<Withdrawal>,
) -> bool {
    let was: Vec<&Said> = before
        .iter()
        .filter(|s| s.statement.property == property && s.standing.is_last_imported())
        .collect();
    let is_corrected = |s: &&Said| s.standing == Standing::WithdrawnByPerson;
    if was.iter().any(|s| s.statement.value == *value) || was.iter().any(is_corrected) {
        return false;
    }
    withdrawals.extend(was.iter().map(|said| Withdrawal {
        statement: said.statement.id,
        reason: CHANGED.to_owned(),
    }));
    true
}

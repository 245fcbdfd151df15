//! A finding in words: its sentence in the reader's language, and each statement it rests on with value and source.

use crate::error::WorkspaceError;
use crate::named::{CellPart, Named, Naming};
use aigaq_checks::{Arg, Finding, Kind, Weight};
use aigaq_publishing::DateWords;
use aigaq_schema::{RecordId, Statement, StatementId, Value, Via};
use aigaq_view::Held;
use std::collections::HashMap;

/// A finding in words.
#[derive(Debug, Clone, serde::Serialize)]
pub struct FindingView {
    /// Names it; settling it keeps this.
    pub key: String,
    /// Its kind.
    pub kind: Kind,
    /// Its kind in words.
    pub kind_label: String,
    /// How grave it is.
    pub weight: Weight,
    /// In words.
    pub weight_label: String,
    /// The key of its sentence.
    pub message: String,
    /// What does not agree, in one sentence.
    pub sentence: String,
    /// What it rests on.
    pub involved: Vec<InvolvedView>,
}

/// A statement, or a record as a whole, that a finding rests on.
#[derive(Debug, Clone, serde::Serialize)]
pub struct InvolvedView {
    /// The record.
    pub record: Named,
    /// The row it was imported from, where it was.
    pub row: Option<String>,
    /// The property, by code; empty when the record as a whole is meant.
    pub property: String,
    /// In words.
    pub property_label: String,
    /// The statement.
    pub statement: Option<StatementId>,
    /// What it says.
    pub value: Option<CellPart>,
    /// According to which source.
    pub source: Option<Named>,
    /// The row of that source, where it was imported.
    pub source_row: Option<String>,
    /// Where in it.
    pub locator: Option<String>,
    /// The source's exact words.
    pub quote: Option<String>,
    /// Where a source that is itself looked at is cited.
    pub cited_in: Vec<String>,
}

/// Says findings.
pub(super) struct Saying<'v> {
    naming: Naming<'v>,
    held: &'v HashMap<RecordId, Held>,
}

impl<'v> Saying<'v> {
    pub(super) fn new(naming: Naming<'v>, held: &'v HashMap<RecordId, Held>) -> Self {
        Self { naming, held }
    }

    pub(super) fn finding(&self, finding: &Finding) -> Result<FindingView, WorkspaceError> {
        let words = self.naming.words;
        let mut places = Vec::with_capacity(finding.message.places.len());
        for (name, arg) in &finding.message.places {
            places.push((*name, self.arg(arg)?));
        }
        let filled: Vec<(&str, &str)> = places.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let involved = finding
            .involved
            .iter()
            .map(|i| self.involved(i.record, i.statement))
            .collect::<Result<_, _>>()?;
        Ok(FindingView {
            key: finding.key(),
            kind: finding.kind,
            kind_label: words.say(&format!("check.kind.{}", finding.kind.code())),
            weight: finding.weight,
            weight_label: words.say(match finding.weight {
                Weight::Contradiction => "check.weight.contradiction",
                Weight::Doubt => "check.weight.doubt",
                Weight::Gap => "check.weight.gap",
            }),
            message: finding.message.key.to_owned(),
            sentence: self.sentence(finding, &filled)?,
            involved,
        })
    }

    /// The sentence; that of the registers follows the record to look at.
    fn sentence(
        &self,
        finding: &Finding,
        places: &[(&str, &str)],
    ) -> Result<String, WorkspaceError> {
        let (words, key) = (self.naming.words, finding.message.key);
        if finding.kind != Kind::Entered {
            return Ok(words.fill(&format!("check.{key}"), places));
        }
        let said = words.fill(key, places);
        Ok(match finding.involved.first() {
            Some(first) => format!("{}: {said}", self.called(first.record)?.caption),
            None => said,
        })
    }

    fn arg(&self, arg: &Arg) -> Result<String, WorkspaceError> {
        Ok(match arg {
            Arg::Words(words) | Arg::Number(words) => words.clone(),
            Arg::Record(id) => self.called(*id)?.caption,
            Arg::Value(record, statement) => match self.statement(*record, *statement) {
                Some((held, said)) => self.value(held, said)?.text().to_owned(),
                None => String::new(),
            },
            Arg::Property {
                record_type,
                property,
            } => self.naming.property_label(record_type, property),
            Arg::Days(first, last) => {
                DateWords::between(*first, *last, self.naming.ask.language).words
            }
            Arg::Code(list, code) => self.naming.code(list, code),
            Arg::Several(args) => {
                let all: Vec<String> =
                    args.iter().map(|a| self.arg(a)).collect::<Result<_, _>>()?;
                all.join("; ")
            }
        })
    }

    fn statement(
        &self,
        record: RecordId,
        statement: StatementId,
    ) -> Option<(&'v Held, &'v Statement)> {
        let held = self.held.get(&record)?;
        let said = held.statements.iter().find(|s| s.id == statement)?;
        Some((held, said))
    }

    fn value(&self, held: &Held, said: &Statement) -> Result<CellPart, WorkspaceError> {
        match self
            .naming
            .schema
            .property(&held.record_type, &said.property)
        {
            Some(property) => self.naming.value(property, &said.value),
            None => Ok(CellPart::Text(said.value.plain())),
        }
    }

    fn called(&self, id: RecordId) -> Result<Named, WorkspaceError> {
        Ok(self.naming.by_id(id)?.unwrap_or_else(|| Named {
            id,
            record_type: String::new(),
            type_label: String::new(),
            caption: self.naming.words.say("untitled"),
        }))
    }

    fn involved(
        &self,
        record: RecordId,
        statement: Option<StatementId>,
    ) -> Result<InvolvedView, WorkspaceError> {
        let mut view = InvolvedView {
            record: self.called(record)?,
            row: self.row(record),
            property: String::new(),
            property_label: String::new(),
            statement,
            value: None,
            source: None,
            source_row: None,
            locator: None,
            quote: None,
            cited_in: self.cited_in(record),
        };
        if let Some((held, said)) = statement.and_then(|id| self.statement(record, id)) {
            view.property.clone_from(&said.property);
            view.property_label = self
                .naming
                .property_label(&held.record_type, &said.property);
            view.value = Some(self.value(held, said)?);
            view.source = said
                .basis
                .source
                .map(|source| self.called(source))
                .transpose()?;
            view.source_row = said.basis.source.and_then(|source| self.row(source));
            view.locator.clone_from(&said.basis.locator);
            view.quote.clone_from(&said.basis.quote);
        }
        Ok(view)
    }

    /// The row a record was imported from.
    fn row(&self, record: RecordId) -> Option<String> {
        self.held
            .get(&record)?
            .statements
            .iter()
            .find_map(|s| match &s.via {
                Via::Import { row, .. } => Some(row.clone()),
                _ => None,
            })
    }

    fn cited_in(&self, record: RecordId) -> Vec<String> {
        let Some(held) = self.held.get(&record).filter(|h| h.record_type == "source") else {
            return Vec::new();
        };
        held.statements
            .iter()
            .filter(|s| s.property == "cited_in")
            .filter_map(|s| match &s.value {
                Value::Text { text, .. } => Some(text.clone()),
                _ => None,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::words::Words;
    use aigaq_checks::{Kind, SENTENCES};
    use aigaq_schema::Language;
    use std::collections::BTreeSet;

    #[test]
    fn every_finding_has_its_sentence_with_its_places_and_no_sentence_is_left_over() {
        for language in [Language::En, Language::Ru, Language::Kk] {
            let words = Words::of(language);
            let mut needed: BTreeSet<String> = Kind::ALL
                .iter()
                .map(|k| format!("check.kind.{}", k.code()))
                .collect();
            needed.extend(["contradiction", "doubt", "gap"].map(|w| format!("check.weight.{w}")));
            for (key, places) in SENTENCES {
                let key = format!("check.{key}");
                assert!(words.get(&key).is_some(), "{language} lacks {key}");
                let phrase = words.get(&key).unwrap();
                let named: BTreeSet<&str> = phrase
                    .split('{')
                    .skip(1)
                    .filter_map(|t| t.split_once('}'))
                    .map(|(name, _)| name)
                    .collect();
                let known: BTreeSet<&str> = places.iter().copied().collect();
                assert!(
                    named.is_subset(&known),
                    "{language} {key}: {named:?} of {known:?}"
                );
                let english = Words::of(Language::En).get(&key).unwrap();
                for place in &known {
                    let place = format!("{{{place}}}");
                    assert_eq!(
                        phrase.contains(&place),
                        english.contains(&place),
                        "{language} {key} {place}"
                    );
                }
                needed.insert(key);
            }
            let there: BTreeSet<String> = words
                .keys()
                .filter(|k| k.starts_with("check."))
                .cloned()
                .collect();
            assert_eq!(there, needed, "{language}");
        }
    }
}

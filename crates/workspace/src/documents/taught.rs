//! What this workspace taught the reader of documents, seen and taken away again: words refused as a name, phrases with
//! the kind of fact they tell, phrases of which somebody said that they tell none. All of it stands in judgements; what is taken away is withdrawn
//! there, and the suggestions that were refused by it wait again.

use super::judged::{Judged, Phrase};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Saving, Seen};
use aigaq_documents::{KnownPhrase, is_listed_phrase};
use aigaq_journal::ActOfSaving;
use aigaq_schema::fold::fold;
use aigaq_schema::{RecordId, Withdrawal};
use std::collections::{BTreeMap, BTreeSet};

/// What was taught.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taught {
    /// Words that are not suggested as a name of a kind.
    pub names: Vec<TaughtName>,
    /// Phrases with what they mean.
    pub phrases: Vec<TaughtPhrase>,
}

/// Words refused as a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaughtName {
    /// The words, as they stood.
    pub words: String,
    /// As what they are suggested no more: `person`, `organisation` or `place`.
    pub kind: String,
}

/// A phrase with what it means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaughtPhrase {
    /// Its words.
    pub words: String,
    /// The kind of fact it tells; nothing where it is suggested no more.
    pub kind: Option<String>,
}

/// What is taken away.
#[derive(Debug, Clone)]
pub struct Unteach {
    /// The form.
    pub token: FormToken,
    /// The words.
    pub words: String,
    /// The kind of name; nothing of a phrase.
    pub name: Option<String>,
    /// Seconds since 1970 and the zone.
    pub now: (i64, String),
}

impl Judged {
    /// The phrases that hold: of one taught several times the last. That words tell nothing which the reader knows by
    /// itself holds nowhere: in other documents they do.
    fn phrases(&self) -> Vec<TaughtPhrase> {
        let mut held: BTreeMap<String, TaughtPhrase> = BTreeMap::new();
        for Phrase { words, kind, .. } in &self.phrases {
            if kind.is_none() && is_listed_phrase(words) {
                continue;
            }
            let (words, kind) = (words.clone(), kind.clone());
            held.insert(fold(&words), TaughtPhrase { words, kind });
        }
        held.into_values().collect()
    }
}

impl Workspace {
    /// What was taught here, by its words.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn taught(&self, ask: &Asking) -> Result<Taught, WorkspaceError> {
        let judged = self.judged(ask)?;
        let names: BTreeSet<TaughtName> = judged.names_refused().collect();
        Ok(Taught {
            names: names.into_iter().collect(),
            phrases: judged.phrases(),
        })
    }

    /// The phrases that a reader is told.
    pub(super) fn known_phrases(&self, ask: &Asking) -> Result<Vec<KnownPhrase>, WorkspaceError> {
        let held = self.judged(ask)?.phrases().into_iter();
        Ok(held
            .map(|TaughtPhrase { words, kind }| KnownPhrase { words, kind })
            .collect())
    }

    /// Takes away what was taught of these words.
    ///
    /// # Errors
    /// [`Refused::Nothing`] when nothing is taught of them (any more); [`Refused`] when it cannot be saved.
    pub fn unteach(&mut self, ask: &Asking, form: &Unteach) -> Result<Saved, Refused> {
        self.refresh()?;
        if let Some((change_set, _)) = self.view.said(form.token.record(0))?.first() {
            return Ok(Saved {
                change_set: *change_set,
                again: true,
            });
        }
        let judged = self.judged(ask)?;
        let words = fold(&form.words);
        let mut records: BTreeMap<RecordId, RecordChange> = BTreeMap::new();
        let said = match &form.name {
            Some(kind) => judged.said_of_name(kind, &words),
            None => judged.said_of_phrase(&words),
        };
        for (record, statement) in said {
            let change = records.entry(record).or_insert_with(|| {
                let mut change = RecordChange::new(record, "judgement", Vec::new());
                change.seen = Seen::Any;
                change
            });
            change.withdraw.push(Withdrawal {
                statement,
                reason: String::new(),
            });
        }
        if records.is_empty() {
            return Err(Refused::Nothing);
        }
        self.save(&Saving {
            token: form.token,
            act: ActOfSaving::Decision,
            records: records.into_values().collect(),
            now: form.now.clone(),
        })
    }
}

//! Sources that must not be known: everywhere they stand as code and kind (`C-014, relative`); who they are is sealed
//! under a second passphrase (docs/decisions/017-confidential-sources.md).
//!
//! Anybody who has the workspace unlocked can write an identity down; it is sealed while it is saved (`saving.rs`), to
//! the public half that was said in the journal when the second passphrase was set up. Reading one takes the key, and
//! each look is in the journal before anything is shown.

mod codes;
mod identity;
mod looking;
mod moving;
mod telling;

pub use identity::{Identity, LONGEST_IDENTITY};
pub use looking::{LookEntry, ShownIdentity, ShownSource};
pub use moving::Moved;

use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Saving, Say, Seen};
use aigaq_exchange::ImportKey;
use aigaq_journal::{
    ActOfSaving, Compartment, CompartmentKey, CompartmentSeal, CompartmentState,
    Error as JournalError, Passphrase, Problem, Rule,
};
use aigaq_schema::source_code::CODE;
use aigaq_schema::{Basis, Block, RecordId, Statement, StatementId, Value, ValueKind, Withdrawal};
use aigaq_view::Brief;

/// The type of sources.
pub(crate) const SOURCE: &str = "source";
/// The kind of a confidential source, of the list `confidant_kinds`.
pub(crate) const CONFIDANT: &str = "confidant";
/// The kind of one of whom nobody said it, or nobody knows it.
pub(crate) const NOT_TOLD: &str = "not_told";
/// Who it is, sealed.
const IDENTITY: &str = "identity";
/// The kind of definition that holds the public half.
const SEAL: &str = "seal";
const CONTENT: &str = "content";
/// The rule of the format that speaks of the file with the key.
const SEALED_RULE: Rule = Rule(15);
/// Sources on a page.
const PER_PAGE: usize = 50;

/// How far the second passphrase is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondPassphrase {
    /// Nobody set it up.
    NotSetUp,
    /// It is set up, and the file with the key is there.
    SetUp,
    /// It is set up, and the file with the key is missing or broken: identities can be written down, not read.
    KeyLost,
}

/// A confidential source, as everybody who has the workspace unlocked sees it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ConfidentialSource {
    /// The record, called by code and kind.
    pub named: Named,
    /// How many times something was written down of who it is.
    pub identities: usize,
    /// How many records rest on it or name it.
    pub used: usize,
    /// Another source has the same code: two devices that did not know of each other gave it.
    pub code_twice: bool,
}

/// A page of the confidential sources.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ConfidentialPage {
    /// Whether there is a second passphrase.
    pub state: SecondPassphrase,
    /// The sources, the newest first.
    pub sources: Vec<ConfidentialSource>,
    /// How many there are.
    pub total: usize,
    /// This page, from 0.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
    /// Notes whose teller stands in clear, as was told before there was a second passphrase.
    pub in_clear: usize,
    /// Which kinds there are: code and label.
    pub kinds: Vec<(String, String)>,
}

/// About whom something is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// A source that is there.
    Known(RecordId),
    /// A new one, of this kind: a code of `confidant_kinds`, which has one for a kind that is not told.
    New(String),
}

/// A source of which something was written down.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct KeptSource {
    /// Its record.
    pub id: RecordId,
    /// It as it is called: `C-014, relative`.
    pub caption: String,
}

impl Workspace {
    /// Whether there is a second passphrase.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn second_passphrase(&self) -> Result<SecondPassphrase, WorkspaceError> {
        Ok(match (self.seal()?, self.compartment().state()) {
            (None, _) => SecondPassphrase::NotSetUp,
            (Some(_), CompartmentState::There) => SecondPassphrase::SetUp,
            (Some(_), _) => SecondPassphrase::KeyLost,
        })
    }

    /// The door of the sealed compartment: opening it is slow, and needs nothing of the workspace.
    #[must_use]
    pub fn compartment(&self) -> Compartment {
        self.unlocked.compartment()
    }

    /// Sets the second passphrase up: the key is durable first, then its public half is said. Whatever was interrupted
    /// between the two is done again, for nothing was sealed to a key whose public half was never said.
    ///
    /// # Errors
    /// [`Refused`] when there is one already, when it is too short or the same as the first, or when it cannot be saved.
    pub fn set_up_second(
        &mut self,
        (token, now): (FormToken, (i64, String)),
        second: &Passphrase,
    ) -> Result<CompartmentKey, Refused> {
        let mut refused = None;
        let done = self.writing(|workspace| {
            if workspace.seal()?.is_some() {
                return Err(JournalError::CompartmentThere.into());
            }
            let key = workspace.compartment().make(second)?;
            let seal = key.public_half()?;
            let basis = Basis::default();
            let say = vec![
                Say::new("kind", Value::term(SEAL), &basis),
                Say::new(CONTENT, Value::text(seal.as_str()), &basis),
            ];
            let mut change = RecordChange::new(workspace.seal_record(), "definition", say);
            change.seen = Seen::Any;
            let saving = Saving {
                token,
                act: ActOfSaving::Decision,
                records: vec![change],
                now,
            };
            match workspace.save_now(&saving) {
                Ok(_) => Ok(Some(key)),
                Err(Refused::Workspace(why)) => Err(why),
                Err(why) => {
                    refused = Some(why);
                    Ok(None)
                }
            }
        })?;
        done.ok_or_else(|| refused.unwrap_or(Refused::Nothing))
    }

    /// What seals identities; `None` before the second passphrase is set up.
    ///
    /// It is the one that was said first, as far as this copy knows, and it stays: whoever has the workspace unlocked
    /// could say another, and would read what is written down from then on. Undoing it takes nothing back either.
    pub(crate) fn seal(&self) -> Result<Option<CompartmentSeal>, WorkspaceError> {
        let said = self.view.said(self.seal_record())?;
        let mut all = said.iter().flat_map(|(_, block)| &block.statements);
        Ok(all.find_map(|statement| match &statement.value {
            Value::Text { text, .. } if statement.property == CONTENT => {
                CompartmentSeal::parse(text)
            }
            _ => None,
        }))
    }

    /// There is a second passphrase. When the view cannot be read, saving will tell.
    pub(crate) fn is_sealed(&self) -> bool {
        self.seal().is_ok_and(|seal| seal.is_some())
    }

    /// The key is the one to which identities are sealed here.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn is_key_of_seal(&self, key: &CompartmentKey) -> Result<bool, WorkspaceError> {
        Ok(self.seal()? == Some(key.public_half()?))
    }

    /// What does not hold of the second passphrase: it was set up, and the file with its key is not as it was.
    pub(crate) fn problem_of_seal(&self) -> Result<Option<Problem>, WorkspaceError> {
        if self.second_passphrase()? != SecondPassphrase::KeyLost {
            return Ok(None);
        }
        Ok(Some(Problem {
            rule: SEALED_RULE,
            log: None,
            seq: None,
            entry: None,
            position: None,
            what: "the file sealed.age, which holds the key of the confidential sources, is missing or broken: put it \
                   back from a backup"
                .to_owned(),
        }))
    }

    fn seal_record(&self) -> RecordId {
        let key = ImportKey::new(self.unlocked.import_key().expose());
        key.words("confidential", "definition", SEAL)
    }

    /// Seals what a form said in clear of sealed properties. The ids of the statements were made of the words, so that
    /// the same form sent twice is still known; the token they were made with besides is random and kept nowhere.
    ///
    /// # Errors
    /// [`Refused::Unfit`] when there is no second passphrase.
    pub(crate) fn seal_in(&self, blocks: &mut [(&RecordChange, Block)]) -> Result<(), Refused> {
        let mut seal = None;
        for (change, block) in blocks {
            let Some(of) = self.schema().record_type(&change.record_type) else {
                continue;
            };
            for statement in &mut block.statements {
                let is_sealed = of
                    .property(&statement.property)
                    .is_some_and(|property| property.kind == ValueKind::Sealed);
                let Value::Text { text, .. } = &statement.value else {
                    continue;
                };
                if !is_sealed {
                    continue;
                }
                let seal = match &seal {
                    Some(seal) => seal,
                    None => seal.insert(
                        self.seal()?
                            .ok_or_else(|| Refused::Unfit(reasons::no_second_passphrase()))?,
                    ),
                };
                let sealed = seal.seal(change.record.as_bytes(), text);
                statement.value = Value::Sealed(sealed.map_err(WorkspaceError::from)?);
            }
        }
        Ok(())
    }

    /// Writes down who a source is, or makes a source. What was said before is taken back where it is named.
    ///
    /// # Errors
    /// [`Refused::At`] the field `kind` where a new one has none: that it is not told is said, and never taken for
    /// granted. [`Refused`]: a source without a code, a kind that is none, an identity without words for a source that is
    /// there, no second passphrase; or when it cannot be saved.
    pub fn keep_source(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        (whom, identity, replaces): (&Whom, &Identity, &[StatementId]),
    ) -> Result<KeptSource, Refused> {
        self.refresh()?;
        let mut change = self.change_of_source(token.record(0), whom, identity)?;
        let live = self.live(change.record)?;
        change.withdraw = live
            .iter()
            .filter(|said| said.property == IDENTITY && replaces.contains(&said.id))
            .map(|said| Withdrawal {
                statement: said.id,
                reason: String::new(),
            })
            .collect();
        let id = change.record;
        self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![change],
            now,
        })?;
        let naming = Naming::new(&self.view, *ask);
        let named = naming.by_id(id)?;
        Ok(KeptSource {
            id,
            caption: named.map(|named| named.caption).unwrap_or_default(),
        })
    }

    /// What is said of a source whose identity is written down.
    pub(crate) fn change_of_source(
        &self,
        new: RecordId,
        whom: &Whom,
        identity: &Identity,
    ) -> Result<RecordChange, Refused> {
        let basis = Basis::default();
        let mut say = Vec::new();
        let mut change = match whom {
            Whom::Known(id) => {
                let known = self.view.type_of(*id)?.as_deref() == Some(SOURCE)
                    && self.live(*id)?.iter().any(|said| said.property == CODE);
                if !known {
                    return Err(Refused::Unfit(reasons::no_such_confidant()));
                }
                let mut change = RecordChange::new(*id, SOURCE, Vec::new());
                change.seen = Seen::Any;
                change
            }
            Whom::New(kind) => {
                let kind = kind.trim();
                if kind.is_empty() {
                    return Err(Refused::Unfit(reasons::confidant_kind_missing()).at("kind"));
                }
                say.push(Say::new(CONFIDANT, Value::term(kind), &basis));
                say.push(Say::new("kind", Value::term("testimony"), &basis));
                RecordChange::new(new, SOURCE, Vec::new())
            }
        };
        if let Some(text) = identity.text()? {
            say.push(Say::new(IDENTITY, Value::text(text), &basis));
        }
        change.say = say;
        Ok(change)
    }

    /// A page of the confidential sources, for everybody who has the workspace unlocked.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn confidential(
        &self,
        ask: &Asking,
        page: usize,
    ) -> Result<ConfidentialPage, WorkspaceError> {
        let total = self.view.how_many_coded()?;
        let pages = total.div_ceil(PER_PAGE).max(1);
        let page = page.min(pages - 1);
        let naming = Naming::new(&self.view, *ask);
        let mut sources = Vec::new();
        for brief in self
            .view
            .all_coded(&ask.reader, (page * PER_PAGE, PER_PAGE))?
        {
            sources.extend(self.confidential_one(&naming, &brief)?);
        }
        Ok(ConfidentialPage {
            state: self.second_passphrase()?,
            sources,
            total,
            page,
            pages,
            in_clear: self.tellers_in_clear(&ask.reader)?.len(),
            kinds: self.confidant_kinds(ask),
        })
    }

    /// One confidential source; `None` when it has no code, or was taken back.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn confidential_source(
        &self,
        ask: &Asking,
        id: RecordId,
    ) -> Result<Option<ConfidentialSource>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        match self.view.brief(&ask.reader, id)? {
            Some(brief) if brief.record_type == SOURCE => self.confidential_one(&naming, &brief),
            _ => Ok(None),
        }
    }

    fn confidential_one(
        &self,
        naming: &Naming<'_>,
        brief: &Brief,
    ) -> Result<Option<ConfidentialSource>, WorkspaceError> {
        let Some(code) = brief.value(CODE) else {
            return Ok(None);
        };
        let same = match code.plain().parse() {
            Ok(code) => self.view.coded(&naming.ask.reader, code)?.len(),
            Err(_) => 1,
        };
        let page = self.view.record(&naming.ask.reader, brief.id, 0)?;
        let used = page.map_or(0, |page| {
            page.resting + page.incoming_counts.values().sum::<usize>()
        });
        Ok(Some(ConfidentialSource {
            named: naming.named(brief)?,
            identities: self.sealed_of(brief.id)?.len(),
            used,
            code_twice: same > 1,
        }))
    }

    /// The kinds of confidential source, with their labels.
    #[must_use]
    pub fn confidant_kinds(&self, ask: &Asking) -> Vec<(String, String)> {
        let list = self.schema().list("confidant_kinds");
        let entries = list.map_or(&[][..], |list| list.entries());
        entries
            .iter()
            .map(|entry| (entry.code.clone(), entry.label.get(ask.language).to_owned()))
            .collect()
    }

    /// What holds of who a source is, sealed.
    fn sealed_of(&self, source: RecordId) -> Result<Vec<Statement>, WorkspaceError> {
        let mut live = self.live(source)?;
        live.retain(|said| said.property == IDENTITY && matches!(said.value, Value::Sealed(_)));
        Ok(live)
    }
}

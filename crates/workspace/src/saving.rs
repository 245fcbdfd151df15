//! Saving what a person typed or decided: one change-set, checked against what they had before their eyes.
//!
//! A form says which records it speaks of and in which state it showed them ([`Seen`]). A record that others have
//! changed since refuses the whole saving ([`Refused::Stale`]): nothing typed is lost, both versions can be shown,
//! and the person decides. The same form sent twice (a double click, the back button) is one change-set: statement
//! ids are derived from the form's token, so what is there already is recognised ([`Saved::again`]), also after a
//! restart.

use crate::error::WorkspaceError;
use crate::notes::{NOTE, TELLER};
use crate::open::Workspace;
use crate::reasons;
use crate::sealing::drafts;
use aigaq_exchange::{ImportKey, StatementIds};
use aigaq_journal::{ActOfSaving, Draft, FileName, KeyId};
use aigaq_schema::code::encode_value;
use aigaq_schema::{
    Basis, Block, ChangeSetId, Reason, RecordId, Segment, Statement, StatementId, Value, ValueKind,
    Via, Withdrawal,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

/// Most records one saving may speak of: a form is made by hand.
pub const MOST_RECORDS: usize = 2_000;

/// Tells a form from all others, so that sending it twice saves once. Made when the form is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormToken(ChangeSetId);

impl FormToken {
    /// Of sixteen random bytes.
    #[must_use]
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(ChangeSetId::from_random(bytes))
    }

    pub(crate) fn as_change_set(self) -> ChangeSetId {
        self.0
    }

    /// The token of the `n`-th saving, from 1, of a form that takes several.
    pub(crate) fn turn(self, n: u32) -> Self {
        match n {
            0 | 1 => self,
            n => Self(ChangeSetId::from_random(self.record(u32::MAX - n).0)),
        }
    }

    /// The id of the `n`-th record that this form makes: the same whenever the form is sent.
    #[must_use]
    pub fn record(&self, n: u32) -> RecordId {
        let hash: [u8; 32] = Sha256::new()
            .chain_update(b"record of a form")
            .chain_update(self.0.as_bytes())
            .chain_update(n.to_be_bytes())
            .finalize()
            .into();
        let mut half = [0; 16];
        half.copy_from_slice(&hash[..16]);
        // Like any other record made by hand: the token is random, and is not kept.
        RecordId::from_random(half)
    }
}

impl fmt::Display for FormToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for FormToken {
    type Err = aigaq_schema::id::NotAnId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// The state of a record: which statements hold. Two devices that hold the same statements name it alike.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Version([u8; 16]);

impl Version {
    /// Of the ids of all live statements of a record, in any order.
    pub(crate) fn of(live: impl IntoIterator<Item = StatementId>) -> Self {
        let mut ids: Vec<StatementId> = live.into_iter().collect();
        ids.sort_unstable();
        let mut hash = Sha256::new();
        for id in ids {
            hash.update(id.as_bytes());
        }
        let whole: [u8; 32] = hash.finalize().into();
        let mut half = [0; 16];
        half.copy_from_slice(&whole[..16]);
        Self(half)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl serde::Serialize for Version {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Version {
    type Err = aigaq_schema::id::NotAnId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // The same 32 hexadecimal digits as an id.
        text.parse::<RecordId>().map(|id| Self(id.0))
    }
}

/// What the person had before them when they wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The record is made by this form.
    New,
    /// The record as it was then.
    At(Version),
    /// Whatever it is now: what is added does not depend on it (a comment, a link to it).
    Any,
}

/// A value to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Say {
    /// The property.
    pub property: String,
    /// The value.
    pub value: Value,
    /// According to whom.
    pub basis: Basis,
    /// How it came in.
    pub via: Via,
    /// The first saying, when it is said again.
    pub origin: Option<StatementId>,
}

impl Say {
    /// A value on the word of a source, or of nobody.
    #[must_use]
    pub fn new(property: &str, value: Value, basis: &Basis) -> Self {
        Self {
            property: property.to_owned(),
            value,
            basis: basis.clone(),
            via: Via::Form,
            origin: None,
        }
    }

    /// What the program says itself, by one of its rules ([`aigaq_schema::rule`]).
    pub(crate) fn by_rule(rule: &str, property: &str, value: Value, basis: &Basis) -> Self {
        Self {
            via: Via::Rule(rule.to_owned()),
            ..Self::new(property, value, basis)
        }
    }
}

/// What is to be said of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// The record.
    pub record: RecordId,
    /// Its type.
    pub record_type: String,
    /// The record it is a part of; itself for others.
    pub root: RecordId,
    /// In which state it was seen.
    pub seen: Seen,
    /// What is said.
    pub say: Vec<Say>,
    /// What is taken back, and why.
    pub withdraw: Vec<Withdrawal>,
}

impl RecordChange {
    /// A new record that is no part of another.
    #[must_use]
    pub fn new(record: RecordId, record_type: &str, say: Vec<Say>) -> Self {
        Self {
            record,
            record_type: record_type.to_owned(),
            root: record,
            seen: Seen::New,
            say,
            withdraw: Vec::new(),
        }
    }
}

/// A saving: everything in it, or nothing.
#[derive(Debug, Clone)]
pub struct Saving {
    /// The form.
    pub token: FormToken,
    /// A person filled in a form, or decided something.
    pub act: ActOfSaving,
    /// What is said of whom.
    pub records: Vec<RecordChange>,
    /// Seconds since 1970 and the zone.
    pub now: (i64, String),
}

/// What was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// In which change-set.
    pub change_set: ChangeSetId,
    /// It was there already: the same form was sent before.
    pub again: bool,
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Others changed these records since the form was shown.
    #[error("the record was changed by others since this form was shown: nothing was saved")]
    Stale(Vec<RecordId>),
    /// There is nothing to save: nothing was typed or changed.
    #[error("nothing was changed, so there is nothing to save")]
    Nothing,
    /// Something that does not fit the schema or the records: a fault of the form, not of the person.
    #[error("this cannot be saved: {0}")]
    Unfit(Reason),
    /// What was typed into one field of a small form cannot be taken: the field, as the form names it, and why.
    #[error("{why}")]
    At {
        /// The field.
        field: &'static str,
        /// Why.
        why: Reason,
    },
    /// The workspace.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
}

impl Refused {
    /// A refusal of the person's words, told at the field into which they were typed.
    pub(crate) fn at(self, field: &'static str) -> Self {
        match self {
            Self::Unfit(why) => Self::At { field, why },
            other => other,
        }
    }
}

impl From<aigaq_view::ViewError> for Refused {
    fn from(error: aigaq_view::ViewError) -> Self {
        Self::Workspace(error.into())
    }
}

impl Workspace {
    /// The state of a record, for the form that shows it.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn version(&self, record: RecordId) -> Result<Version, WorkspaceError> {
        Ok(Version::of(self.view.live(record)?.iter().map(|s| s.id)))
    }

    /// The statements of a record that hold.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn live(&self, record: RecordId) -> Result<Vec<Statement>, WorkspaceError> {
        Ok(self.view.live(record)?)
    }

    /// Saves. Durable when it returns.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then.
    pub fn save(&mut self, saving: &Saving) -> Result<Saved, Refused> {
        self.writing(|workspace| Ok(workspace.save_now(saving)))?
    }

    /// Saves. Only with the right to write, by one who does more with it than this.
    pub(crate) fn save_now(&mut self, saving: &Saving) -> Result<Saved, Refused> {
        let key = ImportKey::new(self.unlocked.import_key().expose());
        let ids = key.statements(saving.token.0);
        let mut blocks = Vec::with_capacity(saving.records.len());
        for change in &saving.records {
            let block = block(change, &ids);
            if !block.statements.is_empty() || !block.withdrawals.is_empty() {
                blocks.push((change, block));
            }
        }
        if blocks.is_empty() {
            return Err(Refused::Nothing);
        }
        if let Some(change_set) = self.saved_before(&blocks)? {
            return Ok(Saved {
                change_set,
                again: true,
            });
        }
        self.check(saving)?;
        let stale = self.stale(saving)?;
        if !stale.is_empty() {
            return Err(Refused::Stale(stale));
        }
        let mut by_root: BTreeMap<RecordId, Vec<Block>> = BTreeMap::new();
        let mut by_rule = self.numbers_for(saving, &blocks)?;
        by_rule.extend(self.codes_for(&blocks)?);
        for (place, say) in by_rule {
            let (change, block) = &mut blocks[place];
            block.statements.push(statement(change.record, &say, &ids));
        }
        self.seal_in(&mut blocks)?;
        for (change, block) in blocks {
            by_root.entry(change.root).or_default().push(block);
        }
        let mut segments = Vec::with_capacity(by_root.len());
        for (root, blocks) in by_root {
            let key = self.view.key_of(root)?.map(KeyId);
            segments.extend(drafts(&Segment { root, blocks }, key));
        }
        let meta = Self::meta(saving.act.clone(), saving.now.clone(), None);
        let appended = self
            .journal
            .append(Draft { meta, segments })
            .map_err(WorkspaceError::from)?;
        self.view.catch_up(&self.journal, |_| {})?;
        Ok(Saved {
            change_set: appended.change_set,
            again: false,
        })
    }

    /// What is pushed into the journal for one change, checked by whoever made it.
    pub(crate) fn drafts_of_change(
        &self,
        token: FormToken,
        change: &RecordChange,
    ) -> Result<Vec<aigaq_journal::DraftSegment>, Refused> {
        let key = ImportKey::new(self.unlocked.import_key().expose());
        let segment = Segment {
            root: change.root,
            blocks: vec![block(change, &key.statements(token.0))],
        };
        Ok(drafts(&segment, self.view.key_of(change.root)?.map(KeyId)))
    }

    /// The change-set in which this very form was saved before, to the letter. A form that was sent, changed and
    /// sent again is another one: what it shows is stale then.
    fn saved_before(
        &self,
        blocks: &[(&RecordChange, Block)],
    ) -> Result<Option<ChangeSetId>, Refused> {
        let mut found = None;
        for (change, block) in blocks {
            let there = self.view.said(change.record)?;
            for statement in &block.statements {
                let in_it = |b: &Block| b.statements.iter().any(|s| s.id == statement.id);
                match there.iter().find(|(_, b)| in_it(b)) {
                    Some((change_set, _)) => found = Some(*change_set),
                    None => return Ok(None),
                }
            }
            for withdrawal in &block.withdrawals {
                let in_it = |b: &Block| b.withdrawals.iter().any(|w| w == withdrawal);
                if !there.iter().any(|(_, b)| in_it(b)) {
                    return Ok(None);
                }
            }
        }
        Ok(found)
    }

    /// Records that are no longer as they were seen.
    fn stale(&self, saving: &Saving) -> Result<Vec<RecordId>, Refused> {
        let mut stale = Vec::new();
        for change in &saving.records {
            let as_seen = match change.seen {
                Seen::Any => true,
                Seen::New => !self.view.has(change.record)?,
                Seen::At(version) => self.version(change.record)? == version,
            };
            if !as_seen {
                stale.push(change.record);
            }
        }
        Ok(stale)
    }

    /// What no form of ours sends, and what nobody shall save by hand either.
    fn check(&self, saving: &Saving) -> Result<(), Refused> {
        let schema = self.view.schema();
        if saving.records.len() > MOST_RECORDS {
            return Err(Refused::Unfit(reasons::too_many_records(
                saving.records.len(),
                MOST_RECORDS,
            )));
        }
        let types: HashMap<RecordId, &str> = saving
            .records
            .iter()
            .map(|change| (change.record, change.record_type.as_str()))
            .collect();
        if types.len() < saving.records.len() {
            return Err(Refused::Unfit(reasons::one_record_twice()));
        }
        for change in &saving.records {
            let kind = change.record_type.as_str();
            let Some(record_type) = schema.record_type(&change.record_type) else {
                return Err(Refused::Unfit(reasons::no_such_type(kind)));
            };
            if let Some(there) = self.view.type_of(change.record)?
                && there != change.record_type
            {
                return Err(Refused::Unfit(reasons::other_type(kind, there)));
            }
            self.number_is_free(change)?;
            for say in &change.say {
                let Some(property) = record_type.property(&say.property) else {
                    return Err(Refused::Unfit(reasons::no_such_property(
                        kind,
                        &say.property,
                    )));
                };
                // Once there is a second passphrase, nobody's name comes into the journal in clear by another form.
                if kind == NOTE
                    && TELLER.contains(&say.property.as_str())
                    && !matches!(say.value, Value::Missing(_))
                    && self.is_sealed()
                {
                    return Err(Refused::Unfit(reasons::teller_in_clear()));
                }
                if !fits(property.kind, &say.value) {
                    return Err(Refused::Unfit(reasons::other_kind(kind, &say.property)));
                }
                if let Value::Term(code) = &say.value
                    && schema
                        .list_of(property)
                        .is_none_or(|list| list.get(code).is_none())
                {
                    return Err(Refused::Unfit(reasons::no_such_code(
                        kind,
                        &say.property,
                        code,
                    )));
                }
                // It may have been taken away between its keeping and this.
                if let Value::File(name) = &say.value
                    && self
                        .journal
                        .file(FileName(*name))
                        .map_err(WorkspaceError::from)?
                        .is_none()
                {
                    return Err(Refused::Unfit(reasons::file_not_kept()));
                }
                if let Value::Reference(to) = &say.value {
                    let there = match types.get(to) {
                        Some(there) => Some((*there).to_owned()),
                        None => self.view.type_of(*to)?,
                    };
                    let fits = there.is_some_and(|there| {
                        property.to.is_empty() || property.to.contains(&there)
                    });
                    if !fits {
                        return Err(Refused::Unfit(reasons::other_record(kind, &say.property)));
                    }
                }
                if let Some(source) = say.basis.source
                    && !types.contains_key(&source)
                    && !self.view.has(source)?
                {
                    return Err(Refused::Unfit(reasons::no_such_source(kind)));
                }
            }
            let live: HashSet<StatementId> = if change.withdraw.is_empty() {
                HashSet::new()
            } else {
                self.view
                    .live(change.record)?
                    .iter()
                    .map(|s| s.id)
                    .collect()
            };
            if matches!(change.seen, Seen::Any)
                && change.withdraw.iter().any(|w| !live.contains(&w.statement))
            {
                return Err(Refused::Stale(vec![change.record]));
            }
        }
        Ok(())
    }
}

fn block(change: &RecordChange, ids: &StatementIds) -> Block {
    let mut seen: HashSet<StatementId> = HashSet::new();
    let statements = change
        .say
        .iter()
        .map(|say| statement(change.record, say, ids));
    Block {
        record: change.record,
        record_type: change.record_type.clone(),
        // The same said twice in one form is said once.
        statements: statements.filter(|s| seen.insert(s.id)).collect(),
        withdrawals: change.withdraw.clone(),
    }
}

fn statement(record: RecordId, say: &Say, ids: &StatementIds) -> Statement {
    let source = say.basis.source.map(|s| s.0).unwrap_or_default();
    let value = encode_value(&say.value);
    let origin = say.origin.map(|o| o.0).unwrap_or_default();
    let id = ids.of(
        record,
        &[
            b"form",
            say.property.as_bytes(),
            &value,
            &source,
            say.basis.locator.as_deref().unwrap_or_default().as_bytes(),
            &origin,
        ],
    );
    Statement {
        id,
        property: say.property.clone(),
        value: say.value.clone(),
        basis: say.basis.clone(),
        via: say.via.clone(),
        origin: say.origin,
    }
}

fn fits(kind: ValueKind, value: &Value) -> bool {
    match value {
        Value::Missing(_) => true,
        // What is to be sealed is said in words, and sealed before it is kept.
        Value::Text { .. } => matches!(kind, ValueKind::Text | ValueKind::Sealed),
        Value::Name { .. } => kind == ValueKind::Name,
        Value::Term(_) => kind == ValueKind::Term,
        Value::Date { .. } => kind == ValueKind::Date,
        Value::Number(_) => kind == ValueKind::Number,
        Value::Money(_) => kind == ValueKind::Money,
        Value::Duration(_) => kind == ValueKind::Duration,
        Value::Law(_) => kind == ValueKind::Law,
        Value::Reference(_) => kind == ValueKind::Reference,
        Value::Statement(..) => kind == ValueKind::Statement,
        Value::Url(_) => kind == ValueKind::Url,
        Value::File(_) => kind == ValueKind::File,
        Value::Sealed(_) => kind == ValueKind::Sealed,
        Value::YesNo(_) => kind == ValueKind::YesNo,
        Value::Identifier { .. } => kind == ValueKind::Identifier,
    }
}

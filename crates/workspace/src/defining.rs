//! Own words: what an organisation adds to the schema, words differently, retires or takes back.
//!
//! Each definition is a record ([`aigaq_schema::own`]), saved like any other: signed, told in the journal, undoable.
//! Changing one is correcting that record. Nothing that records speak of is ever taken away: it is retired, that is,
//! no longer offered, and still shown and counted.

mod usage;

pub use usage::Usage;

use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::saving::{FormToken, RecordChange, Refused, Saving, Say, Seen, Version};
use aigaq_journal::ActOfSaving;
use aigaq_schema::own::{OwnDefinition, OwnFault, OwnFile};
use aigaq_schema::{Basis, Language, RecordId, Schema, StatementId, Value, Withdrawal};
use std::collections::HashSet;

/// The type of the records that define.
const DEFINITION: &str = "definition";
/// Most characters of a label.
pub const LONGEST_LABEL: usize = 200;
/// Most characters of the explanation of what belongs there.
pub const LONGEST_EXPLANATION: usize = 2_000;

/// A definition as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The record that holds it.
    pub record: RecordId,
    /// What it says.
    pub definition: OwnDefinition,
    /// The state of that record, for the form that shows it.
    pub version: Version,
}

/// Why something is not defined, or not taken back. Nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum NotDefined {
    /// There is one already.
    #[error("“{0}” is there already: change it, or take another code")]
    Taken(String),
    /// It does not fit.
    #[error("{0}")]
    Fault(#[from] OwnFault),
    /// A label or an explanation is too long.
    #[error(
        "“{code}”: a label has at most {LONGEST_LABEL} characters, an explanation {LONGEST_EXPLANATION}"
    )]
    TooLong {
        /// What is defined.
        code: String,
    },
    /// Others changed it since the form was shown.
    #[error("“{0}” was changed by others since this form was shown: nothing was saved")]
    Stale(String),
    /// Records speak of it.
    #[error("“{code}” is used by {records} records: retire it instead")]
    InUse {
        /// What is defined.
        code: String,
        /// How many records.
        records: u64,
    },
    /// Another definition needs it.
    #[error("“{code}” is needed by another definition: {why}")]
    Needed {
        /// What is defined.
        code: String,
        /// What would no longer fit.
        why: OwnFault,
    },
    /// There is no such definition of one's own.
    #[error("there is no own definition “{0}”")]
    NotThere(String),
    /// It could not be saved.
    #[error(transparent)]
    Refused(Refused),
}

impl From<Refused> for NotDefined {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<WorkspaceError> for NotDefined {
    fn from(error: WorkspaceError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<aigaq_view::ViewError> for NotDefined {
    fn from(error: aigaq_view::ViewError) -> Self {
        Self::Refused(error.into())
    }
}

impl Workspace {
    /// The organisation's own definitions, as one file would hold them.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn own_words(&self) -> Result<OwnFile, WorkspaceError> {
        let mut all: Vec<OwnDefinition> = Vec::new();
        for (_, definition) in self.own_in_order()? {
            // Of several that define the same the last word counts; a file holds it once.
            all.retain(|d| (d.kind(), d.code()) != (definition.kind(), definition.code()));
            all.push(definition);
        }
        Ok(OwnFile::of(all))
    }

    /// Definitions that do not fit the schema, and why: what was said on another device.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn unfit_definitions(&self) -> Result<Vec<(RecordId, OwnFault)>, WorkspaceError> {
        Ok(self.view.unfit_definitions()?)
    }

    /// The own definition of a thing, to be changed; of several the one that has the last word.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn definition_of(&self, kind: &str, code: &str) -> Result<Option<Held>, WorkspaceError> {
        let found = self.all_of(kind, code)?.pop();
        found
            .map(|(record, definition)| {
                Ok(Held {
                    record,
                    definition,
                    version: self.version(record)?,
                })
            })
            .transpose()
    }

    /// Adds a definition of something that is not there yet.
    ///
    /// # Errors
    /// [`NotDefined`]: nothing was saved.
    pub fn define(
        &mut self,
        own: &OwnDefinition,
        token: FormToken,
        now: &(i64, String),
    ) -> Result<(), NotDefined> {
        self.refresh()?;
        let held = self.definition_of(own.kind(), &own.code())?;
        let sent_before = held.is_some_and(|held| held.record == token.record(0));
        if is_in(self.schema(), own) && !sent_before {
            return Err(NotDefined::Taken(own.code()));
        }
        self.save_definitions(std::slice::from_ref(own), None, token, now)?;
        Ok(())
    }

    /// Changes what is there, shipped or own: its words, and whether it is offered. `seen` is the state in which the
    /// own definition was shown, when there was one.
    ///
    /// # Errors
    /// [`NotDefined`]: nothing was saved.
    pub fn redefine(
        &mut self,
        own: &OwnDefinition,
        seen: Option<Version>,
        token: FormToken,
        now: &(i64, String),
    ) -> Result<(), NotDefined> {
        self.refresh()?;
        if !is_in(self.schema(), own) {
            return Err(NotDefined::NotThere(own.code()));
        }
        self.save_definitions(std::slice::from_ref(own), Some(seen), token, now)?;
        Ok(())
    }

    /// Takes in a whole file of definitions, in one change-set. Returns how many said something new.
    ///
    /// # Errors
    /// [`NotDefined`] for the first that does not fit: nothing was saved.
    pub fn take_own_words(
        &mut self,
        file: OwnFile,
        token: FormToken,
        now: &(i64, String),
    ) -> Result<u64, NotDefined> {
        self.refresh()?;
        self.save_definitions(&file.definitions(), None, token, now)
    }

    /// Takes back an own definition: what was added and is not used is gone, what was worded differently has its
    /// shipped words again.
    ///
    /// # Errors
    /// [`NotDefined::InUse`] when records speak of it, [`NotDefined::Needed`] when other definitions rest on it.
    pub fn take_word_back(
        &mut self,
        kind: &str,
        code: &str,
        token: FormToken,
        now: &(i64, String),
    ) -> Result<(), NotDefined> {
        self.refresh()?;
        let all = self.all_of(kind, code)?;
        let Some((_, own)) = all.first() else {
            return Err(NotDefined::NotThere(code.to_owned()));
        };
        if !is_in(Schema::shipped(), own) {
            let records = self.speak_of(own, None)?;
            if records > 0 {
                let code = code.to_owned();
                return Err(NotDefined::InUse { code, records });
            }
        }
        let gone: HashSet<RecordId> = all.iter().map(|(id, _)| *id).collect();
        let mut left = self.view.definitions()?;
        left.retain(|(id, _)| !gone.contains(id));
        self.still_fits(code, &left)?;
        let changes = gone.iter().map(|record| self.emptied(*record));
        let records = changes.collect::<Result<Vec<_>, WorkspaceError>>()?;
        self.save(&Saving {
            token,
            act: ActOfSaving::Decision,
            records,
            now: now.clone(),
        })?;
        Ok(())
    }

    /// Whether an undo of a change-set would take away what records still speak of. Names the first such thing.
    pub(crate) fn would_lose(
        &self,
        change_set: aigaq_schema::ChangeSetId,
    ) -> Result<Option<String>, WorkspaceError> {
        let own = self.view.definitions()?;
        for (record, definition) in &own {
            if is_in(Schema::shipped(), definition) {
                continue;
            }
            let others = own.iter().any(|(id, other)| {
                id != record
                    && (other.kind(), other.code()) == (definition.kind(), definition.code())
            });
            let said = self.view.said(*record)?;
            let (ours, earlier): (Vec<_>, Vec<_>) =
                said.iter().partition(|(id, _)| *id == change_set);
            let says_it = |(_, block): &&(aigaq_schema::ChangeSetId, aigaq_schema::Block)| {
                block.statements.iter().any(|s| s.property == "content")
            };
            // Where it was said before, undoing gives back other words, not nothing.
            let loses = !others && ours.iter().any(says_it) && !earlier.iter().any(says_it);
            if loses && self.speak_of(definition, Some(change_set))? > 0 {
                return Ok(Some(definition.code()));
            }
        }
        Ok(None)
    }

    fn own_in_order(&self) -> Result<Vec<(RecordId, OwnDefinition)>, WorkspaceError> {
        let mut all = self.view.definitions()?;
        all.sort_by_key(|(id, definition)| (definition.code(), *id));
        Ok(all)
    }

    fn all_of(
        &self,
        kind: &str,
        code: &str,
    ) -> Result<Vec<(RecordId, OwnDefinition)>, WorkspaceError> {
        let mut all = self.own_in_order()?;
        all.retain(|(_, definition)| definition.kind() == kind && definition.code() == code);
        Ok(all)
    }

    /// Saves those definitions that say something new. `seen` binds a change to the state that was shown.
    fn save_definitions(
        &mut self,
        wished: &[OwnDefinition],
        seen: Option<Option<Version>>,
        token: FormToken,
        now: &(i64, String),
    ) -> Result<u64, NotDefined> {
        let mut after = self.view.definitions()?;
        let mut records: Vec<RecordChange> = Vec::new();
        let mut fresh = 0;
        for own in wished {
            is_short(own)?;
            let held = self.definition_of(own.kind(), &own.code())?;
            let change = match held {
                None if matches!(seen, Some(Some(_))) => return Err(NotDefined::Stale(own.code())),
                None => {
                    let record = token.record(fresh);
                    fresh += 1;
                    RecordChange::new(record, DEFINITION, says(own)?)
                }
                // The same form once more: said again, it is recognised.
                Some(held) if held.record == token.record(fresh) && held.definition == *own => {
                    fresh += 1;
                    RecordChange::new(held.record, DEFINITION, says(own)?)
                }
                Some(held) if held.definition == *own => continue,
                Some(held) => {
                    if seen.is_some_and(|seen| seen != Some(held.version)) {
                        return Err(NotDefined::Stale(own.code()));
                    }
                    self.corrected(&held, own)?
                }
            };
            after.retain(|(id, _)| *id != change.record);
            after.push((change.record, own.clone()));
            records.push(change);
        }
        if records.is_empty() {
            return Ok(0);
        }
        let changed: HashSet<RecordId> = records.iter().map(|change| change.record).collect();
        let (schema, faults) = Schema::shipped().with_own(&after);
        if let Some((_, fault)) = faults.into_iter().find(|(id, _)| changed.contains(id)) {
            return Err(fault.into());
        }
        let code = wished.first().map(OwnDefinition::code).unwrap_or_default();
        self.still_fits(&code, &after)?;
        for own in wished {
            keeps_its_nature(self.schema(), &schema, own)?;
        }
        let saved = self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            now: now.clone(),
            records,
        })?;
        Ok(if saved.again { 0 } else { changed.len() as u64 })
    }

    /// No definition falls out that fits now.
    fn still_fits(
        &self,
        code: &str,
        after: &[(RecordId, OwnDefinition)],
    ) -> Result<(), NotDefined> {
        let unfit = self.view.unfit_definitions()?;
        let unfit: HashSet<RecordId> = unfit.into_iter().map(|(id, _)| id).collect();
        let (_, faults) = Schema::shipped().with_own(after);
        match faults.into_iter().find(|(id, _)| !unfit.contains(id)) {
            Some((_, why)) => Err(NotDefined::Needed {
                code: code.to_owned(),
                why,
            }),
            None => Ok(()),
        }
    }

    /// The record with other words in the place of those it holds.
    fn corrected(&self, held: &Held, own: &OwnDefinition) -> Result<RecordChange, NotDefined> {
        let mut change = RecordChange::new(held.record, DEFINITION, says(own)?);
        change.seen = Seen::At(held.version);
        for statement in self.view.live(held.record)? {
            let same =
                |say: &Say| say.property == statement.property && say.value == statement.value;
            if let Some(at) = change.say.iter().position(same) {
                change.say.remove(at);
            } else if change
                .say
                .iter()
                .any(|say| say.property == statement.property)
            {
                change.withdraw.push(withdrawn(statement.id, "corrected"));
            }
        }
        Ok(change)
    }

    /// The record with nothing left that holds.
    fn emptied(&self, record: RecordId) -> Result<RecordChange, WorkspaceError> {
        let live = self.view.live(record)?;
        let mut change = RecordChange::new(record, DEFINITION, Vec::new());
        change.seen = Seen::At(self.version(record)?);
        change.withdraw = live.iter().map(|s| withdrawn(s.id, "taken back")).collect();
        Ok(change)
    }
}

fn withdrawn(statement: StatementId, reason: &str) -> Withdrawal {
    Withdrawal {
        statement,
        reason: reason.to_owned(),
    }
}

/// What a definition record says.
fn says(own: &OwnDefinition) -> Result<Vec<Say>, OwnFault> {
    let basis = Basis::default();
    let mut all = vec![
        Say::new("kind", Value::term(own.kind()), &basis),
        Say::new("code", Value::text(own.code()), &basis),
    ];
    if let Some(label) = labels(own).find(|text| !text.trim().is_empty()) {
        all.push(Say::new("label", Value::text(label), &basis));
    }
    all.push(Say::new("content", Value::text(own.content()?), &basis));
    Ok(all)
}

fn labels(own: &OwnDefinition) -> impl Iterator<Item = &str> {
    let (label, plural) = match own {
        OwnDefinition::List(list) => (&list.label, None),
        OwnDefinition::Code(code) => (&code.label, None),
        OwnDefinition::Type(kind) => (&kind.label, Some(&kind.plural)),
        OwnDefinition::Property(property) => (&property.label, None),
    };
    let all = std::iter::once(label).chain(plural);
    all.flat_map(|labels| [&labels.ru, &labels.kk, &labels.en])
        .filter_map(Option::as_deref)
}

fn is_short(own: &OwnDefinition) -> Result<(), NotDefined> {
    let explanation = match own {
        OwnDefinition::List(list) => &list.definition,
        OwnDefinition::Code(code) => &code.definition,
        OwnDefinition::Type(kind) => &kind.definition,
        OwnDefinition::Property(property) => &property.definition,
    };
    let explanations = [&explanation.ru, &explanation.kk, &explanation.en];
    let is_long = |text: &str, most| text.chars().count() > most;
    if labels(own).any(|text| is_long(text, LONGEST_LABEL))
        || explanations
            .into_iter()
            .flatten()
            .any(|text| is_long(text, LONGEST_EXPLANATION))
    {
        return Err(NotDefined::TooLong { code: own.code() });
    }
    Ok(())
}

/// What is defined is part of a schema.
fn is_in(schema: &Schema, own: &OwnDefinition) -> bool {
    match own {
        OwnDefinition::List(list) => schema.list(&list.code).is_some(),
        OwnDefinition::Code(code) => schema
            .list(&code.of)
            .is_some_and(|list| list.get(&code.code).is_some()),
        OwnDefinition::Type(kind) => schema.record_type(&kind.code).is_some(),
        OwnDefinition::Property(property) => {
            schema.property(&property.of, &property.code).is_some()
        }
    }
}

/// A property takes the values it took.
fn keeps_its_nature(now: &Schema, after: &Schema, own: &OwnDefinition) -> Result<(), OwnFault> {
    let OwnDefinition::Property(property) = own else {
        return Ok(());
    };
    let (Some(now), Some(after)) = (
        now.property(&property.of, &property.code),
        after.property(&property.of, &property.code),
    ) else {
        return Ok(());
    };
    if (now.kind, &now.list, now.many, &now.to) == (after.kind, &after.list, after.many, &after.to)
    {
        Ok(())
    } else {
        Err(OwnFault::OtherKind(own.code()))
    }
}

/// The labels of a thing in the languages it was given, ready for a form: those of its own definition, else all.
#[must_use]
pub fn in_languages(labels: &aigaq_schema::Labels) -> aigaq_schema::own::OwnLabels {
    let mut own = aigaq_schema::own::OwnLabels::default();
    for language in Language::ALL {
        *own.slot(language) = Some(labels.get(language).to_owned());
    }
    own
}

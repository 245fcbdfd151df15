//! Looking: who a source is, shown to one who holds the key, and the log of all who looked.

use super::{Identity, SOURCE};
use crate::error::WorkspaceError;
use crate::history::{device, when};
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Saving, Say, Seen};
use aigaq_journal::{ActOfSaving, CompartmentKey};
use aigaq_schema::source_code::CODE;
use aigaq_schema::{Basis, PartialDate, RecordId, StatementId, Value, rule};
use std::fmt;

/// That somebody looked.
const LOOKED: &str = "looked";

/// A source with who it is.
pub struct ShownSource {
    /// The record, called by code and kind.
    pub named: Named,
    /// What was written down, the newest first.
    pub identities: Vec<ShownIdentity>,
}

/// What was written down at one time.
pub struct ShownIdentity {
    /// The statement, to put another in its place.
    pub statement: StatementId,
    /// It; `None` when it does not open with this key.
    pub identity: Option<Identity>,
    /// When it was written down, in words.
    pub when: String,
}

impl fmt::Debug for ShownIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

impl fmt::Debug for ShownSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: •••", self.named.caption)
    }
}

/// A look, as the log tells it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct LookEntry {
    /// Whom it was about.
    pub named: Named,
    /// When, in words.
    pub when: String,
    /// On which device.
    pub device: String,
    #[serde(skip)]
    claimed: i64,
}

impl Workspace {
    /// Who these sources are. That somebody looked is durable in the journal before anything is opened.
    ///
    /// # Errors
    /// [`Refused`]: one that is no confidential source, or when the look cannot be saved; nothing is shown then.
    pub fn look(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        (key, sources): (&CompartmentKey, &[RecordId]),
    ) -> Result<Vec<ShownSource>, Refused> {
        self.refresh()?;
        self.tell_look(ask, (token, now), sources)?;
        sources
            .iter()
            .map(|source| self.shown(ask, key, *source))
            .collect()
    }

    /// That somebody looks at these sources, durable when it returns.
    pub(crate) fn tell_look(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        sources: &[RecordId],
    ) -> Result<(), Refused> {
        if sources.is_empty() {
            return Ok(());
        }
        let today = PartialDate::day(ask.today);
        let basis = Basis::default();
        let mut records = Vec::with_capacity(sources.len());
        for source in sources {
            let known = self.view.type_of(*source)?.as_deref() == Some(SOURCE)
                && self.live(*source)?.iter().any(|said| said.property == CODE);
            if !known {
                return Err(Refused::Unfit(reasons::no_such_confidant()));
            }
            let look = Say::by_rule(rule::LOOK, LOOKED, Value::date(today.clone()), &basis);
            let mut change = RecordChange::new(*source, SOURCE, vec![look]);
            change.seen = Seen::Any;
            records.push(change);
        }
        self.save(&Saving {
            token,
            act: ActOfSaving::Decision,
            records,
            now,
        })?;
        Ok(())
    }

    /// Only after the look is in the journal.
    fn shown(
        &self,
        ask: &Asking,
        key: &CompartmentKey,
        source: RecordId,
    ) -> Result<ShownSource, Refused> {
        let naming = Naming::new(&self.view, *ask);
        let Some(named) = naming.by_id(source)? else {
            return Err(Refused::Unfit(reasons::no_such_confidant()));
        };
        let said = self.view.said(source)?;
        let mut identities = Vec::new();
        let mut kept = self.sealed_of(source)?;
        // What was said last stands first.
        kept.sort_by_key(|statement| {
            let place = said
                .iter()
                .position(|(_, block)| block.statements.iter().any(|s| s.id == statement.id));
            std::cmp::Reverse(place)
        });
        for statement in kept {
            let change_set = said
                .iter()
                .find(|(_, block)| block.statements.iter().any(|s| s.id == statement.id))
                .map(|(change_set, _)| *change_set);
            let saved = match change_set {
                Some(id) => self.view.saved_change(id)?,
                None => None,
            };
            let Value::Sealed(bytes) = &statement.value else {
                continue;
            };
            let opened = key.open(source.as_bytes(), bytes).ok();
            identities.push(ShownIdentity {
                statement: statement.id,
                identity: opened.and_then(|text| Identity::read(&text)),
                when: saved.map_or_else(String::new, |saved| {
                    when(saved.spoken.claimed, &saved.spoken.zone, ask.language)
                }),
            });
        }
        Ok(ShownSource { named, identities })
    }

    /// Who looked at whom, the newest first; of all sources, or of one. What was undone is told too.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn looks(
        &self,
        ask: &Asking,
        (of, most): (Option<RecordId>, usize),
    ) -> Result<Vec<LookEntry>, WorkspaceError> {
        let briefs = match of {
            Some(id) => self.view.brief(&ask.reader, id)?.into_iter().collect(),
            None => self.view.all_coded(&ask.reader, (0, usize::MAX))?,
        };
        let naming = Naming::new(&self.view, *ask);
        let mut all = Vec::new();
        for brief in briefs {
            let named = naming.named(&brief)?;
            for (change_set, block) in self.view.said(brief.id)? {
                if !block.statements.iter().any(|said| said.property == LOOKED) {
                    continue;
                }
                let Some(saved) = self.view.saved_change(change_set)? else {
                    continue;
                };
                all.push(LookEntry {
                    named: named.clone(),
                    when: when(saved.spoken.claimed, &saved.spoken.zone, ask.language),
                    device: device(&saved.spoken.device),
                    claimed: saved.spoken.claimed,
                });
            }
        }
        all.sort_by_key(|entry| std::cmp::Reverse(entry.claimed));
        all.truncate(most);
        Ok(all)
    }
}

//! How far a forgetting sees what the second passphrase seals: who told notes before that was sealed, and who a source
//! is. Without the key neither is shown, nor what would tell it: a place that was found by such a name alone.

use super::Forgetting;
use super::choices::Choices;
use super::marks::{Marks, Touched};
use super::places::PlacesOf;
use crate::confidential::SOURCE;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::notes::{NOTE, TELLER};
use crate::open::Workspace;
use crate::saving::{FormToken, Refused};
use aigaq_journal::CompartmentKey;
use aigaq_schema::{Block, RecordId, StatementId, Value};
use aigaq_view::Reader;
use std::collections::{BTreeSet, HashSet};

/// What stands where something is not shown.
pub(crate) const DOTS: &str = "•••";

/// How far what is sealed was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealedSight {
    /// Nothing that is sealed could bear upon it.
    #[default]
    Nothing,
    /// There is something, and nobody looked: the second passphrase was not given.
    Closed,
    /// It was looked at, and the log says so.
    Open,
}

/// Who told notes, as it stood there in clear until it was sealed.
#[derive(Default)]
pub(super) struct Tellers {
    said: HashSet<StatementId>,
    taken_back: HashSet<StatementId>,
}

impl Tellers {
    /// Notes what a block says of it.
    pub fn note(&mut self, block: &Block) {
        if block.record_type != NOTE {
            return;
        }
        let tells = block.statements.iter();
        let tells = tells.filter(|said| TELLER.contains(&said.property.as_str()));
        self.said.extend(tells.map(|said| said.id));
        let withdrawn = block.withdrawals.iter().map(|back| back.statement);
        self.taken_back.extend(withdrawn);
    }

    /// Those that no page shows any more.
    pub fn moved(self) -> HashSet<StatementId> {
        self.said.intersection(&self.taken_back).copied().collect()
    }
}

impl Touched {
    /// Only what is sealed speaks of the person here.
    pub fn is_sealed(&self) -> bool {
        let mut mentions = self.mentions.iter();
        self.link.is_none() && !self.mentions.is_empty() && mentions.all(|one| one.is_sealed)
    }
}

impl Marks {
    /// This root must not be named: it was found by what is sealed, and nobody looked.
    pub fn is_unseen(&self, root: &RecordId) -> bool {
        self.sight == SealedSight::Closed
            && !self.forgotten.contains(root)
            && !self.told.contains(root)
            && self.roots.get(root).is_some_and(Touched::is_sealed)
    }
}

impl Workspace {
    /// As [`Workspace::places_where`], with what the second passphrase seals. That somebody looked at whom is durable in
    /// the journal before.
    ///
    /// # Errors
    /// [`Refused`] when the look cannot be saved, or the journal or the view cannot be read; nothing is shown then.
    pub fn places_looked(
        &mut self,
        ask: &Asking,
        (record, how): (RecordId, Forgetting),
        (token, now): (FormToken, (i64, String)),
        key: &CompartmentKey,
    ) -> Result<Option<PlacesOf>, Refused> {
        self.refresh()?;
        let Some(marks) = self.touched_by(&[record], (how, None))? else {
            return Ok(None);
        };
        let sources = match &*marks.record_type {
            SOURCE => marks.forgotten.clone(),
            _ => self.sources_of_tellers(&marks)?,
        };
        self.tell_look(ask, (token, now), &sources.into_iter().collect::<Vec<_>>())?;
        let marks = self.touched_by(&[record], (how, Some(key)))?;
        match marks {
            Some(marks) => Ok(self.places_in(ask, record, &marks)?),
            None => Ok(None),
        }
    }

    /// Tells that somebody looks at these sources, before who they are is looked for elsewhere.
    pub(super) fn tell_look_before(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        records: &[RecordId],
    ) -> Result<(), Refused> {
        self.refresh()?;
        let mut sources = Vec::new();
        for record in records {
            if self.view.type_of(*record)?.as_deref() == Some(SOURCE) {
                sources.push(*record);
            }
        }
        self.tell_look(ask, (token, now), &sources)
    }

    /// Who told the notes that speak of the person only in what was sealed since.
    fn sources_of_tellers(&self, marks: &Marks) -> Result<BTreeSet<RecordId>, WorkspaceError> {
        let mut sources = BTreeSet::new();
        for touched in marks.roots.values() {
            for mention in touched.mentions.iter().filter(|one| one.is_sealed) {
                let note = self.view.brief(&Reader::keeper(), mention.record)?;
                let values = note.iter().flat_map(|note| note.values("source"));
                sources.extend(values.filter_map(|value| match value {
                    Value::Reference(to) => Some(*to),
                    _ => None,
                }));
            }
        }
        let mut coded = BTreeSet::new();
        for source in sources {
            if self.can_be_forgotten(source)? {
                coded.insert(source);
            }
        }
        Ok(coded)
    }

    /// What may not be named of what must be kept for a court.
    pub(super) fn unseen_holds(
        &self,
        marks: &Marks,
        choices: &Choices,
    ) -> Result<(Vec<RecordId>, usize), WorkspaceError> {
        let held = self.holds_on(marks, choices)?;
        let all = held.len();
        let seen: Vec<RecordId> = held
            .into_iter()
            .filter(|root| !marks.is_unseen(root))
            .collect();
        let unseen = all - seen.len();
        Ok((seen, unseen))
    }

    /// How far what is sealed bears upon this, and whether it could be opened.
    pub(super) fn sight(
        &self,
        (is_there, is_open): (bool, bool),
    ) -> Result<SealedSight, WorkspaceError> {
        Ok(match (is_there && self.seal()?.is_some(), is_open) {
            (false, _) => SealedSight::Nothing,
            (true, false) => SealedSight::Closed,
            (true, true) => SealedSight::Open,
        })
    }
}

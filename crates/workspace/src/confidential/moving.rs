//! Moving what was told in clear, before there was a second passphrase, to sources whose identity is sealed.

use super::{Identity, NOT_TOLD, Whom};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::notes::{NOTE, TELLER};
use crate::open::Workspace;
use crate::own_reasons::OwnReason;
use crate::saving::{FormToken, RecordChange, Refused, Saving, Say, Seen};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, RecordId, Statement, Value, Withdrawal};
use aigaq_view::Reader;
use std::collections::HashMap;

/// Notes that are moved in one change-set: with their sources they stay within what one saving may speak of.
const AT_ONCE: usize = 500;

/// What was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Moved {
    /// Notes whose teller no longer stands in clear.
    pub notes: usize,
    /// Sources that were made: one for each name and contact.
    pub sources: usize,
}

impl Workspace {
    /// The notes whose teller stands in clear.
    pub(crate) fn tellers_in_clear(
        &self,
        reader: &Reader,
    ) -> Result<Vec<RecordId>, WorkspaceError> {
        let mut all = Vec::new();
        for brief in self.briefs(reader, NOTE)? {
            let tells = |property: &str| brief.values(property).any(Value::is_known);
            if TELLER.into_iter().any(tells) {
                all.push(brief.id);
            }
        }
        Ok(all)
    }

    /// Moves the tellers of notes to confidential sources. The entries in which they were said before stay in the
    /// journal, under the first passphrase.
    ///
    /// # Errors
    /// [`Refused::Nothing`] when none stands in clear; when there is no second passphrase; or when it cannot be saved:
    /// what was moved until then stays moved.
    pub fn move_tellers(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
    ) -> Result<Moved, Refused> {
        self.refresh()?;
        let notes = self.tellers_in_clear(&ask.reader)?;
        if notes.is_empty() {
            return Err(Refused::Nothing);
        }
        let mut moved = Moved::default();
        let mut sources: HashMap<(String, String), RecordId> = HashMap::new();
        let mut number = 0;
        for (turn, some) in (1_u32..).zip(notes.chunks(AT_ONCE)) {
            let mut records = Vec::new();
            for note in some {
                let live = self.live(*note)?;
                let told = |property: &str| -> String {
                    let all = live.iter().filter(|said| said.property == property);
                    let all: Vec<String> = all.map(|said| said.value.plain()).collect();
                    all.join("\n")
                };
                let who = (told(TELLER[0]), told(TELLER[1]));
                // Two of whom the same word is told («сестра») are one only where they are reached alike.
                let known = sources.get(&who).filter(|_| !who.1.trim().is_empty());
                let source = match known {
                    Some(source) => *source,
                    None => {
                        let identity = Identity::told(&who.0, &who.1);
                        let new = token.record(number);
                        number += 1;
                        let whom = Whom::New(NOT_TOLD.to_owned());
                        records.push(self.change_of_source(new, &whom, &identity)?);
                        moved.sources += 1;
                        sources.insert(who, new);
                        new
                    }
                };
                records.push(of_note(*note, &live, source));
                moved.notes += 1;
            }
            self.save(&Saving {
                token: token.turn(turn),
                act: ActOfSaving::Decision,
                records,
                now: now.clone(),
            })?;
        }
        Ok(moved)
    }
}

fn of_note(note: RecordId, live: &[Statement], source: RecordId) -> RecordChange {
    let say = Say::new("source", Value::Reference(source), &Basis::default());
    let mut change = RecordChange::new(note, NOTE, vec![say]);
    change.seen = Seen::Any;
    change.withdraw = live
        .iter()
        .filter(|said| TELLER.contains(&said.property.as_str()))
        .map(|said| Withdrawal {
            statement: said.id,
            reason: OwnReason::TellerSealed.stored(),
        })
        .collect();
    change
}

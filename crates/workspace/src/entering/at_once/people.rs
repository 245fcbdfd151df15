//! The people whom records tell of: of an incident all to whom something was done, of a person themselves.

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_schema::{RecordId, Value};
use aigaq_view::Brief;
use std::collections::BTreeSet;

/// Somebody whom a record tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonOf {
    /// The person.
    pub id: RecordId,
    /// Something was done by them, not to them: nobody asks them what they allow, unless somebody ticks them.
    pub is_by: bool,
}

impl Workspace {
    /// The people whom these records tell of, each once, in the order of the records: of an incident and of an act all
    /// who have a part in it, of any other record the people it names. Organisations and groups are none.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn people_of(
        &self,
        ask: &Asking,
        records: &[RecordId],
    ) -> Result<Vec<PersonOf>, WorkspaceError> {
        let mut found = Found::default();
        for id in records {
            if let Some(brief) = self.view.brief(&ask.reader, *id)? {
                self.add_people(ask, &brief, &mut found)?;
            }
        }
        Ok(found.people)
    }

    fn add_people(
        &self,
        ask: &Asking,
        brief: &Brief,
        found: &mut Found,
    ) -> Result<(), WorkspaceError> {
        match brief.record_type.as_str() {
            "actor" => self.add(ask, brief.id, (false, found)),
            "event" => {
                for act in self.view.pointing(&ask.reader, brief.id, "act", "event")? {
                    self.add_people(ask, &act, found)?;
                }
                Ok(())
            }
            "act" => {
                let parts = self
                    .view
                    .pointing(&ask.reader, brief.id, "involvement", "act")?;
                for part in &parts {
                    self.add_people(ask, part, found)?;
                }
                Ok(())
            }
            _ => {
                let role = brief.value("role").map(Value::plain);
                let is_by = role.is_some_and(|role| role.starts_with("perpetrator"));
                let named = brief.resolved.iter().flat_map(|of| &of.values);
                for value in named {
                    if let Value::Reference(id) = value {
                        self.add(ask, *id, (is_by, found))?;
                    }
                }
                Ok(())
            }
        }
    }

    fn add(
        &self,
        ask: &Asking,
        id: RecordId,
        (is_by, found): (bool, &mut Found),
    ) -> Result<(), WorkspaceError> {
        if let Some(there) = found.people.iter_mut().find(|there| there.id == id) {
            // Who is a target as well is one who is asked.
            there.is_by &= is_by;
            return Ok(());
        }
        if !found.looked_at.insert(id) {
            return Ok(());
        }
        let Some(brief) = self.view.brief(&ask.reader, id)? else {
            return Ok(());
        };
        if self.view.is_person(&brief)? {
            found.people.push(PersonOf { id, is_by });
        }
        Ok(())
    }
}

#[derive(Default)]
struct Found {
    people: Vec<PersonOf>,
    looked_at: BTreeSet<RecordId>,
}

//! How records are called in a bag: those that go and those who were shown before by their names, all others by their type
//! and number. What another record says stays where it is, also when it is what that record is called by.

use super::choosing::Chosen;
use super::people::Spoken;
use crate::error::WorkspaceError;
use crate::named::Naming;
use aigaq_schema::RecordId;
use std::collections::BTreeSet;

pub(super) struct Calling<'v> {
    naming: Naming<'v>,
    by_name: BTreeSet<RecordId>,
}

impl<'v> Calling<'v> {
    pub(super) fn new(naming: Naming<'v>, chosen: &Chosen, spoken: &Spoken) -> Self {
        let records = chosen.records.iter().map(|record| record.named.id);
        let files = chosen.going().map(|file| file.told.id);
        let people = spoken.people.iter().map(|person| person.named.id);
        let others = spoken.others.iter().map(|named| named.id);
        Self {
            by_name: records.chain(files).chain(people).chain(others).collect(),
            naming,
        }
    }

    /// A record, or a part of one, that an opened part is about.
    pub(super) fn itself(&self, id: RecordId) -> Result<String, WorkspaceError> {
        let naming = &self.naming;
        match naming.view.brief(&naming.ask.reader, id)? {
            Some(brief) => naming.alone(&brief),
            None => Ok(id.to_string()),
        }
    }

    /// A record that an opened part names.
    pub(super) fn called(&self, id: RecordId) -> Result<String, WorkspaceError> {
        let naming = &self.naming;
        let Some(brief) = naming.view.brief(&naming.ask.reader, id)? else {
            return Ok(id.to_string());
        };
        if self.by_name.contains(&id) {
            return naming.alone(&brief);
        }
        let number = crate::numbers::number(&brief);
        let number = naming.confidant(&brief).or(number);
        let label = naming.type_label(&brief.record_type);
        Ok(format!(
            "{label} {}",
            number.unwrap_or_else(|| id.to_string())
        ))
    }
}

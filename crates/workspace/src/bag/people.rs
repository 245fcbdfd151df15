//! Persons whom a bag names: those that the opened parts of its entries speak of by their records. Names inside texts are
//! for whoever makes the bag to look for.

use super::choosing::Chosen;
use super::entries::BagEntries;
use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use aigaq_schema::code::decode;
use aigaq_schema::{RecordId, Value};
use std::collections::BTreeSet;

impl Workspace {
    pub(super) fn people_in_bag(
        &self,
        ask: &Asking,
        chosen: &Chosen,
        entries: &BagEntries,
    ) -> Result<Vec<Named>, WorkspaceError> {
        let mut spoken_of: BTreeSet<RecordId> = chosen
            .records
            .iter()
            .map(|record| record.named.id)
            .collect();
        let parts = entries.said.iter().flat_map(|entry| &entry.opened);
        for segment in parts.filter_map(|part| decode(&part.plain).ok()) {
            let statements = segment.blocks.iter().flat_map(|block| &block.statements);
            spoken_of.extend(statements.filter_map(|statement| match statement.value {
                Value::Reference(id) => Some(id),
                _ => None,
            }));
        }
        let naming = Naming::new(&self.view, *ask);
        let mut people = Vec::new();
        for id in spoken_of {
            let Some(brief) = self.view.brief(&ask.reader, id)? else {
                continue;
            };
            if self.view.is_person(&brief)? {
                people.push(naming.named(&brief)?);
            }
        }
        people.sort_by(|one, other| one.caption.cmp(&other.caption));
        Ok(people)
    }
}

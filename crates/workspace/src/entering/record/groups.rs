//! The fields of a record's form, in groups.

use super::RecordGroup;
use super::told::Page;
use crate::entering::desk::Desk;
use crate::entering::fields::{Fault, Field};
use crate::entering::rows::is_typed;
use crate::error::WorkspaceError;
use crate::page::{GROUPS, group_of};

impl Page<'_> {
    pub(super) fn groups(
        &mut self,
        desk: &mut Desk<'_>,
    ) -> Result<Vec<RecordGroup>, WorkspaceError> {
        let mut groups: Vec<(usize, RecordGroup)> = Vec::new();
        for property in self.record_type.properties.iter().filter(|p| is_typed(p)) {
            let is_whole = self.record_type.part_of.as_ref() == Some(&property.code);
            if is_whole && !self.is_new {
                // A part stays with its whole.
                continue;
            }
            let fields = self.property(desk, property)?;
            let is_filled = |f: &Field| f.is_filled() || f.fault.is_some();
            if property.retired && !fields.rows.iter().any(is_filled) {
                // No longer offered; what was said before can still be corrected.
                continue;
            }
            let key = group_of(property);
            match groups.iter_mut().find(|(k, _)| *k == key) {
                Some((_, group)) => group.properties.push(fields),
                None => groups.push((
                    key,
                    RecordGroup {
                        label: desk.say(&format!("group.{}", GROUPS[key])),
                        properties: vec![fields],
                        open: false,
                    },
                )),
            }
        }
        groups.sort_by_key(|(key, _)| *key);
        let last = GROUPS.len() - 1;
        Ok(groups
            .into_iter()
            .map(|(key, mut group)| {
                let is_filled = |f: &Field| f.is_filled() || f.fault.is_some();
                let mut fields = group.properties.iter().flat_map(|p| &p.rows);
                group.open = key < last || fields.any(is_filled);
                group
            })
            .collect())
    }
}

/// A part without its whole cannot be kept.
pub(super) fn mark_whole(
    groups: &mut [RecordGroup],
    desk: &mut Desk<'_>,
    part_of: &str,
    missing: bool,
) {
    let field = groups
        .iter_mut()
        .flat_map(|g| &mut g.properties)
        .find(|p| p.code == part_of)
        .and_then(|p| p.rows.first_mut());
    if let Some(field) = field
        && missing
        && field.fault.is_none()
        && field.question.as_ref().is_none_or(|q| q.answered)
    {
        let text = desk.say("enter.whole_missing");
        desk.wrong(field, Fault::new(text));
    }
}

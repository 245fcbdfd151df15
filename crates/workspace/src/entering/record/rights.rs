//! What follows from the type of act in a full form. Rights that a person ticked or unticked are theirs.

use super::told::Page;
use crate::entering::rights::{RIGHTS, rights_of_type};
use aigaq_schema::{RecordId, Schema, Statement, Value, Via, rule};
use std::collections::HashSet;

impl Page<'_> {
    /// Says the rights of the type of act that is told anew, and takes back those that followed from the type whose
    /// place it takes.
    pub(super) fn rights(&mut self, schema: &Schema, live: &[Statement]) {
        let told = &self.told;
        let withdrawn: Vec<&Statement> = told
            .withdraw
            .iter()
            .filter_map(|id| self.said.get(id))
            .collect();
        let by_hand = told.say.iter().any(|say| say.property == RIGHTS)
            || withdrawn.iter().any(|s| s.property == RIGHTS);
        if self.record_type.code != "act" || by_hand {
            return;
        }
        let types = told.say.iter().filter(|say| say.property == "type");
        let mut follow: Vec<_> = types
            .filter_map(|say| match &say.value {
                Value::Term(code) => Some(rights_of_type(schema, code, &say.basis)),
                _ => None,
            })
            .flatten()
            .collect();
        let replaced: HashSet<Option<RecordId>> = withdrawn
            .iter()
            .filter(|s| s.property == "type")
            .map(|s| s.basis.source)
            .collect();
        let mut gone = Vec::new();
        for there in live.iter().filter(|s| s.property == RIGHTS) {
            let stays = follow.iter().any(|say| say.value == there.value);
            follow.retain(|say| say.value != there.value);
            let followed = matches!(&there.via, Via::Rule(name) if name.ends_with(rule::RIGHTS))
                && replaced.contains(&there.basis.source);
            if followed && !stays {
                gone.push(there.id);
            }
        }
        self.told.withdraw.extend(gone);
        self.told.say.extend(follow);
    }
}

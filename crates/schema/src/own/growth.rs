//! How one schema differs from another, as far as it matters to whoever keeps records by it.

use crate::schema::Schema;

/// What came in between two schemas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Growth {
    /// Nothing, or other words for the same.
    None,
    /// Only additions to what was there.
    More {
        /// New properties: type and code.
        properties: Vec<(String, String)>,
        /// New codes, of new lists too: list and code.
        codes: Vec<(String, String)>,
    },
    /// New types, or something is gone or is no longer what it was.
    Other,
}

impl Schema {
    /// What must happen to data kept by this schema before they are read by a later one.
    #[must_use]
    pub fn growth(&self, later: &Self) -> Growth {
        let same_types = self
            .types()
            .map(|t| &t.code)
            .eq(later.types().map(|t| &t.code));
        if !same_types {
            return Growth::Other;
        }
        let mut properties = Vec::new();
        for (before, after) in self.types().zip(later.types()) {
            for property in &before.properties {
                let stays = after.property(&property.code).is_some_and(|p| {
                    p.kind == property.kind
                        && p.list == property.list
                        && p.to == property.to
                        && p.many == property.many
                        && p.sensitivity == property.sensitivity
                        && p.countable == property.countable
                });
                if !stays {
                    return Growth::Other;
                }
            }
            let new = after
                .properties
                .iter()
                .filter(|p| before.property(&p.code).is_none());
            properties.extend(new.map(|p| (after.code.clone(), p.code.clone())));
        }
        let mut codes = Vec::new();
        for list in self.lists() {
            let stays = later.list(&list.code).is_some_and(|after| {
                list.entries().iter().all(|entry| {
                    after
                        .get(&entry.code)
                        .is_some_and(|e| e.parent == entry.parent)
                })
            });
            if !stays {
                return Growth::Other;
            }
        }
        for after in later.lists() {
            let before = self.list(&after.code);
            let new = after
                .entries()
                .iter()
                .filter(|e| before.is_none_or(|list| list.get(&e.code).is_none()));
            codes.extend(new.map(|e| (after.code.clone(), e.code.clone())));
        }
        let lists = self.lists().count() == later.lists().count();
        if properties.is_empty() && codes.is_empty() && lists {
            Growth::None
        } else {
            Growth::More { properties, codes }
        }
    }
}

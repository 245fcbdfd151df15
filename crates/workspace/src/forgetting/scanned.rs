//! The whole journal, segment by segment, as far as the keys go: what was ever said, whether it holds or not.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use aigaq_journal::{EntryId, KeyId, Position, Unreadable};
use aigaq_schema::code::decode;
use aigaq_schema::{Segment, Statement, Value, Via};
use std::collections::HashSet;

/// A segment of the journal, opened.
pub(super) struct Scanned {
    pub entry: EntryId,
    pub number: u32,
    pub key: KeyId,
    pub segment: Segment,
}

impl Workspace {
    /// Every segment that can be read, in the order of the journal. Out come the keys of those that cannot, though the
    /// key is there: they are of a newer version, or damaged, and could not be said again.
    pub(super) fn scan(
        &self,
        mut take: impl FnMut(Scanned) -> Result<(), WorkspaceError>,
    ) -> Result<HashSet<KeyId>, WorkspaceError> {
        let mut unread = HashSet::new();
        for opened in self.journal.entries_after(Position::default()) {
            let opened = opened?;
            for sealed in opened.segments {
                let segment = match sealed.plain {
                    Ok(plain) => decode(&plain).ok(),
                    Err(Unreadable::Damaged(_)) => None,
                    Err(Unreadable::KeyMissing | Unreadable::Destroyed) => continue,
                };
                let Some(segment) = segment else {
                    unread.insert(sealed.key);
                    continue;
                };
                take(Scanned {
                    entry: opened.id,
                    number: sealed.number,
                    key: sealed.key,
                    segment,
                })?;
            }
        }
        Ok(unread)
    }
}

/// Where in a statement a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    Value,
    Address,
    Quote,
    Locator,
    Origin,
}

/// The texts of a statement, in which somebody may be named.
pub(super) fn texts(statement: &Statement) -> Vec<(Spot, &str)> {
    let mut all = Vec::new();
    match &statement.value {
        Value::Text { text, .. } | Value::Name { text, .. } => all.push((Spot::Value, &**text)),
        Value::Identifier { scheme, text } => {
            all.push((Spot::Value, &**scheme));
            all.push((Spot::Value, &**text));
        }
        Value::Url(address) => all.push((Spot::Address, &**address)),
        _ => {}
    }
    let basis = &statement.basis;
    all.extend(basis.quote.as_deref().map(|text| (Spot::Quote, text)));
    all.extend(basis.locator.as_deref().map(|text| (Spot::Locator, text)));
    match &statement.via {
        Via::Import { table, row, column } => {
            all.extend([table, row, column].map(|text| (Spot::Origin, &**text)));
        }
        Via::Rule(rule) => all.push((Spot::Origin, rule)),
        Via::Form | Via::Reading { .. } => {}
    }
    all
}

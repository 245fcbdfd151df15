//! The whole journal, segment by segment, as far as the keys go: what was ever said, whether it holds or not.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use aigaq_journal::{EntryId, KeyId, Position};
use aigaq_schema::code::decode;
use aigaq_schema::{Segment, Statement, Value, Via};

/// A segment of the journal, opened.
pub(super) struct Scanned {
    pub entry: EntryId,
    pub number: u32,
    pub key: KeyId,
    pub segment: Segment,
}

impl Workspace {
    /// Every segment that can be read, in the order of the journal.
    pub(super) fn scan(
        &self,
        mut take: impl FnMut(Scanned) -> Result<(), WorkspaceError>,
    ) -> Result<(), WorkspaceError> {
        for opened in self.journal.entries_after(Position::default()) {
            let opened = opened?;
            for sealed in opened.segments {
                // What does not read is of a newer version or damaged: `verify` tells of it.
                let Some(segment) = sealed.plain.ok().and_then(|plain| decode(&plain).ok()) else {
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
        Ok(())
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

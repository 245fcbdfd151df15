//! The records that follow from a row: roots of their own, with ids, statements and corrections of their own.

use super::Planning;
use super::row::{News, Reads, Rests};
use crate::error::ExchangeError;
use crate::known::Known;
use aigaq_schema::Value;
use std::collections::HashSet;
use std::sync::Arc;

impl<K: Known> Planning<'_, K> {
    /// Plans what follows from the row, after the row itself. Takes the row's sources away.
    pub(super) fn derived(&mut self, reads: &mut Reads<'_>) -> Result<(), ExchangeError> {
        let bound = reads.bound;
        if bound.derived.is_empty() {
            return Ok(());
        }
        let columns = bound.mapping.source.as_ref();
        // Of a cell with a source in quarantine nothing is taken back: it may be that source.
        let unread =
            columns.is_some_and(|c| reads.quarantined.iter().any(|q| q.column == c.column));
        let sources = std::mem::take(&mut reads.sources);
        let mut own = Reads {
            bound,
            line: reads.line,
            row: reads.row,
            cells: reads.cells,
            sources,
            records: Vec::new(),
            about: 0,
            news: Vec::new(),
            quarantined: Vec::new(),
            silent: HashSet::new(),
            parts_silent: false,
        };
        let mut news = std::mem::take(&mut self.news);
        for following in &bound.derived {
            let (profile, table) = (&bound.mapping.profile, &bound.table.table);
            let name = &following.derived.name;
            let record = self.settings.key.derived(profile, table, own.row, name);
            own.records = vec![(record, following.derived.record_type.as_str())];
            for (say, (property, came)) in following.derived.says.iter().zip(&following.said) {
                if unread {
                    own.silent.insert(came.clone());
                }
                if own.sources.is_empty() {
                    continue;
                }
                let row = || Value::Reference(reads.records[0].0);
                news.push(News {
                    about: 0,
                    property: Arc::clone(property),
                    many: true,
                    came: came.clone(),
                    value: say.value.clone().unwrap_or_else(row),
                    rests: Rests::Row,
                });
            }
            self.compare_root(&own, &mut news)?;
        }
        self.news = news;
        Ok(())
    }
}

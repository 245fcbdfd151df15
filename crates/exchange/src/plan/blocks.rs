//! What is said and taken back, put together block by block.

use super::row::{News, Reads};
use crate::known::Said;
use aigaq_schema::{Block, RecordId, Statement, Withdrawal};
use std::collections::HashMap;

/// The blocks of one root, in the order in which its records come up.
pub(super) struct Blocks {
    order: Vec<RecordId>,
    by_record: HashMap<RecordId, Block>,
}

impl Blocks {
    /// Of a root alone.
    pub(super) fn of(root: RecordId, record_type: &str) -> Self {
        let mut blocks = Self {
            order: Vec::new(),
            by_record: HashMap::new(),
        };
        blocks.open(root, record_type);
        blocks
    }

    /// Of a row's record and its parts.
    pub(super) fn new(reads: &Reads<'_>) -> Self {
        let mut blocks = Self {
            order: Vec::with_capacity(reads.records.len()),
            by_record: HashMap::with_capacity(reads.records.len()),
        };
        for (record, record_type) in &reads.records {
            blocks.open(*record, record_type);
        }
        blocks
    }

    /// Makes room for what will be said, at once and not bit by bit.
    pub(super) fn make_room(&mut self, reads: &Reads<'_>, news: &[News]) {
        let sources = reads.sources.len().max(1);
        for (about, (record, _)) in reads.records.iter().enumerate() {
            let count = news.iter().filter(|n| n.about == about).count();
            if let Some(block) = self.by_record.get_mut(record) {
                block.statements.reserve_exact(count * sources);
            }
        }
    }

    pub(super) fn open(&mut self, record: RecordId, record_type: &str) {
        self.by_record.entry(record).or_insert_with(|| {
            self.order.push(record);
            Block {
                record,
                record_type: record_type.to_owned(),
                statements: Vec::new(),
                withdrawals: Vec::new(),
            }
        });
    }

    pub(super) fn say(&mut self, record: RecordId, statement: Statement) {
        if let Some(block) = self.by_record.get_mut(&record) {
            block.statements.push(statement);
        }
    }

    pub(super) fn withdraw(
        &mut self,
        record: RecordId,
        record_type: &str,
        said: &Said,
        reason: &str,
    ) {
        self.open(record, record_type);
        if let Some(block) = self.by_record.get_mut(&record) {
            block.withdrawals.push(Withdrawal {
                statement: said.statement.id,
                reason: reason.to_owned(),
            });
        }
    }

    pub(super) fn touches(&self, record: RecordId) -> bool {
        self.by_record
            .get(&record)
            .is_some_and(|b| !b.statements.is_empty() || !b.withdrawals.is_empty())
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        self.order
            .iter()
            .filter_map(|record| self.by_record.remove(record))
            .filter(|b| !b.statements.is_empty() || !b.withdrawals.is_empty())
            .collect()
    }
}

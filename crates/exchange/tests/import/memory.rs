//! A workspace kept in memory: what the tests record plans into.

use aigaq_exchange::{
    ExchangeError, Import, ImportKey, Known, Quarantined, Report, Said, Settings, Standing, plan,
};
use aigaq_schema::{ChangeSetId, RecordId, Schema, Segment, Statement, StatementId, Value};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

#[derive(Default, Clone)]
pub struct Memory {
    pub roots: BTreeMap<RecordId, Vec<Said>>,
    pub records: HashSet<RecordId>,
    pub ids: HashMap<StatementId, RecordId>,
}

impl Known for Memory {
    fn exists(&self, record: RecordId) -> Result<bool, ExchangeError> {
        Ok(self.records.contains(&record))
    }

    fn said(&self, root: RecordId) -> Result<Vec<Said>, ExchangeError> {
        Ok(self.roots.get(&root).cloned().unwrap_or_default())
    }
}

impl Memory {
    pub fn record(&mut self, segments: Vec<Segment>) {
        for segment in segments {
            let said = self.roots.entry(segment.root).or_default();
            for block in segment.blocks {
                self.records.insert(block.record);
                for withdrawal in block.withdrawals {
                    let there = said
                        .iter_mut()
                        .find(|s| s.statement.id == withdrawal.statement)
                        .expect("a statement that is there is withdrawn");
                    assert_eq!(there.standing, Standing::Live, "withdrawn twice");
                    there.standing = Standing::of_withdrawal(&withdrawal.reason);
                }
                for statement in block.statements {
                    let twice = self.ids.insert(statement.id, block.record);
                    assert!(twice.is_none(), "the id of {statement:?} stands twice");
                    said.push(Said {
                        record: block.record,
                        record_type: block.record_type.clone(),
                        statement,
                        standing: Standing::Live,
                    });
                }
            }
        }
    }

    pub fn count(&self) -> usize {
        self.records.len()
    }

    pub fn all(&self) -> impl Iterator<Item = &Said> {
        self.roots.values().flatten()
    }

    pub fn live(&self, record: RecordId, property: &str) -> Vec<&Statement> {
        self.all()
            .filter(|s| s.record == record && s.standing == Standing::Live)
            .map(|s| &s.statement)
            .filter(|s| s.property == property)
            .collect()
    }

    pub fn values(&self, record: RecordId, property: &str) -> Vec<String> {
        let mut values: Vec<String> = self
            .live(record, property)
            .iter()
            .map(|s| s.value.plain())
            .collect();
        values.sort();
        values.dedup();
        values
    }

    /// A person corrects a value: withdraws all that stands and says another.
    pub fn correct(&mut self, record: RecordId, property: &str, value: Value) {
        let mut corrected = None;
        for said in self.roots.values_mut().flatten() {
            if said.record == record && said.statement.property == property {
                said.standing = Standing::WithdrawnByPerson;
                corrected = Some(said.record_type.clone());
            }
        }
        let record_type = corrected.expect("something to correct");
        let id = StatementId::from_random([99; 16]);
        self.record(vec![Segment {
            root: record,
            blocks: vec![aigaq_schema::Block {
                record,
                record_type,
                statements: vec![Statement {
                    id,
                    property: property.to_owned(),
                    value,
                    basis: aigaq_schema::Basis::default(),
                    via: aigaq_schema::Via::Form,
                    origin: None,
                }],
                withdrawals: Vec::new(),
            }],
        }]);
    }
}

pub fn key() -> ImportKey {
    ImportKey::new(&[7; 32])
}

pub fn data() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../demo/kazakhstan")
}

/// Plans and records an import as change-set `n`.
pub fn run(memory: &mut Memory, import: &Import, n: u8, clear: bool) -> (Report, Vec<Quarantined>) {
    let before = memory.clone();
    let key = key();
    let mut settings = Settings::new(Schema::shipped(), &key, ChangeSetId([n; 16]));
    settings.clear = clear;
    let mut planning = plan(import, &before, settings).unwrap();
    let mut quarantined = Vec::new();
    for chunk in planning.by_ref() {
        let chunk = chunk.unwrap();
        memory.record(chunk.segments);
        quarantined.extend(chunk.quarantined);
    }
    (planning.report().clone(), quarantined)
}

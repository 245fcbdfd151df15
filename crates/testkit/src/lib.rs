//! What tests of several crates share: a workspace made quickly, and records told in a line.
//!
//! Only for tests: it derives keys with weak parameters and panics where a test should stop.

#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "for tests only: a surprise stops the test"
)]

use aigaq_journal::{
    ActOfSaving, ClaimedTime, Draft, DraftMeta, DraftSegment, Journal, KdfParameters, Mode,
    Passphrase, Unlocked, create_with,
};
use aigaq_schema::code::encode;
use aigaq_schema::{
    Basis, Block, ChangeSetId, RecordId, Schema, Segment, Statement, StatementId, Value, Via,
    Withdrawal,
};
use std::collections::HashMap;
use std::io::Write as _;
use std::path::Path;

pub mod dice;
pub mod memory;

/// The passphrase of test workspaces.
pub const PASSPHRASE: &str = "correct horse battery staple";

/// Key derivation that takes a millisecond.
pub const FAST: KdfParameters = KdfParameters {
    memory_kib: 8,
    passes: 1,
    lanes: 1,
};

/// A workspace in a folder of its own that goes when this is dropped.
#[derive(Debug)]
pub struct TestWorkspace {
    folder: tempfile::TempDir,
    /// The keys.
    pub unlocked: Unlocked,
    /// The journal, open for writing.
    pub journal: Journal,
    keys: HashMap<RecordId, aigaq_journal::KeyId>,
    clock: i64,
}

impl TestWorkspace {
    /// A new, empty workspace.
    #[must_use]
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("w");
        let (unlocked, _) = create_with(&dir, &Passphrase::new(PASSPHRASE), FAST).unwrap();
        let journal = Journal::open(&unlocked, Mode::Write).unwrap();
        Self {
            folder,
            unlocked,
            journal,
            keys: HashMap::new(),
            clock: 1_600_000_000,
        }
    }

    /// The folder of the workspace.
    #[must_use]
    pub fn dir(&self) -> &Path {
        self.unlocked.dir()
    }

    /// The folder around it, for files beside the workspace.
    #[must_use]
    pub fn around(&self) -> &Path {
        self.folder.path()
    }

    /// Lets days pass.
    pub fn wait(&mut self, days: i64) {
        self.clock += days * 86_400;
    }

    /// Saves one change-set with these segments, as a person does.
    pub fn save(&mut self, segments: &[Segment]) -> ChangeSetId {
        self.save_by(ActOfSaving::Form, segments)
    }

    /// Saves one change-set with these segments, by this act.
    pub fn save_by(&mut self, act: ActOfSaving, segments: &[Segment]) -> ChangeSetId {
        self.clock += 60;
        let meta = DraftMeta {
            act,
            claimed: ClaimedTime {
                seconds: self.clock,
                zone: "Asia/Almaty".into(),
            },
            program: "test".into(),
            imported_sha256: None,
        };
        let segments = segments
            .iter()
            .map(|s| DraftSegment {
                root: s.root,
                key: self.keys.get(&s.root).copied(),
                plain: encode(s),
            })
            .collect();
        let appended = self.journal.append(Draft { meta, segments }).unwrap();
        self.keys.extend(appended.keys);
        appended.change_set
    }
}

impl Default for TestWorkspace {
    fn default() -> Self {
        Self::new()
    }
}

/// Says why a test did not run, or not wholly, past the capture of its output: `./test` prints these lines.
pub fn say_skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "\nskipped: {why}");
}

/// The record with this small number.
#[must_use]
pub fn record(n: u8) -> RecordId {
    RecordId::from_random([n; 16])
}

/// A statement of a value given as text, read by the schema; ids are small numbers.
#[must_use]
pub fn said(id: u8, record_type: &str, property: &str, text: &str) -> Statement {
    let schema = Schema::shipped();
    let described = schema.property(record_type, property).unwrap();
    value(id, property, schema.read(described, text).unwrap())
}

/// A statement of a value.
#[must_use]
pub fn value(id: u8, property: &str, value: Value) -> Statement {
    Statement {
        id: StatementId::from_random([id; 16]),
        property: property.to_owned(),
        value,
        basis: Basis::default(),
        via: Via::Form,
        origin: None,
    }
}

/// A segment that says these statements of one root record.
#[must_use]
pub fn of(record: RecordId, record_type: &str, statements: Vec<Statement>) -> Segment {
    Segment {
        root: record,
        blocks: vec![Block {
            record,
            record_type: record_type.to_owned(),
            statements,
            withdrawals: Vec::new(),
        }],
    }
}

/// A segment that withdraws these statements of one root record.
#[must_use]
pub fn withdraw(record: RecordId, record_type: &str, statements: &[u8]) -> Segment {
    let withdrawals = statements
        .iter()
        .map(|id| Withdrawal {
            statement: StatementId::from_random([*id; 16]),
            reason: "typing error".into(),
        })
        .collect();
    Segment {
        root: record,
        blocks: vec![Block {
            record,
            record_type: record_type.to_owned(),
            statements: Vec::new(),
            withdrawals,
        }],
    }
}

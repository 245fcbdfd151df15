//! What the tests of this folder share.

use aigaq_journal::*;
use aigaq_schema::RecordId;
use std::io::Write as _;
use tempfile::TempDir;

pub fn passphrase_text() -> &'static str {
    "қарағай orman 42"
}

pub fn passphrase() -> Passphrase {
    Passphrase::new(passphrase_text())
}

/// The fastest there is: for tests.
pub const WEAK: KdfParameters = KdfParameters {
    memory_kib: 64,
    passes: 1,
    lanes: 1,
};

pub fn workspace() -> (TempDir, Unlocked) {
    let (dir, unlocked, _) = workspace_with_words();
    (dir, unlocked)
}

pub fn workspace_with_words() -> (TempDir, Unlocked, RecoveryWords) {
    let dir = tempfile::tempdir().unwrap();
    let (unlocked, words) = create_with(dir.path(), &passphrase(), WEAK).unwrap();
    (dir, unlocked, words)
}

pub fn meta(act: ActOfSaving) -> DraftMeta {
    DraftMeta {
        act,
        claimed: ClaimedTime {
            seconds: 1_626_912_000,
            zone: "Asia/Almaty".to_owned(),
        },
        program: "test 0".to_owned(),
        imported_sha256: None,
    }
}

pub fn segment(root: u8, text: &str, key: Option<KeyId>) -> DraftSegment {
    DraftSegment {
        root: RecordId::from_bytes([root; 16]),
        key,
        plain: minicbor::to_vec((minicbor::bytes::ByteArray::from([root; 16]), [text])).unwrap(),
    }
}

pub fn draft(said: &[(u8, &str, Option<KeyId>)]) -> Draft {
    Draft {
        meta: meta(ActOfSaving::Form),
        segments: said
            .iter()
            .map(|(root, text, key)| segment(*root, text, *key))
            .collect(),
    }
}

pub fn texts(entry: &Opened) -> Vec<String> {
    entry
        .segments
        .iter()
        .map(|s| {
            let (_, [text]): (minicbor::bytes::ByteArray<16>, [String; 1]) =
                minicbor::decode(s.plain.as_ref().unwrap()).unwrap();
            text
        })
        .collect()
}

#[track_caller]
pub fn verify_ok(journal: &Journal) -> bool {
    let report = journal.verify().unwrap();
    assert_eq!(report.problems, [], "{report:?}");
    assert_eq!(report.entries, journal.head().unwrap().0);
    assert_eq!(report.verified, report.entries);
    true
}

/// Says why a test did not run, or not wholly, past the capture of its output.
pub fn say_skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "\nskipped: {why}");
}

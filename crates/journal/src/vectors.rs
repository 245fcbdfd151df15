//! Runs the shared test vectors of `verify/vectors/`, in memory and over SQLite.

use serde_json::Value;

use crate::header::Signed;
use crate::id::{EntryId, KeyId, Position, WorkspaceId};
use crate::journal::Journal;
use crate::journal::read::Opener;
use crate::keybag::Keybag;
use crate::rules::{MemoryLedger, Verdict};
use crate::secret::Secret;
use crate::segment::Unreadable;

fn all() -> Vec<Value> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../verify/vectors");
    let mut vectors = Vec::new();
    for name in ["good.jsonl", "bad.jsonl"] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        vectors.extend(
            text.lines()
                .map(|line| serde_json::from_str::<Value>(line).unwrap()),
        );
    }
    vectors
}

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

fn entries(vector: &Value) -> Vec<(Vec<u8>, Vec<u8>)> {
    let entries = vector["entries"].as_array().unwrap();
    entries
        .iter()
        .map(|e| (bytes(&e[0]), bytes(&e[1])))
        .collect()
}

fn word(verdict: Verdict) -> String {
    match verdict {
        Verdict::Accepted => "accepted".to_owned(),
        Verdict::Already => "already".to_owned(),
        Verdict::Fork { .. } => "fork".to_owned(),
        Verdict::Pending(rule) => format!("pending {rule}"),
        Verdict::Refused(refusal) => format!("refused {}", refusal.rule),
    }
}

fn pinned(vector: &Value) -> Option<(WorkspaceId, EntryId)> {
    Some((
        vector["workspace"].as_str()?.parse().unwrap(),
        vector["root"].as_str()?.parse().unwrap(),
    ))
}

#[test]
fn there_are_enough_of_each_rule() {
    let vectors = all();
    let bad = |rule: &str| {
        vectors
            .iter()
            .filter(|v| v["good"] == false && v["rule"] == rule)
            .count()
    };
    for rule in [
        "V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10", "V13",
    ] {
        assert!(bad(rule) >= 5, "{rule}: {}", bad(rule));
    }
    assert!(vectors.iter().filter(|v| v["good"] == true).count() >= 60);
}

#[test]
fn every_vector_gets_its_verdicts_in_memory() {
    for vector in all() {
        let mut ledger = match pinned(&vector) {
            Some((workspace, root)) => MemoryLedger::with_root(workspace, root),
            None => MemoryLedger::default(),
        };
        let (mut verdicts, mut accepted) = (Vec::new(), 0);
        for (header, body) in entries(&vector) {
            match Signed::read(&header) {
                Err(refusal) => verdicts.push(word(Verdict::Refused(refusal))),
                Ok(entry) => {
                    let outcome = ledger.take(&entry, &body);
                    verdicts.push(word(outcome.verdict));
                    let released = outcome.released.iter().map(|(_, verdict)| *verdict);
                    accepted += released
                        .chain([outcome.verdict])
                        .filter(|v| matches!(v, Verdict::Accepted | Verdict::Fork { .. }))
                        .count();
                }
            }
        }
        assert_eq!(
            serde_json::json!(verdicts),
            vector["expect"],
            "{}",
            vector["name"]
        );
        assert_eq!(accepted, vector["accepted"], "{}", vector["name"]);
        assert_eq!(
            ledger.waiting().count(),
            vector["waiting"],
            "{}",
            vector["name"]
        );
    }
}

#[test]
fn every_vector_gets_its_verdicts_in_the_store_and_opens_as_told() {
    let (mut run, mut opened) = (0, 0);
    for vector in all() {
        let Some((workspace, root)) = pinned(&vector) else {
            continue;
        };
        let mut journal = Journal::in_memory(workspace, root);
        let mut verdicts = Vec::new();
        for (header, body) in entries(&vector) {
            let verdict = match Signed::read(&header) {
                Err(refusal) => Verdict::Refused(refusal),
                Ok(entry) => journal
                    .in_transaction(|journal| journal.take(&entry, &body))
                    .unwrap(),
            };
            verdicts.push(word(verdict));
        }
        assert_eq!(
            serde_json::json!(verdicts),
            vector["expect"],
            "{}",
            vector["name"]
        );
        assert_eq!(
            journal.head().unwrap().0,
            vector["accepted"],
            "{}",
            vector["name"]
        );
        run += 1;
        opened += opens_as_told(&vector, workspace);
    }
    assert!(run > 200 && opened > 60, "{run} run, {opened} opened");
}

/// Opens the entries of a vector with the keys it brings; returns how many entries it looked at.
fn opens_as_told(vector: &Value, workspace: WorkspaceId) -> usize {
    let Some(told) = vector["opens"].as_array() else {
        return 0;
    };
    let keybag = Keybag::in_memory();
    let records = vector["keys"]["records"].as_object().unwrap();
    let keys: Vec<(KeyId, Secret<32>)> = records
        .iter()
        .map(|(id, key)| {
            (
                id.parse().unwrap(),
                Secret::from_slice(&bytes(key)).unwrap(),
            )
        })
        .collect();
    keybag.put(&keys).unwrap();
    let workspace_key: Secret<32> =
        Secret::from_slice(&bytes(&vector["keys"]["workspace"])).unwrap();
    let compartment_key =
        workspace_key.derive(workspace.as_bytes(), &[b"AGQ1-compartment", &[0; 4]]);
    let opener = Opener {
        keybag: &keybag,
        compartment_key: &compartment_key,
    };
    let mut looked_at = 0;
    for (told, (header, body)) in told.iter().zip(entries(vector)) {
        if told.is_null() {
            continue;
        }
        let entry = Signed::read(&header).unwrap();
        let opened = opener
            .open(Position(1), entry.id(), entry.header(), &body)
            .unwrap();
        assert_eq!(
            opened.envelope.is_some(),
            told["envelope"],
            "{}: {:?}",
            vector["name"],
            opened.damaged
        );
        let segments: Vec<String> = opened
            .segments
            .iter()
            .map(|segment| match &segment.plain {
                Ok(plain) => hex::encode(plain),
                Err(Unreadable::KeyMissing) => "missing".to_owned(),
                Err(Unreadable::Damaged(_)) => "damaged".to_owned(),
            })
            .collect();
        assert_eq!(
            serde_json::json!(segments),
            told["segments"],
            "{}",
            vector["name"]
        );
        looked_at += 1;
    }
    looked_at
}

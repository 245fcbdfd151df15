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

/// One test for each rule, by name: the vectors about it, good and bad, in memory and over SQLite.
macro_rules! a_test_for_each_rule {
    ($($name:ident: $rule:literal, at least $least:literal;)*) => {$(
        #[test]
        fn $name() {
            let about: Vec<Value> = all().into_iter().filter(|v| v["rule"] == $rule).collect();
            assert!(about.len() >= $least, "{}", about.len());
            for vector in about {
                verdicts_in_memory(&vector);
                verdicts_in_the_store(&vector);
            }
        }
    )*};
}

a_test_for_each_rule! {
    v1_shape: "V1", at least 35;
    v2_workspace_and_log_known: "V2", at least 10;
    v3_strict_signature: "V3", at least 28;
    v4_first_in_its_log_exactly_without_a_previous_entry: "V4", at least 10;
    v5_the_previous_entry_is_here_or_it_waits: "V5", at least 11;
    v6_a_fork_is_kept_and_both_branches_stay_readable: "V6", at least 8;
    v7_the_device_was_certified_for_the_log: "V7", at least 13;
    v8_the_authority_entry_is_known_or_it_waits: "V8", at least 10;
    v9_the_body_is_the_one_signed: "V9", at least 11;
    v10_it_opens_or_is_shown_as_damaged: "V10", at least 44;
    v13_the_same_entry_twice_changes_nothing: "V13", at least 10;
}

fn ledger_of(vector: &Value) -> MemoryLedger {
    match pinned(vector) {
        Some((workspace, root)) => MemoryLedger::with_root(workspace, root),
        None => MemoryLedger::default(),
    }
}

fn verdicts_in_memory(vector: &Value) {
    let mut ledger = ledger_of(vector);
    let verdicts: Vec<String> = entries(vector)
        .iter()
        .map(|(header, body)| match Signed::read(header) {
            Err(refusal) => word(Verdict::Refused(refusal)),
            Ok(entry) => word(ledger.take(&entry, body).verdict),
        })
        .collect();
    let name = &vector["name"];
    assert_eq!(serde_json::json!(verdicts), vector["expect"], "{name}");
    assert_eq!(ledger.accepted().len(), vector["accepted"], "{name}");
    assert_eq!(ledger.waiting().count(), vector["waiting"], "{name}");
}

/// The store always knows its root; vectors without one are for streams.
fn verdicts_in_the_store(vector: &Value) {
    let Some((workspace, root)) = pinned(vector) else {
        return;
    };
    let mut journal = Journal::in_memory(workspace, root);
    let verdicts: Vec<String> = entries(vector)
        .iter()
        .map(|(header, body)| match Signed::read(header) {
            Err(refusal) => word(Verdict::Refused(refusal)),
            Ok(entry) => {
                let taken = journal.in_transaction(|journal| journal.take(&entry, body));
                word(taken.unwrap())
            }
        })
        .collect();
    let name = &vector["name"];
    assert_eq!(serde_json::json!(verdicts), vector["expect"], "{name}");
    assert_eq!(journal.head().unwrap().0, vector["accepted"], "{name}");
    let opened = opens_as_told(vector, workspace);
    assert_eq!(opened > 0, !vector["opens"].is_null(), "{name}");
}

#[test]
fn in_whatever_order_entries_arrive_the_same_ones_are_accepted() {
    let mut shuffled_differently = 0;
    for vector in all().iter().filter(|v| pinned(v).is_some()) {
        let mut arrivals: Vec<_> = entries(vector)
            .into_iter()
            .filter_map(|(header, body)| Some((Signed::read(&header).ok()?, body)))
            .collect();
        let accepted = |arrivals: &[(Signed, Vec<u8>)]| {
            let mut ledger = ledger_of(vector);
            for (entry, body) in arrivals {
                ledger.take(entry, body);
            }
            let mut waiting: Vec<_> = ledger.waiting().map(|w| w.entry.id()).collect();
            waiting.sort_unstable();
            (ledger.accepted(), waiting)
        };
        let first = accepted(&arrivals);
        for round in 0..6 {
            // Sorted by changing bytes of the id: an order that has nothing to do with the chain.
            arrivals.sort_by_key(|(entry, _)| entry.id().0[round]);
            assert_eq!(accepted(&arrivals), first, "{}", vector["name"]);
            shuffled_differently += 1;
        }
    }
    assert!(shuffled_differently > 1000);
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
                Err(Unreadable::KeyMissing | Unreadable::Destroyed) => "missing".to_owned(),
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

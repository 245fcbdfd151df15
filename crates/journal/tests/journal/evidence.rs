//! Entries handed out: signed as they were, opened where it was asked, and in nothing else.

use std::collections::BTreeSet;

use super::common::*;
use aigaq_journal::*;

#[test]
fn what_is_handed_out_opens_one_segment_and_no_other_of_the_same_record() {
    let (_dir, unlocked) = workspace();
    let mut journal = Journal::open(&unlocked, Mode::Write).unwrap();
    journal
        .append(draft(&[(1, "first", None), (2, "of another", None)]))
        .unwrap();
    let entries: Vec<Opened> = journal
        .entries_after(Position(0))
        .map(|e| e.unwrap())
        .collect();
    let key = entries.last().unwrap().segments[0].key;
    journal.append(draft(&[(1, "later", Some(key))])).unwrap();
    let keys = BTreeSet::from([key]);
    let places = journal.places_of(&keys).unwrap();
    assert_eq!(places.len(), 2);
    let handed: Vec<Evidence> = places
        .iter()
        .map(|at| journal.evidence(*at, &keys, |_| true).unwrap().unwrap())
        .collect();
    // The envelope, and what was said of the one record; not the other record of the same entry.
    let numbers: Vec<u32> = handed[0].opened.iter().map(|part| part.number).collect();
    assert_eq!(numbers, [0, 1]);
    let inside = |part: &Disclosed| part.plain.clone();
    let first = inside(&handed[0].opened[1]);
    assert!(first.windows(5).any(|window| window == b"first"));
    // Each part has a key of its own: that of the first says nothing of the later one.
    let all: BTreeSet<[u8; 32]> = handed
        .iter()
        .flat_map(|e| &e.opened)
        .map(|part| part.key)
        .collect();
    assert_eq!(all.len(), 4);
    let kept = journal
        .evidence(places[0], &keys, |_| false)
        .unwrap()
        .unwrap();
    assert_eq!(
        kept.opened.len(),
        1,
        "only the envelope, which names nobody"
    );
    // The header is in two pieces, as OpenSSL wants it, and is the one whose hash is the id.
    let evidence = &handed[0];
    assert_eq!(
        (evidence.signed.len(), evidence.signature.len()),
        (11 + 212, 64)
    );
    let chain = journal.authority_chain(evidence.authority).unwrap();
    assert!(
        chain.last().unwrap().authority.is_none(),
        "it ends at the root"
    );
    assert!(
        journal
            .evidence(Position(0), &keys, |_| true)
            .unwrap()
            .is_none()
    );
    assert!(
        journal
            .evidence(Position(999), &keys, |_| true)
            .unwrap()
            .is_none()
    );
}

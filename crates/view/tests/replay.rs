//! The view is a function of the set of change-sets: order, restarts and rebuilding do not change it.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use aigaq_journal::{
    ActOfSaving, ClaimedTime, DraftMeta, DraftSegment, Journal, Mode, Passphrase, unlock,
};
use aigaq_schema::{Segment, Value};
use aigaq_testkit::{PASSPHRASE, TestWorkspace, of, record, said, value, withdraw};
use aigaq_view::{Reader, View};
use proptest::prelude::*;
use std::path::Path;

fn view(w: &TestWorkspace, name: &str) -> View {
    View::open(&w.around().join(name), &w.unlocked.view_key()).unwrap()
}

fn caught_up(w: &TestWorkspace, name: &str) -> View {
    let mut view = view(w, name);
    view.catch_up(&w.journal, |_| {}).unwrap();
    view
}

/// One small change to a handful of records that refer to each other.
fn change(kind: u8, on: u8, id: u8, word: u8) -> Segment {
    let (actor, event, act) = (record(on % 4), record(10 + on % 3), record(20 + on % 3));
    match kind % 10 {
        0 => of(
            actor,
            "actor",
            vec![said(
                id,
                "actor",
                "name",
                ["Мұхтар", "Aset", "Ербол", "Дана"][usize::from(word % 4)],
            )],
        ),
        1 => of(
            event,
            "event",
            vec![said(
                id,
                "event",
                "deaths",
                ["14", "at least 17", "about 9"][usize::from(word % 3)],
            )],
        ),
        2 => of(
            event,
            "event",
            vec![said(
                id,
                "event",
                "start",
                ["2020", "2020-06", "2021-01-02"][usize::from(word % 3)],
            )],
        ),
        3 => of(
            act,
            "act",
            vec![
                value(id, "event", Value::Reference(event)),
                said(id ^ 128, "act", "type", "LIB.detain"),
            ],
        ),
        4 => withdraw(event, "event", &[word]),
        5 => of(
            actor,
            "actor",
            vec![said(
                id,
                "actor",
                "category",
                ["hrd", "lawyer"][usize::from(word % 2)],
            )],
        ),
        6 => withdraw(actor, "actor", &[word]),
        7 => of(
            record(40 + on % 2),
            "source",
            vec![said(
                id,
                "source",
                "date",
                ["2020", "2020-06-03", "2019-12"][usize::from(word % 3)],
            )],
        ),
        8 => {
            let mut told = said(id, "act", "summary", "Detained");
            told.basis.source = Some(record(40 + word % 2));
            of(act, "act", vec![told])
        }
        _ => of(
            record(30 + on % 2),
            "judgement",
            vec![
                said(id, "judgement", "kind", "adopt"),
                value(
                    id ^ 128,
                    "statement",
                    Value::Statement(event, said(word, "event", "deaths", "1").id),
                ),
            ],
        ),
    }
}

/// The journal of a copy of the workspace, opened as another device would.
fn copy(w: &TestWorkspace, name: &str) -> (Journal, aigaq_journal::Unlocked) {
    let to = w.around().join(name);
    std::fs::create_dir(&to).unwrap();
    for entry in std::fs::read_dir(w.dir()).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
    let unlocked = unlock(&to, &Passphrase::new(PASSPHRASE)).unwrap();
    (Journal::open(&unlocked, Mode::Write).unwrap(), unlocked)
}

fn stream(journal: &Journal, to: &Path) -> std::fs::File {
    journal.export(std::fs::File::create(to).unwrap()).unwrap();
    std::fs::File::open(to).unwrap()
}

#[test]
fn change_sets_are_read_the_newest_first_page_by_page() {
    let mut w = TestWorkspace::new();
    let mut saved: Vec<_> = (0..5).map(|n| w.save(&[change(0, n, n + 1, n)])).collect();
    saved.reverse();
    let view = caught_up(&w, "pages.db");
    assert_eq!(view.change_sets().unwrap(), (5, 1));
    let read = |skip, most| -> Vec<_> {
        let page = view.saved(skip, most).unwrap();
        page.into_iter().map(|s| s.spoken.change_set).collect()
    };
    assert_eq!(read(0, 9), saved);
    assert_eq!([read(0, 2), read(2, 2), read(4, 2)].concat(), saved);
    let one = view.saved_change(saved[0]).unwrap().unwrap();
    assert_eq!((one.records, one.said, one.withdrawn), (1, 1, 0));
}

#[test]
fn how_far_a_view_had_come_means_nothing_once_it_was_begun_anew() {
    let mut w = TestWorkspace::new();
    w.save(&[change(0, 0, 0, 0)]);
    let mut view = caught_up(&w, "view.db");
    let then = view.taken_in().unwrap();
    let spoken = |view: &View| {
        [
            view.spoken_of_type_since(&[], then).unwrap(),
            view.spoken_of_others_since("judgement", then).unwrap(),
        ]
    };
    assert_eq!(spoken(&view), [false, false]);
    view.start_again().unwrap();
    view.catch_up(&w.journal, |_| {}).unwrap();
    assert_eq!(spoken(&view), [true, true]);
    assert_ne!(view.taken_in().unwrap(), then);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn step_by_step_at_once_and_rebuilt_give_the_same(changes in proptest::collection::vec(any::<(u8, u8, u8, u8)>(), 1..14)) {
        let mut w = TestWorkspace::new();
        let mut stepwise = view(&w, "stepwise.db");
        for (kind, on, id, word) in changes {
            w.save(&[change(kind, on, id, word)]);
            stepwise.catch_up(&w.journal, |_| {}).unwrap();
        }
        let dump = stepwise.dump().unwrap();
        prop_assert_eq!(caught_up(&w, "at-once.db").dump().unwrap(), dump.clone());
        drop(stepwise);
        let mut again = view(&w, "stepwise.db");
        prop_assert_eq!(again.dump().unwrap(), dump.clone());
        again.start_again().unwrap();
        again.catch_up(&w.journal, |_| {}).unwrap();
        prop_assert_eq!(again.dump().unwrap(), dump);
    }

    #[test]
    fn two_devices_that_worked_apart_see_the_same_when_they_met(
        before in proptest::collection::vec(any::<(u8, u8, u8, u8)>(), 0..4),
        mine in proptest::collection::vec(any::<(u8, u8, u8, u8)>(), 1..6),
        theirs in proptest::collection::vec(any::<(u8, u8, u8, u8)>(), 1..6),
    ) {
        let mut w = TestWorkspace::new();
        for (kind, on, id, word) in before {
            w.save(&[change(kind, on, id, word)]);
        }
        let (journal, unlocked) = copy(&w, "copy");
        // The copy is another device: its keys and log are its own.
        let mut other = TestWorkspace::new();
        (other.journal, other.unlocked) = (journal, unlocked);
        for (kind, on, id, word) in mine {
            w.save(&[change(kind, on, id, word)]);
        }
        for (kind, on, id, word) in theirs {
            other.save(&[change(kind, on, id, word)]);
        }
        let (a, b) = (w.around().join("a"), w.around().join("b"));
        let (from_mine, from_theirs) = (stream(&w.journal, &a), stream(&other.journal, &b));
        prop_assert_eq!(w.journal.verify().unwrap().problems.len(), 0);
        w.journal.accept_stream(from_theirs).unwrap();
        other.journal.accept_stream(from_mine).unwrap();
        prop_assert_eq!(w.journal.verify().unwrap().entries, other.journal.verify().unwrap().entries);
        // Keys do not travel with the stream yet, so each sees what its keybag opens; what both can open is the same.
        let mut mine = caught_up(&w, "mine.db");
        mine.start_again().unwrap();
        mine.catch_up(&w.journal, |_| {}).unwrap();
        prop_assert_eq!(mine.dump().unwrap(), caught_up(&w, "mine-again.db").dump().unwrap());
    }
}

#[test]
fn fourteen_and_seventeen_stand_side_by_side() {
    let mut w = TestWorkspace::new();
    w.save(&[of(
        record(1),
        "event",
        vec![said(1, "event", "deaths", "at least 14")],
    )]);
    w.save(&[of(
        record(1),
        "event",
        vec![said(2, "event", "deaths", "at least 17")],
    )]);
    let view = caught_up(&w, "view.db");
    let page = view
        .record(&Reader::keeper(), record(1), 10)
        .unwrap()
        .unwrap();
    assert_eq!(page.statements["deaths"].len(), 2);
    assert_eq!(page.brief.value("deaths").unwrap().plain(), "14–17");
    assert_eq!(
        page.brief.get("deaths").unwrap().agreement,
        aigaq_view::resolve::Agreement::Differ
    );
}

#[test]
fn kazakh_words_are_found_from_a_russian_keyboard_and_shown_as_written() {
    let mut w = TestWorkspace::new();
    w.save(&[of(
        record(1),
        "event",
        vec![said(
            1,
            "event",
            "summary",
            "Адам құқықтары туралы баспасөз мәслихаты",
        )],
    )]);
    w.save(&[of(
        record(2),
        "actor",
        vec![said(2, "actor", "name", "Мұхтар Әблязов")],
    )]);
    let view = caught_up(&w, "view.db");
    let hits = view
        .search(&Reader::keeper(), "кукык", None, 0..10)
        .unwrap();
    assert_eq!(hits.total, 1);
    assert_eq!(
        hits.hits[0]
            .snippet
            .as_ref()
            .unwrap()
            .1
            .iter()
            .find(|p| p.hit)
            .unwrap()
            .text,
        "құқықтары"
    );
    assert_eq!(
        view.search(&Reader::keeper(), "блязо", None, 0..10)
            .unwrap()
            .total,
        1,
        "a part of a name"
    );
    assert_eq!(
        view.search(&Reader::keeper(), "аблязов мухтар", Some("actor"), 0..10)
            .unwrap()
            .total,
        1
    );
    for odd in [
        "",
        "   ",
        "\"",
        "*",
        "AND",
        "a OR b NOT c",
        "(",
        "NEAR(x y)",
        "'; DROP TABLE words",
    ] {
        view.search(&Reader::keeper(), odd, None, 0..10).unwrap();
    }
}

#[test]
fn a_public_reader_gets_no_record_and_no_value_that_is_not_public() {
    let mut w = TestWorkspace::new();
    w.save(&[of(
        record(1),
        "actor",
        vec![
            said(1, "actor", "name", "Name"),
            said(2, "actor", "health", "asthma"),
            said(3, "actor", "kind", "person"),
        ],
    )]);
    w.save(&[of(
        record(2),
        "event",
        vec![
            said(4, "event", "title", "T"),
            said(5, "event", "sensitivity", "restricted"),
        ],
    )]);
    let view = caught_up(&w, "view.db");
    let public = view
        .record(&Reader::public(), record(1), 10)
        .unwrap()
        .unwrap();
    assert!(public.brief.get("health").is_none() && !public.statements.contains_key("health"));
    assert!(view.brief(&Reader::public(), record(2)).unwrap().is_none());
    assert!(view.brief(&Reader::keeper(), record(2)).unwrap().is_some());
    assert_eq!(
        view.search(&Reader::keeper(), "asthma", None, 0..9)
            .unwrap()
            .total,
        0,
        "restricted words are not indexed"
    );
}

/// A change-set of several entries, handed to a follower as it is written; `false`: it is not saved.
fn follow(w: &mut TestWorkspace, view: &View, words: usize, save: bool) -> Option<View> {
    let (follower, mut opened) = (view.follower(), Vec::new());
    let mut writer = w.journal.begin(draft_meta()).unwrap();
    for n in 0..words {
        let name = format!("{n} {}", "Мұхтар ".repeat(2_000));
        let id = u8::try_from(n % 250).unwrap();
        let segment = of(
            record(id % 9),
            "actor",
            vec![value(id, "name", Value::text(&name))],
        );
        let plain = aigaq_schema::code::encode(&segment);
        let (root, key) = (segment.root, None);
        opened.extend(writer.push(DraftSegment { root, key, plain }).unwrap());
    }
    if save {
        opened.append(&mut writer.finish().unwrap().opened);
    } else {
        drop(writer);
    }
    assert!(opened.len() > 1, "several entries");
    follower.follow(opened, || save, |_| {}).unwrap()
}

fn draft_meta() -> DraftMeta {
    DraftMeta {
        act: ActOfSaving::Import,
        claimed: ClaimedTime {
            seconds: 1,
            zone: "UTC".to_owned(),
        },
        program: "test".to_owned(),
        imported_sha256: None,
    }
}

#[test]
fn a_change_set_followed_while_it_is_written_gives_the_view_that_catching_up_gives() {
    let mut w = TestWorkspace::new();
    let mut mine = caught_up(&w, "mine.db");
    for _ in 0..2 {
        // Once into an empty view, once into one that holds records.
        let followed = follow(&mut w, &mine, 200, true).unwrap();
        assert_eq!(followed.position().unwrap(), w.journal.head().unwrap());
        mine.look_again().unwrap();
        let dump = followed.dump().unwrap();
        assert_eq!(mine.dump().unwrap(), dump);
        assert_eq!(
            caught_up(&w, &format!("{}.db", dump.len())).dump().unwrap(),
            dump
        );
        mine = followed;
    }
    w.save(&[change(0, 1, 251, 1)]);
    mine.catch_up(&w.journal, |_| {}).unwrap();
    assert_eq!(
        caught_up(&w, "at-once.db").dump().unwrap(),
        mine.dump().unwrap()
    );
}

#[test]
fn what_is_not_saved_leaves_no_trace_and_a_view_that_is_behind_is_not_fed() {
    let mut w = TestWorkspace::new();
    w.save(&[change(0, 1, 1, 1)]);
    let mut mine = caught_up(&w, "mine.db");
    let before = mine.dump().unwrap();
    assert!(follow(&mut w, &mine, 200, false).is_none());
    mine.look_again().unwrap();
    assert_eq!(mine.dump().unwrap(), before);
    w.save(&[change(1, 1, 2, 1)]);
    assert!(follow(&mut w, &mine, 200, true).is_none(), "behind");
    assert_eq!(mine.dump().unwrap(), before);
    mine.catch_up(&w.journal, |_| {}).unwrap();
    assert_eq!(
        caught_up(&w, "at-once.db").dump().unwrap(),
        mine.dump().unwrap()
    );
}

#[test]
fn a_record_that_two_copies_made_has_the_keys_of_both() {
    let mut w = TestWorkspace::new();
    let said_of = |id, name| of(record(1), "actor", vec![said(id, "actor", "name", name)]);
    w.save(&[said_of(1, "Мұхтар")]);
    let one = caught_up(&w, "one.db");
    assert_eq!(one.keys_of(record(1)).unwrap().len(), 1);
    // A copy that does not know of the first says the same record under a key of its own.
    let plain = aigaq_schema::code::encode(&said_of(2, "Mukhtar"));
    let meta = DraftMeta {
        act: ActOfSaving::Import,
        claimed: ClaimedTime {
            seconds: 1_700_000_000,
            zone: "UTC".into(),
        },
        program: "test".into(),
        imported_sha256: None,
    };
    let segment = DraftSegment {
        root: record(1),
        key: None,
        plain,
    };
    let draft = aigaq_journal::Draft {
        meta,
        segments: vec![segment],
    };
    w.journal.append(draft).unwrap();
    w.save(&[said_of(3, "Mukhtar B.")]);
    for view in [caught_up(&w, "one.db"), caught_up(&w, "two.db")] {
        let keys = view.keys_of(record(1)).unwrap();
        assert_eq!(keys.len(), 2);
        assert_eq!(view.key_of(record(1)).unwrap(), keys.iter().min().copied());
    }
    assert!(
        caught_up(&w, "one.db")
            .keys_of(record(9))
            .unwrap()
            .is_empty()
    );
}

//! What the checks found is kept as long as it holds, and knows what people decided.

use crate::sameness::en;
use crate::world::{World, now};
use aigaq_schema::RecordId;
use aigaq_workspace::{
    CheckReport, FindingKind, Refused, Saved, SettleForm, SettlementWay, Verdict, WorkspaceError,
};
use std::sync::Arc;

impl World {
    fn checked(&self) -> Arc<CheckReport> {
        self.workspace.check_records(&en(), None).unwrap()
    }

    /// The pairs of records that bear one name, as far as they are asked about.
    fn asked(&self) -> Vec<Vec<RecordId>> {
        let report = self.checked();
        let twice = report
            .open
            .iter()
            .filter(|f| f.kind == FindingKind::NameTwice);
        let mut pairs: Vec<Vec<RecordId>> = twice
            .map(|f| {
                let mut pair: Vec<RecordId> = f.involved.iter().map(|i| i.record.id).collect();
                pair.sort();
                pair
            })
            .collect();
        pairs.sort();
        pairs
    }

    fn settle(&mut self, finding: &str) -> Result<Saved, Refused> {
        let token = self.token();
        let form = SettleForm {
            token,
            finding: finding.to_owned(),
            way: SettlementWay::Explained,
            reason: "two of one name".to_owned(),
            now: now(1_700_000_000 + i64::from(self.forms)),
        };
        self.workspace.settle(&en(), None, &form)
    }
}

#[test]
fn what_was_found_is_kept_until_something_is_said_that_bears_on_it() {
    let mut world = World::new();
    world.actors("person", &["Асель Нурова", "Асель Нурова"]);
    let first = world.checked();
    let key = first.open[0].key.clone();
    assert!(Arc::ptr_eq(&first, &world.checked()));

    let saved = world.settle(&key).unwrap();
    let settled = world.checked();
    assert_eq!((settled.open.len(), settled.settled.len()), (0, 1));
    assert_eq!(settled.settled[0].settlement.reason, "two of one name");
    assert!(matches!(world.settle(&key), Err(Refused::Nothing)));
    world.undo(&saved);
    assert_eq!(world.checked().open[0].key, key);

    world.actors("person", &["Asel Nurova"]);
    let more = world.checked();
    assert!(more.records > first.records && more.open.len() > first.open.len());
    let everything: Vec<String> = more.open.iter().map(|f| f.key.clone()).collect();
    world.workspace.rebuild(|_| {}).unwrap();
    let again: Vec<String> = world.checked().open.iter().map(|f| f.key.clone()).collect();
    assert_eq!(everything, again);
}

#[test]
fn checks_run_beside_the_workspace_find_what_was_said_while_they_were_read() {
    let mut world = World::new();
    world.actors("person", &["Асель Нурова"]);
    let ask = en();
    let mut run = world.workspace.begin_checks(&ask, None).unwrap();
    assert!(
        world
            .workspace
            .checks_at_hand(&ask, None)
            .unwrap()
            .is_none()
    );
    world.actors("person", &["Асель Нурова"]);
    while world.workspace.read_for_checks(&mut run).unwrap() {}
    let far = run.progress();
    assert_eq!(far.read.0, far.read.1, "all is read");
    let heard = std::cell::Cell::new(far);
    let found = run.look(&|far| heard.set(far)).unwrap();
    let (looked, rules) = heard.get().rules;
    assert_eq!(looked, rules, "all rules have looked");
    world.workspace.keep_checks(found).unwrap();
    let kept = world.workspace.checks_at_hand(&ask, None).unwrap();
    let kept = kept.unwrap();
    assert_eq!(kept.open.len(), 1);
    assert!(Arc::ptr_eq(&kept, &world.checked()));
    world.actors("person", &["Асель Нурова"]);
    let after = world.workspace.checks_at_hand(&ask, None).unwrap();
    assert!(after.is_none(), "more was said that bears on it");
}

#[test]
fn what_was_read_before_the_lock_is_kept_by_nobody_after_it() {
    let mut world = World::new();
    world.actors("person", &["Асель Нурова", "Асель Нурова"]);
    let ask = en();
    let begun = || {
        let mut run = world.workspace.begin_checks(&ask, None).unwrap();
        while world.workspace.read_for_checks(&mut run).unwrap() {}
        run
    };
    let (mut reading, looking, found) = (begun(), begun(), begun().look(&|_| {}).unwrap());
    world.workspace.stop().now();
    let given_up = |what: Result<(), WorkspaceError>| {
        assert!(matches!(what, Err(WorkspaceError::GivenUp)), "{what:?}");
    };
    let read = world.workspace.read_for_checks(&mut reading);
    given_up(read.map(|_| ()));
    given_up(looking.look(&|_| {}).map(|_| ()));
    given_up(world.workspace.keep_checks(found));
}

#[test]
fn what_is_decided_through_a_third_record_is_not_asked_again() {
    let mut world = World::new();
    let ids = world.actors("person", &["Асель Нурова"; 3]);
    let before = world.asked();
    assert!(!before.is_empty());
    let pair = |a: usize, b: usize| vec![ids[a].min(ids[b]), ids[a].max(ids[b])];
    let first = world.find(Verdict::Same, ids[0], ids[2]);
    assert!(!world.asked().contains(&pair(0, 2)));
    let second = world.find(Verdict::Same, ids[2], ids[1]);
    assert_eq!(
        world.asked(),
        Vec::<Vec<RecordId>>::new(),
        "0 is 2, and 2 is 1"
    );
    world.undo(&second);
    // 0 is 2, and 2 is not 1.
    let apart = world.find(Verdict::Different, ids[2], ids[1]);
    assert_eq!(world.asked(), Vec::<Vec<RecordId>>::new());
    // The newer word holds, and so does what was before it.
    world.undo(&apart);
    world.undo(&first);
    assert_eq!(world.asked(), before);
    world.find(Verdict::Different, ids[0], ids[1]);
    let newer = world.find(Verdict::Unsure, ids[0], ids[1]);
    assert!(!world.asked().contains(&pair(0, 1)));
    world.undo(&newer);
    assert!(!world.asked().contains(&pair(0, 1)));
}

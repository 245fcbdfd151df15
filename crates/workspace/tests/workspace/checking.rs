//! What the checks found is kept as long as it holds, and knows what people decided.

use crate::sameness::en;
use crate::world::{World, now};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, RecordId, Value};
use aigaq_workspace::{
    CheckReport, FindingKind, RecordChange, Refused, Saved, Saving, Say, SettleForm, SettlementWay,
    Verdict, WorkspaceError,
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

/// A restriction that two sources tell to have begun on different days, and that was lifted between them.
fn begun_twice(world: &mut World) -> RecordId {
    let token = world.token();
    let record = |number, record_type: &str, said: Vec<(&str, Value, &Basis)>| {
        let say = said.into_iter();
        let say = say.map(|(property, value, basis)| Say::new(property, value, basis));
        RecordChange::new(token.record(number), record_type, say.collect())
    };
    let basis = Basis::default();
    let by = |number| Basis {
        source: Some(token.record(number)),
        ..Basis::default()
    };
    let (one, other) = (by(1), by(2));
    let date = |day: &str| Value::date(day.parse().unwrap());
    let restriction = Value::Reference(token.record(0));
    let source = |number| {
        record(
            number,
            "source",
            vec![("title", Value::text("Paper"), &basis)],
        )
    };
    let saving = Saving {
        token,
        act: ActOfSaving::Form,
        records: vec![
            source(1),
            source(2),
            record(
                0,
                "restriction",
                vec![
                    ("kind", Value::term("house_arrest"), &basis),
                    ("start", date("2021-01-01"), &one),
                    ("start", date("2021-06-01"), &other),
                ],
            ),
            record(
                3,
                "restriction_change",
                vec![
                    ("restriction", restriction, &basis),
                    ("kind", Value::term("lifted"), &basis),
                    ("date", date("2021-03-01"), &basis),
                ],
            ),
        ],
        now: now(1_700_000_000),
    };
    world.workspace.save(&saving).unwrap();
    token.record(0)
}

#[test]
fn a_flaw_comes_and_goes_with_the_value_that_somebody_verified() {
    let mut world = World::new();
    let restriction = begun_twice(&mut world);
    let found = |world: &World| {
        let report = world.checked();
        let mut open = report.open.iter();
        let found = open.any(|finding| finding.message == "flaw-change-before-start");
        // The register and the checks say the same.
        let flaws = world.workspace.flaws_of(&en(), restriction).unwrap();
        assert_eq!(found, !flaws.is_empty());
        found
    };
    let before = found(&world);
    let live = world.workspace.live(restriction).unwrap();
    let start = |wanted: &str| {
        let mut starts = live.iter().filter(|said| said.property == "start");
        starts.find(|said| said.value.plain() == wanted).unwrap().id
    };
    let other = if before { "2021-01-01" } else { "2021-06-01" };
    let mut form = world.words("The court's record says so");
    form.about = restriction;
    let saved = world
        .workspace
        .verify_statement(&form, start(other))
        .unwrap();
    assert_eq!(found(&world), !before);
    world.undo(&saved);
    assert_eq!(found(&world), before);
}

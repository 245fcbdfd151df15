//! One person under many spellings: what is proposed, what is decided, what it does to the counts, and that every
//! decision can be undone to exactly what was.

use crate::world::{self, World, now};
use aigaq_counting::{Query, Unit};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, Day, Language, NameKind, RecordId, Value};
use aigaq_workspace::{
    Asking, CandidateKind, CandidatePage, CandidateQuery, ListQuery, RecordChange, Refused,
    ReviewForm, Saved, Saving, Say, Verdict,
};
use proptest::prelude::*;

impl World {
    /// Actors of a kind with these names, each detained in an act of its own.
    pub fn actors(&mut self, kind: &str, names: &[&str]) -> Vec<RecordId> {
        let token = self.token();
        let basis = Basis::default();
        let mut records = Vec::new();
        let mut ids = Vec::new();
        for (n, name) in (0_u32..).zip(names) {
            let (actor, act, part) = (3 * n, 3 * n + 1, 3 * n + 2);
            let name = Value::Name {
                text: (*name).to_owned(),
                kind: NameKind::Full,
            };
            records.push(RecordChange::new(
                token.record(actor),
                "actor",
                vec![
                    Say::new("name", name, &basis),
                    Say::new("kind", Value::term(kind), &basis),
                ],
            ));
            records.push(RecordChange::new(
                token.record(act),
                "act",
                vec![Say::new("type", Value::term("LIB.detain"), &basis)],
            ));
            let mut involvement = RecordChange::new(
                token.record(part),
                "involvement",
                vec![
                    Say::new("act", Value::Reference(token.record(act)), &basis),
                    Say::new("actor", Value::Reference(token.record(actor)), &basis),
                    Say::new("role", Value::term("target"), &basis),
                ],
            );
            involvement.root = token.record(act);
            records.push(involvement);
            ids.push(token.record(actor));
        }
        let saving = Saving {
            token,
            act: ActOfSaving::Form,
            records,
            now: now(1_700_000_000),
        };
        self.workspace.save(&saving).unwrap();
        ids
    }

    pub fn words(&mut self, reason: &str) -> ReviewForm {
        let token = self.token();
        ReviewForm {
            token,
            about: token.record(0),
            words: reason.to_owned(),
            now: now(1_700_000_000 + i64::from(self.forms)),
        }
    }

    pub fn find(&mut self, verdict: Verdict, one: RecordId, other: RecordId) -> Saved {
        let form = self.words("");
        self.workspace
            .say_of_pairs(&form, verdict, &[(one, other)])
            .unwrap()
    }

    fn people_counted(&self) -> u64 {
        let query = Query::new(Unit::Persons);
        self.workspace.count(&en(), &query).unwrap().total
    }

    fn proposed(&self) -> CandidatePage {
        let query = CandidateQuery {
            kind: CandidateKind::People,
            with: None,
            page: 0,
        };
        self.workspace.may_be_one(&en(), &query).unwrap()
    }

    fn pairs(&self) -> Vec<(RecordId, RecordId)> {
        let rows = self.proposed().rows;
        let mut pairs: Vec<_> = rows
            .iter()
            .map(|row| (row.left.id.min(row.right.id), row.left.id.max(row.right.id)))
            .collect();
        pairs.sort();
        pairs
    }

    /// Everything that decisions bear on.
    fn state(&self, of: &[RecordId]) -> String {
        let clusters: Vec<_> = of
            .iter()
            .map(|id| self.workspace.one_with(*id).unwrap())
            .collect();
        format!("{clusters:?} {} {:?}", self.people_counted(), self.pairs())
    }

    pub fn undo(&mut self, saved: &Saved) {
        let token = self.token();
        let now = now(1_700_000_000 + i64::from(self.forms));
        self.workspace
            .undo(saved.change_set, "a mistake", token, &now)
            .unwrap();
    }
}

pub fn en() -> Asking {
    world::asking(Language::En, Day::from_ymd(2024, 3, 12).unwrap())
}

#[test]
fn spellings_of_one_name_are_proposed_and_names_turned_about_are_not() {
    let mut world = World::new();
    let ids = world.actors(
        "person",
        &[
            "Мұхтар Әблязов",
            "Мухтар Аблязов",
            "Mukhtar Ablyazov",
            "Talgat Ayanov",
            "Ayan Talgatov",
            "Ерлан Сәбитов",
            "Ержан Сабитов",
        ],
    );
    let pairs = world.pairs();
    let has = |a: usize, b: usize| pairs.contains(&(ids[a].min(ids[b]), ids[a].max(ids[b])));
    assert!(has(0, 1) && has(0, 2) && has(1, 2), "{pairs:?}");
    assert!(!has(3, 4), "Talgat Ayanov is not Ayan Talgatov");
    assert!(!has(5, 6), "Yerlan and Yerzhan are brothers");
    let page = world.proposed();
    assert!(page.rows.iter().all(|row| !row.why.parts.is_empty()));
    assert!(
        page.rows.iter().all(|row| row.why.caution.is_some()),
        "only the names agree"
    );
}

#[test]
fn one_merge_takes_one_from_the_persons_and_undoing_it_restores_what_was() {
    let mut world = World::new();
    let ids = world.actors(
        "person",
        &["Мухтар Аблязов", "Mukhtar Ablyazov", "Мұхтар Әблязов"],
    );
    let before = world.state(&ids);
    assert_eq!(world.people_counted(), 3);
    let first = world.find(Verdict::Same, ids[0], ids[1]);
    assert_eq!(world.people_counted(), 2);
    let between = world.state(&ids);
    let second = world.find(Verdict::Same, ids[1], ids[2]);
    assert_eq!(world.people_counted(), 1);
    let smallest = *ids.iter().min().unwrap();
    for id in &ids {
        assert_eq!(world.workspace.one_with(*id).unwrap()[0], smallest);
    }
    let cluster = world.workspace.cluster(&en(), ids[2]).unwrap().unwrap();
    assert_eq!((cluster.members.len(), cluster.decided.len()), (3, 2));
    world.undo(&second);
    assert_eq!(world.state(&ids), between);
    world.undo(&first);
    assert_eq!(world.state(&ids), before);
}

#[test]
fn what_was_called_different_is_not_proposed_again_and_never_joined_through_a_third() {
    let mut world = World::new();
    let ids = world.actors(
        "person",
        &["Мухтар Аблязов", "Mukhtar Ablyazov", "Мұхтар Әблязов"],
    );
    world.find(Verdict::Different, ids[0], ids[1]);
    assert_eq!(world.pairs().len(), 2);
    world.find(Verdict::Same, ids[0], ids[2]);
    world.find(Verdict::Same, ids[1], ids[2]);
    assert_eq!(world.people_counted(), 2, "the two stay apart");
    let cluster = world.workspace.cluster(&en(), ids[2]).unwrap().unwrap();
    assert_eq!(cluster.clashes.len(), 1, "and it is told");
    world.find(Verdict::Same, ids[0], ids[1]);
    assert_eq!(world.people_counted(), 1, "the newer word holds");
}

#[test]
fn a_pair_left_open_is_not_asked_again() {
    let mut world = World::new();
    let ids = world.actors("person", &["Мухтар Аблязов", "Mukhtar Ablyazov"]);
    world.find(Verdict::Unsure, ids[0], ids[1]);
    assert_eq!(world.pairs(), []);
    assert_eq!(world.people_counted(), 2);
}

#[test]
fn a_record_moves_to_others_and_back_by_one_undo() {
    let mut world = World::new();
    let ids = world.actors(
        "person",
        &[
            "Мухтар Аблязов",
            "Mukhtar Ablyazov",
            "Нурлан Ахметов",
            "Nurlan Akhmetov",
        ],
    );
    world.find(Verdict::Same, ids[0], ids[1]);
    world.find(Verdict::Same, ids[2], ids[3]);
    let before = world.state(&ids);
    let form = world.words("her brother says so");
    let moved = world
        .workspace
        .move_record(&form, ids[1], Some(ids[2]))
        .unwrap();
    assert_eq!(world.workspace.one_with(ids[0]).unwrap(), [ids[0]]);
    assert_eq!(world.workspace.one_with(ids[1]).unwrap().len(), 3);
    world.undo(&moved);
    assert_eq!(world.state(&ids), before);
    let form = world.words("");
    assert!(matches!(
        world.workspace.move_record(&form, ids[1], Some(ids[0])),
        Err(Refused::Nothing)
    ));
}

#[test]
fn what_is_listed_stays_true_of_each_record_after_a_merge() {
    let mut world = World::new();
    let ids = world.actors(
        "person",
        &["Мухтар Аблязов", "Mukhtar Ablyazov", "Асель Нурова"],
    );
    let listed = |world: &World, words: Option<&str>| {
        let query = ListQuery {
            record_type: "actor".to_owned(),
            words: words.map(str::to_owned),
            ..ListQuery::default()
        };
        let list = world.workspace.list(&en(), &query).unwrap();
        let mut found: Vec<RecordId> = list.rows.iter().map(|row| row.id).collect();
        found.sort();
        assert_eq!(found.len() as u64, list.total);
        found
    };
    let before = (listed(&world, None), listed(&world, Some("Нурова")));
    // Whichever of the two stands for both, the other must still be found by what is its own.
    world.find(Verdict::Same, ids[0], ids[2]);
    assert_eq!(
        (listed(&world, None), listed(&world, Some("Нурова"))),
        before
    );
    assert_eq!(before.1, [ids[2]]);
    assert_eq!(world.people_counted(), 2);
}

#[test]
fn what_cannot_be_one_is_refused_with_its_reason() {
    let mut world = World::new();
    let person = world.actors("person", &["Мухтар Аблязов"])[0];
    let body = world.actors("ngo", &["Мухтар"])[0];
    let mut refused = |one, other| {
        let form = world.words("");
        world
            .workspace
            .say_of_pairs(&form, Verdict::Same, &[(one, other)])
            .unwrap_err()
            .reason()
            .to_string()
    };
    assert!(refused(person, body).contains("cannot be one"));
    assert!(refused(person, person).contains("twice"));
    let nobody = RecordId::from_random([9; 16]);
    assert!(refused(person, nobody).contains("no such record"));
    assert_eq!(world.people_counted(), 1);
}

#[test]
fn a_decision_sent_twice_is_one_and_a_restart_changes_nothing() {
    let mut world = World::new();
    let ids = world.actors("person", &["Мухтар Аблязов", "Mukhtar Ablyazov"]);
    let form = world.words("the same address");
    let pairs = [(ids[0], ids[1])];
    let first = world
        .workspace
        .say_of_pairs(&form, Verdict::Same, &pairs)
        .unwrap();
    let again = world
        .workspace
        .say_of_pairs(&form, Verdict::Same, &pairs)
        .unwrap();
    assert!(again.again && again.change_set == first.change_set);
    let before = world.state(&ids);
    world.workspace.rebuild(|_| {}).unwrap();
    assert_eq!(world.state(&ids), before);
}

#[test]
fn a_form_that_said_something_else_before_is_told_so_and_says_nothing_more() {
    let mut world = World::new();
    let ids = world.actors("person", &["Мухтар Аблязов", "Mukhtar Ablyazov"]);
    let form = world.words("the same address");
    let pairs = [(ids[0], ids[1])];
    let mut say = |verdict, words: &str| {
        let form = ReviewForm {
            words: words.to_owned(),
            ..form.clone()
        };
        world.workspace.say_of_pairs(&form, verdict, &pairs)
    };
    assert!(!say(Verdict::Same, "the same address").unwrap().again);
    for (verdict, words) in [
        (Verdict::Different, "the same address"),
        (Verdict::Unsure, ""),
        (Verdict::Same, "another reason"),
    ] {
        let answer = say(verdict, words);
        assert!(matches!(answer, Err(Refused::Stale(_))), "{answer:?}");
    }
    assert!(say(Verdict::Same, "the same address").unwrap().again);
    assert_eq!(world.people_counted(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_is_decided_undoing_all_of_it_restores_what_was_and_persons_are_the_clusters(
        said in proptest::collection::vec((0..3_usize, 0..6_usize, 0..6_usize), 1..10)
    ) {
        let mut world = World::new();
        let ids = world.actors(
            "person",
            &["Мухтар Аблязов", "Mukhtar Ablyazov", "Мұхтар Әблязов", "М. Аблязов", "Асель Нурова", "Asel Nurova"],
        );
        let before = world.state(&ids);
        let mut all = Vec::new();
        for (verdict, one, other) in said {
            if one == other {
                continue;
            }
            all.push(world.find(Verdict::ALL[verdict], ids[one], ids[other]));
            let mut clusters: Vec<RecordId> = ids
                .iter()
                .map(|id| world.workspace.one_with(*id).unwrap()[0])
                .collect();
            clusters.sort();
            clusters.dedup();
            prop_assert_eq!(world.people_counted(), clusters.len() as u64);
        }
        for saved in all.iter().rev() {
            world.undo(saved);
        }
        prop_assert_eq!(world.state(&ids), before);
    }
}

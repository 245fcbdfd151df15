//! Saving by hand: once, on what was seen, undone and redone.

use crate::world::{self, World, now};
use aigaq_journal::{ActOfSaving, Passphrase, create_with};
use aigaq_schema::{Basis, Day, Language, RecordId, Value, Withdrawal};
use aigaq_testkit::{FAST, PASSPHRASE};
use aigaq_workspace::{
    Asking, FormToken, ListQuery, RecordChange, Refused, Saving, Say, Seen, Workspace,
};

impl World {
    fn title(&self, record: RecordId) -> Vec<String> {
        let view = self.workspace.record(&asking(), record).unwrap();
        let Some(view) = view else { return Vec::new() };
        let of = |code: &str| {
            let mut all = view.groups.iter().flat_map(|g| &g.properties);
            all.find(|p| p.code == code)
                .map(|p| {
                    let live = p.statements.iter().filter(|s| s.withdrawn.is_none());
                    live.map(|s| s.value.text().to_owned()).collect()
                })
                .unwrap_or_default()
        };
        of("title")
    }

    /// Saves an event; the form by which.
    fn raid(&mut self) -> FormToken {
        let token = self.token();
        let saving = saving(token, vec![event(token, "Raid")]);
        self.workspace.save(&saving).unwrap();
        token
    }

    fn events(&self) -> u64 {
        events(&self.workspace)
    }
}

fn events(workspace: &Workspace) -> u64 {
    let query = ListQuery {
        record_type: "event".to_owned(),
        ..ListQuery::default()
    };
    workspace.list(&asking(), &query).unwrap().total
}

fn asking() -> Asking {
    world::asking(Language::En, Day(19_783))
}

fn saving(token: FormToken, records: Vec<RecordChange>) -> Saving {
    Saving {
        token,
        act: ActOfSaving::Form,
        records,
        now: now(1_700_000_000),
    }
}

fn event(token: FormToken, title: &str) -> RecordChange {
    RecordChange::new(
        token.record(0),
        "event",
        vec![Say::new("title", Value::text(title), &Basis::default())],
    )
}

/// Replaces the title of an event as it is now.
fn retitle(world: &World, record: RecordId, title: &str) -> RecordChange {
    let withdraw = world
        .workspace
        .live(record)
        .unwrap()
        .into_iter()
        .filter(|s| s.property == "title")
        .map(|s| Withdrawal {
            statement: s.id,
            reason: "typing error".to_owned(),
        })
        .collect();
    RecordChange {
        record,
        record_type: "event".to_owned(),
        root: record,
        seen: Seen::At(world.workspace.version(record).unwrap()),
        say: vec![Say::new("title", Value::text(title), &Basis::default())],
        withdraw,
    }
}

#[test]
fn a_form_sent_twice_is_one_change_set() {
    let mut world = World::new();
    let token = world.token();
    let wish = saving(token, vec![event(token, "Raid")]);
    let first = world.workspace.save(&wish).unwrap();
    let second = world.workspace.save(&wish).unwrap();
    assert!(!first.again && second.again);
    assert_eq!(first.change_set, second.change_set);
    assert_eq!(world.events(), 1);
    // Also when it corrects something.
    let correction = saving(
        world.token(),
        vec![retitle(&world, token.record(0), "Search")],
    );
    let first = world.workspace.save(&correction).unwrap();
    let second = world.workspace.save(&correction).unwrap();
    assert!(second.again && first.change_set == second.change_set);
    assert_eq!(world.title(token.record(0)), ["Search"]);
}

#[test]
fn a_form_sent_changed_and_sent_again_is_refused_and_the_first_stays() {
    let mut world = World::new();
    let token = world.raid();
    let refused = world
        .workspace
        .save(&saving(token, vec![event(token, "Search")]));
    assert!(matches!(refused, Err(Refused::Stale(of)) if of == [token.record(0)]));
    assert_eq!(world.title(token.record(0)), ["Raid"]);
}

#[test]
fn a_save_on_an_old_state_is_refused_whole() {
    let mut world = World::new();
    let token = world.raid();
    let mine = retitle(&world, token.record(0), "Mine");
    let theirs = retitle(&world, token.record(0), "Theirs");
    let (form, other) = (world.token(), world.token());
    world.workspace.save(&saving(other, vec![theirs])).unwrap();
    let with_a_new_one = saving(form, vec![event(form, "New"), mine]);
    let refused = world.workspace.save(&with_a_new_one);
    assert!(matches!(refused, Err(Refused::Stale(of)) if of == [token.record(0)]));
    assert_eq!(
        (world.events(), world.title(token.record(0))),
        (1, vec!["Theirs".to_owned()])
    );
}

#[test]
fn what_does_not_fit_the_schema_is_refused() {
    let mut world = World::new();
    let token = world.token();
    let basis = Basis::default();
    let lost = RecordId::from_random([77; 16]);
    for (record_type, say) in [
        ("nonsense", Say::new("title", Value::text("x"), &basis)),
        ("event", Say::new("nonsense", Value::text("x"), &basis)),
        ("event", Say::new("title", Value::YesNo(true), &basis)),
        ("event", Say::new("region", Value::term("atlantis"), &basis)),
        ("act", Say::new("event", Value::Reference(lost), &basis)),
        (
            "event",
            Say::new(
                "title",
                Value::text("x"),
                &Basis {
                    source: Some(lost),
                    ..Basis::default()
                },
            ),
        ),
    ] {
        let change = RecordChange::new(token.record(0), record_type, vec![say]);
        let refused = world.workspace.save(&saving(token, vec![change]));
        assert!(
            matches!(refused, Err(Refused::Unfit(_))),
            "{record_type}: {refused:?}"
        );
    }
    assert!(matches!(
        world.workspace.save(&saving(token, vec![])),
        Err(Refused::Nothing)
    ));
    assert_eq!(
        world.workspace.journal(&asking(), 0).unwrap().change_sets,
        0
    );
}

#[test]
fn undoing_the_making_of_a_record_takes_it_out_of_lists_and_undoing_that_brings_it_back() {
    let mut world = World::new();
    let token = world.token();
    let made = world
        .workspace
        .save(&saving(token, vec![event(token, "Raid")]))
        .unwrap();
    assert_eq!(world.events(), 1);
    let form = world.token();
    let undone = world
        .workspace
        .undo(made.change_set, "entered twice", form, &now(1))
        .unwrap();
    // Its title, and the number it was given.
    assert_eq!((undone.withdrawn, undone.said_again), (2, 0));
    assert_eq!(
        world.events(),
        0,
        "a record of which nothing holds is in no list"
    );
    let form = world.token();
    let twice = world.workspace.undo(made.change_set, "", form, &now(2));
    assert!(matches!(twice, Err(Refused::Nothing)), "{twice:?}");
    let form = world.token();
    world
        .workspace
        .undo(undone.saved.change_set, "", form, &now(3))
        .unwrap();
    assert_eq!(world.title(token.record(0)), ["Raid"]);
    assert_eq!(world.events(), 1);
    let again = &world.workspace.live(token.record(0)).unwrap()[0];
    assert!(again.origin.is_some(), "it names its first saying");
}

#[test]
fn undoing_a_correction_says_the_value_before_again_unless_somebody_changed_it_since() {
    let mut world = World::new();
    let token = world.token();
    let record = token.record(0);
    world
        .workspace
        .save(&saving(token, vec![event(token, "A")]))
        .unwrap();
    let b = saving(world.token(), vec![retitle(&world, record, "B")]);
    let b = world.workspace.save(&b).unwrap();
    let form = world.token();
    world
        .workspace
        .undo(b.change_set, "", form, &now(1))
        .unwrap();
    assert_eq!(world.title(record), ["A"]);
    let c = saving(world.token(), vec![retitle(&world, record, "C")]);
    let c = world.workspace.save(&c).unwrap();
    let d = saving(world.token(), vec![retitle(&world, record, "D")]);
    world.workspace.save(&d).unwrap();
    let form = world.token();
    let undone = world.workspace.undo(c.change_set, "", form, &now(2));
    assert!(
        matches!(undone, Err(Refused::Nothing)),
        "C no longer holds: {undone:?}"
    );
    assert_eq!(world.title(record), ["D"]);
}

#[test]
fn pages_left_open_let_others_write_and_see_what_they_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    let passphrase = Passphrase::new(PASSPHRASE);
    drop(create_with(&dir, &passphrase, FAST).unwrap());
    let mut pages = Workspace::open_to_share(&dir, &passphrase).unwrap();
    let mut others = Workspace::open_to_share(&dir, &passphrase).unwrap();
    for turn in 0..4_u8 {
        for (who, workspace) in [&mut pages, &mut others].into_iter().enumerate() {
            let token = FormToken::from_random([10 * turn + u8::try_from(who).unwrap() + 1; 16]);
            workspace
                .save(&saving(token, vec![event(token, "Raid")]))
                .unwrap();
        }
    }
    pages.refresh().unwrap();
    assert_eq!(events(&pages), 8);
    assert!(pages.verify().unwrap().holds());
    assert_eq!(pages.journal(&asking(), 0).unwrap().logs, 1);
}

//! Reviewing: what stands first, what is established, what is to be looked at again; and how all of it is told and
//! undone.

use crate::world::{self, World, now};
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, Day, Language, RecordId, StatementId, Value, Withdrawal};
use aigaq_workspace::{
    Asking, CellPart, ChangeKind, DueState, FormToken, How, ImportWish, ListQuery, Mapped,
    PropertyView, QueueQuery, RecordChange, RecordView, Refused, ReviewForm, Saving, Say, Seen,
    Tables, Workspace,
};
use std::path::Path;

impl World {
    fn form(&mut self, about: RecordId, words: &str) -> ReviewForm {
        let token = self.token();
        ReviewForm {
            token,
            about,
            words: words.to_owned(),
            now: now(1_700_000_000 + i64::from(self.forms)),
        }
    }

    /// An event on which two sources differ: they tell of two kinds, and of 14 and 17 dead.
    fn contested(&mut self) -> RecordId {
        let token = self.token();
        let source = |n: u32, title: &str| {
            let say = Say::new("title", Value::text(title), &Basis::default());
            RecordChange::new(token.record(n), "source", vec![say])
        };
        let by = |n: u32| Basis {
            source: Some(token.record(n)),
            ..Basis::default()
        };
        let event = RecordChange::new(
            token.record(0),
            "event",
            vec![
                Say::new("title", Value::text("Strike"), &by(1)),
                Say::new("kind", Value::term(kinds()[0]), &by(1)),
                Say::new("kind", Value::term(kinds()[1]), &by(2)),
            ],
        );
        let records = vec![source(1, "Paper A"), source(2, "Paper B"), event];
        self.save(token, records);
        token.record(0)
    }

    fn save(&mut self, token: FormToken, records: Vec<RecordChange>) -> aigaq_workspace::Saved {
        let saving = Saving {
            token,
            act: ActOfSaving::Form,
            records,
            now: now(1_700_000_000 + i64::from(self.forms)),
        };
        self.workspace.save(&saving).unwrap()
    }

    fn view(&self, record: RecordId) -> RecordView {
        self.view_in(record, Language::En)
    }

    fn view_in(&self, record: RecordId, language: Language) -> RecordView {
        self.workspace
            .record(&asking(language), record)
            .unwrap()
            .unwrap()
    }

    fn statement(&self, record: RecordId, value: &Value) -> StatementId {
        let live = self.workspace.live(record).unwrap();
        live.iter().find(|s| s.value == *value).unwrap().id
    }

    fn version(&self, record: RecordId) -> Seen {
        Seen::At(self.workspace.version(record).unwrap())
    }
}

/// Two kinds of events that exclude each other.
fn kinds() -> [&'static str; 2] {
    let schema = aigaq_schema::Schema::shipped();
    let property = schema.property("event", "kind").unwrap();
    let list = schema.list_of(property).unwrap();
    let mut tops = list.entries().iter().filter(|e| e.parent.is_none());
    [&tops.next().unwrap().code, &tops.next().unwrap().code]
}

fn asking(language: Language) -> Asking {
    world::asking(language, Day::from_ymd(2024, 3, 12).unwrap())
}

fn en() -> Asking {
    asking(Language::En)
}

fn property<'v>(view: &'v RecordView, code: &str) -> &'v PropertyView {
    let mut all = view.groups.iter().flat_map(|g| &g.properties);
    all.find(|p| p.code == code).unwrap()
}

#[test]
fn an_adopted_value_stands_first_and_the_others_stay_beside_it() {
    let mut world = World::new();
    let event = world.contested();
    let kind = |world: &World| property(&world.view(event), "kind").clone();
    let before = kind(&world);
    assert_eq!(before.how, How::Recent);
    for code in kinds() {
        let statement = world.statement(event, &Value::term(code));
        let form = world.form(event, "the court's record says so");
        world.workspace.adopt(&form, statement).unwrap();
        let after = kind(&world);
        assert_eq!(after.how, How::Adopted);
        let adopted = after.statements.iter().find(|s| s.id == statement).unwrap();
        assert_eq!(after.values, std::slice::from_ref(&adopted.value));
        assert_eq!(after.statements.len(), 2, "both stay");
        assert_eq!(after.agreement, before.agreement, "and still disagree");
        let judgements: usize = after.statements.iter().map(|s| s.judgements.len()).sum();
        assert_eq!(judgements, 1, "the value adopted before no longer is");
        assert_eq!(adopted.judgements[0].reason, "the court's record says so");
    }
    let judgement = kind(&world)
        .statements
        .iter()
        .find_map(|s| s.judgements.first().cloned())
        .unwrap();
    let form = world.form(judgement.id, "the record is of another day");
    world.workspace.take_back(&form).unwrap();
    let as_before = (format!("{:?}", kind(&world)), format!("{before:?}"));
    assert_eq!(
        as_before.0, as_before.1,
        "as if nobody had decided anything"
    );
    let taken = world.view(judgement.id);
    assert!(taken.taken_back, "the judgement still opens");
    assert!(matches!(
        world.workspace.take_back(&form),
        Err(Refused::Nothing)
    ));
}

#[test]
fn a_verified_statement_goes_before_one_that_was_only_said() {
    let mut world = World::new();
    let event = world.contested();
    for code in kinds() {
        let statement = world.statement(event, &Value::term(code));
        let form = world.form(event, "compared with page 3");
        world.workspace.verify_statement(&form, statement).unwrap();
        let view = world.view(event);
        let kind = property(&view, "kind");
        let verified = kind.statements.iter().find(|s| s.id == statement).unwrap();
        assert_eq!(verified.judgements[0].kind, "verify");
        if code == kinds()[0] {
            assert_eq!(kind.how, How::Verified);
            assert_eq!(kind.values, std::slice::from_ref(&verified.value));
        }
    }
}

#[test]
fn a_level_is_set_with_its_reason_and_replaces_the_one_before() {
    let mut world = World::new();
    let event = world.contested();
    assert_eq!(world.view(event).review.level, None);
    let seen = world.version(event);
    let form = world.form(event, "two papers, independent");
    let saved = world.workspace.set_level(&form, "v2", seen).unwrap();
    let again = world.workspace.set_level(&form, "v2", seen).unwrap();
    assert_eq!((again.change_set, again.again), (saved.change_set, true));
    let stale = world.form(event, "a ruling");
    assert!(matches!(
        world.workspace.set_level(&stale, "v4", seen),
        Err(Refused::Stale(_))
    ));
    let seen = world.version(event);
    world.workspace.set_level(&stale, "v4", seen).unwrap();
    let view = world.view(event);
    assert_eq!(view.review.level.as_deref(), Some("v4"));
    let reasons: Vec<&str> = view
        .review
        .judgements
        .iter()
        .map(|j| j.reason.as_str())
        .collect();
    assert_eq!(reasons, ["a ruling", "two papers, independent"]);
    let level = property(&view, "verification");
    assert_eq!(level.how, How::Agreed, "one level stands");
    let last = view.history.last().unwrap();
    assert_eq!(
        last.changes[0].text,
        "changed from Corroborated to Established (reason: a ruling)"
    );
    assert_eq!(
        last.decisions,
        ["level of verification set (reason: a ruling)"]
    );
    // The same level once more is a decision of its own, and no contradiction.
    let seen = world.version(event);
    let form = world.form(event, "upheld on appeal");
    world.workspace.set_level(&form, "v4", seen).unwrap();
    assert_eq!(world.view(event).review.judgements.len(), 3);
}

#[test]
fn what_does_not_fit_is_refused_and_leaves_nothing_behind() {
    let mut world = World::new();
    let event = world.contested();
    let kind = world.statement(event, &Value::term(kinds()[0]));
    let seen = world.version(event);
    let before = world.workspace.journal(&en(), 0).unwrap().change_sets;
    let lost = RecordId::from_random([77; 16]);
    let unfit = |refused: Result<_, Refused>| assert!(matches!(refused, Err(Refused::Unfit(_))));
    let form = world.form(event, " \n ");
    unfit(world.workspace.set_level(&form, "v2", seen));
    unfit(world.workspace.adopt(&form, kind));
    unfit(world.workspace.verify_statement(&form, kind));
    unfit(world.workspace.comment(&form));
    let day = "2024-03-12".parse().unwrap();
    unfit(world.workspace.follow_up(&form, &day));
    let form = world.form(event, "reason");
    unfit(world.workspace.set_level(&form, "v9", seen));
    unfit(world.workspace.take_back(&form));
    let token = world.token();
    unfit(world.workspace.done(event, token, now(1)));
    let form = world.form(lost, "reason");
    unfit(world.workspace.set_level(&form, "v2", seen));
    unfit(world.workspace.comment(&form));
    unfit(world.workspace.take_back(&form));
    let form = world.form(event, "reason");
    let gone = world
        .workspace
        .adopt(&form, StatementId::from_hash([7; 16]));
    assert!(matches!(gone, Err(Refused::Stale(_))), "{gone:?}");
    let after = world.workspace.journal(&en(), 0).unwrap().change_sets;
    assert_eq!(after, before);
}

#[test]
fn comments_stand_with_their_record_the_last_first() {
    let mut world = World::new();
    let event = world.contested();
    for words in ["who else was there?", "<script>alert(1)</script>"] {
        let form = world.form(event, words);
        let saved = world.workspace.comment(&form).unwrap();
        assert_eq!(
            world.workspace.comment(&form).unwrap().change_set,
            saved.change_set
        );
    }
    let notes = world.view(event).review.notes;
    let texts: Vec<&str> = notes.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(texts, ["<script>alert(1)</script>", "who else was there?"]);
    assert!(notes.iter().all(|n| n.kind == "comment" && n.due.is_none()));
}

#[test]
fn a_follow_up_is_due_by_its_date_until_it_is_done() {
    let mut world = World::new();
    let event = world.contested();
    for (words, on) in [
        ("next month", "2024-04-20"),
        ("this month", "2024-03"),
        ("tomorrow", "2024-03-13"),
        ("today", "2024-03-12"),
        ("last week", "2024-03-05"),
    ] {
        let form = world.form(event, words);
        world
            .workspace
            .follow_up(&form, &on.parse().unwrap())
            .unwrap();
    }
    let all = world.workspace.follow_ups(&en(), 0).unwrap();
    let told: Vec<(&str, DueState)> = all.rows.iter().map(|r| (r.text.as_str(), r.due)).collect();
    assert_eq!(
        told,
        [
            ("this month", DueState::Due),
            ("last week", DueState::Overdue),
            ("today", DueState::Due),
            ("tomorrow", DueState::Later),
            ("next month", DueState::Later),
        ]
    );
    assert_eq!((all.total, all.due), (5, 3));
    assert_eq!(all.rows[0].about[0].id, event);
    let overview = world.workspace.overview(&en()).unwrap();
    assert_eq!(
        overview.follow_ups_in_all, 4,
        "what is due within a week is shown on the start page"
    );
    let token = world.token();
    let note = all.rows[1].record;
    world
        .workspace
        .done(note, token, now(1_700_000_100))
        .unwrap();
    assert!(matches!(
        world.workspace.done(note, token, now(1_700_000_101)),
        Err(Refused::Nothing)
    ));
    let left = world.workspace.follow_ups(&en(), 0).unwrap();
    assert_eq!((left.total, left.due), (4, 2));
    let done = world.view(event).review.notes;
    assert_eq!(done.iter().filter(|n| n.done).count(), 1);
}

#[test]
fn the_queue_holds_what_nobody_established_the_last_changed_first() {
    let mut world = World::new();
    let events: Vec<RecordId> = (0..4).map(|_| world.contested()).collect();
    let query = QueueQuery {
        record_type: Some("event".to_owned()),
        ..QueueQuery::default()
    };
    let order = |world: &World, query: &QueueQuery| -> Vec<RecordId> {
        let page = world.workspace.queue(&en(), query).unwrap();
        assert_eq!(page.total as usize, page.rows.len());
        page.rows.iter().map(|r| r.named.id).collect()
    };
    assert_eq!(
        order(&world, &query),
        [events[3], events[2], events[1], events[0]]
    );
    let here = world
        .workspace
        .neighbours(&en(), &query, events[2])
        .unwrap();
    assert_eq!(
        (here.place, here.previous, here.next),
        (Some(2), Some(events[3]), Some(events[1]))
    );
    for (event, level) in [(events[2], "v2"), (events[0], "v1")] {
        let (form, seen) = (world.form(event, "read"), world.version(event));
        world.workspace.set_level(&form, level, seen).unwrap();
    }
    assert_eq!(order(&world, &query), [events[0], events[3], events[1]]);
    let single = QueueQuery {
        level: Some("v1".to_owned()),
        ..query.clone()
    };
    assert_eq!(order(&world, &single), [events[0]]);
    let page = world.workspace.queue(&en(), &query).unwrap();
    let levels: Vec<(&str, u64)> = page
        .levels
        .iter()
        .map(|l| (l.code.as_str(), l.count))
        .collect();
    assert_eq!(levels, [("none", 2), ("v0", 0), ("v1", 1)]);
    let gone = world
        .workspace
        .neighbours(&en(), &query, events[2])
        .unwrap();
    assert_eq!((gone.place, gone.next), (None, Some(events[0])));
    for (record_type, level) in [("source", None), ("event", Some("v4"))] {
        let wrong = QueueQuery {
            record_type: Some(record_type.to_owned()),
            level: level.map(str::to_owned),
            page: 0,
        };
        assert!(world.workspace.queue(&en(), &wrong).is_err());
    }
}

#[test]
fn history_tells_each_change_in_plain_words_in_three_languages() {
    let mut world = World::new();
    let event = world.contested();
    let title = world.statement(event, &Value::text("Strike"));
    let live = world.workspace.live(event).unwrap();
    let titled = live.iter().find(|s| s.id == title).unwrap();
    let source = titled.basis.source;
    let token = world.token();
    let basis = Basis {
        source,
        ..Basis::default()
    };
    let correct = RecordChange {
        record: event,
        record_type: "event".to_owned(),
        root: event,
        seen: Seen::Any,
        say: vec![Say::new("title", Value::text("General strike"), &basis)],
        withdraw: vec![Withdrawal {
            statement: title,
            reason: "its own name".to_owned(),
        }],
    };
    let corrected = world.save(token, vec![correct]);
    let undo = world.token();
    let undone = world
        .workspace
        .undo(
            corrected.change_set,
            "wrong strike",
            undo,
            &now(1_700_000_050),
        )
        .unwrap();
    let told = |language| {
        let history = world.view_in(event, language).history;
        let texts = |n: usize| {
            let change: &aigaq_workspace::ChangeView = &history[n].changes[0];
            (change.kind, format!("{}: {}", change.label, change.text))
        };
        assert_eq!(history.len(), 3);
        assert_eq!(history[2].change_set, undone.saved.change_set);
        [texts(1), texts(2)]
    };
    let paper = world
        .workspace
        .record(&en(), source.unwrap())
        .unwrap()
        .unwrap()
        .named
        .caption;
    let [one, two] = told(Language::En);
    assert_eq!(
        one,
        (
            ChangeKind::Corrected,
            format!(
                "Title: changed from Strike to General strike (reason: its own name), according to {paper}"
            )
        )
    );
    assert_eq!(
        two,
        (
            ChangeKind::ChangedBack,
            "Title: changed back from General strike to Strike (reason: undone: wrong strike), according to Paper A"
                .to_owned()
        )
    );
    for (language, words) in [
        (
            Language::Ru,
            "было Strike, стало General strike (причина: its own name)",
        ),
        (
            Language::Kk,
            "бұрын Strike, енді General strike (себебі: its own name)",
        ),
    ] {
        let [one, _] = told(language);
        assert!(one.1.contains(words), "{}", one.1);
    }
    let first = &world.view(event).history[0];
    assert!(first.is_first);
    assert_eq!(first.changes.len(), 3, "title, kind, and its number");
    let page = world
        .workspace
        .change_set(&en(), corrected.change_set, 0)
        .unwrap()
        .unwrap();
    assert_eq!(page.undone_by, Some(undone.saved.change_set));
    assert_eq!(page.records.len(), 1);
    assert!(
        page.records[0].changes[0]
            .text
            .contains("changed from Strike")
    );
}

#[test]
fn an_undo_is_told_beforehand() {
    let mut world = World::new();
    let event = world.contested();
    let made = world.view(event).history[0].change_set;
    let told = world.workspace.undo_preview(&en(), made).unwrap().unwrap();
    let token = world.token();
    let done = world
        .workspace
        .undo(made, "", token, &now(1_700_000_060))
        .unwrap();
    assert_eq!(
        (told.withdrawn, told.said_again, told.left.len()),
        (done.withdrawn, done.said_again, done.left.len())
    );
    assert_eq!(told.records, 3);
    let view = world.view(event);
    assert!(view.taken_back);
    assert_eq!(view.named.caption, "Strike", "as it was called last");
    let none = world.workspace.undo_preview(&en(), made).unwrap().unwrap();
    assert!(none.is_nothing());
    let back = world
        .workspace
        .undo_preview(&en(), done.saved.change_set)
        .unwrap()
        .unwrap();
    assert_eq!((back.withdrawn, back.said_again), (0, done.withdrawn));
    let lost = aigaq_schema::ChangeSetId::from_random([99; 16]);
    assert_eq!(world.workspace.undo_preview(&en(), lost).unwrap(), None);
}

/// Every list of every type, as a person would read them.
fn lists(workspace: &Workspace) -> Vec<String> {
    let mut all = Vec::new();
    for record_type in aigaq_schema::Schema::shipped().types() {
        let mut query = ListQuery {
            record_type: record_type.code.clone(),
            ..ListQuery::default()
        };
        loop {
            let page = workspace.list(&en(), &query).unwrap();
            for row in &page.rows {
                let cells: Vec<&str> = row.cells.iter().flatten().map(CellPart::text).collect();
                all.push(format!(
                    "{} {} {} {:?} {}",
                    record_type.code,
                    row.id,
                    row.caption,
                    row.agreement,
                    cells.join("|")
                ));
            }
            query.page += 1;
            if query.page >= page.pages {
                break;
            }
        }
    }
    // Records are numbered as they come, so equal dates may change places.
    all.sort();
    all
}

#[test]
fn undoing_the_import_of_the_data_set_empties_all_lists_and_undoing_that_fills_them_as_before() {
    let mut world = World::new();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/kazakhstan");
    let wish = ImportWish {
        tables: Tables::Path(&demo),
        mapped: Mapped::named("kazakhstan", world.workspace.schema()).unwrap(),
        clear: false,
        preview: false,
        language: Language::En,
        now: now(1_600_000_000),
    };
    let imported = world.workspace.import(&wish, |_| {}).unwrap();
    let before = lists(&world.workspace);
    assert!(before.len() > 2_000, "{}", before.len());
    let token = world.token();
    let undone = world
        .workspace
        .undo(
            imported.change_set.unwrap(),
            "the wrong file",
            token,
            &now(1_600_000_100),
        )
        .unwrap();
    assert_eq!(undone.left, []);
    assert_eq!(lists(&world.workspace), Vec::<String>::new());
    let overview = world.workspace.overview(&en()).unwrap();
    assert_eq!(overview.quarantine, 0);
    assert_eq!(overview.to_review, []);
    let token = world.token();
    world
        .workspace
        .undo(undone.saved.change_set, "", token, &now(1_600_000_200))
        .unwrap();
    let after = lists(&world.workspace);
    assert_eq!(after.len(), before.len());
    let differs = after.iter().zip(&before).find(|(a, b)| a != b);
    assert_eq!(differs, None);
    assert!(world.workspace.verify().unwrap().holds());
}

//! What was published stays what it was; the next edition says what changed, and why.

use crate::world::{self, World};
use aigaq_counting::Definition;
use aigaq_journal::ActOfSaving;
use aigaq_press::file::{Format, file};
use aigaq_publishing::document::ChartLook;
use aigaq_schema::{Basis, Day, Language, RecordId, Value, Withdrawal};
use aigaq_workspace::{
    Asking, Audience, ChangedFigure, Damage, Draw, FreezeWish, Freezing, FrozenView, Output,
    RecordChange, Refused, ReviewForm, Saving, Say, Seen, TemplateCode, Verdict, Wish,
};

fn asking() -> Asking {
    world::asking(Language::En, Day::from_ymd(2021, 7, 22).unwrap())
}

fn table(definition: &str, title: &str) -> FreezeWish {
    FreezeWish {
        of: Freezing::Table(definition.parse().unwrap()),
        title: title.to_owned(),
        caveat: None,
        audience: Audience::Internal,
        draw: Draw::Fitting,
    }
}

fn bulletin(from: &str, to: &str) -> Output {
    Output::Report {
        template: TemplateCode::bulletin(),
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        least: None,
    }
}

impl World {
    pub fn freeze(&mut self, wish: &FreezeWish) -> FrozenView {
        let token = self.token();
        let moment = self.moment();
        let (id, saved) = self
            .workspace
            .freeze(&asking(), (token, moment), wish)
            .unwrap();
        assert!(!saved.again);
        self.frozen(id)
    }

    pub fn frozen(&self, id: RecordId) -> FrozenView {
        self.workspace.frozen(&asking(), id).unwrap().unwrap()
    }

    pub fn file(&self, frozen: &FrozenView, ending: &str) -> String {
        self.workspace.frozen_file(frozen.id, ending).unwrap()
    }

    /// Its pages, and what is opened in word processors and as sheets.
    fn pages(&self, frozen: &FrozenView) -> Vec<Vec<u8>> {
        assert!(frozen.has_document);
        let document = self.workspace.frozen_document(frozen.id).unwrap();
        [Format::Pdf, Format::Docx, Format::Xlsx]
            .map(|format| file(&document, format).unwrap())
            .into()
    }

    fn changes(&self, frozen: &FrozenView) -> Vec<ChangedFigure> {
        self.workspace.changed_since(&asking(), frozen.id).unwrap()
    }

    /// So many acts of one type on the first of June 2020, with ids from `first` on.
    fn detentions(&mut self, first: u32, count: u32, rest: &str) {
        let rows: String = (first..first + count)
            .map(|n| format!("{n},LIB.detain,2020-06-01,{rest}\n"))
            .collect();
        self.import("act", &format!("id,type,start,region\n{rows}"));
    }

    pub fn all_of(&self, record_type: &str) -> Vec<RecordId> {
        let query = aigaq_workspace::ListQuery {
            record_type: record_type.to_owned(),
            ..aigaq_workspace::ListQuery::default()
        };
        let list = self.workspace.list(&asking(), &query).unwrap();
        list.rows.iter().map(|row| row.id).collect()
    }

    pub fn withdraw_all(&mut self, record: RecordId, record_type: &str) {
        let token = self.token();
        let live = self.workspace.live(record).unwrap();
        let mut change = RecordChange::new(record, record_type, Vec::new());
        change.seen = Seen::Any;
        change.withdraw = live
            .iter()
            .map(|statement| Withdrawal {
                statement: statement.id,
                reason: "told twice".to_owned(),
            })
            .collect();
        let saving = Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![change],
            now: self.moment(),
        };
        self.workspace.save(&saving).unwrap();
    }

    fn say_one(&mut self, one: RecordId, other: RecordId) {
        let token = self.token();
        let form = ReviewForm {
            token,
            about: one,
            words: "the same case".to_owned(),
            now: self.moment(),
        };
        self.workspace
            .say_of_pairs(&form, Verdict::Same, &[(one, other)])
            .unwrap();
    }
}

fn told(changes: &[ChangedFigure]) -> Vec<(&str, u64, u64, &str)> {
    changes
        .iter()
        .map(|c| (c.what.as_str(), c.old, c.new, c.why.as_str()))
        .collect()
}

/// Case 5 of the field: a bulletin is published with 131; three late cases arrive; the old one still prints 131, the
/// new one prints 134 with a note that says so.
#[test]
fn case_05_a_bulletin_with_131_stays_and_the_next_one_prints_134_and_why() {
    let mut world = World::new();
    world.detentions(0, 131, "KZ-75");
    let wish = FreezeWish {
        of: Freezing::Output(bulletin("2020-06", "2020-06")),
        title: "June 2020".to_owned(),
        caveat: None,
        audience: Audience::Public,
        draw: Draw::Fitting,
    };
    let first = world.freeze(&wish);
    let printed = world.file(&first, "html");
    assert!(printed.contains("131") && first.damage.is_none());
    let pages = world.pages(&first);
    world.detentions(0, 134, "KZ-75");
    assert!(
        pages == world.pages(&first),
        "the same bytes, whatever is known now"
    );
    let text = crate::canary::read::text(&pages[0]);
    assert!(text.contains("131"));
    let kept = world.workspace.frozen_document(first.id).unwrap();
    let html = aigaq_publishing::html::html(&kept, &aigaq_publishing::links::Anchors);
    assert_eq!(html, printed, "its document says what its files say");
    assert_eq!(world.file(&first, "html"), printed, "letter by letter");
    assert_eq!(world.frozen(first.id).hash, first.hash);
    assert_eq!(
        told(&world.changes(&first)),
        [("in all, June 2020", 131, 134, "learned late: 3")]
    );
    // The bulletin of the next month tells it too, without being frozen.
    let july = Wish {
        output: bulletin("2020-07", "2020-07"),
        audience: Audience::Public,
    };
    let document = world.workspace.publish(&asking(), &july).unwrap();
    let text = aigaq_publishing::json::json(&document).unwrap();
    assert!(text.contains("learned late: 3") && text.contains("in all, June 2020"));
    // To others it was not published.
    let internal = Wish {
        audience: Audience::Internal,
        ..july
    };
    let document = world.workspace.publish(&asking(), &internal).unwrap();
    assert!(
        !aigaq_publishing::json::json(&document)
            .unwrap()
            .contains("learned late")
    );
    let second = world.freeze(&wish);
    assert_eq!(
        second.revises.as_ref().map(|named| named.id),
        Some(first.id)
    );
    let printed_anew = world.file(&second, "html");
    let edition = |html: &str, number: &str| {
        let plain = html.replace(['\n', ' '], "");
        plain.contains(&format!("Edition</dt><dd>{number}</dd>"))
    };
    assert!(
        edition(&printed, "1") && edition(&printed_anew, "2"),
        "{printed_anew}"
    );
    assert!(printed_anew.contains("134") && printed_anew.contains("learned late: 3"));
    assert_eq!(world.file(&first, "html"), printed);
    assert_eq!(told(&world.changes(&second)), []);
    let all = world.workspace.all_frozen(&asking()).unwrap();
    let ids: Vec<RecordId> = all.iter().map(|frozen| frozen.id).collect();
    assert_eq!(ids, [second.id, first.id], "the newest first");
}

#[test]
fn a_table_keeps_the_picture_it_was_published_with() {
    let mut world = World::new();
    world.detentions(0, 10, "KZ-75");
    let by_region = "unit=acts&by=region&from=2020&to=2020";
    let drawn = FreezeWish {
        draw: Draw::As(ChartLook::Bars),
        ..table(by_region, "By region")
    };
    let frozen = world.freeze(&drawn);
    let picture = world.file(&frozen, "svg");
    assert!(
        picture.starts_with("<svg") && picture.contains(">10<"),
        "{picture}"
    );
    assert!(
        world.file(&frozen, "html").contains("<svg"),
        "the page has it too"
    );
    // What comes later changes the next edition and not this one.
    world.detentions(0, 13, "KZ-75");
    assert_eq!(world.file(&frozen, "svg"), picture);
    let next = world.freeze(&drawn);
    assert!(world.file(&next, "svg").contains(">13<"));
    // Without a picture there is none, and it is the same table to be revised.
    let plain = world.freeze(&FreezeWish {
        draw: Draw::Nothing,
        ..drawn
    });
    assert!(plain.files.iter().all(|(ending, _)| ending != "svg"));
    assert_eq!(plain.revises.map(|named| named.id), Some(next.id));
}

#[test]
fn each_reason_for_a_change_is_told_for_itself() {
    let mut world = World::new();
    world.detentions(0, 10, "KZ-75");
    let by_region = "unit=acts&by=region&from=2020&to=2020";
    let frozen = world.freeze(&table(by_region, "By region"));
    assert!(world.changes(&frozen).is_empty());
    // Two are one; one is withdrawn; one was elsewhere; one was in another year; two are new.
    let acts = world.all_of("act");
    world.say_one(acts[0], acts[1]);
    world.withdraw_all(acts[2], "act");
    let rows: Vec<String> = (0..10)
        .map(|n| {
            let (day, region) = match n {
                8 => ("2020-06-01", "KZ-71"),
                9 => ("2019-06-01", "KZ-75"),
                _ => ("2020-06-01", "KZ-75"),
            };
            format!("{n},LIB.detain,{day},{region}\n")
        })
        .collect();
    world.import("act", &format!("id,type,start,region\n{}", rows.concat()));
    world.detentions(10, 2, "KZ-75");
    let changes = world.changes(&frozen);
    let total = &changes[0];
    assert_eq!(
        (total.what.as_str(), total.old, total.new),
        ("in all, 2020", 10, 9),
        "{changes:?}"
    );
    let why = "learned late: 2; merged with others: 1; coded or dated otherwise, not counted now: 1; withdrawn: 1";
    assert_eq!(total.why, why);
    let row = |region: &str| changes.iter().find(|c| c.what.contains(region)).unwrap();
    let new = row("Astana");
    assert_eq!(
        (new.old, new.new, new.why.as_str()),
        (0, 1, "coded or dated otherwise, counted now: 1")
    );
    let almaty = row("Almaty");
    assert_eq!((almaty.old, almaty.new), (10, 8), "{almaty:?}");
    let edition = world.freeze(&table(by_region, "By region, again"));
    let sheet = world.file(&edition, "csv");
    assert!(sheet.contains(why), "{sheet}");
}

#[test]
fn a_person_known_before_who_suffers_a_late_act_was_learned_late() {
    let mut world = World::new();
    world.import("actor", "id,name,kind\np,Aset,person\nq,Dana,person\n");
    let basis = Basis::default();
    let actors = world.all_of("actor");
    let detain = |world: &mut World, actor: RecordId| {
        let token = world.token();
        let act = token.record(0);
        let mut part = RecordChange::new(
            token.record(1),
            "involvement",
            vec![
                Say::new("act", Value::Reference(act), &basis),
                Say::new("actor", Value::Reference(actor), &basis),
                Say::new("role", Value::term("target"), &basis),
            ],
        );
        part.root = act;
        let day = "2020-06-01".parse().unwrap();
        let start = Value::Date {
            date: day,
            clock: None,
        };
        let saving = Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![
                RecordChange::new(act, "act", vec![Say::new("start", start, &basis)]),
                part,
            ],
            now: world.moment(),
        };
        world.workspace.save(&saving).unwrap();
    };
    detain(&mut world, actors[0]);
    let frozen = world.freeze(&table("unit=persons&from=2020&to=2020", "People"));
    detain(&mut world, actors[0]);
    assert!(
        world.changes(&frozen).is_empty(),
        "a second act makes no second person"
    );
    detain(&mut world, actors[1]);
    assert_eq!(
        told(&world.changes(&frozen)),
        [("in all, 2020", 1, 2, "learned late: 1")]
    );
}

#[test]
fn what_was_changed_by_hand_is_not_shown_as_what_was_published() {
    let mut world = World::new();
    world.detentions(0, 3, "KZ-75");
    let frozen = world.freeze(&table("unit=acts", "All"));
    let live = world.workspace.live(frozen.id).unwrap();
    let change = |world: &mut World, property: &str, value: Option<Value>| {
        let token = world.token();
        let mut change = RecordChange::new(frozen.id, "publication", Vec::new());
        change.seen = Seen::Any;
        let now_live = world.workspace.live(frozen.id).unwrap();
        change.withdraw = now_live
            .iter()
            .filter(|statement| statement.property == property)
            .map(|statement| Withdrawal {
                statement: statement.id,
                reason: "a test".to_owned(),
            })
            .collect();
        change
            .say
            .extend(value.map(|value| Say::new(property, value, &Basis::default())));
        let saving = Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![change],
            now: world.moment(),
        };
        world.workspace.save(&saving).unwrap();
    };
    let said = |property: &str| {
        let found = live.iter().find(|statement| statement.property == property);
        found.unwrap().value.plain()
    };
    let refused = |world: &World| {
        let error = world.workspace.frozen_file(frozen.id, "html").unwrap_err();
        error.reason().key().clone()
    };
    let forged = said("snapshot").replace("\"total\":3", "\"total\":4");
    change(&mut world, "snapshot", Some(Value::text(forged)));
    assert_eq!(world.frozen(frozen.id).damage, Some(Damage::OtherHash));
    assert_eq!(refused(&world), "asked.frozen_changed");
    assert_eq!(
        world.workspace.all_frozen(&asking()).unwrap()[0].damage,
        Some(Damage::OtherHash)
    );
    assert!(
        world.changes(&frozen).is_empty(),
        "nothing is explained from what is not it"
    );
    change(&mut world, "snapshot", None);
    assert_eq!(world.frozen(frozen.id).damage, Some(Damage::Missing));
    change(&mut world, "snapshot", Some(Value::text(said("snapshot"))));
    assert_eq!(
        world.frozen(frozen.id).damage,
        None,
        "what was published is back"
    );
    change(&mut world, "hash", Some(Value::text("0".repeat(64))));
    assert_eq!(refused(&world), "asked.frozen_changed");
}

#[test]
fn the_same_form_twice_freezes_once_and_a_name_is_needed() {
    let mut world = World::new();
    world.detentions(0, 3, "KZ-75");
    let token = world.token();
    let moment = world.moment();
    let wish = table("unit=acts", "  All\tof them ");
    let freeze = |world: &mut World, wish: &FreezeWish| {
        world
            .workspace
            .freeze(&asking(), (token, moment.clone()), wish)
    };
    let (id, saved) = freeze(&mut world, &wish).unwrap();
    world.detentions(0, 5, "KZ-75");
    let (again, saved_again) = freeze(&mut world, &wish).unwrap();
    assert_eq!((id, saved.change_set), (again, saved_again.change_set));
    assert!(saved_again.again && world.frozen(id).title == "All of them");
    assert_eq!(world.workspace.all_frozen(&asking()).unwrap().len(), 1);
    let token = world.token();
    let moment = world.moment();
    let nameless = world
        .workspace
        .freeze(&asking(), (token, moment), &table("unit=acts", " \t "));
    assert!(matches!(nameless, Err(Refused::Nothing)));
    let token = world.token();
    let moment = world.moment();
    let lost = world
        .workspace
        .freeze(&asking(), (token, moment), &table("unit=threats", "x"));
    assert!(matches!(lost, Err(Refused::Workspace(_))));
}

#[test]
fn a_public_table_hides_small_numbers_and_says_so() {
    let mut world = World::new();
    world.detentions(0, 40, "KZ-75");
    world.detentions(100, 2, "KZ-71");
    world.detentions(200, 30, "KZ-79");
    world.detentions(300, 20, "KZ-10");
    let token = world.token();
    let moment = world.moment();
    let set = |world: &mut World, token, moment, least| {
        world
            .workspace
            .set_least_shown(&asking(), (token, moment), (least, "decided by the board"))
    };
    set(&mut world, token, moment, 5).unwrap();
    assert_eq!(world.workspace.least_shown(), 5);
    let mut wish = table("unit=acts&by=region&from=2020&to=2020", "By region");
    let internal = world.freeze(&wish);
    assert!(world.file(&internal, "csv").contains("Astana,2\r\n"));
    wish.audience = Audience::Public;
    let public = world.freeze(&wish);
    let sheet = world.file(&public, "csv");
    assert!(
        sheet.contains("Astana,∗") && !sheet.contains("Astana,2"),
        "{sheet}"
    );
    // The smallest beside it goes with it, so that 92 − 40 − 30 − 20 tells nothing.
    assert_eq!(sheet.matches('∗').count(), 3, "{sheet}");
    assert!(
        sheet.contains("2 numbers are not shown: those below 5"),
        "{sheet}"
    );
    assert!(sheet.contains("92"), "{sheet}");
    // Withdrawn numbers are not told through their changes either.
    world.detentions(101, 2, "KZ-71");
    let told = world.changes(&public);
    assert!(told.iter().all(|c| !c.what.contains("Astana")), "{told:?}");
    // Nor is the one that was left out beside it: of all rows the change of the total alone is told.
    world.detentions(320, 5, "KZ-10");
    world.detentions(40, 7, "KZ-75");
    let told = world.changes(&public);
    let told: Vec<(u64, u64)> = told.iter().map(|change| (change.old, change.new)).collect();
    assert_eq!(told, [(92, 105)]);
    assert!(world.changes(&internal).len() > 2);
    // What was set can be set otherwise, and back to nothing.
    let (token, moment) = (world.token(), world.moment());
    set(&mut world, token, moment, 0).unwrap();
    assert_eq!(world.workspace.least_shown(), 0);
    let (token, moment) = (world.token(), world.moment());
    assert!(matches!(
        set(&mut world, token, moment, 0),
        Err(Refused::Nothing)
    ));
}

#[test]
fn what_is_frozen_leaves_with_everything_and_comes_back_as_it_was() {
    let mut world = World::new();
    world.detentions(0, 131, "KZ-75");
    let frozen = world.freeze(&table("unit=acts&by=type:0", "Acts"));
    let (html, json) = (world.file(&frozen, "html"), world.file(&frozen, "json"));
    world.detentions(0, 134, "KZ-75");
    let dir = world.beside("export");
    world.workspace.export(&dir).unwrap();
    let mut other = World::new();
    other.workspace.come_back(&dir, |_| {}).unwrap();
    let there = other.frozen(frozen.id);
    assert_eq!((there.damage, &there.hash), (None, &frozen.hash));
    assert_eq!(
        (other.file(&there, "html"), other.file(&there, "json")),
        (html, json)
    );
    // Logs are others there; the clock tells what was known.
    let changes = other.changes(&there);
    assert_eq!(
        told(&changes)[0],
        ("in all", 131, 134, "learned late: 3"),
        "{changes:?}"
    );
    assert_eq!(
        other.workspace.frozen_called(&asking(), "Acts").unwrap().id,
        frozen.id
    );
    let lost = other
        .workspace
        .frozen_called(&asking(), "Nothing")
        .unwrap_err();
    assert_eq!(lost.reason().key(), "asked.no_such_frozen");
}

#[test]
fn a_definition_is_kept_with_what_it_counted_and_under_no_record_id() {
    let mut world = World::new();
    world.detentions(0, 3, "KZ-75");
    let frozen = world.freeze(&table("unit=acts&by=region&as_of=2021-07-22", "Acts"));
    let definition: Definition = frozen.definition.as_deref().unwrap().parse().unwrap();
    assert_eq!(definition.to_string(), "unit=acts&by=region");
    let json = world.file(&frozen, "json");
    for act in world.all_of("act") {
        assert!(
            !json.contains(&act.to_string()),
            "records are named as published"
        );
    }
}

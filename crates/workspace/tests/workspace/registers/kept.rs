//! What is kept of the registers says the same as what is read anew, whatever was said in between.

use super::{ask, asking, day, fill, say};
use crate::world::World;
use aigaq_journal::ActOfSaving;
use aigaq_schema::own::OwnDefinition;
use aigaq_schema::{Basis, ChangeSetId, Language, RecordId, StatementId, Value};
use aigaq_workspace::registers::{ApproveForm, DoneForm, RegisterName, RegisterWish, SoonWish};
use aigaq_workspace::{
    Asking, Audience, FormToken, RecordChange, ReviewForm, Saving, Say, Seen, Workspace,
};

/// All registers as they are told now, what comes in the days after, and what was dealt with, by name.
fn told(world: &World, audience: Audience) -> Vec<(&'static str, String)> {
    let on = day("2021-11-30");
    let mut all: Vec<(&'static str, String)> = RegisterName::ALL
        .into_iter()
        .map(|name| {
            let wish = RegisterWish {
                audience,
                ..RegisterWish::whole(name, on)
            };
            (name.code(), format!("{:#}", ask(world, &wish).json))
        })
        .collect();
    let asked = Asking {
        reader: asking(Language::En).reader.making_for(audience),
        ..asking(Language::En)
    };
    let soon = world.workspace.soon(&asked, &SoonWish::whole(on, 60));
    all.push(("soon", format!("{:#?}", soon.unwrap().rows)));
    let dealt_with = world.workspace.dealt_with(&asked).unwrap();
    all.push(("dealt with", format!("{dealt_with:#?}")));
    all
}

/// Says something, and looks whether what was kept before tells of it as what is read for it anew: to ask for another
/// reader in between throws away what was kept. Gives the registers that changed.
fn after(world: &mut World, record_type: &str, table: &str) -> Vec<&'static str> {
    after_that(world, |world| say(world, record_type, table))
}

fn after_that(world: &mut World, happens: impl FnOnce(&mut World)) -> Vec<&'static str> {
    let before = told(world, Audience::Internal);
    happens(world);
    let kept = told(world, Audience::Internal);
    told(world, Audience::Public);
    let anew = told(world, Audience::Internal);
    for ((name, kept), (_, anew)) in kept.iter().zip(&anew) {
        assert_eq!(kept, anew, "{name}");
    }
    let both = before.into_iter().zip(kept);
    both.filter(|((_, before), (_, after))| before != after)
        .map(|((name, _), _)| name)
        .collect()
}

fn ids(world: &World, record_type: &str) -> Vec<String> {
    let query = aigaq_workspace::ListQuery {
        record_type: record_type.to_owned(),
        ..aigaq_workspace::ListQuery::default()
    };
    let list = world.workspace.list(&asking(Language::En), &query).unwrap();
    list.rows.iter().map(|row| row.id.to_string()).collect()
}

#[test]
fn what_is_kept_is_read_again_when_something_bears_on_it() {
    let mut world = World::new();
    fill(&mut world);
    let id = |record_type: &str| ids(&world, record_type).swap_remove(0);
    let (restriction, case, actor) = (id("restriction"), id("case"), id("actor"));
    assert!(after(&mut world, "event", "id,title\ne1,Said\n").is_empty());
    let lifted = format!("id,restriction,kind,date\nx1,{restriction},lifted,2021-11-29\n");
    assert!(after(&mut world, "restriction_change", &lifted).contains(&"restrictions"));
    let step = format!("id,case,kind,date\ns9,{case},criminal.release,2021-11-28\n");
    assert!(after(&mut world, "stage", &step).contains(&"cases"));
    let person = format!("id,person,status,date\nl9,{actor},candidate,2021-11-27\n");
    assert!(after(&mut world, "listing", &person).contains(&"prisoners"));
    let asked = "id,kind,form,filed,planned\nn9,assembly,rally,2021-11-20,2021-11-27\n";
    assert!(after(&mut world, "application", asked).contains(&"assemblies"));
    let promised = "id,text\nm9,Let them go\n";
    assert_eq!(after(&mut world, "commitment", promised), ["commitments"]);
    // The organisation becomes a group: it is no organisation under pressure any more.
    let renamed = "id,name,kind\no1,Testers,group\n";
    let changed = after(&mut world, "actor", renamed);
    assert!(
        changed.contains(&"restrictions") && changed.contains(&"organisations"),
        "{changed:?}"
    );
}

/// A record that is a part of others comes to another whole, loses what made it a part, or goes altogether.
#[test]
fn what_a_part_left_and_what_it_came_to_are_both_read_again() {
    let mut world = World::new();
    fill(&mut world);
    let cases = ids(&world, "case");
    let restrictions = ids(&world, "restriction");
    let organisation = ids(&world, "actor")
        .into_iter()
        .find(|id| {
            let id = id.parse().unwrap();
            let asking = asking(Language::En);
            let page = world.workspace.record(&asking, id).unwrap().unwrap();
            page.named.caption.contains("Testers")
        })
        .unwrap();

    for case in &cases {
        let moved = format!("id,case,kind,date\ns1,{case},criminal.acquittal,2021-11-01\n");
        assert!(after(&mut world, "stage", &moved).contains(&"cases"));
    }
    assert!(
        after(
            &mut world,
            "stage",
            "id,kind,date\ns1,criminal.appeal,2021-11-29\n"
        )
        .contains(&"cases")
    );

    let until = format!(
        "id,kind,ends_with,case,start\nr9,house_arrest,criminal.conviction,{},2021-01-01\n",
        cases[1]
    );
    assert!(after(&mut world, "restriction", &until).contains(&"restrictions"));
    let verdict = format!(
        "id,case,kind,date\ns7,{},criminal.conviction,2021-06-01\n",
        cases[1]
    );
    assert!(after(&mut world, "stage", &verdict).contains(&"restrictions"));
    let changed = after(&mut world, "stage", "id,date\ns7,2021-12-24\n");
    assert!(changed.contains(&"restrictions"), "{changed:?}");

    for restriction in &restrictions {
        let lifted = format!("id,restriction,kind,date\nx1,{restriction},lifted,2021-11-01\n");
        after(&mut world, "restriction_change", &lifted);
    }
    let raided = "id,type,start\na1,ORG.raid,2021-05-01\n";
    after(&mut world, "act", raided);
    let act = ids(&world, "act").swap_remove(0);
    let target = format!("id,act,actor,role\ni1,{act},{organisation},target\n");
    assert!(after(&mut world, "involvement", &target).contains(&"organisations"));
    let other = format!("id,act,actor,role\ni1,{act},{organisation},perpetrator\n");
    assert!(after(&mut world, "involvement", &other).contains(&"organisations"));

    // Entered by a form, and undone: it is gone as if it had never been there.
    let (token, undoing) = (world.token(), world.token());
    let basis = Basis::default();
    let kind = Say::new("kind", Value::term("criminal"), &basis);
    let case = RecordChange::new(token.record(0), "case", vec![kind]);
    let mut saved = None;
    let changed = after_that(&mut world, |world| {
        saved = Some(save(world, token, vec![case]));
    });
    assert!(changed.contains(&"cases"), "{changed:?}");
    let now = world.moment();
    let changed = after_that(&mut world, |world| {
        let undone = world.workspace.undo(saved.unwrap(), "wrong", undoing, &now);
        undone.unwrap();
    });
    assert!(changed.contains(&"cases"), "{changed:?}");
}

/// Saved as by a form; the token gives the records their ids.
fn save(world: &mut World, token: FormToken, records: Vec<RecordChange>) -> ChangeSetId {
    let now = world.moment();
    let saving = Saving {
        token,
        act: ActOfSaving::Form,
        records,
        now,
    };
    world.workspace.save(&saving).unwrap().change_set
}

#[test]
fn what_was_undone_is_in_no_register_for_nobody() {
    let mut world = World::new();
    fill(&mut world);
    let audiences = [Audience::Internal, Audience::Partners, Audience::Public];
    let of_all = |world: &World| audiences.map(|audience| told(world, audience));
    let before = of_all(&world);
    let token = world.token();
    let basis = Basis::default();
    let records = [
        ("restriction", vec![("kind", Value::term("house_arrest"))]),
        ("case", vec![("kind", Value::term("criminal"))]),
        ("commitment", vec![("text", Value::text("Let them go"))]),
        ("application", vec![("kind", Value::term("assembly"))]),
        ("decision", vec![("title", Value::text("Opinion"))]),
        ("act", vec![("type", Value::term("ORG.raid"))]),
    ];
    let records = (0..).zip(records).map(|(number, (record_type, mut said))| {
        // A withdrawn record is sealed no more.
        said.push(("sensitivity", Value::term("sealed")));
        let say = said.into_iter();
        let say = say.map(|(property, value)| Say::new(property, value, &basis));
        RecordChange::new(token.record(number), record_type, say.collect())
    });
    let saved = save(&mut world, token, records.collect());
    let between = told(&world, Audience::Internal);
    let changed = between
        .iter()
        .zip(&before[0])
        .filter(|(now, then)| now != then);
    assert_eq!(
        changed.count(),
        5,
        "restrictions, cases, commitments, assemblies, decisions"
    );
    let (undoing, now) = (world.token(), world.moment());
    world.workspace.undo(saved, "wrong", undoing, &now).unwrap();
    let kept = told(&world, Audience::Internal);
    assert_eq!(kept, before[0]);
    assert_eq!(of_all(&world), before);
}

/// A restriction of which two sources tell another end.
fn told_by_two(world: &mut World) -> RecordId {
    let token = world.token();
    let source = |number| {
        let title = Value::text(format!("Paper {number}"));
        let say = Say::new("title", title, &Basis::default());
        RecordChange::new(token.record(number), "source", vec![say])
    };
    let end = |number, on: &str| {
        let basis = Basis {
            source: Some(token.record(number)),
            ..Basis::default()
        };
        Say::new("end", Value::date(on.parse().unwrap()), &basis)
    };
    let basis = Basis::default();
    let restriction = vec![
        Say::new("kind", Value::term("house_arrest"), &basis),
        Say::new("start", Value::date("2021-01-01".parse().unwrap()), &basis),
        end(1, "2021-06-01"),
        end(2, "2021-12-24"),
    ];
    let restriction = RecordChange::new(token.record(0), "restriction", restriction);
    save(world, token, vec![source(1), source(2), restriction]);
    token.record(0)
}

#[test]
fn another_end_holds_when_its_source_is_judged_reliable() {
    let mut world = World::new();
    fill(&mut world);
    let restriction = told_by_two(&mut world);
    let end = other_end(&world, restriction);
    let live = world.workspace.live(restriction).unwrap();
    let source = live
        .iter()
        .find(|said| said.id == end)
        .unwrap()
        .basis
        .source;
    let token = world.token();
    let reliable = Say::new("reliability", Value::term("reliable"), &Basis::default());
    let mut judged = RecordChange::new(source.unwrap(), "source", vec![reliable]);
    judged.seen = Seen::Any;
    let changed = after_that(&mut world, |world| {
        save(world, token, vec![judged]);
    });
    assert!(changed.contains(&"restrictions"), "{changed:?}");
}

#[test]
fn what_somebody_decides_is_read_at_once() {
    let mut world = World::new();
    fill(&mut world);
    let restriction = told_by_two(&mut world);
    for decide in [Workspace::verify_statement, Workspace::adopt] {
        let end = other_end(&world, restriction);
        let form = review(&mut world, restriction);
        let changed = after_that(&mut world, |world| {
            decide(&mut world.workspace, &form, end).unwrap();
        });
        assert!(changed.contains(&"restrictions"), "{changed:?}");
    }

    let asked = asking(Language::En);
    let soon = SoonWish::whole(day("2021-11-30"), 60);
    let coming = world
        .workspace
        .soon(&asked, &soon)
        .unwrap()
        .rows
        .swap_remove(0);
    let done = DoneForm {
        token: world.token(),
        mark: coming.mark,
        record: coming.record,
        reason: "Written to them".to_owned(),
        now: world.moment(),
    };
    let changed = after_that(&mut world, |world| {
        world.workspace.mark_done(&asked, &done).unwrap();
    });
    assert!(
        changed.contains(&"soon") && changed.contains(&"dealt with"),
        "{changed:?}"
    );

    let rules = world.workspace.rules(&asked).unwrap();
    let rule = rules
        .iter()
        .find(|rule| rule.code == "un.transmitted" || rule.code == "wgad.reply");
    let approved = ApproveForm {
        token: world.token(),
        fingerprint: rule.unwrap().fingerprint.clone(),
        lawyer: "A. Lawyer".to_owned(),
        now: world.moment(),
    };
    let changed = after_that(&mut world, |world| {
        world.workspace.approve_rule(&asked, &approved).unwrap();
    });
    assert!(changed.contains(&"deadlines"), "{changed:?}");
}

#[test]
fn what_an_own_word_stands_under_is_read_again_when_it_is_put_elsewhere() {
    let mut world = World::new();
    fill(&mut world);
    let own = |parent: &str| {
        let own = format!(
            "of = \"act_types\"\ncode = \"sealed_doors\"\nparent = \"{parent}\"\nlabel = {{ en = \"Doors sealed\" }}"
        );
        OwnDefinition::read("code", &own).unwrap()
    };
    let (token, now) = (world.token(), world.moment());
    world.workspace.define(&own("ORG"), token, &now).unwrap();
    say(
        &mut world,
        "act",
        "id,type,start\na1,sealed_doors,2021-05-01\n",
    );
    let act = ids(&world, "act").swap_remove(0);
    let target = ids(&world, "actor")
        .into_iter()
        .map(|actor| format!("{actor},{act},{actor},target\n"));
    let targets = format!("id,act,actor,role\n{}", target.collect::<String>());
    assert!(after(&mut world, "involvement", &targets).contains(&"organisations"));
    let held = world
        .workspace
        .definition_of("code", "act_types/sealed_doors");
    let seen = held.unwrap().map(|held| held.version);
    let (token, now) = (world.token(), world.moment());
    let changed = after_that(&mut world, |world| {
        let elsewhere = own("LIB");
        world
            .workspace
            .redefine(&elsewhere, seen, token, &now)
            .unwrap();
    });
    assert!(changed.contains(&"organisations"), "{changed:?}");
}

fn review(world: &mut World, about: RecordId) -> ReviewForm {
    ReviewForm {
        token: world.token(),
        about,
        words: "The court's record says so".to_owned(),
        now: world.moment(),
    }
}

/// The end that was told of a restriction and does not hold.
fn other_end(world: &World, restriction: RecordId) -> StatementId {
    let asked = asking(Language::En);
    let all = world.workspace.restrictions_on(&asked, day("2021-11-30"));
    let row = all.unwrap().into_iter().find(|row| row.id == restriction);
    let holds = row.unwrap().end;
    let live = world.workspace.live(restriction).unwrap();
    let mut ends = live.iter().filter(|said| said.property == "end");
    ends.find(|said| said.value.plain() != holds).unwrap().id
}

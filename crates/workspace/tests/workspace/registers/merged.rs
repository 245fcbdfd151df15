//! Registers know who is one person, and forget it when the decision is undone.

use super::{asking, count, day, on, rows, say, words};
use crate::world::World;
use aigaq_schema::{Language, RecordId};
use aigaq_workspace::registers::{RegisterName, RegisterWish};
use aigaq_workspace::{Asking, Audience, Output, Verdict, Wish};

/// Two records of one woman: what is told of the first, and of the second.
fn two_records(world: &mut World) -> (RecordId, RecordId) {
    say(
        world,
        "actor",
        "id,name,kind\np1,Aru Testova,person\np2,Aru Testowa,person\n",
    );
    let query = aigaq_workspace::ListQuery {
        record_type: "actor".to_owned(),
        ..aigaq_workspace::ListQuery::default()
    };
    let list = world.workspace.list(&asking(Language::En), &query).unwrap();
    let mut ids: Vec<RecordId> = list.rows.iter().map(|row| row.id).collect();
    ids.sort_unstable();
    (ids[0], ids[1])
}

/// The registers that tell of people, and their flaws, as they stand.
fn told(world: &World) -> Vec<String> {
    let told = |name| {
        let answer = on(world, name, "2021-11-30");
        format!("{:#} {:?}", answer.json, answer.flaws)
    };
    [
        RegisterName::Restrictions,
        RegisterName::Prisoners,
        RegisterName::Organisations,
        RegisterName::Cases,
    ]
    .map(told)
    .into()
}

/// The same, with nothing kept: another reader asked in between.
fn told_anew(world: &World) -> Vec<String> {
    let wish = RegisterWish {
        audience: Audience::Public,
        ..RegisterWish::whole(RegisterName::Restrictions, day("2021-11-30"))
    };
    for name in RegisterName::ALL {
        let wish = RegisterWish {
            name,
            ..wish.clone()
        };
        world
            .workspace
            .register(&asking(Language::En), &wish)
            .unwrap();
    }
    told(world)
}

fn flaws(world: &World, name: RegisterName) -> Vec<String> {
    let answer = on(world, name, "2021-11-30");
    answer.flaws.into_iter().map(|flaw| flaw.key).collect()
}

/// Held by one record, banned and listed by the other.
fn held_and_listed(world: &mut World) -> (RecordId, RecordId) {
    let (first, second) = two_records(world);
    say(
        world,
        "restriction",
        &format!(
            "id,actor,kind,start,length\n\
             r1,{first},custodial_term,2021-01-10,P3Y\n\
             r2,{second},activity_ban,2021-01-10,P3Y\n"
        ),
    );
    say(
        world,
        "listing",
        &format!(
            "id,person,status,date,criteria\n\
             l1,{second},recognised,2021-03-01,pace.a\n"
        ),
    );
    (first, second)
}

#[test]
fn who_is_held_by_one_record_and_listed_by_another_is_listed_and_held() {
    let mut world = World::new();
    let (first, second) = held_and_listed(&mut world);
    let stands = |world: &World| {
        let prisoners = on(world, RegisterName::Prisoners, "2021-11-30");
        let row = rows(&prisoners)[0].clone();
        (row["group"].to_string(), words(&row["held"]))
    };
    let before = told(&world);
    assert_eq!(stands(&world).0, "\"released_restricted\"");
    for (one, other) in [(first, second), (second, first)] {
        let same = world.find(Verdict::Same, one, other);
        assert_eq!(stands(&world), ("\"listed\"".to_owned(), "held".to_owned()));
        assert_eq!(told(&world), told_anew(&world));
        world.undo(&same);
        assert_eq!(told(&world), before);
        assert_eq!(told_anew(&world), before);
    }
}

#[test]
fn people_of_restrictions_are_counted_by_who_is_one_in_the_register_and_in_what_is_published() {
    let mut world = World::new();
    let (first, second) = held_and_listed(&mut world);
    let counted = |world: &World| {
        let register = on(world, RegisterName::Restrictions, "2021-11-30");
        let wish = Wish {
            output: Output::Restrictions {
                on: day("2021-11-30"),
            },
            audience: Audience::Internal,
        };
        let document = world.workspace.publish(&asking(Language::En), &wish);
        let text = aigaq_publishing::plain::text(&document.unwrap()).replace('\u{a0}', " ");
        let persons = ["1 person", "2 persons"].map(|persons| text.contains(persons));
        (count(&register, "persons"), persons)
    };
    assert_eq!(counted(&world), (2, [false, true]));
    let same = world.find(Verdict::Same, first, second);
    assert_eq!(counted(&world), (1, [true, false]));
    world.undo(&same);
    assert_eq!(counted(&world), (2, [false, true]));
}

#[test]
fn what_one_record_tells_explains_what_the_other_tells() {
    let mut world = World::new();
    let (first, second) = two_records(&mut world);
    say(
        &mut world,
        "restriction",
        &format!(
            "id,actor,kind,start,end\n\
             r1,{first},custodial_term,2021-01-10,2021-10-01\n\
             r2,{second},parole_conditions,2021-05-01,2021-08-01\n"
        ),
    );
    say(
        &mut world,
        "case",
        &format!("id,title,kind,party\nk1,Trial,criminal,{second}\n"),
    );
    let query = aigaq_workspace::ListQuery {
        record_type: "case".to_owned(),
        ..aigaq_workspace::ListQuery::default()
    };
    let list = world.workspace.list(&asking(Language::En), &query).unwrap();
    let case = list.rows[0].id;
    say(
        &mut world,
        "stage",
        &format!("id,case,kind,date\ns1,{case},criminal.release,2021-09-01\n"),
    );
    say(
        &mut world,
        "listing",
        &format!(
            "id,person,status,date,criteria\n\
             l1,{first},recognised,2021-03-01,pace.a\n\
             l2,{second},removed,2021-06-01,\n"
        ),
    );
    let all = |world: &World| {
        let mut all = flaws(world, RegisterName::Restrictions);
        all.extend(flaws(world, RegisterName::Prisoners));
        all
    };
    let apart = ["flaw-released-never-held", "flaw-removed-never-listed"];
    assert_eq!(all(&world), apart);
    let same = world.find(Verdict::Same, first, second);
    assert_eq!(all(&world), ["flaw-exclude"]);
    world.undo(&same);
    assert_eq!(all(&world), apart);
}

/// What only the group may read stands for nobody else.
#[test]
fn who_may_not_see_the_first_record_finds_the_person_by_the_other() {
    let mut world = World::new();
    let (first, second) = held_and_listed(&mut world);
    world.find(Verdict::Same, first, second);
    let ask = asking(Language::En);
    let page = world.workspace.record(&ask, first).unwrap().unwrap();
    let key = if page.named.caption.contains("Testova") {
        "p1"
    } else {
        "p2"
    };
    let sealed = format!("id,sensitivity\n{key},sealed\n");
    say(&mut world, "actor", &sealed);
    let public = Asking {
        reader: ask.reader.making_for(Audience::Public),
        ..ask
    };
    let wish = RegisterWish {
        audience: Audience::Public,
        ..RegisterWish::whole(RegisterName::Prisoners, day("2021-11-30"))
    };
    let register = world.workspace.register(&public, &wish).unwrap();
    let text = format!("{}", register.json);
    assert!(!text.contains(&first.to_string()), "{text}");
}

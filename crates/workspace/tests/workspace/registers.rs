//! The registers on the data set on Kazakhstan, and on what is entered for the test.

mod ends;
mod figures;
mod flaws;
mod kazakhstan;
mod kept;
mod merged;
mod shown;
mod soon;
mod standing;
mod tellings;

use crate::outputs::import;
use crate::world::{self, World};
use aigaq_schema::{Day, Language};
use aigaq_workspace::registers::{RegisterAnswer, RegisterName, RegisterWish};
use aigaq_workspace::{Asking, Tables};
use serde_json::Value;

fn day(text: &str) -> Day {
    let date: aigaq_schema::PartialDate = text.parse().unwrap();
    date.first()
}

fn asking(language: Language) -> Asking {
    world::asking(language, day("2021-07-22"))
}

fn ask(world: &World, wish: &RegisterWish) -> RegisterAnswer {
    world
        .workspace
        .register(&asking(Language::En), wish)
        .unwrap()
}

fn on(world: &World, name: RegisterName, on: &str) -> RegisterAnswer {
    ask(world, &RegisterWish::whole(name, day(on)))
}

fn rows(answer: &RegisterAnswer) -> &[Value] {
    answer.json["rows"].as_array().unwrap()
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(words).collect::<Vec<_>>().join("; "),
        Value::Object(of) => words(&of["words"]),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn count(answer: &RegisterAnswer, key: &str) -> u64 {
    answer.counts.iter().find(|c| c.key == key).unwrap().value
}

/// Says something of records: a table by type of record.
fn say(world: &mut World, record_type: &str, table: &str) {
    let path = world.beside(format!("{record_type}-{}.csv", table.len()));
    std::fs::write(&path, table).unwrap();
    import(&mut world.workspace, Tables::Path(&path), record_type);
}

/// A little of everything that the data set on Kazakhstan does not have.
pub(crate) fn fill(world: &mut World) {
    say(
        world,
        "actor",
        "id,name,kind\np1,Aru Testova,person\np2,Bek Testov,person\no1,Testers,ngo\nk1,Keepers Abroad,ngo\n",
    );
    let actor = |world: &World, name: &str| {
        let query = aigaq_workspace::ListQuery {
            record_type: "actor".to_owned(),
            words: Some(name.to_owned()),
            ..aigaq_workspace::ListQuery::default()
        };
        let list = world.workspace.list(&asking(Language::En), &query).unwrap();
        list.rows[0].id
    };
    let (aru, bek) = (actor(world, "Aru Testova"), actor(world, "Bek Testov"));
    let (testers, keepers) = (actor(world, "Testers"), actor(world, "Keepers Abroad"));
    say(
        world,
        "application",
        &format!(
            "id,kind,form,applicant,filed,planned,answered,outcome,ground,signatory\n\
         n1,assembly,rally,{testers},2021-10-18,2021-10-30,,,,\n\
         n2,assembly,march,{testers},2021-10-19,2021-10-30,2021-10-28,refused,late,A. Official\n\
         n3,assembly,picket,{testers},2021-11-01,2021-11-20,2021-11-02,allowed,,A. Official\n\
         n4,ngo_registration,,{testers},2021-01-10,,2021-02-10,refused,incomplete,\n"
        ),
    );
    say(
        world,
        "listing",
        &format!(
            "id,person,keeper,status,date,criteria,reason,decided_by,removal\n\
         l1,{aru},,recognised,2021-03-01,pace.a,Held for a post,member 2,\n\
         l2,{bek},,recognised,2021-02-01,memorial.unfair,Trial closed,member 1,\n\
         l3,{bek},,removed,2021-11-15,,,member 1,released\n\
         l4,{bek},{keepers},recognised,2021-02-15,pace.e,,,\n"
        ),
    );
    say(
        world,
        "restriction",
        &format!(
            "id,actor,kind,start,length,end\n\
         r1,{aru},custodial_term,2021-01-10,P3Y,\n\
         r2,{bek},custodial_term,2020-12-01,,2021-11-14\n\
         r3,{bek},parole_conditions,2021-11-15,P1Y,\n\
         r4,{testers},organisation_suspension,2021-10-15,P3M,\n"
        ),
    );
    say(
        world,
        "case",
        &format!(
            "id,title,kind,party,opened\n\
         c1,Beating of Testov,torture,{bek},2020-12-05\n\
         c2,Communication for Testova,wgad,{aru},2021-04-01\n\
         c3,Trial of Testova,criminal,{aru},2021-01-10\n"
        ),
    );
    let case = |world: &World, title: &str| {
        let query = aigaq_workspace::ListQuery {
            record_type: "case".to_owned(),
            words: Some(title.to_owned()),
            ..aigaq_workspace::ListQuery::default()
        };
        world
            .workspace
            .list(&asking(Language::En), &query)
            .unwrap()
            .rows[0]
            .id
    };
    let (beating, communication) = (
        case(world, "Beating of Testov"),
        case(world, "Communication for Testova"),
    );
    let trial = case(world, "Trial of Testova");
    say(
        world,
        "stage",
        &format!(
            "id,case,kind,date\n\
         s1,{beating},torture.complaint,2020-12-05\n\
         s2,{beating},torture.registered,2020-12-09\n\
         s3,{beating},torture.discontinued,2021-03\n\
         s4,{communication},un.transmitted,2021-10-01\n\
         s5,{trial},criminal.conviction,2021-11-22\n\
         s6,{trial},criminal.appeal,2021-12-20\n"
        ),
    );
    say(
        world,
        "decision",
        &format!(
            "id,title,kind,date,remedy,due,case\nd1,Opinion 7/2021,wgad,2021-05-01,Release at once,2021-12-10,{communication}\n"
        ),
    );
}

//! The end of a restriction is the same wherever it is told: in the register, and in what is published.

use super::{asking, day, on, rows, say, words};
use crate::world::World;
use aigaq_publishing::csv;
use aigaq_schema::{Language, RecordId};
use aigaq_workspace::registers::RegisterName;
use aigaq_workspace::{Audience, Output, Wish};

fn ids(world: &World, record_type: &str) -> Vec<(String, RecordId)> {
    let query = aigaq_workspace::ListQuery {
        record_type: record_type.to_owned(),
        ..aigaq_workspace::ListQuery::default()
    };
    let list = world.workspace.list(&asking(Language::En), &query).unwrap();
    list.rows
        .into_iter()
        .map(|row| (row.caption, row.id))
        .collect()
}

#[test]
fn an_end_is_published_as_it_is_after_all_changes_and_steps() {
    let mut world = World::new();
    let names = [
        "Lifted",
        "Extended",
        "Shortened",
        "Until",
        "Stated",
        "About",
    ];
    let actors: String = names
        .iter()
        .map(|name| format!("{name},{name} Person,person\n"))
        .collect();
    say(&mut world, "actor", &format!("id,name,kind\n{actors}"));
    say(&mut world, "case", "id,title,kind\nc1,Trial,criminal\n");
    let case = ids(&world, "case")[0].1;
    say(
        &mut world,
        "stage",
        &format!("id,case,kind,date\ns1,{case},criminal.conviction,2021-05-05\n"),
    );
    let all = ids(&world, "actor");
    let who = |name: &str| {
        let found = all.iter().find(|(caption, _)| caption.starts_with(name));
        found.unwrap().1
    };
    let kind = "house_arrest,2021-01-01";
    let restrictions = format!(
        "id,actor,kind,start,length,end,ends_with,case\n\
         r1,{},{kind},,2021-12-31,,\n\
         r2,{},{kind},,2021-06-01,,\n\
         r3,{},{kind},P2Y,,,\n\
         r4,{},{kind},,,criminal.conviction,{case}\n\
         r5,{},{kind},,2021-11-11,,\n\
         r6,{},{kind},,2021-10~,,\n",
        who("Lifted"),
        who("Extended"),
        who("Shortened"),
        who("Until"),
        who("Stated"),
        who("About"),
    );
    say(&mut world, "restriction", &restrictions);
    let register = on(&world, RegisterName::Restrictions, "2021-02-01");
    let id = |name: &str| {
        let mut rows = rows(&register).iter();
        let row = rows.find(|row| words(&row["actor"]).starts_with(name));
        row.unwrap()["record"].as_str().unwrap().to_owned()
    };
    let changes = format!(
        "id,restriction,kind,date,length,end\n\
         x1,{},lifted,2021-03-01,,\n\
         x2,{},extended,2021-01-20,,2021-09-01\n\
         x3,{},shortened,2021-01-20,P6M,\n",
        id("Lifted"),
        id("Extended"),
        id("Shortened"),
    );
    say(&mut world, "restriction_change", &changes);

    let wish = Wish {
        output: Output::Restrictions {
            on: day("2021-02-01"),
        },
        audience: Audience::Internal,
    };
    let document = world.workspace.publish(&asking(Language::En), &wish);
    let published = csv::single(&document.unwrap(), csv::Mark::Plain).unwrap();
    let register = on(&world, RegisterName::Restrictions, "2021-02-01");
    for (name, end, how) in [
        ("Lifted", "2021-03-01", "stated"),
        ("Extended", "2021-09-01", "stated"),
        ("Shortened", "2021-06-30", "computed"),
        ("Until", "2021-05-05", "stated"),
        ("Stated", "2021-11-11", "stated"),
        ("About", "2021-10~", "stated"),
    ] {
        let mut lines = published.lines();
        let line = lines.find(|line| line.contains(&format!("{name} Person")));
        let line = line.unwrap();
        assert!(line.contains(&format!(",{end},{how},")), "{name}: {line}");
        let mut rows = rows(&register).iter();
        let row = rows.find(|row| words(&row["actor"]).starts_with(name));
        let cell = row.unwrap()["end"].to_string();
        assert!(cell.contains(end), "{name}: {cell}");
    }
}

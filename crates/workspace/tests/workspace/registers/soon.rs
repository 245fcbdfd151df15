//! What comes, and what was marked as dealt with.

use super::{asking, day, fill, say};
use crate::world::World;
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, Language, RecordId, Value};
use aigaq_workspace::registers::{
    DoneForm, RegisterName, RegisterWish, SoonKind, SoonRow, SoonWish,
};
use aigaq_workspace::{RecordChange, Saving, Say};

fn coming(world: &World, on: &str, days: u32) -> Vec<SoonRow> {
    let wish = SoonWish::whole(day(on), days);
    let soon = world.workspace.soon(&asking(Language::En), &wish);
    soon.unwrap().rows
}

/// What it is called, its first day and how it stands.
fn told(row: &SoonRow) -> (&str, String, &'static str) {
    let stands = match (row.overdue, row.perhaps) {
        (true, _) => "overdue",
        (false, true) => "perhaps",
        (false, false) => "",
    };
    let first = row.first.map(|day| day.to_string()).unwrap_or_default();
    (&row.what, first, stands)
}

fn of_kind(rows: &[SoonRow], kind: SoonKind) -> Vec<(&str, String, &'static str)> {
    let rows = rows.iter().filter(|row| row.kind == kind);
    rows.map(told).collect()
}

fn mark(world: &mut World, row: &SoonRow) {
    let done = DoneForm {
        token: world.token(),
        mark: row.mark.clone(),
        record: row.record,
        reason: "Written to them".to_owned(),
        now: world.moment(),
    };
    let asked = asking(Language::En);
    world.workspace.mark_done(&asked, &done).unwrap();
}

fn only(world: &World, record_type: &str) -> RecordId {
    let query = aigaq_workspace::ListQuery {
        record_type: record_type.to_owned(),
        ..aigaq_workspace::ListQuery::default()
    };
    let list = world.workspace.list(&asking(Language::En), &query).unwrap();
    assert_eq!(list.rows.len(), 1);
    list.rows[0].id
}

fn later(world: &World, name: &str) -> String {
    let ics = world.workspace.calendar(
        &asking(Language::En),
        day("2021-02-20"),
        90,
        &SoonKind::ALL,
        false,
    );
    let ics = ics.unwrap();
    let line = ics.lines().find(|line| line.starts_with(name));
    line.unwrap_or_default().to_owned()
}

#[test]
fn what_was_dealt_with_comes_up_again_when_its_day_becomes_another() {
    let mut world = World::new();
    say(
        &mut world,
        "restriction",
        "id,kind,start,end\nr1,pretrial_detention,2021-01-01,2021-03-01\n",
    );
    let custody = only(&world, "restriction");
    let ends = |world: &World, on| {
        coming(world, on, 90)
            .into_iter()
            .filter(|row| row.kind == SoonKind::Ending)
            .collect::<Vec<_>>()
    };
    let ending = ends(&world, "2021-02-20").swap_remove(0);
    let uid = later(&world, "UID");
    mark(&mut world, &ending);
    assert!(ends(&world, "2021-02-20").is_empty());
    assert!(ends(&world, "2021-02-27").is_empty(), "whoever asks when");

    let extended =
        format!("id,restriction,kind,date,end\nx1,{custody},extended,2021-02-25,2021-05-01\n");
    say(&mut world, "restriction_change", &extended);
    let again = ends(&world, "2021-02-20");
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].last, Some(day("2021-05-01")));
    // A calendar that has the first moves it.
    assert_eq!(later(&world, "DTSTART"), "DTSTART;VALUE=DATE:20210501");
    assert_eq!(later(&world, "UID"), uid);
    mark(&mut world, &again[0]);
    assert!(ends(&world, "2021-02-20").is_empty());
    let asked = asking(Language::En);
    assert_eq!(world.workspace.dealt_with(&asked).unwrap().len(), 2);
}

#[test]
fn an_end_known_to_the_month_stays_dealt_with_while_the_month_goes_by() {
    let mut world = World::new();
    say(
        &mut world,
        "restriction",
        "id,kind,start,end\nr1,house_arrest,2021-01-01,2021-03\n",
    );
    let ending = coming(&world, "2021-02-20", 60).swap_remove(0);
    mark(&mut world, &ending);
    for on in ["2021-02-20", "2021-03-10", "2021-03-31"] {
        assert!(coming(&world, on, 60).is_empty(), "{on}");
    }
    // A day of that month is another saying: it may be the one nobody thought of.
    say(
        &mut world,
        "restriction",
        "id,kind,end\nr1,house_arrest,2021-03-02\n",
    );
    assert_eq!(coming(&world, "2021-02-20", 60).len(), 1);
}

/// A mark as it was made before marks held a day.
fn mark_as_once(world: &mut World, row: &SoonRow, what: &str) {
    let (token, now) = (world.token(), world.moment());
    let basis = Basis::default();
    let name = format!("due:{what}:{}", row.record);
    let say = vec![
        Say::new("kind", Value::term("done"), &basis),
        Say::new("finding", Value::text(name), &basis),
        Say::new("record", Value::Reference(row.record), &basis),
    ];
    let saving = Saving {
        token,
        act: ActOfSaving::Decision,
        records: vec![RecordChange::new(token.record(0), "judgement", say)],
        now,
    };
    world.workspace.save(&saving).unwrap();
}

#[test]
fn a_mark_without_a_day_holds_until_something_is_said_that_may_move_the_day() {
    let mut world = World::new();
    say(
        &mut world,
        "restriction",
        "id,kind,start,end\nr1,house_arrest,2021-01-01,2021-03-01\n",
    );
    say(
        &mut world,
        "commitment",
        "id,text,deadline,review\nc1,Let them go,2021-03-05,2021-03-10\n",
    );
    let custody = only(&world, "restriction");
    for (what, kind) in [
        ("ending", SoonKind::Ending),
        ("deadline", SoonKind::Commitment),
        ("review", SoonKind::Commitment),
    ] {
        let rows = coming(&world, "2021-02-20", 60);
        let row = rows.iter().find(|row| row.kind == kind).unwrap();
        mark_as_once(&mut world, row, what);
    }
    assert!(coming(&world, "2021-02-20", 60).is_empty());
    say(&mut world, "event", "id,title\ne1,Something else\n");
    assert!(coming(&world, "2021-02-20", 60).is_empty());

    let extended =
        format!("id,restriction,kind,date,end\nx1,{custody},extended,2021-02-25,2021-04-01\n");
    say(&mut world, "restriction_change", &extended);
    let again = coming(&world, "2021-02-20", 60);
    let kinds: Vec<SoonKind> = again.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [SoonKind::Ending]);
    say(
        &mut world,
        "commitment",
        "id,text,deadline\nc1,Let them go,2021-03-07\n",
    );
    assert_eq!(coming(&world, "2021-02-20", 60).len(), 3);
}

#[test]
fn what_is_overdue_stands_first_whatever_it_is() {
    let mut world = World::new();
    say(
        &mut world,
        "decision",
        "id,title,kind,date,remedy,due,answered,carried_out,carried_out_on\n\
         d1,Late,wgad,2021-05-01,Release,2021-12-20,,,\n\
         d2,Partly,wgad,2021-05-01,Release,2022-01-05,,partly,2021-06-01\n\
         d3,Answered,wgad,2021-05-01,Release,2022-01-06,2021-06-01,,\n\
         d4,Done,wgad,2021-05-01,Release,2022-01-07,,done,2021-06-01\n\
         d5,Perhaps,wgad,2021-05-01,Release,2021-12,,,\n\
         d6,Long ago,wgad,2020-05-01,Release,2020-12-20,,,\n",
    );
    say(
        &mut world,
        "commitment",
        "id,text,same_as,made_on,deadline\n\
         c1,Promised,,2021-01-01,2021-12-18\n\
         c2,Promised again,c1,2021-01-01,2021-12-18\n\
         c3,Kept,,2021-01-01,2021-12-18\n\
         c4,To be kept,,2021-01-01,2022-01-03\n",
    );
    let query = aigaq_workspace::ListQuery {
        record_type: "commitment".to_owned(),
        words: Some("Kept".to_owned()),
        ..aigaq_workspace::ListQuery::default()
    };
    let list = world.workspace.list(&asking(Language::En), &query).unwrap();
    let kept = list
        .rows
        .iter()
        .find(|row| row.caption == "Kept")
        .unwrap()
        .id;
    say(
        &mut world,
        "assessment",
        &format!("id,commitment,axis,level,date\na1,{kept},independent,met,2021-06-01\n"),
    );
    let rows = coming(&world, "2021-12-22", 30);
    let overdue: Vec<&str> = rows
        .iter()
        .take_while(|row| row.overdue)
        .map(|row| row.what.as_str())
        .collect();
    assert_eq!(overdue.len(), 2, "{rows:#?}");
    assert!(overdue[0].starts_with("Promised") && overdue[1] == "Late");
    assert_eq!(rows.iter().filter(|row| row.overdue).count(), 2);
    let decisions = of_kind(&rows, SoonKind::Decision);
    let day = str::to_owned;
    assert_eq!(
        decisions,
        [
            ("Late", day("2021-12-20"), "overdue"),
            ("Perhaps", day("2021-12-01"), "perhaps"),
            ("Partly", day("2022-01-05"), ""),
            ("Answered", day("2022-01-06"), ""),
        ]
    );
    let commitments = of_kind(&rows, SoonKind::Commitment);
    assert_eq!(commitments.len(), 2, "{commitments:?}");
    assert_eq!(commitments[1], ("To be kept", day("2022-01-03"), ""));
    // Whichever of the two it was marked at.
    let promised = rows.iter().find(|row| row.overdue).unwrap().clone();
    mark(&mut world, &promised);
    assert_eq!(
        of_kind(&coming(&world, "2021-12-22", 30), SoonKind::Commitment).len(),
        1
    );
}

#[test]
fn today_tells_of_what_comes_as_the_page_of_it_does() {
    let mut world = World::new();
    say(
        &mut world,
        "restriction",
        "id,kind,start,end\n\
         r1,house_arrest,2021-01-01,2021-08-01\n\
         r2,house_arrest,2021-01-01,2021-08\n\
         r3,house_arrest,2021-01-01,2021-07/2021-12\n\
         r4,house_arrest,2021-01-01,\n\
         r5,house_arrest,2021-07-25,2021-08-05\n\
         r6,house_arrest,2021-07-25,2021-12-05\n\
         r7,house_arrest,2021-01-01,2021-07-20\n",
    );
    say(
        &mut world,
        "intervention",
        "id,title,date,follow_up\nv1,Letter,2021-07-01,2021-07-20\n",
    );
    let asked = asking(Language::En);
    let today = |world: &World| {
        let overview = world.workspace.overview(&asked).unwrap();
        let ends = format!("{:?}", overview.ends_soon);
        let texts = overview.follow_ups.iter().map(|row| row.text.clone());
        let follow_ups: Vec<String> = texts.collect();
        assert_eq!(overview.follow_ups_in_all, follow_ups.len());
        let all = world.workspace.follow_ups(&asked, 0).unwrap();
        assert_eq!(all.total, follow_ups.len());
        (ends, overview.ends_soon_in_all, follow_ups)
    };
    let page = |world: &World| {
        let mut rows = coming(world, "2021-07-22", 30);
        rows.retain(|row| row.kind == SoonKind::Ending);
        (format!("{rows:?}"), rows.len())
    };
    let rows = coming(&world, "2021-07-22", 30);
    let day = str::to_owned;
    let ends: Vec<(String, &str)> = of_kind(&rows, SoonKind::Ending)
        .into_iter()
        .map(|(_, first, stands)| (first, stands))
        .collect();
    assert_eq!(
        ends,
        [
            (day("2021-08-01"), ""),
            (day("2021-08-05"), ""),
            (day("2021-08-01"), "perhaps"),
            (day("2021-07-22"), "perhaps"),
        ]
    );
    let (ends, in_all, follow_ups) = today(&world);
    assert_eq!((ends, in_all), page(&world));
    assert!(follow_ups[0].starts_with("Letter"), "{follow_ups:?}");
    for row in &rows {
        mark(&mut world, row);
    }
    let (ends, in_all, follow_ups) = today(&world);
    assert_eq!((ends.as_str(), in_all, follow_ups.len()), ("[]", 0, 0));
    assert_eq!(page(&world), (ends, in_all));
}

#[test]
fn a_calendar_with_names_holds_no_words_of_notes_and_marks_what_only_may_be() {
    let mut world = World::new();
    say(
        &mut world,
        "note",
        "id,kind,text,follow_up\nn1,follow_up,She said who hides them,2021-08-01\n",
    );
    say(
        &mut world,
        "decision",
        "id,title,kind,date,remedy,due\nd1,Opinion on the release,wgad,2021-05-01,Release,2021-08-01\n",
    );
    let file = |names| {
        let ask = asking(Language::En);
        let kinds = &SoonKind::ALL;
        let file = world
            .workspace
            .calendar(&ask, day("2021-07-22"), 30, kinds, names);
        file.unwrap().replace("\r\n ", "")
    };
    for names in [false, true] {
        let file = file(names);
        assert!(!file.contains("hides"), "{file}");
        assert_eq!(file.contains("Opinion on the release"), names);
        assert_eq!(file.matches("BEGIN:VEVENT").count(), 2, "{file}");
        assert_eq!(file.matches("STATUS:CONFIRMED").count(), 2, "{file}");
    }
}

#[test]
fn a_time_that_may_run_on_after_the_days_asked_is_told_as_perhaps() {
    let mut world = World::new();
    say(&mut world, "case", "id,title,kind\nc1,Trial,criminal\n");
    let case = only(&world, "case");
    let step = format!("id,case,kind,date\ns1,{case},criminal.conviction,2021-07-15/2021-12-31\n");
    say(&mut world, "stage", &step);
    let rows = coming(&world, "2021-07-22", 30);
    let running: Vec<&SoonRow> = rows.iter().filter(|row| row.rule.is_some()).collect();
    assert!(!running.is_empty(), "{rows:#?}");
    assert!(running.iter().all(|row| row.perhaps && !row.overdue));
    let longer = coming(&world, "2021-07-22", 300);
    let appeal = longer.iter().find(|row| row.rule == running[0].rule);
    assert!(!appeal.unwrap().perhaps, "{longer:#?}");
}

#[test]
fn the_calendar_of_a_register_holds_what_stands_in_it() {
    let mut world = World::new();
    fill(&mut world);
    let query = aigaq_workspace::ListQuery {
        record_type: "case".to_owned(),
        words: Some("Beating of Testov".to_owned()),
        ..aigaq_workspace::ListQuery::default()
    };
    let list = world.workspace.list(&asking(Language::En), &query).unwrap();
    let beating = list.rows[0].id;
    let hearing = format!("id,case,kind,date\ns9,{beating},torture.trial,2021-12-20\n");
    say(&mut world, "stage", &hearing);
    let events = |wish: &RegisterWish| {
        let file = world
            .workspace
            .register_calendar(&asking(Language::En), wish, 1_000, true);
        let file = file.unwrap().replace("\r\n ", "");
        let lines = file.lines().filter(|line| line.starts_with("SUMMARY:"));
        let mut who: Vec<String> = lines
            .filter_map(|line| line.rsplit_once(" · ").map(|(_, who)| who.to_owned()))
            .collect();
        who.sort();
        who
    };
    let whole = |name| RegisterWish::whole(name, day("2021-11-30"));
    let (aru, bek, testers) = ("Aru Testova", "Bek Testov", "Testers");
    assert_eq!(
        events(&whole(RegisterName::Restrictions)),
        [aru, bek, testers]
    );
    assert_eq!(events(&whole(RegisterName::Prisoners)), [aru, bek]);
    let custody = RegisterWish {
        kind: Some("custodial_term".to_owned()),
        ..whole(RegisterName::Restrictions)
    };
    assert_eq!(events(&custody), [aru]);
    let named = RegisterWish {
        words: Some("testers".to_owned()),
        ..whole(RegisterName::Restrictions)
    };
    assert_eq!(events(&named), [testers]);
    let (all, torture) = (
        events(&whole(RegisterName::Cases)),
        events(&whole(RegisterName::Torture)),
    );
    assert!(torture.len() < all.len(), "{all:?} {torture:?}");
    assert!(torture.iter().all(|who| who == bek), "{torture:?}");
}

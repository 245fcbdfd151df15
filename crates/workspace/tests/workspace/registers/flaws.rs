//! What was entered that cannot be is told where it is entered, in the register and among the checks.

use super::{asking, on, rows, say};
use crate::world::World;
use aigaq_schema::Language;
use aigaq_workspace::registers::RegisterName;
use aigaq_workspace::{FindingKind, FindingView, SettleForm, SettlementWay};

#[test]
fn bad_input_is_told_where_it_is_entered_and_in_the_register() {
    let mut world = World::new();
    say(&mut world, "actor", "id,name,kind\np1,Aru Testova,person\n");
    let query = aigaq_workspace::ListQuery {
        record_type: "actor".to_owned(),
        ..aigaq_workspace::ListQuery::default()
    };
    let aru = world
        .workspace
        .list(&asking(Language::En), &query)
        .unwrap()
        .rows[0]
        .id;
    say(
        &mut world,
        "restriction",
        &format!(
            "id,actor,kind,start,end\n\
         r1,{aru},custodial_term,2021-05-01,2021-04-01\n\
         r2,{aru},custodial_term,2021-06-01,2022-06-01\n\
         r3,{aru},parole_conditions,2021-07-01,2022-01-01\n"
        ),
    );
    let answer = on(&world, RegisterName::Restrictions, "2021-07-22");
    let mut keys: Vec<&str> = answer.flaws.iter().map(|flaw| flaw.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["flaw-end-before-start", "flaw-exclude"]);
    assert!(
        answer.flaws[0].sentence.contains("1\u{a0}April 2021"),
        "{:?}",
        answer.flaws
    );
    let flawed = answer.flaws[0].records[0].id;
    let here = world
        .workspace
        .flaws_of(&asking(Language::En), flawed)
        .unwrap();
    assert_eq!(here.len(), 1);
    // Shown, and nothing is mended: the row is there as it was entered.
    assert_eq!(rows(&answer).len(), 3);
    // Among the checks as well, where they can be settled.
    let report = world
        .workspace
        .check_records(&asking(Language::En), None)
        .unwrap();
    let entered: Vec<&str> = report
        .open
        .iter()
        .filter(|finding| finding.kind == FindingKind::Entered)
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(entered, ["flaw-exclude"]);
    // What a rule finds in every kind of record is found once.
    let backwards = report.open.iter().filter(|finding| {
        finding.message == "order.backwards"
            && finding.involved.iter().any(|one| one.record.id == flawed)
    });
    assert_eq!(backwards.count(), 1);
    for language in Language::ALL {
        let report = world.workspace.check_records(&asking(language), None);
        let report = report.unwrap();
        let said = report
            .open
            .iter()
            .find(|finding| finding.message == "flaw-exclude");
        let said = &said.unwrap().sentence;
        assert!(said.contains("2021") && !said.contains('{'), "{said}");
    }
}

#[test]
fn rings_and_empty_assessments_are_found_wherever_they_are_entered() {
    let mut world = World::new();
    say(
        &mut world,
        "commitment",
        "id,text,same_as\nc1,Lift the bans,c2\nc2,Lift all bans,c3\nc3,Let them work,c1\nc4,Alone,\n",
    );
    say(
        &mut world,
        "stage",
        "id,kind,date\ns1,criminal.release,2021-05-01\n",
    );
    say(&mut world, "actor", "id,name,kind\np1,Aru Testova,person\n");
    let id = |world: &World, record_type: &str| {
        let query = aigaq_workspace::ListQuery {
            record_type: record_type.to_owned(),
            ..aigaq_workspace::ListQuery::default()
        };
        let list = world.workspace.list(&asking(Language::En), &query).unwrap();
        list.rows[0].id
    };
    let (commitment, aru) = (id(&world, "commitment"), id(&world, "actor"));
    say(
        &mut world,
        "assessment",
        &format!("id,commitment,axis,level,date\na1,{commitment},independent,met,2021-06-01\n"),
    );
    say(
        &mut world,
        "case",
        &format!("id,title,kind,party\nk1,Case,criminal,{aru}\n"),
    );
    let case = id(&world, "case");
    say(
        &mut world,
        "stage",
        &format!("id,case,kind,date\ns2,{case},criminal.release,2021-05-02\n"),
    );
    let report = world
        .workspace
        .check_records(&asking(Language::En), None)
        .unwrap();
    let found: Vec<&str> = report
        .open
        .iter()
        .filter(|finding| finding.kind == FindingKind::Entered)
        .map(|finding| finding.message.as_str())
        .collect();
    for wanted in [
        "flaw-same-as-loop",
        "flaw-released-never-held",
        "flaw-assessment-without-evidence",
        "flaw-assessment-without-assessor",
    ] {
        assert_eq!(
            found.iter().filter(|key| **key == wanted).count(),
            1,
            "{wanted}: {found:?}"
        );
    }
}

/// Who has just imported or saved something is told what of it cannot be, and of nothing else.
#[test]
fn what_a_change_set_brought_that_cannot_be_is_told_of_it_alone() {
    let mut world = World::new();
    say(&mut world, "actor", "id,name,kind\np1,Aru Testova,person\n");
    let id = |world: &World, record_type: &str| {
        let query = aigaq_workspace::ListQuery {
            record_type: record_type.to_owned(),
            ..aigaq_workspace::ListQuery::default()
        };
        let list = world.workspace.list(&asking(Language::En), &query).unwrap();
        list.rows[0].id
    };
    let told = |world: &World| -> Vec<String> {
        let ask = asking(Language::En);
        let last = world.workspace.journal(&ask, 0).unwrap().rows[0].id;
        let told = world.workspace.flaws_of_change_set(&ask, last, 9);
        let (flaws, in_all) = told.unwrap();
        assert_eq!(flaws.len(), in_all);
        flaws.into_iter().map(|flaw| flaw.key).collect()
    };
    assert_eq!(told(&world), Vec::<String>::new());
    let aru = id(&world, "actor");
    let restriction =
        format!("id,actor,kind,start,end\nr1,{aru},custodial_term,2021-05-01,2021-04-01\n");
    say(&mut world, "restriction", &restriction);
    assert_eq!(told(&world), ["flaw-end-before-start"]);
    // A change tells of nothing but itself, though it is found at the restriction.
    let restriction = id(&world, "restriction");
    let change = format!("id,restriction,kind,date\nx1,{restriction},lifted,2020-01-01\n");
    say(&mut world, "restriction_change", &change);
    assert_eq!(told(&world), ["flaw-change-before-start"]);
    let change = id(&world, "restriction_change");
    let here = world
        .workspace
        .flaws_of(&asking(Language::En), change)
        .unwrap();
    let here: Vec<&str> = here.iter().map(|flaw| flaw.key.as_str()).collect();
    assert_eq!(here, ["flaw-change-before-start"]);
    say(&mut world, "event", "id,title\ne1,Something else\n");
    assert_eq!(told(&world), Vec::<String>::new());
}

/// Two changes before the start are two findings, and a settled one is open again when its day is another.
#[test]
fn each_change_before_the_start_is_a_finding_of_its_own_as_long_as_it_says_the_same() {
    let mut world = World::new();
    say(
        &mut world,
        "restriction",
        "id,kind,start\nr1,house_arrest,2021-05-01\n",
    );
    let query = aigaq_workspace::ListQuery {
        record_type: "restriction".to_owned(),
        ..aigaq_workspace::ListQuery::default()
    };
    let list = world.workspace.list(&asking(Language::En), &query).unwrap();
    let restriction = list.rows[0].id;
    let change = |world: &mut World, id: &str, kind: &str, day: &str| {
        let table = format!("id,restriction,kind,date\n{id},{restriction},{kind},{day}\n");
        say(world, "restriction_change", &table);
    };
    let open = |world: &World| -> Vec<FindingView> {
        let report = world
            .workspace
            .check_records(&asking(Language::En), None)
            .unwrap();
        let mut open = report.open.clone();
        open.retain(|finding| finding.message == "flaw-change-before-start");
        open
    };
    change(&mut world, "x1", "lifted", "2020-01-01");
    let first = open(&world);
    assert_eq!(first.len(), 1);
    let form = SettleForm {
        token: world.token(),
        finding: first[0].key.clone(),
        way: SettlementWay::Explained,
        reason: "So it stands in the order".to_owned(),
        now: world.moment(),
    };
    let asked = asking(Language::En);
    world.workspace.settle(&asked, None, &form).unwrap();
    assert_eq!(open(&world).len(), 0);
    change(&mut world, "x2", "extended", "2020-02-01");
    assert_eq!(open(&world).len(), 1, "another change");
    change(&mut world, "x1", "lifted", "2020-01-02");
    let both = open(&world);
    assert_eq!(both.len(), 2, "another day");
    for finding in &both {
        let changes = finding.involved.iter();
        assert!(changes.clone().any(|one| one.record.id != restriction));
        assert!(changes.clone().any(|one| one.record.id == restriction));
    }
}

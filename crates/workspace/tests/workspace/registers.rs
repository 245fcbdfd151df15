//! The registers on the data set on Kazakhstan, and on what is entered for the test.

mod kept;

use crate::outputs::{import, kazakhstan};
use crate::world::{self, World};
use aigaq_publishing::{csv, html, links::Anchors};
use aigaq_schema::{Day, Language};
use aigaq_workspace::registers::{Extent, RegisterAnswer, RegisterName, RegisterWish, SoonKind};
use aigaq_workspace::{Asking, Audience, FindingKind, Tables};
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

#[test]
fn forty_seven_measures_are_placed_on_any_day_with_the_reason() {
    let world = kazakhstan();
    for date in [
        "1990-01-01",
        "2016-06-01",
        "2017-12-31",
        "2021-07-22",
        "2024-03-01",
        "2030-01-01",
    ] {
        let answer = on(&world, RegisterName::Restrictions, date);
        assert_eq!(rows(&answer).len(), 47, "{date}");
        let sum: usize = answer.groups.iter().map(|group| group.rows).sum();
        assert_eq!(sum, 47);
        for row in rows(&answer) {
            assert!(!words(&row["why"]).is_empty(), "{date} {row}");
        }
    }
    let answer = on(&world, RegisterName::Restrictions, "2021-07-22");
    let unit = answer.counts.iter().find(|c| c.key == "certainly").unwrap();
    assert!(
        unit.value > 5 && unit.unit.contains("restriction"),
        "{unit:?}"
    );
}

#[test]
fn case_07_baltabay_yes_mamai_no_kharkova_apart() {
    let world = kazakhstan();
    let answer = on(&world, RegisterName::Restrictions, "2021-07-22");
    let ban = |name: &str| -> Vec<&Value> {
        rows(&answer)
            .iter()
            .filter(|row| {
                words(&row["actor"]).contains(name) && words(&row["kind"]).contains("Ban")
            })
            .collect()
    };
    let baltabay = ban("Baltabay");
    assert_eq!(baltabay.len(), 1);
    assert_eq!(baltabay[0]["group"], "certainly");
    assert!(words(&baltabay[0]["end"]).contains("2026"));
    assert_eq!(ban("Mamai")[0]["group"], "not_in_force");
    assert_eq!(ban("Kharkova")[0]["group"], "end_unknown");
    // In force until 2026, and the year is not known to the day.
    for (date, group) in [
        ("2025-12-31", "certainly"),
        ("2026-06-01", "perhaps"),
        ("2027-01-01", "not_in_force"),
    ] {
        let answer = on(&world, RegisterName::Restrictions, date);
        let row = rows(&answer).iter().find(|row| {
            words(&row["actor"]).contains("Baltabay") && words(&row["kind"]).contains("Ban")
        });
        assert_eq!(row.unwrap()["group"], group, "{date}");
    }
}

/// The six whom the conclusions name: their bans on the day of the publication.
#[test]
fn the_table_of_the_six_named_people() {
    let world = kazakhstan();
    let six = [
        ("Bokayev", "certainly", "22 July 2024"),
        ("Ilyashev", "certainly", "2025"),
        ("Tulesova", "certainly", "February 2022"),
        ("Kharkova", "end_unknown", "unknown"),
        ("Eleusinov", "end_unknown", "unknown"),
        ("Baltabay", "certainly", "2026"),
    ];
    let answer = on(&world, RegisterName::Restrictions, "2021-07-22");
    for (name, group, end) in six {
        let row = rows(&answer)
            .iter()
            .find(|row| words(&row["actor"]).contains(name) && words(&row["kind"]).contains("Ban"))
            .unwrap_or_else(|| panic!("{name}"));
        assert_eq!(row["group"], group, "{name}");
        let said = words(&row["end"]).replace('\u{a0}', " ");
        assert!(said.contains(end), "{name}: {said}");
    }
}

#[test]
fn nine_topics_of_the_decree_and_three_with_nothing_under_them() {
    let world = kazakhstan();
    let answer = on(&world, RegisterName::Commitments, "2021-07-22");
    assert_eq!(count(&answer, "topics"), 9);
    assert_eq!(count(&answer, "topics_without"), 3);
    let unit = |key: &str| &answer.counts.iter().find(|c| c.key == key).unwrap().unit;
    assert_eq!(
        (unit("topics").as_str(), unit("topics_without").as_str()),
        ("topics", "topics")
    );
    let topics = answer.json["tables"]["by_topic"].as_array().unwrap();
    let under: Vec<(String, u64)> = topics
        .iter()
        .map(|row| (words(&row["topic"]), row["count"].as_u64().unwrap()))
        .collect();
    let of = |what: &str| {
        under
            .iter()
            .find(|(topic, _)| topic.contains(what))
            .unwrap()
            .1
    };
    for (topic, recommendations) in [
        ("UN treaty bodies", 0),
        ("trafficking", 1),
        ("disabilities", 0),
        ("discrimination against women", 1),
        ("association", 5),
        ("expression", 5),
        ("life and public order", 0),
        ("NGOs", 1),
        ("criminal justice", 2),
    ] {
        assert_eq!(of(topic), recommendations, "{topic}: {under:?}");
    }
    let nothing = topics
        .iter()
        .filter(|row| words(&row["recommendations"]) == "no recommendation");
    assert_eq!(nothing.count(), 3);
}

#[test]
fn case_11_ten_and_thirteen_recommendations_count_once_and_as_often_as_they_are_listed() {
    let world = kazakhstan();
    let answer = on(&world, RegisterName::Commitments, "2021-07-22");
    // In both documents: ten to the government, two to others. Thirteen and two in the longer one.
    let both: Vec<&Value> = rows(&answer)
        .iter()
        .filter(|row| {
            let documents = words(&row["documents"]);
            documents.contains("Executive") && documents.contains("Conclusions")
        })
        .collect();
    assert_eq!(both.len(), 12);
    let to_government = |row: &&&Value| words(&row["addressee"]).contains("Government");
    assert_eq!(both.iter().filter(to_government).count(), 10);
    let documents = answer.json["tables"]["by_document"].as_array().unwrap();
    let of = |title: &str| {
        let row = documents
            .iter()
            .find(|row| words(&row["instrument"]).contains(title));
        row.unwrap_or_else(|| panic!("{documents:?}"))["count"]
            .as_u64()
            .unwrap()
    };
    // The summary tells of two pledges of the president as well; it lists none.
    assert_eq!(of("Executive"), 12);
    // As listed: what stands in two documents counts in both, what stands in none counts too.
    let listed: u64 = documents
        .iter()
        .map(|row| row["count"].as_u64().unwrap())
        .sum();
    let nowhere = rows(&answer)
        .iter()
        .filter(|row| row["group"] != "topics" && row["documents"].is_null());
    assert_eq!(
        count(&answer, "listed") + count(&answer, "topics"),
        listed + nowhere.count() as u64,
        "the topics stand in the decree"
    );
    assert!(count(&answer, "listed") - count(&answer, "once") >= 12);
}

#[test]
fn case_12_completed_and_on_paper_only_stand_side_by_side_and_the_scorecard_uses_the_second() {
    let mut world = kazakhstan();
    let answer = on(&world, RegisterName::Commitments, "2021-07-22");
    let law = rows(&answer)
        .iter()
        .find(|row| words(&row["text"]).contains("membership of national federations"))
        .unwrap();
    assert!(words(&law["independent"]).contains("On paper only"));
    assert_eq!(words(&law["report"]), "not assessed");
    let id = law["record"].as_str().unwrap().to_owned();
    say(
        &mut world,
        "assessment",
        &format!(
            "id,commitment,axis,level,date\na1,{id},government_report,report.completed,2021-06-01\n"
        ),
    );
    let answer = on(&world, RegisterName::Commitments, "2021-07-22");
    let law = rows(&answer)
        .iter()
        .find(|row| row["record"] == id.as_str())
        .unwrap();
    assert!(words(&law["report"]).contains("Completed"));
    assert!(words(&law["independent"]).contains("On paper only"));
    for table in ["by_topic", "by_addressee", "by_document"] {
        let levels: Vec<String> = answer.json["tables"][table]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| words(&row["levels"]))
            .collect();
        assert!(
            levels.iter().any(|told| told.contains("On paper only")),
            "{table} {levels:?}"
        );
        assert!(
            !levels.iter().any(|told| told.contains("Completed")),
            "{table} {levels:?}"
        );
    }
    assert!(
        answer
            .flaws
            .iter()
            .any(|flaw| flaw.key == "flaw-assessment-without-evidence")
    );
}

#[test]
fn every_register_says_everything_in_every_language_to_everybody() {
    let mut world = kazakhstan();
    fill(&mut world);
    for language in Language::ALL {
        for name in RegisterName::ALL {
            for audience in [Audience::Internal, Audience::Public] {
                let wish = RegisterWish {
                    audience,
                    ..RegisterWish::whole(name, day("2021-11-30"))
                };
                let answer = world.workspace.register(&asking(language), &wish).unwrap();
                let page = html::html(&answer.document, &Anchors);
                for key in ["register.", "flaw-", "restriction-", "state."] {
                    let shown = page
                        .split(['<', '>', ';', '('])
                        .find(|text| text.trim().starts_with(key));
                    assert_eq!(shown, None, "{language} {name:?}");
                }
                let sheet = csv::single(&answer.document, csv::Mark::Plain).unwrap();
                assert!(sheet.lines().count() > answer.rows.min(1), "{name:?}");
                assert!(answer.workbook().unwrap().starts_with(b"PK"));
            }
        }
    }
}

/// A little of everything that the data set on Kazakhstan does not have.
fn fill(world: &mut World) {
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

#[test]
fn case_10_silence_allows_a_late_march_is_flagged_and_refusals_are_by_ground_and_signatory() {
    let mut world = World::new();
    fill(&mut world);
    let assemblies = on(&world, RegisterName::Assemblies, "2021-11-30");
    assert_eq!(
        (
            count(&assemblies, "filed"),
            count(&assemblies, "deemed_allowed")
        ),
        (3, 1)
    );
    assert_eq!(
        (count(&assemblies, "allowed"), count(&assemblies, "refused")),
        (1, 1)
    );
    let march = rows(&assemblies)
        .iter()
        .find(|row| row["group"] == "refused")
        .unwrap();
    assert!(words(&march["filed"]).contains("filed late"), "{march}");
    let signatories = assemblies.json["tables"]["by_signatory"]
        .as_array()
        .unwrap();
    assert!(
        signatories
            .iter()
            .any(|row| words(&row["signatory"]) == "A. Official" && row["filed"] == 2)
    );
    let grounds = assemblies.json["tables"]["by_ground"].as_array().unwrap();
    let refused: u64 = grounds
        .iter()
        .map(|row| row["refused"].as_u64().unwrap())
        .sum();
    assert_eq!(refused, 1, "{grounds:?}");
}

#[test]
fn case_09_the_list_on_two_dates_gives_additions_and_removals_with_reasons() {
    let mut world = World::new();
    fill(&mut world);
    let since = RegisterWish {
        since: Some(day("2021-11-01")),
        ..RegisterWish::whole(RegisterName::Prisoners, day("2021-11-30"))
    };
    let prisoners = ask(&world, &since);
    assert_eq!(
        (
            count(&prisoners, "listed"),
            count(&prisoners, "released_restricted")
        ),
        (1, 1)
    );
    assert_eq!(count(&prisoners, "others"), 1);
    let changes = prisoners.json["tables"]["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!(words(&changes[0]["went"]), "removed");
    assert!(
        words(&changes[0]["why"]).contains("Released early"),
        "{changes:?}"
    );
    let aru = rows(&prisoners)
        .iter()
        .find(|row| row["group"] == "listed")
        .unwrap();
    assert_eq!(words(&aru["held"]), "held");
    assert_eq!(words(&aru["decided_by"]), "member 2");
    // The same days from further back: who was added, and why.
    let since = RegisterWish {
        since: Some(day("2021-02-15")),
        ..since
    };
    let prisoners = ask(&world, &since);
    let changes = prisoners.json["tables"]["changes"].as_array().unwrap();
    let added = changes
        .iter()
        .find(|row| words(&row["person"]).contains("Aru Testova"))
        .unwrap();
    assert_eq!(words(&added["went"]), "added");
    assert!(words(&added["why"]).contains("Held for a post"), "{added}");
}

#[test]
fn torture_deadlines_and_decisions_say_what_was_entered() {
    let mut world = World::new();
    fill(&mut world);
    let torture = on(&world, RegisterName::Torture, "2021-11-30");
    assert_eq!(
        (
            count(&torture, "registered"),
            count(&torture, "court"),
            count(&torture, "refused")
        ),
        (1, 0, 1)
    );
    let funnel = torture.json["tables"]["funnel"].as_array().unwrap();
    assert_eq!(words(&funnel[2]["median"]), "4 days");

    let deadlines = on(&world, RegisterName::Deadlines, "2021-11-30");
    let due = |rule: &str| {
        let row = rows(&deadlines)
            .iter()
            .find(|row| words(&row["rule"]).contains(rule));
        let row = row.unwrap_or_else(|| panic!("{rule}"));
        (
            words(&row["due"]),
            row["group"].as_str().unwrap().to_owned(),
        )
    };
    assert_eq!(
        due("WGAD: reply of the government, 60 days"),
        ("30\u{a0}November 2021".to_owned(), "running".to_owned())
    );
    // Fifteen days from 22 November, done by the appeal of 20 December, which nobody could know.
    assert_eq!(due("Appeal against a verdict").1, "running");
    assert!(deadlines.document.sections.len() > 2);
    assert!(
        rows(&deadlines)
            .iter()
            .all(|row| words(&row["reviewed"]) == "not checked by a lawyer")
    );

    let decisions = on(&world, RegisterName::Decisions, "2021-11-30");
    assert_eq!(count(&decisions, "waiting"), 1);
    let organisations = on(&world, RegisterName::Organisations, "2021-11-30");
    assert_eq!(
        (
            count(&organisations, "organisations"),
            count(&organisations, "attempts")
        ),
        (1, 1)
    );
    let line = &organisations.json["tables"]["timelines"][0];
    assert!(
        words(&line["now"]).contains("under a restriction"),
        "{line}"
    );
    let cases = on(&world, RegisterName::Cases, "2021-11-30");
    let trial = rows(&cases)
        .iter()
        .find(|row| words(&row["title"]).contains("Trial"))
        .unwrap();
    assert!(words(&trial["hearing"]).contains("December"), "{trial}");
}

#[test]
fn what_comes_is_in_the_calendar_without_names_unless_they_are_chosen() {
    let mut world = World::new();
    fill(&mut world);
    let rows = world
        .workspace
        .soon(&asking(Language::En), day("2021-11-30"), 40)
        .unwrap();
    let has = |kind: SoonKind| rows.iter().any(|row| row.kind == kind);
    for kind in [
        SoonKind::Hearing,
        SoonKind::OurDeadline,
        SoonKind::StateDeadline,
        SoonKind::Decision,
    ] {
        assert!(has(kind), "{kind:?} {rows:?}");
    }
    let file = |names| {
        world
            .workspace
            .calendar(
                &asking(Language::En),
                day("2021-11-30"),
                90,
                &SoonKind::ALL,
                names,
            )
            .unwrap()
            .replace("\r\n ", "")
    };
    let (bare, named) = (file(false), file(true));
    assert!(bare.matches("BEGIN:VEVENT").count() >= 5, "{bare}");
    assert!(
        !bare.contains("Testov") && !bare.contains("Testers"),
        "{bare}"
    );
    assert!(named.contains("Testova"));
    assert!(bare.contains("DTSTART;VALUE=DATE:20211220"));
    let mut uids: Vec<&str> = bare
        .lines()
        .filter(|line| line.starts_with("UID:"))
        .collect();
    let all = uids.len();
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), all);
}

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
    assert_eq!(entered, ["flaw-end-before-start", "flaw-exclude"]);
    for language in Language::ALL {
        let report = world.workspace.check_records(&asking(language), None);
        let report = report.unwrap();
        let said = report
            .open
            .iter()
            .find(|finding| finding.message == "flaw-end-before-start");
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

#[test]
fn the_public_is_told_no_name_without_consent_and_of_no_flaw() {
    let mut world = World::new();
    fill(&mut world);
    for name in RegisterName::ALL {
        let wish = RegisterWish {
            audience: Audience::Public,
            ..RegisterWish::whole(name, day("2021-11-30"))
        };
        let answer = ask(&world, &wish);
        let all = format!("{}{}", answer.json, html::html(&answer.document, &Anchors));
        assert!(!all.contains("Testov"), "{name:?}");
        assert_eq!(answer.flaws, []);
        assert!(!all.contains("member 2"), "the panel is internal");
    }
}

/// A page holds the rows of a table that stand on it, and says how many there are.
#[test]
fn a_table_is_gone_through_page_by_page_and_its_first_rows_stand_on_the_page_of_the_register() {
    let world = kazakhstan();
    let whole = on(&world, RegisterName::Organisations, "2021-07-22");
    let all = whole.json["tables"]["timelines"].as_array().unwrap();
    assert!(all.len() > 4, "{all:?}");
    let page = |skip: usize, table: Option<&str>| {
        let wish = RegisterWish {
            extent: Extent::Page { skip, take: 2 },
            table: table.map(str::to_owned),
            ..RegisterWish::whole(RegisterName::Organisations, day("2021-07-22"))
        };
        ask(&world, &wish)
    };
    for (skip, table) in [(0, Some("timelines")), (2, Some("timelines")), (0, None)] {
        let answer = page(skip, table);
        let shown = answer.json["tables"]["timelines"].as_array().unwrap();
        assert_eq!(shown[..], all[skip..skip + 2]);
        assert_eq!(answer.courses.len(), 2);
        let total = answer.tables.iter().find(|table| table.key == "timelines");
        assert_eq!(total.unwrap().rows, all.len());
        let said = format!("The first 2 of {}", all.len());
        let html = html::html(&answer.document, &Anchors);
        assert_eq!(html.contains(&said), table.is_none(), "{html}");
    }
}

#[test]
fn pages_and_parts_show_some_rows_and_count_all() {
    let world = kazakhstan();
    let mut wish = RegisterWish::whole(RegisterName::Restrictions, day("2021-07-22"));
    let whole = ask(&world, &wish);
    wish.extent = Extent::Page { skip: 10, take: 5 };
    let page = ask(&world, &wish);
    assert_eq!(page.rows, whole.rows);
    assert_eq!(rows(&page), &rows(&whole)[10..15]);
    wish.extent = Extent::Whole;
    wish.group = Some("perhaps".to_owned());
    let part = ask(&world, &wish);
    assert!(rows(&part).iter().all(|row| row["group"] == "perhaps"));
    assert_eq!(part.rows, whole.rows);
    wish.group = None;
    wish.words = Some("БАЛТАБАЙ".to_owned());
    assert_eq!(
        rows(&ask(&world, &wish)).len(),
        0,
        "captions are in Latin script"
    );
    wish.words = Some("baltabay".to_owned());
    assert_eq!(rows(&ask(&world, &wish)).len(), 3);
    wish.words = None;
    wish.kind = Some("activity_ban".to_owned());
    let bans = ask(&world, &wish);
    assert!(
        rows(&bans).len() > 8
            && rows(&bans)
                .iter()
                .all(|row| words(&row["kind"]).starts_with("Ban"))
    );
}

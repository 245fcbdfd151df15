//! How what was entered stands on a day: assemblies, lists, complaints, deadlines, decisions.

use super::{ask, asking, count, day, fill, on, rows, words};
use crate::world::World;
use aigaq_schema::Language;
use aigaq_workspace::registers::{RegisterName, RegisterWish, SoonKind, SoonWish};

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
        .soon(
            &asking(Language::En),
            &SoonWish::whole(day("2021-11-30"), 40),
        )
        .unwrap()
        .rows;
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

//! What the data set on Kazakhstan must show: measures, named people, topics, recommendations.

use super::{count, on, rows, say, words};
use crate::outputs::kazakhstan;
use aigaq_workspace::registers::RegisterName;
use serde_json::Value;

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

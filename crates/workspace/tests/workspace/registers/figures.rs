//! The register of what others published: series, their direction, their breaks, and where they contradict each other.

use super::{ask, count, day, on, rows, say, words};
use crate::canary::{parts_of, read, smooth};
use crate::outputs::kazakhstan;
use crate::world::World;
use aigaq_press::file::{Format, file};
use aigaq_publishing::{Anchors, csv, html};
use aigaq_schema::Language;
use aigaq_workspace::registers::{RegisterAnswer, RegisterName, RegisterWish};
use aigaq_workspace::{Audience, Output, Wish};
use serde_json::Value;

const INDEX: &str = "id,indicator,unit,scope,period,value,as_of,direction,method_break\n\
    f1,Press index,place,Testland,2018,150,2018-05-01,lower_better,\n\
    f2,Press index,place,Testland,2019,155,2019-05-01,lower_better,\n\
    f3,Press index,place,Testland,2020,152,2020-05-01,lower_better,\n\
    f4,Press index,place,Testland,2021,120,2021-05-01,lower_better,Another way to count\n\
    f5,Deaths,people,Square,2011-12-16,at least 14,2012-01-01,,\n\
    f6,deaths,people,square,2011-12-16,at least 17,2021-01-01,,\n";

fn row<'a>(answer: &'a RegisterAnswer, period: &str) -> &'a Value {
    let row = rows(answer)
        .iter()
        .find(|row| words(&row["period"]) == period);
    row.unwrap_or_else(|| panic!("{period}: {:?}", answer.json))
}

#[test]
fn a_series_says_which_way_it_went_and_compares_nothing_over_a_break_in_method() {
    let mut world = World::new();
    say(&mut world, "figure", INDEX);
    let answer = on(&world, RegisterName::Figures, "2021-07-22");
    let change = |period: &str| words(&row(&answer, period)["change"]);
    assert_eq!(change("2018"), "");
    assert_eq!(change("2019"), "higher: Worse");
    assert_eq!(change("2020"), "lower: Better");
    assert_eq!(change("2021"), "cannot be compared: the method changed");
    assert_eq!(
        (count(&answer, "series"), count(&answer, "after_break")),
        (4, 1)
    );
    let series = answer.json["tables"]["in_series"].as_array().unwrap();
    let index = series
        .iter()
        .find(|row| words(&row["indicator"]) == "Press index")
        .unwrap();
    assert_eq!(
        (&index["figures"], &index["breaks"]),
        (&4.into(), &1.into())
    );
    assert_eq!(words(&index["last"]), "2021: 120");
}

#[test]
fn numbers_that_differ_stand_side_by_side_until_one_is_adopted_and_as_they_were_known_on_the_day() {
    let mut world = World::new();
    say(&mut world, "figure", INDEX);
    let answer = on(&world, RegisterName::Figures, "2021-07-22");
    assert_eq!(count(&answer, "differ"), 2);
    let told: Vec<String> = rows(&answer)
        .iter()
        .filter(|row| row["group"] == "differ")
        .map(|row| words(&row["state"]))
        .collect();
    assert_eq!(told, ["told differently: at least 14 / at least 17"; 2]);
    // In 2015 nobody had told of seventeen.
    let before = on(&world, RegisterName::Figures, "2015-01-01");
    assert_eq!((count(&before, "differ"), count(&before, "alone")), (0, 1));
    assert_eq!(before.rows, 1);
    let worse = RegisterWish {
        kind: Some("lower_better".to_owned()),
        ..RegisterWish::whole(RegisterName::Figures, day("2021-07-22"))
    };
    assert_eq!(ask(&world, &worse).rows, 4);
}

#[test]
fn the_figures_of_the_documents_on_kazakhstan_are_told_with_their_series() {
    let world = kazakhstan();
    let answer = on(&world, RegisterName::Figures, "2021-07-22");
    let told: usize = answer.groups.iter().map(|group| group.rows).sum();
    assert_eq!((answer.rows, rows(&answer).len()), (told, told));
    let cases: Vec<&Value> = rows(&answer)
        .iter()
        .filter(|row| words(&row["indicator"]).starts_with("Religion law cases"))
        .collect();
    // The latest first; fewer prosecutions, and nobody says whether that is good.
    let told =
        |property: &str| -> Vec<String> { cases.iter().map(|row| words(&row[property])).collect() };
    assert_eq!(told("period"), ["2020", "2017"]);
    assert_eq!(told("value"), ["139", "284"]);
    assert_eq!(told("change"), ["lower", ""]);
    assert_eq!(cases[0]["group"], "series");
}

#[test]
fn case_14_an_indicator_with_a_caveat_prints_it_in_every_kind_of_file() {
    let mut world = World::new();
    let caveat = "The rise may also reflect better reporting.";
    say(
        &mut world,
        "figure",
        &format!(
            "id,indicator,unit,scope,period,value,caveat\nf1,Complaints of torture,complaints,Testland,2020,101,{caveat}\n"
        ),
    );
    let answer = on(&world, RegisterName::Figures, "2021-07-22");
    for format in [
        Format::Html,
        Format::Csv,
        Format::Xlsx,
        Format::Docx,
        Format::Pdf,
    ] {
        let bytes = file(&answer.document, format).unwrap();
        let text = match format {
            Format::Pdf => read::text(&bytes),
            Format::Xlsx | Format::Docx => parts_of(bytes),
            _ => String::from_utf8(bytes).unwrap(),
        };
        assert!(
            smooth(&text).contains(&smooth("better reporting")),
            "{format:?}: {text}"
        );
    }
}

#[test]
fn the_matrix_tells_the_latest_figure_of_an_indicator_with_its_caveat_and_when_to_look_again() {
    let mut world = World::new();
    say(
        &mut world,
        "figure",
        "id,indicator,unit,scope,period,value,caveat\n\
         f1,Complaints of torture,complaints,Testland,2019,90,Old way\n\
         f2,Complaints of torture,complaints,Testland,2020,101,Better reporting\n",
    );
    say(&mut world, "actor", "id,name,kind\na,Aset Bektov,person\n");
    say(
        &mut world,
        "commitment",
        "id,kind,text,indicator,review,part_of,concerns\n\
         c1,decree_topic,End torture,,,,\n\
         c2,recommendation,Investigate every complaint,f1|f2,2022-03-01,c1,a\n",
    );
    let asking = crate::world::asking(Language::En, day("2021-07-22"));
    let made = |audience: Audience| {
        let on = day("2021-07-22");
        let output = Output::Commitments { on };
        let wish = Wish { output, audience };
        let document = world.workspace.publish(&asking, &wish).unwrap();
        let rows = csv::single(&document, csv::Mark::Plain).unwrap();
        (html::html(&document, &Anchors), rows)
    };
    let (page, rows) = made(Audience::Internal);
    for told in [
        "Complaints of torture, Testland; 101 complaints; 2020; Better reporting",
        "Next review:</em> 1 March 2022",
        "Part of:</em> End torture",
        "Concerns:</em> Aset Bektov",
    ] {
        assert!(page.replace('\u{a0}', " ").contains(told), "{told}: {page}");
    }
    assert!(!page.contains("Old way"));
    for told in [
        ",Aset Bektov,",
        ",2022-03-01,",
        ",End torture,",
        "101 complaints; 2020; Better reporting",
    ] {
        assert!(rows.replace('\u{a0}', " ").contains(told), "{told}: {rows}");
    }
    let (page, rows) = made(Audience::Public);
    assert!(page.contains("Concerns:</em> name withheld (P1)"), "{page}");
    assert!(!page.contains("Bektov") && !rows.contains("Bektov"));
}

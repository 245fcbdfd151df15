//! A count as a picture and as a file: in the looks that fit it, and exactly what is shown.

use crate::world::{self, World};
use aigaq_counting::Definition;
use aigaq_publishing::document::{BarValue, ChartLook};
use aigaq_schema::{Day, Language};
use aigaq_view::Reader;
use aigaq_workspace::{Asking, CountFile, Draw, ShownCount, TableHeading};

fn asking() -> Asking {
    world::asking(Language::En, Day::from_ymd(2021, 7, 22).unwrap())
}

fn definition(text: &str) -> Definition {
    text.parse().unwrap()
}

fn world() -> World {
    let mut world = World::new();
    world.import(
        "act",
        "id,type,start,region\n\
         a,LIB.detain,2018-05-01,KZ-75\n\
         b,LIB.detain,2020-06-20,KZ-75\n\
         c,LIB.house,2020-05-03,KZ-71\n\
         d,ADM.fine,2020-06-09,KZ-75\n\
         e,ADM.fine,,\n",
    );
    world
}

fn shown(world: &World, text: &str, draw: Draw) -> ShownCount {
    world
        .workspace
        .shown_count(&asking(), &definition(text), draw)
        .unwrap()
}

/// The words of the looks that fit.
fn fitting(shown: &ShownCount) -> Vec<&'static str> {
    shown
        .looks
        .iter()
        .filter(|look| look.why_not.is_none())
        .map(|look| look.word)
        .collect()
}

#[test]
fn a_count_is_drawn_only_in_the_looks_that_fit_it_and_the_others_say_why() {
    let world = world();
    let of = |text: &str| fitting(&shown(&world, text, Draw::Fitting));
    assert_eq!(of("unit=acts"), [""; 0], "a total alone has no picture");
    assert_eq!(of("unit=acts&by=type"), ["bars"]);
    assert_eq!(of("unit=acts&by=year"), ["bars", "lines"]);
    assert_eq!(of("unit=acts&by=region"), ["bars", "regions"]);
    assert_eq!(
        of("unit=acts&by=type:0&by=year"),
        ["bars", "stacked", "lines", "heat"]
    );
    assert_eq!(
        of("unit=acts&by=year&by=type:0"),
        ["bars", "stacked", "lines", "heat", "pyramid"]
    );
    let by_type = shown(&world, "unit=acts&by=type", Draw::Fitting);
    for look in &by_type.looks {
        let said = look.why_not.as_deref();
        assert!(said.is_none_or(|said| said.ends_with('.')), "{said:?}");
    }
    // Asked for what does not fit, nothing is drawn in its place.
    let lines = shown(&world, "unit=acts&by=type", Draw::As(ChartLook::Lines));
    assert_eq!(lines.chart, None);
    assert_eq!(
        shown(&world, "unit=acts&by=type", Draw::Nothing).chart,
        None
    );
}

#[test]
fn a_year_in_which_nothing_was_recorded_is_nought_and_the_undated_are_named_beside_the_picture() {
    let world = world();
    let years = shown(&world, "unit=acts&by=year", Draw::As(ChartLook::Lines));
    let chart = years.chart.unwrap();
    let bars: Vec<(&str, BarValue)> = chart
        .bars
        .iter()
        .map(|bar| (bar.label.as_str(), bar.values[0]))
        .collect();
    assert_eq!(
        bars,
        [
            ("2018", BarValue::Known(1)),
            ("2019", BarValue::Known(0)),
            ("2020", BarValue::Known(3)),
        ]
    );
    let said = chart.not_drawn.unwrap();
    assert!(said.contains("– 1"), "{said}");
    // Time in the columns is drawn along the axis all the same.
    let turned = shown(
        &world,
        "unit=acts&by=type:0&by=year",
        Draw::As(ChartLook::Stacked),
    );
    let chart = turned.chart.unwrap();
    assert_eq!(
        chart.series,
        ["Liberty", "Administrative and civil process"]
    );
    let last = chart.bars.last().unwrap();
    assert_eq!(last.values, [BarValue::Known(2), BarValue::Known(1)]);
    assert_eq!(last.whole, Some(BarValue::Known(3)));
}

#[test]
fn a_count_of_ten_thousand_categories_is_refused_as_a_picture_in_words() {
    let mut world = World::new();
    let mut rows = String::from("id,title,start\n");
    for number in 0..10_000_u32 {
        let (year, day) = (1000 + number / 28, number % 28 + 1);
        rows.push_str(&format!("e{number},Event {number},{year:04}-01-{day:02}\n"));
    }
    world.import("event", &rows);
    let days = shown(&world, "unit=events&by=start:day", Draw::Fitting);
    assert_eq!(days.table.answer.rows.len(), 10_000);
    for look in ["lines", "stacked", "heat", "pyramid", "regions"] {
        let choice = days.looks.iter().find(|one| one.word == look).unwrap();
        assert!(choice.why_not.is_some(), "{look}");
    }
}

#[test]
fn case_15_only_what_is_verified_changes_the_published_total_and_says_so() {
    let mut world = World::new();
    world.import(
        "act",
        "id,type,start,verification\n\
         a,LIB.detain,2020-05-01,v1\n\
         b,LIB.detain,2020-06-20,v3\n\
         c,LIB.house,2020-05-03,v4\n",
    );
    let csv = |text: &str| {
        let heading = TableHeading {
            title: "Acts".to_owned(),
            ..TableHeading::default()
        };
        let bytes = world
            .workspace
            .count_file(&asking(), &definition(text), heading, CountFile::Csv)
            .unwrap();
        String::from_utf8(bytes).unwrap().replace('\u{A0}', " ")
    };
    let all = csv("unit=acts&from=2020&to=2020");
    let verified = csv("unit=acts&from=2020&to=2020&least=v3");
    assert!(all.contains("Total,3") && verified.contains("Total,2"));
    let level = world
        .workspace
        .verification_levels(&asking())
        .into_iter()
        .find(|level| level.code == "v3")
        .unwrap();
    assert!(
        verified.contains(&level.label) && !all.contains(&level.label),
        "{verified}"
    );
    let said = world
        .workspace
        .sentence(&asking(), &definition("unit=acts&least=v3"), &[])
        .unwrap();
    assert!(said.contains(&level.label.to_lowercase()), "{said}");
}

#[test]
fn case_14_a_caveat_is_printed_in_every_kind_of_file() {
    let world = world();
    let heading = || TableHeading {
        title: "Complaints".to_owned(),
        caveat: Some("The rise may also reflect better reporting.".to_owned()),
        look: Some(ChartLook::Bars),
        ..TableHeading::default()
    };
    for kind in [CountFile::Html, CountFile::Csv, CountFile::Json] {
        let table = definition("unit=acts&by=type:0");
        let bytes = world
            .workspace
            .count_file(&asking(), &table, heading(), kind)
            .unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("The rise may also reflect better reporting."));
    }
}

#[test]
fn a_file_of_a_count_holds_what_is_shown_and_for_everybody_no_small_number() {
    let mut world = world();
    let table = definition("unit=acts&by=type:0&by=year");
    let heading = |look| TableHeading {
        title: "Acts by type".to_owned(),
        caveat: Some("Known cases only.".to_owned()),
        revisions: Vec::new(),
        look,
    };
    let file = |world: &World, ask: &Asking, kind, look| {
        let bytes = world
            .workspace
            .count_file(ask, &table, heading(look), kind)
            .unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let csv = file(&world, &asking(), CountFile::Csv, None);
    for line in [
        "Acts by type",
        "Known cases only.",
        "Liberty,1,2,0,3",
        "Total,1,3,1,5",
    ] {
        assert!(csv.contains(line), "{line} in {csv}");
    }
    let html = file(&world, &asking(), CountFile::Html, Some(ChartLook::Heat));
    assert!(html.contains("<svg") && html.contains("Known cases only."));
    let json: serde_json::Value =
        serde_json::from_str(&file(&world, &asking(), CountFile::Json, None)).unwrap();
    assert_eq!(json["title"], "Acts by type");
    assert!(file(&world, &asking(), CountFile::Xlsx, None).starts_with("PK"));
    assert!("pdf".parse::<CountFile>().is_err());

    let form = (world.token(), world.moment());
    world
        .workspace
        .set_least_shown(&asking(), form, (3, "small numbers"))
        .unwrap();
    let everybody = Asking {
        reader: Reader::public(),
        ..asking()
    };
    let look = Some(ChartLook::Heat);
    for kind in [CountFile::Csv, CountFile::Html, CountFile::Json] {
        let text = file(&world, &everybody, kind, look);
        assert!(!text.contains("Liberty,1"), "{text}");
        assert!(
            text.contains('∗') || text.contains("numbers below 3"),
            "{text}"
        );
    }
}

#[test]
fn acts_involvements_and_persons_differ_by_an_act_against_several_and_a_person_of_several() {
    let mut world = World::new();
    world.import(
        "actor",
        "id,kind,name,category\n\
         p1,person,Asel Tursyn,journalist\n\
         p2,person,Marat Zhumabek,journalist\n\
         p3,person,Dina Kairat,lawyer\n",
    );
    world.import(
        "act",
        "id,type,start\na,LIB.detain,2020-05-01\nb,LIB.detain,2020-06-20\nc,ADM.fine,2020-07-01\n",
    );
    world.import(
        "involvement",
        "id,act,actor,role\n\
         1,a,p1,target\n2,a,p2,target\n3,b,p1,target\n4,c,p1,target\n5,c,p3,target\n6,b,p2,perpetrator\n",
    );
    let word = world
        .workspace
        .which_word(&asking(), &definition("unit=acts&by=target.category"))
        .unwrap();
    let rows: Vec<(&str, u64, u64, u64)> = word
        .rows
        .iter()
        .map(|row| (row.label.as_str(), row.acts, row.involvements, row.persons))
        .collect();
    assert_eq!(
        rows,
        [("Lawyer", 1, 1, 1), ("Journalist", 3, 4, 2), ("", 3, 5, 3)]
    );
    let act = word.act.unwrap();
    assert_eq!((act.involvements, act.targets.len()), (2, 2));
    let person = word.person.unwrap();
    assert_eq!((person.acts, person.some.len()), (3, 3));
    assert_eq!(person.person.caption, "Asel Tursyn");
    // Of nothing there is no example.
    let none = World::new();
    let word = none
        .workspace
        .which_word(&asking(), &definition("unit=persons"))
        .unwrap();
    assert!(word.act.is_none() && word.person.is_none());
}

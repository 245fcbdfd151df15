//! What others published, as series, beside our own count.

use crate::world::{self, World};
use aigaq_press::file::{Format, file};
use aigaq_schema::{Day, Language};
use aigaq_workspace::{Asking, Audience, FigureSeries, ReviewForm, StoredTable};
use std::io::Read as _;

fn asking() -> Asking {
    world::asking(Language::En, Day::from_ymd(2021, 7, 22).unwrap())
}

fn world() -> World {
    let mut world = World::new();
    world.import(
        "source",
        "id,title,date\ns1,First count,2021-02-02\ns2,Later report,2021-06-01\n",
    );
    world.import(
        "figure",
        "id,indicator,scope,unit,period,value,as_of,caveat,direction,method_break,source\n\
         f1,Religion prosecutions,Kazakhstan,cases,2019,152,2020-02-01,,lower_better,,First count\n\
         f2,Religion prosecutions,Kazakhstan,cases,2020,131,2021-02-02,Known cases only.,,,First count\n\
         f3,religion  prosecutions,KAZAKHSTAN,Cases,2020-01/2020-12,139,2021-06-01,,,,Later report\n\
         f4,Religion prosecutions,Kazakhstan,cases,2021,at least 60,,,,Fines are counted too,Later report\n\
         f5,Religion prosecutions,Kazakhstan,people,2020,121,,,,,First count\n\
         f6,Religion prosecutions,Kazakhstan,,2020,7,,,,,First count\n\
         f7,Growth,Kazakhstan,per cent,2020,-2.6,,,,,First count\n",
    );
    world.import(
        "act",
        "id,type,start\na,ADM.fine,2020-05-01\nb,ADM.fine,2020-06-20\nc,ADM.fine,2019-06-20\nd,ADM.fine,2019/2020\n",
    );
    world
}

fn series(world: &World, name: &str, unit: &str) -> FigureSeries {
    let ask = asking();
    let all = world.workspace.figure_series(&ask, name).unwrap();
    let one = all.iter().find(|one| one.unit == unit).unwrap();
    let found = world.workspace.one_series(&ask, &one.key).unwrap();
    found.unwrap()
}

#[test]
fn figures_of_one_indicator_unit_and_scope_are_one_series_however_they_are_spelt() {
    let world = world();
    let cases = series(&world, "religion", "cases");
    assert_eq!(
        (
            cases.brief.figures,
            cases.brief.periods,
            cases.brief.differing
        ),
        (4, 3, 1)
    );
    assert_eq!(cases.brief.time, "2019 – 2021");
    assert_eq!(cases.direction, "Lower is better");
    let holds: Vec<(&str, &str, bool)> = cases
        .points
        .iter()
        .map(|point| (point.period.as_str(), point.holds.as_str(), point.differ))
        .collect();
    // The later figure of 2020 does not replace the earlier one.
    assert_eq!(
        holds,
        [
            ("2019", "152", false),
            ("2020", "131–139", true),
            ("2021", "at least 60", false)
        ]
    );
    let of_2020 = &cases.points[1];
    assert_eq!(of_2020.span.as_deref(), Some("2020"));
    assert!(
        of_2020
            .figures
            .iter()
            .any(|one| one.caveat == "Known cases only.")
    );
    let sources: Vec<&str> = of_2020
        .figures
        .iter()
        .flat_map(|one| &one.sources)
        .map(|source| source.caption.as_str())
        .collect();
    assert_eq!(sources.len(), 2);
    assert!(sources.iter().any(|one| one.starts_with("First count")));
    assert_eq!(
        cases.points[2].method_break.as_deref(),
        Some("Fines are counted too")
    );
    // Other units are other series: 121 people are not 131 cases.
    assert_eq!(
        world
            .workspace
            .figure_series(&asking(), "prosecutions")
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn our_own_count_stands_beside_the_series_that_a_kept_table_names() {
    let mut world = world();
    let table = StoredTable {
        caveat: Some("Two papers only.".to_owned()),
        indicator: Some("religion prosecutions".to_owned()),
        definition: "unit=acts&by=type&from=2015&to=2016".parse().unwrap(),
    };
    let form = (world.token(), world.moment());
    world
        .workspace
        .save_table(&asking(), form, "Fines", &table)
        .unwrap();
    let cases = series(&world, "religion", "cases");
    let own = cases.own.unwrap();
    assert_eq!((own.name.as_str(), own.unit.as_str()), ("Fines", "acts"));
    assert_eq!(own.caveat.as_deref(), Some("Two papers only."));
    let numbers: Vec<(u64, u64)> = cases
        .points
        .iter()
        .map(|point| {
            let own = point.own.as_ref().unwrap();
            (own.count, own.perhaps)
        })
        .collect();
    assert_eq!(numbers, [(1, 1), (2, 1), (0, 0)]);
    // Nothing is laid beside a number of which nobody says what it counts.
    let unnamed = series(&world, "religion", "");
    assert!(unnamed.own.is_none() && unnamed.points[0].own.is_none());
}

#[test]
fn a_series_is_called_by_its_indicator_or_its_key() {
    let world = world();
    let ask = asking();
    let growth = world.workspace.series_called(&ask, " growth ").unwrap();
    assert_eq!(growth.points[0].holds, "−2.6");
    let key = growth.brief.key.clone();
    let again = world.workspace.series_called(&ask, &key).unwrap();
    assert_eq!(again, growth);
    let several = world
        .workspace
        .series_called(&ask, "Religion prosecutions")
        .unwrap_err();
    assert_eq!(several.reason().key(), "asked.several_series");
    let none = world.workspace.series_called(&ask, "Hunger").unwrap_err();
    assert_eq!(none.reason().key(), "asked.no_such_series");
}

#[test]
fn case_06_fourteen_and_seventeen_dead_stand_both_and_only_a_reason_adopts_one() {
    let mut world = World::new();
    world.import(
        "source",
        "id,title\ns1,Report of one group\ns2,Report of another\n",
    );
    world.import(
        "figure",
        "id,indicator,scope,unit,period,value,source\n\
         f1,Dead,Zhanaozen,people,2011,at least 14,Report of one group\n\
         f2,Dead,Zhanaozen,people,2011,at least 17,Report of another\n",
    );
    let before = series(&world, "dead", "people");
    let point = &before.points[0];
    assert_eq!((point.holds.as_str(), point.differ), ("at least 14", true));
    let told: Vec<(&str, &str)> = point
        .figures
        .iter()
        .map(|one| (one.value.as_str(), one.sources[0].caption.as_str()))
        .collect();
    assert!(
        told.contains(&("at least 14", "Report of one group")),
        "{told:?}"
    );
    assert!(
        told.contains(&("at least 17", "Report of another")),
        "{told:?}"
    );

    let second = point
        .figures
        .iter()
        .find(|one| one.value == "at least 17")
        .unwrap()
        .record;
    let live = world.workspace.live(second).unwrap();
    let value = live
        .iter()
        .find(|said| said.property == "value")
        .unwrap()
        .id;
    let mut form = |words: &str| ReviewForm {
        token: world.token(),
        about: second,
        words: words.to_owned(),
        now: world.moment(),
    };
    let (without, with) = (form("  "), form("the list of names has 17"));
    assert!(world.workspace.adopt(&without, value).is_err());
    world.workspace.adopt(&with, value).unwrap();
    let after = series(&world, "dead", "people");
    let point = &after.points[0];
    assert_eq!((point.holds.as_str(), point.differ), ("at least 17", false));
    assert_eq!(point.figures.len(), 2, "the other stays beside it");
}

/// The text of a file of pages, of a document and of sheets.
fn printed(document: &aigaq_publishing::Document) -> [String; 2] {
    let pages = file(document, Format::Pdf).unwrap();
    let docx = file(document, Format::Docx).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut body = String::new();
    zip.by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut body)
        .unwrap();
    [crate::canary::read::text(&pages), body]
}

#[test]
fn a_series_is_printed_with_the_figures_of_its_page_in_every_language() {
    let mut world = world();
    let detained = StoredTable {
        definition: "unit=acts&where=type%3DADM".parse().unwrap(),
        caveat: Some("Fines alone.".to_owned()),
        indicator: Some("religion prosecutions".to_owned()),
    };
    let form = (world.token(), world.moment());
    world
        .workspace
        .save_table(&asking(), form, "Fines", &detained)
        .unwrap();
    let cases = series(&world, "religion", "cases");
    for language in Language::ALL {
        let ask = Asking {
            language,
            ..asking()
        };
        let key = (cases.brief.key.as_str(), Audience::Internal);
        let document = world.workspace.published_series(&ask, key).unwrap();
        let document = document.unwrap();
        for text in printed(&document) {
            for held in ["152", "131", "139", "60"] {
                assert!(text.contains(held), "{language:?}: {held}");
            }
        }
        let html = aigaq_publishing::html::html(&document, &aigaq_publishing::links::Anchors);
        for point in &series_in(&world, language, &cases.brief.key).points {
            assert!(html.contains(&point.holds), "{} in {html}", point.holds);
        }
        assert!(html.contains("<svg"), "whole years are drawn");
        assert!(html.contains("Fines alone."), "the caveat travels with it");
    }
    let lost = world
        .workspace
        .published_series(&asking(), ("0000", Audience::Public));
    assert_eq!(lost.unwrap(), None);
}

fn series_in(world: &World, language: Language, key: &str) -> FigureSeries {
    let ask = Asking {
        language,
        ..asking()
    };
    world.workspace.one_series(&ask, key).unwrap().unwrap()
}

#[test]
fn a_series_that_is_no_row_of_whole_numbers_is_printed_without_a_picture() {
    let world = world();
    let growth = series(&world, "growth", "per cent");
    let key = (growth.brief.key.as_str(), Audience::Public);
    let document = world.workspace.published_series(&asking(), key).unwrap();
    let html = aigaq_publishing::html::html(&document.unwrap(), &aigaq_publishing::links::Anchors);
    assert!(html.contains("2.6") && !html.contains("<svg"), "{html}");
}

//! What is shown of a register: to whom, in which language, page by page.

use super::{ask, asking, day, fill, on, rows, words};
use crate::outputs::kazakhstan;
use crate::world::World;
use aigaq_publishing::{csv, html, links::Anchors};
use aigaq_schema::Language;
use aigaq_workspace::Audience;
use aigaq_workspace::registers::{Extent, RegisterName, RegisterWish};

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

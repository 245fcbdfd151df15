//! Small numbers in publications by a template: left out for those outside, told inside the group.

use crate::world::{World, asking};
use aigaq_press::file::{Format, file};
use aigaq_schema::{Day, Language};
use aigaq_workspace::{Asking, Audience, Output, TemplateCode, Wish};
use std::fmt::Write as _;

const OURS: &str = r#"
kind = "annual_review"
title.en = "Where it happened"

[[section]]
id = "where"
title.en = "Where"
show = ["figures of acts", "acts by region", "figures of acts where region=KZ-71", "figures of acts where region=KZ-75"]
"#;

/// Acts of 2020 in four regions: 40, 30 and 20, and two in Astana.
fn world() -> World {
    let mut world = World::new();
    let mut table = "id,type,start,region\n".to_owned();
    let mut id = 0;
    for (region, number) in [("KZ-75", 40), ("KZ-71", 2), ("KZ-79", 30), ("KZ-10", 20)] {
        for _ in 0..number {
            id += 1;
            writeln!(table, "{id},LIB.detain,2020-06-02,{region}").unwrap();
        }
    }
    world.import("act", &table);
    let (token, moment) = (world.token(), world.moment());
    world
        .workspace
        .set_least_shown(&ask(), (token, moment), (5, "decided by the board"))
        .unwrap();
    let (token, moment) = (world.token(), world.moment());
    world
        .workspace
        .keep_template(&ask(), (token, moment), (&ours(), OURS), "ours")
        .unwrap();
    world
}

fn ask() -> Asking {
    asking(Language::En, Day::from_ymd(2021, 1, 22).unwrap())
}

fn ours() -> TemplateCode {
    "our_regions".parse().unwrap()
}

fn wish(audience: Audience) -> Wish {
    let output = Output::Report {
        template: ours(),
        from: "2020-01-01".parse().unwrap(),
        to: "2020-12-31".parse().unwrap(),
        least: None,
    };
    Wish { output, audience }
}

impl World {
    fn printed(&self, audience: Audience, format: Format) -> String {
        let document = self.workspace.publish(&ask(), &wish(audience)).unwrap();
        String::from_utf8(file(&document, format).unwrap()).unwrap()
    }
}

#[test]
fn a_small_row_of_a_publication_is_left_out_with_another_for_those_outside_and_told_inside() {
    let world = world();
    let inside = world.printed(Audience::Internal, Format::Csv);
    assert!(inside.contains("Astana,2"), "{inside}");
    for audience in [Audience::Partners, Audience::Public] {
        let outside = world.printed(audience, Format::Csv);
        assert!(outside.contains("Astana,∗"), "{outside}");
        // With the smallest of the others, so that 92 − 40 − 30 − 20 tells nothing.
        assert!(outside.contains("Abai region,∗"), "{outside}");
        assert!(
            outside.contains("Almaty (city),40") && outside.contains("Shymkent,30"),
            "{outside}"
        );
        assert!(
            outside.contains("2 numbers are not shown: those below 5"),
            "{outside}"
        );
    }
}

#[test]
fn a_figure_with_a_condition_says_fewer_than_where_it_is_small() {
    let world = world();
    let inside = world.printed(Audience::Internal, Format::Text);
    assert!(!inside.contains("fewer than"), "{inside}");
    let outside = world.printed(Audience::Public, Format::Text);
    assert_eq!(outside.matches("fewer than 5").count(), 1, "{outside}");
    assert!(
        outside.contains("40 acts") && outside.contains("92 acts"),
        "{outside}"
    );
    assert!(
        !outside.contains("2 acts of") && !outside.contains("– 2 acts"),
        "{outside}"
    );
}

#[test]
fn the_gate_says_how_many_numbers_are_left_out_as_small() {
    let world = world();
    let small = |audience| world.workspace.gate(&ask(), &wish(audience)).unwrap().small;
    assert_eq!(small(Audience::Internal), 0);
    // Two rows, and the figure of Astana.
    assert_eq!(small(Audience::Public), 3);
}

//! Figures of publications over random records: equal to a plain recount of the rows, to `aigaq count`, and to the
//! records to which they lead.

use crate::outputs::{each_number_leads_to_as_many, links};
use crate::world::{World, asking};
use aigaq_publishing::document::{Block, Figure};
use aigaq_schema::{Day, Language};
use aigaq_workspace::{Audience, Output, TemplateCode, Wish};
use proptest::prelude::*;
use std::collections::BTreeSet;

const TYPES: [&str; 5] = [
    "LIB.detain",
    "LIB.adminarr",
    "ADM.fine",
    "ASM.break",
    "CRM.case",
];
const REGIONS: [&str; 4] = ["KZ-75", "KZ-71", "KZ-15", ""];
/// Days of the month and others, a month, dates that are too rough for a month, and none.
const DATES: [&str; 8] = [
    "2020-06-01",
    "2020-06-30",
    "2020-06",
    "2020-05-31",
    "2020-07-01",
    "2020",
    "2020-05/2020-06",
    "",
];
const WITHIN: [&str; 3] = ["2020-06-01", "2020-06-30", "2020-06"];
const PEOPLE: usize = 4;

/// An act: its type, date, region and the people it was done to.
type Act = (usize, usize, usize, BTreeSet<usize>);

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let people = proptest::collection::btree_set(0..PEOPLE, 0..PEOPLE);
    let act = (0..TYPES.len(), 0..DATES.len(), 0..REGIONS.len(), people);
    proptest::collection::vec(act, 0..24)
}

fn world(acts: &[Act]) -> World {
    let mut world = World::new();
    let people: String = (0..PEOPLE)
        .map(|n| format!("p{n},Person {n},person\n"))
        .collect();
    world.import("actor", &format!("id,name,kind\n{people}"));
    if acts.is_empty() {
        return world;
    }
    let mut rows = "id,type,start,region,target\n".to_owned();
    for (at, (of, date, region, targets)) in acts.iter().enumerate() {
        let targets: Vec<String> = targets.iter().map(|n| format!("p{n}")).collect();
        let (of, date, region) = (TYPES[*of], DATES[*date], REGIONS[*region]);
        rows += &format!("a{at},{of},{date},{region},{}\n", targets.join(" | "));
    }
    world.import("act", &rows);
    world
}

fn june() -> Output {
    Output::Report {
        template: TemplateCode::bulletin(),
        from: "2020-06".parse().unwrap(),
        to: "2020-06".parse().unwrap(),
        least: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_bulletin_prints_what_a_recount_and_the_command_line_count(acts in acts()) {
        let world = world(&acts);
        let ask = asking(Language::En, Day::from_ymd(2021, 7, 22).unwrap());
        let inside: Vec<&Act> = acts.iter().filter(|act| WITHIN.contains(&DATES[act.1])).collect();
        let people: BTreeSet<usize> = inside.iter().flat_map(|act| act.3.iter().copied()).collect();
        let involvements: usize = inside.iter().map(|act| act.3.len()).sum();
        for audience in [Audience::Internal, Audience::Public] {
            let wish = Wish { output: june(), audience };
            let document = world.workspace.publish(&ask, &wish).unwrap();
            let figures: Vec<&Figure> = document
                .sections
                .iter()
                .flat_map(|section| &section.blocks)
                .filter_map(|block| match block {
                    Block::Figures(figures) => Some(figures),
                    _ => None,
                })
                .flatten()
                .collect();
            for (unit, told, recounted) in [
                ("acts", &["act", "acts"][..], inside.len()),
                ("persons", &["person", "persons"], people.len()),
                ("involvements", &["involvement", "involvements"], involvements),
            ] {
                let definition = format!("unit={unit}&from=2020-06&to=2020-06").parse().unwrap();
                let counted = world.workspace.tabulate(&ask, &definition).unwrap().answer.total;
                prop_assert_eq!(counted, recounted as u64, "{}", unit);
                let mut printed = figures.iter().filter(|figure| told.contains(&figure.number.unit()));
                // Nothing recorded is a bulletin without figures, which says so.
                let printed = printed.next().map_or(0, |figure| figure.number.value());
                prop_assert_eq!(printed, counted, "{} for {:?}", unit, audience);
            }
            match audience {
                Audience::Internal => {
                    let looked = each_number_leads_to_as_many(&world.workspace, &document);
                    prop_assert!(inside.is_empty() || looked > 2, "{} numbers lead somewhere", looked);
                }
                _ => prop_assert!(links(&document).is_empty(), "the pages are the group's"),
            }
        }
    }
}

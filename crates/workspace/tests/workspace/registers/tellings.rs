//! On which day it was told how a restriction stands.

use super::{asking, day};
use crate::world::World;
use aigaq_journal::ActOfSaving;
use aigaq_schema::{Basis, Language, RecordId, Value};
use aigaq_workspace::{FormToken, RecordChange, Saving, Say, Seen, StandingGroup};

type Told<'t> = (&'t str, &'t str);

/// Says something of a restriction in one saving, as of no source; a value that begins with a digit is a day.
fn tell(world: &mut World, restriction: RecordId, token: FormToken, told: &[Told<'_>]) {
    let basis = Basis::default();
    let say = told.iter().map(|(property, value)| {
        let value = if value.starts_with(|first: char| first.is_ascii_digit()) {
            Value::date(value.parse().unwrap())
        } else {
            Value::term(*value)
        };
        Say::new(property, value, &basis)
    });
    let mut change = RecordChange::new(restriction, "restriction", say.collect());
    change.seen = Seen::Any;
    let saving = Saving {
        token,
        act: ActOfSaving::Form,
        records: vec![change],
        now: world.moment(),
    };
    world.workspace.save(&saving).unwrap();
}

/// House arrest from the first day of 2020, with no end and what is told of it, saving by saving: in November 2023.
fn told(savings: &[&[Told<'_>]]) -> World {
    let mut world = World::new();
    let token = world.token();
    let begun = [("kind", "house_arrest"), ("start", "2020-01-01")];
    tell(&mut world, token.record(0), token, &begun);
    for saving in savings {
        let next = world.token();
        tell(&mut world, token.record(0), next, saving);
    }
    world
}

fn stands(world: &World, on: &str) -> StandingGroup {
    let asked = asking(Language::En);
    let rows = world.workspace.restrictions_on(&asked, day(on)).unwrap();
    rows[0].standing
}

#[test]
fn what_was_told_as_over_without_a_day_or_a_source_was_over_when_it_was_recorded() {
    let world = told(&[&[("status", "ended")]]);
    assert_eq!(stands(&world, "2022-06-01"), StandingGroup::Perhaps);
    // It was recorded in the first hours of 15 November, as the clock stood where it was recorded.
    assert_eq!(stands(&world, "2023-11-14"), StandingGroup::Perhaps);
    assert_eq!(stands(&world, "2023-11-15"), StandingGroup::No);
    assert_eq!(stands(&world, "2030-01-01"), StandingGroup::No);
}

#[test]
fn a_status_holds_for_the_day_that_was_said_with_it() {
    let in_force = [("status", "in_force"), ("status_on", "2020-06-01")];
    let ended = [("status", "ended"), ("status_on", "2021-06-01")];
    for savings in [[&in_force[..], &ended[..]], [&ended[..], &in_force[..]]] {
        let world = told(&savings);
        assert_eq!(stands(&world, "2020-06-01"), StandingGroup::Certainly);
        assert_eq!(stands(&world, "2021-05-01"), StandingGroup::Perhaps);
        assert_eq!(stands(&world, "2021-06-01"), StandingGroup::No);
    }
}

#[test]
fn a_day_that_was_added_later_belongs_to_the_status_that_had_none() {
    let ended = [("status", "ended")];
    let in_force = [("status", "in_force"), ("status_on", "2020-06-01")];
    let added = [("status_on", "2021-06-01")];
    let world = told(&[&ended, &in_force, &added]);
    assert_eq!(stands(&world, "2020-06-01"), StandingGroup::Certainly);
    assert_eq!(stands(&world, "2021-06-01"), StandingGroup::No);
}

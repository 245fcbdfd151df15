//! Every count is held against a recount of the plain records, written
//! without any of the crate's ideas: for each record all the situations in
//! which it can be seen (this target, that perpetrator, this act of an event),
//! in each situation the keys, and sets of records by key.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use aigaq_counting::{
    Estimate, Groups, Labels, Plain, Query, Reader, Unit, cell_filters, first_and_last,
};
use proptest::prelude::*;

use crate::world::{Act, Actor, Dice, Involvement, RIGHTS, ROLES, TYPES, When, World};

/// What can be seen of a record at one look.
#[derive(Clone, Copy, Default)]
struct Look<'a> {
    event: Option<usize>,
    act: Option<&'a Act>,
    act_row: Option<usize>,
    involvement: Option<&'a Involvement>,
    actor: Option<usize>,
    target: Option<&'a Involvement>,
    perpetrator: Option<&'a Involvement>,
    main: Option<&'a Involvement>,
    through_acts: bool,
}

fn paths(unit: Unit) -> &'static [&'static str] {
    match unit {
        Unit::Events => &[
            "kind",
            "start:month",
            "deaths",
            "act.type",
            "act.type:0",
            "act.region",
            "act.rights",
        ],
        Unit::Acts => &[
            "type",
            "type:0",
            "type:1",
            "region",
            "rights",
            "rights:top",
            "month",
            "quarter",
            "start:year",
            "start:day",
            "event",
            "event.kind",
            "event.start:month",
            "event.deaths",
            "target",
            "target.gender",
            "target.category",
            "target.number",
            "perpetrator.source_class",
            "perpetrator.main.source_class",
        ],
        Unit::Involvements => &[
            "role",
            "role:0",
            "category",
            "number",
            "type",
            "type:0",
            "gender",
            "act.start:month",
            "actor.category",
            "act",
            "actor",
            "rights",
            "event.kind",
        ],
        _ => &[
            "kind",
            "kind:0",
            "gender",
            "category",
            "source_class",
            "type:0",
            "region",
            "rights",
            "month",
            "event.kind",
            "perpetrator.source_class",
        ],
    }
}

impl World {
    fn live_actor(&self, row: Option<u32>) -> Option<usize> {
        row.map(|row| row as usize)
            .filter(|row| !self.actors[*row].withdrawn)
    }

    fn with_role(&self, act: usize, role: &str) -> Vec<Option<&Involvement>> {
        let below = format!("{role}.");
        let mut found: Vec<_> = self
            .involvements
            .iter()
            .filter(|one| {
                one.act as usize == act && (one.role == role || one.role.starts_with(&below))
            })
            .map(Some)
            .collect();
        if found.is_empty() {
            found.push(None);
        }
        found
    }

    fn looks_at_act<'a>(&'a self, row: usize, start: Look<'a>) -> Vec<Look<'a>> {
        let act = &self.acts[row];
        let mut looks = Vec::new();
        for target in self.with_role(row, "target") {
            for perpetrator in self.with_role(row, "perpetrator") {
                for main in self.with_role(row, "perpetrator.main") {
                    looks.push(Look {
                        act: Some(act),
                        act_row: Some(row),
                        event: act.event.map(|event| event as usize),
                        target,
                        perpetrator,
                        main,
                        ..start
                    });
                }
            }
        }
        looks
    }

    /// All looks at all records of a unit, with what each counts as.
    fn looks(&self, unit: Unit, through_acts: bool) -> Vec<(u32, Look<'_>)> {
        let mut looks = Vec::new();
        let number = |row: usize| u32::try_from(row).expect("few");
        match unit {
            Unit::Acts => {
                for row in (0..self.acts.len()).filter(|row| !self.acts[*row].withdrawn) {
                    for look in self.looks_at_act(row, Look::default()) {
                        looks.push((number(row), look));
                    }
                }
            }
            Unit::Events => {
                for row in 0..self.events.len() {
                    let of_event = |act: &usize| {
                        self.acts[*act].event == Some(number(row)) && !self.acts[*act].withdrawn
                    };
                    let acts: Vec<usize> = (0..self.acts.len()).filter(of_event).collect();
                    let look = Look {
                        event: Some(row),
                        ..Look::default()
                    };
                    if acts.is_empty() {
                        looks.push((number(row), look));
                    }
                    for act in acts {
                        looks.push((
                            number(row),
                            Look {
                                act: Some(&self.acts[act]),
                                ..look
                            },
                        ));
                    }
                }
            }
            Unit::Involvements => {
                for (row, one) in self.involvements.iter().enumerate() {
                    looks.push((number(row), self.look_at_involvement(one)));
                }
            }
            _ if through_acts => {
                for one in self.involvements.iter().filter(|one| one.role == "target") {
                    let act = one.act as usize;
                    let Some(actor) = self.live_actor(one.actor) else {
                        continue;
                    };
                    if self.acts[act].withdrawn || !self.is_of(unit, &self.actors[actor]) {
                        continue;
                    }
                    let start = Look {
                        involvement: Some(one),
                        actor: Some(actor),
                        through_acts: true,
                        ..Look::default()
                    };
                    for look in self.looks_at_act(act, start) {
                        looks.push((self.stands_for[actor], look));
                    }
                }
            }
            _ => {
                for (row, actor) in self.actors.iter().enumerate() {
                    if !actor.withdrawn && self.is_of(unit, actor) {
                        let look = Look {
                            actor: Some(row),
                            ..Look::default()
                        };
                        looks.push((self.stands_for[row], look));
                    }
                }
            }
        }
        looks
    }

    fn look_at_involvement<'a>(&'a self, one: &'a Involvement) -> Look<'a> {
        let act = Some(one.act as usize).filter(|act| !self.acts[*act].withdrawn);
        Look {
            involvement: Some(one),
            actor: self.live_actor(one.actor),
            act: act.map(|act| &self.acts[act]),
            act_row: act,
            event: act
                .and_then(|act| self.acts[act].event)
                .map(|event| event as usize),
            ..Look::default()
        }
    }

    fn is_of(&self, unit: Unit, actor: &Actor) -> bool {
        match unit {
            Unit::Persons => actor.kind == "person",
            Unit::Organisations => actor.kind == "organisation" || actor.kind == "ngo",
            _ => true,
        }
    }

    fn category(&self, one: Option<&Involvement>) -> Vec<String> {
        let Some(one) = one else {
            return vec!["unknown".to_owned()];
        };
        if one.category.is_empty() || one.category == "(unknown)" {
            self.live_actor(one.actor)
                .map_or_else(|| word(""), |actor| words(&self.actors[actor].categories))
        } else {
            word(&one.category)
        }
    }

    fn of_actor(&self, one: Option<&Involvement>, value: impl Fn(&Actor) -> String) -> Vec<String> {
        let actor = one.and_then(|one| self.live_actor(one.actor));
        word(
            &actor
                .map(|actor| value(&self.actors[actor]))
                .unwrap_or_default(),
        )
    }

    /// The keys of a path at one look.
    fn keys(&self, look: &Look<'_>, path: &str) -> Vec<String> {
        let act = look.act;
        let event = look.event.map(|row| &self.events[row]);
        let actor = look.actor.map(|row| &self.actors[row]);
        let kind = || act.map(|act| act.kind.clone()).unwrap_or_default();
        let start = act.and_then(|act| act.start);
        match path {
            "type" | "act.type" => word(&kind()),
            "type:0" | "act.type:0" => word(&top(&kind(), &TYPES, 0)),
            "type:1" => word(&top(&kind(), &TYPES, 1)),
            "region" | "act.region" => word(&act.map(|act| act.region.clone()).unwrap_or_default()),
            "rights" | "act.rights" => act.map_or_else(|| word(""), |act| words(&act.rights)),
            "rights:top" => act.map_or_else(
                || word(""),
                |act| {
                    words(
                        &act.rights
                            .iter()
                            .map(|right| top(right, &RIGHTS, 0))
                            .collect::<Vec<_>>(),
                    )
                },
            ),
            "month" | "act.start:month" => vec![date_key(start, 7)],
            "quarter" => vec![date_key(start, 0)],
            "start:year" => vec![date_key(start, 4)],
            "start:day" => vec![date_key(start, 10)],
            "start:month" | "event.start:month" => {
                vec![date_key(event.and_then(|event| event.start), 7)]
            }
            "event.kind" => word(&event.map(|event| event.kind.clone()).unwrap_or_default()),
            "event.deaths" | "deaths" => vec![number_key(event.and_then(|event| event.deaths))],
            "event" => vec![record("event", look.event)],
            "act" => vec![record("act", look.act_row)],
            "actor" => vec![record("actor", look.actor)],
            "target" => vec![record(
                "actor",
                look.target.and_then(|one| self.live_actor(one.actor)),
            )],
            "target.gender" => self.of_actor(look.target, |actor| actor.gender.clone()),
            "target.category" => self.category(look.target),
            "target.number" => vec![number_key(look.target.and_then(|one| one.number))],
            "perpetrator.source_class" => {
                self.of_actor(look.perpetrator, |actor| actor.source_class.clone())
            }
            "perpetrator.main.source_class" => {
                self.of_actor(look.main, |actor| actor.source_class.clone())
            }
            "role" => word(&look.involvement.expect("one").role),
            "role:0" => word(&top(&look.involvement.expect("one").role, &ROLES, 0)),
            "number" => vec![number_key(look.involvement.expect("one").number)],
            "category" if look.through_acts => self.category(look.involvement),
            "category" if look.actor.is_some() && look.involvement.is_none() => {
                words(&actor.expect("one").categories)
            }
            "category" => word(&look.involvement.expect("one").category),
            "actor.category" => actor.map_or_else(|| word(""), |actor| words(&actor.categories)),
            "kind" if event.is_some() && actor.is_none() => word(&event.expect("one").kind),
            "kind" => word(&actor.expect("one").kind),
            "kind:0" => {
                let kind = &actor.expect("one").kind;
                word(if kind == "ngo" { "organisation" } else { kind })
            }
            "gender" => word(&actor.map(|actor| actor.gender.clone()).unwrap_or_default()),
            "source_class" => word(
                &actor
                    .map(|actor| actor.source_class.clone())
                    .unwrap_or_default(),
            ),
            other => panic!("{other}"),
        }
    }

    /// Distinct records by key, and of all.
    fn recount(
        &self,
        unit: Unit,
        dimensions: &[&str],
        fits: impl Fn(&Look<'_>) -> bool,
        through_acts: bool,
    ) -> (BTreeMap<Vec<String>, BTreeSet<u32>>, BTreeSet<u32>) {
        let mut cells: BTreeMap<Vec<String>, BTreeSet<u32>> = BTreeMap::new();
        let mut all = BTreeSet::new();
        for (counts_as, look) in self.looks(unit, through_acts) {
            if !fits(&look) {
                continue;
            }
            all.insert(counts_as);
            let mut keys: Vec<Vec<String>> = vec![Vec::new()];
            for path in dimensions {
                let values = self.keys(&look, path);
                keys = keys
                    .into_iter()
                    .flat_map(|key| {
                        values.iter().map(move |value| {
                            let mut key = key.clone();
                            key.push(value.clone());
                            key
                        })
                    })
                    .collect();
            }
            for key in keys {
                cells.entry(key).or_default().insert(counts_as);
            }
        }
        (cells, all)
    }
}

impl World {
    /// How many of these involvements are of somebody, and how many people there were: act by act, as one would do it by
    /// hand.
    fn told_of(&self, rows: &[usize]) -> (u64, Option<Estimate>) {
        let mut by_act: BTreeMap<(u32, usize), Vec<&Involvement>> = BTreeMap::new();
        for row in rows {
            let one = &self.involvements[*row];
            let gone = self.acts[one.act as usize].withdrawn;
            let act = if gone { (u32::MAX, *row) } else { (one.act, 0) };
            by_act.entry(act).or_default().push(one);
        }
        let mut named = 0;
        let mut sum = Estimate {
            high: Some(0),
            ..Estimate::default()
        };
        for there in by_act.values() {
            let of_group = |one: &&&Involvement| match one.number {
                Some(number) => number != (1.0, 1.0),
                None => self
                    .live_actor(one.actor)
                    .is_some_and(|actor| self.actors[actor].kind == "group"),
            };
            let groups: Vec<_> = there.iter().filter(of_group).collect();
            let people = (there.len() - groups.len()) as u64;
            named += people;
            let unknown = groups.iter().filter(|one| one.number.is_none()).count() as u64;
            let ends = groups.iter().filter_map(|one| one.number);
            let (low, high) = ends.fold((0.0, 0.0), |(l, h), (low, high)| (l + low, h + high));
            let least = people.max(low as u64) + unknown;
            sum.low += least;
            sum.high = if high.is_infinite() {
                None
            } else {
                sum.high.map(|h| h + (high as u64).max(least))
            };
            sum.groups += groups.len() as u64;
            sum.groups_of_unknown_size += unknown;
        }
        (named, Some(sum))
    }
}

fn word(code: &str) -> Vec<String> {
    vec![match code {
        "" => "unknown".to_owned(),
        state => state.trim_matches(['(', ')']).to_owned(),
    }]
}

fn words(codes: &[String]) -> Vec<String> {
    if codes.is_empty() {
        word("")
    } else {
        codes.to_vec()
    }
}

fn top(code: &str, list: &[(&str, &str)], level: usize) -> String {
    let mut line = vec![code];
    while let Some((_, parent)) = list
        .iter()
        .find(|(known, _)| *known == line[line.len() - 1])
    {
        if parent.is_empty() {
            break;
        }
        line.push(parent);
    }
    line.reverse();
    line[level.min(line.len() - 1)].to_owned()
}

/// The day as text, from a table of all days typed (nothing of the calendar's
/// own arithmetic backwards).
fn text_of(day: i32) -> String {
    static DAYS: OnceLock<BTreeMap<i32, String>> = OnceLock::new();
    let days = DAYS.get_or_init(|| {
        let mut days = BTreeMap::new();
        for year in 2018..2024 {
            for month in 1..=12 {
                for of_month in 1..=31 {
                    let text = format!("{year:04}-{month:02}-{of_month:02}");
                    if let Ok((first, _)) = first_and_last(&text) {
                        days.insert(first, text);
                    }
                }
            }
        }
        days
    });
    days.get(&day).expect("within the table").clone()
}

fn date_key(when: When, letters: usize) -> String {
    let Some((first, last)) = when else {
        return "no date".to_owned();
    };
    let part = |day: i32| {
        let text = text_of(day);
        if letters > 0 {
            return text.chars().take(letters).collect::<String>();
        }
        let month: u32 = text
            .get(5..7)
            .and_then(|month| month.parse().ok())
            .unwrap_or(0);
        format!("{}-Q{}", &text[..4], month.div_ceil(3))
    };
    if first == i32::MIN || part(first) != part(last) {
        return "imprecise".to_owned();
    }
    part(last)
}

fn number_key(number: Option<(f64, f64)>) -> String {
    match number {
        None => "unknown".to_owned(),
        Some((low, high)) if high.is_infinite() => format!("{low}–"),
        Some((low, high)) if low < high => format!("{low}–{high}"),
        Some((low, _)) => low.to_string(),
    }
}

fn record(table: &str, row: Option<usize>) -> String {
    row.map_or_else(
        || "unknown".to_owned(),
        |row| Plain.record_key(table, u32::try_from(row).expect("few")),
    )
}

const UNITS: [Unit; 6] = [
    Unit::Events,
    Unit::Acts,
    Unit::Involvements,
    Unit::Persons,
    Unit::Organisations,
    Unit::Actors,
];

fn of_actors_alone(path: &str) -> bool {
    ["kind", "kind:0", "gender", "category", "source_class"].contains(&path)
}

fn check(world: &World, query: &Query, dimensions: &[&str], fits: impl Fn(&Look<'_>) -> bool) {
    let through = query.unit.counts_actors()
        && (query.period.is_some()
            || !dimensions.iter().all(|path| of_actors_alone(path))
            || query
                .filters
                .iter()
                .any(|filter| !of_actors_alone(filter.path.text())));
    let (cells, all) = world.recount(query.unit, dimensions, fits, through);
    let answer = world.count(query);
    let name = format!("{} by {dimensions:?} {:?}", query.unit, query.filters);
    assert_eq!(answer.total, all.len() as u64, "{name}");
    let told: BTreeMap<Vec<String>, u64> = answer
        .rows
        .iter()
        .filter(|row| row.count > 0)
        .map(|row| (row.key.clone(), row.count))
        .collect();
    let expected: BTreeMap<Vec<String>, u64> = cells
        .iter()
        .map(|(key, records)| (key.clone(), records.len() as u64))
        .collect();
    assert_eq!(told, expected, "{name}");
    assert_eq!(
        answer.rows.len(),
        told.len().max(usize::from(dimensions.is_empty())),
        "{name}"
    );
    let sum: u64 = expected.values().sum();
    assert_eq!(answer.adds_up, sum == answer.total, "{name}");
    check_sides(world, query, &cells);
    // Every cell answers with its records, also by its conditions as text.
    for (key, records) in &cells {
        world.ask(&Plain, &Reader::of_everything(), |counting| {
            let rows = counting.records(query, key).expect("records");
            assert_eq!(
                rows,
                records.iter().copied().collect::<Vec<_>>(),
                "{name} {key:?}"
            );
        });
        let mut again = query.clone();
        for filter in cell_filters(query, key) {
            again
                .filters
                .push(filter.to_string().parse().expect("filter"));
        }
        assert_eq!(
            world.count(&again).total,
            records.len() as u64,
            "{name} {key:?}"
        );
    }
}

/// Every side of the table holds the distinct records of all cells that it looks at from there.
fn check_sides(world: &World, query: &Query, cells: &BTreeMap<Vec<String>, BTreeSet<u32>>) {
    let table = world.ask(&Plain, &Reader::of_everything(), |counting| {
        counting.tabulate(query).expect("counts")
    });
    let all = query.dimensions.len();
    assert_eq!(table.sides.len(), (1_usize << all).saturating_sub(2));
    for side in &table.sides {
        let mut expected: BTreeMap<Vec<String>, BTreeSet<u32>> = BTreeMap::new();
        for (key, records) in cells {
            let key = side.over.iter().map(|place| key[*place].clone()).collect();
            expected.entry(key).or_default().extend(records);
        }
        let told = side.rows.iter().map(|row| (row.key.clone(), row.count));
        let expected: BTreeMap<Vec<String>, u64> = expected
            .into_iter()
            .map(|(key, records)| (key, records.len() as u64))
            .collect();
        assert_eq!(
            told.collect::<BTreeMap<_, _>>(),
            expected,
            "{:?}",
            side.over
        );
    }
}

#[test]
fn every_pair_of_dimensions_of_every_unit_equals_a_recount() {
    for seed in [3, 4] {
        let world = World::generated(60, seed);
        for unit in UNITS {
            for (number, one) in paths(unit).iter().enumerate() {
                let query = Query::new(unit).by(one).expect("path");
                check(&world, &query, &[one], |_| true);
                for other in &paths(unit)[number + 1..] {
                    let query = query.clone().by(other).expect("path");
                    check(&world, &query, &[one, other], |_| true);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Conditions, period and dimensions together, over random worlds.
    #[test]
    fn counts_with_conditions_equal_a_recount(seed in any::<u64>(), acts in 0_u32..50) {
        let world = World::generated(acts, seed);
        let mut dice = Dice(seed ^ 1);
        for unit in UNITS {
            let paths = paths(unit);
            let mut pick = || paths[dice.below(u32::try_from(paths.len()).expect("few")) as usize];
            let (by, only) = (pick(), pick());
            let keys: Vec<String> = world
                .count(&Query::new(unit).by(only).expect("path"))
                .rows
                .iter()
                .map(|row| row.key[0].clone())
                .collect();
            let Some(key) = keys.first() else { continue };
            let filter = format!("{only}=={key}");
            let mut query = Query::new(unit).by(by).and_then(|query| query.only(&filter)).expect("query");
            // In a filter only the path counts, so a through-acts unit by its
            // own properties alone stays with the actors.
            check(&world, &query, &[by], |look| world.keys(look, only).contains(key));
            if unit != Unit::Events {
                let (from, to) = (first_and_last("2020-02").expect("date").0, first_and_last("2020-06").expect("date").1);
                query = query.within(Some("2020-02"), Some("2020-06")).expect("period");
                check(&world, &query, &[by], |look| {
                    world.keys(look, only).contains(key)
                        && look.act.and_then(|act| act.start).is_some_and(|(first, last)| first >= from && last <= to)
                });
            }
        }
    }

    /// Three dimensions of every unit, with all sides.
    #[test]
    fn counts_of_three_dimensions_equal_a_recount(seed in any::<u64>(), acts in 0_u32..40) {
        let world = World::generated(acts, seed);
        let mut dice = Dice(seed ^ 3);
        for unit in UNITS {
            let mut left: Vec<&str> = paths(unit).to_vec();
            let mut by = Vec::new();
            for _ in 0..3 {
                by.push(left.remove(dice.below(u32::try_from(left.len()).expect("few")) as usize));
            }
            let query = by.iter().fold(Query::new(unit), |query, path| query.by(path).expect("path"));
            check(&world, &query, &by, |_| true);
        }
    }

    /// Named and estimated numbers of people, cell by cell, against the involvements written down act by act.
    #[test]
    fn estimates_of_groups_equal_a_recount(seed in any::<u64>(), acts in 0_u32..40) {
        let world = World::generated(acts, seed);
        let mut dice = Dice(seed ^ 4);
        let paths = paths(Unit::Involvements);
        let mut pick = || paths[dice.below(u32::try_from(paths.len()).expect("few")) as usize];
        let (one, other) = (pick(), pick());
        let dimensions = if one == other { vec![one] } else { vec![one, other] };
        let mut query = Query::new(Unit::Involvements);
        for path in &dimensions {
            query = query.by(path).expect("path");
        }
        query.groups = Groups::Estimated;
        let answer = world.count(&query);
        let mut cells: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (row, one) in world.involvements.iter().enumerate() {
            let look = world.look_at_involvement(one);
            let mut keys: Vec<Vec<String>> = vec![Vec::new()];
            for path in &dimensions {
                let values: BTreeSet<String> = world.keys(&look, path).into_iter().collect();
                keys = keys
                    .iter()
                    .flat_map(|key| values.iter().map(|value| [key.as_slice(), std::slice::from_ref(value)].concat()))
                    .collect();
            }
            for key in keys {
                cells.entry(key).or_default().push(row);
            }
        }
        for row in &answer.rows {
            let rows = cells.remove(&row.key).expect("a cell");
            prop_assert_eq!((row.count, row.estimate), world.told_of(&rows), "{:?}", row.key);
        }
        prop_assert!(cells.is_empty(), "{:?}", cells);
        let all: Vec<usize> = (0..world.involvements.len()).collect();
        prop_assert_eq!((answer.total, answer.estimate), world.told_of(&all));
    }

    /// Inside, perhaps, undated and outside are all there is.
    #[test]
    fn a_period_divides_all_records(seed in any::<u64>(), acts in 0_u32..80) {
        let world = World::generated(acts, seed);
        let all = world.count(&Query::new(Unit::Acts)).total;
        let period = Query::new(Unit::Acts).within(Some("2020-03"), Some("2020-07")).expect("period");
        let answer = world.count(&period);
        let live = world.acts.iter().filter(|act| !act.withdrawn);
        let (from, to) = (first_and_last("2020-03").expect("date").0, first_and_last("2020-07").expect("date").1);
        let outside = live.filter(|act| act.start.is_some_and(|(first, last)| last < from || first > to)).count();
        let (perhaps, undated) = (answer.perhaps.expect("told"), answer.undated.expect("told"));
        prop_assert_eq!(answer.total + perhaps + undated + outside as u64, all);
    }

    /// Rows written in place, in any order, count as if written at once.
    #[test]
    fn changed_rows_count_as_if_they_had_always_been_so(seed in any::<u64>(), acts in 1_u32..40) {
        let finished = World::generated(acts, seed);
        let mut changed = World::generated(acts, seed);
        let mut dice = Dice(seed ^ 2);
        for _ in 0..100 {
            let row = dice.below(acts);
            let other = Act::of("PHY.attack").on("2021").rights(&["liberty", "assembly", "expression"]);
            let other = if dice.below(2) == 0 { other } else { Act::default() };
            changed.write_act(Some(row), &other);
        }
        for (row, act) in (0..).zip(&finished.acts) {
            changed.write_act(Some(row), act);
        }
        for (number, one) in paths(Unit::Acts).iter().enumerate() {
            for other in &paths(Unit::Acts)[number + 1..] {
                let query = Query::new(Unit::Acts).by(one).and_then(|query| query.by(other)).expect("paths");
                prop_assert_eq!(changed.count(&query), finished.count(&query));
            }
        }
    }
}

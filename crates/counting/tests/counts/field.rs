//! The cases of the field: what must come out, told by small examples.

use aigaq_counting::{Cell, Column, Groups, Note, Plain, Query, Reader, State, Unit};

use crate::world::{Act, Event, World};

fn rows(world: &World, query: &Query) -> Vec<(String, u64)> {
    let answer = world.count(query);
    answer
        .rows
        .iter()
        .map(|row| (row.key.join(" / "), row.count))
        .collect()
}

fn by(unit: Unit, paths: &[&str]) -> Query {
    paths
        .iter()
        .fold(Query::new(unit), |query, path| query.by(path).expect(path))
}

fn pairs(pairs: &[(&str, u64)]) -> Vec<(String, u64)> {
    pairs
        .iter()
        .map(|(key, count)| ((*key).to_owned(), *count))
        .collect()
}

#[test]
fn a_second_perpetrator_does_not_change_the_number_of_acts() {
    let mut world = World::new();
    let police = world.organisation("police");
    let akimat = world.organisation("akimat");
    let victim = world.person("female", &["journalist"]);
    let act = world.act(&Act::of("DET.arrest").on("2020-05-17"));
    world.involve(act, Some(victim), "target");
    world.involve(act, Some(police), "perpetrator.main");
    let query = by(Unit::Acts, &["type"]);
    let before = world.count(&query);
    world.involve(act, Some(akimat), "perpetrator.secondary");
    let after = world.count(&query);
    assert_eq!(before, after);
    assert_eq!((after.total, after.adds_up), (1, true));
    // Along the perpetrators the act is in two rows, and that is said.
    let sources = world.count(&by(Unit::Acts, &["perpetrator.source_class"]));
    assert_eq!((sources.total, sources.adds_up), (1, false));
    assert_eq!(
        sources
            .notes
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        ["categories overlap: the rows do not add up to the total"]
    );
}

/// What was found out for the acts there were must not stand for those that came afterwards.
#[test]
fn an_act_that_comes_after_a_count_and_has_nobody_in_it_is_counted_as_unknown() {
    let mut world = World::new();
    let victim = world.person("female", &["journalist"]);
    let act = world.act(&Act::of("DET.arrest").on("2020-05-17"));
    world.involve(act, Some(victim), "target");
    let query = by(Unit::Acts, &["target.gender"]);
    assert_eq!(rows(&world, &query), pairs(&[("female", 1)]));
    world.act(&Act::of("DET.arrest").on("2020-05-18"));
    assert_eq!(
        rows(&world, &query),
        pairs(&[("female", 1), ("unknown", 1)])
    );
}

/// Seven incidents against five people: 4 arrests, 3 attacks, 7 incidents; and
/// of people 3 arrested, 3 attacked, 5 in all.
#[test]
fn case_03_seven_incidents_against_five_people() {
    let mut world = World::new();
    let people: Vec<u32> = (0..5).map(|_| world.person("female", &[])).collect();
    let told = [
        ("DET.arrest", 0),
        ("DET.arrest", 0),
        ("DET.arrest", 1),
        ("DET.arrest", 2),
        ("PHY.attack", 2),
        ("PHY.attack", 3),
        ("PHY.attack", 4),
    ];
    for (kind, who) in told {
        let act = world.act(&Act::of(kind).on("2020-05-17"));
        world.involve(act, Some(people[who]), "target");
    }
    let acts = world.count(&by(Unit::Acts, &["type:0"]));
    assert_eq!(
        rows(&world, &by(Unit::Acts, &["type:0"])),
        pairs(&[("DET", 4), ("PHY", 3)])
    );
    assert_eq!((acts.total, acts.adds_up), (7, true));
    let persons = world.count(&by(Unit::Persons, &["type:0"]));
    assert_eq!(
        rows(&world, &by(Unit::Persons, &["type:0"])),
        pairs(&[("DET", 3), ("PHY", 3)])
    );
    assert_eq!((persons.total, persons.adds_up), (5, false));
    assert!(persons.notes.contains(&Note::Overlap));
    assert!(persons.notes.iter().any(
        |note| note.to_string() == "persons counted through the acts in which they are targets"
    ));
}

#[test]
fn case_04_a_mass_detention_of_forty_with_twelve_named() {
    let mut world = World::new();
    let act = world.act(&Act::of("DET.mass").on("2021-02-28"));
    for _ in 0..12 {
        let person = world.person("male", &["activist"]);
        world.involve(act, Some(person), "target");
    }
    let group = world.group();
    world.involve_many(act, Some(group), "target", 35.0, 45.0);
    let query = Query::new(Unit::Involvements)
        .only("role=target")
        .expect("filter");
    let mut estimated = query.clone();
    estimated.groups = Groups::Estimated;
    let answer = world.count(&estimated);
    let told = answer.estimate.expect("asked for");
    assert_eq!(answer.total, 12);
    assert_eq!((told.low, told.high, told.groups), (35, Some(45), 1));
    assert_eq!((told.groups_of_unknown_size, answer.notes), (0, Vec::new()));
    // A table has them in its cells, also where nobody is named.
    let by_kind = estimated.by("actor.kind").expect("path");
    let rows = world.count(&by_kind).rows;
    let of = |key: &str| {
        let row = rows.iter().find(|row| row.key[0] == key).expect(key);
        let told = row.estimate.expect("asked for");
        (row.count, told.low, told.high)
    };
    assert_eq!(of("person"), (12, 12, Some(12)));
    assert_eq!(of("group"), (0, 35, Some(45)));
    assert_eq!(world.count(&Query::new(Unit::Acts)).total, 1);
    // A count of the involvements that are of somebody says which it left out.
    let mut named = query.clone();
    named.groups = Groups::Apart;
    let answer = world.count(&named);
    assert_eq!(
        (answer.total, answer.notes),
        (12, vec![Note::GroupsApart(1)])
    );
    assert_eq!(world.count(&query).total, 13);
    // No person is made of the group.
    let persons = Query::new(Unit::Persons)
        .only("type:0=DET")
        .expect("filter");
    assert_eq!(world.count(&persons).total, 12);
    assert_eq!(world.count(&Query::new(Unit::Persons)).total, 12);
}

#[test]
fn a_group_told_as_forty_is_forty_and_one_of_unknown_size_at_least_one() {
    let mut world = World::new();
    let act = world.act(&Act::of("DET.mass"));
    let group = world.group();
    world.involve_many(act, Some(group), "target", 40.0, 40.0);
    let other = world.act(&Act::of("DET.mass"));
    let unnumbered = world.group();
    world.involve(other, Some(unnumbered), "target");
    let mut query = Query::new(Unit::Involvements);
    query.groups = Groups::Estimated;
    let answer = world.count(&query);
    let told = answer.estimate.expect("asked for");
    assert_eq!((answer.total, told.groups), (0, 2));
    assert_eq!((told.low, told.high), (41, Some(41)));
    assert_eq!(answer.notes, [Note::GroupsOfUnknownSize(1)]);
    // Of "at least 40" there is no highest number.
    let open = world.act(&Act::of("DET.mass"));
    let crowd = world.group();
    world.involve_many(open, Some(crowd), "target", 40.0, f64::INFINITY);
    let told = world.count(&query).estimate.expect("asked for");
    assert_eq!((told.low, told.high), (81, None));
}

#[test]
fn case_04_threats_can_be_fewer_than_persons() {
    let mut world = World::new();
    let act = world.act(&Act::of("DET.mass").on("2021-03"));
    for _ in 0..3 {
        let person = world.person("female", &[]);
        world.involve(act, Some(person), "target");
    }
    let query = |unit| {
        Query::new(unit)
            .within(Some("2021-01"), Some("2021-05"))
            .expect("period")
    };
    assert_eq!(world.count(&query(Unit::Acts)).total, 1);
    assert_eq!(world.count(&query(Unit::Persons)).total, 3);
}

#[test]
fn records_without_a_date_or_with_one_too_wide_keep_rows_of_their_own() {
    let mut world = World::new();
    for date in ["2020-05-17", "2020-05", "2020", ""] {
        world.act(&Act::of("PHY.attack").on(date));
    }
    world.act(&Act::of("PHY.attack").between("2020-04-28", "2020-05-03"));
    let answer = world.count(&by(Unit::Acts, &["month"]));
    let told: Vec<_> = answer
        .rows
        .iter()
        .map(|row| (row.key[0].as_str(), row.label[0].as_str(), row.count))
        .collect();
    assert_eq!(
        told,
        [
            ("2020-05", "2020-05", 2),
            ("imprecise", "date not precise enough", 2),
            ("no date", "no date", 1),
        ]
    );
    assert_eq!((answer.total, answer.adds_up), (5, true));
    assert_eq!(
        rows(&world, &by(Unit::Acts, &["start:quarter"])),
        pairs(&[("2020-Q2", 3), ("imprecise", 1), ("no date", 1)])
    );
    assert_eq!(
        rows(&world, &by(Unit::Acts, &["start"])),
        pairs(&[("2020", 4), ("no date", 1)])
    );
}

#[test]
fn a_period_counts_what_is_inside_and_names_what_only_may_be() {
    let mut world = World::new();
    for date in ["2020-05-17", "2020-05", "2020", "2019", ""] {
        world.act(&Act::of("PHY.attack").on(date));
    }
    let query = by(Unit::Acts, &["month"])
        .within(Some("2020-05"), Some("2020-05"))
        .expect("period");
    let answer = world.count(&query);
    assert_eq!(answer.total, 2);
    assert_eq!((answer.perhaps, answer.undated), (Some(1), Some(1)));
    let notes: Vec<String> = answer.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "date not precise enough for the period: 1",
            "date unknown: 1"
        ]
    );
    let shown = Query {
        perhaps_rows: true,
        ..query
    };
    let told: Vec<_> = world
        .count(&shown)
        .rows
        .iter()
        .map(|row| (row.key[0].clone(), row.count, row.perhaps))
        .collect();
    assert_eq!(
        told,
        [
            ("2020-05".to_owned(), 2, Some(0)),
            ("imprecise".to_owned(), 0, Some(1)),
            ("no date".to_owned(), 0, Some(1)),
        ]
    );
    let backwards = Query::new(Unit::Acts).within(Some("2021"), Some("2020"));
    assert_eq!(
        backwards.expect_err("backwards").to_string(),
        "the period ends (2020) before it starts (2021)"
    );
}

#[test]
fn states_have_rows_of_their_own() {
    let mut world = World::new();
    world.act(&Act::of("PHY.attack"));
    world.act(&Act::of("(unknown)"));
    world.act(&Act::of(""));
    world.act(&Act::of("(withheld)"));
    world.act(&Act::of("(not asked)"));
    world.act(&Act::of("(none)"));
    assert_eq!(
        rows(&world, &by(Unit::Acts, &["type"])),
        pairs(&[
            ("PHY.attack", 1),
            ("unknown", 2),
            ("not asked", 1),
            ("withheld", 1),
            ("none", 1)
        ])
    );
}

#[test]
fn roll_up_equals_the_sum_over_the_leaves() {
    let world = World::generated(400, 7);
    let top = rows(&world, &by(Unit::Acts, &["type:0"]));
    let leaves = rows(&world, &by(Unit::Acts, &["type"]));
    assert!(top.len() > 3);
    for (code, count) in top {
        let below: u64 = leaves
            .iter()
            .filter(|(leaf, _)| *leaf == code || leaf.starts_with(&format!("{code}.")))
            .map(|(_, count)| count)
            .sum();
        assert_eq!(below, count, "{code}");
    }
}

#[test]
fn categories_that_overlap_say_so_and_do_not_where_they_do_not() {
    let mut world = World::new();
    world.act(&Act::of("DET.arrest").rights(&["liberty", "assembly"]));
    world.act(&Act::of("DET.arrest").rights(&["liberty"]));
    let answer = world.count(&by(Unit::Acts, &["rights"]));
    assert_eq!((answer.total, answer.adds_up), (2, false));
    assert_eq!(answer.notes, [Note::Overlap]);
    let answer = world.count(
        &by(Unit::Acts, &["rights"])
            .only("rights!=assembly")
            .expect("filter"),
    );
    assert_eq!((answer.total, answer.adds_up), (1, true));
    assert_eq!(answer.notes, []);
}

#[test]
fn two_dimensions_of_the_targets_speak_of_the_same_target() {
    let mut world = World::new();
    let act = world.act(&Act::of("PHY.attack"));
    let journalist = world.person("female", &["journalist"]);
    let lawyer = world.person("male", &["lawyer"]);
    world.involve(act, Some(journalist), "target");
    world.involve(act, Some(lawyer), "target");
    assert_eq!(
        rows(
            &world,
            &by(Unit::Acts, &["target.gender", "target.category"])
        ),
        pairs(&[("female / journalist", 1), ("male / lawyer", 1)])
    );
    let wrong = Query::new(Unit::Acts)
        .only("target.gender=male")
        .and_then(|query| query.only("target.category=journalist"))
        .expect("filters");
    assert_eq!(world.count(&wrong).total, 0);
    let nobody = Query::new(Unit::Acts)
        .only("target.gender!=male")
        .expect("filter");
    assert_eq!(world.count(&nobody).total, 0);
}

#[test]
fn the_category_at_the_time_of_the_act_goes_before_that_of_the_person() {
    let mut world = World::new();
    let person = world.person("female", &["lawyer"]);
    let then = world.act(&Act::of("PHY.attack").on("2019-01-01"));
    let now = world.act(&Act::of("PHY.attack").on("2021-01-01"));
    world.involve_as(then, Some(person), "target", "journalist");
    world.involve(now, Some(person), "target");
    assert_eq!(
        rows(&world, &by(Unit::Acts, &["target.category"])),
        pairs(&[("journalist", 1), ("lawyer", 1)])
    );
    let year = |year| {
        by(Unit::Persons, &["category"])
            .within(Some(year), Some(year))
            .expect("period")
    };
    assert_eq!(rows(&world, &year("2019")), pairs(&[("journalist", 1)]));
    assert_eq!(rows(&world, &year("2021")), pairs(&[("lawyer", 1)]));
    assert_eq!(
        rows(&world, &by(Unit::Persons, &["category"])),
        pairs(&[("lawyer", 1)])
    );
}

#[test]
fn records_judged_to_be_the_same_are_counted_once_and_it_is_said() {
    let mut world = World::new();
    let one = world.person("male", &[]);
    let same = world.person("male", &[]);
    let other = world.person("male", &[]);
    for who in [one, same, other] {
        let act = world.act(&Act::of("PHY.attack").on("2020-05-17"));
        world.involve(act, Some(who), "target");
    }
    world.same(one, same);
    let answer = world.count(&by(Unit::Persons, &["type"]));
    assert_eq!(answer.total, 2);
    assert_eq!(answer.rows[0].count, 2);
    assert!(answer.notes.contains(&Note::Merged {
        records: 3,
        distinct: 2
    }));
    assert_eq!(world.count(&Query::new(Unit::Persons)).total, 2);
    assert_eq!(world.count(&Query::new(Unit::Acts)).total, 3);
}

#[test]
fn persons_and_organisations_are_counted_apart_and_together() {
    let mut world = World::new();
    let person = world.person("male", &[]);
    let ngo = world.organisation("ngo");
    let unknown = world.actor_of_unknown_kind();
    let act = world.act(&Act::of("ORG.fine").on("2020-05-17"));
    for who in [person, ngo, unknown] {
        world.involve(act, Some(who), "target");
    }
    world.involve(act, None, "target");
    let total = |unit| world.count(&Query::new(unit).only("type=ORG.fine").expect("filter"));
    assert_eq!(total(Unit::Persons).total, 1);
    assert_eq!(total(Unit::Organisations).total, 1);
    assert_eq!(total(Unit::Actors).total, 3);
    assert_eq!(
        total(Unit::Persons).notes[1..],
        [Note::KindUnknown(1), Note::NotLinked(1)]
    );
}

#[test]
fn filters_on_codes_take_what_is_below_and_states_and_negation() {
    let mut world = World::new();
    world.act(&Act::of("DET"));
    world.act(&Act::of("DET.arrest"));
    world.act(&Act::of("PHY.attack"));
    world.act(&Act::of(""));
    let total = |filter: &str| {
        world
            .count(&Query::new(Unit::Acts).only(filter).expect(filter))
            .total
    };
    assert_eq!(total("type=DET"), 2);
    assert_eq!(total("type==DET"), 1);
    assert_eq!(total("type:0==DET"), 2);
    assert_eq!(total("type!=DET"), 2);
    assert_eq!(total("type=DET|PHY"), 3);
    assert_eq!(total("type=unknown"), 1);
    assert_eq!(total("type!=unknown"), 3);
}

#[test]
fn filters_on_dates_name_what_cannot_be_decided() {
    let mut world = World::new();
    for date in ["2020-05-17", "2020-06-01", "2020", "2021", ""] {
        world.act(&Act::of("PHY.attack").on(date));
    }
    let ask = |filter: &str| {
        let query = Query::new(Unit::Acts).only(filter).expect(filter);
        let answer = world.count(&query);
        (answer.total, answer.notes)
    };
    let unsure = vec![Note::NotPreciseForCondition(1), Note::NoDate(1)];
    assert_eq!(ask("start>=2020-06"), (2, unsure.clone()));
    assert_eq!(ask("start<2020-06"), (1, unsure.clone()));
    assert_eq!(ask("start=2020-05"), (1, unsure.clone()));
    assert_eq!(ask("start!=2020-05"), (2, unsure));
    assert_eq!(ask("start>2020"), (1, vec![Note::NoDate(1)]));
    assert_eq!(ask("start<=2020"), (3, vec![Note::NoDate(1)]));
    assert_eq!(ask("start=unknown"), (1, vec![]));
    assert_eq!(ask("month=2020-05"), (1, vec![]));
    assert_eq!(ask("month=imprecise"), (2, vec![]));
}

#[test]
fn questions_that_cannot_be_answered_say_why() {
    let world = World::generated(20, 1);
    let error = |query: Query| {
        world.ask(&Plain, &Reader::of_everything(), |counting| {
            counting.count(&query).expect_err("no answer").to_string()
        })
    };
    let acts = || Query::new(Unit::Acts);
    assert_eq!(
        error(acts().by("tpye").expect("path")),
        "“tpye” is not a property of act; did you mean type?"
    );
    assert_eq!(
        error(acts().only("type=DET.arest").expect("filter")),
        "“DET.arest” is not a code of the property type; did you mean DET.arrest?"
    );
    assert_eq!(
        error(acts().by("type:month").expect("path")),
        "“type:month”: this is not a date"
    );
    assert_eq!(
        error(acts().by("start:1").expect("path")),
        "“start:1”: this is a date: write :day, :month, :quarter or :year"
    );
    assert!(error(acts().only("type>=DET").expect("filter")).contains("only dates and numbers"));
    assert!(error(acts().only("start>=2021-02-30").expect("filter")).contains("01 to 28"));
    assert!(
        error(by(Unit::Acts, &["type", "month", "rights", "region"]))
            .contains("at most 3 dimensions")
    );
    assert!(error(by(Unit::Acts, &["type:9"])).contains("levels 0 to 2"));
    assert!(error(Query::new(Unit::Cases)).contains("no columns"));
    assert!(error(by(Unit::Involvements, &["verification"])).contains("act.verification"));
}

#[test]
fn what_a_reader_may_not_see_is_as_if_it_were_not_there() {
    let mut world = World::new();
    let seen = world.act(&Act::of("DET.arrest").on("2020-05-17"));
    let sealed = world.act(&Act::of("DET.arrest").on("2020-05-17"));
    let person = world.person("female", &[]);
    for act in [seen, sealed] {
        world.involve(act, Some(person), "target");
    }
    let mut open = aigaq_counting::Bits::none(2);
    open.put(seen);
    let reader = Reader::of_everything()
        .only("act", open)
        .without("actor", "gender");
    let ask = |query: &Query| world.ask(&Plain, &reader, |counting| counting.count(query));
    assert_eq!(ask(&Query::new(Unit::Acts)).expect("counts").total, 1);
    let month = by(Unit::Persons, &["month"]);
    assert_eq!(ask(&month).expect("counts").rows[0].count, 1);
    let error = ask(&by(Unit::Acts, &["target.gender"])).expect_err("hidden");
    assert_eq!(
        error.to_string(),
        "the property “target.gender” is not open to this reader"
    );
}

#[test]
fn the_answer_in_json_has_the_agreed_shape() {
    let mut world = World::new();
    world.act(
        &Act::of("DET.arrest")
            .on("2020-05-17")
            .rights(&["liberty", "assembly"]),
    );
    let answer = world.count(&by(Unit::Acts, &["rights"]));
    assert_eq!(
        serde_json::to_string(&answer).expect("json"),
        r#"{"unit":"acts","dimensions":["rights"],"rows":[{"key":["liberty"],"label":["liberty"],"count":1},{"key":["assembly"],"label":["assembly"],"count":1}],"total":1,"adds_up":false,"notes":["categories overlap: the rows do not add up to the total"]}"#
    );
    let empty = World::new();
    let answer = empty.count(&Query::new(Unit::Acts));
    assert_eq!(
        serde_json::to_string(&answer).expect("json"),
        r#"{"unit":"acts","dimensions":[],"rows":[{"key":[],"label":[],"count":0}],"total":0,"adds_up":true,"notes":[]}"#
    );
}

#[test]
fn facets_leave_out_their_own_condition_only() {
    let mut world = World::new();
    for (kind, region) in [
        ("DET.arrest", "KZ-75"),
        ("DET.arrest", "KZ-71"),
        ("PHY.attack", "KZ-75"),
    ] {
        world.act(&Act::of(kind).at(region));
    }
    let query = Query::new(Unit::Acts)
        .only("type=DET")
        .and_then(|query| query.only("region=KZ-75"))
        .expect("filters");
    let properties = ["type:0", "region", "month"].map(|path| path.parse().expect(path));
    let facets = world.ask(&Plain, &Reader::of_everything(), |counting| {
        counting.facets(&query, &properties).expect("facets")
    });
    let told: Vec<Vec<(String, u64)>> = facets
        .iter()
        .map(|facet| {
            facet
                .rows
                .iter()
                .map(|row| (row.key[0].clone(), row.count))
                .collect()
        })
        .collect();
    assert_eq!(told[0], pairs(&[("DET", 1), ("PHY", 1)]));
    assert_eq!(told[1], pairs(&[("KZ-75", 1), ("KZ-71", 1)]));
    assert_eq!(told[2], pairs(&[("no date", 1)]));
    // A condition on the same date, however written, is the facet's own.
    let query = Query::new(Unit::Acts).only("start>=2020").expect("filter");
    let facets = world.ask(&Plain, &Reader::of_everything(), |counting| {
        counting.facets(&query, &properties).expect("facets")
    });
    assert_eq!(facets[0].rows, []);
    assert_eq!(facets[2].rows[0].count, 3);
}

#[test]
fn case_15_only_verified_acts_change_the_total() {
    let mut world = World::new();
    let v3 = world
        .columns
        .dictionary("verification")
        .and_then(|list| list.number("v3"));
    let table = world.columns.table_mut("act");
    for verified in [true, false] {
        let state = if verified { v3.map(Cell::Code) } else { None };
        let cell = state.unwrap_or(Cell::State(State::Unknown));
        table
            .upsert_row(None, &[("verification", cell)])
            .expect("fits");
    }
    let verified = Query::new(Unit::Acts)
        .only("verification=v3")
        .expect("filter");
    assert_eq!(world.count(&Query::new(Unit::Acts)).total, 2);
    assert_eq!(world.count(&verified).total, 1);
}

#[test]
fn a_reference_to_several_types_leads_where_the_property_is() {
    let mut world = World::new();
    let event = world.event(&Event {
        kind: "protest".to_owned(),
        ..Event::default()
    });
    let act = world.act(&Act::of("DET.arrest"));
    let table = world.columns.table_mut("intervention");
    table.add_column("about", Column::many_refs(&["event", "act"]));
    table.add_column("reply", Column::codes("intervention.reply"));
    let both = [("event", event), ("act", act)];
    table
        .upsert_row(None, &[("about", Cell::Refs(&both))])
        .expect("fits");
    table
        .upsert_row(None, &[("about", Cell::Ref("act", act))])
        .expect("fits");
    table.upsert_row(None, &[]).expect("fits");
    assert_eq!(
        rows(&world, &by(Unit::Interventions, &["about.type"])),
        pairs(&[("DET.arrest", 2), ("unknown", 1)])
    );
    assert_eq!(
        rows(&world, &by(Unit::Interventions, &["about.deaths"])),
        pairs(&[("unknown", 3)])
    );
    assert_eq!(
        rows(&world, &by(Unit::Interventions, &["about"])),
        pairs(&[("act/0", 2), ("event/0", 1), ("unknown", 1)])
    );
    let about = Query::new(Unit::Interventions)
        .only("about=act/0")
        .expect("filter");
    assert_eq!(world.count(&about).total, 2);
    let error = world.ask(&Plain, &Reader::of_everything(), |counting| {
        counting
            .count(&by(Unit::Interventions, &["about.start"]))
            .expect_err("two")
    });
    assert!(
        error.to_string().contains("start of event, start of act"),
        "{error}"
    );
    // Texts that do not occur are no error; a list never filled is empty.
    world
        .columns
        .texts_mut("intervention.reply")
        .add("none yet", None);
    let reply = Query::new(Unit::Interventions)
        .only("reply=never said")
        .expect("filter");
    assert_eq!(world.count(&reply).total, 0);
}

#[test]
fn numbers_are_compared_as_ranges() {
    let mut world = World::new();
    for deaths in [
        Some((14.0, f64::INFINITY)),
        Some((17.0, 17.0)),
        Some((2.0, 3.0)),
        None,
    ] {
        world.event(&Event {
            deaths,
            ..Event::default()
        });
    }
    let ask = |filter: &str| {
        let answer = world.count(&Query::new(Unit::Events).only(filter).expect(filter));
        (answer.total, answer.notes)
    };
    let unsure = vec![Note::NotPreciseForCondition(1)];
    assert_eq!(ask("deaths>=14"), (2, vec![]));
    assert_eq!(ask("deaths>=16"), (1, unsure.clone()));
    assert_eq!(ask("deaths=17"), (1, unsure.clone()));
    assert_eq!(ask("deaths<3"), (0, unsure));
    assert_eq!(ask("deaths=unknown"), (1, vec![]));
    assert_eq!(ask("deaths==14–"), (1, vec![]));
    let wrong = Query::new(Unit::Events)
        .only("deaths>=many")
        .expect("filter");
    let error = world.ask(&Plain, &Reader::of_everything(), |counting| {
        counting.count(&wrong).expect_err("no number")
    });
    assert!(
        error.to_string().contains("“many” is not a number"),
        "{error}"
    );
}

#[test]
fn a_withdrawn_record_is_counted_no_more() {
    let mut world = World::new();
    let act = world.act(&Act::of("DET.arrest").on("2020-05-17"));
    let person = world.person("male", &[]);
    world.involve(act, Some(person), "target");
    assert_eq!(world.count(&by(Unit::Persons, &["type"])).total, 1);
    world
        .columns
        .table_mut("act")
        .withdraw_row(act)
        .expect("there");
    assert_eq!(world.count(&Query::new(Unit::Acts)).total, 0);
    assert_eq!(world.count(&by(Unit::Persons, &["type"])).total, 0);
}

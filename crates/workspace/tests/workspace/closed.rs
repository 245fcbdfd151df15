//! A property that one record closes leaves the group in no form, whoever may read the record.

use crate::audiences::{ask, june};
use crate::world::World;
use aigaq_publishing::json;
use aigaq_schema::{Language, RecordId, Sensitivity};
use aigaq_workspace::{
    Asking, Audience, BagWish, CloseWish, Handing, ListQuery, PackageWish, Reader, Refused, Saved,
    TableHeading, Verdict,
};

const WORDS: &str = "Sarsova";
const OUTCOME: &str = "released at the clinic";

fn world() -> World {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind\na,Aset Bektov,person\nb,Dana Sarsova,person\n",
    );
    world.import(
        "act",
        "id,type,start,region,target,outcome\n\
         1,LIB.detain,2020-06-01,KZ-75,a,fined\n\
         2,LIB.detain,2020-06-02,KZ-71,b,released at the clinic\n",
    );
    for name in ["Dana", "Aset"] {
        let person = world.who_is(name);
        world.import(
            "consent",
            &format!("id,person,use,audience,state,date\n{name},{person},publish,public,named,2020-07-01\n"),
        );
    }
    world
}

impl World {
    fn ids_of(&self, record_type: &str) -> Vec<(RecordId, String)> {
        let query = ListQuery {
            record_type: record_type.to_owned(),
            ..ListQuery::default()
        };
        let list = self.workspace.list(&ask(), &query).unwrap();
        let rows = list.rows.into_iter();
        rows.map(|row| (row.id, row.caption)).collect()
    }

    fn who_is(&self, name: &str) -> RecordId {
        let all = self.ids_of("actor");
        all.into_iter()
            .find(|(_, c)| c.starts_with(name))
            .unwrap()
            .0
    }

    /// The act of which this is the outcome.
    fn act_of(&self, outcome: &str) -> RecordId {
        let acts = self.ids_of("act").into_iter().map(|(id, _)| id);
        let has = |id: &RecordId| {
            let live = self.workspace.live(*id).unwrap();
            live.iter().any(|said| said.value.plain() == outcome)
        };
        acts.into_iter().find(has).unwrap()
    }

    fn close_one(
        &mut self,
        record: RecordId,
        property: &str,
        level: Option<Sensitivity>,
    ) -> Result<Saved, Refused> {
        let wish = CloseWish {
            token: self.token(),
            record,
            property: property.to_owned(),
            level,
            reason: "her brother asked for it".to_owned(),
            now: self.moment(),
        };
        self.workspace.close_property(&wish)
    }

    /// Everything that leaves for an audience: bulletin, package, site, and what a count tells.
    fn leaving(&self, audience: Audience) -> String {
        let mut all = String::new();
        let document = self.workspace.publish(&ask(), &june(audience)).unwrap();
        all += &json::json(&document).unwrap();
        let wish = PackageWish {
            from: "2020".parse().unwrap(),
            to: "2020".parse().unwrap(),
            least: None,
            audience,
            licence: None,
        };
        let package = self.workspace.data_package(&ask(), &wish).unwrap();
        for (name, bytes) in package.files {
            all += &format!("{name}\n{}\n", String::from_utf8_lossy(&bytes));
        }
        let asking = Asking {
            reader: Reader::keeper().making_for(audience),
            ..ask()
        };
        for by in ["unit=acts&by=region", "unit=involvements&by=actor"] {
            let definition = by.parse().unwrap();
            let heading = TableHeading::default();
            let table = self
                .workspace
                .published_table(&asking, &definition, heading);
            all += &json::json(&table.unwrap()).unwrap();
        }
        all
    }
}

#[test]
fn a_closed_property_of_an_open_record_leaves_for_nobody() {
    let mut world = world();
    let (dana, act) = (world.who_is("Dana"), world.act_of(OUTCOME));
    for audience in [Audience::Public, Audience::Partners] {
        let before = world.leaving(audience);
        for words in [WORDS, OUTCOME, "KZ-71"] {
            assert!(before.contains(words), "{words} leaves before");
        }
    }
    for (record, property) in [(dana, "name"), (act, "outcome"), (act, "region")] {
        world
            .close_one(record, property, Some(Sensitivity::Restricted))
            .unwrap();
    }
    for audience in [Audience::Public, Audience::Partners] {
        let after = world.leaving(audience);
        for words in [WORDS, OUTCOME, "KZ-71", "her brother asked", "restricted"] {
            assert!(
                !after.contains(words),
                "{words} leaves for {audience:?}: {after}"
            );
        }
        // What is not closed leaves as before: the other act, and that this one happened.
        assert!(
            after.contains("Bektov") && after.contains("fined") && after.contains("2020-06-02")
        );
        let gate = world.gate_of(audience);
        assert_eq!(crate::audiences::names(&gate.masked), ["Dana Sarsova"]);
        assert!(
            gate.masked[0].why.contains("closed"),
            "{}",
            gate.masked[0].why
        );
    }
    assert!(world.leaving(Audience::Internal).contains(OUTCOME));
}

#[test]
fn a_closed_property_stands_in_no_file_of_a_static_site() {
    use crate::canary::smooth;
    let mut world = world();
    let (dana, act) = (world.who_is("Dana"), world.act_of(OUTCOME));
    let standing = |world: &World| {
        let files = crate::site::words_of_files(world, "2020-06");
        [WORDS, OUTCOME, "KZ-71", "Bektov", "fined"].map(|words| {
            let has = |(_, text): &(&String, &String)| text.contains(&smooth(words));
            files.iter().filter(has).count()
        })
    };
    let before = standing(&world);
    assert!(before.iter().all(|files| *files > 0), "{before:?}");
    for (record, property) in [(dana, "name"), (act, "outcome"), (act, "region")] {
        world
            .close_one(record, property, Some(Sensitivity::Internal))
            .unwrap();
    }
    let after = standing(&world);
    assert_eq!(after[..3], [0, 0, 0]);
    assert_eq!(
        after[3..],
        before[3..],
        "what is not closed leaves as before"
    );
}

#[test]
fn a_name_closed_on_one_record_is_closed_on_all_that_are_one_with_it() {
    let mut world = world();
    world.import("actor", "id,name,kind\nc,Sarsova D.,person\n");
    let (dana, other) = (world.who_is("Dana"), world.who_is("Sarsova D."));
    world.find(Verdict::Same, dana, other);
    world
        .close_one(other, "name", Some(Sensitivity::Internal))
        .unwrap();
    assert!(!world.leaving(Audience::Public).contains(WORDS));
}

#[test]
fn who_closed_it_and_why_stand_with_the_value_and_in_the_history() {
    let mut world = world();
    let act = world.act_of(OUTCOME);
    let saved = world
        .close_one(act, "outcome", Some(Sensitivity::Sealed))
        .unwrap();
    let ask = ask();
    let page = world.workspace.record(&ask, act).unwrap().unwrap();
    let properties = || page.groups.iter().flat_map(|group| &group.properties);
    let outcome = properties().find(|p| p.code == "outcome").unwrap();
    let closed = outcome.closed.as_ref().unwrap();
    assert_eq!(
        (
            closed.code.as_str(),
            closed.reason.as_str(),
            closed.change_set
        ),
        ("sealed", "her brother asked for it", saved.change_set)
    );
    assert!(properties().all(|p| p.code != "closed" && p.code != "closed_reason"));
    let last = page.history.last().unwrap();
    let told: Vec<&str> = last.changes.iter().map(|c| c.text.as_str()).collect();
    assert!(told[0].contains("Outcome: Sealed"), "{told:?}");
    assert!(told[1].contains("Outcome: her brother asked"), "{told:?}");
    // Opened again: the reason stands with what was taken back.
    world.close_one(act, "outcome", None).unwrap();
    assert!(world.leaving(Audience::Public).contains(OUTCOME));
    let page = world.workspace.record(&ask, act).unwrap().unwrap();
    let last = page.history.last().unwrap();
    assert!(last.changes.iter().all(|c| c.text.contains("asked for it")));
}

#[test]
fn what_is_closed_stays_sealed_in_a_bag() {
    let mut world = world();
    let act = world.act_of(OUTCOME);
    world
        .close_one(act, "outcome", Some(Sensitivity::Internal))
        .unwrap();
    let wish = BagWish {
        records: vec![act],
        ..BagWish::default()
    };
    let handing = Handing {
        for_whom: "a lawyer".to_owned(),
        ..Handing::default()
    };
    let form = (world.token(), world.moment());
    let (bag, _) = world
        .workspace
        .hand_over(&ask(), form, &wish, &handing)
        .unwrap();
    bag.each::<std::io::Error>(|path, read| {
        let mut bytes = Vec::new();
        read.read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(OUTCOME), "{path}");
        assert!(!text.contains("her brother asked"), "{path}");
        Ok(())
    })
    .unwrap();
}

#[test]
fn what_closes_nothing_or_is_not_to_be_closed_is_not_saved() {
    let mut world = world();
    let act = world.act_of(OUTCOME);
    for (property, level) in [
        ("outcome", Some(Sensitivity::Public)),
        ("outcome", None),
        ("sensitivity", Some(Sensitivity::Sealed)),
        ("closed", Some(Sensitivity::Sealed)),
        ("no_such_property", Some(Sensitivity::Sealed)),
    ] {
        let refused = world.close_one(act, property, level);
        assert!(matches!(refused, Err(Refused::Nothing)), "{property}");
    }
    let nobody = RecordId([7; 16]);
    let refused = world.close_one(nobody, "name", Some(Sensitivity::Sealed));
    assert!(matches!(refused, Err(Refused::Nothing)));
    world
        .close_one(act, "outcome", Some(Sensitivity::Sealed))
        .unwrap();
    let again = world.close_one(act, "outcome", Some(Sensitivity::Sealed));
    assert!(matches!(again, Err(Refused::Nothing)), "it is so already");
}

#[test]
fn of_two_devices_that_close_it_differently_the_narrower_holds() {
    use aigaq_schema::Value;
    use aigaq_view::Closed;
    let said = |text: &str| Value::text(text);
    let all = [said("name=sealed"), said("name=internal"), said("nonsense")];
    let closed = Closed::of(&all);
    assert_eq!(closed.of_property("name"), Some(Sensitivity::Sealed));
    assert_eq!(closed.of_property("nonsense"), None);
}

#[test]
fn what_only_few_may_read_is_not_found_by_its_words() {
    let mut world = world();
    let act = world.act_of(OUTCOME);
    let found = |world: &World| {
        let asked = Asking {
            language: Language::En,
            ..ask()
        };
        world
            .workspace
            .search(&asked, "clinic", None, 0)
            .unwrap()
            .total
    };
    assert_eq!(found(&world), 1);
    world
        .close_one(act, "outcome", Some(Sensitivity::Restricted))
        .unwrap();
    assert_eq!(found(&world), 0);
    world.close_one(act, "outcome", None).unwrap();
    assert_eq!(found(&world), 1);
}

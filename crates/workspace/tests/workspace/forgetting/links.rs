//! What leads to somebody without naming them is shown, and can be cut.

use super::keeper;
use crate::world::World;
use aigaq_schema::{Basis, RecordId, Value};
use aigaq_workspace::{Choices, Forgetting, Say};

fn say(property: &str, value: Value) -> Say {
    Say::new(property, value, &Basis::default())
}

impl World {
    /// A record that says this.
    pub(crate) fn said_anew(&mut self, record_type: &str, said: Vec<Say>) -> RecordId {
        let record = self.token().record(5);
        self.said_of((record, record_type), said, Vec::new());
        record
    }

    pub(crate) fn is_there(&self, record: RecordId) -> bool {
        let found = self.workspace.record(&keeper(), record);
        found.unwrap().is_some()
    }

    /// The records to which this one points.
    pub(crate) fn points_to(&self, record: RecordId, property: &str) -> Vec<RecordId> {
        let live = self.workspace.live(record).unwrap();
        let of = live.iter().filter(|said| said.property == property);
        of.filter_map(|said| match &said.value {
            Value::Reference(to) => Some(*to),
            _ => None,
        })
        .collect()
    }
}

#[test]
fn ties_to_people_go_by_default_and_the_rest_is_shown_with_a_choice() {
    for chosen in [false, true] {
        let mut world = World::new();
        world.import(
            "actor",
            "id,name,kind\np1,Нурлан Сарсенов,person\np2,Айгуль Омарова,person\no1,Фонд мира,organisation\n",
        );
        let person = world.id_of("Нурлан Сарсенов");
        let (wife, fund) = (world.id_of("Айгуль"), world.id_of("Фонд"));
        let tie = |kind: &str, from, to| {
            vec![
                say("kind", Value::term(kind)),
                say("from", Value::Reference(from)),
                say("to", Value::Reference(to)),
            ]
        };
        let marriage = world.said_anew("relation", tie("spouse_of", wife, person));
        let membership = world.said_anew("relation", tie("member_of", person, fund));
        let listing = world.said_anew("listing", vec![say("person", Value::Reference(person))]);
        let case = vec![
            say("title", Value::text("Дело 12/20")),
            say("party", Value::Reference(person)),
            say("party", Value::Reference(wife)),
        ];
        let case = world.said_anew("case", case);
        let places = world.places_of(person, Forgetting::Identity);
        let rows = places
            .places
            .sections
            .iter()
            .flat_map(|section| &section.rows);
        let rows: Vec<_> = rows.collect();
        for (record, goes) in [
            (marriage, true),
            (membership, false),
            (listing, false),
            (case, false),
        ] {
            let offered = |of: &dyn Fn(&aigaq_workspace::PlaceRow) -> Option<RecordId>| {
                rows.iter().any(|row| of(row) == Some(record))
            };
            assert_eq!(offered(&|row| row.may_leave), goes);
            assert_eq!(offered(&|row| row.may_take), !goes);
        }
        let choices = match chosen {
            true => Choices {
                leave: [marriage].into(),
                take: [listing, case].into(),
                ..Choices::default()
            },
            false => Choices::default(),
        };
        let done = world
            .forget_by(&[person], Forgetting::Identity, choices)
            .unwrap();
        assert_eq!(world.is_there(marriage), chosen);
        assert_eq!(world.is_there(listing), !chosen);
        assert!(world.is_there(membership));
        let parties = world.points_to(case, "party");
        assert_eq!(parties.contains(&person), !chosen);
        assert!(parties.contains(&wife));
        assert_eq!(done.report.pointing, if chosen { 2 } else { 3 });
        assert!(world.workspace.verify().unwrap().holds());
    }
}

//! Tables that are defined by name: counted with their sides, every cell with its records.

use crate::world::{self, World};
use aigaq_counting::{Definition, Row};
use aigaq_schema::{Day, Language, RecordId};
use aigaq_workspace::{Asking, WorkspaceError};

fn asking(language: Language) -> Asking {
    world::asking(language, Day::from_ymd(2021, 7, 22).unwrap())
}

impl World {
    fn with_acts() -> Self {
        let mut world = Self::new();
        world.import(
            "act",
            "id,type,start,learned,region,verification,rights\n\
             a,LIB.detain,2021-05-01,2021-05-02,KZ-75,v1,liberty|assembly\n\
             b,LIB.detain,2021-05-20,2021-06-03,KZ-71,v3,liberty\n\
             c,LIB.house,2021-06,2021-06-30,KZ-75,v4,liberty\n\
             d,ADM.fine,2021-06-09,,KZ-75,vx,\n\
             e,ADM.fine,,2021-06-10,,v2,expression\n",
        );
        world
    }

    fn definition(&self, text: &str) -> Result<Definition, WorkspaceError> {
        let definition: Definition = text.parse()?;
        self.workspace.see(&asking(Language::En), &definition)?;
        Ok(definition)
    }

    fn records(&self, definition: &Definition, key: &[Option<&str>]) -> Vec<RecordId> {
        let key: Vec<Option<String>> = key.iter().map(|k| k.map(str::to_owned)).collect();
        let ask = asking(Language::En);
        self.workspace
            .counted_records(&ask, definition, &key)
            .unwrap()
    }
}

fn cells(rows: &[Row]) -> Vec<(String, u64)> {
    rows.iter()
        .map(|row| (row.key.join(" "), row.count))
        .collect()
}

#[test]
fn a_table_of_three_dimensions_has_its_sides_and_every_cell_its_records() {
    let world = World::with_acts();
    let definition = world
        .definition("unit=acts&by=type:0&by=month&by=region")
        .unwrap();
    let ask = asking(Language::En);
    let table = world.workspace.tabulate(&ask, &definition).unwrap();
    assert_eq!(table.answer.total, 5);
    assert_eq!(
        cells(&table.answer.rows),
        [
            ("LIB 2021-05 KZ-71", 1),
            ("LIB 2021-05 KZ-75", 1),
            ("LIB 2021-06 KZ-75", 1),
            ("ADM 2021-06 KZ-75", 1),
            ("ADM no date unknown", 1),
        ]
        .map(|(key, count)| (key.to_owned(), count))
    );
    assert_eq!(table.sides.len(), 6);
    let types = table.side(&[0]).unwrap();
    assert_eq!(
        cells(&types.rows),
        [("LIB".to_owned(), 3), ("ADM".to_owned(), 2)]
    );
    for side in &table.sides {
        for row in &side.rows {
            let mut key: Vec<Option<&str>> = vec![None; 3];
            for (dimension, value) in side.over.iter().zip(&row.key) {
                key[*dimension] = Some(value);
            }
            let records = world.records(&definition, &key);
            assert_eq!(records.len() as u64, row.count, "{key:?}");
        }
    }
    assert_eq!(world.records(&definition, &[]).len(), 5);
}

#[test]
fn a_period_can_be_of_what_was_learned_and_months_follow_it() {
    let world = World::with_acts();
    let definition = world
        .definition("unit=acts&by=month&from=2021-06&to=2021-06&date=learned")
        .unwrap();
    let ask = asking(Language::En);
    let table = world.workspace.tabulate(&ask, &definition).unwrap();
    assert_eq!(cells(&table.answer.rows), [("2021-06".to_owned(), 3)]);
    assert_eq!(table.answer.undated, Some(1));
    let words = world.workspace.definition_words(&ask, &definition).unwrap();
    assert_eq!(words.period.as_deref(), Some("June 2021"));
    assert_eq!(
        words.dated.as_deref(),
        Some("by the day on which it became known")
    );
}

#[test]
fn least_verification_leaves_out_what_is_less_established_and_what_is_contested() {
    let world = World::with_acts();
    let ask = asking(Language::En);
    let total = |text: &str| {
        let definition = world.definition(text).unwrap();
        world
            .workspace
            .tabulate(&ask, &definition)
            .unwrap()
            .answer
            .total
    };
    assert_eq!(total("unit=acts"), 5);
    assert_eq!(total("unit=acts&least=v2"), 3);
    assert_eq!(total("unit=acts&least=v3"), 2);
    let levels = world.workspace.verification_levels(&ask);
    let codes: Vec<&str> = levels.iter().map(|level| level.code.as_str()).collect();
    assert_eq!(codes, ["v0", "v1", "v2", "v3", "v4"]);
}

#[test]
fn a_count_that_makes_no_sense_is_refused_with_its_reason() {
    let world = World::with_acts();
    for (text, why) in [
        ("unit=threats", "counting.no_unit"),
        ("unit=acts&by=colour", "counting.no_property"),
        ("unit=acts&by=type:7", "counting.no_level"),
        ("unit=acts&by=type&by=type", "counting.dimension_twice"),
        (
            "unit=acts&by=type&by=month&by=region&by=rights",
            "counting.too_many_dimensions",
        ),
        ("unit=acts&from=2021&to=2020", "counting.period_backwards"),
        ("unit=acts&from=soon", "counting.date"),
        ("unit=acts&where=type%3DNONE", "counting.no_code"),
        ("unit=acts&least=v9", "counting.no_code"),
        ("unit=acts&numbers=estimates", "counting.no_estimates"),
        ("unit=places&by=month", "counting.no_date"),
        ("by=type", "counting.unit_missing"),
        ("unit=acts&colour=red", "counting.unknown_part"),
    ] {
        let refused = world.definition(text).map(drop).unwrap_err();
        assert_eq!(refused.reason().key(), why, "{text}");
    }
}

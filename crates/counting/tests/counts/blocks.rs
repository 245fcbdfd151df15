//! Stored blocks: what is loaded counts as what was packed, and damage is
//! noticed.

use aigaq_counting::{
    BLOCK_ROWS, Cell, Column, Columns, Dictionary, Error, LIVE, Query, Table, Unit,
};
use proptest::prelude::*;

use crate::world::World;

/// Packs everything and loads it again.
fn through_storage(columns: &Columns) -> Result<Columns, Error> {
    let mut loaded = Columns::new();
    for (name, dictionary) in columns.dictionaries() {
        loaded.set_dictionary(name, Dictionary::load(&dictionary.pack())?);
    }
    for (code, table) in columns.tables() {
        let properties: Vec<&str> = std::iter::once(LIVE)
            .chain(table.columns().map(|(property, _)| property))
            .collect();
        let target = loaded.table_mut(code);
        for property in properties {
            for block in 0.. {
                let Some(bytes) = table.pack(property, block) else {
                    break;
                };
                target.load(property, block, &bytes)?;
            }
        }
    }
    loaded.check()?;
    Ok(loaded)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_was_packed_is_what_is_loaded(seed in any::<u64>(), acts in 1_u32..200) {
        let world = World::generated(acts, seed);
        let columns = through_storage(&world.columns).expect("loads");
        for ((code, before), (again, after)) in world.columns.tables().zip(columns.tables()) {
            prop_assert_eq!(code, again);
            prop_assert_eq!(before.live(), after.live());
            for (property, _) in before.columns() {
                prop_assert_eq!(before.pack(property, 0), after.pack(property, 0));
            }
        }
        let loaded = World { columns, ..world };
        let query = Query::new(Unit::Acts).by("target.category").and_then(|query| query.by("month")).expect("paths");
        let before = World::generated(acts, seed).count(&query);
        prop_assert_eq!(loaded.count(&query), before);
    }

    /// A flipped or missing byte never loads, and never panics.
    #[test]
    fn a_damaged_block_is_noticed(seed in any::<u64>(), at in any::<prop::sample::Index>(), flip in 1_u8..) {
        let world = World::generated(30, seed);
        for (_, table) in world.columns.tables() {
            for (property, _) in table.columns() {
                let mut bytes = table.pack(property, 0).expect("a block");
                let cut = at.index(bytes.len());
                let mut empty = Table::default();
                let live = table.pack(LIVE, 0).expect("a block");
                empty.load(LIVE, 0, &live).expect("loads");
                prop_assert!(empty.load(property, 0, &bytes[..cut]).is_err());
                bytes[cut] ^= flip;
                prop_assert!(empty.load(property, 0, &bytes).is_err());
            }
        }
    }
}

#[test]
fn a_table_of_several_blocks_is_stored_block_by_block() {
    let mut columns = Columns::new();
    columns.dictionary_mut("types").add("DET", None);
    let table = columns.table_mut("act");
    table.add_column("type", Column::codes("types"));
    table.add_column("rights", Column::many_codes("types"));
    table.add_column("start", Column::dates());
    let rows = BLOCK_ROWS * 2 + 100;
    for row in 0..rows {
        let day = i32::try_from(row).expect("small");
        let cells = [
            ("type", Cell::Code(5)),
            ("start", Cell::Date(day, day + day % 2)),
        ];
        table.upsert_row(None, &cells).expect("fits");
    }
    assert_eq!(table.changed_blocks().len(), 4 * 3);
    table.mark_stored();
    assert!(table.changed_blocks().is_empty());
    table
        .upsert_row(Some(BLOCK_ROWS), &[("rights", Cell::Codes(&[5]))])
        .expect("fits");
    assert_eq!(table.changed_blocks(), [(LIVE, 1), ("rights", 1)]);
    let loaded = through_storage(&columns).expect("loads");
    let table = loaded.table("act").expect("there");
    assert_eq!(
        (table.rows(), table.live().count()),
        (rows, u64::from(rows))
    );
    assert!(table.changed_blocks().is_empty());
    for block in 0..3 {
        for property in [LIVE, "type", "rights", "start"] {
            let before = columns.table("act").expect("there").pack(property, block);
            assert_eq!(table.pack(property, block), before, "{property} {block}");
        }
    }
}

#[test]
fn blocks_in_the_wrong_place_are_refused() {
    let mut columns = Columns::new();
    columns.dictionary_mut("types").add("DET", None);
    let table = columns.table_mut("act");
    table.add_column("type", Column::codes("types"));
    table.add_column("start", Column::dates());
    table
        .upsert_row(None, &[("type", Cell::Code(5))])
        .expect("fits");
    let (live, kind) = (
        table.pack(LIVE, 0).expect("block"),
        table.pack("type", 0).expect("block"),
    );
    let mut empty = Table::default();
    let early = empty.load("type", 0, &kind).expect_err("no rows yet");
    assert!(early.to_string().contains("rebuild the view"), "{early}");
    assert!(empty.load(LIVE, 1, &live).is_err());
    empty.load(LIVE, 0, &live).expect("loads");
    assert!(empty.load(LIVE, 0, &live).is_err());
    assert!(empty.load("type", 0, &live).is_err());
    empty.load("type", 0, &kind).expect("loads");
    assert!(empty.load("type", 0, &kind).is_err());
    // A code that the list does not have.
    let mut loaded = Columns::new();
    *loaded.table_mut("act") = empty;
    let error = loaded.check().expect_err("no list");
    assert!(
        error.to_string().contains("not in the list types"),
        "{error}"
    );
}

#[test]
fn a_row_is_changed_whole_or_not_at_all() {
    let mut table = Table::default();
    table.add_column("type", Column::codes("types"));
    table.add_column("start", Column::dates());
    let wrong = [("type", Cell::Code(5)), ("start", Cell::Date(3, 1))];
    let error = table.upsert_row(None, &wrong).expect_err("backwards");
    assert!(error.to_string().contains("start"), "{error}");
    assert_eq!(table.rows(), 0);
    assert!(table.upsert_row(None, &[("typo", Cell::Code(5))]).is_err());
    assert!(table.upsert_row(Some(0), &[]).is_err());
    assert!(table.withdraw_row(0).is_err());
}

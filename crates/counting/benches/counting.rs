//! How long counts take: `cargo bench -p aigaq-counting`.
//!
//! One world of 1,000,000 acts with 1,300,000 involvements of 200,000 actors,
//! one of 100,000 acts and one of 10,000, made by a generator that gives the
//! same every time.

#![expect(clippy::expect_used, reason = "a bench may stop where it fails")]

use std::sync::OnceLock;

use aigaq_counting::{
    Cell, Clusters, Column, Columns, Counting, LIVE, Path, Plain, Query, Reader, State, Table, Unit,
};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];

struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let high = (mixed ^ (mixed >> 31)) >> 32;
        u32::try_from((high * u64::from(most)) >> 32).unwrap_or(0)
    }
}

fn list(columns: &mut Columns, name: &str, codes: u32, fan: u32) {
    let list = columns.dictionary_mut(name);
    for number in 0..codes {
        let top = number / fan * fan;
        let parent = (top != number).then(|| format!("{name}-{top}"));
        list.add(&format!("{name}-{number}"), parent.as_deref());
    }
}

fn generate(acts: u32) -> Columns {
    let mut columns = Columns::new();
    for (name, codes, fan) in [
        ("types", 170, 10),
        ("regions", 20, 20),
        ("rights", 34, 34),
        ("verification", 8, 8),
        ("categories", 20, 20),
        ("sources", 30, 5),
        ("genders", 3, 3),
        ("motives", 5, 5),
        ("responses", 6, 6),
    ] {
        list(&mut columns, name, codes, fan);
    }
    let roles = columns.dictionary_mut("roles");
    for (code, parent) in [
        ("target", ""),
        ("perpetrator", ""),
        ("perpetrator.main", "perpetrator"),
    ] {
        roles.add(code, Some(parent));
    }
    let (target, main) = (5, 7);
    let kinds = columns.dictionary_mut("kinds");
    for code in ["person", "organisation", "group"] {
        kinds.add(code, None);
    }
    let tables: [(&str, Vec<(&str, Column)>); 3] = [
        (
            "actor",
            vec![
                ("kind", Column::codes("kinds")),
                ("gender", Column::codes("genders")),
                ("category", Column::many_codes("categories")),
                ("source_class", Column::many_codes("sources")),
            ],
        ),
        (
            "act",
            vec![
                ("type", Column::codes("types")),
                ("start", Column::dates()),
                ("region", Column::codes("regions")),
                ("rights", Column::many_codes("rights")),
                ("verification", Column::codes("verification")),
                ("motive", Column::codes("motives")),
                ("response", Column::codes("responses")),
            ],
        ),
        (
            "involvement",
            vec![
                ("act", Column::refs(&["act"])),
                ("actor", Column::refs(&["actor"])),
                ("role", Column::codes("roles")),
                ("category", Column::codes("categories")),
            ],
        ),
    ];
    for (table, properties) in tables {
        for (property, column) in properties {
            columns.table_mut(table).add_column(property, column);
        }
    }
    let mut dice = Dice(1);
    let actors = acts / 5;
    let table = columns.table_mut("actor");
    for _ in 0..actors {
        let cells = [
            ("kind", Cell::Code(5 + dice.below(10) / 8)),
            ("gender", Cell::Code(5 + dice.below(3))),
            ("category", Cell::Code(5 + dice.below(20))),
            ("source_class", Cell::Code(5 + dice.below(30))),
        ];
        table.upsert_row(None, &cells).expect("fits");
    }
    let table = columns.table_mut("act");
    for _ in 0..acts {
        let day = 16_436 + i32::try_from(dice.below(2_500)).unwrap_or(0);
        let rights = [5 + dice.below(34), 5 + dice.below(34)];
        let many = if dice.below(3) == 0 { 2 } else { 1 };
        let length = if dice.below(10) == 0 { 30 } else { 0 };
        let cells = [
            ("type", Cell::Code(5 + dice.below(170))),
            ("start", Cell::Date(day, day + length)),
            ("region", Cell::Code(5 + dice.below(20))),
            ("rights", Cell::Codes(&rights[..many])),
            ("verification", Cell::Code(5 + dice.below(8))),
            ("motive", Cell::Code(5 + dice.below(5))),
            ("response", Cell::Code(5 + dice.below(6))),
        ];
        table.upsert_row(None, &cells).expect("fits");
    }
    let table = columns.table_mut("involvement");
    for act in 0..acts {
        // 1.3 for each act: a target, and for some a perpetrator.
        for role in [target, main]
            .into_iter()
            .take(if dice.below(10) < 3 { 2 } else { 1 })
        {
            let cells = [
                ("act", Cell::Ref("act", act)),
                ("actor", Cell::Ref("actor", dice.below(actors))),
                ("role", Cell::Code(role)),
                (
                    "category",
                    if dice.below(2) == 0 {
                        Cell::State(State::Missing)
                    } else {
                        Cell::Code(5 + dice.below(20))
                    },
                ),
            ];
            table.upsert_row(None, &cells).expect("fits");
        }
    }
    columns
}

fn world(acts: u32) -> &'static Columns {
    static WORLDS: [OnceLock<Columns>; 3] = [const { OnceLock::new() }; 3];
    let place = SIZES.iter().position(|size| *size == acts).unwrap_or(0);
    WORLDS[place].get_or_init(|| generate(acts))
}

fn count(bencher: Bencher<'_, '_>, acts: u32, query: &Query) {
    let (clusters, reader) = (Clusters::identity(), Reader::of_everything());
    let counting = Counting {
        columns: world(acts),
        clusters: &clusters,
        labels: &Plain,
        reader: &reader,
    };
    bencher.bench_local(|| counting.count(black_box(query)).expect("counts"));
}

fn by(unit: Unit, one: &str, other: &str) -> Query {
    Query::new(unit)
        .by(one)
        .and_then(|query| query.by(other))
        .expect("paths")
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn acts_by_type_and_year(bencher: Bencher<'_, '_>, acts: u32) {
    count(bencher, acts, &by(Unit::Acts, "type", "year"));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn acts_by_top_type_and_month(bencher: Bencher<'_, '_>, acts: u32) {
    count(bencher, acts, &by(Unit::Acts, "type:0", "month"));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn acts_by_rights_and_region(bencher: Bencher<'_, '_>, acts: u32) {
    count(bencher, acts, &by(Unit::Acts, "rights", "region"));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn acts_by_category_and_gender_of_targets(bencher: Bencher<'_, '_>, acts: u32) {
    count(
        bencher,
        acts,
        &by(Unit::Acts, "target.category", "target.gender"),
    );
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn acts_by_target_category_and_source_of_threat(bencher: Bencher<'_, '_>, acts: u32) {
    count(
        bencher,
        acts,
        &by(Unit::Acts, "target.category", "perpetrator.source_class"),
    );
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn persons_by_type_and_year(bencher: Bencher<'_, '_>, acts: u32) {
    count(bencher, acts, &by(Unit::Persons, "type:0", "year"));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn persons_by_category_and_right_in_a_period(bencher: Bencher<'_, '_>, acts: u32) {
    let query = by(Unit::Persons, "category", "rights");
    let query = query.within(Some("2016"), Some("2017")).expect("period");
    count(bencher, acts, &query);
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn records_of_a_cell(bencher: Bencher<'_, '_>, acts: u32) {
    let (clusters, reader) = (Clusters::identity(), Reader::of_everything());
    let counting = Counting {
        columns: world(acts),
        clusters: &clusters,
        labels: &Plain,
        reader: &reader,
    };
    let query = by(Unit::Acts, "type", "month");
    let key = ["types-17".to_owned(), "2017-03".to_owned()];
    bencher.bench_local(|| counting.records(&query, black_box(&key)).expect("records"));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn eight_facets(bencher: Bencher<'_, '_>, acts: u32) {
    let (clusters, reader) = (Clusters::identity(), Reader::of_everything());
    let counting = Counting {
        columns: world(acts),
        clusters: &clusters,
        labels: &Plain,
        reader: &reader,
    };
    let query = Query::new(Unit::Acts)
        .only("region=regions-3|regions-4|regions-5|regions-6")
        .and_then(|query| query.only("type=types-20|types-30|types-40"))
        .and_then(|query| query.only("start>=2016"))
        .expect("filters");
    let paths: Vec<Path> = [
        "type:0",
        "region",
        "year",
        "rights",
        "verification",
        "motive",
        "response",
        "month",
    ]
    .into_iter()
    .map(|path| path.parse().expect("path"))
    .collect();
    bencher.bench_local(|| counting.facets(black_box(&query), &paths).expect("facets"));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn load_all_columns(bencher: Bencher<'_, '_>, acts: u32) {
    let columns = world(acts);
    let mut blocks: Vec<(&str, &str, u32, Vec<u8>)> = Vec::new();
    for (code, table) in columns.tables() {
        let properties = std::iter::once(LIVE).chain(table.columns().map(|(name, _)| name));
        for property in properties {
            for block in 0.. {
                let Some(bytes) = table.pack(property, block) else {
                    break;
                };
                blocks.push((code, property, block, bytes));
            }
        }
    }
    bencher.bench_local(|| {
        let mut loaded = Columns::new();
        for (code, property, block, bytes) in &blocks {
            loaded
                .table_mut(code)
                .load(property, *block, bytes)
                .expect("loads");
        }
        for (name, list) in columns.dictionaries() {
            loaded.set_dictionary(name, list.clone());
        }
        loaded.check().expect("fits");
        loaded
    });
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn write_rows(bencher: Bencher<'_, '_>, acts: u32) {
    bencher.bench_local(|| {
        let mut table = Table::default();
        table.add_column("type", Column::codes("types"));
        table.add_column("start", Column::dates());
        table.add_column("rights", Column::many_codes("rights"));
        for row in 0..acts {
            let day = i32::try_from(row % 3_000).unwrap_or(0);
            let cells = [
                ("type", Cell::Code(5 + row % 170)),
                ("start", Cell::Date(day, day)),
                ("rights", Cell::Codes(&[5, 6])),
            ];
            table.upsert_row(None, &cells).expect("fits");
        }
        table
    });
}

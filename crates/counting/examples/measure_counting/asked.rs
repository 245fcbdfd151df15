//! The questions. Their names are those in the peer's script.

use aigaq_counting::{Query, Unit};

/// A name, the unit, the dimensions, the conditions, first and last date.
type Asked = (
    &'static str,
    Unit,
    &'static [&'static str],
    &'static [&'static str],
    Option<(&'static str, &'static str)>,
);

const TABLES: [Asked; 16] = [
    (
        "acts by type and year",
        Unit::Acts,
        &["type", "year"],
        &[],
        None,
    ),
    (
        "acts by group of types and month",
        Unit::Acts,
        &["type:0", "month"],
        &[],
        None,
    ),
    (
        "acts by right and region",
        Unit::Acts,
        &["rights", "region"],
        &[],
        None,
    ),
    (
        "acts by group of types, region and year",
        Unit::Acts,
        &["type:0", "region", "year"],
        &[],
        None,
    ),
    (
        "acts by category and gender of the target",
        Unit::Acts,
        &["target.category", "target.gender"],
        &[],
        None,
    ),
    (
        "acts by category of the target and source of threat",
        Unit::Acts,
        &["target.category", "perpetrator.source_class"],
        &[],
        None,
    ),
    (
        "acts by type and source of threat",
        Unit::Acts,
        &["type", "perpetrator.source_class"],
        &[],
        None,
    ),
    (
        "acts by month and category of the target",
        Unit::Acts,
        &["month", "target.category"],
        &[],
        None,
    ),
    (
        "acts by category of the target and right",
        Unit::Acts,
        &["target.category", "rights"],
        &[],
        None,
    ),
    (
        "involvements by role and group of types",
        Unit::Involvements,
        &["role", "type:0"],
        &[],
        None,
    ),
    (
        "involvements by category and month",
        Unit::Involvements,
        &["category", "act.start:month"],
        &["role=target"],
        None,
    ),
    (
        "persons by group of types and year",
        Unit::Persons,
        &["type:0", "year"],
        &[],
        None,
    ),
    (
        "persons by type and month",
        Unit::Persons,
        &["type", "month"],
        &[],
        None,
    ),
    (
        "persons by category and gender",
        Unit::Persons,
        &["category", "gender"],
        &["role=target"],
        None,
    ),
    (
        "persons by category and right in two years",
        Unit::Persons,
        &["category", "rights"],
        &[],
        Some(("2016", "2017")),
    ),
    (
        "persons by region and source of threat",
        Unit::Persons,
        &["region", "perpetrator.source_class"],
        &[],
        None,
    ),
];

/// All tables.
pub fn tables() -> impl Iterator<Item = (&'static str, Query)> {
    TABLES.into_iter().map(|(name, unit, by, only, period)| {
        let mut query = Query::new(unit);
        for path in by {
            query = query.by(path).expect("a path");
        }
        for filter in only {
            query = query.only(filter).expect("a condition");
        }
        if let Some((from, to)) = period {
            query = query.within(Some(from), Some(to)).expect("a period");
        }
        (name, query)
    })
}

/// Cells whose records are asked for: the name, the table, the key.
pub fn cells() -> Vec<(&'static str, Query, Vec<String>)> {
    let table = |wanted: &str| {
        let found = tables().find(|(name, _)| *name == wanted);
        found.expect("a table").1
    };
    let key = |key: [&str; 2]| key.map(str::to_owned).to_vec();
    vec![
        (
            "records: acts of a type in a year",
            table("acts by type and year"),
            key(["types-17", "2017"]),
        ),
        (
            "records: acts against a category by a source of threat",
            table("acts by category of the target and source of threat"),
            key(["categories-3", "sources-7"]),
        ),
        (
            "records: persons by what was done in a month",
            table("persons by type and month"),
            key(["types-17", "2017-03"]),
        ),
    ]
}

/// The conditions of eight facets, and the facets.
pub fn facets() -> (Query, [&'static str; 8]) {
    let query = Query::new(Unit::Acts)
        .only("region=regions-3|regions-4|regions-5|regions-6")
        .and_then(|query| query.only("type=types-20|types-30|types-40"))
        .and_then(|query| query.only("start>=2016"))
        .expect("conditions");
    let facets = [
        "type:0",
        "region",
        "year",
        "rights",
        "verification",
        "motive",
        "response",
        "month",
    ];
    (query, facets)
}

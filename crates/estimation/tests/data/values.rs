//! What established R software gives, and the tables it was given: read for the tests and for the example that compares
//! times.

use aigaq_estimation::table::CaptureTable;
use serde_json::Value;

/// Everything that stands in `reference.json`.
pub fn reference() -> Value {
    serde_json::from_str(include_str!("reference.json")).unwrap()
}

/// The table of one of its data sets.
pub fn table(entry: &Value) -> CaptureTable {
    let dataset = &entry["dataset"];
    let lists = dataset["lists"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l.as_str().unwrap().to_owned())
        .collect();
    let patterns = dataset["patterns"].as_object().unwrap();
    CaptureTable::from_patterns(
        lists,
        patterns
            .iter()
            .map(|(p, c)| (p.as_str(), c.as_f64().unwrap())),
    )
    .unwrap()
}

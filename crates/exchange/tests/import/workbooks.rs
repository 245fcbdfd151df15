//! What holds for any workbook, however it is written, for those that mean harm, and for what a row makes.

mod any;
mod harmful;
mod rows;

use crate::memory::{Memory, run};
use aigaq_exchange::workbook::{Corrections, Remembered, Workbook};
use aigaq_exchange::{Import, Quarantined, Report};
use aigaq_schema::{Day, Schema};
use std::collections::{BTreeMap, BTreeSet};

fn read(name: &str, bytes: Vec<u8>, remembered: &Remembered, corrections: &Corrections) -> Import {
    Workbook::open(name, bytes)
        .unwrap()
        .import(
            Schema::shipped(),
            remembered,
            corrections,
            Day::from_ymd(2024, 5, 2).unwrap(),
        )
        .unwrap()
}

fn plain(name: &str, bytes: &[u8]) -> (Memory, Report, Vec<Quarantined>) {
    let import = read(
        name,
        bytes.to_vec(),
        &Remembered::default(),
        &Corrections::default(),
    );
    let mut memory = Memory::default();
    let (report, quarantined) = run(&mut memory, &import, 1, false);
    (memory, report, quarantined)
}

fn csv(rows: &[&[&str]]) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        out.write_record(*row).unwrap();
    }
    out.into_inner().unwrap()
}

/// How many records of a type have each value.
fn counted(memory: &Memory, record_type: &str, property: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let records: BTreeSet<_> = memory
        .all()
        .filter(|s| s.record_type == record_type)
        .map(|s| s.record)
        .collect();
    for value in records.iter().flat_map(|r| memory.values(*r, property)) {
        *counts.entry(value).or_default() += 1;
    }
    counts
}

const HEAD: [&str; 10] = [
    "№",
    "Дата",
    "Регион",
    "Что произошло",
    "Пострадавшие",
    "Категория",
    "Кем",
    "Вид нарушения",
    "Статья КоАП",
    "Кол-во",
];

//! Measures matching on a table of people: `measure_matching PEOPLE.csv [THREADS]`.
//!
//! Columns `rec_id` (a number), `ent_id` (who it truly is; may be missing), `full_name`, `dob`, `region`, `sex`. Prints
//! one line of figures for programs (`time`, `memory`, `pair_f1`, `b3_f1`, `place_p99`) and what they mean for people.
//! New records are those of the table told once more, under new ids: one in five hundred, at most 4,000.

#![expect(clippy::print_stdout, reason = "it prints figures")]

use std::collections::HashMap;
use std::time::Instant;

use aigaq_matching::decision::{Decision, Held};
use aigaq_matching::people::{Model, People, Person};
use aigaq_names::Sex;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut asked = std::env::args().skip(1);
    let file = asked
        .next()
        .ok_or("measure_matching PEOPLE.csv [THREADS]")?;
    let threads = asked.next().map_or(Ok(2), |n| n.parse())?;
    let start = Instant::now();
    let mut rows = csv::Reader::from_path(&file)?;
    let head = rows.headers()?.clone();
    let at = |name: &str| head.iter().position(|h| h == name);
    let (id, entity) = (at("rec_id").ok_or("no rec_id")?, at("ent_id"));
    let columns = [at("full_name"), at("dob"), at("region"), at("sex")];
    let mut truth: Vec<(u32, u64)> = Vec::new();
    let mut again: Vec<Person<u32>> = Vec::new();
    let mut wrong = None;
    let people = rows.records().map_while(|row| match row {
        Err(error) => {
            wrong = Some(error);
            None
        }
        Ok(row) => {
            let cell = |c: Option<usize>| c.and_then(|c| row.get(c)).unwrap_or_default();
            let number: u32 = cell(Some(id)).parse().ok()?;
            truth.push((number, hashed(cell(entity))));
            let person = Person {
                id: number,
                names: vec![cell(columns[0]).to_owned()],
                born: cell(columns[1]).parse().ok(),
                sex: match cell(columns[3]) {
                    "m" => Some(Sex::Male),
                    "f" => Some(Sex::Female),
                    _ => None,
                },
                places: vec![cell(columns[2]).to_owned()],
                identifiers: Vec::new(),
            };
            if number.is_multiple_of(500) && again.len() < 4000 {
                again.push(Person {
                    id: u32::MAX - number,
                    ..person.clone()
                });
            }
            Some(person)
        }
    });
    let mut people = People::of(Model::shipped(), people)?;
    if let Some(error) = wrong {
        return Err(error.into());
    }
    let read = start.elapsed();
    let nothing: [Decision<u32, u32>; 0] = [];
    let mut grouped = people.groups(&Held::of(&nothing), threads);
    let all = start.elapsed();
    let memory = peak();
    truth.sort_unstable();
    let found: Vec<u32> = (0_u32..)
        .take(people.len())
        .map(|p| grouped.represents(p))
        .collect();
    let (pair, b3) = scores(&truth, &found);
    let mut took: Vec<f64> = Vec::new();
    let mut right = 0_u32;
    for person in again {
        let from = Instant::now();
        let placed = people.place(person.clone(), &grouped);
        people.add(person.clone(), placed.with, &mut grouped)?;
        took.push(from.elapsed().as_secs_f64() * 1000.0);
        right += u32::from(placed.with.is_some());
    }
    took.sort_by(f64::total_cmp);
    let percentile = |p: usize| {
        took.get((took.len() * p / 100).min(took.len().saturating_sub(1)))
            .copied()
            .unwrap_or(0.0)
    };
    println!(
        "figures time={:.2} memory={memory} pair_f1={pair:.4} b3_f1={b3:.4} place_p99={:.3}",
        all.as_secs_f64(),
        percentile(99)
    );
    println!(
        "  {} records, {threads} threads: read {:.1} s, grouped {:.1} s; peak {memory} MB",
        found.len(),
        read.as_secs_f64(),
        (all - read).as_secs_f64()
    );
    println!(
        "  one new record among them, {} times: median {:.2} ms, 99th percentile {:.2} ms, longest {:.2} ms; {right} joined a group",
        took.len(),
        percentile(50),
        percentile(99),
        percentile(100)
    );
    Ok(())
}

fn hashed(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The most memory this process had, in MB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let number = line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok());
    number.unwrap_or(0) / 1024
}

/// F1 of pairs and B³ F1, as everybody measures them.
#[expect(clippy::cast_precision_loss, reason = "counts of a table")]
fn scores(truth: &[(u32, u64)], found: &[u32]) -> (f64, f64) {
    let mut joint: HashMap<(u32, u64), u64> = HashMap::new();
    let mut clusters: HashMap<u32, u64> = HashMap::new();
    let mut entities: HashMap<u64, u64> = HashMap::new();
    for ((_, entity), cluster) in truth.iter().zip(found) {
        *joint.entry((*cluster, *entity)).or_default() += 1;
        *clusters.entry(*cluster).or_default() += 1;
        *entities.entry(*entity).or_default() += 1;
    }
    let two = |n: u64| (n * n.saturating_sub(1) / 2) as f64;
    let f = |p: f64, r: f64| {
        if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        }
    };
    let right: f64 = joint.values().map(|n| two(*n)).sum();
    let told: f64 = clusters.values().map(|n| two(*n)).sum();
    let true_pairs: f64 = entities.values().map(|n| two(*n)).sum();
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((cluster, entity), n) in &joint {
        let square = (n * n) as f64;
        precision += square / clusters[cluster] as f64;
        recall += square / entities[entity] as f64;
    }
    let records = truth.len().max(1) as f64;
    (
        f(right / told.max(1.0), right / true_pairs.max(1.0)),
        f(precision / records, recall / records),
    )
}

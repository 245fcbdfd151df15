//! How many pairs of names a second one core compares: cold (read and compared), and read before.

use aigaq_names::{Parsed, compare, parse};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    // The lists of names are read once a run, as in the program.
    let _ = parse("Мухтар Аблязов");
    divan::main();
}

/// Pairs of many kinds, one a line, two columns.
const PAIRS: &str = include_str!("../tests/data/pairs.tsv");

fn pairs() -> Vec<(&'static str, &'static str)> {
    let mut lines = PAIRS
        .lines()
        .filter(|l| !l.starts_with('#'))
        .map(|l| l.split('\t').collect::<Vec<_>>());
    let header = lines.next().unwrap_or_default();
    let column = |name: &str| header.iter().position(|h| *h == name).unwrap_or_default();
    let (left, right) = (column("left"), column("right"));
    lines.map(|cells| (cells[left], cells[right])).collect()
}

#[divan::bench]
fn cold(bencher: Bencher<'_, '_>) {
    let pairs = pairs();
    bencher
        .counter(ItemsCount::new(pairs.len()))
        .bench_local(|| {
            for (left, right) in &pairs {
                black_box(compare(&parse(left), &parse(right)));
            }
        });
}

#[divan::bench]
fn parsed(bencher: Bencher<'_, '_>) {
    let pairs: Vec<(Parsed, Parsed)> = pairs()
        .into_iter()
        .map(|(a, b)| (parse(a), parse(b)))
        .collect();
    bencher
        .counter(ItemsCount::new(pairs.len()))
        .bench_local(|| {
            for (left, right) in &pairs {
                black_box(compare(left, right));
            }
        });
}

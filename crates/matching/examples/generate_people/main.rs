//! Makes a large table of people with which matching is measured: `generate_people [ROWS [SEED]] > people.csv`.
//!
//! Columns: `rec_id`, `ent_id` (who it truly is), `full_name`, `dob`, `region`, `sex`. The same numbers give the same
//! bytes; 50,000 rows unless told otherwise. Nobody in it is real: Kazakh names are put together from the parts that
//! such names are made of, others from general lists. One person appears in one to nine rows, in Kazakh, Russian or
//! Latin letters after one of six usages, with what happens to names in lists: order, initials, a patronymic left
//! out or in another form, an ending left out, a slip of the hand; a birth date missing, to the year or wrong in one
//! part; another region, no sex. One in eight has a brother or sister, a father or a child in the table.

use chance::Chance;
use std::io::{BufWriter, Write};
use written::written;

mod chance;
#[path = "../../../testkit/src/dice.rs"]
mod dice;
mod written;

#[derive(Clone)]
struct Somebody {
    kazakh: bool,
    female: bool,
    given: String,
    father: String,
    /// Without the feminine ending.
    family: String,
    born: (u64, u64, u64),
    region: &'static str,
}

fn given(c: &mut Chance, kazakh: bool, female: bool) -> String {
    match (kazakh, female) {
        (false, false) => c.often("russian male").into(),
        (false, true) => c.often("russian female").into(),
        (true, false) if c.hundred(45) => c.often("kazakh male").into(),
        (true, true) if c.hundred(45) => c.often("kazakh female").into(),
        (true, false) => format!("{}{}", c.of("first"), c.of("male end")),
        (true, true) => format!("{}{}", c.of("first"), c.of("female end")),
    }
}

fn family(c: &mut Chance, kazakh: bool) -> String {
    if !kazakh {
        return if c.hundred(80) {
            c.often("russian family")
        } else {
            c.of("other family")
        }
        .into();
    }
    let stem = if c.hundred(30) {
        c.of("kazakh male").to_owned()
    } else {
        format!("{}{}", c.of("first"), c.of("male end"))
    };
    if c.hundred(8) { stem } else { with_ov(&stem) }
}

fn with_ov(stem: &str) -> String {
    match stem.chars().last() {
        Some('й') => format!("{}ев", stem.trim_end_matches('й')),
        Some('ь' | 'л') => format!("{}ев", stem.trim_end_matches('ь')),
        Some('а' | 'ы' | 'і') => format!("{stem}ев"),
        _ => format!("{stem}ов"),
    }
}

fn somebody(c: &mut Chance) -> Somebody {
    let kazakh = c.hundred(72);
    let female = c.hundred(45);
    Somebody {
        kazakh,
        female,
        given: given(c, kazakh, female),
        father: given(c, kazakh, false),
        family: family(c, kazakh),
        born: born(c),
        region: c.of("regions"),
    }
}

fn born(c: &mut Chance) -> (u64, u64, u64) {
    (1940 + c.below(65), 1 + c.below(12), 1 + c.below(28))
}

/// A brother, sister, father or child.
fn relative(c: &mut Chance, of: &Somebody) -> Somebody {
    let mut other = of.clone();
    match c.below(3) {
        0 if !of.female => {
            other.given.clone_from(&of.father);
            other.father = given(c, of.kazakh, false);
            other.born = (
                of.born.0.saturating_sub(20 + c.below(20)),
                1 + c.below(12),
                1 + c.below(28),
            );
        }
        1 if !of.female => {
            other.father.clone_from(&of.given);
            other.given = given(c, of.kazakh, false);
            other.born = (
                of.born.0 + 20 + c.below(20),
                1 + c.below(12),
                1 + c.below(28),
            );
        }
        _ => {
            other.female = c.hundred(50);
            other.given = given(c, of.kazakh, other.female);
            other.born = (of.born.0 + c.below(7), 1 + c.below(12), 1 + c.below(28));
        }
    }
    other
}

fn date(c: &mut Chance, (mut year, mut month, mut day): (u64, u64, u64)) -> String {
    match c.below(100) {
        0..=11 => return String::new(),
        12..=17 => return year.to_string(),
        18..=21 => day = 1 + c.below(28),
        22..=24 => month = 1 + c.below(12),
        25..=26 => year = year / 10 * 10 + c.below(10),
        27..=28 if day <= 12 => std::mem::swap(&mut day, &mut month),
        _ => {}
    }
    format!("{year}-{month:02}-{day:02}")
}

fn main() -> std::io::Result<()> {
    let mut asked = std::env::args().skip(1).map(|a| a.parse::<u64>());
    let rows = asked.next().and_then(Result::ok).unwrap_or(50_000);
    let mut c = Chance::of_seed(asked.next().and_then(Result::ok).unwrap_or(1));
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "rec_id,ent_id,full_name,dob,region,sex")?;
    let mut before = somebody(&mut c);
    // Rows of one person lie apart, as in life: each waits for its turn.
    let mut waiting: Vec<String> = Vec::new();
    let (mut made, mut told, mut entity) = (0, 0, 0);
    while told < rows {
        if made < rows {
            let who = if c.hundred(12) {
                relative(&mut c, &before)
            } else {
                somebody(&mut c)
            };
            let times = match c.below(1000) {
                0..663 => 1,
                663..853 => 2,
                853..936 => 3,
                936..975 => 4,
                975..993 => 6,
                _ => 9,
            };
            for _ in 0..times {
                let name = written(&mut c, &who);
                let dob = date(&mut c, who.born);
                let region = match c.below(100) {
                    0..=5 => "",
                    6..=11 => c.of("regions"),
                    _ => who.region,
                };
                let sex = if c.hundred(10) {
                    ""
                } else if who.female {
                    "f"
                } else {
                    "m"
                };
                waiting.push(format!("e{entity:07},{name},{dob},{region},{sex}"));
                made += 1;
            }
            entity += 1;
            before = who;
        }
        if made >= rows || waiting.len() > 20_000 {
            let at = usize::try_from(c.below(waiting.len() as u64)).unwrap_or(0);
            writeln!(out, "{told},{}", waiting.swap_remove(at))?;
            told += 1;
        }
    }
    out.flush()
}

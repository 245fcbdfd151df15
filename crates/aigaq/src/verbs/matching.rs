//! `aigaq match --people FILE.csv --out CLUSTERS.csv`: who is one person in a table, without a workspace.

use super::{Common, counted};
use crate::answer::remark;
use crate::refusal::{self, Refusal};
use aigaq_matching::decision::{Decision, Held};
use aigaq_matching::people::{Besides, Grouped, Model, People, Person};
use aigaq_names::Sex;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;
use std::process::ExitCode;

/// The columns that are read; others are passed over.
struct Columns {
    id: usize,
    name: usize,
    born: Option<usize>,
    place: Option<usize>,
    sex: Option<usize>,
}

/// What was met on the way and is told at the end.
#[derive(Default)]
struct Met {
    dates: u64,
    sexes: u64,
    first_date: Option<String>,
    first_sex: Option<String>,
    /// Pairs that were written for a person to look at.
    asked: Option<u64>,
}

/// Groups the rows of a table of people and writes which row belongs to which.
/// With `ask` it also writes the pairs that may be one person and were not joined, and why not.
pub fn table(common: &Common<'_>, file: &Path, to: &Path, ask: Option<&Path>) -> Result<ExitCode> {
    for (option, written) in [("--out", Some(to)), ("--ask", ask)] {
        if written.is_some_and(|written| written.exists() && same_file(file, written)) {
            bail!(
                "{} would be written over: name another file with {option}",
                file.display()
            );
        }
    }
    if ask == Some(to) {
        bail!("--out and --ask name one file: {}", to.display());
    }
    let (columns, ids) = ids(file)?;
    let order = ranked(&ids, file)?;
    let mut met = Met::default();
    let mut wrong = None;
    let people = {
        let rows = rows(file)?
            .into_records()
            .zip(&order)
            .map_while(|(row, id)| match row {
                Ok(row) => Some(person(&row, &columns, *id, &mut met)),
                Err(error) => {
                    wrong = Some(error);
                    None
                }
            });
        People::of(Model::shipped(), rows)
            .with_context(|| format!("{} changed while it was read", file.display()))?
    };
    if let Some(error) = wrong {
        return Err(unreadable(file, &error));
    }
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let nothing: [Decision<u32, u32>; 0] = [];
    let grouped = people.groups(&Held::of(&nothing), threads);

    // Ranks are places: the smallest id of a group is its smallest rank.
    let mut named = vec![0_u32; ids.len()];
    for (row, rank) in (0_u32..).zip(&order) {
        named[*rank as usize] = row;
    }
    let cannot = || format!("{} cannot be written", to.display());
    let mut out = csv::Writer::from_writer(BufWriter::new(File::create(to).with_context(cannot)?));
    out.write_record(["rec_id", "cluster_id"])
        .with_context(cannot)?;
    for (id, rank) in ids.iter().zip(&order) {
        let by = named[grouped.represents(*rank) as usize];
        out.write_record([id.as_ref(), ids[by as usize].as_ref()])
            .with_context(cannot)?;
    }
    out.flush().with_context(cannot)?;
    if let Some(ask) = ask {
        let id = |rank: u32| ids[named[rank as usize] as usize].as_ref();
        met.asked = Some(pairs(&people, &grouped, (threads, ask), id)?);
    }
    told(common, to, &met, ids.len(), grouped.iter())
}

/// Writes the pairs that a person must look at; how many.
fn pairs<'a>(
    people: &People<u32>,
    grouped: &Grouped,
    (threads, to): (usize, &Path),
    id: impl Fn(u32) -> &'a str,
) -> Result<u64> {
    let cannot = || format!("{} cannot be written", to.display());
    let mut out = csv::Writer::from_writer(BufWriter::new(File::create(to).with_context(cannot)?));
    out.write_record(["rec_id", "other_id", "bits", "why"])
        .with_context(cannot)?;
    let nothing: [Decision<u32, u32>; 0] = [];
    let mut written = 0;
    // Ranks are places.
    for pair in people.proposals(&Held::of(&nothing), threads) {
        if grouped.represents(pair.one) == grouped.represents(pair.other) {
            continue;
        }
        let why = match pair.besides {
            Besides::Nothing => "only the names agree",
            Besides::Place => "only name and place agree",
            Besides::More => "too little agrees",
        };
        let bits = format!("{:.1}", pair.bits.as_f64());
        out.write_record([id(pair.one), id(pair.other), &bits, why])
            .with_context(cannot)?;
        written += 1;
    }
    out.flush().with_context(cannot)?;
    Ok(written)
}

fn told<'a>(
    common: &Common<'_>,
    to: &Path,
    met: &Met,
    records: usize,
    groups: impl Iterator<Item = &'a [u32]>,
) -> Result<ExitCode> {
    let (mut joined, mut several, mut largest) = (0_u64, 0_u64, 1_u64);
    for group in groups {
        joined += group.len() as u64;
        several += 1;
        largest = largest.max(group.len() as u64);
    }
    let clusters = records as u64 - joined + several;
    for (n, one, many, first) in [
        (met.dates, "birth date", "birth dates", &met.first_date),
        (met.sexes, "sex", "sexes", &met.first_sex),
    ] {
        if let Some(first) = first {
            remark(&format!(
                "{} not understood and taken as unknown: “{first}”{}",
                counted(n, one, many),
                if n > 1 { ", …" } else { "" }
            ));
        }
    }
    let answer = serde_json::json!({
        "file": to, "records": records, "clusters": clusters, "of_several": several,
        "largest": largest, "to_ask": met.asked, "dates_not_understood": met.dates, "sexes_not_understood": met.sexes,
    });
    common.answer(&answer, || {
        let asked = met.asked.map_or(String::new(), |pairs| {
            format!(
                "{} may be of one person and {} not joined\n",
                counted(pairs, "more pair", "more pairs"),
                if pairs == 1 { "was" } else { "were" }
            )
        });
        format!(
            "{} are {}, {several} of them in several records (at most {largest}): {}\n{asked}",
            counted(records as u64, "record", "records"),
            counted(clusters, "person", "people"),
            to.display()
        )
    })
}

fn rows(file: &Path) -> Result<csv::Reader<BufReader<File>>> {
    let open = File::open(file).map_err(|why| Refusal(refusal::unreadable(file, why)))?;
    Ok(csv::ReaderBuilder::new()
        .trim(csv::Trim::Headers)
        .from_reader(BufReader::new(open)))
}

fn unreadable(file: &Path, error: &csv::Error) -> anyhow::Error {
    let line = error
        .position()
        .map_or(String::new(), |at| format!(", line {}", at.line()));
    let why = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("this row has {len} cells and the heading {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "not UTF-8: save it as “CSV UTF-8”".to_owned(),
        _ => error.to_string(),
    };
    anyhow::anyhow!("{}{line}: {why}", file.display())
}

/// The ids, in the order of the rows, and where the columns stand.
fn ids(file: &Path) -> Result<(Columns, Vec<Box<str>>)> {
    let mut rows = rows(file)?;
    let head: Vec<String> = rows
        .headers()
        .map_err(|error| unreadable(file, &error))?
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').trim().to_lowercase())
        .collect();
    let at = |names: &[&str]| head.iter().position(|h| names.contains(&h.as_str()));
    if head.iter().all(String::is_empty) {
        bail!(
            "{} is empty: a heading with the column full_name is needed",
            file.display()
        );
    }
    let Some(name) = at(&["full_name", "name"]) else {
        bail!(
            "{} has no column full_name, but: {}",
            file.display(),
            head.join(", ")
        );
    };
    let columns = Columns {
        name,
        born: at(&["dob", "born", "birth_date"]),
        place: at(&["region", "place"]),
        sex: at(&["sex", "gender"]),
        id: match at(&["rec_id", "record_id", "id"]) {
            Some(id) => id,
            None => bail!(
                "{} has no column rec_id (or id), by which rows are named in {}",
                file.display(),
                "CLUSTERS.csv"
            ),
        },
    };
    let mut ids = Vec::new();
    let mut row = csv::StringRecord::new();
    while rows
        .read_record(&mut row)
        .map_err(|error| unreadable(file, &error))?
    {
        let id = row.get(columns.id).unwrap_or_default().trim();
        if id.is_empty() {
            let line = row.position().map_or(0, csv::Position::line);
            bail!("{}, line {line}: the row has no id", file.display());
        }
        ids.push(id.into());
    }
    if ids.is_empty() {
        bail!("{} has a heading and no rows", file.display());
    }
    Ok((columns, ids))
}

/// For each row the rank of its id: by number where all are numbers, else by letters.
fn ranked(ids: &[Box<str>], file: &Path) -> Result<Vec<u32>> {
    let count = u32::try_from(ids.len()).context("more than four thousand million rows")?;
    let mut rows: Vec<u32> = (0..count).collect();
    let number = |row: &u32| ids[*row as usize].parse::<u64>().ok();
    if rows.iter().all(|row| number(row).is_some()) {
        // Letters decide between "7" and "07".
        rows.sort_unstable_by(|a, b| {
            (number(a), &ids[*a as usize]).cmp(&(number(b), &ids[*b as usize]))
        });
    } else {
        rows.sort_unstable_by(|a, b| ids[*a as usize].cmp(&ids[*b as usize]));
    }
    if let Some(pair) = rows
        .windows(2)
        .find(|w| ids[w[0] as usize] == ids[w[1] as usize])
    {
        bail!(
            "{}: two rows have the id {}",
            file.display(),
            ids[pair[0] as usize]
        );
    }
    let mut ranks = vec![0; ids.len()];
    for (rank, row) in (0_u32..).zip(rows) {
        ranks[row as usize] = rank;
    }
    Ok(ranks)
}

fn person(row: &csv::StringRecord, columns: &Columns, id: u32, met: &mut Met) -> Person<u32> {
    let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default().trim();
    let (born, sex, place) = (cell(columns.born), cell(columns.sex), cell(columns.place));
    let date = born.parse().ok();
    if date.is_none() && !born.is_empty() {
        met.dates += 1;
        met.first_date
            .get_or_insert_with(|| born.chars().take(40).collect());
    }
    let read = match sex.to_lowercase().as_str() {
        "m" | "male" | "м" | "муж" | "мужской" | "ер" | "е" => Some(Sex::Male),
        "f" | "female" | "ж" | "жен" | "женский" | "әйел" | "ә" => {
            Some(Sex::Female)
        }
        _ => None,
    };
    if read.is_none() && !sex.is_empty() {
        met.sexes += 1;
        met.first_sex
            .get_or_insert_with(|| sex.chars().take(40).collect());
    }
    Person {
        id,
        names: vec![cell(Some(columns.name)).to_owned()],
        born: date,
        sex: read,
        places: if place.is_empty() {
            Vec::new()
        } else {
            vec![place.to_owned()]
        },
        identifiers: Vec::new(),
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

//! Tables of counts (JSON) and lists of people (CSV) into a table of who is on which lists.

use aigaq_estimation::error::InputError;
use aigaq_estimation::message::Message;
use aigaq_estimation::table::CaptureTable;
use aigaq_publishing::estimates::say;
use aigaq_schema::Language;
use anyhow::{Result, anyhow};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// What is wrong with a file, in the reader's language.
struct Complaints<'a> {
    file: &'a Path,
    language: Language,
}

impl Complaints<'_> {
    fn about(&self, message: &Message) -> anyhow::Error {
        // A complaint continues the program's own "aigaq: …", and has no full stop of its own there.
        anyhow!("{}", say(message, self.language).trim_end_matches('.'))
    }

    fn file(&self, key: &'static str) -> Message {
        Message::new(key).text("file", self.file.display().to_string())
    }

    fn because(&self, key: &'static str, why: &dyn std::fmt::Display) -> anyhow::Error {
        self.about(&self.file(key).text("why", why.to_string()))
    }

    fn table(&self, error: &InputError) -> anyhow::Error {
        self.about(&error.message())
            .context(self.file.display().to_string())
    }
}

/// A table of counts: `{"lists": […], "patterns": {"0101": 31, …}}`, the first character for the first list.
pub fn counts(file: &Path, language: Language) -> Result<CaptureTable> {
    let complaints = Complaints { file, language };
    let text =
        std::fs::read_to_string(file).map_err(|e| complaints.because("file.cannot-be-read", &e))?;
    // A byte order mark is no part of JSON, but Windows writes one.
    let text = text.trim_start_matches('\u{feff}');
    let pairs: Counts =
        serde_json::from_str(text).map_err(|e| complaints.because("file.not-json", &e))?;
    let lists: Option<Vec<String>> =
        pairs
            .lists
            .as_ref()
            .and_then(Value::as_array)
            .and_then(|lists| {
                lists
                    .iter()
                    .map(|list| list.as_str().map(str::to_owned))
                    .collect()
            });
    let lists = lists.ok_or_else(|| complaints.about(&complaints.file("file.no-lists")))?;
    let patterns = pairs
        .patterns
        .ok_or_else(|| complaints.about(&complaints.file("file.no-patterns")))?;
    let counted = patterns.0.into_iter().map(|(pattern, count)| {
        // What is no number is told as a count that cannot be.
        (pattern, count.as_f64().unwrap_or(f64::NAN))
    });
    CaptureTable::from_patterns(lists, counted).map_err(|e| complaints.table(&e))
}

/// The file of counts. Other keys are left alone, so that a file may say where it comes from.
#[derive(serde::Deserialize)]
struct Counts {
    lists: Option<Value>,
    patterns: Option<Patterns>,
}

/// Patterns as they stand, also those that stand twice: a map would lose one of them in silence.
struct Patterns(Vec<(String, Value)>);

impl<'de> serde::Deserialize<'de> for Patterns {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Patterns;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("patterns with their counts, as {\"10\": 31}")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Patterns, A::Error> {
                let mut all = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    all.push(entry);
                }
                Ok(Patterns(all))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

/// Headings of the columns that name a person or a list, or count people.
const PERSON: &[&str] = &["person", "id", "человек", "лицо", "адам", "тұлға"];
const LIST: &[&str] = &["list", "список", "тізім"];
const COUNT: &[&str] = &["count", "число", "количество", "сан", "саны"];

/// Lists of people, either one row a person with a column of 0 and 1 for each list (and perhaps a column `person`, and
/// one `count` of people who are alike), or one row for each entry with the columns `person` and `list`.
pub fn lists(file: &Path, language: Language) -> Result<CaptureTable> {
    let complaints = Complaints { file, language };
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_path(file)
        .map_err(|e| complaints.because("file.cannot-be-read", &e))?;
    let headings: Vec<String> = reader
        .headers()
        .map_err(|e| complaints.because("file.not-a-table", &e))?
        .iter()
        .map(|heading| heading.trim_start_matches('\u{feff}').trim().to_owned())
        .collect();
    let place = |names: &[&str]| {
        headings
            .iter()
            .position(|heading| names.contains(&heading.to_lowercase().as_str()))
    };
    match (place(PERSON), place(LIST)) {
        (Some(person), Some(list)) => entries(&mut reader, &complaints, person, list),
        (person, _) => people(&mut reader, &complaints, &headings, person, place(COUNT)),
    }
}

type Reader = csv::Reader<std::fs::File>;

/// One row for each entry of a person in a list.
fn entries(
    reader: &mut Reader,
    complaints: &Complaints<'_>,
    person: usize,
    list: usize,
) -> Result<CaptureTable> {
    let mut lists: Vec<String> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut people: BTreeMap<String, usize> = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(|e| complaints.because("file.not-a-table", &e))?;
        let (who, on) = (row.get(person).unwrap_or(""), row.get(list).unwrap_or(""));
        if who.is_empty() || on.is_empty() {
            let line = row.position().map_or(0, csv::Position::line);
            return Err(complaints.about(&complaints.file("file.empty-name").whole("row", line)));
        }
        let place = match places.get(on) {
            Some(place) => *place,
            None => {
                lists.push(on.to_owned());
                // Checked as soon as there is one too many: a wrong column would name thousands.
                CaptureTable::empty(lists.clone()).map_err(|e| complaints.table(&e))?;
                places.insert(on.to_owned(), lists.len() - 1);
                lists.len() - 1
            }
        };
        *people.entry(who.to_owned()).or_insert(0) |= 1 << place;
    }
    let mut table = CaptureTable::empty(lists).map_err(|e| complaints.table(&e))?;
    people
        .into_values()
        .for_each(|combination| table.add(combination));
    Ok(table)
}

/// One row for each person, or for each combination with its count.
fn people(
    reader: &mut Reader,
    complaints: &Complaints<'_>,
    headings: &[String],
    person: Option<usize>,
    count: Option<usize>,
) -> Result<CaptureTable> {
    let columns: Vec<usize> = (0..headings.len())
        .filter(|column| Some(*column) != person && Some(*column) != count)
        .collect();
    if columns.is_empty() {
        return Err(complaints.about(&complaints.file("file.no-columns")));
    }
    let lists = columns
        .iter()
        .map(|column| headings[*column].clone())
        .collect();
    // Names and number of lists are checked before the rows are read.
    let empty = CaptureTable::empty(lists).map_err(|e| complaints.table(&e))?;
    let mut counts: BTreeMap<usize, f64> = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(|e| complaints.because("file.not-a-table", &e))?;
        let line = row.position().map_or(0, csv::Position::line);
        let mut combination = 0;
        for (place, column) in columns.iter().enumerate() {
            match row.get(*column).unwrap_or("") {
                "" | "0" => {}
                "1" => combination |= 1 << place,
                other => {
                    let message = complaints
                        .file("file.cell")
                        .whole("row", line)
                        .text("column", &headings[*column])
                        .text("value", other);
                    return Err(complaints.about(&message));
                }
            }
        }
        let people = match count {
            None => 1.0,
            Some(column) => {
                let value = row.get(column).unwrap_or("");
                let number = value
                    .parse::<f64>()
                    .ok()
                    .filter(|n| *n >= 0.0 && n.fract() == 0.0 && *n < MOST);
                number.ok_or_else(|| {
                    complaints.about(
                        &complaints
                            .file("file.count")
                            .whole("row", line)
                            .text("value", value),
                    )
                })?
            }
        };
        // Somebody on no list was not recorded by any.
        if combination != 0 {
            *counts.entry(combination).or_insert(0.0) += people;
        }
    }
    let patterns = counts
        .into_iter()
        .map(|(combination, people)| (empty.pattern(combination), people));
    CaptureTable::from_patterns(empty.lists().to_vec(), patterns).map_err(|e| complaints.table(&e))
}

/// Beyond it a number is not counted exactly.
const MOST: f64 = 9_007_199_254_740_992.0;

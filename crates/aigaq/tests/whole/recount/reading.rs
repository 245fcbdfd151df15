//! The data set as records, read apart from the program: CSV files, shipped lists and types, and the tables of the
//! profile, each as plain text. Only what can be counted is read.

mod shipped;
mod values;

use crate::common::{repository, rows};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use toml::{Table, Value};
use values::{date_told, number, number_key};

type Row = BTreeMap<String, String>;

/// One record: its name in the data set, and for each property what was said.
pub struct Record {
    pub name: String,
    pub record_type: String,
    said: BTreeMap<String, Vec<Told>>,
}

/// One value, as far as counting goes.
#[derive(Debug, Clone, PartialEq)]
enum Told {
    /// A code, a law, a word, a record.
    Key(String),
    /// Not known, in this way.
    State(String),
    /// First and last year it can mean; `None` for open or unclear.
    Date(Option<(i32, i32)>),
    /// The number told (for a range: lowest and highest), and the bounds it means.
    Number {
        told: (f64, f64),
        bounds: (f64, f64),
    },
}

struct Property {
    code: String,
    kind: String,
    list: Option<String>,
    many: bool,
    to: Vec<String>,
    countable: bool,
}

/// A list: codes in order, with parents and the texts that name them.
#[derive(Default)]
struct Codes {
    parents: BTreeMap<String, Option<String>>,
    order: Vec<String>,
    names: Vec<(String, String)>,
    maps: Vec<(String, Table)>,
}

pub struct Recount {
    profile: Table,
    lists: BTreeMap<String, Codes>,
    types: BTreeMap<String, Vec<Property>>,
    tables: BTreeMap<String, Vec<Row>>,
    pub records: Vec<Record>,
    places: BTreeMap<String, usize>,
    /// The value that stands first where sources say different days: record, property → value.
    stands: Box<Stands>,
}

type Stands = dyn Fn(&str, &str) -> String;

/// Where a column is read: the row, its id, and for a part the column and value it is made of.
#[derive(Clone, Copy)]
struct Place<'r> {
    row: &'r Row,
    id: &'r str,
    piece: Option<(&'r str, &'r str)>,
}

const STATES: [&str; 4] = ["unknown", "not asked", "withheld", "none"];

fn toml_of(path: &Path) -> Table {
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

fn folder(path: &str) -> impl Iterator<Item = std::path::PathBuf> {
    let mut all: Vec<_> = std::fs::read_dir(repository().join(path))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    all.sort();
    all.into_iter()
}

fn word<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    table.get(key).and_then(Value::as_str)
}

fn tables<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    table
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_table)
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().map(|v| v.as_str().unwrap().to_owned()).collect(),
        one => vec![one.as_str().unwrap().to_owned()],
    }
}

fn split(cell: &str) -> Vec<&str> {
    cell.split('|')
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect()
}

impl Recount {
    /// Reads everything. Where sources say different days, `stands` tells which stands first.
    pub fn of_the_data(stands: impl Fn(&str, &str) -> String + 'static) -> Self {
        let mut recount = Self {
            profile: toml_of(&repository().join("crates/exchange/profiles/kazakhstan.toml")),
            lists: BTreeMap::new(),
            types: BTreeMap::new(),
            tables: BTreeMap::new(),
            records: Vec::new(),
            places: BTreeMap::new(),
            stands: Box::new(stands),
        };
        recount.read_lists();
        recount.read_types();
        let profile = recount.profile.clone();
        for table in tables(&profile, "tables") {
            let name = word(table, "table").unwrap();
            recount.tables.insert(name.to_owned(), rows(name));
        }
        for table in tables(&profile, "tables") {
            recount.table(table);
        }
        recount.also(&profile);
        recount
    }

    /// The record of this name.
    pub fn record(&self, name: &str) -> Option<&Record> {
        self.places.get(name).map(|place| &self.records[*place])
    }

    fn new_record(&mut self, name: &str, record_type: &str) -> usize {
        self.places.insert(name.to_owned(), self.records.len());
        self.records.push(Record {
            name: name.to_owned(),
            record_type: record_type.to_owned(),
            said: BTreeMap::new(),
        });
        self.records.len() - 1
    }

    fn say(&mut self, place: usize, property: &str, told: Told) {
        let said = self.records[place]
            .said
            .entry(property.to_owned())
            .or_default();
        if !said.contains(&told) {
            said.push(told);
        }
    }

    fn table(&mut self, table: &Table) {
        let name = word(table, "table").unwrap();
        let record_type = word(table, "record").unwrap();
        let id_column = word(table, "id").unwrap_or("id");
        for row in self.tables[name].clone() {
            let record = self.new_record(&row[id_column], record_type);
            self.constants(record, record_type, table.get("constants"));
            for column in tables(table, "columns") {
                let place = Place {
                    row: &row,
                    id: &row[id_column],
                    piece: None,
                };
                self.column(record, record_type, column, place);
            }
            for part in tables(table, "parts") {
                self.part(part, &row, &row[id_column], record_type);
            }
            for derived in tables(table, "derived") {
                self.derived(derived, &row, &row[id_column]);
            }
        }
    }

    /// A record that follows from a row that names its sources.
    fn derived(&mut self, derived: &Table, row: &Row, root: &str) {
        if split(&row["source"]).is_empty() {
            return;
        }
        let record_type = word(derived, "record").unwrap();
        let name = format!("{root}/{}", word(derived, "name").unwrap());
        let record = self.new_record(&name, record_type);
        let of = word(derived, "of").unwrap();
        self.say(record, of, Told::Key(root.to_owned()));
        self.constants(record, record_type, derived.get("constants"));
    }

    fn part(&mut self, part: &Table, row: &Row, root: &str, root_type: &str) {
        let each = word(part, "each").unwrap();
        let part_type = word(part, "record").unwrap();
        let link = self.types[part_type]
            .iter()
            .find(|p| p.kind == "reference" && p.to == [root_type])
            .unwrap()
            .code
            .clone();
        let pieces: BTreeSet<&str> = split(&row[each]).into_iter().collect();
        for piece in pieces {
            let record = self.new_record(&format!("{root}/{each}/{piece}"), part_type);
            self.say(record, &link, Told::Key(root.to_owned()));
            self.constants(record, part_type, part.get("constants"));
            for column in tables(part, "columns") {
                let place = Place {
                    row,
                    id: root,
                    piece: Some((each, piece)),
                };
                self.column(record, part_type, column, place);
            }
        }
    }

    fn constants(&mut self, record: usize, record_type: &str, constants: Option<&Value>) {
        for (property, value) in constants.and_then(Value::as_table).into_iter().flatten() {
            let property = self.property(record_type, property).unwrap();
            let (code, told) = (
                property.code.clone(),
                self.value(property, value.as_str().unwrap()),
            );
            self.say(record, &code, told);
        }
    }

    /// One column of the profile for one row.
    fn column(&mut self, record: usize, record_type: &str, column: &Table, place: Place<'_>) {
        let Place { row, id, piece } = place;
        let property = self
            .property(record_type, word(column, "property").unwrap())
            .unwrap();
        let (code, kind, many) = (property.code.clone(), property.kind.clone(), property.many);
        let counted = is_counted(property);
        let cell = |name: &str| match piece {
            Some((each, piece)) if each == name => piece.to_owned(),
            _ => row[name].clone(),
        };
        if kind == "money" {
            let currency = cell(word(column, "currency").unwrap());
            if !currency.is_empty() && (currency.len() != 3 || cell("value").is_empty()) {
                // Not to be understood: a note keeps it.
                let note = self.new_record(&format!("quarantine:{id}"), "note");
                self.say(note, "kind", Told::Key("quarantine".to_owned()));
                self.say(note, "done", Told::Key("no".to_owned()));
            }
            return;
        }
        if !counted || word(column, "unless").is_some_and(|c| !row[c].is_empty()) {
            return;
        }
        if kind == "number" {
            let of = |key: &str| word(column, key).map(&cell).unwrap_or_default();
            let amounts = (
                if column.contains_key("column") {
                    of("column")
                } else {
                    String::new()
                },
                of("min"),
                of("max"),
            );
            if let Some(told) = number(&amounts, &of("qualifier"), column.get("qualifiers")) {
                self.say(record, &code, told);
            }
            return;
        }
        let mut text = cell(word(column, "column").unwrap());
        if let Some(of) = word(column, "of_source") {
            if !text.is_empty() {
                for source in split(&row["source"]) {
                    let date = self.tables["sources"]
                        .iter()
                        .find(|s| s["id"] == source)
                        .unwrap()[of]
                        .clone();
                    if !date.is_empty() {
                        self.say(record, &code, date_told(&date));
                    }
                }
            }
            return;
        }
        if let Some(lookup) = column.get("lookup").and_then(Value::as_table) {
            let (table, of) = (
                word(lookup, "table").unwrap(),
                word(lookup, "column").unwrap(),
            );
            let there = self.tables[table].iter();
            let mut there = there.filter(|r| r.get("id").or(r.get("code")) == Some(&text));
            text = there.next().map(|r| r[of].clone()).unwrap_or_default();
        }
        let profile = self.profile.clone();
        let crosswalk =
            word(column, "crosswalk").map(|name| profile["crosswalks"][name].as_table().unwrap());
        let values = column.get("values").and_then(Value::as_table);
        // What a column says itself stands before the common crosswalk.
        let mapped = |text: &str| {
            values
                .and_then(|v| v.get(text))
                .or_else(|| crosswalk.and_then(|c| c.get(text)))
        };
        if let Some(codes) = column
            .get("rows")
            .and_then(Value::as_table)
            .and_then(|r| r.get(id))
        {
            for one in texts(codes) {
                self.one(record, record_type, &code, column, &one);
            }
            return;
        }
        let articles = column.contains_key("articles");
        let splits = column.get("split").and_then(Value::as_bool).unwrap_or(many);
        let whole = mapped(&text).is_some() || articles || !splits;
        let pieces: Vec<String> = if whole {
            Some(text.clone())
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect()
        } else {
            split(&text).into_iter().map(str::to_owned).collect()
        };
        for piece in pieces {
            let state = column
                .get("states")
                .and_then(Value::as_table)
                .and_then(|s| word(s, &piece));
            if let Some(state) = state {
                self.say(record, &code, Told::State(state.to_owned()));
            } else if let Some(codes) = mapped(&piece) {
                for one in texts(codes) {
                    self.one(record, record_type, &code, column, &one);
                }
            } else if articles {
                for right in self.rights(&piece) {
                    self.say(record, &code, Told::Key(right));
                }
            } else {
                let silent = word(column, "others") == Some("silent");
                let property = self.property(record_type, &code).unwrap();
                if !silent || (kind == "term" && self.code(property, &piece).is_some()) {
                    self.one(record, record_type, &code, column, &piece);
                }
            }
        }
    }

    fn one(&mut self, record: usize, record_type: &str, code: &str, column: &Table, text: &str) {
        let property = self.property(record_type, code).unwrap();
        if property.kind == "reference" && !STATES.contains(&text) {
            let to = column.get("to").map(texts).unwrap_or_default();
            let is_row = to
                .iter()
                .any(|table| self.tables[table].iter().any(|r| r["id"] == text));
            let name = if is_row {
                text.to_owned()
            } else {
                let words =
                    word(column, "words").unwrap_or_else(|| panic!("{text} is no row of {to:?}"));
                self.named_in_words(words, text)
            };
            self.say(record, code, Told::Key(name));
        } else {
            let told = self.value(property, text);
            self.say(record, code, told);
        }
    }

    fn named_in_words(&mut self, table: &str, text: &str) -> String {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = format!("words:{text}");
        if !self.places.contains_key(&name) {
            let made = self.profile["words"][table].as_table().unwrap().clone();
            let record = self.new_record(&name, table);
            let known = made.get("known").and_then(|k| k.get(&text)).cloned();
            self.constants(record, table, known.as_ref());
            let mut constants = made.get("constants").cloned();
            if let (Some(constants), Some(known)) =
                (constants.as_mut().and_then(Value::as_table_mut), &known)
            {
                constants.retain(|property, _| known.get(property).is_none());
            }
            self.constants(record, table, constants.as_ref());
        }
        name
    }

    fn value(&self, property: &Property, text: &str) -> Told {
        if property.kind == "term" {
            return match self.code(property, text) {
                Some(code) => Told::Key(code),
                None if STATES.contains(&text) => Told::State(text.to_owned()),
                None => panic!("“{text}” is no code of {}", property.code),
            };
        }
        if STATES.contains(&text) {
            return Told::State(text.to_owned());
        }
        match property.kind.as_str() {
            "date" => date_told(text),
            "yesno" => Told::Key(if text == "true" { "yes" } else { text }.to_owned()),
            _ => Told::Key(text.to_owned()),
        }
    }

    /// Rows whose number is also said of another record.
    fn also(&mut self, profile: &Table) {
        for also in tables(profile, "also") {
            let of = |key| word(also, key).unwrap();
            let told = self.record(of("row")).unwrap().said[of("from")].clone();
            let target = self.places[of("of_row")];
            for one in told {
                self.say(target, of("property"), one);
            }
        }
    }

    /// The keys under which a record is counted by a property.
    pub fn keys(&self, record: &Record, property: &str, view: &str) -> Vec<String> {
        let property = self.property(&record.record_type, property).unwrap();
        let said = record
            .said
            .get(&property.code)
            .map_or(&[][..], Vec::as_slice);
        let known: Vec<&Told> = said
            .iter()
            .filter(|t| !matches!(t, Told::State(_)))
            .collect();
        let mut keys: Vec<String> = match (&known[..], said) {
            ([], []) => vec![self.state(property, "unknown")],
            ([], [Told::State(state), ..]) => vec![self.state(property, state)],
            (all, _) if property.kind == "number" => vec![number_key(all)],
            ([one], _) => vec![self.key(property, one, view)],
            (all, _) if property.many => all.iter().map(|t| self.key(property, t, view)).collect(),
            // Sources say different days: which of them stands first is the program's rule, not a recount's.
            (all, _) => {
                let stands = date_told(&(self.stands)(&record.name, &property.code));
                assert!(
                    all.contains(&&stands),
                    "{}: {stands:?} is none of {all:?}",
                    record.name
                );
                vec![self.key(property, &stands, view)]
            }
        };
        keys.sort();
        keys.dedup();
        keys
    }

    fn state(&self, property: &Property, state: &str) -> String {
        let list = property.list.as_ref().map(|l| &self.lists[l]);
        match property.kind.as_str() {
            "date" if state == "unknown" => "no date".to_owned(),
            _ if list.is_some_and(|l| l.parents.contains_key(state)) => format!("({state})"),
            _ => state.to_owned(),
        }
    }

    fn key(&self, property: &Property, told: &Told, view: &str) -> String {
        match told {
            Told::Key(key) if view.is_empty() => key.clone(),
            Told::Key(key) => {
                let parents = &self.lists[property.list.as_ref().unwrap()].parents;
                let mut top = key;
                while let Some(Some(above)) = parents.get(top) {
                    top = above;
                }
                top.clone()
            }
            Told::Date(Some((first, last))) if first == last => first.to_string(),
            Told::Date(_) => "imprecise".to_owned(),
            Told::State(_) | Told::Number { .. } => unreachable!("asked before"),
        }
    }
}

fn is_counted(property: &Property) -> bool {
    match property.kind.as_str() {
        "term" | "date" | "number" | "reference" | "law" | "yesno" => true,
        "text" => property.countable,
        _ => false,
    }
}

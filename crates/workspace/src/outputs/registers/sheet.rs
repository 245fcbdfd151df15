//! What a register says, before it becomes a page, a file or JSON: rows of cells, each with its words and its value.

use super::{CourseRow, Extent, FlawRow, PlainSheet, RegisterWish};
use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::document::{
    Bar, BarValue, Cell, ChartLook, Column, Dataset, Inline, Line, Query, Value as SheetValue,
};
use aigaq_publishing::{
    Citation, DateWords, Phrases, RecordId as PublishedId, RegisterCount, RegisterInput,
    RegisterRow, RegisterTable, Tally, Unit, Warning,
};
use aigaq_schema::{RecordId, Value, ValueKind, fold::fold};
use aigaq_view::Brief;
use serde_json::{Map, json};

/// Flaws that a page of a register tells of.
const FLAWS_ON_A_PAGE: usize = 5;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SheetCell {
    /// Nothing.
    Empty,
    /// Words of the reader's language; programs get the code beside them, where there is one.
    Words { words: String, code: Option<String> },
    /// A date.
    Date(DateWords),
    /// A number.
    Number(i64),
    /// A record, by what it is called.
    Record { id: PublishedId, words: String },
    /// Several.
    Many(Vec<SheetCell>),
}

impl SheetCell {
    pub fn words(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() {
            return Self::Empty;
        }
        Self::Words { words, code: None }
    }

    pub fn code(words: impl Into<String>, code: impl Into<String>) -> Self {
        Self::Words {
            words: words.into(),
            code: Some(code.into()),
        }
    }

    pub fn many(mut cells: Vec<Self>) -> Self {
        cells.retain(|cell| *cell != Self::Empty);
        match cells.len() {
            0 => Self::Empty,
            1 => cells.swap_remove(0),
            _ => Self::Many(cells),
        }
    }

    pub fn count(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn line(&self) -> Line {
        match self {
            Self::Empty => Vec::new(),
            Self::Words { words, .. } => vec![Inline::text(words)],
            Self::Date(date) => vec![Inline::text(&date.words)],
            Self::Number(number) => vec![Inline::text(number.to_string())],
            Self::Record { id, words } => vec![Inline::RecordLink {
                record: id.clone(),
                text: words.clone(),
            }],
            Self::Many(cells) => {
                let mut line = Line::new();
                for cell in cells {
                    if !line.is_empty() {
                        line.push(Inline::text("; "));
                    }
                    line.extend(cell.line());
                }
                line
            }
        }
    }

    fn shown(&self) -> Cell {
        match self {
            Self::Empty => Cell::empty(),
            Self::Date(date) => Cell::date(&date.words, &date.edtf),
            Self::Many(cells) => Cell::lines(cells.iter().map(Self::line).collect()),
            Self::Number(number) => Cell {
                lines: vec![self.line()],
                value: Some(SheetValue::Number(*number)),
            },
            Self::Words { .. } | Self::Record { .. } => Cell::line(self.line()),
        }
    }

    /// All words of the cell, for looking and for sheets.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Words { words, .. } | Self::Record { words, .. } => words.clone(),
            Self::Date(date) => date.words.clone(),
            Self::Number(number) => number.to_string(),
            Self::Many(cells) => {
                let all: Vec<String> = cells.iter().map(Self::text).collect();
                all.join("; ")
            }
        }
    }

    /// As a program reads a sheet: a date as EDTF, a number as digits.
    fn plain(&self) -> String {
        match self {
            Self::Date(date) if !date.edtf.is_empty() => date.edtf.clone(),
            Self::Many(cells) => {
                let all: Vec<String> = cells.iter().map(Self::plain).collect();
                all.join("; ")
            }
            _ => self.text(),
        }
    }

    fn value(&self) -> SheetValue {
        match self {
            Self::Number(number) => SheetValue::Number(*number),
            Self::Date(date) if !date.edtf.is_empty() => SheetValue::Date(date.edtf.clone()),
            _ => SheetValue::text(self.text()),
        }
    }

    fn json(&self) -> serde_json::Value {
        match self {
            Self::Empty => serde_json::Value::Null,
            Self::Words { words, code: None } => json!(words),
            Self::Words {
                words,
                code: Some(code),
            } => json!({ "code": code, "words": words }),
            Self::Date(date) => json!({ "edtf": date.edtf, "words": date.words }),
            Self::Number(number) => json!(number),
            Self::Record { id, words } => json!({ "record": id.as_str(), "words": words }),
            Self::Many(cells) => cells.iter().map(Self::json).collect(),
        }
    }
}

/// A column, by its name for programs.
#[derive(Debug, Clone)]
pub(super) struct SheetColumn {
    pub key: &'static str,
    pub column: Column,
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct SheetRow {
    pub group: &'static str,
    pub record: Option<PublishedId>,
    pub number: String,
    pub cells: Vec<SheetCell>,
    pub citations: Vec<Citation>,
}

/// A part of the register with a heading of its own.
#[derive(Debug, Clone)]
pub(super) struct SheetGroup {
    pub key: &'static str,
    pub title: String,
    pub empty: String,
    pub remarks: Vec<String>,
    /// Rows in all.
    pub total: usize,
}

/// A count with its unit.
#[derive(Debug, Clone)]
pub(super) struct SheetCount {
    pub key: &'static str,
    pub label: String,
    pub unit: Unit,
    pub value: usize,
    pub caveat: Option<String>,
}

/// A count of a register.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CountRow {
    /// Its name for programs.
    pub key: String,
    /// What is counted.
    pub label: String,
    /// How many.
    pub value: u64,
    /// Of what, in words that agree with the number.
    pub unit: String,
}

impl SheetCount {
    pub fn row(&self, telling: &Telling<'_>) -> CountRow {
        let phrases = Phrases::of(telling.ask.language);
        let value = self.value as u64;
        CountRow {
            key: self.key.to_owned(),
            label: self.label.clone(),
            value,
            unit: phrases.count(value, self.unit).unit().to_owned(),
        }
    }
}

/// A group of a register.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct GroupRow {
    /// Its name for programs.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// Rows in all.
    pub rows: usize,
}

/// A table beside the rows: by city, by level, what changed.
#[derive(Debug, Clone)]
pub(super) struct SheetTable {
    pub key: &'static str,
    pub title: String,
    pub unit: String,
    pub remarks: Vec<String>,
    pub columns: Vec<SheetColumn>,
    pub rows: Vec<Vec<SheetCell>>,
    pub empty: String,
    /// How its first two columns, what and how many, are drawn above it.
    pub drawn: Option<ChartLook>,
}

/// A register, before it becomes anything.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub unit: Unit,
    pub columns: Vec<SheetColumn>,
    pub groups: Vec<SheetGroup>,
    /// The rows of the extent asked for, in the order of the groups.
    pub rows: Vec<SheetRow>,
    pub counts: Vec<SheetCount>,
    pub tables: Vec<SheetTable>,
    /// The tables stand before the rows: where they are what the register is about.
    pub tables_first: bool,
    pub warnings: Vec<Warning>,
    pub flaws: Vec<FlawRow>,
    pub terms: Vec<(String, String)>,
    /// Lines of time, one for each row of the table of that name.
    pub courses: Vec<CourseRow>,
}

impl Sheet {
    pub fn new(unit: Unit, columns: Vec<SheetColumn>) -> Self {
        Self {
            unit,
            columns,
            groups: Vec::new(),
            rows: Vec::new(),
            counts: Vec::new(),
            tables: Vec::new(),
            tables_first: false,
            warnings: Vec::new(),
            flaws: Vec::new(),
            terms: Vec::new(),
            courses: Vec::new(),
        }
    }

    pub fn total(&self) -> usize {
        self.groups.iter().map(|group| group.total).sum()
    }

    pub fn group_rows(&self) -> Vec<GroupRow> {
        self.groups
            .iter()
            .map(|group| GroupRow {
                key: group.key.to_owned(),
                title: group.title.clone(),
                rows: group.total,
            })
            .collect()
    }

    /// The tables beside the rows, with how many rows each has.
    pub fn table_rows(&self) -> Vec<GroupRow> {
        self.tables
            .iter()
            .map(|table| GroupRow {
                key: table.key.to_owned(),
                title: table.title.clone(),
                rows: table.rows.len(),
            })
            .collect()
    }

    /// The document begins with what the register is, its warnings and counts: not on further pages, nor above one table.
    fn has_overview(&self, wish: &RegisterWish) -> bool {
        match wish.extent {
            Extent::Whole => true,
            Extent::Page { skip, .. } => skip == 0 && wish.table.is_none(),
        }
    }

    /// Whether the document holds a group of rows. A page holds what stands on it, and on the first one says what is empty;
    /// with a table asked for, it holds that alone.
    fn holds_group(&self, wish: &RegisterWish, group: &SheetGroup) -> bool {
        let wished = wish.group.as_deref().is_none_or(|only| only == group.key);
        wished
            && match wish.extent {
                Extent::Whole => true,
                Extent::Page { .. } if wish.table.is_some() => false,
                Extent::Page { skip, .. } => {
                    self.rows.iter().any(|row| row.group == group.key)
                        || skip == 0 && group.total == 0
                }
            }
    }

    /// The rows of a table that the document holds; `None` when it does not hold the table. A page holds a table only when
    /// it is asked for, or when the register is about it.
    fn rows_of_table<'s>(
        &self,
        wish: &RegisterWish,
        table: &'s SheetTable,
    ) -> Option<&'s [Vec<SheetCell>]> {
        let Extent::Page { skip, take } = wish.extent else {
            return Some(&table.rows);
        };
        match wish.table.as_deref() {
            Some(asked) if asked == table.key => {
                let from = skip.min(table.rows.len());
                let to = skip.saturating_add(take).min(table.rows.len());
                Some(&table.rows[from..to])
            }
            None if self.tables_first && skip == 0 => Some(&table.rows),
            _ => None,
        }
    }

    /// Fills the rows: of all items, those of the extent are told. With words to look for, all are told first.
    pub fn fill<T>(
        &mut self,
        wish: &RegisterWish,
        items: Vec<(&'static str, T)>,
        mut tell: impl FnMut(&'static str, T) -> Result<SheetRow, WorkspaceError>,
    ) -> Result<(), WorkspaceError> {
        let (skip, take) = match wish.extent {
            Extent::Whole => (0, usize::MAX),
            // The page holds a table in place of the rows.
            Extent::Page { .. } if wish.table.is_some() => (0, 0),
            Extent::Page { skip, take } => (skip, take),
        };
        let words = wish.words.as_deref().map(fold).filter(|w| !w.is_empty());
        if let Some(words) = words {
            let mut rows = Vec::new();
            for (group, item) in items {
                let row = tell(group, item)?;
                let found = row
                    .cells
                    .iter()
                    .any(|cell| fold(&cell.text()).contains(&words));
                if found {
                    self.count_in(group);
                    if wish.group.as_deref().is_none_or(|only| only == group) {
                        rows.push(row);
                    }
                }
            }
            self.rows = rows.into_iter().skip(skip).take(take).collect();
            return Ok(());
        }
        for (group, _) in &items {
            self.count_in(group);
        }
        let only = wish.group.as_deref();
        let items = items
            .into_iter()
            .filter(|(group, _)| only.is_none_or(|only| only == *group));
        for (group, item) in items.skip(skip).take(take) {
            self.rows.push(tell(group, item)?);
        }
        Ok(())
    }

    fn count_in(&mut self, key: &str) {
        if let Some(group) = self.groups.iter_mut().find(|group| group.key == key) {
            group.total += 1;
        }
    }

    /// As plain text: the rows under their parts, then the tables beside them.
    pub fn plain(&self, telling: &Telling<'_>, name: &str) -> Vec<PlainSheet> {
        let headings = |columns: &[SheetColumn]| -> Vec<String> {
            columns.iter().map(|c| c.column.heading.clone()).collect()
        };
        let mut first = vec![telling.say("register.group")];
        first.extend(headings(&self.columns));
        let title = |key: &str| {
            let group = self.groups.iter().find(|group| group.key == key);
            group.map_or(String::new(), |group| group.title.clone())
        };
        let rows = self.rows.iter().map(|row| {
            let mut cells = vec![title(row.group)];
            cells.extend(row.cells.iter().map(SheetCell::plain));
            cells
        });
        let mut sheets = vec![PlainSheet {
            name: name.to_owned(),
            title: telling.say(&format!("register.{name}")),
            headings: first,
            rows: rows.collect(),
        }];
        sheets.extend(self.tables.iter().map(|table| {
            PlainSheet {
                name: table.key.to_owned(),
                title: table.title.clone(),
                headings: headings(&table.columns),
                rows: table
                    .rows
                    .iter()
                    .map(|row| row.iter().map(SheetCell::plain).collect())
                    .collect(),
            }
        }));
        sheets
    }

    pub fn json(&self, wish: &RegisterWish) -> serde_json::Value {
        let row =
            |columns: &[SheetColumn], cells: &[SheetCell]| -> Map<String, serde_json::Value> {
                columns
                    .iter()
                    .zip(cells)
                    .map(|(column, cell)| (column.key.to_owned(), cell.json()))
                    .collect()
            };
        let rows: Vec<serde_json::Value> = self
            .rows
            .iter()
            .map(|r| {
                let mut all = row(&self.columns, &r.cells);
                all.insert("group".to_owned(), json!(r.group));
                all.insert(
                    "record".to_owned(),
                    json!(r.record.as_ref().map(PublishedId::as_str)),
                );
                serde_json::Value::Object(all)
            })
            .collect();
        let counts: Map<String, serde_json::Value> = self
            .counts
            .iter()
            .map(|c| {
                (
                    c.key.to_owned(),
                    json!({ "value": c.value, "unit": c.unit.key() }),
                )
            })
            .collect();
        let tables: Map<String, serde_json::Value> = self
            .tables
            .iter()
            .map(|table| {
                let rows: Vec<_> = table.rows.iter().map(|r| row(&table.columns, r)).collect();
                (table.key.to_owned(), json!(rows))
            })
            .collect();
        json!({
            "register": wish.name.code(),
            "on": wish.on.to_string(),
            "since": wish.from().to_string(),
            "unit": self.unit.key(),
            "counts": counts,
            "groups": self.group_rows(),
            "rows": rows,
            "tables": tables,
            "flaws": self.flaws,
        })
    }
}

impl Telling<'_> {
    /// A column headed by the label of a property.
    pub(super) fn of_property(&self, record_type: &str, property: &'static str) -> SheetColumn {
        let heading = self.naming.property_label(record_type, property);
        let kind = self
            .naming
            .schema
            .property(record_type, property)
            .map(|p| p.kind);
        SheetColumn {
            key: property,
            column: match kind {
                Some(ValueKind::Date) => Column::date(heading),
                Some(ValueKind::Number) => Column::number(heading),
                _ => Column::text(heading),
            },
        }
    }

    /// A column with a heading of its own.
    pub(super) fn column(
        &self,
        key: &'static str,
        make: fn(String) -> Column,
        phrase: &str,
    ) -> SheetColumn {
        SheetColumn {
            key,
            column: make(self.say(phrase)),
        }
    }

    /// A group: its heading, and the sentence that stands for it when it is empty.
    pub(super) fn group(&self, register: &str, key: &'static str) -> SheetGroup {
        SheetGroup {
            key,
            title: self.say(&format!("register.{register}.{key}")),
            empty: self.say("register.empty"),
            remarks: Vec::new(),
            total: 0,
        }
    }

    /// What a property of a record holds.
    pub(super) fn field(
        &mut self,
        brief: &Brief,
        property: &str,
    ) -> Result<SheetCell, WorkspaceError> {
        let values: Vec<Value> = brief.values(property).cloned().collect();
        let words = self.words(brief, property);
        let mut cells = Vec::with_capacity(values.len());
        for (value, words) in values.iter().zip(words) {
            cells.push(match value {
                Value::Reference(id) => self.record_cell(*id)?,
                Value::Date { date, .. } => SheetCell::Date(DateWords::of(date, self.ask.language)),
                Value::Term(code) => SheetCell::code(words, code),
                _ => SheetCell::words(words),
            });
        }
        Ok(SheetCell::many(cells))
    }

    /// A record by what it is called; withheld names stay withheld.
    pub(super) fn record_cell(&mut self, id: RecordId) -> Result<SheetCell, WorkspaceError> {
        let Some(brief) = self.brief(id)? else {
            return Ok(SheetCell::words(self.say("state.withheld")));
        };
        let words = if brief.record_type == "actor" {
            self.who(&brief)?
        } else {
            self.caption(&brief)?
        };
        Ok(SheetCell::Record {
            id: self.record(&brief),
            words,
        })
    }

    /// The row of a record, with its sources.
    pub(super) fn row_of(
        &mut self,
        group: &'static str,
        brief: &Brief,
        cells: Vec<SheetCell>,
    ) -> Result<SheetRow, WorkspaceError> {
        Ok(SheetRow {
            group,
            record: Some(self.record(brief)),
            number: self.number_of(brief),
            cells,
            citations: self.cite(&[brief])?,
        })
    }

    /// A count with its unit.
    pub(super) fn count(
        &self,
        key: &'static str,
        label: &str,
        unit: Unit,
        value: usize,
    ) -> SheetCount {
        SheetCount {
            key,
            label: self.say(label),
            unit,
            value,
            caveat: None,
        }
    }

    pub(super) fn register_input(
        &mut self,
        wish: &RegisterWish,
        sheet: &Sheet,
        title: String,
        mut definition: Vec<String>,
    ) -> Result<RegisterInput, WorkspaceError> {
        let has_overview = sheet.has_overview(wish);
        if !has_overview {
            definition.clear();
        }
        definition.extend(self.remarks_on_audience());
        let unit = Phrases::of(self.ask.language).unit(sheet.unit);
        let rows_of = |key: &str| -> Vec<RegisterRow> {
            sheet
                .rows
                .iter()
                .filter(|row| row.group == key)
                .map(|row| RegisterRow {
                    record: row.record.clone(),
                    number: row.number.clone(),
                    cells: row.cells.iter().map(SheetCell::shown).collect(),
                    citations: row.citations.clone(),
                })
                .collect()
        };
        let mut tables: Vec<RegisterTable> = sheet
            .groups
            .iter()
            .filter(|group| sheet.holds_group(wish, group))
            .map(|group| RegisterTable {
                id: group.key.replace('_', "-"),
                title: group.title.clone(),
                remarks: group.remarks.clone(),
                unit: unit.clone(),
                columns: sheet.columns.iter().map(|c| c.column.clone()).collect(),
                rows: rows_of(group.key),
                empty_text: group.empty.clone(),
                with_sources: true,
                drawn: None,
            })
            .collect();
        let beside: Vec<RegisterTable> = sheet
            .tables
            .iter()
            .filter_map(|table| Some((table, sheet.rows_of_table(wish, table)?)))
            .map(|(table, rows)| RegisterTable {
                id: table.key.replace('_', "-"),
                title: table.title.clone(),
                remarks: table.remarks.clone(),
                unit: table.unit.clone(),
                columns: table.columns.iter().map(|c| c.column.clone()).collect(),
                rows: rows
                    .iter()
                    .map(|cells| RegisterRow {
                        cells: cells.iter().map(SheetCell::shown).collect(),
                        ..RegisterRow::default()
                    })
                    .collect(),
                empty_text: table.empty.clone(),
                with_sources: false,
                drawn: table.drawn.map(|look| (look, bars(rows))),
            })
            .collect();
        if sheet.tables_first {
            tables.splice(0..0, beside);
        } else {
            tables.extend(beside);
        }
        let mut warnings = if has_overview {
            sheet.warnings.clone()
        } else {
            Vec::new()
        };
        if has_overview && !sheet.flaws.is_empty() && !self.is_public() {
            // A page shows the first; all are among the checks, to which it leads.
            let most = match wish.extent {
                Extent::Whole => usize::MAX,
                Extent::Page { .. } => FLAWS_ON_A_PAGE,
            };
            warnings.push(Warning {
                title: self.say("register.flaws"),
                lines: sheet.flaws.iter().take(most).map(FlawRow::line).collect(),
            });
        }
        Ok(RegisterInput {
            stem: format!("register-{}", wish.name.code()),
            title,
            on: self.fill("register.on", &[("day", &self.day(wish.on))]),
            audience: self.for_whom(),
            as_of: self.as_of(),
            definition,
            warnings,
            counts: sheet
                .counts
                .iter()
                .filter(|_| has_overview)
                .map(|count| RegisterCount {
                    label: count.label.clone(),
                    tally: Tally {
                        value: count.value as u64,
                        query: self.place_of(wish, sheet, count.key),
                        records: Vec::new(),
                    },
                    unit: count.unit,
                    caveat: count.caveat.clone(),
                })
                .collect(),
            tables,
            terms: if has_overview {
                sheet.terms.clone()
            } else {
                Vec::new()
            },
            records: Vec::new(),
            dataset: Some(dataset(self, sheet)),
            library: self.library.clone(),
        })
    }
}

impl Telling<'_> {
    /// Where on the page of the register the rows of a count stand; files hold them anyway.
    fn place_of(&self, wish: &RegisterWish, sheet: &Sheet, key: &str) -> Option<Query> {
        let group = sheet.groups.iter().any(|group| group.key == key);
        (group && !self.is_public()).then(|| {
            Query::new(format!(
                "registers/{}?on={}&group={key}",
                wish.name.code(),
                wish.on
            ))
        })
    }
}

/// The first two columns of a table, what and how many, as they are drawn.
fn bars(rows: &[Vec<SheetCell>]) -> Vec<Bar> {
    rows.iter()
        .filter_map(|row| match row.get(..2)? {
            [what, SheetCell::Number(number)] => Some(Bar {
                label: what.text(),
                code: None,
                values: vec![BarValue::Known(u64::try_from(*number).ok()?)],
                whole: None,
            }),
            _ => None,
        })
        .collect()
}

/// One row a record: its group, then the columns.
fn dataset(telling: &Telling<'_>, sheet: &Sheet) -> Dataset {
    let mut columns = vec![Column::text(telling.say("register.group"))];
    columns.extend(sheet.columns.iter().map(|c| c.column.clone()));
    let title = |key: &str| {
        let group = sheet.groups.iter().find(|group| group.key == key);
        group.map_or(String::new(), |group| group.title.clone())
    };
    Dataset {
        columns,
        rows: sheet
            .rows
            .iter()
            .map(|row| {
                let mut values = vec![SheetValue::text(title(row.group))];
                values.extend(row.cells.iter().map(SheetCell::value));
                values
            })
            .collect(),
    }
}

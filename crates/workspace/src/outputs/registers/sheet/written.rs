//! A sheet as programs read it: plain text, JSON, one row a record.

use super::super::{FlawRow, PlainSheet, RegisterWish};
use super::{Sheet, SheetCell, SheetColumn};
use crate::outputs::telling::Telling;
use aigaq_publishing::RecordId as PublishedId;
use aigaq_publishing::document::{Column, Dataset, Value as SheetValue};
use serde_json::{Map, json};

impl Sheet {
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

    pub fn json(&self, wish: &RegisterWish, flaws: &[FlawRow]) -> serde_json::Value {
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
            "flaws": flaws,
        })
    }
}

/// One row a record: its group, then the columns.
pub(super) fn dataset(telling: &Telling<'_>, sheet: &Sheet) -> Dataset {
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

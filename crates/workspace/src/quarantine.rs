//! The quarantine: cells and rows that an import left out, kept as notes until a person has dealt with them.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::words::Words;
use aigaq_exchange::{ImportKey, Quarantined};
use aigaq_schema::{Basis, Block, ChangeSetId, Language, RecordId, Segment, Statement, Value, Via};
use aigaq_view::{Reader, View};

/// The kind of note that keeps a quarantined cell.
pub(crate) const KIND: &str = "quarantine";

/// A cell or row in quarantine.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct QuarantinedCell {
    /// The note that keeps it.
    pub note: RecordId,
    /// Where it stood: table, line, column.
    pub place: String,
    /// The value, cut to 200 characters.
    pub value: String,
    /// Why it was left out.
    pub reason: String,
    /// A person has dealt with it.
    pub done: bool,
}

/// The note for a quarantined cell, in a language; `None` when the same is kept already, in whatever language.
pub(crate) fn note(
    key: &ImportKey,
    change_set: ChangeSetId,
    (cell, language): (&Quarantined, Language),
    view: &View,
) -> Result<Option<Segment>, WorkspaceError> {
    // The note is known by its English words: importing again in another language makes no second one.
    let english = placed(cell, &cell.table, Language::En);
    let record = key.words(
        KIND,
        "note",
        &[&english, &cell.row, &cell.value, &cell.reason.to_string()]
            .map(|t| t.replace('\u{1f}', " "))
            .join("\u{1f}"),
    );
    if view.has(record)? {
        return Ok(None);
    }
    let said = |text: String| Value::Text {
        text,
        language: Some(language.tag().to_owned()),
    };
    let ids = key.statements(change_set);
    let statement = |property: &str, value: Value| Statement {
        id: ids.of(record, &[property.as_bytes(), value.plain().as_bytes()]),
        property: property.to_owned(),
        value,
        basis: Basis::default(),
        via: Via::Import {
            table: cell.table.clone(),
            row: cell.row.clone(),
            column: cell.column.clone(),
        },
        origin: None,
    };
    let statements = vec![
        statement("kind", Value::term(KIND)),
        statement("title", said(place(cell, language))),
        statement("text", Value::text(&cell.value)),
        statement("reason", said(Words::reason(language, &cell.reason))),
        statement("done", Value::YesNo(false)),
    ];
    let block = Block {
        record,
        record_type: "note".to_owned(),
        statements,
        withdrawals: Vec::new(),
    };
    Ok(Some(Segment {
        root: record,
        blocks: vec![block],
    }))
}

/// Where a cell or row stands, in a language: the table (of a workbook the sheet; the file, where it is not called
/// like the table), the line, the column.
#[must_use]
pub fn place(cell: &Quarantined, language: Language) -> String {
    placed(cell, cell.stands_in(), language)
}

fn placed(cell: &Quarantined, at: &str, language: Language) -> String {
    let line = cell.line.to_string();
    let key = if cell.is_row() {
        "quarantine.row"
    } else {
        "quarantine.cell"
    };
    Words::of(language).fill(
        key,
        &[("table", at), ("line", &line), ("column", &cell.column)],
    )
}

impl Workspace {
    /// How many cells and rows wait in quarantine.
    pub(crate) fn quarantine_waiting(&self) -> u64 {
        let kept = self.rows_with_code("note", "kind", &[KIND]);
        let open = self.rows_with_code("note", "done", &["no"]);
        kept.zip(open).map_or(0, |(mut kept, open)| {
            kept.keep(&open);
            kept.count()
        })
    }

    /// What is in quarantine, in the order in which it came.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn quarantine(&self, reader: &Reader) -> Result<Vec<QuarantinedCell>, WorkspaceError> {
        let rows = self
            .view
            .columns()
            .table("note")
            .map_or(0, aigaq_counting::Table::rows);
        let mut all = Vec::new();
        for row in 0..rows {
            let Some(brief) = self.view.brief_at(reader, "note", row)? else {
                continue;
            };
            if brief.value("kind") != Some(&Value::term(KIND)) {
                continue;
            }
            let text = |property: &str| brief.value(property).map(Value::plain).unwrap_or_default();
            all.push(QuarantinedCell {
                note: brief.id,
                place: text("title"),
                value: text("text"),
                reason: text("reason"),
                done: brief.value("done") == Some(&Value::YesNo(true)),
            });
        }
        Ok(all)
    }
}

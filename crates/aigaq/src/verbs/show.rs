//! One record, and finding records.

use super::{Common, counted};
use crate::asking::keeper;
use crate::refusal::{no_record, refuse};
use crate::table;
use crate::verbs::inbox::record_of;
use crate::verbs::list::joined;
use aigaq_workspace::RecordView;
use anyhow::Result;
use std::process::ExitCode;

/// Shows a record with everything said of it.
pub fn show(common: &Common<'_>, id: &str) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let id = record_of(common, &workspace, id)?;
    let Some(record) = workspace.record(&keeper(common.language), id)? else {
        return refuse(no_record(id.to_string()));
    };
    common.answer(&record, || words(&record))
}

fn words(record: &RecordView) -> String {
    let mut text = format!(
        "{}: {}\n{}\n",
        record.named.type_label, record.named.caption, record.named.id
    );
    if let Some(number) = &record.number {
        text.push_str(&format!("  No. {number}\n"));
    }
    for involvement in &record.involvements {
        let number = involvement
            .number
            .as_ref()
            .map_or_else(String::new, |n| format!(" ({n})"));
        text.push_str(&format!(
            "  {}: {}{number}\n",
            involvement.role_label,
            joined(&involvement.actor)
        ));
    }
    for group in &record.groups {
        text.push_str(&format!("\n{}\n", group.label));
        for property in &group.properties {
            let mark = if property.statements.len() > 1
                && property.agreement != aigaq_workspace::Agreement::Same
            {
                format!("  [{}]", property.agreement_label)
            } else {
                String::new()
            };
            text.push_str(&format!(
                "  {}: {}{mark}\n",
                property.label,
                joined(&property.values)
            ));
            for statement in &property.statements {
                let locator = statement
                    .locator
                    .as_ref()
                    .map_or_else(String::new, |l| format!(", {l}"));
                let withdrawn = statement
                    .withdrawn
                    .as_ref()
                    .map_or_else(String::new, |why| format!(" — taken back: {why}"));
                text.push_str(&format!(
                    "      {} ({}{locator}){withdrawn}\n",
                    statement.value.text(),
                    statement.source_text
                ));
            }
        }
    }
    text.push_str(&history(record));
    for group in &record.incoming {
        text.push_str(&format!("\n{} ({})\n", group.label, group.total));
        for named in &group.records {
            text.push_str(&format!("  {}  {}\n", named.id, named.caption));
        }
        if group.total > group.records.len() {
            text.push_str(&format!(
                "  and {} more\n",
                group.total - group.records.len()
            ));
        }
    }
    text
}

/// Change by change, the oldest first. What made the record stands above already.
fn history(record: &RecordView) -> String {
    let mut text = String::new();
    for saved in &record.history {
        let place = saved
            .imported
            .as_ref()
            .map_or_else(String::new, |place| format!(", {place}"));
        text.push_str(&format!(
            "\n{}: {}{place}, by {} ({})\n",
            saved.when, saved.act_label, saved.device, saved.change_set
        ));
        for decision in &saved.decisions {
            text.push_str(&format!("  {decision}\n"));
        }
        if saved.is_first {
            let labels: Vec<&str> = saved.changes.iter().map(|c| c.label.as_str()).collect();
            text.push_str(&format!("  {}\n", labels.join(", ")));
            continue;
        }
        for change in &saved.changes {
            text.push_str(&format!("  {}: {}\n", change.label, change.text));
        }
    }
    text
}

/// Other names of a record found.
fn also_written(hit: &aigaq_workspace::SearchHit) -> String {
    let text = |pieces: &Vec<aigaq_workspace::Piece>| -> String {
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    };
    let mut all: Vec<String> = hit.spellings.iter().map(text).collect();
    if hit.more_spellings > 0 {
        all.push(format!("and {} more", hit.more_spellings));
    }
    all.join("; ")
}

/// Finds records by words.
pub fn search(common: &Common<'_>, words: &str, record_type: Option<&str>) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let ask = keeper(common.language);
    let mut found = workspace.search(&ask, words, record_type, 0)?;
    for page in 1..found.pages {
        let next = workspace.search(&ask, words, record_type, page)?;
        found.hits.extend(next.hits);
    }
    common.answer(&found, || {
        let rows: Vec<Vec<String>> = found
            .hits
            .iter()
            .map(|hit| {
                let snippet = hit
                    .snippet
                    .as_ref()
                    .map_or_else(String::new, |(_, pieces)| {
                        pieces.iter().map(|piece| piece.text.as_str()).collect()
                    });
                vec![
                    hit.named.id.to_string(),
                    hit.named.type_label.clone(),
                    hit.named.caption.clone(),
                    also_written(hit),
                    snippet,
                ]
            })
            .collect();
        let headings = ["id", "type", "record", "also", "where"].map(str::to_owned);
        let table = if rows.is_empty() {
            String::new()
        } else {
            table::lines(&headings, &rows, &[])
        };
        format!(
            "{table}{} found",
            counted(found.total as u64, "record", "records")
        )
    })
}

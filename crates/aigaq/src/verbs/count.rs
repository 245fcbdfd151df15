//! Counting.

use super::Common;
use crate::asking::keeper;
use crate::cli::CountArgs;
use crate::table;
use aigaq_counting::Query;
use anyhow::Result;
use std::process::ExitCode;

/// Counts, and says what the numbers mean.
pub fn count(common: &Common<'_>, args: &CountArgs) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let unit = workspace.unit(&args.unit)?;
    let mut query = Query::new(unit).within(args.from.as_deref(), args.to.as_deref())?;
    for path in &args.by {
        query = query.by(path)?;
    }
    for filter in &args.filters {
        query = query.only(filter)?;
    }
    let answer = workspace.count(&keeper(common.language), &query)?;
    common.answer(&answer, || {
        let mut text = String::new();
        if !answer.dimensions.is_empty() {
            let headings: Vec<String> = answer
                .dimensions
                .iter()
                .cloned()
                .chain([answer.unit.clone()])
                .collect();
            let rows: Vec<Vec<String>> = answer
                .rows
                .iter()
                .map(|row| {
                    row.label
                        .iter()
                        .cloned()
                        .chain([row.count.to_string()])
                        .collect()
                })
                .collect();
            let mut right = vec![false; answer.dimensions.len()];
            right.push(true);
            text.push_str(&table::lines(&headings, &rows, &right));
        }
        text.push_str(&format!("{} {} in all\n", answer.total, answer.unit));
        for note in &answer.notes {
            text.push_str(&format!("{note}\n"));
        }
        text
    })
}

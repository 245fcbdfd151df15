//! Counting.

pub mod using;

use super::Common;
use crate::asking::keeper;
use crate::cli::CountArgs;
use crate::table;
use aigaq_counting::{Definition, Estimate};
use anyhow::Result;
use std::process::ExitCode;

/// Counts, and says what the numbers mean.
pub fn count(common: &Common<'_>, args: &CountArgs) -> Result<ExitCode> {
    let definition = definition(common, args)?;
    if let Some(done) = using::used(common, &definition, &args.using)? {
        return Ok(done);
    }
    let workspace = common.open_to_read()?;
    let ask = keeper(common.language);
    let answer = workspace.tabulate(&ask, &definition)?.answer;
    common.answer(&answer, || {
        let mut text = String::new();
        let has_estimates = answer.estimate.is_some();
        if !answer.dimensions.is_empty() {
            let headings: Vec<String> = answer
                .dimensions
                .iter()
                .cloned()
                .chain([answer.unit.clone()])
                .chain(has_estimates.then(|| "with groups".to_owned()))
                .collect();
            let rows: Vec<Vec<String>> = answer
                .rows
                .iter()
                .map(|row| {
                    row.label
                        .iter()
                        .cloned()
                        .chain([row.count.to_string()])
                        .chain(row.estimate.map(estimated))
                        .collect()
                })
                .collect();
            let mut right = vec![false; answer.dimensions.len()];
            right.extend([true, true]);
            text.push_str(&table::lines(&headings, &rows, &right));
        }
        text.push_str(&format!("{} {} in all\n", answer.total, answer.unit));
        if let Some(estimate) = answer.estimate {
            text.push_str(&format!("with unnamed groups {}\n", estimated(estimate)));
        }
        for note in &answer.notes {
            text.push_str(&format!("{note}\n"));
        }
        text
    })
}

/// From the lowest to the highest number told.
fn estimated(estimate: Estimate) -> String {
    match estimate.high {
        Some(high) if high == estimate.low => high.to_string(),
        Some(high) => format!("{}–{high}", estimate.low),
        None => format!("at least {}", estimate.low),
    }
}

/// The definition that was asked for, or is kept under a name.
fn definition(common: &Common<'_>, args: &CountArgs) -> Result<Definition> {
    if let Some(name) = &args.using.saved {
        let workspace = common.open_to_read()?;
        let kept = workspace.table_called(&keeper(common.language), name)?;
        if let Some(caveat) = &kept.table.caveat {
            crate::answer::remark(&format!("Caveat: {caveat}"));
        }
        return Ok(kept.table.definition);
    }
    let unit = args.unit.as_deref().unwrap_or_default();
    let period = (args.from.as_deref(), args.to.as_deref());
    let mut definition = Definition::of(unit).within(period.0, period.1)?;
    for path in &args.by {
        definition = definition.by(path)?;
    }
    for filter in &args.filters {
        definition = definition.only(filter)?;
    }
    if let Some(word) = &args.date {
        definition = definition.dated(word.parse()?);
    }
    if let Some(word) = &args.numbers {
        definition = definition.numbers(word.parse()?);
    }
    definition = definition.at_least(args.least.as_deref());
    Ok(definition)
}

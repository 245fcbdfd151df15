//! Counting.

pub mod using;

use super::Common;
use crate::answer::remark;
use crate::asking::keeper;
use crate::cli::CountArgs;
use crate::table;
use aigaq_counting::Definition;
use aigaq_publishing::Phrases;
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
    let (words, said) = (
        workspace.definition_words(&ask, &definition)?,
        workspace.answer_words(&ask, &answer),
    );
    common.answer(&answer, || {
        let mut text = String::new();
        if !answer.dimensions.is_empty() {
            let with_groups = answer.estimate.map(|_| said.with_groups.clone());
            let headings: Vec<String> = words
                .by
                .iter()
                .cloned()
                .chain([words.unit.clone()])
                .chain(with_groups)
                .collect();
            let rows: Vec<Vec<String>> = answer
                .rows
                .iter()
                .zip(&said.estimates)
                .map(|(row, estimate)| {
                    row.label
                        .iter()
                        .cloned()
                        .chain([row.count.to_string()])
                        .chain(estimate.clone())
                        .collect()
                })
                .collect();
            let mut right = vec![false; answer.dimensions.len()];
            right.extend([true, true]);
            text.push_str(&table::lines(&headings, &rows, &right));
        }
        text.push_str(&format!("{}\n", said.total.replace('\u{a0}', " ")));
        for note in &said.notes {
            text.push_str(&format!("{note}\n"));
        }
        text
    })
}

/// The definition that was asked for, or is kept under a name.
fn definition(common: &Common<'_>, args: &CountArgs) -> Result<Definition> {
    if let Some(name) = &args.using.saved {
        let workspace = common.open_to_read()?;
        let kept = workspace.table_called(&keeper(common.language), name)?;
        if let Some(caveat) = &kept.table.caveat {
            let said = Phrases::of(common.language).say("page.caveat");
            remark(&format!("{said}: {caveat}"));
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

//! An estimate of a population of the workspace.

use super::{Common, threads, with_texts, words};
use crate::asking::keeper;
use crate::cli::EstimateArgs;
use crate::table;
use aigaq_counting::Definition;
use aigaq_estimation::stop::Stop;
use aigaq_publishing::estimates::{self, label};
use aigaq_publishing::numbers;
use aigaq_schema::Language;
use aigaq_workspace::{EstimateWish, Estimated};
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Reads the records, closes the workspace, estimates.
pub fn estimate(common: &Common<'_>, unit: &str, args: &EstimateArgs) -> Result<ExitCode> {
    let mut population = Definition::of(unit).within(args.from.as_deref(), args.to.as_deref())?;
    for filter in &args.filters {
        population = population.only(filter)?;
    }
    if let Some(path) = &args.parts {
        population = population.by(path)?;
    }
    let wish = EstimateWish {
        population,
        by: args.by.parse()?,
        lists: args.only.clone(),
        seed: args.seed,
        draws: args.draws,
    };
    let material = {
        let workspace = common.open_to_read()?;
        workspace.material(&keeper(common.language), &wish)?
    };
    let Some(estimated) = material.estimate(threads(), &Stop::never())? else {
        bail!("the estimate was stopped");
    };
    let mut json = with_texts(&estimated.report, common.language)?;
    if let (Some(all), serde_json::Value::Object(more)) =
        (json.as_object_mut(), serde_json::to_value(&estimated)?)
    {
        for (key, value) in more {
            all.entry(key).or_insert(value);
        }
    }
    common.answer(&json, || told(&estimated, common.language))
}

/// In words: what the report says, then what the records add to it.
fn told(estimated: &Estimated, language: Language) -> String {
    let word = |key: &str| label(key, language);
    let mut text = words(&estimated.report, language);
    if let Some(parts) = &estimated.parts {
        text.push_str(&format!("\n{}\n", word("label.parts")));
        text.push_str(&super::lines(&estimates::parts(parts, language)));
    }
    text.push_str(&format!("\n{}\n", word("label.lists-there")));
    let rows: Vec<Vec<String>> = estimated
        .lists_found
        .iter()
        .map(|list| vec![list.label.clone(), numbers::whole(list.records, language)])
        .collect();
    let headings = ["label.list", "label.records"].map(word);
    text.push_str(&table::lines(&headings, &rows, &[false, true]));
    text.push_str(&format!("{}: {}\n", word("label.hash"), estimated.hash));
    text
}

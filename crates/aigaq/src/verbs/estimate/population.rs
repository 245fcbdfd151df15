//! An estimate of a population of the workspace.

use super::{Common, threads, with_texts, words};
use crate::answer::{remark, write_whole};
use crate::asking::{keeper, now};
use crate::cli::EstimateArgs;
use crate::table;
use crate::verbs::count::using::freeze;
use crate::verbs::publish::format_of;
use crate::verbs::{form_token, not_saved};
use aigaq_counting::Definition;
use aigaq_estimation::stop::Stop;
use aigaq_press::file::file;
use aigaq_publishing::estimates::{self, label};
use aigaq_publishing::numbers;
use aigaq_schema::Language;
use aigaq_workspace::{Draw, EstimateWish, Estimated, Freezing};
use anyhow::{Result, bail};
use std::process::ExitCode;

/// The question, asked anew or kept under a name.
pub enum Population<'q> {
    /// Of this unit, as the other arguments say.
    Of(&'q str),
    /// Kept under this name.
    Saved(&'q str),
}

/// Reads the records, closes the workspace, estimates; keeps the question or freezes the answer where that is asked.
pub fn estimate(
    common: &Common<'_>,
    population: &Population<'_>,
    args: &EstimateArgs,
) -> Result<ExitCode> {
    let format = args.out.as_deref().map(format_of).transpose()?;
    let mut ask = keeper(common.language);
    if args.freeze.is_some() || args.out.is_some() {
        ask.reader = ask.reader.making_for(args.audience.into());
    }
    let (wish, material) = {
        let workspace = common.open_to_read()?;
        let wish = match population {
            Population::Of(unit) => asked(unit, args)?,
            Population::Saved(name) => workspace.estimate_called(&ask, name)?.wish,
        };
        let material = workspace.material(&ask, &wish)?;
        (wish, material)
    };
    if let Some(name) = &args.save {
        let form = (form_token()?, now());
        let (id, saved) = common
            .open()?
            .save_estimate(&ask, form, name, &wish)
            .map_err(|refused| not_saved(refused, "a question needs a name"))?;
        let json = serde_json::json!({ "estimate": id, "change_set": saved.change_set });
        return common.answer(&json, || {
            format!("kept as “{}”: estimate --saved asks it again", name.trim())
        });
    }
    let Some(estimated) = material.estimate(threads(), &Stop::never())? else {
        bail!("the estimate was stopped");
    };
    if let Some(name) = &args.freeze {
        let of = Freezing::Estimate(wish, Box::new(estimated), material.key());
        let how = (name.as_str(), args.caveat.as_deref(), args.audience);
        return Ok(freeze(common, &mut common.open()?, of, how, Draw::Nothing)?.1);
    }
    if let (Some(out), Some(format)) = (&args.out, format) {
        let title = label("label.never-recorded", common.language);
        let heading = (title, args.caveat.clone());
        let document =
            common
                .open_to_read()?
                .published_estimate(&ask, (&wish, &estimated), heading)?;
        write_whole(out, &file(&document, format)?)?;
        remark("This is a plain file: whoever has it can read it.");
        return common.answer(&serde_json::json!({ "file": out }), || {
            out.display().to_string()
        });
    }
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

fn asked(unit: &str, args: &EstimateArgs) -> Result<EstimateWish> {
    let mut population = Definition::of(unit).within(args.from.as_deref(), args.to.as_deref())?;
    for filter in &args.filters {
        population = population.only(filter)?;
    }
    if let Some(path) = &args.parts {
        population = population.by(path)?;
    }
    Ok(EstimateWish {
        by: args.by.parse()?,
        lists: args.only.clone(),
        seed: args.seed,
        draws: args.draws,
        population,
    })
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

//! What is wrong with what was written behind an option, told with the option: the names of fields are nobody's but ours.

use super::Common;
use crate::refusal::{Refusal, at_option as told_at, none_of, refuse, say_kind};
use aigaq_schema::{Entry, List};
use aigaq_workspace::{Refused, Workspace};
use anyhow::Result;

/// A refusal of a field, told at the option that fills it; any other as it is.
pub fn at_option(refused: Refused, options: &[(&str, &str)]) -> anyhow::Error {
    let Refused::At { field, why } = refused else {
        return refused.into();
    };
    match options.iter().find(|(of, _)| *of == field) {
        Some((_, option)) => Refusal(told_at(option, why)).into(),
        None => Refusal(why).into(),
    }
}

/// What was written behind an option is nothing, or a code of the list; else all there are, with what people call them.
pub fn one_of(
    common: &Common<'_>,
    workspace: &Workspace,
    (option, list, given): (&str, &str, &str),
) -> Result<()> {
    let given = given.trim();
    let Some(list) = workspace.schema().list(list) else {
        return Ok(());
    };
    if given.is_empty() || list.get(given).is_some() {
        return Ok(());
    }
    let words = words_of(common, list);
    refuse(none_of(given.to_owned(), option.to_owned(), words))
}

/// A kind of a new confidential source is told, and is one; said before anything else is asked for.
pub fn kind_of_source(common: &Common<'_>, workspace: &Workspace, given: &str) -> Result<()> {
    const KINDS: &str = "confidant_kinds";
    match workspace.schema().list(KINDS) {
        Some(list) if given.trim().is_empty() => refuse(say_kind(words_of(common, list))),
        _ => one_of(common, workspace, ("--kind", KINDS, given)),
    }
}

/// The codes of a list, each with what people call it.
fn words_of(common: &Common<'_>, list: &List) -> String {
    let label = |entry: &Entry| format!("{} ({})", entry.code, entry.label.get(common.language));
    let words: Vec<String> = list.entries().iter().map(label).collect();
    words.join(", ")
}

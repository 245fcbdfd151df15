//! The organisation's own words as one file: out, to be read or taken elsewhere, and in.

use super::{Common, counted};
use crate::asking::now;
use aigaq_schema::own::OwnFile;
use aigaq_workspace::FormToken;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::ExitCode;

/// Writes the own types, properties, lists and codes into a file that is not there yet.
pub fn export(common: &Common<'_>, file: &Path) -> Result<ExitCode> {
    let words = common.open_to_read()?.own_words()?;
    let text = words.text()?;
    let wrong = || format!("{} cannot be written", file.display());
    let mut out = std::fs::File::create_new(file).with_context(wrong)?;
    std::io::Write::write_all(&mut out, text.as_bytes()).with_context(wrong)?;
    out.sync_all().with_context(wrong)?;
    let definitions = words.definitions().len() as u64;
    let answer = serde_json::json!({ "file": file, "definitions": definitions });
    common.answer(&answer, || {
        format!(
            "{} in {}.\n",
            counted(definitions, "definition", "definitions"),
            file.display()
        )
    })
}

/// Takes such a file in: all of it, in one change-set, or nothing.
pub fn import(common: &Common<'_>, file: &Path) -> Result<ExitCode> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    let words = OwnFile::read(&text).with_context(|| file.display().to_string())?;
    let mut workspace = common.open()?;
    let mut random = [0; 16];
    getrandom::fill(&mut random).context("the system gives no random bytes")?;
    let token = FormToken::from_random(random);
    let taken = workspace
        .take_own_words(words, token, &now())
        .with_context(|| file.display().to_string())?;
    let answer = serde_json::json!({ "file": file, "taken": taken });
    common.answer(&answer, || {
        if taken == 0 {
            "Nothing new: all of it is here already.\n".to_owned()
        } else {
            format!(
                "{} taken in from {}.\n",
                counted(taken, "definition", "definitions"),
                file.display()
            )
        }
    })
}

//! What is frozen: listed, shown again as it was, laid beside what is known now; and the tables that are kept.

use super::{Common, counted};
use crate::answer::{remark, write_whole};
use crate::asking::keeper;
use crate::cli::FrozenVerb;
use crate::refusal::{frozen_file, refuse};
use crate::table;
use aigaq_press::file::{Format, file};
use aigaq_schema::RecordId;
use aigaq_workspace::{ChangedFigure, Damage, FrozenView, Workspace};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::ExitCode;

/// Lists, shows or explains what is frozen.
pub fn frozen(common: &Common<'_>, verb: &FrozenVerb) -> Result<ExitCode> {
    match verb {
        FrozenVerb::List => list(common),
        FrozenVerb::Show { name, out } => show(common, name, out.as_deref()),
        FrozenVerb::Changes { name } => changes(common, name),
    }
}

/// The tables that are kept under a name.
pub fn tables(common: &Common<'_>) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let all = workspace.saved_tables(&keeper(common.language))?;
    common.answer(&all, || {
        if all.is_empty() {
            return "no table is kept: keep one with count … --save NAME".to_owned();
        }
        let headings = ["name", "definition", "caveat"].map(str::to_owned);
        let rows: Vec<Vec<String>> = all
            .iter()
            .map(|table| {
                vec![
                    table.name.clone(),
                    table.table.definition.to_string(),
                    table.table.caveat.clone().unwrap_or_default(),
                ]
            })
            .collect();
        table::lines(&headings, &rows, &[false; 3])
    })
}

fn list(common: &Common<'_>) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let all = workspace.all_frozen(&keeper(common.language))?;
    let damaged = all.iter().filter(|frozen| frozen.damage.is_some()).count() as u64;
    let code = common.answer(&all, || {
        if all.is_empty() {
            return "nothing is frozen: freeze a table with count … --freeze NAME, an output with publish … --freeze NAME"
                .to_owned();
        }
        let headings = ["name", "kind", "period", "as of", "for", "checksum"].map(str::to_owned);
        let rows: Vec<Vec<String>> = all
            .iter()
            .map(|frozen| {
                vec![
                    frozen.title.clone(),
                    frozen.kind_label.clone(),
                    frozen.period.clone(),
                    frozen.as_of.clone(),
                    frozen.audience.clone(),
                    frozen.damage.map_or("holds", said).to_owned(),
                ]
            })
            .collect();
        table::lines(&headings, &rows, &[false; 6])
    })?;
    if damaged > 0 {
        let what = counted(damaged, "publication is", "publications are");
        remark(&format!("{what} not what was published."));
        return Ok(ExitCode::FAILURE);
    }
    Ok(code)
}

fn show(common: &Common<'_>, name: &str, out: Option<&Path>) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let frozen = workspace.frozen_called(&keeper(common.language), name)?;
    if let Some(path) = out {
        write_whole(path, &as_frozen(&workspace, frozen.id, path)?)?;
        remark("This is a plain file: whoever has it can read it.");
        return common.answer(&serde_json::json!({ "file": path }), || {
            path.display().to_string()
        });
    }
    let code = common.answer(&frozen, || told(&frozen))?;
    if frozen.damage.is_some() {
        return Ok(ExitCode::FAILURE);
    }
    Ok(code)
}

/// The file that the ending of a name asks for: as it was, or made of the document that was frozen.
pub fn as_frozen(workspace: &Workspace, id: RecordId, path: &Path) -> Result<Vec<u8>> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let ending = ending.map(str::to_ascii_lowercase).unwrap_or_default();
    match (ending.as_str(), Format::of_name(&ending)) {
        // Letter by letter as they were.
        ("html" | "csv" | "svg" | "json", _) => {
            Ok(workspace.frozen_file(id, &ending)?.into_bytes())
        }
        (_, Some(format @ (Format::Pdf | Format::Docx | Format::Xlsx))) => {
            Ok(file(&workspace.frozen_document(id)?, format)?)
        }
        _ => refuse(frozen_file()),
    }
}

fn told(frozen: &FrozenView) -> String {
    let mut text = format!(
        "{} ({}, {})\nas of {}\n",
        frozen.title, frozen.kind_label, frozen.audience, frozen.as_of
    );
    if !frozen.period.is_empty() {
        text.push_str(&format!("period {}\n", frozen.period));
    }
    if let Some(definition) = &frozen.definition {
        text.push_str(&format!("definition {definition}\n"));
    }
    if let Some(caveat) = &frozen.caveat {
        text.push_str(&format!("caveat: {caveat}\n"));
    }
    if let Some(before) = &frozen.revises {
        text.push_str(&format!("revises {} ({})\n", before.caption, before.id));
    }
    text.push_str(&format!("sha256 {}\n", frozen.hash));
    for (ending, hash) in &frozen.files {
        text.push_str(&format!("{ending}: sha256 {hash}\n"));
    }
    text.push_str(
        frozen
            .damage
            .map_or("The checksum holds: this is what was published.", whole),
    );
    text
}

fn changes(common: &Common<'_>, name: &str) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let ask = keeper(common.language);
    let frozen = workspace.frozen_called(&ask, name)?;
    if let Some(damage) = frozen.damage {
        bail!("{}", whole(damage));
    }
    let changed = workspace.changed_since(&ask, frozen.id)?;
    common.answer(&changed, || {
        if changed.is_empty() {
            return "Every figure is as it was published.".to_owned();
        }
        let headings = ["figure", "unit", "published", "now", "why"].map(str::to_owned);
        let row = |change: &ChangedFigure| {
            vec![
                change.what.clone(),
                change.unit.clone(),
                change.old.to_string(),
                change.new.to_string(),
            ]
        };
        let rows: Vec<Vec<String>> = changed.iter().map(row).collect();
        let mut text = table::lines(&headings[..4], &rows, &[false, false, true, true]);
        for change in changed.iter().filter(|change| !change.why.is_empty()) {
            text.push_str(&format!("{}: {}\n", change.what, change.why));
        }
        text
    })
}

/// Why it is not what was published, in a word.
fn said(damage: Damage) -> &'static str {
    match damage {
        Damage::Missing => "a part is missing",
        Damage::OtherHash => "DOES NOT MATCH",
        Damage::Unreadable => "cannot be read",
    }
}

/// The same in a sentence.
fn whole(damage: Damage) -> &'static str {
    match damage {
        Damage::Missing => "A part of what was frozen is missing: this is not what was published.",
        Damage::OtherHash => {
            "The checksum does not match: what is kept here is not what was published."
        }
        Damage::Unreadable => "What was frozen cannot be read by this version.",
    }
}

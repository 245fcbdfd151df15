//! Undoing a change-set.

use super::{Common, counted};
use crate::asking::{keeper, now};
use crate::cli::UndoArgs;
use aigaq_schema::ChangeSetId;
use aigaq_workspace::{FormToken, Refused, UndoPreview, Undone};
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Undoes a change-set, or tells what that would do.
pub fn undo(common: &Common<'_>, args: &UndoArgs) -> Result<ExitCode> {
    let id: ChangeSetId = args.change_set.parse()?;
    if args.preview {
        let workspace = common.open_to_read()?;
        let Some(preview) = workspace.undo_preview(&keeper(common.language), id)? else {
            bail!("there is no change-set {id} in this workspace");
        };
        return common.answer(&preview, || previewed(&preview));
    }
    let mut workspace = common.open()?;
    if workspace
        .undo_preview(&keeper(common.language), id)?
        .is_none()
    {
        bail!("there is no change-set {id} in this workspace");
    }
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let token = FormToken::from_random(random);
    match workspace.undo(id, &args.reason, token, &now()) {
        Ok(undone) => common.answer(&Told::of(&undone), || words(&undone)),
        Err(Refused::Nothing) => {
            bail!("nothing of {id} holds any more: it was undone or taken back already")
        }
        Err(other) => Err(other.into()),
    }
}

/// What was undone, for programs.
#[derive(serde::Serialize)]
struct Told {
    change_set: ChangeSetId,
    withdrawn: u64,
    said_again: u64,
    left: Vec<Left>,
}

/// A value that stays because somebody changed it since.
#[derive(serde::Serialize)]
struct Left {
    record: aigaq_schema::RecordId,
    property: String,
}

impl Told {
    fn of(undone: &Undone) -> Self {
        Self {
            change_set: undone.saved.change_set,
            withdrawn: undone.withdrawn,
            said_again: undone.said_again,
            left: undone
                .left
                .iter()
                .map(|(record, property)| Left {
                    record: *record,
                    property: property.clone(),
                })
                .collect(),
        }
    }
}

fn words(undone: &Undone) -> String {
    let mut text = format!(
        "Undone by change-set {}: {} taken back, {} said again.",
        undone.saved.change_set,
        counted(undone.withdrawn, "value", "values"),
        counted(undone.said_again, "value", "values"),
    );
    for (record, property) in &undone.left {
        text.push_str(&format!(
            "\n  left as it is, because it was changed since: {property} of {record}"
        ));
    }
    text
}

fn previewed(preview: &UndoPreview) -> String {
    if preview.is_nothing() {
        return "Nothing of it holds any more: there is nothing to undo.".to_owned();
    }
    let beginning = if preview.only_the_beginning {
        " (of its beginning; it is too large to look at all of it)"
    } else {
        ""
    };
    let mut text = format!(
        "It would take back {} of {} and say {} again{beginning}.",
        counted(preview.withdrawn, "value", "values"),
        counted(preview.records, "record", "records"),
        preview.said_again,
    );
    for (named, label) in &preview.left {
        text.push_str(&format!(
            "\n  changed since, and stays: {label} of {}",
            named.caption
        ));
    }
    text
}

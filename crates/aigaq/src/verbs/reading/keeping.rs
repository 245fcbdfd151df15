//! Documents kept in the workspace: the original sealed, read by a process of its own, its source made.

use super::worker::worker;
use crate::answer::{complain, remark, write_whole_by};
use crate::asking::{keeper, now};
use crate::cli::ReadArgs;
use crate::refusal::{no_record, refuse};
use crate::verbs::{Common, form_token, not_saved};
use aigaq_schema::RecordId;
use aigaq_workspace::{
    Asking, Document, DocumentGiven, KeptDocument, ReadingFailure, TakenFile, Words, Workspace,
};
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

/// Keeps each file. One that cannot be kept is complained of, and the others are kept.
pub fn keep(common: &Common<'_>, args: &ReadArgs) -> Result<ExitCode> {
    let mut workspace = common.open()?;
    let mut code = ExitCode::SUCCESS;
    let mut kept = Vec::new();
    for file in &args.files {
        match document(common, args, &mut workspace, file) {
            Ok(one) => kept.push(one),
            Err(error) if args.files.len() > 1 => {
                complain(&error, common.language);
                code = ExitCode::FAILURE;
            }
            Err(error) => return Err(error),
        }
    }
    common.answer(&kept, || {
        let words = Words::of(common.language);
        let lines: Vec<String> = kept
            .iter()
            .map(|document| {
                let key = match document.again {
                    true => "documents.kept_again",
                    false => "documents.kept",
                };
                words.fill(
                    key,
                    &[
                        ("id", &document.id.to_string()),
                        ("bytes", &document.file.size.to_string()),
                    ],
                )
            })
            .collect();
        lines.join("\n")
    })?;
    Ok(code)
}

fn document(
    common: &Common<'_>,
    args: &ReadArgs,
    workspace: &mut Workspace,
    file: &Path,
) -> Result<KeptDocument> {
    let named = || format!("{}", file.display());
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let given = DocumentGiven {
        name: file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        title: String::new(),
        publisher: said(&args.publisher),
        url: said(&args.url),
        date: said(&args.date),
    };
    let asking = keeper(common.language);
    // Before anything is kept: a date or an address that is none.
    given.check(&asking)?;
    let mut original = File::open(file).with_context(named)?;
    if original.metadata().with_context(named)?.is_dir() {
        bail!("{} is a folder", file.display());
    }
    let intake = workspace.file_intake()?;
    let taken = intake.take(&mut original).with_context(named)?;
    let read = match read(workspace, &asking, &taken, given.year(&asking))? {
        Ok(document) => Some(document),
        Err(failure) => {
            remark(&format!("{}: kept, but {failure}", file.display()));
            None
        }
    };
    let form = (form_token()?, now());
    workspace
        .keep_document(&asking, form, taken, (&given, read.as_ref()))
        .map_err(|refused| not_saved(refused.into(), "there is nothing to keep"))
}

/// Gives back the original of a document.
pub fn original(common: &Common<'_>, id: &str, file: &Path) -> Result<ExitCode> {
    let id: RecordId = id.parse()?;
    let workspace = common.open_to_read()?;
    let kept = match workspace.original_of(id)? {
        Some(name) => workspace.open_original(name)?,
        None => None,
    };
    let Some(mut kept) = kept else {
        return refuse(no_record(id.to_string()));
    };
    let bytes = write_whole_by(file, |mut out| {
        // It is checked to its end: what was changed on the disk is an error, and no file is left.
        std::io::copy(&mut kept, &mut out).with_context(|| format!("{}", file.display()))
    })?;
    let answer = serde_json::json!({ "file": file, "bytes": bytes });
    common.answer(&answer, || {
        let words = Words::of(common.language);
        let name = file.display().to_string();
        words.fill(
            "documents.given_back",
            &[("file", &name), ("bytes", &bytes.to_string())],
        )
    })
}

/// Reads what was taken in, not what the file may be meanwhile.
fn read(
    workspace: &Workspace,
    asking: &Asking,
    taken: &TakenFile,
    year: Option<i32>,
) -> Result<Result<Document, ReadingFailure>> {
    if let Some(too_large) = ReadingFailure::of_size(taken.size()) {
        return Ok(Err(too_large));
    }
    let mut original = taken.open()?;
    let given = workspace.given_to_read(asking, year)?;
    Ok(worker()?.read(&mut original, &given))
}

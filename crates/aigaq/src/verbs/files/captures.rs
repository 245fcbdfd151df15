//! Saved web pages by the list that auto-archiver wrote: each file found, compared, kept with its record.

use super::{kept_when_free, looked_into, not_whole};
use crate::asking::{keeper, now};
use crate::cli::CapturesArgs;
use crate::refusal::{refuse, said, unreadable};
use crate::verbs::inbox::record_of;
use crate::verbs::{Common, counted, form_token};
use aigaq_schema::RecordId;
use aigaq_workspace::{
    AddedFile, CaptureFile, CaptureRow, FileGiven, FileIntake, Workspace, file_lying, name_of_file,
    read_captures,
};
use anyhow::{Result, bail};
use serde::Serialize;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Rows at fault that are told one by one.
const MOST_TOLD: usize = 20;

/// What came of a list.
#[derive(Debug, Default, Serialize)]
struct Taken {
    rows: usize,
    kept: Vec<AddedFile>,
    again: usize,
    faults: Vec<Fault>,
}

#[derive(Debug, Serialize)]
struct Fault {
    line: u64,
    why: String,
}

/// Takes each row in. What is missing, differs or cannot be read is said, and the others are taken in.
pub(super) fn captures(common: &Common<'_>, args: &CapturesArgs) -> Result<ExitCode> {
    let rows = read_captures(&args.sheet)?;
    let folder = match &args.folder {
        Some(folder) => folder.clone(),
        None => folder_of(&args.sheet),
    };
    if !folder.is_dir() {
        bail!("{} is no folder", folder.display());
    }
    let mut workspace = common.open_to_share()?;
    let of = record_of(common, &workspace, &args.record)?;
    let intake = workspace.file_intake()?;
    let mut taken = Taken::default();
    for row in rows {
        taken.rows += 1;
        let told = match row.told {
            Ok(told) => told,
            Err(why) => {
                taken.fault(row.line, said(&why, common.language));
                continue;
            }
        };
        for file in &told.files {
            let Some(path) = file_lying(&folder, &file.place) else {
                taken.fault(
                    row.line,
                    format!("not in the folder: {}", shown(&file.place)),
                );
                continue;
            };
            let added = keep(common, &mut workspace, (&intake, of), (&told, file, &path));
            match added {
                Ok((added, fault)) => {
                    if let Some(fault) = fault {
                        taken.fault(row.line, fault);
                    }
                    match added.again {
                        true => taken.again += 1,
                        false => taken.kept.push(added),
                    }
                }
                Err(why) => taken.fault(row.line, format!("{}: {why}", path.display())),
            }
        }
    }
    common.answer(&taken, || told(&taken))?;
    Ok(match taken.faults.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

impl Taken {
    fn fault(&mut self, line: u64, why: String) {
        self.faults.push(Fault { line, why });
    }
}

fn folder_of(sheet: &Path) -> PathBuf {
    let parent = sheet
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_owned()
}

/// Keeps a file of a row; and what does not hold of it.
fn keep(
    common: &Common<'_>,
    workspace: &mut Workspace,
    (intake, of): (&FileIntake, RecordId),
    (row, file, path): (&CaptureRow, &CaptureFile, &Path),
) -> Result<(AddedFile, Option<String>)> {
    let mut open = match File::open(path) {
        Ok(open) => open,
        Err(why) => return refuse(unreadable(path, why)),
    };
    let taken = intake.take(&mut open)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut captured = looked_into(&taken, &name)?;
    row.tells(file, &taken.sha256_in_hex(), &mut captured);
    let fault = captured.differs().then(|| not_whole(path, &captured));
    let given = FileGiven {
        of: vec![of],
        name: name_of_file(&name),
        kind: file.kind.to_owned(),
        captured,
        ..FileGiven::default()
    };
    let (form, keeper) = ((form_token()?, now()), keeper(common.language));
    let added = kept_when_free(workspace, taken, |workspace, taken| {
        workspace.add_file(&keeper, form.clone(), taken, &given)
    })?;
    Ok((added, fault))
}

fn told(taken: &Taken) -> String {
    let mut text = format!(
        "{}: {} kept, {} here already.\n",
        counted(taken.rows as u64, "row", "rows"),
        counted(taken.kept.len() as u64, "file", "files"),
        counted(taken.again as u64, "file", "files"),
    );
    for fault in taken.faults.iter().take(MOST_TOLD) {
        text += &format!("line {}: {}\n", fault.line, fault.why);
    }
    if taken.faults.len() > MOST_TOLD {
        let more = taken.faults.len() - MOST_TOLD;
        text += &format!("and {more} more (--json names all)\n");
    }
    text
}

/// A place that a list tells, without signs that a terminal would obey.
fn shown(place: &str) -> String {
    let plain: String = place.chars().filter(|c| !c.is_control()).collect();
    plain.chars().take(200).collect()
}

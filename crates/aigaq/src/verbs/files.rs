//! Files on records: added, listed, shown, handed on, given back.

mod captures;

use super::inbox::record_of;
use super::options::{at_option, one_of};
use super::{Common, counted, form_token};
use crate::answer::{complain, remark};
use crate::asking::{keeper, now};
use crate::cli::{CustodyArgs, FileAddArgs, FileVerb};
use crate::refusal::{disk_full, no_such_file, refuse, unreadable, unwritable};
use crate::verbs::reading::worker::worker;
use aigaq_schema::RecordId;
use aigaq_workspace::{
    AddedFile, CaptureCheck, Captured, CustodyGiven, CustodyRow, DocumentReader, FileGiven,
    FileIntake, FilePage, FileRow, FilesPage, GiverGiven, NotKept, TakenFile, Workspace,
    name_of_file,
};
use anyhow::Result;
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Write, copy};
use std::path::Path;
use std::process::ExitCode;

/// How often a file that is ready waits for others who write, each time the two seconds of one try.
const MOST_WAITS: u32 = 900;

/// By which option each field of a file, and of a step of custody, is filled.
const FILE: [(&str, &str); 5] = [
    ("from", "--from"),
    ("received", "--received"),
    ("title", "--title"),
    ("made", "--made"),
    ("custodian", "--custodian"),
];
const CUSTODY: [(&str, &str); 5] = [
    ("step", "STEP"),
    ("date", "--date"),
    ("given_by", "--from"),
    ("taken_by", "--to"),
    ("note", "--note"),
];

/// Does what is asked with files.
pub fn files(common: &Common<'_>, verb: &FileVerb) -> Result<ExitCode> {
    match verb {
        FileVerb::Add(args) => add(common, args),
        FileVerb::Captures(args) => captures::captures(common, args),
        FileVerb::List { of: None, page } => {
            let workspace = common.open_to_read()?;
            let files = workspace.files(&keeper(common.language), page.saturating_sub(1))?;
            common.answer(&files, || listed(&files))
        }
        FileVerb::List { of: Some(of), .. } => {
            let workspace = common.open_to_read()?;
            let of = record_of(common, &workspace, of)?;
            let files = workspace.files_of(&keeper(common.language), of)?;
            common.answer(&files, || rows(&files))
        }
        FileVerb::Show { file } => {
            let workspace = common.open_to_read()?;
            let id = record_of(common, &workspace, file)?;
            let Some(page) = workspace.file(&keeper(common.language), id)? else {
                return refuse(no_such_file(file));
            };
            common.answer(&page, || shown(&page))
        }
        FileVerb::Custody(args) => custody(common, args),
        FileVerb::Get { file, to } => get(common, file, to),
    }
}

/// Adds each file. One that cannot be added is complained of, and the others are.
fn add(common: &Common<'_>, args: &FileAddArgs) -> Result<ExitCode> {
    let mut workspace = common.open_to_share()?;
    let record = record_of(common, &workspace, &args.record)?;
    let mut given = FileGiven {
        of: vec![record],
        name: String::new(),
        kind: args.kind.clone(),
        title: args.title.clone(),
        made: args.made.clone(),
        received: args.received.clone(),
        from_whom: args.from.clone(),
        giver: None,
        how: args.how.clone(),
        custodian: args.custodian.clone(),
        captured: Captured::default(),
    };
    let ask = keeper(common.language);
    let told_by_option = |why| at_option(why, &FILE);
    given.check(&ask).map_err(told_by_option)?;
    // A code that nobody has is told before anything is taken in.
    for code in [
        ("--how", "file_ways", &args.how),
        ("--kind", "file_kinds", &args.kind),
    ] {
        one_of(common, &workspace, (code.0, code.1, code.2))?;
    }
    workspace
        .coded_in_words(&ask, ("from", &given.from_whom))
        .map_err(told_by_option)?;
    if let Some(kind) = &args.confidant {
        one_of(common, &workspace, ("--as", "confidant_kinds", kind))?;
        let told = GiverGiven {
            confidant: kind.clone(),
            ..GiverGiven::default()
        };
        let giver = workspace.giver(&ask, (form_token()?, now()), &told)?;
        if let Some(giver) = giver {
            remark(&format!("They come from {}.", giver.caption));
            given.giver = Some(giver.id);
        }
    }
    let intake = workspace.file_intake()?;
    let mut added = Vec::new();
    let mut code = ExitCode::SUCCESS;
    for file in &args.files {
        match add_one(common, &mut workspace, (&intake, file), &given) {
            Ok(one) => added.push(one),
            Err(why) => {
                complain(&why, common.language);
                code = ExitCode::FAILURE;
            }
        }
    }
    if !added.is_empty() {
        common.answer(&added, || told(&added))?;
    }
    Ok(code)
}

fn add_one(
    common: &Common<'_>,
    workspace: &mut Workspace,
    (intake, file): (&FileIntake, &Path),
    given: &FileGiven,
) -> Result<AddedFile> {
    let cannot = |why: Error| unreadable(file, why);
    let mut open = match File::open(file) {
        Ok(open) => open,
        Err(why) => return refuse(cannot(why)),
    };
    match open.metadata() {
        Ok(about) if about.is_dir() => return refuse(cannot(ErrorKind::IsADirectory.into())),
        Ok(_) => {}
        Err(why) => return refuse(cannot(why)),
    }
    let taken = intake.take(&mut open)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let captured = looked_into(&taken, &name)?;
    if captured.differs() {
        remark(&not_whole(file, &captured));
    }
    let given = FileGiven {
        name: name_of_file(&name),
        captured,
        ..given.clone()
    };
    let form = (form_token()?, now());
    let keeper = keeper(common.language);
    kept_when_free(workspace, taken, |workspace, taken| {
        workspace.add_file(&keeper, form.clone(), taken, &given)
    })
}

/// What a file tells as a capture of the web, read in a process with limits; nothing of what is none.
fn looked_into(taken: &TakenFile, name: &str) -> Result<Captured> {
    if !taken.may_be_capture() {
        return Ok(Captured::default());
    }
    let reader = DocumentReader::Apart(worker()?);
    let looked = Captured::looked(name, &mut taken.open()?, &reader, &|| false);
    Ok(looked.unwrap_or_default())
}

/// What does not hold of a capture that is kept all the same.
fn not_whole(file: &Path, captured: &Captured) -> String {
    let mut told = format!("{}: kept, but", file.display());
    for check in &captured.checks {
        told += match check {
            CaptureCheck::Hold => continue,
            CaptureCheck::Changed => " it was changed after it was made, or damaged;",
            CaptureCheck::Missing => " parts that it tells of are missing;",
            CaptureCheck::NotTold => " parts are in it of which no digest is told;",
            CaptureCheck::OtherDigest => " some digests are of a kind that is not compared;",
            CaptureCheck::Unread => {
                " it could not be looked into (damaged, too large, protected, or made to do harm);"
            }
        };
    }
    match captured.parts.is_empty() {
        true => told.trim_end_matches(';').to_owned(),
        false => format!("{told} in: {}", captured.parts.join(", ")),
    }
}

/// Keeps what was sealed. It may have taken an hour, and is not given up because somebody imports just then: it waits,
/// for half an hour at most, until others have written.
pub fn kept_when_free<T>(
    workspace: &mut Workspace,
    mut taken: TakenFile,
    mut keep: impl FnMut(&mut Workspace, TakenFile) -> Result<T, NotKept>,
) -> Result<T> {
    let mut waits = 0;
    loop {
        let (waiting, why) = match keep(workspace, taken) {
            Ok(kept) => return Ok(kept),
            Err(NotKept::Busy(waiting, why)) => (waiting, why),
            Err(NotKept::Refused(why)) => return Err(why.into()),
        };
        match waits {
            0 => remark(
                "Another program is writing to this workspace; the file is ready and waits for it.",
            ),
            MOST_WAITS.. => return Err(why.into()),
            _ => {}
        }
        waits += 1;
        taken = *waiting;
    }
}

fn told(added: &[AddedFile]) -> String {
    let mut text = String::new();
    for one in added {
        let how = if one.again {
            "here already as"
        } else {
            "kept as"
        };
        text += &format!(
            "{how} {}  SHA-256 {}  {}\n",
            one.number,
            one.file.sha256_in_hex(),
            counted(one.file.size, "byte", "bytes")
        );
    }
    text
}

fn custody(common: &Common<'_>, args: &CustodyArgs) -> Result<ExitCode> {
    let mut workspace = common.open()?;
    let file = record_of(common, &workspace, &args.file)?;
    let given = CustodyGiven {
        step: args.step.clone(),
        date: args.date.clone(),
        given_by: args.from.clone(),
        giver: None,
        taken_by: args.to.clone(),
        how: args.how.clone(),
        note: args.note.clone(),
    };
    let form = (form_token()?, now());
    one_of(common, &workspace, ("STEP", "custody_steps", &given.step))?;
    one_of(common, &workspace, ("--how", "file_ways", &given.how))?;
    let saved = workspace
        .add_custody(&keeper(common.language), form, file, &given)
        .map_err(|why| at_option(why, &CUSTODY))?;
    common.answer(
        &serde_json::json!({ "change_set": saved.change_set }),
        || format!("Saved; change-set {} takes it back.", saved.change_set),
    )
}

fn get(common: &Common<'_>, file: &str, to: &Path) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let id = record_of(common, &workspace, file)?;
    let Some(mut original) = workspace.open_file_of(&keeper(common.language), id)? else {
        return refuse(no_such_file(file));
    };
    drop(workspace);
    let mut out = match OpenOptions::new().write(true).create_new(true).open(to) {
        Ok(out) => out,
        Err(why) => return refuse(unwritable(to, why)),
    };
    let written = copy(&mut original, &mut out).and_then(|bytes| {
        out.flush()?;
        out.sync_all()?;
        Ok(bytes)
    });
    match written {
        Ok(bytes) => common.answer(&serde_json::json!({ "id": id, "bytes": bytes }), || {
            let bytes = counted(bytes, "byte", "bytes");
            format!(
                "{}: {bytes}, as they were given in; unencrypted, with all their metadata.",
                to.display()
            )
        }),
        Err(why) => {
            // Part of an evidence file is none.
            drop(out);
            let _ = std::fs::remove_file(to);
            match why.kind() {
                ErrorKind::StorageFull => refuse(disk_full(to)),
                _ => refuse(unwritable(to, why)),
            }
        }
    }
}

fn listed(page: &FilesPage) -> String {
    let mut text = format!("{}\n", counted(page.all as u64, "file", "files"));
    text += &rows(&page.files);
    if page.pages > 1 {
        text += &format!("Page {} of {}.\n", page.page + 1, page.pages);
    }
    text
}

fn rows(files: &[FileRow]) -> String {
    let mut text = String::new();
    for file in files {
        let parts = [&file.number, &file.kind, &file.title, &file.name];
        let parts: Vec<&str> = parts.into_iter().map(String::as_str).collect();
        let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        text += &format!("{}{}\n", told.join(" · "), size_told(file.bytes));
    }
    text
}

/// The length of a file, behind its name.
pub fn size_told(bytes: Option<u64>) -> String {
    let size = bytes.map_or_else(String::new, |b| counted(b, "byte", "bytes"));
    format!("  ({size})")
}

fn shown(page: &FilePage) -> String {
    let mut text = rows(std::slice::from_ref(&page.row));
    let ids: Vec<RecordId> = page.row.of.iter().map(|named| named.id).collect();
    for (named, id) in page.row.of.iter().zip(ids) {
        text += &format!("    belongs to: {} ({id})\n", named.caption);
    }
    text += &format!("    SHA-256 {}\n", page.sha256);
    for url in &page.urls {
        text += &format!("    address: {url}\n");
    }
    if !page.software.is_empty() {
        text += &format!("    saved by: {}\n", page.software);
    }
    for check in &page.checks {
        text += &format!("    digests: {check}\n");
    }
    if !page.differing.is_empty() {
        text += &format!("    at fault: {}\n", page.differing);
    }
    for step in &page.custody {
        text += &format!("    {}\n", step_told(step));
    }
    if !page.transcript.is_empty() {
        text += &format!("\n{}\n", page.transcript);
    }
    text
}

fn step_told(step: &CustodyRow) -> String {
    let between = match (step.given_by.as_str(), step.taken_by.as_str()) {
        ("", "") => String::new(),
        (from, "") => from.to_owned(),
        (from, to) => format!("{from} → {to}"),
    };
    let parts = [&step.date, &step.step, &between, &step.how, &step.note];
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).collect();
    let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    told.join(" · ")
}

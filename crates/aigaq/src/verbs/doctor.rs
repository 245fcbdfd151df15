//! The doctor: whether the files on the disk, their keys and the records agree; said in one screen.

use super::{Common, counted};
use crate::answer::say;
use crate::asking::keeper;
use crate::cli::DoctorArgs;
use crate::refusal::{answer_needed, refuse};
use aigaq_workspace::{Examined, Mended, NamedFile};
use anyhow::Result;
use std::fmt::Write as _;
use std::io::{IsTerminal, stdin};
use std::process::ExitCode;

/// Files of one kind that are named one by one.
const MOST_NAMED: usize = 6;

/// Tells what was found; with `--mend` takes away what may be, after asking. Fails when a record names what is not
/// there.
pub fn doctor(common: &Common<'_>, args: &DoctorArgs) -> Result<ExitCode> {
    let ask = keeper(common.language);
    if !args.mend {
        let workspace = common.open_to_read()?;
        let found = workspace.examine(&ask, |_, _| {})?;
        common.answer(&found, || told(&found))?;
        return Ok(code(&found));
    }
    let mut workspace = common.open_to_share()?;
    let mut found = workspace.examine(&ask, |_, _| {})?;
    let gone = found.orphans.len() + found.left_over.len();
    if gone == 0 {
        common.answer(&found, || told(&found))?;
        return Ok(code(&found));
    }
    if !args.yes {
        say(&told(&found))?;
        if !agrees(gone)? {
            say("Nothing was taken away.")?;
            return Ok(code(&found));
        }
    }
    let mended = workspace.mend(&mut found)?;
    let answer = serde_json::json!({ "mended": mended, "found": found });
    common.answer(&answer, || taken(mended) + &told(&found))?;
    Ok(code(&found))
}

fn code(found: &Examined) -> ExitCode {
    match found.loses_nothing() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

fn agrees(gone: usize) -> Result<bool> {
    if !stdin().is_terminal() {
        return refuse(answer_needed());
    }
    say(&format!(
        "Take away {} for good? Write yes:",
        counted(gone as u64, "file", "files")
    ))?;
    let mut typed = String::new();
    stdin().read_line(&mut typed)?;
    Ok(typed.trim() == "yes")
}

fn taken(mended: Mended) -> String {
    format!(
        "Taken away: {} that no record named, {}.\n",
        counted(mended.orphans as u64, "file", "files"),
        counted(mended.left_over as u64, "left-over", "left-overs")
    )
}

fn told(found: &Examined) -> String {
    let mut text = format!(
        "Journal: {}. The view {}. (`aigaq verify` checks every signature.)\n",
        counted(found.entries, "entry", "entries"),
        match found.view_follows {
            true => "stands where it ends",
            false => "is behind; `aigaq rebuild` makes it anew",
        }
    );
    let _ = writeln!(
        text,
        "Files: {} that records name, whole and unchanged.",
        counted(found.whole as u64, "file", "files")
    );
    named(&mut text, "MISSING on the disk", &found.missing);
    named(&mut text, "DAMAGED on the disk", &found.damaged);
    named(
        &mut text,
        "NO KEY here, so not to be opened",
        &found.unknown,
    );
    if !found.loses_nothing() {
        text += "  Put them back from a backup (`aigaq restore`), or add the same files again (`aigaq file add`).\n";
    }
    paths(&mut text, "Named by no record", found.orphans.iter());
    paths(
        &mut text,
        "Named by no record, and nothing was saved since they were a day old; left alone",
        found.young.iter(),
    );
    let shown = |path: &std::path::PathBuf| path.display().to_string();
    paths(
        &mut text,
        "Left over by a program that died",
        found.left_over.iter().map(shown),
    );
    paths(
        &mut text,
        "Not ours, in the folder of files; left alone",
        found.foreign.iter().map(shown),
    );
    if !found.orphans.is_empty() || !found.left_over.is_empty() {
        text += "`aigaq doctor --mend` takes away what no record names, after asking.\n";
    }
    match (found.is_well(), found.young.len()) {
        (false, _) => {}
        (true, 0) => text += "All is well.\n",
        (true, young) => {
            let young = counted(young as u64, "file", "files");
            let _ = writeln!(text, "Nothing is wrong so far; {young} too young to judge.");
        }
    }
    text
}

fn named(text: &mut String, what: &str, files: &[NamedFile]) {
    if files.is_empty() {
        return;
    }
    let _ = writeln!(text, "{what}: {}", files.len());
    for file in files.iter().take(MOST_NAMED) {
        let record = file.record.as_ref();
        let record = record.map_or_else(String::new, |named| {
            format!("{} ({})", named.caption, named.id)
        });
        let why = match file.why.is_empty() {
            true => String::new(),
            false => format!(" · {}", file.why),
        };
        let _ = writeln!(text, "  {record} · {}{why}", file.name);
    }
    more(text, files.len());
}

fn paths(
    text: &mut String,
    what: &str,
    all: impl ExactSizeIterator<Item = impl std::fmt::Display>,
) {
    let count = all.len();
    if count == 0 {
        return;
    }
    let _ = writeln!(text, "{what}: {count}");
    for one in all.take(MOST_NAMED) {
        let _ = writeln!(text, "  {one}");
    }
    more(text, count);
}

fn more(text: &mut String, count: usize) {
    if count > MOST_NAMED {
        let _ = writeln!(text, "  and {} more (--json names all)", count - MOST_NAMED);
    }
}

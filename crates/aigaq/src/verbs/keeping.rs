//! Making, checking, saving and moving workspaces.

use super::{Common, counted};
use crate::answer::{remark, write_whole_by};
use crate::asking::now;
use crate::passphrase;
use aigaq_journal::{put_back, restore as restore_backup, salvage, unlock};
use aigaq_workspace::Workspace;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::ExitCode;

/// Makes a workspace and shows its recovery words once.
pub fn init(common: &Common<'_>) -> Result<ExitCode> {
    let passphrase = passphrase::ask_new()?;
    let (_, words) = Workspace::create(common.dir, &passphrase)?;
    let answer = serde_json::json!({ "workspace": common.dir, "recovery_words": words.reveal() });
    common.answer(&answer, || {
        format!(
            "Made an encrypted workspace in {}.\n\nRecovery words, shown only now. Write them on paper and keep it away from this \
             machine:\nwith them the workspace opens when the passphrase is lost.\n\n    {}\n",
            common.dir.display(),
            words.reveal()
        )
    })
}

/// Checks the journal; a status of 1 when something does not hold.
pub fn verify(common: &Common<'_>) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let report = workspace.verify()?;
    let holds = report.problems.is_empty();
    common.answer(&report, || {
        let mut text = format!(
            "{} checked, {} verified; {} in {}; {} readable.\n",
            counted(report.entries, "entry", "entries"),
            report.verified,
            counted(report.change_sets, "change-set", "change-sets"),
            counted(report.logs, "log", "logs"),
            counted(report.segments, "share of a record", "shares of records"),
        );
        for (n, what) in [
            (report.unverified, "behind something damaged or missing: what they say cannot be vouched for"),
            (report.pending, "waiting for entries that are not here"),
            (report.incomplete, "change-sets of which parts are missing"),
            (report.keys_missing, "shares of records whose key is not here"),
            (report.destroyed, "shares of records destroyed by decision"),
            (report.said_again, "shares of records said again in their place, without who was forgotten"),
            (report.files, "files kept, each whole and unchanged"),
        ] {
            if n > 0 {
                text.push_str(&format!("{n}: {what}\n"));
            }
        }
        if holds {
            text.push_str("All rules hold.\n");
        } else {
            text.push_str(&format!("{}:\n", counted(report.problems.len() as u64, "problem", "problems")));
            for problem in &report.problems {
                let seq = problem.seq.map_or_else(String::new, |n| format!(", entry {n} of its log"));
                text.push_str(&format!("  {}{seq}: {}\n", problem.rule, problem.what));
            }
            text.push_str(
                "Copy the folder before anything else; `aigaq journal salvage FILE` saves what can be read, \
                 `aigaq journal put-back FILE` goes on with it, `aigaq restore` brings back a backup.\n",
            );
        }
        text
    })?;
    Ok(if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Makes the view again.
pub fn rebuild(common: &Common<'_>) -> Result<ExitCode> {
    let started = std::time::Instant::now();
    let mut workspace = common.open()?;
    let mut entries = 0;
    workspace.rebuild(|progress| entries = progress.entries)?;
    let seconds = started.elapsed().as_secs_f64();
    let answer = serde_json::json!({ "entries": entries, "seconds": seconds });
    common.answer(&answer, || {
        format!(
            "The view was made again from {} in {seconds:.1} s.",
            counted(entries, "entry", "entries")
        )
    })
}

/// Writes a backup.
pub fn backup(common: &Common<'_>, file: &Path) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    workspace.backup(file, now().0)?;
    let bytes = std::fs::metadata(file).map(|m| m.len()).unwrap_or_default();
    let answer = serde_json::json!({ "file": file, "bytes": bytes });
    common.answer(&answer, || {
        format!("{} ({bytes} bytes): opened by today's passphrase or the recovery words. Keep it away from this machine.", file.display())
    })
}

/// Makes a workspace from a backup.
pub fn restore(common: &Common<'_>, file: &Path, dir: &Path) -> Result<ExitCode> {
    let (unlocked, taken) = restore_backup(file, dir, &passphrase::ask()?)?;
    let workspace = Workspace::of(unlocked, aigaq_journal::Mode::Write, |_| {})?;
    let report = workspace.verify()?;
    let answer = serde_json::json!({ "workspace": dir, "entries": report.entries, "accepted": taken.accepted, "problems": report.problems });
    common.answer(&answer, || {
        format!(
            "Restored {} to {}; this copy goes on under a device key and a log of its own.",
            counted(report.entries, "entry", "entries"),
            dir.display()
        )
    })
}

/// Sets another passphrase.
pub fn change_passphrase(common: &Common<'_>, recovery: bool) -> Result<ExitCode> {
    common.must_be_workspace()?;
    let workspace = if recovery {
        Workspace::open_with_words(common.dir, &passphrase::ask_recovery()?)?
    } else {
        common.open()?
    };
    workspace.change_passphrase(&passphrase::ask_replacement()?)?;
    common.answer(&serde_json::json!({ "changed": true }), || {
        "The passphrase was changed. Backups made before open with the old one.".to_owned()
    })
}

/// Writes the entries of the journal, sealed as they are.
pub fn journal_export(common: &Common<'_>, file: &Path) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let entries = write_whole_by(file, |out| {
        Ok(workspace.journal_of_entries().export(out)?)
    })?;
    let answer = serde_json::json!({ "file": file, "entries": entries });
    common.answer(&answer, || {
        format!(
            "{} in {}. Anybody can check them: python3 verify/verify.py {}",
            counted(entries, "entry", "entries"),
            file.display(),
            file.display()
        )
    })
}

/// Saves what can be read of a damaged journal.
pub fn journal_salvage(common: &Common<'_>, file: &Path) -> Result<ExitCode> {
    common.must_be_workspace()?;
    let unlocked = unlock(common.dir, &passphrase::ask()?)?;
    let salvaged = write_whole_by(file, |out| Ok(salvage(&unlocked, out)?))?;
    let answer = serde_json::json!({
        "file": file, "entries": salvaged.entries, "without_body": salvaged.without_body,
        "damaged_pages": salvaged.damaged_pages, "pages": salvaged.pages,
    });
    common.answer(&answer, || {
        format!(
            "{} saved to {}; of {} more only the header could be saved. {} of {} pages are damaged.",
            counted(salvaged.entries, "entry", "entries"),
            file.display(),
            salvaged.without_body,
            salvaged.damaged_pages,
            salvaged.pages
        )
    })
}

/// Puts salvaged entries into a new journal.
pub fn journal_put_back(common: &Common<'_>, file: &Path) -> Result<ExitCode> {
    common.must_be_workspace()?;
    let unlocked = unlock(common.dir, &passphrase::ask()?)?;
    let stream =
        std::fs::File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let taken = put_back(&unlocked, std::io::BufReader::new(stream))?;
    let answer = serde_json::json!({
        "entries": taken.accepted, "unverified": taken.unverified, "refused": taken.refused, "pending": taken.pending,
    });
    common.answer(&answer, || {
        format!(
            "{} put back; {} behind something lost, which every check will say; {} refused. The damaged file is \
             journal-damaged.db; run `aigaq rebuild`.",
            counted(taken.accepted, "entry", "entries"),
            taken.unverified,
            taken.refused
        )
    })
}

/// Writes everything in open formats.
pub fn export(common: &Common<'_>, dir: &Path) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let summary = workspace.export(dir)?;
    remark("These are plain files: whoever can read the folder can read everything in it.");
    common.answer(&summary, || {
        format!(
            "{}, {} of {} in {}.",
            counted(summary.records, "record", "records"),
            counted(summary.statements, "statement", "statements"),
            counted(summary.change_sets, "change-set", "change-sets"),
            dir.display()
        )
    })
}

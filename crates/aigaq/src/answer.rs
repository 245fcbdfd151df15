//! Answers and complaints.

use crate::refusal::{
    Refusal, disk_full, file_is_there, names_no_file, refuse, sentence, unwritable,
};
use aigaq_schema::Language;
use anyhow::{Context, Result};
use serde::Serialize;
use std::borrow::Cow;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// Text without control characters, which a terminal would obey; lines and tabs stay.
fn tame(text: &str) -> Cow<'_, str> {
    let wild = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !text.contains(wild) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .map(|c| if wild(c) { ' ' } else { c })
        .collect()
}

/// Prints lines to stdout. What stands in them may be anybody's: no text commands the terminal.
pub fn say(text: &str) -> Result<()> {
    let text = tame(text);
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

/// Prints an answer as JSON to stdout.
pub fn say_json(answer: &impl Serialize) -> Result<()> {
    let text =
        serde_json::to_string_pretty(answer).context("the answer cannot be written as JSON")?;
    say(&text)
}

/// One clear sentence on stderr.
pub fn complain(error: &anyhow::Error, language: Language) {
    let said = sentence(error, language);
    // Where stderr is closed there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "aigaq: {}", tame(&said));
}

/// A remark on stderr, which is no part of the answer.
pub fn remark(text: &str) {
    // Where stderr is closed there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "{}", tame(text));
}

/// The reader of our answer has gone: no error of ours.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

/// Writes a file whole or not at all: beside it first, then in its place.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    write_whole_by(path, |mut file| {
        file.write_all(bytes).map_err(|e| not_written(path, e))
    })
}

/// As [`write_whole`], for what is written piece by piece.
pub fn write_whole_by<T>(path: &Path, write: impl FnOnce(&File) -> Result<T>) -> Result<T> {
    let Some(name) = path.file_name() else {
        return refuse(names_no_file(path));
    };
    let beside = path.with_file_name(format!(".{}.part", name.to_string_lossy()));
    let io = |error| not_written(path, error);
    let written = File::create(&beside).map_err(io).and_then(|file| {
        let answer = write(&file)?;
        file.sync_all().map_err(io)?;
        std::fs::rename(&beside, path).map_err(io)?;
        Ok(answer)
    });
    if written.is_err() {
        // The first error is the one to tell.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// As [`write_whole_by`], for a file that must not be there. A program that dies leaves at most `.NAME.part` behind, which
/// the next one that writes the same file takes over.
pub fn write_new_by<T>(path: &Path, write: impl FnOnce(&File) -> Result<T>) -> Result<T> {
    let Some(name) = path.file_name() else {
        return refuse(names_no_file(path));
    };
    if path.symlink_metadata().is_ok() {
        return refuse(file_is_there(path));
    }
    let beside = path.with_file_name(format!(".{}.part", name.to_string_lossy()));
    let io = |error| not_written(path, error);
    let mut options = File::options();
    let file = options.write(true).create(true).truncate(false);
    // What leaves unencrypted is nobody else's on this machine, also while it is written.
    #[cfg(unix)]
    let file = std::os::unix::fs::OpenOptionsExt::mode(file, 0o600);
    let file = file.open(&beside).map_err(io)?;
    if file.try_lock().is_err() {
        let busy = std::io::Error::from(std::io::ErrorKind::ResourceBusy);
        return Err(io(busy));
    }
    let written = file.set_len(0).map_err(io).and_then(|()| {
        let answer = write(&file)?;
        file.sync_all().map_err(io)?;
        give_name(&beside, path)?;
        Ok(answer)
    });
    // Under its own name it stays; the first error is the one to tell.
    let _ = std::fs::remove_file(&beside);
    written
}

/// Gives a file its name if nothing is called so.
fn give_name(beside: &Path, path: &Path) -> Result<()> {
    match std::fs::hard_link(beside, path) {
        Ok(()) => Ok(()),
        Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists => refuse(file_is_there(path)),
        // A disk that knows no second name, such as a stick's.
        Err(_) if path.symlink_metadata().is_err() => {
            std::fs::rename(beside, path).map_err(|why| not_written(path, why))
        }
        Err(_) => refuse(file_is_there(path)),
    }
}

/// Why a file could not be written.
pub fn not_written(path: &Path, error: std::io::Error) -> anyhow::Error {
    let why = match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => disk_full(path),
        _ => unwritable(path, error),
    };
    Refusal(why).into()
}

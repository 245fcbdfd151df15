//! Answers and complaints.

use anyhow::{Context, Result};
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// Prints lines to stdout.
pub fn say(text: &str) -> Result<()> {
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
pub fn complain(error: &anyhow::Error) {
    // Where stderr is closed there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "aigaq: {error:#}");
}

/// A remark on stderr, which is no part of the answer.
pub fn remark(text: &str) {
    // Where stderr is closed there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "{text}");
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
    let name = path
        .file_name()
        .with_context(|| format!("{} names no file", path.display()))?;
    let beside = path.with_file_name(format!(".{}.part", name.to_string_lossy()));
    let written = std::fs::File::create(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&beside, path));
    if let Err(error) = written {
        // The first error is the one to tell.
        let _ = std::fs::remove_file(&beside);
        return Err(match error.kind() {
            std::io::ErrorKind::StorageFull => {
                anyhow::anyhow!(
                    "the disk is full: {} was not written. Make room and try again",
                    path.display()
                )
            }
            _ => anyhow::Error::new(error).context(format!("{} cannot be written", path.display())),
        });
    }
    Ok(())
}

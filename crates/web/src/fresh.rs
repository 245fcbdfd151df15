//! Small files beside the workspace, written whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Puts a text in the place of a file, which only this user can read.
///
/// # Errors
/// When it cannot be written; then the file is as it was.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let fresh = path.with_extension("toml.new");
    // Made anew, so that nobody else's file, link or rights are taken over.
    match fs::remove_file(&fresh) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(why),
        _ => {}
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&fresh)?.write_all(text.as_bytes())?;
    fs::rename(&fresh, path)
}

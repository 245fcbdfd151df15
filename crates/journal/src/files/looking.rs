//! What lies in the folder of files, beside what the keybag knows of it.

use std::collections::BTreeSet;
use std::fs::DirEntry;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::sealing::is_being_written;
use super::{FileName, FileRow, KeptFile, PART, check};
use crate::error::{Error, Result};

/// What was found in the folder of files, each list by name.
#[derive(Debug, Clone, Default)]
pub struct FilesFound {
    /// There, and unchanged from the first byte to the last.
    pub whole: Vec<Lying>,
    /// Known, and not there.
    pub missing: Vec<KeptFile>,
    /// There, and not what was kept; with what does not hold, in few words.
    pub damaged: Vec<(KeptFile, String)>,
    /// Under a name of ours, and no key for it is here: nobody can open it. A program that died between the file and
    /// its key leaves one behind; a keybag that was put back from a backup shows many.
    pub without_key: Vec<Lying>,
    /// Half written, by a program that died.
    pub unfinished: Vec<PathBuf>,
    /// Nothing that this program calls so.
    pub foreign: Vec<PathBuf>,
}

/// A file as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lying {
    /// Its name.
    pub name: FileName,
    /// What is known of it; nothing without its key.
    pub kept: Option<KeptFile>,
    /// When it was last written.
    pub written: SystemTime,
}

/// Looks at every file from its first to its last byte. `told` hears how many of how many were looked at.
pub(super) fn look(
    folder: &Path,
    rows: &[FileRow],
    mut told: impl FnMut(usize, usize),
) -> Result<FilesFound> {
    let mut found = FilesFound::default();
    let mut lying = BTreeSet::new();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries.collect::<std::io::Result<Vec<DirEntry>>>(),
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(why) => Err(why),
    };
    for entry in entries.map_err(Error::io(folder))? {
        let path = entry.path();
        let name = entry.file_name();
        match name.to_str().and_then(|name| name.parse::<FileName>().ok()) {
            Some(name) => {
                let meta = entry.metadata().map_err(Error::io(&path))?;
                lying.insert((name, meta.modified().map_err(Error::io(&path))?));
            }
            None if path.extension().is_some_and(|ending| ending == PART) => {
                if !is_being_written(&path)? {
                    found.unfinished.push(path);
                }
            }
            None => found.foreign.push(path),
        }
    }
    found.unfinished.sort();
    found.foreign.sort();
    let written = |name| {
        let mut of_name = lying.range((name, SystemTime::UNIX_EPOCH)..);
        of_name.next().filter(|(found, _)| *found == name)
    };
    for (done, row) in rows.iter().enumerate() {
        told(done, rows.len());
        let kept = row.kept(true);
        let Some((name, written)) = written(row.name).copied() else {
            found.missing.push(kept);
            continue;
        };
        match check(folder, row) {
            Ok(()) => found.whole.push(Lying {
                name,
                kept: Some(kept),
                written,
            }),
            Err(why) => found.damaged.push((kept, why)),
        }
    }
    let known: BTreeSet<FileName> = rows.iter().map(|row| row.name).collect();
    let unknown = lying.into_iter().filter(|(name, _)| !known.contains(name));
    found.without_key = unknown
        .map(|(name, written)| Lying {
            name,
            kept: None,
            written,
        })
        .collect();
    Ok(found)
}

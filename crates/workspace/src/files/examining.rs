//! The doctor: what lies in the folder of files, what the keybag knows, what records name, and how the three agree.
//!
//! What is taken away ([`Workspace::mend`]) is only what no record ever named: what a program that died left half
//! written, a file whose key was never kept, and one that was kept and whose record was never saved. A file is kept and
//! named under one taking of the right to write, so one that nobody names is on its way to no record; still it is taken
//! away only when the right to write was taken a day or more after it was written. Both times are of the file system's
//! own clock: what devices claim the time to be, one of them a year ahead, says nothing of a file.

use super::FILE;
use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use aigaq_journal::{FileName, KeptFile, Lying};
use aigaq_schema::{RecordId, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How old a file must be before it is taken for one that nobody will name.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A file that does not stand as it should, with the record that names it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NamedFile {
    /// What it is called on the disk.
    pub name: FileName,
    /// The first record that names it.
    pub record: Option<Named>,
    /// What does not hold, in few words; empty where its place in the report says it.
    pub why: String,
}

/// What was found.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Examined {
    /// Entries of the journal.
    pub entries: u64,
    /// The view stood where the journal ends when it was opened.
    pub view_follows: bool,
    /// Files that a record names, whole and unchanged.
    pub whole: usize,
    /// Their length in bytes, together, as they were given in.
    pub bytes: u64,
    /// Named by a record, and not on the disk.
    pub missing: Vec<NamedFile>,
    /// Named by a record, and not what was kept.
    pub damaged: Vec<NamedFile>,
    /// Named by a record, and nothing is known of it here.
    pub unknown: Vec<NamedFile>,
    /// Kept, and no record ever named it; those that may be taken away.
    pub orphans: Vec<FileName>,
    /// The same, but nothing was written since it was a day old.
    pub young: Vec<FileName>,
    /// Half written by a program that died, or without a key: nobody can open it and no record names it.
    pub left_over: Vec<PathBuf>,
    /// In the folder of files, and not called as this program calls its files; or without a key, while there are records
    /// that cannot be read and may name them. Left alone.
    pub foreign: Vec<PathBuf>,
}

/// What was taken away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Mended {
    /// Files that no record ever named.
    pub orphans: usize,
    /// Left-overs of programs that died.
    pub left_over: usize,
}

impl Examined {
    /// Nothing is lost, and there is nothing to take away.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.loses_nothing() && self.orphans.is_empty() && self.left_over.is_empty()
    }

    /// Everything that a record names is there, whole.
    #[must_use]
    pub fn loses_nothing(&self) -> bool {
        self.missing.is_empty() && self.damaged.is_empty() && self.unknown.is_empty()
    }
}

/// Which records name a file: those of which it holds now, and any that ever did.
#[derive(Default)]
struct NamedFiles {
    live: BTreeMap<FileName, RecordId>,
    ever: BTreeSet<FileName>,
}

impl Workspace {
    /// Looks at every file from its first to its last byte, and compares the folder, the keybag and the records.
    /// `told` hears how many of how many files were looked at. Changes nothing.
    ///
    /// # Errors
    /// When the folder, the keybag or the view cannot be read.
    pub fn examine(
        &self,
        ask: &Asking,
        told: impl FnMut(usize, usize),
    ) -> Result<Examined, WorkspaceError> {
        let named = self.naming_files()?;
        let found = self.journal.look_at_files(told)?;
        let naming = Naming::new(&self.view, *ask);
        let fault = |name: FileName, why: String| -> Result<NamedFile, WorkspaceError> {
            let record = named.live.get(&name).map(|id| naming.by_id(*id));
            Ok(NamedFile {
                name,
                record: record.transpose()?.flatten(),
                why,
            })
        };
        let whole: BTreeSet<[u8; 32]> = found.whole.iter().filter_map(hash).collect();
        // One that was given in again and is whole under another name is no loss.
        let is_lost = |file: &KeptFile| {
            named.live.contains_key(&file.name)
                || named.ever.contains(&file.name) && !whole.contains(&file.sha256)
        };
        let mut all = Examined {
            entries: self.journal.head()?.0,
            view_follows: self.view.position()? == self.journal.head()?,
            foreign: found.foreign,
            left_over: found.unfinished,
            ..Examined::default()
        };
        let written = self.journal.last_writing()?;
        for lying in &found.whole {
            if named.ever.contains(&lying.name) {
                all.whole += 1;
                all.bytes += lying.kept.map_or(0, |kept| kept.size);
            } else {
                let list = match is_older(lying, written) {
                    true => &mut all.orphans,
                    false => &mut all.young,
                };
                list.push(lying.name);
            }
        }
        for file in found.missing.iter().filter(|file| is_lost(file)) {
            all.missing.push(fault(file.name, String::new())?);
        }
        for (file, why) in &found.damaged {
            if is_lost(file) {
                all.damaged.push(fault(file.name, why.clone())?);
            }
        }
        let known: BTreeSet<FileName> = self.journal.files()?.iter().map(|f| f.name).collect();
        for name in named.live.keys().filter(|name| !known.contains(name)) {
            all.unknown.push(fault(*name, String::new())?);
        }
        let without_key = found.without_key.iter();
        let without_key: Vec<&Lying> = without_key
            .filter(|lying| !named.ever.contains(&lying.name) && is_older(lying, written))
            .collect();
        // A keybag that was put back from a backup has lost keys of files, and of the records that may name them.
        let is_all_read = without_key.is_empty() || self.journal.verify()?.keys_missing == 0;
        let list = match is_all_read {
            true => &mut all.left_over,
            false => &mut all.foreign,
        };
        list.extend(
            without_key
                .iter()
                .map(|lying| self.journal.path_of_file(lying.name)),
        );
        Ok(all)
    }

    /// Takes away what was found that no record ever named ([`Examined::orphans`], [`Examined::left_over`]), and out of
    /// what was found. Whether somebody named it meanwhile is asked anew, with the right to write; no file is read then,
    /// so that others wait for no more than that.
    ///
    /// # Errors
    /// When something cannot be taken away; what was before it is gone.
    pub fn mend(&mut self, found: &mut Examined) -> Result<Mended, WorkspaceError> {
        let mut mended = Mended::default();
        if found.orphans.is_empty() && found.left_over.is_empty() {
            return Ok(mended);
        }
        self.writing(|workspace| {
            let named = workspace.naming_files()?.ever;
            for name in found.orphans.extract_if(.., |name| !named.contains(name)) {
                workspace.journal.remove_file(name)?;
                mended.orphans += 1;
            }
            for path in std::mem::take(&mut found.left_over) {
                if workspace.was_kept_since(&path, &named)? {
                    continue;
                }
                let is_gone = workspace.journal.take_away_left_over(&path)?;
                mended.left_over += usize::from(is_gone);
            }
            Ok(())
        })?;
        // What was named meanwhile is no orphan any more.
        found.orphans.clear();
        Ok(mended)
    }

    /// A file that had no key, and has one now or is named.
    fn was_kept_since(
        &self,
        path: &Path,
        named: &BTreeSet<FileName>,
    ) -> Result<bool, WorkspaceError> {
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name.and_then(|name| name.parse::<FileName>().ok()) else {
            return Ok(false);
        };
        Ok(named.contains(&name) || self.journal.file(name)?.is_some())
    }

    fn naming_files(&self) -> Result<NamedFiles, WorkspaceError> {
        let mut named = NamedFiles::default();
        let mut records: BTreeSet<RecordId> = BTreeSet::new();
        self.view.each_statement(|record, said| {
            if let Value::File(name) = said.value {
                named.ever.insert(FileName(name));
                records.insert(record);
            }
        })?;
        let mut of_files = Vec::new();
        for record in records {
            let is_file = self.view.type_of(record)?.as_deref() == Some(FILE);
            for said in self.live(record)? {
                if let Value::File(name) = said.value {
                    of_files.push((FileName(name), is_file, record));
                }
            }
        }
        // The record of a file is called before others that name its bytes too.
        of_files.sort_by_key(|(name, is_file, _)| (*name, !is_file));
        for (name, _, record) in of_files {
            named.live.entry(name).or_insert(record);
        }
        Ok(named)
    }
}

fn hash(lying: &Lying) -> Option<[u8; 32]> {
    Some(lying.kept?.sha256)
}

/// A day old or more when somebody last took the right to write.
fn is_older(lying: &Lying, last_writing: Option<SystemTime>) -> bool {
    let age = |written: SystemTime| written.duration_since(lying.written).ok();
    last_writing.and_then(age).is_some_and(|age| age >= DAY)
}

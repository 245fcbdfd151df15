//! No name of the data stands readable in any file of a workspace, at rest, while it is open, or after a kill.

use crate::common::*;
use aigaq_workspace::Workspace;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::time::Duration;
use unicode_normalization::UnicodeNormalization;

/// The names of the people of the data, in all their writings.
pub fn names() -> BTreeSet<String> {
    let names: BTreeSet<String> = rows("people")
        .iter()
        .flat_map(|row| [&row["name"], &row["other_names"]].map(Clone::clone))
        .flat_map(|cell| {
            cell.split('|')
                .map(|n| n.trim().to_owned())
                .collect::<Vec<_>>()
        })
        // Shorter ones could stand in random bytes by chance.
        .filter(|name| name.chars().count() >= 6)
        .collect();
    assert!(names.len() >= 100, "{} names", names.len());
    names
}

/// Finds any of many texts in bytes.
struct Finder {
    by_beginning: HashMap<[u8; 6], Vec<(Vec<u8>, String)>>,
    /// Which pairs of bytes begin one at all: most places of a file are passed over by it.
    begins: Vec<bool>,
}

impl Finder {
    fn of(names: &BTreeSet<String>) -> Self {
        let mut finder = Self {
            by_beginning: HashMap::new(),
            begins: vec![false; 1 << 16],
        };
        for name in names {
            let composed: String = name.nfc().collect();
            let decomposed: String = name.nfd().collect();
            for text in [composed, decomposed] {
                let units: Vec<u16> = text.encode_utf16().collect();
                finder.add(name, text.into_bytes());
                finder.add(name, units.iter().flat_map(|u| u.to_le_bytes()).collect());
                finder.add(name, units.iter().flat_map(|u| u.to_be_bytes()).collect());
            }
        }
        finder
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.begins[usize::from(u16::from_le_bytes([bytes[0], bytes[1]]))] = true;
        let beginning: [u8; 6] = bytes[..6].try_into().unwrap();
        self.by_beginning
            .entry(beginning)
            .or_default()
            .push((bytes, name.to_owned()));
    }

    fn found_in(&self, bytes: &[u8]) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        for at in 0..bytes.len().saturating_sub(5) {
            if !self.begins[usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]))] {
                continue;
            }
            let beginning: [u8; 6] = bytes[at..at + 6].try_into().unwrap();
            for (whole, name) in self.by_beginning.get(&beginning).into_iter().flatten() {
                if bytes[at..].starts_with(whole) {
                    found.insert(name.as_str());
                }
            }
        }
        found
    }

    /// Looks into every file of a folder; the names of the files it looked into.
    #[track_caller]
    fn finds_nothing_in(&self, dir: &Path) -> Vec<String> {
        let mut looked = Vec::new();
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                looked.extend(self.finds_nothing_in(&path));
                continue;
            }
            let found = self.found_in(&std::fs::read(&path).unwrap());
            assert!(found.is_empty(), "{}: {found:?}", path.display());
            looked.push(path.file_name().unwrap().to_str().unwrap().to_owned());
        }
        looked.sort();
        looked
    }
}

#[test]
fn the_search_finds_names_in_each_writing_where_they_are() {
    let names = names();
    let finder = Finder::of(&names);
    let name = names.iter().find(|n| n.chars().any(|c| c == 'й')).unwrap();
    let decomposed: String = name.nfd().collect();
    assert_ne!(name, &decomposed);
    for text in [name, &decomposed] {
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
        for bytes in [text.as_bytes(), &little, &big] {
            assert!(
                finder
                    .found_in(&[b"\x01", bytes, b"\xff"].concat())
                    .contains(name.as_str())
            );
        }
    }
    let people = std::fs::read(kazakhstan().join("people.csv")).unwrap();
    assert_eq!(finder.found_in(&people).len(), names.len());
}

#[test]
fn no_name_stands_in_any_file_of_a_workspace_at_rest_or_open() {
    let finder = Finder::of(&names());
    let (_folder, dir) = new_workspace();
    let mut workspace = Workspace::open(&dir, &passphrase()).unwrap();
    import_kazakhstan(&mut workspace);
    let open = finder.finds_nothing_in(&dir);
    for file in [
        "journal.db",
        "journal.db-wal",
        "view.db",
        "view.db-wal",
        "keybag.db",
        "keys.age",
        "epoch.age",
    ] {
        assert!(
            open.iter().any(|f| f == file),
            "{file} is not there: {open:?}"
        );
    }
    drop(workspace);
    finder.finds_nothing_in(&dir);
    let backup = dir.with_file_name("backup");
    aigaq(&dir, &["backup", text(&backup)]).well();
    aigaq(
        &dir,
        &["journal", "export", text(&dir.with_file_name("stream"))],
    )
    .well();
    finder.finds_nothing_in(dir.parent().unwrap());
}

#[test]
fn no_name_stands_in_any_file_after_a_kill_in_the_middle_of_an_import() {
    let finder = Finder::of(&names());
    let (folder, dir) = new_workspace();
    // Opened once, so that the next passing of each point is the import's.
    let empty = state(&dir);
    let import = || {
        let mut command = program(&[
            "-w",
            text(&dir),
            "import",
            text(&kazakhstan()),
            "--as",
            "kazakhstan",
        ]);
        // What a library may put beside the folder is looked into too.
        let beside = folder.path().join("tmp");
        std::fs::create_dir_all(&beside).unwrap();
        command.env("TMPDIR", &beside).env("SQLITE_TMPDIR", &beside);
        command
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null());
        command
    };
    for (point, saved) in [
        ("key-after:1", false),
        ("entry-before:1", false),
        ("view-before:1", true),
    ] {
        let status = import().env("AIGAQ_FAIL_AT", point).status().unwrap();
        assert_eq!(status.code(), None, "{point} was never passed");
        let left = finder.finds_nothing_in(folder.path());
        assert!(
            left.iter().any(|f| f.ends_with("-wal")),
            "{point}: {left:?}"
        );
        assert_eq!(state(&dir) != empty, saved, "{point}");
        std::fs::remove_dir_all(&dir).unwrap();
        make_workspace(&dir);
        assert_eq!(state(&dir), empty);
    }
    for milliseconds in [60, 250, 500, 900, 1_400] {
        let mut child = import().spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        finder.finds_nothing_in(folder.path());
        // One change-set: all of it, or nothing.
        let people = state(&dir).dump.matches("Some(\"actor\")").count();
        assert!(people == 0 || people > 100, "{people}");
    }
    assert_eq!(import().status().unwrap().code(), Some(0));
    finder.finds_nothing_in(folder.path());
}

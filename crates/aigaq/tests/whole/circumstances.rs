//! Bad circumstances: a newer workspace, a full disk, somebody else who writes. Each is told in a sentence that says
//! what to do, and leaves the workspace as it was.

use crate::bad_input::{says, table, with_an_act};
use crate::common::*;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn a_workspace_of_a_newer_version_is_left_alone() {
    let (_folder, dir) = with_an_act();
    let path = dir.join("workspace.toml");
    let settings = std::fs::read_to_string(&path).unwrap();
    let newer = settings.replace("format = 1", "format = 2");
    assert_ne!(settings, newer);
    let before = state(&dir);
    std::fs::write(&path, &newer).unwrap();
    for args in [
        &["verify"][..],
        &["import", text(&kazakhstan()), "--as", "kazakhstan"],
        &["rebuild"],
        &["serve", "--port", "0"],
    ] {
        says(
            &aigaq(&dir, args).refused(),
            &["format 2", "newer version of the program"],
        );
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
    std::fs::write(&path, "format = \"soon\"\n").unwrap();
    says(&aigaq(&dir, &["verify"]).refused(), &["workspace.toml"]);
    std::fs::write(&path, &settings).unwrap();
    assert_eq!(state(&dir), before);
}

/// A folder on a small disk of its own, unmounted at the end.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn new(bytes: u64) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={bytes}"), "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|s| s.success()).then_some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let done = Command::new("umount").arg(self.0.path()).status();
        assert!(done.is_ok_and(|s| s.success()) || std::thread::panicking());
    }
}

#[test]
fn a_full_disk_is_named_and_the_workspace_stays_as_it_was() {
    let Some(disk) = SmallDisk::new(1_800_000) else {
        say_skipped("a full disk: this user may not mount a small one");
        return;
    };
    let dir = disk.0.path().join("w");
    make_workspace(&dir);
    let small = table(
        &std::env::temp_dir(),
        &format!("aigaq-small-{}.csv", std::process::id()),
        b"id,type\na1,LIB\n",
    );
    aigaq(&dir, &["import", text(&small), "--as", "act"]).well();
    let before = state(&dir);
    let complaint = aigaq(&dir, &["import", text(&kazakhstan()), "--as", "kazakhstan"]).refused();
    says(&complaint, &["disk is full"]);
    assert_eq!(state(&dir), before, "nothing of the import is there");
    // Files of all kinds onto the full disk: none is left half written.
    let filler = disk.0.path().join("filler");
    let mut file = std::fs::File::create(&filler).unwrap();
    while file.write_all(&[1; 4096]).is_ok() {}
    drop(file);
    let data = with_the_data();
    let at = |name: &str| disk.0.path().join(name).to_str().unwrap().to_owned();
    for args in [
        &["backup", &at("backup")][..],
        &["journal", "export", &at("stream")],
        &["journal", "salvage", &at("salvaged")],
        &[
            "publish",
            "commitments",
            "--out",
            &at("c.html"),
            "--on",
            "2021-07-22",
        ],
        &["export", &at("export")],
    ] {
        let complaint = aigaq(data, args).refused();
        says(&complaint, &["disk is full"]);
        if args[0] != "export" {
            assert!(
                !Path::new(args.iter().find(|a| a.contains('/')).unwrap()).exists(),
                "{args:?} left a part of a file"
            );
        }
    }
    let complaint = aigaq(&disk.0.path().join("new"), &["init"]).refused();
    says(&complaint, &["disk is full"]);
    assert!(!disk.0.path().join("new").exists());
    std::fs::remove_file(&filler).unwrap();
    std::fs::remove_file(&small).unwrap();
    // With room again, it goes on.
    assert_eq!(
        aigaq(&dir, &["count", "acts", "--json"]).well().json()["total"],
        1
    );
    assert_eq!(state(&dir), before);
}

#[test]
fn of_two_imports_at_once_both_are_whole_or_one_is_told_to_wait() {
    let (folder, dir) = new_workspace();
    let mut rounds = 0;
    for round in 0..3 {
        let children: Vec<_> = ["one", "two"]
            .iter()
            .map(|who| {
                let lines: String = (0..200)
                    .map(|n| format!("{who}-{round}-{n},LIB,2020\n"))
                    .collect();
                let path = table(
                    folder.path(),
                    &format!("{who}.csv"),
                    format!("id,type,start\n{lines}").as_bytes(),
                );
                let mut command = program(&[
                    "-w",
                    text(&dir),
                    "import",
                    text(&path),
                    "--as",
                    "act",
                    "--json",
                ]);
                command
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            let (out, err) = (
                String::from_utf8(output.stdout).unwrap(),
                String::from_utf8(output.stderr).unwrap(),
            );
            if output.status.success() {
                rounds += 1;
            } else {
                let refused = Ran {
                    status: 1,
                    out,
                    err,
                }
                .refused();
                says(&refused, &["another program is writing", "try again"]);
            }
        }
    }
    assert!(rounds >= 3, "at least one of the two is saved each time");
    assert_eq!(
        aigaq(&dir, &["count", "acts", "--json"]).well().json()["total"],
        rounds * 200
    );
    state(&dir);
}

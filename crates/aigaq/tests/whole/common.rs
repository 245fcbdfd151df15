//! What the tests of this folder share: running the program, workspaces quickly made, the data set.

use aigaq_journal::{Passphrase, create_with, unlock};
use aigaq_schema::Schema;
use aigaq_testkit::FAST;
pub use aigaq_testkit::{PASSPHRASE, say_skipped};
use aigaq_workspace::{ImportWish, Mapped, Tables, Workspace};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;

/// What a run of the program left.
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The answer as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|e| panic!("no JSON ({e}): {}\n{}", self.out, self.err))
    }

    /// It went well.
    #[track_caller]
    pub fn well(self) -> Self {
        assert_eq!(self.status, 0, "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    /// It was refused: not status 0, one sentence of complaint on stderr, no answer on stdout, no backtrace.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_ne!(self.status, 0, "should have been refused: {}", self.out);
        assert_eq!(self.out, "", "a refusal answers nothing");
        let complaints: Vec<&str> = self.err.lines().filter(|l| !l.is_empty()).collect();
        assert_eq!(complaints.len(), 1, "one sentence: {}", self.err);
        let complaint = complaints[0].strip_prefix("aigaq: ").unwrap_or_else(|| {
            panic!("a complaint names the program: {}", self.err);
        });
        assert!(!complaint.contains("panicked"), "{complaint}");
        complaint.to_owned()
    }
}

/// The program with these arguments, the passphrase of test workspaces at hand.
pub fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aigaq"));
    command
        .args(args)
        .env("AIGAQ_PASSPHRASE", PASSPHRASE)
        .env_remove("AIGAQ_NEW_PASSPHRASE")
        .env_remove("AIGAQ_SECOND_PASSPHRASE")
        .env_remove("AIGAQ_NEW_SECOND_PASSPHRASE")
        .env_remove("AIGAQ_RECOVERY_WORDS")
        .env_remove("AIGAQ_LANGUAGE")
        .env_remove("AIGAQ_FAIL_AT")
        .stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program in the workspace `dir`.
pub fn aigaq(dir: &Path, args: &[&str]) -> Ran {
    ran(program(&["-w", text(dir)]).args(args))
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

pub fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE)
}

/// A new empty workspace in `w` of a folder of its own.
pub fn new_workspace() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    make_workspace(&dir);
    (folder, dir)
}

/// A new empty workspace here, with keys derived fast.
pub fn make_workspace(dir: &Path) {
    create_with(dir, &passphrase(), FAST).unwrap();
}

/// The repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The data set that ships with the program.
pub fn kazakhstan() -> PathBuf {
    repository().join("demo/kazakhstan")
}

/// The rows of one of its tables, heading → cell.
pub fn rows(table: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(kazakhstan().join(format!("{table}.csv"))).unwrap();
    let headings = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            headings
                .iter()
                .map(str::to_owned)
                .zip(row.iter().map(|c| c.trim().to_owned()))
                .collect()
        })
        .collect()
}

/// Imports the data set into the workspace through the library.
pub fn import_kazakhstan(workspace: &mut Workspace) {
    let wish = ImportWish {
        tables: Tables::Path(&kazakhstan()),
        mapped: Mapped::named("kazakhstan", Schema::shipped()).unwrap(),
        clear: false,
        preview: false,
        language: aigaq_schema::Language::En,
        now: (1_626_912_000, "Asia/Almaty".to_owned()),
    };
    assert!(
        workspace
            .import(&wish, |_| {})
            .unwrap()
            .change_set
            .is_some()
    );
}

/// A workspace that holds the data set, made once for all tests; only to be read, or to be copied.
pub fn with_the_data() -> &'static Path {
    static MADE: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("whole");
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        std::fs::create_dir_all(&folder).unwrap();
        let dir = folder.join("data");
        make_workspace(&dir);
        import_kazakhstan(&mut Workspace::open(&dir, &passphrase()).unwrap());
        dir
    });
    &MADE
}

/// A copy of a folder's files, as a person makes it.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// What a workspace holds, for comparing before and after: the end of the journal and the dump of the view.
#[derive(Debug, PartialEq, Eq)]
pub struct State {
    pub head: u64,
    pub dump: String,
}

/// The state of a workspace; it must verify.
#[track_caller]
pub fn state(dir: &Path) -> State {
    let unlocked = unlock(dir, &passphrase()).unwrap();
    let journal = aigaq_journal::Journal::open(&unlocked, aigaq_journal::Mode::Read).unwrap();
    assert_eq!(journal.verify().unwrap().problems, []);
    let mut view = aigaq_view::View::open(&unlocked.view_path(), &unlocked.view_key()).unwrap();
    view.catch_up(&journal, |_| {}).unwrap();
    State {
        head: journal.head().unwrap().0,
        dump: view.dump().unwrap(),
    }
}

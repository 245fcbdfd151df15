//! A bag of evidence: checked without this program by sha256sum, openssl and python3; one changed byte is named; nothing
//! leaves in it that could show who a confidential source is.

use crate::common::{aigaq, new_workspace, program, ran, text};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const PHOTO: &[u8] = b"\xff\xd8\xff\xe0 a photograph of a summons";
const HOSTILE: &str = "=cmd|' '!A0 <script>..\u{202e}gpj.jpg";

/// A workspace with a note and two files of hostile names.
struct Case {
    folder: tempfile::TempDir,
    dir: PathBuf,
    note: String,
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Case {
    fn new() -> Self {
        let (folder, dir) = new_workspace();
        let kept = aigaq(&dir, &["--json", "note", "She called from Shymkent"]).well();
        let note = kept.json()["number"].as_str().unwrap().to_owned();
        Self { folder, dir, note }
    }

    fn add(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let args = [
            "--json",
            "file",
            "add",
            &self.note,
            text(&path),
            "--from",
            "Zarina Q.",
            "--how",
            "messenger",
        ];
        let added = aigaq(&self.dir, &args).well().json();
        added[0]["number"].as_str().unwrap().to_owned()
    }

    fn out(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bag(&self, name: &str) -> PathBuf {
        let out = self.out(name);
        aigaq(
            &self.dir,
            &[
                "bag",
                &self.note,
                "--out",
                text(&out),
                "--for",
                "lawyer B.",
                "--yes",
            ],
        )
        .well();
        out
    }

    /// Unpacks a bag as others would.
    fn unpacked(&self, zip: &Path, into: &str) -> PathBuf {
        let to = self.out(into);
        let script = "import sys,zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])";
        well(Command::new("python3").args(["-c", script, text(zip), text(&to)]));
        to.join(zip.file_stem().unwrap())
    }
}

fn well(command: &mut Command) -> String {
    let (status, said) = said(command);
    assert!(status, "{said}");
    said
}

fn said(command: &mut Command) -> (bool, String) {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let both = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&both).into_owned(),
    )
}

fn checked(bag: &Path) -> (bool, String) {
    said(Command::new("python3").arg("verify.py").current_dir(bag))
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(files_in(&path)),
            false => all.push(path),
        }
    }
    all.sort();
    all
}

#[test]
fn a_bag_is_checked_without_the_program_by_sha256sum_openssl_and_python() {
    let case = Case::new();
    let number = case.add(HOSTILE.rsplit('/').next().unwrap(), PHOTO);
    let custody = [
        "file",
        "custody",
        &number,
        "handed_over",
        "--to",
        "<b>Lawyer</b>",
        "--note",
        "+1+1",
    ];
    aigaq(&case.dir, &custody).well();
    let zip = case.bag("case.zip");
    let bag = case.unpacked(&zip, "unpacked");
    for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        well(
            Command::new("sha256sum")
                .args(["-c", "--quiet", "--strict", manifest])
                .current_dir(&bag),
        );
    }
    let (holds, told) = checked(&bag);
    assert!(holds, "{told}");
    // The original, under its number and nobody's name.
    assert_eq!(
        fs::read(bag.join(format!("data/files/F-{number}.jpg"))).unwrap(),
        PHOTO
    );
    let entries: BTreeSet<PathBuf> = files_in(&bag.join("data/entries"))
        .iter()
        .map(|path| path.parent().unwrap().to_owned())
        .collect();
    // The note, the file, its step of custody, and that it is handed over.
    assert_eq!(entries.len(), 4);
    let authority = files_in(&bag.join("data/authority"));
    for entry in entries
        .iter()
        .map(PathBuf::as_path)
        .chain(authority[0].parent())
    {
        let verify =
            "pkeyutl -verify -pubin -inkey key.pem -rawin -in entry.bin -sigfile entry.sig";
        let said = well(
            Command::new("openssl")
                .args(verify.split(' '))
                .current_dir(entry),
        );
        assert!(said.contains("Verified Successfully"), "{said}");
        // What was signed ends with the hash of the body.
        let signed = fs::read(entry.join("entry.bin")).unwrap();
        let hash = well(Command::new("sha256sum").arg("body.bin").current_dir(entry));
        let ending: String = signed[signed.len() - 32..]
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        assert!(hash.starts_with(&ending));
    }
    let query = well(
        Command::new("openssl")
            .args(["ts", "-query", "-in", "timestamp.tsq", "-text"])
            .current_dir(&bag),
    );
    assert!(
        query.contains("Hash Algorithm: sha256") && query.contains("Certificate required: yes"),
        "{query}"
    );
    // What people wrote is neither a formula nor markup, and the name that it came with stands in the table alone.
    let csv = fs::read_to_string(bag.join("data/custody.csv")).unwrap();
    assert!(
        csv.contains("\"'=cmd") && csv.contains("\"'+1+1\"") && csv.contains("Zarina Q."),
        "{csv}"
    );
    let html = fs::read_to_string(bag.join("data/custody.html")).unwrap();
    assert!(
        html.contains("&lt;b&gt;Lawyer") && !html.contains("<script>"),
        "{html}"
    );
    let said = fs::read_to_string(bag.join("data/said.csv")).unwrap();
    assert!(said.contains("She called from Shymkent"), "{said}");
    for path in files_in(&bag) {
        assert!(!text(&path).contains("cmd"), "{}", path.display());
    }
    // The zip tells nothing of this machine: the first day that the format knows, the same bytes again.
    let again = case.bag("again.zip");
    let days = "import sys,zipfile\nfor i in zipfile.ZipFile(sys.argv[1]).infolist():\n assert i.date_time==(1980,1,1,0,0,0) and not i.comment, i";
    well(Command::new("python3").args(["-c", days, text(&again)]));
}

#[test]
fn one_changed_byte_in_any_file_of_a_bag_is_named() {
    let case = Case::new();
    case.add("one.jpg", PHOTO);
    let bag = case.unpacked(&case.bag("case.zip"), "unpacked");
    assert!(checked(&bag).0);
    let mut tried = 0;
    for path in files_in(&bag) {
        let whole = fs::read(&path).unwrap();
        let name = path
            .strip_prefix(&bag)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        // The scripts cannot vouch for themselves: sha256sum does.
        let by_sum = name.ends_with(".py");
        for at in [0, whole.len() / 2, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(&path, &changed).unwrap();
            let (holds, told) = match by_sum {
                true => said(
                    Command::new("sha256sum")
                        .args(["-c", "--quiet", "tagmanifest-sha256.txt"])
                        .current_dir(&bag),
                ),
                false => checked(&bag),
            };
            assert!(
                !holds && (told.contains(&name) || name == "tagmanifest-sha256.txt"),
                "{name} {at}: {told}"
            );
            tried += 1;
        }
        fs::write(&path, &whole).unwrap();
    }
    assert!(tried > 60, "{tried}");
    every_byte_of(
        &bag,
        &["data/entries/0001/key.pem", "timestamp.tsq", "bagit.txt"],
    );
    // One that was taken away, and one that was put in.
    let gone = bag.join("data/said.csv");
    let held = fs::read(&gone).unwrap();
    fs::remove_file(&gone).unwrap();
    let (holds, told) = checked(&bag);
    assert!(!holds && told.contains("data/said.csv"), "{told}");
    fs::write(&gone, held).unwrap();
    fs::write(bag.join("data/more.txt"), "x").unwrap();
    let (holds, told) = checked(&bag);
    assert!(!holds && told.contains("data/more.txt"), "{told}");
}

/// Flips a bit of every byte of small files; all of it is checked each time by one run of python, for it is many.
fn every_byte_of(bag: &Path, files: &[&str]) {
    let script = "import contextlib,functools,io,runpy,sys
bag = runpy.run_path('verify.py', run_name='a bag')
main, rules = bag['main'], bag['rules']
# The same signatures each time: reckoned once.
rules.signature_holds = functools.lru_cache(None)(rules.signature_holds)
for path in sys.argv[1:]:
    whole = open(path, 'rb').read()
    for at in range(len(whole)):
        for bit in (1, 4):
            changed = bytearray(whole)
            changed[at] ^= bit
            open(path, 'wb').write(changed)
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                status = main('.')
            assert status == 1 and 'WRONG ' + path in said.getvalue(), (path, at, bit, said.getvalue())
    open(path, 'wb').write(whole)
";
    well(
        Command::new("python3")
            .args(["-c", script])
            .args(files)
            .current_dir(bag),
    );
}

#[test]
fn nothing_that_is_put_into_a_bag_is_run_or_passed_over() {
    let case = Case::new();
    let bag = case.unpacked(&case.bag("case.zip"), "unpacked");
    assert!(checked(&bag).0);
    let holds = "print('All holds')\nimport sys\nsys.exit(0)\n";
    let make = "import py_compile,os,sys
os.makedirs('__pycache__')
open('evil.py','w').write(sys.argv[1])
name = 'journal_rules.%s.pyc' % sys.implementation.cache_tag
py_compile.compile('evil.py', '__pycache__/'+name, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
os.remove('evil.py')
open('hashlib.py','w').write(sys.argv[1])";
    well(
        Command::new("python3")
            .args(["-c", make, holds])
            .current_dir(&bag),
    );
    fs::create_dir_all(bag.join("data/__pycache__")).unwrap();
    fs::write(bag.join("data/__pycache__/more.txt"), "x").unwrap();
    std::os::unix::fs::symlink(case.folder.path(), bag.join("data/elsewhere")).unwrap();
    let (status, told) = checked(&bag);
    assert!(!status && !told.contains("All holds"), "{told}");
    for name in [
        "__pycache__/journal_rules",
        "hashlib.py",
        "data/__pycache__/more.txt",
        "data/elsewhere",
    ] {
        assert!(told.contains(&format!("WRONG {name}")), "{name}: {told}");
    }
}

#[test]
fn a_bag_made_after_a_forgetting_holds_and_says_what_was_said_again() {
    let (folder, dir) = new_workspace();
    let table = folder.path().join("actor.csv");
    fs::write(&table, "id,name,kind\np1,Nurlan Sarsenov,person\n").unwrap();
    aigaq(&dir, &["import", text(&table), "--as", "actor"]).well();
    let note = aigaq(
        &dir,
        &["--json", "note", "They took Nurlan Sarsenov from his house"],
    );
    let note = note.well().json()["number"].as_str().unwrap().to_owned();
    let case = Case { folder, dir, note };
    case.add("Sarsenov.jpg", PHOTO);
    case.bag("before.zip");
    let forget = ["forget", "Nurlan Sarsenov", "--identity", "--yes"];
    let report = aigaq(&case.dir, &forget).well().out;
    assert!(report.contains("lawyer B."), "{report}");
    let out = case.out("after.zip");
    let args = [
        "bag",
        &case.note,
        "--out",
        text(&out),
        "--for",
        "lawyer B.",
        "--yes",
    ];
    let told = aigaq(&case.dir, &args).well().out;
    assert!(
        told.contains("say again") && !told.contains("stay sealed"),
        "{told}"
    );
    let bag = case.unpacked(&out, "unpacked");
    let (holds, told) = checked(&bag);
    assert!(holds && told.contains("say again what stays"), "{told}");
    for path in files_in(&bag) {
        let bytes = fs::read(&path).unwrap();
        assert!(
            !bytes.windows(8).any(|window| window == b"Sarsenov"),
            "{}",
            path.display()
        );
    }
    let said = fs::read_to_string(bag.join("data/said.csv")).unwrap();
    assert!(said.contains("from his house"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_bag_is_readable_by_nobody_else_on_this_machine() {
    use std::os::unix::fs::PermissionsExt as _;
    let case = Case::new();
    let mode = fs::metadata(case.bag("case.zip"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

/// Somebody who changes an entry and writes the manifests anew is found by the signatures.
#[test]
fn an_entry_changed_together_with_the_manifests_does_not_verify() {
    let case = Case::new();
    case.add("one.jpg", PHOTO);
    let bag = case.unpacked(&case.bag("case.zip"), "unpacked");
    let anew = "import hashlib,os\nfor name in ('manifest-sha256.txt','tagmanifest-sha256.txt'):\n lines=[l.rstrip('\\n').split('  ',1)[1] for l in open(name)]\n open(name,'w').write(''.join(hashlib.sha256(open(p,'rb').read()).hexdigest()+'  '+p+'\\n' for p in lines))";
    for (file, at) in [
        ("entries/0001/segment-1.cbor", 30),
        ("entries/0001/segment-1.key", 3),
        ("entries/0001/body.bin", 300),
        ("entries/0001/entry.bin", 100),
        ("entries/0001/entry.sig", 9),
        ("entries/0001/key.pem", 60),
        ("authority/0001/body.bin", 9),
    ] {
        let path = bag.join("data").join(file);
        let whole = fs::read(&path).unwrap();
        let mut changed = whole.clone();
        changed[at] = match changed[at] {
            b'a' => b'b',
            _ => b'a',
        };
        fs::write(&path, changed).unwrap();
        well(Command::new("python3").args(["-c", anew]).current_dir(&bag));
        let (holds, told) = checked(&bag);
        let folder = file.rsplit_once('/').unwrap().0;
        assert!(!holds && told.contains(folder), "{file}: {told}");
        fs::write(&path, whole).unwrap();
    }
    // Another picture under the number of the one that was signed.
    let photo = files_in(&bag.join("data/files")).remove(0);
    fs::write(&photo, "another").unwrap();
    well(Command::new("python3").args(["-c", anew]).current_dir(&bag));
    let (holds, told) = checked(&bag);
    assert!(!holds && told.contains("no signed entry"), "{told}");
}

#[test]
fn who_told_something_stays_sealed_and_a_confidential_source_is_never_put_in() {
    let (folder, dir) = new_workspace();
    let note = [
        "--json",
        "note",
        "He was taken away",
        "--by",
        "Gulnara Teller",
        "--contact",
        "+7 701 0000000",
    ];
    let kept = aigaq(&dir, &note).well().json();
    let number = kept["number"].as_str().unwrap().to_owned();
    let out = folder.path().join("bag.zip");
    let told = aigaq(
        &dir,
        &[
            "bag",
            &number,
            "--out",
            text(&out),
            "--for",
            "lawyer B.",
            "--yes",
        ],
    )
    .well();
    assert!(told.out.contains("stay sealed"), "{}", told.out);
    let case = Case {
        folder,
        dir,
        note: number,
    };
    let bag = case.unpacked(&out, "unpacked");
    assert!(checked(&bag).0);
    for path in files_in(&bag) {
        let bytes = fs::read(&path).unwrap();
        for secret in ["Gulnara", "701 0000000"] {
            let found = bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} in {}", path.display());
        }
    }
}

#[test]
fn a_bag_is_made_of_records_without_files_and_says_who_is_in_it_before() {
    let case = Case::new();
    let out = case.out("case.zip");
    // Nobody is here to say yes.
    let refused = aigaq(
        &case.dir,
        &["bag", &case.note, "--out", text(&out), "--for", "lawyer B."],
    );
    assert_ne!(refused.status, 0);
    assert!(refused.out.contains("Who is in it:"), "{}", refused.out);
    assert!(!out.exists());
    let bag = case.unpacked(&case.bag("case.zip"), "unpacked");
    assert!(checked(&bag).0 && !bag.join("data/files").exists());
    let nobody = aigaq(
        &case.dir,
        &[
            "bag",
            "26-9999",
            "--out",
            text(&case.out("x.zip")),
            "--for",
            "lawyer B.",
            "--yes",
        ],
    );
    assert!(nobody.refused().contains("26-9999"));
}

#[test]
fn nothing_is_written_over_and_what_is_missing_is_named_or_left_out() {
    let case = Case::new();
    let number = case.add("one.jpg", PHOTO);
    let zip = case.bag("case.zip");
    let before = fs::read(&zip).unwrap();
    let again = aigaq(
        &case.dir,
        &[
            "bag",
            &case.note,
            "--out",
            text(&zip),
            "--for",
            "lawyer B.",
            "--yes",
        ],
    )
    .refused();
    assert!(
        again.contains("case.zip") && fs::read(&zip).unwrap() == before,
        "{again}"
    );
    let kept = fs::read_dir(case.dir.join("files"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    // Changed on the disk: seen when it is read to its end, and no bag is left.
    let whole = fs::read(&kept).unwrap();
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    fs::write(&kept, changed).unwrap();
    let out = case.out("damaged.zip");
    let refused = aigaq(
        &case.dir,
        &[
            "bag",
            &case.note,
            "--out",
            text(&out),
            "--for",
            "lawyer B.",
            "--yes",
        ],
    )
    .refused();
    assert!(refused.contains(&number) && !out.exists(), "{refused}");
    // It is told before anybody is asked, with what to do.
    let asked = aigaq(
        &case.dir,
        &["bag", &case.note, "--out", text(&out), "--for", "lawyer B."],
    );
    assert_ne!(asked.status, 0);
    let told = format!(
        "NOT WHOLE: the bytes on the disk are not those that were kept (SHA-256 as it was kept: {})",
        sha256(PHOTO)
    );
    assert!(asked.out.contains(&told), "{}", asked.out);
    assert!(
        asked.out.contains(&format!("--without F-{number}")) && !asked.out.contains("Write yes")
    );
    let damaged = case.out("without-damaged.zip");
    let without = format!("F-{number}");
    let args = [
        "bag",
        &case.note,
        "--out",
        text(&damaged),
        "--for",
        "lawyer B.",
        "--yes",
        "--without",
        &without,
    ];
    assert!(
        aigaq(&case.dir, &args)
            .well()
            .out
            .contains("the bag says so")
    );
    let bag = case.unpacked(&damaged, "without-damaged");
    assert!(checked(&bag).0);
    for name in ["data/left_out.txt", "data/custody.csv", "data/custody.html"] {
        let said = fs::read_to_string(bag.join(name)).unwrap();
        assert!(
            said.contains(&number)
                && said.contains(&sha256(PHOTO))
                && said.contains("not those that were kept"),
            "{name}: {said}"
        );
        assert!(
            !said.contains("Zarina") && !said.contains("one.jpg"),
            "{name}: {said}"
        );
    }
    fs::remove_file(&kept).unwrap();
    let refused = aigaq(
        &case.dir,
        &[
            "bag",
            &case.note,
            "--out",
            text(&out),
            "--for",
            "lawyer B.",
            "--yes",
        ],
    )
    .refused();
    assert!(refused.contains(&number) && !out.exists(), "{refused}");
    aigaq(
        &case.dir,
        &[
            "bag",
            &case.note,
            "--out",
            text(&out),
            "--for",
            "lawyer B.",
            "--yes",
            "--without",
            &format!("F-{number}"),
        ],
    )
    .well();
    let bag = case.unpacked(&out, "unpacked");
    assert!(checked(&bag).0);
    let csv = fs::read_to_string(bag.join("data/custody.csv")).unwrap();
    assert!(
        csv.contains("left out") && !csv.contains("Zarina") && !csv.contains("one.jpg"),
        "{csv}"
    );
    // A number of no file of these records leaves nothing out.
    let wrong = aigaq(
        &case.dir,
        &[
            "bag",
            &case.note,
            "--out",
            text(&case.out("w.zip")),
            "--for",
            "lawyer B.",
            "--yes",
            "--without",
            &case.note,
        ],
    );
    assert!(wrong.refused().contains("nothing would be left out"));
    let lying: Vec<_> = fs::read_dir(case.folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert!(
        !lying
            .iter()
            .any(|name| name.to_string_lossy().ends_with(".part")),
        "{lying:?}"
    );
}

#[test]
fn a_long_recording_goes_into_a_bag_with_little_memory_and_a_killed_run_leaves_no_bag() {
    let case = Case::new();
    let video = case.out("video.mp4");
    let mut file = File::create(&video).unwrap();
    file.write_all(b"\0\0\0\x18ftypisom").unwrap();
    file.seek(SeekFrom::Start(120 << 20)).unwrap();
    file.write_all(b"end").unwrap();
    drop(file);
    aigaq(&case.dir, &["file", "add", &case.note, text(&video)]).well();
    let out = case.out("case.zip");
    let args = [
        "-w",
        text(&case.dir),
        "bag",
        &case.note,
        "--out",
        text(&out),
        "--for",
        "lawyer B.",
        "--yes",
    ];
    let beside = case.out(".case.zip.part");
    let mut child = program(&args).stdout(Stdio::null()).spawn().unwrap();
    while fs::metadata(&beside).map_or(0, |about| about.len()) < 1 << 20 {
        assert!(
            child.try_wait().unwrap().is_none(),
            "it ended before it was killed"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!out.exists() && beside.exists());
    let (status, most) = super::files::most_memory(&mut program(&args));
    assert_eq!(status, 0);
    assert!((1..100).contains(&most), "{most} MB");
    assert!(out.exists() && !beside.exists());
    let bag = case.unpacked(&out, "unpacked");
    well(
        Command::new("sha256sum")
            .args(["-c", "--quiet", "manifest-sha256.txt"])
            .current_dir(&bag),
    );
}

/// A time-stamping service of our own, as OpenSSL makes one.
fn service(folder: &Path) -> PathBuf {
    let conf = folder.join("tsa.cnf");
    fs::write(&conf, "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=Test stamps\n[ext]\nextendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n[tsa]\ndefault_tsa=one\n[one]\nserial=serial\ncrypto_device=builtin\nsigner_cert=tsa.pem\ncerts=tsa.pem\nsigner_key=tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\naccuracy=secs:1\ness_cert_id_alg=sha256\n").unwrap();
    fs::write(folder.join("serial"), "01\n").unwrap();
    let make =
        "req -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.pem -days 2 -config tsa.cnf";
    well(
        Command::new("openssl")
            .args(make.split(' '))
            .current_dir(folder),
    );
    conf
}

#[test]
fn the_answer_of_a_time_stamping_service_is_compared_put_in_and_verified_by_openssl() {
    let case = Case::new();
    case.add("one.jpg", PHOTO);
    let zip = case.bag("case.zip");
    let bag = case.unpacked(&zip, "unpacked");
    let folder = case.folder.path();
    service(folder);
    fs::copy(bag.join("timestamp.tsq"), folder.join("case.tsq")).unwrap();
    let reply = "ts -reply -config tsa.cnf -queryfile case.tsq -out case.tsr";
    well(
        Command::new("openssl")
            .args(reply.split(' '))
            .current_dir(folder),
    );
    let answer = case.out("case.tsr");
    let told = aigaq(&case.dir, &["bag", "--answer", text(&answer), text(&zip)]).well();
    assert!(told.out.contains("stamped at 20"), "{}", told.out);
    let with = case.unpacked(&zip, "with");
    let (holds, told) = checked(&with);
    assert!(holds && told.contains("There is a time stamp"), "{told}");
    let verify = format!(
        "ts -verify -data manifest-sha256.txt -in timestamp.tsr -CAfile {}/tsa.pem",
        text(folder)
    );
    well(
        Command::new("openssl")
            .args(verify.split(' '))
            .current_dir(&with),
    );
    // Once, and only into its own bag.
    let before = fs::read(&zip).unwrap();
    aigaq(&case.dir, &["bag", "--answer", text(&answer), text(&zip)]).refused();
    case.add("two.jpg", b"\xff\xd8\xff\xe0 another");
    let other = case.bag("other.zip");
    let of_other = fs::read(&other).unwrap();
    let refused = aigaq(&case.dir, &["bag", "--answer", text(&answer), text(&other)]).refused();
    assert!(refused.contains("another manifest"), "{refused}");
    fs::write(&answer, b"\x30\x03\x30\x01\x02").unwrap();
    aigaq(&case.dir, &["bag", "--answer", text(&answer), text(&other)]).refused();
    assert!(fs::read(&zip).unwrap() == before && fs::read(&other).unwrap() == of_other);
    // A flipped byte of the answer is named.
    let stamp = with.join("timestamp.tsr");
    let mut changed = fs::read(&stamp).unwrap();
    changed[40] ^= 1;
    fs::write(&stamp, changed).unwrap();
    let (holds, told) = checked(&with);
    assert!(!holds && told.contains("timestamp.tsr"), "{told}");
    let two = ran(&mut program(&[
        "bag",
        "a.zip",
        "b.zip",
        "--answer",
        text(&answer),
    ]));
    two.refused();
}

#[test]
fn a_bag_that_could_not_be_written_is_not_said_to_be_handed_over() {
    let case = Case::new();
    // Bytes that no zip makes shorter.
    let mut state = 1_u32;
    let noise: Vec<u8> = (0..6 << 20)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect();
    case.add("long.bin", &noise);
    let said = |of: &str| {
        let list = aigaq(&case.dir, &["list", of, "--json"]).well().json();
        list["total"].as_u64().unwrap()
    };
    let nowhere = case.out("no/such/folder/q.zip");
    let out = case.out("q.zip");
    let bag = |out: &Path| {
        let mut command = program(&["-w", text(&case.dir), "bag", &case.note, "--yes"]);
        command.args(["--for", "court", "--out", text(out)]);
        command
    };
    let why = ran(&mut bag(&nowhere)).refused();
    assert!(why.contains("q.zip"), "{why}");
    assert_eq!((said("handover"), said("custody")), (0, 0));
    let history = || aigaq(&case.dir, &["verify"]).out;
    let before = history();
    // The file may not grow beyond 4 MiB: it breaks off when it was said already.
    let mut short = Command::new("bash");
    let limited = "trap '' XFSZ; ulimit -f 4096; exec \"$@\"";
    short.args(["-c", limited, "bash"]);
    let inner = bag(&out);
    short.arg(inner.get_program()).args(inner.get_args());
    short.env("AIGAQ_PASSPHRASE", crate::common::PASSPHRASE);
    let (went_well, told) = self::said(&mut short);
    assert!(!went_well && told.contains("No bag was made"), "{told}");
    assert!(!out.exists());
    assert_eq!((said("handover"), said("custody")), (0, 0), "taken back");
    assert_ne!(history(), before, "and that it was tried can be seen");
    ran(&mut bag(&out)).well();
    assert_eq!((said("handover"), said("custody")), (1, 1));
}

//! Saved web pages as evidence: a WACZ looked into by the process with limits, and the lists of the auto-archiver.

use crate::common::{aigaq, new_workspace, text};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The number of a note to which pages belong.
fn note(dir: &Path) -> String {
    let kept = aigaq(dir, &["--json", "note", "What stood on the page"]).well();
    kept.json()["number"].as_str().unwrap().to_owned()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut all, byte| {
            let _ = write!(all, "{byte:02x}");
            all
        })
}

/// A capture of one page, as other programs pack it: by Python's own zip.
fn wacz(at: &Path, archive: &str) {
    let script = r#"
import hashlib, json, sys, zipfile
at, archive = sys.argv[1], sys.argv[2].encode()
told = lambda b: "sha256:" + hashlib.sha256(b).hexdigest()
warc = b"WARC/1.1 as it was"
pages = b'{"format": "json-pages-1.0"}\n{"url": "https://news.example/1", "ts": "2024-05-03T10:01:02Z", "title": "An arrest"}\n'
parts = {"archive/data.warc.gz": warc, "pages/pages.jsonl": pages}
package = json.dumps({"created": "2024-05-03T10:05:00Z", "software": "archiver 1.2",
    "resources": [{"path": path, "hash": told(b), "bytes": len(b)} for path, b in parts.items()]}).encode()
parts["archive/data.warc.gz"] = archive or warc
parts["datapackage.json"] = package
parts["datapackage-digest.json"] = json.dumps({"path": "datapackage.json", "hash": told(package)}).encode()
with zipfile.ZipFile(at, "w", zipfile.ZIP_DEFLATED) as zip:
    for path, b in parts.items():
        zip.writestr(path, b)
"#;
    let made = Command::new("python3")
        .args(["-c", script, text(at), archive])
        .stdin(Stdio::null())
        .status();
    assert!(made.unwrap().success());
}

#[test]
fn a_capture_given_as_a_file_tells_its_address_and_whether_its_digests_hold() {
    let (folder, dir) = new_workspace();
    let record = note(&dir);
    // The name tells nothing: it is known by what is in it.
    let good = folder.path().join("page.zip");
    wacz(&good, "");
    let added = aigaq(&dir, &["--json", "file", "add", &record, text(&good)]).well();
    assert_eq!(added.err, "");
    let number = added.json()[0]["number"].as_str().unwrap().to_owned();
    let shown = aigaq(&dir, &["file", "show", &number]).well().out;
    for says in [
        "Saved web page · An arrest · page.zip",
        "address: https://news.example/1",
        "saved by: archiver 1.2",
        "digests: Digests hold",
    ] {
        assert!(shown.contains(says), "{says}: {shown}");
    }
    let page = aigaq(&dir, &["--json", "file", "show", &number])
        .well()
        .json();
    assert_eq!(page["made"], "3\u{a0}May 2024");
    // The original stays what it was.
    let back = folder.path().join("back.zip");
    aigaq(&dir, &["file", "get", &number, text(&back)]).well();
    assert_eq!(fs::read(&back).unwrap(), fs::read(&good).unwrap());
    let changed = folder.path().join("changed.wacz");
    wacz(&changed, "WARC/1.1 as it was not");
    let added = aigaq(&dir, &["file", "add", &record, text(&changed)]).well();
    assert!(
        added.err.contains("changed after it was made")
            && added.err.contains("archive/data.warc.gz"),
        "{}",
        added.err
    );
    let broken = folder.path().join("broken.wacz");
    let bytes = fs::read(&good).unwrap();
    fs::write(&broken, &bytes[..bytes.len() / 2]).unwrap();
    let added = aigaq(&dir, &["file", "add", &record, text(&broken)]).well();
    assert!(
        added.err.contains("could not be looked into"),
        "{}",
        added.err
    );
    // Of what is called otherwise nothing is said: any broken zip may be anything.
    let docx = folder.path().join("other.docx");
    fs::write(&docx, &bytes[..bytes.len() / 3]).unwrap();
    let added = aigaq(&dir, &["file", "add", &record, text(&docx)]).well();
    assert_eq!(added.err, "");
}

fn list(folder: &Path, rows: &[[&str; 7]]) -> std::path::PathBuf {
    let mut csv = String::from(
        "Link,Archive status,Archive location,Archive date,Upload title,Screenshot,Hash\n",
    );
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| format!("\"{cell}\"")).collect();
        csv += &cells.join(",");
        csv.push('\n');
    }
    let file = folder.join("archive.csv");
    fs::write(&file, csv).unwrap();
    file
}

#[test]
fn a_list_of_the_archiver_is_taken_in_row_by_row_and_again_adds_nothing() {
    let (around, dir) = new_workspace();
    let record = note(&dir);
    let folder = around.path().join("archive");
    fs::create_dir_all(folder.join("case")).unwrap();
    fs::write(around.path().join("secret.html"), "<html>secret").unwrap();
    fs::write(folder.join("case/one.html"), "<html>one").unwrap();
    fs::write(folder.join("case/one.png"), b"\x89PNG\r\n\x1a\n one").unwrap();
    fs::write(folder.join("two.html"), "<html>two, changed").unwrap();
    wacz(&folder.join("three.wacz"), "");
    let one = format!("SHA-256:{}", sha256(b"<html>one"));
    let two = format!("SHA-256:{}", sha256(b"<html>two"));
    let link = |n: usize| format!("https://news.example/{n}");
    let links: Vec<String> = (1..=6).map(link).collect();
    let sheet = list(
        &folder,
        &[
            [
                &links[0],
                "wayback: success",
                "https://s3.example/bucket/case/one.html",
                "2024-05-03T10:01:02.000123+00:00",
                "An arrest",
                "https://s3.example/bucket/case/one.png",
                &one,
            ],
            [
                &links[1],
                "success",
                "two.html",
                "2024-05-04",
                "Two",
                "",
                &two,
            ],
            [
                &links[2],
                "success",
                "three.wacz",
                "",
                "",
                "",
                "not-calculated",
            ],
            [&links[3], "success", "gone.html", "", "", "", ""],
            [&links[4], "success", "../secret.html", "", "", "", ""],
            ["javascript:alert(1)", "success", "two.html", "", "", "", ""],
            [&links[5], "Archive failed", "", "", "", "", ""],
        ],
    );
    let args = ["--json", "file", "captures", text(&sheet), "--of", &record];
    let taken = aigaq(&dir, &args);
    assert_ne!(taken.status, 0, "something is at fault");
    let told = taken.json();
    assert_eq!(told["rows"], 7);
    assert_eq!(told["kept"].as_array().unwrap().len(), 4, "{told}");
    let faults: Vec<(u64, &str)> = told["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["line"].as_u64().unwrap(), f["why"].as_str().unwrap()))
        .collect();
    for (line, says) in [
        (3, "changed after it was made"),
        (5, "not in the folder: gone.html"),
        (6, "not in the folder: ../secret.html"),
        (7, "is no address"),
        (8, "no file is named for this address"),
    ] {
        let found = faults.iter().find(|(at, _)| *at == line);
        assert!(
            found.is_some_and(|(_, why)| why.contains(says)),
            "{says}: {faults:?}"
        );
    }
    assert_eq!(faults.len(), 5, "{faults:?}");
    let numbers: Vec<String> = told["kept"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["number"].as_str().unwrap().to_owned())
        .collect();
    let show = |number: &str| {
        aigaq(&dir, &["--json", "file", "show", number])
            .well()
            .json()
    };
    let first = show(&numbers[0]);
    assert_eq!(first["urls"], serde_json::json!([links[0]]));
    assert_eq!(first["row"]["title"], "An arrest");
    assert_eq!(first["made"], "3\u{a0}May 2024");
    assert_eq!(first["checks"], serde_json::json!(["Digests hold"]));
    assert_eq!(show(&numbers[1])["row"]["kind"], "Screenshot");
    assert_eq!(show(&numbers[2])["checks"], serde_json::json!(["Changed"]));
    // The list tells the address, the capture its own pages.
    let third = show(&numbers[3]);
    assert_eq!(
        third["urls"],
        serde_json::json!(["https://news.example/1", links[2]])
    );
    let entries = || aigaq(&dir, &["--json", "doctor"]).well().json()["entries"].clone();
    let before = entries();
    let again = aigaq(&dir, &args).json();
    assert_eq!(
        (&again["kept"], &again["again"]),
        (&serde_json::json!([]), &4.into())
    );
    assert_eq!(entries(), before, "nothing is said twice");
    let files = aigaq(&dir, &["file", "list", "--json"]).well().json();
    assert_eq!(files["all"], 4);
}

#[test]
fn the_archivers_own_csv_is_taken_in_too() {
    let (around, dir) = new_workspace();
    let record = note(&dir);
    let folder = around.path().join("local_archive");
    fs::create_dir_all(folder.join("c")).unwrap();
    fs::write(folder.join("c/page.html"), "<html>page").unwrap();
    let hash = sha256(b"<html>page");
    let row = format!(
        "\"wayback: success\",\"{{'_processed_at': datetime.datetime(2024, 5, 3, 1, 2, tzinfo=datetime.timezone.utc), \
         'url': 'https://news.example/1', 'title': 'It''s'}}\",\"[{{'filename': '/tmp/x.html', 'key': 'c/page.html', \
         'urls': ['./local_archive/c/page.html'], 'properties': {{'hash': 'SHA-256:{hash}'}}, '_mimetype': 'text/html'}}]\"\n"
    );
    // Python does not write '' for a quotation mark.
    let row = row.replace("'It''s'", "\"\"It's\"\"");
    let sheet = around.path().join("db.csv");
    fs::write(
        &sheet,
        format!("status,metadata,media\n{row}\"x\",\"{{'url':\",\"[]\"\n"),
    )
    .unwrap();
    let args = ["--json", "file", "captures", text(&sheet), "--of", &record];
    let told = aigaq(&dir, &args).json();
    let number = told["kept"][0]["number"]
        .as_str()
        .unwrap_or_else(|| panic!("{told}"));
    assert!(
        told["faults"][0]["why"]
            .as_str()
            .unwrap()
            .contains("cannot be read")
    );
    let page = aigaq(&dir, &["--json", "file", "show", number])
        .well()
        .json();
    assert_eq!(page["checks"], serde_json::json!(["Digests hold"]));
    assert_eq!(page["row"]["title"], "It's");
}

#[test]
fn a_list_that_is_none_is_refused_and_one_of_ten_thousand_rows_is_told_in_one_screen() {
    let (around, dir) = new_workspace();
    let record = note(&dir);
    let file = around.path().join("list.csv");
    let taken = |csv: &str| {
        fs::write(&file, csv).unwrap();
        aigaq(&dir, &["file", "captures", text(&file), "--of", &record])
    };
    let heading = "Link,Archive status,Archive location\n";
    taken("").refused();
    assert!(taken(heading).refused().contains("no rows"));
    let other = taken("name,date\nAliya,2024-05-03\n").refused();
    assert!(
        other.contains("Link and Archive location") && other.contains("name, date"),
        "{other}"
    );
    taken("PK\u{3}\u{4}").refused();
    taken(&format!("{heading}\"never closed")).refused();
    let mut many = heading.to_owned();
    for n in 0..10_000 {
        let _ = writeln!(many, "https://news.example/{n},success,{n}.html");
    }
    let begun = std::time::Instant::now();
    let told = taken(&many);
    assert!(begun.elapsed().as_secs() < 60);
    assert!(
        told.out.contains("10000 rows: 0 files kept"),
        "{}",
        told.out
    );
    assert!(told.out.contains("and 9980 more") && told.out.lines().count() < 24);
    let nowhere = [
        "file",
        "captures",
        text(&file),
        "--of",
        &record,
        "--folder",
        "/no/such",
    ];
    assert!(aigaq(&dir, &nowhere).refused().contains("is no folder"));
    let well = aigaq(&dir, &["doctor"]).well().out;
    assert!(well.contains("All is well."), "{well}");
}

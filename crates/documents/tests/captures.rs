//! Captures of the web: what they tell of themselves, what does not hold of them, and what is made to do harm.
#![expect(clippy::unwrap_used, reason = "tests may")]

use aigaq_documents::{Capture, Failure, WhyDiffering, capture};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WARC: &[u8] = b"WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\na page about Aliya";
const PAGES: &str = "{\"format\": \"json-pages-1.0\", \"id\": \"pages\", \"title\": \"All Pages\"}\n\
    {\"id\": \"1\", \"url\": \"https://news.example/1\", \"ts\": \"2024-05-03T10:01:02Z\", \"title\": \"Арест\", \"text\": \"long\"}\n\
    {\"id\": \"2\", \"url\": \"https://news.example/2\", \"ts\": \"20240504101112\"}\n";

fn sha256(bytes: &[u8]) -> String {
    format!("sha256:{}", hex::encode(Sha256::digest(bytes)))
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn package_of(parts: &[(&str, &[u8])]) -> String {
    let resources: Vec<String> = parts
        .iter()
        .map(|(path, bytes)| {
            let (hash, size) = (sha256(bytes), bytes.len());
            format!(
                "{{\"name\": \"x\", \"path\": \"{path}\", \"hash\": \"{hash}\", \"bytes\": {size}}}"
            )
        })
        .collect();
    format!(
        "{{\"profile\": \"data-package\", \"wacz_version\": \"1.1.1\", \"title\": \"Two pages\", \
         \"created\": \"2024-05-03T10:05:00.123Z\", \"software\": \"archiver 1.2\", \"resources\": [{}]}}",
        resources.join(", ")
    )
}

fn with_package(package: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let digest = format!(
        "{{\"path\": \"datapackage.json\", \"hash\": \"{}\"}}",
        sha256(package.as_bytes())
    );
    let mut all: Vec<(&str, &[u8])> = parts.to_vec();
    all.push(("datapackage.json", package.as_bytes()));
    all.push(("datapackage-digest.json", digest.as_bytes()));
    zipped(&all)
}

fn honest() -> Vec<u8> {
    let parts: [(&str, &[u8]); 2] = [
        ("archive/data.warc.gz", WARC),
        ("pages/pages.jsonl", PAGES.as_bytes()),
    ];
    with_package(&package_of(&parts), &parts)
}

fn read(bytes: &[u8]) -> Capture {
    capture(bytes).unwrap().unwrap()
}

fn faults(capture: &Capture) -> Vec<(&str, WhyDiffering)> {
    let differing = capture.digests.differing.iter();
    differing.map(|d| (d.part.as_str(), d.why)).collect()
}

#[test]
fn a_capture_tells_its_pages_its_day_its_program_and_its_digests_hold() {
    let told = read(&honest());
    assert_eq!(told.title.as_deref(), Some("Two pages"));
    assert_eq!(told.made.as_deref(), Some("2024-05-03"));
    assert_eq!(told.software.as_deref(), Some("archiver 1.2"));
    let urls: Vec<&str> = told.pages.iter().map(|page| page.url.as_str()).collect();
    assert_eq!(urls, ["https://news.example/1", "https://news.example/2"]);
    assert_eq!(told.pages[0].title.as_deref(), Some("Арест"));
    assert_eq!(told.pages[1].day.as_deref(), Some("2024-05-04"));
    assert_eq!((told.all_pages, told.digests.hold), (2, 3));
    assert_eq!(faults(&told), []);
}

#[test]
fn what_was_changed_left_out_added_or_told_otherwise_is_named() {
    let told: [(&str, &[u8]); 2] = [
        ("archive/data.warc.gz", WARC),
        ("pages/pages.jsonl", PAGES.as_bytes()),
    ];
    let package = package_of(&told);
    let mut changed = WARC.to_vec();
    changed[20] ^= 1;
    let found = read(&with_package(
        &package,
        &[("archive/data.warc.gz", &changed), told[1]],
    ));
    assert_eq!(
        faults(&found),
        [("archive/data.warc.gz", WhyDiffering::Changed)]
    );
    let found = read(&with_package(
        &package,
        &[told[0], told[1], ("archive/more.warc.gz", b"added")],
    ));
    assert_eq!(
        faults(&found),
        [("archive/more.warc.gz", WhyDiffering::NotTold)]
    );
    let found = read(&with_package(&package, &[told[0]]));
    assert_eq!(
        faults(&found),
        [("pages/pages.jsonl", WhyDiffering::Missing)]
    );
    let other = package.replace("sha256:", "md5:");
    let found = read(&with_package(&other, &told));
    assert_eq!(found.digests.all_differing, 2);
    assert!(
        faults(&found)
            .iter()
            .all(|f| f.1 == WhyDiffering::OtherDigest)
    );
    // The package itself, written anew without its digest.
    let digest = format!("{{\"hash\": \"{}\"}}", sha256(b"another"));
    let found = read(&zipped(&[
        told[0],
        told[1],
        ("datapackage.json", package.as_bytes()),
        ("datapackage-digest.json", digest.as_bytes()),
    ]));
    assert_eq!(
        faults(&found),
        [("datapackage.json", WhyDiffering::Changed)]
    );
}

#[test]
fn a_package_without_resources_proves_nothing_and_says_so() {
    let parts: [(&str, &[u8]); 2] = [
        ("archive/data.warc.gz", WARC),
        ("pages/pages.jsonl", PAGES.as_bytes()),
    ];
    for package in ["{}", "{\"resources\": []}", "{\"resources\": [{}]}"] {
        let found = read(&with_package(package, &parts));
        assert_eq!(faults(&found).len(), 2, "{package}");
        assert!(faults(&found).iter().all(|f| f.1 == WhyDiffering::NotTold));
        // The first page tells what the package does not.
        assert_eq!(found.title.as_deref(), Some("Арест"));
        assert_eq!(found.made.as_deref(), Some("2024-05-03"));
    }
}

#[test]
fn what_is_no_capture_is_none_and_what_is_broken_is_said() {
    assert_eq!(capture(b"").unwrap(), None);
    assert_eq!(capture(b"<html>").unwrap(), None);
    assert_eq!(capture(&zipped(&[])).unwrap(), None);
    assert_eq!(
        capture(&zipped(&[("word/document.xml", b"<x/>")])).unwrap(),
        None
    );
    // A data package of anything else.
    assert_eq!(
        capture(&zipped(&[("datapackage.json", b"{}")])).unwrap(),
        None
    );
    let whole = honest();
    let cut = capture(&whole[..whole.len() / 2]);
    assert!(matches!(cut, Err(Failure::Damaged { .. })), "{cut:?}");
    for package in ["", "[]", "{\"resources\": 7}", "{\"title\": "] {
        let broken = with_package(package, &[("archive/data.warc.gz", WARC)]);
        let broken = capture(&broken);
        assert!(matches!(broken, Err(Failure::Damaged { .. })), "{package}");
    }
    let deep = format!("{{\"x\": {}", "[".repeat(1_000_000));
    let deep = with_package(&deep, &[("archive/data.warc.gz", WARC)]);
    assert!(capture(&deep).is_err());
}

#[test]
fn one_that_unpacks_to_more_than_it_may_is_refused() {
    // As a text.
    let long = format!("{{\"title\": \"{}\"}}", "a".repeat(17 << 20));
    let swollen = capture(&with_package(&long, &[("archive/data.warc.gz", WARC)]));
    assert!(
        matches!(swollen, Err(Failure::Swollen { .. })),
        "{swollen:?}"
    );
    // One part of 64 MB, told of seventeen times: a few kilobytes in all.
    let zeros = vec![0; 64 << 20];
    let parts: Vec<(&str, &[u8])> = vec![("archive/data.warc.gz", &zeros); 17];
    let bomb = with_package(&package_of(&parts), &parts[..1]);
    assert!(bomb.len() < 1 << 20);
    let swollen = capture(&bomb);
    assert!(
        matches!(swollen, Err(Failure::Swollen { .. })),
        "{swollen:?}"
    );
}

#[test]
fn hostile_words_become_one_line_and_hostile_addresses_none() {
    let package = "{\"title\": \"a\\u202eb\\nc\\u0000 \\u001b[2J\", \"software\": \"   \", \
        \"created\": \"../../etc\", \"resources\": [{\"path\": \"../../etc/passwd\", \"hash\": \"sha256:00\"}]}";
    let long = format!("https://x.example/{}", "a".repeat(3_000));
    let pages = format!(
        "rubbish\n{{\"url\": \"javascript:alert(1)\"}}\n{{\"url\": \"file:///etc/passwd\"}}\n\
         {{\"url\": \"{long}\"}}\n{{\"url\": \"https://a.example/ b\"}}\n{{\"url\": 7}}\n\
         {{\"url\": \"https://good.example/\", \"ts\": \"yesterday\"}}"
    );
    let found = read(&with_package(
        package,
        &[
            ("archive/a.warc", WARC),
            ("pages/pages.jsonl", pages.as_bytes()),
        ],
    ));
    assert_eq!(found.title.as_deref(), Some("ab c [2J"));
    assert_eq!((found.software, found.made), (None, None));
    assert_eq!(found.pages.len(), 1);
    assert_eq!(found.pages[0].url, "https://good.example/");
}

#[test]
fn of_very_many_pages_the_first_are_told_and_all_are_counted() {
    let line =
        |n: usize| format!("{{\"url\": \"https://a.example/{n}\", \"ts\": \"2024-05-03\"}}\n");
    let pages: String = (0..10_000).map(line).collect();
    let parts: [(&str, &[u8]); 2] = [
        ("archive/a.warc", WARC),
        ("pages/pages.jsonl", pages.as_bytes()),
    ];
    let found = read(&with_package(&package_of(&parts), &parts));
    assert_eq!((found.pages.len(), found.all_pages), (20, 10_000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is done to the bytes: an answer or a refusal, and never a capture that holds with other contents.
    #[test]
    fn a_changed_byte_is_no_end_of_the_program(at in 0_usize..4_000, to: u8) {
        let mut bytes = honest();
        let at = at % bytes.len();
        bytes[at] = to;
        if let Ok(Some(found)) = capture(&bytes)
            && found.digests.all_differing == 0
            && found.digests.hold == 3
        {
            // Nothing of what it holds was touched: the package and the pages tell the same.
            prop_assert_eq!(&found.pages, &read(&honest()).pages);
        }
    }
}

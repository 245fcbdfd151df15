//! What a bag holds, and which answers of a time-stamping service it takes.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop"
)]

use super::*;
use std::io::Cursor;

fn bag(files: &[(&str, &[u8])]) -> Result<Vec<u8>, BagError> {
    let mut bag = BagWriter::new(Vec::new(), "evidence")?;
    for (name, content) in files {
        bag.payload(name, &mut &content[..])?;
    }
    bag.finish("2026-04-17")
}

fn names(zip: &[u8]) -> Vec<String> {
    let zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    zip.file_names()
        .map(|name| name.unwrap().into_owned())
        .collect()
}

fn held(zip: &[u8], name: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut bytes = Vec::new();
    let mut file = zip.by_name(&format!("evidence/{name}")).unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn the_same_files_make_the_same_bag_to_the_byte_without_times_or_owners() {
    let files: &[(&str, &[u8])] = &[("files/26-0418.jpg", b"picture"), ("custody.csv", b"a,b\n")];
    let one = bag(files).unwrap();
    assert_eq!(one, bag(files).unwrap());
    let mut zip = zip::ZipArchive::new(Cursor::new(&one)).unwrap();
    for at in 0..zip.len() {
        let file = zip.by_index(at).unwrap();
        let day = file.last_modified().unwrap();
        assert_eq!((day.year(), day.month(), day.day()), (1980, 1, 1));
        // Nothing but the lengths of files over 4 GiB (zip64, kind 1): no times, no owner.
        let extra = file.extra_data().unwrap_or_default();
        assert!(extra.is_empty() || extra[..2] == [1, 0], "{extra:?}");
    }
    let manifest = String::from_utf8(held(&one, MANIFEST)).unwrap();
    assert_eq!(manifest.lines().count(), 2);
    assert!(
        manifest
            .lines()
            .next()
            .unwrap()
            .ends_with("  data/custody.csv")
    );
    assert!(names(&one).iter().all(|name| name.starts_with("evidence/")));
}

#[test]
fn a_name_that_leads_elsewhere_or_comes_twice_is_refused() {
    for name in [
        "../x", "a/../b", "/x", "a//b", "", "é.jpg", ".hidden", "a b", "x\n", "C:\\x",
    ] {
        assert!(
            matches!(bag(&[(name, b"x")]), Err(BagError::Name)),
            "{name:?}"
        );
    }
    assert!(bag(&[("x", b"1"), ("x", b"2")]).is_err());
    assert!(BagWriter::new(Vec::new(), "../x").is_err());
}

/// An answer as a service would make it, with nothing but what is read.
fn answer(imprint: &[u8; 32], status: u8) -> Vec<u8> {
    fn element(tag: u8, contents: &[&[u8]]) -> Vec<u8> {
        let contents = contents.concat();
        let length = u16::try_from(contents.len()).unwrap().to_be_bytes();
        [&[tag, 0x82, length[0], length[1]], &contents[..]].concat()
    }
    let request = request(*imprint);
    // The request's own imprint: version (3 bytes), then it.
    let hashed = &request[5..5 + 51];
    let info = element(
        0x30,
        &[
            &[2, 1, 1],
            &[6, 1, 42],
            hashed,
            &[2, 1, 9],
            b"\x18\x0f20260417093000Z",
        ],
    );
    let inner = element(
        0x30,
        &[
            b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04",
            &element(0xa0, &[&element(4, &[&info])]),
        ],
    );
    let signed = element(0x30, &[&[2, 1, 3], &[0x31, 0], &inner]);
    let token = element(
        0x30,
        &[
            b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02",
            &element(0xa0, &[&signed]),
        ],
    );
    element(0x30, &[&[0x30, 3, 2, 1, status], &token])
}

#[test]
fn an_answer_goes_in_once_and_only_that_to_the_manifest_of_this_bag() {
    let made = bag(&[("custody.csv", b"a,b\n")]).unwrap();
    let imprint: [u8; 32] = Sha256::digest(held(&made, MANIFEST)).into();
    let put = |bag: &[u8], answer: &[u8]| {
        let mut out = Cursor::new(Vec::new());
        add_answer(Cursor::new(bag), answer, &mut out).map(|told| (told, out.into_inner()))
    };
    let (told, with) = put(&made, &answer(&imprint, 0)).unwrap();
    assert_eq!(told.time, "20260417093000Z");
    assert_eq!(held(&with, ANSWER), answer(&imprint, 0));
    let tags = String::from_utf8(held(&with, TAG_MANIFEST)).unwrap();
    let own = hex(&Sha256::digest(answer(&imprint, 0)));
    assert!(tags.contains(&format!("{own}  {ANSWER}")));
    assert_eq!(held(&with, "data/custody.csv"), b"a,b\n");
    assert!(matches!(
        put(&with, &answer(&imprint, 0)),
        Err(AnswerError::Already)
    ));
    assert!(matches!(
        put(&made, &answer(&[7; 32], 0)),
        Err(AnswerError::OtherManifest)
    ));
    let refused = put(&made, &answer(&imprint, 2));
    assert!(matches!(
        refused,
        Err(AnswerError::Answer(NotAnAnswer::Refused(2)))
    ));
    assert!(matches!(
        put(b"no zip", &answer(&imprint, 0)),
        Err(AnswerError::Zip(_))
    ));
}

#[test]
fn an_answer_that_is_cut_or_changed_anywhere_is_never_read_past_its_end() {
    let whole = answer(&[5; 32], 0);
    assert_eq!(stamped(&whole).unwrap().imprint, [5; 32]);
    for end in 0..whole.len() {
        assert_eq!(
            stamped(&whole[..end]),
            Err(NotAnAnswer::Unreadable),
            "{end}"
        );
    }
    for at in 0..whole.len() {
        for byte in [0, 0x7f, 0x80, 0x84, 0xff] {
            let mut changed = whole.clone();
            changed[at] = byte;
            // It may still be read, as something else; it must not fall over.
            let _ = stamped(&changed);
        }
    }
    assert!(stamped(&[whole.clone(), vec![0]].concat()).is_err());
}

#[test]
fn a_file_that_cannot_be_read_to_its_end_makes_no_bag() {
    struct Breaking;
    impl Read for Breaking {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other(
                "the kept file is not the one that was given in",
            ))
        }
    }
    let mut bag = BagWriter::new(Vec::new(), "evidence").unwrap();
    assert!(bag.payload("files/1.bin", &mut Breaking).is_err());
}

//! Documents in the encodings of the region, from the file to the workspace and back.

use crate::common::{aigaq, new_workspace, program, ran, text};
use encoding_rs::{KOI8_R, WINDOWS_1251};
use std::fs;

const RUSSIAN: &str = "Хроника года\r\n\r\n5 мая 2019 года активист Айдар Беков был арестован в Таразе. Суд оставил его под стражей.\r\n";
const KAZAKH: &str = "Қазақстанда 2019 жылғы 5 мамырда Айдар Беков ұсталды. Әділет министрлігі үн қатпады. Өңірде тағы үш адам ұсталғаны белгілі.\r\n";

/// KZ-1048 (STRK 1048-2002): windows-1251, but for these letters.
fn kz_1048(text: &str) -> Vec<u8> {
    let own = [
        ('Қ', 0x8d_u8),
        ('қ', 0x9d),
        ('ұ', 0xa2),
        ('Ә', 0xa3),
        ('Ө', 0xa5),
        ('і', 0xb3),
        ('ғ', 0xba),
        ('ң', 0xbe),
        ('ү', 0xbf),
    ];
    let mut bytes = Vec::new();
    for letter in text.chars() {
        match own.iter().find(|(kazakh, _)| *kazakh == letter) {
            Some((_, byte)) => bytes.push(*byte),
            None => bytes.extend(
                WINDOWS_1251
                    .encode(letter.encode_utf8(&mut [0; 4]))
                    .0
                    .iter(),
            ),
        }
    }
    bytes
}

fn utf_16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
    units.flat_map(bytes).collect()
}

#[test]
fn a_text_in_any_encoding_is_read_right_and_kept_byte_for_byte() {
    let (_temporary, dir) = new_workspace();
    let folder = tempfile::tempdir().unwrap();
    for (name, said, bytes) in [
        ("utf8", RUSSIAN, RUSSIAN.as_bytes().to_vec()),
        ("utf16le", RUSSIAN, utf_16(RUSSIAN, u16::to_le_bytes)),
        ("utf16be", KAZAKH, utf_16(KAZAKH, u16::to_be_bytes)),
        (
            "cp1251",
            RUSSIAN,
            WINDOWS_1251.encode(RUSSIAN).0.into_owned(),
        ),
        ("koi8r", RUSSIAN, KOI8_R.encode(RUSSIAN).0.into_owned()),
        ("kz1048", KAZAKH, kz_1048(KAZAKH)),
    ] {
        let file = folder.path().join(format!("{name}.txt"));
        fs::write(&file, &bytes).unwrap();
        let told = ran(&mut program(&["read", text(&file), "--text"]))
            .well()
            .out;
        // On the terminal the ends of lines are its own.
        let lines: Vec<&str> = told.lines().map(str::trim_end).collect();
        let wanted: Vec<&str> = said.lines().collect();
        assert_eq!(lines, wanted, "{name}");
        let kept = aigaq(&dir, &["read", text(&file), "--keep", "--json"]).well();
        assert_eq!(kept.err, "", "{name}");
        let kept = kept.json();
        let id = kept[0]["id"].as_str().unwrap();
        let back = folder.path().join(format!("{name}.back"));
        let answer = aigaq(&dir, &["original", id, text(&back), "--json"])
            .well()
            .json();
        assert_eq!(answer["bytes"], bytes.len(), "{name}");
        assert_eq!(fs::read(&back).unwrap(), bytes, "{name}");
    }
    let nobody = "00000000-0000-4000-8000-000000000000";
    let nowhere = folder.path().join("nowhere");
    aigaq(&dir, &["original", nobody, text(&nowhere)]).refused();
    assert!(!nowhere.exists());
}

#[test]
fn an_original_that_was_changed_on_the_disk_is_not_given_back() {
    let (_temporary, dir) = new_workspace();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.txt");
    fs::write(&file, RUSSIAN).unwrap();
    let kept = aigaq(&dir, &["read", text(&file), "--keep", "--json"])
        .well()
        .json();
    let sealed = fs::read_dir(dir.join("files"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut bytes = fs::read(&sealed).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&sealed, bytes).unwrap();
    let back = folder.path().join("back");
    aigaq(
        &dir,
        &["original", kept[0]["id"].as_str().unwrap(), text(&back)],
    )
    .refused();
    assert!(!back.exists(), "no part is taken for the whole");
}

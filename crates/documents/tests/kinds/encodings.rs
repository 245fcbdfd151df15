//! Texts in the encodings of the region, as whole documents.

use aigaq_documents::{Failure, Given, What, document};
use encoding_rs::{KOI8_R, WINDOWS_1251};

/// The longest text that is read, in bytes.
const LONGEST: usize = 16 * 1024 * 1024;
const RUSSIAN: &str = "Хроника года\n\n5 мая 2019 года активист Айдар Беков был арестован в Таразе. Суд оставил его под стражей.\n";
const KAZAKH: &str = "Жыл шежіресі\n\nҚазақстанда 2019 жылғы 5 мамырда Айдар Беков ұсталды. Әділет министрлігі үн қатпады. Өңірде тағы үш адам ұсталғаны белгілі.\n";

/// Where KZ-1048 differs from windows-1251, of the letters used here.
fn kz_1048(text: &str) -> Vec<u8> {
    let own = [
        ('Қ', 0x8d_u8),
        ('қ', 0x9d),
        ('ұ', 0xa2),
        ('Ә', 0xa3),
        ('Ө', 0xa5),
        ('ғ', 0xba),
        ('ң', 0xbe),
        ('ү', 0xbf),
        ('і', 0xb3),
    ];
    let letter = |letter: char| match own.iter().find(|(own, _)| *own == letter) {
        Some((_, byte)) => vec![*byte],
        None => WINDOWS_1251
            .encode(letter.encode_utf8(&mut [0; 4]))
            .0
            .into_owned(),
    };
    text.chars().flat_map(letter).collect()
}

fn sixteen(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(bytes)
        .collect()
}

#[test]
fn a_document_says_the_same_in_every_encoding() {
    for (text, files) in [
        (
            RUSSIAN,
            vec![
                RUSSIAN.as_bytes().to_vec(),
                sixteen(RUSSIAN, u16::to_le_bytes),
                sixteen(RUSSIAN, u16::to_be_bytes),
                WINDOWS_1251.encode(RUSSIAN).0.into_owned(),
                KOI8_R.encode(RUSSIAN).0.into_owned(),
            ],
        ),
        (
            KAZAKH,
            vec![
                sixteen(KAZAKH, u16::to_le_bytes),
                sixteen(KAZAKH, u16::to_be_bytes),
                kz_1048(KAZAKH),
            ],
        ),
    ] {
        let wanted = document(text.as_bytes(), &Given::default()).unwrap();
        let of = |document: &aigaq_documents::Document| -> Vec<What> {
            document
                .found
                .iter()
                .map(|found| found.what.clone())
                .collect()
        };
        assert!(of(&wanted).contains(&What::Person), "{:?}", wanted.found);
        for file in files {
            let read = document(&file, &Given::default()).unwrap();
            assert_eq!(read.text, text);
            assert_eq!(of(&read), of(&wanted));
        }
    }
}

#[test]
fn a_text_without_spaces_is_read_and_one_too_long_is_refused() {
    let endless = "абвгд".repeat(20_000);
    assert!(
        document(endless.as_bytes(), &Given::default())
            .unwrap()
            .found
            .is_empty()
    );
    let long = vec![b'a'; LONGEST + 1];
    assert!(matches!(
        document(&long, &Given::default()),
        Err(Failure::TooLarge { .. })
    ));
}

//! Whatever is given, the reader answers: places lie inside the text, quotes are what stands there, twice is the same.

#![expect(clippy::expect_used, reason = "tests may panic")]

use aigaq_reading::{
    Encoding, FACT_KINDS, Known, KnownName, KnownPhrase, LARGEST, NameOf, Named, Unreadable,
    decode, is_html, json_lines, read, words_of_html,
};
use proptest::prelude::*;

/// Pieces that make trouble in each other's company.
const PIECES: [&str; 60] = [
    " was arrested",
    " and",
    " sentenced to",
    " him",
    " he",
    ", who was detained",
    " killed ",
    "Police ",
    " people",
    " found",
    " guilty",
    "https://a.b/c;",
    " ibid.",
    " should:\n",
    " hundreds of arrests",
    "his ",
    "In ",
    "May",
    " 17th",
    " 2016",
    "–",
    "2011-2013",
    " the ",
    "Ministry",
    " of ",
    "Justice",
    ", ",
    ". ",
    "\n",
    "\n\n",
    "[1]",
    "[1] ",
    "1 ",
    "• ",
    "President ",
    "Max",
    " Bokayev",
    "’s",
    " Article",
    " 405",
    " of the Criminal Code",
    "ч. 2 ",
    "ст. 318 ",
    "УК РФ",
    "«",
    "»",
    "“",
    "”",
    "(",
    ")",
    "five",
    " years",
    "$",
    "10",
    " million",
    "-",
    "/",
    "\u{a0}",
    "é\u{301}",
    "ҚІ",
];

fn check(text: &str) {
    let reading = read(text, &Known::default());
    let letters: Vec<char> = text.chars().collect();
    assert_eq!(reading.text.len(), letters.len());
    let mut last = [0, 0];
    for mention in &reading.mentions {
        assert!(mention.span.start < mention.span.end && mention.span.end <= letters.len());
        let quote: String = letters[mention.span.start..mention.span.end]
            .iter()
            .collect();
        assert_eq!(quote, reading.text.at(mention.span));
        assert_eq!(quote.trim(), quote, "no space at the ends");
        let layer = usize::from(mention.is_amount());
        assert!(
            mention.span.start >= last[layer],
            "within a layer nothing overlaps: {quote} in {text:?}"
        );
        last[layer] = mention.span.end;
        if let Named::Date(edtf) = &mention.named {
            assert!(!edtf.is_empty());
        }
    }
    for part in &reading.structure.parts {
        assert!(part.span.start < part.span.end && part.span.end <= letters.len());
    }
    for fact in &reading.facts {
        assert!(fact.span.start < fact.span.end && fact.span.end <= letters.len());
        assert!(!fact.who.is_empty());
    }
    for reference in &reading.references {
        assert!(
            reading
                .structure
                .notes
                .iter()
                .any(|note| note.n == reference.n)
        );
    }
    for note in &reading.structure.notes {
        assert!(note.span.holds(note.body));
    }
    assert_eq!(
        json_lines(&reading, "x"),
        json_lines(&read(text, &Known::default()), "x")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read(text in "\\PC{0,300}") {
        check(&text);
    }

    #[test]
    fn any_pieces_of_reports_are_read(pieces in prop::collection::vec(0..PIECES.len(), 0..120)) {
        let text: String = pieces.into_iter().map(|i| PIECES[i]).collect();
        check(&text);
    }

    #[test]
    fn any_words_are_known(words in prop::collection::vec("\\PC{0,20}", 0..6), pieces in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = pieces.into_iter().map(|i| PIECES[i]).chain(words.iter().map(String::as_str)).collect();
        let phrases = words.iter().enumerate().map(|(i, words)| KnownPhrase {
            words: words.clone(),
            kind: (i % 2 == 0).then(|| FACT_KINDS[i].to_owned()),
        });
        let known = Known {
            names: words.iter().map(|words| KnownName { words: words.clone(), of: NameOf::Organisation }).collect(),
            phrases: phrases.collect(),
            ..Known::default()
        };
        let reading = read(&text, &known);
        let length = reading.text.len();
        prop_assert!(reading.facts.iter().all(|fact| fact.span.end <= length && fact.phrase.iter().all(|part| part.end <= length)));
    }

    #[test]
    fn any_page_is_read(page in "(<[a-z]{1,6}( [a-z]=\"x\")?>|</[a-z]{1,6}>|[a-zA-Z &;<]{0,12}){0,60}") {
        let words = words_of_html(&page);
        prop_assert!(!words.ends_with('\n'));
        check(&words);
    }

    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(decoded) = decode(&bytes) {
            check(&decoded.text);
        }
    }
}

#[test]
fn text_without_spaces_and_one_endless_line_end_soon() {
    check(&"Абв".repeat(20_000));
    check(&"A".repeat(60_000));
    check(&"1".repeat(60_000));
    check(&"[1]".repeat(10_000));
    check(&"Ministry of ".repeat(5_000));
    check(&"Union and ".repeat(5_000));
    check(&"X, ".repeat(10_000));
    check(&"(\u{201c}«".repeat(10_000));
}

#[test]
fn nothing_and_too_much_are_refused_with_what_to_do() {
    assert_eq!(decode(b""), Err(Unreadable::Empty));
    assert_eq!(decode(b" \n\t"), Err(Unreadable::Empty));
    let large = vec![b'a'; LARGEST + 1];
    let why = decode(&large).expect_err("too large");
    assert!(why.to_string().contains("split it"));
    assert_eq!(
        decode(&[0, 1, 2, 3, 255, 0, 7, 8, 1, 1]),
        Err(Unreadable::NoText)
    );
    // One byte in twenty is a control character, the others would be letters in some encoding.
    let picture: Vec<u8> = (0..1_000_u32)
        .map(|i| if i % 20 == 0 { 1 } else { 192 + (i % 60) as u8 })
        .collect();
    assert_eq!(decode(&picture), Err(Unreadable::NoText));
    assert!(!is_html("plain"));
    assert!(read("", &Known::default()).mentions.is_empty());
}

#[test]
fn the_encodings_of_the_region_are_told_apart() {
    let russian = "Суд приговорил журналиста к двум годам лишения свободы. Он не признал вину.";
    let kazakh =
        "Қазақстанда журналистер мен құқық қорғаушылар қысымға ұшырады, үкімет жауап берген жоқ.";
    let with =
        |encoding: &'static encoding_rs::Encoding, text: &str| encoding.encode(text).0.into_owned();
    for (bytes, text, encoding) in [
        (russian.as_bytes().to_vec(), russian, Encoding::Utf8),
        (
            with(encoding_rs::WINDOWS_1251, russian),
            russian,
            Encoding::Windows1251,
        ),
        (with(encoding_rs::KOI8_R, russian), russian, Encoding::Koi8R),
        (
            with(encoding_rs::WINDOWS_1252, "Un détenu libéré à Genève."),
            "Un détenu libéré à Genève.",
            Encoding::Windows1252,
        ),
        (sixteen(russian, true, true), russian, Encoding::Utf16),
        (sixteen(russian, false, true), russian, Encoding::Utf16),
        (sixteen(russian, true, false), russian, Encoding::Utf16),
        (
            sixteen("Plain words", false, false),
            "Plain words",
            Encoding::Utf16,
        ),
        (kz_1048(kazakh), kazakh, Encoding::Kz1048),
    ] {
        let decoded = decode(&bytes).expect("it is text");
        assert_eq!(
            (decoded.text.as_str(), decoded.encoding),
            (text, encoding),
            "{}",
            encoding.name()
        );
    }
}

fn sixteen(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let units = mark
        .then_some(0xfeff)
        .into_iter()
        .chain(text.encode_utf16());
    units
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
}

/// RK 1048-2002 written from its table, independently of the reader's.
fn kz_1048(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| match c {
            'Қ' => 0x8d,
            'қ' => 0x9d,
            'Ұ' => 0xa1,
            'ұ' => 0xa2,
            'Ә' => 0xa3,
            'ә' => 0xbc,
            'Ө' => 0xa5,
            'ө' => 0xb4,
            'Ғ' => 0xaa,
            'ғ' => 0xba,
            'Ү' => 0xaf,
            'ү' => 0xbf,
            'І' => 0xb2,
            'і' => 0xb3,
            'Ң' => 0xbd,
            'ң' => 0xbe,
            c => encoding_rs::WINDOWS_1251.encode(&c.to_string()).0[0],
        })
        .collect()
}

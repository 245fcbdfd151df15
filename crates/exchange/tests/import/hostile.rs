//! Files that are broken, huge or meant to do harm.

use crate::tables::{csv, read};
use aigaq_exchange::Origin;
use aigaq_exchange::table::Row;

#[test]
fn empty_files_and_files_of_headings() {
    assert_eq!(
        csv("").unwrap_err().to_string(),
        "my.csv: is empty: the first row must hold the headings"
    );
    assert!(csv("\u{FEFF}").is_err());
    assert!(csv("\n\n").is_err());
    assert!(csv(",,,\n1,2,3,4\n").is_err());
    assert_eq!(csv("a,b\n").unwrap().1, []);
}

#[test]
fn a_thousand_columns_are_read_and_a_million_refused() {
    let wide: Vec<String> = (0..1_000).map(|n| format!("c{n}")).collect();
    let text = format!("{}\n{}\n", wide.join(","), vec!["x"; 1_000].join(","));
    let (headings, rows) = csv(text).unwrap();
    assert_eq!(headings.len(), 1_000);
    assert!(matches!(&rows[0], Row::Good { cells, .. } if cells.len() == 1_000));
    let error = csv(format!("a{}\n", ",".repeat(1_000_000))).map(|(h, _)| h.len());
    assert_eq!(
        error.unwrap_or(1),
        1,
        "empty headings at the end are no columns"
    );
    let many: Vec<String> = (0..20_000).map(|n| format!("c{n}")).collect();
    let error = csv(many.join(",")).unwrap_err().to_string();
    assert!(error.contains("columns"), "{error}");
}

#[test]
fn a_cell_at_the_limit_is_good_and_one_letter_more_is_bad() {
    for (length, good) in [(100_000, true), (100_001, false)] {
        // Letters of two and four bytes: the limit is in characters.
        for letter in ["қ", "𝒜"] {
            let (_, rows) = csv(format!("t\n{}\n", letter.repeat(length))).unwrap();
            assert_eq!(
                matches!(rows[0], Row::Good { .. }),
                good,
                "{letter} {length}"
            );
        }
    }
}

#[test]
fn a_row_of_many_long_cells_is_bad() {
    let cell = "x".repeat(90_000);
    let row = vec![cell.as_str(); 100].join(",");
    let heads: Vec<String> = (0..100).map(|n| format!("c{n}")).collect();
    let (_, rows) = csv(format!("{}\n{row}\n1{}\n", heads.join(","), ",".repeat(99))).unwrap();
    assert!(matches!(&rows[0], Row::Bad(bad) if bad.reason.english().contains("longer than 4 MB")));
    assert!(matches!(&rows[1], Row::Good { .. }));
}

#[test]
fn nul_bytes_put_their_row_in_quarantine() {
    let (_, rows) = csv(b"a,b\n1,x\0y\n2,z\n").unwrap();
    assert!(matches!(&rows[0], Row::Bad(bad) if bad.reason.english().contains("NUL")));
    assert!(matches!(&rows[1], Row::Good { .. }));
}

#[test]
fn what_only_calls_itself_a_workbook_is_refused() {
    for bytes in [
        b"PK\x03\x04 and nothing more".to_vec(),
        b"id,summary\n1,x\n".to_vec(),
        vec![0; 1000],
        Vec::new(),
    ] {
        let error = Origin::bytes("my.xlsx", bytes)
            .open()
            .unwrap_err()
            .to_string();
        assert!(error.contains("is no readable workbook"), "{error}");
    }
    let error = Origin::bytes("my.xls", vec![0xD0, 0xCF, 0x11, 0xE0, 1])
        .open()
        .unwrap_err();
    assert!(error.to_string().contains("save it as .xlsx"));
}

#[test]
fn a_workbook_cut_anywhere_is_refused_and_never_a_panic() {
    let mut book = aigaq_exchange::write::XlsxTables::new();
    book.sheet(
        "t",
        &["id", "text"],
        (0..50).map(|n| vec![n.to_string(), "text".to_owned()]),
    )
    .unwrap();
    let whole = book.finish().unwrap();
    for part in 1..40 {
        let cut = whole[..whole.len() * part / 40].to_vec();
        assert!(Origin::bytes("my.xlsx", cut).open().is_err());
    }
    // A flipped byte gives an error or other cells, never a panic.
    for at in (0..whole.len()).step_by(97) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x55;
        let _ = read(&Origin::bytes("my.xlsx", flipped));
    }
}

//! Cells as CSV and XLSX give them.

use aigaq_exchange::table::Row;
use aigaq_exchange::write::{CsvTable, XlsxTables};
use aigaq_exchange::{ExchangeError, Origin};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

pub fn csv(text: impl AsRef<[u8]>) -> Result<(Vec<String>, Vec<Row>), ExchangeError> {
    read(&Origin::bytes("my.csv", text.as_ref().to_vec()))
}

pub fn read(origin: &Origin) -> Result<(Vec<String>, Vec<Row>), ExchangeError> {
    let table = origin.open()?;
    let headings = table.headings.clone();
    Ok((headings, table.collect::<Result<_, _>>()?))
}

fn cells(row: &Row) -> Vec<&str> {
    match row {
        Row::Good { cells, .. } => cells.iter().map(String::as_str).collect(),
        Row::Bad(bad) => panic!("{bad:?}"),
    }
}

#[test]
fn csv_is_read_as_people_save_it() {
    for (text, wanted) in [
        ("a,b\n1,2\n", vec![vec!["1", "2"]]),
        ("a,b\r\n1,2\r\n", vec![vec!["1", "2"]]),
        ("a,b\r1,2\r", vec![vec!["1", "2"]]),
        ("a,b\n1,2", vec![vec!["1", "2"]]),
        ("\u{FEFF}a;b\n1;2,5\n", vec![vec!["1", "2,5"]]),
        ("a\tb\n1\t\"x\ty\"\n", vec![vec!["1", "x\ty"]]),
        (
            "a,b\n\"one\ntwo\",\"say \"\"no\"\"\"\n",
            vec![vec!["one\ntwo", "say \"no\""]],
        ),
        ("a,b\n  x  ,\" y \"\n", vec![vec!["x", "y"]]),
        ("a,b\n\n,\n1,2\n", vec![vec!["1", "2"]]),
        ("a,b,\n1,2,\n", vec![vec!["1", "2"]]),
        ("a;b\n\"1\";\n", vec![vec!["1", ""]]),
        ("a,b\n5'9\",tall\n", vec![vec!["5'9\"", "tall"]]),
        ("a,b\n\"x\" ,y\n", vec![vec!["x", "y"]]),
    ] {
        let (headings, rows) = csv(text).unwrap();
        assert_eq!(headings, ["a", "b"], "{text:?}");
        assert_eq!(
            rows.iter().map(cells).collect::<Vec<_>>(),
            wanted,
            "{text:?}"
        );
    }
}

#[test]
fn a_row_of_another_length_is_bad_and_the_next_is_good() {
    let (_, rows) = csv("a,,b\n1,2,3\n1,,3\n").unwrap();
    assert!(
        matches!(&rows[0], Row::Bad(bad) if bad.reason.english().contains("column 2, where there is no heading"))
    );
    assert_eq!(cells(&rows[1]), ["1", "", "3"]);
    let (_, rows) = csv("a,b\n1\n1,2,3\n\"x\"y,2\n1,2\n").unwrap();
    let reasons: Vec<(u64, String)> = rows
        .iter()
        .filter_map(|row| match row {
            Row::Bad(bad) => Some((bad.line, bad.reason.to_string())),
            Row::Good { .. } => None,
        })
        .collect();
    assert_eq!(reasons.len(), 3);
    assert!(
        reasons[0]
            .1
            .starts_with("the row has 1 cells where the headings have 2")
    );
    assert!(reasons[1].1.starts_with("the row has 3 cells"));
    assert!(reasons[2].1.contains("behind the closing quotation mark"));
    assert_eq!([reasons[0].0, reasons[1].0, reasons[2].0], [2, 3, 4]);
    assert_eq!(cells(&rows[3]), ["1", "2"]);
}

#[test]
fn broken_utf8_names_line_and_byte_and_what_to_do() {
    let error = csv(b"name,b\nok,1\nAlma,\xC0\xEB\xEC\n")
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "my.csv, line 3: byte 18 of the file (0xC0) is not UTF-8: save the table as “CSV UTF-8” and import it again"
    );
    let error = csv(b"n\n\"one\ntwo \xFF\"\n").unwrap_err().to_string();
    assert!(
        error.contains("line 3: byte 12 of the file (0xFF)"),
        "{error}"
    );
    let error = csv(b"\xEF\xBB\xBFn\nx\n\xFF\n").unwrap_err().to_string();
    assert!(error.contains("line 3: byte 8 "), "{error}");
    let error = csv(b"\xFF\xFEa\0").unwrap_err().to_string();
    assert!(error.contains("UTF-16"), "{error}");
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_named_with_its_line() {
    let error = csv("a,b\n1,2\n3,\"4\n5,6\n").unwrap_err().to_string();
    assert!(
        error.starts_with("my.csv, line 3: the quotation mark opened in column 2"),
        "{error}"
    );
}

#[test]
fn a_workbook_gives_dates_numbers_and_stored_values() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["text", "day", "whole", "part", "yes", "formula", "sum"]
        .iter()
        .enumerate()
    {
        sheet.write_string(2, column as u16, *heading).unwrap();
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_string(3, 0, " Құқық ").unwrap();
    sheet
        .write_datetime_with_format(3, 1, ExcelDateTime::from_ymd(2020, 6, 9).unwrap(), &day)
        .unwrap();
    sheet.write_number(3, 2, 1414.0).unwrap();
    sheet.write_number(3, 3, 0.1 + 0.2).unwrap();
    sheet.write_boolean(3, 4, true).unwrap();
    sheet
        .write_formula(3, 5, Formula::new("=1+1").set_result("2"))
        .unwrap();
    sheet.write_string(3, 6, "=cmd()").unwrap();
    sheet.write_string(5, 0, "next").unwrap();
    sheet.write_string(6, 9, "far out").unwrap();
    let origin = Origin::bytes("my.xlsx", book.save_to_buffer().unwrap());
    let (headings, rows) = read(&origin).unwrap();
    assert_eq!(headings.len(), 7);
    assert_eq!(
        cells(&rows[0]),
        ["Құқық", "2020-06-09", "1414", "0.3", "yes", "2", "=cmd()"]
    );
    assert!(matches!(&rows[1], Row::Good { line: 6, .. }));
    let Row::Bad(bad) = &rows[2] else {
        panic!("{rows:?}");
    };
    assert!(
        bad.reason
            .english()
            .contains("column 10, where there is no heading")
    );
}

#[test]
fn a_sheet_is_found_by_its_name() {
    let mut book = XlsxTables::new();
    book.sheet("one", &["a"], [vec!["1"]]).unwrap();
    book.sheet("two", &["b"], [vec!["2"]]).unwrap();
    let origin = Origin::bytes("my.xlsx", book.finish().unwrap());
    assert_eq!(origin.open_sheet(Some("two")).unwrap().headings, ["b"]);
    let error = origin.open_sheet(Some("three")).unwrap_err().to_string();
    assert_eq!(
        error,
        "my.xlsx: has no sheet “three”; its sheets are: one, two"
    );
}

#[test]
fn what_is_written_is_read_again() {
    let rows = [
        vec!["plain", "007", "-2.6"],
        vec!["two\nlines", "say \"no\"", "a;b,c\td"],
        vec!["Құқық", "1e5", "2020-06"],
    ];
    let mut out = CsvTable::new("t.csv", Vec::new(), &["a", "b", "c"]).unwrap();
    let mut book = XlsxTables::new();
    for row in &rows {
        out.row(row).unwrap();
    }
    book.sheet("t", &["a", "b", "c"], rows.iter().cloned())
        .unwrap();
    let from_csv = csv(out.finish().unwrap()).unwrap().1;
    let from_xlsx = read(&Origin::bytes("t.xlsx", book.finish().unwrap()))
        .unwrap()
        .1;
    for (n, row) in rows.iter().enumerate() {
        assert_eq!(cells(&from_csv[n]), *row);
        assert_eq!(cells(&from_xlsx[n]), *row);
    }
}

#[test]
fn formulas_are_written_as_text() {
    let mut out = CsvTable::new("t.csv", Vec::new(), &["a"]).unwrap();
    out.row(&["=1+1"]).unwrap();
    let text = String::from_utf8(out.finish().unwrap()).unwrap();
    assert!(text.ends_with("'=1+1\r\n"), "{text:?}");
}

//! How much memory hostile files cost. One test, so that nothing else runs in the process meanwhile.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use aigaq_exchange::Origin;
use aigaq_exchange::table::Row;
use std::io::Write;

/// The most memory this process ever held, where the system tells.
fn peak_kilobytes() -> u64 {
    std::fs::read_to_string("/proc/self/status")
        .unwrap_or_default()
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}

fn growing_less_than(kilobytes: u64, work: impl FnOnce()) {
    let before = peak_kilobytes();
    work();
    let grown = peak_kilobytes().saturating_sub(before);
    assert!(grown < kilobytes, "{grown} kB");
}

#[test]
fn hostile_files_cost_little_memory() {
    growing_less_than(20_000, a_hundred_megabytes_in_one_cell_cost_only_their_row);
    growing_less_than(60_000, a_zip_bomb_is_measured_before_it_is_unpacked);
    growing_less_than(60_000, a_cell_far_out_does_not_become_a_rectangle);
}

fn a_hundred_megabytes_in_one_cell_cost_only_their_row() {
    let mut file = tempfile::NamedTempFile::with_suffix(".csv").unwrap();
    let piece = vec![b'x'; 1 << 20];
    file.write_all(b"id,text\n1,short\n2,\"").unwrap();
    for _ in 0..100 {
        file.write_all(&piece).unwrap();
    }
    file.write_all("\"\n3,Құқық\n".as_bytes()).unwrap();
    let table = Origin::File(file.path().to_owned()).open().unwrap();
    let rows: Vec<Row> = table.collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), 3);
    let Row::Bad(bad) = &rows[1] else {
        panic!("the long row is good");
    };
    assert_eq!((bad.line, bad.column.as_str()), (3, "text"));
    assert!(
        bad.reason
            .english()
            .contains("longer than 100000 characters")
    );
    assert!(bad.value.chars().count() <= 200);
    assert!(matches!(&rows[2], Row::Good { cells, .. } if cells[1] == "Құқық"));
}

fn a_zip_bomb_is_measured_before_it_is_unpacked() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(
        "xl/sharedStrings.xml",
        zip::write::SimpleFileOptions::default(),
    )
    .unwrap();
    let piece = vec![b' '; 1 << 20];
    for _ in 0..450 {
        zip.write_all(&piece).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 2_000_000);
    let error = Origin::bytes("bomb.xlsx", bomb)
        .open()
        .unwrap_err()
        .to_string();
    assert!(error.contains("more than 400 MB when unpacked"), "{error}");
}

fn a_cell_far_out_does_not_become_a_rectangle() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "id").unwrap();
    sheet.write_string(0, 16_383, "last").unwrap();
    for row in 1..200 {
        sheet.write_string(row * 5_000, 16_383, "x").unwrap();
    }
    let table = Origin::bytes("far.xlsx", book.save_to_buffer().unwrap())
        .open()
        .unwrap();
    assert_eq!(table.headings.len(), 16_384);
    let mut good = 0;
    for row in table {
        assert!(matches!(row.unwrap(), Row::Good { cells, .. } if cells[16_383] == "x"));
        good += 1;
    }
    assert_eq!(good, 199);
}

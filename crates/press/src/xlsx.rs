//! The tables of a document as a workbook: a sheet for each, what they show and what must be said of them on the first.

use aigaq_exchange::ExchangeError;
use aigaq_exchange::write::XlsxTables;
use aigaq_publishing::csv::{Sheet, all_sheets, line_text};
use aigaq_publishing::{Document, Phrases};

/// The longest name of a sheet that programs take.
const LONGEST_NAME: usize = 31;

/// Why no workbook was made.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be written: {0}")]
pub struct XlsxError(#[from] ExchangeError);

/// The document as an .xlsx file. All cells are text or plain numbers, none is a formula.
///
/// # Errors
/// [`XlsxError`] when a table has more rows than a sheet can hold.
pub fn xlsx(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let sheets = all_sheets(document);
    let names: Vec<String> = (1..)
        .zip(&sheets)
        .map(|(at, sheet)| name(at, sheet))
        .collect();
    let mut book = XlsxTables::new();
    let phrases = Phrases::of(document.language);
    let mut first: Vec<Vec<String>> = document
        .facts
        .iter()
        .map(|fact| {
            vec![
                fact.label.clone(),
                line_text(&fact.content, document.language),
            ]
        })
        .collect();
    for (name, sheet) in names.iter().zip(&sheets) {
        first.push(vec![name.clone(), sheet.title.clone()]);
        let remarks = sheet.remarks.iter();
        first.extend(remarks.map(|remark| vec![String::new(), remark.clone()]));
    }
    book.sheet(
        &format!("0 {}", phrases.say("page.contents")),
        &[&document.title],
        first,
    )?;
    for (name, sheet) in names.iter().zip(sheets) {
        let mut rows = sheet.rows.into_iter();
        let head = rows.next().unwrap_or_default();
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        book.sheet(name, &head, rows)?;
    }
    Ok(book.finish()?)
}

/// A number, so that no two are the same, and the short name of the table.
fn name(number: usize, sheet: &Sheet) -> String {
    let whole = format!("{number} {}", sheet.stem);
    let fits = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-');
    whole.chars().filter(fits).take(LONGEST_NAME).collect()
}

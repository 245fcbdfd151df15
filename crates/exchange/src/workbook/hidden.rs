//! What a workbook hides: rows that a filter left out, columns folded away, whole sheets. They are read like the
//! others; but whoever imports them should know, for they may be what somebody did not want to show.

use super::notes::{Archive, attribute, part, related, resolved, sheets};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeSet, HashMap};
use std::io::Cursor;
use std::sync::Arc;

/// What is hidden on a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Hidden {
    /// The sheet itself.
    pub(crate) sheet: bool,
    /// Rows, counted from 0.
    pub(crate) rows: BTreeSet<u32>,
    /// First and last column, counted from 0.
    columns: Vec<(u32, u32)>,
}

impl Hidden {
    pub(crate) fn column(&self, column: u32) -> bool {
        self.columns
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&column))
    }
}

/// What each sheet hides. The workbook was measured before; a part that is not there or broken hides nothing.
pub(crate) fn of_sheets(bytes: &Arc<[u8]>) -> HashMap<String, Hidden> {
    let Ok(mut archive) = Archive::new(Cursor::new(Arc::clone(bytes))) else {
        return HashMap::new();
    };
    let targets = related(&mut archive, "xl/_rels/workbook.xml.rels", "/worksheet");
    let book = part(&mut archive, "xl/workbook.xml");
    sheets(&book)
        .into_iter()
        .filter_map(|sheet| {
            let path = resolved("xl", targets.get(&sheet.id)?);
            let mut hidden = of_sheet(&part(&mut archive, &path));
            hidden.sheet = sheet.is_hidden;
            Some((sheet.name, hidden)).filter(|(_, hidden)| *hidden != Hidden::default())
        })
        .collect()
}

fn of_sheet(text: &str) -> Hidden {
    let mut hidden = Hidden::default();
    let mut reader = Reader::from_str(text);
    while let Ok(event) = reader.read_event() {
        let (Event::Start(element) | Event::Empty(element)) = event else {
            if matches!(event, Event::Eof) {
                break;
            }
            continue;
        };
        let name = element.local_name();
        if !matches!(name.as_ref(), "row" | "col") {
            continue;
        }
        let says = |name: &str| attribute(&element, name);
        if !says("hidden").is_some_and(|said| said == "1" || said == "true") {
            continue;
        }
        let number = |name: &str| says(name)?.parse::<u32>().ok()?.checked_sub(1);
        if name.as_ref() == "row" {
            hidden.rows.extend(number("r"));
        } else {
            hidden.columns.extend(number("min").zip(number("max")));
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_and_columns_are_known() {
        let hidden = of_sheet(
            "<worksheet><cols><col min=\"3\" max=\"4\" hidden=\"1\"/><col min=\"6\" max=\"6\"/></cols>
             <sheetData><row r=\"2\" hidden=\"1\"><c r=\"A2\"/></row><row r=\"3\" hidden=\"0\"/><row r=\"0\" hidden=\"1\"/></sheetData></worksheet>",
        );
        assert_eq!(hidden.rows, BTreeSet::from([1]));
        let columns: Vec<bool> = (0..6).map(|column| hidden.column(column)).collect();
        assert_eq!(columns, [false, false, true, true, false, false]);
    }
}

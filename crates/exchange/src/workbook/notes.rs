//! Notes on cells (comments): a spreadsheet program keeps them apart from the sheet, and they often say what matters
//! most («просил не звонить»). They are read, so that none is lost.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Read};
use std::sync::Arc;

/// Notes by row and column, counted from 0.
pub(crate) type Notes = BTreeMap<(u32, u32), String>;

/// A workbook as the archive it is.
pub(crate) type Archive = zip::ZipArchive<Cursor<Arc<[u8]>>>;

/// The notes of each sheet. The workbook was measured before; a part that is not there or broken holds none.
pub(crate) fn of_sheets(bytes: &Arc<[u8]>) -> HashMap<String, Notes> {
    let mut all = HashMap::new();
    let Ok(mut archive) = Archive::new(Cursor::new(Arc::clone(bytes))) else {
        return all;
    };
    let targets = related(&mut archive, "xl/_rels/workbook.xml.rels", "/worksheet");
    let book = part(&mut archive, "xl/workbook.xml");
    for Named {
        name: sheet, id, ..
    } in sheets(&book)
    {
        let Some(target) = targets.get(&id) else {
            continue;
        };
        let path = resolved("xl", target);
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
        let beside = format!("{folder}/_rels/{file}.rels");
        let mut notes = Notes::new();
        for comments in related(&mut archive, &beside, "/comments").values() {
            let path = resolved(folder, comments);
            notes.extend(comments_of(&part(&mut archive, &path)));
        }
        if !notes.is_empty() {
            all.insert(sheet, notes);
        }
    }
    all
}

pub(crate) fn part(archive: &mut Archive, path: &str) -> String {
    let mut text = String::new();
    if let Ok(mut file) = archive.by_name(path)
        && file.read_to_string(&mut text).is_err()
    {
        text.clear();
    }
    text
}

/// `../comments1.xml` beside `xl/worksheets`, `/xl/comments1.xml` from the top.
pub(crate) fn resolved(folder: &str, target: &str) -> String {
    if let Some(from_top) = target.strip_prefix('/') {
        return from_top.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for piece in target.split('/') {
        match piece {
            ".." => {
                path.pop();
            }
            "." | "" => {}
            name => path.push(name),
        }
    }
    path.join("/")
}

pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// Relationships of a kind: id → target.
pub(crate) fn related(archive: &mut Archive, path: &str, kind: &str) -> HashMap<String, String> {
    let mut all = HashMap::new();
    let text = part(archive, path);
    let mut reader = Reader::from_str(&text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element)
                if attribute(&element, "Type").is_some_and(|t| t.ends_with(kind)) =>
            {
                let (id, target) = (attribute(&element, "Id"), attribute(&element, "Target"));
                all.extend(id.zip(target));
            }
            _ => {}
        }
    }
    all
}

/// A sheet as the workbook names it.
pub(crate) struct Named {
    pub(crate) name: String,
    /// Of the relationship that leads to it.
    pub(crate) id: String,
    pub(crate) is_hidden: bool,
}

/// The sheets of a workbook.
pub(crate) fn sheets(text: &str) -> Vec<Named> {
    let mut all = Vec::new();
    let mut reader = Reader::from_str(text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "sheet" =>
            {
                let state = attribute(&element, "state");
                let named = attribute(&element, "name").zip(attribute(&element, "id"));
                all.extend(named.map(|(name, id)| Named {
                    name,
                    id,
                    is_hidden: state.is_some_and(|s| s.to_lowercase().contains("hidden")),
                }));
            }
            _ => {}
        }
    }
    all
}

fn comments_of(text: &str) -> Notes {
    let mut notes = Notes::new();
    let mut at: Option<(u32, u32)> = None;
    let (mut said, mut inside) = (String::new(), false);
    let mut reader = Reader::from_str(text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(element) => match element.local_name().as_ref() {
                "comment" => {
                    at = attribute(&element, "ref").as_deref().and_then(place);
                    said.clear();
                }
                "t" => inside = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "comment" => {
                    if let Some(at) = at.take()
                        && !said.trim().is_empty()
                    {
                        notes.insert(at, said.trim().to_owned());
                    }
                }
                "t" => inside = false,
                _ => {}
            },
            Event::Text(words) if inside => said.push_str(&words.xml10_content()),
            Event::CData(words) if inside => said.push_str(&words.xml10_content()),
            Event::GeneralRef(name) if inside => {
                let named = quick_xml::escape::resolve_predefined_entity(&name);
                match (name.resolve_char_ref(), named) {
                    (Ok(Some(c)), _) => said.push(c),
                    (_, Some(text)) => said.push_str(text),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    notes
}

/// `F8` as row and column, counted from 0.
fn place(cell: &str) -> Option<(u32, u32)> {
    let letters = cell.len()
        - cell
            .trim_start_matches(|c: char| c.is_ascii_uppercase())
            .len();
    let row: u32 = cell[letters..].parse().ok()?;
    let mut column = 0_u32;
    for letter in cell[..letters].bytes() {
        column = column
            .checked_mul(26)?
            .checked_add(u32::from(letter - b'A') + 1)?;
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_paths_are_read() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("AB10"), Some((9, 27)));
        for wrong in ["", "A", "1", "a1", "A0", "AAAAAAAAAAAA1"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
        assert_eq!(
            resolved("xl/worksheets", "../comments1.xml"),
            "xl/comments1.xml"
        );
        assert_eq!(
            resolved("xl", "/xl/worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(
            resolved("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
    }

    #[test]
    fn a_note_keeps_its_words_and_signs() {
        let notes = comments_of(
            "<comments><commentList><comment ref=\"F8\"><text><r><t>А:</t></r><r><t> не &lt;звонить&gt; &amp; &#1081;</t></r></text></comment><comment ref=\"?\"><text><t>x</t></text></comment></commentList></comments>",
        );
        assert_eq!(
            notes,
            Notes::from([((7, 5), "А: не <звонить> & й".to_owned())])
        );
    }
}

//! Documents of word processors (Office Open XML, ISO/IEC 29500-1), read as a text with blocks.
//!
//! Changes that wait are read as accepted; hidden words, comments and field codes are no words. Notes stand behind the
//! text, numbered as they are cited, footnotes and endnotes together. Where a link leads stands behind its words, unless
//! they say it. A row of a table is a block, its cells parted by
//! bars. Heads and feet of pages stand at the end, as furniture. Nothing is fetched, and no entity is expanded.

mod body;
mod parts;
mod styles;

use crate::failure::Failure;
use aigaq_reading::{Laid, PartKind};
use body::{Body, Cited, NoteId, Read};
use parts::{Parts, Piece, attribute};
use std::collections::HashMap;
use styles::{Role, Styles};

/// The text of a docx, with what it tells of its parts.
///
/// # Errors
/// [`Failure::Archive`] where it is another packed file, [`Failure::Locked`], [`Failure::Damaged`], or
/// [`Failure::Swollen`] when it unpacks to more than it may.
pub(crate) fn docx(bytes: &[u8]) -> Result<Laid, Failure> {
    let mut parts = Parts::of(bytes)?;
    let Some(main) = main_part(&mut parts)? else {
        return Err(Failure::Archive);
    };
    let folder = main.rfind('/').map_or("", |at| &main[..=at]).to_owned();
    let styles = Styles::of(&mut parts, &folder)?;
    let mut cited = Cited::default();
    let (_, own) = main.split_at(folder.len());
    let addresses = addresses(&mut parts, &format!("{folder}_rels/{own}.rels"))?;
    let body = Body::new(&styles)
        .citing(&mut cited)
        .leading_to(&addresses)
        .read(&mut parts, &main)?;
    let mut laid = Laid::default();
    for block in &body {
        laid.push(&block.words, kind_of(block));
    }
    let notes = notes(&mut parts, &styles, &folder)?;
    for (number, id) in (1..).zip(&cited.order) {
        let words = notes.get(id).map(String::as_str).unwrap_or_default();
        laid.push(&format!("[{number}] {words}"), Some(PartKind::Note));
    }
    let mut seen = Vec::new();
    for place in ["header", "footer"] {
        for part in parts.named(&format!("{folder}{place}"), ".xml") {
            for block in Body::new(&styles).read(&mut parts, &part)? {
                if !seen.contains(&block.words) && seen.len() < 100 {
                    laid.push(&block.words, Some(PartKind::Furniture));
                    seen.push(block.words);
                }
            }
        }
    }
    Ok(laid)
}

fn kind_of(block: &Read) -> Option<PartKind> {
    if block.row {
        return Some(PartKind::Caption);
    }
    Some(match block.role? {
        Role::Title => PartKind::Title,
        Role::Heading => PartKind::Heading,
        Role::Item => PartKind::Item,
        Role::Furniture => PartKind::Furniture,
    })
}

/// The part with the text, as the relations of the file name it.
fn main_part(parts: &mut Parts<'_>) -> Result<Option<String>, Failure> {
    let mut named = None;
    relations(parts, "_rels/.rels", |kind, _, target| {
        if kind.ends_with("/officeDocument") {
            named.get_or_insert(target.trim_start_matches('/').to_owned());
        }
    })?;
    let usual = "word/document.xml".to_owned();
    // A workbook and slides are packed so too; their main parts have other names.
    let is_text = |name: &String| {
        let own = name.rsplit('/').next().unwrap_or_default();
        own.starts_with("document") && own.ends_with(".xml")
    };
    Ok([named, Some(usual)]
        .into_iter()
        .flatten()
        .find(|name| is_text(name) && parts.has(name)))
}

/// Each relation: its type, its id, what it leads to.
fn relations(
    parts: &mut Parts<'_>,
    name: &str,
    mut take: impl FnMut(&str, String, String),
) -> Result<(), Failure> {
    parts.each(name, |piece| {
        if let Piece::Opens(tag) = piece
            && tag.local_name().as_ref() == "Relationship"
            && let (Some(kind), Some(id), Some(target)) = (
                attribute(tag, "Type"),
                attribute(tag, "Id"),
                attribute(tag, "Target"),
            )
        {
            take(&kind, id, target);
        }
        Ok(())
    })
}

/// Where the links of a part lead, by their ids.
fn addresses(parts: &mut Parts<'_>, relation: &str) -> Result<HashMap<String, String>, Failure> {
    let mut all = HashMap::new();
    relations(parts, relation, |kind, id, target| {
        if kind.ends_with("/hyperlink") {
            all.insert(id, target);
        }
    })?;
    Ok(all)
}

/// The words of all notes.
fn notes(
    parts: &mut Parts<'_>,
    styles: &Styles,
    folder: &str,
) -> Result<HashMap<NoteId, String>, Failure> {
    let mut all: HashMap<NoteId, String> = HashMap::new();
    for (at_the_end, name) in [(false, "footnotes"), (true, "endnotes")] {
        let addresses = addresses(parts, &format!("{folder}_rels/{name}.xml.rels"))?;
        let body = Body::new(styles).leading_to(&addresses);
        for block in body.read(parts, &format!("{folder}{name}.xml"))? {
            let Some(id) = block.note else {
                continue;
            };
            let words = all.entry((at_the_end, id)).or_default();
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&block.words);
        }
    }
    Ok(all)
}

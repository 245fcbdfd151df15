//! What the styles of a document make of its paragraphs. Built-in styles have English names in every language of the
//! program that wrote the file; their ids differ.

use super::parts::{Parts, Piece, attribute};
use crate::failure::Failure;
use std::collections::HashMap;

/// Longest chain of styles based on one another that is followed.
const LONGEST_CHAIN: usize = 32;

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Heading,
    Item,
    /// A line of a table of contents, of a running head or foot.
    Furniture,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    role: Option<Role>,
}

/// The styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    pub(super) fn of(parts: &mut Parts<'_>, folder: &str) -> Result<Self, Failure> {
        let mut all: HashMap<String, Style> = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        parts.each(&format!("{folder}styles.xml"), |piece| {
            match piece {
                Piece::Opens(tag) => match (tag.local_name().as_ref(), &mut open) {
                    ("style", _) => {
                        let id = attribute(tag, "styleId").unwrap_or_default();
                        open = Some((id, Style::default()));
                    }
                    ("name", Some((_, style))) => {
                        let name = attribute(tag, "val").unwrap_or_default();
                        style.role = style.role.or_else(|| role_of(&name));
                    }
                    ("basedOn", Some((_, style))) => style.based_on = attribute(tag, "val"),
                    ("outlineLvl", Some((_, style)))
                        if is_outlined(attribute(tag, "val").as_deref()) =>
                    {
                        style.role = style.role.or(Some(Role::Heading));
                    }
                    ("numPr", Some((_, style))) => style.role = style.role.or(Some(Role::Item)),
                    _ => {}
                },
                Piece::Closes("style") => all.extend(open.take()),
                Piece::Closes(_) | Piece::Words(_) => {}
            }
            Ok(())
        })?;
        Ok(Self(all))
    }

    /// What a style makes of a paragraph, or the one it is based on.
    pub(super) fn role(&self, id: &str) -> Option<Role> {
        let mut id = id;
        for _ in 0..LONGEST_CHAIN {
            let style = self.0.get(id)?;
            if style.role.is_some() {
                return style.role;
            }
            id = style.based_on.as_deref()?;
        }
        None
    }
}

/// Levels 0 to 8 are headings, 9 is running text.
pub(super) fn is_outlined(level: Option<&str>) -> bool {
    level
        .and_then(|level| level.parse::<u8>().ok())
        .is_some_and(|level| level < 9)
}

fn role_of(name: &str) -> Option<Role> {
    let name = name.to_lowercase();
    match name.as_str() {
        "title" => Some(Role::Title),
        "header" | "footer" | "page number" | "toc heading" => Some(Role::Furniture),
        _ if name.starts_with("heading ") => Some(Role::Heading),
        _ if name.starts_with("toc ") => Some(Role::Furniture),
        _ if name.starts_with("list ") && name != "list paragraph" => Some(Role::Item),
        _ => None,
    }
}

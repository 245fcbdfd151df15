//! According to whom: the sources of a row.

use super::Common;
use crate::workbook::read::Reading;
use crate::workbook::read::cells::text;
use crate::workbook::role::Role;
use crate::workbook::shared::{LINK, SOURCE, words};
use crate::workbook::telling::{RowTold, SayTold, What};

impl Reading<'_> {
    /// The sources of the row: addresses with the names that stand beside them, else names.
    pub(super) fn sources(&mut self, row: u32, told: &mut RowTold, common: &mut Common) {
        let mut names: Vec<(usize, String)> = Vec::new();
        let mut links: Vec<String> = Vec::new();
        for role in [Role::Source, Role::Link] {
            for cell in self.filled(row, role) {
                if cell.state().is_some() {
                    continue;
                }
                let mut without = String::new();
                for piece in cell.text().split_inclusive(char::is_whitespace) {
                    let bare = piece.trim().trim_end_matches([',', ';', ')']);
                    if bare.starts_with("http://") || bare.starts_with("https://") {
                        links.push(bare.to_owned());
                    } else {
                        without.push_str(piece);
                    }
                }
                links.extend(cell.cell.link.clone());
                let pieces = without.split([';', '\n']).map(words);
                names.extend(
                    pieces
                        .filter(|name| name.chars().any(char::is_alphanumeric))
                        .map(|name| (cell.nth, name)),
                );
            }
        }
        let mut once = std::collections::HashSet::new();
        links.retain(|link| once.insert(link.clone()));
        let beside = |nth: usize| match names.len() {
            1 => names.first(),
            n if n == links.len() => names.get(nth),
            _ => None,
        };
        for (nth, link) in links.iter().enumerate() {
            if let Some((column, name)) = beside(nth)
                && !self.shared.know(LINK, link, "title", text(name))
            {
                // The address has another title already: this one is kept beside it.
                let said = format!("{}: {name}", self.headings[*column]);
                common.kept.push(SayTold {
                    property: "original_code",
                    column: *column,
                    rule: None,
                    what: What::Value(text(&said)),
                });
            }
            told.sources.push((LINK, link.clone()));
        }
        if links.is_empty() || beside(0).is_none() {
            let titles = names.into_iter().map(|(_, name)| (SOURCE, name));
            told.sources.extend(titles);
        }
        let mut once = std::collections::HashSet::new();
        told.sources.retain(|source| once.insert(source.clone()));
    }
}

//! The blocks of a part: its paragraphs as they are read when changes are accepted, without what is hidden.

use super::parts::{Parts, Piece, attribute, damaged};
use super::styles::{Role, Styles, is_outlined};
use crate::failure::Failure;
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// Most paragraphs one within another (text boxes in text boxes).
const DEEPEST: usize = 100;

/// Which note: of the foot of a page or of the end of the document, with its id in its part.
pub(super) type NoteId = (bool, String);

/// Notes in the order in which they are cited first.
#[derive(Debug, Default)]
pub(super) struct Cited {
    pub(super) order: Vec<NoteId>,
    numbers: HashMap<NoteId, usize>,
}

impl Cited {
    fn number(&mut self, id: NoteId) -> usize {
        if let Some(number) = self.numbers.get(&id) {
            return *number;
        }
        self.order.push(id.clone());
        self.numbers.insert(id, self.order.len());
        self.order.len()
    }
}

/// A paragraph, or a row of a table.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) words: String,
    pub(super) role: Option<Role>,
    /// It is a row of a table.
    pub(super) row: bool,
    /// Of a note, its id.
    pub(super) note: Option<String>,
}

#[derive(Debug, Default)]
struct Paragraph {
    words: String,
    style: Option<String>,
    outlined: bool,
    numbered: bool,
}

/// Reads the blocks of a part.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    /// Addresses by the ids of links: those of a note are what it cites and stand behind its words, in the text each stands
    /// in brackets behind its own.
    addresses: Option<&'s HashMap<String, String>>,
    cited: Option<&'s mut Cited>,
    blocks: Vec<Read>,
    open: Vec<Paragraph>,
    /// Rows of tables that are open, each with its cells.
    rows: Vec<Vec<String>>,
    note: Option<String>,
    /// Addresses that the links of the note lead to.
    leads: Vec<String>,
    /// Links of the text that are open: where each leads, and where its words begin in the paragraph.
    links: Vec<(String, usize)>,
    /// How many elements are open whose words are left out.
    left_out: usize,
    /// How many elements are open that say how something was set before it was changed.
    before: usize,
    hidden: bool,
    in_run: bool,
    in_run_properties: bool,
    in_words: bool,
}

impl<'s> Body<'s> {
    pub(super) fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            addresses: None,
            cited: None,
            blocks: Vec::new(),
            open: Vec::new(),
            rows: Vec::new(),
            note: None,
            leads: Vec::new(),
            links: Vec::new(),
            left_out: 0,
            before: 0,
            hidden: false,
            in_run: false,
            in_run_properties: false,
            in_words: false,
        }
    }

    /// Numbers the notes that are cited.
    pub(super) fn citing(mut self, cited: &'s mut Cited) -> Self {
        self.cited = Some(cited);
        self
    }

    /// Puts the addresses of links behind the words of the notes.
    pub(super) fn leading_to(mut self, addresses: &'s HashMap<String, String>) -> Self {
        self.addresses = Some(addresses);
        self
    }

    pub(super) fn read(mut self, parts: &mut Parts<'_>, name: &str) -> Result<Vec<Read>, Failure> {
        parts.each(name, |piece| match piece {
            Piece::Opens(tag) => self.opens(tag),
            Piece::Closes(name) => {
                self.closes(name);
                Ok(())
            }
            Piece::Words(words) => {
                if self.in_words && self.is_read() {
                    self.put(words);
                }
                Ok(())
            }
        })?;
        // A part that breaks off within a paragraph has its words all the same.
        while !self.open.is_empty() {
            self.ends_paragraph();
        }
        Ok(self.blocks)
    }

    fn is_read(&self) -> bool {
        self.left_out == 0 && !self.hidden
    }

    fn put(&mut self, words: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.words.push_str(words);
        }
    }

    fn opens(&mut self, tag: &BytesStart<'_>) -> Result<(), Failure> {
        let name = tag.local_name();
        let name = name.as_ref();
        if is_of_before(name) {
            self.before += 1;
        }
        if self.before > 0 {
            return Ok(());
        }
        if is_left_out(name) {
            self.left_out += 1;
        }
        match name {
            "p" => {
                if self.open.len() >= DEEPEST {
                    return Err(damaged());
                }
                self.open.push(Paragraph::default());
            }
            "tr" if self.rows.len() < DEEPEST => self.rows.push(Vec::new()),
            "tr" => return Err(damaged()),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            "footnote" | "endnote" => {
                // What separates notes from the text is kept among them.
                let is_note = attribute(tag, "type").is_none_or(|kind| kind == "normal");
                self.note = attribute(tag, "id").filter(|_| is_note);
                self.leads.clear();
            }
            "r" => (self.in_run, self.hidden) = (true, false),
            "rPr" => self.in_run_properties = true,
            "vanish" if self.in_run_properties => self.hidden = is_on(tag),
            "t" => self.in_words = true,
            // Positions of tabs are named so too, outside of runs.
            "tab" | "br" | "cr" | "noBreakHyphen" if self.in_run && self.is_read() => {
                self.put(match name {
                    "br" | "cr" => "\n",
                    "noBreakHyphen" => "\u{2011}",
                    _ => " ",
                });
            }
            "footnoteReference" | "endnoteReference" if self.is_read() => {
                self.cites(name == "endnoteReference", tag);
            }
            "hyperlink" if self.note.is_none() => {
                let address = self
                    .addresses
                    .and_then(|all| all.get(&attribute(tag, "id")?));
                let begins = self.open.last().map_or(0, |p| p.words.len());
                // One that leads elsewhere in the document, or writes a letter, is open too, for its end.
                let address = address.filter(|address| address.starts_with("http"));
                if self.links.len() < DEEPEST {
                    self.links
                        .push((address.cloned().unwrap_or_default(), begins));
                }
            }
            "hyperlink" => {
                let address = self
                    .addresses
                    .and_then(|all| all.get(&attribute(tag, "id")?));
                if let Some(address) = address
                    && self.leads.last() != Some(address)
                {
                    self.leads.push(address.clone());
                }
            }
            _ => self.formats(name, tag),
        }
        Ok(())
    }

    /// What an element says of the paragraph it stands in.
    fn formats(&mut self, name: &str, tag: &BytesStart<'_>) {
        let Some(paragraph) = self.open.last_mut() else {
            return;
        };
        match name {
            "pStyle" => paragraph.style = attribute(tag, "val"),
            "outlineLvl" => paragraph.outlined = is_outlined(attribute(tag, "val").as_deref()),
            // Number 0 takes a number away that the style gives.
            "numId" => paragraph.numbered = attribute(tag, "val").is_some_and(|id| id != "0"),
            _ => {}
        }
    }

    fn cites(&mut self, at_the_end: bool, tag: &BytesStart<'_>) {
        let Some(id) = attribute(tag, "id") else {
            return;
        };
        if let Some(cited) = &mut self.cited {
            let number = cited.number((at_the_end, id));
            self.put(&format!("[{number}]"));
        }
    }

    fn closes(&mut self, name: &str) {
        if self.before > 0 {
            self.before -= usize::from(is_of_before(name));
            return;
        }
        if is_left_out(name) {
            self.left_out = self.left_out.saturating_sub(1);
        }
        match name {
            "p" => self.ends_paragraph(),
            "tr" => self.ends_row(),
            "footnote" | "endnote" => self.ends_note(),
            "hyperlink" if self.note.is_none() => self.ends_link(),
            "r" => (self.in_run, self.hidden) = (false, false),
            "rPr" => self.in_run_properties = false,
            "t" => self.in_words = false,
            _ => {}
        }
    }

    /// Where a link of the text leads stands behind its words, unless they say it or say nothing.
    fn ends_link(&mut self) {
        let Some((address, begins)) = self.links.pop() else {
            return;
        };
        let words = self.open.last().and_then(|p| p.words.get(begins..));
        let bare = address.trim_end_matches('/');
        let is_said = words.is_none_or(|words| words.trim().is_empty() || words.contains(bare));
        if !address.is_empty() && !is_said && self.left_out == 0 {
            self.put(&format!(" ({address})"));
        }
    }

    fn ends_paragraph(&mut self) {
        self.links.clear();
        let Some(paragraph) = self.open.pop() else {
            return;
        };
        let words = paragraph.words.trim();
        if words.is_empty() {
            return;
        }
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(words);
            return;
        }
        let of_style = paragraph.style.and_then(|id| self.styles.role(&id));
        let role = match of_style {
            Some(role) if role != Role::Item => Some(role),
            _ if paragraph.outlined => Some(Role::Heading),
            _ if paragraph.numbered => Some(Role::Item),
            other => other,
        };
        self.blocks.push(Read {
            words: words.to_owned(),
            role,
            row: false,
            note: self.note.clone(),
        });
    }

    fn ends_row(&mut self) {
        let Some(row) = self.rows.pop() else {
            return;
        };
        let cells: Vec<String> = row.into_iter().filter(|cell| !cell.is_empty()).collect();
        let words = cells.join(" | ");
        // A table within a table is words of the cell it stands in.
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            if !cell.is_empty() && !words.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&words);
        } else if !words.is_empty() {
            self.blocks.push(Read {
                words,
                role: None,
                row: true,
                note: self.note.clone(),
            });
        }
    }

    /// Addresses that the note does not print stand behind its words.
    fn ends_note(&mut self) {
        let Some(id) = self.note.take() else {
            return;
        };
        let own: Vec<usize> = (0..self.blocks.len())
            .rev()
            .take_while(|at| self.blocks[*at].note.as_ref() == Some(&id))
            .collect();
        let printed = |address: &str| {
            let bare = address.trim_end_matches('/');
            own.iter().any(|at| self.blocks[*at].words.contains(bare))
        };
        let more: Vec<String> = self.leads.drain(..).filter(|a| !printed(a)).collect();
        let last = own.first().and_then(|at| self.blocks.get_mut(*at));
        if let Some(last) = last
            && !more.is_empty()
        {
            let words = last.words.trim_end_matches(['.', ',', ' ']);
            last.words = format!("{words}, {}", more.join("; "));
        }
    }
}

/// Elements whose words are no part of the text: what was deleted or moved away, and what is said a second time for
/// programs that do not know the first way.
fn is_left_out(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback")
}

/// Elements that hold the properties of a paragraph, a run, a table, as they were before a change that is accepted.
fn is_of_before(name: &str) -> bool {
    name.ends_with("PrChange") || name == "numberingChange"
}

fn is_on(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
}

//! Ways through a document, in reading order.

use std::collections::BTreeMap;

use super::{Block, Document, Inline, Line, NoteId, RecordId, Section, Table, Target};

impl Document {
    /// All sections, each before its parts. With `annexes` false, annexes and
    /// their parts are left out.
    #[must_use]
    pub fn all_sections(&self, annexes: bool) -> Vec<&Section> {
        fn add<'a>(found: &mut Vec<&'a Section>, sections: &'a [Section], annexes: bool) {
            for section in sections.iter().filter(|s| annexes || !s.annex) {
                found.push(section);
                add(found, &section.parts, annexes);
            }
        }
        let mut found = Vec::new();
        add(&mut found, &self.sections, annexes);
        found
    }

    /// All tables in reading order.
    #[must_use]
    pub fn tables(&self, annexes: bool) -> Vec<&Table> {
        self.all_sections(annexes)
            .into_iter()
            .flat_map(|section| &section.blocks)
            .filter_map(|block| match block {
                Block::Table(table) => Some(table),
                Block::Paragraph(_)
                | Block::Figures(_)
                | Block::Chart(_)
                | Block::List(_)
                | Block::Definitions(_)
                | Block::Chronicle(_)
                | Block::Notice(_)
                | Block::Notes => None,
            })
            .collect()
    }

    /// How often each note is referred to.
    #[must_use]
    pub fn note_uses(&self, annexes: bool) -> BTreeMap<NoteId, usize> {
        let mut uses = BTreeMap::new();
        for line in self.lines(annexes) {
            for inline in line {
                if let Inline::NoteRef(id) = inline {
                    *uses.entry(*id).or_insert(0) += 1;
                }
            }
        }
        uses
    }

    /// What links inside the file can lead to: rows that stand for a record
    /// or a list of records, in reading order.
    #[must_use]
    pub fn targets_in_tables(&self, annexes: bool) -> Vec<Target> {
        self.tables(annexes)
            .into_iter()
            .flat_map(|table| &table.rows)
            .filter_map(|row| row.target.clone())
            .collect()
    }

    /// There is a figure whose records only the annex lists.
    #[must_use]
    pub fn counts_within_file(&self) -> bool {
        self.targets_in_tables(true)
            .iter()
            .any(|target| matches!(target, Target::Query(query) if query.is_within_file()))
    }

    /// Records that entries of a chronicle stand for, in reading order.
    #[must_use]
    pub fn records_in_chronicles(&self) -> Vec<RecordId> {
        self.all_sections(false)
            .into_iter()
            .flat_map(|section| &section.blocks)
            .filter_map(|block| match block {
                Block::Chronicle(chronicle) => Some(&chronicle.entries),
                Block::Paragraph(_)
                | Block::Table(_)
                | Block::Figures(_)
                | Block::Chart(_)
                | Block::List(_)
                | Block::Definitions(_)
                | Block::Notice(_)
                | Block::Notes => None,
            })
            .flatten()
            .filter_map(|entry| entry.record.clone())
            .collect()
    }

    /// All lines of text, notes left out.
    fn lines(&self, annexes: bool) -> Vec<&Line> {
        let mut found: Vec<&Line> = self.facts.iter().map(|fact| &fact.content).collect();
        for block in self.all_sections(annexes).iter().flat_map(|s| &s.blocks) {
            match block {
                Block::Paragraph(line) => found.push(line),
                Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    found.extend(cells.flat_map(|cell| &cell.lines));
                    found.extend(&table.notes);
                }
                Block::List(list) => found.extend(&list.items),
                Block::Definitions(terms) => found.extend(terms.iter().map(|t| &t.meaning)),
                Block::Chronicle(chronicle) => {
                    found.extend(chronicle.entries.iter().map(|entry| &entry.sources));
                }
                Block::Notice(notice) => found.extend(&notice.content),
                Block::Figures(_) | Block::Chart(_) | Block::Notes => {}
            }
        }
        found
    }
}

//! The annex: every record that a figure counts, and which figure counts which.
//!
//! What the document tells already under a number of its own (a row of a list, an entry of a chronicle) is not told
//! again. The rest stands in a table for each letter, with the columns that these records fill; records of which the
//! same little is told, such as people whose names are withheld, share a line.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Composer;
use crate::document::{
    Block, Cell, Column, Inline, Line, RecordId, Row, RowKind, Section, Table, Target,
};
use crate::input::EvidenceRecord;
use crate::phrases::Unit;

/// At least this many neighbouring records are printed as a range, and at least this many of which the same is told in
/// one line.
const MANY: usize = 3;

/// Records by their places in the annex, with their labels.
type Order<'r> = HashMap<&'r RecordId, (usize, &'r str)>;

impl Composer<'_> {
    /// Nothing when no figure has records. Records are in the order of their labels.
    pub(super) fn annex(&mut self, records: &[EvidenceRecord]) -> Option<Section> {
        if self.counted.is_empty() {
            return None;
        }
        let called: BTreeSet<&RecordId> = self.called.iter().map(|(record, _)| record).collect();
        let records: Vec<&EvidenceRecord> = records
            .iter()
            .filter(|record| !called.contains(&record.id))
            .collect();
        let mut introduction = self.phrases.say("annex.introduction");
        if !called.is_empty() {
            introduction = format!("{introduction} {}", self.phrases.say("annex.told_before"));
        }
        let mut blocks = vec![Block::Paragraph(vec![Inline::Text(introduction)])];
        for of_a_letter in records.chunk_by(|a, b| letter(a) == letter(b)) {
            blocks.extend(self.records_of_a_letter(of_a_letter));
        }
        blocks.push(self.annex_of_figures(&records));
        Some(Section {
            id: "annex".to_owned(),
            title: self.phrases.say("annex.title"),
            blocks,
            parts: Vec::new(),
            annex: true,
        })
    }

    /// The table of these records, and what is said of many at once under it.
    fn records_of_a_letter(&mut self, records: &[&EvidenceRecord]) -> Vec<Block> {
        // By their numbers: a range must not take in one that is told elsewhere.
        let place = |at: usize, label: &str| match in_order(label) {
            (_, Some(number)) => number as usize,
            (_, None) => at,
        };
        let order: Order<'_> = records
            .iter()
            .enumerate()
            .map(|(at, record)| {
                let label = record.label.as_str();
                (&record.id, (place(at, label), label))
            })
            .collect();
        let mut alike: BTreeMap<Vec<&str>, Vec<RecordId>> = BTreeMap::new();
        for record in records.iter().filter(|record| record.citations.is_empty()) {
            let same = alike.entry(told_of(record)).or_default();
            same.push(record.id.clone());
        }
        alike.retain(|_, same| same.len() >= MANY);
        let together: Vec<Line> = alike
            .iter()
            .map(|(told, same)| {
                let mut line = ranges(same, &order);
                line.push(Inline::Text(format!(": {}", told.join("; "))));
                line
            })
            .collect();
        let apart: Vec<&EvidenceRecord> = records
            .iter()
            .copied()
            .filter(|record| !record.citations.is_empty() || !alike.contains_key(&told_of(record)))
            .collect();
        match apart.as_slice() {
            [] => together.into_iter().map(Block::Paragraph).collect(),
            apart => vec![Block::Table(self.table_of_records(apart, together))],
        }
    }

    fn table_of_records(&mut self, records: &[&EvidenceRecord], notes: Vec<Line>) -> Table {
        let say = |key| self.phrases.say(key);
        type Told = fn(&EvidenceRecord) -> Cell;
        let columns: [(Column, Told); 6] = [
            (Column::short(say("column.number")), |r| {
                Cell::text(&r.label)
            }),
            (Column::text(say("column.kind")), |r| Cell::text(&r.kind)),
            (Column::date(say("column.date")), |r| {
                Cell::date(&r.date.words, &r.date.edtf)
            }),
            (Column::long(say("column.what")), |r| Cell::text(&r.what)),
            (Column::text(say("column.who")), |r| Cell::text(&r.who)),
            (Column::text(say("column.place")), |r| Cell::text(&r.place)),
        ];
        let columns: Vec<(Column, Told)> = columns
            .into_iter()
            .filter(|(_, told)| records.iter().any(|record| told(record) != Cell::empty()))
            .collect();
        let has_sources = records.iter().any(|record| !record.citations.is_empty());
        let rows = records
            .iter()
            .map(|record| {
                let mut cells: Vec<Cell> = columns.iter().map(|(_, told)| told(record)).collect();
                if has_sources {
                    cells.push(self.cite_cell(&record.citations));
                }
                Row::body(cells).of_record(Some(record.id.clone()))
            })
            .collect();
        let mut columns: Vec<Column> = columns.into_iter().map(|(column, _)| column).collect();
        if has_sources {
            columns.push(Column::short(self.phrases.say("column.sources")));
        }
        let labels: Vec<&str> = records.iter().map(|record| record.label.as_str()).collect();
        let caption = match labels.as_slice() {
            [first, .., last] => format!("{first}–{last}"),
            all => all.concat(),
        };
        let letter = records.first().and_then(|record| letter(record));
        let id = letter.map(|letter| format!("annex-records-{}", letter.to_lowercase()));
        Table {
            id: self.table_id(id.as_deref().unwrap_or("annex-records")),
            label: self.table_label(),
            caption: self.phrases.fill("annex.records", &[("labels", &caption)]),
            unit: self.phrases.unit(Unit::Records),
            columns,
            rows,
            notes,
            empty_text: String::new(),
        }
    }

    fn annex_of_figures(&mut self, records: &[&EvidenceRecord]) -> Block {
        let label = self.table_label();
        let id = self.table_id("annex-figures");
        let in_annex = records
            .iter()
            .map(|record| (&record.id, record.label.as_str()));
        let before = self
            .called
            .iter()
            .map(|(record, label)| (record, label.as_str()));
        // By number, wherever they are told: so neighbours are a range.
        let mut numbered: Vec<(&RecordId, &str)> = in_annex.chain(before).collect();
        numbered.sort_by_key(|(_, label)| in_order(label));
        let mut order = Order::new();
        for (place, (record, label)) in numbered.into_iter().enumerate() {
            order.entry(record).or_insert((place, label));
        }
        let has_parts = self.counted.iter().any(|c| c.unit == Unit::Involvements);
        let parts = has_parts.then(|| vec![Inline::Text(self.phrases.say("annex.parts"))]);
        let rows = self
            .counted
            .iter()
            .map(|counted| Row {
                cells: vec![
                    Cell::text(&counted.label),
                    Cell::text(&counted.words),
                    Cell::line(ranges(&counted.records, &order)),
                ],
                kind: RowKind::Body { depth: 0 },
                target: Some(Target::Query(counted.query.clone())),
            })
            .collect();
        Block::Table(Table {
            id,
            label,
            caption: self.phrases.say("annex.figures"),
            unit: self.phrases.unit(Unit::Figures),
            columns: vec![
                Column::text(self.phrases.say("column.figure")),
                Column::text(self.phrases.say("column.count")),
                Column::long(self.phrases.say("column.records")),
            ],
            rows,
            notes: parts.into_iter().collect(),
            empty_text: String::new(),
        })
    }
}

/// Records of one kind begin with one: A1 is an act, P1 a person.
fn letter(record: &EvidenceRecord) -> Option<char> {
    record.label.chars().next()
}

/// A2 comes before A12.
fn in_order(label: &str) -> (&str, Option<u32>) {
    let digits = label.find(|letter: char| letter.is_ascii_digit());
    let (letters, number) = label.split_at(digits.unwrap_or(label.len()));
    (letters, number.parse().ok())
}

/// All that is told of a record, but its label and its sources.
fn told_of(record: &EvidenceRecord) -> Vec<&str> {
    let told = [
        &record.kind,
        &record.date.words,
        &record.what,
        &record.who,
        &record.place,
    ];
    let told = told.into_iter().map(String::as_str);
    told.filter(|words| !words.is_empty()).collect()
}

/// Records by their labels; neighbours become a range.
fn ranges(records: &[RecordId], order: &Order<'_>) -> Line {
    let link = |record: &RecordId| Inline::RecordLink {
        record: record.clone(),
        text: order.get(record).map_or_else(
            || record.as_str().to_owned(),
            |(_, label)| (*label).to_owned(),
        ),
    };
    let place = |record: &RecordId| order.get(record).map(|(place, _)| *place);
    let placed = |record| (place(record).unwrap_or(usize::MAX), record);
    let mut sorted: Vec<(usize, &RecordId)> = records.iter().map(placed).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut line = Line::new();
    let mut rest = sorted.as_slice();
    while let Some((start, first)) = rest.first() {
        let run = match *start {
            usize::MAX => 1,
            start => rest
                .iter()
                .enumerate()
                .take_while(|(index, (place, _))| *place == start + index)
                .count(),
        };
        if !line.is_empty() {
            line.push(Inline::text(", "));
        }
        line.push(link(first));
        let taken = if run >= MANY {
            if let Some((_, last)) = rest.get(run - 1) {
                line.push(Inline::text("–"));
                line.push(link(last));
            }
            run
        } else {
            1
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::line_text;
    use crate::input::DateWords;
    use crate::notes::NotesAt;
    use crate::phrases::Phrases;
    use aigaq_schema::Language;

    fn person(label: &str, who: &str) -> EvidenceRecord {
        EvidenceRecord {
            id: RecordId::new(label),
            label: label.to_owned(),
            kind: "person".to_owned(),
            date: DateWords::default(),
            what: String::new(),
            who: who.to_owned(),
            place: String::new(),
            citations: Vec::new(),
        }
    }

    /// The blocks of these records, and what is said of many at once.
    fn told(records: &[EvidenceRecord]) -> (Vec<Block>, Vec<String>) {
        let library = BTreeMap::new();
        let mut composer = Composer::new(Phrases::of(Language::En), &library, NotesAt::End);
        let all: Vec<&EvidenceRecord> = records.iter().collect();
        let blocks = composer.records_of_a_letter(&all);
        let together = blocks.iter().flat_map(|block| match block {
            Block::Paragraph(line) => vec![line_text(line, Language::En)],
            Block::Table(table) => {
                let notes = table.notes.iter();
                notes.map(|line| line_text(line, Language::En)).collect()
            }
            _ => Vec::new(),
        });
        let together = together.collect();
        (blocks, together)
    }

    #[test]
    fn people_of_whom_nothing_is_told_share_a_line_and_empty_columns_are_left_out() {
        let withheld = "name withheld";
        let mut all: Vec<EvidenceRecord> = ["P1", "P2", "P3", "P5"]
            .map(|label| person(label, withheld))
            .to_vec();
        let (blocks, together) = told(&all);
        assert!(matches!(blocks.as_slice(), [Block::Paragraph(_)]));
        assert_eq!(together, ["P1–P3, P5: person; name withheld"]);
        all.insert(3, person("P4", "Aru Testova"));
        let (blocks, together) = told(&all);
        assert_eq!(together, ["P1–P3, P5: person; name withheld"]);
        let [Block::Table(table)] = blocks.as_slice() else {
            unreachable!("{blocks:?}");
        };
        assert_eq!(table.caption, "Records P4");
        assert_eq!(table.rows.len(), 1);
        let headings: Vec<&str> = table.columns.iter().map(|c| c.heading.as_str()).collect();
        assert_eq!(headings, ["No.", "Kind", "Who"]);
        // Two alike are not many.
        let (_, together) = told(&all[1..3]);
        assert_eq!(together, Vec::<String>::new());
    }

    #[test]
    fn labels_are_in_the_order_of_their_numbers() {
        let mut labels = vec!["P1", "A12", "A2", "A", "E3"];
        labels.sort_by_key(|label| in_order(label));
        assert_eq!(labels, ["A", "A2", "A12", "E3", "P1"]);
    }

    #[test]
    fn neighbours_become_a_range_and_strangers_stay() {
        let ids: Vec<RecordId> = (1..=6).map(|n| RecordId::new(format!("A{n}"))).collect();
        let labels: Vec<String> = ids.iter().map(|id| id.as_str().to_owned()).collect();
        let order: Order<'_> = ids
            .iter()
            .zip(&labels)
            .enumerate()
            .map(|(place, (id, label))| (id, (place, label.as_str())))
            .collect();
        let say = |wanted: &[&str]| {
            let wanted: Vec<RecordId> = wanted.iter().map(|id| RecordId::new(*id)).collect();
            line_text(&ranges(&wanted, &order), Language::En)
        };
        assert_eq!(say(&["A3", "A1", "A2", "A6", "A2"]), "A1–A3, A6");
        assert_eq!(say(&["A1", "A2"]), "A1, A2");
        assert_eq!(say(&["zz", "A4", "aa"]), "A4, aa, zz");
        assert_eq!(say(&[]), "");
    }
}

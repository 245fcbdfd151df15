//! The document as plain data for those who set it: every link resolved, every chart drawn, every column given its
//! width.

use aigaq_publishing::anchors::Places;
use aigaq_publishing::document::{
    Block, Cell, Chart, Chronicle, ChronicleEntry, Column, ColumnKind, Count, Document, Figure,
    Inline, Line, NoticeKind, Paper, Query, RecordId, Row, RowKind, Section, Table, Target,
};
use aigaq_publishing::text::{slug, web_address};
use aigaq_publishing::{Phrases, numbers, pictures};
use serde::Serialize;

use crate::columns::{self, Columns};
use crate::letters::Letters;

/// Longer addresses are printed, and are no links: the press refuses a document with one.
const MOST_OF_A_LINK: usize = 2_000;

/// The deepest heading that is set as one.
const DEEPEST: u8 = 4;
/// Rows of more letters than this may be cut by the end of a page.
const LONG_ROW: usize = 700;
/// And so entries of a chronicle, whose lines are longer: about a third of a page.
const LONG_ENTRY: usize = 1_500;

pub(crate) struct Told {
    pub(crate) language: &'static str,
    pub(crate) landscape: bool,
    pub(crate) title: String,
    pub(crate) subtitle: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) facts: Vec<(String, Vec<Piece>)>,
    pub(crate) colophon: String,
    pub(crate) words: Words,
    pub(crate) blocks: Vec<Part>,
}

#[derive(Serialize)]
pub(crate) struct Words {
    pub(crate) contents: String,
    pub(crate) note: String,
    /// What stands before the number of a page.
    pub(crate) page: String,
    pub(crate) caveat: String,
    pub(crate) by: String,
    pub(crate) law: String,
    pub(crate) outcome: String,
}

/// A piece of a line.
#[derive(Serialize)]
#[serde(tag = "k", rename_all = "kebab-case")]
pub(crate) enum Piece {
    Text {
        t: String,
    },
    Strong {
        t: String,
    },
    Emphasis {
        t: String,
    },
    Code {
        t: String,
    },
    Lang {
        t: String,
        tag: String,
    },
    /// A sign of a note; `at` is its own place, `to` that of the note.
    Note {
        t: String,
        at: Option<String>,
        to: Option<String>,
    },
    /// The same where nothing else stands in a cell: as large as other words.
    Sign {
        t: String,
        at: Option<String>,
        to: Option<String>,
    },
    Link {
        t: String,
        to: Option<String>,
    },
    /// A link back from a note.
    Back {
        t: String,
        to: String,
    },
    Web {
        t: String,
        url: String,
    },
}

/// A part of the page, in reading order.
#[derive(Serialize)]
#[serde(tag = "k", rename_all = "kebab-case")]
pub(crate) enum Part {
    Heading {
        level: u8,
        t: String,
        at: String,
        annex: bool,
    },
    Paragraph {
        line: Vec<Piece>,
    },
    Figures {
        figures: Vec<ToldFigure>,
    },
    Table(ToldTable),
    Chart {
        title: String,
        unit: String,
        alt: String,
        svg: String,
        refused: Option<String>,
        remarks: Vec<Vec<Piece>>,
    },
    List {
        numbered: bool,
        items: Vec<Vec<Piece>>,
    },
    Definitions {
        terms: Vec<(String, Vec<Piece>)>,
    },
    Chronicle {
        /// What stands one below the other, here and in tables and notes, is handed over apart: in pieces.
        #[serde(skip)]
        entries: Vec<Entry>,
    },
    Empty {
        lead: Option<String>,
        t: String,
        at: Option<String>,
    },
    Notice {
        warning: bool,
        title: String,
        lines: Vec<Vec<Piece>>,
    },
    Notes {
        #[serde(skip)]
        notes: Vec<ToldNote>,
    },
}

#[derive(Serialize)]
pub(crate) struct ToldFigure {
    pub(crate) number: Piece,
    pub(crate) unit: String,
    pub(crate) label: String,
    pub(crate) compared: Vec<(String, Piece, String)>,
    pub(crate) caveat: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct ToldTable {
    pub(crate) at: String,
    pub(crate) label: String,
    pub(crate) caption: String,
    pub(crate) unit: String,
    #[serde(flatten)]
    pub(crate) set: Columns,
    /// `left`, `right`.
    pub(crate) align: Vec<&'static str>,
    pub(crate) headings: Vec<String>,
    #[serde(skip)]
    pub(crate) rows: Vec<ToldRow>,
    pub(crate) remarks: Vec<Vec<Piece>>,
}

#[derive(Serialize)]
pub(crate) struct ToldRow {
    /// `body`, `subtotal`, `total`, `apart`.
    pub(crate) kind: &'static str,
    pub(crate) depth: u8,
    pub(crate) at: Option<String>,
    /// It may be cut by the end of a page.
    pub(crate) long: bool,
    pub(crate) cells: Vec<Vec<Vec<Piece>>>,
}

#[derive(Serialize)]
pub(crate) struct Entry {
    pub(crate) at: Option<String>,
    pub(crate) date: String,
    /// It may be cut by the end of a page.
    pub(crate) long: bool,
    pub(crate) place: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) who: Option<String>,
    pub(crate) what: Piece,
    pub(crate) sources: Vec<Piece>,
    /// What it is, and what it says: by whom, under which law, what came of it.
    pub(crate) details: Vec<(String, String)>,
}

#[derive(Serialize)]
pub(crate) struct ToldNote {
    pub(crate) number: u32,
    pub(crate) at: String,
    pub(crate) line: Vec<Piece>,
}

pub(crate) fn told(document: &Document, letters: Letters) -> Told {
    let phrases = Phrases::of(document.language);
    let mut teller = Teller {
        document,
        phrases,
        places: Places::of(document, true),
        letters,
        within: None,
    };
    let set = |text: &str| letters.set(text);
    let facts = document
        .facts
        .iter()
        .map(|fact| (teller.flow(&fact.label), teller.line(&fact.content)))
        .collect();
    let mut blocks = Vec::new();
    for section in &document.sections {
        teller.section(section, 1, &mut blocks);
    }
    let audience = phrases.say(document.audience.phrase());
    let places = [
        ("as_of", document.as_of.as_str()),
        ("audience", audience.as_str()),
    ];
    Told {
        language: document.language.tag(),
        landscape: document.paper == Paper::Landscape,
        title: set(&document.title),
        subtitle: document.subtitle.as_deref().map(set),
        organisation: document.organisation.as_deref().map(set),
        facts,
        colophon: set(&phrases.fill("page.colophon", &places)),
        words: Words {
            contents: set(&phrases.say("page.contents")),
            note: set(&phrases.say("page.note")),
            page: set(&phrases.page()),
            caveat: set(&phrases.say("page.caveat")),
            by: set(&phrases.say("page.by")),
            law: set(&phrases.say("page.law")),
            outcome: set(&phrases.say("page.outcome")),
        },
        blocks,
    }
}

struct Teller<'d> {
    document: &'d Document,
    phrases: &'static Phrases,
    places: Places,
    letters: Letters,
    /// The record that the row or entry being told stands for: it does not link to itself.
    within: Option<RecordId>,
}

impl Piece {
    /// What is printed.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text { t }
            | Self::Strong { t }
            | Self::Emphasis { t }
            | Self::Code { t }
            | Self::Lang { t, .. }
            | Self::Note { t, .. }
            | Self::Sign { t, .. }
            | Self::Link { t, .. }
            | Self::Back { t, .. }
            | Self::Web { t, .. } => t,
        }
    }
}

impl Teller<'_> {
    fn flow(&self, text: &str) -> String {
        self.letters.flowing(text, self.document.language)
    }

    fn set(&self, text: &str) -> String {
        self.letters.set(text)
    }

    fn section(&mut self, section: &Section, level: u8, parts: &mut Vec<Part>) {
        parts.push(Part::Heading {
            level,
            t: self.set(&section.title),
            at: format!("s-{}", slug(&section.id)),
            annex: section.annex,
        });
        for block in &section.blocks {
            self.block(block, parts);
        }
        for part in &section.parts {
            self.section(part, (level + 1).min(DEEPEST), parts);
        }
    }

    fn block(&mut self, block: &Block, parts: &mut Vec<Part>) {
        match block {
            Block::Paragraph(line) => parts.push(Part::Paragraph {
                line: self.line(line),
            }),
            Block::Figures(figures) => parts.push(Part::Figures {
                figures: figures.iter().map(|figure| self.figure(figure)).collect(),
            }),
            Block::Table(table) => parts.push(self.table(table)),
            Block::Chart(chart) => self.chart(chart, parts),
            Block::List(list) => parts.push(Part::List {
                numbered: list.numbered,
                items: list.items.iter().map(|item| self.line(item)).collect(),
            }),
            Block::Definitions(terms) => parts.push(Part::Definitions {
                terms: terms
                    .iter()
                    .map(|term| (sentence(&self.set(&term.term)), self.line(&term.meaning)))
                    .collect(),
            }),
            Block::Chronicle(chronicle) => parts.push(self.chronicle(chronicle)),
            Block::Notice(notice) => parts.push(Part::Notice {
                warning: notice.kind == NoticeKind::Warning,
                title: self.set(&notice.title),
                lines: notice.content.iter().map(|line| self.line(line)).collect(),
            }),
            Block::Notes => parts.push(Part::Notes {
                notes: self.notes(),
            }),
        }
    }

    fn figure(&self, figure: &Figure) -> ToldFigure {
        ToldFigure {
            number: self.number(&figure.number, figure.query.as_ref()),
            unit: self.set(figure.number.unit()),
            label: self.flow(&figure.label),
            compared: figure
                .compared
                .iter()
                .map(|other| {
                    let number = self.number(&other.number, other.query.as_ref());
                    (
                        self.set(&other.label),
                        number,
                        self.set(other.number.unit()),
                    )
                })
                .collect(),
            caveat: figure.caveat.as_deref().map(|caveat| self.flow(caveat)),
        }
    }

    fn chart(&mut self, chart: &Chart, parts: &mut Vec<Part>) {
        if chart.bars.is_empty() {
            return;
        }
        let (svg, refused) = match pictures::for_file(chart, self.document.language) {
            Ok(svg) => (self.letters.drawing(&svg), None),
            Err(why) => (String::new(), Some(self.set(&why))),
        };
        let mut remarks = Vec::new();
        if let (Some(table), Some(label)) = (&chart.data_in, &chart.data_label) {
            remarks.push(vec![Piece::Link {
                t: self.set(&self.phrases.fill("page.data_in", &[("table", label)])),
                to: Some(format!("t-{}", slug(&table.0))),
            }]);
        }
        remarks.extend(
            chart
                .not_drawn
                .iter()
                .map(|said| vec![Piece::Text { t: self.flow(said) }]),
        );
        parts.push(Part::Chart {
            title: sentence(&self.set(&chart.title)),
            unit: self.set(&self.phrases.fill("page.unit", &[("unit", &chart.unit)])),
            alt: match chart.description.trim() {
                "" => self.set(&chart.title),
                description => self.set(description),
            },
            svg,
            refused,
            remarks,
        });
        if chart.data_in.is_none() {
            parts.push(self.data_of(chart));
        }
    }

    /// The data behind a chart that no table of the document holds.
    fn data_of(&self, chart: &Chart) -> Part {
        let mut columns = vec![Column::text(&chart.heading)];
        columns.extend(chart.series.iter().map(Column::number));
        let rows = chart.bars.iter().map(|bar| {
            let mut cells = vec![Cell::text(&bar.label)];
            cells.extend(
                bar.values
                    .iter()
                    .map(|value| Cell::text(pictures::printed(*value, self.phrases))),
            );
            Row::body(cells)
        });
        let rows: Vec<Row> = rows.collect();
        let mut quiet = Teller {
            document: self.document,
            phrases: self.phrases,
            places: Places::of(self.document, true),
            letters: self.letters,
            within: None,
        };
        let set = columns::columns(&columns, &rows, (self.document, self.letters));
        Part::Table(ToldTable {
            at: String::new(),
            label: sentence(&self.set(&self.phrases.say("page.chart_data"))),
            caption: sentence(&self.set(&chart.title)),
            unit: self.set(&self.phrases.fill("page.unit", &[("unit", &chart.unit)])),
            set,
            align: columns.iter().map(align).collect(),
            headings: columns
                .iter()
                .map(|column| self.set(&column.heading))
                .collect(),
            rows: rows.iter().map(|row| quiet.row(row)).collect(),
            remarks: Vec::new(),
        })
    }

    fn table(&mut self, table: &Table) -> Part {
        let at = format!("t-{}", slug(&table.id.0));
        if table.rows.is_empty() {
            return Part::Empty {
                lead: Some(sentence(
                    &self.set(&format!("{}. {}", table.label, table.caption)),
                )),
                t: self.flow(&table.empty_text),
                at: Some(at),
            };
        }
        let document = (self.document, self.letters);
        let set = columns::columns(&table.columns, &table.rows, document);
        Part::Table(ToldTable {
            at,
            label: sentence(&self.set(&table.label)),
            caption: sentence(&self.flow(&table.caption)),
            unit: self.set(&self.phrases.fill("page.unit", &[("unit", &table.unit)])),
            set,
            align: table.columns.iter().map(align).collect(),
            headings: table
                .columns
                .iter()
                .map(|column| self.flow(&column.heading))
                .collect(),
            rows: table
                .rows
                .iter()
                .map(|row| {
                    let mut row = self.row(row);
                    // A row is as wide as its table.
                    row.cells.resize_with(table.columns.len(), Vec::new);
                    row
                })
                .collect(),
            remarks: table.notes.iter().map(|note| self.line(note)).collect(),
        })
    }

    fn row(&mut self, row: &Row) -> ToldRow {
        let at = self.places.give(row.target.as_ref());
        self.within = match &row.target {
            Some(Target::Record(record)) => Some(record.clone()),
            Some(Target::Query(_)) | None => None,
        };
        let (kind, depth) = match row.kind {
            RowKind::Body { depth } => ("body", depth),
            RowKind::Subtotal => ("subtotal", 0),
            RowKind::Total => ("total", 0),
            RowKind::Apart => ("apart", 0),
        };
        let told = ToldRow {
            kind,
            depth,
            at,
            long: row
                .cells
                .iter()
                .any(|cell| columns::letters(cell) > LONG_ROW),
            cells: row.cells.iter().map(|cell| self.cell(cell)).collect(),
        };
        self.within = None;
        told
    }

    fn cell(&mut self, cell: &Cell) -> Vec<Vec<Piece>> {
        let alone = cell
            .lines
            .iter()
            .flatten()
            .all(|inline| matches!(inline, Inline::NoteRef(_)));
        let mut lines: Vec<Vec<Piece>> = cell.lines.iter().map(|line| self.line(line)).collect();
        if alone {
            for piece in lines.iter_mut().flatten() {
                if let Piece::Note { t, at, to } = piece {
                    *piece = Piece::Sign {
                        t: std::mem::take(t),
                        at: at.take(),
                        to: to.take(),
                    };
                }
            }
        }
        lines
    }

    fn chronicle(&mut self, chronicle: &Chronicle) -> Part {
        if chronicle.entries.is_empty() {
            return Part::Empty {
                lead: None,
                t: self.flow(&chronicle.empty_text),
                at: None,
            };
        }
        Part::Chronicle {
            entries: chronicle
                .entries
                .iter()
                .map(|entry| self.entry(entry))
                .collect(),
        }
    }

    fn entry(&mut self, entry: &ChronicleEntry) -> Entry {
        let here = self.places.of_entry(entry.record.as_ref());
        let to = match here {
            Some(_) => None,
            None => entry.record.as_ref().and_then(|record| self.record(record)),
        };
        let details = [
            ("page.by", &entry.by),
            ("page.law", &entry.law),
            ("page.outcome", &entry.outcome),
        ];
        let told = details.iter().filter_map(|(_, text)| text.as_ref());
        let told = told.chain(&entry.who).chain([&entry.what]);
        let letters: usize = told.map(|text| text.chars().count()).sum();
        Entry {
            at: self.places.give(here.as_ref()),
            long: letters + columns::letters_of(&entry.sources) > LONG_ENTRY,
            date: self.set(&entry.date),
            place: entry.place.as_deref().map(|text| self.set(text)),
            number: entry.number.clone(),
            who: entry.who.as_deref().map(|text| self.set(text)),
            what: Piece::Link {
                t: self.flow(&entry.what),
                to,
            },
            sources: self.line(&entry.sources),
            details: details
                .into_iter()
                .filter_map(|(key, text)| {
                    Some((
                        self.set(&self.phrases.say(key)),
                        self.flow(text.as_deref()?),
                    ))
                })
                .collect(),
        }
    }

    /// The notes, each with links back to where it is used.
    fn notes(&mut self) -> Vec<ToldNote> {
        let document = self.document;
        let mut notes = Vec::new();
        for note in &document.notes {
            let number = note.id.0;
            let mut line = self.line(&note.content);
            let uses = self.places.uses(note.id);
            for time in 1..=uses {
                line.push(Piece::Back {
                    t: match uses {
                        1 => "↩".to_owned(),
                        _ => format!("↩{time}"),
                    },
                    to: format!("ref-{number}-{time}"),
                });
            }
            notes.push(ToldNote {
                number,
                at: format!("note-{number}"),
                line,
            });
        }
        notes
    }

    fn line(&mut self, line: &Line) -> Vec<Piece> {
        line.iter().flat_map(|inline| self.piece(inline)).collect()
    }

    fn piece(&mut self, inline: &Inline) -> Vec<Piece> {
        vec![match inline {
            Inline::Text(text) => Piece::Text { t: self.flow(text) },
            Inline::Strong(text) => Piece::Strong { t: self.flow(text) },
            Inline::Emphasis(text) => Piece::Emphasis { t: self.flow(text) },
            Inline::Code(text) => Piece::Code { t: self.set(text) },
            Inline::InLanguage { language, text } => match known_tag(language) {
                Some(tag) => Piece::Lang {
                    t: self.set(text),
                    tag,
                },
                None => Piece::Text { t: self.set(text) },
            },
            Inline::NoteRef(id) => {
                let time = self.places.refer(*id);
                Piece::Note {
                    t: id.0.to_string(),
                    at: time.map(|time| format!("ref-{}-{time}", id.0)),
                    to: time.map(|_| format!("note-{}", id.0)),
                }
            }
            Inline::RecordLink { record, text } => Piece::Link {
                t: self.flow(text),
                to: self.record(record),
            },
            Inline::CountLink { count, query } => {
                let unit = format!("\u{A0}{}", self.set(count.unit()));
                return vec![self.number(count, query.as_ref()), Piece::Text { t: unit }];
            }
            Inline::NumberLink { count, query } => self.number(count, query.as_ref()),
            Inline::TableLink { table, text } => {
                let known = self
                    .document
                    .tables(true)
                    .iter()
                    .any(|known| known.id == *table);
                let to = known.then(|| format!("t-{}", slug(&table.0)));
                Piece::Link {
                    t: self.set(text),
                    to,
                }
            }
            Inline::Address(address) => {
                match web_address(address).filter(|web| web.len() <= MOST_OF_A_LINK) {
                    Some(web) => Piece::Web {
                        t: self.set(address),
                        url: web.to_owned(),
                    },
                    None => Piece::Text {
                        t: self.set(address),
                    },
                }
            }
        }]
    }

    fn record(&self, record: &RecordId) -> Option<String> {
        let is_here = self.within.as_ref() == Some(record);
        let name = self.places.record(record).filter(|_| !is_here);
        name.map(str::to_owned)
    }

    fn number(&self, count: &Count, query: Option<&Query>) -> Piece {
        let to = query.and_then(|query| self.places.query(query));
        Piece::Link {
            t: numbers::whole(count.value(), self.document.language),
            to: to.map(str::to_owned),
        }
    }
}

/// Text with a full stop, unless it ends with one ("2020 г.").
fn sentence(text: &str) -> String {
    match text.is_empty() || text.ends_with(['.', '!', '?', '…']) {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}

const fn align(column: &Column) -> &'static str {
    match column.kind {
        ColumnKind::Number => "right",
        ColumnKind::Text | ColumnKind::Short | ColumnKind::LongText | ColumnKind::Date => "left",
    }
}

/// The tag of a language as the press takes it: two or three letters.
fn known_tag(tag: &str) -> Option<String> {
    let first = tag.split('-').next()?;
    let fits = matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_alphabetic());
    fits.then(|| first.to_ascii_lowercase())
}

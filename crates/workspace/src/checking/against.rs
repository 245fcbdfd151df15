//! Findings beside a list of discrepancies that careful readers made: which were hit, which were missed.
//!
//! A row of the list names two statements, each with the place where it stands (`statement_a`, `source_a`,
//! `statement_b`, `source_b`). A finding hits a row when it names both: for each of the two there is something among
//! what the finding rests on that stands at that place, or cites it, and has a number or a telling word of the
//! statement that the other has not. When both stand at one place, or the finding rests on one value alone (a misprinted
//! address), what the finding says as a whole must hold both, or its kind of sentence must name what they have in common.

use super::{CheckReport, FindingView, InvolvedView};
use crate::error::WorkspaceError;
use crate::reasons;
use crate::words::Words;
use aigaq_checks::Passage;
use aigaq_exchange::Origin;
use aigaq_exchange::table::Row;
use aigaq_schema::Language;
use aigaq_schema::fold::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A list of discrepancies, read.
#[derive(Debug, Clone)]
pub struct Against {
    rows: Vec<Discrepancy>,
}

/// One row of it.
#[derive(Debug, Clone)]
struct Discrepancy {
    id: String,
    subject: String,
    visible: String,
    sides: [Side; 2],
}

/// One of the two statements.
#[derive(Debug, Clone)]
struct Side {
    statement: String,
    place: String,
}

/// A row of the list with what was found of it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Told {
    /// The row.
    pub id: String,
    /// What it is about.
    pub subject: String,
    /// Where a program could see it, as the list says.
    pub visible: String,
    /// The keys of the findings that hit it.
    pub findings: Vec<String>,
    /// The first of them in words.
    pub sentence: String,
}

/// The comparison.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Compared {
    /// Rows that a finding names.
    pub hits: Vec<Told>,
    /// Rows that none does.
    pub misses: Vec<Told>,
    /// For each kind of visibility: hits and rows.
    pub visible: BTreeMap<String, (usize, usize)>,
    /// Keys of findings that name no row of the list.
    pub others: Vec<String>,
}

impl Against {
    /// Reads a list: a table with the columns `id`, `statement_a`, `source_a`, `statement_b`, `source_b`, and, where it
    /// has them, `subject` and `visible`.
    ///
    /// # Errors
    /// When the file cannot be read or lacks a column.
    pub fn read(path: &Path) -> Result<Self, WorkspaceError> {
        let exchange = WorkspaceError::Exchange;
        let table = Origin::File(path.to_owned()).open().map_err(exchange)?;
        let column = |name: &str| table.column(name);
        let needed = |name: &str| {
            column(name).ok_or_else(|| WorkspaceError::Asked(reasons::no_column_to_compare(name)))
        };
        let (id, a, place_a) = (needed("id")?, needed("statement_a")?, needed("source_a")?);
        let (b, place_b) = (needed("statement_b")?, needed("source_b")?);
        let (subject, visible) = (column("subject"), column("visible"));
        let mut rows = Vec::new();
        for row in table {
            let Row::Good { cells, .. } = row.map_err(WorkspaceError::Exchange)? else {
                continue;
            };
            let cell = |at: usize| cells.get(at).cloned().unwrap_or_default();
            let optional = |at: Option<usize>| at.map(cell).unwrap_or_default();
            let side = |statement, place| Side {
                statement: cell(statement),
                place: cell(place),
            };
            rows.push(Discrepancy {
                id: cell(id),
                subject: optional(subject),
                visible: optional(visible),
                sides: [side(a, place_a), side(b, place_b)],
            });
        }
        Ok(Self { rows })
    }

    /// Compares everything found, open or settled, with the list.
    #[must_use]
    pub fn compare(&self, report: &CheckReport, language: Language) -> Compared {
        let words = Words::of(language);
        let found: Vec<&FindingView> = report
            .open
            .iter()
            .chain(report.settled.iter().map(|s| &s.finding))
            .collect();
        let told: Vec<Whole> = found.iter().map(|f| Whole::of(f, words)).collect();
        let mut compared = Compared {
            hits: Vec::new(),
            misses: Vec::new(),
            visible: BTreeMap::new(),
            others: Vec::new(),
        };
        let mut named: BTreeSet<&str> = BTreeSet::new();
        for row in &self.rows {
            let hits: Vec<&&FindingView> = found
                .iter()
                .zip(&told)
                .filter(|(_, whole)| row.is_named_by(whole))
                .map(|(finding, _)| finding)
                .collect();
            named.extend(hits.iter().map(|f| f.key.as_str()));
            let told = Told {
                id: row.id.clone(),
                subject: row.subject.clone(),
                visible: row.visible.clone(),
                findings: hits.iter().map(|f| f.key.clone()).collect(),
                sentence: hits.first().map(|f| f.sentence.clone()).unwrap_or_default(),
            };
            let count = compared.visible.entry(row.visible.clone()).or_default();
            count.1 += 1;
            if hits.is_empty() {
                compared.misses.push(told);
            } else {
                count.0 += 1;
                compared.hits.push(told);
            }
        }
        compared.others = found
            .iter()
            .filter(|f| !named.contains(f.key.as_str()))
            .map(|f| f.key.clone())
            .collect();
        compared
    }
}

/// A place as a list names it: the document's row, and the passage.
#[derive(Debug, PartialEq)]
struct Place {
    document: String,
    passage: Passage,
}

impl Place {
    fn of(text: &str) -> Vec<Self> {
        text.split(" | ")
            .filter_map(|piece| {
                let (document, rest) = piece.trim().split_once(' ').unwrap_or((piece.trim(), ""));
                (!document.is_empty()).then(|| Self {
                    document: document.to_owned(),
                    passage: Passage::read(rest),
                })
            })
            .collect()
    }

    /// The same document, and a paragraph, a note or a heading in common.
    fn meets(&self, other: &Self) -> bool {
        let (a, b) = (&self.passage, &other.passage);
        self.document == other.document
            && (!a.paragraphs.is_disjoint(&b.paragraphs)
                || !a.notes.is_disjoint(&b.notes)
                || a.meets(b))
    }
}

/// A piece of what a finding rests on: where it stands or is cited, and what it says.
struct Piece {
    places: Vec<Place>,
    words: BTreeSet<String>,
}

impl Piece {
    fn of(involved: &InvolvedView) -> Self {
        let mut places: Vec<Place> = involved
            .cited_in
            .iter()
            .flat_map(|text| Place::of(text))
            .collect();
        if let (Some(document), Some(locator)) = (&involved.source_row, &involved.locator) {
            for piece in locator.split(" | ") {
                let rest = piece
                    .trim()
                    .strip_prefix(document.as_str())
                    .unwrap_or(piece);
                places.push(Place {
                    document: document.clone(),
                    passage: Passage::read(rest),
                });
            }
        }
        let mut text = String::new();
        for said in [
            involved.value.as_ref().map(|v| v.text().to_owned()),
            involved.quote.clone(),
        ] {
            text.push_str(&said.unwrap_or_default());
            text.push(' ');
        }
        Self {
            places,
            words: telling(&text),
        }
    }

    /// It has a number of the statement; for one without numbers, a word of it, or the sentence about it has.
    fn says(&self, statement: &BTreeSet<String>, sentence: &BTreeSet<String>) -> bool {
        shares(statement, &self.words)
            || (!statement.iter().any(|w| is_number(w)) && shares(statement, sentence))
    }

    fn stands_at(&self, place: &[Place]) -> bool {
        place
            .iter()
            .any(|p| self.places.iter().any(|own| own.meets(p)))
    }
}

/// A finding, taken apart.
struct Whole {
    pieces: Vec<Piece>,
    sentence: BTreeSet<String>,
    /// The words of the sentence that any finding of its kind has.
    fixed: BTreeSet<String>,
}

impl Whole {
    fn of(finding: &FindingView, words: &Words) -> Self {
        let phrase = words.say(&format!("check.{}", finding.message));
        let fixed: String = phrase
            .split('{')
            .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest))
            .collect();
        Self {
            pieces: finding.involved.iter().map(Piece::of).collect(),
            sentence: telling(&finding.sentence),
            fixed: telling(&fixed),
        }
    }
}

impl Discrepancy {
    /// Where a statement stands. Notes that the subject names are meant where the place names none.
    fn places(&self, side: usize) -> Vec<Place> {
        let mut places = Place::of(&self.sides[side].place);
        let named = Passage::read(&self.subject).notes;
        for place in &mut places {
            if place.passage.notes.is_empty() {
                place.passage.notes.extend(named.iter().cloned());
            }
        }
        places
    }

    fn is_named_by(&self, whole: &Whole) -> bool {
        let places = [self.places(0), self.places(1)];
        let told = [0, 1].map(|n| statement_words(&self.sides[n].statement));
        // What one says and the other does not.
        let words = [0, 1].map(|n| {
            told[n]
                .difference(&told[1 - n])
                .cloned()
                .collect::<BTreeSet<String>>()
        });
        let at = |n: usize| -> Vec<usize> {
            let stands = |piece: &&Piece| {
                piece.stands_at(&places[n]) && piece.says(&words[n], &whole.sentence)
            };
            let all = whole.pieces.iter().enumerate();
            all.filter(|(_, piece)| stands(piece))
                .map(|(at, _)| at)
                .collect()
        };
        let (a, b) = (at(0), at(1));
        if a.iter().any(|x| b.iter().any(|y| x != y)) {
            return true;
        }
        let one_place = places[0]
            .iter()
            .any(|a| places[1].iter().any(|b| a.meets(b)));
        let mut there = whole
            .pieces
            .iter()
            .filter(|p| places.iter().any(|place| p.stands_at(place)))
            .peekable();
        if there.peek().is_none() || !(one_place || whole.pieces.len() == 1) {
            return false;
        }
        let mut all: BTreeSet<String> = whole.sentence.clone();
        all.extend(there.flat_map(|p| p.words.iter().cloned()));
        let both: BTreeSet<String> = told[0].intersection(&told[1]).cloned().collect();
        words
            .iter()
            .all(|side| !side.is_empty() && (shares(side, &all) || shares(&both, &whole.fixed)))
    }
}

/// The words by which a text is recognised: numbers as they count, and words of four letters and more.
fn telling(text: &str) -> BTreeSet<String> {
    let folded: Vec<char> = fold(text).chars().collect();
    // "1 414" and "1,414" are one number.
    let inner = |at: usize| {
        let digit = |at: Option<usize>| {
            at.and_then(|n| folded.get(n))
                .is_some_and(char::is_ascii_digit)
        };
        let three = (1..=3).all(|n| digit(Some(at + n))) && !digit(Some(at + 4));
        matches!(folded[at], ',' | ' ') && digit(at.checked_sub(1)) && three
    };
    let plain: String = (0..folded.len())
        .filter(|at| !inner(*at))
        .map(|at| folded[at])
        .collect();
    let words: Vec<&str> = plain
        .split(|c: char| !(c.is_alphanumeric() || c == '.'))
        .map(|w| w.trim_matches('.'))
        .map(|w| w.strip_prefix("www.").unwrap_or(w))
        .filter(|w| !w.is_empty())
        .collect();
    let mut all = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        match word.parse::<f64>() {
            Ok(number) => {
                let times = match words.get(at + 1) {
                    Some(&("thousand" | "тысяч")) => 1e3,
                    Some(&("million" | "млн" | "миллион")) => 1e6,
                    Some(&("billion" | "bn" | "млрд" | "миллиард")) => 1e9,
                    _ => 1.0,
                };
                all.insert((number * times).to_string());
            }
            Err(_) if word.chars().count() >= 4 => {
                all.insert(
                    word.strip_suffix('s')
                        .filter(|w| w.len() > 3)
                        .unwrap_or(word)
                        .to_owned(),
                );
            }
            Err(_) => {}
        }
    }
    all
}

/// The words of a statement, without the numbers of the notes and pages it names.
fn statement_words(statement: &str) -> BTreeSet<String> {
    let mut words = telling(statement);
    let passage = Passage::read(statement);
    for number in passage.notes.iter().chain(&passage.paragraphs) {
        words.remove(number);
    }
    words
}

/// A number of the statement is there; when it has none, one of its words is.
fn shares(statement: &BTreeSet<String>, there: &BTreeSet<String>) -> bool {
    let mut numbers = statement.iter().filter(|w| is_number(w)).peekable();
    if numbers.peek().is_some() {
        return numbers.any(|n| there.contains(n));
    }
    statement.iter().any(|w| there.contains(w))
}

fn is_number(word: &str) -> bool {
    word.parse::<f64>().is_ok()
}

//! One row: its event, its acts, its sources, its note.

mod acts;
mod sources;
mod title;
mod when_where;

use self::title::title;
use super::Reading;
use super::cells::{At, text};
use crate::reason;
use crate::workbook::role::Role;
use crate::workbook::telling::{Fault, RootTold, RowTold, SayTold, What};
use aigaq_schema::{Value, rule};

/// What the acts and the event of a row have in common.
#[derive(Default)]
struct Common {
    says: Vec<SayTold>,
    faults: Vec<Fault>,
    /// Kept with the event in its own words.
    kept: Vec<SayTold>,
}

impl Reading<'_> {
    /// Reads one row.
    pub(super) fn row(&mut self, row: u32) -> RowTold {
        let id = self.id(row);
        let mut told = RowTold {
            line: u64::from(row) + 1,
            id: id.clone(),
            cells: self.texts(row),
            refused: None,
            sources: Vec::new(),
            roots: Vec::new(),
            faults: self.broken(row),
            acts_from: None,
            several: Vec::new(),
        };
        if [Role::When, Role::What, Role::Whom, Role::Act, Role::People]
            .iter()
            .all(|role| self.filled(row, *role).is_empty())
        {
            told.refused = Some(reason::no_incident());
            return told;
        }
        let mut common = Common::default();
        self.sources(row, &mut told, &mut common);
        self.dates(row, &mut common);
        self.places(row, &mut common);
        let mut everybody = self.everybody(row, &id);
        common.faults.append(&mut everybody.faults);
        common.kept.append(&mut everybody.kept);
        let (named, faults) = self.named(row, &everybody);
        common.faults.extend(faults);
        let of_acts = self.of_acts(row, &mut common);
        for cell in self.filled(row, Role::Keep) {
            common.kept.push(self.keeps(&cell, cell.text()));
        }
        told.acts_from = named.first().map(|n| n.column);
        let event_of = self.event_of(row, !named.is_empty());
        let event = What::Row(event_of.clone(), "event".to_owned());
        let joined = event_of != id;
        if !joined {
            told.roots
                .push(self.event(row, &common, named.is_empty(), &of_acts));
        }
        self.acts(&mut told, named, &everybody, (&common, &of_acts, &event));
        if joined && let Some(act) = told.roots.iter_mut().find(|r| r.record_type == "act") {
            act.says.extend(common.kept.iter().cloned());
        }
        told.roots.append(&mut everybody.groups);
        let cells = self.filled(row, Role::Note);
        let of_cells = cells.iter().map(|cell| (cell.nth, cell.text().to_owned()));
        let on_cells = self.notes_on_cells(row);
        for (nth, (column, words)) in (1..).zip(of_cells.chain(on_cells)) {
            told.roots.push(note(nth, column, &words, &event));
        }
        told.faults.append(&mut common.faults);
        told
    }

    /// The notes on the cells of a row: the heading they stand under, and their words.
    fn notes_on_cells(&self, row: u32) -> Vec<(usize, String)> {
        let columns = self
            .columns
            .iter()
            .filter(|(role, _)| **role != Role::LeaveOut)
            .flat_map(|(_, columns)| columns);
        let mut notes: Vec<(u32, usize, &String)> = columns
            .filter_map(|(nth, column)| {
                let note = self.sheet.notes.get(&(row, *column))?;
                Some((*column, *nth, note))
            })
            .collect();
        notes.sort_unstable();
        notes
            .into_iter()
            .map(|(_, nth, note)| (nth, note.clone()))
            .collect()
    }

    /// The row whose event this row tells of: its own, or the one in which the merged description begins.
    fn event_of(&self, row: u32, has_acts: bool) -> String {
        let first = self.one(row, Role::What).map_or(row, |cell| cell.first);
        let own = self.id(row);
        if !has_acts || first == row {
            return own;
        }
        let other = self.id(first);
        if other.is_empty() { own } else { other }
    }

    fn event(&mut self, row: u32, common: &Common, alone: bool, of_acts: &[SayTold]) -> RootTold {
        let mut says = common.says.clone();
        if let Some(cell) = self.one(row, Role::What) {
            match cell.state() {
                Some(state) => says.push(cell.says("summary", Value::Missing(state))),
                None => {
                    let title = title(cell.text());
                    let whole = title == cell.text();
                    says.push(SayTold {
                        rule: (!whole).then_some(rule::TITLE),
                        ..cell.says("title", text(&title))
                    });
                    if !whole {
                        says.push(cell.says("summary", text(cell.text())));
                    }
                }
            }
        }
        says.extend(common.kept.iter().cloned());
        if alone {
            // Without an act, what would be said of one is kept with the event in its own words.
            says.extend(of_acts.iter().filter_map(|say| match &say.what {
                What::Value(value) => Some(SayTold {
                    property: "original_code",
                    what: What::Value(Value::text(format!(
                        "{}: {}",
                        self.headings[say.column],
                        value.plain()
                    ))),
                    ..say.clone()
                }),
                _ => None,
            }));
        }
        RootTold {
            which: "event".to_owned(),
            record_type: "event",
            says,
            parts: Vec::new(),
        }
    }

    /// The codes of a cell: word and code, no code for a word that is known and has none; the rest are faults.
    pub(super) fn codes(
        &self,
        cell: &At<'_>,
        list: &str,
    ) -> (Vec<(String, Option<String>)>, Vec<Fault>) {
        let (mut known, mut faults) = (Vec::new(), Vec::new());
        let Some(list) = self.judge.lists.get(list) else {
            return (known, faults);
        };
        for meant in list.read(&cell.words()) {
            match meant.codes {
                None => faults.push(cell.fault(&meant.word, reason::unknown_word())),
                Some(codes) if codes.is_empty() => known.push((meant.word, None)),
                Some(codes) => {
                    known.extend(
                        codes
                            .into_iter()
                            .map(|code| (meant.word.clone(), Some(code))),
                    );
                }
            }
        }
        (known, faults)
    }
}

fn note(nth: usize, column: usize, words: &str, event: &What) -> RootTold {
    let say = |property, what| SayTold {
        property,
        column,
        rule: None,
        what,
    };
    RootTold {
        which: format!("note/{nth}"),
        record_type: "note",
        says: vec![
            say("kind", What::Value(Value::term("comment"))),
            say("text", What::Value(text(words))),
            say("about", event.clone()),
        ],
        parts: Vec::new(),
    }
}

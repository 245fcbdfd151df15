//! Rows of a group's workbook: what they tell becomes records like any other row's.
//!
//! A row makes several root records (an event, acts, unnamed groups, a note); each is compared with what was said
//! of it by this row before. An act that the row does not make any more is taken back.

use super::bind::{Bound, Came};
use super::row::{News, Reads, Rests, RowSource};
use super::{Planning, Quarantined, TableReport};
use crate::error::{ExchangeError, shortened};
use crate::known::Known;
use crate::mapping::{Mapping, TableMapping};
use crate::workbook::{RootTold, RowTold, SayTold, ToldSheet, What};
use aigaq_schema::{Reason, RecordId, Value, rule};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A sheet that rows are taken from.
pub(super) struct OpenSheet<'a> {
    bound: Bound<'a>,
    columns: Vec<Arc<str>>,
    sheet: &'a ToldSheet,
    next: usize,
}

impl<'a> Bound<'a> {
    /// A sheet: every column is one way of coming in, and so is every rule.
    fn of_sheet(mapping: &'a Mapping, table: &'a TableMapping, sheet: &ToldSheet) -> Self {
        let mut inputs: HashMap<Came, Option<Vec<usize>>> = HashMap::new();
        for (place, heading) in sheet.headings.iter().enumerate() {
            inputs.insert(Came::Column(Arc::from(heading.as_str())), Some(vec![place]));
        }
        for say in sheet
            .rows
            .iter()
            .flat_map(|r| &r.roots)
            .flat_map(|r| &r.says)
        {
            if let Some(rule) = say.rule {
                let came = Came::Rule(rule_name(mapping, &sheet.name, rule));
                inputs.insert(came, Some(vec![say.column]));
            }
        }
        Self {
            table,
            file: String::new(),
            mapping,
            id: None,
            source: None,
            locator: None,
            says: Vec::new(),
            parts: Vec::new(),
            derived: Vec::new(),
            inputs,
            missing: Vec::new(),
        }
    }
}

fn rule_name(mapping: &Mapping, sheet: &str, rule: &str) -> Arc<str> {
    Arc::from(format!("{}/{sheet}/{rule}", mapping.profile))
}

impl<'a, K: Known> Planning<'a, K> {
    /// Plans the next row of the workbook; `false` when there is none.
    pub(super) fn next_told(&mut self) -> Result<bool, ExchangeError> {
        let open = match self.open_sheet.take() {
            Some(open) if open.next < open.sheet.rows.len() => Some(open),
            _ => self.open_next_sheet(),
        };
        let Some(mut open) = open else {
            return Ok(false);
        };
        if let Some(row) = open.sheet.rows.get(open.next) {
            open.next += 1;
            self.report.rows += 1;
            self.gathering.chunk.rows += 1;
            if let Some(report) = self.report.tables.last_mut() {
                report.rows += 1;
            }
            let before = self.gathering.chunk.quarantined.len();
            self.told(&open, row)?;
            self.count_quarantined(before);
        }
        self.open_sheet = Some(open);
        Ok(true)
    }

    fn open_next_sheet(&mut self) -> Option<OpenSheet<'a>> {
        let import = self.import;
        let sheet = import.told.get(self.next_sheet)?;
        let table = import.mapping.tables.get(self.next_sheet)?;
        self.next_sheet += 1;
        self.report.tables.push(TableReport {
            table: sheet.name.clone(),
            file: import.mapping.file.clone(),
            skipped_rows: sheet.skipped_rows,
            ..TableReport::default()
        });
        Some(OpenSheet {
            bound: Bound::of_sheet(&import.mapping, table, sheet),
            columns: sheet
                .headings
                .iter()
                .map(|h| Arc::from(h.as_str()))
                .collect(),
            sheet,
            next: 0,
        })
    }

    fn told(&mut self, open: &OpenSheet<'_>, row: &RowTold) -> Result<(), ExchangeError> {
        let quarantine = |column: &str, value: &str, reason: &Reason| Quarantined {
            table: open.sheet.name.clone(),
            file: String::new(),
            line: row.line,
            row: shortened(&row.id, 200),
            column: column.to_owned(),
            value: shortened(value, 200),
            reason: reason.clone(),
        };
        if let Some(reason) = &row.refused {
            let text = row.cells.join(" | ");
            let cell = quarantine("", &text, reason);
            self.gathering.chunk.quarantined.push(cell);
            return Ok(());
        }
        let mut silent = HashSet::new();
        for fault in &row.faults {
            let column = &open.columns[fault.column];
            let cell = quarantine(column, &fault.value, &fault.reason);
            self.gathering.chunk.quarantined.push(cell);
            // What follows from the cell by a rule is silent with it.
            for (came, places) in &open.bound.inputs {
                if places.as_ref().is_some_and(|p| p.contains(&fault.column)) {
                    silent.insert(came.clone());
                }
            }
        }
        let mapping = open.bound.mapping;
        let mut sources = Vec::with_capacity(row.sources.len());
        for (table, words) in &row.sources {
            sources.push(RowSource {
                name: words.clone(),
                record: Some(self.words_record(mapping, table, words, &[])?),
                locator: None,
            });
        }
        // Of a row with a cell that cannot be used, nothing is known to be gone.
        let parts_silent = !row.faults.is_empty();
        for root in &row.roots {
            let reads = Reads {
                bound: &open.bound,
                line: row.line,
                row: &row.id,
                cells: &row.cells,
                sources: sources.clone(),
                records: vec![(self.root(open, &row.id, &root.which), root.record_type)],
                about: 0,
                news: std::mem::take(&mut self.news),
                quarantined: Vec::new(),
                silent: silent.clone(),
                parts_silent,
            };
            self.root_told(open, row, root, reads)?;
        }
        self.surplus(open, row, &silent)
    }

    fn root_told<'r>(
        &mut self,
        open: &'r OpenSheet<'_>,
        row: &RowTold,
        root: &'r RootTold,
        mut reads: Reads<'r>,
    ) -> Result<(), ExchangeError> {
        for say in &root.says {
            self.say_told(open, &mut reads, say)?;
        }
        for part in &root.parts {
            let record = self.settings.key.part(
                &open.bound.mapping.profile,
                &open.sheet.name,
                &row.id,
                &root.which,
                &part.which,
            );
            reads.about = reads.records.len();
            reads.records.push((record, "involvement"));
            reads.news.push(News {
                about: reads.about,
                property: Arc::from("act"),
                many: false,
                came: Came::Column(Arc::clone(&open.columns[part.column])),
                value: Value::Reference(reads.records[0].0),
                rests: Rests::Row,
            });
            for say in &part.says {
                self.say_told(open, &mut reads, say)?;
            }
        }
        self.compare(&mut reads)
    }

    fn say_told(
        &mut self,
        open: &OpenSheet<'_>,
        reads: &mut Reads<'_>,
        say: &SayTold,
    ) -> Result<(), ExchangeError> {
        let mapping = open.bound.mapping;
        let value = match &say.what {
            What::Value(value) => value.clone(),
            What::Row(row, which) => Value::Reference(self.root(open, row, which)),
            What::Words(table, words) => {
                Value::Reference(self.words_record(mapping, table, words, &reads.sources)?)
            }
        };
        let (_, record_type) = reads.records[reads.about];
        reads.news.push(News {
            about: reads.about,
            property: Arc::from(say.property),
            many: self
                .settings
                .schema
                .property(record_type, say.property)
                .is_some_and(|p| p.many),
            came: match say.rule {
                Some(rule) => Came::Rule(rule_name(mapping, &open.sheet.name, rule)),
                None => Came::Column(Arc::clone(&open.columns[say.column])),
            },
            value,
            rests: match say.rule {
                // How it is counted is nobody's word but the monitor's.
                Some(rule::COUNTED_AS | rule::COUNTED_AS_ANSWERED) => Rests::On(Vec::new()),
                _ => Rests::Row,
            },
        });
        Ok(())
    }

    /// The id of one of the root records of a row.
    fn root(&self, open: &OpenSheet<'_>, row: &str, which: &str) -> RecordId {
        let profile = &open.bound.mapping.profile;
        let name = &open.sheet.name;
        self.settings.key.derived(profile, name, row, which)
    }

    /// Takes back acts, groups and notes that the row made before and does not make now.
    fn surplus(
        &mut self,
        open: &OpenSheet<'_>,
        row: &RowTold,
        silent: &HashSet<Came>,
    ) -> Result<(), ExchangeError> {
        let event = self.root(open, &row.id, "event");
        let first = self.root(open, &row.id, "act/1");
        let split = self.root(open, &row.id, "act/1.1");
        let mut before = false;
        for record in [event, first, split] {
            before = before || self.known.exists(record)?;
        }
        // Of a row with a cell that cannot be used, nothing is known to be gone.
        if !before || !row.faults.is_empty() {
            return Ok(());
        }
        let made: HashSet<&str> = row.roots.iter().map(|root| root.which.as_str()).collect();
        // The cells of an act that is not there any more changed; they are empty only if the one that names acts is.
        let changed = vec!["…".to_owned(); row.cells.len()];
        let cells = if row.acts_from.is_some() {
            &changed
        } else {
            &row.cells
        };
        for (prefix, record_type) in [("act", "act"), ("group", "actor"), ("note", "note")] {
            let cells = if prefix == "note" { &row.cells } else { cells };
            for nth in 1.. {
                let mut any = false;
                let whole = format!("{prefix}/{nth}");
                let whole_there = self.known.exists(self.root(open, &row.id, &whole))?;
                let mut all = vec![whole];
                any |= whole_there;
                for of in 1.. {
                    let which = format!("{prefix}/{nth}.{of}");
                    if prefix != "act" || !self.known.exists(self.root(open, &row.id, &which))? {
                        break;
                    }
                    any = true;
                    all.push(which);
                }
                let here = |which: &String| made.contains(which.as_str());
                if !any
                    && !all.iter().any(here)
                    && !made.contains(format!("{prefix}/{nth}.1").as_str())
                {
                    break;
                }
                for which in all
                    .into_iter()
                    .filter(|which| !made.contains(which.as_str()))
                {
                    let record = self.root(open, &row.id, &which);
                    let mut reads = Reads {
                        bound: &open.bound,
                        line: row.line,
                        row: &row.id,
                        cells,
                        sources: Vec::new(),
                        records: vec![(record, record_type)],
                        about: 0,
                        news: std::mem::take(&mut self.news),
                        quarantined: Vec::new(),
                        silent: silent.clone(),
                        parts_silent: false,
                    };
                    self.compare(&mut reads)?;
                }
            }
        }
        Ok(())
    }
}

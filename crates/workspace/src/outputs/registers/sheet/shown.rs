//! What of a sheet stands on a page or in a file, as a document.

use super::super::{CourseRow, Extent, FlawRow, RegisterWish};
use super::written::dataset;
use super::{Sheet, SheetCell, SheetGroup, SheetTable};
use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::document::{Bar, BarValue, ChartLook, Lasting, Query};
use aigaq_publishing::{
    Phrases, RegisterCount, RegisterInput, RegisterRow, RegisterTable, Tally, Warning,
};
use aigaq_registers::flaws::Flaw;
use aigaq_schema::PartialDate;

/// Flaws that a page of a register tells of: the first; all are among the checks, to which it leads.
const FLAWS_ON_A_PAGE: usize = 5;

impl Sheet {
    /// The document begins with what the register is, its warnings and counts: not on further pages, nor above one table.
    fn has_overview(&self, wish: &RegisterWish) -> bool {
        match wish.extent {
            Extent::Whole => true,
            Extent::Page { skip, .. } => skip == 0 && wish.table.is_none(),
        }
    }

    /// Whether the document holds a group of rows. A page holds what stands on it, and on the first one says what is empty;
    /// with a table asked for, it holds that alone.
    fn holds_group(&self, wish: &RegisterWish, group: &SheetGroup) -> bool {
        let wished = wish.group.as_deref().is_none_or(|only| only == group.key);
        wished
            && match wish.extent {
                Extent::Whole => true,
                Extent::Page { .. } if wish.table.is_some() => false,
                Extent::Page { skip, .. } => {
                    self.rows.iter().any(|row| row.group == group.key)
                        || skip == 0 && group.total == 0
                }
            }
    }

    /// The document holds a table: a page when it is asked for, or when the register is about it.
    fn holds_table(&self, wish: &RegisterWish, table: &SheetTable) -> bool {
        let Extent::Page { skip, .. } = wish.extent else {
            return true;
        };
        match wish.table.as_deref() {
            Some(asked) => asked == table.key,
            None => self.tables_first && skip == 0,
        }
    }

    /// How many flaws there are.
    pub(in crate::outputs::registers) fn flaws_in_all(&self) -> usize {
        self.flaws.iter().map(|flaws| flaws.len()).sum()
    }

    /// The flaws that are told of.
    pub(in crate::outputs::registers) fn flaws_told(
        &self,
        wish: &RegisterWish,
    ) -> impl Iterator<Item = &Flaw> {
        let most = match wish.extent {
            Extent::Whole => usize::MAX,
            Extent::Page { .. } => FLAWS_ON_A_PAGE,
        };
        self.flaws.iter().flat_map(|flaws| flaws.iter()).take(most)
    }
}

impl Telling<'_> {
    pub(in crate::outputs::registers) fn register_input(
        &mut self,
        wish: &RegisterWish,
        sheet: &Sheet,
        flaws: &[FlawRow],
    ) -> Result<RegisterInput, WorkspaceError> {
        let has_overview = sheet.has_overview(wish);
        let name = wish.name.code();
        let mut definition = Vec::new();
        if has_overview {
            definition.push(self.say(&format!("register.{name}.what")));
        }
        definition.extend(self.remarks_on_audience());
        let unit = Phrases::of(self.ask.language).unit(sheet.unit);
        let rows_of = |key: &str| -> Vec<RegisterRow> {
            sheet
                .rows
                .iter()
                .filter(|row| row.group == key)
                .map(|row| RegisterRow {
                    record: row.record.clone(),
                    number: row.number.clone(),
                    cells: row.cells.iter().map(SheetCell::shown).collect(),
                    citations: row.citations.clone(),
                })
                .collect()
        };
        let mut tables: Vec<RegisterTable> = sheet
            .groups
            .iter()
            .filter(|group| sheet.holds_group(wish, group))
            .map(|group| RegisterTable {
                id: group.key.replace('_', "-"),
                title: group.title.clone(),
                remarks: group.remarks.clone(),
                unit: unit.clone(),
                columns: sheet.columns.iter().map(|c| c.column.clone()).collect(),
                rows: rows_of(group.key),
                empty_text: group.empty.clone(),
                with_sources: true,
                drawn: None,
                moments: Vec::new(),
            })
            .collect();
        let beside: Vec<RegisterTable> = sheet
            .tables
            .iter()
            .filter(|table| sheet.holds_table(wish, table))
            .map(|table| RegisterTable {
                id: table.key.replace('_', "-"),
                title: table.title.clone(),
                remarks: self.remarks_on(table, wish),
                unit: table.unit.clone(),
                columns: table.columns.iter().map(|c| c.column.clone()).collect(),
                rows: table
                    .rows
                    .iter()
                    .map(|cells| RegisterRow {
                        cells: cells.iter().map(SheetCell::shown).collect(),
                        ..RegisterRow::default()
                    })
                    .collect(),
                empty_text: table.empty.clone(),
                with_sources: false,
                drawn: table.drawn.map(|look| (look, bars(&table.rows))),
                moments: match table.drawn {
                    Some(ChartLook::Timeline) => sheet.courses.iter().map(moments).collect(),
                    _ => Vec::new(),
                },
            })
            .collect();
        if sheet.tables_first {
            tables.splice(0..0, beside);
        } else {
            tables.extend(beside);
        }
        // On pages of a register each has the same columns, whatever stands on it.
        if wish.extent == Extent::Whole {
            tables.iter_mut().for_each(|table| self.narrowed(table));
        }
        let mut warnings = if has_overview {
            sheet.warnings.clone()
        } else {
            Vec::new()
        };
        if has_overview && !flaws.is_empty() {
            warnings.push(Warning {
                title: self.say("register.flaws"),
                lines: flaws.iter().map(FlawRow::line).collect(),
            });
        }
        Ok(RegisterInput {
            stem: format!("register-{name}"),
            title: self.say(&format!("register.{name}")),
            on: self.fill("register.on", &[("day", &self.day(wish.on))]),
            audience: self.for_whom(),
            as_of: self.as_of(),
            definition,
            warnings,
            counts: sheet
                .counts
                .iter()
                .filter(|_| has_overview)
                .map(|count| RegisterCount {
                    label: count.label.clone(),
                    tally: Tally {
                        value: count.value as u64,
                        query: self.place_of(wish, sheet, count.key),
                        records: Vec::new(),
                    },
                    unit: count.unit,
                    caveat: count.caveat.clone(),
                })
                .collect(),
            tables,
            terms: if has_overview {
                sheet.terms.clone()
            } else {
                Vec::new()
            },
            records: Vec::new(),
            dataset: Some(dataset(self, sheet)),
            library: self.library.clone(),
            notes: self.notes_at,
        })
    }
}

impl Telling<'_> {
    /// Leaves out the columns in which nothing stands, and says so: on paper they would take the room of the others.
    fn narrowed(&self, table: &mut RegisterTable) {
        if table.rows.is_empty() {
            return;
        }
        // What and how many, of which pictures are made, stay.
        let kept: Vec<bool> = (0..table.columns.len())
            .map(|at| {
                let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
                at < 2 || cells.into_iter().any(|cell| !cell.is_empty())
            })
            .collect();
        let left_out = table.columns.iter().zip(&kept);
        let left_out: Vec<&str> = left_out
            .filter(|(_, kept)| !**kept)
            .map(|(column, _)| column.heading.as_str())
            .collect();
        if left_out.is_empty() {
            return;
        }
        let columns = left_out.join("; ");
        table
            .remarks
            .push(self.fill("register.nowhere", &[("columns", &columns)]));
        let mut of_column = kept.iter();
        table
            .columns
            .retain(|_| of_column.next().copied().unwrap_or(true));
        for row in &mut table.rows {
            let mut of_cell = kept.iter();
            row.cells
                .retain(|_| of_cell.next().copied().unwrap_or(true));
        }
    }

    /// What is said of a table; of which only the first rows stand on the page of the register, that they do.
    fn remarks_on(&self, table: &SheetTable, wish: &RegisterWish) -> Vec<String> {
        let mut remarks = table.remarks.clone();
        if wish.table.is_none() && table.rows.len() < table.total {
            remarks.push(self.fill(
                "register.first_of",
                &[
                    ("shown", &self.number(table.rows.len() as u64)),
                    ("all", &self.number(table.total as u64)),
                ],
            ));
        }
        remarks
    }

    /// Where on the page of the register the rows of a count stand; files hold them anyway.
    fn place_of(&self, wish: &RegisterWish, sheet: &Sheet, key: &str) -> Option<Query> {
        let is_group = sheet.groups.iter().any(|group| group.key == key);
        // On its own page what is no group stands beside what it counts.
        let is_in_report = wish.extent == Extent::Whole && wish.since.is_some();
        if self.is_outside() || !is_group && !is_in_report {
            return None;
        }
        let mut address = format!("registers/{}?on={}", wish.name.code(), wish.on);
        if let Some(since) = wish.since {
            address.push_str(&format!("&since={since}"));
        }
        if is_group {
            address.push_str(&format!("&group={key}"));
        }
        Some(Query::new(address))
    }
}

/// When what was done to an organisation was.
fn moments(course: &CourseRow) -> Vec<Lasting> {
    let text = |date: &Option<PartialDate>| {
        let date = date.as_ref();
        date.map_or_else(String::new, |date| date.text().to_owned())
    };
    let entries = course.entries.iter();
    entries
        .map(|entry| Lasting {
            from: text(&entry.from),
            to: text(&entry.to),
        })
        .collect()
}

/// The first two columns of a table, what and how many, as they are drawn.
fn bars(rows: &[Vec<SheetCell>]) -> Vec<Bar> {
    rows.iter()
        .filter_map(|row| match row.get(..2)? {
            [what, SheetCell::Number(number)] => Some(Bar {
                label: what.text(),
                code: None,
                values: vec![BarValue::Known(u64::try_from(*number).ok()?)],
                whole: None,
            }),
            _ => None,
        })
        .collect()
}

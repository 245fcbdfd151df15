//! Counts as a publication prints them: with their records, and with the address that finds them again.

use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_counting::address::encode;
use aigaq_counting::{Answer, Filter, Note, Op, Path, Query, Row, Selection, cell_filters};
use aigaq_publishing::document::Query as Address;
use aigaq_publishing::{Breakdown, BreakdownRow, LeftOut, RowMeaning, Tally, Topic, Unit};
use aigaq_schema::{Day, list::List};
use std::collections::HashMap;

/// Keys by which counting says that there is no value.
const STATES: [&str; 6] = [
    "unknown",
    "not asked",
    "withheld",
    "none",
    "no date",
    "imprecise",
];

/// A count with what is only perhaps in it.
pub(super) struct Counted {
    pub tally: Tally,
    pub perhaps: Tally,
    pub undated: Tally,
    /// Groups without names among involvements, which are not in the number.
    pub groups: u64,
}

/// A table that is wished for.
pub(super) struct By<'a> {
    pub topic: Topic,
    pub unit: Unit,
    /// The property, without a level.
    pub path: &'a str,
    /// The list of its codes; none where its values are no codes.
    pub list: Option<&'a str>,
    /// What is counted.
    pub query: &'a Query,
}

impl Telling<'_> {
    /// A number of things: those the question holds for.
    pub fn counted(&mut self, query: &Query) -> Result<Counted, WorkspaceError> {
        let (answer, selection, counted) = self.answered(query)?;
        let table = query.unit.table();
        let address = self.address(query, &[]);
        Ok(Counted {
            tally: Tally {
                value: answer.total,
                query: address,
                records: self.records(table, counted)?,
            },
            perhaps: Tally::of_records(
                answer.perhaps.unwrap_or(0),
                self.records(table, selection.perhaps.rows())?,
            ),
            undated: Tally::of_records(
                answer.undated.unwrap_or(0),
                self.records(table, selection.undated.rows())?,
            ),
            groups: answer
                .notes
                .iter()
                .find_map(|note| match note {
                    Note::GroupsApart(count) => Some(*count),
                    _ => None,
                })
                .unwrap_or(0),
        })
    }

    /// The answer, what was selected, and the rows that are counted, one for each.
    pub fn answered(&self, query: &Query) -> Result<(Answer, Selection, Vec<u32>), WorkspaceError> {
        self.workspace.counting(&self.ask, |counting| {
            let (answer, selection) = (counting.count(query)?, counting.select(query)?);
            Ok((answer, selection, counting.records_at(query, &[])?))
        })
    }

    fn records(
        &mut self,
        table: &str,
        rows: impl IntoIterator<Item = u32>,
    ) -> Result<Vec<aigaq_publishing::RecordId>, WorkspaceError> {
        let mut records = Vec::new();
        for row in rows {
            records.extend(self.record_at(table, row)?);
        }
        Ok(records)
    }

    /// A cell of a table with its records.
    pub fn cell(&mut self, query: &Query, row: &Row) -> Result<Tally, WorkspaceError> {
        let rows = self
            .workspace
            .counting(&self.ask, |counting| Ok(counting.records(query, &row.key)?))?;
        Ok(Tally {
            value: row.count,
            query: self.address(query, &row.key),
            records: self.records(query.unit.table(), rows)?,
        })
    }

    /// The rows of a tree of codes: a level at a time, each code with all that lies under it.
    pub fn breakdown(&mut self, by: &By<'_>) -> Result<Breakdown, WorkspaceError> {
        let list = by.list.and_then(|list| self.workspace.schema().list(list));
        let deepest = list.map_or(0, |list| {
            let codes = list.entries().iter();
            codes
                .map(|entry| depth(list, &entry.code))
                .max()
                .unwrap_or(0)
        });
        let mut codes: HashMap<String, BreakdownRow> = HashMap::new();
        let mut values = Vec::new();
        let (mut apart, mut total, mut adds_up) = (Vec::new(), None, true);
        for level in 0..=deepest {
            let path = match list {
                Some(_) => format!("{}:{level}", by.path),
                None => by.path.to_owned(),
            };
            let question = by.query.clone().by(&path)?;
            let answer = self.workspace.count(&self.ask, &question)?;
            for row in &answer.rows {
                let (Some(key), Some(label)) = (row.key.first(), row.label.first()) else {
                    continue;
                };
                if let Some(meaning) = state(key, list) {
                    if level == 0 {
                        let tally = Some(self.cell(&question, row)?);
                        apart.push(BreakdownRow {
                            label: self.label(by.list, key, label.clone()),
                            code: None,
                            tally,
                            meaning,
                        });
                    }
                } else if list.is_none() {
                    let tally = Some(self.cell(&question, row)?);
                    values.push(BreakdownRow {
                        label: self.clean(label),
                        code: None,
                        tally,
                        meaning: RowMeaning::Code { depth: 0 },
                    });
                } else if list.map_or(0, |list| depth(list, key)) == level {
                    let code = self.withheld.is_in_address(key).then(String::new);
                    let meaning = RowMeaning::Code {
                        depth: u8::try_from(level).unwrap_or(u8::MAX),
                    };
                    let tally = Some(self.cell(&question, row)?);
                    codes.insert(
                        key.clone(),
                        BreakdownRow {
                            label: self.label(by.list, key, label.clone()),
                            // An organisation's own code may tell a name.
                            code: Some(code.unwrap_or_else(|| key.clone())),
                            tally,
                            meaning,
                        },
                    );
                }
            }
            if level == 0 {
                adds_up = answer.adds_up;
                total = Some(answer.total);
            }
        }
        let mut rows = Vec::new();
        for code in list.map(in_order).unwrap_or_default() {
            rows.extend(codes.remove(&code));
        }
        rows.extend(values);
        rows.extend(apart);
        let whole = self.counted(by.query)?;
        let beside = self.beside(&whole);
        Ok(Breakdown {
            topic: by.topic,
            unit: by.unit,
            heading: String::new(),
            only: None,
            rows,
            total: total.map(|value| Tally {
                value,
                ..whole.tally
            }),
            adds_up,
            beside,
            left_out: LeftOut::Nothing,
        })
    }

    /// What is only perhaps in the period, under a total.
    pub fn beside(&self, counted: &Counted) -> Vec<BreakdownRow> {
        [
            (
                &counted.perhaps,
                "date.perhaps",
                RowMeaning::NotPreciseEnough,
            ),
            (&counted.undated, "date.none", RowMeaning::Unknown),
        ]
        .into_iter()
        .filter(|(tally, ..)| tally.value > 0)
        .map(|(tally, key, meaning)| BreakdownRow {
            label: self.say(key),
            code: None,
            tally: Some(tally.clone()),
            meaning,
        })
        .collect()
    }

    /// The list of the records that a cell counts, as an address of the program's pages; for everybody none, as
    /// the pages are the group's.
    pub fn address(&self, query: &Query, key: &[String]) -> Option<Address> {
        if self.is_outside() {
            return None;
        }
        let mut filters = cell_filters(query, key);
        filters.extend(query.filters.iter().cloned());
        let plain = |path: &str, op: Op, value: String| {
            path.parse::<Path>().ok().map(|path| Filter {
                path,
                op,
                values: vec![value],
            })
        };
        if let Some(kind) = query.unit.actor_kind() {
            filters.extend(plain("kind", Op::Is, kind.to_owned()));
        }
        if let (Some(period), Some(date)) = (&query.period, query.unit.main_date()) {
            filters.extend(plain(date, Op::AtLeast, Day(period.first).to_string()));
            filters.extend(plain(date, Op::AtMost, Day(period.last).to_string()));
        }
        let conditions: Vec<String> = filters
            .iter()
            .map(|filter| format!("where={}", encode(&filter.to_string())))
            .collect();
        let sign = if conditions.is_empty() { "" } else { "?" };
        Some(Address::new(format!(
            "records/{}{sign}{}",
            query.unit.table(),
            conditions.join("&")
        )))
    }
}

/// How deep a code stands in the tree of its list; 0 is the top.
fn depth(list: &List, code: &str) -> u32 {
    let mut at = list.get(code);
    let mut depth = 0;
    while let Some(parent) = at.and_then(|entry| entry.parent.as_deref()) {
        depth += 1;
        at = list.get(parent);
    }
    depth
}

/// All codes, each before those under it.
fn in_order(list: &List) -> Vec<String> {
    fn add(list: &List, parent: Option<&str>, order: &mut Vec<String>) {
        for entry in list
            .entries()
            .iter()
            .filter(|e| e.parent.as_deref() == parent)
        {
            order.push(entry.code.clone());
            add(list, Some(&entry.code), order);
        }
    }
    let mut order = Vec::new();
    add(list, None, &mut order);
    order
}

/// What it means when a key is no code of the list. In brackets stands a state where the list has a code of the
/// same word.
fn state(key: &str, list: Option<&List>) -> Option<RowMeaning> {
    let bare = key
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let word = bare.unwrap_or(key);
    if !STATES.contains(&word) || (bare.is_none() && list.is_some_and(|l| l.get(key).is_some())) {
        return None;
    }
    Some(match word {
        "none" => RowMeaning::DoesNotApply,
        "imprecise" | "no date" => RowMeaning::NotPreciseEnough,
        _ => RowMeaning::Unknown,
    })
}

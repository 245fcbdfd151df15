//! What a count counts, under the names of a publication; and the same again later.

use crate::counted::{hidden_from, visible_rows};
use crate::error::WorkspaceError;
use crate::frozen::content::FrozenCount;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_counting::revision::{
    Counted, CountedRow, CountedUnit, Fate, PublishedId, Recounted, Revision, revise,
};
use aigaq_counting::{Bits, Definition, Query};
use aigaq_schema::RecordId;
use aigaq_view::Head;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The types whose records decide who is counted: who did what to whom.
const DEEDS: [&str; 2] = ["act", "involvement"];

/// The name of a record in a publication. The ids of records cannot be guessed, so their names tell nothing to those
/// who do not have them.
fn name_of(publication: RecordId, record: RecordId) -> PublishedId {
    let hash: [u8; 32] = Sha256::new()
        .chain_update(b"a record as it was published")
        .chain_update(publication.0)
        .chain_update(record.0)
        .finalize()
        .into();
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    PublishedId(u64::from_be_bytes(first))
}

/// The records of a type by their rows, as a publication names them.
struct Names {
    by_row: Vec<Option<PublishedId>>,
}

impl Names {
    fn of(
        workspace: &Workspace,
        publication: RecordId,
        table: &str,
    ) -> Result<Self, WorkspaceError> {
        let mut by_row = Vec::new();
        for (row, id) in workspace.view.ids(table)? {
            let row = row as usize;
            if by_row.len() <= row {
                by_row.resize(row + 1, None);
            }
            by_row[row] = Some(name_of(publication, id));
        }
        Ok(Self { by_row })
    }

    fn at(&self, row: u32) -> Option<PublishedId> {
        self.by_row.get(row as usize).copied().flatten()
    }
}

impl Workspace {
    /// What a definition counts now, under the names of a publication.
    pub(super) fn counted_for(
        &self,
        ask: &Asking,
        definition: &Definition,
        publication: RecordId,
    ) -> Result<Counted, WorkspaceError> {
        let query = self.query_now(ask, definition)?;
        let names = Names::of(self, publication, query.unit.table())?;
        self.counted_by(ask, &query, &names, &[])
    }

    /// What changed in a count of a publication since it was made; `made` in seconds since 1970.
    pub(super) fn revised(
        &self,
        ask: &Asking,
        count: &FrozenCount,
        (publication, head, made): (RecordId, &Head, i64),
    ) -> Result<(Revision, Counted), WorkspaceError> {
        let query = self.query_now(ask, &count.definition)?;
        let table = query.unit.table();
        let names = Names::of(self, publication, table)?;
        let mut types = DEEDS.to_vec();
        if !types.contains(&table) {
            types.push(table);
        }
        let known = self.view.known_at(&types, head, made)?;
        let known: Vec<(&str, Bits)> = types.into_iter().zip(known).collect();
        let now = Recounted {
            counted: self.counted_by(ask, &query, &names, &[])?,
            without_late: self.counted_by(ask, &query, &names, &known)?,
        };
        let fates = self.fates(ask, table, &names);
        let revision = revise(&count.counted, &now, |id| {
            fates.get(&id).copied().unwrap_or(Fate::Gone)
        });
        Ok((revision, now.counted))
    }

    /// What became of the records of a type, for one who asks.
    fn fates(&self, ask: &Asking, table: &str, names: &Names) -> HashMap<PublishedId, Fate> {
        let columns = self.view.columns();
        let visible = visible_rows(self.schema(), &ask.reader, columns, table);
        let live = columns.table(table).map(aigaq_counting::Table::live);
        (0..)
            .zip(&names.by_row)
            .filter_map(|(row, name)| {
                let is_live = live.is_some_and(|live| live.has(row));
                let is_seen = visible.as_ref().is_none_or(|rows| rows.has(row));
                let fate = match (is_live, is_seen) {
                    (false, _) => Fate::Gone,
                    (true, false) => Fate::Closed,
                    (true, true) => Fate::There,
                };
                Some(((*name)?, fate))
            })
            .collect()
    }

    /// Counts, as if of some types only these rows were there.
    fn counted_by(
        &self,
        ask: &Asking,
        query: &Query,
        names: &Names,
        only: &[(&str, Bits)],
    ) -> Result<Counted, WorkspaceError> {
        let columns = self.view.columns();
        let mut reader = hidden_from(self.schema(), &ask.reader, columns);
        for (table, rows) in only {
            let mut rows = rows.clone();
            if let Some(visible) = visible_rows(self.schema(), &ask.reader, columns, table) {
                rows.keep(&visible);
            }
            reader = reader.only(table, rows);
        }
        let one = self.one_by_rows(query.unit.table())?;
        self.counting_as(ask, &reader, |counting| {
            let answer = counting.count(query)?;
            let mut of_row: BTreeMap<u32, Vec<u32>> = counting
                .records_at(query, &[])?
                .into_iter()
                .map(|row| (row, Vec::new()))
                .collect();
            let mut rows = Vec::new();
            if !query.dimensions.is_empty() {
                for (number, row) in (0..).zip(&answer.rows) {
                    for record in counting.records(query, &row.key)? {
                        of_row.entry(record).or_default().push(number);
                    }
                    rows.push(CountedRow {
                        key: row.key.clone(),
                        label: row.label.clone(),
                        count: row.count,
                    });
                }
            }
            let units = of_row.into_iter().map(|(row, rows)| {
                let alone = [row];
                let members = one.get(&row).map_or(&alone[..], Vec::as_slice);
                CountedUnit {
                    ids: members.iter().filter_map(|row| names.at(*row)).collect(),
                    rows,
                }
            });
            Ok(Counted {
                total: answer.total,
                rows,
                units: units.collect(),
            })
        })
    }

    /// The rows that were judged to be one with each row that stands for several, itself first.
    fn one_by_rows(&self, table: &str) -> Result<HashMap<u32, Vec<u32>>, WorkspaceError> {
        let sameness = self.sameness()?;
        let mut one: HashMap<u32, Vec<u32>> = HashMap::new();
        let Some(up) = sameness.counted.of(table) else {
            return Ok(one);
        };
        let several: HashSet<u32> = (0..)
            .zip(up)
            .filter(|(row, up)| row != *up)
            .map(|(_, up)| *up)
            .collect();
        for (row, up) in (0..).zip(up) {
            if several.contains(up) {
                let members = one.entry(*up).or_default();
                if row == *up {
                    members.insert(0, row);
                } else {
                    members.push(row);
                }
            }
        }
        Ok(one)
    }
}

//! The order of the records on a page.

use super::ListQuery;
use crate::error::WorkspaceError;
use crate::open::Workspace;
use aigaq_counting::{Bits, Data};
use aigaq_schema::ValueKind;
use std::collections::HashSet;

impl Workspace {
    /// The rows in the order wished for.
    pub(super) fn ordered(
        &self,
        query: &ListQuery,
        rows: &mut Bits,
    ) -> Result<Vec<u32>, WorkspaceError> {
        let table = self.view.columns().table(&query.record_type);
        let date = |property: &str| match table?.column(property)?.data() {
            Data::Dates { first, .. } => Some(first),
            _ => None,
        };
        let number = |property: &str| match table?.column(property)?.data() {
            Data::Numbers { low, .. } => Some(low),
            _ => None,
        };
        let main = ["start", "date", "decided", "made_on", "period", "filed"]
            .iter()
            .find(|p| date(p).is_some())
            .copied();
        let sort = query.sort.as_deref();
        let mut all: Vec<u32> = rows.rows().collect();
        match sort.or(main) {
            Some(property) if date(property).is_some() => {
                if let Some(first) = date(property) {
                    // Newest first, what has no date at the end.
                    all.sort_by_key(|row| (std::cmp::Reverse(first[*row as usize]), *row));
                }
            }
            Some(property) if number(property).is_some() => {
                if let Some(low) = number(property) {
                    let key = |row: &u32| low[*row as usize];
                    all.sort_by(|a, b| {
                        key(a)
                            .is_nan()
                            .cmp(&key(b).is_nan())
                            .then(key(b).total_cmp(&key(a)))
                            .then(a.cmp(b))
                    });
                }
            }
            Some("name") | None => {
                let mut named: Vec<u32> = self
                    .view
                    .rows_by_name(&query.record_type)?
                    .into_iter()
                    .filter(|r| rows.has(*r))
                    .collect();
                let known: HashSet<u32> = named.iter().copied().collect();
                named.extend(all.iter().filter(|row| !known.contains(row)));
                all = named;
            }
            Some(other) => {
                let near =
                    self.schema()
                        .record_type(&query.record_type)
                        .map_or_else(String::new, |t| {
                            let all: Vec<&str> = t
                                .properties
                                .iter()
                                .filter(|p| matches!(p.kind, ValueKind::Date | ValueKind::Number))
                                .map(|p| p.code.as_str())
                                .collect();
                            all.join(", ")
                        });
                return Err(WorkspaceError::Asked(format!(
                    "records are sorted by name or by a date or number ({near}), not by “{other}”"
                )));
            }
        }
        if query.descending {
            all.reverse();
        }
        Ok(all)
    }
}

//! The order of the records on a page.

use super::{ListQuery, Sorts};
use crate::counted::Called;
use crate::error::WorkspaceError;
use crate::named::Naming;
use crate::open::Workspace;
use crate::reasons;
use aigaq_counting::{Bits, Column, Data, FIRST_CODE, Labels, State};
use aigaq_schema::collation;
use std::collections::HashMap;

/// Dates by which a type lies in time, the first it has.
const MAIN_DATES: [&str; 6] = ["start", "date", "decided", "made_on", "period", "filed"];
/// What has no value stands behind all that has one, whichever way round.
const NOTHING: u64 = u64::MAX;

impl Workspace {
    /// The rows in the order wished for.
    pub(super) fn ordered(
        &self,
        naming: &Naming<'_>,
        query: &ListQuery,
        rows: &Bits,
    ) -> Result<Vec<u32>, WorkspaceError> {
        let table = self.view.columns().table(&query.record_type);
        let column = |code: &str| table.and_then(|table| table.column(code));
        let main = MAIN_DATES
            .into_iter()
            .find(|code| column(code).is_some_and(|c| matches!(c.data(), Data::Dates { .. })));
        let by = query.sort.as_deref().or(main).unwrap_or("name");
        let mut keys: Vec<(u64, u32)> = if by == "name" {
            let ranks = ranks(
                &self
                    .view
                    .rows_by_name(&query.record_type, naming.ask.language)?,
            );
            rows.rows().map(|row| (rank(&ranks, row), row)).collect()
        } else {
            let visible = naming
                .schema
                .property(&query.record_type, by)
                .is_none_or(|p| naming.ask.reader.may_see(p));
            let Some(column) = column(by).filter(|_| visible) else {
                return Err(self.not_sortable(naming, &query.record_type, by));
            };
            let key = self.key(naming, column)?;
            rows.rows().map(|row| (key(row), row)).collect()
        };
        if query.descending {
            for (key, _) in &mut keys {
                *key = if *key == NOTHING {
                    NOTHING
                } else {
                    NOTHING - 1 - *key
                };
            }
        }
        keys.sort_unstable();
        Ok(keys.into_iter().map(|(_, row)| row).collect())
    }

    /// How the rows of a column stand: dates and numbers from the newest and largest, words by their letters.
    fn key<'c>(
        &self,
        naming: &Naming<'_>,
        column: &'c Column,
    ) -> Result<Box<dyn Fn(u32) -> u64 + 'c>, WorkspaceError> {
        Ok(match column.data() {
            Data::Dates { first, last } => Box::new(move |row| {
                let row = row as usize;
                match last[row] == i32::MIN {
                    true => NOTHING,
                    false => u64::from(i32::MAX.abs_diff(first[row])),
                }
            }),
            Data::Numbers { low, .. } => Box::new(move |row| match low[row as usize] {
                number if number.is_nan() => NOTHING,
                number => !(ordered_bits(number)),
            }),
            Data::Codes { dictionary, values } => {
                let ranks = self.code_ranks(naming, dictionary);
                Box::new(move |row| of_code(&ranks, values[row as usize]))
            }
            Data::ManyCodes { dictionary, values } => {
                let ranks = self.code_ranks(naming, dictionary);
                Box::new(move |row| {
                    let codes = values.get(row as usize).iter();
                    codes.map(|c| of_code(&ranks, *c)).min().unwrap_or(NOTHING)
                })
            }
            Data::Refs { values, .. } => {
                let ranks = self.name_ranks(naming, column)?;
                Box::new(move |row| of_record(column, &ranks, values[row as usize]))
            }
            Data::ManyRefs { values, .. } => {
                let ranks = self.name_ranks(naming, column)?;
                Box::new(move |row| {
                    let records = values.get(row as usize).iter();
                    let rank = |record: &u32| of_record(column, &ranks, *record);
                    records.map(rank).min().unwrap_or(NOTHING)
                })
            }
        })
    }

    /// Where each code of a list stands when they are put in the order of their labels.
    fn code_ranks(&self, naming: &Naming<'_>, dictionary: &str) -> Vec<u64> {
        let Some(codes) = self.view.columns().dictionary(dictionary) else {
            return Vec::new();
        };
        let called = Called(naming.clone());
        let mut labels: Vec<(String, usize)> = codes
            .codes()
            .enumerate()
            .map(|(place, code)| {
                let label = match codes.is_open() {
                    true => code.to_owned(),
                    false => called.code(dictionary, code),
                };
                (collation::sort_key(&label), place)
            })
            .collect();
        labels.sort_unstable();
        let mut ranks = vec![NOTHING; labels.len()];
        for (rank, (_, place)) in (0..).zip(labels) {
            ranks[place] = rank;
        }
        ranks
    }

    /// Where the records that a column refers to stand in the order of their names, type by type.
    fn name_ranks(
        &self,
        naming: &Naming<'_>,
        column: &Column,
    ) -> Result<HashMap<String, HashMap<u32, u64>>, WorkspaceError> {
        let mut all = HashMap::new();
        for target in column.targets() {
            let rows = self.view.rows_by_name(target, naming.ask.language)?;
            all.insert(target.clone(), ranks(&rows));
        }
        Ok(all)
    }

    fn not_sortable(&self, naming: &Naming<'_>, record_type: &str, by: &str) -> WorkspaceError {
        let table = self.view.columns().table(record_type);
        let all: Vec<&str> = table.map_or_else(Vec::new, |table| {
            let seen = |code: &&str| {
                let property = naming.schema.property(record_type, code);
                property.is_none_or(|p| naming.ask.reader.may_see(p))
            };
            table.columns().map(|(code, _)| code).filter(seen).collect()
        });
        let by: String = by.chars().take(60).collect();
        WorkspaceError::Asked(reasons::no_such_order(all.join(", "), by))
    }

    /// How records stand when sorted by a column; `None` when they cannot be.
    pub(super) fn sorts(&self, record_type: &str, code: &str) -> Option<Sorts> {
        let column = self.view.columns().table(record_type)?.column(code)?;
        Some(match column.data() {
            Data::Dates { .. } | Data::Numbers { .. } => Sorts::Down,
            _ => Sorts::Up,
        })
    }
}

fn ranks(rows: &[u32]) -> HashMap<u32, u64> {
    rows.iter().copied().zip(0..).collect()
}

fn rank(ranks: &HashMap<u32, u64>, row: u32) -> u64 {
    ranks.get(&row).copied().unwrap_or(NOTHING)
}

fn of_code(ranks: &[u64], code: u32) -> u64 {
    let place = code.checked_sub(FIRST_CODE);
    place
        .and_then(|place| ranks.get(place as usize).copied())
        .unwrap_or(NOTHING)
}

fn of_record(column: &Column, ranks: &HashMap<String, HashMap<u32, u64>>, record: u32) -> u64 {
    match column.reference(record) {
        Ok((to, row)) => ranks.get(to).map_or(NOTHING - 1, |of| {
            of.get(&row).copied().unwrap_or(NOTHING - 1)
        }),
        Err(State::Missing | State::Unknown | State::NotAsked | State::Withheld | State::None) => {
            NOTHING
        }
    }
}

/// Numbers in their order as bits.
fn ordered_bits(number: f64) -> u64 {
    let bits = number.to_bits();
    match number.is_sign_negative() {
        true => !bits,
        false => bits | 1 << 63,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_stand_as_their_numbers_do() {
        let all = [
            f64::NEG_INFINITY,
            -2.5,
            -0.0,
            0.0,
            1e-9,
            3.0,
            1e300,
            f64::INFINITY,
        ];
        assert!(all.map(ordered_bits).is_sorted());
        assert!(!ordered_bits(f64::NEG_INFINITY) < NOTHING);
    }
}

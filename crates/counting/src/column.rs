//! One property of all records of a type, packed.

mod appended;
mod gathered;
mod lists;
mod reference;
mod referring;

pub use lists::Lists;
pub(crate) use reference::{NO_RECORD, packed, packed_state, unpack};

use reference::{NO_TARGET, pack};
use std::sync::OnceLock;

use crate::keys::{Gathered, Links};
use crate::{Error, State};

/// Rows in one stored block.
pub const BLOCK_ROWS: u32 = 65_536;

/// Rows a table can have: what a packed reference can address.
pub const MOST_ROWS: u32 = 1 << 27;

/// Row numbers are below [`MOST_ROWS`]; a pool of four billion values would
/// not fit into memory before this could matter.
fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The values of a property, by kind. All vectors have one entry a row.
#[derive(Debug, Clone)]
pub enum Data {
    /// One code (of the named dictionary) or state a row.
    Codes {
        /// The dictionary: a list's code, or `type.property` for free texts.
        dictionary: String,
        /// Codes and states as numbered by the dictionary.
        values: Vec<u32>,
    },
    /// Any number of codes a row; a state stands alone; empty = missing.
    ManyCodes {
        /// The dictionary.
        dictionary: String,
        /// Sorted codes without repetition.
        values: Lists,
    },
    /// One record of one of the target types, or a state.
    Refs {
        /// Codes of the types referred to.
        targets: Vec<String>,
        /// Packed references: see [`Column::reference`].
        values: Vec<u32>,
    },
    /// Any number of records.
    ManyRefs {
        /// Codes of the types referred to.
        targets: Vec<String>,
        /// Packed references, sorted.
        values: Lists,
    },
    /// First and last day (days since 1970-01-01; open ends are the lowest
    /// and highest number). `last == i32::MIN` marks a state, held in `first`.
    Dates {
        /// First possible day.
        first: Vec<i32>,
        /// Last possible day.
        last: Vec<i32>,
    },
    /// Lowest and highest possible value. A `low` that is not a number marks
    /// a state, held in `high`.
    Numbers {
        /// Lowest.
        low: Vec<f64>,
        /// Highest.
        high: Vec<f64>,
    },
}

/// One property's values and which stored blocks no longer agree with them.
#[derive(Debug, Clone)]
pub struct Column {
    pub(crate) data: Data,
    changed: Vec<bool>,
    /// Which rows refer to each record, found when first asked for.
    referring: OnceLock<Links>,
    /// Several values a row as sets, found when first asked for.
    gathered: OnceLock<Gathered>,
}

/// A value to put into a column.
#[derive(Debug, Clone, Copy)]
pub enum Cell<'a> {
    /// No value, and why.
    State(State),
    /// One code, as numbered by the column's dictionary.
    Code(u32),
    /// Several codes.
    Codes(&'a [u32]),
    /// One record: its type's code and its row.
    Ref(&'a str, u32),
    /// Several records.
    Refs(&'a [(&'a str, u32)]),
    /// First and last day; open ends are `i32::MIN` and `i32::MAX`.
    Date(i32, i32),
    /// Lowest and highest value; open ends are infinite.
    Number(f64, f64),
}

impl Column {
    /// An empty column of single codes of `dictionary`.
    #[must_use]
    pub fn codes(dictionary: &str) -> Self {
        Self::of(Data::Codes {
            dictionary: dictionary.to_owned(),
            values: Vec::new(),
        })
    }

    /// An empty column of several codes.
    #[must_use]
    pub fn many_codes(dictionary: &str) -> Self {
        Self::of(Data::ManyCodes {
            dictionary: dictionary.to_owned(),
            values: Lists::default(),
        })
    }

    /// An empty column of single references; further target types are added
    /// as they come.
    #[must_use]
    pub fn refs(targets: &[&str]) -> Self {
        Self::of(Data::Refs {
            targets: targets.iter().map(|target| (*target).to_owned()).collect(),
            values: Vec::new(),
        })
    }

    /// An empty column of several references.
    #[must_use]
    pub fn many_refs(targets: &[&str]) -> Self {
        Self::of(Data::ManyRefs {
            targets: targets.iter().map(|target| (*target).to_owned()).collect(),
            values: Lists::default(),
        })
    }

    /// An empty column of dates.
    #[must_use]
    pub fn dates() -> Self {
        Self::of(Data::Dates {
            first: Vec::new(),
            last: Vec::new(),
        })
    }

    /// An empty column of numbers.
    #[must_use]
    pub fn numbers() -> Self {
        Self::of(Data::Numbers {
            low: Vec::new(),
            high: Vec::new(),
        })
    }

    pub(crate) fn of(data: Data) -> Self {
        Self {
            data,
            changed: Vec::new(),
            referring: OnceLock::new(),
            gathered: OnceLock::new(),
        }
    }
    /// The values.
    #[must_use]
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.data {
            Data::Codes { values, .. } | Data::Refs { values, .. } => values.len(),
            Data::ManyCodes { values, .. } | Data::ManyRefs { values, .. } => values.len(),
            Data::Dates { first, .. } => first.len(),
            Data::Numbers { low, .. } => low.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a row can hold several values.
    #[must_use]
    pub fn is_many(&self) -> bool {
        matches!(self.data, Data::ManyCodes { .. } | Data::ManyRefs { .. })
    }

    /// The record types that the column refers to; none if it holds no
    /// references.
    #[must_use]
    pub fn targets(&self) -> &[String] {
        match &self.data {
            Data::Refs { targets, .. } | Data::ManyRefs { targets, .. } => targets,
            _ => &[],
        }
    }

    /// The dictionary of a column of codes.
    #[must_use]
    pub fn dictionary(&self) -> Option<&str> {
        match &self.data {
            Data::Codes { dictionary, .. } | Data::ManyCodes { dictionary, .. } => Some(dictionary),
            _ => None,
        }
    }

    /// The type and row of a packed reference; a state otherwise.
    ///
    /// # Errors
    /// The state, when there is no record.
    pub fn reference(&self, packed: u32) -> Result<(&str, u32), State> {
        match unpack(packed) {
            Ok((target, row)) => self
                .targets()
                .get(target as usize)
                .map(|target| (target.as_str(), row))
                .ok_or(State::Unknown),
            Err(state) => Err(state),
        }
    }

    /// Blocks whose stored bytes are out of date.
    pub fn changed_blocks(&self) -> impl Iterator<Item = u32> {
        (0_u32..)
            .zip(&self.changed)
            .filter(|(_, changed)| **changed)
            .map(|(block, _)| block)
    }

    /// Appends loaded values.
    pub(crate) fn append(&mut self, more: Data) -> Result<(), String> {
        self.forget();
        self.data.append(more)
    }

    pub(crate) fn mark_stored(&mut self) {
        self.changed.clear();
    }

    /// The one block of an empty column is to be stored too.
    pub(crate) fn mark_empty(&mut self) {
        self.mark(0);
    }

    /// What was found out from the values does not hold any more.
    fn forget(&mut self) {
        self.referring.take();
        self.gathered.take();
    }

    fn mark(&mut self, row: usize) {
        self.forget();
        let block = row / BLOCK_ROWS as usize;
        if block >= self.changed.len() {
            self.changed.resize(block + 1, false);
        }
        self.changed[block] = true;
    }

    /// Appends rows without a value until there are `rows`.
    pub(crate) fn fill(&mut self, rows: u32) {
        let from = self.len();
        let rows = rows as usize;
        if from >= rows {
            return;
        }
        match &mut self.data {
            Data::Codes { values, .. } => values.resize(rows, State::Missing.code()),
            Data::Refs { values, .. } => values.resize(rows, packed_state(State::Missing)),
            Data::ManyCodes { values, .. } | Data::ManyRefs { values, .. } => {
                values.fill(rows);
            }
            Data::Dates { first, last } => {
                first.resize(rows, 0);
                last.resize(rows, i32::MIN);
            }
            Data::Numbers { low, high } => {
                low.resize(rows, f64::NAN);
                high.resize(rows, 0.0);
            }
        }
        let mut row = from;
        while row < rows {
            self.mark(row);
            row = (row / BLOCK_ROWS as usize + 1) * BLOCK_ROWS as usize;
        }
    }

    /// Whether a value fits; called for all values of a row before any is put,
    /// so that a row is changed whole or not at all.
    pub(crate) fn accepts(&self, property: &str, cell: &Cell<'_>) -> Result<(), Error> {
        let wrong = |expected| {
            Err(Error::WrongKind {
                property: property.to_owned(),
                expected,
            })
        };
        match (&self.data, cell) {
            (_, Cell::State(_))
            | (Data::Codes { .. }, Cell::Code(_))
            | (Data::ManyCodes { .. }, Cell::Code(_) | Cell::Codes(_)) => Ok(()),
            (Data::Refs { .. }, Cell::Ref(target, row)) => self.fits(property, &[(*target, *row)]),
            (Data::ManyRefs { .. }, Cell::Ref(target, row)) => {
                self.fits(property, &[(*target, *row)])
            }
            (Data::ManyRefs { .. }, Cell::Refs(refs)) => self.fits(property, refs),
            (Data::Dates { .. }, Cell::Date(first, last)) => {
                if first <= last && *last != i32::MIN {
                    Ok(())
                } else {
                    wrong("dates whose first day is not after the last")
                }
            }
            (Data::Numbers { .. }, Cell::Number(low, high)) => {
                if low <= high {
                    Ok(())
                } else {
                    wrong("numbers whose lowest value is not above the highest")
                }
            }
            (Data::Codes { .. }, _) => wrong("one code"),
            (Data::ManyCodes { .. }, _) => wrong("codes"),
            (Data::Refs { .. }, _) => wrong("one reference"),
            (Data::ManyRefs { .. }, _) => wrong("references"),
            (Data::Dates { .. }, _) => wrong("dates"),
            (Data::Numbers { .. }, _) => wrong("numbers"),
        }
    }

    fn fits(&self, property: &str, refs: &[(&str, u32)]) -> Result<(), Error> {
        let mut new: Vec<&str> = Vec::new();
        for (target, row) in refs {
            if *row >= MOST_ROWS {
                return Err(Error::TooLarge {
                    what: format!("the row number of a {target}"),
                    most: u64::from(MOST_ROWS),
                });
            }
            if !self.targets().iter().any(|known| known == target) && !new.contains(target) {
                new.push(target);
            }
        }
        if self.targets().len() + new.len() > NO_TARGET as usize {
            return Err(Error::TooLarge {
                what: format!("the number of types that {property} refers to"),
                most: u64::from(NO_TARGET),
            });
        }
        Ok(())
    }

    /// Puts an accepted value into an existing row.
    pub(crate) fn put(&mut self, row: usize, cell: &Cell<'_>) {
        match (&mut self.data, cell) {
            (Data::Codes { values, .. }, Cell::State(state)) => values[row] = state.code(),
            (Data::Codes { values, .. }, Cell::Code(code)) => values[row] = *code,
            (Data::ManyCodes { values, .. }, Cell::State(State::Missing)) => values.set(row, &[]),
            (Data::ManyCodes { values, .. }, Cell::State(state)) => {
                values.set(row, &[state.code()]);
            }
            (Data::ManyCodes { values, .. }, Cell::Code(code)) => values.set(row, &[*code]),
            (Data::ManyCodes { values, .. }, Cell::Codes(codes)) => {
                values.set(row, &sorted(codes.to_vec()));
            }
            (Data::Refs { values, .. }, Cell::State(state)) => values[row] = packed_state(*state),
            (Data::Refs { targets, values }, Cell::Ref(target, to)) => {
                values[row] = pack(targets, target, *to);
            }
            (Data::ManyRefs { values, .. }, Cell::State(State::Missing)) => values.set(row, &[]),
            (Data::ManyRefs { values, .. }, Cell::State(state)) => {
                values.set(row, &[packed_state(*state)]);
            }
            (Data::ManyRefs { targets, values }, Cell::Ref(target, to)) => {
                let packed = pack(targets, target, *to);
                values.set(row, &[packed]);
            }
            (Data::ManyRefs { targets, values }, Cell::Refs(refs)) => {
                let packed = refs
                    .iter()
                    .map(|(target, to)| pack(targets, target, *to))
                    .collect();
                values.set(row, &sorted(packed));
            }
            (Data::Dates { first, last }, Cell::State(state)) => {
                first[row] = *state as i32;
                last[row] = i32::MIN;
            }
            (Data::Dates { first, last }, Cell::Date(from, to)) => {
                first[row] = *from;
                last[row] = *to;
            }
            (Data::Numbers { low, high }, Cell::State(state)) => {
                low[row] = f64::NAN;
                high[row] = f64::from(state.code());
            }
            (Data::Numbers { low, high }, Cell::Number(from, to)) => {
                low[row] = *from;
                high[row] = *to;
            }
            // `accepts` has refused every other pair.
            _ => return,
        }
        self.mark(row);
    }
}

fn sorted(mut values: Vec<u32>) -> Vec<u32> {
    values.sort_unstable();
    values.dedup();
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_to_several_types_keep_type_and_row() {
        let mut column = Column::refs(&["event"]);
        column.fill(3);
        for (row, to) in [("act", 7), ("event", MOST_ROWS - 1)].iter().enumerate() {
            let cell = Cell::Ref(to.0, to.1);
            column.accepts("about", &cell).expect("fits");
            column.put(row, &cell);
            let Data::Refs { values, .. } = column.data() else {
                panic!("refs")
            };
            assert_eq!(column.reference(values[row]), Ok(*to));
        }
        let Data::Refs { values, .. } = column.data() else {
            panic!("refs")
        };
        assert_eq!(column.reference(values[2]), Err(State::Missing));
        assert!(
            column
                .accepts("about", &Cell::Ref("act", MOST_ROWS))
                .is_err()
        );
        assert!(column.accepts("about", &Cell::Date(0, 1)).is_err());
    }
}

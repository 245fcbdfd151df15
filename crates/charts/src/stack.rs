//! Parts that make up wholes. Categories often overlap (an act of two kinds is in both), and a stack of overlapping parts
//! shows more than there is: so what is stacked has been held against wholes that were counted for themselves.

use crate::data::{Breakdown, Course};
use crate::refused::Refused;
use crate::value::Value;

/// Data whose parts do not overlap.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack<Data> {
    data: Data,
}

impl<Data> Stack<Data> {
    /// The parts.
    #[must_use]
    pub const fn parts(&self) -> &Data {
        &self.data
    }
}

impl Stack<Breakdown> {
    /// The series of each row are parts of its whole.
    ///
    /// # Errors
    /// [`Refused::NotAWhole`] when the parts of a row are not its whole, [`Refused::Ragged`] when there is not one whole
    /// for each row.
    pub fn new(data: Breakdown, wholes: &[Value]) -> Result<Self, Refused> {
        one_each(&data.heading, wholes.len(), data.rows.len())?;
        for (row, whole) in data.rows.iter().zip(wholes) {
            make_up(&row.label, row.values.iter().copied(), *whole)?;
        }
        Ok(Self { data })
    }
}

impl Stack<Course> {
    /// The series of each period are parts of its whole.
    ///
    /// # Errors
    /// [`Refused::NotAWhole`] when the parts of a period are not its whole, [`Refused::Ragged`] when there is not one
    /// whole for each period.
    pub fn new(data: Course, wholes: &[Value]) -> Result<Self, Refused> {
        one_each(&data.heading, wholes.len(), data.periods.len())?;
        for (at, (period, whole)) in data.periods.iter().zip(wholes).enumerate() {
            let parts = data.series.iter().filter_map(|one| one.values.get(at));
            make_up(&period.label, parts.copied(), *whole)?;
        }
        Ok(Self { data })
    }
}

fn one_each(what: &str, given: usize, wanted: usize) -> Result<(), Refused> {
    if given == wanted {
        return Ok(());
    }
    Err(Refused::Ragged {
        row: what.to_owned(),
        given,
        wanted,
    })
}

/// Parts that are all known are the whole; where something is not known, what is certain of them is not more than it.
fn make_up(row: &str, parts: impl Iterator<Item = Value>, whole: Value) -> Result<(), Refused> {
    let sum = parts.reduce(Value::plus).unwrap_or(Value::Unknown);
    let agrees = match (sum, whole) {
        (Value::Known(sum), Value::Known(whole)) => {
            let (sum, whole) = (sum.get(), whole.get());
            (sum - whole).abs() <= whole.max(1.0) * 1e-9
        }
        _ => match (sum.low(), whole.high()) {
            (Some(least), Some(most)) => least <= most || matches!(whole, Value::AtLeast(_)),
            _ => true,
        },
    };
    if agrees {
        return Ok(());
    }
    Err(Refused::NotAWhole {
        row: row.to_owned(),
    })
}

//! A record that is referred to, as one number: its type and its row.

use super::{MOST_ROWS, narrow};
use crate::State;

const ROW_BITS: u32 = 27;
/// The target number that marks a state instead of a record.
pub(super) const NO_TARGET: u32 = 31;
/// Packed references from here on are states.
pub(crate) const NO_RECORD: u32 = NO_TARGET << ROW_BITS;

pub(super) fn pack(targets: &mut Vec<String>, target: &str, row: u32) -> u32 {
    let index = targets
        .iter()
        .position(|known| known == target)
        .unwrap_or_else(|| {
            targets.push(target.to_owned());
            targets.len() - 1
        });
    narrow(index) << ROW_BITS | row
}

/// Packs a reference to the target type with this number.
pub(crate) fn packed(target: usize, row: u32) -> u32 {
    narrow(target) << ROW_BITS | row
}

/// How a state is written in a column of references.
pub(crate) fn packed_state(state: State) -> u32 {
    NO_TARGET << ROW_BITS | state.code()
}

/// Target number and row, or the state.
pub(crate) fn unpack(packed: u32) -> Result<(u32, u32), State> {
    let target = packed >> ROW_BITS;
    let row = packed & (MOST_ROWS - 1);
    if target == NO_TARGET {
        Err(State::of_code(row).unwrap_or(State::Unknown))
    } else {
        Ok((target, row))
    }
}

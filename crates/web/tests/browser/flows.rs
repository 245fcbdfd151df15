//! What people do in the pages, from the first click to the last.

mod reading;
mod sealed;
mod sizes;
mod unlocking;

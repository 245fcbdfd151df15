//! What people do in the pages, from the first click to the last.

mod defining;
mod documents;
mod entering;
mod finding;
mod importing;
mod reading;
mod reviewing;
mod sealed;
mod sizes;
mod unlocking;

//! What pictures look like, and what is true of every picture.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "../../examples/gallery/samples.rs"]
mod samples;
#[path = "../../examples/gallery/words.rs"]
mod words;

mod any;
mod kinds;
mod refusing;
mod xml;

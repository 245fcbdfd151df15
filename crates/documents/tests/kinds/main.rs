//! Kinds of files: read for what they say, whatever they are made like, and refused for what they are.
#![expect(clippy::unwrap_used, reason = "tests may")]

mod encodings;
mod files;
mod hostile;
mod made;

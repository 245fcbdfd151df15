//! How many were never recorded: multiple systems estimation that knows when to refuse.
//!
//! *What comes in.* A [`CaptureTable`](table::CaptureTable): how many people each combination of lists recorded. Nothing
//! is known here of records, names, languages or files.
//!
//! *What goes out.* A [`Report`](report::Report): the documented number first, every estimator with its diagnostics, one
//! of four verdicts with its reasons and what would help, and the sentences that must stand beside it, as keys with
//! numbers ([`message`]). [`strata`] sums parts of a population; [`matching`] carries undecided matches into the
//! estimate.
//!
//! *How it is right.* Closed forms, likelihoods and posteriors are checked against established software
//! (`tests/reference.rs`) and against populations of known size (`tests/coverage.rs`). All random numbers come from a
//! seed and do not depend on the number of threads.
//!
//! ```
//! use aigaq_estimation::report::{Options, estimate};
//! use aigaq_estimation::table::CaptureTable;
//!
//! let lists = vec!["court".into(), "press".into(), "hotline".into()];
//! let apart = [("100", 100.0), ("010", 100.0), ("001", 100.0)];
//! let table = CaptureTable::from_patterns(lists, apart)?;
//! let report = estimate(&table, &Options::default());
//! assert_eq!(report.verdict.key(), "refuse");
//! assert_eq!(report.documented, 300);
//! # Ok::<(), aigaq_estimation::error::InputError>(())
//! ```

#![cfg_attr(
    test,
    expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")
)]

pub mod bound;
pub mod checks;
pub mod classes;
pub mod coverage;
pub mod error;
pub mod estimate;
pub mod graphs;
pub mod loglinear;
pub mod matching;
pub mod message;
pub mod pairs;
mod parallel;
pub mod random;
pub mod report;
pub mod special;
pub mod stop;
pub mod strata;
pub mod table;

//! Poisson log-linear models of the table: which lists go together, and how many people no list would have seen.
//!
//! Fienberg, *Biometrika* 59 (1972), 591–603; Cormack, *Biometrics* 45 (1989), 395–413; Bishop, Fienberg & Holland,
//! *Discrete Multivariate Analysis* (1975), chapter 6.

mod bootstrap;
pub mod closed;
mod existence;
mod fit;
pub(crate) mod lattice;
mod model;
mod profile;
mod rank;
mod stepwise;

pub use bootstrap::{Bootstrap, bca, bca_settled};
pub use existence::Existence;
pub use fit::{Fit, fit};
pub use model::{Model, all_models};
pub use profile::{Profile, profile};
pub use rank::{AS_WELL, MOST_ENUMERATED, Ranked, Ranking, rank};
pub use stepwise::{Stepwise, THRESHOLD, stepwise};

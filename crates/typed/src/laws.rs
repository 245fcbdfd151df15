//! References to law as people write them.

use crate::context::Context;
use crate::misunderstood::{Misunderstood, Problem};
use crate::plain::plain;
use aigaq_schema::LawReference;

/// A code of Kazakhstan that is cited without its full name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LawCode {
    /// The Criminal Code.
    Criminal,
    /// The Code of Administrative Offences.
    Administrative,
    /// The Criminal Procedure Code.
    CriminalProcedure,
    /// The Penal Execution Code.
    PenalExecution,
    /// The Administrative Procedures Code.
    AdministrativeProcedures,
    /// The Civil Code.
    Civil,
    /// The Civil Procedure Code.
    CivilProcedure,
    /// The Labour Code.
    Labour,
    /// The Constitution.
    Constitution,
}

impl LawCode {
    /// The name under which references to it are kept, whatever language they were written in.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Criminal => "Criminal Code",
            Self::Administrative => "Administrative Code",
            Self::CriminalProcedure => "Criminal Procedure Code",
            Self::PenalExecution => "Penal Execution Code",
            Self::AdministrativeProcedures => "Administrative Procedures Code",
            Self::Civil => "Civil Code",
            Self::CivilProcedure => "Civil Procedure Code",
            Self::Labour => "Labour Code",
            Self::Constitution => "Constitution",
        }
    }
}

/// Reads references to law: one or several.
///
/// # Errors
/// [`Misunderstood`] at the first part that is no reference, or names no code where none is known.
pub fn laws(text: &str, _context: &Context) -> Result<Vec<LawReference>, Misunderstood> {
    let text = plain(text);
    LawReference::read(&text)
        .map(|law| vec![law])
        .ok_or_else(|| Misunderstood::new(&text, Problem::Empty))
}

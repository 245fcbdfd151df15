//! Why something is not drawn. Said, instead of drawn wrong.

/// What there is too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Many {
    /// Rows of a breakdown whose order carries meaning, so that the largest cannot stand for all.
    Categories,
    /// Series side by side.
    Series,
    /// Months, years or other periods.
    Periods,
    /// Things on a timeline.
    Moments,
    /// Lists whose overlaps are drawn.
    Lists,
}

/// The data cannot be drawn so that the picture is right and can be read; the table can still be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is nothing.
    #[error("there is nothing to draw")]
    Empty,
    /// No number is known.
    #[error("none of the numbers is known, so there is nothing to draw")]
    NothingKnown,
    /// More than a picture can hold.
    #[error("{given} {many:?} are more than a picture can hold ({most})")]
    TooMany {
        /// Of what.
        many: Many,
        /// How many there are.
        given: usize,
        /// How many can be drawn.
        most: usize,
    },
    /// A row does not have one value for each series: a fault of the caller.
    #[error("“{row}” has {given} values where {wanted} are wanted")]
    Ragged {
        /// Which row.
        row: String,
        /// How many it has.
        given: usize,
        /// How many it should have.
        wanted: usize,
    },
    /// The parts overlap, so that a stack of them would show more than there is.
    #[error("the parts of “{row}” do not add up to its total, so they cannot be stacked")]
    NotAWhole {
        /// Which row.
        row: String,
    },
    /// Something ends before it begins.
    #[error("“{what}” ends before it begins")]
    EndsBeforeItBegins {
        /// What.
        what: String,
    },
}

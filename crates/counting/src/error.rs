//! What can be wrong with a question, or with stored columns.

/// Why a count cannot be given. The texts are for users: they name what was
/// written, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No such unit of count.
    #[error("there is no unit “{given}”; units are: {units}")]
    UnknownUnit {
        /// What was asked for.
        given: String,
        /// All units, separated by commas.
        units: String,
    },
    /// No such property where the path leads.
    #[error("“{given}” is not a property of {of}{}", hint(near))]
    UnknownProperty {
        /// The part of the path that leads nowhere.
        given: String,
        /// The record type it was looked for in.
        of: String,
        /// Properties with a similar name, else all of them.
        near: Vec<String>,
    },
    /// A path could be read in several ways.
    #[error("“{given}” can mean {}: write one of them", list(meanings))]
    Ambiguous {
        /// The path.
        given: String,
        /// The full forms to choose from.
        meanings: Vec<String>,
    },
    /// The part after the colon does not fit the property.
    #[error("“{path}”: {why}")]
    BadView {
        /// The path.
        path: String,
        /// What can be written.
        why: Why,
    },
    /// No such code in the list of a property.
    #[error("“{given}” is not a code of the property {property}{}", hint(near))]
    UnknownCode {
        /// The property (as a path).
        property: String,
        /// What was asked for.
        given: String,
        /// Similar codes.
        near: Vec<String>,
    },
    /// A filter that cannot be read.
    #[error("the filter “{text}” cannot be read: {why}")]
    BadFilter {
        /// The filter.
        text: String,
        /// What is wrong and what to write.
        why: Why,
    },
    /// A date that cannot be read or does not exist.
    #[error("the date “{text}” cannot be read: {why} (write 2020, 2020-Q2, 2020-05 or 2020-05-17)")]
    BadDate {
        /// The date.
        text: String,
        /// What is wrong.
        why: Why,
    },
    /// The period ends before it starts.
    #[error("the period ends ({to}) before it starts ({from})")]
    PeriodBackwards {
        /// Its start.
        from: String,
        /// Its end.
        to: String,
    },
    /// The unit has no date of its own.
    #[error("{unit} have no date of their own: name the date property to take the period by")]
    NoDate {
        /// The unit.
        unit: String,
    },
    /// More dimensions than a table can have.
    #[error("a table has at most {most} dimensions, {given} were asked for")]
    TooManyDimensions {
        /// How many were asked for.
        given: usize,
        /// How many there can be.
        most: usize,
    },
    /// One dimension twice.
    #[error("the table is by “{path}” twice: choose something else once")]
    DimensionTwice {
        /// The path.
        path: String,
    },
    /// More conditions than are read.
    #[error("a count has at most {most} conditions")]
    TooManyConditions {
        /// How many there can be.
        most: usize,
    },
    /// Two answers where one is wanted.
    #[error("“{part}” is given twice: leave one of them")]
    GivenTwice {
        /// The part of the definition.
        part: String,
    },
    /// A word that is none of those that can stand there.
    #[error("“{given}” cannot stand here; write one of: {words}")]
    NotAmong {
        /// What was given.
        given: String,
        /// What can be.
        words: String,
    },
    /// A saved definition with a part that this program does not know, or cannot read.
    #[error(
        "the saved count holds “{given}”, which this program does not understand: make the table anew"
    )]
    UnknownPart {
        /// The part.
        given: String,
    },
    /// A saved definition that does not say what is counted.
    #[error("the count does not say what is counted: name a unit, such as acts")]
    NoUnit,
    /// Estimates of something that is not told in numbers of people.
    #[error(
        "{unit} cannot be estimated: only involvements can, since nobody knows whether two unnamed groups were the same people"
    )]
    NoEstimates {
        /// The unit.
        unit: String,
    },
    /// A level that the tree of a list does not have.
    #[error("“{path}”: the list has only the levels 0 to {deepest}")]
    NoSuchLevel {
        /// The path.
        path: String,
        /// The deepest level.
        deepest: u32,
    },
    /// The reader may not see this property.
    #[error("the property “{path}” is not open to this reader")]
    Hidden {
        /// The path.
        path: String,
    },
    /// There are no records of this type at all.
    #[error("there are no columns for the record type “{table}”")]
    UnknownTable {
        /// The record type's code.
        table: String,
    },
    /// A value of the wrong kind was put into a column.
    #[error("the property {property} holds {expected}")]
    WrongKind {
        /// The property.
        property: String,
        /// What its column takes.
        expected: &'static str,
    },
    /// A row number that does not exist.
    #[error("row {row} does not exist: the table has {rows} rows")]
    NoSuchRow {
        /// The row.
        row: u32,
        /// How many there are.
        rows: u32,
    },
    /// A stored block cannot be used; the view is to be rebuilt.
    #[error("the stored column block {name} is damaged: {why}; rebuild the view")]
    Damaged {
        /// Record type, property and block number.
        name: String,
        /// What does not hold.
        why: String,
    },
    /// A column or table has outgrown what the format can hold.
    #[error("{what} is too large: at most {most}")]
    TooLarge {
        /// What is too large.
        what: String,
        /// The limit.
        most: u64,
    },
    /// A partition whose parts are not the whole: a fault of the program.
    #[error("internal error: the rows of a partition add up to {sum}, not to the total {total}")]
    DoesNotAddUp {
        /// What the rows sum to.
        sum: u64,
        /// What they should sum to.
        total: u64,
    },
}

/// What is wrong with a part of a question, and what to write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A filter without a comparison.
    #[error("write PROPERTY=CODE, PROPERTY!=CODE, PROPERTY>=VALUE or PROPERTY=unknown")]
    NoSign,
    /// A `!` alone.
    #[error("after “!” comes “=”")]
    HalfSign,
    /// A filter without a property.
    #[error("the property before the sign is missing")]
    NoProperty,
    /// A filter without a value.
    #[error("a value is missing (for records without a value, write PROPERTY=unknown)")]
    NoValue,
    /// Several values behind `<` and the like.
    #[error("only =, == and != take several values")]
    SeveralValues,
    /// `<` and the like with a property that has no order.
    #[error("only dates and numbers can be compared with <, <=, >= and >")]
    NotOrdered,
    /// Not precise enough for what.
    #[error("say for what: start:month=imprecise")]
    ImpreciseForWhat,
    /// Not a number.
    #[error("“{0}” is not a number")]
    NotANumber(String),
    /// Behind the colon stands something else.
    #[error(
        "after the colon stands day, month, quarter, year, top, or a level of the list (0 is the top)"
    )]
    NoView,
    /// A path with an empty part.
    #[error("a property is missing (write for example type, event.kind or start:month)")]
    EmptyStep,
    /// A level of a date.
    #[error("this is a date: write :day, :month, :quarter or :year")]
    IsADate,
    /// Months of something that is no date.
    #[error("this is not a date")]
    NotADate,
    /// Levels of something that has none.
    #[error("this has no list with levels")]
    NoLevels,
    /// A period of something that is no date.
    #[error("a period is taken by a date")]
    PeriodByDate,
    /// The second date is before the first.
    #[error("the second date is before the first")]
    Backwards,
    /// No year.
    #[error("a date begins with a year of four digits")]
    NoYear,
    /// More than year, month and day.
    #[error("too many parts")]
    TooManyParts,
    /// No such quarter.
    #[error("a quarter is Q1 to Q4")]
    NoQuarter,
    /// No such month.
    #[error("a month is 01 to 12")]
    NoMonth,
    /// No such day.
    #[error("that month has the days 01 to {0}")]
    NoDay(u32),
}

fn list(items: &[String]) -> String {
    items.join(", ")
}

fn hint(near: &[String]) -> String {
    if near.is_empty() {
        String::new()
    } else {
        format!("; did you mean {}?", list(near))
    }
}

/// The candidates that look most like `given`, best first, at most five: those
/// that contain it or are within a third of its length (rounded up) in edits.
pub(crate) fn near<'a>(given: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<String> {
    let given = given.to_lowercase();
    let allowed = given.chars().count().div_ceil(3);
    let mut found: Vec<(usize, &str)> = candidates
        .filter_map(|candidate| {
            let lower = candidate.to_lowercase();
            let distance = if given.len() >= 3 && lower.contains(&given) {
                1
            } else {
                edits(&given, &lower)
            };
            (distance <= allowed).then_some((distance, candidate))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
        .into_iter()
        .take(5)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// Levenshtein's distance over letters.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_matches_come_best_first() {
        let names = ["region", "religion", "type", "start"];
        assert_eq!(near("regon", names.into_iter()), ["region"]);
        assert_eq!(near("religon", names.into_iter()), ["religion", "region"]);
        assert_eq!(near("tpye", names.into_iter()), ["type"]);
        assert_eq!(near("outcome", names.into_iter()), Vec::<String>::new());
        assert_eq!(near("typ", names.into_iter()), ["type"]);
    }
}

//! The few words that a picture says by itself, in the reader's language. The caller brings them: this crate knows no
//! languages.

use crate::value::Amount;

/// What a picture says by itself, and how its language prints numbers. `{n}`, `{drawn}`,
/// `{all}`, `{share}` and `{places}` are places that are filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Between groups of three digits.
    pub group: char,
    /// Before the decimals.
    pub decimal: char,
    /// Short names of the months, from January.
    pub months: [String; 12],
    /// "not known": nobody knows the number.
    pub unknown: String,
    /// "hidden: a small number": the number is known and not shown.
    pub suppressed: String,
    /// "at least {n}".
    pub at_least: String,
    /// "all others ({n})": categories that are drawn together.
    pub together: String,
    /// "others ({n})": people, or acts, for whom there is no box of their own.
    pub others: String,
    /// "A line to others leads to one or more of them.".
    pub some_of: String,
    /// "The {drawn} largest of {all} are drawn; the table has all."
    pub left_out: String,
    /// "{share} % of the step before": how much of one stage comes to the next.
    pub of_previous: String,
    /// "Not on the map: {places}.".
    pub elsewhere: String,
    /// "Light: the day, the beginning or the end is not known, or only in part. An arrow: it goes on.".
    pub open_end: String,
    /// "Outline: up to the highest number told.": how bars and columns draw a range.
    pub outline: String,
    /// "Bar above a point: up to the highest number told.": how lines draw a range.
    pub above: String,
    /// "A gap: not known or hidden.": where there is no room for a sign.
    pub gap: String,
}

impl Words {
    /// A number with its groups of digits; at most two decimals.
    #[must_use]
    pub fn number(&self, amount: Amount) -> String {
        let rounded = (amount.get() * 100.0).round() / 100.0;
        let printed = format!("{rounded:.2}");
        let (whole, fraction) = printed.split_once('.').unwrap_or((&printed, ""));
        let mut out = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                out.push(self.group);
            }
            out.push(digit);
        }
        let fraction = fraction.trim_end_matches('0');
        if !fraction.is_empty() {
            out.push(self.decimal);
            out.push_str(fraction);
        }
        out
    }

    /// A number for a place in a picture, where decimals of a large one say nothing.
    pub(crate) fn brief(&self, amount: Amount) -> String {
        if amount.get() >= 100.0 {
            return self.number(amount.rounded());
        }
        self.number(amount)
    }

    /// A range; one number where both ends print alike.
    pub(crate) fn range(&self, least: Amount, most: Amount) -> String {
        let (least, most) = (self.brief(least), self.brief(most));
        if least == most {
            return least;
        }
        format!("{least}–{most}")
    }
}

//! Cells of a sheet that stay text: a spreadsheet program must never take a
//! value for a formula.

use std::borrow::Cow;

/// Characters with which a spreadsheet program may begin a formula or a
/// command, also in their full-width forms.
const fn begins_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠' | '|' | '%'
    )
}

/// Is this a plain number: an optional sign, digits, at most one decimal
/// point or comma followed by digits?
#[must_use]
pub fn is_plain_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

/// The cell as it may be written: one that a spreadsheet program could take
/// for a formula gets a leading apostrophe. White space before it does not
/// hide it. Plain numbers stay numbers.
///
/// ```
/// use aigaq_schema::cells::inert;
/// assert_eq!(inert("=cmd()"), "'=cmd()");
/// assert_eq!(inert("-12,5"), "-12,5");
/// ```
#[must_use]
pub fn inert(cell: &str) -> Cow<'_, str> {
    if is_plain_number(cell) {
        return Cow::Borrowed(cell);
    }
    let first = cell.chars().next();
    let first_visible = cell
        .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{200B}')
        .chars()
        .next();
    if first.is_some_and(begins_formula) || first_visible.is_some_and(begins_formula) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not() {
        for cell in [
            "=1+1",
            "+1+1",
            "-1+1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =1",
            "\u{200B}=1",
            "＝1",
            "-",
            "+",
            "-1.2.3",
            "=",
        ] {
            assert_eq!(inert(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in [
            "", "1", "-1", "+7", "-1.5", "1,5", "a=b", "2020-06", "'=1", "…",
        ] {
            assert_eq!(inert(cell), cell);
        }
    }

    proptest! {
        #[test]
        fn no_written_cell_begins_a_formula(cell in any::<String>()) {
            let written = inert(&cell);
            let first = written.trim_start().chars().next();
            prop_assert!(is_plain_number(&written) || !first.is_some_and(begins_formula));
        }
    }
}

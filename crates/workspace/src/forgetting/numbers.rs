//! Telephones and numbers of documents, however they are written: `+7 701 555 66 77` is `8(701)555-66-77` and
//! `87015556677`.

use std::ops::Range;

/// Shorter numbers are those of rooms and days.
const LEAST: usize = 6;
/// A telephone with its code, without what stands before it in one country or the other.
const TELEPHONE: usize = 10;
/// Longer than any number that people have: several that stand side by side.
const MOST: usize = 16;
/// So many signs may stand between the digits of one number.
const BETWEEN: usize = 3;

/// A number that belongs to somebody: its digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number(String);

/// A number in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// It is long enough to be nobody else's, or all that stands there.
    pub is_sure: bool,
}

/// Digits that stand together.
struct Run {
    digits: String,
    /// Where each stands.
    at: Vec<usize>,
    /// Whether something stands between each and the one before.
    begins: Vec<bool>,
}

impl Run {
    fn begins(&self, place: usize) -> bool {
        self.begins.get(place).copied().unwrap_or(true)
    }
}

/// The numbers of a text that somebody wrote: each as it stands, and each without what stands before it.
pub(super) fn numbers_of(text: &str) -> Vec<Number> {
    let mut all = Vec::new();
    for run in runs(text) {
        let starts = (0..run.digits.len()).filter(|place| run.begins(*place));
        let starts: Vec<usize> = starts.chain([run.digits.len()]).collect();
        let chunks = starts.windows(2).map(|pair| &run.digits[pair[0]..pair[1]]);
        all.extend(chunks.filter_map(number));
        if run.digits.len() <= MOST {
            all.extend(number(&run.digits));
        }
    }
    all
}

fn number(digits: &str) -> Option<Number> {
    let without_prefix = digits
        .strip_prefix(['7', '8'])
        .filter(|rest| rest.len() == TELEPHONE);
    let digits = without_prefix.unwrap_or(digits);
    (LEAST..=MOST)
        .contains(&digits.len())
        .then(|| Number(digits.to_owned()))
}

/// Where one of these numbers stands in a text, from left to right.
pub(super) fn found(numbers: &[Number], text: &str) -> Vec<Found> {
    let mut all = Vec::new();
    if numbers.is_empty() || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return all;
    }
    for run in runs(text).filter(|run| run.digits.len() >= LEAST) {
        for Number(digits) in numbers {
            for (from, _) in run.digits.match_indices(digits.as_str()) {
                let to = from + digits.len();
                let prefix = run.digits[..from].ends_with(['7', '8']);
                let begins = match (run.begins(from), prefix) {
                    (true, true) if run.begins(from - 1) && digits.len() == TELEPHONE => from - 1,
                    (true, _) => from,
                    (false, true) if run.begins(from - 1) => from - 1,
                    (false, _) => continue,
                };
                if !run.begins(to) {
                    continue;
                }
                all.push(Found {
                    at: run.at[begins]..run.at[to - 1] + 1,
                    is_sure: digits.len() >= TELEPHONE || to - begins == run.digits.len(),
                });
            }
        }
    }
    all.sort_by_key(|found| (found.at.start, std::cmp::Reverse(found.at.end)));
    let mut end = 0;
    all.retain(|found| {
        let is_free = found.at.start >= end;
        if is_free {
            end = found.at.end;
        }
        is_free
    });
    all
}

fn runs(text: &str) -> impl Iterator<Item = Run> {
    let mut all: Vec<Run> = Vec::new();
    let mut between = BETWEEN + 1;
    for (at, sign) in text.char_indices() {
        if !sign.is_ascii_digit() {
            let is_within = sign.is_whitespace() && sign != '\n'
                || matches!(sign, '-' | '–' | '‑' | '(' | ')' | '.');
            between = if is_within { between + 1 } else { BETWEEN + 1 };
            continue;
        }
        match all.last_mut().filter(|_| between <= BETWEEN) {
            Some(run) => {
                run.begins.push(between > 0);
                run.digits.push(sign);
                run.at.push(at);
            }
            None => all.push(Run {
                digits: sign.to_string(),
                at: vec![at],
                begins: vec![true],
            }),
        }
        between = 0;
    }
    all.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_text<'t>(of: &str, text: &'t str) -> Vec<&'t str> {
        let found = found(&numbers_of(of), text).into_iter();
        found.map(|found| &text[found.at]).collect()
    }

    #[test]
    fn a_telephone_is_found_however_it_is_written() {
        let of = "жена Айгуль, +7 701 555 66 77, ул. Абая 5";
        for (text, wanted) in [
            ("тел. 87015556677.", "87015556677"),
            ("+77015556677", "77015556677"),
            ("8 (701) 555-66-77 звонил", "8 (701) 555-66-77"),
            ("701 555 66 77", "701 555 66 77"),
            ("в 2020 8-701-5556677", "8-701-5556677"),
            ("id=77015556677;", "77015556677"),
        ] {
            assert_eq!(in_text(of, text), [wanted], "{text}");
        }
        for other in [
            "",
            "5",
            "+7 701 555 66 78",
            "170155566770",
            "7015556677 1".trim_end_matches(" 1").get(..9).unwrap(),
            "ул. Абая 5",
        ] {
            assert_eq!(in_text(of, other), [""; 0], "{other}");
        }
    }

    #[test]
    fn numbers_of_documents_are_found_with_spaces_and_short_ones_are_not_sure() {
        assert_eq!(
            in_text("ИИН 850101300123", "850101 300 123 и другой"),
            ["850101 300 123"]
        );
        assert_eq!(in_text("дом 12345", "12345"), [""; 0], "too short");
        let short = numbers_of("456789");
        let in_more = found(&short, "8 7172 45 67 89");
        assert!(!in_more[0].is_sure, "with a code before it");
        assert!(found(&short, "45-67-89")[0].is_sure);
        assert_eq!(in_text("1", &"1".repeat(100_000)), [""; 0]);
        assert_eq!(
            in_text("87015556677 87015556678", "8701 5556678"),
            ["8701 5556678"],
            "each of two"
        );
    }
}

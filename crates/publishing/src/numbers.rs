//! Numbers as each language prints them.

use aigaq_schema::{Language, Qualifier, Quantity};

use crate::phrases::Phrases;

/// A no-break space: a number is never broken over two lines.
const NO_BREAK: char = '\u{A0}';

/// What stands between groups of three digits, and before the decimals.
#[must_use]
pub const fn marks(language: Language) -> (char, char) {
    match language {
        Language::En => (',', '.'),
        Language::Ru | Language::Kk => (NO_BREAK, ','),
    }
}

/// A whole number: `1,414` in English, `1 414` (no-break space) in Russian
/// and Kazakh.
#[must_use]
pub fn whole(number: u64, language: Language) -> String {
    grouped(&number.to_string(), language)
}

/// A decimal number given as digits with at most one point and one leading
/// minus; other text comes back as it is.
#[must_use]
pub fn decimal(number: &str, language: Language) -> String {
    let (sign, digits) = number
        .strip_prefix('-')
        .map_or(("", number), |rest| ("−", rest));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole) || fraction.is_some_and(|part| !plain(part)) {
        return number.to_owned();
    }
    let (_, point) = marks(language);
    let mut out = format!("{sign}{}", grouped(whole, language));
    if let Some(fraction) = fraction {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

/// A number with what its source said of it: "at least 14", "35–45". The unit
/// is not printed: the caller says it.
#[must_use]
pub fn quantity(quantity: &Quantity, phrases: &Phrases) -> String {
    let language = phrases.language();
    let first = decimal(quantity.number().text(), language);
    let key = match quantity.qualifier() {
        Qualifier::Exactly => return first,
        Qualifier::Between => {
            return match quantity.upper() {
                Some(upper) => format!("{first}–{}", decimal(upper.text(), language)),
                None => first,
            };
        }
        Qualifier::AtLeast => "quantity.at_least",
        Qualifier::MoreThan => "quantity.more_than",
        Qualifier::About => "quantity.about",
        Qualifier::AtMost => "quantity.at_most",
        Qualifier::FewerThan => "quantity.fewer_than",
    };
    phrases.fill(key, &[("number", &first)])
}

fn grouped(digits: &str, language: Language) -> String {
    let (separator, _) = marks(language);
    let mut out = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart_as_the_language_does() {
        assert_eq!(whole(1414, Language::En), "1,414");
        assert_eq!(whole(1414, Language::Ru), "1\u{A0}414");
        assert_eq!(whole(684, Language::Kk), "684");
        assert_eq!(whole(u64::MAX, Language::En), "18,446,744,073,709,551,615");
        assert_eq!(
            decimal("-2724900.50", Language::Ru),
            "−2\u{A0}724\u{A0}900,50"
        );
        assert_eq!(decimal("63.3", Language::En), "63.3");
        assert_eq!(decimal("=1+1", Language::En), "=1+1");
    }

    #[test]
    fn what_the_source_said_of_a_number_is_printed_with_it() {
        let say = |text: &str, language| {
            quantity(&text.parse::<Quantity>().unwrap(), Phrases::of(language))
        };
        assert_eq!(say("at least 14", Language::En), "at least 14");
        assert_eq!(say("35-45", Language::En), "35–45");
        assert_eq!(say("more than 1400", Language::Ru), "более 1\u{A0}400");
        assert_eq!(say("about 40", Language::Kk), "шамамен 40");
    }
}

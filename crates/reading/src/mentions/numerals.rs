//! Numbers in figures and in words.

use crate::lists::NUMERALS;
use crate::tokens::Tokens;

/// A number found: its value, its last token, whether words told it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) last: usize,
    pub(super) in_words: bool,
}

/// The number that begins at the token: "17", "63,1", "7 million", "twenty-five", «двух», "two and a half".
pub(super) fn number(tokens: &Tokens, at: usize) -> Option<Number> {
    let token = tokens.all.get(at)?;
    let (mut value, in_words) = if token.is_number() {
        (figures(tokens.low(at))?, false)
    } else if tokens.low(at) == "он" && !before_kazakh(tokens, at) {
        return None;
    } else {
        (words(tokens.low(at))?, true)
    };
    let mut last = at;
    while let Some(next) = tokens.behind(last) {
        // "1.7bn", "300 тыс", "two hundred", "four and a half".
        if let Some(scale) = scale(tokens.low(next)) {
            value *= scale;
            last = next;
            if tokens.is(next, &["тыс", "млн", "млрд", "bn", "mln"])
                && tokens
                    .behind(next)
                    .is_some_and(|p| tokens.is(p, &["."]) && !tokens.all[p].spaced)
                && tokens.together(next, next + 2)
            {
                last = next + 1;
            }
            continue;
        }
        let half = tokens.is(next, &["and"])
            && tokens.is(next + 1, &["a"])
            && tokens.is(next + 2, &["half"])
            || tokens.is(next, &["с"]) && tokens.is(next + 1, &["половиной"]);
        if half {
            value += 0.5;
            last = next + if tokens.is(next, &["and"]) { 2 } else { 1 };
            continue;
        }
        if in_words && value >= 20.0 && tokens.all[next].is_word() {
            let unit = words(tokens.low(next)).filter(|unit| *unit < value.min(100.0));
            if let Some(unit) = unit {
                value += unit;
                last = next;
                continue;
            }
        }
        break;
    }
    Some(Number {
        value,
        last,
        in_words,
    })
}

/// The value of figures with separators: a separator before three digits groups, else it begins the decimals.
pub(super) fn figures(text: &str) -> Option<f64> {
    let separators: Vec<char> = text.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let groups: Vec<&str> = text.split(['.', ',']).collect();
    let grouped = groups.len() > 1
        && groups[1..]
            .iter()
            .all(|g| g.chars().filter(|c| *c != ' ').count() == 3);
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let same = separators.windows(2).all(|w| w[0] == w[1]);
    let plain = match (separators.len(), grouped, same) {
        (0, ..) => digits(text),
        (1, true, _) if separators[0] == '.' && groups[0] == "0" => text.replace(',', "."),
        (_, true, true) => digits(text),
        (1, ..) => format!("{}.{}", digits(groups[0]), digits(groups[1])),
        (_, _, false) if text.len() < 30 => {
            let (whole, decimals) = text.rsplit_once(['.', ','])?;
            format!("{}.{}", digits(whole), digits(decimals))
        }
        _ => return None,
    };
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

/// A whole number of one token, small enough to count days.
pub(crate) fn number_of_days(tokens: &Tokens, at: usize) -> Option<i32> {
    let number = number(tokens, at).filter(|number| number.last == at)?;
    let is_small = (1.0..=366.0).contains(&number.value) && number.value.fract() == 0.0;
    is_small.then_some(number.value as i32)
}

/// A number word: "seventeen", "forty-two", «двух».
pub(super) fn words(low: &str) -> Option<f64> {
    if let Some(value) = NUMERALS.means(low).and_then(|value| value.parse().ok()) {
        return Some(value);
    }
    let (tens, unit) = low.split_once('-')?;
    let tens: f64 = NUMERALS.means(tens)?.parse().ok()?;
    let unit: f64 = NUMERALS.means(unit)?.parse().ok()?;
    ((20.0..100.0).contains(&tens) && unit < 10.0).then_some(tens + unit)
}

/// «он» is ten in Kazakh and "he" in Russian: ten where a number, a unit of time or a Kazakh letter follows.
fn before_kazakh(tokens: &Tokens, at: usize) -> bool {
    tokens.behind(at).is_some_and(|next| {
        let low = tokens.low(next);
        low.contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і'])
            || words(low).is_some()
            || matches!(
                low,
                "жыл"
                    | "жылға"
                    | "жылдық"
                    | "ай"
                    | "айға"
                    | "адам"
                    | "сағат"
                    | "мың"
                    | "миллион"
            )
    })
}

fn scale(low: &str) -> Option<f64> {
    Some(match low {
        "dozen" => 12.0,
        "hundred" => 100.0,
        "thousand" | "тыс" | "тысяч" | "тысячи" | "тысяча" | "мың" => 1e3,
        "million" | "mln" | "млн" | "миллион" | "миллиона" | "миллионов" => {
            1e6
        }
        "billion" | "bn" | "млрд" | "миллиард" | "миллиарда" | "миллиардов" => {
            1e9
        }
        "trillion" | "трлн" => 1e12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_with_either_separator() {
        for (text, value) in [
            ("17", 17.0),
            ("63,1", 63.1),
            ("2.8", 2.8),
            ("6,534,616", 6_534_616.0),
            ("10 000", 10_000.0),
            ("1.000.000", 1_000_000.0),
            ("0.125", 0.125),
            ("1,234.5", 1_234.5),
        ] {
            assert_eq!(figures(text), Some(value), "{text}");
        }
        assert_eq!(words("forty-two"), Some(42.0));
        assert_eq!(words("two-forty"), None);
    }
}

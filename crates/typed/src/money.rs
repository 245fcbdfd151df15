//! Sums of money as people write them: «58 340 тг», "$200", «50 МРП», «20 АЕК».

use crate::misunderstood::{LONGEST, Misunderstood, Problem};
use crate::number::counted;
use crate::plain::plain;
use aigaq_schema::Money;
use aigaq_schema::fold::fold;

/// Currencies by their words. `MCI` is the monthly calculation index, in which Kazakhstan's fines are set.
const CURRENCIES: &[(&str, &str)] = &[
    (
        "MCI",
        "мрп|месячных расчетных показателей|месячных расчетных показателя|месячный расчетный показатель|месячного расчетного показателя|аек|айлық есептік көрсеткіш|mci|monthly calculation indices|monthly calculation index units|monthly calculation index|mrp",
    ),
    ("KZT", "kzt|тг|тнг|тенге|теңге|tenge|tg|₸|теңгеге|тенгені"),
    (
        "USD",
        "usd|$|us$|доллар|доллара|долларов|доллара сша|долларов сша|доллар сша|долл|dollar|dollars|us dollars|ақш доллары",
    ),
    ("EUR", "eur|€|евро|euro|euros|еуро"),
    (
        "RUB",
        "rub|руб|рубль|рубля|рублей|₽|р|ruble|rubles|roubles|рубли",
    ),
    (
        "GBP",
        "gbp|£|фунт|фунта|фунтов|фунтов стерлингов|pounds|pound sterling",
    ),
    ("KGS", "kgs|сом|сомов|сома"),
    ("UZS", "uzs|сум|сумов|сума"),
    ("CNY", "cny|юань|юаня|юаней|yuan"),
];

fn currency(words: &str) -> Option<&'static str> {
    let folded = fold(words.trim().trim_matches(['.', ',']).trim());
    CURRENCIES
        .iter()
        .find(|(_, all)| all.split('|').any(|w| fold(w) == folded))
        .map(|(code, _)| *code)
}

/// Reads a sum with its currency (ISO 4217), or in units of the monthly calculation index (currency `MCI`).
///
/// # Errors
/// [`Misunderstood`] for what is none, and for a number without a currency.
pub fn money(text: &str) -> Result<Money, Misunderstood> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(Misunderstood::new(text, Problem::TooLong { most: LONGEST }));
    }
    let text = plain(text);
    let wrong = || Misunderstood::new(&text, Problem::NotMoney);
    if text.is_empty() {
        return Err(Misunderstood::new(&text, Problem::Empty));
    }
    // The currency may stand in front: "$200", "USD 1,200", "about $200".
    let in_front = text.find(|c: char| c.is_ascii_digit()).and_then(|digit| {
        let before = text[..digit].trim_end();
        let start = before.rfind([' ', '~']).map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
        currency(&before[start..])
            .map(|code| (code, format!("{}{}", &text[..start], &text[digit..])))
    });
    if let Some((code, rest)) = in_front {
        let (amount, words) = counted(&rest).map_err(|why| about(&text, why))?;
        if !words.is_empty() && currency(&words) != Some(code) {
            return Err(wrong());
        }
        return Ok(sum(amount, code));
    }
    // Signs behind are no words: "200 $", "200€".
    let (number, sign) = match text.char_indices().next_back() {
        Some((at, c)) if !c.is_alphanumeric() && currency(&text[at..]).is_some() => {
            (&text[..at], Some(&text[at..]))
        }
        _ => (text.as_str(), None),
    };
    let (amount, words) = counted(number).map_err(|why| about(&text, why))?;
    match (sign, words.as_str()) {
        (Some(sign), "") => currency(sign)
            .map(|code| sum(amount, code))
            .ok_or_else(wrong),
        (Some(_), _) => Err(wrong()),
        (None, "") => Err(Misunderstood::new(&text, Problem::CurrencyMissing)),
        (None, words) => match currency(words) {
            Some(code) => Ok(sum(amount, code)),
            // A code of three capitals is a currency we need not know.
            None if words.len() == 3 && words.bytes().all(|b| b.is_ascii_uppercase()) => {
                Ok(sum(amount, words))
            }
            None => Err(wrong()),
        },
    }
}

fn sum(amount: aigaq_schema::Quantity, currency: &str) -> Money {
    Money {
        amount,
        currency: currency.to_owned(),
        index_units: None,
    }
}

/// What is wrong with the number, said of the whole text.
fn about(text: &str, why: Misunderstood) -> Misunderstood {
    match why.problem {
        Problem::NotANumber | Problem::Empty => Misunderstood::new(text, Problem::NotMoney),
        problem => Misunderstood::new(text, problem).offering(why.suggestions),
    }
}

//! Lengths of time as people write them: «15 суток», «3 года 6 мес.», "15 days", «2 жыл 6 ай».

use crate::misunderstood::{LONGEST, Misunderstood, Problem};
use crate::number;
use crate::plain::{Kind, plain, tokens};
use aigaq_schema::Span;
use aigaq_schema::fold::fold;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Years,
    Months,
    Weeks,
    Days,
    Hours,
    Minutes,
}

const UNITS: [(Unit, &str); 6] = [
    (
        Unit::Years,
        "год года годов году лет г л year years yr yrs y жыл жылға жылы ж",
    ),
    (
        Unit::Months,
        "месяц месяца месяцев месяцам мес month months mo mos ай айға",
    ),
    (
        Unit::Weeks,
        "неделя недели недель неделю нед week weeks wk апта аптаға",
    ),
    (
        Unit::Days,
        "сутки суток сут день дня дней дн day days d тәулік тәулікке күн күнге",
    ),
    (
        Unit::Hours,
        "час часа часов ч hour hours h hr hrs сағат сағатқа сағ",
    ),
    (
        Unit::Minutes,
        "минута минуты минут минуту мин minute minutes min mins минутқа",
    ),
];

const FOR_LIFE: &str = "пожизненно|пожизненное|пожизненное лишение свободы|пожизненный срок|пожизненное заключение|бессрочно|life|for life|life sentence|life imprisonment|lifetime|indefinite|indefinitely|өмір бойы|өмір бойына|өмір бойы бас бостандығынан айыру|мерзімсіз";

/// Words that may stand before, between and behind, and change nothing.
const NOISE: &str = "и and және мен на сроком срок for a term of ареста арест лишения свободы";

fn unit(folded: &str) -> Option<Unit> {
    UNITS
        .iter()
        .find(|(_, words)| words.split(' ').any(|w| fold(w) == folded))
        .map(|(unit, _)| *unit)
}

/// Reads a length of time. Parts stay as written: 18 months are not a year and a half.
///
/// # Errors
/// [`Misunderstood`] for what is none, for a number without its unit, and for a life sentence, which has no
/// length: [`Problem::ForLife`].
pub fn duration(text: &str) -> Result<Span, Misunderstood> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(Misunderstood::new(text, Problem::TooLong { most: LONGEST }));
    }
    let text = plain(text);
    if text.is_empty() {
        return Err(Misunderstood::new(&text, Problem::Empty));
    }
    if let Ok(span) = text.parse().or_else(|_| text.to_uppercase().parse()) {
        return Ok(span);
    }
    let wrong = || Misunderstood::new(&text, Problem::NotADuration);
    let bare = fold(text.trim_end_matches('.'));
    if FOR_LIFE.split('|').any(|words| fold(words) == bare) {
        return Err(Misunderstood::new(&text, Problem::ForLife));
    }
    let tokens = tokens(&text);
    let mut span = Span::default();
    let mut before: Option<Unit> = None;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match &token.kind {
            Kind::Mark('.' | ',') => at += 1,
            Kind::Word(word)
                if number::says(word).is_none()
                    && NOISE.split(' ').any(|noise| fold(noise) == *word) =>
            {
                at += 1;
            }
            Kind::Number { .. } | Kind::Word(_) => {
                let Some(amount) = number::whole(&tokens, &mut at) else {
                    return Err(wrong());
                };
                // «15 (пятнадцать) суток».
                number::skip_echo(&tokens, &mut at, &amount.to_string());
                // «6-ти месяцев», «3-х лет».
                if tokens
                    .get(at)
                    .is_some_and(|t| t.glued && t.kind == Kind::Mark('-'))
                {
                    if !matches!(tokens.get(at + 1).map(|t| &t.kind), Some(Kind::Word(_))) {
                        return Err(wrong());
                    }
                    at += 2;
                }
                let Some(Kind::Word(word)) = tokens.get(at).map(|t| &t.kind) else {
                    return Err(Misunderstood::new(&text, Problem::UnitMissing));
                };
                let unit = unit(word).ok_or_else(wrong)?;
                if amount > 999_999 || before.is_some_and(|last| last >= unit) {
                    return Err(wrong());
                }
                *match unit {
                    Unit::Years => &mut span.years,
                    Unit::Months => &mut span.months,
                    Unit::Weeks => &mut span.weeks,
                    Unit::Days => &mut span.days,
                    Unit::Hours => &mut span.hours,
                    Unit::Minutes => &mut span.minutes,
                } = amount;
                before = Some(unit);
                at += 1;
            }
            Kind::Mark(_) => return Err(wrong()),
        }
    }
    if before.is_none() {
        Err(wrong())
    } else {
        Ok(span)
    }
}

//! The tokens of a date, put together: `12.03.2024` is one thing, a word is what it means.

use super::vocabulary::{Meaning, is_decade_ending, is_ordinal_ending, meaning, month_like};
use super::years::two_digits;
use crate::context::Context;
use crate::misunderstood::{Misunderstood, Problem};
use crate::plain::{Kind, Token};
use aigaq_schema::Language;
use aigaq_schema::date::ENGLISH_MONTHS;

/// A part of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Number(Number),
    /// A day written in figures.
    Day {
        year: Option<i32>,
        month: u8,
        day: u32,
    },
    /// `03.2024`.
    MonthOfYear {
        year: i32,
        month: u8,
    },
    /// `1900–1999`: a century.
    Years {
        first: i32,
        open_digits: u8,
    },
    Word {
        meaning: Meaning,
        written: String,
    },
    /// Between two ends.
    Dash,
    Mark {
        mark: char,
        written: String,
    },
    Unknown {
        written: String,
    },
}

/// A number that stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) digits: usize,
    /// "12th", «12-го».
    pub(super) ordinal: bool,
    /// "1950s", «1950-е».
    pub(super) decade: bool,
    /// "90s".
    pub(super) english_decade: bool,
    /// «1950 жылдар», and no range of years.
    pub(super) decade_word: bool,
    /// "'24".
    pub(super) apostrophe: bool,
    /// "March 24".
    pub(super) behind_english_month: bool,
}

/// Puts the tokens together.
pub(super) fn items(
    text: &str,
    tokens: &[Token],
    context: &Context,
) -> Result<Vec<Item>, Misunderstood> {
    let mut all: Vec<Item> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let written = || text[token.start..token.end].to_owned();
        match &token.kind {
            Kind::Number { value, digits } => {
                if let Some((item, length)) = figures(text, &tokens[at..], context)? {
                    all.push(item);
                    at += length;
                    continue;
                }
                let mut number = Number {
                    value: *value,
                    digits: *digits,
                    apostrophe: matches!(all.last(), Some(Item::Mark { mark: '\'', .. })),
                    behind_english_month: tokens[..at].last().is_some_and(|before| {
                        matches!(&before.kind, Kind::Word(w) if w.is_ascii()) && is_month(before)
                    }),
                    ..Number::default()
                };
                let length = ending(&tokens[at..], &mut number);
                all.push(Item::Number(number));
                at += length;
                continue;
            }
            Kind::Word(word) => all.push(word_item(text, word, tokens, at, written)?),
            // "12-May-2020", "12/май/2020", "Mar-24".
            Kind::Mark('-' | '/' | '.') if joins_month(tokens, at) => {}
            // "2023/24".
            Kind::Mark('/')
                if matches!(all.last(), Some(Item::Number(n)) if n.digits == 4)
                    && matches!(
                        tokens.get(at + 1).map(|t| &t.kind),
                        Some(Kind::Number { digits: 2, .. })
                    ) =>
            {
                all.push(Item::Dash);
            }
            Kind::Mark('-') => {
                // «кое-где», «где-то» and "mid-March" are words; a dash behind «начало» joins too.
                let joins = matches!(
                    all.last(),
                    Some(Item::Word {
                        meaning: Meaning::Part | Meaning::About,
                        ..
                    })
                ) && token.glued;
                if !joins {
                    all.push(Item::Dash);
                }
            }
            Kind::Mark(mark) => all.push(Item::Mark {
                mark: *mark,
                written: written(),
            }),
        }
        at += 1;
    }
    mark_decades(&mut all);
    Ok(all)
}

fn is_month(token: &Token) -> bool {
    matches!(&token.kind, Kind::Word(w) if matches!(meaning(w), Some(Meaning::Month(_))))
}

/// The mark at this place stands between a month's name and its day or year.
fn joins_month(tokens: &[Token], at: usize) -> bool {
    let number = |n: Option<usize>| {
        n.and_then(|n| tokens.get(n))
            .is_some_and(|t| matches!(t.kind, Kind::Number { .. }))
    };
    let month = |n: Option<usize>| n.and_then(|n| tokens.get(n)).is_some_and(is_month);
    let glued = |n: usize| tokens.get(n).is_some_and(|t| t.glued);
    let same = |n: Option<usize>| {
        n.and_then(|n| tokens.get(n)).map(|t| &t.kind) == tokens.get(at).map(|t| &t.kind)
    };
    let before = |n: usize| at.checked_sub(n);
    if !glued(at) || !glued(at + 1) {
        return false;
    }
    let in_front = number(before(1)) && month(Some(at + 1)) && same(Some(at + 2)) && glued(at + 2);
    let behind = month(before(1)) && number(Some(at + 1)) && same(before(2)) && number(before(3));
    let short = tokens.len() == 3
        && month(before(1))
        && matches!(
            tokens.get(at + 1).map(|t| &t.kind),
            Some(Kind::Number { digits: 2, .. })
        );
    in_front || behind || short
}

fn word_item(
    text: &str,
    word: &str,
    tokens: &[Token],
    at: usize,
    written: impl Fn() -> String,
) -> Result<Item, Misunderstood> {
    let cyrillic = || text.chars().any(|c| ('\u{400}'..='\u{52f}').contains(&c));
    // A Latin "c" in a Russian text is «с»; in an English one it is circa.
    let found = match word {
        "c" if cyrillic() => Some(Meaning::From),
        "c" => Some(Meaning::About),
        _ => meaning(word),
    };
    match found {
        Some(meaning) => Ok(Item::Word {
            meaning,
            written: written(),
        }),
        None => match month_like(word) {
            Some(month) => {
                let near = format!(
                    "{}{}{}",
                    &text[..tokens[at].start],
                    ENGLISH_MONTHS[usize::from(month - 1)],
                    &text[tokens[at].end..]
                );
                Err(
                    Misunderstood::new(text, Problem::WordInDate { word: written() })
                        .offering(vec![near]),
                )
            }
            None => Ok(Item::Unknown { written: written() }),
        },
    }
}

/// The ending behind a number, with its hyphen; how many tokens the number takes.
fn ending(tokens: &[Token], number: &mut Number) -> usize {
    let word = |n: usize| match tokens.get(n) {
        Some(Token {
            kind: Kind::Word(w),
            glued: true,
            ..
        }) => Some(w.as_str()),
        _ => None,
    };
    let hyphen = usize::from(
        matches!(
            tokens.get(1),
            Some(Token {
                kind: Kind::Mark('-'),
                glued: true,
                ..
            })
        ) && word(2).is_some(),
    );
    let Some(word) = word(1 + hyphen) else {
        return 1;
    };
    // «2024 г», «12м»: a word of its own.
    if is_decade_ending(word)
        && (number.digits == 4 || number.digits == 2)
        && number.value.is_multiple_of(10)
    {
        number.decade = true;
        number.english_decade = word == "s";
        number.ordinal = true;
        2 + hyphen
    } else if is_ordinal_ending(word) {
        number.ordinal = true;
        2 + hyphen
    } else {
        1
    }
}

/// `12.03.2024`, `2024.03.12`, `12/03`, `03.2024`, `12-03-2024`, `1900–1999`.
fn figures(
    text: &str,
    tokens: &[Token],
    context: &Context,
) -> Result<Option<(Item, usize)>, Misunderstood> {
    let number = |n: usize| match tokens.get(n).map(|t| &t.kind) {
        Some(Kind::Number { value, digits }) => Some((*value, *digits)),
        _ => None,
    };
    let mark = |n: usize| match tokens.get(n).map(|t| &t.kind) {
        Some(Kind::Mark(c)) => Some(*c),
        _ => None,
    };
    let glued = |n: usize| tokens.get(n).is_some_and(|t| t.glued);
    let (Some(a), Some(sign), Some(b)) = (number(0), mark(1), number(2)) else {
        return Ok(None);
    };
    if !matches!(sign, '.' | '/' | '-') {
        return Ok(None);
    }
    let tight = glued(1) && glued(2);
    let third = number(4).filter(|_| {
        mark(3) == Some(sign)
            && (tight && glued(3) && glued(4) || sign == '.' && number(4).is_some_and(|c| c.1 == 4))
    });
    // What continues a longer chain of figures is no date: 1.2.3.4.
    let chained = |n: usize| {
        mark(n) == Some(sign) && sign != '-' && glued(n) && number(n + 1).is_some() && glued(n + 1)
    };
    if let Some(c) = third {
        if chained(5) {
            return Err(Misunderstood::new(text, Problem::NotADate));
        }
        let read = Figures {
            text,
            context,
            sign,
        };
        return if a.1 == 4 && b.1 <= 2 && c.1 <= 2 {
            read.day(c.0, b.0, Some(a.0 as i32))
                .map(|item| Some((item, 5)))
        } else if a.1 <= 2 && b.1 <= 2 && (c.1 == 4 || c.1 == 2 && sign != '-') {
            let year = if c.1 == 4 {
                c.0 as i32
            } else {
                two_digits(text, c.0 as i32, context).map_err(|mut many| {
                    many.suggestions = many
                        .suggestions
                        .iter()
                        .map(|year| format!("{year}-{:02}-{:02}", b.0, a.0))
                        .collect();
                    many
                })?
            };
            read.either_way(a.0, b.0, Some(year))
                .map(|item| Some((item, 5)))
        } else {
            Ok(None)
        };
    }
    if !tight || chained(3) {
        return Ok(None);
    }
    let read = Figures {
        text,
        context,
        sign,
    };
    match (sign, a.1, b.1) {
        ('-', 4, 4) if b.0 == a.0 + 99 && a.0.is_multiple_of(100) => Ok(Some((
            Item::Years {
                first: a.0 as i32,
                open_digits: 2,
            },
            3,
        ))),
        ('-', ..) => Ok(None),
        (_, 1..=2, 4) => read.month(a.0, b.0 as i32).map(|item| Some((item, 3))),
        ('.', 4, 1..=2) => read.month(b.0, a.0 as i32).map(|item| Some((item, 3))),
        // A school year, or a month?
        ('/', 4, 2) if b.0 == (a.0 + 1) % 100 => {
            if b.0 > 12 {
                return Ok(None);
            }
            Err(
                Misunderstood::new(text, Problem::DateAmbiguous).offering(vec![
                    format!("{:04}/{:04}", a.0, a.0 + 1),
                    format!("{:04}-{:02}", a.0, b.0),
                ]),
            )
        }
        ('/', 4, 1..=2) => read.month(b.0, a.0 as i32).map(|item| Some((item, 3))),
        (_, 1..=2, 1..=2) => read.either_way(a.0, b.0, None).map(|item| Some((item, 3))),
        _ => Ok(None),
    }
}

struct Figures<'t> {
    text: &'t str,
    context: &'t Context,
    sign: char,
}

impl Figures<'_> {
    fn no_month(&self, month: u32) -> Misunderstood {
        Misunderstood::new(self.text, Problem::NoSuchMonth { month })
    }

    fn month(&self, month: u32, year: i32) -> Result<Item, Misunderstood> {
        match u8::try_from(month) {
            Ok(month @ 1..=12) => Ok(Item::MonthOfYear { year, month }),
            _ => Err(self.no_month(month)),
        }
    }

    fn day(&self, day: u32, month: u32, year: Option<i32>) -> Result<Item, Misunderstood> {
        match u8::try_from(month) {
            Ok(month @ 1..=12) => Ok(Item::Day { year, month, day }),
            _ => Err(self.no_month(month)),
        }
    }

    /// Day and month in the order of the place: with points the day stands first in all three languages;
    /// with strokes, and with hyphens in English, either may.
    fn either_way(&self, a: u32, b: u32, year: Option<i32>) -> Result<Item, Misunderstood> {
        let open = self.sign == '/' || self.sign == '-' && self.context.language == Language::En;
        let shown = |day: u32, month: u32| {
            let this = || self.context.today.civil().map(|d| i32::from(d.year()));
            let year = year.or(self.context.year).or_else(this).unwrap_or(2000);
            format!("{year:04}-{month:02}-{day:02}")
        };
        match (a, b) {
            (1..=12, 13..=31) if open => self.day(b, a, year),
            (1..=12, 13..=31) => Err(self.no_month(b).offering(vec![shown(b, a)])),
            (1..=12, 1..=12) if open && a != b => {
                Err(Misunderstood::new(self.text, Problem::DateAmbiguous)
                    .offering(vec![shown(a, b), shown(b, a)]))
            }
            _ => self.day(a, b, year),
        }
    }
}

/// «1950 жылдар» is a decade; in «2023–2024 жылдар» the word belongs to both years.
fn mark_decades(items: &mut [Item]) {
    let year_word = |item: Option<&Item>| {
        matches!(
            item,
            Some(Item::Word {
                meaning: Meaning::Year | Meaning::Years,
                ..
            })
        )
    };
    let mut before: Option<(usize, bool)> = None;
    for at in 0..items.len() {
        let Item::Number(number) = &items[at] else {
            continue;
        };
        if number.digits != 4 {
            continue;
        }
        let own = year_word(items.get(at + 1)) || number.decade;
        let years = matches!(
            items.get(at + 1),
            Some(Item::Word {
                meaning: Meaning::Years,
                ..
            })
        );
        let alone = before.is_none_or(|(_, own)| own);
        if years
            && alone
            && let Item::Number(number) = &mut items[at]
        {
            number.decade_word = true;
        }
        before = Some((at, own));
    }
}

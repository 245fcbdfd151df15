//! Figures with thousands and decimals, and number words, as decimals.

use crate::misunderstood::{Misunderstood, Problem};
use crate::plain::{Kind, Token};
use aigaq_schema::fold::fold;
use aigaq_schema::number::Decimal;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A number taken from the text.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) number: Decimal,
    /// The number as it stands before its "thousand".
    bare: String,
    /// How many zeros "thousand" or "million" add.
    zeros: usize,
}

const ONES: &str = "0 ноль нуль нулю нөл zero|\
1 один одна одно одного одной одному одну бір біреу one|\
2 два две двое двоих двух двоим двум екі екеу екеуі екеуін two|\
3 три трое троих трех троим трем үш үшеу үшеуі үшеуін three|\
4 четыре четверо четверых четырех четырем төрт төртеу төртеуі four|\
5 пять пятеро пятерых пяти пятерым бес бесеу бесеуі five|\
6 шесть шестеро шестерых шести алты алтау алтауы six|\
7 семь семеро семерых семи жеті жетеу жетеуі seven|\
8 восемь восьмеро восьмерых восьми сегіз eight|\
9 девять девятеро девятерых девяти тоғыз nine|\
10 десять десятеро десятерых десяти десяток он ten|\
11 одиннадцать одиннадцати eleven|12 двенадцать двенадцати дюжина twelve dozen|\
13 тринадцать тринадцати thirteen|14 четырнадцать четырнадцати fourteen|\
15 пятнадцать пятнадцати fifteen|16 шестнадцать шестнадцати sixteen|\
17 семнадцать семнадцати seventeen|18 восемнадцать восемнадцати eighteen|\
19 девятнадцать девятнадцати nineteen|20 двадцать двадцати жиырма twenty|\
30 тридцать тридцати отыз thirty|40 сорок сорока қырық forty|\
50 пятьдесят пятидесяти елу fifty|60 шестьдесят шестидесяти алпыс sixty|\
70 семьдесят семидесяти жетпіс seventy|80 восемьдесят восьмидесяти сексен eighty|\
90 девяносто девяноста тоқсан ninety|100 сто ста жүз hundred|\
200 двести двухсот|300 триста трехсот|400 четыреста|500 пятьсот пятисот|600 шестьсот|700 семьсот|800 восемьсот|900 девятьсот";

static NUMBERS: LazyLock<HashMap<String, u32>> = LazyLock::new(|| {
    ONES.split('|')
        .filter_map(|line| {
            let (value, words) = line.split_once(' ')?;
            let value: u32 = value.parse().ok()?;
            Some(words.split(' ').map(move |w| (fold(w), value)))
        })
        .flatten()
        .collect()
});

/// The number that a word says.
pub(super) fn word(folded: &str) -> Option<u32> {
    NUMBERS.get(folded).copied()
}

/// How many zeros a word adds.
fn zeros(folded: &str) -> Option<usize> {
    const SCALES: [(usize, &str); 3] = [
        (3, "тыс тысяч тысяча тысячи тысячу thousand k к мың мыңнан"),
        (6, "млн миллион миллиона миллионов million mln миллионнан"),
        (9, "млрд миллиард миллиарда миллиардов billion bn"),
    ];
    SCALES
        .iter()
        .find(|(_, words)| words.split(' ').any(|w| fold(w) == folded))
        .map(|(zeros, _)| *zeros)
}

/// Takes a number at the place, if there is one.
pub(super) fn take(
    text: &str,
    tokens: &[Token],
    at: &mut usize,
) -> Result<Option<Figure>, Misunderstood> {
    let bare = match tokens.get(*at).map(|t| &t.kind) {
        Some(Kind::Number { .. }) => digits(text, tokens, at)?,
        Some(Kind::Mark('-'))
            if tokens
                .get(*at + 1)
                .is_some_and(|t| t.glued && matches!(t.kind, Kind::Number { .. })) =>
        {
            *at += 1;
            format!("-{}", digits(text, tokens, at)?)
        }
        Some(Kind::Word(_)) => match in_words(tokens, at) {
            Some(bare) => bare,
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    let mut added = 0;
    if let Some(token) = tokens.get(*at)
        && let Kind::Word(word) = &token.kind
        && let Some(zeros) = zeros(word)
        // «40к» are thousands; «40 К.» is forty, and somebody's initial.
        && (token.glued || word.chars().nth(1).is_some())
    {
        added = zeros;
        *at += 1;
        // «тыс. человек»: the point belongs to the abbreviation.
        if tokens
            .get(*at)
            .is_some_and(|t| t.glued && t.kind == Kind::Mark('.'))
        {
            *at += 1;
        }
    }
    let number = scaled(&bare, added)
        .parse()
        .map_err(|_| Misunderstood::new(text, Problem::NotANumber))?;
    Ok(Some(Figure {
        number,
        bare,
        zeros: added,
    }))
}

/// «10–12 тыс.»: the word stands for both.
pub(super) fn same_scale(low: Figure, high: Figure) -> (Decimal, Decimal) {
    if low.zeros == 0
        && high.zeros > 0
        && let Ok(scaled) = scaled(&low.bare, high.zeros).parse::<Decimal>()
        && scaled.value() <= high.number.value()
    {
        return (scaled, high.number);
    }
    (low.number, high.number)
}

/// "Twenty five", «двадцать пять», «бір жүз елу».
pub(super) fn in_words(tokens: &[Token], at: &mut usize) -> Option<String> {
    let mut sum: u32 = 0;
    let mut last = u32::MAX;
    let mut any = false;
    // «он бес»: in Kazakh the tens from ten on take ones.
    let mut ten = false;
    while let Some(Kind::Word(said)) = tokens.get(*at).map(|t| &t.kind) {
        let Some(value) = word(said) else { break };
        if value == 100 && any && (1..10).contains(&sum) {
            sum *= 100;
        } else if !any || value < last && value > 0 && (last >= 20 || ten) {
            sum += value;
        } else {
            break;
        }
        any = true;
        last = value;
        ten = said == "он";
        *at += 1;
    }
    any.then(|| sum.to_string())
}

/// Figures with their thousands and decimals, as digits with at most one point.
fn digits(text: &str, tokens: &[Token], at: &mut usize) -> Result<String, Misunderstood> {
    let figure = |n: usize| match tokens.get(n) {
        Some(
            token @ Token {
                kind: Kind::Number { digits, .. },
                ..
            },
        ) => Some((&text[token.start..token.end], *digits, token.glued)),
        _ => None,
    };
    let mark = |n: usize| match tokens.get(n) {
        Some(Token {
            kind: Kind::Mark(c),
            glued: true,
            ..
        }) => Some(*c),
        _ => None,
    };
    let Some((first, size, _)) = figure(*at) else {
        return Err(Misunderstood::new(text, Problem::NotANumber));
    };
    let mut groups = vec![first.to_owned()];
    let mut marks: Vec<char> = Vec::new();
    *at += 1;
    loop {
        if let Some((group, 3, false)) = figure(*at)
            && size <= 3
            && marks.iter().all(|m| *m == ' ')
        {
            marks.push(' ');
            groups.push(group.to_owned());
            *at += 1;
        } else if let (Some(sign @ ('.' | ',' | '\'')), Some((group, _, true))) =
            (mark(*at), figure(*at + 1))
        {
            marks.push(sign);
            groups.push(group.to_owned());
            *at += 2;
        } else {
            break;
        }
    }
    let wrong = || Misunderstood::new(text, Problem::NotANumber);
    let Some(last) = marks.last().copied() else {
        return Ok(groups.concat());
    };
    let thousands = |groups: &[String]| size <= 3 && groups.iter().skip(1).all(|g| g.len() == 3);
    let same = marks.iter().all(|m| *m == last);
    if same && last != '.' && thousands(&groups) {
        return Ok(groups.concat());
    }
    if same && last == '.' && groups.len() > 2 && thousands(&groups) {
        return Ok(groups.concat());
    }
    // The last mark parts the decimals, all before it thousands.
    let (whole, fraction) = groups.split_at(groups.len() - 1);
    let before = &marks[..marks.len() - 1];
    let parts_decimals = matches!(last, '.' | ',')
        && !before.contains(&last)
        && before.windows(2).all(|w| w[0] == w[1])
        && (before.is_empty() || thousands(whole));
    if !parts_decimals {
        return Err(wrong());
    }
    if last == '.'
        && before.is_empty()
        && fraction[0].len() == 3
        && size <= 3
        && !groups[0].starts_with('0')
    {
        let decimals = format!("{}.{}", groups[0], fraction[0].trim_end_matches('0'));
        return Err(
            Misunderstood::new(text, Problem::NumberAmbiguous).offering(vec![
                groups.concat(),
                decimals.trim_end_matches('.').to_owned(),
            ]),
        );
    }
    Ok(format!("{}.{}", whole.concat(), fraction[0]))
}

/// The number with as many zeros added, its point moved.
fn scaled(bare: &str, zeros: usize) -> String {
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, ""));
    if zeros == 0 {
        return bare.to_owned();
    }
    let mut fraction = fraction.to_owned();
    while fraction.len() < zeros {
        fraction.push('0');
    }
    let (up, rest) = fraction.split_at(zeros);
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let whole = format!("{}{up}", whole.trim_start_matches('-'));
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        some => some,
    };
    if rest.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest}")
    }
}

//! The parts of a citation: which number is an article, a part, a point.

use super::codes::{LawCode, code_at, country_at};
use crate::plain::{Kind, Token};

/// The levels at which a provision is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Article,
    Part,
    Point,
    Subpoint,
}

/// A part of a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Numbers of a level, one or several («ч. 2, 3»).
    Numbers {
        level: Level,
        numbers: Vec<String>,
        /// A comma or «и» stands before it.
        apart: bool,
    },
    Code(LawCode),
    /// What is understood, and says nothing.
    Noise,
    /// A token that is not understood, by its place.
    Unknown(usize),
}

/// A marker, and whether it stands behind its number as Kazakh has it.
fn marker(word: &str) -> Option<(Level, bool)> {
    let (level, behind) = match word {
        "ст" | "стст" | "статья" | "статьи" | "статье" | "статьеи" | "статью" | "статеи"
        | "статьям" | "статьях" | "art" | "arts" | "article" | "articles" | "sec" | "section"
        | "sections" => (Level::Article, false),
        "ч" | "чч" | "часть" | "части" | "частью" | "частеи" | "частям" | "part" | "parts"
        | "para" | "paragraph" | "paragraphs" => (Level::Part, false),
        "п" | "пункт" | "пункта" | "пункте" | "пункту" | "пунктом" | "пункты" | "пунктов"
        | "point" | "points" | "item" | "items" => (Level::Point, false),
        "пп"
        | "подп"
        | "подпункт"
        | "подпункта"
        | "подпункте"
        | "подпунктом"
        | "подпункты"
        | "подпунктов"
        | "subparagraph"
        | "subpoint" => (Level::Subpoint, false),
        "бап"
        | "бабы"
        | "бабынын"
        | "баптын"
        | "бабына"
        | "бабында"
        | "бабымен"
        | "баптар"
        | "баптары"
        | "баптарынын"
        | "бабынан"
        | "бапта"
        | "баппен"
        | "бапка"
        | "б" => (Level::Article, true),
        "болик" | "болиги" | "болигинин" | "боликтин" | "болигине" | "болигинде" | "болигимен"
        | "бөл" | "бол" | "боликтери" => (Level::Part, true),
        "тармак"
        | "тармагы"
        | "тармагынын"
        | "тармактын"
        | "тармагына"
        | "тармагында"
        | "тармагымен"
        | "т" => (Level::Point, true),
        "тармакша" | "тармакшасы" | "тармакшасынын" | "тармакшасына" | "тармакшасында" | "тш" => {
            (Level::Subpoint, true)
        }
        _ => return None,
    };
    Some((level, behind))
}

fn is_noise(word: &str) -> bool {
    matches!(
        word,
        "по" | "of"
            | "the"
            | "under"
            | "согласно"
            | "боиынша"
            | "к"
            | "в"
            | "and"
            | "и"
            | "мен"
            | "жане"
            | "с"
            | "а"
            | "также"
            | "я"
            | "саикес"
            | "рк"
    )
}

/// Reads the tokens as parts.
pub(super) fn parts(text: &str, tokens: &[Token]) -> Vec<Part> {
    let mut all: Vec<Part> = Vec::new();
    let mut at = 0;
    let mut apart = false;
    while let Some(token) = tokens.get(at) {
        // «6-бөлік», and its comma before it, are looked at from the number.
        match &token.kind {
            Kind::Word(word) => {
                if let Some((code, length)) = code_at(tokens, at) {
                    all.push(Part::Code(code));
                    at += length;
                    apart = false;
                } else if let Some((level, false)) = marker(word)
                    && let Some((numbers, length)) = numbers(text, tokens, at + 1, Some(level))
                {
                    all.push(Part::Numbers {
                        level,
                        numbers,
                        apart,
                    });
                    at += 1 + length;
                    apart = false;
                } else if marker(word).is_some_and(|(_, behind)| !behind)
                    && tokens.get(at + 2).map(|t| &t.kind) == Some(&token.kind)
                    && mark(tokens, at + 1) == Some('.')
                {
                    // «ст.ст. 174, 405».
                    all.push(Part::Noise);
                    at += 2;
                } else if is_noise(word) {
                    apart = matches!(word.as_str(), "и" | "and" | "мен" | "жане") || apart;
                    all.push(Part::Noise);
                    at += 1;
                } else if let Some(length) = country_at(tokens, at) {
                    all.push(Part::Noise);
                    at += length;
                } else {
                    all.push(Part::Unknown(at));
                    at += 1;
                }
            }
            Kind::Number { .. } => {
                if let Some((number, length)) = one(text, tokens, at)
                    && let Some((level, marked)) = marked_behind(tokens, at + length)
                {
                    all.push(Part::Numbers {
                        level,
                        numbers: vec![number],
                        apart,
                    });
                    at += length + marked;
                } else if let Some((level, numbers, length)) = list_marked_behind(text, tokens, at)
                {
                    all.push(Part::Numbers {
                        level,
                        numbers,
                        apart,
                    });
                    at += length;
                } else {
                    let level = in_brackets(&all, tokens, at);
                    let found = if level == Level::Article {
                        numbers(text, tokens, at, None)
                    } else {
                        one(text, tokens, at).map(|(number, length)| (vec![number], length))
                    };
                    match found {
                        Some((numbers, length)) => {
                            all.push(Part::Numbers {
                                level,
                                numbers,
                                apart,
                            });
                            at += length;
                        }
                        None => {
                            all.push(Part::Unknown(at));
                            at += 1;
                        }
                    }
                }
                apart = false;
            }
            Kind::Mark(mark) => {
                apart |= matches!(mark, ',' | ';');
                if !matches!(mark, ',' | ';' | '.' | '(' | ')' | '"' | ':' | '§' | '№') {
                    all.push(Part::Unknown(at));
                }
                at += 1;
            }
        }
    }
    all
}

/// "488(6)", "274(4)(2)": the level of a number in brackets is the next below the number before.
fn in_brackets(before: &[Part], tokens: &[Token], at: usize) -> Level {
    let open = at
        .checked_sub(1)
        .and_then(|n| tokens.get(n))
        .is_some_and(|t| t.kind == Kind::Mark('('));
    let last = before.iter().rev().find_map(|part| match part {
        Part::Numbers { level, .. } => Some(*level),
        _ => None,
    });
    match (open, last) {
        (true, Some(Level::Article)) => Level::Part,
        (true, Some(Level::Part)) => Level::Point,
        (true, Some(Level::Point | Level::Subpoint)) => Level::Subpoint,
        _ => Level::Article,
    }
}

fn mark(tokens: &[Token], at: usize) -> Option<char> {
    match tokens.get(at)?.kind {
        Kind::Mark(mark) => Some(mark),
        _ => None,
    }
}

/// A number as printed: `488`, `488-1`, `4.2`.
fn one(text: &str, tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let digits = |n: usize| {
        tokens
            .get(n)
            .filter(|t| matches!(t.kind, Kind::Number { digits: 1..=5, .. }))
    };
    let first = digits(at)?;
    let mut end = at + 1;
    while matches!(mark(tokens, end), Some('-' | '.'))
        && tokens[end].glued
        && digits(end + 1).is_some_and(|t| t.glued)
        && end < at + 5
    {
        end += 2;
    }
    let number = aigaq_schema::fold::fold(&text[first.start..tokens[end - 1].end]);
    Some((number, end - at))
}

/// «-бап», «-б.», «статья» behind a number: its level and how many tokens it takes.
fn marked_behind(tokens: &[Token], at: usize) -> Option<(Level, usize)> {
    let hyphen = usize::from(mark(tokens, at) == Some('-'));
    let Some(Kind::Word(word)) = tokens.get(at + hyphen).map(|t| &t.kind) else {
        return None;
    };
    // «6-я часть», «488-я статья».
    if hyphen == 1
        && matches!(word.as_str(), "я" | "и" | "ая" | "ои" | "еи" | "st" | "th")
        && let Some(Kind::Word(next)) = tokens.get(at + 2).map(|t| &t.kind)
        && let Some((level, false)) = marker(next)
    {
        return Some((level, 3));
    }
    match marker(word) {
        Some((level, true)) => {
            let dot = usize::from(mark(tokens, at + hyphen + 1) == Some('.'));
            Some((level, hyphen + 1 + dot))
        }
        _ => None,
    }
}

/// «1, 2-бөліктері», «488, 489-баптар»: the marker behind the last number is that of all.
fn list_marked_behind(
    text: &str,
    tokens: &[Token],
    start: usize,
) -> Option<(Level, Vec<String>, usize)> {
    let mut all = Vec::new();
    let mut at = start;
    loop {
        let (number, length) = one(text, tokens, at)?;
        all.push(number);
        at += length;
        if let Some((level, marked)) = marked_behind(tokens, at) {
            // «488, 6-бөлік» is an article and its part: no law has hundreds of parts.
            let fits = level == Level::Article || all.iter().all(|n| n.len() < 3);
            return (fits && all.len() > 1).then_some((level, all, at + marked - start));
        }
        match tokens.get(at).map(|t| &t.kind) {
            Some(Kind::Mark(',')) => at += 1,
            Some(Kind::Word(w)) if matches!(w.as_str(), "и" | "and" | "мен" | "жане") => {
                at += 1;
            }
            _ => return None,
        }
    }
}

/// One or several numbers of a level: «2, 3 и 4». For a bare list (`level` none) each is an article.
fn numbers(
    text: &str,
    tokens: &[Token],
    mut at: usize,
    level: Option<Level>,
) -> Option<(Vec<String>, usize)> {
    let start = at;
    while matches!(mark(tokens, at), Some('.' | '№')) {
        at += 1;
    }
    let (first, length) = one(text, tokens, at)?;
    // «ст. 488-бап» is no citation of either language, but its number is clear.
    let mut all = vec![first];
    at += length;
    loop {
        let joined = match tokens.get(at).map(|t| &t.kind) {
            Some(Kind::Mark(',')) => 1,
            Some(Kind::Word(w)) if matches!(w.as_str(), "и" | "and" | "мен" | "жане") => 1,
            _ => break,
        };
        let Some((next, length)) = one(text, tokens, at + joined) else {
            break;
        };
        let after = at + joined + length;
        // «ч. 2, 488 ч. 6»: the next number has parts of its own, so it is an article; and no law has
        // a hundred parts in one.
        let article = level.is_some_and(|l| l != Level::Article)
            && next.len() >= 3
            && next.bytes().all(|b| b.is_ascii_digit());
        let own = article
            || marked_behind(tokens, after).is_some()
            || (level.is_some_and(|l| l != Level::Article)
                && (mark(tokens, after) == Some('(')
                    || matches!(tokens.get(after).map(|t| &t.kind), Some(Kind::Word(w))
                        if matches!(marker(w), Some((l, false)) if l != Level::Article))));
        if own || (level.is_none_or(|l| l == Level::Article) && mark(tokens, after) == Some('(')) {
            break;
        }
        all.push(next);
        at = after;
    }
    Some((all, at - start))
}

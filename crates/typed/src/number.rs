//! Numbers as people write them: «около 40 человек», "at least 14", «1,5 тыс.», «10–12», «двое», «100-ден астам».

mod figures;
mod vocabulary;

use crate::misunderstood::{LONGEST, Misunderstood, Problem};
use crate::plain::{Kind, Token, plain, tokens};
use aigaq_schema::number::{Decimal, NumberError};
use aigaq_schema::{Qualifier, Quantity};
pub(crate) use vocabulary::is_people;
use vocabulary::{Behind, behind, in_front, is_case_ending, no_figure, opens_a_range};

/// Reads a number with what is said of it. A word behind it is kept as its unit; words for people
/// («человек», "people", «адам») add nothing to a number of people and are not kept.
///
/// # Errors
/// [`Misunderstood`], with suggestions where there are several readings.
pub fn number(text: &str) -> Result<Quantity, Misunderstood> {
    let (quantity, words) = counted(text)?;
    let unit = Some(words).filter(|w| !w.is_empty() && !is_people(w));
    Ok(quantity.with_unit(unit))
}

/// The number, and the words behind it as written.
pub(crate) fn counted(text: &str) -> Result<(Quantity, String), Misunderstood> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(Misunderstood::new(text, Problem::TooLong { most: LONGEST }));
    }
    let text = plain(text);
    if text.is_empty() {
        return Err(Misunderstood::new(&text, Problem::Empty));
    }
    Reading {
        text: &text,
        tokens: &tokens(&text),
        at: 0,
    }
    .all()
}

/// The number that a folded word says («двое», "three", «үш»).
pub(crate) fn says(word: &str) -> Option<u32> {
    figures::word(word)
}

/// Passes «(пятнадцать)» behind «15»: the same number in words. Another number there is not passed.
pub(crate) fn skip_echo(tokens: &[Token], at: &mut usize, number: &str) {
    let mark = |n: usize, wanted: char| tokens.get(n).is_some_and(|t| t.kind == Kind::Mark(wanted));
    let mut inside = *at + 1;
    if mark(*at, '(')
        && figures::in_words(tokens, &mut inside).as_deref() == Some(number)
        && mark(inside, ')')
    {
        *at = inside + 1;
    }
}

/// A whole number without marks, in figures or in words, at a place in the tokens.
pub(crate) fn whole(tokens: &[Token], at: &mut usize) -> Option<u32> {
    match tokens.get(*at).map(|t| &t.kind) {
        Some(Kind::Number { value, digits }) if *digits <= 6 => {
            *at += 1;
            Some(*value)
        }
        Some(Kind::Word(_)) => figures::in_words(tokens, at)?.parse().ok(),
        _ => None,
    }
}

struct Reading<'t> {
    text: &'t str,
    tokens: &'t [Token],
    at: usize,
}

impl Reading<'_> {
    fn wrong(&self) -> Misunderstood {
        Misunderstood::new(self.text, Problem::NotANumber)
    }

    fn all(mut self) -> Result<(Quantity, String), Misunderstood> {
        for token in self.tokens {
            if let Kind::Word(word) = &token.kind
                && no_figure(word)
            {
                let word = self.text[token.start..token.end].to_owned();
                return Err(Misunderstood::new(self.text, Problem::NoFigure { word }));
            }
        }
        let lead = self.lead();
        let Some(first) = figures::take(self.text, self.tokens, &mut self.at)? else {
            return Err(self.wrong());
        };
        let (qualifier, opens_range) = in_front(&lead).ok_or_else(|| self.wrong())?;
        skip_echo(self.tokens, &mut self.at, first.number.text());
        let ending = self.case_ending();
        let mut upper = None;
        let mut behind_first = None;
        if let Some(length) = self.joins(opens_range, ending) {
            let back = self.at;
            self.at += length;
            match figures::take(self.text, self.tokens, &mut self.at)? {
                Some(second) => {
                    upper = Some(second);
                    self.case_ending();
                    // «10-нан 12-ге дейін», «10 мен 12 аралығында».
                    self.skip_word(|w| w == "деиин" || w == "аралыгында");
                }
                None => self.at = back,
            }
        }
        if upper.is_none() {
            behind_first = self.behind(ending);
        }
        self.skip_mark('.');
        let words = self.rest()?;
        let quantity = match upper {
            Some(upper) => {
                let (low, high) = figures::same_scale(first, upper);
                let between = self.between(&low, &high)?;
                match qualifier {
                    // "About 10–12" is a range already; what it is about, nobody can say better.
                    None | Some(Qualifier::About | Qualifier::Exactly) => between,
                    Some(_) => return Err(self.wrong()),
                }
            }
            None => {
                let number = first.number;
                let qualifier = match (qualifier, behind_first, opens_range) {
                    (Some(_), Some(_), _) => return Err(self.wrong()),
                    (Some(one), None, _) | (None, Some(one), _) => one,
                    // «от 10»: ten or more.
                    (None, None, true) => Qualifier::AtLeast,
                    (None, None, false) => Qualifier::Exactly,
                };
                Quantity::qualified(qualifier, number)
            }
        };
        Ok((quantity, words))
    }

    fn between(&self, low: &Decimal, high: &Decimal) -> Result<Quantity, Misunderstood> {
        Quantity::between(low.clone(), high.clone()).map_err(|error| match error {
            NumberError::Backwards(_) => Misunderstood::new(self.text, Problem::NumbersBackwards)
                .offering(vec![format!("{high}–{low}")]),
            NumberError::Form(_) => self.wrong(),
        })
    }

    /// What stands before the first figure or number word, folded.
    fn lead(&mut self) -> String {
        let mut lead: Vec<String> = Vec::new();
        while let Some(token) = self.tokens.get(self.at) {
            match &token.kind {
                Kind::Number { .. } => break,
                Kind::Word(word) if figures::word(word).is_some() => break,
                Kind::Word(word) => lead.push(word.clone()),
                // A minus belongs to the figure.
                Kind::Mark('-')
                    if self
                        .tokens
                        .get(self.at + 1)
                        .is_some_and(|t| t.glued && matches!(t.kind, Kind::Number { .. })) =>
                {
                    break;
                }
                // «С. 2» is somebody's initial, a village or a page: a preposition has no point.
                Kind::Mark('.') if lead.last().is_some_and(|word| opens_a_range(word)) => {
                    lead.push(".".to_owned());
                }
                Kind::Mark('.' | ',' | ':' | '(') => {}
                Kind::Mark(mark) => lead.push(mark.to_string()),
            }
            self.at += 1;
        }
        lead.join(" ")
    }

    fn word_at(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at).map(|t| &t.kind) {
            Some(Kind::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn mark_at(&self, at: usize) -> Option<char> {
        match self.tokens.get(at).map(|t| t.kind.clone()) {
            Some(Kind::Mark(mark)) => Some(mark),
            _ => None,
        }
    }

    fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.glued)
    }

    fn skip_mark(&mut self, mark: char) {
        if self.mark_at(self.at) == Some(mark) {
            self.at += 1;
        }
    }

    fn skip_word(&mut self, is: impl Fn(&str) -> bool) {
        if self.word_at(self.at).is_some_and(is) {
            self.at += 1;
        }
    }

    /// «-ден», «-ти»: grammar, no meaning.
    fn case_ending(&mut self) -> bool {
        let hyphen = usize::from(self.mark_at(self.at) == Some('-') && self.glued(self.at));
        let there = self.glued(self.at + hyphen)
            && self.word_at(self.at + hyphen).is_some_and(is_case_ending);
        if there {
            self.at += hyphen + 1;
        }
        there
    }

    /// A range goes on here: how many tokens join its ends.
    fn joins(&self, opened: bool, ending: bool) -> Option<usize> {
        match (self.mark_at(self.at), self.word_at(self.at)) {
            (Some('-'), _) => Some(1),
            (Some('.'), _) if self.mark_at(self.at + 1) == Some('.') => {
                Some(if self.mark_at(self.at + 2) == Some('.') {
                    3
                } else {
                    2
                })
            }
            (_, Some("to")) => Some(1),
            (_, Some("до" | "по" | "and" | "и" | "мен" | "бен" | "пен")) if opened => {
                Some(1)
            }
            (_, Some("мен" | "бен" | "пен")) => Some(1),
            (None, None) if ending => Some(0),
            _ => None,
        }
    }

    /// What is said of the number behind it: «40 шақты», "40 or more", «100-ден астам».
    fn behind(&mut self, ending: bool) -> Option<Qualifier> {
        if self.mark_at(self.at) == Some('+') {
            self.at += 1;
            return Some(Qualifier::AtLeast);
        }
        // Up to three words, the longest first; with a unit before them («40 адамнан астам»).
        for skipped in 0..=1 {
            for length in (1..=3).rev() {
                let words: Option<Vec<&str>> = (0..length)
                    .map(|n| self.word_at(self.at + skipped + n))
                    .collect();
                let Some(words) = words else { continue };
                let Some(Behind {
                    qualifier,
                    needs_ending,
                }) = behind(&words.join(" "))
                else {
                    continue;
                };
                if needs_ending && !ending && skipped == 0 {
                    continue;
                }
                if skipped == 0 {
                    self.at += length;
                    return Some(qualifier);
                }
                // The unit in its case says nothing more than that it is counted: kept only for people.
                if self.word_at(self.at).is_some_and(is_people) {
                    self.at += skipped + length;
                    return Some(qualifier);
                }
            }
        }
        None
    }

    /// The words left, as written.
    fn rest(&self) -> Result<String, Misunderstood> {
        let Some(first) = self.tokens.get(self.at) else {
            return Ok(String::new());
        };
        // «14 (четыре)»: brackets behind a number are not its unit.
        if first.kind == Kind::Mark('(') {
            return Err(self.wrong());
        }
        let left = self.text[first.start..]
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | '(' | ')'));
        let words = self.tokens[self.at..].iter().all(|t| match &t.kind {
            Kind::Word(_) => true,
            Kind::Mark(mark) => matches!(mark, '.' | '-' | '(' | ')' | '"' | '\'' | '%' | ','),
            Kind::Number { .. } => false,
        });
        let any = self.tokens[self.at..]
            .iter()
            .any(|t| matches!(t.kind, Kind::Word(_) | Kind::Mark('%')));
        if words && (any || left.is_empty()) {
            Ok(left.to_owned())
        } else {
            Err(self.wrong())
        }
    }
}

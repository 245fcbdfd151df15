//! Words, numbers and signs of the running text, and its sentences.

use crate::text::{Span, Text};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, with hyphens and apostrophes between them; also "Vlast.kz", "COVID-19".
    Word,
    /// Digits with points and commas between them, or in groups of three.
    Number,
    /// "’s" behind a word.
    Possessive,
    /// One sign.
    Sign,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// all small
    Lower,
    /// First letter a capital, or the first of a part ("Nur-Sultan").
    Capital,
    /// ALL CAPITALS, two letters at least.
    Upper,
    /// openDemocracy
    Mixed,
    /// No letters.
    None,
}

/// A word, number or sign.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    low: (u32, u32),
    pub(crate) kind: Kind,
    pub(crate) shape: Shape,
    /// White space stands before it.
    pub(crate) spaced: bool,
    /// The sentence it belongs to.
    pub(crate) sentence: usize,
}

impl Token {
    pub(crate) fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(crate) fn is_number(&self) -> bool {
        self.kind == Kind::Number
    }

    /// A word that begins with a capital.
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }
}

/// The tokens of a document, block after block.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) all: Vec<Token>,
    low: String,
    /// First and last token but one of each sentence.
    pub(crate) sentences: Vec<(usize, usize)>,
    /// For each sentence, the number of its block.
    pub(crate) block_of: Vec<usize>,
}

impl Tokens {
    /// The tokens of the blocks, in order.
    pub(crate) fn of(text: &Text, blocks: &[Span]) -> Self {
        let mut tokens = Self::default();
        for (number, block) in blocks.iter().enumerate() {
            let first = tokens.all.len();
            tokens.read(text.plain(), *block);
            tokens.part(first, number);
        }
        tokens
    }

    /// The word in small letters, with plain apostrophes; the sign itself.
    pub(crate) fn low(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |t| {
            self.low
                .get(t.low.0 as usize..t.low.1 as usize)
                .unwrap_or_default()
        })
    }

    pub(crate) fn is(&self, at: usize, words: &[&str]) -> bool {
        at < self.all.len() && words.contains(&self.low(at))
    }

    /// Both are tokens of one sentence.
    pub(crate) fn together(&self, a: usize, b: usize) -> bool {
        matches!((self.all.get(a), self.all.get(b)), (Some(a), Some(b)) if a.sentence == b.sentence)
    }

    /// The token before, in the same sentence.
    pub(crate) fn before(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        self.together(before, at).then_some(before)
    }

    /// The token behind, in the same sentence.
    pub(crate) fn behind(&self, at: usize) -> Option<usize> {
        self.together(at, at + 1).then_some(at + 1)
    }

    /// From the first token's beginning to the last one's end.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        match (self.all.get(first), self.all.get(last)) {
            (Some(a), Some(b)) => Span::new(a.start, b.end),
            _ => Span::new(0, 0),
        }
    }

    /// Words in small letters, one space between.
    pub(crate) fn phrase(&self, first: usize, last: usize) -> String {
        let mut said = String::new();
        for at in first..=last.min(self.all.len().saturating_sub(1)) {
            if at > first && self.all[at].spaced {
                said.push(' ');
            }
            said += self.low(at);
        }
        said
    }

    fn push(&mut self, chars: &[char], start: usize, end: usize, kind: Kind) {
        let from = self.low.len();
        for c in &chars[start..end] {
            match c {
                '’' | '‘' | 'ʼ' | '`' if kind != Kind::Sign => self.low.push('\''),
                'ё' | 'Ё' => self.low.push('е'),
                _ => self.low.extend(c.to_lowercase()),
            }
        }
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.all.push(Token {
            start,
            end,
            low: (place(from), place(self.low.len())),
            kind,
            shape: if kind == Kind::Word {
                shape(&chars[start..end])
            } else {
                Shape::None
            },
            spaced: start == 0 || chars[start - 1].is_whitespace(),
            sentence: 0,
        });
    }

    fn read(&mut self, chars: &[char], block: Span) {
        let end = block.end;
        let mut at = block.start;
        while at < end {
            let c = chars[at];
            if c.is_whitespace() || c == '\u{ad}' || c == '\u{200b}' || c == '\u{feff}' {
                at += 1;
            } else if c.is_alphabetic() {
                at = self.word(chars, at, end);
            } else if c.is_ascii_digit() {
                let stop = number_end(chars, at, end);
                if let Some(stop) = address_end(chars, stop, end) {
                    self.push(chars, at, stop, Kind::Word);
                    at = stop;
                    continue;
                }
                self.push(chars, at, stop, Kind::Number);
                at = self.ordinal(chars, stop, end);
            } else {
                self.push(chars, at, at + 1, Kind::Sign);
                at += 1;
            }
        }
    }

    /// "21stthe": the ending of the number is a word of its own, whatever is glued to it.
    fn ordinal(&mut self, chars: &[char], at: usize, end: usize) -> usize {
        let ending: String = chars[at..end.min(at + 2)].iter().collect();
        if matches!(ending.as_str(), "st" | "nd" | "rd" | "th") {
            self.push(chars, at, at + 2, Kind::Word);
            return at + 2;
        }
        at
    }

    fn word(&mut self, chars: &[char], from: usize, end: usize) -> usize {
        let letter = |at: usize| at < end && (chars[at].is_alphabetic() || is_mark(chars[at]));
        let digit = |at: usize| at < end && chars[at].is_ascii_digit();
        let mut at = from;
        loop {
            while letter(at) {
                at += 1;
            }
            match chars.get(at).copied().filter(|_| at < end) {
                Some('-') if letter(at + 1) => {
                    // "UN-special": what is written whole in capitals is a word of its own.
                    let whole = at - from >= 2 && chars[from..at].iter().all(|c| c.is_uppercase());
                    if whole && chars[at + 1].is_lowercase() {
                        break;
                    }
                    at += 1;
                }
                // "COVID-19", "Forum18".
                Some('-') if digit(at + 1) && chars[from..at].iter().all(|c| c.is_alphabetic()) => {
                    at += 1;
                    while digit(at) {
                        at += 1;
                    }
                    break;
                }
                Some(c) if c.is_ascii_digit() => {
                    while digit(at) || letter(at) {
                        at += 1;
                    }
                    break;
                }
                Some('’' | '\'' | 'ʼ' | '‘') if letter(at + 1) => {
                    let mut stop = at + 1;
                    while letter(stop) {
                        stop += 1;
                    }
                    // "’s" is a word of its own; "O’Brien", "don’t", "d’Ivoire" are one word.
                    if stop == at + 2 && matches!(chars[at + 1], 's' | 'S') {
                        self.push(chars, from, at, Kind::Word);
                        self.push(chars, at, stop, Kind::Possessive);
                        return stop;
                    }
                    at = stop;
                }
                Some('.') if letter(at + 1) => {
                    let mut stop = at + 1;
                    while letter(stop) {
                        stop += 1;
                    }
                    let ending: String = chars[at + 1..stop].iter().collect();
                    let address = crate::lists::DOMAINS.has(&ending) && at - from > 2;
                    if address {
                        at = stop;
                        break;
                    }
                    // "U.S.", "и.о.": single letters with points.
                    if at - from == 1 && stop - at == 2 && chars.get(stop) == Some(&'.') {
                        while letter(at + 1) && chars.get(at) == Some(&'.') && !letter(at + 2) {
                            at += 2;
                        }
                        if chars.get(at) == Some(&'.') && at < end {
                            at += 1;
                        }
                    }
                    break;
                }
                _ => break,
            }
        }
        self.push(chars, from, at.max(from + 1), Kind::Word);
        at.max(from + 1)
    }

    /// Parts the tokens from `first` on into sentences of the block.
    fn part(&mut self, first: usize, block: usize) {
        let mut from = first;
        let mut at = first;
        while at < self.all.len() {
            if self.ends_a_sentence(first, at) {
                let mut last = at;
                while last + 1 < self.all.len()
                    && !self.all[last + 1].spaced
                    && matches!(self.low(last + 1), "”" | "’" | "\"" | "»" | ")" | "'" | "]")
                {
                    last += 1;
                }
                self.sentence(from, last + 1, block);
                from = last + 1;
                at = last;
            }
            at += 1;
        }
        if from < self.all.len() {
            self.sentence(from, self.all.len(), block);
        }
    }

    fn sentence(&mut self, from: usize, to: usize, block: usize) {
        let number = self.sentences.len();
        for token in &mut self.all[from..to] {
            token.sentence = number;
        }
        self.sentences.push((from, to));
        self.block_of.push(block);
    }

    fn ends_a_sentence(&self, first: usize, at: usize) -> bool {
        if !matches!(self.low(at), "." | "!" | "?" | "…") {
            return false;
        }
        let mut next = at + 1;
        while next < self.all.len()
            && !self.all[next].spaced
            && matches!(self.low(next), "”" | "’" | "\"" | "»" | ")" | "'" | "]")
        {
            next += 1;
        }
        let Some(behind) = self.all.get(next) else {
            return true;
        };
        let opens = matches!(
            self.low(next),
            "“" | "‘" | "«" | "\"" | "(" | "•" | "—" | "–"
        );
        if behind.is_word() && behind.shape == Shape::Lower {
            return false;
        }
        if !behind.spaced && !opens && !behind.is_capital() {
            return false;
        }
        if at > first && self.low(at) == "." && !self.all[at].spaced {
            let word = &self.all[at - 1];
            let initial = word.is_word() && word.end - word.start == 1 && word.is_capital();
            if initial || crate::lists::ABBREVIATIONS.has(self.low(at - 1)) {
                return false;
            }
        }
        true
    }
}

/// "24.kg": figures that an ending of internet addresses makes a name; where it ends.
fn address_end(chars: &[char], at: usize, end: usize) -> Option<usize> {
    if chars.get(at) != Some(&'.') {
        return None;
    }
    let letters = chars[at + 1..end].iter().take(8);
    let ending: String = letters.take_while(|c| c.is_ascii_lowercase()).collect();
    let stop = at + 1 + ending.len();
    let whole = chars.get(stop).is_none_or(|c| !c.is_alphanumeric());
    (whole && crate::lists::DOMAINS.has(&ending)).then_some(stop)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn shape(word: &[char]) -> Shape {
    let upper = word.iter().filter(|c| c.is_uppercase()).count();
    let lower = word.iter().filter(|c| c.is_lowercase()).count();
    let first = word.first().is_some_and(|c| c.is_uppercase());
    match (first, upper, lower) {
        (_, 0, _) => Shape::Lower,
        (true, 2.., 0) => Shape::Upper,
        (true, _, _) => Shape::Capital,
        (false, _, _) => Shape::Mixed,
    }
}

/// Where a number ends: "6,534,616", "12.03.2020", "10 000".
fn number_end(chars: &[char], from: usize, end: usize) -> usize {
    let digit = |at: usize| at < end && chars[at].is_ascii_digit();
    let mut at = from;
    while digit(at) {
        at += 1;
    }
    let first = at - from;
    loop {
        let group = || (1..=3).all(|i| digit(at + i)) && !digit(at + 4);
        match chars.get(at).filter(|_| at < end) {
            Some('.' | ',') if digit(at + 1) => {
                at += 1;
                while digit(at) {
                    at += 1;
                }
            }
            Some(' ') if first <= 3 && group() => at += 4,
            _ => return at,
        }
    }
}

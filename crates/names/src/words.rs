//! A text parted into words, with what does not belong to the name set aside.

use crate::phones::{I, Phones, is_vowel};
use crate::spelling::{self, Style};
use crate::titles::{Kind, kind};
use crate::{LONGEST_NAME, Refusal, Repair, given, repair};

/// Words of which a name has at most so many.
pub(crate) const MOST_WORDS: usize = 7;

/// A word of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// Bytes of the text.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Its letters in [`Found::letters`], without apostrophes and hyphens.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Which letter of the text it begins with, in Unicode scalar values.
    pub(crate) first: u32,
    pub(crate) comma_before: bool,
    pub(crate) point_behind: bool,
    pub(crate) all_capitals: bool,
    /// Its first letter is a capital, or of a script without capitals.
    pub(crate) capital: bool,
}

impl Word {
    /// One letter, or a group of letters that is one sound, with a point: "A", "Zh.", «Дж.».
    pub(crate) fn is_initial(&self, phones: &Phones) -> bool {
        let letters = self.to - self.from;
        let one_sound = match phones.as_slice() {
            [_] | [] => letters <= 4,
            [I, vowel] => letters == 2 && is_vowel(*vowel),
            _ => false,
        };
        letters == 1 || self.point_behind && one_sound
    }
}

/// The words of a text.
pub(crate) struct Found {
    pub(crate) letters: Vec<char>,
    pub(crate) words: Vec<Word>,
    pub(crate) style: Style,
    pub(crate) repairs: Vec<Repair>,
    pub(crate) set_aside: Vec<(u32, u32)>,
}

/// Parts a text into words.
///
/// # Errors
/// [`Refusal`] when the text is no name of one person.
pub(crate) fn words(text: &str) -> Result<Found, Refusal> {
    let mut found = Found {
        letters: Vec::with_capacity(text.len().min(4 * LONGEST_NAME)),
        words: Vec::with_capacity(4),
        style: Style::Plain,
        repairs: Vec::new(),
        set_aside: Vec::new(),
    };
    let mut read = Reader {
        text,
        found: &mut found,
        depth: 0,
        comma: false,
        number: 0,
    };
    read.all()?;
    set_titles_aside(&mut found)?;
    several(&found)?;
    if found.words.is_empty() {
        return Err(if found.set_aside.is_empty() {
            Refusal::Empty
        } else {
            Refusal::OnlyRole
        });
    }
    if found.words.len() > MOST_WORDS {
        return Err(Refusal::TooLong);
    }
    found.style = spelling::style(&found.letters);
    Ok(found)
}

struct Reader<'a> {
    text: &'a str,
    found: &'a mut Found,
    depth: usize,
    comma: bool,
    number: u32,
}

impl Reader<'_> {
    fn all(&mut self) -> Result<(), Refusal> {
        let mut letters = self.text.char_indices().peekable();
        let mut word: Option<Word> = None;
        let mut count = 0;
        let mut aside: Option<usize> = None;
        while let Some((at, c)) = letters.next() {
            let end = at + c.len_utf8();
            let place = self.number;
            self.number += 1;
            count += 1;
            if count > LONGEST_NAME {
                return Err(Refusal::TooLong);
            }
            if self.depth > 0 || matches!(c, '(' | '[') {
                if aside.is_none() {
                    self.close(&mut word);
                    aside = Some(at);
                }
                match c {
                    '(' | '[' => self.depth += 1,
                    ')' | ']' => self.depth -= 1,
                    _ => {}
                }
                if let (0, Some(start)) = (self.depth, aside) {
                    self.set_aside(start, end);
                    aside = None;
                }
                continue;
            }
            if is_mark(c) {
                if let Some(word) = &mut word {
                    word.end = place_of(end);
                    if let Some(last) = self.found.letters.last_mut() {
                        *last = unicode_normalization::char::compose(*last, c).unwrap_or(*last);
                    }
                }
                continue;
            }
            if is_letter(c) {
                let lower = lower(c);
                let upper = lower != c;
                let current = word.get_or_insert(Word {
                    start: place_of(at),
                    end: place_of(end),
                    from: self.found.letters.len(),
                    to: self.found.letters.len(),
                    first: place,
                    comma_before: self.comma,
                    point_behind: false,
                    all_capitals: true,
                    capital: upper || !c.is_lowercase(),
                });
                current.end = place_of(end);
                current.all_capitals &= upper;
                self.found.letters.push(lower);
                continue;
            }
            let inside =
                is_apostrophe(c) || is_hyphen(c) && !self.ends_double_surname(word.as_ref());
            if inside
                && word.is_some()
                && letters.peek().is_some_and(|(_, next)| next.is_alphabetic())
            {
                continue;
            }
            if c == '.'
                && let Some(word) = &mut word
            {
                word.point_behind = true;
            }
            self.close(&mut word);
            match c {
                ',' => self.comma = true,
                ';' | '\n' | '\r' | '/' | '|' | '•' | '&' | '+'
                    if !self.found.words.is_empty()
                        && self.text[end..].chars().any(char::is_alphabetic) =>
                {
                    return Err(Refusal::SeveralPeople);
                }
                '@' => return Err(Refusal::NoName),
                c if c.is_numeric() => self.set_aside(at, end),
                _ => {}
            }
        }
        self.close(&mut word);
        if let Some(start) = aside {
            self.set_aside(start, self.text.len());
        }
        Ok(())
    }

    fn set_aside(&mut self, start: usize, end: usize) {
        let (start, end) = (place_of(start), place_of(end));
        match self.found.set_aside.last_mut() {
            Some((_, last)) if *last == start => *last = end,
            _ => self.found.set_aside.push((start, end)),
        }
    }

    /// Whether the word that ends at a hyphen is a surname of its own: «Жумабаева-Ахметова», not «Нур-Султан».
    fn ends_double_surname(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|word| {
            let spelt: String = self.found.letters[word.from..].iter().collect();
            [
                "ов", "ев", "ова", "ева", "ov", "ev", "ova", "eva", "ский", "ская", "sky", "skaya",
                "ин", "ина",
            ]
            .iter()
            .any(|ending| spelt.chars().count() > 4 && spelt.ends_with(ending))
        })
    }

    fn close(&mut self, word: &mut Option<Word>) {
        if let Some(mut word) = word.take() {
            word.to = self.found.letters.len();
            let before = self.found.repairs.len();
            repair::repair(
                &mut self.found.letters[word.from..],
                &mut self.found.repairs,
            );
            for repair in &mut self.found.repairs[before..] {
                // Apostrophes, hyphens and marks within the word are letters of the text, and not of the word.
                let text = self.text.get(word.start as usize..).unwrap_or_default();
                let mut letters = text.chars().enumerate().filter(|(_, c)| is_letter(*c));
                let within = letters.nth(repair.at as usize).map_or(0, |(at, _)| at);
                repair.at = word.first + place_of(within);
            }
            self.found.words.push(word);
            self.comma = false;
        }
    }
}

/// Takes titles and trades out, and refuses what tells that no name follows.
fn set_titles_aside(found: &mut Found) -> Result<(), Refusal> {
    let mut refused = None;
    let letters = &found.letters;
    let aside = &mut found.set_aside;
    found.words.retain(|word| {
        let spelt = &letters[word.from..word.to];
        let Some(kind) = kind(spelt) else {
            return true;
        };
        // «И.» is an initial, and «Аким», «Адам» are names; "akim", «адам» are not.
        let is_initial = spelt.len() == 1 && (word.all_capitals || word.point_behind);
        let is_name = || {
            let names = given::known(&spelling::phones(spelt, Style::Plain));
            word.capital && names.is_some_and(given::Names::is_exact)
        };
        if is_initial || is_name() || kind == Kind::Particle && word.capital {
            return true;
        }
        match kind {
            Kind::Title | Kind::Particle => {
                aside.push((word.start, word.end));
                return false;
            }
            Kind::Organisation => refused = Some(Refusal::Organisation),
            Kind::NotKnown => refused = refused.or(Some(Refusal::NotKnown)),
            Kind::And => refused = refused.or(Some(Refusal::SeveralPeople)),
        }
        true
    });
    aside.sort_unstable();
    refused.map_or(Ok(()), Err)
}

/// «Иванов И. И., Петров П. П.»: two names with a comma between. «Иванов, Иван» is one.
fn several(found: &Found) -> Result<(), Refusal> {
    let words = found.words.len();
    let between = |from: usize, to: usize| to.saturating_sub(from);
    let first = found.words.iter().position(|w| w.comma_before);
    let inner = found.words.iter().filter(|w| w.comma_before).count();
    match first {
        Some(first) if inner > 1 || between(0, first) > 1 && between(first, words) > 1 => {
            Err(Refusal::SeveralPeople)
        }
        _ => Ok(()),
    }
}

fn place_of(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The tables of Unicode are asked only for what is neither plain Latin nor Cyrillic; they are a quarter of the time.
fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ' => true,
        '\0'..='@' => false,
        _ => c.is_alphabetic() && !is_modifier(c),
    }
}

fn lower(c: char) -> char {
    let moved = |by: u32| char::from_u32(u32::from(c) + by).unwrap_or(c);
    match c {
        'a'..='z' | 'а'..='џ' => c,
        'A'..='Z' | 'А'..='Я' => moved(32),
        'Ѐ'..='Џ' => moved(80),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_modifier(c: char) -> bool {
    matches!(c, 'ʻ' | 'ʼ' | 'ʹ' | 'ʺ' | 'ʿ' | 'ʾ')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´') || is_modifier(c)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '–' | '\u{ad}')
}

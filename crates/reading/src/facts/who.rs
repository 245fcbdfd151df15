//! Who suffered an event: the words that the grammar of the event points to.

mod grammar;
mod joined;
mod objects;
mod pronouns;
mod russian;

use super::events::{Event, Form, auxiliaries};
use crate::Document;
use crate::lists::{FUNCTION, GROUPS, KINDS_OF_BODIES};
use crate::mentions::{Mention, Named};
use crate::text::Span;
use aigaq_names::Sex;
use objects::Another;
use std::collections::HashMap;

/// Behind so many other names nobody knows which day "two days later" counts from.
const FARTHEST: usize = 100;

/// What kind of subject it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    Body,
    /// Several people without names.
    Group,
}

/// Who an event happened to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Subject {
    pub(super) who: String,
    pub(super) sort: Sort,
    sex: Option<Sex>,
    /// First and last token of the words.
    pub(super) place: Option<(usize, usize)>,
}

impl Subject {
    /// People are arrested, organisations are closed.
    pub(super) fn suits(&self, kind: &str) -> bool {
        match kind {
            "closure" | "ban" | "registration_refusal" => self.sort == Sort::Body,
            // "revoked the licences of 27 lawyers".
            "suspension" => self.sort != Sort::Person,
            "raid" => true,
            "fine" | "threat" | "attack" | "charge" | "investigation" | "investigation_dropped" => {
                true
            }
            _ => self.sort != Sort::Body,
        }
    }
}

/// A mention with its tokens.
#[derive(Debug, Clone, Copy)]
struct Named1<'a> {
    first: usize,
    last: usize,
    mention: &'a Mention,
}

/// Those who are named in a document, and of whom it speaks just now.
pub(super) struct People<'a> {
    document: &'a Document,
    names: Vec<Named1<'a>>,
    amounts: Vec<Named1<'a>>,
    /// For each short form the full one.
    full: HashMap<String, String>,
    /// Whom the last sentences are about, latest first.
    about: Vec<Vec<Subject>>,
    body: Option<Subject>,
    block: Option<usize>,
    now: Vec<Subject>,
}

impl<'a> People<'a> {
    pub(super) fn of(document: &'a Document, mentions: &'a [Mention]) -> Self {
        let tokens = &document.tokens;
        let (mut names, mut amounts) = (Vec::new(), Vec::new());
        for mention in mentions {
            let first = tokens.all.partition_point(|t| t.end <= mention.span.start);
            let last = tokens
                .all
                .partition_point(|t| t.start < mention.span.end)
                .saturating_sub(1);
            let named = Named1 {
                first,
                last: last.max(first),
                mention,
            };
            if mention.is_amount() {
                amounts.push(named);
            } else {
                names.push(named);
            }
        }
        let mut people = Self {
            document,
            names,
            amounts,
            full: HashMap::new(),
            about: Vec::new(),
            body: None,
            block: None,
            now: Vec::new(),
        };
        people.full = people.full_names();
        people
    }

    pub(super) fn tokens(&self) -> &'a crate::tokens::Tokens {
        &self.document.tokens
    }

    /// The fullest form of each name: a surname's person, an abbreviation's body.
    fn full_names(&self) -> HashMap<String, String> {
        let mut all: HashMap<String, String> = HashMap::new();
        let tokens = &self.document.tokens;
        let mut whole: Vec<String> = Vec::new();
        for name in self
            .names
            .iter()
            .filter(|n| n.mention.named == Named::Person)
        {
            let said = self.said(name);
            if said.contains(' ') && !whole.contains(&said) {
                whole.push(said);
            }
        }
        for said in &whole {
            let surname = said.rsplit(' ').next().unwrap_or(said);
            all.entry(surname.to_owned())
                .or_insert_with(|| said.clone());
        }
        for (i, name) in self.names.iter().enumerate() {
            if name.mention.named != Named::Organisation {
                continue;
            }
            let full = self.said(name);
            if !full.contains(' ') || !tokens.is(name.last + 1, &["("]) {
                continue;
            }
            for short in &self.names[i + 1..] {
                let inside = (name.last + 2..short.first).all(|k| !tokens.is(k, &[")", "."]))
                    && tokens.together(name.last, short.first);
                if !inside {
                    break;
                }
                if short.mention.named == Named::Organisation {
                    all.insert(self.said(short), full.clone());
                }
            }
        }
        // Another spelling of a surname: "Koslov", "Kozlov".
        for name in self
            .names
            .iter()
            .filter(|n| n.mention.named == Named::Person)
        {
            let said = self.said(name);
            // A given name alone is not another spelling of a surname: "Andrei" is no Andreyeva.
            let is_given = aigaq_names::parse(&said)
                .part(aigaq_names::Role::Given)
                .is_some();
            if said.contains(' ') || is_given || all.contains_key(&said) {
                continue;
            }
            let alike = whole.iter().find(|full| {
                let surname = full.rsplit(' ').next().unwrap_or_default();
                // "Omarova" is another spelling of no "Omarov".
                if of_man_and_woman(surname, &said) {
                    return false;
                }
                aigaq_names::compare(&aigaq_names::parse(surname), &aigaq_names::parse(&said)).score
                    > 0.8
            });
            if let Some(full) = alike {
                all.insert(said, full.clone());
            }
        }
        all
    }

    /// Of each name that is not printed in its fullest form: where it stands, and that form.
    pub(super) fn fullest(&self) -> Vec<(Span, String)> {
        let names = self.names.iter().filter_map(|name| {
            if !matches!(name.mention.named, Named::Person | Named::Organisation) {
                return None;
            }
            let full = self.fullest_of(name);
            let span = name.mention.span;
            (full != self.document.text.clean(span)).then_some((span, full))
        });
        names.collect()
    }

    fn said(&self, name: &Named1<'_>) -> String {
        let said = self.document.text.clean(name.mention.span);
        match name.mention.named {
            Named::Person => crate::mentions::nominative(&said),
            _ => said,
        }
    }

    /// A sentence begins; another paragraph forgets whom the last one was about, but for its last sentence.
    pub(super) fn enter(&mut self, sentence: usize) {
        let block = self.document.tokens.block_of.get(sentence).copied();
        if block != self.block {
            self.about.truncate(1);
            self.block = block;
        }
        self.now.clear();
    }

    /// A sentence ends: whom it was about.
    pub(super) fn leave(&mut self, from: usize, to: usize) {
        let mut about = self.leading(from, to);
        if about.is_empty() {
            about = std::mem::take(&mut self.now);
        }
        if let Some(body) = self.first_body(from, to) {
            self.body = Some(body);
        }
        about.retain(|s| s.sort != Sort::Body);
        if !about.is_empty() {
            self.about.insert(0, about);
            self.about.truncate(3);
        }
    }

    pub(super) fn remember(&mut self, subjects: &[Subject]) {
        self.now = subjects.to_vec();
    }

    fn subject(&self, name: &Named1<'_>) -> Subject {
        let person = name.mention.named == Named::Person;
        let who = self.fullest_of(name);
        let sex = person.then(|| aigaq_names::parse(&who).sex()).flatten();
        Subject {
            who,
            sort: if person { Sort::Person } else { Sort::Body },
            sex,
            place: Some((name.first, name.last)),
        }
    }

    /// The fullest form of a name. A surname alone that may be a woman's, or a man's in another case, is what the verb
    /// beside it says; where nothing says it, it stays as it stands.
    fn fullest_of(&self, name: &Named1<'_>) -> String {
        let said = match name.mention.named {
            Named::Person => self.surname_by_case(name),
            _ => None,
        };
        let said = said.unwrap_or_else(|| self.said(name));
        self.full.get(&said).cloned().unwrap_or(said)
    }

    fn name_from(&self, token: usize) -> Option<&Named1<'a>> {
        let at = self.names.partition_point(|n| n.first < token);
        self.names.get(at).filter(|n| {
            n.first == token && matches!(n.mention.named, Named::Person | Named::Organisation)
        })
    }

    fn name_to(&self, token: usize) -> Option<&Named1<'a>> {
        let at = self
            .names
            .partition_point(|n| n.first <= token)
            .checked_sub(1)?;
        self.names.get(at).filter(|n| {
            n.last == token && matches!(n.mention.named, Named::Person | Named::Organisation)
        })
    }

    fn amount_from(&self, token: usize) -> Option<&Named1<'a>> {
        let at = self.amounts.partition_point(|n| n.first < token);
        self.amounts.get(at).filter(|n| n.first == token)
    }

    fn amount_to(&self, token: usize) -> Option<&Named1<'a>> {
        let behind = self.amounts.partition_point(|n| n.first <= token);
        let amount = self.amounts.get(behind.checked_sub(1)?);
        amount.filter(|n| n.last == token)
    }

    fn group_to(&self, token: usize) -> Option<Subject> {
        if let Some(name) = self
            .amount_to(token)
            .filter(|n| matches!(n.mention.named, Named::Quantity(_)))
        {
            let tokens = &self.document.tokens;
            return (GROUPS.has(tokens.low(token)) || is_of_bodies(tokens.low(token)))
                .then(|| self.group(name.first, token))
                .or_else(|| {
                    is_of_people(tokens.low(token)).then(|| self.group(name.first, token))
                });
        }
        let tokens = &self.document.tokens;
        if !GROUPS.has(tokens.low(token)) {
            return None;
        }
        // Back over the adjectives before it.
        let mut first = token;
        while let Some(before) = tokens.before(first) {
            if !tokens.all[before].is_word()
                || FUNCTION.has(tokens.low(before))
                || token - before > 4
            {
                break;
            }
            first = before;
        }
        Some(self.group(first, token))
    }

    fn group(&self, first: usize, last: usize) -> Subject {
        let of_bodies = is_of_bodies(self.document.tokens.low(last));
        Subject {
            who: self
                .document
                .text
                .clean(self.document.tokens.span(first, last)),
            sort: if of_bodies { Sort::Body } else { Sort::Group },
            sex: None,
            place: Some((first, last)),
        }
    }

    /// Who suffered the event; `before` is the event told before in the sentence, with its subjects.
    pub(super) fn subjects(
        &self,
        event: &Event,
        before: Option<(&Event, &[Subject])>,
    ) -> Vec<Subject> {
        let russian = !self.document.tokens.low(event.first).is_ascii();
        match event.form {
            Form::Done => {
                let (from, to) = event.between.unwrap_or_else(|| {
                    let from = self.behind_set_in(event.last + 1);
                    (from, from + 14)
                });
                match self.another_object(event, from) {
                    Some(Another::Relative(relative)) => return vec![relative],
                    Some(Another::Thing) => return Vec::new(),
                    None => {}
                }
                let found =
                    self.following(from, to, event.between.is_some(), before.map(|(_, s)| s));
                if found.is_empty() && russian {
                    return self.object_before(event);
                }
                let behind = found
                    .iter()
                    .filter_map(|s| s.place)
                    .map(|(_, last)| last)
                    .max();
                if let Some(behind) = behind.filter(|_| event.kind == "sentence") {
                    let others = self.and_another_to(behind + 1);
                    let new: Vec<Subject> = others
                        .into_iter()
                        .filter(|o| found.iter().all(|f| f.who != o.who))
                        .collect();
                    return found.into_iter().chain(new).collect();
                }
                found
            }
            Form::Suffered | Form::Doing if russian => {
                let mut found = self.preceding_russian(event);
                if found.is_empty() {
                    found = self.the_same(event, before);
                }
                let from = self.behind_set_in(event.last + 1);
                if found.is_empty() && self.is_told_of_people(from) {
                    found = self.following(event.last + 1, event.last + 9, false, None);
                }
                found
            }
            Form::Suffered | Form::Doing => {
                let found = self.preceding(event, before);
                if found.iter().any(|s| s.suits(event.kind))
                    || self.another_stands_before(event)
                    || !auxiliaries(&self.document.tokens, event.first).1
                        && event.form == Form::Suffered
                {
                    return found;
                }
                self.of_whom_the_sentence_speaks(event)
            }
            Form::Noun => self.of_a_noun(event, before),
        }
    }

    pub(super) fn amounts_within(
        &self,
        span: Span,
    ) -> impl Iterator<Item = (usize, usize, &'a Mention)> + '_ {
        let from = self
            .amounts
            .partition_point(|n| n.mention.span.start < span.start);
        self.amounts[from..]
            .iter()
            .take_while(move |n| n.mention.span.end <= span.end)
            .map(|n| (n.first, n.last, n.mention))
    }

    pub(super) fn dates_within(
        &self,
        span: Span,
    ) -> impl Iterator<Item = (usize, usize, &'a str)> + '_ {
        let from = self
            .names
            .partition_point(|n| n.mention.span.start < span.start);
        self.names[from..]
            .iter()
            .take_while(move |n| n.mention.span.end <= span.end)
            .filter_map(|n| match &n.mention.named {
                Named::Date(edtf) => Some((n.first, n.last, edtf.as_str())),
                _ => None,
            })
    }

    /// The last whole day told before a token, in its part of the document.
    pub(super) fn day_told_before(&self, at: usize) -> Option<(Span, &'a str)> {
        let tokens = &self.document.tokens;
        let block = |at: usize| tokens.block_of.get(tokens.all.get(at)?.sentence);
        let until = self.names.partition_point(|n| n.first < at);
        self.names[..until]
            .iter()
            .rev()
            .take(FARTHEST)
            .take_while(|n| block(n.first) == block(at))
            .find_map(|n| match &n.mention.named {
                Named::Date(edtf) if edtf.len() == 10 => Some((n.mention.span, edtf.as_str())),
                _ => None,
            })
    }

    /// Articles named within a place, as `code:article`.
    pub(super) fn laws_within(&self, span: Span) -> Vec<String> {
        let from = self
            .names
            .partition_point(|n| n.mention.span.start < span.start);
        self.names[from..]
            .iter()
            .take_while(|n| n.mention.span.end <= span.end)
            .filter_map(|n| match &n.mention.named {
                Named::Law(law) => law
                    .article
                    .as_ref()
                    .map(|article| format!("{}:{article}", law.code)),
                _ => None,
            })
            .collect()
    }

    /// The length of time behind an event, as printed.
    pub(super) fn detail(&self, document: &Document, event: &Event) -> Option<String> {
        let from = self.amounts.partition_point(|n| n.first < event.first);
        let near = self.amounts[from..].iter().take_while(|n| {
            n.first <= event.last + 14 && document.tokens.together(event.first, n.first)
        });
        let tokens = &document.tokens;
        // "charged two days later": it says when, not for how long.
        let says_when = |last: usize| {
            let behind = tokens.behind(last);
            behind.is_some_and(|b| {
                tokens.is(
                    b,
                    &[
                        "later",
                        "earlier",
                        "ago",
                        "before",
                        "after",
                        "спустя",
                        "назад",
                    ],
                )
            })
        };
        near.filter(|n| matches!(n.mention.named, Named::Duration(_)) && !says_when(n.last))
            .map(|n| document.text.clean(n.mention.span))
            .next()
    }
}

/// Surnames that differ as those of a man and a woman do: "Omarov", "Omarova"; «Иванов», «Иванова», «Иванову».
fn of_man_and_woman(one: &str, other: &str) -> bool {
    let longer = |long: &str, short: &str| {
        long.strip_prefix(short)
            .is_some_and(|ending| matches!(ending, "a" | "а" | "у" | "ой" | "oy"))
    };
    longer(one, other) || longer(other, one)
}

/// Several organisations, without their names: "five newspapers", «три мечети».
fn is_of_bodies(low: &str) -> bool {
    let many = if low.is_ascii() {
        low.ends_with('s') || low == "media"
    } else {
        low.ends_with(['и', 'ы', 'й', 'в', 'т', 'к', 'п', 'м'])
    };
    many && KINDS_OF_BODIES.has(low)
}

/// A noun of a person by its ending: "official", "commander".
fn is_of_people(low: &str) -> bool {
    let base = low.strip_suffix('s').unwrap_or(low);
    crate::lists::TITLES.has(base) || GROUPS.has(&format!("{base}s"))
}

/// A pronoun's words are elsewhere.
fn without_place(mut subjects: Vec<Subject>) -> Vec<Subject> {
    for subject in &mut subjects {
        subject.place = None;
    }
    subjects
}

/// A body of the state by its words.
fn is_of_the_state(name: &str) -> bool {
    let low = name.to_lowercase();
    [
        "court",
        "ministry",
        "government",
        "parliament",
        "committee",
        "commission",
        "council",
        "суд",
        "министерств",
        "комитет",
        "прокуратур",
        "дума",
    ]
    .iter()
    .any(|word| low.contains(word))
        || crate::lists::ORGANISATIONS.means(&low).is_some()
}

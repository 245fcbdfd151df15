//! Who suffered an event: the words that the grammar of the event points to.

use super::events::{Event, Form, auxiliaries};
use crate::Document;
use crate::lists::{FUNCTION, GROUPS, KINDS_OF_BODIES};
use crate::mentions::{Mention, Named, noun_phrase};
use crate::text::Span;
use aigaq_names::Sex;
use std::collections::HashMap;

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
            "closure" | "suspension" | "ban" | "registration_refusal" => self.sort == Sort::Body,
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
            if said.contains(' ') || all.contains_key(&said) {
                continue;
            }
            let alike = whole.iter().find(|full| {
                let surname = full.rsplit(' ').next().unwrap_or_default();
                aigaq_names::compare(&aigaq_names::parse(surname), &aigaq_names::parse(&said)).score
                    > 0.8
            });
            if let Some(full) = alike {
                all.insert(said, full.clone());
            }
        }
        all
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

    /// The people whose names stand first in a sentence, joined ones together.
    fn leading(&self, from: usize, to: usize) -> Vec<Subject> {
        let names = self
            .names
            .iter()
            .skip(self.names.partition_point(|n| n.first < from));
        let first = names
            .take_while(|n| n.first < to)
            .find(|n| n.mention.named == Named::Person);
        first
            .map(|n| self.joined_right(n.first, to))
            .unwrap_or_default()
    }

    pub(super) fn remember(&mut self, subjects: &[Subject]) {
        self.now = subjects.to_vec();
    }

    fn subject(&self, name: &Named1<'_>) -> Subject {
        let said = self.said(name);
        let person = name.mention.named == Named::Person;
        let who = self.full.get(&said).cloned().unwrap_or(said);
        let sex = person.then(|| aigaq_names::parse(&who).sex()).flatten();
        Subject {
            who,
            sort: if person { Sort::Person } else { Sort::Body },
            sex,
            place: Some((name.first, name.last)),
        }
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

    fn group_to(&self, token: usize) -> Option<Subject> {
        let at = self
            .amounts
            .partition_point(|n| n.first <= token)
            .checked_sub(1);
        if let Some(name) = at
            .and_then(|at| self.amounts.get(at))
            .filter(|n| n.last == token && matches!(n.mention.named, Named::Quantity(_)))
        {
            let tokens = &self.document.tokens;
            return GROUPS
                .has(tokens.low(token))
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
        Subject {
            who: self
                .document
                .text
                .clean(self.document.tokens.span(first, last)),
            sort: Sort::Group,
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
                let (from, to) = event.between.unwrap_or((event.last + 1, event.last + 15));
                let found =
                    self.following(from, to, event.between.is_some(), before.map(|(_, s)| s));
                // «его приговорил суд»: a pronoun may stand before.
                if found.is_empty() && russian {
                    let mut before = self.preceding_russian(event);
                    before.retain(|s| s.place.is_none());
                    return before;
                }
                found
            }
            Form::Suffered | Form::Doing if russian => {
                let found = self.preceding_russian(event);
                if found.is_empty() {
                    self.following(event.last + 1, event.last + 9, false, None)
                } else {
                    found
                }
            }
            Form::Suffered | Form::Doing => {
                let found = self.preceding(event, before);
                if found.iter().any(|s| s.suits(event.kind))
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

    /// «6 мая активистка Мария Лебедева и студент Ильдар Гафуров были задержаны».
    fn preceding_russian(&self, event: &Event) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        let (first, _) = auxiliaries(tokens, event.first);
        let mut at = first;
        for _ in 0..8 {
            let Some(before) = tokens.before(at) else {
                return Vec::new();
            };
            if let Some(name) = self.name_to(before) {
                return self.joined_left(name.last);
            }
            if let Some(group) = self.group_to(before) {
                return vec![group];
            }
            if let Some(found) = self.pronoun(before, None) {
                return found;
            }
            if tokens.is(before, &[";", ":", "что", "а", "но"]) {
                return Vec::new();
            }
            at = before;
        }
        Vec::new()
    }

    /// "X, leader of the union, … but was banned": the first of the sentence that can suffer such a thing.
    fn of_whom_the_sentence_speaks(&self, event: &Event) -> Vec<Subject> {
        let (from, _) =
            self.document.tokens.sentences[self.document.tokens.all[event.first].sentence];
        let mut all = self.leading(from, event.first);
        all.retain(|s| s.suits(event.kind));
        if all.is_empty() {
            all.extend(
                self.first_body(from, event.first)
                    .filter(|s| s.suits(event.kind)),
            );
        }
        all
    }

    /// What stands before a participle or verb.
    fn preceding(&self, event: &Event, told: Option<(&Event, &[Subject])>) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        let (first, be) = auxiliaries(tokens, event.first);
        let Some(mut at) = tokens.before(first) else {
            // "Initially jailed for six years Ablyazov …": who follows.
            return self.following(event.last + 1, event.last + 10, true, None);
        };
        // Words set in between commas: ", in March 2002, arrested".
        if tokens.is(at, &[","])
            && let Some(open) = self.set_in(at)
        {
            at = open;
            if let Some(found) = self.pronoun(at, told.map(|(_, s)| s)) {
                return found;
            }
        }
        // "was arrested and charged": the same people.
        if tokens.is(at, &["and", "or", ",", "then"])
            && let Some((other, subjects)) =
                told.filter(|(other, _)| other.last < event.first && event.first - other.last < 25)
        {
            let shared = other.form != Form::Done || tokens.is(first, &["was", "were"]);
            if shared && !be || be && tokens.is(at, &["and"]) {
                return subjects.to_vec();
            }
        }
        let mut end = at;
        // "X, who was detained", "its leader, X, was".
        if tokens.is(end, &["who", "which", "that"]) {
            let Some(before) = tokens.before(end) else {
                return Vec::new();
            };
            end = if tokens.is(before, &[","]) {
                before.saturating_sub(1)
            } else {
                before
            };
            if tokens.is(at, &["which"])
                && !tokens.is(before, &[","])
                && self.name_to(end).is_none()
            {
                return Vec::new();
            }
            // ", a satirist who was detained": the name before the comma.
            if self.name_to(end).is_none()
                && self.group_to(end).is_none_or(|g| !g.who.ends_with('s'))
                && let Some(comma) = (end.saturating_sub(6)..end)
                    .rev()
                    .find(|i| tokens.is(*i, &[","]) && tokens.together(*i, end))
            {
                end = comma.saturating_sub(1);
            }
        }
        if let Some(found) = self.pronoun(end, told.map(|(_, s)| s)) {
            return found;
        }
        self.ending_at(end, be, event)
    }

    /// Who is named by the words that end at a token.
    fn ending_at(&self, end: usize, be: bool, event: &Event) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        let mut end = end;
        // Brackets behind a name: "… of Kazakhstan (KNPRK), were".
        if tokens.is(end, &[","]) {
            end = end.saturating_sub(1);
        }
        if tokens.is(end, &[")"])
            && let Some(open) = (end.saturating_sub(12)..end)
                .rev()
                .find(|i| tokens.is(*i, &["("]))
        {
            end = open.saturating_sub(1);
        }
        // "the QDT/DVK movement", "Alga party".
        if KINDS_OF_BODIES.has(tokens.low(end)) && end > 0 && self.name_to(end - 1).is_some() {
            end -= 1;
        }
        if tokens.is(end, &["members"]) && tokens.is(end.saturating_sub(1), &["its"]) {
            return self
                .body_at(end)
                .map(|body| Subject {
                    sort: Sort::Group,
                    place: None,
                    ..body
                })
                .into_iter()
                .collect();
        }
        if let Some(name) = self.name_to(end) {
            // "two members of the party X were": the group before "of".
            let of = tokens.before(name.first).and_then(|b| {
                if tokens.is(b, &["the", "opposition"]) {
                    tokens.before(b)
                } else {
                    Some(b)
                }
            });
            if let Some(of) = of.filter(|of| tokens.is(*of, &["of"]))
                && let Some(group) = of.checked_sub(1).and_then(|g| self.group_to(g))
                && name.mention.named == Named::Organisation
            {
                return vec![group];
            }
            return self.joined_left(end);
        }
        if let Some(group) = self.group_to(end) {
            let counted = self.amounts.iter().any(|n| n.last == end);
            let past = tokens.is(event.first.saturating_sub(1), &["was", "were", "been"])
                || !be
                || (auxiliaries(tokens, event.first).0..event.first)
                    .any(|i| tokens.is(i, &["was", "were", "been", "had"]));
            return if counted || past {
                vec![group]
            } else {
                Vec::new()
            };
        }
        // Apposition: "X, editor of Y, faced threats".
        if end + 1 < tokens.all.len()
            && tokens.is(end + 1, &[","])
            && let Some(comma) = (end.saturating_sub(14)..end)
                .rev()
                .find(|i| tokens.is(*i, &[","]) && tokens.together(*i, end))
            && let Some(name) = comma.checked_sub(1).and_then(|c| self.name_to(c))
        {
            return vec![self.subject(name)];
        }
        if !be && event.form == Form::Suffered {
            return Vec::new();
        }
        // The nearest person before in the clause.
        let mut at = end;
        for _ in 0..12 {
            if tokens.is(at, &[";", ":", "“", "(", "but", "while"]) {
                break;
            }
            if let Some(name) = self.name_to(at) {
                let sort_fits = self.subject(name).suits(event.kind);
                if sort_fits {
                    return self.joined_left(at);
                }
            }
            let Some(before) = tokens.before(at) else {
                break;
            };
            at = before;
        }
        Vec::new()
    }

    /// Before a comma: where the words between it and the comma before it begin, if no person stands among them.
    fn set_in(&self, comma: usize) -> Option<usize> {
        let tokens = &self.document.tokens;
        let open = (comma.saturating_sub(14)..comma)
            .rev()
            .find(|i| tokens.is(*i, &[","]) && tokens.together(*i, comma))?;
        let named = (open + 1..comma).any(|i| {
            self.name_to(i)
                .is_some_and(|n| n.mention.named == Named::Person && n.first > open)
        });
        (!named).then(|| open.checked_sub(1)).flatten()
    }

    /// What follows a verb: names, groups or a pronoun, up to a preposition.
    fn following(
        &self,
        from: usize,
        to: usize,
        through: bool,
        told: Option<&[Subject]>,
    ) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        let mut at = from;
        while at <= to && at < tokens.all.len() && (at == from || tokens.together(from, at)) {
            if let Some(name) = self.name_from(at) {
                if name.mention.named == Named::Person || !self.person_follows(name.last + 1, to) {
                    return self.joined_right(at, to + 12);
                }
                at = name.last + 1;
                continue;
            }
            if let Some(group) = self.group_from(at) {
                let last = group.place.map_or(at, |(_, last)| last);
                // "and jailed over two dozen people, including X and Y".
                let mut all = vec![group];
                let including =
                    (last + 1..last + 4).find(|i| tokens.is(*i, &["including", "among"]));
                if let Some(including) = including {
                    all.extend(
                        self.following(including + 1, including + 6, true, None)
                            .into_iter()
                            .filter(|s| s.sort == Sort::Person),
                    );
                }
                // "activists X and Y": the names say more.
                if self
                    .name_from(last + 1)
                    .is_some_and(|n| n.mention.named == Named::Person)
                {
                    return self.joined_right(last + 1, to + 12);
                }
                return all;
            }
            if let Some(found) = self.pronoun(at, told).filter(|_| {
                !tokens.is(at, &["her", "his", "their", "its"]) || !self.noun_follows(at)
            }) {
                return found;
            }
            let stops = tokens.is(
                at,
                &[
                    ".",
                    ";",
                    ":",
                    ")",
                    "to",
                    "for",
                    "on",
                    "in",
                    "at",
                    "with",
                    "under",
                    "after",
                    "over",
                    "by",
                    "from",
                    "during",
                    "к",
                    "за",
                    "по",
                    "на",
                    "в",
                    "до",
                    "после",
                ],
            );
            if stops && (!through || tokens.is(at, &[".", ";"])) {
                break;
            }
            at += 1;
        }
        Vec::new()
    }

    fn noun_follows(&self, at: usize) -> bool {
        let tokens = &self.document.tokens;
        tokens
            .behind(at)
            .is_some_and(|n| tokens.all[n].is_word() && !FUNCTION.has(tokens.low(n)))
    }

    /// A person's name stands near, before a preposition: "Musavat member X".
    fn person_follows(&self, from: usize, to: usize) -> bool {
        let tokens = &self.document.tokens;
        (from..=to.min(from + 4))
            .take_while(|i| {
                tokens.together(from, *i) && !tokens.is(*i, &[",", "to", "for", "in", "on", "and"])
            })
            .any(|i| {
                self.name_from(i)
                    .is_some_and(|n| n.mention.named == Named::Person)
            })
    }

    fn group_from(&self, at: usize) -> Option<Subject> {
        let tokens = &self.document.tokens;
        let place = self.amounts.partition_point(|n| n.first < at);
        if let Some(amount) = self
            .amounts
            .get(place)
            .filter(|n| n.first == at && matches!(n.mention.named, Named::Quantity(_)))
        {
            let head = tokens.low(amount.last);
            return (GROUPS.has(head) || is_of_people(head)).then(|| self.group(at, amount.last));
        }
        if !tokens.all.get(at)?.is_word() || FUNCTION.has(tokens.low(at)) {
            return None;
        }
        let last = noun_phrase(tokens, at)?;
        let plural = GROUPS.has(tokens.low(last))
            && (tokens.low(last).ends_with('s')
                || !tokens.low(last).is_ascii()
                || matches!(tokens.low(last), "people" | "men" | "women" | "children"));
        let adjective = crate::lists::PEOPLES.has(tokens.low(at));
        (plural && (adjective || !tokens.all[at].is_capital())).then(|| self.group(at, last))
    }

    /// The people named from a token on: "X, Y and Z".
    fn joined_right(&self, from: usize, to: usize) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        let Some(first) = self.name_from(from) else {
            return Vec::new();
        };
        let kind = &first.mention.named;
        let mut all = vec![self.subject(first)];
        let mut last = first.last;
        while let Some(mut next) = tokens.behind(last) {
            if !tokens.is(next, &["and", ",", "и", "&"]) || next > to {
                break;
            }
            // "X, a lawyer and chairman of Y, and his wife, Z".
            if let Some(relative) = self.relative(next, to) {
                all.push(self.subject(relative));
                last = relative.last;
                continue;
            }
            next += 1;
            if tokens.is(next, &["and", "и"]) {
                next += 1;
            }
            // "and student Y".
            let mut skipped = 0;
            while skipped < 3
                && tokens.together(last, next)
                && crate::lists::TITLES.has(tokens.low(next))
            {
                next += 1;
                skipped += 1;
            }
            match self
                .name_from(next)
                .filter(|n| n.mention.named == *kind && tokens.together(last, next))
            {
                Some(name) => {
                    all.push(self.subject(name));
                    last = name.last;
                }
                None => break,
            }
        }
        all
    }

    /// Behind an apposition, "and his wife, Z": the relative who is named.
    fn relative(&self, comma: usize, to: usize) -> Option<&Named1<'a>> {
        let tokens = &self.document.tokens;
        let and = (comma..to.min(comma + 16)).find(|i| {
            tokens.is(*i, &["and"])
                && tokens.is(i + 1, &["his", "her"])
                && tokens.together(comma, i + 1)
        })?;
        let from = and + 2;
        (from..from + 4)
            .filter(|i| tokens.together(comma, *i))
            .find_map(|i| self.name_from(i))
            .filter(|n| n.mention.named == Named::Person)
    }

    /// The people named up to a token: "X, Y and Z were".
    fn joined_left(&self, end: usize) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        let Some(last) = self.name_to(end) else {
            return Vec::new();
        };
        let kind = &last.mention.named;
        let mut all = vec![self.subject(last)];
        let mut first = last.first;
        let mut and = false;
        while let Some(mut before) = tokens.before(first) {
            // "then", "firstly", "student" may stand between.
            for _ in 0..5 {
                let skip = tokens.is(before, &["then", "firstly", "secondly", "the", ")", "("])
                    || crate::lists::TITLES.has(tokens.low(before))
                    || tokens.all[before].is_word()
                        && !tokens.all[before].is_capital()
                        && !FUNCTION.has(tokens.low(before))
                    || self
                        .name_to(before)
                        .is_some_and(|n| tokens.is(n.last + 1, &[")"]));
                let Some(next) = tokens.before(before).filter(|_| skip) else {
                    break;
                };
                before = next;
            }
            let joins =
                tokens.is(before, &["and", "и", "&"]) || tokens.is(before, &[",", "/"]) && and;
            if !joins {
                break;
            }
            and = true;
            let mut end = before.saturating_sub(1);
            if tokens.is(end, &[","]) {
                end = end.saturating_sub(1);
            }
            if tokens.is(end, &[")"])
                && let Some(open) = (end.saturating_sub(8)..end)
                    .rev()
                    .find(|i| tokens.is(*i, &["("]))
            {
                end = open.saturating_sub(1);
            }
            match self
                .name_to(end)
                .filter(|n| n.mention.named == *kind && tokens.together(end, before))
            {
                Some(name) => {
                    all.insert(0, self.subject(name));
                    first = name.first;
                }
                None => break,
            }
        }
        all
    }

    /// Whom a pronoun means.
    fn pronoun(&self, at: usize, told: Option<&[Subject]>) -> Option<Vec<Subject>> {
        let tokens = &self.document.tokens;
        let (sex, many) = match tokens.low(at) {
            "he" | "him" | "his" | "himself" | "он" | "него" | "ему" | "его" => {
                (Some(Sex::Male), false)
            }
            "she" | "her" | "herself" | "она" | "нее" | "ей" | "ее" => {
                (Some(Sex::Female), false)
            }
            "they" | "them" | "their" | "они" | "них" | "их" | "им" => (None, true),
            "it" | "itself" => return Some(without_place(self.body_at(at).into_iter().collect())),
            _ => return None,
        };
        let fits = |s: &Subject| match s.sort {
            Sort::Person => sex.is_none() || s.sex.is_none() || s.sex == sex,
            Sort::Group => many || s.who.to_lowercase().starts_with("one "),
            Sort::Body => false,
        };
        let (from, _) = tokens.sentences[tokens.all[at].sentence];
        let leading = self.leading(from, at);
        let candidates = [told.unwrap_or_default(), &leading[..], &self.now[..]]
            .into_iter()
            .chain(self.about.iter().map(Vec::as_slice));
        for group in candidates {
            let found: Vec<Subject> = group.iter().filter(|s| fits(s)).cloned().collect();
            if many && (found.len() > 1 || found.first().is_some_and(|s| s.sort == Sort::Group)) {
                return Some(without_place(found));
            }
            if !many && let Some(one) = found.into_iter().next() {
                return Some(without_place(vec![one]));
            }
        }
        Some(Vec::new())
    }

    /// "X’s arrest", "his conviction", "the deaths of five girls", "convictions against X and Y".
    fn of_a_noun(&self, event: &Event, told: Option<(&Event, &[Subject])>) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        if tokens.is(event.last, &["against", "at"]) {
            return self.following(event.last + 1, event.last + 8, false, None);
        }
        // "hundreds of arrests": those who were.
        if let Some(counted) = self.amounts.iter().find(|n| {
            n.last == event.last
                && n.first < event.first
                && matches!(n.mention.named, Named::Quantity(_))
        }) {
            return vec![self.group(counted.first, counted.last)];
        }
        if let Some((other, subjects)) = told {
            // "arrests and charges"; "detained … on charges of disinformation".
            let joined = other.last + 2 == event.first && tokens.is(event.first - 1, &["and"]);
            let on_charges = event.kind == "charge"
                && matches!(other.kind, "arrest" | "detention" | "closure")
                && (event.first.saturating_sub(4)..event.first).any(|i| tokens.is(i, &["on"]));
            if joined || on_charges {
                return without_place(subjects.to_vec());
            }
        }
        let behind = event.last + 1;
        let against = (behind..behind + 6)
            .find(|i| tokens.is(*i, &["against", "on"]) && tokens.together(event.last, *i))
            .filter(|_| tokens.is(event.last, &["attacks", "attack"]));
        if let Some(prep) = against.or_else(|| {
            (tokens.together(event.last, behind) && tokens.is(behind, &["of", "against"]))
                .then_some(behind)
        }) {
            let found = self.following(prep + 1, prep + 7, false, None);
            if !found.is_empty() {
                return found;
            }
        }
        // "a sentence in 2019", "a Presidential Pardon", "‘freedom restriction’ bans": of whom the sentence is about.
        let article = (event.first.saturating_sub(3)..event.first)
            .rev()
            .find(|i| FUNCTION.has(tokens.low(*i)) || !tokens.all[*i].is_word());
        let determined = tokens.is(event.first, &["sentence", "pardon", "conviction"])
            && article.is_some_and(|i| tokens.is(i, &["a", "an"]))
            || tokens.is(event.first, &["freedom"]);
        // Before it, over its adjectives.
        let mut at = event.first;
        for _ in 0..4 {
            let Some(before) = tokens.before(at) else {
                break;
            };
            if tokens.is(before, &["'s", "’", "'"]) {
                let owner = tokens.before(before).and_then(|o| self.name_to(o));
                return owner.map(|o| vec![self.subject(o)]).unwrap_or_default();
            }
            if tokens.is(before, &["his", "her", "their", "its", "его", "ее", "их"]) {
                return self.owner(before);
            }
            if !tokens.all[before].is_word() && !tokens.is(before, &["‘", "“", "”"])
                || FUNCTION.has(tokens.low(before))
            {
                break;
            }
            at = before;
        }
        let (from, _) = tokens.sentences[tokens.all[event.first].sentence];
        if determined {
            self.of_the_sentence(from, event.first)
        } else {
            Vec::new()
        }
    }

    /// Whose "his" is: of one named before in the sentence, else of whom the text is about.
    fn owner(&self, at: usize) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        let (from, _) = tokens.sentences[tokens.all[at].sentence];
        let leading = self.leading(from, at);
        self.pronoun(at, Some(&leading)).unwrap_or_default()
    }

    /// The body that "it" means: the first named before in the sentence, else that of the sentence before. Courts and
    /// offices of the state are not what is banned or closed.
    fn body_at(&self, at: usize) -> Option<Subject> {
        let (from, _) = self.document.tokens.sentences[self.document.tokens.all[at].sentence];
        self.first_body(from, at).or_else(|| self.body.clone())
    }

    fn first_body(&self, from: usize, to: usize) -> Option<Subject> {
        let names = self
            .names
            .iter()
            .skip(self.names.partition_point(|n| n.first < from));
        names
            .take_while(|n| n.last < to)
            .filter(|n| n.mention.named == Named::Organisation)
            .map(|n| self.subject(n))
            .find(|s| !is_of_the_state(&s.who))
    }

    /// Whom a sentence is about, up to a token: those just told of, its first names, else those of the sentence before.
    pub(super) fn of_the_sentence(&self, from: usize, to: usize) -> Vec<Subject> {
        if !self.now.is_empty() && self.now.iter().all(|s| s.sort == Sort::Person) {
            return without_place(self.now.clone());
        }
        let leading = self.leading(from, to);
        if !leading.is_empty() {
            return leading;
        }
        let about = self.about.first().cloned().unwrap_or_default();
        without_place(
            about
                .into_iter()
                .filter(|s| s.sort == Sort::Person)
                .collect(),
        )
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
        near.filter(|n| matches!(n.mention.named, Named::Duration(_)))
            .map(|n| document.text.clean(n.mention.span))
            .next()
    }
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

/// A noun of a person by its ending: "official", "commander".
fn is_of_people(low: &str) -> bool {
    let base = low.strip_suffix('s').unwrap_or(low);
    crate::lists::TITLES.has(base) || GROUPS.has(&format!("{base}s"))
}

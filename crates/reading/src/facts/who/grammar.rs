//! Who is meant by the words around an event: before a participle, behind a verb, of a noun, and those joined to them.

use super::objects::{Another, is_done_to_what_is_owned};
use super::{People, Sort, Subject, is_of_bodies, is_of_people, without_place};
use crate::facts::events::{Event, Form, auxiliaries};
use crate::lists::{FUNCTION, GROUPS, KINDS_OF_BODIES};
use crate::mentions::{Named, noun_phrase};

impl People<'_> {
    /// "X, leader of the union, … but was banned": the first of the sentence that can suffer such a thing.
    pub(super) fn of_whom_the_sentence_speaks(&self, event: &Event) -> Vec<Subject> {
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
    pub(super) fn preceding(
        &self,
        event: &Event,
        told: Option<(&Event, &[Subject])>,
    ) -> Vec<Subject> {
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
        let mut found = self.ending_at(end, be, event);
        // "Seven journalists, including X and Y, were": the group as well.
        let first = found.first().and_then(|s| s.place).map(|(first, _)| first);
        let group = first.and_then(|first| {
            let including = tokens
                .before(first)
                .filter(|b| tokens.is(*b, &["including"]))?;
            let comma = tokens.before(including).filter(|b| tokens.is(*b, &[","]))?;
            self.group_to(comma.checked_sub(1)?)
        });
        found.extend(group);
        found
    }

    /// Who is named by the words that end at a token.
    pub(super) fn ending_at(&self, end: usize, be: bool, event: &Event) -> Vec<Subject> {
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
            return match self.is_of_another(event, name) {
                Some(Another::Relative(relative)) => vec![relative],
                Some(Another::Thing) => Vec::new(),
                None => self.joined_left(end),
            };
        }
        if let Some(relative) = self.somebodys(end) {
            // "X and his driver were".
            let first = relative.place.map_or(end, |(first, _)| first);
            let and = tokens.before(first).filter(|and| tokens.is(*and, &["and"]));
            let owner = and.and_then(|and| self.name_to(tokens.before(and)?));
            let mut all = owner.map_or_else(Vec::new, |owner| self.joined_left(owner.last));
            all.push(relative);
            return all;
        }
        if let Some(group) = self.group_to(end) {
            let counted = self.amount_to(end).is_some();
            let bare = group.place.is_some_and(|(first, last)| first == last);
            let past = tokens.is(event.first.saturating_sub(1), &["was", "were", "been"])
                || !be && !bare
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
        // "X, an investigative journalist stripped of his citizenship".
        if !be
            && crate::lists::TITLES.has(tokens.low(end))
            && let Some(comma) = (end.saturating_sub(6)..end)
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
                // "X’s dog died".
                if tokens.is(at + 1, &["'s"]) && !is_done_to_what_is_owned(event.kind) {
                    return Vec::new();
                }
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

    /// "her former husband", "his lawyer", "X’s brother": somebody who is named only by whose they are.
    fn somebodys(&self, end: usize) -> Option<Subject> {
        let tokens = &self.document.tokens;
        let is_one = (crate::lists::TITLES.has(tokens.low(end))
            || crate::slots::is(tokens, end, "relative"))
            && !tokens.all[end].is_capital();
        let possessive = (end.saturating_sub(3)..end)
            .rev()
            .find(|i| tokens.together(*i, end) && tokens.is(*i, &["'s"]));
        if let Some(name) = possessive.and_then(|i| self.name_to(tokens.before(i)?)) {
            return is_one.then(|| self.group(name.first, end));
        }
        let owner = (end.saturating_sub(3)..end)
            .rev()
            .take_while(|i| tokens.together(*i, end) && tokens.all[*i].is_word())
            .find(|i| tokens.is(*i, &["his", "her", "their"]))?;
        is_one.then(|| self.group(owner, end))
    }

    /// Before a comma: where the words between it and the comma before it begin, if no person stands among them.
    pub(super) fn set_in(&self, comma: usize) -> Option<usize> {
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
    pub(super) fn following(
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
            // "two of them, Lieutenant X and Sergeant Y": those who are named.
            if let Some(named) = self.of_them(at, to) {
                return named;
            }
            if let Some(group) = self.group_from(at) {
                let last = group.place.map_or(at, |(_, last)| last);
                // "and jailed over two dozen people, including X and Y".
                let mut all = vec![group];
                let including =
                    (last + 1..last + 4).find(|i| tokens.is(*i, &["including", "among"]));
                if let Some(including) = including {
                    // "among them the diplomat X".
                    let them = usize::from(tokens.is(including + 1, &["them"]));
                    all.extend(
                        self.following(including + 1 + them, including + 6 + them, true, None)
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
            // "jailed reporters, raided newsrooms, and …": another verb has its own.
            let another = tokens.is(at, &[",", "and"])
                && crate::facts::patterns::told(tokens, at + 1).is_some();
            if another || stops && (!through || tokens.is(at, &[".", ";"])) {
                break;
            }
            at += 1;
        }
        Vec::new()
    }

    /// Behind "two of them,", the people named there.
    fn of_them(&self, at: usize, to: usize) -> Option<Vec<Subject>> {
        let tokens = &self.document.tokens;
        let of = tokens.is(at + 1, &["of", "из"]) && tokens.is(at + 2, &["them", "those", "них"]);
        if !of || !tokens.is(at + 3, &[",", "–", "—", "("]) || !tokens.together(at, at + 4) {
            return None;
        }
        let first = (at + 4..at + 8).find(|i| self.name_from(*i).is_some())?;
        let named = self.joined_right(first, to + 16);
        named
            .iter()
            .all(|s| s.sort == Sort::Person)
            .then_some(named)
    }

    pub(super) fn noun_follows(&self, at: usize) -> bool {
        let tokens = &self.document.tokens;
        tokens
            .behind(at)
            .is_some_and(|n| tokens.all[n].is_word() && !FUNCTION.has(tokens.low(n)))
    }

    /// A person's name stands near, before a preposition: "Musavat member X".
    pub(super) fn person_follows(&self, from: usize, to: usize) -> bool {
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

    /// Groups of one plain word ("members") are nobody who could be counted or described.
    pub(super) fn group_from(&self, at: usize) -> Option<Subject> {
        let tokens = &self.document.tokens;
        let place = self.amounts.partition_point(|n| n.first < at);
        if let Some(amount) = self
            .amounts
            .get(place)
            .filter(|n| n.first == at && matches!(n.mention.named, Named::Quantity(_)))
        {
            let head = tokens.low(amount.last);
            return (GROUPS.has(head) || is_of_people(head) || is_of_bodies(head))
                .then(|| self.group(at, amount.last));
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
        let bare = last == at
            && tokens.low(at) != "people"
            && tokens
                .behind(last)
                .is_none_or(|next| self.name_from(next).is_none());
        (plural && !bare && (adjective || !tokens.all[at].is_capital()))
            .then(|| self.group(at, last))
    }

    /// "X’s arrest", "his conviction", "the deaths of five girls", "convictions against X and Y".
    pub(super) fn of_a_noun(
        &self,
        event: &Event,
        told: Option<(&Event, &[Subject])>,
    ) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        let of_another = |from: usize| match self.another_object(event, from) {
            Some(Another::Relative(relative)) => Some(vec![relative]),
            Some(Another::Thing) => Some(Vec::new()),
            None => None,
        };
        if tokens.is(event.last, &["against", "at", "of", "on", "into"]) {
            if let Some(found) = of_another(event.last + 1) {
                return found;
            }
            return self.following(event.last + 1, event.last + 8, false, None);
        }
        // "hundreds of arrests": those who were.
        if let Some(counted) = self
            .amount_to(event.last)
            .filter(|n| n.first < event.first && matches!(n.mention.named, Named::Quantity(_)))
        {
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
            if let Some(found) = of_another(prep + 1) {
                return found;
            }
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
}

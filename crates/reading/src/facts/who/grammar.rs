//! Who is meant by the words around an event: before a participle, behind a verb, of a noun, and those joined to them.

use super::objects::{Another, is_done_to_what_is_owned};
use super::{Named1, People, Sort, Subject, is_of_bodies, is_of_people, without_place};
use crate::facts::events::{Event, Form, auxiliaries};
use crate::lists::{FUNCTION, GROUPS, KINDS_OF_BODIES};
use crate::mentions::{Named, noun_phrase};

impl<'a> People<'a> {
    /// «6 мая активистка Мария Лебедева и студент Ильдар Гафуров были задержаны».
    pub(super) fn preceding_russian(&self, event: &Event) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        let (first, _) = auxiliaries(tokens, event.first);
        let mut at = first;
        for _ in 0..8 {
            let Some(before) = tokens.before(at) else {
                return Vec::new();
            };
            // «полицейские, обвиняемые в пытках, были»: words set in say more of them.
            if tokens.is(before, &[","])
                && let Some(open) = self.participle_set_in(before)
            {
                at = open;
                continue;
            }
            if let Some(name) = self.name_to(before) {
                if let Some(relative) = self.relative_before(name) {
                    return vec![relative];
                }
                // «у X пропала собака».
                if event.form == Form::Doing && self.is_behind_a_preposition(name.first) {
                    return Vec::new();
                }
                // «X, основатель движения «Y», экстрадирован»; «по данным Y, закрылись».
                if self.subject(name).suits(event.kind) && !self.is_a_source(name.first) {
                    return self.joined_left(name.last);
                }
                at = name.first;
                continue;
            }
            if let Some(group) = self.group_to(before) {
                return vec![group];
            }
            // «ещё 200 были задержаны»: people, of whom the number alone is told.
            let is_bare = at == first && tokens.all[before].is_number();
            if is_bare && !self.is_of_a_date(before) && event.form == Form::Suffered {
                return vec![self.group(before, before)];
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

    /// Before a comma: the comma before, where a participle of many begins what stands between them.
    fn participle_set_in(&self, comma: usize) -> Option<usize> {
        let tokens = &self.document.tokens;
        let open = (comma.saturating_sub(10)..comma)
            .rev()
            .take_while(|i| tokens.together(*i, comma))
            .find(|i| tokens.is(*i, &[","]))?;
        let low = tokens.low(open + 1);
        [
            "щих", "щие", "мых", "мые", "нных", "нные", "вших", "вшие", "вший", "вшая", "щий",
            "щая", "нный", "нная",
        ]
        .iter()
        .any(|ending| low.ends_with(ending))
        .then_some(open)
    }

    /// «по данным Х», «по словам Х»: it tells of what was done, and nothing was done to it.
    fn is_a_source(&self, first: usize) -> bool {
        let tokens = &self.document.tokens;
        let before = first.saturating_sub(3)..first;
        before.into_iter().any(|i| {
            tokens.together(i, first)
                && tokens.is(
                    i,
                    &[
                        "данным",
                        "сведениям",
                        "словам",
                        "информации",
                        "мнению",
                        "оценке",
                        "оценкам",
                        "подсчетам",
                    ],
                )
        })
    }

    /// A preposition stands before the name, or before its titles.
    fn is_behind_a_preposition(&self, first: usize) -> bool {
        let tokens = &self.document.tokens;
        let mut before = tokens.before(first);
        while let Some(at) = before.filter(|at| crate::lists::TITLES.has(tokens.low(*at))) {
            before = tokens.before(at);
        }
        before.is_some_and(|at| crate::slots::is(tokens, at, "preposition_ru"))
    }

    /// «был задержан 5 мая и на следующий день отпущен»: those of whom the event before was told, where nobody else is
    /// named between.
    pub(super) fn the_same(
        &self,
        event: &Event,
        told: Option<(&Event, &[Subject])>,
    ) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        let Some((other, subjects)) = told.filter(|(other, _)| {
            other.form != Form::Done && other.last < event.first && event.first - other.last < 25
        }) else {
            return Vec::new();
        };
        let between = other.last + 1..event.first;
        let joined = between.clone().any(|i| tokens.is(i, &["и", "а", "затем"]));
        let others = between.into_iter().any(|i| self.name_from(i).is_some());
        match joined && !others && event.form == Form::Suffered {
            true => without_place(subjects.to_vec()),
            false => Vec::new(),
        }
    }

    fn is_of_a_date(&self, token: usize) -> bool {
        self.names.iter().any(|name| {
            matches!(name.mention.named, Named::Date(_))
                && (name.first..=name.last).contains(&token)
        })
    }

    /// Behind a Russian verb: the first word behind where and when it was done. «задержали 18 мая в Душанбе журналиста».
    pub(super) fn behind_set_in(&self, from: usize) -> usize {
        let tokens = &self.document.tokens;
        let mut at = from;
        for _ in 0..3 {
            let after = match tokens.is(at, &["в", "во", "на", "около"]) {
                true => at + 1,
                false => at,
            };
            // «задержала в центре Баку».
            let after = match after > at && tokens.all.get(after).is_some_and(|t| !t.is_capital()) {
                true => (after..after + 4)
                    .find(|i| {
                        let place = self.names.partition_point(|n| n.first < *i);
                        self.names
                            .get(place)
                            .is_some_and(|n| n.first == *i && n.mention.named == Named::Place)
                    })
                    .unwrap_or(after),
                false => after,
            };
            let set_in = self.names.iter().find(|name| {
                let is_where = after > at && name.mention.named == Named::Place;
                let is_when = matches!(name.mention.named, Named::Date(_));
                name.first == after && (is_where || is_when)
            });
            match set_in.filter(|name| tokens.together(from, name.last)) {
                Some(name) => at = name.last + 1,
                None => break,
            }
        }
        at
    }

    /// Before a Russian verb: whom it is done to, where nobody stands behind it. «его приговорил суд», «журналистку
    /// осудили»: a pronoun, a name in another case than the nominative, or one name alone before a verb that speaks of
    /// many.
    pub(super) fn object_before(&self, event: &Event) -> Vec<Subject> {
        let mut before = self.preceding_russian(event);
        let verb = self.document.tokens.low(event.last);
        let one = before.len() == 1 && verb.ends_with("ли");
        before.retain(|subject| {
            let Some((first, last)) = subject.place else {
                return true;
            };
            let printed = self
                .document
                .text
                .clean(self.document.tokens.span(first, last));
            let is_declined = crate::mentions::nominative(&printed) != printed;
            subject.sort == Sort::Person && (one || is_declined)
        });
        before
    }

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
            return vec![relative];
        }
        if let Some(group) = self.group_to(end) {
            let counted = self.amounts.iter().any(|n| n.last == end);
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

    /// The people named from a token on: "X, Y and Z".
    pub(super) fn joined_right(&self, from: usize, to: usize) -> Vec<Subject> {
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
            // "the offices of X and of Y".
            if *kind == Named::Organisation && tokens.is(next, &["of"]) {
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
            let next = self.behind_apposition(last, next);
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

    /// "sentenced X, the founder of Z, to six years, and editor Y to five": Y, from a token behind X on.
    pub(super) fn and_another_to(&self, from: usize) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        let mut all = Vec::new();
        let mut at = from;
        while tokens.together(from, at) && at < from + 60 {
            let joins = tokens.is(at, &["and", ",", "а", "и"]);
            let mut next = at + 1;
            while joins && next < at + 4 && crate::lists::TITLES.has(tokens.low(next)) {
                next += 1;
            }
            let another = self.name_from(next).filter(|name| {
                let to = name.last + 1;
                joins
                    && name.mention.named == Named::Person
                    && tokens.is(to, &["to", "к"])
                    && self
                        .amounts
                        .iter()
                        .any(|n| n.first == to + 1 && matches!(n.mention.named, Named::Duration(_)))
            });
            match another {
                Some(name) => {
                    all.push(self.subject(name));
                    at = name.last + 1;
                }
                None => at += 1,
            }
        }
        all
    }

    /// "X, a lawyer, and Y": the token of Y; the same token where nothing is set in.
    fn behind_apposition(&self, name: usize, next: usize) -> usize {
        let tokens = &self.document.tokens;
        if !tokens.is(name + 1, &[","]) || !tokens.is(next, &["a", "an", "the"]) {
            return next;
        }
        let comma = (next + 1..next + 9)
            .take_while(|at| tokens.together(name, *at))
            .find(|at| tokens.is(*at, &[","]) && tokens.is(at + 1, &["and"]));
        comma.map_or(next, |comma| comma + 2)
    }

    /// Behind an apposition, "and his wife, Z": the relative who is named.
    pub(super) fn relative(&self, comma: usize, to: usize) -> Option<&Named1<'a>> {
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
    pub(super) fn joined_left(&self, end: usize) -> Vec<Subject> {
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

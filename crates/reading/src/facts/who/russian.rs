//! Whom a Russian sentence is about: word order says little there, cases and commas more.

use super::{People, Sort, Subject, without_place};
use crate::facts::events::{Event, Form, auxiliaries};
use crate::mentions::Named;

impl People<'_> {
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
            // «его брат был арестован».
            if crate::slots::is(tokens, before, "relative_nominative")
                && let Some(whose) = tokens.before(before)
                && tokens.is(whose, &["его", "ее", "их"])
            {
                return vec![self.group(whose, before)];
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
        let at = self.names.partition_point(|name| name.last < token);
        let name = self.names.get(at).filter(|name| name.first <= token);
        name.is_some_and(|name| matches!(name.mention.named, Named::Date(_)))
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
            let place = self.names.partition_point(|name| name.first < after);
            let set_in = self.names.get(place).filter(|name| {
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
}

//! Those who are named together: "X, Y and Z", "X, the founder of W, to six years, and editor Y to five".

use super::{Named1, People, Subject};
use crate::lists::FUNCTION;
use crate::mentions::Named;

impl<'a> People<'a> {
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
                        .amount_from(to + 1)
                        .is_some_and(|n| matches!(n.mention.named, Named::Duration(_)))
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
}

//! Whom a pronoun means, and whom a sentence is about.

use super::{People, Sort, Subject, is_of_the_state, without_place};
use crate::mentions::Named;
use aigaq_names::Sex;

impl People<'_> {
    /// Whom a pronoun means.
    pub(super) fn pronoun(&self, at: usize, told: Option<&[Subject]>) -> Option<Vec<Subject>> {
        let tokens = &self.document.tokens;
        let (sex, many) = match tokens.low(at) {
            "he" | "him" | "his" | "himself" | "он" | "него" | "ему" | "его" => {
                (Some(Sex::Male), false)
            }
            "she" | "her" | "herself" | "она" | "нее" | "ей" | "ее" => {
                (Some(Sex::Female), false)
            }
            "they" | "them" | "their" | "они" | "них" | "их" | "им" | "each" | "both" | "обоих"
            | "обеих" | "всех" => (None, true),
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

    /// Whose "his" is: of one named before in the sentence, else of whom the text is about.
    pub(super) fn owner(&self, at: usize) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        let (from, _) = tokens.sentences[tokens.all[at].sentence];
        let leading = self.leading(from, at);
        self.pronoun(at, Some(&leading)).unwrap_or_default()
    }

    /// The body that "it" means: the first named before in the sentence, else that of the sentence before. Courts and
    /// offices of the state are not what is banned or closed.
    pub(super) fn body_at(&self, at: usize) -> Option<Subject> {
        let (from, _) = self.document.tokens.sentences[self.document.tokens.all[at].sentence];
        self.first_body(from, at).or_else(|| self.body.clone())
    }

    pub(super) fn first_body(&self, from: usize, to: usize) -> Option<Subject> {
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

    /// The people whose names stand first in a sentence, joined ones together.
    pub(super) fn leading(&self, from: usize, to: usize) -> Vec<Subject> {
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

    /// Whose a term told at a token is: of "X, who had served five years", X; else of whom the sentence is about.
    pub(in crate::facts) fn whose_term(&self, from: usize, at: usize) -> Vec<Subject> {
        let tokens = &self.document.tokens;
        let relative = (at.saturating_sub(12).max(from)..at)
            .rev()
            .find(|i| tokens.is(*i, &["who", "который", "которая"]));
        let named = relative.and_then(|who| {
            let end = who.checked_sub(if tokens.is(who - 1, &[","]) { 2 } else { 1 })?;
            self.name_to(end).map(|name| vec![self.subject(name)])
        });
        named.unwrap_or_else(|| self.of_the_sentence(from, at))
    }

    /// Whom a sentence is about, up to a token: those just told of, its first names, else those of the sentence before.
    pub(in crate::facts) fn of_the_sentence(&self, from: usize, to: usize) -> Vec<Subject> {
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
}

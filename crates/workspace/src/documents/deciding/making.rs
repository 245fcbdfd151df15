//! The records that accepted suggestions become.

mod facts;
mod others;

use super::{DecideForm, DecideQuestions};
use crate::entering::desk::Desk;
use crate::entering::linking::{Linked, Wanted};
use crate::entering::{Field, made_in_words};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{RecordChange, Say};
use crate::words::Words;
use aigaq_documents::{Document, Found, PartKind, Span, What, page_of};
use aigaq_schema::fold::fold;
use aigaq_schema::{Basis, NameKind, PartialDate, RecordId, Value, Via};
use aigaq_typed::Context;
use facts::{Told, law_of};
use others::Sources;
use std::collections::HashMap;

pub(super) struct Making<'w> {
    desk: Desk<'w>,
    ask: Asking,
    document: &'w Document,
    form: &'w DecideForm,
    letters: Vec<char>,
    /// Whom names mean, by their folded words; nobody while it is asked.
    actors: HashMap<String, Option<RecordId>>,
    /// The criminal case of a person in this saving.
    cases: HashMap<RecordId, RecordId>,
    /// The restriction of a person in this saving.
    restrictions: HashMap<RecordId, RecordId>,
    /// Sources that are there, once they were asked for.
    sources: Option<Sources>,
    questions: Vec<Field>,
    faults: Vec<String>,
}

impl<'w> Making<'w> {
    pub(super) fn new(
        workspace: &'w Workspace,
        ask: &Asking,
        document: &'w Document,
        form: &'w DecideForm,
    ) -> Self {
        Self {
            desk: Desk::new(workspace, ask, &form.filled, form.token),
            ask: *ask,
            document,
            form,
            letters: document.text.chars().collect(),
            actors: HashMap::new(),
            cases: HashMap::new(),
            restrictions: HashMap::new(),
            sources: None,
            questions: Vec::new(),
            faults: Vec::new(),
        }
    }

    pub(super) fn next_record(&mut self) -> RecordId {
        self.desk.next_record()
    }

    /// What is to be saved, and what must be answered first.
    pub(super) fn made(self) -> (Vec<RecordChange>, Option<DecideQuestions>) {
        let makes = made_in_words(&self.desk.changes, &self.desk.naming);
        let asks = self.desk.open > 0 || !self.faults.is_empty();
        let questions = asks.then_some(DecideQuestions {
            who: self.questions,
            faults: self.faults,
            makes,
        });
        (self.desk.changes, questions)
    }

    /// Makes what a suggestion says.
    pub(super) fn accept(&mut self, found: &Found) -> Result<(), WorkspaceError> {
        let Some(span) = found.places.first().copied() else {
            return Ok(());
        };
        let corrected = self.form.filled.get(&format!("words.{}", found.key)).trim();
        let words = if corrected.is_empty() {
            found.words.as_str()
        } else {
            corrected
        };
        match &found.what {
            What::Person => self.actor(words, "person", span).map(|_| ()),
            What::Organisation => self.actor(words, "organisation", span).map(|_| ()),
            What::Place => self.place(words, span),
            What::Fact {
                who,
                what,
                date,
                law,
                detail,
                ..
            } => {
                let who = if corrected.is_empty() { who } else { corrected };
                let told = Told {
                    who,
                    what,
                    date: self.date(&found.key, date.as_deref()),
                    law: law.iter().filter_map(|law| law_of(law)).collect(),
                    detail: detail.as_deref(),
                    span,
                };
                self.fact(&told)
            }
            What::Recommendation { addressee, .. } => self.commitment(words, addressee, span),
            What::Quantity {
                value,
                unit,
                qualifier,
            } => {
                self.figure(words, (*value, unit, qualifier.as_deref()), span);
                Ok(())
            }
            What::Reference { .. } => self.reference(&found.what, span),
            What::Date { .. } | What::Law { .. } | What::Duration { .. } => Ok(()),
        }
    }

    /// The date of a fact: as it was corrected, else as it was read.
    fn date(&mut self, key: &str, read: Option<&str>) -> Option<PartialDate> {
        let name = format!("date.{key}");
        if !self.form.filled.has(&name) {
            return read?.parse().ok();
        }
        let text = self.form.filled.get(&name).trim();
        if text.is_empty() {
            return None;
        }
        if let Ok(date) = text.parse() {
            return Some(date);
        }
        match aigaq_typed::date(text, &Context::on(self.ask.today, self.ask.language)) {
            Ok(typed) => Some(typed.date),
            Err(why) => {
                self.faults
                    .push(Words::reason(self.ask.language, &why.reason()));
                None
            }
        }
    }

    fn say(&self, property: &str, value: Value, span: Span) -> Say {
        let quote = self.words(span);
        let basis = Basis {
            source: Some(self.form.document),
            locator: Some(self.locator(span)),
            quote: Some(quote),
            language: Some(self.document.language.clone()),
            for_the_row: false,
        };
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Say {
            via: Via::Reading {
                document: self.form.document,
                from: place(span.start),
                to: place(span.end),
            },
            ..Say::new(property, value, &basis)
        }
    }

    /// Where in the document: the page, where it has pages, and the paragraph, all its blocks of prose counted from its
    /// beginning.
    fn locator(&self, span: Span) -> String {
        let prose = |kind| matches!(kind, PartKind::Paragraph | PartKind::Item | PartKind::Lead);
        let before = self.document.parts.iter();
        let number = before
            .filter(|part| prose(part.kind) && part.span.start <= span.start)
            .count();
        match page_of(&self.document.pages, span.start) {
            Some(page) => {
                let words = Words::of(self.ask.language);
                let page = words.fill("reading.page", &[("n", &page.to_string())]);
                format!("{page}, ¶ {number}")
            }
            None => format!("¶ {number}"),
        }
    }

    fn change(&mut self, record_type: &str, say: Vec<Say>) -> RecordId {
        let id = self.desk.next_record();
        self.desk
            .changes
            .push(RecordChange::new(id, record_type, say));
        id
    }

    fn part(&mut self, root: RecordId, record_type: &str, say: Vec<Say>) {
        let id = self.desk.next_record();
        self.desk.changes.push(RecordChange {
            root,
            ..RecordChange::new(id, record_type, say)
        });
    }

    /// Whom a name means: somebody known, somebody new, or nobody while the person is asked.
    fn actor(
        &mut self,
        name: &str,
        kind: &str,
        span: Span,
    ) -> Result<Option<RecordId>, WorkspaceError> {
        let known = fold(name);
        if let Some(there) = self.actors.get(&known) {
            return Ok(*there);
        }
        let number = self.actors.len();
        let (id, field) = self.link(&format!("who.{number}"), name, ("actor", kind))?;
        let id = match id {
            Linked::There(id) => Some(id),
            Linked::Open => None,
            Linked::New(_) | Linked::Nobody => {
                let is_named = kind != "group" || name.chars().any(char::is_alphabetic);
                let mut say = vec![self.say("kind", Value::term(kind), span)];
                if is_named {
                    let text = name.to_owned();
                    let kind = NameKind::Full;
                    say.push(self.say("name", Value::Name { text, kind }, span));
                }
                let id = self.change("actor", say);
                self.desk.is_made(&field, id);
                Some(id)
            }
        };
        self.actors.insert(known, id);
        Ok(id)
    }

    /// "Is it one of these?", as on the forms for entering.
    fn link(
        &mut self,
        field: &str,
        name: &str,
        (record_type, kind): (&str, &str),
    ) -> Result<(Linked, String), WorkspaceError> {
        let mut field = Field {
            name: field.to_owned(),
            text: name.to_owned(),
            ..Field::default()
        };
        let linked = self.desk.link(
            &mut field,
            &Wanted {
                types: &[record_type],
                kinds: &[kind],
                name,
            },
        )?;
        let name = field.name.clone();
        if field.question.is_some() || field.fault.is_some() {
            self.questions.push(field);
        }
        Ok((linked, name))
    }

    fn place(&mut self, name: &str, span: Span) -> Result<(), WorkspaceError> {
        let field = format!("place.{}", fold(name));
        let (linked, field) = self.link(&field, name, ("place", ""))?;
        if matches!(linked, Linked::New(_)) {
            let text = name.to_owned();
            let kind = NameKind::Full;
            let say = vec![self.say("name", Value::Name { text, kind }, span)];
            let id = self.change("place", say);
            self.desk.is_made(&field, id);
        }
        Ok(())
    }

    /// The words at a place; none where the reader, who is not trusted, told a place that is none.
    fn words(&self, span: Span) -> String {
        let letters = self.letters.get(span.start..span.end);
        letters.unwrap_or_default().iter().collect()
    }
}

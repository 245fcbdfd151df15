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
use crate::saving::{RecordChange, Say, Seen};
use crate::words::Words;
use aigaq_documents::{Document, Found, PartKind, Span, What, page_of};
use aigaq_schema::fold::fold;
use aigaq_schema::{Basis, NameKind, RecordId, Value, Via};
use facts::{Told, law_of};
use others::Sources;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Records of a like name among which the one of this document is sought.
const MOST_ALIKE: usize = 12;

pub(super) struct Making<'w> {
    desk: Desk<'w>,
    pub(super) ask: Asking,
    document: &'w Document,
    pub(super) form: &'w DecideForm,
    letters: Vec<char>,
    /// Whom names mean, by their folded words; nobody while it is asked.
    actors: HashMap<String, Option<RecordId>>,
    /// What names of the document are called now, by their folded words: as they were corrected.
    renamed: HashMap<String, String>,
    /// The criminal case of a person in this saving.
    cases: HashMap<RecordId, RecordId>,
    /// The restriction of a person in this saving.
    restrictions: HashMap<RecordId, RecordId>,
    /// Sources that are there, once they were asked for.
    sources: Option<Sources>,
    /// What is taught by corrections.
    pub(super) lessons: Vec<Say>,
    /// What the accepted facts told.
    pub(super) told: Vec<Say>,
    questions: Vec<Field>,
    pub(super) faults: Vec<String>,
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
            renamed: HashMap::new(),
            cases: HashMap::new(),
            restrictions: HashMap::new(),
            sources: None,
            lessons: Vec::new(),
            told: Vec::new(),
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
        let found = self.corrected(found)?;
        let words = found.words.as_str();
        match &found.what {
            What::Person => self.named(&found, "person", span),
            What::Organisation => self.named(&found, "organisation", span),
            What::Place => self.place(found.name(), span),
            What::Fact {
                who,
                what,
                date,
                law,
                detail,
                phrase,
                ..
            } => {
                let who = match self.renamed.get(&fold(who)) {
                    Some(name) => name.clone(),
                    None => who.clone(),
                };
                let told = Told {
                    who: &who,
                    what,
                    date: date.as_ref().and_then(|date| date.parse().ok()),
                    law: law.iter().filter_map(|law| law_of(law)).collect(),
                    detail: detail.as_deref(),
                    phrase,
                    span,
                };
                self.fact(&told)
            }
            What::Recommendation { addressee, .. } => self.commitment(words, addressee, span),
            What::Quantity { unit, .. } => {
                self.figure(words, &found.what, unit, span);
                Ok(())
            }
            What::Reference { .. } => self.reference(&found.what, span),
            What::Date { .. } | What::Law { .. } | What::Duration { .. } => Ok(()),
        }
    }

    /// The name of somebody, of this document or known here, that stands in these words; of people also the surname.
    pub(super) fn name_within(&self, words: &str) -> Result<Option<String>, WorkspaceError> {
        let within = format!(" {} ", plain_words(words));
        let holds = |name: &str| {
            let name = plain_words(name);
            name.chars().count() >= 3 && within.contains(&format!(" {name} "))
        };
        let mut people = self
            .document
            .found
            .iter()
            .filter(|found| found.what == What::Person);
        let of_document = people.find_map(|found| {
            let mut forms = [found.words.as_str(), found.name()].into_iter();
            forms.find_map(|name| {
                let surname = name.rsplit(' ').next().unwrap_or(name);
                [name, surname].into_iter().find(|name| holds(name))
            })
        });
        if let Some(name) = of_document {
            return Ok(Some(name.to_owned()));
        }
        self.desk.workspace.name_of_a_person_in(&self.ask, &holds)
    }

    /// Somebody by a name. An abbreviation becomes another name of the one it stands for.
    fn named(&mut self, found: &Found, kind: &str, span: Span) -> Result<(), WorkspaceError> {
        let printed = self.document.found.iter().find(|f| f.key == found.key);
        let before = fold(printed.unwrap_or(found).name());
        let name = match self.renamed.get(&before) {
            Some(name) => name.clone(),
            None => found.name().to_owned(),
        };
        self.renamed.insert(before, name.clone());
        let who = self.actor(&name, kind, span)?;
        if let Some(who) = who
            && fold(&name) != fold(&found.words)
            && is_abbreviation(&found.words)
        {
            self.also_called(who, &found.words, NameKind::Alias, span)?;
        }
        Ok(())
    }

    /// Says that somebody is called so here, unless it is said already.
    fn also_called(
        &mut self,
        who: RecordId,
        name: &str,
        kind: NameKind,
        span: Span,
    ) -> Result<(), WorkspaceError> {
        let same =
            |value: &Value| matches!(value, Value::Name { text, .. } if fold(text) == fold(name));
        let document = self.form.document;
        let said = self.desk.workspace.live(who)?;
        let is_said = said.iter().any(|said| {
            same(&said.value) && (kind == NameKind::Alias || is_of(&said.via, document))
        });
        let now = self.desk.changes.iter();
        let mut now = now.filter(|change| change.record == who);
        if is_said || now.any(|change| change.say.iter().any(|say| same(&say.value))) {
            return Ok(());
        }
        let text = name.to_owned();
        let say = self.say("name", Value::Name { text, kind }, span);
        match self.desk.changes.iter_mut().find(|c| c.record == who) {
            Some(change) => change.say.push(say),
            None => self.desk.changes.push(RecordChange {
                seen: Seen::Any,
                ..RecordChange::new(who, "actor", vec![say])
            }),
        }
        Ok(())
    }

    /// The one who was accepted under this name in this document before: there it means nobody else.
    fn of_this_document(&self, name: &str) -> Result<Option<RecordId>, WorkspaceError> {
        let view = &self.desk.workspace.view;
        let mut meant = Vec::new();
        for brief in view.alike(&self.ask.reader, name, &["actor"], MOST_ALIKE)? {
            if !brief.names().any(|(_, there)| fold(there) == fold(name)) {
                continue;
            }
            let said = self.desk.workspace.live(brief.id)?;
            let here = said.iter().any(|said| {
                matches!(&said.value, Value::Name { text, .. } if fold(text) == fold(name))
                    && is_of(&said.via, self.form.document)
            });
            if here {
                meant.push(brief.id);
            }
        }
        Ok(match meant[..] {
            [one] => Some(one),
            _ => None,
        })
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
        let number = hash_of(&known);
        let (id, field, is_answer) = match self.of_this_document(name)? {
            Some(id) => (Linked::There(id), String::new(), false),
            // Nobody is known by words that name nobody.
            None if kind == "group" => (Linked::Nobody, String::new(), false),
            None => self.link(&format!("who.{number}"), name, ("actor", kind))?,
        };
        let id = match id {
            Linked::There(id) => {
                if is_answer {
                    // So the next suggestion of this document need not ask again.
                    self.also_called(id, name, NameKind::Variant, span)?;
                }
                Some(id)
            }
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
    ) -> Result<(Linked, String, bool), WorkspaceError> {
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
        let is_answer = field.question.is_some();
        if is_answer || field.fault.is_some() {
            self.questions.push(field);
        }
        Ok((linked, name, is_answer))
    }

    fn place(&mut self, name: &str, span: Span) -> Result<(), WorkspaceError> {
        let field = format!("place.{}", hash_of(&fold(name)));
        let (linked, field, _) = self.link(&field, name, ("place", ""))?;
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

fn is_of(via: &Via, document: RecordId) -> bool {
    matches!(via, Via::Reading { document: of, .. } if *of == document)
}

/// "OSCE": a few capital letters that stand for a name.
pub(crate) fn is_abbreviation(name: &str) -> bool {
    let letters = name.chars().count();
    (2..=8).contains(&letters) && name.chars().all(char::is_uppercase)
}

/// What stands for words in the name of a field, however long they are.
fn hash_of(words: &str) -> String {
    let hash = Sha256::digest(words);
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Words in small letters with one space between, without signs.
fn plain_words(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '-');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

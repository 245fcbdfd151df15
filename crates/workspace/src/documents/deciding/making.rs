//! The records that accepted suggestions become.

use super::{DecideForm, DecideQuestions};
use crate::entering::desk::Desk;
use crate::entering::linking::{Linked, Wanted};
use crate::entering::{Field, made_in_words};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::saving::{RecordChange, Say, Seen};
use crate::words::Words;
use aigaq_documents::{Document, Found, PartKind, Span, What};
use aigaq_schema::fold::fold;
use aigaq_schema::{Basis, LawReference, NameKind, PartialDate, RecordId, Value, Via, rule};
use aigaq_typed::Context;
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
    questions: Vec<Field>,
    faults: Vec<String>,
}

/// What one suggestion says of somebody.
struct Told<'f> {
    who: &'f str,
    what: &'f str,
    date: Option<PartialDate>,
    law: Vec<LawReference>,
    detail: Option<&'f str>,
    span: Span,
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

    /// Which paragraph of the document: all its blocks of prose counted from its beginning.
    fn locator(&self, span: Span) -> String {
        let prose = |kind| matches!(kind, PartKind::Paragraph | PartKind::Item | PartKind::Lead);
        let before = self.document.parts.iter();
        let number = before
            .filter(|part| prose(part.kind) && part.span.start <= span.start)
            .count();
        format!("¶ {number}")
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

    fn fact(&mut self, told: &Told<'_>) -> Result<(), WorkspaceError> {
        let kind = self.kind_of(told.who);
        let Some(who) = self.actor(told.who, kind, told.span)? else {
            return Ok(());
        };
        match told.what {
            "charge"
            | "conviction"
            | "sentence"
            | "acquittal"
            | "investigation"
            | "investigation_dropped" => self.of_case(told, who),
            "restriction" => {
                self.restriction(told, who);
            }
            "release" => self.release(told, who),
            other => self.act(told, who, act_type(other)),
        }
        Ok(())
    }

    /// What a name was found as; what was found as no name is a group.
    fn kind_of(&self, who: &str) -> &'static str {
        let same = fold(who);
        let found = self.document.found.iter();
        let mut named = found.filter(|found| fold(&found.words) == same);
        match named.find_map(|found| match found.what {
            What::Person => Some("person"),
            What::Organisation => Some("organisation"),
            _ => None,
        }) {
            Some(kind) => kind,
            // A name in the nominative may stand nowhere in the text so.
            None if who.split_whitespace().all(is_capital) => "person",
            None => "group",
        }
    }

    fn title(&self, told: &Told<'_>) -> String {
        let what = self.desk.say(&format!("reading.kind.{}", told.what));
        let mut letters = what.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let what: String = first.chain(letters).collect();
        format!("{what}: {}", told.who)
    }

    fn titled(&self, told: &Told<'_>) -> Say {
        let nobody = Basis::default();
        Say::by_rule(rule::TITLE, "title", Value::text(self.title(told)), &nobody)
    }

    fn dated(&self, say: &mut Vec<Say>, property: &str, told: &Told<'_>) {
        if let Some(date) = &told.date {
            say.push(self.say(property, Value::date(date.clone()), told.span));
        }
    }

    /// One event with one act and whom it was done to.
    fn act(&mut self, told: &Told<'_>, who: RecordId, kind: &str) {
        let mut say = vec![self.titled(told)];
        self.dated(&mut say, "start", told);
        let quote = self.words(told.span);
        say.push(self.say("summary", Value::text(quote), told.span));
        let event = self.change("event", say);
        let mut say = vec![
            self.say("event", Value::Reference(event), told.span),
            self.say("type", Value::term(kind), told.span),
        ];
        self.dated(&mut say, "start", told);
        for law in &told.law {
            say.push(self.say("law", Value::Law(law.clone()), told.span));
        }
        let act = self.change("act", say);
        let say = vec![
            self.say("act", Value::Reference(act), told.span),
            self.say("actor", Value::Reference(who), told.span),
            self.say("role", Value::term("target"), told.span),
        ];
        self.part(act, "involvement", say);
    }

    /// A step of a criminal case; steps of one person accepted together are of one case.
    fn of_case(&mut self, told: &Told<'_>, who: RecordId) {
        let case = match self.cases.get(&who) {
            Some(case) => *case,
            None => {
                let say = vec![
                    self.titled(told),
                    self.say("party", Value::Reference(who), told.span),
                ];
                let case = self.change("case", say);
                self.cases.insert(who, case);
                case
            }
        };
        let (stage, property) = match told.what {
            "charge" => ("criminal.accused", None),
            "investigation" => ("criminal.investigation", Some("opened")),
            "investigation_dropped" => ("criminal.discontinued", Some("decided")),
            "acquittal" => ("criminal.acquittal", Some("decided")),
            _ => ("criminal.conviction", Some("decided")),
        };
        let mut more = Vec::new();
        for law in &told.law {
            more.push(self.say("law", Value::Law(law.clone()), told.span));
        }
        if let Some(property) = property {
            self.dated(&mut more, property, told);
        }
        if let Some(detail) = told.detail {
            let property = match told.what {
                "charge" | "investigation" => "charge",
                _ => "outcome",
            };
            more.push(self.say(property, Value::text(detail), told.span));
        }
        if let Some(change) = self.desk.changes.iter_mut().find(|c| c.record == case) {
            change.say.extend(more);
        }
        let mut say = vec![
            self.say("case", Value::Reference(case), told.span),
            self.say("kind", Value::term(stage), told.span),
        ];
        self.dated(&mut say, "date", told);
        if let Some(detail) = told.detail {
            say.push(self.say("result", Value::text(detail), told.span));
        }
        self.part(case, "stage", say);
    }

    fn restriction(&mut self, told: &Told<'_>, who: RecordId) -> RecordId {
        let mut say = vec![self.say("actor", Value::Reference(who), told.span)];
        if let Some(kind) = restriction_kind(&fold(&self.words(told.span))) {
            say.push(self.say("kind", Value::term(kind), told.span));
        }
        self.dated(&mut say, "start", told);
        for law in &told.law {
            say.push(self.say("basis", Value::Law(law.clone()), told.span));
        }
        let quote = self.words(told.span);
        say.push(self.say("scope_text", Value::text(quote), told.span));
        let id = self.change("restriction", say);
        self.restrictions.insert(who, id);
        id
    }

    /// The end of a restriction: of the one in this saving, else of one that is made with it.
    fn release(&mut self, told: &Told<'_>, who: RecordId) {
        let restriction = match self.restrictions.get(&who) {
            Some(there) => *there,
            None => {
                let say = vec![self.say("actor", Value::Reference(who), told.span)];
                let id = self.change("restriction", say);
                self.restrictions.insert(who, id);
                id
            }
        };
        let mut say = vec![
            self.say("restriction", Value::Reference(restriction), told.span),
            self.say("kind", Value::term("released"), told.span),
        ];
        self.dated(&mut say, "date", told);
        self.part(restriction, "restriction_change", say);
    }

    /// The words at a place; none where the reader, who is not trusted, told a place that is none.
    fn words(&self, span: Span) -> String {
        let letters = self.letters.get(span.start..span.end);
        letters.unwrap_or_default().iter().collect()
    }

    fn commitment(
        &mut self,
        words: &str,
        addressee: &str,
        span: Span,
    ) -> Result<(), WorkspaceError> {
        let Some(asked) = self.actor(addressee, "state_body", span)? else {
            return Ok(());
        };
        let mut say = vec![
            self.say("text", Value::text(words), span),
            self.say("kind", Value::term("recommendation"), span),
            self.say("addressee", Value::Reference(asked), span),
            self.say("instrument", Value::Reference(self.form.document), span),
        ];
        if let Some(date) = self.document.date.as_ref().and_then(|d| d.parse().ok()) {
            say.push(self.say("made_on", Value::date(date), span));
        }
        self.change("commitment", say);
        Ok(())
    }

    fn figure(
        &mut self,
        words: &str,
        (value, unit, qualifier): (Option<f64>, &str, Option<&str>),
        span: Span,
    ) {
        let mut say = vec![self.say("indicator", Value::text(words), span)];
        let typed = value.map(|value| format!("{} {value}", qualifier.unwrap_or_default()));
        let number = typed.and_then(|text| aigaq_typed::number(text.trim()).ok());
        if let Some(number) = number {
            say.push(self.say("value", Value::Number(number), span));
        }
        if !unit.is_empty() {
            say.push(self.say("unit", Value::text(unit), span));
        }
        self.change("figure", say);
    }

    /// A source that notes cite: one record, however often; one that is there is told where it is cited.
    fn reference(&mut self, what: &What, span: Span) -> Result<(), WorkspaceError> {
        let What::Reference {
            notes,
            author,
            title,
            publisher,
            date,
            url,
        } = what
        else {
            return Ok(());
        };
        let numbers: Vec<String> = notes.iter().map(u32::to_string).collect();
        let named = self.desk.naming.by_id(self.form.document)?;
        let cited = format!(
            "{}, [{}]",
            named.map(|named| named.caption).unwrap_or_default(),
            numbers.join(", ")
        );
        let mut say = vec![self.say("cited_in", Value::text(cited), span)];
        if let Some(there) = self.source_at(url.as_deref(), title.as_deref())? {
            self.desk.changes.push(RecordChange {
                seen: Seen::Any,
                ..RecordChange::new(there, "source", say)
            });
            return Ok(());
        }
        for (property, text) in [
            ("title", title),
            ("author", author),
            ("publisher", publisher),
        ] {
            if let Some(text) = text {
                say.push(self.say(property, Value::text(text), span));
            }
        }
        if let Some(date) = date.as_ref().and_then(|date| date.parse().ok()) {
            say.push(self.say("date", Value::date(date), span));
        }
        if let Some(url) = url {
            say.push(self.say("url", Value::Url(url.clone()), span));
        }
        self.change("source", say);
        Ok(())
    }

    /// A source with this address; without an address, one with this title.
    fn source_at(
        &self,
        url: Option<&str>,
        title: Option<&str>,
    ) -> Result<Option<RecordId>, WorkspaceError> {
        let mut there = None;
        let wanted_title = title.map(fold);
        self.desk
            .workspace
            .view
            .each_held(&self.ask.reader, Some("source"), |held| {
                let is_it = held.statements.iter().any(|said| match (&said.value, url) {
                    (Value::Url(address), Some(url)) => address == url,
                    (Value::Text { text, .. }, None) => {
                        said.property == "title" && Some(fold(text)) == wanted_title
                    }
                    _ => false,
                });
                if is_it && held.id != self.form.document {
                    there.get_or_insert(held.id);
                }
            })?;
        let taken = there.filter(|id| self.desk.changes.iter().all(|c| c.record != *id));
        Ok(taken)
    }
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The type of act that a kind of fact is.
fn act_type(what: &str) -> &'static str {
    match what {
        "arrest" => "LIB.arrest",
        "attack" => "LIF.assault",
        "threat" => "PRS.threat",
        "disappearance" => "LIB.abduct",
        "fine" => "ADM.fine",
        "registration_refusal" => "ORG.refuse",
        "suspension" => "ORG.suspend",
        "ban" => "ORG.banned",
        "closure" => "ORG.liquid",
        "raid" => "ORG.raid",
        "death" => "LIF",
        _ => "LIB.detain",
    }
}

/// The kind of a restriction where its words tell; nothing is guessed.
fn restriction_kind(words: &str) -> Option<&'static str> {
    let tells = |all: &[&str]| all.iter().any(|some| words.contains(some));
    if tells(&["house arrest", "домашн"]) {
        Some("house_arrest")
    } else if tells(&["travel ban", "leave the country", "выезд"]) {
        Some("exit_ban")
    } else if tells(&["freedom restriction", "restriction of freedom", "ограничен"]) {
        Some("freedom_restriction")
    } else {
        None
    }
}

/// A provision as facts name it: `criminal:174`.
fn law_of(text: &str) -> Option<LawReference> {
    let (code, article) = text.split_once(':')?;
    let name = match code {
        "criminal" => "Criminal Code",
        "administrative" => "Administrative Code",
        "constitution" => "Constitution",
        "labour" => "Labour Code",
        "tax" => "Tax Code",
        "land" => "Land Code",
        _ => return None,
    };
    LawReference::read(&format!("{name} {article}"))
}

//! How records and values are called in the reader's language.

use crate::confidential::{CONFIDANT, SOURCE};
use crate::error::WorkspaceError;
use crate::words::Words;
use aigaq_publishing::{dates, numbers, phrases::Phrases};
use aigaq_schema::source_code::CODE;
use aigaq_schema::{Day, Language, Property, RecordId, Schema, State, Value, ValueKind};
use aigaq_view::{Brief, Reader, RecordPage, View};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The properties that tell a record from others of the same name.
const TELLING_APART: [&str; 9] = [
    "kind",
    "category",
    "source_class",
    "role",
    "region",
    "birth",
    "publisher",
    "date",
    "start",
];

/// What stands between them.
pub(crate) const APART: &str = " · ";

/// Who asks, in which language, on which day.
#[derive(Debug, Clone, Copy)]
pub struct Asking {
    /// The reader's rights.
    pub reader: Reader,
    /// The language of labels and captions.
    pub language: Language,
    /// Today, as the program was told.
    pub today: Day,
}

/// A record as it is called and linked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Named {
    /// The record.
    pub id: RecordId,
    /// Its type, by code.
    pub record_type: String,
    /// Its type, in words.
    pub type_label: String,
    /// What it is called.
    pub caption: String,
}

/// A piece of a table cell or of a value.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CellPart {
    /// Words.
    Text(String),
    /// Another record.
    Link(Named),
    /// Why there is no value.
    Missing(String),
    /// A web address, as printed by its source.
    Url(String),
}

impl CellPart {
    /// The words without the link.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Missing(text) | Self::Url(text) => text,
            Self::Link(named) => &named.caption,
        }
    }
}

/// The names of things, for one who asks.
#[derive(Clone)]
pub(crate) struct Naming<'v> {
    pub view: &'v View,
    pub ask: Asking,
    pub schema: &'v Schema,
    pub words: &'static Words,
    called: Option<CalledByName>,
}

/// Actors who were called, by which names; none where it was said that the name is withheld.
pub(crate) type CalledByName = Rc<RefCell<BTreeMap<RecordId, Option<String>>>>;

/// Captions name records that name records; no deeper than this.
const DEPTH: usize = 2;
/// Longest caption, in characters.
const LONGEST: usize = 110;

impl<'v> Naming<'v> {
    pub(crate) fn new(view: &'v View, ask: Asking) -> Self {
        Self {
            view,
            ask,
            schema: view.schema(),
            words: Words::of(ask.language),
            called: None,
        }
    }

    /// The same, noting which actors are called, wherever in a caption they stand.
    pub(crate) fn noting(mut self, called: &CalledByName) -> Self {
        self.called = Some(Rc::clone(called));
        self
    }

    fn note(&self, actor: RecordId, name: Option<&str>) {
        if let Some(called) = &self.called {
            let mut called = called.borrow_mut();
            let noted = called.entry(actor).or_default();
            if noted.is_none() {
                *noted = name.map(str::to_owned);
            }
        }
    }

    /// The label of a record type, singular.
    pub(crate) fn type_label(&self, code: &str) -> String {
        self.schema.record_type(code).map_or_else(
            || code.to_owned(),
            |t| t.label.get(self.ask.language).to_owned(),
        )
    }

    /// The label of a record type, plural.
    pub(crate) fn plural(&self, code: &str) -> String {
        self.schema.record_type(code).map_or_else(
            || code.to_owned(),
            |t| t.plural.get(self.ask.language).to_owned(),
        )
    }

    /// A unit of count in words.
    pub(crate) fn unit_label(&self, unit: &str) -> String {
        match aigaq_publishing::phrases::Unit::from_key(unit) {
            Some(unit) => Phrases::of(self.ask.language).unit(unit),
            None => self.schema.type_of_unit(unit).map_or_else(
                || unit.to_owned(),
                |t| t.plural.get(self.ask.language).to_owned(),
            ),
        }
    }

    /// The label of a property.
    pub(crate) fn property_label(&self, record_type: &str, property: &str) -> String {
        match self.schema.property(record_type, property) {
            Some(property) => property.label.get(self.ask.language).to_owned(),
            None if property == aigaq_view::AGREEMENT => self.words.say("label.agreement"),
            None if property == aigaq_view::CHANGED => self.words.say("label.changed"),
            None => property.to_owned(),
        }
    }

    /// The label of a code of a property's list.
    pub(crate) fn term(&self, property: &Property, code: &str) -> String {
        self.schema
            .list_of(property)
            .and_then(|list| list.get(code))
            .map_or_else(
                || code.to_owned(),
                |entry| entry.label.get(self.ask.language).to_owned(),
            )
    }

    /// The label of a code of a list.
    pub(crate) fn code(&self, list: &str, code: &str) -> String {
        self.schema
            .list(list)
            .and_then(|list| list.get(code))
            .map_or_else(
                || code.to_owned(),
                |entry| entry.label.get(self.ask.language).to_owned(),
            )
    }

    /// What tells a record from others of the same name, in words; empty where nothing is recorded.
    pub(crate) fn told_apart(&self, brief: &Brief) -> String {
        let values = TELLING_APART.into_iter().filter_map(|code| {
            let property = self.schema.property(&brief.record_type, code)?;
            let values = brief.values(code).take(2);
            let words: Vec<String> = values.map(|v| self.value_text(property, v)).collect();
            (!words.is_empty()).then(|| words.join(", "))
        });
        values.collect::<Vec<_>>().join(APART)
    }

    /// A record as it is called.
    pub(crate) fn named(&self, brief: &Brief) -> Result<Named, WorkspaceError> {
        Ok(Named {
            id: brief.id,
            record_type: brief.record_type.clone(),
            type_label: self.type_label(&brief.record_type),
            caption: self.caption(brief, DEPTH)?,
        })
    }

    /// What a record is called without anything of another one.
    pub(crate) fn alone(&self, brief: &Brief) -> Result<String, WorkspaceError> {
        self.caption(brief, 0)
    }

    /// A record as it is called, or was: one of which nothing holds any more by the name it had last.
    pub(crate) fn named_once(&self, page: &RecordPage) -> Result<Named, WorkspaceError> {
        let mut named = self.named(&page.brief)?;
        if page.brief.resolved.is_empty() {
            let last = ["name", "title", "text", "description", "label"]
                .iter()
                .find_map(|code| page.statements.get(*code)?.last());
            if let Some(last) = last {
                named.caption = shortened(&last.statement.value.plain());
            }
        }
        Ok(named)
    }

    /// A record as it is called, by id; `None` when there is none or the reader may not see it.
    pub(crate) fn by_id(&self, id: RecordId) -> Result<Option<Named>, WorkspaceError> {
        match self.view.brief(&self.ask.reader, id)? {
            Some(brief) => self.named(&brief).map(Some),
            None => Ok(None),
        }
    }

    fn caption(&self, brief: &Brief, depth: usize) -> Result<String, WorkspaceError> {
        if brief.record_type == "actor"
            && brief.name().is_none()
            && self.ask.reader.audience().is_outside()
        {
            self.note(brief.id, None);
            return Ok(self.words.say("name.withheld"));
        }
        if let Some(code) = self.confidant(brief) {
            return Ok(code);
        }
        if let Some(name) = brief.name_in(self.ask.language) {
            let name = shortened(name);
            if brief.record_type == "actor" {
                self.note(brief.id, Some(&name));
            }
            return Ok(name);
        }
        let is_group = matches!(brief.value("kind"), Some(Value::Term(kind)) if kind == "group");
        if brief.record_type == "actor" && is_group {
            return Ok(match brief.value("number") {
                Some(Value::Number(number)) => {
                    let number = numbers::quantity(number, Phrases::of(self.ask.language));
                    self.words.fill("name.group_of", &[("n", &number)])
                }
                _ => self.words.say("name.group"),
            });
        }
        let mut parts = Vec::new();
        for code in self
            .schema
            .record_type(&brief.record_type)
            .map_or(&[][..], |t| &t.caption)
        {
            let Some(property) = self.schema.property(&brief.record_type, code) else {
                continue;
            };
            for value in brief.values(code).take(2) {
                match value {
                    Value::Reference(id) if depth > 0 => {
                        if let Some(other) = self.view.brief(&self.ask.reader, *id)? {
                            parts.push(self.caption(&other, depth - 1)?);
                        }
                    }
                    Value::Reference(_) | Value::Statement(..) => {}
                    other => parts.push(self.value_text(property, other)),
                }
            }
        }
        parts.retain(|p| !p.is_empty());
        if parts.is_empty() && brief.record_type == "actor" {
            return Ok(self.without_name(brief));
        }
        if parts.is_empty() {
            Ok(self.words.say("untitled"))
        } else {
            Ok(shortened(&parts.join(" · ")))
        }
    }

    /// An actor whose name is not known, or not any more: a man, civil activist.
    pub(crate) fn without_name(&self, brief: &Brief) -> String {
        let kind = brief.value("kind").map(Value::plain);
        let is_person = self.schema.may_be_person(kind.as_deref());
        let gender = brief.value("gender").map(Value::plain).unwrap_or_default();
        let who = self.words.get(&format!("forget.somebody.{gender}"));
        let who = match (is_person, who) {
            (true, Some(who)) => who.to_owned(),
            (true, None) => self.words.say("forget.somebody"),
            (false, _) => self.words.say("untitled"),
        };
        let mut parts = vec![who];
        for property in ["category", "source_class"] {
            let described = self.schema.property(&brief.record_type, property);
            let value = brief.values(property).find(|value| value.is_known());
            if let (Some(described), Some(value)) = (described, value) {
                parts.push(within_a_sentence(&self.value_text(described, value)));
            }
        }
        parts.join(", ")
    }

    /// A source that must not be known, by its code and kind; nothing else that is said of it names it.
    pub(crate) fn confidant(&self, brief: &Brief) -> Option<String> {
        if brief.record_type != SOURCE {
            return None;
        }
        let code = brief.value(CODE)?.plain();
        let kind = match brief.value(CONFIDANT) {
            Some(Value::Term(kind)) => self.code("confidant_kinds", kind),
            _ => return Some(code),
        };
        Some(format!("{code}, {kind}"))
    }

    /// A value in words, without links.
    pub(crate) fn value_text(&self, property: &Property, value: &Value) -> String {
        match value {
            Value::Missing(state) => self.state(*state),
            Value::Term(code) => self.term(property, code),
            Value::Date { date, clock } => {
                let words = dates::words(date, self.ask.language);
                match clock {
                    Some(clock) => {
                        format!("{words}, {:02}:{:02}", clock.minute / 60, clock.minute % 60)
                    }
                    None => words,
                }
            }
            Value::Number(number) => numbers::quantity(number, Phrases::of(self.ask.language)),
            Value::Money(money) => {
                format!(
                    "{} {}",
                    numbers::quantity(&money.amount, Phrases::of(self.ask.language)),
                    money.currency
                )
            }
            Value::Duration(span) => dates::length(span, Phrases::of(self.ask.language)),
            Value::Law(law) => aigaq_typed::law_in_words(law, self.ask.language),
            Value::YesNo(yes) => self.words.say(if *yes { "yes" } else { "no" }),
            Value::Identifier { scheme, text } if scheme.is_empty() => text.clone(),
            Value::Identifier { scheme, text } => format!("{scheme} {text}"),
            Value::Text { .. }
            | Value::Name { .. }
            | Value::Url(_)
            | Value::File(_)
            | Value::Sealed(_)
            | Value::Reference(_)
            | Value::Statement(..) => value.plain(),
        }
    }

    /// Why there is no value, in words.
    pub(crate) fn state(&self, state: State) -> String {
        self.words.say(match state {
            State::Unknown => "state.unknown",
            State::NotAsked => "state.not_asked",
            State::Withheld => "state.withheld",
            State::None => "state.none",
        })
    }

    /// A value with its links.
    pub(crate) fn value(
        &self,
        property: &Property,
        value: &Value,
    ) -> Result<CellPart, WorkspaceError> {
        Ok(match value {
            Value::Missing(state) => CellPart::Missing(self.state(*state)),
            Value::Reference(id) | Value::Statement(id, _) => match self.by_id(*id)? {
                Some(named) => CellPart::Link(named),
                None => CellPart::Missing(self.words.say("state.withheld")),
            },
            Value::Url(url) => CellPart::Url(url.clone()),
            _ => CellPart::Text(self.value_text(property, value)),
        })
    }

    /// All that holds of one property of a record.
    pub(crate) fn values(
        &self,
        brief: &Brief,
        property: &str,
    ) -> Result<Vec<CellPart>, WorkspaceError> {
        let Some(described) = self.schema.property(&brief.record_type, property) else {
            return Ok(Vec::new());
        };
        let values = brief.get(property).map_or(&[][..], |r| &r.values);
        values
            .iter()
            .map(|value| self.value(described, value))
            .collect()
    }

    /// Numbers stand to the right in tables.
    pub(crate) fn is_numeric(&self, record_type: &str, property: &str) -> bool {
        self.schema
            .property(record_type, property)
            .is_some_and(|p| matches!(p.kind, ValueKind::Number | ValueKind::Money))
    }
}

/// A label as it stands within a sentence: an abbreviation keeps its capitals.
fn within_a_sentence(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next();
    let is_word = letters.clone().next().is_some_and(char::is_lowercase);
    match first {
        Some(first) if is_word => first.to_lowercase().chain(letters).collect(),
        _ => label.to_owned(),
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    // At a word's end, where there is one not far back.
    let end = cut
        .rfind(' ')
        .filter(|at| *at > cut.len() / 2)
        .unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', ' ']))
}

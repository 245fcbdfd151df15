//! Commitments, figures and sources, as records.

use super::Making;
use crate::error::WorkspaceError;
use crate::saving::{RecordChange, Seen};
use aigaq_documents::{Span, What};
use aigaq_schema::fold::fold;
use aigaq_schema::{RecordId, Value};
use std::collections::HashMap;

/// The sources of the workspace by what a note tells of them: by their addresses, and by their titles, folded.
#[derive(Debug, Default)]
pub(super) struct Sources {
    addresses: HashMap<String, RecordId>,
    titles: HashMap<String, RecordId>,
}

impl Making<'_> {
    pub(super) fn commitment(
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

    pub(super) fn figure(&mut self, words: &str, what: &What, unit: &str, span: Span) {
        let mut say = vec![self.say("indicator", Value::text(words), span)];
        let number = what.number();
        let number = number.and_then(|text| aigaq_typed::number(&text).ok());
        if let Some(number) = number {
            say.push(self.say("value", Value::Number(number), span));
        }
        if !unit.is_empty() {
            say.push(self.say("unit", Value::text(unit), span));
        }
        self.change("figure", say);
    }

    /// A source that notes cite: one record, however often; one that is there is told where it is cited.
    pub(super) fn reference(&mut self, what: &What, span: Span) -> Result<(), WorkspaceError> {
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
        &mut self,
        url: Option<&str>,
        title: Option<&str>,
    ) -> Result<Option<RecordId>, WorkspaceError> {
        if self.sources.is_none() {
            self.sources = Some(self.all_sources()?);
        }
        let there = self
            .sources
            .as_ref()
            .and_then(|sources| match (url, title) {
                (Some(url), _) => sources.addresses.get(url),
                (None, Some(title)) => sources.titles.get(&fold(title)),
                (None, None) => None,
            });
        let taken = there.filter(|id| self.desk.changes.iter().all(|c| c.record != **id));
        Ok(taken.copied())
    }

    /// The first source of each address and title, but the document itself.
    fn all_sources(&self) -> Result<Sources, WorkspaceError> {
        let mut all = Sources::default();
        let view = &self.desk.workspace.view;
        view.each_held(&self.ask.reader, "source", |held| {
            if held.id == self.form.document {
                return;
            }
            for said in &held.statements {
                match &said.value {
                    Value::Url(address) => {
                        all.addresses.entry(address.clone()).or_insert(held.id);
                    }
                    Value::Text { text, .. } if said.property == "title" => {
                        all.titles.entry(fold(text)).or_insert(held.id);
                    }
                    _ => {}
                }
            }
        })?;
        Ok(all)
    }
}

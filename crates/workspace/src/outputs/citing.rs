//! From the statements of records to the sources that a publication cites.

use crate::error::WorkspaceError;
use crate::outputs::tellers::WordsRule;
use crate::outputs::telling::Telling;
use aigaq_publishing::{Citation, Reference, SourceKey};
use aigaq_schema::running_number::NUMBER;
use aigaq_schema::{RecordId, Statement, Value};
use aigaq_view::Brief;

impl Telling<'_> {
    /// What the live statements of these records rest on: each source with each place once, in the order said.
    pub fn cite(&mut self, records: &[&Brief]) -> Result<Vec<Citation>, WorkspaceError> {
        self.cite_only(records, |_| true)
    }

    /// As [`Telling::cite`], of some statements only.
    pub fn cite_only(
        &mut self,
        records: &[&Brief],
        wanted: impl Fn(&Statement) -> bool,
    ) -> Result<Vec<Citation>, WorkspaceError> {
        let mut citations: Vec<Citation> = Vec::new();
        for brief in records {
            for statement in self.workspace.view.live(brief.id)? {
                // What the reader may not see of the record, its sources do not show either.
                let seen = brief.get(&statement.property).is_some();
                let Some(source) = statement.basis.source.filter(|_| seen) else {
                    continue;
                };
                if !wanted(&statement) {
                    continue;
                }
                let Some(key) = self.source(source)? else {
                    continue;
                };
                if self
                    .tellers
                    .get(&source)
                    .is_some_and(|rule| rule.is_silent())
                {
                    // That something rests on them is told; where they said it, and how, is not.
                    let silent = Citation::new(key.0, "");
                    if !citations.contains(&silent) {
                        citations.push(silent);
                    }
                    continue;
                }
                let citation = Citation {
                    source: key,
                    locator: self.clean(statement.basis.locator.as_deref().unwrap_or_default()),
                    quote: statement
                        .basis
                        .quote
                        .as_deref()
                        .map(|quote| self.clean(quote)),
                    quote_language: statement.basis.language.clone(),
                };
                if !citations.contains(&citation) {
                    citations.push(citation);
                }
            }
        }
        // A place in a source says more than the source alone.
        let placed: Vec<SourceKey> = citations
            .iter()
            .filter(|c| !c.locator.is_empty())
            .map(|c| c.source.clone())
            .collect();
        citations
            .retain(|c| !c.locator.is_empty() || c.quote.is_some() || !placed.contains(&c.source));
        Ok(citations)
    }

    /// Takes a source into the library; `None` when it may not be told.
    fn source(&mut self, id: RecordId) -> Result<Option<SourceKey>, WorkspaceError> {
        let key = SourceKey(id.to_string());
        if self.library.contains_key(&key) {
            return Ok(Some(key));
        }
        let Some(brief) = self.brief(id)? else {
            return Ok(None);
        };
        // What somebody told us on the telephone is cited nowhere outside, whoever may read the note.
        if brief.record_type == "note" && self.ask.reader.audience().is_outside() {
            return Ok(None);
        }
        let rule = match self.is_outside() {
            true => {
                let circle = self.ask.reader.audience().circle();
                self.workspace.words_rule(&brief, (circle, self.handed))?
            }
            false => None,
        };
        self.tellers.extend(rule.map(|rule| (id, rule)));
        let reference = match rule.is_none_or(WordsRule::may_name) {
            true => self.reference(&brief),
            false => self.unnamed(&brief),
        };
        self.library.insert(key.clone(), reference);
        Ok(Some(key))
    }

    /// A source who may not be known by what is told of it.
    fn unnamed(&self, source: &Brief) -> Reference {
        let kind = self.text(source, "kind");
        let called = self.naming.confidant(source);
        let label = || self.naming.type_label(&source.record_type);
        Reference {
            title: called.unwrap_or_else(|| if kind.is_empty() { label() } else { kind }),
            ..Reference::default()
        }
    }

    fn reference(&self, source: &Brief) -> Reference {
        if let Some(called) = self.naming.confidant(source) {
            // What else is said of it might name it.
            return Reference {
                title: called,
                ..Reference::default()
            };
        }
        let plain = |property: &str| {
            let all: Vec<String> = source.values(property).map(Value::plain).collect();
            all.join(", ")
        };
        let (title, language) = match source.value("title") {
            Some(Value::Text { text, language }) => (text.clone(), language.clone()),
            // A note that came in is cited by its number.
            _ => (plain(NUMBER), None),
        };
        let url = plain("url");
        let date = self.date(source, "date");
        Reference {
            author: self.clean(&plain("author")),
            title: self.clean(&title),
            language,
            publisher: self.clean(&plain("publisher")),
            date: date.words,
            edtf: date.edtf,
            url: if self.withheld.is_in_address(&url) {
                String::new()
            } else {
                url
            },
            kind: self.text(source, "kind"),
        }
    }
}

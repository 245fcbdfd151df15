//! A template as it is written: which keys it has, and what stands behind each. TOML is how it is written; whoever writes
//! one need not know that, so what is wrong is told in the words of templates, and with its line.

use super::TemplateFault;
use crate::reasons;
use aigaq_publishing::NotesAt;
use aigaq_schema::Reason;
use aigaq_schema::own::OwnLabels;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Of a line that cannot be read so many characters are shown.
const SHOWN: usize = 60;

/// A template, read and not yet understood.
pub(super) struct Written {
    pub kind: Option<Spanned<String>>,
    pub title: Spanned<OwnLabels>,
    pub what: Option<Spanned<OwnLabels>>,
    pub landscape: bool,
    /// Where its notes stand, when it says so itself.
    pub notes: Option<NotesAt>,
    pub sections: Vec<WrittenSection>,
}

/// A section of it.
pub(super) struct WrittenSection {
    pub id: Spanned<String>,
    pub title: Spanned<OwnLabels>,
    pub text: Option<Spanned<OwnLabels>>,
    pub ask: Option<Spanned<OwnLabels>>,
    pub show: Vec<Spanned<String>>,
}

/// The text of a template, in which a fault has a line.
#[derive(Clone, Copy)]
pub(super) struct Lines<'t>(pub &'t str);

impl<'t> Lines<'t> {
    /// What is wrong at a place, in words that name the line.
    pub fn fault(self, place: &Range<usize>, why: impl FnOnce(usize) -> Reason) -> TemplateFault {
        let before = self.0.as_bytes().get(..place.start).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        TemplateFault {
            line,
            reason: why(line),
        }
    }

    /// Reads the keys of a template.
    pub fn read(self) -> Result<Written, TemplateFault> {
        let whole = DeTable::parse(self.0).map_err(|error| self.broken(&error))?;
        let top = Keys {
            lines: self,
            place: 0..0,
            table: whole.get_ref(),
        };
        top.only(&["kind", "title", "what", "landscape", "notes", "section"])?;
        Ok(Written {
            kind: top.text("kind")?,
            title: top.needed("title", top.words("title")?)?,
            what: top.words("what")?,
            landscape: top.flag("landscape")?,
            notes: top.notes("notes")?,
            sections: top.sections("section")?,
        })
    }

    /// A text that breaks off, or says something twice.
    fn broken(self, error: &toml::de::Error) -> TemplateFault {
        let place = error.span().unwrap_or(0..0);
        let is_twice = error.message() == "duplicate key";
        let said = self.0.get(place.clone()).map(str::trim);
        match said.filter(|said| is_twice && !said.is_empty()) {
            Some(key) => self.fault(&place, |line| reasons::template_twice(line, key)),
            None => self.fault(&place, |line| {
                let text = self.0.lines().nth(line - 1).unwrap_or_default();
                let shown: String = text.trim().chars().take(SHOWN).collect();
                reasons::template_unreadable(line, shown)
            }),
        }
    }
}

/// The keys of a template or of a section.
struct Keys<'k, 't> {
    lines: Lines<'t>,
    /// Where it begins.
    place: Range<usize>,
    table: &'k DeTable<'t>,
}

impl<'k, 't> Keys<'k, 't> {
    /// No other keys than these; the first that is none of them is the fault.
    fn only(&self, known: &[&str]) -> Result<(), TemplateFault> {
        let keys = self.table.keys();
        let strange = keys.filter(|key| !known.contains(&key.get_ref().as_ref()));
        match strange.min_by_key(|key| key.span().start) {
            Some(key) => Err(self.lines.fault(&key.span(), |line| {
                reasons::template_unknown_key(line, key.get_ref().as_ref(), known.join(", "))
            })),
            None => Ok(()),
        }
    }

    fn value(&self, key: &str) -> Option<&'k Spanned<DeValue<'t>>> {
        let mut all = self.table.iter();
        let (_, value) = all.find(|(there, _)| there.get_ref() == key)?;
        Some(value)
    }

    fn needed<T>(&self, key: &str, there: Option<T>) -> Result<T, TemplateFault> {
        let missing = |line| reasons::template_missing(line, key);
        there.ok_or_else(|| self.lines.fault(&self.place, missing))
    }

    fn wrong(
        &self,
        value: &Spanned<DeValue<'_>>,
        why: impl FnOnce(usize) -> Reason,
    ) -> TemplateFault {
        self.lines.fault(&value.span(), why)
    }

    fn text(&self, key: &str) -> Result<Option<Spanned<String>>, TemplateFault> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        let text = text(value);
        let why = |line| reasons::template_not_text(line, key);
        text.ok_or_else(|| self.wrong(value, why)).map(Some)
    }

    /// A text in some of the languages.
    fn words(&self, key: &str) -> Result<Option<Spanned<OwnLabels>>, TemplateFault> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        let why = |line| reasons::template_not_words(line, key);
        let DeValue::Table(languages) = value.get_ref() else {
            return Err(self.wrong(value, why));
        };
        let mut words = OwnLabels::default();
        for (language, said) in languages {
            let language = language.get_ref().parse();
            let (Ok(language), Some(said)) = (language, text(said)) else {
                return Err(self.wrong(said, why));
            };
            *words.slot(language) = Some(said.into_inner());
        }
        Ok(Some(Spanned::new(value.span(), words)))
    }

    fn flag(&self, key: &str) -> Result<bool, TemplateFault> {
        match self.value(key) {
            None => Ok(false),
            Some(value) => match value.get_ref() {
                DeValue::Boolean(is_so) => Ok(*is_so),
                _ => Err(self.wrong(value, |line| reasons::template_not_flag(line, key))),
            },
        }
    }

    fn notes(&self, key: &str) -> Result<Option<NotesAt>, TemplateFault> {
        let Some(said) = self.text(key)? else {
            return Ok(None);
        };
        match said.get_ref().as_str() {
            "end" => Ok(Some(NotesAt::End)),
            "place" => Ok(Some(NotesAt::Place)),
            _ => Err(self.lines.fault(&said.span(), reasons::template_notes)),
        }
    }

    fn texts(&self, key: &str) -> Result<Vec<Spanned<String>>, TemplateFault> {
        let Some(value) = self.value(key) else {
            return Ok(Vec::new());
        };
        let why = |line| reasons::template_not_list(line, key);
        let DeValue::Array(all) = value.get_ref() else {
            return Err(self.wrong(value, why));
        };
        all.iter()
            .map(|one| text(one).ok_or_else(|| self.wrong(one, why)))
            .collect()
    }

    fn sections(&self, key: &str) -> Result<Vec<WrittenSection>, TemplateFault> {
        let Some(value) = self.value(key) else {
            return Ok(Vec::new());
        };
        let DeValue::Array(all) = value.get_ref() else {
            return Err(self.wrong(value, reasons::template_not_sections));
        };
        all.iter()
            .map(|section| {
                let DeValue::Table(table) = section.get_ref() else {
                    return Err(self.wrong(section, reasons::template_not_sections));
                };
                let keys = Keys {
                    lines: self.lines,
                    place: section.span(),
                    table,
                };
                keys.only(&["id", "title", "text", "ask", "show"])?;
                Ok(WrittenSection {
                    id: keys.needed("id", keys.text("id")?)?,
                    title: keys.needed("title", keys.words("title")?)?,
                    text: keys.words("text")?,
                    ask: keys.words("ask")?,
                    show: keys.texts("show")?,
                })
            })
            .collect()
    }
}

fn text(value: &Spanned<DeValue<'_>>) -> Option<Spanned<String>> {
    match value.get_ref() {
        DeValue::String(text) => Some(Spanned::new(value.span(), text.to_string())),
        _ => None,
    }
}

//! A suggestion as somebody corrected it before accepting it, whatever its kind.

use super::making::Making;
use crate::documents::judged::{lesson, told};
use crate::error::WorkspaceError;
use crate::words::Words;
use aigaq_documents::{FACT_KINDS, Found, What, is_listed_phrase};
use aigaq_schema::fold::fold;
use aigaq_typed::Context;

/// The fields by which a suggestion is corrected; each name is followed by a point and the suggestion's key: the words
/// (the name, who a fact is told of), the kind of a fact, the phrase that tells it, its day, a number, who is asked, and what a source is.
pub const CORRECTIONS: [&str; 10] = [
    "words",
    "kind",
    "phrase",
    "date",
    "number",
    "asked",
    "title",
    "author",
    "publisher",
    "url",
];

impl Making<'_> {
    /// The suggestion with what was corrected in it. What is not understood is told, and left as it was.
    ///
    /// # Errors
    /// When the names that are known cannot be read.
    pub(super) fn corrected(&mut self, found: &Found) -> Result<Found, WorkspaceError> {
        let mut better = found.clone();
        let mut lessons: Vec<(String, Option<String>)> = Vec::new();
        let key = &found.key;
        let words = self.typed("words", key);
        match &mut better.what {
            What::Person | What::Organisation | What::Place => {
                if let Some(words) = words {
                    better.full = Some(words);
                }
            }
            What::Fact {
                who,
                what,
                date,
                phrase,
                ..
            } => {
                let printed = who.clone();
                if let Some(words) = words {
                    *who = words;
                }
                let corrected = self.kind(key).filter(|kind| kind != what);
                let typed = self.typed("phrase", key).filter(|typed| typed != phrase);
                let teaches = corrected.is_some() || typed.is_some();
                if let Some(kind) = corrected {
                    *what = kind;
                }
                if teaches {
                    let words = typed.unwrap_or_else(|| phrase.clone());
                    lessons.push((words, Some(what.clone())));
                }
                self.told
                    .extend(told(what, found, date.as_deref(), &printed));
                if *who != printed {
                    self.told.extend(told(what, found, date.as_deref(), who));
                }
                self.day(key, date);
            }
            What::Quantity { .. } => {
                if let Some(words) = words {
                    better.words = words;
                }
                self.number(key, &mut better.what);
            }
            What::Recommendation { addressee, .. } => {
                if let Some(words) = words {
                    better.words = words;
                }
                if let Some(asked) = self.typed("asked", key) {
                    *addressee = asked;
                }
            }
            What::Reference {
                author,
                title,
                publisher,
                date,
                url,
                ..
            } => {
                for (name, part) in [
                    ("title", title),
                    ("author", author),
                    ("publisher", publisher),
                    ("url", url),
                ] {
                    if self.is_sent(name, key) {
                        *part = self.typed(name, key);
                    }
                }
                self.day(key, date);
            }
            What::Date { .. } | What::Law { .. } | What::Duration { .. } => {}
        }
        for (words, kind) in lessons {
            self.teach(&words, kind.as_deref())?;
        }
        Ok(better)
    }

    /// That the words of a fact, or those typed in their place, tell no such thing.
    pub(super) fn tells_nothing(&mut self, found: &Found) -> Result<(), WorkspaceError> {
        let What::Fact { phrase, .. } = &found.what else {
            return Ok(());
        };
        let words = self.typed("phrase", &found.key);
        let words = words.unwrap_or_else(|| phrase.clone());
        if is_listed_phrase(&words) {
            let all = Words::of(self.ask.language);
            let fault = all.fill("reading.tells_elsewhere", &[("words", &words)]);
            self.faults.push(fault);
            return Ok(());
        }
        self.teach(&words, None)
    }

    /// Teaches a phrase, unless a name stands in it: with a name it is found nowhere else, and would keep the name.
    fn teach(&mut self, words: &str, kind: Option<&str>) -> Result<(), WorkspaceError> {
        match self.name_within(words)? {
            Some(name) => {
                let all = Words::of(self.ask.language);
                let fault = all.fill("reading.name_in_phrase", &[("name", &name)]);
                self.faults.push(fault);
            }
            None => self.lessons.extend(lesson(words, kind)),
        }
        Ok(())
    }

    fn is_sent(&self, name: &str, key: &str) -> bool {
        self.form.filled.has(&format!("{name}.{key}"))
    }

    /// What was typed into a field; nothing where it was left empty.
    fn typed(&self, name: &str, key: &str) -> Option<String> {
        let typed = self.form.filled.get(&format!("{name}.{key}")).trim();
        Some(typed.to_owned()).filter(|typed| !typed.is_empty())
    }

    /// A date, in EDTF or as people write it; an empty field says that none is told.
    fn day(&mut self, key: &str, date: &mut Option<String>) {
        if !self.is_sent("date", key) {
            return;
        }
        let Some(typed) = self.typed("date", key) else {
            *date = None;
            return;
        };
        if date.as_ref() == Some(&typed) {
            return;
        }
        match aigaq_typed::date(&typed, &Context::on(self.ask.today, self.ask.language)) {
            Ok(read) => *date = Some(read.date.text().to_owned()),
            Err(why) => {
                let fault = Words::reason(self.ask.language, &why.reason());
                self.faults.push(fault);
            }
        }
    }

    /// A kind of fact by its words in the reader's language, or by its code.
    fn kind(&mut self, key: &str) -> Option<String> {
        let typed = self.typed("kind", key)?;
        let words = Words::of(self.ask.language);
        let same = |code: &&str| {
            let label = words.say(&format!("reading.kind.{code}"));
            fold(&label) == fold(&typed) || **code == typed
        };
        let kind = FACT_KINDS.iter().find(|code| same(code));
        if kind.is_none() {
            let fault = words.fill("reading.no_such_kind", &[("what", &typed)]);
            self.faults.push(fault);
        }
        kind.map(|code| (*code).to_owned())
    }

    /// A number as people write it, in words too, with "at least" and the like; an empty field says that none is told.
    fn number(&mut self, key: &str, what: &mut What) {
        if !self.is_sent("number", key) {
            return;
        }
        let typed = self.typed("number", key);
        let as_read = what.number() == typed;
        let What::Quantity {
            value, qualifier, ..
        } = what
        else {
            return;
        };
        let Some(typed) = typed else {
            (*value, *qualifier) = (None, None);
            return;
        };
        match aigaq_typed::number(&typed) {
            _ if as_read => {}
            Ok(read) => (*value, *qualifier) = (None, Some(read.to_string())),
            Err(why) => {
                let fault = Words::reason(self.ask.language, &why.reason());
                self.faults.push(fault);
            }
        }
    }
}

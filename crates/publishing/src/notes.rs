//! Notes made from sources: a full reference at first use, a short form
//! afterwards, *ibid.* directly after; each with the place in the source and,
//! where there is one, the quote. They stand at the end, or in brackets where
//! they are referred to.

use std::collections::BTreeMap;

use aigaq_schema::Language;
use serde::{Deserialize, Serialize};

use crate::document::{Inline, Line, Note, NoteId};
use crate::phrases::Phrases;

/// The longest title (in letters) a short form repeats in full.
const SHORT_TITLE: usize = 60;

/// The key of a source in the library of a document. Never printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceKey(pub String);

/// A source as it is cited. Empty text means not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Who wrote it.
    pub author: String,
    /// Its title.
    pub title: String,
    /// Language of the title (BCP 47 tag), where it is known.
    pub language: Option<String>,
    /// Who published it.
    pub publisher: String,
    /// When, in words.
    pub date: String,
    /// When, as EDTF text; empty where it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub edtf: String,
    /// Where on the web, as printed in the source; only `http` and `https`
    /// become links.
    pub url: String,
    /// What it is: "report". Printed where the title is missing.
    pub kind: String,
}

/// A source with the place in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// Which source.
    pub source: SourceKey,
    /// Where in it: "p42 fn43". `p` and `fn` with a number are printed as
    /// paragraph and note, everything else as it is.
    pub locator: String,
    /// What it says there, word for word.
    pub quote: Option<String>,
    /// The language of the quote (BCP 47 tag), where it is not the reader's.
    pub quote_language: Option<String>,
}

impl Citation {
    /// A source and a place in it.
    pub fn new(source: impl Into<String>, locator: impl Into<String>) -> Self {
        Self {
            source: SourceKey(source.into()),
            locator: locator.into(),
            quote: None,
            quote_language: None,
        }
    }
}

/// Where notes stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotesAt {
    /// Numbered, after the last section; in word processors at the foot of the
    /// page.
    #[default]
    End,
    /// In brackets after what they prove, short; the list of sources at the end
    /// has the full references.
    Place,
}

/// Makes the notes of a document in the order in which they are cited. What
/// is cited again with the same place and quote keeps its note.
#[derive(Debug)]
pub struct Notes<'a> {
    phrases: &'a Phrases,
    library: &'a BTreeMap<SourceKey, Reference>,
    at: NotesAt,
    notes: Vec<Note>,
    known: BTreeMap<Vec<Citation>, NoteId>,
    first_use: BTreeMap<SourceKey, NoteId>,
    /// The source of the last note, when it named exactly one.
    last_alone: Option<SourceKey>,
}

impl<'a> Notes<'a> {
    /// No notes yet.
    #[must_use]
    pub const fn new(
        phrases: &'a Phrases,
        library: &'a BTreeMap<SourceKey, Reference>,
        at: NotesAt,
    ) -> Self {
        Self {
            phrases,
            library,
            at,
            notes: Vec::new(),
            known: BTreeMap::new(),
            first_use: BTreeMap::new(),
            last_alone: None,
        }
    }

    /// What stands after a text that rests on these: the sign of a note, or
    /// the note itself in brackets. Empty when there are none.
    pub fn refer(&mut self, citations: &[Citation]) -> Line {
        match self.at {
            NotesAt::End => {
                let id = self.cite(citations);
                id.map(Inline::NoteRef).into_iter().collect()
            }
            NotesAt::Place => self.in_brackets(citations),
        }
    }

    /// The note for one or more citations; `None` when there are none. A
    /// source that is not in the library is cited as unknown, never left out.
    pub fn cite(&mut self, citations: &[Citation]) -> Option<NoteId> {
        let wanted = each_once(citations);
        let first = wanted.first()?.source.clone();
        if let Some(known) = self.known.get(&wanted) {
            return Some(*known);
        }
        let id = NoteId(
            u32::try_from(self.notes.len())
                .unwrap_or(u32::MAX)
                .saturating_add(1),
        );
        let mut content = Line::new();
        for (index, citation) in wanted.iter().enumerate() {
            if index > 0 {
                content.push(Inline::text("; "));
            }
            let ibid = index == 0 && self.last_alone.as_ref() == Some(&citation.source);
            self.cite_one(&mut content, id, citation, ibid);
        }
        let alone = wanted.iter().all(|citation| citation.source == first);
        self.last_alone = alone.then_some(first);
        self.notes.push(Note { id, content });
        self.known.insert(wanted, id);
        Some(id)
    }

    /// Sources in brackets: who or what, when, where in it. A quote is told
    /// the first time; whoever reads on has read it.
    fn in_brackets(&mut self, citations: &[Citation]) -> Line {
        let wanted = each_once(citations);
        if wanted.is_empty() {
            return Line::new();
        }
        let mut content = vec![Inline::text("(")];
        for (index, citation) in wanted.iter().enumerate() {
            if index > 0 {
                content.push(Inline::text("; "));
            }
            match self.library.get(&citation.source) {
                Some(reference) => content.extend(in_short(reference, self.phrases)),
                None => content.push(Inline::text(self.phrases.say("note.unknown_source"))),
            }
            let here = vec![citation.clone()];
            let is_new = self.known.insert(here, HERE).is_none();
            self.place_and_quote(&mut content, citation, is_new);
            self.first_use
                .entry(citation.source.clone())
                .or_insert(HERE);
        }
        content.push(Inline::text(")"));
        content
    }

    /// The notes made, in order.
    #[must_use]
    pub fn finish(self) -> Vec<Note> {
        self.notes
    }

    /// All sources cited so far, by author and title.
    #[must_use]
    pub fn cited(&self) -> Vec<&Reference> {
        let mut cited: Vec<&Reference> = self
            .first_use
            .keys()
            .filter_map(|key| self.library.get(key))
            .collect();
        cited.sort_by_key(|reference| {
            let author = if reference.author.is_empty() {
                &reference.title
            } else {
                &reference.author
            };
            (
                author.to_lowercase(),
                reference.title.to_lowercase(),
                reference.date.clone(),
            )
        });
        cited.dedup();
        cited
    }

    /// Their full references.
    #[must_use]
    pub fn bibliography(&self) -> Vec<Line> {
        let cited = self.cited().into_iter();
        cited
            .map(|reference| full(reference, self.phrases))
            .collect()
    }

    fn cite_one(&mut self, content: &mut Line, id: NoteId, citation: &Citation, ibid: bool) {
        let first_use = self.first_use.get(&citation.source).copied();
        match (self.library.get(&citation.source), first_use) {
            _ if ibid => content.push(Inline::Emphasis(self.phrases.say("note.ibid"))),
            (None, _) => content.push(Inline::text(self.phrases.say("note.unknown_source"))),
            (Some(reference), Some(first)) if first != id => {
                content.extend(short(reference, first, self.phrases));
            }
            (Some(reference), Some(_)) => content.extend(title_only(reference, self.phrases)),
            (Some(reference), None) => content.extend(full(reference, self.phrases)),
        }
        self.first_use.entry(citation.source.clone()).or_insert(id);
        self.place_and_quote(content, citation, true);
    }

    /// Where in the source, and what it says there.
    fn place_and_quote(&self, content: &mut Line, citation: &Citation, with_quote: bool) {
        let place = locator_words(&citation.locator, self.phrases);
        if !place.is_empty() {
            content.push(Inline::text(format!(", {place}")));
        }
        if let Some(quote) = citation
            .quote
            .as_deref()
            .filter(|quote| with_quote && !quote.trim().is_empty())
        {
            content.push(Inline::text(": "));
            let quoted = self.phrases.quoted(quote.trim());
            content.push(in_language(
                quoted,
                citation.quote_language.as_deref(),
                self.phrases,
            ));
        }
    }
}

/// The number of a note that stands where it is referred to: it has none.
const HERE: NoteId = NoteId(0);

fn each_once(citations: &[Citation]) -> Vec<Citation> {
    let mut wanted: Vec<Citation> = Vec::with_capacity(citations.len());
    for citation in citations {
        if !wanted.contains(citation) {
            wanted.push(citation.clone());
        }
    }
    wanted
}

/// A place in a source in words: `p42 fn43` is "para. 42, note 43". Several
/// places stand apart by semicolons.
#[must_use]
pub fn locator_words(locator: &str, phrases: &Phrases) -> String {
    let places: Vec<String> = locator
        .split(';')
        .map(|place| place_words(place, phrases))
        .filter(|words| !words.is_empty())
        .collect();
    places.join("; ")
}

fn place_words(locator: &str, phrases: &Phrases) -> String {
    let place = |token: &str| {
        let numbered = |prefix: &str| {
            token
                .strip_prefix(prefix)
                .filter(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
        };
        numbered("fn")
            .map(|number| phrases.fill("note.footnote", &[("number", number)]))
            .or_else(|| {
                numbered("p").map(|number| phrases.fill("note.paragraph", &[("number", number)]))
            })
    };
    let mut out = String::new();
    let mut after_place = false;
    for token in locator.split_whitespace() {
        let words = place(token);
        if !out.is_empty() {
            out.push_str(if words.is_some() || after_place {
                ", "
            } else {
                " "
            });
        }
        after_place = words.is_some();
        out.push_str(words.as_deref().unwrap_or(token));
    }
    out
}

/// Author, title, publisher, date, address.
#[must_use]
pub fn full(reference: &Reference, phrases: &Phrases) -> Line {
    let mut line = author(reference);
    line.extend(title_only(reference, phrases));
    let publisher = &reference.publisher;
    if !publisher.is_empty() && *publisher != reference.author && *publisher != reference.title {
        line.push(Inline::text(format!(", {publisher}")));
    }
    if !reference.date.is_empty() {
        line.push(Inline::text(format!(", {}", reference.date)));
    }
    if !reference.url.is_empty() {
        line.push(Inline::text(", "));
        line.push(Inline::Address(reference.url.clone()));
    }
    line
}

/// Author, title cut where it is long, and the note with the full reference.
fn short(reference: &Reference, first: NoteId, phrases: &Phrases) -> Line {
    let mut line = with_cut_title(reference, phrases);
    let number = first.0.to_string();
    let back = phrases.fill("note.see", &[("number", &number)]);
    line.push(Inline::text(format!(" ({back})")));
    line
}

/// Author, title cut where it is long, and the date: enough to find it in the
/// list of sources.
fn in_short(reference: &Reference, phrases: &Phrases) -> Line {
    let mut line = with_cut_title(reference, phrases);
    if !reference.date.is_empty() {
        line.push(Inline::text(format!(", {}", reference.date)));
    }
    line
}

fn with_cut_title(reference: &Reference, phrases: &Phrases) -> Line {
    let mut line = author(reference);
    let cut = Reference {
        title: cut_title(&reference.title),
        ..reference.clone()
    };
    line.extend(title_only(&cut, phrases));
    line
}

fn author(reference: &Reference) -> Line {
    if reference.author.is_empty() || reference.author == reference.title {
        return Line::new();
    }
    vec![Inline::text(format!("{}, ", reference.author))]
}

fn title_only(reference: &Reference, phrases: &Phrases) -> Line {
    if !reference.title.is_empty() {
        return match &reference.language {
            Some(tag) if tag != phrases.language().tag() => {
                vec![in_language(reference.title.clone(), Some(tag), phrases)]
            }
            _ => vec![Inline::Emphasis(reference.title.clone())],
        };
    }
    let kind = if reference.kind.is_empty() {
        phrases.say("note.untitled")
    } else {
        reference.kind.clone()
    };
    vec![Inline::text(kind)]
}

fn in_language(text: String, tag: Option<&str>, phrases: &Phrases) -> Inline {
    match tag {
        Some(tag) if tag != phrases.language().tag() => Inline::InLanguage {
            language: tag.to_owned(),
            text,
        },
        _ => Inline::Text(text),
    }
}

/// A title cut at a word's end, with an ellipsis.
fn cut_title(title: &str) -> String {
    if title.chars().count() <= SHORT_TITLE {
        return title.to_owned();
    }
    let head: String = title.chars().take(SHORT_TITLE).collect();
    let end = head.rfind(' ').unwrap_or(head.len());
    format!(
        "{}…",
        head[..end].trim_end_matches([',', ':', ';', '–', '-', ' '])
    )
}

/// The signs of notes as they stand in cells without markup: `[3]`.
#[must_use]
pub fn sign(id: NoteId, _language: Language) -> String {
    format!("[{}]", id.0)
}

#[cfg(test)]
mod tests;

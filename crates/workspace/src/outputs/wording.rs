//! An analyst's words in a publication: one note for a section, an audience and a language, kept as a record. It stands
//! at the head of its section, under a title of its own, beside what is computed and never in its place.

mod elsewhere;

pub use elsewhere::WrittenFor;

use crate::error::WorkspaceError;
use crate::frozen::Freezing;
use crate::named::Asking;
use crate::open::Workspace;
use crate::outputs::Wish;
use crate::outputs::telling::Telling;
use crate::outputs::template::Template;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Saved, Saving, Say, Seen};
use aigaq_journal::ActOfSaving;
use aigaq_publishing::Document;
use aigaq_publishing::document::{Block, Inline, Notice, NoticeKind};
use aigaq_schema::{Basis, RecordId, Value, Withdrawal};
use aigaq_view::{Brief, Reader};

const NOTE: &str = "note";
/// The kind of these notes in the list `note_kinds`.
const ANALYST: &str = "analyst";
/// The longest note, in characters.
const LONGEST: usize = 20_000;

/// A section of a publication with what an analyst may write in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionNote {
    /// The id of the section.
    pub section: String,
    /// Its title.
    pub title: String,
    /// What the template asks for; where it asks, what is written is the text of the section.
    pub ask: Option<String>,
    /// What is written.
    pub text: String,
}

/// An analyst's note on a section of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalystNote {
    /// The record.
    pub id: RecordId,
    /// The id of the section in the document.
    pub section: String,
    /// What it says; an empty line parts paragraphs.
    pub text: String,
}

impl AnalystNote {
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &str> {
        let paragraphs = self.text.split("\n\n").map(str::trim);
        paragraphs.filter(|paragraph| !paragraph.is_empty())
    }
}

impl Workspace {
    /// The sections of a publication in which an analyst may write, with what stands there: those of the document, and
    /// those that its template has and that are left out while nothing is written in them.
    ///
    /// # Errors
    /// When the view cannot be read, or there is no such template.
    pub fn section_notes(
        &self,
        ask: &Asking,
        wish: &Wish,
        document: &Document,
    ) -> Result<Vec<SectionNote>, WorkspaceError> {
        let notes = self.analyst_notes(ask, wish)?;
        let template = self.template_of(ask, &wish.output)?;
        let planned = template.iter().flat_map(|template| {
            let sections = template.sections.iter();
            sections.map(|plan| {
                let asked = plan.ask.as_ref().map(|labels| labels.get(ask.language));
                (plan.id.as_str(), plan.title.get(ask.language), asked)
            })
        });
        let there = document.sections.iter().filter(|section| !section.annex);
        let there = there.map(|section| (section.id.as_str(), section.title.as_str(), None));
        let mut all: Vec<SectionNote> = Vec::new();
        for (id, title, asked) in planned.chain(there) {
            if let Some(known) = all.iter_mut().find(|known| known.section == id) {
                // With its number, as it is printed.
                title.clone_into(&mut known.title);
                continue;
            }
            let of_section = notes.iter().filter(|note| note.section == id);
            let texts: Vec<&str> = of_section.map(|note| note.text.as_str()).collect();
            all.push(SectionNote {
                section: id.to_owned(),
                title: title.to_owned(),
                ask: asked.map(str::to_owned),
                text: texts.join("\n\n"),
            });
        }
        Ok(all)
    }

    /// The analysts' notes on a publication, for its audience and in the language of whoever asks.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn analyst_notes(
        &self,
        ask: &Asking,
        wish: &Wish,
    ) -> Result<Vec<AnalystNote>, WorkspaceError> {
        let publication = publication(ask, wish);
        let notes = self.every_note()?.into_iter();
        Ok(notes
            .filter_map(|note| {
                let section = note.title.strip_prefix(&publication)?;
                Some(AnalystNote {
                    id: note.id,
                    section: section.strip_prefix(SECTION)?.to_owned(),
                    text: note.text,
                })
            })
            .collect())
    }

    fn every_note(&self) -> Result<Vec<Kept>, WorkspaceError> {
        let table = self.view.columns().table(NOTE);
        let rows: Vec<u32> = table.map_or_else(Vec::new, |table| table.live().rows().collect());
        let mut notes = Vec::new();
        for row in rows {
            let brief = self.view.brief_at(&Reader::keeper(), NOTE, row)?;
            notes.extend(brief.as_ref().and_then(Kept::of));
        }
        Ok(notes)
    }

    /// Says notes on sections of a publication (each with its text), in place of those that are there; an empty one takes
    /// that back. The reason is in the reader's words.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then. Where all stands there already it is [`Refused::Nothing`].
    pub fn say_analyst_notes(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        wish: &Wish,
        said: &[(&str, &str)],
        reason: &str,
    ) -> Result<Saved, Refused> {
        let document = self.publish(ask, wish)?;
        let sections = self.section_notes(ask, wish, &document)?;
        let all = self.analyst_notes(ask, wish)?;
        let mut records = Vec::new();
        for (number, (section, text)) in (0..).zip(said) {
            if !sections.iter().any(|there| there.section == *section) {
                return Err(Refused::Unfit(reasons::no_such_section(section)));
            }
            let text = text.replace("\r\n", "\n").trim().to_owned();
            if text.chars().count() > LONGEST {
                return Err(Refused::Unfit(reasons::note_too_long(LONGEST)));
            }
            let there: Vec<&AnalystNote> =
                all.iter().filter(|note| note.section == *section).collect();
            let is_said = !text.is_empty() && there.iter().any(|note| note.text == text);
            if is_said || text.is_empty() && there.is_empty() {
                continue;
            }
            for note in there {
                records.push(self.taken_back(note.id, reason)?);
            }
            if !text.is_empty() {
                let title = format!("{}{SECTION}{section}", publication(ask, wish));
                records.push(noted(token.record(number), title, text));
            }
        }
        if records.is_empty() {
            return Err(Refused::Nothing);
        }
        self.save(&Saving {
            token,
            act: ActOfSaving::Form,
            records,
            now,
        })
    }

    fn taken_back(&self, note: RecordId, reason: &str) -> Result<RecordChange, WorkspaceError> {
        let mut change = RecordChange::new(note, NOTE, Vec::new());
        change.seen = Seen::Any;
        let live = self.live(note)?.into_iter();
        change.withdraw = live
            .map(|statement| Withdrawal {
                statement: statement.id,
                reason: reason.to_owned(),
            })
            .collect();
        Ok(change)
    }
}

fn noted(id: RecordId, title: String, text: String) -> RecordChange {
    let basis = Basis::default();
    let say = |property: &str, value| Say::new(property, value, &basis);
    let said = vec![
        say("kind", Value::term(ANALYST)),
        say("title", Value::text(title)),
        say("text", Value::text(text)),
    ];
    RecordChange::new(id, NOTE, said)
}

impl Telling<'_> {
    /// Puts the analysts' notes into the document, but those that are the text of their section already. For others
    /// than the group they pass the gate like all words.
    pub fn with_notes(
        &self,
        mut document: Document,
        notes: &[AnalystNote],
        template: Option<&Template>,
    ) -> Document {
        for note in notes {
            if template.is_some_and(|template| template.asks_in(&note.section)) {
                continue;
            }
            let mut sections = document.sections.iter_mut();
            // A section that is not there this time has no place for its note.
            let Some(section) = sections.find(|section| section.id == note.section) else {
                continue;
            };
            let content = note
                .paragraphs()
                .map(|paragraph| vec![Inline::text(self.clean(paragraph))])
                .collect();
            section.blocks.insert(
                0,
                Block::Notice(Notice {
                    kind: NoticeKind::Remark,
                    title: self.say("output.analyst"),
                    content,
                }),
            );
        }
        document
    }

    /// A group may call a section after somebody: what it is called in links tells no name either.
    pub fn clean_ids(&self, document: &mut Document) {
        for (at, section) in document.sections.iter_mut().enumerate() {
            if self.withheld.is_in_address(&section.id) {
                section.id = format!("part-{}", at + 1);
            }
            for (within, part) in section.parts.iter_mut().enumerate() {
                if self.withheld.is_in_address(&part.id) {
                    part.id = format!("part-{}-{}", at + 1, within + 1);
                }
            }
        }
    }
}

/// What stands between a publication and the section in the title of a note.
const SECTION: &str = "&section=";

/// The publication that a note is on, as the titles of its notes begin.
fn publication(ask: &Asking, wish: &Wish) -> String {
    format!(
        "{}&audience={}&language={}",
        Freezing::Output(wish.output.clone()).parameters(),
        wish.audience.code(),
        ask.language.tag()
    )
}

/// A note as it is kept: its title says on which publication and section it is.
struct Kept {
    id: RecordId,
    title: String,
    text: String,
}

impl Kept {
    fn of(brief: &Brief) -> Option<Self> {
        if brief.value("kind") != Some(&Value::term(ANALYST)) {
            return None;
        }
        let text = |property: &str| match brief.value(property) {
            Some(Value::Text { text, .. }) => Some(text.clone()),
            _ => None,
        };
        Some(Self {
            id: brief.id,
            title: text("title")?,
            text: text("text")?,
        })
    }
}

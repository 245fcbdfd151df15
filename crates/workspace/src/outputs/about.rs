//! What is written about one person, or a few of one case: which people, how far it is, and what was typed; and the one
//! place where a final one is refused.

mod acts;
mod answers;
mod cases;
mod consents;
mod facts;
mod finding;

use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use crate::reasons;
use aigaq_publishing::about::{AboutInput, Asked, Consent, Form, Needed, Stage};
use aigaq_publishing::{Document, Phrases};
use aigaq_schema::RecordId;
use aigaq_view::Audience;
pub use finding::Called;
use std::collections::BTreeMap;

/// What is to be written about whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What.
    pub form: Form,
    /// The people, in the order in which they are told of.
    pub people: Vec<RecordId>,
    /// Whether it is a draft.
    pub stage: Stage,
    /// What no record holds.
    pub typed: BTreeMap<Asked, String>,
}

impl About {
    /// A draft without anything typed.
    #[must_use]
    pub fn draft(form: Form, people: Vec<RecordId>) -> Self {
        Self {
            form,
            people,
            stage: Stage::Draft,
            typed: BTreeMap::new(),
        }
    }

    /// What two editions of the same have in common: the form and the people.
    pub(crate) fn parameters(&self) -> String {
        let people = self.people.iter().map(|id| format!("&person={id}"));
        format!("output={}{}", self.form.code(), people.collect::<String>())
    }
}

impl About {
    /// What was typed, by the words of the questions; the stage is one of them.
    pub(crate) fn typed(&self) -> BTreeMap<String, String> {
        let typed = self.typed.iter();
        let mut all: BTreeMap<String, String> = typed
            .map(|(asked, text)| (asked.word().to_owned(), text.clone()))
            .collect();
        let stage = match self.stage {
            Stage::Draft => "draft",
            Stage::Final => "final",
        };
        all.insert("stage".to_owned(), stage.to_owned());
        all
    }
}

impl Telling<'_> {
    /// Makes what is written about people.
    pub fn written_about(&mut self, about: &About) -> Result<Document, WorkspaceError> {
        if about.form == Form::Dossier && self.ask.reader.audience() != Audience::Internal {
            return Err(WorkspaceError::Asked(reasons::dossier_internal()));
        }
        let is_inside = self.ask.reader.audience() == Audience::Internal;
        if about.stage == Stage::Final && is_inside && about.form.consent_use().is_some() {
            return Err(WorkspaceError::Asked(reasons::final_outside()));
        }
        if about.people.is_empty() {
            return Err(WorkspaceError::Asked(reasons::about_nobody()));
        }
        self.handed = about.form.consent_use();
        self.know_those_who_agreed(about)?;
        let phrases = Phrases::of(self.ask.language);
        let mut people = Vec::new();
        for id in &about.people {
            people.push(self.person(*id, about.form)?);
        }
        let typed = about.typed.iter();
        let input = AboutInput {
            people,
            audience: self.for_whom(),
            stage: about.stage,
            as_of: self.as_of(),
            typed: typed
                .map(|(asked, text)| (*asked, self.typed(*asked, text)))
                .collect(),
            categories: self.categories(about),
            remarks: self.remarks_on_audience(),
            library: self.library.clone(),
            notes: self.notes_at,
        };
        let missing = Needed::missing(about.form, &input);
        if about.stage == Stage::Final && !missing.is_empty() {
            let said = missing
                .iter()
                .map(|needed| format!("{} ({})", needed.words(phrases), needed.place(phrases)));
            let said: Vec<String> = said.collect();
            return Err(WorkspaceError::Asked(reasons::not_final(said.join("; "))));
        }
        let document = aigaq_publishing::about::about(about.form, &input, phrases);
        self.called_only_in(&document);
        Ok(document)
    }

    /// A mechanism or partner that a form is handed to reads the names of those who agreed to just that.
    fn know_those_who_agreed(&mut self, about: &About) -> Result<(), WorkspaceError> {
        if self.ask.reader.audience() != Audience::Partners {
            return Ok(());
        }
        let mut known = Vec::new();
        for id in &about.people {
            if self.consent(*id, about.form)? == Consent::Named {
                known.extend(self.workspace.one_with(*id)?);
            }
        }
        match known.is_empty() {
            true => Ok(()),
            false => self.know(known),
        }
    }

    /// What was typed, without names that are withheld; who submits it, and where they live, is theirs to say.
    fn typed(&self, asked: Asked, text: &str) -> String {
        match asked {
            Asked::Submitter | Asked::Address | Asked::Categories | Asked::Requests => {
                text.to_owned()
            }
            Asked::Stop => text
                .trim()
                .parse::<aigaq_schema::PartialDate>()
                .map_or_else(
                    |_| self.clean(text),
                    |date| aigaq_publishing::dates::words(&date, self.ask.language),
                ),
            _ => self.clean(text),
        }
    }

    /// The categories of arbitrary detention that were chosen, in the order of their list.
    fn categories(&self, about: &About) -> Vec<(String, String)> {
        let typed = about.typed.get(&Asked::Categories);
        let chosen: Vec<&str> =
            typed.map_or_else(Vec::new, |text| text.split(',').map(str::trim).collect());
        let Some(list) = self.naming.schema.list("wgad_categories") else {
            return Vec::new();
        };
        let language = self.ask.language;
        list.entries()
            .iter()
            .filter(|entry| {
                chosen
                    .iter()
                    .any(|code| code.eq_ignore_ascii_case(&entry.code))
            })
            .map(|entry| {
                let number = entry.code.to_uppercase();
                (
                    format!("{number}. {}", entry.label.get(language)),
                    entry.definition.get(language).to_owned(),
                )
            })
            .collect()
    }
}

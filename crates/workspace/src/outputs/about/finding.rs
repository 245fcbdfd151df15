//! Whom a document is about: a person by id or by name, never guessed.

use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::reasons;
use aigaq_schema::RecordId;
use aigaq_schema::fold::fold;
use aigaq_view::Brief;

/// So many people are offered when a name says too little.
const OFFERED: usize = 12;

/// Who is meant by a name or an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Called {
    /// This person, and nobody else.
    One(RecordId),
    /// One of these, and only somebody who knows can say which: each with what tells them apart, in words.
    OneOf(Vec<(RecordId, String)>),
}

impl Workspace {
    /// The person with this id, or with this very name in any spelling recorded.
    ///
    /// # Errors
    /// When there is none, it is no person, or several have the name; the reason offers those who may be meant.
    pub fn person_called(&self, ask: &Asking, given: &str) -> Result<RecordId, WorkspaceError> {
        match self.who_is_called(ask, given)? {
            Called::One(id) => Ok(id),
            Called::OneOf(offered) => {
                let offered: Vec<String> = offered
                    .into_iter()
                    .map(|(id, name)| format!("{name} ({id})"))
                    .collect();
                Err(WorkspaceError::Asked(reasons::several_people(
                    given.trim().to_owned(),
                    offered.join("; "),
                )))
            }
        }
    }

    /// Who may be meant by this id, or by this name in any spelling recorded; people with a name like it where nobody
    /// has this very one.
    ///
    /// # Errors
    /// When there is nobody, or what has the name is no person.
    pub fn who_is_called(&self, ask: &Asking, given: &str) -> Result<Called, WorkspaceError> {
        let given = given.trim();
        let naming = Naming::new(&self.view, *ask);
        if let Ok(id) = given.parse::<RecordId>() {
            let brief = self.view.brief(&ask.reader, id)?;
            return match brief.filter(|brief| brief.record_type == "actor") {
                Some(brief) if self.view.is_person(&brief)? => Ok(Called::One(id)),
                Some(brief) => Err(no_person(&naming, &brief)?),
                None => Err(nobody(given)),
            };
        }
        let alike = self.people_called(ask, given)?;
        let wanted = fold(given);
        let is_called = |brief: &&Brief| brief.names().any(|(_, name)| fold(name) == wanted);
        let exact: Vec<&Brief> = alike.iter().filter(is_called).collect();
        let people = self.people_among(exact.iter().copied())?;
        match (people.first(), exact.first()) {
            (Some(one), _) => {
                let one_person = self.one_with(one.id)?;
                if people.iter().all(|other| one_person.contains(&other.id)) {
                    return Ok(Called::One(one.id));
                }
                offered(&naming, &people)
            }
            (None, Some(other)) => Err(no_person(&naming, other)?),
            (None, None) => match self.people_among(&alike)? {
                people if people.is_empty() => Err(nobody(given)),
                people => offered(&naming, &people),
            },
        }
    }

    fn people_among<'b>(
        &self,
        all: impl IntoIterator<Item = &'b Brief>,
    ) -> Result<Vec<&'b Brief>, WorkspaceError> {
        let mut people = Vec::new();
        for brief in all {
            if self.view.is_person(brief)? {
                people.push(brief);
            }
        }
        Ok(people)
    }

    fn people_called(&self, ask: &Asking, given: &str) -> Result<Vec<Brief>, WorkspaceError> {
        if given.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.view.alike(&ask.reader, given, &["actor"], OFFERED)?)
    }
}

fn no_person(naming: &Naming<'_>, brief: &Brief) -> Result<WorkspaceError, WorkspaceError> {
    let name = naming.named(brief)?.caption;
    Ok(WorkspaceError::Asked(reasons::not_a_person(name)))
}

fn nobody(given: &str) -> WorkspaceError {
    WorkspaceError::Asked(reasons::no_such_person(given.to_owned()))
}

fn offered(naming: &Naming<'_>, people: &[&Brief]) -> Result<Called, WorkspaceError> {
    let mut offered = Vec::new();
    for brief in people {
        let mut name = naming.named(brief)?.caption;
        let apart = naming.told_apart(brief);
        if !apart.is_empty() {
            name = format!("{name}: {apart}");
        }
        offered.push((brief.id, name));
    }
    Ok(Called::OneOf(offered))
}

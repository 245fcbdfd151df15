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

impl Workspace {
    /// The person with this id, or with this very name in any spelling recorded.
    ///
    /// # Errors
    /// When there is none, it is no person, or several have the name; the reason offers those who may be meant.
    pub fn person_called(&self, ask: &Asking, given: &str) -> Result<RecordId, WorkspaceError> {
        let given = given.trim();
        let naming = Naming::new(&self.view, *ask);
        if let Ok(id) = given.parse::<RecordId>() {
            let brief = self.view.brief(&ask.reader, id)?;
            return match brief.filter(|brief| brief.record_type == "actor") {
                Some(brief) if self.view.is_person(&brief)? => Ok(id),
                Some(brief) => Err(no_person(&naming, &brief)?),
                None => Err(WorkspaceError::Asked(reasons::no_such_person(
                    given.to_owned(),
                ))),
            };
        }
        let alike = self.people_called(ask, given)?;
        let wanted = fold(given);
        let is_called = |brief: &&Brief| brief.names().any(|(_, name)| fold(name) == wanted);
        let exact: Vec<&Brief> = alike.iter().filter(is_called).collect();
        let mut people: Vec<&Brief> = Vec::new();
        for brief in &exact {
            if self.view.is_person(brief)? {
                people.push(brief);
            }
        }
        match (people.first(), exact.first()) {
            (Some(one), _) => {
                let one_person = self.one_with(one.id)?;
                if people.iter().all(|other| one_person.contains(&other.id)) {
                    return Ok(one.id);
                }
                Err(several(&naming, given, &people)?)
            }
            (None, Some(other)) => Err(no_person(&naming, other)?),
            (None, None) if alike.is_empty() => Err(WorkspaceError::Asked(
                reasons::no_such_person(given.to_owned()),
            )),
            (None, None) => Err(several(&naming, given, &alike.iter().collect::<Vec<_>>())?),
        }
    }

    /// Persons and others whose names are like this one, the likest first.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn people_like(
        &self,
        ask: &Asking,
        given: &str,
    ) -> Result<Vec<(RecordId, String)>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let mut found = Vec::new();
        for brief in self.people_called(ask, given)? {
            if self.view.is_person(&brief)? {
                found.push((brief.id, naming.named(&brief)?.caption));
            }
        }
        Ok(found)
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

fn several(
    naming: &Naming<'_>,
    given: &str,
    all: &[&Brief],
) -> Result<WorkspaceError, WorkspaceError> {
    let mut offered = Vec::new();
    for brief in all {
        offered.push(format!("{} ({})", naming.named(brief)?.caption, brief.id));
    }
    Ok(WorkspaceError::Asked(reasons::several_people(
        given.to_owned(),
        offered.join("; "),
    )))
}

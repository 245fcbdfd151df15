//! What is frozen, shown again: listed, checked, given out as it was, and laid beside what is known now.

use super::content::{Content, Damage};
use super::editions::{Edition, text};
use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::reasons;
use aigaq_publishing::{Document, Phrases};
use aigaq_schema::{RecordId, Value};
use aigaq_view::Audience;

/// A publication with what is frozen in it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct FrozenView {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub title: String,
    /// What it is, by code of the list `outputs`.
    pub kind: String,
    /// The same in words.
    pub kind_label: String,
    /// The time it covers, in words; empty when all.
    pub period: String,
    /// The day of the knowledge, in words.
    pub as_of: String,
    /// For whom, in words.
    pub audience: String,
    /// What must be said whenever it is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caveat: Option<String>,
    /// The checksum told of it.
    pub hash: String,
    /// Why it is not what was published; none when it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub damage: Option<Damage>,
    /// The edition that it revises.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revises: Option<Named>,
    /// The definition of its table, as in an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// Its files: ending and checksum. Empty when it is damaged.
    pub files: Vec<(String, String)>,
    /// Pages can be made of it, and what is opened in word processors and as sheets.
    pub has_document: bool,
    #[serde(skip)]
    made: i64,
}

/// A figure of a publication that is another one now.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ChangedFigure {
    /// Which.
    pub what: String,
    /// Its unit, in words.
    pub unit: String,
    /// As published.
    pub old: u64,
    /// As known now.
    pub new: u64,
    /// Why.
    pub why: String,
}

impl Workspace {
    /// Everything that is frozen, the newest first, each checked against its checksum.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn all_frozen(&self, ask: &Asking) -> Result<Vec<FrozenView>, WorkspaceError> {
        let mut all = Vec::new();
        for edition in self.editions()? {
            all.push(self.frozen_view(ask, &edition)?);
        }
        all.sort_by_key(|frozen| std::cmp::Reverse((frozen.made, frozen.id)));
        Ok(all)
    }

    /// One publication; `None` when there is none, or nothing is frozen in it.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn frozen(&self, ask: &Asking, id: RecordId) -> Result<Option<FrozenView>, WorkspaceError> {
        match self.edition(id)? {
            Some(edition) => self.frozen_view(ask, &edition).map(Some),
            None => Ok(None),
        }
    }

    /// The publication frozen under a name or an id: of several editions of one name, the newest.
    ///
    /// # Errors
    /// When there is none.
    pub fn frozen_called(&self, ask: &Asking, name: &str) -> Result<FrozenView, WorkspaceError> {
        let name = name.trim();
        self.all_frozen(ask)?
            .into_iter()
            .find(|frozen| frozen.title == name || frozen.id.to_string() == name)
            .ok_or_else(|| WorkspaceError::Asked(reasons::no_such_frozen(name)))
    }

    /// A file of a publication, letter by letter as it was: `html`, `csv`, of a table with a picture `svg`; or
    /// `json`: of one for the group all that is kept of it, for others what it is, with its files and their checksums.
    ///
    /// # Errors
    /// When there is no such file, or what is kept is not what was published.
    pub fn frozen_file(&self, id: RecordId, ending: &str) -> Result<String, WorkspaceError> {
        let asked = WorkspaceError::Asked;
        let edition = self.edition_of(id)?;
        let content = kept(&edition)?;
        if ending == "json" {
            // An audience of a newer version is taken for the widest.
            let audience = Audience::of_code(&content.audience);
            if audience.is_some_and(|audience| !audience.is_outside()) {
                return Ok(edition.whole);
            }
            let hash = text(&edition.brief, "hash");
            return content
                .given_out(hash)
                .map_err(|error| asked(reasons::not_frozen(error.to_string())));
        }
        let file = content.file(ending);
        file.map(|file| file.text.clone())
            .ok_or_else(|| asked(reasons::no_frozen_file(ending)))
    }

    /// The document of a publication as it was frozen: of it pages and other files are made, with its figures and words.
    ///
    /// # Errors
    /// When there is none, or what is kept is not what was published.
    pub fn frozen_document(&self, id: RecordId) -> Result<Document, WorkspaceError> {
        let edition = self.edition_of(id)?;
        let document = kept(&edition)?.document.clone();
        document.ok_or_else(|| WorkspaceError::Asked(reasons::no_frozen_document()))
    }

    fn edition_of(&self, id: RecordId) -> Result<Edition, WorkspaceError> {
        let lost = || WorkspaceError::Asked(reasons::no_such_frozen(id.to_string()));
        self.edition(id)?.ok_or_else(lost)
    }

    /// What changed in the figures of a publication since it was made, for the readers it was made for.
    ///
    /// # Errors
    /// When it is not there, is damaged, or its figures cannot be counted any more.
    pub fn changed_since(
        &self,
        ask: &Asking,
        id: RecordId,
    ) -> Result<Vec<ChangedFigure>, WorkspaceError> {
        let edition = self.edition_of(id)?;
        let Ok(content) = &edition.content else {
            return Ok(Vec::new());
        };
        // An audience of a newer version is taken for the widest.
        let audience = Audience::of_code(&content.audience).unwrap_or(Audience::Public);
        let reader = ask.reader.making_for(audience);
        let ask = Asking { reader, ..*ask };
        let phrases = Phrases::of(ask.language);
        let changes = self.changes_in(&ask, content)?.into_iter();
        Ok(changes
            .map(|revision| ChangedFigure {
                what: revision.what,
                unit: phrases.unit(revision.unit),
                old: revision.old,
                new: revision.new,
                why: revision.why,
            })
            .collect())
    }

    fn frozen_view(&self, ask: &Asking, edition: &Edition) -> Result<FrozenView, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let brief = &edition.brief;
        let words = |property: &str| -> Result<String, WorkspaceError> {
            let parts = naming.values(brief, property)?;
            let texts: Vec<&str> = parts.iter().map(crate::named::CellPart::text).collect();
            Ok(texts.join("; "))
        };
        let content = edition.content.as_ref().ok();
        let caveat = text(brief, "caveat");
        let revises = match brief.value("revises") {
            Some(Value::Reference(id)) => naming.by_id(*id)?,
            _ => None,
        };
        Ok(FrozenView {
            id: edition.id,
            title: text(brief, "title").to_owned(),
            kind: text(brief, "kind").to_owned(),
            kind_label: words("kind")?,
            period: words("period")?,
            as_of: words("as_of")?,
            audience: words("audience")?,
            caveat: (!caveat.is_empty()).then(|| caveat.to_owned()),
            hash: text(brief, "hash").to_owned(),
            damage: edition.content.as_ref().err().copied(),
            revises,
            definition: content
                .filter(|content| content.kind == "table")
                .and_then(|content| content.counts.first())
                .map(|count| count.definition.to_string()),
            files: content.map_or_else(Vec::new, |content| {
                let files = content.files.iter();
                files
                    .map(|file| (file.ending.clone(), file.sha256.clone()))
                    .collect()
            }),
            has_document: content.is_some_and(|content| content.document.is_some()),
            made: content.map_or(i64::MIN, |content| content.made.0),
        })
    }
}

/// What is kept of a publication, if it is what was published.
fn kept(edition: &Edition) -> Result<&Content, WorkspaceError> {
    edition.content.as_ref().map_err(|damage| {
        WorkspaceError::Asked(match damage {
            Damage::Missing => reasons::frozen_missing(),
            Damage::OtherHash => reasons::frozen_changed(),
            Damage::Unreadable => reasons::frozen_unreadable(),
        })
    })
}

//! What left the group and names a person, or rests on what a source told: publications that were frozen, bags that were
//! handed over. Whoever takes a consent back can be told of these; they cannot be called back.

use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use aigaq_registers::consents::ConsentFacts;
use aigaq_schema::{RecordId, Value};
use aigaq_view::{Audience, Brief, Reader};

/// One thing that is out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct OutAlready {
    /// Its record.
    pub id: RecordId,
    /// What it is called.
    pub title: String,
    /// Of which day it is, for whom, and which it revises, in words.
    pub told: String,
    /// A frozen publication, which has a page of its own; else a bag that was handed over.
    pub is_publication: bool,
}

impl Workspace {
    /// What is out with the name of a person, or the words of a source, who took a consent back: asked of them or of the
    /// consent. `None` where
    /// none was taken back.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn out_already(
        &self,
        ask: &Asking,
        record: RecordId,
    ) -> Result<Option<Vec<OutAlready>>, WorkspaceError> {
        let Some(brief) = self.view.brief(&ask.reader, record)? else {
            return Ok(None);
        };
        let person = match brief.record_type.as_str() {
            "actor" | "source" => {
                let said = self.view.consents_of(record)?;
                let is_back = said.iter().any(ConsentFacts::is_taken_back);
                is_back.then_some(record)
            }
            "consent" if is_taken_back(&brief) => match brief.value("person") {
                Some(Value::Reference(person)) => Some(*person),
                _ => None,
            },
            _ => None,
        };
        let naming = Naming::new(&self.view, *ask);
        person
            .map(|person| self.out_with_name(&naming, person))
            .transpose()
    }

    /// The frozen publications for others than the group, and the bags, that name a person, or rest on a source, by any
    /// record that is one with theirs.
    pub(super) fn out_with_name(
        &self,
        naming: &Naming<'_>,
        person: RecordId,
    ) -> Result<Vec<OutAlready>, WorkspaceError> {
        let keeper = Reader::keeper();
        let mut all = Vec::new();
        for member in self.one_with(person)? {
            for property in ["named", "told_by"] {
                let found = self
                    .view
                    .pointing(&keeper, member, "publication", property)?;
                all.extend(found);
            }
        }
        all.sort_by_key(|publication| publication.id);
        all.dedup_by_key(|publication| publication.id);
        all.retain(|publication| {
            let audience = publication.value("audience").map(Value::plain);
            // One of a newer version is taken for the widest.
            audience.is_none_or(|code| Audience::of_code(&code).is_none_or(Audience::is_outside))
        });
        let mut out = all
            .iter()
            .map(|publication| publication_out(naming, publication))
            .collect::<Result<Vec<_>, WorkspaceError>>()?;
        // Bags of evidence are out as well.
        let bag = naming.type_label("handover");
        let bags = self.handed_over(naming, self.one_with(person)?)?;
        out.extend(bags.into_iter().map(|(id, told)| OutAlready {
            id,
            title: format!("{bag}: {told}"),
            told: String::new(),
            is_publication: false,
        }));
        Ok(out)
    }
}

fn publication_out(naming: &Naming<'_>, publication: &Brief) -> Result<OutAlready, WorkspaceError> {
    let told = ["as_of", "audience", "revises"]
        .into_iter()
        .filter_map(|code| {
            let property = naming.schema.property("publication", code)?;
            let words = match publication.value(code)? {
                Value::Reference(id) => naming.by_id(*id).ok().flatten()?.caption,
                value => naming.value_text(property, value),
            };
            let label = property.label.get(naming.ask.language);
            Some(format!("{label}: {words}"))
        });
    Ok(OutAlready {
        id: publication.id,
        title: naming.named(publication)?.caption,
        told: told.collect::<Vec<_>>().join(", "),
        is_publication: true,
    })
}

fn is_taken_back(consent: &Brief) -> bool {
    consent.get("withdrawn").is_some()
        || consent.value("state").map(Value::plain).as_deref() == Some("withdrawn")
}

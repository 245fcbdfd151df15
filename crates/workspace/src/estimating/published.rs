//! An estimate as a document, for the readers it was made for.

use super::{EstimateWish, Estimated};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_publishing::estimates::{EstimateInput, document, label};
use aigaq_publishing::{Document, Phrases};
use aigaq_view::Audience;

impl Workspace {
    /// The publication of an estimate, with the sentences without which it may not stand.
    ///
    /// # Errors
    /// When its population cannot be counted here any more.
    pub fn published_estimate(
        &self,
        ask: &Asking,
        (wish, found): (&EstimateWish, &Estimated),
        (title, caveat): (String, Option<String>),
    ) -> Result<Document, WorkspaceError> {
        let words = self.definition_words(ask, &wish.population)?;
        let audience = ask.reader.audience();
        let mut conditions = words.only;
        conditions.extend(words.dated);
        conditions.extend(words.least.map(|level| level.label));
        let input = EstimateInput {
            title,
            audience: match audience {
                Audience::Public => aigaq_publishing::Audience::Public,
                Audience::Internal => aigaq_publishing::Audience::Internal,
            },
            unit: words.unit,
            conditions,
            period: words.period,
            by: label(&format!("by.{}", wish.by.word()), ask.language),
            as_of: aigaq_publishing::dates::day(ask.today, ask.language).unwrap_or_default(),
            caveat,
            report: &found.report,
            parts: found.parts.as_ref(),
            hash: &found.hash,
            threshold: self.threshold_for(audience),
        };
        Ok(document(&input, Phrases::of(ask.language)))
    }
}

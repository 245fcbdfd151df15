//! An estimate as a document, for the readers it was made for.

use super::{EstimateWish, Estimated};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::outputs::{Withheld, for_whom};
use aigaq_estimation::message::Place;
use aigaq_estimation::report::Report;
use aigaq_publishing::estimates::{EstimateInput, document, label};
use aigaq_publishing::{Document, Phrases};

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
        // Lists are called by titles and publishers, which may name somebody who may not be named.
        let withheld = Withheld::of(self, ask)?;
        let clean = |text: &str| withheld.clean(text);
        let report = cleaned(&found.report, &clean);
        let mut parts = found.parts.clone();
        for part in parts.iter_mut().flat_map(|parts| &mut parts.strata) {
            part.name = clean(&part.name);
        }
        let conditions = conditions.iter().map(|said| clean(said)).collect();
        let input = EstimateInput {
            title,
            audience: for_whom(audience),
            unit: words.unit,
            conditions,
            period: words.period,
            by: label(&format!("by.{}", wish.by.word()), ask.language),
            as_of: aigaq_publishing::dates::day(ask.today, ask.language).unwrap_or_default(),
            caveat,
            report: &report,
            parts: parts.as_ref(),
            hash: (!audience.is_outside()).then_some(found.hash.as_str()),
            threshold: self.threshold_for(audience),
        };
        Ok(document(&input, Phrases::of(ask.language)))
    }
}

/// The report with what its lists are called made clean, in its sentences too.
fn cleaned(report: &Report, clean: &dyn Fn(&str) -> String) -> Report {
    let mut report = report.clone();
    for list in &mut report.lists {
        *list = clean(list);
    }
    for pair in &mut report.pairs {
        pair.first = clean(&pair.first);
        pair.second = clean(&pair.second);
    }
    for checked in &mut report.lists_as_population {
        checked.list = clean(&checked.list);
    }
    for step in &mut report.trajectory {
        step.added = clean(&step.added);
    }
    let messages = [
        &mut report.sentences,
        &mut report.reasons,
        &mut report.help,
        &mut report.notes,
    ];
    for (_, place) in messages
        .into_iter()
        .flatten()
        .flat_map(|message| &mut message.places)
    {
        if let Place::Text(text) = place {
            *text = clean(text);
        }
    }
    report
}

//! Editions of one publication: which came before, and what changed since.

use super::content::{Content, Damage, joined};
use super::making::{ESTIMATE, TABLE};
use super::{FreezeWish, PUBLICATION};
use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::outputs::Withheld;
use aigaq_counting::Definition;
use aigaq_counting::revision::{Change, Revision as Revised};
use aigaq_publishing::revisions::{Reason, why};
use aigaq_publishing::{Phrases, Revision, Unit};
use aigaq_schema::{RecordId, Value};
use aigaq_view::{Brief, Reader};
use std::collections::BTreeMap;

/// A publication as it is kept.
pub(super) struct Edition {
    pub id: RecordId,
    pub brief: Brief,
    pub content: Result<Content, Damage>,
    /// The text of the content as it is kept; empty when a piece is missing.
    pub whole: String,
}

impl Edition {
    /// When it was made: the newest edition is the one that a new one revises.
    fn made(&self) -> (i64, RecordId) {
        let made = self
            .content
            .as_ref()
            .map_or(i64::MIN, |content| content.made.0);
        (made, self.id)
    }
}

pub(super) fn text<'b>(brief: &'b Brief, property: &str) -> &'b str {
    match brief.value(property) {
        Some(Value::Text { text, .. } | Value::Term(text)) => text,
        _ => "",
    }
}

impl Workspace {
    /// All publications that hold something frozen, in the order of their rows.
    pub(super) fn editions(&self) -> Result<Vec<Edition>, WorkspaceError> {
        let live = self
            .view
            .columns()
            .table(PUBLICATION)
            .map(|table| table.live().rows());
        let mut all = Vec::new();
        for row in live.into_iter().flatten() {
            let brief = self.view.brief_at(&Reader::keeper(), PUBLICATION, row)?;
            all.extend(brief.and_then(edition));
        }
        Ok(all)
    }

    /// A publication that holds something frozen.
    pub(super) fn edition(&self, id: RecordId) -> Result<Option<Edition>, WorkspaceError> {
        let brief = self.view.brief(&Reader::keeper(), id)?;
        Ok(brief
            .filter(|brief| brief.record_type == PUBLICATION)
            .and_then(edition))
    }

    /// The editions of the same for the same readers, the newest last.
    pub(super) fn editions_before(
        &self,
        wish: &FreezeWish,
    ) -> Result<Vec<Edition>, WorkspaceError> {
        let parameters = wish.of.parameters();
        let same = |edition: &Edition| {
            text(&edition.brief, "parameters") == parameters
                && text(&edition.brief, "audience") == wish.audience.code()
        };
        let mut all = self.editions()?;
        all.retain(same);
        all.sort_by_key(Edition::made);
        Ok(all)
    }

    /// What changed in the main figures of publications over a period that the same readers have: of each the newest
    /// edition.
    pub(crate) fn revisions_of(
        &self,
        ask: &Asking,
        audience: &str,
    ) -> Result<Vec<Revision>, WorkspaceError> {
        let mut newest: BTreeMap<String, Edition> = BTreeMap::new();
        for edition in self.editions()? {
            let brief = &edition.brief;
            let is_single = [TABLE, ESTIMATE].contains(&text(brief, "kind"));
            if is_single || text(brief, "audience") != audience {
                continue;
            }
            let parameters = text(brief, "parameters").to_owned();
            let is_newer = newest
                .get(&parameters)
                .is_none_or(|there| there.made() < edition.made());
            if is_newer {
                newest.insert(parameters, edition);
            }
        }
        let mut all = Vec::new();
        for edition in newest.values() {
            let Ok(content) = &edition.content else {
                continue;
            };
            for change in self.changes_in(ask, content)? {
                // Publications of several kinds tell the same figure.
                if !all.contains(&change) {
                    all.push(change);
                }
            }
        }
        Ok(all)
    }

    /// What changed in a publication since it was made, figure by figure: of each count the total, then its rows.
    pub(super) fn changes_in(
        &self,
        ask: &Asking,
        content: &Content,
    ) -> Result<Vec<Revision>, WorkspaceError> {
        // A row is called as it was when it was published, also of somebody who may not be named any more.
        let withheld = Withheld::of(self, ask)?;
        let mut all = Vec::new();
        for count in &content.counts {
            let of = (content.publication, &content.head, content.made.0);
            let (mut revised, now) = self.revised(ask, count, of)?;
            // What was shown when it was published may not be any more.
            let threshold = count
                .threshold
                .max(self.threshold_for(ask.reader.audience()));
            let mut editions = [&count.counted, &now].into_iter();
            if threshold.is_some_and(|least| editions.any(|counted| counted.has_fewer_than(least)))
            {
                // Beside a number that is left out others are, so that it cannot be computed from them: a change would
                // tell these.
                revised.rows.clear();
            }
            let mut told = self.tell_changes(ask, &count.definition, &revised, threshold)?;
            for revision in &mut told {
                revision.what = withheld.clean(&revision.what);
            }
            all.extend(told);
        }
        Ok(all)
    }

    /// Changes as they are printed. A number that is not shown is not shown in a change either.
    pub(super) fn tell_changes(
        &self,
        ask: &Asking,
        definition: &Definition,
        revised: &Revised,
        threshold: Option<u64>,
    ) -> Result<Vec<Revision>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let words = self.definition_words(ask, definition)?;
        let unit = Unit::from_key(definition.unit_name());
        let phrases = Phrases::of(ask.language);
        let period = words.period.unwrap_or_default();
        let least = words.least.map_or_else(String::new, |level| {
            phrases.fill("quote.least", &[("level", &level.label)])
        });
        let only = words.only.join("; ");
        let mut told = Vec::new();
        let mut tell = |label: String, change: &Change| {
            let is_hidden =
                |number: u64| threshold.is_some_and(|least| number > 0 && number < least);
            if change.is_none() || is_hidden(change.old) || is_hidden(change.new) {
                return;
            }
            let parts = [label, only.clone(), period.clone(), least.clone()];
            let what: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            told.push(Revision {
                what: what.join(", "),
                unit: unit.unwrap_or(Unit::Records),
                old: change.old,
                new: change.new,
                why: why(&reasons(change), phrases),
            });
        };
        let name = match unit {
            Some(_) => naming.words.say("frozen.in_all"),
            None => words.unit,
        };
        tell(name, &revised.total);
        for row in &revised.rows {
            tell(row.label.join(" · "), &row.change);
        }
        Ok(told)
    }
}

/// Why a number changed, in the order in which it is told.
fn reasons(change: &Change) -> [(Reason, u64); 7] {
    let why = &change.why;
    [
        (Reason::LearnedLate, why.learned_late),
        (Reason::RecodedIn, why.recoded_in),
        (Reason::ToldApart, why.told_apart),
        (Reason::Merged, why.merged),
        (Reason::RecodedOut, why.recoded_out),
        (Reason::Withdrawn, why.withdrawn),
        (Reason::Closed, why.closed),
    ]
}

/// What a publication's record holds; none when nothing was frozen in it.
fn edition(brief: Brief) -> Option<Edition> {
    let pieces: Vec<&str> = brief
        .values("snapshot")
        .filter_map(|value| match value {
            Value::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let hash = text(&brief, "hash");
    if pieces.is_empty() && hash.is_empty() {
        return None;
    }
    let whole = joined(pieces.into_iter());
    let content = match &whole {
        Some(whole) => Content::read(whole, hash),
        None => Err(Damage::Missing),
    };
    Some(Edition {
        id: brief.id,
        content,
        whole: whole.unwrap_or_default(),
        brief,
    })
}

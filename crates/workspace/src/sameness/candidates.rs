//! What is kept at hand between two questions: who may be one, and what does not agree. Made when first asked for, and
//! anew when something was said that bears on it.

use super::explained::{ExplanationView, of_names, of_people, of_reports};
use super::material::names;
use super::queue::CandidateKind;
use crate::checking::Checked;
use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::outputs::RegistersAtHand;
use crate::restrictions::RestrictionsAtHand;
use crate::words::Words;
use aigaq_matching::bits::Bits;
use aigaq_matching::decision::Held;
use aigaq_matching::events::Reports;
use aigaq_matching::organisations::Organisations;
use aigaq_matching::people::People;
use aigaq_schema::RecordId;
use aigaq_view::{Reader, TakenIn};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Threads that look for pairs: a laptop has two.
const THREADS: usize = 2;

/// What is kept at hand.
#[derive(Debug, Default)]
pub(crate) struct AtHand {
    candidates: Mutex<BTreeMap<CandidateKind, Arc<Candidates>>>,
    checked: Mutex<Option<Checked>>,
    pub(crate) restrictions: RestrictionsAtHand,
    pub(crate) registers: RegistersAtHand,
}

impl AtHand {
    /// What the checks found.
    // A thread that failed while it held one of these left it as it was, or not yet made.
    pub(crate) fn checked(&self) -> MutexGuard<'_, Option<Checked>> {
        self.checked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn candidates(&self) -> MutexGuard<'_, BTreeMap<CandidateKind, Arc<Candidates>>> {
        self.candidates
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Records of one kind, ready to be compared, and the pairs that may be one.
#[derive(Debug)]
pub(crate) struct Candidates {
    taken_in: TakenIn,
    compared: Compared,
    /// Best first, whatever was decided about them.
    pub proposals: Vec<(RecordId, RecordId)>,
}

/// Records of one kind as they are compared.
#[derive(Debug)]
enum Compared {
    People(Box<People<RecordId>>),
    Organisations(Organisations<RecordId>),
    Reports(Reports<RecordId>),
}

impl Candidates {
    /// Why two records may be one, in words; `None` when one of them is not compared.
    pub fn explained(
        &self,
        words: &Words,
        one: RecordId,
        other: RecordId,
    ) -> Option<ExplanationView> {
        match &self.compared {
            Compared::People(people) => Some(of_people(words, &people.explain(&one, &other)?)),
            Compared::Organisations(all) => Some(of_names(words, &all.explain(one, other)?)),
            Compared::Reports(reports) => Some(of_reports(words, &reports.explain(one, other)?)),
        }
    }

    /// The evidence that two records are one; none when one of them is not compared.
    pub fn evidence(&self, one: RecordId, other: RecordId) -> Bits {
        let found = match &self.compared {
            Compared::People(people) => people.explain(&one, &other).map(|why| why.bits),
            Compared::Organisations(all) => all.explain(one, other).map(|why| why.level.bits()),
            Compared::Reports(reports) => reports.explain(one, other).map(|why| why.bits),
        };
        found.unwrap_or(Bits::ZERO)
    }
}

impl Workspace {
    /// The records of a kind, and the pairs that may be one.
    pub(crate) fn candidates(
        &self,
        kind: CandidateKind,
    ) -> Result<Arc<Candidates>, WorkspaceError> {
        let mut kept = self.at_hand.candidates();
        if let Some(there) = kept.get(&kind)
            && !self
                .view
                .spoken_of_type_since(kind.rests_on(), there.taken_in)?
        {
            return Ok(Arc::clone(there));
        }
        let taken_in = self.view.taken_in()?;
        let nothing = Held::<RecordId, ()>::of(&[]);
        let stop = self.stop();
        let goes_on = || !stop.is_asked();
        let (compared, proposals) = match kind {
            CandidateKind::People => {
                let people = self.people_to_compare()?;
                let found = people.proposals_while(&nothing, THREADS, &goes_on);
                let found = found.ok_or(WorkspaceError::GivenUp)?;
                let pairs = found.iter().map(|p| (p.one, p.other)).collect();
                (Compared::People(Box::new(people)), pairs)
            }
            CandidateKind::Organisations => {
                let all = self.organisations_to_compare()?;
                let pairs = all.proposals_while(&goes_on);
                let pairs = pairs.ok_or(WorkspaceError::GivenUp)?;
                (Compared::Organisations(all), pairs)
            }
            CandidateKind::Events | CandidateKind::Acts => {
                let reports = self.reports_to_compare(kind)?;
                let found = reports.proposals_while(&nothing, &goes_on);
                let mut found = found.ok_or(WorkspaceError::GivenUp)?;
                if kind == CandidateKind::Acts {
                    // The same done to another person is another act.
                    found.retain(|pair| {
                        if !goes_on() {
                            return false;
                        }
                        let why = reports.explain(pair.one, pair.other);
                        why.is_some_and(|why| !why.other_people)
                    });
                }
                let pairs = found.iter().map(|p| (p.one, p.other)).collect();
                (Compared::Reports(reports), pairs)
            }
        };
        if !goes_on() {
            return Err(WorkspaceError::GivenUp);
        }
        let candidates = Arc::new(Candidates {
            taken_in,
            compared,
            proposals,
        });
        kept.insert(kind, Arc::clone(&candidates));
        Ok(candidates)
    }

    fn organisations_to_compare(&self) -> Result<Organisations<RecordId>, WorkspaceError> {
        let keeper = Reader::keeper();
        let mut all = Vec::new();
        for row in self.rows_of_organisations() {
            if let Some(brief) = self.view.brief_at(&keeper, "actor", row)? {
                let mut called = names(&brief);
                called.extend(brief.value("abbreviation").map(aigaq_schema::Value::plain));
                all.push((brief.id, called));
            }
        }
        Ok(Organisations::of(all))
    }
}

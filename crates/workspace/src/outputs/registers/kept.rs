//! What the registers are made of, kept until something is said that bears on it: a person goes from one page of a
//! register to the next, and every page tells of how all of it stands.

use super::pressure::Pressure;
use super::rules::Marks;
use crate::error::WorkspaceError;
use crate::kept::Kept;
use crate::open::Workspace;
use crate::restrictions::Restrictions;
use aigaq_registers::assemblies::AssemblyFacts;
use aigaq_registers::cases::CaseFacts;
use aigaq_registers::commitments::{AssessmentFacts, CommitmentFacts};
use aigaq_registers::deadlines::Occurrence;
use aigaq_registers::decisions::DecisionFacts;
use aigaq_registers::flaws::Flaw;
use aigaq_registers::prisoners::ListingFacts;
use aigaq_view::{Brief, Reader};
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Records with what a register is told of them.
pub(in crate::outputs) type Facts<T> = Vec<(Brief, T)>;

/// Where each is kept.
#[derive(Debug, Default)]
pub(crate) struct RegistersAtHand {
    applications: Place<Facts<AssemblyFacts>>,
    cases: Place<Facts<CaseFacts>>,
    commitments: Place<Facts<CommitmentFacts>>,
    assessments: Place<Vec<AssessmentFacts>>,
    decisions: Place<Facts<DecisionFacts>>,
    listings: Place<Facts<ListingFacts>>,
    occurrences: Place<Vec<Occurrence>>,
    pressure: Place<Vec<Pressure>>,
    marks: Place<Marks>,
    flaws: Mutex<Option<Flawed>>,
}

type Place<T> = Mutex<Option<Kept<T>>>;

/// The flaws of restrictions, and what they were found in.
#[derive(Debug)]
struct Flawed {
    restrictions: Arc<Restrictions>,
    cases: Arc<Facts<CaseFacts>>,
    found: Arc<Vec<Flaw>>,
}

// A thread that failed while it held a place left it as it was, or not yet made.
fn at<T>(place: &Mutex<T>) -> MutexGuard<'_, T> {
    place.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Workspace {
    /// What a register needs of the records of these types alone.
    fn kept_of<T>(
        &self,
        place: &Place<T>,
        reader: &Reader,
        types: &[&str],
        read: impl FnOnce() -> Result<T, WorkspaceError>,
    ) -> Result<Arc<T>, WorkspaceError> {
        self.read_once(at(place), reader, types, || Ok((read()?, HashSet::new())))
    }

    /// Notices and applications for assemblies.
    pub(super) fn assembly_facts(
        &self,
        reader: &Reader,
    ) -> Result<Arc<Facts<AssemblyFacts>>, WorkspaceError> {
        let place = &self.at_hand.registers.applications;
        self.kept_of(place, reader, &["application"], || {
            self.read_assemblies(reader)
        })
    }

    /// Cases with their steps.
    pub(super) fn case_facts(
        &self,
        reader: &Reader,
    ) -> Result<Arc<Facts<CaseFacts>>, WorkspaceError> {
        let place = &self.at_hand.registers.cases;
        self.kept_of(place, reader, &["case", "stage"], || {
            self.read_cases(reader)
        })
    }

    /// Recommendations, pledges, topics.
    pub(in crate::outputs) fn commitment_facts(
        &self,
        reader: &Reader,
    ) -> Result<Arc<Facts<CommitmentFacts>>, WorkspaceError> {
        let place = &self.at_hand.registers.commitments;
        self.kept_of(place, reader, &["commitment"], || {
            self.read_commitments(reader)
        })
    }

    /// Assessments; one without a commitment or an axis says nothing here.
    pub(in crate::outputs) fn assessment_facts(
        &self,
        reader: &Reader,
    ) -> Result<Arc<Vec<AssessmentFacts>>, WorkspaceError> {
        let place = &self.at_hand.registers.assessments;
        self.kept_of(place, reader, &["assessment"], || {
            self.read_assessments(reader)
        })
    }

    /// Decisions of courts and bodies.
    pub(super) fn decision_facts(
        &self,
        reader: &Reader,
    ) -> Result<Arc<Facts<DecisionFacts>>, WorkspaceError> {
        let place = &self.at_hand.registers.decisions;
        self.kept_of(place, reader, &["decision"], || self.read_decisions(reader))
    }

    /// Decisions on lists of political prisoners; one without a person or a status says nothing here.
    pub(super) fn listing_facts(
        &self,
        reader: &Reader,
    ) -> Result<Arc<Facts<ListingFacts>>, WorkspaceError> {
        let place = &self.at_hand.registers.listings;
        self.kept_of(place, reader, &["listing"], || self.read_listings(reader))
    }

    /// Everything that can start a time of the law.
    pub(super) fn occurrences(
        &self,
        reader: &Reader,
    ) -> Result<Arc<Vec<Occurrence>>, WorkspaceError> {
        const BEARING: &[&str] = &["case", "stage", "application", "intervention", "decision"];
        let place = &self.at_hand.registers.occurrences;
        self.kept_of(place, reader, BEARING, || self.read_occurrences(reader))
    }

    /// Everything done to organisations.
    pub(super) fn pressure(&self, reader: &Reader) -> Result<Arc<Vec<Pressure>>, WorkspaceError> {
        const BEARING: &[&str] = &["act", "involvement", "application", "restriction", "actor"];
        let place = &self.at_hand.registers.pressure;
        self.kept_of(place, reader, BEARING, || self.read_pressure(reader))
    }

    /// What judgements name: rules that were read, reminders that were dealt with.
    pub(super) fn marks(&self, reader: &Reader) -> Result<Arc<Marks>, WorkspaceError> {
        let place = &self.at_hand.registers.marks;
        self.kept_of(place, reader, &["judgement"], || self.read_marks(reader))
    }

    /// The flaws of restrictions: dates, pairs that exclude each other, releases of people never held. `find` is asked
    /// where the restrictions or the cases are others than last time.
    pub(super) fn kept_flaws(
        &self,
        reader: &Reader,
        find: impl FnOnce(&Restrictions, &Facts<CaseFacts>) -> Vec<Flaw>,
    ) -> Result<Arc<Vec<Flaw>>, WorkspaceError> {
        let restrictions = self.restrictions(reader)?;
        let cases = self.case_facts(reader)?;
        let mut kept = at(&self.at_hand.registers.flaws);
        let still = kept.as_ref().filter(|kept| {
            Arc::ptr_eq(&kept.restrictions, &restrictions) && Arc::ptr_eq(&kept.cases, &cases)
        });
        if let Some(kept) = still {
            return Ok(Arc::clone(&kept.found));
        }
        let found = Arc::new(find(&restrictions, &cases));
        *kept = Some(Flawed {
            restrictions,
            cases,
            found: Arc::clone(&found),
        });
        Ok(found)
    }
}

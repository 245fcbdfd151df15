//! What the registers are made of, kept until something is said that bears on it: a person goes from one page of a
//! register to the next, and every page tells of how all of it stands.

use super::deadlines::all_deadlines;
use super::marks::{Marked, Marks};
use super::pressure::{Pressure, all_pressure};
use super::reading::{
    Acts, Applications, Assessments, Cases, Commitments, Decisions, Figures, Interventions, Judged,
    Listings, MarkedNotes,
};
use crate::error::WorkspaceError;
use crate::kept::{All, Derived, Place, Version};
use crate::open::Workspace;
use crate::restrictions::Restrictions;
use aigaq_registers::assemblies::AssemblyFacts;
use aigaq_registers::cases::CaseFacts;
use aigaq_registers::commitments::{AssessmentFacts, CommitmentFacts, CommitmentRegister, Due};
use aigaq_registers::deadlines::Deadline;
use aigaq_registers::decisions::DecisionFacts;
use aigaq_registers::flaws::Flaw;
use aigaq_registers::prisoners::ListingFacts;
use aigaq_schema::{Day, PartialDate, RecordId};
use aigaq_view::{Brief, Reader, TakenIn};
use std::sync::Arc;

/// Records with what a register is told of them.
pub(in crate::outputs) type Facts<T> = All<(Brief, T)>;

/// An application; with what is told of the assembly, where it is for one.
pub(super) type Application = (Brief, Option<AssemblyFacts>);

/// An act that is pressure on organisations.
#[derive(Debug, Clone)]
pub(super) struct ActOn {
    pub act: RecordId,
    pub group: &'static str,
    pub date: Option<PartialDate>,
    /// Until when, where it lasted.
    pub end: Option<PartialDate>,
    pub organisations: Vec<RecordId>,
}

/// Where each is kept.
#[derive(Debug, Default)]
pub(crate) struct RegistersAtHand {
    acts: Place<ActOn>,
    applications: Place<Application>,
    cases: Place<(Brief, CaseFacts)>,
    commitments: Place<(Brief, CommitmentFacts)>,
    assessments: Place<AssessmentFacts>,
    decisions: Place<(Brief, DecisionFacts)>,
    interventions: Place<Brief>,
    notes: Place<Brief>,
    figures: Place<Brief>,
    listings: Place<(Brief, ListingFacts)>,
    judged: Place<Marked>,
    marks: Derived<(Version, TakenIn), Marks>,
    deadlines: Derived<[Version; 4], Vec<Deadline<'static>>>,
    pressure: Derived<[Version; 3], Vec<Pressure>>,
    due: Derived<([Version; 2], Day), Vec<Due>>,
    flaws: Derived<[Version; 2], Vec<Flaw>>,
}

impl Workspace {
    /// Applications of all kinds.
    pub(super) fn applications(
        &self,
        reader: &Reader,
    ) -> Result<Arc<All<Application>>, WorkspaceError> {
        self.told::<Applications<'_>>(&self.at_hand.registers.applications, reader)
    }

    /// Cases with their steps.
    pub(super) fn case_facts(
        &self,
        reader: &Reader,
    ) -> Result<Arc<Facts<CaseFacts>>, WorkspaceError> {
        self.told::<Cases<'_>>(&self.at_hand.registers.cases, reader)
    }

    /// Recommendations, pledges, topics.
    pub(in crate::outputs) fn commitment_facts(
        &self,
        reader: &Reader,
    ) -> Result<Arc<Facts<CommitmentFacts>>, WorkspaceError> {
        self.told::<Commitments<'_>>(&self.at_hand.registers.commitments, reader)
    }

    /// Assessments; one without a commitment or an axis says nothing here.
    pub(in crate::outputs) fn assessment_facts(
        &self,
        reader: &Reader,
    ) -> Result<Arc<All<AssessmentFacts>>, WorkspaceError> {
        self.told::<Assessments<'_>>(&self.at_hand.registers.assessments, reader)
    }

    /// What commitments wait for, as it stands on a day.
    pub(super) fn due_commitments(
        &self,
        reader: &Reader,
        on: Day,
    ) -> Result<Arc<Vec<Due>>, WorkspaceError> {
        let commitments = self.commitment_facts(reader)?;
        let assessments = self.assessment_facts(reader)?;
        let of = ([commitments.version(), assessments.version()], on);
        self.at_hand.registers.due.get(of, || {
            let all = commitments.iter().map(|(_, facts)| facts.clone());
            Ok(CommitmentRegister::on(on, all, assessments.to_vec()).due())
        })
    }

    /// Decisions of courts and bodies.
    pub(super) fn decision_facts(
        &self,
        reader: &Reader,
    ) -> Result<Arc<Facts<DecisionFacts>>, WorkspaceError> {
        self.told::<Decisions<'_>>(&self.at_hand.registers.decisions, reader)
    }

    /// Appeals, letters and complaints of one's own.
    pub(super) fn interventions(&self, reader: &Reader) -> Result<Arc<All<Brief>>, WorkspaceError> {
        self.told::<Interventions<'_>>(&self.at_hand.registers.interventions, reader)
    }

    /// Notes that somebody wants to come back to.
    pub(super) fn marked_notes(&self, reader: &Reader) -> Result<Arc<All<Brief>>, WorkspaceError> {
        self.told::<MarkedNotes<'_>>(&self.at_hand.registers.notes, reader)
    }

    /// Numbers that others published.
    pub(crate) fn published_figures(
        &self,
        reader: &Reader,
    ) -> Result<Arc<All<Brief>>, WorkspaceError> {
        self.told::<Figures<'_>>(&self.at_hand.registers.figures, reader)
    }

    /// Decisions on lists of political prisoners; one without a person or a status says nothing here.
    pub(super) fn listing_facts(
        &self,
        reader: &Reader,
    ) -> Result<Arc<Facts<ListingFacts>>, WorkspaceError> {
        self.told::<Listings<'_>>(&self.at_hand.registers.listings, reader)
    }

    /// What the law's times make of everything that happened, whatever the day.
    pub(super) fn deadlines(
        &self,
        reader: &Reader,
    ) -> Result<Arc<Vec<Deadline<'static>>>, WorkspaceError> {
        let cases = self.case_facts(reader)?;
        let applications = self.applications(reader)?;
        let interventions = self.interventions(reader)?;
        let decisions = self.decision_facts(reader)?;
        let of = [
            cases.version(),
            applications.version(),
            interventions.version(),
            decisions.version(),
        ];
        self.at_hand.registers.deadlines.get(of, || {
            Ok(all_deadlines(
                &cases,
                &applications,
                &interventions,
                &decisions,
            ))
        })
    }

    /// Everything done to organisations.
    pub(super) fn pressure(&self, reader: &Reader) -> Result<Arc<Vec<Pressure>>, WorkspaceError> {
        let acts = self.told::<Acts<'_>>(&self.at_hand.registers.acts, reader)?;
        let restrictions = self.restrictions(reader)?;
        let applications = self.applications(reader)?;
        let of = [
            acts.version(),
            restrictions.version(),
            applications.version(),
        ];
        self.at_hand.registers.pressure.get(of, || {
            all_pressure((self, reader), &acts, &restrictions, &applications)
        })
    }

    /// What judgements name: rules that were read, reminders that were dealt with.
    pub(super) fn marks(&self, reader: &Reader) -> Result<Arc<Marks>, WorkspaceError> {
        let judged = self.told::<Judged<'_>>(&self.at_hand.registers.judged, reader)?;
        let marks = &self.at_hand.registers.marks;
        let as_of = self.view.taken_in()?;
        marks.get((judged.version(), as_of), || self.marks_of(&judged))
    }

    /// The flaws of restrictions: dates, pairs that exclude each other, releases of people never held.
    pub(super) fn kept_flaws(
        &self,
        reader: &Reader,
        find: impl FnOnce(&Restrictions, &Facts<CaseFacts>) -> Result<Vec<Flaw>, WorkspaceError>,
    ) -> Result<Arc<Vec<Flaw>>, WorkspaceError> {
        let restrictions = self.restrictions(reader)?;
        let cases = self.case_facts(reader)?;
        let of = [restrictions.version(), cases.version()];
        let flaws = &self.at_hand.registers.flaws;
        flaws.get(of, || find(&restrictions, &cases))
    }
}

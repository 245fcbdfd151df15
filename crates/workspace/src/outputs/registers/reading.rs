//! How the registers read each type of record: what is told of it, as facts.

use super::kept::{ActOn, Application};
use super::marks::Marked;
use super::material::{code, minute, references};
use super::organisations::GROUPS;
use crate::error::WorkspaceError;
use crate::kept::{Much, Parts, Reads};
use crate::open::Workspace;
use crate::restrictions::{HolderKinds, date, reference};
use crate::standing::StandingFor;
use aigaq_registers::cases::{CaseFacts, CaseStep};
use aigaq_registers::commitments::{AssessmentFacts, Axis, CommitmentFacts};
use aigaq_registers::decisions::{CarriedOut, DecisionFacts};
use aigaq_registers::prisoners::{Decided, ListingFacts};
use aigaq_registers::restrictions::HolderKind;
use aigaq_schema::RecordId;
use aigaq_view::{Brief, Reader};

/// Reads records that have no parts. `$standing` gives the record that stands for another one, on which the record then
/// rests.
macro_rules! reads_alone {
    ($(#[$doc:meta])* $name:ident, $record_type:literal, $told:ty, |$workspace:ident, $reader:ident, $standing:ident, $brief:ident| $read:expr) => {
        $(#[$doc])*
        pub(super) struct $name<'w>(&'w Workspace, Reader, StandingFor<'w>);

        impl<'w> Reads<'w> for $name<'w> {
            type Told = $told;
            const RECORD_TYPE: &'static str = $record_type;
            const PARTS: &'static [&'static str] = &[];

            fn begin(
                workspace: &'w Workspace,
                reader: &Reader,
                _: Much,
            ) -> Result<Self, WorkspaceError> {
                Ok(Self(workspace, *reader, StandingFor::new(workspace, *reader)?))
            }

            fn read(
                &mut self,
                $brief: Brief,
                rests_on: &mut Vec<RecordId>,
            ) -> Result<Option<$told>, WorkspaceError> {
                let ($workspace, $reader, standing) = (self.0, &self.1, &mut self.2);
                let mut $standing = |record| standing.resting_on(record, rests_on);
                $read
            }
        }
    };
}

reads_alone!(
    /// Applications of all kinds; of those for assemblies, with what is told of these.
    Applications,
    "application",
    Application,
    |workspace, reader, standing, brief| {
        for applicant in references(&brief, "applicant") {
            standing(applicant)?;
        }
        let kind = code(&brief, "kind").unwrap_or_default();
        let is_assembly = workspace.is_within("application_kinds", &kind, "assembly");
        if !is_assembly {
            return Ok(Some((brief, None)));
        }
        let mut assembly = workspace.assembly(&brief, &kind);
        if let (None, Some(event)) = (&assembly.planned, reference(&brief, "event")) {
            standing(event)?;
            let event = workspace.view.brief(reader, event)?;
            assembly.planned = event.and_then(|event| date(&event, "start"));
        }
        Ok(Some((brief, Some(assembly))))
    }
);

reads_alone!(
    /// Recommendations, pledges, topics.
    Commitments,
    "commitment",
    (Brief, CommitmentFacts),
    |workspace, _reader, _standing, brief| {
        let mut documents = references(&brief, "instrument");
        if documents.is_empty() {
            documents = workspace.stands_in(&brief)?;
        }
        let facts = CommitmentFacts {
            record: brief.id,
            documents,
            is_topic: code(&brief, "kind").as_deref() == Some("decree_topic"),
            same_as: references(&brief, "same_as"),
            part_of: references(&brief, "part_of"),
            addressees: references(&brief, "addressee"),
            made_by: references(&brief, "made_by"),
            made_on: date(&brief, "made_on"),
            deadline: date(&brief, "deadline"),
            review: date(&brief, "review"),
        };
        Ok(Some((brief, facts)))
    }
);

reads_alone!(
    /// Assessments: each rests on the records it names as evidence and on the sources of its level. One without a
    /// commitment or an axis says nothing here.
    Assessments,
    "assessment",
    AssessmentFacts,
    |workspace, _reader, _standing, brief| {
        let axis = code(&brief, "axis").as_deref().and_then(Axis::from_code);
        let (Some(commitment), Some(axis)) = (reference(&brief, "commitment"), axis) else {
            return Ok(None);
        };
        let statements = workspace.view.live(brief.id)?;
        let sources = statements
            .iter()
            .filter(|s| s.property == "level" && s.basis.source.is_some())
            .count();
        Ok(Some(AssessmentFacts {
            record: brief.id,
            commitment,
            axis,
            level: code(&brief, "level"),
            direction: code(&brief, "direction"),
            assessors: references(&brief, "assessor"),
            date: date(&brief, "date"),
            evidence: references(&brief, "evidence").len() + sources,
        }))
    }
);

reads_alone!(
    /// Decisions of courts and bodies.
    Decisions,
    "decision",
    (Brief, DecisionFacts),
    |_workspace, _reader, _standing, brief| {
        let carried_out = code(&brief, "carried_out")
            .map(|code| (CarriedOut::from_code(&code), date(&brief, "carried_out_on")));
        let facts = DecisionFacts {
            record: brief.id,
            date: date(&brief, "date"),
            asks: brief.value("remedy").is_some() || brief.value("remedies").is_some(),
            due: date(&brief, "due"),
            answered: date(&brief, "answered"),
            carried_out,
        };
        Ok(Some((brief, facts)))
    }
);

reads_alone!(
    /// Decisions on lists of political prisoners; one without a person or a status says nothing here.
    Listings,
    "listing",
    (Brief, ListingFacts),
    |_workspace, _reader, standing, brief| {
        let decided = code(&brief, "status")
            .as_deref()
            .and_then(Decided::from_code);
        let (Some(person), Some(decided)) = (reference(&brief, "person"), decided) else {
            return Ok(None);
        };
        let facts = ListingFacts {
            record: brief.id,
            person: standing(person)?,
            keeper: reference(&brief, "keeper").map(standing).transpose()?,
            decided,
            date: date(&brief, "date"),
            criteria: brief.values("criteria").count(),
            panel: brief.values("decided_by").count(),
            has_reason: brief.value("reason").is_some(),
        };
        Ok(Some((brief, facts)))
    }
);

reads_alone!(
    /// Appeals, letters and complaints of one's own.
    Interventions,
    "intervention",
    Brief,
    |_workspace, _reader, _standing, brief| Ok(Some(brief))
);

reads_alone!(
    /// Notes that somebody wants to come back to.
    MarkedNotes,
    "note",
    Brief,
    |_workspace, _reader, _standing, brief| Ok(date(&brief, "follow_up").is_some().then_some(brief))
);

reads_alone!(
    /// Numbers that others published.
    Figures,
    "figure",
    Brief,
    |_workspace, _reader, _standing, brief| Ok(Some(brief))
);

reads_alone!(
    /// What judgements name: rules that were read, reminders that were dealt with.
    Judged,
    "judgement",
    Marked,
    |_workspace, _reader, _standing, brief| Ok(Marked::of(&brief))
);

/// Cases with their steps.
pub(super) struct Cases<'w> {
    workspace: &'w Workspace,
    stages: Parts<'w>,
    standing: StandingFor<'w>,
}

impl<'w> Reads<'w> for Cases<'w> {
    type Told = (Brief, CaseFacts);
    const RECORD_TYPE: &'static str = "case";
    const PARTS: &'static [&'static str] = &["stage"];

    fn begin(
        workspace: &'w Workspace,
        reader: &Reader,
        much: Much,
    ) -> Result<Self, WorkspaceError> {
        Ok(Self {
            workspace,
            stages: workspace.parts(reader, much, ("stage", "case"))?,
            standing: StandingFor::new(workspace, *reader)?,
        })
    }

    fn read(
        &mut self,
        brief: Brief,
        rests_on: &mut Vec<RecordId>,
    ) -> Result<Option<Self::Told>, WorkspaceError> {
        for party in references(&brief, "party") {
            self.standing.resting_on(party, rests_on)?;
        }
        let mut steps = Vec::new();
        for stage in self.stages.of(brief.id)? {
            rests_on.push(stage.id);
            let Some(kind) = code(&stage, "kind") else {
                continue;
            };
            steps.push(CaseStep {
                record: stage.id,
                date: date(&stage, "date"),
                minute: minute(&stage, "date"),
                hearing: self.workspace.marked("case_stages", &kind, "hearing"),
                closes: self.workspace.marked("case_stages", &kind, "closes"),
                kind,
            });
        }
        let facts = CaseFacts {
            record: brief.id,
            opened: date(&brief, "opened"),
            decided: date(&brief, "decided"),
            steps,
            follows: references(&brief, "follows"),
        };
        Ok(Some((brief, facts)))
    }
}

/// Act types that are pressure on an organisation.
const ACTS: [&str; 3] = ["ORG", "LAB.union", "MED.close"];

/// Acts that are pressure on an organisation, with the organisations they were done to.
pub(super) struct Acts<'w> {
    workspace: &'w Workspace,
    involvements: Parts<'w>,
    actors: HolderKinds<'w>,
    standing: StandingFor<'w>,
}

impl<'w> Reads<'w> for Acts<'w> {
    type Told = ActOn;
    const RECORD_TYPE: &'static str = "act";
    const PARTS: &'static [&'static str] = &["involvement"];

    fn begin(
        workspace: &'w Workspace,
        reader: &Reader,
        much: Much,
    ) -> Result<Self, WorkspaceError> {
        Ok(Self {
            workspace,
            involvements: workspace.parts(reader, much, ("involvement", "act"))?,
            actors: HolderKinds::new(workspace, *reader),
            standing: StandingFor::new(workspace, *reader)?,
        })
    }

    fn read(
        &mut self,
        brief: Brief,
        rests_on: &mut Vec<RecordId>,
    ) -> Result<Option<ActOn>, WorkspaceError> {
        let Some(group) = self.group_of(&brief) else {
            return Ok(None);
        };
        let mut organisations = Vec::new();
        for involvement in self.involvements.of(brief.id)? {
            rests_on.push(involvement.id);
            let role = code(&involvement, "role").unwrap_or_default();
            let Some(actor) = reference(&involvement, "actor") else {
                continue;
            };
            if !self
                .workspace
                .is_within("involvement_roles", &role, "target")
            {
                continue;
            }
            let actor = self.standing.resting_on(actor, rests_on)?;
            let is_new = !organisations.contains(&actor);
            if is_new && self.actors.of(actor)? == HolderKind::Organisation {
                organisations.push(actor);
            }
        }
        Ok(Some(ActOn {
            act: brief.id,
            group,
            date: date(&brief, "start"),
            end: date(&brief, "end"),
            organisations,
        }))
    }
}

impl Acts<'_> {
    /// The part of the register that an act belongs to; `None` for what is no pressure on an organisation.
    fn group_of(&self, act: &Brief) -> Option<&'static str> {
        let kind = code(act, "type")?;
        let within = |of: &str| self.workspace.is_within("act_types", &kind, of);
        if !ACTS.into_iter().any(within) {
            return None;
        }
        let group = GROUPS
            .into_iter()
            .find(|(_, types)| types.iter().any(|of| within(of)));
        Some(group.map_or("other", |(key, _)| key))
    }
}

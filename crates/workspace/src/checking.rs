//! Checking: what does not agree, in the reader's words, and settling it.
//!
//! The rules are those of `aigaq_checks`; here they are given everything the view holds, and their findings are told
//! with the names of records, the values, sources and rows they rest on. What a person decides about a finding is a
//! judgement in the journal.

mod against;
mod kept;
mod running;
mod saying;
mod settling;

pub use against::{Against, Compared, Told};
pub use running::{CheckFound, CheckProgress, CheckRun};
pub use saying::{FindingView, InvolvedView};
pub use settling::SettleForm;

pub(crate) use kept::Checked;

use crate::error::WorkspaceError;
use crate::history::{device, when};
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::reviewing::first_spoken;
use aigaq_checks::{Findings, Kind, Settlement, Weight};
use aigaq_schema::{ChangeSetId, Period, RecordId};
use kept::Looked;
use saying::Saying;
use std::sync::Arc;

/// What the checks found, in words.
#[derive(Debug, Clone, serde::Serialize)]
pub struct CheckReport {
    /// How many records were looked at.
    pub records: usize,
    /// How many findings of each kind are open and settled, in the order of the kinds; kinds without any are left out.
    pub kinds: Vec<KindCount>,
    /// What nobody has settled, the gravest first.
    pub open: Vec<FindingView>,
    /// What a person has settled.
    pub settled: Vec<SettledView>,
    /// Settlements of findings that are no longer found.
    pub past: Vec<PastSettlement>,
}

/// How many findings of a kind there are.
#[derive(Debug, Clone, serde::Serialize)]
pub struct KindCount {
    /// The kind.
    pub kind: Kind,
    /// In words.
    pub label: String,
    /// Open ones by weight: contradictions, doubts, gaps.
    pub open: [usize; 3],
    /// Settled ones.
    pub settled: usize,
}

/// A finding that was settled.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SettledView {
    /// The finding.
    pub finding: FindingView,
    /// How it was settled.
    pub settlement: PastSettlement,
}

/// How a person settled a finding.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PastSettlement {
    /// The judgement; taking it back opens the finding again.
    pub judgement: RecordId,
    /// The key of the finding.
    pub finding: String,
    /// How, by code of the list `settlements`; empty when not told.
    pub way: String,
    /// In words.
    pub way_label: String,
    /// Why.
    pub reason: String,
    /// When it was recorded, in words.
    pub when: String,
    /// By which device.
    pub device: String,
    /// In which change-set; undoing it opens the finding again. Nothing when the judgement's making is not at hand.
    pub change_set: Option<ChangeSetId>,
}

impl Workspace {
    /// What does not agree. `period`: in which commitments should have been assessed; `None`: ever. What was found is
    /// kept until something is said that bears on it.
    ///
    /// # Errors
    /// When the view cannot be read; [`WorkspaceError::GivenUp`] when it was told to stop.
    pub fn check_records(
        &self,
        ask: &Asking,
        period: Option<Period>,
    ) -> Result<Arc<CheckReport>, WorkspaceError> {
        self.findings(ask, period)?;
        let report = self.checks_at_hand(ask, period)?;
        report.ok_or(WorkspaceError::GivenUp)
    }

    /// As [`Workspace::check_records`], where the findings are at hand; `None` where the checks have to be run
    /// ([`Workspace::begin_checks`]).
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn checks_at_hand(
        &self,
        ask: &Asking,
        period: Option<Period>,
    ) -> Result<Option<Arc<CheckReport>>, WorkspaceError> {
        self.report_at_hand(ask, period, |looked, findings| {
            self.findings_in_words(ask, looked, findings)
        })
    }

    fn findings_in_words(
        &self,
        ask: &Asking,
        looked: &Looked,
        findings: &Findings,
    ) -> Result<CheckReport, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let saying = Saying::new(naming.clone(), &looked.held);
        let settlement = |settlement: &Settlement| -> Result<PastSettlement, WorkspaceError> {
            let way = settlement.way.map_or("", aigaq_checks::Way::code);
            let spoken = first_spoken(&naming, settlement.judgement)?;
            let spoken = spoken.as_ref();
            Ok(PastSettlement {
                judgement: settlement.judgement,
                finding: settlement.finding.clone(),
                way: way.to_owned(),
                way_label: naming.code("settlements", way),
                reason: settlement.reason.clone(),
                when: spoken.map_or_else(String::new, |s| when(s.claimed, &s.zone, ask.language)),
                device: spoken.map_or_else(String::new, |s| device(&s.device)),
                change_set: spoken.map(|s| s.change_set),
            })
        };
        let open = findings
            .open
            .iter()
            .map(|f| saying.finding(f))
            .collect::<Result<_, _>>()?;
        let settled = findings
            .settled
            .iter()
            .map(|(finding, how)| {
                Ok(SettledView {
                    finding: saying.finding(finding)?,
                    settlement: settlement(how)?,
                })
            })
            .collect::<Result<_, WorkspaceError>>()?;
        Ok(CheckReport {
            records: looked.records,
            kinds: kinds(findings, &naming),
            open,
            settled,
            past: findings
                .past
                .iter()
                .map(settlement)
                .collect::<Result<_, _>>()?,
        })
    }
}

fn kinds(findings: &Findings, naming: &Naming<'_>) -> Vec<KindCount> {
    Kind::ALL
        .into_iter()
        .map(|kind| {
            let of = |weight| {
                findings
                    .open
                    .iter()
                    .filter(|f| f.kind == kind && f.weight == weight)
                    .count()
            };
            KindCount {
                kind,
                label: naming.words.say(&format!("check.kind.{}", kind.code())),
                open: [Weight::Contradiction, Weight::Doubt, Weight::Gap].map(of),
                settled: findings
                    .settled
                    .iter()
                    .filter(|(f, _)| f.kind == kind)
                    .count(),
            }
        })
        .filter(|count| count.settled + count.open.iter().sum::<usize>() > 0)
        .collect()
}

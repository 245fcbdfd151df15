//! What the checks found, kept until something is said that bears on it: to look at everything takes long in a large
//! workspace, and a person goes through the findings one by one.
//!
//! A finding that is settled changes nothing of what is found, so that only the settlements are laid beside it anew.

use super::CheckReport;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_checks::{Asked, Decided, Finding, Findings, Judged, Record, Records, look, sort_out};
use aigaq_matching::decision::Holds;
use aigaq_schema::{Day, Language, Period, RecordId};
use aigaq_view::{Held, Reader, TakenIn};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The only records whose saying may leave what was found as it is.
const JUDGEMENT: &str = "judgement";

/// What was found, and of what.
#[derive(Debug)]
pub(crate) struct Checked {
    taken_in: TakenIn,
    of: Question,
    judged: Judged,
    looked: Arc<Looked>,
    pub(super) findings: Arc<Findings>,
    /// Told already, by language.
    told: Vec<(Language, Arc<CheckReport>)>,
}

/// By whom, when and of which period it was asked.
type Question = (Reader, Day, Option<Period>);

/// What was found when everything was looked at.
#[derive(Debug)]
pub(super) struct Looked {
    found: Vec<Finding>,
    /// How many records were looked at.
    pub(super) records: usize,
    /// The records that findings rest on, and the sources that tell of them.
    pub(super) held: HashMap<RecordId, Held>,
}

impl Workspace {
    /// What does not agree, in words; `told` says it where nobody has asked for it in this language.
    pub(super) fn report_of_checks(
        &self,
        ask: &Asking,
        period: Option<Period>,
        told: impl FnOnce(&Looked, &Findings) -> Result<CheckReport, WorkspaceError>,
    ) -> Result<Arc<CheckReport>, WorkspaceError> {
        let mut kept = self.at_hand.checked();
        let checked = self.checked(&mut kept, ask, period)?;
        if let Some((_, report)) = checked.told.iter().find(|(of, _)| *of == ask.language) {
            return Ok(Arc::clone(report));
        }
        let report = Arc::new(told(&checked.looked, &checked.findings)?);
        checked.told.push((ask.language, Arc::clone(&report)));
        Ok(report)
    }

    /// What does not agree.
    pub(super) fn findings(
        &self,
        ask: &Asking,
        period: Option<Period>,
    ) -> Result<Arc<Findings>, WorkspaceError> {
        let mut kept = self.at_hand.checked();
        Ok(Arc::clone(&self.checked(&mut kept, ask, period)?.findings))
    }

    /// What is kept where it still holds, else looked at anew.
    fn checked<'k>(
        &self,
        kept: &'k mut Option<Checked>,
        ask: &Asking,
        period: Option<Period>,
    ) -> Result<&'k mut Checked, WorkspaceError> {
        let of = (ask.reader, ask.today, period);
        let still = match kept.take().filter(|there| there.of == of) {
            Some(there) => self.brought_up(there)?,
            None => None,
        };
        Ok(kept.insert(match still {
            Some(there) => there,
            None => self.look_at_everything(of)?,
        }))
    }

    /// What was kept, with what was settled since; `None` when more was said since that bears on it.
    fn brought_up(&self, there: Checked) -> Result<Option<Checked>, WorkspaceError> {
        let taken_in = self.view.taken_in()?;
        if taken_in == there.taken_in {
            return Ok(Some(there));
        }
        if self
            .view
            .spoken_of_others_since(JUDGEMENT, there.taken_in)?
        {
            return Ok(None);
        }
        let held = self.held(&there.of.0, Some(JUDGEMENT))?;
        let records = self.records(&held)?;
        if records.judged() != &there.judged {
            return Ok(None);
        }
        let findings = sort_out(&records, &asked(&there.of), there.looked.found.clone());
        Ok(Some(Checked {
            taken_in,
            findings: Arc::new(findings),
            told: Vec::new(),
            ..there
        }))
    }

    fn look_at_everything(&self, of: Question) -> Result<Checked, WorkspaceError> {
        let taken_in = self.view.taken_in()?;
        let held = self.held(&of.0, None)?;
        let goes_on = || !self.stop().is_asked();
        let records = self.records(&held)?.as_long_as(&goes_on);
        let mut found = look(&records, &asked(&of)).ok_or(WorkspaceError::GivenUp)?;
        found.extend(self.entered_findings(&of.0, &held)?);
        let findings = Arc::new(sort_out(&records, &asked(&of), found.clone()));
        let judged = records.judged().clone();
        drop(records);
        let records = held.len();
        Ok(Checked {
            taken_in,
            of,
            judged,
            findings,
            looked: Arc::new(Looked {
                held: resting_on(held, &found),
                found,
                records,
            }),
            told: Vec::new(),
        })
    }

    fn held(&self, reader: &Reader, of_type: Option<&str>) -> Result<Vec<Held>, WorkspaceError> {
        let mut held = Vec::new();
        self.view
            .each_held(reader, of_type, |record| held.push(record))?;
        Ok(held)
    }

    fn records<'a>(&'a self, held: &'a [Held]) -> Result<Records<'a>, WorkspaceError> {
        let records = held
            .iter()
            .map(|record| Record {
                id: record.id,
                record_type: &record.record_type,
                statements: &record.statements,
            })
            .collect();
        let sameness = self.sameness()?;
        let pairs = |wanted: Holds| {
            let all = sameness.held.iter();
            all.filter(move |(_, holds, _)| *holds == wanted)
                .map(|(pair, ..)| pair)
        };
        let decided = Decided::new(
            sameness.clusters.iter().map(|(_, members)| members),
            pairs(Holds::Different),
            pairs(Holds::Unsure),
        );
        Ok(Records::new(self.schema(), records).knowing(decided))
    }
}

fn asked((_, today, period): &Question) -> Asked {
    Asked {
        today: *today,
        period: *period,
    }
}

/// The records that findings rest on, and the sources of what they rest on.
fn resting_on(held: Vec<Held>, found: &[Finding]) -> HashMap<RecordId, Held> {
    let involved = || found.iter().flat_map(|finding| &finding.involved);
    let told: HashSet<_> = involved().filter_map(|i| i.statement).collect();
    let mut needed: HashSet<RecordId> = involved().map(|i| i.record).collect();
    for record in &held {
        let sources = record.statements.iter().filter(|s| told.contains(&s.id));
        needed.extend(sources.filter_map(|s| s.basis.source));
    }
    held.into_iter()
        .filter(|record| needed.contains(&record.id))
        .map(|record| (record.id, record))
        .collect()
}

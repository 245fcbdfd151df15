//! What the checks found, kept until something is said that bears on it: to look at everything takes long in a large
//! workspace, and a person goes through the findings one by one.
//!
//! A finding that is settled changes nothing of what is found, so that only the settlements are laid beside it anew.

use super::CheckReport;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_checks::{Asked, Decided, Finding, Findings, Judged, Record, Records, sort_out};
use aigaq_matching::decision::Holds;
use aigaq_schema::{Day, Language, Period, RecordId, Schema};
use aigaq_view::{Held, Reader, TakenIn};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The only records whose saying may leave what was found as it is.
const JUDGEMENT: &str = "judgement";

/// What was found, and of what.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(super) taken_in: TakenIn,
    pub(super) of: Question,
    pub(super) judged: Judged,
    pub(super) looked: Arc<Looked>,
    pub(super) findings: Arc<Findings>,
    /// Told already, by language.
    pub(super) told: Vec<(Language, Arc<CheckReport>)>,
}

/// By whom, when and of which period it was asked.
pub(super) type Question = (Reader, Day, Option<Period>);

/// What was found when everything was looked at.
#[derive(Debug)]
pub(super) struct Looked {
    pub(super) found: Vec<Finding>,
    /// How many records were looked at.
    pub(super) records: usize,
    /// The records that findings rest on, and the sources that tell of them.
    pub(super) held: HashMap<RecordId, Held>,
}

impl Workspace {
    /// What does not agree, in words, where that is at hand; `told` says it where nobody has asked for it in this
    /// language.
    pub(super) fn report_at_hand(
        &self,
        ask: &Asking,
        period: Option<Period>,
        told: impl FnOnce(&Looked, &Findings) -> Result<CheckReport, WorkspaceError>,
    ) -> Result<Option<Arc<CheckReport>>, WorkspaceError> {
        let mut kept = self.at_hand.checked();
        let Some(checked) = self.still(&mut kept, ask, period)? else {
            return Ok(None);
        };
        if let Some((_, report)) = checked.told.iter().find(|(of, _)| *of == ask.language) {
            return Ok(Some(Arc::clone(report)));
        }
        let report = Arc::new(told(&checked.looked, &checked.findings)?);
        checked.told.push((ask.language, Arc::clone(&report)));
        Ok(Some(report))
    }

    /// What does not agree, looked for where it is not at hand.
    pub(super) fn findings(
        &self,
        ask: &Asking,
        period: Option<Period>,
    ) -> Result<Arc<Findings>, WorkspaceError> {
        if let Some(checked) = self.still(&mut self.at_hand.checked(), ask, period)? {
            return Ok(Arc::clone(&checked.findings));
        }
        let mut run = self.begin_checks(ask, period)?;
        while self.read_for_checks(&mut run)? {}
        let found = run.look(&|_| {})?;
        let findings = found.findings();
        self.keep_checks(found)?;
        Ok(findings)
    }

    /// What is kept, where it still holds.
    fn still<'k>(
        &self,
        kept: &'k mut Option<Checked>,
        ask: &Asking,
        period: Option<Period>,
    ) -> Result<Option<&'k mut Checked>, WorkspaceError> {
        let of = (ask.reader, ask.today, period);
        *kept = match kept.take().filter(|there| there.of == of) {
            Some(there) => self.brought_up(there)?,
            None => None,
        };
        Ok(kept.as_mut())
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
        // What holds of a record is what the registers found flaws in.
        if self.values_were_judged_since(there.taken_in)? {
            return Ok(None);
        }
        let mut held = Vec::new();
        self.view
            .each_held(&there.of.0, JUDGEMENT, |record| held.push(record))?;
        let records = records(self.schema(), &held, self.decided()?);
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

    /// What people decided about which records are one.
    pub(super) fn decided(&self) -> Result<Decided, WorkspaceError> {
        let sameness = self.sameness()?;
        let pairs = |wanted: Holds| {
            let all = sameness.held.iter();
            all.filter(move |(_, holds, _)| *holds == wanted)
                .map(|(pair, ..)| pair)
        };
        Ok(Decided::new(
            sameness.clusters.iter().map(|(_, members)| members),
            pairs(Holds::Different),
            pairs(Holds::Unsure),
        ))
    }
}

/// The records as the rules are given them.
pub(super) fn records<'a>(schema: &'a Schema, held: &'a [Held], decided: Decided) -> Records<'a> {
    let records = held.iter().map(|record| Record {
        id: record.id,
        record_type: &record.record_type,
        statements: &record.statements,
    });
    Records::new(schema, records.collect()).knowing(decided)
}

pub(super) fn asked((_, today, period): &Question) -> Asked {
    Asked {
        today: *today,
        period: *period,
    }
}

/// The records that findings rest on, and the sources of what they rest on.
pub(super) fn resting_on(held: Vec<Held>, found: &[Finding]) -> HashMap<RecordId, Held> {
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

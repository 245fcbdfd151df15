//! The estimate itself, from what was read of the records: no workspace is needed, and it can be stopped.

use super::lists::ListFound;
use crate::frozen::sha256;
use aigaq_estimation::error::InputError;
use aigaq_estimation::matching::{OverMatching, Records, over_matching};
use aigaq_estimation::message::Message;
use aigaq_estimation::report::{
    Answer, MOST_LISTS, Options, Report, Verdict, estimate_unless, without_table,
};
use aigaq_estimation::stop::Stop;
use aigaq_estimation::strata::{Stratified, stratified_unless};
use std::collections::BTreeMap;

/// What was read of the records: numbers and pairs, without names of people.
#[derive(Debug, Clone, PartialEq)]
pub struct Material {
    /// What is estimated, plural.
    pub unit: String,
    /// The lists there are.
    pub found: Vec<ListFound>,
    /// The names of those that are used.
    pub used: Vec<String>,
    /// Who, one by one, is on none of these.
    pub on_no_list: u64,
    /// So many are only perhaps in the period, and left out.
    pub perhaps: u64,
    pub(super) records: Records,
    pub(super) parts: Vec<(String, Records)>,
    pub(super) parts_overlap: bool,
    pub(super) seed: u64,
    pub(super) draws: usize,
}

/// One part of a population, by its name.
pub type Part = aigaq_estimation::strata::Stratum;

/// An estimate of a population of the workspace.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Estimated {
    /// The whole population.
    #[serde(flatten)]
    pub report: Report,
    /// What is estimated, plural.
    pub unit: String,
    /// The lists there are, used or not.
    pub lists_found: Vec<ListFound>,
    /// Who is on none of those used.
    pub on_no_list: u64,
    /// So many are only perhaps in the period, and left out.
    pub perhaps: u64,
    /// Pairs of records that nobody decided, with both on lists.
    pub undecided: usize,
    /// What they do to the estimate.
    pub over_matching: Option<OverMatching>,
    /// The parts, when the population is parted.
    pub parts: Option<Stratified>,
    /// Somebody can be in several parts, so that these have no sum.
    pub parts_overlap: bool,
    /// The checksum of what was found: the same records and the same seed give the same.
    pub hash: String,
}

impl Material {
    /// The checksum of everything that the estimate depends on.
    #[must_use]
    pub fn key(&self) -> String {
        sha256(&format!("{self:?}"))
    }

    /// Estimates. `None` when it was stopped.
    ///
    /// # Errors
    /// [`InputError`] for a list without a name.
    pub fn estimate(&self, threads: usize, stop: &Stop) -> Result<Option<Estimated>, InputError> {
        let options = Options {
            seed: self.seed,
            threads,
            ..Options::default()
        };
        let Some(report) = self.report(&options, stop)? else {
            return Ok(None);
        };
        let undecided = self.undecided();
        let (mut over, mut parts) = (None, None);
        if report.verdict != Verdict::Refuse && undecided > 0 && self.draws > 0 {
            over = over_matching(&self.records, self.draws, self.seed, threads, stop)?;
        }
        if !self.parts.is_empty() && self.used.len() <= MOST_LISTS {
            let mut tables = Vec::with_capacity(self.parts.len());
            for (name, records) in &self.parts {
                tables.push((name.clone(), records.table()?));
            }
            parts = stratified_unless(&tables, &options, stop);
            if let Some(parts) = parts.as_mut().filter(|_| self.parts_overlap) {
                parts.total = None;
            }
        }
        if stop.is_set() {
            return Ok(None);
        }
        let mut estimated = Estimated {
            report,
            unit: self.unit.clone(),
            lists_found: self.found.clone(),
            on_no_list: self.on_no_list,
            perhaps: self.perhaps,
            undecided,
            over_matching: over,
            parts,
            parts_overlap: self.parts_overlap,
            hash: String::new(),
        };
        estimated.warn_of_matching();
        // The last of the mandatory sentences, on comparing two estimates, stays the last.
        let place = estimated.report.sentences.len().saturating_sub(1);
        let remarks = estimated.remarks();
        estimated.report.sentences.splice(place..place, remarks);
        estimated.hash = estimated.checksum();
        Ok(Some(estimated))
    }

    fn report(&self, options: &Options, stop: &Stop) -> Result<Option<Report>, InputError> {
        if self.used.is_empty() {
            return Ok(Some(without_table(&[], 0, options)?));
        }
        if self.used.len() <= MOST_LISTS {
            return Ok(estimate_unless(&self.records.table()?, options, stop));
        }
        let size: BTreeMap<&str, u64> = self
            .found
            .iter()
            .map(|list| (list.label.as_str(), list.records))
            .collect();
        let lists: Vec<(String, u64)> = self
            .used
            .iter()
            .map(|name| (name.clone(), size.get(name.as_str()).copied().unwrap_or(0)))
            .collect();
        let documented = self.records.people_listed();
        Ok(Some(without_table(&lists, documented, options)?))
    }

    /// Pairs that nobody decided, of records that are both on lists that are used.
    fn undecided(&self) -> usize {
        let listed = |record: usize| self.records.on.get(record).is_some_and(|on| *on != 0);
        let pairs = self.records.undecided.iter();
        pairs
            .filter(|pair| listed(pair.first) && listed(pair.second))
            .count()
    }
}

impl Estimated {
    /// An answer that the draws of undecided pairs do not hold is none without a warning.
    fn warn_of_matching(&mut self) {
        let ends = self
            .over_matching
            .as_ref()
            .map(|over| (over.low, over.high));
        if let (Some(answer), Some((Some(low), Some(high)))) = (self.report.answer, ends)
            && !(low..=high).contains(&answer.n)
        {
            self.report.verdict = Verdict::AnswerWithBanner;
            self.report.reasons.push(Message::new("banner.matching"));
            self.report.help.push(Message::new("help.decide"));
        }
    }

    /// What must be said besides what the report itself has to say.
    fn remarks(&self) -> Vec<Message> {
        let mut said = Vec::new();
        if self.on_no_list > 0 {
            said.push(Message::new("note.on-no-list").whole("number", self.on_no_list));
        }
        if self.perhaps > 0 {
            said.push(Message::new("note.perhaps").whole("number", self.perhaps));
        }
        let pairs = self.undecided as u64;
        match &self.over_matching {
            Some(over) => said.extend(of_matching(over, pairs)),
            None if pairs > 0 => said.push(Message::new("note.undecided").whole("pairs", pairs)),
            None => {}
        }
        if let Some(parts) = &self.parts {
            said.push(match (&parts.total, self.parts_overlap) {
                (Some(total), _) => sum(total),
                (None, true) => Message::new("note.parts-overlap"),
                (None, false) => Message::new("note.parts-without")
                    .text("parts", parts.without_answer.join(", ")),
            });
        }
        said
    }

    /// The checksum of the table and of all figures, rounded to whole people, so that the last digit of a processor's
    /// logarithm does not matter.
    fn checksum(&self) -> String {
        let people = |n: f64| format!("{n:.0}");
        let mut text = format!("{} {}\n", self.report.version, self.report.seed);
        for (pattern, count) in &self.report.patterns {
            text.push_str(&format!("{pattern} {count}\n"));
        }
        text.push_str(&format!(
            "{} {}\n",
            self.report.documented,
            self.report.verdict.key()
        ));
        for row in &self.report.panel {
            let [n, low, high] = [row.n, row.low, row.high].map(people);
            text.push_str(&format!("{} {n} {low} {high}\n", row.estimator));
        }
        if let Some(over) = &self.over_matching {
            let ends = [over.low, over.high].map(|end| end.map_or_else(String::new, people));
            text.push_str(&format!("{} {}\n", over.draws, ends.join(" ")));
        }
        for part in self.parts.iter().flat_map(|parts| &parts.strata) {
            let found = part.report.answer.map(|answer| people(answer.n));
            text.push_str(&format!(
                "{} {} {} {}\n",
                part.name,
                part.report.documented,
                part.report.verdict.key(),
                found.unwrap_or_default()
            ));
        }
        sha256(&text)
    }
}

fn of_matching(over: &OverMatching, pairs: u64) -> Vec<Message> {
    let drawn = |key: &'static str| {
        Message::new(key)
            .whole("pairs", pairs)
            .whole("draws", over.draws as u64)
            .whole("least", over.documented.0)
            .whole("most", over.documented.1)
    };
    let mut said = match (over.low, over.high) {
        (Some(low), Some(high)) => vec![
            drawn("say.matching")
                .people("low", low)
                .people("high", high),
        ],
        _ => vec![drawn("say.matching-none")],
    };
    if over.without_estimate > 0 {
        let none = over.without_estimate as u64;
        said.push(Message::new("note.matching-without").whole("draws", none));
    }
    if let Some(share) = over.share_of_matching {
        said.push(Message::new("note.matching-share").share("share", share));
    }
    said
}

fn sum(total: &Answer) -> Message {
    Message::new("say.parts-total")
        .people("n", total.n)
        .people("low", total.low)
        .people("high", total.high)
}

//! Why a restriction stands as it does, in words.

use crate::outputs::telling::Telling;
use aigaq_publishing::{DateWords, dates};
use aigaq_registers::restrictions::{Fact, Reason, Status};
use aigaq_registers::{DayRange, Finding, Running, Standing};
use aigaq_schema::Span;

impl Telling<'_> {
    /// The doubt and what it rests on; `None` for what is certain and not disputed.
    pub fn why(&self, finding: &Finding) -> Option<String> {
        let mut said: Vec<String> = finding
            .standing
            .why_key()
            .map(|key| self.say(key))
            .into_iter()
            .collect();
        let doubtful = finding.standing != Standing::Certainly;
        let nothing = finding.nothing_known();
        let mut told = Vec::new();
        for reason in &finding.reasons {
            // One telling of each status is enough here; the record's page has them all.
            if let Reason::Told { status, .. } = reason {
                if told.contains(status) {
                    continue;
                }
                told.push(*status);
            }
            let more = tells_more(reason) && (!nothing || *reason == Reason::NothingKnown);
            if (doubtful && more) || reason.is_disagreement() {
                said.push(self.reason(reason));
            }
        }
        (!said.is_empty()).then(|| said.join("; "))
    }

    /// Why it stands as it does, also where that is certain: what its end follows from, what was told.
    pub fn why_stands(&self, finding: &Finding) -> String {
        self.why(finding).unwrap_or_else(|| {
            let said: Vec<String> = finding
                .reasons
                .iter()
                .filter(|reason| {
                    matches!(
                        reason,
                        Reason::EndStated { .. } | Reason::EndComputed { .. } | Reason::Told { .. }
                    )
                })
                .map(|reason| self.reason(reason))
                .collect();
            said.join("; ")
        })
    }

    /// How a term runs, in words.
    pub fn running(&self, running: Running) -> String {
        self.say(running_key(running))
    }

    /// A reason in words.
    pub fn reason(&self, reason: &Reason) -> String {
        let key = reason.key();
        match reason {
            Reason::MayBeginLater { start } | Reason::StartNotExact { start } => {
                self.fill(key, &[("start", &self.range(*start).words)])
            }
            Reason::EndStated { end } => self.fill(key, &[("end", &self.range(*end).words)]),
            Reason::EndComputed {
                length,
                running,
                end,
            } => self.fill(
                key,
                &[
                    ("length", &self.length(length)),
                    ("running", &self.running(*running)),
                    ("end", &self.range(*end).words),
                ],
            ),
            Reason::EndsWithStep { step, reached } => {
                let step = self.naming.code("case_stages", step);
                let day = reached.map_or(String::new(), |day| self.range(day).words);
                self.fill(key, &[("step", &step), ("day", &day)])
            }
            Reason::Changed { kind, on } => {
                let change = self.naming.code("restriction_changes", kind.code());
                let mut day = self.range(*on).words;
                if day.is_empty() {
                    day = self.say("restriction-day-not-told");
                }
                self.fill(key, &[("change", &change), ("day", &day)])
            }
            Reason::HoursHaveNoEndDay { length } => {
                self.fill(key, &[("length", &self.length(length))])
            }
            Reason::EndBeforeTerm { computed, .. } | Reason::EndAfterTerm { computed } => {
                self.fill(key, &[("end", &self.range(*computed).words)])
            }
            Reason::Told {
                status,
                on,
                may_be_later,
            } => {
                let told = self.told(*status, *on);
                if *may_be_later {
                    self.fill("restriction-reason-told-later", &[("told", &told)])
                } else {
                    self.fill(key, &[("told", &told)])
                }
            }
            Reason::Contradiction { one, other } => self.fill(
                key,
                &[("one", &self.fact(one)), ("other", &self.fact(other))],
            ),
            Reason::KindDoesNotRun
            | Reason::NothingKnown
            | Reason::StartNotTold
            | Reason::StartsAtRelease
            | Reason::StartsWithEntryIntoForce
            | Reason::EndNotTold
            | Reason::OrderOfChangesUnknown
            | Reason::StatusNotTold
            | Reason::FactsDoNotFit => self.say(key),
        }
    }

    fn fact(&self, fact: &Fact) -> String {
        match fact {
            Fact::Start => self.say("restriction-fact-start"),
            Fact::End => self.say("restriction-fact-end"),
            Fact::Length => self.say("restriction-fact-length"),
            Fact::Told { status, on } => self.told(*status, *on),
        }
    }

    /// "in force as of 22 July 2021".
    fn told(&self, status: Status, on: DayRange) -> String {
        let status = self.say(match status {
            Status::InForce => "restriction-status-in-force",
            Status::Ended => "restriction-status-ended",
            Status::Pardoned => "restriction-status-pardoned",
            Status::Commuted => "restriction-status-commuted",
            Status::Unknown => "restriction-status-unknown",
        });
        let day = self.range(on).words;
        if day.is_empty() {
            return status;
        }
        self.fill(
            "restriction-status-as-of",
            &[("status", &status), ("day", &day)],
        )
    }

    fn length(&self, iso: &str) -> String {
        iso.parse::<Span>().map_or_else(
            |_| iso.to_owned(),
            |span| dates::length(&span, aigaq_publishing::Phrases::of(self.ask.language)),
        )
    }

    /// Days known badly, in words; empty when nothing bounds them.
    pub fn range(&self, days: DayRange) -> DateWords {
        let edtf = days.edtf();
        match edtf.parse() {
            Ok(date) if !edtf.contains('/') && edtf != ".." => {
                DateWords::of(&date, self.ask.language)
            }
            _ => DateWords::between(days.first, days.last, self.ask.language),
        }
    }
}

/// What the other columns of a register do not say.
fn tells_more(reason: &Reason) -> bool {
    !matches!(
        reason,
        Reason::MayBeginLater { .. }
            | Reason::EndStated { .. }
            | Reason::EndComputed { .. }
            | Reason::StatusNotTold
    )
}

/// How a term runs.
fn running_key(running: Running) -> &'static str {
    match running {
        Running::ByTheHour => "restriction-running-by-the-hour",
        Running::FromTheDay => "restriction-running-from-the-day",
        Running::FromTheDayAfter => "restriction-running-from-the-day-after",
        Running::MonthsFromTheDay => "restriction-running-months-from-the-day",
        Running::MonthsFromTheDayAfter => "restriction-running-months-from-the-day-after",
    }
}

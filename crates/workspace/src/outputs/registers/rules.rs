//! The rules of law in words, who has read them, and what was marked as dealt with.
//!
//! A rule counts as read by a lawyer when a judgement *approve* names it with the fingerprint of its wording; another
//! wording needs another reading. That something was dealt with is a judgement *done* on its name.

use super::assemblies::COUNTRY;
use super::marks::Marked;
use crate::error::WorkspaceError;
use crate::history::{device, when};
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::reviewing::first_spoken;
use aigaq_publishing::{DateWords, Phrases, dates, numbers};
use aigaq_registers::deadlines::{Ends, Length, On, Rule, Rules, Who};
use aigaq_registers::terms::FirstDay;
use aigaq_schema::ChangeSetId;

/// A rule, in words, with who has read it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RuleRow {
    /// Its code.
    pub code: String,
    /// What it is.
    pub label: String,
    /// Where it stands in law.
    pub law: String,
    /// What starts the time.
    pub starts: String,
    /// How long it is and how it is counted.
    pub length: String,
    /// What ends it.
    pub ends: String,
    /// Who has to act.
    pub who: String,
    /// From when until when it holds; empty when always.
    pub valid: String,
    /// The name of its wording.
    pub fingerprint: String,
    /// Who read this very wording and found it right; `None`: nobody.
    pub reviewed: Option<MarkView>,
}

/// A decision that marks something: a rule that was read, a reminder that was dealt with.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MarkView {
    /// The name of what was marked.
    pub mark: String,
    /// The lawyer's name, or what was done; may be empty.
    pub reason: String,
    /// The record that was dealt with.
    pub record: Option<Named>,
    /// When it was recorded, in words.
    pub when: String,
    /// By which device.
    pub device: String,
    /// In which change-set; undoing it takes the decision back.
    pub change_set: Option<ChangeSetId>,
}

/// The name of a rule's wording in a judgement.
pub(super) fn rule_mark(rule: &Rule) -> String {
    format!("rule:{COUNTRY}:{}:{}", rule.code, rule.fingerprint())
}

impl Workspace {
    /// What was marked as dealt with, the latest first.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn dealt_with(&self, ask: &Asking) -> Result<Vec<MarkView>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let mut all = Vec::new();
        for (mark, marked) in &self.marks(&ask.reader)?.done {
            let spoken = first_spoken(&naming, marked.judgement)?;
            let claimed = spoken.as_ref().map(|spoken| spoken.claimed);
            all.push((claimed, mark_view(&naming, mark.clone(), marked)?));
        }
        all.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.mark.cmp(&other.mark)));
        Ok(all.into_iter().map(|(_, mark)| mark).collect())
    }

    /// The rules of the country, each with whether a lawyer has read it.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn rules(&self, ask: &Asking) -> Result<Vec<RuleRow>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let read = self.marks(&ask.reader)?;
        let rules = Rules::shipped(COUNTRY).map_or(&[][..], Rules::all);
        rules
            .iter()
            .map(|rule| {
                let fingerprint = rule_mark(rule);
                let reviewed = match read.approved.get(&fingerprint) {
                    Some(marked) => Some(mark_view(&naming, fingerprint.clone(), marked)?),
                    None => None,
                };
                Ok(RuleRow {
                    code: rule.code.clone(),
                    label: rule.label.get(ask.language).to_owned(),
                    law: rule.law.get(ask.language).to_owned(),
                    starts: starts(&naming, rule),
                    length: length(&naming, rule),
                    ends: ends(&naming, rule),
                    who: naming.words.say(match rule.who {
                        Who::State => "register.who.state",
                        Who::Us => "register.who.us",
                    }),
                    valid: if rule.valid == (aigaq_schema::Day::MIN, aigaq_schema::Day::MAX) {
                        String::new()
                    } else {
                        DateWords::between(rule.valid.0, rule.valid.1, ask.language).words
                    },
                    fingerprint,
                    reviewed,
                })
            })
            .collect()
    }
}

fn mark_view(
    naming: &Naming<'_>,
    mark: String,
    marked: &Marked,
) -> Result<MarkView, WorkspaceError> {
    let spoken = first_spoken(naming, marked.judgement)?;
    let spoken = spoken.as_ref();
    Ok(MarkView {
        mark,
        reason: marked.reason.clone(),
        record: match marked.record {
            Some(record) => naming.by_id(record)?,
            None => None,
        },
        when: spoken.map_or_else(String::new, |s| {
            when(s.claimed, &s.zone, naming.ask.language)
        }),
        device: spoken.map_or_else(String::new, |s| device(&s.device)),
        change_set: spoken.map(|s| s.change_set),
    })
}

/// The codes of a list in words.
fn codes(naming: &Naming<'_>, list: &str, codes: &[String]) -> String {
    let words: Vec<String> = codes.iter().map(|code| naming.code(list, code)).collect();
    words.join(", ")
}

fn starts(naming: &Naming<'_>, rule: &Rule) -> String {
    let (list, record_type) = match rule.on {
        On::Stage => ("case_stages", "stage"),
        On::Application => ("application_kinds", "application"),
        On::Intervention => ("intervention_kinds", "intervention"),
        On::Decision => ("decision_bodies", "decision"),
    };
    // An assembly is notified or applied for, whichever kind of application it is entered as.
    let kinds: Vec<String> = rule
        .kinds
        .iter()
        .map(|kind| match (rule.on, kind.as_str()) {
            (On::Application, "notification" | "application") => format!("assembly_{kind}"),
            _ => kind.clone(),
        })
        .collect();
    let from = naming.property_label(record_type, &rule.from);
    let mut words = format!("{} ({from})", codes(naming, list, &kinds));
    let mut add = |key: &str, list: &str, of: &[String]| {
        if !of.is_empty() {
            let of = codes(naming, list, of);
            words.push_str("; ");
            words.push_str(&naming.words.fill(key, &[("what", &of)]));
        }
    };
    add("register.rule.only_in", "case_kinds", &rule.cases);
    add("register.rule.needs", "case_stages", &rule.needs);
    add("register.rule.unless", "case_stages", &rule.unless);
    words
}

fn length(naming: &Naming<'_>, rule: &Rule) -> String {
    let language = naming.ask.language;
    let (how_long, by_the_clock) = match rule.length {
        Length::Span(span) => (
            dates::length(&span, Phrases::of(language)),
            span.is_clock_only(),
        ),
        Length::WorkingDays(days) => {
            let days = numbers::whole(u64::from(days), language);
            let words = naming
                .words
                .fill("register.rule.working_days", &[("days", &days)]);
            (words, false)
        }
        Length::SetInLetter => return naming.words.say("register.in_letter"),
    };
    let counted = match (rule.before, by_the_clock, rule.first_day) {
        (true, _, _) => "register.rule.before",
        (_, true, _) => "register.rule.clock",
        (_, _, FirstDay::NotCounted) => "register.rule.day_after",
        (_, _, FirstDay::Counted) => "register.rule.the_day",
    };
    let mut words = format!("{how_long}; {}", naming.words.say(counted));
    if rule.carried {
        words.push_str("; ");
        words.push_str(&naming.words.say("register.rule.carried"));
    }
    words
}

fn ends(naming: &Naming<'_>, rule: &Rule) -> String {
    match &rule.ends {
        Ends::Steps(steps) => codes(naming, "case_stages", steps),
        Ends::Date(property) => {
            let record_type = match rule.on {
                On::Stage => "stage",
                On::Application => "application",
                On::Intervention => "intervention",
                On::Decision => "decision",
            };
            naming.property_label(record_type, property)
        }
    }
}

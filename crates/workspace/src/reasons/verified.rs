//! What a check of the journal found, as reasons: which rule of the format does not hold, where, and what to do.

use aigaq_journal::Problem;
use aigaq_schema::Reason;
#[cfg(test)]
use aigaq_schema::reason::Key;
use aigaq_schema::reason::{Fills, Place};

aigaq_schema::reasons! { in "verify", keys KEYS;
    rule_broken(rule, log, entry, what) = "{rule}{log}{entry}: {what}";
    in_log(log) = ", log {log}";
    at_entry(number) = ", entry {number}";
}

/// The keys of what each rule says; English is what the check itself says.
#[cfg(test)]
pub(super) const RULE_KEYS: &[Key] = &[
    (FAMILY, "shape", &[]),
    (FAMILY, "place", &[]),
    (FAMILY, "signature", &[]),
    (FAMILY, "first", &[]),
    (FAMILY, "previous", &[]),
    (FAMILY, "fork", &[]),
    (FAMILY, "certified", &[]),
    (FAMILY, "authority", &[]),
    (FAMILY, "body", &[]),
    (FAMILY, "opens", &[]),
    (FAMILY, "file", &[]),
    (FAMILY, "sealed", &[]),
    (FAMILY, "other", &[]),
];

const FAMILY: &str = "verify";

/// One thing that does not hold in the journal, as a reason.
#[must_use]
pub fn reason_of_problem(problem: &Problem) -> Reason {
    let key = match problem.rule.0 {
        1 => "shape",
        2 => "place",
        3 => "signature",
        4 => "first",
        5 => "previous",
        6 => "fork",
        7 => "certified",
        8 => "authority",
        9 => "body",
        10 => "opens",
        14 => "file",
        15 => "sealed",
        _ => "other",
    };
    let what = Reason::new(FAMILY, key, problem.what.clone(), Vec::new());
    let nothing = || Place::Words(String::new());
    let log = problem.log.map(|log| in_log(log.to_string()).place());
    let entry = problem.seq.map(|number| at_entry(number).place());
    rule_broken(
        problem.rule.to_string(),
        log.unwrap_or_else(nothing),
        entry.unwrap_or_else(nothing),
        what,
    )
}

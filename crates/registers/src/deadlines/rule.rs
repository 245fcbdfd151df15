//! Rules of deadlines, as the country pack holds them.

use crate::terms::FirstDay;
use aigaq_schema::{Day, Labels, PartialDate, Span};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// A file of rules is wrong. Says which rule and what.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("deadlines, rule “{rule}”: {what}")]
pub struct RuleError {
    /// The rule; empty when the file as a whole is wrong.
    pub rule: String,
    /// What is wrong.
    pub what: String,
}

/// What starts a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// A step of a case.
    Stage,
    /// An application or notice.
    Application,
    /// An appeal, letter or complaint of one's own.
    Intervention,
    /// A decision of a court or international body.
    Decision,
}

/// Who has to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The state.
    State,
    /// Those who monitor, or the person's defence.
    Us,
}

/// How long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// A term of the calendar, or by the clock.
    Span(Span),
    /// Working days.
    WorkingDays(u16),
    /// The letter or decision that starts it says by when.
    SetInLetter,
}

/// What ends a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ends {
    /// The first of these steps of the same case.
    Steps(Vec<String>),
    /// A date of the record that started it.
    Date(String),
}

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its code, unique in the country.
    pub code: String,
    /// What it is, in a few words.
    pub label: Labels,
    /// Where it stands in law.
    pub law: Labels,
    /// What starts it.
    pub on: On,
    /// Codes that start it.
    pub kinds: Vec<String>,
    /// Only in cases of these kinds; empty: of any.
    pub cases: Vec<String>,
    /// The date of the record that starts it.
    pub from: String,
    /// How long.
    pub length: Length,
    /// Whether the day itself is counted.
    pub first_day: FirstDay,
    /// It is counted back: the latest day on which the thing may be done.
    pub before: bool,
    /// A last day that is no working day moves to the next working day.
    pub carried: bool,
    /// What ends it.
    pub ends: Ends,
    /// Steps of the case that must be there.
    pub needs: Vec<String>,
    /// Steps of the case that must not be there.
    pub unless: Vec<String>,
    /// Who has to act.
    pub who: Who,
    /// The rule holds for what happened on these days.
    pub valid: (Day, Day),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rules: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    code: String,
    label: Labels,
    law: Labels,
    on: On,
    kinds: Vec<String>,
    #[serde(default)]
    cases: Vec<String>,
    from: String,
    length: Option<String>,
    working_days: Option<u16>,
    counted: Counted,
    #[serde(default)]
    before: bool,
    #[serde(default)]
    carried: bool,
    ends: RawEnds,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    who: Who,
    valid_from: Option<String>,
    valid_to: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Counted {
    DayAfter,
    TheDay,
    Clock,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawEnds {
    Steps(Vec<String>),
    Date(String),
}

impl Raw {
    fn rule(self) -> Result<Rule, RuleError> {
        let wrong = |what: String| RuleError {
            rule: self.code.clone(),
            what,
        };
        let length = match (&self.length, self.working_days) {
            (Some(_), Some(_)) => {
                return Err(wrong(
                    "has a length and working days; one is meant".to_owned(),
                ));
            }
            (Some(text), None) => {
                let span: Span = text
                    .parse()
                    .map_err(|e: aigaq_schema::duration::SpanError| wrong(e.to_string()))?;
                if span.is_clock_only() != matches!(self.counted, Counted::Clock) {
                    return Err(wrong(
                        "hours are counted by the clock, days are not".to_owned(),
                    ));
                }
                Length::Span(span)
            }
            (None, Some(days)) => Length::WorkingDays(days),
            (None, None) => Length::SetInLetter,
        };
        if self.before && !matches!(length, Length::WorkingDays(_)) {
            return Err(wrong("only working days are counted back".to_owned()));
        }
        let date = |text: &Option<String>| match text {
            None => Ok(None),
            Some(text) => text
                .parse::<PartialDate>()
                .map(Some)
                .map_err(|e| wrong(e.to_string())),
        };
        let (from, to) = (date(&self.valid_from)?, date(&self.valid_to)?);
        Ok(Rule {
            length,
            first_day: match self.counted {
                Counted::DayAfter => FirstDay::NotCounted,
                Counted::TheDay | Counted::Clock => FirstDay::Counted,
            },
            ends: match self.ends {
                RawEnds::Steps(steps) => Ends::Steps(steps),
                RawEnds::Date(date) => Ends::Date(date),
            },
            valid: (
                from.map_or(Day::MIN, |date| date.first()),
                to.map_or(Day::MAX, |date| date.last()),
            ),
            code: self.code,
            label: self.label,
            law: self.law,
            on: self.on,
            kinds: self.kinds,
            cases: self.cases,
            from: self.from,
            before: self.before,
            carried: self.carried,
            needs: self.needs,
            unless: self.unless,
            who: self.who,
        })
    }
}

impl Rule {
    /// A name of this very wording of the rule: whoever says that it was read by a lawyer says it of this wording, and
    /// another length or another law is another wording.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        // FNV-1a over what the rule does and where it stands in law: told apart, not secured.
        let what = format!(
            "{}|{:?}|{:?}|{:?}|{}|{:?}|{:?}|{}|{}|{:?}|{:?}|{:?}|{:?}|{:?}|{}",
            self.code,
            self.on,
            self.kinds,
            self.cases,
            self.from,
            self.length,
            self.first_day,
            self.before,
            self.carried,
            self.ends,
            self.needs,
            self.unless,
            self.who,
            self.valid,
            self.law.get(aigaq_schema::Language::En),
        );
        let hash = what.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{hash:016x}")
    }
}

/// The rules of a country.
#[derive(Debug, Clone)]
pub struct Rules {
    all: Vec<Rule>,
}

impl Rules {
    /// Reads a file of rules.
    ///
    /// # Errors
    /// [`RuleError`] for a file that is not of the form, a rule that stands twice, and a rule that cannot be meant.
    pub fn read(text: &str) -> Result<Self, RuleError> {
        let file: File = toml::from_str(text).map_err(|e| RuleError {
            rule: String::new(),
            what: e.to_string(),
        })?;
        let mut all: Vec<Rule> = Vec::with_capacity(file.rules.len());
        for raw in file.rules {
            let rule = raw.rule()?;
            if all.iter().any(|other| other.code == rule.code) {
                return Err(RuleError {
                    rule: rule.code,
                    what: "stands twice".to_owned(),
                });
            }
            all.push(rule);
        }
        Ok(Self { all })
    }

    /// The rules shipped for a country (`kz`); `None` when there are none, or they are wrong, which a test excludes.
    #[must_use]
    pub fn shipped(country: &str) -> Option<&'static Self> {
        static KZ: OnceLock<Option<Rules>> = OnceLock::new();
        if country != "kz" {
            return None;
        }
        KZ.get_or_init(|| Rules::read(aigaq_schema::schema::rules("kz", "deadlines")?).ok())
            .as_ref()
    }

    /// All of them, in the order of the file.
    #[must_use]
    pub fn all(&self) -> &[Rule] {
        &self.all
    }

    /// A rule by its code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Rule> {
        self.all.iter().find(|rule| rule.code == code)
    }
}

//! Why two records are proposed, in words: each comparison with what was found and what it weighs.

use crate::words::Words;
use aigaq_matching::birth::BirthLevel;
use aigaq_matching::events::{ComparedReport, ReportEvidence};
use aigaq_matching::organisations::{Beside, OrganisationLevel};
use aigaq_matching::people::{Besides, Compared, Explanation, Finding, Forbidden, Part};
use aigaq_names::{Level, Sex};

/// On which side a comparison stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaks {
    /// It speaks for one.
    For,
    /// It speaks for two.
    Against,
    /// It speaks for neither.
    Neither,
}

/// Why two records may be one.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ExplanationView {
    /// How likely, in words.
    pub strength: String,
    /// All evidence together, in bits: each doubles the odds.
    pub bits: f64,
    /// Each comparison.
    pub parts: Vec<PartView>,
    /// What forbids that they are one, in words.
    pub forbidden: Option<String>,
    /// What to look at before deciding, in words.
    pub caution: Option<String>,
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct PartView {
    /// What was compared, in words.
    pub label: String,
    /// The word of the first record as written.
    pub left: Option<String>,
    /// The word of the second.
    pub right: Option<String>,
    /// What was found, in words.
    pub found: String,
    /// For which side it speaks.
    pub speaks: Speaks,
    /// What it weighs, in bits.
    pub bits: f64,
}

/// Evidence above which two records are almost surely one: a thousand to one.
const VERY_LIKELY: f64 = 10.0;
/// Evidence above which they are likely one: eight to one.
const LIKELY: f64 = 3.0;
/// A name rarer than this is worth to be told.
const RARE: f64 = 0.5;

pub(super) fn of_people(words: &Words, explanation: &Explanation) -> ExplanationView {
    let bits = explanation.bits.as_f64();
    let forbidden = explanation.forbidden.map(|forbidden| {
        words.say(match forbidden {
            Forbidden::Patronymic => "same.forbidden.patronymic",
            Forbidden::Sex => "same.forbidden.sex",
            Forbidden::Identifier => "same.forbidden.identifier",
            Forbidden::Decision => "same.forbidden.decision",
        })
    });
    ExplanationView {
        strength: words.say(strength(bits)),
        bits,
        parts: explanation
            .parts
            .iter()
            .map(|part| told(words, part))
            .collect(),
        forbidden,
        caution: match explanation.besides {
            Besides::Nothing => Some(words.say("same.name_alone")),
            Besides::Place => Some(words.say("same.name_and_place")),
            Besides::More => None,
        },
    }
}

/// Why two organisations may be one.
pub(super) fn of_names(words: &Words, beside: &Beside) -> ExplanationView {
    let bits = beside.level.bits().as_f64();
    let found = words.say(match beside.level {
        OrganisationLevel::Same => "same.named.same",
        OrganisationLevel::Acronym => "same.named.acronym",
        OrganisationLevel::Within => "same.named.within",
        OrganisationLevel::Partly => "same.named.partly",
        OrganisationLevel::Different => "same.level.different",
    });
    ExplanationView {
        strength: words.say(strength(bits.min(LIKELY))),
        bits,
        parts: vec![PartView {
            label: words.say("same.compared.name"),
            left: Some(beside.one.clone()),
            right: Some(beside.other.clone()),
            found,
            speaks: speaks(bits),
            bits,
        }],
        forbidden: None,
        caution: Some(words.say("same.names_of_bodies")),
    }
}

/// Why two events or acts may be one.
pub(super) fn of_reports(words: &Words, evidence: &ReportEvidence) -> ExplanationView {
    let bits = evidence.bits.as_f64();
    let parts = evidence.parts.iter().map(|(compared, bits)| {
        let bits = bits.as_f64();
        let label = words.say(match compared {
            ComparedReport::When => "same.compared.when",
            ComparedReport::Where => "same.compared.place",
            ComparedReport::Kind => "same.compared.kind",
            ComparedReport::People => "same.compared.people",
            ComparedReport::Organisations => "same.compared.organisations",
            ComparedReport::Numbers => "same.compared.numbers",
            ComparedReport::Words => "same.compared.words",
            ComparedReport::Odds => "same.compared.odds",
        });
        let names = |pick: fn(&(String, String)) -> &String| {
            let people = (*compared == ComparedReport::People).then_some(&evidence.people);
            let told: Vec<&str> = people
                .into_iter()
                .flatten()
                .map(|p| pick(p).as_str())
                .collect();
            (!told.is_empty()).then(|| told.join(", "))
        };
        PartView {
            label,
            left: names(|(one, _)| one),
            right: names(|(_, other)| other),
            found: words.say(match speaks(bits) {
                Speaks::For => "same.found.for",
                Speaks::Against => "same.found.against",
                Speaks::Neither => "same.found.neither",
            }),
            speaks: speaks(bits),
            bits,
        }
    });
    ExplanationView {
        // What happened is told in too many ways for more: an arrest and the rally it followed share most of it.
        strength: words.say(strength(bits.min(LIKELY))),
        bits,
        parts: parts.collect(),
        forbidden: None,
        caution: if evidence.other_people {
            Some(words.say("same.other_people"))
        } else if evidence.other_days {
            Some(words.say("same.other_days"))
        } else {
            (!evidence.particular).then(|| words.say("same.nothing_particular"))
        },
    }
}

/// How likely two records are one, as the key of a phrase.
pub(super) fn strength(bits: f64) -> &'static str {
    if bits >= VERY_LIKELY {
        "same.strength.very_likely"
    } else if bits >= LIKELY {
        "same.strength.likely"
    } else {
        "same.strength.possible"
    }
}

fn told(words: &Words, part: &Part) -> PartView {
    let bits = part.bits.as_f64();
    let label = words.say(match part.compared {
        Compared::Surname => "same.compared.surname",
        Compared::Given => "same.compared.given",
        Compared::Patronymic => "same.compared.patronymic",
        Compared::Birth => "same.compared.birth",
        Compared::Place => "same.compared.place",
        Compared::Sex => "same.compared.sex",
        Compared::Identifier => "same.compared.identifier",
        Compared::Odds => "same.compared.odds",
    });
    let (mut left, mut right) = (None, None);
    let found = match &part.finding {
        Finding::Words {
            left: one,
            right: other,
            level,
            frequency,
            ..
        } => {
            (left, right) = (one.clone(), other.clone());
            let mut found = words.say(of_level(*level));
            let rare = frequency.filter(|f| *f > 0.0 && *f < RARE && part.bits.as_f64() > 0.0);
            if let Some(frequency) = rare {
                let n = format!("{:.0}", 1.0 / frequency);
                found.push_str("; ");
                found.push_str(&words.fill("same.frequency", &[("n", &n)]));
            }
            found
        }
        Finding::Dates(level) => words.say(match level {
            BirthLevel::Day => "same.birth.day",
            BirthLevel::Within => "same.birth.within",
            BirthLevel::Slip => "same.birth.slip",
            BirthLevel::Partly => "same.birth.partly",
            BirthLevel::Apart => "same.birth.apart",
        }),
        Finding::PlaceInCommon(_) => words.say("same.place.common"),
        Finding::NoPlaceInCommon => words.say("same.place.none"),
        Finding::SameNumber => words.say("same.number.same"),
        Finding::OtherNumber => words.say("same.number.other"),
        Finding::Among(n) => words.fill("same.odds", &[("n", &n.to_string())]),
        Finding::Sexes(one, other) => {
            let say = |sex: &Sex| {
                words.say(match sex {
                    Sex::Female => "same.sex.female",
                    Sex::Male => "same.sex.male",
                })
            };
            (left, right) = (Some(say(one)), Some(say(other)));
            words.say(if one == other {
                "same.sex.same"
            } else {
                "same.sex.other"
            })
        }
    };
    PartView {
        label,
        left,
        right,
        found,
        speaks: speaks(bits),
        bits,
    }
}

/// A twentieth of a bit is nothing.
fn speaks(bits: f64) -> Speaks {
    if bits > 0.05 {
        Speaks::For
    } else if bits < -0.05 {
        Speaks::Against
    } else {
        Speaks::Neither
    }
}

fn of_level(level: Level) -> &'static str {
    match level {
        Level::Same => "same.level.same",
        Level::OneName => "same.level.one_name",
        Level::Diminutive => "same.level.diminutive",
        Level::Ending => "same.level.ending",
        Level::Slip => "same.level.slip",
        Level::Initial => "same.level.initial",
        Level::Missing => "same.level.missing",
        Level::InitialDiffers => "same.level.initial_differs",
        Level::Different => "same.level.different",
    }
}

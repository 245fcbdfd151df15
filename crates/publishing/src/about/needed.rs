//! What a form needs before it is handed over, and where each is entered.

use super::{AboutInput, Asked, Consent, Form, Request};
use crate::phrases::Phrases;

/// Something that a form needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needed {
    /// A consent to hand this over; of whom, and how it stands.
    Consent(String, Consent),
    /// Somebody is not named in this edition.
    Name(String),
    /// The day of an arrest or detention; of whom.
    Arrest(String),
    /// Something that was done to them; of whom.
    Fact(String),
    /// What no record holds.
    Typed(Asked),
}

impl Needed {
    /// What is missing before the form can be final: people first, then what is typed.
    #[must_use]
    pub fn missing(form: Form, input: &AboutInput) -> Vec<Self> {
        let mut missing = Vec::new();
        let typed: &[Asked] = match form {
            Form::Questionnaire => &[Asked::Categories, Asked::Submitter, Asked::Address],
            Form::Appeal => &[
                Asked::Number,
                Asked::Fact,
                Asked::Requests,
                Asked::Addressees,
                Asked::Submitter,
                Asked::Address,
            ],
            Form::Letter => &[
                Asked::Addressees,
                Asked::Requests,
                Asked::Submitter,
                Asked::Address,
            ],
            Form::Dossier => return missing,
        };
        for person in &input.people {
            let whom = person.name.clone();
            let is_allowed = match person.consent {
                Consent::Named => true,
                // Those who are not named in an appeal are not handed over with it.
                Consent::WithoutName => form == Form::Appeal && !person.is_named,
                Consent::NeverAsked | Consent::Refused | Consent::TakenBack => false,
            };
            if !is_allowed {
                missing.push(Self::Consent(whom.clone(), person.consent));
            }
            // A body of the UN needs to know of whom it is asked; an appeal can speak of somebody without a name.
            if !person.is_named && form != Form::Appeal {
                missing.push(Self::Name(whom.clone()));
            }
            if form == Form::Questionnaire {
                if person.deprivations.iter().all(|one| one.from.is_empty()) {
                    missing.push(Self::Arrest(whom));
                }
            } else if person.suffered.is_empty() {
                missing.push(Self::Fact(whom));
            }
        }
        missing.extend(typed.iter().copied().filter_map(|asked| {
            let is_there = match asked {
                Asked::Categories => !input.categories.is_empty(),
                Asked::Requests => !Request::read(input.typed(asked)).is_empty(),
                asked => !input.typed(asked).is_empty(),
            };
            (!is_there).then_some(Self::Typed(asked))
        }));
        missing
    }

    /// What is missing, in a few words.
    #[must_use]
    pub fn words(&self, phrases: &Phrases) -> String {
        match self {
            Self::Consent(whom, consent) => {
                let key = match consent {
                    Consent::TakenBack => "needed.consent_taken_back",
                    Consent::Refused => "needed.consent_refused",
                    Consent::WithoutName => "needed.consent_without_name",
                    Consent::NeverAsked | Consent::Named => "needed.consent",
                };
                phrases.fill(key, &[("who", whom)])
            }
            Self::Name(whom) => phrases.fill("needed.name", &[("who", whom)]),
            Self::Arrest(whom) => phrases.fill("needed.arrest", &[("who", whom)]),
            Self::Fact(whom) => phrases.fill("needed.fact", &[("who", whom)]),
            Self::Typed(asked) => asked.words(phrases),
        }
    }

    /// Where it is entered.
    #[must_use]
    pub fn place(&self, phrases: &Phrases) -> String {
        phrases.say(match self {
            Self::Consent(..) => "needed.consent.where",
            Self::Name(_) => "needed.name.where",
            Self::Arrest(_) | Self::Fact(_) => "needed.record.where",
            Self::Typed(_) => "needed.typed.where",
        })
    }
}

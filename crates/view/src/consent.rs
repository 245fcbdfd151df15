//! The gate before everything that is for everybody: a person is named only with a consent to it.
//!
//! A consent counts when it is for the use *publish*, for everybody, allows the name (*named*, *already public*)
//! and was not taken back. Of several the latest decides; a refusal without a date beats all, and of the same day
//! the refusal. Where the statements of a consent contradict each other it allows nothing.

use crate::View;
use crate::brief::Brief;
use crate::error::ViewError;
use crate::reader::{Audience, Reader};
use crate::resolve::Agreement;
use aigaq_schema::{Day, RecordId, Schema, Value};

/// What is left of a person who is not to be named: nothing that tells who they are.
const KEPT: [&str; 7] = [
    "kind",
    "category",
    "gender",
    "number",
    "source_class",
    "sensitivity",
    "verification",
];

/// What decides whether a person is named for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameRule {
    /// No consent about it was ever recorded: not named.
    NeverAsked,
    /// The person refused, or something else was agreed: not named.
    Refused,
    /// The consent was taken back: not named.
    TakenBack,
    /// The person allowed it: named.
    Allowed,
    /// The person is public by their own recorded act: named.
    AlreadyPublic,
    /// An organisation or a group, which has no consent to give: named.
    NoPerson,
}

impl NameRule {
    /// The name is told.
    #[must_use]
    pub const fn names(self) -> bool {
        matches!(self, Self::Allowed | Self::AlreadyPublic | Self::NoPerson)
    }
}

impl View {
    /// What decides whether an actor is named for everybody.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn name_rule(&self, actor: &Brief) -> Result<NameRule, ViewError> {
        if actor.record_type != "actor" || !is_person(self.schema(), actor) {
            return Ok(NameRule::NoPerson);
        }
        Ok(self
            .decision_on(actor.id)?
            .map_or(NameRule::NeverAsked, |decision| decision.rule))
    }

    /// Whether this reader may read who the actor is: the group always, everybody with a consent.
    pub(crate) fn may_name(&self, reader: &Reader, brief: &Brief) -> Result<bool, ViewError> {
        if reader.audience() == Audience::Internal
            || brief.record_type != "actor"
            || !is_person(self.schema(), brief)
        {
            return Ok(true);
        }
        self.named_for_all(brief.id)
    }

    /// Takes out what tells who somebody is, when they have not allowed it.
    pub(crate) fn gated(&self, reader: &Reader, mut brief: Brief) -> Result<Brief, ViewError> {
        if !self.may_name(reader, &brief)? {
            brief.resolved.retain(|r| is_kept(&r.property));
        }
        Ok(brief)
    }

    fn named_for_all(&self, person: RecordId) -> Result<bool, ViewError> {
        let decisive = self.decision_on(person)?;
        Ok(decisive.is_some_and(|decision| decision.rule.names()))
    }

    fn decision_on(&self, person: RecordId) -> Result<Option<Decision>, ViewError> {
        // What was allowed is read with all rights: a refusal counts also when nobody may read it.
        let consents = self.pointing(&Reader::keeper(), person, "consent", "person")?;
        Ok(consents.iter().filter_map(Decision::of).max())
    }
}

/// Whether a property of a person stays when they are not to be named.
pub(crate) fn is_kept(property: &str) -> bool {
    KEPT.contains(&property)
}

/// Organisations and unnamed groups have no consent to give; a kind nobody told may be a person's.
fn is_person(schema: &Schema, brief: &Brief) -> bool {
    let Some(kind) = brief.value("kind").map(Value::plain) else {
        return true;
    };
    let kinds = schema.list("actor_kinds");
    !["organisation", "group"]
        .iter()
        .any(|other| kinds.is_some_and(|list| list.is_within(&kind, other)))
}

/// What a consent decides about the name; the later is the greater, and of the same day the refusal.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Decision {
    on: Day,
    refused: bool,
    /// The same in the words of a list.
    rule: NameRule,
}

impl Decision {
    /// `None` when the consent is about another use, or about a narrower circle only.
    fn of(consent: &Brief) -> Option<Self> {
        let term = |property: &str| consent.value(property).map(Value::plain);
        if term("use").is_some_and(|of| of != "publish") {
            return None;
        }
        let agree = ["use", "audience", "state", "person"]
            .iter()
            .filter_map(|property| consent.get(property))
            .all(|resolved| resolved.agreement != Agreement::Contradict);
        let date = |property: &str| match consent.value(property) {
            Some(Value::Date { date, .. }) => Some(date.last()),
            _ => None,
        };
        let allows = matches!(term("state").as_deref(), Some("named" | "already_public"));
        let taken_back = date("withdrawn").or_else(|| consent.get("withdrawn").map(|_| Day::MAX));
        if allows && agree && taken_back.is_none() {
            // Said of publishing and of everybody; anything less says nothing about it.
            let whole = term("use").is_some() && term("audience").as_deref() == Some("public");
            return whole.then(|| Self {
                on: date("date").unwrap_or(Day::MIN),
                refused: false,
                rule: match term("state").as_deref() {
                    Some("already_public") => NameRule::AlreadyPublic,
                    _ => NameRule::Allowed,
                },
            });
        }
        if !allows && agree && term("audience").is_some_and(|audience| audience != "public") {
            return None;
        }
        Some(Self {
            on: taken_back.or_else(|| date("date")).unwrap_or(Day::MAX),
            refused: true,
            rule: match taken_back.is_some() || term("state").as_deref() == Some("withdrawn") {
                true => NameRule::TakenBack,
                false => NameRule::Refused,
            },
        })
    }
}

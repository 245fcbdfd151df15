//! The gate before everything that leaves the group: a person is named only with a consent to it.
//!
//! It is decided about a person, not about a record: the consents and the parts of all records that are one with theirs
//! ([`crate::sameness`]) decide together, and what they decide holds for each of these records. How consents are weighed
//! stands at the head of [`aigaq_registers::consents`]: for everybody those for the use *publish* count, for partners
//! those for *sharing with partners* as well. Officials are named for what they do in office without being asked, unless
//! a consent record says otherwise.

use crate::View;
use crate::brief::Brief;
use crate::error::ViewError;
use crate::reader::{Audience, Reader};
use crate::resolve::Agreement;
use aigaq_registers::DayRange;
use aigaq_registers::consents::{
    Circle, ConsentFacts, OfficeFacts, PRIVATE, Purpose, Verdict, Wish, decided,
};
use aigaq_schema::{RecordId, Value};

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

/// What decides whether a person is named for those outside the group.
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
    /// An official whom the records know only as one who acts for the state: named for what is done in office.
    Official,
    /// An organisation or a group, which has no consent to give: named.
    NoPerson,
    /// Somebody of the group closed the name on the person's record, whatever they allow: not named.
    Closed,
}

impl NameRule {
    /// The name is told.
    #[must_use]
    pub const fn names(self) -> bool {
        matches!(
            self,
            Self::Allowed | Self::AlreadyPublic | Self::Official | Self::NoPerson
        )
    }
}

impl From<Verdict> for NameRule {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Named => Self::Allowed,
            Verdict::AlreadyPublic => Self::AlreadyPublic,
            Verdict::WithoutName | Verdict::Refused => Self::Refused,
            Verdict::TakenBack => Self::TakenBack,
        }
    }
}

impl Audience {
    /// The circle whose consents decide about it.
    #[must_use]
    pub const fn circle(self) -> Circle {
        match self {
            Self::Partners => Circle::Partners,
            Self::Internal | Self::Public => Circle::Public,
        }
    }
}

impl View {
    /// What decides whether an actor is named for an audience outside the group.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn name_rule(&self, audience: Audience, actor: &Brief) -> Result<NameRule, ViewError> {
        if !self.is_person(actor)? {
            return Ok(NameRule::NoPerson);
        }
        let wish = Wish {
            purpose: Purpose::Name,
            circle: audience.circle(),
        };
        let rule = match decided(&self.consents_of(actor.id)?, wish) {
            Some(verdict) => verdict.into(),
            None if self.office_of(actor)?.is_official(self.schema()) => NameRule::Official,
            None => NameRule::NeverAsked,
        };
        let reader = Reader::keeper().making_for(audience);
        match rule.names() && self.is_name_closed(&reader, actor)? {
            true => Ok(NameRule::Closed),
            false => Ok(rule),
        }
    }

    /// Whether the group decided that the name of an organisation stands in full for an audience outside, although
    /// somebody's name that is withheld stands in it: by a record like that of a person's consent, which needs a reason.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn is_whole_name_allowed(
        &self,
        audience: Audience,
        organisation: RecordId,
    ) -> Result<bool, ViewError> {
        let wish = Wish {
            purpose: Purpose::Name,
            circle: audience.circle(),
        };
        let decided = decided(&self.consents_of(organisation)?, wish);
        Ok(decided.is_some_and(Verdict::names))
    }

    /// Whether an actor is, or may be, a person: one of the records that are one with it tells of a person, or none
    /// tells what it is.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn is_person(&self, actor: &Brief) -> Result<bool, ViewError> {
        if actor.record_type != "actor" {
            return Ok(false);
        }
        let (kinds, is_torn) = self.told_of_one(actor, "kind")?;
        let schema = self.schema();
        // Of what contradicts itself the last said may be wrong.
        Ok(
            is_torn
                || kinds.is_empty()
                || kinds.iter().any(|kind| schema.may_be_person(Some(kind))),
        )
    }

    /// Everything that was said about what a person allows, of all records that are one with theirs. It is read with
    /// all rights: a refusal counts also when nobody may read it.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn consents_of(&self, person: RecordId) -> Result<Vec<ConsentFacts>, ViewError> {
        let mut all = Vec::new();
        for member in self.one_with(person)? {
            let consents = self.pointing(&Reader::keeper(), member, "consent", "person")?;
            all.extend(consents.iter().map(consent_facts));
        }
        Ok(all)
    }

    fn office_of(&self, person: &Brief) -> Result<OfficeFacts, ViewError> {
        let (classes, is_torn) = self.told_of_one(person, "source_class")?;
        let mut office = OfficeFacts {
            classes,
            is_private: is_torn,
            ..OfficeFacts::default()
        };
        if office.classes.is_empty() {
            return Ok(office);
        }
        for member in self.one_with(person.id)? {
            for (record_type, property) in PRIVATE {
                let found = self.pointing(&Reader::keeper(), member, record_type, property)?;
                office.is_private |= !found.is_empty();
            }
            for part in self.pointing(&Reader::keeper(), member, "involvement", "actor")? {
                let role = part.value("role").filter(|_| !is_torn_of(&part, "role"));
                office.roles.push(role.map(Value::plain));
            }
        }
        Ok(office)
    }

    /// What is told of a property of a record and of all that are one with it, and whether what is told of one of them
    /// contradicts itself.
    fn told_of_one(&self, actor: &Brief, property: &str) -> Result<(Vec<String>, bool), ViewError> {
        let mut told: Vec<String> = actor.values(property).map(Value::plain).collect();
        let mut is_torn = is_torn_of(actor, property);
        for member in self.one_with(actor.id)? {
            if member != actor.id
                && let Some(other) = self.brief(&Reader::keeper(), member)?
            {
                told.extend(other.values(property).map(Value::plain));
                is_torn |= is_torn_of(&other, property);
            }
        }
        Ok((told, is_torn))
    }

    /// Whether this reader may read who the actor is: the group always, others with a consent.
    pub(crate) fn may_name(&self, reader: &Reader, brief: &Brief) -> Result<bool, ViewError> {
        let audience = reader.audience();
        Ok(!audience.is_outside() || self.name_rule(audience, brief)?.names())
    }

    /// Takes out what tells who somebody is, when they have not allowed it.
    pub(crate) fn gated(&self, reader: &Reader, mut brief: Brief) -> Result<Brief, ViewError> {
        if !self.may_name(reader, &brief)? {
            brief.resolved.retain(|r| is_kept(&r.property));
        }
        Ok(brief)
    }
}

/// Whether a property of a person stays when they are not to be named.
pub(crate) fn is_kept(property: &str) -> bool {
    KEPT.contains(&property)
}

/// Whether what is told of a property contradicts itself.
fn is_torn_of(brief: &Brief, property: &str) -> bool {
    let found = brief.get(property);
    found.is_some_and(|resolved| resolved.agreement == Agreement::Contradict)
}

/// A consent as it is weighed.
fn consent_facts(consent: &Brief) -> ConsentFacts {
    let is_torn = |property: &str| is_torn_of(consent, property);
    let sure = |property: &str| consent.value(property).filter(|_| !is_torn(property));
    let term = |property: &str| sure(property).map(Value::plain);
    let range = |property: &str| match sure(property) {
        Some(Value::Date { date, .. }) => Some(DayRange {
            first: date.first(),
            last: date.last(),
        }),
        _ => None,
    };
    ConsentFacts {
        used: term("use"),
        circle: term("audience"),
        state: term("state"),
        given: range("date"),
        // Whatever stands there tells that it was taken back.
        taken_back: consent
            .get("withdrawn")
            .map(|_| range("withdrawn").unwrap_or(DayRange::ANY)),
        contradicts: ["use", "audience", "state", "person"]
            .into_iter()
            .any(is_torn),
    }
}

//! The gate before everything that leaves the group: a person is named only with a consent to it.
//!
//! For everybody a consent counts when it is for the use *publish*, for everybody, allows the name (*named*, *already
//! public*) and was not taken back. Partners read the names that everybody may, and those of people with a consent for
//! partners: for the use *publish* or *sharing with partners*. Of several consents the latest decides; a refusal
//! without a date beats all, and of the same day the refusal. What is taken back, or *internal only*, holds for all
//! outside. Where the statements of a consent contradict each other it allows nothing. Officials are named for what
//! they do in office without being asked, unless a consent record says otherwise.

use crate::View;
use crate::brief::Brief;
use crate::error::ViewError;
use crate::reader::{Audience, Reader};
use crate::resolve::Agreement;
use aigaq_schema::{Day, Schema, Value};

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

/// Where a record names a person to whom something was done, or who asks something for themselves.
const PRIVATE: [(&str, &str); 4] = [
    ("restriction", "actor"),
    ("case", "party"),
    ("application", "applicant"),
    ("listing", "person"),
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

impl View {
    /// What decides whether an actor is named for an audience outside the group.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn name_rule(&self, audience: Audience, actor: &Brief) -> Result<NameRule, ViewError> {
        if actor.record_type != "actor" || !is_person(self.schema(), actor) {
            return Ok(NameRule::NoPerson);
        }
        // What was allowed is read with all rights: a refusal counts also when nobody may read it.
        let consents = self.pointing(&Reader::keeper(), actor.id, "consent", "person")?;
        let latest = |audience| {
            let said = consents.iter();
            said.filter_map(|consent| Decision::of(consent, audience))
                .max()
        };
        let public = latest(Audience::Public);
        let decisive = match audience {
            Audience::Internal | Audience::Public => public,
            // Partners read what everybody may; a plain refusal of everybody does not speak of them.
            Audience::Partners => {
                let speaks = |said: &Decision| said.rule != NameRule::Refused;
                let of_partners = latest(Audience::Partners);
                let both = of_partners.into_iter();
                both.chain(public.filter(speaks)).max().or(public)
            }
        };
        Ok(match decisive {
            Some(decision) => decision.rule,
            None if self.is_official(actor)? => NameRule::Official,
            None => NameRule::NeverAsked,
        })
    }

    /// Somebody who acts for the state, and to whom nothing is done in the records: a judge who is a victim too is a
    /// private person in that.
    fn is_official(&self, person: &Brief) -> Result<bool, ViewError> {
        let Some(class) = person.value("source_class").map(Value::plain) else {
            return Ok(false);
        };
        let classes = self.schema().list("threat_sources");
        let entry = classes.and_then(|list| list.get(&class));
        if !entry.is_some_and(|entry| entry.has_flag("state")) {
            return Ok(false);
        }
        for (record_type, property) in PRIVATE {
            if !self
                .pointing(&Reader::keeper(), person.id, record_type, property)?
                .is_empty()
            {
                return Ok(false);
            }
        }
        let roles = self.pointing(&Reader::keeper(), person.id, "involvement", "actor")?;
        let acts = |role: &Brief| {
            let role = role.value("role").map(Value::plain);
            role.is_some_and(|role| role.starts_with("perpetrator"))
        };
        Ok(roles.iter().all(acts))
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Decision {
    on: Day,
    refused: bool,
    /// The same in the words of a list.
    rule: NameRule,
}

impl Decision {
    /// `None` when the consent says nothing about this audience: it is about another use, or another circle.
    fn of(consent: &Brief, audience: Audience) -> Option<Self> {
        let term = |property: &str| consent.value(property).map(Value::plain);
        let partners = audience == Audience::Partners;
        let state = term("state");
        let (used, circle) = (term("use"), term("audience"));
        let is_use = |of: &str| of == "publish" || partners && of == "partner_sharing";
        if used.as_deref().is_some_and(|of| !is_use(of)) {
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
        let allows = matches!(state.as_deref(), Some("named" | "already_public"));
        let taken_back = date("withdrawn").or_else(|| consent.get("withdrawn").map(|_| Day::MAX));
        if allows && agree && taken_back.is_none() {
            // Said of the use and of the circle; anything less says nothing about it.
            let within = match circle.as_deref() {
                Some("partners") => partners,
                Some("public") => !partners || used.as_deref() == Some("partner_sharing"),
                _ => false,
            };
            return (used.is_some() && within).then(|| Self {
                on: date("date").unwrap_or(Day::MIN),
                refused: false,
                rule: match state.as_deref() {
                    Some("already_public") => NameRule::AlreadyPublic,
                    _ => NameRule::Allowed,
                },
            });
        }
        // A refusal of one circle says nothing about another; *internal only* refuses all outside.
        let elsewhere = circle.is_some_and(|of| of != audience.code())
            && state.as_deref() != Some("internal_only");
        if !allows && agree && elsewhere {
            return None;
        }
        Some(Self {
            on: taken_back.or_else(|| date("date")).unwrap_or(Day::MAX),
            refused: true,
            rule: match taken_back.is_some() || state.as_deref() == Some("withdrawn") {
                true => NameRule::TakenBack,
                false => NameRule::Refused,
            },
        })
    }
}

//! Sources who are people: whether what they told leaves the group in their own words.
//!
//! A source who refused, or took it back, for the use and the audience of a publication is not quoted in it, and no place
//! in what they told is given; what rests on them stands, with their code and kind alone. Of one who was not asked the
//! words stay under code and kind, as they always did. How consents are weighed stands at the head of
//! [`aigaq_registers::consents`].

use super::out_already::OutAlready;
use crate::error::WorkspaceError;
use crate::named::Naming;
use crate::open::Workspace;
use aigaq_registers::consents::{
    Circle, ConsentFacts, Purpose, Verdict, Wish, decided, decided_of_words,
};
use aigaq_schema::RecordId;
use aigaq_schema::source_code::CODE;
use aigaq_view::Brief;
use std::collections::BTreeMap;

/// What decides whether the words of a source leave. The greater is the stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordsRule {
    /// They allowed it.
    Allowed,
    /// They allowed it so that nobody can tell who they are.
    WithoutIdentity,
    /// Nobody asked, or nobody wrote the answer down.
    NeverAsked,
    /// They refused, or something else was agreed.
    Refused,
    /// They took the consent back.
    TakenBack,
}

impl WordsRule {
    /// Quotes and places are left out.
    #[must_use]
    pub const fn is_silent(self) -> bool {
        matches!(self, Self::Refused | Self::TakenBack)
    }

    /// What tells who they are may stand beside their words.
    pub(super) const fn may_name(self) -> bool {
        matches!(self, Self::Allowed | Self::NeverAsked)
    }

    const fn phrase(self) -> &'static str {
        match self {
            Self::Allowed => "words.allowed",
            Self::WithoutIdentity => "words.without_identity",
            Self::NeverAsked => "words.never_asked",
            Self::Refused => "words.refused",
            Self::TakenBack => "words.taken_back",
        }
    }

    fn of(verdict: Option<Verdict>) -> Self {
        match verdict {
            None => Self::NeverAsked,
            Some(Verdict::Named | Verdict::AlreadyPublic) => Self::Allowed,
            Some(Verdict::WithoutName) => Self::WithoutIdentity,
            Some(Verdict::Refused) => Self::Refused,
            Some(Verdict::TakenBack) => Self::TakenBack,
        }
    }
}

/// The sources who are people on whose words a publication rests, with what decides about them.
pub(crate) type Tellers = BTreeMap<RecordId, WordsRule>;

/// A source at the gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teller {
    /// The record.
    pub id: RecordId,
    /// What the group calls them: of one that must not be known, code and kind.
    pub name: String,
    /// Whether their words leave.
    pub rule: WordsRule,
    /// The same in words.
    pub why: String,
    /// What left the group with their words, although this publication leaves them out.
    pub out_already: Vec<OutAlready>,
}

impl Workspace {
    /// Whether the words of a source leave, for those of a circle, in what is handed over for a use of its own where it
    /// is; `None` of a source who is nobody to be asked.
    pub(crate) fn words_rule(
        &self,
        source: &Brief,
        (circle, handed): (Circle, Option<&str>),
    ) -> Result<Option<WordsRule>, WorkspaceError> {
        if source.record_type != crate::confidential::SOURCE {
            return Ok(None);
        }
        let said = self.view.consents_of(source.id)?;
        if said.is_empty() && source.value(CODE).is_none() {
            return Ok(None);
        }
        Ok(Some(WordsRule::of(decided_for(&said, circle, handed))))
    }

    /// Sources as they stand at the gate, the strictest first.
    pub(super) fn tellers_at_gate(
        &self,
        naming: &Naming<'_>,
        tellers: &Tellers,
    ) -> Result<Vec<Teller>, WorkspaceError> {
        let mut all = Vec::with_capacity(tellers.len());
        for (id, rule) in tellers {
            let Some(named) = naming.by_id(*id)? else {
                continue;
            };
            all.push(Teller {
                id: *id,
                name: named.caption,
                rule: *rule,
                why: naming.words.say(rule.phrase()),
                out_already: match rule.is_silent() {
                    true => self.out_with_name(naming, *id)?,
                    false => Vec::new(),
                },
            });
        }
        all.sort_by(|one, other| {
            (other.rule, &one.name, one.id).cmp(&(one.rule, &other.name, other.id))
        });
        Ok(all)
    }
}

/// What they said of a use of its own decides about it, unless they took their words back altogether.
fn decided_for(said: &[ConsentFacts], circle: Circle, handed: Option<&str>) -> Option<Verdict> {
    let words = decided_of_words(said, circle);
    let handing = handed.and_then(|used| {
        let purpose = Purpose::HandOver(used);
        decided(said, Wish { purpose, circle })
    });
    match words {
        Some(Verdict::TakenBack) => words,
        _ => handing.or(words),
    }
}

//! The gate: before a publication leaves, who will be named in it, who is masked, what is left out, and why.
//!
//! It is read off the publication itself: everybody told of in it, with what decides about their name. So it cannot say
//! something else than the files do.

use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::outputs::out_already::OutAlready;
use crate::outputs::tellers::{Teller, Tellers};
use crate::outputs::withheld::People;
use crate::outputs::{Numbered, Wish};
use aigaq_schema::RecordId;
use aigaq_view::{Audience, NameRule, Reader};
use std::collections::BTreeMap;

/// What passes the gate of a publication and what does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// For whom it is.
    pub audience: Audience,
    /// Persons named, by what they are called.
    pub named: Vec<Passage>,
    /// Persons told of without their names, by what the group calls them.
    pub masked: Vec<Passage>,
    /// Sources who are people on whose words it rests, those first whose words are left out.
    pub tellers: Vec<Teller>,
    /// Organisations and groups named.
    pub organisations: usize,
    /// Records that are no part of it because of their sensitivity: types in words, with how many there are.
    pub left_out: Vec<(String, usize)>,
    /// The acts told of, by how well they are established, in words.
    pub verification: Vec<(String, usize)>,
    /// Numbers that are left out because they are small.
    pub small: usize,
}

/// What comes to the gate.
pub(crate) struct Passing {
    /// The records told of, by their numbers.
    pub told: Numbered,
    /// Whom it names, or does not, by what they said of just this.
    pub people: People,
    /// Sources who are people, and whether their words are told in it.
    pub tellers: Tellers,
    /// Numbers that it leaves out because they are small.
    pub small: usize,
}

/// One person at the gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The record.
    pub id: RecordId,
    /// What the group calls them.
    pub name: String,
    /// The number under which the publication tells of them; empty of somebody who is only called in it.
    pub number: String,
    /// Why they are named or not.
    pub rule: NameRule,
    /// The same in words.
    pub why: String,
    /// What left the group and names them, although this publication does not.
    pub out_already: Vec<OutAlready>,
}

/// Types whose records can be left out of a publication.
const TYPES: [&str; 8] = [
    "event",
    "act",
    "actor",
    "restriction",
    "commitment",
    "assessment",
    "figure",
    "source",
];

impl Workspace {
    /// The gate of a publication, for the group: it names those who are masked.
    ///
    /// # Errors
    /// When the view cannot be read, or the publication cannot be made.
    pub fn gate(&self, ask: &Asking, wish: &Wish) -> Result<Gate, WorkspaceError> {
        self.gate_of(ask, wish.audience, self.told_of(ask, wish)?)
    }

    /// The gate of what tells this.
    pub(super) fn gate_of(
        &self,
        ask: &Asking,
        audience: Audience,
        Passing {
            told,
            people,
            tellers,
            small,
        }: Passing,
    ) -> Result<Gate, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let reader = ask.reader.making_for(audience);
        let mut gate = Gate {
            audience,
            named: Vec::new(),
            masked: Vec::new(),
            tellers: self.tellers_at_gate(&naming, &tellers)?,
            organisations: 0,
            left_out: Vec::new(),
            verification: Vec::new(),
            small,
        };
        let mut levels: BTreeMap<String, usize> = BTreeMap::new();
        for (id, number) in told {
            let Some(brief) = self.view.brief(&ask.reader, id)? else {
                continue;
            };
            match brief.record_type.as_str() {
                "act" => {
                    let level = naming.values(&brief, "verification")?;
                    let level: Vec<&str> = level.iter().map(crate::named::CellPart::text).collect();
                    let level = match level.is_empty() {
                        true => naming.words.say("gate.no_level"),
                        false => level.join(", "),
                    };
                    *levels.entry(level).or_default() += 1;
                }
                "actor" => {
                    let rule = if people.unnamed.contains(&id) {
                        NameRule::Refused
                    } else if people.known.contains(&id) {
                        NameRule::Allowed
                    } else {
                        self.view.name_rule(audience, &brief)?
                    };
                    if rule == NameRule::NoPerson {
                        gate.organisations += 1;
                        continue;
                    }
                    let is_named = !audience.is_outside() || rule.names();
                    let passage = Passage {
                        out_already: match is_named {
                            true => Vec::new(),
                            false => self.out_with_name(&naming, id)?,
                        },
                        id,
                        name: naming.named(&brief)?.caption,
                        number,
                        rule,
                        why: naming.words.say(reason(rule)),
                    };
                    match is_named {
                        true => gate.named.push(passage),
                        false => gate.masked.push(passage),
                    }
                }
                _ => {}
            }
        }
        gate.verification = levels.into_iter().collect();
        for passages in [&mut gate.named, &mut gate.masked] {
            passages.sort_by(|a, b| (a.rule, &a.name, a.id).cmp(&(b.rule, &b.name, b.id)));
        }
        for record_type in TYPES {
            let of = |reader: &Reader| {
                Ok::<usize, WorkspaceError>(self.briefs(reader, record_type)?.len())
            };
            let fewer = of(&ask.reader)?.saturating_sub(of(&reader)?);
            if fewer > 0 {
                gate.left_out.push((naming.type_label(record_type), fewer));
            }
        }
        Ok(gate)
    }
}

/// The phrase that says why a name is told or not.
pub(super) const fn reason(rule: NameRule) -> &'static str {
    match rule {
        NameRule::NeverAsked => "gate.never_asked",
        NameRule::Refused => "gate.refused",
        NameRule::TakenBack => "gate.taken_back",
        NameRule::Allowed => "gate.allowed",
        NameRule::AlreadyPublic => "gate.already_public",
        NameRule::Official => "gate.official",
        NameRule::NoPerson => "gate.no_person",
        NameRule::Closed => "gate.closed",
    }
}

//! The gate: before a publication leaves, who will be named in it, who is masked, what is left out, and why.
//!
//! It is read off the publication itself: everybody told of in it, with what decides about their name. So it cannot say
//! something else than the files do.

use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::outputs::out_already::OutAlready;
use crate::outputs::tellers::{Teller, Tellers};
use crate::outputs::withheld::{People, Withheld};
use crate::outputs::{Numbered, Wish};
use aigaq_schema::RecordId;
use aigaq_view::{Audience, NameRule};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Those of them in whose names that of somebody stands who may not be named.
    pub holding: Vec<HoldsName>,
    /// Records that it would tell the group and that are no part of it because of their sensitivity: types in words, with
    /// how many there are.
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
    /// What it would tell of and cite for the group.
    pub would: BTreeSet<RecordId>,
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

/// An organisation in whose name that of somebody stands who may not be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldsName {
    /// The record.
    pub id: RecordId,
    /// What the group calls it.
    pub name: String,
    /// The number under which the publication tells of it; empty of one that is only called in it.
    pub number: String,
    /// What it is called in the publication; `None` where the group decided that it is called in full.
    pub told_as: Option<String>,
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
        let mut passing = self.told_of(ask, wish)?;
        if wish.audience.is_outside() {
            passing.would = self.told_the_group(ask, wish)?;
        }
        self.gate_of(ask, wish.audience, passing)
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
            would,
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
            holding: Vec::new(),
            left_out: Vec::new(),
            verification: Vec::new(),
            small,
        };
        let for_them = Asking { reader, ..*ask };
        let withheld = Withheld::but_for(self, &for_them, &people)?;
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
                        let name = naming.named(&brief)?.caption;
                        let in_full = withheld.stands_in_full(id);
                        let held = brief.names().any(|(_, name)| withheld.is_held_in(name));
                        if in_full || held {
                            let told_as = (!in_full).then(|| withheld.clean_name(&name));
                            gate.holding.push(HoldsName {
                                id,
                                name,
                                number,
                                told_as,
                            });
                        }
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
        gate.holding.sort_by(|a, b| {
            (a.told_as.is_none(), &a.name, a.id).cmp(&(b.told_as.is_none(), &b.name, b.id))
        });
        let mut fewer: BTreeMap<String, usize> = BTreeMap::new();
        for id in would {
            if let Some(brief) = self.view.brief(&ask.reader, id)?
                && self.view.brief(&reader, id)?.is_none()
            {
                *fewer.entry(brief.record_type).or_default() += 1;
            }
        }
        for record_type in TYPES {
            if let Some(number) = fewer.get(record_type) {
                gate.left_out
                    .push((naming.type_label(record_type), *number));
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

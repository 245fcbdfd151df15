//! Who and what a bag names: those that the opened parts of its entries speak of by their records, with what each person
//! allows. Names inside texts are for whoever makes the bag to look for.

use super::choosing::Chosen;
use super::entries::BagEntries;
use super::parts::{blocks, is_hand, is_remark, is_source_of_hand};
use crate::confidential::SOURCE;
use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use aigaq_registers::consents::{Circle, Purpose, Verdict, Wish, decided};
use aigaq_schema::{RecordId, Value};
use aigaq_view::{Audience, Brief, NameRule};
use std::collections::BTreeSet;

/// For what consents are asked: the nearest that people are asked of.
const USE: &str = "partner_sharing";

/// What a person allows of what is handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Allows {
    /// To hand it on with the name.
    Allowed,
    /// It is public already.
    Public,
    /// An official, for what is done in office.
    Official,
    /// Nobody asked, or nobody wrote it down.
    NotAsked,
    /// Only without the name.
    WithoutName,
    /// Only without the name, and stands by a code or a number alone.
    Unnamed,
    /// Nothing, or something else was agreed.
    Refused,
    /// It was taken back.
    TakenBack,
}

impl Allows {
    /// To name the person in a bag goes against what they said.
    #[must_use]
    pub const fn is_against(self) -> bool {
        matches!(self, Self::WithoutName | Self::Refused | Self::TakenBack)
    }

    const fn phrase(self) -> &'static str {
        match self {
            Self::Allowed => "bag.allows.allowed",
            Self::Public => "bag.allows.public",
            Self::Official => "bag.allows.official",
            Self::NotAsked => "bag.allows.not_asked",
            Self::WithoutName => "bag.allows.without_name",
            Self::Unnamed => "bag.allows.unnamed",
            Self::Refused => "bag.allows.refused",
            Self::TakenBack => "bag.allows.taken_back",
        }
    }
}

/// A person whom a bag names.
#[derive(Debug, Clone, serde::Serialize)]
pub struct BagPerson {
    /// Who.
    pub named: Named,
    /// What they allow.
    pub allows: Allows,
    /// The same, in words.
    pub told: String,
}

/// Who and what is spoken of.
pub(super) struct Spoken {
    pub(super) people: Vec<BagPerson>,
    /// Sources who are people on whose words it rests. Others call them by code and kind, or by number.
    pub(super) tellers: Vec<BagPerson>,
    /// Organisations, groups and places.
    pub(super) others: Vec<Named>,
    /// Kept documents on which something rests or that were chosen, whose originals do not go.
    pub(super) originals: Vec<Named>,
    /// Who gave, took or keeps a file, as people wrote it, ever.
    pub(super) keepers: Vec<String>,
    /// Remarks on it.
    pub(super) remarks: Vec<String>,
}

impl Workspace {
    pub(super) fn spoken_of_in_bag(
        &self,
        ask: &Asking,
        chosen: &Chosen,
        entries: &BagEntries,
    ) -> Result<Spoken, WorkspaceError> {
        let mut ids: BTreeSet<RecordId> = BTreeSet::new();
        ids.extend(chosen.records.iter().map(|record| record.named.id));
        let (mut keepers, mut remarks) = (BTreeSet::new(), BTreeSet::new());
        let naming = Naming::new(&self.view, *ask);
        let parts = entries.said.iter().flat_map(|entry| &entry.opened);
        for block in parts.filter(|part| part.number > 0).flat_map(blocks) {
            for said in &block.statements {
                match &said.value {
                    // As code and kind, as the table of custody calls it.
                    Value::Reference(id) if is_source_of_hand(&block, said) => {
                        keepers.extend(naming.by_id(*id)?.map(|named| named.caption));
                    }
                    Value::Reference(id) | Value::Statement(id, _) => {
                        ids.insert(*id);
                    }
                    value if is_hand(&block, said) => {
                        keepers.insert(value.plain());
                    }
                    value if is_remark(&block, said) => {
                        remarks.insert(value.plain());
                    }
                    _ => {}
                }
                ids.extend(said.basis.source);
            }
        }
        let mut spoken = Spoken {
            people: Vec::new(),
            tellers: Vec::new(),
            others: Vec::new(),
            originals: Vec::new(),
            keepers: keepers.into_iter().collect(),
            remarks: remarks.into_iter().collect(),
        };
        for id in ids {
            let Some(brief) = self.view.brief(&ask.reader, id)? else {
                continue;
            };
            match &*brief.record_type {
                "actor" if self.view.is_person(&brief)? => {
                    let allows = self.allows(&brief, Purpose::Name)?;
                    spoken.people.push(person(&naming, &brief, allows)?);
                }
                SOURCE if self.is_teller(&brief)? => {
                    let allows = match self.allows(&brief, Purpose::Words)? {
                        Allows::WithoutName if !chosen.holds(id) => Allows::Unnamed,
                        allows => allows,
                    };
                    spoken.tellers.push(person(&naming, &brief, allows)?);
                }
                "actor" | "place" => spoken.others.push(naming.named(&brief)?),
                crate::files::FILE => {}
                _ if brief.values("file").next().is_some() => {
                    spoken.originals.push(naming.named(&brief)?);
                }
                _ => {}
            }
        }
        for people in [&mut spoken.people, &mut spoken.tellers] {
            people.sort_by(|one, other| one.named.caption.cmp(&other.named.caption));
        }
        for all in [&mut spoken.others, &mut spoken.originals] {
            all.sort_by(|one, other| one.caption.cmp(&other.caption));
        }
        Ok(spoken)
    }

    /// A source who can be asked: one that must not be known, or who was asked.
    fn is_teller(&self, source: &Brief) -> Result<bool, WorkspaceError> {
        let wish = (Circle::Partners, None);
        Ok(self.words_rule(source, wish)?.is_some())
    }

    fn allows(&self, person: &Brief, purpose: Purpose<'_>) -> Result<Allows, WorkspaceError> {
        let said = self.view.consents_of(person.id)?;
        let circle = Circle::Partners;
        let of = |purpose| decided(&said, Wish { purpose, circle });
        let decided = match (of(Purpose::HandOver(USE)), of(purpose)) {
            // What is taken back is taken back of all; who lets it be handed on need not let it be printed.
            (_, Some(Verdict::TakenBack)) => Some(Verdict::TakenBack),
            (handing, naming) => handing.or(naming),
        };
        Ok(match decided {
            Some(Verdict::Named) => Allows::Allowed,
            Some(Verdict::AlreadyPublic) => Allows::Public,
            Some(Verdict::WithoutName) => Allows::WithoutName,
            Some(Verdict::Refused) => Allows::Refused,
            Some(Verdict::TakenBack) => Allows::TakenBack,
            None => match self.view.name_rule(Audience::Partners, person)? {
                NameRule::Official => Allows::Official,
                _ => Allows::NotAsked,
            },
        })
    }
}

fn person(naming: &Naming<'_>, brief: &Brief, allows: Allows) -> Result<BagPerson, WorkspaceError> {
    Ok(BagPerson {
        named: naming.named(brief)?,
        told: naming.words.say(allows.phrase()),
        allows,
    })
}

//! The rules by which entries are judged (`docs/format.md` §5): V1–V9 and V13; V10 is in `segment` and `envelope`.
//!
//! [`judge`] decides about one signed header and its body from what was accepted before ([`Ledger`]), and from
//! nothing else: so every device, and `verify.py`, comes to the same verdict whatever arrived first.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::certificate::{self, Authority, Certificate};
use crate::header::{Kind, Signed};
use crate::id::{DeviceKey, EntryId, LogId, WorkspaceId};
use crate::{segment, sha256};

mod memory;

pub(crate) use memory::{MemoryLedger, Outcome};

/// A rule of the format, V1 to V15.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule(pub u8);

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "V{}", self.0)
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

pub(crate) const SHAPE: Rule = Rule(1);
pub(crate) const WORKSPACE_AND_LOG: Rule = Rule(2);
pub(crate) const SIGNATURE: Rule = Rule(3);
pub(crate) const FIRST_IN_LOG: Rule = Rule(4);
pub(crate) const PREVIOUS: Rule = Rule(5);
pub(crate) const FORK: Rule = Rule(6);
pub(crate) const CERTIFIED: Rule = Rule(7);
pub(crate) const AUTHORITY: Rule = Rule(8);
pub(crate) const BODY: Rule = Rule(9);
pub(crate) const OPENS: Rule = Rule(10);
pub(crate) const WHOLE_FILE: Rule = Rule(14);

/// An entry that breaks a rule, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// Which rule.
    pub rule: Rule,
    /// How, in few words.
    pub why: &'static str,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.why)
    }
}

impl Rule {
    pub(crate) fn broken(self, why: &'static str) -> Refusal {
        Refusal { rule: self, why }
    }
}

/// What is decided about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is part of the state.
    Accepted,
    /// It was here before; nothing changed (V13).
    Already,
    /// It is kept until what it rests on arrives (V5: the previous entry, V8: the authority entry).
    Pending(Rule),
    /// Another entry stands at the same place of its log: kept as proof, readable; the log is frozen (V6).
    Fork {
        /// The entry that stood there before.
        other: EntryId,
    },
    /// It breaks a rule and is not kept.
    Refused(Refusal),
}

/// What must be known of an accepted entry to judge others.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    pub(crate) kind: Kind,
    pub(crate) log: LogId,
    pub(crate) seq: u64,
    pub(crate) device: DeviceKey,
    pub(crate) authority: EntryId,
}

/// The accepted entries, as far as judging needs them.
pub(crate) trait Ledger {
    type Error;
    /// The root of the workspace, where it is known.
    fn root(&self) -> Result<Option<EntryId>, Self::Error>;
    /// The workspace, where it is known.
    fn workspace(&self) -> Result<Option<WorkspaceId>, Self::Error>;
    /// An accepted entry.
    fn known(&self, id: &EntryId) -> Result<Option<Known>, Self::Error>;
    /// Whether the entry waits for others.
    fn waits(&self, id: &EntryId) -> Result<bool, Self::Error>;
    /// What an accepted authority entry certifies, if it is a certificate.
    fn certificate(&self, id: &EntryId) -> Result<Option<Certificate>, Self::Error>;
    /// An accepted entry at this place.
    fn at(&self, log: &LogId, seq: u64) -> Result<Option<EntryId>, Self::Error>;
}

/// Decides about an entry whose shape and signature hold (V2–V9, V13).
///
/// # Errors
/// Those of the ledger.
pub(crate) fn judge<L: Ledger>(
    ledger: &L,
    entry: &Signed,
    body: &[u8],
) -> Result<Verdict, L::Error> {
    settle(judge_itself(ledger, entry, body).and_then(|()| judge_where(ledger, entry)))
}

/// Decides again about an entry that had waited: itself it was found sound then, and it is no root.
///
/// # Errors
/// Those of the ledger.
pub(crate) fn judge_place<L: Ledger>(ledger: &L, entry: &Signed) -> Result<Verdict, L::Error> {
    settle(judge_where(ledger, entry))
}

/// What a pending entry waits for: the first entry on which it rests and that is not accepted.
///
/// # Errors
/// Those of the ledger.
pub(crate) fn missing<L: Ledger>(ledger: &L, entry: &Signed) -> Result<EntryId, L::Error> {
    let mut at = entry.header().authority();
    while let Some(known) = ledger.known(&at)? {
        at = known.authority;
    }
    Ok(if at.is_none() {
        entry.header().previous()
    } else {
        at
    })
}

enum Stop<E> {
    Verdict(Verdict),
    Ledger(E),
}

impl<E> From<Refusal> for Stop<E> {
    fn from(refusal: Refusal) -> Self {
        Stop::Verdict(Verdict::Refused(refusal))
    }
}

fn settle<E>(judged: Result<Verdict, Stop<E>>) -> Result<Verdict, E> {
    match judged {
        Ok(verdict) | Err(Stop::Verdict(verdict)) => Ok(verdict),
        Err(Stop::Ledger(error)) => Err(error),
    }
}

/// What can be said of an entry without others: V2 (workspace), V4, V13, V9, V1 (body), and what makes a root.
fn judge_itself<L: Ledger>(ledger: &L, entry: &Signed, body: &[u8]) -> Result<(), Stop<L::Error>> {
    let header = entry.header();
    let id = entry.id();
    if ledger
        .workspace()
        .map_err(Stop::Ledger)?
        .is_some_and(|w| w != header.workspace())
    {
        return Err(WORKSPACE_AND_LOG
            .broken("it belongs to another workspace")
            .into());
    }
    if (header.seq() == 0) != header.previous().is_none() {
        return Err(FIRST_IN_LOG
            .broken("only the first entry of a log has no previous one")
            .into());
    }
    if ledger.known(&id).map_err(Stop::Ledger)?.is_some()
        || ledger.waits(&id).map_err(Stop::Ledger)?
    {
        return Err(Stop::Verdict(Verdict::Already));
    }
    if body.len() != header.body_length() || sha256(&[body]) != header.body_hash() {
        return Err(BODY
            .broken("the body is not the one that was signed")
            .into());
    }
    let certificate = match header.kind() {
        Kind::ChangeSet => {
            segment::check_layout(body).map_err(|why| SHAPE.broken(why))?;
            None
        }
        Kind::Authority => match certificate::read(body).map_err(|why| SHAPE.broken(why))? {
            Authority::Certificate(certificate) => Some(certificate),
            Authority::Destruction(_) | Authority::Other(_) => None,
        },
        Kind::Receipt | Kind::Custody | Kind::Other(_) => None,
    };
    if certificate.is_some_and(|c| c.workspace != header.workspace()) {
        return Err(WORKSPACE_AND_LOG
            .broken("it certifies for another workspace")
            .into());
    }
    if certificate.is_some_and(|c| c.log == header.log()) {
        return Err(SHAPE
            .broken("a certificate cannot stand in the log it certifies")
            .into());
    }
    if header.is_root() {
        if ledger
            .root()
            .map_err(Stop::Ledger)?
            .is_some_and(|root| root != id)
        {
            return Err(CERTIFIED
                .broken("it claims to be the root of the workspace and is not")
                .into());
        }
        if certificate.is_none_or(|c| c.device != header.device()) {
            return Err(CERTIFIED.broken("a root certifies its own signer").into());
        }
    }
    Ok(())
}

/// What can be said of an entry among the others: V8, V2 (log), V7, V5, V6.
fn judge_where<L: Ledger>(ledger: &L, entry: &Signed) -> Result<Verdict, Stop<L::Error>> {
    let header = entry.header();
    if !header.is_root() {
        check_chain(ledger, entry)?;
    }
    if header.seq() > 0 {
        let Some(previous) = ledger.known(&header.previous()).map_err(Stop::Ledger)? else {
            return Ok(Verdict::Pending(PREVIOUS));
        };
        if previous.log != header.log() || previous.seq.checked_add(1) != Some(header.seq()) {
            return Err(PREVIOUS
                .broken("the previous entry stands at another place")
                .into());
        }
        if previous.device != header.device() {
            return Err(CERTIFIED.broken("another device began this log").into());
        }
    }
    Ok(ledger
        .at(&header.log(), header.seq())
        .map_err(Stop::Ledger)?
        .map_or(Verdict::Accepted, |other| Verdict::Fork { other }))
}

/// V8, V2 (log) and V7: along the authority fields from this entry to the root.
fn check_chain<L: Ledger>(ledger: &L, entry: &Signed) -> Result<(), Stop<L::Error>> {
    let header = entry.header();
    let is_authority = header.kind() == Kind::Authority;
    if header.authority().is_none() {
        return Err(AUTHORITY.broken("it names no authority entry").into());
    }
    let (mut log_named, mut device_named, mut both_named) = (false, false, false);
    let mut at = header.authority();
    while !at.is_none() {
        let Some(known) = ledger.known(&at).map_err(Stop::Ledger)? else {
            return Err(Stop::Verdict(Verdict::Pending(AUTHORITY)));
        };
        if known.kind != Kind::Authority {
            return Err(AUTHORITY
                .broken("what it names as authority is none")
                .into());
        }
        if let Some(c) = ledger.certificate(&at).map_err(Stop::Ledger)? {
            log_named |= c.log == header.log();
            device_named |= c.device == header.device();
            both_named |= c.log == header.log() && c.device == header.device();
        }
        at = known.authority;
    }
    match (is_authority, log_named) {
        (true, true) => {
            return Err(WORKSPACE_AND_LOG
                .broken("an authority entry in a log of records")
                .into());
        }
        (false, false) => return Err(WORKSPACE_AND_LOG.broken("its log is not known").into()),
        (true, false) | (false, true) => {}
    }
    if if is_authority {
        device_named
    } else {
        both_named
    } {
        Ok(())
    } else {
        Err(CERTIFIED
            .broken("the device was not certified for this")
            .into())
    }
}

//! Authority entries: the root, certificates of new devices, and what was destroyed by decision.

use ed25519_dalek::SigningKey;

use crate::certificate::Certificate;
use crate::envelope::hash_of_heads;
use crate::error::{Error, Result};
use crate::header::{Kind, MAX_BODY, Plan, Signed};
use crate::id::{DeviceKey, EntryId, LogId, WorkspaceId, random};
use crate::store::Store;

/// An entry ready to be stored.
pub(crate) struct Prepared {
    pub(crate) entry: Signed,
    pub(crate) body: Vec<u8>,
}

/// The root of a new workspace: certifies its own signer for a first log.
pub(crate) fn root(workspace: WorkspaceId, device: &SigningKey) -> Result<Prepared> {
    sign(workspace, device, EntryId::NONE, &[], device)
}

/// A certificate for `device`, in an authority log of its own, signed by `signer`, which knows of `authority`.
pub(crate) fn certificate(
    store: &Store,
    workspace: WorkspaceId,
    signer: &SigningKey,
    authority: EntryId,
    device: &SigningKey,
) -> Result<Prepared> {
    let heads = store.heads_but(&LogId([0; 16]))?;
    sign(workspace, signer, authority, &heads, device)
}

/// Says what was destroyed, in the log that this device keeps for it: one log, however often it happens.
pub(crate) fn destruction(
    store: &Store,
    workspace: WorkspaceId,
    (signer, authority): (&SigningKey, EntryId),
    body: Vec<u8>,
) -> Result<Prepared> {
    let device = DeviceKey(signer.verifying_key().to_bytes());
    let (log, seq, previous) = match store.last_destruction_of(&device)? {
        Some((log, seq, id)) => (log, seq + 1, id),
        None => (LogId(random()?), 0, EntryId::NONE),
    };
    let heads = store.heads_but(&log)?;
    let plan = Plan {
        kind: Kind::Authority,
        workspace,
        log,
        seq,
        previous,
        authority,
        heads_hash: hash_of_heads(&heads),
    };
    signed(&plan, signer, body)
}

fn signed(plan: &Plan, signer: &SigningKey, body: Vec<u8>) -> Result<Prepared> {
    let too_large = Error::SegmentTooLarge {
        bytes: body.len(),
        limit: MAX_BODY,
    };
    let length = match u32::try_from(body.len()) {
        Ok(length) if body.len() <= MAX_BODY => length,
        _ => return Err(too_large),
    };
    let entry = plan.unsigned(signer, length).sign(signer, &body);
    Ok(Prepared { entry, body })
}

fn sign(
    workspace: WorkspaceId,
    signer: &SigningKey,
    authority: EntryId,
    heads: &[EntryId],
    device: &SigningKey,
) -> Result<Prepared> {
    let body = Certificate {
        workspace,
        device: DeviceKey(device.verifying_key().to_bytes()),
        compartment: 0,
        log: LogId(random()?),
    }
    .body();
    let plan = Plan {
        kind: Kind::Authority,
        workspace,
        log: LogId(random()?),
        seq: 0,
        previous: EntryId::NONE,
        authority,
        heads_hash: hash_of_heads(heads),
    };
    signed(&plan, signer, body)
}

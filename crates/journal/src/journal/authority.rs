//! Authority entries: the root, and certificates of new devices.

use ed25519_dalek::SigningKey;

use crate::certificate::Certificate;
use crate::envelope::hash_of_heads;
use crate::error::{Error, Result};
use crate::header::{Kind, Plan, Signed};
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
    let length = u32::try_from(body.len()).map_err(|_| Error::NothingToSave)?;
    let entry = Plan {
        kind: Kind::Authority,
        workspace,
        log: LogId(random()?),
        seq: 0,
        previous: EntryId::NONE,
        authority,
        heads_hash: hash_of_heads(heads),
    }
    .unsigned(signer, length)
    .sign(signer, &body);
    Ok(Prepared { entry, body })
}

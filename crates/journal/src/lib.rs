//! The journal: the only truth of a workspace. Signed, encrypted entries that are only ever added.
//!
//! *In*: change-sets, each one act of saving, as opaque CBOR for each root record ([`Draft`]); entries of other
//! devices as they were received. *Out*: the same, opened, in the order of acceptance ([`Opened`]); reports of
//! what holds ([`Report`]); streams and backups that leave the folder. Beside the entries, files of any size, sealed
//! ([`KeptFile`]).
//!
//! The order of one saving is: record keys durable in the keybag, entry durable in the journal (acknowledged),
//! then whatever is derived from it. The exact format is in `docs/format.md`; `verify/verify.py` checks it
//! without this crate.
//!
//! Knows nothing of what a property means, of pages, of formatting. Nothing secret is ever on disk in clear.
#![cfg_attr(test, expect(clippy::unwrap_used, reason = "tests may"))]

mod backup;
mod certificate;
mod durable;
mod envelope;
mod epoch;
mod error;
mod fail;
mod files;
mod header;
mod id;
mod journal;
mod keybag;
mod keys;
mod place;
mod report;
mod rules;
mod salvage;
mod secret;
mod segment;
mod sqlcipher;
mod stop;
mod store;
mod stream;
pub mod strict;
#[cfg(test)]
mod vectors;

pub use backup::{restore, restore_with_words};
pub use certificate::{Certificate, FORMAT};
pub use envelope::{ActOfSaving, ClaimedTime, Envelope};
pub use error::{Error, Result};
pub use fail::fail_point;
pub use files::{
    FileAtHand, FileIntake, FileName, FileReader, FilesFound, KeptFile, Lying, SealedFile,
};
pub use header::{HEADER_LENGTH, Kind, MAX_BODY};
pub use id::{DeviceKey, EntryId, KeyId, LogId, NotAnId, Position, WorkspaceId};
pub use journal::accept::Taken;
pub use journal::destroying::{Destroying, DestroyingDone, SaidAgain, finish_destroying};
pub use journal::evidence::{Disclosed, Evidence};
pub use journal::read::{Entries, Opened, OpenedSegment};
pub use journal::write::{Appended, ChangeSetWriter, Draft, DraftMeta, DraftSegment};
pub use journal::{Journal, Mode};
pub use keybag::BackupKnown;
pub use keys::compartment::{Compartment, CompartmentKey, CompartmentSeal, CompartmentState};
#[cfg(any(test, feature = "test-keys"))]
pub use keys::create_with;
pub use keys::forms::FormSeal;
pub use keys::kdf::KdfParameters;
pub use keys::passphrase::{MIN_PASSPHRASE, Passphrase};
pub use keys::words::RecoveryWords;
pub use keys::{ImportKey, Unlocked, create, is_workspace, unlock, unlock_with_words};
pub use report::{Problem, Report};
pub use rules::{Refusal, Rule, Verdict};
pub use salvage::{Salvaged, put_back, salvage};
pub use secret::Secret;
pub use segment::{MAX_PLAIN, Unreadable, size_class};
pub use sqlcipher::{Access, FileKey, open_encrypted};
pub use stop::Stop;
pub use stream::verify_stream;

use sha2::{Digest, Sha256};

/// SHA-256 of the parts joined.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

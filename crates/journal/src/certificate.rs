//! Bodies of authority entries (`docs/format.md` §4).

use crate::id::{DeviceKey, LogId, WorkspaceId};
use crate::strict::{Reader, Writer};

/// The format of workspaces this program makes and the newest it reads.
pub const FORMAT: u64 = 1;

const ACT_CERTIFICATE: u64 = 1;

/// "This device may write this log."
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certificate {
    /// In this workspace.
    pub workspace: WorkspaceId,
    /// The device.
    pub device: DeviceKey,
    /// The compartment, 0 the first.
    pub compartment: u64,
    /// The log.
    pub log: LogId,
}

/// What an authority entry does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authority {
    Certificate(Certificate),
    /// An act that this version does not know: stored, certifies nothing.
    Other(u64),
}

impl Certificate {
    /// The body of an authority entry that says so.
    pub(crate) fn body(&self) -> Vec<u8> {
        Writer::default()
            .map(6)
            .uint(0)
            .uint(ACT_CERTIFICATE)
            .uint(1)
            .bytes(self.workspace.as_bytes())
            .uint(2)
            .uint(FORMAT)
            .uint(3)
            .bytes(self.device.as_bytes())
            .uint(4)
            .uint(self.compartment)
            .uint(5)
            .bytes(self.log.as_bytes())
            .finish()
    }
}

/// Reads the body of an authority entry.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn read(body: &[u8]) -> Result<Authority, &'static str> {
    const WRONG: &str = "the body of the authority entry is not as it should be";
    let mut reader = Reader::new(body)?;
    let pairs = reader.map().ok_or(WRONG)?;
    reader.key(0).ok_or(WRONG)?;
    let act = reader.uint().ok_or(WRONG)?;
    if act != ACT_CERTIFICATE {
        return Ok(Authority::Other(act));
    }
    let mut rest = || {
        if pairs != 6 {
            return None;
        }
        reader.key(1)?;
        let workspace = WorkspaceId(reader.fixed()?);
        reader.key(2)?;
        if reader.uint()? != FORMAT {
            return None;
        }
        reader.key(3)?;
        let device = DeviceKey(reader.fixed()?);
        reader.key(4)?;
        let compartment = reader.uint()?;
        reader.key(5)?;
        let log = LogId(reader.fixed()?);
        Some(Certificate {
            workspace,
            device,
            compartment,
            log,
        })
    };
    rest().map(Authority::Certificate).ok_or(WRONG)
}

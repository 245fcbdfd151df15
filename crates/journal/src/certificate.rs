//! Bodies of authority entries (`docs/format.md` §4).

use crate::files::FileName;
use crate::id::{DeviceKey, EntryId, KeyId, LogId, WorkspaceId};
use crate::strict::{Reader, Writer};

/// The format of workspaces this program makes and the newest it reads.
pub const FORMAT: u64 = 1;

const ACT_CERTIFICATE: u64 = 1;
const ACT_DESTRUCTION: u64 = 2;

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

/// "These keys are destroyed": random ids, and no word about anybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Destruction {
    /// Of records.
    pub(crate) keys: Vec<KeyId>,
    /// Of kept files.
    pub(crate) files: Vec<FileName>,
    /// The entries that say again what stays.
    pub(crate) again: Vec<EntryId>,
}

/// What an authority entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Authority {
    Certificate(Certificate),
    Destruction(Destruction),
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

impl Destruction {
    /// The body of an authority entry that says so.
    pub(crate) fn body(&self, workspace: WorkspaceId) -> Vec<u8> {
        let mut writer = Writer::default()
            .map(5)
            .uint(0)
            .uint(ACT_DESTRUCTION)
            .uint(1)
            .bytes(workspace.as_bytes())
            .uint(2)
            .array(self.keys.len() as u64);
        for key in &self.keys {
            writer = writer.bytes(key.as_bytes());
        }
        writer = writer.uint(3).array(self.files.len() as u64);
        for file in &self.files {
            writer = writer.bytes(&file.0);
        }
        writer = writer.uint(4).array(self.again.len() as u64);
        for entry in &self.again {
            writer = writer.bytes(entry.as_bytes());
        }
        writer.finish()
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        reader.key(1)?;
        let _workspace: [u8; 16] = reader.fixed()?;
        let mut destruction = Self::default();
        reader.key(2)?;
        for _ in 0..reader.array()? {
            destruction.keys.push(KeyId(reader.fixed()?));
        }
        reader.key(3)?;
        for _ in 0..reader.array()? {
            destruction.files.push(FileName(reader.fixed()?));
        }
        reader.key(4)?;
        for _ in 0..reader.array()? {
            destruction.again.push(EntryId(reader.fixed()?));
        }
        Some(destruction)
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
    if act == ACT_DESTRUCTION && pairs == 5 {
        // A malformed one destroys nothing; it is no reason to refuse the entry, which other readers take.
        let read = Destruction::read(&mut reader);
        return Ok(read.map_or(Authority::Other(act), Authority::Destruction));
    }
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

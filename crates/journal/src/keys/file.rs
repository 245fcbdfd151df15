//! `keys.age` and `epoch.age`: small CBOR maps in ordinary age files.

use std::io::{Read, Write};
use std::path::Path;

use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use zeroize::Zeroizing;

use crate::certificate::FORMAT;
use crate::error::{Error, Result};
use crate::id::{EntryId, WorkspaceId};
use crate::secret::Secret;
use crate::strict::{Reader, Writer};

/// The age identity with this secret.
pub(crate) fn identity(secret: &Secret<32>) -> Result<Identity> {
    let broken =
        |why: &str| Error::NotReadable(format!("a key cannot be made into an age identity: {why}"));
    let text =
        bech32::encode_upper::<Bech32>(Hrp::parse_unchecked("age-secret-key-"), secret.expose())
            .map_err(|e| broken(&e.to_string()))?;
    Zeroizing::new(text).parse().map_err(broken)
}

/// Encrypts a few bytes to recipients (`age1…`).
pub(crate) fn seal(recipients: &[String], plain: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let wrong = |e: std::io::Error| Error::NotReadable(format!("encrypting failed: {e}"));
    let mut writer = encryptor(recipients)?
        .wrap_output(&mut out)
        .map_err(wrong)?;
    writer.write_all(plain).map_err(wrong)?;
    writer.finish().map_err(wrong)?;
    Ok(out)
}

/// An encryptor to recipients (`age1…`).
pub(crate) fn encryptor(recipients: &[String]) -> Result<age::Encryptor> {
    let wrong = |why: String| {
        Error::NotReadable(format!(
            "a recipient of the workspace cannot be used: {why}"
        ))
    };
    let recipients = recipients
        .iter()
        .map(|r| r.parse::<Recipient>())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|e| wrong(e.to_owned()))?;
    age::Encryptor::with_recipients(recipients.iter().map(|r| r as &dyn age::Recipient))
        .map_err(|e| wrong(e.to_string()))
}

/// What hindered opening an age file.
pub(crate) enum Shut {
    /// It is for other recipients.
    NotForUs,
    /// It is broken.
    Broken(String),
}

/// Opens an age file.
pub(crate) fn open(identity: &Identity, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, Shut> {
    let mut plain = Zeroizing::new(Vec::with_capacity(bytes.len()));
    reader(identity, bytes)?
        .read_to_end(&mut plain)
        .map_err(|e| Shut::Broken(e.to_string()))?;
    Ok(plain)
}

/// A reader of the plain bytes of an age file.
pub(crate) fn reader<R: Read>(identity: &Identity, bytes: R) -> Result<impl Read + use<R>, Shut> {
    let broken = |e: age::DecryptError| match e {
        age::DecryptError::NoMatchingKeys | age::DecryptError::DecryptionFailed => Shut::NotForUs,
        other => Shut::Broken(other.to_string()),
    };
    age::Decryptor::new(bytes)
        .map_err(broken)?
        .decrypt(std::iter::once(identity as &dyn age::Identity))
        .map_err(broken)
}

/// What `keys.age` keeps.
#[derive(Clone)]
pub(crate) struct Keys {
    pub(crate) workspace: WorkspaceId,
    pub(crate) workspace_key: Secret<32>,
    pub(crate) device: Secret<32>,
    pub(crate) root: EntryId,
    /// The passphrase's first, the recovery words' second.
    pub(crate) recipients: Vec<String>,
    /// The device before, while a new one is being certified.
    pub(crate) device_before: Option<Secret<32>>,
}

impl Keys {
    /// Writes them to `path`, sealed to their own recipients. Returns the hash of the file.
    pub(crate) fn write(&self, path: &Path) -> Result<[u8; 32]> {
        let sealed = seal(&self.recipients, &self.encode())?;
        crate::durable::replace(path, &sealed)?;
        Ok(crate::sha256(&[&sealed]))
    }

    fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut w = Writer::default()
            .map(if self.device_before.is_some() { 7 } else { 6 })
            .uint(0)
            .uint(FORMAT)
            .uint(1)
            .bytes(self.workspace.as_bytes())
            .uint(2)
            .bytes(self.workspace_key.expose())
            .uint(3)
            .bytes(self.device.expose())
            .uint(4)
            .bytes(self.root.as_bytes())
            .uint(5)
            .array(self.recipients.len() as u64);
        for recipient in &self.recipients {
            w = w.text(recipient);
        }
        if let Some(before) = &self.device_before {
            w = w.uint(6).bytes(before.expose());
        }
        Zeroizing::new(w.finish())
    }

    pub(crate) fn decode(plain: &[u8]) -> Option<Self> {
        let mut r = Reader::new(plain).ok()?;
        let pairs = r.map()?;
        r.key(0)?;
        if r.uint()? != FORMAT {
            return None;
        }
        r.key(1)?;
        let workspace = WorkspaceId(r.fixed()?);
        r.key(2)?;
        let workspace_key = Secret::from_slice(r.bytes()?)?;
        r.key(3)?;
        let device = Secret::from_slice(r.bytes()?)?;
        r.key(4)?;
        let root = EntryId(r.fixed()?);
        r.key(5)?;
        let mut recipients = Vec::new();
        for _ in 0..r.array()? {
            recipients.push(r.text()?.to_owned());
        }
        let device_before = match pairs {
            6 => None,
            7 => {
                r.key(6)?;
                Some(Secret::from_slice(r.bytes()?)?)
            }
            _ => return None,
        };
        (recipients.len() >= 2).then_some(Self {
            workspace,
            workspace_key,
            device,
            root,
            recipients,
            device_before,
        })
    }
}

/// The recipient to which `epoch.age` is sealed.
pub(crate) fn epoch_recipient(
    workspace_key: &Secret<32>,
    workspace: WorkspaceId,
) -> Result<String> {
    let identity = identity(&epoch_secret(workspace_key, workspace))?;
    Ok(identity.to_public().to_string())
}

fn epoch_secret(workspace_key: &Secret<32>, workspace: WorkspaceId) -> Secret<32> {
    workspace_key.derive(workspace.as_bytes(), &[b"AGQ1-epoch.age"])
}

/// What `epoch.age` keeps.
#[derive(Clone)]
pub(crate) struct Epoch {
    pub(crate) workspace: WorkspaceId,
    pub(crate) id: [u8; 16],
    pub(crate) key: Secret<32>,
}

impl Epoch {
    /// The bytes of `epoch.age`, sealed to this recipient.
    pub(crate) fn seal(&self, recipient: &str) -> Result<Vec<u8>> {
        let w = Writer::default()
            .map(4)
            .uint(0)
            .uint(FORMAT)
            .uint(1)
            .bytes(self.workspace.as_bytes())
            .uint(2)
            .bytes(&self.id)
            .uint(3)
            .bytes(self.key.expose());
        seal(&[recipient.to_owned()], &Zeroizing::new(w.finish()))
    }

    pub(crate) fn read(bytes: &[u8], path: &Path, keys: &Keys) -> Result<Self> {
        let broken = |why: &str| Error::BrokenFile {
            path: path.to_path_buf(),
            why: why.to_owned(),
        };
        let wrapping = epoch_secret(&keys.workspace_key, keys.workspace);
        let plain = open(&identity(&wrapping)?, bytes).map_err(|shut| match shut {
            Shut::NotForUs => broken("it belongs to another workspace"),
            Shut::Broken(why) => broken(&why),
        })?;
        Self::decode(&plain, keys.workspace)
            .ok_or_else(|| broken("its contents are not as they should be"))
    }

    fn decode(plain: &[u8], workspace: WorkspaceId) -> Option<Self> {
        let mut r = Reader::new(plain).ok()?;
        if r.map()? != 4 {
            return None;
        }
        r.key(0)?;
        if r.uint()? != FORMAT {
            return None;
        }
        r.key(1)?;
        if r.fixed()? != workspace.0 {
            return None;
        }
        r.key(2)?;
        let id = r.fixed()?;
        r.key(3)?;
        Some(Self {
            workspace,
            id,
            key: Secret::from_slice(r.bytes()?)?,
        })
    }
}

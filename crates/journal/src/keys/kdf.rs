//! `workspace.toml`: the format and how the passphrase becomes a key. Nothing secret in it.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};

use super::passphrase::Passphrase;
use crate::certificate::FORMAT;
use crate::error::{Error, Result};
use crate::id::{WorkspaceId, random};
use crate::secret::Secret;

/// Cost of deriving a key from a passphrase (Argon2id 1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfParameters {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for KdfParameters {
    /// 256 MiB, three passes, one lane: about 0.8 s.
    fn default() -> Self {
        Self {
            memory_kib: 256 * 1024,
            passes: 3,
            lanes: 1,
        }
    }
}

/// Less memory is refused, lest somebody who can write `workspace.toml` makes guessing cheap for the next
/// change of passphrase; more, lest they make unlocking impossible.
const MEMORY_KIB: std::ops::RangeInclusive<u32> = if cfg!(any(test, feature = "test-keys")) {
    8..=4 * 1024 * 1024
} else {
    19_456..=4 * 1024 * 1024
};
const PASSES: std::ops::RangeInclusive<u32> = 1..=16;
const LANES: std::ops::RangeInclusive<u32> = 1..=8;
const SALT_BYTES: std::ops::RangeInclusive<usize> = 16..=64;

/// What stands in `workspace.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) workspace: WorkspaceId,
    pub(crate) parameters: KdfParameters,
    pub(crate) salt: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct File {
    format: u64,
    workspace: String,
    passphrase: Section,
}

#[derive(Serialize, Deserialize)]
struct Section {
    kdf: String,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
}

#[derive(Deserialize)]
struct FormatOnly {
    format: u64,
}

impl Settings {
    pub(crate) fn new(workspace: WorkspaceId, parameters: KdfParameters) -> Result<Self> {
        Ok(Self {
            workspace,
            parameters,
            salt: random::<16>()?.to_vec(),
        })
    }

    pub(crate) fn to_toml(&self) -> String {
        format!(
            "# A workspace of aigaq. Nothing here is secret; keep it with the other files.\n\
             format = {FORMAT}\nworkspace = \"{}\"\n\n\
             # How the passphrase becomes a key.\n[passphrase]\nkdf = \"argon2id\"\n\
             memory_kib = {}\npasses = {}\nlanes = {}\nsalt = \"{}\"\n",
            self.workspace,
            self.parameters.memory_kib,
            self.parameters.passes,
            self.parameters.lanes,
            hex::encode(&self.salt),
        )
    }

    /// Reads the file of a workspace.
    ///
    /// # Errors
    /// [`Error::NotAWorkspace`], [`Error::NewerFormat`], [`Error::KdfParameters`], [`Error::BrokenFile`].
    pub(crate) fn read(dir: &Path) -> Result<Self> {
        let path = dir.join(super::SETTINGS);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e)
                if matches!(
                    e.kind(),
                    std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
                ) =>
            {
                return Err(Error::NotAWorkspace(dir.to_path_buf()));
            }
            Err(e) if e.kind() == std::io::ErrorKind::InvalidData => {
                return Err(Error::BrokenFile {
                    path,
                    why: "it is not text".to_owned(),
                });
            }
            Err(e) => return Err(Error::io(&path)(e)),
        };
        Self::parse(&text, &path)
    }

    pub(crate) fn parse(text: &str, path: &Path) -> Result<Self> {
        let broken = |why: String| Error::BrokenFile {
            path: path.to_path_buf(),
            why,
        };
        let format: FormatOnly =
            toml::from_str(text).map_err(|e| broken(e.message().to_owned()))?;
        if format.format > FORMAT {
            return Err(Error::NewerFormat {
                found: format.format,
                known: FORMAT,
            });
        }
        let file: File = toml::from_str(text).map_err(|e| broken(e.message().to_owned()))?;
        if file.format != FORMAT {
            return Err(broken(
                "its format number is not one there ever was".to_owned(),
            ));
        }
        let workspace = file
            .workspace
            .parse()
            .map_err(|_| broken("the workspace id is not 32 hexadecimal digits".to_owned()))?;
        let section = file.passphrase;
        if section.kdf != "argon2id" {
            return Err(Error::KdfParameters("kdf is not argon2id".to_owned()));
        }
        let bounds = |name: &str, value: u32, allowed: &std::ops::RangeInclusive<u32>| {
            if allowed.contains(&value) {
                Ok(())
            } else {
                let (least, most) = (allowed.start(), allowed.end());
                Err(Error::KdfParameters(format!(
                    "{name} = {value}, allowed are {least} to {most}"
                )))
            }
        };
        bounds("memory_kib", section.memory_kib, &MEMORY_KIB)?;
        bounds("passes", section.passes, &PASSES)?;
        bounds("lanes", section.lanes, &LANES)?;
        let salt = hex::decode(&section.salt)
            .ok()
            .filter(|salt| SALT_BYTES.contains(&salt.len()))
            .ok_or_else(|| {
                Error::KdfParameters("the salt is not 16 to 64 bytes in hexadecimal".to_owned())
            })?;
        Ok(Self {
            workspace,
            parameters: KdfParameters {
                memory_kib: section.memory_kib,
                passes: section.passes,
                lanes: section.lanes,
            },
            salt,
        })
    }

    /// The secret of the age identity that the passphrase stands for. Takes long, on purpose.
    pub(crate) fn unlock_secret(&self, passphrase: &Passphrase) -> Result<Secret<32>> {
        self.stretched(passphrase, &self.salt, b"AGQ1-unlock")
    }

    /// The secret of the age identity that the second passphrase stands for: as slow, with a salt and a label of its
    /// own, so that one passphrase in both places gives two secrets.
    pub(crate) fn second_secret(&self, passphrase: &Passphrase) -> Result<Secret<32>> {
        let salt = crate::sha256(&[b"AGQ1-second-salt", &self.salt]);
        self.stretched(passphrase, &salt, b"AGQ1-second")
    }

    fn stretched(&self, passphrase: &Passphrase, salt: &[u8], label: &[u8]) -> Result<Secret<32>> {
        let KdfParameters {
            memory_kib,
            passes,
            lanes,
        } = self.parameters;
        let parameters = Params::new(memory_kib, passes, lanes, Some(32))
            .map_err(|e| Error::KdfParameters(e.to_string()))?;
        let mut stretched = zeroize::Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
            .hash_password_into(passphrase.bytes(), salt, stretched.as_mut_slice())
            .map_err(|_| Error::KdfMemory(memory_kib))?;
        Ok(Secret::new(*stretched).derive(&[], &[label]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(change: impl Fn(String) -> String) -> String {
        let settings = Settings::new(WorkspaceId([3; 16]), KdfParameters::default()).unwrap();
        let text = settings.to_toml();
        assert_eq!(Settings::parse(&text, Path::new("w")).unwrap(), settings);
        Settings::parse(&change(text), Path::new("w"))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn absurd_parameters_are_refused_both_ways() {
        assert!(said(|t| t.replace("262144", "4")).contains("memory_kib = 4"));
        assert!(said(|t| t.replace("262144", "4294967295")).contains("memory_kib = 4294967295"));
        assert!(said(|t| t.replace("passes = 3", "passes = 0")).contains("passes = 0"));
        assert!(said(|t| t.replace("passes = 3", "passes = 17")).contains("passes = 17"));
        assert!(said(|t| t.replace("lanes = 1", "lanes = 9")).contains("lanes = 9"));
        assert!(said(|t| t.replace("salt = \"", "salt = \"zz")).contains("salt"));
        assert!(said(|t| t.replace("argon2id", "md5")).contains("argon2id"));
    }

    #[test]
    fn a_newer_format_is_named_and_a_broken_file_too() {
        assert!(said(|t| t.replace("format = 1", "format = 2")).contains("newer version"));
        // A newer format may look quite different.
        assert!(said(|_| "format = 7\nall = \"else\"".to_owned()).contains("format 7"));
        assert!(said(|t| t.replace("format = 1", "format = 0")).contains("cannot be used"));
        assert!(said(|_| "\u{0}".to_owned()).contains("cannot be used"));
        assert!(said(|t| t.replace("0303", "zz")).contains("32 hexadecimal"));
    }
}

//! Forms that arrive while the workspace is locked: sealed by anybody, opened only when it is unlocked again.

use age::x25519::Identity;
use zeroize::Zeroizing;

use super::{Unlocked, file};
use crate::error::{Error, Result};

/// The public half of a workspace's key for forms. It can seal and not open, and may stay in memory while the
/// workspace is locked. The private half is derived from the workspace key whenever it is needed, and kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSeal(String);

impl FormSeal {
    /// Seals what was typed, as an ordinary age file.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn seal(&self, plain: &[u8]) -> Result<Vec<u8>> {
        file::seal(std::slice::from_ref(&self.0), plain)
    }
}

impl Unlocked {
    /// What seals forms for this workspace while it is locked.
    ///
    /// # Errors
    /// When the key cannot be made, which is a fault of the program.
    pub fn form_seal(&self) -> Result<FormSeal> {
        Ok(FormSeal(self.form_identity()?.to_public().to_string()))
    }

    /// Opens what a [`FormSeal`] of this workspace sealed.
    ///
    /// # Errors
    /// [`Error::NotReadable`] when it was sealed for another workspace or is damaged.
    pub fn open_form(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        file::open(&self.form_identity()?, sealed).map_err(|shut| {
            Error::NotReadable(match shut {
                file::Shut::NotForUs => "the form was sealed for another workspace".to_owned(),
                file::Shut::Broken(why) => format!("the sealed form is damaged: {why}"),
            })
        })
    }

    fn form_identity(&self) -> Result<Identity> {
        file::identity(&self.workspace_key.derive(self.salt(), &[b"AGQ1-forms"]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::kdf::KdfParameters;
    use crate::keys::passphrase::Passphrase;
    use crate::keys::{create_with, unlock};

    const FAST: KdfParameters = KdfParameters {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };

    #[test]
    fn what_was_sealed_while_locked_opens_after_unlocking_and_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        let passphrase = Passphrase::new("correct horse battery staple");
        let [ours, other] = ["ours", "other"].map(|name| folder.path().join(name));
        let seal = {
            let (unlocked, _) = create_with(&ours, &passphrase, FAST).unwrap();
            unlocked.form_seal().unwrap()
        };
        let (stranger, _) = create_with(&other, &passphrase, FAST).unwrap();
        let sealed = seal.seal("имя=А.Б.".as_bytes()).unwrap();
        assert!(!sealed.windows(4).any(|part| part == &"имя".as_bytes()[..4]));
        let unlocked = unlock(&ours, &passphrase).unwrap();
        assert_eq!(unlocked.form_seal().unwrap(), seal);
        assert_eq!(*unlocked.open_form(&sealed).unwrap(), "имя=А.Б.".as_bytes());
        assert!(matches!(
            stranger.open_form(&sealed),
            Err(Error::NotReadable(_))
        ));
        assert!(unlocked.open_form(&sealed[..sealed.len() - 1]).is_err());
        assert!(unlocked.open_form(b"").is_err());
    }
}

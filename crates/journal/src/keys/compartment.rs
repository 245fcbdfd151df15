//! The sealed compartment: what stands in the journal under a second key, opened by a second passphrase.
//!
//! Anybody who has the workspace unlocked can seal ([`CompartmentSeal`], the public half); only the second passphrase,
//! or the recovery words, give the key that opens ([`CompartmentKey`]). It stands in `sealed.age`
//! (`docs/format.md` §7). Knows nothing of what is sealed.

use std::fmt;
use std::path::{Path, PathBuf};

use age::x25519::Recipient;
use zeroize::Zeroizing;

use super::file::{self, Shut};
use super::kdf::Settings;
use super::passphrase::Passphrase;
use super::words::RecoveryWords;
use super::{SEALED, Unlocked, words_secret};
use crate::certificate::FORMAT;
use crate::error::{Error, Result};
use crate::fail::fail_point;
use crate::id::WorkspaceId;
use crate::place::{KEYS_LOCK, Lock};
use crate::secret::Secret;
use crate::strict::{Reader, Writer};

/// The least that is sealed, in bytes: a short name and a long one are of one length.
const LEAST: usize = 512;

/// The public half. It seals and opens nothing; it is no secret.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CompartmentSeal(String);

impl CompartmentSeal {
    /// Reads one as [`CompartmentSeal::as_str`] writes it; `None` when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<Recipient>()
            .ok()
            .map(|recipient| Self(recipient.to_string()))
    }

    /// It as text, `age1…`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Seals a text for one place (a record): it opens nowhere else. Of its length only the next power of two is seen.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn seal(&self, place: &[u8; 16], text: &str) -> Result<Vec<u8>> {
        let length = u32::try_from(text.len()).map_err(|_| Error::SealBroken)?;
        let room = (20 + text.len()).next_power_of_two().max(LEAST);
        let mut plain = Zeroizing::new(Vec::with_capacity(room));
        plain.extend_from_slice(place);
        plain.extend_from_slice(&length.to_be_bytes());
        plain.extend_from_slice(text.as_bytes());
        plain.resize(room, 0);
        file::seal(std::slice::from_ref(&self.0), &plain)
    }
}

/// The key that opens. Overwritten when dropped; prints as dots.
#[derive(Clone)]
pub struct CompartmentKey(Secret<32>);

impl fmt::Debug for CompartmentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

impl CompartmentKey {
    /// Its public half.
    ///
    /// # Errors
    /// When the key cannot be made into an age identity, which is a fault of the program.
    pub fn public_half(&self) -> Result<CompartmentSeal> {
        Ok(CompartmentSeal(
            file::identity(&self.0)?.to_public().to_string(),
        ))
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// [`Error::SealBroken`] when it was sealed to another key or for another place, or is damaged.
    pub fn open(&self, place: &[u8; 16], sealed: &[u8]) -> Result<Zeroizing<String>> {
        let plain = file::open(&file::identity(&self.0)?, sealed).map_err(|_| Error::SealBroken)?;
        let text = (|| {
            let (of, rest) = plain.split_at_checked(16)?;
            let (length, rest) = rest.split_at_checked(4)?;
            let length = u32::from_be_bytes(length.try_into().ok()?);
            let (text, padding) = rest.split_at_checked(usize::try_from(length).ok()?)?;
            let fits = of == place && padding.iter().all(|byte| *byte == 0);
            std::str::from_utf8(text).ok().filter(|_| fits)
        })();
        // Copied once, into room of its own size.
        text.map(|text| Zeroizing::new(text.to_owned()))
            .ok_or(Error::SealBroken)
    }

    fn write(&self, path: &Path, workspace: WorkspaceId, to: &[String]) -> Result<()> {
        let plain = Writer::default()
            .map(3)
            .uint(0)
            .uint(FORMAT)
            .uint(1)
            .bytes(workspace.as_bytes())
            .uint(2)
            .bytes(self.0.expose());
        let sealed = file::seal(to, &Zeroizing::new(plain.finish()))?;
        fail_point("sealed-before");
        crate::durable::replace(path, &sealed)?;
        fail_point("sealed-after");
        Ok(())
    }

    fn decode(plain: &[u8], workspace: WorkspaceId) -> Option<Self> {
        let mut r = Reader::new(plain).ok()?;
        if r.map()? != 3 {
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
        Secret::from_slice(r.bytes()?).map(Self)
    }
}

/// How the file with the key is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompartmentState {
    /// There is none.
    Missing,
    /// It is there, and is no age file.
    Broken,
    /// It is there.
    There,
}

/// The door of the compartment: where its key lies and what it takes to open it. Holds no secret, so that the slow
/// opening need not hold up anybody who works in the workspace.
#[derive(Debug, Clone)]
pub struct Compartment {
    dir: PathBuf,
    settings: Settings,
    /// The recipients of the first passphrase and of the recovery words.
    first: String,
    words: String,
}

impl Unlocked {
    /// The door of the sealed compartment, whether there is one yet or not.
    #[must_use]
    pub fn compartment(&self) -> Compartment {
        let recipients = self.changing().recipients.clone();
        let mut recipients = recipients.into_iter();
        Compartment {
            dir: self.dir().to_path_buf(),
            settings: self.settings().clone(),
            first: recipients.next().unwrap_or_default(),
            words: recipients.next().unwrap_or_default(),
        }
    }
}

impl Compartment {
    /// Whether the file with the key is there.
    #[must_use]
    pub fn state(&self) -> CompartmentState {
        match std::fs::read(self.path()) {
            Ok(bytes) if age::Decryptor::new(&bytes[..]).is_ok() => CompartmentState::There,
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => CompartmentState::Missing,
            Ok(_) | Err(_) => CompartmentState::Broken,
        }
    }

    /// Makes the compartment: a new key, sealed to the second passphrase and to the recovery words. Where a file with a key
    /// is there (the saving that said its public half was lost, or a journal was put back), the key in it may be the only
    /// one that opens what was sealed: it is taken up again where this passphrase opens it, and put aside under another
    /// name where not. Slow by design.
    ///
    /// # Errors
    /// [`Error::PassphraseTooShort`], [`Error::SamePassphrase`], [`Error::DiskFull`], [`Error::Io`].
    pub fn make(&self, second: &Passphrase) -> Result<CompartmentKey> {
        if self.state() != CompartmentState::Missing {
            if let Ok(key) = self.open(second) {
                return Ok(key);
            }
            self.put_aside()?;
        }
        let key = CompartmentKey(Secret::random()?);
        self.keep(&key, second)?;
        Ok(key)
    }

    fn put_aside(&self) -> Result<()> {
        let aside = (1..)
            .map(|n| self.dir.join(format!("sealed-before-{n}.age")))
            .find(|aside| !aside.exists())
            .ok_or(Error::NoCompartment)?;
        std::fs::rename(self.path(), &aside).map_err(Error::io(&aside))
    }

    /// Opens it. Slow by design.
    ///
    /// # Errors
    /// [`Error::WrongSecondPassphrase`]; [`Error::NoCompartment`] when there is none; [`Error::BrokenFile`].
    pub fn open(&self, second: &Passphrase) -> Result<CompartmentKey> {
        let bytes = self.bytes()?;
        let secret = self.settings.second_secret(second)?;
        self.opened(&bytes, &secret, Error::WrongSecondPassphrase)
    }

    /// Opens it with the recovery words of the workspace.
    ///
    /// # Errors
    /// As [`Compartment::open`], with [`Error::WrongWords`].
    pub fn open_with_words(&self, words: &RecoveryWords) -> Result<CompartmentKey> {
        self.opened(&self.bytes()?, &words_secret(words), Error::WrongWords)
    }

    /// Sets another second passphrase. Either the old or the new one opens it afterwards, whatever happens meanwhile.
    ///
    /// # Errors
    /// As [`Compartment::make`]: the old one stays then.
    pub fn change(&self, key: &CompartmentKey, new: &Passphrase) -> Result<()> {
        self.keep(key, new)
    }

    fn keep(&self, key: &CompartmentKey, second: &Passphrase) -> Result<()> {
        second.long_enough()?;
        let public = |secret: Secret<32>| -> Result<String> {
            Ok(file::identity(&secret)?.to_public().to_string())
        };
        if public(self.settings.unlock_secret(second)?)? == self.first {
            return Err(Error::SamePassphrase);
        }
        let second = public(self.settings.second_secret(second)?)?;
        let _lock = Lock::take(&self.dir, KEYS_LOCK)?;
        let to = [second, self.words.clone()];
        key.write(&self.path(), self.settings.workspace, &to)
    }

    fn opened(&self, bytes: &[u8], secret: &Secret<32>, wrong: Error) -> Result<CompartmentKey> {
        let broken = |why: &str| Error::BrokenFile {
            path: self.path(),
            why: why.to_owned(),
        };
        match file::open(&file::identity(secret)?, bytes) {
            Ok(plain) => CompartmentKey::decode(&plain, self.settings.workspace)
                .ok_or_else(|| broken("its contents are not as they should be")),
            Err(Shut::NotForUs) => Err(wrong),
            Err(Shut::Broken(why)) => Err(broken(&why)),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        let path = self.path();
        std::fs::read(&path).map_err(|why| match why.kind() {
            std::io::ErrorKind::NotFound => Error::NoCompartment,
            _ => Error::io(&path)(why),
        })
    }

    fn path(&self) -> PathBuf {
        self.dir.join(SEALED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::kdf::KdfParameters;
    use crate::keys::{RecoveryWords, create_with, unlock};

    const FAST: KdfParameters = KdfParameters {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };
    const PLACE: [u8; 16] = [7; 16];

    fn first() -> Passphrase {
        Passphrase::new("correct horse battery staple")
    }

    fn second() -> Passphrase {
        Passphrase::new("вторая фраза для источников")
    }

    fn made() -> (tempfile::TempDir, Unlocked, RecoveryWords) {
        let folder = tempfile::tempdir().unwrap();
        let (unlocked, words) = create_with(&folder.path().join("w"), &first(), FAST).unwrap();
        (folder, unlocked, words)
    }

    #[test]
    fn what_anybody_seals_opens_with_the_second_passphrase_or_the_words_and_with_nothing_else() {
        let (_folder, unlocked, words) = made();
        let door = unlocked.compartment();
        assert_eq!(door.state(), CompartmentState::Missing);
        assert!(matches!(door.open(&second()), Err(Error::NoCompartment)));
        let seal = door.make(&second()).unwrap().public_half().unwrap();
        assert_eq!(CompartmentSeal::parse(seal.as_str()), Some(seal.clone()));
        let sealed = seal.seal(&PLACE, "Айгүл").unwrap();
        let key = door.open(&second()).unwrap();
        assert_eq!(*key.open(&PLACE, &sealed).unwrap(), "Айгүл");
        let by_words = door.open_with_words(&words).unwrap();
        assert_eq!(*by_words.open(&PLACE, &sealed).unwrap(), "Айгүл");
        for _ in 0..10 {
            let wrong = door.open(&first());
            assert!(matches!(wrong, Err(Error::WrongSecondPassphrase)));
        }
        assert!(key.open(&[8; 16], &sealed).is_err(), "another record");
        assert!(key.open(&PLACE, &sealed[..sealed.len() - 1]).is_err());
        assert!(key.open(&PLACE, b"").is_err());
        assert_eq!(format!("{key:?}"), "•••");
        assert_eq!(
            *door.open(&second()).unwrap().open(&PLACE, &sealed).unwrap(),
            "Айгүл"
        );
    }

    #[test]
    fn a_key_that_is_there_is_taken_up_again_or_put_aside_and_never_written_over() {
        let (_folder, unlocked, _) = made();
        let door = unlocked.compartment();
        let seal = door.make(&second()).unwrap().public_half().unwrap();
        let sealed = seal.seal(&PLACE, "А").unwrap();
        let again = door.make(&second()).unwrap();
        assert_eq!(*again.open(&PLACE, &sealed).unwrap(), "А");
        let other = door
            .make(&Passphrase::new("quite another second one"))
            .unwrap();
        assert!(other.open(&PLACE, &sealed).is_err());
        let aside = unlocked.dir().join("sealed-before-1.age");
        std::fs::rename(aside, unlocked.dir().join(SEALED)).unwrap();
        let key = door.open(&second()).unwrap();
        assert_eq!(*key.open(&PLACE, &sealed).unwrap(), "А");
    }

    #[test]
    fn empty_long_and_hostile_texts_come_back_and_short_ones_are_of_one_length() {
        let (_folder, unlocked, _) = made();
        let key = unlocked.compartment().make(&second()).unwrap();
        let seal = key.public_half().unwrap();
        let long = "ы".repeat(10_000);
        for text in ["", "\u{0}\u{202e}<b>", "a\0", &long] {
            let sealed = seal.seal(&PLACE, text).unwrap();
            assert_eq!(*key.open(&PLACE, &sealed).unwrap(), text);
        }
        // The head of an age file has a stanza of random length by itself, which hides nothing and tells nothing.
        let length = |text: &str| {
            let sealed = seal.seal(&PLACE, text).unwrap();
            let head = sealed.windows(5).position(|at| at == b"\n--- ").unwrap();
            let end = sealed[head + 1..]
                .iter()
                .position(|byte| *byte == b'\n')
                .unwrap();
            sealed.len() - (head + 1 + end)
        };
        assert_eq!(
            length("Ия"),
            length("Константинопольская, +7 700 000 00 00")
        );
    }

    #[test]
    fn another_second_passphrase_opens_what_the_one_before_sealed_and_the_old_one_nothing() {
        let (_folder, unlocked, _) = made();
        let door = unlocked.compartment();
        let key = door.make(&second()).unwrap();
        let sealed = key.public_half().unwrap().seal(&PLACE, "А").unwrap();
        let new = Passphrase::new("a newer second one");
        door.change(&key, &new).unwrap();
        assert!(matches!(
            door.open(&second()),
            Err(Error::WrongSecondPassphrase)
        ));
        assert_eq!(
            *door.open(&new).unwrap().open(&PLACE, &sealed).unwrap(),
            "А"
        );
        for bad in [Passphrase::new("short"), first()] {
            assert!(door.change(&key, &bad).is_err());
            assert!(door.open(&new).is_ok(), "the old one stays");
        }
        assert!(matches!(
            door.change(&key, &first()),
            Err(Error::SamePassphrase)
        ));
        assert!(unlock(unlocked.dir(), &first()).is_ok());
        assert!(
            unlock(unlocked.dir(), &new).is_err(),
            "the first stays the first"
        );
        assert!(matches!(
            unlocked.change_passphrase(&new),
            Err(Error::SamePassphrase)
        ));
        assert!(unlock(unlocked.dir(), &first()).is_ok());
    }

    #[test]
    fn a_file_of_another_workspace_or_a_damaged_one_is_named_and_opens_nothing() {
        let (_folder, unlocked, _) = made();
        let (_other_folder, other, _) = made();
        let (door, strange) = (unlocked.compartment(), other.compartment());
        door.make(&second()).unwrap();
        strange.make(&second()).unwrap();
        std::fs::copy(strange.path(), door.path()).unwrap();
        // Another salt: the same passphrase is another secret.
        assert!(matches!(
            door.open(&second()),
            Err(Error::WrongSecondPassphrase)
        ));
        std::fs::write(door.path(), b"not an age file").unwrap();
        assert_eq!(door.state(), CompartmentState::Broken);
        assert!(matches!(
            door.open(&second()),
            Err(Error::BrokenFile { .. })
        ));
    }
}

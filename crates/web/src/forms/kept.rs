//! Forms that were sent after the lock: sealed at once to a key that is not here, kept in memory for the
//! browser that sent them, opened only when the workspace is unlocked again. When the program ends they are
//! lost.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use aigaq_workspace::{FormSeal, Workspace, WorkspaceError};
use zeroize::Zeroizing;

use crate::problem::Problem;

/// Most forms that are kept.
const MOST: usize = 20;
/// Most bytes that they take together.
const MOST_BYTES: usize = 10 * 1024 * 1024;

/// The forms that are kept, and what seals the next one.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<Shelf>);

#[derive(Debug, Default)]
struct Shelf {
    seal: Option<FormSeal>,
    last_number: u64,
    forms: Vec<Sealed>,
}

/// A form that nobody can read now.
#[derive(Debug, Clone)]
struct Sealed {
    number: u64,
    /// The session it came from.
    owner: u64,
    at: Instant,
    /// It was shown to its owner since.
    opened: bool,
    bytes: Vec<u8>,
}

/// A form that was opened again.
pub(crate) struct Opened {
    pub(crate) number: u64,
    /// How long ago it was sent.
    pub(crate) ago: Duration,
    /// It was shown before.
    pub(crate) seen: bool,
    /// Where it was sent to: path and query.
    pub(crate) address: String,
    /// As it was sent.
    pub(crate) body: Zeroizing<Vec<u8>>,
}

impl Kept {
    /// From now on forms are sealed for this workspace.
    pub(crate) fn seal_with(&self, seal: FormSeal) {
        self.shelf().seal = Some(seal);
    }

    /// Seals a form and keeps it. False when there is no room, or no workspace was unlocked yet.
    pub(crate) fn keep(&self, owner: u64, address: &str, body: &[u8]) -> bool {
        let Some(seal) = self.shelf().seal.clone() else {
            return false;
        };
        let mut plain = Zeroizing::new(Vec::with_capacity(address.len() + 1 + body.len()));
        plain.extend_from_slice(address.as_bytes());
        plain.push(b'\n');
        plain.extend_from_slice(body);
        let Ok(bytes) = seal.seal(&plain) else {
            return false;
        };
        let mut shelf = self.shelf();
        // What its owner has seen gives way first, the oldest first.
        while !shelf.has_room(bytes.len()) {
            let Some(at) = shelf.forms.iter().position(|form| form.opened) else {
                return false;
            };
            shelf.forms.remove(at);
        }
        shelf.last_number += 1;
        let number = shelf.last_number;
        shelf.forms.push(Sealed {
            number,
            owner,
            at: Instant::now(),
            opened: false,
            bytes,
        });
        true
    }

    /// Whether forms wait that their owner has not seen yet.
    pub(crate) fn waits_for(&self, owner: u64) -> bool {
        let is_new = |form: &Sealed| form.owner == owner && !form.opened;
        self.shelf().forms.iter().any(is_new)
    }

    /// All forms of an owner, opened; one that cannot be opened any more is thrown away.
    pub(crate) fn open_all(&self, owner: u64, workspace: &Workspace) -> Vec<Opened> {
        let of_owner: Vec<Sealed> = self.of(owner).collect();
        let mut opened = Vec::new();
        for form in of_owner {
            match open(&form, workspace) {
                Ok(form) => opened.push(form),
                Err(_) => self.throw_away(owner, form.number),
            }
        }
        opened
    }

    /// One form of an owner, which from now on counts as seen.
    pub(crate) fn open(
        &self,
        owner: u64,
        number: u64,
        workspace: &Workspace,
    ) -> Result<Opened, Problem> {
        let form = self
            .of(owner)
            .find(|form| form.number == number)
            .ok_or(Problem::NotFound)?;
        let opened = open(&form, workspace).map_err(Problem::from)?;
        for form in &mut self.shelf().forms {
            form.opened |= form.number == number;
        }
        Ok(opened)
    }

    /// Forgets a form.
    pub(crate) fn throw_away(&self, owner: u64, number: u64) {
        self.shelf()
            .forms
            .retain(|form| form.owner != owner || form.number != number);
    }

    fn of(&self, owner: u64) -> impl Iterator<Item = Sealed> + use<> {
        let mut forms = self.shelf().forms.clone();
        forms.retain(|form| form.owner == owner);
        forms.into_iter()
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf {
    fn has_room(&self, bytes: usize) -> bool {
        let held: usize = self.forms.iter().map(|form| form.bytes.len()).sum();
        self.forms.len() < MOST && held + bytes <= MOST_BYTES
    }
}

fn open(form: &Sealed, workspace: &Workspace) -> Result<Opened, WorkspaceError> {
    let mut body = workspace.open_form(&form.bytes)?;
    let end = body.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let address = String::from_utf8_lossy(&body[..end]).into_owned();
    let begin = (end + 1).min(body.len());
    body.drain(..begin);
    Ok(Opened {
        number: form.number,
        ago: form.at.elapsed(),
        seen: form.opened,
        address,
        body,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_journal::{Mode, Passphrase, create_with};

    fn workspace() -> (tempfile::TempDir, Workspace) {
        let folder = tempfile::tempdir().unwrap();
        let passphrase = Passphrase::new(aigaq_testkit::PASSPHRASE);
        let dir = folder.path().join("w");
        let (unlocked, _) = create_with(&dir, &passphrase, aigaq_testkit::FAST).unwrap();
        (
            folder,
            Workspace::of(unlocked, Mode::Write, |_| {}).unwrap(),
        )
    }

    #[test]
    fn a_form_is_kept_sealed_and_opened_for_its_owner_only() {
        let (_folder, workspace) = workspace();
        let kept = Kept::default();
        assert!(
            !kept.keep(1, "/enter", b"name=A"),
            "nothing to seal it with yet"
        );
        kept.seal_with(workspace.form_seal().unwrap());
        assert!(kept.keep(1, "/enter?type=act", b"name=Aliya\nB"));
        assert!(kept.keep(1, "/x", b""));
        let memory = format!("{:?}", kept.shelf().forms);
        let in_clear = format!("{:?}", b"Aliya");
        assert!(!memory.contains(in_clear.trim_matches(['[', ']'])));
        assert!(kept.waits_for(1) && !kept.waits_for(2));

        let opened = kept.open(1, 1, &workspace).unwrap();
        assert_eq!(opened.address, "/enter?type=act");
        assert_eq!(*opened.body, b"name=Aliya\nB");
        assert_eq!(*kept.open(1, 2, &workspace).unwrap().body, b"");
        assert!(matches!(
            kept.open(2, 1, &workspace),
            Err(Problem::NotFound)
        ));
        assert!(!kept.waits_for(1));
        assert_eq!(kept.open_all(1, &workspace).len(), 2);
        kept.throw_away(2, 1);
        kept.throw_away(1, 2);
        assert_eq!(kept.open_all(1, &workspace).len(), 1);
    }

    #[test]
    fn there_is_room_for_so_many_and_what_was_seen_gives_way() {
        let (_folder, workspace) = workspace();
        let kept = Kept::default();
        kept.seal_with(workspace.form_seal().unwrap());
        for _ in 0..MOST {
            assert!(kept.keep(1, "/a", b"x=1"));
        }
        assert!(!kept.keep(1, "/a", b"x=2"), "nothing unseen is pushed out");
        kept.open(1, 7, &workspace).unwrap();
        assert!(kept.keep(1, "/a", b"x=2"));
        assert!(matches!(
            kept.open(1, 7, &workspace),
            Err(Problem::NotFound)
        ));
        assert!(!kept.keep(1, "/a", &vec![b'x'; MOST_BYTES]));
    }
}

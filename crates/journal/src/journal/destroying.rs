//! Destroying records by decision (`docs/format.md` §10).
//!
//! The key of a record goes, and with it everything that was ever said under it. What is to stay is said again, at its
//! place and under a new key: a segment of the change-set of the decision names the entry and the segment in whose
//! place it stands, and readers find it there. So ids, times and order stay as they were, and with them everything that
//! follows from them; what is gone is gone from every copy of the journal whose keys are destroyed.
//!
//! The change-set and the authority entry that names the keys are one transaction: before it nothing has changed, after
//! it the decision stands and is carried out, at once or, if the program dies, at the next opening.

use std::cell::RefCell;
use std::collections::HashMap;

use aigaq_schema::RecordId;

use super::read::{Opened, OpenedSegment};
use super::write::{ChangeSetWriter, DraftMeta, DraftSegment};
use super::{Journal, Mode, Writer, authority};
use crate::certificate::Destruction;
use crate::epoch;
use crate::error::{Error, Result};
use crate::fail::fail_point;
use crate::files::{self, FileName};
use crate::header::Header;
use crate::id::{EntryId, KeyId, Position};
use crate::keybag::{Destroyed, Keybag};
use crate::keys::Unlocked;
use crate::segment::{self, MAX_PLAIN, Unreadable};
use crate::sqlcipher::Access;
use crate::store::{Store, Which};
use crate::strict::{self, Reader};

/// So many keys are named in one authority entry.
const KEYS_AT_ONCE: usize = 20_000;
/// Most files one decision destroys.
const MOST_FILES: usize = 10_000;
/// What is said again may be longer than what it stands for: by its wrapping, and by the marks for what was masked.
const LONGER: usize = 48 << 10;

/// A decision to destroy.
#[derive(Debug)]
pub struct Destroying {
    /// The keys that go: all that was ever said under them goes, but for what is said again.
    pub keys: Vec<KeyId>,
    /// The kept files that go.
    pub files: Vec<FileName>,
    /// What is said again.
    pub again: Vec<SaidAgain>,
    /// What the change-set of the decision says besides, like any other.
    pub decision: Vec<DraftSegment>,
}

/// What stands in the place of a segment whose key goes.
pub struct SaidAgain {
    /// The root record: each gets one new key.
    pub root: RecordId,
    /// The entry that held it.
    pub entry: EntryId,
    /// The number of its segment there, from 1 (the envelope is 0).
    pub segment: u32,
    /// What is said, as in [`DraftSegment::plain`].
    pub plain: Vec<u8>,
}

impl std::fmt::Debug for SaidAgain {
    /// Shows no contents.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SaidAgain({} {})", self.entry, self.segment)
    }
}

/// What a decision did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DestroyingDone {
    /// Keys of records destroyed.
    pub keys: u64,
    /// Kept files destroyed.
    pub files: u64,
    /// The first authority entry that says so.
    pub authority: EntryId,
}

/// Where what was said again stands, by the place it stands for.
#[derive(Default)]
pub(crate) struct Again {
    places: HashMap<(EntryId, u32), (Position, usize)>,
    /// The body that was looked into last: much of it is asked for one after the other.
    last: RefCell<Option<(Position, Header, Vec<u8>)>>,
}

impl Journal {
    /// Carries out a decision to destroy, for good: durable when it returns. The journal goes on in a new epoch, so the
    /// view, whose file key came from the old one, is to be made again.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::Locked`], [`Error::DiskFull`], [`Error::SegmentTooLarge`], [`Error::Damaged`]:
    /// nothing was destroyed. An error behind the decision, when it could be made durable and not wholly be carried
    /// out, is [`Error::DestroyingUnfinished`]: the next opening finishes it.
    pub fn destroy(
        &mut self,
        unlocked: &Unlocked,
        wish: Destroying,
        meta: DraftMeta,
    ) -> Result<DestroyingDone> {
        if wish.files.len() > MOST_FILES {
            return Err(Error::NothingToSave);
        }
        self.wake()?;
        unlocked.same_epoch()?;
        let mut gone = Destroyed::default();
        gone.keys.extend(&wish.keys);
        gone.files.extend(&wish.files);
        let before = self.writer.as_ref().map(Writer::mark);
        let next = self.decide(unlocked, wish, meta);
        let (done, next) = match next {
            Ok(decided) => decided,
            Err(error) => {
                epoch::give_up(unlocked);
                if let (Some(writer), Some(before)) = (&mut self.writer, before) {
                    writer.back_to(&before);
                }
                return Err(error);
            }
        };
        fail_point("destroying-decided");
        let carried_out = self
            .look_for_destroyed()
            .and_then(|()| epoch::enter(unlocked, &next))
            .and_then(|()| self.in_new_epoch(unlocked))
            .and_then(|()| remove_files(self, gone.files.iter().copied()));
        match carried_out {
            Ok(()) => Ok(done),
            Err(error) => Err(Error::DestroyingUnfinished(Box::new(error))),
        }
    }

    /// The change-set, the authority entry and the next keybag, all durable or nothing of it.
    fn decide(
        &mut self,
        unlocked: &Unlocked,
        wish: Destroying,
        meta: DraftMeta,
    ) -> Result<(DestroyingDone, epoch::NextEpoch)> {
        let files = wish.files.len() as u64;
        let mut writer = self.begin(meta)?;
        for segment in wish.decision {
            writer.push(segment)?;
        }
        for said in wish.again {
            let root = said.root;
            let plain = said.wrapped();
            writer.push_again(root, plain)?;
        }
        writer.finish_with(|journal, entries| {
            let mut done = DestroyingDone {
                keys: wish.keys.len() as u64,
                files,
                authority: EntryId::NONE,
            };
            let mut destruction = Destruction {
                keys: Vec::new(),
                files: wish.files,
                again: entries.to_vec(),
            };
            let mut chunks = wish.keys.chunks(KEYS_AT_ONCE).peekable();
            loop {
                destruction.keys = chunks.next().unwrap_or_default().to_vec();
                let id = journal.say_destroyed(unlocked, &destruction)?;
                if done.authority.is_none() {
                    done.authority = id;
                }
                if chunks.peek().is_none() {
                    break;
                }
                destruction = Destruction::default();
            }
            let mut gone = journal.keybag.destroyed().clone();
            gone.keys.extend(&wish.keys);
            let said = journal.store.destructions()?;
            gone.files
                .extend(said.iter().flat_map(|(_, told)| &told.files));
            let next = epoch::prepare(unlocked, &journal.keybag, &gone)?;
            fail_point("destroying-prepared");
            Ok((done, next))
        })
    }

    fn say_destroyed(&mut self, unlocked: &Unlocked, told: &Destruction) -> Result<EntryId> {
        let writer = self.writer.as_mut().ok_or(Error::ReadOnly)?;
        let body = told.body(unlocked.workspace());
        let by = (&writer.device, writer.authority);
        let prepared = authority::destruction(&self.store, unlocked.workspace(), by, body)?;
        self.store.add(&prepared.entry, &prepared.body, &[])?;
        writer.authority = prepared.entry.id();
        Ok(prepared.entry.id())
    }

    /// Opens the keybag of the epoch that began, in place of the one at hand.
    fn in_new_epoch(&mut self, unlocked: &Unlocked) -> Result<()> {
        // The old one is closed only when the new one is open; it lies under another name until then.
        epoch::take_place(unlocked)?;
        let access = match self.writer {
            Some(_) => Access::Write,
            None => Access::Read,
        };
        self.keybag = Keybag::open(unlocked, access)?;
        self.look_for_destroyed()
    }

    /// Reads from the journal what was destroyed by decision.
    pub(crate) fn look_for_destroyed(&mut self) -> Result<()> {
        self.authority_entries = self.store.authority_count()?;
        self.keybag.refuse(destroyed_in(&self.store)?);
        self.again = std::cell::OnceCell::new();
        Ok(())
    }

    /// Puts in the place of destroyed segments what was said again, and takes away what stands elsewhere by itself.
    pub(crate) fn with_what_was_said_again(&self, opened: &mut Opened) -> Result<()> {
        for segment in &mut opened.segments {
            if segment.plain == Err(Unreadable::Destroyed)
                && let Some(again) = self.again_in_place_of(opened.id, segment.number)?
            {
                *segment = again;
            }
        }
        if self.keybag.destroyed().again.contains(&opened.id) {
            opened.segments.retain(|segment| !segment.is_said_again());
        }
        Ok(())
    }

    fn again_in_place_of(&self, entry: EntryId, segment: u32) -> Result<Option<OpenedSegment>> {
        let again = match self.again.get() {
            Some(again) => again,
            None => {
                let found = self.find_what_was_said_again()?;
                self.again.get_or_init(|| found)
            }
        };
        let Some((position, number)) = again.places.get(&(entry, segment)).copied() else {
            return Ok(None);
        };
        let mut last = again.last.borrow_mut();
        if last.as_ref().is_none_or(|(at, ..)| *at != position) {
            let Some(row) = self
                .store
                .after(Position(position.0 - 1), Which::All)?
                .filter(|row| row.position == position)
            else {
                return Ok(None);
            };
            let header = Header::read(&row.header).map_err(Error::Refused)?;
            *last = Some((position, header, row.body));
        }
        let Some((_, header, body)) = last.as_ref() else {
            return Ok(None);
        };
        let Some(Ok(sealed)) = segment::segments(body).nth(number) else {
            return Ok(None);
        };
        let Some(key) = self.keybag.key(&sealed.key_id)? else {
            return Ok(None);
        };
        let plain = sealed.open(&key, header.sealed_part());
        let said = plain.as_deref().ok().and_then(unwrapped);
        Ok(said.map(|said| OpenedSegment {
            number: segment,
            key: sealed.key_id,
            plain: match strict::check(said.2) {
                Ok(()) => Ok(said.2.to_vec()),
                Err(why) => Err(Unreadable::Damaged(why)),
            },
        }))
    }

    fn find_what_was_said_again(&self) -> Result<Again> {
        let mut found = Again::default();
        let mut entries = Vec::new();
        for entry in &self.keybag.destroyed().again {
            entries.extend(self.store.position_of(entry)?);
        }
        // What was said again later stands in place of what was said again before.
        entries.sort_unstable();
        for position in entries {
            let Some(row) = self.store.after(Position(position.0 - 1), Which::All)? else {
                continue;
            };
            let header = Header::read(&row.header).map_err(Error::Refused)?;
            for (number, sealed) in segment::segments(&row.body).enumerate().skip(1) {
                let Ok(sealed) = sealed else { continue };
                let Some(key) = self.keybag.key(&sealed.key_id)? else {
                    continue;
                };
                let plain = sealed.open(&key, header.sealed_part());
                if let Some((entry, segment, _)) = plain.as_deref().ok().and_then(unwrapped) {
                    found.places.insert((entry, segment), (position, number));
                }
            }
        }
        Ok(found)
    }
}

/// Finishes what a program that died could not: keys that were decided to be destroyed and are still there, files too.
/// `true` when a new epoch began: a view of the old one cannot be opened any more.
///
/// # Errors
/// [`Error::Locked`] when another program is writing (and may be at it), [`Error::DiskFull`], [`Error::Io`].
pub fn finish_destroying(unlocked: &Unlocked) -> Result<bool> {
    epoch::take_place(unlocked)?;
    let store = Store::open(unlocked, Access::Read)?;
    let gone = destroyed_in(&store)?;
    if gone.is_empty() {
        return Ok(false);
    }
    let keybag = Keybag::open(unlocked, Access::Read)?;
    let folder = unlocked.dir().join(files::FILES);
    let lies = |name: &&FileName| files::path_of(&folder, **name).exists();
    if !keybag.holds_any(&gone)? && !gone.files.iter().any(|name| lies(&name)) {
        return Ok(false);
    }
    drop((keybag, store));
    // Opening to write carries it out.
    drop(Journal::open(unlocked, Mode::Write)?);
    Ok(true)
}

/// Carries out, under the right to write, what was decided and is not done yet.
pub(super) fn carry_out(unlocked: &Unlocked, journal: &mut Journal) -> Result<()> {
    journal.look_for_destroyed()?;
    let gone = journal.keybag.destroyed().clone();
    if gone.is_empty() {
        return Ok(());
    }
    if journal.keybag.holds_any(&gone)? {
        let next = epoch::prepare(unlocked, &journal.keybag, &gone)?;
        epoch::enter(unlocked, &next)?;
        journal.in_new_epoch(unlocked)?;
    }
    remove_files(journal, gone.files.iter().copied())
}

fn remove_files(journal: &Journal, names: impl Iterator<Item = FileName>) -> Result<()> {
    let folder = journal.files_folder();
    let mut removed = None;
    for name in names {
        let path = files::path_of(&folder, name);
        match std::fs::remove_file(&path) {
            Ok(()) => removed = Some(path),
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => {}
            Err(why) => return Err(Error::io(&path)(why)),
        }
        fail_point("destroying-file");
    }
    removed.map_or(Ok(()), |path| crate::durable::sync_folder_of(&path))
}

impl Journal {
    /// How many entries that came from others wait for one before them: nobody looked into them yet, and a name in them
    /// comes in later.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn waiting(&self) -> Result<u64> {
        self.store.waiting()
    }

    /// Whether another program carried out a decision since we looked: then our keybag is the old one.
    pub(super) fn was_destroyed_since(&self) -> Result<bool> {
        if self.store.authority_count()? == self.authority_entries {
            return Ok(false);
        }
        let (now, known) = (destroyed_in(&self.store)?, self.keybag.destroyed());
        Ok(now.keys.len() != known.keys.len() || now.files.len() != known.files.len())
    }
}

fn destroyed_in(store: &Store) -> Result<Destroyed> {
    let mut gone = Destroyed::default();
    for (_, told) in store.destructions()? {
        gone.keys.extend(told.keys);
        gone.files.extend(told.files);
        gone.again.extend(told.again);
    }
    Ok(gone)
}

impl SaidAgain {
    /// An array of the entry, the number of the segment, and what is said: it begins with 32 bytes, where what is said
    /// of a record begins with 16.
    fn wrapped(self) -> Vec<u8> {
        strict::Writer::default()
            .array(3)
            .bytes(self.entry.as_bytes())
            .uint(u64::from(self.segment))
            .bytes(&self.plain)
            .finish()
    }
}

/// In whose place something is said again, and what.
pub(super) fn unwrapped(plain: &[u8]) -> Option<(EntryId, u32, &[u8])> {
    let mut reader = Reader::new(plain).ok()?;
    if reader.array()? != 3 {
        return None;
    }
    let entry = EntryId(reader.fixed()?);
    let segment = u32::try_from(reader.uint()?).ok()?;
    Some((entry, segment, reader.bytes()?))
}

impl OpenedSegment {
    pub(super) fn is_said_again(&self) -> bool {
        match &self.plain {
            Ok(plain) => unwrapped(plain).is_some(),
            // Said again and destroyed since: another one stands in its place, or none.
            Err(Unreadable::Destroyed) => true,
            Err(_) => false,
        }
    }
}

impl ChangeSetWriter<'_> {
    fn push_again(&mut self, root: RecordId, plain: Vec<u8>) -> Result<()> {
        let segment = DraftSegment {
            root,
            key: None,
            plain,
        };
        self.push_up_to(segment, MAX_PLAIN + LONGER).map(|_| ())
    }
}

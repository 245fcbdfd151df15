//! Pictures of files that were looked at: dots, encoded anew. They stay in memory, never on disk, and are gone when the
//! workspace is locked, or when newer ones need the room.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aigaq_schema::RecordId;
use aigaq_workspace::{Picture, Unshown};

/// Pictures at hand at once; the oldest makes room. Each has at most a few megabytes.
const MOST: usize = 12;

/// A picture, or why there is none.
pub(crate) type Shown = Result<Arc<Picture>, Unshown>;

#[derive(Default)]
struct AtHand {
    /// How often it was locked.
    locks: u64,
    pictures: VecDeque<(RecordId, Shown)>,
}

/// The pictures of this start.
#[derive(Default)]
pub(crate) struct Pictures(Mutex<AtHand>);

impl Pictures {
    fn hold(&self) -> MutexGuard<'_, AtHand> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn get(&self, id: RecordId) -> Option<Shown> {
        let all = self.hold();
        let found = all.pictures.iter().find(|(there, _)| *there == id);
        found.map(|(_, shown)| shown.clone())
    }

    /// To be asked before a picture is made.
    pub(crate) fn locks(&self) -> u64 {
        self.hold().locks
    }

    /// Keeps a picture that was made since `locks` was asked for, unless a lock came between.
    pub(crate) fn keep(&self, locks: u64, id: RecordId, shown: Shown) {
        let mut all = self.hold();
        if all.locks == locks {
            all.pictures.retain(|(there, _)| *there != id);
            all.pictures.truncate(MOST - 1);
            all.pictures.push_front((id, shown));
        }
    }

    /// One that was changed: its bytes are others now.
    pub(crate) fn forget(&self, id: RecordId) {
        self.hold().pictures.retain(|(there, _)| *there != id);
    }

    pub(crate) fn forget_all(&self) {
        let mut all = self.hold();
        all.locks += 1;
        all.pictures.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_made_before_the_lock_is_not_kept_after_it() {
        let pictures = Pictures::default();
        let id = |n| RecordId::from_random([n; 16]);
        let before = pictures.locks();
        pictures.keep(before, id(0), Err(Unshown::NoPicture));
        assert!(pictures.get(id(0)).is_some());
        pictures.forget_all();
        assert!(pictures.get(id(0)).is_none());
        pictures.keep(before, id(0), Err(Unshown::NoPicture));
        assert!(pictures.get(id(0)).is_none(), "it was made before the lock");
        for n in 0..20 {
            pictures.keep(pictures.locks(), id(n), Err(Unshown::NoPicture));
        }
        assert!(pictures.get(id(0)).is_none() && pictures.get(id(19)).is_some());
        assert_eq!(pictures.hold().pictures.len(), MOST);
    }
}

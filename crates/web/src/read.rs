//! Documents that were read and are being looked at. They stay in memory, never on disk, and are gone when the
//! workspace is locked, or when newer ones need the room.
//!
//! Reading takes its time, and the lock may come meanwhile: what was begun before a lock is not kept after it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aigaq_schema::RecordId;
use aigaq_workspace::Document;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;

/// Documents that are read at once; others wait for their turn.
const READERS: usize = 2;
/// Documents at hand at once; the oldest makes room.
const MOST: usize = 3;

/// The time between two locks, by its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sitting(u64);

#[derive(Default)]
struct AtHand {
    sitting: Sitting,
    documents: VecDeque<(RecordId, Arc<Document>)>,
}

/// The documents of this start.
pub(crate) struct Read {
    at_hand: Mutex<AtHand>,
    turns: Arc<Semaphore>,
}

impl Default for Read {
    fn default() -> Self {
        Self {
            at_hand: Mutex::default(),
            turns: Arc::new(Semaphore::new(READERS)),
        }
    }
}

/// A turn to read, as long as it is held.
pub(crate) struct Turn {
    _held: Option<OwnedSemaphorePermit>,
}

impl Turn {
    /// Reads on a thread that may wait. The turn is over when the reading is, also when whoever asked has left.
    pub(crate) fn reads<T: Send + 'static>(
        self,
        read: impl FnOnce() -> T + Send + 'static,
    ) -> JoinHandle<T> {
        tokio::task::spawn_blocking(move || {
            let read = read();
            drop(self);
            read
        })
    }
}

impl Read {
    fn hold(&self) -> MutexGuard<'_, AtHand> {
        self.at_hand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A turn to read. Turns are never taken away, so there is always one in the end.
    pub(crate) async fn turn(&self) -> Turn {
        Turn {
            _held: Arc::clone(&self.turns).acquire_owned().await.ok(),
        }
    }

    /// To be asked before reading begins.
    pub(crate) fn sitting(&self) -> Sitting {
        self.hold().sitting
    }

    /// Keeps what was read since the sitting was asked for, unless a lock came between.
    pub(crate) fn keep(&self, since: Sitting, id: RecordId, document: Document) -> Arc<Document> {
        let document = Arc::new(document);
        let mut all = self.hold();
        if all.sitting == since {
            all.documents.retain(|(there, _)| *there != id);
            all.documents.truncate(MOST - 1);
            all.documents.push_front((id, Arc::clone(&document)));
        }
        document
    }

    pub(crate) fn get(&self, id: RecordId) -> Option<Arc<Document>> {
        let all = self.hold();
        let found = all.documents.iter().find(|(there, _)| *there == id);
        found.map(|(_, document)| Arc::clone(document))
    }

    pub(crate) fn forget_all(&self) {
        let mut all = self.hold();
        all.sitting.0 += 1;
        all.documents.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        Document {
            text: "Held in Almaty".to_owned(),
            language: "en".to_owned(),
            title: None,
            author: None,
            date: None,
            parts: Vec::new(),
            marks: Vec::new(),
            notes: Vec::new(),
            pages: Vec::new(),
            found: Vec::new(),
            silenced: Vec::new(),
        }
    }

    #[test]
    fn what_was_begun_before_the_lock_is_not_kept_after_it() {
        let read = Read::default();
        let id = RecordId::from_random([7; 16]);
        let before = read.sitting();
        read.keep(before, id, document());
        assert!(read.get(id).is_some());
        read.forget_all();
        assert!(read.get(id).is_none());
        read.keep(before, id, document());
        assert!(read.get(id).is_none(), "it was read before the lock");
        read.keep(read.sitting(), id, document());
        assert!(read.get(id).is_some());
    }

    #[tokio::test]
    async fn a_turn_lasts_as_long_as_the_reading_though_nobody_waits_for_it_any_more() {
        let read = Read::default();
        let (end, ends) = std::sync::mpsc::channel::<()>();
        let turn = read.turn().await;
        drop(turn.reads(move || ends.recv()));
        assert_eq!(read.turns.available_permits(), READERS - 1);
        drop(end);
        let all = u32::try_from(READERS).unwrap();
        assert!(
            read.turns.acquire_many(all).await.is_ok(),
            "it comes to its end"
        );
    }
}

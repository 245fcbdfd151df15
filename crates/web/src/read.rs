//! Documents that were read and are being looked at. They stay in memory, never on disk, and are gone when the
//! workspace is locked, or when newer ones need the room.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aigaq_schema::RecordId;
use aigaq_workspace::Document;

/// Documents at hand at once; the oldest makes room.
const MOST: usize = 3;

/// The documents of this start.
#[derive(Default)]
pub(crate) struct Read(Mutex<VecDeque<(RecordId, Arc<Document>)>>);

impl Read {
    fn hold(&self) -> MutexGuard<'_, VecDeque<(RecordId, Arc<Document>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn keep(&self, id: RecordId, document: Document) -> Arc<Document> {
        let document = Arc::new(document);
        let mut all = self.hold();
        all.retain(|(there, _)| *there != id);
        all.truncate(MOST - 1);
        all.push_front((id, Arc::clone(&document)));
        document
    }

    pub(crate) fn get(&self, id: RecordId) -> Option<Arc<Document>> {
        let all = self.hold();
        let found = all.iter().find(|(there, _)| *there == id);
        found.map(|(_, document)| Arc::clone(document))
    }

    pub(crate) fn forget_all(&self) {
        self.hold().clear();
    }
}

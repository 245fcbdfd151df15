//! The view is fed while the import is still being written, on a second thread.
//!
//! Nothing of it counts before the journal has everything: the thread holds one open transaction of the view and
//! ends it when it hears that the change-set is saved. When it hears nothing, or anything goes wrong, the view is
//! as it was and catches up in the ordinary way.

use aigaq_journal::Opened;
use aigaq_view::{Follower, View};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;

/// Entries that may wait for the view; each is about a megabyte.
const ENTRIES_WAITING: usize = 8;

/// The thread that feeds the view, and the ways to it.
#[derive(Debug)]
pub(super) struct Alongside {
    /// Gone when there are no more entries, or the thread wants none.
    entries: Option<SyncSender<Opened>>,
    saved: Option<Sender<()>>,
    progress: Receiver<u64>,
    thread: Option<JoinHandle<Option<View>>>,
}

impl Alongside {
    pub(super) fn begin(follower: Follower) -> Self {
        let (entries, coming) = sync_channel(ENTRIES_WAITING);
        let (saved, heard) = channel();
        let (tell, progress) = channel();
        let follow = move || {
            // Nobody listening for progress is no reason to stop.
            let told = |entries| tell.send(entries).unwrap_or_default();
            follower
                .follow(coming, || heard.recv().is_ok(), told)
                // What is wrong with the view is told when it catches up in the ordinary way.
                .unwrap_or_default()
        };
        let thread = std::thread::Builder::new()
            .name("view".to_owned())
            .spawn(follow)
            .ok();
        Self {
            entries: Some(entries),
            saved: Some(saved),
            progress,
            thread,
        }
    }

    /// Passes an entry on; waits when the view is far behind.
    pub(super) fn pass(&mut self, entry: Opened) {
        if let Some(entries) = &self.entries
            && entries.send(entry).is_err()
        {
            self.entries = None;
        }
    }

    /// All entries are durable: the view may hold them. Answers with it when it does.
    pub(super) fn saved(mut self, mut told: impl FnMut(u64)) -> Option<View> {
        self.entries = None;
        if let Some(saved) = self.saved.take() {
            // A thread that has given up does not listen.
            saved.send(()).unwrap_or_default();
        }
        self.progress.iter().for_each(&mut told);
        self.thread.take()?.join().ok().flatten()
    }
}

impl Drop for Alongside {
    /// Not saved: the thread undoes what it did, and the view is free again afterwards.
    fn drop(&mut self) {
        (self.entries, self.saved) = (None, None);
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

//! Stopping whoever is still reading when the keys have to go.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Tells every database of one unlocked workspace to give up what it is doing, so that the workspace can be
/// dropped at once: a statement that runs ends with an error within a few thousand steps, and so does each
/// one after it. A transaction that was open is rolled back. There is no way back: unlock again.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks to stop. Returns at once.
    pub fn now(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether it was asked.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

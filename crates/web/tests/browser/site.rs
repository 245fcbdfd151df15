//! Pages served for real, for a browser to visit.

use std::path::Path;
use std::time::Duration;

use aigaq_web::{Idle, Pages};
use aigaq_workspace::Workspace;
use tokio::task::JoinHandle;

use crate::fixture::{Folder, empty, import, import_hostile, options};

/// A workspace and its pages, at a port of their own, until this is dropped.
pub struct Site {
    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub base: String,
    /// The address that the program prints: it opens an unlocked workspace once.
    pub printed: String,
    pub folder: Folder,
    serving: JoinHandle<()>,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Site {
    /// Serves this workspace, or, without it, the locked folder.
    pub async fn of(folder: Folder, workspace: Option<Workspace>, idle: Duration) -> Self {
        let mut wished = options(&folder, workspace);
        wished.port = 0;
        wished.idle = Idle::For(idle);
        let pages = Pages::bind(wished).await.unwrap();
        let printed = pages.address();
        let end = printed["http://".len()..].find('/').unwrap() + "http://".len();
        let serving = tokio::spawn(async move {
            pages.serve(std::future::pending()).await.unwrap();
        });
        Self {
            base: printed[..end].to_owned(),
            printed,
            folder,
            serving,
        }
    }

    /// One event with hostile words, locked, under [`aigaq_testkit::PASSPHRASE`].
    pub async fn locked() -> Self {
        Self::locking_after(Duration::from_secs(300)).await
    }

    /// The same, with another time until it locks itself.
    pub async fn locking_after(idle: Duration) -> Self {
        let (folder, mut workspace) = empty();
        import_hostile(&mut workspace);
        drop(workspace);
        Self::of(folder, None, idle).await
    }

    /// An empty workspace, unlocked: go to [`Site::printed`].
    pub async fn empty() -> Self {
        let (folder, workspace) = empty();
        Self::of(folder, Some(workspace), Duration::from_secs(300)).await
    }

    /// The data set on Kazakhstan and a hostile event, unlocked: go to [`Site::printed`].
    pub async fn kazakhstan() -> Self {
        let (folder, mut workspace) = empty();
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/kazakhstan");
        import(&mut workspace, &demo, "kazakhstan");
        import_hostile(&mut workspace);
        Self::of(folder, Some(workspace), Duration::from_secs(300)).await
    }

    /// An address of this site.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

//! Serving the pages on this machine until told to stop.

use std::fs;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

use crate::fresh::replace;
use crate::router::router;
use crate::state::{App, ServeOptions};

/// How often it is looked whether the pages are idle.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Why the pages cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// Another program listens at the port.
    #[error("port {0} is taken by another program: choose another with --port, or stop it")]
    PortTaken(u16),
    /// The port cannot be used for another reason.
    #[error("port {port} cannot be used: {why}")]
    Port {
        /// The port asked for.
        port: u16,
        /// What the system says.
        why: io::Error,
    },
    /// The note for `aigaq lock` cannot be written.
    #[error("{} cannot be written: {why}", path.display())]
    Note {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
    /// No random bytes.
    #[error("the system gives no random bytes")]
    Randomness,
    /// The server broke down.
    #[error("the pages can no longer be served: {0}")]
    Serve(io::Error),
}

/// What `serving.toml` says to other programs of the same user: where the pages are, and the token by
/// which they can be locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Serving {
    /// The port on 127.0.0.1.
    pub port: u16,
    /// The process that serves.
    pub pid: u32,
    /// To be sent as the header [`crate::LOCK_TOKEN_HEADER`] with `POST /lock`.
    pub lock_token: String,
}

/// The name of the note in the workspace's folder.
pub const SERVING_FILE: &str = "serving.toml";

/// A port of this machine that is ours already, so that its address can be told before serving.
pub struct Pages {
    listener: TcpListener,
    app: App,
    note: Note,
}

impl Pages {
    /// Takes the port and writes the note for `aigaq lock`.
    ///
    /// # Errors
    /// [`WebError`]: the port is taken, or the note cannot be written.
    pub async fn bind(options: ServeOptions) -> Result<Self, WebError> {
        let wished = options.port;
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, wished)))
            .await
            .map_err(|why| match why.kind() {
                io::ErrorKind::AddrInUse => WebError::PortTaken(wished),
                _ => WebError::Port { port: wished, why },
            })?;
        let port = listener.local_addr().map_err(WebError::Serve)?.port();
        let path = options.dir.join(SERVING_FILE);
        let app = App::new(options, port)?;
        let note = Note::write(
            path,
            Serving {
                port,
                pid: std::process::id(),
                lock_token: app.lock_token().as_str().to_owned(),
            },
        )?;
        Ok(Self {
            listener,
            app,
            note,
        })
    }

    /// The address to print. Of a workspace that is unlocked already it holds a word that opens it once, in
    /// the browser in which it is opened first.
    #[must_use]
    pub fn address(&self) -> String {
        let path = self.app.entrance().unwrap_or_else(|| "/".to_owned());
        format!("http://127.0.0.1:{}{path}", self.app.port())
    }

    /// After how many minutes without a request they lock, as things stand now.
    #[must_use]
    pub fn idle_minutes(&self) -> u64 {
        self.app.idle().as_secs().div_ceil(60)
    }

    /// Serves until `shutdown` is done, then drops the workspace and takes the note away.
    ///
    /// # Errors
    /// [`WebError::Serve`] when the server breaks down.
    pub async fn serve(
        self,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), WebError> {
        let Self {
            listener,
            app,
            note,
        } = self;
        let watcher = tokio::spawn({
            let app = app.clone();
            async move {
                loop {
                    tokio::time::sleep(LOOK_EVERY).await;
                    app.lock_if_idle().await;
                }
            }
        });
        let served = axum::serve(listener, router(app.clone()))
            .with_graceful_shutdown(shutdown)
            .await;
        watcher.abort();
        app.lock().await;
        drop(note);
        served.map_err(WebError::Serve)
    }
}

/// Binds and serves in one: see [`Pages`].
///
/// # Errors
/// [`WebError`].
pub async fn serve(
    options: ServeOptions,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), WebError> {
    Pages::bind(options).await?.serve(shutdown).await
}

/// The file while it is ours. A stale one of a program that was killed is no harm: it is overwritten,
/// and its token opens nothing.
struct Note {
    path: PathBuf,
    ours: Serving,
}

impl Note {
    fn write(path: PathBuf, ours: Serving) -> Result<Self, WebError> {
        let note = Self { path, ours };
        note.put().map_err(|why| WebError::Note {
            path: note.path.clone(),
            why,
        })?;
        Ok(note)
    }

    fn put(&self) -> io::Result<()> {
        let Serving {
            port,
            pid,
            lock_token,
        } = &self.ours;
        let text = format!("port = {port}\npid = {pid}\nlock_token = \"{lock_token}\"\n");
        replace(&self.path, &text)
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        // Only ours: a second program may have written its own since.
        let ours = fs::read_to_string(&self.path)
            .is_ok_and(|text| text.contains(self.ours.lock_token.as_str()));
        if ours && fs::remove_file(&self.path).is_err() {
            // A stale note is no harm.
        }
    }
}

//! Pages on this machine, and locking them.

use super::Common;
use crate::answer::{remark, say};
use crate::asking::{now, today};
use crate::cli::{DemoArgs, ServeArgs};
use crate::passphrase;
use aigaq_web::{Idle, LOCK_TOKEN_HEADER, Pages, SERVING_FILE, ServeOptions, Serving};
use aigaq_workspace::{DocumentReader, Workspace};
use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

/// How long a page waits for what takes its time: who clicked does not yet wonder what is going on.
const PATIENCE: Duration = Duration::from_secs(1);

/// Serves pages until it is stopped. Without a passphrase at hand, the first page asks for it.
pub fn serve(common: &Common<'_>, args: &ServeArgs) -> Result<ExitCode> {
    common.must_be_workspace()?;
    let workspace = match passphrase::given() {
        Some(passphrase) => Some(Workspace::open_to_share(common.dir, &passphrase)?),
        None => None,
    };
    let idle = match args.idle {
        Some(minutes) => Idle::For(Duration::from_secs(minutes * 60)),
        None => Idle::AsChosen,
    };
    run(common.dir, workspace, args.port, idle)
}

/// Serves the demo workspace.
pub fn serve_demo(args: &DemoArgs, workspace: Option<Workspace>) -> Result<ExitCode> {
    run(&args.folder(), workspace, args.port, Idle::AsChosen)
}

fn run(dir: &Path, workspace: Option<Workspace>, port: u16, idle: Idle) -> Result<ExitCode> {
    let unlocked = workspace.is_some();
    let options = ServeOptions {
        dir: dir.to_owned(),
        workspace,
        port,
        idle,
        reader: DocumentReader::Apart(super::reading::worker::worker()?),
        patience: PATIENCE,
        today,
        now,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("the server cannot be started")?;
    runtime.block_on(async {
        let pages = Pages::bind(options).await?;
        say(&format!("Pages: {}", pages.address()))?;
        remark(if unlocked {
            "This address opens once, in your browser; any other browser is asked for the passphrase."
        } else {
            "They are locked: the first page asks for the passphrase."
        });
        remark(&format!(
            "They lock after {} idle minutes. Stop with Ctrl-C.",
            pages.idle_minutes()
        ));
        pages.serve(stopped()).await?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Done when somebody stops the program: Ctrl-C, or being asked to end.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let ended = async {
            match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
                Ok(mut signal) => {
                    signal.recv().await;
                }
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! { _ = interrupted => {}, () = ended => {} }
    }
    #[cfg(not(unix))]
    {
        // Without the signal there is nothing to wait for, and the server goes on.
        if interrupted.await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Asks the server of the workspace to lock.
pub fn lock(common: &Common<'_>) -> Result<ExitCode> {
    common.must_be_workspace()?;
    let note = common.dir.join(SERVING_FILE);
    let nothing_to_lock = || {
        common.answer(&serde_json::json!({ "locked": false }), || {
            "No server of this workspace is running: nothing is unlocked.".to_owned()
        })
    };
    let Ok(text) = std::fs::read_to_string(&note) else {
        return nothing_to_lock();
    };
    let serving: Serving =
        toml::from_str(&text).with_context(|| format!("{} is damaged", note.display()))?;
    match ask_to_lock(&serving) {
        Ok(status)
            if status.contains(" 20") || status.contains(" 30") || status.contains(" 423") =>
        {
            common.answer(&serde_json::json!({ "locked": true }), || {
                "Locked: the keys have left memory.".to_owned()
            })
        }
        Ok(status) => bail!("the server at port {} did not lock: {status}", serving.port),
        Err(_) => nothing_to_lock(),
    }
}

/// One small request; the first line of the answer.
fn ask_to_lock(serving: &Serving) -> std::io::Result<String> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, serving.port));
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(3))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(
        stream,
        "POST /lock HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{LOCK_TOKEN_HEADER}: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        serving.port, serving.lock_token
    )?;
    let mut answer = Vec::new();
    stream.take(4096).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer)
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned())
}

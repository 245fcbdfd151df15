//! Serves the pages over the shipped data, in a workspace that goes when the program ends.
//!
//! `cargo run -p aigaq-web --example sample -- PORT`
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

use std::path::Path;
use std::time::Duration;

use aigaq_journal::{Mode, Passphrase, create_with};
use aigaq_schema::{Day, Schema};
use aigaq_web::{Pages, ServeOptions};
use aigaq_workspace::{ImportWish, Mapped, Tables, Workspace};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port = std::env::args()
        .nth(1)
        .map_or(Ok(4481), |port| port.parse())?;
    let folder = tempfile::tempdir()?;
    let dir = folder.path().join("kazakhstan");
    let passphrase = Passphrase::new(aigaq_testkit::PASSPHRASE);
    let (unlocked, _) = create_with(&dir, &passphrase, aigaq_testkit::FAST)?;
    let mut workspace = Workspace::of(unlocked, Mode::Write, |_| {})?;
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/kazakhstan");
    let wish = ImportWish {
        tables: Tables::Path(&demo),
        mapped: Mapped::named("kazakhstan", Schema::shipped())?,
        clear: false,
        preview: false,
        language: aigaq_schema::Language::En,
        now: (1_626_940_800, "UTC".to_owned()),
    };
    workspace.import(&wish, |_| {})?;
    let pages = Pages::bind(ServeOptions {
        dir,
        workspace: Some(workspace),
        port,
        idle: aigaq_web::Idle::For(Duration::from_secs(3600)),
        reader: aigaq_workspace::DocumentReader::Here,
        patience: Duration::from_secs(1),
        today: || Day(18_830),
        now: || (1_626_912_000, "Asia/Almaty".to_owned()),
    })
    .await?;
    println!("{}", pages.address());
    pages.serve(std::future::pending()).await?;
    Ok(())
}

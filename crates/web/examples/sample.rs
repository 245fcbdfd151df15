//! Serves the pages over sample data, to look at them.
//!
//! `cargo run -p aigaq-web --example sample -- PORT`
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

use std::time::Duration;

use aigaq_schema::Day;
use aigaq_web::{Pages, ServeOptions};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port = std::env::args().nth(1).map_or(Ok(4481), |port| port.parse())?;
    let dir = std::env::temp_dir().join("aigaq-sample");
    std::fs::create_dir_all(&dir)?;
    let pages = Pages::bind(ServeOptions {
        dir,
        workspace: Some(aigaq_web::sample()),
        port,
        idle: Duration::from_secs(3600),
        today: || Day(18_830),
    })
    .await?;
    println!("{}", pages.address());
    pages.serve(std::future::pending()).await?;
    Ok(())
}

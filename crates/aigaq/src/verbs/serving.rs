//! Pages on this machine.

use super::Common;
use crate::cli::ServeArgs;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Serves pages until it is stopped.
pub fn serve(common: &Common<'_>, args: &ServeArgs) -> Result<ExitCode> {
    let _ = (common, args);
    bail!("not yet")
}

/// Asks the server of the workspace to lock.
pub fn lock(common: &Common<'_>) -> Result<ExitCode> {
    let _ = common;
    bail!("not yet")
}

/// Serves the demo workspace.
pub fn serve_demo(args: &crate::cli::DemoArgs) -> Result<ExitCode> {
    let _ = args;
    bail!("not yet")
}

//! The process that reads one document: this program once more, with a verb that is not in its help.

use aigaq_documents::{Worker, serve as read_one};
use anyhow::{Context, Result};
use std::io::{stdin, stdout};
use std::process::ExitCode;

/// The verb by which it is started.
const VERB: &str = "read-within-limits";

/// How to start it.
pub fn worker() -> Result<Worker> {
    let program = std::env::current_exe().context("the program cannot tell where it lies")?;
    Ok(Worker::new(program, &[VERB]))
}

/// What it does.
pub fn serve() -> Result<ExitCode> {
    read_one(&mut stdin().lock(), &mut stdout().lock())?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, Verb};
    use clap::Parser;

    #[test]
    fn the_verb_is_there() {
        let command = Cli::try_parse_from(["aigaq", VERB]).map(|command| command.verb);
        assert!(matches!(command, Ok(Verb::ReadWithinLimits)));
    }
}

//! The program: one grammar, `aigaq [-w FOLDER] VERB …`. Answers go to stdout (`--json` for programs), files to
//! `--out`, errors as one sentence to stderr with a status that is not zero.
//!
//! The only place that knows the terminal, the environment and the clock.

mod answer;
mod asking;
mod cli;
mod passphrase;
mod progress;
mod table;
mod verbs;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let command = match cli::Cli::try_parse() {
        Ok(command) => command,
        Err(error) => {
            // Help and version go to stdout with status 0, mistakes to stderr with status 2.
            let status = error.exit_code();
            return match error.print() {
                Ok(()) => ExitCode::from(u8::try_from(status).unwrap_or(2)),
                Err(_) => ExitCode::FAILURE,
            };
        }
    };
    match verbs::run(command) {
        Ok(code) => code,
        Err(error) if answer::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            answer::complain(&error);
            ExitCode::FAILURE
        }
    }
}

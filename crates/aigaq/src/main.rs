//! The program: one grammar, `aigaq [-w FOLDER] VERB …`. Answers go to stdout (`--json` for programs), files to
//! `--out`, errors as one sentence to stderr with a status that is not zero.
//!
//! The only place that knows the terminal, the environment and the clock.

mod answer;
mod asking;
mod cli;
mod grammar;
mod passphrase;
mod progress;
mod refusal;
mod table;
mod verbs;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let command = match cli::Cli::try_parse() {
        Ok(command) => command,
        Err(error) => return grammar::told(&error),
    };
    let language = command.language;
    match verbs::run(command) {
        Ok(code) => code,
        Err(error) if answer::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            answer::complain(&error, language);
            ExitCode::FAILURE
        }
    }
}

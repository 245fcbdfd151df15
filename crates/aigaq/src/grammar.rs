//! What the grammar refuses, in the language that was asked for; in English as the grammar says it itself.

use crate::answer::remark;
use crate::refusal::{
    does_not_fit, does_not_fit_for, missing, none_of, not_together, not_understood, reason, said,
    see_help,
};
use aigaq_schema::{Language, Reason};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error;
use std::process::ExitCode;

/// Tells a mistake, and with which status the program ends. Help and version go to stdout with status 0, mistakes to
/// stderr with status 2.
pub fn told(error: &clap::Error) -> ExitCode {
    let status = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    // An argument may be no text at all: of that only what is one is looked at.
    let arguments = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned());
    let language = language(arguments);
    if let Some(why) = refused(error).filter(|_| language != Language::En) {
        remark(&format!("aigaq: {}", said(&see_help(why), language)));
        return status;
    }
    match error.print() {
        Ok(()) => status,
        Err(_) => ExitCode::FAILURE,
    }
}

/// The language asked for, where the rest is not understood: by the option, else by the environment.
fn language(arguments: impl Iterator<Item = String>) -> Language {
    let arguments: Vec<String> = arguments.collect();
    let named = arguments.iter().enumerate().find_map(|(at, argument)| {
        let value = argument.strip_prefix("--language")?;
        match value.strip_prefix('=') {
            Some(value) => Some(value.to_owned()),
            None => arguments.get(at + 1).filter(|_| value.is_empty()).cloned(),
        }
    });
    let given = named.or_else(|| std::env::var("AIGAQ_LANGUAGE").ok());
    given
        .and_then(|tag| tag.parse().ok())
        .unwrap_or(Language::En)
}

/// Why it was refused; none where nothing was, or where only the grammar can say it.
fn refused(error: &clap::Error) -> Option<Reason> {
    let of = |kind| words(error.get(kind)?);
    let argument = || of(ContextKind::InvalidArg);
    let given = || of(ContextKind::InvalidValue);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => not_understood(argument()?),
        ErrorKind::InvalidSubcommand => not_understood(of(ContextKind::InvalidSubcommand)?),
        ErrorKind::MissingRequiredArgument => missing(argument()?),
        ErrorKind::ArgumentConflict => not_together(argument()?, of(ContextKind::PriorArg)?),
        ErrorKind::InvalidValue if given()?.is_empty() => missing(argument()?),
        ErrorKind::InvalidValue => match of(ContextKind::ValidValue) {
            Some(words) if !words.is_empty() => none_of(given()?, argument()?, words),
            _ => does_not_fit(given()?, argument()?),
        },
        ErrorKind::ValueValidation => match why(error) {
            Some(why) => does_not_fit_for(given()?, argument()?, why),
            None => does_not_fit(given()?, argument()?),
        },
        _ => return None,
    })
}

/// What the reader of the value said of it.
fn why(error: &clap::Error) -> Option<Reason> {
    let mut cause = error.source();
    while let Some(here) = cause {
        if let Some(reason) = reason(here) {
            return Some(reason);
        }
        cause = here.source();
    }
    None
}

fn words(value: &ContextValue) -> Option<String> {
    match value {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(all) => Some(all.join(", ")),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::Parser;

    fn russian(arguments: &[&str]) -> String {
        let all = ["aigaq"].iter().chain(arguments);
        let error = Cli::try_parse_from(all).unwrap_err();
        said(&refused(&error).unwrap(), Language::Ru)
    }

    #[test]
    fn what_the_grammar_refuses_is_said_in_russian() {
        for (arguments, says) in [
            (&["count", "acts", "--drwa"][..], "Непонятно: --drwa"),
            (&["cuont"], "Непонятно: cuont"),
            (&["publish", "bulletin"], "Не хватает: --out <FILE>"),
            (
                &["publish", "News", "--out", "x"],
                "«News» не может быть кодом шаблона",
            ),
            (
                &["list", "act", "--on", "2021-02-31"],
                "«2021-02-31» не подходит для",
            ),
            (&["count", "acts", "--from"], "Не хватает: --from"),
            (&["count", "--saved", "x", "acts"], "вместе не пишут"),
        ] {
            let said = russian(arguments);
            assert!(said.contains(says), "{arguments:?}: {said}");
        }
    }

    #[test]
    fn the_language_is_known_where_the_rest_is_not_understood() {
        let of = |words: &str| language(words.split(' ').map(str::to_owned));
        assert_eq!(of("aigaq --language kk cuont"), Language::Kk);
        assert_eq!(of("aigaq cuont --language=ru"), Language::Ru);
    }
}

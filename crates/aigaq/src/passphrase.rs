//! Where the passphrases come from: `AIGAQ_PASSPHRASE` and its kin, or the terminal. Never an argument, which other users of
//! the machine could see.

use crate::refusal::{passphrase_needed, passphrases_differ, refuse};
use aigaq_workspace::{Passphrase, RecoveryWords};
use anyhow::{Context, Result};
use std::io::IsTerminal;

const VARIABLE: &str = "AIGAQ_PASSPHRASE";
const SECOND: &str = "AIGAQ_SECOND_PASSPHRASE";

/// The passphrase in the environment, if it is there.
pub fn given() -> Option<Passphrase> {
    from_environment(VARIABLE)
}

/// The passphrase, from the environment or the terminal.
pub fn ask() -> Result<Passphrase> {
    match given() {
        Some(passphrase) => Ok(passphrase),
        None => typed("Passphrase: "),
    }
}

/// A new passphrase: from the environment, or typed twice.
pub fn ask_new() -> Result<Passphrase> {
    match given() {
        Some(passphrase) => Ok(passphrase),
        None => typed_twice(),
    }
}

/// A new passphrase in place of the present one: `AIGAQ_NEW_PASSPHRASE`, or typed twice.
pub fn ask_replacement() -> Result<Passphrase> {
    match from_environment("AIGAQ_NEW_PASSPHRASE") {
        Some(new) => Ok(new),
        None => typed_twice(),
    }
}

/// The second passphrase in the environment, if it is there.
pub fn given_second() -> Option<Passphrase> {
    from_environment(SECOND)
}

/// The second passphrase, from `AIGAQ_SECOND_PASSPHRASE` or the terminal.
pub fn ask_second() -> Result<Passphrase> {
    match given_second() {
        Some(passphrase) => Ok(passphrase),
        None => text_typed("Second passphrase: ", SECOND).map(|text| Passphrase::new(&text)),
    }
}

/// A new second passphrase: `AIGAQ_NEW_SECOND_PASSPHRASE`, or typed twice.
pub fn ask_new_second() -> Result<Passphrase> {
    const VARIABLE: &str = "AIGAQ_NEW_SECOND_PASSPHRASE";
    if let Some(passphrase) = from_environment(VARIABLE) {
        return Ok(passphrase);
    }
    let first = text_typed("New second passphrase: ", VARIABLE)?;
    if first != text_typed("The same again: ", VARIABLE)? {
        return refuse(passphrases_differ());
    }
    Ok(Passphrase::new(&first))
}

fn from_environment(variable: &str) -> Option<Passphrase> {
    std::env::var(variable)
        .ok()
        .filter(|text| !text.is_empty())
        .map(|text| Passphrase::new(&text))
}

/// The recovery words, from `AIGAQ_RECOVERY_WORDS` or the terminal.
pub fn ask_recovery() -> Result<RecoveryWords> {
    let words = match std::env::var("AIGAQ_RECOVERY_WORDS")
        .ok()
        .filter(|w| !w.is_empty())
    {
        Some(words) => words,
        None => typed_text("Recovery words: ")?,
    };
    Ok(RecoveryWords::parse(&words)?)
}

/// Six words made up: 66 bits, which Argon2id makes as good as unguessable.
pub fn made_up() -> Result<(Passphrase, String)> {
    let mut random = [0u8; 12];
    getrandom::fill(&mut random)
        .map_err(|_| anyhow::anyhow!("the system gave no random numbers"))?;
    let list = bip39::Language::English.word_list();
    let words: Vec<&str> = random
        .chunks(2)
        .map(|pair| list[usize::from(u16::from_le_bytes([pair[0], pair[1]]) & 2047)])
        .collect();
    let words = words.join(" ");
    Ok((Passphrase::new(&words), words))
}

fn typed_twice() -> Result<Passphrase> {
    let first = typed_text("New passphrase: ")?;
    if first != typed_text("The same again: ")? {
        return refuse(passphrases_differ());
    }
    Ok(Passphrase::new(&first))
}

fn typed(prompt: &str) -> Result<Passphrase> {
    typed_text(prompt).map(|text| Passphrase::new(&text))
}

fn typed_text(prompt: &str) -> Result<String> {
    text_typed(prompt, VARIABLE)
}

fn text_typed(prompt: &str, variable: &str) -> Result<String> {
    if !std::io::stdin().is_terminal() {
        return refuse(passphrase_needed(variable));
    }
    rpassword::prompt_password(prompt).context("the passphrase could not be read from the terminal")
}

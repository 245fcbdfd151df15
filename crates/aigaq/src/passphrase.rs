//! Where the passphrase comes from: `AIGAQ_PASSPHRASE`, or the terminal. Never an argument, which other users of
//! the machine could see.

use crate::refusal::{passphrase_needed, passphrases_differ, refuse};
use aigaq_workspace::{Passphrase, RecoveryWords};
use anyhow::{Context, Result};
use std::io::IsTerminal;

const VARIABLE: &str = "AIGAQ_PASSPHRASE";

/// The passphrase in the environment, if it is there.
pub fn given() -> Option<Passphrase> {
    std::env::var(VARIABLE)
        .ok()
        .filter(|p| !p.is_empty())
        .map(|p| Passphrase::new(&p))
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
    match std::env::var("AIGAQ_NEW_PASSPHRASE")
        .ok()
        .filter(|p| !p.is_empty())
    {
        Some(new) => Ok(Passphrase::new(&new)),
        None => typed_twice(),
    }
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
    if !std::io::stdin().is_terminal() {
        return refuse(passphrase_needed(VARIABLE));
    }
    rpassword::prompt_password(prompt).context("the passphrase could not be read from the terminal")
}

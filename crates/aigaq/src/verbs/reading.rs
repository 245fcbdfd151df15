//! Documents read without a workspace: what they say, in words or as JSON Lines.

pub mod worker;

mod keeping;

pub use keeping::original;

use super::Common;
use crate::answer::{complain, say};
use crate::cli::ReadArgs;
use aigaq_documents::{Failure, LARGEST, Laid};
use aigaq_reading::{Known, Named, PartKind, Reading, json_lines, read_laid};
use aigaq_workspace::Words;
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

/// Reads each file and tells what it says. A file that cannot be read is complained of, and the others are read.
pub fn documents(common: &Common<'_>, args: &ReadArgs) -> Result<ExitCode> {
    if args.doc.is_some() && args.files.len() > 1 {
        bail!(
            "--doc names one document, and {} files are given",
            args.files.len()
        );
    }
    if args.keep {
        return keeping::keep(common, args);
    }
    let [file] = &args.files[..] else {
        let mut code = ExitCode::SUCCESS;
        for file in &args.files {
            if let Err(error) = document(common, args, file) {
                complain(&error, common.language);
                code = ExitCode::FAILURE;
            }
        }
        return Ok(code);
    };
    document(common, args, file)?;
    Ok(ExitCode::SUCCESS)
}

fn document(common: &Common<'_>, args: &ReadArgs, file: &Path) -> Result<()> {
    let laid = text_of(file)?;
    if args.text {
        return say(&laid.text);
    }
    let known = Known {
        year: args.year,
        ..Known::default()
    };
    let reading = read_laid(&laid, &known);
    let doc = args.doc.clone().unwrap_or_else(|| named_by(file));
    if common.json {
        return say(&json_lines(&reading, &doc));
    }
    say(&in_words(&reading, &doc, common))
}

/// The text of a file, taken out of it in a process of its own. Of one that is too large nothing is taken in.
fn text_of(file: &Path) -> Result<Laid> {
    let named = || format!("{}", file.display());
    let mut open = File::open(file).with_context(named)?;
    let about = open.metadata().with_context(named)?;
    if about.is_dir() {
        bail!("{} is a folder", file.display());
    }
    if about.len() > LARGEST {
        let (bytes, most) = (about.len(), LARGEST);
        return Err(Failure::TooLarge { bytes, most }).with_context(named);
    }
    worker::worker()?.text(&mut open).with_context(named)
}

/// The file's name up to its first `_`, else up to its ending.
fn named_by(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    stem.split('_').next().unwrap_or_default().to_owned()
}

fn in_words(reading: &Reading, doc: &str, common: &Common<'_>) -> String {
    let words = Words::of(common.language);
    let parts = &reading.structure;
    let language = words.say(&format!("reading.language.{}", reading.language));
    let mut told = words.fill(
        "reading.read",
        &[
            ("doc", doc),
            ("letters", &reading.text.len().to_string()),
            (
                "paragraphs",
                &parts.of(PartKind::Paragraph).count().to_string(),
            ),
            ("notes", &parts.notes.len().to_string()),
            ("language", &language),
        ],
    );
    told.push('\n');
    if let Some(title) = parts.of(PartKind::Title).next() {
        told += &words.fill("reading.title", &[("words", &reading.text.clean(title))]);
        told.push('\n');
    }
    let mut list = |key: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = writeln!(
                told,
                "\n{}",
                words.fill(key, &[("n", &lines.len().to_string())])
            );
            for line in lines {
                let _ = writeln!(told, "  {line}");
            }
        }
    };
    list("reading.facts", facts(reading, words));
    list("reading.recommendations", recommendations(reading));
    list("reading.people", names(reading, |n| *n == Named::Person));
    list(
        "reading.organisations",
        names(reading, |n| *n == Named::Organisation),
    );
    list("reading.places", names(reading, |n| *n == Named::Place));
    list(
        "reading.laws",
        names(reading, |n| matches!(n, Named::Law(_))),
    );
    list("reading.references", references(reading, words));
    told
}

fn facts(reading: &Reading, words: &Words) -> Vec<String> {
    let told = reading.facts.iter().map(|fact| {
        let kind = words.say(&format!("reading.kind.{}", fact.kind));
        let date = fact
            .date
            .clone()
            .unwrap_or_else(|| words.say("reading.no_date"));
        let note = fact.note.map_or_else(String::new, |n| {
            format!(
                " ({})",
                words.fill("reading.note", &[("n", &n.to_string())])
            )
        });
        format!(
            "{}: {kind}, {date}{note}\n    “{}”",
            fact.who,
            reading.text.clean(fact.span)
        )
    });
    told.collect()
}

fn recommendations(reading: &Reading) -> Vec<String> {
    let told = reading.recommendations.iter();
    told.map(|r| format!("{}. {}: {}", r.n, r.addressee, reading.text.clean(r.span)))
        .collect()
}

/// Each name once, with how often it stands, in the order of the text.
fn names(reading: &Reading, wanted: impl Fn(&Named) -> bool) -> Vec<String> {
    let mut all: Vec<(String, usize)> = Vec::new();
    for mention in reading.mentions.iter().filter(|m| wanted(&m.named)) {
        let said = reading.text.clean(mention.span);
        match all.iter_mut().find(|(name, _)| *name == said) {
            Some((_, times)) => *times += 1,
            None => all.push((said, 1)),
        }
    }
    let told = all.into_iter();
    told.map(|(name, times)| {
        if times > 1 {
            format!("{name} ×{times}")
        } else {
            name
        }
    })
    .collect()
}

fn references(reading: &Reading, words: &Words) -> Vec<String> {
    let told = reading.references.iter().map(|reference| {
        let date = reference.date.as_ref().map(|(edtf, _)| edtf.clone());
        let parts = [
            &reference.author,
            &reference.title,
            &reference.publisher,
            &date,
            &reference.url,
        ];
        let mut said: Vec<String> = parts.into_iter().flatten().cloned().collect();
        said.extend(
            reference
                .ibid
                .map(|n| format!("= {}", words.fill("reading.note", &[("n", &n.to_string())]))),
        );
        format!("[{}] {}", reference.n, said.join(", "))
    });
    told.collect()
}

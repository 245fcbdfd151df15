//! Writes a sample publication to a file: `sample bulletin ru sample.html`.
//!
//! For looking at the forms with long texts; people and places are made up.

mod inputs;

use std::process::ExitCode;

use aigaq_publishing::{
    Anchors, Document, Language, Phrases, commitments_matrix, csv, html, json, report,
    restrictions_register,
};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [kind, language, path] = words.as_slice() else {
        return refuse(
            "say what to write, in which language, and where: sample bulletin ru x.html",
        );
    };
    let Ok(language) = language.parse::<Language>() else {
        return refuse("the language is kk, ru or en");
    };
    let Some(document) = document(kind, language) else {
        return refuse("the kind is bulletin, restrictions, commitments or empty");
    };
    let content = if path.ends_with(".csv") {
        csv::single(&document, csv::Mark::ForExcel).map_err(|error| error.to_string())
    } else if path.ends_with(".json") {
        json::json(&document).map_err(|error| error.to_string())
    } else {
        Ok(html::html(&document, &Anchors))
    };
    let written = content.and_then(|content| {
        std::fs::write(path, content).map_err(|error| format!("{path}: {error}"))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => refuse(&why),
    }
}

fn document(kind: &str, language: Language) -> Option<Document> {
    let phrases = Phrases::of(language);
    match kind {
        "bulletin" => Some(report(&inputs::bulletin(language), phrases)),
        "empty" => Some(report(&inputs::empty_bulletin(), phrases)),
        "restrictions" => Some(restrictions_register(
            &inputs::restrictions(language),
            phrases,
        )),
        "commitments" => Some(commitments_matrix(&inputs::commitments(language), phrases)),
        _ => None,
    }
}

#[expect(
    clippy::print_stderr,
    reason = "a program tells its user what is wrong"
)]
fn refuse(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}

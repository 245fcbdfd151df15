//! A group's own workbook: what its columns are guessed to be, which words nobody has explained yet.

use super::counted;
use crate::answer::remark;
use crate::asking::today;
use crate::cli::ImportArgs;
use aigaq_workspace::workbook::{
    Asks, Corrections, Guess, Remembered, Skipped, WhyLeftOut, Workbook, WorkbookReport,
};
use aigaq_workspace::{Mapped, WorkbookWish, Workspace};
use anyhow::{Context, Result, bail};

/// Most skipped stretches of rows shown; the pages show all.
const SHOWN: usize = 12;

/// Opens the workbook, says what it is taken for, and asks for what is unknown.
///
/// What the workspace keeps of earlier answers holds where the file of answers says nothing else.
pub fn wish(args: &ImportArgs, workspace: &Workspace) -> Result<Mapped> {
    let schema = workspace.schema();
    if args.path.is_dir() {
        bail!(
            "{} is a folder: workbooks are imported one by one",
            args.path.display()
        );
    }
    let mut remembered = workspace.remembered()?;
    if let Some(path) = &args.words {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        remembered.add(&Remembered::read(
            &path.display().to_string(),
            &text,
            schema,
        )?);
    }
    let corrections = Corrections {
        name: args.name.clone(),
        ..Corrections::default()
    };
    let bytes = std::fs::read(&args.path)
        .with_context(|| format!("{} cannot be read", args.path.display()))?;
    let name = args.path.file_name().unwrap_or_default().to_string_lossy();
    let guess = Workbook::open(&name, bytes)?.guess(schema, &remembered, &corrections, today());
    // Not part of the answer: with --json only the outcome is.
    remark(&guessed(&guess));
    Ok(Mapped::Workbook(Box::new(WorkbookWish {
        remembered,
        corrections,
        today: today(),
    })))
}

/// What the workbook is taken for, in words.
fn guessed(guess: &Guess) -> String {
    let mut text = format!("The workbook “{}”:\n", guess.name);
    for sheet in &guess.sheets {
        let Some(row) = sheet.heading_row else {
            let why = sheet.left_out.map_or("", |why| match why {
                WhyLeftOut::Empty => ": it is empty",
                WhyLeftOut::NoHeadings => ": no headings were found",
                WhyLeftOut::NoIncidents => {
                    ": it tells neither when, nor what, nor to whom; “take = true” imports it nevertheless"
                }
                WhyLeftOut::Hidden => ": it is hidden; “take = true” imports it",
                WhyLeftOut::Asked => " as you said",
            });
            text.push_str(&format!("\nSheet “{}”: left out{why}.\n", sheet.name));
            continue;
        };
        let month = match (sheet.year, sheet.month) {
            (Some(year), Some(month)) => format!(", {year}-{month:02}"),
            (Some(year), None) => format!(", {year}"),
            _ => String::new(),
        };
        text.push_str(&format!(
            "\nSheet “{}”{month}: headings in row {row}, {}.\n",
            sheet.name,
            counted(sheet.rows, "row of incidents", "rows of incidents")
        ));
        for column in &sheet.columns {
            let hidden = if column.hidden {
                ", hidden in the file"
            } else {
                ""
            };
            text.push_str(&format!(
                "  {:>3}  {:<9}  {:>3}  {} ({}{hidden})\n",
                column.letter,
                column.role.code(),
                column.score,
                column.heading,
                column.why
            ));
        }
    }
    if guess.unknown_words.is_empty() {
        return text;
    }
    text.push_str(
        "\nWords that nobody has explained yet. Answer them in a file for --words and import again; only what they\nsay is added then ([] keeps a word as it is):\n",
    );
    let mut section = String::new();
    for word in &guess.unknown_words {
        let (here, key, open) = match &word.asks {
            Asks::Code(list) => (format!("[words.{list}]"), toml_text(&word.word), "\"\""),
            Asks::Article => ("[articles]".to_owned(), toml_text(&word.word), "\"…\""),
            Asks::Law => ("[laws]".to_owned(), toml_text(&word.word), "\"\""),
            Asks::People => ("[people]".to_owned(), toml_text(&word.word), "\"…\""),
            Asks::Number => ("[numbers]".to_owned(), toml_text(&word.word), "\"…\""),
            Asks::Serials => ("[serials]".to_owned(), toml_text(&word.word), "…"),
            Asks::Date(sheet) => (
                of_sheet(&guess.name, sheet),
                format!("dates.{}", toml_text(&word.word)),
                "\"…\"",
            ),
            Asks::Year(sheet) => (of_sheet(&guess.name, sheet), "year".to_owned(), "…"),
            Asks::Month(sheet) => (of_sheet(&guess.name, sheet), "month".to_owned(), "…"),
        };
        if here != section {
            text.push_str(&format!("\n{here}\n"));
            section = here;
        }
        let perhaps = match &word.suggestions[..] {
            [] => String::new(),
            near => format!("; perhaps {}", near.join(", ")),
        };
        // What would not be read as it stands here is written as a remark.
        let remark = if open.contains('…') { "# " } else { "" };
        text.push_str(&format!(
            "{remark}{key} = {open}  # {}{perhaps}\n",
            counted(word.rows, "row", "rows")
        ));
    }
    text
}

/// Where answers about a sheet stand.
fn of_sheet(book: &str, sheet: &str) -> String {
    format!("[sheets.{}.{}]", toml_text(book), toml_text(sheet))
}

/// A text as TOML writes it.
fn toml_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// How a workbook was read, in words.
pub fn report(read: &WorkbookReport) -> String {
    let mut text = String::new();
    if !read.skipped.is_empty() {
        let rows = read.skipped.iter().map(Skipped::rows).sum();
        text.push_str(&format!(
            "{} of the workbook “{}” tell of no incident:\n",
            counted(rows, "row", "rows"),
            read.name
        ));
        for skipped in read.skipped.iter().take(SHOWN) {
            let place = match (skipped.first, skipped.last) {
                (first, last) if first == last => format!("row {first}"),
                (first, last) => format!("rows {first}–{last}"),
            };
            let said = match skipped.text.as_str() {
                "" => String::new(),
                said => format!(" (“{said}”)"),
            };
            text.push_str(&format!(
                "  {}, {place}: {}{said}\n",
                skipped.sheet, skipped.why
            ));
        }
        if read.skipped.len() > SHOWN {
            text.push_str(&format!("  and {} more\n", read.skipped.len() - SHOWN));
        }
    }
    for (acts, rule) in [
        (
            &read.together,
            "acts with several targets were counted as one act",
        ),
        (&read.each, "acts were made one for each target"),
    ] {
        let all: u64 = acts.values().sum();
        if all > 0 {
            let by_type: Vec<String> = acts
                .iter()
                .map(|(code, n)| {
                    format!("{n} {}", if code.is_empty() { "of no type" } else { code })
                })
                .collect();
            text.push_str(&format!("{all} {rule}: {}.\n", by_type.join(", ")));
        }
    }
    if read.rows_by_place > 0 {
        text.push_str(&format!(
            "{} without a number of their own are known by their place: a row put in above one makes it another.\n",
            counted(read.rows_by_place, "row", "rows")
        ));
    }
    if read.dittos > 0 {
        text.push_str(&format!(
            "{} “as above”, read as what stands above.\n",
            counted(read.dittos, "cell says", "cells say")
        ));
    }
    for (sheet, cell, note) in &read.notes_left_out {
        text.push_str(&format!(
            "A note on a cell that tells of no incident was left out: {sheet}, {cell}: “{note}”.\n"
        ));
    }
    for (columns, what) in [
        (&read.kept, "kept with the event in their own words"),
        (&read.left_out, "left out as you said"),
    ] {
        if !columns.is_empty() {
            let names: Vec<String> = columns.iter().map(|(s, c)| format!("{c} ({s})")).collect();
            text.push_str(&format!("Columns {what}: {}.\n", names.join(", ")));
        }
    }
    text
}

//! Importing tables, and what was left out.

use super::{Common, counted};
use crate::asking::{keeper, now};
use crate::cli::ImportArgs;
use crate::progress::ImportBar;
use crate::table;
use aigaq_schema::Language;
use aigaq_workspace::registers::FlawRow;
use aigaq_workspace::{ImportOutcome, ImportWish, Mapped, Tables, is_export};
use anyhow::{Result, bail};
use std::process::ExitCode;

/// Most lines of the quarantine shown after an import; all of them by `aigaq quarantine`.
const SHOWN: usize = 10;

/// Imports a table, a folder of tables, or an export.
pub fn import(common: &Common<'_>, args: &ImportArgs) -> Result<ExitCode> {
    if !args.path.exists() {
        bail!("{} is not there", args.path.display());
    }
    if args.mapped.as_deref() != Some("workbook") && (args.words.is_some() || args.name.is_some()) {
        bail!("--words and --name belong to --as workbook");
    }
    let Some(name) = &args.mapped else {
        if is_export(&args.path) {
            return come_back(common, args);
        }
        bail!(
            "say how the columns of {} are to be understood: --as TYPE (act, actor, …), --as workbook, --as kazakhstan, or --as MAPPING.toml",
            args.path.display()
        );
    };
    let mut workspace = common.open()?;
    let mapped = if name == "workbook" {
        super::workbook::wish(args, &workspace)?
    } else {
        Mapped::named(name, workspace.schema())?
    };
    let started = std::time::Instant::now();
    let mut bar = ImportBar::new();
    let wish = ImportWish {
        tables: Tables::Path(&args.path),
        mapped,
        clear: args.clear,
        preview: args.preview,
        language: common.language,
        now: now(),
    };
    let outcome = workspace.import(&wish, |step| bar.step(step));
    bar.done();
    let outcome = outcome?;
    let seconds = started.elapsed().as_secs_f64();
    let (flaws, flaws_in_all) = match outcome.change_set {
        Some(change_set) => {
            workspace.flaws_of_change_set(&keeper(common.language), change_set, SHOWN)?
        }
        None => (Vec::new(), 0),
    };
    let imported = Imported {
        outcome: &outcome,
        flaws: &flaws,
        flaws_in_all,
    };
    common.answer(&imported, || {
        words(&outcome, args.preview, seconds) + &flawed(&flaws, flaws_in_all)
    })
}

/// What an import did, and what of it cannot be as it was entered.
#[derive(serde::Serialize)]
struct Imported<'i> {
    #[serde(flatten)]
    outcome: &'i ImportOutcome,
    /// The first of them.
    flaws: &'i [FlawRow],
    flaws_in_all: usize,
}

fn flawed(flaws: &[FlawRow], in_all: usize) -> String {
    if in_all == 0 {
        return String::new();
    }
    let mut text = "What was entered that cannot be; nothing was changed:\n".to_owned();
    for flaw in flaws {
        let records: Vec<&str> = flaw.records.iter().map(|r| r.caption.as_str()).collect();
        text += &format!("  {}: {}\n", flaw.sentence, records.join("; "));
    }
    if in_all > flaws.len() {
        let more = in_all - flaws.len();
        text += &format!("  and {more} more: `aigaq check` shows all\n");
    }
    text
}

fn come_back(common: &Common<'_>, args: &ImportArgs) -> Result<ExitCode> {
    let mut workspace = common.open()?;
    let summary = workspace.come_back(&args.path, |_| {})?;
    common.answer(&summary, || {
        format!(
            "{} said again in {}; {} here already.",
            counted(summary.statements, "statement", "statements"),
            counted(summary.change_sets, "change-set", "change-sets"),
            summary.already
        )
    })
}

/// What an import did, in words.
pub fn words(outcome: &ImportOutcome, preview: bool, seconds: f64) -> String {
    let report = &outcome.report;
    let mut text = String::new();
    if preview {
        text.push_str("Only a preview: nothing was saved.\n");
    }
    text.push_str(&format!(
        "{} read in {seconds:.1} s: {}, {} changed, {} as before; {}, {} taken back.\n",
        counted(report.rows, "row", "rows"),
        counted(report.records_new, "new record", "new records"),
        report.records_changed,
        report.records_unchanged,
        counted(report.statements, "statement", "statements"),
        report.withdrawn,
    ));
    match outcome.change_set {
        Some(change_set) => text.push_str(&format!("Saved as one change-set, {change_set}.\n")),
        None if !preview => text.push_str("Nothing new: nothing was saved.\n"),
        None => {}
    }
    for (marks, what) in [
        (&report.differing, "values differ between sources"),
        (&report.contradicting, "values contradict each other"),
        (
            &report.corrected,
            "cells changed although a person had corrected them",
        ),
        (&report.kept, "corrections by a person were kept"),
        (
            &report.emptied,
            "cells are empty now (--clear takes back what they said)",
        ),
    ] {
        if marks.count > 0 {
            text.push_str(&format!("{}: {what}.\n", marks.count));
        }
    }
    if !report.left_out.is_empty() {
        let what = match report.workbook {
            Some(_) => "Sheets on which no headings were found",
            None => "Tables the mapping does not know",
        };
        text.push_str(&format!(
            "{what}, left out: {}.\n",
            report.left_out.join(", ")
        ));
    }
    if let Some(read) = &report.workbook {
        text.push_str(&super::workbook::report(read));
    }
    if report.quarantined > 0 {
        text.push_str(&format!(
            "{} in quarantine:\n",
            counted(report.quarantined, "cell or row", "cells and rows")
        ));
        for cell in outcome.quarantined.iter().take(SHOWN) {
            let place = aigaq_workspace::place_of(cell, Language::En);
            text.push_str(&format!(
                "  {place}: {}
",
                cell.reason
            ));
        }
        if outcome.quarantined.len() > SHOWN {
            text.push_str(&format!(
                "  and {} more: `aigaq quarantine` shows all\n",
                outcome.quarantined.len() - SHOWN
            ));
        }
    }
    text
}

/// Shows what imports left out.
pub fn quarantine(common: &Common<'_>) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let cells = workspace.quarantine(&keeper(common.language).reader)?;
    common.answer(&cells, || {
        if cells.is_empty() {
            return "Nothing is in quarantine.".to_owned();
        }
        let headings = ["place", "value", "reason"].map(str::to_owned);
        let rows: Vec<Vec<String>> = cells
            .iter()
            .map(|c| vec![c.place.clone(), c.value.clone(), c.reason.clone()])
            .collect();
        table::lines(&headings, &rows, &[])
    })
}

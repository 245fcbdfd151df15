//! Outputs as files.

use super::Common;
use super::count::using;
use crate::answer::{remark, write_whole};
use crate::asking::{keeper, today};
use crate::cli::{AudienceName, OutputName, PublishArgs};
use crate::verbs::list::exact;
use aigaq_publishing::csv::Mark;
use aigaq_publishing::links::Anchors;
use aigaq_publishing::{Document, csv, html, json};
use aigaq_schema::{Day, PartialDate};
use aigaq_workspace::{Asking, Audience, Draw, Freezing, Output, Reader, Wish, Workspace};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::ExitCode;

/// Makes an output and writes it to a file.
pub fn publish(common: &Common<'_>, args: &PublishArgs) -> Result<ExitCode> {
    format_of(&args.out)?;
    let on = args.on.as_ref().map_or_else(|| Ok(today()), exact)?;
    let output = match args.output {
        OutputName::Bulletin => {
            let (from, to) = period(args.from.clone(), args.to.clone())?;
            Output::Bulletin { from, to }
        }
        OutputName::Restrictions => Output::Restrictions { on },
        OutputName::Commitments => Output::Commitments { on },
    };
    let audience = match args.audience {
        AudienceName::Internal => Audience::Internal,
        AudienceName::Public => Audience::Public,
    };
    if let Some(name) = &args.freeze {
        return freeze(common, args, output, name);
    }
    let workspace = common.open_to_read()?;
    write(
        &workspace,
        &keeper(common.language),
        &Wish { output, audience },
        &args.out,
    )?;
    remark("This is a plain file: whoever has it can read it.");
    common.answer(&serde_json::json!({ "file": args.out }), || {
        args.out.display().to_string()
    })
}

/// Freezes an output, and writes the file from what was frozen.
fn freeze(common: &Common<'_>, args: &PublishArgs, output: Output, name: &str) -> Result<ExitCode> {
    let ending = match format_of(&args.out)? {
        Format::Html => "html",
        Format::Csv => "csv",
        Format::Json | Format::Pdf => bail!("what is frozen is written as .html or .csv"),
    };
    let mut workspace = common.open()?;
    let wish = (name, args.caveat.as_deref(), args.audience);
    let (id, code) = using::freeze(
        common,
        &mut workspace,
        Freezing::Output(output),
        wish,
        Draw::Nothing,
    )?;
    let text = workspace.frozen_file(id, ending)?;
    write_whole(&args.out, text.as_bytes())?;
    remark("This is a plain file: whoever has it can read it.");
    Ok(code)
}

/// Makes an output and writes it; the ending of the file decides the format.
pub fn write(workspace: &Workspace, ask: &Asking, wish: &Wish, out: &Path) -> Result<()> {
    let reader = match wish.audience {
        Audience::Internal => ask.reader,
        Audience::Public => Reader::public(),
    };
    let document = workspace.publish(&Asking { reader, ..*ask }, wish)?;
    write_whole(out, &render(&document, out)?)
}

fn render(document: &Document, out: &Path) -> Result<Vec<u8>> {
    Ok(match format_of(out)? {
        Format::Html => html::html(document, &Anchors).into_bytes(),
        Format::Csv => csv::single(document, Mark::ForExcel)?.into_bytes(),
        Format::Json => json::json(document)?.into_bytes(),
        Format::Pdf => aigaq_press::pdf::pdf(document)?,
    })
}

enum Format {
    Html,
    Csv,
    Json,
    Pdf,
}

fn format_of(out: &Path) -> Result<Format> {
    match out
        .extension()
        .and_then(|e| e.to_str())
        .map(str::to_ascii_lowercase)
        .as_deref()
    {
        Some("html" | "htm") => Ok(Format::Html),
        Some("csv") => Ok(Format::Csv),
        Some("json") => Ok(Format::Json),
        Some("pdf") => Ok(Format::Pdf),
        _ => bail!(
            "the ending of {} decides the format: .html, .pdf, .csv or .json",
            out.display()
        ),
    }
}

/// The period named, or the last whole month.
fn period(
    from: Option<PartialDate>,
    to: Option<PartialDate>,
) -> Result<(PartialDate, PartialDate)> {
    match (from, to) {
        (Some(from), Some(to)) if from.first() > to.last() => {
            bail!("the period ends ({to}) before it begins ({from})")
        }
        (Some(from), Some(to)) => Ok((from, to)),
        // One date alone is a period: a year, a month, a day.
        (Some(only), None) | (None, Some(only)) => Ok((only.clone(), only)),
        (None, None) => {
            let month = last_month(today()).context("today is no day of the calendar")?;
            Ok((month.clone(), month))
        }
    }
}

fn last_month(today: Day) -> Option<PartialDate> {
    let date = today.civil()?;
    let (year, month) = if date.month() == 1 {
        (date.year() - 1, 12)
    } else {
        (date.year(), date.month() - 1)
    };
    format!("{year:04}-{month:02}").parse().ok()
}

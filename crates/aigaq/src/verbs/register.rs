//! Registers on a day.

use super::{Common, counted};
use crate::answer::{remark, write_whole};
use crate::asking::{keeper, today};
use crate::cli::{RegisterArg, RegisterArgs};
use crate::table;
use crate::verbs::list::exact;
use aigaq_press::file::{Format as Pressed, file};
use aigaq_schema::Day;
use aigaq_workspace::registers::{
    RegisterAnswer, RegisterName, RegisterWish, SoonKind, SoonRow, SoonWish,
};
use aigaq_workspace::{Asking, Workspace};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::ExitCode;

/// Prints a register, or writes it to a file; without a name, all of them with their counts.
pub fn register(common: &Common<'_>, args: &RegisterArgs) -> Result<ExitCode> {
    let on = args.on.as_ref().map_or_else(|| Ok(today()), exact)?;
    let format = args.out.as_deref().map(format_of).transpose()?;
    let workspace = common.open_to_read()?;
    let ask = keeper(common.language);
    let name = match args.name {
        None => return all(common, &workspace, &ask, on),
        Some(RegisterArg::Soon) => {
            if let (Some(out), Some(format)) = (&args.out, format) {
                if format != Format::Ics {
                    bail!("what comes is written as a calendar file (.ics) or printed");
                }
                let days = workspace.calendar(&ask, on, args.days, &SoonKind::ALL, args.names)?;
                return calendar(common, args, &days, out);
            }
            let wish = SoonWish::whole(on, args.days);
            return soon(common, &workspace.soon(&ask, &wish)?.rows);
        }
        Some(RegisterArg::Of(name)) => name,
    };
    let wish = RegisterWish {
        since: args.since.as_ref().map(exact).transpose()?,
        kind: args.kind.clone(),
        words: args.words.clone(),
        group: args.part.clone(),
        audience: args.audience.into(),
        ..RegisterWish::whole(name, on)
    };
    if let (Some(out), Some(Format::Ics)) = (&args.out, format) {
        has_days(name)?;
        let days = workspace.register_calendar(&ask, &wish, args.days, args.names)?;
        return calendar(common, args, &days, out);
    }
    let answer = workspace.register(&ask, &wish)?;
    if let (Some(out), Some(format)) = (&args.out, format) {
        write_whole(out, &bytes(&answer, format)?)?;
        remark("This is a plain file: whoever has it can read it.");
        return common.answer(&serde_json::json!({ "file": out }), || {
            out.display().to_string()
        });
    }
    common.answer(&answer.json, || printed(&answer))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Html,
    Pdf,
    Docx,
    Csv,
    Xlsx,
    Json,
    Ics,
}

fn format_of(out: &Path) -> Result<Format> {
    let ending = out.extension().and_then(|e| e.to_str());
    Ok(match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("html" | "htm") => Format::Html,
        Some("pdf") => Format::Pdf,
        Some("docx") => Format::Docx,
        Some("csv") => Format::Csv,
        Some("xlsx") => Format::Xlsx,
        Some("json") => Format::Json,
        Some("ics") => Format::Ics,
        _ => bail!(
            "the ending of {} decides the format: .html, .pdf, .docx, .csv, .xlsx, .json or .ics",
            out.display()
        ),
    })
}

/// Some of a register has days that a calendar can hold.
fn has_days(name: RegisterName) -> Result<()> {
    if name.days().is_empty() {
        bail!("the register “{}” has no days to come", name.code());
    }
    Ok(())
}

/// Writes days to come as a calendar file, and says whether it names people.
fn calendar(common: &Common<'_>, args: &RegisterArgs, text: &str, out: &Path) -> Result<ExitCode> {
    write_whole(out, text.as_bytes())?;
    remark(if args.names {
        "This calendar file holds names: whoever gets it can read them."
    } else {
        "This calendar file holds numbers of records and no names."
    });
    common.answer(&serde_json::json!({ "file": out }), || {
        out.display().to_string()
    })
}

fn bytes(answer: &RegisterAnswer, format: Format) -> Result<Vec<u8>> {
    Ok(match format {
        Format::Html => file(&answer.document, Pressed::Html)?,
        Format::Pdf => file(&answer.document, Pressed::Pdf)?,
        Format::Docx => file(&answer.document, Pressed::Docx)?,
        Format::Csv => file(&answer.document, Pressed::Csv)?,
        Format::Xlsx => answer.workbook()?,
        Format::Json => serde_json::to_vec_pretty(&answer.json)?,
        Format::Ics => bail!("a calendar file is made of days, not of rows"),
    })
}

fn printed(answer: &RegisterAnswer) -> String {
    let mut out = format!("{}\n{}\n\n", answer.title, answer.definition);
    for count in &answer.counts {
        out += &format!("{}: {} {}\n", count.label, count.value, count.unit);
    }
    for sheet in &answer.sheets {
        if sheet.rows.is_empty() {
            continue;
        }
        out += &format!("\n{}\n", sheet.title);
        out += &table::lines(&sheet.headings, &sheet.rows, &[]);
        out.push('\n');
    }
    for flaw in &answer.flaws {
        let records: Vec<&str> = flaw.records.iter().map(|r| r.caption.as_str()).collect();
        out += &format!("! {}: {}\n", flaw.sentence, records.join("; "));
    }
    out += &counted(answer.rows as u64, "row", "rows");
    out
}

fn soon(common: &Common<'_>, rows: &[SoonRow]) -> Result<ExitCode> {
    common.answer(&rows, || {
        let headings: Vec<String> = ["when", "what", "who", "record", "id"]
            .map(str::to_owned)
            .into();
        let lines: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                let mut when = row.when.clone();
                if row.overdue {
                    when = format!("overdue: {when}");
                } else if row.perhaps {
                    when = format!("perhaps: {when}");
                }
                let what = row
                    .rule
                    .clone()
                    .unwrap_or(row.kind.code().replace('_', " "));
                vec![
                    when,
                    what,
                    row.who.clone(),
                    row.what.clone(),
                    row.record.to_string(),
                ]
            })
            .collect();
        format!(
            "{}\n{}",
            table::lines(&headings, &lines, &[]),
            counted(rows.len() as u64, "thing", "things")
        )
    })
}

fn all(common: &Common<'_>, workspace: &Workspace, ask: &Asking, on: Day) -> Result<ExitCode> {
    let mut answers = Vec::new();
    for name in RegisterName::ALL {
        answers.push((
            name,
            workspace.register(ask, &RegisterWish::whole(name, on))?,
        ));
    }
    let json: Vec<_> = answers
        .iter()
        .map(|(name, answer)| {
            serde_json::json!({
                "register": name.code(), "title": answer.title, "rows": answer.rows,
                "counts": answer.counts, "flaws": answer.flaws_in_all,
            })
        })
        .collect();
    common.answer(&json, || {
        let rows: Vec<Vec<String>> = answers
            .iter()
            .map(|(name, answer)| {
                let counts: Vec<String> = answer
                    .counts
                    .iter()
                    .map(|count| format!("{}: {} {}", count.label, count.value, count.unit))
                    .collect();
                vec![
                    name.code().to_owned(),
                    answer.rows.to_string(),
                    counts.join(", "),
                ]
            })
            .collect();
        let headings: Vec<String> = ["register", "rows", "counts"].map(str::to_owned).into();
        table::lines(&headings, &rows, &[false, true])
    })
}

//! Outputs as files.

mod site;

use super::count::using;
use super::{Common, backwards};
use crate::answer::{remark, write_whole};
use crate::asking::{keeper, today};
use crate::cli::{AboutArgs, OutputName, PublishArgs};
use crate::refusal::{
    frozen_file, no_format, only_for_bulletins, only_for_packages, only_for_sites, refuse,
};
use crate::verbs::frozen::as_frozen;
use crate::verbs::list::exact;
use aigaq_press::file::{Format, file};
use aigaq_press::zipped::zipped;
use aigaq_publishing::about::{Asked, Form, Stage};
use aigaq_schema::{Day, PartialDate};
use aigaq_workspace::{
    About, Asking, Draw, Freezing, Gate, Output, PackageWish, Passage, Wish, Words, Workspace,
};
use anyhow::{Context, Result, anyhow, bail};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

/// Makes an output and writes it to a file.
pub fn publish(common: &Common<'_>, args: &PublishArgs) -> Result<ExitCode> {
    if args.output == OutputName::Site {
        return site::site(common, args);
    }
    let is_package = args.output == OutputName::Package;
    if !args.holds.is_empty() {
        return refuse(only_for_sites("--holds"));
    }
    match is_package {
        true => must_be_zip(&args.file())?,
        false => format_of(&args.file()).map(|_| ())?,
    }
    if args.licence.is_some() && !is_package {
        return refuse(only_for_packages("--licence"));
    }
    let on = args.on.as_ref().map_or_else(|| Ok(today()), exact)?;
    let about_people = |form: Form| {
        about(
            &common.open_to_read()?,
            &keeper(common.language),
            form,
            &args.about,
        )
    };
    let output = match &args.output {
        OutputName::OfAPeriod(template) => {
            let (from, to) = period(args.from.clone(), args.to.clone())?;
            Output::Report {
                template: template.clone(),
                from,
                to,
                least: args.least.clone(),
            }
        }
        OutputName::Package | OutputName::Site => return package(common, args),
        _ if args.least.is_some() => return refuse(only_for_bulletins("--least")),
        OutputName::Restrictions => Output::Restrictions { on },
        OutputName::Commitments => Output::Commitments { on },
        OutputName::About(form) => about_people(*form)?,
    };
    let audience = args.audience.into();
    if let Some(name) = &args.freeze {
        return freeze(common, args, output, name);
    }
    let workspace = common.open_to_read()?;
    let wish = Wish { output, audience };
    write(&workspace, &keeper(common.language), &wish, &args.file())?;
    let gate = workspace.gate(&keeper(common.language), &wish)?;
    written(common, args, &gate)
}

/// Makes a package of data and writes it to a zip.
fn package(common: &Common<'_>, args: &PublishArgs) -> Result<ExitCode> {
    if args.freeze.is_some() {
        return refuse(frozen_file());
    }
    let (from, to) = period(args.from.clone(), args.to.clone())?;
    let wish = PackageWish {
        from,
        to,
        least: args.least.clone(),
        audience: args.audience.into(),
        licence: args.licence.clone(),
    };
    let made = common
        .open_to_read()?
        .data_package(&keeper(common.language), &wish)?;
    write_whole(&args.file(), &zipped(&made.files)?)?;
    written(common, args, &made.gate)
}

fn must_be_zip(out: &Path) -> Result<()> {
    match out.extension() {
        Some(ending) if ending.eq_ignore_ascii_case("zip") => Ok(()),
        _ => refuse(no_format(out, vec![".zip".to_owned()])),
    }
}

/// Tells of the file, and what passed the gate.
fn written(common: &Common<'_>, args: &PublishArgs, gate: &Gate) -> Result<ExitCode> {
    remark("This is a plain file: whoever has it can read it.");
    common.answer(
        &serde_json::json!({ "file": args.file(), "gate": told(gate, args.who) }),
        || printed(gate, args),
    )
}

/// What is written about people: those who are named, and what was typed.
fn about(workspace: &Workspace, ask: &Asking, form: Form, args: &AboutArgs) -> Result<Output> {
    let mut people = Vec::new();
    for given in &args.person {
        let person = workspace.person_called(ask, given);
        let person =
            person.map_err(|error| anyhow!(Words::reason(ask.language, &error.reason())))?;
        if !people.contains(&person) {
            people.push(person);
        }
    }
    if people.is_empty() {
        bail!("name the person it is about: --person ID_OR_NAME");
    }
    let mut typed = BTreeMap::new();
    for asked in Asked::of(form) {
        let text = match asked {
            Asked::Number => args.number.clone(),
            Asked::Follows => args.follows.clone(),
            Asked::Fact => args.fact.clone(),
            Asked::News => args.news.clone(),
            Asked::Background => args.background.clone(),
            Asked::Concern => args.concern.clone(),
            Asked::Warrant => args.warrant.clone(),
            Asked::Categories => args.categories.clone(),
            Asked::Why => args.why.clone(),
            Asked::Useless => args.useless.clone(),
            Asked::Procedure => args.procedure.clone(),
            Asked::Requests => args.requests.clone(),
            Asked::Addressees => args.addressees.clone(),
            Asked::Submitter => args.submitter.clone(),
            Asked::Role => args.role.clone(),
            Asked::Address => args.address.clone(),
            Asked::Confidential => args.confidential.clone(),
            Asked::Stop => args.stop.as_ref().map(|date| date.text().to_owned()),
            Asked::Publish => args.publish.clone(),
        };
        typed.extend(text.map(|text| (*asked, text)));
    }
    Ok(Output::About(About {
        form,
        people,
        stage: match args.is_final {
            true => Stage::Final,
            false => Stage::Draft,
        },
        typed,
    }))
}

/// What passed the gate, for programs: how many, and who only where that was asked for.
fn told(gate: &Gate, who: bool) -> serde_json::Value {
    let passages = |all: &[Passage]| -> serde_json::Value {
        if !who {
            return all.len().into();
        }
        all.iter()
            .map(|one| {
                serde_json::json!({
                    "id": one.id.to_string(), "name": one.name, "number": one.number, "why": one.why,
                    "out_already": one.out_already.iter().map(|out| serde_json::json!({
                        "id": out.id.to_string(), "title": out.title
                    })).collect::<Vec<_>>()
                })
            })
            .collect()
    };
    let tellers = gate.tellers.iter().map(|one| {
        serde_json::json!({
            "id": one.id.to_string(), "name": one.name, "why": one.why, "words_left_out": one.rule.is_silent(),
        })
    });
    serde_json::json!({
        "sources_asked": match who {
            true => tellers.collect(),
            false => serde_json::Value::from(gate.tellers.len()),
        },
        "named": passages(&gate.named),
        "masked": passages(&gate.masked),
        "organisations": gate.organisations,
        "organisations_holding_a_name": match who {
            true => gate.holding.iter().map(|one| serde_json::json!({
                "id": one.id.to_string(), "name": one.name, "number": one.number, "told_as": one.told_as,
            })).collect(),
            false => serde_json::Value::from(gate.holding.len()),
        },
        "left_out": gate.left_out,
        "verification": gate.verification,
        "small_numbers_left_out": gate.small,
    })
}

/// The file, and who is named in it, masked or left out, and why: how many, and with `--who` each of them.
fn printed(gate: &Gate, args: &PublishArgs) -> String {
    let mut lines = vec![args.file().display().to_string()];
    for (what, all) in [("named", &gate.named), ("masked", &gate.masked)] {
        lines.push(format!("persons {what}: {}", all.len()));
        if args.who {
            for one in all {
                let called = format!("{} {}", one.number, one.name);
                lines.push(format!("  {} ({})", called.trim(), one.why));
                let out = one.out_already.iter();
                lines.extend(out.map(|out| format!("    named already in: {}", out.title)));
            }
        }
    }
    let silent = gate
        .tellers
        .iter()
        .filter(|one| one.rule.is_silent())
        .count();
    if silent > 0 {
        lines.push(format!("sources whose words are left out: {silent}"));
    }
    if args.who {
        let tellers = gate.tellers.iter();
        lines.extend(tellers.map(|one| format!("  {} ({})", one.name, one.why)));
    }
    lines.push(format!("organisations named: {}", gate.organisations));
    if !gate.holding.is_empty() {
        lines.push(format!(
            "organisations whose name holds a withheld name: {}",
            gate.holding.len()
        ));
        for one in gate.holding.iter().filter(|_| args.who) {
            let called = format!("{} {}", one.number, one.name);
            let told = match &one.told_as {
                Some(told) => format!("told as {told}"),
                None => "told in full, as the group decided".to_owned(),
            };
            lines.push(format!("  {} ({told})", called.trim()));
        }
    }
    let mut counted = |what: &str, all: &[(String, usize)]| {
        lines.extend(
            all.iter()
                .map(|(of, number)| format!("{what}: {of}, {number}")),
        );
    };
    counted("left out, too sensitive", &gate.left_out);
    counted("acts by verification", &gate.verification);
    if gate.small > 0 {
        lines.push(format!(
            "numbers left out, as they are small or tell a small one: {}",
            gate.small
        ));
    }
    lines.join("\n")
}

/// Freezes an output, and writes the file from what was frozen.
fn freeze(common: &Common<'_>, args: &PublishArgs, output: Output, name: &str) -> Result<ExitCode> {
    use Format::{Csv, Docx, Html, Json, Pdf, Xlsx};
    if !matches!(
        format_of(&args.file())?,
        Html | Pdf | Docx | Xlsx | Csv | Json
    ) {
        return refuse(frozen_file());
    }
    let mut workspace = common.open()?;
    let wish = (name, args.caveat.as_deref(), args.audience);
    let (id, code) = using::freeze(
        common,
        &mut workspace,
        Freezing::Output(output),
        wish,
        Draw::Nothing,
    )?;
    write_whole(&args.file(), &as_frozen(&workspace, id, &args.file())?)?;
    remark("This is a plain file: whoever has it can read it.");
    Ok(code)
}

/// Makes an output and writes it; the ending of the file decides the format.
pub fn write(workspace: &Workspace, ask: &Asking, wish: &Wish, out: &Path) -> Result<()> {
    let reader = ask.reader.making_for(wish.audience);
    let document = workspace.publish(&Asking { reader, ..*ask }, wish)?;
    write_whole(out, &file(&document, format_of(out)?)?)
}

/// The format that the ending of a file's name asks for.
pub fn format_of(out: &Path) -> Result<Format> {
    let named = out.file_name().and_then(|name| name.to_str());
    if let Some(format) = named.and_then(Format::of_name) {
        return Ok(format);
    }
    let endings = Format::ALL
        .iter()
        .map(|format| format!(".{}", format.ending()));
    refuse(no_format(out, endings.collect::<Vec<_>>()))
}

/// The period named, or the last whole month.
fn period(
    from: Option<PartialDate>,
    to: Option<PartialDate>,
) -> Result<(PartialDate, PartialDate)> {
    match (from, to) {
        (Some(from), Some(to)) if from.first() > to.last() => {
            Err(backwards(Some(&from), Some(&to)))
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

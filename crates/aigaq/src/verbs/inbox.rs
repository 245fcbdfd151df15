//! Notes that came in: keeping one, listing those that wait, setting aside.

use super::options::{at_option, one_of};
use super::{Common, counted, form_token};
use crate::answer::remark;
use crate::asking::{keeper, now};
use crate::cli::{InboxArgs, NoteArgs};
use crate::refusal::{no_record, refuse, several_numbered, stands_so};
use aigaq_schema::{RecordId, SourceCode};
use aigaq_workspace::{
    InboxNote, InboxPage, InboxState, InboxWish, NoteGiven, Refused, Saved, Workspace,
};
use anyhow::Result;
use std::io::{BufRead, IsTerminal, Read, stdin};
use std::process::ExitCode;

/// By which option each field of a note is filled.
const NOTE: [(&str, &str); 7] = [
    ("told_by", "--by"),
    ("contact", "--contact"),
    ("code", "--source"),
    ("happened", "--when"),
    ("place", "--where"),
    ("received", "--received"),
    ("number", "--number"),
];

/// Keeps what came in.
pub fn note(common: &Common<'_>, args: &NoteArgs) -> Result<ExitCode> {
    let told_by = unwritten(&args.by, "Who told it:")?;
    let contact = unwritten(&args.contact, "Phone or other contact:")?;
    let mut text = args.text.clone();
    if text == "-" {
        text.clear();
        stdin().lock().read_to_string(&mut text)?;
    }
    let is_in_history = |given: &str| !matches!(given, "" | "-");
    if is_in_history(&args.by) || is_in_history(&args.contact) {
        remark(
            "The name or contact stands in the history of your shell now; take it out there. Next time write - instead: \
             it is asked for, and stands nowhere else.",
        );
    }
    let given = NoteGiven {
        text,
        told_by,
        contact,
        confidant: args.confidant.clone(),
        code: args.source.clone(),
        happened: args.when.clone(),
        place: args.place.clone(),
        received: args.received.clone(),
        number: args.number.clone(),
        ..NoteGiven::default()
    };
    let mut workspace = common.open()?;
    one_of(
        common,
        &workspace,
        ("--as", "confidant_kinds", &given.confidant),
    )?;
    let kept = workspace
        .keep_note(&keeper(common.language), (form_token()?, now()), &given)
        .map_err(|why| at_option(why, &NOTE))?;
    common.answer(&kept, || format!("Kept as {}.", kept.number))
}

/// What was given, or the next line of the standard input where that was `-`.
fn unwritten(given: &str, label: &str) -> Result<String> {
    if given != "-" {
        return Ok(given.to_owned());
    }
    if stdin().is_terminal() {
        remark(label);
    }
    let mut line = String::new();
    stdin().lock().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

/// Lists a page of the inbox, sets a note aside or takes it back.
pub fn inbox(common: &Common<'_>, args: &InboxArgs) -> Result<ExitCode> {
    let reason = args.reason.as_deref().unwrap_or_default();
    if let Some(number) = &args.set_aside {
        let decide = |workspace: &mut Workspace, note| {
            workspace
                .set_note_aside((form_token()?, now()), note, reason)
                .map_err(Into::into)
        };
        return decided(common, number, decide);
    }
    if let Some(number) = &args.take_back {
        let decide = |workspace: &mut Workspace, note| {
            workspace
                .take_note_back((form_token()?, now()), note, reason)
                .map_err(Into::into)
        };
        return decided(common, number, decide);
    }
    let state = match (args.became, args.aside) {
        (true, _) => InboxState::Became,
        (_, true) => InboxState::Aside,
        _ => InboxState::Waiting,
    };
    let wish = InboxWish {
        state,
        page: args.page.saturating_sub(1),
    };
    let workspace = common.open_to_read()?;
    let page = workspace.inbox(&keeper(common.language), wish)?;
    common.answer(&page, || words(&page))
}

fn decided(
    common: &Common<'_>,
    number: &str,
    decide: impl FnOnce(&mut Workspace, RecordId) -> Result<Saved>,
) -> Result<ExitCode> {
    let mut workspace = common.open()?;
    let note = record_of(common, &workspace, number)?;
    match decide(&mut workspace, note) {
        Ok(saved) => common.answer(
            &serde_json::json!({ "change_set": saved.change_set }),
            || format!("Saved; change-set {} takes it back.", saved.change_set),
        ),
        Err(why) if matches!(why.downcast_ref(), Some(Refused::Nothing)) => {
            refuse(stands_so(number))
        }
        Err(why) => Err(why),
    }
}

/// The record with this id or number.
pub fn record_of(common: &Common<'_>, workspace: &Workspace, named: &str) -> Result<RecordId> {
    let numbered = workspace.numbered(&keeper(common.language), named)?;
    match &numbered[..] {
        [one] => Ok(one.id),
        [] => match named.parse() {
            Ok(id) => Ok(id),
            Err(_) if named.parse::<aigaq_schema::RunningNumber>().is_ok() => {
                refuse(no_record(named))
            }
            Err(_) if named.parse::<SourceCode>().is_ok() => {
                Ok(workspace.source_coded(&keeper(common.language), named)?)
            }
            Err(error) => Err(anyhow::Error::from(error)),
        },
        several => {
            let ids: Vec<String> = several.iter().map(|named| named.id.to_string()).collect();
            refuse(several_numbered(named, ids.join(", ")))
        }
    }
}

fn words(page: &InboxPage) -> String {
    let mut text = format!(
        "{} waiting, {} became a record, {} set aside.\n",
        page.waiting, page.became, page.aside
    );
    for note in &page.notes {
        text.push_str(&told(note));
    }
    if page.pages > 1 {
        text.push_str(&format!(
            "Page {} of {}.\n",
            page.page + 1,
            counted(page.pages as u64, "page", "pages")
        ));
    }
    text
}

fn told(note: &InboxNote) -> String {
    let mut text = format!("\n{}  {}\n", note.number, note.when);
    for line in note.text.lines() {
        text.push_str(&format!("    {line}\n"));
    }
    for (label, words) in [
        ("when", &note.happened),
        ("where", &note.place),
        ("told by", &note.told_by),
        ("contact", &note.contact),
        ("set aside", &note.reason),
    ] {
        if !words.is_empty() {
            text.push_str(&format!("    {label}: {words}\n"));
        }
    }
    if let Some(source) = &note.source {
        text.push_str(&format!("    told by: {}\n", source.caption));
    }
    for named in &note.about {
        text.push_str(&format!("    became: {} ({})\n", named.caption, named.id));
    }
    text
}

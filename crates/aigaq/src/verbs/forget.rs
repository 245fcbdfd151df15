//! Forgetting a person: every place is shown first; with `--yes` it is done, and a report says what was done and what is
//! beyond reach.

use super::{Common, form_token};
use crate::answer::{remark, write_whole};
use crate::asking::{keeper, now};
use crate::cli::ForgetArgs;
use crate::passphrase;
use crate::refusal::{
    cannot_be_forgotten, held_already, no_record, not_held, nothing_to_forget, refuse,
    say_how_to_forget, several_called,
};
use aigaq_schema::RecordId;
use aigaq_workspace::{
    Choices, CompartmentKey, ForgetWish, Forgetting, Passphrase, PlacesOf, Refused, ReviewForm,
    SecondPassphrase, Unsure, Words, Workspace, WorkspaceError,
};
use anyhow::Result;
use std::collections::BTreeSet;
use std::process::ExitCode;

/// Does what was asked.
pub fn forget(common: &Common<'_>, args: &ForgetArgs) -> Result<ExitCode> {
    if let Some(reason) = args.hold.as_deref().or(args.lift.as_deref()) {
        return hold(common, args, reason);
    }
    let how = match args.destroy {
        true => Forgetting::Destroy,
        false => Forgetting::Identity,
    };
    if args.yes && !args.identity && !args.destroy {
        return refuse(say_how_to_forget());
    }
    let second = match args.second {
        true => Some(passphrase::ask_second()?),
        false => passphrase::given_second(),
    };
    if !args.yes {
        let places = places(common, (args, how), second)?;
        return common.answer(&places, || shown(common, &places));
    }
    let mut workspace = common.open()?;
    let record = person(common, &workspace, &args.person)?;
    let key = opened(&workspace, second)?;
    let wish = ForgetWish {
        records: vec![record],
        how,
        choices: choices(args)?,
        key,
    };
    let form = (form_token()?, now());
    let done = match workspace.forget(&keeper(common.language), &wish, form) {
        Ok(done) => done,
        Err(Refused::Nothing) => return refuse(nothing_to_forget()),
        Err(other) => return Err(other.into()),
    };
    // Said before anything else can fail: it cannot be done again.
    let text = match args.person.parse::<RecordId>() {
        Ok(_) => done.report.text(),
        Err(_) => {
            let words = Words::of(common.language);
            format!(
                "{}{}\n",
                done.report.text(),
                words.say("forget.beyond.shell")
            )
        }
    };
    let said = common.answer(&done.report, || text.clone())?;
    if done.is_unfinished {
        remark(
            "It is decided. What could not be carried out yet is finished when the workspace is opened next.",
        );
    }
    if let Some(out) = &args.out {
        write_whole(out, text.as_bytes())?;
        remark(&format!("The report is in {}.", out.display()));
    }
    Ok(said)
}

fn choices(args: &ForgetArgs) -> Result<Choices> {
    let read = |given: &[String]| -> Result<BTreeSet<RecordId>> {
        given.iter().map(|id| Ok(id.parse()?)).collect()
    };
    Ok(Choices {
        leave: read(&args.leave)?,
        take: read(&args.take)?,
        unsure: match args.leave_unsure {
            true => Unsure::Left,
            false => Unsure::Masked,
        },
    })
}

fn hold(common: &Common<'_>, args: &ForgetArgs, reason: &str) -> Result<ExitCode> {
    let mut workspace = common.open()?;
    let record = person(common, &workspace, &args.person)?;
    let mut form = ReviewForm {
        token: form_token()?,
        about: record,
        words: reason.to_owned(),
        now: now(),
    };
    let held = workspace.held(record)?;
    let (done, saved) = match (args.lift.is_some(), held) {
        (false, Some(_)) => return refuse(held_already()),
        (false, None) => (
            "It is kept for a court: nobody makes the program forget it until that is taken back.",
            workspace.hold(&form)?,
        ),
        (true, None) => return refuse(not_held()),
        (true, Some(judgement)) => {
            form.about = judgement;
            (
                "It need not be kept for a court any more.",
                workspace.take_back(&form)?,
            )
        }
    };
    let answer = serde_json::json!({ "change_set": saved.change_set });
    common.answer(&answer, || done.to_owned())
}

fn places(
    common: &Common<'_>,
    (args, how): (&ForgetArgs, Forgetting),
    second: Option<Passphrase>,
) -> Result<PlacesOf> {
    let ask = keeper(common.language);
    // That somebody looked is written.
    let mut workspace = match second {
        Some(_) => common.open()?,
        None => common.open_to_read()?,
    };
    let record = person(common, &workspace, &args.person)?;
    let places = match opened(&workspace, second)? {
        Some(key) => workspace.places_looked(&ask, (record, how), (form_token()?, now()), &key)?,
        None => workspace.places_where(&ask, record, how)?,
    };
    match places {
        Some(places) => Ok(places),
        None => refuse(cannot_be_forgotten()),
    }
}

/// What opens who sources are, where the second passphrase is given and one is set up.
fn opened(workspace: &Workspace, second: Option<Passphrase>) -> Result<Option<CompartmentKey>> {
    let is_set_up = workspace.second_passphrase()? == SecondPassphrase::SetUp;
    let Some(second) = second.filter(|_| is_set_up) else {
        return Ok(None);
    };
    let key = workspace.compartment().open(&second);
    Ok(Some(key.map_err(WorkspaceError::from)?))
}

/// The record that was meant: by its id, its code, or a name that one alone has.
fn person(common: &Common<'_>, workspace: &Workspace, given: &str) -> Result<RecordId> {
    let ask = keeper(common.language);
    if let Ok(id) = given.parse::<RecordId>() {
        return match workspace.record(&ask, id)? {
            Some(_) => Ok(id),
            None => refuse(no_record(given.to_owned())),
        };
    }
    if let [one] = workspace.coded(&ask, given)?[..] {
        return Ok(one);
    }
    let found = workspace.search(&ask, given, Some("actor"), 0)?;
    let called: Vec<_> = found
        .hits
        .iter()
        .filter(|hit| hit.named.caption == given)
        .collect();
    match called[..] {
        [one] => Ok(one.named.id),
        [] => refuse(no_record(given.to_owned())),
        [..] => {
            let ids: Vec<String> = called.iter().map(|hit| hit.named.id.to_string()).collect();
            refuse(several_called(ids.join(", ")))
        }
    }
}

fn shown(common: &Common<'_>, places: &PlacesOf) -> String {
    let words = Words::of(common.language);
    let mut text = format!("{}  {}\n", places.who.id, places.who.caption);
    if places.how == Forgetting::Identity {
        text.push_str(&format!("→ {}\n", places.called_then));
    }
    for held in &places.places.holds {
        let told = words.fill("forget.held", &[("name", &held.caption)]);
        text.push_str(&format!("\n! {told}\n"));
    }
    if places.places.unseen_holds > 0 {
        let told = words.fill("forget.held", &[("name", "•••")]);
        text.push_str(&format!("\n! {told}\n"));
    }
    if !places.sealed_what.is_empty() {
        text.push_str(&format!("\n{}\n", places.sealed_what));
    }
    for section in &places.places.sections {
        text.push_str(&format!("\n{}\n  {}\n", section.title, section.what));
        for row in &section.rows {
            text.push_str("  - ");
            if let Some(record) = &row.record {
                text.push_str(&format!("{} {}: ", record.type_label, record.caption));
            }
            text.push_str(&row.text);
            if row.unsure {
                text.push_str(&format!(" ({})", words.say("forget.unsure")));
            }
            if let Some(id) = row.may_leave {
                text.push_str(&format!("  [--leave {id}]"));
            }
            if let Some(id) = row.may_take {
                text.push_str(&format!("  [--take {id}]"));
            }
            text.push('\n');
        }
        if section.is_unsure {
            text.push_str("  [--leave-unsure]\n");
        }
    }
    text.push_str(&format!("\n{}\n", words.say("forget.only_shown")));
    text
}

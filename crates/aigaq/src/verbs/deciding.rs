//! Decisions on several people or records at once: what they allow, who may read them. What would change an earlier
//! decision, or leaves somebody out, is shown first, and saved with `--yes` only.

use super::inbox::record_of;
use super::{Common, counted, form_token};
use crate::answer::say;
use crate::asking::{keeper, now};
use crate::cli::{ConsentArgs, ManyArgs, SensitivityArgs};
use crate::refusal::{look_first, not_all_of_them, not_decided, refuse, too_many_at_once};
use aigaq_workspace::entering::{Decision, Effect, Entered, Filled, MOST_AT_ONCE};
use aigaq_workspace::{Asking, FormToken, Named, OutAlready, Saving, Workspace, WorkspaceError};
use anyhow::Result;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::ExitCode;

/// The token of the form, and the moment.
type Form<'n> = (FormToken, &'n (i64, String));
/// A form as it was understood, and the saving that it says.
type Read = (Decision, Option<Saving>);

/// Writes down what several people allow.
pub fn consent(common: &Common<'_>, args: &ConsentArgs) -> Result<ExitCode> {
    let fields = [
        ("consent.answer", &args.state),
        ("consent.use", &args.of_use),
        ("consent.audience", &args.audience),
        ("consent.date", &args.date),
        ("consent.given_by", &args.given_by),
        ("consent.how", &args.how),
    ];
    let read = |workspace: &Workspace, ask: &Asking, filled: &Filled, form: Form<'_>| {
        let entered = workspace.consents_at_once(ask, filled, form)?;
        Ok((entered.form.decision, entered.saving))
    };
    decide(common, (&args.many, &fields), (read, out_with))
}

/// What is out already with the name or the words of somebody who took a consent back.
#[derive(serde::Serialize)]
struct Out {
    whose: Named,
    out: Vec<OutAlready>,
}

/// Of those on whom it was decided: what is out of whoever took something back, as their page tells it.
fn out_with(workspace: &Workspace, ask: &Asking, decision: &Decision) -> Result<Vec<Out>> {
    let mut all = Vec::new();
    for row in &decision.rows {
        if let Some(out) = workspace.out_already(ask, row.named.id)? {
            let whose = row.named.clone();
            all.push(Out { whose, out });
        }
    }
    Ok(all)
}

/// A decision that takes no name out of anything.
fn nothing_out(_: &Workspace, _: &Asking, _: &Decision) -> Result<Vec<Out>> {
    Ok(Vec::new())
}

/// Says who may read several records.
pub fn sensitivity(common: &Common<'_>, args: &SensitivityArgs) -> Result<ExitCode> {
    let read = |workspace: &Workspace, ask: &Asking, filled: &Filled, form: Form<'_>| {
        let Entered { form, saving } = workspace.levels_at_once(ask, filled, form)?;
        Ok((form.decision, saving))
    };
    let fields = [("sensitivity", &args.level)];
    decide(common, (&args.many, &fields), (read, nothing_out))
}

fn decide(
    common: &Common<'_>,
    (args, fields): (&ManyArgs, &[(&str, &String)]),
    (read, out): (
        impl Fn(&Workspace, &Asking, &Filled, Form<'_>) -> Result<Read, WorkspaceError>,
        impl Fn(&Workspace, &Asking, &Decision) -> Result<Vec<Out>>,
    ),
) -> Result<ExitCode> {
    let mut workspace = common.open()?;
    let ask = keeper(common.language);
    let mut filled = Filled::default();
    filled.push("sent", "yes");
    filled.push("reason", &args.reason);
    for (name, text) in fields {
        filled.push(name, text);
    }
    let mut of = BTreeSet::new();
    for given in &args.of {
        of.insert(record_of(common, &workspace, given)?);
    }
    if of.len() > MOST_AT_ONCE {
        return refuse(too_many_at_once(MOST_AT_ONCE));
    }
    for id in &of {
        filled.push("who", &id.to_string());
        filled.push("chosen", &id.to_string());
    }
    let (token, now) = (form_token()?, now());
    let (mut decision, mut saving) = read(&workspace, &ask, &filled, (token, &now))?;
    if decision.rows.len() < of.len() {
        return refuse(not_all_of_them(of.len() - decision.rows.len()));
    }
    if !decision.faults.is_empty() {
        let faults = decision.faults.iter();
        let told = faults.map(|fault| match fault.label.is_empty() {
            true => fault.text.clone(),
            false => format!("{}: {}", fault.label, fault.text),
        });
        return refuse(not_decided(told.collect::<Vec<_>>().join("; ")));
    }
    if decision.unseen && args.yes {
        for seen in decision
            .rows
            .iter()
            .filter_map(aigaq_workspace::entering::Row::seen_as)
        {
            filled.push("seen", &seen);
        }
        (decision, saving) = read(&workspace, &ask, &filled, (token, &now))?;
    }
    let Some(saving) = saving else {
        say(&told(&decision))?;
        return refuse(look_first());
    };
    let saved = workspace.save(&saving)?;
    let out = out(&workspace, &ask, &decision)?;
    let answer = serde_json::json!({
        "change_set": saved.change_set.to_string(), "decided": decision.meant, "out": out
    });
    common.answer(&answer, || {
        format!(
            "{}Saved for {}, as change-set {}.\n{}",
            told(&decision),
            counted(decision.meant as u64, "record", "records"),
            saved.change_set,
            out_told(&out)
        )
    })
}

/// What is out and cannot be called back.
fn out_told(all: &[Out]) -> String {
    let mut text = String::new();
    for Out { whose, out } in all {
        let _ = match out.is_empty() {
            true => writeln!(
                text,
                "{}: nothing has left the group from here as a frozen publication or a bag.",
                whose.caption
            ),
            false => writeln!(
                text,
                "{}: OUT ALREADY, and not to be called back; whoever has it can be asked to take it out:",
                whose.caption
            ),
        };
        for one in out {
            let told = match one.told.is_empty() {
                true => String::new(),
                false => format!(" ({})", one.told),
            };
            let _ = writeln!(text, "  {}{told} · {}", one.title, one.id);
        }
    }
    if !all.is_empty() {
        text += "Files that were written without freezing are not known here.\n";
    }
    text
}

/// Of each what was decided before, and what this does.
fn told(decision: &Decision) -> String {
    let mut text = String::new();
    for row in &decision.rows {
        let _ = writeln!(text, "{}", row.named.caption);
        for before in &row.before {
            let _ = writeln!(text, "  now: {before}");
        }
        match &row.effect {
            Effect::Changes(all) => {
                for change in all {
                    let _ = writeln!(text, "  CHANGES: {change}");
                }
            }
            Effect::LeftOut(why) => {
                let _ = writeln!(text, "  LEFT OUT: {why}");
            }
            Effect::Keeps => text += "  changes nothing that holds\n",
            Effect::Open | Effect::Decides => {}
        }
    }
    text
}

//! Confidential sources: written down by anybody who opens the workspace, shown under the second passphrase only. What
//! is secret comes from the terminal or the standard input, never from an argument.

use super::options::{at_option, kind_of_source};
use super::{Common, counted, form_token};
use crate::answer::remark;
use crate::asking::{keeper, now};
use crate::cli::SourceVerb;
use crate::passphrase;
use aigaq_schema::{RecordId, SourceCode};
use aigaq_workspace::{
    CompartmentKey, ConfidentialPage, Identity, LookEntry, ShownSource, Whom, Workspace,
    WorkspaceError,
};
use anyhow::Result;
use std::io::{BufRead, IsTerminal, stdin};
use std::process::ExitCode;

/// The looks that are told.
const LOOKS: usize = 50;

/// Does what was asked of confidential sources.
pub fn source(common: &Common<'_>, verb: &SourceVerb) -> Result<ExitCode> {
    match verb {
        SourceVerb::List { page } => list(common, *page),
        SourceVerb::Add { kind, code } => add(common, kind.as_deref(), code.as_deref()),
        SourceVerb::Open { code } => open(common, code),
        SourceVerb::Log => log(common),
        SourceVerb::Move => move_tellers(common),
        SourceVerb::Passphrase { recovery } => passphrase(common, *recovery),
    }
}

fn list(common: &Common<'_>, page: usize) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let page = workspace.confidential(&keeper(common.language), page.saturating_sub(1))?;
    common.answer(&page, || listed(&page))
}

fn listed(page: &ConfidentialPage) -> String {
    let mut text = format!(
        "{}.\n",
        counted(
            page.total as u64,
            "confidential source",
            "confidential sources"
        )
    );
    for source in &page.sources {
        let written = match source.identities {
            0 => "nothing is written down of who it is",
            _ => "sealed",
        };
        text.push_str(&format!("{}  ({written})\n", source.named.caption));
    }
    if page.in_clear > 0 {
        text.push_str(&format!(
            "Who told {} stands in clear; `aigaq source move` seals it.\n",
            counted(page.in_clear as u64, "note", "notes")
        ));
    }
    if page.pages > 1 {
        text.push_str(&format!("Page {} of {}.\n", page.page + 1, page.pages));
    }
    text
}

fn add(common: &Common<'_>, kind: Option<&str>, code: Option<&str>) -> Result<ExitCode> {
    let mut workspace = common.open()?;
    let told = kind.unwrap_or_default();
    if code.is_none() {
        kind_of_source(common, &workspace, told)?;
    }
    let ask = keeper(common.language);
    let whom = match code {
        Some(code) => Whom::Known(source_of(common, &workspace, code)?),
        None => Whom::New(told.to_owned()),
    };
    let identity = identity_typed()?;
    let form = (form_token()?, now());
    let kept = workspace
        .keep_source(&ask, form, (&whom, &identity, &[]))
        .map_err(|why| at_option(why, &[("kind", "--kind")]))?;
    common.answer(&kept, || match whom {
        // It takes the place of nothing: who is meant by both is one source now.
        Whom::Known(_) => format!("Added to what {} holds.", kept.caption),
        Whom::New(_) => format!("Kept as {}.", kept.caption),
    })
}

/// Four lines: name, contact, what binds them, what to mind; the last ones may be missing.
fn identity_typed() -> Result<Identity> {
    let asks = stdin().is_terminal();
    let mut lines = stdin().lock().lines();
    let mut next = |label: &str| -> Result<String> {
        if asks {
            remark(label);
        }
        Ok(lines.next().transpose()?.unwrap_or_default())
    };
    let mut identity = Identity::default();
    identity.name = next("Name (an empty line leaves it out):")?;
    identity.contact = next("Phone or other contact:")?;
    identity.bound = next("What binds them to it, who knows them:")?;
    identity.safety = next("What to mind for their safety:")?;
    Ok(identity)
}

fn open(common: &Common<'_>, code: &str) -> Result<ExitCode> {
    let mut workspace = common.open()?;
    let source = source_of(common, &workspace, code)?;
    let door = workspace.compartment();
    let key = door
        .open(&passphrase::ask_second()?)
        .map_err(WorkspaceError::from)?;
    let shown = looked(common, &mut workspace, (&key, source))?;
    let told: Vec<_> = shown
        .identities
        .iter()
        .map(|kept| serde_json::json!({ "identity": kept.identity, "written_down": kept.when }))
        .collect();
    let answer = serde_json::json!({ "source": shown.named.caption, "identities": told });
    common.answer(&answer, || who(&shown))
}

fn looked(
    common: &Common<'_>,
    workspace: &mut Workspace,
    (key, source): (&CompartmentKey, RecordId),
) -> Result<ShownSource> {
    let form = (form_token()?, now());
    let mut shown = workspace.look(&keeper(common.language), form, (key, &[source]))?;
    shown
        .pop()
        .ok_or_else(|| anyhow::anyhow!("there is no such source"))
}

fn who(shown: &ShownSource) -> String {
    let mut text = format!("{}\n", shown.named.caption);
    if shown.identities.is_empty() {
        text.push_str("Nothing is written down of who it is.\n");
    }
    for kept in &shown.identities {
        let Some(identity) = &kept.identity else {
            text.push_str(&format!("{}: does not open with this key\n", kept.when));
            continue;
        };
        for (label, words) in [
            ("name", &identity.name),
            ("contact", &identity.contact),
            ("bound", &identity.bound),
            ("safety", &identity.safety),
            ("written down", &kept.when),
        ] {
            if !words.is_empty() {
                text.push_str(&format!("    {label}: {words}\n"));
            }
        }
    }
    text
}

fn log(common: &Common<'_>) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let looks = workspace.looks(&keeper(common.language), (None, LOOKS))?;
    common.answer(&looks, || {
        let line =
            |look: &LookEntry| format!("{}  {}  {}\n", look.when, look.device, look.named.caption);
        match looks.is_empty() {
            true => "Nobody has looked yet.".to_owned(),
            false => looks.iter().map(line).collect(),
        }
    })
}

fn move_tellers(common: &Common<'_>) -> Result<ExitCode> {
    let mut workspace = common.open()?;
    let form = (form_token()?, now());
    let moved = workspace
        .move_tellers(&keeper(common.language), form)
        .map_err(|why| super::not_saved(why, "in no note stands in clear who told it"))?;
    common.answer(&moved, || {
        format!(
            "{} moved to {}. The entries of before stay in the journal and in backups, under the first passphrase.",
            counted(moved.notes as u64, "note", "notes"),
            counted(moved.sources as u64, "source", "sources"),
        )
    })
}

/// Sets the second passphrase up, or another one in its place.
fn passphrase(common: &Common<'_>, recovery: bool) -> Result<ExitCode> {
    use aigaq_workspace::SecondPassphrase::NotSetUp;
    let mut workspace = common.open()?;
    if workspace.second_passphrase()? == NotSetUp {
        let form = (form_token()?, now());
        workspace.set_up_second(form, &passphrase::ask_new_second()?)?;
        return common.answer(&serde_json::json!({ "set_up": true }), || {
            "The second passphrase is set up: names and contacts of sources are sealed from now on. The recovery words \
             open them as well."
                .to_owned()
        });
    }
    let door = workspace.compartment();
    let key = match recovery {
        true => door.open_with_words(&passphrase::ask_recovery()?),
        false => door.open(&passphrase::ask_second()?),
    }
    .map_err(WorkspaceError::from)?;
    door.change(&key, &passphrase::ask_new_second()?)
        .map_err(WorkspaceError::from)?;
    common.answer(&serde_json::json!({ "changed": true }), || {
        "The second passphrase was changed. Backups made before open with the old one.".to_owned()
    })
}

/// The source with this code, or id.
fn source_of(common: &Common<'_>, workspace: &Workspace, named: &str) -> Result<RecordId> {
    if named.parse::<SourceCode>().is_err()
        && let Ok(id) = named.parse()
    {
        return Ok(id);
    }
    Ok(workspace.source_coded(&keeper(common.language), named)?)
}

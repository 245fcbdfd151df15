//! The verbs, one file each where they take more than a few lines.

mod bag;
mod checking;
mod count;
mod deciding;
mod demo;
mod doctor;
mod duplicates;
mod estimate;
mod figures;
mod files;
mod forget;
mod frozen;
mod importing;
mod inbox;
mod keeping;
mod list;
mod matching;
mod names;
mod options;
mod publish;
mod reading;
mod register;
mod serving;
mod show;
mod source;
mod template;
mod undo;
mod words;
mod workbook;

use crate::answer::{say, say_json};
use crate::cli::{Cli, JournalVerb, NamesVerb, SchemaVerb, Verb};
use crate::passphrase;
use crate::refusal::{Refusal, no_workspace, period_backwards, refuse};
use aigaq_schema::{Language, PartialDate};
use aigaq_workspace::{FormToken, Refused, Workspace, is_workspace};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::ExitCode;

/// What all verbs are given.
pub struct Common<'a> {
    /// The workspace's folder.
    pub dir: &'a Path,
    /// Answer as JSON.
    pub json: bool,
    /// The language of labels.
    pub language: Language,
}

impl Common<'_> {
    /// Opens the workspace to write in it.
    fn open(&self) -> Result<Workspace> {
        self.must_be_workspace()?;
        Ok(Workspace::open(self.dir, &passphrase::ask()?)?)
    }

    /// Opens the workspace to write in it for moments only: others save between them.
    fn open_to_share(&self) -> Result<Workspace> {
        self.must_be_workspace()?;
        Ok(Workspace::open_to_share(self.dir, &passphrase::ask()?)?)
    }

    /// Opens the workspace to read it, also while another process writes.
    fn open_to_read(&self) -> Result<Workspace> {
        self.must_be_workspace()?;
        Ok(Workspace::open_to_read(self.dir, &passphrase::ask()?)?)
    }

    /// Says so before a passphrase is asked for in vain.
    fn must_be_workspace(&self) -> Result<()> {
        if is_workspace(self.dir) {
            return Ok(());
        }
        refuse(no_workspace(self.dir))
    }

    /// An answer in words or as JSON.
    fn answer(
        &self,
        json: &impl serde::Serialize,
        words: impl FnOnce() -> String,
    ) -> Result<ExitCode> {
        if self.json {
            say_json(json)?;
        } else {
            say(&words())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Does what was asked.
pub fn run(command: Cli) -> Result<ExitCode> {
    let common = Common {
        dir: &command.workspace,
        json: command.json,
        language: command.language,
    };
    match command.verb {
        Verb::Demo(args) => demo::demo(&common, &args),
        Verb::Init => keeping::init(&common),
        Verb::Import(args) => importing::import(&common, &args),
        Verb::Note(args) => inbox::note(&common, &args),
        Verb::Inbox(args) => inbox::inbox(&common, &args),
        Verb::Source(verb) => source::source(&common, &verb),
        Verb::Quarantine => importing::quarantine(&common),
        Verb::List(args) => list::list(&common, &args),
        Verb::Show { id } => show::show(&common, &id),
        Verb::Undo(args) => undo::undo(&common, &args),
        Verb::Consent(args) => deciding::consent(&common, &args),
        Verb::Sensitivity(args) => deciding::sensitivity(&common, &args),
        Verb::Forget(args) => forget::forget(&common, &args),
        Verb::Search { words, record_type } => {
            show::search(&common, &words.join(" "), record_type.as_deref())
        }
        Verb::Names(NamesVerb::Compare {
            names,
            pairs,
            explain,
        }) => match (pairs, &names[..]) {
            (Some(file), _) => names::compare_file(&common, &file, explain),
            (None, [left, right]) => names::compare_two(&common, left, right, explain),
            (None, _) => bail!("two names are compared, or --pairs FILE.tsv"),
        },
        Verb::Names(NamesVerb::Parse { texts }) => names::parse_all(&common, &texts),
        Verb::Read(args) => reading::documents(&common, &args),
        Verb::Original { id, file } => reading::original(&common, &id, &file),
        Verb::ReadWithinLimits => reading::worker::serve(),
        Verb::File(verb) => files::files(&common, &verb),
        Verb::Bag(args) => bag::bag(&common, &args),
        Verb::Doctor(args) => doctor::doctor(&common, &args),
        Verb::Count(args) => count::count(&common, &args),
        Verb::Tables => frozen::tables(&common),
        Verb::Figures {
            name,
            out,
            audience,
        } => match (name, out) {
            (Some(name), Some(out)) => figures::written(&common, &name, (audience.into(), &out)),
            (name, _) => figures::figures(&common, name.as_deref()),
        },
        Verb::Frozen(verb) => frozen::frozen(&common, &verb),
        Verb::Check(args) => checking::check(&common, &args),
        Verb::Estimate(args) => estimate::estimate(&common, &args),
        Verb::Publish(args) => publish::publish(&common, &args),
        Verb::Template(verb) => template::template(&common, &verb),
        Verb::Register(args) => register::register(&common, &args),
        Verb::Journal(JournalVerb::Export { file }) => keeping::journal_export(&common, &file),
        Verb::Journal(JournalVerb::Salvage { file }) => keeping::journal_salvage(&common, &file),
        Verb::Journal(JournalVerb::PutBack { file }) => keeping::journal_put_back(&common, &file),
        Verb::Verify => keeping::verify(&common),
        Verb::Rebuild => keeping::rebuild(&common),
        Verb::Backup { file } => keeping::backup(&common, &file),
        Verb::Restore { file, dir } => keeping::restore(&common, &file, &dir),
        Verb::Passphrase { recovery } => keeping::change_passphrase(&common, recovery),
        Verb::Schema(SchemaVerb::Export { file }) => words::export(&common, &file),
        Verb::Schema(SchemaVerb::Import { file }) => words::import(&common, &file),
        Verb::Export { dir } => keeping::export(&common, &dir),
        Verb::Match(args) => match (&args.people, &args.out) {
            (Some(table), Some(to)) => matching::table(&common, table, to, args.ask.as_deref()),
            _ => duplicates::duplicates(&common, &args),
        },
        Verb::Serve(args) => serving::serve(&common, &args),
        Verb::Lock => serving::lock(&common),
    }
}

/// A period that ends before it begins.
fn backwards(from: Option<&PartialDate>, to: Option<&PartialDate>) -> anyhow::Error {
    let text = |date: Option<&PartialDate>| date.map_or_else(String::new, PartialDate::to_string);
    let (from, to) = (text(from), text(to));
    Refusal(period_backwards(from, to)).into()
}

/// A token for what is saved from here.
fn form_token() -> Result<FormToken> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    Ok(FormToken::from_random(random))
}

/// Why nothing was saved; `nothing` says what was missing.
fn not_saved(refused: Refused, nothing: &'static str) -> anyhow::Error {
    match refused {
        Refused::Nothing => anyhow::anyhow!("{nothing}"),
        other => other.into(),
    }
}

/// A number with its word: "1 record", "2 records".
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

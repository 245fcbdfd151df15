//! The main job on real data, in one command.

use super::{Common, counted};
use crate::answer::{remark, say, say_json};
use crate::asking::{keeper, now, today};
use crate::cli::DemoArgs;
use crate::passphrase;
use crate::progress::ImportBar;
use crate::verbs::{importing, publish};
use aigaq_schema::{PartialDate, Schema};
use aigaq_workspace::{
    Audience, ImportWish, Mapped, Output, Tables, TemplateCode, Wish, WorkbookWish, Workspace,
    is_workspace, workbook,
};
use anyhow::{Context, Result};
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

static DATA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../demo/kazakhstan");
/// The invented workbook, and what its words mean.
const INVENTED: &[u8] = include_bytes!("../../../../demo/invented/мониторинг-2024.xlsx");
const INVENTED_NAME: &str = "мониторинг-2024.xlsx";
const ANSWERS: &str = include_str!("../../../../demo/invented/answers.toml");

/// Makes the demo workspace, imports, publishes, serves; or, run again, says what is there.
pub fn demo(common: &Common<'_>, args: &DemoArgs) -> Result<ExitCode> {
    let dir = args.folder();
    let workspace = if is_workspace(&dir) {
        again(common, &dir)?
    } else {
        Some(make(common, args, &dir)?)
    };
    if args.no_serve {
        return Ok(ExitCode::SUCCESS);
    }
    super::serving::serve_demo(args, workspace)
}

fn make(common: &Common<'_>, args: &DemoArgs, dir: &Path) -> Result<Workspace> {
    let started = std::time::Instant::now();
    let passphrase = match passphrase::given() {
        Some(given) => given,
        None => {
            let (made, words) = passphrase::made_up()?;
            remark(&format!(
                "Passphrase of this workspace, made up now; write it down:\n\n    {words}\n"
            ));
            made
        }
    };
    let (mut workspace, recovery) = Workspace::create(dir, &passphrase)?;
    remark(&format!(
        "Recovery words, shown only now:\n\n    {}\n",
        recovery.reveal()
    ));
    let (files, mapped) = what_is_imported(args.invented)?;
    let mut bar = ImportBar::new();
    let wish = ImportWish {
        tables: Tables::AtHand(&files),
        mapped,
        clear: false,
        preview: false,
        language: aigaq_schema::Language::En,
        now: now(),
    };
    let outcome = workspace.import(&wish, |step| bar.step(step));
    bar.done();
    let outcome = outcome?;
    let written = write_outputs(&workspace, common, args.invented, dir)?;
    let seconds = started.elapsed().as_secs_f64();
    let overview = workspace.overview(&keeper(common.language))?;
    let change_sets = workspace.verify()?.change_sets;
    if common.json {
        say_json(&serde_json::json!({
            "workspace": dir, "rows": outcome.report.rows, "records": outcome.report.records_new,
            "statements": outcome.report.statements, "change_sets": change_sets, "seconds": seconds,
            "quarantined": outcome.report.quarantined, "disagreements": overview.disagreements, "files": written,
        }))?;
        return Ok(workspace);
    }
    let mut text = importing::words(&outcome, false, seconds);
    text.push_str(&format!(
        "{} in the journal.\n",
        counted(change_sets, "change-set", "change-sets")
    ));
    for one in &overview.disagreements {
        text.push_str(&format!(
            "{}: sources differ on {}, contradict each other on {}.\n",
            one.label, one.differ, one.contradict
        ));
    }
    text.push_str("\nWritten, as plain files that anybody can read:\n");
    for file in &written {
        text.push_str(&format!("  {}\n", file.display()));
    }
    say(&text)?;
    Ok(workspace)
}

/// Files by name.
type Files = Vec<(&'static str, &'static [u8])>;

/// The files of the demo, and how they are understood.
fn what_is_imported(invented: bool) -> Result<(Files, Mapped)> {
    if invented {
        let answers = workbook::Remembered::read("answers.toml", ANSWERS, Schema::shipped())?;
        let wish = WorkbookWish {
            remembered: answers,
            corrections: workbook::Corrections::default(),
            today: today(),
        };
        let files = vec![(INVENTED_NAME, INVENTED)];
        return Ok((files, Mapped::Workbook(Box::new(wish))));
    }
    let files = DATA
        .files()
        .filter(|f| f.path().extension().is_some_and(|e| e == "csv"))
        .filter_map(|f| Some((f.path().file_name()?.to_str()?, f.contents())))
        .collect();
    Ok((files, Mapped::named("kazakhstan", Schema::shipped())?))
}

/// Says what is there and changes nothing.
fn again(common: &Common<'_>, dir: &Path) -> Result<Option<Workspace>> {
    let Some(passphrase) = passphrase::given() else {
        say(&format!(
            "The demo workspace is in {}; it is locked. Set AIGAQ_PASSPHRASE to see what is in it, or unlock it in the browser.",
            dir.display()
        ))?;
        return Ok(None);
    };
    let workspace = Workspace::open_to_share(dir, &passphrase)?;
    let overview = workspace.overview(&keeper(common.language))?;
    if common.json {
        say_json(&overview)?;
        return Ok(Some(workspace));
    }
    let mut text = format!(
        "The demo workspace is in {}. Nothing was changed. It holds:\n",
        dir.display()
    );
    for one in &overview.types {
        text.push_str(&format!("  {:>6}  {}\n", one.count, one.label));
    }
    let out = out_folder(dir)?;
    if out.is_dir() {
        text.push_str(&format!(
            "Its outputs are in {} (plain files).\n",
            out.display()
        ));
    }
    say(&text)?;
    Ok(Some(workspace))
}

/// `D-out`, beside the workspace: never inside it, for the workspace holds nothing in clear.
fn out_folder(dir: &Path) -> Result<PathBuf> {
    let name = dir
        .canonicalize()
        .unwrap_or_else(|_| dir.to_owned())
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .with_context(|| format!("{} names no folder", dir.display()))?;
    Ok(dir.with_file_name(format!("{name}-out")))
}

/// A name of a file, what stands in it, and for whom.
type Written = (&'static str, Output, Audience);

fn write_outputs(
    workspace: &Workspace,
    common: &Common<'_>,
    invented: bool,
    dir: &Path,
) -> Result<Vec<PathBuf>> {
    let out = out_folder(dir)?;
    std::fs::create_dir_all(&out).with_context(|| format!("{} cannot be made", out.display()))?;
    let bulletin = |period: &str| -> Result<Output> {
        let period: PartialDate = period.parse()?;
        Ok(Output::Report {
            template: TemplateCode::bulletin(),
            from: period.clone(),
            to: period,
            least: None,
        })
    };
    // The day the newest of the five documents was published.
    let day = "2021-07-22".parse::<PartialDate>()?.first();
    let outputs: Vec<Written> = if invented {
        vec![
            ("bulletin-2024-03", bulletin("2024-03")?, Audience::Public),
            // Nobody invented has agreed to be named: the group's own bulletin shows who it is about.
            (
                "bulletin-2024-03-internal",
                bulletin("2024-03")?,
                Audience::Internal,
            ),
        ]
    } else {
        vec![
            ("bulletin-2020", bulletin("2020")?, Audience::Public),
            (
                "restrictions-2021-07-22",
                Output::Restrictions { on: day },
                Audience::Public,
            ),
            (
                "commitments-2021-07-22",
                Output::Commitments { on: day },
                Audience::Public,
            ),
        ]
    };
    let mut written = Vec::new();
    for (name, output, audience) in outputs {
        for ending in ["html", "csv"] {
            let path = out.join(format!("{name}.{ending}"));
            let wish = Wish {
                output: output.clone(),
                audience,
            };
            publish::write(workspace, &keeper(common.language), &wish, &path)?;
            written.push(path);
        }
    }
    Ok(written)
}

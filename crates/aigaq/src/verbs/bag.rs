//! A bag of evidence: told who is in it, written, and later the answer of a time-stamping service put in.

use super::files::size_told;
use super::inbox::record_of;
use super::{Common, counted, form_token};
use crate::answer::{not_written, remark, say, write_new_by, write_whole_by};
use crate::asking::{keeper, now, today};
use crate::cli::BagArgs;
use crate::refusal::{
    answer_needed, answer_not_put_in, file_is_there, one_bag, refuse, say_despite, say_for_whom,
    say_without, unreadable,
};
use aigaq_press::bag::{AnswerError, BagError, BagWriter, add_answer};
use aigaq_workspace::{BagFile, BagTold, BagWish, EarlierPart, EvidenceBag, Handing, Standing};
use anyhow::Result;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write as _, stdin};
use std::path::Path;
use std::process::ExitCode;

/// Longest answer that is read, in bytes; usual ones have a few thousand.
const LONGEST_ANSWER: u64 = 1 << 20;
/// The folder in the bag where the file's own name is none that every system takes.
const BASE: &str = "evidence";

/// Writes a bag, or puts an answer into one.
pub fn bag(common: &Common<'_>, args: &BagArgs) -> Result<ExitCode> {
    match (&args.answer, &args.out) {
        (Some(answer), _) => put_in(common, answer, &args.records),
        (None, Some(out)) => make(common, args, out),
        (None, None) => refuse(one_bag()),
    }
}

fn make(common: &Common<'_>, args: &BagArgs, out: &Path) -> Result<ExitCode> {
    let mut workspace = common.open_to_share()?;
    let mut wish = BagWish {
        sealed: args.seal.iter().cloned().collect(),
        only_what_holds: args.only_what_holds,
        ..BagWish::default()
    };
    // As the list and the bag itself call files.
    let named = |given: &String| given.strip_prefix("F-").unwrap_or(given).to_owned();
    for record in &args.records {
        wish.records
            .push(record_of(common, &workspace, &named(record))?);
    }
    for file in &args.without {
        wish.without
            .insert(record_of(common, &workspace, &named(file))?);
    }
    let ask = keeper(common.language);
    if let Some(read) = workspace.files_for_bag(&ask, &wish)?.read() {
        wish.read = read;
    }
    let told = workspace.bag_told(&ask, &wish)?;
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    let handing = Handing {
        for_whom: text(&args.for_whom),
        despite: text(&args.despite),
        seen: None,
    };
    if !args.yes {
        say(&words(&told))?;
        // Where it is refused in any case nobody is asked first.
        let is_refused = told.against().next().is_some() && handing.despite.trim().is_empty()
            || told
                .files
                .iter()
                .any(|file| !file.left_out && fault(file).is_some());
        if !is_refused && !agrees()? {
            say("No bag was made.")?;
            return Ok(ExitCode::SUCCESS);
        }
    }
    // In the words of the command line, which names its options.
    if handing.for_whom.trim().is_empty() {
        return refuse(say_for_whom());
    }
    let broken: Vec<&str> = told
        .files
        .iter()
        .filter(|file| !file.left_out && fault(file).is_some())
        .map(|file| file.number.as_str())
        .collect();
    if !broken.is_empty() {
        return refuse(say_without(broken.join(", ")));
    }
    let against = told.against().count();
    if against > 0 && handing.despite.trim().is_empty() {
        return refuse(say_despite(against));
    }
    if out.symlink_metadata().is_ok() {
        return refuse(file_is_there(out));
    }
    let token = form_token()?;
    let mut is_said = false;
    let written = write_new_by(out, |file| {
        // Only now, as the file can be written, the journal says that it is handed over.
        let (bag, told) = workspace.hand_over(&ask, (token, now()), &wish, &handing)?;
        is_said = true;
        fill(bag, (file, out))?;
        Ok(told)
    });
    if written.is_err() && is_said {
        workspace.not_handed_over((token, now()))?;
        remark("No bag was made, and the journal says so: that it was handed over is taken back.");
    }
    drop(workspace);
    let told = written?;
    remark(
        "This is a plain file: it is internal, it names people, and its files have all their metadata. Whoever has it \
         reads it.",
    );
    let answer = serde_json::json!({ "out": out, "told": told });
    common.answer(&answer, || {
        let held = match args.yes {
            true => words(&told),
            false => String::new(),
        };
        format!("{held}{}\n", out.display())
    })
}

fn fill(bag: EvidenceBag, (file, out): (&File, &Path)) -> Result<()> {
    let failed = |error: BagError| match error {
        BagError::Io(why) => not_written(out, why),
        other => not_written(out, std::io::Error::other(other)),
    };
    let mut writer = BagWriter::new(BufWriter::new(file), base(out)).map_err(failed)?;
    bag.each(|path, content| writer.payload(path, content).map(|_| ()))
        .map_err(failed)?;
    let mut file = writer.finish(&today().to_string()).map_err(failed)?;
    file.flush().map_err(|why| not_written(out, why))
}

/// The folder in the bag is called like the file, where every system takes that name.
fn base(out: &Path) -> &str {
    let stem = out.file_stem().and_then(|stem| stem.to_str());
    let is_plain = |stem: &&str| {
        stem.len() <= 60
            && stem.starts_with(|c: char| c.is_ascii_alphanumeric())
            && stem
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    stem.filter(is_plain).unwrap_or(BASE)
}

fn agrees() -> Result<bool> {
    if !stdin().is_terminal() {
        return refuse(answer_needed());
    }
    say("Make the bag? Write yes:")?;
    let mut typed = String::new();
    stdin().read_line(&mut typed)?;
    Ok(typed.trim() == "yes")
}

fn put_in(common: &Common<'_>, answer: &Path, bags: &[String]) -> Result<ExitCode> {
    let [bag] = bags else {
        return refuse(one_bag());
    };
    let bag = Path::new(bag);
    let stamp = match read_answer(answer) {
        Ok(stamp) => stamp,
        Err(why) => return refuse(unreadable(answer, why)),
    };
    let old = match File::open(bag) {
        Ok(old) => old,
        Err(why) => return refuse(unreadable(bag, why)),
    };
    let answered = write_whole_by(bag, |file| match add_answer(old, &stamp, file) {
        Ok(answered) => Ok(answered),
        Err(AnswerError::Io(why)) => Err(not_written(bag, why)),
        Err(why) => refuse(answer_not_put_in(bag, why.to_string())),
    })?;
    let said = serde_json::json!({ "bag": bag, "stamped": answered.time });
    common.answer(&said, || {
        format!(
            "{}: stamped at {} (UTC), as the answer says. Its signature is checked with the service's certificate: VERIFY.txt \
             in the bag says how.\n",
            bag.display(),
            answered.time
        )
    })
}

fn read_answer(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LONGEST_ANSWER)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn words(told: &BagTold) -> String {
    let mut text = String::from("In the bag:\n");
    for record in &told.records {
        let mut line = format!("  {} {}", record.named.type_label, record.number);
        let _ = write!(line, " · {}", record.named.caption);
        if !record.sensitivity.is_empty() {
            let _ = write!(line, " · SENSITIVE: {}", record.sensitivity);
        }
        let _ = writeln!(text, "{line}");
    }
    for file in &told.files {
        let out = match file.left_out {
            true => " · left out",
            false => "",
        };
        let _ = writeln!(
            text,
            "  F-{} {} {}{}{out}",
            file.number,
            file.kind,
            file.title,
            size_told(file.bytes)
        );
        if let Some(fault) = fault(file) {
            let how = match file.left_out {
                true => "the bag says so".to_owned(),
                false => format!(
                    "put it back from a backup, add the same file again, or leave it out with --without F-{}: the bag then \
                     says so",
                    file.number
                ),
            };
            let _ = writeln!(
                text,
                "    NOT WHOLE: {fault} (SHA-256 as it was kept: {}); {how}",
                file.sha256
            );
        }
        if !file.left_out && !file.name_given.is_empty() {
            let _ = writeln!(text, "    came as {}", file.name_given);
        }
    }
    let _ = writeln!(
        text,
        "  {} of the journal, signed",
        counted(told.entries as u64, "entry", "entries")
    );
    for (count, why) in [
        (
            told.said_again,
            "say again what stays of something that was destroyed",
        ),
        (
            told.closed.restricted,
            "stay sealed: they say who told something, how to reach somebody, or something else that is restricted",
        ),
        (
            told.closed.unreadable,
            "stay sealed: they cannot be read here",
        ),
        (told.closed.chosen, "stay sealed because you wish so"),
    ] {
        if count > 0 {
            let parts = counted(count as u64, "part", "parts");
            let _ = writeln!(text, "  {parts} of them {why}");
        }
    }
    for original in &told.originals {
        let _ = writeln!(
            text,
            "  NOT in it: the original of {}. Add it as a file if it is to go along",
            original.caption
        );
    }
    if !told.earlier.is_empty() {
        text += "Earlier wordings that go out with it:\n";
    }
    for part in &told.earlier {
        text += &earlier(part);
    }
    text += "Who is in it:\n";
    for person in &told.people {
        let told = match person.allows.is_against() {
            true => person.told.to_uppercase(),
            false => person.told.clone(),
        };
        let _ = writeln!(text, "  {} · {told}", person.named.caption);
    }
    for named in &told.others {
        let _ = writeln!(text, "  {} {}", named.type_label, named.caption);
    }
    for keeper in &told.keepers {
        let _ = writeln!(text, "  gave or keeps a file: {keeper}");
    }
    for remark in &told.remarks {
        let _ = writeln!(text, "  remark on a file: {remark}");
    }
    if told.people.is_empty() && told.keepers.is_empty() {
        text += "  nobody by a record of their own\n";
    }
    text += "Names inside texts, quotes and the files themselves are not looked for: read them before it leaves.\n";
    text
}

/// What stands in the way of a file.
fn fault(file: &BagFile) -> Option<&'static str> {
    match file.standing {
        Standing::There => None,
        Standing::Missing => Some("it is not on the disk"),
        Standing::Damaged => Some("the bytes on the disk are not those that were kept"),
        Standing::NoKey => Some("its key is not here"),
    }
}

/// What does not hold any more of one part, and how to leave it sealed.
fn earlier(part: &EarlierPart) -> String {
    let mut text = String::new();
    for wording in &part.wordings {
        let _ = write!(
            text,
            "  {} · {}: {}",
            wording.record, wording.property, wording.told
        );
        if !wording.quote.is_empty() {
            let _ = write!(text, " “{}”", wording.quote);
        }
        text.push('\n');
    }
    let how = match (part.sealed, part.may_seal) {
        (true, _) => "stays sealed".to_owned(),
        (false, true) if part.holding > 0 => format!(
            "--seal {} leaves it sealed, and {} beside it that {}",
            part.name,
            counted(part.holding as u64, "statement", "statements"),
            if part.holding == 1 { "holds" } else { "hold" },
        ),
        (false, true) => format!("--seal {} leaves it sealed", part.name),
        (false, false) => "stands in one part with what proves the file: leave the file out if it must not be known".to_owned(),
    };
    let _ = writeln!(text, "    {how}");
    text
}

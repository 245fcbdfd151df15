//! The grammar.

use aigaq_publishing::about::Form;
use aigaq_publishing::package::Licence;
use aigaq_schema::{Language, PartialDate};
use aigaq_workspace::registers::RegisterName;
use aigaq_workspace::{Template, TemplateCode, WorkspaceError};
use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// A human-rights monitoring system: statements with their sources, counted without double counting.
#[derive(Debug, Parser)]
#[command(
    name = "aigaq",
    version,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Cli {
    /// The workspace's folder.
    #[arg(
        short = 'w',
        long = "workspace",
        global = true,
        default_value = ".",
        value_name = "FOLDER"
    )]
    pub workspace: PathBuf,
    /// Answer as JSON, for programs.
    #[arg(long, global = true)]
    pub json: bool,
    /// The language of labels: en, ru or kk.
    #[arg(
        long,
        global = true,
        env = "AIGAQ_LANGUAGE",
        default_value = "en",
        value_name = "LANGUAGE"
    )]
    pub language: Language,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Show the main job on real data: make a workspace, import, publish, serve pages.
    Demo(DemoArgs),
    /// Make an encrypted workspace in a folder that is empty or not there.
    Init,
    /// Import a table (CSV, XLSX) or a folder of tables.
    Import(ImportArgs),
    /// Keep what came in (a call, a message) as a note in the inbox; it gets a number that people can say.
    Note(NoteArgs),
    /// The notes that wait in the inbox; or set one aside with a reason, or take it back.
    Inbox(InboxArgs),
    /// Show what imports left out, with place and reason.
    Quarantine,
    /// List the records of a type.
    List(ListArgs),
    /// Show a record with everything said of it.
    Show {
        /// The record's id, or its number (26-0417).
        id: String,
    },
    /// Undo a change-set: take back what it said, say again what it took back. An undo can be undone.
    Undo(UndoArgs),
    /// Find records by words, in any of the languages.
    Search {
        /// The words.
        #[arg(required = true, num_args = 1..)]
        words: Vec<String>,
        /// Only records of this type.
        #[arg(long = "type", value_name = "TYPE")]
        record_type: Option<String>,
    },
    /// Compare names of people, or show how they are read; needs no workspace.
    #[command(subcommand)]
    Names(NamesVerb),
    /// Read documents (txt, html): parts, names, dates, laws, facts with the words that prove them, recommendations,
    /// references; with --json as JSON Lines. Only suggestions; needs no workspace, unless they are to be kept in one
    /// (--keep).
    Read(ReadArgs),
    /// Give back the original of a kept document, byte by byte as it was given in.
    Original {
        /// The id of its source record.
        id: String,
        /// The file to write.
        file: PathBuf,
    },
    /// Read one document from the standard input within limits; started by the program itself.
    #[command(hide = true)]
    ReadWithinLimits,
    /// Count.
    Count(Box<CountArgs>),
    /// The tables that are kept under a name (count … --save NAME).
    Tables,
    /// What others published, as series of one indicator, unit and scope, beside our own count of the same.
    Figures {
        /// The indicator or the key of one series; all series when not given.
        name: Option<String>,
    },
    /// What was frozen when it was published: list it, show it again as it was, tell what changed since.
    #[command(subcommand)]
    Frozen(FrozenVerb),
    /// Tell what does not agree: sums, units, dates, names, references; or settle one of the findings.
    Check(CheckArgs),
    /// Estimate how many people no list recorded, or say why that cannot be told: from a table, or from the records of
    /// the workspace.
    Estimate(EstimateArgs),
    /// Make an output: a bulletin, the register of restrictions, the matrix of commitments.
    Publish(PublishArgs),
    /// Templates of publications over a period: those that come with the program, and your own.
    #[command(subcommand)]
    Template(TemplateVerb),
    /// A register on a day: who is held or banned, political prisoners, assemblies, organisations under pressure, cases,
    /// torture, commitments, decisions, figures of others, deadlines.
    Register(RegisterArgs),
    /// The journal of entries.
    #[command(subcommand)]
    Journal(JournalVerb),
    /// Check the whole journal, rule by rule.
    Verify,
    /// Make the view again from the journal.
    Rebuild,
    /// Write a backup of everything in one encrypted file; also while the program runs.
    Backup {
        /// The file.
        file: PathBuf,
    },
    /// Make a workspace from a backup, in a folder that is empty or not there.
    Restore {
        /// The backup.
        file: PathBuf,
        /// The folder.
        dir: PathBuf,
    },
    /// Change the passphrase (also with the recovery words, when it is lost).
    Passphrase {
        /// Open with the recovery words instead of the old passphrase.
        #[arg(long)]
        recovery: bool,
    },
    /// The organisation's own types, properties, lists and codes.
    #[command(subcommand)]
    Schema(SchemaVerb),
    /// Write everything in open formats, as plain files: records as CSV, statements as JSON Lines, the schema.
    Export {
        /// A folder that is empty or not there.
        dir: PathBuf,
    },
    /// Tell which records may be of one person, organisation, event or act, and decide; or find who is one person in a
    /// table, without a workspace.
    Match(MatchArgs),
    /// Serve pages on this machine.
    Serve(ServeArgs),
    /// Ask the server of the workspace to lock: its keys leave memory.
    Lock,
}

/// What `demo` takes.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// The folder of the demo workspace; `aigaq-demo`, or `aigaq-demo-invented`, when not given.
    #[arg(long, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
    /// An invented workbook of a monitoring group instead of the data on Kazakhstan.
    #[arg(long)]
    pub invented: bool,
    /// Do not serve pages at the end.
    #[arg(long)]
    pub no_serve: bool,
    /// The port of the pages.
    #[arg(long, default_value_t = PORT)]
    pub port: u16,
}

impl DemoArgs {
    /// The folder of the demo workspace.
    pub fn folder(&self) -> PathBuf {
        let usual = if self.invented {
            "aigaq-demo-invented"
        } else {
            "aigaq-demo"
        };
        self.dir.clone().unwrap_or_else(|| usual.into())
    }
}

/// The port of the pages, when none is named.
pub const PORT: u16 = 4480;

/// What `match` takes.
#[derive(Debug, Args)]
pub struct MatchArgs {
    /// A table (CSV) with the columns rec_id and full_name, and where known dob, region, sex. Needs no workspace.
    #[arg(long, value_name = "FILE.csv", requires = "out", conflicts_with_all = ["kind", "most", "say"])]
    pub people: Option<PathBuf>,
    /// Where to write which record of the table belongs to which: rec_id, cluster_id.
    #[arg(long, value_name = "CLUSTERS.csv", requires = "people")]
    pub out: Option<PathBuf>,
    /// Where to write the pairs that may be one person and were not joined, the likeliest first, each with the reason
    /// why a person must look: rec_id, other_id, bits, why.
    #[arg(long, value_name = "PAIRS.csv", requires = "people")]
    pub ask: Option<PathBuf>,
    /// Which records of the workspace: people, organisations, events or acts.
    #[arg(long, default_value = "people")]
    pub kind: String,
    /// So many pairs, the likeliest first.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub most: usize,
    /// Decide about two records: same, different or unsure. Undo takes it back.
    #[arg(long, value_name = "DECISION", requires = "pair", conflicts_with_all = ["kind", "most"])]
    pub say: Option<String>,
    /// The two records, by their ids.
    #[arg(value_name = "RECORD", requires = "say")]
    pub pair: Vec<String>,
    /// Why it was decided so.
    #[arg(long, requires = "say")]
    pub reason: Option<String>,
}

/// What `serve` takes.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The port of the pages.
    #[arg(long, default_value_t = PORT)]
    pub port: u16,
    /// Lock after so many idle minutes, 1 to 60, whatever the settings of this device say (5 unless changed there).
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u64).range(aigaq_web::LEAST_IDLE..=aigaq_web::MOST_IDLE))]
    pub idle: Option<u64>,
}

/// What `import` takes.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// A CSV or XLSX file, a folder of them, or a folder that `export` wrote.
    pub path: PathBuf,
    /// How the columns are understood: a type of record (act, actor, …), `workbook` for a group's own workbook whose
    /// columns are guessed, the profile `kazakhstan`, or a mapping file (….toml). Not needed for a folder that
    /// `export` wrote.
    #[arg(long = "as", value_name = "TYPE|workbook|PROFILE|FILE")]
    pub mapped: Option<String>,
    /// For a workbook: what its words and columns mean (….toml).
    #[arg(long, value_name = "FILE")]
    pub words: Option<PathBuf>,
    /// For a workbook: what it is called, if not as its file. The same name, the same workbook.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Only show what would happen.
    #[arg(long)]
    pub preview: bool,
    /// Cells that are empty now take back what an earlier import said.
    #[arg(long)]
    pub clear: bool,
}

/// What `note` takes.
#[derive(Debug, Args)]
pub struct NoteArgs {
    /// What was told; - reads it from the standard input, so that it stands in no list of commands.
    pub text: String,
    /// Who told it.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub by: String,
    /// How to reach them.
    #[arg(long, value_name = "PHONE", default_value = "")]
    pub contact: String,
    /// When it happened, as people write it.
    #[arg(long, value_name = "DATE", default_value = "")]
    pub when: String,
    /// Where it happened.
    #[arg(long = "where", value_name = "PLACE", default_value = "")]
    pub place: String,
    /// When it came in; today when not given.
    #[arg(long, value_name = "DATE", default_value = "")]
    pub received: String,
    /// The number that it has in a notebook; the next when not given.
    #[arg(long, value_name = "NUMBER", default_value = "")]
    pub number: String,
}

/// What `inbox` takes.
#[derive(Debug, Args)]
pub struct InboxArgs {
    /// Those that became a record, instead of those that wait.
    #[arg(long, conflicts_with_all = ["aside", "set_aside", "take_back"])]
    pub became: bool,
    /// Those that were set aside.
    #[arg(long, conflicts_with_all = ["set_aside", "take_back"])]
    pub aside: bool,
    /// Which page, from 1.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub page: usize,
    /// Set the note with this number or id aside; needs --reason.
    #[arg(long, value_name = "NUMBER", requires = "reason")]
    pub set_aside: Option<String>,
    /// Take the note with this number or id back into the inbox; needs --reason.
    #[arg(
        long,
        value_name = "NUMBER",
        requires = "reason",
        conflicts_with = "set_aside"
    )]
    pub take_back: Option<String>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

/// What `undo` takes.
#[derive(Debug, Args)]
pub struct UndoArgs {
    /// The change-set's id, as `show` and the journal name it.
    #[arg(value_name = "CHANGE-SET")]
    pub change_set: String,
    /// Why; it stands with every value that is taken back.
    #[arg(long, default_value = "", value_name = "REASON")]
    pub reason: String,
    /// Only show what would happen.
    #[arg(long)]
    pub preview: bool,
}

/// What `list` takes.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// The type of record, singular: act, actor, restriction.
    #[arg(value_name = "TYPE")]
    pub record_type: String,
    /// Restrictions in force on this day.
    #[arg(long, value_name = "DATE")]
    pub on: Option<PartialDate>,
    /// A condition: type=LIB, start>=2020, region!=KZ-75. May be given several times.
    #[arg(long = "where", value_name = "CONDITION")]
    pub filters: Vec<String>,
    /// Words that must stand in the record.
    #[arg(long)]
    pub words: Option<String>,
    /// Sort by name, or by a column of dates, numbers, codes or records.
    #[arg(long)]
    pub sort: Option<String>,
    /// The other way round.
    #[arg(long)]
    pub descending: bool,
    /// Columns in their order: start,type,summary.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub cols: Vec<String>,
    /// Write all of it into this file, .csv or .xlsx.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// What `count` takes.
#[derive(Debug, Args)]
pub struct CountArgs {
    /// The unit, plural: acts, persons, restrictions.
    #[arg(required_unless_present = "saved")]
    pub unit: Option<String>,
    /// A property to count by: type, region, start:month, target.category. At most three.
    #[arg(long = "by", value_name = "PROPERTY")]
    pub by: Vec<String>,
    /// First day of the period (2020, 2020-06, 2020-06-09).
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Last day of the period.
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// By which date of a record it lies in the period: occurred, learned or published.
    #[arg(long, value_name = "WHICH")]
    pub date: Option<String>,
    /// Only what is at least so well established: a code of the list of verification.
    #[arg(long, value_name = "LEVEL")]
    pub least: Option<String>,
    /// Of unnamed groups among involvements: named, or estimates.
    #[arg(long, value_name = "WHICH")]
    pub numbers: Option<String>,
    /// A condition, as for `list`.
    #[arg(long = "where", value_name = "CONDITION")]
    pub filters: Vec<String>,
    /// What is done with it.
    #[command(flatten)]
    pub using: CountUse,
}

/// What is done with a count.
#[derive(Debug, Args)]
pub struct CountUse {
    /// Count by a table that is kept under this name or id.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["unit", "by", "from", "to", "date", "least", "numbers", "filters", "save"])]
    pub saved: Option<String>,
    /// Say it as one sentence to be pasted, with unit, period, conditions and day.
    #[arg(long)]
    pub sentence: bool,
    /// For --sentence and --records: the cell, one key for each --by in their order; * for all.
    #[arg(long, value_name = "KEY")]
    pub cell: Vec<String>,
    /// List the records of a cell, or of the total, one for each that it counts.
    #[arg(long, conflicts_with_all = ["sentence", "save", "freeze", "compare"])]
    pub records: bool,
    /// Write exactly what is shown into a file: .html, .csv, .xlsx or .json; with --draw, the picture in it.
    #[arg(long, value_name = "FILE", group = "taken", conflicts_with_all = ["sentence", "save", "freeze", "compare", "records"])]
    pub out: Option<PathBuf>,
    /// With --out or --freeze: the picture, bars, stacked, lines, heat, regions, pyramid or none; the first that fits when not given.
    #[arg(long, value_name = "LOOK", requires = "taken")]
    pub draw: Option<String>,
    /// Lay beside another period: 2019, or 2019-01..2019-06; tells what covered each of them.
    #[arg(long, value_name = "PERIOD", conflicts_with_all = ["sentence", "save", "freeze"])]
    pub compare: Option<String>,
    /// Keep the definition under this name.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["sentence", "freeze"])]
    pub save: Option<String>,
    /// Freeze the table under this name, as it is published today.
    #[arg(
        long,
        value_name = "NAME",
        group = "taken",
        conflicts_with = "sentence"
    )]
    pub freeze: Option<String>,
    /// With --save, --freeze or --out: what must be said whenever it is shown.
    #[arg(long, value_name = "TEXT")]
    pub caveat: Option<String>,
    /// With --save: the indicator of figures that others publish of the same.
    #[arg(long, value_name = "INDICATOR", requires = "save")]
    pub indicator: Option<String>,
    /// With --freeze or --out: for whom. For everybody, small numbers are left out as the organisation set.
    #[arg(long, value_enum, default_value_t = AudienceName::Internal)]
    pub audience: AudienceName,
}

/// What can be done with what is frozen.
#[derive(Debug, Subcommand)]
pub enum FrozenVerb {
    /// List it, each checked against its checksum.
    List,
    /// Show what is kept of one; with --out, write a file of it letter by letter as it was.
    Show {
        /// Its name or id; of several editions of one name, the newest.
        name: String,
        /// The file; its ending says which: .html, .csv, or .json for all that is kept.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Tell which of its figures are others now, and why.
    Changes {
        /// Its name or id.
        name: String,
    },
}

/// What `check` takes.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Only findings of this kind: sum, unit, differ, exclude, order, reference, …
    #[arg(long, value_name = "KIND", conflicts_with_all = ["against", "settle"])]
    pub kind: Option<String>,
    /// First day of the period in which commitments should have been assessed; ever, when no day is given.
    #[arg(long, value_name = "DATE")]
    pub from: Option<PartialDate>,
    /// Last day of that period.
    #[arg(long, value_name = "DATE")]
    pub to: Option<PartialDate>,
    /// Compare with a list of discrepancies (id, statement_a, source_a, statement_b, source_b): hits and misses.
    #[arg(long, value_name = "FILE", conflicts_with = "settle")]
    pub against: Option<PathBuf>,
    /// Settle the finding of this key instead; needs --as and --reason.
    #[arg(long, value_name = "KEY", requires = "way", requires = "reason")]
    pub settle: Option<String>,
    /// How it is settled: fixed, adopted, explained or ignored.
    #[arg(long = "as", value_name = "WAY", requires = "settle")]
    pub way: Option<String>,
    /// Why.
    #[arg(long, value_name = "REASON", requires = "settle")]
    pub reason: Option<String>,
}

/// What `estimate` takes: a table of counts, lists of people, or a population of the workspace.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("of").required(true).args(["counts", "lists", "unit", "saved"]))]
pub struct EstimateArgs {
    /// How many people each combination of lists holds: {"lists": ["A", "B", "C"], "patterns": {"110": 31, …}}. The
    /// first character stands for the first list. Needs no workspace.
    #[arg(long, value_name = "TABLE.json")]
    pub counts: Option<PathBuf>,
    /// People on lists: one row a person with a column of 0 and 1 for each list, or the columns `person` and `list`
    /// with one row for each entry. Needs no workspace.
    #[arg(long, value_name = "FILE.csv")]
    pub lists: Option<PathBuf>,
    /// The unit of a population of the workspace, plural: persons, organisations, events, acts.
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    /// What tells the lists of a population apart: publisher, kind or source.
    #[arg(
        long,
        value_name = "WHAT",
        default_value = "publisher",
        requires = "unit"
    )]
    pub by: String,
    /// Only this list, by its name or id; may be given several times. All of them when none is given.
    #[arg(long = "only", value_name = "LIST", requires = "unit")]
    pub only: Vec<String>,
    /// A condition of the population, as for `list`. May be given several times.
    #[arg(long = "where", value_name = "CONDITION", requires = "unit")]
    pub filters: Vec<String>,
    /// First day of the population's period (2020, 2020-06, 2020-06-09).
    #[arg(long, value_name = "DATE", requires = "unit")]
    pub from: Option<String>,
    /// Last day of the period.
    #[arg(long, value_name = "DATE", requires = "unit")]
    pub to: Option<String>,
    /// A property by which the population is parted, as `count --by`: each part has its own estimate.
    #[arg(long, value_name = "PROPERTY", requires = "unit")]
    pub parts: Option<String>,
    /// The question kept under this name or id.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["unit", "counts", "lists", "save"])]
    pub saved: Option<String>,
    /// Keep the question under this name.
    #[arg(
        long,
        value_name = "NAME",
        requires = "unit",
        conflicts_with = "freeze"
    )]
    pub save: Option<String>,
    /// Freeze the estimate under this name, with all that must be said with it, as it is published today.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["counts", "lists"])]
    pub freeze: Option<String>,
    /// Write the estimate of a population of the workspace with all that must be said with it into this file; its ending
    /// decides the format: .pdf, .docx, .html, .xlsx, .csv, .json.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["counts", "lists", "save", "freeze"])]
    pub out: Option<PathBuf>,
    /// With --freeze and --out: what else must be said whenever it is shown.
    #[arg(long, value_name = "TEXT")]
    pub caveat: Option<String>,
    /// With --freeze and --out: for whom. For everybody, overlaps of a few people are left out as the organisation set.
    #[arg(long, value_enum, default_value_t = AudienceName::Internal)]
    pub audience: AudienceName,
    /// How often pairs that nobody decided are drawn; 0 counts them as two each.
    #[arg(long, value_name = "N", default_value_t = aigaq_workspace::DRAWS, requires = "unit")]
    pub draws: usize,
    /// The seed of the random numbers; the same seed gives the same answer.
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    pub seed: u64,
}

/// What `publish` takes.
#[derive(Debug, Args)]
#[command(after_help = OutputName::all())]
pub struct PublishArgs {
    /// Which output; all are listed below.
    #[arg(value_parser = OutputName::read)]
    pub output: OutputName,
    /// The file; its ending decides the format: .html, .pdf, .docx, .xlsx, .csv, .txt (messages), .ris and .csl.json (the
    /// sources), .json. A package of data is a .zip.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// For whom: `internal`, or `public` (only what may be published).
    #[arg(long, value_enum, default_value_t = AudienceName::Internal)]
    pub audience: AudienceName,
    /// Tell by name who is named in it and who is masked, and why. For your eyes: it names those who are masked.
    #[arg(long)]
    pub who: bool,
    /// First day of the period of a bulletin or package.
    #[arg(long, value_name = "DATE")]
    pub from: Option<PartialDate>,
    /// Last day of the period of a bulletin or package.
    #[arg(long, value_name = "DATE")]
    pub to: Option<PartialDate>,
    /// Only what is at least so well established, in a bulletin or package: a code of the list of verification.
    #[arg(long, value_name = "LEVEL")]
    pub least: Option<String>,
    /// Of a package of data: under which licence it may be used, by its identifier (CC-BY-4.0) or address. None is said
    /// when not given.
    #[arg(long, value_name = "LICENCE")]
    pub licence: Option<Licence>,
    /// The day of a register or matrix; today when not given.
    #[arg(long, value_name = "DATE")]
    pub on: Option<PartialDate>,
    /// Freeze it under this name; the file is then written from what was frozen (.html or .csv).
    #[arg(long, value_name = "NAME")]
    pub freeze: Option<String>,
    /// With --freeze: what must be said whenever it is shown.
    #[arg(long, value_name = "TEXT", requires = "freeze")]
    pub caveat: Option<String>,
    /// What is written about people.
    #[command(flatten)]
    pub about: Box<AboutArgs>,
}

/// What `publish` takes for what is written about people, where no record holds it.
#[derive(Debug, Args)]
#[command(next_help_heading = "About people (wgad, appeal, letter, dossier)")]
pub struct AboutArgs {
    /// Whom it is about: a name as it is recorded, or the id of a record; several times for several people of one case.
    #[arg(long, value_name = "ID_OR_NAME")]
    pub person: Vec<String>,
    /// Make the one that is handed over; refused while something it needs is missing. Without this it is a draft.
    #[arg(long = "final")]
    pub is_final: bool,
    /// Who submits it.
    #[arg(long, value_name = "NAME")]
    pub submitter: Option<String>,
    /// In which role: relative, lawyer, organisation.
    #[arg(long, value_name = "TEXT")]
    pub role: Option<String>,
    /// How the submitter is reached.
    #[arg(long, value_name = "TEXT")]
    pub address: Option<String>,
    /// Whether the submitter's name is kept from the government: yes or no.
    #[arg(long, value_name = "YES_OR_NO", value_parser = ["yes", "no"])]
    pub confidential: Option<String>,
    /// Categories of arbitrary detention, with commas between: i,ii,iii,iv,v.
    #[arg(long, value_name = "CODES")]
    pub categories: Option<String>,
    /// Why the detention is arbitrary.
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
    /// Whether a warrant or decision was shown at the arrest, and who issued it.
    #[arg(long, value_name = "TEXT")]
    pub warrant: Option<String>,
    /// Why no steps were taken, or why they were useless.
    #[arg(long, value_name = "TEXT")]
    pub useless: Option<String>,
    /// Another international procedure that is pending.
    #[arg(long, value_name = "TEXT")]
    pub procedure: Option<String>,
    /// The number of an appeal.
    #[arg(long, value_name = "TEXT")]
    pub number: Option<String>,
    /// The number of the appeal that it follows.
    #[arg(long, value_name = "TEXT")]
    pub follows: Option<String>,
    /// The fact in one line.
    #[arg(long, value_name = "TEXT")]
    pub fact: Option<String>,
    /// What is new.
    #[arg(long, value_name = "TEXT")]
    pub news: Option<String>,
    /// Background and earlier appeals.
    #[arg(long, value_name = "TEXT")]
    pub background: Option<String>,
    /// What worries.
    #[arg(long, value_name = "TEXT")]
    pub concern: Option<String>,
    /// What is asked for, with commas between: release, lawyer, doctor, charges, investigate, safety, conform.
    #[arg(long, value_name = "WORDS")]
    pub requests: Option<String>,
    /// To whom it goes, one a line.
    #[arg(long, value_name = "TEXT")]
    pub addressees: Option<String>,
    /// The last day on which the appeal is acted upon.
    #[arg(long, value_name = "DATE")]
    pub stop: Option<PartialDate>,
    /// Whether it may be published: yes or no.
    #[arg(long, value_name = "YES_OR_NO", value_parser = ["yes", "no"])]
    pub publish: Option<String>,
}

/// What `register` takes.
#[derive(Debug, Args)]
pub struct RegisterArgs {
    /// Which register; all of them with their counts when none is named.
    pub name: Option<RegisterArg>,
    /// The day; today when not given.
    #[arg(long, value_name = "DATE")]
    pub on: Option<PartialDate>,
    /// From which day on it tells what is new or has changed; thirty days before when not given.
    #[arg(long, value_name = "DATE")]
    pub since: Option<PartialDate>,
    /// Only of this kind (a code of the register's list).
    #[arg(long, value_name = "CODE")]
    pub kind: Option<String>,
    /// Only rows in which these words stand.
    #[arg(long, value_name = "WORDS")]
    pub words: Option<String>,
    /// Only the rows of this part of the register.
    #[arg(long, value_name = "PART")]
    pub part: Option<String>,
    /// For whom: `internal`, or `public` (only what may be published).
    #[arg(long, value_enum, default_value_t = AudienceName::Internal)]
    pub audience: AudienceName,
    /// Write it to a file; its ending decides the format (.html, .csv, .xlsx, .json, .ics: what ends or falls due).
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// How many days ahead a calendar file looks.
    #[arg(long, value_name = "DAYS", default_value_t = 90)]
    pub days: u32,
    /// Put names into the calendar file; without this it holds numbers of records only.
    #[arg(long)]
    pub names: bool,
}

/// A register by its name, or what comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisterArg {
    /// A register.
    Of(RegisterName),
    /// What ends, falls due or waits in the days to come.
    Soon,
}

impl ValueEnum for RegisterArg {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [RegisterArg; RegisterName::ALL.len() + 1] = {
            let mut all = [RegisterArg::Soon; RegisterName::ALL.len() + 1];
            let mut at = 0;
            while at < RegisterName::ALL.len() {
                all[at] = RegisterArg::Of(RegisterName::ALL[at]);
                at += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Of(name) => PossibleValue::new(name.code()).help(name.title(Language::En)),
            Self::Soon => {
                PossibleValue::new("soon").help("What ends, falls due or waits in the days to come")
            }
        })
    }
}

/// The outputs by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputName {
    /// What a template makes over a period.
    OfAPeriod(TemplateCode),
    /// The register of restrictions on a day.
    Restrictions,
    /// The matrix of commitments.
    Commitments,
    /// The acts of a period as tables.
    Package,
    /// What is written about people.
    About(Form),
}

impl OutputName {
    /// The names that do not depend on the workspace, each with what it is.
    const FIXED: [(&'static str, &'static str); 7] = [
        (
            "package",
            "the acts of a period as tables with what describes them (Frictionless Data Package), a .zip",
        ),
        ("restrictions", "the register of restrictions on a day"),
        ("commitments", "the matrix of commitments"),
        (
            "wgad",
            "the questionnaire for the UN Working Group on Arbitrary Detention, about a person",
        ),
        ("appeal", "an urgent appeal for a person"),
        ("letter", "a letter to special procedures about a person"),
        (
            "dossier",
            "a dossier on a person or an official, for the group alone",
        ),
    ];

    /// Reads a name; one that is none of the program's own is that of a template.
    fn read(text: &str) -> Result<Self, WorkspaceError> {
        Ok(match text {
            "restrictions" => Self::Restrictions,
            "commitments" => Self::Commitments,
            "package" => Self::Package,
            other => match Form::of_word(other) {
                Some(form) => Self::About(form),
                None => Self::OfAPeriod(other.parse()?),
            },
        })
    }

    /// All names, for the help: what templates make, then the others.
    fn all() -> String {
        let shipped = TemplateCode::shipped().map(|code| {
            let what = Template::shipped(&code).map(|template| template.what.en);
            format!("  {code}: {}", what.unwrap_or_default())
        });
        let fixed = Self::FIXED
            .iter()
            .map(|(name, what)| format!("  {name}: {what}"));
        let all: Vec<String> = shipped.chain(fixed).collect();
        format!(
            "Outputs, besides the templates of your own (aigaq template list):\n{}",
            all.join("\n")
        )
    }
}

/// The audiences by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AudienceName {
    /// The group itself.
    Internal,
    /// Organisations and mechanisms it is handed to.
    Partners,
    /// Everybody.
    Public,
}

impl From<AudienceName> for aigaq_workspace::Audience {
    fn from(name: AudienceName) -> Self {
        match name {
            AudienceName::Internal => Self::Internal,
            AudienceName::Partners => Self::Partners,
            AudienceName::Public => Self::Public,
        }
    }
}

/// What can be done with templates.
#[derive(Debug, Subcommand)]
pub enum TemplateVerb {
    /// All templates by their codes.
    List,
    /// Show the text of a template, to read or to copy.
    Show {
        /// Its code.
        code: String,
        /// Write it to a file.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Keep a template of your own, in place of the one that has this code.
    Keep {
        /// Its code: small Latin letters, digits, _.
        code: String,
        /// The file with its text.
        file: PathBuf,
    },
    /// Take a template of your own back; what was published by it stays.
    TakeBack {
        /// Its code.
        code: String,
    },
}

/// What can be done with the journal.
#[derive(Debug, Subcommand)]
pub enum JournalVerb {
    /// Write all entries, sealed as they are, to a file that `verify/verify.py` can check.
    Export {
        /// The file.
        file: PathBuf,
    },
    /// Save every entry that can still be read from a damaged journal.
    Salvage {
        /// The file the entries are saved to.
        file: PathBuf,
    },
    /// Put salvaged entries into a new journal; the damaged one is kept beside it.
    PutBack {
        /// The file that `salvage` wrote.
        file: PathBuf,
    },
}

/// Which documents to read.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// The files: docx, pdf, html or txt (in UTF-8, UTF-16 or an encoding of the region); at most 64 MiB each, with at
    /// most 16 MiB of text.
    #[arg(value_name = "FILE", required = true, num_args = 1..)]
    pub files: Vec<PathBuf>,
    /// What the document is called in the records; its file's name up to the first `_` when not given.
    #[arg(long, value_name = "ID")]
    pub doc: Option<String>,
    /// The year in which it was published, when the text does not tell: for "this year".
    #[arg(long, value_name = "YEAR")]
    pub year: Option<i32>,
    /// Only the text that the places of records count in: of a page, its words.
    #[arg(long, conflicts_with = "doc")]
    pub text: bool,
    /// Keep the documents in the workspace: their originals, encrypted, each with a source record. What is found in
    /// them is suggested on the pages (`serve`, Documents).
    #[arg(long, conflicts_with_all = ["doc", "text", "year"])]
    pub keep: bool,
    /// With --keep: when it was published ("Feb 2021", 2021-02-03).
    #[arg(long, value_name = "DATE", requires = "keep")]
    pub date: Option<String>,
    /// With --keep: where it stands on the internet.
    #[arg(long, value_name = "ADDRESS", requires = "keep")]
    pub url: Option<String>,
    /// With --keep: who published it.
    #[arg(long, value_name = "NAME", requires = "keep")]
    pub publisher: Option<String>,
}

/// What can be done with names.
#[derive(Debug, Subcommand)]
pub enum NamesVerb {
    /// Tell how well two names, or the pairs in a file, may be of one person: a score from 0 to 1 each.
    Compare {
        /// Two names.
        #[arg(
            value_name = "NAME",
            num_args = 2,
            required_unless_present = "pairs",
            conflicts_with = "pairs"
        )]
        names: Vec<String>,
        /// A file of pairs: values parted by tabs, with the columns `left` and `right` in its first line.
        #[arg(long, value_name = "FILE.tsv")]
        pairs: Option<PathBuf>,
        /// Say which words were laid beside each other, and what agrees.
        #[arg(long)]
        explain: bool,
    },
    /// Show how names are read: words, roles, sex; or why a text is no name of one person.
    Parse {
        /// The names, each in quotes.
        #[arg(value_name = "TEXT", required = true, num_args = 1..)]
        texts: Vec<String>,
    },
}

/// What can be done with the organisation's own words.
#[derive(Debug, Subcommand)]
pub enum SchemaVerb {
    /// Write them to one file, to be read or taken to another workspace.
    Export {
        /// The file (….toml).
        file: PathBuf,
    },
    /// Take such a file in: all of it, or nothing.
    Import {
        /// The file (….toml).
        file: PathBuf,
    },
}

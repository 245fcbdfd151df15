//! The grammar.

mod counting;
mod files;
mod publishing;
mod registers;

pub use counting::{CheckArgs, CountArgs, CountUse, EstimateArgs, FrozenVerb};
pub use files::{BagArgs, CapturesArgs, CustodyArgs, DoctorArgs, FileAddArgs, FileVerb};
pub use publishing::{AboutArgs, OutputName, PublishArgs, TemplateVerb};
pub use registers::{RegisterArg, RegisterArgs};

use aigaq_schema::{Language, PartialDate};
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
    /// Confidential sources: a code and a kind everywhere; who they are only under a second passphrase.
    #[command(subcommand)]
    Source(SourceVerb),
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
    /// Forget a person, or a confidential source: without --yes only show every place where they occur.
    Forget(ForgetArgs),
    /// Write down what several people allow, with one reason; what changes an earlier answer is shown first.
    Consent(ConsentArgs),
    /// Say who may read several records, with one reason; what changes is shown first.
    Sensitivity(SensitivityArgs),
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
    /// Files on records: photographs, recordings, documents, saved pages, kept encrypted and unchanged.
    #[command(subcommand)]
    File(FileVerb),
    /// Put records into a bag of evidence that others check without this program: their files, the signed entries in which
    /// they were said, who has had the files, a request for a time stamp. Or put the answer to that request in.
    Bag(BagArgs),
    /// Compare the files on the disk, their keys and the records, and say what is missing, damaged or left over.
    Doctor(DoctorArgs),
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
        /// Where to write the series as a publication; the ending decides the format: .html, .pdf, .docx, .xlsx, .csv.
        #[arg(long, value_name = "FILE", requires = "name")]
        out: Option<PathBuf>,
        /// For whom the file is.
        #[arg(long, value_enum, default_value_t = AudienceName::Internal, requires = "out")]
        audience: AudienceName,
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
    /// What was told; - reads it from the standard input, so that it stands in no list of commands. With --by - and
    /// --contact - the lines come in this order: first who told it, then how to reach them, then the text to its end.
    pub text: String,
    /// Who told it; - asks for it, or reads the next line of the standard input. What is written here stays in the
    /// history of the shell.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub by: String,
    /// How to reach them; - asks for it, or reads the next line of the standard input.
    #[arg(long, value_name = "PHONE", default_value = "")]
    pub contact: String,
    /// Who they are to it, once there is a second passphrase: victim, relative, witness, monitor, lawyer, official, other.
    #[arg(long = "as", value_name = "KIND", default_value = "")]
    pub confidant: String,
    /// The code of a confidential source that has told something before (C-014).
    #[arg(long, value_name = "CODE", default_value = "")]
    pub source: String,
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

/// What can be done with confidential sources.
#[derive(Debug, Subcommand)]
pub enum SourceVerb {
    /// List them by code and kind.
    List {
        /// Which page, from 1.
        #[arg(long, value_name = "N", default_value_t = 1)]
        page: usize,
    },
    /// Write one down; name, contact, what binds them and what to mind are asked for, or read as four lines from the
    /// standard input. Needs no second passphrase.
    Add {
        /// Who it is: victim, relative, witness, monitor, lawyer, official or other; not_told where nobody knows it.
        /// Needed for a new one.
        #[arg(long, value_name = "KIND", conflicts_with = "code")]
        kind: Option<String>,
        /// The code of one that is there (C-014), to add to what is known of them.
        #[arg(long, value_name = "CODE")]
        code: Option<String>,
    },
    /// Show who one is, under the second passphrase. That somebody looked is in the journal first.
    Open {
        /// The code (C-014), or the id of the record.
        code: String,
    },
    /// Who looked at whom, and when.
    Log,
    /// Seal who told notes before there was a second passphrase.
    Move,
    /// Set the second passphrase up, or change it (also with the recovery words, when it is lost).
    Passphrase {
        /// Open with the recovery words instead of the present one.
        #[arg(long)]
        recovery: bool,
    },
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

/// On whom or what it is decided, and why.
#[derive(Debug, Args)]
pub struct ManyArgs {
    /// A person or record, by id or number; given once for each.
    #[arg(long, value_name = "ID", required = true)]
    pub of: Vec<String>,
    /// Why it is decided; kept with each of them.
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Change earlier decisions, and leave out whom it cannot be for, as it was shown.
    #[arg(long)]
    pub yes: bool,
}

/// What `consent` takes.
#[derive(Debug, Args)]
pub struct ConsentArgs {
    /// The people.
    #[command(flatten)]
    pub many: ManyArgs,
    /// For what, a code of the list `consent_uses`: publish, appeal, un_submission, partner_sharing…
    #[arg(long = "use", value_name = "CODE", default_value = "")]
    pub of_use: String,
    /// For whom: internal, partners or public.
    #[arg(long, value_name = "CODE", default_value = "")]
    pub audience: String,
    /// What they answered, a code of the list `consent_states`: named, without_identity, refused, withdrawn, not_asked…
    #[arg(long, value_name = "CODE")]
    pub state: String,
    /// When.
    #[arg(long, value_name = "DATE", default_value = "")]
    pub date: String,
    /// Who gave it: the person, a parent, the lawyer.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub given_by: String,
    /// How: signed, recorded, by message.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub how: String,
}

/// What `sensitivity` takes.
#[derive(Debug, Args)]
pub struct SensitivityArgs {
    /// The records.
    #[command(flatten)]
    pub many: ManyArgs,
    /// Who may read them: public, internal, restricted or sealed.
    #[arg(long, value_name = "CODE")]
    pub level: String,
}

/// What `forget` takes.
#[derive(Debug, Args)]
pub struct ForgetArgs {
    /// The person: the id of the record, a code (C-014), or the name where only one is called so. A name stays in the
    /// history of the terminal: better the id.
    #[arg(value_name = "PERSON")]
    pub person: String,
    /// Destroy who they are; what happened stays and is counted as before.
    #[arg(long, conflicts_with = "destroy")]
    pub identity: bool,
    /// Destroy the whole record, and their part in others.
    #[arg(long)]
    pub destroy: bool,
    /// Do it, for good. Nothing brings it back.
    #[arg(long)]
    pub yes: bool,
    /// A record that is left as it is: another one is meant there, or the tie stays; may be given several times.
    #[arg(long, value_name = "RECORD")]
    pub leave: Vec<String>,
    /// A record that would stay and shall not lead to the person any more; may be given several times.
    #[arg(long, value_name = "RECORD")]
    pub take: Vec<String>,
    /// Leave all records as they are in which perhaps another person is meant.
    #[arg(long)]
    pub leave_unsure: bool,
    /// Look also for what the second passphrase seals: it is asked for, or taken from AIGAQ_SECOND_PASSPHRASE, which is
    /// enough without this. The log says that you looked.
    #[arg(long)]
    pub second: bool,
    /// Write the report into this file.
    #[arg(long, value_name = "FILE", requires = "yes")]
    pub out: Option<PathBuf>,
    /// Instead: this record, whatever it is (a person, an act, a case), must be kept for a court, and why. Nobody makes the program forget it until that is taken back.
    #[arg(long, value_name = "REASON", conflicts_with_all = ["yes", "leave", "take", "leave_unsure", "identity", "destroy"])]
    pub hold: Option<String>,
    /// Instead: it need not be kept for a court any more, and why.
    #[arg(long, value_name = "REASON", conflicts_with_all = ["yes", "leave", "take", "leave_unsure", "identity", "destroy", "hold"])]
    pub lift: Option<String>,
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

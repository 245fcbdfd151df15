//! What is asked about files on records.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What is done with files on records.
#[derive(Debug, Subcommand)]
pub enum FileVerb {
    /// Keep files with a record: encrypted, unchanged, with their SHA-256. One that is here already is not kept twice.
    Add(FileAddArgs),
    /// Take saved web pages in as evidence by the list that auto-archiver wrote (its sheet kept as CSV, or its csv_db): each
    /// file with its address, title and day, its digest compared. What is missing or differs is said by row. Taken in
    /// again, the same list adds nothing.
    Captures(CapturesArgs),
    /// List the files, the newest first; or those of one record.
    List {
        /// Only those of this record, by id or number.
        #[arg(long = "of", value_name = "RECORD")]
        of: Option<String>,
        /// Which page of the list.
        #[arg(long, default_value_t = 1, value_name = "N")]
        page: usize,
    },
    /// Tell what is known of a file, and who has had it.
    Show {
        /// The file's number or id.
        file: String,
    },
    /// Add a step to the table of who has had a file.
    Custody(CustodyArgs),
    /// Give a file back as it was given in, byte by byte. It is written unencrypted.
    Get {
        /// The file's number or id.
        file: String,
        /// The file to write; it must not be there.
        to: PathBuf,
    },
}

/// What `file add` takes.
#[derive(Debug, Args)]
pub struct FileAddArgs {
    /// The record that they belong to, by id or number (26-0417).
    pub record: String,
    /// The files.
    #[arg(required = true, num_args = 1.., value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Who gave them: an institution in words, or the code of a source that must not be known (C-014).
    #[arg(
        long,
        default_value = "",
        value_name = "WHO",
        hide_default_value = true
    )]
    pub from: String,
    /// They come from somebody new who must not be known: what kind of source that is (victim, relative, witness, …). It
    /// gets a code; `aigaq source add --code` writes down who it is.
    #[arg(long = "as", value_name = "KIND", conflicts_with = "from")]
    pub confidant: Option<String>,
    /// How they came: taken, messenger, email, by_hand, from_device, downloaded, post, other.
    #[arg(
        long,
        default_value = "",
        value_name = "WAY",
        hide_default_value = true
    )]
    pub how: String,
    /// What they are: photograph, page, screenshot, video, voice, document, web_page, other.
    #[arg(
        long,
        default_value = "",
        value_name = "KIND",
        hide_default_value = true
    )]
    pub kind: String,
    /// A few words by which they are recognised.
    #[arg(
        long,
        default_value = "",
        value_name = "WORDS",
        hide_default_value = true
    )]
    pub title: String,
    /// When they were taken or made.
    #[arg(
        long,
        default_value = "",
        value_name = "DATE",
        hide_default_value = true
    )]
    pub made: String,
    /// When they were received.
    #[arg(
        long,
        default_value = "",
        value_name = "DATE",
        hide_default_value = true
    )]
    pub received: String,
    /// Who keeps the thing itself.
    #[arg(
        long,
        default_value = "",
        value_name = "WHO",
        hide_default_value = true
    )]
    pub custodian: String,
}

/// What `file captures` takes.
#[derive(Debug, Args)]
pub struct CapturesArgs {
    /// The list, a CSV file.
    pub sheet: PathBuf,
    /// The record that the pages belong to, by id or number (26-0417).
    #[arg(long = "of", value_name = "RECORD")]
    pub record: String,
    /// The folder in which the archived files lie; else that of the list.
    #[arg(long, value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

/// What `file custody` takes.
#[derive(Debug, Args)]
pub struct CustodyArgs {
    /// The file's number or id.
    pub file: String,
    /// What was done: received, copied, handed_over, returned, moved, examined, lost.
    pub step: String,
    /// When.
    #[arg(
        long,
        default_value = "",
        value_name = "DATE",
        hide_default_value = true
    )]
    pub date: String,
    /// Who gave it: an institution in words, or the code of a source that must not be known (C-014).
    #[arg(
        long,
        default_value = "",
        value_name = "WHO",
        hide_default_value = true
    )]
    pub from: String,
    /// Who took it, or keeps it from then on: in words, or the code of a source.
    #[arg(
        long,
        default_value = "",
        value_name = "WHO",
        hide_default_value = true
    )]
    pub to: String,
    /// By which way, as for `file add`.
    #[arg(
        long,
        default_value = "",
        value_name = "WAY",
        hide_default_value = true
    )]
    pub how: String,
    /// What else is to be known.
    #[arg(
        long,
        default_value = "",
        value_name = "WORDS",
        hide_default_value = true
    )]
    pub note: String,
}

/// What `bag` takes.
#[derive(Debug, Args)]
pub struct BagArgs {
    /// The records, by id or number; with --answer the bag.
    #[arg(required = true, num_args = 1.., value_name = "RECORD")]
    pub records: Vec<String>,
    /// The file to write, a zip; it must not be there.
    #[arg(long, value_name = "FILE", required_unless_present = "answer")]
    pub out: Option<PathBuf>,
    /// A file that belongs to the records and stays out, by number or id; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub without: Vec<String>,
    /// For whom it is: a lawyer, a court, an archive. It stays in the journal.
    #[arg(long = "for", value_name = "WHOM", required_unless_present = "answer")]
    pub for_whom: Option<String>,
    /// Why it is handed over although somebody named in it refused, or took the consent back. It stays in the journal.
    #[arg(long, value_name = "REASON")]
    pub despite: Option<String>,
    /// A part that says what does not hold any more and is left sealed, as the list before calls it; may be given several
    /// times.
    #[arg(long, value_name = "PART")]
    pub seal: Vec<String>,
    /// Leave every part sealed in which nothing holds any more.
    #[arg(long)]
    pub only_what_holds: bool,
    /// Do not ask after telling who is in it.
    #[arg(long)]
    pub yes: bool,
    /// The answer of a time-stamping service (RFC 3161), to be put into the bag that is named.
    #[arg(long, value_name = "ANSWER.tsr", conflicts_with_all = ["out", "without", "for_whom", "despite", "seal", "only_what_holds"])]
    pub answer: Option<PathBuf>,
}

/// What `doctor` takes.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Take away what programs that died left behind, and files that no record ever named, after asking.
    #[arg(long)]
    pub mend: bool,
    /// Do not ask.
    #[arg(long, requires = "mend")]
    pub yes: bool,
}

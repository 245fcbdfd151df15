//! What is counted, kept, frozen, checked and estimated.

use super::AudienceName;
use aigaq_schema::PartialDate;
use clap::{Args, Subcommand};
use std::path::PathBuf;

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

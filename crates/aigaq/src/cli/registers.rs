//! What registers are asked.

use super::AudienceName;
use aigaq_schema::{Language, PartialDate};
use aigaq_workspace::registers::RegisterName;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

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

//! What is written for others: publications, what is written about people, templates.

use super::AudienceName;
use aigaq_publishing::about::Form;
use aigaq_publishing::package::Licence;
use aigaq_schema::language::UnknownLanguage;
use aigaq_schema::{Language, PartialDate};
use aigaq_workspace::{SiteHolds, Template, TemplateCode, WorkspaceError};
use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::str::FromStr;

/// What `publish` takes.
#[derive(Debug, Args)]
#[command(after_help = OutputName::all())]
pub struct PublishArgs {
    /// Which output; all are listed below.
    #[arg(value_parser = OutputName::read)]
    pub output: OutputName,
    /// The file; its ending decides the format: .html, .pdf, .docx, .xlsx, .csv, .txt (messages), .ris and .csl.json (the
    /// sources), .json. A package of data is a .zip; a site is a folder or a .zip.
    #[arg(long, value_name = "FILE", required_unless_present = "format")]
    pub out: Option<PathBuf>,
    /// The format: html, pdf, docx, xlsx, csv, txt, ris, csl.json, json; zip for a package or a site. Without --out the
    /// file stands in this folder, under the name of the output and its period.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// For whom: `internal`, `partners`, or `public` (only what may be published).
    #[arg(long, value_enum, default_value_t = AudienceName::Internal)]
    pub audience: AudienceName,
    /// Tell by name who is named in it and who is masked, and why. For your eyes: it names those who are masked.
    #[arg(long)]
    pub who: bool,
    /// First day of the period of a bulletin or package. Without a period it is the last whole month.
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
    /// Of a site: its languages, with commas between (ru,kk), or all.
    #[arg(long, value_name = "LANGUAGES", default_value = "all")]
    pub languages: Languages,
    /// Of a site: what it holds beside figures and data, by the names below; several times. Bulletin, political prisoners,
    /// assemblies, restrictions and commitments when not given.
    #[arg(long, value_name = "OUTPUT")]
    pub holds: Vec<SiteHolds>,
    /// Of a site: which edition it is.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub edition: u32,
    /// The day of a register or matrix; today when not given.
    #[arg(long, value_name = "DATE")]
    pub on: Option<PartialDate>,
    /// Freeze it under this name; the file is then written from what was frozen (.html, .pdf, .docx, .xlsx, .csv, .json).
    #[arg(long, value_name = "NAME")]
    pub freeze: Option<String>,
    /// With --freeze: what must be said whenever it is shown.
    #[arg(long, value_name = "TEXT", requires = "freeze")]
    pub caveat: Option<String>,
    /// What is written about people.
    #[command(flatten)]
    pub about: Box<AboutArgs>,
}

/// Languages of a site, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Languages(pub Vec<Language>);

impl FromStr for Languages {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        if text.trim() == "all" {
            return Ok(Self(Language::ALL.to_vec()));
        }
        let mut languages = Vec::new();
        for tag in text.split(',') {
            let language = tag.trim().parse()?;
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        Ok(Self(languages))
    }
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

impl PublishArgs {
    /// The file that is written: its ending decides the format.
    pub fn file(&self) -> PathBuf {
        let format = self.format.as_deref().map(|f| f.trim_start_matches('.'));
        let mut name = match &self.out {
            Some(out) => out.as_os_str().to_owned(),
            None => {
                let days = [&self.from, &self.to].into_iter().flatten();
                let mut parts = vec![self.output.name().to_owned()];
                parts.extend(days.map(|day| day.text().replace('/', "_")));
                parts.dedup();
                parts.join("-").into()
            }
        };
        if let Some(format) = format {
            let ending = format!(".{format}");
            if !name.to_string_lossy().to_lowercase().ends_with(&ending) {
                name.push(ending);
            }
        }
        name.into()
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
    /// A folder of plain pages for everybody.
    Site,
    /// What is written about people.
    About(Form),
}

impl OutputName {
    /// The names that do not depend on the workspace, each with what it is.
    const FIXED: [(&'static str, &'static str); 8] = [
        (
            "package",
            "the acts of a period as tables with what describes them (Frictionless Data Package), a .zip",
        ),
        (
            "site",
            "a static site for everybody: a folder of plain pages with figures, publications and data, or a .zip of it",
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

    /// As it is written.
    fn name(&self) -> &str {
        match self {
            Self::OfAPeriod(template) => template.as_str(),
            Self::Restrictions => "restrictions",
            Self::Commitments => "commitments",
            Self::Package => "package",
            Self::Site => "site",
            Self::About(form) => form.word(),
        }
    }

    /// Reads a name; one that is none of the program's own is that of a template.
    fn read(text: &str) -> Result<Self, WorkspaceError> {
        Ok(match text {
            "restrictions" => Self::Restrictions,
            "commitments" => Self::Commitments,
            "package" => Self::Package,
            "site" => Self::Site,
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

//! The registers: living lists of who is held or banned, what was asked and refused, what was promised.
//!
//! Each register reads facts from the view (`material.rs`), asks `aigaq_registers` how they stand on a day, and makes a
//! `Sheet`: rows with values that programs can read and words that people can, in the reader's language and
//! only what the reader may see. A sheet becomes a page, a file or JSON; all say the same.

mod assemblies;
mod calendar_file;
mod cases;
mod commitments;
mod deadlines;
mod decisions;
mod figures;
mod flawed;
mod kept;
mod marking;
mod marks;
mod material;
mod organisations;
mod pressure;
mod prisoners;
mod reading;
mod restrictions;
mod rules;
mod sheet;
mod soon;
mod torture;

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::outputs::telling::Telling;
use crate::words::Words;
use aigaq_exchange::write::XlsxTables;
use aigaq_publishing::{Document, Phrases, RegisterInput};
use aigaq_schema::{Day, Language};
use aigaq_view::Audience;
pub use flawed::{FlawRecord, FlawRow};
pub(crate) use kept::RegistersAtHand;
pub use marking::{ApproveForm, DoneForm};
pub use marks::DoneMark;
pub(in crate::outputs) use material::references;
pub use organisations::{CourseEntry, CourseRow};
pub use rules::{MarkView, RuleRow};
use sheet::Sheet;
pub use sheet::{CountRow, GroupRow};
pub(crate) use soon::Noted;
pub use soon::{SoonAnswer, SoonKind, SoonRow, SoonWish};
use std::ops::Range;

/// Which register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterName {
    /// Who is held, banned or conditioned.
    Restrictions,
    /// Who stands on whose list of political prisoners.
    Prisoners,
    /// Notices and applications for assemblies.
    Assemblies,
    /// Organisations under pressure.
    Organisations,
    /// Proceedings.
    Cases,
    /// Complaints of torture and deaths in custody.
    Torture,
    /// Recommendations, pledges, topics.
    Commitments,
    /// Decisions of courts and international bodies.
    Decisions,
    /// Numbers that others published.
    Figures,
    /// Times that the law gives.
    Deadlines,
}

impl RegisterName {
    /// All registers, in the order of their page.
    pub const ALL: [Self; 10] = [
        Self::Restrictions,
        Self::Prisoners,
        Self::Assemblies,
        Self::Organisations,
        Self::Cases,
        Self::Torture,
        Self::Commitments,
        Self::Decisions,
        Self::Figures,
        Self::Deadlines,
    ];

    /// Its name in addresses and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Restrictions => "restrictions",
            Self::Prisoners => "prisoners",
            Self::Assemblies => "assemblies",
            Self::Organisations => "organisations",
            Self::Cases => "cases",
            Self::Torture => "torture",
            Self::Commitments => "commitments",
            Self::Decisions => "decisions",
            Self::Figures => "figures",
            Self::Deadlines => "deadlines",
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(self, language: Language) -> String {
        Words::of(language).say(&format!("register.{}", self.code()))
    }

    /// The register of a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.code() == code)
    }

    /// The list whose codes narrow it down, with the property that holds them.
    #[must_use]
    pub const fn kinds(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Restrictions => Some(("kind", "restriction_kinds")),
            Self::Prisoners => Some(("status", "listing_statuses")),
            Self::Assemblies => Some(("outcome", "application_outcomes")),
            Self::Cases | Self::Torture => Some(("kind", "case_kinds")),
            Self::Commitments => Some(("kind", "commitment_kinds")),
            Self::Decisions => Some(("kind", "decision_bodies")),
            Self::Figures => Some(("direction", "index_directions")),
            Self::Organisations | Self::Deadlines => None,
        }
    }
}

impl RegisterName {
    /// What of it has days that a calendar file can hold; nothing for a register without days to come.
    #[must_use]
    pub const fn days(self) -> &'static [SoonKind] {
        match self {
            Self::Restrictions | Self::Prisoners => &[SoonKind::Ending],
            Self::Cases | Self::Torture => &[SoonKind::Hearing],
            Self::Deadlines => &[SoonKind::OurDeadline, SoonKind::StateDeadline],
            Self::Commitments => &[SoonKind::Commitment],
            Self::Decisions => &[SoonKind::Decision],
            Self::Assemblies | Self::Organisations | Self::Figures => &[],
        }
    }

    /// The forms by which one enters into it: the type of record, and what the form holds already (a property and its
    /// code).
    #[must_use]
    pub const fn entered_as(self) -> &'static [EnteredAs] {
        const fn plain(record_type: &'static str) -> EnteredAs {
            EnteredAs {
                record_type,
                with: None,
            }
        }
        const fn with(
            record_type: &'static str,
            property: &'static str,
            code: &'static str,
        ) -> EnteredAs {
            EnteredAs {
                record_type,
                with: Some((property, code)),
            }
        }
        match self {
            Self::Restrictions => const { &[plain("restriction"), plain("restriction_change")] },
            Self::Prisoners => {
                const {
                    &[
                        with("listing", "status", "recognised"),
                        with("listing", "status", "removed"),
                        with("listing", "status", "candidate"),
                        plain("consent"),
                    ]
                }
            }
            Self::Assemblies => {
                const {
                    &[
                        with("application", "kind", "assembly_notification"),
                        with("application", "kind", "assembly_application"),
                    ]
                }
            }
            Self::Organisations => {
                const {
                    &[
                        with("act", "type", "ORG.tax"),
                        with("application", "kind", "ngo_registration"),
                        with("restriction", "kind", "organisation_suspension"),
                    ]
                }
            }
            Self::Cases => const { &[plain("case"), plain("stage")] },
            Self::Torture => {
                const {
                    &[
                        with("case", "kind", "torture"),
                        with("case", "kind", "death_in_custody"),
                        plain("stage"),
                    ]
                }
            }
            Self::Commitments => const { &[plain("commitment"), plain("assessment")] },
            Self::Decisions => const { &[plain("decision")] },
            Self::Figures => const { &[plain("figure")] },
            Self::Deadlines => {
                const { &[plain("stage"), plain("application"), plain("intervention")] }
            }
        }
    }
}

/// A form by which one enters into a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnteredAs {
    /// The type of record.
    pub record_type: &'static str,
    /// A property and the code that the form holds already.
    pub with: Option<(&'static str, &'static str)>,
}

/// How much of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All rows: for files and programs.
    Whole,
    /// Some rows: for a page.
    Page {
        /// Rows before it.
        skip: usize,
        /// Rows on it.
        take: usize,
    },
}

/// A register that is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterWish {
    /// Which.
    pub name: RegisterName,
    /// On which day.
    pub on: Day,
    /// From which day on, where a register tells what changed or what is new; else a month before the day.
    pub since: Option<Day>,
    /// Only of this kind, by the list of [`RegisterName::kinds`].
    pub kind: Option<String>,
    /// Only rows in which these words stand.
    pub words: Option<String>,
    /// Only the rows of this group.
    pub group: Option<String>,
    /// On a page: this table beside the rows, in place of them. Files hold all tables.
    pub table: Option<String>,
    /// For whom.
    pub audience: Audience,
    /// How much.
    pub extent: Extent,
}

impl RegisterWish {
    /// The whole of a register on a day, for the group itself.
    #[must_use]
    pub fn whole(name: RegisterName, on: Day) -> Self {
        Self {
            name,
            on,
            since: None,
            kind: None,
            words: None,
            group: None,
            table: None,
            audience: Audience::Internal,
            extent: Extent::Whole,
        }
    }

    /// Which rows, of so many, a table beside the rows has to be told of: those of its page; on the first page of a
    /// register that is about it, the first.
    fn of_table(&self, key: &str, is_about_it: bool, total: usize) -> Range<usize> {
        let Extent::Page { skip, take } = self.extent else {
            return 0..total;
        };
        let shown = match self.table.as_deref() {
            Some(asked) => asked == key,
            None => is_about_it && skip == 0,
        };
        if shown {
            skip.min(total)..skip.saturating_add(take).min(total)
        } else {
            0..0
        }
    }

    /// The day from which changes are told: as given, else thirty days before.
    #[must_use]
    pub fn from(&self) -> Day {
        self.since.unwrap_or(Day(self.on.0.saturating_sub(MONTH)))
    }
}

/// Days that stand for a month where none is given.
const MONTH: i32 = 30;

/// A register, made.
#[derive(Debug, Clone)]
pub struct RegisterAnswer {
    /// Its title.
    pub title: String,
    /// What is in it and how it is counted.
    pub definition: String,
    /// Its counts, each with its unit.
    pub counts: Vec<CountRow>,
    /// Its groups, with how many rows each has in all.
    pub groups: Vec<GroupRow>,
    /// The tables beside the rows, with how many rows each has.
    pub tables: Vec<GroupRow>,
    /// Rows in all, whatever part of them is shown.
    pub rows: usize,
    /// Lines of time of the organisations, in the order of their table: of its rows that are told.
    pub courses: Vec<CourseRow>,
    /// What was entered that cannot be: all of it, on a page the first.
    pub flaws: Vec<FlawRow>,
    /// How much was entered that cannot be.
    pub flaws_in_all: usize,
    /// As a publication: for the page, html, csv, xlsx.
    pub document: Document,
    /// As programs read it: of the rows, those of the extent.
    pub json: serde_json::Value,
    /// As sheets of words, numbers and EDTF dates: the rows, then the tables beside them; nothing for a page.
    pub sheets: Vec<PlainSheet>,
}

/// A table of plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainSheet {
    /// Its name: ASCII letters and underscores.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The headings.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl RegisterAnswer {
    /// The register as a workbook: a sheet for the rows, one for each table beside them.
    ///
    /// # Errors
    /// When the workbook cannot be written.
    pub fn workbook(&self) -> Result<Vec<u8>, WorkspaceError> {
        let mut book = XlsxTables::new();
        for sheet in &self.sheets {
            let headings: Vec<&str> = sheet.headings.iter().map(String::as_str).collect();
            book.sheet(&sheet.name, &headings, sheet.rows.clone())?;
        }
        Ok(book.finish()?)
    }
}

impl Workspace {
    /// A register on a day. For others than the group it holds only what they may read, whoever asks.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn register(
        &self,
        ask: &Asking,
        wish: &RegisterWish,
    ) -> Result<RegisterAnswer, WorkspaceError> {
        let reader = ask.reader.making_for(wish.audience);
        let mut telling = Telling::new(self, Asking { reader, ..*ask })?;
        let sheet = telling.sheet(wish)?;
        telling.answer(wish, sheet)
    }
}

impl Telling<'_> {
    /// A register as a part of another publication.
    pub(super) fn register_told(
        &mut self,
        wish: &RegisterWish,
    ) -> Result<RegisterInput, WorkspaceError> {
        let mut sheet = self.sheet(wish)?;
        // What was entered that cannot be is the group's own business, and stands in the register itself.
        sheet.flaws.clear();
        self.register_input(wish, &sheet, &[])
    }

    fn sheet(&mut self, wish: &RegisterWish) -> Result<Sheet, WorkspaceError> {
        match wish.name {
            RegisterName::Restrictions => self.restrictions_sheet(wish),
            RegisterName::Prisoners => self.prisoners_sheet(wish),
            RegisterName::Assemblies => self.assemblies_sheet(wish),
            RegisterName::Organisations => self.organisations_sheet(wish),
            RegisterName::Cases => self.cases_sheet(wish),
            RegisterName::Torture => self.torture_sheet(wish),
            RegisterName::Commitments => self.commitments_sheet(wish),
            RegisterName::Decisions => self.decisions_sheet(wish),
            RegisterName::Figures => self.figures_sheet(wish),
            RegisterName::Deadlines => self.deadlines_sheet(wish),
        }
    }

    fn answer(
        &mut self,
        wish: &RegisterWish,
        mut sheet: Sheet,
    ) -> Result<RegisterAnswer, WorkspaceError> {
        let name = wish.name.code();
        if self.is_outside() {
            // They are the group's own business.
            sheet.flaws.clear();
        }
        let flaws = self.flaws(sheet.flaws_told(wish))?;
        let is_whole = wish.extent == Extent::Whole;
        let input = self.register_input(wish, &sheet, &flaws)?;
        Ok(RegisterAnswer {
            title: input.title.clone(),
            definition: self.say(&format!("register.{name}.what")),
            counts: sheet.counts.iter().map(|c| c.row(self)).collect(),
            groups: sheet.group_rows(),
            tables: sheet.table_rows(),
            rows: sheet.total(),
            document: aigaq_publishing::register(&input, Phrases::of(self.ask.language)),
            sheets: if is_whole {
                sheet.plain(self, name)
            } else {
                Vec::new()
            },
            json: sheet.json(wish, &flaws),
            flaws_in_all: sheet.flaws_in_all(),
            courses: sheet.courses,
            flaws,
        })
    }
}

//! A publication over a period: what its template shows, told of the records.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::outputs::counts::{MAIN, definitions_of, terms};
use crate::outputs::period::Within;
use crate::outputs::registers::RegisterWish;
use crate::outputs::telling::Telling;
use crate::outputs::template::{SectionPlan, Shown, Template, TemplateCode};
use crate::outputs::wording::AnalystNote;
use aigaq_counting::{Definition, Unit as CountUnit};
use aigaq_publishing::document::Paper;
use aigaq_publishing::{Happenings, Part, ReportInput, RestrictionsOn, SectionInput, Unit};

/// A publication over a period that is to be told.
#[derive(Clone, Copy)]
pub(super) struct Reporting<'r> {
    pub code: &'r TemplateCode,
    pub template: &'r Template,
    pub within: Within<'r>,
    /// What analysts wrote in its sections.
    pub notes: &'r [AnalystNote],
}

impl Telling<'_> {
    pub fn report(&mut self, of: Reporting<'_>) -> Result<ReportInput, WorkspaceError> {
        let language = self.ask.language;
        let template = of.template;
        // First, so that acts are numbered by their dates.
        let mut chronicles = Vec::new();
        for shown in template.parts() {
            if let Shown::Chronicle(which) = shown {
                chronicles.push(Happenings {
                    only: self.only("act", which),
                    all: self.chronicle(&of.within, which)?,
                });
            }
        }
        let mut chronicles = chronicles.into_iter();
        let mut sections = Vec::new();
        for section in &template.sections {
            sections.push(self.section(of, section, &mut chronicles)?);
        }
        // Last, when all that is told has been numbered and all sources are known.
        let records = self.evidence()?;
        let coverage = Part::Words(self.coverage());
        let sections: Vec<SectionInput> = sections
            .into_iter()
            .map(|section: InOrder| section.with(&coverage))
            .collect();
        let tables: Vec<_> = sections
            .iter()
            .flat_map(|section| &section.parts)
            .filter_map(|part| match part {
                Part::Counts(table) => Some(table),
                _ => None,
            })
            .collect();
        Ok(ReportInput {
            // What a group calls its template may tell a name too.
            stem: match self.withheld.is_in_address(of.code.as_str()) {
                true => template.kind.replace('_', "-"),
                false => of.code.as_str().replace('_', "-"),
            },
            // A template of the group's own may hold a name, and serves every audience.
            title: self.clean(template.title.get(language)),
            organisation: None,
            audience: self.for_whom(),
            period: of.within.period.words(language),
            least: self.level(&of.within).map(|level| level.label),
            as_of: self.as_of(),
            dated_by: self.say("output.dated_by"),
            paper: match template.landscape {
                true => Paper::Landscape,
                false => Paper::Portrait,
            },
            notes: template.notes.unwrap_or(self.notes_at),
            definitions: terms(self.workspace.schema(), &tables, language),
            sections,
            library: self.library.clone(),
            records,
        })
    }

    fn section(
        &mut self,
        of: Reporting<'_>,
        plan: &SectionPlan,
        chronicles: &mut impl Iterator<Item = Happenings>,
    ) -> Result<InOrder, WorkspaceError> {
        let language = self.ask.language;
        let filled = [
            ("period", of.within.period.words(language)),
            ("last_day", self.day(of.within.period.last)),
            ("as_of", self.as_of()),
        ];
        let paragraphs = plan.paragraphs(language, &filled).into_iter();
        let mut parts = vec![Part::Words(
            paragraphs.map(|text| self.clean(&text)).collect(),
        )];
        // Where words are asked for they are the text; anywhere else they are a note beside it.
        if plan.ask.is_some() {
            let said = of.notes.iter().filter(|note| note.section == plan.id);
            let paragraphs = said.flat_map(AnalystNote::paragraphs);
            parts.push(Part::Words(
                paragraphs.map(|text| self.clean(text)).collect(),
            ));
        }
        let mut coverage = None;
        for shown in &plan.show {
            parts.extend(match shown {
                Shown::Chronicle(_) => chronicles.next().map(Part::Chronicle),
                Shown::Coverage => {
                    coverage.get_or_insert(parts.len());
                    None
                }
                other => self.part(&of.within, of.template, other)?,
            });
        }
        Ok(InOrder {
            section: SectionInput {
                id: plan.id.clone(),
                title: self.clean(plan.title.get(language)),
                parts,
            },
            coverage,
        })
    }

    fn part(
        &mut self,
        within: &Within<'_>,
        template: &Template,
        shown: &Shown,
    ) -> Result<Option<Part>, WorkspaceError> {
        Ok(Some(match shown {
            // Told before everything else, and when all sources are known: both have their places.
            Shown::Chronicle(_) | Shown::Coverage => return Ok(None),
            Shown::Method => {
                let mut method = vec![self.say("output.method.period")];
                method.extend(self.least_verification(within)?);
                if template.shows_restrictions() {
                    method.push(self.say("output.method.restrictions"));
                }
                Part::Words(method)
            }
            Shown::Counting => Part::Counting,
            Shown::Revisions => Part::Revisions(
                self.workspace
                    .revisions_of(&self.ask, self.ask.reader.audience().code())?,
            ),
            Shown::Figures(units, which) => {
                let units = if units.is_empty() { &MAIN[..] } else { units };
                Part::Figures(self.main_figures(within, units, which)?)
            }
            Shown::Counts(unit, path, which) => {
                return Ok(self
                    .table_of_counts(within, (*unit, path), which)?
                    .map(Part::Counts));
            }
            Shown::Others => Part::Others(self.others(within.period)?),
            Shown::Restrictions => {
                let lists = self.restriction_lists(within.period.last)?;
                Part::Restrictions(Box::new(RestrictionsOn {
                    day: self.day(within.period.last),
                    certainly: lists.certainly,
                    perhaps: lists.perhaps,
                    end_unknown: lists.end_unknown,
                }))
            }
            Shown::Register(name) => {
                let mut wish = RegisterWish::whole(*name, within.period.last);
                wish.since = Some(within.period.first);
                wish.audience = self.ask.reader.audience();
                Part::Register(Box::new(self.register_told(&wish)?))
            }
        }))
    }

    /// How many sources are used is known when everything is told; it stands where the template shows coverage.
    /// How many sources were used, and who is not named.
    fn coverage(&self) -> Vec<String> {
        let mut coverage = vec![self.sources_used(self.library.len())];
        coverage.extend(self.remarks_on_audience());
        coverage
    }
}

/// A section whose coverage is told when all sources are known.
struct InOrder {
    section: SectionInput,
    /// Before which of its parts it stands.
    coverage: Option<usize>,
}

impl InOrder {
    fn with(self, coverage: &Part) -> SectionInput {
        let mut section = self.section;
        if let Some(at) = self.coverage {
            section.parts.insert(at, coverage.clone());
        }
        section
    }
}

impl Template {
    fn parts(&self) -> impl Iterator<Item = &Shown> {
        self.sections.iter().flat_map(|section| &section.show)
    }

    fn shows_restrictions(&self) -> bool {
        self.parts().any(|shown| *shown == Shown::Restrictions)
    }

    /// The main figures that it prints, as definitions: what is counted again when its next edition is made.
    pub(crate) fn definitions(
        &self,
        workspace: &Workspace,
        within: &Within<'_>,
    ) -> Result<Vec<Definition>, WorkspaceError> {
        let mut all: Vec<Definition> = Vec::new();
        for shown in self.parts() {
            let Shown::Figures(units, which) = shown else {
                continue;
            };
            let units: &[Unit] = if units.is_empty() { &MAIN } else { units };
            let counted = units.iter().map(|unit| workspace.unit(unit.key()));
            let counted: Vec<CountUnit> = counted.collect::<Result<_, _>>()?;
            for definition in definitions_of(within, &counted, which)? {
                if !all.contains(&definition) {
                    all.push(definition);
                }
            }
        }
        Ok(all)
    }
}

//! A static site for everybody: the figures of a period, publications and a package of data, in each of its languages,
//! all told for the public and under the same numbers.

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::outputs::gate::{Gate, Passing};
use crate::outputs::package::PackageWish;
use crate::outputs::period::Within;
use crate::outputs::reporting::Reporting;
use crate::outputs::tellers::Tellers;
use crate::outputs::telling::{Shared, Telling};
use crate::outputs::template::{Template, TemplateCode};
use crate::outputs::withheld::People;
use crate::outputs::{Output, Wish};
use crate::reasons;
use aigaq_publishing::package::Licence;
use aigaq_publishing::site::{Edition, Held, Site};
use aigaq_publishing::{Document, Phrases};
use aigaq_schema::{Language, PartialDate, RecordId, Schema};
use aigaq_view::Audience;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// The page of the figures: a template like others, which is offered nowhere else.
const FIGURES: &str = include_str!("../../templates/site/figures.toml");

/// A publication that a site holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteHolds {
    /// What a template makes over the period.
    Template(TemplateCode),
    /// The register of restrictions on the last day.
    Restrictions,
    /// The matrix of commitments on the last day.
    Commitments,
}

impl SiteHolds {
    /// What a site holds where nobody says: bulletin, political prisoners, assemblies, restrictions, commitments.
    #[must_use]
    pub fn usual() -> Vec<Self> {
        let shipped = TemplateCode::shipped();
        let usual = ["bulletin", "prisoner_list", "assembly_table"];
        let mut all: Vec<Self> = shipped
            .filter(|code| usual.contains(&code.as_str()))
            .map(Self::Template)
            .collect();
        all.extend([Self::Restrictions, Self::Commitments]);
        all
    }

    /// As it is written: the code of the template, `restrictions`, `commitments`.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Template(code) => code.as_str(),
            Self::Restrictions => "restrictions",
            Self::Commitments => "commitments",
        }
    }
}

impl FromStr for SiteHolds {
    type Err = WorkspaceError;

    fn from_str(text: &str) -> Result<Self, WorkspaceError> {
        Ok(match text {
            "restrictions" => Self::Restrictions,
            "commitments" => Self::Commitments,
            other => Self::Template(other.parse()?),
        })
    }
}

/// A site that is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteWish {
    /// From the first day of this date,
    pub from: PartialDate,
    /// to the last of this.
    pub to: PartialDate,
    /// Only what is at least so well established: a code of the list of verification.
    pub least: Option<String>,
    /// In which languages, the first before the others. Each once; none means that of whoever asks.
    pub languages: Vec<Language>,
    /// What it holds beside figures and data, in this order; each once.
    pub holds: Vec<SiteHolds>,
    /// Which edition it is, from 1.
    pub number: u32,
    /// Under which licence its data may be used, where the group says so.
    pub licence: Option<Licence>,
}

/// A site as it is made.
#[derive(Debug, Clone)]
pub struct MadeSite {
    /// Its publications.
    pub site: Site,
    /// Who is named in it, who is masked, what is left out, and why.
    pub gate: Gate,
}

/// Whom it tells of, over all its publications.
#[derive(Default)]
struct Told {
    shared: Shared,
    /// Who is told of, by the first number given; of who is only called, an empty one.
    all: BTreeMap<RecordId, String>,
    people: People,
    tellers: Tellers,
    /// How many numbers are left out because they are small.
    small: usize,
}

impl Told {
    /// Takes over whom a publication tells of, and what the next one shares with it.
    fn of(&mut self, telling: Telling<'_>) {
        for (id, number) in telling.numbered() {
            let known = self.all.entry(id).or_default();
            if known.is_empty() {
                *known = number;
            }
        }
        self.people
            .known
            .extend(telling.people.known.iter().copied());
        self.people
            .unnamed
            .extend(telling.people.unnamed.iter().copied());
        self.tellers
            .extend(telling.tellers.iter().map(|(id, rule)| (*id, *rule)));
        self.small += telling.small;
        self.shared = telling.shared();
    }

    /// Begins again, with nobody named whom one of its publications may not name: the numbers that all share would
    /// tell who it is.
    fn again(self) -> Self {
        let mut told = Self::default();
        told.shared.unnamed = self.people.unnamed;
        told
    }
}

impl Workspace {
    /// Makes a site for everybody. It holds only what the public may read, whoever asks.
    ///
    /// # Errors
    /// When the view cannot be read, the period is backwards or open, there is no such level of verification, or no such
    /// template.
    pub fn site(&self, ask: &Asking, wish: &SiteWish) -> Result<MadeSite, WorkspaceError> {
        let mut told = Told::default();
        loop {
            let without = told.shared.unnamed.clone();
            let editions = self.editions_of_site(ask, wish, &mut told)?;
            if told.people.unnamed != without {
                told = told.again();
                continue;
            }
            let passing = Passing {
                told: told.all.into_iter().collect(),
                people: told.people,
                tellers: told.tellers,
                small: told.small,
                would: self.site_told_the_group(ask, wish)?,
            };
            let gate = self.gate_of(ask, Audience::Public, passing)?;
            return Ok(MadeSite {
                site: Site { editions },
                gate,
            });
        }
    }

    /// What its publications would tell the group.
    fn site_told_the_group(
        &self,
        ask: &Asking,
        wish: &SiteWish,
    ) -> Result<BTreeSet<RecordId>, WorkspaceError> {
        let mut all = self.package_told_the_group(ask, &wish.package())?;
        for held in &wish.holds {
            let of = Wish {
                output: wish.output(held),
                audience: Audience::Internal,
            };
            all.extend(self.told_the_group(ask, &of)?);
        }
        Ok(all)
    }

    fn editions_of_site(
        &self,
        ask: &Asking,
        wish: &SiteWish,
        told: &mut Told,
    ) -> Result<Vec<Edition>, WorkspaceError> {
        let mut editions: Vec<Edition> = Vec::new();
        let languages = match wish.languages.is_empty() {
            true => vec![ask.language],
            false => wish.languages.clone(),
        };
        for language in languages {
            if editions.iter().any(|edition| edition.language == language) {
                continue;
            }
            let reader = ask.reader.making_for(Audience::Public);
            let ask = Asking {
                reader,
                language,
                ..*ask
            };
            editions.push(self.edition_of_site(&ask, wish, told)?);
        }
        Ok(editions)
    }

    fn edition_of_site(
        &self,
        ask: &Asking,
        wish: &SiteWish,
        told: &mut Told,
    ) -> Result<Edition, WorkspaceError> {
        let within = Within::read(&wish.from, &wish.to, wish.least.as_deref())?;
        let telling = |told: &mut Told| -> Result<Telling<'_>, WorkspaceError> {
            Telling::new(self, *ask)?.sharing(std::mem::take(&mut told.shared))
        };
        // First, so that acts are numbered by their dates.
        let mut data = telling(told)?;
        let package = data.package(&wish.package())?;
        data.note_mentioned_in_package(&package);
        told.of(data);
        let mut figures = telling(told)?;
        let mut document = figures.figures_of_site(within)?;
        figures.made(&mut document);
        told.of(figures);
        let mut held: Vec<Held> = Vec::new();
        for (at, one) in wish.holds.iter().enumerate() {
            if wish.holds[..at].contains(one) {
                continue;
            }
            let shared = std::mem::take(&mut told.shared);
            let of = Wish {
                output: wish.output(one),
                audience: Audience::Public,
            };
            let (document, telling) = self.telling_after(ask, &of, shared)?;
            // A template of the group's own may hold a name.
            let what = telling.clean(&self.what_it_is(ask, one)?);
            told.of(telling);
            held.push(Held { what, document });
        }
        Ok(Edition {
            language: ask.language,
            period: within.period.words(ask.language),
            number: wish.number,
            figures: document,
            held,
            data: package.files().map_err(|error| {
                WorkspaceError::Asked(reasons::package_unwritable(error.to_string()))
            })?,
        })
    }

    /// A publication in a sentence.
    fn what_it_is(&self, ask: &Asking, held: &SiteHolds) -> Result<String, WorkspaceError> {
        let say = |key| crate::words::Words::of(ask.language).say(key);
        Ok(match held {
            SiteHolds::Template(code) => {
                self.template(ask, code)?.what.get(ask.language).to_owned()
            }
            SiteHolds::Restrictions => say("site.restrictions.what"),
            SiteHolds::Commitments => say("site.commitments.what"),
        })
    }
}

impl SiteWish {
    fn package(&self) -> PackageWish {
        PackageWish {
            from: self.from.clone(),
            to: self.to.clone(),
            least: self.least.clone(),
            audience: Audience::Public,
            licence: self.licence.clone(),
        }
    }

    fn output(&self, held: &SiteHolds) -> Output {
        let on = self.to.last();
        match held {
            SiteHolds::Template(template) => Output::Report {
                template: template.clone(),
                from: self.from.clone(),
                to: self.to.clone(),
                least: self.least.clone(),
            },
            SiteHolds::Restrictions => Output::Restrictions { on },
            SiteHolds::Commitments => Output::Commitments { on },
        }
    }
}

impl Telling<'_> {
    /// All figures of the period with their tables.
    fn figures_of_site(&mut self, within: Within<'_>) -> Result<Document, WorkspaceError> {
        let template = Template::read(FIGURES, Schema::shipped())
            .map_err(|fault| WorkspaceError::Asked(fault.reason))?;
        let code: TemplateCode = "figures".parse()?;
        let input = self.report(Reporting {
            code: &code,
            template: &template,
            within,
            notes: &[],
        })?;
        let phrases = Phrases::of(self.ask.language);
        Ok(aigaq_publishing::report(&input, phrases))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_of_the_figures_says_everything_in_three_languages() {
        let template = Template::read(FIGURES, Schema::shipped()).unwrap();
        for section in &template.sections {
            let title = &section.title;
            assert!(title.en != title.ru && title.ru != title.kk, "{}", title.en);
        }
        assert_eq!(
            template.sections[0].id, "method",
            "the page of the method takes it over"
        );
    }

    #[test]
    fn what_a_site_holds_is_written_as_it_is_read() {
        for held in SiteHolds::usual() {
            assert_eq!(held.word().parse::<SiteHolds>().unwrap(), held);
        }
        assert_eq!(SiteHolds::usual().len(), 5);
    }
}

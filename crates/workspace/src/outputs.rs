//! The outputs: what the workspace holds, told to the templates of `aigaq_publishing`.
//!
//! Each output reads through a `telling::Telling`, which knows the audience: what a reader may not see never
//! reaches a template, and records are called by numbers of the publication's own. The [`registers`] are outputs that
//! are also pages.

mod about;
mod chronicle;
mod citing;
mod commitments;
mod counts;
mod evidence;
mod figures;
mod gate;
mod others;
mod out_already;
mod package;
mod period;
pub mod registers;
mod reporting;
mod restrictions;
mod site;
mod small;
mod standing;
mod tellers;
mod telling;
mod template;
mod why;
mod withheld;
mod wording;

pub use about::{About, Called};
pub(crate) use withheld::{NamedWord, Whose, Withheld, decoded};

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_publishing::about::Stage;
use aigaq_publishing::{Document, Phrases};
use aigaq_schema::{Day, PartialDate, RecordId};
use aigaq_view::Audience;
use gate::Passing;
pub use gate::{Gate, HoldsName, Passage};
pub use out_already::OutAlready;
pub use package::{DataPackage, PackageWish};
pub(crate) use period::Within;
pub(crate) use registers::RegistersAtHand;
use reporting::Reporting;
pub use site::{MadeSite, SiteHolds, SiteWish};
use std::collections::BTreeSet;
pub use tellers::{Teller, WordsRule};
use telling::{Shared, Telling};
pub use template::{OwnTemplate, Template, TemplateCode, TemplateFault};
pub use wording::{AnalystNote, SectionNote, WrittenFor};

/// An audience as the templates of publications know it.
pub(crate) const fn for_whom(audience: Audience) -> aigaq_publishing::Audience {
    match audience {
        Audience::Internal => aigaq_publishing::Audience::Internal,
        Audience::Partners => aigaq_publishing::Audience::Partners,
        Audience::Public => aigaq_publishing::Audience::Public,
    }
}

/// Which output, over what time, how well established.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// What a template makes over a period, from the first day of one date to the last of another: a bulletin, an
    /// annual review.
    Report {
        /// The template.
        template: TemplateCode,
        /// From.
        from: PartialDate,
        /// To.
        to: PartialDate,
        /// Only what is at least so well established: a code of the list of verification.
        least: Option<String>,
    },
    /// The register of restrictions on a day.
    Restrictions {
        /// The day.
        on: Day,
    },
    /// The matrix of commitments as it stands on a day.
    Commitments {
        /// The day.
        on: Day,
    },
    /// What is written about one person, or a few of one case.
    About(About),
}

/// An output that is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Which.
    pub output: Output,
    /// For whom.
    pub audience: Audience,
}

/// An output as it is made.
pub(crate) struct Published {
    pub document: Document,
    /// The persons and organisations named in it.
    pub named: Vec<RecordId>,
    /// The sources who are people on whose words it rests.
    pub told_by: Vec<RecordId>,
    /// The names that may not stand in it.
    pub withheld: Withheld,
}

/// Records with their numbers in a publication.
type Numbered = Vec<(RecordId, String)>;

impl Workspace {
    /// Makes an output. For others than the group it holds only what they may read, whoever asks.
    ///
    /// # Errors
    /// When the view cannot be read, or the period is backwards or open.
    pub fn publish(&self, ask: &Asking, wish: &Wish) -> Result<Document, WorkspaceError> {
        Ok(self.telling(ask, wish)?.0)
    }

    /// Makes an output, and tells whom it names and whom not.
    pub(crate) fn published(&self, ask: &Asking, wish: &Wish) -> Result<Published, WorkspaceError> {
        let (document, telling) = self.telling(ask, wish)?;
        Ok(Published {
            document,
            named: telling.named(),
            told_by: telling.tellers.keys().copied().collect(),
            withheld: telling.withheld,
        })
    }

    /// Makes an output, and lists all records told of with their numbers in it (none of actors who are only called in
    /// it), and whom it names, or does not, by what they said of just this output.
    pub(crate) fn told_of(&self, ask: &Asking, wish: &Wish) -> Result<Passing, WorkspaceError> {
        let (_, telling) = self.telling(ask, wish)?;
        Ok(telling.passing())
    }

    /// What an output would tell the group: what it leaves out for others is of this.
    fn told_the_group(
        &self,
        ask: &Asking,
        wish: &Wish,
    ) -> Result<BTreeSet<RecordId>, WorkspaceError> {
        let mut wish = wish.clone();
        wish.audience = Audience::Internal;
        if let Output::About(about) = &mut wish.output {
            // A final one is for others.
            about.stage = Stage::Draft;
        }
        Ok(self.telling(ask, &wish)?.1.told_and_cited())
    }

    fn telling(
        &self,
        ask: &Asking,
        wish: &Wish,
    ) -> Result<(Document, Telling<'_>), WorkspaceError> {
        self.telling_after(ask, wish, Shared::default())
    }

    /// The same, with what it shares with publications that it belongs to.
    fn telling_after(
        &self,
        ask: &Asking,
        wish: &Wish,
        shared: Shared,
    ) -> Result<(Document, Telling<'_>), WorkspaceError> {
        // All its figures are of one moment.
        let _state = self.view.hold()?;
        let reader = ask.reader.making_for(wish.audience);
        let ask = Asking { reader, ..*ask };
        let phrases = Phrases::of(ask.language);
        let mut telling = Telling::new(self, ask)?.sharing(shared)?;
        let notes = self.analyst_notes(&ask, wish)?;
        let template = self.template_of(&ask, &wish.output)?;
        let document = match &wish.output {
            Output::Report {
                template: code,
                from,
                to,
                least,
            } => {
                let template = &self.template(&ask, code)?;
                let input = telling.report(Reporting {
                    code,
                    template,
                    within: Within::read(from, to, least.as_deref())?,
                    notes: &notes,
                })?;
                aigaq_publishing::report(&input, phrases)
            }
            Output::Restrictions { on } => {
                let input = telling.restrictions_register(*on)?;
                aigaq_publishing::restrictions_register(&input, phrases)
            }
            Output::Commitments { on } => {
                let input = telling.commitments_matrix(*on)?;
                aigaq_publishing::commitments_matrix(&input, phrases)
            }
            Output::About(about) => telling.written_about(about)?,
        };
        let mut document = telling.with_notes(document, &notes, template.as_ref());
        telling.clean_ids(&mut document);
        telling.made(&mut document);
        Ok((document, telling))
    }
}

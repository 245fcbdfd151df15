//! Making what is to be frozen: the document, its files, and what it counted.

use super::content::{Content, FrozenCount, FrozenFile};
use super::output_code;
use crate::counted::tables::said;
use crate::counted::{Draw, TableHeading, picture};
use crate::error::WorkspaceError;
use crate::estimating::{EstimateWish, Estimated};
use crate::named::Asking;
use crate::open::Workspace;
use crate::outputs::{Output, Wish, Withheld, Within};
use crate::reasons;
use crate::saving::Refused;
use crate::shelf::named;
use aigaq_counting::Definition;
use aigaq_publishing::csv::Mark;
use aigaq_publishing::links::Anchors;
use aigaq_publishing::{Document, Phrases, csv, html};
use aigaq_schema::{PartialDate, RecordId};
use aigaq_view::Audience;
use std::collections::BTreeSet;

/// The code of tables in the list `outputs`.
pub(super) const TABLE: &str = "table";
/// The code of estimates in the list `outputs`.
pub(super) const ESTIMATE: &str = "estimate";

/// What is to be frozen.
#[derive(Debug, Clone, PartialEq)]
pub enum Freezing {
    /// A table of counts.
    Table(Definition),
    /// An output.
    Output(Output),
    /// An estimate: what was asked, what was found, and the [key](crate::Material::key) of the records it was made from.
    Estimate(EstimateWish, Box<Estimated>, String),
}

/// What is to be frozen, under which name, for whom.
#[derive(Debug, Clone, PartialEq)]
pub struct FreezeWish {
    /// What.
    pub of: Freezing,
    /// Its name: the title it is published under.
    pub title: String,
    /// What must be said whenever it is shown.
    pub caveat: Option<String>,
    /// For whom.
    pub audience: Audience,
    /// How a table is drawn before its numbers; outputs have pictures of their own.
    pub draw: Draw,
}

/// What was made.
pub(super) struct Made {
    pub content: Content,
    /// The edition before this one.
    pub revises: Option<RecordId>,
    /// Persons and organisations named in it.
    pub named: Vec<RecordId>,
    /// The sources who are people on whose words it rests.
    pub told_by: Vec<RecordId>,
}

impl Freezing {
    /// What it is made of, as one text: two editions of the same have the same.
    pub(crate) fn parameters(&self) -> String {
        match self {
            Self::Table(definition) => definition.clone().as_of(None).to_string(),
            Self::Estimate(wish, ..) => format!("output=estimate&{}", wish.query()),
            Self::Output(output) => {
                let code = output_code(output);
                match output {
                    Output::Report {
                        from, to, least, ..
                    } => {
                        let least = least.as_deref().map(|code| format!("&least={code}"));
                        let least = least.unwrap_or_default();
                        format!(
                            "output={code}&from={}&to={}{least}",
                            from.first(),
                            to.last()
                        )
                    }
                    Output::Restrictions { on } | Output::Commitments { on } => {
                        format!("output={code}&on={on}")
                    }
                    Output::About(about) => about.parameters(),
                }
            }
        }
    }

    /// The time it covers, where that has two ends.
    pub(super) fn period(&self) -> Option<PartialDate> {
        match self {
            Self::Table(definition)
            | Self::Estimate(
                EstimateWish {
                    population: definition,
                    ..
                },
                ..,
            ) => match definition.period().typed() {
                (Some(from), Some(to)) if from == to => from.parse().ok(),
                (Some(_), Some(_)) => definition.period().to_string().parse().ok(),
                _ => None,
            },
            Self::Output(Output::Report { from, to, .. }) => match from == to {
                true => Some(from.clone()),
                false => format!("{}/{}", from.first(), to.last()).parse().ok(),
            },
            Self::Output(Output::Restrictions { on } | Output::Commitments { on }) => {
                Some(PartialDate::day(*on))
            }
            Self::Output(Output::About(_)) => None,
        }
    }

    /// A code of the list `outputs`; of what an own template makes, the code of the template.
    pub(super) fn kind(&self) -> &str {
        match self {
            Self::Table(_) => TABLE,
            Self::Estimate(..) => ESTIMATE,
            Self::Output(output) => output_code(output),
        }
    }
}

impl Workspace {
    pub(super) fn made(
        &self,
        ask: &Asking,
        (id, now): (RecordId, (i64, String)),
        wish: &FreezeWish,
    ) -> Result<Made, Refused> {
        let reader = ask.reader.making_for(wish.audience);
        let ask = Asking { reader, ..*ask };
        let title = named(&wish.title).ok_or(Refused::Nothing)?;
        // What is typed for the publication passes the gate as everything in it does.
        let head = |content: &mut Content, withheld: &Withheld| {
            content.title = withheld.clean(&title);
            let caveat = said(wish.caveat.as_deref());
            content.caveat = caveat.map(|caveat| withheld.clean(&caveat));
        };
        let mut content = Content::new(id);
        content.kind = wish.of.kind().to_owned();
        content.language = ask.language.tag().to_owned();
        content.audience = wish.audience.code().to_owned();
        content.as_of = ask.today.to_string();
        content.made = now;
        content.head = self.view.head().map_err(WorkspaceError::from)?;
        let mut before = self.editions_before(wish)?;
        // The same in another language is no edition before this one.
        let in_language = before.iter().filter(|edition| {
            let content = edition.content.as_ref();
            content.map_or(true, |content| content.language == ask.language.tag())
        });
        let number = in_language.count() + 1;
        let before = before.pop();
        let mut told_by = Vec::new();
        let (document, definitions, named, withheld) = match &wish.of {
            Freezing::Table(definition) => {
                // What is frozen is what is known today.
                let definition = definition.clone().as_of(None);
                let withheld = Withheld::of(self, &ask)?;
                head(&mut content, &withheld);
                let shown = self.shown_count(&ask, &definition, wish.draw)?;
                let heading = TableHeading {
                    title: content.title.clone(),
                    caveat: content.caveat.clone(),
                    revisions: match before.as_ref().map(|before| &before.content) {
                        Some(Ok(before)) => self.changes_in(&ask, before)?,
                        _ => Vec::new(),
                    },
                    look: shown.chart.map(|chart| chart.look),
                };
                let document = self.published_table(&ask, &definition, heading)?;
                (document, vec![definition], Vec::new(), withheld)
            }
            Freezing::Estimate(of, found, key) => {
                if self.material(&ask, of)?.key() != *key {
                    return Err(Refused::Unfit(reasons::estimate_of_before()));
                }
                let withheld = Withheld::of(self, &ask)?;
                head(&mut content, &withheld);
                let heading = (content.title.clone(), content.caveat.clone());
                let document = self.published_estimate(&ask, (of, found), heading)?;
                let documented = of.population.only_by(&[]).map_err(WorkspaceError::from)?;
                let definitions = vec![documented.as_of(None)];
                (document, definitions, Vec::new(), withheld)
            }
            Freezing::Output(output) => {
                let of = Wish {
                    output: output.clone(),
                    audience: wish.audience,
                };
                let published = self.published(&ask, &of)?;
                let (mut document, named) = (published.document, published.named);
                told_by = published.told_by;
                head(&mut content, &published.withheld);
                if let Output::About(about) = output {
                    content.typed = about.typed();
                    let phrases = Phrases::of(ask.language);
                    content.title = about.stage.title(about.form, &content.title, phrases);
                }
                document.title.clone_from(&content.title);
                document.set_edition(number, Phrases::of(ask.language));
                let definitions = match output {
                    Output::Report {
                        template,
                        from,
                        to,
                        least,
                    } => {
                        let template = self.template(&ask, template)?;
                        content.kind.clone_from(&template.kind);
                        let within = Within::read(from, to, least.as_deref())?;
                        template.definitions(self, &within)?
                    }
                    _ => Vec::new(),
                };
                (document, definitions, named, published.withheld)
            }
        };
        let threshold = self.threshold_for(wish.audience);
        for definition in definitions {
            let counted = self.counted_for(&ask, &definition, id)?;
            content.counts.push(FrozenCount {
                definition,
                counted,
                threshold,
            });
        }
        content.files = files(&document, &content.kind)?;
        let mut named: BTreeSet<RecordId> = named.into_iter().collect();
        // Titles and remarks are words of people, too.
        let told = withheld.told_in(&document);
        named.extend(told.into_iter().map(|(id, _)| id));
        content.document = Some(document);
        for count in &content.counts {
            named.extend(self.called_in(&ask, count)?);
        }
        Ok(Made {
            content,
            revises: before.map(|before| before.id),
            named: named.into_iter().collect(),
            told_by,
        })
    }

    /// The actors after whom rows and conditions of a count are called by name.
    fn called_in(
        &self,
        ask: &Asking,
        count: &FrozenCount,
    ) -> Result<Vec<RecordId>, WorkspaceError> {
        let rows = count.counted.rows.iter().flat_map(|row| &row.key);
        let conditions = count
            .definition
            .conditions()
            .flat_map(|filter| &filter.values);
        let mut called = Vec::new();
        for id in rows.chain(conditions).filter_map(|key| key.parse().ok()) {
            let brief = self.view.brief(&ask.reader, id)?;
            let is_named =
                brief.is_some_and(|brief| brief.record_type == "actor" && brief.name().is_some());
            called.extend(is_named.then_some(id));
        }
        Ok(called)
    }
}

fn files(document: &Document, kind: &str) -> Result<Vec<FrozenFile>, Refused> {
    let sheet = csv::single(document, Mark::ForExcel)
        .map_err(|error| Refused::Unfit(reasons::not_frozen(error.to_string())))?;
    let mut files = vec![
        FrozenFile::new("html", html::html(document, &Anchors)),
        FrozenFile::new("csv", sheet),
    ];
    if kind == TABLE {
        files.extend(picture(document).map(|svg| FrozenFile::new("svg", svg)));
    }
    Ok(files)
}

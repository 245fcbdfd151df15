//! A package of data: the acts of a period, with whom they were directed against and what they rest on, as tables that
//! others count for themselves.
//!
//! It is told like every publication: what a reader may not see is in no file of it, records have numbers of its own,
//! and a name stands in it only where it may be told.

mod tables;

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::outputs::gate::Gate;
use crate::outputs::period::Within;
use crate::outputs::telling::Telling;
use crate::reasons;
use aigaq_counting::Unit;
use aigaq_publishing::Phrases;
use aigaq_publishing::package::{File, Licence, Package};
use aigaq_schema::{PartialDate, RecordId};
use aigaq_view::{Audience, Brief, Reader};
use std::collections::BTreeSet;
use tables::Tables;

/// A package that is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageWish {
    /// From the first day of this date,
    pub from: PartialDate,
    /// to the last of this.
    pub to: PartialDate,
    /// Only acts at least so well established: a code of the list of verification.
    pub least: Option<String>,
    /// For whom.
    pub audience: Audience,
    /// Under which licence it may be used, where the group says so.
    pub licence: Option<Licence>,
}

/// A package as it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataPackage {
    /// Its files by name, the README first.
    pub files: Vec<File>,
    /// Who is named in it, who is masked, what is left out, and why.
    pub gate: Gate,
}

impl Workspace {
    /// Makes a package of data. For others than the group it holds only what they may read, whoever asks.
    ///
    /// # Errors
    /// When the view cannot be read, or the period is backwards or open, or there is no such level of verification.
    pub fn data_package(
        &self,
        ask: &Asking,
        wish: &PackageWish,
    ) -> Result<DataPackage, WorkspaceError> {
        let reader = ask.reader.making_for(wish.audience);
        let mut telling = Telling::new(self, Asking { reader, ..*ask })?;
        let package = telling.package(wish)?;
        telling.note_mentioned_in_package(&package);
        let files = package.files().map_err(|error| {
            WorkspaceError::Asked(reasons::package_unwritable(error.to_string()))
        })?;
        let mut passing = telling.passing();
        if wish.audience.is_outside() {
            passing.would = self.package_told_the_group(ask, wish)?;
        }
        let gate = self.gate_of(ask, wish.audience, passing)?;
        Ok(DataPackage { files, gate })
    }

    /// What a package would tell the group.
    pub(super) fn package_told_the_group(
        &self,
        ask: &Asking,
        wish: &PackageWish,
    ) -> Result<BTreeSet<RecordId>, WorkspaceError> {
        let audience = Audience::Internal;
        let reader = ask.reader.making_for(audience);
        let mut telling = Telling::new(self, Asking { reader, ..*ask })?;
        telling.package(&PackageWish {
            audience,
            ..wish.clone()
        })?;
        Ok(telling.told_and_cited())
    }
}

/// The acts that a package tells of, and those that it does not.
struct Counted {
    acts: Vec<Brief>,
    perhaps: u64,
    undated: u64,
}

impl Telling<'_> {
    pub(super) fn package(&mut self, wish: &PackageWish) -> Result<Package, WorkspaceError> {
        let within = Within::read(&wish.from, &wish.to, wish.least.as_deref())?;
        let counted = self.acts_counted(&within)?;
        let mut tables = Tables::new(self);
        for act in &counted.acts {
            tables.act(self, act)?;
        }
        let nameless = tables.nameless;
        let tables = tables.all(self);
        let period = within.period.words(self.ask.language);
        let (first, last) = (within.period.first, within.period.last);
        Ok(Package {
            name: format!("human-rights-acts-{first}-{last}"),
            title: self.fill("package.title", &[("period", &period)]),
            about: self.package_about(&within, &counted, nameless)?,
            reading: self.package_reading(wish.licence.as_ref()),
            created: self.ask.today,
            licence: wish.licence.clone(),
            tables,
        })
    }

    /// The acts that a count of the period counts, each once, by their dates.
    fn acts_counted(&self, within: &Within<'_>) -> Result<Counted, WorkspaceError> {
        let query = self.workspace.query(&within.definition(&Unit::Acts)?)?;
        let (answer, _, rows) = self.answered(&query)?;
        let mut acts = Vec::new();
        for row in rows {
            let view = &self.workspace.view;
            let counted = view.brief_at(&Reader::keeper(), query.unit.table(), row)?;
            if let Some(counted) = counted {
                acts.extend(self.told_of_act(counted.id, within)?);
            }
        }
        acts.sort_by_cached_key(|act| {
            let date = self.date_of(act, "start");
            (date.map(|date| (date.first(), date.last())), act.id)
        });
        Ok(Counted {
            acts,
            perhaps: answer.perhaps.unwrap_or(0),
            undated: answer.undated.unwrap_or(0),
        })
    }

    /// Of the records that are one with an act, the one by which it is told of: one that may be read and that happened in
    /// the period, as it was counted.
    fn told_of_act(
        &self,
        act: RecordId,
        within: &Within<'_>,
    ) -> Result<Option<Brief>, WorkspaceError> {
        let mut all = Vec::new();
        for one in self.workspace.one_with(act)? {
            all.extend(self.brief(one)?);
        }
        let is_inside = |act: &Brief| {
            let date = self.date_of(act, "start");
            date.is_some_and(|date| {
                date.first() >= within.period.first && date.last() <= within.period.last
            })
        };
        let inside = all.iter().position(is_inside).unwrap_or(0);
        Ok((inside < all.len()).then(|| all.swap_remove(inside)))
    }

    /// What it is, for whom and when, how it counts, and whose names are not in it.
    fn package_about(
        &mut self,
        within: &Within<'_>,
        counted: &Counted,
        nameless: u64,
    ) -> Result<Vec<String>, WorkspaceError> {
        let audience = Phrases::of(self.ask.language).say(self.for_whom().phrase());
        let period = within.period.words(self.ask.language);
        let mut about = vec![
            self.say("package.what"),
            self.fill(
                "package.for",
                &[
                    ("audience", &audience),
                    ("period", &period),
                    ("as_of", &self.as_of()),
                ],
            ),
        ];
        about.extend(self.least_verification(within)?);
        about.push(self.fill(
            "package.counting",
            &[
                ("n", &self.number(counted.acts.len() as u64)),
                ("perhaps", &self.number(counted.perhaps)),
                ("undated", &self.number(counted.undated)),
            ],
        ));
        let mut names = self.remarks_on_audience();
        names.push(self.fill("package.nameless", &[("n", &self.number(nameless))]));
        about.push(names.join(" "));
        Ok(about)
    }

    /// How the files are read, and what may be done with them.
    fn package_reading(&self, licence: Option<&Licence>) -> Vec<String> {
        vec![
            self.say("package.cells"),
            self.say("package.described"),
            match licence {
                Some(licence) => self.fill("package.licence", &[("licence", licence.text())]),
                None => self.say("package.no_licence"),
            },
        ]
    }
}

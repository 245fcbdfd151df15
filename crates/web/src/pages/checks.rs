//! What does not agree: the findings that are open, and those that somebody settled.
//!
//! Findings are named by their keys, which say nothing about what is in the records.

mod item;
mod one;
mod waiting;

pub(crate) use one::{one, settle};

use std::ops::Range;

use askama::Template;
use axum::response::{IntoResponse, Response};

use crate::address::Address;
use crate::checking::Checks as Known;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::pages::saved::SavedNotice;
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_workspace::{
    CellPart, CheckReport, FindingKind, FindingWeight, KindCount, PastSettlement,
};
use item::Item;

/// Most findings on a page.
const PER_PAGE: usize = 30;

/// How much of findings a page takes, in bytes as [`Item::size`] guesses them: with the frame and the table of kinds
/// it stays below 60 kB.
const ROOM: usize = 36_000;

/// What of the findings a page shows, as it stands in addresses.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    kind: Option<FindingKind>,
    settled: bool,
    page: usize,
}

impl Asked {
    fn of(kind: Option<&str>, settled: bool, page: usize) -> Result<Self, Problem> {
        let kind = kind
            .map(|code| FindingKind::from_code(code).ok_or(Problem::NotFound))
            .transpose()?;
        Ok(Self {
            kind,
            settled,
            page,
        })
    }

    fn address(self) -> Address {
        let page = (self.page > 1).then(|| self.page.to_string());
        Address::new("/checks")
            .with_some("kind", self.kind.map(FindingKind::code))
            .with_some("settled", self.settled.then_some("1"))
            .with_some("page", page)
    }

    /// The same question of another kind, from its first page.
    fn kind(self, kind: Option<FindingKind>) -> Self {
        Self {
            kind,
            page: 1,
            ..self
        }
    }
}

#[derive(Template)]
#[template(path = "checks.html")]
struct Checks {
    frame: Frame,
    saved: Option<SavedNotice>,
    settled: bool,
    open_href: String,
    settled_href: String,
    open_in_all: usize,
    settled_in_all: usize,
    records: usize,
    kinds: Vec<Kind>,
    /// The kind that is shown, and the address of all kinds.
    only: Option<(String, String)>,
    /// How many findings the list has, on all of its pages.
    found: usize,
    items: Vec<Item>,
    /// Gaps that are not in the list of all kinds, and where they are.
    gaps: Vec<(usize, String, String)>,
    gaps_in_all: usize,
    past: Vec<PastSettlement>,
    beyond: bool,
    pager: Pager,
}

/// A kind in the table: how many findings, and where they are.
struct Kind {
    label: String,
    href: String,
    open: [usize; 3],
    settled: usize,
    settled_href: String,
}

/// `GET /checks?kind=&settled=1&page=`
pub(crate) async fn checks(visit: Visit) -> Result<Response, Problem> {
    let asked = Asked::of(
        visit.asked.one("kind"),
        visit.asked.one("settled").is_some(),
        visit.asked.page()?,
    )?;
    let report = match crate::checking::checks(&visit).await? {
        Known::Done(report) => report,
        Known::UnderWay(far) => return waiting::page(&visit, far),
    };
    let (open_in_all, settled_in_all) =
        (report.open.len(), report.settled.len() + report.past.len());
    let (kinds, gaps) = (kinds(&report, asked), gaps(&report, asked));
    let only = asked.kind.map(|kind| {
        let known = report.kinds.iter().find(|counted| counted.kind == kind);
        let label = known.map_or_else(|| kind.code().to_owned(), |counted| counted.label.clone());
        (label, asked.kind(None).address().to_string())
    });
    let records = report.records;
    let (items, past) = listed(&report, asked);
    let sizes: Vec<usize> = items.iter().map(Item::size).collect();
    let pages = pages(&sizes);
    let at = asked.page.min(pages.len().max(1));
    let here = pages.get(at - 1).cloned().unwrap_or(0..0);
    let found = items.len();
    let html = page(&Checks {
        frame: visit.frame(Place::Review, visit.words.t("checks-title")),
        saved: SavedNotice::of(&visit),
        settled: asked.settled,
        open_href: with_state(asked, false),
        settled_href: with_state(asked, true),
        open_in_all,
        settled_in_all,
        records,
        kinds,
        only,
        found,
        items: items
            .into_iter()
            .skip(here.start)
            .take(here.len())
            .map(|item| Item {
                href: one::link(&item.key, asked, 1),
                ..item
            })
            .collect(),
        gaps_in_all: gaps.iter().map(|(count, ..)| count).sum(),
        gaps,
        // Settlements of what is no longer found stand on the last page.
        past: if at >= pages.len() { past } else { Vec::new() },
        beyond: asked.page > pages.len().max(1),
        pager: Pager::new(at, pages.len(), |page| {
            Asked { page, ..asked }.address().to_string()
        }),
    })?;
    Ok(html.into_response())
}

fn with_state(asked: Asked, settled: bool) -> String {
    Asked {
        settled,
        ..asked.kind(asked.kind)
    }
    .address()
    .to_string()
}

/// The table of all kinds; nothing where one kind is shown, or what is settled.
fn kinds(report: &CheckReport, asked: Asked) -> Vec<Kind> {
    if asked.kind.is_some() || asked.settled {
        return Vec::new();
    }
    let of = |counted: &KindCount| Kind {
        label: counted.label.clone(),
        href: asked.kind(Some(counted.kind)).address().to_string(),
        open: counted.open,
        settled: counted.settled,
        settled_href: with_state(asked.kind(Some(counted.kind)), true),
    };
    report.kinds.iter().map(of).collect()
}

/// The gaps that the list of all kinds leaves out: how many, of which kind, where.
fn gaps(report: &CheckReport, asked: Asked) -> Vec<(usize, String, String)> {
    if asked.kind.is_some() || asked.settled {
        return Vec::new();
    }
    let of = |counted: &KindCount| {
        let href = asked.kind(Some(counted.kind)).address().to_string();
        (counted.open[2], counted.label.clone(), href)
    };
    let all = report.kinds.iter().filter(|counted| counted.open[2] > 0);
    all.map(of).collect()
}

/// What is asked for, on all of its pages; and settlements of findings that are no longer found.
fn listed(report: &CheckReport, asked: Asked) -> (Vec<Item>, Vec<PastSettlement>) {
    let wanted = |kind| asked.kind.is_none_or(|asked| asked == kind);
    if asked.settled {
        let of_kind = |past: &&PastSettlement| {
            let kind = FindingKind::of_key(&past.finding);
            asked.kind.is_none() || asked.kind == kind
        };
        let items = report
            .settled
            .iter()
            .filter(|settled| wanted(settled.finding.kind))
            .map(|settled| Item::in_list(&settled.finding, Some(&settled.settlement)));
        let past = report.past.iter().filter(of_kind).cloned();
        return (items.collect(), past.collect());
    }
    let items = report
        .open
        .iter()
        .filter(|found| wanted(found.kind))
        // Where everything is shown, gaps would bury what is wrong.
        .filter(|found| asked.kind.is_some() || found.weight != FindingWeight::Gap)
        .map(|found| Item::in_list(found, None));
    (items.collect(), Vec::new())
}

/// Which findings stand on which page: in their order, as many as there is room for, each on one page.
fn pages(sizes: &[usize]) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let (mut begin, mut filled) = (0, 0);
    for (at, size) in sizes.iter().enumerate() {
        if at > begin && (at - begin == PER_PAGE || filled + size > ROOM) {
            pages.push(begin..at);
            (begin, filled) = (at, 0);
        }
        filled += size;
    }
    if begin < sizes.len() {
        pages.push(begin..sizes.len());
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_finding_stands_on_one_page_and_none_is_too_long(
            sizes in prop::collection::vec(0_usize..60_000, 0..200)
        ) {
            let pages = pages(&sizes);
            let all: Vec<usize> = pages.iter().cloned().flatten().collect();
            prop_assert_eq!(all, (0..sizes.len()).collect::<Vec<_>>());
            for page in pages {
                let size: usize = sizes[page.clone()].iter().sum();
                prop_assert!((1..=PER_PAGE).contains(&page.len()));
                prop_assert!(page.len() == 1 || size <= ROOM);
            }
        }
    }
}

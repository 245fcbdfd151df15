//! From a document to its pages: sheet by sheet, then the contents, then what stands above and below.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;
use typst::World;
use typst::comemo::{self, Track};
use typst::diag::SourceDiagnostic;
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{StyleChain, Target, TargetElem};
use typst::introspection::{EmptyIntrospector, Introspector, Location, Locator};
use typst::layout::Point;
use typst::model::Document;
use typst::utils::Protected;
use typst_layout::{Page, PagedDocument, layout_document_for_bundle};

use super::PdfError;
use super::links::{self, Found};
use super::sheets::{self, Cut, Span};
use super::shop::{Shop, Typography};
use super::torn;
use crate::told::{Part, Told};

/// How often the contents may move what they list. Once they are set, they hardly ever do.
const MOST_TIMES: usize = 4;

/// What is set in one go has no element in common with the rest; sheets are told apart by where they begin.
const LIST: u128 = u128::MAX;
const MARGINS: u128 = u128::MAX - 1;

/// The pages of a document.
pub(super) fn set(told: &Told) -> Result<PagedDocument, PdfError> {
    let list = lay(
        Typography::Press,
        &sheets::headings(told),
        LIST,
        &EmptyIntrospector,
    )?;
    let runs: Vec<Run> = sheets::runs(told)
        .par_iter()
        .map(|span| run(told, *span, list.introspector().as_ref()))
        .collect::<Result<_, _>>()?;
    let (to, mut first) = runs.first().map_or((sheets::end(told), 0), |run| run.first);
    let pages: Vec<Page> = runs.into_iter().flat_map(|run| run.pages).collect();
    let rest = pages.get(first..).unwrap_or_default().to_vec();
    let mut document = PagedDocument::new(pages.into_iter().collect(), list.info().clone());
    // Now it is known on which page each section begins: the first sheet is set again, for its contents.
    let span = Span {
        from: Cut::before(0),
        to,
    };
    for _ in 0..MOST_TIMES {
        let introspector = document.introspector().as_ref();
        let front = lay(
            Typography::Press,
            &sheets::sheet(told, span),
            place_of(span.from),
            introspector,
        )?;
        let before = std::mem::replace(&mut first, front.pages().len());
        let pages = front.pages().iter().chain(&rest).cloned().collect();
        document = PagedDocument::new(pages, front.info().clone());
        if before == first {
            break;
        }
    }
    comemo::evict(0);
    finished(told, document.pages().to_vec(), &document)
}

/// A part of the document that begins on a page of its own.
struct Run {
    pages: Vec<Page>,
    /// Where its first sheet ends, and how many pages it fills.
    first: (Cut, usize),
}

fn run(told: &Told, span: Span, list: &dyn Introspector) -> Result<Run, PdfError> {
    let mut run = Run {
        pages: Vec::new(),
        first: (span.to, 0),
    };
    let mut from = span.from;
    let mut sheets = 1;
    loop {
        let to = sheets::ahead(told, Span { from, to: span.to }, sheets);
        let laid = lay(
            Typography::Press,
            &sheets::sheet(told, Span { from, to }),
            place_of(from),
            list,
        )?;
        let (cut, pages) = match last_whole_page(told, laid.pages(), Span { from, to }) {
            _ if to == span.to => (to, laid.pages().to_vec()),
            Some((cut, count)) => (cut, torn::off(laid, count, sheets::rows_before(from, cut))),
            // A sheet without a page before which it may be cut must be larger.
            None => {
                sheets *= 2;
                continue;
            }
        };
        if from == span.from {
            run.first = (cut, pages.len());
        }
        run.pages.extend(pages);
        if cut == span.to {
            return Ok(run);
        }
        from = cut;
        sheets = 1;
    }
}

/// A number of its own for each place at which a sheet may begin.
const fn place_of(cut: Cut) -> u128 {
    ((cut.part as u128) << 64) | cut.item as u128
}

/// The last page that begins with an item, and how many pages stand before it: there the next sheet takes over, and
/// sets this page full.
fn last_whole_page(told: &Told, pages: &[Page], span: Span) -> Option<(Cut, usize)> {
    let named = sheets::by_name(told, span);
    let begins = |page: &Page| {
        let (mut printed, mut first) = (false, None);
        links::found(page, &mut |found| match found {
            Found::Printed => printed = true,
            Found::Place(name, _) => {
                if let (None, Some(cut)) = (first, named.get(&name)) {
                    first = Some((*cut, printed));
                }
            }
        });
        let (cut, after_others) = first?;
        (!after_others || !sheets::may_follow_a_torn_one(told, cut)).then_some(cut)
    };
    let pages = pages.iter().enumerate().skip(1).rev();
    pages
        .map(|(at, page)| Some((begins(page)?, at)))
        .find_map(|cut| cut)
}

/// With what stands above and below, and links that lead somewhere.
fn finished(
    told: &Told,
    mut pages: Vec<Page>,
    document: &PagedDocument,
) -> Result<PagedDocument, PdfError> {
    let places = links::places(&pages);
    let margins = lay(
        Typography::Margins,
        &Margins::of(told, pages.len(), |at| {
            places.get(at).map(|place| place.page.get())
        }),
        MARGINS,
        &EmptyIntrospector,
    )?;
    for (number, page) in (1..).zip(&mut pages) {
        page.number = number;
        links::lead(page, &places, &told.words.page);
    }
    for (page, margin) in pages.iter_mut().zip(margins.pages()) {
        page.frame
            .prepend_frame(Point::zero(), margin.frame.clone());
    }
    Ok(PagedDocument::new(
        pages.into_iter().collect(),
        document.info().clone(),
    ))
}

/// What stands above and below, as Typst reads it.
#[derive(Serialize)]
struct Margins<'t> {
    language: &'static str,
    landscape: bool,
    title: &'t str,
    name: String,
    colophon: &'t str,
    /// The last section that has begun, for each page.
    sections: Vec<&'t str>,
}

impl<'t> Margins<'t> {
    fn of(told: &'t Told, pages: usize, page_of: impl Fn(&str) -> Option<usize>) -> Self {
        let mut sections = vec![""; pages];
        for part in &told.blocks {
            let Part::Heading {
                level: 1, t, at, ..
            } = part
            else {
                continue;
            };
            let from = page_of(at).map_or(pages, |page| page.saturating_sub(1));
            for section in sections.iter_mut().skip(from) {
                *section = t;
            }
        }
        Self {
            language: told.language,
            landscape: told.landscape,
            title: &told.title,
            name: match &told.subtitle {
                Some(subtitle) => format!("{} · {subtitle}", told.title),
                None => told.title.clone(),
            },
            colophon: &told.colophon,
            sections,
        }
    }
}

/// Sets something once. What it asks about the document is answered by what is known of it so far.
fn lay(
    typography: Typography,
    what: &impl Serialize,
    place: u128,
    known: &dyn Introspector,
) -> Result<PagedDocument, PdfError> {
    let shop = Shop::open(typography, serde_json::to_vec(what)?)?;
    let world: &dyn World = &shop;
    let library = world.library();
    let target = TargetElem::target.set(Target::Paged).wrap();
    let base = StyleChain::new(&library.styles);
    let traced = Traced::default();
    let mut sink = Sink::new();
    let content = typst_eval::eval(
        world.track(),
        library,
        traced.track(),
        sink.track_mut(),
        Route::default().track(),
        shop.text(),
    );
    let mut engine = Engine {
        library,
        world: world.track(),
        introspector: Protected::new(known.track()),
        traced: traced.track(),
        sink: sink.track_mut(),
        route: Route::default(),
    };
    let laid = content.and_then(|content| {
        let place = Locator::synthesize(Location::new(place));
        layout_document_for_bundle(&mut engine, &content.content(), place, base.chain(&target))
    });
    let laid = laid.map_err(|faults| refused(&faults))?;
    match sink.delayed() {
        faults if faults.is_empty() => Ok(laid),
        faults => Err(refused(&faults)),
    }
}

pub(super) fn refused(faults: &[SourceDiagnostic]) -> PdfError {
    let first = faults.first().map(|fault| fault.message.to_string());
    PdfError::Set(first.unwrap_or_default())
}

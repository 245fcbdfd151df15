//! What ends, falls due or waits in the days to come; and marking it as dealt with.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use super::{back, file};
use crate::address::Address;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::pages::review::sent::Sent;
use crate::pages::saved::SavedNotice;
use crate::problem::Problem;
use crate::token::new_form;
use crate::visit::{Visit, page};
use crate::words::Words;
use aigaq_schema::{Day, RecordId};
use aigaq_workspace::registers::{
    DoneForm, DoneMark, Extent, MarkView, RegisterWish, SoonKind, SoonRow, SoonWish,
};

/// Days that the page looks ahead where nothing else is asked for.
const AHEAD: u32 = 30;
/// Most days that can be asked for.
const FARTHEST: u32 = 3_660;
/// Things on a page: with their forms it stays below 60 kB.
const ROWS: usize = 30;

#[derive(Template)]
#[template(path = "soon.html")]
struct Soon {
    frame: Frame,
    saved: Option<SavedNotice>,
    title: String,
    on: String,
    days: u32,
    /// Kinds, with how many things of each there are: code, words, number, chosen.
    kinds: Vec<(&'static str, String, usize, bool)>,
    rows: Vec<Coming>,
    in_all: usize,
    pager: Pager,
    ics: String,
    ics_names: String,
    form: String,
    /// What was marked as dealt with is shown in place of what comes.
    shows_done: bool,
    done_href: String,
    coming_href: String,
    done: Vec<MarkView>,
    done_in_all: usize,
}

/// Something that comes, ready to be shown.
struct Coming {
    row: SoonRow,
    kind: String,
    href: String,
    /// Whom it concerns is not in what it is called already.
    tells_who: bool,
}

/// What the address asks for.
#[derive(Clone, Copy)]
struct Asked {
    on: Option<Day>,
    days: u32,
    kind: Option<SoonKind>,
    done: bool,
    page: usize,
}

/// How many days the address looks ahead.
fn days(visit: &Visit) -> Result<u32, Problem> {
    let Some(text) = visit.asked.one("days") else {
        return Ok(AHEAD);
    };
    text.parse()
        .ok()
        .filter(|days| (1..=FARTHEST).contains(days))
        .ok_or_else(|| Problem::BadPage(text.chars().take(40).collect()))
}

impl Asked {
    fn read(visit: &Visit) -> Result<Self, Problem> {
        let asked = &visit.asked;
        let kind = match asked.one("kind") {
            None => None,
            Some(code) => Some(
                SoonKind::ALL
                    .into_iter()
                    .find(|kind| kind.code() == code)
                    .ok_or(Problem::NotFound)?,
            ),
        };
        Ok(Self {
            on: asked.day("on")?,
            days: days(visit)?,
            kind,
            done: asked.one("done").is_some(),
            page: asked.page()?,
        })
    }

    fn address(self) -> Address {
        Address::new("/registers/soon")
            .with_some("on", self.on.map(|day| day.to_string()))
            .with_some("days", (self.days != AHEAD).then(|| self.days.to_string()))
            .with_some("kind", self.kind.map(SoonKind::code))
            .with_some("done", self.done.then_some("1"))
            .with_some("page", (self.page > 1).then(|| self.page.to_string()))
    }

    fn calendar(self, on: Day, names: bool) -> String {
        Address::new("/registers/soon.ics")
            .with("on", on.to_string())
            .with("days", self.days.to_string())
            .with_some("kind", self.kind.map(SoonKind::code))
            .with_some("names", names.then_some("1"))
            .to_string()
    }
}

/// `GET /registers/soon?on=&days=&kind=&done=1&page=`
pub(crate) async fn soon(visit: Visit) -> Result<Html<String>, Problem> {
    let asked = Asked::read(&visit)?;
    let on = asked.on.unwrap_or(visit.app.today());
    let skip = (asked.page - 1).saturating_mul(ROWS);
    let wish = SoonWish {
        on,
        days: asked.days,
        kind: asked.kind,
        extent: Extent::Page { skip, take: ROWS },
    };
    let (soon, dealt) = visit
        .ask(move |workspace, asking| {
            let dealt = workspace.dealt_with(asking)?;
            Ok((workspace.soon(asking, &wish)?, dealt))
        })
        .await?;
    let number = |kind: SoonKind| {
        let of = soon.kinds.iter().find(|(of, _)| *of == kind);
        of.map_or(0, |(_, number)| *number)
    };
    let kinds = SoonKind::ALL
        .into_iter()
        .map(|kind| {
            let number = number(kind);
            let chosen = asked.kind == Some(kind);
            (kind.code(), in_words(visit.words, kind), number, chosen)
        })
        .filter(|(_, _, number, chosen)| *number > 0 || *chosen)
        .collect();
    let asked_kinds = SoonKind::ALL
        .into_iter()
        .filter(|kind| asked.kind.is_none_or(|asked| asked == *kind));
    let (in_all, done_in_all) = (asked_kinds.map(number).sum(), dealt.len());
    let listed = if asked.done { done_in_all } else { in_all };
    let pages = listed.div_ceil(ROWS);
    let title = visit.words.n("soon-days", u64::from(asked.days));
    page(&Soon {
        frame: visit.frame(Place::Registers, title.clone()),
        saved: SavedNotice::of(&visit),
        title,
        on: on.to_string(),
        days: asked.days,
        kinds,
        rows: soon
            .rows
            .into_iter()
            .map(|row| Coming {
                kind: in_words(visit.words, row.kind),
                href: crate::address::record(row.record),
                tells_who: !row.who.is_empty() && !row.what.contains(&row.who),
                row,
            })
            .collect(),
        in_all,
        pager: Pager::new(asked.page, pages, |page| {
            Asked { page, ..asked }.address().to_string()
        }),
        ics: asked.calendar(on, false),
        ics_names: asked.calendar(on, true),
        form: new_form()?.to_string(),
        shows_done: asked.done,
        done_href: Asked {
            done: true,
            page: 1,
            ..asked
        }
        .address()
        .to_string(),
        coming_href: Asked {
            done: false,
            page: 1,
            ..asked
        }
        .address()
        .to_string(),
        done: dealt.into_iter().skip(skip).take(ROWS).collect(),
        done_in_all,
    })
}

fn in_words(words: Words, kind: SoonKind) -> String {
    words.t(match kind {
        SoonKind::Ending => "soon-ending",
        SoonKind::Hearing => "soon-hearing",
        SoonKind::OurDeadline => "soon-our-deadline",
        SoonKind::StateDeadline => "soon-state-deadline",
        SoonKind::Decision => "soon-decision",
        SoonKind::Commitment => "soon-commitment",
        SoonKind::FollowUp => "soon-follow-up",
    })
}

/// The calendar file of what comes: of these kinds, or of the one that the address names.
pub(super) async fn calendar(
    visit: &Visit,
    stem: &str,
    kinds: &'static [SoonKind],
) -> Result<Response, Problem> {
    let asked = Asked::read(visit)?;
    let on = asked.on.unwrap_or(visit.app.today());
    let names = with_names(visit);
    let kinds: Vec<SoonKind> = match asked.kind {
        Some(kind) => vec![kind],
        None => kinds.to_vec(),
    };
    let text = visit
        .ask(move |workspace, asking| workspace.calendar(asking, on, asked.days, &kinds, names))
        .await?;
    Ok(as_file(stem, text))
}

/// The calendar file of what stands in a register.
pub(super) async fn of_register(visit: &Visit, wish: RegisterWish) -> Result<Response, Problem> {
    let (days, names, stem) = (days(visit)?, with_names(visit), wish.name.code());
    let text = visit
        .ask(move |workspace, asking| workspace.register_calendar(asking, &wish, days, names))
        .await?;
    Ok(as_file(stem, text))
}

fn with_names(visit: &Visit) -> bool {
    visit.asked.one("names") == Some("1")
}

fn as_file(stem: &str, text: String) -> Response {
    let kind = "text/calendar; charset=utf-8";
    file(stem, "ics", kind, text.into_bytes())
}

/// `POST /registers/soon`: marks something that comes as dealt with, with `mark`, `record` and `reason`, and goes back to
/// where it was shown.
pub(crate) async fn done(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let sent = Sent::new(&filled);
    if filled.again {
        return Ok(soon(visit).await?.into_response());
    }
    let record: RecordId = sent.text("record").parse().map_err(|_| Problem::OldForm)?;
    let form = DoneForm {
        token: sent.token()?,
        mark: DoneMark(sent.text("mark")),
        record,
        reason: sent.text("reason"),
        now: visit.app.now(),
    };
    let asking = visit.asking();
    let saved = visit
        .app
        .change(move |workspace| workspace.mark_done(&asking, &form))
        .await?;
    let to = match sent.one("back") {
        Some(path) => crate::address::back(Some(path)),
        None => "/registers/soon".to_owned(),
    };
    // The path alone: nothing of what the address carried is needed to show the page again.
    let to = Address::new(to.split(['?', '#']).next().unwrap_or("/"));
    back(to, saved)
}

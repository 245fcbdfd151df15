//! A register on a day: as a page with its parts, and as a file.

use aigaq_press::file::Format;
use aigaq_publishing::html;
use aigaq_publishing::links::{Anchors, Pages};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};

use super::timelines::Course;
use super::{file, soon};
use crate::address::Address;
use crate::asked::Asked;
use crate::forms::Filled;
use crate::frame::{Frame, Place};
use crate::pages::outputs::taken_along as document_taken_along;
use crate::pages::pager::Pager;
use crate::pages::search::{RememberedWords, remembered};
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_workspace::registers::{
    EnteredAs, Extent, GroupRow, RegisterAnswer, RegisterName, RegisterWish, SoonKind,
};
use aigaq_workspace::{Asking, Workspace};

/// Rows on a page: with their sources it stays below 60 kB.
const ROWS: usize = 15;
/// Rows of a table beside the rows: they have no sources.
const TABLE_ROWS: usize = 30;
/// Lines of time on a page, each with its picture.
const TIMELINES: usize = 5;
/// The table of the lines of time.
const OF_TIMELINES: &str = "timelines";

/// What is asked of a register.
#[derive(Clone)]
struct Wished {
    wish: RegisterWish,
    page: usize,
    /// The words of the wish stand in addresses by their id alone.
    words: Option<String>,
}

impl Wished {
    fn read(visit: &Visit, asked: &Asked, name: RegisterName) -> Result<Self, Problem> {
        let given = |name: &str| asked.one(name).map(str::to_owned);
        let audience = asked.audience()?;
        Ok(Self {
            wish: RegisterWish {
                since: asked.day("since")?,
                kind: given("kind"),
                group: given("group"),
                table: given("table"),
                audience,
                ..RegisterWish::whole(name, asked.day("on")?.unwrap_or(visit.app.today()))
            },
            page: asked.page()?,
            words: None,
        })
    }

    /// As an address asks for it, with the words that it has an id of.
    fn of_address(visit: &Visit, name: RegisterName) -> Result<Self, NotShown> {
        let wished = Self::read(visit, &visit.asked, name)?;
        let words = remembered(visit, &wished.address(""))?;
        Ok(wished.with(words))
    }

    fn with(mut self, words: Option<RememberedWords>) -> Self {
        (self.words, self.wish.words) = words.map(|kept| (kept.id, kept.words)).unzip();
        self
    }

    /// The address of the same with this ending of a file; none is the page.
    fn address(&self, ending: &str) -> Address {
        let wish = &self.wish;
        let audience = wish.audience.is_outside().then(|| wish.audience.code());
        Address::new(format!("/registers/{}{ending}", wish.name.code()))
            .with("on", wish.on.to_string())
            .with_some("since", wish.since.map(|day| day.to_string()))
            .with_some("kind", wish.kind.clone())
            .with_some("words", self.words.clone())
            .with_some("group", wish.group.clone())
            .with_some("audience", audience)
    }

    /// The address of a page of it.
    fn at(&self, page: usize) -> String {
        self.address("")
            .with_some("table", self.wish.table.clone())
            .with_some("page", (page > 1).then(|| page.to_string()))
            .to_string()
    }

    /// The first page of a part or a table of it.
    fn part(&self, group: Option<&str>, table: Option<&str>) -> String {
        let mut part = self.clone();
        part.wish.group = group.map(str::to_owned);
        part.wish.table = table.map(str::to_owned);
        part.at(1)
    }

    /// How many rows a page of it has.
    fn take(&self) -> usize {
        match self.wish.table.as_deref() {
            None => ROWS,
            Some(OF_TIMELINES) => TIMELINES,
            Some(_) => TABLE_ROWS,
        }
    }
}

/// Why a register is not shown: something is wrong, or its words must be typed again.
enum NotShown {
    Problem(Problem),
    WordsNeeded(Box<Response>),
}

impl From<Problem> for NotShown {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Box<Response>> for NotShown {
    fn from(page: Box<Response>) -> Self {
        Self::WordsNeeded(page)
    }
}

/// A choice among the parts of a register.
struct Part {
    href: String,
    title: String,
    rows: usize,
    current: bool,
}

#[derive(Template)]
#[template(path = "register.html")]
struct RegisterPage {
    frame: Frame,
    code: &'static str,
    on: String,
    since: String,
    words: String,
    /// Kinds to choose from: code, label, chosen.
    kinds: Vec<(String, String, bool)>,
    group: String,
    table: String,
    /// The code of the audience.
    audience: &'static str,
    parts: Vec<Part>,
    /// Forms by which one enters into it: address and label.
    forms: Vec<(String, String)>,
    html_href: String,
    pdf_href: String,
    docx_href: String,
    csv_href: String,
    xlsx_href: String,
    json_href: String,
    ics_href: Option<String>,
    /// Deadlines have a page for their rules.
    has_rules: bool,
    /// Figures have pages that draw their series.
    has_series: bool,
    flaws: usize,
    courses: Vec<Course>,
    beyond: bool,
    pager: Pager,
    /// Made by the renderer of publications, which escapes all text.
    fragment: String,
}

/// `GET /registers/{register}`, and with `.html`, `.pdf`, `.docx`, `.csv`, `.xlsx`, `.json`, `.ics` the same as a file;
/// `/registers/soon.ics` is everything that comes.
pub(crate) async fn register(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (code, ending) = name.split_once('.').unwrap_or((&name, ""));
    if name == "soon.ics" {
        return soon::calendar(&visit, "soon", &SoonKind::ALL).await;
    }
    let register = RegisterName::from_code(code).ok_or(Problem::NotFound)?;
    match ending {
        "ics" if register.days().is_empty() => Err(Problem::NotFound),
        "" | "ics" | "html" | "pdf" | "docx" | "csv" | "xlsx" | "json" => {
            let wished = match Wished::of_address(&visit, register) {
                Ok(wished) => wished,
                Err(NotShown::Problem(problem)) => return Err(problem),
                Err(NotShown::WordsNeeded(page)) => return Ok(*page),
            };
            if ending.is_empty() {
                return shown(&visit, wished).await;
            }
            if ending == "ics" {
                return soon::of_register(&visit, wished.wish).await;
            }
            let answer = visit
                .ask(move |workspace, asking| workspace.register(asking, &wished.wish))
                .await?;
            match ending {
                "xlsx" | "json" => taken_along(register, ending, &answer),
                _ => {
                    let format = Format::of_name(ending).ok_or(Problem::NotFound)?;
                    document_taken_along(answer.document, format).await
                }
            }
        }
        _ => Err(Problem::NotFound),
    }
}

/// `POST /registers/{register}`: words and conditions as chosen; the words are remembered.
pub(crate) async fn ask(
    visit: Visit,
    Path(name): Path<String>,
    filled: Filled,
) -> Result<Redirect, Problem> {
    let register = RegisterName::from_code(&name).ok_or(Problem::NotFound)?;
    let asked = Asked::new(filled.pairs);
    let words = RememberedWords::sent(&visit, &asked)?;
    let wished = Wished::read(&visit, &asked, register)?.with(words);
    Ok(Redirect::to(&wished.at(1)))
}

fn taken_along(
    name: RegisterName,
    ending: &str,
    answer: &RegisterAnswer,
) -> Result<Response, Problem> {
    let (kind, content) = match ending {
        "json" => (
            "application/json",
            format!("{:#}\n", answer.json).into_bytes(),
        ),
        _ => (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            answer.workbook()?,
        ),
    };
    Ok(file(name.code(), ending, kind, content))
}

async fn shown(visit: &Visit, asked: Wished) -> Result<Response, Problem> {
    let name = asked.wish.name;
    let take = asked.take();
    let skip = (asked.page - 1).saturating_mul(take);
    let mut wish = asked.wish.clone();
    wish.extent = Extent::Page { skip, take };
    let (answer, kinds, forms) = visit
        .ask(move |workspace, asking| {
            let kinds = kinds(workspace, asking, &wish);
            let forms = name
                .entered_as()
                .iter()
                .filter_map(|form| form_of(workspace, asking, form))
                .collect();
            Ok((workspace.register(asking, &wish)?, kinds, forms))
        })
        .await?;
    let wish = &asked.wish;
    let rows = match (&wish.table, &wish.group) {
        (Some(table), _) => rows_of(&answer.tables, table).ok_or(Problem::NotFound)?,
        (None, Some(group)) => rows_of(&answer.groups, group).ok_or(Problem::NotFound)?,
        (None, None) => answer.rows,
    };
    let pages = Pages {
        record_prefix: "/record/".to_owned(),
        query_prefix: "/".to_owned(),
    };
    let fragment = match wish.audience.is_outside() {
        true => html::html_part(&answer.document, &Anchors),
        false => html::html_part(&answer.document, &pages),
    };
    let courses = if wish.table.as_deref() == Some(OF_TIMELINES) {
        answer.courses.iter().collect()
    } else {
        Vec::new()
    };
    let html = page(&RegisterPage {
        frame: visit.frame(Place::Registers, answer.title.clone()),
        code: name.code(),
        on: wish.on.to_string(),
        since: wish.since.map_or_else(String::new, |day| day.to_string()),
        words: wish.words.clone().unwrap_or_default(),
        kinds,
        group: wish.group.clone().unwrap_or_default(),
        table: wish.table.clone().unwrap_or_default(),
        audience: wish.audience.code(),
        parts: parts(visit, &asked, &answer),
        forms,
        html_href: asked.address(".html").to_string(),
        pdf_href: asked.address(".pdf").to_string(),
        docx_href: asked.address(".docx").to_string(),
        csv_href: asked.address(".csv").to_string(),
        xlsx_href: asked.address(".xlsx").to_string(),
        json_href: asked.address(".json").to_string(),
        ics_href: (!name.days().is_empty()).then(|| {
            let file = asked.address(".ics");
            file.with("days", CALENDAR.to_string()).to_string()
        }),
        has_rules: matches!(name, RegisterName::Deadlines | RegisterName::Assemblies),
        has_series: name == RegisterName::Figures,
        flaws: answer.flaws_in_all,
        courses: courses
            .into_iter()
            .enumerate()
            .map(|(place, row)| Course::of(row, FIRST_PICTURE + place, visit.words))
            .collect(),
        beyond: rows > 0 && skip >= rows,
        pager: Pager::new(asked.page, rows.div_ceil(take), |page| asked.at(page)),
        fragment,
    })?;
    Ok(html.into_response())
}

/// Days that the calendar file of a register looks ahead.
const CALENDAR: u32 = 366;
/// The number of the first picture that is not one of the document's.
const FIRST_PICTURE: usize = 100;

fn rows_of(rows: &[GroupRow], key: &str) -> Option<usize> {
    rows.iter().find(|row| row.key == key).map(|row| row.rows)
}

/// All rows, each part that has any, and the tables beside them.
fn parts(visit: &Visit, asked: &Wished, answer: &RegisterAnswer) -> Vec<Part> {
    let wish = &asked.wish;
    let mut parts = vec![Part {
        href: asked.part(None, None),
        title: visit.words.t("registers-all"),
        rows: answer.rows,
        current: wish.group.is_none() && wish.table.is_none(),
    }];
    for group in answer.groups.iter().filter(|group| group.rows > 0) {
        parts.push(Part {
            href: asked.part(Some(&group.key), None),
            title: group.title.clone(),
            rows: group.rows,
            current: wish.table.is_none() && wish.group.as_ref() == Some(&group.key),
        });
    }
    for table in &answer.tables {
        parts.push(Part {
            href: asked.part(None, Some(&table.key)),
            title: table.title.clone(),
            rows: table.rows,
            current: wish.table.as_ref() == Some(&table.key),
        });
    }
    parts
}

/// The kinds by which a register is narrowed down.
fn kinds(
    workspace: &Workspace,
    asking: &Asking,
    wish: &RegisterWish,
) -> Vec<(String, String, bool)> {
    let list = wish
        .name
        .kinds()
        .and_then(|(_, list)| workspace.schema().list(list));
    let entries = list.map_or(&[][..], |list| list.entries());
    entries
        .iter()
        .filter(|entry| !entry.retired)
        .map(|entry| {
            let label = entry.label.get(asking.language).to_owned();
            let chosen = wish.kind.as_ref() == Some(&entry.code);
            (entry.code.clone(), label, chosen)
        })
        .collect()
}

/// Where a form is, and what it enters: "Case: Torture".
fn form_of(workspace: &Workspace, asking: &Asking, form: &EnteredAs) -> Option<(String, String)> {
    let schema = workspace.schema();
    let record_type = schema.record_type(form.record_type)?;
    let label = record_type.label.get(asking.language);
    let address = Address::new(format!("/enter/{}", form.record_type));
    let Some((property, code)) = form.with else {
        return Some((address.to_string(), label.to_owned()));
    };
    let list = schema.list_of(record_type.property(property)?)?;
    let kind = list.get(code)?.label.get(asking.language);
    Some((
        address.with(property, code).to_string(),
        format!("{label}: {kind}"),
    ))
}

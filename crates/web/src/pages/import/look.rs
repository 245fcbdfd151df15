//! The look at a file before it is imported: how it is understood, and what importing it would do.

use aigaq_schema::{CountedAs, Reason};
use askama::Template;
use axum::response::{IntoResponse, Response};

use super::questions::{MOST, QuestionShown, lists, questions};
use super::run;
use crate::frame::{Frame, Place};
use crate::imports::{How, Upload};
use crate::pages::pager::Pager;
use crate::problem::Problem;
use crate::visit::{Visit, page};
use crate::words::Words;
use aigaq_workspace::entering::Labels;
use aigaq_workspace::workbook::{
    ColumnGuess, SheetGuess, Skipped, Why, WhyLeftOut, WhySkipped, Workbook,
};
use aigaq_workspace::{Asking, ImportOutcome, Understood, Workspace, WorkspaceError};

/// Faults on one page.
const PER_PAGE: usize = 25;
/// Surer than this, a guess needs no second look.
const SURE: u8 = 60;

#[derive(Template)]
#[template(path = "import_look.html")]
struct Look {
    frame: Frame,
    id: String,
    file: String,
    /// The name by which the workbook's rows are known.
    name: Option<String>,
    fault: Option<String>,
    figures: Vec<(String, String)>,
    sheets: Vec<SheetShown>,
    /// Whether the sheets and their columns are corrected here; otherwise what they leave open is asked. Both at once
    /// are too much for one page.
    sheets_open: bool,
    questions: Vec<QuestionShown>,
    /// How many more questions there are.
    more: usize,
    lists: Vec<Labels>,
    targets: Vec<TargetsShown>,
    faults: Vec<FaultShown>,
    faults_total: usize,
    pager: Pager,
    skipped: Vec<(String, String, String)>,
    notes: Vec<String>,
    nothing_new: bool,
}

struct SheetShown {
    n: usize,
    name: String,
    /// Whether each column's choices stand here: of one sheet at a time, since twelve sheets would be 200 kB of choices.
    open: bool,
    taken: bool,
    why_not: Option<String>,
    row: String,
    year: String,
    month: String,
    rows: u64,
    /// Columns whose guess a person had better look at.
    unsure: usize,
    /// What the workbook hides here, in words.
    hidden: Vec<String>,
    columns: Vec<ColumnShown>,
}

struct ColumnShown {
    letter: String,
    heading: String,
    examples: Vec<String>,
    /// What it is taken for, in words.
    is: String,
    why: String,
    unsure: bool,
    hidden: bool,
    /// What it can be taken for; nothing where the sheet is not open.
    roles: Vec<OptionShown>,
}

struct OptionShown {
    code: String,
    label: String,
    chosen: bool,
}

/// A type of act with several targets: one act, or one each.
struct TargetsShown {
    code: String,
    label: String,
    acts: u64,
    together: bool,
}

struct FaultShown {
    place: String,
    column: String,
    value: String,
    reason: String,
}

/// What is found out with the workspace.
struct Found {
    understood: Option<Understood>,
    /// What importing would do; or why it cannot be done, as far as it was tried.
    outcome: Result<ImportOutcome, Option<Reason>>,
    lists: Vec<Labels>,
    types: Vec<(String, String)>,
}

fn find(
    workspace: &mut Workspace,
    asking: &Asking,
    upload: &Upload,
    now: (i64, String),
) -> Result<Found, WorkspaceError> {
    let mut found = Found {
        understood: None,
        outcome: Err(None),
        lists: Vec::new(),
        types: Vec::new(),
    };
    if upload.how == How::Workbook {
        let mut remembered = workspace.remembered()?;
        remembered.add(&upload.answers);
        let understood = Workbook::open(&upload.name, &upload.bytes[..])
            .map_err(WorkspaceError::from)
            .and_then(|book| {
                workspace.understand_workbook(asking, &book, &remembered, &upload.corrections)
            });
        match understood {
            Ok(understood) => {
                found.lists = lists(workspace, asking, &understood.words);
                found.understood = Some(understood);
            }
            Err(why) => {
                found.outcome = Err(Some(why.reason()));
                return Ok(found);
            }
        }
    }
    found.outcome = run(workspace, asking, upload, true, now).map_err(|why| Some(why.reason()));
    found.types = workspace
        .choices_of(asking, "act_types")
        .into_iter()
        .map(|choice| (choice.code, choice.label))
        .collect();
    Ok(found)
}

/// The page of a file that was sent.
pub(super) async fn shown(
    visit: &Visit,
    upload: Upload,
    fault: Option<String>,
) -> Result<Response, Problem> {
    let number = visit.asked.page()?;
    let sheets_open = visit.asked.one("sheet").is_some();
    let open_sheet = visit.asked.one("sheet").and_then(|n| n.parse().ok());
    let (asking, now) = (visit.asking(), visit.app.now());
    let for_later = upload.clone();
    let found = visit
        .app
        .change(move |workspace| find(workspace, &asking, &upload, now))
        .await?
        .map_err(Problem::from)?;
    let upload = for_later;
    let w = visit.words;
    let (mut faults, mut figures, mut skipped, mut notes, mut targets) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut fault = fault;
    let mut nothing_new = false;
    match &found.outcome {
        Ok(outcome) => {
            figures = figures_of(w, outcome);
            nothing_new = outcome.report.statements == 0 && outcome.report.withdrawn == 0;
            faults = outcome
                .quarantined
                .iter()
                .map(|q| FaultShown {
                    place: w.two("import-place", q.stands_in(), &q.line.to_string()),
                    column: q.column.clone(),
                    value: q.value.clone(),
                    reason: w.reason(&q.reason),
                })
                .collect();
            if let Some(read) = &outcome.report.workbook {
                skipped = read
                    .skipped
                    .iter()
                    .map(|one| skipped_shown(w, one))
                    .collect();
                if read.rows_by_place > 0 {
                    notes.push(w.n("import-by-place", read.rows_by_place));
                }
                if read.dittos > 0 {
                    notes.push(w.n("import-dittos", read.dittos));
                }
                targets = targets_of(&found.types, read, &upload);
            }
        }
        Err(why) => fault = fault.or_else(|| why.as_ref().map(|why| w.reason(why))),
    }
    let total = faults.len();
    let pages = total.div_ceil(PER_PAGE).max(1);
    let first = (number.min(pages) - 1) * PER_PAGE;
    let on_page = faults.into_iter().skip(first).take(PER_PAGE).collect();
    let id = upload.id.clone();
    let asked = found.understood.as_ref().map_or(&[][..], |u| &u.words);
    let shown = page(&Look {
        frame: visit.frame(Place::Import, w.t("import-title")),
        name: found.understood.as_ref().map(|u| u.guess.name.clone()),
        sheets: found.understood.as_ref().map_or_else(Vec::new, |u| {
            sheets_shown(w, &visit.asking(), &u.guess.sheets, open_sheet)
        }),
        sheets_open,
        questions: questions(w, asked, &upload),
        more: asked.len().saturating_sub(MOST),
        lists: found.lists,
        targets,
        pager: Pager::new(number, pages, |number| {
            format!("/import/{id}?page={number}#faults")
        }),
        id: upload.id,
        file: upload.name,
        fault,
        figures,
        faults: on_page,
        faults_total: total,
        skipped,
        notes,
        nothing_new,
    })?;
    Ok(shown.into_response())
}

fn figures_of(w: Words, outcome: &ImportOutcome) -> Vec<(String, String)> {
    let report = &outcome.report;
    let skipped: u64 = report.tables.iter().map(|t| t.skipped_rows).sum();
    [
        (report.rows, "import-rows"),
        (report.records_new, "import-new"),
        (report.records_changed, "import-changed"),
        (report.records_unchanged, "import-unchanged"),
        (report.quarantined, "import-faults"),
        (skipped, "import-skipped"),
    ]
    .into_iter()
    .filter(|(number, key)| *number > 0 || *key == "import-rows")
    .map(|(number, key)| (w.num(number), w.n(key, number)))
    .collect()
}

fn skipped_shown(w: Words, skipped: &Skipped) -> (String, String, String) {
    let rows = if skipped.first == skipped.last {
        skipped.first.to_string()
    } else {
        format!("{}–{}", skipped.first, skipped.last)
    };
    (
        w.two("import-place", &skipped.sheet, &rows),
        w.t(match skipped.why {
            WhySkipped::AboveHeadings => "skipped-above-headings",
            WhySkipped::Headings => "skipped-headings",
            WhySkipped::ColumnNumbers => "skipped-column-numbers",
            WhySkipped::Empty => "skipped-empty",
            WhySkipped::Totals => "skipped-totals",
            WhySkipped::Between => "skipped-between",
            WhySkipped::BelowTable => "skipped-below-table",
            WhySkipped::SheetLeftOut => "skipped-sheet-left-out",
        }),
        skipped.text.clone(),
    )
}

fn targets_of(
    types: &[(String, String)],
    read: &aigaq_workspace::workbook::WorkbookReport,
    upload: &Upload,
) -> Vec<TargetsShown> {
    let mut all: Vec<TargetsShown> = Vec::new();
    for (acts, together) in [(&read.together, true), (&read.each, false)] {
        for (code, count) in acts.iter().filter(|(code, _)| !code.is_empty()) {
            all.push(TargetsShown {
                label: types
                    .iter()
                    .find(|(known, _)| known == code)
                    .map_or_else(|| code.clone(), |(_, label)| label.clone()),
                acts: *count,
                together: upload
                    .answers
                    .targets(code)
                    .map_or(together, |said| said == CountedAs::Together),
                code: code.clone(),
            });
        }
    }
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all
}

/// The sheets, one of them open: the one that is asked for, or else the first with a guess to look at.
fn sheets_shown(
    w: Words,
    asking: &Asking,
    sheets: &[SheetGuess],
    asked: Option<usize>,
) -> Vec<SheetShown> {
    let first = |fits: &dyn Fn(&SheetGuess) -> bool| {
        let taken = |sheet: &&SheetGuess| sheet.left_out.is_none() && fits(sheet);
        sheets.iter().position(|sheet| taken(&sheet))
    };
    let open = asked
        .filter(|n| *n < sheets.len())
        .or_else(|| first(&|sheet| sheet.columns.iter().any(is_unsure)))
        .or_else(|| first(&|_| true));
    sheets
        .iter()
        .enumerate()
        .map(|(n, sheet)| sheet_shown(w, asking, (n, open == Some(n)), sheet))
        .collect()
}

/// Whether a person had better look at it.
fn is_unsure(column: &ColumnGuess) -> bool {
    column.score < SURE && !matches!(column.why, Why::Said | Why::Remembered)
}

fn sheet_shown(
    w: Words,
    asking: &Asking,
    (n, open): (usize, bool),
    sheet: &SheetGuess,
) -> SheetShown {
    let text = |number: Option<u64>| number.map(|n| n.to_string()).unwrap_or_default();
    SheetShown {
        n,
        name: sheet.name.clone(),
        open,
        unsure: sheet.columns.iter().filter(|c| is_unsure(c)).count(),
        taken: sheet.left_out.is_none(),
        why_not: sheet.left_out.map(|why| {
            w.t(match why {
                WhyLeftOut::Empty => "sheet-empty",
                WhyLeftOut::NoHeadings => "sheet-no-headings",
                WhyLeftOut::NoIncidents => "sheet-no-incidents",
                WhyLeftOut::Hidden => "sheet-hidden",
                WhyLeftOut::Asked => "sheet-asked",
            })
        }),
        row: text(sheet.heading_row),
        year: sheet.year.map(|y| y.to_string()).unwrap_or_default(),
        month: text(sheet.month.map(u64::from)),
        rows: sheet.rows,
        hidden: [
            (sheet.hidden && sheet.left_out.is_none()).then(|| w.t("sheet-is-hidden")),
            (sheet.hidden_rows > 0).then(|| w.n("sheet-hidden-rows", sheet.hidden_rows)),
        ]
        .into_iter()
        .flatten()
        .collect(),
        columns: sheet
            .columns
            .iter()
            .map(|c| column_shown(w, asking, c, open))
            .collect(),
    }
}

fn column_shown(w: Words, asking: &Asking, column: &ColumnGuess, open: bool) -> ColumnShown {
    let roles = Workspace::roles(asking);
    let label = |role| {
        let found = roles.iter().find(|(r, _)| *r == role);
        found.map_or_else(String::new, |(_, label)| label.clone())
    };
    ColumnShown {
        letter: column.letter.clone(),
        heading: column.heading.clone(),
        examples: column.examples.clone(),
        is: label(column.role),
        why: match &column.why {
            Why::Said => w.t("why-said"),
            Why::Remembered => w.t("why-remembered"),
            Why::Heading { word } => w.with("why-heading", word),
            Why::Values { fitting, of } => {
                w.two("why-values", &fitting.to_string(), &of.to_string())
            }
            Why::Taken { role } => w.with("why-taken", label(*role)),
            Why::Nothing => w.t("why-nothing"),
        },
        unsure: is_unsure(column),
        hidden: column.hidden,
        roles: roles
            .iter()
            .filter(|_| open)
            .map(|(role, label)| OptionShown {
                code: role.code().to_owned(),
                label: label.clone(),
                chosen: *role == column.role,
            })
            .collect(),
    }
}

//! What the person says about a file: fields of the page become corrections and answers.

use super::questions::answered;
use crate::imports::{How, Upload};
use aigaq_schema::CountedAs;
use aigaq_workspace::workbook::{Remembered, Role, SheetAnswers, SheetCorrections, Workbook};

use aigaq_workspace::{Asking, Workspace, WorkspaceError};

/// The upload with what the fields say. Fields that say what is guessed anyway are no corrections.
pub(super) fn taken_in(
    workspace: &Workspace,
    asking: &Asking,
    mut upload: Upload,
    pairs: &[(String, String)],
) -> Result<Upload, WorkspaceError> {
    if upload.how != How::Workbook {
        return Ok(upload);
    }
    let field = |name: &str| {
        let found = pairs.iter().find(|(given, _)| given == name);
        found.map(|(_, value)| value.trim())
    };
    if let Some(name) = field("name").filter(|n| !n.is_empty()) {
        upload.corrections.name = Some(name.chars().take(120).collect());
    }
    let book = Workbook::open(&upload.name, &upload.bytes[..])?;
    let mut remembered = workspace.remembered()?;
    remembered.add(&upload.answers);
    let guess = workspace
        .understand_workbook(asking, &book, &remembered, &upload.corrections)?
        .guess;
    let place = (guess.name.as_str(), &guess.sheets[..]);
    for (n, sheet) in guess.sheets.iter().enumerate() {
        if field(&format!("sheet.{n}")).is_none() {
            continue;
        }
        let said = upload
            .corrections
            .sheets
            .entry(sheet.name.clone())
            .or_default();
        let number =
            |name: &str| field(&format!("sheet.{n}.{name}")).and_then(|t| t.parse::<u64>().ok());
        if number("row").is_some() && number("row") != sheet.heading_row {
            said.heading_row = number("row");
            // Other headings, other columns.
            said.columns.clear();
            continue;
        }
        let take = field(&format!("sheet.{n}.take")).is_some();
        let year = number("year").and_then(|y| i32::try_from(y).ok());
        let month = number("month")
            .and_then(|m| u8::try_from(m).ok())
            .filter(|m| (1..=12).contains(m));
        let answers = SheetAnswers {
            take: (take != sheet.left_out.is_none()).then_some(take),
            year: year.filter(|_| year != sheet.year),
            month: month.filter(|_| month != sheet.month),
            ..SheetAnswers::default()
        };
        if answers != SheetAnswers::default() {
            let kept = upload.answers.answer_sheet(place.0, &sheet.name, &answers);
            kept.map_err(WorkspaceError::Asked)?;
        }
        for column in &sheet.columns {
            let chosen = field(&format!("column.{n}.{}", column.letter)).and_then(Role::of_code);
            if let Some(role) = chosen.filter(|role| *role != column.role) {
                said.columns.insert(column.letter.clone(), role);
            }
        }
        if *said == SheetCorrections::default() {
            upload.corrections.sheets.remove(&sheet.name);
        }
    }
    upload.unread = answered(workspace, asking, place, pairs, &mut upload.answers);
    for (name, value) in pairs {
        let (Some(code), Some(rule)) = (name.strip_prefix("targets."), CountedAs::of_code(value))
        else {
            continue;
        };
        let schema = workspace.schema();
        let now = remembered.targets(code);
        // What is usual for the type is no answer of anybody.
        if rule != now.unwrap_or_else(|| schema.counted_by_default(code)) {
            let kept = upload.answers.answer_targets(schema, code, rule);
            kept.map_err(WorkspaceError::Asked)?;
        }
    }
    Ok(upload)
}

/// What the person said of columns, by their headings, for the next workbook.
pub(super) fn columns_of(
    workspace: &Workspace,
    asking: &Asking,
    upload: &Upload,
) -> Result<Remembered, WorkspaceError> {
    let mut remembered = Remembered::default();
    if upload.how != How::Workbook {
        return Ok(remembered);
    }
    let book = Workbook::open(&upload.name, &upload.bytes[..])?;
    let understood =
        workspace.understand_workbook(asking, &book, &upload.answers, &upload.corrections)?;
    for sheet in &understood.guess.sheets {
        let Some(said) = upload.corrections.sheets.get(&sheet.name) else {
            continue;
        };
        for column in &sheet.columns {
            if let Some(role) = said.columns.get(&column.letter) {
                remembered.answer_column(&column.heading, *role);
            }
        }
    }
    Ok(remembered)
}

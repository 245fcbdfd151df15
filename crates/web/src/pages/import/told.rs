//! What the person says about a file: fields of the page become corrections and answers.

use crate::imports::{How, Upload};
use aigaq_schema::CountedAs;
use aigaq_workspace::workbook::{Remembered, Role, SheetCorrections, Workbook};
use aigaq_workspace::{Asking, Workspace, WorkspaceError};

/// The value of a field that keeps a word as it is.
pub(super) const AS_IT_IS: &str = "-";

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
    for (n, sheet) in guess.sheets.iter().enumerate() {
        if field(&format!("sheet.{n}")).is_none() {
            continue;
        }
        let said = upload
            .corrections
            .sheets
            .entry(sheet.name.clone())
            .or_default();
        said.leave_out = field(&format!("sheet.{n}.take")).is_none();
        let number =
            |name: &str| field(&format!("sheet.{n}.{name}")).and_then(|t| t.parse::<u64>().ok());
        if number("row").is_some() && number("row") != sheet.heading_row {
            said.heading_row = number("row");
            // Other headings, other columns.
            said.columns.clear();
            continue;
        }
        let year = number("year").and_then(|y| i32::try_from(y).ok());
        if year != sheet.year {
            said.year = year;
        }
        let month = number("month")
            .and_then(|m| u8::try_from(m).ok())
            .filter(|m| (1..=12).contains(m));
        if month != sheet.month {
            said.month = month;
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
    for (name, list) in pairs {
        let Some(n) = name
            .strip_prefix("word.")
            .and_then(|n| n.strip_suffix(".list"))
        else {
            continue;
        };
        let (Some(word), Some(code)) = (
            field(&format!("word.{n}")),
            field(&format!("word.{n}.code")),
        ) else {
            continue;
        };
        let is_code = workspace
            .schema()
            .list(list)
            .is_some_and(|list| list.get(code).is_some());
        if code == AS_IT_IS {
            let kept = upload
                .answers
                .answer(workspace.schema(), list, word, Vec::new());
            kept.map_err(WorkspaceError::Asked)?;
        } else if is_code {
            let codes = vec![code.to_owned()];
            let kept = upload.answers.answer(workspace.schema(), list, word, codes);
            kept.map_err(WorkspaceError::Asked)?;
        }
    }
    for (name, value) in pairs {
        if let Some(code) = name.strip_prefix("targets.") {
            if let Some(rule) = CountedAs::of_code(value) {
                upload.answers.answer_targets(code, rule);
            }
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

//! Lists of records.

use super::{Common, counted};
use crate::asking::keeper;
use crate::cli::ListArgs;
use crate::refusal::{Refusal, neither_csv_nor_xlsx, not_one_day, refuse, unwritable};
use crate::table;
use aigaq_schema::{Day, PartialDate};
use aigaq_workspace::{
    Asking, CellPart, ListPage, ListQuery, ListRow, RestrictionRow, SheetKind, StandingGroup,
    Words, Workspace,
};
use anyhow::{Result, bail};
use std::io::BufWriter;
use std::path::Path;
use std::process::ExitCode;

/// Lists the records of a type: all of them, for a list is never cut in silence.
pub fn list(common: &Common<'_>, args: &ListArgs) -> Result<ExitCode> {
    let workspace = common.open_to_read()?;
    let ask = keeper(common.language);
    if let Some(on) = &args.on.as_ref().filter(|_| args.out.is_none()) {
        if args.record_type != "restriction" {
            bail!("--on DATE is for restrictions: `aigaq list restriction --on {on}`");
        }
        let mut rows = workspace.restrictions_on(&ask, exact(on)?)?;
        if !args.filters.is_empty() || args.words.is_some() {
            let mut query = query(args)?;
            query.on = Some(exact(on)?);
            let (_, kept) = all_rows(&workspace, &ask, &query)?;
            rows.retain(|row| kept.iter().any(|k| k.id == row.id));
        }
        return restrictions(common, on, &rows);
    }
    if let Some(out) = &args.out {
        return write(common, &workspace, &query(args)?, out);
    }
    let (page, rows) = all_rows(&workspace, &ask, &query(args)?)?;
    let answer = serde_json::json!({
        "type": page.record_type, "unit": page.unit, "total": page.total, "columns": page.columns, "rows": rows,
    });
    common.answer(&answer, || {
        let mut headings = vec!["id".to_owned(), page.label.clone()];
        headings.extend(page.columns.iter().map(|c| c.label.clone()));
        let mut right = vec![false, false];
        right.extend(page.columns.iter().map(|c| c.numeric));
        let rows: Vec<Vec<String>> = rows.iter().map(cells).collect();
        format!(
            "{}\n{}",
            table::lines(&headings, &rows, &right),
            counted(page.total, "record", "records")
        )
    })
}

fn query(args: &ListArgs) -> Result<ListQuery> {
    Ok(ListQuery {
        record_type: args.record_type.clone(),
        filters: args
            .filters
            .iter()
            .map(|f| f.parse())
            .collect::<Result<_, _>>()?,
        words: args.words.clone(),
        sort: args.sort.clone(),
        descending: args.descending,
        columns: args.cols.clone(),
        on: args.on.as_ref().map(exact).transpose()?,
        ..ListQuery::default()
    })
}

fn all_rows(
    workspace: &Workspace,
    ask: &Asking,
    query: &ListQuery,
) -> Result<(ListPage, Vec<ListRow>)> {
    let page = workspace.list(ask, query)?;
    let listing = workspace.listing(ask, query)?;
    let rows = workspace.listed(ask, &listing, 0..listing.len())?;
    Ok((page, rows))
}

/// Writes all of a list into a file that is not there yet.
fn write(
    common: &Common<'_>,
    workspace: &Workspace,
    query: &ListQuery,
    out: &Path,
) -> Result<ExitCode> {
    let ending = out.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let Ok(kind) = ending.parse::<SheetKind>() else {
        return refuse(neither_csv_nor_xlsx(out));
    };
    let file = std::fs::File::create_new(out).map_err(|why| Refusal(unwritable(out, why)))?;
    let rows =
        workspace.export_list(&keeper(common.language), query, kind, BufWriter::new(file))?;
    let answer = serde_json::json!({ "rows": rows, "file": out });
    common.answer(&answer, || {
        format!(
            "{} in {}",
            counted(rows, "record", "records"),
            out.display()
        )
    })
}

fn cells(row: &ListRow) -> Vec<String> {
    let mut cells = vec![row.id.to_string(), row.caption.clone()];
    cells.extend(row.cells.iter().map(|parts| joined(parts)));
    cells
}

/// The parts of a cell in one line.
pub fn joined(parts: &[CellPart]) -> String {
    parts
        .iter()
        .map(CellPart::text)
        .collect::<Vec<_>>()
        .join("; ")
}

/// The day that a date names exactly.
pub fn exact(date: &PartialDate) -> Result<Day> {
    if date.is_exact() {
        return Ok(date.first());
    }
    refuse(not_one_day(date.text()))
}

fn restrictions(
    common: &Common<'_>,
    on: &PartialDate,
    rows: &[RestrictionRow],
) -> Result<ExitCode> {
    let of = |group: StandingGroup| {
        rows.iter()
            .filter(|r| r.standing == group)
            .collect::<Vec<_>>()
    };
    let (certainly, perhaps, end_unknown) = (
        of(StandingGroup::Certainly),
        of(StandingGroup::Perhaps),
        of(StandingGroup::EndUnknown),
    );
    let answer = serde_json::json!({
        "on": on.text(), "unit": "restrictions", "certainly": certainly, "perhaps": perhaps, "end_unknown": end_unknown,
    });
    common.answer(&answer, || {
        let words = Words::of(common.language);
        let mut text = String::new();
        for (key, rows) in [
            ("certainly", certainly),
            ("perhaps", perhaps),
            ("end_unknown", end_unknown),
        ] {
            text.push_str(&format!(
                "{} {on}: {}\n",
                words.say(&format!("restrictions.{key}")),
                rows.len()
            ));
            let headings = ["id", "who", "kind", "from", "until", "days left"].map(str::to_owned);
            let lines: Vec<Vec<String>> = rows
                .iter()
                .map(|r| {
                    let left = match r.days_left {
                        Some((least, Some(most))) if least == most => least.to_string(),
                        Some((least, Some(most))) => format!("{least}–{most}"),
                        Some((least, None)) => format!("{least} or more"),
                        None => String::new(),
                    };
                    vec![
                        r.id.to_string(),
                        joined(&r.who),
                        r.kind.clone(),
                        r.start.clone(),
                        r.end.clone(),
                        left,
                    ]
                })
                .collect();
            if !lines.is_empty() {
                text.push_str(&table::lines(
                    &headings,
                    &lines,
                    &[false, false, false, false, false, true],
                ));
            }
            text.push('\n');
        }
        text
    })
}

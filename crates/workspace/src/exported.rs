//! Leaving, and coming back: everything in open formats, readable without this program.
//!
//! A folder of an export holds `statements.jsonl` (every statement ever made, one a line, with its change-set and
//! whether it was withdrawn), `change_sets.jsonl` (who saved when), `records/TYPE.csv` (what holds now) and
//! `schema/` (what types, properties and codes mean; the
//! organisation's own stand in `schema/own.toml`). Plain files: whoever can read the folder can read them.
//! Importing such a folder says everything again, change-set by change-set, and gives the same state.

use crate::error::WorkspaceError;
use crate::open::Workspace;
use crate::reasons;
use crate::sealing::drafts;
use aigaq_exchange::export::{ExportedStatement, Lines, RecordTable, segments, write_statement};
use aigaq_journal::{ActOfSaving, Draft, KeyId};
use aigaq_schema::{ChangeSetId, StatementId};
use aigaq_view::Reader;
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

/// The file whose presence makes a folder an export.
const STATEMENTS: &str = "statements.jsonl";
const CHANGE_SETS: &str = "change_sets.jsonl";

/// What an export wrote, or what coming back said again.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct ExportSummary {
    /// Records.
    pub records: u64,
    /// Statements, withdrawn ones too.
    pub statements: u64,
    /// Change-sets.
    pub change_sets: u64,
    /// Statements passed over because they are here already.
    pub already: u64,
    /// Files, relative to the folder.
    pub files: Vec<String>,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct ChangeSetLine {
    change_set: ChangeSetId,
    act: String,
    claimed: i64,
    zone: String,
}

/// The folder is one that `export` wrote.
#[must_use]
pub fn is_export(dir: &Path) -> bool {
    dir.join(STATEMENTS).is_file()
}

impl Workspace {
    /// Writes everything, as plain files, into a folder that is empty or not there.
    ///
    /// # Errors
    /// When the folder holds something, or a file cannot be written: what was written is left, and said.
    pub fn export(&self, dir: &Path) -> Result<ExportSummary, WorkspaceError> {
        if dir
            .read_dir()
            .is_ok_and(|mut entries| entries.next().is_some())
        {
            return Err(WorkspaceError::Asked(reasons::folder_not_empty(dir)));
        }
        for folder in ["records", "schema/records", "schema/lists", "schema/rules"] {
            let path = dir.join(folder);
            std::fs::create_dir_all(&path).map_err(WorkspaceError::file(path))?;
        }
        let mut summary = ExportSummary::default();
        self.export_statements(dir, &mut summary)?;
        self.export_records(dir, &mut summary)?;
        for (name, text) in aigaq_schema::schema::shipped_files() {
            write(
                dir,
                &format!("schema/{name}"),
                text.as_bytes(),
                &mut summary,
            )?;
        }
        let own = self.own_words()?;
        let text = own
            .text()
            .map_err(|e| WorkspaceError::Asked(reasons::own_words_unwritable(e.to_string())))?;
        write(dir, "schema/own.toml", text.as_bytes(), &mut summary)?;
        Ok(summary)
    }

    fn export_statements(
        &self,
        dir: &Path,
        summary: &mut ExportSummary,
    ) -> Result<(), WorkspaceError> {
        let path = dir.join(STATEMENTS);
        let mut out = BufWriter::new(File::create(&path).map_err(WorkspaceError::file(&path))?);
        let mut sets: Vec<ChangeSetLine> = Vec::new();
        let mut failed = None;
        self.view.each_block(|spoken, root, block, withdrawn| {
            if failed.is_some() {
                return;
            }
            if sets
                .last()
                .is_none_or(|last| last.change_set != spoken.change_set)
            {
                sets.push(ChangeSetLine {
                    change_set: spoken.change_set,
                    act: spoken.act.clone(),
                    claimed: spoken.claimed,
                    zone: spoken.zone.clone(),
                });
            }
            for statement in &block.statements {
                let line = ExportedStatement {
                    root,
                    record: block.record,
                    record_type: block.record_type.clone(),
                    statement: statement.clone(),
                    change_set: Some(spoken.change_set),
                    withdrawn: withdrawn(statement.id),
                };
                summary.statements += 1;
                if let Err(error) = write_statement(&mut out, &line) {
                    failed = Some(error);
                    return;
                }
            }
        })?;
        if let Some(error) = failed {
            return Err(error.into());
        }
        out.flush().map_err(WorkspaceError::file(&path))?;
        summary.files.push(STATEMENTS.to_owned());
        summary.change_sets = sets.len() as u64;
        let lines: Vec<String> = sets
            .iter()
            .map(|s| serde_json::to_string(s).unwrap_or_default())
            .collect();
        write(
            dir,
            CHANGE_SETS,
            format!("{}\n", lines.join("\n")).as_bytes(),
            summary,
        )
    }

    fn export_records(
        &self,
        dir: &Path,
        summary: &mut ExportSummary,
    ) -> Result<(), WorkspaceError> {
        for record_type in self.schema().types() {
            let rows = self
                .view
                .columns()
                .table(&record_type.code)
                .map_or(0, aigaq_counting::Table::rows);
            let name = format!("records/{}.csv", record_type.code);
            let path = dir.join(&name);
            let file = BufWriter::new(File::create(&path).map_err(WorkspaceError::file(&path))?);
            let mut table = RecordTable::new(record_type, file)?;
            for row in 0..rows {
                let Some(brief) = self
                    .view
                    .brief_at(&Reader::keeper(), &record_type.code, row)?
                else {
                    continue;
                };
                let values = brief
                    .resolved
                    .iter()
                    .flat_map(|r| r.values.iter().map(|v| (r.property.as_str(), v)));
                table.record(brief.id, values)?;
                summary.records += 1;
            }
            table
                .finish()?
                .flush()
                .map_err(WorkspaceError::file(&path))?;
            summary.files.push(name);
        }
        Ok(())
    }

    /// Says everything of an export again, change-set by change-set. What is here already is passed over, so that
    /// an interrupted coming back can be gone on with.
    ///
    /// # Errors
    /// When a line cannot be read (nothing of its change-set is saved then), or saving fails.
    pub fn come_back(
        &mut self,
        dir: &Path,
        mut told: impl FnMut(u64),
    ) -> Result<ExportSummary, WorkspaceError> {
        let times = change_sets_in(dir)?;
        let path = dir.join(STATEMENTS);
        let file = BufReader::new(File::open(&path).map_err(WorkspaceError::file(&path))?);
        let mut summary = ExportSummary::default();
        let mut gathered: Vec<ExportedStatement> = Vec::new();
        for line in Lines::new(STATEMENTS, file) {
            let line = line?;
            if gathered
                .last()
                .is_some_and(|last| last.change_set != line.change_set)
            {
                self.say_again(std::mem::take(&mut gathered), &times, &mut summary)?;
                told(summary.statements + summary.already);
            }
            gathered.push(line);
        }
        self.say_again(gathered, &times, &mut summary)?;
        Ok(summary)
    }

    fn say_again(
        &mut self,
        statements: Vec<ExportedStatement>,
        times: &[ChangeSetLine],
        summary: &mut ExportSummary,
    ) -> Result<(), WorkspaceError> {
        let set = statements.first().and_then(|s| s.change_set);
        let mut fresh = Vec::with_capacity(statements.len());
        let mut here: Option<(aigaq_schema::RecordId, HashSet<StatementId>)> = None;
        for statement in statements {
            if here
                .as_ref()
                .is_none_or(|(record, _)| *record != statement.record)
            {
                let said = self.view.said(statement.record)?;
                let ids = said
                    .iter()
                    .flat_map(|(_, b)| b.statements.iter().map(|s| s.id))
                    .collect();
                here = Some((statement.record, ids));
            }
            if here
                .as_ref()
                .is_some_and(|(_, ids)| ids.contains(&statement.statement.id))
            {
                summary.already += 1;
            } else {
                summary.statements += 1;
                fresh.push(statement);
            }
        }
        if fresh.is_empty() {
            return Ok(());
        }
        let told = times.iter().find(|t| Some(t.change_set) == set);
        let act = match told.map(|t| t.act.as_str()) {
            Some("form") => ActOfSaving::Form,
            Some("decision") => ActOfSaving::Decision,
            _ => ActOfSaving::Import,
        };
        let now = told.map_or((0, String::new()), |t| (t.claimed, t.zone.clone()));
        let mut sealed = Vec::new();
        for segment in segments(fresh) {
            let key = self.view.key_of(segment.root)?.map(KeyId);
            sealed.extend(drafts(&segment, key));
        }
        self.journal.append(Draft {
            meta: Self::meta(act, now, None),
            segments: sealed,
        })?;
        self.view.catch_up(&self.journal, |_| {})?;
        summary.change_sets += 1;
        Ok(())
    }
}

fn change_sets_in(dir: &Path) -> Result<Vec<ChangeSetLine>, WorkspaceError> {
    let path = dir.join(CHANGE_SETS);
    let file = BufReader::new(File::open(&path).map_err(WorkspaceError::file(&path))?);
    let mut all = Vec::new();
    for (place, line) in file.lines().enumerate() {
        let line = line.map_err(WorkspaceError::file(&path))?;
        if !line.trim().is_empty() {
            all.push(serde_json::from_str(&line).map_err(|e| {
                WorkspaceError::Asked(reasons::line_of_export(
                    CHANGE_SETS,
                    place + 1,
                    e.to_string(),
                ))
            })?);
        }
    }
    Ok(all)
}

fn write(
    dir: &Path,
    name: &str,
    bytes: &[u8],
    summary: &mut ExportSummary,
) -> Result<(), WorkspaceError> {
    let path = dir.join(name);
    std::fs::write(&path, bytes).map_err(WorkspaceError::file(&path))?;
    summary.files.push(name.to_owned());
    Ok(())
}

//! The annex of a file: every record that a figure counts, in a line.

use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::{EvidenceRecord, document};
use aigaq_schema::Value;
use aigaq_view::Brief;

/// The types of record that have rows of their own before the annex.
const IN_LISTS: [&str; 2] = ["restriction", "commitment"];

impl Telling<'_> {
    /// The record of a row of columns as published; `None` when it may not be told of. A part in an act is told with
    /// its act: by itself it would say no more than "somebody, victim".
    pub fn record_at(
        &mut self,
        table: &str,
        row: u32,
    ) -> Result<Option<document::RecordId>, WorkspaceError> {
        if let Some(known) = self.rows.get(&(table.to_owned(), row)) {
            return Ok(known.clone());
        }
        let brief = self.workspace.view.brief_at(&self.ask.reader, table, row)?;
        let brief = match brief.as_ref().and_then(|part| part.value("act")) {
            Some(Value::Reference(act)) if table == "involvement" => self.brief(*act)?.or(brief),
            _ => brief,
        };
        let record = brief.map(|brief| self.record(&brief));
        self.rows.insert((table.to_owned(), row), record.clone());
        Ok(record)
    }

    /// All records told of that have no row elsewhere, by letter and number.
    pub fn evidence(&mut self) -> Result<Vec<EvidenceRecord>, WorkspaceError> {
        let mut all = Vec::new();
        let mut at = 0;
        // Telling of an act can number the people in it.
        while let Some(id) = self.told.get(at).copied() {
            at += 1;
            let Some(brief) = self.brief(id)? else {
                continue;
            };
            if !IN_LISTS.contains(&brief.record_type.as_str()) {
                all.push(self.evidence_of(&brief)?);
            }
        }
        // A stable sort: within a letter by number.
        all.sort_by_key(|record| {
            let mut letters = record.label.chars();
            let letter = letters.next();
            (letter, letters.as_str().parse::<u32>().ok())
        });
        Ok(all)
    }

    fn evidence_of(&mut self, brief: &Brief) -> Result<EvidenceRecord, WorkspaceError> {
        let mut about = vec![brief.clone()];
        let (what, who) = match brief.record_type.as_str() {
            "act" => {
                let parts = self.parts(brief)?;
                let who = self.actors(&parts, "target")?;
                about.extend(parts);
                (self.text(brief, "type"), who)
            }
            "actor" => {
                let mut what = self.words(brief, "category");
                what.extend(self.words(brief, "gender"));
                (what.join(", "), self.caption(brief)?)
            }
            _ => (self.caption(brief)?, String::new()),
        };
        let date = ["start", "period", "date"]
            .into_iter()
            .find(|property| self.date_of(brief, property).is_some())
            .unwrap_or("start");
        Ok(EvidenceRecord {
            id: self.record(brief),
            label: self.number_of(brief),
            kind: match (brief.record_type.as_str(), brief.value("kind")) {
                ("actor" | "event", Some(Value::Term(_))) => self.text(brief, "kind"),
                (other, _) => self.naming.type_label(other),
            },
            date: self.date(brief, date),
            what,
            who,
            place: self.place(brief)?,
            citations: self.cite(&about.iter().collect::<Vec<_>>())?,
        })
    }
}

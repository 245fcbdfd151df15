//! The columns of a page, and the cells of a record in them.

use super::{ListColumn, ListQuery, ListRow, path_label};
use crate::error::WorkspaceError;
use crate::named::{CellPart, Naming};
use crate::open::Workspace;
use crate::reasons;
use aigaq_counting::{Column, Data};
use aigaq_publishing::dates;
use aigaq_schema::running_number::NUMBER;
use aigaq_schema::{Day, Property, RecordId, Schema, ValueKind};
use aigaq_view::{Brief, CHANGED};

/// Columns of one page at most.
const MOST_COLUMNS: usize = 40;
/// Own properties shown beside the usual ones.
const MOST_OWN: usize = 3;
/// The actors in an act, by role: they stand in the involvements.
const ROLES: [&str; 2] = ["target", "perpetrator"];

/// A column there can be.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ColumnChoice {
    /// The property.
    pub property: String,
    /// Its label.
    pub label: String,
    /// It is shown.
    pub shown: bool,
}

/// Columns by type where the order of the schema would not put the most telling first.
/// `target` and `perpetrator` are the actors in an act.
const COLUMNS: [(&str, &[&str]); 13] = [
    (
        "act",
        &["start", "type", "target", "perpetrator", "place", "outcome"],
    ),
    ("actor", &["kind", "category", "gender", "status", "role"]),
    (
        "event",
        &["start", "kind", "place", "region", "deaths", "detained"],
    ),
    (
        "restriction",
        &["actor", "kind", "start", "length", "end", "scope", "status"],
    ),
    (
        "commitment",
        &["kind", "addressee", "made_by", "made_on", "theme"],
    ),
    (
        "assessment",
        &["commitment", "axis", "level", "date", "reason"],
    ),
    ("figure", &["value", "unit", "scope", "period", "part_of"]),
    ("source", &["author", "publisher", "date", "kind"]),
    (
        "application",
        &["event", "applicant", "kind", "outcome", "followed"],
    ),
    ("case", &["party", "body", "opened", "decided", "outcome"]),
    ("involvement", &["role", "actor", "act", "number"]),
    ("note", &["kind", "text", "reason"]),
    ("file", &["kind", "title", "received", "how", "of"]),
];

impl Workspace {
    pub(super) fn row(
        &self,
        naming: &Naming<'_>,
        brief: &Brief,
        columns: &[ListColumn],
    ) -> Result<ListRow, WorkspaceError> {
        let mut cells = Vec::with_capacity(columns.len());
        let record_type = naming.schema.record_type(&brief.record_type);
        let is_numbered = record_type.is_some_and(|of| of.numbered)
            && columns.iter().all(|column| column.property != NUMBER);
        for column in columns {
            cells.push(match column.property.as_str() {
                role if ROLES.contains(&role) && brief.record_type == "act" => {
                    self.actors_in(naming, brief.id, role)?
                }
                CHANGED => self.changed(naming, brief),
                property => naming.values(brief, property)?,
            });
        }
        Ok(ListRow {
            id: brief.id,
            caption: naming.named(brief)?.caption,
            number: crate::numbers::number(brief).filter(|_| is_numbered),
            cells,
            agreement: brief.agreement(),
        })
    }

    /// The actors in an act by role, as cells.
    pub(crate) fn actors_in(
        &self,
        naming: &Naming<'_>,
        act: RecordId,
        role: &str,
    ) -> Result<Vec<CellPart>, WorkspaceError> {
        let mut cells = Vec::new();
        let roles = naming.schema.list("involvement_roles");
        for involvement in self
            .view
            .pointing(&naming.ask.reader, act, "involvement", "act")?
        {
            let code = involvement
                .value("role")
                .map(aigaq_schema::Value::plain)
                .unwrap_or_default();
            if roles.is_some_and(|list| list.is_within(&code, role)) {
                cells.extend(naming.values(&involvement, "actor")?);
            }
        }
        Ok(cells)
    }
}

impl Workspace {
    /// The day of a record's last change, as a cell.
    fn changed(&self, naming: &Naming<'_>, brief: &Brief) -> Vec<CellPart> {
        let table = self.view.columns().table(&brief.record_type);
        let column = table.and_then(|table| table.column(CHANGED));
        let Some(Data::Dates { first, .. }) = column.map(Column::data) else {
            return Vec::new();
        };
        let day = first.get(brief.row as usize).copied();
        day.and_then(|day| dates::day(Day(day), naming.ask.language))
            .map(CellPart::Text)
            .into_iter()
            .collect()
    }

    /// The columns wished for, or the usual ones.
    pub(super) fn columns_of(
        &self,
        naming: &Naming<'_>,
        query: &ListQuery,
    ) -> Result<Vec<ListColumn>, WorkspaceError> {
        let there = can_be_shown(naming, &query.record_type);
        let mut codes: Vec<&str> = Vec::new();
        for code in &query.columns {
            let Some(known) = there.iter().find(|c| *c == code) else {
                let given: String = code.chars().take(60).collect();
                return Err(WorkspaceError::Asked(reasons::no_such_column(
                    given,
                    there.join(", "),
                )));
            };
            if !codes.contains(known) && codes.len() < MOST_COLUMNS {
                codes.push(known);
            }
        }
        if codes.is_empty() {
            codes = usual(naming, &query.record_type);
            codes.retain(|code| there.contains(code));
        }
        Ok(codes
            .into_iter()
            .map(|code| ListColumn {
                property: code.to_owned(),
                label: path_label(naming, &query.record_type, code),
                numeric: naming.is_numeric(&query.record_type, code),
                sorts: self.sorts(&query.record_type, code),
            })
            .collect())
    }

    /// All columns there can be: those shown in their order, then the others.
    pub(super) fn choices(
        &self,
        naming: &Naming<'_>,
        record_type: &str,
        shown: &[ListColumn],
    ) -> Vec<ColumnChoice> {
        let is_shown = |code: &str| shown.iter().any(|c| c.property == code);
        let others = can_be_shown(naming, record_type);
        let first = shown.iter().map(|c| ColumnChoice {
            property: c.property.clone(),
            label: c.label.clone(),
            shown: true,
        });
        let others = others
            .into_iter()
            .filter(|code| !is_shown(code))
            .map(|code| ColumnChoice {
                property: code.to_owned(),
                label: path_label(naming, record_type, code),
                shown: false,
            });
        first.chain(others).collect()
    }
}

/// All columns that records of a type can have for this reader.
fn can_be_shown<'n>(naming: &'n Naming<'_>, record_type: &str) -> Vec<&'n str> {
    let properties = naming
        .schema
        .record_type(record_type)
        .map_or(&[][..], |t| &t.properties[..]);
    let plain = |p: &&Property| {
        !matches!(
            p.kind,
            ValueKind::Statement | ValueKind::File | ValueKind::Sealed
        ) && !p.stored
            // Beside the level, on the record's page.
            && p.code != "sensitivity_reason"
            && naming.ask.reader.may_see(p)
    };
    let own = properties.iter().filter(plain).map(|p| p.code.as_str());
    let roles = if record_type == "act" {
        &ROLES[..]
    } else {
        &[]
    };
    own.chain(roles.iter().copied()).chain([CHANGED]).collect()
}

/// The columns of a type when none were chosen.
fn usual<'n>(naming: &'n Naming<'_>, record_type: &str) -> Vec<&'n str> {
    let all = naming
        .schema
        .record_type(record_type)
        .map_or(&[][..], |t| &t.properties[..]);
    if let Some((_, columns)) = COLUMNS.iter().find(|(code, _)| *code == record_type) {
        // Those of the organisation's own come to them: they were made to be seen.
        let shipped = Schema::shipped();
        let own = all
            .iter()
            .filter(|p| !p.retired && shipped.property(record_type, &p.code).is_none());
        let own = own.map(|p| p.code.as_str()).take(MOST_OWN);
        return columns.iter().copied().chain(own).collect();
    }
    let plain = |p: &&Property| {
        !matches!(
            p.kind,
            ValueKind::Statement | ValueKind::File | ValueKind::Sealed | ValueKind::Name
        )
    };
    all.iter()
        .filter(plain)
        .filter(|p| p.code != "title" && !p.retired)
        .take(5)
        .map(|p| p.code.as_str())
        .collect()
}

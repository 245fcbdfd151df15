//! The columns of a page, and the cells of a record in them.

use super::{ListColumn, ListRow, path_label};
use crate::error::WorkspaceError;
use crate::named::{CellPart, Naming};
use crate::open::Workspace;
use aigaq_schema::{Property, RecordId, ValueKind};
use aigaq_view::Brief;
use aigaq_view::resolve::Agreement;

/// Columns by type where the order of the schema would not put the most telling first.
/// `target` and `perpetrator` are the actors in an act.
const COLUMNS: [(&str, &[&str]); 12] = [
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
];

/// Own properties shown beside them.
const MOST_OWN: usize = 3;

impl Workspace {
    pub(super) fn row(
        &self,
        naming: &Naming<'_>,
        brief: &Brief,
        columns: &[ListColumn],
    ) -> Result<ListRow, WorkspaceError> {
        let mut cells = Vec::with_capacity(columns.len());
        for column in columns {
            cells.push(match column.property.as_str() {
                role @ ("target" | "perpetrator") => self.actors_in(naming, brief.id, role)?,
                property => naming.values(brief, property)?,
            });
        }
        Ok(ListRow {
            id: brief.id,
            caption: naming.named(brief)?.caption,
            cells,
            agreement: brief
                .resolved
                .iter()
                .map(|r| r.agreement)
                .max()
                .unwrap_or(Agreement::Same),
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

pub(super) fn columns_of(naming: &Naming<'_>, record_type: &str) -> Vec<ListColumn> {
    let schema = naming.schema;
    let shipped = aigaq_schema::Schema::shipped();
    let told = COLUMNS
        .iter()
        .find(|(code, _)| *code == record_type)
        .map(|(_, columns)| {
            // Those of the organisation's own come to them: they were made to be seen.
            let own = schema.record_type(record_type).into_iter();
            let own = own
                .flat_map(|t| &t.properties)
                .filter(|p| !p.retired && shipped.property(record_type, &p.code).is_none());
            let own = own.map(|p| p.code.as_str()).take(MOST_OWN);
            columns.iter().copied().chain(own).collect()
        });
    let codes: Vec<&str> = told.unwrap_or_else(|| {
        let all = schema
            .record_type(record_type)
            .map_or(&[][..], |t| &t.properties[..]);
        let plain = |p: &&Property| {
            !matches!(
                p.kind,
                ValueKind::Statement | ValueKind::File | ValueKind::Name
            )
        };
        all.iter()
            .filter(plain)
            .filter(|p| p.code != "title" && !p.retired)
            .take(5)
            .map(|p| p.code.as_str())
            .collect()
    });
    codes
        .into_iter()
        .filter(|code| {
            schema
                .property(record_type, code)
                .is_none_or(|p| naming.ask.reader.may_see(p))
        })
        .map(|code| ListColumn {
            property: code.to_owned(),
            label: path_label(naming, record_type, code),
            numeric: naming.is_numeric(record_type, code),
            in_order: schema
                .property(record_type, code)
                .is_some_and(|p| matches!(p.kind, ValueKind::Date | ValueKind::Number)),
        })
        .collect()
}

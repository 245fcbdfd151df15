//! What points to a record, in groups, each with its true number.

use crate::error::WorkspaceError;
use crate::listing::path_label;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use aigaq_counting::Query;
use aigaq_schema::ValueKind;
use aigaq_view::RecordPage;

/// Records of one group shown on the page.
const IN_GROUP: usize = 25;

/// Records of one type that point here by one property.
#[derive(Debug, Clone, serde::Serialize)]
pub struct IncomingGroup {
    /// In words.
    pub label: String,
    /// The property that points.
    pub property: String,
    /// The type of the records.
    pub record_type: String,
    /// How many.
    pub total: usize,
    /// The first of them.
    pub records: Vec<Named>,
    /// A condition that finds them all in a list of their type.
    pub query: Option<String>,
}

impl Workspace {
    /// The types of the records whose statements rest on this one, in the order of the schema.
    pub(super) fn resting_types(
        &self,
        ask: &Asking,
        page: &RecordPage,
    ) -> Result<Vec<(String, String)>, WorkspaceError> {
        if page.resting == 0 {
            return Ok(Vec::new());
        }
        let found = self.view.types_resting_on(page.brief.id)?;
        let types = self.schema().types().filter(|t| found.contains(&t.code));
        Ok(types
            .map(|t| (t.code.clone(), t.plural.get(ask.language).to_owned()))
            .collect())
    }

    /// Records that point here, by type and property. Where there are more than were read, the columns tell how many.
    pub(super) fn all_incoming(
        &self,
        naming: &Naming<'_>,
        page: &RecordPage,
    ) -> Result<Vec<IncomingGroup>, WorkspaceError> {
        let mut groups = self.incoming(naming, page)?;
        for (property, all) in &page.incoming_counts {
            let read = page
                .incoming
                .iter()
                .filter(|one| one.property == *property)
                .count();
            if read < *all {
                self.count_incoming(naming, page, property, &mut groups)?;
            }
        }
        Ok(groups)
    }

    fn incoming(
        &self,
        naming: &Naming<'_>,
        page: &RecordPage,
    ) -> Result<Vec<IncomingGroup>, WorkspaceError> {
        let mut groups: Vec<IncomingGroup> = Vec::new();
        for one in &page.incoming {
            let found = groups
                .iter()
                .position(|g| g.property == one.property && g.record_type == one.from.record_type);
            let place = match found {
                Some(place) => place,
                None => {
                    groups.push(incoming_group(
                        naming,
                        page,
                        &one.from.record_type,
                        &one.property,
                    ));
                    groups.len() - 1
                }
            };
            let group = &mut groups[place];
            group.total += 1;
            if group.records.len() < IN_GROUP {
                group
                    .records
                    .push(self.named_beside(naming, &one.from, page.brief.id)?);
            }
        }
        Ok(groups)
    }

    /// Sets the true number of each group of one property, and adds the groups of which none was read.
    fn count_incoming(
        &self,
        naming: &Naming<'_>,
        page: &RecordPage,
        property: &str,
        groups: &mut Vec<IncomingGroup>,
    ) -> Result<(), WorkspaceError> {
        let here = &page.brief;
        for record_type in naming.schema.types() {
            let points = record_type.property(property).is_some_and(|p| {
                p.kind == ValueKind::Reference
                    && naming.ask.reader.may_see(p)
                    && (p.to.is_empty() || p.to.contains(&here.record_type))
            });
            let Some(unit) = points
                .then(|| self.unit_of(&record_type.code))
                .transpose()?
            else {
                continue;
            };
            let query = Query::new(unit).only(&format!("{property}={}", here.id))?;
            let rows = self.select(&naming.ask, &query)?.inside;
            let total = usize::try_from(rows.count()).unwrap_or(usize::MAX);
            if total == 0 {
                continue;
            }
            let known = groups
                .iter_mut()
                .find(|g| g.property == *property && g.record_type == record_type.code);
            match known {
                Some(group) => group.total = total,
                None => {
                    let mut group = incoming_group(naming, page, &record_type.code, property);
                    group.total = total;
                    for row in rows.rows().take(IN_GROUP) {
                        let brief =
                            self.view
                                .brief_at(&naming.ask.reader, &record_type.code, row)?;
                        if let Some(brief) = brief {
                            group
                                .records
                                .push(self.named_beside(naming, &brief, here.id)?);
                        }
                    }
                    groups.push(group);
                }
            }
        }
        Ok(())
    }
}

/// A group of records that point here, still empty.
fn incoming_group(
    naming: &Naming<'_>,
    page: &RecordPage,
    record_type: &str,
    property: &str,
) -> IncomingGroup {
    IncomingGroup {
        label: format!(
            "{} · {}",
            naming.plural(record_type),
            path_label(naming, record_type, property).to_lowercase()
        ),
        property: property.to_owned(),
        record_type: record_type.to_owned(),
        total: 0,
        records: Vec::new(),
        query: Some(format!("{property}={}", page.brief.id)),
    }
}

//! What the records of a page can be narrowed by.

use super::{Facet, FacetValue, ListQuery, path_label};
use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use aigaq_counting::{Op, Path};
use aigaq_schema::{Schema, ValueKind};
use aigaq_view::{AGREEMENT, has_column};
use std::collections::HashSet;

/// Values of a facet shown before "more".
const FACET_VALUES: usize = 12;
/// Facets by type, where not all lists of the type are wanted.
const FACETS: [(&str, &[&str]); 6] = [
    (
        "act",
        &[
            "type:top",
            "year",
            "target.category",
            "perpetrator.source_class",
            "rights",
            "region",
            "agreement",
            "verification",
        ],
    ),
    (
        "actor",
        &[
            "kind",
            "category",
            "gender",
            "status",
            "country",
            "source_class",
            "agreement",
        ],
    ),
    ("event", &["kind", "year", "region", "agreement"]),
    (
        "restriction",
        &["kind", "status", "scope", "start:year", "agreement"],
    ),
    (
        "commitment",
        &["kind", "theme", "rights", "made_on:year", "agreement"],
    ),
    (
        "assessment",
        &["axis", "level", "direction", "date:year", "agreement"],
    ),
];

impl Workspace {
    pub(super) fn facets(
        &self,
        ask: &Asking,
        naming: &Naming<'_>,
        query: &ListQuery,
    ) -> Result<Vec<Facet>, WorkspaceError> {
        let paths: Vec<Path> = facet_paths(naming.schema, &query.record_type)
            .iter()
            .map(|p| p.parse())
            .collect::<Result<_, _>>()?;
        let mut question = self.counting_query(query)?;
        question.dimensions.clear();
        let count =
            |counting: &aigaq_counting::Counting<'_>| Ok(counting.facets(&question, &paths)?);
        let counted = match self.narrowed(ask, query)? {
            Some(rows) => self.counting_within(ask, (&query.record_type, rows), count)?,
            None => self.counting(ask, count)?,
        };
        let mut facets = Vec::new();
        for facet in counted {
            let chosen: HashSet<&str> = query
                .filters
                .iter()
                .filter(|f| f.path.text() == facet.property && f.op != Op::IsNot)
                .flat_map(|f| f.values.iter().map(String::as_str))
                .collect();
            let mut values: Vec<FacetValue> = facet
                .rows
                .iter()
                .filter_map(|row| {
                    let key = row.key.first()?;
                    let label = row.label.first()?;
                    Some(FacetValue {
                        key: key.clone(),
                        label: label.clone(),
                        count: row.count,
                        chosen: chosen.contains(key.as_str()),
                    })
                })
                .collect();
            // Years in their order, everything else by frequency; what is chosen is never hidden.
            if !facet.property.contains("year") {
                values.sort_by_key(|v| std::cmp::Reverse((v.chosen, v.count)));
            } else {
                values.reverse();
                let is_year =
                    |v: &FacetValue| v.key.starts_with(|c: char| c.is_ascii_digit() || c == '-');
                values.sort_by_key(|v| (!v.chosen, !is_year(v)));
            }
            let more = values.len().saturating_sub(FACET_VALUES);
            values.truncate(FACET_VALUES);
            let informative = values.len() > 1 || values.iter().any(|v| v.chosen);
            if informative && values.iter().any(|v| v.key != "unknown") {
                facets.push(Facet {
                    label: path_label(naming, &query.record_type, &facet.property),
                    property: facet.property,
                    values,
                    more,
                });
            }
        }
        Ok(facets)
    }
}

fn facet_paths(schema: &Schema, record_type: &str) -> Vec<String> {
    let properties = schema
        .record_type(record_type)
        .map_or(&[][..], |t| &t.properties[..]);
    let shipped = Schema::shipped();
    let told = FACETS.iter().find(|(code, _)| *code == record_type);
    let mut paths: Vec<String> = properties
        .iter()
        .filter(|p| !p.retired && has_column(p))
        // Where some are chosen already, those of the organisation's own come to them.
        .filter(|p| told.is_none() || shipped.property(record_type, &p.code).is_none())
        .filter(|p| p.code != "original_code" && p.code != "sensitivity")
        .filter_map(|p| match p.kind {
            ValueKind::Term | ValueKind::YesNo => Some(p.code.clone()),
            ValueKind::Text if p.countable => Some(p.code.clone()),
            ValueKind::Date
                if ["start", "date", "period", "decided", "filed"].contains(&p.code.as_str()) =>
            {
                Some(format!("{}:year", p.code))
            }
            _ => None,
        })
        .take(7)
        .collect();
    let Some((_, told)) = told else {
        paths.push(AGREEMENT.to_owned());
        return paths;
    };
    let is_offered = |path: &&&str| {
        let property = path.split(':').next().unwrap_or_default();
        schema
            .property(record_type, property)
            .is_none_or(|p| !p.retired)
    };
    let told = told.iter().filter(is_offered).map(|p| (*p).to_owned());
    told.chain(paths).collect()
}

//! A count is narrowed: first by which property, then to which of its values. Or it is parted by one more property.

use aigaq_counting::{Definition, Filter, Path};
use askama::Template;
use axum::response::Html;
use std::sync::Arc;

use super::dimensions::{Group, choices};
use crate::address::{encode, of_count};
use crate::frame::{Frame, Place};
use crate::pages::pager::Pager;
use crate::problem::Problem;
use crate::visit::{Visit, page};
use aigaq_workspace::DefinitionWords;

/// Values on a page.
const OF_A_PAGE: usize = 150;

#[derive(Template)]
#[template(path = "count_narrow.html")]
struct Narrow {
    frame: Frame,
    words: DefinitionWords,
    back: String,
    /// Properties to choose from.
    groups: Vec<Ways>,
    /// What is said of the choice.
    what: String,
    /// The values of the chosen one.
    values: Option<Values>,
}

/// Properties of one type, each with where it leads.
struct Ways {
    label: String,
    ways: Vec<(String, String)>,
}

struct Values {
    label: String,
    rows: Vec<Value>,
    pager: Pager,
}

struct Value {
    label: String,
    count: u64,
    href: String,
}

/// `GET /count/narrow?unit=…&of=`; with `add=by`, the property becomes one more dimension.
pub(crate) async fn narrow(visit: Visit) -> Result<Html<String>, Problem> {
    let pairs = visit.asked.pairs().to_vec();
    let of: Option<Path> = visit.asked.one("of").map(str::parse).transpose()?;
    let asked = of.clone();
    let (schema, unit, definition, words, counted) = visit
        .ask(move |workspace, who| {
            let given = pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            let definition = workspace.definition(who, given)?;
            let words = workspace.definition_words(who, &definition)?;
            let counted = match &asked {
                None => None,
                Some(path) => {
                    let by = definition.only_by(std::slice::from_ref(path))?;
                    let label = workspace.definition_words(who, &by)?.by;
                    Some((label.join(""), workspace.tabulate(who, &by)?.answer.rows))
                }
            };
            let unit = workspace.unit(definition.unit_name())?;
            let schema = Arc::clone(workspace.schema());
            Ok((schema, unit, definition, words, counted))
        })
        .await?;
    let values = match (of, counted) {
        (Some(path), Some((label, rows))) => {
            let pages = rows.len().div_ceil(OF_A_PAGE).max(1);
            let number = visit.asked.page()?.min(pages);
            let shown = rows.iter().skip((number - 1) * OF_A_PAGE).take(OF_A_PAGE);
            let mut values = Vec::new();
            for row in shown {
                let (Some(key), Some(label)) = (row.key.first(), row.label.first()) else {
                    continue;
                };
                let filter = Filter::exactly(path.clone(), key);
                let narrowed: Definition = definition.clone().with_filter(filter)?;
                values.push(Value {
                    label: label.clone(),
                    count: row.count,
                    href: of_count(&narrowed.to_string()),
                });
            }
            Some(Values {
                label,
                rows: values,
                pager: Pager::new(number, pages, |number| {
                    let of = encode(path.text());
                    format!("/count/narrow?{definition}&of={of}&page={number}")
                }),
            })
        }
        _ => None,
    };
    let parts = visit.asked.one("add") == Some("by");
    let way = |path: &str| match parts {
        true => of_count(&format!("{definition}&by={}", encode(path))),
        false => format!("/count/narrow?{definition}&of={}", encode(path)),
    };
    // A table is by each property once.
    let is_there = |path: &str| {
        let mut dimensions = definition.dimensions().iter();
        parts && dimensions.any(|dimension| dimension.text() == path)
    };
    let ways = |group: Group| Ways {
        label: group.label,
        ways: group
            .options
            .into_iter()
            .filter(|choice| !is_there(&choice.value))
            .map(|choice| (way(&choice.value), choice.label))
            .collect(),
    };
    let (title, what) = match parts {
        true => ("count-by-third", "count-by-third-what"),
        false => ("narrow-title", "narrow-what"),
    };
    page(&Narrow {
        frame: visit.frame(Place::Count, visit.words.t(title)),
        back: of_count(&definition.to_string()),
        what: visit.words.t(what),
        groups: match values {
            None => choices(&schema, unit, None, visit.words)
                .groups
                .into_iter()
                .map(ways)
                .collect(),
            Some(_) => Vec::new(),
        },
        words,
        values,
    })
}

//! Pages of records of one type: filters, facets, columns.

use crate::error::WorkspaceError;
use crate::named::{Asking, CellPart, Naming};
use crate::open::Workspace;
use aigaq_counting::{Bits, Data, Filter, Op, Path, Query, Unit};
use aigaq_schema::{Day, Property, RecordId, Schema, ValueKind};
use aigaq_view::resolve::Agreement;
use aigaq_view::{AGREEMENT, Brief, has_column};
use std::collections::HashSet;

/// Records on one page.
pub const PER_PAGE: usize = 50;
/// Values of a facet shown before "more".
const FACET_VALUES: usize = 12;

/// Which records are wished for.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Their type, by code.
    pub record_type: String,
    /// Conditions, as in `--where`.
    pub filters: Vec<Filter>,
    /// Words that must stand in them.
    pub words: Option<String>,
    /// A property to sort by, or `name`.
    pub sort: Option<String>,
    /// The other way round.
    pub descending: bool,
    /// The page, from 0.
    pub page: usize,
    /// Restrictions in force on this day, certainly or perhaps.
    pub on: Option<Day>,
}

/// A page of records.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ListPage {
    /// Their type, by code.
    pub record_type: String,
    /// Their type in words, plural.
    pub label: String,
    /// The unit they are counted in.
    pub unit: String,
    /// What such a record is.
    pub definition: String,
    /// How many there are in all.
    pub total: u64,
    /// This page, from 0.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
    /// Records on a page.
    pub per_page: usize,
    /// The columns.
    pub columns: Vec<ListColumn>,
    /// The records.
    pub rows: Vec<ListRow>,
    /// What they can be narrowed by.
    pub facets: Vec<Facet>,
    /// What they are narrowed by.
    pub chosen: Vec<ChosenFilter>,
}

/// A column of a page of records.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ListColumn {
    /// The property.
    pub property: String,
    /// Its label.
    pub label: String,
    /// Numbers stand to the right.
    pub numeric: bool,
}

/// A record on a page.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ListRow {
    /// The record.
    pub id: RecordId,
    /// What it is called.
    pub caption: String,
    /// A cell for each column.
    pub cells: Vec<Vec<CellPart>>,
    /// Whether its sources agree.
    pub agreement: Agreement,
}

/// A property that the records can be narrowed by.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Facet {
    /// The property.
    pub property: String,
    /// Its label.
    pub label: String,
    /// Its values, most frequent first.
    pub values: Vec<FacetValue>,
    /// How many more values there are.
    pub more: usize,
}

/// A value of a facet.
#[derive(Debug, Clone, serde::Serialize)]
pub struct FacetValue {
    /// As in a condition.
    pub key: String,
    /// Its label.
    pub label: String,
    /// How many records.
    pub count: u64,
    /// The records are narrowed by it.
    pub chosen: bool,
}

/// A condition that holds on this page.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ChosenFilter {
    /// As in an address.
    pub text: String,
    /// In words.
    pub label: String,
}

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
    /// A page of records of one type.
    ///
    /// # Errors
    /// When the type, a property or a code is not there.
    pub fn list(&self, ask: &Asking, query: &ListQuery) -> Result<ListPage, WorkspaceError> {
        let schema = Schema::shipped();
        let record_type = schema
            .record_type(&query.record_type)
            .ok_or_else(|| WorkspaceError::no_such_type(&query.record_type))?;
        let naming = Naming::new(&self.view, *ask);
        let mut rows = self.matching(ask, query)?;
        let total = rows.count();
        let pages = usize::try_from(total)
            .unwrap_or(usize::MAX)
            .div_ceil(PER_PAGE)
            .max(1);
        let page = query.page.min(pages - 1);
        let columns = columns_of(&naming, &record_type.code);
        let mut shown = Vec::with_capacity(PER_PAGE);
        for row in self
            .ordered(query, &mut rows)?
            .into_iter()
            .skip(page * PER_PAGE)
            .take(PER_PAGE)
        {
            if let Some(brief) = self.view.brief_at(&ask.reader, &record_type.code, row)? {
                shown.push(self.row(&naming, &brief, &columns)?);
            }
        }
        Ok(ListPage {
            record_type: record_type.code.clone(),
            label: record_type.plural.get(ask.language).to_owned(),
            unit: record_type.unit.clone(),
            definition: record_type.definition.get(ask.language).to_owned(),
            total,
            page,
            pages,
            per_page: PER_PAGE,
            rows: shown,
            facets: self.facets(ask, &naming, query)?,
            chosen: query
                .filters
                .iter()
                .map(|f| chosen(&naming, &record_type.code, f))
                .collect(),
            columns,
        })
    }

    /// The rows that fulfil all conditions.
    pub(crate) fn matching(&self, ask: &Asking, query: &ListQuery) -> Result<Bits, WorkspaceError> {
        let mut rows = self.select(ask, &counting_query(query)?)?.inside;
        if let Some(narrowed) = self.narrowed(ask, query)? {
            rows.keep(&narrowed);
        }
        Ok(rows)
    }

    /// The rows that hold the words and are in force on the day; `None` when neither is asked.
    fn narrowed(&self, ask: &Asking, query: &ListQuery) -> Result<Option<Bits>, WorkspaceError> {
        let len = self
            .view
            .columns()
            .table(&query.record_type)
            .map_or(0, aigaq_counting::Table::rows);
        let bits = |found: Vec<u32>| {
            let mut keep = Bits::none(len);
            found
                .into_iter()
                .filter(|row| *row < len)
                .for_each(|row| keep.put(row));
            keep
        };
        let words = query.words.as_deref().filter(|w| !w.trim().is_empty());
        let with_words = words
            .map(|w| self.view.rows_with(w, &query.record_type))
            .transpose()?
            .map(bits);
        let in_force = query
            .on
            .map(|day| self.in_force_rows(&ask.reader, day))
            .transpose()?
            .map(bits);
        Ok(match (with_words, in_force) {
            (Some(mut words), Some(day)) => {
                words.keep(&day);
                Some(words)
            }
            (one, other) => one.or(other),
        })
    }

    /// The rows in the order wished for.
    fn ordered(&self, query: &ListQuery, rows: &mut Bits) -> Result<Vec<u32>, WorkspaceError> {
        let table = self.view.columns().table(&query.record_type);
        let date = |property: &str| match table?.column(property)?.data() {
            Data::Dates { first, .. } => Some(first),
            _ => None,
        };
        let number = |property: &str| match table?.column(property)?.data() {
            Data::Numbers { low, .. } => Some(low),
            _ => None,
        };
        let main = ["start", "date", "decided", "made_on", "period", "filed"]
            .iter()
            .find(|p| date(p).is_some())
            .copied();
        let sort = query.sort.as_deref();
        let mut all: Vec<u32> = rows.rows().collect();
        match sort.or(main) {
            Some(property) if date(property).is_some() => {
                if let Some(first) = date(property) {
                    // Newest first, what has no date at the end.
                    all.sort_by_key(|row| (std::cmp::Reverse(first[*row as usize]), *row));
                }
            }
            Some(property) if number(property).is_some() => {
                if let Some(low) = number(property) {
                    let key = |row: &u32| low[*row as usize];
                    all.sort_by(|a, b| {
                        key(a)
                            .is_nan()
                            .cmp(&key(b).is_nan())
                            .then(key(b).total_cmp(&key(a)))
                            .then(a.cmp(b))
                    });
                }
            }
            Some("name") | None => {
                let mut named: Vec<u32> = self
                    .view
                    .rows_by_name(&query.record_type)?
                    .into_iter()
                    .filter(|r| rows.has(*r))
                    .collect();
                let known: HashSet<u32> = named.iter().copied().collect();
                named.extend(all.iter().filter(|row| !known.contains(row)));
                all = named;
            }
            Some(other) => {
                let near = Schema::shipped()
                    .record_type(&query.record_type)
                    .map_or_else(String::new, |t| {
                        let all: Vec<&str> = t
                            .properties
                            .iter()
                            .filter(|p| matches!(p.kind, ValueKind::Date | ValueKind::Number))
                            .map(|p| p.code.as_str())
                            .collect();
                        all.join(", ")
                    });
                return Err(WorkspaceError::Asked(format!(
                    "records are sorted by name or by a date or number ({near}), not by “{other}”"
                )));
            }
        }
        if query.descending {
            all.reverse();
        }
        Ok(all)
    }

    fn row(
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

    fn facets(
        &self,
        ask: &Asking,
        naming: &Naming<'_>,
        query: &ListQuery,
    ) -> Result<Vec<Facet>, WorkspaceError> {
        let paths: Vec<Path> = facet_paths(&query.record_type)
            .iter()
            .map(|p| p.parse())
            .collect::<Result<_, _>>()?;
        let mut question = counting_query(query)?;
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

fn counting_query(query: &ListQuery) -> Result<Query, WorkspaceError> {
    let unit = Unit::of_table(&query.record_type)
        .ok_or_else(|| WorkspaceError::no_such_type(&query.record_type))?;
    let mut question = Query::new(unit);
    question.filters.clone_from(&query.filters);
    Ok(question)
}

fn columns_of(naming: &Naming<'_>, record_type: &str) -> Vec<ListColumn> {
    let schema = Schema::shipped();
    let told = COLUMNS
        .iter()
        .find(|(code, _)| *code == record_type)
        .map(|(_, columns)| columns.to_vec());
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
            .filter(|p| p.code != "title")
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
        })
        .collect()
}

fn facet_paths(record_type: &str) -> Vec<String> {
    if let Some((_, paths)) = FACETS.iter().find(|(code, _)| *code == record_type) {
        return paths.iter().map(|p| (*p).to_owned()).collect();
    }
    let properties = Schema::shipped()
        .record_type(record_type)
        .map_or(&[][..], |t| &t.properties[..]);
    let mut paths: Vec<String> = properties
        .iter()
        .filter(|p| has_column(p) && p.code != "original_code" && p.code != "sensitivity")
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
    paths.push(AGREEMENT.to_owned());
    paths
}

/// A path in words: `target.category` → "Target: category".
pub(crate) fn path_label(naming: &Naming<'_>, record_type: &str, path: &str) -> String {
    let (path, view) = path
        .split_once(':')
        .map_or((path, None), |(p, v)| (p, Some(v)));
    match path {
        "year" | "month" | "quarter" | "target" | "perpetrator" => {
            return naming.words.say(&format!("label.{path}"));
        }
        _ => {}
    }
    let label = match path.split_once('.') {
        Some((hop @ ("target" | "perpetrator"), property)) => {
            format!(
                "{}: {}",
                naming.words.say(&format!("label.{hop}")),
                naming.property_label("actor", property).to_lowercase()
            )
        }
        Some((hop, property)) => {
            let to = naming
                .schema
                .property(record_type, hop)
                .and_then(|p| p.to.first().cloned())
                .unwrap_or_default();
            format!(
                "{}: {}",
                naming.property_label(record_type, hop),
                naming.property_label(&to, property).to_lowercase()
            )
        }
        None => naming.property_label(record_type, path),
    };
    match view {
        Some(span @ ("year" | "month" | "quarter")) => format!(
            "{label}: {}",
            naming.words.say(&format!("label.{span}")).to_lowercase()
        ),
        _ => label,
    }
}

fn chosen(naming: &Naming<'_>, record_type: &str, filter: &Filter) -> ChosenFilter {
    let path = filter.path.text();
    let bare = path.split(':').next().unwrap_or(path);
    let (owner, code) = match bare.split_once('.') {
        Some(("target" | "perpetrator", code)) => ("actor".to_owned(), code),
        Some((hop, code)) => (
            naming
                .schema
                .property(record_type, hop)
                .and_then(|p| p.to.first().cloned())
                .unwrap_or_default(),
            code,
        ),
        None => (record_type.to_owned(), bare),
    };
    let values: Vec<String> = filter
        .values
        .iter()
        .map(|value| {
            if let Ok(id) = value.parse::<RecordId>() {
                return naming
                    .by_id(id)
                    .ok()
                    .flatten()
                    .map_or_else(|| value.clone(), |n| n.caption);
            }
            if code == AGREEMENT {
                return naming.words.say(&format!("agreement.{value}"));
            }
            match naming.schema.property(&owner, code) {
                Some(property) => naming.term(property, value),
                None => value.clone(),
            }
        })
        .collect();
    let sign = match filter.op {
        Op::IsNot => " ≠",
        Op::AtLeast => " ≥",
        Op::MoreThan => " >",
        Op::AtMost => " ≤",
        Op::LessThan => " <",
        Op::Is | Op::Exactly => ":",
    };
    ChosenFilter {
        text: filter.to_string(),
        label: format!(
            "{}{sign} {}",
            path_label(naming, record_type, path),
            values.join(", ")
        ),
    }
}

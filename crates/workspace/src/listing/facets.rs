//! What the records of a page can be narrowed by: values with exact counts, those of a list with a tree as a tree.

use super::narrowing::Narrowed;
use super::{Facet, FacetValue, ListQuery, path_label, places};
use crate::error::WorkspaceError;
use crate::named::Naming;
use crate::open::Workspace;
use aigaq_counting::{Counting, Filter, Op, Path, Row};
use aigaq_schema::{Property, Schema, ValueKind};
use aigaq_view::{AGREEMENT, CHANGED, has_column};
use std::collections::{BTreeMap, HashSet};

/// Values of a facet shown before "more".
const FACET_VALUES: usize = 8;
/// Values of the others while more of one are shown, so that the page stays light.
const FEW_VALUES: usize = 3;
/// Values on each page of "more".
const MORE_VALUES: usize = 30;
/// Facets by type, where not all lists of the type are wanted.
const FACETS: [(&str, &[&str]); 6] = [
    (
        "act",
        &[
            "type",
            "year",
            "target.category",
            "perpetrator.source_class",
            "rights",
            "region",
            "verification",
            "agreement",
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
            "verification",
            "agreement",
        ],
    ),
    (
        "event",
        &["kind", "year", "region", "verification", "agreement"],
    ),
    (
        "restriction",
        &[
            "kind",
            "status",
            "scope",
            "start:year",
            "verification",
            "agreement",
        ],
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
/// Lists are no deeper than this.
const DEEPEST: u32 = 6;

/// A facet as it is asked for.
struct Wanted {
    path: String,
    /// The path up to the colon, when its list is a tree: then it is asked for level by level.
    tree: bool,
    levels: u32,
}

impl Workspace {
    pub(super) fn facets(
        &self,
        naming: &Naming<'_>,
        query: &ListQuery,
        narrowed: &Narrowed,
    ) -> Result<Vec<Facet>, WorkspaceError> {
        let wanted = self.wanted(naming, query);
        let paths: Vec<Path> = wanted
            .iter()
            .flat_map(|w| match w.tree {
                true => (0..w.levels).map(|l| format!("{}:{l}", w.path)).collect(),
                false => vec![w.path.clone()],
            })
            .map(|path| path.parse())
            .collect::<Result<_, _>>()?;
        let mut question = self.counting_query(query)?;
        question.dimensions.clear();
        let count = |counting: &Counting<'_>| Ok(counting.facets(&question, &paths)?);
        let counted = match narrowed.all() {
            Some(rows) => self.counting_within(&naming.ask, (&query.record_type, rows), count)?,
            None => self.counting(&naming.ask, count)?,
        };
        let mut counted = counted.into_iter();
        let mut facets = Vec::new();
        for wanted in wanted {
            let levels = if wanted.tree {
                wanted.levels as usize
            } else {
                1
            };
            let rows: Vec<Vec<Row>> = counted.by_ref().take(levels).map(|f| f.rows).collect();
            let values = match wanted.tree {
                true => self.tree(naming, query, &wanted.path, &rows),
                false => flat(query, &wanted.path, rows.into_iter().flatten()),
            };
            let informative = values.len() > 1 || values.iter().any(|v| v.chosen);
            if informative && values.iter().any(|v| v.key != "unknown") {
                facets.push(cut(
                    query,
                    Facet {
                        label: path_label(naming, &query.record_type, &wanted.path),
                        property: wanted.path,
                        values,
                        more: 0,
                        page: None,
                        tree: wanted.tree,
                        places: false,
                    },
                ));
            }
        }
        if let Some(places) = self.place_facet(naming, query, narrowed)? {
            let after = facets.iter().position(|f| f.property == "region");
            facets.insert(after.map_or(facets.len().min(2), |at| at + 1), places);
        }
        Ok(facets)
    }

    fn place_facet(
        &self,
        naming: &Naming<'_>,
        query: &ListQuery,
        narrowed: &Narrowed,
    ) -> Result<Option<Facet>, WorkspaceError> {
        let Some(of) = self.places_of(&query.record_type) else {
            return Ok(None);
        };
        let mut rows = self
            .select(&naming.ask, &self.counting_query(query)?)?
            .inside;
        if let Some(narrowed) = &narrowed.rows {
            rows.keep(narrowed);
        }
        let chosen = match query.place {
            Some(place) => self.place_row(&naming.ask, place)?,
            None => None,
        };
        let page = page_of(query, places::FACET);
        let facet = of.facet(naming, &rows, chosen, |all| range(page, all))?;
        Ok(facet.map(|facet| {
            let all = facet.more
                + range(page, usize::MAX).start
                + facet.values.iter().filter(|v| v.level == 0).count();
            Facet {
                label: path_label(naming, &query.record_type, places::FACET),
                page: page.map(|page| (page, all.div_ceil(MORE_VALUES))),
                ..facet
            }
        }))
    }

    /// The facets of a type, with how many levels of their trees are to be counted.
    fn wanted(&self, naming: &Naming<'_>, query: &ListQuery) -> Vec<Wanted> {
        let mut paths = facet_paths(naming, &query.record_type);
        // What is asked for is shown, whatever it is, so that it can be changed.
        for filter in query.filters.iter().filter(|f| f.op == Op::Is) {
            let path = filter.path.text();
            let own = naming.schema.property(&query.record_type, path);
            if own.is_some_and(is_choosable) && !paths.iter().any(|p| p == path) {
                paths.push(path.to_owned());
            }
        }
        paths
            .into_iter()
            .map(|path| {
                let tree = self.is_tree(naming, &query.record_type, &path);
                let levels = if tree {
                    self.levels(naming, query, &path)
                } else {
                    1
                };
                Wanted { path, tree, levels }
            })
            .collect()
    }

    fn is_tree(&self, naming: &Naming<'_>, record_type: &str, path: &str) -> bool {
        list_of(naming, record_type, path)
            .is_some_and(|list| list.entries().iter().any(|e| e.parent.is_some()))
    }

    /// One level more than the deepest value that is open or chosen has above it.
    fn levels(&self, naming: &Naming<'_>, query: &ListQuery, path: &str) -> u32 {
        let Some(list) = list_of(naming, &query.record_type, path) else {
            return 1;
        };
        let deepest = opened(query, path)
            .chain(chosen_in(query, path))
            .filter_map(|code| list.get(code))
            .map(|entry| {
                let mut depth = 1;
                let mut above = entry.parent.as_deref();
                while let Some(code) = above.filter(|_| depth < DEEPEST) {
                    depth += 1;
                    above = list.get(code).and_then(|e| e.parent.as_deref());
                }
                depth
            })
            .max();
        deepest.map_or(1, |deepest| (deepest + 1).min(DEEPEST))
    }

    /// The values of a tree, each with what is below it where it is open.
    fn tree(
        &self,
        naming: &Naming<'_>,
        query: &ListQuery,
        path: &str,
        levels: &[Vec<Row>],
    ) -> Vec<FacetValue> {
        let Some(list) = list_of(naming, &query.record_type, path) else {
            return Vec::new();
        };
        let parent = |code: &str| list.get(code).and_then(|e| e.parent.clone());
        let chosen: HashSet<&str> = chosen_in(query, path).collect();
        let mut open: HashSet<String> = opened(query, path).map(str::to_owned).collect();
        for code in chosen.iter().filter(|code| list.get(code).is_some()) {
            let mut above = Some((*code).to_owned());
            while let Some(code) = above {
                above = parent(&code);
                if !open.insert(code) {
                    break;
                }
            }
        }
        let mut below: BTreeMap<Option<String>, Vec<FacetValue>> = BTreeMap::new();
        let mut met: HashSet<&str> = HashSet::new();
        for (level, rows) in levels.iter().enumerate() {
            for row in rows {
                let (Some(key), Some(label)) = (row.key.first(), row.label.first()) else {
                    continue;
                };
                // A code that stands higher is met again on each level below.
                if !met.insert(key) {
                    continue;
                }
                let retired = list.get(key).is_some_and(|e| e.retired);
                below.entry(parent(key)).or_default().push(FacetValue {
                    key: key.clone(),
                    label: if retired {
                        naming.words.fill("label.retired", &[("code", label)])
                    } else {
                        label.clone()
                    },
                    count: row.count,
                    chosen: chosen.contains(key.as_str()),
                    level,
                    above: Vec::new(),
                    below: None,
                });
            }
        }
        for values in below.values_mut() {
            values.sort_by_key(|v| std::cmp::Reverse(v.count));
        }
        let parents = list.entries().iter().filter_map(|e| e.parent.as_deref());
        let tree = Tree {
            open,
            parents: parents.collect(),
        };
        let mut all = Vec::new();
        tree.lay_out(None, &[], &mut below, &mut all);
        all
    }
}

struct Tree<'l> {
    open: HashSet<String>,
    /// Codes that have others below them in the list, counted or not.
    parents: HashSet<&'l str>,
}

impl Tree<'_> {
    /// Puts the values below another behind it, if it is open.
    fn lay_out(
        &self,
        of: Option<&str>,
        above: &[String],
        below: &mut BTreeMap<Option<String>, Vec<FacetValue>>,
        all: &mut Vec<FacetValue>,
    ) {
        for mut value in below.remove(&of.map(str::to_owned)).unwrap_or_default() {
            let key = value.key.clone();
            let is_open = self.open.contains(&key);
            let has_below = match is_open {
                true => below.contains_key(&Some(key.clone())),
                false => self.parents.contains(key.as_str()),
            };
            value.below = has_below.then_some(is_open);
            value.level = above.len();
            value.above = above.to_vec();
            all.push(value);
            if is_open {
                let path: Vec<String> = above.iter().cloned().chain([key.clone()]).collect();
                self.lay_out(Some(&key), &path, below, all);
            }
        }
    }
}

fn flat(query: &ListQuery, path: &str, rows: impl Iterator<Item = Row>) -> Vec<FacetValue> {
    let chosen: HashSet<&str> = chosen_in(query, path).collect();
    let mut values: Vec<FacetValue> = rows
        .filter_map(|row| {
            let key = row.key.into_iter().next()?;
            Some(FacetValue {
                chosen: chosen.contains(key.as_str()),
                label: row.label.into_iter().next()?,
                count: row.count,
                level: 0,
                above: Vec::new(),
                below: None,
                key,
            })
        })
        .collect();
    // Years in their order, everything else by frequency; what is chosen is never hidden.
    if path.contains("year") {
        values.reverse();
        let is_year = |v: &FacetValue| v.key.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        values.sort_by_key(|v| (!v.chosen, !is_year(v)));
    } else {
        values.sort_by_key(|v| std::cmp::Reverse((v.chosen, v.count)));
    }
    values
}

/// Shows the first values, or the page of them that was asked for.
fn cut(query: &ListQuery, mut facet: Facet) -> Facet {
    let page = page_of(query, &facet.property);
    // What lies below a value goes with it.
    let tops: Vec<usize> = facet
        .values
        .iter()
        .enumerate()
        .filter(|(_, v)| v.level == 0)
        .map(|(place, _)| place)
        .collect();
    let range = match (page, &query.more) {
        (None, Some(_)) => 0..tops.len().min(FEW_VALUES),
        _ => range(page, tops.len()),
    };
    facet.more = tops.len() - range.end;
    facet.page = page.map(|page| (page, tops.len().div_ceil(MORE_VALUES)));
    let at = |top: usize| tops.get(top).copied().unwrap_or(facet.values.len());
    let (start, end) = (at(range.start), at(range.end));
    let hidden_choice = |value: &FacetValue| value.chosen;
    let mut values: Vec<FacetValue> = facet.values.drain(..).collect();
    let rest = values.split_off(end);
    let mut shown = values.split_off(start);
    if page.is_none() {
        // A value that was chosen stays in sight.
        shown.extend(rest.into_iter().filter(hidden_choice));
    }
    facet.values = shown;
    facet
}

fn page_of(query: &ListQuery, facet: &str) -> Option<usize> {
    let (of, page) = query.more.as_ref()?;
    (of == facet).then_some((*page).max(1))
}

/// Which of so many values are shown.
fn range(page: Option<usize>, all: usize) -> std::ops::Range<usize> {
    match page {
        None => 0..all.min(FACET_VALUES),
        Some(page) => {
            let start = (page - 1).saturating_mul(MORE_VALUES);
            start.min(all)..start.saturating_add(MORE_VALUES).min(all)
        }
    }
}

fn chosen_in<'q>(query: &'q ListQuery, path: &'q str) -> impl Iterator<Item = &'q str> {
    // A level of a tree (`type:top==LIB`) chooses all below it, as the tree itself does.
    let of = move |text: &str| {
        let (bare, level) = text.split_once(':').unwrap_or((text, ""));
        text == path || (bare == path && (level == "top" || level.parse::<u32>().is_ok()))
    };
    let asks =
        move |filter: &&Filter| of(filter.path.text()) && matches!(filter.op, Op::Is | Op::Exactly);
    query
        .filters
        .iter()
        .filter(asks)
        .flat_map(|f| f.values.iter().map(String::as_str))
}

fn opened<'q>(query: &'q ListQuery, path: &'q str) -> impl Iterator<Item = &'q str> {
    query
        .opened
        .iter()
        .filter_map(move |text| text.strip_prefix(path)?.strip_prefix('~'))
}

/// The list of the codes at the end of a path.
pub(crate) fn list_of<'n>(
    naming: &'n Naming<'_>,
    record_type: &str,
    path: &str,
) -> Option<&'n aigaq_schema::List> {
    let property = match path.split_once('.') {
        Some(("target" | "perpetrator", property)) => naming
            .schema
            .property("involvement", property)
            .or_else(|| naming.schema.property("actor", property)),
        Some((hop, property)) => {
            let to = naming.schema.property(record_type, hop)?.to.first()?;
            naming.schema.property(to, property)
        }
        None => naming.schema.property(record_type, path),
    }?;
    naming.schema.list_of(property)
}

fn is_choosable(property: &Property) -> bool {
    match property.kind {
        ValueKind::Term | ValueKind::YesNo => true,
        ValueKind::Text => property.countable,
        _ => false,
    }
}

fn facet_paths(naming: &Naming<'_>, record_type: &str) -> Vec<String> {
    let of_type = naming
        .schema
        .record_type(record_type)
        .map_or(&[][..], |t| &t.properties[..]);
    let shipped = Schema::shipped();
    let told = FACETS.iter().find(|(code, _)| *code == record_type);
    let mut paths: Vec<String> = of_type
        .iter()
        .filter(|p| !p.retired && !p.stored && has_column(p) && naming.ask.reader.may_see(p))
        // Where some are chosen already, those of the organisation's own come to them.
        .filter(|p| told.is_none() || shipped.property(record_type, &p.code).is_none())
        .filter(|p| p.code != "original_code" && p.code != "sensitivity")
        .filter_map(|p| match p.kind {
            _ if is_choosable(p) => Some(p.code.clone()),
            ValueKind::Date
                if ["start", "date", "period", "decided", "filed"].contains(&p.code.as_str()) =>
            {
                Some(format!("{}:year", p.code))
            }
            _ => None,
        })
        .take(8)
        .collect();
    let Some((_, told)) = told else {
        paths.push(AGREEMENT.to_owned());
        paths.push(format!("{CHANGED}:year"));
        return paths;
    };
    let is_offered = |path: &&&str| {
        let code = path.split(':').next().unwrap_or(path);
        naming
            .schema
            .property(record_type, code)
            .is_none_or(|p| !p.retired && naming.ask.reader.may_see(p))
    };
    let told = told.iter().filter(is_offered).map(|p| (*p).to_owned());
    told.chain(paths).collect()
}

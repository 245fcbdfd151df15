//! The address of a list: which type, which conditions, which order, which columns. Everything a reader has chosen
//! stands in it, so that it can be kept, sent and gone back to; but for the words, of which it has an id only.

use std::fmt;

use aigaq_counting::{Filter, Op, Path, Unit};
use aigaq_schema::{Day, RecordId};
use aigaq_workspace::{Facet, FacetValue, ListQuery, StoredSearch};

use crate::address::{Address, encode};
use crate::asked::Asked;
use crate::problem::Problem;

/// Conditions in one address.
const MOST_FILTERS: usize = 64;
/// Columns, and opened values, in one address.
const MOST_CHOICES: usize = 64;
/// The day on which a record changed last.
const CHANGED: &str = "changed";

/// A list as it was asked for, without the page number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListAddress {
    pub(crate) unit: Unit,
    filters: Vec<Filter>,
    /// The id of the words.
    pub(crate) words: Option<String>,
    pub(crate) sort: Option<String>,
    pub(crate) descending: bool,
    pub(crate) on: Option<Day>,
    pub(crate) source: Option<RecordId>,
    pub(crate) place: Option<RecordId>,
    columns: Vec<String>,
    opened: Vec<String>,
    more: Option<(String, usize)>,
    /// The saved search it came from.
    pub(crate) saved: Option<RecordId>,
}

impl ListAddress {
    pub(crate) fn read(unit: Unit, asked: &Asked) -> Result<Self, Problem> {
        Ok(Self {
            unit,
            filters: filters(asked)?,
            words: asked.one("words").map(str::to_owned),
            sort: asked.one("sort").map(str::to_owned),
            descending: asked.one("order") == Some("down"),
            on: asked.day("on")?,
            source: record(asked, "source")?,
            place: record(asked, "place")?,
            columns: columns(asked)?,
            opened: choices(asked, "open")?,
            more: asked.one("more").map(|text| match text.rsplit_once('~') {
                Some((facet, page)) => (facet.to_owned(), page.parse().unwrap_or(1)),
                None => (text.to_owned(), 1),
            }),
            saved: record(asked, "saved")?,
        })
    }

    /// The list that a saved search asks for.
    pub(crate) fn of_saved(
        unit: Unit,
        saved: RecordId,
        search: &StoredSearch,
    ) -> Result<Self, Problem> {
        let text = |name: &str, value: &Option<String>| {
            value.iter().map(|v| (name.to_owned(), v.clone())).collect()
        };
        let all = |name: &str, values: &[String]| {
            values
                .iter()
                .map(|v| (name.to_owned(), v.clone()))
                .collect()
        };
        let pairs: [Vec<(String, String)>; 6] = [
            all("where", &search.filters),
            all("cols", &search.columns),
            text("sort", &search.sort),
            text("on", &search.on),
            text("source", &search.source),
            text("place", &search.place),
        ];
        Ok(Self {
            descending: search.descending,
            saved: Some(saved),
            ..Self::read(unit, &Asked::new(pairs.concat()))?
        })
    }

    /// As a search to be saved, with its words.
    pub(crate) fn to_save(&self, words: Option<String>) -> StoredSearch {
        StoredSearch {
            record_type: self.unit.table().to_owned(),
            words,
            filters: self.filters.iter().map(ToString::to_string).collect(),
            columns: self.columns.clone(),
            sort: self.sort.clone(),
            descending: self.descending,
            on: self.on.map(|day| day.to_string()),
            source: self.source.map(|id| id.to_string()),
            place: self.place.map(|id| id.to_string()),
        }
    }

    /// What the workspace is asked; `page` counts from 1.
    pub(crate) fn query(&self, words: Option<String>, page: usize) -> ListQuery {
        ListQuery {
            record_type: self.unit.table().to_owned(),
            filters: self.filters.clone(),
            words,
            sort: self.sort.clone(),
            descending: self.descending,
            page: page.saturating_sub(1),
            on: self.on,
            source: self.source,
            place: self.place,
            columns: self.columns.clone(),
            opened: self.opened.clone(),
            more: self.more.clone(),
        }
    }

    /// The date by which this type lies in time.
    pub(crate) fn date_path(&self) -> Option<Path> {
        self.unit.main_date()?.parse().ok()
    }

    /// With the dates from and to in place of those chosen before, each as written in a condition.
    pub(crate) fn with_dates(&self, from: Option<String>, to: Option<String>) -> Self {
        let Some(path) = self.date_path() else {
            return self.clone();
        };
        self.with_limit(&path, Op::AtLeast, from)
            .with_limit(&path, Op::AtMost, to)
    }

    /// With the day since which records changed in place of that chosen before.
    pub(crate) fn changed_since(&self, since: Option<String>) -> Self {
        match CHANGED.parse() {
            Ok(path) => self.with_limit(&path, Op::AtLeast, since),
            Err(_) => self.clone(),
        }
    }

    fn with_limit(&self, path: &Path, op: Op, limit: Option<String>) -> Self {
        let mut limited = self.clone();
        limited
            .filters
            .retain(|filter| filter.path != *path || filter.op != op);
        limited.filters.extend(limit.map(|limit| Filter {
            path: path.clone(),
            op,
            values: vec![limit],
        }));
        limited
    }

    /// The dates chosen, for the form: from, to, changed since.
    pub(crate) fn dates(&self) -> [String; 3] {
        let of = |path: Option<Path>, op| {
            let filter = self
                .filters
                .iter()
                .find(|f| f.op == op && Some(&f.path) == path.as_ref())?;
            filter.values.first().cloned()
        };
        [
            of(self.date_path(), Op::AtLeast),
            of(self.date_path(), Op::AtMost),
            of(CHANGED.parse().ok(), Op::AtLeast),
        ]
        .map(Option::unwrap_or_default)
    }

    /// Everything chosen, as names and values.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<(&'static str, String)> = Vec::new();
        let mut put = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        for filter in &self.filters {
            put("where", Some(filter.to_string()));
        }
        put("words", self.words.clone());
        put("on", self.on.map(|day| day.to_string()));
        put("source", self.source.map(|id| id.to_string()));
        put("place", self.place.map(|id| id.to_string()));
        put(
            "cols",
            Some(self.columns.join(".")).filter(|cols| !cols.is_empty()),
        );
        put("sort", self.sort.clone());
        put("order", self.descending.then(|| "down".to_owned()));
        for value in &self.opened {
            put("open", Some(value.clone()));
        }
        put("saved", self.saved.map(|id| id.to_string()));
        pairs
    }

    /// What the form of words and dates carries along because it has no field for it.
    pub(crate) fn kept_by_words(&self) -> Vec<(&'static str, String)> {
        let dates = [
            (self.date_path(), Op::AtLeast),
            (self.date_path(), Op::AtMost),
            (CHANGED.parse().ok(), Op::AtLeast),
        ];
        let mut rest = self.clone();
        rest.filters.retain(|filter| {
            !dates
                .iter()
                .any(|(path, op)| path.as_ref() == Some(&filter.path) && *op == filter.op)
        });
        (rest.words, rest.on) = (None, None);
        rest.pairs()
    }

    /// What the form of columns carries along.
    pub(crate) fn kept_by_columns(&self) -> Vec<(&'static str, String)> {
        Self {
            columns: Vec::new(),
            ..self.clone()
        }
        .pairs()
    }

    /// Without one condition, given as it is written.
    pub(crate) fn without(&self, text: &str) -> Self {
        let mut rest = self.clone();
        rest.filters.retain(|filter| filter.to_string() != text);
        rest
    }

    pub(crate) fn with_words(&self, words: Option<String>) -> Self {
        Self {
            words,
            ..self.clone()
        }
    }

    pub(crate) fn on_day(&self, on: Option<Day>) -> Self {
        Self { on, ..self.clone() }
    }

    pub(crate) fn resting_on(&self, source: Option<RecordId>) -> Self {
        Self {
            source,
            ..self.clone()
        }
    }

    pub(crate) fn at(&self, place: Option<RecordId>) -> Self {
        Self {
            place,
            ..self.clone()
        }
    }

    pub(crate) fn with_columns(&self, columns: Vec<String>) -> Self {
        Self {
            columns,
            ..self.clone()
        }
    }

    pub(crate) fn sorted(&self, property: &str, descending: bool) -> Self {
        Self {
            sort: Some(property.to_owned()),
            descending,
            ..self.clone()
        }
    }

    /// With more values of a facet: their page, from 1; none for the first few.
    pub(crate) fn more_of(&self, facet: &str, page: Option<usize>) -> Self {
        Self {
            more: page.map(|page| (facet.to_owned(), page)),
            ..self.clone()
        }
    }

    /// With a value of a facet added to those chosen in it, or taken away. Values of one facet stand in one
    /// condition: any of them; different facets narrow one another. In a tree the wider and the narrower values of
    /// the same branch give way to the one chosen.
    pub(crate) fn toggled(&self, facet: &Facet, value: &FacetValue) -> Self {
        if facet.places {
            let place = value.key.parse().ok().filter(|_| !value.chosen);
            return self.at(place);
        }
        let mut next = self.clone();
        let Ok(path) = facet.property.parse::<Path>() else {
            return next;
        };
        let chooses = |filter: &Filter| {
            let text = filter.path.text();
            let (bare, level) = text.split_once(':').unwrap_or((text, ""));
            // A level of a tree chooses all below it, as the tree itself does.
            let of_level = level == "top" || level.parse::<u32>().is_ok();
            let same = filter.path == path || (facet.tree && bare == facet.property && of_level);
            same && matches!(filter.op, Op::Exactly | Op::Is)
        };
        let is_below = |key: &str| {
            let of = facet.values.iter().find(|v| v.key == key);
            of.is_some_and(|v| v.above.contains(&value.key))
        };
        let (chosen, mut rest): (Vec<Filter>, Vec<Filter>) =
            next.filters.into_iter().partition(|filter| chooses(filter));
        let mut values: Vec<String> = chosen.into_iter().flat_map(|f| f.values).collect();
        values.retain(|key| *key != value.key && !value.above.contains(key) && !is_below(key));
        if !value.chosen {
            values.push(value.key.clone());
        }
        if !values.is_empty() {
            rest.push(Filter {
                op: if facet.tree { Op::Is } else { Op::Exactly },
                path,
                values,
            });
        }
        next.filters = rest;
        next
    }

    /// With the finer values below one of a tree shown, or hidden.
    pub(crate) fn opening(&self, facet: &str, key: &str, open: bool) -> Self {
        let text = format!("{facet}~{key}");
        let mut next = self.clone();
        next.opened.retain(|opened| *opened != text);
        if open {
            next.opened.push(text);
        }
        next
    }

    /// A page of this list.
    pub(crate) fn page(&self, number: usize) -> String {
        self.address("")
            .with("page", number.to_string())
            .to_string()
    }

    /// The list as a file.
    pub(crate) fn sheet(&self, ending: &str) -> String {
        self.address(&format!("/export.{ending}")).to_string()
    }

    fn address(&self, behind: &str) -> Address {
        let path = format!("/records/{}{behind}", encode(self.unit.table()));
        let address = self
            .pairs()
            .into_iter()
            .fold(Address::new(path), |address, (name, value)| {
                address.with(name, value)
            });
        let more = self.more.as_ref();
        address.with_some("more", more.map(|(facet, page)| format!("{facet}~{page}")))
    }
}

impl fmt::Display for ListAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address("").fmt(out)
    }
}

/// The conditions of an address, each once.
pub(crate) fn filters(asked: &Asked) -> Result<Vec<Filter>, Problem> {
    let mut filters: Vec<Filter> = Vec::new();
    for text in asked.all("where") {
        let filter = text.parse()?;
        if !filters.contains(&filter) {
            filters.push(filter);
        }
    }
    if filters.len() > MOST_FILTERS {
        return Err(Problem::TooManyConditions(MOST_FILTERS));
    }
    Ok(filters)
}

/// Columns, as the form of columns sends them or joined as in an address: codes of properties have no dots.
fn columns(asked: &Asked) -> Result<Vec<String>, Problem> {
    let all = choices(asked, "cols")?;
    let mut columns: Vec<String> = Vec::new();
    for column in all.iter().flat_map(|text| text.split('.')) {
        if !column.is_empty() && !columns.iter().any(|known| known == column) {
            columns.push(column.to_owned());
        }
    }
    Ok(columns)
}

fn choices(asked: &Asked, name: &str) -> Result<Vec<String>, Problem> {
    let mut all: Vec<String> = Vec::new();
    for text in asked.all(name) {
        if !all.iter().any(|known| known == text) {
            all.push(text.to_owned());
        }
    }
    if all.len() > MOST_CHOICES {
        return Err(Problem::TooManyConditions(MOST_CHOICES));
    }
    Ok(all)
}

fn record(asked: &Asked, name: &str) -> Result<Option<RecordId>, Problem> {
    asked
        .one(name)
        .map(|text| text.parse().map_err(|_| Problem::NoSuchRecord))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(pairs: &[(&str, &str)]) -> ListAddress {
        ListAddress::read(Unit::Acts, &asked(pairs)).unwrap()
    }

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        Asked::new(
            pairs
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect(),
        )
    }

    fn value(key: &str, above: &[&str], chosen: bool) -> FacetValue {
        FacetValue {
            key: key.to_owned(),
            label: key.to_owned(),
            count: 1,
            chosen,
            level: above.len(),
            above: above.iter().map(|a| (*a).to_owned()).collect(),
            below: None,
        }
    }

    fn facet(property: &str, tree: bool, values: Vec<FacetValue>) -> Facet {
        Facet {
            property: property.to_owned(),
            label: String::new(),
            values,
            more: 0,
            page: None,
            tree,
            places: false,
        }
    }

    #[test]
    fn values_of_one_facet_are_joined_and_taken_apart() {
        let facet = facet("verification", false, Vec::new());
        let one = address(&[]).toggled(&facet, &value("confirmed", &[], false));
        assert_eq!(
            one.to_string(),
            "/records/act?where=verification%3D%3Dconfirmed"
        );
        let two = one.toggled(&facet, &value("refuted", &[], false));
        assert_eq!(
            two.to_string(),
            "/records/act?where=verification%3D%3Dconfirmed%7Crefuted"
        );
        let back = two
            .toggled(&facet, &value("confirmed", &[], true))
            .toggled(&facet, &value("refuted", &[], true));
        assert_eq!(back.to_string(), "/records/act");
    }

    #[test]
    fn in_a_tree_one_branch_is_chosen_once() {
        let values = vec![
            value("LIB", &[], false),
            value("LIB.detain", &["LIB"], false),
            value("PHY", &[], false),
        ];
        let facet = facet("type", true, values);
        let narrow = address(&[("where", "type=PHY|LIB.detain")]);
        let wide = narrow.toggled(&facet, &facet.values[0]);
        assert_eq!(wide.to_string(), "/records/act?where=type%3DPHY%7CLIB");
        let narrow = wide.toggled(&facet, &facet.values[1]);
        assert_eq!(
            narrow.to_string(),
            "/records/act?where=type%3DPHY%7CLIB.detain"
        );
    }

    #[test]
    fn dates_become_conditions_and_come_back() {
        let before = address(&[
            ("where", "start>=2018"),
            ("where", "type=LIB"),
            ("words", "ab12"),
        ]);
        let dated = before
            .with_dates(Some("2020-06".to_owned()), Some("2020-12".to_owned()))
            .changed_since(Some("2021-07-01".to_owned()));
        assert_eq!(dated.dates(), ["2020-06", "2020-12", "2021-07-01"]);
        assert_eq!(
            dated.to_string(),
            "/records/act?where=type%3DLIB&where=start%3E%3D2020-06&where=start%3C%3D2020-12&where=changed%3E%3D2021-07-01&words=ab12"
        );
        assert_eq!(dated.kept_by_words(), [("where", "type=LIB".to_owned())]);
        let without = dated.with_dates(None, None).changed_since(None);
        assert_eq!(without.dates(), ["", "", ""]);
    }

    #[test]
    fn one_condition_can_be_taken_away() {
        let both = address(&[
            ("where", "type=LIB"),
            ("where", "type=LIB"),
            ("where", "region=KZ-75"),
        ]);
        assert_eq!(
            both.without("type=LIB").to_string(),
            "/records/act?where=region%3DKZ-75"
        );
    }

    #[test]
    fn what_is_saved_asks_for_the_same_list() {
        let id: RecordId = "0123456789abcdef0123456789abcdef".parse().unwrap();
        let list = address(&[
            ("where", "type=LIB|PHY"),
            ("where", "changed>=2021"),
            ("words", "ab12"),
            ("on", "2021-07-22"),
            ("source", &id.to_string()),
            ("place", &id.to_string()),
            ("cols", "start"),
            ("cols", "type"),
            ("sort", "type"),
            ("order", "down"),
        ]);
        let stored = list.to_save(Some("Балтабай".to_owned()));
        let again = ListAddress::of_saved(Unit::Acts, id, &stored).unwrap();
        let saved = Some(id);
        assert_eq!(
            again.with_words(list.words.clone()),
            ListAddress { saved, ..list }
        );
        assert_eq!(stored.words.as_deref(), Some("Балтабай"));
    }

    #[test]
    fn a_condition_that_cannot_be_read_is_a_problem() {
        assert!(ListAddress::read(Unit::Acts, &asked(&[("where", "type")])).is_err());
        assert!(ListAddress::read(Unit::Acts, &asked(&[("source", "x")])).is_err());
        let many: Vec<String> = (0..65).map(|n| format!("type=T{n}")).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|text| ("where", text.as_str())).collect();
        assert!(ListAddress::read(Unit::Acts, &asked(&many)).is_err());
    }
}

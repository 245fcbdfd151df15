//! A list as it is after a click: another condition, another order, other columns. Each answers with a list of its own.

use super::{CHANGED, ListAddress};
use aigaq_counting::{Filter, Op, Path};
use aigaq_schema::{Day, RecordId};
use aigaq_workspace::{Facet, FacetValue};

impl ListAddress {
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
}

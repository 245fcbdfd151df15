//! A table's mapping bound to the headings of one file: names become places, once for all rows.

use crate::error::ExchangeError;
use crate::mapping::{BasisFrom, Derived, From, Mapping, Say, TableMapping};
use crate::reason;
use crate::table::Table;
use aigaq_schema::list::distance;
use aigaq_schema::reason::{Fills, Place};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What a statement is said to come from: a column's heading or a rule's name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Came {
    /// The cell of this column.
    Column(Arc<str>),
    /// This rule.
    Rule(Arc<str>),
}

impl Came {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Column(name) | Self::Rule(name) => name,
        }
    }
}

/// One thing said, with the places of its cells.
pub(crate) struct BoundSay<'m> {
    pub(crate) say: &'m Say,
    pub(crate) property: Arc<str>,
    /// The places of [`Say::columns`], in that order; `None` where the file has no such column.
    pub(crate) places: Vec<Option<usize>>,
    /// The column that, when filled, keeps this from being said.
    pub(crate) unless: Option<usize>,
    /// The place of the column of locators.
    pub(crate) locators: Option<usize>,
    pub(crate) came: Came,
    /// Where the cell itself is said to come from, for original codes.
    pub(crate) column: Arc<str>,
}

pub(crate) struct BoundPart<'m> {
    pub(crate) record_type: &'m str,
    pub(crate) link: Arc<str>,
    pub(crate) each: usize,
    pub(crate) column: Arc<str>,
    pub(crate) says: Vec<BoundSay<'m>>,
}

pub(crate) struct BoundDerived<'m> {
    pub(crate) derived: &'m Derived,
    /// For each of [`Derived::says`]: the property and the rule that says it.
    pub(crate) said: Vec<(Arc<str>, Came)>,
}

/// A table's mapping bound to a file.
pub(crate) struct Bound<'m> {
    pub(crate) table: &'m TableMapping,
    /// The file's name, where a reader would not know it from the table's.
    pub(crate) file: String,
    pub(crate) mapping: &'m Mapping,
    pub(crate) id: Option<usize>,
    pub(crate) source: Option<usize>,
    pub(crate) locator: Option<usize>,
    pub(crate) says: Vec<BoundSay<'m>>,
    pub(crate) parts: Vec<BoundPart<'m>>,
    pub(crate) derived: Vec<BoundDerived<'m>>,
    /// For each way statements of this table come in: the cells they depend on; `None` when the file has none.
    pub(crate) inputs: HashMap<Came, Option<Vec<usize>>>,
    pub(crate) missing: Vec<String>,
}

impl<'m> Bound<'m> {
    pub(crate) fn new(
        mapping: &'m Mapping,
        table: &'m TableMapping,
        file: &Table,
    ) -> Result<Self, ExchangeError> {
        let mut binder = Binder {
            file,
            used: HashSet::new(),
            missing: Vec::new(),
        };
        let id = match &table.id {
            Some(column) => binder.needed(column)?,
            None => None,
        };
        let (mut source, mut locator) = (None, None);
        if table.sourced
            && let Some(columns) = &mapping.source
        {
            source = binder.needed(&columns.column)?;
            if let Some(column) = &columns.locator {
                locator = binder.needed(column)?;
            }
        }
        let says = binder.says(&table.says, table.id.as_deref())?;
        let mut parts = Vec::new();
        for part in &table.parts {
            // Without its column, no part is made, and its other columns are used for nothing.
            let Some(each) = binder.place(&part.each) else {
                binder.lacks(&part.each, part.says.iter().all(|s| s.optional))?;
                continue;
            };
            parts.push(BoundPart {
                record_type: &part.record_type,
                link: Arc::from(part.link.as_str()),
                each,
                column: Arc::from(part.each.as_str()),
                says: binder.says(&part.says, Some(&part.each))?,
            });
        }
        for column in table.ignore.keys() {
            binder.place(column);
        }
        let missing = binder.missing.clone();
        binder.all_used()?;
        let mut bound = Self {
            table,
            file: String::new(),
            mapping,
            id,
            source,
            locator,
            says,
            parts,
            derived: table.derived.iter().map(BoundDerived::new).collect(),
            inputs: HashMap::new(),
            missing,
        };
        bound.inputs = bound.all_inputs();
        Ok(bound)
    }

    /// The row's id: its cell, or, in a table without ids, what the whole row says.
    pub(crate) fn row_id<'c>(&self, cells: &'c [String]) -> Cow<'c, str> {
        match self.id {
            Some(id) => Cow::Borrowed(cells.get(id).map_or("", String::as_str)),
            None => {
                let mut hash = Sha256::new();
                for cell in cells {
                    hash.update((cell.len() as u64).to_be_bytes());
                    hash.update(cell.as_bytes());
                }
                Cow::Owned(hex::encode(&hash.finalize()[..12]))
            }
        }
    }

    fn all_inputs(&self) -> HashMap<Came, Option<Vec<usize>>> {
        let mut inputs: HashMap<Came, Option<Vec<usize>>> = HashMap::new();
        let mut add = |came: Came, places: &[Option<usize>]| {
            let there: Vec<usize> = places.iter().copied().flatten().collect();
            let slot = inputs.entry(came).or_default();
            if !there.is_empty() || places.is_empty() {
                slot.get_or_insert_default().extend(there);
            }
        };
        for say in &self.says {
            add(say.came.clone(), &say.places);
            add(Came::Column(Arc::clone(&say.column)), &say.places);
        }
        for part in &self.parts {
            add(Came::Column(Arc::clone(&part.column)), &[Some(part.each)]);
            for say in &part.says {
                add(say.came.clone(), &say.places);
                add(Came::Column(Arc::clone(&say.column)), &say.places);
            }
        }
        // What follows from a row follows from its being published.
        for (_, came) in self.derived.iter().flat_map(|d| &d.said) {
            add(came.clone(), &[self.source]);
        }
        inputs
    }
}

impl<'m> BoundDerived<'m> {
    fn new(derived: &'m Derived) -> Self {
        let said = derived.says.iter().map(|say| {
            let rule = Came::Rule(Arc::clone(&say.rule));
            (Arc::from(say.property.as_str()), rule)
        });
        Self {
            derived,
            said: said.collect(),
        }
    }
}

struct Binder<'f> {
    file: &'f Table,
    used: HashSet<usize>,
    missing: Vec<String>,
}

impl Binder<'_> {
    fn place(&mut self, column: &str) -> Option<usize> {
        let place = self.file.column(column)?;
        self.used.insert(place);
        Some(place)
    }

    fn lacks(&mut self, column: &str, optional: bool) -> Result<(), ExchangeError> {
        if !optional {
            return Err(ExchangeError::MissingColumn {
                file: self.file.file.clone(),
                column: column.to_owned(),
                there: self.file.headings.join(", "),
            });
        }
        if !self.missing.iter().any(|m| m == column) {
            self.missing.push(column.to_owned());
        }
        Ok(())
    }

    fn needed(&mut self, column: &str) -> Result<Option<usize>, ExchangeError> {
        let place = self.place(column);
        if place.is_none() {
            self.lacks(column, false)?;
        }
        Ok(place)
    }

    fn says<'m>(
        &mut self,
        says: &'m [Say],
        stands_for: Option<&str>,
    ) -> Result<Vec<BoundSay<'m>>, ExchangeError> {
        let mut bound = Vec::with_capacity(says.len());
        for say in says {
            let columns = say.columns();
            let mut places = Vec::with_capacity(columns.len());
            for column in &columns {
                let place = self.place(column);
                if place.is_none() {
                    self.lacks(column, say.optional)?;
                }
                places.push(place);
            }
            let locators = match &say.basis {
                BasisFrom::Locators(column) => self.needed(column)?,
                _ => None,
            };
            let column: Arc<str> = Arc::from(*columns.first().unwrap_or(&stands_for.unwrap_or("")));
            if matches!(say.from, From::Constant(_)) {
                places.push(stands_for.and_then(|column| self.place(column)));
            }
            bound.push(BoundSay {
                say,
                property: Arc::from(say.property.as_str()),
                places,
                unless: say.unless.as_deref().and_then(|u| self.place(u)),
                locators,
                came: match &say.rule {
                    Some(rule) => Came::Rule(Arc::clone(rule)),
                    None => Came::Column(Arc::clone(&column)),
                },
                column,
            });
        }
        Ok(bound)
    }

    fn all_used(&self) -> Result<(), ExchangeError> {
        for (place, heading) in self.file.headings.iter().enumerate() {
            if self.used.contains(&place) || heading.is_empty() {
                continue;
            }
            let near = self
                .missing
                .iter()
                .map(|m| (distance(m, heading), m))
                .min()
                .filter(|(far, _)| *far <= 3)
                .map_or_else(
                    || Place::Words(String::new()),
                    |(_, m)| reason::column_near(m).place(),
                );
            return Err(ExchangeError::UnknownColumn {
                file: self.file.file.clone(),
                column: heading.clone(),
                near,
            });
        }
        Ok(())
    }
}

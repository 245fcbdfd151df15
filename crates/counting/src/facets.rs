//! Facets: how many records each code of a property would leave, given the
//! other conditions.

use crate::{Counting, Error, Path, Query, Row};

/// One property with the number of records for each of its codes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Facet {
    /// The property, as asked.
    pub property: String,
    /// Codes that occur, in the order of the list, states last. Each row has
    /// one key.
    pub rows: Vec<Row>,
}

impl<'a> Counting<'a> {
    /// Counts each property over the records that the question's conditions
    /// leave, its own conditions apart (the dimensions of the question are not
    /// used). Like [`Counting::select`], each record for itself.
    ///
    /// # Errors
    /// As [`Counting::count`].
    pub fn facets(&self, query: &Query, properties: &[Path]) -> Result<Vec<Facet>, Error> {
        let plan = self.plan_with(query, properties)?;
        let entities = self.listed(&plan)?;
        let all = plan.scope(&[]);
        properties
            .iter()
            .zip(&plan.dimensions)
            .map(|(property, route)| {
                let own = plan.asking_of(route);
                let rows = if own.is_empty() {
                    self.along_one(&plan, &all, route, entities.as_ref())
                } else {
                    self.along_one(&plan, &plan.scope(&own), route, entities.as_ref())
                };
                Ok(Facet {
                    property: property.text().to_owned(),
                    rows: rows?,
                })
            })
            .collect()
    }
}

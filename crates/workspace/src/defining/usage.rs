//! How much an organisation's records speak of a code, a property, a type.

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use aigaq_counting::Query;
use aigaq_schema::own::OwnDefinition;
use aigaq_schema::{Block, ChangeSetId, RecordId, Schema, Value};
use aigaq_view::has_column;
use std::collections::{HashMap, HashSet};

/// How many records of one type use each code of a list in one property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// The type.
    pub record_type: String,
    /// The property.
    pub property: String,
    /// Records by code; codes that none uses are not there.
    pub records: HashMap<String, u64>,
}

impl Workspace {
    /// Who uses the codes of a list: one entry for each property that takes them.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn usage(&self, ask: &Asking, list: &str) -> Result<Vec<Usage>, WorkspaceError> {
        let mut all = Vec::new();
        for record_type in self.schema().types() {
            let takes = |p: &&aigaq_schema::Property| {
                p.list.as_deref() == Some(list) && has_column(p) && ask.reader.may_see(p)
            };
            for property in record_type.properties.iter().filter(takes) {
                let rows = self.view.columns().table(&record_type.code);
                if rows.is_none_or(|table| table.rows() == 0) {
                    continue;
                }
                let question = Query::new(self.unit_of(&record_type.code)?).by(&property.code)?;
                let answer = self.count(ask, &question)?;
                let records = answer.rows.iter().filter_map(|row| {
                    let key = row.key.first()?;
                    (row.count > 0).then(|| (key.clone(), row.count))
                });
                let records: HashMap<String, u64> = records.collect();
                if !records.is_empty() {
                    all.push(Usage {
                        record_type: record_type.code.clone(),
                        property: property.code.clone(),
                        records,
                    });
                }
            }
        }
        Ok(all)
    }

    /// How many records speak of what is defined, in any statement that holds; also where another source is
    /// believed, for the page of the record shows that too. Reads all that was ever said: asked only before
    /// something is taken away. What one change-set said can be left out.
    pub(super) fn speak_of(
        &self,
        own: &OwnDefinition,
        but: Option<ChangeSetId>,
    ) -> Result<u64, WorkspaceError> {
        let schema = self.schema();
        let mut speaking: HashSet<RecordId> = HashSet::new();
        self.view.each_block(|spoken, _, block, withdrawn| {
            if Some(spoken.change_set) == but || speaking.contains(&block.record) {
                return;
            }
            let live = |id| withdrawn(id).is_none();
            if speaks(schema, own, block, &live) {
                speaking.insert(block.record);
            }
        })?;
        Ok(speaking.len() as u64)
    }
}

fn speaks(
    schema: &Schema,
    own: &OwnDefinition,
    block: &Block,
    live: &dyn Fn(aigaq_schema::StatementId) -> bool,
) -> bool {
    let list_of = |property: &str| {
        let property = schema.property(&block.record_type, property)?;
        property.list.as_deref()
    };
    let mut said = block.statements.iter();
    match own {
        OwnDefinition::Type(kind) => block.record_type == kind.code && said.any(|s| live(s.id)),
        OwnDefinition::Property(property) => {
            block.record_type == property.of
                && said.any(|s| s.property == property.code && live(s.id))
        }
        OwnDefinition::List(list) => said.any(|s| {
            matches!(s.value, Value::Term(_))
                && list_of(&s.property) == Some(&list.code)
                && live(s.id)
        }),
        OwnDefinition::Code(code) => said.any(|s| {
            matches!(&s.value, Value::Term(term) if *term == code.code)
                && list_of(&s.property) == Some(&code.of)
                && live(s.id)
        }),
    }
}

//! The rights that a type of act touches are said with it, by a rule of the schema, as imports say them: so an act
//! counts among the rights however it came in.

use crate::saving::Say;
use aigaq_schema::{Basis, Schema, Value, rule};

/// The property of an act.
pub(crate) const RIGHTS: &str = "rights";

/// The rights of a type of act, on the word of the source that names the type.
pub(crate) fn rights_of_type(schema: &Schema, act_type: &str, basis: &Basis) -> Vec<Say> {
    let rights = schema.rights_of_type(act_type);
    rights
        .map(|right| Say::by_rule(rule::RIGHTS, RIGHTS, Value::term(right), basis))
        .collect()
}

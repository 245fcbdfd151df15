//! What follows from a type of act: whether several people to whom one thing was done at once make one act or one
//! for each, and which rights it touches.

use crate::schema::Schema;
use serde::{Deserialize, Serialize};

/// The rule by which an act that was told of several people at once is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountedAs {
    /// One act against all of them.
    Together,
    /// One act for each of them.
    Each,
}

impl CountedAs {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Together, Self::Each];

    /// Its code in the list `counted_as`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::Each => "each",
        }
    }

    /// The rule of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }
}

impl Schema {
    /// The rights that an act of this type touches (links of the list `act_types`), by code.
    pub fn rights_of_type(&self, act_type: &str) -> impl Iterator<Item = &str> {
        let entry = self.list("act_types").and_then(|list| list.get(act_type));
        let rights = entry.and_then(|entry| entry.links.get("rights"));
        rights.into_iter().flatten().map(String::as_str)
    }

    /// How an act of this type with several targets is counted where nobody says otherwise: "dispersed" is one act
    /// against forty people, "detained" is one for each (flags `each` and `together` of the list `act_types`, of the
    /// code or of one above). An act of no known type is one.
    #[must_use]
    pub fn counted_by_default(&self, act_type: &str) -> CountedAs {
        let Some(list) = self.list("act_types") else {
            return CountedAs::Together;
        };
        let mut at = list.get(act_type);
        while let Some(entry) = at {
            let rule = CountedAs::ALL
                .into_iter()
                .find(|rule| entry.has_flag(rule.code()));
            if let Some(rule) = rule {
                return rule;
            }
            at = entry.parent.as_deref().and_then(|parent| list.get(parent));
        }
        CountedAs::Together
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detention_is_one_act_for_each_and_a_dispersal_one_for_all() {
        let schema = Schema::shipped();
        for each in ["LIB.detain", "LIB", "ADM.fine", "CRM.summon", "LIF.torture"] {
            assert_eq!(schema.counted_by_default(each), CountedAs::Each, "{each}");
        }
        for together in [
            "ASM.break",
            "LIB.mass",
            "LIB.kettle",
            "PRS.threat",
            "",
            "nothing",
        ] {
            let rule = schema.counted_by_default(together);
            assert_eq!(rule, CountedAs::Together, "{together}");
        }
    }

    #[test]
    fn the_list_has_both_rules() {
        let list = Schema::shipped().list("counted_as").unwrap();
        let codes: Vec<&str> = list.entries().iter().map(|e| e.code.as_str()).collect();
        assert_eq!(codes, CountedAs::ALL.map(CountedAs::code));
    }
}

//! The records that follow from a row.

use super::super::file::{DerivedFile, TableFile};
use super::super::{Derived, DerivedSay};
use super::{Checked, Compiler, rule_name};
use aigaq_schema::{RecordType, ValueKind};
use std::collections::HashSet;

impl Compiler<'_> {
    pub(super) fn derived(
        &self,
        profile: &str,
        table: &TableFile,
        row: &RecordType,
    ) -> Checked<Vec<Derived>> {
        // The rules of parts are named by their columns; no rule may have two meanings.
        let mut taken: HashSet<&str> = table.parts.iter().map(|p| p.each.as_str()).collect();
        let mut all = Vec::new();
        for given in &table.derived {
            let (name, at) = (given.name.get_ref(), given.name.span().start);
            if name.trim().is_empty() {
                return self.wrong(at, "a derived record needs a name");
            }
            if !taken.insert(name) {
                return self.wrong(at, format!("the name “{name}” stands twice in this table"));
            }
            if table.unsourced {
                return self.wrong(
                    at,
                    "a derived record rests on the row's sources, and this table has none (`unsourced`)",
                );
            }
            all.push(self.one_derived(profile, table.table.get_ref(), given, row)?);
        }
        Ok(all)
    }

    fn one_derived(
        &self,
        profile: &str,
        table: &str,
        given: &DerivedFile,
        row: &RecordType,
    ) -> Checked<Derived> {
        let record = self.record(&given.record)?;
        if record.part_of.is_some() {
            return self.wrong(
                given.record.span().start,
                format!("{} is a part: make it with [[tables.parts]]", record.code),
            );
        }
        let of = self.property(record, &given.of)?;
        let refers = of.to.is_empty() || of.to.contains(&row.code);
        if of.kind != ValueKind::Reference || !refers {
            return self.wrong(
                given.of.span().start,
                format!("“{}” of {} refers to no {}", of.code, record.code, row.code),
            );
        }
        let constants = self.constants(record, &given.constants)?;
        if let Some(twice) = given.constants.keys().find(|k| *k.get_ref() == of.code) {
            return self.wrong(
                twice.span().start,
                format!("“{}” is the row's record, and cannot be given too", of.code),
            );
        }
        let name = given.name.get_ref();
        let says = std::iter::once((of.code.clone(), None))
            .chain(constants.into_iter().map(|(p, value)| (p, Some(value))))
            .map(|(property, value)| DerivedSay {
                rule: rule_name(profile, table, &format!("{name}: {property}")),
                property,
                value,
            })
            .collect();
        Ok(Derived {
            name: name.clone(),
            record_type: record.code.clone(),
            says,
        })
    }
}

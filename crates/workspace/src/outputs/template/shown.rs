//! What a template shows, as one writes it: `figures of acts, persons`, `acts by type where region=KZ-75`,
//! `chronicle where rights=assembly`, `register prisoners`.

use crate::outputs::registers::RegisterName;
use crate::reasons;
use aigaq_counting::{Definition, Filter, Path};
use aigaq_publishing::Unit;
use aigaq_schema::{Reason, Schema};

/// Something that stands in a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shown {
    /// What the sources cover, and what holds for every publication to this audience.
    Coverage,
    /// How records come into the period, least verification, rules of restrictions.
    Method,
    /// The rules of counting that always hold.
    Counting,
    /// What changed in figures published before.
    Revisions,
    /// Main figures: of these units, or of all main ones.
    Figures(Vec<Unit>, Which),
    /// A table of counts.
    Counts(Unit, Path, Which),
    /// Figures of others, checked.
    Others,
    /// What happened, day by day.
    Chronicle(Which),
    /// Who is held or banned on the last day.
    Restrictions,
    /// A register on the last day; what is new in it, since the first.
    Register(RegisterName),
}

/// Which records alone: all conditions hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Which(pub Vec<Filter>);

impl Which {
    /// The same definition, of these records alone.
    pub fn of(&self, mut definition: Definition) -> Result<Definition, aigaq_counting::Error> {
        for filter in &self.0 {
            definition = definition.with_filter(filter.clone())?;
        }
        Ok(definition)
    }
}

/// What is not understood; the line is known to whoever reads the template.
#[derive(Debug)]
pub(super) enum NotUnderstood {
    /// It begins like nothing that can be shown.
    Part(String),
    /// A unit, property or register that is not there.
    Name(String),
    /// A condition.
    Condition(String),
    /// It reads well, and the records have no such property or code.
    Uncountable(String),
}

impl NotUnderstood {
    pub fn at(self, line: usize) -> Reason {
        match self {
            Self::Part(part) => reasons::template_part(line, part),
            Self::Name(name) => reasons::template_name(line, name),
            Self::Condition(condition) => reasons::template_condition(line, condition),
            Self::Uncountable(part) => reasons::template_uncountable(line, part),
        }
    }
}

impl Shown {
    pub(super) fn read(text: &str, schema: &Schema) -> Result<Self, NotUnderstood> {
        let (what, conditions) = match text.split_once(" where ") {
            Some((what, conditions)) => (what.trim(), Some(conditions)),
            None => (text.trim(), None),
        };
        let which = Which(match conditions {
            None => Vec::new(),
            Some(all) => all
                .split(" and ")
                .map(|one| one.trim().parse())
                .collect::<Result<_, _>>()
                .map_err(|_| NotUnderstood::Condition(all.to_owned()))?,
        });
        let plain = match what {
            "coverage" => Some(Self::Coverage),
            "method" => Some(Self::Method),
            "counting" => Some(Self::Counting),
            "revisions" => Some(Self::Revisions),
            "others" => Some(Self::Others),
            "restrictions" => Some(Self::Restrictions),
            _ => None,
        };
        if let Some(plain) = plain {
            return match which.0.is_empty() {
                true => Ok(plain),
                false => Err(NotUnderstood::Part(text.to_owned())),
            };
        }
        if what == "chronicle" {
            return Ok(Self::Chronicle(which));
        }
        if what == "figures" {
            return Ok(Self::Figures(Vec::new(), which));
        }
        if let Some(units) = what.strip_prefix("figures of ") {
            let units = units.split(',').map(unit);
            return Ok(Self::Figures(units.collect::<Result<_, _>>()?, which));
        }
        if let Some(name) = what.strip_prefix("register ") {
            let register = RegisterName::from_code(name.trim());
            return match (register, which.0.is_empty()) {
                (Some(register), true) => Ok(Self::Register(register)),
                (Some(_), false) => Err(NotUnderstood::Part(text.to_owned())),
                (None, _) => Err(NotUnderstood::Name(name.trim().to_owned())),
            };
        }
        let Some((counted, path)) = what.split_once(" by ") else {
            return Err(NotUnderstood::Part(text.to_owned()));
        };
        let unit = unit(counted)?;
        let named = |_| NotUnderstood::Name(path.trim().to_owned());
        let path: Path = path.trim().parse().map_err(named)?;
        let is_time = ["month", "year", "quarter"].contains(&path.text());
        let is_known = path.text().split('.').next_back().is_some_and(|last| {
            schema
                .types()
                .any(|kind| schema.property(&kind.code, last).is_some())
        });
        if !is_time && !is_known {
            return Err(NotUnderstood::Name(path.text().to_owned()));
        }
        Ok(Self::Counts(unit, path, which))
    }
}

fn unit(text: &str) -> Result<Unit, NotUnderstood> {
    Unit::from_key(text.trim()).ok_or_else(|| NotUnderstood::Name(text.trim().to_owned()))
}

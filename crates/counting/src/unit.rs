//! What is counted. Every table, cell and sentence names its unit.

use std::fmt;
use std::str::FromStr;

use crate::{Dated, Error};

/// A unit of count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Something that happened.
    Events,
    /// One thing done to somebody.
    Acts,
    /// An actor in an act.
    Involvements,
    /// Distinct people.
    Persons,
    /// Distinct organisations.
    Organisations,
    /// Distinct actors: people, organisations and unnamed groups.
    Actors,
    /// Proceedings.
    Cases,
    /// Dated steps of a case.
    Stages,
    /// What someone may not do, or where they are held.
    Restrictions,
    /// What the state was asked for.
    Applications,
    /// Acts of courts and bodies.
    Decisions,
    /// Recommendations, pledges, obligations.
    Commitments,
    /// How a commitment stands.
    Assessments,
    /// Appeals, letters, visits.
    Interventions,
    /// Numbers that somebody published.
    Figures,
    /// Publications, testimonies, documents.
    Sources,
    /// Places.
    Places,
    /// Property.
    Assets,
    /// Relations between records.
    Relations,
    /// Judgements.
    Judgements,
    /// Notes.
    Notes,
    /// The organisation's own definitions.
    Definitions,
    /// Consents.
    Consents,
    /// Frozen outputs.
    Publications,
    /// Records of a type of the organisation's own.
    Own(OwnUnit),
}

/// The unit of a record type that is not shipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnUnit {
    name: Short,
    table: Short,
    main_date: Option<Short>,
}

/// A code, kept in place so that units stay as light to pass on as the shipped ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Short {
    bytes: [u8; LONGEST],
    length: u8,
}

/// Most bytes of a code of one's own.
const LONGEST: usize = 40;

impl Short {
    fn new(text: &str) -> Option<Self> {
        let mut bytes = [0; LONGEST];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        let length = u8::try_from(text.len()).ok()?;
        Some(Self { bytes, length })
    }

    fn text(&self) -> &str {
        // It was a text when it was put in.
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }
}

impl Unit {
    /// All shipped units.
    pub const ALL: [Self; 24] = [
        Self::Events,
        Self::Acts,
        Self::Involvements,
        Self::Persons,
        Self::Organisations,
        Self::Actors,
        Self::Cases,
        Self::Stages,
        Self::Restrictions,
        Self::Applications,
        Self::Decisions,
        Self::Commitments,
        Self::Assessments,
        Self::Interventions,
        Self::Figures,
        Self::Sources,
        Self::Places,
        Self::Assets,
        Self::Relations,
        Self::Judgements,
        Self::Notes,
        Self::Definitions,
        Self::Consents,
        Self::Publications,
    ];

    /// The plural name, as on the command line.
    #[must_use]
    pub fn name(&self) -> &str {
        self.row().0
    }

    /// The unit of a type of the organisation's own: its plural name, the code of the type, and the property by
    /// which a period is taken. `None` when a code is longer than any may be, or the name is a shipped unit's.
    #[must_use]
    pub fn own(name: &str, table: &str, main_date: Option<&str>) -> Option<Self> {
        if Self::ALL.iter().any(|unit| unit.name() == name) {
            return None;
        }
        Some(Self::Own(OwnUnit {
            name: Short::new(name)?,
            table: Short::new(table)?,
            main_date: main_date.and_then(Short::new),
        }))
    }

    /// The code of the record type whose records are counted.
    #[must_use]
    pub fn table(&self) -> &str {
        self.row().1
    }

    /// The path of the date by which a period is taken when none is named.
    /// For persons, organisations and actors this is the start of the acts in
    /// which they are targets.
    #[must_use]
    pub fn main_date(&self) -> Option<&str> {
        Some(self.row().2).filter(|path| !path.is_empty())
    }

    /// The path of one of the dates by which a period can be taken: that of the acts, where people are counted by
    /// what was done to them.
    #[must_use]
    pub fn date_of(&self, dated: Dated) -> Option<String> {
        match dated {
            Dated::Occurred => self.main_date().map(str::to_owned),
            Dated::Learned | Dated::Published => Some(self.of_acts(dated.word())),
        }
    }

    /// The path of a property that every record has, of the acts where the unit is counted by acts.
    pub(crate) fn of_acts(&self, property: &str) -> String {
        if self.counts_actors() || *self == Self::Involvements {
            format!("act.{property}")
        } else {
            property.to_owned()
        }
    }

    /// The unit that counts the records of a shipped type.
    #[must_use]
    pub fn of_table(table: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|unit| unit.table() == table && unit.actor_kind().is_none())
    }

    /// The actor kind (kinds below it included) that the unit is limited to.
    #[must_use]
    pub fn actor_kind(self) -> Option<&'static str> {
        match self {
            Self::Persons => Some("person"),
            Self::Organisations => Some("organisation"),
            _ => None,
        }
    }

    /// Whether actors are counted, who can be counted through their acts.
    #[must_use]
    pub fn counts_actors(&self) -> bool {
        matches!(self, Self::Persons | Self::Organisations | Self::Actors)
    }

    /// The names of all shipped units, for a message.
    fn names() -> String {
        let names: Vec<&str> = Self::ALL.iter().map(Self::name).collect();
        names.join(", ")
    }

    /// Plural name, table, main date.
    fn row(&self) -> (&str, &str, &str) {
        match self {
            Self::Own(own) => (
                own.name.text(),
                own.table.text(),
                own.main_date.as_ref().map_or("", Short::text),
            ),
            Self::Events => ("events", "event", "start"),
            Self::Acts => ("acts", "act", "start"),
            Self::Involvements => ("involvements", "involvement", "act.start"),
            Self::Persons => ("persons", "actor", "act.start"),
            Self::Organisations => ("organisations", "actor", "act.start"),
            Self::Actors => ("actors", "actor", "act.start"),
            Self::Cases => ("cases", "case", "opened"),
            Self::Stages => ("stages", "stage", "date"),
            Self::Restrictions => ("restrictions", "restriction", "start"),
            Self::Applications => ("applications", "application", "filed"),
            Self::Decisions => ("decisions", "decision", "date"),
            Self::Commitments => ("commitments", "commitment", "made_on"),
            Self::Assessments => ("assessments", "assessment", "date"),
            Self::Interventions => ("interventions", "intervention", "date"),
            Self::Figures => ("figures", "figure", "period"),
            Self::Sources => ("sources", "source", "date"),
            Self::Places => ("places", "place", ""),
            Self::Assets => ("assets", "asset", "since"),
            Self::Relations => ("relations", "relation", "since"),
            Self::Judgements => ("judgements", "judgement", ""),
            Self::Notes => ("notes", "note", "follow_up"),
            Self::Definitions => ("definitions", "definition", ""),
            Self::Consents => ("consents", "consent", "date"),
            Self::Publications => ("publications", "publication", "as_of"),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl FromStr for Unit {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::ALL
            .into_iter()
            .find(|unit| unit.name() == text)
            .ok_or_else(|| Error::UnknownUnit {
                given: text.to_owned(),
                units: Self::names(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_read_by_its_plural_and_an_error_lists_all() {
        for unit in Unit::ALL {
            assert_eq!(unit.name().parse(), Ok(unit));
        }
        assert_eq!(
            Unit::own("acts", "deed", None),
            None,
            "a name is taken once"
        );
        let seminars = Unit::own("seminars", "seminar", Some("held")).expect("a unit");
        let told = (seminars.name(), seminars.table(), seminars.main_date());
        assert_eq!(told, ("seminars", "seminar", Some("held")));
        assert_eq!(
            Unit::own(&"x".repeat(41), "x", None),
            None,
            "no code is so long"
        );
        let error = "threats".parse::<Unit>().expect_err("no such unit");
        assert!(error.to_string().contains("acts, involvements, persons"));
        assert_eq!(Unit::of_table("actor"), Some(Unit::Actors));
    }
}

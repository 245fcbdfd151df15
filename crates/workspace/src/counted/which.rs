//! Which word to use: "threats by person category" is acts, times that somebody was a target, or people, and the three
//! are different numbers. Shown by the workspace's own records.

use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use aigaq_counting::{Definition, Filter};
use aigaq_schema::RecordId;
use std::collections::BTreeMap;

/// The property of people by which the three are laid side by side, unless the question names another.
const CATEGORY: &str = "category";
/// Names told in an example.
const MOST_NAMES: usize = 8;

/// The same question of three units.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct WhichWord {
    /// What people are told apart by.
    pub by: String,
    /// The period in words; none for all time.
    pub period: Option<String>,
    /// A row for each value of it; the last is the whole, with an empty label.
    pub rows: Vec<WhichRow>,
    /// The questions themselves: acts, involvements, persons.
    pub definitions: [String; 3],
    /// An act against several people.
    pub act: Option<ActAgainstSeveral>,
    /// A person to whom several acts were done.
    pub person: Option<PersonOfSeveral>,
}

/// A value with its three numbers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct WhichRow {
    /// The value; empty for the whole.
    pub label: String,
    /// Acts against such people.
    pub acts: u64,
    /// Times that such a person or body was the target of an act.
    pub involvements: u64,
    /// People.
    pub persons: u64,
}

/// An act with all at whom it was aimed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ActAgainstSeveral {
    /// The act.
    pub act: Named,
    /// How many involvements of targets it has.
    pub involvements: u64,
    /// Some of those at whom it was aimed.
    pub targets: Vec<Named>,
}

/// A person with the acts done to them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PersonOfSeveral {
    /// The person.
    pub person: Named,
    /// How many acts.
    pub acts: u64,
    /// Some of them.
    pub some: Vec<Named>,
}

impl Workspace {
    /// How acts, involvements and persons differ in the period and under the verification of a question.
    ///
    /// # Errors
    /// When one of the three cannot be counted here.
    pub fn which_word(&self, ask: &Asking, of: &Definition) -> Result<WhichWord, WorkspaceError> {
        // What the question tells people apart by, where it does.
        let asked = of.dimensions().iter().map(aigaq_counting::Path::text);
        let of_people = |path: &str| {
            let last = path.rsplit('.').next().unwrap_or(path);
            let code = last.split(':').next().unwrap_or(last);
            let is_one = self.schema().property("actor", code).is_some() && code != "kind";
            (is_one && !path.starts_with("perpetrator")).then(|| last.to_owned())
        };
        let property = asked
            .filter_map(of_people)
            .next()
            .unwrap_or_else(|| CATEGORY.to_owned());
        let base = |unit: &str, path: &str| -> Result<Definition, WorkspaceError> {
            let question = Definition::of(unit)
                .in_period(of.period())
                .dated(of.by_date())
                .at_least(of.least());
            Ok(question.by(path)?)
        };
        let targets = "role=target";
        let definitions = [
            base("acts", &format!("target.{property}"))?,
            base("involvements", &format!("actor.{property}"))?.only(targets)?,
            base("persons", &property)?.only(targets)?,
        ];
        let mut rows: Vec<WhichRow> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut whole = WhichRow::of(String::new());
        for (unit, definition) in definitions.iter().enumerate() {
            let answer = self.tabulate(ask, definition)?.answer;
            *whole.at(unit) = answer.total;
            for row in answer.rows {
                let (Some(key), Some(label)) = (row.key.into_iter().next(), row.label.first())
                else {
                    continue;
                };
                let place = *places.entry(key).or_insert_with(|| {
                    rows.push(WhichRow::of(label.clone()));
                    rows.len() - 1
                });
                if let Some(there) = rows.get_mut(place) {
                    *there.at(unit) = row.count;
                }
            }
        }
        rows.push(whole);
        let words = self.definition_words(ask, &definitions[2])?;
        let question = definitions[1].clone();
        Ok(WhichWord {
            by: words.by.join(""),
            period: words.period,
            rows,
            act: self.act_against_several(ask, &question)?,
            person: self.person_of_several(ask, &question)?,
            definitions: definitions.map(|definition| definition.to_string()),
        })
    }

    /// The value of a dimension that has the most involvements of targets, and those; none when none has two.
    fn most(
        &self,
        ask: &Asking,
        question: &Definition,
        (by, other): (&str, &str),
    ) -> Result<Option<(Named, u64, Vec<Named>)>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let by_record = question.only_by(&[by.parse()?])?;
        let answer = self.tabulate(ask, &by_record)?.answer;
        let most = answer
            .rows
            .iter()
            .filter_map(|row| Some((row.key.first()?.parse::<RecordId>().ok()?, row.count)))
            .max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0)));
        let Some((id, count)) = most.filter(|(_, count)| *count > 1) else {
            return Ok(None);
        };
        let Some(named) = naming.by_id(id)? else {
            return Ok(None);
        };
        let path = by.parse()?;
        let within = question
            .only_by(&[other.parse()?])?
            .with_filter(Filter::exactly(path, &id.to_string()))?;
        let mut others = Vec::new();
        for row in self.tabulate(ask, &within)?.answer.rows {
            let id = row.key.first().and_then(|key| key.parse::<RecordId>().ok());
            if let Some(id) = id
                && others.len() < MOST_NAMES
            {
                others.extend(naming.by_id(id)?);
            }
        }
        Ok(Some((named, count, others)))
    }

    fn act_against_several(
        &self,
        ask: &Asking,
        question: &Definition,
    ) -> Result<Option<ActAgainstSeveral>, WorkspaceError> {
        let most = self.most(ask, question, ("act", "actor"))?;
        Ok(most.map(|(act, involvements, targets)| ActAgainstSeveral {
            act,
            involvements,
            targets,
        }))
    }

    fn person_of_several(
        &self,
        ask: &Asking,
        question: &Definition,
    ) -> Result<Option<PersonOfSeveral>, WorkspaceError> {
        let persons = question.clone().only("actor.kind=person")?;
        let most = self.most(ask, &persons, ("actor", "act"))?;
        Ok(most.map(|(person, acts, some)| PersonOfSeveral { person, acts, some }))
    }
}

impl WhichRow {
    fn of(label: String) -> Self {
        Self {
            label,
            acts: 0,
            involvements: 0,
            persons: 0,
        }
    }

    /// The number of the unit with this place: acts, involvements, persons.
    fn at(&mut self, unit: usize) -> &mut u64 {
        match unit {
            0 => &mut self.acts,
            1 => &mut self.involvements,
            _ => &mut self.persons,
        }
    }
}

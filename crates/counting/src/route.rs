//! From a path as written to the columns it leads through.
//!
//! A hop is a property that refers to other records (`event` of an act), a
//! role in an act (`target`, `perpetrator`: the involvements with that role or
//! one below it), or a record type that refers back (`act` of an event, if one
//! property of acts refers to events).

use crate::column::Data;
use crate::error::{Why, near};
use crate::{Column, Columns, Error, Path, Unit, View};

/// The record type of acts, involvements and actors: the only names that the
/// crate knows, since "who did what to whom" is the shape of the field.
pub(crate) const ACT: &str = "act";
pub(crate) const INVOLVEMENT: &str = "involvement";
pub(crate) const ACTOR: &str = "actor";
pub(crate) const ROLE: &str = "role";
pub(crate) const TARGET: &str = "target";

/// One hop from records to records.
#[derive(Clone)]
pub(crate) enum Step<'a> {
    /// Along a reference.
    Along { column: &'a Column, to: &'a str },
    /// To the records of `from` whose `column` refers to the record, with one
    /// of these codes as role if roles are given.
    Back {
        from: &'a str,
        column: &'a Column,
        to: &'a str,
        roles: Option<Vec<bool>>,
    },
}

impl<'a> Step<'a> {
    pub(crate) fn is_many(&self) -> bool {
        match self {
            Self::Along { column, .. } => column.is_many(),
            Self::Back { .. } => true,
        }
    }

    pub(crate) fn lands_on(&self) -> &'a str {
        match self {
            Self::Along { to, .. } => to,
            Self::Back { from, .. } => from,
        }
    }
}

/// A property reached from the rows of a table.
#[derive(Clone)]
pub(crate) struct Route<'a> {
    /// The path as written.
    pub text: String,
    /// The first hops, each to at most one record, before those that can lead
    /// to several; none when there are none of those.
    pub lead: Vec<Step<'a>>,
    /// The hops from the first to the last that can lead to several records;
    /// what is reached by the same hops is asked of one and the same record.
    pub hops: Vec<Step<'a>>,
    /// The same hops in words.
    pub hop_name: String,
    /// Where they lead.
    pub hop_table: &'a str,
    /// Further hops, each to at most one record.
    pub rest: Vec<Step<'a>>,
    /// The further hops in words.
    pub rest_name: String,
    /// The record type that has the property.
    pub table: &'a str,
    /// The property's code.
    pub property: &'a str,
    /// Its values.
    pub column: &'a Column,
    /// Where to look when there is no value: the category of an actor when
    /// that at the time of the act was not recorded.
    pub otherwise: Option<(Vec<Step<'a>>, &'a Column)>,
    /// How values are put together.
    pub view: Option<View>,
}

impl Route<'_> {
    /// The property as it is read from the records that have it.
    pub(crate) fn landed(&self) -> Self {
        Self {
            hop_table: self.table,
            rest: Vec::new(),
            ..self.clone()
        }
    }
}

struct Walk<'a> {
    start: &'a str,
    steps: Vec<(String, Step<'a>)>,
    table: &'a str,
    property: &'a str,
    column: &'a Column,
    otherwise: Option<(Vec<Step<'a>>, &'a Column)>,
}

/// How the paths of a question are read for its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// From the records of the unit.
    Own,
    /// Actors through the acts in which they are targets: the base rows are
    /// involvements.
    ThroughActs,
}

pub(crate) struct Map<'a> {
    pub columns: &'a Columns,
}

impl<'a> Map<'a> {
    pub(crate) fn table_name(&self, code: &str) -> Result<&'a str, Error> {
        self.columns
            .tables
            .get_key_value(code)
            .map(|(name, _)| name.as_str())
            .ok_or_else(|| Error::UnknownTable {
                table: code.to_owned(),
            })
    }

    pub(crate) fn column(&self, table: &str, property: &str) -> Option<(&'a str, &'a Column)> {
        self.columns
            .tables
            .get(table)?
            .columns
            .get_key_value(property)
            .map(|(name, column)| (name.as_str(), column))
    }

    /// The route of a path, for a unit and reading.
    pub(crate) fn route(
        &self,
        unit: Unit,
        reading: Reading,
        path: &Path,
    ) -> Result<Route<'a>, Error> {
        let (segments, view) = match path.alias() {
            Some(span) => {
                let main = unit.main_date().ok_or_else(|| Error::NoDate {
                    unit: unit.name().to_owned(),
                })?;
                (
                    main.split('.').map(str::to_owned).collect(),
                    Some(View::Span(span)),
                )
            }
            None => (path.segments.clone(), path.view),
        };
        let walk = match reading {
            Reading::ThroughActs => self.through_acts(&segments, path)?,
            Reading::Own if unit == Unit::Involvements => self.of_involvement(&segments, path)?,
            Reading::Own => self.walk(unit.table(), &segments, path)?,
        };
        let route = self.split(walk, path, view);
        check_view(&route)?;
        Ok(route)
    }

    /// Whether a path can be read from the actors alone.
    pub(crate) fn is_of_actors(&self, path: &Path) -> bool {
        path.alias().is_none() && self.walk(ACTOR, &path.segments, path).is_ok()
    }

    /// An involvement's own property, else its act's or its actor's.
    fn of_involvement(&self, segments: &[String], path: &Path) -> Result<Walk<'a>, Error> {
        let own = self.walk(INVOLVEMENT, segments, path);
        let Err(own_error) = own else {
            return own;
        };
        let act = self.walk(INVOLVEMENT, &after(ACT, segments), path);
        let actor = self.walk(INVOLVEMENT, &after(ACTOR, segments), path);
        match (act, actor) {
            (Ok(_), Ok(_)) => Err(Error::Ambiguous {
                given: path.text().to_owned(),
                meanings: [ACT, ACTOR].map(|hop| format!("{hop}.{path}")).to_vec(),
            }),
            (Ok(walk), Err(_)) | (Err(_), Ok(walk)) => Ok(walk),
            (Err(_), Err(_)) => Err(own_error),
        }
    }

    /// What is known of a target: its category (or the like) at the time of
    /// the act, else the actor's own property, else the act's, else the
    /// involvement's.
    fn through_acts(&self, segments: &[String], path: &Path) -> Result<Walk<'a>, Error> {
        if let [property] = segments
            && let Some(walk) = self.at_the_time(property)
        {
            return Ok(walk);
        }
        let explicit = segments
            .first()
            .is_some_and(|first| first == ACT || first == ACTOR);
        if !explicit {
            for hop in [ACTOR, ACT] {
                if let Ok(walk) = self.walk(INVOLVEMENT, &after(hop, segments), path) {
                    return Ok(walk);
                }
            }
        }
        self.walk(INVOLVEMENT, segments, path)
    }

    /// A coded property that involvements and actors both have, with the same
    /// list.
    fn at_the_time(&self, property: &str) -> Option<Walk<'a>> {
        let table = self.table_name(INVOLVEMENT).ok()?;
        let (name, column) = self.column(INVOLVEMENT, property)?;
        let (_, of_actor) = self.column(ACTOR, property)?;
        let (_, actor) = self.column(INVOLVEMENT, ACTOR)?;
        let to = self.table_name(ACTOR).ok()?;
        let same = column.dictionary()? == of_actor.dictionary()?;
        // Verification and the like are of the record, not of the person.
        let common = self.column(ACT, property).is_some();
        (same && !common).then(|| Walk {
            start: table,
            steps: Vec::new(),
            table,
            property: name,
            column,
            otherwise: Some((vec![Step::Along { column: actor, to }], of_actor)),
        })
    }

    fn walk(&self, start: &str, segments: &[String], path: &Path) -> Result<Walk<'a>, Error> {
        let start = self.table_name(start)?;
        let mut table = start;
        let mut steps: Vec<(String, Step<'a>)> = Vec::new();
        let mut at = 0;
        while let Some(segment) = segments.get(at) {
            let behind = &segments[at + 1..];
            let own = self.column(table, segment);
            if let (Some((property, column)), true) = (own, behind.is_empty()) {
                return Ok(Walk {
                    start,
                    steps,
                    table,
                    property,
                    column,
                    otherwise: None,
                });
            }
            if let Some((property, column)) = own.filter(|(_, column)| !column.targets().is_empty())
            {
                let to = self.target(column, behind, path)?;
                steps.push((property.to_owned(), Step::Along { column, to }));
                table = to;
                at += 1;
            } else if let Some((length, name, step)) = self.role(table, &segments[at..]) {
                steps.push((name, step));
                table = self.table_name(INVOLVEMENT)?;
                at += length;
                let left = &segments[at..];
                if left.is_empty() {
                    // The role alone means who has it.
                    return Ok(Walk {
                        start,
                        steps,
                        ..self.walk(INVOLVEMENT, &[ACTOR.to_owned()], path)?
                    });
                }
                if let [property] = left
                    && let Some(walk) = self.at_the_time(property)
                {
                    return Ok(Walk {
                        start,
                        steps,
                        ..walk
                    });
                }
                if self.column(table, &left[0]).is_none()
                    && let Some((_, column)) = self.column(INVOLVEMENT, ACTOR)
                {
                    let to = self.table_name(ACTOR)?;
                    steps.push((ACTOR.to_owned(), Step::Along { column, to }));
                    table = to;
                }
            } else if let Some(step) = self.back(table, segment).filter(|_| !behind.is_empty()) {
                table = step.lands_on();
                steps.push((segment.clone(), step));
                at += 1;
            } else {
                return Err(self.unknown(table, segment));
            }
        }
        Err(self.unknown(table, segments.last().map_or("", String::as_str)))
    }

    /// Which of the types a property refers to is meant.
    fn target(&self, column: &'a Column, behind: &[String], path: &Path) -> Result<&'a str, Error> {
        let targets = column.targets();
        let fitting: Vec<&'a str> = targets
            .iter()
            .filter(|target| self.walk(target, behind, path).is_ok())
            .filter_map(|target| self.table_name(target).ok())
            .collect();
        match fitting.as_slice() {
            [one] => Ok(one),
            [] => {
                let first = targets.first().map_or("", String::as_str);
                match self.walk(first, behind, path) {
                    Err(error) => Err(error),
                    Ok(_) => Err(self.unknown(first, path.text())),
                }
            }
            several => Err(Error::Ambiguous {
                given: path.text().to_owned(),
                meanings: several
                    .iter()
                    .map(|table| format!("{} of {table}", behind.join(".")))
                    .collect(),
            }),
        }
    }

    /// A role, from acts: how many segments name it (a code may hold a dot),
    /// and the step to the involvements.
    fn role(&self, table: &str, segments: &[String]) -> Option<(usize, String, Step<'a>)> {
        if table != ACT {
            return None;
        }
        let from = self.table_name(INVOLVEMENT).ok()?;
        let to = self.table_name(ACT).ok()?;
        let (_, column) = self.column(INVOLVEMENT, ACT)?;
        let (length, name) = (1..=segments.len())
            .rev()
            .map(|length| (length, segments[..length].join(".")))
            .find(|(_, name)| self.roles(name).is_some())?;
        let roles = self.roles(&name);
        Some((
            length,
            name,
            Step::Back {
                from,
                column,
                to,
                roles,
            },
        ))
    }

    /// For each code of the list of roles, whether it is `role` or below it.
    pub(crate) fn roles(&self, role: &str) -> Option<Vec<bool>> {
        let (_, column) = self.column(INVOLVEMENT, ROLE)?;
        let dictionary = self.columns.dictionaries.get(column.dictionary()?)?;
        Some(dictionary.with_descendants(dictionary.number(role)?))
    }

    /// The records of type `from` that refer to `table` by their only such
    /// property.
    fn back(&self, table: &'a str, from: &str) -> Option<Step<'a>> {
        let from = self.table_name(from).ok()?;
        let mut referring = self.columns.tables[from]
            .columns
            .values()
            .filter(|column| column.targets().iter().any(|target| target == table));
        let column = referring.next()?;
        referring.next().is_none().then_some(Step::Back {
            from,
            column,
            to: table,
            roles: None,
        })
    }

    fn unknown(&self, table: &str, given: &str) -> Error {
        let properties: Vec<&str> = self
            .columns
            .tables
            .get(table)
            .map(|table| table.columns.keys().map(String::as_str).collect())
            .unwrap_or_default();
        let mut similar = near(given, properties.iter().copied());
        if similar.is_empty() {
            similar = properties.iter().map(|name| (*name).to_owned()).collect();
        }
        Error::UnknownProperty {
            given: given.to_owned(),
            of: table.to_owned(),
            near: similar,
        }
    }

    fn split(&self, walk: Walk<'a>, path: &Path, view: Option<View>) -> Route<'a> {
        let many = walk
            .steps
            .iter()
            .rposition(|(_, step)| step.is_many())
            .map_or(0, |last| last + 1);
        let first = walk
            .steps
            .iter()
            .position(|(_, step)| step.is_many())
            .unwrap_or(0);
        let name = |steps: &[(String, Step<'a>)]| {
            let names: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
            names.join(".")
        };
        let (hop_name, rest_name) = (name(&walk.steps[..many]), name(&walk.steps[many..]));
        let mut steps: Vec<Step<'a>> = walk.steps.into_iter().map(|(_, step)| step).collect();
        let rest = steps.split_off(many);
        let hop_table = steps.last().map_or(walk.start, Step::lands_on);
        let hops = steps.split_off(first);
        Route {
            text: path.text().to_owned(),
            lead: steps,
            hops,
            hop_name,
            hop_table,
            rest,
            rest_name,
            table: walk.table,
            property: walk.property,
            column: walk.column,
            otherwise: walk.otherwise,
            view,
        }
    }
}

fn after(hop: &str, segments: &[String]) -> Vec<String> {
    std::iter::once(hop.to_owned())
        .chain(segments.iter().cloned())
        .collect()
}

fn check_view(route: &Route<'_>) -> Result<(), Error> {
    let why = match (&route.column.data, route.view) {
        (_, None)
        | (Data::Dates { .. }, Some(View::Span(_)))
        | (Data::Codes { .. } | Data::ManyCodes { .. }, Some(View::Level(_))) => return Ok(()),
        (Data::Dates { .. }, Some(View::Level(_))) => Why::IsADate,
        (_, Some(View::Span(_))) => Why::NotADate,
        (_, Some(View::Level(_))) => Why::NoLevels,
    };
    Err(Error::BadView {
        path: route.text.clone(),
        why,
    })
}

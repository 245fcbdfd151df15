//! The tables of a package, filled act by act.

use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::SourceKey;
use aigaq_publishing::package::{Field, ForeignKey, Form, SEPARATOR, Table};
use aigaq_schema::{Labels, Language, RecordId, Value};
use aigaq_view::Brief;
use std::collections::{BTreeSet, HashMap};

/// Letters of the numbers of persons, organisations and groups.
const WHO: &str = "OGP";

/// The tables in the making.
pub(super) struct Tables {
    acts: Table,
    actors: Table,
    sources: Table,
    pairs: Table,
    /// Numbers of the people told of, by every record that is one with theirs; none of whom nothing may be told.
    numbers: HashMap<RecordId, Option<String>>,
    cited: HashMap<SourceKey, String>,
    /// Persons, organisations and groups in it whose names are not.
    pub nameless: u64,
}

impl Tables {
    pub fn new(telling: &Telling<'_>) -> Self {
        let words = |title: &str, what: &str| (telling.say(title), telling.say(what));
        let act = |property| of_property(telling, "act", property);
        let actor = |property| of_property(telling, "actor", property);
        let source = |property| of_property(telling, "source", property);
        let acts = Table::new(
            "acts",
            words("package.acts", "package.acts.what"),
            &["id"],
            vec![
                known(own(telling, "id", "package.number", Form::Number("A"))),
                act("type"),
                act("start"),
                act("end"),
                act("region"),
                act("place"),
                act("rights"),
                act("outcome"),
                act("response"),
                act("verification"),
                own(telling, "targets", "package.targets", Form::Numbers(WHO)),
            ],
        );
        let actors = Table::new(
            "actors",
            words("package.actors", "package.actors.what"),
            &["id"],
            vec![
                known(own(telling, "id", "package.number", Form::Number(WHO))),
                actor("kind"),
                actor("category"),
                actor("gender"),
                actor("name"),
            ],
        );
        let sources = Table::new(
            "sources",
            words("package.sources", "package.sources.what"),
            &["id"],
            vec![
                known(own(telling, "id", "package.number", Form::Number("S"))),
                source("title"),
                source("publisher"),
                source("date"),
                source("url"),
            ],
        );
        let mut pairs = Table::new(
            "act_sources",
            words("package.pairs", "package.pairs.what"),
            &["act", "source"],
            vec![
                needed(own(telling, "act", "package.pairs.act", Form::Number("A"))),
                needed(own(
                    telling,
                    "source",
                    "package.pairs.source",
                    Form::Number("S"),
                )),
            ],
        );
        pairs.refers = [("act", "acts"), ("source", "sources")]
            .map(|(field, table)| ForeignKey {
                field,
                table,
                of: "id",
            })
            .to_vec();
        Self {
            acts,
            actors,
            sources,
            pairs,
            numbers: HashMap::new(),
            cited: HashMap::new(),
            nameless: 0,
        }
    }

    /// Adds an act with those it was directed against and the sources it rests on.
    pub fn act(&mut self, telling: &mut Telling<'_>, act: &Brief) -> Result<(), WorkspaceError> {
        let number = telling.number_of(act);
        let mut about = Vec::new();
        for one in telling.workspace.one_with(act.id)? {
            let Some(told) = telling.brief(one)? else {
                continue;
            };
            about.extend(telling.parts(&told)?);
            about.push(told);
        }
        // What the act itself leaves open the other records of it may tell.
        let others = about
            .iter()
            .filter(|one| one.record_type == act.record_type && one.id != act.id);
        let tellings: Vec<&Brief> = std::iter::once(act).chain(others).collect();
        let code = |property| first_told(&tellings, |one| one_code(one, property));
        let mut targets = BTreeSet::new();
        let mut in_order = Vec::new();
        for part in about.iter().filter(|one| one.record_type == "involvement") {
            if let Some(who) = self.target(telling, part)?
                && targets.insert(who.clone())
            {
                in_order.push(who);
            }
        }
        let mut place = String::new();
        for one in &tellings {
            if place.is_empty() {
                place = telling.captions(one, "place")?.join(", ");
            }
        }
        let date = |property| telling.date_of(act, property).map(ToString::to_string);
        self.acts.add([
            number.clone(),
            code("type"),
            date("start").unwrap_or_default(),
            date("end").unwrap_or_default(),
            code("region"),
            place,
            codes(tellings.iter().copied(), "rights"),
            first_told(&tellings, |one| telling.text(one, "outcome")),
            code("response"),
            code("verification"),
            in_order.join(SEPARATOR),
        ]);
        let mut sources = BTreeSet::new();
        for citation in telling.cite(&about.iter().collect::<Vec<_>>())? {
            let source = self.source(telling, &citation.source);
            if sources.insert(source.clone()) {
                self.pairs.add([number.clone(), source]);
            }
        }
        Ok(())
    }

    /// The number of whom an act was directed against by this part in it.
    fn target(
        &mut self,
        telling: &mut Telling<'_>,
        part: &Brief,
    ) -> Result<Option<String>, WorkspaceError> {
        let role = part.value("role").map(Value::plain).unwrap_or_default();
        let roles = telling.naming.schema.list("involvement_roles");
        let is_target = roles.is_some_and(|list| list.is_within(&role, "target"));
        match part.value("actor") {
            Some(Value::Reference(who)) if is_target => self.actor(telling, *who),
            _ => Ok(None),
        }
    }

    /// The number of a person, an organisation or a group: one for all records that are one with theirs.
    fn actor(
        &mut self,
        telling: &mut Telling<'_>,
        who: RecordId,
    ) -> Result<Option<String>, WorkspaceError> {
        if let Some(number) = self.numbers.get(&who) {
            return Ok(number.clone());
        }
        let all = telling.workspace.one_with(who)?;
        let mut told = Vec::new();
        for one in &all {
            told.extend(telling.brief(*one)?);
        }
        // A name that one of their records tells is theirs; an unnamed group has none.
        let language = telling.ask.language;
        let named = told.iter().find(|one| one.name_in(language).is_some());
        let first = named.or_else(|| told.first());
        let number = first.map(|first| telling.number_of(first));
        for one in all.into_iter().chain([who]) {
            self.numbers.insert(one, number.clone());
        }
        if let Some(number) = &number {
            let name = named.map(|named| telling.caption(named)).transpose()?;
            if name.is_none() {
                self.nameless += 1;
            }
            let first_of = |property| {
                let codes = told.iter().map(|one| one_code(one, property));
                codes.into_iter().find(|code| !code.is_empty())
            };
            self.actors.add([
                number.clone(),
                first_of("kind").unwrap_or_default(),
                codes(&told, "category"),
                first_of("gender").unwrap_or_default(),
                name.unwrap_or_default(),
            ]);
        }
        Ok(number)
    }

    /// The number of a source, by the order in which acts rest on them.
    fn source(&mut self, telling: &Telling<'_>, key: &SourceKey) -> String {
        if let Some(number) = self.cited.get(key) {
            return number.clone();
        }
        let number = format!("S{}", self.cited.len() + 1);
        self.cited.insert(key.clone(), number.clone());
        if let Some(source) = telling.library.get(key) {
            self.sources.add([
                number.clone(),
                source.title.clone(),
                source.publisher.clone(),
                source.edtf.clone(),
                source.url.clone(),
            ]);
        }
        number
    }

    /// All tables, with the codes that occur in them in words.
    pub fn all(self, telling: &Telling<'_>) -> Vec<Table> {
        let tables = [self.acts, self.actors, self.sources, self.pairs];
        let used: BTreeSet<(String, String)> = tables.iter().flat_map(Table::codes).collect();
        let label = |name, language: Language| Field {
            title: language.own_name().to_owned(),
            description: telling.say("package.codes.label.what"),
            ..needed(own(telling, name, "package.codes.code", Form::Text))
        };
        let words = (
            telling.say("package.codes"),
            telling.say("package.codes.what"),
        );
        let mut codes = Table::new(
            "codes",
            words,
            &["list", "code"],
            vec![
                needed(own(telling, "list", "package.codes.list", Form::Text)),
                needed(own(telling, "code", "package.codes.code", Form::Text)),
                label("en", Language::En),
                label("ru", Language::Ru),
                label("kk", Language::Kk),
            ],
        );
        for (list, code) in used {
            let entry = telling.naming.schema.list(&list);
            let entry = entry.and_then(|list| list.get(&code));
            let said = |language| {
                entry.map_or_else(
                    || code.clone(),
                    |entry| {
                        let words = entry.label.get(language).to_owned();
                        telling.label(Some(&list), &code, words)
                    },
                )
            };
            let [en, ru, kk] = [Language::En, Language::Ru, Language::Kk].map(said);
            codes.add([list, code.clone(), en, ru, kk]);
        }
        tables.into_iter().chain([codes]).collect()
    }
}

/// What the first tells that tells anything.
fn first_told(all: &[&Brief], of: impl Fn(&Brief) -> String) -> String {
    let mut told = all.iter().map(|one| of(one));
    told.find(|told| !told.is_empty()).unwrap_or_default()
}

fn one_code(brief: &Brief, property: &str) -> String {
    brief.value(property).map(Value::plain).unwrap_or_default()
}

/// All codes of a property that these records have, each once.
fn codes<'b>(briefs: impl IntoIterator<Item = &'b Brief>, property: &str) -> String {
    let mut all: Vec<String> = Vec::new();
    for brief in briefs {
        for code in brief.values(property).map(Value::plain) {
            if !all.contains(&code) {
                all.push(code);
            }
        }
    }
    all.join(SEPARATOR)
}

/// A field that is a property of records, in the words of the schema.
fn of_property(telling: &Telling<'_>, record_type: &str, property: &'static str) -> Field {
    let described = telling.naming.schema.property(record_type, property);
    let in_language = |labels: &Labels| labels.get(telling.ask.language).to_owned();
    let form = match described.and_then(|of| Some((of.list.clone()?, of.many))) {
        Some((list, true)) => Form::Codes(list),
        Some((list, false)) => Form::Code(list),
        None => Form::Text,
    };
    Field {
        name: property,
        title: described.map_or_else(String::new, |of| in_language(&of.label)),
        description: described.map_or_else(String::new, |of| in_language(&of.definition)),
        form,
        is_required: false,
        is_unique: false,
    }
}

/// A field of the package's own: the phrase is its title, and under `.what` what stands in it.
fn own(telling: &Telling<'_>, name: &'static str, phrase: &str, form: Form) -> Field {
    Field {
        name,
        title: telling.say(phrase),
        description: telling.say(&format!("{phrase}.what")),
        form,
        is_required: false,
        is_unique: false,
    }
}

/// A field without empty cells.
fn needed(field: Field) -> Field {
    Field {
        is_required: true,
        ..field
    }
}

/// A field by which a row is known.
fn known(field: Field) -> Field {
    Field {
        is_unique: true,
        ..needed(field)
    }
}

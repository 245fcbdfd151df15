//! What one publication tells, and to whom: the one way from records to the words of an output.

use crate::error::WorkspaceError;
use crate::named::{Asking, CalledByName, CellPart, Naming};
use crate::open::Workspace;
use crate::outputs::gate::Passing;
use crate::outputs::standing::{standing, words};
use crate::outputs::tellers::Tellers;
use crate::outputs::withheld::{People, Withheld, texts_of};
use crate::outputs::{Numbered, for_whom};
use aigaq_publishing::document::{Block, Inline};
use aigaq_publishing::package::Package;
use aigaq_publishing::{Audience as ForWhom, DateWords, NotesAt, Reference, SourceKey, document};
use aigaq_schema::{PartialDate, RecordId, Sensitivity, Value};
use aigaq_view::{Brief, Reader};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A publication in the making.
pub(super) struct Telling<'w> {
    pub workspace: &'w Workspace,
    pub ask: Asking,
    pub naming: Naming<'w>,
    pub withheld: Withheld,
    /// Persons whom this publication names, or does not, by what they said of just this.
    pub people: People,
    /// For what it is handed over, where that is a use of its own: a code of the list `consent_uses`.
    pub handed: Option<&'static str>,
    /// Sources who are people, of those cited so far, and whether their words are told.
    pub tellers: Tellers,
    /// Sources cited so far.
    pub library: BTreeMap<SourceKey, Reference>,
    /// Where notes stand, when nothing else is said.
    pub notes_at: NotesAt,
    numbers: HashMap<RecordId, String>,
    /// Those that it goes on from.
    before: Shared,
    /// Records told of, in the order in which they were numbered.
    pub told: Vec<RecordId>,
    /// The records behind rows of columns, as published.
    pub rows: HashMap<(String, u32), Option<document::RecordId>>,
    /// How many numbers are left out because they are small.
    pub small: usize,
    called: CalledByName,
    /// What actors are called whose names are withheld or hold one, once they were looked up.
    masked: HashMap<RecordId, String>,
    /// Records with a number that stands nowhere in what was made.
    absent: BTreeSet<RecordId>,
}

/// What publications that belong together share: whoever reads one reads the others.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// The numbers of records.
    given: HashMap<RecordId, String>,
    /// The last of each letter.
    used: BTreeMap<char, u32>,
    /// Whom none of them names, because one of them may not.
    pub unnamed: BTreeSet<RecordId>,
}

impl<'w> Telling<'w> {
    pub fn new(workspace: &'w Workspace, ask: Asking) -> Result<Self, WorkspaceError> {
        let called = CalledByName::default();
        Ok(Self {
            workspace,
            naming: Naming::new(&workspace.view, ask).noting(&called),
            withheld: Withheld::of(workspace, &ask)?,
            people: People::default(),
            ask,
            handed: None,
            tellers: Tellers::default(),
            library: BTreeMap::new(),
            notes_at: workspace.notes_at(),
            numbers: HashMap::new(),
            before: Shared::default(),
            told: Vec::new(),
            rows: HashMap::new(),
            small: 0,
            called,
            masked: HashMap::new(),
            absent: BTreeSet::new(),
        })
    }

    /// Goes on from other publications: what has a number keeps it, and whom one may not name is named in none.
    pub fn sharing(mut self, shared: Shared) -> Result<Self, WorkspaceError> {
        self.unname(shared.unnamed.iter().copied().collect())?;
        self.before = shared;
        Ok(self)
    }

    /// What the next publication shares with it and those before.
    pub fn shared(self) -> Shared {
        let mut shared = self.before;
        shared.given.extend(self.numbers);
        shared.unnamed.extend(self.people.unnamed);
        shared
    }

    /// It is for others than the group.
    pub fn is_outside(&self) -> bool {
        self.ask.reader.audience().is_outside()
    }

    pub fn for_whom(&self) -> ForWhom {
        for_whom(self.ask.reader.audience())
    }

    /// A phrase.
    pub fn say(&self, key: &str) -> String {
        self.naming.words.say(key)
    }

    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        self.naming.words.fill(key, places)
    }

    /// A number as the language prints it.
    pub fn number(&self, number: u64) -> String {
        aigaq_publishing::numbers::whole(number, self.ask.language)
    }

    pub fn brief(&self, id: RecordId) -> Result<Option<Brief>, WorkspaceError> {
        let reader = match self.people.known.contains(&id) {
            // Their name, and nothing that is not for everybody.
            true => Reader::internal(Sensitivity::Public),
            false => self.ask.reader,
        };
        Ok(self.workspace.view.brief(&reader, id)?)
    }

    /// Names these persons from here on.
    pub fn know(&mut self, people: Vec<RecordId>) -> Result<(), WorkspaceError> {
        self.people.known.extend(people);
        self.masked.clear();
        self.withheld = Withheld::but_for(self.workspace, &self.ask, &self.people)?;
        Ok(())
    }

    /// Names these persons no longer, from here on.
    pub fn unname(&mut self, people: Vec<RecordId>) -> Result<(), WorkspaceError> {
        if people.is_empty() || !self.is_outside() {
            return Ok(());
        }
        self.people.unnamed.extend(people);
        self.masked.clear();
        self.withheld = Withheld::but_for(self.workspace, &self.ask, &self.people)?;
        Ok(())
    }

    /// All records of a type that may be told of, in the order of their rows.
    pub fn all(&self, record_type: &str) -> Result<Vec<Brief>, WorkspaceError> {
        self.workspace.briefs(&self.ask.reader, record_type)
    }

    /// Everybody of whom it tells: records with a number in it, and actors who are only called in it (who is appealed
    /// to, whose list it is), whether by their names or not.
    pub fn all_told_of(&self) -> Vec<RecordId> {
        let told = self.told.iter().filter(|id| !self.absent.contains(*id));
        let mut all: Vec<RecordId> = told.copied().collect();
        let called = self.called.borrow();
        let is_only_called = |id: &RecordId, name: &Option<String>| {
            // One whose number was not printed stands there by name.
            !self.numbers.contains_key(id) || self.absent.contains(id) && name.is_some()
        };
        let called = called.iter().filter(|(id, name)| is_only_called(id, name));
        all.extend(called.map(|(id, _)| *id));
        all
    }

    /// The same, each with its number; empty of who is only called.
    pub fn numbered(&self) -> Numbered {
        let told = self.all_told_of().into_iter();
        told.map(|id| (id, self.number_given(id))).collect()
    }

    /// The persons and organisations who are called by their names in it.
    pub fn named(&self) -> Vec<RecordId> {
        let called = self.called.borrow();
        let by_name = called
            .iter()
            .filter(|(id, name)| name.is_some() && !self.people.unnamed.contains(id));
        by_name.map(|(id, _)| *id).collect()
    }

    /// Forgets whose names do not stand in a document: more was gathered for it than it prints.
    pub fn called_only_in(&self, document: &document::Document) {
        // A document can be written; of one that could not, all who were called stay.
        let Ok(tree) = serde_json::to_value(document) else {
            return;
        };
        let texts = texts_of(&tree);
        let stands = |name: &String| texts.iter().any(|text| text.contains(name.as_str()));
        let mut called = self.called.borrow_mut();
        called.retain(|_, name| name.as_ref().is_none_or(stands));
    }

    /// Takes leave of a document: what it says of how many sources it uses is of those it cites, and of those who were
    /// told of or called on the way only they stay who stand in it.
    pub fn made(&mut self, document: &mut document::Document) {
        self.count_cited(document);
        if !self.is_outside() {
            return;
        }
        self.keep_who_stands_in(document);
        let mut called = self.called.borrow_mut();
        for (id, name) in self.withheld.told_in(document) {
            called.entry(id).or_insert_with(|| Some(name.to_owned()));
        }
    }

    /// Forgets who was told of or called, and stands nowhere in the document: more is gathered for a publication than it
    /// prints.
    fn keep_who_stands_in(&mut self, document: &document::Document) {
        let mut called = self.called.borrow_mut();
        let names = called.values().flatten().flat_map(|name| words(name));
        let wanted: HashSet<&str> = self
            .numbers
            .values()
            .map(String::as_str)
            .chain(names)
            .collect();
        // A document can be written; of one that could not, all who were called stay.
        let Some(found) = standing(document, &wanted) else {
            return;
        };
        let numbers = self.numbers.iter();
        let absent = numbers.filter(|(_, number)| !found.contains(number.as_str()));
        self.absent = absent.map(|(id, _)| *id).collect();
        let absent: HashSet<RecordId> = called
            .iter()
            .filter(|(_, name)| match name {
                Some(name) => !words(name).all(|word| found.contains(word)),
                // Whoever is told of without a name has a number.
                None => true,
            })
            .map(|(id, _)| *id)
            .collect();
        called.retain(|id, _| !absent.contains(id));
    }

    /// What a document says of how many sources it uses was written when more were at hand than it cites.
    fn count_cited(&self, document: &mut document::Document) {
        let key = |source: &Reference| {
            let said = [
                &source.author,
                &source.title,
                &source.publisher,
                &source.date,
            ];
            (said.map(String::clone), source.url.clone())
        };
        let listed: BTreeSet<_> = document.sources.iter().map(key).collect();
        let cited = self.library.values().map(key);
        let cited = cited.filter(|source| listed.contains(source)).count();
        if cited == self.library.len() {
            return;
        }
        let said = self.sources_used(self.library.len());
        let right = self.sources_used(cited);
        for section in &mut document.sections {
            say_instead(section, &said, &right);
        }
    }

    /// How many sources are used.
    pub fn sources_used(&self, number: usize) -> String {
        self.fill("output.coverage", &[("n", &self.number(number as u64))])
    }

    /// The same of a package of data.
    pub fn note_mentioned_in_package(&mut self, package: &Package) {
        let texts: Vec<&str> = package.texts().collect();
        let mut called = self.called.borrow_mut();
        for (id, name) in self.withheld.told_in_texts(&texts) {
            called.entry(id).or_insert_with(|| Some(name.to_owned()));
        }
    }

    /// What comes to the gate of it.
    pub fn passing(self) -> Passing {
        Passing {
            told: self.numbered(),
            people: self.people,
            tellers: self.tellers,
            small: self.small,
            would: BTreeSet::new(),
        }
    }

    /// The records that it tells of, and the sources that it cites.
    pub fn told_and_cited(&self) -> BTreeSet<RecordId> {
        let cited = self.library.keys().filter_map(|key| key.0.parse().ok());
        self.told.iter().copied().chain(cited).collect()
    }

    /// The number of a record in this publication: A1 for an act, P1 for a person.
    pub fn number_of(&mut self, brief: &Brief) -> String {
        if let Some(number) = self.numbers.get(&brief.id) {
            return number.clone();
        }
        let number = match self.before.given.get(&brief.id) {
            Some(number) => number.clone(),
            None => {
                let letter = self.letter(brief);
                let used = self.before.used.entry(letter).or_insert(0);
                *used += 1;
                format!("{letter}{used}")
            }
        };
        self.numbers.insert(brief.id, number.clone());
        self.told.push(brief.id);
        number
    }

    /// The number that a record has been given; empty when it has none.
    pub fn number_given(&self, id: RecordId) -> String {
        self.numbers.get(&id).cloned().unwrap_or_default()
    }

    fn letter(&self, brief: &Brief) -> char {
        match brief.record_type.as_str() {
            "act" => 'A',
            "event" => 'E',
            "restriction" => 'R',
            "commitment" => 'C',
            "assessment" => 'S',
            "figure" => 'F',
            "actor" => match self.kind_of(brief) {
                ActorKind::Organisation => 'O',
                ActorKind::Group => 'G',
                ActorKind::Person | ActorKind::Unknown => 'P',
            },
            _ => 'X',
        }
    }

    pub fn kind_of(&self, actor: &Brief) -> ActorKind {
        let Some(kind) = actor.value("kind").map(Value::plain) else {
            return ActorKind::Unknown;
        };
        let kinds = self.naming.schema.list("actor_kinds");
        let within = |of: &str| kinds.is_some_and(|list| list.is_within(&kind, of));
        if within("person") {
            ActorKind::Person
        } else if within("organisation") {
            ActorKind::Organisation
        } else if within("group") {
            ActorKind::Group
        } else {
            ActorKind::Unknown
        }
    }

    /// The id of a record as this audience may read it: its page for the group, for others its number in the publication.
    pub fn record(&mut self, brief: &Brief) -> document::RecordId {
        let number = self.number_of(brief);
        document::RecordId::new(if self.is_outside() {
            number
        } else {
            brief.id.to_string()
        })
    }

    /// Text from a record, without names that are withheld.
    pub fn clean(&self, text: &str) -> String {
        self.withheld.clean(text)
    }

    /// The label of a code. An organisation's own may hold a name; those that are shipped do not.
    pub fn label(&self, list: Option<&str>, code: &str, words: String) -> String {
        let shipped = list.and_then(|list| aigaq_schema::Schema::shipped().list(list));
        match shipped.is_some_and(|list| list.get(code).is_some()) {
            true => words,
            false => self.clean(&words),
        }
    }

    /// What a record is called.
    pub fn caption(&self, brief: &Brief) -> Result<String, WorkspaceError> {
        Ok(self.clean(&self.naming.named(brief)?.caption))
    }

    /// What an actor is called; one whose name is withheld has a number, so that two of them are told apart, and so has
    /// one in whose name somebody's is: Фонд […] (O3).
    pub fn who(&mut self, actor: &Brief) -> Result<String, WorkspaceError> {
        let name = self.naming.named(actor)?.caption;
        let caption = self.withheld.clean_name(&name);
        let withheld = self.say("name.withheld");
        let caption = match caption == withheld || caption == self.withheld.instead() {
            true => withheld,
            false if caption == name => return Ok(caption),
            false => caption,
        };
        let number = self.number_of(actor);
        Ok(format!("{caption} ({number})"))
    }

    /// The same by its id; `None` of one that may not be told of.
    fn masked(&mut self, actor: RecordId) -> Result<Option<String>, WorkspaceError> {
        if let Some(known) = self.masked.get(&actor) {
            return Ok(Some(known.clone()));
        }
        let Some(brief) = self.brief(actor)? else {
            return Ok(None);
        };
        let called = self.who(&brief)?;
        self.masked.insert(actor, called.clone());
        Ok(Some(called))
    }

    /// What the records that a property names are called.
    pub fn captions(
        &mut self,
        brief: &Brief,
        property: &str,
    ) -> Result<Vec<String>, WorkspaceError> {
        let parts = self.naming.values(brief, property)?;
        let withheld = self.say("name.withheld");
        // Few names are withheld: only those are looked up for a number.
        let mut all = Vec::with_capacity(parts.len());
        for part in &parts {
            let name = part.text();
            let cleaned = self.withheld.clean_name(name);
            let is_told = cleaned == name && name != withheld;
            let masked = match part {
                CellPart::Link(named) if !is_told && named.record_type == "actor" => {
                    self.masked(named.id)?
                }
                _ => None,
            };
            all.push(masked.unwrap_or_else(|| self.clean(name)));
        }
        Ok(all)
    }

    /// The values of a property in words.
    pub fn words(&self, brief: &Brief, property: &str) -> Vec<String> {
        let Some(described) = self.naming.schema.property(&brief.record_type, property) else {
            return Vec::new();
        };
        brief
            .values(property)
            .map(|value| {
                let words = self.naming.value_text(described, value);
                match value {
                    Value::Text { .. }
                    | Value::Name { .. }
                    | Value::Url(_)
                    | Value::Law(_)
                    | Value::Identifier { .. } => self.clean(&words),
                    Value::Term(code) => self.label(described.list.as_deref(), code, words),
                    _ => words,
                }
            })
            .collect()
    }

    pub fn text(&self, brief: &Brief, property: &str) -> String {
        self.words(brief, property).join("; ")
    }

    pub fn date_of<'b>(&self, brief: &'b Brief, property: &str) -> Option<&'b PartialDate> {
        match brief.value(property) {
            Some(Value::Date { date, .. }) => Some(date),
            _ => None,
        }
    }

    pub fn date(&self, brief: &Brief, property: &str) -> DateWords {
        self.date_of(brief, property)
            .map_or_else(DateWords::unknown, |date| {
                DateWords::of(date, self.ask.language)
            })
    }

    /// The place of an act or event: its own, else its region.
    pub fn place(&self, brief: &Brief) -> Result<String, WorkspaceError> {
        let places = self.naming.values(brief, "place")?;
        let places = places.iter().map(|part| self.clean(part.text()));
        let places: Vec<String> = places.collect();
        Ok(if places.is_empty() {
            self.text(brief, "region")
        } else {
            places.join(", ")
        })
    }

    /// Today in words.
    pub fn as_of(&self) -> String {
        self.day(self.ask.today)
    }

    pub fn day(&self, day: aigaq_schema::Day) -> String {
        aigaq_publishing::dates::day(day, self.ask.language).unwrap_or_default()
    }

    /// What holds for every publication to this audience.
    pub fn remarks_on_audience(&self) -> Vec<String> {
        if self.is_outside() {
            vec![self.say("output.consent")]
        } else {
            Vec::new()
        }
    }
}

/// Puts other words in the place of a paragraph.
fn say_instead(section: &mut document::Section, said: &str, right: &str) {
    let lines = section.blocks.iter_mut().flat_map(|block| match block {
        Block::Paragraph(line) => vec![line],
        Block::Notice(notice) => notice.content.iter_mut().collect(),
        _ => Vec::new(),
    });
    for inline in lines.flatten() {
        if let Inline::Text(text) = inline
            && text == said
        {
            right.clone_into(text);
        }
    }
    for part in &mut section.parts {
        say_instead(part, said, right);
    }
}

/// Whether an actor is one person, an organisation, or several people without names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ActorKind {
    Person,
    Organisation,
    Group,
    Unknown,
}

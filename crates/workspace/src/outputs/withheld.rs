//! Names that may not stand in a publication, found in free text too: the outcome of an act, a title, an address.
//!
//! Who may not be named is decided by the view, which gives no name of them to everybody. Here their names, and those by
//! which they were called once, are taken out of what others' words say. A word is a name when it begins like a word of
//! such a name, as it is written or as it sounds in another script (endings of Russian and Kazakh cases are allowed for),
//! and is written with a capital letter. It stays where it is seen to stand for a name that may be told (of
//! organisations, places, people with consent). In an address it is a name in small letters too, and also within a
//! longer word. It is better to take out a word too many than a name too few.

mod matching;
mod mentioned;
mod open;
mod organisations;
mod pieces;
mod short;

use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::words::Words;
use aigaq_publishing::Document;
use aigaq_schema::fold::fold;
use aigaq_schema::{Language, RecordId, Schema, Value};
use aigaq_view::{Brief, Reader, View};
use matching::NameWords;
use open::OpenNames;
use organisations::{AfterPeople, WholeNames};
use pieces::{
    is_behind_initial, is_genitive, is_initial_with_point, is_one_letter, is_within_name, is_word,
    joined, pieces, plain,
};
use short::ShortNames;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

/// So many words are remembered.
const MOST_SEEN: usize = 200_000;
/// Parts of words within which they are looked for have at least so many letters.
const LEAST_OF_PART: usize = 4;
/// Words of names have at least so many letters.
const LEAST: usize = 2;

/// The names that are withheld.
pub(crate) struct Withheld {
    /// What is written instead of one.
    instead: String,
    hidden: NameWords,
    /// Words that were looked at before, and whether they are of a name: of a long text most come again.
    seen: RefCell<HashMap<String, bool>>,
    /// Names that may be told and share a word with them.
    open: OpenNames,
    /// Names of one letter or two.
    short: ShortNames,
    /// Names of organisations that stand in full by decision, and whose they are.
    whole: WholeNames,
    whole_of: BTreeSet<RecordId>,
    spared: Spared,
    /// The persons who may be named, by all their names.
    told: Vec<(RecordId, String)>,
}

impl Withheld {
    pub fn nothing() -> Self {
        Self {
            instead: String::new(),
            hidden: NameWords::default(),
            seen: RefCell::default(),
            open: OpenNames::default(),
            short: ShortNames::default(),
            whole: WholeNames::default(),
            whole_of: BTreeSet::new(),
            spared: Spared::Nobody,
            told: Vec::new(),
        }
    }

    /// Of these names; of those that may be told each with whose it is.
    fn of_names(hidden: &[String], open: Vec<(String, Whose)>, instead: String) -> Self {
        let words: Vec<Vec<String>> = hidden.iter().map(|name| words_of(name)).collect();
        let joined: Vec<String> = hidden.iter().flat_map(|name| joined_words(name)).collect();
        let all_words = || words.iter().flatten().chain(&joined).map(String::as_str);
        let names = NameWords::of(all_words());
        let shared = Shared::of(&words);
        let after_people = AfterPeople::of(all_words());
        let open = open.into_iter().filter(|(name, whose)| match whose {
            Whose::Person => true,
            // What is called after somebody by the whole name tells it.
            Whose::Other => !shared.has_two_of_one(name),
            Whose::Organisation => !after_people.is_in(name),
        });
        Self {
            instead,
            open: OpenNames::of(open.map(|(name, _)| name), &names),
            hidden: names,
            seen: RefCell::default(),
            short: ShortNames::of(hidden),
            whole: WholeNames::default(),
            whole_of: BTreeSet::new(),
            spared: Spared::Nobody,
            told: Vec::new(),
        }
    }

    /// Of those whom the reader may not know by name; nobody for the group.
    pub fn of(workspace: &Workspace, ask: &Asking) -> Result<Self, WorkspaceError> {
        Self::but_for(workspace, ask, &People::default())
    }

    /// The same, but for people whom this publication names or does not name by a decision of its own.
    pub fn but_for(
        workspace: &Workspace,
        ask: &Asking,
        people: &People,
    ) -> Result<Self, WorkspaceError> {
        if !ask.reader.audience().is_outside() {
            return Ok(Self::nothing());
        }
        let view = &workspace.view;
        let (mut hidden, mut open, mut persons) = (Vec::new(), Vec::new(), Vec::new());
        let mut organisations = Vec::new();
        for all in each(view, &Reader::keeper(), "actor")? {
            if is_told(view, ask, people, all.id)? {
                if view.is_person(&all)? {
                    persons.extend(names(&all).map(|name| (all.id, name)));
                    open.extend(names(&all).map(|name| (name, Whose::Person)));
                } else if !is_group(view.schema(), &all) {
                    organisations.extend(names(&all).map(|name| (all.id, name)));
                }
            } else {
                hidden.extend(names(&all));
            }
        }
        let mut told: HashMap<RecordId, bool> = HashMap::new();
        for (id, name) in view.names_of_once()? {
            let is_told = match told.get(&id) {
                Some(told) => *told,
                None => *told.entry(id).or_insert(is_told(view, ask, people, id)?),
            };
            if !is_told {
                hidden.push(name);
            }
        }
        for place in each(view, &ask.reader, "place")? {
            open.extend(names(&place).map(|name| (name, Whose::Other)));
        }
        if let Some(regions) = view.schema().list("regions") {
            for entry in regions.entries() {
                let labels = Language::ALL.map(|language| entry.label.get(language).to_owned());
                open.extend(labels.map(|label| (label, Whose::Other)));
            }
        }
        let of_organisations = organisations.iter();
        open.extend(of_organisations.map(|(_, name)| (name.clone(), Whose::Organisation)));
        let instead = format!("[{}]", Words::of(ask.language).say("name.withheld"));
        let mut withheld = Self::of_names(&hidden, open, instead);
        withheld.told = persons;
        withheld.let_stand(view, ask, &organisations)?;
        Ok(withheld)
    }

    /// Lets the names of organisations stand of which the group decided it.
    fn let_stand(
        &mut self,
        view: &View,
        ask: &Asking,
        organisations: &[(RecordId, String)],
    ) -> Result<(), WorkspaceError> {
        let mut whole = WholeNames::default();
        let holding = organisations.iter();
        let holding: Vec<_> = holding.filter(|(_, name)| self.is_held_in(name)).collect();
        for (id, name) in holding {
            if self.whole_of.contains(id)
                || view.is_whole_name_allowed(ask.reader.audience(), *id)?
            {
                self.whole_of.insert(*id);
                whole.add(name, |word| self.clean(word) != *word);
            }
        }
        self.whole = whole;
        Ok(())
    }

    /// The name of an organisation without the names: a point of an initial that is gone does not stay behind.
    pub fn clean_name(&self, name: &str) -> String {
        let cleaned = self.clean(name);
        match cleaned.strip_suffix('.') {
            Some(rest) if rest.ends_with(&self.instead) => rest.to_owned(),
            _ => cleaned,
        }
    }

    /// A withheld name stands in a text.
    pub fn is_held_in(&self, text: &str) -> bool {
        self.clean(text) != text
    }

    /// The name of an organisation stands in full, though it holds a withheld one, because the group decided it.
    pub fn stands_in_full(&self, organisation: RecordId) -> bool {
        self.whole_of.contains(&organisation)
    }

    /// Of one who is forgotten, whose names these are: they go also where they are written in small letters, and their
    /// first letters beside a name: Н. Ахметов.
    pub fn forgetting(hidden: &[String], others: Vec<(String, Whose)>, mark: &str) -> Self {
        let mut withheld = Self::of_names(hidden, others, mark.to_owned());
        withheld.hidden.for_good(hidden);
        withheld.short = withheld.short.beside_names_only();
        withheld.spared = Spared::OtherInitials;
        withheld.open = withheld.open.with_short_names_in_every_case();
        withheld
    }

    /// As [`Withheld::clean`], with names that are written in small letters, too.
    pub fn clean_in_any_case(&self, text: &str) -> String {
        self.cleaned(text, raised)
    }

    /// The words of a text, each with whether it is one of the names, however it is written.
    pub fn named_words(&self, text: &str) -> Vec<NamedWord> {
        self.words_with(text, self.spared)
    }

    /// As [`Withheld::named_words`], also where first letters beside a family name are those of somebody else.
    pub fn named_words_of_anybody(&self, text: &str) -> Vec<NamedWord> {
        self.words_with(text, Spared::Nobody)
    }

    /// The same, also of people who are told by other first letters.
    pub const fn of_anybody(mut self) -> Self {
        self.spared = Spared::Nobody;
        self
    }

    fn words_with(&self, text: &str, spared: Spared) -> Vec<NamedWord> {
        let raised: Vec<Cow<'_, str>> = pieces(text).into_iter().map(raised).collect();
        let read: Vec<&str> = raised.iter().map(AsRef::as_ref).collect();
        let is_name = self.names_among(&read, spared);
        let words = read.iter().zip(is_name);
        words
            .filter(|(piece, _)| is_word(piece))
            .map(|(piece, is_name)| NamedWord {
                initial: piece.chars().next().filter(|_| is_one_letter(piece)),
                is_name,
            })
            .collect()
    }

    /// What is written instead of a name.
    pub fn instead(&self) -> &str {
        &self.instead
    }

    /// The persons who may be named to others than the group and whose names stand in the words of a document.
    pub fn told_in(&self, document: &Document) -> Vec<(RecordId, &str)> {
        if self.told.is_empty() {
            return Vec::new();
        }
        // A document can be written; of one that could not, whom its records name is known all the same.
        let tree = serde_json::to_value(document).unwrap_or_default();
        self.told_in_texts(&texts_of(&tree))
    }

    /// Those whose names stand in one of the texts.
    pub fn told_in_texts(&self, texts: &[&str]) -> Vec<(RecordId, &str)> {
        mentioned::mentioned(texts, &self.told)
    }

    /// A text without the names: runs of them become one mark. Addresses, hashtags and handles within it are looked
    /// through as addresses are, and go whole.
    pub fn clean(&self, text: &str) -> String {
        self.cleaned(text, |piece| Cow::Borrowed(piece))
    }

    fn cleaned(&self, text: &str, read: Reading) -> String {
        if self.hidden.is_empty() {
            return text.to_owned();
        }
        if !is_written_together(text) {
            return self.clean_words(text, read);
        }
        let mut out = String::with_capacity(text.len());
        let mut words = String::new();
        for token in text.split_inclusive(char::is_whitespace) {
            let bare = token.trim_end();
            if is_written_together(bare) && self.is_in_address(bare) {
                out.push_str(&self.clean_words(&words, read));
                words.clear();
                out.push_str(&self.instead);
                out.push_str(&token[bare.len()..]);
            } else {
                words.push_str(token);
            }
        }
        out.push_str(&self.clean_words(&words, read));
        out
    }

    fn clean_words(&self, text: &str, read: Reading) -> String {
        let pieces = pieces(text);
        let as_read: Vec<Cow<'_, str>> = pieces.iter().map(|piece| read(piece)).collect();
        let as_read: Vec<&str> = as_read.iter().map(AsRef::as_ref).collect();
        let is_name = self.names_among(&as_read, self.spared);
        let mut out = String::with_capacity(text.len());
        let mut gap = String::new();
        let (mut after_name, mut after_initial) = (false, false);
        for (at, piece) in pieces.iter().enumerate() {
            if !is_word(piece) {
                gap.push_str(piece);
                continue;
            }
            // Words of one name become one mark.
            let is_joined = is_within_name(&gap)
                || is_behind_initial(&gap) && (is_one_letter(piece) || after_initial);
            if !(is_name[at] && after_name && is_joined) {
                out.push_str(match after_name && after_initial {
                    true => without_point(&gap, piece),
                    false => &gap,
                });
                out.push_str(if is_name[at] { &self.instead } else { piece });
            }
            gap.clear();
            after_name = is_name[at];
            after_initial = is_one_letter(piece);
        }
        out.push_str(match after_name && after_initial {
            true => without_point(&gap, ""),
            false => &gap,
        });
        out
    }

    fn is_name(&self, word: &str) -> bool {
        let mut seen = self.seen.borrow_mut();
        if let Some(known) = seen.get(word) {
            return *known;
        }
        let is_name = self.hidden.is_name(word)
            || parts_by_capitals(word).any(|part| self.hidden.is_name(part));
        if seen.len() < MOST_SEEN {
            seen.insert(word.to_owned(), is_name);
        }
        is_name
    }

    /// Which of the pieces of a text are words of withheld names.
    fn names_among(&self, pieces: &[&str], spared: Spared) -> Vec<bool> {
        let plain: Vec<Cow<'_, str>> = pieces.iter().map(|piece| plain(piece)).collect();
        let mut is_name: Vec<bool> = plain
            .iter()
            .enumerate()
            .map(|(at, piece)| {
                is_word(piece)
                    && (self.is_name(piece) || self.short.is_name_alone(pieces, at, piece))
            })
            .collect();
        self.add_joined(pieces, &plain, &mut is_name);
        // A piece and the next word have one gap between them.
        for at in 0..pieces.len() {
            let beside = [at.checked_sub(2), at.checked_add(2)];
            let is_beside = beside
                .into_iter()
                .flatten()
                .any(|there| is_name.get(there).copied().unwrap_or(false));
            is_name[at] |= is_beside && self.short.is_name_beside_names(&plain[at]);
        }
        let mut at = 0;
        while at < pieces.len() {
            if !is_name[at] {
                at += 1;
                continue;
            }
            let mut end = at;
            while is_name.get(end + 2).copied().unwrap_or(false) && is_within_name(pieces[end + 1])
            {
                end += 2;
            }
            let run = || plain[at..=end].iter().step_by(2).map(AsRef::as_ref);
            // What stands before an apostrophe is no word of its own: О'Брайен.
            let long: Vec<&str> = run().filter(|word| !is_one_letter(word)).collect();
            let run: Vec<&str> = match long.is_empty() {
                true => run().collect(),
                false => long,
            };
            let before = at.checked_sub(2).filter(|_| is_within_name(pieces[at - 1]));
            let behind = Some(end + 2)
                .filter(|there| *there < pieces.len() && is_within_name(pieces[end + 1]));
            let beside = [before, behind].map(|there| there.map(|there| plain[there].as_ref()));
            let is_others = at == end
                && spared == Spared::OtherInitials
                && given_initial(pieces, at)
                    .is_some_and(|given| self.hidden.is_initial_of_another(given));
            if is_others || self.open.has(&run, beside) {
                is_name[at..=end].fill(false);
            }
            at = end + 1;
        }
        self.spare_whole_names(pieces, &plain, &mut is_name);
        self.add_initials(pieces, &mut is_name);
        is_name
    }

    /// Words that apostrophes join are read as one, too: a name may be recorded with an apostrophe and written without,
    /// or the other way about.
    fn add_joined(&self, pieces: &[&str], plain: &[Cow<'_, str>], is_name: &mut [bool]) {
        for (first, mut last) in joined(pieces) {
            if is_genitive(&plain[last]) {
                last -= 2;
            }
            let parts = || (first..=last).step_by(2);
            let together: String = parts().map(|at| plain[at].as_ref()).collect();
            // The letter before the apostrophe is of the name behind it.
            let is_behind_letter = is_one_letter(&plain[first])
                && plain[first].chars().all(char::is_uppercase)
                && parts().skip(1).any(|at| is_name[at]);
            if first < last && (is_behind_letter || self.is_name(&together)) {
                parts().for_each(|at| is_name[at] = true);
            }
        }
    }

    fn spare_whole_names(&self, pieces: &[&str], plain: &[Cow<'_, str>], is_name: &mut [bool]) {
        if self.whole.is_empty() || !is_name.contains(&true) {
            return;
        }
        for at in 0..pieces.len() {
            if let Some(end) = self.whole.end_of(pieces, plain, at) {
                is_name[at..=end].fill(false);
            }
        }
    }

    /// Single letters before and behind a name: Н. Б. Ахметов. Where it is known whose first letters are looked for, those
    /// alone; else every capital letter with a point, so that nobody is told by them.
    fn add_initials(&self, pieces: &[&str], is_name: &mut [bool]) {
        if !is_name.contains(&true) {
            return;
        }
        let is_beside = |at: usize, is_name: &[bool]| {
            let behind = is_name.get(at + 2).copied().unwrap_or(false)
                && pieces.get(at + 1).is_some_and(|gap| is_behind_initial(gap));
            let before = at.checked_sub(2).is_some_and(|there| {
                let gap = pieces[at - 1];
                let is_initial = is_one_letter(pieces[there]);
                is_name[there]
                    && (gap.chars().all(char::is_whitespace)
                        || is_initial && is_behind_initial(gap))
            });
            behind || before
        };
        for at in (0..pieces.len()).rev().chain(0..pieces.len()) {
            let is_initial = match self.hidden.has_initials() {
                true => self.hidden.is_initial(pieces[at]),
                false => is_initial_with_point(pieces, at),
            };
            is_name[at] |= is_initial && is_beside(at, is_name);
        }
    }

    /// A name stands in it, also in small letters and within a longer word: for web addresses.
    pub fn is_in_address(&self, address: &str) -> bool {
        let decoded = decoded(address);
        let pieces = pieces(&decoded);
        let together = joined(&pieces).into_iter().map(|(first, last)| {
            let parts = pieces[first..=last].iter().step_by(2);
            parts.copied().collect::<String>()
        });
        let words = pieces.iter().filter(|piece| is_word(piece));
        let words = words.map(|piece| (*piece).to_owned());
        words
            .chain(together)
            .any(|word| self.hidden.is_within(&plain(&word)))
    }
}

/// An address, a hashtag, a handle: `t.me/name`, `name.kz`, `#name`.
fn is_written_together(token: &str) -> bool {
    if token.contains(['#', '@']) || token.contains("://") || token.contains("www.") {
        return true;
    }
    let mut before = [' ', ' '];
    for letter in token.chars() {
        // A sentence goes on with a capital letter, also where the space is forgotten.
        let goes_on = match before[1] {
            '/' => letter.is_alphanumeric(),
            '.' => letter.is_alphanumeric() && !letter.is_uppercase(),
            _ => false,
        };
        if goes_on && before[0].is_alphanumeric() {
            return true;
        }
        before = [before[1], letter];
    }
    false
}

/// How a piece of a text is read before it is compared with names.
type Reading = fn(&str) -> Cow<'_, str>;

/// Shorter words in small letters are too often words of the language.
const LEAST_IN_SMALL: usize = 5;

/// A word in small letters as if it began with a capital one.
fn raised(piece: &str) -> Cow<'_, str> {
    let mut letters = piece.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() && piece.chars().count() >= LEAST_IN_SMALL => {
            Cow::Owned(first.to_uppercase().chain(letters).collect())
        }
        _ => Cow::Borrowed(piece),
    }
}

/// Of whom a publication decides by itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    /// It names them, by a consent for just this.
    pub known: BTreeSet<RecordId>,
    /// It does not name them: they allowed their names elsewhere, and not here.
    pub unnamed: BTreeSet<RecordId>,
}

/// A word of a text that was looked through for names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NamedWord {
    /// It is this one letter.
    pub initial: Option<char>,
    /// It is of a name.
    pub is_name: bool,
}

impl NamedWord {
    pub const fn is_initial(&self) -> bool {
        self.initial.is_some()
    }
}

/// Whose family name stays, though it is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spared {
    Nobody,
    /// Of those who are told by other first letters: «Ахметов Д.М.» is not Нурлан Ахметов.
    OtherInitials,
}

/// Whose a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// A person's: others may have the same.
    Person,
    /// Of a place; of somebody or something else than a person where one is forgotten.
    Other,
    /// Of an organisation: what it has of somebody's name is taken out.
    Organisation,
}

/// Which withheld names have a word.
struct Shared(HashMap<String, HashSet<usize>>);

impl Shared {
    fn of(names: &[Vec<String>]) -> Self {
        let mut all: HashMap<String, HashSet<usize>> = HashMap::new();
        for (number, words) in names.iter().enumerate() {
            for word in words {
                all.entry(word.clone()).or_default().insert(number);
            }
        }
        Self(all)
    }

    /// Two words of it are of one withheld name.
    fn has_two_of_one(&self, name: &str) -> bool {
        let mut seen: HashSet<usize> = HashSet::new();
        words_of(name)
            .iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .filter_map(|word| self.0.get(word))
            .flatten()
            .any(|number| !seen.insert(*number))
    }
}

/// Whether the reader may know somebody by name here.
fn is_told(
    view: &View,
    ask: &Asking,
    people: &People,
    id: RecordId,
) -> Result<bool, WorkspaceError> {
    if people.unnamed.contains(&id) {
        return Ok(false);
    }
    let told = view.brief(&ask.reader, id)?;
    let is_named = told.is_some_and(|brief| brief.names().next().is_some());
    Ok(is_named || people.known.contains(&id))
}

/// What a group without names is called may name somebody all the same: "the family of …".
fn is_group(schema: &Schema, actor: &Brief) -> bool {
    let kinds = schema.list("actor_kinds");
    let kind = actor.value("kind").map(Value::plain).unwrap_or_default();
    kinds.is_some_and(|list| list.is_within(&kind, "group"))
}

fn each(view: &View, reader: &Reader, record_type: &str) -> Result<Vec<Brief>, WorkspaceError> {
    let table = view.columns().table(record_type);
    let mut all = Vec::new();
    for row in 0..table.map_or(0, aigaq_counting::Table::rows) {
        all.extend(view.brief_at(reader, record_type, row)?);
    }
    Ok(all)
}

/// Parts of a word, where capital letters within it begin them: Строй and Ахметов of СтройАхметов.
fn parts_by_capitals(word: &str) -> impl Iterator<Item = &str> {
    let mut was_small = false;
    let begins = word.char_indices().filter_map(move |(at, letter)| {
        let is_begun = was_small && letter.is_uppercase();
        was_small = letter.is_lowercase();
        is_begun.then_some(at)
    });
    let within: Vec<usize> = begins.collect();
    let first = (!within.is_empty()).then_some(0);
    let begins: Vec<usize> = first.into_iter().chain(within).collect();
    let ends: Vec<usize> = begins.iter().copied().chain([word.len()]).collect();
    let parts = begins.into_iter().zip(ends.into_iter().skip(1));
    parts
        .map(|(from, to)| &word[from..to])
        .filter(|part| part.chars().count() >= LEAST_OF_PART)
}

/// Words of a name with an apostrophe, without it: of O'Brien obrien, folded.
fn joined_words(name: &str) -> Vec<String> {
    let pieces = pieces(name);
    let all = joined(&pieces).into_iter().map(|(first, last)| {
        let parts = pieces[first..=last].iter().step_by(2);
        fold(&plain(&parts.copied().collect::<String>()))
    });
    all.collect()
}

fn names(brief: &Brief) -> impl Iterator<Item = String> + '_ {
    brief.names().map(|(_, name)| name.to_owned())
}

/// The words of a name, folded.
fn words_of(name: &str) -> Vec<String> {
    pieces(name)
        .into_iter()
        .filter(|piece| is_word(piece))
        .map(|piece| fold(&plain(piece)))
        .filter(|word| word.chars().count() >= LEAST)
        .collect()
}

/// What stands behind an initial, without its point where the sentence goes on: the letter that had it is gone.
fn without_point<'g>(gap: &'g str, next: &str) -> &'g str {
    let goes_on = next.chars().next().is_some_and(|c| !c.is_uppercase());
    match gap.strip_prefix('.') {
        Some(rest) if goes_on || rest.starts_with([',', ';', ':', ')', '»']) => rest,
        _ => gap,
    }
}

/// The first letter of the given name beside a family name: of «Д.М. Ахметов» and «Ахметов Д.М.» the Д.
fn given_initial<'p>(pieces: &[&'p str], at: usize) -> Option<&'p str> {
    let is_capital = |there: usize| {
        let piece = pieces.get(there).filter(|piece| is_one_letter(piece));
        piece.is_some_and(|piece| piece.chars().all(char::is_uppercase))
    };
    let has_point = |gap: usize| {
        let gap = pieces.get(gap).filter(|gap| is_behind_initial(gap));
        gap.is_some_and(|gap| gap.contains('.'))
    };
    let mut first = None;
    let mut there = at;
    while there >= 2 && is_capital(there - 2) && has_point(there - 1) {
        there -= 2;
        first = pieces.get(there);
    }
    let behind = || {
        let is_close = pieces.get(at + 1)?.chars().all(char::is_whitespace);
        let with_point = pieces.get(at + 3)?.starts_with('.');
        let is_there = is_close && with_point && is_capital(at + 2);
        pieces.get(at + 2).filter(|_| is_there)
    };
    first.or_else(behind).copied()
}

/// All texts of a tree.
pub(super) fn texts_of(tree: &serde_json::Value) -> Vec<&str> {
    use serde_json::Value;
    let (mut found, mut left) = (Vec::new(), vec![tree]);
    while let Some(next) = left.pop() {
        match next {
            Value::String(text) => found.push(text.as_str()),
            Value::Array(all) => left.extend(all),
            Value::Object(all) => left.extend(all.values()),
            _ => {}
        }
    }
    found
}

/// An address with its `%D0%91` read.
pub(crate) fn decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = address
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests;

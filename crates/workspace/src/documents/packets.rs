//! What is decided about at once: on each page of a document the forms of one name with the facts told of it, the
//! places, the numbers, what one addressee is asked, the sources that notes cite. Each member is shown, with its words,
//! and can be taken out.

use super::judged::{SuggestionState, is_decided};
use super::showing::Suggestion;
use aigaq_documents::{Document, Found, Span, What};
use aigaq_schema::fold::fold;
use std::collections::HashMap;

/// What suggestions have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Belongs {
    /// To the one who is called so, as folded.
    Name(String),
    /// To the one who is asked to do something.
    Asked(String),
    /// To those of its kind.
    Kind(&'static str),
}

/// Suggestions of one page that are decided about at once.
#[derive(Debug, Clone)]
pub struct Packet {
    /// Under what it stands: a code of [`What::code`]; names of whom facts are told stand with the facts.
    pub section: &'static str,
    /// Of whom or of what they are; nothing where they are only of one kind.
    pub title: Option<String>,
    /// They are taken over unless somebody takes one out. Of bare numbers, only what somebody chooses.
    pub is_wished: bool,
    /// Its members: names, facts, numbers.
    pub suggestions: Vec<Suggestion>,
}

impl Packet {
    /// Those of its members about which nobody has decided.
    pub fn waiting(&self) -> impl Iterator<Item = &Suggestion> {
        let all = self.suggestions.iter();
        all.filter(|s| s.state == SuggestionState::Waiting)
    }
}

/// What is decided about in a document, and to what each belongs.
pub(super) fn belonging(document: &Document) -> impl Iterator<Item = (&Found, Belongs)> {
    let facts = document.found.iter().filter_map(|found| match &found.what {
        What::Fact { who, .. } => Some((found.places.first().copied()?, who.as_str())),
        _ => None,
    });
    let mut facts: Vec<(Span, &str)> = facts.collect();
    facts.sort_unstable();
    let decided = document.found.iter().filter(|f| is_decided(&f.what));
    decided.map(move |found| {
        let belongs = match &found.what {
            What::Person | What::Organisation => Belongs::Name(fold(found.name())),
            What::Fact { who, .. } => Belongs::Name(fold(who)),
            What::Recommendation { addressee, .. } => Belongs::Asked(fold(addressee)),
            What::Quantity { .. } => match fact_around(&facts, found) {
                Some(who) => Belongs::Name(fold(who)),
                None => Belongs::Kind("quantity"),
            },
            other => Belongs::Kind(other.code()),
        };
        (found, belongs)
    })
}

/// Of whom the fact is told in whose words a number stands.
fn fact_around<'f>(facts: &[(Span, &'f str)], found: &Found) -> Option<&'f str> {
    let number = *found.places.first()?;
    let before = facts.partition_point(|(span, _)| span.start <= number.start);
    // Facts of one sentence overlap: the last that begins before the number may end before it too.
    let near = facts.get(before.saturating_sub(8)..before)?;
    let around = near.iter().rev().find(|(span, _)| span.holds(number));
    around.map(|(_, who)| *who)
}

/// The suggestions of a page, put together, in the order of looking at them.
pub(super) fn packets(suggestions: Vec<(&Belongs, Suggestion)>) -> Vec<Packet> {
    let mut at: HashMap<&Belongs, usize> = HashMap::new();
    let mut all: Vec<Packet> = Vec::new();
    for (belongs, suggestion) in suggestions {
        let place = *at.entry(belongs).or_insert_with(|| {
            all.push(Packet {
                section: suggestion.found.what.code(),
                title: None,
                is_wished: *belongs != Belongs::Kind("quantity"),
                suggestions: Vec::new(),
            });
            all.len() - 1
        });
        let packet = &mut all[place];
        match &suggestion.found.what {
            What::Fact { who, .. } => {
                packet.section = "fact";
                packet.title.get_or_insert_with(|| who.clone());
            }
            What::Person | What::Organisation => {
                packet.title = Some(suggestion.found.name().to_owned());
            }
            What::Recommendation { addressee, .. } => packet.title = Some(addressee.clone()),
            _ => {}
        }
        packet.suggestions.push(suggestion);
    }
    for packet in &mut all {
        // Stable: what is of one kind stays in the order of the text.
        packet.suggestions.sort_by_key(|s| match s.found.what {
            What::Quantity { .. } => 1,
            _ => 0,
        });
    }
    all.sort_by_key(|packet| order(packet.section));
    all
}

/// The order in which the kinds are looked at.
fn order(section: &str) -> u8 {
    match section {
        "person" => 0,
        "organisation" => 1,
        "place" => 2,
        "quantity" => 3,
        "fact" => 4,
        "recommendation" => 5,
        _ => 6,
    }
}

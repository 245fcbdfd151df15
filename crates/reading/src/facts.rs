//! Facts: who, what happened to them, when; each with the words that prove it.
//!
//! Words that tell of an event ([`events`]) are found in each sentence; who suffered it is sought where the grammar of
//! the words says ([`who`]), through coordination, relative clauses and pronouns; the day in the words that go with
//! the event, or at the head of the sentence ([`when`]). What is only asked for, denied, possible or general is no
//! fact, and neither is one of whom nothing can be said.

mod events;
mod patterns;
mod taught;
mod when;
mod who;

use crate::Document;
use crate::mentions::{Mention, Named};
use crate::slots;
use crate::structure::Structure;
use crate::text::Span;
use events::{Event, Form};
use std::collections::HashMap;
use when::When;
use who::{People, Subject};

pub(crate) use taught::KnownPhrases;
pub use taught::{FACT_KINDS, KnownPhrase, is_listed_phrase};

/// What has more words is no sentence but a table or a text without points; no grammar holds in it.
const LONGEST_SENTENCE: usize = 1_000;

/// One event of one person, organisation or described group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The fullest name in the document (Russian in the nominative), or the group as printed.
    pub who: String,
    /// `arrest`, `detention`, `charge`, `conviction`, `sentence`, `restriction`, `release`, `death`, `attack`,
    /// `threat`, `disappearance`, `fine`, `registration_refusal`, `suspension`, `ban`, `closure`, `raid`,
    /// `investigation`, `investigation_dropped` or `acquittal`; also `expulsion`, `extradition`, `citizenship` (taken
    /// away) and `forced_labour`.
    pub kind: &'static str,
    /// When, in EDTF, where that is told.
    pub date: Option<String>,
    /// The words that prove it.
    pub span: Span,
    /// The words among them that tell what happened: "put on the stop-list"; in two parts where whom it is done to
    /// stands between them: "placed" and "under house arrest".
    pub phrase: Vec<Span>,
    /// The kind that these words have for a reader who was taught nothing.
    pub untaught: &'static str,
    /// The note that closes the statement.
    pub note: Option<u32>,
    /// Provisions of law named in the sentence, as `code:article`.
    pub law: Vec<String>,
    /// A length of time or an offence that goes with it, as printed.
    pub detail: Option<String>,
}

/// The facts of a document, in the order of the text; a fact told twice is one.
///
/// Beside them, of each mention by a shorter form or in another case, the fullest form of the name; and where phrases stand
/// of which nothing is told because that was taught.
pub(crate) fn facts(document: &Document, structure: &Structure, mentions: &[Mention]) -> Told {
    let mut reader = Reader {
        document,
        structure,
        people: People::of(document, mentions),
        facts: Vec::new(),
    };
    for (number, (from, to)) in document.tokens.sentences.iter().enumerate() {
        if to - from > LONGEST_SENTENCE || !reader.is_told_in_prose(*from) {
            continue;
        }
        reader.people.enter(number);
        reader.sentence(*from, *to);
        reader.people.leave(*from, *to);
    }
    let fullest = reader.people.fullest();
    let silenced = silenced(document);
    Told {
        facts: once(reader.facts),
        fullest,
        silenced,
    }
}

/// What a document tells.
pub(crate) struct Told {
    pub(crate) facts: Vec<Fact>,
    pub(crate) fullest: Vec<(Span, String)>,
    pub(crate) silenced: Vec<Span>,
}

/// Where phrases stand that were taught to tell nothing.
fn silenced(document: &Document) -> Vec<Span> {
    let tokens = &document.tokens;
    let all = (0..tokens.all.len()).filter_map(|at| {
        let taught = document.taught.at(tokens, at)?;
        taught.kind.is_none().then(|| tokens.span(at, taught.last))
    });
    all.collect()
}

struct Reader<'a> {
    document: &'a Document,
    structure: &'a Structure,
    people: People<'a>,
    facts: Vec<Fact>,
}

impl Reader<'_> {
    fn is_told_in_prose(&self, token: usize) -> bool {
        use crate::PartKind::{Caption, Item, Paragraph};
        matches!(
            self.document.kind_of(token),
            Some(Paragraph | Item | Caption)
        )
    }

    fn sentence(&mut self, from: usize, to: usize) {
        let events = events::events(self.document, from, to);
        let mut before: Option<(Event, Vec<Subject>)> = None;
        for event in &events {
            let subjects = self
                .people
                .subjects(event, before.as_ref().map(|(e, s)| (e, s.as_slice())));
            let fitting: Vec<Subject> = subjects
                .into_iter()
                .filter(|s| s.suits(event.kind))
                .collect();
            for subject in &fitting {
                self.add(event, subject, &events, (from, to));
            }
            if !fitting.is_empty() {
                self.people.remember(&fitting);
                before = Some((event.clone(), fitting));
            }
        }
        self.lengths(from, to, &events);
    }

    /// A length of time that somebody received as a penalty: an article, a court or a penalty is named beside it. "got
    /// three months off", «дали 10 дней на устранение нарушений» are none.
    fn is_received(&self, (first, last): (usize, usize), (from, to): (usize, usize)) -> bool {
        let tokens = &self.document.tokens;
        let whole = tokens.span(from, to - 1);
        tokens
            .before(first)
            .is_some_and(|b| slots::is(tokens, b, "received"))
            && !slots::is(tokens, last + 1, "no_penalty")
            && (slots::stands(tokens, from..to, "penal")
                || !self.people.laws_within(whole).is_empty())
    }

    fn is_spent(&self, first: usize) -> bool {
        let tokens = &self.document.tokens;
        (first.saturating_sub(3)..first)
            .any(|i| tokens.together(i, first) && slots::is(tokens, i, "spent"))
    }

    /// "In May 2011 the police fired at strikers. Four workers were killed.": who died or was hurt, in a sentence
    /// without a day, on the only day of the sentence before it. Those "among the arrested" were when the others were.
    fn carried(&self, event: &Event, subject: &Subject, sentence: (usize, usize)) -> Option<When> {
        let tokens = &self.document.tokens;
        if tokens.is(sentence.0, &["among", "среди"]) {
            let others = self
                .facts
                .iter()
                .rev()
                .take(8)
                .find(|fact| fact.kind == event.kind)?;
            let span = tokens.span(event.first, event.last);
            return others.date.clone().map(|edtf| When { edtf, span });
        }
        let follows = subject.sort == who::Sort::Group || event.first == sentence.0;
        if !matches!(event.kind, "death" | "attack") || !follows {
            return None;
        }
        let dates = |(from, to): (usize, usize)| {
            let dates = self.people.dates_within(tokens.span(from, to - 1));
            dates.map(|(_, _, edtf)| edtf)
        };
        if dates(sentence).next().is_some() {
            return None;
        }
        let number = tokens.all[sentence.0].sentence.checked_sub(1)?;
        let same_part = tokens.block_of.get(number) == tokens.block_of.get(number + 1);
        let before = *tokens.sentences.get(number).filter(|_| same_part)?;
        let mut dates = dates(before);
        let edtf = dates.next()?.to_owned();
        let span = tokens.span(event.first, event.last);
        dates.next().is_none().then_some(When { edtf, span })
    }

    /// "a five year prison sentence", "a three year ‘freedom restriction’ ban" tell of whom the sentence is about.
    fn lengths(&mut self, from: usize, to: usize, events: &[Event]) {
        let whole = self.document.tokens.span(from, to - 1);
        let lengths: Vec<(usize, usize, &'static str)> = self
            .people
            .amounts_within(whole)
            .filter_map(|(first, last, mention)| match &mention.named {
                Named::Duration(duration) if duration.qualifier != Some("up to") => {
                    let words = last - first + 1;
                    let kind = match duration.of {
                        Some("sentence")
                            if words > 2 && self.document.tokens.is(last, &["conviction"]) =>
                        {
                            "conviction"
                        }
                        // "spent five years in prison": it was, and whether a court said so is not told.
                        Some("sentence") if words > 2 && self.is_spent(first) => return None,
                        Some("sentence") if words > 2 => "sentence",
                        Some("restriction") if words > 2 => "restriction",
                        // "received ten years", «получил 10 лет».
                        None | Some("sentence")
                            if matches!(duration.unit, "year" | "month")
                                && self.is_received((first, last), (from, to)) =>
                        {
                            "sentence"
                        }
                        _ => return None,
                    };
                    Some((first, last, kind))
                }
                _ => None,
            })
            .collect();
        for (first, last, kind) in lengths {
            let told = events.iter().any(|event| {
                event.kind == kind && event.first < last && first.saturating_sub(event.last) < 16
            });
            if told || events::is_only_possible(&self.document.tokens, first, from) {
                continue;
            }
            let event = Event {
                kind,
                form: Form::Noun,
                first,
                last,
                between: None,
            };
            for subject in self.people.whose_term(from, first) {
                if subject.suits(kind) {
                    self.add(&event, &subject, events, (from, to));
                }
            }
        }
    }

    fn add(
        &mut self,
        event: &Event,
        subject: &Subject,
        events: &[Event],
        sentence: (usize, usize),
    ) {
        let tokens = &self.document.tokens;
        let own = || when::when(&self.people, tokens, event, events, sentence);
        let date = match when::since(&self.people, self.facts.last(), event, events) {
            // "three days later, on May 8": the day that is written.
            Some(counted) => own()
                .filter(|own| own.span.start >= tokens.span(event.last, event.last).end)
                .or(counted),
            None => own(),
        };
        let date = date.or_else(|| self.carried(event, subject, sentence));
        let mut span = tokens.span(event.first, event.last);
        if let Some((first, last)) = subject
            .place
            .filter(|(first, _)| (sentence.0..sentence.1).contains(first))
        {
            span = span.joined(tokens.span(first, last));
        }
        if let Some(date) = &date {
            let near = date.span.end <= span.end + 60 && span.start <= date.span.end + 60;
            span = if near { span.joined(date.span) } else { span };
        }
        let block = tokens
            .all
            .get(event.first)
            .and_then(|t| self.document.block_span(t.sentence));
        let note = block.and_then(|block| {
            let marks = self.structure.marks.iter();
            marks
                .filter(|mark| {
                    block.holds(mark.span)
                        && mark.span.start >= tokens.span(event.first, event.last).end
                })
                .map(|mark| mark.n)
                .next()
        });
        let whole = tokens.span(sentence.0, sentence.1 - 1);
        self.facts.push(Fact {
            who: subject.who.clone(),
            kind: event.kind,
            date: date.map(|date| date.edtf),
            span,
            phrase: event
                .words()
                .map(|(first, last)| tokens.span(first, last))
                .collect(),
            untaught: events::listed_kind(tokens, event)
                .filter(|_| self.document.taught.at(tokens, event.first).is_some())
                .unwrap_or(event.kind),
            note,
            law: self.people.laws_within(whole),
            detail: self.people.detail(self.document, event),
        });
    }
}

/// A fact told twice is one; an undated telling goes with a dated one of the same kind.
fn once(facts: Vec<Fact>) -> Vec<Fact> {
    let mut all: Vec<Fact> = Vec::new();
    // Where the facts of one kind of one subject stand among them.
    let mut told: HashMap<(String, &'static str), Vec<usize>> = HashMap::new();
    for fact in facts {
        let same = told.entry((fact.who.clone(), fact.kind)).or_default();
        let known = |at: &usize| all[*at].date == fact.date || fact.date.is_none();
        if same.iter().any(known) {
            continue;
        }
        let undated = same
            .iter()
            .copied()
            .find(|at| all[*at].date.is_none() && fact.span.start < all[*at].span.end + 400);
        match undated {
            Some(at) => all[at] = fact,
            None => {
                same.push(all.len());
                all.push(fact);
            }
        }
    }
    all.sort_by_key(|fact| fact.span);
    all
}

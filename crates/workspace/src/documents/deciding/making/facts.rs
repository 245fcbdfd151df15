//! What was done to somebody, as records: an event with its act, a step of a case, a restriction, its end.

use super::Making;
use crate::error::WorkspaceError;
use crate::saving::Say;
use aigaq_documents::{Span, What};
use aigaq_schema::fold::fold;
use aigaq_schema::{Basis, LawReference, PartialDate, RecordId, Value, rule};

/// What one suggestion says of somebody.
pub(super) struct Told<'f> {
    pub(super) who: &'f str,
    pub(super) what: &'f str,
    pub(super) date: Option<PartialDate>,
    pub(super) law: Vec<LawReference>,
    pub(super) detail: Option<&'f str>,
    /// The words that tell what happened, without those around them.
    pub(super) phrase: &'f str,
    pub(super) span: Span,
}

impl Making<'_> {
    pub(super) fn fact(&mut self, told: &Told<'_>) -> Result<(), WorkspaceError> {
        let kind = self.kind_of(told.who);
        let Some(who) = self.actor(told.who, kind, told.span)? else {
            return Ok(());
        };
        match told.what {
            "charge"
            | "conviction"
            | "sentence"
            | "acquittal"
            | "investigation"
            | "investigation_dropped" => self.of_case(told, who),
            "restriction" => {
                self.restriction(told, who);
            }
            "release" => self.release(told, who),
            other => {
                let kind = act_type(other, &fold(told.phrase));
                self.act(told, who, kind);
            }
        }
        Ok(())
    }

    /// What a name was found as; what was found as no name is a group.
    fn kind_of(&self, who: &str) -> &'static str {
        let same = fold(who);
        let found = self.document.found.iter();
        let mut named = found.filter(|found| fold(&found.words) == same);
        match named.find_map(|found| match found.what {
            What::Person => Some("person"),
            What::Organisation => Some("organisation"),
            _ => None,
        }) {
            Some(kind) => kind,
            // A name in the nominative may stand nowhere in the text so.
            None if who.split_whitespace().all(is_capital) => "person",
            None => "group",
        }
    }

    fn title(&self, told: &Told<'_>) -> String {
        let what = self.desk.say(&format!("reading.kind.{}", told.what));
        let mut letters = what.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let what: String = first.chain(letters).collect();
        format!("{what}: {}", told.who)
    }

    fn titled(&self, told: &Told<'_>) -> Say {
        let nobody = Basis::default();
        Say::by_rule(rule::TITLE, "title", Value::text(self.title(told)), &nobody)
    }

    fn dated(&self, say: &mut Vec<Say>, property: &str, told: &Told<'_>) {
        if let Some(date) = &told.date {
            say.push(self.say(property, Value::date(date.clone()), told.span));
        }
    }

    /// One event with one act and whom it was done to.
    fn act(&mut self, told: &Told<'_>, who: RecordId, kind: &str) {
        let mut say = vec![self.titled(told)];
        self.dated(&mut say, "start", told);
        let quote = self.words(told.span);
        say.push(self.say("summary", Value::text(quote), told.span));
        let event = self.change("event", say);
        let mut say = vec![
            self.say("event", Value::Reference(event), told.span),
            self.say("type", Value::term(kind), told.span),
        ];
        self.dated(&mut say, "start", told);
        for law in &told.law {
            say.push(self.say("law", Value::Law(law.clone()), told.span));
        }
        let act = self.change("act", say);
        let say = vec![
            self.say("act", Value::Reference(act), told.span),
            self.say("actor", Value::Reference(who), told.span),
            self.say("role", Value::term("target"), told.span),
        ];
        self.part(act, "involvement", say);
    }

    /// A step of a criminal case; steps of one person accepted together are of one case.
    fn of_case(&mut self, told: &Told<'_>, who: RecordId) {
        let case = match self.cases.get(&who) {
            Some(case) => *case,
            None => {
                let say = vec![
                    self.titled(told),
                    self.say("party", Value::Reference(who), told.span),
                ];
                let case = self.change("case", say);
                self.cases.insert(who, case);
                case
            }
        };
        let (stage, property) = match told.what {
            "charge" => ("criminal.accused", None),
            "investigation" => ("criminal.investigation", Some("opened")),
            "investigation_dropped" => ("criminal.discontinued", Some("decided")),
            "acquittal" => ("criminal.acquittal", Some("decided")),
            _ => ("criminal.conviction", Some("decided")),
        };
        let mut more = Vec::new();
        for law in &told.law {
            more.push(self.say("law", Value::Law(law.clone()), told.span));
        }
        if let Some(property) = property {
            self.dated(&mut more, property, told);
        }
        if let Some(detail) = told.detail {
            let property = match told.what {
                "charge" | "investigation" => "charge",
                _ => "outcome",
            };
            more.push(self.say(property, Value::text(detail), told.span));
        }
        if let Some(change) = self.desk.changes.iter_mut().find(|c| c.record == case) {
            change.say.extend(more);
        }
        let mut say = vec![
            self.say("case", Value::Reference(case), told.span),
            self.say("kind", Value::term(stage), told.span),
        ];
        self.dated(&mut say, "date", told);
        if let Some(detail) = told.detail {
            say.push(self.say("result", Value::text(detail), told.span));
        }
        self.part(case, "stage", say);
    }

    fn restriction(&mut self, told: &Told<'_>, who: RecordId) -> RecordId {
        let mut say = vec![self.say("actor", Value::Reference(who), told.span)];
        if let Some(kind) = restriction_kind(&fold(told.phrase)) {
            say.push(self.say("kind", Value::term(kind), told.span));
        }
        self.dated(&mut say, "start", told);
        for law in &told.law {
            say.push(self.say("basis", Value::Law(law.clone()), told.span));
        }
        let quote = self.words(told.span);
        say.push(self.say("scope_text", Value::text(quote), told.span));
        let id = self.change("restriction", say);
        self.restrictions.insert(who, id);
        id
    }

    /// The end of a restriction: of the one in this saving, else of one that is made with it.
    fn release(&mut self, told: &Told<'_>, who: RecordId) {
        let restriction = match self.restrictions.get(&who) {
            Some(there) => *there,
            None => {
                let say = vec![self.say("actor", Value::Reference(who), told.span)];
                let id = self.change("restriction", say);
                self.restrictions.insert(who, id);
                id
            }
        };
        let mut say = vec![
            self.say("restriction", Value::Reference(restriction), told.span),
            self.say("kind", Value::term("released"), told.span),
        ];
        self.dated(&mut say, "date", told);
        self.part(restriction, "restriction_change", say);
    }
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The type of act that a kind of fact is, closer where the words tell by which it is told ("died in custody"); what
/// stands beside them ("who spent five years in prison") tells nothing of it.
fn act_type(what: &str, words: &str) -> &'static str {
    let tells = |all: &[&str]| all.iter().any(|some| words.contains(some));
    match what {
        "death"
            if tells(&[
                "in custody",
                "in prison",
                "in detention",
                "в сизо",
                "в колонии",
                "в тюрьме",
            ]) =>
        {
            "LIF.custody"
        }
        "ban"
            if tells(&[
                "website",
                "web site",
                "сайт",
                "online access to",
                "доступ к",
            ]) =>
        {
            "MED.block"
        }
        "expulsion" => "MIG.expel",
        "extradition" => "MIG.extr",
        "citizenship" => "RES.status",
        "forced_labour" => "ADM.labour",
        "arrest" => "LIB.arrest",
        "attack" => "LIF.assault",
        "threat" => "PRS.threat",
        "disappearance" => "LIB.abduct",
        "fine" => "ADM.fine",
        "registration_refusal" => "ORG.refuse",
        "suspension" => "ORG.suspend",
        "ban" => "ORG.banned",
        "closure" => "ORG.liquid",
        "raid" => "ORG.raid",
        "death" => "LIF",
        _ => "LIB.detain",
    }
}

/// The kind of a restriction where its words tell; nothing is guessed.
fn restriction_kind(words: &str) -> Option<&'static str> {
    let tells = |all: &[&str]| all.iter().any(|some| words.contains(some));
    if tells(&["house arrest", "домашн"]) {
        Some("house_arrest")
    } else if tells(&["travel ban", "leave the country", "выезд"]) {
        Some("exit_ban")
    } else if tells(&["freedom restriction", "restriction of freedom", "ограничен"]) {
        Some("freedom_restriction")
    } else {
        None
    }
}

/// A provision as facts name it: `criminal:174`.
pub(super) fn law_of(text: &str) -> Option<LawReference> {
    let (code, article) = text.split_once(':')?;
    let name = match code {
        "criminal" => "Criminal Code",
        "administrative" => "Administrative Code",
        "constitution" => "Constitution",
        "labour" => "Labour Code",
        "tax" => "Tax Code",
        "land" => "Land Code",
        _ => return None,
    };
    LawReference::read(&format!("{name} {article}"))
}

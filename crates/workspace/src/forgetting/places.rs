//! Every place where a person occurs, shown before anything is forgotten.

use super::Forgetting;
use super::choices::{Choice, Choices, Cut};
use super::marks::{Marks, Touched};
use super::masking::Strength;
use super::sight::{DOTS, SealedSight};
use crate::confidential::SOURCE;
use crate::error::WorkspaceError;
use crate::history::when;
use crate::named::{APART, Asking, CellPart, Named, Naming};
use crate::open::Workspace;
use aigaq_schema::source_code::CODE;
use aigaq_schema::{RecordId, Value};
use std::collections::BTreeSet;

/// The section of words that may be another person's.
const DOUBTFUL: &str = "doubtful";

/// One place.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PlaceRow {
    /// The record, where there is one to look at.
    pub record: Option<Named>,
    /// What stands there, in words.
    pub text: String,
    /// The record that may be left as it is: another person is meant there, or the link stays.
    pub may_leave: Option<RecordId>,
    /// The record that stays, unless it is said that it shall not.
    pub may_take: Option<RecordId>,
    /// It is not sure that the person is meant.
    pub unsure: bool,
}

/// Places of one sort, and what becomes of them.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PlaceSection {
    /// What sort.
    pub title: String,
    /// What becomes of them.
    pub what: String,
    /// The places: all of them, since each may be chosen.
    pub rows: Vec<PlaceRow>,
    /// All of them may be left at once: nobody knows whether the person is meant.
    pub is_unsure: bool,
}

/// Every place where somebody occurs.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Places {
    /// In their order on the page.
    pub sections: Vec<PlaceSection>,
    /// Records that must be kept for a court: nothing is forgotten as long as there are any.
    pub holds: Vec<Named>,
    /// How many more there are that are not named without the second passphrase.
    pub unseen_holds: usize,
}

/// Somebody who can be forgotten, with the places.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PlacesOf {
    /// Who.
    pub who: Named,
    /// How.
    pub how: Forgetting,
    /// What they will be called afterwards, when the record stays.
    pub called_then: String,
    /// How far what the second passphrase seals was looked at.
    pub sealed: SealedSight,
    /// What that means here, in words; empty where nothing is sealed.
    pub sealed_what: String,
    /// Where.
    pub places: Places,
}

impl Workspace {
    /// Every place where somebody occurs, and what forgetting them so would do there; `None` when the record is not
    /// there or is none that can be forgotten.
    ///
    /// # Errors
    /// When the journal or the view cannot be read.
    pub fn places_where(
        &self,
        ask: &Asking,
        record: RecordId,
        how: Forgetting,
    ) -> Result<Option<PlacesOf>, WorkspaceError> {
        match self.touched_by(&[record], (how, None))? {
            Some(marks) => self.places_in(ask, record, &marks),
            None => Ok(None),
        }
    }

    pub(super) fn places_in(
        &self,
        ask: &Asking,
        record: RecordId,
        marks: &Marks,
    ) -> Result<Option<PlacesOf>, WorkspaceError> {
        let Some(who) = Naming::new(&self.view, *ask).by_id(record)? else {
            return Ok(None);
        };
        let showing = Showing {
            workspace: self,
            naming: Naming::new(&self.view, *ask),
            ask,
            marks,
        };
        let sections = [
            showing.own()?,
            showing.deeds()?,
            showing.about()?,
            showing.links()?,
            showing.mentions("mentions", Strength::Surely)?,
            showing.mentions(DOUBTFUL, Strength::Perhaps)?,
            showing.mentions("hardly", Strength::Hardly)?,
            showing.publications()?,
            showing.bags()?,
            showing.files()?,
            showing.sources()?,
            showing.namesakes()?,
            showing.backups()?,
        ];
        let mut holds = Vec::new();
        let (seen, unseen_holds) = self.unseen_holds(marks, &Choices::default())?;
        for held in seen {
            holds.extend(showing.naming.by_id(held)?);
        }
        Ok(Some(PlacesOf {
            who,
            how: marks.how,
            sealed: marks.sight,
            sealed_what: showing.sealed_what(),
            called_then: showing.called_then(record)?,
            places: Places {
                sections: sections
                    .into_iter()
                    .filter(|s| !s.rows.is_empty())
                    .collect(),
                holds,
                unseen_holds,
            },
        }))
    }
}

struct Showing<'w> {
    workspace: &'w Workspace,
    naming: Naming<'w>,
    ask: &'w Asking,
    marks: &'w Marks,
}

impl Showing<'_> {
    fn section(&self, key: &str, rows: Vec<PlaceRow>) -> PlaceSection {
        let how = self.marks.how.code();
        let what = format!("forget.{key}.{how}");
        let what = match self.naming.words.get(&what) {
            Some(what) => what.to_owned(),
            None => self.naming.words.say(&format!("forget.{key}.what")),
        };
        PlaceSection {
            title: self.naming.words.say(&format!("forget.{key}")),
            what,
            is_unsure: key == DOUBTFUL,
            rows,
        }
    }

    /// What is not shown, or was shown, of what is sealed.
    fn sealed_what(&self) -> String {
        let of = match &*self.marks.record_type {
            SOURCE => "source",
            _ => "tellers",
        };
        match self.marks.sight {
            SealedSight::Nothing => String::new(),
            SealedSight::Closed => {
                let key = format!("forget.sealed.{of}");
                self.naming.words.fill(&key, &[("dots", DOTS)])
            }
            SealedSight::Open => self.naming.words.say("forget.sealed.open"),
        }
    }

    fn row(record: Option<Named>, text: String) -> PlaceRow {
        PlaceRow {
            record,
            text,
            may_leave: None,
            may_take: None,
            unsure: false,
        }
    }

    /// What was ever said of the person: that which stays, and that which goes.
    fn own(&self) -> Result<PlaceSection, WorkspaceError> {
        let mut rows = Vec::new();
        for id in &self.marks.forgotten {
            // Of one record alone it need not be said which.
            let named = match self.marks.forgotten.len() {
                1 => None,
                _ => self.naming.by_id(*id)?,
            };
            let mut seen = BTreeSet::new();
            for (_, block) in self.workspace.view.said(*id)? {
                for statement in &block.statements {
                    let code = &statement.property;
                    let label = self.naming.property_label(&block.record_type, code);
                    let Some(property) = self.naming.schema.property(&block.record_type, code)
                    else {
                        continue;
                    };
                    let value = match self.naming.value(property, &statement.value)? {
                        CellPart::Link(named) => named.caption,
                        other => other.text().to_owned(),
                    };
                    let stays = self.marks.how == Forgetting::Identity
                        && self.marks.stays.contains(&code.as_str());
                    let key = match (stays, code.as_str()) {
                        (true, "birth" | "death") => "forget.year_stays",
                        (true, _) => "forget.stays",
                        (false, _) => "forget.goes",
                    };
                    let text = format!("{label}: {value} ({})", self.naming.words.say(key));
                    if seen.insert(text.clone()) {
                        rows.push(Self::row(named.clone(), text));
                    }
                }
            }
        }
        Ok(self.section("own", rows))
    }

    /// What happened to them or what they did.
    fn deeds(&self) -> Result<PlaceSection, WorkspaceError> {
        let view = &self.workspace.view;
        let mut rows = Vec::new();
        for id in &self.marks.forgotten {
            for part in view.pointing(&self.ask.reader, *id, "involvement", "actor")? {
                let role = match part.value("role") {
                    Some(Value::Term(code)) => self.naming.code("involvement_roles", code),
                    _ => String::new(),
                };
                if let Some(Value::Reference(act)) = part.value("act")
                    && let Some(named) = self.naming.by_id(*act)?
                {
                    rows.push(Self::row(Some(named), role));
                }
            }
        }
        Ok(self.section("deeds", rows))
    }

    /// Records about them that go with them, and those in which their part goes.
    fn about(&self) -> Result<PlaceSection, WorkspaceError> {
        let mut rows = Vec::new();
        for (root, touched) in &self.marks.roots {
            let key = match touched.link.filter(|link| link.choice == Choice::Must) {
                Some(link) if link.cut == Cut::Whole => "forget.goes",
                Some(_) => "forget.part_goes",
                None => continue,
            };
            rows.push(Self::row(
                self.naming.by_id(*root)?,
                self.naming.words.say(key),
            ));
        }
        let goes_whole = |record: &RecordId| {
            let touched = self.marks.roots.get(record);
            let link = touched.and_then(|touched| touched.link);
            link.is_some_and(|link| link.choice == Choice::Must && link.cut == Cut::Whole)
        };
        for note in self.marks.told.iter().filter(|told| !goes_whole(told)) {
            let named = self.naming.by_id(*note)?;
            let is_consent = named.as_ref().is_some_and(|of| of.record_type == "consent");
            let told = self.naming.words.say(match is_consent {
                true => "forget.consent_words_go",
                false => "forget.teller_goes",
            });
            rows.push(Self::row(named, told));
        }
        Ok(self.section("about", rows))
    }

    /// What points to somebody who has no name any more: by it they may be known all the same.
    fn links(&self) -> Result<PlaceSection, WorkspaceError> {
        let mut rows = Vec::new();
        for (root, touched) in &self.marks.roots {
            let Some(link) = touched.link.filter(|link| link.choice != Choice::Must) else {
                continue;
            };
            let goes = link.choice == Choice::Usually;
            let key = match goes {
                true => "forget.goes",
                false => "forget.stays",
            };
            rows.push(PlaceRow {
                may_leave: goes.then_some(*root),
                may_take: (!goes).then_some(*root),
                ..Self::row(self.naming.by_id(*root)?, self.naming.words.say(key))
            });
        }
        // What goes, first.
        rows.sort_by_key(|row| row.may_take.is_some());
        Ok(self.section("links", rows))
    }

    /// The words of records that speak of them so surely.
    fn mentions(&self, key: &str, strength: Strength) -> Result<PlaceSection, WorkspaceError> {
        let mut rows = Vec::new();
        for (root, touched) in self.others(|record_type| record_type != "publication") {
            if touched.strength() != Some(strength) {
                continue;
            }
            // Asked once for each record: what is said again is the whole of it.
            let mut asked = Some(*root);
            for mention in &touched.mentions {
                if mention.is_sealed && self.marks.sight == SealedSight::Closed {
                    continue;
                }
                let label = self
                    .naming
                    .property_label(&mention.record_type, &mention.property);
                let asked = asked.take();
                rows.push(PlaceRow {
                    record: self.naming.by_id(mention.record)?,
                    text: match label.is_empty() {
                        true => format!("“{}”", mention.around),
                        false => format!("{label}: “{}”", mention.around),
                    },
                    may_leave: asked.filter(|_| strength > Strength::Hardly),
                    may_take: asked.filter(|_| strength == Strength::Hardly),
                    unsure: strength < Strength::Surely,
                });
            }
        }
        Ok(self.section(key, rows))
    }

    fn others(
        &self,
        is_meant: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = (&RecordId, &Touched)> {
        let all = self.marks.roots.iter();
        all.filter(move |(_, touched)| {
            let goes = touched
                .link
                .is_some_and(|link| link.choice == Choice::Must && link.cut == Cut::Whole);
            !goes && !touched.mentions.is_empty() && is_meant(&touched.record_type)
        })
        .filter(|(root, _)| !self.marks.is_unseen(root))
    }

    /// What was frozen and may have been given out: to whom, and of which day.
    fn publications(&self) -> Result<PlaceSection, WorkspaceError> {
        let mut rows = Vec::new();
        for (root, touched) in self.others(|record_type| record_type == "publication") {
            let is_hardly = touched.strength() == Some(Strength::Hardly);
            rows.push(PlaceRow {
                may_leave: (!is_hardly).then_some(*root),
                may_take: is_hardly.then_some(*root),
                unsure: touched.strength() < Some(Strength::Surely),
                ..Self::row(self.naming.by_id(*root)?, self.published(*root)?)
            });
        }
        Ok(self.section("publications", rows))
    }

    /// What was handed over, with them in it or in a record that tells of them.
    fn bags(&self) -> Result<PlaceSection, WorkspaceError> {
        let mut rows = Vec::new();
        let spoken_in = self.marks.spoken_in().into_iter();
        let seen = spoken_in.filter(|root| !self.marks.is_unseen(root));
        for (id, told) in self.workspace.handed_over(&self.naming, seen)? {
            rows.push(Self::row(self.naming.by_id(id)?, told));
        }
        Ok(self.section("bags", rows))
    }

    fn published(&self, id: RecordId) -> Result<String, WorkspaceError> {
        let Some(brief) = self.workspace.view.brief(&self.ask.reader, id)? else {
            return Ok(String::new());
        };
        let mut told = Vec::new();
        for property in ["kind", "audience", "as_of"] {
            let parts = self.naming.values(&brief, property)?;
            told.extend(parts.iter().map(|part| part.text().to_owned()));
        }
        Ok(told.join(APART))
    }

    fn files(&self) -> Result<PlaceSection, WorkspaceError> {
        let of = |file: &aigaq_journal::FileName, key: &str| {
            let words = self.naming.words.say(key);
            let size = self
                .workspace
                .journal
                .file(*file)?
                .map_or(0, |file| file.size);
            let file = file.to_string();
            let text = format!("{}…, {} KiB: {words}", &file[..12], size.div_ceil(1024));
            Ok::<_, WorkspaceError>(Self::row(None, text))
        };
        let mut rows = Vec::new();
        let files = self.marks.files(&Choices::default());
        for file in &files.gone {
            rows.push(of(file, "forget.goes")?);
        }
        for file in &files.left {
            rows.push(of(file, "forget.file_left")?);
        }
        Ok(self.section("files", rows))
    }

    /// Confidential sources who told of them: who those are, this does not touch. And documents that were read: nobody
    /// takes a name out of a file.
    fn sources(&self) -> Result<PlaceSection, WorkspaceError> {
        let mut sources = BTreeSet::new();
        for id in &self.marks.forgotten {
            let said = self.workspace.view.said(*id)?;
            let statements = said.iter().flat_map(|(_, block)| &block.statements);
            sources.extend(statements.filter_map(|statement| statement.basis.source));
        }
        let mut rows = Vec::new();
        for source in sources.difference(&self.marks.forgotten) {
            let Some(brief) = self.workspace.view.brief(&self.ask.reader, *source)? else {
                continue;
            };
            let key = if brief.value(CODE).is_some() {
                "forget.source_sealed"
            } else if brief.values("file").next().is_some() {
                "forget.source_file"
            } else {
                "forget.source_printed"
            };
            let named = self.naming.named(&brief)?;
            rows.push(Self::row(Some(named), self.naming.words.say(key)));
        }
        Ok(self.section("sources", rows))
    }

    fn namesakes(&self) -> Result<PlaceSection, WorkspaceError> {
        let mut rows = Vec::new();
        // Who is called like a source tells how the source is called.
        let is_seen = self.marks.record_type != SOURCE || self.marks.sight != SealedSight::Closed;
        for id in self.marks.namesakes.iter().filter(|_| is_seen) {
            rows.push(Self::row(self.naming.by_id(*id)?, String::new()));
        }
        Ok(self.section("namesakes", rows))
    }

    fn backups(&self) -> Result<PlaceSection, WorkspaceError> {
        let known = self.workspace.journal.backups()?;
        let rows = known.into_iter().map(|backup| {
            let made = when(backup.made, "UTC", self.ask.language);
            Self::row(None, format!("{made}: {}", backup.name))
        });
        Ok(self.section("backups", rows.collect()))
    }

    /// What the group sees instead of the name: what stays, in words.
    fn called_then(&self, record: RecordId) -> Result<String, WorkspaceError> {
        match self.workspace.view.brief(&self.ask.reader, record)? {
            Some(brief) => Ok(self.naming.without_name(&brief)),
            None => Ok(String::new()),
        }
    }
}

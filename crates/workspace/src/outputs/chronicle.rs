//! What happened in a period, by date: acts, and events of which sources gave numbers.

use crate::error::WorkspaceError;
use crate::outputs::period::Within;
use crate::outputs::telling::Telling;
use crate::outputs::template::Which;
use aigaq_counting::Unit;
use aigaq_publishing::Happening;
use aigaq_schema::{PartialDate, Quantity, State, Value};
use aigaq_view::Brief;
use aigaq_view::resolve::Agreement;

/// Numbers that sources give of an event.
const REPORTED: [&str; 4] = ["deaths", "injured", "detained", "participants"];

impl Telling<'_> {
    /// Acts and events in the period by date; then, marked, those whose dates also allow another time. Records
    /// without any date are in no chronicle; their number stands beside the figures. Conditions are of acts: with
    /// any, it tells of acts alone.
    pub fn chronicle(
        &mut self,
        within: &Within<'_>,
        which: &Which,
    ) -> Result<Vec<Happening>, WorkspaceError> {
        let mut all = self.dated(&Unit::Acts, within, which)?;
        if which.0.is_empty() {
            let mut events = self.dated(&Unit::Events, within, which)?;
            events.retain(|(_, brief)| REPORTED.iter().any(|p| brief.value(p).is_some()));
            all.extend(events);
        }
        all.sort_by_cached_key(|(is_inside, brief)| {
            let date = self.date_of(brief, "start");
            (
                !is_inside,
                date.map(|date| (date.first(), date.last())),
                brief.record_type != "event",
                brief.id,
            )
        });
        all.into_iter()
            .map(|(is_inside, brief)| {
                let mut happening = if brief.record_type == "act" {
                    self.act(&brief)?
                } else {
                    self.event(&brief)?
                };
                happening.number = self.number_of(&brief);
                if !is_inside {
                    happening.date.words = self.fill(
                        "output.chronicle.perhaps",
                        &[("date", &happening.date.words)],
                    );
                }
                Ok(happening)
            })
            .collect()
    }

    /// The records of a unit that lie in the period, and those that only may.
    fn dated(
        &self,
        unit: &Unit,
        within: &Within<'_>,
        which: &Which,
    ) -> Result<Vec<(bool, Brief)>, WorkspaceError> {
        let definition = which.of(within.definition(unit)?)?;
        let question = self.workspace.query(&definition)?;
        let selection = self.workspace.select(&self.ask, &question)?;
        let mut all = Vec::new();
        for (is_inside, rows) in [(true, &selection.inside), (false, &selection.perhaps)] {
            for row in rows.rows() {
                let view = &self.workspace.view;
                let brief = view.brief_at(&self.ask.reader, unit.table(), row)?;
                all.extend(brief.map(|brief| (is_inside, brief)));
            }
        }
        Ok(all)
    }

    /// An act as an entry.
    pub fn act(&mut self, act: &Brief) -> Result<Happening, WorkspaceError> {
        let parts = self.parts(act)?;
        self.act_of(act, &parts)
    }

    /// An act with these parts in it.
    pub fn act_of(&mut self, act: &Brief, parts: &[Brief]) -> Result<Happening, WorkspaceError> {
        let mut what = vec![self.text(act, "type")];
        what.extend(self.captions(act, "event")?);
        what.extend(self.words(act, "summary"));
        what.retain(|words| !words.is_empty());
        let mut about = vec![act];
        about.extend(parts);
        Ok(Happening {
            record: Some(self.record(act)),
            number: String::new(),
            date: self.span(act),
            place: self.place(act)?,
            who: self.actors(parts, "target")?,
            what: what.join(" · "),
            by: self.actors(parts, "perpetrator")?,
            law: self.text(act, "law"),
            outcome: self.text(act, "outcome"),
            citations: self.cite(&about)?,
        })
    }

    fn event(&mut self, event: &Brief) -> Result<Happening, WorkspaceError> {
        let mut what = vec![self.text(event, "kind"), self.caption(event)?];
        what.retain(|words| !words.is_empty());
        let mut reported = Vec::new();
        for property in REPORTED {
            reported.extend(self.reported(event, property)?);
        }
        Ok(Happening {
            record: Some(self.record(event)),
            number: String::new(),
            date: self.span(event),
            place: self.place(event)?,
            who: String::new(),
            what: what.join(" · "),
            by: String::new(),
            law: String::new(),
            outcome: reported.join("; "),
            citations: self.cite(&[event])?,
        })
    }

    /// "Deaths: at least 14; at least 17 (sources differ)": each number as told, none merged.
    fn reported(&self, event: &Brief, property: &str) -> Result<Option<String>, WorkspaceError> {
        let Some(resolved) = event.get(property) else {
            return Ok(None);
        };
        let Some(described) = self.naming.schema.property("event", property) else {
            return Ok(None);
        };
        let live = self.workspace.view.live(event.id)?;
        let mut told: Vec<&Quantity> = live
            .iter()
            .filter(|statement| statement.property == property)
            .filter_map(|statement| match &statement.value {
                Value::Number(number) => Some(number),
                _ => None,
            })
            .collect();
        if told.is_empty() {
            return Ok(None);
        }
        told.sort_by(|a, b| {
            let ((a, c), (b, d)) = (a.bounds(), b.bounds());
            a.total_cmp(&b).then(c.total_cmp(&d))
        });
        let summaries: Vec<bool> = told.iter().map(|n| sums_up(n, &told)).collect();
        let mut told: Vec<String> = told
            .into_iter()
            .zip(summaries)
            .filter(|(_, is_summary)| !is_summary)
            .map(|(number, _)| number)
            .map(|number| {
                self.naming
                    .value_text(described, &Value::Number(number.clone()))
            })
            .collect();
        told.dedup();
        let label = self.naming.property_label("event", property);
        let mut words = format!("{label}: {}", told.join("; "));
        let key = match resolved.agreement {
            Agreement::Same => return Ok(Some(words)),
            Agreement::Differ => "agreement.differ",
            Agreement::Contradict => "agreement.contradict",
        };
        words.push_str(&format!(" ({})", self.say(key)));
        Ok(Some(words))
    }

    /// When something began, and when it ended where that is told apart.
    pub fn span(&self, brief: &Brief) -> aigaq_publishing::DateWords {
        let start = self.date(brief, "start");
        let end = self.date(brief, "end");
        match (self.date_of(brief, "start"), self.date_of(brief, "end")) {
            (Some(from), Some(to)) if to.text() != from.text() => {
                let both = format!("{}/{}", from.text(), to.text());
                match both.parse::<PartialDate>() {
                    Ok(date) => aigaq_publishing::DateWords::of(&date, self.ask.language),
                    Err(_) => aigaq_publishing::DateWords {
                        words: format!("{} – {}", start.words, end.words),
                        edtf: start.edtf,
                    },
                }
            }
            _ => start,
        }
    }

    /// The actors in an act.
    pub fn parts(&self, act: &Brief) -> Result<Vec<Brief>, WorkspaceError> {
        Ok(self
            .workspace
            .view
            .pointing(&self.ask.reader, act.id, "involvement", "act")?)
    }

    /// Those of one role, with how many they are where that is told.
    pub fn actors(&mut self, parts: &[Brief], role: &str) -> Result<String, WorkspaceError> {
        let roles = self.naming.schema.list("involvement_roles");
        let mut all: Vec<String> = Vec::new();
        for part in parts {
            let code = part.value("role").map(Value::plain).unwrap_or_default();
            if !roles.is_some_and(|list| list.is_within(&code, role)) {
                continue;
            }
            let mut words = match part.get("actor").and_then(|r| r.values.first()) {
                Some(Value::Missing(State::Unknown)) => self.say("state.unknown"),
                Some(Value::Reference(id)) => match self.brief(*id)? {
                    Some(actor) => self.who(&actor)?,
                    None => self.say("name.withheld"),
                },
                Some(_) | None => continue,
            };
            if let Some(Value::Number(number)) = part.value("number")
                && number.bounds() != (1.0, 1.0)
            {
                words = format!("{words} ({})", self.text(part, "number"));
            }
            if !all.contains(&words) {
                all.push(words);
            }
        }
        Ok(all.join(", "))
    }
}

/// "14–17" beside "at least 14" and "at least 17" only puts the two together.
fn sums_up(range: &Quantity, all: &[&Quantity]) -> bool {
    let Some(upper) = range.upper() else {
        return false;
    };
    let others = || all.iter().filter(|n| n.upper().is_none());
    let is_told = |end: f64| others().any(|n| n.number().value().total_cmp(&end).is_eq());
    let (low, high) = (range.number().value(), upper.value());
    is_told(low) && is_told(high) && others().all(|n| (low..=high).contains(&n.number().value()))
}

//! What a record's page draws: who did what to whom in an event, and when what happened around a record.

use std::collections::BTreeSet;

use aigaq_charts::{
    Caption, Chart, Days, Edge, Flow, FlowAct, Id, Known, Moment, Party, Timeline, When,
};
use aigaq_schema::PartialDate;
use aigaq_workspace::{DeedView, DeedsView, PartyView, TimelineEntry};

use crate::picture::Picture;
use crate::words::Words;

/// Fewer things than this are seen at a glance in their list.
const FEWEST_FOR_A_TIMELINE: usize = 3;
/// Kinds of things in a timeline, each with a row of its own.
const MOST_KINDS: usize = 10;
/// Acts told in the description of a picture.
const TOLD: usize = 12;

/// Who did what to whom in an event.
pub(super) struct Deeds {
    pub(super) picture: Picture,
    pub(super) rows: Vec<DeedView>,
    /// How many acts are not in it, in words; empty for none.
    pub(super) more: String,
}

impl Deeds {
    pub(super) fn of(view: DeedsView, w: Words) -> Self {
        Self {
            picture: Picture::of(
                &Chart::Flow(flow(&view.deeds, w)),
                &Id::numbered(1),
                w.language(),
            ),
            more: match view.more {
                0 => String::new(),
                more => w.n("deeds-more", more),
            },
            rows: view.deeds,
        }
    }
}

/// Everybody once; acts of one kind by the same people are one box with their number.
fn flow(deeds: &[DeedView], w: Words) -> Flow {
    let mut by = Parties::default();
    let mut to = Parties::default();
    let mut acts: Vec<(FlowAct, usize)> = Vec::new();
    for deed in deeds {
        let (by, to) = (by.places(&deed.by, w), to.places(&deed.to, w));
        let same = acts
            .iter_mut()
            .find(|(act, _)| act.label == deed.what && act.by == by);
        match same {
            Some((act, number)) => {
                act.to.extend(to);
                *number += 1;
            }
            None => {
                let label = deed.what.clone();
                acts.push((FlowAct { label, by, to }, 1));
            }
        }
    }
    let numbered = |(mut act, number): (FlowAct, usize)| {
        if number > 1 {
            act.label = format!("{} ({})", act.label, w.num(number));
        }
        act
    };
    Flow {
        caption: Caption {
            title: w.t("record-who"),
            description: w.with("deeds-description", told(deeds)),
            unit: String::new(),
        },
        headings: ["record-by", "record-did", "record-to"].map(|key| w.t(key)),
        by: by.all,
        acts: acts.into_iter().map(numbered).collect(),
        to: to.all,
    }
}

/// "Police → Detention → A. K., B. L.; …"
fn told(deeds: &[DeedView]) -> String {
    let names = |parties: &[PartyView]| {
        let names: Vec<&str> = parties.iter().map(|party| party.text.as_str()).collect();
        names.join(", ")
    };
    let told = deeds.iter().take(TOLD).map(|deed| {
        let parts = [names(&deed.by), deed.what.clone(), names(&deed.to)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" → ")
    });
    let told: Vec<String> = told.collect();
    told.join("; ")
}

/// Those who are in acts, each once: by their record, and those without one by their words.
#[derive(Default)]
struct Parties {
    keys: Vec<String>,
    all: Vec<Party>,
}

impl Parties {
    fn places(&mut self, parties: &[PartyView], w: Words) -> BTreeSet<usize> {
        if parties.is_empty() {
            let nobody = PartyView {
                actor: None,
                text: w.t("record-nobody"),
            };
            return BTreeSet::from([self.place(&nobody)]);
        }
        parties.iter().map(|party| self.place(party)).collect()
    }

    /// The place of somebody; of those of whom nobody is named, a place for all.
    fn place(&mut self, party: &PartyView) -> usize {
        let key = match &party.actor {
            Some(actor) => actor.id.to_string(),
            None => format!("text {}", party.text),
        };
        if let Some(place) = self.keys.iter().position(|known| *known == key) {
            return place;
        }
        self.keys.push(key);
        self.all.push(Party {
            label: party.text.clone(),
            known: match party.actor {
                Some(_) => Known::Named,
                None => Known::Unknown,
            },
        });
        self.all.len() - 1
    }
}

/// When what happened, a row for each kind of thing; nothing where a list says it as well. `kind` says what a type of
/// record is called in the plural.
pub(super) fn timeline(
    entries: &[TimelineEntry],
    kind: impl Fn(&str) -> String,
    w: Words,
) -> Option<Picture> {
    let mut rows: Vec<(String, Vec<When>)> = Vec::new();
    let mut days = BTreeSet::new();
    let mut ends: Option<(&TimelineEntry, &TimelineEntry)> = None;
    for entry in entries {
        let Some(when) = when(entry) else {
            continue;
        };
        days.insert(entry.sort.0);
        ends = Some((ends.map_or(entry, |(first, _)| first), entry));
        let kind = kind(&entry.what.record_type);
        let kind = match &entry.role {
            Some(role) => format!("{kind} · {role}"),
            None => kind,
        };
        match rows.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, all)) => all.push(when),
            None => rows.push((kind, vec![when])),
        }
    }
    let (first, last) = ends?;
    let is_worth_it = days.len() >= FEWEST_FOR_A_TIMELINE && rows.len() <= MOST_KINDS;
    is_worth_it.then(|| {
        let moments = rows.into_iter().map(|(label, when)| Moment {
            label,
            told: w.num(when.len()),
            when,
        });
        let chart = Chart::Timeline(Timeline {
            caption: Caption {
                title: w.t("record-timeline"),
                description: w.two("timeline-description", &first.date, &last.date),
                unit: String::new(),
            },
            headings: [w.t("record-timeline"), w.t("timeline-when")],
            moments: moments.collect(),
        });
        Picture::of(&chart, &Id::numbered(2), w.language())
    })
}

/// When a thing was, as it can be drawn; nothing for what has no day at all.
fn when(entry: &TimelineEntry) -> Option<When> {
    let days = |date: &PartialDate| {
        let (first, last) = (date.first(), date.last());
        (first.is_known() && last.is_known()).then_some(Days { first, last })
    };
    let from = &entry.from;
    if from.is_interval() {
        let on = |day: aigaq_schema::Day| {
            if day.is_known() {
                let (first, last) = (day, day);
                Edge::On(Days { first, last })
            } else {
                Edge::Unknown
            }
        };
        let (from, to) = (on(from.first()), on(from.last()));
        return Some(When::Lasted { from, to });
    }
    let from = days(from)?;
    let lasted = entry.to.as_ref().and_then(days);
    Some(match lasted.filter(|to| to.last >= from.first) {
        Some(to) => When::Lasted {
            from: Edge::On(from),
            to: Edge::On(to),
        },
        None => When::Happened(from),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_schema::{Language, RecordId};
    use aigaq_workspace::Named;

    fn named(number: u8) -> Named {
        Named {
            id: RecordId::from_bytes([number; 16]),
            record_type: "actor".to_owned(),
            type_label: "Actor".to_owned(),
            caption: format!("N{number}"),
        }
    }

    fn party(number: u8) -> PartyView {
        PartyView {
            actor: Some(named(number)),
            text: format!("N{number}"),
        }
    }

    fn deed(what: &str, by: &[u8], to: &[u8]) -> DeedView {
        DeedView {
            act: named(99),
            what: what.to_owned(),
            by: by.iter().copied().map(party).collect(),
            to: to.iter().copied().map(party).collect(),
        }
    }

    #[test]
    fn acts_of_one_kind_by_the_same_people_are_one_box() {
        let deeds = [
            deed("Detention", &[1], &[2]),
            deed("Detention", &[1], &[3]),
            deed("Beating", &[1], &[3]),
            deed("Detention", &[4], &[3]),
        ];
        let flow = flow(&deeds, Words::of(Language::En));
        let acts: Vec<(&str, usize, usize)> = flow
            .acts
            .iter()
            .map(|act| (act.label.as_str(), act.by.len(), act.to.len()))
            .collect();
        assert_eq!(
            acts,
            [
                ("Detention (2)", 1, 2),
                ("Beating", 1, 1),
                ("Detention", 1, 1)
            ]
        );
        assert_eq!((flow.by.len(), flow.to.len()), (2, 2));
    }

    #[test]
    fn an_act_of_nobody_named_says_so() {
        let flow = flow(&[deed("Surveillance", &[], &[2])], Words::of(Language::Ru));
        assert_eq!(flow.by.len(), 1);
        assert_eq!(flow.by[0].known, Known::Unknown);
        assert_eq!(flow.by[0].label, Words::of(Language::Ru).t("record-nobody"));
    }

    #[test]
    fn a_date_is_drawn_as_well_as_it_is_known() {
        let entry = |from: &str, to: Option<&str>| TimelineEntry {
            date: String::new(),
            sort: aigaq_schema::Day(0),
            from: from.parse().unwrap(),
            to: to.map(|to| to.parse().unwrap()),
            what: named(1),
            role: None,
        };
        let exact = |when| matches!(when, Some(When::Happened(days)) if days.first == days.last);
        assert!(exact(when(&entry("2020-06-06", None))));
        assert!(!exact(when(&entry("2020-06", None))));
        let open = when(&entry("2020-06/..", None));
        assert!(matches!(
            open,
            Some(When::Lasted {
                to: Edge::Unknown,
                ..
            })
        ));
        let lasted = when(&entry("2020-06-06", Some("2020-07")));
        assert!(matches!(
            lasted,
            Some(When::Lasted {
                to: Edge::On(_),
                ..
            })
        ));
        // Its end is told before its begin: a contradiction that the checks tell of, and no bar.
        assert!(exact(when(&entry("2020-06-06", Some("2019")))));
    }
}

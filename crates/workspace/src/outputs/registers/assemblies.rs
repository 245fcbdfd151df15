//! The register of assemblies: notices and applications by what was answered, what silence meant, what followed.

use super::RegisterWish;
use super::sheet::{Sheet, SheetCell, SheetColumn, SheetRow, SheetTable};
use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::document::Column;
use aigaq_publishing::{Phrases, Unit, Warning};
use aigaq_registers::assemblies::{AssemblyEntry, AssemblyFacts, State, Tally, by};
use aigaq_registers::calendar::{Known, WorkCalendar};
use aigaq_registers::deadlines::Rules;
use aigaq_registers::restrictions::Certainty;
use aigaq_schema::RecordId;
use aigaq_view::Brief;
use std::collections::{BTreeMap, HashMap};

const GROUPS: [&str; 6] = [
    "allowed",
    "deemed_allowed",
    "refused",
    "unanswered",
    "open",
    "unknown",
];

/// The country whose law and calendar hold.
pub(super) const COUNTRY: &str = "kz";

fn group_of(state: State) -> Option<&'static str> {
    Some(match state {
        State::NotYet => return None,
        State::Allowed => "allowed",
        State::DeemedAllowed {
            sure: Certainty::Certainly,
        } => "deemed_allowed",
        State::Refused => "refused",
        State::Unanswered {
            sure: Certainty::Certainly,
        } => "unanswered",
        State::NotAsked | State::Unknown => "unknown",
        _ => "open",
    })
}

/// Over a period those that were asked for in it count; on a day all until then, also those of which no day is told.
fn is_asked_in(wish: &RegisterWish, facts: &AssemblyFacts) -> bool {
    match (wish.since, facts.asked()) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(since), Some(asked)) => asked.last() >= since && asked.first() <= wish.on,
    }
}

impl Telling<'_> {
    pub(super) fn assemblies_sheet(
        &mut self,
        wish: &RegisterWish,
    ) -> Result<Sheet, WorkspaceError> {
        let applications = self.workspace.applications(&self.ask.reader)?;
        let all: Vec<(&Brief, &AssemblyFacts)> = applications
            .iter()
            .filter_map(|(brief, assembly)| Some((brief, assembly.as_ref()?)))
            .filter(|(brief, _)| self.workspace.is_wished(brief, wish))
            .filter(|(_, facts)| is_asked_in(wish, facts))
            .collect();
        let undated = applications
            .iter()
            .filter(|(_, facts)| facts.as_ref().is_some_and(|facts| facts.asked().is_none()))
            .count();
        let mut sheet = Sheet::new(Unit::Applications, self.assembly_columns());
        sheet.groups = GROUPS.map(|key| self.group("assemblies", key)).into();
        let (Some(rules), Some(calendar)) =
            (Rules::shipped(COUNTRY), WorkCalendar::shipped(COUNTRY))
        else {
            return Ok(sheet);
        };
        let entries: Vec<AssemblyEntry> = all
            .iter()
            .map(|(_, facts)| AssemblyEntry::on(wish.on, facts, rules, calendar))
            .collect();
        let mut tally = Tally::default();
        entries.iter().for_each(|entry| tally.add(entry.state));
        self.assembly_counts(&mut sheet, &tally);
        self.assembly_tables(&mut sheet, wish, &all, &entries)?;
        self.warn_of_rules(
            &mut sheet,
            rules
                .all()
                .iter()
                .filter(|rule| rule.code.starts_with("assembly.")),
        )?;
        if wish.since.is_some() && undated > 0 {
            let n = self.number(undated as u64);
            sheet.warnings.push(Warning {
                title: self.fill("register.assemblies.undated", &[("n", &n)]),
                lines: Vec::new(),
            });
        }
        let provisional = entries.iter().any(|entry| {
            let dues = [entry.file_by, entry.answer_by];
            dues.into_iter()
                .flatten()
                .any(|due| due.known > Known::Surely)
        });
        if provisional {
            sheet.warnings.push(Warning {
                title: self.say("register.calendar.provisional"),
                lines: Vec::new(),
            });
        }
        let mut items: Vec<(&'static str, (&Brief, &AssemblyFacts, &AssemblyEntry))> = all
            .iter()
            .zip(&entries)
            .filter_map(|((brief, facts), entry)| {
                Some((group_of(entry.state)?, (*brief, *facts, entry)))
            })
            .collect();
        items.sort_by_cached_key(|(group, (_, facts, entry))| {
            (
                GROUPS.iter().position(|g| g == group),
                std::cmp::Reverse(facts.asked().map(aigaq_schema::PartialDate::first)),
                entry.record,
            )
        });
        sheet.fill(wish, items, |group, (brief, _, entry)| {
            self.assembly_row(group, brief, entry)
        })?;
        Ok(sheet)
    }

    fn assembly_columns(&self) -> Vec<SheetColumn> {
        let mut columns: Vec<SheetColumn> =
            ["event", "form", "applicant", "place", "filed", "planned"]
                .map(|property| self.of_property("application", property))
                .into();
        columns.push(self.column("answer_by", Column::date, "register.column.answer_by"));
        columns.push(self.column("state", Column::text, "register.column.state"));
        for property in ["ground", "signatory", "followed"] {
            columns.push(self.of_property("application", property));
        }
        columns
    }

    fn assembly_row(
        &mut self,
        group: &'static str,
        brief: &Brief,
        entry: &AssemblyEntry,
    ) -> Result<SheetRow, WorkspaceError> {
        let mut place = vec![self.field(brief, "place")?];
        place.push(self.field(brief, "place_asked")?);
        let mut filed = vec![self.field(brief, "filed")?];
        if let Some(late) = self.late("register.filed_late", entry.filed_late) {
            filed.push(SheetCell::words(late));
        }
        let mut state = vec![SheetCell::code(
            self.assembly_state(entry.state),
            state_code(entry.state),
        )];
        state.push(self.field(brief, "outcome")?);
        if let Some(late) = self.late("register.answered_late", entry.answered_late) {
            state.push(SheetCell::words(late));
        }
        let mut ground = vec![self.field(brief, "ground")?];
        ground.push(self.field(brief, "reason")?);
        let cells = vec![
            self.field(brief, "event")?,
            self.field(brief, "form")?,
            self.field(brief, "applicant")?,
            SheetCell::many(place),
            SheetCell::many(filed),
            self.field(brief, "planned")?,
            entry
                .answer_by
                .map_or(SheetCell::Empty, |due| self.due_cell(due)),
            SheetCell::many(state),
            SheetCell::many(ground),
            self.field(brief, "signatory")?,
            self.field(brief, "followed")?,
        ];
        self.row_of(group, brief, cells)
    }

    fn assembly_state(&self, state: State) -> String {
        self.say(&format!("register.assemblies.state.{}", state_code(state)))
    }

    /// "Filed late", "perhaps filed late".
    fn late(&self, key: &str, late: Certainty) -> Option<String> {
        match late {
            Certainty::Certainly => Some(self.say(key)),
            Certainty::Perhaps => Some(self.say(&format!("{key}.perhaps"))),
            Certainty::No => None,
        }
    }

    fn assembly_counts(&self, sheet: &mut Sheet, tally: &Tally) {
        for (key, value) in [
            ("filed", tally.filed),
            ("allowed", tally.allowed),
            ("deemed_allowed", tally.deemed),
            ("refused", tally.refused),
            ("unanswered", tally.unanswered),
            ("open", tally.open),
            ("unknown", tally.unknown + tally.not_asked),
        ] {
            let label = format!("register.assemblies.{key}");
            sheet
                .counts
                .push(self.count(key, &label, Unit::Applications, value));
        }
        let share = self.share(tally);
        if let Some(filed) = sheet.counts.first_mut() {
            filed.caveat = Some(share);
        }
    }

    /// "Share allowed: 3 of 7 decided, 43 %."
    fn share(&self, tally: &Tally) -> String {
        let (allowed, decided) = tally.share();
        if decided == 0 {
            return self.say("register.assemblies.share_none");
        }
        let percent = (allowed * 200 + decided) / (decided * 2);
        self.fill(
            "register.assemblies.share",
            &[
                ("allowed", &self.number(allowed as u64)),
                ("decided", &self.number(decided as u64)),
                ("percent", &self.number(percent as u64)),
            ],
        )
    }

    /// The same by city, by ground and by signatory.
    fn assembly_tables(
        &mut self,
        sheet: &mut Sheet,
        wish: &RegisterWish,
        all: &[(&Brief, &AssemblyFacts)],
        entries: &[AssemblyEntry],
    ) -> Result<(), WorkspaceError> {
        let unit = Phrases::of(self.ask.language).unit(Unit::Applications);
        for (key, property) in [
            ("by_city", "place"),
            ("by_ground", "ground"),
            ("by_signatory", "signatory"),
        ] {
            let mut words: HashMap<RecordId, Vec<String>> = HashMap::new();
            for (brief, _) in all {
                let of = if property == "place" {
                    let places = self.captions(brief, "place")?;
                    if places.is_empty() {
                        self.event_places(brief)?
                    } else {
                        places
                    }
                } else {
                    self.words(brief, property)
                };
                words.insert(brief.id, of);
            }
            let not_told = self.say("register.not_told");
            let rows: BTreeMap<String, Tally> = by(entries, |record| {
                let of = words.get(&record).cloned().unwrap_or_default();
                if of.is_empty() {
                    vec![not_told.clone()]
                } else {
                    of
                }
            });
            let heading = self.of_property("application", property);
            sheet.add(
                wish,
                SheetTable {
                    key,
                    title: self.say(&format!("register.assemblies.{key}")),
                    unit: unit.clone(),
                    remarks: vec![self.say("register.overlap")],
                    columns: self.tally_columns(heading),
                    rows: rows
                        .into_iter()
                        .filter(|(_, tally)| tally.filed > 0)
                        .map(|(words, tally)| self.tally_row(words, &tally))
                        .collect(),
                    total: 0,
                    empty: self.say("register.empty"),
                    drawn: None,
                },
            );
        }
        Ok(())
    }

    /// The places of the event an application is for, where it names none itself.
    fn event_places(&self, brief: &Brief) -> Result<Vec<String>, WorkspaceError> {
        let Some(event) = crate::restrictions::reference(brief, "event") else {
            return Ok(Vec::new());
        };
        match self.brief(event)? {
            Some(event) => Ok(vec![self.place(&event)?]
                .into_iter()
                .filter(|p| !p.is_empty())
                .collect()),
            None => Ok(Vec::new()),
        }
    }

    fn tally_columns(&self, heading: SheetColumn) -> Vec<SheetColumn> {
        let number = |key, phrase: &str| self.column(key, Column::number, phrase);
        vec![
            heading,
            number("filed", "register.assemblies.filed"),
            number("allowed", "register.assemblies.allowed"),
            number("deemed_allowed", "register.assemblies.deemed_allowed"),
            number("refused", "register.assemblies.refused"),
            number("unanswered", "register.assemblies.unanswered"),
            number("open", "register.assemblies.open"),
            number("unknown", "register.assemblies.unknown"),
            self.column("share", Column::text, "register.column.share"),
        ]
    }

    fn tally_row(&self, words: String, tally: &Tally) -> Vec<SheetCell> {
        let (allowed, decided) = tally.share();
        vec![
            SheetCell::words(words),
            SheetCell::count(tally.filed),
            SheetCell::count(tally.allowed),
            SheetCell::count(tally.deemed),
            SheetCell::count(tally.refused),
            SheetCell::count(tally.unanswered),
            SheetCell::count(tally.open),
            SheetCell::count(tally.unknown),
            if decided == 0 {
                SheetCell::Empty
            } else {
                SheetCell::words(self.fill(
                    "register.of",
                    &[
                        ("part", &self.number(allowed as u64)),
                        ("whole", &self.number(decided as u64)),
                    ],
                ))
            },
        ]
    }
}

/// The name of a state for programs and phrases.
fn state_code(state: State) -> &'static str {
    match state {
        State::NotYet => "not_yet",
        State::Waiting => "waiting",
        State::Allowed => "allowed",
        State::DeemedAllowed {
            sure: Certainty::Certainly,
        } => "deemed_allowed",
        State::DeemedAllowed { .. } => "perhaps_deemed_allowed",
        State::Refused => "refused",
        State::Proposed => "proposed",
        State::Unanswered {
            sure: Certainty::Certainly,
        } => "unanswered",
        State::Unanswered { .. } => "perhaps_unanswered",
        State::NoAnswer => "no_answer",
        State::NotAsked => "not_asked",
        State::Withdrawn => "withdrawn",
        State::Unknown => "unknown",
    }
}

//! Deadlines: what the law's times make of what happened.

use super::RegisterWish;
use super::assemblies::COUNTRY;
use super::kept::Application;
use super::marks::{DoneMark, Marked, Marks};
use super::material::{code, minute};
use super::rules::rule_mark;
use super::sheet::{Sheet, SheetCell, SheetRow, SheetTable};
use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use crate::restrictions::date;
use aigaq_publishing::document::{Column, Inline};
use aigaq_publishing::{DateWords, Unit, Warning};
use aigaq_registers::assemblies::Answer;
use aigaq_registers::calendar::{Known, WorkCalendar};
use aigaq_registers::cases::CaseFacts;
use aigaq_registers::deadlines::{Deadline, Due, Occurrence, On, Rule, Rules, Standing, Step, Who};
use aigaq_registers::decisions::DecisionFacts;
use aigaq_registers::restrictions::Certainty;
use aigaq_view::Brief;
use std::collections::{BTreeMap, BTreeSet, HashMap};

const GROUPS: [&str; 4] = ["overdue", "running", "no_day", "done"];

/// All deadlines that the rules of the country make of what happened.
pub(super) fn all_deadlines(
    cases: &[(Brief, CaseFacts)],
    applications: &[Application],
    interventions: &[Brief],
    decisions: &[(Brief, DecisionFacts)],
) -> Vec<Deadline<'static>> {
    let (Some(rules), Some(calendar)) = (Rules::shipped(COUNTRY), WorkCalendar::shipped(COUNTRY))
    else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let mut add = |what: &Occurrence| all.extend(rules.of(calendar, what));
    for (case, facts) in cases {
        steps_of(case, facts, rules, &mut add);
    }
    for (brief, assembly) in applications {
        let mut kinds: Vec<String> = code(brief, "kind").into_iter().collect();
        let procedure = assembly.as_ref().and_then(|facts| facts.procedure);
        kinds.extend(procedure.map(|procedure| procedure.flag().to_owned()));
        let answered = assembly
            .as_ref()
            .is_some_and(|facts| !matches!(facts.answer, Answer::Silent | Answer::Proposed));
        add(&alone(brief, On::Application, kinds, answered));
    }
    for brief in interventions {
        let kinds = code(brief, "kind").into_iter().collect();
        let replied = brief.value("reply").is_some();
        add(&alone(brief, On::Intervention, kinds, replied));
    }
    for (brief, _) in decisions {
        let kinds = code(brief, "kind").into_iter().collect();
        add(&alone(brief, On::Decision, kinds, false));
    }
    // What had to be filed before an assembly is shown with the assembly.
    all.retain(|deadline| !deadline.rule.before);
    all
}

/// The steps of a case, each with the others.
fn steps_of(case: &Brief, facts: &CaseFacts, rules: &Rules, add: &mut impl FnMut(&Occurrence)) {
    let mut what = Occurrence {
        record: case.id,
        on: On::Stage,
        kinds: Vec::new(),
        case: code(case, "kind"),
        dates: BTreeMap::new(),
        minute: None,
        done_undated: false,
        steps: Vec::new(),
    };
    for step in &facts.steps {
        if !rules.may_start_with(On::Stage, &step.kind) {
            continue;
        }
        if what.steps.is_empty() {
            let steps = facts.steps.iter().map(|step| Step {
                record: step.record,
                kind: step.kind.clone(),
                date: step.date.clone(),
                minute: step.minute,
            });
            what.steps = steps.collect();
        }
        let date = step.date.iter();
        what.record = step.record;
        what.kinds = vec![step.kind.clone()];
        what.dates = date.map(|date| ("date".to_owned(), date.clone())).collect();
        what.minute = step.minute;
        add(&what);
    }
}

/// What a record that stands alone may start: with all its dates.
fn alone(brief: &Brief, on: On, kinds: Vec<String>, done_undated: bool) -> Occurrence {
    let dates: BTreeMap<_, _> = brief
        .resolved
        .iter()
        .filter_map(|resolved| Some((resolved.property.clone(), date(brief, &resolved.property)?)))
        .collect();
    Occurrence {
        record: brief.id,
        on,
        kinds,
        case: None,
        dates,
        minute: minute(brief, "date"),
        done_undated,
        steps: Vec::new(),
    }
}

/// A deadline with how it stands.
pub(super) struct Running<'a> {
    pub deadline: &'a Deadline<'static>,
    pub standing: Standing,
    pub group: &'static str,
    /// It was marked as dealt with.
    pub marked: bool,
}

/// How deadlines stand on a day, what is most urgent first; without those that have not begun.
pub(super) fn running<'a>(
    deadlines: &'a [Deadline<'static>],
    on: aigaq_schema::Day,
    marks: &Marks,
) -> Vec<Running<'a>> {
    let mut all: Vec<Running<'_>> = deadlines
        .iter()
        .filter_map(|deadline| {
            let standing = deadline.on(on);
            if standing == Standing::NotYet {
                return None;
            }
            let marked = marks.name(deadline.record) && {
                let days = deadline.due.map(|due| due.days);
                marks.deal_with(&DoneMark::of(&deadline.rule.code, deadline.record, days))
            };
            let group = match standing {
                _ if marked => "done",
                Standing::NotYet | Standing::Done { .. } => "done",
                Standing::Overdue(_) => "overdue",
                Standing::Running { .. } if deadline.due.is_none() => "no_day",
                Standing::Running { .. } => "running",
            };
            Some(Running {
                deadline,
                standing,
                group,
                marked,
            })
        })
        .collect();
    all.sort_by_key(|r| {
        let place = GROUPS.iter().position(|group| *group == r.group);
        let due = r.deadline.due.map(|due| (due.days.last, due.days.first));
        // What is overdue longest comes last: what can still be mended stands first.
        let due = match (due, r.group) {
            (Some((last, first)), "overdue" | "done") => {
                (i64::from(last.0).saturating_neg(), i64::from(first.0))
            }
            (Some((last, first)), _) => (i64::from(last.0), i64::from(first.0)),
            (None, _) => (i64::MAX, 0),
        };
        (place, due, r.deadline.record, r.deadline.rule.code.as_str())
    });
    all
}

impl Telling<'_> {
    pub(super) fn deadlines_sheet(&mut self, wish: &RegisterWish) -> Result<Sheet, WorkspaceError> {
        let mut sheet = Sheet::new(
            Unit::Records,
            vec![
                self.column("record", Column::text, "register.column.what"),
                self.column("about", Column::text, "register.column.about"),
                self.column("rule", Column::long, "register.column.rule"),
                self.column("who", Column::text, "register.column.acts"),
                self.column("start", Column::date, "register.column.started"),
                self.column("due", Column::date, "register.column.due"),
                self.column("state", Column::text, "register.column.state"),
                self.column("reviewed", Column::text, "register.column.reviewed"),
            ],
        );
        sheet.groups = GROUPS.map(|key| self.group("deadlines", key)).into();
        let deadlines = self.workspace.deadlines(&self.ask.reader)?;
        let marks = self.workspace.marks(&self.ask.reader)?;
        let all = running(&deadlines, wish.on, &marks);
        for key in GROUPS {
            let value = all.iter().filter(|r| r.group == key).count();
            let label = format!("register.deadlines.{key}");
            sheet
                .counts
                .push(self.count(key, &label, Unit::Records, value));
        }
        let used: BTreeSet<&str> = all.iter().map(|r| r.deadline.rule.code.as_str()).collect();
        let rules = Rules::shipped(COUNTRY).map_or(&[][..], Rules::all);
        let used = rules
            .iter()
            .filter(|rule| used.contains(rule.code.as_str()));
        self.warn_of_rules(&mut sheet, used)?;
        self.rules_table(&mut sheet, wish)?;
        let items: Vec<(&'static str, &Running<'_>)> =
            all.iter().map(|running| (running.group, running)).collect();
        sheet.fill(wish, items, |group, running| {
            self.deadline_row(group, running, &marks.approved)
        })?;
        Ok(sheet)
    }

    fn deadline_row(
        &mut self,
        group: &'static str,
        running: &Running<'_>,
        read: &HashMap<String, Marked>,
    ) -> Result<SheetRow, WorkspaceError> {
        let deadline = running.deadline;
        let language = self.ask.language;
        let rule = SheetCell::many(vec![
            SheetCell::code(deadline.rule.label.get(language), &deadline.rule.code),
            SheetCell::words(deadline.rule.law.get(language)),
        ]);
        let brief = self.brief(deadline.record)?;
        let about = match &brief {
            Some(brief) => self.about(brief)?,
            None => SheetCell::Empty,
        };
        let who = match deadline.rule.who {
            Who::State => "register.who.state",
            Who::Us => "register.who.us",
        };
        let reviewed = if read.contains_key(&rule_mark(deadline.rule)) {
            "register.reviewed"
        } else {
            "register.unreviewed"
        };
        let cells = vec![
            self.record_cell(deadline.record)?,
            about,
            rule,
            SheetCell::words(self.say(who)),
            SheetCell::Date(self.range(deadline.start)),
            deadline.due.map_or_else(
                || SheetCell::words(self.say("register.in_letter")),
                |due| self.due_cell(due),
            ),
            SheetCell::words(self.deadline_state(running)),
            SheetCell::words(self.say(reviewed)),
        ];
        match &brief {
            Some(brief) => self.row_of(group, brief, cells),
            None => Ok(SheetRow {
                group,
                record: None,
                number: String::new(),
                cells,
                citations: Vec::new(),
            }),
        }
    }

    /// Whom or what a step, application or appeal is about.
    pub(super) fn about(&mut self, brief: &Brief) -> Result<SheetCell, WorkspaceError> {
        match brief.record_type.as_str() {
            "stage" => self.field(brief, "case"),
            "application" => Ok(SheetCell::many(vec![
                self.field(brief, "event")?,
                self.field(brief, "applicant")?,
            ])),
            "intervention" => self.field(brief, "about"),
            "decision" => self.field(brief, "case"),
            "restriction" => self.field(brief, "actor"),
            _ => Ok(SheetCell::Empty),
        }
    }

    fn deadline_state(&self, running: &Running<'_>) -> String {
        if running.marked {
            return self.say("register.deadlines.state.marked");
        }
        match running.standing {
            Standing::NotYet => String::new(),
            Standing::Running { least, most } => match most {
                Some(most) if most == least => self.fill(
                    "register.deadlines.state.left",
                    &[("days", &self.number(u64::from(least)))],
                ),
                Some(most) => self.fill(
                    "register.deadlines.state.left_between",
                    &[
                        ("least", &self.number(u64::from(least))),
                        ("most", &self.number(u64::from(most))),
                    ],
                ),
                None => self.say("register.deadlines.state.waiting"),
            },
            Standing::Overdue(Certainty::Certainly) => self.say("register.deadlines.state.overdue"),
            Standing::Overdue(_) => self.say("register.deadlines.state.perhaps_overdue"),
            Standing::Done { late } => self.say(match late {
                Certainty::No => "register.deadlines.state.in_time",
                Certainty::Perhaps => "register.deadlines.state.perhaps_late",
                Certainty::Certainly => "register.deadlines.state.late",
            }),
        }
    }

    /// By when, with what is not sure of it.
    pub(super) fn due_cell(&self, due: Due) -> SheetCell {
        let date = if due.known == Known::NotBefore {
            DateWords::unknown()
        } else {
            self.range(due.days)
        };
        let remark = match due.known {
            Known::Surely => SheetCell::Empty,
            Known::Provisionally => SheetCell::words(self.say("register.provisional")),
            Known::NotBefore => SheetCell::words(
                self.fill("register.not_before", &[("day", &self.day(due.days.first))]),
            ),
        };
        SheetCell::many(vec![
            if date.words.is_empty() {
                SheetCell::Empty
            } else {
                SheetCell::Date(date)
            },
            remark,
        ])
    }

    /// Says which of the rules used no lawyer has read.
    pub(super) fn warn_of_rules<'r>(
        &self,
        sheet: &mut Sheet,
        used: impl Iterator<Item = &'r Rule>,
    ) -> Result<(), WorkspaceError> {
        let read = &self.workspace.marks(&self.ask.reader)?.approved;
        let unread: Vec<&Rule> = used
            .filter(|rule| !read.contains_key(&rule_mark(rule)))
            .collect();
        if !unread.is_empty() {
            let language = self.ask.language;
            sheet.warnings.push(Warning {
                title: self.say("register.rules.unread"),
                lines: unread
                    .iter()
                    .map(|rule| {
                        vec![Inline::text(format!(
                            "{} ({})",
                            rule.label.get(language),
                            rule.law.get(language)
                        ))]
                    })
                    .collect(),
            });
        }
        Ok(())
    }

    fn rules_table(&self, sheet: &mut Sheet, wish: &RegisterWish) -> Result<(), WorkspaceError> {
        let rows = self.workspace.rules(&self.ask)?;
        sheet.add(
            wish,
            SheetTable {
                key: "rules",
                title: self.say("register.rules"),
                unit: self.say("register.rules"),
                remarks: vec![self.say("register.rules.what")],
                columns: vec![
                    self.column("rule", Column::long, "register.column.rule"),
                    self.column("law", Column::text, "register.column.law"),
                    self.column("reviewed", Column::text, "register.column.reviewed"),
                ],
                rows: rows
                    .into_iter()
                    .map(|rule| {
                        let reviewed = rule.reviewed.map_or_else(
                            || self.say("register.unreviewed"),
                            |mark| format!("{}, {}", mark.reason, mark.when),
                        );
                        vec![
                            SheetCell::code(rule.label, rule.code),
                            SheetCell::words(rule.law),
                            SheetCell::words(reviewed),
                        ]
                    })
                    .collect(),
                total: 0,
                empty: self.say("register.empty"),
                drawn: None,
            },
        );
        Ok(())
    }
}

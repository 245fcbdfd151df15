//! The register of complaints of torture and deaths in custody: the funnel, with the time at each step, and the cases.

use super::RegisterWish;
use super::material::code;
use super::sheet::{Sheet, SheetCell, SheetRow, SheetTable};
use crate::error::WorkspaceError;
use crate::outputs::telling::Telling;
use aigaq_publishing::document::{ChartLook, Column};
use aigaq_publishing::{Phrases, Unit};
use aigaq_registers::cases::CaseFacts;
use aigaq_registers::funnel::{ComplaintFacts, Funnel, FunnelStage};
use aigaq_schema::RecordId;
use aigaq_view::Brief;
use std::collections::{BTreeSet, HashMap};

/// The kinds of case that the register holds.
const KINDS: [&str; 2] = ["torture", "death_in_custody"];

const STAGES: [(FunnelStage, &str); 6] = [
    (FunnelStage::Alleged, "alleged"),
    (FunnelStage::Complaint, "complaint"),
    (FunnelStage::Registered, "registered"),
    (FunnelStage::Investigated, "investigated"),
    (FunnelStage::Court, "court"),
    (FunnelStage::Convicted, "convicted"),
];

impl Telling<'_> {
    pub(super) fn torture_sheet(&mut self, wish: &RegisterWish) -> Result<Sheet, WorkspaceError> {
        let facts = self.workspace.case_facts(&self.ask.reader)?;
        let all: Vec<&(Brief, CaseFacts)> = facts
            .iter()
            .filter(|(brief, facts)| {
                self.is_complaint(brief, facts) && self.workspace.is_wished(brief, wish)
            })
            .collect();
        let complaints: Vec<ComplaintFacts> = all
            .iter()
            .map(|(_, facts)| self.workspace.complaint(facts))
            .collect();
        let funnel = Funnel::on(wish.on, &complaints);
        let mut sheet = Sheet::new(
            Unit::Cases,
            vec![
                self.of_property("case", "title"),
                self.of_property("case", "party"),
                self.of_property("case", "kind"),
                self.column("last", Column::text, "register.column.last_step"),
                self.of_property("case", "outcome"),
            ],
        );
        sheet.tables_first = true;
        // Each case stands once, at the stage it came to last.
        sheet.groups = STAGES
            .into_iter()
            .rev()
            .map(|(_, key)| self.group("torture", key))
            .collect();
        for (level, (_, key)) in funnel.levels.iter().zip(STAGES) {
            let label = format!("register.torture.reached.{key}");
            sheet
                .counts
                .push(self.count(key, &label, Unit::Cases, level.cases.len()));
        }
        sheet.counts.push(self.count(
            "refused",
            "register.torture.refused",
            Unit::Cases,
            funnel.refused.len(),
        ));
        self.funnel_table(&mut sheet, wish, &funnel);
        let furthest = furthest(&funnel);
        let refused: BTreeSet<RecordId> = funnel.refused.iter().copied().collect();
        let mut items: Vec<(&'static str, &(Brief, CaseFacts))> = all
            .iter()
            .filter_map(|both| Some((*furthest.get(&both.0.id)?, *both)))
            .collect();
        items.sort_by_cached_key(|(group, (brief, facts))| {
            let place = STAGES.iter().rev().position(|(_, key)| key == group);
            let began = facts.began().map(|days| days.first);
            (place, std::cmp::Reverse(began), brief.id)
        });
        sheet.fill(wish, items, |group, (brief, facts)| {
            self.complaint_row(group, brief, facts, wish, refused.contains(&brief.id))
        })?;
        Ok(sheet)
    }

    /// A case is a complaint by its kind, or by a step that belongs to one.
    fn is_complaint(&self, brief: &Brief, facts: &CaseFacts) -> bool {
        code(brief, "kind").is_some_and(|kind| KINDS.contains(&kind.as_str()))
            || facts.steps.iter().any(|step| {
                self.workspace
                    .is_within("case_stages", &step.kind, "torture")
                    || step.kind == "criminal.torture_complaint"
            })
    }

    fn complaint_row(
        &mut self,
        group: &'static str,
        brief: &Brief,
        facts: &CaseFacts,
        wish: &RegisterWish,
        refused: bool,
    ) -> Result<SheetRow, WorkspaceError> {
        let mut last = match facts.on(wish.on).last {
            Some(step) => vec![self.step_cell(step.record, &step.kind)?],
            None => Vec::new(),
        };
        if refused {
            last.push(SheetCell::words(self.say("register.torture.refused")));
        }
        let cells = vec![
            self.field(brief, "title")?,
            self.field(brief, "party")?,
            self.field(brief, "kind")?,
            SheetCell::many(last),
            self.field(brief, "outcome")?,
        ];
        self.row_of(group, brief, cells)
    }

    fn funnel_table(&self, sheet: &mut Sheet, wish: &RegisterWish, funnel: &Funnel) {
        let first = funnel.levels.first().map_or(0, |level| level.cases.len());
        let rows = funnel
            .levels
            .iter()
            .zip(STAGES)
            .map(|(level, (_, key))| {
                let share = if first == 0 {
                    SheetCell::Empty
                } else {
                    SheetCell::words(self.fill(
                        "register.of",
                        &[
                            ("part", &self.number(level.cases.len() as u64)),
                            ("whole", &self.number(first as u64)),
                        ],
                    ))
                };
                let took = level.took.map_or(SheetCell::Empty, |took| {
                    let days = |n: i64| self.number(u64::try_from(n).unwrap_or(0));
                    let words = if took.median_least == took.median_most {
                        self.fill("register.days", &[("days", &days(took.median_most))])
                    } else {
                        self.fill(
                            "register.days_between",
                            &[
                                ("least", &days(took.median_least)),
                                ("most", &days(took.median_most)),
                            ],
                        )
                    };
                    SheetCell::words(words)
                });
                vec![
                    SheetCell::code(self.say(&format!("register.torture.{key}")), key),
                    SheetCell::count(level.cases.len()),
                    share,
                    took,
                    level
                        .took
                        .map_or(SheetCell::Empty, |took| SheetCell::count(took.cases)),
                    level
                        .took
                        .map_or(SheetCell::Empty, |took| SheetCell::Number(took.longest)),
                ]
            })
            .collect();
        sheet.add(
            wish,
            SheetTable {
                key: "funnel",
                title: self.say("register.torture.funnel"),
                unit: Phrases::of(self.ask.language).unit(Unit::Cases),
                remarks: vec![self.say("register.torture.funnel.what")],
                columns: vec![
                    self.column("stage", Column::text, "register.column.stage"),
                    self.column("cases", Column::number, "register.column.cases"),
                    self.column("share", Column::text, "register.column.share_of_first"),
                    self.column("median", Column::text, "register.column.median_days"),
                    self.column("timed", Column::number, "register.column.timed"),
                    self.column("longest", Column::number, "register.column.longest_days"),
                ],
                rows,
                total: 0,
                empty: self.say("register.empty"),
                drawn: Some(ChartLook::Funnel),
            },
        );
    }
}

fn furthest(funnel: &Funnel) -> HashMap<RecordId, &'static str> {
    let mut found = HashMap::new();
    for (level, (_, key)) in funnel.levels.iter().zip(STAGES) {
        for case in &level.cases {
            found.insert(*case, key);
        }
    }
    found
}

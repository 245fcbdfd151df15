//! A publication over a period, section by section: a bulletin, an annual review, a country chapter.
//!
//! Which sections it has, what they are called and what stands in them is decided by whoever makes it (a template of the
//! workspace); this module gives each kind of content its shape, and to all of them one numbering of sections and tables,
//! one set of notes and one annex.

mod breakdowns;
mod others;

use std::collections::BTreeMap;

pub use breakdowns::{Breakdown, BreakdownRow, LeftOut, RowMeaning, Topic};
pub use others::{Fit, OthersBreakdown, OthersFigure, OthersTotal};

use crate::compose::{Composer, Heading};
use crate::document::{
    Block, Comparison, Definition, Document, Inline, Notice, NoticeKind, Paper, Section,
};
use crate::input::{Audience, EvidenceRecord, Happening, Tally};
use crate::notes::{NotesAt, Reference, SourceKey};
use crate::phrases::{Phrases, Unit};
use crate::register::{RegisterInput, sections_of, within_report};
use crate::restrictions::{End, RestrictionList, RestrictionRow, list_block};
use crate::revisions::{Revision, table_of_revisions};
use crate::text::begun;

/// Restrictions that end within so many days are told by themselves.
const SOON: u64 = 31;

/// Everything a publication over a period says.
#[derive(Debug, Clone)]
pub struct ReportInput {
    /// A short name for files: ASCII letters, digits, hyphens.
    pub stem: String,
    /// The title.
    pub title: String,
    /// Who publishes it.
    pub organisation: Option<String>,
    /// Who may read it.
    pub audience: Audience,
    /// The period in words: "June 2020", "1 January – 31 December 2020".
    pub period: String,
    /// The state of knowledge in words: "22 July 2021".
    pub as_of: String,
    /// The least verification by its label; none when everything recorded is in it.
    pub least: Option<String>,
    /// By which date records were put in the period ("date of occurrence").
    pub dated_by: String,
    /// How it is printed.
    pub paper: Paper,
    /// Where its notes stand.
    pub notes: NotesAt,
    /// The sections, in order. One in which nothing stands is left out.
    pub sections: Vec<SectionInput>,
    /// Terms and what they mean, beside the units.
    pub definitions: Vec<(String, String)>,
    /// All sources cited.
    pub library: BTreeMap<SourceKey, Reference>,
    /// The records counted, in the order of their labels, for the annex.
    pub records: Vec<EvidenceRecord>,
}

/// A section.
#[derive(Debug, Clone)]
pub struct SectionInput {
    /// A short name, unique in the publication: ASCII letters, digits, hyphens.
    pub id: String,
    /// The heading.
    pub title: String,
    /// What stands in it, in order.
    pub parts: Vec<Part>,
}

/// What can stand in a section.
#[derive(Debug, Clone)]
pub enum Part {
    /// Paragraphs.
    Words(Vec<String>),
    /// The rules of counting that always hold, and how the figures are to be read.
    Counting,
    /// Changes to figures published before; nothing where there are none.
    Revisions(Vec<Revision>),
    /// The main figures.
    Figures(MainFigures),
    /// A table of counts.
    Counts(Breakdown),
    /// Breakdowns others published, with what they were checked against.
    Others(Vec<OthersBreakdown>),
    /// What happened, in order.
    Chronicle(Happenings),
    /// Who is held or banned on a day.
    Restrictions(Box<RestrictionsOn>),
    /// A register: its counts, then its tables as sections within.
    Register(Box<RegisterInput>),
}

/// What happened, in order.
#[derive(Debug, Clone, Default)]
pub struct Happenings {
    /// Which acts alone are told, in words; all where nothing stands here.
    pub only: Option<String>,
    /// Each act.
    pub all: Vec<Happening>,
}

/// Main figures, beside those of earlier periods.
#[derive(Debug, Clone)]
pub struct MainFigures {
    /// The previous period in words, when figures for it are given.
    pub previous_period: Option<String>,
    /// The same period a year before in words, when figures for it are given.
    pub year_before: Option<String>,
    /// Which records alone are counted, in words; all where nothing stands here.
    pub only: Option<String>,
    /// The figures.
    pub headlines: Vec<Headline>,
    /// Those that are too small to be told.
    pub fewer: Vec<Fewer>,
}

/// A figure that is not told because it is small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fewer {
    /// What is counted.
    pub unit: Unit,
    /// It is at least 1 and below this.
    pub than: u64,
}

/// A main figure.
#[derive(Debug, Clone)]
pub struct Headline {
    /// What is counted.
    pub unit: Unit,
    /// In this period.
    pub this: Tally,
    /// In the period before.
    pub previous: Option<Tally>,
    /// In the same period a year before.
    pub year_before: Option<Tally>,
    /// What must be known to read it; travels with the number.
    pub caveat: Option<String>,
}

/// Who is held or banned on a day, in three lists that are never added together.
#[derive(Debug, Clone, Default)]
pub struct RestrictionsOn {
    /// The day in words.
    pub day: String,
    /// Restrictions certainly in force.
    pub certainly: RestrictionList,
    /// Restrictions perhaps in force.
    pub perhaps: RestrictionList,
    /// Restrictions whose end nobody stated and nothing lets compute.
    pub end_unknown: RestrictionList,
}

/// Makes the publication.
#[must_use]
pub fn report(input: &ReportInput, phrases: &Phrases) -> Document {
    let mut composer = Composer::new(phrases, &input.library, input.notes);
    for section in &input.sections {
        let mut making = Making {
            section: &section.id,
            period: &input.period,
            blocks: Vec::new(),
            within: Vec::new(),
        };
        // Its tables are sections within, which stand below all else: their numbers come last, too.
        let is_register = |part: &&Part| matches!(part, Part::Register(_));
        let others = section.parts.iter().filter(|part| !is_register(part));
        for part in others.chain(section.parts.iter().filter(is_register)) {
            making.add(part, &mut composer);
        }
        if !(making.blocks.is_empty() && making.within.is_empty()) {
            composer.section_with(&section.id, &section.title, making.blocks, making.within);
        }
    }
    composer.closing(definitions(input, phrases), &input.records);
    let mut facts = vec![
        (phrases.say("fact.period"), input.period.clone()),
        (phrases.say("fact.as_of"), input.as_of.clone()),
        (phrases.say("fact.dated_by"), input.dated_by.clone()),
    ];
    facts.extend(
        input
            .least
            .iter()
            .map(|least| (phrases.say("fact.least"), least.clone())),
    );
    let heading = Heading {
        stem: input.stem.clone(),
        title: input.title.clone(),
        subtitle: Some(input.period.clone()),
        organisation: input.organisation.clone(),
        audience: input.audience,
        as_of: input.as_of.clone(),
        paper: input.paper,
        facts,
    };
    composer.finish(heading, None)
}

/// A section in the making.
struct Making<'i> {
    section: &'i str,
    period: &'i str,
    blocks: Vec<Block>,
    within: Vec<Section>,
}

impl Making<'_> {
    fn add(&mut self, part: &Part, composer: &mut Composer<'_>) {
        let phrases = composer.phrases;
        match part {
            Part::Words(paragraphs) => self.blocks.extend(
                paragraphs
                    .iter()
                    .map(|text| Block::Paragraph(vec![Inline::text(text)])),
            ),
            Part::Counting => self.blocks.extend(counting(phrases)),
            Part::Revisions(revisions) if revisions.is_empty() => {}
            Part::Revisions(revisions) => {
                self.blocks.push(table_of_revisions(revisions, composer));
            }
            Part::Figures(figures) => {
                self.blocks
                    .extend(main_figures(figures, self.period, composer));
            }
            Part::Counts(breakdown) => {
                let blocks = breakdowns::blocks_of(breakdown, self.section, self.period, composer);
                self.blocks.extend(blocks);
            }
            Part::Others(all) => self.blocks.extend(others::blocks(all, composer)),
            Part::Chronicle(happenings) => {
                let caption = phrases.fill("chronicle.caption", &[("period", self.period)]);
                self.blocks.push(composer.chronicle(
                    &happenings.all,
                    with_condition(caption, happenings.only.as_deref(), phrases),
                    phrases.say("chronicle.empty"),
                ));
            }
            Part::Restrictions(on) => self.blocks.extend(restrictions(on, composer)),
            Part::Register(register) => {
                self.blocks.extend(within_report(register, composer));
                self.within
                    .extend(sections_of(register, self.section, composer));
            }
        }
    }
}

fn counting(phrases: &Phrases) -> [Block; 2] {
    [
        Block::Paragraph(vec![Inline::text(phrases.say("method.counting"))]),
        Block::Notice(Notice {
            kind: NoticeKind::Remark,
            title: phrases.say("method.documented_title"),
            content: vec![vec![Inline::text(phrases.say("method.documented"))]],
        }),
    ]
}

/// What it is called, with which records alone it tells.
fn with_condition(caption: String, only: Option<&str>, phrases: &Phrases) -> String {
    match only {
        Some(only) => phrases.fill("caption.only", &[("caption", &caption), ("only", only)]),
        None => caption,
    }
}

fn main_figures(input: &MainFigures, period: &str, composer: &mut Composer<'_>) -> Vec<Block> {
    let phrases = composer.phrases;
    let mut made = Vec::new();
    let label = phrases.fill("figures.in", &[("period", period)]);
    let label = with_condition(label, input.only.as_deref(), phrases);
    for headline in &input.headlines {
        let mut figure = composer.figure(&headline.this, headline.unit, label.clone());
        figure.caveat.clone_from(&headline.caveat);
        let others = [
            (&input.previous_period, &headline.previous),
            (&input.year_before, &headline.year_before),
        ];
        for (period, tally) in others {
            let (Some(period), Some(tally)) = (period, tally) else {
                continue;
            };
            let query = composer.remember(tally, headline.unit, period);
            figure.compared.push(Comparison {
                label: period.clone(),
                number: phrases.count(tally.value, headline.unit),
                query,
            });
        }
        made.push(figure);
    }
    let compared = made.iter().any(|figure| !figure.compared.is_empty());
    let fewer = input.fewer.iter().map(|fewer| {
        let unit = begun(&phrases.unit(fewer.unit));
        let places = [
            ("unit", unit.as_str()),
            ("label", &label),
            ("threshold", &fewer.than.to_string()),
        ];
        Block::Paragraph(vec![Inline::text(phrases.fill("figures.fewer", &places))])
    });
    let fewer: Vec<Block> = fewer.collect();
    let mut blocks = if made.is_empty() && !fewer.is_empty() {
        Vec::new()
    } else if made.is_empty() {
        vec![Block::Paragraph(vec![Inline::text(
            phrases.say("figures.empty"),
        )])]
    } else {
        vec![Block::Figures(made)]
    };
    if compared {
        blocks.extend(composer.say_once("figures.compared"));
    }
    blocks.extend(fewer);
    blocks
}

fn restrictions(on: &RestrictionsOn, composer: &mut Composer<'_>) -> Vec<Block> {
    let phrases = composer.phrases;
    let day = on.day.as_str();
    let lists = [
        (
            "certainly",
            &on.certainly,
            "restrictions.certainly",
            "restrictions.certainly_empty",
        ),
        (
            "perhaps",
            &on.perhaps,
            "restrictions.perhaps",
            "restrictions.perhaps_empty",
        ),
        (
            "end-unknown",
            &on.end_unknown,
            "restrictions.end_unknown",
            "restrictions.end_unknown_empty",
        ),
    ];
    let mut blocks = vec![Block::Paragraph(vec![Inline::text(
        phrases.fill("restrictions.introduction", &[("day", day)]),
    )])];
    for (id, list, caption, empty) in lists {
        let caption = phrases.fill(caption, &[("day", day)]);
        blocks.extend(list_block(list, id, caption, phrases.say(empty), composer));
    }
    blocks.extend(ending_soon(on, phrases));
    blocks
}

/// Of those in force the ones that end in the next days, where that is known.
fn ending_soon(on: &RestrictionsOn, phrases: &Phrases) -> Option<Block> {
    let rows = on.certainly.rows.iter().chain(&on.perhaps.rows);
    let soon = rows.filter(|row| row.days_left.is_some_and(|left| left.least <= SOON));
    let mut soon: Vec<&RestrictionRow> = soon.collect();
    soon.sort_by_key(|row| row.days_left.map(|left| (left.least, left.most)));
    let told: Vec<String> = soon
        .iter()
        .map(|row| {
            let until = match &row.end {
                End::Stated(date) | End::Computed(date) => date.words.as_str(),
                End::Unknown => "",
            };
            let parts = [row.number.as_str(), &row.who, &row.kind, until].into_iter();
            let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
            parts.join(", ")
        })
        .collect();
    if told.is_empty() {
        return None;
    }
    let said = phrases.fill(
        "restrictions.ending_soon",
        &[("days", &SOON.to_string()), ("which", &told.join("; "))],
    );
    Some(Block::Paragraph(vec![Inline::Text(said)]))
}

/// The units that occur and what they mean, then the terms given and those of the registers; each term once.
fn definitions(input: &ReportInput, phrases: &Phrases) -> Vec<Definition> {
    let mut used: Vec<Unit> = Vec::new();
    let mut terms: Vec<(String, String)> = input.definitions.clone();
    for part in input.sections.iter().flat_map(|section| &section.parts) {
        match part {
            Part::Figures(figures) => {
                used.extend(figures.headlines.iter().map(|headline| headline.unit));
            }
            Part::Counts(breakdown) => used.push(breakdown.unit),
            Part::Revisions(revisions) => used.extend(revisions.iter().map(|r| r.unit)),
            Part::Chronicle(_) => used.push(Unit::Acts),
            Part::Restrictions(_) => used.push(Unit::Restrictions),
            Part::Register(register) => {
                used.extend(register.counts.iter().map(|count| count.unit));
                terms.extend(register.terms.iter().cloned());
            }
            Part::Words(_) | Part::Counting | Part::Others(_) => {}
        }
    }
    used.sort_unstable();
    used.dedup();
    let units = used
        .into_iter()
        .map(|unit| (begun(&phrases.unit(unit)), phrases.unit_meaning(unit)));
    let mut all: Vec<Definition> = Vec::new();
    for (term, meaning) in units.chain(terms) {
        if all.iter().all(|there| there.term != term) {
            let meaning = vec![Inline::text(meaning)];
            all.push(Definition { term, meaning });
        }
    }
    all
}

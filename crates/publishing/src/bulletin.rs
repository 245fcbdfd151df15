//! The bulletin of a period: figures with their units, breakdowns, others'
//! figures checked, chronicle, restrictions on the last day, notes.

mod breakdowns;
mod others;

use std::collections::BTreeMap;

pub use breakdowns::{Breakdown, BreakdownRow, RowMeaning, Topic};
pub use others::{Fit, OthersBreakdown, OthersFigure, OthersTotal};

use crate::compose::{Composer, Heading};
use crate::document::{Block, Comparison, Definition, Document, Inline, Notice, NoticeKind, Paper};
use crate::input::{Audience, EvidenceRecord, Happening, Tally};
use crate::notes::{Reference, SourceKey};
use crate::phrases::{Phrases, Unit};
use crate::restrictions::{RestrictionList, list_block};
use crate::revisions::{Revision, table_of_revisions};
use crate::text::begun;

/// Everything a bulletin says.
#[derive(Debug, Clone)]
pub struct BulletinInput {
    /// The title; without one, "Monitoring bulletin".
    pub title: Option<String>,
    /// Who publishes it.
    pub organisation: Option<String>,
    /// Who may read it.
    pub audience: Audience,
    /// The period in words: "June 2020", "1 January – 31 December 2020".
    pub period: String,
    /// The last day of the period in words; restrictions are those of it.
    pub last_day: String,
    /// The state of knowledge in words: "22 July 2021".
    pub as_of: String,
    /// The least verification by its label; none when everything recorded is in it.
    pub least: Option<String>,
    /// By which date records were put in the period ("date of occurrence").
    pub dated_by: String,
    /// What the data cover and what they do not; one paragraph each.
    pub coverage: Vec<String>,
    /// How it was monitored and counted; one paragraph each. The rules of
    /// counting that always hold are added.
    pub method: Vec<String>,
    /// Changes to figures published before.
    pub revisions: Vec<Revision>,
    /// The previous period in words, when figures for it are given.
    pub previous_period: Option<String>,
    /// The same period a year before in words, when figures for it are given.
    pub year_before: Option<String>,
    /// The main figures.
    pub headlines: Vec<Headline>,
    /// Tables of counts; each goes to the section of its topic.
    pub breakdowns: Vec<Breakdown>,
    /// Breakdowns others published, with what they were checked against.
    pub others: Vec<OthersBreakdown>,
    /// What happened, in order.
    pub chronicle: Vec<Happening>,
    /// Restrictions certainly in force on the last day.
    pub certainly: RestrictionList,
    /// Restrictions perhaps in force on the last day.
    pub perhaps: RestrictionList,
    /// Restrictions whose end nobody stated and nothing lets compute.
    pub end_unknown: RestrictionList,
    /// Terms and what they mean, beside the units.
    pub definitions: Vec<(String, String)>,
    /// All sources cited.
    pub library: BTreeMap<SourceKey, Reference>,
    /// The records counted, in the order of their labels, for the annex.
    pub records: Vec<EvidenceRecord>,
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

/// Makes a bulletin.
#[must_use]
pub fn bulletin(input: &BulletinInput, phrases: &Phrases) -> Document {
    let mut composer = Composer::new(phrases, &input.library);
    method(input, &mut composer);
    figures(input, &mut composer);
    breakdowns::sections(input, &mut composer);
    others::section(&input.others, &mut composer);
    let blocks = vec![composer.chronicle(
        &input.chronicle,
        phrases.fill("chronicle.caption", &[("period", &input.period)]),
        phrases.say("chronicle.empty"),
    )];
    composer.section("chronicle", &phrases.say("chronicle.title"), blocks);
    restrictions(input, &mut composer);
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
        stem: "bulletin",
        title: input
            .title
            .clone()
            .unwrap_or_else(|| phrases.say("bulletin.name")),
        subtitle: Some(input.period.clone()),
        organisation: input.organisation.clone(),
        audience: input.audience,
        as_of: input.as_of.clone(),
        paper: Paper::Portrait,
        facts,
    };
    composer.finish(heading, None)
}

fn method(input: &BulletinInput, composer: &mut Composer<'_>) {
    let phrases = composer.phrases;
    let paragraph = |text: &String| Block::Paragraph(vec![Inline::text(text)]);
    let mut blocks: Vec<Block> = input.coverage.iter().map(paragraph).collect();
    blocks.extend(input.method.iter().map(paragraph));
    blocks.push(Block::Paragraph(vec![Inline::text(
        phrases.say("method.counting"),
    )]));
    blocks.push(Block::Notice(Notice {
        kind: NoticeKind::Remark,
        title: phrases.say("method.documented_title"),
        content: vec![vec![Inline::text(phrases.say("method.documented"))]],
    }));
    if !input.revisions.is_empty() {
        blocks.push(table_of_revisions(&input.revisions, composer));
    }
    composer.section("method", &phrases.say("method.title"), blocks);
}

fn figures(input: &BulletinInput, composer: &mut Composer<'_>) {
    let phrases = composer.phrases;
    let mut made = Vec::new();
    for headline in &input.headlines {
        let label = phrases.fill("figures.in", &[("period", &input.period)]);
        let mut figure = composer.figure(&headline.this, headline.unit, label);
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
    let mut blocks = if made.is_empty() {
        vec![Block::Paragraph(vec![Inline::text(
            phrases.say("figures.empty"),
        )])]
    } else {
        vec![Block::Figures(made)]
    };
    if compared {
        blocks.push(Block::Paragraph(vec![Inline::text(
            phrases.say("figures.compared"),
        )]));
    }
    composer.section("figures", &phrases.say("figures.title"), blocks);
}

fn restrictions(input: &BulletinInput, composer: &mut Composer<'_>) {
    let phrases = composer.phrases;
    let day = input.last_day.as_str();
    let lists = [
        (
            "certainly",
            &input.certainly,
            "restrictions.certainly",
            "restrictions.certainly_empty",
        ),
        (
            "perhaps",
            &input.perhaps,
            "restrictions.perhaps",
            "restrictions.perhaps_empty",
        ),
        (
            "end-unknown",
            &input.end_unknown,
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
    composer.section("restrictions", &phrases.say("restrictions.title"), blocks);
}

fn definitions(input: &BulletinInput, phrases: &Phrases) -> Vec<Definition> {
    let mut used: Vec<Unit> = vec![Unit::Acts, Unit::Persons, Unit::Restrictions];
    used.extend(input.headlines.iter().map(|headline| headline.unit));
    used.extend(input.breakdowns.iter().map(|breakdown| breakdown.unit));
    used.sort_unstable();
    used.dedup();
    let mut terms: Vec<Definition> = used
        .into_iter()
        .map(|unit| Definition {
            term: begun(&phrases.unit(unit)),
            meaning: vec![Inline::text(phrases.unit_meaning(unit))],
        })
        .collect();
    terms.extend(input.definitions.iter().map(|(term, meaning)| Definition {
        term: term.clone(),
        meaning: vec![Inline::text(meaning)],
    }));
    terms
}

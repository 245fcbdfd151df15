//! An estimate as a publication of its own: the verdict with all that must be said with it, before any number that
//! could be quoted without it; the overlaps, the lists, the estimators, the parts; and for the group the checksum by
//! which the same estimate can be made again.

use super::{Printed, estimators, label, lists, parts, say};
use crate::compose::{Composer, Heading};
use crate::document::{
    Block, Cell, Column, Document, Inline, Line, List, Notice, NoticeKind, Paper, Row, Table,
    TableId,
};
use crate::input::Audience;
use crate::notes::NotesAt;
use crate::phrases::Phrases;
use aigaq_estimation::message::Message;
use aigaq_estimation::report::{Report, Verdict};
use aigaq_estimation::strata::Stratified;
use std::collections::BTreeMap;

/// Everything that a published estimate says.
#[derive(Debug, Clone)]
pub struct EstimateInput<'e> {
    /// What it is called.
    pub title: String,
    /// Who may read it.
    pub audience: Audience,
    /// What is estimated, plural, in the reader's language.
    pub unit: String,
    /// The conditions of the population, in words.
    pub conditions: Vec<String>,
    /// Its period in words; none for all time.
    pub period: Option<String>,
    /// What lists are told apart by, in words.
    pub by: String,
    /// The day of the knowledge in words.
    pub as_of: String,
    /// What must be said whenever it is shown.
    pub caveat: Option<String>,
    /// The estimate.
    pub report: &'e Report,
    /// Its parts, when the population is parted.
    pub parts: Option<&'e Stratified>,
    /// Its checksum. Only for the group: it is made of the whole table, so that whoever tries tables finds by it what is
    /// left out.
    pub hash: Option<&'e str>,
    /// Overlaps and parts with fewer people than this are not shown to this audience.
    pub threshold: Option<u64>,
}

/// Makes the publication of an estimate.
#[must_use]
pub fn document(input: &EstimateInput<'_>, phrases: &Phrases) -> Document {
    let library = BTreeMap::new();
    let mut composer = Composer::new(phrases, &library, NotesAt::End);
    verdict(input, &mut composer);
    overlaps(input, &mut composer);
    tables(input, &mut composer);
    let language = phrases.language();
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut facts = vec![
        (label("label.population", language), input.unit.clone()),
        (phrases.say("fact.period"), said(&input.period)),
        (phrases.say("fact.conditions"), input.conditions.join("; ")),
        (label("label.by", language), input.by.clone()),
        (phrases.say("fact.as_of"), input.as_of.clone()),
    ];
    let hash = input.hash.map(str::to_owned);
    facts.extend(hash.map(|hash| (label("label.hash", language), hash)));
    let heading = Heading {
        stem: "estimate".to_owned(),
        title: input.title.clone(),
        subtitle: input.period.clone(),
        organisation: None,
        audience: input.audience,
        as_of: input.as_of.clone(),
        paper: Paper::Portrait,
        facts,
    };
    composer.finish(heading, None)
}

/// The verdict, the sentences without which no number of it may stand, and why it is this one.
fn verdict(input: &EstimateInput<'_>, composer: &mut Composer<'_>) {
    let language = composer.phrases.language();
    let report = input.report;
    let lines = |messages: &[Message]| -> Vec<Line> {
        let lines = messages.iter().map(|message| say(message, language));
        lines.map(|text| vec![Inline::Text(text)]).collect()
    };
    let mut blocks = vec![Block::Notice(Notice {
        kind: match report.verdict {
            Verdict::Answer => NoticeKind::Remark,
            _ => NoticeKind::Warning,
        },
        title: label(&format!("verdict.{}", report.verdict.key()), language),
        content: lines(&input.sentences()),
    })];
    if let Some(caveat) = &input.caveat {
        blocks.push(Block::Notice(Notice {
            kind: NoticeKind::Warning,
            title: composer.phrases.say("page.caveat"),
            content: vec![vec![Inline::text(caveat)]],
        }));
    }
    composer.section("verdict", &label("label.verdict", language), blocks);
    for (id, heading, messages) in [
        ("why", "label.why", &report.reasons),
        ("help", "label.help", &report.help),
        ("notes-of-it", "label.notes", &report.notes),
    ] {
        let told = input.told(messages);
        if !told.is_empty() {
            let items = lines(&told);
            let list = Block::List(List {
                numbered: false,
                items,
            });
            composer.section(id, &label(heading, language), vec![list]);
        }
    }
}

/// How many stand on exactly which lists.
fn overlaps(input: &EstimateInput<'_>, composer: &mut Composer<'_>) {
    let language = composer.phrases.language();
    let Some(mut chart) = super::overlaps(input.report, language) else {
        return;
    };
    chart.unit.clone_from(&input.unit);
    let title = label("label.overlaps", language);
    if input.has_small() {
        let text = vec![Inline::Text(label("note.small-overlaps", language))];
        composer.section("overlaps", &title, vec![Block::Paragraph(text)]);
        return;
    }
    composer.section("overlaps", &title, vec![Block::Chart(chart)]);
}

fn tables(input: &EstimateInput<'_>, composer: &mut Composer<'_>) {
    let language = composer.phrases.language();
    let mut of_lists = lists(input.report, language);
    if input.has_small() {
        // Their names alone.
        of_lists.headings.truncate(1);
        of_lists.numbers.truncate(1);
        for row in &mut of_lists.rows {
            row.truncate(1);
        }
    }
    let mut shown = vec![("lists", "label.lists", of_lists)];
    if input.shows_estimators() {
        let panel = estimators(&input.report.panel, input.report.bound.estimate, language);
        shown.push(("estimators", "label.estimators", panel));
    }
    if let Some(of_parts) = input.shown_parts() {
        shown.push(("parts", "label.parts", parts(of_parts, language)));
    }
    let mut shown: Vec<(&str, String, Printed)> = shown
        .into_iter()
        .map(|(id, heading, printed)| (id, label(heading, language), printed))
        .collect();
    if !input.has_small() {
        let looked_at = super::looked_at(input.report, language).into_iter();
        let ids = ["diagnostics", "checks"].into_iter();
        shown.extend(
            ids.zip(looked_at)
                .map(|(id, (title, table))| (id, title, table)),
        );
    }
    for (id, title, printed) in shown {
        let unit = match id {
            "diagnostics" => label("label.row-units", language),
            _ => input.unit.clone(),
        };
        let table = table((id, &title), printed, unit, composer);
        composer.section(id, &title, vec![table]);
    }
}

fn table(
    (id, caption): (&str, &str),
    printed: Printed,
    unit: String,
    composer: &mut Composer<'_>,
) -> Block {
    let columns = printed.headings.into_iter().zip(printed.numbers);
    let rows = printed.rows.into_iter();
    Block::Table(Table {
        id: TableId(format!("table-{id}")),
        label: composer.table_label(),
        caption: caption.to_owned(),
        unit,
        columns: columns
            .map(|(heading, is_number)| match is_number {
                true => Column::number(heading),
                false => Column::text(heading),
            })
            .collect(),
        rows: rows
            .map(|row| Row::body(row.into_iter().map(Cell::text).collect()))
            .collect(),
        notes: Vec::new(),
        empty_text: composer.phrases.say("counts.empty"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::html;
    use crate::links::Anchors;
    use aigaq_estimation::report::{Options, estimate};
    use aigaq_estimation::table::CaptureTable;
    use aigaq_schema::Language;

    fn report(counts: &[(&str, u32)]) -> Report {
        let lists = ["Court", "Press", "Hotline"].map(str::to_owned).to_vec();
        let table = CaptureTable::from_patterns(
            lists,
            counts.iter().map(|(on, count)| (*on, f64::from(*count))),
        )
        .unwrap();
        estimate(&table, &Options::default())
    }

    fn printed(report: &Report, threshold: Option<u64>, language: Language) -> String {
        let input = EstimateInput {
            title: "How many were held".to_owned(),
            audience: Audience::Public,
            unit: "persons".to_owned(),
            conditions: vec!["Type: Detention".to_owned()],
            period: Some("2020".to_owned()),
            by: "publisher".to_owned(),
            as_of: "22 July 2021".to_owned(),
            caveat: Some("Two cities only.".to_owned()),
            report,
            parts: None,
            hash: Some("abc"),
            threshold,
        };
        html(&document(&input, Phrases::of(language)), &Anchors)
    }

    #[test]
    fn each_mandatory_sentence_is_printed_in_each_language() {
        let counts = [
            ("100", 60),
            ("010", 55),
            ("001", 50),
            ("110", 30),
            ("101", 28),
            ("011", 25),
            ("111", 14),
        ];
        let report = report(&counts);
        assert!(!report.sentences.is_empty());
        for language in [Language::En, Language::Ru, Language::Kk] {
            let page = printed(&report, None, language);
            // Three lists, seven combinations: a dot for each list in each row, in the narrow and in the wide picture.
            let dots = page.matches("<circle class=\"c-on\"").count();
            assert_eq!(dots, 2 * 12, "{language:?}");
            assert_eq!(page.matches("<circle class=\"c-off\"").count(), 2 * 9);
            let heading = label("label.overlaps", language);
            assert!(page.contains(&heading), "{language:?}");
            // The table behind has each combination with its number.
            assert!(page.contains(
                "<th scope=\"row\">Court + Press + Hotline</th><td class=\"num\">14</td>"
            ));
            for sentence in &report.sentences {
                let sentence = say(sentence, language);
                assert!(page.contains(&sentence), "{language:?}: {sentence}");
            }
        }
    }

    #[test]
    fn an_overlap_of_a_few_people_is_not_printed_for_everybody() {
        let counts = [
            ("100", 60),
            ("010", 55),
            ("001", 50),
            ("110", 2),
            ("101", 20),
            ("011", 20),
        ];
        let report = report(&counts);
        let shown = printed(&report, None, Language::En);
        assert!(shown.contains("Court + Press"));
        let hidden = printed(&report, Some(3), Language::En);
        assert!(!hidden.contains("Court + Press"), "{hidden}");
        assert!(shown.contains("<circle") && !hidden.contains("<circle"));
        // Nor in the reasons, nor in the diagnostics, nor as the difference of the lists.
        let looked_at = label("label.diagnostics", Language::En);
        assert!(shown.contains(&looked_at) && !hidden.contains(&looked_at));
        let said = |page: &str, number: &str| page.contains(&format!(">{number}<"));
        for total in ["82", "77", "90"] {
            assert!(said(&shown, total) && !said(&hidden, total), "{total}");
        }
        let reasons: Vec<String> = report
            .reasons
            .iter()
            .map(|why| say(why, Language::En))
            .collect();
        assert!(reasons.iter().any(|why| why.contains(" 2 ")), "{reasons:?}");
        for why in reasons.iter().filter(|why| why.contains(" 2 ")) {
            assert!(!hidden.contains(why.as_str()), "{why}");
        }
        assert!(hidden.contains(&label("note.small-overlaps", Language::En)));
    }
}

//! The page that says how was counted, what the units and terms mean, and whom the site names.

use super::{Edition, METHOD};
use crate::document::{Block, Definition, Document, Inline, Paper, Section};

/// The section of the figures that says how was counted.
const COUNTED: &str = "method";

pub(super) fn method(edition: &Edition) -> Document {
    let phrases = edition.phrases();
    let section = |id: &str, key: &str, blocks: Vec<Block>| Section {
        id: id.to_owned(),
        title: phrases.say(key),
        blocks,
        parts: Vec::new(),
        annex: false,
    };
    let counted = edition.figures.sections.iter();
    let counted = counted.filter(|section| section.id == COUNTED);
    let counted = counted.flat_map(|section| section.blocks.clone()).collect();
    let told = |key: &str| Block::Paragraph(vec![Inline::text(phrases.say(key))]);
    let mut sections = vec![
        section("counted", "site.method.counted", counted),
        section(
            "named",
            "site.method.named",
            vec![told("site.method.names"), told("site.method.numbers")],
        ),
    ];
    let terms = terms(edition);
    if !terms.is_empty() {
        let terms = vec![Block::Definitions(terms)];
        sections.push(section("terms", "definitions.title", terms));
    }
    sections.push(section(
        "files",
        "site.method.files",
        vec![told("site.use"), told("site.method.data")],
    ));
    Document {
        stem: METHOD.to_owned(),
        title: phrases.say("site.method"),
        subtitle: Some(edition.period.clone()),
        language: edition.language,
        paper: Paper::Portrait,
        facts: Vec::new(),
        sections,
        notes: edition.figures.notes.clone(),
        dataset: None,
        sources: Vec::new(),
        ..edition.figures.clone()
    }
}

/// The units and terms of all publications, each once.
fn terms(edition: &Edition) -> Vec<Definition> {
    let mut terms: Vec<Definition> = Vec::new();
    for (_, document) in edition.documents() {
        let blocks = document.sections.iter().flat_map(|section| &section.blocks);
        for block in blocks {
            let Block::Definitions(all) = block else {
                continue;
            };
            for one in all {
                if terms.iter().all(|there| there.term != one.term) {
                    terms.push(one.clone());
                }
            }
        }
    }
    terms
}

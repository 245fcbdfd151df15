//! Setting questions and answers: each question has its number, each answer its notes; the same goes into the flat table
//! of the document.

use super::{AboutInput, Answer, Asked, Form, PersonFacts};
use crate::compose::{Composer, Heading, sources_value};
use crate::document::{
    Block, Column, Dataset, Definition, Document, Inline, Line, List, Paper, Value,
};
use crate::input::Happening;
use crate::notes::Citation;
use crate::phrases::Phrases;

/// A form in the making.
pub(super) struct Setter<'a> {
    pub input: &'a AboutInput,
    pub phrases: &'a Phrases,
    composer: Composer<'a>,
    /// The number and title of the section in the making.
    section: (usize, String),
    blocks: Vec<Block>,
    /// Questions answered in this section so far, and those not yet set as a block.
    asked: usize,
    answered: Vec<Definition>,
    whom: String,
    rows: Vec<Vec<Value>>,
}

impl<'a> Setter<'a> {
    pub fn new(input: &'a AboutInput, phrases: &'a Phrases) -> Self {
        Self {
            input,
            phrases,
            composer: Composer::new(phrases, &input.library, input.notes),
            section: (0, String::new()),
            blocks: Vec::new(),
            asked: 0,
            answered: Vec::new(),
            whom: String::new(),
            rows: Vec::new(),
        }
    }

    /// Begins a section.
    pub fn begin(&mut self, title: &str) {
        self.section = (self.section.0 + 1, self.phrases.say(title));
        self.asked = 0;
        self.whom.clear();
    }

    /// Ends the section under a short name of its own.
    pub fn end(&mut self, id: &str) {
        self.gather();
        let blocks = std::mem::take(&mut self.blocks);
        let title = self.section.1.clone();
        self.composer.section(id, &title, blocks);
    }

    /// What follows is about this person: their name stands above it where there are several.
    pub fn about(&mut self, person: &PersonFacts) {
        self.whom.clone_from(&person.name);
        if self.input.people.len() > 1 {
            self.heading(&person.name);
        }
    }

    /// A line of more weight above what follows.
    pub fn heading(&mut self, text: &str) {
        self.block(Block::Paragraph(vec![Inline::Strong(text.to_owned())]));
    }

    /// A paragraph.
    pub fn say(&mut self, text: &str) {
        for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
            self.block(Block::Paragraph(vec![Inline::text(paragraph.trim())]));
        }
    }

    /// A question of the form, and what is told on it.
    pub fn ask(&mut self, question: &str, answer: &Answer) {
        self.ask_words(self.phrases.say(question), answer);
    }

    /// The same, of a question that is no phrase.
    pub fn ask_words(&mut self, question: String, answer: &Answer) {
        self.asked += 1;
        let term = format!("{}.{} {question}", self.section.0, self.asked);
        let meaning = self.line(answer);
        for told in &answer.told {
            self.row(question.clone(), &told.text, &told.citations);
        }
        if answer.is_empty() {
            self.row(question, "", &[]);
        }
        self.answered.push(Definition { term, meaning });
    }

    /// The same, where something is told.
    pub fn ask_if_told(&mut self, question: &str, answer: &Answer) {
        if !answer.is_empty() {
            self.ask(question, answer);
        }
    }

    /// A question answered by whoever made the form.
    pub fn ask_typed(&mut self, question: &str, asked: Asked) {
        let typed = self.input.typed(asked).replace(['\r', '\n'], " ");
        self.ask(question, &Answer::plain(typed));
    }

    /// The same, where it was answered.
    pub fn ask_if_typed(&mut self, question: &str, asked: Asked) {
        if !self.input.typed(asked).is_empty() {
            self.ask_typed(question, asked);
        }
    }

    /// Yes or no; not answered where nobody did.
    pub fn ask_yes_no(&mut self, question: &str, asked: Asked) {
        let answer = match self.input.typed(asked) {
            "yes" => self.phrases.say("about.yes"),
            "no" => self.phrases.say("about.no"),
            _ => String::new(),
        };
        self.ask(question, &Answer::plain(answer));
    }

    /// What happened, in order.
    pub fn happenings(&mut self, all: &[Happening], caption: &str, empty: &str) {
        self.gather();
        let (caption, empty) = (self.phrases.say(caption), self.phrases.say(empty));
        for one in all {
            let parts = [
                &one.who,
                &one.what,
                &one.place,
                &one.by,
                &one.law,
                &one.outcome,
            ];
            let told: Vec<&str> = parts
                .into_iter()
                .map(String::as_str)
                .filter(|part| !part.is_empty())
                .collect();
            let question = match one.date.words.is_empty() {
                true => self.phrases.say("date.unknown"),
                false => one.date.words.clone(),
            };
            self.row(question, &told.join(" · "), &one.citations);
        }
        let block = self.composer.chronicle(all, caption, empty);
        self.blocks.push(block);
    }

    /// A list of sentences.
    pub fn list(&mut self, items: Vec<String>) {
        if items.is_empty() {
            return;
        }
        for item in &items {
            self.row(String::new(), item, &[]);
        }
        let items = items.into_iter().map(|item| vec![Inline::Text(item)]);
        self.block(Block::List(List {
            numbered: false,
            items: items.collect(),
        }));
    }

    /// Any block made with the composer.
    pub fn made(&mut self, make: impl FnOnce(&mut Composer<'a>) -> Vec<Block>) {
        self.gather();
        let made = make(&mut self.composer);
        self.blocks.extend(made);
    }

    /// The finished document.
    pub fn finish(mut self, form: Form) -> Document {
        self.composer.closing(Vec::new(), &[]);
        let (input, phrases) = (self.input, self.phrases);
        let names: Vec<&str> = input.people.iter().map(|one| one.name.as_str()).collect();
        let columns = [
            "sheet.section",
            "sheet.whom",
            "sheet.question",
            "sheet.answer",
            "column.sources",
        ];
        let columns = columns.map(|key| Column::text(phrases.say(key))).to_vec();
        let heading = Heading {
            stem: match form {
                Form::Questionnaire => "wgad-questionnaire",
                Form::Appeal => "urgent-appeal",
                Form::Letter => "letter-to-special-procedures",
                Form::Dossier => "dossier",
            }
            .to_owned(),
            title: phrases.say(form.name()),
            subtitle: Some(names.join(", ")).filter(|names| !names.is_empty()),
            organisation: None,
            audience: input.audience,
            as_of: input.as_of.clone(),
            paper: Paper::Portrait,
            facts: vec![
                (
                    phrases.say("asked.number"),
                    input.typed(Asked::Number).to_owned(),
                ),
                (
                    phrases.say("asked.follows"),
                    input.typed(Asked::Follows).to_owned(),
                ),
                (phrases.say("fact.as_of"), input.as_of.clone()),
            ],
        };
        let dataset = Dataset {
            columns,
            rows: self.rows,
        };
        self.composer.finish(heading, Some(dataset))
    }

    fn block(&mut self, block: Block) {
        self.gather();
        self.blocks.push(block);
    }

    /// Questions answered one after another are one block.
    fn gather(&mut self) {
        if !self.answered.is_empty() {
            let terms = std::mem::take(&mut self.answered);
            self.blocks.push(Block::Definitions(terms));
        }
    }

    fn line(&mut self, answer: &Answer) -> Line {
        if answer.is_empty() {
            return vec![Inline::Emphasis(self.phrases.say("about.not_recorded"))];
        }
        let mut line = Line::new();
        for (at, told) in answer.told.iter().enumerate() {
            if at > 0 {
                line.push(Inline::text("; "));
                if answer.differ {
                    line.push(Inline::Emphasis(self.phrases.say("about.also_told")));
                    line.push(Inline::text(" "));
                }
            }
            line.push(Inline::text(&told.text));
            line.extend(self.composer.cite(&told.citations));
        }
        line
    }

    fn row(&mut self, question: String, answer: &str, citations: &[Citation]) {
        self.rows.push(vec![
            Value::text(&self.section.1),
            Value::text(&self.whom),
            Value::text(question),
            Value::text(answer),
            sources_value(citations, &self.input.library, self.phrases),
        ]);
    }
}

//! Templates of publications over a period: plain text that says which sections there are, what they are called in each
//! language, what stands in them, and what the analyst is asked to write.
//!
//! The shipped ones stand in `templates/`; a group copies one, changes it and keeps it in the workspace as a definition
//! ([`own`]). A template names what is shown; numbers stand in none. What cannot be understood is an error at its line.

mod own;
mod shown;
mod written;

pub use own::OwnTemplate;
use shown::NotUnderstood;
pub(crate) use shown::{Shown, Which};
use written::{Lines, Written, WrittenSection};

use crate::error::WorkspaceError;
use crate::reasons;
use aigaq_publishing::NotesAt;
use aigaq_schema::own::OwnLabels;
use aigaq_schema::{Labels, Language, Reason, Schema};
use std::fmt;
use std::str::FromStr;
use toml::Spanned;

/// The list whose codes say what kind of publication a template makes.
const KINDS: &str = "outputs";
/// Marks those that no template makes.
const FIXED: &str = "fixed";
/// Places that a text may hold, filled when it is published.
const PLACES: [&str; 3] = ["period", "last_day", "as_of"];
/// The longest template, in characters.
const LONGEST: usize = 200_000;

/// The templates that come with the program, by their codes, in the order in which they are offered.
const SHIPPED: [(&str, &str); 10] = [
    ("bulletin", include_str!("../../templates/bulletin.toml")),
    (
        "annual_review",
        include_str!("../../templates/annual_review.toml"),
    ),
    (
        "country_chapter",
        include_str!("../../templates/country_chapter.toml"),
    ),
    (
        "country_profile",
        include_str!("../../templates/country_profile.toml"),
    ),
    (
        "shadow_report",
        include_str!("../../templates/shadow_report.toml"),
    ),
    (
        "election_report",
        include_str!("../../templates/election_report.toml"),
    ),
    (
        "prisoner_list",
        include_str!("../../templates/prisoner_list.toml"),
    ),
    (
        "assembly_table",
        include_str!("../../templates/assembly_table.toml"),
    ),
    (
        "torture_funnel",
        include_str!("../../templates/torture_funnel.toml"),
    ),
    (
        "pressure_timeline",
        include_str!("../../templates/pressure_timeline.toml"),
    ),
];

/// The code of a template: small ASCII letters, digits, `_`. An own one has a code that no shipped one has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TemplateCode(String);

impl TemplateCode {
    /// The template of the monthly bulletin.
    #[must_use]
    pub fn bulletin() -> Self {
        Self("bulletin".to_owned())
    }

    /// The templates that come with the program, in the order in which they are offered.
    pub fn shipped() -> impl Iterator<Item = Self> {
        SHIPPED.iter().map(|(code, _)| Self((*code).to_owned()))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// It comes with the program.
    #[must_use]
    pub fn is_shipped(&self) -> bool {
        SHIPPED.iter().any(|(code, _)| *code == self.0)
    }
}

impl fmt::Display for TemplateCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for TemplateCode {
    type Err = WorkspaceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (1..=60).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        match fits {
            true => Ok(Self(text.to_owned())),
            false => Err(WorkspaceError::Asked(reasons::template_code(text))),
        }
    }
}

/// A template, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The kind of publication it makes: a code of the list `outputs`.
    pub kind: String,
    /// The title of what it makes.
    pub title: Labels,
    /// What it makes, in a sentence.
    pub what: Labels,
    /// Printed across.
    pub landscape: bool,
    /// Where its notes stand, when it says so; else as everywhere in the workspace.
    pub(crate) notes: Option<NotesAt>,
    pub(crate) sections: Vec<SectionPlan>,
}

/// A section of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SectionPlan {
    pub id: String,
    pub title: Labels,
    /// What always stands in it, with places to fill; an empty line parts paragraphs.
    pub text: Option<Labels>,
    /// What the analyst is asked to write in it.
    pub ask: Option<Labels>,
    pub show: Vec<Shown>,
}

/// What is wrong with a template, and at which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there; its words name the line.
    pub reason: Reason,
}

impl Template {
    /// Reads a template. Lists and properties are those of `schema`.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn read(text: &str, schema: &Schema) -> Result<Self, TemplateFault> {
        Self::read_for(text, schema, &|_| true)
    }

    /// The same, where each part is asked too whether the records can be counted so.
    fn read_for(
        text: &str,
        schema: &Schema,
        counts: &dyn Fn(&Shown) -> bool,
    ) -> Result<Self, TemplateFault> {
        let reading = Reading {
            lines: Lines(text),
            schema,
            counts,
        };
        if text.chars().count() > LONGEST {
            return Err(reading
                .lines
                .fault(&(0..0), |_| reasons::template_too_long(LONGEST)));
        }
        reading.template(&reading.lines.read()?)
    }

    /// Whether what is written in a section is the text of it.
    pub(crate) fn asks_in(&self, section: &str) -> bool {
        let mut sections = self.sections.iter();
        sections.any(|plan| plan.id == section && plan.ask.is_some())
    }
}

struct Reading<'r> {
    lines: Lines<'r>,
    schema: &'r Schema,
    counts: &'r dyn Fn(&Shown) -> bool,
}

impl Reading<'_> {
    fn template(&self, written: &Written) -> Result<Template, TemplateFault> {
        let kind = match &written.kind {
            None => "bulletin".to_owned(),
            Some(kind) => {
                let list = self.schema.list(KINDS);
                let entry = list.and_then(|list| list.get(kind.get_ref()));
                if entry.is_none_or(|entry| entry.has_flag(FIXED)) {
                    let why = |line| reasons::template_kind(line, kind.get_ref());
                    return Err(self.lines.fault(&kind.span(), why));
                }
                kind.get_ref().clone()
            }
        };
        if written.sections.is_empty() {
            return Err(self.lines.fault(&(0..0), reasons::template_empty));
        }
        let title = self.labels(&written.title)?;
        let mut sections: Vec<SectionPlan> = Vec::new();
        for section in &written.sections {
            let section = self.section(section, &sections)?;
            sections.push(section);
        }
        Ok(Template {
            kind,
            what: match &written.what {
                Some(what) => self.labels(what)?,
                None => title.clone(),
            },
            title,
            landscape: written.landscape,
            notes: written.notes,
            sections,
        })
    }

    fn section(
        &self,
        written: &WrittenSection,
        there: &[SectionPlan],
    ) -> Result<SectionPlan, TemplateFault> {
        let id = written.id.get_ref();
        let is_id = id.starts_with(|c: char| c.is_ascii_lowercase())
            && id.len() <= 40
            && id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let reserved = ["notes", "definitions", "annex"].contains(&id.as_str());
        if !is_id || reserved || there.iter().any(|section| section.id == *id) {
            let why = |line| reasons::template_section(line, id);
            return Err(self.lines.fault(&written.id.span(), why));
        }
        let mut show = Vec::new();
        for shown in &written.show {
            let read = Shown::read(shown.get_ref(), self.schema).and_then(|read| {
                match (self.counts)(&read) {
                    true => Ok(read),
                    false => Err(NotUnderstood::Uncountable(shown.get_ref().clone())),
                }
            });
            show.push(read.map_err(|why| self.lines.fault(&shown.span(), |line| why.at(line)))?);
        }
        let texts = |text: &Option<Spanned<OwnLabels>>| -> Result<Option<Labels>, TemplateFault> {
            text.as_ref().map(|text| self.labels(text)).transpose()
        };
        let text = texts(&written.text)?;
        if let (Some(text), Some(written)) = (&text, &written.text) {
            self.places(text, written)?;
        }
        let ask = texts(&written.ask)?;
        if text.is_none() && ask.is_none() && show.is_empty() {
            let why = |line| reasons::template_section_empty(line, id);
            return Err(self.lines.fault(&written.id.span(), why));
        }
        Ok(SectionPlan {
            id: id.clone(),
            title: self.labels(&written.title)?,
            text,
            ask,
            show,
        })
    }

    fn labels(&self, written: &Spanned<OwnLabels>) -> Result<Labels, TemplateFault> {
        let whole = written.get_ref().whole();
        whole.ok_or_else(|| {
            self.lines
                .fault(&written.span(), reasons::template_no_words)
        })
    }

    /// The places that a text holds are known ones.
    fn places(&self, text: &Labels, written: &Spanned<OwnLabels>) -> Result<(), TemplateFault> {
        for language in Language::ALL {
            let mut rest = text.get(language);
            while let Some((_, after)) = rest.split_once('{') {
                let (place, after) = after.split_once('}').unwrap_or((after, ""));
                if !PLACES.contains(&place) {
                    let why = |line| reasons::template_place(line, place, PLACES.join(", "));
                    return Err(self.lines.fault(&written.span(), why));
                }
                rest = after;
            }
        }
        Ok(())
    }
}

impl SectionPlan {
    /// The paragraphs that always stand in it, with their places filled.
    pub fn paragraphs(&self, language: Language, filled: &[(&str, String)]) -> Vec<String> {
        let Some(text) = &self.text else {
            return Vec::new();
        };
        let mut text = text.get(language).replace("\r\n", "\n");
        for (place, words) in filled {
            text = text.replace(&format!("{{{place}}}"), words);
        }
        let paragraphs = text.split("\n\n").map(str::trim);
        paragraphs
            .filter(|paragraph| !paragraph.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "title.en = \"Ours\"\n\n[[section]]\nid = \"first\"\ntitle.en = \"First\"\nshow = [\"acts by type\"]\n";

    fn fault(text: &str) -> TemplateFault {
        Template::read(text, Schema::shipped()).unwrap_err()
    }

    #[test]
    fn every_shipped_template_is_read_and_says_everything_in_three_languages() {
        for (code, text) in SHIPPED {
            let template = Template::read(text, Schema::shipped());
            let template = template
                .map_err(|fault| format!("{code}: {}", fault.reason))
                .unwrap();
            assert_eq!(template.kind, code);
            let told = |labels: &Labels| {
                assert!(
                    labels.en != labels.ru && labels.ru != labels.kk,
                    "{code}: {}",
                    labels.en
                );
            };
            told(&template.title);
            told(&template.what);
            for section in &template.sections {
                told(&section.title);
                section.text.iter().chain(&section.ask).for_each(told);
            }
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert!(Template::read(SMALL, Schema::shipped()).is_ok());
        let cases = [
            (SMALL.replace("acts by type", "acts by tpye"), 6),
            (SMALL.replace("acts by type", "actz by type"), 6),
            (
                SMALL.replace("acts by type", "acts by type where region"),
                6,
            ),
            (SMALL.replace("acts by type", "register prisoner"), 6),
            (SMALL.replace("acts by type", "all that happened"), 6),
            (SMALL.replace("\"first\"", "\"The First\""), 4),
            (SMALL.replace("\"first\"", "\"annex\""), 4),
            (SMALL.replace("title.en = \"First\"", "title.en = \" \""), 5),
            (
                SMALL.replace("title.en = \"First\"", "titel.en = \"First\""),
                5,
            ),
            (format!("{SMALL}text.en = \"In {{perod}}.\"\n"), 7),
            (format!("{SMALL}{}", SMALL.split_once("\n\n").unwrap().1), 8),
            (SMALL.replace("[\"acts by type\"]", "[\"acts by type\""), 6),
            (format!("kind = \"bulletins\"\n{SMALL}"), 1),
            (format!("kind = \"table\"\n{SMALL}"), 1),
            (format!("notes = \"margin\"\n{SMALL}"), 1),
        ];
        for (text, line) in cases {
            let fault = fault(&text);
            assert_eq!(fault.line, line, "{text}\n{}", fault.reason);
            assert!(
                fault.reason.to_string().contains(&line.to_string()),
                "{}",
                fault.reason
            );
        }
        assert_eq!(fault("title.en = \"Nothing\"").line, 1);
    }

    #[test]
    fn what_is_written_wrongly_is_told_in_the_words_of_templates() {
        let with = |from: &str, to: &str| SMALL.replace(from, to);
        let cases = [
            (
                "show = [\"acts by type\"",
                SMALL.trim_end().trim_end_matches(']').to_owned(),
            ),
            (
                "“titel”",
                with("title.en = \"First\"", "titel.en = \"First\""),
            ),
            ("“id” is missing", with("id = \"first\"\n", "")),
            ("“title” is missing", with("title.en = \"Ours\"\n", "")),
            (
                "title.kk = ",
                with("title.en = \"Ours\"", "title = \"Ours\""),
            ),
            ("title.kk = ", with("title.en", "title.de")),
            ("“id” one text", with("\"first\"", "1")),
            (
                "“show” a list",
                with("[\"acts by type\"]", "\"acts by type\""),
            ),
            ("“show” a list", with("[\"acts by type\"]", "[1]")),
            (
                "“landscape” is true or false",
                format!("landscape = \"yes\"\n{SMALL}"),
            ),
            (
                "second time",
                format!("kind = \"bulletin\"\nkind = \"bulletin\"\n{SMALL}"),
            ),
            ("a line of its own", with("[[section]]", "[section]")),
            ("at the end", format!("notes = \"margin\"\n{SMALL}")),
        ];
        for (told, text) in cases {
            let fault = fault(&text).reason.to_string();
            assert!(fault.contains(told), "{told}: {fault}");
            assert!(
                !fault.contains("TOML") && !fault.contains("expected `"),
                "{fault}"
            );
        }
        for hostile in [
            "\u{0}",
            "=",
            "[[",
            "\"\"\"",
            "a = 1979-13-40",
            &"[".repeat(5000),
        ] {
            assert_eq!(fault(hostile).line, 1, "{hostile:?}");
        }
    }

    #[test]
    fn places_in_a_text_are_filled_and_paragraphs_parted() {
        let text = format!("{SMALL}text.en = \"In {{period}}.\\n\\nAs of {{as_of}}.\"\n");
        let template = Template::read(&text, Schema::shipped()).unwrap();
        let filled = [("period", "May".to_owned()), ("as_of", "1 June".to_owned())];
        assert_eq!(
            template.sections[0].paragraphs(Language::En, &filled),
            ["In May.", "As of 1 June."]
        );
    }
}

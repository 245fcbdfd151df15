//! The state of writing one document: where links lead, which notes were
//! referred to how often; and the frame and the lines.

use crate::anchors::Places;
use crate::document::{
    Count, Document, Inline, Line, NoteId, Paper, Query, RecordId, Section, Target,
};
use crate::links::Links;
use crate::numbers;
use crate::phrases::Phrases;
use crate::text::{by_direction, escape, escape_into, slug, web_address};

/// The deepest heading of HTML.
const DEEPEST: usize = 6;

pub(super) struct Writer<'a> {
    pub(super) out: String,
    pub(super) document: &'a Document,
    pub(super) phrases: &'static Phrases,
    links: &'a dyn Links,
    pub(super) annexes: bool,
    /// A list of the sections stands at the head.
    has_contents: bool,
    /// What can be linked to inside the document.
    pub(super) places: Places,
    /// The record the row being written stands for: it does not link to itself.
    pub(super) within: Option<RecordId>,
    /// Charts drawn so far; their patterns need ids.
    pub(super) charts: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(document: &'a Document, links: &'a dyn Links) -> Self {
        let annexes = links.needs_annex(document);
        Self {
            out: String::with_capacity(64 * 1024),
            document,
            phrases: Phrases::of(document.language),
            links,
            annexes,
            has_contents: true,
            places: Places::of(document, annexes),
            within: None,
            charts: 0,
        }
    }

    /// The same without a list of its sections.
    pub(super) fn without_contents(mut self) -> Self {
        self.has_contents = false;
        self
    }

    pub(super) fn article(mut self) -> String {
        let document = self.document;
        let paper = match document.paper {
            Paper::Portrait => "portrait",
            Paper::Landscape => "landscape",
        };
        self.out.push_str(&format!(
            "<article class=\"publication {paper}\" lang=\"{}\">\n",
            document.language.tag()
        ));
        self.header();
        if self.has_contents {
            self.contents();
        }
        let annexes = self.annexes;
        for section in document.sections.iter().filter(|s| annexes || !s.annex) {
            self.section(section, 2);
        }
        self.footer();
        self.out.push_str("</article>\n");
        self.out
    }

    fn header(&mut self) {
        let document = self.document;
        self.out.push_str("<header class=\"masthead\">\n");
        if let Some(organisation) = &document.organisation {
            self.element("p", "organisation", organisation);
        }
        self.element("h1", "title", &document.title);
        if let Some(subtitle) = &document.subtitle {
            self.element("p", "subtitle", subtitle);
        }
        if !document.facts.is_empty() {
            self.out.push_str("<dl class=\"facts\">\n");
            for fact in &document.facts {
                self.out.push_str("<div>");
                self.element("dt", "", &fact.label);
                self.out.push_str("<dd>");
                self.line(&fact.content);
                self.out.push_str("</dd></div>\n");
            }
            self.out.push_str("</dl>\n");
        }
        self.out.push_str("</header>\n");
    }

    fn contents(&mut self) {
        let sections: Vec<&Section> = self
            .document
            .sections
            .iter()
            .filter(|s| self.annexes || !s.annex)
            .collect();
        if sections.len() < 2 {
            return;
        }
        let title = self.say("page.contents");
        self.out.push_str(&format!(
            "<nav class=\"contents\" aria-label=\"{title}\">\n"
        ));
        self.out.push_str(&format!("<h2>{title}</h2>\n<ul>\n"));
        for section in sections {
            self.out
                .push_str(&format!("<li><a href=\"#s-{}\">", slug(&section.id)));
            self.text(&section.title);
            self.out.push_str("</a></li>\n");
        }
        self.out.push_str("</ul>\n</nav>\n");
    }

    fn section(&mut self, section: &Section, level: usize) {
        let id = slug(&section.id);
        self.out.push_str(&format!(
            "<section id=\"s-{id}\" aria-labelledby=\"h-{id}\">\n<h{level} id=\"h-{id}\">"
        ));
        self.text(&section.title);
        self.out.push_str(&format!("</h{level}>\n"));
        for block in &section.blocks {
            self.block(block);
        }
        let annexes = self.annexes;
        for part in section.parts.iter().filter(|part| annexes || !part.annex) {
            self.section(part, (level + 1).min(DEEPEST));
        }
        self.out.push_str("</section>\n");
    }

    fn footer(&mut self) {
        let audience = self.phrases.say(self.document.audience.phrase());
        let places = [
            ("as_of", self.document.as_of.as_str()),
            ("audience", audience.as_str()),
        ];
        let colophon = self.phrases.fill("page.colophon", &places);
        self.out.push_str("<footer class=\"colophon\">");
        self.element("p", "", &colophon);
        self.out.push_str("</footer>\n");
    }

    /// A phrase, escaped.
    pub(super) fn say(&self, key: &str) -> String {
        escape(&self.phrases.say(key))
    }

    /// Text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        for (piece, is_right_to_left) in by_direction(text) {
            if is_right_to_left {
                self.out.push_str("<bdi>");
            }
            escape_into(&mut self.out, piece);
            if is_right_to_left {
                self.out.push_str("</bdi>");
            }
        }
    }

    /// Text with a full stop, unless it ends with one ("2020 г.").
    pub(super) fn sentence(&mut self, text: &str) {
        self.text(text);
        if !text.ends_with(['.', '!', '?', '…']) {
            self.out.push('.');
        }
    }

    /// An element with text in it.
    pub(super) fn element(&mut self, name: &str, class: &str, text: &str) {
        if class.is_empty() {
            self.out.push_str(&format!("<{name}>"));
        } else {
            self.out.push_str(&format!("<{name} class=\"{class}\">"));
        }
        self.text(text);
        self.out.push_str(&format!("</{name}>\n"));
    }

    /// ` id="…"` for a target, at its first place only.
    pub(super) fn id_attribute(&mut self, target: Option<&Target>) -> String {
        self.places
            .give(target)
            .map_or_else(String::new, |name| format!(" id=\"{name}\""))
    }

    /// Where a record is shown, if anywhere.
    pub(super) fn record_address(&self, record: &RecordId) -> Option<String> {
        self.links.record(record).or_else(|| {
            if self.within.as_ref() == Some(record) {
                return None;
            }
            self.places.record(record).map(|name| format!("#{name}"))
        })
    }

    fn query_address(&self, query: &Query) -> Option<String> {
        self.links
            .query(query)
            .or_else(|| self.places.query(query).map(|name| format!("#{name}")))
    }

    /// A line of text.
    pub(super) fn line(&mut self, line: &Line) {
        for inline in line {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Strong(text) => self.wrapped("strong", text),
            Inline::Emphasis(text) => self.wrapped("em", text),
            Inline::Code(text) => self.wrapped("code", text),
            Inline::InLanguage { language, text } => {
                self.out
                    .push_str(&format!("<span lang=\"{}\">", escape(language)));
                self.text(text);
                self.out.push_str("</span>");
            }
            Inline::NoteRef(id) => self.note_ref(*id),
            Inline::RecordLink { record, text } => {
                let address = self.record_address(record);
                self.linked(address.as_deref(), "record", text);
            }
            Inline::CountLink { count, query } => {
                self.number(count, query.as_ref());
                self.out.push('\u{A0}');
                self.text(count.unit());
            }
            Inline::NumberLink { count, query } => self.number(count, query.as_ref()),
            Inline::TableLink { table, text } => {
                let address = format!("#t-{}", slug(&table.0));
                self.linked(Some(&address), "table-link", text);
            }
            Inline::Address(address) => self.address(address),
        }
    }

    fn wrapped(&mut self, name: &str, text: &str) {
        self.out.push_str(&format!("<{name}>"));
        self.text(text);
        self.out.push_str(&format!("</{name}>"));
    }

    /// A number, a link where its records can be seen.
    pub(super) fn number(&mut self, count: &Count, query: Option<&Query>) {
        let printed = numbers::whole(count.value(), self.document.language);
        let address = query.and_then(|query| self.query_address(query));
        let label = match &address {
            Some(_) => format!(" aria-label=\"{printed} {}\"", escape(count.unit())),
            None => String::new(),
        };
        match address {
            Some(address) => self.out.push_str(&format!(
                "<a class=\"number\" href=\"{}\"{label}>{printed}</a>",
                escape(&address)
            )),
            None => self
                .out
                .push_str(&format!("<span class=\"number\">{printed}</span>")),
        }
    }

    pub(super) fn linked(&mut self, address: Option<&str>, class: &str, text: &str) {
        match address {
            Some(address) => {
                self.out.push_str(&format!(
                    "<a class=\"{class}\" href=\"{}\">",
                    escape(address)
                ));
                self.text(text);
                self.out.push_str("</a>");
            }
            None => self.text(text),
        }
    }

    /// An address printed in a source; only the web's own become links.
    fn address(&mut self, address: &str) {
        match web_address(address) {
            Some(web) => {
                self.out.push_str(&format!(
                    "<a class=\"address\" rel=\"noreferrer noopener external\" href=\"{}\">",
                    escape(web)
                ));
                self.text(address);
                self.out.push_str("</a>");
            }
            None => {
                self.out.push_str("<span class=\"address\">");
                self.text(address);
                self.out.push_str("</span>");
            }
        }
    }

    fn note_ref(&mut self, id: NoteId) {
        let number = id.0;
        let Some(use_number) = self.places.refer(id) else {
            self.out
                .push_str(&format!("<sup class=\"note-ref\">{number}</sup>"));
            return;
        };
        let word = self.say("page.note");
        self.out.push_str(&format!(
            "<sup class=\"note-ref\"><a id=\"ref-{number}-{use_number}\" href=\"#note-{number}\" \
             aria-label=\"{word} {number}\">{number}</a></sup>"
        ));
    }

    /// The notes, each with links back to where it is used.
    pub(super) fn notes(&mut self) {
        let document = self.document;
        let back = self.say("page.back");
        self.out.push_str("<ol class=\"notes\">\n");
        for note in &document.notes {
            let number = note.id.0;
            self.out
                .push_str(&format!("<li id=\"note-{number}\" value=\"{number}\">"));
            self.line(&note.content);
            let uses = self.places.uses(note.id);
            for use_number in 1..=uses {
                let sign = if uses == 1 {
                    "↩".to_owned()
                } else {
                    format!("↩{use_number}")
                };
                self.out.push_str(&format!(
                    " <a class=\"back\" href=\"#ref-{number}-{use_number}\" \
                     aria-label=\"{back} {number}.{use_number}\">{sign}</a>"
                ));
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n");
    }
}

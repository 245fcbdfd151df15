//! The blocks as HTML.

use crate::document::{
    Block, Chronicle, ChronicleEntry, Definition, Figure, List, Notice, NoticeKind,
};
use crate::text::escape;

use super::writer::Writer;

impl Writer<'_> {
    pub(super) fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(line) => {
                self.out.push_str("<p>");
                self.line(line);
                self.out.push_str("</p>\n");
            }
            Block::Figures(figures) => self.figures(figures),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::List(list) => self.list(list),
            Block::Definitions(terms) => self.definitions(terms),
            Block::Chronicle(chronicle) => self.chronicle(chronicle),
            Block::Notice(notice) => self.notice(notice),
            Block::Notes => self.notes(),
        }
    }

    fn figures(&mut self, figures: &[Figure]) {
        self.out.push_str("<ul class=\"figures\">\n");
        for figure in figures {
            self.out.push_str("<li><p class=\"value\">");
            self.number(&figure.number, figure.query.as_ref());
            self.out.push_str(" <span class=\"unit\">");
            self.text(figure.number.unit());
            self.out.push_str("</span></p>\n");
            self.element("p", "label", &figure.label);
            if !figure.compared.is_empty() {
                self.out.push_str("<dl class=\"compared\">\n");
                for other in &figure.compared {
                    self.out.push_str("<div>");
                    self.element("dt", "", &other.label);
                    self.out.push_str("<dd>");
                    self.number(&other.number, other.query.as_ref());
                    self.out.push_str(" <span class=\"unit\">");
                    self.text(other.number.unit());
                    self.out.push_str("</span></dd></div>\n");
                }
                self.out.push_str("</dl>\n");
            }
            if let Some(caveat) = &figure.caveat {
                let word = self.say("page.caveat");
                self.out
                    .push_str(&format!("<p class=\"caveat\"><strong>{word}:</strong> "));
                self.text(caveat);
                self.out.push_str("</p>\n");
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    fn list(&mut self, list: &List) {
        let name = if list.numbered { "ol" } else { "ul" };
        self.out.push_str(&format!("<{name} class=\"list\">\n"));
        for item in &list.items {
            self.out.push_str("<li>");
            self.line(item);
            self.out.push_str("</li>\n");
        }
        self.out.push_str(&format!("</{name}>\n"));
    }

    fn definitions(&mut self, terms: &[Definition]) {
        self.out.push_str("<dl class=\"definitions\">\n");
        for definition in terms {
            self.element("dt", "", &definition.term);
            self.out.push_str("<dd>");
            self.line(&definition.meaning);
            self.out.push_str("</dd>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn notice(&mut self, notice: &Notice) {
        let class = match notice.kind {
            NoticeKind::Remark => "notice remark",
            NoticeKind::Warning => "notice warning",
        };
        let title = escape(&notice.title);
        self.out.push_str(&format!(
            "<aside class=\"{class}\" role=\"note\" aria-label=\"{title}\">\n"
        ));
        self.element("p", "notice-title", &notice.title);
        for line in &notice.content {
            self.out.push_str("<p>");
            self.line(line);
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</aside>\n");
    }

    fn chronicle(&mut self, chronicle: &Chronicle) {
        if chronicle.entries.is_empty() {
            self.element("p", "empty", &chronicle.empty_text);
            return;
        }
        let caption = escape(&chronicle.caption);
        self.out.push_str(&format!(
            "<ol class=\"chronicle\" aria-label=\"{caption}\">\n"
        ));
        for entry in &chronicle.entries {
            self.entry(entry);
        }
        self.out.push_str("</ol>\n");
    }

    fn entry(&mut self, entry: &ChronicleEntry) {
        let here = self.places.of_entry(entry.record.as_ref());
        let id = self.id_attribute(here.as_ref());
        if here.is_some() {
            self.within.clone_from(&entry.record);
        }
        self.out.push_str(&format!("<li{id}><p class=\"when\">"));
        self.text(&entry.date);
        if let Some(place) = &entry.place {
            self.out.push_str(" <span class=\"place\">");
            self.text(place);
            self.out.push_str("</span>");
        }
        // Only an annex calls it so.
        if let Some(number) = entry.number.as_ref().filter(|_| self.annexes) {
            self.out.push_str(" <span class=\"entry-number\">");
            self.text(number);
            self.out.push_str("</span>");
        }
        self.out
            .push_str("</p>\n<div class=\"told\"><p class=\"what\">");
        if let Some(who) = &entry.who {
            self.out.push_str("<span class=\"who\">");
            self.text(who);
            self.out.push_str("</span>: ");
        }
        let address = entry
            .record
            .as_ref()
            .and_then(|record| self.record_address(record));
        self.linked(address.as_deref(), "record", &entry.what);
        self.line(&entry.sources);
        self.out.push_str("</p>\n");
        let details = [
            ("page.by", &entry.by),
            ("page.law", &entry.law),
            ("page.outcome", &entry.outcome),
        ];
        let told: Vec<_> = details
            .into_iter()
            .filter_map(|(key, text)| text.as_ref().map(|t| (key, t)))
            .collect();
        if !told.is_empty() {
            self.out.push_str("<p class=\"detail\">");
            for (index, (key, text)) in told.into_iter().enumerate() {
                if index > 0 {
                    self.out.push_str("; ");
                }
                let word = self.say(key);
                self.out
                    .push_str(&format!("<span class=\"key\">{word}</span> "));
                self.text(text);
            }
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</div></li>\n");
        self.within = None;
    }
}

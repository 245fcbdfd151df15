//! A table of words, as CSV and as a page to read and print. What people wrote becomes neither a formula nor markup.

use crate::named::Asking;
use crate::words::Words;
use aigaq_publishing::text::escape;
use aigaq_schema::cells::inert;

/// How the page looks: it needs nothing else, and is printed lying.
const STYLE: &str = "body{font:14px/1.4 system-ui,sans-serif;margin:2em;color:#111;background:#fff}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #888;padding:.3em .5em;text-align:left;\
vertical-align:top;overflow-wrap:anywhere}th{background:#eee}@page{size:A4 landscape;margin:12mm}\
@media print{body{margin:0;font-size:9px}thead{display:table-header-group}tr{break-inside:avoid}}";

/// A table of words.
pub(super) struct Sheet {
    title: String,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    pub(super) fn new(title: String, heads: impl Into<Vec<String>>) -> Self {
        Self {
            title,
            heads: heads.into(),
            rows: Vec::new(),
        }
    }

    pub(super) fn row(&mut self, cells: impl Into<Vec<String>>) {
        self.rows.push(cells.into());
    }

    /// RFC 4180, UTF-8, every cell in quotes.
    pub(super) fn csv(&self) -> String {
        let mut text = String::new();
        for row in std::iter::once(&self.heads).chain(&self.rows) {
            let cells = row.iter().map(|cell| {
                let cell = inert(cell);
                format!("\"{}\"", cell.replace('"', "\"\""))
            });
            text += &cells.collect::<Vec<_>>().join(",");
            text += "\r\n";
        }
        text
    }

    /// A page of its own.
    pub(super) fn html(&self, ask: &Asking) -> String {
        let cells = |row: &[String], tag: &str| -> String {
            let cells = row.iter();
            cells
                .map(|cell| format!("<{tag}>{}</{tag}>", escape(cell)))
                .collect()
        };
        let rows: String = self
            .rows
            .iter()
            .map(|row| format!("<tr>{}</tr>\n", cells(row, "td")))
            .collect();
        let title = escape(&self.title);
        let note = escape(&Words::of(ask.language).say("bag.custody_note"));
        format!(
            "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
             <style>{STYLE}</style></head><body><h1>{title}</h1><p>{note}</p>\n<table><thead><tr>{}</tr></thead>\
             <tbody>\n{rows}</tbody></table></body></html>\n",
            ask.language.tag(),
            cells(&self.heads, "th"),
        )
    }
}

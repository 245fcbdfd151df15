//! Tables as HTML: caption with label and unit, headings with their scope, a
//! box of their own to scroll in on narrow screens.

use crate::document::{Cell, Column, ColumnKind, Row, RowKind, Table, Target};
use crate::text::{escape, slug};

use super::writer::Writer;

/// Tables of up to this many columns are set narrow.
const NARROW: usize = 3;

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let id = slug(&table.id.0);
        if table.rows.is_empty() {
            self.out
                .push_str(&format!("<p class=\"empty\" id=\"t-{id}\"><strong>"));
            let sentence = format!("{}. {}", table.label, table.caption);
            self.sentence(&sentence);
            self.out.push_str("</strong> ");
            self.text(&table.empty_text);
            self.out.push_str("</p>\n");
            return;
        }
        let scroll = self.say("page.scroll");
        let wide = if table.columns.len() <= NARROW && !has_long(table) {
            "narrow"
        } else {
            "wide"
        };
        self.out.push_str(&format!(
            "<figure class=\"table {wide}\" id=\"t-{id}\">\n<div class=\"scroll\" role=\"region\" \
             tabindex=\"0\" aria-label=\"{scroll}: {}\">\n<table>\n",
            escape(&table.label)
        ));
        self.caption(table);
        self.out.push_str("<thead>\n<tr>");
        for column in &table.columns {
            self.out
                .push_str(&format!("<th scope=\"col\" class=\"{}\">", class(column)));
            self.text(&column.heading);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            self.row(row, &table.columns);
        }
        self.out.push_str("</tbody>\n</table>\n</div>\n");
        if !table.notes.is_empty() {
            self.out.push_str("<figcaption class=\"remarks\">\n");
            for note in &table.notes {
                self.out.push_str("<p>");
                self.line(note);
                self.out.push_str("</p>\n");
            }
            self.out.push_str("</figcaption>\n");
        }
        self.out.push_str("</figure>\n");
    }

    fn caption(&mut self, table: &Table) {
        self.out
            .push_str("<caption><span class=\"caption\"><strong>");
        self.text(&format!("{}.", table.label));
        self.out.push_str("</strong> ");
        self.sentence(&table.caption);
        self.out.push_str(" <span class=\"unit\">");
        let unit = self.phrases.fill("page.unit", &[("unit", &table.unit)]);
        self.text(&unit);
        self.out.push_str("</span></span></caption>\n");
    }

    fn row(&mut self, row: &Row, columns: &[Column]) {
        let class_attribute = match row.kind {
            RowKind::Body { depth: 0 } => String::new(),
            RowKind::Body { depth } => format!(" class=\"depth-{}\"", depth.min(3)),
            RowKind::Subtotal => " class=\"subtotal\"".to_owned(),
            RowKind::Total => " class=\"total\"".to_owned(),
            RowKind::Apart => " class=\"apart\"".to_owned(),
        };
        let id = self.id_attribute(row.target.as_ref());
        self.within = match &row.target {
            Some(Target::Record(record)) => Some(record.clone()),
            Some(Target::Query(_)) | None => None,
        };
        self.out.push_str(&format!("<tr{class_attribute}{id}>"));
        for (index, cell) in row.cells.iter().enumerate() {
            let kind = columns.get(index).map_or("text", class);
            if index == 0 {
                self.out
                    .push_str(&format!("<th scope=\"row\" class=\"{kind}\">"));
                self.cell(cell);
                self.out.push_str("</th>");
            } else {
                self.out.push_str(&format!("<td class=\"{kind}\">"));
                self.cell(cell);
                self.out.push_str("</td>");
            }
        }
        self.out.push_str("</tr>\n");
        self.within = None;
    }

    fn cell(&mut self, cell: &Cell) {
        match cell.lines.as_slice() {
            [] => {}
            [line] => self.line(line),
            lines => {
                for line in lines {
                    self.out.push_str("<div>");
                    self.line(line);
                    self.out.push_str("</div>");
                }
            }
        }
    }
}

fn has_long(table: &Table) -> bool {
    table
        .columns
        .iter()
        .any(|column| column.kind == ColumnKind::LongText)
}

const fn class(column: &Column) -> &'static str {
    match column.kind {
        ColumnKind::Text => "text",
        ColumnKind::Short => "short",
        ColumnKind::LongText => "long",
        ColumnKind::Number => "num",
        ColumnKind::Date => "date",
    }
}

//! Charts as figures: the picture, what it shows, and where its data stand.

use aigaq_charts::Id;

use crate::document::Chart;
use crate::pictures;
use crate::text::slug;

use super::writer::Writer;

impl Writer<'_> {
    pub(super) fn chart(&mut self, chart: &Chart) {
        if chart.bars.is_empty() {
            return;
        }
        self.charts += 1;
        let id = Id::numbered(self.charts);
        let language = self.document.language;
        self.out.push_str(&format!(
            "<figure class=\"drawn\" id=\"{}\">\n",
            id.as_str()
        ));
        let words = pictures::words(language);
        match pictures::drawn_or_bars(chart, language).for_page(&id, &words) {
            Ok(picture) => self.out.push_str(&picture),
            Err(refused) => self.element("p", "empty", &pictures::refused(&refused, language)),
        }
        self.out.push_str("<figcaption>");
        self.sentence(&chart.title);
        self.out.push_str(" <span class=\"unit\">");
        let unit = self.phrases.fill("page.unit", &[("unit", &chart.unit)]);
        self.text(&unit);
        self.out.push_str("</span>");
        if let (Some(table), Some(label)) = (&chart.data_in, &chart.data_label) {
            let words = self.phrases.fill("page.data_in", &[("table", label)]);
            self.out.push_str(". ");
            let address = format!("#t-{}", slug(&table.0));
            self.linked(Some(&address), "table-link", &words);
        }
        if let Some(said) = &chart.not_drawn {
            self.out.push_str(". ");
            self.text(said);
        }
        self.out.push_str("</figcaption>\n");
        if chart.data_in.is_none() {
            self.own_table(chart);
        }
        self.out.push_str("</figure>\n");
    }

    /// The data behind a chart that no table of the document holds.
    fn own_table(&mut self, chart: &Chart) {
        let summary = self.say("page.chart_data");
        self.out.push_str(&format!(
            "<details><summary>{summary}</summary>\n<table>\n<caption>"
        ));
        self.text(&format!("{} ({})", chart.title, chart.unit));
        self.out.push_str("</caption>\n<thead><tr><td></td>");
        for series in &chart.series {
            self.out.push_str("<th scope=\"col\" class=\"num\">");
            self.text(series);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for bar in &chart.bars {
            self.out.push_str("<tr><th scope=\"row\">");
            self.text(&bar.label);
            self.out.push_str("</th>");
            for value in &bar.values {
                let printed = pictures::printed(*value, self.phrases);
                self.out
                    .push_str(&format!("<td class=\"num\">{printed}</td>"));
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n</details>\n");
    }
}

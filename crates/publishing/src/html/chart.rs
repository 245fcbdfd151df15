//! Charts of bars as inline SVG: lengths in per cent, so that it fits any
//! width without shrinking its text; text as text; one series solid, the
//! second hatched, so that they differ without colour; the numbers printed.

use crate::document::Chart;
use crate::numbers;
use crate::text::{escape, slug};

use super::writer::Writer;

/// Letters on a line of a label: fits beside the number on a screen of 320 px.
const LINE_LETTERS: usize = 34;
/// Heights in px.
const LINE: usize = 19;
const BAR: usize = 11;
const GAP: usize = 10;
const UNDER: usize = 3;
const LEGEND: usize = 26;

impl Writer<'_> {
    pub(super) fn chart(&mut self, chart: &Chart) {
        if chart.bars.is_empty() {
            return;
        }
        self.charts += 1;
        let id = format!("chart-{}", self.charts);
        self.out
            .push_str(&format!("<figure class=\"chart\" id=\"{id}\">\n"));
        let drawing = draw(chart, &id, self.document.language);
        self.out.push_str(&drawing);
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
                let printed = numbers::whole(*value, self.document.language);
                self.out
                    .push_str(&format!("<td class=\"num\">{printed}</td>"));
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n</details>\n");
    }
}

fn draw(chart: &Chart, id: &str, language: aigaq_schema::Language) -> String {
    let most = chart
        .bars
        .iter()
        .flat_map(|bar| &bar.values)
        .copied()
        .max()
        .unwrap_or(0)
        .max(1);
    let mut body = String::new();
    let mut y = 0;
    if chart.series.len() > 1 {
        for (index, series) in chart.series.iter().enumerate() {
            body.push_str(&format!(
                "<rect class=\"bar-{n}\" x=\"0\" y=\"{top}\" width=\"14\" height=\"{BAR}\" \
                 {fill}/><text x=\"22\" y=\"{base}\">{label}</text>\n",
                n = index % 2 + 1,
                top = y + 3,
                base = y + 13,
                fill = fill(index, id),
                label = escape(series),
            ));
            y += LINE;
        }
        y += LEGEND - LINE;
    }
    for bar in &chart.bars {
        let lines = wrapped(&bar.label, LINE_LETTERS);
        for line in &lines {
            body.push_str(&format!(
                "<text x=\"0\" y=\"{}\">{}</text>\n",
                y + 14,
                escape(line)
            ));
            y += LINE;
        }
        let printed: Vec<String> = bar
            .values
            .iter()
            .map(|value| numbers::whole(*value, language))
            .collect();
        body.push_str(&format!(
            "<text class=\"value\" x=\"100%\" y=\"{}\" text-anchor=\"end\">{}</text>\n",
            y + 14 - LINE,
            printed.join(" · ")
        ));
        y += UNDER;
        for (index, value) in bar.values.iter().enumerate() {
            body.push_str(&format!(
                "<rect class=\"rail\" x=\"0\" y=\"{y}\" width=\"100%\" height=\"{BAR}\" \
                 fill=\"none\"/><rect class=\"bar-{n}\" x=\"0\" y=\"{y}\" width=\"{width}%\" \
                 height=\"{BAR}\" {fill}/>\n",
                n = index % 2 + 1,
                width = per_cent(*value, most),
                fill = fill(index, id),
            ));
            y += BAR + 3;
        }
        y += GAP;
    }
    format!(
        "<svg role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" width=\"100%\" \
         height=\"{y}\">\n<title id=\"{id}-title\">{title}</title>\n\
         <desc id=\"{id}-desc\">{description}</desc>\n\
         <defs><pattern id=\"{id}-hatch\" width=\"6\" height=\"6\" \
         patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"currentColor\" \
         stroke-width=\"3\"/></pattern></defs>\n{body}</svg>\n",
        title = escape(&chart.title),
        description = escape(&chart.description),
    )
}

/// Solid for the first series, hatched with an edge for the second.
fn fill(index: usize, id: &str) -> String {
    if index.is_multiple_of(2) {
        "fill=\"currentColor\"".to_owned()
    } else {
        format!("fill=\"url(#{id}-hatch)\" stroke=\"currentColor\"")
    }
}

/// A share of the longest bar in per cent with two decimals; what is not
/// nothing is seen.
fn per_cent(value: u64, most: u64) -> String {
    let hundredths = u128::from(value) * 10_000 / u128::from(most);
    let seen = if value > 0 { hundredths.max(30) } else { 0 };
    format!("{}.{:02}", seen / 100, seen % 100)
}

/// Text broken into lines at spaces; a word longer than a line is broken.
fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let word: Vec<char> = word.chars().collect();
        for (index, piece) in word.chunks(letters).enumerate() {
            let space = usize::from(length > 0 && index == 0);
            if length > 0 && length + space + piece.len() > letters {
                lines.push(std::mem::take(&mut current));
                length = 0;
            }
            if length > 0 && index == 0 {
                current.push(' ');
                length += 1;
            }
            current.extend(piece);
            length += piece.len();
        }
    }
    if length > 0 || lines.is_empty() {
        lines.push(current);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_number_is_seen_and_nothing_is_not() {
        assert_eq!(per_cent(0, 1_000_000), "0.00");
        assert_eq!(per_cent(1, 1_000_000), "0.30");
        assert_eq!(per_cent(1, 3), "33.33");
        assert_eq!(per_cent(u64::MAX, u64::MAX), "100.00");
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_no_letter_is_lost(text in "[а-яқ ]{0,200}") {
            let lines = wrapped(&text, 10);
            prop_assert!(lines.iter().all(|line| line.chars().count() <= 10));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}

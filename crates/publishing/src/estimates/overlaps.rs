//! Who stands on which lists, as a picture (an UpSet plot) and as the table behind it.

use super::label;
use crate::document::{Bar, BarValue, Chart, ChartLook, ListSize};
use aigaq_estimation::report::Report;
use aigaq_schema::Language;

/// How many stand on exactly which lists, the most first. None of a single list, or where nobody stands on any.
#[must_use]
pub fn overlaps(report: &Report, language: Language) -> Option<Chart> {
    if report.lists.len() < 2 || report.patterns.is_empty() {
        return None;
    }
    let mut patterns: Vec<&(String, u64)> = report.patterns.iter().collect();
    patterns.sort_by(|(a, one), (b, other)| other.cmp(one).then_with(|| b.cmp(a)));
    let bars = patterns.into_iter().map(|(pattern, count)| {
        let on = pattern.bytes().zip(&report.lists);
        let names: Vec<&str> = on
            .filter(|(mark, _)| *mark == b'1')
            .map(|(_, name)| name.as_str())
            .collect();
        Bar {
            label: names.join(" + "),
            code: Some(pattern.clone()),
            values: vec![BarValue::Known(*count)],
            whole: None,
        }
    });
    let lists = report.lists.iter().zip(&report.totals);
    Some(Chart {
        title: label("label.overlaps", language),
        description: label("label.overlaps-exactly", language),
        unit: label("label.recorded", language),
        heading: label("label.exactly-on", language),
        look: ChartLook::Overlaps,
        adds_up: true,
        series: vec![label("label.recorded", language)],
        bars: bars.collect(),
        data_in: None,
        data_label: None,
        lists: lists
            .map(|(name, size)| ListSize {
                name: name.clone(),
                size: BarValue::Known(*size),
            })
            .collect(),
        not_drawn: None,
        moments: Vec::new(),
    })
}

//! A finding as a page shows it: its sentence, what it rests on, and what can be done about it.

use aigaq_schema::RecordId;

use aigaq_workspace::{
    CellPart, FindingKind, FindingView, FindingWeight, InvolvedView, PastSettlement,
};

/// Most statements of a finding in a list; all of them are on its own page.
const IN_LIST: usize = 6;

/// Most letters of a value or of a quote in a list.
const LETTERS: usize = 280;

/// A finding, ready to be shown.
pub(super) struct Item {
    /// The key.
    pub(super) key: String,
    /// Its own page.
    pub(super) href: String,
    pub(super) kind: String,
    pub(super) weight: String,
    /// The mark's class.
    pub(super) class: &'static str,
    pub(super) sentence: String,
    pub(super) told: Vec<Told>,
    /// How many statements there are in all.
    pub(super) in_all: usize,
    pub(super) settlement: Option<PastSettlement>,
}

/// A statement or a record that a finding rests on.
pub(super) struct Told {
    pub(super) view: InvolvedView,
    /// Where it can be adopted.
    pub(super) adopt: Option<String>,
}

impl Item {
    /// As a list shows it: long texts and long rows of statements are cut, and its own page has them whole.
    pub(super) fn in_list(finding: &FindingView, settlement: Option<&PastSettlement>) -> Self {
        let mut item = Self::whole(finding, settlement);
        item.told.truncate(IN_LIST);
        // A sentence holds the names and values of several records.
        item.sentence = cut(&item.sentence, 3 * LETTERS);
        for Told { view, .. } in &mut item.told {
            view.value = view.value.take().map(cut_value);
            for named in [Some(&mut view.record), view.source.as_mut()]
                .into_iter()
                .flatten()
            {
                named.caption = cut(&named.caption, LETTERS);
            }
            view.quote = view.quote.as_deref().map(|text| cut(text, LETTERS));
            view.locator = view.locator.as_deref().map(|text| cut(text, LETTERS));
            view.cited_in.truncate(3);
            for place in &mut view.cited_in {
                *place = cut(place, LETTERS);
            }
        }
        item
    }

    pub(super) fn whole(finding: &FindingView, settlement: Option<&PastSettlement>) -> Self {
        let told: Vec<Told> = finding
            .involved
            .iter()
            .map(|view| Told {
                adopt: adopt(finding, view),
                view: view.clone(),
            })
            .collect();
        Self {
            href: String::new(),
            key: finding.key.clone(),
            kind: finding.kind_label.clone(),
            weight: finding.weight_label.clone(),
            class: match finding.weight {
                FindingWeight::Contradiction => " contradict",
                FindingWeight::Doubt => " differ",
                FindingWeight::Gap => "",
            },
            sentence: finding.sentence.clone(),
            in_all: told.len(),
            told,
            settlement: settlement.cloned(),
        }
    }

    pub(super) fn is_cut(&self) -> bool {
        self.told.len() < self.in_all
    }

    /// About how many bytes it takes on a page.
    pub(super) fn size(&self) -> usize {
        let told: usize = self.told.iter().map(Told::size).sum();
        let how = self
            .settlement
            .as_ref()
            .map_or(0, |how| 500 + how.reason.len());
        600 + self.sentence.len() + told + how
    }
}

impl Told {
    fn size(&self) -> usize {
        let view = &self.view;
        // An address stands in its link, too.
        let value = view
            .value
            .as_ref()
            .map_or(0, |value| 2 * value.text().len());
        let source = view
            .source
            .as_ref()
            .map_or(0, |source| 100 + source.caption.len());
        let texts = [&view.quote, &view.locator].into_iter().flatten();
        let texts: usize = texts
            .chain(&view.cited_in)
            .map(|text| 60 + text.len())
            .sum();
        let adopt = self.adopt.as_ref().map_or(0, |href| 80 + href.len());
        260 + view.record.caption.len() + view.property_label.len() + value + source + texts + adopt
    }
}

/// One of several values that one property has can be adopted, where sources differ or exclude each other.
fn adopt(finding: &FindingView, of: &InvolvedView) -> Option<String> {
    let statement = of.statement?;
    let is_of_sources = matches!(finding.kind, FindingKind::Differ | FindingKind::Exclude);
    let beside = finding.involved.iter().any(|other| {
        other.statement.is_some_and(|other| other != statement)
            && other.value != of.value
            && (other.record.id, &other.property) == (of.record.id, &of.property)
    });
    (is_of_sources && beside).then(|| address(of.record.id, &statement.to_string()))
}

fn address(record: RecordId, statement: &str) -> String {
    format!(
        "{}/judge?do=adopt&of={statement}",
        crate::address::record(record)
    )
}

/// A value, cut where it is long. The address of a link stays whole or is none.
fn cut_value(value: CellPart) -> CellPart {
    match value {
        CellPart::Url(url) if url.chars().count() <= 2 * LETTERS => CellPart::Url(url),
        CellPart::Link(mut named) => {
            named.caption = cut(&named.caption, LETTERS);
            CellPart::Link(named)
        }
        missing @ CellPart::Missing(_) => missing,
        other => CellPart::Text(cut(other.text(), LETTERS)),
    }
}

/// The first letters of a long text.
fn cut(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_texts_are_cut_and_never_within_a_letter() {
        assert_eq!(cut("құқық", LETTERS), "құқық");
        let long = "құқық ".repeat(100);
        let short = cut(&long, LETTERS);
        assert!(short.ends_with('…') && short.chars().count() <= LETTERS + 1);
        let exact = "ұ".repeat(LETTERS);
        assert_eq!(cut(&exact, LETTERS), exact);
    }
}

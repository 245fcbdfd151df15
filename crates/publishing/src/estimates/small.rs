//! What a publication of an estimate leaves out where so few people stand on some lists that they could be recognised:
//! their number, and every number from which it follows.
//!
//! Chao's bound is n + f₁²/(2f₂), where f₂ people stand on exactly two lists: who knows n computes them. With two lists
//! everything that is estimated hangs on the people on both, and whoever has the program tries one number after another.
//! With more lists the table of the estimators is as good a key: three lists have seven combinations, and a dozen and
//! more rounded numbers computed of them leave few tables that print the same. What is kept is the answer itself.

use super::EstimateInput;
use aigaq_estimation::message::{Message, Place};
use aigaq_estimation::report::Report;
use aigaq_estimation::strata::Stratified;

/// Sentences whose numbers say nothing of how many stand on which lists.
const OF_NO_OVERLAP: [&str; 5] = [
    "say.documented",
    "say.reproduce",
    "note.on-no-list",
    "note.perhaps",
    "note.undecided",
];

/// What is said of any two lists, whoever stands on them.
const OF_TWO_LISTS: [&str; 3] = ["range.two-lists", "help.another-list", "note.not-checked"];

impl EstimateInput<'_> {
    /// Some combination of lists, or a list, has so few people that they could be recognised. Then no number of an
    /// overlap or a list is shown at all: one that is left out could be computed from the others.
    pub(super) fn has_small(&self) -> bool {
        self.has_small_in(self.report)
    }

    fn has_small_in(&self, report: &Report) -> bool {
        let patterns = report.patterns.iter().map(|(_, count)| *count);
        let mut all = patterns.chain(report.totals.iter().copied());
        all.any(|count| self.is_small(count))
    }

    fn is_small(&self, number: u64) -> bool {
        self.threshold
            .is_some_and(|least| (1..least).contains(&number))
    }

    /// The table of the estimators tells too much of the overlaps where these may not be shown.
    pub(super) fn shows_estimators(&self) -> bool {
        !self.report.panel.is_empty() && !self.has_small()
    }

    /// With two lists nothing that is estimated may be shown where the people on both, or on one alone, may not.
    fn hides_estimates(&self) -> bool {
        self.report.lists.len() == 2 && self.has_small()
    }

    /// The sentences that must stand with the estimate, without numbers from which those left out follow.
    pub(super) fn sentences(&self) -> Vec<Message> {
        let all = self.report.sentences.iter();
        if !self.has_small() {
            let of_parts =
                |said: &&Message| said.key != "say.parts-total" || self.shown_parts().is_some();
            let all = all.filter(of_parts).cloned();
            return all.filter_map(|said| self.without_few(said)).collect();
        }
        let hides = self.hides_estimates();
        all.filter_map(|said| match said.key {
            // How chains went tells one table from another.
            "say.reproduce-chains" => Some(kept(said, "say.reproduce", &["seed", "version"])),
            "say.range" | "say.answer" if hides => Some(Message::new("note.small-range")),
            "say.matching" | "say.matching-none" if hides => {
                Some(kept(said, "note.undecided", &["pairs"]))
            }
            "say.parts-total" => self.shown_parts().filter(|_| !hides).map(|_| said.clone()),
            "say.as-well-one" if hides => None,
            key if hides && has_number(said) && !OF_NO_OVERLAP.contains(&key) => None,
            _ => Some(said.clone()),
        })
        .filter_map(|said| self.without_few(said))
        .collect()
    }

    /// A sentence that says how many people, where these are not few themselves.
    fn without_few(&self, said: Message) -> Option<Message> {
        let Some(least) = self.threshold else {
            return Some(said);
        };
        let few = |place: &Place| matches!(place, Place::Whole(number) if self.is_small(*number));
        match said.key {
            "say.documented" if said.places.values().any(few) => {
                Some(Message::new("note.small-documented").whole("least", least))
            }
            "note.on-no-list" | "note.perhaps" if said.places.values().any(few) => None,
            _ => Some(said),
        }
    }

    /// Reasons, what would help, notes: without those that tell of the table.
    pub(super) fn told(&self, messages: &[Message]) -> Vec<Message> {
        let hides = self.has_small();
        let of_two = self.hides_estimates() && self.report.range.is_some();
        let may_be_told = |said: &&Message| {
            (!of_two || OF_TWO_LISTS.contains(&said.key)) && !(hides && has_number(said))
        };
        let told = messages.iter().filter(may_be_told).cloned();
        told.filter_map(|said| self.without_few(said)).collect()
    }

    /// The parts, where none is small itself, nor told by an estimate from which its few people follow.
    pub(super) fn shown_parts(&self) -> Option<&Stratified> {
        let two = self.report.lists.len() == 2;
        self.parts.filter(|parts| {
            let mut reports = parts.strata.iter().map(|part| &part.report);
            !reports.any(|part| self.is_small(part.documented) || two && self.has_small_in(part))
        })
    }
}

/// The same in another sentence, with these of its places.
fn kept(message: &Message, key: &'static str, places: &[&str]) -> Message {
    let mut other = Message::new(key);
    other.places.clone_from(&message.places);
    other.places.retain(|name, _| places.contains(name));
    other
}

/// Says how many: a whole number, or a share of the documented; modes are numbers in a text.
fn has_number(message: &Message) -> bool {
    let number =
        |place: &Place| matches!(place, Place::Whole(_) | Place::Number(_) | Place::Share(_));
    message.key == "range.modes" || message.places.iter().any(|(_, place)| number(place))
}

#[cfg(test)]
mod tests {
    use super::super::{EstimateInput, document, label};
    use crate::html::html;
    use crate::input::Audience;
    use crate::links::Anchors;
    use crate::phrases::Phrases;
    use aigaq_estimation::message::Message;
    use aigaq_estimation::report::{Options, Report, estimate};
    use aigaq_estimation::strata::stratified;
    use aigaq_estimation::table::CaptureTable;
    use aigaq_schema::Language;

    /// As they are told of where three people are few.
    fn input(report: &Report) -> EstimateInput<'_> {
        EstimateInput {
            title: "How many were held".to_owned(),
            audience: Audience::Public,
            unit: "persons".to_owned(),
            conditions: Vec::new(),
            period: None,
            by: "publisher".to_owned(),
            as_of: "22 July 2021".to_owned(),
            caveat: None,
            report,
            parts: None,
            hash: None,
            threshold: Some(3),
        }
    }

    fn printed(input: &EstimateInput<'_>) -> String {
        html(&document(input, Phrases::of(Language::En)), &Anchors)
    }

    fn table(lists: &[&str], counts: &[(&str, u32)]) -> CaptureTable {
        let lists = lists.iter().map(|&list| list.to_owned()).collect();
        let counts = counts.iter();
        CaptureTable::from_patterns(lists, counts.map(|(on, count)| (*on, f64::from(*count))))
            .unwrap()
    }

    fn of_two(first: u32, second: u32, both: u32) -> CaptureTable {
        table(
            &["Court", "Press"],
            &[("10", first), ("01", second), ("11", both)],
        )
    }

    fn report(table: &CaptureTable) -> Report {
        estimate(table, &Options::default())
    }

    #[test]
    fn with_two_lists_nothing_printed_depends_on_how_few_are_on_both() {
        // A hundred people each time; whoever tries all tables of a hundred finds that each prints the same.
        let tables = [
            (60, 38, 2),
            (60, 39, 1),
            (75, 23, 2),
            (30, 69, 1),
            (97, 1, 2),
        ];
        let pages = tables.map(|(first, second, both)| {
            let report = report(&of_two(first, second, both));
            assert!(report.range.is_some());
            printed(&input(&report))
        });
        // Not as assertions of equality, which would print the pages.
        for (page, table) in pages.iter().zip(tables) {
            assert!(*page == pages[0], "{table:?}");
        }
        assert!(pages[0].contains(&label("note.small-range", Language::En)));
        let enough = report(&of_two(60, 37, 3));
        let page = printed(&input(&enough));
        assert!(page.contains("Chao"));
    }

    #[test]
    fn a_bound_does_not_tell_the_few_on_two_of_three_lists() {
        let counts = [
            ("100", 60),
            ("010", 55),
            ("001", 50),
            ("110", 2),
            ("101", 20),
            ("011", 20),
        ];
        let report = report(&table(&["Court", "Press", "Hotline"], &counts));
        let bound = report.bound.estimate.unwrap();
        let bound = crate::estimates::people(bound.n, Language::En);
        let input = input(&report);
        let page = printed(&input);
        assert!(!page.contains(&bound) && !page.contains("Chao"));
        let all = printed(&EstimateInput {
            threshold: None,
            ..input
        });
        assert!(all.contains(&bound) && all.contains("Chao"));
    }

    #[test]
    fn of_three_lists_with_few_on_two_the_answer_is_told_and_no_estimator() {
        let counts = [
            ("100", 60),
            ("010", 55),
            ("001", 50),
            ("110", 2),
            ("101", 20),
            ("011", 20),
        ];
        let report = report(&table(&["Court", "Press", "Hotline"], &counts));
        assert!(report.panel.len() > 1);
        let of_all = input(&report);
        let page = printed(&of_all);
        let heading = label("label.estimators", Language::En);
        assert!(!page.contains(&heading), "{page}");
        let answer = |said: &&Message| matches!(said.key, "say.range" | "say.answer");
        for said in report.sentences.iter().filter(answer) {
            assert!(page.contains(&crate::estimates::say(said, Language::En)));
        }
        let verdict = label(&format!("verdict.{}", report.verdict.key()), Language::En);
        assert!(page.contains(&verdict));
        let all = printed(&EstimateInput {
            threshold: None,
            ..of_all
        });
        assert!(all.contains(&heading));
    }

    #[test]
    fn parts_are_not_told_where_the_few_on_both_lists_of_one_follow() {
        let tables =
            [(30, 20, 2), (40, 25, 9)].map(|(first, second, both)| of_two(first, second, both));
        let tables = [
            ("men".to_owned(), tables[0].clone()),
            ("women".to_owned(), tables[1].clone()),
        ];
        let whole = report(&of_two(70, 45, 11));
        let parts = stratified(&tables, &Options::default());
        let of_all = EstimateInput {
            parts: Some(&parts),
            ..input(&whole)
        };
        let page = printed(&of_all);
        let heading = label("label.parts", Language::En);
        assert!(!page.contains(&heading), "{page}");
        let all = printed(&EstimateInput {
            threshold: Some(2),
            ..of_all
        });
        assert!(all.contains(&heading));
    }

    #[test]
    fn a_few_documented_are_not_counted_out_and_those_on_no_list_not_at_all() {
        let few = table(
            &["Court", "Press", "Hotline"],
            &[("100", 1), ("010", 1), ("001", 1)],
        );
        let mut report = report(&few);
        let notes =
            ["note.on-no-list", "note.perhaps"].map(|key| Message::new(key).whole("number", 2));
        report.sentences.extend(notes.clone());
        report.notes.extend(notes.clone());
        let of_few = EstimateInput {
            threshold: Some(5),
            ..input(&report)
        };
        let page = printed(&of_few);
        assert!(
            page.contains("Fewer than 5 people are documented"),
            "{page}"
        );
        assert!(!page.contains("3 people are documented"));
        for note in &notes {
            assert!(!page.contains(&crate::estimates::say(note, Language::En)));
        }
        let all = printed(&EstimateInput {
            threshold: None,
            ..of_few
        });
        assert!(all.contains("3 people are documented") && all.contains("2 in this population"));
    }

    #[test]
    fn only_the_group_is_given_the_checksum() {
        let report = report(&of_two(60, 38, 20));
        let outside = input(&report);
        let heading = label("label.hash", Language::En);
        assert!(!printed(&outside).contains(&heading));
        let inside = EstimateInput {
            hash: Some("abc0"),
            ..outside
        };
        let page = printed(&inside);
        assert!(page.contains(&heading) && page.contains("abc0"));
    }
}

//! Case 9: the lists of political prisoners.

use super::{date, day, id};
use aigaq_registers::DayRange;
use aigaq_registers::prisoners::{Decided, ListingFacts, PrisonerLists, Went};
use aigaq_registers::restrictions::Certainty;
use aigaq_schema::{Day, PartialDate, RecordId};
use proptest::prelude::*;

pub(super) fn listing(person: u8, decided: Decided, on: &str) -> ListingFacts {
    ListingFacts {
        record: id(person.wrapping_mul(7).wrapping_add(decided as u8)),
        person: id(person),
        keeper: None,
        decided,
        date: date(on),
        criteria: usize::from(decided == Decided::Recognised),
        panel: 2,
        has_reason: true,
    }
}

#[test]
fn case_09_the_list_on_two_dates_gives_additions_and_removals_with_their_reasons() {
    let lists = PrisonerLists::of([
        listing(1, Decided::Candidate, "2020-01-10"),
        listing(1, Decided::Recognised, "2020-02-01"),
        listing(2, Decided::Recognised, "2019-05-01"),
        listing(2, Decided::Removed, "2020-06-15"),
        listing(3, Decided::Recognised, "2019-01-01"),
        listing(4, Decided::Excluded, "2020-03-01"),
        listing(5, Decided::Recognised, "2020"),
    ]);
    let stock = |on: &str| -> Vec<(u8, Certainty)> {
        let stock = lists.stock(day(on)).into_iter();
        stock
            .map(|place| (place.person.as_bytes()[0], place.listed))
            .collect()
    };
    assert_eq!(
        stock("2020-01-31"),
        [
            (2, Certainty::Certainly),
            (3, Certainty::Certainly),
            (5, Certainty::Perhaps),
        ]
    );
    let changes: Vec<_> = lists
        .between(day("2020-01-01"), day("2020-12-31"))
        .into_iter()
        .map(|change| {
            (
                change.person.as_bytes()[0],
                change.went,
                change.by[0].decided,
            )
        })
        .collect();
    assert_eq!(
        changes,
        [
            (1, Went::Added, Decided::Recognised),
            (2, Went::Removed, Decided::Removed),
            (5, Went::Unclear, Decided::Recognised),
        ]
    );
    assert_eq!(stock("2020-12-31").len(), 3);
}

#[test]
fn other_keepers_lists_stand_beside_ours_and_are_not_mixed_with_it() {
    let mut theirs = listing(1, Decided::Recognised, "2020-02-01");
    theirs.keeper = Some(id(200));
    let ours = listing(1, Decided::Excluded, "2020-03-01");
    let lists = PrisonerLists::of([ours, theirs]);
    let on = lists.on(day("2021-01-01"));
    assert_eq!(on.len(), 2);
    assert_eq!((on[0].keeper, on[0].listed), (None, Certainty::No));
    assert_eq!(on[0].decided(), Some(Decided::Excluded));
    assert_eq!(
        (on[1].keeper, on[1].listed),
        (Some(id(200)), Certainty::Certainly)
    );
}

fn any_date() -> impl Strategy<Value = Option<PartialDate>> {
    proptest::option::weighted(0.9, (18_262i32..18_990, 0i32..400)).prop_map(|days| {
        days.map(|(first, more)| {
            DayRange::new(Day(first), Day(first + more))
                .unwrap()
                .edtf()
                .parse()
                .unwrap()
        })
    })
}

proptest! {
    #[test]
    fn the_order_of_decisions_about_lists_has_no_say(
        rows in proptest::collection::vec((1u8..4, 0u8..4, any_date()), 0..8),
        on in 18_200i32..19_500,
    ) {
        let facts = |rows: &[(u8, u8, Option<PartialDate>)]| -> Vec<ListingFacts> {
            rows.iter().enumerate().map(|(number, (person, what, date))| ListingFacts {
                record: id(u8::try_from(number).unwrap()),
                date: date.clone(),
                ..listing(*person, [Decided::Candidate, Decided::Recognised, Decided::Excluded, Decided::Removed][usize::from(*what)], "")
            }).collect()
        };
        let told = |lists: &PrisonerLists| -> Vec<(RecordId, Certainty)> {
            lists.on(Day(on)).iter().map(|place| (place.person, place.listed)).collect()
        };
        let mut turned = facts(&rows);
        turned.reverse();
        prop_assert_eq!(told(&PrisonerLists::of(facts(&rows))), told(&PrisonerLists::of(turned)));
    }

    /// Every choice of exact days gives one last decision: certain is what holds in all, no what holds in none.
    #[test]
    fn being_listed_is_what_all_choices_of_days_say(
        rows in proptest::collection::vec((0u8..2, 0i32..8, 0i32..4), 1..4),
        on in -1i32..13,
    ) {
        let facts = rows.iter().enumerate().map(|(number, (what, first, more))| ListingFacts {
            record: id(u8::try_from(number).unwrap()),
            date: Some(DayRange::new(Day(*first), Day(first + more)).unwrap().edtf().parse().unwrap()),
            ..listing(1, if *what == 0 { Decided::Recognised } else { Decided::Removed }, "")
        });
        let mut choices: Vec<Vec<i32>> = vec![Vec::new()];
        for (_, first, more) in &rows {
            choices = choices.iter().flat_map(|c| (*first..=first + more).map(move |d| [c.as_slice(), &[d]].concat())).collect();
        }
        // Two decisions of one day: either may be the last.
        let (mut yes, mut no) = (false, false);
        for choice in &choices {
            let newest = choice.iter().filter(|d| **d <= on).max();
            match newest {
                None => no = true,
                Some(newest) => for (place, at) in choice.iter().enumerate() {
                    if at == newest {
                        if rows[place].0 == 0 { yes = true } else { no = true }
                    }
                },
            }
        }
        let expected = match (yes, no) {
            (true, false) => Certainty::Certainly,
            (true, true) => Certainty::Perhaps,
            _ => Certainty::No,
        };
        let lists = PrisonerLists::of(facts);
        let found = lists.on(Day(on)).first().map_or(Certainty::No, |place| place.listed);
        prop_assert_eq!(found, expected);
    }
}

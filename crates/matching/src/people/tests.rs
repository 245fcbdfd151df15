use super::*;
use crate::decision::{Decision, Held, Holds, Said};
use proptest::prelude::*;

fn person(id: u32, name: &str, born: &str, place: &str) -> Person<u32> {
    Person {
        id,
        names: vec![name.into()],
        born: born.parse().ok(),
        sex: None,
        places: vec![place.into()],
        identifiers: vec![],
    }
}

fn people(all: Vec<Person<u32>>) -> People<u32> {
    People::of(Model::shipped(), all).unwrap()
}

fn nothing_held() -> Held<u32, u32> {
    Held::of(&[])
}

fn groups(people: &People<u32>, held: &Held<u32, u32>) -> Vec<Vec<u32>> {
    let grouped = people.groups(held, 2);
    grouped
        .iter()
        .map(|group| group.iter().map(|m| *people.id(*m).unwrap()).collect())
        .collect()
}

/// A few hundred others, so that frequencies and odds are those of a real list.
fn others(from: u32) -> Vec<Person<u32>> {
    let given = [
        "Айдос",
        "Болат",
        "Виктор",
        "Дархан",
        "Ерлан",
        "Жанна",
        "Марат",
        "Олжас",
        "Светлана",
        "Тимур",
    ];
    let family = [
        "Абаев",
        "Бекетов",
        "Волков",
        "Досов",
        "Есимов",
        "Ким",
        "Лебедев",
        "Мусин",
        "Оспанов",
        "Серiков",
    ];
    (0..300)
        .map(|i| {
            let (g, f) = (given[(i % 10) as usize], family[(i / 10 % 10) as usize]);
            let name = format!("{g} {f}{}", ["бай", "хан", "ский"][(i / 100) as usize]);
            let born = format!("{}-{:02}-{:02}", 1950 + i % 50, 1 + i % 12, 1 + i % 28);
            person(
                from + i,
                &name,
                &born,
                ["Алматы", "Астана", "Атырау"][(i % 3) as usize],
            )
        })
        .collect()
}

#[test]
fn one_person_in_three_scripts_and_two_orders_is_one() {
    let mut all = others(100);
    all.extend([
        person(1, "Мұхтар Әблязов", "1963-05-16", "Алматы"),
        person(2, "Аблязов Мухтар Кабулович", "1963-05-16", ""),
        person(3, "Mukhtar Ablyazov", "1963", "Алматы"),
        person(4, "Muktar Abliazov", "1963-05-16", "Алматы"),
    ]);
    assert_eq!(groups(&people(all), &nothing_held()), [vec![1, 2, 3, 4]]);
}

#[test]
fn a_name_alone_proposes_and_never_merges() {
    let mut all = others(100);
    all.extend([
        person(1, "Қайыргелді Сүйіншәлиев", "", ""),
        person(2, "Кайыргелды Суйиншалиев", "", ""),
        person(3, "Кайыргелды Суйиншалиев", "", ""),
    ]);
    let people = people(all);
    assert!(groups(&people, &nothing_held()).is_empty());
    let proposed = people.proposals(&nothing_held(), 1);
    let pairs: Vec<(u32, u32)> = proposed.iter().map(|p| (p.one, p.other)).collect();
    assert!(
        pairs.contains(&(1, 2)) && pairs.contains(&(2, 3)),
        "{pairs:?}"
    );
    assert!(proposed.iter().all(|p| p.besides == Besides::Nothing));
}

#[test]
fn a_name_and_a_town_propose_and_do_not_merge_however_rare_the_name_is() {
    let mut all = others(100);
    all.extend([
        person(1, "Қайыргелді Сүйіншәлиев", "", "Алматы"),
        person(2, "Кайыргелды Суйиншалиев", "", "Алматы"),
        person(3, "Зейнолла Күнтуғанов Ерболұлы", "", "Атырау"),
        person(4, "Kuntuganov Zeinolla Erbolovich", "", "Атырау"),
    ]);
    let people = people(all);
    assert_eq!(
        groups(&people, &nothing_held()),
        [vec![3, 4]],
        "the father's name is more than the town"
    );
    let proposed = people.proposals(&nothing_held(), 1);
    let asked = proposed.iter().find(|p| (p.one, p.other) == (1, 2));
    assert_eq!(asked.map(|p| p.besides), Some(Besides::Place));
}

#[test]
fn brothers_father_and_son_and_man_and_woman_stay_apart() {
    let mut all = others(100);
    let with = |id, name: &str, born: &str, sex| Person {
        sex: Some(sex),
        ..person(id, name, born, "Алматы")
    };
    all.extend([
        with(1, "Ержан Сүйіншәлиев", "1980-01-02", Sex::Male),
        with(2, "Ерлан Сүйіншәлиев", "1980-01-02", Sex::Male),
        with(3, "Талғат Аян", "1970-03-04", Sex::Male),
        with(4, "Аян Талғатов", "1995-03-04", Sex::Male),
        with(5, "Сүйіншәлиева Жанна", "1980-01-02", Sex::Female),
        with(6, "Қуат Серікұлы Тоқсанбаев", "1980", Sex::Male),
        with(7, "Қуат Болатұлы Тоқсанбаев", "1980", Sex::Male),
    ]);
    assert_eq!(
        groups(&people(all), &nothing_held()),
        Vec::<Vec<u32>>::new()
    );
}

#[test]
fn an_identifier_proves_and_contradicts() {
    let with = |id, name: &str, value: &str| Person {
        identifiers: vec![Identifier {
            kind: "iin".into(),
            value: value.into(),
        }],
        ..person(id, name, "1980-01-02", "Алматы")
    };
    let mut all = others(100);
    all.extend([
        with(1, "Қуат Тоқсанбаев", "800102 300 123"),
        with(2, "Куат Токсанбаев", "800102300123"),
        with(3, "Куат Токсанбаев", "800102300999"),
    ]);
    let people = people(all);
    assert_eq!(groups(&people, &nothing_held()), [vec![1, 2]]);
    let explained = people.explain(&2, &3).unwrap();
    assert_eq!(explained.forbidden, Some(Forbidden::Identifier));
}

#[test]
fn what_people_said_holds_against_the_evidence() {
    let mut all = others(100);
    all.extend([
        person(1, "Қуат Тоқсанбаев", "1980-01-02", "Алматы"),
        person(2, "Куат Токсанбаев", "1980-01-02", "Алматы"),
        person(3, "Куат Токсанбаев", "1980-01-02", "Алматы"),
        person(4, "Нұрбол Жарылғасын", "", ""),
    ]);
    let people = people(all);
    assert_eq!(groups(&people, &nothing_held()), [vec![1, 2, 3]]);
    let decision = |id, a, b, said| Decision {
        id,
        pair: (a, b),
        said,
    };
    let mut said = vec![
        decision(1, 3, 2, Said::Different),
        decision(2, 4, 1, Said::Same),
    ];
    let held = Held::of(&said);
    let grouped = people.groups(&held, 2);
    let place = |id| people.find(&id).unwrap();
    assert_ne!(grouped.represents(place(2)), grouped.represents(place(3)));
    assert_eq!(grouped.represents(place(4)), place(1));
    let asked = people.proposals(&held, 2);
    assert!(
        asked.iter().all(|p| (p.one, p.other) != (2, 3)),
        "decided: not asked again"
    );
    said.extend([
        decision(3, 0, 0, Said::Revoke(1)),
        decision(4, 0, 0, Said::Revoke(2)),
    ]);
    assert_eq!(
        groups(&people, &Held::of(&said)),
        [vec![1, 2, 3]],
        "exactly what was"
    );
}

#[test]
fn an_explanation_tells_words_rules_bits_and_frequencies() {
    let mut all = others(100);
    all.extend([
        person(1, "Мұхтар Әблязов", "1963-05-16", "Алматы"),
        person(2, "Ablyazov Mukhtar", "1963-05-17", "Атырау"),
    ]);
    let people = people(all);
    let explained = people.explain(&1, &2).unwrap();
    let sum: Bits = explained.parts.iter().map(|p| p.bits).sum();
    assert_eq!(sum, explained.bits, "what is told is what was weighed");
    let Some(Part {
        finding:
            Finding::Words {
                left,
                right,
                frequency,
                ..
            },
        bits,
        ..
    }) = explained
        .parts
        .iter()
        .find(|p| p.compared == Compared::Surname)
    else {
        panic!("{explained:?}");
    };
    assert_eq!(
        (left.as_deref(), right.as_deref()),
        (Some("Әблязов"), Some("Ablyazov"))
    );
    assert!(*bits > Bits(6000) && frequency.is_some_and(|f| f < 0.01));
    assert!(
        explained
            .parts
            .iter()
            .any(|p| p.finding == Finding::NoPlaceInCommon && p.bits < Bits::ZERO)
    );
    assert!(people.explain(&1, &99_999).is_none());
}

#[test]
fn agreeing_on_a_rare_surname_says_more() {
    let mut all = others(100);
    for i in 0..60 {
        all.push(person(
            1000 + i,
            &format!("{} Ахметов", ["Асан", "Усен", "Данияр"][i as usize % 3]),
            "",
            "",
        ));
    }
    all.extend([
        person(1, "Қанат Ахметов", "", ""),
        person(2, "Канат Ахметов", "", ""),
        person(3, "Қанат Тілеуқабыл", "", ""),
        person(4, "Канат Тилеукабыл", "", ""),
    ]);
    let people = people(all);
    let bits = |a, b| people.explain(&a, &b).unwrap().bits;
    assert!(bits(3, 4) > bits(1, 2) + Bits(2000));
}

#[test]
fn decisions_teach_and_a_few_teach_little() {
    let mut all = others(10_000);
    // A group whose lists often have another place for one person.
    for i in 0..80 {
        let name = format!(
            "{} Тоқсанбаев{}",
            ["Қуат", "Асқар", "Нұрбол", "Дәурен"][i as usize % 4],
            ["", "ұлы"][i as usize / 40]
        );
        let born = format!("{}-02-{:02}", 1960 + i % 40, 1 + i % 28);
        all.push(person(2 * i, &name, &born, "Алматы"));
        all.push(person(2 * i + 1, &name, &born, "Атырау"));
    }
    let mut people = people(all);
    let before = people.explain(&0, &1).unwrap();
    let same = |n: u32| -> Held<u32, u32> {
        let said = (0..n).map(|i| Decision {
            id: i,
            pair: (2 * i, 2 * i + 1),
            said: Said::Same,
        });
        Held::of(&said.collect::<Vec<_>>())
    };
    let place = |e: &Explanation| {
        e.parts
            .iter()
            .find(|p| p.compared == Compared::Place)
            .unwrap()
            .bits
    };
    people.learn(&same(3));
    let few = people.explain(&0, &1).unwrap();
    assert!(place(&few) > place(&before) && place(&few) < Bits::ZERO);
    people.learn(&same(80));
    let many = people.explain(&0, &1).unwrap();
    assert!(place(&many) > place(&few) + Bits(1000));
    people.learn(&same(0));
    assert_eq!(people.explain(&0, &1).unwrap(), before);
}

#[test]
fn a_new_record_is_placed_as_if_it_had_been_there() {
    let mut all = others(100);
    all.extend([
        person(1, "Мұхтар Әблязов", "1963-05-16", "Алматы"),
        person(2, "Ablyazov Mukhtar", "1963-05-16", "Алматы"),
        person(3, "Нұрбол Жарылғасын", "1971-01-01", "Атырау"),
    ]);
    let mut people = people(all);
    let mut grouped = people.groups(&nothing_held(), 2);
    let new = person(0, "Аблязов Мухтар", "1963-05-16", "Алматы");
    let placed = people.place(new.clone(), &grouped);
    assert_eq!(placed.with, people.find(&1));
    assert_eq!(placed.proposals.len(), 2);
    let place = people.add(new.clone(), placed.with, &mut grouped).unwrap();
    assert_eq!(
        people.representative(&grouped, place),
        Some(&0),
        "the smallest id represents"
    );
    assert_eq!(grouped.members(place).len(), 3);
    assert_eq!(people.add(new, None, &mut grouped), Err(SameId(0)));
    let again = people.place(person(7, "Mukhtar Ablyazov", "1963", "Алматы"), &grouped);
    assert_eq!(again.proposals.len(), 3, "what was added is found");
    let alone = people.place(person(8, "Zzz Qqq", "", ""), &grouped);
    assert_eq!((alone.with, alone.proposals), (None, vec![]));
}

#[test]
fn two_records_with_one_id_are_refused() {
    let twice = vec![person(1, "А Б", "", ""), person(1, "В Г", "", "")];
    assert_eq!(People::of(Model::shipped(), twice).err(), Some(SameId(1)));
    assert!(people(vec![]).is_empty());
}

#[test]
fn ten_thousand_rows_of_one_text_are_read_in_a_moment() {
    // So frequent a name says nothing; the number does.
    let number = Identifier {
        kind: "iin".into(),
        value: "800101300123".into(),
    };
    let one = |i| Person {
        identifiers: vec![number.clone()],
        ..person(i, "Иванов Иван", "1980-01-01", "Алматы")
    };
    let mut all: Vec<Person<u32>> = (0..10_000).map(one).collect();
    all.extend((10_000..20_000).map(|i| person(i, "неизвестный", "", "")));
    let people = people(all);
    let found = groups(&people, &nothing_held());
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [10_000]);
}

fn hostile() -> impl Strategy<Value = Vec<Person<u32>>> {
    let name = prop_oneof![
        "\\PC{0,30}",
        Just("Аблязов Мухтар".to_owned()),
        Just("Ablyazov M.".to_owned()),
        Just("А".to_owned()),
        Just("😀 😀".to_owned()),
        Just("Серік Серікұлы Серіков".to_owned()),
        Just("и ".repeat(900)),
    ];
    let born = prop_oneof![
        Just(""),
        Just("1963-05-16"),
        Just("1963"),
        Just("../1999"),
        Just("196X"),
        Just("0000"),
        Just("-9999")
    ];
    let one = (
        proptest::collection::vec(name, 0..3),
        born,
        "[абв]{0,1}",
        0_u8..3,
        "[0-9 ]{0,2}",
    );
    proptest::collection::vec(one, 0..14).prop_map(|all| {
        let numbered = (0_u32..).zip(all);
        numbered
            .map(|(id, (names, born, place, sex, value))| Person {
                id,
                names,
                born: born.parse().ok(),
                sex: [None, Some(Sex::Male), Some(Sex::Female)][usize::from(sex)],
                places: vec![place],
                identifiers: vec![Identifier {
                    kind: "k".into(),
                    value,
                }],
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_comes_out_does_not_depend_on_the_order(
        (all, mixed) in hostile().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        decided in proptest::collection::vec((0_u32..14, 0_u32..14, any::<bool>()), 0..6),
    ) {
        let said: Vec<Decision<u32, u32>> = (0..).zip(decided).map(|(id, (a, b, same))| Decision {
            id, pair: (a, b), said: if same { Said::Same } else { Said::Different },
        }).collect();
        let held = Held::of(&said);
        let (one, other) = (people(all), people(mixed));
        prop_assert_eq!(groups(&one, &held), groups(&other, &held));
        prop_assert_eq!(one.proposals(&held, 1), other.proposals(&held, 3));
        let grouped = one.groups(&held, 1);
        for ((a, b), holds, _) in held.iter() {
            if let (Some(a), Some(b), Holds::Different) = (one.find(&a), one.find(&b), holds) {
                prop_assert_ne!(grouped.represents(a), grouped.represents(b));
            }
        }
        for place in 0..u32::try_from(one.len()).unwrap() {
            let members = grouped.members(place);
            prop_assert_eq!(grouped.represents(place), members[0]);
            prop_assert!(members.contains(&place));
        }
        for p in one.proposals(&held, 1) {
            prop_assert_eq!(one.explain(&p.one, &p.other).unwrap().bits, p.bits);
        }
    }

    #[test]
    fn every_new_record_can_be_placed(all in hostile(), new in hostile()) {
        let mut one = people(all);
        let mut grouped = one.groups(&nothing_held(), 1);
        for mut person in new {
            person.id += 100;
            let placed = one.place(person.clone(), &grouped);
            one.add(person, placed.with, &mut grouped).unwrap();
        }
    }
}

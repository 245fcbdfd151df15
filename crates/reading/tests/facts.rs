//! Facts of invented sentences: who, what, when; and what is no fact.

use aigaq_reading::{Fact, Known, Reading, read};

fn facts(text: &str) -> Vec<(String, &'static str, String)> {
    let reading: Reading = read(
        text,
        &Known {
            year: Some(2020),
            ..Known::default()
        },
    );
    let told = |fact: &Fact| {
        (
            fact.who.clone(),
            fact.kind,
            fact.date.clone().unwrap_or_default(),
        )
    };
    reading.facts.iter().map(told).collect()
}

fn check(text: &str, wanted: &[(&str, &'static str, &str)]) {
    let wanted: Vec<(String, &'static str, String)> = wanted
        .iter()
        .map(|(who, kind, date)| ((*who).to_owned(), *kind, (*date).to_owned()))
        .collect();
    assert_eq!(facts(text), wanted, "{text}");
}

#[test]
fn those_named_together_suffer_together() {
    check(
        "On May 5, 2019 the activists Aidar Bekov, Marat Saparov and Dana Omarova were arrested in Taraz.",
        &[
            ("Aidar Bekov", "arrest", "2019-05-05"),
            ("Marat Saparov", "arrest", "2019-05-05"),
            ("Dana Omarova", "arrest", "2019-05-05"),
        ],
    );
}

#[test]
fn a_court_does_it_to_whom_it_names_and_then_to_them() {
    check(
        "In March 2018, a court found bloggers Aidar Bekov and Marat Saparov guilty of libel, and sentenced them to two years in prison.",
        &[
            ("Aidar Bekov", "conviction", "2018-03"),
            ("Marat Saparov", "conviction", "2018-03"),
            ("Aidar Bekov", "sentence", "2018-03"),
            ("Marat Saparov", "sentence", "2018-03"),
        ],
    );
}

#[test]
fn a_pronoun_and_a_surname_are_the_person_named_before() {
    check(
        "Journalist Dana Omarova was detained on June 3, 2019. In July she was released. Police beat Omarova.",
        &[
            ("Dana Omarova", "detention", "2019-06-03"),
            ("Dana Omarova", "release", "2019-07"),
            ("Dana Omarova", "attack", ""),
        ],
    );
}

#[test]
fn a_group_is_who_when_nobody_is_named() {
    check(
        "Police detained at least 40 protesters on January 9, 2020. Two people died.",
        &[
            ("at least 40 protesters", "detention", "2020-01-09"),
            ("Two people", "death", "2020-01-09"),
        ],
    );
}

#[test]
fn an_organisation_is_closed_and_a_person_is_not() {
    check(
        "The Union of Steel Workers (USW) was dissolved in April 2017. The USW was suspended in 2015.",
        &[
            ("Union of Steel Workers", "closure", "2017-04"),
            ("Union of Steel Workers", "suspension", "2015"),
        ],
    );
}

#[test]
fn what_is_asked_for_denied_or_only_possible_is_no_fact() {
    for text in [
        "The group called for the release of Dana Omarova.",
        "Dana Omarova was not arrested.",
        "Dana Omarova could be fined or arrested.",
        "Human Rights Watch urged the authorities to free Dana Omarova; she should be released.",
        "Activists are regularly detained.",
        "She faces up to five years in prison.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn the_day_of_another_event_is_not_taken() {
    check(
        "Aidar Bekov was convicted in May 2019 after he was detained in March 2018.",
        &[
            ("Aidar Bekov", "conviction", "2019-05"),
            ("Aidar Bekov", "detention", "2018-03"),
        ],
    );
}

#[test]
fn russian_facts_name_people_in_the_nominative() {
    check(
        "12 июня 2013 года полиция задержала активиста Сергея Удальцова. Суд приговорил Марию Алехину к двум годам колонии.",
        &[
            ("Сергей Удальцов", "detention", "2013-06-12"),
            ("Мария Алехина", "sentence", ""),
        ],
    );
    check(
        "В мае 2013 года Ольга Иванова и Петр Сидоров были арестованы.",
        &[
            ("Ольга Иванова", "arrest", "2013-05"),
            ("Петр Сидоров", "arrest", "2013-05"),
        ],
    );
}

#[test]
fn a_fact_told_twice_is_one_and_knows_its_note() {
    let text = "Aidar Bekov was arrested in May 2019.[1] Bekov was arrested in May 2019.[2]\n\n[1] A, Title one, https://a.example/\n\n[2] B, Title two, https://b.example/\n";
    let reading = read(text, &Known::default());
    assert_eq!(reading.facts.len(), 1);
    assert_eq!(reading.facts[0].note, Some(1));
    assert_eq!(
        reading.text.at(reading.facts[0].span),
        "Aidar Bekov was arrested in May 2019"
    );
}

#[test]
fn how_long_after_is_no_length_of_what_was_done() {
    let text = "On March 14, 2021 police in Taraz detained Dana Omarova. She was charged two days later with fraud.";
    let reading = read(text, &Known::default());
    let charge = reading.facts.iter().find(|fact| fact.kind == "charge");
    assert_eq!(charge.map(|fact| fact.detail.as_deref()), Some(None));
}

#[test]
fn in_russian_whom_it_is_done_to_may_stand_behind_the_place_or_before_the_verb() {
    check(
        "15 июня 2019 года сотрудники полиции задержали в Таразе журналиста Айдара Бекова и адвоката Марата Сапарова.",
        &[
            ("Айдар Беков", "detention", "2019-06-15"),
            ("Марат Сапаров", "detention", "2019-06-15"),
        ],
    );
    check(
        "Журналистку Дану Омарову арестовали 18 мая 2019 года в Таразе. В июне её приговорили к двум годам тюрьмы.",
        &[
            ("Дана Омарова", "arrest", "2019-05-18"),
            ("Дана Омарова", "sentence", "2019-06"),
        ],
    );
    check(
        "Беков 18 октября 2019 года был дома. Айдара Бекова осудил суд.",
        &[("Айдар Беков", "conviction", "")],
    );
    // Who does it is not whom it is done to.
    check("Айдар Беков задержал кассу.", &[]);
}

#[test]
fn a_number_alone_is_of_those_who_suffered() {
    check(
        "16 мая 2019 года погибли не менее 40 человек, ещё 200 были задержаны.",
        &[
            ("не менее 40 человек", "death", "2019-05-16"),
            ("200", "detention", "2019-05-16"),
        ],
    );
}

#[test]
fn those_among_the_detained_were_detained() {
    check(
        "On May 5, 2019, police detained over 20 activists. Among those detained were Aidar Bekov, a lawyer, and Dana Omarova.",
        &[
            ("Aidar Bekov", "detention", "2019-05-05"),
            ("Dana Omarova", "detention", "2019-05-05"),
            ("over 20 activists", "detention", "2019-05-05"),
        ],
    );
}

#[test]
fn a_suspended_sentence_suspends_no_body() {
    check(
        "On May 5, 2019, Aidar Bekov, the director of Steppe Television, was sentenced to five years in prison, suspended for three years.",
        &[("Aidar Bekov", "sentence", "2019-05-05")],
    );
    check(
        "On May 5, 2019, a court suspended Steppe Television for three months.",
        &[("Steppe Television", "suspension", "2019-05-05")],
    );
}

#[test]
fn what_is_done_with_several_words_is_told_of_whom_follows() {
    check(
        "In May 2019, the ministry blocked the website of Steppe Television.",
        &[("Steppe Television", "ban", "2019-05")],
    );
    check(
        "In May 2019, the ministry denied registration to the Union of Steel Workers.",
        &[("Union of Steel Workers", "registration_refusal", "2019-05")],
    );
    check(
        "В мае 2019 года министерство заблокировало сайт «Степная правда».",
        &[("Степная правда", "ban", "2019-05")],
    );
    check(
        "In May 2019, a court placed Dana Omarova under house arrest and stripped Aidar Bekov of citizenship.",
        &[
            ("Dana Omarova", "restriction", "2019-05"),
            ("Aidar Bekov", "citizenship", "2019-05"),
        ],
    );
}

#[test]
fn who_leaves_a_country_is_told_from_who_leaves_a_school() {
    check(
        "On May 5, 2019, Turkey deported Aidar Bekov, and Kazakhstan extradited Dana Omarova.",
        &[
            ("Aidar Bekov", "expulsion", "2019-05-05"),
            ("Dana Omarova", "extradition", "2019-05-05"),
        ],
    );
    check(
        "On May 5, 2019, Aidar Bekov was expelled from the university.",
        &[],
    );
}

#[test]
fn a_day_told_by_the_time_since_is_counted() {
    check(
        "Dana Omarova was detained on May 30, 2019. She was charged three days later. The next day Omarova was released.",
        &[
            ("Dana Omarova", "detention", "2019-05-30"),
            ("Dana Omarova", "charge", "2019-06-02"),
            ("Dana Omarova", "release", "2019-06-03"),
        ],
    );
    check(
        "In May 2019 Dana Omarova was detained. She was charged three days later.",
        &[
            ("Dana Omarova", "detention", "2019-05"),
            ("Dana Omarova", "charge", ""),
        ],
    );
}

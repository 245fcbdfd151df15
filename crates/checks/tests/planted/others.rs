//! Faults in other words, languages and places than the first ones: told in Russian, in chains of totals, without
//! sources, near their sources, in the future.

use crate::faults::Plant;
use crate::world::{World, date, number, text};
use aigaq_checks::Kind;
use aigaq_schema::{NameKind, RecordId, Value};

fn pick(all: &[RecordId], at: usize) -> RecordId {
    all[at % all.len()]
}

/// A figure of another report, of a scope of its own.
fn figure(
    w: &mut World,
    indicator: &str,
    value: &str,
    unit: &str,
    part_of: Option<RecordId>,
) -> RecordId {
    let mut values = vec![
        ("indicator", text(indicator)),
        ("scope", text("Область")),
        ("period", date("2018")),
        ("value", number(value)),
        ("unit", text(unit)),
    ];
    values.extend(part_of.map(|total| ("part_of", Value::Reference(total))));
    w.add("figure", Some((w.other_report, "с. 12")), &values)
}

/// An article, and the year and month of it.
fn article(w: &mut World, at: usize) -> (RecordId, i32, u32) {
    let article = pick(&w.articles, at);
    let told = w.value(article, "date").plain();
    let (year, month) = told.split_once('-').unwrap();
    (article, year.parse().unwrap(), month.parse().unwrap())
}

/// A person with a date that is not this one's: nobody else's.
fn somebody(w: &mut World) -> RecordId {
    let name = Value::Name {
        text: "Qyzylorda Xenon".to_owned(),
        kind: NameKind::Full,
    };
    w.add(
        "actor",
        None,
        &[("name", name), ("kind", Value::term("person"))],
    )
}

pub const OTHERS: &[(&str, Plant)] = &[
    (
        "an event a century before the article that reports it",
        |w, at| {
            let (article, year, month) = article(w, at);
            let start = format!("{}-{month:02}-03", year - 100);
            let event = w.add(
                "event",
                Some((article, "")),
                &[
                    ("title", text("Xylophones confiscated")),
                    ("start", date(&start)),
                ],
            );
            Some((Kind::Century, event))
        },
    ),
    (
        "an event and its act a century before the article that reports them",
        |w, at| {
            let (article, year, month) = article(w, at);
            let start = format!("{}-{month:02}-03", year - 100);
            let event = w.add(
                "event",
                Some((article, "")),
                &[
                    ("title", text("Xylophones confiscated")),
                    ("start", date(&start)),
                ],
            );
            w.add(
                "act",
                Some((article, "")),
                &[("event", Value::Reference(event)), ("start", date(&start))],
            );
            Some((Kind::Century, event))
        },
    ),
    ("an act a century before it was heard of", |w, _| {
        let act = w.add(
            "act",
            None,
            &[
                ("start", date("1919-04-05")),
                ("learned", date("2019-04-09")),
            ],
        );
        Some((Kind::Century, act))
    }),
    ("an event that ends a century after it began", |w, at| {
        let event = pick(&w.events, at);
        let end = w.value(event, "end").plain();
        let year: i32 = end[..4].parse().unwrap();
        w.change(event, "end", date(&format!("{}{}", year + 100, &end[4..])));
        Some((Kind::Century, event))
    }),
    ("an act that has not come yet", |w, _| {
        let act = w.add("act", None, &[("start", date("2203-05-06"))]);
        Some((Kind::Order, act))
    }),
    ("a part whose own parts are too few", |w, at| {
        let part = pick(&w.parts, at);
        let value: i64 = w.value(part, "value").plain().parse().unwrap();
        let mut last = part;
        for (place, value) in [("north", value - 2), ("south", 1)] {
            last = w.add(
                "figure",
                Some((w.report, "p160")),
                &[
                    ("indicator", text(&format!("Xenon in the {place}"))),
                    ("scope", text("The country")),
                    ("period", date("2020")),
                    ("value", number(&value.to_string())),
                    ("unit", text("threats")),
                    ("part_of", Value::Reference(part)),
                ],
            );
        }
        Some((Kind::Sum, last))
    }),
    ("слагаемые больше итога", |w, _| {
        let total = figure(w, "Задержания всего", "120", "задержаний", None);
        figure(w, "Задержания: столица", "80", "задержаний", Some(total));
        let last = figure(w, "Задержания: область", "45", "задержаний", Some(total));
        Some((Kind::Sum, last))
    }),
    ("часть больше целого", |w, _| {
        let total = figure(w, "Штрафы всего", "20", "штрафов", None);
        let part = figure(w, "Штрафы журналистам", "27", "штрафов", Some(total));
        Some((Kind::Sum, part))
    }),
    ("доли больше целого", |w, _| {
        let total = figure(w, "Опрошенные", "300", "человек", None);
        figure(w, "Ответили да", "61", "процент", Some(total));
        let last = figure(w, "Ответили нет", "58", "процентов", Some(total));
        Some((Kind::Percent, last))
    }),
    ("угроз меньше, чем людей", |w, _| {
        let threats = figure(w, "Угрозы", "30", "угроз", None);
        figure(w, "Люди, которым угрожали", "45", "человек", None);
        Some((Kind::Unit, threats))
    }),
    ("полчеловека", |w, _| {
        let people = figure(w, "Осуждённые", "12.5", "человек", None);
        Some((Kind::Unit, people))
    }),
    ("людей меньше нуля", |w, _| {
        let people = figure(w, "Погибшие", "-5", "человек", None);
        Some((Kind::Unit, people))
    }),
    (
        "один показатель, два числа",
        |w, _| {
            figure(w, "Погибшие при пожаре", "31", "человек", None);
            let other = w.add(
                "figure",
                Some((w.report, "с. 3")),
                &[
                    ("indicator", text("Погибшие при пожаре")),
                    ("scope", text("Область")),
                    ("period", date("2018")),
                    ("value", number("37")),
                    ("unit", text("человек")),
                ],
            );
            Some((Kind::Exclude, other))
        },
    ),
    ("a decision due before it was taken", |w, _| {
        let decision = w.add(
            "decision",
            None,
            &[
                ("title", text("Xenon decided")),
                ("date", date("2020-05-06")),
                ("due", date("2020-03")),
            ],
        );
        Some((Kind::Order, decision))
    }),
    ("an application answered before it was filed", |w, _| {
        let application = w.add(
            "application",
            None,
            &[
                ("filed", date("2020-05-06")),
                ("answered", date("2020-04-30")),
            ],
        );
        Some((Kind::Order, application))
    }),
    ("a consent withdrawn before it was given", |w, _| {
        let person = somebody(w);
        let consent = w.add(
            "consent",
            None,
            &[
                ("person", Value::Reference(person)),
                ("date", date("2021-01-05")),
                ("withdrawn", date("2020-12-31")),
            ],
        );
        Some((Kind::Order, consent))
    }),
    ("a sentence after the report that tells it", |w, at| {
        let case = pick(&w.cases, at);
        w.change(case, "decided", date("2021-09"));
        Some((Kind::AfterPublication, case))
    }),
    ("consent for the group alone", |w, at| {
        let consent = pick(&w.consents, at);
        w.change(consent, "audience", Value::term("internal"));
        Some((Kind::Consent, w.publication))
    }),
    (
        "consent withdrawn before it is known when it was given",
        |w, at| {
            let consent = pick(&w.consents, at);
            w.forget(consent, "date");
            w.change(consent, "state", Value::term("withdrawn"));
            Some((Kind::Consent, w.publication))
        },
    ),
    ("consent for partners", |w, at| {
        let consent = pick(&w.consents, at);
        w.change(consent, "audience", Value::term("partners"));
        Some((Kind::Consent, w.publication))
    }),
    ("consent without a name", |w, at| {
        let consent = pick(&w.consents, at);
        w.change(consent, "state", Value::term("anonymous"));
        Some((Kind::Consent, w.publication))
    }),
    ("an address twice begun", |w, at| {
        let article = pick(&w.articles, at);
        let address = w.value(article, "url").plain();
        w.change(article, "url", Value::Url(format!("http://{address}")));
        Some((Kind::Reference, article))
    }),
    ("an address with the sentence's comma", |w, at| {
        let article = pick(&w.articles, at);
        let address = w.value(article, "url").plain();
        w.change(article, "url", Value::Url(format!("{address},")));
        Some((Kind::Reference, article))
    }),
    ("a letter of another script in an address", |w, at| {
        let article = pick(&w.articles, at);
        let address = w.value(article, "url").plain();
        w.change(
            article,
            "url",
            Value::Url(address.replace("daily", "dаily")),
        );
        Some((Kind::Reference, article))
    }),
    ("a name told in Latin letters", |w, _| {
        let name = |text: &str| Value::Name {
            text: text.to_owned(),
            kind: NameKind::Full,
        };
        let person = |w: &mut World, told: &str| {
            w.add(
                "actor",
                None,
                &[("name", name(told)), ("kind", Value::term("person"))],
            )
        };
        person(w, "Ержан Қуанышбеков");
        let twin = person(w, "Yerzhan Kuanyshbekov");
        Some((Kind::NameVariants, twin))
    }),
    ("three categories at once", |w, at| {
        let person = pick(&w.people, at);
        let had = w.value(person, "category").plain();
        for other in ["journalist", "lawyer"] {
            assert_ne!(had, other);
            w.say(person, None, "category", Value::term(other));
        }
        Some((Kind::Category, person))
    }),
    ("a promise judged by the government alone", |w, at| {
        let n = at % w.assessments.len();
        w.change(w.assessments[n], "axis", Value::term("government"));
        Some((Kind::Unassessed, w.commitments[n]))
    }),
];

/// Tells something in which nothing is wrong.
pub type Tell = fn(&mut World, usize);

/// The same things told as they can be.
pub const TWINS: &[(&str, Tell)] = &[
    (
        "an event in the month of its article, and an act of it",
        |w, at| {
            let (article, year, month) = article(w, at);
            let start = date(&format!("{year}-{month:02}-03"));
            let told = Some((article, ""));
            let values = [
                ("title", text("Xylophones confiscated")),
                ("start", start.clone()),
            ];
            let event = w.add("event", told, &values);
            w.add(
                "act",
                told,
                &[("event", Value::Reference(event)), ("start", start)],
            );
        },
    ),
    ("an article about the history of a century ago", |w, at| {
        let (article, year, month) = article(w, at);
        for (title, year) in [
            ("Xylophones invented", year - 100),
            ("Zithers forbidden", year - 98),
        ] {
            let values = [
                ("title", text(title)),
                ("start", date(&format!("{year}-{month:02}-03"))),
            ];
            w.add("event", Some((article, "")), &values);
        }
    }),
    ("somebody who died a hundred years old", |w, _| {
        let person = somebody(w);
        w.say(person, None, "birth", date("1920-05-06"));
        w.say(person, None, "death", date("2020-06-01"));
    }),
    ("an act heard of days later", |w, _| {
        w.add(
            "act",
            None,
            &[
                ("start", date("2019-04-05")),
                ("learned", date("2019-04-09")),
            ],
        );
    }),
    ("an event that was announced", |w, _| {
        let values = [
            ("title", text("Xylophones announced")),
            ("start", date("2024-04-05")),
        ];
        w.add("event", None, &values);
    }),
    ("слагаемые и итог", |w, _| {
        let total = figure(w, "Задержания всего", "120", "задержаний", None);
        figure(w, "Задержания: столица", "80", "задержаний", Some(total));
        figure(w, "Задержания: область", "40", "задержаний", Some(total));
    }),
    ("часть не больше целого", |w, _| {
        let total = figure(w, "Штрафы всего", "20", "штрафов", None);
        figure(w, "Штрафы журналистам", "17", "штрафов", Some(total));
    }),
    ("доли целого", |w, _| {
        let total = figure(w, "Опрошенные", "300", "человек", None);
        figure(w, "Ответили да", "61", "процент", Some(total));
        figure(w, "Ответили нет", "39", "процентов", Some(total));
    }),
    ("угроз больше, чем людей", |w, _| {
        figure(w, "Угрозы", "45", "угроз", None);
        figure(w, "Люди, которым угрожали", "30", "человек", None);
    }),
    (
        "угроз меньше, чем людей, которых оштрафовали",
        |w, _| {
            figure(w, "Угрозы", "30", "угроз", None);
            figure(w, "Оштрафованные", "45", "человек", None);
        },
    ),
    ("a change that is less than nought", |w, _| {
        figure(w, "Изменение", "-5", "процентов", None);
    }),
    ("an address in one script", |w, _| {
        let values = [
            ("title", text("Xylophones")),
            ("kind", Value::term("webpage")),
            ("url", Value::Url("https://пример.рф/".to_owned())),
        ];
        w.add("source", None, &values);
    }),
];

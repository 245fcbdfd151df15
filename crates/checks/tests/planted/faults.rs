//! The faults: each makes one thing wrong somewhere, and says of which kind it is and in which record it must be seen.

use crate::world::{CATEGORIES, World, date, number, text};
use aigaq_checks::Kind;
use aigaq_schema::{NameKind, RecordId, Value};

/// Plants a fault at one of the places there are; nothing when there is no such place.
pub type Plant = fn(&mut World, usize) -> Option<(Kind, RecordId)>;

fn pick(all: &[RecordId], at: usize) -> RecordId {
    all[at % all.len()]
}

fn plain(value: &Value) -> String {
    value.plain()
}

fn whole(world: &mut World, record: RecordId) -> i64 {
    plain(&world.value(record, "value")).parse().unwrap()
}

fn name(text: &str) -> Value {
    Value::Name {
        text: text.to_owned(),
        kind: NameKind::Full,
    }
}

fn url(world: &mut World, at: usize) -> (RecordId, String) {
    let article = pick(&world.articles.clone(), at);
    (article, plain(&world.value(article, "url")))
}

pub const FAULTS: &[(&str, Plant)] = &[
    ("a part too large", |w, at| {
        let part = pick(&w.parts, at);
        let value = whole(w, part) + 1 + at as i64;
        w.change(part, "value", number(&value.to_string()));
        Some((Kind::Sum, part))
    }),
    ("a part too small", |w, at| {
        let part = pick(&w.parts, at);
        let value = whole(w, part) - 1;
        w.change(part, "value", number(&value.to_string()));
        Some((Kind::Sum, part))
    }),
    ("parts that count people", |w, _| {
        let (total, people) = (w.total, w.persons_figure);
        let sum = whole(w, total);
        w.change(people, "value", number(&sum.to_string()));
        w.change(total, "value", number(&(sum * 2 + 1).to_string()));
        Some((Kind::Sum, people))
    }),
    ("a part in another unit", |w, at| {
        let part = pick(&w.parts, at);
        w.change(part, "unit", text("kilometres"));
        Some((Kind::Unit, part))
    }),
    ("people told as threats", |w, _| {
        w.change(w.persons_figure, "unit", text("threats"));
        Some((Kind::Unit, w.persons_figure))
    }),
    ("a figure without unit", |w, _| {
        w.forget(w.persons_figure, "unit");
        Some((Kind::Unit, w.persons_figure))
    }),
    ("half a person", |w, _| {
        w.change(w.persons_figure, "value", number("63.3"));
        w.forget(w.total, "indicator");
        Some((Kind::Unit, w.persons_figure))
    }),
    ("a share in people", |w, at| {
        let share = pick(&w.shares, at);
        w.change(share, "unit", text("people"));
        w.change(share, "value", number("12"));
        Some((Kind::Unit, share))
    }),
    ("fewer threats than people", |w, _| {
        let threats = whole(w, w.total);
        w.change(
            w.persons_figure,
            "value",
            number(&(threats + 7).to_string()),
        );
        Some((Kind::Unit, w.total))
    }),
    ("two sources, two numbers", |w, at| {
        let event = pick(&w.events, at);
        w.say(
            event,
            Some((w.other_report, "p7")),
            "deaths",
            number("at least 5"),
        );
        w.change(event, "deaths", number("at least 3"));
        Some((Kind::Differ, event))
    }),
    ("two sources, two days", |w, at| {
        let event = pick(&w.events, at);
        w.forget(event, "end");
        w.say(
            event,
            Some((w.other_report, "p7")),
            "start",
            date("2013-05-06"),
        );
        Some((Kind::Exclude, event))
    }),
    ("one figure told twice", |w, _| {
        let more = whole(w, w.persons_figure) + 3;
        let other = w.add(
            "figure",
            Some((w.other_report, "p3")),
            &[
                ("indicator", text("People threatened")),
                ("scope", text("The country")),
                ("period", date("2020")),
                ("value", number(&more.to_string())),
                ("unit", text("people")),
            ],
        );
        Some((Kind::Exclude, other))
    }),
    ("one figure told twice, loosely", |w, _| {
        let people = w.persons_figure;
        w.change(people, "value", number("at least 14"));
        let other = w.add(
            "figure",
            Some((w.other_report, "p3")),
            &[
                ("indicator", text("Persons threatened, by another count")),
                ("scope", text("The country")),
                ("period", date("2020")),
                ("value", number("at least 17")),
                ("unit", text("people")),
            ],
        );
        Some((Kind::Differ, other))
    }),
    ("a stock told as a flow", |w, _| {
        let figure = |w: &mut World, source, indicator: &str, period: &str| {
            w.add(
                "figure",
                Some((source, "p9")),
                &[
                    ("indicator", text(indicator)),
                    ("scope", text("Abroad")),
                    ("period", date(period)),
                    ("value", number("2053")),
                    ("unit", text("permits")),
                ],
            )
        };
        let (report, other) = (w.report, w.other_report);
        figure(w, report, "Permits held by investors", "2008/2015");
        let second = figure(w, other, "Investors' permits now held", "2020");
        Some((Kind::Differ, second))
    }),
    ("a title with another number", |w, at| {
        let article = pick(&w.articles, at);
        w.change(article, "title", text("134 cases in 2020"));
        w.forget(article, "url");
        let note = w.articles.iter().position(|a| *a == article).unwrap() + 1;
        let place = format!("p170 fn{note}");
        let figure = w.add(
            "figure",
            Some((w.report, &place)),
            &[
                ("indicator", text("Cases of worship")),
                ("scope", text("The country")),
                ("period", date("2020")),
                ("value", number("139")),
                ("unit", text("cases")),
            ],
        );
        Some((Kind::Differ, figure))
    }),
    ("an event and a figure", |w, at| {
        let event = pick(&w.events, at);
        let place = w.add("place", None, &[("name", name("Somewhere"))]);
        w.say(
            event,
            Some((w.report, "p1")),
            "place",
            Value::Reference(place),
        );
        let start = plain(&w.value(event, "start"));
        let figure = w.add(
            "figure",
            Some((w.other_report, "p2")),
            &[
                ("indicator", text("Deaths at the search")),
                ("scope", text("Somewhere")),
                ("period", date(&start[..7])),
                ("value", number("19")),
                ("unit", text("deaths")),
            ],
        );
        Some((Kind::Exclude, figure))
    }),
    ("one event told twice", |w, at| {
        let event = pick(&w.events, at);
        let person = w.value(pick(&w.involvements, at), "actor");
        let title = plain(&w.value(event, "title"));
        let start: aigaq_schema::PartialDate = plain(&w.value(event, "start")).parse().unwrap();
        let later = aigaq_schema::Day(start.first().0 + 20).to_string();
        let place = w.add("place", None, &[("name", name("Somewhere"))]);
        w.say(
            event,
            Some((w.report, "p1")),
            "place",
            Value::Reference(place),
        );
        let other = (w.other_report, "p2");
        let twin = w.add(
            "event",
            Some(other),
            &[
                ("title", text(&title)),
                ("kind", Value::term("raid")),
                ("start", date(&later)),
                ("place", Value::Reference(place)),
            ],
        );
        let act = w.add(
            "act",
            Some(other),
            &[("event", Value::Reference(twin)), ("start", date(&later))],
        );
        w.add(
            "involvement",
            Some(other),
            &[
                ("act", Value::Reference(act)),
                ("actor", person),
                ("role", Value::term("target")),
            ],
        );
        Some((Kind::Differ, twin))
    }),
    ("two readings in one cell", |w, at| {
        let case = pick(&w.cases, at);
        for source in [w.report, w.other_report] {
            w.say(
                case,
                Some((source, "p8")),
                "charge",
                text("inciting social or national discord"),
            );
        }
        Some((Kind::Differ, case))
    }),
    ("an end before its start", |w, at| {
        let event = pick(&w.events, at);
        w.change(event, "end", date("2014-02-03"));
        Some((Kind::Order, event))
    }),
    ("a case decided before it was opened", |w, at| {
        let case = pick(&w.cases, at);
        w.change(case, "decided", date("2018"));
        Some((Kind::Order, case))
    }),
    ("a person born after their death", |w, at| {
        let person = pick(&w.people, at);
        w.say(person, None, "birth", date("1990"));
        w.say(person, None, "death", date("1960-05"));
        for record in [w.restrictions.clone(), w.acts.clone()].concat() {
            w.forget(record, "start");
        }
        Some((Kind::Order, person))
    }),
    ("done to one who had died", |w, at| {
        let person = pick(&w.people, at);
        w.say(person, None, "death", date("2016-12-20"));
        let restriction = w.restrictions[w.people.iter().position(|p| *p == person).unwrap()];
        for act in w.acts.clone() {
            w.forget(act, "start");
        }
        Some((Kind::Order, restriction))
    }),
    ("an event after the report", |w, at| {
        let event = pick(&w.events, at);
        for property in ["start", "end"] {
            w.change(event, property, date("2021-09-14"));
        }
        let act = w.acts[w.events.iter().position(|e| *e == event).unwrap()];
        w.forget(act, "start");
        Some((Kind::AfterPublication, event))
    }),
    ("a note older than what it tells", |w, at| {
        let n = at % w.events.len();
        let (event, act, article) = (w.events[n], w.acts[n], w.articles[n]);
        w.change(article, "date", date("2009-03"));
        let title = plain(&w.value(event, "title"));
        w.change(article, "title", text(&title));
        w.forget(article, "url");
        w.forget(act, "start");
        Some((Kind::AfterPublication, event))
    }),
    ("a century off in its passage", |w, at| {
        let event = pick(&w.old_events, at);
        let year: i32 = plain(&w.value(event, "start")).parse().unwrap();
        w.change(event, "start", date(&format!("{}-12", year + 100)));
        Some((
            if year + 100 > 2021 {
                Kind::AfterPublication
            } else {
                Kind::Century
            },
            event,
        ))
    }),
    ("a century off its event", |w, at| {
        let act = pick(&w.acts, at);
        let start = plain(&w.value(act, "start"));
        let year: i32 = start[..4].parse().unwrap();
        w.change(act, "start", date(&format!("{}", year - 100)));
        Some((Kind::Century, act))
    }),
    ("a source dated otherwise than its address", |w, at| {
        let (article, _) = url(w, at);
        w.change(article, "date", date("2014-02"));
        Some((Kind::SourceDate, article))
    }),
    ("a title that speaks of a later day", |w, at| {
        let (article, _) = url(w, at);
        w.forget(article, "url");
        w.change(article, "title", text("Order as changed on 1 July 2023"));
        Some((Kind::SourceDate, article))
    }),
    ("a decision dated otherwise than its document", |w, at| {
        let n = at % w.articles.len();
        let article = w.articles[n];
        w.forget(article, "url");
        w.change(article, "title", text("Committee of Elevator Inspectors"));
        w.change(article, "date", date("2020-12"));
        let body = w.add(
            "actor",
            None,
            &[
                ("name", name("Committee of Elevator Inspectors")),
                ("kind", Value::term("ngo")),
            ],
        );
        let place = format!("p180 fn{}", n + 1);
        let call = w.add(
            "commitment",
            Some((w.report, &place)),
            &[
                ("text", text("Carry it out")),
                ("made_by", Value::Reference(body)),
                ("made_on", date("2020-11")),
            ],
        );
        w.add(
            "assessment",
            None,
            &[
                ("commitment", Value::Reference(call)),
                ("axis", Value::term("independent")),
            ],
        );
        Some((Kind::SourceDate, call))
    }),
    ("a restriction in force after its end", |w, at| {
        let restriction = pick(&w.restrictions, at);
        w.change(restriction, "start", date("2016-02-03"));
        Some((Kind::RestrictionStatus, restriction))
    }),
    ("a restriction ended before its end", |w, at| {
        let restriction = pick(&w.restrictions, at);
        w.change(restriction, "status", Value::term("ended"));
        Some((Kind::RestrictionStatus, restriction))
    }),
    ("a restriction without an end", |w, at| {
        let restriction = pick(&w.restrictions, at);
        w.forget(restriction, "length");
        Some((Kind::RestrictionEnd, restriction))
    }),
    ("a name in other letters", |w, at| {
        let person = pick(&w.people, at);
        let spelt = plain(&w.value(person, "name"))
            .replace('u', "у")
            .replace("Z", "З")
            .to_uppercase();
        let other = spelt
            .chars()
            .map(|c| match c {
                'A' => 'А',
                'O' => 'О',
                'M' => 'М',
                'K' => 'К',
                'E' => 'Е',
                'T' => 'Т',
                'N' => 'Н',
                'R' => 'Р',
                'S' => 'С',
                'L' => 'Л',
                'I' => 'И',
                'B' => 'Б',
                'D' => 'Д',
                'G' => 'Г',
                'P' => 'П',
                'V' => 'В',
                c => c,
            })
            .collect::<String>();
        let twin = w.add(
            "actor",
            None,
            &[("name", name(&other)), ("kind", Value::term("person"))],
        );
        Some((Kind::NameVariants, twin))
    }),
    ("a name one letter off", |w, at| {
        let person = pick(&w.people, at);
        let told = plain(&w.value(person, "name"));
        let (given, family) = told.split_once(' ').unwrap();
        let other = format!(
            "{} {given}",
            &family[..family.len() - 1].replace("uly", "ily")
        );
        let other = if family.len() < 8 {
            format!("{family}t {given}")
        } else {
            other
        };
        // A woman's name beside a man's is two people.
        if family.ends_with('a') {
            return None;
        }
        let twin = w.add(
            "actor",
            None,
            &[("name", name(&other)), ("kind", Value::term("person"))],
        );
        Some((Kind::NameVariants, twin))
    }),
    ("one name twice", |w, at| {
        let person = pick(&w.people, at);
        let told = plain(&w.value(person, "name"));
        let twin = w.add(
            "actor",
            None,
            &[("name", name(&told)), ("kind", Value::term("person"))],
        );
        Some((Kind::NameTwice, twin))
    }),
    ("shares of more than all", |w, at| {
        let share = pick(&w.shares, at);
        let more: f64 = plain(&w.value(share, "value")).parse().unwrap();
        w.change(share, "value", number(&format!("{:.1}", more + 9.0)));
        Some((Kind::Percent, share))
    }),
    ("shares of less than all", |w, at| {
        let share = pick(&w.shares, at);
        let less: f64 = plain(&w.value(share, "value")).parse().unwrap();
        w.change(share, "value", number(&format!("{:.1}", less - 9.0)));
        Some((Kind::Percent, share))
    }),
    ("one share of more than all", |w, _| {
        let share = w.shares[0];
        w.change(share, "value", number("163.3"));
        Some((Kind::Percent, share))
    }),
    ("nineteen of seventeen", |w, _| {
        w.change(w.persons_figure, "unit", text("of 17"));
        w.change(w.persons_figure, "value", number("19"));
        Some((Kind::Percent, w.persons_figure))
    }),
    ("a share that is not the quotient", |w, _| {
        let figure =
            |w: &mut World, indicator: &str, value: &str, unit: &str, total: Option<RecordId>| {
                let mut values = vec![
                    ("indicator", text(indicator)),
                    ("scope", text("Parliament")),
                    ("period", date("2019")),
                    ("value", number(value)),
                    ("unit", text(unit)),
                ];
                values.extend(total.map(|t| ("part_of", Value::Reference(t))));
                w.add("figure", Some((w.report, "p190")), &values)
            };
        let total = figure(w, "Seats", "107", "seats", None);
        figure(w, "Women's seats", "29", "seats", Some(total));
        let share = figure(w, "Women's seats, share", "37", "per cent", Some(total));
        Some((Kind::Percent, share))
    }),
    ("two titles, one address", |w, at| {
        let (first, address) = url(w, at);
        let second = pick(&w.articles, at + 1);
        let (title, day) = (w.value(first, "title"), w.value(first, "date"));
        w.change(second, "url", Value::Url(address));
        w.change(second, "title", text(&format!("{} again", plain(&title))));
        w.change(second, "date", day);
        Some((Kind::Reference, second))
    }),
    ("two titles exchanged", |w, at| {
        let (first, second) = (pick(&w.articles, at), pick(&w.articles, at + 1));
        let (a, b) = (w.value(first, "title"), w.value(second, "title"));
        w.change(first, "title", b);
        w.change(second, "title", a);
        Some((Kind::Reference, first))
    }),
    ("a title of something else", |w, at| {
        let (article, _) = url(w, at);
        w.change(
            article,
            "title",
            text("Wholly unlike sentence about nothing"),
        );
        Some((Kind::Reference, article))
    }),
    ("a misprinted title", |w, at| {
        let (article, _) = url(w, at);
        let title = plain(&w.value(article, "title"));
        let word = title.split(' ').find(|w| w.len() >= 5).unwrap();
        let misprinted = format!(
            "{}{}{}",
            &word[..2],
            if word.as_bytes()[2] == b'w' { 'v' } else { 'w' },
            &word[3..]
        );
        w.change(
            article,
            "title",
            text(&title.replacen(word, &misprinted, 1)),
        );
        Some((Kind::Reference, article))
    }),
    ("no title", |w, at| {
        let (article, _) = url(w, at);
        w.change(article, "title", text("[untitled]"));
        Some((Kind::Reference, article))
    }),
    ("no address", |w, at| {
        let (article, _) = url(w, at);
        w.change(article, "kind", Value::term("webpage"));
        w.forget(article, "url");
        Some((Kind::Reference, article))
    }),
    ("a dash in an address", |w, at| {
        let (article, address) = url(w, at);
        w.change(article, "url", Value::Url(address.replacen('-', "–", 1)));
        Some((Kind::Reference, article))
    }),
    ("a host that cannot be", |w, at| {
        let (article, address) = url(w, at);
        w.change(
            article,
            "url",
            Value::Url(address.replace("daily.example.org", "daily")),
        );
        Some((Kind::Reference, article))
    }),
    ("a host one letter off", |w, at| {
        let (article, address) = url(w, at);
        w.change(article, "url", Value::Url(address.replace(".org", ".orge")));
        Some((Kind::Reference, article))
    }),
    ("a space in an address", |w, at| {
        let (article, address) = url(w, at);
        w.change(article, "url", Value::Url(address.replacen('-', " ", 1)));
        Some((Kind::Reference, article))
    }),
    ("an ending cut off", |w, at| {
        for article in w.articles.clone() {
            let address = plain(&w.value(article, "url"));
            w.change(article, "url", Value::Url(format!("{address}.html")));
        }
        let (article, address) = url(w, at);
        w.change(
            article,
            "url",
            Value::Url(address.trim_end_matches('l').to_owned()),
        );
        Some((Kind::Reference, article))
    }),
    ("somebody else's address", |w, at| {
        let (article, address) = url(w, at);
        w.change(
            article,
            "url",
            Value::Url(address.replace("daily.example.org", "elsewhere.net")),
        );
        Some((Kind::Reference, article))
    }),
    ("a misprinted publisher", |w, at| {
        let (article, address) = url(w, at);
        w.change(
            article,
            "url",
            Value::Url(address.replace("daily.example.org", "gazettely.org")),
        );
        w.change(article, "publisher", text("Gazetely"));
        Some((Kind::Reference, article))
    }),
    ("a note never used", |w, _| {
        let cited = format!("row-{} fn999", w.report);
        let article = w.add(
            "source",
            None,
            &[
                ("title", text("Never mentioned")),
                ("kind", Value::term("report")),
                ("cited_in", text(&cited)),
            ],
        );
        Some((Kind::Reference, article))
    }),
    ("a reference to nothing", |w, at| {
        let act = pick(&w.acts, at);
        let nobody = w.id();
        w.say(act, None, "place", Value::Reference(nobody));
        Some((Kind::Reference, act))
    }),
    ("two categories at once", |w, at| {
        let person = pick(&w.people, at);
        let had = plain(&w.value(person, "category"));
        let other = CATEGORIES.iter().find(|c| **c != had).unwrap();
        w.say(person, None, "category", Value::term(*other));
        Some((Kind::Category, person))
    }),
    ("two categories in a year", |w, at| {
        let n = at % w.involvements.len();
        let (involvement, act) = (w.involvements[n], w.acts[n]);
        let actor = w.value(involvement, "actor");
        let had = plain(&w.value(involvement, "category"));
        let other = CATEGORIES.iter().find(|c| **c != had).unwrap();
        w.add(
            "involvement",
            None,
            &[
                ("act", Value::Reference(act)),
                ("actor", actor.clone()),
                ("role", Value::term("target")),
                ("category", Value::term(*other)),
            ],
        );
        match actor {
            Value::Reference(person) => Some((Kind::Category, person)),
            _ => None,
        }
    }),
    ("no consent", |w, at| {
        let consent = pick(&w.consents, at);
        w.forget(consent, "person");
        Some((Kind::Consent, w.publication))
    }),
    ("consent refused", |w, at| {
        let consent = pick(&w.consents, at);
        w.change(consent, "state", Value::term("refused"));
        Some((Kind::Consent, w.publication))
    }),
    ("consent refused to whomever", |w, at| {
        let consent = pick(&w.consents, at);
        w.change(consent, "state", Value::term("refused"));
        w.forget(consent, "audience");
        Some((Kind::Consent, w.publication))
    }),
    ("consent that contradicts itself", |w, at| {
        let consent = pick(&w.consents, at);
        w.say(consent, None, "audience", Value::term("internal"));
        Some((Kind::Consent, w.publication))
    }),
    ("consent withdrawn", |w, at| {
        let consent = pick(&w.consents, at);
        w.say(consent, None, "withdrawn", date("2021-03-04"));
        Some((Kind::Consent, w.publication))
    }),
    ("a commitment without assessment", |w, at| {
        let n = at % w.assessments.len();
        w.forget(w.assessments[n], "commitment");
        Some((Kind::Unassessed, w.commitments[n]))
    }),
];

//! An invented world of records in which everything agrees, of any size, told by one report and the sources it cites.

use aigaq_checks::{Asked, Decided, Finding, Findings, Record, Records, check, look};
use aigaq_schema::{Basis, Day, Period, RecordId, Schema, Statement, StatementId, Value, Via};

/// A record in the making.
#[derive(Debug, Clone)]
pub struct Made {
    pub id: RecordId,
    pub record_type: &'static str,
    pub statements: Vec<Statement>,
}

/// The world: its records and where to find those that faults are planted in.
#[derive(Debug, Clone)]
pub struct World {
    pub records: Vec<Made>,
    pub report: RecordId,
    pub other_report: RecordId,
    pub articles: Vec<RecordId>,
    pub people: Vec<RecordId>,
    pub events: Vec<RecordId>,
    pub acts: Vec<RecordId>,
    pub involvements: Vec<RecordId>,
    pub old_events: Vec<RecordId>,
    pub total: RecordId,
    pub parts: Vec<RecordId>,
    pub persons_figure: RecordId,
    pub shares: Vec<RecordId>,
    pub restrictions: Vec<RecordId>,
    pub cases: Vec<RecordId>,
    pub commitments: Vec<RecordId>,
    pub assessments: Vec<RecordId>,
    pub consents: Vec<RecordId>,
    pub publication: RecordId,
    next: u32,
}

/// The choices of which the world is made.
#[derive(Debug, Clone)]
pub struct Choices {
    pub parts: Vec<u16>,
    pub people: usize,
    pub events: usize,
    pub first_year: u16,
    pub month: u8,
}

const GIVEN: [&str; 12] = [
    "Aigerim", "Bolat", "Dauren", "Gulnara", "Kanat", "Madina", "Nurlan", "Perizat", "Rustem",
    "Saltanat", "Timur", "Zhanar",
];
const FAMILY: [&str; 12] = [
    "Omarova",
    "Tulegenov",
    "Sarsenbin",
    "Iskakova",
    "Baimukhan",
    "Dzhumabek",
    "Ospanuly",
    "Karimbai",
    "Esenzhol",
    "Myrzakhmet",
    "Utegenov",
    "Zhaksybek",
];
/// Words that share no beginnings.
const WORDS: [&str; 24] = [
    "harvest", "lantern", "orchard", "bicycle", "granite", "velvet", "compass", "walnut",
    "thunder", "kitchen", "falcon", "meadow", "quartz", "saddle", "turbine", "umbrella", "yogurt",
    "zeppelin", "jasmine", "nickel", "ribbon", "parsley", "dolphin", "elevator",
];
pub const CATEGORIES: [&str; 4] = ["hrd", "civic", "union", "party"];

pub fn text(text: &str) -> Value {
    Value::text(text)
}

pub fn date(text: &str) -> Value {
    Value::date(text.parse().unwrap())
}

pub fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

impl World {
    pub fn id(&mut self) -> RecordId {
        self.next += 1;
        let mut bytes = [7; 16];
        // Spread, so that the order of ids is not the order of making.
        bytes[..4].copy_from_slice(&self.next.wrapping_mul(2_654_435_761).to_be_bytes());
        RecordId::from_random(bytes)
    }

    /// Adds a record whose values are told by a source at a place.
    pub fn add(
        &mut self,
        record_type: &'static str,
        source: Option<(RecordId, &str)>,
        values: &[(&str, Value)],
    ) -> RecordId {
        let id = self.id();
        self.records.push(Made {
            id,
            record_type,
            statements: Vec::new(),
        });
        for (property, value) in values {
            self.say(id, source, property, value.clone());
        }
        id
    }

    /// Says one thing more of a record.
    pub fn say(
        &mut self,
        record: RecordId,
        source: Option<(RecordId, &str)>,
        property: &str,
        value: Value,
    ) {
        self.next += 1;
        let mut bytes = [9; 16];
        bytes[..4].copy_from_slice(&self.next.to_be_bytes());
        let basis = Basis {
            source: source.map(|(id, _)| id),
            locator: source.map(|(_, locator)| locator.to_owned()),
            ..Basis::default()
        };
        let row = format!("row-{record}");
        let said = Statement {
            id: StatementId::from_random(bytes),
            property: property.to_owned(),
            value,
            basis,
            via: Via::Import {
                table: "t".to_owned(),
                row,
                column: property.to_owned(),
            },
            origin: None,
        };
        self.of(record).statements.push(said);
    }

    pub fn of(&mut self, record: RecordId) -> &mut Made {
        self.records.iter_mut().find(|r| r.id == record).unwrap()
    }

    /// The first value of a property.
    pub fn value(&mut self, record: RecordId, property: &str) -> Value {
        let said = self
            .of(record)
            .statements
            .iter()
            .find(|s| s.property == property);
        said.unwrap().value.clone()
    }

    /// Says something else instead.
    pub fn change(&mut self, record: RecordId, property: &str, value: Value) {
        let said = self
            .of(record)
            .statements
            .iter_mut()
            .find(|s| s.property == property);
        said.unwrap().value = value;
    }

    pub fn forget(&mut self, record: RecordId, property: &str) {
        self.of(record)
            .statements
            .retain(|s| s.property != property);
    }

    pub fn findings(&self) -> Findings {
        self.found_in(None)
    }

    /// What is found where it is asked about a period.
    pub fn found_in(&self, period: Option<Period>) -> Findings {
        check(&self.taken_in(), &asked(period))
    }

    /// What is found where something was decided about who is one.
    pub fn found_when(&self, decided: Decided) -> Findings {
        check(&self.taken_in().knowing(decided), &asked(None))
    }

    /// What is found as long as this says to go on.
    pub fn looked_at(&self, goes_on: &dyn Fn() -> bool) -> Option<Vec<Finding>> {
        look(&self.taken_in().as_long_as(goes_on), &asked(None), &|_| {})
    }

    fn taken_in(&self) -> Records<'_> {
        let records = self
            .records
            .iter()
            .map(|r| Record {
                id: r.id,
                record_type: r.record_type,
                statements: &r.statements,
            })
            .collect();
        Records::new(Schema::shipped(), records)
    }

    /// Settles a finding as a person does: the judgement names what it rests on.
    pub fn settle(&mut self, finding: &Finding) {
        let mut values = vec![
            ("kind", Value::term("settle")),
            ("settlement", Value::term("explained")),
            ("finding", text(&finding.key())),
            ("reason", text("Looked at.")),
        ];
        for involved in &finding.involved {
            values.push(("record", Value::Reference(involved.record)));
            let statement = involved.statement;
            values.extend(statement.map(|s| ("statement", Value::Statement(involved.record, s))));
        }
        self.add("judgement", None, &values);
    }

    /// A world in which everything agrees.
    pub fn clean(choices: &Choices) -> Self {
        let nobody = RecordId::from_random([0; 16]);
        let mut world = Self {
            records: Vec::new(),
            report: nobody,
            other_report: nobody,
            articles: Vec::new(),
            people: Vec::new(),
            events: Vec::new(),
            acts: Vec::new(),
            involvements: Vec::new(),
            old_events: Vec::new(),
            total: nobody,
            parts: Vec::new(),
            persons_figure: nobody,
            shares: Vec::new(),
            restrictions: Vec::new(),
            cases: Vec::new(),
            commitments: Vec::new(),
            assessments: Vec::new(),
            consents: Vec::new(),
            publication: nobody,
            next: 0,
        };
        world.sources(choices);
        world.happenings(choices);
        world.figures(choices);
        world.proceedings();
        world.promises();
        world
    }

    fn sources(&mut self, choices: &Choices) {
        let report = |title: &str| {
            vec![
                ("title", text(title)),
                ("publisher", text("House of Reports")),
                ("date", date("2021-06")),
                ("kind", Value::term("report")),
            ]
        };
        self.report = self.add("source", None, &report("The state of things"));
        self.other_report = self.add("source", None, &report("Another look"));
        for n in 0..choices.events.max(5) {
            let (year, month) = when(choices, n);
            let [a, b, c, d] = [0, 5, 11, 17].map(|step| WORDS[(n + step) % 24]);
            let title = format!("{a} {b} {c} {d}");
            let url = format!("https://daily.example.org/{year}/{month:02}/{a}-{b}-{c}-{d}");
            let cited = format!("row-{} fn{}", self.report, n + 1);
            let article = self.add(
                "source",
                None,
                &[
                    ("title", text(&title)),
                    ("publisher", text("The Daily Example")),
                    ("date", date(&format!("{year}-{month:02}"))),
                    ("url", Value::Url(url)),
                    ("kind", Value::term("news")),
                    ("cited_in", text(&cited)),
                ],
            );
            self.articles.push(article);
        }
    }

    fn happenings(&mut self, choices: &Choices) {
        for n in 0..choices.people {
            let name = format!("{} {}", GIVEN[n % 12], FAMILY[(n * 5 + n / 12) % 12]);
            let place = format!("p{}", 200 + n);
            let person = self.add(
                "actor",
                Some((self.report, &place)),
                &[
                    (
                        "name",
                        Value::Name {
                            text: name,
                            kind: aigaq_schema::NameKind::Full,
                        },
                    ),
                    ("kind", Value::term("person")),
                    ("category", Value::term(CATEGORIES[n % 4])),
                ],
            );
            self.people.push(person);
            let consent = self.add(
                "consent",
                None,
                &[
                    ("person", Value::Reference(person)),
                    ("use", Value::term("publish")),
                    ("audience", Value::term("public")),
                    ("state", Value::term("named")),
                    ("date", date("2021-01-05")),
                ],
            );
            self.consents.push(consent);
        }
        for n in 0..choices.events.max(5) {
            let (year, month) = when(choices, n);
            let day = 1 + (n * 7) % 27;
            let start = format!("{year}-{month:02}-{day:02}");
            let place = format!("p{} fn{}", n + 1, n + 1);
            let at = Some((self.report, place.as_str()));
            let title = format!("Search of the {} {}", WORDS[n % 24], WORDS[(n + 5) % 24]);
            let event = self.add(
                "event",
                at,
                &[
                    ("title", text(&title)),
                    ("kind", Value::term("raid")),
                    ("start", date(&start)),
                    ("end", date(&start)),
                    ("deaths", number("3")),
                ],
            );
            self.events.push(event);
            let act = self.add(
                "act",
                at,
                &[
                    ("event", Value::Reference(event)),
                    ("type", Value::term("ORG.raid")),
                    ("start", date(&start)),
                ],
            );
            self.acts.push(act);
            let who = n % choices.people;
            let involvement = self.add(
                "involvement",
                at,
                &[
                    ("act", Value::Reference(act)),
                    ("actor", Value::Reference(self.people[who])),
                    ("role", Value::term("target")),
                    ("category", Value::term(CATEGORIES[who % 4])),
                ],
            );
            self.involvements.push(involvement);
        }
        for (n, year) in [1916, 1917, 1920, 1925].iter().enumerate() {
            let title = format!("{} of old", WORDS[(n * 3 + 1) % 24]);
            let event = self.add(
                "event",
                Some((self.report, "p150")),
                &[("title", text(&title)), ("start", date(&year.to_string()))],
            );
            self.old_events.push(event);
        }
    }

    fn figures(&mut self, choices: &Choices) {
        let sum: u32 = choices.parts.iter().map(|n| u32::from(*n)).sum();
        let at = Some((self.report, "p160"));
        let figure = |indicator: String, value: u32, unit: &str| {
            vec![
                ("indicator", text(&indicator)),
                ("scope", text("The country")),
                ("period", date("2020")),
                ("value", number(&value.to_string())),
                ("unit", text(unit)),
            ]
        };
        self.total = self.add(
            "figure",
            at,
            &figure("Threats recorded".to_owned(), sum, "threats"),
        );
        for (n, part) in choices.parts.iter().enumerate() {
            let mut values = figure(
                format!("Threats: {}", WORDS[n % 24]),
                u32::from(*part),
                "threats",
            );
            values.push(("part_of", Value::Reference(self.total)));
            let part = self.add("figure", at, &values);
            self.parts.push(part);
        }
        // Fewer people than threats, and not as many as any sum of parts.
        self.persons_figure = self.add(
            "figure",
            at,
            &figure("People threatened".to_owned(), sum / 2 + 1, "people"),
        );
        for share in &[("Kazakh", "60.5"), ("Russian", "25.3"), ("Other", "14.2")] {
            let values = [
                ("indicator", text(&format!("{} share", share.0))),
                ("scope", text("The country")),
                ("period", date("2019")),
                ("value", number(share.1)),
                ("unit", text("per cent")),
            ];
            let share = self.add("figure", Some((self.report, "p161")), &values);
            self.shares.push(share);
        }
    }

    fn proceedings(&mut self) {
        for n in 0..self.people.len() {
            let place = format!("p{}", 300 + n);
            let at = Some((self.report, place.as_str()));
            let restriction = self.add(
                "restriction",
                at,
                &[
                    ("actor", Value::Reference(self.people[n])),
                    ("kind", Value::term("activity_ban")),
                    ("start", date("2020-02-03")),
                    ("length", Value::Duration("P3Y".parse().unwrap())),
                    ("status", Value::term("in_force")),
                    ("status_on", date("2021-06")),
                ],
            );
            self.restrictions.push(restriction);
            let title = format!("The case of the {}", WORDS[n % 24]);
            let case = self.add(
                "case",
                at,
                &[
                    ("title", text(&title)),
                    ("party", Value::Reference(self.people[n])),
                    ("opened", date("2019-11")),
                    ("decided", date("2020-02-03")),
                ],
            );
            self.cases.push(case);
        }
    }

    fn promises(&mut self) {
        for word in &WORDS[..3] {
            let at = Some((self.report, "p400"));
            let wish = format!("Stop the {word}");
            let commitment = self.add(
                "commitment",
                at,
                &[("text", text(&wish)), ("made_on", date("2020-03"))],
            );
            self.commitments.push(commitment);
            let assessment = self.add(
                "assessment",
                at,
                &[
                    ("commitment", Value::Reference(commitment)),
                    ("axis", Value::term("independent")),
                    ("date", date("2021-03")),
                    ("level", Value::term("partial")),
                ],
            );
            self.assessments.push(assessment);
        }
        let mut values = vec![
            ("title", text("Bulletin")),
            ("audience", Value::term("public")),
            ("as_of", date("2021-05-31")),
        ];
        values.extend(self.people.iter().map(|p| ("named", Value::Reference(*p))));
        self.publication = self.add("publication", None, &values);
    }
}

fn asked(period: Option<Period>) -> Asked {
    Asked {
        today: Day::from_ymd(2022, 1, 1).unwrap(),
        period,
    }
}

/// Year and month of the n-th event: two months apart, so that no two are near each other.
pub fn when(choices: &Choices, n: usize) -> (u16, u8) {
    let months = usize::from(choices.month - 1) + 2 * n;
    let year = choices.first_year + u16::try_from(months / 12).unwrap();
    (year.min(2020), u8::try_from(months % 12).unwrap() + 1)
}

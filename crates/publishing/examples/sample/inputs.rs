//! Made-up inputs with long words in three languages, for the example and the
//! tests.

use std::collections::BTreeMap;

use aigaq_publishing::document::{Paper, RecordId};
use aigaq_publishing::{
    Assessment, Audience, Axis, AxisLevel, AxisStanding, Breakdown, BreakdownRow, Citation,
    CommitmentRow, CommitmentsInput, DateWords, DaysLeft, End, EvidenceRecord, Fit, Happening,
    Happenings, Headline, Language, LeftOut, MainFigures, NotesAt, OthersBreakdown, OthersFigure,
    OthersTotal, Part, Reference, ReportInput, RestrictionList, RestrictionRow, RestrictionsInput,
    RestrictionsOn, Revision, RowMeaning, SectionInput, SourceKey, Standing, Tally, Topic, Unit,
};
use aigaq_schema::{PartialDate, Qualifier, Quantity};

/// The text of a language: English, Russian, Kazakh.
fn say(language: Language, texts: [&str; 3]) -> String {
    let [en, ru, kk] = texts;
    match language {
        Language::En => en,
        Language::Ru => ru,
        Language::Kk => kk,
    }
    .to_owned()
}

fn date(text: &str, language: Language) -> DateWords {
    text.parse::<PartialDate>().map_or_else(
        |_| DateWords::unknown(),
        |date| DateWords::of(&date, language),
    )
}

fn acts(numbers: std::ops::RangeInclusive<u64>) -> Vec<RecordId> {
    numbers
        .map(|number| RecordId::new(format!("A{number}")))
        .collect()
}

fn library(language: Language) -> BTreeMap<SourceKey, Reference> {
    [
        (
            SourceKey("review".to_owned()),
            Reference {
                author: "A. Author".to_owned(),
                title: "Pressure on civil society: a review of the year and of what was promised"
                    .to_owned(),
                language: Some("en".to_owned()),
                publisher: "Example Centre".to_owned(),
                date: date("2021-07-22", language).words,
                edtf: "2021-07-22".to_owned(),
                url: "https://example.org/a-rather-long-address/that-must-break/on-a-narrow-screen/2021.pdf".to_owned(),
                kind: "report".to_owned(),
            },
        ),
        (
            SourceKey("chronicle".to_owned()),
            Reference {
                title: say(language, [
                    "Chronicle of assemblies",
                    "Хроника мирных собраний и их последствий",
                    "Бейбіт жиналыстар мен олардың салдарының шежіресі",
                ]),
                publisher: "Example Media".to_owned(),
                date: date("2020-06", language).words,
                edtf: "2020-06".to_owned(),
                url: "javascript:alert(1)".to_owned(),
                ..Reference::default()
            },
        ),
    ]
    .into()
}

fn cite(source: &str, locator: &str) -> Vec<Citation> {
    vec![Citation::new(source, locator)]
}

/// A bulletin with something in every section.
pub fn bulletin(language: Language) -> ReportInput {
    let t = |texts| say(language, texts);
    let mut tables = breakdowns(language).into_iter();
    let mut counted = |id: &str, title, number: usize| {
        let parts = tables.by_ref().take(number).map(Part::Counts);
        section(id, t(title), parts.collect())
    };
    ReportInput {
        stem: "bulletin".to_owned(),
        title: t([
            "Monitoring bulletin",
            "Бюллетень мониторинга",
            "Мониторинг бюллетені",
        ]),
        organisation: Some(t([
            "Example Monitoring Group",
            "Пример мониторинговой группы",
            "Мониторинг тобының үлгісі",
        ])),
        audience: Audience::Public,
        period: date("2020-06", language).words,
        least: None,
        as_of: date("2021-07-22", language).words,
        dated_by: t(["day of the act", "день деяния", "әрекет күні"]),
        paper: Paper::Portrait,
        notes: NotesAt::End,
        sections: vec![
            section(
                "method",
                t([
                    "Period, coverage and method",
                    "Период, охват и метод",
                    "Кезең, қамту және әдіс",
                ]),
                vec![
                    Part::Words(vec![t([
                        "Twelve cities and three regions; messages of lawyers and relatives, court files, and eleven media in three languages. Villages are covered poorly, prisons hardly at all.",
                        "Двенадцать городов и три области; сообщения адвокатов и родственников, судебные материалы и одиннадцать изданий на трёх языках. Сёла охвачены слабо, места лишения свободы почти не охвачены.",
                        "Он екі қала және үш облыс; адвокаттар мен туыстардың хабарламалары, сот материалдары және үш тілдегі он бір басылым. Ауылдар нашар қамтылған, бас бостандығынан айыру орындары дерлік қамтылмаған.",
                    ])]),
                    Part::Counting,
                    Part::Revisions(vec![Revision {
                        what: t([
                            "Acts, May 2020",
                            "Действия, май 2020 г.",
                            "Әрекеттер, 2020 жылғы мамыр",
                        ]),
                        unit: Unit::Acts,
                        old: 131,
                        new: 134,
                        why: t([
                            "3 cases learned late",
                            "3 случая стали известны позднее",
                            "3 жағдай кейін белгілі болды",
                        ]),
                    }]),
                ],
            ),
            section(
                "figures",
                t(["Figures", "Основные числа", "Негізгі сандар"]),
                vec![Part::Figures(figures(language))],
            ),
            counted(
                "categories",
                [
                    "By category of those targeted",
                    "По категориям пострадавших",
                    "Нысанаға алынғандардың санаттары бойынша",
                ],
                1,
            ),
            counted(
                "types",
                [
                    "By type of act",
                    "По видам деяний",
                    "Әрекет түрлері бойынша",
                ],
                1,
            ),
            counted(
                "threat-sources",
                [
                    "By source of threat",
                    "По источникам угроз",
                    "Қауіп көздері бойынша",
                ],
                2,
            ),
            section(
                "others",
                t([
                    "Figures of others, checked",
                    "Числа других организаций: проверка",
                    "Басқа ұйымдардың сандары: тексеру",
                ]),
                vec![Part::Others(vec![others(language)])],
            ),
            section(
                "chronicle",
                t(["Chronicle", "Хроника", "Шежіре"]),
                vec![Part::Chronicle(Happenings {
                    only: None,
                    all: chronicle(language),
                })],
            ),
            section(
                "restrictions",
                t([
                    "Restrictions in force on the last day",
                    "Ограничения, действующие на последний день",
                    "Соңғы күні қолданыстағы шектеулер",
                ]),
                vec![Part::Restrictions(Box::new(RestrictionsOn {
                    day: date("2020-06-30", language).words,
                    certainly: certainly(language),
                    perhaps: perhaps(language),
                    end_unknown: RestrictionList::default(),
                }))],
            ),
        ],
        definitions: vec![(
            t(["Target", "Пострадавший", "Нысанаға алынған"]),
            t([
                "The person, organisation or group an act was directed at.",
                "Человек, организация или группа, против которых направлено деяние.",
                "Әрекет бағытталған адам, ұйым немесе топ.",
            ]),
        )],
        library: library(language),
        records: records(language),
    }
}

fn section(id: &str, title: String, parts: Vec<Part>) -> SectionInput {
    SectionInput {
        id: id.to_owned(),
        title,
        parts,
    }
}

fn figures(language: Language) -> MainFigures {
    let t = |texts| say(language, texts);
    MainFigures {
        previous_period: Some(date("2020-05", language).words),
        year_before: Some(date("2019-06", language).words),
        only: None,
        headlines: vec![
            Headline {
                unit: Unit::Acts,
                this: Tally::new(1_414, "count/acts", acts(1..=9)),
                previous: Some(Tally::new(134, "count/acts/may", acts(3..=4))),
                year_before: Some(Tally::bare(97)),
                caveat: None,
            },
            Headline {
                unit: Unit::Persons,
                this: Tally::new(684, "count/persons", acts(1..=7)),
                previous: Some(Tally::bare(101)),
                year_before: Some(Tally::bare(71)),
                caveat: Some(t([
                    "Named people only; about 40 more were not named.",
                    "Только названные люди; ещё около 40 не названы.",
                    "Тек аты аталғандар; тағы 40 шақты адамның аты аталмаған.",
                ])),
            },
            Headline {
                unit: Unit::Organisations,
                this: Tally::new(21, "count/organisations", acts(8..=9)),
                previous: None,
                year_before: None,
                caveat: None,
            },
        ],
        fewer: Vec::new(),
    }
}

/// A bulletin of a period in which nothing is known.
pub fn empty_bulletin() -> ReportInput {
    let mut input = bulletin(Language::En);
    input.audience = Audience::Internal;
    input.organisation = None;
    input.definitions.clear();
    input.library.clear();
    input.records.clear();
    for part in input.sections.iter_mut().flat_map(|s| &mut s.parts) {
        match part {
            Part::Words(words) => words.clear(),
            Part::Revisions(revisions) => revisions.clear(),
            Part::Figures(figures) => figures.headlines.clear(),
            Part::Counts(breakdown) => {
                breakdown.rows.clear();
                breakdown.beside.clear();
                breakdown.total = None;
            }
            Part::Others(all) => all.clear(),
            Part::Chronicle(happenings) => happenings.all.clear(),
            Part::Restrictions(on) => {
                (on.certainly, on.perhaps) = Default::default();
            }
            Part::Counting | Part::Register(_) => {}
        }
    }
    input
}

fn code(label: String, value: u64, query: &str, records: Vec<RecordId>) -> BreakdownRow {
    BreakdownRow {
        label,
        code: Some(query.to_owned()),
        tally: Some(Tally::new(value, query, records)),
        meaning: RowMeaning::Code { depth: 0 },
    }
}

fn breakdowns(language: Language) -> Vec<Breakdown> {
    let t = |texts| say(language, texts);
    let within = |label, value, query: &str| BreakdownRow {
        meaning: RowMeaning::Code { depth: 1 },
        ..code(label, value, query, acts(1..=2))
    };
    let apart = |meaning, value| BreakdownRow {
        label: String::new(),
        code: None,
        tally: Some(Tally::bare(value)),
        meaning,
    };
    vec![
        Breakdown {
            topic: Topic::Category,
            unit: Unit::Persons,
            heading: String::new(),
            only: None,
            rows: vec![
                code(
                    t([
                        "civil society activists",
                        "гражданские активисты",
                        "азаматтық белсенділер",
                    ]),
                    482,
                    "c/1",
                    acts(1..=4),
                ),
                code(
                    t(["journalists", "журналисты", "журналистер"]),
                    64,
                    "c/2",
                    acts(5..=5),
                ),
                code(
                    t([
                        "political activists",
                        "политические активисты",
                        "саяси белсенділер",
                    ]),
                    48,
                    "c/3",
                    acts(6..=6),
                ),
                code(
                    t([
                        "activists of religious associations, registered and not registered",
                        "активисты религиозных объединений, зарегистрированных и незарегистрированных",
                        "тіркелген және тіркелмеген діни бірлестіктердің белсенділері",
                    ]),
                    45,
                    "c/4",
                    acts(7..=7),
                ),
                code(
                    t(["lawyers", "адвокаты", "адвокаттар"]),
                    24,
                    "c/5",
                    acts(7..=8),
                ),
                apart(RowMeaning::Unknown, 21),
            ],
            total: Some(Tally::new(684, "count/persons", acts(1..=7))),
            adds_up: true,
            beside: Vec::new(),
            left_out: LeftOut::Nothing,
        },
        Breakdown {
            topic: Topic::Type,
            unit: Unit::Acts,
            heading: String::new(),
            only: None,
            rows: vec![
                code(
                    t(["Liberty", "Свобода", "Бостандық"]),
                    900,
                    "t/1",
                    acts(1..=5),
                ),
                within(
                    t([
                        "short police detention",
                        "краткое задержание полицией",
                        "полицияның қысқа мерзімге ұстауы",
                    ]),
                    610,
                    "t/2",
                ),
                within(
                    t([
                        "administrative arrest imposed by a court",
                        "административный арест по решению суда",
                        "сот тағайындаған әкімшілік қамақ",
                    ]),
                    290,
                    "t/3",
                ),
                code(
                    t([
                        "Administrative and civil process",
                        "Административный и гражданский процесс",
                        "Әкімшілік және азаматтық іс жүргізу",
                    ]),
                    540,
                    "t/4",
                    acts(6..=9),
                ),
                apart(RowMeaning::NotPreciseEnough, 12),
            ],
            total: Some(Tally::new(1_414, "count/acts", acts(1..=9))),
            adds_up: false,
            beside: Vec::new(),
            left_out: LeftOut::Nothing,
        },
        Breakdown {
            topic: Topic::MainSource,
            unit: Unit::Acts,
            heading: String::new(),
            only: None,
            rows: vec![
                code(t(["police", "полиция", "полиция"]), 800, "s/1", acts(1..=4)),
                code(t(["courts", "суды", "соттар"]), 400, "s/2", acts(5..=9)),
                apart(RowMeaning::Unknown, 200),
            ],
            total: Some(Tally::new(1_414, "count/acts", acts(1..=9))),
            adds_up: true,
            beside: Vec::new(),
            left_out: LeftOut::Nothing,
        },
        Breakdown {
            topic: Topic::SecondarySource,
            unit: Unit::Acts,
            heading: String::new(),
            only: None,
            rows: Vec::new(),
            total: None,
            adds_up: false,
            beside: Vec::new(),
            left_out: LeftOut::Nothing,
        },
    ]
}

fn quantity(number: i64) -> Quantity {
    Quantity::qualified(Qualifier::Exactly, number.into())
}

fn others(language: Language) -> OthersBreakdown {
    let t = |texts| say(language, texts);
    let part = |label, number: i64| OthersFigure {
        record: Some(RecordId::new(format!("F{number}"))),
        label,
        value: quantity(number),
        caveat: None,
        citations: cite("review", "p42 fn43"),
    };
    OthersBreakdown {
        title: t([
            "Threats by category of target, 2020, as printed",
            "Угрозы по категориям, 2020 г., как напечатано",
            "Санаттар бойынша қауіптер, 2020 жыл, басылған түрінде",
        ]),
        parts: vec![
            part(
                t([
                    "civil society activists",
                    "гражданские активисты",
                    "азаматтық белсенділер",
                ]),
                482,
            ),
            part(t(["journalists", "журналисты", "журналистер"]), 64),
            part(
                t([
                    "political activists",
                    "политические активисты",
                    "саяси белсенділер",
                ]),
                48,
            ),
            part(
                t([
                    "human rights defenders",
                    "правозащитники",
                    "құқық қорғаушылар",
                ]),
                45,
            ),
            part(t(["lawyers", "адвокаты", "адвокаттар"]), 24),
            part(
                t([
                    "trade unionists",
                    "профсоюзные активисты",
                    "кәсіподақ белсенділері",
                ]),
                10,
            ),
            part(
                t([
                    "public figures",
                    "общественные деятели",
                    "қоғам қайраткерлері",
                ]),
                6,
            ),
            part(
                t([
                    "religious activists",
                    "религиозные активисты",
                    "діни белсенділер",
                ]),
                5,
            ),
        ],
        sum: quantity(684),
        printed_total: OthersTotal {
            record: Some(RecordId::new("F1414")),
            label: t(["threats", "угрозы", "қауіптер"]),
            value: quantity(1_414),
            citations: cite("review", "p42 fn43"),
        },
        fit: Fit::Differs,
        matches: vec![OthersTotal {
            record: Some(RecordId::new("F684")),
            label: t(["people", "люди", "адамдар"]),
            value: quantity(684),
            citations: cite("review", "p41"),
        }],
    }
}

fn chronicle(language: Language) -> Vec<Happening> {
    let t = |texts| say(language, texts);
    vec![
        Happening {
            record: Some(RecordId::new("A1")),
            number: "A1".to_owned(),
            date: date("2020-06-06", language),
            place: t(["Almaty", "Алматы", "Алматы"]),
            who: t([
                "about 40 people, 12 of them named",
                "около 40 человек, 12 из них названы",
                "40 шақты адам, оның 12-сінің аты аталған",
            ]),
            what: t([
                "held for hours in a ring of police and taken to a station",
                "несколько часов удерживались в оцеплении и были доставлены в участок",
                "полиция қоршауында бірнеше сағат ұсталып, бөлімшеге жеткізілді",
            ]),
            by: t(["city police", "городская полиция", "қалалық полиция"]),
            law: t(["Administrative Code 488", "КоАП, ст. 488", "ӘҚБтК 488-бап"]),
            outcome: t([
                "released without a record",
                "отпущены без протокола",
                "хаттамасыз босатылды",
            ]),
            citations: vec![Citation {
                quote: Some("hundreds of arrests".to_owned()),
                quote_language: Some("en".to_owned()),
                ..Citation::new("review", "p12")
            }],
        },
        Happening {
            record: Some(RecordId::new("A2")),
            number: "A2".to_owned(),
            date: date("2020-06~", language),
            who: "<script>alert(1)</script> & Co".to_owned(),
            what: t(["fined", "оштрафован", "айыппұл салынды"]),
            citations: cite("chronicle", "No. 14"),
            ..Happening::default()
        },
        Happening {
            what: t(["summoned", "вызван на допрос", "жауап алуға шақырылды"]),
            citations: cite("chronicle", "No. 15"),
            ..Happening::default()
        },
    ]
}

fn records(language: Language) -> Vec<EvidenceRecord> {
    (1..=9_u64)
        .map(|number| EvidenceRecord {
            id: RecordId::new(format!("A{number}")),
            label: format!("A{number}"),
            kind: say(language, ["act", "деяние", "әрекет"]),
            date: date(&format!("2020-06-{number:02}"), language),
            what: say(
                language,
                [
                    "short police detention",
                    "краткое задержание полицией",
                    "полицияның қысқа мерзімге ұстауы",
                ],
            ),
            who: String::new(),
            place: say(language, ["Almaty", "Алматы", "Алматы"]),
            citations: cite("review", &format!("p{number}")),
        })
        .collect()
}

fn certainly(language: Language) -> RestrictionList {
    let t = |texts| say(language, texts);
    RestrictionList {
        rows: vec![
            RestrictionRow {
                number: String::new(),
                record: Some(RecordId::new("R1")),
                who: t(["Aigerim N.", "Айгерим Н.", "Айгерім Н."]),
                who_record: Some(RecordId::new("P1")),
                kind: t([
                    "ban on an activity",
                    "запрет на деятельность",
                    "қызметке тыйым салу",
                ]),
                basis: t([
                    "Criminal Code 50; Medeu District Court No. 2",
                    "УК, ст. 50; Медеуский районный суд № 2",
                    "ҚК 50-бап; Медеу аудандық № 2 соты",
                ]),
                scope: t([
                    "public associations, public events, posting on social media",
                    "общественные объединения, публичные мероприятия, публикации в социальных сетях",
                    "қоғамдық бірлестіктер, жария іс-шаралар, әлеуметтік желілердегі жарияланымдар",
                ]),
                from: date("2019-06-09", language),
                counted_from: date("2020-03", language),
                length: t(["5 years", "5 лет", "5 жыл"]),
                end: End::Computed(DateWords {
                    words: t([
                        "between 1 and 31 March 2025",
                        "с 1 по 31 марта 2025 г.",
                        "2025 жылғы 1 мен 31 наурыз аралығы",
                    ]),
                    edtf: "2025-03".to_owned(),
                }),
                days_left: Some(DaysLeft {
                    least: 1_705,
                    most: 1_735,
                }),
                why: None,
                citations: cite("review", "p30"),
            },
            RestrictionRow {
                record: Some(RecordId::new("R2")),
                who: t(["Example Union", "Пример профсоюза", "Кәсіподақ үлгісі"]),
                kind: t(["suspension", "приостановление", "тоқтата тұру"]),
                from: date("2021-02", language),
                length: t(["6 months", "6 месяцев", "6 ай"]),
                end: End::Stated(date("2021-08-05", language)),
                days_left: Some(DaysLeft {
                    least: 14,
                    most: 14,
                }),
                citations: cite("review", "p31"),
                ..RestrictionRow::default()
            },
        ],
        restrictions: Tally::new(
            2,
            "r/certainly",
            vec![RecordId::new("R1"), RecordId::new("R2")],
        ),
        persons: Tally::bare(1),
        organisations: Tally::bare(1),
    }
}

fn perhaps(language: Language) -> RestrictionList {
    RestrictionList {
        rows: vec![RestrictionRow {
            record: Some(RecordId::new("R3")),
            who: say(language, ["Marat K.", "Марат К.", "Марат К."]),
            kind: say(
                language,
                [
                    "restriction of freedom",
                    "ограничение свободы",
                    "бас бостандығын шектеу",
                ],
            ),
            from: date("2018", language),
            length: say(language, ["3 years", "3 года", "3 жыл"]),
            end: End::Computed(date("2021", language)),
            why: Some(say(
                language,
                [
                    "the start is known to the year only",
                    "начало известно лишь до года",
                    "басталуы тек жылға дейін белгілі",
                ],
            )),
            citations: cite("review", "p32"),
            ..RestrictionRow::default()
        }],
        restrictions: Tally::new(1, "r/perhaps", vec![RecordId::new("R3")]),
        persons: Tally::bare(1),
        organisations: Tally::bare(0),
    }
}

/// A register with each of its lists, one of them empty.
pub fn restrictions(language: Language) -> RestrictionsInput {
    RestrictionsInput {
        title: None,
        organisation: Some("Example".to_owned()),
        audience: Audience::Internal,
        on: date("2021-07-22", language).words,
        as_of: date("2021-07-22", language).words,
        coverage: Vec::new(),
        certainly: certainly(language),
        perhaps: perhaps(language),
        end_unknown: RestrictionList::default(),
        ended: None,
        library: library(language),
        notes: NotesAt::End,
        records: Vec::new(),
    }
}

/// A matrix of three commitments, two of them the same in two documents.
pub fn commitments(language: Language) -> CommitmentsInput {
    let t = |texts| say(language, texts);
    let level = |axis, code: &str, label| AxisLevel {
        axis,
        code: code.to_owned(),
        label,
        meaning: t(["What it means.", "Что это значит.", "Бұл нені білдіреді."]),
        query: Some(format!("commitment?{code}")),
    };
    let partial = t([
        "applied in part",
        "исполняется частично",
        "ішінара орындалуда",
    ]);
    let formal = t(["on paper only", "только на бумаге", "тек қағаз жүзінде"]);
    let found = |level: &String, reason: String| Assessment {
        level: level.clone(),
        direction: t(["worse", "хуже", "нашарлады"]),
        date: date("2021-07-22", language),
        assessor: t(["Example Centre", "Экспертный центр", "Сарапшылар орталығы"]),
        reason,
        dissent: t([
            "one member sees progress",
            "один из экспертов видит продвижение",
            "бір сарапшы ілгерілеуді көреді",
        ]),
        citations: cite("review", "p49 fn56"),
        ..Assessment::default()
    };
    let row = |number: &str, text, same_as: Option<&str>| CommitmentRow {
        record: Some(RecordId::new(format!("C{number}"))),
        number: number.to_owned(),
        text,
        addressee: t(["Government", "Правительство", "Үкімет"]),
        made_by: "Example Centre".to_owned(),
        made_on: date("2021-07-22", language),
        kind: t(["recommendation", "рекомендация", "ұсыным"]),
        themes: vec![t([
            "peaceful assembly",
            "мирные собрания",
            "бейбіт жиналыстар",
        ])],
        rights: vec!["ICCPR 21".to_owned()],
        same_as: same_as.map(str::to_owned),
        citations: cite("review", "p12"),
        ..CommitmentRow::default()
    };
    let assembly = [
        "Stop encircling peaceful demonstrators and publish how many assemblies were allowed",
        "Прекратить окружать участников мирных собраний и публиковать число разрешённых собраний",
        "Бейбіт жиналысқа қатысушыларды қоршауды тоқтатып, рұқсат етілген жиналыстардың санын жариялау",
    ];
    let first = CommitmentRow {
        report: AxisStanding {
            standing: Standing::At("done".to_owned()),
            assessments: vec![Assessment {
                level: t(["completed", "исполнено", "орындалды"]),
                date: date("2021-01", language),
                ..Assessment::default()
            }],
        },
        independent: AxisStanding {
            standing: Standing::Differ(vec!["formal".to_owned(), "partial".to_owned()]),
            assessments: vec![
                found(
                    &formal,
                    t([
                        "The new rules exist; practice did not change.",
                        "Новые правила приняты; практика не изменилась.",
                        "Жаңа ережелер қабылданды; тәжірибе өзгермеді.",
                    ]),
                ),
                found(&partial, String::new()),
            ],
        },
        ..row("1", t(assembly), Some("kettling"))
    };
    CommitmentsInput {
        title: None,
        organisation: None,
        audience: Audience::Internal,
        as_of: date("2021-07-22", language).words,
        coverage: Vec::new(),
        commitments: vec![
            first,
            CommitmentRow {
                language: Some("en".to_owned()),
                ..row("2", "Stop using kettling".to_owned(), Some("kettling"))
            },
            row(
                "3",
                t([
                    "=HYPERLINK(\"x\")",
                    "=HYPERLINK(\"x\")",
                    "=HYPERLINK(\"x\")",
                ]),
                None,
            ),
        ],
        all_query: Some("commitments".to_owned()),
        levels: vec![
            level(
                Axis::Report,
                "done",
                t(["completed", "исполнено", "орындалды"]),
            ),
            level(Axis::Independent, "formal", formal.clone()),
            level(Axis::Independent, "partial", partial.clone()),
        ],
        library: library(language),
        notes: NotesAt::End,
        records: Vec::new(),
    }
}

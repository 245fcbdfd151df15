//! Invented data that are as hard to draw as real ones: long names, ranges, gaps, hidden numbers.

use aigaq_charts::{
    Amount, Break, Breakdown, Caption, Chart, Combination, Course, Days, Edge, Flow, FlowAct,
    Known, List, Moment, Order, Overlaps, Party, Period, Place, Range, Rest, Row, Series, Stack,
    TileGrid, Tiles, Timeline, Value, When, Words,
};
use aigaq_schema::{Day, Language};

use crate::words::{english, kazakh, russian};

/// A picture with the words of its language.
pub(crate) struct Sample {
    pub(crate) name: &'static str,
    pub(crate) words: Words,
    pub(crate) chart: Chart,
}

pub(crate) fn all() -> Vec<Sample> {
    let sample = |name, words, chart| Sample { name, words, chart };
    vec![
        sample("bars_ru", russian(), Chart::Bars(acts_by_type_russian())),
        sample("bars_kk", kazakh(), Chart::Bars(acts_by_type_kazakh())),
        sample("bars_pairs_en", english(), Chart::Bars(two_periods())),
        sample(
            "bars_of_many_en",
            english(),
            Chart::Bars(ten_thousand(Rest::LeaveOut)),
        ),
        sample(
            "bars_together_ru",
            russian(),
            Chart::Bars(ten_thousand(Rest::Together)),
        ),
        sample("stacked_ru", russian(), Chart::Stacked(stacked(outcomes()))),
        sample(
            "heat_ru",
            russian(),
            Chart::Heat(regions_by_month(&russian())),
        ),
        sample("heat_kk", kazakh(), Chart::Heat(types_by_year_kazakh())),
        sample("lines_ru", russian(), Chart::Lines(one_line(&russian()))),
        sample("lines_en", english(), Chart::Lines(three_lines())),
        sample(
            "columns_kk",
            kazakh(),
            Chart::Columns(months_kazakh(&kazakh())),
        ),
        sample(
            "columns_long_ru",
            russian(),
            Chart::Columns(ten_years(&russian())),
        ),
        sample(
            "stacked_columns_ru",
            russian(),
            Chart::StackedColumns(piled(months_by_type(&russian()))),
        ),
        sample("pyramid_ru", russian(), Chart::Pyramid(ages())),
        sample("funnel_ru", russian(), Chart::Funnel(complaints())),
        sample("tiles_ru", russian(), Chart::Tiles(regions(Language::Ru))),
        sample("tiles_kk", kazakh(), Chart::Tiles(regions(Language::Kk))),
        sample("timeline_ru", russian(), Chart::Timeline(pressure())),
        sample(
            "timeline_days_en",
            english(),
            Chart::Timeline(a_fortnight()),
        ),
        sample("overlaps_en", english(), Chart::Overlaps(four_lists())),
        sample("flow_ru", russian(), Chart::Flow(who_did_what())),
        sample("flow_many_kk", kazakh(), Chart::Flow(a_large_event())),
    ]
}

pub(crate) fn caption(title: &str, description: &str, unit: &str) -> Caption {
    Caption {
        title: title.to_owned(),
        description: description.to_owned(),
        unit: unit.to_owned(),
    }
}

pub(crate) fn between(least: u32, most: u32) -> Value {
    Range::new(least.into(), most.into()).map_or(Value::Unknown, Value::Between)
}

fn rows(of: &[(&str, &[Value])]) -> Vec<Row> {
    of.iter()
        .map(|(label, values)| Row {
            label: (*label).to_owned(),
            values: values.to_vec(),
        })
        .collect()
}

fn names(of: &[&str]) -> Vec<String> {
    of.iter().map(|name| (*name).to_owned()).collect()
}

fn counts(of: &[u32]) -> Vec<Value> {
    of.iter().map(|number| Value::from(*number)).collect()
}

fn acts_by_type_russian() -> Breakdown {
    Breakdown {
        caption: caption(
            "Деяния по видам, июнь 2020 года",
            "Чаще всего задерживали; число пострадавших при разгоне источники называют разное.",
            "деяния",
        ),
        heading: "Вид деяния".to_owned(),
        series: names(&["деяния"]),
        rows: rows(&[
            ("Задержание", &[Value::from(1_414)]),
            (
                "Привлечение к административной ответственности за участие в мирном собрании",
                &[Value::from(488)],
            ),
            ("Применение силы при разгоне собрания", &[between(120, 310)]),
            ("Обыск", &[Value::from(96)]),
            (
                "Увольнение с работы или отчисление из учебного заведения",
                &[Value::AtLeast(Amount::from(60))],
            ),
            ("Угрозы", &[Value::from(7)]),
            (
                "Принудительное психиатрическое освидетельствование",
                &[Value::Suppressed],
            ),
            (
                "Лишение права заниматься общественной деятельностью",
                &[Value::Unknown],
            ),
            ("Запрет на выезд", &[Value::from(0)]),
        ]),
        order: Order::Given,
        rest: Rest::Together,
    }
}

fn acts_by_type_kazakh() -> Breakdown {
    Breakdown {
        caption: caption("Әрекеттер түрлері бойынша", "Ең жиі ұстаған.", "әрекеттер"),
        heading: "Әрекет түрі".to_owned(),
        series: names(&["әрекеттер"]),
        rows: rows(&[
            ("Ұстау", &[Value::from(212)]),
            (
                "Бейбіт жиналысқа қатысқаны үшін әкімшілік жауапкершілікке тарту",
                &[Value::from(97)],
            ),
            (
                "Қоғамдық қызметпен айналысу құқығынан айыру",
                &[between(3, 9)],
            ),
            ("Шетелге шығуға тыйым салу", &[Value::from(31)]),
            (
                "Сөз бостандығын шектейтін өзге де заңсыз әрекеттер мен әрекетсіздік",
                &[Value::from(12)],
            ),
        ]),
        order: Order::Largest,
        rest: Rest::Together,
    }
}

fn two_periods() -> Breakdown {
    Breakdown {
        caption: caption(
            "Acts by source of threat",
            "Two years beside each other.",
            "acts",
        ),
        heading: "Source of threat".to_owned(),
        series: names(&["January–June 2020", "January–June 2021"]),
        rows: rows(&[
            ("Police", &[Value::from(310), Value::from(289)]),
            (
                "National Security Committee",
                &[Value::from(41), between(50, 64)],
            ),
            ("Unknown persons", &[Value::from(12), Value::Unknown]),
            (
                "Local executive bodies (akimats)",
                &[Value::from(77), Value::from(130)],
            ),
        ]),
        order: Order::Given,
        rest: Rest::Refuse,
    }
}

pub(crate) fn ten_thousand(rest: Rest) -> Breakdown {
    let row = |number: u32| Row {
        label: format!("№ {number}"),
        values: vec![Value::from(20_000 / (number + 1))],
    };
    Breakdown {
        caption: caption("Задержания по местам", "Десять тысяч мест.", "задержания"),
        heading: "Место".to_owned(),
        series: names(&["задержания"]),
        rows: (0..10_000).map(row).collect(),
        order: Order::Largest,
        rest,
    }
}

fn outcomes() -> Breakdown {
    let series = [
        "согласовано",
        "отказано",
        "без ответа в срок",
        "возвращено без рассмотрения",
        "исход неизвестен",
    ];
    Breakdown {
        caption: caption(
            "Уведомления о собраниях по исходу",
            "Отказано в большинстве случаев.",
            "уведомления",
        ),
        heading: "Город".to_owned(),
        series: names(&series),
        rows: rows(&[
            ("Алматы", &counts(&[3, 61, 12, 9, 4])),
            ("Астана", &counts(&[1, 20, 0, 2, 0])),
            (
                "Уральск (Западно-Казахстанская область)",
                &counts(&[0, 17, 5, 0, 1]),
            ),
            (
                "Шымкент",
                &[
                    Value::from(2),
                    Value::from(4),
                    Value::Suppressed,
                    Value::from(1),
                    Value::from(0),
                ],
            ),
            (
                "Караганда",
                &[
                    Value::from(0),
                    between(3, 8),
                    Value::from(1),
                    Value::from(0),
                    Value::from(0),
                ],
            ),
        ]),
        order: Order::Given,
        rest: Rest::Together,
    }
}

fn regions_by_month(words: &Words) -> Breakdown {
    let regions = [
        "Западно-Казахстанская область",
        "Алматы (город)",
        "Астана",
        "Область Жетысу",
        "Туркестанская область",
    ];
    let row = |(at, label): (usize, &&str)| {
        let value = |month: usize| match (at, month) {
            (2, 4) => Value::Unknown,
            (3, 1) => Value::Suppressed,
            (1, 5) => Value::from(117),
            _ => Value::from(u32::try_from((at * 7 + month * 5) % 13 * (month % 3)).unwrap_or(0)),
        };
        Row {
            label: (*label).to_owned(),
            values: (0..12).map(value).collect(),
        }
    };
    Breakdown {
        caption: caption(
            "Задержания по регионам и месяцам, 2020 год",
            "Больше всего в июне в Алматы.",
            "задержания",
        ),
        heading: "Регион".to_owned(),
        series: words.months.to_vec(),
        rows: regions.iter().enumerate().map(row).collect(),
        order: Order::Given,
        rest: Rest::LeaveOut,
    }
}

fn types_by_year_kazakh() -> Breakdown {
    Breakdown {
        caption: caption("Әрекеттер түрі мен жылы бойынша", "Үш жыл.", "әрекеттер"),
        heading: "Әрекет түрі".to_owned(),
        series: names(&["2018", "2019", "2020", "күні белгісіз"]),
        rows: rows(&[
            ("Ұстау", &counts(&[2, 1, 3, 0])),
            (
                "Бейбіт жиналысқа қатысқаны үшін әкімшілік жауапкершілікке тарту",
                &counts(&[0, 4, 1, 1]),
            ),
            ("Тінту", &counts(&[1, 1, 0, 0])),
        ]),
        order: Order::Given,
        rest: Rest::Refuse,
    }
}

pub(crate) fn months(words: &Words, from: u32, years: u32) -> Vec<Period> {
    (from..from + years)
        .flat_map(|year| {
            words.months.iter().map(move |month| Period {
                label: format!("{month} {year}"),
                tick: month.clone(),
                group: year.to_string(),
            })
        })
        .collect()
}

fn wave(periods: usize, height: u32) -> Vec<Value> {
    (0..periods)
        .map(|at| {
            let at = u32::try_from(at).unwrap_or(0);
            Value::from((at * 37 % 11) * (at % 5 + 1) * height / 40)
        })
        .collect()
}

fn one_line(words: &Words) -> Course {
    let periods = months(words, 2019, 2);
    let mut values = wave(periods.len(), 80);
    values[7] = Value::Unknown;
    values[8] = Value::Unknown;
    values[16] = Value::Suppressed;
    values[18] = between(40, 110);
    values[19] = between(30, 60);
    Course {
        caption: caption("Задержания по месяцам", "С июня 2020 года считали иначе.", "задержания"),
        heading: "Месяц".to_owned(),
        periods,
        series: vec![Series {
            name: "задержания".to_owned(),
            values,
            breaks: vec![Break {
                at: 17,
                why: "с июня 2020 года учитываются и задержания, о которых сообщили только родственники".to_owned(),
            }],
        }],
    }
}

fn three_lines() -> Course {
    let years = 2010..2024;
    let periods: Vec<Period> = years
        .map(|year| Period {
            label: year.to_string(),
            tick: year.to_string(),
            group: String::new(),
        })
        .collect();
    let mut second = wave(periods.len(), 30);
    second[4] = Value::Unknown;
    let names = [
        "Committee for Legal Statistics",
        "Coalition against Torture",
        "Own records",
    ];
    let breaks = vec![Break {
        at: 5,
        why: "a new form of registration".to_owned(),
    }];
    let series = vec![
        Series {
            name: names[0].to_owned(),
            values: wave(periods.len(), 90),
            breaks,
        },
        Series {
            name: names[1].to_owned(),
            values: second,
            breaks: Vec::new(),
        },
        Series {
            name: names[2].to_owned(),
            values: wave(periods.len(), 12),
            breaks: Vec::new(),
        },
    ];
    Course {
        caption: caption(
            "Complaints of torture",
            "Three series that are not counted alike.",
            "complaints",
        ),
        heading: "Year".to_owned(),
        periods,
        series,
    }
}

fn months_kazakh(words: &Words) -> Course {
    let periods = months(words, 2020, 1);
    let mut values = wave(periods.len(), 50);
    values[2] = Value::Unknown;
    values[9] = between(12, 30);
    values[10] = Value::Suppressed;
    let series = vec![Series {
        name: "ұстау".to_owned(),
        values,
        breaks: Vec::new(),
    }];
    Course {
        caption: caption("Айлар бойынша ұстау", "2020 жыл.", "ұстау саны"),
        heading: "Ай".to_owned(),
        periods,
        series,
    }
}

fn ten_years(words: &Words) -> Course {
    let periods = months(words, 2011, 10);
    let series = vec![Series {
        name: "деяния".to_owned(),
        values: wave(periods.len(), 60_000),
        breaks: Vec::new(),
    }];
    Course {
        caption: caption("Деяния по месяцам за десять лет", "120 месяцев.", "деяния"),
        heading: "Месяц".to_owned(),
        periods,
        series,
    }
}

fn months_by_type(words: &Words) -> Course {
    let periods = months(words, 2020, 1);
    let types = [
        "Задержания",
        "Обыски",
        "Привлечение к административной ответственности",
        "Прочее",
    ];
    let series = types
        .iter()
        .zip([60, 20, 35, 9])
        .map(|(name, height)| Series {
            name: (*name).to_owned(),
            values: wave(periods.len(), height),
            breaks: Vec::new(),
        })
        .collect();
    Course {
        caption: caption("Деяния по видам и месяцам", "2020 год.", "деяния"),
        heading: "Месяц".to_owned(),
        periods,
        series,
    }
}

fn ages() -> Breakdown {
    let women = [0, 3, 14, 41, 36, 22, 9, 2];
    let men = [1, 9, 62, 118, 90, 51, 17, 3];
    let names = [
        "до 14",
        "14–17",
        "18–24",
        "25–34",
        "35–44",
        "45–59",
        "60 и старше",
        "возраст неизвестен",
    ];
    let row = |at: usize| Row {
        label: names[at].to_owned(),
        values: vec![
            Value::from(women[at]),
            if at == 5 {
                between(40, 51)
            } else {
                Value::from(men[at])
            },
            if at == 0 {
                Value::Suppressed
            } else {
                Value::from(u32::from(at == 7) * 31)
            },
        ],
    };
    Breakdown {
        caption: caption(
            "Задержанные по полу и возрасту",
            "Чаще всего мужчины от 25 до 34 лет.",
            "человек",
        ),
        heading: "Возраст".to_owned(),
        series: ["женщины", "мужчины", "пол неизвестен"]
            .map(str::to_owned)
            .to_vec(),
        rows: (0..names.len()).rev().map(row).collect(),
        order: Order::Given,
        rest: Rest::Refuse,
    }
}

fn complaints() -> Breakdown {
    Breakdown {
        caption: caption("Жалобы на пытки", "До приговора дошли немногие.", "жалобы"),
        heading: "Шаг".to_owned(),
        series: names(&["жалобы"]),
        rows: rows(&[
            ("Жалоба подана", &counts(&[684])),
            (
                "Зарегистрирована в Едином реестре досудебных расследований",
                &counts(&[412]),
            ),
            ("Расследование завершено", &[between(280, 300)]),
            ("Дело передано в суд", &counts(&[19])),
            ("Вынесен обвинительный приговор", &counts(&[2])),
            ("Назначено лишение свободы", &[Value::Unknown]),
        ]),
        order: Order::Given,
        rest: Rest::Refuse,
    }
}

fn regions(language: Language) -> Tiles {
    let grid = TileGrid::kazakhstan(language);
    let mut places: Vec<Place> = grid
        .tiles()
        .iter()
        .enumerate()
        .map(|(at, tile)| Place {
            code: tile.code.clone(),
            label: tile.name.clone(),
            value: match at {
                4 => Value::Unknown,
                9 => Value::Suppressed,
                19 => Value::from(1_414),
                _ => Value::from(u32::try_from(at * at % 97).unwrap_or(0)),
            },
        })
        .collect();
    places.push(Place {
        code: "abroad".to_owned(),
        label: if language == Language::Ru {
            "За рубежом"
        } else {
            "Шетелде"
        }
        .to_owned(),
        value: Value::from(12),
    });
    let (title, unit, heading) = match language {
        Language::Kk => ("Өңірлер бойынша ұстау", "ұстау", "Өңір"),
        _ => ("Задержания по регионам", "задержания", "Регион"),
    };
    Tiles {
        caption: caption(title, "", unit),
        heading: heading.to_owned(),
        grid,
        places,
    }
}

fn day(text: &str) -> Day {
    let mut parts = text.split('-').map(|part| part.parse::<i16>().unwrap_or(1));
    let mut part = || parts.next().unwrap_or(1);
    let (year, month, day) = (part(), part(), part());
    let small = |number: i16| i8::try_from(number).unwrap_or(1);
    Day::from_ymd(year, small(month), small(day)).unwrap_or(Day(0))
}

fn days(first: &str, last: &str) -> Days {
    Days {
        first: day(first),
        last: day(last),
    }
}

fn moment(label: &str, told: &str, when: When) -> Moment {
    Moment {
        label: label.to_owned(),
        told: told.to_owned(),
        when: vec![when],
    }
}

fn pressure() -> Timeline {
    let on = |text: &str| When::Happened(days(text, text));
    let edge = |text: &str| Edge::On(days(text, text));
    Timeline {
        caption: caption(
            "Давление на организацию",
            "Проверки, приостановление, суд.",
            "",
        ),
        headings: ["Что".to_owned(), "Когда".to_owned()],
        moments: vec![
            moment(
                "Внеплановая налоговая проверка",
                "октябрь 2018",
                When::Happened(days("2018-10-01", "2018-10-31")),
            ),
            moment(
                "Предупреждение о ликвидации за непредставление сведений об иностранном финансировании",
                "2019",
                When::Happened(days("2019-01-01", "2019-12-31")),
            ),
            moment("Допрос директора", "24 января 2020", on("2020-01-24")),
            moment(
                "Приостановление деятельности",
                "с 25 января 2021 по март 2021",
                When::Lasted {
                    from: edge("2021-01-25"),
                    to: Edge::On(days("2021-03-01", "2021-03-31")),
                },
            ),
            moment(
                "Запрет на выезд",
                "с 12 февраля 2021, конец неизвестен",
                When::Lasted {
                    from: edge("2021-02-12"),
                    to: Edge::Unknown,
                },
            ),
            moment(
                "Арест счетов",
                "до 3 июня 2021",
                When::Lasted {
                    from: Edge::Unknown,
                    to: edge("2021-06-03"),
                },
            ),
            moment(
                "Слежка",
                "с лета 2020, продолжается",
                When::Lasted {
                    from: Edge::On(days("2020-06-01", "2020-08-31")),
                    to: Edge::Open,
                },
            ),
            moment("Угрозы по телефону", "дата неизвестна", When::Unknown),
            Moment {
                label: "Задержания".to_owned(),
                told: "14".to_owned(),
                when: (0..14)
                    .map(|n| {
                        let day = Day(day("2019-02-01").0 + n * n * 5 % 400);
                        When::Happened(Days {
                            first: day,
                            last: day,
                        })
                    })
                    .collect(),
            },
        ],
    }
}

fn a_fortnight() -> Timeline {
    let on = |text: &str| When::Happened(days(text, text));
    let edge = |text: &str| Edge::On(days(text, text));
    Timeline {
        caption: caption("A rally and what followed", "Two weeks.", ""),
        headings: ["What".to_owned(), "When".to_owned()],
        moments: vec![
            moment("Notice of the rally", "28 May 2020", on("2020-05-28")),
            moment("Rally", "6 June 2020", on("2020-06-06")),
            moment(
                "Administrative arrest",
                "6–16 June 2020",
                When::Lasted {
                    from: edge("2020-06-06"),
                    to: edge("2020-06-16"),
                },
            ),
        ],
    }
}

fn four_lists() -> Overlaps {
    let on = |lists: &[usize], number: u32| Combination {
        on: lists.iter().copied().collect(),
        value: Value::from(number),
    };
    Overlaps {
        caption: caption(
            "Killings on four lists",
            "Most stand on one list only.",
            "people",
        ),
        heading: "On exactly these lists".to_owned(),
        lists: [
            (
                "American Bar Association and Central and East European Law Initiative",
                1_213,
            ),
            ("Exhumations", 1_877),
            ("Human Rights Watch", 477),
            (
                "Organization for Security and Co-operation in Europe",
                1_707,
            ),
        ]
        .map(|(name, size)| List {
            name: name.to_owned(),
            size: Value::from(size),
        })
        .to_vec(),
        combinations: vec![
            on(&[0], 845),
            on(&[1], 1_131),
            on(&[2], 306),
            on(&[3], 936),
            on(&[0, 1], 181),
            on(&[0, 3], 123),
            on(&[1, 2], 42),
            on(&[1, 3], 463),
            on(&[2, 3], 76),
            on(&[0, 2], 31),
            on(&[0, 1, 3], 42),
            on(&[0, 1, 2], 18),
            on(&[0, 2, 3], 29),
            on(&[1, 2, 3], 32),
            on(&[0, 1, 2, 3], 27),
        ],
    }
}

fn party(label: &str) -> Party {
    Party {
        label: label.to_owned(),
        known: Known::Named,
    }
}

fn act(label: &str, by: &[usize], to: &[usize]) -> FlowAct {
    FlowAct {
        label: label.to_owned(),
        by: by.iter().copied().collect(),
        to: to.iter().copied().collect(),
    }
}

fn who_did_what() -> Flow {
    Flow {
        caption: caption(
            "Кто, что и кому сделал: акция 6 июня 2020 года в Алматы",
            "Полиция задержала троих; неизвестные избили одного.",
            "",
        ),
        headings: ["Кто".to_owned(), "Что сделал".to_owned(), "Кому".to_owned()],
        by: vec![
            party("Департамент полиции города Алматы"),
            Party {
                label: "неизвестные в штатском".to_owned(),
                known: Known::Unknown,
            },
            party("Специализированный межрайонный административный суд города Алматы"),
        ],
        acts: vec![
            act("Задержание", &[0], &[0, 1, 2]),
            act("Избиение", &[1], &[1]),
            act("Административный арест на 15 суток", &[2], &[0, 2]),
        ],
        to: vec![
            party("Айгерим С."),
            party("журналист «Азаттыка»"),
            party("около 30 жителей посёлка"),
        ],
    }
}

fn a_large_event() -> Flow {
    Flow {
        caption: caption("Ірі акция", "Көп адам.", ""),
        headings: ["Кім".to_owned(), "Не істеді".to_owned(), "Кімге".to_owned()],
        by: vec![party("Полиция департаменті")],
        acts: (1..=14)
            .map(|n| act(&format!("Ұстау № {n}"), &[0], &[n - 1, n, n + 1]))
            .collect(),
        to: (1..=16)
            .map(|n| party(&format!("Қатысушы № {n}")))
            .collect(),
    }
}

/// Parts of wholes of which nothing is known but that they are wholes.
pub(crate) fn stacked(data: Breakdown) -> Stack<Breakdown> {
    let wholes = vec![Value::Unknown; data.rows.len()];
    Stack::<Breakdown>::new(data, &wholes).unwrap_or_else(|refused| unreachable!("{refused}"))
}

pub(crate) fn piled(data: Course) -> Stack<Course> {
    let wholes = vec![Value::Unknown; data.periods.len()];
    Stack::<Course>::new(data, &wholes).unwrap_or_else(|refused| unreachable!("{refused}"))
}

//! Makes the large table of acts with which speed is measured: `generate_acts [ROWS [SEED]] > acts.csv`.
//!
//! The same numbers give the same bytes. 100,000 rows unless told otherwise; 12 columns; a narrative of 200
//! letters in English, Russian or Kazakh; 50,000 people; three acts in ten with two victims. Nobody in it is
//! real: names are put together from lists of given names, family names and patronymics.
//! Its mapping is `demo/generated/mapping.toml`.

use dice::Dice;
use std::io::{BufWriter, Write};

#[path = "../../testkit/src/dice.rs"]
mod dice;

const GIVEN: [&str; 40] = [
    "Айгерім",
    "Асель",
    "Асхат",
    "Бауыржан",
    "Гүлнар",
    "Данияр",
    "Дина",
    "Ерлан",
    "Жанар",
    "Жасұлан",
    "Зарина",
    "Ильяс",
    "Камила",
    "Қанат",
    "Лаура",
    "Мадина",
    "Мұрат",
    "Нұрлан",
    "Олжас",
    "Рауан",
    "Сәуле",
    "Тимур",
    "Ұлжан",
    "Фарида",
    "Шолпан",
    "Әлия",
    "Өтеген",
    "Анна",
    "Борис",
    "Вера",
    "Глеб",
    "Елена",
    "Игорь",
    "Кира",
    "Лев",
    "Мария",
    "Олег",
    "Павел",
    "Софья",
    "Юлия",
];
const FAMILY: [&str; 50] = [
    "Абаев",
    "Айтбаев",
    "Алиев",
    "Асанов",
    "Ахметов",
    "Байжанов",
    "Бекетов",
    "Досов",
    "Ержанов",
    "Есимов",
    "Жақыпов",
    "Жумабаев",
    "Ибраев",
    "Искаков",
    "Кадыров",
    "Касенов",
    "Кенжебаев",
    "Құрманов",
    "Маратов",
    "Мусин",
    "Нурпеисов",
    "Оспанов",
    "Рахимов",
    "Садыков",
    "Сатпаев",
    "Серіков",
    "Смағұлов",
    "Тлеубаев",
    "Төлеген",
    "Умаров",
    "Шарипов",
    "Ысқақ",
    "Әбдіров",
    "Іңкәров",
    "Белов",
    "Волков",
    "Гусев",
    "Жуков",
    "Зимин",
    "Ким",
    "Ковальчук",
    "Ли",
    "Мельник",
    "Попов",
    "Романов",
    "Соколов",
    "Тарасов",
    "Ткаченко",
    "Цой",
    "Шевченко",
];
const PATRONYMIC: [&str; 25] = [
    "А.", "Б.", "В.", "Г.", "Ғ.", "Д.", "Е.", "Ж.", "З.", "И.", "К.", "Қ.", "Л.", "М.", "Н.", "О.",
    "Р.", "С.", "Т.", "У.", "Ф.", "Х.", "Ш.", "Э.", "Я.",
];
const PEOPLE: u64 = 50_000;

const TYPES: [&str; 16] = [
    "LIB.detain",
    "LIB.arrest",
    "LIB.adminarr",
    "LIB.prevent",
    "LIB.kettle",
    "LIB.prison",
    "PRS.threat",
    "PRS.surv",
    "ADM.fine",
    "ADM.warn",
    "CRM.case",
    "CRM.summon",
    "MED.obstr",
    "MED.block",
    "ASM.break",
    "LIF.force",
];
const PLACES: [(&str, &str); 12] = [
    ("Алматы", "KZ-75"),
    ("Астана", "KZ-71"),
    ("Шымкент", "KZ-79"),
    ("Актобе", "KZ-15"),
    ("Атырау", "KZ-23"),
    ("Орал", "KZ-27"),
    ("Тараз", "KZ-31"),
    ("Караганда", "KZ-35"),
    ("Костанай", "KZ-39"),
    ("Кызылорда", "KZ-43"),
    ("Жанаозен", "KZ-47"),
    ("Павлодар", "KZ-55"),
];
const BODIES: [&str; 10] = [
    "Police",
    "Special unit",
    "City court",
    "District court",
    "National security",
    "Akimat",
    "Tax authority",
    "Prosecutor",
    "Unknown persons",
    "Prison service",
];
const LAWS: [&str; 8] = [
    "Administrative Code 488",
    "Administrative Code 667",
    "Criminal Code 174(2)",
    "Criminal Code 405(1)",
    "Criminal Code 274",
    "Administrative Code 434",
    "Law on peaceful assemblies",
    "",
];
const WORDS: [&str; 3] = [
    "police came to the square and asked people to leave the place at once then led several of them to a bus while \
     others filmed what happened and waited near the gate until late in the evening without any answer from the office",
    "полицейские подошли к участникам и потребовали разойтись после чего нескольких человек увели в автобус остальные \
     снимали происходящее на телефоны и ждали у ворот отделения до позднего вечера не получив никакого ответа",
    "полиция қызметкерлері алаңға келіп жұртқа тарауды талап етті бірнеше адамды автобусқа отырғызып алып кетті \
     қалғандары болған жайтты телефонға түсіріп бөлімше қақпасының жанында кешке дейін жауап күтіп тұрды",
];
const LANGUAGES: usize = WORDS.len();

fn person(n: u64) -> String {
    let n = n as usize;
    let (given, family) = (GIVEN[n % 40], FAMILY[n / 40 % 50]);
    format!("{family} {given} {}", PATRONYMIC[n / 2_000 % 25])
}

fn date(dice: &mut Dice) -> String {
    let (year, month, day) = (
        2015 + dice.below(10),
        1 + dice.below(12),
        1 + dice.below(28),
    );
    match dice.below(20) {
        0 => String::new(),
        1 => format!("{year}"),
        2..=4 => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

fn narrative(dice: &mut Dice) -> String {
    let language = dice.below(LANGUAGES as u64) as usize;
    let words: Vec<&str> = WORDS[language].split_whitespace().collect();
    let mut text = String::new();
    while text.chars().count() < 200 {
        text.push_str(dice.one_of(&words));
        text.push(' ');
    }
    text.chars().take(200).collect()
}

fn main() -> std::io::Result<()> {
    let mut told = std::env::args().skip(1).map(|a| a.parse::<u64>().ok());
    let rows = told.next().flatten().unwrap_or(100_000);
    let mut dice = Dice(told.next().flatten().unwrap_or(1));
    let mut out = BufWriter::new(std::io::stdout().lock());
    write!(
        out,
        "id,type,date,place,region,victim,second_victim,perpetrator,law,narrative,source,locator\r\n"
    )?;
    for n in 0..rows {
        let (place, region) = dice.one_of(&PLACES);
        let second = if dice.below(10) < 3 {
            person(dice.below(PEOPLE))
        } else {
            String::new()
        };
        write!(
            out,
            "act-{n},{},{},{place},{region},{},{second},{},{},{},Monthly report {},p{}\r\n",
            dice.one_of(&TYPES),
            date(&mut dice),
            // Everybody comes up once before anybody comes up again.
            person(if n < PEOPLE { n } else { dice.below(PEOPLE) }),
            dice.one_of(&BODIES),
            dice.one_of(&LAWS),
            narrative(&mut dice),
            1 + dice.below(120),
            1 + dice.below(60),
        )?;
    }
    out.flush()
}

//! Makes a large table of people with which matching is measured: `generate_people [ROWS [SEED]] > people.csv`.
//!
//! Columns: `rec_id`, `ent_id` (who it truly is), `full_name`, `dob`, `region`, `sex`. The same numbers give the same
//! bytes; 50,000 rows unless told otherwise. Nobody in it is real: Kazakh names are put together from the parts that
//! such names are made of, others from general lists. One person appears in one to nine rows, in Kazakh, Russian or
//! Latin letters after one of six usages, with what happens to names in lists: order, initials, a patronymic left
//! out or in another form, an ending left out, a slip of the hand; a birth date missing, to the year or wrong in one
//! part; another region, no sex. One in eight has a brother or sister, a father or a child in the table.

use std::io::{BufWriter, Write};

const FIRST: [&str; 48] = [
    "Нұр",
    "Бек",
    "Ер",
    "Жан",
    "Тұр",
    "Дос",
    "Аман",
    "Дәулет",
    "Болат",
    "Сағын",
    "Тілеу",
    "Ораз",
    "Есен",
    "Кенже",
    "Жұма",
    "Алтын",
    "Бай",
    "Тоқ",
    "Әбді",
    "Қара",
    "Ақ",
    "Сары",
    "Мырза",
    "Сұлтан",
    "Тас",
    "Темір",
    "Құдай",
    "Өмір",
    "Елу",
    "Шын",
    "Қожа",
    "Мейір",
    "Асыл",
    "Құт",
    "Жар",
    "Бақ",
    "Үміт",
    "Сейіт",
    "Құрман",
    "Қал",
    "Ислам",
    "Дін",
    "Орын",
    "Сақ",
    "Төле",
    "Рыс",
    "Ай",
    "Күн",
];
const MALE_END: [&str; 20] = [
    "бек",
    "болат",
    "мұрат",
    "хан",
    "тай",
    "ғали",
    "жан",
    "қожа",
    "мырза",
    "бай",
    "сұлтан",
    "берген",
    "кен",
    "ғазы",
    "шер",
    "дос",
    "ат",
    "тас",
    "уали",
    "қын",
];
const FEMALE_END: [&str; 12] = [
    "гүл",
    "жамал",
    "нұр",
    "сұлу",
    "шаш",
    "көз",
    "бике",
    "ару",
    "күміс",
    "сара",
    "ай",
    "зия",
];
const KAZAKH_MALE: [&str; 24] = [
    "Нұрлан",
    "Ержан",
    "Ерлан",
    "Асқар",
    "Серік",
    "Берік",
    "Талғат",
    "Болат",
    "Мұрат",
    "Марат",
    "Дәурен",
    "Қанат",
    "Айдос",
    "Арман",
    "Бауыржан",
    "Дархан",
    "Қайрат",
    "Нұржан",
    "Олжас",
    "Руслан",
    "Сәкен",
    "Тимур",
    "Ғалым",
    "Әділ",
];
const KAZAKH_FEMALE: [&str; 20] = [
    "Айгүл",
    "Айнұр",
    "Әсел",
    "Айжан",
    "Гүлнар",
    "Динара",
    "Жанар",
    "Зәуре",
    "Қарлығаш",
    "Ләззат",
    "Мәдина",
    "Назгүл",
    "Сәуле",
    "Толқын",
    "Шолпан",
    "Айгерім",
    "Бибігүл",
    "Гүлмира",
    "Камила",
    "Раушан",
];
const RUSSIAN_MALE: [&str; 20] = [
    "Александр",
    "Сергей",
    "Андрей",
    "Дмитрий",
    "Алексей",
    "Иван",
    "Николай",
    "Владимир",
    "Виктор",
    "Юрий",
    "Михаил",
    "Евгений",
    "Павел",
    "Олег",
    "Василий",
    "Константин",
    "Роман",
    "Игорь",
    "Денис",
    "Григорий",
];
const RUSSIAN_FEMALE: [&str; 18] = [
    "Анна",
    "Елена",
    "Ольга",
    "Наталья",
    "Ирина",
    "Светлана",
    "Татьяна",
    "Мария",
    "Екатерина",
    "Людмила",
    "Галина",
    "Юлия",
    "Вера",
    "Надежда",
    "Любовь",
    "Оксана",
    "Ксения",
    "Дарья",
];
const RUSSIAN_FAMILY: [&str; 60] = [
    "Иванов",
    "Смирнов",
    "Кузнецов",
    "Попов",
    "Соколов",
    "Лебедев",
    "Новиков",
    "Морозов",
    "Козлов",
    "Волков",
    "Зайцев",
    "Павлов",
    "Голубев",
    "Виноградов",
    "Богданов",
    "Воробьёв",
    "Фёдоров",
    "Михайлов",
    "Беляев",
    "Тарасов",
    "Белов",
    "Комаров",
    "Орлов",
    "Киселёв",
    "Макаров",
    "Андреев",
    "Ковалёв",
    "Ильин",
    "Гусев",
    "Титов",
    "Кузьмин",
    "Кудрявцев",
    "Баранов",
    "Куликов",
    "Алексеев",
    "Степанов",
    "Яковлев",
    "Сорокин",
    "Сергеев",
    "Романов",
    "Захаров",
    "Борисов",
    "Королёв",
    "Герасимов",
    "Пономарёв",
    "Григорьев",
    "Лазарев",
    "Медведев",
    "Ершов",
    "Никитин",
    "Соболев",
    "Рябов",
    "Поляков",
    "Цветков",
    "Данилов",
    "Жуков",
    "Фролов",
    "Журавлёв",
    "Николаев",
    "Крылов",
];
const OTHER_FAMILY: [&str; 16] = [
    "Ким",
    "Пак",
    "Цой",
    "Шевченко",
    "Бондаренко",
    "Коваленко",
    "Шмидт",
    "Мюллер",
    "Вебер",
    "Фишер",
    "Юсупов",
    "Рахимов",
    "Исмаилов",
    "Каримов",
    "Алиев",
    "Мамедов",
];
const REGIONS: [&str; 20] = [
    "Алматы",
    "Алматы",
    "Алматы",
    "Астана",
    "Астана",
    "Шымкент",
    "Шымкент",
    "Түркістан",
    "Түркістан",
    "Жамбыл",
    "Қарағанды",
    "Ақтөбе",
    "Қызылорда",
    "Қостанай",
    "Павлодар",
    "Атырау",
    "Маңғыстау",
    "Абай",
    "Жетісу",
    "Ұлытау",
];

/// SplitMix64: enough for invented people.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    /// True so many times in a hundred.
    fn hundred(&mut self, times: u64) -> bool {
        self.below(100) < times
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[usize::try_from(self.below(list.len() as u64)).unwrap_or(0)]
    }

    /// Early ones of a list oftener: names are not evenly spread.
    fn often<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let n = list.len() as u64;
        let place = self.below(n).min(self.below(n));
        list[usize::try_from(place).unwrap_or(0)]
    }
}

#[derive(Clone)]
struct Somebody {
    kazakh: bool,
    female: bool,
    given: String,
    father: String,
    /// Without the feminine ending.
    family: String,
    born: (u64, u64, u64),
    region: &'static str,
}

fn given(c: &mut Chance, kazakh: bool, female: bool) -> String {
    match (kazakh, female) {
        (false, false) => c.often(&RUSSIAN_MALE).into(),
        (false, true) => c.often(&RUSSIAN_FEMALE).into(),
        (true, false) if c.hundred(45) => c.often(&KAZAKH_MALE).into(),
        (true, true) if c.hundred(45) => c.often(&KAZAKH_FEMALE).into(),
        (true, false) => format!("{}{}", c.of(&FIRST), c.of(&MALE_END)),
        (true, true) => format!("{}{}", c.of(&FIRST), c.of(&FEMALE_END)),
    }
}

fn family(c: &mut Chance, kazakh: bool) -> String {
    if !kazakh {
        return if c.hundred(80) {
            c.often(&RUSSIAN_FAMILY)
        } else {
            c.of(&OTHER_FAMILY)
        }
        .into();
    }
    let stem = if c.hundred(30) {
        c.of(&KAZAKH_MALE).to_owned()
    } else {
        format!("{}{}", c.of(&FIRST), c.of(&MALE_END))
    };
    if c.hundred(8) { stem } else { with_ov(&stem) }
}

fn with_ov(stem: &str) -> String {
    match stem.chars().last() {
        Some('й') => format!("{}ев", stem.trim_end_matches('й')),
        Some('ь' | 'л') => format!("{}ев", stem.trim_end_matches('ь')),
        Some('а' | 'ы' | 'і') => format!("{stem}ев"),
        _ => format!("{stem}ов"),
    }
}

fn somebody(c: &mut Chance) -> Somebody {
    let kazakh = c.hundred(72);
    let female = c.hundred(45);
    Somebody {
        kazakh,
        female,
        given: given(c, kazakh, female),
        father: given(c, kazakh, false),
        family: family(c, kazakh),
        born: born(c),
        region: c.of(&REGIONS),
    }
}

fn born(c: &mut Chance) -> (u64, u64, u64) {
    (1940 + c.below(65), 1 + c.below(12), 1 + c.below(28))
}

/// A brother, sister, father or child.
fn relative(c: &mut Chance, of: &Somebody) -> Somebody {
    let mut other = of.clone();
    match c.below(3) {
        0 if !of.female => {
            other.given.clone_from(&of.father);
            other.father = given(c, of.kazakh, false);
            other.born = (
                of.born.0.saturating_sub(20 + c.below(20)),
                1 + c.below(12),
                1 + c.below(28),
            );
        }
        1 if !of.female => {
            other.father.clone_from(&of.given);
            other.given = given(c, of.kazakh, false);
            other.born = (
                of.born.0 + 20 + c.below(20),
                1 + c.below(12),
                1 + c.below(28),
            );
        }
        _ => {
            other.female = c.hundred(50);
            other.given = given(c, of.kazakh, other.female);
            other.born = (of.born.0 + c.below(7), 1 + c.below(12), 1 + c.below(28));
        }
    }
    other
}

fn feminine(family: &str) -> String {
    if family.ends_with("ов")
        || family.ends_with("ев")
        || family.ends_with("ёв")
        || family.ends_with("ин")
    {
        format!("{family}а")
    } else {
        family.to_owned()
    }
}

fn patronymic(father: &str, female: bool, turkic: bool) -> String {
    if turkic {
        return format!("{father}{}", if female { "қызы" } else { "ұлы" });
    }
    let end = if female { "на" } else { "ич" };
    match father.chars().last() {
        Some('й') if father.ends_with("ий") => {
            format!("{}ьев{end}", father.trim_end_matches("ий"))
        }
        Some('й') => format!("{}ев{end}", father.trim_end_matches('й')),
        Some('ь') => format!("{}ев{end}", father.trim_end_matches('ь')),
        Some('а' | 'я' | 'ы' | 'і' | 'и') => format!("{father}ев{end}"),
        _ => format!("{father}ов{end}"),
    }
}

fn russian(word: &str) -> String {
    let mut out = String::new();
    for (from, to) in [("гүл", "гуль"), ("Гүл", "Гуль"), ("сел", "сель")] {
        if word.ends_with(from) {
            return russian(word.trim_end_matches(from)) + to;
        }
    }
    for letter in word.chars() {
        out.push(match letter {
            'ә' => 'а',
            'Ә' => 'А',
            'ғ' => 'г',
            'Ғ' => 'Г',
            'қ' => 'к',
            'Қ' => 'К',
            'ң' => 'н',
            'ө' => 'о',
            'Ө' => 'О',
            'ұ' | 'ү' => 'у',
            'Ұ' | 'Ү' => 'У',
            'һ' => 'х',
            'і' => 'и',
            'І' => 'И',
            other => other,
        });
    }
    out
}

/// Latin letters after one of six usages.
fn latin(word: &str, usage: u64) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for letter in word.chars() {
        let low: char = letter.to_lowercase().next().unwrap_or(letter);
        let vowel_before = "аәеёиоөуұүыіэюя ьъ".contains(before);
        let after: String = match (low, usage) {
            ('ә', 4) => "ä".into(),
            ('ө', 4) => "ö".into(),
            ('ү', 4) => "ü".into(),
            ('ұ', 4) => "ū".into(),
            ('қ', 4 | 5) => "q".into(),
            ('ғ', 4) => "ğ".into(),
            ('ш', 4) => "ş".into(),
            ('ж', 3..=5) => "j".into(),
            ('у', 4) => "u".into(),
            ('ы', 4) => "y".into(),
            ('і', 4) => "ı".into(),
            ('й', 1 | 3) => "i".into(),
            ('х', 3 | 4) => "h".into(),
            ('е', 0) if vowel_before => "ye".into(),
            ('ё', 0) => "yo".into(),
            ('ё', _) => "e".into(),
            ('ц', _) => "ts".into(),
            ('ч', _) => "ch".into(),
            ('ш', _) => "sh".into(),
            ('щ', _) => "shch".into(),
            ('ж', _) => "zh".into(),
            ('х', _) => "kh".into(),
            ('ю', 1) => "iu".into(),
            ('я', 1) => "ia".into(),
            ('ю', _) => "yu".into(),
            ('я', _) => "ya".into(),
            ('ь' | 'ъ', _) => String::new(),
            ('а' | 'ә', _) => "a".into(),
            ('б', _) => "b".into(),
            ('в', _) => "v".into(),
            ('г' | 'ғ', _) => "g".into(),
            ('д', _) => "d".into(),
            ('е' | 'э', _) => "e".into(),
            ('з', _) => "z".into(),
            ('и' | 'і', _) => "i".into(),
            ('й' | 'ы', _) => "y".into(),
            ('к' | 'қ', _) => "k".into(),
            ('л', _) => "l".into(),
            ('м', _) => "m".into(),
            ('н' | 'ң', _) => "n".into(),
            ('о' | 'ө', _) => "o".into(),
            ('п', _) => "p".into(),
            ('р', _) => "r".into(),
            ('с', _) => "s".into(),
            ('т', _) => "t".into(),
            ('у' | 'ұ' | 'ү', _) => "u".into(),
            ('ф', _) => "f".into(),
            (other, _) => other.to_string(),
        };
        if letter.is_uppercase() {
            let mut letters = after.chars();
            out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            out.push_str(letters.as_str());
        } else {
            out.push_str(&after);
        }
        before = low;
    }
    out
}

/// One letter left out, doubled, changed, or two changed about; never the first.
fn slip(c: &mut Chance, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 {
        return word.to_owned();
    }
    let at = 1 + usize::try_from(c.below(letters.len() as u64 - 2)).unwrap_or(0);
    match c.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 => letters.swap(at, at + 1),
        _ => {
            let other = usize::try_from(c.below(letters.len() as u64 - 1)).unwrap_or(0) + 1;
            letters[at] = letters[other];
        }
    }
    letters.into_iter().collect()
}

fn written(c: &mut Chance, who: &Somebody) -> String {
    let usage = c.below(100);
    let turkic = who.kazakh && c.hundred(40);
    let mut family = who.family.clone();
    if who.kazakh && c.hundred(4) {
        family = family
            .trim_end_matches("ов")
            .trim_end_matches("ев")
            .to_owned();
    } else if who.female {
        family = feminine(&family);
    }
    let mut words = [
        who.given.clone(),
        patronymic(&who.father, who.female, turkic),
        family,
    ];
    for word in &mut words {
        if usage >= 24 {
            *word = russian(word);
        }
        if usage >= 60 {
            *word = latin(word, (usage - 60) / 7);
        }
    }
    if c.hundred(7) {
        let which = [0, 0, 1, 2, 2, 2][usize::try_from(c.below(6)).unwrap_or(0)];
        words[which] = slip(c, &words[which]);
    }
    let [mut given, mut middle, family] = words;
    let with_middle = c.hundred(42);
    if c.hundred(6) {
        given = given.chars().take(1).chain(['.']).collect();
        middle = middle.chars().take(1).chain(['.']).collect();
        return match (with_middle, c.hundred(50)) {
            (true, true) => format!("{family} {given}{middle}"),
            (true, false) => format!("{given}{middle} {family}"),
            (false, true) => format!("{given} {family}"),
            (false, false) => format!("{family} {given}"),
        };
    }
    match (with_middle, c.hundred(50)) {
        (true, true) => format!("{family} {given} {middle}"),
        (true, false) => format!("{given} {middle} {family}"),
        (false, true) => format!("{family} {given}"),
        (false, false) => format!("{given} {family}"),
    }
}

fn date(c: &mut Chance, (mut year, mut month, mut day): (u64, u64, u64)) -> String {
    match c.below(100) {
        0..=11 => return String::new(),
        12..=17 => return year.to_string(),
        18..=21 => day = 1 + c.below(28),
        22..=24 => month = 1 + c.below(12),
        25..=26 => year = year / 10 * 10 + c.below(10),
        27..=28 if day <= 12 => std::mem::swap(&mut day, &mut month),
        _ => {}
    }
    format!("{year}-{month:02}-{day:02}")
}

fn main() -> std::io::Result<()> {
    let mut asked = std::env::args().skip(1).map(|a| a.parse::<u64>());
    let rows = asked.next().and_then(Result::ok).unwrap_or(50_000);
    let mut c = Chance(asked.next().and_then(Result::ok).unwrap_or(1));
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "rec_id,ent_id,full_name,dob,region,sex")?;
    let mut before = somebody(&mut c);
    // Rows of one person lie apart, as in life: each waits for its turn.
    let mut waiting: Vec<String> = Vec::new();
    let (mut made, mut told, mut entity) = (0, 0, 0);
    while told < rows {
        if made < rows {
            let who = if c.hundred(12) {
                relative(&mut c, &before)
            } else {
                somebody(&mut c)
            };
            let times = match c.below(1000) {
                0..663 => 1,
                663..853 => 2,
                853..936 => 3,
                936..975 => 4,
                975..993 => 6,
                _ => 9,
            };
            for _ in 0..times {
                let name = written(&mut c, &who);
                let dob = date(&mut c, who.born);
                let region = match c.below(100) {
                    0..=5 => "",
                    6..=11 => c.of(&REGIONS),
                    _ => who.region,
                };
                let sex = if c.hundred(10) {
                    ""
                } else if who.female {
                    "f"
                } else {
                    "m"
                };
                waiting.push(format!("e{entity:07},{name},{dob},{region},{sex}"));
                made += 1;
            }
            entity += 1;
            before = who;
        }
        if made >= rows || waiting.len() > 20_000 {
            let at = usize::try_from(c.below(waiting.len() as u64)).unwrap_or(0);
            writeln!(out, "{told},{}", waiting.swap_remove(at))?;
            told += 1;
        }
    }
    out.flush()
}

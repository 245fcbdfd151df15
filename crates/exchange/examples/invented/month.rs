//! An invented month of 120 incidents, as a group would have written it down, with the faults of real workbooks; and
//! the truth behind it, for tests that count again.
//!
//! Every person, body, case and link is invented: the surnames mean "invented", "for example", "fairy tale",
//! "there is none", the links lead to example.org. One file, so that what is written and what is true stand together.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Note, Url, Workbook, Worksheet, XlsxError,
};

/// The file.
pub const FILE: &str = "мониторинг-2024.xlsx";
/// The sheet of the month.
pub const MARCH: &str = "Март 2024";
/// The sheet with its columns in another order.
pub const APRIL: &str = "Апрель";
/// Rows of the month that tell of an incident, without the two that stand twice.
pub const INCIDENTS: usize = 120;

const SURNAMES: [&str; 12] = [
    "Вымыслов",
    "Примеров",
    "Небылицын",
    "Сказкин",
    "Ертегиев",
    "Жоқбаев",
    "Қиялов",
    "Образцов",
    "Тестов",
    "Выдумкин",
    "Ойданов",
    "Ненастоящев",
];
const INITIALS: [&str; 10] = [
    "А.Б.", "С.К.", "Д.М.", "Е.Н.", "Г.Т.", "Ж.О.", "К.С.", "М.А.", "Н.Р.", "Т.В.",
];

/// (as written, code of the list; `None` when the group's words must be asked)
const REGIONS: [(&str, &str); 12] = [
    ("г. Алматы", "KZ-75"),
    ("Алматы ", "KZ-75"),
    ("Алма-Ата", "KZ-75"),
    ("Астана", "KZ-71"),
    ("Нур-Султан", "KZ-71"),
    ("Карагандинская обл.", "KZ-35"),
    ("Карагандинсая обл", "KZ-35"),
    ("Мангистауская область", "KZ-47"),
    ("ЗКО", "KZ-27"),
    ("Шымкент", "KZ-79"),
    ("Актюбинская область", "KZ-15"),
    ("Атырау", "KZ-23"),
];
const PLACES: [&str; 6] = [
    "центральная площадь",
    "у здания суда",
    "с. Вымышленное",
    "дома",
    "редакция",
    "пос. Примерный",
];
/// (as written, codes)
const ACTS: [(&str, &[&str]); 14] = [
    ("задержание", &["LIB.detain"]),
    ("Задержание ", &["LIB.detain"]),
    ("задержание, штраф", &["LIB.detain", "ADM.fine"]),
    ("адм. арест", &["LIB.adminarr"]),
    ("штраф", &["ADM.fine"]),
    ("вызов в полицию", &["CRM.summon"]),
    ("угрозы", &["PRS.threat"]),
    ("проф. беседа", &["PRS.threat"]),
    ("слежка", &["PRS.surv"]),
    ("разгон пикета", &["ASM.break"]),
    ("обыск; допрос", &["CRM.search", "CRM.summon"]),
    ("ұстау", &["LIB.detain"]),
    ("блокировка сайта", &["MED.block"]),
    ("недопуск на суд", &["MED.obstr"]),
];
/// (as written, code)
const BODIES: [(&str, &str); 8] = [
    ("полиция", "police"),
    ("ДП г. Алматы", "police.city"),
    ("УП Бостандыкского р-на", "police.district"),
    ("люди в штатском", "unknown"),
    ("акимат", "akimat"),
    ("суд", "court"),
    ("КНБ", "security"),
    ("неизвестные лица", "unknown"),
];
/// (as written, code)
const CATEGORIES: [(&str, &str); 6] = [
    ("журналист", "journalist"),
    ("гр. активист", "civic"),
    ("правозащитница", "hrd"),
    ("блогер", "journalist.blogger"),
    ("юрист", "lawyer"),
    ("Гражданский активист", "civic"),
];
/// (as written, as kept)
const LAWS: [(&str, &str); 5] = [
    ("488 ч.6", "Administrative Code 488(6)"),
    ("ст. 488 ч. 6 КоАП", "Administrative Code 488(6)"),
    ("434", "Administrative Code 434"),
    ("ст. 274 УК", "Criminal Code 274"),
    ("", ""),
];
const MEDIA: [&str; 5] = [
    "Вымышленные вести",
    "Газета «Пример»",
    "звонок на горячую линию",
    "Ертегі news",
    "соцсети",
];

/// Who stands in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A name, as written.
    Named(String),
    /// People without names: about how many.
    Group(u32),
    /// Somebody who did not want to be named.
    Withheld,
}

/// One incident, as it truly is.
#[derive(Debug, Clone)]
pub struct Incident {
    /// Its number on the sheet.
    pub number: usize,
    /// First day, in March 2024; `None` where the cell cannot be read, or names only the month.
    pub start: Option<u8>,
    /// Last day, where it is another.
    pub end: Option<u8>,
    /// Code of the region.
    pub region: &'static str,
    /// Codes of its types of act.
    pub acts: Vec<&'static str>,
    /// To whom.
    pub targets: Vec<Target>,
    /// Code of their category; `None` where the cell is empty.
    pub category: Option<&'static str>,
    /// By whom, as written, and the code.
    pub body: Option<(&'static str, &'static str)>,
    /// The law as kept.
    pub law: &'static str,
    /// The source has an address.
    pub link: Option<String>,
    /// The title of the source.
    pub source: &'static str,
    /// There is a note.
    pub note: bool,
    /// As written.
    pub written: Written,
}

/// How an incident is written.
#[derive(Debug, Clone)]
pub struct Written {
    /// The date.
    pub date: Day,
    /// The region.
    pub region: &'static str,
    /// The place.
    pub place: &'static str,
    /// What happened.
    pub what: String,
    /// To whom.
    pub whom: String,
    /// How many people.
    pub people: &'static str,
    /// The category.
    pub category: &'static str,
    /// The type of act.
    pub act: &'static str,
    /// The law.
    pub law: &'static str,
    /// The outcome.
    pub outcome: &'static str,
}

/// How a date is written.
#[derive(Debug, Clone)]
pub enum Day {
    /// A date of the spreadsheet program.
    Cell(u8),
    /// As typed.
    Text(String),
    /// Merged down from the row above.
    Merged,
}

/// Numbers that look picked and are the same every time.
struct Picks(u64);

impl Picks {
    fn below(&mut self, n: usize) -> usize {
        // Knuth's multiplier; the high bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n as u64).unwrap_or(0)
    }
}

fn person(picks: &mut Picks) -> String {
    let surname = SURNAMES[picks.below(SURNAMES.len())];
    let initials = INITIALS[picks.below(INITIALS.len())];
    format!("{surname} {initials}")
}

/// The 120 incidents of March.
pub fn march() -> Vec<Incident> {
    let mut picks = Picks(2024);
    let mut all: Vec<Incident> = Vec::with_capacity(INCIDENTS);
    for number in 1..=INCIDENTS {
        let day = u8::try_from(1 + (number - 1) * 31 / INCIDENTS).unwrap_or(31);
        let (region, code) = REGIONS[picks.below(REGIONS.len())];
        let (act, acts) = ACTS[picks.below(ACTS.len())];
        let (category, category_code) = CATEGORIES[picks.below(CATEGORIES.len())];
        let body = BODIES[picks.below(BODIES.len())];
        let (law, law_kept) = LAWS[picks.below(LAWS.len())];
        let (targets, whom, people) = targets(number, &mut picks);
        let (start, end, date) = written_date(number, day, all.last());
        let source = MEDIA[picks.below(MEDIA.len())];
        let is_group_or_withheld = targets.iter().any(|t| !matches!(t, Target::Named(_)));
        let category = if is_group_or_withheld { "" } else { category };
        let what = what(number, act, &whom, picks.below(4));
        all.push(Incident {
            number,
            start,
            end,
            region: code,
            acts: acts.to_vec(),
            targets,
            category: (!category.is_empty()).then_some(category_code),
            body: (number % 11 != 0).then_some(body),
            law: law_kept,
            link: (number % 3 == 0).then(|| format!("https://example.org/{number}")),
            source,
            note: number % 10 == 0,
            written: Written {
                date,
                region,
                place: PLACES[picks.below(PLACES.len())],
                what,
                whom,
                people,
                category,
                act,
                law,
                outcome: match act {
                    "штраф" | "задержание, штраф" => "штраф 20 МРП",
                    "адм. арест" => "15 суток",
                    "задержание" => "отпустили через 3 часа",
                    _ => "",
                },
            },
        });
    }
    all
}

fn targets(number: usize, picks: &mut Picks) -> (Vec<Target>, String, &'static str) {
    match number % 12 {
        3 => {
            let names = [person(picks), person(picks)];
            let whom = names.join(", ");
            (once(names.to_vec()), whom, "")
        }
        6 => {
            let names = [person(picks), person(picks), person(picks)];
            let whom = names.join("\n");
            (once(names.to_vec()), whom, "")
        }
        9 => (vec![Target::Group(40)], "ок. 40 чел.".to_owned(), ""),
        10 if number % 24 == 10 => (vec![Target::Withheld], "не разглашается".to_owned(), ""),
        11 => (vec![Target::Group(15)], String::new(), "15"),
        _ => {
            let name = person(picks);
            // Trailing spaces are the same name.
            let whom = if number.is_multiple_of(5) {
                format!("{name}  ")
            } else {
                name.clone()
            };
            (vec![Target::Named(name)], whom, "")
        }
    }
}

/// The same name twice in a cell is one person.
fn once(names: Vec<String>) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    for name in names {
        let target = Target::Named(name);
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    targets
}

fn written_date(
    number: usize,
    day: u8,
    before: Option<&Incident>,
) -> (Option<u8>, Option<u8>, Day) {
    let only = |written: Day| (Some(day), None, written);
    match number {
        // Two and three rows of one day under one merged cell.
        8 | 9 | 51 => match before {
            Some(before) => (before.start, None, Day::Merged),
            None => only(Day::Cell(day)),
        },
        7 | 50 => only(Day::Cell(day)),
        // No such day: the cell goes to quarantine, the row does not.
        77 => (None, None, Day::Text("32.03.2024".to_owned())),
        // Only the month is known.
        88 => (None, None, Day::Text("март 2024".to_owned())),
        n if n % 13 == 0 && day < 29 => (
            Some(day),
            Some(day + 2),
            Day::Text(format!("{day}–{}.03", day + 2)),
        ),
        n if n % 7 == 0 => only(Day::Text(format!("{day}.03.2024"))),
        n if n % 7 == 1 => only(Day::Text(format!("{day:02}.03.24"))),
        n if n % 7 == 2 => only(Day::Text(format!("{day} марта"))),
        n if n % 7 == 3 => only(Day::Text(format!("{day} наурыз 2024"))),
        n if n % 7 == 4 => only(Day::Text(format!("{day}.03"))),
        _ => only(Day::Cell(day)),
    }
}

fn what(number: usize, act: &str, whom: &str, kind: usize) -> String {
    let who = whom.trim().replace('\n', ", ");
    let who = if who.is_empty() {
        "жители".to_owned()
    } else {
        who
    };
    let act = act.trim();
    match kind {
        0 => format!(
            "Вымышленный случай № {number}: {act} ({who}). Всё описано со слов вымышленного очевидца."
        ),
        1 => format!(
            "В отношении {who}: {act}. Всего несколько минут, протокол не показали. Случай вымышлен, № {number}."
        ),
        2 => format!("Случай {number}, вымышленный. {act}: {who}"),
        _ => format!("Ойдан шығарылған оқиға № {number}: {who} — {act}."),
    }
}

/// The workbook.
///
/// # Errors
/// When it cannot be written.
pub fn workbook() -> Result<Vec<u8>, XlsxError> {
    workbook_of(&march())
}

/// The workbook with these incidents of March.
///
/// # Errors
/// When it cannot be written.
pub fn workbook_of(march: &[Incident]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2024, 4, 2)?;
    book.set_properties(
        &DocProperties::new()
            .set_title("Вымышленный мониторинг")
            .set_comment("Everything in this file is invented.")
            .set_creation_datetime(&created),
    );
    let sheet = book.add_worksheet();
    sheet.set_name("Памятка")?;
    sheet.write(
        0,
        0,
        "Всё в этой книге вымышлено: люди, органы, случаи, ссылки.",
    )?;
    sheet.write(
        1,
        0,
        "Заполняем каждый день до 18:00. Одна строка — один случай.",
    )?;
    write_march(book.add_worksheet(), march)?;
    write_april(book.add_worksheet())?;
    book.add_worksheet().set_name("Лист3")?;
    book.save_to_buffer()
}

const HEADINGS: [&str; 16] = [
    "№ п/п",
    "Дата события",
    "Регион",
    "Место",
    "Что произошло",
    "Пострадавшие (ФИО)",
    "Категория",
    "Кол-во чел.",
    "Кем",
    "Вид нарушения",
    "Статья КоАП",
    "Результат",
    "Источник",
    "Ссылка",
    "Примечание",
    "Куратор",
];
const LAST: u16 = 15;
/// The row of the headings, counted from 0.
pub const HEADING_ROW: u32 = 4;

fn write_march(sheet: &mut Worksheet, all: &[Incident]) -> Result<(), XlsxError> {
    let (bold, date) = (
        Format::new().set_bold(),
        Format::new().set_num_format("dd.mm.yyyy"),
    );
    sheet.set_name(MARCH)?;
    sheet.merge_range(
        0,
        0,
        0,
        LAST,
        "Мониторинг давления на активистов и журналистов за март 2024 года (вымышленный)",
        &bold,
    )?;
    sheet.write(1, 0, "Составила: Примерова С.К. (имя вымышлено)")?;
    sheet.write(2, 0, "Дата обновления:")?;
    sheet.write_with_format(2, 1, ExcelDateTime::from_ymd(2024, 4, 2)?, &date)?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_with_format(HEADING_ROW, column, heading, &bold)?;
        sheet.write(HEADING_ROW + 1, column, column + 1)?;
    }
    let mut row = HEADING_ROW + 2;
    let mut merged_from: Option<u32> = None;
    for (at, incident) in all.iter().enumerate() {
        // A heading for each week, over the breadth of the table; an empty row here and there.
        if at % 30 == 0 {
            let week = format!("Неделя {}", at / 30 + 1);
            sheet.merge_range(row, 0, row, LAST, &week, &bold)?;
            row += 1;
        }
        if at % 40 == 25 {
            row += 1;
        }
        write_incident(sheet, row, incident, &date)?;
        let next_is_merged = all
            .get(at + 1)
            .is_some_and(|n| matches!(n.written.date, Day::Merged));
        if next_is_merged && !matches!(incident.written.date, Day::Merged) {
            merged_from = Some(row);
        } else if let (Some(first), false) = (merged_from, next_is_merged) {
            if let Some(day) = incident.start {
                sheet.merge_range(first, 1, row, 1, "", &date)?;
                let day = ExcelDateTime::from_ymd(2024, 3, day)?;
                sheet.write_with_format(first, 1, day, &date)?;
            }
            merged_from = None;
        }
        row += 1;
        // Copied by mistake: the same row once more, under a new number.
        if incident.number == 33 || incident.number == 66 {
            write_incident(sheet, row, incident, &date)?;
            sheet.write(row, 0, format!("{}а", incident.number))?;
            row += 1;
        }
    }
    // Prepared rows that nobody filled: only their numbers.
    for number in [121, 122] {
        sheet.write(row, 0, number)?;
        row += 1;
    }
    sheet.write(row, 0, "Итого за месяц:")?;
    sheet.write_formula(row, 7, Formula::new("=COUNTA(E7:E140)").set_result("120"))?;
    Ok(())
}

fn write_incident(
    sheet: &mut Worksheet,
    row: u32,
    incident: &Incident,
    date: &Format,
) -> Result<(), XlsxError> {
    let written = &incident.written;
    // Numbers as text, some with a space behind.
    if incident.number.is_multiple_of(17) {
        sheet.write(row, 0, format!("{} ", incident.number))?;
    } else {
        sheet.write(row, 0, u32::try_from(incident.number).unwrap_or(0))?;
    }
    match &written.date {
        Day::Cell(day) => {
            sheet.write_with_format(row, 1, ExcelDateTime::from_ymd(2024, 3, *day)?, date)?;
        }
        Day::Text(text) => {
            sheet.write(row, 1, text)?;
        }
        Day::Merged => {}
    }
    sheet.write(row, 2, written.region)?;
    sheet.write(row, 3, written.place)?;
    sheet.write(row, 4, &written.what)?;
    for (column, text) in [
        (5, written.whom.as_str()),
        (6, written.category),
        (8, incident.body.map_or("-", |(name, _)| name)),
        (9, written.act),
        (10, written.law),
        (11, written.outcome),
        (12, incident.source),
    ] {
        if !text.is_empty() {
            sheet.write(row, column, text)?;
        }
    }
    match written.people {
        "" => {}
        // A formula where a number should stand.
        "15" if incident.number.is_multiple_of(2) => {
            sheet.write_formula(row, 7, Formula::new("=10+5").set_result("15"))?;
        }
        number => {
            sheet.write(row, 7, number)?;
        }
    }
    if let Some(link) = &incident.link {
        if incident.number.is_multiple_of(2) {
            sheet.write(row, 13, link)?;
        } else {
            // The address lies behind the title.
            sheet.write_url_with_text(row, 12, Url::new(link), incident.source)?;
        }
    }
    if incident.note {
        sheet.write(row, 14, "уточнить у вымышленного юриста")?;
    }
    if incident.number % 40 == 1 {
        sheet.insert_note(
            row,
            5,
            &Note::new("Заметка на ячейке: вымышленный человек просил не звонить.")
                .set_author("Примерова"),
        )?;
    }
    sheet.write(
        row,
        15,
        if incident.number.is_multiple_of(2) {
            "С.К."
        } else {
            "Д.М."
        },
    )?;
    Ok(())
}

/// Incidents of April: (text of the date, names, types of act).
pub const APRIL_ROWS: [(&str, &str, &str); 8] = [
    ("2.04", "Выдумкин К.С.", "штраф"),
    ("3 апреля", "Ойданов М.А.", "адм. арест"),
    ("4–5.04", "Тестов Н.Р.", "задержание"),
    ("8 сәуір", "Қиялов Т.В.", "ұстау"),
    ("9.04", "Жоқбаев Е.Н.", "айыппұл"),
    ("12.04.2024", "Образцов А.Б.", "слежка"),
    ("15.04", "Сказкин Д.М.", "угрозы"),
    ("20 апреля", "Ертегиев Г.Т.", "вызов в полицию"),
];

/// The next month, begun: other columns, in another order, and two rows of headings.
fn write_april(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name(APRIL)?;
    sheet.write(0, 1, "за апрель 2024 г.")?;
    sheet.merge_range(2, 0, 3, 0, "Вид", &bold)?;
    sheet.merge_range(2, 1, 2, 2, "Пострадавший", &bold)?;
    sheet.write(3, 1, "Ф.И.О.")?;
    sheet.write(3, 2, "категория")?;
    sheet.merge_range(2, 3, 3, 3, "Когда", &bold)?;
    sheet.merge_range(2, 4, 3, 4, "Описание", &bold)?;
    sheet.merge_range(2, 5, 3, 5, "Область", &bold)?;
    for (row, (date, name, act)) in (4..).zip(APRIL_ROWS) {
        sheet.write(row, 0, act)?;
        sheet.write(row, 1, name)?;
        sheet.write(row, 2, "журналист")?;
        sheet.write(row, 3, date)?;
        sheet.write(row, 4, format!("Вымышленный случай апреля: {name}, {act}"))?;
        sheet.write(row, 5, "Актюбинская обл.")?;
    }
    Ok(())
}

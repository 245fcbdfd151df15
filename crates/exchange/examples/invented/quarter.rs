//! A second invented workbook, of another group with other habits: a sheet a month with columns of its own, headings
//! over two rows, "as above", law without its code, numbers of people in words, totals between the rows, footnotes
//! under the table, hidden columns, rows and sheets, a summary beside, days that the spreadsheet program lost the
//! format of. Everything in it is invented: the surnames mean "invented", "for example", "nameless"; the links lead
//! to example.org.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError,
};

/// The file.
pub const FILE: &str = "Давление, 1 квартал.xlsx";
/// January: headings over two rows.
pub const JANUARY: &str = "Янв. 2025";
/// February: other columns, days without their format.
pub const FEBRUARY: &str = "февраль25";
/// March: everything in few columns, no year anywhere.
pub const MARCH: &str = "Март";

/// The row of January's headings, counted from 0.
pub const JANUARY_HEADINGS: u32 = 3;

/// Rows of January as they are written: number; date; time; region; place; names; status; how many; by whom; what
/// was done; law; punishment; what happened; link.
pub const JANUARY_ROWS: [[&str; 14]; 14] = [
    [
        "1",
        "5-6 января",
        "",
        "Алматы",
        "пл. Вымышленная",
        "1. Небывалов А.А. 2. Примеркин Б.Б.",
        "активисты",
        "2",
        "полиция",
        "задержаны",
        "ст. 488 ч. 6, ч. 11 КоАП",
        "штраф 15 МРП",
        "Задержаны у сцены. Вымысел 1.",
        "https://example.org/q/1",
    ],
    [
        "2",
        "-//-",
        "14:30",
        "-//-",
        "там же",
        "Безымянная В.В.",
        "журналистка",
        "",
        "-//-",
        "задержаны",
        "488 ч.6",
        "предупреждение",
        "Задержана там же, отпущена. Вымысел 2.",
        "https://example.org/q/2",
    ],
    [
        "3",
        "12–14.01",
        "",
        "ЗКО",
        "Уральск",
        "Выдуманов Г.Г. (1985 г.р., блогер), его супруга",
        "блогер",
        "",
        "ДВД ЗКО",
        "обыск, изъятие техники",
        "ст. 174",
        "",
        "Трёхдневный обыск. Вымысел 3.",
        "",
    ],
    [
        "4",
        "в ночь на 17.01",
        "",
        "г.Шымкент",
        "",
        "жители посёлка",
        "",
        "около 10 чел.",
        "неизвестные",
        "поджог",
        "не указана",
        "",
        "Подожгли забор. Вымысел 4.",
        "",
    ],
    ["", "", "", "", "", "", "", "", "", "", "", "", "", ""],
    [
        "5",
        "18 янв.",
        "",
        "Актюбинская",
        "с. Небылицы",
        "Примеркин Б.Б.*",
        "активист",
        "1",
        "участковый",
        "проф.беседа",
        "",
        "",
        "Предупредил устно. Вымысел 5.",
        "",
    ],
    [
        "6",
        "20.01.25 г.",
        "около 15:00",
        "Карагандинская область",
        "у суда",
        "Сочинялов Д.Д., Сочинялова Е.Е. и ещё трое",
        "верующие",
        "5",
        "полиция; акимат",
        "разгон молитвенного собрания",
        "ст. 490 ч.3 КоАП",
        "штраф по 50 МРП каждому",
        "Разогнали собрание. Вымысел 6.",
        "https://example.org/q/6",
    ],
    [
        "7",
        "в начале января",
        "",
        "Астана",
        "суд № 2",
        "Сказителев Ж.Ж.",
        "адвокат",
        "1",
        "судья Примеров",
        "удаление из зала",
        "мелкое хулиганство",
        "арест 5 суток",
        "Удалён из зала. Вымысел 7.",
        "",
    ],
    [
        "8",
        "21.01.2025",
        "",
        "Астана",
        "там же",
        "он же",
        "адвокат",
        "1",
        "-\"-",
        "арест 5 суток",
        "434",
        "5 сут.",
        "Арестован на месте. Вымысел 8.",
        "",
    ],
    [
        "9",
        "?",
        "",
        "Алматинская обл.",
        "Талдыкорган",
        "ТОО «Вымысел-Медиа», редактор Придумкина З.З.",
        "СМИ",
        "",
        "налоговая",
        "внеплановая проверка",
        "Налоговый кодекс",
        "",
        "Проверка. Вымысел 9.",
        "",
    ],
    [
        "10",
        "25.01",
        "",
        "Абайская область",
        "Семей",
        "двое активистов",
        "активисты",
        "2",
        "КНБ",
        "допрос в качестве свидетелей; подписка о неразглашении",
        "405 ч.2; 201 УПК",
        "",
        "Допрошены. Вымысел 10.",
        "",
    ],
    [
        "11",
        "28.01-03.02",
        "",
        "Алматы",
        "СИЗО",
        "Несуществуев И.И.",
        "полит. активист",
        "1",
        "администрация СИЗО",
        "водворение в ШИЗО",
        "",
        "",
        "Водворён. Вымысел 11.",
        "",
    ],
    [
        "12",
        "30 января 2025 года",
        "",
        "Туркестанская обл",
        "Туркестан",
        "семья Придумкиных",
        "",
        "6",
        "полиция",
        "слежка",
        "",
        "",
        "Следили за домом. Вымысел 12.",
        "",
    ],
    [
        "13",
        "31.01.2025",
        "10:15",
        "Алматы",
        "ДК «Пример»",
        "участники показа, ок. 40 чел.",
        "",
        "",
        "акимат",
        "срыв показа фильма",
        "",
        "",
        "Отключили свет. Вымысел 13.",
        "https://example.org/q/13",
    ],
];

/// Rows of February: serial number of the day; name; what; by whom; law; note in a hidden column.
pub const FEBRUARY_ROWS: [(u32, &str, &str, &str, &str, &str); 6] = [
    (
        45_690,
        "Небывалов А.А.",
        "штраф",
        "суд",
        "488",
        "тел. 000-00-01",
    ),
    (
        45_692,
        "Безымянная В.В.",
        "вызов в полицию",
        "полиция",
        "",
        "просит не называть",
    ),
    (
        45_696,
        "Бумажкин К.К., Чернилова Л.Л.",
        "задержание",
        "полиция",
        "488 ч.11",
        "",
    ),
    (
        45_700,
        "Выдуманов Г.Г.",
        "уголовное дело",
        "полиция",
        "174 ч.1 УК",
        "",
    ),
    (
        45_703,
        "Бумажкин К.К.",
        "адм. арест",
        "суд",
        "434",
        "15 суток, в графике",
    ),
    (
        45_706,
        "Придумкина З.З.",
        "блокировка аккаунта",
        "неизвестные",
        "",
        "",
    ),
];

/// Rows of March: date; everything else in a sentence; people.
pub const MARCH_ROWS: [(&str, &str, &str); 4] = [
    (
        "3 марта",
        "Вымышленный пикет у рынка разогнан",
        "Бумажкин К.К. и др.",
    ),
    ("8.03", "Вымышленный марш не разрешён", "организаторы марша"),
    (
        "после 10 марта",
        "Вымышленный сайт заблокирован",
        "сайт «Небыль»",
    ),
    (
        "конец месяца",
        "Вымышленный суд отложен",
        "Несуществуев И.И.",
    ),
];

/// The workbook.
///
/// # Errors
/// When it cannot be written.
pub fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2025, 4, 2)?;
    book.set_properties(
        &DocProperties::new()
            .set_title("Вымышленный квартал")
            .set_comment("Everything in this file is invented.")
            .set_creation_datetime(&created),
    );
    summary(book.add_worksheet())?;
    january(book.add_worksheet())?;
    february(book.add_worksheet())?;
    march(book.add_worksheet())?;
    lists(book.add_worksheet())?;
    book.save_to_buffer()
}

/// A summary of the same: its rows are no incidents.
fn summary(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("Сводная")?;
    for (column, heading) in (0..).zip(["Регион", "Вид нарушения", "Количество"])
    {
        sheet.write(2, column, heading)?;
    }
    for (row, (region, act, number)) in (3..).zip([
        ("Алматы", "задержание", 12),
        ("Астана", "адм. арест", 3),
        ("ЗКО", "обыск", 1),
    ]) {
        sheet.write(row, 0, region)?;
        sheet.write(row, 1, act)?;
        sheet.write(row, 2, number)?;
    }
    Ok(())
}

fn january(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name(JANUARY)?;
    sheet.merge_range(0, 0, 0, 13, "РЕЕСТР СЛУЧАЕВ ДАВЛЕНИЯ (вымышленный)", &bold)?;
    sheet.write(1, 0, "обновлено 02.04.2025")?;
    let top = JANUARY_HEADINGS;
    for (column, heading) in [
        (0, "№"),
        (8, "Кто совершил"),
        (9, "Что сделано"),
        (10, "Квалификация (ст.)"),
        (11, "Решение суда, наказание"),
        (12, "Описание"),
        (13, "Ссылки"),
    ] {
        sheet.merge_range(top, column, top + 1, column, heading, &bold)?;
    }
    sheet.merge_range(top, 1, top, 2, "Когда", &bold)?;
    sheet.write(top + 1, 1, "дата")?;
    sheet.write(top + 1, 2, "время")?;
    sheet.merge_range(top, 3, top, 4, "Место инцидента", &bold)?;
    sheet.write(top + 1, 3, "область")?;
    sheet.write(top + 1, 4, "нас. пункт, место")?;
    sheet.merge_range(top, 5, top, 7, "Пострадавшая сторона", &bold)?;
    sheet.write(top + 1, 5, "ФИО")?;
    sheet.write(top + 1, 6, "статус")?;
    sheet.write(top + 1, 7, "всего чел.")?;
    let mut row = top + 2;
    for (at, cells) in JANUARY_ROWS.iter().enumerate() {
        for (column, text) in (0..).zip(cells) {
            if !text.is_empty() {
                sheet.write(row, column, *text)?;
            }
        }
        row += 1;
        // Totals of a week between the rows.
        if at == 3 || at == 8 {
            sheet.write(row, 0, "Итого за неделю:")?;
            sheet.write_formula(row, 7, Formula::new("=SUM(H6:H9)").set_result("13"))?;
            row += 1;
        }
    }
    // A filter was left on: one of the rows does not show.
    sheet.set_row_hidden(top + 4)?;
    sheet.write(row, 0, "ВСЕГО")?;
    sheet.write(row, 7, 31)?;
    sheet.write(row + 2, 0, "* по словам родственников, требует проверки")?;
    sheet.write(
        row + 3,
        0,
        "Примечание: случаи без даты учтены по дню сообщения.",
    )?;
    sheet.write(row + 4, 0, "Составила: Чернилова Л.Л. (имя вымышлено)")?;
    Ok(())
}

fn february(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(FEBRUARY)?;
    for (column, heading) in (0..).zip([
        "Дата",
        "Кто пострадал",
        "Вид давления",
        "Кто давил",
        "Статья",
        "Контакты (не показывать)",
    ]) {
        sheet.write(0, column, heading)?;
    }
    for (row, (day, name, act, by, law, contact)) in (1..).zip(FEBRUARY_ROWS) {
        sheet.write(row, 0, day)?;
        for (column, text) in [(1, name), (2, act), (3, by), (4, law), (5, contact)] {
            if !text.is_empty() {
                sheet.write(row, column, text)?;
            }
        }
    }
    sheet.set_column_hidden(5)?;
    Ok(())
}

fn march(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(MARCH)?;
    for (column, heading) in (0..).zip(["Когда", "Что случилось", "С кем"]) {
        sheet.write(0, column, heading)?;
    }
    for (row, (day, what, whom)) in (1..).zip(MARCH_ROWS) {
        sheet.write(row, 0, day)?;
        sheet.write(row, 1, what)?;
        sheet.write(row, 2, whom)?;
    }
    Ok(())
}

/// The lists that cells are chosen from, on a hidden sheet.
fn lists(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("Справочник")?;
    sheet.set_hidden(true);
    for (column, heading) in (0..).zip(["Регион", "Вид нарушения", "Категория"])
    {
        sheet.write(0, column, heading)?;
    }
    for (row, (region, act, category)) in (1..).zip([
        ("Алматы", "задержание", "журналист"),
        ("Астана", "обыск", "юрист"),
    ]) {
        sheet.write(row, 0, region)?;
        sheet.write(row, 1, act)?;
        sheet.write(row, 2, category)?;
    }
    Ok(())
}

//! Words of pictures in three languages, as a caller brings them.

use aigaq_charts::Words;

pub(crate) fn english() -> Words {
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    Words {
        group: ',',
        decimal: '.',
        months: months.map(str::to_owned),
        unknown: "not known".to_owned(),
        suppressed: "hidden: a small number".to_owned(),
        at_least: "at least {n}".to_owned(),
        together: "all others ({n})".to_owned(),
        left_out: "The {drawn} largest of {all} are drawn; the table has all.".to_owned(),
        total: "total".to_owned(),
        outline: "Outline: up to the highest number told.".to_owned(),
        above: "Bar above a point: up to the highest number told.".to_owned(),
        gap: "A gap: not known or hidden.".to_owned(),
    }
}

pub(crate) fn russian() -> Words {
    let months = [
        "янв.",
        "февр.",
        "март",
        "апр.",
        "май",
        "июнь",
        "июль",
        "авг.",
        "сент.",
        "окт.",
        "нояб.",
        "дек.",
    ];
    Words {
        group: '\u{A0}',
        decimal: ',',
        months: months.map(str::to_owned),
        unknown: "неизвестно".to_owned(),
        suppressed: "скрыто: малое число".to_owned(),
        at_least: "не менее {n}".to_owned(),
        together: "все остальные ({n})".to_owned(),
        left_out: "Показаны {drawn} самых больших из {all}; в таблице — все.".to_owned(),
        total: "всего".to_owned(),
        outline: "Пунктир: до наибольшего из названных чисел.".to_owned(),
        above: "Черта над точкой: до наибольшего из названных чисел.".to_owned(),
        gap: "Пропуск: число неизвестно или скрыто.".to_owned(),
    }
}

pub(crate) fn kazakh() -> Words {
    let months = [
        "қаң.", "ақп.", "нау.", "сәу.", "мам.", "мау.", "шіл.", "там.", "қыр.", "қаз.", "қар.",
        "жел.",
    ];
    Words {
        months: months.map(str::to_owned),
        unknown: "белгісіз".to_owned(),
        suppressed: "жасырылған: аз сан".to_owned(),
        at_least: "кемінде {n}".to_owned(),
        together: "қалғандарының бәрі ({n})".to_owned(),
        left_out: "{all} санаттың ең үлкен {drawn} көрсетілген; кестеде бәрі бар.".to_owned(),
        total: "барлығы".to_owned(),
        outline: "Үзік сызық: аталған ең үлкен санға дейін.".to_owned(),
        above: "Нүкте үстіндегі сызық: аталған ең үлкен санға дейін.".to_owned(),
        gap: "Бос орын: сан белгісіз не жасырылған.".to_owned(),
        ..russian()
    }
}

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
        others: "others ({n})".to_owned(),
        some_of: "A line to or from “others” is of one or more of them.".to_owned(),
        left_out: "The {drawn} largest of {all} are drawn; the table has all.".to_owned(),
        of_previous: "{share}% of the step before".to_owned(),
        elsewhere: "Not on the map: {places}.".to_owned(),
        open_end: "Light: the day, the beginning or the end is not known, or only in part. An arrow: it goes on.".to_owned(),
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
        others: "другие ({n})".to_owned(),
        some_of: "Линия к «другим» или от них — об одном или нескольких из них.".to_owned(),
        left_out: "Показаны {drawn} самых больших из {all}; в таблице — все.".to_owned(),
        of_previous: "{share}\u{A0}% от предыдущего шага".to_owned(),
        elsewhere: "Нет на карте: {places}.".to_owned(),
        open_end: "Светлым: день, начало или конец неизвестны или известны лишь отчасти. Стрелка: продолжается.".to_owned(),
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
        others: "басқалар ({n})".to_owned(),
        some_of: "«Басқаларға» не олардан шыққан сызық олардың бірін не бірнешеуін білдіреді.".to_owned(),
        left_out: "{all} санаттың ең үлкен {drawn} көрсетілген; кестеде бәрі бар.".to_owned(),
        of_previous: "алдыңғы қадамның {share}\u{A0}%-ы".to_owned(),
        elsewhere: "Картада жоқ: {places}.".to_owned(),
        open_end: "Ашық реңк: күні, басы не соңы белгісіз немесе ішінара ғана белгілі. Көрсеткіш: жалғасуда.".to_owned(),
        outline: "Үзік сызық: аталған ең үлкен санға дейін.".to_owned(),
        above: "Нүкте үстіндегі сызық: аталған ең үлкен санға дейін.".to_owned(),
        gap: "Бос орын: сан белгісіз не жасырылған.".to_owned(),
        ..russian()
    }
}

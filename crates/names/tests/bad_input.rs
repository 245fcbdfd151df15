//! What people write where a name should stand.

use aigaq_names::{Parsed, Refusal, Role, parse};

#[track_caller]
fn refused(text: &str, why: Refusal) {
    let parsed = parse(text);
    assert_eq!(parsed.refusal(), Some(why), "{text}: {parsed:?}");
    assert_eq!(parsed.text(), text);
}

fn words(parsed: &Parsed) -> Vec<&str> {
    parsed.tokens().iter().map(|t| parsed.written(t)).collect()
}

#[track_caller]
fn reads(text: &str, expected: &[&str], aside: &[&str]) {
    let parsed = parse(text);
    assert_eq!(parsed.refusal(), None, "{text}");
    assert_eq!(words(&parsed), expected, "{text}");
    assert_eq!(parsed.set_aside().collect::<Vec<_>>(), aside, "{text}");
}

#[test]
fn nothing_and_nearly_nothing() {
    refused("", Refusal::Empty);
    refused(" \t— 😀 …", Refusal::Empty);
    refused("A", Refusal::OneLetter);
    refused("И.", Refusal::OneLetter);
    refused("И. О.", Refusal::OnlyInitials);
    refused("адвокат", Refusal::OnlyRole);
    refused("35", Refusal::OnlyRole);
    refused("张伟", Refusal::UnknownScript);
    refused("жёлтая стена", Refusal::NoName);
    refused("@blogger_kz", Refusal::NoName);
}

#[test]
fn ten_thousand_letters_are_refused_at_once() {
    for text in [
        "а".repeat(10_000),
        "Иван ".repeat(2_000),
        "(".repeat(10_000),
        "\u{301}".repeat(10_000),
        "Ж".repeat(150) + " " + &"ь".repeat(9_850),
    ] {
        assert!(parse(&text).refusal().is_some());
    }
    let long = parse(&"Абв".repeat(60));
    assert_eq!(long.refusal(), None);
    refused("Иван Пётр Сидор Карп Клим Фома Лука Марк", Refusal::TooLong);
}

#[test]
fn somebody_not_known_and_organisations() {
    for text in [
        "unknown man",
        "неизвестный мужчина",
        "аты белгісіз",
        "two women",
        "участник митинга",
    ] {
        refused(text, Refusal::NotKnown);
    }
    for text in [
        "ОФ «Ел дауысы»",
        "Общественный фонд \"Дана\"",
        "ТОО Заря",
        "Ministry of Justice",
        "Полиция Алматы",
        "Қоғамдық қор",
    ] {
        refused(text, Refusal::Organisation);
    }
}

#[test]
fn several_people_in_one_cell() {
    for text in [
        "Иванов Иван, Петров Пётр",
        "Иванов Иван и Петров Пётр",
        "Ерлан Ахметов және Серік Омаров",
        "Иванов И.И.; Петров П.П.",
        "Иванов\nПетров",
        "Иванов И. И. Петров П. П.",
    ] {
        refused(text, Refusal::SeveralPeople);
    }
    reads(
        "Иванов, Иван Иванович",
        &["Иванов", "Иван", "Иванович"],
        &[],
    );
}

#[test]
fn titles_trades_and_remarks_are_set_aside() {
    reads("блогер Иванов", &["Иванов"], &["блогер"]);
    reads(
        "Mr. Talgat Ayanov (journalist)",
        &["Talgat", "Ayanov"],
        &["Mr", "(journalist)"],
    );
    reads(
        "Талгат Аянов, 35 лет, журналист",
        &["Талгат", "Аянов"],
        &["35", "лет", "журналист"],
    );
    reads("аким Петров", &["Петров"], &["аким"]);
    reads("Аким Петров", &["Аким", "Петров"], &[]);
    reads("Ян ван дер Берг", &["Ян", "Берг"], &["ван", "дер"]);
}

#[test]
fn letters_of_the_other_script_are_put_right_and_told() {
    let parsed = parse("Sеrik Талгаtов");
    let repairs: Vec<(u32, char, char)> = parsed
        .repairs()
        .iter()
        .map(|r| (r.at, r.written, r.read_as))
        .collect();
    assert_eq!(repairs, [(1, 'е', 'e'), (11, 't', 'т')]);
    // Signs within a word do not put the places wrong.
    let hyphen = parse("Нұр-Сұлтaн Мамай");
    assert_eq!(hyphen.repairs()[0].at, 8);
    assert_eq!(words(&parsed), ["Sеrik", "Талгаtов"]);
    assert_eq!(parsed.tokens()[1].sounds(), "talgatov");
}

#[test]
fn marks_that_stand_for_themselves_are_letters() {
    let (one, two) = (parse("Ёлкин Андрей"), parse("Е\u{308}лкин Андреи\u{306}"));
    let sounds = |p: &Parsed| {
        p.tokens()
            .iter()
            .map(aigaq_names::Token::sounds)
            .collect::<Vec<_>>()
    };
    assert_eq!(sounds(&one), sounds(&two));
}

#[test]
fn roles_are_seen_in_any_order() {
    let roles = |text: &str| {
        parse(text)
            .tokens()
            .iter()
            .map(aigaq_names::Token::role)
            .collect::<Vec<_>>()
    };
    use Role::{Given, Initial, Patronymic, Surname};
    assert_eq!(
        roles("Ахметов Серик Маратович"),
        [Surname, Given, Patronymic]
    );
    assert_eq!(
        roles("Серік Маратұлы Ахметов"),
        [Given, Patronymic, Surname]
    );
    assert_eq!(
        roles("Ахметова Айгуль Марат кызы"),
        [Surname, Given, Patronymic]
    );
    assert_eq!(roles("С.М. Ахметов"), [Initial, Initial, Surname]);
    assert_eq!(roles("АХМЕТ Серик"), [Surname, Given]);
    assert_eq!(roles("Ким, Сергей"), [Surname, Given]);
    assert_eq!(
        roles("Абрамович Роман Аркадьевич"),
        [Surname, Given, Patronymic]
    );
    assert_eq!(roles("Жумабаева-Ахметова Сауле")[2], Given);
}

//! Names of one person and of two, told apart; and what holds for all texts whatever they are.

use aigaq_names::{BlockKey, LIKELY, Level, SexEvidence, compare, parse};
use proptest::prelude::*;

fn score(a: &str, b: &str) -> f32 {
    compare(&parse(a), &parse(b)).score
}

#[track_caller]
fn one(names: &[&str]) {
    for a in names {
        for b in names {
            assert!(score(a, b) >= LIKELY, "{a} / {b}: {}", score(a, b));
        }
    }
}

#[track_caller]
fn two(a: &str, b: &str) {
    assert!(score(a, b) < LIKELY, "{a} / {b}: {}", score(a, b));
}

#[test]
fn one_man_in_many_spellings() {
    one(&[
        "Мұхтар Әблязов",
        "Мухтар Аблязов",
        "Mukhtar Ablyazov",
        "Muktar Abliazov",
        "АБЛЯЗОВ Мухтар",
        "Ablyazov M.",
    ]);
    one(&[
        "Жәнібек Жақыпов",
        "Жаныбек Жакупов",
        "Zhanibek Zhakupov",
        "Janibek Jakupov",
        "Djanibek Djakoupov",
        "Schanibek Schakupow",
    ]);
    one(&[
        "Өмірзақ Шүкеев",
        "Умирзак Шукеев",
        "Umirzak Shukeyev",
        "Ómirzaq Shúkeev",
    ]);
    one(&[
        "Қайрат Сатыбалды",
        "Кайрат Сатыбалды",
        "Qairat Satybaldy",
        "Kairat Satybaldy",
        "Kayrat Satibaldi",
    ]);
}

#[test]
fn dropped_endings_and_diminutives() {
    one(&["Ермек Тайшыбеков", "Ермек Тайшыбек", "Yermek Taishybek"]);
    one(&[
        "Александра Козлова",
        "Саша Козлова",
        "Kozlova Aleksandra Petrovna",
    ]);
    one(&[
        "Eugene Zhovtis",
        "Евгений Жовтис",
        "Жовтис Е. А.",
        "Zhovtis Yevgeniy",
    ]);
}

#[test]
fn fathers_whose_sons_are_short_of_an_ov() {
    one(&["Тюрин Фома Лукич", "Foma Lukich Tyurin", "Тюрин Ф. Л."]);
    two("Тюрин Фома Лукич", "Тюрин Фома Кузьмич");
    two("Тюрин Фома Лукич", "Тюрин Ф. К.");
}

#[test]
fn a_fathers_name_in_the_place_of_the_surname() {
    one(&["Ермек Қайыржанұлы", "Ермек Каиржанов", "Kairzhanov Yermek"]);
    two("Серік Мұратұлы", "Мұрат Серіков");
    two("Серік Мұратұлы Ахметов", "Серік Мұратов");
}

#[test]
fn letters_of_two_sounds_and_given_names_in_in() {
    one(&["Рашид Исхаков", "Rashid Ishakov", "Raschid Ischakow"]);
    one(&["Жайна Әділбекова", "Jaina Adilbek"]);
    one(&["Гүлбаршын Тоғызбаева", "Gulbarschyn Togysbaj"]);
}

#[test]
fn short_surnames_are_their_letters() {
    one(&["Нинель Ю", "Ю Нинель Петровна", "Ninel Yu"]);
    two("Кан Марк", "Ан Марк");
    two("Сағымбаев Талғат", "Сасықбаев Талғат");
    two("Әміртаев Болат", "Әміртабаев Болат");
}

#[test]
fn french_spelling_and_names_that_end_like_surnames() {
    one(&[
        "Любовь Белова",
        "Люба Белова",
        "Lioubov Belova",
        "Lyubov Belova",
    ]);
    two("Барсын Исатаев", "Исатай Барсынов");
}

#[test]
fn two_people_with_like_names() {
    two("Talgat Ayanov", "Ayan Talgatov");
    two("Ержан Омаров", "Ерлан Омаров");
    two("Yerzhan Omarov", "Yerlan Omarov");
    two("Марат Сейтов", "Мурат Сейтов");
    two("Серик Маратович Ахметов", "Марат Серикович Ахметов");
    two("Айгуль Серикова", "Айгуль Сериккалиева");
    two("Дина Ахметова", "Данияр Ахметов");
    two("Асхат Б. Нурланов", "Берик Нурланов");
    two("Нуржан Базаров", "Нуржан Базарбаев");
    two("Иванов И. П.", "Иванов Иван Сергеевич");
}

#[test]
fn another_father_or_another_sex_is_told_by_the_parts() {
    let compared = compare(
        &parse("Ахметов Данияр Серикович"),
        &parse("Ахметов Данияр Маратұлы"),
    );
    assert_eq!(
        (compared.surname, compared.given, compared.patronymic),
        (Level::Same, Level::Same, Level::Different)
    );
    let compared = compare(&parse("Ильин А."), &parse("Ильина А."));
    assert_eq!(compared.sex, SexEvidence::Conflict);
    let compared = compare(&parse("Ахметов Д."), &parse("Данияр Ахмет"));
    assert_eq!(
        (compared.surname, compared.given),
        (Level::Ending, Level::Initial)
    );
}

#[test]
fn a_name_whose_words_tell_of_two_sexes_says_so() {
    use aigaq_names::{Role, Sex};
    let apart = |text: &str| parse(text).sexes_apart().map(|a| (a.parts, a.sure));
    for (text, one, other) in [
        (
            "Ахметова Айгуль Серикович",
            (Role::Patronymic, Sex::Male),
            (Role::Surname, Sex::Female),
        ),
        (
            "Ахметов Иван Петровна",
            (Role::Patronymic, Sex::Female),
            (Role::Surname, Sex::Male),
        ),
        (
            "Serik Akhmetova",
            (Role::Surname, Sex::Female),
            (Role::Given, Sex::Male),
        ),
        (
            "Нұрлан Маратқызы",
            (Role::Patronymic, Sex::Female),
            (Role::Given, Sex::Male),
        ),
    ] {
        assert_eq!(apart(text), Some(([one, other], true)), "{text}");
    }
    // Surnames in -ич are of men and women alike.
    let parts = [(Role::Patronymic, Sex::Male), (Role::Given, Sex::Female)];
    for text in ["Айгуль Серикович", "Марина Абрамович"] {
        assert_eq!(apart(text), Some((parts, false)), "{text}");
        assert_eq!(parse(text).sex(), None, "{text}");
    }
    for text in [
        "Айгүль Сериковна",
        "Ахметова Айгуль Сериковна",
        "Роман Абрамович",
        "Иванов Иван Иванович",
        "Ильин А.",
        "Саша Козлова",
        "Мария",
        "Ахметова",
        "Ким Ольга",
        "unknown man",
        "",
    ] {
        assert_eq!(apart(text), None, "{text}");
    }
    // What more words tell is held for true.
    assert_eq!(parse("Ахметова Айгуль Серикович").sex(), Some(Sex::Female));
}

#[test]
fn what_is_no_name_has_nothing_in_common_with_anything() {
    for text in [
        "",
        "unknown man",
        "неизвестный",
        "ОФ «Дана»",
        "Иванов Иван, Петров Пётр",
    ] {
        assert_eq!(score(text, text), 0.0, "{text}");
        assert_eq!(score(text, "Иванов Иван"), 0.0, "{text}");
    }
}

#[test]
fn names_of_one_person_meet_in_a_block() {
    let keys = |text: &str| {
        let mut keys: Vec<BlockKey> = Vec::new();
        parse(text).block_keys(&mut keys);
        keys
    };
    for (a, b) in [
        ("Мұхтар Әблязов", "Muktar Abliazov"),
        ("Жақып Мәди", "Madi Zhakupov"),
        ("Сарсенбаева Зарина", "Z. Sarseenbaeva"),
        ("Лебедев Дмитрий", "Dmitrii Lebeev"),
        ("Evgeny Smirnov", "Женя Смирнов"),
    ] {
        let (a_keys, b_keys) = (keys(a), keys(b));
        assert!(a_keys.iter().any(|k| b_keys.contains(k)), "{a} / {b}");
    }
    assert!(keys("unknown man").is_empty());
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "[A-Za-zА-яӘәҒғҚқҢңӨөҰұҮүҺһІі .,'’-]{0,40}",
        "(Иван|Ерлан|Айгуль|Madi|Zere|S\\.|Қ\\.|Маратұлы|Serikovna|АХМЕТОВ|Zhakup|Петрова|улы|кызы)( |, |-){1}(Иван|Ерлан|Dina|Zh\\.|Сериковна|Ахмет|Zhakupova|Ильин|қызы|Sаша){1}( Abdraimov| Әлі)?",
    ]
}

#[test]
fn of_two_equally_good_ways_the_same_is_taken_either_way_round() {
    let (a, b) = (parse("Маратұлы Dina"), parse("Serikovna Ильин"));
    let (there, back) = (compare(&a, &b), compare(&b, &a));
    for (x, y) in there.aligned.iter().zip(&back.aligned) {
        assert_eq!((x.left, x.right), (y.right, y.left));
    }
}

proptest! {
    #[test]
    fn comparing_is_the_same_either_way_round(a in text(), b in text()) {
        let (a, b) = (parse(&a), parse(&b));
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        prop_assert_eq!(there.score, back.score);
        prop_assert_eq!((there.surname, there.given, there.patronymic, there.sex, there.turned), (back.surname, back.given, back.patronymic, back.sex, back.turned));
        prop_assert!((0.0..=1.0).contains(&there.score));
        for (x, y) in there.aligned.iter().zip(&back.aligned) {
            prop_assert_eq!((x.left, x.right, x.letters), (y.right, y.left, y.letters));
        }
    }

    #[test]
    fn a_name_is_its_own(a in text()) {
        let parsed = parse(&a);
        let expected = if parsed.refusal().is_some() { 0.0 } else { 1.0 };
        prop_assert_eq!(compare(&parsed, &parsed).score, expected);
    }

    #[test]
    fn every_word_is_kept_as_it_was_written(a in text()) {
        let parsed = parse(&a);
        prop_assert_eq!(parsed.text(), &a);
        for token in parsed.tokens() {
            prop_assert!(!parsed.written(token).is_empty());
        }
        prop_assert_eq!(parsed.refusal().is_some(), parsed.tokens().is_empty());
        let mut keys = Vec::new();
        parsed.block_keys(&mut keys);
        let _ = (parsed.stem(), parsed.set_aside().count());
    }
}

//! The words of dates in three languages, in all the forms in which they stand.
//!
//! Words are compared folded ([`fold`]), so «қантарда» typed as «кантарда» is the same word.

use aigaq_schema::fold::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word means in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// 1 to 12.
    Month(u8),
    /// A month in the Kazakh ablative: from it.
    MonthFrom(u8),
    /// 1 spring to 4 winter.
    Season(u8),
    /// 1 Monday to 7 Sunday.
    Weekday(u8),
    /// «год», "year".
    Year,
    /// «годы»: of a decade or a span.
    Years,
    /// Days from today.
    Relative(i32),
    /// Years from this one.
    RelativeYear(i32),
    /// Until the present.
    Now,
    /// "About".
    About,
    /// "Perhaps".
    Perhaps,
    /// "Exactly"; with "not" it is "perhaps".
    Exactly,
    /// "Not", which turns "later" into "until".
    Not,
    /// "Or", as in "or later": the day itself is included.
    Or,
    /// Until and including.
    Until,
    /// Before and excluding.
    Before,
    /// Since and including.
    Since,
    /// After and excluding.
    After,
    /// Opens a range: «с», "from", "between".
    From,
    /// Opens a range that ends with «до», and else says nothing: «от».
    Of,
    /// The word between the ends of a range.
    To,
    /// Joins the ends of "between … and …".
    And,
    /// Beginning, middle, end of what follows: no date can hold it, so it is about that time.
    Part,
    /// Morning, evening.
    PartOfDay,
    /// Says nothing that the date does not say.
    Noise,
}

use Meaning as M;

const WORDS: &[(Meaning, &str)] = &[
    (
        M::Year,
        "год года году годом г годах year yr жыл жылы жылғы жылдың жылдан жылға жылда жылында жылынан жылына ж",
    ),
    (
        M::Years,
        "гг годы годов годам годах years жж жылдар жылдары жылдарға жылдардан жылдарда жылдардың жылдарында жылдарынан жылдарына",
    ),
    (
        M::Relative(0),
        "сегодня сегодняшний сегодняшнего today бүгін бүгінгі",
    ),
    (
        M::Relative(-1),
        "вчера вчерашний вчерашнего yesterday кеше кешегі",
    ),
    (M::Relative(-2), "позавчера"),
    (M::Relative(1), "завтра tomorrow ертең"),
    (M::RelativeYear(0), "биыл биылғы"),
    (M::RelativeYear(-1), "былтыр былтырғы"),
    (
        M::Now,
        "now present настоящее настоящего наст время времени сейчас ныне қазір қазіргі уақыт уақытқа",
    ),
    (
        M::About,
        "около ок примерно приблизительно приблиз прибл где-то ориентировочно about approx approximately around circa ca roughly шамамен жуықта жуық маңында шамасында шамасы",
    ),
    (
        M::Perhaps,
        "возможно вероятно предположительно неточно possibly probably perhaps maybe uncertain approximate мүмкін болжам бойынша ықтимал белгісіздеу",
    ),
    (M::Exactly, "точно точный certain exactly нақты дәл"),
    (M::Not, "не not no емес"),
    (M::Or, "или or немесе әлде"),
    (M::Until, "до until till by дейін дейінгі шейін"),
    (
        M::Before,
        "раньше ранее before earlier prior бұрын бұрынғы ерте",
    ),
    (M::Since, "начиная since starting onwards бастап"),
    (
        M::After,
        "после позже позднее after later following кейін кейінгі соңынан",
    ),
    (M::From, "с со from between между"),
    (M::Of, "от"),
    (M::To, "по to through thru"),
    (M::And, "и and мен бен пен және"),
    (
        M::Part,
        "начало начале начала нач середина середине середины серед конец конце конца кон early mid late beginning middle start end басы басында ортасы ортасында соңы соңында аяғы аяғында",
    ),
    (
        M::PartOfDay,
        "утро утром ночь ночью вечер вечером днем днём полдень morning afternoon evening night noon таңертең таңғы түнде түнгі кеште кешке кешкі түсте",
    ),
    (
        M::Noise,
        "в во на за the of in on at числа число числом день дня day дата date dated than чем одан айы айының айында айынан айына месяц месяце месяца месяцем ай month күні күнгі күн аралығында аралығы арасында аралық включительно inclusive ad",
    ),
    (
        M::Weekday(1),
        "понедельник понедельника пн пон monday mon дүйсенбі дүйсенбіде дс",
    ),
    (
        M::Weekday(2),
        "вторник вторника вт tuesday tue tues сейсенбі сейсенбіде сс",
    ),
    (
        M::Weekday(3),
        "среда среду среды ср wednesday wed сәрсенбі сәрсенбіде",
    ),
    (
        M::Weekday(4),
        "четверг четверга чт чет thursday thu thur thurs бейсенбі бейсенбіде бс",
    ),
    (
        M::Weekday(5),
        "пятница пятницу пятницы пт пят friday fri жұма жұмада жм",
    ),
    (
        M::Weekday(6),
        "суббота субботу субботы сб суб saturday sat сенбі сенбіде сн",
    ),
    (
        M::Weekday(7),
        "воскресенье воскресенья вс воскр sunday sun жексенбі жексенбіде жк",
    ),
    (M::Season(1), "весна весны весной весне весну spring"),
    (M::Season(2), "лето лета летом лете summer"),
    (M::Season(3), "осень осени осенью autumn fall"),
    (M::Season(4), "зима зимы зимой зиме зиму winter"),
    (M::Month(1), "january jan янв"),
    (M::Month(2), "february feb фев февр"),
    (M::Month(3), "march mar мар мрт"),
    (M::Month(4), "april apr апр"),
    (M::Month(5), "may мая май мае маю маем май"),
    (M::Month(6), "june jun"),
    (M::Month(7), "july jul"),
    (M::Month(8), "august aug авг"),
    (M::Month(9), "september sep sept сен сент"),
    (M::Month(10), "october oct окт"),
    (M::Month(11), "november nov ноя нояб нбр"),
    (M::Month(12), "december dec дек"),
    (M::Month(1), "қаң"),
    (M::Month(2), "ақп"),
    (M::Month(3), "нау"),
    (M::Month(4), "сәу"),
    (M::Month(5), "мам"),
    (M::Month(6), "мау"),
    (M::Month(7), "шіл"),
    (M::Month(8), "там"),
    (M::Month(9), "қыр"),
    (M::Month(10), "қаз"),
    (M::Month(11), "қар"),
    (M::Month(12), "жел"),
];

/// Stems that take endings.
const STEMS: &[(Meaning, &str)] = &[
    (M::Month(1), "январ қаңтар"),
    (M::Month(2), "феврал ақпан"),
    (M::Month(3), "март наурыз"),
    (M::Month(4), "апрел сәуір"),
    (M::Month(5), "мамыр"),
    (M::Month(6), "июн маусым"),
    (M::Month(7), "июл шілде"),
    (M::Month(8), "август тамыз"),
    (M::Month(9), "сентябр қыркүйек қыркүйег"),
    (M::Month(10), "октябр қазан"),
    (M::Month(11), "ноябр қараша"),
    (M::Month(12), "декабр желтоқсан"),
    (M::Season(1), "көктем"),
    (M::Season(2), "жаз"),
    (M::Season(3), "күз"),
    (M::Season(4), "қыс"),
];

const ENDINGS: &str = "ь я ю ем е а у ом и й ы і сы сі да де та те ға ге қа ке дың дің тың тің ның нің ды ді ты ті ны ні дағы дегі тағы тегі ында інде сында сінде ына іне ынан інен ының інің мен бен пен";
const ABLATIVE: &str = "дан ден тан тен нан нен";

static MEANINGS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    let mut put = |word: &str, meaning| {
        all.entry(fold(word)).or_insert(meaning);
    };
    for (meaning, stems) in STEMS {
        for stem in stems.split(' ') {
            put(stem, *meaning);
            for ending in ENDINGS.split(' ') {
                put(&format!("{stem}{ending}"), *meaning);
            }
            for ending in ABLATIVE.split(' ') {
                let from = match meaning {
                    M::Month(month) => M::MonthFrom(*month),
                    other => *other,
                };
                put(&format!("{stem}{ending}"), from);
            }
        }
    }
    for (meaning, words) in WORDS {
        for word in words.split(' ') {
            put(word, *meaning);
        }
    }
    all
});

/// What a folded word means.
pub(super) fn meaning(folded: &str) -> Option<Meaning> {
    MEANINGS.get(folded).copied()
}

/// The word of a month or season that a misspelt one is most like: its number, when there is one only.
pub(super) fn month_like(folded: &str) -> Option<u8> {
    let length = folded.chars().count();
    if !(4..=14).contains(&length) {
        return None;
    }
    let most = if length < 6 { 1 } else { 2 };
    let mut found: Vec<(usize, u8)> = MEANINGS
        .iter()
        .filter_map(|(word, meaning)| match meaning {
            M::Month(month) | M::MonthFrom(month) if word.chars().count() >= 4 => {
                Some((aigaq_schema::list::distance(word, folded), *month))
            }
            _ => None,
        })
        .filter(|(distance, _)| *distance <= most)
        .collect();
    found.sort_unstable();
    let (best, month) = *found.first()?;
    found
        .iter()
        .take_while(|(distance, _)| *distance == best)
        .all(|(_, other)| *other == month)
        .then_some(month)
}

/// Endings written behind a number: "12th", «12-го», «12-сі».
pub(super) fn is_ordinal_ending(folded: &str) -> bool {
    matches!(
        folded,
        "st" | "nd"
            | "rd"
            | "th"
            | "го"
            | "е"
            | "ое"
            | "ого"
            | "ье"
            | "ьего"
            | "му"
            | "ым"
            | "х"
            | "ых"
            | "ые"
            | "ши"
            | "шы"
            | "си"
            | "сы"
            | "инши"
            | "ыншы"
            | "сында"
            | "синде"
    )
}

/// Endings that make a year a decade: "1950s", «1950-е».
pub(super) fn is_decade_ending(folded: &str) -> bool {
    matches!(folded, "s" | "е" | "х" | "ые" | "ых")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_all_their_forms() {
        for (word, month) in [
            ("марта", 3),
            ("марте", 3),
            ("март", 3),
            ("мая", 5),
            ("маем", 5),
            ("июле", 7),
            ("сентября", 9),
            ("сент", 9),
            ("наурызда", 3),
            ("наурызына", 3),
            ("қыркүйегінде", 9),
            ("қыркүйекке", 9),
            ("желтоқсанның", 12),
            ("шілдеде", 7),
            ("Sept", 9),
            ("қараша", 11),
        ] {
            assert_eq!(meaning(&fold(word)), Some(M::Month(month)), "{word}");
        }
        assert_eq!(meaning(&fold("наурыздан")), Some(M::MonthFrom(3)));
    }

    #[test]
    fn a_misspelt_month_is_recognised_but_not_taken() {
        assert_eq!(meaning(&fold("сентебря")), None);
        assert_eq!(month_like(&fold("сентебря")), Some(9));
        assert_eq!(month_like(&fold("Febuary")), Some(2));
        assert_eq!(month_like(&fold("митинг")), None);
    }
}

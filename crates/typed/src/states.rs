//! Yes and no, and the words for there being no value.

use crate::misunderstood::{Misunderstood, Problem};
use crate::plain::plain;
use aigaq_schema::{State, fold::fold};

/// The words of each answer, folded on comparison.
const YES: &[&str] = &[
    "yes", "y", "true", "1", "+", "✓", "да", "ага", "иә", "ия", "и", "бар", "есть", "д",
];
const NO: &[&str] = &["no", "n", "false", "0", "-", "нет", "н", "жоқ", "not"];
const STATES: &[(State, &[&str])] = &[
    (
        State::Unknown,
        &[
            "unknown",
            "not known",
            "no information",
            "no data",
            "n/k",
            "?",
            "неизвестно",
            "не известно",
            "неизвестен",
            "неизвестна",
            "неизвестны",
            "неизв",
            "нет данных",
            "нет сведений",
            "нет информации",
            "данных нет",
            "не установлено",
            "не установлен",
            "не установлена",
            "не знаем",
            "белгісіз",
            "мәлімет жоқ",
            "мәліметтер жоқ",
            "дерек жоқ",
            "деректер жоқ",
            "ақпарат жоқ",
            "анықталмаған",
            "анықталмады",
        ],
    ),
    (
        State::NotAsked,
        &[
            "not asked",
            "nobody asked",
            "не спрашивали",
            "не спрашивалось",
            "не спросили",
            "не задавали",
            "сұралмаған",
            "сұралмады",
            "сұрамадық",
            "сұраған жоқпыз",
        ],
    ),
    (
        State::Withheld,
        &[
            "withheld",
            "not disclosed",
            "confidential",
            "не разглашается",
            "не раскрывается",
            "не сообщается",
            "скрыто",
            "скрыт",
            "скрыта",
            "конфиденциально",
            "жария етілмейді",
            "жасырын",
            "құпия",
            "айтылмайды",
            "көрсетілмейді",
        ],
    ),
    (
        State::None,
        &[
            "none",
            "there is none",
            "there are none",
            "нет",
            "не было",
            "отсутствует",
            "отсутствуют",
            "отсутствовал",
            "жоқ",
            "болмаған",
            "болған жоқ",
        ],
    ),
];

fn bare(text: &str) -> String {
    let plain = fold(&plain(text));
    let bare = plain.trim_end_matches(['.', '!', ',', ';']).trim();
    bare.strip_prefix('(')
        .and_then(|b| b.strip_suffix(')'))
        .unwrap_or(bare)
        .to_owned()
}

/// The state of not having a value that a text says in one of the three languages, if it says one.
/// For a property that is answered with yes or no, ask [`yes_no`] first: there «нет» is an answer.
#[must_use]
pub fn state(text: &str) -> Option<State> {
    let text = bare(text);
    STATES
        .iter()
        .find(|(_, words)| words.iter().any(|word| fold(word) == text))
        .map(|(state, _)| *state)
}

/// Reads yes or no.
///
/// # Errors
/// [`Misunderstood`] for anything else.
pub fn yes_no(text: &str) -> Result<bool, Misunderstood> {
    let said = bare(text);
    let among = |words: &[&str]| words.iter().any(|word| fold(word) == said);
    if said.is_empty() {
        Err(Misunderstood::new(text, Problem::Empty))
    } else if among(YES) {
        Ok(true)
    } else if among(NO) {
        Ok(false)
    } else {
        Err(Misunderstood::new(text, Problem::NotYesNo))
    }
}

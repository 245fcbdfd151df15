//! Bodies in Russian, of which only the first word has a capital: «Министерство юстиции», «Комитет против пыток».

use super::SURE;
use crate::lists::{FUNCTION, PLACES, TITLES};
use crate::tokens::{Shape, Tokens};

/// «Министерство юстиции», «Комитет против пыток»: a capital, a word of bodies, and the nouns that go with it.
pub(super) fn russian_body(tokens: &Tokens, at: usize) -> Option<(usize, i32)> {
    const HEADS: [&str; 38] = [
        "министерств",
        "комитет",
        "суд",
        "палат",
        "совет",
        "союз",
        "служб",
        "ассамбле",
        "комисси",
        "управлени",
        "департамент",
        "прокуратур",
        "фонд",
        "центр",
        "ассоциаци",
        "парти",
        "движени",
        "агентств",
        "федераци",
        "конфедераци",
        "институт",
        "университет",
        "организаци",
        "общество",
        "лиг",
        "конгресс",
        "мэри",
        "акимат",
        "коалици",
        "альянс",
        "объединени",
        "бюро",
        "инспекци",
        "администраци",
        "академи",
        "коллеги",
        "трибунал",
        "хокимият",
    ];
    let is_head = |i: usize| {
        let low = tokens.low(i);
        HEADS
            .iter()
            .any(|head| crate::lists::same_word(&format!("{head}*"), low))
    };
    let mut head = at;
    while !is_head(head) {
        let adjective = crate::mentions::phrases::is_russian_adjective(tokens.low(head));
        let next = tokens.behind(head)?;
        if !adjective || head > at + 3 {
            return None;
        }
        head = next;
    }
    if head == at && !leads_on(tokens, head) {
        return None;
    }
    let mut last = head;
    let mut reach = head + 5;
    while let Some(next) = tokens.behind(last).filter(|next| *next <= reach) {
        let low = tokens.low(next);
        // «Комитет ООН по правам человека».
        let abbreviation = tokens.all[next].shape == Shape::Upper && low.chars().count() <= 5;
        if is_genitive(tokens, next) || abbreviation {
            last = next;
            continue;
        }
        let Some(end) = behind_joint(tokens, next) else {
            break;
        };
        last = end;
        reach = end + 3;
    }
    (last > at || tokens.all[at].shape == Shape::Upper).then_some((last, SURE))
}

/// A word that may stand in the genitive behind a body: a noun, or an adjective before such a noun. A capital begins
/// another name unless it is an adjective, a place, or behind a small word («Суд района Сино»).
fn is_genitive(tokens: &Tokens, at: usize) -> bool {
    let token = &tokens.all[at];
    let low = tokens.low(at);
    if !token.is_word() || FUNCTION.has(low) || TITLES.has(low) && token.is_capital() {
        return false;
    }
    let place = PLACES.longest(tokens, at).is_some();
    if token.is_capital() && !is_adjective_in_genitive(low) {
        let behind_small = tokens.before(at).is_some_and(|b| {
            ["район", "город", "област", "кра"]
                .iter()
                .any(|kind| tokens.low(b).starts_with(kind))
        });
        return place || behind_small && low.chars().count() > 2;
    }
    if is_of_a_verb(low) {
        return false;
    }
    if is_adjective_in_genitive(low) {
        return tokens.behind(at).is_some_and(|next| {
            let noun = &tokens.all[next];
            noun.is_word() && !FUNCTION.has(tokens.low(next)) && !is_of_a_verb(tokens.low(next))
        }) || low.ends_with("ых")
            || low.ends_with("их");
    }
    let behind_adjective = tokens
        .before(at)
        .is_some_and(|b| is_adjective_in_genitive(tokens.low(b)));
    // «комитет пыток» has no ending in the genitive of many; behind an adjective anything goes.
    behind_adjective
        || low.ends_with(['ы', 'и', 'а', 'я'])
        || ["ов", "ев", "ей", "ек", "ок", "ств", "ин", "щин", "ер", "ел"]
            .iter()
            .any(|ending| low.ends_with(ending))
}

fn is_adjective_in_genitive(low: &str) -> bool {
    low.chars().count() > 4
        && ["ого", "его", "ой", "ых", "их", "ней", "щей", "шей"]
            .iter()
            .any(|ending| low.ends_with(ending))
}

/// A verb, an adverb or a short participle by its ending.
fn is_of_a_verb(low: &str) -> bool {
    [
        "л", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ет", "ёт", "ут", "ют", "ит", "ат",
        "ят", "ся", "сь", "ть", "но", "ена", "ены", "ана", "аны", "ен",
    ]
    .iter()
    .any(|ending| low.ends_with(ending))
        && ![
            "школ",
            "совет",
            "прокурат",
            "комитет",
            "депутат",
            "страны",
            "охраны",
            "обороны",
        ]
        .iter()
        .any(|noun| low.starts_with(noun))
}

/// «по правам человека», «против пыток», «по борьбе с коррупцией», «за свободу слова»: the last word of it.
fn behind_joint(tokens: &Tokens, at: usize) -> Option<usize> {
    let joins = tokens.is(at, &["по", "против", "за"]);
    let and = tokens.is(at, &["и", "с"]);
    if !joins && !and {
        return None;
    }
    let mut noun = tokens.behind(at)?;
    if is_adjective(tokens.low(noun)) && tokens.behind(noun).is_some() {
        noun += 1;
    }
    let low = tokens.low(noun);
    let plain = tokens.all[noun].shape == Shape::Lower && !FUNCTION.has(low) && !is_of_a_verb(low);
    let ends = |endings: &[&str]| endings.iter().any(|ending| low.ends_with(ending));
    let fits = match tokens.low(at) {
        "по" => ends(&["ам", "ям", "у", "ю", "е", "и"]),
        "против" => ends(&["ок", "а", "я", "ы", "и", "ия", "ва", "ий", "ов"]),
        "за" => ends(&["у", "ю", "ие", "ва", "во"]),
        // «по борьбе с коррупцией», «культуры и информации».
        "с" => {
            ends(&["ией", "ом", "ой", "ами", "ью", "ем"])
                && tokens.before(at).is_some_and(|b| tokens.is(b, &["борьбе"]))
        }
        _ => false,
    };
    (plain && fits).then_some(noun)
}

fn is_adjective(low: &str) -> bool {
    crate::mentions::phrases::is_russian_adjective(low)
}

/// Behind a bare «Суд», «Комитет»: what makes it a name. «Суд первой инстанции» is any.
fn leads_on(tokens: &Tokens, at: usize) -> bool {
    tokens.behind(at).is_some_and(|next| {
        // «Суд Бреста» is some court of the town.
        let any = tokens.is(next, &["первой", "второй", "высшей", "присяжных"])
            || tokens.low(at).starts_with("суд") && PLACES.longest(tokens, next).is_some();
        !any && (tokens.is(next, &["по", "против", "за"]) && behind_joint(tokens, next).is_some()
            || tokens.all[next].shape == Shape::Upper
            || is_genitive(tokens, next))
    })
}

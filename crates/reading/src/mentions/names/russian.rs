//! Bodies in Russian, of which only the first word has a capital: «Министерство юстиции», «Комитет против пыток».

use super::SURE;
use crate::tokens::{Shape, Tokens};

/// «Министерство юстиции», «Комитет против пыток»: a capital, a word of bodies, and the nouns that go with it.
pub(super) fn russian_body(tokens: &Tokens, at: usize) -> Option<(usize, i32)> {
    const HEADS: [&str; 28] = [
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
    if matches!(
        tokens.low(at),
        "суд"
            | "суда"
            | "суду"
            | "комитет"
            | "совет"
            | "партия"
            | "фонд"
            | "союз"
            | "центр"
            | "организация"
            | "общество"
    ) && head == at
        && !next_is_joint(tokens, head)
    {
        return None;
    }
    let mut last = head;
    while let Some(next) = tokens.behind(last) {
        let low = tokens.low(next);
        let genitive = tokens.all[next].is_word()
            && !crate::lists::FUNCTION.has(low)
            && [
                "ии", "ия", "ов", "ей", "ых", "их", "ого", "ел", "ек", "ва", "ния", "ств", "ти",
                "ры", "ты", "ки", "ка", "ер", "ёр", "щин",
            ]
            .iter()
            .any(|e| low.ends_with(e))
            && last < head + 4
            // «Комитет ООН по правам человека».
            || tokens.all[next].shape == Shape::Upper && last == head;
        let joint = tokens.is(next, &["по", "против", "за", "и"])
            && last < head + 5
            && tokens.behind(next).is_some_and(|n| {
                let low = tokens.low(n);
                !tokens.is(next, &["и"])
                    && (low.ends_with("ам")
                        || low.ends_with("ок")
                        || low.ends_with("ва")
                        || low.ends_with("ие")
                        || low.ends_with("ию")
                        || low.ends_with("у"))
            });
        if joint {
            last = next + 1;
        } else if genitive {
            last = next;
        } else {
            break;
        }
    }
    (last > at || tokens.all[at].shape == Shape::Upper).then_some((last, SURE))
}

fn next_is_joint(tokens: &Tokens, at: usize) -> bool {
    tokens.behind(at).is_some_and(|n| {
        tokens.is(n, &["по", "против", "за"])
            || tokens.all[n].shape == Shape::Upper
            || !crate::lists::FUNCTION.has(tokens.low(n))
                && tokens.all[n].is_word()
                && tokens.low(n).ends_with(['и', 'в', 'х', 'я', 'ы', 'л'])
    })
}

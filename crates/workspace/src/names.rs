//! Names read and compared, told in the reader's language: which words were laid beside each other, as they were
//! written, how well they agree, and by what rule.

use crate::words::Words;
use aigaq_names::{
    Aligned, Comparison, LIKELY, Level, Order, OrderEvidence, Parsed, Role, Sex, SexEvidence,
};
use aigaq_schema::Language;
use serde::Serialize;

/// Two names compared, in words.
#[derive(Debug, Clone, Serialize)]
pub struct NamesCompared {
    /// From 0 to 1, to four digits.
    pub score: f64,
    /// The score is at least the threshold of the crate `names`.
    pub likely: bool,
    /// Surname, given name, patronymic: what one of the names has at least.
    pub parts: Vec<PartCompared>,
    /// The whole explanation, a sentence a line.
    pub lines: Vec<String>,
}

/// One part of two names, as written.
#[derive(Debug, Clone, Serialize)]
pub struct PartCompared {
    /// `surname`, `given` or `patronymic`.
    pub part: &'static str,
    /// The word of the left name.
    pub left: Option<String>,
    /// The word of the right name.
    pub right: Option<String>,
    /// The rule, as a key: `same`, `one-name`, `ending` …
    pub level: &'static str,
}

/// A name read, in words.
#[derive(Debug, Clone, Serialize)]
pub struct NameRead {
    /// As written.
    pub text: String,
    /// Why it is no name, as a key.
    pub refused: Option<&'static str>,
    /// Its words.
    pub words: Vec<WordRead>,
    /// `male` or `female`, where the name tells.
    pub sex: Option<&'static str>,
    /// One of its words tells of a man, another of a woman.
    pub sexes_apart: bool,
    /// What else stands there: titles, numbers, remarks.
    pub set_aside: Vec<String>,
    /// All of it, a sentence a line.
    pub lines: Vec<String>,
}

/// A word of a name.
#[derive(Debug, Clone, Serialize)]
pub struct WordRead {
    /// As written.
    pub word: String,
    /// Its role, as a key: `given`, `patronymic`, `surname`, `initial`, `other`.
    pub role: &'static str,
    /// In the phonemic alphabet.
    pub sounds: String,
    /// Without its ending.
    pub stem: String,
}

/// The comparison of two names in words.
#[must_use]
pub fn explain(
    left: &Parsed,
    right: &Parsed,
    compared: &Comparison,
    language: Language,
) -> NamesCompared {
    let words = Words::of(language);
    let mut lines = Vec::new();
    for name in [left, right] {
        lines.extend(refused(name, words));
    }
    let parts: Vec<PartCompared> = compared
        .aligned
        .iter()
        .filter_map(|aligned| part(left, right, aligned))
        .collect();
    for (part, aligned) in parts.iter().zip(
        compared
            .aligned
            .iter()
            .filter(|a| a.left.is_some() || a.right.is_some()),
    ) {
        let absent = words.say("names.absent");
        let level = words.fill(
            &format!("names.level.{}", part.level),
            &[("letters", &format!("{:.1}", aligned.letters))],
        );
        lines.push(words.fill(
            "names.aligned",
            &[
                ("part", &words.say(&format!("names.{}", part.part))),
                ("left", part.left.as_ref().unwrap_or(&absent)),
                ("right", part.right.as_ref().unwrap_or(&absent)),
                ("level", &level),
            ],
        ));
    }
    match compared.sex {
        SexEvidence::Agree => lines.push(words.say("names.sex.agree")),
        SexEvidence::Conflict => lines.push(words.say("names.sex.conflict")),
        SexEvidence::Unknown => {}
    }
    if compared.turned {
        lines.push(words.say("names.turned"));
    }
    for name in [left, right] {
        lines.extend(sexes_apart(name, words));
        lines.extend(repaired(name, words));
    }
    NamesCompared {
        score: (f64::from(compared.score) * 10_000.0).round() / 10_000.0,
        likely: compared.score >= LIKELY,
        parts,
        lines,
    }
}

/// A name read, in words.
#[must_use]
pub fn describe(name: &Parsed, language: Language) -> NameRead {
    let words = Words::of(language);
    let mut lines: Vec<String> = refused(name, words).into_iter().collect();
    let read: Vec<WordRead> = name
        .tokens()
        .iter()
        .map(|token| WordRead {
            word: name.written(token).to_owned(),
            role: role_key(token.role()),
            sounds: token.sounds(),
            stem: token.stem_sounds(),
        })
        .collect();
    for word in &read {
        let role = words.say(&format!("names.{}", word.role));
        let stem = if word.stem == word.sounds {
            String::new()
        } else {
            format!(", {}-", word.stem)
        };
        lines.push(format!("{role}: {} [{}{stem}]", word.word, word.sounds));
    }
    let (order, evidence) = name.order();
    if order != Order::Other {
        let order = words.say(if order == Order::GivenFirst {
            "names.order.given"
        } else {
            "names.order.surname"
        });
        lines.push(format!("{order} ({})", words.say(evidence_key(evidence))));
    }
    let sex = name.sex().map(sex_key);
    lines.extend(sex.map(|sex| words.say(&format!("names.sex.{sex}"))));
    lines.extend(sexes_apart(name, words));
    let set_aside: Vec<String> = name.set_aside().map(str::to_owned).collect();
    if !set_aside.is_empty() {
        lines.push(words.fill("names.aside", &[("words", &set_aside.join(", "))]));
    }
    lines.extend(repaired(name, words));
    NameRead {
        text: name.text().to_owned(),
        refused: name.refusal().map(aigaq_names::Refusal::key),
        words: read,
        sex,
        sexes_apart: name.sexes_apart().is_some(),
        set_aside,
        lines,
    }
}

fn part(left: &Parsed, right: &Parsed, aligned: &Aligned) -> Option<PartCompared> {
    let written = |name: &Parsed, place: Option<u8>| {
        let token = place.and_then(|p| name.tokens().get(usize::from(p)))?;
        Some(name.written(token).to_owned())
    };
    let (left, right) = (written(left, aligned.left), written(right, aligned.right));
    (left.is_some() || right.is_some()).then(|| PartCompared {
        part: role_key(aligned.role),
        left,
        right,
        level: level_key(aligned.level),
    })
}

fn refused(name: &Parsed, words: &Words) -> Option<String> {
    let why = words.say(&format!("names.refusal.{}", name.refusal()?.key()));
    // A text of ten thousand letters is not told again whole.
    let text: String = name.text().chars().take(60).collect();
    Some(words.fill("names.refused", &[("text", &text), ("why", &why)]))
}

fn sexes_apart(name: &Parsed, words: &Words) -> Option<String> {
    let apart = name.sexes_apart()?;
    let [(one, sex), (other, _)] = apart.parts;
    let (man, woman) = if sex == Sex::Male {
        (one, other)
    } else {
        (other, one)
    };
    let written = |role| name.part(role).map_or("", |token| name.written(token));
    let places = [("man", written(man)), ("woman", written(woman))];
    let key = if apart.sure {
        "names.sex.apart"
    } else {
        "names.sex.apart_or_surname"
    };
    Some(words.fill(key, &places))
}

fn repaired(name: &Parsed, words: &Words) -> Vec<String> {
    let one = |repair: &aigaq_names::Repair| {
        words.fill(
            "names.repaired",
            &[
                ("text", name.text()),
                ("written", &repair.written.to_string()),
                ("read", &repair.read_as.to_string()),
            ],
        )
    };
    name.repairs().iter().map(one).collect()
}

fn role_key(role: Role) -> &'static str {
    match role {
        Role::Given => "given",
        Role::Patronymic => "patronymic",
        Role::Surname => "surname",
        Role::Initial => "initial",
        Role::Other => "other",
    }
}

fn level_key(level: Level) -> &'static str {
    match level {
        Level::Same => "same",
        Level::OneName => "one-name",
        Level::Diminutive => "diminutive",
        Level::Ending => "ending",
        Level::Slip => "slip",
        Level::Initial => "initial",
        Level::Missing => "missing",
        Level::InitialDiffers => "initial-differs",
        Level::Different => "different",
    }
}

fn evidence_key(evidence: OrderEvidence) -> &'static str {
    match evidence {
        OrderEvidence::Comma => "names.seen-by.comma",
        OrderEvidence::Capitals => "names.seen-by.capitals",
        OrderEvidence::Suffix => "names.seen-by.suffix",
        OrderEvidence::Patronymic => "names.seen-by.patronymic",
        OrderEvidence::Initials => "names.seen-by.initials",
        OrderEvidence::KnownName => "names.seen-by.known-name",
        OrderEvidence::None => "names.seen-by.none",
    }
}

fn sex_key(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_names::{compare, parse};

    fn told(left: &str, right: &str, language: Language) -> NamesCompared {
        let (left, right) = (parse(left), parse(right));
        explain(&left, &right, &compare(&left, &right), language)
    }

    #[test]
    fn words_stand_beside_each_other_as_they_were_written() {
        let told = told("Мәди Жақып", "ZHAKUPOVA Мadina", Language::En);
        assert!(!told.likely);
        assert_eq!(
            told.lines,
            [
                "surname: Жақып / ZHAKUPOVA, the same but for the ending",
                "given name: Мәди / Мadina, different",
                "one tells a man, the other a woman",
                "in “ZHAKUPOVA Мadina” the letter “м” was read as “m” of the other alphabet",
            ]
        );
    }

    #[test]
    fn every_key_has_its_phrase() {
        let texts = [
            "Иванов, Иван Иванович",
            "IVANOV Ivan",
            "Ivan Ivanov",
            "Иван Иванович Ким",
            "И. Ким",
            "Смит Джон",
            "Жақып Мәди",
            "Женя Ким",
            "Eugene Kim",
            "Евгения Ким",
            "Kim Z. ",
            "",
            "A",
            "A. B.",
            "张伟",
            "unknown",
            "адвокат",
            "ОФ Дана",
            "Иван и Пётр",
            "стена дома",
            "Сaша Кимова (35)",
            "Иван Иванович Сидор Клим Ким",
        ];
        let names: Vec<Parsed> = texts
            .iter()
            .map(|t| parse(t))
            .chain([parse(&"ж".repeat(1000))])
            .collect();
        for language in [Language::En, Language::Ru, Language::Kk] {
            for left in &names {
                let read = describe(left, language).lines.join("\n");
                assert!(!read.contains("names.") && !read.contains('{'), "{read}");
                for right in &names {
                    let told = explain(left, right, &compare(left, right), language)
                        .lines
                        .join("\n");
                    assert!(!told.contains("names.") && !told.contains('{'), "{told}");
                }
            }
        }
    }
}

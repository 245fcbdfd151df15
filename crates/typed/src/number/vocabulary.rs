//! What is said of numbers, in three languages. Words are compared folded.

use aigaq_schema::Qualifier;
use aigaq_schema::fold::fold;

const IN_FRONT: &[(Qualifier, &str)] = &[
    (
        Qualifier::Exactly,
        "ровно|точно|всего|exactly|a total of|total|дәл|барлығы|=",
    ),
    (
        Qualifier::AtLeast,
        "не менее|не менее чем|не меньше|не меньше чем|минимум|как минимум|по меньшей мере|по крайней мере|хотя бы|at least|no fewer than|no less than|not less than|not fewer than|minimum|min|кемінде|ең кемі|ең аз дегенде|> =|≥",
    ),
    (
        Qualifier::MoreThan,
        "более|более чем|больше|больше чем|свыше|over|more than|above|>",
    ),
    (
        Qualifier::About,
        "около|ок|примерно|приблизительно|порядка|почти|где-то|ориентировочно|about|approx|approximately|around|circa|ca|c|some|roughly|nearly|almost|шамамен|жуықта|≈|~",
    ),
    (
        Qualifier::AtMost,
        "до|не более|не более чем|не больше|не больше чем|максимум|up to|at most|no more than|not more than|maximum|max|ең көбі|ең көп дегенде|< =|≤",
    ),
    (
        Qualifier::FewerThan,
        "менее|менее чем|меньше|меньше чем|fewer than|less than|under|below|<",
    ),
];

/// Words that open a range.
const OPENING: &str = "от|с|между|from|between";

/// A folded word that opens a range: «от», "between".
pub(super) fn opens_a_range(folded: &str) -> bool {
    OPENING.split('|').any(|word| fold(word) == folded)
}

/// What the words before a number say of it, and whether they open a range. `None` when they are not understood.
pub(super) fn in_front(folded: &str) -> Option<(Option<Qualifier>, bool)> {
    if folded.is_empty() {
        return Some((None, false));
    }
    let is = |words: &str, text: &str| words.split('|').any(|w| fold(w) == text);
    if opens_a_range(folded) {
        return Some((None, true));
    }
    let qualifier = |text: &str| {
        IN_FRONT
            .iter()
            .find(|(_, words)| is(words, text))
            .map(|(q, _)| *q)
    };
    qualifier(folded).map(|q| (Some(q), false)).or_else(|| {
        // «примерно от 10 до 12», «где - то».
        if folded == "где - то" {
            return Some((Some(Qualifier::About), false));
        }
        let (first, last) = folded.rsplit_once(' ')?;
        (opens_a_range(last) && qualifier(first) == Some(Qualifier::About))
            .then_some((Some(Qualifier::About), true))
    })
}

/// What stands behind a number and says something of it.
pub(super) struct Behind {
    pub(super) qualifier: Qualifier,
    /// Only behind a case ending: «100-ден көп», but not «100 көп».
    pub(super) needs_ending: bool,
}

const BEHIND: &[(Qualifier, bool, &str)] = &[
    (Qualifier::AtLeast, true, "кем емес|аз емес|бастап"),
    (
        Qualifier::AtLeast,
        false,
        "or more|and more|or over|и более|или более|и больше|и выше|немесе одан көп|және одан көп|минимум",
    ),
    (Qualifier::MoreThan, true, "астам|көп|артық|асады"),
    (Qualifier::MoreThan, false, "с лишним|с лишком"),
    (Qualifier::AtMost, true, "дейін|көп емес|артық емес|аспайды"),
    (
        Qualifier::AtMost,
        false,
        "or fewer|or less|и менее|или менее|и меньше|максимум",
    ),
    (Qualifier::FewerThan, true, "аз|кем|төмен"),
    (Qualifier::About, true, "жуық|таяу"),
    (
        Qualifier::About,
        false,
        "шақты|шамасында|жуық|or so|approximately|примерно|приблизительно|плюс-минус",
    ),
];

/// What these words behind a number say of it.
pub(super) fn behind(folded: &str) -> Option<Behind> {
    BEHIND
        .iter()
        .find(|(_, _, words)| words.split('|').any(|w| fold(w) == folded))
        .map(|(qualifier, needs_ending, _)| Behind {
            qualifier: *qualifier,
            needs_ending: *needs_ending,
        })
}

const ENDINGS: &str = "тен|тан|ден|дан|нен|нан|ке|қа|ге|ға|не|на|ти|ми|ка|х|ых|ть|я|е|тай|тей|дай|дей|і|ы|сы|сі|у|м|тің|тың|дің|дың|нің|ның";

/// An ending written behind a figure: «40-ка», «100-ден».
pub(super) fn is_case_ending(folded: &str) -> bool {
    ENDINGS.split('|').any(|w| fold(w) == folded)
}

const NO_FIGURE: &str = "несколько|нескольких|нескольким|несколькими|много|многие|многих|немного|мало|десятки|десятков|сотни|сотен|группа|группы|группу|ряд|пара|пару|some|several|many|few|numerous|dozens|hundreds|thousands|couple|various|group|бірнеше|бірқатар|көптеген|ондаған|жүздеген|мыңдаған|біраз|топ";

/// A word in the place of a figure.
pub(super) fn no_figure(folded: &str) -> bool {
    // "Some 40" has its figure.
    folded != "some" && NO_FIGURE.split('|').any(|w| fold(w) == folded)
}

const PEOPLE: &str = "человек|человека|людей|люди|чел|лица|лиц|people|persons|person|men and women|адам|адамды|адамнан|адамға|адамның|кісі|кісіні|кісіден|кісіге";

/// Words that say that people are counted, and nothing else of them.
pub(crate) fn is_people(words: &str) -> bool {
    let folded = fold(words);
    PEOPLE
        .split('|')
        .any(|w| fold(w) == folded.trim_end_matches('.'))
}

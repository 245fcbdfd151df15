//! Whom it was done to, told from what was theirs: "arrested X’s brother", «осудила арест X», «пропала собака X».

use super::{Named1, People, Subject};
use crate::facts::events::{Event, auxiliaries};
use crate::facts::patterns;
use crate::lists::{FUNCTION, GROUPS, KINDS_OF_BODIES, NUMERALS, PEOPLES, TITLES};
use crate::mentions::{Named, is_russian_adjective};
use crate::slots;

/// What a verb was done to, where that is not the person who is named behind it.
pub(super) enum Another {
    /// A relative, a colleague: "X’s brother".
    Relative(Subject),
    /// A thing, or what somebody does: «арест X», "a report of X".
    Thing,
}

/// What may be done to what somebody owns, and is told of the owner.
pub(super) fn is_done_to_what_is_owned(kind: &str) -> bool {
    matches!(
        kind,
        "raid" | "ban" | "suspension" | "closure" | "registration_refusal" | "restriction"
    )
}

impl People<'_> {
    /// What stands behind a verb, where it is not the person who is named there.
    pub(super) fn another_object(&self, event: &Event, from: usize) -> Option<Another> {
        if is_done_to_what_is_owned(event.kind) {
            return None;
        }
        let tokens = self.tokens();
        let russian = !tokens.low(event.first).is_ascii();
        let mut at = from;
        while tokens.together(event.first, at) && at < from + 5 {
            if let Some(name) = self.name_from(at) {
                return self.owned_by(name);
            }
            let low = tokens.low(at);
            if slots::has("relative", low)
                && let Some(owner) = self.person_near(at + 1)
                && (russian || tokens.is(at + 1, &["of"]))
            {
                return Some(Another::Relative(self.group(at, owner.last)));
            }
            if !tokens.all[at].is_word() || TITLES.has(low) || GROUPS.has(low) {
                return None;
            }
            if slots::has("det", low) || PEOPLES.has(low) || is_russian_adjective(low) {
                at += 1;
                continue;
            }
            if FUNCTION.has(low) {
                return None;
            }
            let is_thing = match russian {
                true => is_inanimate(low) && self.person_near(at + 1).is_some(),
                false => tokens.is(at + 1, &["of"]) && self.person_near(at + 2).is_some(),
            };
            if is_thing {
                return Some(Another::Thing);
            }
            if russian {
                return None;
            }
            at += 1;
        }
        None
    }

    /// What is said of a name by the words before it, "the brother of X", "supporters of X", "the trial of X": that it
    /// is not X to whom something was done.
    pub(super) fn is_of_another(&self, event: &Event, name: &Named1<'_>) -> Option<Another> {
        let tokens = self.tokens();
        let of = tokens
            .before(name.first)
            .filter(|at| tokens.is(*at, &["of"]))?;
        let noun = tokens.before(of)?;
        if is_done_to_what_is_owned(event.kind)
            || name.mention.named != Named::Person
            || tokens.is(
                noun,
                &[
                    "body", "bodies", "some", "all", "one", "two", "both", "each",
                ],
            )
        {
            return None;
        }
        let low = tokens.low(noun);
        Some(match slots::has("relative", low) || GROUPS.has(low) {
            true => Another::Relative(self.group(noun, name.last)),
            false => Another::Thing,
        })
    }

    /// "the dog of X died", "X’s dog died": somebody or something else than X stands before the verb.
    pub(super) fn another_stands_before(&self, event: &Event) -> bool {
        let tokens = self.tokens();
        let (first, _) = auxiliaries(tokens, event.first);
        let Some(end) = tokens.before(first) else {
            return false;
        };
        let of = self
            .name_to(end)
            .is_some_and(|name| self.is_of_another(event, name).is_some());
        let owned = (end.saturating_sub(3)..end)
            .rev()
            .any(|i| tokens.is(i, &["'s"]) && (i + 1..=end).all(|i| tokens.all[i].is_word()));
        of || owned && !is_done_to_what_is_owned(event.kind)
    }

    /// "X’s brother", "X’s car".
    fn owned_by(&self, name: &Named1<'_>) -> Option<Another> {
        let tokens = self.tokens();
        if name.mention.named != Named::Person || !tokens.is(name.last + 1, &["'s"]) {
            return None;
        }
        let relative = (name.last + 2..name.last + 6)
            .take_while(|i| tokens.together(name.last, *i) && tokens.all[*i].is_word())
            .find(|i| slots::is(tokens, *i, "relative") || TITLES.has(tokens.low(*i)));
        Some(match relative {
            Some(relative) => Another::Relative(self.group(name.first, relative)),
            None => Another::Thing,
        })
    }

    /// A person's name at a token, or behind one title.
    fn person_near(&self, at: usize) -> Option<&Named1<'_>> {
        let tokens = self.tokens();
        let behind = at
            + usize::from(
                TITLES.has(tokens.low(at))
                    || slots::is(tokens, at, "det")
                    || tokens.is(at, &["of"]),
            );
        let name = [at, behind].into_iter().find_map(|i| self.name_from(i));
        name.filter(|name| name.mention.named == Named::Person && tokens.together(at, name.first))
    }

    /// «Брат Ивана Петрова был задержан»: before a name in another case than the nominative, whose relative he is.
    pub(super) fn relative_before(&self, name: &Named1<'_>) -> Option<Subject> {
        let tokens = self.tokens();
        let before = tokens.before(name.first)?;
        let printed = self.document.text.clean(name.mention.span);
        let is_declined = crate::mentions::nominative(&printed) != printed;
        (is_declined && slots::is(tokens, before, "relative_nominative"))
            .then(|| self.group(before, name.last))
    }

    /// Behind a verb of what somebody suffers himself, «погибли …», whether the first noun is one of people or bodies:
    /// of «пропала собака у X» nothing is told of X.
    pub(super) fn is_told_of_people(&self, from: usize) -> bool {
        let tokens = self.tokens();
        for at in from..from + 4 {
            if !tokens.together(from, at)
                || !tokens.all[at].is_word()
                || self.name_from(at).is_some()
            {
                return true;
            }
            let low = tokens.low(at);
            let is_person = TITLES.has(low)
                || GROUPS.has(low)
                || KINDS_OF_BODIES.has(low)
                || NUMERALS.means(low).is_some()
                || slots::has("relative_nominative", low);
            if is_person {
                return true;
            }
            let goes_on = FUNCTION.has(low)
                || is_russian_adjective(low)
                || low.ends_with('о')
                || tokens.all[at].is_capital();
            if !goes_on {
                return slots::has("when_and_where_ru", low);
            }
        }
        true
    }

    /// A surname alone that ends like a woman's, or like a man's in another case: by the verb beside it, the nominative.
    /// «задержали Петрова» is of a Петров, «Петрова была задержана» of a Петрова, «Петрову арестовали» of a Петрова.
    pub(super) fn surname_by_case(&self, name: &Named1<'_>) -> Option<String> {
        let printed = self.document.text.clean(name.mention.span);
        let stem = printed
            .strip_suffix(['а', 'у'])
            .filter(|stem| !printed.contains(' ') && is_surname_stem(stem))?;
        let woman = || Some(format!("{stem}а"));
        let tokens = self.tokens();
        let behind = (name.last + 1..name.last + 4)
            .find(|i| !tokens.together(name.last, *i) || !slots::is(tokens, *i, "set_in_ru"))
            .filter(|i| tokens.together(name.last, *i));
        let is_verb = |at: usize| {
            let told = patterns::told(tokens, at).filter(|told| told.last == at);
            told.and_then(|told| told.tells)
                .is_some_and(|(_, built)| built == patterns::Built::Did)
        };
        let mut before = tokens.before(name.first);
        while let Some(at) = before.filter(|at| TITLES.has(tokens.low(*at))) {
            before = tokens.before(at);
        }
        let is_object = before.is_some_and(is_verb)
            || behind.is_some_and(|at| is_verb(at) && !tokens.low(at).ends_with("ла"));
        let is_ending_in_a = printed.ends_with('а');
        if is_object {
            return match is_ending_in_a {
                true => Some(stem.to_owned()),
                false => woman(),
            };
        }
        if !is_ending_in_a {
            return None;
        }
        let feminine = ["ла", "лась", "на", "та", "ена"];
        let is_hers = behind.is_some_and(|at| {
            feminine
                .iter()
                .any(|ending| tokens.low(at).ends_with(ending))
        });
        let title = tokens.before(name.first).map(|at| tokens.low(at));
        let titled = ["тка", "ица", "рка", "нка"];
        let of_her = title.is_some_and(|title| titled.iter().any(|ending| title.ends_with(ending)));
        // Behind a noun or a preposition a woman’s would end with «-ой».
        let of_him = title.is_some_and(|title| {
            let mut letters = title.chars();
            letters.next().is_some_and(char::is_lowercase) && !slots::has("joins", title)
        });
        match is_hers || of_her || !of_him {
            true => woman(),
            false => Some(stem.to_owned()),
        }
    }
}

/// «Петров», «Гурбатов», «Алиев», «Пушкин».
fn is_surname_stem(word: &str) -> bool {
    let endings = ["ов", "ев", "ёв", "ин", "ын"];
    word.chars().count() > 4 && endings.iter().any(|ending| word.ends_with(ending))
}

/// A noun in the accusative that names no living being, as far as its ending tells: «арест», «решение», «собаку». Nouns
/// of men end with «-а» there; those of women are told by their endings.
fn is_inanimate(low: &str) -> bool {
    if slots::has("authority_ru", low) || slots::has("when_and_where_ru", low) {
        return false;
    }
    if low.ends_with(['у', 'ю']) {
        let of_women = ["стку", "ницу", "рку", "нтку", "евицу", "ессу", "щицу"];
        return !of_women.iter().any(|ending| low.ends_with(ending));
    }
    low.ends_with([
        'е', 'ы', 'и', 'ь', 'т', 'с', 'з', 'р', 'л', 'н', 'к', 'г', 'д', 'б', 'п', 'й',
    ])
}

//! A number as a sentence to be pasted: what was counted, when, under which conditions, how well established, as of
//! when. So that nobody quotes the wrong cell, and nobody takes what was recorded for all that happened.

use aigaq_schema::{Day, PartialDate};

use crate::dates;
use crate::phrases::{Phrases, Unit};
use crate::text::{begun, clean};

/// A number with everything that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote<'q> {
    /// How many.
    pub number: u64,
    /// Of what.
    pub unit: Unit,
    /// People were counted by what was done to them.
    pub through_acts: bool,
    /// The conditions and the place in the table, in words: "Region: Almaty".
    pub conditions: &'q [String],
    /// First and last day of the period, [`Day::MIN`] and [`Day::MAX`] for open ends; none for all time.
    pub period: Option<(Day, Day)>,
    /// By which date, unless when it happened: "by the day on which it became known".
    pub dated: Option<&'q str>,
    /// The least verification, by its label.
    pub least: Option<&'q str>,
    /// How many more may belong here: their dates are unknown or not precise enough.
    pub perhaps: u64,
    /// The day of the knowledge.
    pub as_of: Day,
}

impl Quote<'_> {
    /// The sentence, in the language of the phrases.
    #[must_use]
    pub fn sentence(&self, phrases: &Phrases) -> String {
        let language = phrases.language();
        let counted = phrases.plural(&format!("quote.{}", self.unit.key()), self.number, &[]);
        let mut parts: Vec<String> = self.conditions.iter().map(|c| lowered(&clean(c))).collect();
        if self.through_acts {
            parts.push(phrases.say("quote.through_acts"));
        }
        parts.extend(self.dated.map(str::to_owned));
        if let Some(least) = self.least {
            let level = phrases.quoted(&lowered(least));
            parts.push(phrases.fill("quote.least", &[("level", &level)]));
        }
        let what = match parts.is_empty() {
            true => String::new(),
            false => format!(" ({})", parts.join("; ")),
        };
        let when = self.when(phrases);
        let mut sentences = vec![begun(&phrases.fill(
            "quote.whole",
            &[("when", &when), ("counted", &counted), ("what", &what)],
        ))];
        if self.perhaps > 0 {
            sentences.push(phrases.plural("quote.perhaps", self.perhaps, &[]));
        }
        let day = dates::day(self.as_of, language).unwrap_or_default();
        sentences.push(begun(&phrases.fill("quote.as_of", &[("day", &day)])));
        sentences.join(" ")
    }

    fn when(&self, phrases: &Phrases) -> String {
        let language = phrases.language();
        let Some((first, last)) = self.period else {
            return String::new();
        };
        let words = |date: &str| {
            date.parse::<PartialDate>()
                .map_or_else(|_| date.to_owned(), |date| dates::words(&date, language))
        };
        if let Some((span, is_day)) = whole(first, last) {
            let key = if is_day { "quote.on" } else { "quote.in" };
            return phrases.fill(key, &[("period", &words(&span))]);
        }
        let day = |day: Day| dates::day(day, language).unwrap_or_default();
        let open = |text: String| phrases.fill("quote.open", &[("period", &begun(&words(&text)))]);
        match (first.is_known(), last.is_known()) {
            (true, true) => phrases.fill(
                "quote.between",
                &[("from", &day(first)), ("to", &day(last))],
            ),
            (true, false) => open(format!("{first}/..")),
            (false, true) => open(format!("../{last}")),
            (false, false) => String::new(),
        }
    }
}

/// The year, month or day that a period is, and whether it is a day.
fn whole(first: Day, last: Day) -> Option<(String, bool)> {
    if first == last && first.is_known() {
        return Some((first.to_string(), true));
    }
    let (from, to) = (first.civil()?, last.civil()?);
    let texts = [
        format!("{:04}", from.year()),
        format!("{:04}-{:02}", from.year(), from.month()),
    ];
    texts.into_iter().find_map(|text| {
        let date: PartialDate = text.parse().ok()?;
        let is_it = (date.first(), date.last()) == (Day::from_civil(from), Day::from_civil(to));
        is_it.then_some((text, false))
    })
}

/// A label within a sentence: without its capital, unless it is an abbreviation.
fn lowered(label: &str) -> String {
    let mut letters = label.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return label.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_schema::Language;

    fn day(text: &str) -> Day {
        let date: PartialDate = text.parse().unwrap();
        date.first()
    }

    fn quote(number: u64, unit: Unit, period: Option<(&str, &str)>) -> Quote<'static> {
        Quote {
            number,
            unit,
            through_acts: false,
            conditions: &[],
            period: period.map(|(from, to)| {
                let end = |text: &str| text.parse::<PartialDate>().unwrap();
                (end(from).first(), end(to).last())
            }),
            dated: None,
            least: None,
            perhaps: 0,
            as_of: day("2021-07-22"),
        }
    }

    fn told(quote: &Quote<'_>, language: Language) -> String {
        quote.sentence(Phrases::of(language)).replace('\u{A0}', " ")
    }

    #[test]
    fn a_sentence_names_unit_period_conditions_verification_and_day() {
        let conditions = ["Region: Almaty".to_owned(), "Type: Detention".to_owned()];
        let quote = Quote {
            conditions: &conditions,
            least: Some("Corroborated"),
            dated: Some("by the day on which it became known"),
            perhaps: 2,
            ..quote(1_414, Unit::Acts, Some(("2020", "2020")))
        };
        assert_eq!(
            told(&quote, Language::En),
            "In 2020, 1,414 acts were recorded (region: Almaty; type: Detention; by the day on which it became known; \
             verification at least “corroborated”). 2 more may belong here: their dates are not known or not precise \
             enough. As known on 22 July 2021; this is what was recorded, not all that happened."
        );
    }

    #[test]
    fn russian_numbers_take_verb_and_noun_with_them() {
        let say = |number, unit| {
            let whole = told(
                &quote(number, unit, Some(("2020-06", "2020-06"))),
                Language::Ru,
            );
            whole.split(". По").next().unwrap().to_owned()
        };
        assert_eq!(say(1, Unit::Persons), "За июнь 2020 г. учтён 1 человек");
        assert_eq!(say(2, Unit::Persons), "За июнь 2020 г. учтено 2 человека");
        assert_eq!(say(5, Unit::Persons), "За июнь 2020 г. учтено 5 человек");
        assert_eq!(
            say(21, Unit::Organisations),
            "За июнь 2020 г. учтена 21 организация"
        );
        assert_eq!(
            say(1_414, Unit::Acts),
            "За июнь 2020 г. учтено 1 414 деяний"
        );
        assert_eq!(say(0, Unit::Acts), "За июнь 2020 г. учтено 0 деяний");
    }

    #[test]
    fn periods_are_said_as_people_say_them() {
        let say = |period, language| {
            let whole = told(&quote(3, Unit::Acts, period), language);
            whole.split(". ").next().unwrap().to_owned()
        };
        let range = Some(("2020-01", "2020-03"));
        assert_eq!(
            say(range, Language::En),
            "From 1 January 2020 to 31 March 2020, 3 acts were recorded"
        );
        assert_eq!(
            say(range, Language::Kk),
            "2020 жылғы 1 қаңтар – 2020 жылғы 31 наурыз аралығында 3 әрекет тіркелген"
        );
        assert_eq!(say(None, Language::En), "3 acts were recorded");
        assert_eq!(say(None, Language::Kk), "3 әрекет тіркелген");
        assert_eq!(
            say(Some(("2020", "2020")), Language::Kk),
            "2020 жыл ішінде 3 әрекет тіркелген"
        );
        assert_eq!(
            say(Some(("2020-06-09", "2020-06-09")), Language::En),
            "On 9 June 2020, 3 acts were recorded"
        );
        let open = Quote {
            period: Some((day("2020-01-01"), Day::MAX)),
            ..quote(3, Unit::Acts, None)
        };
        assert!(
            told(&open, Language::En).starts_with("Since 1 January 2020, 3 acts were recorded. ")
        );
        assert!(told(&open, Language::Ru).starts_with("С 1 января 2020 г. учтено 3 деяния. "));
        let until = Quote {
            period: Some((Day::MIN, day("2020-03-31"))),
            ..quote(3, Unit::Acts, None)
        };
        assert!(
            told(&until, Language::En).starts_with("Until 31 March 2020, 3 acts were recorded. ")
        );
    }

    #[test]
    fn every_unit_has_its_sentence_in_every_language() {
        for language in Language::ALL {
            for unit in Unit::ALL {
                for number in [0, 1, 2, 5, 21, 1_000_000] {
                    let text = told(&quote(number, unit, None), language);
                    assert!(!text.contains('⟦') && !text.contains('{'), "{text}");
                    assert!(text.contains("2021"), "{text}");
                }
            }
        }
    }
}

//! What a cell says: by what the program reads, then by what was answered. What neither knows is left open, with the
//! question that would settle it; it is never guessed.

use super::grid::{Cell, Kind};
use super::guess::Judge;
use super::question::{Asks, Open, Understood};
use super::remembered::{SheetAnswers, Who, key};
use super::shared::is_organisation;
use crate::reason;
use aigaq_schema::{Day, LawReference, PartialDate, Quantity, Reason};
use aigaq_typed::{Context, LawCode, Misunderstood, Problem, TypedDate, TypedPerson};
use std::borrow::Cow;

/// Days as spreadsheet programs count them: from about 1954 to 2119. Smaller numbers are years, larger ones nothing.
const SERIALS: std::ops::RangeInclusive<i32> = 20_000..=80_000;

/// Somebody named in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Somebody {
    /// A person or a body.
    Named {
        name: String,
        note: Option<String>,
        kind: &'static str,
    },
    /// People without names.
    Group {
        quantity: Option<Quantity>,
        words: String,
    },
}

/// Where a date stands.
pub(crate) struct Dated<'a> {
    pub(crate) sheet: &'a str,
    pub(crate) heading: &'a str,
    pub(crate) said: Option<&'a SheetAnswers>,
    pub(crate) context: Context,
    /// The time of the day, from a column of its own.
    pub(crate) time: Option<&'a str>,
}

impl Judge<'_> {
    /// References to law: «ст. 488 ч. 6, ч. 11 КоАП», and words that were said to be one.
    pub(crate) fn laws(&self, text: &str, context: &Context) -> Understood<Vec<LawReference>> {
        let mut all = Understood::whole(Vec::new());
        let mut pieces: Vec<&str> = Vec::new();
        let mut rest = String::new();
        let (text, remarks) = without_remarks(text);
        all.kept.extend(remarks);
        for piece in text.split_inclusive([';', '\n', ',']) {
            match self.remembered.law(piece) {
                Some(laws) if laws.is_empty() => all.kept.push(bare(piece)),
                Some(laws) => all.value.extend(laws),
                None => {
                    pieces.push(piece);
                    rest.push_str(piece);
                }
            }
        }
        if key(&rest).is_empty() {
            return all;
        }
        let whole = self.cited(&rest, context);
        let wrong = match whole {
            Ok(cited) => {
                all.take(cited);
                return all;
            }
            Err(wrong) => wrong,
        };
        // Words without a number are asked by themselves; the rest may be clear without them.
        let (words, numbered): (Vec<&str>, Vec<&str>) = pieces
            .into_iter()
            .partition(|piece| !piece.contains(|c: char| c.is_ascii_digit()));
        match self.cited(&numbered.concat(), context) {
            Ok(cited) if !words.is_empty() => {
                all.take(cited);
                let asked = words.into_iter().filter(|word| !key(word).is_empty());
                all.open.extend(asked.map(|word| law_open(word, &wrong)));
            }
            _ if numbered.is_empty() => {
                let asked = words.into_iter().filter(|word| !key(word).is_empty());
                all.open.extend(asked.map(|word| law_open(word, &wrong)));
            }
            _ => all.open.push(law_open(&rest, &wrong)),
        }
        all
    }

    /// The references of a text that names nothing else. Articles without a code are of the code that was answered.
    fn cited(
        &self,
        text: &str,
        context: &Context,
    ) -> Result<Understood<Vec<LawReference>>, Misunderstood> {
        let mut all = Understood::whole(Vec::new());
        let mut unknown: Vec<String> = Vec::new();
        let laws = aigaq_typed::laws_with(text, context, &mut |article| match self
            .remembered
            .article(article)
        {
            Some(code) => Some(code.to_owned()),
            None => {
                unknown.push(article.to_owned());
                Some(String::new())
            }
        })?;
        let (nowhere, known): (Vec<_>, Vec<_>) = laws.into_iter().partition(|l| l.code.is_empty());
        all.value = known;
        for law in nowhere {
            let article = law.article.clone().unwrap_or_default();
            if !unknown.contains(&article) {
                // It was answered that it is of no code.
                all.kept.push(law.to_string().trim().to_owned());
            } else if all.open.iter().all(|open| open.word != article) {
                let codes = [LawCode::Administrative, LawCode::Criminal];
                all.open.push(Open {
                    reason: reason::article_of_no_code(&article),
                    asks: Some(Asks::Article),
                    word: article,
                    suggestions: codes.map(|code| code.name().to_owned()).to_vec(),
                });
            }
        }
        Ok(all)
    }

    /// How many people.
    pub(crate) fn number(&self, text: &str) -> Understood<Option<Quantity>> {
        let wrong = match aigaq_typed::number(text) {
            Ok(quantity) => return Understood::whole(Some(quantity.with_unit(None))),
            Err(wrong) => wrong,
        };
        match self.remembered.number(text) {
            Some(Some(quantity)) => Understood::whole(Some(quantity.with_unit(None))),
            Some(None) => kept(text),
            None => open(Open {
                asks: Some(Asks::Number),
                word: text.to_owned(),
                suggestions: wrong.suggestions.clone(),
                reason: reason::misunderstood(&wrong),
            }),
        }
    }

    /// Who stands in a cell.
    pub(crate) fn people(&self, text: &str) -> Understood<Vec<Somebody>> {
        let mut all = Understood::whole(Vec::new());
        if let Some(who) = self.remembered.people(text) {
            all.put(text, who);
            return all;
        }
        for person in aigaq_typed::people(text) {
            match person {
                TypedPerson::Named { name, note } => match self.remembered.people(&name) {
                    Some(who) => all.put(&name, who),
                    None => all.value.push(Somebody::Named {
                        kind: kind_of(&name),
                        name,
                        note,
                    }),
                },
                TypedPerson::Group {
                    quantity, written, ..
                } => all.value.push(Somebody::Group {
                    quantity: Some(quantity),
                    words: written,
                }),
                TypedPerson::Others { words } => all.value.push(Somebody::Group {
                    quantity: None,
                    words,
                }),
                TypedPerson::Unread { text } => match self.remembered.people(&text) {
                    Some(who) => all.put(&text, who),
                    None => {
                        let likely = match is_organisation(&text) {
                            true => Who::Organisation,
                            false => Who::Group,
                        };
                        all.open.push(Open {
                            asks: Some(Asks::People),
                            word: text,
                            suggestions: vec![likely.code().to_owned()],
                            reason: reason::no_people(),
                        });
                    }
                },
            }
        }
        all
    }

    /// On which day.
    pub(crate) fn date(&self, cell: &Cell, dated: &Dated<'_>) -> Understood<Option<TypedDate>> {
        let read = |text: &str| aigaq_typed::date(text, &dated.context);
        let only = |date: PartialDate| TypedDate {
            date,
            clock: None,
            unsaid: Vec::new(),
        };
        let text = match dated.time {
            Some(time) => format!("{}, {time}", cell.text),
            None => cell.text.clone(),
        };
        let wrong = match read(&text) {
            Ok(date) => return Understood::whole(Some(date)),
            Err(wrong) => wrong,
        };
        if let Some(said) = dated.said.and_then(|said| said.date(&cell.text)) {
            return match said {
                Some(date) => Understood::whole(Some(only(date))),
                None => kept(&cell.text),
            };
        }
        let serial = (cell.kind == Kind::Number)
            .then(|| day_of_serial(&cell.text))
            .flatten();
        let number = |wrong: Reason| match cell.kind {
            Kind::Number => reason::number_for_date(wrong),
            _ => wrong,
        };
        let asks = match (serial, self.remembered.serials(dated.heading)) {
            (Some(day), Some(true)) => return Understood::whole(Some(only(PartialDate::day(day)))),
            (Some(day), None) => {
                return open(Open {
                    asks: Some(Asks::Serials),
                    word: dated.heading.to_owned(),
                    suggestions: vec![day.to_string()],
                    reason: number(reason::misunderstood(&wrong)),
                });
            }
            _ => match wrong.problem {
                Problem::YearMissing => Asks::Year(dated.sheet.to_owned()),
                Problem::MonthMissing => Asks::Month(dated.sheet.to_owned()),
                _ => Asks::Date(dated.sheet.to_owned()),
            },
        };
        open(Open {
            word: match asks {
                Asks::Date(_) => cell.text.clone(),
                _ => dated.sheet.to_owned(),
            },
            suggestions: match asks {
                Asks::Date(_) => wrong.suggestions.clone(),
                _ => Vec::new(),
            },
            asks: Some(asks),
            reason: number(reason::misunderstood(&wrong)),
        })
    }
}

impl Understood<Vec<LawReference>> {
    fn take(&mut self, other: Self) {
        for law in other.value {
            if !self.value.contains(&law) {
                self.value.push(law);
            }
        }
        self.kept.extend(other.kept);
        self.open.extend(other.open);
    }
}

impl Understood<Vec<Somebody>> {
    fn put(&mut self, words: &str, who: Who) {
        let named = |kind| Somebody::Named {
            name: words.trim().to_owned(),
            note: None,
            kind,
        };
        match who {
            Who::Person => self.value.push(named("person")),
            Who::Organisation => self.value.push(named("organisation")),
            Who::Group => self.value.push(Somebody::Group {
                quantity: None,
                words: words.trim().to_owned(),
            }),
            Who::Words => self.kept.push(words.trim().to_owned()),
        }
    }
}

fn kept<T>(text: &str) -> Understood<Option<T>> {
    Understood {
        kept: vec![text.to_owned()],
        ..Understood::whole(None)
    }
}

fn open<T>(open: Open) -> Understood<Option<T>> {
    Understood {
        open: vec![open],
        ..Understood::whole(None)
    }
}

fn law_open(words: &str, wrong: &Misunderstood) -> Open {
    Open {
        asks: Some(Asks::Law),
        word: bare(words),
        suggestions: Vec::new(),
        reason: reason::misunderstood(wrong),
    }
}

/// A citation without what is said of it in brackets: «ст. 434 КоАП (мелкое хулиганство)».
fn without_remarks(text: &str) -> (String, Vec<String>) {
    let (mut cited, mut remarks) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('(') {
        cited.push_str(before);
        let Some((inside, after)) = behind.split_once(')') else {
            cited.push('(');
            rest = behind;
            continue;
        };
        let is_remark = inside.chars().filter(|c| c.is_alphabetic()).count() > 3
            && !inside.contains(|c: char| c.is_ascii_digit());
        match is_remark {
            true => remarks.push(inside.trim().to_owned()),
            false => cited.push_str(&format!("({inside})")),
        }
        rest = after;
    }
    cited.push_str(rest);
    (cited, remarks)
}

/// Without the marks that parted it from its neighbours.
fn bare(piece: &str) -> String {
    piece
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .to_owned()
}

fn kind_of(name: &str) -> &'static str {
    match is_organisation(name) {
        true => "organisation",
        false => "person",
    }
}

/// The day of a number as spreadsheet programs count days: 1 is the first of January 1900, which they believe to be
/// a leap year; so from March 1900 on, days are counted from the 30th of December 1899.
fn day_of_serial(text: &str) -> Option<Day> {
    let number: i32 = text.parse().ok()?;
    let first = Day::from_ymd(1899, 12, 30)?;
    SERIALS
        .contains(&number)
        .then(|| Day(first.0.saturating_add(number)))
}

/// A text without the marks of footnotes behind its words: «Примеркин Б.Б.*».
pub(crate) fn without_marks(text: &str) -> Cow<'_, str> {
    let is_mark = |c: char| matches!(c, '*' | '¹' | '²' | '³' | '⁴' | '⁵' | '†' | '‡');
    if !text.contains(is_mark) {
        return Cow::Borrowed(text);
    }
    let shown: String = text.chars().filter(|c| !is_mark(*c)).collect();
    match shown.trim() {
        // Marks alone are no name without its marks.
        "" => Cow::Borrowed(text),
        shown => Cow::Owned(shown.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::{Corrections, Remembered};
    use aigaq_schema::{Language, Schema};

    fn judged<T>(remembered: &Remembered, ask: impl Fn(&Judge<'_>) -> T) -> T {
        let corrections = Corrections::default();
        ask(&Judge::new(
            Schema::shipped(),
            remembered,
            &corrections,
            ("b", Day::from_ymd(2025, 5, 2).unwrap(), Language::Ru),
        ))
    }

    fn context() -> Context {
        Context::on(Day::from_ymd(2025, 5, 2).unwrap(), Language::Ru)
    }

    fn laws(remembered: &Remembered, text: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
        let read = judged(remembered, |judge| judge.laws(text, &context()));
        let asked = |open: &Open| {
            let kind = open.asks.as_ref().map_or("", Asks::kind);
            format!("{kind} {}", open.word)
        };
        (
            read.value.iter().map(ToString::to_string).collect(),
            read.kept,
            read.open.iter().map(asked).collect(),
        )
    }

    #[test]
    fn an_article_without_a_code_is_asked_once_for_all_its_parts() {
        let mut remembered = Remembered::default();
        let (read, _, asked) = laws(&remembered, "488 ч.6, ч. 11; 405 ч.2");
        assert!(read.is_empty());
        assert_eq!(asked, ["article 488", "article 405"]);
        remembered.answer_article("488", "Administrative Code");
        remembered.answer_article("405", "");
        // A code that is named counts for its own piece only.
        let (read, _, asked) = laws(&remembered, "ст. 488 ч.6; ст. 434, 174 УК");
        assert_eq!(
            read,
            [
                "Administrative Code 488(6)",
                "Criminal Code 434",
                "Criminal Code 174"
            ]
        );
        assert!(asked.is_empty());
        let (read, kept, asked) = laws(&remembered, "488 ч.6; 405 ч.2");
        assert_eq!(read, ["Administrative Code 488(6)"]);
        assert_eq!(kept, ["405(2)"]);
        assert!(asked.is_empty());
    }

    #[test]
    fn words_for_a_law_are_asked_beside_what_is_understood() {
        let mut remembered = Remembered::default();
        let (read, _, asked) = laws(&remembered, "мелкое хулиганство, ст. 488 КоАП");
        assert_eq!(read, ["Administrative Code 488"]);
        assert_eq!(asked, ["law мелкое хулиганство"]);
        let (read, kept, asked) = laws(&remembered, "ст. 434 КоАП (мелкое хулиганство); УК 174(2)");
        assert_eq!(read, ["Administrative Code 434", "Criminal Code 174(2)"]);
        assert_eq!(
            (kept, asked),
            (vec!["мелкое хулиганство".to_owned()], Vec::new())
        );
        let law = ["Administrative Code 434".to_owned()];
        remembered.answer_law("Мелкое хулиганство", &law).unwrap();
        remembered.answer_law("не указана в акте", &[]).unwrap();
        let (read, kept, asked) = laws(&remembered, "мелкое хулиганство; не указана в акте");
        assert_eq!((read, asked), (law.to_vec(), Vec::new()));
        assert_eq!(kept, ["не указана в акте"]);
    }

    #[test]
    fn people_that_are_no_names_are_asked_and_taken_as_answered() {
        let mut remembered = Remembered::default();
        let people = |remembered: &Remembered, text: &str| {
            let read = judged(remembered, |judge| judge.people(text));
            (read.value, read.open.len(), read.kept)
        };
        let (_, asked, _) = people(&remembered, "жители посёлка");
        assert_eq!(asked, 1);
        remembered.answer_people("Жители посёлка", Who::Group);
        remembered.answer_people("blogger_kz", Who::Person);
        let (read, asked, _) = people(&remembered, "жители посёлка");
        assert_eq!(asked, 0);
        assert!(matches!(
            &read[..],
            [Somebody::Group { quantity: None, .. }]
        ));
        let (read, ..) = people(&remembered, "blogger_kz");
        assert!(matches!(
            &read[..],
            [Somebody::Named { kind: "person", .. }]
        ));
    }

    #[test]
    fn days_that_lost_their_format_are_asked_once_a_heading() {
        let mut remembered = Remembered::default();
        let cell = Cell::number("45690");
        let date = |remembered: &Remembered| {
            let dated = Dated {
                sheet: "s",
                heading: "Дата",
                said: None,
                context: context(),
                time: None,
            };
            judged(remembered, |judge| judge.date(&cell, &dated))
        };
        let asked = date(&remembered).open;
        assert_eq!(asked[0].asks, Some(Asks::Serials));
        assert_eq!(asked[0].suggestions, ["2025-02-02"]);
        remembered.answer_serials("дата", true);
        let read = date(&remembered).value.unwrap();
        assert_eq!(read.date.text(), "2025-02-02");
        remembered.answer_serials("дата", false);
        assert!(date(&remembered).value.is_none());
    }

    #[test]
    fn marks_of_footnotes_are_no_part_of_a_name() {
        assert_eq!(without_marks("Примеркин Б.Б.*"), "Примеркин Б.Б.");
        assert_eq!(without_marks("Примеркин Б.Б. ¹"), "Примеркин Б.Б.");
        assert_eq!(without_marks("***"), "***");
    }
}

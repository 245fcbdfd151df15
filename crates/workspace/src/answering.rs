//! Answers to what a workbook leaves open, as a person types or chooses them: understood, and added to what is
//! remembered.

use crate::named::Asking;
use crate::open::Workspace;
use crate::reasons;
use aigaq_exchange::workbook::{Asks, Remembered, SheetAnswers, SheetGuess, Who};
use aigaq_schema::Reason;
use aigaq_typed::Context;

/// A question, and the answer given to it.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    /// What is asked.
    pub asks: &'a Asks,
    /// Of which word.
    pub word: &'a str,
    /// What was chosen: a suggestion, or [`KEEP`]; empty when nothing was.
    pub pick: &'a str,
    /// What was typed instead; it goes before what was chosen.
    pub text: &'a str,
}

/// The choice that a word is to be kept as it stands.
pub const KEEP: &str = "-";

impl Workspace {
    /// Adds an answer to those that are remembered. `false` when none was given. Dates are read as on their sheet.
    ///
    /// # Errors
    /// What was not understood; nothing is remembered then.
    pub fn answer(
        &self,
        ask: &Asking,
        (book, sheets): (&str, &[SheetGuess]),
        given: Answered<'_>,
        to: &mut Remembered,
    ) -> Result<bool, Reason> {
        let Answered {
            asks,
            word,
            pick,
            text,
        } = given;
        let typed = match text {
            "" => pick,
            text => text,
        };
        let keeps = text.is_empty() && pick == KEEP;
        if typed.is_empty() {
            return Ok(false);
        }
        let of_sheet =
            |answers: SheetAnswers, to: &mut Remembered| to.answer_sheet(book, asks.of(), &answers);
        match asks {
            Asks::Code(list) => {
                let codes = match keeps {
                    true => Vec::new(),
                    false => self.codes_of(list, typed),
                };
                to.answer(self.schema(), list, word, codes)?;
            }
            Asks::Article => to.answer_article(word, if keeps { "" } else { typed }),
            Asks::Law => {
                let laws = match keeps {
                    true => Vec::new(),
                    false => aigaq_typed::laws(typed, &Context::on(ask.today, ask.language))
                        .map_err(|why| why.reason())?,
                };
                let laws: Vec<String> = laws.iter().map(ToString::to_string).collect();
                to.answer_law(word, &laws)?;
            }
            Asks::People => match Who::of_code(typed) {
                Some(who) => to.answer_people(word, who),
                None if keeps => to.answer_people(word, Who::Words),
                None => return Err(reasons::no_such_answer(typed)),
            },
            Asks::Number => to.answer_number(word, if keeps { "" } else { typed })?,
            Asks::Serials => to.answer_serials(word, !keeps),
            Asks::Date(sheet) => {
                let known = sheets.iter().find(|known| known.name == *sheet);
                let mut context = Context::on(ask.today, ask.language);
                // The year of the sheet may be another answer of the same page.
                let said = to.sheet(book, sheet);
                context.year = said.and_then(|s| s.year).or(known.and_then(|k| k.year));
                context.month = said.and_then(|s| s.month).or(known.and_then(|k| k.month));
                let date = match keeps {
                    true => String::new(),
                    false => {
                        let date = aigaq_typed::date(typed, &context);
                        date.map_err(|why| why.reason())?.date.text().to_owned()
                    }
                };
                let answers = SheetAnswers {
                    dates: [(word.to_owned(), date)].into(),
                    ..SheetAnswers::default()
                };
                of_sheet(answers, to)?;
            }
            Asks::Year(_) => {
                let year = typed
                    .parse()
                    .ok()
                    .filter(|year| (1000..3000).contains(year));
                let year = year.ok_or_else(|| reasons::no_such_answer(typed))?;
                let answers = SheetAnswers {
                    year: Some(year),
                    ..SheetAnswers::default()
                };
                of_sheet(answers, to)?;
            }
            Asks::Month(_) => {
                let month = typed.parse().map_err(|_| reasons::no_such_answer(typed))?;
                let answers = SheetAnswers {
                    month: Some(month),
                    ..SheetAnswers::default()
                };
                of_sheet(answers, to)?;
            }
        }
        Ok(true)
    }

    /// The codes that words name, parted by semicolons; a word that names none stands for itself, and is refused.
    fn codes_of(&self, list: &str, words: &str) -> Vec<String> {
        let list = self.schema().list(list);
        let pieces = words.split(';').map(str::trim).filter(|p| !p.is_empty());
        pieces
            .map(|piece| {
                let found = list.and_then(|list| list.find(piece));
                found.map_or(piece, |entry| entry.code.as_str()).to_owned()
            })
            .collect()
    }
}

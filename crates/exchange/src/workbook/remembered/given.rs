//! Answers given and asked for, one by one.

use super::{Answer, Remembered, SheetAnswers, Who, key};
use crate::reason;
use crate::workbook::role::Role;
use aigaq_schema::reason::Near;
use aigaq_schema::{CountedAs, LawReference, PartialDate, Quantity, Reason, Schema};

impl Remembered {
    /// Remembers what a word means in a list; no code: known, and kept in its own words.
    ///
    /// # Errors
    /// What is wrong: no such list, no such code.
    pub fn answer(
        &mut self,
        schema: &Schema,
        list: &str,
        word: &str,
        codes: Vec<String>,
    ) -> Result<(), Reason> {
        let Some(known) = schema.list(list) else {
            return Err(reason::no_list(list));
        };
        if let Some(code) = codes.iter().find(|code| known.get(code).is_none()) {
            let near = Near(known.near(code).into_iter().map(str::to_owned).collect());
            return Err(reason::not_a_code(code, list, near));
        }
        let words = self.words.entry(list.to_owned()).or_default();
        words.insert(key(word), one_or_several(codes));
        Ok(())
    }

    /// Remembers what a column with this heading is.
    pub fn answer_column(&mut self, heading: &str, role: Role) {
        self.columns.insert(key(heading), role);
    }

    /// Remembers how several targets of a type of act are counted.
    ///
    /// # Errors
    /// There is no such type.
    pub fn answer_targets(
        &mut self,
        schema: &Schema,
        act_type: &str,
        rule: CountedAs,
    ) -> Result<(), Reason> {
        let types = schema.list("act_types");
        if types.is_none_or(|list| list.get(act_type).is_none()) {
            return Err(reason::not_a_code(act_type, "act_types", Near::default()));
        }
        self.targets.insert(act_type.to_owned(), rule);
        Ok(())
    }

    /// Remembers of which code an article is that names none («488»), by the name under which the code is kept; an
    /// empty name: of none, the words are kept.
    pub fn answer_article(&mut self, article: &str, code: &str) {
        self.articles.insert(key(article), code.trim().to_owned());
    }

    /// Remembers which law words name, as references ("Administrative Code 434"); none: no law, the words are kept.
    ///
    /// # Errors
    /// What is no reference.
    pub fn answer_law(&mut self, words: &str, laws: &[String]) -> Result<(), Reason> {
        let mut read = Vec::with_capacity(laws.len());
        for law in laws {
            let law = LawReference::read(law).ok_or_else(reason::no_law)?;
            read.push(law.to_string());
        }
        self.laws.insert(key(words), one_or_several(read));
        Ok(())
    }

    /// Remembers who words among people are.
    pub fn answer_people(&mut self, words: &str, who: Who) {
        self.people.insert(key(words), who);
    }

    /// Remembers how many people words are, as people write it ("about 10"); an empty text: the words are kept.
    ///
    /// # Errors
    /// What is no number.
    pub fn answer_number(&mut self, words: &str, number: &str) -> Result<(), Reason> {
        if !number.trim().is_empty() {
            aigaq_typed::number(number).map_err(|wrong| reason::misunderstood(&wrong))?;
        }
        self.numbers.insert(key(words), number.trim().to_owned());
        Ok(())
    }

    /// Remembers whether numbers under this heading are days as spreadsheet programs count them.
    pub fn answer_serials(&mut self, heading: &str, are_days: bool) {
        self.serials.insert(key(heading), are_days);
    }

    /// Remembers something of a sheet of a workbook, beside what is known of it.
    ///
    /// # Errors
    /// What is no day, no month.
    pub fn answer_sheet(
        &mut self,
        book: &str,
        sheet: &str,
        said: &SheetAnswers,
    ) -> Result<(), Reason> {
        let mut checked = said.clone();
        checked.dates.clear();
        for (words, date) in &said.dates {
            if !date.is_empty() && date.parse::<PartialDate>().is_err() {
                return Err(reason::no_day(date));
            }
            checked.dates.insert(key(words), date.clone());
        }
        if let Some(month) = said.month.filter(|month| !(1..=12).contains(month)) {
            return Err(reason::no_month(month));
        }
        let sheets = self.sheets.entry(book.to_owned()).or_default();
        sheets.entry(sheet.to_owned()).or_default().add(&checked);
        Ok(())
    }

    /// What a word means in a list, if it was answered.
    #[must_use]
    pub fn word(&self, list: &str, word: &str) -> Option<&[String]> {
        Some(self.words.get(list)?.get(&key(word))?.codes())
    }

    /// Words of a list with their codes.
    pub(crate) fn words_of(&self, list: &str) -> impl Iterator<Item = (&str, &[String])> {
        self.words
            .get(list)
            .into_iter()
            .flatten()
            .map(|(word, answer)| (word.as_str(), answer.codes()))
    }

    /// What a column with this heading is, if it was answered.
    #[must_use]
    pub fn column(&self, heading: &str) -> Option<Role> {
        self.columns.get(&key(heading)).copied()
    }

    /// How several targets of a type of act are counted, if it was answered.
    #[must_use]
    pub fn targets(&self, act_type: &str) -> Option<CountedAs> {
        self.targets.get(act_type).copied()
    }

    /// Of which code an article is, if it was answered; an empty name where it is of none.
    #[must_use]
    pub fn article(&self, article: &str) -> Option<&str> {
        self.articles.get(&key(article)).map(String::as_str)
    }

    /// Which law words name, if it was answered.
    #[must_use]
    pub fn law(&self, words: &str) -> Option<Vec<LawReference>> {
        let laws = self.laws.get(&key(words))?.codes();
        Some(
            laws.iter()
                .filter_map(|law| LawReference::read(law))
                .collect(),
        )
    }

    /// Who words among people are, if it was answered.
    #[must_use]
    pub fn people(&self, words: &str) -> Option<Who> {
        self.people.get(&key(words)).copied()
    }

    /// How many people words are, if it was answered; no number where the words are kept.
    #[must_use]
    pub fn number(&self, words: &str) -> Option<Option<Quantity>> {
        let number = self.numbers.get(&key(words))?;
        Some(aigaq_typed::number(number).ok())
    }

    /// Whether numbers under this heading are days, if it was answered.
    #[must_use]
    pub fn serials(&self, heading: &str) -> Option<bool> {
        self.serials.get(&key(heading)).copied()
    }

    /// What was answered of a sheet.
    #[must_use]
    pub fn sheet(&self, book: &str, sheet: &str) -> Option<&SheetAnswers> {
        self.sheets.get(book)?.get(sheet)
    }
}

impl SheetAnswers {
    /// The day that words stand for, if it was answered; none where the words are kept.
    #[must_use]
    pub fn date(&self, words: &str) -> Option<Option<PartialDate>> {
        Some(self.dates.get(&key(words))?.parse().ok())
    }
}

fn one_or_several(all: Vec<String>) -> Answer {
    match <[String; 1]>::try_from(all) {
        Ok([one]) => Answer::One(one),
        Err(several) => Answer::Several(several),
    }
}

impl Who {
    /// All answers, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::Group, Self::Words];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::Words => "words",
        }
    }

    /// The answer of a code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|who| who.code() == code)
    }
}

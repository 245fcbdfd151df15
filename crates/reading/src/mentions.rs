//! What is named in the running text: people, organisations, places, dates, laws, quantities and lengths of time, each
//! with the value it stands for.

mod amounts;
mod dates;
mod inflected;
mod laws;
mod names;
mod numerals;
mod phrases;

use crate::text::Span;

pub(crate) use dates::{Clock, whole_date};
pub(crate) use inflected::nominative;
pub(crate) use names::KnownNames;
pub use names::{KnownName, NameOf};
pub(crate) use numerals::number_of_days;
pub(crate) use phrases::{is_russian_adjective, noun_phrase};

/// What is named.
#[derive(Debug, Clone, PartialEq)]
pub enum Named {
    /// A person, without title or office.
    Person,
    /// A party, union, paper, company, court, ministry, international body.
    Organisation,
    /// A country, region, town, street, lake, site or prison.
    Place,
    /// A day, month, season, year, decade or range, in EDTF.
    Date(String),
    /// A code, article, constitution, treaty or law.
    Law(Law),
    /// A number with its unit.
    Quantity(Quantity),
    /// A length of time.
    Duration(Duration),
}

/// A provision of law.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Law {
    /// `criminal`, `administrative`, `constitution`, `labour`, `land`, `tax`, `family` or `other`.
    pub code: &'static str,
    /// The article.
    pub article: Option<String>,
    /// The part of the article.
    pub part: Option<String>,
    /// The name of the law, where the code is `other`.
    pub name: Option<String>,
}

/// A number of people or things.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Quantity {
    /// The number, where there is one ("hundreds of" has none).
    pub value: Option<f64>,
    /// What is counted: the noun, a currency's code, `percent`.
    pub unit: String,
    /// `at least`, `more than`, `about`, `almost`, `up to`, `less than`, `only`, `hundreds`, …
    pub qualifier: Option<&'static str>,
    /// The smallest and the largest, of a range.
    pub range: Option<(f64, f64)>,
}

/// A length of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Duration {
    /// How many of the unit.
    pub value: f64,
    /// `year`, `month`, `week`, `day` or `hour`.
    pub unit: &'static str,
    /// What lasted: `sentence`, `restriction`, `detention`, `term`, `age`.
    pub of: Option<&'static str>,
    /// As with quantities.
    pub qualifier: Option<&'static str>,
}

/// Something named in the running text.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// What is named, with its value.
    pub named: Named,
    /// Where.
    pub span: Span,
}

impl Mention {
    /// One of the two layers, within which nothing overlaps: amounts (quantities, lengths of time), and names.
    #[must_use]
    pub fn is_amount(&self) -> bool {
        matches!(self.named, Named::Quantity(_) | Named::Duration(_))
    }
}

/// Finds what is named. Mentions come in the order of the text; within a layer none overlap.
pub(crate) fn mentions(document: &crate::Document) -> Vec<Mention> {
    let tokens = &document.tokens;
    let laws = laws::laws(document);
    let dates = dates::dates(tokens, &document.clock, &laws);
    let mut all = names::names(document, &laws, &dates);
    let amounts = amounts::amounts(document, &dates, &laws);
    // "Group 24": a number of a name counts nothing.
    let amounts = amounts.into_iter().filter(|amount| {
        let after = all.partition_point(|name| name.span.end <= amount.span.start);
        all.get(after)
            .is_none_or(|name| name.span.start >= amount.span.start)
    });
    let amounts: Vec<Mention> = amounts.collect();
    all.extend(laws);
    all.extend(dates);
    all.extend(amounts);
    all.sort_by_key(|m| (m.span.start, m.span.end));
    all
}

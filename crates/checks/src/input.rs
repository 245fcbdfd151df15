//! What the rules are given: records with what is said of them, borrowed.

use aigaq_schema::{
    Day, PartialDate, Period, Quantity, RecordId, Schema, Statement, StatementId, Value,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

/// A record with its live statements.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Its id.
    pub id: RecordId,
    /// Its type, by code.
    pub record_type: &'a str,
    /// What holds of it, statement by statement.
    pub statements: &'a [Statement],
}

impl<'a> Record<'a> {
    /// The statements of a property that have a known value.
    pub(crate) fn said<'p>(
        &self,
        property: &'p str,
    ) -> impl Iterator<Item = &'a Statement> + use<'a, 'p> {
        self.statements
            .iter()
            .filter(move |s| s.property == property && s.value.is_known())
    }

    /// The first statement of a property.
    pub(crate) fn first(&self, property: &str) -> Option<&'a Statement> {
        self.said(property).next()
    }

    /// The first text of a property.
    pub(crate) fn text(&self, property: &str) -> Option<(&'a Statement, &'a str)> {
        self.said(property)
            .find_map(|s| text_of(&s.value).map(|text| (s, text)))
    }

    /// The first code of a property.
    pub(crate) fn term(&self, property: &str) -> Option<&'a str> {
        self.said(property).find_map(|s| match &s.value {
            Value::Term(code) => Some(code.as_str()),
            _ => None,
        })
    }

    /// The dates told of a property, each with its statement.
    pub(crate) fn dates<'p>(
        &self,
        property: &'p str,
    ) -> impl Iterator<Item = (&'a Statement, &'a PartialDate)> + use<'a, 'p> {
        self.said(property).filter_map(|s| match &s.value {
            Value::Date { date, .. } => Some((s, date)),
            _ => None,
        })
    }

    /// The first date of a property.
    pub(crate) fn date(&self, property: &str) -> Option<(&'a Statement, &'a PartialDate)> {
        self.dates(property).next()
    }

    /// The first number of a property.
    pub(crate) fn number(&self, property: &str) -> Option<(&'a Statement, &'a Quantity)> {
        self.said(property).find_map(|s| match &s.value {
            Value::Number(quantity) => Some((s, quantity)),
            _ => None,
        })
    }

    /// The records a property refers to, each once.
    pub(crate) fn references(&self, property: &str) -> Vec<RecordId> {
        let mut all = Vec::new();
        for said in self.said(property) {
            if let Value::Reference(id) = said.value
                && !all.contains(&id)
            {
                all.push(id);
            }
        }
        all
    }

    /// The first record a property refers to.
    pub(crate) fn reference(&self, property: &str) -> Option<RecordId> {
        self.references(property).first().copied()
    }

    /// What it is called: its first name or title.
    pub(crate) fn called(&self) -> Option<&'a str> {
        ["name", "title", "indicator", "text", "description"]
            .iter()
            .find_map(|property| self.text(property))
            .map(|(_, text)| text)
    }
}

/// The words of a text, a name or an address.
pub(crate) fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::Text { text, .. } | Value::Name { text, .. } | Value::Url(text) => Some(text),
        _ => None,
    }
}

/// Of when and of what the checks are asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Today.
    pub today: Day,
    /// The period in which commitments should have been assessed; `None`: ever.
    pub period: Option<Period>,
}

/// What people decided about which records are one, as far as it holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    /// For each record that is one with others, the one that stands for all of them.
    stands: HashMap<RecordId, RecordId>,
    /// Pairs of records that stand for themselves or others, and are not one.
    apart: HashSet<(RecordId, RecordId)>,
    /// Pairs of which it was said that it cannot be told.
    open: HashSet<(RecordId, RecordId)>,
}

impl Decided {
    /// From the groups of records that are one, the pairs that are not, and the pairs that were left open.
    pub fn new(
        groups: impl IntoIterator<Item = Vec<RecordId>>,
        apart: impl IntoIterator<Item = (RecordId, RecordId)>,
        open: impl IntoIterator<Item = (RecordId, RecordId)>,
    ) -> Self {
        let mut decided = Self::default();
        for group in groups {
            if let Some(first) = group.iter().min().copied() {
                decided
                    .stands
                    .extend(group.into_iter().map(|id| (id, first)));
            }
        }
        for (a, b) in apart {
            let pair = ordered(decided.stands(a), decided.stands(b));
            decided.apart.insert(pair);
        }
        decided.open = open.into_iter().map(|(a, b)| ordered(a, b)).collect();
        decided
    }

    fn stands(&self, record: RecordId) -> RecordId {
        self.stands.get(&record).copied().unwrap_or(record)
    }
}

fn ordered(a: RecordId, b: RecordId) -> (RecordId, RecordId) {
    (a.min(b), a.max(b))
}

/// What people decided that bears on the checks: what they said of it is not asked again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judged {
    /// Which records are one, and which are not.
    decided: Decided,
    /// Statements that a person adopted.
    adopted: HashSet<(RecordId, StatementId)>,
    /// Records that a person set aside.
    aside: HashSet<RecordId>,
}

impl Judged {
    fn of(records: &[Record<'_>]) -> Self {
        let of_kind = |kind: &'static str| {
            records
                .iter()
                .filter(move |r| r.record_type == "judgement" && r.term("kind") == Some(kind))
        };
        Self {
            decided: Decided::default(),
            adopted: of_kind("adopt")
                .flat_map(|r| r.said("statement").collect::<Vec<_>>())
                .filter_map(|s| match s.value {
                    Value::Statement(record, statement) => Some((record, statement)),
                    _ => None,
                })
                .collect(),
            aside: of_kind("set_aside")
                .flat_map(|r| r.references("record"))
                .collect(),
        }
    }
}

/// All records, so that they can be found. What was set aside by a judgement is not among them.
#[derive(Debug)]
pub struct Records<'a> {
    pub(crate) schema: &'a Schema,
    all: Vec<Record<'a>>,
    by_id: HashMap<RecordId, usize>,
    by_type: BTreeMap<&'a str, Vec<usize>>,
    judged: Judged,
    goes_on: GoesOn<'a>,
}

/// Asked now and then: whether to go on. Without it, the work is done to its end.
#[derive(Clone, Copy)]
struct GoesOn<'a>(Option<&'a dyn Fn() -> bool>);

impl fmt::Debug for GoesOn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GoesOn")
    }
}

impl<'a> Records<'a> {
    /// Takes the records in, in whatever order. Two records of one id: the first is meant.
    #[must_use]
    pub fn new(schema: &'a Schema, mut records: Vec<Record<'a>>) -> Self {
        // What is found must not depend on the order in which records came.
        records.sort_by_key(|r| r.id);
        let judged = Judged::of(&records);
        let mut kept: Vec<Record<'a>> = Vec::with_capacity(records.len());
        let mut by_id = HashMap::new();
        let mut by_type: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for record in records {
            if judged.aside.contains(&record.id) || by_id.contains_key(&record.id) {
                continue;
            }
            by_id.insert(record.id, kept.len());
            by_type
                .entry(record.record_type)
                .or_default()
                .push(kept.len());
            kept.push(record);
        }
        Self {
            schema,
            all: kept,
            by_id,
            by_type,
            judged,
            goes_on: GoesOn(None),
        }
    }

    /// With what people decided about which records are one.
    #[must_use]
    pub fn knowing(mut self, decided: Decided) -> Self {
        self.judged.decided = decided;
        self
    }

    /// To be given up when this says no: what is found then is not all.
    #[must_use]
    pub fn as_long_as(mut self, goes_on: &'a dyn Fn() -> bool) -> Self {
        self.goes_on = GoesOn(Some(goes_on));
        self
    }

    /// What people decided that bears on the checks.
    #[must_use]
    pub fn judged(&self) -> &Judged {
        &self.judged
    }

    /// Nobody has asked to give up. Rules that compare many with many ask it as they go.
    pub(crate) fn goes_on(&self) -> bool {
        self.goes_on.0.is_none_or(|goes_on| goes_on())
    }

    /// Every record; none any more when it is to be given up.
    pub fn all(&self) -> impl Iterator<Item = &Record<'a>> {
        self.all.iter().take_while(|_| self.goes_on())
    }

    /// The records of a type, in the order given; none any more when it is to be given up.
    pub(crate) fn of_type(&self, record_type: &str) -> impl Iterator<Item = &Record<'a>> {
        self.by_type
            .get(record_type)
            .into_iter()
            .flatten()
            .take_while(|_| self.goes_on())
            .map(|n| &self.all[*n])
    }

    /// The record of an id.
    #[must_use]
    pub fn get(&self, id: RecordId) -> Option<&Record<'a>> {
        self.by_id.get(&id).map(|n| &self.all[*n])
    }

    /// It is decided whether the two are one, if need be through other records.
    pub(crate) fn is_decided(&self, a: RecordId, b: RecordId) -> bool {
        let decided = &self.judged.decided;
        let (one, other) = (decided.stands(a), decided.stands(b));
        one == other
            || decided.apart.contains(&ordered(one, other))
            || decided.open.contains(&ordered(a, b))
    }

    /// The record that stands for all that were decided to be one with this.
    pub(crate) fn stands(&self, id: RecordId) -> RecordId {
        self.judged.decided.stands(id)
    }

    /// A person has set the record aside.
    pub(crate) fn is_aside(&self, id: RecordId) -> bool {
        self.judged.aside.contains(&id)
    }

    /// A person has adopted a value of this property.
    pub(crate) fn is_adopted(&self, record: &Record<'_>, property: &str) -> bool {
        record
            .statements
            .iter()
            .any(|s| s.property == property && self.judged.adopted.contains(&(record.id, s.id)))
    }

    /// The day after which the publication of a source cannot report anything new, with the statement that tells its
    /// date; a date told as "about" is given a year.
    pub(crate) fn published(&self, source: RecordId) -> Option<(&Record<'a>, &'a Statement, Day)> {
        let record = self.get(source)?;
        let (said, date) = record.date("date")?;
        let last = date.last();
        if !last.is_known() {
            return None;
        }
        let slack = if date.text().contains(['~', '?', '%']) {
            366
        } else {
            0
        };
        Some((record, said, Day(last.0.saturating_add(slack))))
    }
}

//! What the rules are given: records with what is said of them, borrowed.

use aigaq_schema::{
    Day, PartialDate, Period, Quantity, RecordId, Schema, Statement, StatementId, Value,
};
use std::collections::{BTreeMap, HashMap, HashSet};

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
    pub(crate) fn said(&self, property: &str) -> impl Iterator<Item = &'a Statement> + use<'a> {
        let property = property.to_owned();
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
    pub(crate) fn dates(
        &self,
        property: &str,
    ) -> impl Iterator<Item = (&'a Statement, &'a PartialDate)> + use<'a> {
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

/// All records, so that they can be found. What was set aside by a judgement is not among them.
#[derive(Debug)]
pub struct Records<'a> {
    pub(crate) schema: &'a Schema,
    all: Vec<Record<'a>>,
    by_id: HashMap<RecordId, usize>,
    by_type: BTreeMap<&'a str, Vec<usize>>,
    /// Pairs that a person said are the same, or are different.
    decided: HashSet<(RecordId, RecordId)>,
    /// Statements that a person adopted.
    adopted: HashSet<(RecordId, StatementId)>,
    /// Records that a person set aside.
    aside: HashSet<RecordId>,
}

impl<'a> Records<'a> {
    /// Takes the records in, in whatever order. Two records of one id: the first is meant.
    #[must_use]
    pub fn new(schema: &'a Schema, mut records: Vec<Record<'a>>) -> Self {
        // What is found must not depend on the order in which records came.
        records.sort_by_key(|r| r.id);
        let judged = |kind: &'static str| {
            records
                .iter()
                .filter(move |r| r.record_type == "judgement" && r.term("kind") == Some(kind))
        };
        let aside: HashSet<RecordId> = judged("set_aside")
            .flat_map(|r| r.references("record"))
            .collect();
        let mut decided = HashSet::new();
        for record in judged("same").chain(judged("different")) {
            let about = record.references("record");
            for a in &about {
                decided.extend(about.iter().map(|b| (*a, *b)));
            }
        }
        let adopted = judged("adopt")
            .flat_map(|r| r.said("statement").collect::<Vec<_>>())
            .filter_map(|s| match s.value {
                Value::Statement(record, statement) => Some((record, statement)),
                _ => None,
            })
            .collect();
        let mut kept: Vec<Record<'a>> = Vec::with_capacity(records.len());
        let mut by_id = HashMap::new();
        let mut by_type: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for record in records {
            if aside.contains(&record.id) || by_id.contains_key(&record.id) {
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
            decided,
            adopted,
            aside,
        }
    }

    /// Every record.
    pub fn all(&self) -> impl Iterator<Item = &Record<'a>> {
        self.all.iter()
    }

    /// The records of a type, in the order given.
    pub(crate) fn of_type(&self, record_type: &str) -> impl Iterator<Item = &Record<'a>> {
        self.by_type
            .get(record_type)
            .into_iter()
            .flatten()
            .map(|n| &self.all[*n])
    }

    /// The record of an id.
    #[must_use]
    pub fn get(&self, id: RecordId) -> Option<&Record<'a>> {
        self.by_id.get(&id).map(|n| &self.all[*n])
    }

    /// A person has said whether the two are one.
    pub(crate) fn is_decided(&self, a: RecordId, b: RecordId) -> bool {
        self.decided.contains(&(a, b))
    }

    /// A person has set the record aside.
    pub(crate) fn is_aside(&self, id: RecordId) -> bool {
        self.aside.contains(&id)
    }

    /// A person has adopted a value of this property.
    pub(crate) fn is_adopted(&self, record: &Record<'_>, property: &str) -> bool {
        record
            .statements
            .iter()
            .any(|s| s.property == property && self.adopted.contains(&(record.id, s.id)))
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

//! One statement as one line of JSON, and back.
//!
//! ```json
//! {"record":"…","type":"act","root":"…","statement":"…","property":"start","value":{"date":"2020-06"},
//!  "basis":{"source":"…","locator":"p18 fn11","for_the_row":true},
//!  "via":{"import":{"table":"acts","row":"act-1","column":"date"}},"change_set":"…"}
//! ```
//!
//! A value is an object with one key, its kind. What is not there is left out. `withdrawn` is the reason, when
//! the statement no longer holds.

use crate::error::ExchangeError;
use aigaq_schema::{
    Basis, Block, ChangeSetId, Clock, LawReference, Money, NameKind, Quantity, RecordId, Segment,
    State, Statement, StatementId, Value, Via, Withdrawal,
};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Write};

/// A statement as it is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedStatement {
    /// The root record, with which it is sealed: the record itself, or the one it is a part of.
    pub root: RecordId,
    /// The record.
    pub record: RecordId,
    /// The record's type.
    pub record_type: String,
    /// The statement.
    pub statement: Statement,
    /// The change-set that said it.
    pub change_set: Option<ChangeSetId>,
    /// The reason with which it was withdrawn, if it was.
    pub withdrawn: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    record: RecordId,
    #[serde(rename = "type")]
    record_type: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    root: Option<RecordId>,
    statement: StatementId,
    property: String,
    value: Said,
    #[serde(skip_serializing_if = "On::is_nothing", default)]
    basis: On,
    via: Came,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    origin: Option<StatementId>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    change_set: Option<ChangeSetId>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    withdrawn: Option<String>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct On {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    source: Option<RecordId>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    locator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    quote: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    language: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    for_the_row: bool,
}

impl On {
    fn is_nothing(&self) -> bool {
        self.source.is_none()
            && self.locator.is_none()
            && self.quote.is_none()
            && self.language.is_none()
            && !self.for_the_row
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Came {
    Form,
    Import {
        table: String,
        row: String,
        column: String,
    },
    Reading {
        document: RecordId,
        from: u32,
        to: u32,
    },
    Rule(String),
}

/// A value as JSON: an object with one key.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Said {
    Missing(String),
    Text {
        text: String,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        language: Option<String>,
    },
    Name {
        text: String,
        kind: String,
    },
    Term(String),
    Date(String),
    Time {
        date: String,
        minute: u16,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        zone: Option<String>,
    },
    Number(Amount),
    Money {
        amount: Amount,
        currency: String,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        units: Option<(String, String)>,
    },
    Duration(String),
    Law {
        code: String,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        article: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        part: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        version: Option<String>,
    },
    Reference(RecordId),
    Statement(RecordId, StatementId),
    Url(String),
    File(String),
    /// The bytes of an age file, in hexadecimal digits.
    Sealed(String),
    YesNo(bool),
    Identifier {
        scheme: String,
        text: String,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Amount {
    qualifier: String,
    number: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    upper: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    unit: Option<String>,
}

impl Amount {
    fn of(quantity: &Quantity) -> Self {
        Self {
            qualifier: quantity.qualifier().word().to_owned(),
            number: quantity.number().text().to_owned(),
            upper: quantity.upper().map(|d| d.text().to_owned()),
            unit: quantity.unit.clone(),
        }
    }

    fn quantity(self) -> Result<Quantity, String> {
        let number = self.number.parse().map_err(said_wrong)?;
        let quantity = match &self.upper {
            Some(upper) => {
                Quantity::between(number, upper.parse().map_err(said_wrong)?).map_err(said_wrong)?
            }
            None => {
                let qualifier = (0..7)
                    .filter_map(aigaq_schema::Qualifier::from_number)
                    .find(|q| q.word() == self.qualifier)
                    .ok_or_else(|| format!("“{}” is no qualifier", self.qualifier))?;
                Quantity::qualified(qualifier, number)
            }
        };
        if quantity.qualifier().word() != self.qualifier {
            return Err(format!("“{}” does not fit its number", self.qualifier));
        }
        Ok(quantity.with_unit(self.unit))
    }
}

fn said_wrong(error: impl std::fmt::Display) -> String {
    error.to_string()
}

impl Said {
    fn of(value: &Value) -> Self {
        match value {
            Value::Missing(state) => Self::Missing(state.word().to_owned()),
            Value::Text { text, language } => Self::Text {
                text: text.clone(),
                language: language.clone(),
            },
            Value::Name { text, kind } => Self::Name {
                text: text.clone(),
                kind: kind.word().to_owned(),
            },
            Value::Term(code) => Self::Term(code.clone()),
            Value::Date { date, clock: None } => Self::Date(date.text().to_owned()),
            Value::Date {
                date,
                clock: Some(clock),
            } => Self::Time {
                date: date.text().to_owned(),
                minute: clock.minute,
                zone: clock.zone.clone(),
            },
            Value::Number(number) => Self::Number(Amount::of(number)),
            Value::Money(money) => Self::Money {
                amount: Amount::of(&money.amount),
                currency: money.currency.clone(),
                units: money
                    .index_units
                    .as_ref()
                    .map(|(units, on)| (units.text().to_owned(), on.clone())),
            },
            Value::Duration(span) => Self::Duration(span.to_string()),
            Value::Law(law) => Self::Law {
                code: law.code.clone(),
                article: law.article.clone(),
                part: law.part.clone(),
                version: law.version.clone(),
            },
            Value::Reference(record) => Self::Reference(*record),
            Value::Statement(record, statement) => Self::Statement(*record, *statement),
            Value::Url(url) => Self::Url(url.clone()),
            Value::File(hash) => Self::File(hex::encode(hash)),
            Value::YesNo(yes) => Self::YesNo(*yes),
            Value::Sealed(bytes) => Self::Sealed(hex::encode(bytes)),
            Value::Identifier { scheme, text } => Self::Identifier {
                scheme: scheme.clone(),
                text: text.clone(),
            },
        }
    }

    fn value(self) -> Result<Value, String> {
        Ok(match self {
            Self::Missing(word) => Value::Missing(
                State::ALL
                    .into_iter()
                    .find(|s| s.word() == word)
                    .ok_or_else(|| format!("“{word}” is no state of not knowing"))?,
            ),
            Self::Text { text, language } => Value::Text { text, language },
            Self::Name { text, kind } => Value::Name {
                text,
                kind: NameKind::ALL
                    .into_iter()
                    .find(|k| k.word() == kind)
                    .ok_or_else(|| format!("“{kind}” is no kind of name"))?,
            },
            Self::Term(code) => Value::Term(code),
            Self::Date(text) => Value::date(text.parse().map_err(said_wrong)?),
            Self::Time { date, minute, zone } => {
                if minute >= 1440 {
                    return Err(format!("{minute} is no minute of a day"));
                }
                Value::Date {
                    date: date.parse().map_err(said_wrong)?,
                    clock: Some(Clock { minute, zone }),
                }
            }
            Self::Number(amount) => Value::Number(amount.quantity()?),
            Self::Money {
                amount,
                currency,
                units,
            } => Value::Money(Money {
                amount: amount.quantity()?,
                currency,
                index_units: match units {
                    Some((units, on)) => Some((units.parse().map_err(said_wrong)?, on)),
                    None => None,
                },
            }),
            Self::Duration(text) => Value::Duration(text.parse().map_err(said_wrong)?),
            Self::Law {
                code,
                article,
                part,
                version,
            } => Value::Law(LawReference {
                code,
                article,
                part,
                version,
            }),
            Self::Reference(record) => Value::Reference(record),
            Self::Statement(record, statement) => Value::Statement(record, statement),
            Self::Url(url) => Value::Url(url),
            Self::File(text) => {
                let mut hash = [0; 32];
                hex::decode_to_slice(&text, &mut hash).map_err(said_wrong)?;
                Value::File(hash)
            }
            Self::YesNo(yes) => Value::YesNo(yes),
            Self::Sealed(text) => Value::Sealed(hex::decode(&text).map_err(said_wrong)?),
            Self::Identifier { scheme, text } => Value::Identifier { scheme, text },
        })
    }
}

impl ExportedStatement {
    /// The statement as one line of JSON, without the line's end.
    #[must_use]
    pub fn to_line(&self) -> String {
        let s = &self.statement;
        let line = Line {
            record: self.record,
            record_type: self.record_type.clone(),
            root: (self.root != self.record).then_some(self.root),
            statement: s.id,
            property: s.property.clone(),
            value: Said::of(&s.value),
            basis: On {
                source: s.basis.source,
                locator: s.basis.locator.clone(),
                quote: s.basis.quote.clone(),
                language: s.basis.language.clone(),
                for_the_row: s.basis.for_the_row,
            },
            via: match &s.via {
                Via::Form => Came::Form,
                Via::Import { table, row, column } => Came::Import {
                    table: table.clone(),
                    row: row.clone(),
                    column: column.clone(),
                },
                Via::Reading { document, from, to } => Came::Reading {
                    document: *document,
                    from: *from,
                    to: *to,
                },
                Via::Rule(rule) => Came::Rule(rule.clone()),
            },
            origin: s.origin,
            change_set: self.change_set,
            withdrawn: self.withdrawn.clone(),
        };
        // Writing plain data to memory does not fail: all keys are texts.
        serde_json::to_string(&line).unwrap_or_default()
    }

    /// Reads one line.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence.
    pub fn from_line(line: &str) -> Result<Self, String> {
        let line: Line = serde_json::from_str(line).map_err(said_wrong)?;
        Ok(Self {
            root: line.root.unwrap_or(line.record),
            record: line.record,
            record_type: line.record_type,
            statement: Statement {
                id: line.statement,
                property: line.property,
                value: line.value.value()?,
                basis: Basis {
                    source: line.basis.source,
                    locator: line.basis.locator,
                    quote: line.basis.quote,
                    language: line.basis.language,
                    for_the_row: line.basis.for_the_row,
                },
                via: match line.via {
                    Came::Form => Via::Form,
                    Came::Import { table, row, column } => Via::Import { table, row, column },
                    Came::Reading { document, from, to } => Via::Reading { document, from, to },
                    Came::Rule(rule) => Via::Rule(rule),
                },
                origin: line.origin,
            },
            change_set: line.change_set,
            withdrawn: line.withdrawn,
        })
    }
}

/// Writes one line.
///
/// # Errors
/// [`ExchangeError::Write`].
pub fn write_statement(
    out: &mut impl Write,
    statement: &ExportedStatement,
) -> Result<(), ExchangeError> {
    writeln!(out, "{}", statement.to_line()).map_err(|source| ExchangeError::Write {
        what: "statements.jsonl".to_owned(),
        source,
    })
}

/// The statements of an exported file, line by line; empty lines are passed over.
#[derive(Debug)]
pub struct Lines<R> {
    file: String,
    reader: R,
    line: u64,
}

impl<R: BufRead> Lines<R> {
    /// Reads from here; `file` is named in errors.
    pub fn new(file: impl Into<String>, reader: R) -> Self {
        Self {
            file: file.into(),
            reader,
            line: 0,
        }
    }

    fn wrong(&self, what: impl Into<String>) -> ExchangeError {
        ExchangeError::Line {
            file: self.file.clone(),
            line: self.line,
            what: what.into(),
        }
    }
}

/// The longest line, in bytes: a text of the greatest length, escaped, and its surroundings.
const LONGEST_LINE: u64 = 4 << 20;

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<ExportedStatement, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.line += 1;
            let mut bytes = Vec::new();
            let read =
                std::io::Read::take(&mut self.reader, LONGEST_LINE).read_until(b'\n', &mut bytes);
            match read {
                Ok(0) => return None,
                Ok(n) if n as u64 == LONGEST_LINE => {
                    return Some(Err(self.wrong("is longer than 4 MB")));
                }
                Ok(_) => {}
                Err(error) => return Some(Err(self.wrong(format!("cannot be read: {error}")))),
            }
            let Ok(text) = std::str::from_utf8(&bytes) else {
                return Some(Err(self.wrong("is not UTF-8")));
            };
            let text = text.trim_start_matches('\u{FEFF}').trim();
            if text.is_empty() {
                continue;
            }
            return Some(ExportedStatement::from_line(text).map_err(|what| self.wrong(what)));
        }
    }
}

/// The statements as segments to be recorded: one for each root, with the withdrawals, in the order in which
/// the roots first appear.
#[must_use]
pub fn segments(statements: impl IntoIterator<Item = ExportedStatement>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for said in statements {
        let place = *places.entry(said.root).or_insert_with(|| {
            segments.push(Segment {
                root: said.root,
                blocks: Vec::new(),
            });
            segments.len() - 1
        });
        let blocks = &mut segments[place].blocks;
        let at = match blocks.iter().position(|b| b.record == said.record) {
            Some(at) => at,
            None => {
                blocks.push(Block {
                    record: said.record,
                    record_type: said.record_type,
                    statements: Vec::new(),
                    withdrawals: Vec::new(),
                });
                blocks.len() - 1
            }
        };
        if let Some(reason) = said.withdrawn {
            blocks[at].withdrawals.push(Withdrawal {
                statement: said.statement.id,
                reason,
            });
        }
        blocks[at].statements.push(said.statement);
    }
    segments
}

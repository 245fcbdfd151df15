//! What is said again in the place of what is destroyed: the same, with the same ids and in the same order, without
//! the person.

use super::choices::{Again, Choices, Deed, Words};
use super::marks::Marks;
use super::masking::Masker;
use super::mentions::{Own, own};
use super::publication::{self, NameStays};
use super::scanned::Scanned;
use super::{Forgetting, coarse};
use aigaq_journal::SaidAgain;
use aigaq_schema::code::encode;
use aigaq_schema::{
    Basis, Block, RecordId, Segment, State, Statement, StatementId, Value, Via, Withdrawal,
};
use std::collections::HashMap;

/// What was said otherwise of publications: their pieces belong together.
pub(super) type Publications = HashMap<RecordId, HashMap<StatementId, Option<Value>>>;

/// What is said again of a segment; `None` when nothing of it stays.
pub(super) fn again(
    marks: &Marks,
    (choices, publications): (&Choices, &Publications),
    scanned: &Scanned,
) -> Option<SaidAgain> {
    let root = scanned.segment.root;
    let told = match marks.deed(&root, choices) {
        Deed::Stays | Deed::Goes => return None,
        Deed::Theirs if marks.how == Forgetting::Destroy => return None,
        Deed::Theirs => of_the_person(marks, &scanned.segment),
        Deed::Again(again) => {
            let said_otherwise = publications.get(&root);
            OfAnother { marks, again }.segment(&scanned.segment, said_otherwise)
        }
    };
    (!told.blocks.is_empty()).then(|| SaidAgain {
        root,
        entry: scanned.entry,
        segment: scanned.number,
        plain: encode(&told),
    })
}

/// Of the person: what is counted and names nobody. Every block stays, if only to say that there is somebody.
fn of_the_person(marks: &Marks, segment: &Segment) -> Segment {
    let blocks = segment.blocks.iter().map(|block| Block {
        record: block.record,
        record_type: block.record_type.clone(),
        statements: block
            .statements
            .iter()
            .filter(|statement| marks.stays.contains(&statement.property.as_str()))
            .filter_map(|statement| {
                Some(Statement {
                    value: coarse(&statement.property, &statement.value)?,
                    // Where it was said and in which words tells who it is said of.
                    basis: Basis {
                        locator: None,
                        quote: None,
                        ..statement.basis.clone()
                    },
                    via: via_without_row(&marks.masker, &statement.via),
                    ..statement.clone()
                })
            })
            .collect(),
        withdrawals: block
            .withdrawals
            .iter()
            .filter(|withdrawal| marks.kept.contains(&withdrawal.statement))
            .map(|withdrawal| Withdrawal {
                statement: withdrawal.statement,
                reason: marks.masker.text(&withdrawal.reason),
            })
            .collect(),
    });
    Segment {
        root: segment.root,
        blocks: blocks.collect(),
    }
}

/// What is said again of somebody or something else.
struct OfAnother<'m> {
    marks: &'m Marks,
    again: Again,
}

impl<'m> OfAnother<'m> {
    fn segment(
        &self,
        segment: &Segment,
        otherwise: Option<&HashMap<StatementId, Option<Value>>>,
    ) -> Segment {
        let is_gone =
            |block: &&Block| self.again.is_cut && self.marks.parts.contains(&block.record);
        let blocks = segment.blocks.iter().filter(|block| !is_gone(block));
        let blocks = blocks.map(|block| Block {
            record: block.record,
            record_type: block.record_type.clone(),
            statements: block
                .statements
                .iter()
                .filter(|statement| !self.goes(statement))
                .filter_map(|statement| {
                    let said_otherwise = otherwise
                        .filter(|_| self.again.words != Words::Stay)
                        .and_then(|all| all.get(&statement.id));
                    let value = match said_otherwise {
                        Some(value) => value.clone()?,
                        None => self.value(block, statement),
                    };
                    Some(Statement {
                        value,
                        basis: self.basis(&statement.basis),
                        via: match self.masker() {
                            Some(masker) => via(masker, &statement.via),
                            None => statement.via.clone(),
                        },
                        ..statement.clone()
                    })
                })
                .collect(),
            withdrawals: block
                .withdrawals
                .iter()
                // Its id is made of what stood there.
                .filter(|withdrawal| !self.marks.told_by.contains(&withdrawal.statement))
                .map(|withdrawal| Withdrawal {
                    statement: withdrawal.statement,
                    reason: self.text(&withdrawal.reason),
                })
                .collect(),
        });
        Segment {
            root: segment.root,
            blocks: blocks.collect(),
        }
    }

    /// What takes the names out of its words; `None` when they stay.
    fn masker(&self) -> Option<&'m Masker> {
        match self.again.words {
            Words::Stay => None,
            Words::Masked => Some(&self.marks.masker),
            Words::Thoroughly => Some(&self.marks.thorough),
        }
    }

    fn text(&self, text: &str) -> String {
        match self.masker() {
            Some(masker) => masker.text(text),
            None => text.to_owned(),
        }
    }

    fn goes(&self, statement: &Statement) -> bool {
        let names = matches!(&statement.value, Value::Reference(to) | Value::Statement(to, _) if self.marks.forgotten.contains(to));
        self.again.is_cut && names || self.marks.told_by.contains(&statement.id)
    }

    fn value(&self, block: &Block, statement: &Statement) -> Value {
        let Some(masker) = self.masker() else {
            return statement.value.clone();
        };
        match own(block, statement) {
            Some(Own::Name) if block.record_type == "actor" => return statement.value.clone(),
            Some(_) if self.again.words != Words::Thoroughly => return statement.value.clone(),
            _ => {}
        }
        match &statement.value {
            Value::Text { text, language } => Value::Text {
                text: masker.maybe_json(text),
                language: language.clone(),
            },
            Value::Name { text, kind } => Value::Name {
                text: masker.text(text),
                kind: *kind,
            },
            Value::Identifier { scheme, text } => Value::Identifier {
                scheme: masker.text(scheme),
                text: masker.text(text),
            },
            Value::Url(address) => masker
                .address(address)
                .map_or(Value::Missing(State::Withheld), Value::Url),
            other => other.clone(),
        }
    }

    fn basis(&self, basis: &Basis) -> Basis {
        let masked = |text: &Option<String>| text.as_deref().map(|text| self.text(text));
        let is_gone =
            |source: &RecordId| self.again.is_cut && self.marks.forgotten.contains(source);
        Basis {
            source: basis.source.filter(|source| !is_gone(source)),
            locator: masked(&basis.locator),
            quote: masked(&basis.quote),
            language: basis.language.clone(),
            for_the_row: basis.for_the_row,
        }
    }
}

fn via(masker: &Masker, via: &Via) -> Via {
    match via {
        Via::Import { table, row, column } => Via::Import {
            table: masker.text(table),
            row: masker.text(row),
            column: masker.text(column),
        },
        Via::Rule(rule) => Via::Rule(masker.text(rule)),
        Via::Form | Via::Reading { .. } => via.clone(),
    }
}

/// Of the person's own: which row it was in a table that others may have tells who it is.
fn via_without_row(masker: &Masker, said: &Via) -> Via {
    match via(masker, said) {
        Via::Import { table, column, .. } => Via::Import {
            table,
            row: String::new(),
            column,
        },
        other => other,
    }
}

/// What stands in the place of the pieces of each publication whose words are touched.
pub(super) fn publications(
    marks: &Marks,
    choices: &Choices,
    held: &HashMap<RecordId, Vec<Block>>,
) -> Result<Publications, NameStays> {
    let mut all = Publications::new();
    for (root, blocks) in held {
        let masker = match marks.deed(root, choices) {
            Deed::Again(again) => OfAnother { marks, again }.masker(),
            Deed::Stays | Deed::Goes | Deed::Theirs => None,
        };
        if let Some(masker) = masker {
            let blocks: Vec<&Block> = blocks.iter().collect();
            all.insert(*root, publication::masked(&blocks, masker)?);
        }
    }
    Ok(all)
}

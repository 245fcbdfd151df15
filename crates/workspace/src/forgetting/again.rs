//! What is said again in the place of what is destroyed: the same, with the same ids and in the same order, without
//! the person.

use super::marks::{Fate, Marks};
use super::masking::Masker;
use super::scanned::Scanned;
use super::{Forgetting, coarse, publication};
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
    publications: &Publications,
    scanned: &Scanned,
) -> Option<SaidAgain> {
    let root = scanned.segment.root;
    let fate = marks.roots.get(&root)?.fate;
    let told = match fate {
        Fate::Goes => return None,
        Fate::Forgotten if marks.how == Forgetting::Destroy => return None,
        Fate::Forgotten => of_the_person(marks, &scanned.segment),
        Fate::Masked | Fate::Thinned => of_another(marks, publications, &scanned.segment),
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
                    via: via(&marks.masker, &statement.via),
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

fn of_another(marks: &Marks, publications: &Publications, segment: &Segment) -> Segment {
    let is_gone = |block: &&Block| marks.parts.contains(&block.record);
    let otherwise = publications.get(&segment.root);
    let blocks = segment.blocks.iter().filter(|block| !is_gone(block));
    let blocks = blocks.map(|block| Block {
        record: block.record,
        record_type: block.record_type.clone(),
        statements: block
            .statements
            .iter()
            .filter(|statement| !names_a_destroyed_one(marks, statement))
            .filter_map(|statement| {
                let masked = match otherwise.and_then(|all| all.get(&statement.id)) {
                    Some(value) => value.clone()?,
                    None => value(&marks.masker, &statement.value),
                };
                Some(Statement {
                    value: masked,
                    basis: basis(marks, &statement.basis),
                    via: via(&marks.masker, &statement.via),
                    ..statement.clone()
                })
            })
            .collect(),
        withdrawals: block
            .withdrawals
            .iter()
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

fn names_a_destroyed_one(marks: &Marks, statement: &Statement) -> bool {
    marks.how == Forgetting::Destroy
        && matches!(&statement.value, Value::Reference(to) | Value::Statement(to, _) if marks.forgotten.contains(to))
}

fn value(masker: &Masker, value: &Value) -> Value {
    match value {
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

fn basis(marks: &Marks, basis: &Basis) -> Basis {
    let masked = |text: &Option<String>| text.as_deref().map(|text| marks.masker.text(text));
    let is_gone =
        |source: &RecordId| marks.how == Forgetting::Destroy && marks.forgotten.contains(source);
    Basis {
        source: basis.source.filter(|source| !is_gone(source)),
        locator: masked(&basis.locator),
        quote: masked(&basis.quote),
        language: basis.language.clone(),
        for_the_row: basis.for_the_row,
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

/// What stands in the place of the pieces of each publication that is touched.
pub(super) fn publications(marks: &Marks, held: &HashMap<RecordId, Vec<Block>>) -> Publications {
    let all = held.iter().map(|(root, blocks)| {
        let blocks: Vec<&Block> = blocks.iter().collect();
        (*root, publication::masked(&blocks, &marks.masker))
    });
    all.collect()
}

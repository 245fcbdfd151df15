//! What the opened parts of the entries say, in words: put into words by the program, for people to read beside what was
//! signed.

use super::calling::Calling;
use super::entries::{BagEntries, hex, number};
use super::parts::blocks;
use super::sheet::Sheet;
use crate::error::WorkspaceError;
use crate::history::withdrawal_reason;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::words::Words;
use aigaq_schema::{Block, Statement, Value};

impl Workspace {
    pub(super) fn said_in_bag(
        &self,
        ask: &Asking,
        calling: &Calling<'_>,
        entries: &BagEntries,
    ) -> Result<Sheet, WorkspaceError> {
        let words = Words::of(ask.language);
        let heads = [
            "bag.entry",
            "bag.part",
            "bag.record",
            "bag.record_type",
            "bag.property",
            "bag.value",
            "bag.source",
            "bag.locator",
            "bag.quote",
            "bag.statement",
            "bag.taken_back",
        ];
        let mut sheet = Sheet::new(words.say("bag.said"), heads.map(|head| words.say(head)));
        let naming = Naming::new(&self.view, *ask);
        for (at, entry) in entries.said.iter().enumerate() {
            for part in entry.opened.iter().filter(|part| part.number > 0) {
                for block in &blocks(part) {
                    let front = [
                        number(at),
                        part.number.to_string(),
                        calling.itself(block.record)?,
                        naming.type_label(&block.record_type),
                    ];
                    for statement in &block.statements {
                        let mut told = told((&naming, calling), block, statement)?;
                        // On its own row, so that nobody takes it for what holds.
                        told.push(match entries.all.taken_back(statement) {
                            Some(_) => words.say("bag.taken_back_later"),
                            None => String::new(),
                        });
                        sheet.row([front.to_vec(), told].concat());
                    }
                    for gone in &block.withdrawals {
                        let mut row = front.to_vec();
                        row.extend(vec![String::new(); 5]);
                        row.push(gone.statement.to_string());
                        let reason = withdrawal_reason(&naming, &gone.reason);
                        row.push(words.fill("bag.taken_back_for", &[("reason", &reason)]));
                        sheet.row(row);
                    }
                }
            }
        }
        Ok(sheet)
    }
}

fn told(
    (naming, calling): (&Naming<'_>, &Calling<'_>),
    block: &Block,
    statement: &Statement,
) -> Result<Vec<String>, WorkspaceError> {
    let property = naming
        .schema
        .property(&block.record_type, &statement.property);
    let value = match (&statement.value, property) {
        (Value::Reference(id), _) => calling.called(*id)?,
        (Value::File(name), _) => hex(name),
        (value, Some(property)) => naming.value_text(property, value),
        (value, None) => value.plain(),
    };
    let basis = &statement.basis;
    let source = basis.source.map(|id| calling.called(id)).transpose()?;
    Ok(vec![
        naming.property_label(&block.record_type, &statement.property),
        value,
        source.unwrap_or_default(),
        basis.locator.clone().unwrap_or_default(),
        basis.quote.clone().unwrap_or_default(),
        statement.id.to_string(),
    ])
}

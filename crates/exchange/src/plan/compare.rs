//! What a row says now against what the last import said of it.
//!
//! Statements are compared slot by slot; a slot is one property of one record, as one column (or one rule)
//! says it.

use super::Planning;
use super::bind::Came;
use super::blocks::Blocks;
use super::row::{News, Reads, Rests};
use crate::error::ExchangeError;
use crate::known::{CHANGED, CLEARED, Known, Said, Standing};
use aigaq_schema::{Basis, RecordId, Statement, Value, Via};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// One property of one record, as one column or rule says it.
type Slot = (RecordId, Arc<str>, Came);

/// A statement to be made, before it has an id.
struct Draft {
    property: Arc<str>,
    came: Came,
    value: Value,
    basis: Basis,
}

impl<K: Known> Planning<'_, K> {
    /// Compares and puts the difference into the chunk.
    pub(super) fn compare(&mut self, reads: &mut Reads<'_>) -> Result<(), ExchangeError> {
        let mut news = std::mem::take(&mut reads.news);
        once(&mut news);
        self.differing(reads, &news);
        let also = self.also(reads, &news);
        self.compare_root(reads, &mut news)?;
        self.news = news;
        for (target, target_type, draft) in also {
            let before = self.of_this_row(reads, self.known.said(target)?);
            let mut other = Blocks::of(target, &target_type);
            let mine: Vec<(RecordId, Draft)> = draft.into_iter().map(|d| (target, d)).collect();
            self.against_slots(reads, mine, &before, &mut other);
            self.count_and_add(target, other);
        }
        Ok(())
    }

    /// Compares one root record and its parts with what was said of them; leaves `news` empty.
    pub(super) fn compare_root(
        &mut self,
        reads: &Reads<'_>,
        news: &mut Vec<News>,
    ) -> Result<(), ExchangeError> {
        let root = reads.records[0].0;
        let before = self.of_this_row(reads, self.known.said(root)?);
        if before.is_empty() && news.is_empty() {
            return Ok(());
        }
        let mut blocks = Blocks::new(reads);
        if before.is_empty() {
            self.report.records_new += reads.records.len() as u64;
            blocks.make_room(reads, news);
            for draft in news.drain(..).flat_map(|news| drafts(reads, news)) {
                let (record, statement) = self.statement(reads, draft.0, draft.1);
                blocks.say(record, statement);
            }
        } else {
            let drafts = news
                .drain(..)
                .flat_map(|news| drafts(reads, news))
                .collect();
            self.against(reads, drafts, &before, &mut blocks);
        }
        self.count_and_add(root, blocks);
        Ok(())
    }

    fn count_and_add(&mut self, root: RecordId, blocks: Blocks) {
        let blocks = blocks.finish();
        for block in &blocks {
            self.report.statements += block.statements.len() as u64;
            self.report.withdrawn += block.withdrawals.len() as u64;
        }
        self.gathering.add(root, blocks);
    }

    /// Earlier statements that this row of this table made, as it stood at the last import.
    fn of_this_row(&self, reads: &Reads<'_>, said: Vec<Said>) -> Vec<(Came, Said)> {
        let table = &reads.bound.table.table;
        let rules = format!("{}/{table}/", reads.bound.mapping.profile);
        said.into_iter()
            .filter(|s| s.standing != Standing::Undone)
            .filter_map(|s| match &s.statement.via {
                Via::Import {
                    table: t,
                    row,
                    column,
                } if t == table && row == reads.row => {
                    Some((Came::Column(Arc::from(column.as_str())), s))
                }
                Via::Rule(rule) if rule.starts_with(&rules) => {
                    Some((Came::Rule(Arc::from(rule.as_str())), s))
                }
                _ => None,
            })
            .collect()
    }

    fn against(
        &mut self,
        reads: &Reads<'_>,
        drafts: Vec<(RecordId, Draft)>,
        before: &[(Came, Said)],
        blocks: &mut Blocks,
    ) {
        let known: HashSet<RecordId> = before.iter().map(|(_, s)| s.record).collect();
        for (_, said) in before {
            blocks.open(said.record, &said.record_type);
        }
        self.against_slots(reads, drafts, before, blocks);
        for (record, _) in &reads.records {
            if !known.contains(record) {
                self.report.records_new += 1;
            }
        }
        for record in known {
            if blocks.touches(record) {
                self.report.records_changed += 1;
            } else {
                self.report.records_unchanged += 1;
            }
        }
    }

    fn against_slots(
        &mut self,
        reads: &Reads<'_>,
        drafts: Vec<(RecordId, Draft)>,
        before: &[(Came, Said)],
        blocks: &mut Blocks,
    ) {
        let mut old: BTreeMap<Slot, Vec<&Said>> = BTreeMap::new();
        for (came, said) in before {
            if said.standing.is_last_imported() {
                let property = Arc::from(said.statement.property.as_str());
                old.entry((said.record, property, came.clone()))
                    .or_default()
                    .push(said);
            }
        }
        let mut new: Vec<(Slot, Vec<Draft>)> = Vec::new();
        for (record, draft) in drafts {
            let slot = (record, Arc::clone(&draft.property), draft.came.clone());
            match new.iter_mut().find(|(s, _)| *s == slot) {
                Some((_, there)) => there.push(draft),
                None => new.push((slot, vec![draft])),
            }
        }
        for (slot, drafts) in new {
            let was = old.remove(&slot).unwrap_or_default();
            self.slot(reads, slot.0, drafts, &was, blocks);
        }
        for (slot, was) in old {
            self.gone(reads, &slot, &was, blocks);
        }
    }

    /// A slot that says something now.
    fn slot(
        &mut self,
        reads: &Reads<'_>,
        record: RecordId,
        drafts: Vec<Draft>,
        was: &[&Said],
        blocks: &mut Blocks,
    ) {
        let corrected = was
            .iter()
            .any(|s| s.standing == Standing::WithdrawnByPerson);
        let values_now: HashSet<&Value> = drafts.iter().map(|d| &d.value).collect();
        let values_then: HashSet<&Value> = was.iter().map(|s| &s.statement.value).collect();
        let unchanged = values_now == values_then;
        if corrected {
            let mark = self.mark(reads, &drafts[0].came, record, &drafts[0].property);
            if unchanged {
                self.report.kept.add(mark);
                return;
            }
            self.report.corrected.add(mark);
        }
        for said in was {
            let stays = drafts.iter().any(|d| says_same(d, &said.statement));
            // Of a cell with a piece in quarantine, nothing is taken back: it may be the piece.
            let readable = !reads.silent.contains(&drafts[0].came);
            if !stays && readable && said.standing == Standing::Live {
                blocks.withdraw(record, &said.record_type, said, CHANGED);
            }
        }
        for draft in drafts {
            if !was.iter().any(|s| says_same(&draft, &s.statement)) {
                let (record, statement) = self.statement(reads, record, draft);
                blocks.say(record, statement);
            }
        }
    }

    /// A slot of which nothing is said now.
    fn gone(
        &mut self,
        reads: &Reads<'_>,
        (record, property, came): &Slot,
        was: &[&Said],
        blocks: &mut Blocks,
    ) {
        let record = *record;
        let about_part = record != reads.records[0].0;
        if reads.silent.contains(came) || (about_part && reads.parts_silent) {
            return;
        }
        // A column that the file does not have, or that this mapping no longer reads, says nothing.
        let Some(Some(inputs)) = reads.bound.inputs.get(came) else {
            return;
        };
        if was.iter().all(|s| s.standing != Standing::Live) {
            return;
        }
        let emptied = inputs
            .iter()
            .all(|place| reads.cells.get(*place).is_none_or(String::is_empty));
        if emptied {
            let mark = self.mark(reads, came, record, property);
            self.report.emptied.add(mark);
            if !self.settings.clear {
                return;
            }
        }
        for said in was.iter().filter(|s| s.standing == Standing::Live) {
            let reason = if emptied { CLEARED } else { CHANGED };
            blocks.withdraw(record, &said.record_type, said, reason);
        }
    }

    fn statement(
        &self,
        reads: &Reads<'_>,
        record: RecordId,
        draft: Draft,
    ) -> (RecordId, Statement) {
        let plain = draft.value.plain();
        let kind = [kind_number(&draft.value)];
        let source = draft.basis.source;
        let id = self.statement_ids.of(
            record,
            &[
                draft.property.as_bytes(),
                draft.came.name().as_bytes(),
                reads.row.as_bytes(),
                &kind,
                plain.as_bytes(),
                source.as_ref().map_or(&[][..], |s| &s.0),
                draft
                    .basis
                    .locator
                    .as_deref()
                    .unwrap_or_default()
                    .as_bytes(),
            ],
        );
        let via = match &draft.came {
            Came::Column(column) => Via::Import {
                table: reads.bound.table.table.clone(),
                row: reads.row.to_owned(),
                column: column.to_string(),
            },
            Came::Rule(rule) => Via::Rule(rule.to_string()),
        };
        (
            record,
            Statement {
                id,
                property: draft.property.to_string(),
                value: draft.value,
                basis: draft.basis,
                via,
                origin: None,
            },
        )
    }

    /// Properties with one value for which this row says more than one.
    fn differing(&mut self, reads: &Reads<'_>, news: &[News]) {
        for (n, one) in news.iter().enumerate() {
            let is_other = |two: &&News| {
                two.about == one.about
                    && two.property == one.property
                    && !two.value.means_same(&one.value)
            };
            // What each source brings of its own (its day) is no difference between them.
            if one.many || matches!(one.rests, Rests::One(_)) {
                continue;
            }
            if let Some(two) = news[..n].iter().find(is_other) {
                let (record, record_type) = reads.records[one.about];
                let contradict = self
                    .settings
                    .schema
                    .property(record_type, &one.property)
                    .is_some_and(|p| self.settings.schema.contradict(p, &one.value, &two.value));
                let mark = self.mark(reads, &one.came, record, &one.property);
                if contradict {
                    self.report.contradicting.add(mark);
                } else {
                    self.report.differing.add(mark);
                }
            }
        }
    }

    /// What the mapping has this row say of other records too.
    fn also(&self, reads: &Reads<'_>, news: &[News]) -> Vec<(RecordId, String, Vec<Draft>)> {
        let mapping = reads.bound.mapping;
        mapping
            .also
            .iter()
            .filter(|a| a.table == reads.bound.table.table && a.row == reads.row)
            .map(|also| {
                let target = self
                    .settings
                    .key
                    .row(&mapping.profile, &also.of_table, &also.of_row);
                let drafts = news
                    .iter()
                    .filter(|n| n.about == 0 && *n.property == *also.from)
                    .map(|n| News {
                        property: Arc::from(also.property.as_str()),
                        ..n.clone()
                    })
                    .flat_map(|n| drafts(reads, n))
                    .map(|(_, d)| d)
                    .collect();
                (target, also.record_type.clone(), drafts)
            })
            .collect()
    }
}

/// "A | A" says A once.
fn once(news: &mut Vec<News>) {
    let mut n = 0;
    while n < news.len() {
        let (before, this) = (&news[..n], &news[n]);
        let repeated = !matches!(this.rests, Rests::One(_))
            && before.iter().any(|other| {
                other.about == this.about
                    && other.property == this.property
                    && other.came == this.came
                    && other.value == this.value
            });
        if repeated {
            news.remove(n);
        } else {
            n += 1;
        }
    }
}

/// One draft for each source that a value rests on.
fn drafts<'r>(
    reads: &'r Reads<'_>,
    mut news: News,
) -> impl Iterator<Item = (RecordId, Draft)> + use<'r> {
    let record = reads.records[news.about].0;
    let own = match &mut news.rests {
        Rests::On(sources) => std::mem::take(sources),
        _ => Vec::new(),
    };
    let (sources, for_the_row) = match &news.rests {
        Rests::Row => (&reads.sources[..], true),
        Rests::On(_) => (&[][..], false),
        Rests::One(nth) => (&reads.sources[*nth..=*nth], true),
    };
    let nothing = sources.is_empty() && own.is_empty();
    let bases = sources
        .iter()
        .cloned()
        .chain(own)
        .map(move |source| Basis {
            source: source.record,
            locator: source.locator,
            for_the_row,
            ..Basis::default()
        })
        .chain(nothing.then(Basis::default));
    bases.map(move |basis| {
        (
            record,
            Draft {
                property: Arc::clone(&news.property),
                came: news.came.clone(),
                value: news.value.clone(),
                basis,
            },
        )
    })
}

fn says_same(draft: &Draft, statement: &Statement) -> bool {
    draft.value == statement.value
        && draft.basis.source == statement.basis.source
        && draft.basis.locator == statement.basis.locator
}

/// A number for the kind of a value: part of a statement's id.
const fn kind_number(value: &Value) -> u8 {
    match value {
        Value::Missing(_) => 0,
        Value::Text { .. } => 1,
        Value::Name { .. } => 2,
        Value::Term(_) => 3,
        Value::Date { .. } => 4,
        Value::Number(_) => 5,
        Value::Money(_) => 6,
        Value::Duration(_) => 7,
        Value::Law(_) => 8,
        Value::Reference(_) => 9,
        Value::Statement(..) => 10,
        Value::Url(_) => 11,
        Value::File(_) => 12,
        Value::YesNo(_) => 13,
        Value::Identifier { .. } => 14,
        Value::Sealed(_) => 15,
    }
}

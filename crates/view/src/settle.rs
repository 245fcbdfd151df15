//! What holds of one record: its statements resolved, its links, words and columns written.

use crate::apply::{Applying, Touched};
use crate::called::{self, sort_key, sort_keys_otherwise};
use crate::closed::Closed;
use crate::error::ViewError;
use crate::feed::At;
use crate::numbering::Known;
use crate::own;
use crate::packed::pack;
use crate::resolve::{Resolved, Said, resolve};
use crate::said::{SaidBytes, live_statements, live_told, said_of};
use crate::search::key::push_keys;
use crate::search::sounds::push_sounds;
use crate::source::SOURCE;
use crate::store::sql;
use crate::times::{Changed, SourceFacts, Times};
use aigaq_schema::closed::CLOSED;
use aigaq_schema::code::Told;
use aigaq_schema::{RecordId, RecordType, Sensitivity, StatementId, Value};
use rusqlite::params;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// The type whose names are those of people and organisations.
const ACTOR: &str = "actor";
/// The link from a record to the sources its statements rest on.
pub(crate) const RESTS_ON: &str = "@source";

impl Applying<'_> {
    /// Computes what holds of a record and writes it. Other records on which that has a bearing are noted, to be
    /// settled again.
    pub(crate) fn settle(&mut self, touched: &Touched<'_>) -> Result<(), ViewError> {
        let known = touched.known;
        // What was said before holds the new blocks, too: they were kept first.
        let said = if known.said {
            SaidBytes::of(self.connection, known.number)?
        } else {
            SaidBytes::none()
        };
        let old = said.told()?;
        let live = live_told(if known.said { &old } else { &touched.blocks }.iter());
        let kind = known
            .kind
            .and_then(|k| self.words.text(k))
            .unwrap_or_default()
            .to_owned();
        let schema = Arc::clone(self.schema);
        let record_type = schema.record_type(&kind);
        let blocks = if known.said { &old } else { &touched.blocks };
        let resolved = match record_type {
            Some(record_type) => {
                let mut resolved =
                    self.resolve_all(record_type, touched.record, known.number, &live)?;
                self.derive(record_type, blocks, &live, &mut resolved)?;
                resolved
            }
            None => Vec::new(),
        };
        let source_before = match kind == SOURCE && known.placed {
            true => self.source_as_kept(known.number)?,
            false => SourceFacts::default(),
        };
        let sort = sort_key(&resolved);
        let written = if known.placed {
            sql::RECORD_SETTLED
        } else {
            sql::RECORD_PLACED
        };
        self.connection.prepare_cached(written)?.execute(params![
            known.number,
            touched.record.as_bytes(),
            known.kind,
            known.dense,
            touched.root,
            touched.key,
            sort,
            pack(&resolved),
        ])?;
        self.call_otherwise(known, &resolved)?;
        if kind == ACTOR {
            let ever = blocks.iter().flat_map(|(_, block)| &block.statements);
            self.note_names_of_once(known, ever, live.iter().map(|(_, statement)| *statement))?;
        }
        // Links of anything ever said: dropping one that was never kept does nothing.
        let before = self.links(old.iter().flat_map(|(_, b)| b.statements.iter()))?;
        let now = self.links(live.iter().map(|(_, s)| *s))?;
        self.relink(known.number, &before, &now)?;
        if let Some(record_type) = record_type {
            let ever = blocks.iter().map(|(_, block)| block);
            self.note_numbers(record_type, known.number, ever)?;
            let ever = blocks.iter().flat_map(|(_, block)| &block.statements);
            self.note_codes(&kind, known.number, ever)?;
            let before = live_told(said.before(&old, touched.first));
            self.reindex(record_type, touched, &before, &live)?;
        }
        let changed = self.changed(blocks.iter().map(|(change_set, _)| *change_set))?;
        self.feed_columns(&kind, touched, changed, &resolved)?;
        let again = match kind.as_str() {
            "judgement" => self.judged_records(&before.union(&now).copied().collect())?,
            SOURCE => self.resting_on(known.number, &source_before, &resolved)?,
            _ => BTreeSet::new(),
        };
        self.again(again);
        Ok(())
    }

    /// Notes where readers of a language find the record under another name than the first.
    fn call_otherwise(&self, known: Known, resolved: &[Resolved]) -> Result<(), ViewError> {
        if known.placed {
            self.connection
                .prepare_cached(called::sql::OTHERWISE_DROP)?
                .execute([known.number])?;
        }
        for (language, sort) in sort_keys_otherwise(resolved) {
            self.connection
                .prepare_cached(called::sql::OTHERWISE_ADD)?
                .execute(params![known.number, language.tag(), sort])?;
        }
        Ok(())
    }

    /// Notes the names by which an actor was called once and is called no longer: texts may still have them.
    fn note_names_of_once<'s>(
        &self,
        known: Known,
        ever: impl Iterator<Item = &'s Told<'s>>,
        now: impl Iterator<Item = &'s Told<'s>>,
    ) -> Result<(), ViewError> {
        if known.placed {
            self.connection
                .prepare_cached(called::sql::ONCE_DROP)?
                .execute([known.number])?;
        }
        let mut names: BTreeSet<&str> = ever.filter_map(name_of).collect();
        for name in now.filter_map(name_of) {
            names.remove(name);
        }
        for name in names {
            self.connection
                .prepare_cached(called::sql::ONCE_ADD)?
                .execute(params![known.number, name])?;
        }
        Ok(())
    }

    fn feed_columns(
        &mut self,
        kind: &str,
        touched: &Touched<'_>,
        changed: Changed,
        resolved: &[Resolved],
    ) -> Result<(), ViewError> {
        let mut targets: Vec<(RecordId, i64, u32)> = Vec::new();
        for value in resolved.iter().flat_map(|r| &r.values) {
            if let Value::Reference(id) = value {
                let target = self.numbering.of(self.connection, *id)?;
                if let Some(kind) = target.kind {
                    targets.push((*id, kind, row_number(target.dense)));
                }
            }
        }
        let words = &*self.words;
        let find = |id: RecordId| {
            let (_, kind, row) = targets.iter().find(|(target, ..)| *target == id)?;
            Some((words.text(*kind)?.to_owned(), *row))
        };
        let at = At {
            row: row_number(touched.known.dense),
            said: touched.known.said,
            changed,
        };
        self.feed.record(kind, at, resolved, &find)?;
        self.feed.newer.push(touched.known.number);
        Ok(())
    }

    /// The latest of some change-sets.
    fn changed(&mut self, change_sets: impl Iterator<Item = i64>) -> Result<Changed, ViewError> {
        let (mut last, mut before) = (Changed::NEVER, None);
        for change_set in change_sets {
            // Blocks of one change-set stand together.
            if before != Some(change_set) {
                last = last.or_later(self.times.saved(self.connection, change_set)?);
                before = Some(change_set);
            }
        }
        Ok(last)
    }

    fn resolve_all(
        &mut self,
        record_type: &RecordType,
        record: RecordId,
        number: i64,
        live: &[(i64, &Told<'_>)],
    ) -> Result<Vec<Resolved>, ViewError> {
        let (adopted, verified) = if self.judged {
            self.judgements_of(record, number)?
        } else {
            Default::default()
        };
        for (_, statement) in live {
            if record_type.property(statement.property).is_none() {
                let name = format!("{}.{}", record_type.code, statement.property);
                own::note_unknown(self.connection, &name)?;
            }
        }
        // In the order of the type's properties; of one property in the order of ids, as they come.
        let mut placed: Vec<(usize, i64, &Told<'_>)> = live
            .iter()
            .filter_map(|(change_set, statement)| {
                let place = record_type
                    .properties
                    .iter()
                    .position(|p| p.code == statement.property)?;
                Some((place, *change_set, *statement))
            })
            .collect();
        placed.sort_by_key(|(place, ..)| *place);
        let mut all = Vec::new();
        for group in placed.chunk_by(|a, b| a.0 == b.0) {
            let mut said: Vec<Said<'_>> = group
                .iter()
                .map(|(_, change_set, statement)| Said {
                    id: statement.id,
                    value: &statement.value,
                    change_set: *change_set,
                    adopted: adopted.contains(&statement.id),
                    verified: verified.contains(&statement.id),
                    reliability: 0,
                })
                .collect();
            if said.len() > 1 {
                for (one, (_, _, statement)) in said.iter_mut().zip(group) {
                    one.reliability = self.reliability(statement.source)?;
                    self.times.load(self.connection, one.change_set)?;
                }
            }
            all.extend(resolve(
                self.schema,
                &record_type.properties[group[0].0],
                &said,
                &Times(self.times),
            ));
        }
        Ok(all)
    }

    /// Statements of a record that live judgements adopt or verify.
    fn judgements_of(
        &mut self,
        record: RecordId,
        number: i64,
    ) -> Result<(HashSet<StatementId>, HashSet<StatementId>), ViewError> {
        self.write_links()?;
        let (mut adopted, mut verified) = (HashSet::new(), HashSet::new());
        let Some(property) = self.words.known("statement") else {
            return Ok((adopted, verified));
        };
        let mut find = self.connection.prepare_cached(sql::LINKS_OF)?;
        let judgements: Vec<i64> = find
            .query_map([number, property], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for judgement in judgements {
            let blocks = said_of(self.connection, judgement)?;
            let live = live_statements(&blocks);
            let is = |kind: &str| {
                live.iter()
                    .any(|(_, s)| s.property == "kind" && s.value == Value::term(kind))
            };
            let of: Vec<StatementId> = live
                .iter()
                .filter_map(|(_, s)| match s.value {
                    Value::Statement(target, statement) if target == record => Some(statement),
                    _ => None,
                })
                .collect();
            if is("adopt") {
                adopted.extend(&of);
            } else if is("verify") {
                verified.extend(&of);
            }
        }
        Ok((adopted, verified))
    }

    /// The records whose statements a judgement adopts or verifies, or did before.
    fn judged_records(&mut self, links: &BTreeSet<(i64, i64)>) -> Result<BTreeSet<i64>, ViewError> {
        if !self.judged {
            self.judged = true;
            self.connection
                .prepare_cached(sql::META_SET)?
                .execute(params!["judged", 1])?;
        }
        let statement = self.words.number(self.connection, "statement")?;
        Ok(links
            .iter()
            .filter(|(_, property)| *property == statement)
            .map(|(target, _)| *target)
            .collect())
    }

    /// The records that statements point to, and by what, as numbers.
    fn links<'s>(
        &mut self,
        statements: impl Iterator<Item = &'s Told<'s>>,
    ) -> Result<BTreeSet<(i64, i64)>, ViewError> {
        let rests_on = self.words.number(self.connection, RESTS_ON)?;
        let mut all = BTreeSet::new();
        let mut last_source = None;
        for statement in statements {
            if let Value::Reference(target) | Value::Statement(target, _) = statement.value {
                let property = self.words.number(self.connection, statement.property)?;
                all.insert((self.numbering.of(self.connection, target)?.number, property));
            }
            // Statements of one row rest on the same few sources.
            if let Some(source) = statement.source.filter(|s| last_source != Some(*s)) {
                all.insert((self.numbering.of(self.connection, source)?.number, rests_on));
                last_source = Some(source);
            }
        }
        Ok(all)
    }

    fn relink(
        &mut self,
        from: i64,
        before: &BTreeSet<(i64, i64)>,
        now: &BTreeSet<(i64, i64)>,
    ) -> Result<(), ViewError> {
        if !before.is_subset(now) {
            self.write_links()?;
            let mut drop = self.connection.prepare_cached(sql::LINK_DROP)?;
            for (target, property) in before.difference(now) {
                drop.execute(params![target, property, from])?;
            }
        }
        self.new_links.extend(
            now.iter()
                .map(|(target, property)| (*target, *property, from)),
        );
        Ok(())
    }

    /// Writes the links that wait. To be called before links are asked for.
    pub(crate) fn write_links(&mut self) -> Result<(), ViewError> {
        if self.new_links.is_empty() {
            return Ok(());
        }
        self.new_links.sort_unstable();
        let mut add = self.connection.prepare_cached(sql::LINK_ADD)?;
        for (target, property, from) in self.new_links.drain(..) {
            add.execute([target, property, from])?;
        }
        Ok(())
    }

    fn reindex(
        &self,
        record_type: &RecordType,
        touched: &Touched<'_>,
        before: &[(i64, &Told<'_>)],
        live: &[(i64, &Told<'_>)],
    ) -> Result<(), ViewError> {
        let number = touched.known.number;
        let (words, names) = indexed(record_type, live);
        if touched.known.said {
            let (old_words, old_names) = indexed(record_type, before);
            if (&words, &names) == (&old_words, &old_names) {
                return Ok(());
            }
            self.connection
                .prepare_cached(sql::WORDS_DROP)?
                .execute([number])?;
            self.connection
                .prepare_cached(sql::NAMES_DROP)?
                .execute([number])?;
        }
        if !words.is_empty() {
            self.connection
                .prepare_cached(sql::WORDS_ADD)?
                .execute(params![number, words])?;
        }
        if !names.is_empty() {
            self.connection
                .prepare_cached(sql::NAMES_ADD)?
                .execute(params![number, names])?;
        }
        Ok(())
    }
}

/// The words and the names by which a record is found. They are found by whoever may open the workspace, so what
/// only few may see is not among them.
fn indexed(record_type: &RecordType, live: &[(i64, &Told<'_>)]) -> (String, String) {
    let (mut words, mut names) = (String::new(), String::new());
    let mut told: HashSet<&str> = HashSet::new();
    let closing = live.iter().filter(|(_, said)| said.property == CLOSED);
    let closed = Closed::of(closing.map(|(_, said)| &said.value));
    for (_, statement) in live {
        let (into_names, text) = match &statement.value {
            Value::Name { text, .. } => (true, text),
            Value::Text { text, .. } | Value::Url(text) | Value::Identifier { text, .. } => {
                (statement.property == "title", text)
            }
            Value::Law(law) => (false, &law.code),
            _ => continue,
        };
        let narrow = |p: &aigaq_schema::Property| {
            let own = closed.of_property(&p.code).unwrap_or_default();
            p.sensitivity.max(own) > Sensitivity::Internal || p.stored
        };
        if record_type.property(statement.property).is_none_or(narrow) || !told.insert(text) {
            continue;
        }
        let before = words.len();
        push_keys(text, &mut words);
        if into_names {
            names.push_str(&words[before..]);
        }
        if let Value::Name { text, .. } = &statement.value {
            push_sounds(text, &mut names);
        }
    }
    (words, names)
}

fn row_number(dense: i64) -> u32 {
    u32::try_from(dense).unwrap_or(u32::MAX)
}

fn name_of<'s>(statement: &'s Told<'_>) -> Option<&'s str> {
    match &statement.value {
        Value::Name { text, .. } => Some(text),
        _ => None,
    }
}

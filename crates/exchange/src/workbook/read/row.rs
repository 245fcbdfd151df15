//! One row: its event, its acts, its sources, its note.

use super::Reading;
use super::cells::{At, text};
use super::people::{Everybody, parts};
use crate::error::shortened;
use crate::reason;
use crate::workbook::grid::Kind;
use crate::workbook::role::Role;
use crate::workbook::shared::{LINK, PLACE, SOURCE, words};
use crate::workbook::telling::{Fault, RootTold, RowTold, SayTold, What};
use aigaq_schema::{PartialDate, Value};

/// The longest title of an event made of what happened, in characters.
const LONGEST_TITLE: usize = 120;
/// The rule by which the beginning of what happened is an event's title.
const TITLE: &str = "title";
/// The rule by which a type of act names the rights it touches: the links of the list.
const RIGHTS: &str = "rights of the type";

/// What the acts and the event of a row have in common.
#[derive(Default)]
struct Common {
    says: Vec<SayTold>,
    faults: Vec<Fault>,
    /// Kept with the event in its own words.
    kept: Vec<SayTold>,
}

/// One act named in a row.
struct Named {
    column: usize,
    /// The code, or that it is not known.
    says: Vec<SayTold>,
    code: Option<String>,
}

impl Reading<'_> {
    /// Reads one row.
    pub(super) fn row(&mut self, row: u32) -> RowTold {
        let id = self.id(row);
        let mut told = RowTold {
            line: u64::from(row) + 1,
            id: id.clone(),
            cells: self.texts(row),
            refused: None,
            sources: Vec::new(),
            roots: Vec::new(),
            faults: self.broken(row),
            acts_from: None,
            several: Vec::new(),
        };
        if [Role::When, Role::What, Role::Whom, Role::Act, Role::People]
            .iter()
            .all(|role| self.filled(row, *role).is_empty())
        {
            told.refused = Some(reason::no_incident());
            return told;
        }
        let mut common = Common::default();
        self.sources(row, &mut told, &mut common);
        self.dates(row, &mut common);
        self.places(row, &mut common);
        let mut everybody = self.everybody(row, &id);
        common.faults.append(&mut everybody.faults);
        common.kept.append(&mut everybody.kept);
        let (named, faults) = self.named(row, &everybody);
        common.faults.extend(faults);
        let of_acts = self.of_acts(row, &mut common);
        for cell in self.filled(row, Role::Keep) {
            let said = format!("{}: {}", self.headings[cell.nth], cell.text());
            common.kept.push(cell.says("original_code", text(&said)));
        }
        told.acts_from = named.first().map(|n| n.column);
        let event_of = self.event_of(row, !named.is_empty());
        let event = What::Row(event_of.clone(), "event".to_owned());
        let joined = event_of != id;
        if !joined {
            told.roots
                .push(self.event(row, &common, named.is_empty(), &of_acts));
        }
        self.acts(&mut told, named, &everybody, (&common, &of_acts, &event));
        if joined && let Some(act) = told.roots.iter_mut().find(|r| r.record_type == "act") {
            act.says.extend(common.kept.iter().cloned());
        }
        told.roots.append(&mut everybody.groups);
        let cells = self.filled(row, Role::Note);
        let of_cells = cells.iter().map(|cell| (cell.nth, cell.text().to_owned()));
        let on_cells = self.notes_on_cells(row);
        for (nth, (column, words)) in (1..).zip(of_cells.chain(on_cells)) {
            told.roots.push(note(nth, column, &words, &event));
        }
        told.faults.append(&mut common.faults);
        told
    }

    /// The notes on the cells of a row: the heading they stand under, and their words.
    fn notes_on_cells(&self, row: u32) -> Vec<(usize, String)> {
        let columns = self
            .columns
            .iter()
            .filter(|(role, _)| **role != Role::LeaveOut)
            .flat_map(|(_, columns)| columns);
        let mut notes: Vec<(u32, usize, &String)> = columns
            .filter_map(|(nth, column)| {
                let note = self.sheet.notes.get(&(row, *column))?;
                Some((*column, *nth, note))
            })
            .collect();
        notes.sort_unstable();
        notes
            .into_iter()
            .map(|(_, nth, note)| (nth, note.clone()))
            .collect()
    }

    /// The row whose event this row tells of: its own, or the one in which the merged description begins.
    fn event_of(&self, row: u32, has_acts: bool) -> String {
        let first = self.one(row, Role::What).map_or(row, |cell| cell.first);
        let own = self.id(row);
        if !has_acts || first == row {
            return own;
        }
        let other = self.id(first);
        if other.is_empty() { own } else { other }
    }

    fn event(&mut self, row: u32, common: &Common, alone: bool, of_acts: &[SayTold]) -> RootTold {
        let mut says = common.says.clone();
        if let Some(cell) = self.one(row, Role::What) {
            match cell.state() {
                Some(state) => says.push(cell.says("summary", Value::Missing(state))),
                None => {
                    let title = title(cell.text());
                    let whole = title == cell.text();
                    says.push(SayTold {
                        rule: (!whole).then_some(TITLE),
                        ..cell.says("title", text(&title))
                    });
                    if !whole {
                        says.push(cell.says("summary", text(cell.text())));
                    }
                }
            }
        }
        says.extend(common.kept.iter().cloned());
        if alone {
            // Without an act, what would be said of one is kept with the event in its own words.
            says.extend(of_acts.iter().filter_map(|say| match &say.what {
                What::Value(value) => Some(SayTold {
                    property: "original_code",
                    what: What::Value(Value::text(format!(
                        "{}: {}",
                        self.headings[say.column],
                        value.plain()
                    ))),
                    ..say.clone()
                }),
                _ => None,
            }));
        }
        RootTold {
            which: "event".to_owned(),
            record_type: "event",
            says,
            parts: Vec::new(),
        }
    }

    fn acts(
        &self,
        told: &mut RowTold,
        named: Vec<Named>,
        everybody: &Everybody,
        (common, of_acts, event): (&Common, &[SayTold], &What),
    ) {
        for (nth, one) in (1..).zip(named) {
            let code = one.code.as_deref();
            let split = self.split(code, &everybody.targets);
            let counted = code.unwrap_or_default().to_owned();
            if split.len() > 1 {
                told.several.push((counted, split.len() as u64, true));
            } else if everybody.targets.len() > 1 {
                told.several.push((counted, 1, false));
            }
            let several = split.len() > 1;
            for (of, targets) in (1..).zip(split) {
                let mut says = vec![SayTold {
                    property: "event",
                    column: one.column,
                    rule: None,
                    what: event.clone(),
                }];
                says.extend(one.says.iter().cloned());
                says.extend(common.says.iter().cloned());
                says.extend(of_acts.iter().cloned());
                told.roots.push(RootTold {
                    which: if several {
                        format!("act/{nth}.{of}")
                    } else {
                        format!("act/{nth}")
                    },
                    record_type: "act",
                    says,
                    parts: parts(&targets, &everybody.perpetrators),
                });
            }
        }
    }

    /// The acts that a row names; one without a type where it names people and no type.
    fn named(&self, row: u32, everybody: &Everybody) -> (Vec<Named>, Vec<Fault>) {
        let (mut named, mut faults): (Vec<Named>, _) = (Vec::new(), Vec::new());
        for cell in self.filled(row, Role::Act) {
            if let Some(state) = cell.state() {
                named.push(Named {
                    column: cell.nth,
                    says: vec![cell.says("type", Value::Missing(state))],
                    code: None,
                });
                continue;
            }
            let Some(list) = self.judge.lists.get("act_types") else {
                continue;
            };
            for meant in list.read(cell.text()) {
                let Some(codes) = meant.codes else {
                    faults.push(cell.fault(&meant.word, reason::unknown_act()));
                    named.push(Named {
                        column: cell.nth,
                        says: Vec::new(),
                        code: None,
                    });
                    continue;
                };
                let word = cell.says("original_code", Value::text(meant.word.clone()));
                if codes.is_empty() {
                    named.push(Named {
                        column: cell.nth,
                        says: vec![word.clone()],
                        code: None,
                    });
                }
                for code in codes {
                    let mut says = vec![cell.says("type", Value::term(code.clone()))];
                    if code != meant.word {
                        says.push(word.clone());
                    }
                    let links = list.list.get(&code).and_then(|e| e.links.get("rights"));
                    says.extend(links.into_iter().flatten().map(|right| SayTold {
                        rule: Some(RIGHTS),
                        ..cell.says("rights", Value::term(right.clone()))
                    }));
                    // The same type twice in a cell is one act.
                    if named.iter().all(|n| n.code.as_ref() != Some(&code)) {
                        named.push(Named {
                            column: cell.nth,
                            says,
                            code: Some(code),
                        });
                    }
                }
            }
        }
        let anybody = everybody.targets.iter().chain(&everybody.perpetrators);
        if named.is_empty()
            && let Some(somebody) = anybody.map(|s| s.column).next()
        {
            named.push(Named {
                column: somebody,
                says: Vec::new(),
                code: None,
            });
        }
        (named, faults)
    }

    /// What is said of each act of the row: law and outcome.
    fn of_acts(&self, row: u32, common: &mut Common) -> Vec<SayTold> {
        let mut says = Vec::new();
        for cell in self.filled(row, Role::Law) {
            if let Some(state) = cell.state() {
                says.push(cell.says("law", Value::Missing(state)));
                continue;
            }
            let mut context = self.context;
            context.code = self.law_of_heading(cell.nth);
            match aigaq_typed::laws(cell.text(), &context) {
                Ok(laws) => {
                    says.extend(
                        laws.into_iter()
                            .map(|law| cell.says("law", Value::Law(law))),
                    );
                }
                Err(wrong) => common
                    .faults
                    .push(cell.fault(cell.text(), reason::misunderstood(&wrong))),
            }
        }
        if let Some(cell) = self.one(row, Role::Outcome) {
            let value = cell
                .state()
                .map_or_else(|| text(cell.text()), Value::Missing);
            says.push(cell.says("outcome", value));
        }
        says
    }

    fn dates(&self, row: u32, common: &mut Common) {
        let mut ends: Option<usize> = None;
        for (role, property) in [(Role::Until, "end"), (Role::When, "start")] {
            let Some(cell) = self.one(row, role) else {
                continue;
            };
            if let Some(state) = cell.state() {
                common.says.push(cell.says(property, Value::Missing(state)));
                continue;
            }
            let read = match aigaq_typed::date(cell.text(), &self.context) {
                Ok(read) => read,
                Err(wrong) => {
                    let wrong = reason::misunderstood(&wrong);
                    let reason = match cell.cell.kind {
                        Kind::Number => reason::number_for_date(wrong),
                        _ => wrong,
                    };
                    common.faults.push(cell.fault(cell.text(), reason));
                    continue;
                }
            };
            for word in read.unsaid {
                let said = format!("{}: {word}", self.headings[cell.nth]);
                common.kept.push(cell.says("original_code", text(&said)));
            }
            let clock = read.clock;
            let (first, last) = ends_of(&read.date);
            match last {
                Some(_) if property == "end" || ends.is_some() => common
                    .faults
                    .push(cell.fault(cell.text(), reason::span_and_end())),
                Some(last) => {
                    common.says.push(cell.says("start", Value::date(first)));
                    common.says.push(cell.says("end", Value::date(last)));
                }
                None => {
                    let date = read.date;
                    if property == "end" {
                        ends = Some(cell.nth);
                    }
                    common
                        .says
                        .push(cell.says(property, Value::Date { date, clock }));
                }
            }
        }
    }

    fn places(&mut self, row: u32, common: &mut Common) {
        let mut region_told = false;
        if let Some(cell) = self.one(row, Role::Region) {
            region_told = true;
            if let Some(state) = cell.state() {
                common.says.push(cell.says("region", Value::Missing(state)));
            } else {
                let (known, faults) = self.codes(&cell, "regions");
                common.faults.extend(faults);
                let mut codes = known.iter().filter_map(|(_, code)| code.as_ref());
                if let Some(code) = codes.next() {
                    common
                        .says
                        .push(cell.says("region", Value::term(code.clone())));
                }
                if let Some(other) = codes.next() {
                    common
                        .faults
                        .push(cell.fault(cell.text(), reason::several_regions(other)));
                }
                for (word, _) in known.iter().filter(|(_, code)| code.is_none()) {
                    common
                        .kept
                        .push(cell.says("original_code", Value::text(word.clone())));
                }
            }
        }
        let Some(cell) = self.one(row, Role::Where) else {
            return;
        };
        if let Some(state) = cell.state() {
            common.says.push(cell.says("place", Value::Missing(state)));
            return;
        }
        let name = words(cell.text());
        // A place that is itself a region of the list says the region where no column does.
        if !region_told
            && let Some([code]) = self
                .judge
                .lists
                .get("regions")
                .and_then(|list| list.codes(&name))
        {
            common
                .says
                .push(cell.says("region", Value::term(code.clone())));
        }
        common.says.push(SayTold {
            property: "place",
            column: cell.nth,
            rule: None,
            what: What::Words(PLACE, name),
        });
    }

    /// The sources of the row: addresses with the names that stand beside them, else names.
    fn sources(&mut self, row: u32, told: &mut RowTold, common: &mut Common) {
        let mut names: Vec<(usize, String)> = Vec::new();
        let mut links: Vec<String> = Vec::new();
        for role in [Role::Source, Role::Link] {
            for cell in self.filled(row, role) {
                if cell.state().is_some() {
                    continue;
                }
                let mut without = String::new();
                for piece in cell.text().split_inclusive(char::is_whitespace) {
                    let bare = piece.trim().trim_end_matches([',', ';', ')']);
                    if bare.starts_with("http://") || bare.starts_with("https://") {
                        links.push(bare.to_owned());
                    } else {
                        without.push_str(piece);
                    }
                }
                links.extend(cell.cell.link.clone());
                let pieces = without.split([';', '\n']).map(words);
                names.extend(
                    pieces
                        .filter(|name| name.chars().any(char::is_alphanumeric))
                        .map(|name| (cell.nth, name)),
                );
            }
        }
        let mut once = std::collections::HashSet::new();
        links.retain(|link| once.insert(link.clone()));
        let beside = |nth: usize| match names.len() {
            1 => names.first(),
            n if n == links.len() => names.get(nth),
            _ => None,
        };
        for (nth, link) in links.iter().enumerate() {
            if let Some((column, name)) = beside(nth)
                && !self.shared.know(LINK, link, "title", text(name))
            {
                // The address has another title already: this one is kept beside it.
                let said = format!("{}: {name}", self.headings[*column]);
                common.kept.push(SayTold {
                    property: "original_code",
                    column: *column,
                    rule: None,
                    what: What::Value(text(&said)),
                });
            }
            told.sources.push((LINK, link.clone()));
        }
        if links.is_empty() || beside(0).is_none() {
            let titles = names.into_iter().map(|(_, name)| (SOURCE, name));
            told.sources.extend(titles);
        }
        let mut once = std::collections::HashSet::new();
        told.sources.retain(|source| once.insert(source.clone()));
    }

    /// The codes of a cell: word and code, no code for a word that is known and has none; the rest are faults.
    pub(super) fn codes(
        &self,
        cell: &At<'_>,
        list: &str,
    ) -> (Vec<(String, Option<String>)>, Vec<Fault>) {
        let (mut known, mut faults) = (Vec::new(), Vec::new());
        let Some(list) = self.judge.lists.get(list) else {
            return (known, faults);
        };
        for meant in list.read(cell.text()) {
            match meant.codes {
                None => faults.push(cell.fault(&meant.word, reason::unknown_word(&list.list.code))),
                Some(codes) if codes.is_empty() => known.push((meant.word, None)),
                Some(codes) => {
                    known.extend(
                        codes
                            .into_iter()
                            .map(|code| (meant.word.clone(), Some(code))),
                    );
                }
            }
        }
        (known, faults)
    }
}

fn note(nth: usize, column: usize, words: &str, event: &What) -> RootTold {
    let say = |property, what| SayTold {
        property,
        column,
        rule: None,
        what,
    };
    RootTold {
        which: format!("note/{nth}"),
        record_type: "note",
        says: vec![
            say("kind", What::Value(Value::term("comment"))),
            say("text", What::Value(text(words))),
            say("about", event.clone()),
        ],
        parts: Vec::new(),
    }
}

/// The two ends of a span of days as dates of their own; a date that is no span has one.
fn ends_of(date: &PartialDate) -> (PartialDate, Option<PartialDate>) {
    let ends = || {
        let (from, to) = date.text().split_once('/')?;
        Some((from.parse().ok()?, to.parse().ok()?))
    };
    match ends().filter(|_| date.is_interval()) {
        Some((first, last)) => (first, Some(last)),
        None => (date.clone(), None),
    }
}

/// The first sentence, or as many words as fit.
fn title(what: &str) -> String {
    let line = what.lines().next().unwrap_or_default().trim();
    if what.chars().count() <= LONGEST_TITLE && line == what {
        return what.to_owned();
    }
    // A full stop behind a short word is an abbreviation: «г. Алматы», «ст. 488».
    let sentence = line.match_indices(". ").find_map(|(at, _)| {
        let word = line[..at].rsplit(' ').next().unwrap_or_default();
        let next = line[at + 2..].chars().next()?;
        (word.chars().count() > 3 && next.is_uppercase()).then(|| &line[..=at])
    });
    let first = sentence.unwrap_or(line);
    if first.chars().count() <= LONGEST_TITLE {
        return first.to_owned();
    }
    let cut = shortened(first, LONGEST_TITLE);
    match cut.rsplit_once(' ') {
        Some((words, _)) if words.chars().count() > LONGEST_TITLE / 2 => format!("{words} …"),
        _ => cut,
    }
}

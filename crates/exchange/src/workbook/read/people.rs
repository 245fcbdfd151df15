//! To whom it was done and by whom: names, groups without names, bodies; and how many people that makes.

use super::Reading;
use super::cells::At;
use crate::reason;
use crate::workbook::remembered::key;
use crate::workbook::role::Role;
use crate::workbook::shared::{ACTOR, words};
use crate::workbook::telling::{Fault, PartTold, RootTold, SayTold, What};
use crate::workbook::understand::Somebody;
use aigaq_schema::number::Decimal;
use aigaq_schema::{CountedAs, NameKind, Qualifier, Quantity, State, Value};

/// Somebody in a row, before there is an act.
#[derive(Debug, Clone)]
pub(super) struct Someone {
    /// The role in the act.
    role: &'static str,
    /// Target or perpetrator: what the involvement is told by, whatever the role becomes.
    side: &'static str,
    /// What tells them from the others of the row.
    which: String,
    pub(super) column: usize,
    who: What,
    number: Option<(usize, Quantity)>,
    category: Option<(usize, Value)>,
    /// What is said of the involvement beside: the words of the cell.
    more: Vec<SayTold>,
    /// A person or organisation by name.
    named: bool,
}

/// Everybody in a row.
#[derive(Debug, Default)]
pub(super) struct Everybody {
    pub(super) targets: Vec<Someone>,
    pub(super) perpetrators: Vec<Someone>,
    /// Groups without names: actors of the row's own.
    pub(super) groups: Vec<RootTold>,
    pub(super) faults: Vec<Fault>,
    /// Cells kept in their own words.
    pub(super) kept: Vec<SayTold>,
}

impl Reading<'_> {
    pub(super) fn everybody(&mut self, row: u32, id: &str) -> Everybody {
        let mut all = Everybody::default();
        for cell in self.filled(row, Role::Whom) {
            self.targets(&cell, id, &mut all);
        }
        if let Some(cell) = self.one(row, Role::People) {
            let read = self.judge.number(cell.text());
            all.faults.extend(cell.faults_of(&read.open));
            let kept = read.kept.iter().map(|words| self.keeps(&cell, words));
            all.kept.extend(kept);
            if let Some(quantity) = read.value.filter(|_| cell.state().is_none()) {
                numbered(&cell, id, quantity, &mut all);
            }
        }
        for cell in self.filled(row, Role::Category) {
            self.categories(&cell, &mut all);
        }
        for cell in self.filled(row, Role::ByWhom) {
            self.perpetrators(&cell, &mut all);
        }
        // One alone is the main source; of several, the cell does not say which is.
        if let [one] = &mut all.perpetrators[..] {
            one.role = "perpetrator.main";
        }
        all
    }

    fn targets(&mut self, cell: &At<'_>, id: &str, all: &mut Everybody) {
        if let Some(state) = cell.state() {
            all.add_target(someone(cell, "target", state.word(), missing(state)));
            return;
        }
        let text = cell.words();
        if text != cell.text() {
            all.kept.push(self.keeps(cell, cell.text()));
        }
        let read = self.judge.people(&text);
        all.faults.extend(cell.faults_of(&read.open));
        let kept = read.kept.iter().map(|words| self.keeps(cell, words));
        all.kept.extend(kept);
        for somebody in read.value {
            match somebody {
                Somebody::Named { name, note, kind } => {
                    self.shared.know(ACTOR, &name, "kind", Value::term(kind));
                    let who = What::Words(ACTOR, words(&name));
                    let mut one = someone(cell, "target", &name, who);
                    one.named = true;
                    if let Some(note) = note {
                        let said = Value::text(format!("{name} ({note})"));
                        one.more.push(cell.says("original_code", said));
                    }
                    all.add_target(one);
                }
                Somebody::Group { quantity, words } => all.group(cell, id, &words, quantity),
            }
        }
    }

    fn categories(&mut self, cell: &At<'_>, all: &mut Everybody) {
        if let Some(state) = cell.state() {
            for target in &mut all.targets {
                target.category = Some((cell.nth, Value::Missing(state)));
            }
            return;
        }
        let (known, faults) = self.codes(cell, "target_categories");
        all.faults.extend(faults);
        let codes: Vec<&String> = known.iter().filter_map(|(_, code)| code.as_ref()).collect();
        for (word, _) in known.iter().filter(|(_, code)| code.is_none()) {
            // Known, and no code: the group's own word stays.
            all.kept
                .push(cell.says("original_code", Value::text(word.clone())));
        }
        let value = |code: &str| Some((cell.nth, Value::term(code)));
        match (&codes[..], &mut all.targets[..]) {
            ([], _) => {}
            (_, []) => all
                .faults
                .push(cell.fault(cell.text(), reason::category_of_nobody())),
            ([one], targets) => {
                for target in targets {
                    target.category = value(one);
                }
            }
            (many, targets) if many.len() == targets.len() => {
                for (target, code) in targets.iter_mut().zip(many) {
                    target.category = value(code);
                }
            }
            (many, targets) => {
                let reason = reason::categories_and_targets(many.len(), targets.len());
                all.faults.push(cell.fault(cell.text(), reason));
            }
        }
    }

    fn perpetrators(&mut self, cell: &At<'_>, all: &mut Everybody) {
        if let Some(state) = cell.state() {
            let one = someone(cell, "perpetrator", state.word(), missing(state));
            all.perpetrators.push(one);
            return;
        }
        let Some(list) = self.judge.lists.get("threat_sources") else {
            return;
        };
        for meant in list.read(&cell.words()) {
            let name = words(&meant.word);
            let class = meant.codes.as_deref().and_then(<[String]>::first);
            if class.is_some_and(|c| c == "none") {
                continue;
            }
            let kind = match class.map(String::as_str) {
                Some("unknown" | "citizens" | "organised_group" | "party_activists") => {
                    Some("group")
                }
                Some("company" | "private_security" | "online_platform") => Some("company"),
                Some(code) if code.starts_with("court") => Some("court"),
                Some(_) => Some("state_body"),
                None => None,
            };
            if let Some(kind) = kind {
                self.shared.know(ACTOR, &name, "kind", Value::term(kind));
            }
            if let Some(class) = class {
                let class = Value::term(class.clone());
                self.shared.know(ACTOR, &name, "source_class", class);
            }
            if meant.codes.is_none() {
                all.faults
                    .push(cell.fault(&meant.word, reason::unknown_perpetrator()));
            }
            let one = someone(cell, "perpetrator", &name, What::Words(ACTOR, name.clone()));
            if all.perpetrators.iter().all(|p| p.which != one.which) {
                all.perpetrators.push(one);
            }
        }
    }

    /// The acts of one type that several targets make: all targets in one, or one each.
    pub(super) fn split<'t>(
        &self,
        act_type: Option<&str>,
        targets: &'t [Someone],
    ) -> Vec<Vec<&'t Someone>> {
        if targets.len() > 1 && self.counted_as(act_type) == CountedAs::Each {
            targets.iter().map(|target| vec![target]).collect()
        } else {
            vec![targets.iter().collect()]
        }
    }
}

/// The involvements of one act.
pub(super) fn parts(targets: &[&Someone], perpetrators: &[Someone]) -> Vec<PartTold> {
    let everybody = targets.iter().copied().chain(perpetrators);
    everybody.map(Someone::part).collect()
}

impl Someone {
    fn part(&self) -> PartTold {
        let say = |property, column, what| SayTold {
            property,
            column,
            rule: None,
            what,
        };
        let role = What::Value(Value::term(self.role));
        let mut says = vec![
            say("role", self.column, role),
            say("actor", self.column, self.who.clone()),
        ];
        if let Some((column, value)) = &self.category {
            says.push(say("category", *column, What::Value(value.clone())));
        }
        if let Some((column, number)) = &self.number {
            let value = Value::Number(number.clone());
            says.push(say("number", *column, What::Value(value)));
        }
        says.extend(self.more.iter().cloned());
        PartTold {
            which: format!("{}/{}", self.side, self.which),
            column: self.column,
            says,
        }
    }
}

impl Everybody {
    fn add_target(&mut self, one: Someone) {
        if self.targets.iter().all(|t| t.which != one.which) {
            self.targets.push(one);
        }
    }

    /// An unnamed group: an actor of this row alone, for nobody knows who they are elsewhere.
    fn group(&mut self, cell: &At<'_>, id: &str, name: &str, quantity: Option<Quantity>) {
        let which = format!("group/{}", self.groups.len() + 1);
        let mut says = vec![cell.says("kind", Value::term("group"))];
        let text = words(name);
        // A number alone is no name.
        if text.contains(char::is_alphabetic) {
            let kind = NameKind::Full;
            says.push(cell.says("name", Value::Name { text, kind }));
        }
        let number = quantity.map(|quantity| (cell.nth, quantity.with_unit(None)));
        if let Some((_, quantity)) = &number {
            says.push(cell.says("number", Value::Number(quantity.clone())));
        }
        self.groups.push(RootTold {
            which: which.clone(),
            record_type: "actor",
            says,
            parts: Vec::new(),
        });
        let who = What::Row(id.to_owned(), which.clone());
        let mut one = someone(cell, "target", &which, who);
        one.number = number;
        self.targets.push(one);
    }
}

/// The number of people beside the names: those not named are a group of their own.
fn numbered(cell: &At<'_>, id: &str, quantity: Quantity, all: &mut Everybody) {
    let named = all.targets.iter().filter(|t| t.named).count();
    let unnamed: Vec<usize> = (0..all.targets.len())
        .filter(|n| !all.targets[*n].named)
        .collect();
    let (_, most) = quantity.bounds();
    #[expect(clippy::cast_precision_loss, reason = "a cell names a few people")]
    let names = named as f64;
    if most < names {
        let reason = reason::fewer_than_named(named);
        all.faults.push(cell.fault(cell.text(), reason));
        return;
    }
    match unnamed[..] {
        [] if named == 0 => all.group(cell, id, cell.text(), Some(quantity)),
        // Names alone: whoever is counted beyond them has no name.
        [] if most > names => {
            if let Some(rest) = less(&quantity, named) {
                all.group(cell, id, "", Some(rest));
            }
        }
        [] => {}
        // One group or unnamed target beside the names: it is that many.
        [one] if all.targets[one].number.is_none() => {
            if let Some(rest) = less(&quantity, named) {
                all.targets[one].number = Some((cell.nth, rest));
            }
        }
        // The names count for themselves: what this cell says is kept beside them.
        _ => all
            .kept
            .push(cell.says("original_code", Value::text(cell.text()))),
    }
}

/// The quantity less the people that are named; `None` when nothing is left, or no whole number.
fn less(quantity: &Quantity, named: usize) -> Option<Quantity> {
    if named == 0 {
        return Some(quantity.clone());
    }
    let minus = |n: &Decimal| -> Option<Decimal> {
        let n: u64 = n.text().parse().ok()?;
        n.checked_sub(named as u64)?.to_string().parse().ok()
    };
    let low = minus(quantity.number())?;
    match (quantity.qualifier(), quantity.upper()) {
        (Qualifier::Between, Some(upper)) => Quantity::between(low, minus(upper)?).ok(),
        (Qualifier::Exactly, _) if low.value() < 1.0 => None,
        (qualifier, _) => Some(Quantity::qualified(qualifier, low)),
    }
}

fn someone(cell: &At<'_>, role: &'static str, which: &str, who: What) -> Someone {
    Someone {
        role,
        side: role,
        which: key(which),
        column: cell.nth,
        who,
        number: None,
        category: None,
        more: Vec::new(),
        named: false,
    }
}

fn missing(state: State) -> What {
    What::Value(Value::Missing(state))
}

//! What was done: the acts of a row, one for each type named in it, or one for each target.

use super::Common;
use crate::reason;
use crate::workbook::read::cells::text;
use crate::workbook::read::people::{Everybody, parts};
use crate::workbook::read::{Reading, law_of_heading};
use crate::workbook::role::Role;
use crate::workbook::telling::{Fault, RootTold, RowTold, SayTold, What};
use aigaq_schema::{CountedAs, Value, rule};

/// One act named in a row.
pub(super) struct Named {
    pub(super) column: usize,
    /// The code, or that it is not known.
    says: Vec<SayTold>,
    code: Option<String>,
}

impl Reading<'_> {
    pub(super) fn acts(
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
            let several = split.len() > 1;
            let counted_as = (everybody.targets.len() > 1).then_some(match several {
                true => CountedAs::Each,
                false => CountedAs::Together,
            });
            if let Some(rule) = counted_as {
                told.several.push((counted, split.len() as u64, rule));
            }
            for (of, targets) in (1..).zip(split) {
                let mut says = vec![SayTold {
                    property: "event",
                    column: one.column,
                    rule: None,
                    what: event.clone(),
                }];
                says.extend(one.says.iter().cloned());
                let is_answered = code.is_some_and(|c| self.judge.remembered.targets(c).is_some());
                says.extend(counted_as.map(|how| SayTold {
                    property: "counted_as",
                    column: one.column,
                    rule: Some(match is_answered {
                        true => rule::COUNTED_AS_ANSWERED,
                        false => rule::COUNTED_AS,
                    }),
                    what: What::Value(Value::term(how.code())),
                }));
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
    pub(super) fn named(&self, row: u32, everybody: &Everybody) -> (Vec<Named>, Vec<Fault>) {
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
            for meant in list.read(&cell.words()) {
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
                    let rights = self.judge.schema.rights_of_type(&code);
                    says.extend(rights.map(|right| SayTold {
                        rule: Some(rule::RIGHTS),
                        ..cell.says("rights", Value::term(right))
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
    pub(super) fn of_acts(&self, row: u32, common: &mut Common) -> Vec<SayTold> {
        let mut says = Vec::new();
        for cell in self.filled(row, Role::Law) {
            if let Some(state) = cell.state() {
                says.push(cell.says("law", Value::Missing(state)));
                continue;
            }
            let mut context = self.context;
            context.code = law_of_heading(&self.headings[cell.nth]);
            let read = self.judge.laws(&cell.words(), &context);
            let laws = read.value.into_iter();
            says.extend(laws.map(|law| cell.says("law", Value::Law(law))));
            let kept = read.kept.iter().map(|words| self.keeps(&cell, words));
            common.kept.extend(kept);
            common.faults.extend(cell.faults_of(&read.open));
        }
        if let Some(cell) = self.one(row, Role::Outcome) {
            let value = cell
                .state()
                .map_or_else(|| text(cell.text()), Value::Missing);
            says.push(cell.says("outcome", value));
        }
        says
    }
}

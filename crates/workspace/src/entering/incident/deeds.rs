//! What was done: a row for each type of act, and whether its targets share one act.

use super::ActRow;
use super::making::{Deed, Person};
use crate::entering::choices::Choice;
use crate::entering::desk::Desk;
use crate::entering::fields::Field;
use aigaq_schema::{CountedAs, Value};

impl Desk<'_> {
    pub(super) fn deeds(&mut self, people: &[Person]) -> (Vec<ActRow>, Vec<Deed>) {
        let (mut rows, mut deeds) = (Vec::new(), Vec::new());
        for row in 0..self.filled.rows("act").max(1) {
            let name = format!("act.{row}.type");
            let (kind, types) = self.listed(self.property("act", "type"), &name);
            let chosen = self.filled.get(&format!("act.{row}.how")).to_owned();
            let mut how = self.together_or_each(&format!("act.{row}.how"), &chosen);
            if let Some(value) = types.first() {
                let said = CountedAs::of_code(&chosen);
                let deed = Deed {
                    kind: value.clone(),
                    rule: said.unwrap_or_else(|| match value {
                        Value::Term(code) => self.naming.schema.counted_by_default(code),
                        _ => CountedAs::Together,
                    }),
                    is_chosen: said.is_some(),
                };
                how.echo = Some(self.rule(&deed, people.len()));
                deeds.push(deed);
            }
            rows.push(ActRow { kind, how });
        }
        (rows, deeds)
    }

    /// How many acts it makes, and by which rule.
    fn rule(&self, deed: &Deed, people: usize) -> String {
        let key = match (people, deed.rule) {
            (0 | 1, _) => "enter.rule_one",
            (_, CountedAs::Together) => "enter.rule_together",
            (_, CountedAs::Each) => "enter.rule_each",
        };
        let n = people.to_string();
        self.naming.words.fill(key, &[("n", &n)])
    }

    fn together_or_each(&self, name: &str, chosen: &str) -> Field {
        let by_default = Choice {
            value: String::new(),
            label: self.say("enter.by_default"),
            chosen: CountedAs::of_code(chosen).is_none(),
        };
        let rules = CountedAs::ALL.map(|rule| Choice {
            value: rule.code().to_owned(),
            label: self.naming.code("counted_as", rule.code()),
            chosen: chosen == rule.code(),
        });
        let choices = std::iter::once(by_default).chain(rules).collect();
        self.choice(name, "enter.how", choices)
    }
}

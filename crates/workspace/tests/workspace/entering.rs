//! Entering by hand: the quick form of an incident, full forms, corrections, and being overtaken.

mod anything;
mod asked;
mod at_once;
mod bad_names;
mod consent;
mod corrected;
mod incident;
mod typed;

use crate::world::{self, World};
use aigaq_schema::{Day, Language, RecordId, Value};
use aigaq_workspace::entering::{Entered, Filled, IncidentForm, RecordForm, Which};
use aigaq_workspace::{Asking, FormToken, ListQuery, Saved};

impl World {
    fn incident(&self, token: FormToken, pairs: &[(&str, &str)]) -> Entered<IncidentForm> {
        self.workspace
            .enter_incident(&ru(), &filled(pairs), token, &now())
            .unwrap()
    }

    fn save_incident(&mut self, pairs: &[(&str, &str)]) -> Saved {
        let token = self.token();
        let entered = self.incident(token, pairs);
        let Some(saving) = entered.saving else {
            panic!(
                "not ready: {:?} open {}",
                entered.form.faults, entered.form.open
            )
        };
        self.workspace.save(&saving).unwrap()
    }

    fn record(&self, which: &Which, token: FormToken, filled: &Filled) -> Entered<RecordForm> {
        let form = self
            .workspace
            .enter_record(&ru(), which, filled, (token, &now()));
        form.unwrap().unwrap()
    }

    fn prefilled(&self, record: RecordId) -> Filled {
        let which = Which::There(record);
        let filled = self.workspace.record_filled(&ru(), &which, &[]);
        filled.unwrap().unwrap()
    }

    /// Changes one field of a record's form and saves it.
    fn correct(&mut self, record: RecordId, change: &[(&str, &str)]) -> Saved {
        let mut filled = self.prefilled(record);
        for (name, value) in change {
            filled.set(name, value);
        }
        let token = self.token();
        let entered = self.record(&Which::There(record), token, &filled);
        let Some(saving) = entered.saving else {
            panic!("not ready: {:?}", entered.form.faults)
        };
        self.workspace.save(&saving).unwrap()
    }

    fn count(&self, record_type: &str) -> u64 {
        let query = ListQuery {
            record_type: record_type.to_owned(),
            ..ListQuery::default()
        };
        self.workspace.list(&ru(), &query).unwrap().total
    }

    fn all(&self, record_type: &str) -> Vec<RecordId> {
        let query = ListQuery {
            record_type: record_type.to_owned(),
            ..ListQuery::default()
        };
        let list = self.workspace.list(&ru(), &query).unwrap();
        list.rows.iter().map(|row| row.id).collect()
    }

    fn values(&self, record: RecordId, property: &str) -> Vec<Value> {
        let live = self.workspace.live(record).unwrap();
        live.into_iter()
            .filter(|s| s.property == property)
            .map(|s| s.value)
            .collect()
    }

    fn texts(&self, record: RecordId, property: &str) -> Vec<String> {
        self.values(record, property)
            .iter()
            .map(Value::plain)
            .collect()
    }
}

fn asking(language: Language) -> Asking {
    world::asking(language, Day(19_823))
}

fn ru() -> Asking {
    asking(Language::Ru)
}

fn now() -> (i64, String) {
    world::now(1_712_700_000)
}

fn filled(pairs: &[(&str, &str)]) -> Filled {
    Filled::new(
        pairs
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned())),
    )
}

const RALLY: [(&str, &str); 15] = [
    ("when", "12 марта 2024, 14:30"),
    ("region", "KZ-75"),
    ("place", "Площадь Республики"),
    ("title", "Задержания на митинге"),
    ("summary", "Полиция задержала троих.\r\nИх отвезли в отдел."),
    ("act.0.type", "LIB.detain"),
    ("act.1.type", "ADM.fine"),
    ("who.0.name", "Ахметов Ерлан"),
    ("who.1.name", "Иванова Анна"),
    ("who.2.name", "Ким Олег"),
    ("by.0.name", "УП Алмалинского района"),
    ("law", "ч. 6 ст. 488 КоАП"),
    ("src", "Троих задержали в Алматы"),
    ("src.url", "https://example.org/1"),
    ("by.0.class", "police.district"),
];

/// The rally with the question about the police answered.
fn rally() -> Vec<(&'static str, &'static str)> {
    let mut pairs = RALLY.to_vec();
    pairs.push(("by.0.name.asked", "УП Алмалинского района"));
    pairs.push(("by.0.name.is", "new:state_body"));
    pairs
}

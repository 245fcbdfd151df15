//! People in a row of the quick form: one with a name, an organisation, or a group with its number.

use super::filled::{Filled, MOST_ROWS};
use aigaq_names::{Refusal, parse};
use aigaq_schema::Quantity;
use aigaq_typed::{TypedPerson, people};

/// Who stands in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Somebody {
    /// The name, as it is looked for and kept; of a group, its words.
    pub name: String,
    /// What else was written ("35 лет, журналист").
    pub note: Option<String>,
    /// They are several without names.
    pub is_group: bool,
    /// How many, where the words say it.
    pub quantity: Option<Quantity>,
}

/// Reads a row. Organisations are not taken apart: their names hold commas and numbers of their own.
pub(crate) fn somebody(text: &str, kind: &str) -> Somebody {
    let as_written = |is_group| Somebody {
        name: text.to_owned(),
        note: None,
        is_group,
        quantity: None,
    };
    if kind == "organisation" {
        return as_written(false);
    }
    let mut read = people(text);
    match (read.pop(), read.is_empty()) {
        (Some(TypedPerson::Named { name, note }), true) if !is_not_known(&name) => Somebody {
            name,
            note,
            is_group: kind == "group",
            quantity: None,
        },
        (Some(TypedPerson::Group { quantity, .. }), true) => Somebody {
            quantity: Some(quantity),
            ..as_written(true)
        },
        (Some(TypedPerson::Others { .. }), true) => as_written(true),
        // Somebody without a name is no namesake of the next one.
        _ => as_written(kind == "group" || kind.is_empty() && is_not_known(text)),
    }
}

/// The words say that nobody knows who it was («неизвестный мужчина»).
pub(super) fn is_not_known(text: &str) -> bool {
    parse(text).refusal() == Some(Refusal::NotKnown)
}

/// The form with several people of one row in rows of their own; `None` when each row holds one.
pub(crate) fn spread(filled: &Filled) -> Option<Filled> {
    let rows = filled.rows("who");
    let mut spread = filled.clone();
    spread.forget("who.");
    let (mut next, mut split) = (0, false);
    for row in 0..rows {
        let of = |part: &str| filled.get(&format!("who.{row}.{part}"));
        let read = match of("kind") {
            "organisation" | "group" => Vec::new(),
            _ => parts(of("name")),
        };
        let names: Vec<&str> = if read.len() > 1 {
            split = true;
            read.iter().map(String::as_str).collect()
        } else {
            vec![of("name")]
        };
        for name in &names {
            spread.push(&format!("who.{next}.name"), name);
            for part in ["kind", "category", "answer", "is", "asked", "number"] {
                let is_of_the_whole = matches!(part, "is" | "asked" | "number");
                if names.len() == 1 || !is_of_the_whole {
                    let name = match part {
                        "is" | "asked" => format!("who.{next}.name.{part}"),
                        _ => format!("who.{next}.{part}"),
                    };
                    let value = match part {
                        "is" | "asked" => filled.get(&format!("who.{row}.name.{part}")),
                        _ => of(part),
                    };
                    spread.push(&name, value);
                }
            }
            next += 1;
        }
    }
    (split && next <= MOST_ROWS).then_some(spread)
}

/// The people of a row, each as written; none where any of it is not understood as people.
fn parts(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for one in people(text) {
        match one {
            TypedPerson::Named { name, note } => all.push(match note {
                Some(note) => format!("{name} ({note})"),
                None => name,
            }),
            TypedPerson::Group { written, .. } => all.push(written),
            TypedPerson::Others { words } => all.push(words),
            TypedPerson::Unread { .. } => return Vec::new(),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(filled: &Filled) -> Vec<&str> {
        (0..filled.rows("who"))
            .map(|row| {
                filled
                    .pairs()
                    .iter()
                    .find(|(n, _)| *n == format!("who.{row}.name"))
                    .map_or("", |(_, v)| v.as_str())
            })
            .collect()
    }

    #[test]
    fn several_people_in_a_row_get_rows_of_their_own_and_keep_their_category() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let filled = Filled::new([
            pair("who.0.name", "Ахметов Ерлан, Иванов Иван и Петрова Анна"),
            pair("who.0.category", "journalist"),
            pair("who.1.name", "Ким Олег"),
        ]);
        let spread = spread(&filled).unwrap();
        assert_eq!(
            names(&spread),
            ["Ахметов Ерлан", "Иванов Иван", "Петрова Анна", "Ким Олег"]
        );
        assert_eq!(spread.get("who.2.category"), "journalist");
        assert!(super::spread(&spread).is_none());
    }

    #[test]
    fn an_organisation_with_commas_stays_whole_and_a_group_has_its_number() {
        let one = somebody("ОО «Союз, труд и право»", "organisation");
        assert_eq!(
            (one.name.as_str(), one.is_group),
            ("ОО «Союз, труд и право»", false)
        );
        let group = somebody("около 40 участников митинга", "");
        assert!(group.is_group);
        assert_eq!(group.quantity.unwrap().to_string(), "about 40");
    }
}

//! What each column may be, by its heading and by what stands in it: every reading bids with points, and the surest
//! takes the column.

use super::{ColumnGuess, Judge, Why};
use crate::error::shortened;
use crate::workbook::glossary::{Glossary, HOLDS};
use crate::workbook::grid::{Kind, Sheet, letter};
use crate::workbook::role::Role;
use aigaq_schema::{Day, Language};
use aigaq_typed::{Context, TypedPerson};
use std::collections::{BTreeMap, BTreeSet};

/// Values looked at in a column.
const LOOKED_AT: usize = 200;
/// Examples shown of a column.
const EXAMPLES: usize = 3;

impl Judge<'_> {
    pub(super) fn columns(
        &self,
        sheet: &Sheet,
        incidents: &[u32],
        names: &BTreeMap<u32, String>,
    ) -> Vec<ColumnGuess> {
        let said = self.corrections.sheets.get(&sheet.name);
        let mut columns: Vec<ColumnGuess> = Vec::with_capacity(names.len());
        let mut bids: Vec<(u8, usize, Role, Why)> = Vec::new();
        for (nth, (column, heading)) in names.iter().enumerate() {
            let mut values: Vec<(&str, Kind)> = Vec::new();
            let mut filled = 0;
            for row in incidents {
                if let Some((cell, _)) = sheet.cell(*row, *column) {
                    filled += 1;
                    if values.len() < LOOKED_AT {
                        values.push((&cell.text, cell.kind));
                    }
                }
            }
            let mut examples: Vec<String> = Vec::new();
            for (text, _) in &values {
                let example = shortened(text, 60);
                if examples.len() < EXAMPLES && !examples.contains(&example) {
                    examples.push(example);
                }
            }
            let letter = letter(*column);
            if let Some(role) = said.and_then(|s| s.columns.get(&letter)) {
                bids.push((u8::MAX, nth, *role, Why::Said));
            } else if let Some(role) = self.remembered.column(heading) {
                bids.push((u8::MAX - 1, nth, role, Why::Remembered));
            } else {
                bids.extend(
                    self.bids(heading, &values)
                        .into_iter()
                        .map(|(score, role, why)| (score, nth, role, why)),
                );
            }
            columns.push(ColumnGuess {
                letter,
                heading: heading.clone(),
                role: Role::Keep,
                score: 0,
                why: Why::Nothing,
                examples,
                filled,
                hidden: sheet.hidden.column(*column),
            });
        }
        // The surest first; of two equally sure the one to the left.
        bids.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut taken: BTreeSet<Role> = BTreeSet::new();
        let mut done: BTreeSet<usize> = BTreeSet::new();
        for (score, nth, role, why) in bids {
            if done.contains(&nth) {
                continue;
            }
            // A second column of names by its looks alone may be anybody's: the staff's, the judge's.
            let by_looks = matches!(why, Why::Values { .. }) || score < HOLDS;
            if taken.contains(&role) && (by_looks || !role.may_repeat()) {
                if matches!(columns[nth].why, Why::Nothing) {
                    columns[nth].why = Why::Taken { role };
                }
                continue;
            }
            taken.insert(role);
            done.insert(nth);
            columns[nth].role = role;
            columns[nth].score = score.min(100);
            columns[nth].why = why;
        }
        columns
    }

    /// What a column may be, with points.
    fn bids(&self, heading: &str, values: &[(&str, Kind)]) -> Vec<(u8, Role, Why)> {
        let mut bids: Vec<(u8, Role, Why)> = Vec::new();
        // The part below in two rows of headings says more than the one above.
        let under = heading.rsplit_once(" / ").map(|(_, under)| under);
        for text in under.into_iter().chain([heading]) {
            // «Пострадавший / контакты»: what is above tells of all the columns under it, not what this one is.
            let most = match under {
                Some(_) if text == heading => HOLDS - 10,
                _ => u8::MAX,
            };
            for (role, points, word) in Glossary::shipped().heading(text) {
                let points = points.min(most);
                let why = Why::Heading {
                    word: word.to_owned(),
                };
                if bids.iter().all(|(_, r, _)| *r != role) {
                    bids.push((points, role, why));
                }
            }
        }
        let links = values
            .iter()
            .filter(|(text, _)| text.starts_with("http://") || text.starts_with("https://"))
            .count();
        let share = |fitting: usize| (100 * fitting).checked_div(values.len()).unwrap_or(0);
        if share(links) >= 80 {
            // A column «Источник» full of addresses is a column of addresses.
            bids.retain(|(_, role, _)| *role != Role::Source);
        }
        for (role, most, fitting) in [
            (Role::Link, 75, links),
            (Role::When, 70, values.iter().filter(|v| is_date(v)).count()),
            (Role::Region, 65, self.known(Role::Region, values)),
            (Role::Act, 60, self.known(Role::Act, values)),
            (Role::Category, 58, self.known(Role::Category, values)),
            (Role::ByWhom, 56, self.known(Role::ByWhom, values)),
            (Role::RowId, 50, numbered(values)),
            (
                Role::Whom,
                45,
                values.iter().filter(|v| is_names(v)).count(),
            ),
            (
                Role::What,
                40,
                values.iter().filter(|v| is_prose(v)).count(),
            ),
        ] {
            if values.len() < 3 || share(fitting) < 60 {
                continue;
            }
            let points = u8::try_from(most * share(fitting) / 100).unwrap_or(0);
            let why = Why::Values {
                fitting: fitting as u64,
                of: values.len() as u64,
            };
            match bids.iter_mut().find(|(_, r, _)| *r == role) {
                // Heading and values agree: surer than either.
                Some(there) => there.0 = there.0.max((there.0 + points / 5).min(100)),
                None => bids.push((points, role, why)),
            }
        }
        bids
    }

    fn known(&self, role: Role, values: &[(&str, Kind)]) -> usize {
        let Some(words) = role.list().and_then(|list| self.lists.get(list)) else {
            return 0;
        };
        values
            .iter()
            .filter(|(text, kind)| {
                *kind == Kind::Text
                    && text.chars().count() <= 80
                    && words.read(text).iter().any(|m| m.codes.is_some())
            })
            .count()
    }
}

fn is_date((text, kind): &(&str, Kind)) -> bool {
    let any = Day::from_ymd(2000, 1, 1)
        .map(|day| Context::on(day, Language::Ru).in_year(2000).in_month(1));
    *kind == Kind::Date
        || (*kind == Kind::Text
            && text.chars().count() <= 40
            && text.contains(|c: char| c.is_ascii_digit())
            && any.is_some_and(|context| aigaq_typed::date(text, &context).is_ok()))
}

fn is_names((text, kind): &(&str, Kind)) -> bool {
    *kind == Kind::Text
        && text.chars().count() <= 120
        && aigaq_typed::people(text).iter().any(|person| match person {
            TypedPerson::Named { name, .. } => {
                let capitals = name
                    .split_whitespace()
                    .filter(|w| w.starts_with(char::is_uppercase))
                    .count();
                (2..=4).contains(&capitals) && capitals == name.split_whitespace().count()
            }
            _ => false,
        })
}

fn is_prose((text, kind): &(&str, Kind)) -> bool {
    *kind == Kind::Text && text.chars().count() >= 40 && text.contains(' ')
}

/// How many values are whole numbers that grow by one, each from the one before.
fn numbered(values: &[(&str, Kind)]) -> usize {
    let numbers: Vec<Option<u64>> = values.iter().map(|(text, _)| text.parse().ok()).collect();
    1 + numbers
        .windows(2)
        .filter(|w| matches!(w, [Some(a), Some(b)] if *b == a + 1))
        .count()
}

//! One column of a mapping file, checked.

use super::super::file::{ColumnFile, Replacements, Word};
use super::super::{Articles, BasisFrom, From, Keep, Reading, Say, Words};
use super::{Around, Checked, Compiler, rule_name, terms};
use aigaq_schema::{NameKind, Property, Qualifier, State, ValueKind};
use std::collections::HashMap;
use std::sync::Arc;

impl Compiler<'_> {
    pub(super) fn say(
        &self,
        around: &Around<'_>,
        words: &HashMap<String, Words>,
        given: &ColumnFile,
    ) -> Checked<Say> {
        let property = self.property(around.record, &given.property)?;
        let at = given.property.span().start;
        let keep = match given.keep.as_ref().map(|k| (k, k.get_ref().as_str())) {
            None => Keep::No,
            Some((_, "always")) => Keep::Always,
            Some((_, "changed")) => Keep::Changed,
            Some((word, other)) => {
                return self.wrong(
                    word.span().start,
                    format!("“{other}” is no way to keep: always or changed"),
                );
            }
        };
        let basis = match given.basis.as_ref().map(|b| b.get_ref().as_str()) {
            None | Some("row") => BasisFrom::Row,
            Some("none") => BasisFrom::None,
            Some(column) => BasisFrom::Locators(column.to_owned()),
        };
        Ok(Say {
            property: property.code.clone(),
            kind: property.kind,
            many: property.many,
            optional: given.optional,
            from: self.from(around, words, property, given, at)?,
            unless: given.unless.as_ref().map(|u| u.get_ref().clone()),
            basis,
            rule: given
                .rule
                .as_ref()
                .map(|rule| rule_name(around.profile, around.table, rule)),
            keep,
            terms: terms(self.schema, property),
        })
    }

    fn from(
        &self,
        around: &Around<'_>,
        words: &HashMap<String, Words>,
        property: &Property,
        given: &ColumnFile,
        at: usize,
    ) -> Checked<From> {
        let text = |word: &Word| word.get_ref().clone();
        if !given.template.is_empty() {
            if property.kind != ValueKind::Text {
                return self.wrong(at, "only a text can be put together by a template");
            }
            let mut pieces = Vec::new();
            for piece in &given.template {
                let parts = piece
                    .get_ref()
                    .split_once('{')
                    .and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
                let Some((before, (column, after))) = parts else {
                    return self.wrong(
                        piece.span().start,
                        "each piece of a template names one column: \"rights: {rights}\"",
                    );
                };
                pieces.push((before.to_owned(), column.to_owned(), after.to_owned()));
            }
            return Ok(From::Template(pieces));
        }
        if given.min.is_some() || given.max.is_some() || given.qualifier.is_some() {
            if property.kind != ValueKind::Number {
                return self.wrong(at, format!("“{}” is no number", property.code));
            }
            let mut qualifiers = HashMap::new();
            for (word, qualifier) in &given.qualifiers {
                let Some(known) = (0..7)
                    .filter_map(Qualifier::from_number)
                    .find(|q| q.word() == qualifier.get_ref())
                else {
                    return self.wrong(
                        qualifier.span().start,
                        format!("“{}” is no qualifier of a number: exactly, at least, more than, about, at most, fewer than, between", qualifier.get_ref()),
                    );
                };
                qualifiers.insert(word.clone(), known);
            }
            return Ok(From::Number {
                value: given.column.as_ref().map(text),
                min: given.min.as_ref().map(text),
                max: given.max.as_ref().map(text),
                qualifier: given.qualifier.as_ref().map(text),
                qualifiers,
            });
        }
        let Some(column) = &given.column else {
            return self.wrong(at, format!("“{}” names no column", property.code));
        };
        if property.kind == ValueKind::Money {
            let Some(currency) = &given.currency else {
                return self.wrong(at, "a sum needs the column with its currency");
            };
            return Ok(From::Money {
                amount: text(column),
                currency: text(currency),
            });
        }
        if let Some(of) = &given.of_source {
            return Ok(From::OfSource {
                of: of.clone(),
                where_filled: text(column),
            });
        }
        let reading = self.reading(around, words, property, given, column)?;
        match &given.lookup {
            None => Ok(From::Cell(reading)),
            Some(lookup) if around.tables.contains(lookup.table.get_ref()) => Ok(From::Lookup {
                column: text(column),
                table: text(&lookup.table),
                of: lookup.column.clone(),
                reading,
            }),
            Some(lookup) => self.wrong(
                lookup.table.span().start,
                format!("the mapping has no table “{}”", lookup.table.get_ref()),
            ),
        }
    }

    fn reading(
        &self,
        around: &Around<'_>,
        words: &HashMap<String, Words>,
        property: &Property,
        given: &ColumnFile,
        column: &Word,
    ) -> Checked<Reading> {
        if matches!(
            property.kind,
            ValueKind::File | ValueKind::Statement | ValueKind::Sealed
        ) {
            return self.wrong(
                given.property.span().start,
                format!("“{}” cannot be read from a cell", property.code),
            );
        }
        let others_silent = match given.others.as_ref().map(|o| (o, o.get_ref().as_str())) {
            None | Some((_, "quarantine")) => false,
            Some((_, "silent")) => true,
            Some((word, other)) => {
                return self.wrong(
                    word.span().start,
                    format!("“{other}” is no way with other texts: quarantine or silent"),
                );
            }
        };
        let mut states = HashMap::new();
        for (text, state) in &given.states {
            let Some(known) = State::ALL.iter().find(|s| s.word() == state.get_ref()) else {
                return self.wrong(
                    state.span().start,
                    format!(
                        "“{}” is no state of not knowing: unknown, not asked, withheld, none",
                        state.get_ref()
                    ),
                );
            };
            states.insert(text.clone(), *known);
        }
        let name = match &given.name {
            None => None,
            Some(word) => match NameKind::ALL.iter().find(|k| k.word() == word.get_ref()) {
                Some(kind) => Some(*kind),
                None => {
                    return self.wrong(
                        word.span().start,
                        format!("“{}” is no kind of name", word.get_ref()),
                    );
                }
            },
        };
        if let Some(unknown) = given
            .to
            .iter()
            .find(|t| !around.tables.contains(t.get_ref()))
        {
            return self.wrong(
                unknown.span().start,
                format!("the mapping has no table “{}”", unknown.get_ref()),
            );
        }
        if let Some(word) = &given.words {
            let Some(made) = words.get(word.get_ref()) else {
                return self.wrong(
                    word.span().start,
                    format!("there is no table [words.{}]", word.get_ref()),
                );
            };
            if !property.to.is_empty() && !property.to.contains(&made.record_type) {
                return self.wrong(
                    word.span().start,
                    format!("“{}” cannot refer to {}", property.code, made.record_type),
                );
            }
        }
        let mut values = self.replacements(property, given.values.as_ref())?;
        if let Some(name) = &given.crosswalk {
            let Some(crosswalk) = self.crosswalks.get(name.get_ref()) else {
                return self.wrong(
                    name.span().start,
                    format!("there is no table [crosswalks.{}]", name.get_ref()),
                );
            };
            for (text, codes) in self.replacements(property, Some(crosswalk))? {
                values.entry(text).or_insert(codes);
            }
        }
        let articles = if given.articles {
            match self.schema.list_of(property) {
                Some(list) => Some(Arc::new(Articles::of(list))),
                None => {
                    return self.wrong(
                        given.property.span().start,
                        format!("“{}” has no list of rights", property.code),
                    );
                }
            }
        } else {
            None
        };
        // The one column whose values make parts is split already.
        let split = given
            .split
            .unwrap_or(property.many && around.each != Some(column.get_ref().as_str()))
            .then(|| around.separator.to_owned());
        Ok(Reading {
            column: column.get_ref().clone(),
            split,
            values,
            states,
            rows: self.replacements(property, given.rows.as_ref())?,
            others_silent,
            name,
            to: given.to.iter().map(|t| t.get_ref().clone()).collect(),
            words: given.words.as_ref().map(|w| w.get_ref().clone()),
            scheme: given.scheme.clone(),
            articles,
        })
    }

    /// Checks that what is mapped to is there.
    fn replacements(
        &self,
        property: &Property,
        given: Option<&Replacements>,
    ) -> Checked<HashMap<String, Vec<String>>> {
        let mut checked = HashMap::new();
        let Some(given) = given else {
            return Ok(checked);
        };
        for (text, to) in given {
            let to = to.all();
            if property.kind == ValueKind::Term
                && let Some(list) = self.schema.list_of(property)
                && let Some(unknown) = to.iter().find(|code| list.get(code).is_none())
            {
                let near = list.near(unknown);
                return self.wrong(
                    text.span().start,
                    format!(
                        "“{unknown}” (for “{text}”) is no code of the list “{}”{}",
                        list.code,
                        if near.is_empty() {
                            String::new()
                        } else {
                            format!("; did you mean {}?", near.join(", "))
                        }
                    ),
                );
            }
            checked.insert(text.get_ref().clone(), to);
        }
        Ok(checked)
    }
}

//! The forms of the settings, as the template draws them.

use aigaq_schema::Language;
use aigaq_schema::own::OwnLabels;

use super::sent::Sent;
use crate::words::Words;

/// A form. What it does is told by the hidden field `do`.
pub(super) struct Form {
    pub(super) doing: &'static str,
    pub(super) title: String,
    pub(super) hint: String,
    pub(super) button: String,
    /// It takes something away.
    pub(super) second: bool,
    /// It stands folded until it is wanted.
    pub(super) folded: bool,
    /// Why it was not done.
    pub(super) alert: Option<String>,
    /// The state that was shown.
    pub(super) version: Option<String>,
    pub(super) parts: Vec<Part>,
}

/// Fields that belong together.
pub(super) struct Part {
    pub(super) legend: String,
    pub(super) hint: String,
    pub(super) fields: Vec<Field>,
}

/// One field.
pub(super) struct Field {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) value: String,
    /// The language that is written here, when it is another than that of the page.
    pub(super) lang: Option<&'static str>,
    pub(super) long: bool,
    /// A box that is ticked or not.
    pub(super) tick: Option<bool>,
    pub(super) choices: Vec<Choice>,
    pub(super) wrong: bool,
}

/// One of several.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// Makes the fields of one form, with what was typed into it when it comes back.
pub(super) struct Making<'s> {
    pub(super) doing: &'static str,
    pub(super) sent: &'s Sent,
    pub(super) w: Words,
}

impl Making<'_> {
    pub(super) fn form(&self, title: String, button: &str, parts: Vec<Part>) -> Form {
        let back = self.sent.is_of(self.doing);
        Form {
            doing: self.doing,
            title,
            hint: String::new(),
            button: self.w.t(button),
            second: false,
            folded: false,
            alert: self.sent.alert(self.doing),
            version: None,
            parts: if back || !parts.is_empty() {
                parts
            } else {
                Vec::new()
            },
        }
    }

    fn field(&self, name: &str, label: String, present: &str) -> Field {
        let value = if self.sent.is_of(self.doing) {
            self.sent.one(name).to_owned()
        } else {
            present.to_owned()
        };
        Field {
            id: format!("{}-{name}", self.doing),
            wrong: self.sent.is_wrong(self.doing, name),
            name: name.to_owned(),
            label,
            hint: String::new(),
            value,
            lang: None,
            long: false,
            tick: None,
            choices: Vec::new(),
        }
    }

    /// A line.
    pub(super) fn line(&self, name: &str, label: &str, hint: &str, present: &str) -> Field {
        let hint = if hint.is_empty() {
            String::new()
        } else {
            self.w.t(hint)
        };
        Field {
            hint,
            ..self.field(name, self.w.t(label), present)
        }
    }

    /// A box.
    pub(super) fn tick(&self, name: &str, label: &str, present: bool) -> Field {
        let mut field = self.field(name, self.w.t(label), if present { "yes" } else { "" });
        field.tick = Some(!field.value.is_empty());
        field
    }

    /// One of several.
    pub(super) fn choice(
        &self,
        name: &str,
        label: &str,
        all: impl IntoIterator<Item = (String, String)>,
        present: &str,
    ) -> Field {
        let mut field = self.field(name, self.w.t(label), present);
        field.choices = all
            .into_iter()
            .map(|(value, label)| Choice {
                chosen: value == field.value,
                value,
                label,
            })
            .collect();
        field
    }

    /// The same words in each language, the reader's first.
    pub(super) fn in_languages(
        &self,
        name: &'static str,
        legend: &str,
        hint: &str,
        present: &OwnLabels,
    ) -> Part {
        let own = self.w.language();
        let mut languages = Language::ALL.to_vec();
        languages.sort_by_key(|language| *language != own);
        let fields = languages
            .into_iter()
            .map(|language| {
                let mut all = present.clone();
                let text = all.slot(language).take().unwrap_or_default();
                let field = format!("{name}-{}", language.tag());
                Field {
                    lang: Some(language.tag()),
                    long: name == "definition",
                    ..self.field(&field, language.own_name().to_owned(), &text)
                }
            })
            .collect();
        Part {
            legend: self.w.t(legend),
            hint: if hint.is_empty() {
                String::new()
            } else {
                self.w.t(hint)
            },
            fields,
        }
    }

    /// Fields under a heading.
    pub(super) fn part(&self, legend: &str, fields: Vec<Field>) -> Part {
        Part {
            legend: self.w.t(legend),
            hint: String::new(),
            fields,
        }
    }
}

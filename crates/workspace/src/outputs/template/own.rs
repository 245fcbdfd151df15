//! Templates that a group wrote itself: kept under their codes as definitions, beside those that come with the program.

use super::{SHIPPED, Shown, Template, TemplateCode, Which};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::outputs::Output;
use crate::outputs::counts::MAIN;
use crate::outputs::period::Within;
use crate::reasons;
use crate::saving::{FormToken, Refused, Saved};
use crate::shelf::{Anew, Kept};
use aigaq_counting::Path;
use aigaq_publishing::Unit;
use aigaq_schema::{PartialDate, RecordId, Schema};

/// Their kind among definitions.
const TEMPLATE: &str = "template";
/// Codes that name something else where a publication is asked for.
const TAKEN: [&str; 8] = [
    "restrictions",
    "commitments",
    "wgad",
    "appeal",
    "letter",
    "dossier",
    "package",
    "site",
];

/// A template of the group's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTemplate {
    /// Its record.
    pub id: RecordId,
    /// Its code.
    pub code: TemplateCode,
    /// Its text.
    pub text: String,
}

impl Template {
    /// A template that comes with the program; nothing where it has no such.
    #[must_use]
    pub fn shipped(code: &TemplateCode) -> Option<Self> {
        let (_, text) = SHIPPED.iter().find(|(there, _)| *there == code.as_str())?;
        Self::read(text, Schema::shipped()).ok()
    }
}

impl Workspace {
    /// The templates that can be used: those that come with the program, then the group's own. An own one that does not
    /// fit any more (a property was taken back) is left out; its text stays ([`Workspace::own_templates`]).
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn templates(&self, ask: &Asking) -> Result<Vec<(TemplateCode, Template)>, WorkspaceError> {
        let shipped = TemplateCode::shipped().map(|code| {
            let template = self.template(ask, &code)?;
            Ok((code, template))
        });
        let mut all = shipped.collect::<Result<Vec<_>, WorkspaceError>>()?;
        let own = self.own_templates(ask)?.into_iter();
        all.extend(own.filter_map(|own| {
            let template = Template::read(&own.text, self.schema()).ok()?;
            Some((own.code, template))
        }));
        Ok(all)
    }

    /// The group's own templates, by code.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn own_templates(&self, ask: &Asking) -> Result<Vec<OwnTemplate>, WorkspaceError> {
        let kept = self.all_kept(ask, TEMPLATE)?.into_iter();
        let mut all: Vec<OwnTemplate> = kept.filter_map(own).collect();
        // Of two that were made on two devices under one code, the same one holds on both.
        all.sort_by(|a, b| (&a.code, a.id).cmp(&(&b.code, b.id)));
        all.dedup_by(|later, first| later.code == first.code);
        Ok(all)
    }

    /// The text of a template, to read and to copy.
    ///
    /// # Errors
    /// When there is none of this code.
    pub fn template_text(
        &self,
        ask: &Asking,
        code: &TemplateCode,
    ) -> Result<String, WorkspaceError> {
        let shipped = SHIPPED.iter().find(|(there, _)| *there == code.as_str());
        if let Some((_, text)) = shipped {
            return Ok((*text).to_owned());
        }
        let own = self.own_templates(ask)?.into_iter();
        let text = own
            .filter(|own| own.code == *code)
            .map(|own| own.text)
            .next();
        text.ok_or_else(|| WorkspaceError::Asked(reasons::no_such_template(code.as_str())))
    }

    /// A template.
    ///
    /// # Errors
    /// When there is none of this code, or it cannot be understood (the words name the line).
    pub fn template(&self, ask: &Asking, code: &TemplateCode) -> Result<Template, WorkspaceError> {
        let text = self.template_text(ask, code)?;
        let schema = match code.is_shipped() {
            true => Schema::shipped(),
            false => self.schema(),
        };
        Template::read(&text, schema).map_err(|fault| WorkspaceError::Asked(fault.reason))
    }

    /// The template of an output, where it has one.
    pub(crate) fn template_of(
        &self,
        ask: &Asking,
        output: &Output,
    ) -> Result<Option<Template>, WorkspaceError> {
        match output {
            Output::Report { template, .. } => Ok(Some(self.template(ask, template)?)),
            Output::Restrictions { .. } | Output::Commitments { .. } | Output::About(_) => Ok(None),
        }
    }

    /// Keeps a template under a code, in place of the own one that has it.
    ///
    /// # Errors
    /// [`Refused`]: nothing was saved then. A text that cannot be understood (the words name the line), the code of one
    /// that comes with the program, or nothing new.
    pub fn keep_template(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        (code, text): (&TemplateCode, &str),
        reason: &str,
    ) -> Result<Saved, Refused> {
        if code.is_shipped() || TAKEN.contains(&code.as_str()) {
            return Err(Refused::Unfit(reasons::template_shipped(code.as_str())));
        }
        let text = text.replace("\r\n", "\n");
        Template::read_for(&text, self.schema(), &|shown| self.can_count(ask, shown))
            .map_err(|fault| Refused::Unfit(fault.reason))?;
        let own = self.own_templates(ask)?;
        match own.iter().find(|own| own.code == *code) {
            // The same form once more.
            Some(there) if there.id == token.record(0) => {
                Ok(self.keep(token, now, TEMPLATE, (code.as_str(), text))?.1)
            }
            Some(there) => {
                let anew = Anew {
                    name: None,
                    content: Some(&text),
                };
                self.keep_anew(token, now, (there.id, TEMPLATE), (anew, reason))
            }
            None => Ok(self.keep(token, now, TEMPLATE, (code.as_str(), text))?.1),
        }
    }

    /// Whether a part of a template can be counted: its unit has the properties that it names, and their lists the codes.
    fn can_count(&self, ask: &Asking, shown: &Shown) -> bool {
        // Any period will do.
        let day = PartialDate::day(ask.today);
        let Ok(within) = Within::read(&day, &day, None) else {
            return true;
        };
        let sees = |unit: Unit, which: &Which, path: Option<&Path>| {
            let unit = self.unit(unit.key())?;
            let mut definition = which.of(within.definition(&unit)?)?;
            if let Some(path) = path {
                definition = definition.by(path.text())?;
            }
            self.see(ask, &definition)
        };
        let seen = match shown {
            Shown::Figures(units, which) => {
                let units = if units.is_empty() { &MAIN[..] } else { units };
                units.iter().try_for_each(|unit| sees(*unit, which, None))
            }
            // Told with organisations and groups beside them.
            Shown::Counts(Unit::Persons, path, which) if path.text() == "gender" => {
                sees(Unit::Actors, which, Some(path))
            }
            Shown::Counts(unit, path, which) => sees(*unit, which, Some(path)),
            Shown::Chronicle(which) => sees(Unit::Acts, which, None),
            _ => Ok(()),
        };
        seen.is_ok()
    }

    /// Takes an own template back. What was published by it stays.
    ///
    /// # Errors
    /// [`Refused::Nothing`] when there is none of this code.
    pub fn take_template_back(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        code: &TemplateCode,
        reason: &str,
    ) -> Result<Saved, Refused> {
        let own = self.own_templates(ask)?.into_iter();
        let there = own.filter(|own| own.code == *code).map(|own| own.id).next();
        let id = there.ok_or(Refused::Nothing)?;
        self.take_back_kept(token, now, (id, TEMPLATE), reason)
    }
}

fn own(kept: Kept) -> Option<OwnTemplate> {
    let code: TemplateCode = kept.name.parse().ok()?;
    (!code.is_shipped()).then_some(OwnTemplate {
        id: kept.id,
        code,
        text: kept.content,
    })
}

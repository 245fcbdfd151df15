//! What holds of a record, property by property, with every statement beside it.

use super::groups::{GROUPS, group_of};
use crate::closing::{ClosedView, closed_view};
use crate::error::WorkspaceError;
use crate::history::{device, when, withdrawal_reason};
use crate::named::{CellPart, Named, Naming};
use crate::notes::{NOTE, TELLER};
use crate::reviewing::JudgementView;
use aigaq_schema::{ChangeSetId, Property, RecordId, StatementId, Via, rule};
use aigaq_view::resolve::{Agreement, How};
use aigaq_view::{Brief, RecordPage, Shown};

/// Properties that stand together.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PropertyGroup {
    /// What they are about.
    pub label: String,
    /// The properties.
    pub properties: Vec<PropertyView>,
}

/// A property with what holds and what was said.
#[derive(Debug, Clone, serde::Serialize)]
pub struct PropertyView {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: String,
    /// What it is for.
    pub definition: String,
    /// What holds.
    pub values: Vec<CellPart>,
    /// By which rule.
    pub how: How,
    /// In words.
    pub how_label: String,
    /// Whether the sources agree.
    pub agreement: Agreement,
    /// In words.
    pub agreement_label: String,
    /// Everything that was said, what was withdrawn at the end.
    pub statements: Vec<StatementView>,
    /// Fewer people may read it than the record: who, and why.
    pub closed: Option<ClosedView>,
}

/// A statement with its source.
#[derive(Debug, Clone, serde::Serialize)]
pub struct StatementView {
    /// Where in which document it was read: its source record, from and to which character.
    pub read_at: Option<(RecordId, u32, u32)>,
    /// The statement.
    pub id: StatementId,
    /// What it says.
    pub value: CellPart,
    /// According to whom.
    pub source: Option<Named>,
    /// The source in words, or that none is given.
    pub source_text: String,
    /// Where in the source.
    pub locator: Option<String>,
    /// Its exact words.
    pub quote: Option<String>,
    /// The source was given for the whole row.
    pub for_the_row: bool,
    /// How it came in.
    pub via: String,
    /// When it was recorded.
    pub when: String,
    /// By which device.
    pub device: String,
    /// In which change-set.
    pub change_set: ChangeSetId,
    /// Why it was withdrawn.
    pub withdrawn: Option<String>,
    /// Decisions about it that hold: adopted, verified.
    pub judgements: Vec<JudgementView>,
}

impl StatementView {
    /// A judgement that holds adopts it.
    #[must_use]
    pub fn is_adopted(&self) -> bool {
        self.judgements.iter().any(|j| j.kind == "adopt")
    }
}

pub(super) fn groups(
    naming: &Naming<'_>,
    page: &RecordPage,
    judgements: &[JudgementView],
) -> Result<Vec<PropertyGroup>, WorkspaceError> {
    let Some(record_type) = naming.schema.record_type(&page.brief.record_type) else {
        return Ok(Vec::new());
    };
    let mut groups: Vec<(usize, PropertyGroup)> = Vec::new();
    for property in &record_type.properties {
        let resolved = page.brief.get(&property.code);
        let said = page.statements.get(&property.code).map(Vec::as_slice);
        if property.stored
            || is_moved(&page.brief, property)
            || (said.is_none() && resolved.is_none())
        {
            continue;
        }
        let how = resolved.map_or(How::Agreed, |r| r.how);
        let agreement = resolved.map_or(Agreement::Same, |r| r.agreement);
        let view = PropertyView {
            code: property.code.clone(),
            label: property.label.get(naming.ask.language).to_owned(),
            definition: property.definition.get(naming.ask.language).to_owned(),
            values: naming.values(&page.brief, &property.code)?,
            how,
            how_label: naming.words.say(how_key(how)),
            agreement,
            agreement_label: naming.words.say(agreement_key(agreement)),
            closed: closed_view(naming, page, &property.code),
            statements: said
                .unwrap_or_default()
                .iter()
                .map(|s| statement(naming, property, s, judgements))
                .collect::<Result<_, _>>()?,
        };
        let key = group_of(property);
        match groups.iter_mut().find(|(k, _)| *k == key) {
            Some((_, group)) => group.properties.push(view),
            None => {
                let label = naming.words.say(&format!("group.{}", GROUPS[key]));
                groups.push((
                    key,
                    PropertyGroup {
                        label,
                        properties: vec![view],
                    },
                ));
            }
        }
    }
    groups.sort_by_key(|(key, _)| *key);
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}

fn statement(
    naming: &Naming<'_>,
    property: &Property,
    shown: &Shown,
    judgements: &[JudgementView],
) -> Result<StatementView, WorkspaceError> {
    let basis = &shown.statement.basis;
    let source = basis
        .source
        .map(|id| naming.by_id(id))
        .transpose()?
        .flatten();
    Ok(StatementView {
        id: shown.statement.id,
        read_at: match shown.statement.via {
            Via::Reading { document, from, to } => Some((document, from, to)),
            _ => None,
        },
        value: naming.value(property, &shown.statement.value)?,
        source_text: source
            .as_ref()
            .map_or_else(|| naming.words.say("source.none"), |s| s.caption.clone()),
        source,
        locator: basis.locator.clone(),
        quote: basis.quote.clone(),
        for_the_row: basis.for_the_row,
        via: via(naming, &shown.statement.via),
        when: when(
            shown.spoken.claimed,
            &shown.spoken.zone,
            naming.ask.language,
        ),
        device: device(&shown.spoken.device),
        change_set: shown.spoken.change_set,
        withdrawn: shown
            .withdrawn
            .as_deref()
            .map(|reason| withdrawal_reason(naming, reason)),
        judgements: judgements
            .iter()
            .filter(|j| j.statements.contains(&shown.statement.id))
            .cloned()
            .collect(),
    })
}

/// Who told a note stood in it in clear, and was taken back (mostly: moved to a confidential source): no page shows it any
/// more.
pub(crate) fn is_moved(note: &Brief, property: &Property) -> bool {
    note.record_type == NOTE
        && TELLER.contains(&property.code.as_str())
        && note.value(&property.code).is_none()
}

fn via(naming: &Naming<'_>, via: &Via) -> String {
    match via {
        Via::Form => naming.words.say("via.form"),
        Via::Import { table, row, column } => naming.words.fill(
            "via.import",
            &[("table", table), ("row", row), ("column", column)],
        ),
        Via::Reading { from, to, .. } => naming.words.fill(
            "via.reading",
            &[("from", &from.to_string()), ("to", &to.to_string())],
        ),
        Via::Rule(name) => {
            let known = rule::ALL.iter().find(|rule| {
                let before = name.strip_suffix(**rule);
                before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
            });
            match known {
                Some(&rule::RIGHTS) => naming.words.say("via.rule_rights"),
                Some(&rule::TITLE) => naming.words.say("via.rule_title"),
                Some(&rule::NUMBER) => naming.words.say("via.rule_number"),
                Some(&rule::CODE) => naming.words.say("via.rule_code"),
                Some(&rule::LOOK) => naming.words.say("via.rule_look"),
                Some(&rule::COUNTED_AS) => naming.words.say("via.rule_counted_as"),
                Some(_) => naming.words.say("via.rule_counted_answered"),
                None => naming.words.fill("via.rule", &[("rule", name)]),
            }
        }
    }
}

fn how_key(how: How) -> &'static str {
    match how {
        How::Agreed => "how.agreed",
        How::All => "how.all",
        How::Adopted => "how.adopted",
        How::Range => "how.range",
        How::Verified => "how.verified",
        How::Reliable => "how.reliable",
        How::Recent => "how.recent",
        How::Entered => "how.entered",
        How::FirstSource => "how.first_source",
    }
}

fn agreement_key(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Same => "agreement.same",
        Agreement::Differ => "agreement.differ",
        Agreement::Contradict => "agreement.contradict",
    }
}

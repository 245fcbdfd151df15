//! What does not agree, and settling it.

use super::{Common, backwards, counted};
use crate::asking::{keeper, now};
use crate::cli::CheckArgs;
use crate::refusal::{no_kind_of_finding, no_way_to_settle, refuse, settled_already};
use aigaq_schema::Period;
use aigaq_workspace::{
    Against, CheckReport, Compared, FindingKind, FindingView, FormToken, Refused, SettleForm,
    SettlementWay,
};
use anyhow::Result;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Tells what does not agree, compares it with a list, or settles a finding.
pub fn check(common: &Common<'_>, args: &CheckArgs) -> Result<ExitCode> {
    let kind = args.kind.as_deref().map(kind_of).transpose()?;
    let period = period(args)?;
    if let (Some(key), Some(way), Some(reason)) = (&args.settle, &args.way, &args.reason) {
        return settle(common, period, key, way, reason);
    }
    let workspace = common.open_to_read()?;
    let report = workspace.check_records(&keeper(common.language), period)?;
    let mut report = Arc::unwrap_or_clone(report);
    if let Some(file) = &args.against {
        return against(common, &report, file);
    }
    if let Some(kind) = kind {
        report.kinds.retain(|k| k.kind == kind);
        report.open.retain(|f| f.kind == kind);
        report.settled.retain(|s| s.finding.kind == kind);
    }
    common.answer(&report, || words(&report))
}

fn kind_of(code: &str) -> Result<FindingKind> {
    let Some(kind) = FindingKind::from_code(code) else {
        let all: Vec<&str> = FindingKind::ALL.iter().map(|k| k.code()).collect();
        return refuse(no_kind_of_finding(code, all.join(", ")));
    };
    Ok(kind)
}

fn period(args: &CheckArgs) -> Result<Option<Period>> {
    if args.from.is_none() && args.to.is_none() {
        return Ok(None);
    }
    match Period::between(args.from.as_ref(), args.to.as_ref()) {
        Some(period) => Ok(Some(period)),
        None => Err(backwards(args.from.as_ref(), args.to.as_ref())),
    }
}

fn settle(
    common: &Common<'_>,
    period: Option<Period>,
    key: &str,
    way: &str,
    reason: &str,
) -> Result<ExitCode> {
    let Some(way) = SettlementWay::from_code(way) else {
        return refuse(no_way_to_settle(way));
    };
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let form = SettleForm {
        token: FormToken::from_random(random),
        finding: key.to_owned(),
        way,
        reason: reason.to_owned(),
        now: now(),
    };
    let mut workspace = common.open()?;
    match workspace.settle(&keeper(common.language), period, &form) {
        Ok(saved) => common.answer(
            &serde_json::json!({ "change_set": saved.change_set, "finding": key }),
            || {
                format!(
                    "Settled by change-set {}; undo it to open the finding again.",
                    saved.change_set
                )
            },
        ),
        Err(Refused::Nothing) => refuse(settled_already(key)),
        Err(other) => Err(other.into()),
    }
}

fn words(report: &CheckReport) -> String {
    let mut text = String::new();
    for kind in &report.kinds {
        let of_kind: Vec<&FindingView> =
            report.open.iter().filter(|f| f.kind == kind.kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        text.push_str(&format!("{} ({})\n", kind.label, of_kind.len()));
        for finding in of_kind {
            text.push_str(&format!(
                "  {} [{}]  {}\n",
                finding.key, finding.weight_label, finding.sentence
            ));
            for involved in finding.involved.iter().filter(|i| i.value.is_some()) {
                let value = involved.value.as_ref().map_or("", |v| v.text());
                let source = involved.source.as_ref().map_or_else(String::new, |s| {
                    let place = involved
                        .locator
                        .as_ref()
                        .map_or_else(String::new, |l| format!(", {l}"));
                    format!(" ({}{place})", s.caption)
                });
                let quote = involved
                    .quote
                    .as_ref()
                    .map_or_else(String::new, |q| format!(" “{q}”"));
                text.push_str(&format!(
                    "      {} · {}: {value}{source}{quote}\n",
                    involved.record.caption, involved.property_label
                ));
            }
        }
        text.push('\n');
    }
    text.push_str(&format!(
        "{} in {}, {} settled\n",
        counted(report.open.len() as u64, "finding", "findings"),
        counted(report.records as u64, "record", "records"),
        report.settled.len()
    ));
    text
}

fn against(common: &Common<'_>, report: &CheckReport, file: &Path) -> Result<ExitCode> {
    let compared = Against::read(file)?.compare(report, common.language);
    common.answer(&compared, || told(&compared))
}

fn told(compared: &Compared) -> String {
    let mut text = String::from("Hits\n");
    for hit in &compared.hits {
        text.push_str(&format!(
            "  {} [{}] {}: {}\n",
            hit.id, hit.visible, hit.subject, hit.sentence
        ));
    }
    text.push_str("Misses\n");
    for miss in &compared.misses {
        text.push_str(&format!(
            "  {} [{}] {}\n",
            miss.id, miss.visible, miss.subject
        ));
    }
    for (visible, (hits, all)) in &compared.visible {
        text.push_str(&format!("{visible}: {hits} of {all}\n"));
    }
    text.push_str(&format!(
        "{} on the list; {} not on it\n",
        counted(compared.hits.len() as u64, "row is hit", "rows are hit"),
        counted(compared.others.len() as u64, "finding is", "findings are"),
    ));
    text
}

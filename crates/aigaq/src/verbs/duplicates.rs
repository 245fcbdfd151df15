//! `aigaq match` in a workspace: which records may be one, why, and what a person decides about two of them.

use super::{Common, counted};
use crate::asking::{keeper, now};
use crate::cli::MatchArgs;
use aigaq_schema::RecordId;
use aigaq_workspace::{
    CandidateKind, CandidateQuery, CandidateRow, FormToken, Refused, ReviewForm, Verdict,
};
use anyhow::{Result, bail};
use std::fmt::Write;
use std::process::ExitCode;

/// Tells the pairs that may be one, or keeps a decision about two records.
pub fn duplicates(common: &Common<'_>, args: &MatchArgs) -> Result<ExitCode> {
    if let Some(say) = &args.say {
        return decide(common, args, say);
    }
    let Some(kind) = CandidateKind::of_code(&args.kind) else {
        let all: Vec<&str> = CandidateKind::ALL.iter().map(|kind| kind.code()).collect();
        bail!("“{}” is not compared. Kinds: {}", args.kind, all.join(", "));
    };
    let workspace = common.open_to_read()?;
    let ask = keeper(common.language);
    let mut rows: Vec<CandidateRow> = Vec::new();
    let mut query = CandidateQuery {
        kind,
        with: None,
        page: 0,
    };
    let total = loop {
        let page = workspace.may_be_one(&ask, &query)?;
        rows.extend(page.rows);
        query.page += 1;
        if rows.len() >= args.most || query.page >= page.pages {
            break page.total;
        }
    };
    rows.truncate(args.most);
    let answer = serde_json::json!({ "kind": kind, "total": total, "pairs": rows });
    common.answer(&answer, || words(kind, total, &rows))
}

fn words(kind: CandidateKind, total: usize, rows: &[CandidateRow]) -> String {
    let mut out = format!(
        "{} may be one ({}).\n",
        counted(total as u64, "pair", "pairs"),
        kind.code()
    );
    for row in rows {
        // Writing to a text does not fail.
        let _ = write!(
            out,
            "\n{}\n{}\n  {} ({:+.1} bits)\n",
            called(&row.left.caption, &row.left.id.to_string()),
            called(&row.right.caption, &row.right.id.to_string()),
            row.why.strength,
            row.why.bits,
        );
        for part in &row.why.parts {
            let written = match (&part.left, &part.right) {
                (None, None) => String::new(),
                (left, right) => format!(
                    "{} · {}: ",
                    left.as_deref().unwrap_or("–"),
                    right.as_deref().unwrap_or("–")
                ),
            };
            let _ = writeln!(
                out,
                "  {}: {written}{} ({:+.1})",
                part.label, part.found, part.bits
            );
        }
        for told in row.why.forbidden.iter().chain(&row.why.caution) {
            let _ = writeln!(out, "  {told}");
        }
    }
    if total > rows.len() {
        let _ = writeln!(out, "\n{} more: --most {total}", total - rows.len());
    }
    out
}

fn called(caption: &str, id: &str) -> String {
    format!("{id}  {caption}")
}

fn decide(common: &Common<'_>, args: &MatchArgs, say: &str) -> Result<ExitCode> {
    let Some(verdict) = Verdict::of_code(say) else {
        bail!("“{say}” is no decision: write same, different or unsure");
    };
    let [one, other] = &args.pair[..] else {
        bail!("a decision is about two records: write both ids");
    };
    let id = |text: &str| {
        text.parse::<RecordId>()
            .map_err(|_| anyhow::anyhow!("“{text}” is no id of a record"))
    };
    let pair = (id(one)?, id(other)?);
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let form = ReviewForm {
        token: FormToken::from_random(random),
        about: pair.0,
        words: args.reason.clone().unwrap_or_default(),
        now: now(),
    };
    let mut workspace = common.open()?;
    match workspace.say_of_pairs(&form, verdict, &[pair]) {
        Ok(saved) => {
            let with = workspace.one_with(pair.0)?.len();
            let answer = serde_json::json!({ "change_set": saved.change_set, "decision": verdict, "one_with": with });
            common.answer(&answer, || {
                format!(
                    "Kept in change-set {}; undo it to take it back. {} are of one and the same.\n",
                    saved.change_set,
                    counted(with as u64, "record", "records")
                )
            })
        }
        Err(Refused::Workspace(error)) => Err(error.into()),
        Err(refused) => bail!("{refused}"),
    }
}

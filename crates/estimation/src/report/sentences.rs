//! The sentences that stand with every estimate, wherever it is printed.

use super::{Report, Verdict};
use crate::message::Message;

/// The sentences in their order: the documented number first.
pub(super) fn mandatory(report: &Report) -> Vec<Message> {
    let mut said = vec![Message::new("say.documented").whole("documented", report.documented)];
    match (report.verdict, report.answer, report.range) {
        (Verdict::Answer | Verdict::AnswerWithBanner, Some(answer), _) => said.push(
            Message::new("say.answer")
                .people("n", answer.n)
                .people("low", answer.low)
                .people("high", answer.high),
        ),
        (Verdict::RangeOnly, _, Some(range)) => {
            said.push(
                Message::new("say.range")
                    .people("low", range.low)
                    .people("high", range.high),
            );
        }
        _ => said.push(Message::new("say.refused")),
    }
    if report.verdict != Verdict::Refuse {
        said.push(Message::new(assumption(report)));
        if let Some(ranking) = &report.log_linear
            && let Some((low, high)) = ranking.as_well
        {
            said.push(if ranking.as_well_models > 1 {
                Message::new("say.as-well")
                    .whole("models", ranking.as_well_models as u64)
                    .people("low", low)
                    .people("high", high)
            } else {
                Message::new("say.as-well-one")
            });
        }
    }
    said.push(Message::new("say.no-chance"));
    said.push(Message::new("say.closed"));
    if report.verdict != Verdict::Refuse {
        said.push(Message::new("say.sampling-only"));
        let again = |key| {
            Message::new(key)
                .whole("seed", report.seed)
                .text("version", report.version)
        };
        said.push(match &report.classes {
            Some(classes) if classes.diagnosis.r_hat.is_finite() => again("say.reproduce-chains")
                .whole("chains", classes.chains as u64)
                .number("r_hat", classes.diagnosis.r_hat)
                .people("effective", classes.diagnosis.effective),
            _ => again("say.reproduce"),
        });
    }
    said.push(Message::new("say.no-ranking"));
    said
}

/// What no table of these lists can show, and every estimate takes for granted.
fn assumption(report: &Report) -> &'static str {
    match report.lists.len() {
        2 => "say.assumption-independence",
        3 | 4 => "say.assumption-highest",
        _ => "say.assumption-pairs",
    }
}

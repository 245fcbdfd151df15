//! Figures that others published as parts of a total: laid beside it, and beside the total they do make.

use crate::error::WorkspaceError;
use crate::outputs::period::Period;
use crate::outputs::telling::Telling;
use aigaq_counting::breakdowns::{Breakdown, Figure, Match, breakdowns};
use aigaq_publishing::{Fit, OthersBreakdown, OthersFigure, OthersTotal};
use aigaq_schema::{Quantity, Value};
use aigaq_view::Brief;

/// A figure as counting compares it.
struct Told {
    brief: Brief,
    id: String,
    value: Option<Quantity>,
    unit: String,
    scope: String,
    period: String,
    part_of: Option<String>,
}

impl Telling<'_> {
    /// The breakdowns that others published of which the total or a part is of this period; those that do not
    /// make their total come first.
    pub fn others(&mut self, period: Period) -> Result<Vec<OthersBreakdown>, WorkspaceError> {
        let told: Vec<Told> = self.all("figure")?.into_iter().map(told).collect();
        let figures: Vec<Figure<'_>> = told
            .iter()
            .map(|t| Figure {
                id: &t.id,
                value: t.value.as_ref().map(Quantity::bounds),
                unit: &t.unit,
                scope: &t.scope,
                period: &t.period,
                part_of: t.part_of.as_deref(),
            })
            .collect();
        let found = breakdowns(&figures);
        let mut all = Vec::new();
        for breakdown in &found.breakdowns {
            let mut of_period = false;
            for index in breakdown.parts.iter().chain([&breakdown.total]) {
                let date = told
                    .get(*index)
                    .and_then(|t| self.date_of(&t.brief, "period"));
                of_period |= date.is_some_and(|date| period.touches(date));
            }
            if of_period {
                all.extend(self.others_breakdown(breakdown, &told)?);
            }
        }
        all.sort_by_key(|breakdown| match breakdown.fit {
            Fit::Differs => 0,
            Fit::Below => 1,
            Fit::Agrees => 2,
        });
        Ok(all)
    }

    /// `None` when the total or all parts have no value: then there is nothing to lay side by side.
    fn others_breakdown(
        &mut self,
        breakdown: &Breakdown,
        told: &[Told],
    ) -> Result<Option<OthersBreakdown>, WorkspaceError> {
        let (Some(total), Some(sum)) = (told.get(breakdown.total), quantity(breakdown.sum)) else {
            return Ok(None);
        };
        let Some(printed_total) = self.total(total)? else {
            return Ok(None);
        };
        let mut parts = Vec::new();
        for part in breakdown.parts.iter().filter_map(|index| told.get(*index)) {
            let Some(value) = &part.value else {
                continue;
            };
            parts.push(OthersFigure {
                record: Some(self.record(&part.brief)),
                label: self.caption_of(part),
                value: value.clone().with_unit(known(&part.unit)),
                caveat: known(&self.text(&part.brief, "caveat")),
                citations: self.cite(&[&part.brief])?,
            });
        }
        if parts.is_empty() {
            return Ok(None);
        }
        let mut matches = Vec::new();
        for other in breakdown
            .sum_equals
            .iter()
            .filter_map(|index| told.get(*index))
        {
            matches.extend(self.total(other)?);
        }
        Ok(Some(OthersBreakdown {
            title: [
                self.caption_of(total),
                self.clean(&total.scope),
                self.text(&total.brief, "period"),
            ]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
            parts,
            sum,
            printed_total,
            fit: match breakdown.matches {
                Match::AddsUp | Match::CanAddUp => Fit::Agrees,
                Match::Below(_) | Match::NotTold => Fit::Below,
                Match::Above(_) => Fit::Differs,
            },
            matches,
        }))
    }

    fn total(&mut self, told: &Told) -> Result<Option<OthersTotal>, WorkspaceError> {
        let Some(value) = &told.value else {
            return Ok(None);
        };
        let period = self.text(&told.brief, "period");
        let label = self.caption_of(told);
        Ok(Some(OthersTotal {
            record: Some(self.record(&told.brief)),
            label: if period.is_empty() {
                label
            } else {
                format!("{label}, {period}")
            },
            value: value.clone().with_unit(known(&told.unit)),
            citations: self.cite(&[&told.brief])?,
        }))
    }

    fn caption_of(&self, told: &Told) -> String {
        self.text(&told.brief, "indicator")
    }
}

fn told(brief: Brief) -> Told {
    let plain = |property: &str| brief.value(property).map(Value::plain).unwrap_or_default();
    Told {
        id: brief.id.to_string(),
        value: match brief.value("value") {
            Some(Value::Number(number)) => Some(number.clone()),
            _ => None,
        },
        unit: plain("unit"),
        scope: plain("scope"),
        period: plain("period"),
        part_of: match brief.value("part_of") {
            Some(Value::Reference(id)) => Some(id.to_string()),
            _ => None,
        },
        brief,
    }
}

fn known(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A sum as a number with its qualifier; `None` when nothing bounds it.
fn quantity((low, high): (f64, f64)) -> Option<Quantity> {
    // What adding decimals in binary costs is not printed.
    let digits = |number: f64| {
        let text = format!("{number:.6}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let text = match (low.is_finite(), high.is_finite()) {
        (true, true) if digits(low) == digits(high) => digits(low),
        (true, true) => {
            let (low, high) = (digits(low).parse().ok()?, digits(high).parse().ok()?);
            return Quantity::between(low, high).ok();
        }
        (true, false) => format!("at least {}", digits(low)),
        (false, true) => format!("at most {}", digits(high)),
        (false, false) => return None,
    };
    text.parse().ok()
}

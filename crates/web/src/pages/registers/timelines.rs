//! What was done to an organisation, on a line of time.

use aigaq_charts::{Caption, Chart, Days, Edge, Id, Moment, Timeline, When};
use aigaq_schema::PartialDate;

use crate::picture::Picture;
use crate::words::Words;
use aigaq_workspace::registers::{CourseEntry, CourseRow};

/// An organisation with its picture.
pub(super) struct Course {
    pub(super) name: String,
    pub(super) picture: Picture,
}

impl Course {
    /// Draws it; `number` is unique on the page.
    pub(super) fn of(row: &CourseRow, number: usize, w: Words) -> Self {
        let mut kinds: Vec<(String, Vec<When>)> = Vec::new();
        for entry in &row.entries {
            let when = when(entry);
            match kinds.iter_mut().find(|(kind, _)| *kind == entry.what) {
                Some((_, all)) => all.push(when),
                None => kinds.push((entry.what.clone(), vec![when])),
            }
        }
        let told: Vec<String> = kinds
            .iter()
            .map(|(kind, when)| format!("{kind}: {}", w.num(when.len())))
            .collect();
        let chart = Chart::Timeline(Timeline {
            caption: Caption {
                title: row.name.clone(),
                description: told.join("; "),
                unit: String::new(),
            },
            headings: [w.t("timelines-what"), w.t("timeline-when")],
            moments: kinds
                .into_iter()
                .map(|(label, when)| Moment {
                    label,
                    told: w.num(when.len()),
                    when,
                })
                .collect(),
        });
        Self {
            picture: Picture::of(&chart, &Id::numbered(number), w.language()),
            name: row.name.clone(),
        }
    }
}

fn days(date: &PartialDate) -> Option<Days> {
    let (first, last) = (date.first(), date.last());
    (first.is_known() && last.is_known()).then_some(Days { first, last })
}

fn when(entry: &CourseEntry) -> When {
    let Some(from) = entry.from.as_ref().and_then(days) else {
        return When::Unknown;
    };
    match entry.to.as_ref().and_then(days) {
        // An end before its start is told of by the checks, and is no bar.
        Some(to) if to.last >= from.first => When::Lasted {
            from: Edge::On(from),
            to: Edge::On(to),
        },
        _ => When::Happened(from),
    }
}

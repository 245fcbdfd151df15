//! One below the other, for a narrow sheet: those who acted, an arrow, what was done, an arrow, those it was done to.
//! Acts of the same people to the same people stand together.

use std::collections::BTreeSet;

use super::{Boxed, Flow, FlowAct, Party};
use crate::canvas::{Anchor, Type};
use crate::sheet::Sheet;
use crate::wrap::on_one_line;

const GAP: f64 = 5.0;
/// The length of an arrow.
const ARROW: f64 = 20.0;

pub(super) fn draw(data: &Flow, sheet: &mut Sheet<'_>) {
    let mut groups: Vec<Vec<&FlowAct>> = Vec::new();
    for act in &data.acts {
        let same = |group: &&mut Vec<&FlowAct>| {
            group
                .first()
                .is_some_and(|first| first.by == act.by && first.to == act.to)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(act),
            None => groups.push(vec![act]),
        }
    }
    for (index, group) in groups.iter().enumerate() {
        if index > 0 {
            sheet.y += 8.0;
            let rule = [(0.0, sheet.y), (sheet.width, sheet.y)];
            sheet.canvas.path("rule", &rule);
            sheet.y += 12.0;
        }
        block(data, sheet, group);
    }
    sheet.y += 2.0;
}

fn block(data: &Flow, sheet: &mut Sheet<'_>, group: &[&FlowAct]) {
    let Some(first) = group.first() else {
        return;
    };
    let width = sheet.width;
    let parties = |on: &BTreeSet<usize>, of: &[Party]| -> Vec<Boxed> {
        let named = on.iter().filter_map(|at| of.get(*at));
        named.map(|party| Boxed::party(party, width)).collect()
    };
    let [by, what, to] = &data.headings;
    let acts = group.iter().map(|act| Boxed::act(act, width)).collect();
    let parts = [
        (by, parties(&first.by, &data.by)),
        (what, acts),
        (to, parties(&first.to, &data.to)),
    ];
    let mut above = false;
    for (heading, boxes) in parts {
        if boxes.is_empty() {
            continue;
        }
        if above {
            arrow(sheet);
        }
        let set = Type::SOFT;
        let heading = on_one_line(heading, width - 40.0, set.size);
        sheet.write(0.0, sheet.y + 12.0, Anchor::Start, set, &heading);
        sheet.y += 17.0;
        for one in boxes {
            one.draw(sheet, (0.0, sheet.y), width);
            sheet.y += one.height + GAP;
        }
        above = true;
    }
}

/// An arrow downwards at the right of the heading that follows.
fn arrow(sheet: &mut Sheet<'_>) {
    const HEAD: f64 = 6.0;
    let (x, top) = (sheet.width / 2.0, sheet.y - GAP + 1.0);
    let end = top + ARROW;
    sheet.canvas.path("flow", &[(x, top), (x, end - HEAD)]);
    let head = [(x, end), (x - 3.5, end - HEAD), (x + 3.5, end - HEAD)];
    sheet.canvas.closed("head", &head);
}

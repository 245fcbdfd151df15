//! Who did what to whom: those who acted, what was done, those it was done to, joined by lines. Where there is room in
//! three columns; else one below the other.

mod below;
mod beside;

use std::collections::BTreeSet;

use crate::canvas::{Anchor, Rect, Text, Type};
use crate::data::Caption;
use crate::refused::{Many, Refused};
use crate::rows::lines_px;
use crate::sheet::Sheet;
use crate::table::{Table, TableCell, TableRow};
use crate::words::Words;
use crate::wrap::{Room, Wrapped, wrapped};

/// Those who acted, acts, and those they were done to, that one picture can hold each; of more the last are drawn as one.
const MOST: usize = 9;
/// More than this is a list, not a picture.
const MOST_GIVEN: usize = 400;

/// Somebody in acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name, or how they are called.
    pub label: String,
    /// Is it said who they are? Who is not known is drawn with a broken edge.
    pub known: Known,
}

/// Is it said who somebody is?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// They are named or described.
    Named,
    /// Nobody knows, or nobody says.
    Unknown,
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowAct {
    /// What was done.
    pub label: String,
    /// Who did it, by their place in [`Flow::by`].
    pub by: BTreeSet<usize>,
    /// To whom, by their place in [`Flow::to`].
    pub to: BTreeSet<usize>,
}

/// Who did what to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// The words around it.
    pub caption: Caption,
    /// "By whom", "What", "To whom".
    pub headings: [String; 3],
    /// Those who acted.
    pub by: Vec<Party>,
    /// What was done.
    pub acts: Vec<FlowAct>,
    /// Those it was done to.
    pub to: Vec<Party>,
}

impl Flow {
    pub(crate) fn table(&self, words: &Words) -> Table {
        let names = |on: &BTreeSet<usize>, of: &[Party]| {
            let names: Vec<&str> = on
                .iter()
                .filter_map(|at| Some(of.get(*at)?.label.as_str()))
                .collect();
            if names.is_empty() {
                words.unknown.clone()
            } else {
                names.join("; ")
            }
        };
        let [by, what, to] = self.headings.clone();
        let rows = self.acts.iter().map(|act| TableRow {
            label: act.label.clone(),
            cells: vec![
                TableCell::Text(names(&act.by, &self.by)),
                TableCell::Text(names(&act.to, &self.to)),
            ],
        });
        Table {
            head: vec![what, by, to],
            rows: rows.collect(),
        }
    }

    /// The same with no more parties and acts than a picture can hold: the last of too many become one.
    fn gathered(&self, words: &Words) -> Result<Self, Refused> {
        if self.acts.is_empty() {
            return Err(Refused::Empty);
        }
        crate::data::at_most(Many::Moments, self.acts.len(), MOST_GIVEN)?;
        for act in &self.acts {
            for (on, of) in [(&act.by, self.by.len()), (&act.to, self.to.len())] {
                if let Some(beyond) = on.last().filter(|last| **last >= of) {
                    return Err(Refused::Ragged {
                        row: act.label.clone(),
                        given: beyond + 1,
                        wanted: of,
                    });
                }
            }
        }
        let together = |number: usize| {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            words.others.replace("{n}", &words.number(number.into()))
        };
        let parties = |all: &[Party]| -> Vec<Party> {
            if all.len() <= MOST {
                return all.to_vec();
            }
            let mut kept: Vec<Party> = all.iter().take(MOST - 1).cloned().collect();
            let label = together(all.len() - kept.len());
            kept.push(Party {
                label,
                known: Known::Named,
            });
            kept
        };
        let fold = |on: &BTreeSet<usize>, of: usize| -> BTreeSet<usize> {
            let last = if of > MOST { MOST - 1 } else { usize::MAX };
            on.iter().map(|at| (*at).min(last)).collect()
        };
        let mut acts: Vec<FlowAct> = self
            .acts
            .iter()
            .map(|act| FlowAct {
                label: act.label.clone(),
                by: fold(&act.by, self.by.len()),
                to: fold(&act.to, self.to.len()),
            })
            .collect();
        if acts.len() > MOST {
            let others = acts.split_off(MOST - 1);
            acts.push(FlowAct {
                label: together(others.len()),
                by: others
                    .iter()
                    .flat_map(|act| act.by.iter().copied())
                    .collect(),
                to: others
                    .iter()
                    .flat_map(|act| act.to.iter().copied())
                    .collect(),
            });
        }
        Ok(Self {
            by: parties(&self.by),
            acts,
            to: parties(&self.to),
            ..self.clone()
        })
    }
}

pub(crate) fn draw(data: &Flow, sheet: &mut Sheet<'_>) -> Result<(), Refused> {
    const ROOM_FOR_THREE: f64 = 500.0;
    let is_large = [data.by.len(), data.acts.len(), data.to.len()]
        .iter()
        .any(|number| *number > MOST);
    let data = data.gathered(sheet.words)?;
    if sheet.width >= ROOM_FOR_THREE {
        beside::draw(&data, sheet);
    } else {
        below::draw(&data, sheet);
    }
    if is_large {
        sheet.remark(sheet.words.some_of.clone());
    }
    Ok(())
}

/// A text in a box.
struct Boxed {
    label: Wrapped,
    whole: String,
    class: &'static str,
    height: f64,
}

impl Boxed {
    const PADDING: f64 = 8.0;

    /// Wrapped for a box of this width.
    fn new(text: &str, class: &'static str, width: f64) -> Self {
        let set = Type::BODY;
        let room = Room {
            width: width - 2.0 * Self::PADDING,
            lines: 3,
            size: set.size,
        };
        let label = wrapped(text, room);
        let height = lines_px(label.lines.len()) * set.leading() + 11.0;
        Self {
            label,
            whole: text.to_owned(),
            class,
            height,
        }
    }

    fn party(party: &Party, width: f64) -> Self {
        let class = match party.known {
            Known::Named => "box",
            Known::Unknown => "box unsaid",
        };
        Self::new(&party.label, class, width)
    }

    fn act(act: &FlowAct, width: f64) -> Self {
        Self::new(&act.label, "box act", width)
    }

    fn draw(&self, sheet: &mut Sheet<'_>, place: (f64, f64), width: f64) {
        let ((x, y), height, set) = (place, self.height, Type::BODY);
        sheet.canvas.plain(
            Rect {
                x,
                y,
                width,
                height,
            },
            self.class,
        );
        let whole = self.label.is_cut.then_some(self.whole.as_str());
        sheet.canvas.label(&self.label.lines, whole, |at| Text {
            x: x + Self::PADDING,
            y: y + 18.0 + set.leading() * at,
            anchor: Anchor::Start,
            set,
            text: "",
        });
    }
}

//! Blocks put one behind the other.

use super::Data;
use crate::Lists;

impl Data {
    pub(crate) fn empty(&self) -> Self {
        match self {
            Self::Codes { dictionary, .. } => Self::Codes {
                dictionary: dictionary.clone(),
                values: Vec::new(),
            },
            Self::ManyCodes { dictionary, .. } => Self::ManyCodes {
                dictionary: dictionary.clone(),
                values: Lists::default(),
            },
            Self::Refs { targets, .. } => Self::Refs {
                targets: targets.clone(),
                values: Vec::new(),
            },
            Self::ManyRefs { targets, .. } => Self::ManyRefs {
                targets: targets.clone(),
                values: Lists::default(),
            },
            Self::Dates { .. } => Self::Dates {
                first: Vec::new(),
                last: Vec::new(),
            },
            Self::Numbers { .. } => Self::Numbers {
                low: Vec::new(),
                high: Vec::new(),
            },
        }
    }

    pub(super) fn append(&mut self, more: Self) -> Result<(), String> {
        match (self, more) {
            (
                Self::Codes { dictionary, values },
                Self::Codes {
                    dictionary: same,
                    values: more,
                },
            ) if *dictionary == same => behind(values, more),
            (
                Self::ManyCodes { dictionary, values },
                Self::ManyCodes {
                    dictionary: same,
                    values: more,
                },
            ) if *dictionary == same => values.append(more),
            (
                Self::Refs { targets, values },
                Self::Refs {
                    targets: others,
                    values: more,
                },
            ) => {
                merge_targets(targets, others)?;
                behind(values, more);
            }
            (
                Self::ManyRefs { targets, values },
                Self::ManyRefs {
                    targets: others,
                    values: more,
                },
            ) => {
                merge_targets(targets, others)?;
                values.append(more);
            }
            (
                Self::Dates { first, last },
                Self::Dates {
                    first: from,
                    last: to,
                },
            ) => {
                behind(first, from);
                behind(last, to);
            }
            (
                Self::Numbers { low, high },
                Self::Numbers {
                    low: from,
                    high: to,
                },
            ) => {
                behind(low, from);
                behind(high, to);
            }
            _ => return Err("it is of another kind than the property".to_owned()),
        }
        Ok(())
    }
}

/// The first block is kept as it was read; most tables have one.
fn behind<T>(values: &mut Vec<T>, more: Vec<T>) {
    if values.is_empty() {
        *values = more;
    } else {
        values.extend(more);
    }
}

/// Types referred to are only ever added at the end, so an older block knows
/// a beginning of what a newer one knows.
fn merge_targets(known: &mut Vec<String>, others: Vec<String>) -> Result<(), String> {
    let shared = known.len().min(others.len());
    if known[..shared] != others[..shared] {
        return Err("it refers to other types than the property".to_owned());
    }
    if others.len() > known.len() {
        *known = others;
    }
    Ok(())
}

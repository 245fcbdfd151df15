//! The form in which columns are chosen and put in order.

use aigaq_workspace::ListPage;

use super::asking::ListAddress;

/// A column there can be.
pub(super) struct Choice {
    pub(super) property: String,
    pub(super) label: String,
    pub(super) shown: bool,
    /// The address with this column one place further to the left.
    pub(super) earlier: Option<String>,
}

pub(super) fn choices(address: &ListAddress, list: &ListPage) -> Vec<Choice> {
    let shown: Vec<&str> = list.columns.iter().map(|c| c.property.as_str()).collect();
    list.choices
        .iter()
        .enumerate()
        .map(|(place, choice)| {
            let earlier = (choice.shown && place > 0).then(|| {
                let mut order: Vec<String> = shown.iter().map(|c| (*c).to_owned()).collect();
                order.swap(place - 1, place);
                format!("{}#columns", address.with_columns(order))
            });
            Choice {
                property: choice.property.clone(),
                label: choice.label.clone(),
                shown: choice.shown,
                earlier,
            }
        })
        .collect()
}

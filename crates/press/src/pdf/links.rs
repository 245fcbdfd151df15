//! Places on pages that are set, and the ways that lead to them.
//!
//! Typst can find places itself, but sets every line with a link again when it knows where its place stands, and again
//! to be sure. The typography says only the names (`metadata` at a place, `place:NAME` for a way to it); here they meet.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use typst::foundations::{Content, Value};
use typst::introspection::{MetadataElem, PagedPosition, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::{Destination, LinkMarker};
use typst_layout::Page;

/// What stands in the place of an address, before the name.
const PLACE: &str = "place:";

/// What is found on a page, in reading order.
pub(super) enum Found {
    /// Letters or a picture.
    Printed,
    /// A place with this name.
    Place(String, Point),
}

/// What stands on a page.
pub(super) fn found(page: &Page, each: &mut impl FnMut(Found)) {
    walk(&page.frame, Transform::identity(), each);
}

fn walk(frame: &Frame, within: Transform, each: &mut impl FnMut(Found)) {
    for (at, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let moved = within
                    .pre_concat(Transform::translate(at.x, at.y))
                    .pre_concat(group.transform);
                walk(&group.frame, moved, each);
            }
            FrameItem::Tag(Tag::Start(content, _)) => {
                if let Some(name) = name(content) {
                    each(Found::Place(name, at.transform(within)));
                }
            }
            FrameItem::Text(_) | FrameItem::Image(..) => each(Found::Printed),
            FrameItem::Tag(Tag::End(..)) | FrameItem::Shape(..) | FrameItem::Link(..) => {}
        }
    }
}

/// The name of a place: of `metadata`, or the label of a heading.
fn name(content: &Content) -> Option<String> {
    if let Some(label) = content.label() {
        return Some(label.resolve().as_str().to_owned());
    }
    match &content.to_packed::<MetadataElem>()?.value {
        Value::Str(name) => Some(name.as_str().to_owned()),
        _ => None,
    }
}

/// Where each name stands first.
pub(super) fn places(pages: &[Page]) -> BTreeMap<String, PagedPosition> {
    let mut places = BTreeMap::new();
    for (page, number) in pages.iter().zip(1..) {
        let Some(number) = NonZeroUsize::new(number) else {
            continue;
        };
        found(page, &mut |found| {
            if let Found::Place(name, point) = found {
                let at = PagedPosition {
                    page: number,
                    point,
                };
                places.entry(name).or_insert(at);
            }
        });
    }
    places
}

/// Finishes the ways on a page: each leads to its place, and says to which page to those who have it read aloud.
pub(super) fn lead(page: &mut Page, places: &BTreeMap<String, PagedPosition>, word: &str) {
    lead_within(&mut page.frame, places, word);
}

fn lead_within(frame: &mut Frame, places: &BTreeMap<String, PagedPosition>, word: &str) {
    let place = |address: &str| {
        let name = address.strip_prefix(PLACE)?;
        Some(places.get(name).copied())
    };
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => lead_within(&mut group.frame, places, word),
            FrameItem::Link(to, _) => {
                let Destination::Url(address) = &*to else {
                    return true;
                };
                match place(address.as_str()) {
                    None => {}
                    Some(None) => return false,
                    Some(Some(at)) => *to = Destination::Position(at),
                }
            }
            FrameItem::Tag(Tag::Start(content, _)) => {
                let alt = content.to_packed::<LinkMarker>();
                let alt = alt.and_then(|way| way.alt.as_deref()).map(|alt| {
                    let at = place(alt).flatten();
                    at.map_or_else(
                        || of_contents(alt, word),
                        |at| format!("{word} {}", at.page),
                    )
                });
                if let (Some(alt), Some(way)) = (alt, content.to_packed_mut::<LinkMarker>()) {
                    way.alt = Some(alt.into());
                }
            }
            FrameItem::Text(_)
            | FrameItem::Image(..)
            | FrameItem::Shape(..)
            | FrameItem::Tag(_) => {}
        }
        true
    });
}

/// What Typst says of a line of the contents, “Notes” page 3, in the document's own word: it knows none in Kazakh.
fn of_contents(alt: &str, word: &str) -> String {
    let number = alt.rsplit_once(' ');
    let said = number.and_then(|(said, number)| {
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        let (title, _) = said.rsplit_once(' ').filter(|_| is_number)?;
        Some(format!("{title} {word} {number}"))
    });
    said.unwrap_or_else(|| alt.to_owned())
}

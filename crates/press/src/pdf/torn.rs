//! The pages of a sheet that are kept, when the next sheet sets its last pages again.
//!
//! What began on them (a table, its figure, a section of the tags) must end on them too, or the file cannot be read
//! aloud: its end is brought over from the pages that are dropped, and a table that goes on there has no rows but its
//! own.

use std::collections::HashSet;
use std::sync::Arc;

use typst::comemo;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point};
use typst::model::TableElem;
use typst_layout::{Page, PagedDocument};

/// The first `count` pages; `rows` of a table that goes on stand on them.
pub(super) fn off(laid: PagedDocument, count: usize, rows: usize) -> Vec<Page> {
    let (kept, dropped) = laid.pages().split_at(count.min(laid.pages().len()));
    let mut open = HashSet::new();
    for page in kept {
        tags(&page.frame, &mut |tag| {
            match tag {
                Tag::Start(..) => open.insert(tag.location()),
                Tag::End(location, ..) => open.remove(location),
            };
        });
    }
    let mut ends = Vec::new();
    for page in dropped {
        tags(&page.frame, &mut |tag| {
            if matches!(tag, Tag::End(..)) && open.contains(&tag.location()) {
                ends.push(tag.clone());
            }
        });
    }
    let mut kept = kept.to_vec();
    // Nobody else looks at these pages any more, and what was thought of for them is of no use for the next.
    drop(laid);
    comemo::evict(0);
    for page in &mut kept {
        shorten(&mut page.frame, &open, rows);
    }
    if let Some(last) = kept.last_mut() {
        let at = Point::with_y(last.frame.height());
        let ends = ends.into_iter().map(|end| (at, FrameItem::Tag(end)));
        last.frame.push_multiple(ends);
    }
    kept
}

fn tags(frame: &Frame, each: &mut impl FnMut(&Tag)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => tags(&group.frame, each),
            FrameItem::Tag(tag) => each(tag),
            _ => {}
        }
    }
}

fn shorten(frame: &mut Frame, open: &HashSet<Location>, rows: usize) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => shorten(&mut group.frame, open, rows),
            FrameItem::Tag(Tag::Start(content, _)) => {
                let goes_on = content.location().is_some_and(|at| open.contains(&at));
                // With the row of headings.
                if let (true, Some(table)) = (goes_on, content.to_packed_mut::<TableElem>()) {
                    cut(table, rows + 1);
                }
            }
            _ => {}
        }
        true
    });
}

/// A table is ours alone, as its pages are.
fn cut(table: &mut TableElem, rows: usize) {
    if let Some(grid) = table.grid.as_mut().and_then(Arc::get_mut) {
        grid.rows.truncate(rows);
        grid.entries.truncate(rows * grid.cols.len());
        grid.hlines.truncate(rows + 1);
    }
}

//! Charts as SVG: typed data in, a picture with its words and the table behind it out.
//!
//! *What comes in.* Numbers that may be known, told as a range, told as at least, not known or hidden ([`Value`]), the
//! words around them in the reader's language ([`Caption`]), and the few words that a picture says by itself ([`Words`]).
//!
//! *What goes out.* Text: an `svg` element with title and description, for a page (colours from the style sheet
//! [`STYLE`]: light, dark, print) or for a file of its own; and a [`Table`] with all the data.
//!
//! *What it does not know.* Languages (but the names in its grids of tiles), records, how anything was counted, who may see it.
//!
//! Rules kept here: bars begin at nought; unknown is not nought, and a line ends there; a range is drawn as a range;
//! what is hidden is drawn as hidden; series differ by pattern and form and not by colour alone; text is text, measured
//! before it is set ([`measure`]), so that none lies over another or is cut without its whole in the table; what cannot
//! be drawn rightly is [`Refused`]. The same data make the same picture.

#![cfg_attr(
    test,
    expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")
)]

mod bars;
mod canvas;
mod chart;
mod columns;
mod data;
mod flow;
mod funnel;
mod heat;
mod lines;
mod look;
pub mod measure;
mod overlaps;
mod plot;
mod pyramid;
mod refused;
mod rows;
mod scale;
mod sheet;
mod stack;
mod stacked;
mod table;
pub mod text;
mod tiles;
mod timeline;
mod value;
mod words;
mod wrap;

pub use chart::{Chart, Id, Width};
pub use data::{Break, Breakdown, Caption, Course, Order, Period, Rest, Row, Series};
pub use flow::{Flow, FlowAct, Known, Party};
pub use look::STYLE;
pub use overlaps::{Combination, List, Overlaps};
pub use refused::{Many, Refused};
pub use stack::Stack;
pub use table::{Table, TableCell, TableRow};
pub use tiles::{Place, Tile, TileGrid, Tiles, TilesError};
pub use timeline::{Days, Edge, Moment, Timeline, When};
pub use value::{Amount, NumberError, Range, Value};
pub use words::Words;

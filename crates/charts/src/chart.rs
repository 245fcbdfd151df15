//! A chart: one kind of data, drawn for a page or for a file, and the table behind it.

use crate::canvas::px;
use crate::data::{Breakdown, Caption, Course};
use crate::flow::Flow;
use crate::look;
use crate::overlaps::Overlaps;
use crate::refused::Refused;
use crate::sheet::Sheet;
use crate::stack::Stack;
use crate::table::Table;
use crate::text::escape;
use crate::tiles::Tiles;
use crate::timeline::Timeline;
use crate::words::Words;
use crate::{
    bars, columns, flow, funnel, heat, lines, overlaps, pyramid, stacked, tiles, timeline,
};

/// A chart of some kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Categories as bars from the left, their numbers beside them; more series beside each other.
    Bars(Breakdown),
    /// Categories as bars of parts.
    Stacked(Stack<Breakdown>),
    /// Rows and columns of numbers, shaded by size.
    Heat(Breakdown),
    /// Lines over time. They break where a number is not known and where the method changed.
    Lines(Course),
    /// Columns over time; more series beside each other.
    Columns(Course),
    /// Columns of parts over time.
    StackedColumns(Stack<Course>),
    /// Two groups back to back by age or the like, and a third beside them. Zero-based, one scale.
    Pyramid(Breakdown),
    /// Stages as bars, with the share that comes from one to the next.
    Funnel(Breakdown),
    /// Regions as tiles, shaded by number.
    Tiles(Tiles),
    /// Things by their days.
    Timeline(Timeline),
    /// Lists and who stands on which of them.
    Overlaps(Overlaps),
    /// Who did what to whom.
    Flow(Flow),
}

/// What the ids within a picture begin with: an ASCII letter, then letters, digits and hyphens. Unique on its page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// Takes an id; `None` for what is none.
    #[must_use]
    pub fn new(id: &str) -> Option<Self> {
        let well_formed = id.starts_with(|first: char| first.is_ascii_alphabetic())
            && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        well_formed.then(|| Self(id.to_owned()))
    }

    /// The id of the picture with this number.
    #[must_use]
    pub fn numbered(number: usize) -> Self {
        Self(format!("chart-{number}"))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// For how much room a picture is drawn. Its text keeps its size; there is more beside each other in the wide one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// 560 px: a page of a book, a window.
    Wide,
    /// 300 px: a phone, a margin.
    Narrow,
}

/// Letters may stand out a little to either side of their width.
const MARGIN: f64 = 2.0;

impl Width {
    fn px(self) -> f64 {
        match self {
            Self::Wide => 560.0,
            Self::Narrow => 300.0,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

impl Chart {
    /// The words around it.
    #[must_use]
    pub fn caption(&self) -> &Caption {
        match self {
            Self::Bars(data) | Self::Heat(data) | Self::Pyramid(data) | Self::Funnel(data) => {
                &data.caption
            }
            Self::Stacked(stack) => &stack.parts().caption,
            Self::Lines(data) | Self::Columns(data) => &data.caption,
            Self::StackedColumns(stack) => &stack.parts().caption,
            Self::Tiles(data) => &data.caption,
            Self::Timeline(data) => &data.caption,
            Self::Overlaps(data) => &data.caption,
            Self::Flow(data) => &data.caption,
        }
    }

    /// The table behind it: all its data.
    #[must_use]
    pub fn table(&self, words: &Words) -> Table {
        match self {
            Self::Bars(data) | Self::Heat(data) | Self::Pyramid(data) | Self::Funnel(data) => {
                data.table(words)
            }
            Self::Stacked(stack) => stack.parts().table(words),
            Self::Lines(data) | Self::Columns(data) => data.table(words),
            Self::StackedColumns(stack) => stack.parts().table(words),
            Self::Tiles(data) => data.table(words),
            Self::Timeline(data) => data.table(),
            Self::Overlaps(data) => data.table(words),
            Self::Flow(data) => data.table(words),
        }
    }

    /// For a page: a `div` with the picture drawn narrow and wide, of which the style sheet [`crate::STYLE`] shows the
    /// one that fits.
    ///
    /// # Errors
    /// [`Refused`] when it cannot be drawn so that it is right and can be read.
    pub fn for_page(&self, id: &Id, words: &Words) -> Result<String, Refused> {
        let mut out = String::from("<div class=\"picture\">");
        for width in [Width::Narrow, Width::Wide] {
            out.push_str(&self.svg(id, width, words)?);
        }
        out.push_str("</div>\n");
        Ok(out)
    }

    /// For a file: one picture that needs no page and no style sheet, dark on light.
    ///
    /// # Errors
    /// [`Refused`] when it cannot be drawn so that it is right and can be read.
    pub fn for_file(&self, width: Width, words: &Words) -> Result<String, Refused> {
        let id = Id("chart".to_owned());
        let drawn = self.drawn(&id, width, words)?;
        Ok(drawn.element(&format!("<style>{}</style>\n", look::for_file())))
    }

    /// One `svg` element that takes its colours from the style sheet [`crate::STYLE`].
    ///
    /// # Errors
    /// [`Refused`] when it cannot be drawn so that it is right and can be read.
    pub fn svg(&self, id: &Id, width: Width, words: &Words) -> Result<String, Refused> {
        Ok(self.drawn(id, width, words)?.element(""))
    }

    fn drawn(&self, id: &Id, width: Width, words: &Words) -> Result<Drawn<'_>, Refused> {
        let id = format!("{}-{}", id.0, width.name());
        let mut sheet = Sheet::new(&id, width.px() - 2.0 * MARGIN, words);
        match self {
            Self::Bars(data) => bars::draw(data, &mut sheet)?,
            Self::Stacked(stack) => stacked::draw(stack.parts(), &mut sheet)?,
            Self::Heat(data) => heat::draw(data, &mut sheet)?,
            Self::Lines(data) => lines::draw(data, &mut sheet)?,
            Self::Columns(data) => columns::draw(data, columns::Parts::Beside, &mut sheet)?,
            Self::StackedColumns(stack) => {
                columns::draw(stack.parts(), columns::Parts::Upon, &mut sheet)?;
            }
            Self::Pyramid(data) => pyramid::draw(data, &mut sheet)?,
            Self::Funnel(data) => funnel::draw(data, &mut sheet)?,
            Self::Tiles(data) => tiles::draw(data, &mut sheet)?,
            Self::Timeline(data) => timeline::draw(data, &mut sheet)?,
            Self::Overlaps(data) => overlaps::draw(data, &mut sheet)?,
            Self::Flow(data) => flow::draw(data, &mut sheet)?,
        }
        let remarks = sheet.close();
        Ok(Drawn {
            id,
            width,
            height: sheet.y.ceil(),
            marks: sheet.canvas.finish(),
            caption: self.caption(),
            remarks,
        })
    }
}

/// A picture, before it is written.
struct Drawn<'c> {
    id: String,
    width: Width,
    height: f64,
    marks: String,
    caption: &'c Caption,
    remarks: Vec<String>,
}

impl Drawn<'_> {
    fn element(&self, style: &str) -> String {
        let Self { id, marks, .. } = self;
        let (width, height) = (px(self.width.px()), px(self.height));
        let mut description = self.caption.description.clone();
        for remark in &self.remarks {
            description.push(' ');
            description.push_str(remark);
        }
        // The size of the text is an attribute and not style: where a browser does not draw pictures (Tor Browser at its
        // safest), their words do not stand about the page, since there the page sets them at no size.
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart {name}\" role=\"img\" \
             aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\" viewBox=\"-{MARGIN} 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" font-size=\"13\">\n<title id=\"{id}-t\">{title}</title>\n\
             <desc id=\"{id}-d\">{description}</desc>\n{style}{marks}</svg>\n",
            name = self.width.name(),
            title = escape(&self.caption.title),
            description = escape(description.trim()),
        )
    }
}

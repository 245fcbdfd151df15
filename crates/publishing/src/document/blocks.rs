//! The blocks a section is made of.

use serde::{Deserialize, Serialize};

use super::{Count, Line, Query, RecordId, Table, TableId};

/// A block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Line),
    /// Figures side by side.
    Figures(Vec<Figure>),
    /// A table.
    Table(Table),
    /// A chart.
    Chart(Chart),
    /// A list.
    List(List),
    /// Terms with what they mean.
    Definitions(Vec<Definition>),
    /// What happened, day by day.
    Chronicle(Chronicle),
    /// Something the reader must not miss.
    Notice(Notice),
    /// The place of the notes.
    Notes,
}

/// A figure with what it counts, and what it is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The number with its unit.
    pub number: Count,
    /// What is counted, in a few words: "in June 2020".
    pub label: String,
    /// The same count for other periods.
    pub compared: Vec<Comparison>,
    /// What must be known to read the number; travels with it.
    pub caveat: Option<String>,
    /// What finds the records.
    pub query: Option<Query>,
}

/// The same count for another period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// Which period.
    pub label: String,
    /// The number with its unit.
    pub number: Count,
    /// What finds the records.
    pub query: Option<Query>,
}

/// A chart, as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The same in a sentence or two for those who cannot see it.
    pub description: String,
    /// What is counted.
    pub unit: String,
    /// What the bars stand for: "Type of act".
    pub heading: String,
    /// How it is drawn.
    pub look: ChartLook,
    /// Nothing is in two bars: what there is no room for can be drawn as one.
    pub adds_up: bool,
    /// Names of the series, at least one.
    pub series: Vec<String>,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
    /// The table of this document that holds the same data; without one the
    /// chart brings its own.
    pub data_in: Option<TableId>,
    /// The label of that table.
    pub data_label: Option<String>,
    /// What no place in the picture stands for, in a sentence: records without a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_drawn: Option<String>,
    /// The lists whose overlaps the bars are; empty in every other look.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ListSize>,
    /// On a timeline when the things of each bar were, in turn; empty in every other look.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moments: Vec<Vec<Lasting>>,
}

/// When one thing was: as EDTF text, empty where it is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lasting {
    /// When, or from when.
    pub from: String,
    /// Until when, where it lasted.
    pub to: String,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartLook {
    /// Bars from the left, one below the other.
    Bars,
    /// Columns side by side; the code of a bar is its month: `2020-06`.
    Months,
    /// Regions of Kazakhstan as tiles; the code of a bar is that of ISO 3166-2: `KZ-75`.
    Regions,
    /// Lines over time; the code of a bar is its year, quarter, month or day.
    Lines,
    /// Bars, or columns over time, of parts that add up to the whole of each.
    Stacked,
    /// Rows and columns of numbers, shaded by size.
    Heat,
    /// Two groups back to back, and a third beside them.
    Pyramid,
    /// Stages one below the other, each with the share that comes to it from the one before.
    Funnel,
    /// A line of time for each bar, with a mark for each of its things ([`Chart::moments`]).
    Timeline,
    /// How many stand on exactly these lists (an UpSet plot); the code of a bar says on which, `0` or `1` for each of
    /// [`Chart::lists`] in turn: `101`.
    Overlaps,
}

/// A list whose overlaps with others are drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSize {
    /// What it is called.
    pub name: String,
    /// How many stand on it, alone or with others.
    pub size: BarValue,
}

/// A bar, or as many as there are series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// The same as a code, where there is one.
    pub code: Option<String>,
    /// One number for each series.
    pub values: Vec<BarValue>,
    /// The bar as a whole, counted for itself; none where nobody counted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<BarValue>,
}

/// A number of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum BarValue {
    /// This many.
    Known(u64),
    /// From the lowest to the highest told; without a highest, at least so many.
    Between(u64, Option<u64>),
    /// Too small to be shown.
    Hidden,
}

impl From<u64> for BarValue {
    fn from(number: u64) -> Self {
        Self::Known(number)
    }
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Numbered from 1?
    pub numbered: bool,
    /// The items.
    pub items: Vec<Line>,
}

/// A term with what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// The term.
    pub term: String,
    /// What it means.
    pub meaning: Line,
}

/// What happened, day by day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chronicle {
    /// What it lists.
    pub caption: String,
    /// The entries, in order.
    pub entries: Vec<ChronicleEntry>,
    /// The sentence that stands for a chronicle without entries.
    pub empty_text: String,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChronicleEntry {
    /// The record it is about.
    pub record: Option<RecordId>,
    /// Its number in the publication: "A12". Older documents have it in their annex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// When, in words.
    pub date: String,
    /// When, as EDTF text; empty where unknown.
    pub edtf: String,
    /// Where.
    pub place: Option<String>,
    /// To whom.
    pub who: Option<String>,
    /// What was done.
    pub what: String,
    /// By whom.
    pub by: Option<String>,
    /// Under which law.
    pub law: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
    /// The sources: signs of notes.
    pub sources: Line,
}

/// Something the reader must not miss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// How serious.
    pub kind: NoticeKind,
    /// The heading.
    pub title: String,
    /// What it says.
    pub content: Vec<Line>,
}

/// How serious a notice is. Said in words and form, not by colour only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// Good to know.
    Remark,
    /// Changes how a figure must be read.
    Warning,
}

//! Counting, with the names of things and the reader's rights.

mod charted;
mod compared;
pub(crate) mod defined;
mod exporting;
mod published;
mod quoted;
pub(crate) mod tables;
mod which;

pub use charted::{Draw, LOOKS, LookChoice, ShownCount};
pub use compared::{Contributor, PeriodsCompared};
pub use defined::{DefinitionWords, Level};
pub use exporting::CountFile;
pub(crate) use exporting::picture;
pub use published::{AnswerWords, TableHeading};
pub use tables::{SavedTable, StoredTable};
pub use which::{ActAgainstSeveral, PersonOfSeveral, WhichRow, WhichWord};

use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use aigaq_counting::{Answer, Bits, Counting, Labels, Query, Reader as CountReader, Selection};
use aigaq_schema::Schema;
use aigaq_view::Reader;

/// What a reader may count by: without hidden properties, and without records too sensitive for them.
#[must_use]
pub fn hidden_from(
    schema: &Schema,
    reader: &Reader,
    columns: &aigaq_counting::Columns,
) -> CountReader {
    let mut counted = CountReader::of_everything();
    for record_type in schema.types() {
        for property in record_type.properties.iter().filter(|p| !reader.may_see(p)) {
            counted = counted.without(&record_type.code, &property.code);
        }
        if let Some(rows) = visible_rows(schema, reader, columns, &record_type.code) {
            counted = counted.only(&record_type.code, rows);
        }
    }
    counted
}

/// The rows of a type that a reader may see; `None` when they may see all.
pub(crate) fn visible_rows(
    schema: &Schema,
    reader: &Reader,
    columns: &aigaq_counting::Columns,
    record_type: &str,
) -> Option<Bits> {
    let table = columns.table(record_type)?;
    let column = table.column("sensitivity")?;
    let dictionary = columns.dictionary(column.dictionary()?)?;
    let aigaq_counting::Data::Codes { values, .. } = column.data() else {
        return None;
    };
    let usual = schema.record_type(record_type)?.sensitivity;
    // Asked of each level once, not of each record; states stand for what is not told.
    let sees: Vec<bool> = (0..dictionary.size())
        .map(|level| reader.may_see_record(dictionary.code(level), usual))
        .collect();
    if sees.iter().all(|sees| *sees) {
        return None;
    }
    let rows = Bits::where_true(table.rows(), |row| {
        sees.get(values[row] as usize).copied().unwrap_or(false)
    });
    (rows.count() < u64::from(table.rows())).then_some(rows)
}

/// What codes and records are called in the reader's language.
pub(crate) struct Called<'v>(pub Naming<'v>);

impl Labels for Called<'_> {
    fn code(&self, dictionary: &str, code: &str) -> String {
        match dictionary {
            "yesno" => self.0.words.say(code),
            aigaq_view::AGREEMENT => self.0.words.say(&format!("agreement.{code}")),
            list => self.0.code(list, code),
        }
    }

    fn state(&self, key: &str) -> String {
        match key {
            "imprecise" => self.0.words.say("date.imprecise"),
            "no date" => self.0.words.say("date.none"),
            "not asked" => self.0.words.say("state.not_asked"),
            "withheld" => self.0.words.say("state.withheld"),
            "none" => self.0.words.say("state.none"),
            _ => self.0.words.say("state.unknown"),
        }
    }

    fn date(&self, key: &str) -> String {
        aigaq_publishing::dates::span(key, self.0.ask.language)
    }

    fn record_key(&self, table: &str, row: u32) -> String {
        match self.0.view.brief_at(&self.0.ask.reader, table, row) {
            Ok(Some(brief)) => brief.id.to_string(),
            _ => format!("{table}/{row}"),
        }
    }

    fn row(&self, table: &str, key: &str) -> Option<u32> {
        let id = key.parse().ok()?;
        let brief = self.0.view.brief(&self.0.ask.reader, id).ok()??;
        (brief.record_type == table).then_some(brief.row)
    }

    fn record(&self, table: &str, row: u32) -> String {
        match self.0.view.brief_at(&self.0.ask.reader, table, row) {
            Ok(Some(brief)) => self.0.named(&brief).map(|n| n.caption).unwrap_or_default(),
            _ => self.0.words.say("state.withheld"),
        }
    }
}

impl Workspace {
    /// Counts.
    ///
    /// # Errors
    /// When the question names what is not there or what the reader may not see.
    pub fn count(&self, ask: &Asking, query: &Query) -> Result<Answer, WorkspaceError> {
        self.counting(ask, |counting| Ok(counting.count(query)?))
    }

    /// The rows of the unit's type that a question is about.
    ///
    /// # Errors
    /// As [`Workspace::count`].
    pub fn select(&self, ask: &Asking, query: &Query) -> Result<Selection, WorkspaceError> {
        self.counting(ask, |counting| Ok(counting.select(query)?))
    }

    pub(crate) fn counting<T>(
        &self,
        ask: &Asking,
        with: impl FnOnce(&Counting<'_>) -> Result<T, WorkspaceError>,
    ) -> Result<T, WorkspaceError> {
        self.counting_as(
            ask,
            &hidden_from(self.schema(), &ask.reader, self.view.columns()),
            with,
        )
    }

    /// Counts within some rows of a type, as if the others were not there.
    pub(crate) fn counting_within<T>(
        &self,
        ask: &Asking,
        (record_type, mut rows): (&str, Bits),
        with: impl FnOnce(&Counting<'_>) -> Result<T, WorkspaceError>,
    ) -> Result<T, WorkspaceError> {
        let columns = self.view.columns();
        if let Some(visible) = visible_rows(self.schema(), &ask.reader, columns, record_type) {
            rows.keep(&visible);
        }
        self.counting_as(
            ask,
            &hidden_from(self.schema(), &ask.reader, columns).only(record_type, rows),
            with,
        )
    }

    pub(crate) fn counting_as<T>(
        &self,
        ask: &Asking,
        reader: &CountReader,
        with: impl FnOnce(&Counting<'_>) -> Result<T, WorkspaceError>,
    ) -> Result<T, WorkspaceError> {
        let called = Called(Naming::new(&self.view, *ask));
        with(&Counting {
            columns: self.view.columns_for(&ask.reader)?.as_ref(),
            clusters: &self.sameness()?.counted,
            labels: &called,
            reader,
            threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        })
    }
}

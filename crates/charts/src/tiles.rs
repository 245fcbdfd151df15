//! A country as tiles: each region a square of the same size, shaded by its number, so that a large empty region does
//! not look like much. Where a map would show places, a picture without borders shows numbers and starts no dispute.

use aigaq_schema::Language;

use crate::canvas::{Anchor, Rect, Text, Type};
use crate::data::{Caption, something_known};
use crate::heat::Shades;
use crate::refused::Refused;
use crate::sheet::Sheet;
use crate::table::{Table, TableCell, TableRow};
use crate::value::Value;
use crate::words::Words;
use crate::wrap::{Room, wrapped};

/// Places on a grid of tiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileGrid {
    tiles: Vec<Tile>,
}

/// One tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// The code of the place: `KZ-75`.
    pub code: String,
    /// From the left, from nought.
    pub column: u8,
    /// From the top, from nought.
    pub row: u8,
    /// Its name, short: a dozen letters.
    pub name: String,
    /// Its name where there is room for three or four letters.
    pub abbreviation: String,
}

/// The text is no grid of tiles.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TilesError {
    /// A line is not of the form of the shipped file.
    #[error("line {line} is not a code, a column, a row, and names in three languages")]
    Line {
        /// Which line, from 1.
        line: usize,
    },
    /// Two tiles stand in one place, or have one code.
    #[error("{code} stands where another tile stands, or twice")]
    Twice {
        /// Of which place.
        code: String,
    },
    /// There are no tiles, or they reach further than a picture.
    #[error("a grid has from one to twelve columns and rows")]
    Size,
}

impl TileGrid {
    /// Columns, and rows, that a picture can hold.
    const MOST: u8 = 12;

    /// The regions of Kazakhstan since the reform of 2022, and its cities of republican significance.
    #[must_use]
    pub fn kazakhstan(language: Language) -> Self {
        // A test reads the shipped file.
        Self::parse(include_str!("../data/kazakhstan.txt"), language)
            .unwrap_or(Self { tiles: Vec::new() })
    }

    /// Reads a grid: a line is `code column row | name | abbreviation | …`, the names in English, Russian and Kazakh;
    /// `#` begins a comment.
    ///
    /// # Errors
    /// [`TilesError`] with the line or the place.
    pub fn parse(text: &str, language: Language) -> Result<Self, TilesError> {
        let mut tiles: Vec<Tile> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let line_error = TilesError::Line { line: index + 1 };
            let tile = tile(line, language).ok_or(line_error)?;
            let taken = |other: &Tile| {
                other.code == tile.code || (other.column, other.row) == (tile.column, tile.row)
            };
            if tiles.iter().any(taken) {
                return Err(TilesError::Twice { code: tile.code });
            }
            if tile.column >= Self::MOST || tile.row >= Self::MOST {
                return Err(TilesError::Size);
            }
            tiles.push(tile);
        }
        if tiles.is_empty() {
            return Err(TilesError::Size);
        }
        Ok(Self { tiles })
    }

    /// The tiles.
    #[must_use]
    pub fn tiles(&self) -> &[Tile] {
        &self.tiles
    }
}

fn tile(line: &str, language: Language) -> Option<Tile> {
    let mut parts = line.split('|').map(str::trim);
    let mut place = parts.next()?.split_whitespace();
    let (code, column, row) = (place.next()?, place.next()?, place.next()?);
    let names: Vec<&str> = parts.collect();
    let at = match language {
        Language::En => 0,
        Language::Ru => 2,
        Language::Kk => 4,
    };
    if names.len() != 6 || names.iter().any(|name| name.is_empty()) || place.next().is_some() {
        return None;
    }
    Some(Tile {
        code: code.to_owned(),
        column: column.parse().ok()?,
        row: row.parse().ok()?,
        name: (*names.get(at)?).to_owned(),
        abbreviation: (*names.get(at + 1)?).to_owned(),
    })
}

/// A place with its number.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its code, as in the grid.
    pub code: String,
    /// Its name in full, for the table.
    pub label: String,
    /// Its number.
    pub value: Value,
}

/// Numbers of places on a grid of tiles. A tile without a place is drawn as not known; a place without a tile (abroad, a
/// region that is no more) is said beneath.
#[derive(Debug, Clone, PartialEq)]
pub struct Tiles {
    /// The words around it.
    pub caption: Caption,
    /// What the places are: "Region".
    pub heading: String,
    /// Where they stand.
    pub grid: TileGrid,
    /// The places.
    pub places: Vec<Place>,
}

impl Tiles {
    pub(crate) fn table(&self, words: &Words) -> Table {
        let rows = self.places.iter().map(|place| TableRow {
            label: place.label.clone(),
            cells: vec![TableCell::of(place.value, words)],
        });
        Table {
            head: vec![self.heading.clone(), self.caption.unit.clone()],
            rows: rows.collect(),
        }
    }

    fn value(&self, code: &str) -> Value {
        let here = self.places.iter().filter(|place| place.code == code);
        let values = here.map(|place| place.value);
        values.reduce(Value::plus).unwrap_or(Value::Unknown)
    }
}

pub(crate) fn draw(data: &Tiles, sheet: &mut Sheet<'_>) -> Result<(), Refused> {
    const GAP: f64 = 3.0;
    let tiles = &data.grid.tiles;
    if data.places.is_empty() || tiles.is_empty() {
        return Err(Refused::Empty);
    }
    something_known(data.places.iter().map(|place| &place.value))?;
    let values: Vec<Value> = tiles.iter().map(|tile| data.value(&tile.code)).collect();
    let whole = values.iter().all(|value| value.is_whole());
    let shades = Shades::of(values.iter(), whole);
    shades.key(sheet, &data.caption.unit);

    let columns = tiles.iter().map(|tile| tile.column).max().unwrap_or(0) + 1;
    let side = (sheet.width / f64::from(columns)).min(92.0);
    let small = side < 70.0;
    let (name, height) = (Type::SMALL, if small { side.max(36.0) } else { 50.0 });
    let top = sheet.y;
    for (tile, value) in tiles.iter().zip(&values) {
        let rect = Rect {
            x: side * f64::from(tile.column),
            y: top + height * f64::from(tile.row),
            width: side - GAP,
            height: height - GAP,
        };
        // Letters stand on it: no pattern.
        let shown = match value {
            Value::Suppressed => Value::Unknown,
            other => *other,
        };
        let dark = shades.fill(sheet, shown, rect);
        let set = if dark { name.reversed() } else { name };
        let text = if small {
            &tile.abbreviation
        } else {
            &tile.name
        };
        let number = value.brief(sheet.words);
        let number_set = if dark {
            Type::BODY.reversed()
        } else {
            Type::BODY
        };
        let room = |set: Type| Room {
            width: rect.width - 2.0,
            lines: 1,
            size: set.size,
        };
        let centre = rect.x + rect.width / 2.0;
        let upper = rect.y + rect.height / 2.0 - 4.0;
        for line in wrapped(text, room(set)).lines {
            sheet.write(centre, upper, Anchor::Middle, set, &line);
        }
        let fits = number_set.width(&number) <= rect.width - 2.0;
        if fits {
            let (x, y) = (centre, upper + 17.0);
            let (anchor, set) = (Anchor::Middle, number_set);
            sheet.write_if_free(Text {
                x,
                y,
                anchor,
                set,
                text: &number,
            });
        }
        sheet.y = sheet.y.max(rect.y + rect.height);
    }
    sheet.y += 2.0;
    sheet.explain_signs(values.iter().copied());
    elsewhere(data, sheet);
    Ok(())
}

/// What has no tile is not lost.
fn elsewhere(data: &Tiles, sheet: &mut Sheet<'_>) {
    let on_grid = |code: &str| data.grid.tiles.iter().any(|tile| tile.code == code);
    let beside: Vec<String> = data
        .places
        .iter()
        .filter(|place| !on_grid(&place.code) && place.value.high() != Some(0.0))
        .map(|place| format!("{} – {}", place.label, place.value.told(sheet.words)))
        .collect();
    if !beside.is_empty() {
        let said = sheet
            .words
            .elsewhere
            .replace("{places}", &beside.join("; "));
        sheet.remark(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_twenty_regions_and_cities_stand_each_in_its_place_in_three_languages() {
        for language in Language::ALL {
            let text = include_str!("../data/kazakhstan.txt");
            let grid = TileGrid::parse(text, language).unwrap();
            assert_eq!(grid.tiles.len(), 20);
            let names: BTreeSet<&str> = grid.tiles.iter().map(|tile| tile.name.as_str()).collect();
            let short: BTreeSet<&str> = grid
                .tiles
                .iter()
                .map(|tile| tile.abbreviation.as_str())
                .collect();
            assert_eq!((names.len(), short.len()), (20, 20));
            assert_eq!(TileGrid::kazakhstan(language), grid);
        }
    }

    #[test]
    fn a_line_that_is_no_tile_is_named() {
        let read = |text: &str| TileGrid::parse(text, Language::En);
        let good = "A 0 0 | a | b | c | d | e | f";
        assert!(read(good).is_ok());
        assert_eq!(read("A 0 0 | a"), Err(TilesError::Line { line: 1 }));
        assert_eq!(
            read("A 0 x | a | b | c | d | e | f"),
            Err(TilesError::Line { line: 1 })
        );
        assert!(matches!(
            read(&format!("{good}\n{good}")),
            Err(TilesError::Twice { .. })
        ));
        assert_eq!(
            read("A 40 0 | a | b | c | d | e | f"),
            Err(TilesError::Size)
        );
        assert_eq!(read("# nothing\n"), Err(TilesError::Size));
    }
}

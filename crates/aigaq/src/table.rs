//! Tables for a terminal: columns aligned, long cells cut with a mark.

/// The widest a cell is printed, in characters.
const WIDEST: usize = 44;

/// Lines of a table; the columns in `right` stand to the right.
pub fn lines(headings: &[String], rows: &[Vec<String>], right: &[bool]) -> String {
    let shown: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| cut(cell)).collect())
        .collect();
    let width = |column: usize| {
        let cells = shown
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count());
        cells
            .chain([headings[column].chars().count()])
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let line = |cells: &[String]| {
        let mut out = String::new();
        for (column, cell) in cells.iter().enumerate() {
            let pad = " ".repeat(widths[column].saturating_sub(cell.chars().count()));
            let to_the_right = right.get(column).copied().unwrap_or(false);
            let (before, after) = if to_the_right {
                (pad.as_str(), "")
            } else {
                ("", pad.as_str())
            };
            out.push_str(before);
            out.push_str(cell);
            out.push_str(after);
            out.push_str("  ");
        }
        format!("{}\n", out.trim_end())
    };
    let mut out = line(headings);
    out.push_str(&line(
        &widths.iter().map(|w| "─".repeat(*w)).collect::<Vec<_>>(),
    ));
    shown.iter().for_each(|row| out.push_str(&line(row)));
    out
}

/// One line, without control characters, which a terminal would obey.
fn cut(cell: &str) -> String {
    let clean: String = cell
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if clean.chars().count() <= WIDEST {
        return clean;
    }
    let kept: String = clean.chars().take(WIDEST - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_to_the_right_and_no_cell_commands_the_terminal() {
        let rows = vec![
            vec!["жалоба\u{1b}[2J".to_owned(), "7".to_owned()],
            vec!["x".repeat(60), "1414".to_owned()],
        ];
        let text = lines(&["what".to_owned(), "n".to_owned()], &rows, &[false, true]);
        assert!(!text.contains('\u{1b}'));
        assert!(text.lines().nth(2).is_some_and(|l| l.ends_with("     7")));
        assert!(text.contains('…'));
    }
}

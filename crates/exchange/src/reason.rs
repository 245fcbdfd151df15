//! Why a cell, a row or a file could not be used: the sentences, each under its name.

use aigaq_schema::Reason;
use aigaq_typed::Misunderstood;

aigaq_schema::reasons! { in "import", keys KEYS;
    // Rows.
    /// A row without an id.
    pub(crate) row_without_id() = "the row has no id";
    /// Two rows with one id.
    pub(crate) row_twice(id, line) = "the row id “{id}” stands twice (first in line {line})";
    /// Two rows of a sheet with one number.
    pub(crate) number_twice(id, line) = "the number “{id}” stands twice (first in row {line})";
    /// Two rows that say the same.
    pub(crate) same_as_row(line) = "says the same in every cell as row {line}: if it is another incident, tell it apart; else delete it";
    /// A row of a sheet that tells of nothing.
    pub(crate) no_incident() = "says neither when, nor what, nor to whom, nor which act: it is no incident, or its cells stand in other columns";
    /// A row with more or fewer cells than headings.
    pub(crate) row_cells(cells, headings) = "the row has {cells} cells where the headings have {headings}: look for a missing or an extra delimiter";
    /// A row that is too long.
    pub(crate) row_too_long(megabytes, columns) = "the row is longer than {megabytes} MB or {columns} columns";
    /// What is wrong, and in which column.
    pub(crate) in_column(what, column) = "{what} (column “{column}”)";

    // Cells as they stand in the file.
    /// A cell under no heading.
    pub(crate) without_heading(column) = "a cell stands in column {column}, where there is no heading";
    /// Text behind a quotation mark.
    pub(crate) after_quote() = "text stands behind the closing quotation mark: double the marks (\"\") that belong to the text";
    /// A cell that is too long.
    pub(crate) cell_too_long(most, bytes) = "the cell is longer than {most} characters ({bytes} bytes): keep long texts as files";
    /// A cell or a row that is too long.
    pub(crate) cell_or_row_too_long(most, megabytes) = "the cell is longer than {most} characters, or the row longer than {megabytes} MB: keep long texts as files";
    /// A cell with a NUL character.
    pub(crate) nul() = "the cell holds a NUL character: the file may be damaged or no table";
    /// A formula that failed.
    pub(crate) formula(error) = "the sheet holds the error {error}: mend the formula and save it again";
    /// A number that is infinite or none.
    pub(crate) endless_number() = "the cell holds a number without end";

    // References.
    /// A row that is not in another table.
    pub(crate) not_in_table(table) = "names a row that is not in the table {table}";
    /// A row that is in none of the tables.
    pub(crate) not_in_tables(tables) = "names a row that is not there (in {tables})";
    /// The id of no record.
    pub(crate) no_such_record() = "is the id of a record that is not there";
    /// A source that is not in the table of sources.
    pub(crate) no_such_source() = "names a source that is not in the table of sources";
    /// A place in no source of the row.
    pub(crate) place_of_no_source() = "begins with none of the sources of the row: write the id of the source, then the place";
    /// A place in no known source.
    pub(crate) place_of_unknown_source() = "begins with no known source";
    /// A cell that belongs to another, which is empty.
    pub(crate) belongs_to_empty(column) = "the cell of “{column}”, to which it belongs, is empty";

    // Values.
    /// No reference to a law.
    pub(crate) no_law() = "is no reference to a law";
    /// A property that the record type does not have.
    pub(crate) no_property(record_type, property) = "{record_type} has no property “{property}”";
    /// An unknown qualifier of a number.
    pub(crate) no_qualifier() = "is no qualifier of a number that the mapping knows";
    /// A qualifier without a number.
    pub(crate) qualifies_nothing() = "qualifies a number that is not there";
    /// A number and its ends.
    pub(crate) number_and_ends() = "the row gives the number and also its lowest or highest: leave one of the two empty";
    /// A currency alone.
    pub(crate) no_amount() = "a currency stands without an amount";
    /// A sum without a currency.
    pub(crate) no_currency() = "a sum stands without its currency";
    /// No code of a currency.
    pub(crate) not_a_currency(currency) = "“{currency}” is no currency: write its code of three letters (KZT, USD)";
    /// A treaty without an article.
    pub(crate) no_article(treaty) = "“{treaty}” names no article: write ICCPR 9, 14; UDHR 9";
    /// No article of a treaty.
    pub(crate) not_an_article(article, treaty) = "“{article}” is no article of {treaty}";
    /// Articles that the list of rights does not know.
    pub(crate) unknown_articles(text) = "“{text}” names no article that the list of rights knows";

    // A group's own workbook.
    /// A word that the list of acts does not have.
    pub(crate) unknown_act() = "is in no list of types of act yet: say what it is; until then the act is imported without its type";
    /// A word that the list of perpetrators does not have.
    pub(crate) unknown_perpetrator() = "is in no list of perpetrators yet: say what it is; until then the name is imported without it";
    /// A word that a list does not have.
    pub(crate) unknown_word() = "is not yet a known word of this column: say what it means";
    /// Several regions in a row.
    pub(crate) several_regions(region) = "names more than one region (also {region}): only the first is imported; write a row for each";
    /// An article that names no code of law.
    pub(crate) article_of_no_code(article) = "names no code of law for article {article}: say of which it is";
    /// A span of days beside an end.
    pub(crate) span_and_end() = "is a span of days, and the end stands in a column of its own: write the beginning here and the end there";
    /// A number where a date should be.
    pub(crate) number_for_date(what) = "{what} (the cell holds a number: give it the format of a date, or write the date as text)";
    /// A cell that refers to the one above it, which is not there.
    pub(crate) nothing_above() = "says the same as the cell above, and nothing stands above: write it out";
    /// No day.
    pub(crate) no_day(text) = "“{text}” is no day: write 2024-05-05, 2024-05 or 2024";
    /// No month.
    pub(crate) no_month(number) = "{number} is no month: write 1 to 12";
    /// Neither names nor a number.
    pub(crate) no_people() = "is neither a name nor a number of people: write the names, or how many people it were";
    /// A category of nobody.
    pub(crate) category_of_nobody() = "says what the targets are, but the row names no target";
    /// Other numbers of categories and targets.
    pub(crate) categories_and_targets(categories, targets) = "names {categories} categories for {targets} targets of the row: write one for all, or one for each in the same order";
    /// A number smaller than the number of names.
    pub(crate) fewer_than_named(named) = "is fewer people than the {named} that the row names";
    /// What was not understood, and the readings there are.
    pub(crate) offered(what, suggestions) = "{what}; did you mean {suggestions}?";

    /// No such list.
    pub(crate) no_list(list) = "there is no list “{list}”";
    /// No such code.
    pub(crate) not_a_code(code, list, near) = "“{code}” is no code of the list “{list}”{near}";

    // Whole files.
    /// A broken workbook.
    pub(crate) no_workbook(detail) = "is no readable workbook ({detail}): open it in a spreadsheet program and save it as .xlsx (not .ods, .xlsb) or as “CSV UTF-8”";
    /// A CSV file that cannot be read on.
    pub(crate) broken_csv(detail) = "cannot be read as CSV ({detail}): open it in a spreadsheet program and save it as “CSV UTF-8”";
    /// A workbook that could not be written.
    pub(crate) not_written(detail) = "could not be written as a workbook ({detail}): try CSV";
    /// An old workbook.
    pub(crate) old_workbook() = "is a workbook of the old kind (.xls): save it as .xlsx or as “CSV UTF-8”";
    /// An old workbook, or one that is locked.
    pub(crate) old_or_locked_workbook() = "is a workbook of the old kind (.xls), or one with a password: save it without a password as .xlsx or as “CSV UTF-8”";
    /// Letters of two bytes.
    pub(crate) utf_16() = "is written in UTF-16: save the table as “CSV UTF-8” and import it again";
    /// What is wrong with the headings.
    pub(crate) in_headings(what) = "in the headings: {what}";
    /// Too many columns.
    pub(crate) too_many_columns(columns, most) = "has {columns} columns; the most is {most}";
    /// Too many sheets.
    pub(crate) too_many_sheets(sheets, most) = "has {sheets} sheets; the most is {most}";
    /// Too many cells.
    pub(crate) too_many_cells(most) = "holds more than {most} filled cells: split it by year or month";
    /// Cells far from each other.
    pub(crate) strewn(sheet, rows, columns) = "sheet “{sheet}” has cells in {rows} rows and {columns} columns, which is more than a table of incidents: delete what does not belong to it, or split it";
    /// Too large when unpacked.
    pub(crate) too_large_unpacked(megabytes) = "holds more than {megabytes} MB when unpacked: split it, or save it as “CSV UTF-8”";
    /// Too large a file.
    pub(crate) too_large(megabytes) = "is larger than {megabytes} MB: split it";
    /// A quotation mark without its end.
    pub(crate) open_quote(column) = "the quotation mark opened in column {column} is never closed: close it, or double it (\"\") if it belongs to the text";
    /// No such sheet.
    pub(crate) no_sheet(sheet, sheets) = "has no sheet “{sheet}”; its sheets are: {sheets}";
    /// No sheet is understood.
    pub(crate) no_headings() = "holds no sheet with headings that are understood: there must be a row with words such as Дата, Что произошло, Пострадавшие (date, what happened, to whom); or say which row it is";
    /// Sheets that were all left out.
    pub(crate) no_sheet_of_incidents() = "holds no sheet that is imported: each is hidden, or tells neither when, nor what, nor to whom, or was left out; say which sheet is to be imported";
    /// A table in two files.
    pub(crate) table_twice(table, file) = "the table “{table}” is also in {file}: remove one of the two";

    // Columns of a table by type.
    /// A property with nearly this name.
    pub(crate) column_near(column) = "; did you mean “{column}”?";
    /// The properties there are.
    pub(crate) columns_there(record_type, columns) = "; {record_type} has: {columns}";
    /// A property that is not read from a cell.
    pub(crate) column_not_read() = " (files and statements cannot be read from a cell)";
}

/// What was not understood in a cell, with the readings there are.
pub(crate) fn misunderstood(wrong: &Misunderstood) -> Reason {
    let bare = Misunderstood {
        suggestions: Vec::new(),
        ..wrong.clone()
    };
    let what = bare.reason();
    if wrong.suggestions.is_empty() {
        return what;
    }
    offered(what, wrong.suggestions.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_has_a_name_of_its_own() {
        let mut keys = KEYS.to_vec();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), KEYS.len());
    }
}

# Search, lists, saved searches, sheets.

find-words-needed = The words are needed again
find-words-forgotten = The words of this search were forgotten when the workspace was locked or the program was started again: they are in no address and in no file. Type them again; everything else that was chosen is still there.
find-words-in-address = Words are not read from an address, because addresses stay in the history of the browser. Type them here.
find-without-words = Go on without words
find-cut = Only the first 16 words and 1,000 characters are searched for; what stands behind them has no say.
find-near = No record holds these words. Shown are those with names written nearly so.
find-near-hits = Names written nearly so
find-as-table = As a table: filter, sort, export
find-since = Changed since
find-chosen-source = according to: { $what }
find-chosen-place = place: { $what }
find-columns = Columns
find-columns-legend = Columns to show. Those shown come first, in their order.
find-column-earlier = Move “{ $what }” to the left
find-columns-show = Show these columns
find-columns-usual = Usual columns
find-save = Save this search
find-save-name = Name
find-save-hint = Kept in the journal with its words, conditions, columns and order; encrypted, like everything else.
find-save-button = Save
find-saved = Saved searches
find-saved-one = Saved search:
find-saved-unnamed = Search of
find-rename = Rename
find-take-back = Take this search back
find-open = Show what is below “{ $what }”
find-close = Hide what is below “{ $what }”
find-fewer = Fewer values
find-date-fault = This is not understood as a date.
find-date-try = Perhaps meant: { $what }
find-all-of = { $n ->
    [one] { $shown } record
   *[other] All { $shown }
    }
find-export = { $n ->
    [one] Export { $shown } row:
   *[other] Export all { $shown } rows:
    }
find-dates-hint = Dates as you write them: 2020, June 2020, 9.06.2020. Only dates that lie wholly within are counted.
find-also-written = also:
find-stands-for = { $n ->
    [one] { $shown } record
   *[other] stands for { $shown } records
 }
find-more-spellings = { $n ->
    [one] { $shown } more
   *[other] { $shown } more
 }

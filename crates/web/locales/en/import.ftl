# Importing and the quarantine.

import-title = Import
import-lead = A spreadsheet becomes records. First you see what it is taken for and what would come in; nothing is saved until you say so.
import-how = What the file is
import-how-workbook = Our own workbook: months of incidents, as we keep it
import-how-type = A table whose headings are the properties of one type
import-file = File (.xlsx or .csv)
import-file-hint = At most 50 MB. The file stays in memory and is not kept; lock and it is forgotten.
import-look = Look at it
import-no-file = No file came, or it is empty. Choose a file and send it again.
import-this-file = What would come in
import-not-yet = Nothing is saved yet.
import-would = This import would bring
import-nothing-new = Everything in this file is here already: there is nothing to import.
import-words = What needs an answer
import-words-lead = Each is asked once and remembered. What stays without an answer goes to quarantine and can be imported later.
import-word-open = Not answered
import-word-likely = Perhaps
import-word-keep = None of these: keep the word as it is
import-hidden-column = hidden in the file
import-or-month-like = 1–12
import-or-month = Month
import-or-year-like = 2025
import-or-year = Year
import-or-date-like = 5 May, around 12 March
import-or-date = or the day
import-or-number-like = about 10, 35–40
import-or-number = or a number
import-or-law-like = Art. 488(6) CAO
import-or-law = or the law
import-or-code-like = several with ; between
import-or-code = or words of the list
import-serials-yes = Yes: the first is { $what }
import-serials-no = No, they are something else
import-value-keep = No value: keep the words
import-law-keep = No law of a code: keep the words
import-answer = Answer
import-examples = Examples
import-targets = Several people in one row
import-targets-lead = An act is the unit of counting. “Three detained” is one act with three targets, or three acts: the rule is chosen for each type and stands with every count.
import-act-type = Type of act
import-acts = Acts
import-counted = Counted
import-together = one act with all targets
import-each = one act for each target
import-faults-title = Cells that are not understood
import-faults-lead = They go into quarantine with their reason; the rest of their rows comes in. Correct them in the spreadsheet and import it again, and only what changed is taken.
import-where = Where
import-column = Column
import-value = Value
import-reason = Reason
import-sheets = Sheets and columns
import-name = Name of the workbook
import-name-hint = By it the same workbook is recognised next time, whatever its file is called.
import-take = Import this sheet
import-heading-row = Row of headings
import-year = Year of its dates
import-month = Month (1–12)
import-columns = What each column is
import-columns-correct = Correct what these columns are
import-sheets-correct = Sheets and columns: look and correct
import-back-to-look = Back to what is asked
import-unsure-columns = { $n ->
    [one] { $shown } column to be checked
   *[other] { $shown } columns to be checked
 }
import-is = Taken for
import-why = Why
import-unsure = please check
import-skipped-title = Rows that tell of no incident
import-check = Check again
import-do = Import
import-forget = Forget this file
sheet-empty = empty
sheet-no-headings = no headings found
sheet-asked = left out, as you said
sheet-hidden = hidden in the file; tick it to import it
sheet-no-incidents = a summary or a list: neither dates, nor descriptions, nor people
sheet-is-hidden = hidden in the file
why-said = you said so
why-remembered = answered before
why-heading = the heading says “{ $what }”
why-values = { $what } of { $more } values look like it
why-taken = another column is “{ $what }”
why-nothing = neither the heading nor the values tell
import-place = { $what }, row { $more }
skipped-above-headings = above the headings
skipped-headings = headings
skipped-column-numbers = numbers of columns
skipped-empty = empty
skipped-totals = totals
skipped-between = a heading between rows
skipped-below-table = under the table
skipped-sheet-left-out = the sheet is left out
quarantine-title = Quarantine
quarantine-lead = Cells and rows that an import left out, each with its reason. Correct them in the spreadsheet and import it again, or enter them by hand, and mark them here.
quarantine-which = Which
quarantine-open = Waiting
quarantine-done = Dealt with
quarantine-none = Nothing here.
quarantine-act = Action
quarantine-settle = Dealt with
quarantine-is-done = dealt with
import-rows = { $n ->
    [one] row of the file
   *[other] rows of the file
 }
import-new = { $n ->
    [one] new record
   *[other] new records
 }
import-changed = { $n ->
    [one] record changed
   *[other] records changed
 }
import-unchanged = { $n ->
    [one] record stays as it is
   *[other] records stay as they are
 }
import-faults = { $n ->
    [one] cell or row not understood
   *[other] cells and rows not understood
 }
import-skipped = { $n ->
    [one] row without an incident
   *[other] rows without an incident
 }
import-rows-of = { $n ->
    [one] { $shown } row of incidents
   *[other] { $shown } rows of incidents
 }
import-in-rows = { $n ->
    [one] in { $shown } row
   *[other] in { $shown } rows
 }
import-by-place = { $n ->
    [one] { $shown } row has no number of its own and is known by its place: a row put in above makes it another.
   *[other] { $shown } rows have no number of their own and are known by their place: a row put in above makes them others.
 }
import-dittos = { $n ->
    [one] { $shown } cell says “as above” and is read as the cell above it.
   *[other] { $shown } cells say “as above” and are read as the cells above them.
 }
import-more-questions = { $n ->
    [one] { $shown } more question comes when these are answered.
   *[other] { $shown } more questions come when these are answered.
 }
sheet-hidden-rows = { $n ->
    [one] { $shown } hidden row
   *[other] { $shown } hidden rows
 }

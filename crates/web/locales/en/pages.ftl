# The interface's own words in English.

skip = Skip to the content
ways = Parts of the workspace
languages = Language of the pages
crumbs = Where you are
footer = Read on this computer only. Nothing is sent anywhere.

way-start = Today
way-count = Count
way-outputs = Publications
way-journal = Journal

search-label = Search records
search-button = Search
search-title = Search
search-hint = Words in any order, in any of the three languages and either script: Baltabay finds Балтабай, and кукык finds құқық. “Two words” in quotation marks stand together; -word must not be there.
search-types = Types of records found
search-all-types = All
search-found = { $n ->
    [one] record found
   *[other] records found
 }
search-none = No record has all these words. Try fewer words, or the beginning of a word.

lock-button = Lock now
lock-hint = Close the workspace and forget its keys
unlock-title = The workspace is locked
unlock-lead = Its keys are not in memory. The passphrase opens it again.
unlock-wrong = This passphrase does not open the workspace.
unlock-impossible = The workspace cannot be opened.
unlock-hint = Checking takes about a second, so that guessing takes for ever. Capitals and the keyboard’s language matter.
unlock-button = Unlock
passphrase = Passphrase

record = Record
records = Records
records-count = { $n ->
    [one] { $shown } record
   *[other] { $shown } records
 }
unit = What is counted
from = From
to = To
on = On
show = Show
audience = For whom
audience-internal = For the group itself
audience-partners = For partners
audience-public = For the public
language = Language

start-title = Today
start-here = What is here
start-empty = There are no records yet.
start-unused = { $n ->
    [one] { $shown } type without records
   *[other] { $shown } types without records
 }
start-period = This period against the last
start-period-caption = Numbers of this period and of the one before
start-disagree = Where sources do not agree
start-disagree-lead = Records with at least one value that sources tell differently. Both stand, side by side.
start-disagree-caption = Records in which sources differ or contradict each other, by type
start-disagree-none = All sources agree.
start-restrictions = Restrictions in force on { $what }
start-recent = Saved last
start-recent-all = The whole journal
in-force-certainly = certainly in force
in-force-perhaps = perhaps in force
in-force-end-unknown = end unknown

mark-differ = differ
mark-contradict = contradict

list-words = Words
list-on = In force on
list-chosen = Chosen
list-chosen-words = words: { $what }
list-chosen-on = in force on { $what }, certainly or perhaps
list-remove = Take away:
list-remove-all = Take all away
list-is-chosen = chosen
list-facets = Narrow down
list-to-facets = Narrow down
list-facet-more = { $n ->
    [one] { $shown } more value
   *[other] { $shown } more values
 }
list-found = { $n ->
    [one] record
   *[other] records
 }
list-caption = { $first }–{ $last } of { $total }
list-none = No record meets all these conditions. Take one of them away.
list-beyond = The list ends before this page.
list-beyond-last = The list ends before the page that was asked for. This is its last one.
dates-hint = Dates as precise as they are known: 2020, 2020-06 or 2020-06-09. Only dates that lie wholly within are counted.

pages = Pages of the list
pages-previous = Back
pages-next = Next
pages-number = Page { $what }

record-who = Who did what to whom
record-by = By whom
record-did = What was done
record-to = To whom
record-beside = Others present
record-counted-one = One act against { $shown } people or groups together.
record-counted-each = Acts of this type are counted one for each person, unless it was entered otherwise.
record-counted-together = Acts of this type are counted as one against all who were targets together, unless it was entered otherwise.
record-counted-each-said = Several people were named at once, and it was decided that each has an act of their own: this is one of them.
record-counted-together-said = It was decided that this is one act against all who were named at once.
record-nobody = Nobody named
record-shown-is = Shown:
record-statements = { $n ->
    [one] { $shown } source
   *[other] { $shown } sources
 }
record-withdrawn = { $n ->
    [one] { $shown } withdrawn
   *[other] { $shown } withdrawn
 }
record-unsourced = Where it comes from
record-timeline = Timeline
record-all = { $n ->
    [one] Show it
   *[other] All { $shown }
 }
record-more = { $n ->
    [one] and { $shown } more
   *[other] and { $shown } more
 }
record-resting = What rests on it
record-resting-count = { $n ->
    [one] { $shown } record has statements from this source.
   *[other] { $shown } records have statements from this source.
 }
record-history = History
record-id = Identifier
history-said = { $n ->
    [one] { $shown } value said
   *[other] { $shown } values said
 }
statement-for-the-row = source given once for all
statement-withdrawn = Withdrawn: { $what }

count-title = Count
count-lead = Choose what is counted and by what. Every number leads to the records it counts.
count-by = By
count-by-second = and by
count-by-none = —
count-by-other = From the address
count-button = Count
count-caption = { $what }
count-note-rule = What was done to several people at once is one act or one for each: a detention or a fine one for each, a dispersal or a raid one for all, unless it was entered otherwise. Each act says it on its page.
count-note-adds-up = Each is in one row: the rows add up to the total.
count-note-overlap = One can be in several rows: the rows do not add up to the total.
count-note-through-acts = Counted through the acts in which they are targets.
count-note-not-precise = Date not precise enough for the period: { $shown }.
count-note-not-precise-condition = Not precise enough for the conditions: { $shown }.
count-note-no-date = Date unknown: { $shown }.
count-note-merged = Records judged to be the same are counted once: { $first } records are { $last }.
count-note-kind-unknown = Actors of unknown kind, not counted: { $shown }.
count-note-groups-apart = Unnamed groups, not counted as people: { $shown }. Choose “with estimates” to see how many people they were told to be.
count-note-groups-unknown = Unnamed groups of which no number was told: { $shown }. Each is counted as at least one person.
count-note-not-linked = Targets without a record of their own, not counted: { $shown }.
span-year = Year
span-quarter = Quarter
span-month = Month
count-total = Total
by-year = by year
by-quarter = by quarter
by-month = by month
by-top = main groups

outputs-lead = Figures with their units, each leading to its records and sources. Choose what, for when, and for whom.
templates-title = Templates
templates-lead = A template says which sections a publication has, what they are called, what stands in them, and what is to be written. Copy one and change it; figures are never written in a template.
templates-own = Your own
templates-none = None yet: open one below, change it and keep it under a code of your own.
templates-shipped = With the program
templates-one = Template
templates-how = Each [[section]] has an id, a title, and what it shows: figures, tables of counts, the chronicle, registers. What is wrong is said with its line.
templates-file = As a file
templates-code = Kept under the code (small Latin letters, digits, _)
templates-text = The template
templates-keep = Keep
templates-take-back = Take it back
templates-there = There is already a template of your own called “{ $what }”: open it to change it, or choose another code.
outputs-period = Over a period
outputs-last-month = Last month
outputs-last-quarter = Last quarter
outputs-last-year = Last year
outputs-this-year = This year so far
outputs-period-what = Bulletin, annual review, country chapter, lists: figures, tables, chronicle and registers, by templates that you can change.
outputs-day = On a day
outputs-people = About people
outputs-choose = Choose what to make; it is shown first, and nothing leaves until you take it along.
notes-at-title = Notes on sources
notes-at-label = Where they stand
notes-at-end = Numbered, at the end (at the foot of the page in Word)
notes-at-place = In brackets, in place
notes-at-hint = It holds for all publications of the workspace, on all devices, from now on. A template that says it for itself keeps its own way.
note-not-written = Nothing is written here yet: where the section has nothing else it is left out.
output-restrictions = Register of restrictions
output-restrictions-what = Who may not do what, or is held, on a day: certainly, perhaps, and without a known end.
output-commitments = Matrix of commitments
output-commitments-what = What was recommended and promised, and how it stands on three axes that are kept apart.
output-wgad = WGAD questionnaire
output-wgad-what = A communication to the UN Working Group on Arbitrary Detention about a person: who, arrest, detention, why it is arbitrary, steps taken, with the sources. The Group works in English, French and Spanish: hand it over in English.
output-appeal = Urgent appeal
output-appeal-what = What happened to a person, why it worries, what is asked of whom, until when.
output-letter = Letter to special procedures
output-letter-what = To rapporteurs and working groups of the UN: victim, perpetrator, facts, steps, consent.
output-dossier = Dossier
output-dossier-what = All that is recorded of a person or an official, in order of time. For the group alone.
output-person = Person: the name as recorded
output-complete = Complete it
output-complete-hint = What no record holds is asked here. It stands in the document and in no address; it is kept until the lock, and for good when it is frozen.
output-whom = Whom do you mean?
output-whom-several = “{ $what }” is not the name of exactly one person. Choose who is meant:
output-whom-other = Another name
output-draft = Show the draft
output-final = Make the final one
download = Take along as a file
output-package = Package of data
output-package-what = The acts of the period as tables with their description, so that others count for themselves (.zip).
output-site = Static site
output-site-what = A folder of plain pages for everybody: figures, publications and data. It needs no network and opens from a USB stick (.zip).
package-licence = Licence of the data
package-licence-none = Not said
package-download = Package of data (.zip)
package-files = What is in the file
site-edition = Edition
site-languages = In these languages
site-holds = What it holds beside figures and data
site-download = The site (.zip)
site-takes-time = Making all its pages takes a while.
download-html = Web page (.html)
download-pdf = Pages to print (.pdf)
download-docx = Document for word processors (.docx)
download-xlsx = Workbook of all tables (.xlsx)
download-csv = Table (.csv)
download-txt = Text for a messenger (.txt)
download-ris = Sources (.ris)
download-csl = Sources (.csl.json)
gate-title = Before it leaves: whom it names
gate-hint = This list is for the group alone and stands in no file. It names those who are masked.
note-write = Write the text of sections, or notes beside them
note-hint = Your words stand at the head of a section, under “Analyst’s note”; where the section asks for them, they are its text. They are for this language and these readers only, and are kept as notes. Figures are counted and cannot be typed over.
note-save = Save the texts
note-for-others = This publication has texts that are written for other readers or another least verification. They do not stand here.
note-take-over = Start from those
note-taken-over = Taken over, and not saved yet. Read them for these readers, then save the texts.
gate-out-already = Named already in what was published
gate-masked = Persons without their names
gate-named = Persons named
gate-tellers = What people who told us allow
gate-out-already-words = Already out
gate-organisations = Organisations and groups named
gate-holding = Organisations in whose names that of somebody stands who may not be named
gate-holding-hint = These words go from their names; a number tells the organisations apart.
gate-holding-told-as = told as
gate-holding-in-full = told in full, as the group decided
gate-holding-decide = Decide which names stand in full
gate-left-out = Closed records that are therefore not in it
gate-small = Numbers left out, as they are small or tell a small one
gate-verification = Acts by verification
download-hint = A file is not encrypted. Keep it where it is safe.

journal-lead = All that was ever said here, in the order of saving. Nothing is changed in place: a correction withdraws one statement and makes another.
journal-caption = Change-sets, newest first
journal-empty = Nothing has been saved yet.
journal-when = When
journal-what = What
journal-records = Records
journal-said = Said
journal-withdrawn = Withdrawn
journal-device = Device
journal-change-sets = { $n ->
    [one] change-set
   *[other] change-sets
 }
journal-logs = { $n ->
    [one] log
   *[other] logs
 }
change-set = Change-set
change-set-program = Program
change-set-imported = SHA-256 of the imported files
change-set-records = Records touched

verify-link = Check the whole journal
verify-title = Is the journal whole?
verify-lead = Every entry was read again: its signature, its place in the chain, its content.
verify-good = Everything holds. { $n ->
    [one] { $shown } entry was read.
   *[other] { $shown } entries were read.
 }
verify-change-sets = { $n ->
    [one] They hold { $shown } change-set.
   *[other] They hold { $shown } change-sets.
 }
verify-unverified = { $n ->
    [one] { $shown } entry stands behind a fault: what it says cannot be vouched for.
   *[other] { $shown } entries stand behind a fault: what they say cannot be vouched for.
 }
verify-bad = { $n ->
    [one] { $shown } problem
   *[other] { $shown } problems
 }
verify-again = Check again

problem-to-start = To the start page
problem-not-found = There is no such page
problem-not-found-hint = Nothing stands at this address. It may have been copied incompletely.
problem-no-record = There is no such record
problem-no-record-hint = No record of this workspace has this identifier, or you may not see it.
problem-unknown-type = There is no such type of record
problem-unknown-type-hint = “{ $what }” is not a type of record. The start page lists all types.
problem-question = This cannot be answered
problem-question-hint = Something in the address or in the form could not be understood:
problem-page-hint = “{ $what }” is not the number of a page.
problem-day-hint = “{ $what }” is not a day: write year, month and day, as in 2021-07-22.
problem-forgotten = What was typed is needed again
problem-forgotten-hint = The answers were forgotten when the workspace was locked or the program was started again: they are in no address and in no file, and none are read from an address, because addresses stay in the history of the browser. Complete the document once more.
problem-too-long-hint = The address is too long. Choose fewer conditions.
problem-refused = This request was refused
problem-host-hint = These pages answer only to 127.0.0.1 and localhost, at the port they were started with.
problem-cross-site-hint = It came from another site or another program. Open the page from these pages, or type its address.
problem-old-form-hint = The form is older than this start of the program, or incomplete. Open the page again and repeat.
problem-one-at-a-time-hint = Another passphrase is just being checked. Wait a moment and try again.
problem-method-hint = This address takes no such request.
problem-broken = This page could not be made
problem-broken-hint = The fault is the program’s. The terminal in which it runs says more; your records are unharmed.

# Records that may be one, and those that are.

same-title = Possible duplicates
same-lead = Records that may be of one and the same, the likeliest first. The program only asks: nothing is joined until you say so, and every decision can be undone.
same-kinds = Kinds of records
same-kind-people = People
same-kind-organisations = Organisations
same-kind-events = Events
same-kind-acts = Acts
same-none = No pair waits for a decision.
same-and = and
same-beside = The two records side by side
same-agrees = agrees
same-contradicts = contradicts
same-why = Why they are asked about
same-compared = Compared
same-written = As written
same-found = Found
same-bits = Bits
same-bits-unit = bits
same-together = Together
same-bits-help = Each bit doubles the odds that the two are one; a bit below zero halves them.
same-reason = Why (may be left empty)
same-same = One and the same
same-different = Different
same-unsure = Cannot be told
same-of-record = One and the same
same-alone = Nobody has decided that this record is one with another.
same-clash = A decision takes no effect, because another speaks against it:
same-clash-apart = kept apart:
same-records = Records
same-stands = stands for all
same-this = this record
same-move-from-here = Take out or move
same-weakest = They hang together least between
same-out = Take this record out
same-another = Is it one with another record?
same-name = Name, as you would write it, in any script
same-find = Find
same-nobody = Nothing is found under such a name.
same-which = Which of them
same-look = look
same-move = Move this record there
same-decided = Decisions
same-record-link = One and the same
same-waiting = { $n ->
    [one] pair waits
   *[other] pairs wait
 }
same-members = { $n ->
    [one] { $shown } record is of one and the same.
   *[other] { $shown } records are of one and the same.
 }

# Names and spellings

names-title = Names and spellings
names-lead = Every way this name is written here, by its letters. A search finds the record by each of them.
names-none = No name is recorded.
names-only-in = only in
names-shown = What readers see
names-shown-lead = Choose, for each language, the form that pages, lists and publications in it show. All other spellings stay and are found.
names-known = Known spelling
names-automatic = not chosen: { $what }
names-typed = or another form
names-typed-help = Another form that is typed is shown instead of the one chosen.
names-save = Show it this way
names-choose = Choose what is shown
names-all = { $n ->
    [one] { $shown } spelling
   *[other] All { $shown } spellings
 }
script-kazakh = Kazakh letters
script-cyrillic = Cyrillic
script-latin = Latin
script-other = Other letters

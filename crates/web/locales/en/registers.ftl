# The registers, what comes next, and the rules of law.
way-registers = Registers
registers-lead = Who is held or banned today, what was asked and refused, what was promised, and what comes next.
registers-nothing = Nothing has been entered.
registers-flaws = { $n ->
    [one] { $shown } thing was entered that cannot be
   *[other] { $shown } things were entered that cannot be
 }
registers-since = Changes since
registers-kind = Kind
registers-any = all
registers-all = All
registers-words = Words in a row
registers-parts = Parts of the register
registers-add = Enter: { $what }
registers-xlsx = Workbook (.xlsx)
registers-json = For programs (.json)
timelines-what = What was done
soon-title = What comes in the next thirty days
soon-days = { $n ->
    [one] What ends, falls due or waits in the next { $shown } day
   *[other] What ends, falls due or waits in the next { $shown } days
 }
soon-lead = Restrictions that end, hearings, times that the law gives, decisions and commitments that fall due, and follow-ups. What is overdue comes first.
soon-how-far = Days ahead
soon-states = What comes and what was done
soon-coming = To come
soon-done-tab = Dealt with
soon-done-none = Nothing has been marked as dealt with.
soon-none = Nothing ends, falls due or waits.
soon-no-day = no day known
soon-overdue = overdue
soon-perhaps = perhaps
soon-ending = restriction ends
soon-hearing = hearing
soon-our-deadline = our deadline
soon-state-deadline = deadline of the state
soon-decision = decision due
soon-commitment = commitment due or to be assessed
soon-follow-up = follow-up
soon-mark = Mark as dealt with
soon-what-was-done = What was done (may stay empty)
soon-done = Dealt with
soon-ics = Calendar file (.ics), numbers only
soon-ics-names = Calendar file with names
soon-ics-hint = A calendar file leaves this program: phones and mail providers may read it.
rules-title = Rules of law and who has read them
rules-lead = The times that the law gives, as this program understands them. A rule counts as checked when a lawyer has read its present wording; if the wording changes, it has to be read again.
rules-count = { $n ->
    [one] { $shown } rule
   *[other] { $shown } rules
 }
rules-unread-count = { $n ->
    [one] { $shown } not checked by a lawyer
   *[other] { $shown } not checked by a lawyer
 }
rules-starts = Starts with
rules-length = How long
rules-ends = Ends with
rules-who = Who has to act
rules-valid = Holds
rules-read = Read and found right by { $what }
rules-unread = not checked by a lawyer
rules-sign = A lawyer has read it
rules-lawyer = Name of the lawyer
rules-lawyer-missing = Write who has read it.
rules-approve = It is right
soon-show = Endings, hearings, deadlines
record-flaws = This cannot be as it is entered. Nothing was changed; correct it, or settle it in Checks.

# Review, history and undo.

saved = Saved.
saved-what = What was saved
undo = Undo
reason = Reason
reason-missing = Say why: whoever reads this later needs the reason.
words-missing = Write a few words here.
leave-as-is = Leave it as it is
way-review = Review
review-title = Review
review-lead = What nobody has established yet: without a level of verification, only received, or told by a single source. What was said or changed last stands first.
review-types = Types of records that wait
review-any-level = All levels
review-begin = Review one after another
review-none = Nothing waits for review.
review-none-here = Nothing of this kind waits for review.
review-caption = Records that wait for review, those changed last first
review-when = When it happened
review-since = Last changed
queue-place = Review: { $first } of { $total }
queue-left = { $n ->
    [one] No longer in the queue; { $shown } record waits.
   *[other] No longer in the queue; { $shown } records wait.
 }
queue-back = The whole queue
review-of-record = Review
level = Verification
level-set = Set the level
level-save = Save the level
level-save-next = Save and go to the next
level-missing = Choose a level.
level-stale = Somebody changed this record since you opened it. It is shown as it is now; what you wrote is below. Look at it and save again.
act-verify = Verify
act-comment = Comment
act-follow-up = Follow up
notes = Notes
notes-none = None yet.
comment = Comment
comment-write = Write a comment
comment-save = Save the comment
follow-up-mark = Mark to look at again
follow-up-what = What is to be done
follow-up-on = When
follow-up-hint = A day, a month or a year, as you would write it: 12 March 2024, 12.03.2024, tomorrow.
follow-up-save = Save
date-unclear = This is not understood as a date. Write for example 12.03.2024 or March 2024.
date-one-of = This can be read in several ways. Write one of them: { $what }
done = Done
is-done = done
due-over = overdue
due-now = due now
follow-ups-title = To look at again
follow-ups-open = { $n ->
    [one] { $shown } is open.
   *[other] { $shown } are open.
 }
follow-ups-due = { $n ->
    [one] { $shown } of them is due or overdue.
   *[other] { $shown } of them are due or overdue.
 }
follow-ups-none = Nothing is marked to be looked at again.
judge-adopt = Adopt
judge-adopt-lead = The value you adopt stands first in lists, counts and publications. The others stay beside it with their sources, and the decision can be taken back.
judge-adopt-reason = Why this one
judge-verify = Verify against the source
judge-verify-lead = Say that you compared this with its source and found it there.
judge-verify-reason = How it was compared
judge-take-back = Take the decision back
judge-take-back-lead = The decision no longer counts from then on. It stays in the journal.
judge-take-back-reason = Why
judge-this = this one
judged-adopted = Adopted
judged-verified = Verified
record-changed = Nothing was saved: this was changed or taken back in the meantime. The record is shown as it is now.
record-taken-back = Everything said of this record was taken back. It stands in no list and in no count; what was said can still be read below.
record-new = new
undo-title = Undo this change-set?
undo-effect = What will happen
undo-nothing = Nothing of it holds any more, so there is nothing to undo.
undo-withdrawn = { $n ->
    [one] { $shown } value is taken back.
   *[other] { $shown } values are taken back.
 }
undo-said-again = { $n ->
    [one] { $shown } value that it took back is said again.
   *[other] { $shown } values that it took back are said again.
 }
undo-records = { $n ->
    [one] This concerns { $shown } record.
   *[other] This concerns { $shown } records.
 }
undo-many-statements = { $n ->
    [one] At most { $shown } value is taken back: those that still hold.
   *[other] At most { $shown } values are taken back: those that still hold.
 }
undo-many-records = { $n ->
    [one] They are of { $shown } record. This can take minutes.
   *[other] They are of { $shown } records. This can take minutes.
 }
undo-left = { $n ->
    [one] { $shown } value was changed since and stays as it is:
   *[other] { $shown } values were changed since and stay as they are:
 }
undo-kept = Nothing is deleted: both this change-set and its undoing stand in the journal, and the undoing can be undone.
undone-now = Undone.
undone-what = What was undone
undone-by = This change-set was undone.
undone-by-which = By which change-set
today-waits = Waits for review
today-to-review = { $what }: not established
today-quarantine = Left out by imports
today-nothing-waits = Nothing waits.
today-due = To look at again
today-due-none = Nothing is due this week.
today-due-all = All that is marked
today-ends = Restrictions that end within 30 days
today-ends-none = None, as far as ends are known.

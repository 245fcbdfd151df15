# Decisions on many people or records at once.

at-once-consents = What several people allow
at-once-consents-link = What these people allow
at-once-consents-lead = One answer for all who are ticked. Each gets a consent of their own, with the reason; others are as they were.
at-once-levels = Who may read these records
at-once-levels-link = Who may read it
at-once-levels-lead = One level for all that are ticked, with the reason.
at-once-list = All in the list:
at-once-all-consents = Consents
at-once-people = People
at-once-people-hint = Untick those who answered otherwise, or were not asked. Those who did it are not ticked.
at-once-records = Records
at-once-what = What they answered
at-once-before = Now:
at-once-changes = Will change:
at-once-keeps = changes nothing that holds
at-once-no-people = These records name no people.
at-once-no-records = There are no records here.
at-once-no-persons = { $n ->
    [one] { $shown } more is left out: it is no person, and gives no consent.
   *[other] { $shown } more are left out: they are no people, and give no consent.
 }
at-once-makes-consents = { $n ->
    [one] { $shown } consent
   *[other] { $shown } consents
 }
at-once-makes-levels = { $n ->
    [one] the level of { $shown } record
   *[other] the level of { $shown } records
 }
at-once-cut = Here are { $first }–{ $last } of { $total }; what is saved here is for these only.
at-once-next = The next ones
at-once-then = Those after them come next.
at-once-saved-part = Saved for the people or records before these.
at-once-saved-look = Look, or undo
at-once-skip = Skip these, show the next
at-once-look = Look first at what changes for whom and who is left out. Nothing is saved yet: save again if this is right.
at-once-stale = Others changed something meanwhile. Nothing is saved yet: below it stands as it is now.
at-once-undo-hint = It is saved as one change, and can be undone at once on its page.
gate-consents = Write down what they allow

# Whether names of organisations stand in full in which somebody's name is withheld.

at-once-whole-names = Names of organisations in full
at-once-whole-names-lead = In these names stands that of somebody who may not be named. Decide which of them stand in full all the same, and write down why.
at-once-whole-names-what = What is decided
at-once-whole-names-organisations = Organisations
at-once-whole-names-hint = Tick those whose name is known to everybody and does not lead to the person. In full it stands word by word as it is written down; the person’s name elsewhere stays out.

# Who may read one property.

closing-title = Who may read this
closing-link = Who may read it…
closing-now = Fewer may read this:
closing-what = It does not leave for partners or everybody: not in a bulletin, a table, a package of data, a site or a bag of evidence. The record itself stays as open as it is, and is counted; what is closed is “withheld” in counts for others.
closing-who = Who may read it
closing-open = Whoever may read the record
closing-no-level = Choose who may read it.
closing-narrowest = Nobody can be given less: this is sealed already by what it is.

# What is out already when a consent is taken back.

out-already-title = The consent was taken back.
out-already-hint = From now on no publication names this person or quotes this source. What was given out before cannot be called back; whoever has it can be asked to take it out. Only what was frozen, or handed over in a bag, is known here: not files that were written or downloaded without freezing.
out-already-nothing = Nothing with this name, or resting on this source, has left the group from here as a frozen publication or a bag.

# A bag of evidence.
bag-title = Bag of evidence
bag-link = Bag of evidence
bag-lead = A zip for a court, a lawyer or an archive: the files as they came, the signed entries of the journal in which these records were said, who has had the files, and how to check all of it without this program.
bag-warning = It is internal: it names people, nothing is masked, and the files keep all their metadata (place, time, device). It is written to your disk unencrypted. Read below who is in it first.
bag-who = Who is in it
bag-nobody = Nobody by a record of their own.
bag-keepers = Who gave or keeps a file
bag-keepers-hint = These names and remarks stand in the table of custody, also those of earlier wordings in the signed entries. If one of them must not be known, leave the file out.
bag-texts = Names inside texts, quotes and the files themselves are not looked for: read them before the bag leaves. Confidential sources stand in it by code only.
bag-what = What goes in
bag-sensitive = Sensitive: { $what }
bag-entries = { $n ->
    [one] { $shown } signed entry of the journal.
   *[other] { $shown } signed entries of the journal.
 }
bag-closed = { $n ->
    [one] { $shown } part stays sealed: it says who told something, how to reach somebody, or something else that is restricted.
   *[other] { $shown } parts stay sealed: they say who told something, how to reach somebody, or something else that is restricted.
 }
bag-no-files = No files belong to these records.
bag-files = Files
bag-files-hint = Of what is not ticked nothing goes in but its number, and that it was left out.
bag-make = Make the bag
bag-stamp = When the bag was made can be proved by a time stamp: the request lies in it (timestamp.tsq). How to put the answer in is told in VERIFY.txt.
bag-record = Number of the record
bag-record-hint = As people say it: 26-0417
bag-look = Look what would be in it
bag-unreadable = { $n ->
    [one] { $shown } part stays sealed because it cannot be read here.
   *[other] { $shown } parts stay sealed because they cannot be read here.
 }
bag-again = { $n ->
    [one] { $shown } part says again what stays of something that was destroyed.
   *[other] { $shown } parts say again what stays of something that was destroyed.
 }
bag-seal-holding = { $n ->
    [one] { $shown } statement that holds is sealed with it.
   *[other] { $shown } statements that hold are sealed with it.
 }
bag-changed = Since this page was shown, something was added or changed, or this form was sent for somebody else: other things would go in than you saw. Nothing was handed over. Read once more, and send again.
bag-more = One more record into the bag
bag-allows-hint = What is told is what each allows to be handed on to partners. Somebody who refused or took it back is named only for a reason.
bag-despite = Why it is handed over although somebody refused
bag-despite-hint = The reason stays in the journal with this bag.
bag-others = Organisations and places named in it
bag-remarks = Remarks in the table of custody
bag-earlier = Earlier wordings that go out with it
bag-earlier-lead = This was said once and does not hold any more. It stands in the signed entries, so it goes along.
bag-seal = Leave this part sealed
bag-seal-file = It stands in one part with what proves the file, or with who has it now. If it must not be known, leave the file out.
bag-seal-hint = What is left sealed can be read by nobody; that something lies there can be seen.
bag-originals = Not in it: originals of documents that were read
bag-originals-hint = Only files on records go in. Add the original as a file to one of these records if it is to go along.
bag-for = For whom
bag-for-hint = A lawyer, a court, an archive. It stays in the journal, and in the table of custody of each file as “handed over”.
bag-name-given = came as
bag-stays-out = It stays out. The bag will say so: its number, what is wrong and the SHA-256 that it must have:
bag-not-whole = { $n ->
    [one] One file is not whole and cannot go in
   *[other] { $shown } files are not whole and cannot go in
 }
bag-not-whole-hint = Look below which, and what can be done. As they stand they stay out, and the bag says so.

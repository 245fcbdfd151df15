# A bag of evidence.
bag-title = Bag of evidence
bag-link = Bag of evidence
bag-lead = A zip for a court, a lawyer or an archive: the files as they came, the signed entries of the journal in which these records were said, who has had the files, and how to check all of it without this program.
bag-warning = It is internal: it names people, nothing is masked, and the files keep all their metadata (place, time, device). It is written to your disk unencrypted. Read below who is in it first.
bag-who = Who is in it
bag-nobody = Nobody by a record of their own.
bag-keepers = Who gave or keeps a file
bag-keepers-hint = These names stand in the table of custody. If one of them must not be known, leave the file out.
bag-texts = Names inside texts, quotes and the files themselves are not looked for: read them before the bag leaves. Confidential sources stand in it by code only.
bag-what = What goes in
bag-sensitive = Sensitive: { $what }
bag-entries = { $n ->
    [one] { $shown } signed entry of the journal.
   *[other] { $shown } signed entries of the journal.
 }
bag-closed = { $n ->
    [one] { $shown } part stays sealed: it could show who a confidential source is.
   *[other] { $shown } parts stay sealed: they could show who a confidential source is.
 }
bag-no-files = No files belong to these records.
bag-files = Files
bag-files-hint = What is not ticked stays out, and the table of custody says so.
bag-make = Make the bag
bag-stamp = When the bag was made can be proved by a time stamp: the request lies in it (timestamp.tsq). How to put the answer in is told in VERIFY.txt.
bag-record = Number of the record
bag-record-hint = As people say it: 26-0417
bag-look = Look what would be in it

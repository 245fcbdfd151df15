# Files on records, and who has had them.

files-title = Files
files-lead = Photographs, recordings, documents and saved pages, kept encrypted and unchanged. None of it is in anything made for partners or for everybody.
files-add = Add files
files-add-to = Add files to: { $what }
files-from = From whom
files-from-hint = For an institution: a police station, a newsroom. Somebody who must not be known goes below, by code. Not searched and in no publication; a bag of evidence shows it.
giver-title = Given by somebody who must not be known
giver-code = Code, if they have told or given something before
giver-kind = Otherwise, who it is to the case
giver-sealed = Name and contact are sealed under the second passphrase; the file keeps the code only, in a bag of evidence too.
giver-no-second = It stands everywhere as code and kind. Name and contact can be written down once a second passphrase is set up.
files-how = How it came
files-received = Received on
files-kind = What it is
files-kind-by-contents = As its contents tell
files-not-said = Not said
files-more = Title, when it was made, who keeps it
files-name = Title
files-made = Taken or made on
files-custodian = Kept by
files-choose = Files
files-choose-hint = Several at once, at most 4 GB together. Each is kept as it is, encrypted; pictures are shown without their metadata.
files-all = All files
files-none = No files yet.
files-number = Number
files-of = Belongs to
files-size = Size
files-name-given = Name it came with
files-nameless = No name
files-there = Here already, not kept twice:
files-none-chosen = No file was chosen. Choose one and send the form again.
files-broken-off = The sending broke off before its end: the last file was not kept. Send it again; if it breaks off once more, give the file a short, simple name.
file-title = File
file-open = The file itself
file-record = Record and history
file-original = Original, unchanged
file-original-hint = The original is written to your disk unencrypted, with all its metadata: place, time, device. Whoever opens it on a computer with a network should know that.
file-picture = Picture
file-picture-alt = The file as a picture
file-picture-hint = Drawn anew from its dots, made smaller where it is large: no metadata. The original stays as it is.
file-no-picture = This kind of file is not shown here. Take the original and open it in a program that you trust.
file-picture-too-large = The picture is too large to be shown here. The original is kept as it is.
file-picture-broken = The picture cannot be shown: it is damaged, or is not what it says it is. The original is kept as it is; do not open it in other programs without need.
file-picture-broke-off = Showing the picture took too long or met a fault, and was ended. The original is kept as it is.
file-name-lies = It was called “{ $what }”, but by its contents it is { $more }. Do not open it on your own computer without need.
file-missing = The file is not on the disk: it was removed from the folder “files”. Put it back from a backup, or add the same file again.
file-damaged = The file on the disk is not the one that was kept. Put it back from a backup, or add the same file again.
file-no-key = The key of this file is not here, so it cannot be opened. Put it back from a backup, or add the same file again.
file-typed = Typed off
file-typed-label = What is written or said in it, word by word
file-typed-hint = It is found by the search. What was there before stays in the history.
file-typed-keep = Keep the text
file-typed-there = What is kept now
file-language = Language
file-text-stale = Somebody changed this file since you opened the page, so nothing was saved. Your text is below; compare, then keep it.
file-known = What is known of it
file-media = Type and size
file-custody = Who has had it
custody-date = Date
custody-step = Step
custody-given-by = Given by
custody-taken-by = Taken or kept by
custody-how = How
custody-note = Remark
custody-written = Written down
custody-add = Add a step
custody-choose = Choose
custody-hands-hint = An institution in words, or the code of a source (C-014). A bag of evidence shows both, a source as code and kind.
custody-hint = Steps are only added. One said wrongly is undone in the history and said again.
custody-keep = Keep the step
files-added = { $n ->
    [one] Kept: one file.
   *[other] Kept: { $shown } files.
 }
files-differ = { $n ->
    [one] In one saved web page the digests do not all hold: its page tells what.
   *[other] In { $shown } saved web pages the digests do not all hold: their pages tell what.
 }
files-of-more = { $n ->
    [one] and one more
   *[other] and { $shown } more
 }
files-kept-before = { $n ->
    [one] One file was kept all the same.
   *[other] { $shown } files were kept all the same.
 }
files-too-many = { $n ->
    [one] At most one file is taken at once; the rest was not kept.
   *[other] At most { $shown } files are taken at once; the rest was not kept.
 }
file-addresses = Addresses
file-software = Saved by
file-checks = Digests
file-checks-differ = Digests of this saved web page do not all hold
file-checks-parts = Parts: { $what }
file-bytes = { $n ->
    [one] one byte
   *[other] { $shown } bytes
 }

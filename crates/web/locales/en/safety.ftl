# Lock, forms given back, limits.

size-kilobytes = { $shown } kB
size-megabytes = { $shown } MB

unlock-here-title = The passphrase is asked for here too
unlock-here-lead = The workspace is open in another browser. Each browser shows the passphrase once, so that no other account of this computer can read along.
unlock-form-kept = What you typed is kept, sealed. Nobody can read it now; you get it back as soon as you unlock. It is lost only if the program ends before.
unlock-form-not-kept = What you sent was not saved and could not be kept. Your browser’s Back button may still show it.
unlock-form-unknown = What you sent was not saved: this browser has not shown the passphrase since the program started. Your browser’s Back button may still show it.
unlock-files-kept = { $n ->
    [one] The lock came while files were being sent. One file had come whole: it is kept, and stands in its place. The others were not saved: send them again after you unlock.
   *[other] The lock came while files were being sent. { $shown } files had come whole: they are kept, and stand in their place. The others were not saved: send them again after you unlock.
 }

kept-title = Sent while it was locked
kept-lead = These forms came after the lock. Nothing of them is saved yet. Open each one, check it and save it.
kept-none = No form is waiting.
kept-ago = { $n ->
    [0] Sent just now
    [one] Sent { $shown } minute ago
   *[other] Sent { $shown } minutes ago
 }
kept-seen = opened already
kept-more = { $n ->
    [one] and { $shown } more field
   *[other] and { $shown } more fields
 }
kept-open = Open it again
kept-throw-away = Throw away
kept-again = This form was sent while the workspace was locked. Nothing of it is saved yet: check it and save it.

again-title = This form was not saved
again-kept-title = A form sent while it was locked
again-kept-hint = Nothing of it is saved yet. Check what you typed and send it again.
again-old-hint = It comes from a page that is older than your last unlocking, or from elsewhere. Nothing is lost and nothing was done: check what was typed, and send it only if you wrote it.
again-long-hint = A field holds more than { $what }. Nothing is lost: shorten it and send it again. A long document belongs into a file.
again-empty = Nothing was typed into it.
again-field-long = { $n ->
    [one] { $shown } character
   *[other] { $shown } characters
 }
again-send = Send it again

problem-too-large = This is too large
problem-too-large-hint = More than { $what } was sent, and that is the most that this page takes. Nothing was saved. Your browser’s Back button may still show what you typed.
problem-too-slow = This took too long
problem-too-slow-hint = What was sent did not come to its end. Nothing was saved. Try again.
problem-not-a-form-hint = What was sent is not a form of these pages.

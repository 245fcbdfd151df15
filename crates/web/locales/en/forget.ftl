# Forgetting a person.

forget-link = Forget
forget-title = Forget this person?
forget-identity = Forget who it is
forget-destroy = Destroy the whole record
forget-identity-what = What happened stays and is counted as before. Afterwards the person is called:
forget-destroy-what = The record goes, and this person's part in what happened: victims are counted one less.
forget-unsure = perhaps another person
forget-leave = leave as it is
forget-take = goes, too
forget-leave-unsure = Leave all of these as they are
forget-for-good = Nothing brings it back, not even the passphrase or the recovery words.
forget-sure = I have looked through the places above, and I mean it
forget-unmeant = Nothing was forgotten yet: say below that you mean it.
forget-nothing = There is nothing left to forget here.
forget-held = Must be kept for a court, so nothing can be forgotten:
forget-do-identity = Forget who it is
forget-do-destroy = Destroy the record
forgotten-title = Forgotten
forgotten-report = Report
forgotten-unfinished = It is decided and cannot be undone. Not all of it could be carried out yet: close the program and open it again, and it will be finished.
forgotten-keep = This page names nobody. It stays with the decision in the history; print it if somebody asked to be forgotten.
hold-title = Keep for a court
hold-held = It must be kept for a court.
hold-what = As long as a record must be kept, nothing can be forgotten that it concerns, until this is taken back. Both stand in the history.
hold-do = Keep for a court
hold-lift = Need not be kept any more

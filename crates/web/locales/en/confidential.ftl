# Confidential sources: who they are stands on one page, under the second passphrase.

confidential-title = Confidential sources
confidential-lead = Everywhere else such a source is a code and a kind: C-014, relative. Name and contact are shown here only, under the second passphrase, and each showing is written into the log first.
confidential-set-up = Set up a second passphrase
confidential-set-up-hint = From then on names and contacts of sources are sealed with it. Writing one down takes no second passphrase, reading it does. Take several words, other ones than the first; give it to those only who must reach the sources. The recovery words open this page as well: whoever holds that paper reads it. Without both, nobody reads the names again.
confidential-new = New second passphrase
confidential-new-again = The same again
confidential-set-up-do = Set it up
confidential-differ = The two passphrases differ. Nothing was changed.
confidential-second = Second passphrase
confidential-open = Open
confidential-open-hint = It opens in this browser, and closes by the button, after five minutes without use, and with the lock.
confidential-wait = { $n ->
    [one] The second passphrase was wrong. Wait { $shown } second and try again; nothing is lost.
   *[other] The second passphrase was wrong. Wait { $shown } seconds and try again; nothing is lost.
    }
confidential-closed = The page was closed meanwhile. Open it again with the second passphrase.
confidential-is-open = Open in this browser. Whoever sits here can be shown who the sources are. It closes after five minutes without use.
confidential-close = Close now
confidential-lost = The file sealed.age, which holds the key, is missing or broken: who a source is can be written down, and not read. Put it back from a backup.
confidential-other-key = The key in this folder is not the one to which names are sealed here: what was written down on this copy opens on the device where the second passphrase was set up first.
confidential-done-set-up = The second passphrase is set up. Names and contacts are sealed from now on.
confidential-done-changed = The second passphrase was changed. Backups made before still open with the old one.
confidential-done-kept = Saved. What was written down is sealed.
confidential-done-added = Added and sealed. What was written down before stays beside it: all of it is about one person.
confidential-done-moved = Names and contacts no longer stand in the notes.
confidential-done-closed = Closed. The key is out of memory.
confidential-nothing = Nothing was written down of who this is.
confidential-name = Name
confidential-contact = Phone or other contact
confidential-bound = What binds them to it, who knows them
confidential-safety = What to mind for their safety
confidential-written = Written down
confidential-unreadable = This does not open with this key: it was sealed to another one, or is damaged.
confidential-change = Correct
confidential-change-hint = What stands above is replaced. It stays in the journal, sealed.
confidential-several = { $n ->
   *[other] Written down { $shown } times.
    } What came later was added and takes the place of nothing: all of it is about one person.
confidential-identities = { $n ->
    [0] Nothing was written down of who this is.
    [one] Written down once.
   *[other] Written down { $shown } times.
    }
confidential-look = Show who it is
confidential-move = Names that stand in notes
confidential-in-clear = { $n ->
    [one] In { $shown } note, who told it stands in clear.
   *[other] In { $shown } notes, who told them stands in clear.
    }
confidential-move-hint = Moving them gives each a code and seals name and contact. The entries of before stay in the journal and in backups, under the first passphrase. Forgetting the source destroys them in the journal, not in backups.
confidential-move-do = Move them
confidential-list = Sources
confidential-none = No confidential source yet.
confidential-source = Source
confidential-used = Records
confidential-code-twice = two sources have this code
confidential-add = Write down a source
confidential-add-hint = It gets the next code. Name and contact may be left out.
confidential-kind = Who it is to what they tell
confidential-other = Another second passphrase
confidential-other-hint = With the present one, or, where it is forgotten, with the recovery words.
confidential-present = Present second passphrase
confidential-words = Or the recovery words
confidential-other-do = Change it
confidential-log = Who looked
confidential-log-hint = The latest first, fifty on a page. The program knows the device, not who sat there.
confidential-log-none = Nobody has looked yet.
confidential-when = When
confidential-device = Device
confidential-sees = Who sees what
confidential-sees-1 = Whoever has unlocked the workspace: the code, the kind, and everything that was told, also what in it lets the person be recognised.
confidential-sees-2 = Whoever has typed the second passphrase as well: name and contact, and the log names the device.
confidential-sees-3 = Whoever sees the screen, or writes down what stands there: the same, without a log.
confidential-sees-4 = Old backups open with the passphrases of their day. What was told in clear before stays in them.
confidential-sees-5 = A person who is pressed for both passphrases opens both.
confidential-of-record = Who this is: on the page of confidential sources

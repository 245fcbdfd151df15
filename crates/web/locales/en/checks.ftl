# What does not agree, and settling it.

checks-title = Checks
checks-one = A finding
checks-lead = What in the records does not agree, and what is missing. The program changes nothing. Look at the statements, correct them or adopt one, or say why both stand. What is settled does not come back as long as its values stay as they are.
checks-all = All that does not agree
checks-states = Open and settled findings
checks-open = Open
checks-settled = Settled
checks-kinds = Kinds of findings
checks-kinds-caption = Open findings by kind and weight, and those settled
checks-kind = Kind
checks-contradictions = Contradictions
checks-doubts = To be asked
checks-gaps = Missing
checks-all-kinds = All kinds
checks-running = The checks are being run. They are shown here as soon as they are done; other pages can be used meanwhile.
checks-running-read = Records read: { $what } of { $more }
checks-running-rules = Rules that have looked: { $what } of { $more }
checks-running-look = Look whether they are done
checks-found = { $n ->
    [one] finding
   *[other] findings
 }
checks-found-grave = { $n ->
    [one] contradiction or question
   *[other] contradictions and questions
 }
checks-found-settled = { $n ->
    [one] settled finding
   *[other] settled findings
 }
checks-looked-at = { $n ->
    [one] { $shown } record was looked at.
   *[other] { $shown } records were looked at.
 }
checks-none = Nothing of this kind is found.
checks-none-settled = Nothing of this kind has been settled.
checks-gaps-folded = { $n ->
    [one] { $shown } finding where nothing is wrong and something is missing
   *[other] { $shown } findings where nothing is wrong and something is missing
 }
checks-more = { $n ->
    [one] { $shown } statement
   *[other] All { $shown } statements
 }
checks-cited = Cited in
checks-rests = What it rests on
checks-settle = Settle
checks-way = How it is settled
checks-way-missing = Choose how it is settled.
checks-past = No longer found
checks-past-lead = These were settled, and since then their values have changed or are gone.

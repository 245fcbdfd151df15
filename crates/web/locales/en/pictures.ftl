# Pictures and the tables behind them.

picture-table = The same as a table
months-title = Acts by month
months-unit = acts
months-month = Month
months-description = Recorded acts month by month, from { $what } to { $more }.
months-most = Most in { $what }: { $more }.
months-count = Count further
deeds-acts = Acts of this event
deeds-description = Who did what to whom: { $what }
timeline-description = From { $what } to { $more }.
timeline-when = When
months-imprecise = { $n ->
    [one] { $shown } act of this time has no known month
   *[other] { $shown } acts of this time have no known month
 }
deeds-more = { $n ->
    [one] { $shown } more act is not in the picture
   *[other] { $shown } more acts are not in the picture
 }

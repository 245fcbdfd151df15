# Суреттер және олардың кестелері.

picture-table = Соның өзі кестемен
months-title = Айлар бойынша әрекеттер
months-unit = әрекеттер
months-month = Ай
months-description = Тіркелген әрекеттер айлар бойынша: { $what } – { $more }.
months-most = Ең көбі: { $what } – { $more }.
months-count = Әрі қарай санау
deeds-acts = Осы оқиғадағы әрекеттер
deeds-description = Кім кімге не істеді: { $what }
timeline-description = { $what } – { $more }.
timeline-when = Қашан
months-imprecise = { $n ->
    [one] осы уақыттағы { $shown } әрекеттің айы белгісіз
   *[other] осы уақыттағы { $shown } әрекеттің айы белгісіз
 }
deeds-more = { $n ->
    [one] тағы { $shown } әрекет суретте көрсетілмеген
   *[other] тағы { $shown } әрекет суретте көрсетілмеген
 }

# Не сәйкес келмейді және ол қалай шешілді.

checks-title = Тексеру
checks-one = Ескерту
checks-lead = Жазбаларда не сәйкес келмейді және не жетіспейді. Бағдарлама ештеңені өзгертпейді. Айтылғанды қараңыз, түзетіңіз немесе мәндердің бірін қабылдаңыз, әйтпесе екеуі де неге дұрыс екенін айтыңыз. Жабылған ескерту мәндері өзгермейінше қайта шықпайды.
checks-all = Сәйкес келмейтіннің бәрі
checks-states = Ашық және жабық ескертулер
checks-open = Ашық
checks-settled = Жабық
checks-kinds = Ескерту түрлері
checks-kinds-caption = Түрі мен салмағы бойынша ашық ескертулер және жабылғандары
checks-kind = Түрі
checks-contradictions = Қайшылықтар
checks-doubts = Анықтау керек
checks-gaps = Жетіспейді
checks-all-kinds = Барлық түрлері
checks-running = Тексеру жүріп жатыр. Аяқталысымен нәтижесі осында көрсетіледі; әзірге басқа беттерді пайдалана беруге болады.
checks-running-read = Оқылған жазбалар: { $what } / { $more }
checks-running-rules = Қолданылған ережелер: { $what } / { $more }
checks-running-look = Дайын болғанын қарау
checks-found = { $n ->
    [one] ескерту
   *[other] ескерту
 }
checks-found-grave = { $n ->
    [one] қайшылық немесе сұрақ
   *[other] қайшылық пен сұрақ
 }
checks-found-settled = { $n ->
    [one] жабық ескерту
   *[other] жабық ескерту
 }
checks-looked-at = { $n ->
    [one] { $shown } жазба қаралды.
   *[other] { $shown } жазба қаралды.
 }
checks-none = Мұндай ескерту жоқ.
checks-none-settled = Жабылған ескерту жоқ.
checks-gaps-folded = { $n ->
    [one] { $shown } ескерту: қате жоқ, бірдеңе жетіспейді
   *[other] { $shown } ескерту: қате жоқ, бірдеңе жетіспейді
 }
checks-more = { $n ->
    [one] { $shown } мәлімет
   *[other] Барлық { $shown } мәлімет
 }
checks-cited = Сілтеме жасалған жері
checks-rests = Неге негізделген
checks-settle = Ескертуді жабу
checks-way = Қалай жабылды
checks-way-missing = Ескерту қалай жабылғанын таңдаңыз.
checks-past = Енді табылмайды
checks-past-lead = Бұл ескертулер жабылған, содан бері мәндері өзгерді немесе жойылды.

# Search, lists, saved searches, sheets.

find-words-needed = Сөздер қайта қажет
find-words-forgotten = Бұл іздеудің сөздері жұмыс кеңістігі құлыпталғанда немесе бағдарлама қайта іске қосылғанда ұмытылды: олар мекенжайда да, файлда да жоқ. Сөздерді қайта теріңіз; басқа таңдалғандардың бәрі орнында.
find-words-in-address = Сөздер мекенжайдан оқылмайды, себебі мекенжайлар браузер тарихында қалады. Оларды осында теріңіз.
find-without-words = Сөздерсіз жалғастыру
find-cut = Тек алғашқы 16 сөз бен 1 000 таңба ізделеді; одан кейінгісі ескерілмейді.
find-near = Бұл сөздері бар жазба жоқ. Аттары соған ұқсас жазбалар көрсетілген.
find-near-hits = Ұқсас аттар
find-as-table = Кесте түрінде: сүзу, реттеу, шығару
find-since = Өзгерген күнінен бастап
find-chosen-source = дереккөз бойынша: { $what }
find-chosen-place = орын: { $what }
find-columns = Бағандар
find-columns-legend = Көрсетілетін бағандар. Алдымен көрсетілгендері өз ретімен тұр.
find-column-earlier = «{ $what }» бағанын солға жылжыту
find-columns-show = Осы бағандарды көрсету
find-columns-usual = Әдеттегі бағандар
find-save = Іздеуді сақтау
find-save-name = Атауы
find-save-hint = Журналда сөздерімен, шарттарымен, бағандарымен және ретімен бірге сақталады; қалғанының бәрі сияқты шифрланған.
find-save-button = Сақтау
find-saved = Сақталған іздеулер
find-saved-one = Сақталған іздеу:
find-saved-unnamed = Іздеу,
find-rename = Атын өзгерту
find-take-back = Бұл іздеуді алып тастау
find-open = «{ $what }» ішіндегісін көрсету
find-close = «{ $what }» ішіндегісін жасыру
find-fewer = Мәндерді азайту
find-date-fault = Мұны күн деп түсіну мүмкін болмады.
find-date-try = Мүмкін, мынау: { $what }
find-all-of = { $n ->
   *[other] Барлығы { $shown }
    }
find-export = { $n ->
   *[other] { $shown } жолдың бәрін шығару:
    }
find-dates-hint = Күндерді өзіңіз жазатындай теріңіз: 2020, 2020 маусым, 9.06.2020. Тек толығымен ішінде жатқан күндер есептеледі.
find-also-written = сондай-ақ:
find-stands-for = { $n ->
    [one] { $shown } жазба
   *[other] { $shown } жазбаның орнына
 }
find-more-spellings = { $n ->
    [one] тағы { $shown }
   *[other] тағы { $shown }
 }

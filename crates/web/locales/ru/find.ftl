# Search, lists, saved searches, sheets.

find-words-needed = Слова нужны ещё раз
find-words-forgotten = Слова этого поиска забыты, когда рабочая область была закрыта или программа запущена заново: их нет ни в адресе, ни в файле. Введите их ещё раз; всё остальное, что было выбрано, сохранено.
find-words-in-address = Слова не читаются из адреса, потому что адреса остаются в истории браузера. Введите их здесь.
find-without-words = Продолжить без слов
find-cut = Ищутся только первые 16 слов и 1 000 знаков; то, что стоит дальше, не учитывается.
find-near = Нет записи с этими словами. Показаны записи с похожими именами и названиями.
find-near-hits = Похожие имена и названия
find-as-table = Таблицей: отобрать, упорядочить, выгрузить
find-since = Изменены с
find-chosen-source = по источнику: { $what }
find-chosen-place = место: { $what }
find-columns = Столбцы
find-columns-legend = Какие столбцы показать. Сначала идут показанные, в своём порядке.
find-column-earlier = Сдвинуть «{ $what }» влево
find-columns-show = Показать эти столбцы
find-columns-usual = Обычные столбцы
find-save = Сохранить запрос
find-save-name = Название
find-save-hint = Хранится в журнале вместе со словами, условиями, столбцами и порядком; зашифрован, как и всё остальное.
find-save-button = Сохранить
find-saved = Сохранённые запросы
find-saved-one = Сохранённый запрос:
find-saved-unnamed = Запрос от
find-rename = Переименовать
find-take-back = Убрать этот запрос
find-open = Показать, что входит в «{ $what }»
find-close = Скрыть, что входит в «{ $what }»
find-fewer = Меньше значений
find-date-fault = Это не удалось понять как дату.
find-date-try = Возможно, имелось в виду: { $what }
find-all-of = { $n ->
    [one] { $shown } запись
    [few] Все { $shown }
    [many] Все { $shown }
   *[other] Все { $shown }
    }
find-export = { $n ->
    [one] Выгрузить { $shown } строку:
    [few] Выгрузить все { $shown } строки:
    [many] Выгрузить все { $shown } строк:
   *[other] Выгрузить все { $shown } строки:
    }
find-dates-hint = Даты так, как вы их пишете: 2020, июнь 2020, 9.06.2020. Учитываются только даты, целиком лежащие внутри.
find-also-written = также:
find-stands-for = { $n ->
    [one] { $shown } запись
    [few] вместо { $shown } записей
   *[other] вместо { $shown } записей
 }
find-more-spellings = { $n ->
    [one] ещё { $shown }
   *[other] ещё { $shown }
 }

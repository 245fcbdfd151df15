# Слова самого интерфейса по-русски.

skip = Перейти к содержанию
ways = Разделы рабочей базы
languages = Язык страниц
crumbs = Где вы находитесь
footer = Читается только на этом компьютере. Никуда ничего не отправляется.

way-start = Сегодня
way-count = Подсчёт
way-outputs = Публикации
way-journal = Журнал

search-label = Поиск по записям
search-button = Найти
search-title = Поиск
search-hint = Слова в любом порядке, на любом из трёх языков и любым письмом: Baltabay находит «Балтабай», а кукык — «құқық». «Два слова» в кавычках стоят рядом; -слова быть не должно.
search-types = Типы найденных записей
search-all-types = Все
search-found = { $n ->
    [one] запись найдена
    [few] записи найдены
   *[other] записей найдено
 }
search-none = Нет записи, в которой есть все эти слова. Попробуйте меньше слов или начало слова.

lock-button = Заблокировать
lock-hint = Закрыть базу и сразу забыть её ключи
unlock-title = База закрыта
unlock-lead = Её ключей нет в памяти. Парольная фраза откроет её снова.
unlock-wrong = Эта парольная фраза не открывает базу.
unlock-impossible = Базу не удаётся открыть.
unlock-hint = Проверка занимает около секунды, чтобы подбор занял вечность. Важны заглавные буквы и раскладка клавиатуры.
unlock-button = Открыть
passphrase = Парольная фраза

record = Запись
records = Записи
records-count = { $n ->
    [one] { $shown } запись
    [few] { $shown } записи
   *[other] { $shown } записей
 }
unit = Что считается
from = С
to = По
on = На дату
show = Показать
audience = Для кого
audience-internal = Для самой группы
audience-partners = Для партнёров
audience-public = Для всех
language = Язык

start-title = Сегодня
start-here = Что здесь есть
start-empty = Записей пока нет.
start-unused = { $n ->
    [one] { $shown } тип без записей
    [few] { $shown } типа без записей
   *[other] { $shown } типов без записей
 }
start-period = Этот период и предыдущий
start-period-caption = Числа этого периода и предыдущего
start-disagree = Где источники расходятся
start-disagree-lead = Записи, в которых хотя бы одно значение источники сообщают по-разному. Оба остаются, рядом друг с другом.
start-disagree-caption = Записи, в которых источники расходятся или противоречат друг другу, по типам
start-disagree-none = Все источники согласны.
start-restrictions = Ограничения, действующие на { $what }
start-recent = Сохранено последним
start-recent-all = Весь журнал
in-force-certainly = действуют точно
in-force-perhaps = возможно, действуют
in-force-end-unknown = окончание неизвестно

mark-differ = расходятся
mark-contradict = противоречат

list-words = Слова
list-on = Действуют на дату
list-chosen = Выбрано
list-chosen-words = слова: { $what }
list-chosen-on = действуют на { $what }, точно или возможно
list-remove = Убрать:
list-remove-all = Убрать всё
list-is-chosen = выбрано
list-facets = Сузить
list-to-facets = Сузить
list-facet-more = { $n ->
    [one] ещё { $shown } значение
    [few] ещё { $shown } значения
   *[other] ещё { $shown } значений
 }
list-found = { $n ->
    [one] запись
    [few] записи
   *[other] записей
 }
list-caption = { $first }–{ $last } из { $total }
list-none = Нет записи, которая отвечает всем этим условиям. Уберите одно из них.
list-beyond = Список кончается раньше этой страницы.
list-beyond-last = Список кончается раньше запрошенной страницы. Это его последняя страница.
dates-hint = Даты с той точностью, с какой они известны: 2020, 2020-06 или 2020-06-09. Учитываются только даты, целиком лежащие внутри.

pages = Страницы списка
pages-previous = Назад
pages-next = Далее
pages-number = Страница { $what }

record-who = Кто что сделал и кому
record-by = Кто
record-did = Что сделано
record-to = Против кого
record-beside = Кто ещё был
record-counted-one = Одно деяние против { $shown } человек или групп сразу.
record-counted-each = Деяния этого вида считаются по одному на человека, если не введено иначе.
record-counted-together = Деяния этого вида считаются как одно против всех, на кого направлены вместе, если не введено иначе.
record-counted-each-said = Сразу названо несколько человек, и решено, что у каждого своё деяние: это — одно из них.
record-counted-together-said = Решено, что это одно деяние против всех, кто назван сразу.
record-nobody = Никто не назван
record-shown-is = Показано:
record-statements = { $n ->
    [one] { $shown } источник
    [few] { $shown } источника
   *[other] { $shown } источников
 }
record-withdrawn = { $n ->
    [one] { $shown } отозвано
   *[other] { $shown } отозвано
 }
record-unsourced = Откуда это
record-timeline = Хронология
record-all = { $n ->
    [one] Показать
   *[other] Все { $shown }
 }
record-more = { $n ->
    [one] и ещё { $shown }
   *[other] и ещё { $shown }
 }
record-resting = Что на нём основано
record-resting-count = { $n ->
    [one] Сведения из этого источника есть в { $shown } записи.
    [few] Сведения из этого источника есть в { $shown } записях.
   *[other] Сведения из этого источника есть в { $shown } записях.
 }
record-history = История
record-id = Идентификатор
history-said = { $n ->
    [one] { $shown } значение внесено
    [few] { $shown } значения внесены
   *[other] { $shown } значений внесено
 }
statement-for-the-row = источник указан один раз на всё
statement-withdrawn = Отозвано: { $what }

count-title = Подсчёт
count-lead = Выберите, что считать и по чему. Каждое число ведёт к записям, которые в нём сосчитаны.
count-by = По
count-by-second = и по
count-by-none = —
count-by-other = Из адреса
count-button = Сосчитать
count-caption = { $what }
count-note-rule = Сделанное сразу с несколькими людьми — одно деяние или по одному на каждого: задержание или штраф — по одному, разгон или рейд — одно на всех, если не введено иначе. На странице деяния это сказано.
count-note-adds-up = Каждая единица стоит в одной строке: строки складываются в итог.
count-note-overlap = Одна единица может стоять в нескольких строках: строки не складываются в итог.
count-note-through-acts = Сосчитаны через деяния, от которых они пострадали.
count-note-not-precise = Дата недостаточно точна для периода: { $shown }.
count-note-not-precise-condition = Недостаточно точны для условий: { $shown }.
count-note-no-date = Дата неизвестна: { $shown }.
count-note-merged = Записи, признанные одной и той же, сосчитаны один раз: записей { $first }, на деле { $last }.
count-note-kind-unknown = Участники неизвестного рода, не сосчитаны: { $shown }.
count-note-groups-apart = Безымянные группы, как люди не сосчитаны: { $shown }. Чтобы увидеть, сколько в них было людей по сообщениям, выберите «с оценками».
count-note-groups-unknown = Безымянные группы, о численности которых не сообщалось: { $shown }. Каждая сосчитана как минимум за одного человека.
count-note-not-linked = Пострадавшие без собственной записи, не сосчитаны: { $shown }.
span-year = Год
span-quarter = Квартал
span-month = Месяц
count-total = Всего
by-year = по годам
by-quarter = по кварталам
by-month = по месяцам
by-top = крупные группы

outputs-lead = Цифры со своими единицами; каждая ведёт к записям и источникам. Выберите, что, за какое время и для кого.
outputs-open = Открыть
output-bulletin = Бюллетень
output-bulletin-what = Что произошло за период: цифры по категориям, типам, источникам угроз, правам и регионам, хроника и ограничения, действующие в последний день.
output-restrictions = Реестр ограничений
output-restrictions-what = Кому что запрещено или кто лишён свободы в этот день: точно, возможно и без известного окончания.
output-commitments = Матрица обязательств
output-commitments-what = Что рекомендовано и обещано и как это выполняется, по трём осям, которые не смешиваются.
download = Взять с собой файлом
download-html = Веб-страница (.html)
download-pdf = Страницы для печати (.pdf)
download-docx = Документ для текстового редактора (.docx)
download-xlsx = Книга со всеми таблицами (.xlsx)
download-csv = Таблица (.csv)
download-txt = Текст для мессенджера (.txt)
download-ris = Источники (.ris)
download-csl = Источники (.csl.json)
gate-title = Перед публикацией: кто назван
gate-hint = Этот список только для группы, ни в одном файле его нет. В нём названы те, чьи имена скрыты.
note-write = Добавить свои примечания
note-hint = Ваши слова встанут в начале раздела под заголовком «Примечание аналитика», только на этом языке и для этих читателей. Они хранятся как заметки. Числа считает программа, вписать их нельзя.
note-save = Сохранить примечание
note-said-anew = изменено на странице публикации
gate-out-already = Уже назван(а) в опубликованном
gate-masked = Люди без имён
gate-named = Названные люди
gate-organisations = Названные организации и группы
gate-left-out = Закрытые сведения, которые не попадают в публичное (во всей базе)
gate-verification = Деяния по степени проверки
download-hint = Файл не зашифрован. Храните его в надёжном месте.

journal-lead = Всё, что здесь когда-либо было сказано, в порядке сохранения. Ничего не меняется на месте: исправление отзывает одно высказывание и вносит другое.
journal-caption = Наборы изменений, новые сверху
journal-empty = Пока ничего не сохранено.
journal-when = Когда
journal-what = Что
journal-records = Записей
journal-said = Внесено
journal-withdrawn = Отозвано
journal-device = Устройство
journal-change-sets = { $n ->
    [one] набор изменений
    [few] набора изменений
   *[other] наборов изменений
 }
journal-logs = { $n ->
    [one] лента
    [few] ленты
   *[other] лент
 }
change-set = Набор изменений
change-set-program = Программа
change-set-imported = SHA-256 импортированных файлов
change-set-records = Затронутые записи

verify-link = Проверить весь журнал
verify-title = Цел ли журнал?
verify-lead = Каждая запись журнала прочитана заново: её подпись, её место в цепи, её содержание.
verify-good = Всё сходится. { $n ->
    [one] Прочитана { $shown } запись журнала.
    [few] Прочитаны { $shown } записи журнала.
   *[other] Прочитано { $shown } записей журнала.
 }
verify-change-sets = { $n ->
    [one] В них { $shown } набор изменений.
    [few] В них { $shown } набора изменений.
   *[other] В них { $shown } наборов изменений.
 }
verify-unverified = { $n ->
    [one] { $shown } запись журнала стоит за повреждением: за её содержание нельзя ручаться.
    [few] { $shown } записи журнала стоят за повреждением: за их содержание нельзя ручаться.
   *[other] { $shown } записей журнала стоят за повреждением: за их содержание нельзя ручаться.
 }
verify-bad = { $n ->
    [one] { $shown } неполадка
    [few] { $shown } неполадки
   *[other] { $shown } неполадок
 }
verify-again = Проверить ещё раз

problem-to-start = На начальную страницу
problem-not-found = Такой страницы нет
problem-not-found-hint = По этому адресу ничего нет. Возможно, он скопирован не полностью.
problem-no-record = Такой записи нет
problem-no-record-hint = Ни у одной записи этой базы нет такого идентификатора, или вам её нельзя видеть.
problem-unknown-type = Такого типа записей нет
problem-unknown-type-hint = «{ $what }» не является типом записей. Все типы перечислены на начальной странице.
problem-question = На это нельзя ответить
problem-question-hint = Что-то в адресе или в форме не удалось понять:
problem-page-hint = «{ $what }» не является номером страницы.
problem-day-hint = «{ $what }» не является днём: напишите год, месяц и день, например 2021-07-22.
problem-too-long-hint = Адрес слишком длинный. Выберите меньше условий.
problem-refused = Запрос отклонён
problem-host-hint = Эти страницы отвечают только по адресам 127.0.0.1 и localhost, на том порту, с которым они запущены.
problem-cross-site-hint = Он пришёл с другого сайта или из другой программы. Откройте страницу отсюда или наберите её адрес.
problem-old-form-hint = Форма старше этого запуска программы или неполна. Откройте страницу снова и повторите.
problem-one-at-a-time-hint = Как раз проверяется другая парольная фраза. Подождите немного и попробуйте снова.
problem-method-hint = Этот адрес не принимает таких запросов.
problem-broken = Страницу не удалось составить
problem-broken-hint = Виновата программа. Подробности в окне терминала, где она запущена; ваши записи не пострадали.

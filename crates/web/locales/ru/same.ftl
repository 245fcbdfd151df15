# Записи, которые могут быть об одном, и те, что об одном.

same-title = Возможные повторы
same-lead = Записи, которые могут быть об одном и том же; самые вероятные — первыми. Программа только спрашивает: ничего не объединяется без вашего решения, и любое решение можно отменить.
same-kinds = Виды записей
same-kind-people = Люди
same-kind-organisations = Организации
same-kind-events = События
same-kind-acts = Деяния
same-none = Нет пар, ожидающих решения.
same-and = и
same-beside = Две записи рядом
same-agrees = совпадает
same-contradicts = противоречит
same-why = Почему об этом спрашивают
same-compared = Что сравнивалось
same-written = Как написано
same-found = Что найдено
same-bits = Биты
same-bits-unit = бит
same-together = Вместе
same-bits-help = Каждый бит вдвое увеличивает шансы, что это одно и то же; бит ниже нуля вдвое уменьшает.
same-reason = Почему (можно не заполнять)
same-same = Это одно и то же
same-different = Разные
same-unsure = Нельзя сказать
same-of-record = Одно и то же
same-alone = Никто не решал, что эта запись об одном с другой.
same-clash = Одно решение не действует, потому что другое ему противоречит:
same-clash-apart = остаются разными:
same-records = Записи
same-stands = представляет все
same-this = эта запись
same-move-from-here = Убрать или перенести
same-weakest = Слабее всего связаны
same-out = Убрать отсюда эту запись
same-another = Это то же, что и другая запись?
same-name = Имя — как вы его пишете, на любом письме
same-find = Найти
same-nobody = Под таким именем ничего не найдено.
same-which = Какая из них
same-look = посмотреть
same-move = Перенести туда эту запись
same-decided = Решения
same-record-link = Одно и то же
same-waiting = { $n ->
    [one] пара ждёт решения
    [few] пары ждут решения
   *[other] пар ждут решения
 }
same-members = { $n ->
    [one] { $shown } запись об одном и том же.
    [few] { $shown } записи об одном и том же.
   *[other] { $shown } записей об одном и том же.
 }

# Имена и написания

names-title = Имена и написания
names-lead = Все написания этого имени в базе, по буквам. Поиск находит запись по любому из них.
names-none = Имя не записано.
names-only-in = только в записи
names-shown = Что видят читатели
names-shown-lead = Выберите для каждого языка форму, которую показывают страницы, списки и публикации. Остальные написания сохраняются, и поиск их находит.
names-known = Известное написание
names-automatic = не выбрано: { $what }
names-typed = или другая форма
names-typed-help = Если вписана другая форма, показывается она, а не выбранная.
names-save = Показывать так
names-choose = Выбрать, что показывать
names-all = { $n ->
    [one] { $shown } написание
    [few] Все { $shown } написания
   *[other] Все { $shown } написаний
 }
script-kazakh = Казахские буквы
script-cyrillic = Кириллица
script-latin = Латиница
script-other = Другие буквы

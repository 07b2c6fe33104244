"""Days reckoned from the day of receipt: "вчера утром", "в субботу", "через 3 дня", "на Покров"."""

import re
from collections.abc import Iterator
from datetime import date

from tidings.extraction import spoken
from tidings.extraction.months import FIGURE_AND_LETTER, STEMS
from tidings.extraction.when import When, moved, start_of
from tidings.text.phrases import begins, openings

_WEEKDAYS = (
    r"понедельник\w{0,2}|понеділ(?:ок|ка|ку)|monday|пн",
    r"вторник\w{0,2}|вівтор(?:ок|ка)|tuesday|вт",
    r"сред[ауые]|серед[ауи]|wednesday",
    r"четверг\w?|четвер(?:га)?|thursday|чт",
    r"пятниц[ауые]|п'ятниц[яюі]|friday|пт",
    r"суббот[ауые]|субот[ауи]|saturday|сб",
    r"воскресень[яе]|неділ[яюі]|sunday",
)
_WEEKDAY_NUMBERS = {
    letters: number
    for number, ways in enumerate(
        ["по пн mo", "вт ві tu", "ср се we", "че th чт", "пя п' fr пт", "су sa сб", "во не su"]
    )
    for letters in ways.split()
}
"""By the first two letters."""
_WEEKDAY = re.compile(
    rf"(?P<since>\b(?:с|со|з|із|since|from)\s)?(?<!\w)(?:(?:прошл\w+|минул\w+|last|this|эт\w+|ближайш\w+|next|следующ\w+)\s)?(?P<name>{'|'.join(_WEEKDAYS)})(?!\w)"
)


_WEEKDAYS_BEGIN = openings(
    "понедельн* понеділ* monday пн вторник* вівтор* tuesday вт сред* серед* wednesday четвер* thursday чт пятниц* п friday"
    " пт суббот* субот* saturday сб воскресень* неділ* sunday"
)  # "п" is that of п'ятниця


_EVERY = re.compile(r"(?:кажд\w{2,3}|кожн\w{1,3}|every|each)\s$")


def _weekdays(small: str, received: date) -> Iterator[When]:
    for found in _WEEKDAY.finditer(small) if begins(small, _WEEKDAYS_BEGIN) else ():
        if _EVERY.search(small, max(0, found.start() - 8), found.start()):
            continue  # "каждую пятницу звонил"
        weekday = _WEEKDAY_NUMBERS[found["name"][:2]]
        yield When(start_of(found), found.end(), weekday=weekday, since=bool(found["since"]))


_RELATIVE = {
    r"позавчера|позавчора|day before yesterday": -2,
    r"вчера|вчора|yesterday": -1,
    r"сегодня|сьогодні|today|tonight|щас|сейчас|зараз": 0,
    r"послезавтра|післязавтра|day after tomorrow": 2,
    r"завтра|tomorrow": 1,
}
_NOW = re.compile(r"щас|сейчас|зараз")
_RELATIVE_WORDS = re.compile(
    rf"(?P<since>\b(?:с|со|з|із|since)\s)?(?<!\w)(?:{'|'.join(f'(?P<r{i}>{words})' for i, words in enumerate(_RELATIVE))})(?:шн\w+)?(?!\w)"
)


_RELATIVE_BEGIN = openings(
    "позавч* вчера* вчора* yesterday сегодня* сьогодні* today tonight послезавтра* післязавтра* завтра* tomorrow"
)


def _relative(small: str, received: date) -> Iterator[When]:
    steps = list(_RELATIVE.values())
    for found in _RELATIVE_WORDS.finditer(small) if begins(small, _RELATIVE_BEGIN) else ():
        if _NOW.search(found[0]):
            continue
        step = next(steps[i] for i in range(len(steps)) if found[f"r{i}"])
        for day in moved(received, step):
            yield When(start_of(found), found.end(), day_meant=day, since=bool(found["since"]))


_JUST_NOW = re.compile(
    r"(?<!\w)(?:(?:\d{1,3}|пол|полтора|пару|несколько|кілька|few|couple of)[\s-]?(?:минут\w?|мин|час\w{0,2}|хвилин\w?|годин\w?|minutes?|hours?)\s(?:назад|тому|ago)"
    r"|полчаса\s(?:назад|как)|час\sназад|минуту\sназад|только\sчто|щойно|just\snow|(?:до|к)\sполуночи|до\sпівночі|(?:by|until)\smidnight|(?:сейчас|щас|зараз|ночью|вночі)(?=\s(?:он\s|сын\s|муж\s|брат\s|він\s|син\s|сам\s)?(?:по|за)?(?:звонил|дзвонив|набрал|написал|скинул|прислал|телефонував))|(?:(?<=звонил\s)|(?<=написал\s)|(?<=прислал\s))(?:сейчас|щас|ночью))(?!\w)"
)
_FUTURE = r"(?:у|за|по|от|вы|при|пере)?(?:везут|вез[её]т|правят|правим|берут|летают|лет|едут|едет|едем|дут|бросят|кинут)\w*"
_AT_NIGHT = re.compile(
    rf"(?<!\w)(?:(?P<night>ночью)|(?P<morning>утром|на рассвете|под утро))\s(?:их\s|его\s|нас\s|уже\s)?{_FUTURE}"
)


_JUST_NOW_HAS = openings(
    "сейчас щас зараз ночью вночі назад тому ago полчаса только щойно just полуночи півночі midnight"
)
_AT_NIGHT_BEGINS = openings("ночью утром рассвете утро")


def _hours(small: str, received: date) -> Iterator[When]:
    """Yield what is a matter of hours: "15 минут назад", "до полуночи", "ночью увезут", "утром увезут"."""
    for found in _JUST_NOW.finditer(small) if begins(small, _JUST_NOW_HAS) else ():
        yield When(found.start(), found.end(), day_meant=received)
    for found in _AT_NIGHT.finditer(small) if begins(small, _AT_NIGHT_BEGINS) else ():
        part = "night" if found["night"] else "morning"
        for day in moved(received, 0 if found["night"] else 1):
            yield When(found.start(part), found.end(part), day_meant=day)


_HOUR = r"(?:в обед|в обід|під ранок|под утро|с утра|зранку|утром|вранці|днем|вечером|ввечері|ночью|вночі|в (?:\d{1,2}(?:[:.]\d\d)?|час|два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать)(?: час\w{0,2})?(?: ночи| утра| дня| вечера)?)"
_HE_CALLED = r"(?:(?:по|за|до)?(?:звонил\w*|дзвонив\w*)|набрал|набрав|написал|написав|прислал|прислав|скинул|скинув|настрочил|шепнул|шепчет)"
_AT_AN_HOUR = re.compile(
    rf"(?<!\w)(?P<first>{_HOUR})\s(?:он\s|сын\s|муж\s|брат\s|мне\s|меня\s|нам\s|він\s|син\s|сам\s){{0,2}}{_HE_CALLED}(?!\w)"
    rf"|(?<!\w){_HE_CALLED}\s(?:мне\s|меня\s|нам\s|мені\s)?(?P<last>{_HOUR})(?!\w)"
)
_OTHER_DAY = re.compile(
    rf"\d|вчера|вчора|позавч|завтра|(?:{'|'.join(STEMS)})|понед|вторн|сред[ауы]|четв|пятн|субб|воскр|вівт|п'ятн|субот|неділ|кажд|кожн|всегда|обычно|через день|раньше|бывало|раз в|по "
)


def _at_an_hour(small: str, received: date) -> Iterator[When]:
    """Yield today where only an hour of it is told: "в обед дозвонился", "набрал меня под утро"."""
    for found in _AT_AN_HOUR.finditer(small) if begins(small, _CALLED_BEGIN) else ():
        part = "first" if found["first"] else "last"
        sentence = re.split(r"[.!?\n]", small[max(0, found.start() - 90) : found.start(part)])[-1]
        if not _OTHER_DAY.search(sentence):
            yield When(found.start(part), found.end(part), day_meant=received)


_CALLED_BEGIN = openings(
    "звонил* позво* дозво* дзво* подзв* додзв* набрал набрав напис* присл* скинул скинув настр* шепн* шепч*"
)
_UNITS = {
    r"дн(?:я|ей|і|ів)|день|дн|сут(?:ки|ок)|доб[иу]|days?": 1,
    r"недел[ьюия]|нед|тиж(?:день|ні|нів)|weeks?": 7,
}
_UNITS_BEGIN = openings("дня дней дні днів день дн сут* доб* day days недел* нед тиж* week weeks")
_AMOUNT = re.compile(
    rf"(?<!\w)(?:(?P<lead>через|за|in|after|уже|вже)\s)?(?P<number>\d{{1,3}}(?:-?(?:й|ый|ий|тий|th))?|{spoken.SMALL}|(?:one|two|three|four|five|six|seven|ten|a))\s?-?(?:(?P<days>{list(_UNITS)[0]})|(?P<weeks>{list(_UNITS)[1]}))(?!\w)(?:\s(?P<ago>назад|тому|ago))?"
)
_ORDINAL = re.compile(
    rf"(?<!\w)(?<!на )(?P<number>{spoken.ORDINAL}|\d{{1,2}}-?(?:й|ый|ий))\s(?:день|сутки|доба|добу)(?!\w)"
)
_A_WEEK_AGO = re.compile(r"(?<![\w-])(?<!\d\s)(?:неделю|тиждень|a week|one week) (?:назад|тому|ago)(?!\w)")
_IN_A_WEEK = re.compile(r"(?<!\w)(?:через неделю|через тиждень|за тиждень|in a week)(?!\w)")
_ENGLISH = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}


def _amounts(small: str, received: date) -> Iterator[When]:
    """Yield "через 3 дня", "два дня назад", "second day": days counted from the day of receipt."""
    if not (begins(small, _UNITS_BEGIN) or FIGURE_AND_LETTER.search(small)):
        return
    for found in _AMOUNT.finditer(small):
        digits = re.match(r"\d+", found["number"])
        count = int(digits[0]) if digits else _ENGLISH.get(found["number"]) or spoken.small(found["number"])
        if count is None:
            continue
        ahead = found["lead"] in ("через", "за", "in", "after") and not found["ago"]
        if not ahead and found["weeks"] and not found["ago"]:
            continue  # "три недели нет связи" is too vague for a day
        for day in moved(received, count * (7 if found["weeks"] else 1) * (1 if ahead else -1)):
            yield When(found.start(), found.end(), day_meant=day, since=not ahead and not found["ago"])
    for found in _IN_A_WEEK.finditer(small):
        for day in moved(received, 7):
            yield When(found.start(), found.end(), day_meant=day)
    for found in _A_WEEK_AGO.finditer(small):
        for day in moved(received, -7):
            yield When(found.start(), found.end(), day_meant=day)
    for found in _ORDINAL.finditer(small):
        digits = re.match(r"\d+", found["number"])
        count = int(digits[0]) if digits else spoken.ordinal(found["number"])
        for day in moved(received, -(count or 0)) if count else ():
            yield When(found.start(), found.end(), day_meant=day, since=True)


_FEASTS = tuple(
    (openings(begin), re.compile(rf"(?<!\w)(?:{words})(?!\w)"), month, day)
    for begin, words, (month, day) in (
        ("рожд* різд* christmas", r"рождеств[аоу]|різдв[аоі]|christmas", (1, 7)),
        ("нов*", r"нов(?:ый|ого|ым|ому)\s(?:год|года|годом|году)|нов(?:ий|ого)\s(?:рік|року)", (1, 1)),
        ("яблоч*", r"яблочн\w+\sспас\w*", (8, 19)),
        ("медов*", r"медов\w+\sспас\w*", (8, 14)),
        ("орехо*", r"орехов\w+\sспас\w*", (8, 29)),
        ("троиц*", r"троиц\w+\sнет", (6, 1)),
        ("день дня", r"день\sпобеды|дня\sпобеды", (5, 9)),
        ("покр*", r"покров(?:а|у|и|ою)?(?!\w)", (10, 14)),
        ("иль*", r"иль(?:ин|ина|ину)\s(?:день|дня|дню)", (8, 2)),
        ("успе*", r"успени[еяю]", (8, 28)),
        ("яблуч*", r"яблучн\w+\sспас\w*", (8, 19)),
        ("день дня", r"день\sнезалежності|дня\sнезалежності", (8, 24)),
        ("нико*", r"никол(?:у|ин\sдень)\sзимн\w+|николай\sзимн\w+", (12, 19)),
        ("крещ* водо*", r"креще?ни[ея]|водохреща", (1, 19)),
        ("восьмо*", r"восьмо\w+\sмарта", (3, 8)),
    )
)
"""Each with how its first word begins."""
_FEASTS_BEGIN = frozenset().union(*(begin for begin, *_ in _FEASTS))


def _feasts(small: str, received: date) -> Iterator[When]:
    """Yield the feasts by which older people count."""
    for begin, pattern, month, day in _FEASTS if begins(small, _FEASTS_BEGIN) else ():
        for found in pattern.finditer(small) if begins(small, begin) else ():
            if not re.search(
                r"(?:до|после|після|перед|after|before)\s$", small[max(0, found.start() - 8) : found.start()]
            ):
                yield When(found.start(), found.end(), month=month, day=day)


LOOKS = [_weekdays, _relative, _hours, _amounts, _feasts, _at_an_hour]

"""What happened on which day: the beginning of service, the last sign of life, what is to come.

A day belongs to the event whose words stand nearest to it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from tidings.extraction import spoken
from tidings.extraction.births import find_births
from tidings.extraction.clauses import FAR, nearest, sentence
from tidings.extraction.days import whens
from tidings.extraction.mentions import Mention
from tidings.extraction.when import When
from tidings.extraction.wordlists import words
from tidings.text.phrases import fold

_EVENTS = ("contact", "last_sign", "silence", "departure", "other_event", "called_up", "our_side")
_NEAR = 75
_SOON = timedelta(days=100)
Distances = dict[str, int]


@lru_cache(maxsize=16)
def _dated(text: str, received: date) -> tuple[tuple[When, Distances], ...]:
    """Return each time that is no birth date, with how far the words of each event are."""
    births = {place for one in find_births(text, received) for place in range(one.start, one.end)}
    spans = {event: words(event).spans(text) for event in _EVENTS}
    spans["contract"] = words("service", "contract").spans(text)
    return tuple(
        (when, {event: nearest(text, (when.start, when.end), found) for event, found in spans.items()})
        for when in whens(text, received)
        if births.isdisjoint(range(when.start, when.end))
        and not _is_heading(when, received)
        and not _names_today(text, when)
        and not _CORRECTED.match(text, when.end)
    )


def _names_today(text: str, when: When) -> bool:
    """Return whether a weekday only says which day it is: "а сегодня четверг"."""
    before = fold(text)[max(0, when.start - 12) : when.start]
    return when.weekday is not None and bool(_TODAY.search(before))


_CORRECTED = re.compile(
    r"\s?(?:\.{2,3}|…|,|—|–|-)\s?(?:ой|нет|вернее|точнее|то есть не|тобто не|ні|sorry|no wait|i mean)(?!\s(?:связи|вестей|ничего))(?!\w)"
)
"""After a day that is taken back: "завтра… нет, послезавтра"."""
_TODAY = re.compile(r"(?:сегодня|сьогодні|today is|today's)[\s,-]{1,3}(?:уже\s|вже\s)?$")


def _is_heading(when: When, received: date) -> bool:
    """A note of a call begins with its own day."""
    return when.start < 16 and when.past(received) == received and when.day_meant is None


def _mention(kind: str, text: str, when: When, value: str) -> Mention:
    return Mention(kind, text[when.start : when.end], when.start, when.end, value)


def find_last_contacts(text: str, received: date) -> list[Mention]:
    """Return each day of a sign of life, or from which there is none; where one is called the last, only those."""
    found, last = [], []
    for when, far in _dated(text, received):
        day = when.past(received)
        counted = when.since and when.day_meant is not None  # "two days" is of silence, or of something else
        heard = min(FAR if counted else far["contact"], far["silence"] - (20 if when.since else 0))
        heard = min(heard, far["last_sign"] - 35 if far["last_sign"] < _NEAR else FAR)
        other = min(far["other_event"], far["called_up"] + 4, far["our_side"])
        if day == received and far["silence"] < min(far["contact"], far["last_sign"]):
            continue  # "сегодня 40 дней как нет вестей"
        if _NOT_HEARD.match(fold(text)[when.end : when.end + 24]):
            continue  # "1 сентября не позвонил"
        if _QUOTED_AFTER.match(text, when.end):
            heard = 0  # "Суббота, 16 августа: «мам, всё норм»"
        if when.since and _NOTHING_FROM_THEN.match(fold(text), when.end):
            heard = 0  # "С четверга ничего"
        if day and when.exact and heard < _NEAR and heard < other and not _to_come(when, far, received):
            found.append(_mention("last_contact", text, when, day.isoformat()))
            last += found[-1:] if far["last_sign"] < 40 else []
    return last or found


_QUOTED_AFTER = re.compile(
    r"(?:\sв\s\d{1,2}[:.]\d\d)?\s?[:—–-]\s?[«\"“](?:мам|ма\b|пап|бать|ба\b|привет|я\s|жив|зай|малыш|мамо|mom|mum)",
    re.IGNORECASE,
)
_NOTHING_FROM_THEN = re.compile(
    r"(?:\s(?:утра|вечера|обеда|ночи|мы|я|его|йoго|його)){0,2}[\s,—–:-]{1,3}(?:и\s|і\s|уже\s)?(?:ничего|ничого|нічого|ни\s|ні\s|тишина|тиша|не было (?:связи|вестей)|не було зв.язку|нет (?:связи|вестей)|потеряли|потеряла|втратили|nothing)(?!\w)"
)
_NOT_HEARD = re.compile(
    r"\s(?:уже\s|так и\s|вже\s)?не (?:позвонил|написал|набрал|ответил|подзвонив|написав)\w*(?!\w)"
)


def find_deadlines(text: str, received: date) -> list[Mention]:
    """Return each day to come on which something happens to him."""
    return [
        _mention("deadline", text, when, day.isoformat())
        for when, far in _dated(text, received)
        if _to_come(when, far, received)
        and (day := when.coming(received))
        and not _as_he_said(text, when, received)
        and not (day == received and _CALLED_TODAY.match(fold(text), when.end))
    ]


_CALLED_TODAY = re.compile(r"\s(?:уже\s|вже\s)?(?:звонят|звонили|позвонили|дзвонять|дзвонили)(?!\w)")
"""Said after "today": then they called, and something else is to happen."""


def _start(when: When) -> int:
    return when.start


def _as_he_said(text: str, when: When, received: date) -> bool:
    """Return whether "tomorrow" is counted from a day gone by: "10 июля звонил, сказал завтра на задание"."""
    if when.day_meant is None or when.day_meant <= received:
        return False
    start, _ = sentence(text, (when.start, when.end))
    before = whens(text, received)[: bisect_left(whens(text, received), when.start, key=_start)][-4:]
    told = (one for one in before if start <= one.start and one.exact and _tells(text, one, when))
    lately = (received - timedelta(days=_LATELY), received - timedelta(days=1))
    return any((day := one.past(received)) is not None and lately[0] < day < lately[1] for one in told)


def _tells(text: str, day: When, when: When) -> bool:
    """Return whether between the two, or right before the first, someone is said to have spoken or written."""
    return bool(_SAID.search(fold(text), max(0, day.start - 24), when.start))


_SAID = re.compile(
    r"(?<!\w)(?:звон|позвон|сказал|говор|писал|написал|прислал|сообщ|передал|дзвон|подзвон|казав|сказав|написав|called|said|wrote|told|texted|rang)"
)
_LATELY = 400
"""Days: what is farther back is no call of his but a date of birth or of call-up."""


def _to_come(when: When, far: Distances, received: date) -> bool:
    """Return whether a day is meant that is to come and on which he is moved, tried or must sign."""
    day = when.coming(received)
    if day is None or not when.exact or when.since and when.weekday is not None or day - received > _SOON:
        return False
    if far["departure"] >= _NEAR + 25 or far["our_side"] < far["departure"]:
        return False
    past = when.past(received)
    if past is None or past == day > received:
        return True
    heard = min(far["contact"], far["silence"], far["other_event"])
    if day == received or when.weekday is not None:
        return far["departure"] < heard
    return day - received < received - past and (
        far["departure"] <= heard + 20 or day - received < timedelta(days=20)
    )


def find_call_ups(text: str, received: date) -> list[Mention]:
    """Return each month (YYYY-MM, or YYYY) in which service began."""
    found = [*_months_served(text, received), *_of_a_season(text, received)]
    for when, far in _dated(text, received):
        value = _month(when, received)
        heard = min(far["contact"], far["silence"])
        other = min(heard, far["departure"] + 5, far["other_event"], far["contract"])
        if _to_come(when, far, received) and far["departure"] <= far["called_up"]:
            continue
        if when.since and _NOTHING_SINCE.match(fold(text)[when.end : when.end + 12]):
            continue  # "мобилизован, с 5 ноября не на связи": silence, whatever it is called
        if _OTHERWISE.search(fold(text)[max(0, when.start - 40) : when.end + 30]) or _of_contract(text, when):
            continue
        window = fold(text)[max(0, when.start - (30 if when.since else 70)) : when.start]
        near = far["called_up"] < 60 and _CALLED_UP.search(window)
        serves = when.since and when.month and _ON_DUTY.match(fold(text), when.end)
        told = far["called_up"] < 40 and (near or far["called_up"] < other) and not _season(text, when)
        if value and (serves or told):
            found.append(_mention("call_up", text, when, value))
    return found


_ON_DUTY = re.compile(
    r"[\s,]{1,2}(?:уже |вже |он |він |сын |син )?(?:на срочной|на срочке|на службе|в армии|служит|в строю|на строковій|служить|в войсках|срочник|проходит службу|in the army|serving|a conscript)(?!\w)"
)
"""After "с ноября": since then he serves."""
_CALLED_UP = re.compile(
    r"(?:призва|призвал|призыв|мобилизов|мобілізов|мобілізу|drafted|conscripted|called up)\w*[^.!?,;\n]{0,56}$"
)
_OTHERWISE = re.compile(
    r"(?<!\w)(?:взяли|взял|взяв|брали|взят|забрали|забрал|відібрали)\s(?:двушк|однушк|трешк|квартир|ипотек|іпотек|кредит|займ|машин|дом(?!\w)|дач|живым|в плен|у полон|паспорт|телефон|документ|военник|карт|вещи|билет)"
)
_LEFT = re.compile(r"(?<!\w)(?:ушел|ушла|пошел|пішов|попал)(?!\w)[^.!?\n]{0,25}$")


def _of_contract(text: str, when: When) -> bool:
    """Return whether "ушёл в мае" is told of one who signed: no call-up."""
    if not _LEFT.search(fold(text)[max(0, when.start - 40) : when.start]):
        return False
    signed = words("service", "contract").spans(text) or words("signed").spans(text)
    return bool(signed) and not words("service", "conscript").spans(text)


_NOTHING_SINCE = re.compile(
    r"[\s,:—–-]{1,3}(?:не|нет|ни|тишина|молч|нема|немає|жодн|no|not|nothing|silen)\b|[\s,:—–-]{1,3}(?:абонент|недоступ|пропа|исчез|зник)"
)


def _month(when: When, received: date) -> str | None:
    """Return the month meant, or the year where no month was said."""
    day = when.past(received)
    if when.exact:
        return day.isoformat()[:7] if day and when.day_meant is None and when.month else None
    value = when.written(received)
    recent = when.month is not None or received.year - (when.year or 0) < 5
    return value if value and recent and value <= received.isoformat() else None


_SEASONS = re.compile(
    r"(?:осень\w*|осен\w+|весн\w+|лет[оа]м?|зим\w+|autumn|fall|spring|summer|winter|восени|навесні|влітку|взимку)\W{1,3}$"
)


def _season(text: str, when: When) -> bool:
    return bool(_SEASONS.search(fold(text)[max(0, when.start - 12) : when.start]))


_CALL_OF = re.compile(
    r"(?<!\w)(?P<month>январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*ск\w+\s(?:призыв|набор)\w*(?:\s(?P<this>этого|нынешнего|прошлого)\sгода|\s(?P<year>20\d\d))?"
)
_CALLS = "январ феврал март апрел май июн июл август сентябр октябр ноябр декабр".split()


def _of_a_season(text: str, received: date) -> Iterator[Mention]:
    """Yield the month from "октябрьского призыва этого года"."""
    for found in _CALL_OF.finditer(fold(text)) if "призыв" in fold(text) or "набор" in fold(text) else ():
        month = 1 + _CALLS.index(found["month"])
        past = received.year - (month > received.month or found["this"] == "прошлого")
        value = f"{int(found['year']) if found['year'] else past:04}-{month:02}"
        yield Mention("call_up", text[found.start() : found.end()], *found.span(), value)


_COUNT = rf"(?P<count>\d{{1,2}}|{spoken.SMALL}|one|two|three|four|five|six|полгода|півроку)?"
_SERVED = re.compile(
    rf"(?<!\w)(?:служ\w+|отслужил\w*|прослужил\w*|в армии|відслужив|served|serving|in the army)\s(?:уже\s|всего\s|ровно\s|только\s|лишь\s|for\s|only\s|там\s|вже\s|лише\s|всього\s|он\s|just\s)*{_COUNT}\s?(?:месяц\w*|мес\b\.?|місяц\w*|months?)(?!\w)"
)
_AGO = re.compile(
    rf"(?<!\w){_COUNT}\s?(?:месяц\w*|мес\b\.?|місяц\w*|months?)\s(?:назад|тому|ago|как)\s?(?:его\s|йогo\s|was\s)?(?:призва\w*|забрал\w*|drafted|conscripted|призвал\w*)"
)
_MONTHS = re.compile("мес|міс|month")
_ENGLISH = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "полгода": 6, "півроку": 6}


def _months_served(text: str, received: date) -> Iterator[Mention]:
    """Yield the month from "служит 2 месяца", counted back from the day of receipt."""
    small = fold(text)
    for pattern in (_SERVED, _AGO) if _MONTHS.search(small) else ():
        for found in pattern.finditer(small):
            said = found["count"]
            count = (
                1
                if said is None
                else int(said)
                if said.isdigit()
                else _ENGLISH.get(said) or spoken.small(said)
            )
            if count and count < 30:
                month = received.year * 12 + received.month - 1 - count
                value = f"{month // 12:04}-{month % 12 + 1:02}"
                yield Mention("call_up", text[found.start() : found.end()], *found.span(), value)

"""What is looked for first, so that most patterns need not be tried, hides nothing. All names and numbers are invented."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tidings.extraction import (
    births,
    contacts,
    days,
    events,
    months,
    naming,
    placing,
    reckoned,
    units,
    writer,
)

HERE = Path(__file__).parent
DAY = date(2026, 3, 12)
OPEN = re.compile("")
PATTERNS = {
    months: ("_POINTED", "_LATIN_BEFORE_FIGURE", "_LIKE_OF_MONTH"),
    births: ("_TWO_FIGURES",),
    contacts: ("_FIGURES",),
    events: ("_MONTHS",),
}
SAID = [
    "в понедельник, во вторник, в среду, в четверг, в пятницу, в субботу, в воскресенье",
    "у понеділок, у вівторок, у середу, у четвер, у п’ятницю, у суботу, у неділю; пн вт чт пт сб",
    "позавчера звонил, вчера вечером, сегодняшний день, завтра повезут, послезавтра суд",
    "позавчора, вчора, сьогодні, завтра, післязавтра; yesterday, today, tomorrow, tonight, Monday, Sunday",
    "янв фев мар апр мая июн июл авг сен окт ноя дек 2025, 12мая, 5января, травень, листопада, лютий",
    "June 28, August 11, 2025, Sept. the 3rd; 5-го числа, 12го, 7 числа, 03.04.2025, 2025-04-03, 04/2025",
    "через 3 дня, 2дня назад, третий день, через неделю, за тиждень, two weeks ago, пять суток",
    "до полуночи, полчаса назад, 15 минут тому, ночью увезут, на рассвете отправят, под утро везут",
    "на Рождество, на Новый год, на Яблочный Спас, на Покров, на Крещение, восьмого марта, на день Победы",
    "двадцатого августа, шестого числа, з сьомого січня",
    "обоим по 19, ему 20 исполнилось 3 мая, девятнадцать лет, Иванов, 21, ринату 19.",
    "восемь девятьсот один ноль ноль ноль два нуля тридцать один, 8 (900) 000-00-11, +7 900 0000012, 00491700000012",
    "тг kolya_12, ник nick77a, t.me/kolya_12, @kolya_12, телеграмм: kolya_12",
    "служит два месяца, отслужил 5 міс, 3 months ago drafted",
    "говорит: мам, нас везут. Сказал: пап, забери. «ба, я тут», дед, забери, батя я, тату",
    "я узнала, Я не могла дозвониться",
    "буду благодарен, я сам отец",
    "в 22 году в сентябре, 15.IV.2006, 23 06 2005, в двадцать втором полку, бригада 200, 15 полк, 7 отдельная бригада",
    "из 52525 пишут, срочник 52525, часть эта, 52525, в Чите, 89000000011",
    "часть 52525, в/ч пять два пять два пять, 52525 в/ч, войсковая часть 40118 или 41108",
    "d.sonya собака example точка com, d.sonya at example dot com, a@b.example",
    "под г. Иваново, в городе Клин, пос. Глуша, ст-ца Отрадная, в направлении на Клин, village of Glusha",
]


def texts() -> Iterator[str]:
    for line in SAID:
        yield from (line, *re.split("[,;] ", line))
    for path in sorted(HERE.glob("labelled/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line).get("text", "")
    for path in sorted(HERE.glob("messages/*.txt")):
        yield path.read_text(encoding="utf-8")


def told(text: str) -> list[object]:
    """Return all that is looked for by a sign first."""
    days.whens.cache_clear()
    for remembered in (births._births, naming.names, naming._place_before, placing._find, units._find):
        remembered.cache_clear()
    found: list[object] = [days.whens(text, DAY), births.find_births(text, DAY), births.find_ages(text, DAY)]
    finders = (contacts.find_phones, contacts.find_handles, contacts.find_emails, units.find_units)
    found += [find(text, DAY) for find in finders]
    found += [naming.names(text), placing.find_places(text)]
    return [*found, list(events._months_served(text, DAY)), set(writer.called(text)), writer.gender(text)]


@pytest.fixture
def nothing_first(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Every pattern is tried on every text."""
    for module in (months, reckoned, births, contacts, units, writer):
        monkeypatch.setattr(module, "begins", lambda small, some: True)
    for module in (months, units):
        monkeypatch.setattr(module, "matches_at", lambda pattern, small, places: pattern.finditer(small))
    for module in (naming, placing):
        monkeypatch.setattr(module, "may_end_with", lambda before, words: True)
    monkeypatch.setattr(units, "_may_name_kind", lambda small: True)
    monkeypatch.setattr(units, "_has_five_figures", lambda small: True)
    for module, names in PATTERNS.items():
        for name in names:
            monkeypatch.setattr(module, name, OPEN)
    handles = tuple((pattern, lambda small: True) for pattern, _ in contacts._HANDLES)
    monkeypatch.setattr(contacts, "_HANDLES", handles)
    monkeypatch.setattr(writer, "_CALLING_NEEDS", dict.fromkeys(writer._CALLING_NEEDS, OPEN))
    return monkeypatch


def test_with_and_without_a_sign_first_the_same_is_found(nothing_first: pytest.MonkeyPatch) -> None:
    every = list(texts())
    without = [told(text) for text in every]
    nothing_first.undo()
    for text, found in zip(every, without, strict=True):
        assert told(text) == found, text


def test_what_is_said_here_is_found() -> None:
    """Or else the test above would compare nothing with nothing."""
    assert [line for line in SAID if not any(told(line))] == []

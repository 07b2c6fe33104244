"""Telephone numbers, e-mail addresses and Telegram handles, and whose they are."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from tidings.extraction import spoken
from tidings.extraction.mentions import Mention
from tidings.text.phrases import Phrases, begins, fold, folded, openings

_GAP = r"[\s().\u2010-\u2014\u2212-]{0,3}"
_RUSSIAN = re.compile(
    rf"(?<![\d+№])(?:\+?7|8)?{_GAP}\(?(?P<code>[3489]\d{{2}}){_GAP}\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}}(?![\d])"
)
_UKRAINIAN = re.compile(
    rf"(?<![\d+])(?:\+?38)?{_GAP}\(?0[3-9]\d{_GAP}\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}}(?!\d)"
)
_ABROAD = re.compile(r"(?<![\d+])(?:\+|00)(?!7)[1-9]\d{0,2}(?:[\s().-]{0,2}\d){7,11}(?!\d)")
_SPACED = re.compile(rf"(?<![\d+№])\+?[78](?:{_GAP}\d){{10}}(?!\d)")


def find_phones(text: str, received: date) -> list[Mention]:
    """Return each telephone number, written or spoken; its value is + and digits."""
    found = {(one.start, one.end): one for one in [*_written(text), *_spoken(text)]}
    kept: list[Mention] = []
    for one in sorted(found.values(), key=lambda one: (one.start, one.start - one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


_BEFORE_FIGURE = 5
"""Letters with which a number may begin before its first figure: blanks, + and a bracket."""
_FIGURES = re.compile(r"(?:\d[\s().\u2010-\u2014\u2212-]{0,4}){8}")
"""As many as the shortest number has: looked for first."""


_ZEROS = re.compile(r"(?<=\d)[oOоО]{1,4}(?=[\doOоО\s().,-]|$)")
"""Letters typed for noughts: "8900ooo2350"."""


def _written(text: str) -> Iterator[Mention]:
    as_typed = text
    text = _ZEROS.sub(lambda found: "0" * len(found[0]), text)
    first = _FIGURES.search(text)
    if not first:
        return
    for pattern, kind in ((_ABROAD, "abroad"), (_UKRAINIAN, "uk"), (_RUSSIAN, "ru"), (_SPACED, "ru")):
        for found in pattern.finditer(text, max(0, first.start() - _BEFORE_FIGURE)):
            start = found.start() + len(found[0]) - len(found[0].lstrip(" \n\t).-"))
            value = _international(re.sub(r"\D", "", found[0]), kind)
            if value:
                yield Mention("phone", as_typed[start : found.end()], start, found.end(), value)


def _international(digits: str, kind: str) -> str | None:
    """Return + and digits, or None for what is no number of that country."""
    if kind == "abroad":
        return "+" + digits.removeprefix("00")
    if kind == "uk":
        return "+38" + digits.removeprefix("38")
    if len(digits) == 10:
        return "+7" + digits if digits[0] == "9" else None
    return "+7" + digits[1:] if len(digits) == 11 else None


def _spoken(text: str) -> Iterator[Mention]:
    small = fold(text)
    for found in spoken.RUN.finditer(small) if begins(small, spoken.BEGIN) else ():
        digits = spoken.digits(found[0])
        russian = (len(digits) == 11 and digits[0] in "78") or (len(digits) == 10 and digits[0] == "9")
        if russian or (len(digits) == 10 and digits[0] == "0" and digits[1] in "3456789"):
            value = _international(digits, "ru" if russian else "uk")
            yield Mention("phone", text[found.start() : found.end()], found.start(), found.end(), value)


_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}(?![\w-])"
)


def find_emails(text: str, received: date) -> list[Mention]:
    """Return each e-mail address; its value is in small letters."""
    return [
        Mention("email", found[0], found.start(), found.end(), found[0].lower())
        for found in (_EMAIL.finditer(text) if "@" in text else ())
    ] + [
        Mention("email", found[0], found.start(), found.end(), _put_together(found[0]))
        for found in (_SPELLED_EMAIL.finditer(text) if _may_spell_one(fold(text)) else ())
    ]


_AT = folded(r"соба(?:ка|чка)|собаці|\sat\s\w+\sdot\s")
_AT_BEGINS = openings("соба* dot")
_SPELLED_EMAIL = re.compile(
    r"(?<![\w.])[A-Za-z0-9][\w.-]{0,40}(?:\s(?:точка|крапка|dot)\s[A-Za-z0-9][\w-]{0,30}){0,3}\s(?:собака|собачка|at)\s[A-Za-z0-9-]{1,40}(?:\s?(?:точка|крапка|dot|\.)\s?[A-Za-z]{2,12}){1,3}(?!\w)",
    re.IGNORECASE,
)


def _may_spell_one(small: str) -> bool:
    return begins(small, _AT_BEGINS) and _AT.search(small) is not None


def _put_together(spelled: str) -> str:
    """Return an address that was told by word: "d.sonya собака example точка com"."""
    plain = re.sub(r"\s(?:собака|собачка|at)\s", "@", spelled.lower())
    return re.sub(r"\s?(?:точка|крапка|dot|\.)\s?", ".", plain)


_HANDLE = re.compile(r"(?<![\w.@+/-])@(?P<name>[A-Za-z][A-Za-z0-9_]{3,31})(?![\w@]|\.\w)")
_LINK = re.compile(r"(?:https?://)?\bt(?:elegram)?\.me/(?P<name>[A-Za-z][A-Za-z0-9_]{3,31})(?!\w)")
_CALLED = re.compile(
    r"(?i:\b(?:телеграмм?|телега|тг|telegram|tg|ник|nick)\b)[\s:—-]{1,4}(?P<name>[A-Za-z][A-Za-z0-9]*[_0-9][A-Za-z0-9_]{2,28})(?![\w.@])"
)


_CALLED_SO = openings("телеграм телеграмм телега тг telegram tg ник nick")
_HANDLES: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (_HANDLE, lambda small: "@" in small),
    (_LINK, lambda small: ".me/" in small),
    (_CALLED, lambda small: begins(small, _CALLED_SO)),
)
"""Each with whether a text, folded, may have one."""


def find_handles(text: str, received: date) -> list[Mention]:
    """Return each Telegram handle; its value begins with @."""
    return [
        Mention("telegram", found[0], found.start(), found.end(), "@" + found["name"])
        for pattern, may_have in _HANDLES
        for found in (pattern.finditer(text) if may_have(fold(text)) else ())
    ]


_STRANGERS = Phrases(
    [
        "чуж* номер*", "чуж* телефон*", "незнаком* номер*", "неизвестн* номер*", "с номера", "із номера", "з номера",
        "не зна* номер*", "чужого", "другого номера", "от неизвестн*", "from a number", "strange number",
        "unknown number", "from number", "different number", "someone else", "звонили с", "звонил с", "позвонил с",
        "написал с", "дзвонив з", "писали с", "пишут с", "прислали с",
    ]
)  # fmt: skip
_SOUGHT = Phrases(
    [
        "его номер", "его тел", "его телефон", "ее номер", "номер сына", "номер мужа", "номер брата", "телефон сына",
        "телефон мужа", "телефон брата", "тел. сына", "тел. мужа", "тел. брата", "номер внука", "його номер",
        "його телефон", "його тел", "номер сина", "номер чоловіка", "his number", "his phone", "his cell",
        "номер командира", "телефон командира", "тел. командира", "commander* number", "номер части",
        "телефон части", "тел. части", "тел. в/ч", "военкомат*", "номер телефона сына",
        "номер телефона мужа", "его сотов*", "его вотсап", "его whatsapp", "его аккаунт",
 "его страниц*", "канал*",
        "паблик*", "чат*", "group", "channel", "группа", "группе", "his telegram", "его телеграм*", "его тг",
    ]
)  # fmt: skip


_OFFICES = Phrases(
    [
        "командир*", "комбат*", "ротн*", "замполит*", "капитан*", "майор*", "лейтенант*", "полковник*", "старшин*",
        "следовател*", "дежурн*", "военкомат*", "commander*", "командування", "чергов*",
    ]
)  # fmt: skip


def of_the_enquirer(text: str, contact: Mention) -> bool:
    """Return whether a contact is the writer's own or one to call back, not a stranger's or the sought person's.

    Told from the words right before it.
    """
    before = re.split(
        r"[.!?;\n]\s|\d[\s,]+(?=[а-яёіїєa-z])",
        text[max(0, contact.start - 45) : contact.start],
        flags=re.IGNORECASE,
    )[-1]
    his = _SOUGHT.spans(before.replace(",", ";"))  # "я сестра его, тг @…" is her own
    return not (_STRANGERS.spans(before) or his or _OFFICES.spans(before))

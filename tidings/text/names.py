"""Names of people: which word is what, the nominative of a case form, short forms, two alphabets, one key.

>>> parse("кравцова илью петровича")
Name(surname='Кравцов', given='Илья', patronymic='Петрович')
>>> decline(Name("Кравцов", "Илья", "Петрович"), "dative")
Name(surname='Кравцову', given='Илье', patronymic='Петровичу')
>>> key("Олексій Шевченко") == key("Алексей Шевченко")
True
"""

from dataclasses import dataclass

from tidings.text import roles, shortforms
from tidings.text.letters import Word, fold, is_cyrillic, is_ukrainian, words
from tidings.text.morphology import CASES, declined
from tidings.text.tables import given_names, ukrainian_given_names
from tidings.text.transliteration import cyrillic, key, latin

__all__ = [
    "CASES",
    "Name",
    "Word",
    "cyrillic",
    "decline",
    "formal",
    "gender",
    "key",
    "latin",
    "parse",
    "words",
]


@dataclass(frozen=True)
class Name:
    """A name as a passport has it: nominative, Cyrillic (a foreign name stays Latin); None for what is not known."""

    surname: str | None = None
    given: str | None = None
    patronymic: str | None = None

    def __str__(self) -> str:
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)


def parse(text: str) -> Name:
    """Return the name that the words make, whatever their order and case; an unclear short form gives no given name.

    Of more than three words those are taken that fit best. Without any name in them all parts are None.
    """
    parts = [word.text for word in words(cyrillic(text))]
    for length in (3, 2, 1):
        spans = [tuple(parts[i : i + length]) for i in range(len(parts) - length + 1)]
        fits = [(found, span) for span in spans if (found := roles.arranged(span, True))]
        if fits:
            found, span = max(fits, key=lambda fit: fit[0].score)
            return named(found, span)
    return Name()


def named(found: roles.Arranged, written: tuple[str, ...], language: str = "") -> Name:
    """Return the name of words that were arranged; short forms become names of the language ("ru", "uk", or as the
    letters have it)."""
    language = language or ("uk" if is_ukrainian("".join(written)) else "ru")
    parts: dict[str, str | None] = {}
    for reading, word in zip(found.readings, written, strict=True):
        spelled = roles.spelled(reading, word)
        parts[reading.role] = (
            roles.passport_given(reading, word, found.gender, language) if reading.role == "G" else spelled
        )
    if language == "uk" and (given := parts.get("G")):
        parts["G"] = given.translate(_NO_YO)
    return Name(parts.get("S"), parts.get("G"), parts.get("P"))


_NO_YO = str.maketrans("Ёё", "Ее")
"""A letter that Ukrainian does not have."""


def formal(short: str, gender: str = "", language: str = "ru") -> tuple[str, ...]:
    """Return the formal names a short form may stand for; one only where it is unambiguous, none for no short form.

    >>> formal("Лёха"), len(formal("Слава")) > 1
    (('Алексей',), True)
    """
    return shortforms.formal_names(short, gender, language)


def gender(name: Name) -> str:
    """Return "m" or "f" as patronymic, given name and surname tell it, in this order; "" where none does."""
    patronymic = fold(name.patronymic or "")
    if patronymic.endswith(("ич", "оглы", "оглу", "уулу", "улы")):
        return "m"
    if patronymic.endswith(("на", "кызы", "гызы")):
        return "f"
    return _gender_of_given(fold(name.given or "")) or _gender_of_surname(fold(name.surname or ""))


def decline(name: Name, case: str) -> Name:
    """Return the name in "genitive", "dative", "accusative", "instrumental" or "locative", for a letter.

    A part that has no such form (Черных, a woman's Ткач, a name in Latin) stays as it is; so does the whole surname
    where the gender is not known and would decide. Raises ValueError for another case.
    """
    if case not in CASES:
        raise ValueError(f"{case!r} is no case. Take one of: {', '.join(CASES)}.")
    of, language = gender(name), _language(name)

    def form(part: str | None, role: str) -> str | None:
        if not part or not is_cyrillic(part) or not of:
            return part
        return "-".join(_whole(piece, role, of, case, language) for piece in part.split("-"))

    return Name(
        form(name.surname, "surname"),
        form(name.given, "given"),
        form(name.patronymic, "patronymic"),
    )


def _language(name: Name) -> str:
    """Return "uk" where a letter, the given name or the patronymic is only Ukrainian, else "ru"."""
    if is_ukrainian(str(name)):
        return "uk"
    given, patronymic = fold(name.given or ""), fold(name.patronymic or "")
    only_ukrainian = given in ukrainian_given_names() and given not in given_names()
    return "uk" if only_ukrainian or patronymic.endswith("йович") else "ru"


def _whole(piece: str, role: str, of: str, case: str, language: str) -> str:
    return declined(piece, role, of, case, language) if len(piece) > 1 else piece


def _gender_of_given(given: str) -> str:
    known = given_names().get(given) or given_names().get(ukrainian_given_names().get(given, ""))
    if known and known[1] in ("m", "f"):
        return known[1]
    of = {g for g in "mf" if shortforms.formal_names(given, g)} if given else set()
    return of.pop() if len(of) == 1 else ""


def _gender_of_surname(surname: str) -> str:
    if surname.endswith(("ова", "ева", "ина", "ына", "ская", "цкая", "ська", "цька", "єва", "їна")):
        return "f"
    if surname.endswith(("ов", "ев", "ин", "ын", "ский", "цкий", "ський", "цький", "єв", "їн")):
        return "m"
    return ""
